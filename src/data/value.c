// Values: making and reading them. Order and equality are in value_compare.c, open values in open.c, printing in
// value_print.c. A getter asserts the kind it needs; jx_value_instance_of is where types and values meet.
#include "data/value.h"
#include "data/temporal.h"

// ---- making ----

jx_value jx_integer(int64_t value)
{
    return jx_number(jx_decimal_of(value));
}

jx_value jx_exact_value(jx_arena *arena, jx_exact value)
{
    if (jx_exact_is_decimal(value)) return jx_number(value.numerator);
    jx_ratio *ratio = JX_NEW(arena, jx_ratio);
    *ratio = value;
    return (jx_value){ .kind = JX_RATIO, .as.ratio = ratio };
}

jx_value jx_string(jx_text value)
{
    return (jx_value){ .kind = JX_STRING, .as.string = value };
}

jx_value jx_date(int64_t days)
{
    return (jx_value){ .kind = JX_DATE, .as.date = days };
}

jx_value jx_list(const jx_value *items, size_t count)
{
    return (jx_value){ .kind = JX_LIST, .as.list = { .items = items, .count = count } };
}

jx_value jx_context_of(jx_arena *arena, const jx_text *names, const jx_value *values, size_t count)
{
    jx_context *context = JX_NEW(arena, jx_context);
    *context = (jx_context){ .names = names, .values = values, .count = count };
    return (jx_value){ .kind = JX_CONTEXT, .as.context = context };
}

jx_value jx_range_of(jx_arena *arena, jx_range_value range)
{
    jx_range_value *held = JX_NEW(arena, jx_range_value);
    *held = range;
    return (jx_value){ .kind = JX_RANGE, .as.range = held };
}

jx_value jx_series_value(const jx_series *series)
{
    return (jx_value){ .kind = JX_SERIES, .as.series = series };
}

jx_value jx_function_value(const jx_function *function)
{
    return (jx_value){ .kind = JX_FUNCTION, .as.function = function };
}

// ---- reading ----

jx_exact jx_value_exact(jx_value numeric)
{
    assert(jx_is_numeric(numeric));
    return numeric.kind == JX_NUMBER ? jx_exact_of(numeric.as.number) : *numeric.as.ratio;
}

jx_value jx_context_get(jx_value context, jx_text name, bool *out_found)
{
    if (out_found) *out_found = false;
    if (context.kind != JX_CONTEXT) return jx_null();
    for (size_t i = 0; i < context.as.context->count; i++) {
        if (!jx_text_equal(context.as.context->names[i], name)) continue;
        if (out_found) *out_found = true;
        return context.as.context->values[i];
    }
    return jx_null();
}

// ---- types of values ----

static const jx_type *common_type(const jx_type *a, const jx_type *b)
{
    if (jx_type_conforms(a, b)) return b;
    if (jx_type_conforms(b, a)) return a;
    return &jx_type_any;
}

static const jx_type *type_of_list(jx_arena *arena, jx_value list)
{
    const jx_type *element = &jx_type_null;
    for (size_t i = 0; i < list.as.list.count; i++)
        element = common_type(element, jx_value_type(arena, list.as.list.items[i]));
    return jx_type_list_of(arena, element);
}

static const jx_type *type_of_context(jx_arena *arena, const jx_context *context)
{
    jx_type *type = JX_NEW(arena, jx_type);
    jx_field *fields = JX_ARRAY(arena, context->count, jx_field);
    for (size_t i = 0; i < context->count; i++) {
        fields[i].name = context->names[i];
        fields[i].type = jx_value_type(arena, context->values[i]);
    }
    type->kind = JX_TYPE_CONTEXT;
    type->fields = fields;
    type->field_count = context->count;
    return type;
}

static const jx_type *type_of_range(jx_arena *arena, const jx_range_value *range)
{
    jx_type *type = JX_NEW(arena, jx_type);
    type->kind = JX_TYPE_RANGE;
    type->element = common_type(jx_value_type(arena, range->low), jx_value_type(arena, range->high));
    return type;
}

static const jx_type *type_of_function(jx_arena *arena, const jx_function *function)
{
    jx_type *type = JX_NEW(arena, jx_type);
    const jx_type **parameters = JX_ARRAY(arena, function->parameter_count, const jx_type *);
    for (size_t i = 0; i < function->parameter_count; i++)
        parameters[i] = function->parameter_types ? function->parameter_types[i] : NULL;
    type->kind = JX_TYPE_FUNCTION;
    type->parameters = parameters;
    type->parameter_count = function->parameter_count;
    type->element = function->result_type;
    return type;
}

