// Lists by order and equality: least and largest, sorting, searching, doubles.
//
// Sorting is a bottom-up merge sort over `jx_sort`, stable, with a comparison that may fail (kinds without order, a
// function that does not answer, a limit); the first failure ends it.
#include "builtin/parts.h"

#include <string.h>

static const char *const why_mixed = "the items have no common order";

// ---- least and largest ----

static jx_value extreme(jx_builtin_context *context, jx_value list, int wanted) {
    size_t count = list.as.list.count;
    if (count == 0) return jx_answer_null(context, "the list is empty");
    jx_value best = list.as.list.items[0];
    if (!jx_spend(context, count)) return jx_null();
    for (size_t i = 0; i < count; i++) {
        int order;
        if (!jx_order(list.as.list.items[i], best, &order)) return jx_answer_null(context, why_mixed);
        if (order == wanted) best = list.as.list.items[i];
    }
    return best;
}

jx_value jx_fn_min(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    (void)count;
    return extreme(context, arguments[0], -1);
}

jx_value jx_fn_max(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    (void)count;
    return extreme(context, arguments[0], 1);
}

// ---- sorting ----

// Merges two sorted neighbours of `from` into `to`.
static bool merge(jx_sort_order *goes_after, void *user, const jx_value *from, size_t middle, size_t end, jx_value *to)
{
    size_t left = 0, right = middle;
    while (left < middle && right < end) {
        int after = goes_after(user, from[left], from[right]);
        if (after < 0) return false;
        *to++ = after ? from[right++] : from[left++];
    }
    memcpy(to, from + left, (middle - left) * sizeof *to);
    memcpy(to + (middle - left), from + right, (end - right) * sizeof *to);
    return true;
}

static size_t least(size_t a, size_t b) { return a < b ? a : b; }

bool jx_sort(jx_value *items, jx_value *spare, size_t count, jx_sort_order *goes_after, void *user) {
    jx_value *from = items, *to = spare;
    for (size_t width = 1; width < count; width *= 2) {
        for (size_t at = 0; at < count; at += 2 * width)
            if (!merge(goes_after, user, from + at, least(width, count - at), least(2 * width, count - at), to + at))
                return false;
        jx_value *other = from;
        from = to;
        to = other;
    }
    if (from != items) memcpy(items, from, count * sizeof *items);
    return true;
}

// By FEEL's `<`.
static int after_by_value(void *user, jx_value a, jx_value b) {
    jx_builtin_context *context = user;
    int                 order;
    if (!jx_spend(context, 1)) return -1;
    if (jx_order(a, b, &order)) return order > 0;
    jx_answer_null(context, why_mixed);
    return -1;
}

typedef struct {
    jx_builtin_context *context;
    jx_value            precedes;
} sort_by;

// Only if the right one precedes the left one does it go first: so equal items keep their order.
static int after_by_function(void *user, jx_value a, jx_value b) {
    sort_by *by = user;
    jx_value pair[] = { b, a };
    if (!jx_spend(by->context, 1)) return -1;
    jx_value answer = by->context->call(by->context, by->precedes, pair, 2);
    if (by->context->limit_hit != JX_LIMIT_COUNT) return -1;
    if (answer.kind == JX_BOOLEAN) return answer.as.boolean;
    jx_answer_null(by->context, "the sort function did not answer true or false");
    return -1;
}

// A copy of the list's items and, behind them, as much room again; NULL if it may not be made.
static jx_value *copy_with_room(jx_builtin_context *context, jx_value list) {
    size_t count = list.as.list.count;
    if (!jx_list_may_be(context, count)) return NULL;
    jx_value *items = JX_ARRAY(context->arena, 2 * count, jx_value);
    if (count > 0) memcpy(items, list.as.list.items, count * sizeof *items);
    return items;
}

static jx_value sorted(jx_builtin_context *context, jx_value list, jx_sort_order *goes_after, void *user) {
    size_t    count = list.as.list.count;
    jx_value *items = copy_with_room(context, list);
    if (!items || !jx_sort(items, items + count, count, goes_after, user)) return jx_null();
    return jx_list(items, count);
}

jx_value jx_fn_sort(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    (void)count;
    return sorted(context, arguments[0], after_by_value, context);
}

jx_value jx_fn_sort_by(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    (void)count;
    const jx_function *precedes = arguments[1].as.function;
    if (precedes->builtin < 0 && precedes->parameter_count != 2)
        return jx_answer_null(context, "the sort function must have two parameters");
    return sorted(context, arguments[0], after_by_function, &(sort_by){ context, arguments[1] });
}

