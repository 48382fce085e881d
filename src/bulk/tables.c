// Decision tables U and F, and the tests of their cells.
//
// Every rule becomes a truth; JX_DO_TABLE walks them in order as eval's find_rows does. An output is looked up by
// the rule that was chosen. Other hit policies, and rows where no single rule surely matched, are eval's.
#include "bulk/compiler.h"

// ---- cells ----

static jx_val half_open(jx_compiler *compiler, jx_range_form form, const jx_val *value, const jx_val *end)
{
    switch (form) {
    case JX_RANGE_EQUAL:         return jx_compile_comparison(compiler, JX_OP_EQUAL, value, end, true);
    case JX_RANGE_NOT_EQUAL:     return jx_compile_comparison(compiler, JX_OP_NOT_EQUAL, value, end, true);
    case JX_RANGE_LESS:          return jx_compile_comparison(compiler, JX_OP_LESS, value, end, true);
    case JX_RANGE_LESS_EQUAL:    return jx_compile_comparison(compiler, JX_OP_LESS_EQUAL, value, end, true);
    case JX_RANGE_GREATER:       return jx_compile_comparison(compiler, JX_OP_GREATER, value, end, true);
    case JX_RANGE_GREATER_EQUAL: return jx_compile_comparison(compiler, JX_OP_GREATER_EQUAL, value, end, true);
    case JX_RANGE_INTERVAL:      return jx_val_ask();
    }
    JX_UNREACHABLE();
}

static jx_val interval_test(jx_compiler *compiler, const jx_node *item, const jx_val *value)
{
    jx_val low = jx_compile_node(compiler, item->as.interval.low);
    if (item->as.interval.form != JX_RANGE_INTERVAL) return half_open(compiler, item->as.interval.form, value, &low);
    jx_val high = jx_compile_node(compiler, item->as.interval.high);
    jx_operator from = item->as.interval.low_included ? JX_OP_GREATER_EQUAL : JX_OP_GREATER;
    jx_operator to = item->as.interval.high_included ? JX_OP_LESS_EQUAL : JX_OP_LESS;
    return jx_val_and(compiler, jx_compile_comparison(compiler, from, value, &low, true),
                      jx_compile_comparison(compiler, to, value, &high, true));
}

static jx_val test_item(jx_compiler *compiler, const jx_node *item, const jx_val *value, uint32_t slot)
{
    if (item->kind == JX_NODE_INTERVAL) return interval_test(compiler, item, value);
    jx_rests outside = jx_rests_on(compiler, item, JX_NONE), inside = jx_rests_on(compiler, item, slot);
    if (outside.elsewhere && !inside.elsewhere) {  // looks at `?`: a condition by itself
        jx_val truth = item->kind == JX_NODE_LOCAL ? jx_val_ask() : jx_compile_node(compiler, item);
        return truth.kind == JX_VAL_TRUTH ? truth : jx_val_ask();
    }
    if (outside.elsewhere) return jx_val_ask();
    if (outside.fact == JX_NONE) return jx_compile_membership(compiler, value, jx_constant_value(compiler, item));
    jx_val other = jx_compile_node(compiler, item);
    return jx_compile_comparison(compiler, JX_OP_EQUAL, value, &other, true);
}

static bool rests_on_slot_only(const jx_compiler *compiler, const jx_node *tests)
{
    for (size_t i = 0; i < tests->as.tests.count; i++) {
        jx_rests rests = jx_rests_on(compiler, tests->as.tests.items[i], tests->as.tests.slot);
        if (rests.fact != JX_NONE || rests.elsewhere) return false;
    }
    return true;
}

// The tests of a cell without their value, which stands in the slot; eval reads it there.
static jx_val tests_by_code(jx_compiler *compiler, const jx_node *tests, const jx_val *value)
{
    jx_node *cell = JX_NEW(compiler->arena, jx_node);
    *cell = *tests;
    cell->as.tests.value = NULL;
    return jx_compile_by_code(compiler, cell, value, JX_NONE, tests->as.tests.slot);
}

jx_val jx_compile_tests(jx_compiler *compiler, const jx_node *tests, const jx_val *value)
{
    uint32_t slot = tests->as.tests.slot;
    if (value->kind == JX_VAL_CODE && value->domain && rests_on_slot_only(compiler, tests))
        return tests_by_code(compiler, tests, value);
    uint32_t outer_slot = compiler->input_slot;
    const jx_val *outer = compiler->input;
    compiler->input_slot = slot;
    compiler->input = value;
    jx_val result = jx_val_truth(tests->as.tests.count == 0 ? JX_T_TRUE : JX_T_FALSE);
    for (size_t i = 0; i < tests->as.tests.count; i++)
        result = jx_val_or(compiler, result, test_item(compiler, tests->as.tests.items[i], value, slot));
    compiler->input_slot = outer_slot;
    compiler->input = outer;
    if (result.kind != JX_VAL_TRUTH) return jx_val_ask();
    return tests->as.tests.negated ? jx_val_not(compiler, result) : result;
}

