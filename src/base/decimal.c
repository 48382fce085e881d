// Arithmetic on decimals: a short way where both coefficients fit 64 bits, the Intel library for the rest.
//
// Almost every figure of a policy goes the short way, where the result is exact and nothing is rounded. The library
// returns infinities and NaN instead of failing, so each call is followed by a look at its flags (settled). Read
// jx_decimal_add() as the example.
#define DECIMAL_CALL_BY_REFERENCE 0
#define DECIMAL_GLOBAL_ROUNDING 0
#define DECIMAL_GLOBAL_EXCEPTION_FLAGS 0
#include <bid_conf.h>
#include <bid_functions.h>

#include "base/decimal_parts.h"

enum { SHORT_SHIFT_MAX = 18, INVALID = 0x01, DIVISION_BY_ZERO = 0x04, OVERFLOWED = 0x08, UNDERFLOWED = 0x10 };

#define SMALL_COEFFICIENT_LIMIT jx_u128_power_of_ten(JX_DECIMAL_DIGITS)

static BID_UINT128 to_library(jx_decimal a)
{
    return (BID_UINT128){ .w = { a.low, a.high } };
}

// Passes on a result of the library unless its flags say that it is none. A zero becomes the one zero. The flags come
// by pointer because the call that sets them may stand in the same argument list.
static bool settled(BID_UINT128 result, const _IDEC_flags *flags, jx_decimal *out)
{
    if (*flags & (INVALID | DIVISION_BY_ZERO | OVERFLOWED | UNDERFLOWED)) return false;
    jx_decimal_parts parts = jx_decimal_taken_apart((jx_decimal){ result.w[0], result.w[1] });
    return jx_decimal_put_together(parts.negative, parts.coefficient, parts.exponent, out);
}

// ---- making ----

jx_decimal jx_decimal_of(int64_t integer)
{
    return jx_decimal_scaled(integer, 0);
}

jx_decimal jx_decimal_scaled(int64_t coefficient, int scale)
{
    assert(scale >= 0 && scale <= 34);
    uint64_t magnitude = coefficient < 0 ? 0 - (uint64_t)coefficient : (uint64_t)coefficient;
    jx_decimal made;
    jx_decimal_put_together(coefficient < 0, magnitude, -scale, &made);
    return made;
}

jx_decimal jx_decimal_normal(jx_decimal a)
{
    jx_decimal_parts parts = jx_decimal_taken_apart_normal(a);
    jx_decimal normal;
    jx_decimal_put_together(parts.negative, parts.coefficient, parts.exponent, &normal);
    return normal;
}

// ---- the short way ----

// Two numbers at one exponent, as signed whole numbers. False if they do not fit: then the library does it.
__extension__ typedef __int128 i128;
typedef struct {
    i128 a, b;
    int exponent;
} aligned_pair;

static bool aligned(const jx_decimal_parts *a, const jx_decimal_parts *b, aligned_pair *out)
{
    if (a->coefficient >> 64 || b->coefficient >> 64) return false;
    int apart = a->exponent - b->exponent;
    if (apart > SHORT_SHIFT_MAX || apart < -SHORT_SHIFT_MAX) return false;
    i128 raised_a = (i128)a->coefficient, raised_b = (i128)b->coefficient;
    if (apart > 0) raised_a *= (i128)jx_u128_power_of_ten(apart);
    if (apart < 0) raised_b *= (i128)jx_u128_power_of_ten(-apart);
    *out = (aligned_pair){
        .a = a->negative ? -raised_a : raised_a,
        .b = b->negative ? -raised_b : raised_b,
        .exponent = apart > 0 ? b->exponent : a->exponent,
    };
    return true;
}

static bool short_sum(const aligned_pair *pair, jx_decimal *out)
{
    i128 sum = pair->a + pair->b;
    jx_u128 magnitude = (jx_u128)(sum < 0 ? -sum : sum);
    if (magnitude >= SMALL_COEFFICIENT_LIMIT) return false;
    return jx_decimal_put_together(sum < 0, magnitude, pair->exponent, out);
}

// ---- arithmetic ----

bool jx_decimal_add(jx_decimal a, jx_decimal b, jx_decimal *out)
{
    jx_decimal_parts parts_a = jx_decimal_taken_apart(a), parts_b = jx_decimal_taken_apart(b);
    aligned_pair pair;
    if (aligned(&parts_a, &parts_b, &pair) && short_sum(&pair, out)) return true;

    _IDEC_flags flags = 0;
    return settled(bid128_add(to_library(a), to_library(b), BID_ROUNDING_TO_NEAREST, &flags), &flags, out);
}

bool jx_decimal_subtract(jx_decimal a, jx_decimal b, jx_decimal *out)
{
    return jx_decimal_add(a, jx_decimal_negate(b), out);
}

