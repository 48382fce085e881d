// Random facts of subjects: known on and beside borders, 无, open with and without bounds, empty lists, series with
// gaps.
#include "differential/random_plan.h"

enum { FIRST_DAY = 20492, DAY_COUNT = 24 };

static jx_causes missing(jx_arena *arena, const jx_definition *what)
{
    return jx_cause_one(arena, JX_CAUSE_MISSING, what->name, (jx_text){ 0 });
}

static jx_open static_range(const jx_definition *what)
{
    jx_open open = { .type = what->type, .may_be_null = what->may_be_null };
    if (what->has_range) open.low = what->range.low, open.high = what->range.high;
    if (what->option_count) {
        open.has_options = true;
        open.options = what->options;  // `low` … `high` are not in the order of bytes: sorted below
        open.option_count = what->option_count;
    }
    return open;
}

static jx_value open_fact(jx_arena *arena, const jx_definition *what, const jx_value *within, dice *d)
{
    jx_open open = static_range(what);
    open.causes = missing(arena, what);
    if (what->option_count) {
        jx_value *sorted = JX_ARRAY(arena, 3, jx_value);
        sorted[0] = what->options[2];  // high, low, middle
        sorted[1] = what->options[0];
        sorted[2] = what->options[1];
        open.options = sorted;
    }
    if (what->type->kind == JX_TYPE_BOOLEAN) {
        jx_value truth = jx_open_boolean(arena, open.causes);
        if (!what->may_be_null) return truth;
        open = *truth.as.open;
        open.may_be_null = true;
        return jx_open_value(arena, open);
    }
    bool number = what->type->kind == JX_TYPE_NUMBER && within && within->kind == JX_NUMBER;
    if (number && one_in(d, 2)) {  // a bound that holds, and then it is not 无
        bool below_it = one_in(d, 2);
        jx_end end = { true, true, *within };
        if (below_it) open.low = end;
        else open.high = end;
        open.may_be_null = false;
    }
    return jx_open_value(arena, open);
}

static bool is_inside(const jx_definition *what, jx_value value)
{
    jx_interval range = { what->range.low, what->range.high };
    return !what->has_range || jx_interval_contains(range, jx_interval_point(value));
}

static jx_value known_number(const jx_definition *what, dice *d, bool checked)
{
    bool extreme = !checked && jx_text_equal(what->name, JX_TEXT("n3")) && one_in(d, 6);
    for (;;) {
        jx_value value = make_number(d, extreme);
        if (is_inside(what, value)) return value;
    }
}

static jx_value series(jx_arena *arena, const jx_definition *what, dice *d, bool known)
{
    jx_series *out = JX_NEW(arena, jx_series);
    jx_value *days = JX_ARRAY(arena, DAY_COUNT, jx_value);
    jx_open *range = JX_NEW(arena, jx_open);
    *range = (jx_open){ .type = &jx_type_number, .low = what->range.low, .high = what->range.high };
    int gaps = known || one_in(d, 2) ? 0 : 1 + (int)below(d, 8);
    bool nothing = one_in(d, 12), zero = one_in(d, 20);
    for (size_t i = 0; i < DAY_COUNT; i++) {
        days[i] = jx_number(jx_decimal_scaled(zero ? 0 : below(d, 50000), 2));
        if (nothing || one_in(d, 60)) days[i] = jx_null();
        if (gaps && one_in(d, 8)) days[i] = jx_series_gap(arena, what->name, range, FIRST_DAY + (int64_t)i);
        if (gaps && one_in(d, 30)) {  // known from below
            jx_open open = *range;
            open.causes = jx_cause_one(arena, JX_CAUSE_GAP, what->name, JX_TEXT("partial"));
            open.low = (jx_end){ true, true, jx_integer(below(d, 400)) };
            days[i] = jx_open_value(arena, open);
        }
    }
    *out = (jx_series){ .name = what->name, .first_day = FIRST_DAY, .day_count = DAY_COUNT, .days = days,
                        .element = &jx_type_number };
    return jx_series_value(out);
}

static const jx_text field_names[4] = { { "x", 1 }, { "y", 1 }, { "k", 1 }, { "t", 1 } };

static jx_value open_field(jx_arena *arena, const jx_definition *what, size_t i)
{
    jx_causes causes = jx_cause_one(arena, JX_CAUSE_MISSING, what->name, what->fields[i].name);
    if (i == 2) return jx_open_boolean(arena, causes);
    jx_open open = { .type = what->fields[i].type, .causes = causes, .low = what->fields[i].range.low,
                     .high = what->fields[i].range.high };
    return jx_open_value(arena, open);
}

static jx_value records(jx_arena *arena, const jx_definition *what, dice *d, bool known)
{
    size_t count = (size_t)below(d, 4);
    jx_value *items = JX_ARRAY(arena, count, jx_value);
    for (size_t r = 0; r < count; r++) {
        jx_value *values = JX_ARRAY(arena, 4, jx_value);
        values[0] = jx_integer(below(d, 200) - 100);
        values[1] = one_in(d, 10) ? jx_null() : jx_number(jx_decimal_scaled(below(d, 1000) - 500, 1));
        values[2] = jx_boolean(one_in(d, 2));
        values[3] = jx_string(jx_text_of(some_texts[below(d, TEXTS)]));
        for (size_t i = 0; i < 3 && !known; i++)
            if (one_in(d, 8)) values[i] = open_field(arena, what, i);
        items[r] = jx_context_of(arena, field_names, values, 4);
    }
    return jx_list(items, count);
}

