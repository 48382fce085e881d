// Unsigned whole numbers of up to 1024 bits, for the few places where 34 digits do not suffice on the way to a result.
//
// Values, not objects: no memory, no failure. The callers know how large their numbers can become; more than 1024 bits
// is an assertion.
#ifndef JX_BASE_WIDE_H
#define JX_BASE_WIDE_H

#include "base/status.h"

__extension__ typedef unsigned __int128 jx_u128;

enum { JX_WIDE_LIMBS = 32, JX_WIDE_DIGITS_MAX = 308 };  // 10^308 is the largest power of ten that fits

typedef struct {
    uint32_t count;                // limbs in use; the last of them is not 0
    uint32_t limb[JX_WIDE_LIMBS];  // lowest first; undefined from `count` on
} jx_wide;

jx_wide jx_wide_of(jx_u128 value);
bool jx_wide_fits_u128(const jx_wide *a);
jx_u128 jx_wide_to_u128(const jx_wide *a);  // asserts that it fits
int jx_wide_bits(const jx_wide *a);         // 0 for 0
int jx_wide_digits(const jx_wide *a);       // decimal; 0 for 0
int jx_wide_compare(const jx_wide *a, const jx_wide *b);
jx_wide jx_wide_add(const jx_wide *a, const jx_wide *b);
jx_wide jx_wide_subtract(const jx_wide *a, const jx_wide *b);  // a >= b
jx_wide jx_wide_multiply(const jx_wide *a, const jx_wide *b);
jx_wide jx_wide_divide(const jx_wide *a, const jx_wide *b, jx_wide *out_rest);  // b > 0; out_rest may be NULL
jx_wide jx_wide_gcd(jx_wide a, jx_wide b);
jx_wide jx_wide_power_of_ten(int exponent);              // 0..308
jx_wide jx_wide_scaled(const jx_wide *a, int exponent);  // a × 10^exponent, exponent >= 0

jx_u128 jx_u128_power_of_ten(int exponent);  // 0..38
int jx_u128_digits(jx_u128 value);           // 0 for 0
jx_u128 jx_u128_gcd(jx_u128 a, jx_u128 b);

#endif
