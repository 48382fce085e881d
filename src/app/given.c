// Values that a caller gives as JSON: inputs of DMN models by their type, facts of packages by their declaration.
//
// Read jx_given_value() for DMN; for packages start at jx_given_fact() at the end, which hands on by kind of fact.
#include "app/held.h"

#include "app/facts.h"
#include "data/temporal.h"

// ---- DMN ----

static bool read_temporal(jx_arena *arena, const jx_zones *zones, jx_text text, const jx_type *type, jx_value *out)
{
    switch (type->kind) {
    case JX_TYPE_DATE: {
        int64_t day;
        if (!jx_date_read(text, &day)) return false;
        *out = jx_date(day);
        return true;
    }
    case JX_TYPE_TIME: return jx_time_read(arena, zones, text, out);
    case JX_TYPE_DATE_TIME: return jx_date_time_read(arena, zones, text, out);
    case JX_TYPE_DAYS_DURATION:
    case JX_TYPE_MONTHS_DURATION: return jx_duration_read(text, out);
    case JX_TYPE_NUMBER: {
        jx_decimal number;
        if (!jx_decimal_read(text, &number)) return false;
        *out = jx_number(number);
        return true;
    }
    case JX_TYPE_ANY:
    case JX_TYPE_NULL:
    case JX_TYPE_BOOLEAN:
    case JX_TYPE_STRING:
    case JX_TYPE_LIST:
    case JX_TYPE_CONTEXT:
    case JX_TYPE_RANGE:
    case JX_TYPE_FUNCTION:
    case JX_TYPE_SERIES: return false;
    }
    JX_UNREACHABLE();
}

jx_value jx_given_value(jx_arena *arena, const jx_zones *zones, const jx_json *json, const jx_type *type)
{
    jx_value value;
    const jx_type *element = type->kind == JX_TYPE_LIST && type->element ? type->element : type;
    switch (json->kind) {
    case JX_JSON_NULL: return jx_null();
    case JX_JSON_BOOLEAN: return jx_boolean(json->boolean);
    case JX_JSON_NUMBER: return jx_number(json->number);
    case JX_JSON_STRING:
        return read_temporal(arena, zones, json->text, element, &value) ? value : jx_string(json->text);
    case JX_JSON_ARRAY: {
        jx_value *items = JX_ARRAY(arena, json->count, jx_value);
        for (size_t i = 0; i < json->count; i++)
            items[i] = jx_given_value(arena, zones, &json->items[i], element);
        return jx_list(items, json->count);
    }
    case JX_JSON_OBJECT: {
        jx_value *values = JX_ARRAY(arena, json->count, jx_value);
        for (size_t i = 0; i < json->count; i++) {
            const jx_type *field = element->kind == JX_TYPE_CONTEXT ? jx_type_field(element, json->names[i]) : NULL;
            values[i] = jx_given_value(arena, zones, &json->items[i], field ? field : &jx_type_any);
        }
        return jx_context_of(arena, json->names, values, json->count);
    }
    }
    JX_UNREACHABLE();
}

// ---- packages: what a fact, or a field of a record, may be ----

typedef struct {
    jx_app *app;
    const jx_definition *fact;
    jx_text name, record;  // of the field; which record it stands in. Without one: the fact's name, ""
    const jx_type *type;
    jx_decimal factor;
    int precision;
    bool has_range, may_be_null;
    jx_interval range;
    const jx_value *options;
    size_t option_count;
} given_shape;

static given_shape shape_of(jx_app *app, const jx_definition *fact)
{
    return (given_shape){ .app = app,
                          .fact = fact,
                          .name = fact->name,
                          .type = fact->type,
                          .factor = fact->factor,
                          .precision = fact->precision,
                          .has_range = fact->has_range,
                          .may_be_null = fact->may_be_null,
                          .range = fact->range,
                          .options = fact->options,
                          .option_count = fact->option_count };
}

