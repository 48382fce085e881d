// Lanes and operations of the program, and the simplest values made of them.
//
// Asking for an operation that is there already gives its lane: so equal cells of a table, and conditions that several
// awards share, are worked out once. Constants are folded where that is easy; a constant lane is filled once per run.
#include "bulk/compiler.h"

uint32_t jx_lane_new(jx_compiler *compiler, int width)
{
    *JX_PUSH(compiler->arena, &compiler->lanes) = (jx_lane){ .width = (uint8_t)width };
    return (uint32_t)(compiler->lanes.count - 1);
}

uint32_t jx_lane_filled(jx_compiler *compiler, int width, int64_t value)
{
    for (uint32_t i = 0; i < compiler->lanes.count; i++) {
        const jx_lane *lane = &compiler->lanes.items[i];
        if (lane->fill && lane->width == width && lane->fill_value == value) return i;
    }
    uint32_t lane = jx_lane_new(compiler, width);
    compiler->lanes.items[lane].fill = true;
    compiler->lanes.items[lane].fill_value = value;
    return lane;
}

uint32_t jx_lane_of_column(jx_compiler *compiler, int width, const void *column)
{
    for (uint32_t i = 0; i < compiler->lanes.count; i++)
        if (compiler->lanes.items[i].column == column) return i;
    uint32_t lane = jx_lane_new(compiler, width);
    compiler->lanes.items[lane].column = column;
    return lane;
}

static bool same_op(const jx_op *a, const jx_op *b)
{
    return a->what == b->what && a->a == b->a && a->b == b->b && a->c == b->c && a->d == b->d && a->x == b->x &&
           a->y == b->y && a->z == b->z && a->table == b->table;
}

uint32_t jx_emit(jx_compiler *compiler, int width, jx_op op)
{
    for (size_t i = compiler->ops.count; i > 0; i--)
        if (same_op(&compiler->ops.items[i - 1], &op)) return compiler->ops.items[i - 1].out;
    op.out = jx_lane_new(compiler, width);
    *JX_PUSH(compiler->arena, &compiler->ops) = op;
    return op.out;
}

// ---- values ----

jx_val jx_val_ask(void)
{
    return (jx_val){ .kind = JX_VAL_ASK, .lane = JX_NONE, .states = JX_NONE };
}

jx_val jx_val_truth(uint8_t truth)
{
    return (jx_val){ .kind = JX_VAL_TRUTH, .constant = true, .integer = truth, .lane = JX_NONE, .states = JX_NONE,
                     .sure = truth == JX_T_TRUE || truth == JX_T_FALSE };
}

jx_val jx_val_truth_lane(uint32_t lane)
{
    return (jx_val){ .kind = JX_VAL_TRUTH, .lane = lane, .states = JX_NONE };
}

jx_val jx_val_integer(int64_t integer, int scale)
{
    jx_u128 bound = integer < 0 ? (jx_u128) - (jx_i128)integer : (jx_u128)integer;
    return (jx_val){ .kind = JX_VAL_NUMBER, .constant = true, .integer = integer, .scale = scale, .bound = bound,
                     .lane = JX_NONE, .states = JX_NONE };
}

jx_val jx_val_number_lane(uint32_t lane, uint32_t states, int scale, jx_u128 bound)
{
    return (jx_val){ .kind = JX_VAL_NUMBER, .lane = lane, .states = states, .scale = scale, .bound = bound };
}

uint32_t jx_truth_lane(jx_compiler *compiler, const jx_val *val)
{
    if (val->kind != JX_VAL_TRUTH) return jx_lane_filled(compiler, 1, JX_T_ASK);
    return val->constant ? jx_lane_filled(compiler, 1, val->integer) : val->lane;
}

uint32_t jx_number_lane(jx_compiler *compiler, const jx_val *val)
{
    assert(val->kind == JX_VAL_NUMBER);
    return val->constant ? jx_lane_filled(compiler, 8, val->integer) : val->lane;
}

uint32_t jx_code_lane(jx_compiler *compiler, const jx_val *val)
{
    assert(val->kind == JX_VAL_CODE);
    return val->constant ? jx_lane_filled(compiler, 4, 0) : val->lane;
}

uint32_t jx_states_lane(jx_compiler *compiler, uint32_t states)
{
    return states == JX_NONE ? jx_lane_filled(compiler, 1, JX_S_VALUE) : states;
}

