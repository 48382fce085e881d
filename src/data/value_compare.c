// Order and equality of values. Two different things: jx_value_compare is a total order for sorting and sameness,
// by the exact form of values; jx_value_equal is FEEL's `=`, which truncates fractions of seconds and may answer null.
#include "data/temporal.h"
#include "data/value.h"

static int order_of(int64_t a, int64_t b)
{
    return a < b ? -1 : a > b;
}

// ---- the total order ----

static int compare_numbers(jx_value a, jx_value b)
{
    if (a.kind == JX_NUMBER && b.kind == JX_NUMBER) return jx_decimal_compare(a.as.number, b.as.number);
    return jx_exact_compare(jx_value_exact(a), jx_value_exact(b));
}

static int compare_zones(const jx_zone *a, const jx_zone *b)
{
    if (a->kind != b->kind) return order_of(a->kind, b->kind);
    if (a->kind == JX_ZONE_NAMED) return jx_text_compare(a->name, b->name);
    return a->kind == JX_ZONE_OFFSET ? order_of(a->offset_seconds, b->offset_seconds) : 0;
}

static int compare_clocks(const jx_clock *a, const jx_clock *b)
{
    if (a->day != b->day) return order_of(a->day, b->day);
    if (a->second != b->second) return order_of(a->second, b->second);
    if (a->nanosecond != b->nanosecond) return order_of(a->nanosecond, b->nanosecond);
    return compare_zones(a->zone, b->zone);
}

static int compare_items(const jx_value *a, size_t a_count, const jx_value *b, size_t b_count)
{
    for (size_t i = 0; i < a_count && i < b_count; i++) {
        int order = jx_value_compare(a[i], b[i]);
        if (order) return order;
    }
    return order_of((int64_t)a_count, (int64_t)b_count);
}

static int compare_names(const jx_text *a, size_t a_count, const jx_text *b, size_t b_count)
{
    for (size_t i = 0; i < a_count && i < b_count; i++) {
        int order = jx_text_compare(a[i], b[i]);
        if (order) return order;
    }
    return order_of((int64_t)a_count, (int64_t)b_count);
}

static int compare_contexts(const jx_context *a, const jx_context *b)
{
    int order = compare_names(a->names, a->count, b->names, b->count);
    return order ? order : compare_items(a->values, a->count, b->values, b->count);
}

static int compare_ranges(const jx_range_value *a, const jx_range_value *b)
{
    if (a->form != b->form) return order_of(a->form, b->form);
    int order = jx_value_compare(a->low, b->low);
    if (!order) order = jx_value_compare(a->high, b->high);
    if (!order) order = order_of(a->low_included, b->low_included);
    return order ? order : order_of(a->high_included, b->high_included);
}

// Closures are told apart by where they lie: their order never shows.
static int compare_functions(const jx_function *a, const jx_function *b)
{
    if (a->builtin != b->builtin) return order_of(a->builtin, b->builtin);
    if (a->body != b->body) return (uintptr_t)a->body < (uintptr_t)b->body ? -1 : 1;
    if (a->scope != b->scope) return (uintptr_t)a->scope < (uintptr_t)b->scope ? -1 : 1;
    return compare_names(a->parameter_names, a->parameter_count, b->parameter_names, b->parameter_count);
}

static int compare_series(const jx_series *a, const jx_series *b)
{
    int order = jx_text_compare(a->name, b->name);
    if (!order) order = order_of(a->first_day, b->first_day);
    if (!order) order = compare_items(a->days, a->day_count, b->days, b->day_count);
    for (size_t i = 0; !order && i < a->total_count && i < b->total_count; i++) {
        order = order_of(a->totals[i].first_day, b->totals[i].first_day);
        if (!order) order = order_of(a->totals[i].day_count, b->totals[i].day_count);
        if (!order) order = jx_value_compare(a->totals[i].value, b->totals[i].value);
    }
    return order ? order : order_of((int64_t)a->total_count, (int64_t)b->total_count);
}

static int compare_ends(jx_end a, jx_end b)
{
    if (!a.finite || !b.finite) return order_of(a.finite, b.finite);
    int order = jx_value_compare(a.at, b.at);
    return order ? order : order_of(a.included, b.included);
}

static int compare_causes(jx_causes a, jx_causes b)
{
    for (size_t i = 0; i < a.count && i < b.count; i++) {
        int order = order_of(a.items[i].kind, b.items[i].kind);
        if (!order) order = jx_text_compare(a.items[i].name, b.items[i].name);
        if (!order) order = jx_text_compare(a.items[i].place, b.items[i].place);
        if (order) return order;
    }
    return order_of((int64_t)a.count, (int64_t)b.count);
}

static int compare_open(const jx_open *a, const jx_open *b)
{
    int order = order_of(a->type ? a->type->kind : JX_TYPE_ANY, b->type ? b->type->kind : JX_TYPE_ANY);
    if (!order) order = order_of(a->may_be_null, b->may_be_null);
    if (!order) order = compare_ends(a->low, b->low);
    if (!order) order = compare_ends(a->high, b->high);
    if (!order) order = order_of(a->has_options, b->has_options);
    if (!order) order = compare_items(a->options, a->option_count, b->options, b->option_count);
    return order ? order : compare_causes(a->causes, b->causes);
}

