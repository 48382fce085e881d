// What the built-ins share: reasons, steps, lengths, order. See parts.h.
#include "builtin/parts.h"

jx_value jx_answer_null(jx_builtin_context *context, const char *why) {
    context->why = why;
    return jx_null();
}

jx_value jx_answer_limit(jx_builtin_context *context, jx_limit limit) {
    if (context->limit_hit == JX_LIMIT_COUNT) context->limit_hit = limit;
    return jx_answer_null(context, "a limit ended the work");
}

// ---- steps ----

bool jx_spend(jx_builtin_context *context, uint64_t steps) {
    if (context->limit_hit != JX_LIMIT_COUNT) return false;
    uint64_t most = context->limits->at[JX_LIMIT_STEPS];
    if (*context->steps <= most && steps <= most - *context->steps) {
        *context->steps += steps;
        return true;
    }
    jx_answer_limit(context, JX_LIMIT_STEPS);
    return false;
}

bool jx_spend_bytes(jx_builtin_context *context, size_t size) { return jx_spend(context, 1 + size / 64); }

static bool spend_inner(jx_builtin_context *context, jx_value value, uint64_t depth);

static bool spend_all(jx_builtin_context *context, const jx_value *items, size_t count, uint64_t depth) {
    if (depth == 0) {
        jx_answer_limit(context, JX_LIMIT_NESTING);
        return false;
    }
    for (size_t i = 0; i < count; i++)
        if (!spend_inner(context, items[i], depth - 1)) return false;
    return true;
}

static bool spend_inner(jx_builtin_context *context, jx_value value, uint64_t depth) {
    if (!jx_spend(context, 1)) return false;
    if (value.kind == JX_STRING) return value.as.string.size < 64 || jx_spend(context, value.as.string.size / 64);
    if (value.kind == JX_LIST) return spend_all(context, value.as.list.items, value.as.list.count, depth);
    if (value.kind == JX_CONTEXT) return spend_all(context, value.as.context->values, value.as.context->count, depth);
    return true;
}

bool jx_spend_value(jx_builtin_context *context, jx_value value) {
    return spend_inner(context, value, context->limits->at[JX_LIMIT_NESTING]);
}

bool jx_list_may_be(jx_builtin_context *context, size_t count) {
    if (count > context->limits->at[JX_LIMIT_LIST_LENGTH]) {
        jx_answer_limit(context, JX_LIMIT_LIST_LENGTH);
        return false;
    }
    return jx_spend(context, count);
}

bool jx_text_may_be(jx_builtin_context *context, jx_text a, jx_text b) {
    uint64_t most = context->limits->at[JX_LIMIT_TEXT_LENGTH];
    if (a.size + b.size > most && jx_text_length(a) + jx_text_length(b) > most) {
        jx_answer_limit(context, JX_LIMIT_TEXT_LENGTH);
        return false;
    }
    return jx_spend_bytes(context, a.size + b.size);
}

jx_text_draft jx_text_draft_in(jx_arena *arena) { return (jx_text_draft){ .buffer = jx_buffer_in(arena) }; }

bool jx_text_draft_put(jx_builtin_context *context, jx_text_draft *draft, jx_text more) {
    if (!jx_spend_bytes(context, more.size)) return false;
    draft->points += jx_text_length(more);
    if (draft->points > context->limits->at[JX_LIMIT_TEXT_LENGTH]) {
        jx_answer_limit(context, JX_LIMIT_TEXT_LENGTH);
        return false;
    }
    jx_buffer_put(&draft->buffer, more);
    return true;
}

// ---- order and equality ----

bool jx_order(jx_value a, jx_value b, int *out_order) {
    if (a.kind == JX_NUMBER && b.kind == JX_NUMBER) {
        *out_order = jx_decimal_compare(a.as.number, b.as.number);
        return true;
    }
    if (jx_is_numeric(a) && jx_is_numeric(b)) {
        *out_order = jx_exact_compare(jx_value_exact(a), jx_value_exact(b));
        return true;
    }
    if (a.kind == JX_STRING && b.kind == JX_STRING) {
        int order = jx_text_compare(a.as.string, b.as.string);
        *out_order = (order > 0) - (order < 0);
        return true;
    }
    return jx_temporal_compare(a, b, out_order);
}

bool jx_equals(jx_builtin_context *context, jx_value a, jx_value b) {
    return jx_spend_value(context, a) && jx_is_true(jx_value_equal(a, b));
}

// ---- whole numbers ----

bool jx_whole(jx_value number, int64_t *out) { return jx_decimal_to_int64(number.as.number, out); }

bool jx_position(int64_t position, size_t count, size_t *out_index) {
    if (position > 0 && (uint64_t)position <= count) {
        *out_index = (size_t)(position - 1);
        return true;
    }
    if (position < 0 && position >= -(int64_t)count) {
        *out_index = count - (size_t)-position;
        return true;
    }
    return false;
}
