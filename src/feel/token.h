// Tokens of FEEL text, and the lexer that makes them. Private to feel/.
//
// A token is the smallest thing that a name can be made of: `Date-Time2` is three tokens, `年龄` is one, `2.1` is one.
// Names in scope are cut by the same lexer as expressions, so both always agree. Whether a word is a keyword or part of
// a name is decided later, by the parser.
#ifndef JX_FEEL_TOKEN_H
#define JX_FEEL_TOKEN_H

#include "feel/feel.h"

typedef enum {
    JX_TOKEN_END,
    JX_TOKEN_WORD,
    JX_TOKEN_NUMBER,    // digits up to `inner`, then perhaps a unit
    JX_TOKEN_STRING,    // with its quotes; `inner` is where the closing quote starts
    JX_TOKEN_TEMPORAL,  // @"..."
    JX_TOKEN_STRAY,     // a sign that FEEL does not know
    JX_TOKEN_POWER,
    JX_TOKEN_DOTS,
    JX_TOKEN_ARROW,
    JX_TOKEN_LESS_EQUAL,
    JX_TOKEN_GREATER_EQUAL,
    JX_TOKEN_NOT_EQUAL,
    JX_TOKEN_LESS,
    JX_TOKEN_GREATER,
    JX_TOKEN_EQUAL,
    JX_TOKEN_PLUS,
    JX_TOKEN_MINUS,
    JX_TOKEN_STAR,
    JX_TOKEN_SLASH,
    JX_TOKEN_DOT,
    JX_TOKEN_COMMA,
    JX_TOKEN_COLON,
    JX_TOKEN_OPEN,
    JX_TOKEN_CLOSE,
    JX_TOKEN_OPEN_SQUARE,
    JX_TOKEN_CLOSE_SQUARE,
    JX_TOKEN_OPEN_CURLY,
    JX_TOKEN_CLOSE_CURLY,
    JX_TOKEN_APOSTROPHE,
} jx_token_kind;

typedef enum {
    JX_WORD_PLAIN,
    JX_WORD_AND,
    JX_WORD_BETWEEN,
    JX_WORD_ELSE,
    JX_WORD_EVERY,
    JX_WORD_EXTERNAL,
    JX_WORD_FALSE,
    JX_WORD_FOR,
    JX_WORD_FUNCTION,
    JX_WORD_IF,
    JX_WORD_IN,
    JX_WORD_INSTANCE,
    JX_WORD_NULL,
    JX_WORD_OF,
    JX_WORD_OR,
    JX_WORD_RETURN,
    JX_WORD_SATISFIES,
    JX_WORD_SOME,
    JX_WORD_THEN,
    JX_WORD_TRUE,
} jx_keyword;

typedef struct {
    uint8_t kind;                // jx_token_kind
    uint8_t keyword;             // jx_keyword, of words
    bool refused;                // the lexer has reported it already
    bool spaced;                 // blanks stand before it
    bool not_filter, is_filter;  // of `[` after the end of an interval: tried, and what came out
    uint32_t start, end, inner;  // bytes in the text that was cut
    uint64_t hash;               // of the token's bytes, for names
} jx_token;

// What the lexer may complain of; it reports nothing itself.
typedef enum {
    JX_LEX_FOREIGN,       // full-width sign; `half` is what to write
    JX_LEX_STRAY,         // a sign that has no meaning
    JX_LEX_UNKNOWN_UNIT,  // text directly after a number that is no unit
    JX_LEX_OPEN_TEXT,     // string without closing quote
    JX_LEX_OPEN_COMMENT,
} jx_lex_complaint;

typedef struct jx_lexer {
    jx_text text;
    uint32_t at;
    bool package;
    bool name;  // cutting a declared name: no comments, no strings
    bool (*is_unit)(void *user, jx_text unit);
    void *user;
    void (*complain)(struct jx_lexer *lexer, jx_lex_complaint what, uint32_t start, uint32_t end, jx_text half);
    void *listener;
} jx_lexer;

// The next token; JX_TOKEN_END at the end, again and again.
jx_token jx_lex_next(jx_lexer *lexer);

bool jx_is_name_start(uint32_t c);  // DMN 1.5, grammar rule 28
bool jx_is_name_part(uint32_t c);
// The half-width spelling of a full-width sign, digit or letter; NULL if `c` is none. `room` holds what is made up.
const char *jx_half_width(uint32_t c, char room[2]);

jx_text jx_token_text(jx_text text, const jx_token *token);
// The value of a string token: escapes read, unknown ones keep their backslash.
jx_text jx_string_value(jx_arena *arena, jx_text between_quotes);

#endif
