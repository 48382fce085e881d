// matches, replace, split: what FEEL makes of regular expressions (regex.h).
#include "builtin/parts.h"
#include "builtin/regex.h"

static jx_text flags_of(const jx_value *arguments, size_t count, size_t at) {
    return count > at && arguments[at].kind == JX_STRING ? arguments[at].as.string : JX_TEXT("");
}

// Null because of what ended the work, if something did.
static bool stopped(const jx_builtin_context *context) { return context->limit_hit != JX_LIMIT_COUNT; }

jx_value jx_fn_matches(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    jx_arena_mark   mark = jx_arena_marked(context->arena);
    const jx_regex *regex = jx_regex_compile(context, arguments[1].as.string, flags_of(arguments, count, 2));
    bool            found = false;
    if (regex) {
        jx_regex_search search = jx_regex_search_in(context, regex, arguments[0].as.string);
        found = jx_regex_next(&search, 0);
    }
    jx_arena_rewind(context->arena, mark);
    return regex && !stopped(context) ? jx_boolean(found) : jx_null();
}

// A pattern that matches nothing at all has no place between its matches: XPath makes it an error.
static const jx_regex *compile_for_parts(jx_builtin_context *context, jx_text pattern, jx_text flags) {
    const jx_regex *regex = jx_regex_compile(context, pattern, flags);
    if (!regex) return NULL;
    jx_regex_search search = jx_regex_search_in(context, regex, JX_TEXT(""));
    bool            matches_empty = jx_regex_next(&search, 0);
    if (stopped(context)) return NULL;
    if (!matches_empty) return regex;
    jx_answer_null(context, "the pattern matches the empty text");
    return NULL;
}

// ---- replace ----

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static jx_text group_text(const jx_regex_search *search, size_t group) {
    if (group > jx_regex_group_count(search->regex) || search->groups[2 * group] == JX_REGEX_UNSET ||
        search->groups[2 * group + 1] == JX_REGEX_UNSET)
        return JX_TEXT("");
    return jx_text_slice(search->text, search->groups[2 * group], search->groups[2 * group + 1]);
}

// After `$`: one digit, and more as long as they still name a group.
static size_t read_group(jx_text text, size_t *at, size_t group_count) {
    size_t group = (size_t)(text.bytes[(*at)++] - '0');
    while (*at < text.size && is_digit(text.bytes[*at])) {
        size_t longer = group * 10 + (size_t)(text.bytes[*at] - '0');
        if (longer > group_count) break;
        group = longer;
        (*at)++;
    }
    return group;
}

// `$` must be followed by a digit, `\` by `$` or `\`.
static bool replacement_is_right(jx_text text) {
    for (size_t i = 0; i < text.size; i++) {
        char c = text.bytes[i], next = i + 1 < text.size ? text.bytes[i + 1] : 0;
        if (c == '$' && !is_digit(next)) return false;
        if (c != '\\') continue;
        if (next != '$' && next != '\\') return false;
        i++;
    }
    return true;
}

static bool put_replacement(jx_builtin_context *context, jx_text_draft *out, const jx_regex_search *search,
                            jx_text text)
{
    for (size_t at = 0; at < text.size;) {
        size_t start = at;
        while (at < text.size && text.bytes[at] != '$' && text.bytes[at] != '\\') at++;
        if (at > start && !jx_text_draft_put(context, out, jx_text_slice(text, start, at))) return false;
        if (at == text.size) break;
        jx_text more;
        if (text.bytes[at++] == '$') {
            more = group_text(search, read_group(text, &at, jx_regex_group_count(search->regex)));
        } else {
            more = jx_text_slice(text, at, at + 1);
            at++;
        }
        if (!jx_text_draft_put(context, out, more)) return false;
    }
    return true;
}

jx_value jx_fn_replace(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    jx_text         text = arguments[0].as.string, replacement = arguments[2].as.string;
    const jx_regex *regex = compile_for_parts(context, arguments[1].as.string, flags_of(arguments, count, 3));
    if (!regex) return jx_null();
    bool literal = jx_regex_is_literal(regex);
    if (!literal && !replacement_is_right(replacement))
        return jx_answer_null(context, "the replacement has a $ or \\ that stands for nothing");
    jx_regex_search search = jx_regex_search_in(context, regex, text);
    jx_text_draft   out = jx_text_draft_in(context->arena);
    size_t          done = 0;
    while (jx_regex_next(&search, done)) {
        if (!jx_text_draft_put(context, &out, jx_text_slice(text, done, search.groups[0]))) return jx_null();
        if (literal ? !jx_text_draft_put(context, &out, replacement)
                    : !put_replacement(context, &out, &search, replacement))
            return jx_null();
        done = search.groups[1];
    }
    if (stopped(context) || !jx_text_draft_put(context, &out, jx_text_slice(text, done, text.size))) return jx_null();
    return jx_string(jx_buffer_text(&out.buffer));
}

// ---- split ----

jx_value jx_fn_split(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    (void)count;
    jx_text         text = arguments[0].as.string;
    const jx_regex *regex = compile_for_parts(context, arguments[1].as.string, JX_TEXT(""));
    if (!regex) return jx_null();
    struct {
        jx_value *items;
        size_t    count, capacity;
    } parts = { 0 };
    jx_regex_search search = jx_regex_search_in(context, regex, text);
    size_t          done = 0;
    while (jx_regex_next(&search, done)) {
        *JX_PUSH(context->arena, &parts) = jx_string(jx_text_slice(text, done, search.groups[0]));
        done = search.groups[1];
        if (parts.count >= context->limits->at[JX_LIMIT_LIST_LENGTH])
            return jx_answer_limit(context, JX_LIMIT_LIST_LENGTH);
    }
    if (stopped(context)) return jx_null();
    *JX_PUSH(context->arena, &parts) = jx_string(jx_text_slice(text, done, text.size));
    return jx_list(parts.items, parts.count);
}
