// not, all, any; and `is`, which compares more strictly than `=`.
#include "builtin/parts.h"

jx_value jx_fn_not(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    (void)count;
    if (arguments[0].kind != JX_BOOLEAN) return jx_answer_null(context, "only true and false have an opposite");
    return jx_boolean(!arguments[0].as.boolean);
}

// `decider` if some item is it; its opposite if all are that (or there are none); else null.
static jx_value decide(jx_builtin_context *context, jx_value list, bool decider) {
    bool unclear = false;
    for (size_t i = 0; i < list.as.list.count; i++) {
        jx_value item = list.as.list.items[i];
        if (!jx_spend(context, 1)) return jx_null();
        if (item.kind != JX_BOOLEAN) unclear = true;
        else if (item.as.boolean == decider) return item;
    }
    return unclear ? jx_answer_null(context, "an item is neither true nor false") : jx_boolean(!decider);
}

jx_value jx_fn_all(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    (void)count;
    return decide(context, arguments[0], false);
}

jx_value jx_fn_any(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    (void)count;
    return decide(context, arguments[0], true);
}

// ---- is ----

// Offsets by their number, zones by their name; `Z` is +00:00, @Etc/UTC is neither.
static bool same_zone(const jx_zone *a, const jx_zone *b) {
    if (a->kind != b->kind) return false;
    if (a->kind == JX_ZONE_OFFSET) return a->offset_seconds == b->offset_seconds;
    return a->kind == JX_ZONE_LOCAL || jx_text_equal(a->name, b->name);
}

static bool same_clock(const jx_clock *a, const jx_clock *b) {
    return a->day == b->day && a->second == b->second && a->nanosecond == b->nanosecond && same_zone(a->zone, b->zone);
}

static bool identical(jx_value a, jx_value b);

static bool identical_lists(jx_value a, jx_value b) {
    if (a.as.list.count != b.as.list.count) return false;
    for (size_t i = 0; i < a.as.list.count; i++)
        if (!identical(a.as.list.items[i], b.as.list.items[i])) return false;
    return true;
}

static bool identical_contexts(jx_value a, jx_value b) {
    if (a.as.context->count != b.as.context->count) return false;
    for (size_t i = 0; i < a.as.context->count; i++) {
        bool     found;
        jx_value other = jx_context_get(b, a.as.context->names[i], &found);
        if (!found || !identical(a.as.context->values[i], other)) return false;
    }
    return true;
}

static bool identical_ranges(const jx_range_value *a, const jx_range_value *b) {
    return a->form == b->form && a->low_included == b->low_included && a->high_included == b->high_included &&
           identical(a->low, b->low) && identical(a->high, b->high);
}

static bool identical(jx_value a, jx_value b) {
    if (a.kind != b.kind) return false;
    if (a.kind == JX_TIME || a.kind == JX_DATE_TIME) return same_clock(a.as.clock, b.as.clock);
    if (a.kind == JX_DAYS_DURATION)
        return a.as.duration.seconds == b.as.duration.seconds && a.as.duration.nanoseconds == b.as.duration.nanoseconds;
    if (a.kind == JX_LIST) return identical_lists(a, b);
    if (a.kind == JX_CONTEXT) return identical_contexts(a, b);
    if (a.kind == JX_RANGE) return identical_ranges(a.as.range, b.as.range);
    return jx_is_true(jx_value_equal(a, b));
}

jx_value jx_fn_is(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    (void)count;
    if (!jx_spend_value(context, arguments[0])) return jx_null();
    return jx_boolean(identical(arguments[0], arguments[1]));
}
