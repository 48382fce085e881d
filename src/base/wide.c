// Schoolbook arithmetic on limbs of 32 bits; division is Knuth's algorithm D.
//
// Speed hardly matters here: what fits 128 bits never comes this way. Limbs are small so that every intermediate fits a
// machine word and the algorithm stays readable.
#include "base/wide.h"

#include <string.h>

enum { LIMB_BITS = 32 };

// ---- 128 bits ----

static const uint64_t powers_of_ten[20] = {
    UINT64_C(1),
    UINT64_C(10),
    UINT64_C(100),
    UINT64_C(1000),
    UINT64_C(10000),
    UINT64_C(100000),
    UINT64_C(1000000),
    UINT64_C(10000000),
    UINT64_C(100000000),
    UINT64_C(1000000000),
    UINT64_C(10000000000),
    UINT64_C(100000000000),
    UINT64_C(1000000000000),
    UINT64_C(10000000000000),
    UINT64_C(100000000000000),
    UINT64_C(1000000000000000),
    UINT64_C(10000000000000000),
    UINT64_C(100000000000000000),
    UINT64_C(1000000000000000000),
    UINT64_C(10000000000000000000),
};

jx_u128 jx_u128_power_of_ten(int exponent)
{
    assert(exponent >= 0 && exponent <= 38);
    if (exponent <= 19) return powers_of_ten[exponent];
    return (jx_u128)powers_of_ten[19] * powers_of_ten[exponent - 19];
}

static int bits_of_u64(uint64_t value)
{
    return value == 0 ? 0 : 64 - __builtin_clzll(value);
}

static int bits_of_u128(jx_u128 value)
{
    return value >> 64 ? 64 + bits_of_u64((uint64_t)(value >> 64)) : bits_of_u64((uint64_t)value);
}

int jx_u128_digits(jx_u128 value)
{
    if (value == 0) return 0;
    // 1233/4096 is a little less than log10(2), near enough for the estimate to be right or one too small.
    int digits = bits_of_u128(value) * 1233 >> 12;
    return digits + (value >= jx_u128_power_of_ten(digits));
}

static uint64_t gcd_of_u64(uint64_t a, uint64_t b)
{
    assert(a != 0 && b != 0);
    int shift = __builtin_ctzll(a | b);
    for (a >>= __builtin_ctzll(a); b != 0;) {
        b >>= __builtin_ctzll(b);
        if (a > b) {
            uint64_t swapped = a;
            a = b;
            b = swapped;
        }
        b -= a;
    }
    return a << shift;
}

jx_u128 jx_u128_gcd(jx_u128 a, jx_u128 b)
{
    while (a >> 64 || b >> 64) {
        if (b == 0) return a;
        jx_u128 rest = a % b;
        a = b;
        b = rest;
    }
    if (a == 0) return b;
    return b == 0 ? a : gcd_of_u64((uint64_t)a, (uint64_t)b);
}

// ---- making and reading ----

static void drop_leading_zeros(jx_wide *a)
{
    while (a->count > 0 && a->limb[a->count - 1] == 0)
        a->count--;
}

jx_wide jx_wide_of(jx_u128 value)
{
    jx_wide made = { 0 };
    for (made.count = 0; value != 0; value >>= LIMB_BITS)
        made.limb[made.count++] = (uint32_t)value;
    return made;
}

bool jx_wide_fits_u128(const jx_wide *a)
{
    return a->count <= 4;
}

jx_u128 jx_wide_to_u128(const jx_wide *a)
{
    assert(jx_wide_fits_u128(a));
    jx_u128 value = 0;
    for (uint32_t i = a->count; i > 0; i--)
        value = value << LIMB_BITS | a->limb[i - 1];
    return value;
}

int jx_wide_bits(const jx_wide *a)
{
    if (a->count == 0) return 0;
    return (int)a->count * LIMB_BITS - __builtin_clz(a->limb[a->count - 1]);
}

int jx_wide_digits(const jx_wide *a)
{
    if (a->count == 0) return 0;
    int digits = (int)((int64_t)jx_wide_bits(a) * 315652 >> 20);  // as above; good for all 1024
    jx_wide power = jx_wide_power_of_ten(digits);
    return digits + (jx_wide_compare(a, &power) >= 0);
}

