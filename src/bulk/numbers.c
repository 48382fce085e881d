// Numbers: arithmetic on int64 with one scale per lane, exact ratios, choices, and the rounding of amounts to fen.
//
// Every number carries the largest integer that any row may have; what might leave int64 is left to eval (a value that
// asks). Ratios are kept as they stand, top over bottom. eval keeps them reduced and rounds at 34 digits what has no
// short decimal form; so a ratio is only computed with further while its bottom is one small constant, and compared
// while its cross products stay below 10^33, where that rounding cannot turn a comparison round.
#include "bulk/compiler.h"

static bool fits(jx_u128 bound)
{
    return bound <= INT64_MAX;
}

static bool is_number(const jx_val *val)
{
    return val->kind == JX_VAL_NUMBER && !val->date;
}

static jx_val one(void)
{
    return jx_val_integer(1, 0);
}

static jx_val number_of(jx_compiler *compiler, const jx_val *a, const jx_val *b, uint32_t lane, int scale,
                        jx_u128 bound)
{
    return jx_val_number_lane(lane, jx_states_join(compiler, a->states, b->states), scale, bound);
}

// ---- numbers ----

static jx_val multiply(jx_compiler *compiler, const jx_val *a, const jx_val *b);

static jx_val multiply_range(jx_compiler *compiler, const jx_val *a, const jx_val *b)
{
    if (!a->ranged) return multiply_range(compiler, b, a);
    if (!b->constant || b->integer == 0) {
        jx_val left = jx_val_plain(compiler, a), right = jx_val_plain(compiler, b);
        return multiply(compiler, &left, &right);
    }
    jx_val low = jx_val_end(a, b->integer < 0), high = jx_val_end(a, b->integer > 0);
    low = multiply(compiler, &low, b);
    high = multiply(compiler, &high, b);
    return jx_val_range(compiler, low, high, a, NULL, b->integer < 0);
}

static jx_val multiply(jx_compiler *compiler, const jx_val *a, const jx_val *b)
{
    if (a->ranged || b->ranged) return multiply_range(compiler, a, b);
    jx_u128 bound;
    int scale = a->scale + b->scale;
    if (__builtin_mul_overflow(a->bound, b->bound, &bound) || !fits(bound) || scale > 18) return jx_val_ask();
    if (a->constant && b->constant) return jx_val_integer(a->integer * b->integer, scale);
    if (b->constant) return multiply(compiler, b, a);
    jx_op op = { .what = JX_DO_MULTIPLY, .a = a->lane, .b = b->lane };
    if (a->constant) op = (jx_op){ .what = JX_DO_LINEAR, .a = b->lane, .x = a->integer };
    bool same = a->constant && a->integer == 1;
    return number_of(compiler, a, b, same ? b->lane : jx_emit(compiler, 8, op), scale, bound);
}

static jx_val add(jx_compiler *compiler, const jx_val *left, const jx_val *right, bool minus);

static jx_val add_ranges(jx_compiler *compiler, const jx_val *a, const jx_val *b, bool minus)
{
    jx_val a_low = jx_val_end(a, false), a_high = jx_val_end(a, true);
    jx_val b_low = jx_val_end(b, minus), b_high = jx_val_end(b, !minus);
    jx_val low = add(compiler, &a_low, &b_low, minus), high = add(compiler, &a_high, &b_high, minus);
    return jx_val_range(compiler, low, high, a, b, minus);
}

static jx_val add(jx_compiler *compiler, const jx_val *left, const jx_val *right, bool minus)
{
    if (left->ranged || right->ranged) return add_ranges(compiler, left, right, minus);
    int scale = left->scale > right->scale ? left->scale : right->scale;
    jx_val a = jx_val_rescaled(compiler, left, scale), b = jx_val_rescaled(compiler, right, scale);
    if (a.kind != JX_VAL_NUMBER || b.kind != JX_VAL_NUMBER || !fits(a.bound + b.bound)) return jx_val_ask();
    jx_op op = { .what = minus ? JX_DO_SUBTRACT : JX_DO_ADD, .a = a.lane, .b = b.lane };
    if (a.constant && b.constant) return jx_val_integer(minus ? a.integer - b.integer : a.integer + b.integer, scale);
    if (b.constant) op = (jx_op){ .what = JX_DO_LINEAR, .a = a.lane, .x = 1, .y = minus ? -b.integer : b.integer };
    if (a.constant) op = (jx_op){ .what = JX_DO_LINEAR, .a = b.lane, .x = minus ? -1 : 1, .y = a.integer };
    return number_of(compiler, &a, &b, jx_emit(compiler, 8, op), scale, a.bound + b.bound);
}

// ---- ratios ----

