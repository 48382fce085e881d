// How draws are made: chance.h says what of.
#include "synth/chance.h"

uint64_t city_draw(uint64_t seed, int64_t number, uint64_t what)
{
    uint64_t z = seed ^ (uint64_t)number * UINT64_C(0x9E3779B97F4A7C15) ^ what * UINT64_C(0xD1B54A32D192ED03);
    z += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

int64_t city_between(uint64_t draw, int64_t lo, int64_t hi)
{
    return lo + (int64_t)(draw % (uint64_t)(hi - lo + 1));
}

int city_pick(uint64_t draw, const city_odds *odds, size_t count)
{
    int of_a_thousand = (int)(draw % 1000);
    for (size_t i = 0; i < count; i++) {
        if (of_a_thousand < odds[i].below) return odds[i].kind;
    }
    return 0;
}
