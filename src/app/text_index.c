// Numbers texts in the order of their coming: open addressing, never more than half full.
#include "app/text_index.h"

static size_t slot_of(const text_index *index, jx_text text)
{
    size_t mask = index->slot_count - 1;
    size_t slot = (size_t)jx_text_hash(text) & mask;
    while (index->slots[slot] != 0 && !jx_text_equal(index->texts[index->slots[slot] - 1], text))
        slot = (slot + 1) & mask;
    return slot;
}

static void grow(text_index *index)
{
    index->slot_count = index->slot_count ? index->slot_count * 2 : 64;
    index->slots = JX_ARRAY(index->arena, index->slot_count, uint32_t);
    for (size_t i = 0; i < index->count; i++)
        index->slots[slot_of(index, index->texts[i])] = (uint32_t)i + 1;
}

uint32_t text_index_add(text_index *index, jx_text text)
{
    uint32_t found;
    if (text_index_find(index, text, &found)) return found;
    if ((index->count + 1) * 2 > index->slot_count) grow(index);
    struct {
        jx_text *items;
        size_t count, capacity;
    } texts = { index->texts, index->count, index->capacity };
    *JX_PUSH(index->arena, &texts) = text;
    index->texts = texts.items;
    index->capacity = texts.capacity;
    index->slots[slot_of(index, text)] = (uint32_t)texts.count;
    index->count = texts.count;
    return (uint32_t)index->count - 1;
}

bool text_index_find(const text_index *index, jx_text text, uint32_t *out)
{
    if (index->slot_count == 0) return false;
    uint32_t number = index->slots[slot_of(index, text)];
    if (number == 0) return false;
    *out = number - 1;
    return true;
}
