// Cuts FEEL text into tokens. Read jx_lex_next() at the end; above it stand words, numbers, strings and foreign signs.
//
// The lexer works on code points and knows nothing of scopes. Two dialects differ here: in packages a number takes the
// unit written directly after it, names are Han, Latin, digits and `_` only, and a full-width sign is reported and then
// read as the half-width one, so that the rest of the formula is still looked at.
#include "feel/token.h"

#include <string.h>

// ---- characters ----

typedef struct {
    uint32_t first, last;
} range;

static const range name_start[] = {
    { '?', '?' },       { 'A', 'Z' },       { '_', '_' },       { 'a', 'z' },         { 0xC0, 0xD6 },
    { 0xD8, 0xF6 },     { 0xF8, 0x2FF },    { 0x370, 0x37D },   { 0x37F, 0x167F },    { 0x1681, 0x180D },
    { 0x180F, 0x1FFF }, { 0x200C, 0x200D }, { 0x2070, 0x218F }, { 0x2C00, 0x2FEF },   { 0x3001, 0xD7FF },
    { 0xF900, 0xFDCF }, { 0xFDF0, 0xFEFE }, { 0xFF00, 0xFFFD }, { 0x10000, 0xEFFFF },
};
static const range name_more[] = { { '0', '9' }, { 0xB7, 0xB7 }, { 0x300, 0x36F }, { 0x203F, 0x2040 } };
static const range blank[] = {
    { 0x09, 0x0D },     { 0x20, 0x20 },     { 0x85, 0x85 },     { 0xA0, 0xA0 },
    { 0x1680, 0x1680 }, { 0x180E, 0x180E }, { 0x2000, 0x200B }, { 0x2028, 0x2029 },
    { 0x202F, 0x202F }, { 0x205F, 0x205F }, { 0x3000, 0x3000 }, { 0xFEFF, 0xFEFF },
};
// What a package's names may start with: Latin letters and Han, with 々 and 〇.
static const range package_start[] = {
    { 'A', 'Z' },       { 'a', 'z' },       { 0xC0, 0xD6 },       { 0xD8, 0xF6 },
    { 0xF8, 0x24F },    { 0x3005, 0x3005 }, { 0x3007, 0x3007 },   { 0x3400, 0x4DBF },
    { 0x4E00, 0x9FFF }, { 0xF900, 0xFAFF }, { 0x20000, 0x3FFFF },
};
static const range full_width_words[] = { { 0xFF10, 0xFF19 }, { 0xFF21, 0xFF3A }, { 0xFF41, 0xFF5A } };

static bool within(const range *ranges, size_t count, uint32_t c)
{
    for (size_t i = 0; i < count && ranges[i].first <= c; i++) {
        if (c <= ranges[i].last) return true;
    }
    return false;
}

static bool is_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

bool jx_is_name_start(uint32_t c)
{
    return within(name_start, JX_COUNT(name_start), c);
}

bool jx_is_name_part(uint32_t c)
{
    return jx_is_name_start(c) || within(name_more, JX_COUNT(name_more), c);
}

static bool is_blank(uint32_t c)
{
    return within(blank, JX_COUNT(blank), c);
}

static bool is_full_width_word(uint32_t c)
{
    return within(full_width_words, JX_COUNT(full_width_words), c);
}

static bool starts_word(const jx_lexer *lexer, uint32_t c)
{
    if (!lexer->package) return jx_is_name_start(c);
    return c == '?' || c == '_' || within(package_start, JX_COUNT(package_start), c) || is_full_width_word(c);
}

static bool goes_on_word(const jx_lexer *lexer, uint32_t c)
{
    if (!lexer->package) return jx_is_name_part(c);
    return c != '?' && (is_digit(c) || starts_word(lexer, c));
}

// ---- signs ----

