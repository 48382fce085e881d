// Exact decimal numbers: 34 digits, half-even, exponents −6143..6144 (IEEE 754-2008 decimal128), and ratios of two.
//
// The representation (the BID form of the Intel library) is private to base/ (decimal_parts.h); decimal.c also holds
// the fast paths for coefficients that fit 64 bits. Nothing here ever passes through binary floating point.
#ifndef JX_BASE_DECIMAL_H
#define JX_BASE_DECIMAL_H

#include "base/text.h"

typedef struct {
    uint64_t low, high;
} jx_decimal;

typedef enum {
    JX_ROUND_HALF_EVEN,
    JX_ROUND_HALF_UP,    // halves away from zero
    JX_ROUND_HALF_DOWN,  // halves toward zero
    JX_ROUND_DOWN,       // toward zero
    JX_ROUND_UP,         // away from zero
    JX_ROUND_FLOOR,
    JX_ROUND_CEILING,
} jx_rounding;

#define JX_DECIMAL_TEXT_MAX 6200  // longest plain form; jx_decimal_print needs no more

jx_decimal jx_decimal_of(int64_t integer);
jx_decimal jx_decimal_scaled(int64_t coefficient, int scale);  // coefficient × 10^−scale, scale 0..34

// Reads `[-]digits[.digits][e[+-]digits]`, also `.5`; nothing else, no blanks. False: no number, or out of the exponent
// range. More than 34 digits are rounded half-even.
bool jx_decimal_read(jx_text text, jx_decimal *out);
// Canonical: plain digits without exponent, no trailing zeros after the point, no "-0".
void jx_decimal_print(jx_decimal value, jx_buffer *out);

// Each answers false (out untouched) when the result leaves the range or is undefined; FEEL makes that null. A result
// too small for all its digits leaves the range as well: nothing that is not zero becomes zero.
bool jx_decimal_add(jx_decimal a, jx_decimal b, jx_decimal *out);
bool jx_decimal_subtract(jx_decimal a, jx_decimal b, jx_decimal *out);
bool jx_decimal_multiply(jx_decimal a, jx_decimal b, jx_decimal *out);
bool jx_decimal_divide(jx_decimal a, jx_decimal b, jx_decimal *out);  // to 34 digits; b = 0 is false
// Whole exponents: exact or correctly rounded; others as exp and log below. 0 ** -1 is false, 0 ** 0 is 1.
bool jx_decimal_power(jx_decimal base, jx_decimal exponent, jx_decimal *out);
bool jx_decimal_sqrt(jx_decimal a, jx_decimal *out);
bool jx_decimal_exp(jx_decimal a, jx_decimal *out);  // error under 2 ulp, then rounded to 32 digits: same everywhere
bool jx_decimal_log(jx_decimal a, jx_decimal *out);  // likewise
jx_decimal jx_decimal_negate(jx_decimal a);
jx_decimal jx_decimal_abs(jx_decimal a);
int jx_decimal_compare(jx_decimal a, jx_decimal b);  // -1, 0, 1 by value
int jx_decimal_sign(jx_decimal a);                   // -1, 0, 1
bool jx_decimal_is_integer(jx_decimal a);
// The one representation of this value: equal values have equal bits, for hashing. Trailing zeros go, 0 is 0E0.
jx_decimal jx_decimal_normal(jx_decimal a);
// Rounds to `scale` decimals (negative: tens, hundreds); a value with fewer digits stays as it is. scale −6111..6176,
// otherwise false.
bool jx_decimal_round(jx_decimal a, int scale, jx_rounding rounding, jx_decimal *out);
bool jx_decimal_to_int64(jx_decimal a, int64_t *out);  // truncates toward zero; false if it does not fit
// True if a = coefficient × 10^−scale exactly with the given scale and the coefficient fits.
bool jx_decimal_to_scaled(jx_decimal a, int scale, int64_t *out_coefficient);
bool jx_decimal_modulo(jx_decimal a, jx_decimal b, jx_decimal *out);  // a − b·floor(a/b), b = 0 is false

// An exact quotient of two integers of at most 34 digits, reduced, denominator > 1 (SEMANTICS 3). A quotient whose
// decimal form is finite and fits 34 digits is never a ratio: it is a decimal. What no longer fits is rounded
// half-even to a decimal, always at the same place.
typedef struct {
    jx_decimal numerator, denominator;
} jx_ratio;

// Either a decimal (denominator 1) or a ratio, in canonical form.
typedef jx_ratio jx_exact;
jx_exact jx_exact_of(jx_decimal value);
bool jx_exact_is_decimal(jx_exact a);
bool jx_exact_add(jx_exact a, jx_exact b, jx_exact *out);
bool jx_exact_subtract(jx_exact a, jx_exact b, jx_exact *out);
bool jx_exact_multiply(jx_exact a, jx_exact b, jx_exact *out);
bool jx_exact_divide(jx_exact a, jx_exact b, jx_exact *out);  // b = 0 is false
int jx_exact_compare(jx_exact a, jx_exact b);                 // cross-multiplied, exact
int jx_exact_sign(jx_exact a);
// Correctly rounded once; false as in jx_decimal_round. A ratio that would need more than 34 digits at this scale is
// rounded, in the same direction, at the 34th digit instead.
bool jx_exact_to_decimal(jx_exact a, int scale, jx_rounding rounding, jx_decimal *out);
jx_decimal jx_exact_to_34(jx_exact a);                        // half-even to 34 digits
void jx_exact_print(jx_exact a, jx_buffer *out);              // "0.9" or "900/1001"

#endif
