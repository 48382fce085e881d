// `cal`: all lists share one calendar, so a window is a run of readings found once; int64 readings, row by row.
#include "bench.h"

#include <string.h>

enum { AHEAD = 8 * READINGS, CACHE_LINE = 8 };  // in readings; asked for eight rows before it is needed

typedef int64_t four_sums __attribute__((vector_size(32)));

static inline four_sums at(const int64_t *from)
{
    four_sums out;
    memcpy(&out, from, sizeof out);
    return out;
}

static inline int64_t sum_of(const int64_t *restrict from, size_t count)
{
    four_sums a = { 0 }, b = { 0 }, c = { 0 }, d = { 0 };
    size_t i = 0;
    for (; i + 16 <= count; i += 16) {
        a += at(from + i);
        b += at(from + i + 4);
        c += at(from + i + 8);
        d += at(from + i + 12);
    }
    for (; i + 4 <= count; i += 4)
        a += at(from + i);
    a += b + c + d;
    int64_t total = (a[0] + a[1]) + (a[2] + a[3]);
    for (; i < count; i++)
        total += from[i];
    return total;
}

void ceiling_cal(const ceiling *job, size_t first, size_t end)
{
    static _Thread_local int64_t sums[WINDOWS][CEILING_BLOCK];
    int32_t dates[READINGS];
    size_t from[WINDOWS] = { 0 }, length[WINDOWS] = { 0 };
    bench_calendar(dates);
    for (size_t w = 0; w < WINDOWS; w++) {
        while (dates[from[w]] < bench_windows[w].first)
            from[w]++;
        while (from[w] + length[w] < READINGS && dates[from[w] + length[w]] <= bench_windows[w].last)
            length[w]++;
    }
    for (; first < end; first += CEILING_BLOCK) {
        size_t count = end - first < CEILING_BLOCK ? end - first : CEILING_BLOCK;
        for (size_t i = 0; i < count; i++) {
            const int64_t *energy = job->data->energy + (first + i) * READINGS;
            for (size_t k = 0; k < READINGS; k += CACHE_LINE) __builtin_prefetch(energy + AHEAD + k);
            for (size_t w = 0; w < WINDOWS; w++)
                sums[w][i] = sum_of(energy + from[w], length[w]);
        }
        ceiling_rules(job, first, count, sums);
    }
}
