// Intervals: what an open number or date may be, and arithmetic over it that never loses a possible result.
//
// Read `end` and the two pickers first. Arithmetic works on corners: a number or one of the two infinities, with a flag
// whether it is reached. Soundness against rounding: an end is left out only where the corner came out exactly; where
// 34 digits cut it, a point inside may have been cut to the same number, so the end is kept.
#include "data/value.h"

// ---- making and asking ----

jx_interval jx_interval_all(void)
{
    return (jx_interval){ .low = { .finite = false }, .high = { .finite = false } };
}

jx_interval jx_interval_point(jx_value at)
{
    jx_end end = { .finite = true, .included = true, .at = at };
    return (jx_interval){ .low = end, .high = end };
}

jx_interval jx_interval_of(jx_value value)
{
    if (jx_is_numeric(value) || value.kind == JX_DATE) return jx_interval_point(value);
    if (value.kind == JX_OPEN) return (jx_interval){ .low = value.as.open->low, .high = value.as.open->high };
    return jx_interval_all();
}

bool jx_interval_empty(jx_interval a)
{
    if (!a.low.finite || !a.high.finite) return false;
    int order = jx_value_compare(a.low.at, a.high.at);
    return order > 0 || (order == 0 && !(a.low.included && a.high.included));
}

bool jx_interval_is_point(jx_interval a)
{
    return a.low.finite && a.high.finite && a.low.included && a.high.included &&
           jx_value_compare(a.low.at, a.high.at) == 0;
}

// Which of two ends: `start` is a lower end, `stop` an upper one; at the same value the wider one where the result is
// what either allows, the narrower one where both must allow it.
static jx_end lower_start(jx_end a, jx_end b)
{
    if (!a.finite || !b.finite) return (jx_end){ .finite = false };
    int order = jx_value_compare(a.at, b.at);
    return order < 0 ? a : order > 0 ? b : a.included ? a : b;
}

static jx_end higher_start(jx_end a, jx_end b)
{
    if (!a.finite || !b.finite) return a.finite ? a : b;
    int order = jx_value_compare(a.at, b.at);
    return order > 0 ? a : order < 0 ? b : a.included ? b : a;
}

static jx_end higher_stop(jx_end a, jx_end b)
{
    if (!a.finite || !b.finite) return (jx_end){ .finite = false };
    int order = jx_value_compare(a.at, b.at);
    return order > 0 ? a : order < 0 ? b : a.included ? a : b;
}

static jx_end lower_stop(jx_end a, jx_end b)
{
    if (!a.finite || !b.finite) return a.finite ? a : b;
    int order = jx_value_compare(a.at, b.at);
    return order < 0 ? a : order > 0 ? b : a.included ? b : a;
}

jx_interval jx_interval_hull(jx_interval a, jx_interval b)
{
    return (jx_interval){ .low = lower_start(a.low, b.low), .high = higher_stop(a.high, b.high) };
}

jx_interval jx_interval_intersect(jx_interval a, jx_interval b)
{
    return (jx_interval){ .low = higher_start(a.low, b.low), .high = lower_stop(a.high, b.high) };
}

// min(x, y) reaches the lower of two equal upper ends only if both are reached; max the other way round.
jx_interval jx_interval_min(jx_interval a, jx_interval b)
{
    return (jx_interval){ .low = lower_start(a.low, b.low), .high = lower_stop(a.high, b.high) };
}

jx_interval jx_interval_max(jx_interval a, jx_interval b)
{
    return (jx_interval){ .low = higher_start(a.low, b.low), .high = higher_stop(a.high, b.high) };
}

bool jx_interval_contains(jx_interval outer, jx_interval inner)
{
    if (outer.low.finite) {
        if (!inner.low.finite) return false;
        int order = jx_value_compare(outer.low.at, inner.low.at);
        if (order > 0 || (order == 0 && inner.low.included && !outer.low.included)) return false;
    }
    if (outer.high.finite) {
        if (!inner.high.finite) return false;
        int order = jx_value_compare(outer.high.at, inner.high.at);
        if (order < 0 || (order == 0 && inner.high.included && !outer.high.included)) return false;
    }
    return true;
}

