// What the files of bench/ share: the population of the workload, its exact answers, and hand-written yardsticks.
//
// The workload is that of `performance.md` 1: N enterprises, 139 daily readings each in three stretches, five rules
// A–E.
// Read bench.c, which runs everything; generate.c makes a population, reference.c answers it row by row in plain C.
#ifndef JX_BENCH_BENCH_H
#define JX_BENCH_BENCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { READINGS = 139, STRETCHES = 3, WINDOWS = 4, RULES = 5 };

// Stretches of days that have readings, and the windows of the rules; days since 1970, both ends included.
typedef struct {
    int32_t first, last;
} days;
extern const days bench_stretches[STRETCHES];
enum { LAST_YEAR, FOURTH_QUARTER, FEBRUARY, THIS_YEAR };
extern const days bench_windows[WINDOWS];

// Amounts in fen, energy in 0.01 kWh. q25 is INT64_MIN where there is none. Rows one after the other.
typedef struct {
    size_t    count;
    uint32_t *industry;  // four characters, the first in the lowest byte
    uint8_t  *above, *two_high;
    int64_t  *q26, *q25, *q24;
    int32_t  *date;      // [count][READINGS]
    int64_t  *energy;    // [count][READINGS]
} population;

// Entitlement and fen per rule, rule-major.
typedef struct {
    uint8_t *entitled[RULES];
    int64_t *fen[RULES];
} answers;

void *bench_memory(size_t bytes);  // huge pages, zeroed; the program ends if there is none
void  bench_calendar(int32_t dates[READINGS]);
void  generate(population *out, size_t count, uint64_t seed);
bool  read_population(population *out, const char *folder);  // the yardsticks' binary files
void  release(population *data);
answers new_answers(size_t count);
void  release_answers(answers *out, size_t count);
void  reference(const population *data, answers *out);
double seconds(void);  // binary float: a clock reading, not money

// ---- yardsticks (ceiling/) ----

// Scalar rules over the sums of the four windows; the same for every yardstick. `sums` is [WINDOWS][count of the
// block].
typedef struct {
    const population *data;
    const int32_t    *tiles;  // [tile][READINGS][64], for tile32
    answers          *out;
} ceiling;
enum { CEILING_BLOCK = 1024 };
void ceiling_rules(const ceiling *job, size_t first, size_t count, int64_t sums[WINDOWS][CEILING_BLOCK]);
void ceiling_scan(const ceiling *job, size_t first, size_t end);    // dates of every reading looked at
void ceiling_cal(const ceiling *job, size_t first, size_t end);     // one calendar for all, int64 readings
void ceiling_tile32(const ceiling *job, size_t first, size_t end);  // day-major tiles of int32
const int32_t *ceiling_make_tiles(const population *data, size_t *out_bytes);

#endif
