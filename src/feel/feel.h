// The door of feel/: FEEL text -> syntax tree. Knows names, types and positions; never evaluates.
#ifndef JX_FEEL_FEEL_H
#define JX_FEEL_FEEL_H

#include "base/limits.h"
#include "data/zones.h"
#include "feel/ast.h"
#include "feel/scope.h"

// How a text is read. Packages refuse foreign signs (policy-format 2.5), allow numbers with units (`0.10元/千瓦时`,
// `500万元`, no blank before the unit) and names of Han, Latin, digits and `_` only; DMN follows the standard's grammar.
typedef enum { JX_DIALECT_DMN, JX_DIALECT_PACKAGE } jx_dialect;

// Told of every token, in order, as a text is cut; a text that is read twice tells twice. `kind` is "name", "keyword",
// "number", "text", "temporal", "sign" or "stray".
typedef struct {
    void (*token)(void *user, const jx_source *source, jx_span span, const char *kind);
    void *user;
} jx_token_listener;

typedef struct {
    jx_dialect       dialect;
    jx_arena        *arena;     // the tree lives here
    jx_problems     *problems;  // syntax errors, unknown names (with names that look alike), foreign signs
    const jx_limits *limits;    // nesting and tokens
    const jx_source *source;    // the file; spans count in it
    bool           (*is_unit)(void *user, jx_text unit);  // package: is this a known unit? NULL: none are
    void            *user;
    const jx_zones  *zones;     // for @"...@Europe/Paris"; NULL: no zone is known
    const jx_token_listener *listener;  // NULL: nobody listens
} jx_feel_options;

// Reads the expression in bytes [span.start, span.end) of options->source. Always sets *out (a JX_EXPR_ERROR node on
// failure); JX_REFUSED when problems were reported.
JX_MUST_USE jx_status jx_feel_parse(const jx_feel_options *options, const jx_scope *scope, jx_span span,
                                    const jx_expr **out);
// Reads unary tests (a table cell, allowed values): JX_EXPR_TESTS. The type of the tested value is `input`.
JX_MUST_USE jx_status jx_feel_parse_tests(const jx_feel_options *options, const jx_scope *scope, const jx_type *input,
                                          jx_span span, const jx_expr **out);
// Reads a type as `instance of` writes it; NULL in *out if unknown.
JX_MUST_USE jx_status jx_feel_parse_type(const jx_feel_options *options, const jx_scope *scope, jx_span span,
                                         const jx_type **out);

// Only cuts the text, for the listener; JX_REFUSED when problems of single tokens were reported.
JX_MUST_USE jx_status jx_feel_cut(const jx_feel_options *options, jx_span span);

// Back to text, one canonical spelling; for dumps, tests and explanations.
void jx_expr_print(const jx_expr *expr, jx_buffer *out);
// The same with brackets around everything that is put together and `back quotes` around names of several tokens: shows
// the tree.
void jx_expr_dump(const jx_expr *expr, jx_buffer *out);

#endif
