// range("[1..10)"): reads an interval whose ends are literals: numbers, "texts", @"…", date("…") and the like, null.
//
// A reader goes over the text once; the first thing that does not fit makes the answer null.
#include "builtin/parts.h"

typedef struct {
    jx_builtin_context *context;
    jx_text             text;
    size_t              at;
} reader;

static void skip_blanks(reader *r) {
    while (r->at < r->text.size &&
           (r->text.bytes[r->at] == ' ' || (r->text.bytes[r->at] >= '\t' && r->text.bytes[r->at] <= '\r')))
        r->at++;
}

static jx_text rest(const reader *r) { return jx_text_slice(r->text, r->at, r->text.size); }

// Takes `what`, with blanks around it, if it stands here.
static bool take(reader *r, jx_text what) {
    skip_blanks(r);
    if (!jx_text_starts_with(rest(r), what)) return false;
    r->at += what.size;
    skip_blanks(r);
    return true;
}

static char peek(const reader *r) { return r->at < r->text.size ? r->text.bytes[r->at] : 0; }

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

// ---- texts ----

static int hex_digit(char c) {
    if (is_digit(c)) return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static bool take_hex(reader *r, int digits, uint32_t *out) {
    *out = 0;
    for (int i = 0; i < digits; i++) {
        int digit = hex_digit(peek(r));
        if (digit < 0) return false;
        *out = *out * 16 + (uint32_t)digit;
        r->at++;
    }
    return *out <= 0x10FFFF;
}

static bool take_code_point(reader *r, int digits, jx_buffer *out) {
    uint32_t point, low;
    if (!take_hex(r, digits, &point)) return false;
    if (point >= 0xD800 && point <= 0xDBFF) {
        if (!jx_text_starts_with(rest(r), JX_TEXT("\\u"))) return false;
        r->at += 2;
        if (!take_hex(r, 4, &low) || low < 0xDC00 || low > 0xDFFF) return false;
        point = 0x10000 + ((point - 0xD800) << 10) + (low - 0xDC00);
    }
    if (point >= 0xD800 && point <= 0xDFFF) return false;
    jx_buffer_put_code_point(out, point);
    return true;
}

static bool take_escape(reader *r, jx_buffer *out) {
    char c = peek(r);
    r->at++;
    switch (c) {
    case 'n': jx_buffer_put_char(out, '\n'); return true;
    case 'r': jx_buffer_put_char(out, '\r'); return true;
    case 't': jx_buffer_put_char(out, '\t'); return true;
    case '"':
    case '\'':
    case '\\': jx_buffer_put_char(out, c); return true;
    case 'u': return take_code_point(r, 4, out);
    case 'U': return take_code_point(r, 6, out);
    default: return false;
    }
}

static bool take_text(reader *r, jx_text *out) {
    jx_buffer buffer = jx_buffer_in(r->context->arena);
    if (peek(r) != '"') return false;
    r->at++;
    while (r->at < r->text.size) {
        char c = r->text.bytes[r->at++];
        if (c == '"') {
            *out = jx_buffer_text(&buffer);
            return true;
        }
        if (c != '\\') jx_buffer_put_char(&buffer, c);
        else if (!take_escape(r, &buffer)) return false;
    }
    return false;
}

// ---- ends ----

static void skip_digits(reader *r) {
    while (is_digit(peek(r))) r->at++;
}

// A point belongs to the number only if a digit follows: `1..2`.
static bool take_number(reader *r, jx_value *out) {
    size_t     start = r->at;
    jx_decimal number;
    if (peek(r) == '-') r->at++;
    skip_digits(r);
    if (peek(r) == '.' && r->at + 1 < r->text.size && is_digit(r->text.bytes[r->at + 1])) {
        r->at++;
        skip_digits(r);
    }
    if (peek(r) == 'e' || peek(r) == 'E') {
        r->at++;
        if (peek(r) == '+' || peek(r) == '-') r->at++;
        skip_digits(r);
    }
    if (!jx_decimal_read(jx_text_slice(r->text, start, r->at), &number)) return false;
    *out = jx_number(number);
    return true;
}

static const struct {
    const char          *opening;
    jx_builtin_function *make;
} makers[] = {
    { "date and time", jx_fn_date_time }, { "date", jx_fn_date }, { "time", jx_fn_time }, { "duration", jx_fn_duration }
};

// date("…"); `made` false: the text in it is no such thing.
static bool take_call(reader *r, jx_builtin_function *make, jx_value *out) {
    jx_text text;
    if (!take(r, JX_TEXT("(")) || !take_text(r, &text) || !take(r, JX_TEXT(")"))) return false;
    jx_value argument = jx_string(text);
    *out = make(r->context, &argument, 1);
    return out->kind != JX_NULL;
}

static bool take_temporal(reader *r, jx_value *out) {
    jx_text text;
    return take_text(r, &text) && jx_temporal_read(r->context->arena, r->context->zones, text, out);
}

static bool take_end(reader *r, jx_value *out) {
    jx_text text;
    *out = jx_null();
    if (take(r, JX_TEXT("null"))) return true;
    if (take(r, JX_TEXT("@"))) return take_temporal(r, out);
    for (size_t i = 0; i < JX_COUNT(makers); i++)
        if (take(r, jx_text_of(makers[i].opening))) return take_call(r, makers[i].make, out);
    if (peek(r) != '"') return take_number(r, out);
    if (!take_text(r, &text)) return false;
    *out = jx_string(text);
    return true;
}

// ---- the range ----

static bool take_opening(reader *r, bool *out_included) {
    *out_included = take(r, JX_TEXT("["));
    return *out_included || take(r, JX_TEXT("(")) || take(r, JX_TEXT("]"));
}

static bool take_closing(reader *r, bool *out_included) {
    *out_included = take(r, JX_TEXT("]"));
    return *out_included || take(r, JX_TEXT(")")) || take(r, JX_TEXT("["));
}

static bool take_range(reader *r, jx_range_value *out) {
    out->form = JX_RANGE_INTERVAL;
    return take_opening(r, &out->low_included) && take_end(r, &out->low) && take(r, JX_TEXT("..")) &&
           take_end(r, &out->high) && take_closing(r, &out->high_included) && r->at == r->text.size;
}

static bool is_ascending(const jx_range_value *range) {
    int order;
    if (range->low.kind == JX_NULL || range->high.kind == JX_NULL) return range->low.kind != range->high.kind;
    return jx_order(range->low, range->high, &order) && order <= 0;
}

jx_value jx_fn_range(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    (void)count;
    reader         r = { context, arguments[0].as.string, 0 };
    jx_range_value range;
    if (!jx_spend_bytes(context, r.text.size)) return jx_null();
    if (!take_range(&r, &range) || !is_ascending(&range))
        return jx_answer_null(context, "the text is not an ascending range with literal ends");
    return jx_range_of(context->arena, range);
}
