// The writer: how texts, numbers and phrases get on a page. Begin with put_text().
#include "publish/html.h"

#include <string.h>

// ---- signs ----

// Not seen, but they change what is read: directions, joins, blanks of no width, controls.
static bool is_hidden(uint32_t c)
{
    return (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7f && c < 0xa0) || c == 0xad || c == 0x61c ||
           (c >= 0x200b && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) ||
           c == 0xfeff || (c >= 0xfff9 && c <= 0xfffb) || (c >= 0xe0000 && c <= 0xe0fff);
}

static bool is_right_to_left(uint32_t c)
{
    return (c >= 0x590 && c <= 0x8ff) || (c >= 0xfb1d && c <= 0xfdff) || (c >= 0xfe70 && c <= 0xfefe) ||
           (c >= 0x10800 && c <= 0x10fff) || (c >= 0x1e800 && c <= 0x1efff);
}

static bool is_chinese(uint32_t c)
{
    return (c >= 0x2e80 && c <= 0x9fff) || (c >= 0xf900 && c <= 0xfaff) || (c >= 0xfe30 && c <= 0xfe4f) ||
           (c >= 0xff00 && c <= 0xffef) || (c >= 0x20000 && c <= 0x3ffff);
}

static void put_sign(page *to, uint32_t c, jx_text bytes)
{
    if (c == '&') RAW(to, "&amp;");
    else if (c == '<') RAW(to, "&lt;");
    else if (c == '>') RAW(to, "&gt;");
    else if (c == '"') RAW(to, "&quot;");
    else if (c == '\'') RAW(to, "&#39;");
    else if (is_hidden(c)) jx_buffer_format(to->out, "⟨U+%04X⟩", (unsigned)c);
    else if (c == 0xfffd) RAW(to, "\xef\xbf\xbd");  // also what a broken byte becomes
    else jx_buffer_put(to->out, bytes);
}

void put_attribute(page *to, jx_text text)
{
    for (size_t at = 0; at < text.size;) {
        size_t start = at;
        uint32_t c = jx_text_next(text, &at);
        put_sign(to, c, jx_text_slice(text, start, at));
    }
}

static bool has_right_to_left(jx_text text)
{
    for (size_t at = 0; at < text.size;) {
        if ((unsigned char)text.bytes[at] < 0x80) at++;
        else if (is_right_to_left(jx_text_next(text, &at))) return true;
    }
    return false;
}

// Quotation marks and dashes between Chinese signs belong to the Chinese.
static bool stays_chinese(uint32_t c)
{
    return is_chinese(c) || (c >= 0x2010 && c <= 0x2026) || c == 0xb7;
}

void put_text(page *to, jx_text text)
{
    bool apart = has_right_to_left(text), marked = false;
    if (apart) RAW(to, "<bdi>");
    for (size_t at = 0; at < text.size;) {
        size_t start = at;
        uint32_t c = jx_text_next(text, &at);
        if (to->language == JX_ENGLISH && !marked && is_chinese(c)) {
            RAW(to, "<span lang=\"zh-CN\">");
            marked = true;
        } else if (marked && !stays_chinese(c)) {
            RAW(to, "</span>");
            marked = false;
        }
        put_sign(to, c, jx_text_slice(text, start, at));
    }
    if (marked) RAW(to, "</span>");
    if (apart) RAW(to, "</bdi>");
}

// ---- figures ----

void put_count(page *to, uint64_t count)
{
    jx_buffer_format(to->out, "%llu", (unsigned long long)count);
}