uint32_t jx_states_asking(jx_compiler *compiler, uint32_t states)
{
    if (states == JX_NONE) return states;
    for (size_t i = 0; i < compiler->ops.count; i++)
        if (compiler->ops.items[i].out == states && compiler->ops.items[i].what == JX_DO_STATE_OR) return states;
    return jx_emit(compiler, 1, (jx_op){ .what = JX_DO_STATE_OR, .a = states, .b = states });
}

uint32_t jx_states_join(jx_compiler *compiler, uint32_t a, uint32_t b)
{
    if (a == JX_NONE || a == b) return jx_states_asking(compiler, b);
    if (b == JX_NONE) return jx_states_asking(compiler, a);
    return jx_emit(compiler, 1, (jx_op){ .what = JX_DO_STATE_OR, .a = a < b ? a : b, .b = a < b ? b : a });
}

// ---- logic ----

static bool is_truth(const jx_val *val, uint8_t truth)
{
    return val->kind == JX_VAL_TRUTH && val->constant && val->integer == truth;
}

static jx_val two_truths(jx_compiler *compiler, jx_do what, const jx_val *a, const jx_val *b)
{
    uint32_t left = jx_truth_lane(compiler, a), right = jx_truth_lane(compiler, b);
    if (left == right) return *a;
    jx_op op = { .what = what, .a = left < right ? left : right, .b = left < right ? right : left };
    jx_val out = jx_val_truth_lane(jx_emit(compiler, 1, op));
    out.sure = a->kind == JX_VAL_TRUTH && b->kind == JX_VAL_TRUTH && a->sure && b->sure;
    return out;
}

jx_val jx_val_and(jx_compiler *compiler, jx_val a, jx_val b)
{
    if (is_truth(&a, JX_T_FALSE) || is_truth(&b, JX_T_TRUE)) return a;
    if (is_truth(&b, JX_T_FALSE) || is_truth(&a, JX_T_TRUE)) return b;
    return two_truths(compiler, JX_DO_AND, &a, &b);
}

jx_val jx_val_or(jx_compiler *compiler, jx_val a, jx_val b)
{
    if (is_truth(&a, JX_T_TRUE) || is_truth(&b, JX_T_FALSE)) return a;
    if (is_truth(&b, JX_T_TRUE) || is_truth(&a, JX_T_FALSE)) return b;
    return two_truths(compiler, JX_DO_OR, &a, &b);
}

jx_val jx_val_not(jx_compiler *compiler, jx_val a)
{
    if (a.kind != JX_VAL_TRUTH) return jx_val_ask();
    if (is_truth(&a, JX_T_TRUE)) return jx_val_truth(JX_T_FALSE);
    if (is_truth(&a, JX_T_FALSE)) return jx_val_truth(JX_T_TRUE);
    if (a.constant) return a;
    jx_val out = jx_val_truth_lane(jx_emit(compiler, 1, (jx_op){ .what = JX_DO_NOT, .a = a.lane }));
    out.sure = a.sure;
    return out;
}

jx_val jx_val_where_known(jx_compiler *compiler, jx_val truth, uint32_t states)
{
    if (states == JX_NONE) return truth;
    uint32_t lane = jx_truth_lane(compiler, &truth);
    return jx_val_truth_lane(jx_emit(compiler, 1, (jx_op){ .what = JX_DO_ASK_WHERE, .a = lane, .b = states }));
}

// ---- scale ----

jx_val jx_val_rescaled(jx_compiler *compiler, const jx_val *val, int scale)
{
    if (val->kind != JX_VAL_NUMBER || scale < val->scale || scale - val->scale > 18) return jx_val_ask();
    if (scale == val->scale) return *val;
    jx_u128 factor = jx_u128_power_of_ten(scale - val->scale), bound;
    if (__builtin_mul_overflow(val->bound, factor, &bound) || bound > INT64_MAX) return jx_val_ask();
    if (val->constant) return jx_val_integer(val->integer * (int64_t)factor, scale);
    if (val->ranged) {
        jx_val low = jx_val_end(val, false), high = jx_val_end(val, true);
        low = jx_val_rescaled(compiler, &low, scale);
        high = jx_val_rescaled(compiler, &high, scale);
        jx_val out = jx_val_range(compiler, low, high, val, NULL, false);
        if (out.kind == JX_VAL_NUMBER) out.states = val->states;
        return out;
    }
    uint32_t lane = jx_emit(compiler, 8, (jx_op){ .what = JX_DO_LINEAR, .a = val->lane, .x = (int64_t)factor });
    return jx_val_number_lane(lane, val->states, scale, bound);
}
