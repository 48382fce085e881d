// FEEL's operators over known values: + − × ÷ ** unary −, = < <=, membership in a range.
//
// Each operator deals with numbers (decimals, or ratios in packages) and texts first; what is left is temporal and is
// answered by data/temporal. What fits nothing is null with the reason `why_kinds`. Properties (`.year`) are in
// property.c.
#include "builtin/parts.h"

static const char *const why_kinds = "the operator does not work on these kinds of values";
static const char *const why_range = "the result is out of range";

static bool both(jx_kind kind, jx_value a, jx_value b) { return a.kind == kind && b.kind == kind; }

static bool both_numeric(jx_value a, jx_value b) { return jx_is_numeric(a) && jx_is_numeric(b); }

// ---- numbers ----

typedef bool decimal_operation(jx_decimal a, jx_decimal b, jx_decimal *out);
typedef bool exact_operation(jx_exact a, jx_exact b, jx_exact *out);

static jx_value calculate(jx_builtin_context *context, jx_value a, jx_value b, decimal_operation *on_decimals,
                          exact_operation *on_ratios)
{
    if (both(JX_NUMBER, a, b)) {
        jx_decimal result;
        return on_decimals(a.as.number, b.as.number, &result) ? jx_number(result) : jx_answer_null(context, why_range);
    }
    jx_exact result;
    if (!on_ratios(jx_value_exact(a), jx_value_exact(b), &result)) return jx_answer_null(context, why_range);
    return jx_exact_value(context->arena, result);
}

static jx_decimal in_34_digits(jx_value number) {
    return number.kind == JX_NUMBER ? number.as.number : jx_exact_to_34(jx_value_exact(number));
}

static jx_value without_ratio(jx_value value)
{
    return value.kind == JX_RATIO ? jx_number(in_34_digits(value)) : value;
}

// ---- texts and times ----

static bool is_temporal(jx_value value) { return value.kind >= JX_DATE && value.kind <= JX_MONTHS_DURATION; }

// What data/temporal made of a and b, or null with the reason that fits.
static jx_value temporal(jx_builtin_context *context, bool made, jx_value a, jx_value b, jx_value result) {
    if (made) return result;
    if (a.kind == JX_NULL || b.kind == JX_NULL) return jx_answer_null(context, "an operand is null");
    return jx_answer_null(context,
                          is_temporal(a) && is_temporal(b) ? "these times and durations do not combine" : why_kinds);
}

static jx_value concatenated(jx_builtin_context *context, jx_text a, jx_text b) {
    if (!jx_text_may_be(context, a, b)) return jx_null();
    jx_buffer buffer = jx_buffer_in(context->arena);
    jx_buffer_put(&buffer, a);
    jx_buffer_put(&buffer, b);
    return jx_string(jx_buffer_text(&buffer));
}

jx_value jx_add(jx_builtin_context *context, jx_value a, jx_value b) {
    if (both_numeric(a, b)) return calculate(context, a, b, jx_decimal_add, jx_exact_add);
    if (both(JX_STRING, a, b)) return concatenated(context, a.as.string, b.as.string);
    jx_value result;
    return temporal(context, jx_temporal_add(context->arena, context->zones, a, b, &result), a, b, result);
}

jx_value jx_subtract(jx_builtin_context *context, jx_value a, jx_value b) {
    if (both_numeric(a, b)) return calculate(context, a, b, jx_decimal_subtract, jx_exact_subtract);
    jx_value result;
    return temporal(context, jx_temporal_subtract(context->arena, context->zones, a, b, &result), a, b, result);
}

jx_value jx_multiply(jx_builtin_context *context, jx_value a, jx_value b) {
    if (both_numeric(a, b)) return calculate(context, a, b, jx_decimal_multiply, jx_exact_multiply);
    jx_value result;
    return temporal(context, jx_temporal_multiply(without_ratio(a), without_ratio(b), &result), a, b, result);
}

