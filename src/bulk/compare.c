// Comparisons: numbers in one scale, ratios cross-multiplied, texts by their codes, and 无.
#include "bulk/compiler.h"

static bool is_equality(jx_operator op)
{
    return op == JX_OP_EQUAL || op == JX_OP_NOT_EQUAL;
}

static jx_operator turned(jx_operator op)
{
    switch (op) {
    case JX_OP_LESS:          return JX_OP_GREATER;
    case JX_OP_LESS_EQUAL:    return JX_OP_GREATER_EQUAL;
    case JX_OP_GREATER:       return JX_OP_LESS;
    case JX_OP_GREATER_EQUAL: return JX_OP_LESS_EQUAL;
    case JX_OP_EQUAL: case JX_OP_NOT_EQUAL: case JX_OP_ADD: case JX_OP_SUBTRACT: case JX_OP_MULTIPLY: case JX_OP_DIVIDE:
    case JX_OP_POWER: case JX_OP_AND: case JX_OP_OR: return op;
    }
    JX_UNREACHABLE();
}

// The orders of left and right for which it is true.
static int64_t orders(jx_operator op)
{
    switch (op) {
    case JX_OP_LESS:          return JX_LESS;
    case JX_OP_LESS_EQUAL:    return JX_LESS | JX_EQUAL;
    case JX_OP_GREATER:       return JX_GREATER;
    case JX_OP_GREATER_EQUAL: return JX_GREATER | JX_EQUAL;
    case JX_OP_EQUAL:         return JX_EQUAL;
    case JX_OP_NOT_EQUAL:     return JX_LESS | JX_GREATER;
    case JX_OP_ADD: case JX_OP_SUBTRACT: case JX_OP_MULTIPLY: case JX_OP_DIVIDE: case JX_OP_POWER: case JX_OP_AND:
    case JX_OP_OR: JX_UNREACHABLE();
    }
    JX_UNREACHABLE();
}

static jx_val raw_numbers(jx_compiler *compiler, jx_operator op, const jx_val *left, const jx_val *right);
static jx_val raw_ratios(jx_compiler *compiler, jx_operator op, const jx_val *a, const jx_val *b);

static jx_val constant_order(jx_operator op, int order)
{
    return jx_val_truth(orders(op) >> (order + 1) & 1 ? JX_T_TRUE : JX_T_FALSE);
}

// What is known where both are values; 无 and what only eval knows are put on top.
static jx_val with_states(jx_compiler *compiler, jx_operator op, jx_val raw, uint32_t a, uint32_t b, bool null_asks)
{
    if (a == JX_NONE && b == JX_NONE) return raw;
    if (!is_equality(op) || null_asks) return jx_val_where_known(compiler, raw, jx_states_join(compiler, a, b));
    jx_op with = { .what = JX_DO_EQUAL_STATES, .a = jx_truth_lane(compiler, &raw), .b = jx_states_lane(compiler, a),
                   .c = jx_states_lane(compiler, b), .x = op == JX_OP_NOT_EQUAL };
    return jx_val_truth_lane(jx_emit(compiler, 1, with));
}

static jx_val truth_of(jx_compiler *compiler, jx_op op, bool sure)
{
    jx_val out = jx_val_truth_lane(jx_emit(compiler, 1, op));
    out.sure = sure;
    return out;
}

// ---- numbers ----

static jx_val against_constant(jx_compiler *compiler, jx_operator op, const jx_val *a, int64_t constant)
{
    static const jx_do immediate[] = {
        [JX_OP_LESS] = JX_DO_LESS_IMMEDIATE,       [JX_OP_LESS_EQUAL] = JX_DO_LESS_EQUAL_IMMEDIATE,
        [JX_OP_GREATER] = JX_DO_GREATER_IMMEDIATE, [JX_OP_GREATER_EQUAL] = JX_DO_GREATER_EQUAL_IMMEDIATE,
        [JX_OP_EQUAL] = JX_DO_EQUAL_IMMEDIATE,     [JX_OP_NOT_EQUAL] = JX_DO_NOT_EQUAL_IMMEDIATE,
    };
    return truth_of(compiler, (jx_op){ .what = immediate[op], .a = a->lane, .x = constant }, true);
}

static jx_val two_numbers(jx_compiler *compiler, jx_operator op, const jx_val *a, const jx_val *b)
{
    if (op == JX_OP_GREATER || op == JX_OP_GREATER_EQUAL) return two_numbers(compiler, turned(op), b, a);
    jx_do what = op == JX_OP_LESS ? JX_DO_LESS : op == JX_OP_LESS_EQUAL ? JX_DO_LESS_EQUAL
                 : op == JX_OP_EQUAL ? JX_DO_EQUAL : JX_DO_NOT_EQUAL;
    return truth_of(compiler, (jx_op){ .what = what, .a = a->lane, .b = b->lane }, true);
}