int jx_wide_compare(const jx_wide *a, const jx_wide *b)
{
    if (a->count != b->count) return a->count < b->count ? -1 : 1;
    for (uint32_t i = a->count; i > 0; i--)
        if (a->limb[i - 1] != b->limb[i - 1]) return a->limb[i - 1] < b->limb[i - 1] ? -1 : 1;
    return 0;
}

// ---- sums and products ----

jx_wide jx_wide_add(const jx_wide *a, const jx_wide *b)
{
    if (a->count < b->count) return jx_wide_add(b, a);
    jx_wide sum = { .count = a->count };
    uint64_t carry = 0;
    for (uint32_t i = 0; i < a->count; i++) {
        carry += (uint64_t)a->limb[i] + (i < b->count ? b->limb[i] : 0);
        sum.limb[i] = (uint32_t)carry;
        carry >>= LIMB_BITS;
    }
    if (carry == 0) return sum;
    assert(sum.count < JX_WIDE_LIMBS);
    sum.limb[sum.count++] = (uint32_t)carry;
    return sum;
}

jx_wide jx_wide_subtract(const jx_wide *a, const jx_wide *b)
{
    assert(jx_wide_compare(a, b) >= 0);
    jx_wide difference = { .count = a->count };
    int64_t borrow = 0;
    for (uint32_t i = 0; i < a->count; i++) {
        int64_t limb = (int64_t)a->limb[i] - (i < b->count ? b->limb[i] : 0) - borrow;
        borrow = limb < 0;
        difference.limb[i] = (uint32_t)limb;
    }
    drop_leading_zeros(&difference);
    return difference;
}

jx_wide jx_wide_multiply(const jx_wide *a, const jx_wide *b)
{
    uint32_t limb[2 * JX_WIDE_LIMBS] = { 0 };
    for (uint32_t i = 0; i < a->count; i++) {
        uint64_t carry = 0;
        for (uint32_t j = 0; j < b->count; j++) {
            carry += (uint64_t)a->limb[i] * b->limb[j] + limb[i + j];
            limb[i + j] = (uint32_t)carry;
            carry >>= LIMB_BITS;
        }
        limb[i + b->count] = (uint32_t)carry;
    }
    uint32_t count = a->count + b->count;
    while (count > 0 && limb[count - 1] == 0)
        count--;
    assert(count <= JX_WIDE_LIMBS);
    jx_wide product = { .count = count };
    memcpy(product.limb, limb, count * sizeof limb[0]);
    return product;
}

jx_wide jx_wide_power_of_ten(int exponent)
{
    assert(exponent >= 0 && exponent <= JX_WIDE_DIGITS_MAX);
    jx_wide power = jx_wide_of(jx_u128_power_of_ten(exponent % 38));
    jx_wide step = jx_wide_of(jx_u128_power_of_ten(38));
    for (int left = exponent / 38; left > 0; left--)
        power = jx_wide_multiply(&power, &step);
    return power;
}

jx_wide jx_wide_scaled(const jx_wide *a, int exponent)
{
    if (exponent == 0 || a->count == 0) return *a;
    jx_wide power = jx_wide_power_of_ten(exponent);
    return jx_wide_multiply(a, &power);
}

// ---- division ----

static jx_wide divide_by_limb(const jx_wide *a, uint32_t divisor, jx_wide *out_rest)
{
    jx_wide quotient = { .count = a->count };
    uint64_t rest = 0;
    for (uint32_t i = a->count; i > 0; i--) {
        rest = rest << LIMB_BITS | a->limb[i - 1];
        quotient.limb[i - 1] = (uint32_t)(rest / divisor);
        rest %= divisor;
    }
    drop_leading_zeros(&quotient);
    *out_rest = jx_wide_of(rest);
    return quotient;
}

// Moves up by less than one limb, into `count` limbs.
static void shift_up(const jx_wide *a, int shift, uint32_t *out, uint32_t count)
{
    uint64_t carry = 0;
    for (uint32_t i = 0; i < count; i++) {
        carry |= (uint64_t)(i < a->count ? a->limb[i] : 0) << shift;
        out[i] = (uint32_t)carry;
        carry >>= LIMB_BITS;
    }
    assert(carry == 0);
}