static jx_val ratio(jx_compiler *compiler, jx_val top, jx_val bottom)
{
    if (top.kind != JX_VAL_NUMBER || bottom.kind != JX_VAL_NUMBER) return jx_val_ask();
    if (bottom.constant && bottom.integer == 0) return jx_val_ask();
    bool ranged = top.ranged && bottom.constant && bottom.integer > 0;
    if (!ranged) {
        top = jx_val_plain(compiler, &top);
        bottom = jx_val_plain(compiler, &bottom);
    }
    jx_val *parts = JX_ARRAY(compiler->arena, 2, jx_val);
    parts[0] = top;
    parts[1] = bottom;
    return (jx_val){ .kind = JX_VAL_RATIO, .top = &parts[0], .bottom = &parts[1], .lane = JX_NONE,
                     .states = ranged ? top.states : jx_states_join(compiler, top.states, bottom.states) };
}

static jx_val top_of(const jx_val *val)
{
    return val->kind == JX_VAL_RATIO ? *val->top : *val;
}

static jx_val bottom_of(const jx_val *val)
{
    return val->kind == JX_VAL_RATIO ? *val->bottom : one();
}

// True while eval's canonical form of it, and of what is computed from it, cannot have been rounded.
static bool computable(const jx_val *val)
{
    if (val->kind == JX_VAL_NUMBER) return true;
    if (!val->bottom->constant || val->bottom->bound > 100000) return false;
    jx_u128 bottom = val->bottom->bound ? val->bottom->bound : 1;
    return val->top->bound <= jx_u128_power_of_ten(33) / (bottom * bottom * bottom);
}

// A divisor 2^i·5^j: its reciprocal has a short decimal form, so the quotient is a plain number.
static bool reciprocal(const jx_val *bottom, jx_val *out)
{
    if (!bottom->constant || bottom->integer <= 0 || bottom->integer > 1000000) return false;
    int64_t power = 1;
    for (int scale = 0; scale <= 6; scale++, power *= 10) {
        if (power % bottom->integer != 0) continue;
        int64_t factor = power / bottom->integer;
        int left = scale - bottom->scale;
        for (; left < 0; left++) factor *= 10;
        *out = jx_val_integer(factor, left);
        return true;
    }
    return false;
}

static jx_val divide(jx_compiler *compiler, const jx_val *a, const jx_val *b)
{
    jx_val inverse, at = top_of(a), ab = bottom_of(a), bt = top_of(b), bb = bottom_of(b);
    if (is_number(a) && is_number(b) && reciprocal(b, &inverse)) return multiply(compiler, a, &inverse);
    if (!computable(a) || !computable(b)) return jx_val_ask();
    return ratio(compiler, multiply(compiler, &at, &bb), multiply(compiler, &ab, &bt));
}

static jx_val ratio_arithmetic(jx_compiler *compiler, jx_operator op, const jx_val *a, const jx_val *b)
{
    if (!computable(a) || !computable(b)) return jx_val_ask();
    jx_val at = top_of(a), ab = bottom_of(a), bt = top_of(b), bb = bottom_of(b);
    jx_val bottom = multiply(compiler, &ab, &bb), out;
    if (op == JX_OP_MULTIPLY) {
        out = ratio(compiler, multiply(compiler, &at, &bt), bottom);
    } else {
        jx_val left = multiply(compiler, &at, &bb), right = multiply(compiler, &bt, &ab);
        if (left.kind != JX_VAL_NUMBER || right.kind != JX_VAL_NUMBER) return jx_val_ask();
        out = ratio(compiler, add(compiler, &left, &right, op == JX_OP_SUBTRACT), bottom);
    }
    return out.kind == JX_VAL_RATIO && computable(&out) ? out : jx_val_ask();
}

static bool is_ratio_or_number(const jx_val *val)
{
    return val->kind == JX_VAL_RATIO || is_number(val);
}

jx_val jx_compile_arithmetic(jx_compiler *compiler, jx_operator op, const jx_val *a, const jx_val *b)
{
    if (!is_ratio_or_number(a) || !is_ratio_or_number(b)) return jx_val_ask();
    bool numbers = a->kind == JX_VAL_NUMBER && b->kind == JX_VAL_NUMBER;
    switch (op) {
    case JX_OP_ADD:
    case JX_OP_SUBTRACT:
        return numbers ? add(compiler, a, b, op == JX_OP_SUBTRACT) : ratio_arithmetic(compiler, op, a, b);
    case JX_OP_MULTIPLY: return numbers ? multiply(compiler, a, b) : ratio_arithmetic(compiler, op, a, b);
    case JX_OP_DIVIDE:   return divide(compiler, a, b);
    case JX_OP_POWER:
    case JX_OP_EQUAL:
    case JX_OP_NOT_EQUAL:
    case JX_OP_LESS:
    case JX_OP_LESS_EQUAL:
    case JX_OP_GREATER:
    case JX_OP_GREATER_EQUAL: case JX_OP_AND: case JX_OP_OR: return jx_val_ask();
    }
    JX_UNREACHABLE();
}

