// Decimals taken apart and put together, and rounding to 34 digits.
//
// The bits, from the top: sign, 14 bits of exponent + 6176, 113 bits of coefficient (IEEE 754-2008, binary encoding).
// The other form of the standard, for coefficients of 10^34 and more, and infinities and NaN never occur here.
#include "base/decimal_parts.h"

enum { EXPONENT_SHIFT = 49, EXPONENT_BIAS = 6176, EXPONENT_MASK = 0x3FFF };

#define SIGN_BIT (UINT64_C(1) << 63)
#define COEFFICIENT_HIGH ((UINT64_C(1) << EXPONENT_SHIFT) - 1)

static_assert(EXPONENT_BIAS == -JX_DECIMAL_EXPONENT_MIN, "the smallest exponent is stored as 0");

jx_decimal_parts jx_decimal_taken_apart(jx_decimal value)
{
    return (jx_decimal_parts){
        .negative = value.high >> 63,
        .exponent = (int)(value.high >> EXPONENT_SHIFT & EXPONENT_MASK) - EXPONENT_BIAS,
        .coefficient = (jx_u128)(value.high & COEFFICIENT_HIGH) << 64 | value.low,
    };
}

static jx_decimal in_bits(bool negative, jx_u128 coefficient, int exponent)
{
    return (jx_decimal){
        .low = (uint64_t)coefficient,
        .high = (negative ? SIGN_BIT : 0) | (uint64_t)(exponent + EXPONENT_BIAS) << EXPONENT_SHIFT |
                (uint64_t)(coefficient >> 64),
    };
}

// Moves trailing zeros of *coefficient into *exponent, until that is `exponent_max`.
static void strip_zeros(jx_u128 *coefficient, int64_t *exponent, int64_t exponent_max)
{
    while (*coefficient >> 64 && *exponent < exponent_max && *coefficient % 10 == 0)
        *coefficient /= 10, ++*exponent;
    if (*coefficient >> 64) return;
    uint64_t left = (uint64_t)*coefficient;
    while (left != 0 && *exponent < exponent_max && left % 10 == 0)
        left /= 10, ++*exponent;
    *coefficient = left;
}

jx_decimal_parts jx_decimal_taken_apart_normal(jx_decimal value)
{
    jx_decimal_parts parts = jx_decimal_taken_apart(value);
    int64_t exponent = parts.exponent;
    strip_zeros(&parts.coefficient, &exponent, INT64_MAX);
    parts.exponent = (int)exponent;
    return parts;
}

bool jx_decimal_put_together(bool negative, jx_u128 coefficient, int64_t exponent, jx_decimal *out)
{
    assert(coefficient < jx_u128_power_of_ten(JX_DECIMAL_DIGITS));
    if (coefficient == 0) {
        *out = in_bits(false, 0, 0);
        return true;
    }
    if (exponent < JX_DECIMAL_EXPONENT_MIN) {
        strip_zeros(&coefficient, &exponent, JX_DECIMAL_EXPONENT_MIN);
        if (exponent < JX_DECIMAL_EXPONENT_MIN) return false;
    }
    if (exponent > JX_DECIMAL_EXPONENT_MAX) {
        int64_t zeros = exponent - JX_DECIMAL_EXPONENT_MAX;
        if (zeros > JX_DECIMAL_DIGITS - jx_u128_digits(coefficient)) return false;
        coefficient *= jx_u128_power_of_ten((int)zeros);
        exponent = JX_DECIMAL_EXPONENT_MAX;
    }
    *out = in_bits(negative, coefficient, (int)exponent);
    return true;
}

// ---- rounding ----

bool jx_rounds_away(jx_rounding rounding, bool negative, bool odd, jx_rest rest)
{
    if (rest == JX_REST_NONE) return false;
    switch (rounding) {
    case JX_ROUND_HALF_EVEN: return rest == JX_REST_ABOVE_HALF || (rest == JX_REST_HALF && odd);
    case JX_ROUND_HALF_UP: return rest >= JX_REST_HALF;
    case JX_ROUND_HALF_DOWN: return rest == JX_REST_ABOVE_HALF;
    case JX_ROUND_DOWN: return false;
    case JX_ROUND_UP: return true;
    case JX_ROUND_FLOOR: return negative;
    case JX_ROUND_CEILING: return !negative;
    }
    JX_UNREACHABLE();
}

// Which part of `whole` the pair (rest, more) is.
static jx_rest rest_of(const jx_wide *rest, const jx_wide *whole, bool more)
{
    if (rest->count == 0 && !more) return JX_REST_NONE;
    jx_wide twice = jx_wide_add(rest, rest);
    int order = jx_wide_compare(&twice, whole);
    if (order == 0) return more ? JX_REST_ABOVE_HALF : JX_REST_HALF;
    return order < 0 ? JX_REST_BELOW_HALF : JX_REST_ABOVE_HALF;
}

bool jx_decimal_of_wide(bool negative, const jx_wide *value, int64_t exponent, bool more, jx_rounding rounding,
                        jx_decimal *out)
{
    int digits = jx_wide_digits(value);
    int drop = digits > JX_DECIMAL_DIGITS ? digits - JX_DECIMAL_DIGITS : 0;
    assert((!more || drop > 0) && "digits beyond the last are known only when some are dropped");

    jx_wide power = jx_wide_power_of_ten(drop), rest;
    jx_wide kept = jx_wide_divide(value, &power, &rest);
    jx_u128 coefficient = jx_wide_to_u128(&kept);
    if (jx_rounds_away(rounding, negative, coefficient & 1, rest_of(&rest, &power, more))) coefficient++;
    exponent += drop;
    if (coefficient == jx_u128_power_of_ten(JX_DECIMAL_DIGITS)) coefficient /= 10, exponent++;
    return jx_decimal_put_together(negative, coefficient, exponent, out);
}

bool jx_decimal_of_quotient(bool negative, const jx_wide *dividend, const jx_wide *divisor, int64_t exponent,
                            jx_rounding rounding, jx_decimal *out)
{
    // Two digits more than are kept, so that `more` is below half of what is cut off.
    int missing = JX_DECIMAL_DIGITS + 2 - (jx_wide_digits(dividend) - jx_wide_digits(divisor));
    int scale = missing > 0 ? missing : 0;
    jx_wide scaled = jx_wide_scaled(dividend, scale), rest;
    jx_wide value = jx_wide_divide(&scaled, divisor, &rest);
    return jx_decimal_of_wide(negative, &value, exponent - scale, rest.count > 0, rounding, out);
}