static jx_wide shifted_down(const uint32_t *limb, uint32_t count, int shift)
{
    jx_wide result = { .count = count };
    for (uint32_t i = 0; i < count; i++) {
        uint64_t pair = (uint64_t)(i + 1 < count ? limb[i + 1] : 0) << LIMB_BITS | limb[i];
        result.limb[i] = (uint32_t)(pair >> shift);
    }
    drop_leading_zeros(&result);
    return result;
}

// rest -= digit × divisor, over count + 1 limbs. True if that was too much.
static bool subtract_multiple(uint32_t *rest, const uint32_t *divisor, uint32_t count, uint64_t digit)
{
    uint64_t carry = 0;
    int64_t borrow = 0;
    for (uint32_t i = 0; i <= count; i++) {
        carry += i < count ? digit * divisor[i] : 0;
        int64_t limb = (int64_t)rest[i] - (uint32_t)carry - borrow;
        rest[i] = (uint32_t)limb;
        borrow = limb < 0;
        carry >>= LIMB_BITS;
    }
    return borrow != 0;
}

static void add_back(uint32_t *rest, const uint32_t *divisor, uint32_t count)
{
    uint64_t carry = 0;
    for (uint32_t i = 0; i <= count; i++) {
        carry += (uint64_t)rest[i] + (i < count ? divisor[i] : 0);
        rest[i] = (uint32_t)carry;
        carry >>= LIMB_BITS;
    }
}

// The next digit of the quotient, at most one too large (Knuth, volume 2, 4.3.1, D3). The divisor's top bit is set.
static uint64_t estimated_digit(const uint32_t *rest, const uint32_t *divisor, uint32_t count)
{
    uint64_t top = (uint64_t)rest[count] << LIMB_BITS | rest[count - 1];
    uint64_t digit = top / divisor[count - 1], left = top % divisor[count - 1];
    while (digit >> LIMB_BITS || digit * divisor[count - 2] > (left << LIMB_BITS | rest[count - 2])) {
        digit--;
        left += divisor[count - 1];
        if (left >> LIMB_BITS) break;
    }
    return digit;
}

static jx_wide divide_long(const jx_wide *a, const jx_wide *b, jx_wide *out_rest)
{
    uint32_t rest[JX_WIDE_LIMBS + 1], divisor[JX_WIDE_LIMBS];
    int shift = __builtin_clz(b->limb[b->count - 1]);
    shift_up(a, shift, rest, a->count + 1);
    shift_up(b, shift, divisor, b->count);

    jx_wide quotient = { .count = a->count - b->count + 1 };
    for (uint32_t i = quotient.count; i > 0; i--) {
        uint32_t *at = rest + i - 1;
        uint64_t digit = estimated_digit(at, divisor, b->count);
        if (subtract_multiple(at, divisor, b->count, digit)) {
            digit--;
            add_back(at, divisor, b->count);
        }
        quotient.limb[i - 1] = (uint32_t)digit;
    }
    drop_leading_zeros(&quotient);
    *out_rest = shifted_down(rest, b->count, shift);
    return quotient;
}

jx_wide jx_wide_divide(const jx_wide *a, const jx_wide *b, jx_wide *out_rest)
{
    assert(b->count > 0);
    jx_wide quotient, rest;
    if (jx_wide_compare(a, b) < 0) {
        quotient = jx_wide_of(0);
        rest = *a;
    } else if (b->count == 1) {
        quotient = divide_by_limb(a, b->limb[0], &rest);
    } else {
        quotient = divide_long(a, b, &rest);
    }
    if (out_rest != NULL) *out_rest = rest;
    return quotient;
}

jx_wide jx_wide_gcd(jx_wide a, jx_wide b)
{
    while (!jx_wide_fits_u128(&a) || !jx_wide_fits_u128(&b)) {
        if (b.count == 0) return a;
        jx_wide rest;
        jx_wide_divide(&a, &b, &rest);
        a = b;
        b = rest;
    }
    return jx_wide_of(jx_u128_gcd(jx_wide_to_u128(&a), jx_wide_to_u128(&b)));
}
