// Ratios: exact quotients that stay exact until somebody rounds (SEMANTICS 3).
//
// Every operation first makes ±p/q × 10^k of whole numbers, without rounding, and then brings that into the one
// canonical form (settled): a decimal if it has a finite form, a ratio if both sides fit 34 digits, else rounded
// half-even to a decimal. Two decimals never come here except for division. Begin with settled().
#include "base/decimal_parts.h"

#include <string.h>

enum {
    // Beyond these a decimal and a ratio are so far apart that the smaller one cannot change 34 digits of the larger:
    // ratios lie between 10^-34 and 10^34, and a ratio is at least 10^-103 away from every border of rounding.
    DECIMAL_TOO_LARGE = 70,    // exponent of its last digit
    DECIMAL_TOO_SMALL = -104,  // exponent above its first digit
};

// ±p/q × 10^k.
typedef struct {
    bool negative;
    jx_wide p, q;
    int64_t k;
} fraction;

static bool is_bits_equal(jx_decimal a, jx_decimal b)
{
    return a.low == b.low && a.high == b.high;
}

jx_exact jx_exact_of(jx_decimal value)
{
    return (jx_exact){ .numerator = value, .denominator = jx_decimal_of(1) };
}

bool jx_exact_is_decimal(jx_exact a)
{
    return is_bits_equal(a.denominator, jx_decimal_of(1));
}

// ---- the canonical form ----

// What is left of `value` without its factors 2 and 5.
static jx_wide without_twos_and_fives(jx_wide value)
{
    static const uint32_t factors[2] = { 1u << 31, 1220703125 };  // 2^31, 5^13
    for (int i = 0; i < 2; i++) {
        jx_wide factor = jx_wide_of(factors[i]);
        for (;;) {
            jx_wide common = jx_wide_gcd(value, factor);
            if (common.count == 1 && common.limb[0] == 1) break;
            value = jx_wide_divide(&value, &common, NULL);
        }
    }
    return value;
}

static void strip_zeros(jx_wide *value, int64_t *exponent, int step)
{
    jx_wide ten = jx_wide_of(10), rest;
    for (;;) {
        jx_wide tenth = jx_wide_divide(value, &ten, &rest);
        if (rest.count > 0) return;
        *value = tenth;
        *exponent += step;
    }
}

static bool integer_of(bool negative, const jx_wide *value, jx_decimal *out)
{
    if (jx_wide_digits(value) > JX_DECIMAL_DIGITS) return false;
    return jx_decimal_put_together(negative, jx_wide_to_u128(value), 0, out);
}

// Divides both by what they have in common.
static void reduce(jx_wide *p, jx_wide *q)
{
    jx_wide common = jx_wide_gcd(*p, *q);
    if (common.count == 1 && common.limb[0] == 1) return;
    *p = jx_wide_divide(p, &common, NULL);
    *q = jx_wide_divide(q, &common, NULL);
}

// As a quotient of two integers of at most 34 digits. False if it is none.
static bool ratio_of(const fraction *f, jx_exact *out)
{
    jx_wide p = f->p, q = f->q;
    int64_t k = f->k;
    strip_zeros(&p, &k, 1);
    strip_zeros(&q, &k, -1);
    // Of 10^k only twos or only fives can cancel now, so beyond 2^112 the other side is too long in any case; and what
    // cancels is at most 226 bits long.
    if (k > 112 || k < -112) return false;
    if (jx_wide_bits(&p) > 340 || jx_wide_bits(&q) > 340) return false;
    if (k > 0) p = jx_wide_scaled(&p, (int)k);
    if (k < 0) q = jx_wide_scaled(&q, (int)-k);
    reduce(&p, &q);
    jx_exact ratio;
    if (!integer_of(f->negative, &p, &ratio.numerator) || !integer_of(false, &q, &ratio.denominator)) return false;
    *out = ratio;
    return true;
}

static bool as_decimal(bool negative, const jx_wide *p, const jx_wide *q, int64_t k, jx_exact *out)
{
    jx_decimal value;
    if (!jx_decimal_of_quotient(negative, p, q, k, JX_ROUND_HALF_EVEN, &value)) return false;
    *out = jx_exact_of(value);
    return true;
}

static bool settled(fraction *f, jx_exact *out)
{
    if (f->p.count == 0) {
        *out = jx_exact_of(jx_decimal_of(0));
        return true;
    }
    reduce(&f->p, &f->q);
    jx_wide other = without_twos_and_fives(f->q);
    bool is_ratio = !(other.count == 1 && other.limb[0] == 1);
    if (is_ratio && ratio_of(f, out)) return true;
    return as_decimal(f->negative, &f->p, &f->q, f->k, out);
}

