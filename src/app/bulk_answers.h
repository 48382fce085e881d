// Between bulk/ and award/, which do not know each other: what eval says of rows that kernels leave, and whole answers.
#ifndef JX_APP_BULK_ANSWERS_H
#define JX_APP_BULK_ANSWERS_H

#include "award/award.h"
#include "bulk/bulk.h"

// The `user` of bulk_decide. Shared by threads, so nothing here changes while a bulk runs.
typedef struct {
    const jx_bound_plan   *plan;
    const jx_award_static *known;  // by award: bulk_known's
    const jx_limits     *limits;
    const jx_zones      *zones;
    jx_text (*subject)(void *user, size_t row);                             // identifier; borrowed
    const jx_value *(*ranks)(void *user, jx_arena *arena, size_t row);      // NULL: no population is ranked
    void *user;
} bulk_deciding;

// jx_bulk_options.decide: an evaluation of its own for every row and award; outcome.detail is a kept jx_answer.
void bulk_decide(void *deciding, const jx_bulk_asked *asked, jx_bulk_outcome *out);

// The answer of any row, as jx_award_decide would give it. Lives in `arena`, the bulk and the plan.
void bulk_answer(const jx_bulk *bulk, const bulk_deciding *deciding, uint32_t award, size_t row, jx_arena *arena,
                 jx_answer *out);
// What the plan says of every award.
const jx_award_static *bulk_known(const jx_bound_plan *plan, jx_arena *arena);

#endif
