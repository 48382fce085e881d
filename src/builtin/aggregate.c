// What makes one number of a list: sum, product, mean, median, standard deviation, most frequent.
//
// sum and product stay exact over ratios; the others work on decimals of 34 digits. Anything but numbers is null.
#include "builtin/parts.h"

#include <string.h>

static const char *const why_empty = "the list is empty";
static const char *const why_not_numbers = "an item is not a number";
static const char *const why_range = "the result is out of range";

static bool all_numbers(jx_builtin_context *context, jx_value list) {
    if (!jx_spend(context, list.as.list.count)) return false;
    for (size_t i = 0; i < list.as.list.count; i++)
        if (!jx_is_numeric(list.as.list.items[i])) {
            jx_answer_null(context, why_not_numbers);
            return false;
        }
    return true;
}

typedef bool decimal_operation(jx_decimal a, jx_decimal b, jx_decimal *out);
typedef bool exact_operation(jx_exact a, jx_exact b, jx_exact *out);

static bool step(jx_exact *total, jx_value item, decimal_operation *on_decimals, exact_operation *on_ratios) {
    if (item.kind == JX_NUMBER && jx_exact_is_decimal(*total))
        return on_decimals(total->numerator, item.as.number, &total->numerator);
    return on_ratios(*total, jx_value_exact(item), total);
}

// All items joined by one operation.
static jx_value fold(jx_builtin_context *context, jx_value list, decimal_operation *on_decimals,
                     exact_operation *on_ratios)
{
    if (list.as.list.count == 0) return jx_answer_null(context, why_empty);
    if (!all_numbers(context, list)) return jx_null();
    jx_exact total = jx_value_exact(list.as.list.items[0]);
    for (size_t i = 1; i < list.as.list.count; i++)
        if (!step(&total, list.as.list.items[i], on_decimals, on_ratios)) return jx_answer_null(context, why_range);
    return jx_exact_value(context->arena, total);
}

jx_value jx_fn_sum(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    (void)count;
    return fold(context, arguments[0], jx_decimal_add, jx_exact_add);
}

jx_value jx_fn_product(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    (void)count;
    return fold(context, arguments[0], jx_decimal_multiply, jx_exact_multiply);
}

jx_value jx_fn_mean(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    jx_value sum = jx_fn_sum(context, arguments, count);
    return sum.kind == JX_NULL ? sum : jx_divide(context, sum, jx_integer((int64_t)arguments[0].as.list.count));
}

// ---- order ----

static int after(void *user, jx_value a, jx_value b) {
    int order = 0;
    if (!jx_spend(user, 1)) return -1;
    jx_order(a, b, &order);
    return order > 0;
}

// The numbers ascending, in an array of their own; NULL: some are not numbers, or a limit.
static jx_value *ascending(jx_builtin_context *context, jx_value list) {
    size_t count = list.as.list.count;
    if (!all_numbers(context, list) || !jx_list_may_be(context, count)) return NULL;
    jx_value *items = JX_ARRAY(context->arena, 2 * count, jx_value);
    if (count > 0) memcpy(items, list.as.list.items, count * sizeof *items);
    return jx_sort(items, items + count, count, after, context) ? items : NULL;
}

jx_value jx_fn_median(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    (void)count;
    size_t all = arguments[0].as.list.count;
    if (all == 0) return jx_answer_null(context, why_empty);
    jx_value *items = ascending(context, arguments[0]);
    if (!items) return jx_null();
    if (all % 2 == 1) return items[all / 2];
    jx_value sum = jx_add(context, items[all / 2 - 1], items[all / 2]);
    return sum.kind == JX_NULL ? sum : jx_divide(context, sum, jx_integer(2));
}

static size_t run_length(const jx_value *items, size_t count) {
    size_t length = 1;
    while (length < count && jx_value_same(items[0], items[length])) length++;
    return length;
}

jx_value jx_fn_mode(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    (void)count;
    size_t    all = arguments[0].as.list.count, most = 0, kept = 0;
    jx_value *items = ascending(context, arguments[0]);
    if (!items) return jx_null();
    for (size_t i = 0, length; i < all; i += length) {
        length = run_length(items + i, all - i);
        if (length > most) kept = 0;
        if (length < most) continue;
        most = length;
        items[kept++] = items[i];  // kept <= i: what is overwritten was counted before
    }
    return jx_list(items, kept);
}

// ---- standard deviation ----

// Σ (x − mean)²; false: out of range.
static bool squared_deviations(jx_value list, jx_decimal mean, jx_decimal *out) {
    *out = jx_decimal_of(0);
    for (size_t i = 0; i < list.as.list.count; i++) {
        jx_decimal away, square;
        if (!jx_decimal_subtract(jx_exact_to_34(jx_value_exact(list.as.list.items[i])), mean, &away)) return false;
        if (!jx_decimal_multiply(away, away, &square) || !jx_decimal_add(*out, square, out)) return false;
    }
    return true;
}

jx_value jx_fn_stddev(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    size_t all = arguments[0].as.list.count;
    if (all < 2) return jx_answer_null(context, "a standard deviation needs two numbers");
    jx_value mean = jx_fn_mean(context, arguments, count);
    if (mean.kind == JX_NULL) return mean;
    jx_decimal total, variance, deviation;
    if (!squared_deviations(arguments[0], mean.as.number, &total) ||
        !jx_decimal_divide(total, jx_decimal_of((int64_t)all - 1), &variance) || !jx_decimal_sqrt(variance, &deviation))
        return jx_answer_null(context, why_range);
    return jx_number(deviation);
}