// Longer ones first.
static const struct {
    const char *sign;
    uint8_t kind;
} signs[] = {
    { "**", JX_TOKEN_POWER },         { "..", JX_TOKEN_DOTS },
    { "->", JX_TOKEN_ARROW },         { "<=", JX_TOKEN_LESS_EQUAL },
    { ">=", JX_TOKEN_GREATER_EQUAL }, { "!=", JX_TOKEN_NOT_EQUAL },
    { "<", JX_TOKEN_LESS },           { ">", JX_TOKEN_GREATER },
    { "=", JX_TOKEN_EQUAL },          { "+", JX_TOKEN_PLUS },
    { "-", JX_TOKEN_MINUS },          { "*", JX_TOKEN_STAR },
    { "/", JX_TOKEN_SLASH },          { ".", JX_TOKEN_DOT },
    { ",", JX_TOKEN_COMMA },          { ":", JX_TOKEN_COLON },
    { "(", JX_TOKEN_OPEN },           { ")", JX_TOKEN_CLOSE },
    { "[", JX_TOKEN_OPEN_SQUARE },    { "]", JX_TOKEN_CLOSE_SQUARE },
    { "{", JX_TOKEN_OPEN_CURLY },     { "}", JX_TOKEN_CLOSE_CURLY },
    { "'", JX_TOKEN_APOSTROPHE },
};

// What Chinese keyboards give for a sign that FEEL knows. Full-width forms from U+FF01 on are worked out.
static const struct {
    uint32_t sign;
    const char *half;
} foreign[] = {
    { 0xD7, "*" },    { 0xF7, "/" },    { 0x2013, "-" },  { 0x2014, "-" },  { 0x2018, "\"" }, { 0x2019, "\"" },
    { 0x201C, "\"" }, { 0x201D, "\"" }, { 0x2026, ".." }, { 0x2212, "-" },  { 0x2215, "/" },  { 0x2236, ":" },
    { 0x2260, "!=" }, { 0x2264, "<=" }, { 0x2265, ">=" }, { 0x2266, "<=" }, { 0x2267, ">=" }, { 0x3001, "," },
    { 0x3002, "." },  { 0x3008, "<" },  { 0x3009, ">" },  { 0x300A, "<" },  { 0x300B, ">" },  { 0x300C, "\"" },
    { 0x300D, "\"" }, { 0x300E, "\"" }, { 0x300F, "\"" }, { 0x3010, "[" },  { 0x3011, "]" },  { 0x3014, "[" },
    { 0x3015, "]" },
};

const char *jx_half_width(uint32_t c, char room[2])
{
    for (size_t i = 0; i < JX_COUNT(foreign); i++) {
        if (foreign[i].sign == c) return foreign[i].half;
    }
    if (c < 0xFF01 || c > 0xFF5E) return NULL;
    room[0] = (char)(c - 0xFF01 + '!');
    room[1] = '\0';
    return room;
}

static jx_token_kind kind_of_sign(jx_text at, uint32_t *size)
{
    for (size_t i = 0; i < JX_COUNT(signs); i++) {
        jx_text sign = jx_text_of(signs[i].sign);
        if (!jx_text_starts_with(at, sign)) continue;
        *size = (uint32_t)sign.size;
        return signs[i].kind;
    }
    return JX_TOKEN_STRAY;
}

// ---- moving on ----

static jx_text rest_of(const jx_lexer *lexer)
{
    return jx_text_slice(lexer->text, lexer->at, lexer->text.size);
}

// The code point at `at` and where the next one starts; 0 at the end.
static uint32_t peek_at(const jx_lexer *lexer, uint32_t at, uint32_t *next)
{
    size_t offset = at;
    if (at >= lexer->text.size) return 0;
    unsigned char first = (unsigned char)lexer->text.bytes[at];
    if (first < 0x80) {
        *next = at + 1;
        return first;
    }
    uint32_t c = jx_text_next(lexer->text, &offset);
    *next = (uint32_t)offset;
    return c;
}

static void complain(jx_lexer *lexer, jx_lex_complaint what, uint32_t start, uint32_t end, jx_text half)
{
    if (lexer->complain) lexer->complain(lexer, what, start, end, half);
}

static void skip_comment(jx_lexer *lexer)
{
    uint32_t start = lexer->at;
    bool line = lexer->text.bytes[start + 1] == '/';
    jx_text rest = jx_text_slice(lexer->text, start + 2, lexer->text.size);
    size_t end = jx_text_find(rest, line ? JX_TEXT("\n") : JX_TEXT("*/"));
    if (end == SIZE_MAX) {
        if (!line) complain(lexer, JX_LEX_OPEN_COMMENT, start, start + 2, JX_TEXT(""));
        lexer->at = (uint32_t)lexer->text.size;
    } else {
        lexer->at = start + 2 + (uint32_t)end + (line ? 1 : 2);
    }
}