// ---- the short way: numerators and denominators below 2^63, no powers of ten between them ----

typedef struct {
    bool negative;
    uint64_t p, q;
} short_fraction;

enum { SHORT_BITS = 63 };

static bool short_integer(const jx_decimal_parts *parts, uint64_t *out)
{
    if (parts->exponent < 0 || parts->exponent > 18 || parts->coefficient >> SHORT_BITS) return false;
    jx_u128 value = parts->coefficient * jx_u128_power_of_ten(parts->exponent);
    *out = (uint64_t)value;
    return value >> SHORT_BITS == 0;
}

// Also decimals with places, as a fraction of a power of ten.
static bool is_short(jx_exact a, short_fraction *out)
{
    jx_decimal_parts p = jx_decimal_taken_apart(a.numerator), q = jx_decimal_taken_apart(a.denominator);
    out->negative = p.negative;
    if (p.exponent >= 0) return short_integer(&p, &out->p) && short_integer(&q, &out->q);
    if (p.exponent < -18 || p.coefficient >> SHORT_BITS) return false;
    out->p = (uint64_t)p.coefficient;
    out->q = (uint64_t)jx_u128_power_of_ten(-p.exponent);
    return true;
}

// p / (2^twos × 5^fives) as a decimal, if that fits.
static bool short_decimal(bool negative, jx_u128 p, int twos, int fives, jx_exact *out)
{
    jx_u128 limit = jx_u128_power_of_ten(JX_DECIMAL_DIGITS);
    jx_decimal value;
    for (int i = fives; i < twos && p < limit; i++)
        p *= 5;
    for (int i = twos; i < fives && p < limit; i++)
        p *= 2;
    if (p >= limit || !jx_decimal_put_together(negative, p, -(twos > fives ? twos : fives), &value)) return false;
    *out = jx_exact_of(value);
    return true;
}

// True when p/q has been brought into canonical form; false leaves it to settled().
static bool short_settled(bool negative, jx_u128 p, jx_u128 q, jx_exact *out)
{
    if (p == 0) {
        *out = jx_exact_of(jx_decimal_of(0));
        return true;
    }
    jx_u128 common = jx_u128_gcd(p, q), limit = jx_u128_power_of_ten(JX_DECIMAL_DIGITS);
    p /= common;
    q /= common;
    if (p >= limit || q >= limit || q >> 64) return false;
    int twos = __builtin_ctzll((uint64_t)q), fives = 0;
    uint64_t other = (uint64_t)q >> twos;
    for (; other % 5 == 0; fives++)
        other /= 5;
    if (other == 1 && q != 1) return short_decimal(negative, p, twos, fives, out);
    return jx_decimal_put_together(negative, p, 0, &out->numerator) &&
           jx_decimal_put_together(false, q, 0, &out->denominator);
}

// ---- arithmetic ----

static fraction fraction_of(jx_exact a)
{
    jx_decimal_parts p = jx_decimal_taken_apart_normal(a.numerator), q = jx_decimal_taken_apart_normal(a.denominator);
    return (fraction){
        .negative = p.negative,
        .p = jx_wide_of(p.coefficient),
        .q = jx_wide_of(q.coefficient),
        .k = (int64_t)p.exponent - q.exponent,
    };
}

static bool decimal_result(bool done, jx_decimal value, jx_exact *out)
{
    if (done) *out = jx_exact_of(value);
    return done;
}

// ±a.p·b.q ± b.p·a.q over a.q·b.q, both at the smaller power of ten.
static fraction sum_of(fraction a, fraction b)
{
    if (a.k < b.k) return sum_of(b, a);
    jx_wide left = jx_wide_multiply(&a.p, &b.q), right = jx_wide_multiply(&b.p, &a.q);
    left = jx_wide_scaled(&left, (int)(a.k - b.k));
    fraction sum = { .negative = a.negative, .q = jx_wide_multiply(&a.q, &b.q), .k = b.k };
    if (a.negative == b.negative) {
        sum.p = jx_wide_add(&left, &right);
    } else if (jx_wide_compare(&left, &right) >= 0) {
        sum.p = jx_wide_subtract(&left, &right);
    } else {
        sum.p = jx_wide_subtract(&right, &left);
        sum.negative = b.negative;
    }
    return sum;
}

