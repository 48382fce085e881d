// The law of intervals: whatever points are taken from two intervals, the result of the operation on the points lies in
// the operation on the intervals. Small numbers, so that ends, zeros and signs meet often.
#include "unit/check.h"

#include "data/data.h"

static uint64_t state = 88172645463325252u;

static uint64_t next_random(void)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

static int64_t random_between(int64_t low, int64_t high)
{
    return low + (int64_t)(next_random() % (uint64_t)(high - low + 1));
}

static jx_end random_end(int64_t at)
{
    jx_end end = { .finite = random_between(0, 5) > 0, .included = random_between(0, 1) > 0, .at = jx_integer(at) };
    return end;
}

// Never empty; ends are whole numbers -3..3.
static jx_interval random_interval(void)
{
    for (;;) {
        int64_t low = random_between(-3, 3), high = random_between(low, 3);
        jx_interval result = { .low = random_end(low), .high = random_end(high) };
        if (!jx_interval_empty(result)) return result;
    }
}

// A point of it: a multiple of 1/8 or 1/7.
static bool random_point(jx_arena *arena, jx_interval interval, jx_value *out)
{
    for (int tries = 0; tries < 200; tries++) {
        int64_t divisor = random_between(0, 2) ? 8 : 7;
        jx_exact a = jx_exact_of(jx_decimal_of(random_between(-5 * divisor, 5 * divisor))), quotient;
        if (!jx_exact_divide(a, jx_exact_of(jx_decimal_of(divisor)), &quotient)) return false;
        *out = jx_exact_value(arena, quotient);
        if (jx_interval_contains(interval, jx_interval_point(*out))) return true;
    }
    return false;
}

static bool holds(jx_interval interval, jx_arena *arena, bool (*op)(jx_exact, jx_exact, jx_exact *), jx_value x,
                  jx_value y)
{
    jx_exact result;
    if (!op(jx_value_exact(x), jx_value_exact(y), &result)) return false;
    return jx_interval_contains(interval, jx_interval_point(jx_exact_value(arena, result)));
}

static bool certain(jx_certainty said, bool is)
{
    return said == JX_PERHAPS || (said == JX_SURELY) == is;
}

TEST(interval_results_hold_all_points)
{
    jx_arena *arena = jx_arena_new(jx_allocator_system(), 1u << 26);
    int bad = 0, seen = 0;
    for (int i = 0; i < 20000; i++) {
        jx_arena_reset(arena);
        jx_interval a = random_interval(), b = random_interval();
        jx_value x, y;
        if (!random_point(arena, a, &x) || !random_point(arena, b, &y)) continue;
        seen++;
        int order = jx_value_compare(x, y);
        bad += !holds(jx_interval_add(arena, a, b), arena, jx_exact_add, x, y);
        bad += !holds(jx_interval_add(arena, a, jx_interval_negate(arena, b)), arena, jx_exact_subtract, x, y);
        bad += !holds(jx_interval_multiply(arena, a, b), arena, jx_exact_multiply, x, y);
        if (!jx_interval_has_zero(b)) bad += !holds(jx_interval_divide(arena, a, b), arena, jx_exact_divide, x, y);
        bad += !jx_interval_contains(jx_interval_min(a, b), jx_interval_point(order < 0 ? x : y));
        bad += !jx_interval_contains(jx_interval_max(a, b), jx_interval_point(order < 0 ? y : x));
        jx_interval hull = jx_interval_hull(a, b);
        bad += !jx_interval_contains(hull, a) || !jx_interval_contains(hull, b);
        jx_interval both = jx_interval_intersect(a, b);
        bad += jx_interval_contains(b, jx_interval_point(x)) != jx_interval_contains(both, jx_interval_point(x));
        bad += !certain(jx_interval_less(a, b), order < 0);
        bad += !certain(jx_interval_less_equal(a, b), order <= 0);
        bad += !certain(jx_interval_equal(a, b), order == 0);
        int said = jx_interval_compare(a, b);
        bad += said != JX_MAY_BE && said != order;
    }
    CHECK_INT(bad, 0);
    CHECK(seen > 10000);
    jx_arena_free(arena);
}

