// Reads JSON strictly. Recursion is bounded by JSON_DEPTH; every fault names its byte, and the first one ends the
// reading.
//
// Begin with read_value().
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "io/json.h"

typedef struct {
    jx_arena *arena;
    jx_problems *problems;
    const jx_limits *limits;
    const jx_source *source;
    jx_text text;
    size_t at, depth;
} reader;

static jx_status refuse(reader *in, jx_problem_code code, size_t offset, jx_text detail)
{
    uint32_t at = (uint32_t)(offset < in->text.size ? offset : in->text.size);
    if (!in->problems) return JX_REFUSED;
    return jx_problem_add(in->problems, code, JX_SEVERITY_ERROR, in->source,
                          (jx_span){ at, at < in->text.size ? at + 1 : at }, JX_TEXT(""), &detail, 1);
}

static jx_status wrong(reader *in, const char *why)
{
    return refuse(in, JX_PROBLEM_JSON_MALFORMED, in->at, jx_text_of(why));
}

static jx_status too_large(reader *in, jx_limit limit)
{
    jx_problem_code code = limit == JX_LIMIT_NUMBER_CHARS ? JX_PROBLEM_NUMBER_TOO_LONG : JX_PROBLEM_JSON_TOO_LARGE;
    return refuse(in, code, in->at, jx_text_format(in->arena, "%" PRIu64, in->limits->at[limit]));
}

// The byte at the reader, or -1 at the end.
static int peek(const reader *in)
{
    return in->at < in->text.size ? (unsigned char)in->text.bytes[in->at] : -1;
}

static void skip_blanks(reader *in)
{
    while (in->at < in->text.size && memchr(" \t\n\r", in->text.bytes[in->at], 4))
        in->at++;
}

static bool take(reader *in, int wanted)
{
    if (peek(in) != wanted) return false;
    in->at++;
    return true;
}

// ---- numbers ----

static size_t take_digits(reader *in)
{
    size_t start = in->at;
    while (peek(in) >= '0' && peek(in) <= '9')
        in->at++;
    return in->at - start;
}

static jx_status read_number(reader *in, jx_json *out)
{
    size_t start = in->at;
    (void)take(in, '-');
    if (!take(in, '0') && take_digits(in) == 0) return wrong(in, "a digit is wanted");
    if (take(in, '.') && take_digits(in) == 0) return wrong(in, "a digit is wanted after the point");
    if (take(in, 'e') || take(in, 'E')) {
        if (!take(in, '+')) (void)take(in, '-');
        if (take_digits(in) == 0) return wrong(in, "a digit is wanted in the exponent");
    }
    *out = (jx_json){ .kind = JX_JSON_NUMBER, .text = jx_text_slice(in->text, start, in->at) };
    if (out->text.size > in->limits->at[JX_LIMIT_NUMBER_CHARS]) return too_large(in, JX_LIMIT_NUMBER_CHARS);
    if (!jx_decimal_read(out->text, &out->number)) return wrong(in, "the number is out of range");
    return JX_OK;
}

// ---- texts ----

static bool read_hex4(reader *in, uint32_t *out)
{
    if (in->text.size - in->at < 4) return false;
    *out = 0;
    for (int i = 0; i < 4; i++) {
        char c = in->text.bytes[in->at++];
        char lower = (char)(c | 32);
        if (c >= '0' && c <= '9')
            *out = *out << 4 | (uint32_t)(c - '0');
        else if (lower >= 'a' && lower <= 'f')
            *out = *out << 4 | (uint32_t)(lower - 'a' + 10);
        else
            return false;
    }
    return true;
}

static jx_status read_unicode(reader *in, jx_buffer *text)
{
    uint32_t point, low;
    if (!read_hex4(in, &point)) return wrong(in, "four hex digits are wanted after \\u");
    if (point >= 0xD800 && point <= 0xDBFF) {
        bool pair = take(in, '\\') && take(in, 'u') && read_hex4(in, &low) && low >= 0xDC00 && low <= 0xDFFF;
        if (!pair) return wrong(in, "lone surrogate");
        point = 0x10000 + ((point - 0xD800) << 10) + (low - 0xDC00);
    } else if (point >= 0xDC00 && point <= 0xDFFF) {
        return wrong(in, "lone surrogate");
    }
    if (point == 0) return wrong(in, "NUL in a text");
    jx_buffer_put_code_point(text, point);
    return JX_OK;
}

static jx_status read_escape(reader *in, jx_buffer *text)
{
    static const char written[] = "\"\\/bfnrt", meant[] = "\"\\/\b\f\n\r\t";
    int c = peek(in);
    if (c == 'u') {
        in->at++;
        return read_unicode(in, text);
    }
    const char *found = c > 0 ? strchr(written, c) : NULL;
    if (!found) return wrong(in, "unknown escape");
    in->at++;
    jx_buffer_put_char(text, meant[found - written]);
    return JX_OK;
}

static jx_status read_text(reader *in, jx_text *out)
{
    in->at++;  // the quote
    size_t start = in->at;
    jx_buffer text = jx_buffer_in(in->arena);
    for (;;) {
        int c = peek(in);
        if (c < 0) return wrong(in, "the text does not end");
        if (c < 0x20) return wrong(in, "control character in a text");
        if (c != '"' && c != '\\') {
            in->at++;
            continue;
        }
        jx_text plain = jx_text_slice(in->text, start, in->at);
        in->at++;
        if (c == '"' && text.size == 0) {
            *out = plain;  // no escape: a view into the document
            return JX_OK;
        }
        jx_buffer_put(&text, plain);
        if (c == '"') {
            *out = jx_buffer_text(&text);
            return JX_OK;
        }
        JX_TRY(read_escape(in, &text));
        start = in->at;
    }
}