jx_val jx_compile_extreme(jx_compiler *compiler, bool greatest, const jx_val *left, const jx_val *right)
{
    if (!is_number(left) || !is_number(right)) return jx_val_ask();
    int scale = left->scale > right->scale ? left->scale : right->scale;
    jx_val a = jx_val_rescaled(compiler, left, scale), b = jx_val_rescaled(compiler, right, scale);
    if (a.kind != JX_VAL_NUMBER || b.kind != JX_VAL_NUMBER) return jx_val_ask();
    if (a.constant && b.constant) return (a.integer < b.integer) == greatest ? b : a;
    if (a.constant) return jx_compile_extreme(compiler, greatest, &b, &a);
    if (a.ranged && b.constant) return jx_range_extreme(compiler, greatest, &a, &b);
    a = jx_val_plain(compiler, &a);
    b = jx_val_plain(compiler, &b);
    jx_op op = { .what = greatest ? JX_DO_MAX : JX_DO_MIN, .a = a.lane, .b = b.lane };
    if (b.constant)
        op = (jx_op){ .what = greatest ? JX_DO_MAX_IMMEDIATE : JX_DO_MIN_IMMEDIATE, .a = a.lane, .x = b.integer };
    jx_u128 bound = a.bound > b.bound ? a.bound : b.bound;
    return number_of(compiler, &a, &b, jx_emit(compiler, 8, op), scale, bound);
}

// ---- if ----

static uint32_t chosen_states(jx_compiler *compiler, const jx_val *when, uint32_t then, uint32_t otherwise)
{
    if (when->sure && then == JX_NONE && otherwise == JX_NONE) return JX_NONE;
    return jx_emit(compiler, 1,
                   (jx_op){ .what = JX_DO_STATE_CHOOSE,
                            .a = jx_truth_lane(compiler, when),
                            .b = jx_states_lane(compiler, then),
                            .c = jx_states_lane(compiler, otherwise) });
}

static uint32_t choose_lane(jx_compiler *compiler, const jx_val *when, const jx_val *then, const jx_val *otherwise)
{
    jx_op op = { .what = JX_DO_CHOOSE_NUMBER, .a = jx_truth_lane(compiler, when), .b = jx_number_lane(compiler, then),
                 .c = jx_number_lane(compiler, otherwise) };
    return jx_emit(compiler, 8, op);
}

static jx_val choose_number(jx_compiler *compiler, const jx_val *when, const jx_val *then, const jx_val *otherwise)
{
    int scale = then->scale > otherwise->scale ? then->scale : otherwise->scale;
    jx_val a = jx_val_rescaled(compiler, then, scale), b = jx_val_rescaled(compiler, otherwise, scale);
    if (a.kind != JX_VAL_NUMBER || b.kind != JX_VAL_NUMBER || a.date != b.date) return jx_val_ask();
    uint32_t lane = choose_lane(compiler, when, &a, &b);
    jx_val out = jx_val_number_lane(lane, chosen_states(compiler, when, a.states, b.states), scale,
                                    a.bound > b.bound ? a.bound : b.bound);
    out.date = a.date;
    if (a.ranged || b.ranged) {
        jx_val a_high = jx_val_end(&a, true), b_high = jx_val_end(&b, true);
        out.ranged = true;
        out.high = choose_lane(compiler, when, &a_high, &b_high);
    }
    return out;
}

// The domains stand one after the other.
static jx_val choose_code(jx_compiler *compiler, const jx_val *when, const jx_val *then, const jx_val *otherwise)
{
    size_t first = then->domain_count, count = first + otherwise->domain_count;
    jx_value *domain = JX_ARRAY(compiler->arena, count, jx_value);
    uint32_t *moved = JX_ARRAY(compiler->arena, otherwise->domain_count, uint32_t);
    for (size_t i = 0; i < count; i++) domain[i] = i < first ? then->domain[i] : otherwise->domain[i - first];
    for (size_t i = 0; i < otherwise->domain_count; i++) moved[i] = (uint32_t)(first + i);
    uint32_t right = jx_emit(compiler, 4, (jx_op){ .what = JX_DO_MAP_CODE, .a = jx_code_lane(compiler, otherwise),
                                                   .table = moved });
    uint32_t lane = jx_emit(compiler, 4, (jx_op){ .what = JX_DO_CHOOSE_CODE, .a = jx_truth_lane(compiler, when),
                                                  .b = jx_code_lane(compiler, then), .c = right });
    return (jx_val){ .kind = JX_VAL_CODE, .lane = lane, .domain = domain, .domain_count = count,
                     .states = chosen_states(compiler, when, then->states, otherwise->states) };
}