bool jx_decimal_multiply(jx_decimal a, jx_decimal b, jx_decimal *out)
{
    jx_decimal_parts parts_a = jx_decimal_taken_apart(a), parts_b = jx_decimal_taken_apart(b);
    if (!(parts_a.coefficient >> 64) && !(parts_b.coefficient >> 64)) {
        jx_u128 product = parts_a.coefficient * parts_b.coefficient;
        if (product < SMALL_COEFFICIENT_LIMIT)
            return jx_decimal_put_together(parts_a.negative != parts_b.negative, product,
                                           (int64_t)parts_a.exponent + parts_b.exponent, out);
    }
    _IDEC_flags flags = 0;
    return settled(bid128_mul(to_library(a), to_library(b), BID_ROUNDING_TO_NEAREST, &flags), &flags, out);
}

bool jx_decimal_divide(jx_decimal a, jx_decimal b, jx_decimal *out)
{
    _IDEC_flags flags = 0;
    return settled(bid128_div(to_library(a), to_library(b), BID_ROUNDING_TO_NEAREST, &flags), &flags, out);
}

bool jx_decimal_modulo(jx_decimal a, jx_decimal b, jx_decimal *out)
{
    if (jx_decimal_sign(b) == 0) return false;
    jx_decimal_parts parts_a = jx_decimal_taken_apart(a), parts_b = jx_decimal_taken_apart(b);
    aligned_pair pair;
    if (aligned(&parts_a, &parts_b, &pair)) {
        pair.a %= pair.b;
        if (pair.a == 0 || (pair.a < 0) == (pair.b < 0)) pair.b = 0;
        if (short_sum(&pair, out)) return true;
    }
    _IDEC_flags flags = 0;
    jx_decimal rest;
    if (!settled(bid128_fmod(to_library(a), to_library(b), &flags), &flags, &rest)) return false;
    // The library's rest has the sign of a, ours that of b: one b apart when they differ.
    int sign = jx_decimal_sign(rest);
    if (sign != 0 && sign != jx_decimal_sign(b)) return jx_decimal_add(rest, b, out);
    *out = rest;
    return true;
}

// ---- sign and order ----

int jx_decimal_sign(jx_decimal a)
{
    jx_decimal_parts parts = jx_decimal_taken_apart(a);
    if (parts.coefficient == 0) return 0;
    return parts.negative ? -1 : 1;
}

jx_decimal jx_decimal_negate(jx_decimal a)
{
    jx_decimal_parts parts = jx_decimal_taken_apart(a);
    jx_decimal_put_together(!parts.negative, parts.coefficient, parts.exponent, &a);
    return a;
}

jx_decimal jx_decimal_abs(jx_decimal a)
{
    return jx_decimal_sign(a) < 0 ? jx_decimal_negate(a) : a;
}

static int compare_magnitudes(const jx_decimal_parts *a, const jx_decimal_parts *b)
{
    int top_a = a->exponent + jx_u128_digits(a->coefficient), top_b = b->exponent + jx_u128_digits(b->coefficient);
    if (top_a != top_b) return top_a < top_b ? -1 : 1;
    // Equally long, so the exponents are at most 33 apart and the raised coefficient has at most 34 digits.
    int apart = a->exponent - b->exponent;
    jx_u128 raised_a = a->coefficient * jx_u128_power_of_ten(apart > 0 ? apart : 0);
    jx_u128 raised_b = b->coefficient * jx_u128_power_of_ten(apart < 0 ? -apart : 0);
    return raised_a < raised_b ? -1 : raised_a > raised_b;
}

int jx_decimal_compare(jx_decimal a, jx_decimal b)
{
    jx_decimal_parts parts_a = jx_decimal_taken_apart(a), parts_b = jx_decimal_taken_apart(b);
    aligned_pair pair;
    if (aligned(&parts_a, &parts_b, &pair)) return pair.a < pair.b ? -1 : pair.a > pair.b;

    int sign_a = jx_decimal_sign(a), sign_b = jx_decimal_sign(b);
    if (sign_a != sign_b) return sign_a < sign_b ? -1 : 1;
    return sign_a == 0 ? 0 : sign_a * compare_magnitudes(&parts_a, &parts_b);
}

// ---- whole numbers and rounding ----

// Divides by 10^drop; any drop >= 0.
static jx_u128 without_digits(jx_u128 coefficient, int64_t drop, jx_rest *out_rest)
{
    if (drop > JX_DECIMAL_DIGITS) {
        *out_rest = coefficient == 0 ? JX_REST_NONE : JX_REST_BELOW_HALF;
        return 0;
    }
    jx_u128 power = jx_u128_power_of_ten((int)drop), rest;
    jx_u128 kept;
    if (coefficient >> 64 || power >> 64) {
        kept = coefficient / power;
        rest = coefficient % power;
    } else {
        kept = (uint64_t)coefficient / (uint64_t)power;
        rest = (uint64_t)coefficient % (uint64_t)power;
    }
    jx_u128 twice = rest * 2;
    *out_rest = rest == 0        ? JX_REST_NONE
                : twice < power  ? JX_REST_BELOW_HALF
                : twice == power ? JX_REST_HALF
                                 : JX_REST_ABOVE_HALF;
    return kept;
}