static bool short_sum(jx_exact a, jx_exact b, jx_exact *out)
{
    short_fraction x, y;
    if (!is_short(a, &x) || !is_short(b, &y)) return false;
    jx_u128 left = (jx_u128)x.p * y.q, right = (jx_u128)y.p * x.q, bottom = (jx_u128)x.q * y.q;
    if (x.negative == y.negative) return short_settled(x.negative, left + right, bottom, out);
    if (left >= right) return short_settled(x.negative, left - right, bottom, out);
    return short_settled(y.negative, right - left, bottom, out);
}

// A decimal and a ratio: DECIMAL_TOO_LARGE and _SMALL are explained above.
static bool sum_with_decimal(jx_decimal decimal, jx_exact ratio, jx_exact *out)
{
    jx_decimal_parts parts = jx_decimal_taken_apart_normal(decimal);
    if (parts.coefficient == 0) {
        *out = ratio;
        return true;
    }
    if (parts.exponent > DECIMAL_TOO_LARGE) return decimal_result(true, decimal, out);
    if (parts.exponent + jx_u128_digits(parts.coefficient) < DECIMAL_TOO_SMALL)
        return decimal_result(true, jx_exact_to_34(ratio), out);
    fraction sum = sum_of(fraction_of(jx_exact_of(decimal)), fraction_of(ratio));
    return settled(&sum, out);
}

bool jx_exact_add(jx_exact a, jx_exact b, jx_exact *out)
{
    bool a_decimal = jx_exact_is_decimal(a), b_decimal = jx_exact_is_decimal(b);
    if (a_decimal && b_decimal) {
        jx_decimal sum = a.numerator;
        return decimal_result(jx_decimal_add(a.numerator, b.numerator, &sum), sum, out);
    }
    if (short_sum(a, b, out)) return true;
    if (a_decimal) return sum_with_decimal(a.numerator, b, out);
    if (b_decimal) return sum_with_decimal(b.numerator, a, out);
    fraction sum = sum_of(fraction_of(a), fraction_of(b));
    return settled(&sum, out);
}

static jx_exact negated(jx_exact a)
{
    return (jx_exact){ jx_decimal_negate(a.numerator), a.denominator };
}

bool jx_exact_subtract(jx_exact a, jx_exact b, jx_exact *out)
{
    return jx_exact_add(a, negated(b), out);
}

bool jx_exact_multiply(jx_exact a, jx_exact b, jx_exact *out)
{
    if (jx_exact_is_decimal(a) && jx_exact_is_decimal(b)) {
        jx_decimal product = a.numerator;
        return decimal_result(jx_decimal_multiply(a.numerator, b.numerator, &product), product, out);
    }
    short_fraction x, y;
    if (is_short(a, &x) && is_short(b, &y) &&
        short_settled(x.negative != y.negative, (jx_u128)x.p * y.p, (jx_u128)x.q * y.q, out))
        return true;
    fraction left = fraction_of(a), right = fraction_of(b),
             product = {
                 .negative = left.negative != right.negative,
                 .p = jx_wide_multiply(&left.p, &right.p),
                 .q = jx_wide_multiply(&left.q, &right.q),
                 .k = left.k + right.k,
             };
    return settled(&product, out);
}

bool jx_exact_divide(jx_exact a, jx_exact b, jx_exact *out)
{
    if (jx_exact_sign(b) == 0) return false;
    short_fraction x, y;
    if (is_short(a, &x) && is_short(b, &y) &&
        short_settled(x.negative != y.negative, (jx_u128)x.p * y.q, (jx_u128)x.q * y.p, out))
        return true;
    fraction left = fraction_of(a), right = fraction_of(b),
             quotient = {
                 .negative = left.negative != right.negative,
                 .p = jx_wide_multiply(&left.p, &right.q),
                 .q = jx_wide_multiply(&left.q, &right.p),
                 .k = left.k - right.k,
             };
    return settled(&quotient, out);
}

// ---- order ----

int jx_exact_sign(jx_exact a)
{
    return jx_decimal_sign(a.numerator);
}

