// Decision tables: DMN's hit policies over known values, and SEMANTICS 1 over open ones.
//
// Both look at rows in order, or at those that an index over the cells says may match, which comes to the same. In
// packages a row surely matches, may match, or does not; what may match joins the hull.
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

// `general`: only these cells have to be looked at, the others match; NULL: all.
static jx_value row_matches(table_run *run, size_t rule, const bool *general)
{
    jx_value result = jx_boolean(true);
    for (size_t i = 0; i < run->source->input_count; i++) {
        size_t at = rule * run->source->input_count + i;
        const jx_node *test = run->table->tests[at];
        if (!test || (general && !general[at])) continue;
        jx_value cell = jx_test(run->unit, test, (jx_side){ run->inputs[i], run->table->inputs[i] }, run->locals);
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

// Takes what a rule answered; true if no rule after it counts.
static bool settles(table_run *run, size_t rule, jx_value matches)
{
    jx_hit_policy hit = run->source->hit;
    bool unique = hit == JX_HIT_UNIQUE && run->unit->package;
    if (jx_is_false(matches)) return false;
    if (jx_is_true(matches) && unique) run->rows.count = 0;  // a sure row wins
    collect(run, rule, matches);
    return jx_is_true(matches) && (hit == JX_HIT_FIRST || unique);
}

// By the index (plan/index.h), where all inputs are known; what it leaves out surely does not match. Not where every
// null cell has to be told why: then cells are looked at one by one.
static bool find_rows_by_index(table_run *run)
{
    const jx_table_index *index = run->table->index;
    if (!index || (!run->unit->package && run->unit->options.why)) return false;
    uint32_t *places = JX_ARRAY(run->unit->arena, index->column_count, uint32_t), rule;
    for (size_t i = 0; i < index->column_count; i++)
        if (index->columns[i].border_count && !jx_index_place(&index->columns[i], run->inputs[i], &places[i]))
            return false;
    jx_index_walk walk = jx_index_walk_of(index, places);
    while (jx_index_walk_next(&walk, &rule))
        if (settles(run, rule, row_matches(run, rule, index->general))) break;
    return true;
}

static void find_rows(table_run *run)
{
    if (find_rows_by_index(run)) return;
    for (size_t r = 0; r < run->source->rule_count; r++)
        if (settles(run, r, row_matches(run, r, NULL))) return;
}

static void note_rows(const table_run *run)
{
    for (size_t i = 0; i < run->rows.count; i++)
        if (jx_is_true(run->certain[i])) jx_note_part(run->unit->options.watch, run->node, run->rows.items[i]);
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
    return count == 1 && !run->source->context_result ? values[0]
                                                      : jx_context_of(run->unit->arena, names, values, count);
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
            if (!jx_is_true(jx_value_equal(outputs[0], outputs[i])))
                return jx_undefined(run->unit, run->node, "rows-differ");
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

// One output over the rows that match or may match.
typedef struct {
    size_t       output;
    jx_value    *values;     // per collected row
    jx_interval *intervals;  // likewise: what it stands for, unless some value is no number
    jx_causes    causes;     // of rows and values
    bool         open, numbers;
} column;

static column column_of(table_run *run, size_t output, jx_causes causes)
{
    size_t count = run->rows.count;
    column made = { .output = output, .causes = causes, .open = causes.count > 0, .numbers = true };
    made.values = JX_ARRAY(run->unit->arena, count, jx_value);
    made.intervals = JX_ARRAY(run->unit->arena, count, jx_interval);
    for (size_t i = 0; i < count; i++) {
        const jx_node *cell = run->table->outputs[run->rows.items[i] * run->source->output_count + output];
        jx_value value = made.values[i] = jx_run(run->unit, cell, run->locals);
        bool open = jx_is_open(value), none = value.kind == JX_NULL;
        made.open = made.open || open || none;
        made.numbers = made.numbers && (jx_is_numeric(value) || none || open);
        if (open && value.as.open->type && value.as.open->type->kind != JX_TYPE_NUMBER)
            made.numbers = made.numbers && value.as.open->type->kind == JX_TYPE_ANY;
        made.intervals[i] = jx_operand(run->unit, cell, value, &made.causes);
    }
    return made;
}

// C>, C<: least and most apart; a row that surely matches counts for both, one that may only for the far end. Without a
// sure row the answer is one of those that may match.
static jx_interval extreme_of_rows(const table_run *run, const column *from)
{
    bool greatest = run->source->aggregation == JX_AGGREGATE_MAX, any_sure = false;
    jx_interval hull = from->intervals[0], sure = { 0 }, possible = hull;
    for (size_t i = 0; i < run->rows.count; i++) {
        jx_interval one = from->intervals[i];
        hull = jx_interval_hull(hull, one);
        possible = greatest ? jx_interval_max(possible, one) : jx_interval_min(possible, one);
        if (!jx_is_true(run->certain[i])) continue;
        sure = !any_sure ? one : greatest ? jx_interval_max(sure, one) : jx_interval_min(sure, one);
        any_sure = true;
    }
    if (!any_sure) return hull;
    return greatest ? (jx_interval){ sure.low, possible.high } : (jx_interval){ possible.low, sure.high };
}

// C+: a row that may match adds the hull with 0.
static jx_interval sum_of_rows(const table_run *run, const column *from)
{
    jx_interval zero = jx_interval_point(jx_integer(0)), sum = zero;
    for (size_t i = 0; i < run->rows.count; i++) {
        jx_interval one = from->intervals[i];
        if (!jx_is_true(run->certain[i])) one = jx_interval_hull(one, zero);
        sum = jx_interval_add(run->unit->arena, sum, one);
    }
    return sum;
}

static jx_value count_of_rows(const table_run *run, jx_causes causes)
{
    int64_t sure = 0, possible = (int64_t)run->rows.count;
    for (size_t i = 0; i < run->rows.count; i++) sure += jx_is_true(run->certain[i]);
    jx_interval count = { { true, true, jx_integer(sure) }, { true, true, jx_integer(possible) } };
    return sure == possible ? jx_integer(sure) : jx_from_interval(run->unit, count, causes);
}

static jx_value aggregate_column(table_run *run, const column *from)
{
    bool sum = run->source->aggregation == JX_AGGREGATE_SUM;
    if (!from->open) {
        jx_value known = aggregate(run, from->values, run->rows.count);
        return known.kind == JX_NULL ? jx_undefined(run->unit, run->node, "aggregate") : known;
    }
    if (!from->numbers) return jx_open_at(run->unit, run->node, from->causes);
    return jx_from_interval(run->unit, sum ? sum_of_rows(run, from) : extreme_of_rows(run, from), from->causes);
}

// C+, C>, C<, C#: output by output.
static jx_value aggregate_open(table_run *run, jx_causes causes)
{
    size_t count = run->source->output_count;
    jx_text *names = JX_ARRAY(run->unit->arena, count, jx_text);
    jx_value *values = JX_ARRAY(run->unit->arena, count, jx_value);
    for (size_t o = 0; o < count; o++) {
        names[o] = run->source->outputs[o].name;
        if (run->source->aggregation == JX_AGGREGATE_COUNT) {
            values[o] = count_of_rows(run, causes);
            continue;
        }
        column one = column_of(run, o, causes);
        values[o] = aggregate_column(run, &one);
    }
    if (!run->source->context_result && count == 1) return values[0];
    return jx_context_of(run->unit->arena, names, values, count);
}

// C: a row that may match is a member that may belong.
static jx_value list_rows(table_run *run)
{
    jx_value *items = JX_ARRAY(run->unit->arena, run->rows.count, jx_value);
    for (size_t i = 0; i < run->rows.count; i++) {
        items[i] = output_of(run, run->rows.items[i]);
        if (jx_is_open(run->certain[i])) 
            items[i] = jx_perhaps(run->unit->arena, items[i], false, jx_value_causes(run->certain[i]));
    }
    return jx_list(items, run->rows.count);
}

static jx_value combine_open(table_run *run)
{
    if (run->rows.count == 0) return jx_undefined(run->unit, run->node, "no-row");
    jx_causes causes = row_causes(run);
    switch (run->source->hit) {
    case JX_HIT_UNIQUE:
    case JX_HIT_FIRST: break;
    case JX_HIT_COLLECT:
        return run->source->aggregation == JX_AGGREGATE_NONE ? list_rows(run) : aggregate_open(run, causes);
    case JX_HIT_RULE_ORDER: return list_rows(run);
    case JX_HIT_ANY:
    case JX_HIT_PRIORITY:
    case JX_HIT_OUTPUT_ORDER:
        return causes.count ? jx_open_at(run->unit, run->node, causes) : combine_known(run);
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
    if (unit->options.watch) note_rows(&run);
    if (unit->running != JX_NONE && jx_plan_table_root(unit->plan, unit->running) == node)
        unit->outcomes[unit->running].hits = (jx_table_hits){ run.rows.items, run.rows.count };
    return unit->package ? combine_open(&run) : combine_known(&run);
}