static jx_interval made(const char *text)
{
    jx_interval result = jx_interval_all();
    jx_text rest, inside = jx_text_slice(check_text_of(text), 1, strlen(text) - 1);
    jx_text low = jx_text_cut(inside, JX_TEXT(".."), &rest);
    jx_decimal at;
    if (jx_decimal_read(low, &at)) result.low = (jx_end){ true, text[0] == '[', jx_number(at) };
    if (jx_decimal_read(rest, &at)) result.high = (jx_end){ true, text[strlen(text) - 1] == ']', jx_number(at) };
    return result;
}

static void is(jx_arena *arena, jx_interval actual, const char *expected)
{
    jx_causes causes = jx_cause_one(arena, JX_CAUSE_GAP, JX_TEXT("x"), JX_TEXT(""));
    jx_value value = jx_open_interval(arena, &jx_type_number, actual, true, causes);
    jx_buffer out = jx_buffer_in(arena);
    jx_value_print(value, &out);
    CHECK_TEXT(jx_text_slice(jx_buffer_text(&out), 0, out.size - 5), expected);  // without |null
}

TEST(interval_ends)
{
    jx_arena *arena = jx_arena_new(jx_allocator_system(), 1u << 26);
    is(arena, jx_interval_add(arena, made("[1..2)"), made("(3..4]")), "(4..6)");
    is(arena, jx_interval_multiply(arena, made("[0..5]"), made("[1..)")), "[0..)");
    is(arena, jx_interval_multiply(arena, made("(0..5]"), made("[1..)")), "(0..)");
    is(arena, jx_interval_multiply(arena, made("[0..0]"), made("(..)")), "[0..0]");
    is(arena, jx_interval_multiply(arena, made("[-2..3)"), made("[4..5)")), "(-10..15)");
    is(arena, jx_interval_divide(arena, made("[1..2]"), made("(0..4]")), "[0.25..)");
    is(arena, jx_interval_divide(arena, made("[-1..0]"), made("[3..)")), "[-1/3..0]");
    is(arena, jx_interval_divide(arena, made("[0..5]"), made("(..-1]")), "[-5..0]");
    is(arena, jx_interval_min(made("[1..5]"), made("[2..5)")), "[1..5)");
    is(arena, jx_interval_max(made("[1..5]"), made("(1..5)")), "(1..5]");
    is(arena, jx_interval_negate(arena, made("(1..)")), "(..-1)");
    CHECK_INT(jx_interval_less(made("[1..2)"), made("[2..3]")), JX_SURELY);
    CHECK_INT(jx_interval_less(made("[1..2]"), made("[2..3]")), JX_PERHAPS);
    CHECK_INT(jx_interval_less_equal(made("[1..2]"), made("[2..3]")), JX_SURELY);
    CHECK_INT(jx_interval_compare(made("[2..2]"), made("[2..2]")), 0);
    CHECK_INT(jx_interval_compare(made("(2..3]"), made("[1..2]")), 1);
    CHECK(jx_interval_is_point(made("[2..2]")) && jx_interval_empty(made("[2..2)")));
    jx_arena_free(arena);
}

// Beyond the range of decimals an end is unbounded; a sum that 34 digits cut keeps its end.
TEST(interval_limits_of_decimals)
{
    jx_arena *arena = jx_arena_new(jx_allocator_system(), 1u << 26);
    is(arena, jx_interval_multiply(arena, made("[1..1e4000]"), made("[1..1e4000]")), "[0..)");
    is(arena, jx_interval_add(arena, made("(1..1e33)"), made("[0.1..0.1]")),
       "(1.1..1000000000000000000000000000000000]");
    jx_arena_free(arena);
}

CHECK_MAIN
