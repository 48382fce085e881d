// Private to app/: the answers of a run, kept small.
//
// Of a hundred thousand answers most differ only in their subject and amount: verdict, causes and rows hit are kept
// once (jx_outcome), found again by their bytes, and an answer is a pointer to them and two amounts. Texts that only
// some readers want, such as canonical bytes, are made when they are asked for.
#ifndef JX_APP_RESULTS_H
#define JX_APP_RESULTS_H

#include "app/facts.h"
#include "app/text_index.h"

typedef struct {
    jx_arena *arena;               // results live here
    const jx_award_static *known;  // by award
    jx_award_results *awards;      // by award
    text_index seen;               // the bytes of outcomes
    struct {
        const jx_outcome **items;
        size_t count, capacity;
    } outcomes;  // by their number in `seen`
} results_keeper;

results_keeper results_for(const jx_bound_plan *plan, const jx_facts *facts, jx_arena *arena);
// Keeps the answer of subject `row`. `scratch` is given back as it was.
void results_keep(results_keeper *into, const jx_answer *answer, size_t row, jx_arena *scratch);
// The same outcome as that of an answer kept before, with an amount of its own.
void results_keep_alike(results_keeper *into, uint32_t award, size_t row, const jx_outcome *outcome, int64_t fen);
// One answer by itself; lives in `arena`, the readings of `answer` stay borrowed.
jx_result results_one(jx_arena *arena, const jx_answer *answer);
// A block of the columns that a store keeps.
JX_MUST_USE jx_status results_block(jx_arena *arena, const jx_award_results *results, size_t number,
                                    jx_result_block *out);

#endif
