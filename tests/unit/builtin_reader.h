// A small reader of FEEL for the tests of builtin/: literals, lists, contexts, ranges, operators, properties and
// calls of built-ins, evaluated at once. No names, no if, no for. Functions come as `less`, `greater`, `broken` (two
// parameters).
//
//     reader_is("sum([1, 2])", "3");      // printed as jx_value_print does, texts quoted
#ifndef JX_TESTS_UNIT_BUILTIN_READER_H
#define JX_TESTS_UNIT_BUILTIN_READER_H

#include <ctype.h>

#include "builtin/builtin.h"
#include "unit/check.h"

typedef struct {
    jx_arena          *arena;
    jx_limits          limits;
    uint64_t           steps;
    jx_value           now;
    jx_builtin_context context;
    const char        *at;
    bool               bad;  // the text could not be read: the test itself is wrong
} feel_reader;

static jx_value reader_call(jx_builtin_context *context, jx_value function, const jx_value *arguments, size_t count)
{
    (void)count;
    const char *which = function.as.function->body;
    if (strcmp(which, "less") == 0) return jx_less(context, arguments[0], arguments[1]);
    if (strcmp(which, "greater") == 0) return jx_less(context, arguments[1], arguments[0]);
    return jx_integer(7);
}

static inline void reader_open(feel_reader *r)
{
    memset(r, 0, sizeof *r);
    r->arena = jx_arena_new(jx_allocator_system(), (size_t)1 << 30);
    r->limits = jx_limits_default();
    jx_date_time_read(r->arena, NULL, JX_TEXT("2026-07-01T08:30:00+08:00"), &r->now);
    r->context = (jx_builtin_context){ .arena = r->arena, .limits = &r->limits, .steps = &r->steps, .now = &r->now,
                                       .limit_hit = JX_LIMIT_COUNT, .call = reader_call };
}

static inline void reader_close(feel_reader *r) { jx_arena_free(r->arena); }

static jx_value reader_expr(feel_reader *r);

static inline void reader_blanks(feel_reader *r) { while (isspace((unsigned char)*r->at)) r->at++; }

static inline bool reader_take(feel_reader *r, const char *what)
{
    reader_blanks(r);
    size_t size = strlen(what);
    if (strncmp(r->at, what, size) != 0) return false;
    if (isalpha((unsigned char)what[size - 1]) && (isalnum((unsigned char)r->at[size]) || r->at[size] == '('))
        return false;
    r->at += size;
    return true;
}

static inline jx_value reader_bad(feel_reader *r)
{
    r->bad = true;
    r->at += strlen(r->at);
    return jx_null();
}

static inline jx_text reader_text(feel_reader *r)
{
    jx_buffer buffer = jx_buffer_in(r->arena);
    for (r->at++; *r->at && *r->at != '"'; r->at++) {
        if (*r->at != '\\') { jx_buffer_put_char(&buffer, *r->at); continue; }
        char c = *++r->at;
        if (c == 'u' || c == 'U') {
            char   hex[7] = { 0 };
            size_t digits = c == 'u' ? 4 : 6;
            memcpy(hex, r->at + 1, digits);
            jx_buffer_put_code_point(&buffer, (uint32_t)strtoul(hex, NULL, 16));
            r->at += digits;
        } else jx_buffer_put_char(&buffer, c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : c);
    }
    if (*r->at == '"') r->at++;
    else reader_bad(r);
    return jx_text_copy(r->arena, jx_buffer_text(&buffer));
}

static inline jx_value reader_number(feel_reader *r)
{
    const char *start = r->at;
    jx_decimal  number;
    while (isdigit((unsigned char)*r->at)) r->at++;
    if (*r->at == '.' && isdigit((unsigned char)r->at[1])) for (r->at++; isdigit((unsigned char)*r->at);) r->at++;
    if (*r->at == 'e' || *r->at == 'E') for (r->at += 2; isdigit((unsigned char)*r->at);) r->at++;
    return jx_decimal_read((jx_text){ start, (size_t)(r->at - start) }, &number) ? jx_number(number) : reader_bad(r);
}