// Magnitudes of two that are not both decimals, neither 0.
static int compare_magnitudes(const fraction *a, const fraction *b)
{
    if (a->k < b->k) return -compare_magnitudes(b, a);
    // Power of ten above each, within one: far apart is decided without multiplying out.
    int64_t top_a = a->k + jx_wide_digits(&a->p) - jx_wide_digits(&a->q);
    int64_t top_b = b->k + jx_wide_digits(&b->p) - jx_wide_digits(&b->q);
    if (top_a > top_b + 1) return 1;
    if (top_a < top_b - 1) return -1;
    // So the powers of ten differ by no more than the digits of all four do.
    jx_wide left = jx_wide_multiply(&a->p, &b->q), right = jx_wide_multiply(&b->p, &a->q);
    left = jx_wide_scaled(&left, (int)(a->k - b->k));
    return jx_wide_compare(&left, &right);
}

int jx_exact_compare(jx_exact a, jx_exact b)
{
    if (jx_exact_is_decimal(a) && jx_exact_is_decimal(b)) return jx_decimal_compare(a.numerator, b.numerator);
    int sign_a = jx_exact_sign(a), sign_b = jx_exact_sign(b);
    if (sign_a != sign_b) return sign_a < sign_b ? -1 : 1;
    if (sign_a == 0) return 0;

    short_fraction x, y;
    if (is_short(a, &x) && is_short(b, &y)) {
        jx_u128 left = (jx_u128)x.p * y.q, right = (jx_u128)y.p * x.q;
        return left == right ? 0 : (left < right) == (sign_a > 0) ? -1 : 1;
    }
    fraction left = fraction_of(a), right = fraction_of(b);
    return sign_a * compare_magnitudes(&left, &right);
}

// ---- rounding and printing ----

jx_decimal jx_exact_to_34(jx_exact a)
{
    if (jx_exact_is_decimal(a)) return a.numerator;
    fraction f = fraction_of(a);
    jx_decimal rounded = a.numerator;
    bool fits = jx_decimal_of_quotient(f.negative, &f.p, &f.q, f.k, JX_ROUND_HALF_EVEN, &rounded);
    assert(fits && "ratios lie between 10^-34 and 10^34");
    (void)fits;
    return rounded;
}

// The ratio in units of 10^-scale, rounded to whole ones. False if that has more than 34 digits.
static bool rounded_at_scale(const fraction *f, int scale, jx_rounding rounding, jx_decimal *out)
{
    int64_t power = scale + f->k;
    jx_wide top = power > 0 ? jx_wide_scaled(&f->p, (int)power) : f->p;
    jx_wide bottom = power < 0 ? jx_wide_scaled(&f->q, (int)-power) : f->q, left;
    jx_wide kept = jx_wide_divide(&top, &bottom, &left);
    if (jx_wide_digits(&kept) > JX_DECIMAL_DIGITS) return false;

    jx_wide twice = jx_wide_add(&left, &left);
    int order = jx_wide_compare(&twice, &bottom);
    jx_rest rest = left.count == 0 ? JX_REST_NONE : (jx_rest)(JX_REST_HALF + order);
    jx_u128 coefficient = jx_wide_to_u128(&kept);
    if (jx_rounds_away(rounding, f->negative, coefficient & 1, rest)) coefficient++;
    if (coefficient < jx_u128_power_of_ten(JX_DECIMAL_DIGITS))
        return jx_decimal_put_together(f->negative, coefficient, -scale, out);
    return jx_decimal_put_together(f->negative, coefficient / 10, 1 - (int64_t)scale, out);
}

bool jx_exact_to_decimal(jx_exact a, int scale, jx_rounding rounding, jx_decimal *out)
{
    if (jx_exact_is_decimal(a)) return jx_decimal_round(a.numerator, scale, rounding, out);
    if (scale < -JX_DECIMAL_EXPONENT_MAX || scale > -JX_DECIMAL_EXPONENT_MIN) return false;
    fraction f = fraction_of(a);
    // Below 10^-36 of a unit all ratios round alike, so the unit need not be larger: it is put back afterwards.
    if (scale < -36) {
        jx_decimal unit;
        if (!rounded_at_scale(&f, -36, rounding, &unit)) JX_UNREACHABLE();
        bool away = jx_decimal_sign(unit) != 0;
        return jx_decimal_put_together(f.negative, away, -(int64_t)scale, out);
    }
    if (scale <= 2 * JX_DECIMAL_DIGITS && rounded_at_scale(&f, scale, rounding, out)) return true;
    return jx_decimal_of_quotient(f.negative, &f.p, &f.q, f.k, rounding, out);
}

void jx_exact_print(jx_exact a, jx_buffer *out)
{
    jx_decimal_print(a.numerator, out);
    if (jx_exact_is_decimal(a)) return;
    jx_buffer_put_char(out, '/');
    jx_decimal_print(a.denominator, out);
}
