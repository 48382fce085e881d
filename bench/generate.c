// A deterministic population of our own, and the readers of the yardsticks' one.
//
// Every row depends on the seed and its number alone. About one row in twenty-five stands on a border: growth
// exactly 5, 10
// or 20 %, output exactly on a step, February exactly nine tenths of the fourth quarter, an increase of exactly
// nothing.
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>

const days bench_stretches[STRETCHES] = { { 20116, 20131 }, { 20362, 20453 }, { 20485, 20515 } };
const days bench_windows[WINDOWS] = { { 20116, 20131 }, { 20362, 20453 }, { 20485, 20512 }, { 20500, 20515 } };

double seconds(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static size_t rounded_up(size_t bytes)
{
    return (bytes + ((size_t)4 << 20)) & ~(((size_t)2 << 20) - 1);
}

void *bench_memory(size_t bytes)
{
    void *at = mmap(NULL, rounded_up(bytes), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (at == MAP_FAILED) {
        fprintf(stderr, "bench: no memory for %zu bytes\n", bytes);
        exit(1);
    }
    (void)madvise(at, rounded_up(bytes), MADV_HUGEPAGE);
    return at;
}

static void free_memory(void *at, size_t bytes)
{
    if (at) (void)munmap(at, rounded_up(bytes));
}

void bench_calendar(int32_t dates[READINGS])
{
    size_t at = 0;
    for (size_t i = 0; i < STRETCHES; i++)
        for (int32_t day = bench_stretches[i].first; day <= bench_stretches[i].last; day++) dates[at++] = day;
}

static void make_room(population *out, size_t count)
{
    *out = (population){ .count = count };
    out->industry = bench_memory(count * sizeof *out->industry);
    out->above = bench_memory(count);
    out->two_high = bench_memory(count);
    out->q26 = bench_memory(count * sizeof *out->q26);
    out->q25 = bench_memory(count * sizeof *out->q25);
    out->q24 = bench_memory(count * sizeof *out->q24);
    out->date = bench_memory(count * READINGS * sizeof *out->date);
    out->energy = bench_memory(count * READINGS * sizeof *out->energy);
}

void release(population *data)
{
    size_t count = data->count;
    free_memory(data->industry, count * sizeof *data->industry);
    free_memory(data->above, count);
    free_memory(data->two_high, count);
    free_memory(data->q26, count * sizeof *data->q26);
    free_memory(data->q25, count * sizeof *data->q25);
    free_memory(data->q24, count * sizeof *data->q24);
    free_memory(data->date, count * READINGS * sizeof *data->date);
    free_memory(data->energy, count * READINGS * sizeof *data->energy);
    *data = (population){ 0 };
}

answers new_answers(size_t count)
{
    answers out;
    for (size_t r = 0; r < RULES; r++) {
        out.entitled[r] = bench_memory(count);
        out.fen[r] = bench_memory(count * sizeof *out.fen[r]);
    }
    return out;
}

void release_answers(answers *out, size_t count)
{
    for (size_t r = 0; r < RULES; r++) {
        free_memory(out->entitled[r], count);
        free_memory(out->fen[r], count * sizeof *out->fen[r]);
    }
}

// ---- generating ----

// xoshiro-like mixing of a counter: good enough, ours, and the same everywhere.
typedef struct {
    uint64_t state;
} dice;

static uint64_t roll(dice *d)
{
    d->state += UINT64_C(0x9FB21C651E98DF25);
    uint64_t x = d->state;
    x ^= x >> 32;
    x *= UINT64_C(0xD6E8FEB86659FD93);
    x ^= x >> 29;
    x *= UINT64_C(0xA0761D6478BD642F);
    return x ^ x >> 32;
}

static int64_t below(dice *d, int64_t limit)
{
    return (int64_t)(roll(d) % (uint64_t)limit);
}

static uint32_t some_industry(dice *d)
{
    int64_t division = 6 + below(d, 41), group = 1 + below(d, 9), class = below(d, 10);
    return (uint32_t)('0' + division / 10) | (uint32_t)('0' + division % 10) << 8 | (uint32_t)('0' + group) << 16 |
           (uint32_t)('0' + class) << 24;
}

static void make_output(dice *d, population *out, size_t row)
{
    static const int64_t growth[3] = { 105, 110, 120 };
    static const int64_t steps[5] = { 500000000, 1000000000, 2000000000, 5000000000, 10000000000 };
    int64_t base = INT64_C(40000000) << below(d, 10), q26 = base + below(d, base);
    int64_t q25 = q26 * 10000 / (8600 + below(d, 5000)), q24 = q25 * 10000 / (8600 + below(d, 4000));
    int64_t border = below(d, 1000);
    if (border < 15) {
        q25 = q25 / 100 * 100 + 100;
        q26 = q25 / 100 * growth[below(d, 3)];
    } else if (border < 20) {
        q26 = steps[below(d, 5)];
    } else if (border < 25) {
        q24 = q25;
    }
    out->q26[row] = q26;
    out->q24[row] = q24;
    out->q25[row] = below(d, 100) < 5 ? INT64_MIN : q25;
}

// Moves a little between two days, so that the sum stays.
static void shuffle(dice *d, int64_t *energy, size_t from, size_t count, int64_t most)
{
    for (int i = 0; i < 30; i++) {
        int64_t moved = below(d, most + 1);
        size_t a = from + (size_t)below(d, (int64_t)count), b = from + (size_t)below(d, (int64_t)count);
        if (energy[a] <= moved) continue;
        energy[a] -= moved;
        energy[b] += moved;
    }
}

enum { Q4_FROM = 16, Q4_DAYS = 92, FEBRUARY_FROM = 108, FEBRUARY_DAYS = 28 };

static void make_energy(dice *d, population *out, size_t row)
{
    int64_t *energy = out->energy + row * READINGS, usual = INT64_C(9000) << below(d, 12);
    int64_t then = 80 + below(d, 41), now = 80 + below(d, 41), border = below(d, 1000);
    for (size_t i = 0; i < READINGS; i++) {
        int64_t part = i < Q4_FROM ? then : i < FEBRUARY_FROM ? 100 : now;
        energy[i] = (usual / 2 + below(d, usual)) * part / 100;
    }
    if (border < 10) {  // February exactly nine tenths of the fourth quarter
        int64_t unit = 1 + below(d, usual / 10);
        for (size_t i = 0; i < Q4_DAYS; i++) energy[Q4_FROM + i] = 10 * unit;
        for (size_t i = 0; i < FEBRUARY_DAYS; i++) energy[FEBRUARY_FROM + i] = 9 * unit;
        shuffle(d, energy, Q4_FROM, Q4_DAYS, unit);
        shuffle(d, energy, FEBRUARY_FROM, FEBRUARY_DAYS, unit);
    } else if (border < 15) {  // no increase at all: the last sixteen days repeat the first
        for (size_t i = 0; i < 16; i++) energy[READINGS - 16 + (i * 5) % 16] = energy[i];
    }
}

void generate(population *out, size_t count, uint64_t seed)
{
    int32_t dates[READINGS];
    bench_calendar(dates);
    make_room(out, count);
    for (size_t row = 0; row < count; row++) {
        dice d = { seed ^ row * UINT64_C(0xE7037ED1A0B428DB) };
        (void)roll(&d);
        out->industry[row] = some_industry(&d);
        out->above[row] = below(&d, 100) < 60;
        out->two_high[row] = below(&d, 100) < 12;
        make_output(&d, out, row);
        make_energy(&d, out, row);
        memcpy(out->date + row * READINGS, dates, sizeof dates);
    }
}

// ---- the yardsticks' files ----

static bool read_file(const char *folder, const char *name, void *out, size_t bytes)
{
    char path[1024];
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    if (!file) return false;
    bool all = fread(out, 1, bytes, file) == bytes;
    return fclose(file) == 0 && all;
}

bool read_population(population *out, const char *folder)
{
    char path[1024];
    (void)snprintf(path, sizeof path, "%s/above.bin", folder);
    FILE *file = fopen(path, "rb");
    if (!file) return false;
    (void)fseek(file, 0, SEEK_END);
    size_t count = (size_t)ftell(file);
    (void)fclose(file);
    make_room(out, count);
    return read_file(folder, "industry.bin", out->industry, count * 4) &&
           read_file(folder, "above.bin", out->above, count) &&
           read_file(folder, "twohigh.bin", out->two_high, count) &&
           read_file(folder, "q26.bin", out->q26, count * 8) && read_file(folder, "q25.bin", out->q25, count * 8) &&
           read_file(folder, "q24.bin", out->q24, count * 8) &&
           read_file(folder, "date.bin", out->date, count * READINGS * 4) &&
           read_file(folder, "kwh.bin", out->energy, count * READINGS * 8);
}