static void skip_blanks(jx_lexer *lexer)
{
    uint32_t next = 0;
    for (;;) {
        jx_text rest = rest_of(lexer);
        if (!lexer->name && (jx_text_starts_with(rest, JX_TEXT("//")) || jx_text_starts_with(rest, JX_TEXT("/*")))) {
            skip_comment(lexer);
        } else if (rest.size > 0 && is_blank(peek_at(lexer, lexer->at, &next))) {
            lexer->at = next;
        } else {
            return;
        }
    }
}

// ---- words ----

static const char *const keywords[] = {
    [JX_WORD_AND] = "and",
    [JX_WORD_BETWEEN] = "between",
    [JX_WORD_ELSE] = "else",
    [JX_WORD_EVERY] = "every",
    [JX_WORD_EXTERNAL] = "external",
    [JX_WORD_FALSE] = "false",
    [JX_WORD_FOR] = "for",
    [JX_WORD_FUNCTION] = "function",
    [JX_WORD_IF] = "if",
    [JX_WORD_IN] = "in",
    [JX_WORD_INSTANCE] = "instance",
    [JX_WORD_NULL] = "null",
    [JX_WORD_OF] = "of",
    [JX_WORD_OR] = "or",
    [JX_WORD_RETURN] = "return",
    [JX_WORD_SATISFIES] = "satisfies",
    [JX_WORD_SOME] = "some",
    [JX_WORD_THEN] = "then",
    [JX_WORD_TRUE] = "true",
};

static uint8_t keyword_of(jx_text word)
{
    if (word.size < 2 || word.size > 9) return JX_WORD_PLAIN;
    for (size_t i = 1; i < JX_COUNT(keywords); i++) {
        if (keywords[i][0] == word.bytes[0] && jx_text_equal(word, jx_text_of(keywords[i]))) return (uint8_t)i;
    }
    return JX_WORD_PLAIN;
}

static jx_text half_width_word(jx_text word, char *room, size_t size)
{
    size_t at = 0, used = 0;
    while (at < word.size && used + 4 < size) {
        uint32_t c = jx_text_next(word, &at);
        used += (size_t)jx_text_encode(is_full_width_word(c) ? c - 0xFF01 + '!' : c, room + used);
    }
    return (jx_text){ room, used };
}

static void lex_word(jx_lexer *lexer, jx_token *token)
{
    uint32_t next = lexer->at;
    bool wide = false;
    uint32_t c = peek_at(lexer, lexer->at, &next);
    do {
        wide = wide || (lexer->package && is_full_width_word(c));
        lexer->at = next;
        c = peek_at(lexer, lexer->at, &next);
    } while (lexer->at < lexer->text.size && goes_on_word(lexer, c));
    jx_text word = jx_text_slice(lexer->text, token->start, lexer->at);
    token->kind = JX_TOKEN_WORD;
    if (!wide) {
        token->keyword = keyword_of(word);
        return;
    }
    char room[64];
    complain(lexer, JX_LEX_FOREIGN, token->start, lexer->at, half_width_word(word, room, sizeof room));
    token->kind = JX_TOKEN_STRAY;
    token->refused = true;
}

// ---- numbers ----

static uint32_t digits_end(const jx_lexer *lexer, uint32_t at)
{
    while (at < lexer->text.size && is_digit((unsigned char)lexer->text.bytes[at]))
        at++;
    return at;
}

static bool has_digit(const jx_lexer *lexer, uint32_t at)
{
    return at < lexer->text.size && is_digit((unsigned char)lexer->text.bytes[at]);
}

static bool has_byte(const jx_lexer *lexer, uint32_t at, char a, char b)
{
    return at < lexer->text.size && (lexer->text.bytes[at] == a || lexer->text.bytes[at] == b);
}

static uint32_t number_end(const jx_lexer *lexer, uint32_t at)
{
    at = digits_end(lexer, at);
    if (has_byte(lexer, at, '.', '.') && has_digit(lexer, at + 1)) at = digits_end(lexer, at + 1);
    if (has_byte(lexer, at, 'e', 'E')) {
        uint32_t power = has_byte(lexer, at + 1, '+', '-') ? at + 2 : at + 1;
        if (has_digit(lexer, power)) at = digits_end(lexer, power);
    }
    return at;
}

