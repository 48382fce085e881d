// Lists: parts, joining, replacing. Positions count from 1, negative ones from the end. What needs order or equality is
// in order.c, what makes one number of a list in aggregate.c.
#include "builtin/parts.h"

#include <string.h>

static const char *const why_position = "the position is outside the list";

// A new list's items, to be filled; NULL if it may not be made.
static jx_value *items_for(jx_builtin_context *context, size_t count) {
    return jx_list_may_be(context, count) ? JX_ARRAY(context->arena, count, jx_value) : NULL;
}

static void copy_items(jx_value *to, const jx_value *from, size_t count) {
    if (count > 0) memcpy(to, from, count * sizeof *to);
}

jx_value jx_fn_count(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    (void)context, (void)count;
    return jx_integer((int64_t)arguments[0].as.list.count);
}

// ---- parts ----

jx_value jx_fn_sublist(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    size_t  all = arguments[0].as.list.count, index;
    int64_t start, length;
    if (!jx_whole(arguments[1], &start) || !jx_position(start, all, &index))
        return jx_answer_null(context, why_position);
    if (count < 3) length = (int64_t)(all - index);
    else if (!jx_whole(arguments[2], &length) || length < 1 || (uint64_t)length > all - index)
        return jx_answer_null(context, "the part reaches beyond the list");
    return jx_list(arguments[0].as.list.items + index, (size_t)length);
}

jx_value jx_fn_reverse(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    (void)count;
    size_t    all = arguments[0].as.list.count;
    jx_value *items = items_for(context, all);
    if (!items) return jx_null();
    for (size_t i = 0; i < all; i++) items[i] = arguments[0].as.list.items[all - 1 - i];
    return jx_list(items, all);
}

jx_value jx_fn_remove(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    (void)count;
    const jx_value *from = arguments[0].as.list.items;
    size_t          all = arguments[0].as.list.count, index;
    int64_t         position;
    if (!jx_whole(arguments[1], &position) || !jx_position(position, all, &index))
        return jx_answer_null(context, why_position);
    jx_value *items = items_for(context, all - 1);
    if (!items) return jx_null();
    copy_items(items, from, index);
    copy_items(items + index, from + index + 1, all - index - 1);
    return jx_list(items, all - 1);
}

jx_value jx_fn_insert_before(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    (void)count;
    const jx_value *from = arguments[0].as.list.items;
    size_t          all = arguments[0].as.list.count, index;
    int64_t         position;
    if (!jx_whole(arguments[1], &position) || !jx_position(position, all, &index))
        return jx_answer_null(context, why_position);
    jx_value *items = items_for(context, all + 1);
    if (!items) return jx_null();
    copy_items(items, from, index);
    items[index] = arguments[2];
    copy_items(items + index + 1, from + index, all - index);
    return jx_list(items, all + 1);
}

// ---- joining ----

jx_value jx_fn_append(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    size_t    old = arguments[0].as.list.count;
    jx_value *items = items_for(context, old + count - 1);
    if (!items) return jx_null();
    copy_items(items, arguments[0].as.list.items, old);
    copy_items(items + old, arguments + 1, count - 1);
    return jx_list(items, old + count - 1);
}

jx_value jx_fn_concatenate(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    size_t all = 0, at = 0;
    for (size_t i = 0; i < count; i++) all += arguments[i].as.list.count;
    jx_value *items = items_for(context, all);
    if (!items) return jx_null();
    for (size_t i = 0; i < count; i++) {
        copy_items(items + at, arguments[i].as.list.items, arguments[i].as.list.count);
        at += arguments[i].as.list.count;
    }
    return jx_list(items, all);
}

jx_value jx_fn_union(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    jx_value joined = jx_fn_concatenate(context, arguments, count);
    return joined.kind == JX_LIST ? jx_fn_distinct_values(context, &joined, 1) : joined;
}

// ---- flatten ----

typedef struct {
    jx_builtin_context *context;
    struct {
        jx_value *items;
        size_t    count, capacity;
    } made;
} flattening;

static bool flatten_into(flattening *work, jx_value list, uint64_t depth) {
    if (depth == 0) {
        jx_answer_limit(work->context, JX_LIMIT_NESTING);
        return false;
    }
    for (size_t i = 0; i < list.as.list.count; i++) {
        jx_value item = list.as.list.items[i];
        if (!jx_list_may_be(work->context, 1)) return false;
        if (item.kind != JX_LIST) *JX_PUSH(work->context->arena, &work->made) = item;
        else if (!flatten_into(work, item, depth - 1)) return false;
    }
    if (work->made.count <= work->context->limits->at[JX_LIMIT_LIST_LENGTH]) return true;
    jx_answer_limit(work->context, JX_LIMIT_LIST_LENGTH);
    return false;
}

jx_value jx_fn_flatten(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    (void)count;
    flattening work = { .context = context };
    if (!flatten_into(&work, arguments[0], context->limits->at[JX_LIMIT_NESTING])) return jx_null();
    return jx_list(work.made.items, work.made.count);
}

// ---- list replace ----

jx_value jx_fn_list_replace_at(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    (void)count;
    size_t  all = arguments[0].as.list.count, index;
    int64_t position;
    if (!jx_whole(arguments[1], &position) || !jx_position(position, all, &index))
        return jx_answer_null(context, why_position);
    jx_value *items = items_for(context, all);
    if (!items) return jx_null();
    copy_items(items, arguments[0].as.list.items, all);
    items[index] = arguments[2];
    return jx_list(items, all);
}

jx_value jx_fn_list_replace_matching(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    (void)count;
    size_t    all = arguments[0].as.list.count;
    jx_value *items = items_for(context, all);
    if (!items) return jx_null();
    const jx_function *match = arguments[1].as.function;
    if (match->builtin < 0 && match->parameter_count != 2)
        return jx_answer_null(context, "the match function must have two parameters");
    for (size_t i = 0; i < all; i++) {
        jx_value pair[] = { arguments[0].as.list.items[i], arguments[2] };
        jx_value matches = context->call(context, arguments[1], pair, 2);
        if (context->limit_hit != JX_LIMIT_COUNT) return jx_null();
        if (matches.kind != JX_BOOLEAN)
            return jx_answer_null(context, "the match function did not answer true or false");
        items[i] = matches.as.boolean ? pair[1] : pair[0];
    }
    return jx_list(items, all);
}
