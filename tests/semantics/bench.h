// A tiny model from a few lines of text: what the goldens of this folder are written in. See goldens/README.md.
#ifndef JX_TESTS_SEMANTICS_BENCH_H
#define JX_TESTS_SEMANTICS_BENCH_H

#include "award/award.h"
#include "feel/feel.h"

typedef struct {
    jx_arena       *arena;     // the model, the plan, the case, its answers
    jx_limits       limits;
    jx_problems     problems;
    jx_source       source;
    jx_scope       *scope;
    jx_model        model;     // members below are its arrays while it grows
    struct { jx_definition *items; size_t count, capacity; } definitions;
    struct { jx_value *items; size_t count, capacity; } facts;  // one per definition
    struct { jx_award_rule *items; size_t count, capacity; } awards;
    jx_text         error;     // why the text could not be read; empty if it could
    const jx_plan       *plan;
    const jx_bound_plan *bound;
    jx_eval_options options;
    jx_value       *ranks;
    jx_case        *unit;
    bool            refused;   // by the lowering
    bool            starved;   // the parser ran out of memory
    size_t          lines_read;
} bench;

void bench_open(bench *b, jx_allocator allocator, size_t bytes);  // b->arena is NULL if even that failed
void bench_close(bench *b);

// Reads one line of the model; false with b->error set. A text of several lines is read by bench_read.
bool bench_line(bench *b, jx_text line);
bool bench_read(bench *b, jx_text lines);
// Lowers, binds and opens a case; false when the lowering refused (b->refused) or failed.
bool bench_start(bench *b);
// A new case over the bound plan, with other facts.
void bench_restart(bench *b, const jx_value *facts);

uint32_t bench_find(const bench *b, jx_text name);
jx_value bench_value(bench *b, jx_text name);
// "value <- missing 产值, gap 电量 2026-02-03"
jx_text  bench_shown(bench *b, jx_value value);
jx_text  bench_answer(bench *b, jx_text award);
jx_text  bench_bytes(bench *b, jx_text award);  // canonical JSON
jx_text  bench_totals(bench *b);                 // over all awards
// One value as it is written after `=`: FEEL, or missing, gap, null, a bound ([1..5], >= 3), for a definition like
// `like`.
bool     bench_read_value(bench *b, jx_text text, const jx_definition *like, jx_value *out);

#endif
