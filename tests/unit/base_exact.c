// Ratios against 128-bit whole numbers, and at the places where they stop being ratios.
#include "base/decimal.h"
#include "unit/check.h"

__extension__ typedef __int128 i128;

static jx_arena *memory;

static jx_decimal number(const char *text)
{
    jx_decimal value = { 0 };
    if (!jx_decimal_read(jx_text_of(text), &value)) CHECK_STRING(text, "a number");
    return value;
}

static jx_exact quotient(const char *a, const char *b)
{
    jx_exact out = jx_exact_of(jx_decimal_of(0));
    CHECK(jx_exact_divide(jx_exact_of(number(a)), jx_exact_of(number(b)), &out));
    return out;
}

static jx_text printed(jx_exact value)
{
    if (memory == NULL) memory = jx_arena_new(jx_allocator_system(), 64 << 20);
    jx_buffer out = jx_buffer_in(memory);
    jx_exact_print(value, &out);
    return jx_buffer_text(&out);
}

// ---- against whole numbers ----

static uint64_t state = 1;

// Numbers of all lengths up to `bits`, small ones often; reproducible.
static int64_t drawn(int bits)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    uint64_t length = (state >> 33) % (unsigned)bits + 1;
    state = state * 6364136223846793005u + 1442695040888963407u;
    int64_t magnitude = (int64_t)(state >> 1 >> (63 - length));
    return state & 1 ? -magnitude : magnitude;
}

typedef struct {
    i128 p, q;
} pair;

static i128 gcd(i128 a, i128 b)
{
    return b == 0 ? (a < 0 ? -a : a) : gcd(b, a % b);
}

static pair reduced(i128 p, i128 q)
{
    i128 common = gcd(p, q);
    if (q < 0) common = -common;
    return (pair){ p / common, q / common };
}

// Puts ±digits of a 128-bit number into a text.
static jx_decimal decimal_of(i128 value)
{
    i128 magnitude = value < 0 ? -value : value;
    i128 billion = 1000000000000000000;
    jx_decimal high = jx_decimal_of((int64_t)(magnitude / billion)),
               low = jx_decimal_of((int64_t)(magnitude % billion));
    jx_decimal sum;
    CHECK(jx_decimal_multiply(high, jx_decimal_of((int64_t)billion), &sum) && jx_decimal_add(sum, low, &sum));
    return value < 0 ? jx_decimal_negate(sum) : sum;
}

// The result, whichever form it has, is p/q: a decimal is checked by multiplying back.
static void check_is(jx_exact actual, pair expected)
{
    if (!jx_exact_is_decimal(actual)) {
        CHECK(jx_decimal_compare(actual.numerator, decimal_of(expected.p)) == 0);
        CHECK(jx_decimal_compare(actual.denominator, decimal_of(expected.q)) == 0);
        return;
    }
    i128 left = expected.q;
    while (left % 2 == 0)
        left /= 2;
    while (left % 5 == 0)
        left /= 5;
    CHECK(left == 1);
    jx_decimal back;
    CHECK(jx_decimal_multiply(actual.numerator, decimal_of(expected.q), &back));
    CHECK(jx_decimal_compare(back, decimal_of(expected.p)) == 0);
}

TEST(agrees_with_whole_numbers)
{
    for (int i = 0; i < 20000; i++) {
        int64_t a = drawn(30), b = drawn(24), c = drawn(30), d = drawn(24);
        if (b == 0 || d == 0) continue;
        jx_exact x, y, out;
        if (!CHECK(jx_exact_divide(jx_exact_of(jx_decimal_of(a)), jx_exact_of(jx_decimal_of(b)), &x))) return;
        if (!CHECK(jx_exact_divide(jx_exact_of(jx_decimal_of(c)), jx_exact_of(jx_decimal_of(d)), &y))) return;
        check_is(x, reduced(a, b));
        CHECK(jx_exact_add(x, y, &out));
        check_is(out, reduced((i128)a * d + (i128)c * b, (i128)b * d));
        CHECK(jx_exact_subtract(x, y, &out));
        check_is(out, reduced((i128)a * d - (i128)c * b, (i128)b * d));
        CHECK(jx_exact_multiply(x, y, &out));
        check_is(out, reduced((i128)a * c, (i128)b * d));
        CHECK(jx_exact_divide(x, y, &out) == (c != 0));
        if (c != 0) check_is(out, reduced((i128)a * d, (i128)b * c));
        i128 left = (i128)a * d, right = (i128)c * b;
        if ((b < 0) != (d < 0)) left = -left, right = -right;
        CHECK_INT(jx_exact_compare(x, y), left < right ? -1 : left > right);
    }
}

