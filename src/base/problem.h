// Problems: what is wrong with an input, where, and what to do. Collected, so that an author sees all of them at once.
#ifndef JX_BASE_PROBLEM_H
#define JX_BASE_PROBLEM_H

#include "base/limits.h"
#include "base/text.h"

// Bytes in one source, end excluded.
typedef struct {
    uint32_t start, end;
} jx_span;

// One text that somebody wrote: a Markdown file, a CSV, a formula. Borrowed by everything that points into it.
typedef struct {
    jx_text name;   // as shown to people, relative to what they named
    jx_text bytes;
} jx_source;

// What stands at a span, with the brackets in front that it closes: in `(a - b) / c` the quotient begins at `a`.
jx_text jx_source_written(const jx_source *source, jx_span span);

typedef struct {
    uint32_t line, column;  // from 1; column counts code points
    jx_text  excerpt;       // the whole line, without its end
} jx_place;
jx_place jx_source_place(const jx_source *source, uint32_t offset);

typedef enum { JX_SEVERITY_ERROR, JX_SEVERITY_WARNING, JX_SEVERITY_NOTE } jx_severity;

// The codes: one row each in problems.def, the slug is the name people and tests rely on.
typedef enum {
#define JX_PROBLEM(name, slug, tag, zh, en) JX_PROBLEM_##name,
#include "base/problems.def"
#undef JX_PROBLEM
    JX_PROBLEM_COUNT
} jx_problem_code;

typedef struct {
    jx_problem_code  code;
    jx_severity      severity;
    const jx_source *source;  // NULL when there is no text to point at
    jx_span          span;
    jx_text          what;  // one sentence, in the language of `language`, filled in
    jx_text          hint;  // what to do: given with the problem, else that of remedies.def; may be empty
} jx_problem;

typedef enum { JX_CHINESE, JX_ENGLISH } jx_language;

// A collector. Its memory is its own arena's. NULL is accepted wherever a collector is asked for.
typedef struct {
    jx_arena   *arena;
    jx_language language;
    struct {
        jx_problem *items;
        size_t      count, capacity;
    } list;
    size_t error_count;
} jx_problems;

// Adds one. `%1`..`%9` in the sentence of problems.def, taken in problems->language, are replaced by the arguments.
// Arguments and hint are copied, the source is borrowed. The span lies within the source.
// Always answers JX_REFUSED for an error, JX_OK for a warning or note, so that it can be returned.
jx_status jx_problem_add(jx_problems *problems, jx_problem_code code, jx_severity severity, const jx_source *source,
                         jx_span span, jx_text hint, const jx_text *arguments, size_t argument_count);

const char *jx_problem_slug(jx_problem_code code);
const char *jx_problem_tag(jx_problem_code code);  // "T1", "N2" …, or "" for codes outside the format page
bool jx_problem_code_of(jx_text slug_or_tag, jx_problem_code *out_code);  // of several with one tag, the first
jx_problem_code jx_problem_code_of_limit(jx_limit limit);

// "policy.md:23:38: type-mismatch (U1): sentence", excerpt with carets, hint. Ends with a newline.
void jx_problem_print(const jx_problem *problem, jx_language language, jx_buffer *out);

#endif