const jx_type *jx_value_type(jx_arena *arena, jx_value value)
{
    switch (value.kind) {
    case JX_NULL: return &jx_type_null;
    case JX_BOOLEAN: return &jx_type_boolean;
    case JX_NUMBER:
    case JX_RATIO: return &jx_type_number;
    case JX_STRING: return &jx_type_string;
    case JX_DATE: return &jx_type_date;
    case JX_TIME: return &jx_type_time;
    case JX_DATE_TIME: return &jx_type_date_time;
    case JX_DAYS_DURATION: return &jx_type_days_duration;
    case JX_MONTHS_DURATION: return &jx_type_months_duration;
    case JX_LIST: return type_of_list(arena, value);
    case JX_CONTEXT: return type_of_context(arena, value.as.context);
    case JX_RANGE: return type_of_range(arena, value.as.range);
    case JX_FUNCTION: return type_of_function(arena, value.as.function);
    case JX_SERIES: return &jx_type_series;
    case JX_OPEN: return value.as.open->type ? value.as.open->type : &jx_type_any;
    }
    JX_UNREACHABLE();
}

// The kind of type that a value of this kind has, without looking inside.
jx_type_kind jx_kind_type(jx_kind kind)
{
    static const jx_type_kind kinds[] = {
        [JX_NULL] = JX_TYPE_NULL,       [JX_BOOLEAN] = JX_TYPE_BOOLEAN,
        [JX_NUMBER] = JX_TYPE_NUMBER,   [JX_RATIO] = JX_TYPE_NUMBER,
        [JX_STRING] = JX_TYPE_STRING,   [JX_DATE] = JX_TYPE_DATE,
        [JX_TIME] = JX_TYPE_TIME,       [JX_DATE_TIME] = JX_TYPE_DATE_TIME,
        [JX_LIST] = JX_TYPE_LIST,       [JX_DAYS_DURATION] = JX_TYPE_DAYS_DURATION,
        [JX_CONTEXT] = JX_TYPE_CONTEXT, [JX_MONTHS_DURATION] = JX_TYPE_MONTHS_DURATION,
        [JX_RANGE] = JX_TYPE_RANGE,     [JX_FUNCTION] = JX_TYPE_FUNCTION,
        [JX_SERIES] = JX_TYPE_SERIES,   [JX_OPEN] = JX_TYPE_ANY,
    };
    return kinds[kind];
}

// ---- instance of ----

static bool fits(jx_value value, const jx_type *type);

static bool context_fits(jx_value value, const jx_type *type)
{
    for (size_t i = 0; i < type->field_count; i++) {
        bool found;
        jx_value field = jx_context_get(value, type->fields[i].name, &found);
        if (!found || !fits(field, type->fields[i].type)) return false;
    }
    return true;
}

static bool list_fits(jx_value value, const jx_type *type)
{
    for (size_t i = 0; i < value.as.list.count; i++)
        if (!fits(value.as.list.items[i], type->element)) return false;
    return true;
}

static bool function_fits(const jx_function *function, const jx_type *type)
{
    if (function->parameter_count != type->parameter_count) return false;
    for (size_t i = 0; i < type->parameter_count; i++) {
        const jx_type *own = function->parameter_types ? function->parameter_types[i] : NULL;
        if (!jx_type_conforms(type->parameters[i], own)) return false;
    }
    return jx_type_conforms(function->result_type, type->element);
}

// A member that is null fits every type.
static bool fits(jx_value value, const jx_type *type)
{
    if (!type || type->kind == JX_TYPE_ANY || value.kind == JX_NULL) return true;
    if (value.kind == JX_OPEN) return jx_type_conforms(value.as.open->type, type);
    if (jx_kind_type(value.kind) != type->kind) return false;
    if (value.kind == JX_LIST) return list_fits(value, type);
    if (value.kind == JX_CONTEXT) return context_fits(value, type);
    if (value.kind == JX_RANGE)
        return fits(value.as.range->low, type->element) && fits(value.as.range->high, type->element);
    if (value.kind == JX_FUNCTION) return function_fits(value.as.function, type);
    return true;
}

bool jx_value_instance_of(jx_value value, const jx_type *type)
{
    return value.kind != JX_NULL && fits(value, type);
}