// ---- arrays and objects ----

typedef struct {
    struct {
        jx_json *items;
        size_t count, capacity;
    } values;
    struct {
        jx_text *items;
        size_t count, capacity;
    } names;
} members;

static jx_status read_value(reader *in, jx_json *out);

static int compare_names(const void *a, const void *b)
{
    return jx_text_compare(*(const jx_text *)a, *(const jx_text *)b);
}

static jx_status refuse_doubles(reader *in, const members *found)
{
    size_t count = found->names.count;
    jx_text *sorted = JX_ARRAY(in->arena, count, jx_text);
    if (count > 0) memcpy(sorted, found->names.items, count * sizeof *sorted);
    qsort(sorted, count, sizeof *sorted, compare_names);
    for (size_t i = 1; i < count; i++) {
        if (jx_text_equal(sorted[i - 1], sorted[i]))
            return refuse(in, JX_PROBLEM_JSON_MEMBER_DOUBLED, in->at, sorted[i]);
    }
    return JX_OK;
}

static jx_status read_member(reader *in, bool named, members *found)
{
    if (found->values.count >= in->limits->at[JX_LIMIT_JSON_MEMBERS] && named)
        return too_large(in, JX_LIMIT_JSON_MEMBERS);
    skip_blanks(in);
    if (named) {
        if (peek(in) != '"') return wrong(in, "a name in quotes is wanted");
        JX_TRY(read_text(in, JX_PUSH(in->arena, &found->names)));
        skip_blanks(in);
        if (!take(in, ':')) return wrong(in, "a colon is wanted");
    }
    jx_json value;
    JX_TRY(read_value(in, &value));
    *JX_PUSH(in->arena, &found->values) = value;
    skip_blanks(in);
    return JX_OK;
}

static jx_status read_members(reader *in, bool named, jx_json *out)
{
    char close = named ? '}' : ']';
    members found = { 0 };
    if (++in->depth > in->limits->at[JX_LIMIT_JSON_DEPTH]) return too_large(in, JX_LIMIT_JSON_DEPTH);
    in->at++;
    skip_blanks(in);
    bool empty = take(in, close);
    while (!empty) {
        JX_TRY(read_member(in, named, &found));
        if (take(in, close)) break;
        if (!take(in, ',')) return wrong(in, named ? "a comma or } is wanted" : "a comma or ] is wanted");
    }
    if (named) JX_TRY(refuse_doubles(in, &found));
    in->depth--;
    *out = (jx_json){ .kind = named ? JX_JSON_OBJECT : JX_JSON_ARRAY,
                      .items = found.values.items,
                      .names = found.names.items,
                      .count = found.values.count };
    return JX_OK;
}

// ---- values ----

static jx_status read_word(reader *in, jx_text word, jx_json value, jx_json *out)
{
    if (!jx_text_equal(jx_text_slice(in->text, in->at, in->at + word.size), word)) return wrong(in, "no JSON value");
    in->at += word.size;
    *out = value;
    return JX_OK;
}

static jx_status read_value(reader *in, jx_json *out)
{
    skip_blanks(in);
    switch (peek(in)) {
    case '{': return read_members(in, true, out);
    case '[': return read_members(in, false, out);
    case '"': *out = (jx_json){ .kind = JX_JSON_STRING }; return read_text(in, &out->text);
    case 't': return read_word(in, JX_TEXT("true"), (jx_json){ .kind = JX_JSON_BOOLEAN, .boolean = true }, out);
    case 'f': return read_word(in, JX_TEXT("false"), (jx_json){ .kind = JX_JSON_BOOLEAN }, out);
    case 'n': return read_word(in, JX_TEXT("null"), (jx_json){ .kind = JX_JSON_NULL }, out);
    case -1: return wrong(in, "a value is wanted");
    default: return read_number(in, out);
    }
}

jx_status jx_json_read(jx_arena *arena, jx_problems *problems, const jx_limits *limits, const jx_source *source,
                       jx_json *out)
{
    reader in = { .arena = arena, .problems = problems, .limits = limits, .source = source, .text = source->bytes };
    size_t bad = 0;
    if (in.text.size > limits->at[JX_LIMIT_JSON_BYTES]) return too_large(&in, JX_LIMIT_JSON_BYTES);
    if (!jx_text_is_utf8(in.text, &bad)) return refuse(&in, JX_PROBLEM_JSON_MALFORMED, bad, JX_TEXT("not UTF-8"));
    JX_TRY(read_value(&in, out));
    skip_blanks(&in);
    return in.at == in.text.size ? JX_OK : wrong(&in, "something stands after the value");
}

const jx_json *jx_json_member(const jx_json *object, const char *name)
{
    if (!object || object->kind != JX_JSON_OBJECT) return NULL;
    for (size_t i = 0; i < object->count; i++) {
        if (jx_text_equal(object->names[i], jx_text_of(name))) return &object->items[i];
    }
    return NULL;
}