bool jx_decimal_round(jx_decimal a, int scale, jx_rounding rounding, jx_decimal *out)
{
    if (scale < -JX_DECIMAL_EXPONENT_MAX || scale > -JX_DECIMAL_EXPONENT_MIN) return false;
    jx_decimal_parts parts = jx_decimal_taken_apart(a);
    if (-parts.exponent <= scale) {
        *out = a;
        return true;
    }
    jx_rest rest;
    jx_u128 kept = without_digits(parts.coefficient, (int64_t)-parts.exponent - scale, &rest);
    if (jx_rounds_away(rounding, parts.negative, kept & 1, rest)) kept++;
    return jx_decimal_put_together(parts.negative, kept, -scale, out);
}

bool jx_decimal_is_integer(jx_decimal a)
{
    jx_decimal_parts parts = jx_decimal_taken_apart(a);
    if (parts.exponent >= 0) return true;
    jx_rest rest;
    without_digits(parts.coefficient, -(int64_t)parts.exponent, &rest);
    return rest == JX_REST_NONE;
}

static bool signed_int64(bool negative, jx_u128 magnitude, int64_t *out)
{
    if (magnitude > (jx_u128)INT64_MAX + negative) return false;
    *out = negative ? (int64_t)(0 - (uint64_t)magnitude) : (int64_t)magnitude;
    return true;
}

// coefficient × 10^raise as a whole number; digits that fall off answer false when `exact`.
static bool whole_number(jx_decimal_parts parts, int64_t raise, bool exact, int64_t *out)
{
    if (parts.coefficient == 0) {
        *out = 0;
        return true;
    }
    if (raise >= 0) {
        if (raise + jx_u128_digits(parts.coefficient) > 20) return false;
        return signed_int64(parts.negative, parts.coefficient * jx_u128_power_of_ten((int)raise), out);
    }
    jx_rest rest;
    jx_u128 kept = without_digits(parts.coefficient, -raise, &rest);
    if (exact && rest != JX_REST_NONE) return false;
    return signed_int64(parts.negative, kept, out);
}

bool jx_decimal_to_int64(jx_decimal a, int64_t *out)
{
    jx_decimal_parts parts = jx_decimal_taken_apart(a);
    return whole_number(parts, parts.exponent, false, out);
}

bool jx_decimal_to_scaled(jx_decimal a, int scale, int64_t *out_coefficient)
{
    jx_decimal_parts parts = jx_decimal_taken_apart(a);
    return whole_number(parts, (int64_t)parts.exponent + scale, true, out_coefficient);
}

// ---- roots, exponentials, powers that are not whole ----

// Cuts to 32 digits what the library answers with an error of up to 2 in the last of its 34 places.
static bool rounded_to_32(jx_decimal a, jx_decimal *out)
{
    jx_decimal_parts parts = jx_decimal_taken_apart(a);
    int drop = jx_u128_digits(parts.coefficient) - 32;
    if (drop <= 0) {
        *out = a;
        return true;
    }
    jx_rest rest;
    jx_u128 kept = without_digits(parts.coefficient, drop, &rest);
    if (jx_rounds_away(JX_ROUND_HALF_EVEN, parts.negative, kept & 1, rest)) kept++;
    return jx_decimal_put_together(parts.negative, kept, (int64_t)parts.exponent + drop, out);
}

bool jx_decimal_sqrt(jx_decimal a, jx_decimal *out)
{
    if (jx_decimal_sign(a) < 0) return false;
    _IDEC_flags flags = 0;
    return settled(bid128_sqrt(to_library(a), BID_ROUNDING_TO_NEAREST, &flags), &flags, out);
}

bool jx_decimal_exp(jx_decimal a, jx_decimal *out)
{
    _IDEC_flags flags = 0;
    jx_decimal result;
    BID_UINT128 raw = bid128_exp(to_library(a), BID_ROUNDING_TO_NEAREST, &flags);
    return settled(raw, &flags, &result) && rounded_to_32(result, out);
}

bool jx_decimal_log(jx_decimal a, jx_decimal *out)
{
    if (jx_decimal_sign(a) <= 0) return false;
    _IDEC_flags flags = 0;
    jx_decimal result;
    BID_UINT128 raw = bid128_log(to_library(a), BID_ROUNDING_TO_NEAREST, &flags);
    return settled(raw, &flags, &result) && rounded_to_32(result, out);
}

bool jx_decimal_power_by_library(jx_decimal base, jx_decimal exponent, jx_decimal *out)
{
    if (jx_decimal_sign(base) < 0) return false;
    _IDEC_flags flags = 0;
    jx_decimal result;
    BID_UINT128 raw = bid128_pow(to_library(base), to_library(exponent), BID_ROUNDING_TO_NEAREST, &flags);
    return settled(raw, &flags, &result) && rounded_to_32(result, out);
}