static jx_value known_fact(jx_arena *arena, const jx_definition *what, dice *d, bool known, bool checked)
{
    switch (what->type->kind) {
    case JX_TYPE_NUMBER:  return known_number(what, d, checked);
    case JX_TYPE_BOOLEAN: return jx_boolean(!one_in(d, 3));
    case JX_TYPE_STRING:
        if (what->option_count) return what->options[below(d, (int64_t)what->option_count)];
        return jx_string(jx_text_of(some_texts[below(d, TEXTS)]));
    case JX_TYPE_DATE:    return jx_date(20480 + below(d, 30));
    case JX_TYPE_SERIES:  return series(arena, what, d, known);
    case JX_TYPE_LIST:    return records(arena, what, d, known);
    case JX_TYPE_ANY: case JX_TYPE_NULL: case JX_TYPE_TIME: case JX_TYPE_DATE_TIME: case JX_TYPE_DAYS_DURATION:
    case JX_TYPE_MONTHS_DURATION: case JX_TYPE_CONTEXT: case JX_TYPE_RANGE: case JX_TYPE_FUNCTION: break;
    }
    return jx_null();
}

void make_row(const random_model *model, jx_arena *arena, dice *d, bool known, jx_value *out)
{
    bool clean = !one_in(d, model->plain ? 4 : 2);
    for (size_t i = 0; i < model->model.definition_count; i++) {
        const jx_definition *what = &model->model.definitions[i];
        if (what->kind != JX_DEFINITION_FACT) continue;
        out[i] = known_fact(arena, what, d, known || clean, model->checked);
        if (what->may_be_null && one_in(d, model->plain ? 40 : 10)) out[i] = jx_null();
        else if (!known && !clean && one_in(d, 9)) out[i] = open_fact(arena, what, &out[i], d);
    }
}

// ---- opening ----

static jx_value opened_series(jx_arena *arena, const jx_definition *what, dice *d, jx_value value)
{
    jx_series *out = JX_NEW(arena, jx_series);
    jx_open *range = JX_NEW(arena, jx_open);
    *out = *value.as.series;
    *range = (jx_open){ .type = &jx_type_number, .low = what->range.low, .high = what->range.high };
    jx_value *days = JX_ARRAY(arena, out->day_count, jx_value);
    for (size_t i = 0; i < out->day_count; i++) {
        days[i] = out->days[i];
        if (days[i].kind != JX_NULL && one_in(d, 10))  // a gap in a linked series does not turn out 无
            days[i] = jx_series_gap(arena, what->name, range, out->first_day + (int64_t)i);
    }
    out->days = days;
    return jx_series_value(out);
}

static jx_value opened_records(jx_arena *arena, const jx_definition *what, dice *d, jx_value value)
{
    jx_value *items = JX_ARRAY(arena, value.as.list.count, jx_value);
    for (size_t r = 0; r < value.as.list.count; r++) {
        const jx_context *record = value.as.list.items[r].as.context;
        jx_value *values = JX_ARRAY(arena, 4, jx_value);
        for (size_t i = 0; i < 4; i++) {
            values[i] = record->values[i];
            if (i < 3 && values[i].kind != JX_NULL && one_in(d, 6)) values[i] = open_field(arena, what, i);
        }
        items[r] = jx_context_of(arena, field_names, values, 4);
    }
    return jx_list(items, value.as.list.count);
}

void open_row(const random_model *model, jx_arena *arena, dice *d, const jx_value *known, jx_value *out)
{
    for (size_t i = 0; i < model->model.definition_count; i++) {
        const jx_definition *what = &model->model.definitions[i];
        out[i] = known[i];
        if (what->kind != JX_DEFINITION_FACT) continue;
        if (known[i].kind == JX_SERIES && one_in(d, 2)) out[i] = opened_series(arena, what, d, known[i]);
        else if (known[i].kind == JX_LIST && one_in(d, 2)) out[i] = opened_records(arena, what, d, known[i]);
        else if (one_in(d, 4)) out[i] = open_fact(arena, what, known[i].kind == JX_NULL ? NULL : &known[i], d);
    }
}

// ---- columns and ranks ----

const jx_column *const *make_columns(const random_model *model, jx_arena *arena, jx_value *const *rows, size_t count,
                                     const bool *by_callback)
{
    size_t definitions = model->model.definition_count;
    const jx_column **columns = JX_ARRAY(arena, definitions, const jx_column *);
    jx_value *values = JX_ARRAY(arena, count, jx_value);
    for (size_t i = 0; i < definitions; i++) {
        const jx_definition *what = &model->model.definitions[i];
        if (what->kind != JX_DEFINITION_FACT || by_callback[i]) continue;
        for (size_t row = 0; row < count; row++) values[row] = rows[row][i];
        jx_open *range = NULL;
        if (what->type->kind == JX_TYPE_SERIES) {
            range = JX_NEW(arena, jx_open);
            *range = (jx_open){ .type = &jx_type_number, .low = what->range.low, .high = what->range.high };
        }
        jx_column *column = JX_NEW(arena, jx_column);
        *column = jx_column_build(arena, values, count, range);
        columns[i] = column;
    }
    return columns;
}

const jx_value *make_ranks(const random_model *model, jx_arena *arena, uint64_t seed)
{
    dice d = { seed };
    if (model->plan->rank_count == 0) return NULL;
    jx_value *ranks = JX_ARRAY(arena, model->plan->rank_count, jx_value);
    for (size_t i = 0; i < model->plan->rank_count; i++) ranks[i] = jx_integer(1 + below(&d, 5));
    return ranks;
}