typedef struct { jx_value *items; size_t count, capacity; } reader_values;
typedef struct { jx_text *items; size_t count, capacity; } reader_names;

// After the opening sign and the first value: `..` high, closing.
static inline jx_value reader_range(feel_reader *r, bool low_included, jx_value low)
{
    jx_range_value range = {
        .form = JX_RANGE_INTERVAL, .low_included = low_included, .low = low, .high = reader_expr(r)
    };
    range.high_included = reader_take(r, "]");
    if (!range.high_included && !reader_take(r, ")") && !reader_take(r, "[")) return reader_bad(r);
    return jx_range_of(r->arena, range);
}

static inline jx_value reader_list(feel_reader *r)
{
    reader_values values = { 0 };
    if (reader_take(r, "]")) return jx_list(NULL, 0);
    do {
        jx_value value = reader_expr(r);
        if (values.count == 0 && reader_take(r, "..")) return reader_range(r, true, value);
        *JX_PUSH(r->arena, &values) = value;
    } while (reader_take(r, ","));
    return reader_take(r, "]") ? jx_list(values.items, values.count) : reader_bad(r);
}

static inline jx_text reader_word(feel_reader *r)
{
    reader_blanks(r);
    const char *start = r->at;
    while (isalnum((unsigned char)*r->at) || *r->at == '_' || (unsigned char)*r->at >= 0x80) r->at++;
    if (r->at == start) reader_bad(r);
    return (jx_text){ start, (size_t)(r->at - start) };
}

static inline jx_value reader_context(feel_reader *r)
{
    reader_values values = { 0 };
    reader_names  names = { 0 };
    if (reader_take(r, "}")) return jx_context_of(r->arena, NULL, NULL, 0);
    do {
        reader_blanks(r);
        *JX_PUSH(r->arena, &names) = *r->at == '"' ? reader_text(r) : reader_word(r);
        if (!reader_take(r, ":")) return reader_bad(r);
        *JX_PUSH(r->arena, &values) = reader_expr(r);
    } while (reader_take(r, ","));
    return reader_take(r, "}") ? jx_context_of(r->arena, names.items, values.items, values.count) : reader_bad(r);
}

static inline jx_value reader_unary_range(feel_reader *r)
{
    static const struct { const char *sign; jx_range_form form;
    } signs[] = {
        { "<=", JX_RANGE_LESS_EQUAL }, { "<", JX_RANGE_LESS },       { ">=", JX_RANGE_GREATER_EQUAL },
        { ">", JX_RANGE_GREATER },     { "!=", JX_RANGE_NOT_EQUAL }, { "=", JX_RANGE_EQUAL },
    };
    for (size_t i = 0; i < JX_COUNT(signs); i++) {
        if (!reader_take(r, signs[i].sign)) continue;
        jx_range_form  form = signs[i].form;
        jx_range_value range = { .form = form, .low = jx_null(), .high = jx_null() };
        jx_value       end = reader_expr(r);
        range.low_included = form == JX_RANGE_GREATER_EQUAL || form == JX_RANGE_EQUAL;
        range.high_included = form == JX_RANGE_LESS_EQUAL || form == JX_RANGE_EQUAL;
        if (form != JX_RANGE_LESS && form != JX_RANGE_LESS_EQUAL) range.low = end;
        if (form != JX_RANGE_GREATER && form != JX_RANGE_GREATER_EQUAL) range.high = end;
        return reader_take(r, ")") ? jx_range_of(r->arena, range) : reader_bad(r);
    }
    return reader_bad(r);
}

// The built-in whose name, followed by `(`, stands here: the longest.
static inline int reader_builtin(feel_reader *r)
{
    const char *open = strchr(r->at, '(');
    if (!open) return -1;
    int index = jx_builtin_find((jx_text){ r->at, (size_t)(open - r->at) });
    if (index >= 0) r->at = open + 1;
    return index;
}