static jx_val raw_numbers(jx_compiler *compiler, jx_operator op, const jx_val *left, const jx_val *right)
{
    int scale = left->scale > right->scale ? left->scale : right->scale;
    jx_val a = jx_val_rescaled(compiler, left, scale), b = jx_val_rescaled(compiler, right, scale);
    if (a.kind != JX_VAL_NUMBER || b.kind != JX_VAL_NUMBER) return jx_val_ask();
    if (a.constant && b.constant) return constant_order(op, (a.integer > b.integer) - (a.integer < b.integer));
    if (b.constant) return against_constant(compiler, op, &a, b.integer);
    if (a.constant) return against_constant(compiler, turned(op), &b, a.integer);
    return two_numbers(compiler, op, &a, &b);
}

// ---- ratios ----

// top × factor and bottom × other, so that scales no longer matter. False if a factor is beyond 10^18.
static bool factors_of(const jx_val *ratio, const jx_val *number, int64_t *top, int64_t *bottom)
{
    // top/bottom × 10^(bottom.scale − top.scale) against integer × 10^−scale
    int power = ratio->bottom->scale - ratio->top->scale + number->scale;
    if (power > 18 || power < -18) return false;
    jx_u128 ten = jx_u128_power_of_ten(power < 0 ? -power : power), all;
    if (__builtin_mul_overflow(ten, number->bound ? number->bound : 1, &all) || all > INT64_MAX) return false;
    *top = power > 0 ? (int64_t)ten : 1;
    *bottom = power < 0 ? number->integer * (int64_t)ten : number->integer;
    return true;
}

static jx_u128 product(jx_u128 a, jx_u128 b)
{
    jx_u128 out;
    return __builtin_mul_overflow(a, b, &out) ? ~(jx_u128)0 : out;
}

static jx_u128 size_of(int64_t integer)
{
    return integer < 0 ? (jx_u128) - (jx_i128)integer : (jx_u128)integer;
}

static jx_val ratio_against_constant(jx_compiler *compiler, jx_operator op, const jx_val *ratio, const jx_val *number)
{
    int64_t x, y;
    if (!factors_of(ratio, number, &x, &y)) return jx_val_ask();
    jx_u128 left = product(ratio->top->bound, size_of(x)), right = product(ratio->bottom->bound, size_of(y));
    jx_u128 limit = jx_u128_power_of_ten(33);
    if (left >= limit || right >= limit) return jx_val_ask();
    bool narrow = left <= INT64_MAX && right <= INT64_MAX;
    jx_op with = { .what = narrow ? JX_DO_RATIO_64 : JX_DO_RATIO_128, .a = jx_number_lane(compiler, ratio->top),
                   .b = jx_number_lane(compiler, ratio->bottom), .x = x, .y = y, .z = orders(op) };
    bool sure = ratio->bottom->constant && ratio->bottom->integer != 0;
    return truth_of(compiler, with, sure);
}

static jx_val as_ratio(jx_compiler *compiler, const jx_val *val)
{
    if (val->kind == JX_VAL_RATIO) return *val;
    jx_val *parts = JX_ARRAY(compiler->arena, 2, jx_val);
    parts[0] = *val;
    parts[1] = jx_val_integer(1, 0);
    return (jx_val){ .kind = JX_VAL_RATIO, .top = &parts[0], .bottom = &parts[1], .states = val->states };
}

static jx_val two_ratios(jx_compiler *compiler, jx_operator op, const jx_val *left, const jx_val *right)
{
    jx_val a = as_ratio(compiler, left), b = as_ratio(compiler, right);
    // Both to one power of ten: the one that is behind gets its top multiplied.
    int power_a = a.bottom->scale - a.top->scale, power_b = b.bottom->scale - b.top->scale;
    int behind = power_a < power_b ? power_a : power_b;
    jx_val top_a = jx_val_rescaled(compiler, a.top, a.top->scale + power_a - behind);
    jx_val top_b = jx_val_rescaled(compiler, b.top, b.top->scale + power_b - behind);
    if (top_a.kind != JX_VAL_NUMBER || top_b.kind != JX_VAL_NUMBER) return jx_val_ask();
    if (a.bottom->constant && b.bottom->constant && a.bottom->integer > 0 && b.bottom->integer > 0) {
        jx_val factor_a = jx_val_integer(b.bottom->integer, 0), factor_b = jx_val_integer(a.bottom->integer, 0);
        top_a.scale = top_b.scale = 0;  // the powers of ten are alike now
        jx_val left_all = jx_compile_arithmetic(compiler, JX_OP_MULTIPLY, &top_a, &factor_a);
        jx_val right_all = jx_compile_arithmetic(compiler, JX_OP_MULTIPLY, &top_b, &factor_b);
        if (left_all.kind == JX_VAL_NUMBER && right_all.kind == JX_VAL_NUMBER)
            return raw_numbers(compiler, op, &left_all, &right_all);
    }
    jx_u128 limit = jx_u128_power_of_ten(33);
    if (product(top_a.bound, b.bottom->bound) >= limit || product(top_b.bound, a.bottom->bound) >= limit)
        return jx_val_ask();
    jx_op with = { .what = JX_DO_RATIOS, .a = jx_number_lane(compiler, &top_a), .b = jx_number_lane(compiler, a.bottom),
                   .c = jx_number_lane(compiler, &top_b), .d = jx_number_lane(compiler, b.bottom), .z = orders(op) };
    return truth_of(compiler, with, false);
}

