// What is fuzzed: one function per kind of foreign bytes. Each reads the bytes, goes as far as they carry, and stops
// the program where a promise is broken (crash, sanitizer, or a check of its own).
//
// Two programs use them. replay.c runs every file of corpus/ and ../regression/ through them with any compiler;
// libfuzzer/entry.c makes a libFuzzer program of one of them (run.sh, where clang is present).
#ifndef JX_TESTS_FUZZ_TARGETS_H
#define JX_TESTS_FUZZ_TARGETS_H

#include "app/held.h"

void fuzz_feel(jx_text bytes);    // an expression: read, printed, read again, evaluated
void fuzz_regex(jx_text bytes);   // three lines: pattern, flags, text
void fuzz_dmn(jx_text bytes);     // a DMN file: read, all decisions evaluated
void fuzz_policy(jx_text bytes);  // policy.md of a package: read, all awards decided with nothing known
void fuzz_json(jx_text bytes);    // read, written, read again
void fuzz_csv(jx_text bytes);     // read, written, read again

// ---- a small world for each input ----

typedef struct {
    jx_arena *arena;
    jx_limits limits;
    jx_problems problems;
    jx_app app;
} fuzz_world;

// Limits are low: what is slow is found as a time-out, not waited for.
void fuzz_open(fuzz_world *world);
void fuzz_close(fuzz_world *world);
// Prints every problem: the places and sentences must be sound as well.
void fuzz_print_problems(fuzz_world *world);
// Stops the program, with what was promised.
void fuzz_promise(bool holds, const char *promise);

#endif