// A branch that only eval can say, beside one that kernels can: harmless values, and states that ask.
static jx_val asking_like(jx_compiler *compiler, const jx_val *like)
{
    jx_val out = *like;
    if (like->kind == JX_VAL_NUMBER) {
        out = jx_val_integer(0, like->scale);
        out.date = like->date;
    }
    out.states = jx_lane_filled(compiler, 1, JX_S_ASK);
    return out;
}

jx_val jx_compile_choice(jx_compiler *compiler, const jx_val *when, const jx_val *then, const jx_val *otherwise)
{
    if (when->kind != JX_VAL_TRUTH) return jx_val_ask();
    if (when->constant && when->sure) return when->integer == JX_T_TRUE ? *then : *otherwise;
    if (when->constant) return jx_val_ask();
    jx_val a = *then, b = *otherwise;
    if (a.kind == JX_VAL_TRUTH || b.kind == JX_VAL_TRUTH) {
        jx_op op = { .what = JX_DO_CHOOSE_TRUTH, .a = when->lane, .b = jx_truth_lane(compiler, &a),
                     .c = jx_truth_lane(compiler, &b) };
        jx_val out = jx_val_truth_lane(jx_emit(compiler, 1, op));
        out.sure = when->sure && a.kind == JX_VAL_TRUTH && b.kind == JX_VAL_TRUTH && a.sure && b.sure;
        return out;
    }
    if (a.kind == JX_VAL_ASK) a = asking_like(compiler, &b);
    if (b.kind == JX_VAL_ASK) b = asking_like(compiler, &a);
    if (a.kind != b.kind) return jx_val_ask();
    if (a.kind == JX_VAL_NUMBER) return choose_number(compiler, when, &a, &b);
    return a.kind == JX_VAL_CODE ? choose_code(compiler, when, &a, &b) : jx_val_ask();
}

// ---- fen ----

static void set_magic(jx_rounding_plan *plan, jx_u128 bound)
{
    // For x < 2^31: floor(x / d) = x·ceil(2^(31+l) / d) >> (31+l), where 2^l >= d; the factor stays below 2^32.
    if (plan->divisor > 1000000000 || bound + plan->divisor >= (UINT64_C(1) << 31)) return;
    int bits = 0;
    while ((UINT64_C(1) << bits) < plan->divisor) bits++;
    plan->shift = 31 + bits;
    plan->magic = ((UINT64_C(1) << plan->shift) + plan->divisor - 1) / plan->divisor;
}

static jx_val fen_range(jx_compiler *compiler, const jx_award_rule *award, const jx_val *amount)
{
    jx_val low = jx_val_end(amount, false), high = jx_val_end(amount, true);
    low = jx_compile_fen(compiler, award, &low);
    high = jx_compile_fen(compiler, award, &high);
    jx_val out = jx_val_range(compiler, low, high, amount, NULL, false);
    if (out.kind != JX_VAL_NUMBER) return out;
    // Ends that round to the same fen are still two; the same ends are a value.
    jx_op op = { .what = JX_DO_SETTLE, .a = out.states, .b = amount->lane, .c = amount->high };
    out.states = jx_emit(compiler, 1, op);
    return out;
}

jx_val jx_compile_fen(jx_compiler *compiler, const jx_award_rule *award, const jx_val *amount)
{
    if (is_number(amount) && amount->ranged) return fen_range(compiler, award, amount);
    jx_rounding_way way;
    if (!jx_bound_rounding(compiler->bound, award, &way)) return jx_val_ask();
    int scale = way.scale;
    if (!is_number(amount) || scale < 0 || scale > 2 || amount->scale > scale + 15) return jx_val_ask();
    jx_rounding_plan *plan = JX_NEW(compiler->arena, jx_rounding_plan);
    plan->divisor = 1;
    plan->rounding = way.rounding;
    plan->factor = (int64_t)jx_u128_power_of_ten(amount->scale > scale ? 2 - scale : 2 - amount->scale);
    if (amount->scale > scale) plan->divisor = (uint64_t)jx_u128_power_of_ten(amount->scale - scale);
    jx_u128 bound = amount->bound / plan->divisor + 1;
    if (bound > INT64_MAX / 200 || amount->bound > INT64_MAX / 2) return jx_val_ask();
    set_magic(plan, amount->bound);
    jx_op op = { .what = JX_DO_ROUND, .a = jx_number_lane(compiler, amount), .table = plan };
    return jx_val_number_lane(jx_emit(compiler, 8, op), amount->states, 2, bound * (jx_u128)plan->factor);
}
