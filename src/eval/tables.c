// Decision tables: DMN's hit policies over known values, and SEMANTICS 1 over open ones.
//
// Both look at rows in order. In packages a row surely matches, may match, or does not; what may match joins the hull.
#include "eval/machine.h"

typedef struct {
    jx_case             *unit;
    const jx_node       *node;
    const jx_plan_table *table;
    const jx_table      *source;
    jx_value            *locals;
    jx_value            *inputs;
    struct {
        uint32_t *items;
        size_t    count, capacity;
    } rows;     // rules that match or may match
    jx_value   *certain;  // per collected row: true, or open with the causes
    size_t      certain_capacity;
} table_run;

static jx_value row_matches(table_run *run, size_t rule)
{
    jx_value result = jx_boolean(true);
    for (size_t i = 0; i < run->source->input_count; i++) {
        const jx_node *test = run->table->tests[rule * run->source->input_count + i];
        if (!test) continue;
        jx_value cell = jx_test(run->unit, test, run->inputs[i], run->locals);
        result = jx_and(run->unit, result, cell);
        if (result.kind == JX_BOOLEAN ? !result.as.boolean : !jx_is_open(result)) return jx_boolean(false);
    }
    return result;
}

static void collect(table_run *run, size_t rule, jx_value certain)
{
    if (run->rows.count == run->certain_capacity) {
        size_t next = run->certain_capacity ? run->certain_capacity * 2 : 4;
        run->certain = jx_arena_grow(run->unit->arena, run->certain, run->certain_capacity * sizeof *run->certain,
                                     next * sizeof *run->certain);
        run->certain_capacity = next;
    }
    run->certain[run->rows.count] = certain;
    *JX_PUSH(run->unit->arena, &run->rows) = (uint32_t)rule;
}

static void find_rows(table_run *run)
{
    jx_hit_policy hit = run->source->hit;
    bool stops = hit == JX_HIT_FIRST || (hit == JX_HIT_UNIQUE && run->unit->package);
    for (size_t r = 0; r < run->source->rule_count; r++) {
        jx_value matches = row_matches(run, r);
        if (jx_is_false(matches)) continue;
        if (jx_is_true(matches) && hit == JX_HIT_UNIQUE && run->unit->package) run->rows.count = 0;  // a sure row wins
        collect(run, r, matches);
        if (jx_is_true(matches) && stops) return;
    }
}

static jx_value output_of(table_run *run, size_t rule)
{
    size_t count = run->source->output_count;
    if (count == 1 && !run->source->context_result) return jx_run(run->unit, run->table->outputs[rule], run->locals);
    jx_text *names = JX_ARRAY(run->unit->arena, count, jx_text);
    jx_value *values = JX_ARRAY(run->unit->arena, count, jx_value);
    for (size_t o = 0; o < count; o++) {
        names[o] = run->source->outputs[o].name;
        values[o] = jx_run(run->unit, run->table->outputs[rule * count + o], run->locals);
    }
    return jx_context_of(run->unit->arena, names, values, count);
}

static bool has_presets(const table_run *run)
{
    for (size_t o = 0; o < run->source->output_count; o++)
        if (run->table->presets[o]) return true;
    return false;
}

static jx_value preset_output(table_run *run)
{
    size_t count = run->source->output_count;
    jx_text *names = JX_ARRAY(run->unit->arena, count, jx_text);
    jx_value *values = JX_ARRAY(run->unit->arena, count, jx_value);
    for (size_t o = 0; o < count; o++) {
        names[o] = run->source->outputs[o].name;
        values[o] = run->table->presets[o] ? jx_run(run->unit, run->table->presets[o], run->locals) : jx_null();
    }
    return count == 1 && !run->source->context_result ? values[0] : jx_context_of(run->unit->arena, names, values, count);
}

// ---- DMN ----

static size_t priority_in(table_run *run, size_t output, jx_value value)
{
    const jx_table_output *clause = &run->source->outputs[output];
    for (size_t i = 0; i < clause->allowed_count; i++) {
        const jx_expr *allowed = clause->allowed[i];
        if (allowed->kind == JX_EXPR_LITERAL && jx_is_true(jx_value_equal(allowed->as.literal.value, value))) return i;
    }
    return clause->allowed_count;
}