static given_shape shape_of_field(jx_app *app, const jx_definition *fact, const jx_record_field *field, jx_text record)
{
    return (given_shape){ .app = app,
                          .fact = fact,
                          .name = field->name,
                          .record = record,
                          .type = field->type,
                          .factor = field->factor,
                          .precision = field->precision,
                          .has_range = field->has_range,
                          .may_be_null = true,
                          .range = field->range,
                          .options = field->options,
                          .option_count = field->option_count };
}

static jx_status refuse_type(const given_shape *shape, const char *wanted)
{
    jx_text arguments[] = { shape->name, jx_text_of(wanted) };
    return jx_problem_add(shape->app->problems, JX_PROBLEM_JSON_TYPE_MISMATCH, JX_SEVERITY_ERROR, shape->fact->source,
                          shape->fact->span, (jx_text){ 0 }, arguments, 2);
}

static jx_status refuse_value(const given_shape *shape, const jx_json *json, jx_text allowed)
{
    jx_text arguments[] = { shape->name, json->text, allowed };
    return jx_problem_add(shape->app->problems, JX_PROBLEM_FACT_OUT_OF_RANGE, JX_SEVERITY_ERROR, shape->fact->source,
                          shape->fact->span, (jx_text){ 0 }, arguments, 3);
}

static jx_text range_text(const given_shape *shape)
{
    jx_buffer out = jx_buffer_in(shape->app->arena);
    jx_interval all = shape->range;
    jx_buffer_put(&out, JX_TEXT("["));
    if (all.low.finite) jx_value_print(all.low.at, &out);
    jx_buffer_put(&out, JX_TEXT(".."));
    if (all.high.finite) jx_value_print(all.high.at, &out);
    jx_buffer_put(&out, JX_TEXT("]"));
    return jx_buffer_text(&out);
}

// ---- single figures ----

static jx_status read_number(const given_shape *shape, const jx_json *json, jx_value *out)
{
    jx_decimal shown, kept;
    int64_t scaled;
    bool text = json->kind == JX_JSON_STRING;
    if ((!text && json->kind != JX_JSON_NUMBER) || !jx_decimal_read(json->text, &shown))
        return refuse_type(shape, "number");
    if (shape->precision >= 0 && !jx_decimal_to_scaled(shown, shape->precision, &scaled))
        return refuse_value(shape, json, jx_text_format(shape->app->arena, "10^-%d", shape->precision));
    if (!jx_decimal_multiply(shown, shape->factor, &kept)) return refuse_type(shape, "number");
    *out = jx_number(kept);
    if (shape->has_range && !jx_interval_contains(shape->range, jx_interval_point(*out)))
        return refuse_value(shape, json, range_text(shape));
    return JX_OK;
}

static jx_status read_text(const given_shape *shape, const jx_json *json, jx_value *out)
{
    *out = jx_string(jx_text_copy(shape->app->arena, json->text));
    if (shape->option_count == 0) return JX_OK;
    for (size_t i = 0; i < shape->option_count; i++)
        if (jx_value_same(shape->options[i], *out)) return JX_OK;
    jx_buffer allowed = jx_buffer_in(shape->app->arena);
    for (size_t i = 0; i < shape->option_count; i++) {
        if (i > 0) jx_buffer_put(&allowed, JX_TEXT(", "));
        jx_value_print(shape->options[i], &allowed);
    }
    return refuse_value(shape, json, jx_buffer_text(&allowed));
}

