// Private to publish/: the words of the text that rules rest on, and the links to them.
#ifndef JX_PUBLISH_CITATIONS_H
#define JX_PUBLISH_CITATIONS_H

#include "publish/html.h"

// A clause's words, cited ones marked and named so that put_basis() can link to them; one <p> for each paragraph.
void put_clause_text(page *to, size_t clause);
// What a row says it rests on: its quotations, linked to the words; a reading, linked to its row; else the text as it
// stands. `at` is any place in the row's line of `source`; `words` is what the model kept of it; `space` is the row's.
void put_basis(page *to, const jx_source *source, jx_span at, jx_text words, uint32_t space);
// The same without links, for documents that stand alone: 「words」 (1.2).
void put_basis_words(page *to, jx_text words);

// The clause that a place in its file belongs to: the last one that begins before it. SIZE_MAX: none.
size_t clause_at(const jx_package *package, const jx_source *source, jx_span at);
uint32_t space_of_clause(const jx_package *package, size_t clause);

#endif