// The long way (more than 64 bits) obeys the laws that the short way obeys by the test above.
TEST(long_numbers_obey_the_laws)
{
    for (int i = 0; i < 3000; i++) {
        jx_exact x, y, sum, back, product;
        int64_t a = drawn(62), b = drawn(50), c = drawn(62), d = drawn(50);
        if (b == 0 || d == 0 || a == 0 || c == 0) continue;
        jx_decimal scale = jx_decimal_scaled(1, (int)(i % 10));
        if (!CHECK(jx_exact_divide(jx_exact_of(jx_decimal_of(a)), jx_exact_of(jx_decimal_of(b)), &x))) return;
        if (!CHECK(jx_exact_divide(jx_exact_of(jx_decimal_of(c)), jx_exact_of(jx_decimal_of(d)), &y))) return;
        CHECK(jx_exact_multiply(x, jx_exact_of(scale), &x));
        CHECK(jx_exact_add(x, y, &sum));
        CHECK(jx_exact_compare(sum, x) == jx_exact_sign(y) || jx_exact_is_decimal(sum));
        if (!jx_exact_is_decimal(sum)) {
            CHECK(jx_exact_subtract(sum, y, &back) && jx_exact_compare(back, x) == 0);
            CHECK_TEXT(printed(back), jx_text_copy(memory, printed(x)).bytes);
        }
        CHECK(jx_exact_multiply(x, y, &product));
        if (!jx_exact_is_decimal(product)) {
            CHECK(jx_exact_divide(product, y, &back) && jx_exact_compare(back, x) == 0);
        }
    }
}

// ---- forms ----

TEST(canonical_forms)
{
    CHECK_TEXT(printed(quotient("900", "1001")), "900/1001");
    CHECK_TEXT(printed(quotient("900", "1000")), "0.9");
    CHECK_TEXT(printed(quotient("-6", "4")), "-1.5");
    CHECK_TEXT(printed(quotient("6", "-9")), "-2/3");
    CHECK_TEXT(printed(quotient("0", "-9")), "0");
    CHECK_TEXT(printed(quotient("1.2", "0.9")), "4/3");
    CHECK_TEXT(printed(quotient("3e40", "9e40")), "1/3");
    CHECK_TEXT(printed(quotient("1e-6000", "3e-6000")), "1/3");
    CHECK_TEXT(printed(quotient("1", "17179869184")), "0.0000000000582076609134674072265625");
    CHECK_TEXT(printed(quotient("9999999999999999999999999999999999", "7e-1")), "14285714285714285714285714285714280");
    CHECK_TEXT(printed(quotient("1", "9999999999999999999999999999999999")), "1/9999999999999999999999999999999999");
    jx_exact out;
    CHECK(!jx_exact_divide(jx_exact_of(number("1")), jx_exact_of(number("0")), &out));
    CHECK(!jx_exact_divide(jx_exact_of(number("1e6000")), jx_exact_of(number("3e-6000")), &out));
}

TEST(returns_to_a_decimal)
{
    jx_exact out, third = quotient("1", "3");
    CHECK(jx_exact_multiply(third, jx_exact_of(number("3e40")), &out));
    CHECK_TEXT(printed(out), "10000000000000000000000000000000000000000");
    CHECK(jx_exact_add(third, quotient("2", "3"), &out));
    CHECK_TEXT(printed(out), "1");
    CHECK(jx_exact_subtract(third, third, &out));
    CHECK_TEXT(printed(out), "0");
    CHECK(jx_exact_multiply(third, jx_exact_of(number("0.00006")), &out));
    CHECK_TEXT(printed(out), "0.00002");
}