static jx_status read_single(const given_shape *shape, const jx_json *json, jx_value *out)
{
    int64_t day;
    switch (shape->type->kind) {
    case JX_TYPE_NUMBER: return read_number(shape, json, out);
    case JX_TYPE_BOOLEAN:
        if (json->kind != JX_JSON_BOOLEAN) return refuse_type(shape, "true, false");
        *out = jx_boolean(json->boolean);
        return JX_OK;
    case JX_TYPE_STRING:
        if (json->kind != JX_JSON_STRING) return refuse_type(shape, "text");
        return read_text(shape, json, out);
    case JX_TYPE_DATE:
        if (json->kind != JX_JSON_STRING || !jx_date_read(json->text, &day)) return refuse_type(shape, "YYYY-MM-DD");
        *out = jx_date(day);
        return JX_OK;
    case JX_TYPE_ANY: case JX_TYPE_NULL: case JX_TYPE_TIME: case JX_TYPE_DATE_TIME: case JX_TYPE_DAYS_DURATION:
    case JX_TYPE_MONTHS_DURATION: case JX_TYPE_LIST: case JX_TYPE_CONTEXT: case JX_TYPE_RANGE: case JX_TYPE_FUNCTION:
    case JX_TYPE_SERIES: return refuse_type(shape, "null");
    }
    JX_UNREACHABLE();
}

static jx_status read_end(const given_shape *shape, const jx_json *json, const char *name, jx_end *out)
{
    const jx_json *member = jx_json_member(json, name);
    if (!member) return JX_OK;
    out->finite = out->included = true;
    return read_single(shape, member, &out->at);
}

// Known only within bounds; it is then sure to exist.
static jx_status read_bound(const given_shape *shape, const jx_json *json, jx_value *out)
{
    jx_interval given = jx_interval_all();
    bool bounds = shape->type->kind == JX_TYPE_NUMBER || shape->type->kind == JX_TYPE_DATE;
    if (!bounds) return refuse_type(shape, "no bound");
    for (size_t i = 0; i < json->count; i++) {
        bool known = jx_text_equal(json->names[i], JX_TEXT("least")) || jx_text_equal(json->names[i], JX_TEXT("most"));
        if (!known) return refuse_type(shape, "{\"least\", \"most\"}");
    }
    JX_TRY(read_end(shape, json, "least", &given.low));
    JX_TRY(read_end(shape, json, "most", &given.high));
    if (shape->has_range) given = jx_interval_intersect(given, shape->range);
    if (jx_interval_empty(given)) return refuse_type(shape, "least <= most");
    *out = jx_open_interval(shape->app->arena, shape->type, given, false,
                            jx_cause_one(shape->app->arena, JX_CAUSE_MISSING, shape->name, shape->record));
    return JX_OK;
}

static jx_status read_figure(const given_shape *shape, const jx_json *json, jx_value *out)
{
    *out = jx_null();
    if (json->kind == JX_JSON_NULL) return JX_OK;
    return json->kind == JX_JSON_OBJECT ? read_bound(shape, json, out) : read_single(shape, json, out);
}

// ---- records ----

static jx_value missing_field(const given_shape *shape)
{
    jx_definition like = { .name = shape->name,
                           .type = shape->type,
                           .has_range = shape->has_range,
                           .range = shape->range,
                           .options = shape->options,
                           .option_count = shape->option_count };
    jx_open open = *facts_missing(shape->app->arena, &like, true).as.open;
    open.causes = jx_cause_one(shape->app->arena, JX_CAUSE_MISSING, shape->name, shape->record);
    return jx_open_value(shape->app->arena, open);
}

static bool is_field(const jx_definition *fact, jx_text name)
{
    for (size_t i = 0; i < fact->field_count; i++)
        if (jx_text_equal(fact->fields[i].name, name)) return true;
    return false;
}

static jx_status read_record(jx_app *app, const jx_definition *fact, const jx_json *json, const jx_text *names,
                             jx_value *out)
{
    if (json->kind != JX_JSON_OBJECT) {
        given_shape shape = shape_of(app, fact);
        return refuse_type(&shape, "[{…}]");
    }
    for (size_t i = 0; i < json->count; i++)
        if (!is_field(fact, json->names[i]))
            return jx_problem_add(app->problems, JX_PROBLEM_JSON_MEMBER_UNKNOWN, JX_SEVERITY_ERROR, fact->source,
                                  fact->span, (jx_text){ 0 }, &json->names[i], 1);
    jx_value *values = JX_ARRAY(app->arena, fact->field_count, jx_value);
    jx_text record = { 0 };  // the first field says which record it is
    for (size_t i = 0; i < fact->field_count; i++) {
        const jx_json *member = jx_json_member(json, jx_text_copy(app->arena, names[i]).bytes);
        given_shape shape = shape_of_field(app, fact, &fact->fields[i], record);
        if (member) JX_TRY(read_figure(&shape, member, &values[i]));
        else values[i] = missing_field(&shape);
        if (i == 0 && values[0].kind == JX_STRING) record = values[0].as.string;
    }
    *out = jx_context_of(app->arena, names, values, fact->field_count);
    return JX_OK;
}

