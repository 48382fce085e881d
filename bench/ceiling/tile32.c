// `tile32`: 64 rows day-major in int32; a window is a run of vector additions. The best layout known for this workload.
//
// What it costs is the reading: the lines lie one after the other, and asking for each 8 KiB before it is needed is
// worth 15 % over what the processor foresees by itself (it stops at the border of a page).
//
// The four windows cut the readings into five runs (last year 0..15, the fourth quarter 16..107, February before the
// holiday 108..122, in it 123..135, March 136..138), so every reading is added once.
#include "bench.h"

#include <string.h>

enum { TILE = 64, AHEAD = 32 * TILE, CACHE_LINE = 16 };  // in cells
typedef int64_t lanes __attribute__((vector_size(64)));
typedef int32_t cells __attribute__((vector_size(32)));

// Eight rows after the other, so that their sums stay in registers.
static void add(const int32_t *tile, size_t from, size_t to, int64_t *out)
{
    lanes a = { 0 }, b = { 0 }, c = { 0 }, d = { 0 }, e = { 0 }, f = { 0 }, g = { 0 }, h = { 0 };
    for (size_t day = from; day < to; day++) {
        for (size_t cell = 0; cell < TILE; cell += CACHE_LINE) __builtin_prefetch(tile + day * TILE + AHEAD + cell);
        const cells *line = (const cells *)(const void *)(tile + day * TILE);
        a += __builtin_convertvector(line[0], lanes);
        b += __builtin_convertvector(line[1], lanes);
        c += __builtin_convertvector(line[2], lanes);
        d += __builtin_convertvector(line[3], lanes);
        e += __builtin_convertvector(line[4], lanes);
        f += __builtin_convertvector(line[5], lanes);
        g += __builtin_convertvector(line[6], lanes);
        h += __builtin_convertvector(line[7], lanes);
    }
    lanes sums[TILE / 8] = { a, b, c, d, e, f, g, h };
    memcpy(out, sums, sizeof sums);
}

void ceiling_tile32(const ceiling *job, size_t first, size_t end)
{
    static _Thread_local int64_t sums[WINDOWS][CEILING_BLOCK];
    for (; first < end; first += CEILING_BLOCK) {
        size_t count = end - first < CEILING_BLOCK ? end - first : CEILING_BLOCK;
        for (size_t row = 0; row < count; row += TILE) {
            const int32_t *tile = job->tiles + (first + row) / TILE * READINGS * TILE;
            int64_t before[TILE] __attribute__((aligned(64))), both[TILE] __attribute__((aligned(64)));
            int64_t march[TILE] __attribute__((aligned(64)));
            add(tile, 0, 16, &sums[LAST_YEAR][row]);
            add(tile, 16, 108, &sums[FOURTH_QUARTER][row]);
            add(tile, 108, 123, before);
            add(tile, 123, 136, both);
            add(tile, 136, 139, march);
            for (size_t i = 0; i < TILE; i++) {
                sums[FEBRUARY][row + i] = before[i] + both[i];
                sums[THIS_YEAR][row + i] = both[i] + march[i];
            }
        }
        ceiling_rules(job, first, count, sums);
    }
}

const int32_t *ceiling_make_tiles(const population *data, size_t *out_bytes)
{
    size_t tiles = (data->count + TILE - 1) / TILE;
    *out_bytes = tiles * READINGS * TILE * sizeof(int32_t);
    int32_t *out = bench_memory(*out_bytes);
    for (size_t row = 0; row < data->count; row++)
        for (size_t i = 0; i < READINGS; i++)
            out[(row / TILE * READINGS + i) * TILE + row % TILE] = (int32_t)data->energy[row * READINGS + i];
    return out;
}
