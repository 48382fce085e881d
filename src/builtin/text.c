// Texts: parts, case, search, joining. Positions and lengths count code points. Patterns are in pattern.c.
#include "builtin/parts.h"

#include <stdlib.h>
#include <string.h>
#include <unicase.h>

// ---- parts ----

// The byte offset after `points` more code points from `offset`, at most the end.
static size_t advance(jx_text text, size_t offset, uint64_t points) {
    for (; points > 0 && offset < text.size; points--) jx_text_next(text, &offset);
    return offset;
}

// How many code points are asked for: false if less than one.
static bool read_length(jx_value number, int64_t *out) {
    if (!jx_whole(number, out)) *out = jx_decimal_sign(number.as.number) > 0 ? INT64_MAX : 0;
    return *out >= 1;
}

jx_value jx_fn_substring(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    jx_text text = arguments[0].as.string;
    int64_t start, length = INT64_MAX;
    size_t  index;
    if (!jx_spend_bytes(context, text.size)) return jx_null();
    if (!jx_whole(arguments[1], &start) || !jx_position(start, jx_text_length(text), &index))
        return jx_answer_null(context, "the start position is outside the text");
    if (count > 2 && !read_length(arguments[2], &length)) return jx_answer_null(context, "the length is less than 1");
    size_t from = advance(text, 0, index);
    return jx_string(jx_text_slice(text, from, advance(text, from, (uint64_t)length)));
}

jx_value jx_fn_string_length(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    (void)count;
    if (!jx_spend_bytes(context, arguments[0].as.string.size)) return jx_null();
    return jx_integer((int64_t)jx_text_length(arguments[0].as.string));
}

jx_value jx_fn_substring_before(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    (void)count;
    jx_text text = arguments[0].as.string;
    if (!jx_spend_bytes(context, text.size)) return jx_null();
    size_t at = jx_text_find(text, arguments[1].as.string);
    return jx_string(at == SIZE_MAX ? JX_TEXT("") : jx_text_slice(text, 0, at));
}

jx_value jx_fn_substring_after(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    (void)count;
    jx_text text = arguments[0].as.string, match = arguments[1].as.string;
    if (!jx_spend_bytes(context, text.size)) return jx_null();
    if (match.size == 0) return arguments[0];
    size_t at = jx_text_find(text, match);
    return jx_string(at == SIZE_MAX ? JX_TEXT("") : jx_text_slice(text, at + match.size, text.size));
}

jx_value jx_fn_contains(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    (void)count;
    if (!jx_spend_bytes(context, arguments[0].as.string.size)) return jx_null();
    if (arguments[1].as.string.size == 0) return jx_boolean(true);
    return jx_boolean(jx_text_find(arguments[0].as.string, arguments[1].as.string) != SIZE_MAX);
}

jx_value jx_fn_starts_with(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    (void)context, (void)count;
    return jx_boolean(jx_text_starts_with(arguments[0].as.string, arguments[1].as.string));
}

jx_value jx_fn_ends_with(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    (void)context, (void)count;
    return jx_boolean(jx_text_ends_with(arguments[0].as.string, arguments[1].as.string));
}

// ---- case ----

typedef uint8_t *case_mapping(const uint8_t *text, size_t size, const char *language, uninorm_t form, uint8_t *out,
                              size_t *out_size);

// Full Unicode case mapping; one code point becomes at most three, so three times the room is always enough and the
// library never has to allocate for the result.
static jx_value mapped(jx_builtin_context *context, jx_text text, case_mapping *map) {
    if (!jx_text_may_be(context, text, JX_TEXT(""))) return jx_null();
    size_t   room = text.size * 3 + 16, size = room;
    uint8_t *out = jx_arena_alloc(context->arena, room);
    uint8_t *made = map((const uint8_t *)text.bytes, text.size, "", NULL, out, &size);
    if (made != out) {
        free(made);
        return jx_answer_null(context, "the text has no case mapping");
    }
    jx_text result = { (const char *)out, size };
    return jx_text_may_be(context, result, JX_TEXT("")) ? jx_string(result) : jx_null();
}

jx_value jx_fn_upper_case(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    (void)count;
    return mapped(context, arguments[0].as.string, u8_toupper);
}

jx_value jx_fn_lower_case(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    (void)count;
    return mapped(context, arguments[0].as.string, u8_tolower);
}

// ---- joining ----

jx_value jx_fn_string_join(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    jx_text       delimiter = count > 1 && arguments[1].kind == JX_STRING ? arguments[1].as.string : JX_TEXT("");
    jx_text_draft draft = jx_text_draft_in(context->arena);
    bool          first = true;
    for (size_t i = 0; i < arguments[0].as.list.count; i++) {
        jx_value item = arguments[0].as.list.items[i];
        if (item.kind == JX_NULL) continue;
        if (item.kind != JX_STRING) return jx_answer_null(context, "an item is not a text");
        if (!first && !jx_text_draft_put(context, &draft, delimiter)) return jx_null();
        if (!jx_text_draft_put(context, &draft, item.as.string)) return jx_null();
        first = false;
    }
    return jx_string(jx_buffer_text(&draft.buffer));
}
