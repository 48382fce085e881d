// Chance without floating point and without state: a draw follows from the seed, the number of the firm and what is
// drawn, so that a firm can be made anew at any time and a new kind of draw changes no other.
#ifndef JX_SYNTH_CHANCE_H
#define JX_SYNTH_CHANCE_H

#include "base/status.h"

// What is drawn, one stream each. New streams go before DRAW_DAY, which takes all numbers from there on.
enum {
    DRAW_TRADE,
    DRAW_AREA,
    DRAW_CLASS,
    DRAW_SIZE,
    DRAW_SIZE_AGAIN,
    DRAW_GROWTH,
    DRAW_GROWTH_2025,
    DRAW_HISTORY,
    DRAW_REVISION,
    DRAW_REVENUE,
    DRAW_REGISTER,
    DRAW_CONFIRMED,
    DRAW_NONE,
    DRAW_LINK,
    DRAW_READINGS,
    DRAW_ACCOUNTS,
    DRAW_FEBRUARY,
    DRAW_FESTIVAL,
    DRAW_STEADY,
    DRAW_SPRING,
    DRAW_STANDING,
    DRAW_PRODUCTS,
    DRAW_CONTRACTS,
    DRAW_SALES,
    DRAW_COMPANIES,
    DRAW_LOANS,
    DRAW_FAIRS,
    DRAW_EVENTS,
    DRAW_LEDGERS,
    DRAW_PROJECT,
    DRAW_DIRT,  // one for each family of files
    DRAW_DAY = DRAW_DIRT + 32,
};

uint64_t city_draw(uint64_t seed, int64_t number, uint64_t what);  // splitmix64
int64_t city_between(uint64_t draw, int64_t lo, int64_t hi);       // lo..hi, both included

// A row of a table of odds: `kind` for draws of 0..999 below `below` that no row before it took.
typedef struct {
    int below, kind;
} city_odds;

// The kind of the first row the draw is below, or 0.
int city_pick(uint64_t draw, const city_odds *odds, size_t count);

#endif