// ---- tables ----

static bool is_walked(const jx_table *source)
{
    return source->hit == JX_HIT_UNIQUE || source->hit == JX_HIT_FIRST;
}

static uint32_t rule_lane(jx_compiler *compiler, const jx_plan_table *table, size_t rule, const jx_val *inputs)
{
    size_t count = table->source->input_count;
    jx_val all = jx_val_truth(JX_T_TRUE);
    for (size_t i = 0; i < count; i++) {
        const jx_node *test = table->tests[rule * count + i];
        if (test) all = jx_val_and(compiler, all, jx_compile_tests(compiler, test, &inputs[i]));
    }
    return all.kind == JX_VAL_TRUTH && all.constant && all.integer == JX_T_TRUE ? JX_NONE
                                                                                : jx_truth_lane(compiler, &all);
}

const jx_compiled_table *jx_compile_table(jx_compiler *compiler, uint32_t definition, const jx_node *node)
{
    jx_compiled_table *out = &compiler->tables[definition];
    if (out->done) return out;
    const jx_plan_table *table = node->as.table;
    size_t rules = table->source->rule_count, inputs = table->source->input_count;
    *out = (jx_compiled_table){ .done = true, .node = node, .hit = jx_val_ask() };
    out->hits = jx_lane_filled(compiler, 4, 0);
    out->states = jx_lane_filled(compiler, 1, JX_S_ASK);
    if (!is_walked(table->source) || rules == 0 || rules >= JX_HITS_SET) return out;
    jx_val *values = JX_ARRAY(compiler->arena, inputs, jx_val);
    for (size_t i = 0; i < inputs; i++) values[i] = jx_compile_node(compiler, table->inputs[i]);
    uint32_t *lanes = JX_ARRAY(compiler->arena, rules, uint32_t);
    for (size_t r = 0; r < rules; r++) lanes[r] = rule_lane(compiler, table, r, values);
    jx_hit_plan *plan = JX_NEW(compiler->arena, jx_hit_plan);
    *plan = (jx_hit_plan){ .hit = table->source->hit, .rule_count = rules, .rules = lanes };
    out->hits = plan->hits = jx_lane_new(compiler, 4);
    out->states = plan->states = jx_lane_new(compiler, 1);
    plan->chosen = jx_lane_new(compiler, 1);
    out->hit = (jx_val){ .kind = JX_VAL_CODE, .states = plan->chosen, .domain_count = rules,
                         .lane = jx_emit(compiler, 4, (jx_op){ .what = JX_DO_TABLE, .table = plan }) };
    return out;
}

// ---- outputs ----

static jx_val is_rule(jx_compiler *compiler, const jx_val *hit, size_t rule)
{
    jx_value *values = JX_ARRAY(compiler->arena, hit->domain_count, jx_value);
    for (size_t i = 0; i < hit->domain_count; i++) values[i] = jx_boolean(i == rule);
    return jx_compile_lookup(compiler, hit, values, hit->domain_count);
}

static jx_val chosen_output(jx_compiler *compiler, const jx_val *hit, const jx_val *outputs)
{
    jx_val without_states = *hit;
    without_states.states = JX_NONE;
    jx_val out = outputs[hit->domain_count - 1];
    for (size_t r = hit->domain_count - 1; r > 0; r--) {
        jx_val when = is_rule(compiler, &without_states, r - 1);
        out = jx_compile_choice(compiler, &when, &outputs[r - 1], &out);
    }
    if (out.kind == JX_VAL_TRUTH) return jx_val_where_known(compiler, out, hit->states);
    if (out.kind != JX_VAL_NUMBER && out.kind != JX_VAL_CODE) return jx_val_ask();
    uint32_t asking = jx_states_asking(compiler, hit->states);
    if (out.states == JX_NONE) out.states = asking;
    else out.states = jx_states_join(compiler, out.states, asking);
    return out;
}

jx_val jx_compile_output(jx_compiler *compiler, const jx_compiled_table *table, size_t output)
{
    if (table->hit.kind != JX_VAL_CODE) return jx_val_ask();
    const jx_plan_table *plan = table->node->as.table;
    size_t rules = plan->source->rule_count, outputs = plan->source->output_count;
    jx_value *values = JX_ARRAY(compiler->arena, rules, jx_value);
    bool constant = true;
    for (size_t r = 0; r < rules && constant; r++) {
        const jx_node *cell = plan->outputs[r * outputs + output];
        jx_rests rests = jx_rests_on(compiler, cell, JX_NONE);
        constant = rests.fact == JX_NONE && !rests.elsewhere;
        if (constant) values[r] = jx_constant_value(compiler, cell);
    }
    if (constant) return jx_compile_lookup(compiler, &table->hit, values, rules);
    jx_val *cells = JX_ARRAY(compiler->arena, rules, jx_val);
    for (size_t r = 0; r < rules; r++) cells[r] = jx_compile_node(compiler, plan->outputs[r * outputs + output]);
    return chosen_output(compiler, &table->hit, cells);
}
