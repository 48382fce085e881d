// Powers. Whole exponents are computed here, with 140 digits on the way, and rounded once; the library is off by up to
// 113 in the last place.
//
// Why 140 digits are enough: what is cut off on the way grows with the exponent, which has at most 34 digits, so more
// than 100 digits of the result are right; and a result that would lie exactly on the border between two roundings has
// fewer than 140 digits and is then exact. Begin with jx_decimal_power().
#include "base/decimal_parts.h"

enum {
    WORKING_DIGITS = 140,
    FAR_AWAY = 20000,  // powers of ten; beyond it no further multiplication leads back into the range
};

// value × 10^exponent, and whether something positive was cut off.
typedef struct {
    jx_wide value;
    int64_t exponent;
    bool more;
} floating;

static floating product(const floating *a, const floating *b)
{
    floating result = {
        .value = jx_wide_multiply(&a->value, &b->value),
        .exponent = a->exponent + b->exponent,
        .more = a->more || b->more,
    };
    int drop = jx_wide_digits(&result.value) - WORKING_DIGITS;
    if (drop <= 0) return result;
    jx_wide power = jx_wide_power_of_ten(drop), rest;
    result.value = jx_wide_divide(&result.value, &power, &rest);
    result.exponent += drop;
    result.more |= rest.count > 0;
    return result;
}

static bool is_far_away(const floating *a)
{
    int64_t top = a->exponent + jx_wide_digits(&a->value);
    return top > FAR_AWAY || top < -FAR_AWAY;
}

// base^exponent, from the highest bit of the exponent down. False when it has left the range for good: magnitudes of
// successive powers only grow, or only shrink.
static bool raised(const floating *base, jx_u128 exponent, floating *out)
{
    assert(exponent > 0);
    int bit = 127;
    while (!(exponent >> bit & 1))
        bit--;
    *out = *base;
    while (bit-- > 0) {
        *out = product(out, out);
        if (exponent >> bit & 1) *out = product(out, base);
        if (is_far_away(out)) return false;
    }
    return true;
}

// Rounds `power`, or one over it.
static bool rounded(bool negative, const floating *power, bool inverse, jx_decimal *out)
{
    if (!inverse)
        return jx_decimal_of_wide(negative, &power->value, power->exponent, power->more, JX_ROUND_HALF_EVEN, out);
    // 1/power with a hundred digits; what was cut off of the power changes them only behind those that are kept.
    jx_wide one = jx_wide_of(1);
    int scale = jx_wide_digits(&power->value) + 100;
    jx_wide scaled = jx_wide_scaled(&one, scale), rest;
    jx_wide value = jx_wide_divide(&scaled, &power->value, &rest);
    return jx_decimal_of_wide(negative, &value, -power->exponent - scale, rest.count > 0, JX_ROUND_HALF_EVEN, out);
}

static bool whole_power(jx_decimal base, jx_u128 exponent, bool inverse, jx_decimal *out)
{
    jx_decimal_parts parts = jx_decimal_taken_apart_normal(base);
    bool negative = parts.negative && (exponent & 1);
    if (parts.coefficient == 1 && parts.exponent == 0) {
        *out = jx_decimal_of(negative ? -1 : 1);
        return true;
    }
    floating start = { .value = jx_wide_of(parts.coefficient), .exponent = parts.exponent }, power;
    return raised(&start, exponent, &power) && rounded(negative, &power, inverse, out);
}

// The exponent as a whole number below 10^34. False if it is not whole or larger.
static bool whole_exponent(jx_decimal exponent, jx_u128 *out)
{
    jx_decimal_parts parts = jx_decimal_taken_apart_normal(exponent);
    if (parts.exponent < 0 || parts.exponent + jx_u128_digits(parts.coefficient) > JX_DECIMAL_DIGITS) return false;
    *out = parts.coefficient * jx_u128_power_of_ten(parts.exponent);
    return true;
}

static bool is_one(jx_decimal a)
{
    return jx_decimal_compare(a, jx_decimal_of(1)) == 0;
}

// Halves of whole numbers by way of the root when that is exact, so that 4 ** 0.5 is 2.
static bool power_by_root(jx_decimal base, jx_decimal exponent, jx_decimal *out)
{
    jx_decimal twice, root, square;
    jx_u128 whole;
    if (!jx_decimal_add(exponent, exponent, &twice) || !whole_exponent(twice, &whole)) return false;
    if (!jx_decimal_sqrt(base, &root)) return false;
    jx_decimal_parts parts = jx_decimal_taken_apart_normal(root);
    if (jx_u128_digits(parts.coefficient) > JX_DECIMAL_DIGITS / 2) return false;  // its square would be rounded
    if (!jx_decimal_multiply(root, root, &square) || jx_decimal_compare(square, base) != 0) return false;
    return whole_power(root, whole, jx_decimal_sign(exponent) < 0, out);
}

bool jx_decimal_power(jx_decimal base, jx_decimal exponent, jx_decimal *out)
{
    int sign = jx_decimal_sign(exponent);
    jx_u128 whole;
    if (sign == 0 || is_one(base)) {
        *out = jx_decimal_of(1);
        return true;
    }
    if (jx_decimal_sign(base) == 0) {
        if (sign < 0) return false;
        *out = jx_decimal_of(0);
        return true;
    }
    if (whole_exponent(exponent, &whole)) return whole_power(base, whole, sign < 0, out);
    // Whole and longer than 34 digits means even: only ±1 stays in the range.
    if (jx_decimal_is_integer(exponent)) return is_one(jx_decimal_abs(base)) && (*out = jx_decimal_of(1), true);
    return power_by_root(base, exponent, out) || jx_decimal_power_by_library(base, exponent, out);
}
