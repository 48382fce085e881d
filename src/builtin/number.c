// Numbers: rounding, roots and logarithms, odd and even.
//
// Rounding takes ratios as they are, so that a quotient is rounded once and not first to 34 digits.
#include "builtin/parts.h"

static const char *const why_range = "the result is not a number that can be written with 34 digits";

static jx_value number_or_null(jx_builtin_context *context, bool made, jx_decimal value, const char *why) {
    return made ? jx_number(value) : jx_answer_null(context, why);
}

// ---- rounding ----

enum { SCALE_MIN = -6111, SCALE_MAX = 6176 };

static jx_value rounded(jx_builtin_context *context, jx_value n, int scale, jx_rounding rounding) {
    jx_decimal result;
    bool       made = n.kind == JX_RATIO ? jx_exact_to_decimal(*n.as.ratio, scale, rounding, &result)
                                         : jx_decimal_round(n.as.number, scale, rounding, &result);
    return number_or_null(context, made, result, why_range);
}

static jx_value round_to(jx_builtin_context *context, const jx_value *arguments, size_t count, jx_rounding rounding) {
    int64_t scale = 0;
    if (count > 1 && !jx_whole(arguments[1], &scale)) scale = SCALE_MAX + 1;
    if (scale < SCALE_MIN || scale > SCALE_MAX) return jx_answer_null(context, "the scale is outside -6111..6176");
    return rounded(context, arguments[0], (int)scale, rounding);
}

jx_value jx_fn_decimal(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    return round_to(context, arguments, count, JX_ROUND_HALF_EVEN);
}

jx_value jx_fn_floor(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    return round_to(context, arguments, count, JX_ROUND_FLOOR);
}

jx_value jx_fn_ceiling(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    return round_to(context, arguments, count, JX_ROUND_CEILING);
}

jx_value jx_fn_round_up(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    return round_to(context, arguments, count, JX_ROUND_UP);
}

jx_value jx_fn_round_down(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    return round_to(context, arguments, count, JX_ROUND_DOWN);
}

jx_value jx_fn_round_half_up(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    return round_to(context, arguments, count, JX_ROUND_HALF_UP);
}

jx_value jx_fn_round_half_down(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    return round_to(context, arguments, count, JX_ROUND_HALF_DOWN);
}

// ---- sign, rest ----

static bool is_negative(jx_value n) {
    if (jx_is_numeric(n)) return jx_exact_sign(jx_value_exact(n)) < 0;
    if (n.kind == JX_MONTHS_DURATION) return n.as.months < 0;
    return n.as.duration.seconds < 0 || n.as.duration.nanoseconds < 0;
}

jx_value jx_fn_abs(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    (void)count;
    return is_negative(arguments[0]) ? jx_negate(context, arguments[0]) : arguments[0];
}

jx_value jx_fn_modulo(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    (void)count;
    jx_decimal result;
    if (jx_decimal_sign(arguments[1].as.number) == 0) return jx_answer_null(context, "the divisor is zero");
    return number_or_null(context, jx_decimal_modulo(arguments[0].as.number, arguments[1].as.number, &result), result,
                          why_range);
}

// True if the whole number n can be divided by two; *out_whole false: n is not whole.
static bool is_even(jx_decimal n, bool *out_whole) {
    jx_decimal rest;
    *out_whole = jx_decimal_is_integer(n) && jx_decimal_modulo(n, jx_decimal_of(2), &rest);
    return *out_whole && jx_decimal_sign(rest) == 0;
}

jx_value jx_fn_odd(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    (void)count;
    bool whole, even = is_even(arguments[0].as.number, &whole);
    return whole ? jx_boolean(!even) : jx_answer_null(context, "only whole numbers are odd or even");
}

jx_value jx_fn_even(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    (void)count;
    bool whole, even = is_even(arguments[0].as.number, &whole);
    return whole ? jx_boolean(even) : jx_answer_null(context, "only whole numbers are odd or even");
}

// ---- roots and logarithms ----

jx_value jx_fn_sqrt(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    (void)count;
    jx_decimal result;
    if (jx_decimal_sign(arguments[0].as.number) < 0)
        return jx_answer_null(context, "a negative number has no square root");
    return number_or_null(context, jx_decimal_sqrt(arguments[0].as.number, &result), result, why_range);
}

jx_value jx_fn_log(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    (void)count;
    jx_decimal result;
    if (jx_decimal_sign(arguments[0].as.number) <= 0)
        return jx_answer_null(context, "only positive numbers have a logarithm");
    return number_or_null(context, jx_decimal_log(arguments[0].as.number, &result), result, why_range);
}

jx_value jx_fn_exp(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    (void)count;
    jx_decimal result;
    return number_or_null(context, jx_decimal_exp(arguments[0].as.number, &result), result, why_range);
}
