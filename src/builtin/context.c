// Contexts: reading entries, setting them, merging, making one from a list.
//
// New contexts are built in a `draft`, two growing arrays; keys keep the place of their first appearance.
#include "builtin/parts.h"

typedef struct {
    jx_arena *arena;
    jx_text  *names;
    jx_value *values;
    size_t    count, capacity;
} draft;

static draft draft_for(jx_arena *arena, size_t capacity) {
    return (draft){ arena, JX_ARRAY(arena, capacity, jx_text), JX_ARRAY(arena, capacity, jx_value), 0, capacity };
}

static void make_room(draft *made) {
    if (made->count < made->capacity) return;
    size_t more = made->capacity ? made->capacity * 2 : 4;
    made->names = jx_arena_grow(made->arena, made->names, made->capacity * sizeof(jx_text), more * sizeof(jx_text));
    made->values = jx_arena_grow(made->arena, made->values, made->capacity * sizeof(jx_value), more * sizeof(jx_value));
    made->capacity = more;
}

static size_t draft_find(const draft *made, jx_text name) {
    size_t at = 0;
    while (at < made->count && !jx_text_equal(made->names[at], name)) at++;
    return at;
}

// Sets an entry; charges for the search.
static bool draft_set(jx_builtin_context *context, draft *made, jx_text name, jx_value value) {
    size_t at = draft_find(made, name);
    if (!jx_spend(context, 1 + at / 16)) return false;
    if (at == made->count) {
        make_room(made);
        made->names[made->count++] = name;
    }
    made->values[at] = value;
    return true;
}

static bool draft_copy(jx_builtin_context *context, draft *made, const jx_context *from) {
    for (size_t i = 0; i < from->count; i++)
        if (!draft_set(context, made, from->names[i], from->values[i])) return false;
    return true;
}

static jx_value draft_done(const draft *made)
{
    return jx_context_of(made->arena, made->names, made->values, made->count);
}

// ---- reading ----

jx_value jx_fn_get_value(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    (void)count;
    bool     found;
    jx_value value = jx_context_get(arguments[0], arguments[1].as.string, &found);
    return found ? value : jx_answer_null(context, "the context has no such entry");
}

static jx_value entry_of(jx_arena *arena, jx_text key, jx_value value) {
    static const jx_text names[] = { { "key", 3 }, { "value", 5 } };
    jx_value            *values = JX_ARRAY(arena, 2, jx_value);
    values[0] = jx_string(key);
    values[1] = value;
    return jx_context_of(arena, names, values, 2);
}

jx_value jx_fn_get_entries(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    (void)count;
    const jx_context *from = arguments[0].as.context;
    if (!jx_list_may_be(context, from->count)) return jx_null();
    jx_value *entries = JX_ARRAY(context->arena, from->count, jx_value);
    for (size_t i = 0; i < from->count; i++) entries[i] = entry_of(context->arena, from->names[i], from->values[i]);
    return jx_list(entries, from->count);
}

// ---- setting ----

static jx_value with_entry(jx_builtin_context *context, jx_value from, jx_text key, jx_value value) {
    draft made = draft_for(context->arena, from.as.context->count + 1);
    if (!draft_copy(context, &made, from.as.context) || !draft_set(context, &made, key, value)) return jx_null();
    return draft_done(&made);
}

jx_value jx_fn_context_put(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    (void)count;
    return with_entry(context, arguments[0], arguments[1].as.string, arguments[2]);
}

// The contexts that the path leads through, outermost first; false: it leads through something else.
static bool contexts_on_path(jx_value from, const jx_value *keys, size_t count, jx_value *out) {
    for (size_t i = 0; i < count; i++) {
        if (from.kind != JX_CONTEXT || keys[i].kind != JX_STRING) return false;
        out[i] = from;
        from = jx_context_get(from, keys[i].as.string, NULL);
    }
    return true;
}

jx_value jx_fn_context_put_path(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    (void)count;
    const jx_value *keys = arguments[1].as.list.items;
    size_t          depth = arguments[1].as.list.count;
    if (depth == 0) return jx_answer_null(context, "the path of keys is empty");
    if (!jx_list_may_be(context, depth)) return jx_null();
    jx_value *through = JX_ARRAY(context->arena, depth, jx_value);
    if (!contexts_on_path(arguments[0], keys, depth, through))
        return jx_answer_null(context, "the path of keys does not lead through contexts");
    jx_value value = arguments[2];
    for (size_t i = depth; i-- > 0 && context->limit_hit == JX_LIMIT_COUNT;)
        value = with_entry(context, through[i], keys[i].as.string, value);
    return value;
}

jx_value jx_fn_context_merge(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    (void)count;
    draft made = draft_for(context->arena, 8);
    for (size_t i = 0; i < arguments[0].as.list.count; i++) {
        jx_value item = arguments[0].as.list.items[i];
        if (item.kind != JX_CONTEXT) return jx_answer_null(context, "an item is not a context");
        if (!draft_copy(context, &made, item.as.context)) return jx_null();
    }
    return draft_done(&made);
}

// ---- context() ----

static jx_value add_entry(jx_builtin_context *context, draft *made, jx_value entry) {
    bool     has_key, has_value;
    jx_value key = jx_context_get(entry, JX_TEXT("key"), &has_key);
    jx_value value = jx_context_get(entry, JX_TEXT("value"), &has_value);
    if (!has_key || !has_value || key.kind != JX_STRING)
        return jx_answer_null(context, "an entry lacks a key or a value");
    if (draft_find(made, key.as.string) < made->count) return jx_answer_null(context, "a key appears twice");
    return draft_set(context, made, key.as.string, value) ? jx_boolean(true) : jx_null();
}

jx_value jx_fn_context(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    (void)count;
    draft made = draft_for(context->arena, 8);
    for (size_t i = 0; i < arguments[0].as.list.count; i++)
        if (add_entry(context, &made, arguments[0].as.list.items[i]).kind == JX_NULL) return jx_null();
    return draft_done(&made);
}
