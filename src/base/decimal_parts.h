// Inside base/ only: what a jx_decimal is made of, and the one place where results are rounded to 34 digits.
#ifndef JX_BASE_DECIMAL_PARTS_H
#define JX_BASE_DECIMAL_PARTS_H

#include "base/decimal.h"
#include "base/wide.h"

enum {
    JX_DECIMAL_DIGITS = 34,
    JX_DECIMAL_EXPONENT_MIN = -6176,  // of the last digit
    JX_DECIMAL_EXPONENT_MAX = 6111,
};

// ±coefficient × 10^exponent, coefficient < 10^34. Zero is always +0 × 10^0.
typedef struct {
    bool negative;
    int exponent;
    jx_u128 coefficient;
} jx_decimal_parts;

jx_decimal_parts jx_decimal_taken_apart(jx_decimal value);
jx_decimal_parts jx_decimal_taken_apart_normal(jx_decimal value);  // coefficient without trailing zeros

// ±coefficient × 10^exponent; any exponent. False if that is outside the range or would lose digits at its lower end.
bool jx_decimal_put_together(bool negative, jx_u128 coefficient, int64_t exponent, jx_decimal *out);

// What was cut off, as a part of the last place kept.
typedef enum { JX_REST_NONE, JX_REST_BELOW_HALF, JX_REST_HALF, JX_REST_ABOVE_HALF } jx_rest;
bool jx_rounds_away(jx_rounding rounding, bool negative, bool odd, jx_rest rest);

// ±value × 10^exponent rounded to 34 digits. `more`: the true value is larger than `value` by less than one.
bool jx_decimal_of_wide(bool negative, const jx_wide *value, int64_t exponent, bool more, jx_rounding rounding,
                        jx_decimal *out);

// ±dividend/divisor × 10^exponent rounded to 34 digits, once. The dividend is below 2^900, the divisor below 2^300.
bool jx_decimal_of_quotient(bool negative, const jx_wide *dividend, const jx_wide *divisor, int64_t exponent,
                            jx_rounding rounding, jx_decimal *out);

// base^exponent for exponents that are not whole, rounded to 32 digits; the library errs by up to 113 in the 34th.
bool jx_decimal_power_by_library(jx_decimal base, jx_decimal exponent, jx_decimal *out);

#endif