// ---- comparing ----

// Everything up to `stop` lies below everything from `start`; `touching` allows them to meet in one value.
static bool surely_below(jx_end stop, jx_end start, bool touching)
{
    if (!stop.finite || !start.finite) return false;
    int order = jx_value_compare(stop.at, start.at);
    return order < 0 || (order == 0 && (touching || !stop.included || !start.included));
}

int jx_interval_compare(jx_interval a, jx_interval b)
{
    if (surely_below(a.high, b.low, false)) return -1;
    if (surely_below(b.high, a.low, false)) return 1;
    bool points = jx_interval_is_point(a) && jx_interval_is_point(b);
    return points && jx_value_compare(a.low.at, b.low.at) == 0 ? 0 : JX_MAY_BE;
}

jx_certainty jx_interval_less(jx_interval a, jx_interval b)
{
    if (surely_below(a.high, b.low, false)) return JX_SURELY;
    return surely_below(b.high, a.low, true) ? JX_SURELY_NOT : JX_PERHAPS;
}

jx_certainty jx_interval_less_equal(jx_interval a, jx_interval b)
{
    if (surely_below(a.high, b.low, true)) return JX_SURELY;
    return surely_below(b.high, a.low, false) ? JX_SURELY_NOT : JX_PERHAPS;
}

jx_certainty jx_interval_equal(jx_interval a, jx_interval b)
{
    int order = jx_interval_compare(a, b);
    return order == JX_MAY_BE ? JX_PERHAPS : order == 0 ? JX_SURELY : JX_SURELY_NOT;
}

// ---- corners ----

// A number, or an infinity when `infinite` is -1 or 1. `reached`: some pair of points gives exactly this. `failed`: the
// number left the range of decimals; it is known by its sign only.
typedef struct {
    int infinite;
    bool reached, failed;
    jx_exact at;
} corner;

typedef bool operation(jx_exact a, jx_exact b, jx_exact *out);

static corner zero_corner(bool reached)
{
    return (corner){ .reached = reached, .at = jx_exact_of(jx_decimal_of(0)) };
}

static corner infinity(int sign)
{
    return (corner){ .infinite = sign };
}

static corner beyond(int sign)
{
    return (corner){ .infinite = sign, .failed = true };
}

static corner corner_of(jx_end end, int side)
{
    if (!end.finite) return infinity(side);
    return (corner){ .reached = end.included, .at = jx_value_exact(end.at) };
}

static int corner_sign(corner a)
{
    return a.infinite ? a.infinite : jx_exact_sign(a.at);
}

static int corner_compare(corner a, corner b)
{
    if (a.infinite || b.infinite) return a.infinite - b.infinite;
    return jx_exact_compare(a.at, b.at);
}

static jx_end end_of(jx_arena *arena, corner a)
{
    if (a.infinite) return (jx_end){ .finite = false };
    return (jx_end){ .finite = true, .included = a.reached, .at = jx_exact_value(arena, a.at) };
}

// True if `back(result, b)` gives a again and `back(result, a)` gives b: then nothing was cut.
static bool undone(jx_exact a, jx_exact b, jx_exact result, operation *back)
{
    jx_exact again;
    if (!back(result, b, &again) || jx_exact_compare(again, a) != 0) return false;
    return back(result, a, &again) && jx_exact_compare(again, b) == 0;
}

static void widen(corner *low, corner *high, corner with)
{
    int below = corner_compare(with, *low), above = corner_compare(with, *high);
    if (below == 0) low->reached |= with.reached;
    if (above == 0) high->reached |= with.reached;
    if (below < 0) *low = with;
    if (above > 0) *high = with;
}

// The lowest and highest of four corners as ends; equal ones are reached if any is. A corner known by its sign only
// lies somewhere between 0 and its infinity.
static jx_interval span(jx_arena *arena, const corner corners[4])
{
    corner low = corners[0], high = corners[0];
    for (int i = 0; i < 4; i++) {
        widen(&low, &high, corners[i]);
        if (corners[i].failed) widen(&low, &high, zero_corner(true));
    }
    return (jx_interval){ .low = end_of(arena, low), .high = end_of(arena, high) };
}

