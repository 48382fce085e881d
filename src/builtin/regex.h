// Regular expressions of XPath and XQuery (F&O 3.1, 5.6) over those of XML Schema: matching that always ends.
//
// regex_parse.c makes a tree of a pattern, regex_program.c a program of the tree, regex_match.c runs it over a text by
// backtracking on an explicit stack. Without back-references a branch that failed at a position is remembered and not
// tried again, so the work is bounded by program × text; with them only the steps bound it. Classes and case are in
// regex_class.c.
#ifndef JX_BUILTIN_REGEX_H
#define JX_BUILTIN_REGEX_H

#include "builtin/parts.h"

typedef struct jx_regex jx_regex;

// NULL: the pattern or a flag is wrong (context->why), or the pattern too large (limit_hit).
const jx_regex *jx_regex_compile(jx_builtin_context *context, jx_text pattern, jx_text flags);
bool jx_regex_is_literal(const jx_regex *regex);         // flag q
size_t jx_regex_group_count(const jx_regex *regex);      // without the whole match

// One search after the other over one text, all paid from one purse of JX_LIMIT_REGEX_STEPS.
typedef struct {
    jx_builtin_context *context;
    const jx_regex     *regex;
    jx_text             text;
    uint64_t            steps_left;
    uint32_t           *groups;  // 2 × (1 + group count) byte offsets of the last match; JX_REGEX_UNSET: not matched
} jx_regex_search;
#define JX_REGEX_UNSET UINT32_MAX

jx_regex_search jx_regex_search_in(jx_builtin_context *context, const jx_regex *regex, jx_text text);
// Finds the first match that starts at `from` or later. False: none, or stopped (context->limit_hit).
bool jx_regex_next(jx_regex_search *search, size_t from);

#endif