// Which of two outputs comes first: output values decide, column by column from the left.
static int priority_compare(table_run *run, jx_value a, jx_value b)
{
    for (size_t o = 0; o < run->source->output_count; o++) {
        if (run->source->outputs[o].allowed_count == 0) continue;
        jx_value left = a.kind == JX_CONTEXT && run->source->output_count > 1 ? a.as.context->values[o] : a;
        jx_value right = b.kind == JX_CONTEXT && run->source->output_count > 1 ? b.as.context->values[o] : b;
        size_t i = priority_in(run, o, left), k = priority_in(run, o, right);
        if (i != k) return i < k ? -1 : 1;
    }
    return 0;
}

static void sort_by_priority(table_run *run, jx_value *outputs, size_t count)
{
    for (size_t i = 1; i < count; i++) {  // stable, and tables hit by many rows at once are short
        jx_value moving = outputs[i];
        size_t k = i;
        for (; k > 0 && priority_compare(run, outputs[k - 1], moving) > 0; k--) outputs[k] = outputs[k - 1];
        outputs[k] = moving;
    }
}

static jx_value aggregate(table_run *run, jx_value *outputs, size_t count)
{
    jx_value list = jx_list(outputs, count);
    const char *name = NULL;
    switch (run->source->aggregation) {
    case JX_AGGREGATE_NONE:  return list;
    case JX_AGGREGATE_SUM:   name = "sum"; break;
    case JX_AGGREGATE_COUNT: return jx_integer((int64_t)count);
    case JX_AGGREGATE_MIN:   name = "min"; break;
    case JX_AGGREGATE_MAX:   name = "max"; break;
    }
    return jx_builtin_apply(&run->unit->builtin, jx_builtin_find(jx_text_of(name)), &list, 1);
}

static jx_value combine_known(table_run *run)
{
    size_t count = run->rows.count;
    jx_hit_policy hit = run->source->hit;
    if (count == 0) {
        if (has_presets(run)) return preset_output(run);
        return jx_undefined(run->unit, run->node, "no-row");
    }
    if (hit == JX_HIT_UNIQUE && count > 1) return jx_undefined(run->unit, run->node, "several-rows");
    jx_value *outputs = JX_ARRAY(run->unit->arena, count, jx_value);
    for (size_t i = 0; i < count; i++) outputs[i] = output_of(run, run->rows.items[i]);
    switch (hit) {
    case JX_HIT_UNIQUE:
    case JX_HIT_FIRST:        return outputs[0];
    case JX_HIT_ANY:
        for (size_t i = 1; i < count; i++)
            if (!jx_is_true(jx_value_equal(outputs[0], outputs[i]))) return jx_undefined(run->unit, run->node, "rows-differ");
        return outputs[0];
    case JX_HIT_PRIORITY:     sort_by_priority(run, outputs, count); return outputs[0];
    case JX_HIT_OUTPUT_ORDER: sort_by_priority(run, outputs, count); return jx_list(outputs, count);
    case JX_HIT_RULE_ORDER:   return jx_list(outputs, count);
    case JX_HIT_COLLECT:      return aggregate(run, outputs, count);
    }
    JX_UNREACHABLE();
}

// ---- packages ----

static jx_causes row_causes(table_run *run)
{
    jx_causes causes = { 0 };
    for (size_t i = 0; i < run->rows.count; i++)
        causes = jx_causes_join(run->unit->arena, causes, jx_value_causes(run->certain[i]));
    return causes;
}

static jx_interval output_interval(table_run *run, size_t index, jx_causes *causes)
{
    const jx_node *output = run->table->outputs[run->rows.items[index]];
    return jx_operand(run->unit, output, jx_run(run->unit, output, run->locals), causes);
}

