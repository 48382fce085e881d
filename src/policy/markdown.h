// Markdown bytes -> the blocks a policy is made of. The only place that knows md4c.
//
// Everything that is not a heading, a block quote, a table or a ```feel fence is commentary and left out. All texts are
// views into the source, so every cell has its exact bytes.
#ifndef JX_POLICY_MARKDOWN_H
#define JX_POLICY_MARKDOWN_H

#include "base/limits.h"
#include "base/problem.h"

typedef struct {
    jx_text text;  // without blanks around it
    jx_span span;  // of text; an empty cell has an empty span at its place
} jx_md_cell;

typedef struct {
    const jx_md_cell *cells;  // one per header cell; missing ones are empty
    size_t count;
    jx_span span;  // the line
} jx_md_row;

typedef enum { JX_MD_HEADING, JX_MD_QUOTE, JX_MD_TABLE, JX_MD_FENCE } jx_md_kind;

typedef struct {
    jx_md_kind kind;
    const jx_source *source;
    jx_span span;
    int level;          // HEADING
    jx_text title, id;  // HEADING: without the marks; what stands in {#…}
    jx_text text;       // QUOTE: one paragraph, `>` taken off, lines joined by \n. FENCE: the inside
    jx_md_row header;   // TABLE
    const jx_md_row *rows;
    size_t row_count;
} jx_md_block;

// One `key: value` line of the front matter; a comment after ` #` is taken off.
typedef struct {
    jx_text key, value;
    jx_span span;  // of the value
} jx_md_entry;

typedef struct {
    const jx_source *source;
    const jx_md_entry *entries;
    size_t entry_count;
    const jx_md_block *blocks;
    size_t block_count;
} jx_markdown;

// Problems: tables that touch (T5), rows with more cells than the header, limits. JX_REFUSED only when nothing could be
// read; what can be read is set even when problems were reported.
JX_MUST_USE jx_status jx_markdown_read(jx_arena *arena, jx_problems *problems, const jx_limits *limits,
                                       const jx_source *source, jx_markdown *out);

#endif