static bool in_unit(const jx_lexer *lexer, uint32_t c)
{
    return c == '%' || c == '/' || c == 0xB7 || c == 0xB2 || c == 0xB3 || c == 0x2103 || goes_on_word(lexer, c);
}

// The longest known unit that starts at `at`; its end, or `at` if there is none. *out_word is where the run of letters
// ends that an unknown unit is reported with.
static uint32_t unit_end(const jx_lexer *lexer, uint32_t at, uint32_t *out_word)
{
    uint32_t best = at, end = at, next = at;
    *out_word = at;
    for (;;) {
        uint32_t c = peek_at(lexer, end, &next);
        if (end >= lexer->text.size || !in_unit(lexer, c)) return best;
        if (end == at && (c == '/' || is_digit(c))) return best;
        bool word = c != '/' && *out_word == end;
        end = next;
        if (word) *out_word = end;
        jx_text unit = jx_text_slice(lexer->text, at, end);
        if (unit.size > 64) return best;  // no unit is longer; keeps the search linear
        if (lexer->is_unit && lexer->is_unit(lexer->user, unit)) best = end;
    }
}

static void lex_number(jx_lexer *lexer, jx_token *token)
{
    token->kind = JX_TOKEN_NUMBER;
    token->inner = lexer->at = number_end(lexer, lexer->at);
    if (!lexer->package || lexer->name) return;
    uint32_t word = 0, end = unit_end(lexer, lexer->at, &word);
    if (end == token->inner && word > end) {
        complain(lexer, JX_LEX_UNKNOWN_UNIT, end, word, JX_TEXT(""));
        token->refused = true;
        end = word;
    }
    lexer->at = end;
}

// ---- strings ----

// Does the code point close a string that was opened by `opener`? Chinese quotes close each other and `"`.
static bool closes(uint32_t opener, uint32_t c)
{
    if (c == '"') return true;
    switch (opener) {
    case 0x201C:
    case 0x201D: return c == 0x201D || c == 0x201C;
    case 0x2018:
    case 0x2019: return c == 0x2019 || c == 0x2018;
    case 0x300C: return c == 0x300D;
    case 0x300E: return c == 0x300F;
    case 0xFF02: return c == 0xFF02;
    default: return false;
    }
}

static void lex_string(jx_lexer *lexer, jx_token *token, uint32_t opener)
{
    uint32_t next = lexer->at;
    token->kind = JX_TOKEN_STRING;
    while (lexer->at < lexer->text.size) {
        uint32_t c = peek_at(lexer, lexer->at, &next);
        if (c == '\\' && next < lexer->text.size) {
            (void)peek_at(lexer, next, &next);
        } else if (closes(opener, c)) {
            token->inner = lexer->at;
            if (c != '"') complain(lexer, JX_LEX_FOREIGN, lexer->at, next, JX_TEXT("\""));
            lexer->at = next;
            return;
        }
        lexer->at = next;
    }
    token->inner = lexer->at;
    token->refused = true;
    complain(lexer, JX_LEX_OPEN_TEXT, token->start, token->start + 1, JX_TEXT(""));
}

static void lex_quote(jx_lexer *lexer, jx_token *token)
{
    bool temporal = lexer->text.bytes[lexer->at] == '@';
    lexer->at += temporal ? 2 : 1;
    lex_string(lexer, token, '"');
    if (temporal) token->kind = JX_TOKEN_TEMPORAL;
}

// ---- everything else ----

// A sign that FEEL does not have. In packages it is read as what was meant where that is plain.
static void lex_foreign(jx_lexer *lexer, jx_token *token, uint32_t c)
{
    char room[2];
    const char *half = jx_half_width(c, room);
    jx_text meant = jx_text_of(half);
    uint32_t start = lexer->at, next = 0, size = 0;
    (void)peek_at(lexer, start, &next);
    lexer->at = next;
    token->kind = JX_TOKEN_STRAY;
    token->refused = lexer->package;
    if (!lexer->package) return;
    complain(lexer, half ? JX_LEX_FOREIGN : JX_LEX_STRAY, start, next, meant);
    if (!half) return;
    if (half[0] == '"')
        lex_string(lexer, token, c);
    else
        token->kind = (uint8_t)kind_of_sign(meant, &size);
    token->refused = token->kind == JX_TOKEN_STRAY;
}