// ---- arithmetic ----

static jx_end add_ends(jx_arena *arena, jx_end a, jx_end b)
{
    if (!a.finite || !b.finite) return (jx_end){ .finite = false };
    jx_exact x = jx_value_exact(a.at), y = jx_value_exact(b.at), sum;
    if (!jx_exact_add(x, y, &sum)) return (jx_end){ .finite = false };
    bool included = (a.included && b.included) || !undone(x, y, sum, jx_exact_subtract);
    return (jx_end){ .finite = true, .included = included, .at = jx_exact_value(arena, sum) };
}

jx_interval jx_interval_add(jx_arena *arena, jx_interval a, jx_interval b)
{
    return (jx_interval){ .low = add_ends(arena, a.low, b.low), .high = add_ends(arena, a.high, b.high) };
}

static jx_end negate_end(jx_arena *arena, jx_end a)
{
    if (!a.finite) return a;
    jx_exact value = jx_value_exact(a.at);
    value.numerator = jx_decimal_negate(value.numerator);
    a.at = jx_exact_value(arena, value);
    return a;
}

jx_interval jx_interval_negate(jx_arena *arena, jx_interval a)
{
    return (jx_interval){ .low = negate_end(arena, a.high), .high = negate_end(arena, a.low) };
}

static corner multiply_corners(corner a, corner b)
{
    int sign = corner_sign(a) * corner_sign(b);
    if (sign == 0) {  // an included 0 reaches 0 whatever stands beside it
        bool a_zero = corner_sign(a) == 0 && a.reached, b_zero = corner_sign(b) == 0 && b.reached;
        return zero_corner(a_zero || b_zero);
    }
    if (a.infinite || b.infinite) return infinity(sign);
    corner product = { .reached = a.reached && b.reached };
    if (!jx_exact_multiply(a.at, b.at, &product.at)) return beyond(sign);
    if (!product.reached) product.reached = !undone(a.at, b.at, product.at, jx_exact_divide);
    return product;
}

jx_interval jx_interval_multiply(jx_arena *arena, jx_interval a, jx_interval b)
{
    corner a_low = corner_of(a.low, -1), a_high = corner_of(a.high, 1);
    corner b_low = corner_of(b.low, -1), b_high = corner_of(b.high, 1);
    corner corners[4] = { multiply_corners(a_low, b_low), multiply_corners(a_low, b_high),
                          multiply_corners(a_high, b_low), multiply_corners(a_high, b_high) };
    return span(arena, corners);
}

// `side` is the sign of the whole divisor: where its end is 0 (never reached), that says from which side.
static corner divide_corners(corner a, corner b, int side)
{
    int sign = corner_sign(a) * side;
    if (sign == 0) return zero_corner(a.reached);
    if (b.infinite) return zero_corner(false);  // also ∞ ÷ ∞: the other corners give the infinity
    if (a.infinite || corner_sign(b) == 0) return infinity(sign);
    corner quotient = { .reached = a.reached && b.reached };
    if (!jx_exact_divide(a.at, b.at, &quotient.at)) return beyond(sign);
    jx_exact back;
    bool exact = jx_exact_multiply(quotient.at, b.at, &back) && jx_exact_compare(back, a.at) == 0;
    if (!quotient.reached) quotient.reached = !exact;
    return quotient;
}

bool jx_interval_has_zero(jx_interval a)
{
    return jx_interval_contains(a, jx_interval_point(jx_integer(0)));
}

jx_interval jx_interval_divide(jx_arena *arena, jx_interval a, jx_interval b)
{
    assert(!jx_interval_has_zero(b));
    corner a_low = corner_of(a.low, -1), a_high = corner_of(a.high, 1);
    corner b_low = corner_of(b.low, -1), b_high = corner_of(b.high, 1);
    int side = corner_sign(b_low) >= 0 ? 1 : -1;
    corner corners[4] = { divide_corners(a_low, b_low, side), divide_corners(a_low, b_high, side),
                          divide_corners(a_high, b_low, side), divide_corners(a_high, b_high, side) };
    return span(arena, corners);
}