TEST(far_apart_sums)
{
    jx_exact out, third = quotient("1", "3");
    CHECK(jx_exact_add(third, jx_exact_of(number("1e80")), &out));
    CHECK(jx_exact_compare(out, jx_exact_of(number("1e80"))) == 0);
    CHECK(jx_exact_add(jx_exact_of(number("1e-200")), third, &out));
    CHECK_TEXT(printed(out), "0.3333333333333333333333333333333333");
    CHECK(jx_exact_subtract(jx_exact_of(number("1e-6176")), third, &out));
    CHECK_TEXT(printed(out), "-0.3333333333333333333333333333333333");
    CHECK(jx_exact_add(third, jx_exact_of(number("1e-100")), &out));
    CHECK_TEXT(printed(out), "0.3333333333333333333333333333333333");
    CHECK(jx_exact_add(third, jx_exact_of(number("1e60")), &out));
    CHECK(jx_exact_compare(out, jx_exact_of(number("1e60"))) == 0);
    CHECK(jx_exact_add(third, jx_exact_of(number("1e20")), &out));
    CHECK_TEXT(printed(out), "300000000000000000001/3");
}

TEST(compares_exactly)
{
    jx_exact third = quotient("1", "3");
    CHECK_INT(jx_exact_compare(third, jx_exact_of(number("0.3333333333333333333333333333333333"))), 1);
    CHECK_INT(jx_exact_compare(third, jx_exact_of(number("0.3333333333333333333333333333333334"))), -1);
    CHECK_INT(jx_exact_compare(jx_exact_of(number("1e6000")), third), 1);
    CHECK_INT(jx_exact_compare(jx_exact_of(number("-1e6000")), third), -1);
    CHECK_INT(jx_exact_compare(jx_exact_of(number("1e-6000")), third), -1);
    CHECK_INT(jx_exact_compare(jx_exact_of(number("0")), third), -1);
    CHECK_INT(jx_exact_compare(third, quotient("2", "6")), 0);
    CHECK_INT(
        jx_exact_compare(quotient("3333333333333333333333333333333333", "9999999999999999999999999999999997"), third),
        1);
    CHECK_INT(jx_exact_compare(quotient("-10", "7"), quotient("-10", "9")), -1);
}

static void check_rounded(jx_exact value, int scale, jx_rounding rounding, const char *expected)
{
    jx_decimal out;
    if (CHECK(jx_exact_to_decimal(value, scale, rounding, &out))) CHECK_TEXT(printed(jx_exact_of(out)), expected);
}

TEST(rounds_once)
{
    jx_exact ratio = quotient("200", "3");
    check_rounded(ratio, 2, JX_ROUND_HALF_EVEN, "66.67");
    check_rounded(ratio, 2, JX_ROUND_DOWN, "66.66");
    check_rounded(ratio, 0, JX_ROUND_FLOOR, "66");
    check_rounded(ratio, -2, JX_ROUND_HALF_UP, "100");
    check_rounded(ratio, -3, JX_ROUND_HALF_UP, "0");
    check_rounded(ratio, -3, JX_ROUND_UP, "1000");
    check_rounded(ratio, 60, JX_ROUND_UP, "66.66666666666666666666666666666667");
    check_rounded(ratio, 6000, JX_ROUND_DOWN, "66.66666666666666666666666666666666");
    check_rounded(quotient("-200", "3"), 1, JX_ROUND_FLOOR, "-66.7");
    check_rounded(quotient("-200", "3"), 1, JX_ROUND_CEILING, "-66.6");
    check_rounded(quotient("1", "6"), 34, JX_ROUND_HALF_EVEN, "0.1666666666666666666666666666666667");
    check_rounded(jx_exact_of(number("2.5")), 0, JX_ROUND_HALF_EVEN, "2");
    jx_decimal huge;
    CHECK(jx_exact_to_decimal(ratio, -6000, JX_ROUND_CEILING, &huge) &&
          jx_decimal_compare(huge, number("1e6000")) == 0);
    CHECK(!jx_exact_to_decimal(ratio, 6177, JX_ROUND_UP, &huge));
    // Twice rounded this would be 0.5, and then 0 or 1.
    check_rounded(quotient("49999999999999999999999999999999", "99999999999999999999999999999999"), 0, JX_ROUND_HALF_UP,
                  "0");
}

CHECK_MAIN