void put_yuan(page *to, jx_fen_sum fen)
{
    __extension__ typedef unsigned __int128 wide_unsigned;
    char digits[64];
    size_t at = sizeof digits, group = 0;
    wide_unsigned rest = fen < 0 ? -(wide_unsigned)fen : (wide_unsigned)fen;
    unsigned cents = (unsigned)(rest % 100);
    rest /= 100;
    if (cents) {
        digits[--at] = (char)('0' + cents % 10);
        digits[--at] = (char)('0' + cents / 10);
        digits[--at] = '.';
    }
    do {
        if (group == 3) digits[--at] = ',', group = 0;
        digits[--at] = (char)('0' + (unsigned)(rest % 10));
        rest /= 10, group++;
    } while (rest > 0);
    if (fen < 0) digits[--at] = '-';
    jx_buffer_put(to->out, (jx_text){ digits + at, sizeof digits - at });
}

void put_day(page *to, int64_t day)
{
    jx_date_print(day, to->out);
}

// ---- phrases ----

const char *said(const page *to, saying what)
{
    static const char *const sayings[][2] = {
#define JX_SAYING(name, zh, en) { zh, en },
#include "publish/words.def"
#undef JX_SAYING
    };
    return sayings[what][to->language];
}

// A phrase is ours and needs no marks of language, but it is escaped like everything else.
void tell_with(page *to, saying what, const jx_text *arguments, size_t count)
{
    for (jx_text rest = jx_text_of(said(to, what)); rest.size;) {
        jx_text after;
        put_attribute(to, jx_text_cut(rest, JX_TEXT("%"), &after));
        if (!after.bytes) return;
        size_t index = after.size ? (size_t)(after.bytes[0] - '1') : count;
        if (index < count) put_text(to, arguments[index]);
        else RAW(to, "%");
        rest = index < count ? jx_text_slice(after, 1, after.size) : after;
    }
}

jx_text worded(const page *to, saying what, jx_text argument)
{
    jx_text after, before = jx_text_cut(jx_text_of(said(to, what)), JX_TEXT("%1"), &after);
    if (!after.bytes) return before;
    return jx_text_format(to->arena, "%.*s%.*s%.*s", JX_TEXT_ARG(before), JX_TEXT_ARG(argument), JX_TEXT_ARG(after));
}

void tell(page *to, saying what)
{
    tell_with(to, what, NULL, 0);
}

// ---- small pieces ----

void put_heading_cell(page *to, saying what)
{
    RAW(to, "<th scope=\"col\">");
    tell(to, what);
    RAW(to, "</th>");
}

void put_row_heading(page *to, saying what)
{
    RAW(to, "<tr><th scope=\"row\">");
    tell(to, what);
    RAW(to, "</th><td>");
}

void put_link(page *to, jx_text path, jx_text fragment)
{
    // Pages stand in the folder of their language or below: `up` leads there, one more ".." out of it.
    RAW(to, "<a href=\"");
    if (path.size) {
        jx_text rest, language = jx_text_cut(path, JX_TEXT("/"), &rest);
        bool same = jx_text_equal(language, to->language == JX_CHINESE ? JX_TEXT("zh") : JX_TEXT("en"));
        jx_buffer_put(to->out, jx_text_of(to->up));
        if (!same || !rest.bytes) RAW(to, "../");
        put_attribute(to, same && rest.bytes ? rest : path);
    }
    if (fragment.size) {
        RAW(to, "#");
        put_attribute(to, fragment);
    }
    RAW(to, "\">");
}

bool is_pending_text(jx_text text)
{
    return jx_text_starts_with(text, JX_TEXT("待定")) || jx_text_starts_with(text, JX_TEXT("pending"));
}

void put_stated(page *to, jx_text text, saying when_empty)
{
    bool none = jx_text_equal(text, JX_TEXT("（无）")) || jx_text_equal(text, JX_TEXT("(none)"));
    if (!text.size) {
        RAW(to, "<span class=\"open\">");
        tell(to, when_empty);
        RAW(to, "</span>");
    } else if (none) {
        tell(to, SAY_NONE_NEEDED);
    } else if (is_pending_text(text)) {
        RAW(to, "<span class=\"open\">");
        put_text(to, text);
        RAW(to, "</span>");
    } else {
        put_text(to, text);
    }
}