static jx_val raw_ratios(jx_compiler *compiler, jx_operator op, const jx_val *a, const jx_val *b)
{
    if (a->kind == JX_VAL_RATIO && b->kind == JX_VAL_NUMBER && b->constant && !b->date)
        return ratio_against_constant(compiler, op, a, b);
    if (b->kind == JX_VAL_RATIO && a->kind == JX_VAL_NUMBER && a->constant && !a->date)
        return ratio_against_constant(compiler, turned(op), b, a);
    if (a->date || b->date) return jx_val_ask();
    return two_ratios(compiler, op, a, b);
}

// ---- ranges ----

static bool is_ranged(const jx_val *val)
{
    return val->ranged || (val->kind == JX_VAL_RATIO && val->top->ranged);
}

// One end of a number, or of a ratio over a positive constant.
static jx_val end_of(jx_compiler *compiler, const jx_val *val, bool high)
{
    if (val->kind != JX_VAL_RATIO || !val->top->ranged) return jx_val_end(val, high);
    jx_val *parts = JX_ARRAY(compiler->arena, 2, jx_val), out = *val;
    parts[0] = jx_val_end(val->top, high);
    parts[1] = *val->bottom;
    out.top = &parts[0];
    out.bottom = &parts[1];
    out.states = JX_NONE;
    return out;
}

// a < b or a <= b: surely if the highest of a is so of the lowest of b, perhaps if the lowest of a is of the highest.
static jx_val ranges(jx_compiler *compiler, jx_operator op, const jx_val *a, const jx_val *b)
{
    if (op == JX_OP_GREATER || op == JX_OP_GREATER_EQUAL) return ranges(compiler, turned(op), b, a);
    if (is_equality(op)) return jx_val_ask();
    jx_val a_low = end_of(compiler, a, false), a_high = end_of(compiler, a, true);
    jx_val b_low = end_of(compiler, b, false), b_high = end_of(compiler, b, true);
    bool numbers = a->kind == JX_VAL_NUMBER && b->kind == JX_VAL_NUMBER;
    jx_val surely = numbers ? raw_numbers(compiler, op, &a_high, &b_low) : raw_ratios(compiler, op, &a_high, &b_low);
    jx_val perhaps = numbers ? raw_numbers(compiler, op, &a_low, &b_high) : raw_ratios(compiler, op, &a_low, &b_high);
    if (surely.kind != JX_VAL_TRUTH || perhaps.kind != JX_VAL_TRUTH) return jx_val_ask();
    jx_op with = { .what = JX_DO_RANGE_TRUTH, .a = jx_truth_lane(compiler, &surely),
                   .b = jx_truth_lane(compiler, &perhaps), .c = jx_states_lane(compiler, a->states),
                   .d = jx_states_lane(compiler, b->states) };
    return jx_val_truth_lane(jx_emit(compiler, 1, with));
}

// ---- codes and truths ----

static jx_val raw_codes(jx_compiler *compiler, jx_operator op, const jx_val *a, const jx_val *b)
{
    if (!is_equality(op)) return jx_val_ask();
    if (a->constant && !b->constant) return raw_codes(compiler, op, b, a);
    if (b->constant) {
        jx_value *answers = JX_ARRAY(compiler->arena, a->domain_count, jx_value);
        for (size_t i = 0; i < a->domain_count; i++) {
            jx_value same = jx_value_equal(a->domain[i], b->domain[0]);
            if (same.kind != JX_BOOLEAN) return jx_val_ask();
            answers[i] = jx_boolean(same.as.boolean == (op == JX_OP_EQUAL));
        }
        if (a->constant) return jx_val_of_value(compiler, answers[0]);
        jx_val without_states = *a;
        without_states.states = JX_NONE;
        return jx_compile_lookup(compiler, &without_states, answers, a->domain_count);
    }
    if (a->domain != b->domain) return jx_val_ask();
    jx_op with = { .what = JX_DO_CODES_EQUAL, .a = a->lane, .b = b->lane, .x = op == JX_OP_NOT_EQUAL };
    return truth_of(compiler, with, true);
}