static void lex_sign(jx_lexer *lexer, jx_token *token, uint32_t c)
{
    uint32_t size = 0;
    token->kind = (uint8_t)kind_of_sign(rest_of(lexer), &size);
    if (token->kind != JX_TOKEN_STRAY)
        lexer->at += size;
    else
        lex_foreign(lexer, token, c);
}

jx_token jx_lex_next(jx_lexer *lexer)
{
    uint32_t before = lexer->at, next = 0;
    skip_blanks(lexer);
    jx_token token = { .kind = JX_TOKEN_END, .start = lexer->at, .end = lexer->at, .spaced = lexer->at > before };
    if (lexer->at >= lexer->text.size) return token;
    jx_text rest = rest_of(lexer);
    uint32_t c = peek_at(lexer, lexer->at, &next);
    if (starts_word(lexer, c))
        lex_word(lexer, &token);
    else if (is_digit(c) || (c == '.' && has_digit(lexer, lexer->at + 1)))
        lex_number(lexer, &token);
    else if (!lexer->name && (c == '"' || jx_text_starts_with(rest, JX_TEXT("@\""))))
        lex_quote(lexer, &token);
    else
        lex_sign(lexer, &token, c);
    token.end = lexer->at;
    token.hash = jx_text_hash(jx_text_slice(lexer->text, token.start, token.end));
    return token;
}

jx_text jx_token_text(jx_text text, const jx_token *token)
{
    return jx_text_slice(text, token->start, token->end);
}

// ---- the value of a string ----

static bool read_hex(jx_text text, size_t at, size_t count, uint32_t *out)
{
    uint32_t value = 0;
    if (at + count > text.size) return false;
    for (size_t i = 0; i < count; i++) {
        char c = text.bytes[at + i];
        if (c >= '0' && c <= '9')
            value = value * 16 + (uint32_t)(c - '0');
        else if (c >= 'a' && c <= 'f')
            value = value * 16 + (uint32_t)(c - 'a') + 10;
        else if (c >= 'A' && c <= 'F')
            value = value * 16 + (uint32_t)(c - 'A') + 10;
        else
            return false;
    }
    *out = value;
    return true;
}

// \uXXXX, two of them as a surrogate pair, or \UXXXXXX at `at`. Half a pair is no character: not an escape.
static bool read_unicode_escape(jx_text text, size_t *at, uint32_t *out)
{
    bool wide = text.bytes[*at + 1] == 'U';
    size_t used = wide ? 8 : 6;
    uint32_t low = 0;
    if (!read_hex(text, *at + 2, used - 2, out) || *out > 0x10FFFF) return false;
    if (*out >= 0xD800 && *out < 0xDC00 &&
        jx_text_starts_with(jx_text_slice(text, *at + used, text.size), JX_TEXT("\\u")) &&
        read_hex(text, *at + used + 2, 4, &low) && low >= 0xDC00 && low < 0xE000) {
        *out = 0x10000 + ((*out - 0xD800) << 10) + (low - 0xDC00);
        used += 6;
    }
    if (*out >= 0xD800 && *out < 0xE000) return false;
    *at += used;
    return true;
}

static bool read_escape(jx_text text, size_t *at, uint32_t *out)
{
    static const char letters[] = "'\"\\nrt", meanings[] = "'\"\\\n\r\t";
    if (*at + 1 >= text.size) return false;
    char letter = text.bytes[*at + 1];
    if (letter == 'u' || letter == 'U') return read_unicode_escape(text, at, out);
    const char *found = letter ? strchr(letters, letter) : NULL;
    if (!found) return false;
    *out = (uint32_t)(unsigned char)meanings[found - letters];
    *at += 2;
    return true;
}

jx_text jx_string_value(jx_arena *arena, jx_text between_quotes)
{
    if (jx_text_find(between_quotes, JX_TEXT("\\")) == SIZE_MAX) return between_quotes;
    jx_buffer value = jx_buffer_in(arena);
    for (size_t at = 0; at < between_quotes.size;) {
        uint32_t c = 0;
        if (between_quotes.bytes[at] == '\\' && read_escape(between_quotes, &at, &c)) {
            jx_buffer_put_code_point(&value, c);
        } else {
            jx_buffer_put_char(&value, between_quotes.bytes[at++]);
        }
    }
    return jx_buffer_text(&value);
}