// "start position: " before an argument; empty: none.
static inline jx_text reader_argument_name(feel_reader *r)
{
    reader_blanks(r);
    const char *start = r->at, *end = start;
    while (isalnum((unsigned char)*end) || *end == ' ') end++;
    if (*end != ':' || end == start) return JX_TEXT("");
    r->at = end + 1;
    return (jx_text){ start, (size_t)(end - start) };
}

static inline jx_value reader_builtin_call(feel_reader *r, int index)
{
    reader_values values = { 0 };
    reader_names  names = { 0 };
    bool          named = false;
    if (!reader_take(r, ")")) {
        do {
            jx_text name = reader_argument_name(r);
            named = named || name.size > 0;
            *JX_PUSH(r->arena, &names) = name;
            *JX_PUSH(r->arena, &values) = reader_expr(r);
        } while (reader_take(r, ","));
        if (!reader_take(r, ")")) return reader_bad(r);
    }
    if (r->bad) return jx_null();
    if (named) return jx_builtin_apply_named(&r->context, index, names.items, values.items, values.count);
    return jx_builtin_apply(&r->context, index, values.items, values.count);
}

static inline jx_value reader_function(feel_reader *r)
{
    static const char *const which[] = { "less", "greater", "broken" };
    for (size_t i = 0; i < JX_COUNT(which); i++) {
        if (!reader_take(r, which[i])) continue;
        jx_function *function = JX_NEW(r->arena, jx_function);
        *function = (jx_function){ .builtin = -1, .parameter_count = 2, .body = which[i] };
        return jx_function_value(function);
    }
    return reader_bad(r);
}

static inline jx_value reader_primary(feel_reader *r)
{
    reader_blanks(r);
    if (isdigit((unsigned char)*r->at) || (*r->at == '.' && isdigit((unsigned char)r->at[1]))) return reader_number(r);
    if (*r->at == '"') return jx_string(reader_text(r));
    if (reader_take(r, "@")) {
        jx_value value;
        return jx_temporal_read(r->arena, NULL, reader_text(r), &value) ? value : jx_null();
    }
    if (reader_take(r, "true")) return jx_boolean(true);
    if (reader_take(r, "false")) return jx_boolean(false);
    if (reader_take(r, "null")) return jx_null();
    if (reader_take(r, "[")) return reader_list(r);
    if (reader_take(r, "{")) return reader_context(r);
    if (reader_take(r, "(")) {
        reader_blanks(r);
        if (*r->at == '<' || *r->at == '>' || *r->at == '=' || *r->at == '!') return reader_unary_range(r);
        jx_value value = reader_expr(r);
        if (reader_take(r, "..")) return reader_range(r, false, value);
        return reader_take(r, ")") ? value : reader_bad(r);
    }
    int index = reader_builtin(r);
    return index >= 0 ? reader_builtin_call(r, index) : reader_function(r);
}

static inline jx_value reader_property(feel_reader *r, jx_value of)
{
    static const char *const wide[] = { "time offset", "start included", "end included" };
    bool known;
    for (size_t i = 0; i < JX_COUNT(wide); i++)
        if (reader_take(r, wide[i])) return jx_property(&r->context, of, jx_text_of(wide[i]), &known);
    jx_text name = reader_word(r);
    return of.kind == JX_CONTEXT ? jx_context_get(of, name, &known) : jx_property(&r->context, of, name, &known);
}

static inline jx_value reader_postfix(feel_reader *r)
{
    jx_value value = reader_primary(r);
    for (;;) {
        reader_blanks(r);
        if (r->at[0] == '.' && r->at[1] != '.') {
            r->at++;
            value = reader_property(r, value);
        } else if (value.kind == JX_LIST && r->at[0] == '[' && isdigit((unsigned char)r->at[1])) {
            size_t index = strtoul(r->at + 1, (char **)&r->at, 10);
            r->at++;
            value = index >= 1 && index <= value.as.list.count ? value.as.list.items[index - 1] : jx_null();
        } else return value;
    }
}

static inline jx_value reader_unary(feel_reader *r)
{
    return reader_take(r, "-") ? jx_negate(&r->context, reader_unary(r)) : reader_postfix(r);
}

