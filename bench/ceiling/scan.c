// `scan`: every reading's date is looked at, nothing is assumed of their order; four windows in one pass.
#include "bench.h"

static void scan_row(const int32_t *restrict date, const int64_t *restrict energy, int64_t out[WINDOWS])
{
    int64_t a = 0, b = 0, c = 0, d = 0;
    const days *w = bench_windows;
    for (size_t i = 0; i < READINGS; i++) {
        uint32_t day = (uint32_t)date[i];
        int64_t value = energy[i];
        a += day - (uint32_t)w[0].first <= (uint32_t)(w[0].last - w[0].first) ? value : 0;
        b += day - (uint32_t)w[1].first <= (uint32_t)(w[1].last - w[1].first) ? value : 0;
        c += day - (uint32_t)w[2].first <= (uint32_t)(w[2].last - w[2].first) ? value : 0;
        d += day - (uint32_t)w[3].first <= (uint32_t)(w[3].last - w[3].first) ? value : 0;
    }
    out[0] = a;
    out[1] = b;
    out[2] = c;
    out[3] = d;
}

void ceiling_scan(const ceiling *job, size_t first, size_t end)
{
    static _Thread_local int64_t sums[WINDOWS][CEILING_BLOCK];
    for (; first < end; first += CEILING_BLOCK) {
        size_t count = end - first < CEILING_BLOCK ? end - first : CEILING_BLOCK;
        for (size_t i = 0; i < count; i++) {
            int64_t row[WINDOWS];
            scan_row(job->data->date + (first + i) * READINGS, job->data->energy + (first + i) * READINGS, row);
            for (size_t w = 0; w < WINDOWS; w++) sums[w][i] = row[w];
        }
        ceiling_rules(job, first, count, sums);
    }
}