jx_value jx_divide(jx_builtin_context *context, jx_value a, jx_value b) {
    if (jx_is_numeric(b) && jx_exact_sign(jx_value_exact(b)) == 0) return jx_answer_null(context, "division by zero");
    if (both(JX_NUMBER, a, b)) return calculate(context, a, b, jx_decimal_divide, NULL);
    if (both_numeric(a, b)) {
        jx_exact result;
        if (!jx_exact_divide(jx_value_exact(a), jx_value_exact(b), &result)) return jx_answer_null(context, why_range);
        return jx_number(jx_exact_to_34(result));
    }
    jx_value result;
    return temporal(context, jx_temporal_divide(a, without_ratio(b), &result), a, b, result);
}

jx_value jx_power(jx_builtin_context *context, jx_value a, jx_value b) {
    static const int64_t exponent_max = 999999999;
    jx_decimal           result;
    if (!both_numeric(a, b)) return jx_answer_null(context, why_kinds);
    jx_decimal exponent = in_34_digits(b);
    if (jx_decimal_compare(jx_decimal_abs(exponent), jx_decimal_of(exponent_max)) > 0)
        return jx_answer_null(context, "the exponent is out of range");
    return jx_decimal_power(in_34_digits(a), exponent, &result) ? jx_number(result)
                                                                : jx_answer_null(context, why_range);
}

jx_value jx_negate(jx_builtin_context *context, jx_value a) {
    if (a.kind == JX_NUMBER) return jx_number(jx_decimal_negate(a.as.number));
    if (a.kind == JX_RATIO)
        return jx_exact_value(context->arena,
                              (jx_exact){ jx_decimal_negate(a.as.ratio->numerator), a.as.ratio->denominator });
    jx_value result;
    return temporal(context, jx_temporal_negate(a, &result), a, a, result);
}

// ---- equality and order ----

jx_value jx_equal(jx_builtin_context *context, jx_value a, jx_value b) {
    if (!jx_spend_value(context, a)) return jx_null();
    jx_value answer = jx_value_equal(a, b);
    return answer.kind == JX_BOOLEAN ? answer : jx_answer_null(context, "values of different kinds do not compare");
}

static jx_value ordered(jx_builtin_context *context, jx_value a, jx_value b, bool or_equal) {
    int order;
    if (!jx_order(a, b, &order)) return jx_answer_null(context, "these values have no order");
    return jx_boolean(order < 0 || (or_equal && order == 0));
}

jx_value jx_less(jx_builtin_context *context, jx_value a, jx_value b) { return ordered(context, a, b, false); }

jx_value jx_less_equal(jx_builtin_context *context, jx_value a, jx_value b) { return ordered(context, a, b, true); }

// ---- membership ----

static jx_value above(jx_builtin_context *context, jx_value value, jx_value low, bool included) {
    return included ? jx_less_equal(context, low, value) : jx_less(context, low, value);
}

static jx_value below(jx_builtin_context *context, jx_value value, jx_value high, bool included) {
    return included ? jx_less_equal(context, value, high) : jx_less(context, value, high);
}

static jx_value within(jx_builtin_context *context, jx_value value, const jx_range_value *range) {
    jx_value is_above = above(context, value, range->low, range->low_included);
    jx_value is_below = below(context, value, range->high, range->high_included);
    if (is_above.kind == JX_NULL || is_below.kind == JX_NULL) return jx_null();
    return jx_boolean(is_above.as.boolean && is_below.as.boolean);
}

static jx_value opposite(jx_value answer)
{
    return answer.kind == JX_BOOLEAN ? jx_boolean(!answer.as.boolean) : answer;
}

jx_value jx_in_range(jx_builtin_context *context, jx_value value, const jx_range_value *range) {
    jx_value only_end = range->low.kind != JX_NULL ? range->low : range->high;
    switch (range->form) {
    case JX_RANGE_INTERVAL: return within(context, value, range);
    case JX_RANGE_LESS: return below(context, value, range->high, false);
    case JX_RANGE_LESS_EQUAL: return below(context, value, range->high, true);
    case JX_RANGE_GREATER: return above(context, value, range->low, false);
    case JX_RANGE_GREATER_EQUAL: return above(context, value, range->low, true);
    case JX_RANGE_EQUAL: return jx_equal(context, value, only_end);
    case JX_RANGE_NOT_EQUAL: return opposite(jx_equal(context, value, only_end));
    }
    JX_UNREACHABLE();
}