// ---- searching ----

jx_value jx_fn_list_contains(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    (void)count;
    for (size_t i = 0; i < arguments[0].as.list.count && context->limit_hit == JX_LIMIT_COUNT; i++)
        if (jx_equals(context, arguments[0].as.list.items[i], arguments[1])) return jx_boolean(true);
    return context->limit_hit == JX_LIMIT_COUNT ? jx_boolean(false) : jx_null();
}

jx_value jx_fn_index_of(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    (void)count;
    struct {
        jx_value *items;
        size_t    count, capacity;
    } found = { 0 };
    for (size_t i = 0; i < arguments[0].as.list.count && context->limit_hit == JX_LIMIT_COUNT; i++)
        if (jx_equals(context, arguments[0].as.list.items[i], arguments[1]))
            *JX_PUSH(context->arena, &found) = jx_integer((int64_t)i + 1);
    return context->limit_hit == JX_LIMIT_COUNT ? jx_list(found.items, found.count) : jx_null();
}

// ---- doubles ----

static bool contained(jx_builtin_context *context, const jx_value *items, size_t count, jx_value wanted) {
    for (size_t i = 0; i < count; i++)
        if (jx_equals(context, wanted, items[i])) return true;
    return false;
}

// The general way: each item against all before it.
static jx_value distinct_by_pairs(jx_builtin_context *context, jx_value list) {
    size_t    kept = 0;
    jx_value *items = JX_ARRAY(context->arena, list.as.list.count, jx_value);
    for (size_t i = 0; i < list.as.list.count; i++) {
        jx_value item = list.as.list.items[i];
        if (!contained(context, items, kept, item)) items[kept++] = item;
        if (context->limit_hit != JX_LIMIT_COUNT) return jx_null();
    }
    return jx_list(items, kept);
}

// True if all items are decimals, or all texts, or all dates: order and equality agree there.
static bool all_of_one_plain_kind(jx_value list) {
    const jx_value *items = list.as.list.items;
    if (items[0].kind != JX_NUMBER && items[0].kind != JX_STRING && items[0].kind != JX_DATE) return false;
    for (size_t i = 1; i < list.as.list.count; i++)
        if (items[i].kind != items[0].kind) return false;
    return true;
}

// Items are sorted as pairs {item, place}: a list of two values, so that jx_sort can move them.
static int after_by_item(void *user, jx_value a, jx_value b)
{
    return after_by_value(user, a.as.list.items[0], b.as.list.items[0]);
}

static jx_value *numbered(jx_builtin_context *context, jx_value list) {
    size_t    count = list.as.list.count;
    jx_value *pairs = JX_ARRAY(context->arena, 2 * count, jx_value);
    jx_value *pair = JX_ARRAY(context->arena, 2 * count, jx_value);
    for (size_t i = 0; i < count; i++, pair += 2) {
        pair[0] = list.as.list.items[i];
        pair[1] = jx_date((int64_t)i);
        pairs[i] = jx_list(pair, 2);
    }
    return pairs;
}

static bool *mark_doubles(jx_builtin_context *context, const jx_value *pairs, size_t count) {
    bool *is_double = JX_ARRAY(context->arena, count, bool);
    for (size_t i = 1; i < count; i++)
        is_double[pairs[i].as.list.items[1].as.date] =
            jx_value_same(pairs[i - 1].as.list.items[0], pairs[i].as.list.items[0]);
    return is_double;
}

// For many items of one plain kind: equal ones lie together once sorted, the first in place first.
static jx_value distinct_by_sorting(jx_builtin_context *context, jx_value list) {
    size_t    count = list.as.list.count, kept = 0;
    jx_value *pairs = numbered(context, list);
    if (!jx_sort(pairs, pairs + count, count, after_by_item, context)) return jx_null();
    const bool *is_double = mark_doubles(context, pairs, count);
    jx_value   *items = JX_ARRAY(context->arena, count, jx_value);
    for (size_t i = 0; i < count; i++)
        if (!is_double[i]) items[kept++] = list.as.list.items[i];
    return jx_list(items, kept);
}

jx_value jx_fn_distinct_values(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    enum { FEW = 32 };
    (void)count;
    jx_value list = arguments[0];
    if (!jx_list_may_be(context, list.as.list.count)) return jx_null();
    if (list.as.list.count > FEW && all_of_one_plain_kind(list)) return distinct_by_sorting(context, list);
    return distinct_by_pairs(context, list);
}
