// `scan`: every reading's date is looked at, nothing is assumed of their order; four windows in one pass.
#include "bench.h"

#include <string.h>

typedef uint32_t eight_days __attribute__((vector_size(32)));
typedef int64_t eight_sums __attribute__((vector_size(64)));

static int64_t across(eight_sums v)
{
    return ((v[0] + v[1]) + (v[2] + v[3])) + ((v[4] + v[5]) + (v[6] + v[7]));
}

// Which of eight days lie in the window: an unsigned difference from its first day is small enough.
static inline eight_sums inside(eight_days day, days window)
{
    return __builtin_convertvector(day - (uint32_t)window.first <= (uint32_t)(window.last - window.first), eight_sums);
}

static void scan_row(const int32_t *restrict date, const int64_t *restrict energy, int64_t out[WINDOWS])
{
    const days *w = bench_windows;
    eight_sums a = { 0 }, b = { 0 }, c = { 0 }, d = { 0 };
    size_t i = 0;
    for (; i + 8 <= READINGS; i += 8) {
        eight_days day;
        eight_sums value;
        memcpy(&day, date + i, sizeof day);
        memcpy(&value, energy + i, sizeof value);
        a += value & inside(day, w[0]);
        b += value & inside(day, w[1]);
        c += value & inside(day, w[2]);
        d += value & inside(day, w[3]);
    }
    out[0] = across(a);
    out[1] = across(b);
    out[2] = across(c);
    out[3] = across(d);
    for (; i < READINGS; i++)
        for (size_t k = 0; k < WINDOWS; k++)
            if (date[i] >= w[k].first && date[i] <= w[k].last) out[k] += energy[i];
}

void ceiling_scan(const ceiling *job, size_t first, size_t end)
{
    static _Thread_local int64_t sums[WINDOWS][CEILING_BLOCK];
    for (; first < end; first += CEILING_BLOCK) {
        size_t count = end - first < CEILING_BLOCK ? end - first : CEILING_BLOCK;
        for (size_t i = 0; i < count; i++) {
            int64_t row[WINDOWS];
            scan_row(job->data->date + (first + i) * READINGS, job->data->energy + (first + i) * READINGS, row);
            for (size_t w = 0; w < WINDOWS; w++)
                sums[w][i] = row[w];
        }
        ceiling_rules(job, first, count, sums);
    }
}
