// Private to publish/: one page being written.
//
// There are three ways to put something on a page: RAW takes literals of ours only, tell() a phrase of words.def, and
// everything else goes through put_text(), which escapes it. Nothing foreign can reach a page unescaped.
#ifndef JX_PUBLISH_HTML_H
#define JX_PUBLISH_HTML_H

#include "publish/publish.h"

typedef enum {
#define JX_SAYING(name, zh, en) SAY_##name,
#include "publish/words.def"
#undef JX_SAYING
    SAY_COUNT
} saying;

typedef struct {
    const jx_publication *from;
    const jx_package     *package;
    const jx_model       *model;
    jx_arena             *arena;
    jx_buffer            *out;
    jx_language           language;
    const char           *up;  // from the page's folder to the language's: "", "../" …
} page;

// Only literals: anything else does not compile.
#define RAW(page, literal) jx_buffer_put((page)->out, JX_TEXT(literal))

// Escaped. Signs that cannot be seen but turn the reading direction or hide text are shown as ⟨U+202E⟩; text of a
// right-to-left script is kept to itself; on an English page Chinese runs are marked with their language.
void put_text(page *to, jx_text text);
// Between the quotes of an attribute; no tags.
void put_attribute(page *to, jx_text text);
void put_count(page *to, uint64_t count);
// "1,950,000" or "1,950,000.05"; no unit.
void put_yuan(page *to, jx_fen_sum fen);
void put_day(page *to, int64_t day);  // 2026-03-31

// ---- phrases ----

const char *said(const page *to, saying what);
void tell(page *to, saying what);
// With %1..%9 replaced by foreign texts.
void tell_with(page *to, saying what, const jx_text *arguments, size_t count);
#define TELL(page, what, ...)                                                                                          \
    tell_with((page), (what), (const jx_text[]){ __VA_ARGS__ }, JX_COUNT(((const jx_text[]){ __VA_ARGS__ })))

// The phrase as plain text, for titles; still to be put.
jx_text worded(const page *to, saying what, jx_text argument);

// ---- small pieces ----

void put_heading_cell(page *to, saying what);             // <th scope="col">
void put_row_heading(page *to, saying what);              // <tr><th scope="row">…</th><td>, left open
void put_link(page *to, jx_text path, jx_text fragment);  // <a href="…"> left open; path from the publication's folder
bool is_pending_text(jx_text text);                       // 待定 …, pending …
// Texts of a package as they stand; "" and （无） say that nothing is asked for, 待定 is marked.
void put_stated(page *to, jx_text text, saying when_empty);

// ---- pages (page.c) ----

page page_on(const jx_publication *from, jx_buffer *out, const char *up);
// Everything up to the content. `path` is the page's own; `title` is foreign or ours, already worded.
void page_begin(page *to, jx_text path, jx_text title, const char *kind);
void page_end(page *to);
bool is_assumed(const page *to);   // made under a scenario
void put_assumed_words(page *to);  // 情景假设，非政策金额
void put_assumed(page *to);        // the same, where is_assumed()

#endif
