// Rows that are alike for an award: what eval said of one of them holds for all. Private to bulk/.
//
// An answer, its subject aside, is a function of what its conditions, tables and amount come to. Where kernels know
// what a condition came to, its facts do not matter any more; where they do not, the facts decide, each by its value,
// or, when it is open, by which open value it is. All that, in one order, is the row's key: rows with equal keys
// have equal answers. A row with a series under an undecided condition has none.
#ifndef JX_BULK_ALIKE_H
#define JX_BULK_ALIKE_H

#include "bulk/compiler.h"

// Sets award->alike; after compile_award, before lanes get their places.
void jx_alike_compile(jx_compiler *compiler, const jx_award_rule *rule, jx_award_program *award);

// The answers of one worker to one award, by key.
typedef struct {
    struct jx_alike_entry *slots;
    size_t slot_count, count;
    uint64_t asked, found;
} jx_alike_memory;

// The key of a row, `in_morsel` rows after the morsel's first; false: it has none.
bool jx_alike_key(const jx_award_program *award, char *const *at, size_t row, size_t in_morsel, jx_buffer *out);
// True while asking is worth it.
bool jx_alike_pays(const jx_alike_memory *memory);
const jx_bulk_outcome *jx_alike_find(jx_alike_memory *memory, jx_text key);  // NULL: none so far
void jx_alike_keep(jx_alike_memory *memory, jx_arena *arena, jx_text key, const jx_bulk_outcome *outcome);

#endif
