// The workload as the engine sees it: a package read from bench/package, and a population in columns.
#ifndef JX_BENCH_COLUMNS_H
#define JX_BENCH_COLUMNS_H

#include "app/bulk_answers.h"
#include "bench.h"
#include "policy/policy.h"

typedef struct {
    jx_arena            *arena;
    jx_limits            limits;
    const jx_package    *package;
    const jx_plan       *plan;
    const jx_bound_plan *bound;
    uint32_t             awards[RULES];  // A–E
    bulk_deciding        deciding;
    jx_bulk_options      options;        // population and threads are set by the caller
} engine;

void open_engine(engine *out, const char *package_folder);

// Puts the population into columns. `gaps` per thousand of account-days have no reading; then every firm has two
// accounts. Lives in `arena` and in bench_memory.
jx_bulk_population make_columns(const engine *with, const population *data, int gaps_per_thousand, jx_arena *arena);

#endif
