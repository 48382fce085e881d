// Texts numbered in the order of their coming. Private to app/.
#ifndef JX_APP_TEXT_INDEX_H
#define JX_APP_TEXT_INDEX_H

#include "base/text.h"

typedef struct {
    jx_arena *arena;
    jx_text *texts;
    size_t count, capacity;
    uint32_t *slots;  // number + 1, or 0
    size_t slot_count;
} text_index;

uint32_t text_index_add(text_index *index, jx_text text);  // the text stays borrowed
bool text_index_find(const text_index *index, jx_text text, uint32_t *out);

#endif
