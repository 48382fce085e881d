// The loops, compiled once per instruction set from loops.h. Every variant gives the same bytes. Private to bulk/.
#ifndef JX_BULK_KERNELS_H
#define JX_BULK_KERNELS_H

#include "bulk/program.h"

// Runs the whole program over the morsel that starts at row `first`, `count` <= JX_MORSEL_ROWS rows. `at` has the
// place of every lane. Answers per award in `asked` how many rows are left to eval.
typedef void jx_kernels_run(const jx_program *program, char *const *at, size_t first, size_t count, size_t *asked);

typedef struct {
    const char     *name;
    jx_kernels_run *run;
} jx_kernels;

// The named variant if this machine has it, else (or for NULL) the best one.
jx_kernels jx_kernels_choose(const char *name);

jx_kernels_run jx_kernels_plain, jx_kernels_avx2, jx_kernels_avx512;

#endif