static jx_val truths(jx_compiler *compiler, jx_operator op, const jx_val *a, const jx_val *b)
{
    if (a->constant && !b->constant) return truths(compiler, op, b, a);
    if (!is_equality(op) || !b->constant || !b->sure) return jx_val_ask();
    bool same = (b->integer == JX_T_TRUE) == (op == JX_OP_EQUAL);
    return same ? *a : jx_val_not(compiler, *a);
}

jx_val jx_compile_comparison(jx_compiler *compiler, jx_operator op, const jx_val *a, const jx_val *b, bool null_asks)
{
    if (a->kind == JX_VAL_TRUTH && b->kind == JX_VAL_TRUTH) return truths(compiler, op, a, b);
    jx_val raw = jx_val_ask();
    bool numeric_a = a->kind == JX_VAL_NUMBER || a->kind == JX_VAL_RATIO;
    bool numeric_b = b->kind == JX_VAL_NUMBER || b->kind == JX_VAL_RATIO;
    bool ranged = (is_ranged(a) || is_ranged(b)) && !is_equality(op);
    if (ranged && numeric_a && numeric_b && !a->date && !b->date) return ranges(compiler, op, a, b);
    if (a->kind == JX_VAL_NUMBER && b->kind == JX_VAL_NUMBER && a->date == b->date) {
        raw = raw_numbers(compiler, op, a, b);
    } else if (numeric_a && numeric_b && (a->kind == JX_VAL_RATIO || b->kind == JX_VAL_RATIO)) {
        raw = raw_ratios(compiler, op, a, b);
        null_asks = true;  // a quotient is never 无
    } else if (a->kind == JX_VAL_CODE && b->kind == JX_VAL_CODE) {
        raw = raw_codes(compiler, op, a, b);
    }
    if (raw.kind == JX_VAL_ASK) return raw;
    return with_states(compiler, op, raw, a->states, b->states, null_asks);
}

jx_val jx_compile_null_test(jx_compiler *compiler, const jx_val *a)
{
    if (a->kind == JX_VAL_ASK || a->kind == JX_VAL_TRUTH) return jx_val_ask();
    if (a->kind == JX_VAL_RATIO) {  // a divisor of 0 makes it undefined, which is not known to differ from 无
        bool safe = a->bottom->constant && a->bottom->integer != 0;
        return safe ? jx_val_where_known(compiler, jx_val_truth(JX_T_FALSE), a->states) : jx_val_ask();
    }
    if (a->states == JX_NONE) return jx_val_truth(JX_T_FALSE);
    return jx_val_truth_lane(jx_emit(compiler, 1, (jx_op){ .what = JX_DO_IS_NULL, .a = a->states }));
}

// ---- in ----

static jx_val in_range(jx_compiler *compiler, const jx_val *value, const jx_range_value *range)
{
    jx_val result = jx_val_truth(JX_T_TRUE);
    jx_val low = jx_val_of_value(compiler, range->low), high = jx_val_of_value(compiler, range->high);
    if (range->form == JX_RANGE_EQUAL) return jx_compile_comparison(compiler, JX_OP_EQUAL, value, &low, true);
    if (range->form == JX_RANGE_NOT_EQUAL) return jx_compile_comparison(compiler, JX_OP_NOT_EQUAL, value, &low, true);
    if (range->low.kind == JX_NULL && range->high.kind == JX_NULL) return jx_val_ask();
    if (range->low.kind != JX_NULL) {
        jx_operator op = range->low_included ? JX_OP_GREATER_EQUAL : JX_OP_GREATER;
        result = jx_compile_comparison(compiler, op, value, &low, true);
    }
    if (range->high.kind != JX_NULL) {
        jx_operator op = range->high_included ? JX_OP_LESS_EQUAL : JX_OP_LESS;
        result = jx_val_and(compiler, result, jx_compile_comparison(compiler, op, value, &high, true));
    }
    return result;
}

jx_val jx_compile_membership(jx_compiler *compiler, const jx_val *value, jx_value test)
{
    if (test.kind == JX_NULL) return jx_compile_null_test(compiler, value);
    if (test.kind == JX_RANGE) return in_range(compiler, value, test.as.range);
    if (test.kind == JX_LIST && test.as.list.count == 0) return jx_val_ask();  // no comparison looks for a 无
    if (test.kind == JX_LIST) {
        jx_val result = jx_val_truth(JX_T_FALSE);
        for (size_t i = 0; i < test.as.list.count; i++) {
            jx_value item = test.as.list.items[i];
            if (item.kind == JX_NULL || item.kind == JX_LIST) return jx_val_ask();
            result = jx_val_or(compiler, result, jx_compile_membership(compiler, value, item));
        }
        return result;
    }
    jx_val constant = jx_val_of_value(compiler, test);
    return jx_compile_comparison(compiler, JX_OP_EQUAL, value, &constant, true);
}
