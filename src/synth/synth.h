// A synthetic city: the files that offices would deliver for policies/liuzhou-2026q1, filled with invented enterprises.
//
// What the files are is docs/city.md; how they are read is docs/binding.md and the package's sources.md. Everything
// follows from (seed, number of the enterprise) in 64-bit integers, so the same options give the same bytes anywhere.
#ifndef JX_SYNTH_SYNTH_H
#define JX_SYNTH_SYNTH_H

#include "base/problem.h"

#define JX_SYNTH_ENTERPRISES 1350
#define JX_SYNTH_ENTERPRISES_MAX 5000000
#define JX_SYNTH_SEED UINT64_C(2026)

typedef struct {
    const char *folder;   // made when it is not there; files of the same names are replaced
    int64_t enterprises;  // 1..JX_SYNTH_ENTERPRISES_MAX
    uint64_t seed;
    jx_problems *problems;     // may be NULL
    bool (*stop)(void *user);  // asked between firms; true leaves no half-written file. NULL: never
    void *user;
} jx_synth_options;

// Number and seed as above; the folder is the caller's.
jx_synth_options jx_synth_defaults(const char *folder, jx_problems *problems);

// JX_REFUSED: an option is out of range; JX_IO_FAILED: a problem names the file; JX_INTERRUPTED: `stop` said so.
JX_MUST_USE jx_status jx_synth(const jx_synth_options *options);

#endif