static inline jx_value reader_power(feel_reader *r)
{
    jx_value left = reader_unary(r);
    while (reader_take(r, "**")) left = jx_power(&r->context, left, reader_unary(r));
    return left;
}

static inline jx_value reader_product(feel_reader *r)
{
    jx_value left = reader_power(r);
    for (;;) {
        if (reader_take(r, "*")) left = jx_multiply(&r->context, left, reader_power(r));
        else if (reader_take(r, "/")) left = jx_divide(&r->context, left, reader_power(r));
        else return left;
    }
}

static inline jx_value reader_sum(feel_reader *r)
{
    jx_value left = reader_product(r);
    for (;;) {
        if (reader_take(r, "+")) left = jx_add(&r->context, left, reader_product(r));
        else if (reader_take(r, "-")) left = jx_subtract(&r->context, left, reader_product(r));
        else return left;
    }
}

static inline jx_value reader_not(jx_value value)
{
    return value.kind == JX_BOOLEAN ? jx_boolean(!value.as.boolean) : value;
}

static inline jx_value reader_comparison(feel_reader *r)
{
    jx_value left = reader_sum(r), right;
    if (reader_take(r, "!=")) return reader_not(jx_equal(&r->context, left, reader_sum(r)));
    if (reader_take(r, "<=")) return jx_less_equal(&r->context, left, reader_sum(r));
    if (reader_take(r, ">=")) return right = reader_sum(r), jx_less_equal(&r->context, right, left);
    if (reader_take(r, "=")) return jx_equal(&r->context, left, reader_sum(r));
    if (reader_take(r, "<")) return jx_less(&r->context, left, reader_sum(r));
    if (reader_take(r, ">")) return right = reader_sum(r), jx_less(&r->context, right, left);
    if (reader_take(r, "in"))
        return right = reader_sum(r),
               right.kind == JX_RANGE ? jx_in_range(&r->context, left, right.as.range) : reader_bad(r);
    return left;
}

static jx_value reader_expr(feel_reader *r)
{
    jx_value left = reader_comparison(r);
    while (reader_take(r, "and")) {
        jx_value right = reader_comparison(r);
        left = jx_boolean(jx_is_true(left) && jx_is_true(right));
    }
    return left;
}

static inline jx_value reader_read(feel_reader *r, const char *text)
{
    r->at = text;
    r->bad = false;
    jx_value value = reader_expr(r);
    reader_blanks(r);
    if (*r->at) r->bad = true;
    return value;
}

static inline jx_text reader_print(feel_reader *r, jx_value value)
{
    jx_buffer buffer = jx_buffer_in(r->arena);
    jx_value_print(jx_list(&value, 1), &buffer);  // in a list texts are quoted
    return jx_text_slice(jx_buffer_text(&buffer), 1, jx_buffer_text(&buffer).size - 1);
}

static inline bool reader_check(const char *text, const char *expected, const char *file, int line)
{
    feel_reader r;
    reader_open(&r);
    jx_value value = reader_read(&r, text);
    bool held = check_that(!r.bad, file, line, text) &&
                check_text(reader_print(&r, value), check_text_of(expected), file, line, text);
    if (held && value.kind == JX_NULL && r.context.limit_hit != JX_LIMIT_COUNT)
        check_that(false, file, line, "a limit was hit");
    reader_close(&r);
    return held;
}
#define FEEL_IS(text, expected) reader_check((text), (expected), __FILE__, __LINE__)
// null because this limit ended the work
static inline bool reader_check_limit(const char *text, jx_limit limit, const char *file, int line)
{
    feel_reader r;
    reader_open(&r);
    jx_value value = reader_read(&r, text);
    bool held = check_that(!r.bad && value.kind == JX_NULL, file, line, text) &&
                check_int(r.context.limit_hit, limit, file, line, text);
    reader_close(&r);
    return held;
}
#define FEEL_STOPS(text, limit) reader_check_limit((text), (limit), __FILE__, __LINE__)

#endif