int jx_value_compare(jx_value a, jx_value b)
{
    if (jx_is_numeric(a) && jx_is_numeric(b)) return compare_numbers(a, b);
    if (a.kind != b.kind) return order_of(a.kind, b.kind);
    switch (a.kind) {
    case JX_NULL: return 0;
    case JX_BOOLEAN: return order_of(a.as.boolean, b.as.boolean);
    case JX_NUMBER:
    case JX_RATIO: return compare_numbers(a, b);
    case JX_STRING: return jx_text_compare(a.as.string, b.as.string);
    case JX_DATE: return order_of(a.as.date, b.as.date);
    case JX_TIME:
    case JX_DATE_TIME: return compare_clocks(a.as.clock, b.as.clock);
    case JX_DAYS_DURATION: return jx_duration_compare(a.as.duration, b.as.duration);
    case JX_MONTHS_DURATION: return order_of(a.as.months, b.as.months);
    case JX_LIST: return compare_items(a.as.list.items, a.as.list.count, b.as.list.items, b.as.list.count);
    case JX_CONTEXT: return compare_contexts(a.as.context, b.as.context);
    case JX_RANGE: return compare_ranges(a.as.range, b.as.range);
    case JX_FUNCTION: return compare_functions(a.as.function, b.as.function);
    case JX_SERIES: return compare_series(a.as.series, b.as.series);
    case JX_OPEN: return compare_open(a.as.open, b.as.open);
    }
    JX_UNREACHABLE();
}

bool jx_value_same(jx_value a, jx_value b)
{
    return jx_value_compare(a, b) == 0;
}

// ---- FEEL's = ----

// Joins the answers of pairs: one false settles it, else one null, else true.
static jx_value both(jx_value so_far, jx_value next)
{
    if (jx_is_false(so_far) || jx_is_false(next)) return jx_boolean(false);
    return so_far.kind == JX_NULL ? so_far : next;
}

static jx_value equal_items(const jx_value *a, const jx_value *b, size_t count)
{
    jx_value answer = jx_boolean(true);
    for (size_t i = 0; i < count && !jx_is_false(answer); i++)
        answer = both(answer, jx_value_equal(a[i], b[i]));
    return answer;
}

static jx_value equal_contexts(jx_value a, jx_value b)
{
    const jx_context *context = a.as.context;
    if (context->count != b.as.context->count) return jx_boolean(false);
    jx_value answer = jx_boolean(true);
    for (size_t i = 0; i < context->count; i++) {
        bool found;
        jx_value other = jx_context_get(b, context->names[i], &found);
        if (!found) return jx_boolean(false);
        answer = both(answer, jx_value_equal(context->values[i], other));
    }
    return answer;
}

// `(` and `]` before the first end mean the same and are one flag here; an operator form equals only its own form.
static jx_value equal_ranges(const jx_range_value *a, const jx_range_value *b)
{
    if (a->form != b->form || a->low_included != b->low_included || a->high_included != b->high_included)
        return jx_boolean(false);
    return both(jx_value_equal(a->low, b->low), jx_value_equal(a->high, b->high));
}

static jx_value equal_series(const jx_series *a, const jx_series *b)
{
    if (a->first_day != b->first_day || a->day_count != b->day_count) return jx_boolean(false);
    if (a->total_count != b->total_count) return jx_boolean(false);
    return equal_items(a->days, b->days, a->day_count);
}

static jx_value equal_lists(jx_value a, jx_value b)
{
    if (a.as.list.count != b.as.list.count) return jx_boolean(false);
    return equal_items(a.as.list.items, b.as.list.items, a.as.list.count);
}

jx_value jx_value_equal(jx_value a, jx_value b)
{
    if (a.kind == JX_OPEN || b.kind == JX_OPEN) return jx_null();
    if (a.kind == JX_NULL || b.kind == JX_NULL) return jx_boolean(a.kind == b.kind);
    if (jx_is_numeric(a) && jx_is_numeric(b)) return jx_boolean(compare_numbers(a, b) == 0);
    if (a.kind != b.kind) return jx_null();
    switch (a.kind) {
    case JX_TIME:
    case JX_DATE_TIME: return jx_boolean(jx_clock_compare(a.as.clock, b.as.clock) == 0);
    case JX_LIST: return equal_lists(a, b);
    case JX_CONTEXT: return equal_contexts(a, b);
    case JX_RANGE: return equal_ranges(a.as.range, b.as.range);
    case JX_SERIES: return equal_series(a.as.series, b.as.series);
    case JX_NULL:
    case JX_BOOLEAN:
    case JX_NUMBER:
    case JX_RATIO:
    case JX_STRING:
    case JX_DATE:
    case JX_DAYS_DURATION:
    case JX_MONTHS_DURATION:
    case JX_FUNCTION: return jx_boolean(jx_value_compare(a, b) == 0);
    case JX_OPEN: break;
    }
    JX_UNREACHABLE();
}
