// The state of one parse, and what the parts of the parser ask of each other. Private to feel/.
//
// All tokens are cut before parsing starts. After a syntax error the parser is *stopped*: every token reads as the end,
// so all loops run out and no further syntax error is reported. Unknown names do not stop it.
#ifndef JX_FEEL_PARSER_H
#define JX_FEEL_PARSER_H

#include "feel/trie.h"

// Keeps what a function needs for itself out of the frames of those that recurse: the stack may be small.
#define JX_APART __attribute__((noinline))

// How tightly operators bind; also what a caller asks for.
typedef enum {
    JX_LEVEL_NONE,
    JX_LEVEL_OR,
    JX_LEVEL_AND,
    JX_LEVEL_COMPARE,
    JX_LEVEL_ADD,
    JX_LEVEL_MULTIPLY,
    JX_LEVEL_POWER,
} jx_level;

// An operator whose right side is still being read.
typedef struct {
    uint8_t level, op;
    const jx_expr *left;
} jx_pending;

// The trie of a type's fields, made when first needed.
typedef struct {
    const jx_type *type;
    jx_trie *fields;
} jx_fields_known;

typedef struct {
    const jx_feel_options *options;
    jx_arena *arena;
    jx_text text;           // the source up to the end of the span, so that tokens count in the source
    const jx_scope *scope;  // innermost open
    const jx_type *input;   // of `?`; NULL outside of unary tests
    const jx_type *hint;    // of the untyped parameters of a function written as an argument (sort); NULL: unknown
    jx_token *tokens;       // ends with JX_TOKEN_END
    uint32_t count, at;
    uint32_t depth, depth_max, height_max;
    uint32_t quiet;     // > 0: trying something, nothing is reported
    uint32_t guesses;   // hints with names that look alike given so far
    bool stopped;       // a syntax error was met
    bool refused;       // an error was reported
    bool interval_end;  // reading the upper end of an interval: `[` may close it
    struct {
        jx_pending *items;
        size_t count, capacity;
    } pending;
    struct {
        jx_fields_known *items;
        size_t count, capacity;
    } fields;
} jx_parser;

typedef struct {
    const jx_expr **items;
    size_t count, capacity;
} jx_expr_list;

typedef struct {
    jx_binding *items;
    size_t count, capacity;
} jx_binding_list;

// ---- tokens (parse.c) ----
const jx_token *jx_token_at(const jx_parser *p, uint32_t ahead);  // the end, once stopped
jx_token_kind jx_sees(const jx_parser *p);
bool jx_is_word(const jx_parser *p, jx_keyword keyword);
bool jx_take(jx_parser *p, jx_token_kind kind);
bool jx_take_word(jx_parser *p, jx_keyword keyword);
void jx_want(jx_parser *p, jx_token_kind kind, const char *sign);  // syntax error unless it comes
void jx_want_word(jx_parser *p, jx_keyword keyword, const char *word);

// ---- problems (parse_problem.c) ----
const char *jx_say(const jx_parser *p, const char *zh, const char *en);
void jx_fail(jx_parser *p, const char *zh, const char *en);  // syntax error at the next token; stops
void jx_fail_limit(jx_parser *p, jx_problem_code code, jx_limit limit);
void jx_complain(jx_parser *p, jx_problem_code code, jx_severity severity, jx_span span, jx_text hint,
                 jx_text argument);
void jx_unknown_name(jx_parser *p, jx_span span, jx_text name, const jx_type *fields, bool type);
void jx_report_lexer(jx_lexer *lexer, jx_lex_complaint what, uint32_t start, uint32_t end, jx_text half);

// ---- nodes (parse.c) ----
jx_expr *jx_node(jx_parser *p, jx_expr_kind kind, uint32_t start);
void jx_adopt(jx_parser *p, jx_expr *node, const jx_expr *child);    // height, asks_input
jx_expr *jx_done(jx_parser *p, jx_expr *node, const jx_type *type);  // ends after the token last taken
const jx_expr *jx_no_expr(jx_parser *p);

// ---- grammar ----
const jx_expr *jx_parse_expression(jx_parser *p);                                      // parse.c; counts nesting
const jx_expr *jx_parse_operators(jx_parser *p, jx_level level, const jx_expr *left);  // parse.c; left NULL: read it
const jx_expr *jx_parse_operand(jx_parser *p);                                         // parse_primary.c
const jx_expr *jx_parse_postfix(jx_parser *p, const jx_expr *operand);                 // parse_postfix.c
const jx_expr *jx_parse_if(jx_parser *p);                                              // parse_boxed.c
const jx_expr *jx_parse_iteration(jx_parser *p, jx_expr_kind kind);                    // parse_boxed.c
const jx_expr *jx_parse_function(jx_parser *p);                                        // parse_boxed.c
const jx_expr *jx_parse_context(jx_parser *p);                                         // parse_boxed.c
const jx_expr *jx_parse_square(jx_parser *p);         // parse_tests.c: list or interval
const jx_expr *jx_parse_open_interval(jx_parser *p);  // parse_tests.c: `]1..2]`
const jx_expr *jx_parse_group(jx_parser *p);          // parse_tests.c: (a) or (1..2)
const jx_expr *jx_parse_unary_range(jx_parser *p);    // parse_tests.c: `< 5`
const jx_expr *jx_parse_in_tail(jx_parser *p);        // parse_tests.c: after `in`
const jx_expr *jx_parse_unary_tests(jx_parser *p);    // parse_tests.c: a whole cell
const jx_type *jx_parse_type(jx_parser *p);           // parse_type.c; NULL: unknown

// ---- names (parse_name.c) ----
const jx_expr *jx_parse_name(jx_parser *p);
bool jx_at_key(const jx_parser *p);  // tokens that may be a name, then `:`
// A name that is declared here, up to what ends it (`:`, `in`, `,`, `)`).
jx_text jx_parse_new_name(jx_parser *p, bool words_allowed, jx_span *out_span);
const jx_expr *jx_parse_path(jx_parser *p, const jx_expr *operand);  // at the `.`
jx_trie *jx_fields_of(jx_parser *p, const jx_type *type);

// ---- static types (check_type.c) ----
const jx_type *jx_static_common(jx_arena *arena, const jx_type *a, const jx_type *b);
const jx_type *jx_static_binary(jx_operator op, const jx_type *a, const jx_type *b);
const jx_type *jx_static_negate(const jx_type *type);
const jx_type *jx_static_element(const jx_type *type);  // of what is iterated or filtered
const jx_type *jx_static_path(jx_arena *arena, const jx_type *type, jx_text name);
const jx_type *jx_static_filter(const jx_type *operand, const jx_type *match);
const jx_type *jx_static_call(jx_arena *arena, const jx_expr *call);
const jx_type *jx_static_range(jx_arena *arena, const jx_type *end);
const jx_type *jx_static_literal(jx_value value);
const jx_type *jx_static_function(jx_arena *arena, const jx_binding *parameters, size_t count, const jx_type *result);
// The type whose fields stand behind `expr`: its context, or the contexts in its lists; Any if they are not known.
const jx_type *jx_static_fields(const jx_expr *expr);
bool jx_has_fields(const jx_type *type);

#endif
