// Open numbers of which the ends are known: sums over windows with open days, and what is worked out from them.
//
// eval/ does interval arithmetic; here the same is done end by end with the operations of plain numbers, and the states
// say which rows are ranges and which ends do not exist (program.h). Only what has one obvious pair of ends is done:
// sums, differences, products with a constant, min and max against a constant, comparisons by size. Everything else
// takes jx_val_plain() first, so that a range asks.
#include "bulk/compiler.h"

jx_val jx_val_end(const jx_val *val, bool high)
{
    jx_val end = *val;
    if (high && val->ranged) end.lane = val->high;
    end.ranged = false;
    end.states = JX_NONE;
    return end;
}

jx_val jx_val_plain(jx_compiler *compiler, const jx_val *val)
{
    if (!val->ranged) return *val;
    jx_val plain = *val;
    plain.ranged = false;
    plain.states = jx_states_asking(compiler, val->states);
    return plain;
}

static uint32_t span(jx_compiler *compiler, uint32_t a, uint32_t b, bool minus, int64_t dropped)
{
    jx_op op = { .what = JX_DO_SPAN, .a = jx_states_lane(compiler, a), .b = jx_states_lane(compiler, b), .x = minus,
                 .y = dropped };
    return jx_emit(compiler, 1, op);
}

jx_val jx_val_range(jx_compiler *compiler, jx_val low, jx_val high, const jx_val *a, const jx_val *b, bool minus)
{
    if (low.kind != JX_VAL_NUMBER || high.kind != JX_VAL_NUMBER) return jx_val_ask();
    assert(low.scale == high.scale);
    uint32_t left = b ? a->states : JX_NONE, right = b ? b->states : a->states;
    jx_val out = jx_val_number_lane(low.lane, span(compiler, left, right, minus, 0), low.scale,
                                    low.bound > high.bound ? low.bound : high.bound);
    out.ranged = true;
    out.high = high.lane;
    return out;
}

// Both in one scale. max(x, w) with x from anywhere upwards starts at w; min the other way round.
jx_val jx_range_extreme(jx_compiler *compiler, bool greatest, const jx_val *a, const jx_val *constant)
{
    int64_t with = constant->integer, missing = greatest ? JX_S_NO_LEAST : JX_S_NO_MOST;
    jx_do what = greatest ? JX_DO_MAX_IMMEDIATE : JX_DO_MIN_IMMEDIATE;
    uint32_t states = jx_states_lane(compiler, a->states);
    uint32_t low = jx_emit(compiler, 8, (jx_op){ .what = what, .a = a->lane, .x = with });
    uint32_t high = jx_emit(compiler, 8, (jx_op){ .what = what, .a = a->high, .x = with });
    jx_op bound = { .what = JX_DO_BOUND, .a = greatest ? low : high, .b = states, .x = with, .y = missing };
    uint32_t bounded = jx_emit(compiler, 8, bound);
    jx_val out = jx_val_number_lane(greatest ? bounded : low, span(compiler, a->states, JX_NONE, false, missing),
                                    a->scale, a->bound > constant->bound ? a->bound : constant->bound);
    out.ranged = true;
    out.high = greatest ? high : bounded;
    return out;
}
