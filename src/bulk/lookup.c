// What eval says of constants, and of each text of a dictionary: worked out once, looked up by code for every row.
//
// A node that rests on a single text is evaluated once per distinct text, whatever it does with it (starts with,
// some … in a list, a graded comparison); about 1,400 texts in the national list of trades against half a million rows.
#include "bulk/compiler.h"

static jx_value evaluated(jx_compiler *compiler, const jx_node *node, const jx_value *facts, uint32_t slot,
                          jx_value at_slot)
{
    jx_eval_options options = { .arena = compiler->arena,
                                .limits = compiler->options->limits,
                                .zones = compiler->options->zones };
    jx_case *unit = jx_case_new(compiler->bound, &options, facts, NULL);
    jx_value *locals = JX_ARRAY(compiler->arena, compiler->locals + 1, jx_value);
    if (slot != JX_NONE) locals[slot] = at_slot;
    jx_value value = jx_case_node(unit, node, locals);
    compiler->steps += jx_case_steps(unit);
    return value;
}

jx_value jx_constant_value(jx_compiler *compiler, const jx_node *node)
{
    return evaluated(compiler, node, NULL, JX_NONE, jx_null());
}

static bool is_open_truth(jx_value value)
{
    return jx_is_open(value) && value.as.open->type && value.as.open->type->kind == JX_TYPE_BOOLEAN;
}

static bool to_scaled(jx_decimal decimal, int *scale, int64_t *out)
{
    for (*scale = 0; *scale <= 18; ++*scale)
        if (jx_decimal_to_scaled(decimal, *scale, out)) return *out != INT64_MIN;
    return false;
}

static jx_val of_ratio(jx_compiler *compiler, const jx_ratio *ratio)
{
    int64_t top, bottom;
    if (!jx_decimal_to_scaled(ratio->numerator, 0, &top) || !jx_decimal_to_scaled(ratio->denominator, 0, &bottom) ||
        top == INT64_MIN)
        return jx_val_ask();
    jx_val *parts = JX_ARRAY(compiler->arena, 2, jx_val);
    parts[0] = jx_val_integer(top, 0);
    parts[1] = jx_val_integer(bottom, 0);
    return (jx_val){ .kind = JX_VAL_RATIO, .top = &parts[0], .bottom = &parts[1], .lane = JX_NONE, .states = JX_NONE };
}

jx_val jx_val_of_value(jx_compiler *compiler, jx_value value)
{
    int scale;
    int64_t integer;
    if (value.kind == JX_BOOLEAN) return jx_val_truth(value.as.boolean ? JX_T_TRUE : JX_T_FALSE);
    if (is_open_truth(value)) return jx_val_truth(JX_T_OPEN_ELSE);
    if (value.kind == JX_NUMBER && to_scaled(value.as.number, &scale, &integer)) return jx_val_integer(integer, scale);
    if (value.kind == JX_RATIO) return of_ratio(compiler, value.as.ratio);
    if (value.kind == JX_DATE) {
        jx_val day = jx_val_integer(value.as.date, 0);
        day.date = true;
        return day;
    }
    if (value.kind == JX_STRING) {
        jx_value *domain = JX_NEW(compiler->arena, jx_value);
        *domain = value;
        return (jx_val){ .kind = JX_VAL_CODE, .constant = true, .domain = domain, .domain_count = 1, .lane = JX_NONE,
                         .states = JX_NONE };
    }
    return jx_val_ask();
}

jx_val jx_compile_constant(jx_compiler *compiler, const jx_node *node)
{
    return jx_val_of_value(compiler, jx_constant_value(compiler, node));
}

// ---- by code ----

static jx_val lookup_truth(jx_compiler *compiler, const jx_val *codes, const jx_value *values, size_t count)
{
    uint8_t *table = JX_ARRAY(compiler->arena, count, uint8_t);
    bool sure = true;
    for (size_t i = 0; i < count; i++) {
        table[i] = values[i].kind == JX_BOOLEAN ? (values[i].as.boolean ? JX_T_TRUE : JX_T_FALSE)
                   : is_open_truth(values[i]) ? JX_T_OPEN_ELSE : JX_T_ASK;
        sure = sure && values[i].kind == JX_BOOLEAN;
    }
    jx_op op = { .what = JX_DO_MAP_TRUTH, .a = jx_code_lane(compiler, codes), .table = table };
    jx_val out = jx_val_truth_lane(jx_emit(compiler, 1, op));
    out.sure = sure;
    return jx_val_where_known(compiler, out, codes->states);
}

