// Random numbers from a printed seed, for tests that try more than a person would write down.
#ifndef JX_TESTS_UNIT_DICE_H
#define JX_TESTS_UNIT_DICE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

typedef struct {
    uint64_t state;
} dice;

static inline uint64_t roll(dice *d)
{
    d->state += UINT64_C(0x9E3779B97F4A7C15);
    uint64_t x = d->state;
    x = (x ^ x >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    x = (x ^ x >> 27) * UINT64_C(0x94D049BB133111EB);
    return x ^ x >> 31;
}

static inline int64_t below(dice *d, int64_t limit)  // 0 <= … < limit
{
    return (int64_t)(roll(d) % (uint64_t)limit);
}

static inline bool one_in(dice *d, int64_t times)
{
    return below(d, times) == 0;
}

// A number from the environment.
static inline uint64_t setting(const char *name, uint64_t otherwise)
{
    const char *text = getenv(name);
    return text && *text ? strtoull(text, NULL, 0) : otherwise;
}

// JX_SEED, or from the clock; to be printed.
static inline uint64_t fresh_seed(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_REALTIME, &now);
    return setting("JX_SEED", ((uint64_t)now.tv_sec << 20) ^ (uint64_t)now.tv_nsec);
}

#endif