// The single output of an aggregated table, as its readers expect it: by name where tables are contexts.
static jx_value as_result(table_run *run, jx_value value)
{
    if (!run->source->context_result) return value;
    jx_text *name = JX_NEW(run->unit->arena, jx_text);
    jx_value *held = JX_NEW(run->unit->arena, jx_value);
    *name = run->source->outputs[0].name;
    *held = value;
    return jx_context_of(run->unit->arena, name, held, 1);
}

// C>, C<: least and most apart; a row that surely matches counts for both, one that may only for the far end.
static jx_value extreme_of_rows(table_run *run)
{
    bool greatest = run->source->aggregation == JX_AGGREGATE_MAX, any_sure = false;
    jx_causes causes = row_causes(run);
    jx_interval sure = { 0 }, possible = { 0 };
    for (size_t i = 0; i < run->rows.count; i++) {
        jx_interval one = output_interval(run, i, &causes);
        possible = i == 0 ? one : greatest ? jx_interval_max(possible, one) : jx_interval_min(possible, one);
        if (!jx_is_true(run->certain[i])) continue;
        sure = !any_sure ? one : greatest ? jx_interval_max(sure, one) : jx_interval_min(sure, one);
        any_sure = true;
    }
    if (!any_sure) {  // whichever row it is, the answer lies within the hull of the rows
        jx_interval hull = output_interval(run, 0, &causes);
        for (size_t i = 1; i < run->rows.count; i++) hull = jx_interval_hull(hull, output_interval(run, i, &causes));
        return jx_from_interval(run->unit, hull, causes);
    }
    jx_interval result = greatest ? (jx_interval){ sure.low, possible.high } : (jx_interval){ possible.low, sure.high };
    return jx_from_interval(run->unit, result, causes);
}

static jx_value sum_of_rows(table_run *run)
{
    jx_causes causes = row_causes(run);
    jx_interval zero = jx_interval_point(jx_integer(0)), sum = zero;
    for (size_t i = 0; i < run->rows.count; i++) {
        jx_interval one = output_interval(run, i, &causes);
        if (!jx_is_true(run->certain[i])) one = jx_interval_hull(one, zero);
        sum = jx_interval_add(run->unit->arena, sum, one);
    }
    return jx_from_interval(run->unit, sum, causes);
}

static jx_value combine_open(table_run *run)
{
    if (run->rows.count == 0) return jx_undefined(run->unit, run->node, "no-row");
    bool number = run->source->output_count == 1;
    if (run->source->hit == JX_HIT_COLLECT && number) {
        switch (run->source->aggregation) {
        case JX_AGGREGATE_MAX:
        case JX_AGGREGATE_MIN: return as_result(run, extreme_of_rows(run));
        case JX_AGGREGATE_SUM: return as_result(run, sum_of_rows(run));
        case JX_AGGREGATE_NONE:
        case JX_AGGREGATE_COUNT: break;
        }
    }
    jx_causes causes = row_causes(run);
    if (run->source->hit != JX_HIT_UNIQUE && run->source->hit != JX_HIT_FIRST) {
        if (causes.count) return jx_open_at(run->unit, run->node, causes);
        return combine_known(run);
    }
    jx_value result = output_of(run, run->rows.items[0]);
    for (size_t i = 1; i < run->rows.count; i++)
        result = jx_value_hull(run->unit->arena, result, output_of(run, run->rows.items[i]), causes);
    // One row that may match and none beside it: if it does not, nothing fits; the checker proves that cannot be.
    return result;
}

jx_value jx_run_table(jx_case *unit, const jx_node *node, jx_value *locals)
{
    const jx_plan_table *table = node->as.table;
    table_run run = { .unit = unit, .node = node, .table = table, .source = table->source, .locals = locals };
    run.inputs = JX_ARRAY(unit->arena, table->source->input_count, jx_value);
    for (size_t i = 0; i < table->source->input_count; i++) {
        run.inputs[i] = jx_run(unit, table->inputs[i], locals);
        locals[table->slots[i]] = run.inputs[i];
    }
    find_rows(&run);
    if (unit->running != JX_NONE && unit->plan->definitions[unit->running].node == node)
        unit->hits[unit->running] = (jx_table_hits){ run.rows.items, run.rows.count };
    return unit->package ? combine_open(&run) : combine_known(&run);
}