static jx_status read_records(jx_app *app, const jx_definition *fact, const jx_json *json, jx_value *out)
{
    if (json->kind != JX_JSON_ARRAY) {
        given_shape shape = shape_of(app, fact);
        return refuse_type(&shape, "[{…}]");
    }
    jx_text *names = JX_ARRAY(app->arena, fact->field_count, jx_text);
    jx_value *records = JX_ARRAY(app->arena, json->count, jx_value);
    for (size_t i = 0; i < fact->field_count; i++)
        names[i] = fact->fields[i].name;
    for (size_t i = 0; i < json->count; i++)
        JX_TRY(read_record(app, fact, &json->items[i], names, &records[i]));
    *out = jx_list(records, json->count);
    return JX_OK;
}

// ---- series ----

enum { DAYS_MOST = 40000 };

static jx_value gap(jx_app *app, const jx_definition *fact, int64_t day)
{
    jx_buffer date = jx_buffer_in(app->arena);
    jx_date_print(day, &date);
    return jx_open_interval(app->arena, &jx_type_number, fact->has_range ? fact->range : jx_interval_all(), false,
                            jx_cause_one(app->arena, JX_CAUSE_GAP, fact->name, jx_buffer_text(&date)));
}

// A series from its first to its last day given; days a window asks beyond them are gaps as well.
static jx_status read_series(jx_app *app, const jx_definition *fact, const jx_json *json, jx_value *out)
{
    given_shape shape = shape_of(app, fact);
    shape.type = &jx_type_number;
    if (json->kind != JX_JSON_OBJECT || json->count == 0) return refuse_type(&shape, "{\"YYYY-MM-DD\": …}");
    int64_t *given = JX_ARRAY(app->arena, json->count, int64_t), first = INT64_MAX, last = INT64_MIN;
    for (size_t i = 0; i < json->count; i++) {
        if (!jx_date_read(json->names[i], &given[i])) return refuse_type(&shape, "{\"YYYY-MM-DD\": …}");
        if (given[i] < first) first = given[i];
        if (given[i] > last) last = given[i];
    }
    if (last - first >= DAYS_MOST) return refuse_type(&shape, "at most 40000 days");
    size_t count = (size_t)(last - first + 1);
    jx_value *days = JX_ARRAY(app->arena, count, jx_value);
    for (size_t i = 0; i < count; i++)
        days[i] = gap(app, fact, first + (int64_t)i);
    for (size_t i = 0; i < json->count; i++)
        JX_TRY(read_figure(&shape, &json->items[i], &days[given[i] - first]));
    jx_series *series = JX_NEW(app->arena, jx_series);
    *series = (jx_series){ .name = fact->name, .first_day = first, .day_count = count, .days = days,
                           .element = &jx_type_number };
    *out = jx_series_value(series);
    return JX_OK;
}

// ---- facts ----

jx_status jx_given_fact(jx_app *app, const jx_definition *fact, const jx_json *json, jx_value *out)
{
    if (fact->type->kind == JX_TYPE_SERIES && json->kind != JX_JSON_NULL) return read_series(app, fact, json, out);
    if (fact->type->kind == JX_TYPE_LIST) return read_records(app, fact, json, out);
    given_shape shape = shape_of(app, fact);
    return read_figure(&shape, json, out);
}

jx_value jx_given_nothing(jx_arena *arena, const jx_definition *fact)
{
    return facts_missing(arena, fact, fact->may_be_null);
}