static uint32_t lookup_states(jx_compiler *compiler, const jx_val *codes, const uint8_t *table, bool all_values)
{
    if (all_values) return jx_states_asking(compiler, codes->states);
    jx_op op = { .what = JX_DO_MAP_STATE, .a = jx_code_lane(compiler, codes), .table = table };
    uint32_t states = jx_emit(compiler, 1, op);
    return codes->states == JX_NONE ? states : jx_states_join(compiler, states, codes->states);
}

static jx_val lookup_number(jx_compiler *compiler, const jx_val *codes, const jx_value *values, size_t count,
                            jx_kind kind)
{
    int64_t *table = JX_ARRAY(compiler->arena, count, int64_t);
    uint8_t *states = JX_ARRAY(compiler->arena, count, uint8_t);
    int scale = 0, own = 0;
    int64_t integer = 0;
    for (size_t i = 0; i < count; i++)
        if (values[i].kind == JX_NUMBER && to_scaled(values[i].as.number, &own, &integer) && own > scale) scale = own;
    bool all_values = true;
    jx_u128 bound = 0;
    for (size_t i = 0; i < count; i++) {
        bool fits = values[i].kind == kind;
        if (fits && kind == JX_NUMBER)
            fits = jx_decimal_to_scaled(values[i].as.number, scale, &integer) && integer != INT64_MIN;
        if (fits && kind == JX_DATE) integer = values[i].as.date;
        states[i] = fits ? JX_S_VALUE : values[i].kind == JX_NULL ? JX_S_NULL : JX_S_ASK;
        table[i] = fits ? integer : 0;
        all_values = all_values && fits;
        jx_u128 size = table[i] < 0 ? (jx_u128) - (jx_i128)table[i] : (jx_u128)table[i];
        if (size > bound) bound = size;
    }
    jx_op op = { .what = JX_DO_MAP_NUMBER, .a = jx_code_lane(compiler, codes), .table = table };
    jx_val out =
        jx_val_number_lane(jx_emit(compiler, 8, op), lookup_states(compiler, codes, states, all_values), scale, bound);
    out.date = kind == JX_DATE;
    return out;
}

static jx_val lookup_code(jx_compiler *compiler, const jx_val *codes, const jx_value *values, size_t count)
{
    uint8_t *states = JX_ARRAY(compiler->arena, count, uint8_t);
    bool all_values = true;
    for (size_t i = 0; i < count; i++) {
        states[i] = values[i].kind == JX_STRING ? JX_S_VALUE : values[i].kind == JX_NULL ? JX_S_NULL : JX_S_ASK;
        all_values = all_values && states[i] == JX_S_VALUE;
    }
    // The code stays; what it stands for is another text.
    return (jx_val){ .kind = JX_VAL_CODE,
                     .lane = jx_code_lane(compiler, codes),
                     .domain = values,
                     .domain_count = count,
                     .states = lookup_states(compiler, codes, states, all_values) };
}

jx_val jx_compile_lookup(jx_compiler *compiler, const jx_val *codes, const jx_value *values, size_t count)
{
    jx_kind kind = JX_NULL;
    for (size_t i = 0; i < count; i++) {
        jx_kind own = is_open_truth(values[i]) ? JX_BOOLEAN : values[i].kind;
        if (own != JX_BOOLEAN && own != JX_NUMBER && own != JX_DATE && own != JX_STRING) continue;
        if (kind != JX_NULL && own != kind) return jx_val_ask();
        kind = own;
    }
    if (kind == JX_BOOLEAN) return lookup_truth(compiler, codes, values, count);
    if (kind == JX_NUMBER || kind == JX_DATE) return lookup_number(compiler, codes, values, count, kind);
    return kind == JX_STRING ? lookup_code(compiler, codes, values, count) : jx_val_ask();
}

jx_val jx_compile_by_code(jx_compiler *compiler, const jx_node *node, const jx_val *codes, uint32_t fact, uint32_t slot)
{
    jx_value *values = JX_ARRAY(compiler->arena, codes->domain_count, jx_value);
    jx_value *facts = JX_ARRAY(compiler->arena, compiler->model->definition_count, jx_value);
    uint64_t steps = compiler->steps, most = 0;
    for (size_t i = 0; i < codes->domain_count; i++) {
        jx_arena_mark mark = jx_arena_marked(compiler->arena);
        if (fact != JX_NONE) facts[fact] = codes->domain[i];
        compiler->steps = 0;
        values[i] = evaluated(compiler, node, facts, slot, codes->domain[i]);
        if (compiler->steps > most) most = compiler->steps;
        bool plain = values[i].kind == JX_BOOLEAN || values[i].kind == JX_NUMBER || values[i].kind == JX_NULL;
        if (plain) jx_arena_rewind(compiler->arena, mark);
    }
    compiler->steps = steps + most;
    if (codes->constant) return jx_val_of_value(compiler, values[0]);
    return jx_compile_lookup(compiler, codes, values, codes->domain_count);
}
