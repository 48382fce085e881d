// Compiles the awards of a bound plan for one population's columns.
//
// jx_compile_node() is the whole story: what rests on no fact is asked of eval once; what rests on a single text is
// asked once per text; the rest goes kind by kind. What cannot be compiled becomes a value that asks, so that a row is
// finished by kernels where the rest decides it anyway and goes to eval elsewhere. Read compile_award() last.
#include "bulk/alike.h"

#include <string.h>

// ---- definitions ----

static jx_val fact_column(jx_compiler *compiler, uint32_t definition)
{
    const jx_column *column = compiler->options->population.columns[definition];
    if (!column) return jx_val_ask();
    uint32_t states = column->states ? jx_lane_of_column(compiler, 1, column->states) : JX_NONE;
    switch (column->form) {
    case JX_COLUMN_SCALED:
    case JX_COLUMN_DATE: {
        jx_val out = jx_val_number_lane(jx_lane_of_column(compiler, 8, column->as.integers), states, column->scale,
                                        column->magnitude);
        out.date = column->form == JX_COLUMN_DATE;
        return column->magnitude <= INT64_MAX ? out : jx_val_ask();
    }
    case JX_COLUMN_BOOLEAN: {
        jx_op op = { .what = JX_DO_TRUTH_OF_BYTES, .a = jx_lane_of_column(compiler, 1, column->as.booleans) };
        jx_val out = jx_val_truth_lane(jx_emit(compiler, 1, op));
        out.sure = states == JX_NONE;
        return jx_val_where_known(compiler, out, states);
    }
    case JX_COLUMN_TEXT: {
        jx_value *domain = JX_ARRAY(compiler->arena, column->dictionary_count, jx_value);
        for (size_t i = 0; i < column->dictionary_count; i++) domain[i] = jx_string(column->dictionary[i]);
        if (column->dictionary_count == 0) return jx_val_ask();
        return (jx_val){ .kind = JX_VAL_CODE,
                         .lane = jx_lane_of_column(compiler, 4, column->as.codes),
                         .states = states,
                         .domain = domain,
                         .domain_count = column->dictionary_count };
    }
    case JX_COLUMN_DECIMAL: case JX_COLUMN_SERIES: case JX_COLUMN_RECORDS: case JX_COLUMN_VALUE: return jx_val_ask();
    }
    JX_UNREACHABLE();
}

static jx_val definition_val(jx_compiler *compiler, uint32_t definition)
{
    const jx_definition *what = &compiler->model->definitions[definition];
    if (what->kind == JX_DEFINITION_FACT) return fact_column(compiler, definition);
    if (what->kind == JX_DEFINITION_PARAMETER || what->kind == JX_DEFINITION_READING)
        return jx_val_of_value(compiler, compiler->bound->values[definition]);
    const jx_node *node = compiler->plan->definitions[definition].node;
    if (what->kind != JX_DEFINITION_FORMULA || !node) return jx_val_ask();
    uint32_t slot = compiler->input_slot;
    compiler->input_slot = JX_NONE;  // another activation
    jx_val out;
    if (node->kind == JX_NODE_TABLE) {
        const jx_compiled_table *table = jx_compile_table(compiler, definition, node);
        bool value = node->as.table->source->output_count == 1 && !node->as.table->source->context_result;
        out = value ? jx_compile_output(compiler, table, 0) : jx_val_ask();
    } else {
        out = jx_compile_node(compiler, node);
    }
    compiler->input_slot = slot;
    return out;
}

jx_val jx_compile_definition(jx_compiler *compiler, uint32_t definition)
{
    if (!compiler->definition_done[definition]) {
        compiler->definition_done[definition] = true;
        compiler->definitions[definition] = jx_val_ask();  // what rests on itself asks
        compiler->definitions[definition] = definition_val(compiler, definition);
    }
    return compiler->definitions[definition];
}

// ---- kinds of nodes ----

static bool is_null(const jx_compiler *compiler, const jx_node *node)
{
    (void)compiler;
    return node->kind == JX_NODE_CONSTANT && node->as.constant.kind == JX_NULL;
}

static jx_val binary(jx_compiler *compiler, const jx_node *node)
{
    jx_operator op = node->as.binary.op;
    const jx_node *left = node->as.binary.left, *right = node->as.binary.right;
    if ((op == JX_OP_EQUAL || op == JX_OP_NOT_EQUAL) && (is_null(compiler, left) || is_null(compiler, right))) {
        jx_val other = jx_compile_node(compiler, is_null(compiler, left) ? right : left);
        jx_val test = jx_compile_null_test(compiler, &other);
        return op == JX_OP_EQUAL ? test : jx_val_not(compiler, test);
    }
    jx_val a = jx_compile_node(compiler, left), b = jx_compile_node(compiler, right);
    switch (op) {
    case JX_OP_ADD: case JX_OP_SUBTRACT: case JX_OP_MULTIPLY: case JX_OP_DIVIDE: case JX_OP_POWER:
        return jx_compile_arithmetic(compiler, op, &a, &b);
    case JX_OP_EQUAL: case JX_OP_NOT_EQUAL: case JX_OP_LESS: case JX_OP_LESS_EQUAL: case JX_OP_GREATER:
    case JX_OP_GREATER_EQUAL:
        return jx_compile_comparison(compiler, op, &a, &b, false);
    case JX_OP_AND: case JX_OP_OR: return jx_val_ask();
    }
    JX_UNREACHABLE();
}

static jx_val all_or_any(jx_compiler *compiler, const jx_node *const *items, size_t count, bool any)
{
    jx_val result = jx_val_truth(any ? JX_T_FALSE : JX_T_TRUE);
    for (size_t i = 0; i < count; i++) {
        jx_val item = jx_compile_node(compiler, items[i]);
        if (item.kind != JX_VAL_TRUTH) item = jx_val_ask();
        result = any ? jx_val_or(compiler, result, item) : jx_val_and(compiler, result, item);
    }
    return result.kind == JX_VAL_TRUTH ? result : jx_val_ask();
}

static jx_val between(jx_compiler *compiler, const jx_node *node)
{
    jx_val value = jx_compile_node(compiler, node->as.items.items[0]),
           low = jx_compile_node(compiler, node->as.items.items[1]);
    jx_val high = jx_compile_node(compiler, node->as.items.items[2]);
    return jx_val_and(compiler, jx_compile_comparison(compiler, JX_OP_GREATER_EQUAL, &value, &low, true),
                      jx_compile_comparison(compiler, JX_OP_LESS_EQUAL, &value, &high, true));
}

static jx_val choice(jx_compiler *compiler, const jx_node *node)
{
    jx_val when = jx_compile_node(compiler, node->as.items.items[0]),
           then = jx_compile_node(compiler, node->as.items.items[1]);
    jx_val otherwise = jx_compile_node(compiler, node->as.items.items[2]);
    return jx_compile_choice(compiler, &when, &then, &otherwise);
}

static jx_val negation(jx_compiler *compiler, const jx_node *node)
{
    jx_val zero = jx_val_integer(0, 0), operand = jx_compile_node(compiler, node->as.operand);
    return jx_compile_arithmetic(compiler, JX_OP_SUBTRACT, &zero, &operand);
}

static jx_val builtin(jx_compiler *compiler, const jx_node *node)
{
    const char *name = jx_builtin_at(node->as.builtin.index)->name;
    bool greatest = strcmp(name, "max") == 0;
    if ((!greatest && strcmp(name, "min") != 0) || node->as.builtin.count < 2 || node->as.builtin.names)
        return jx_val_ask();
    jx_val result = jx_compile_node(compiler, node->as.builtin.items[0]);
    for (size_t i = 1; i < node->as.builtin.count; i++) {
        jx_val next = jx_compile_node(compiler, node->as.builtin.items[i]);
        result = jx_compile_extreme(compiler, greatest, &result, &next);
    }
    return result;
}

// A column of a table's outputs: `标准.产值门槛`.
static jx_val field(jx_compiler *compiler, const jx_node *node)
{
    const jx_node *operand = node->as.field.operand;
    uint32_t definition = JX_NONE;
    while (operand && operand->kind == JX_NODE_DEFINITION) {
        definition = operand->as.definition;
        operand = compiler->plan->definitions[definition].node;
    }
    if (!operand || operand->kind != JX_NODE_TABLE || definition == JX_NONE) return jx_val_ask();
    const jx_table *source = operand->as.table->source;
    if (source->output_count == 1 && !source->context_result) return jx_val_ask();
    uint32_t slot = compiler->input_slot;
    compiler->input_slot = JX_NONE;
    const jx_compiled_table *table = jx_compile_table(compiler, definition, operand);
    jx_val out = jx_val_ask();
    for (size_t o = 0; o < source->output_count; o++)
        if (jx_text_equal(source->outputs[o].name, node->as.field.name)) out = jx_compile_output(compiler, table, o);
    compiler->input_slot = slot;
    return out;
}

static jx_val conversion(jx_compiler *compiler, const jx_node *node)
{
    jx_val value = jx_compile_node(compiler, node->as.instance.value);
    jx_type_kind type = node->as.instance.type ? node->as.instance.type->kind : JX_TYPE_ANY;
    bool same = type == JX_TYPE_ANY || (value.kind == JX_VAL_TRUTH && type == JX_TYPE_BOOLEAN) ||
                (value.kind == JX_VAL_NUMBER && type == (value.date ? JX_TYPE_DATE : JX_TYPE_NUMBER)) ||
                (value.kind == JX_VAL_RATIO && type == JX_TYPE_NUMBER) ||
                (value.kind == JX_VAL_CODE && type == JX_TYPE_STRING);
    return same ? value : jx_val_ask();
}

static jx_val node_by_kind(jx_compiler *compiler, const jx_node *node)
{
    switch (node->kind) {
    case JX_NODE_DEFINITION: return jx_compile_definition(compiler, node->as.definition);
    case JX_NODE_LOCAL:      return node->as.local == compiler->input_slot ? *compiler->input : jx_val_ask();
    case JX_NODE_FIELD:      return field(compiler, node);
    case JX_NODE_BUILTIN:    return builtin(compiler, node);
    case JX_NODE_BINARY:     return binary(compiler, node);
    case JX_NODE_AND:
    case JX_NODE_OR:
        return all_or_any(compiler, node->as.items.items, node->as.items.count, node->kind == JX_NODE_OR);
    case JX_NODE_GROUP:
        return all_or_any(compiler, node->as.group.tests, node->as.group.source->row_count, node->as.group.source->any);
    case JX_NODE_NOT:        return jx_val_not(compiler, jx_compile_node(compiler, node->as.operand));
    case JX_NODE_NEGATE:     return negation(compiler, node);
    case JX_NODE_BETWEEN:    return between(compiler, node);
    case JX_NODE_IF:         return choice(compiler, node);
    case JX_NODE_TESTS: {
        if (!node->as.tests.value) return jx_val_ask();
        jx_val value = jx_compile_node(compiler, node->as.tests.value);
        return jx_compile_tests(compiler, node, &value);
    }
    case JX_NODE_CONVERT:    return conversion(compiler, node);
    case JX_NODE_TOTAL: case JX_NODE_MEAN: case JX_NODE_COVERAGE: return jx_compile_window(compiler, node);
    // Lists, functions and records are eval's; constants have been dealt with.
    case JX_NODE_CONSTANT:
    case JX_NODE_DYNAMIC:
    case JX_NODE_FILTER:
    case JX_NODE_CALL:
    case JX_NODE_INTERVAL:
    case JX_NODE_FOR:
    case JX_NODE_SOME: case JX_NODE_EVERY: case JX_NODE_LIST: case JX_NODE_CONTEXT: case JX_NODE_FUNCTION:
    case JX_NODE_INSTANCE:
    case JX_NODE_TABLE:
    case JX_NODE_EXTEND:
    case JX_NODE_RANK:
    case JX_NODE_MANUAL:
    case JX_NODE_MODEL: return jx_val_ask();
    }
    JX_UNREACHABLE();
}

// Worth asking eval about every text: there are far fewer texts than rows.
static bool is_lookup(const jx_compiler *compiler, const jx_node *node, const jx_rests *rests, const jx_val *codes)
{
    if (rests->several || rests->elsewhere || codes->kind != JX_VAL_CODE) return false;
    if (node->kind == JX_NODE_DEFINITION || node->kind == JX_NODE_TABLE) return false;
    return codes->domain_count <= 4096 || codes->domain_count <= compiler->options->population.count / 8;
}

static jx_val compile(jx_compiler *compiler, const jx_node *node)
{
    if (node->kind == JX_NODE_DEFINITION) return jx_compile_definition(compiler, node->as.definition);
    jx_rests rests = jx_rests_on(compiler, node, JX_NONE);
    if (rests.fact == JX_NONE && !rests.elsewhere) return jx_compile_constant(compiler, node);
    if (rests.fact != JX_NONE && !rests.several && !rests.elsewhere) {
        jx_val codes = jx_compile_definition(compiler, rests.fact);
        if (is_lookup(compiler, node, &rests, &codes))
            return jx_compile_by_code(compiler, node, &codes, rests.fact, JX_NONE);
    }
    return node_by_kind(compiler, node);
}

jx_val jx_compile_node(jx_compiler *compiler, const jx_node *node)
{
    if (!compiler->node_done[node->id]) {
        compiler->nodes[node->id] = compile(compiler, node);
        compiler->node_done[node->id] = true;
    }
    return compiler->nodes[node->id];
}

// ---- awards ----

static bool reaches(const jx_compiler *compiler, uint32_t from, uint32_t definition)
{
    return from != JX_NONE && (from == definition || jx_plan_reaches(compiler->plan, from, definition));
}

static bool *facts_of(const jx_compiler *compiler, const jx_award_rule *award)
{
    bool *wanted = JX_ARRAY(compiler->arena, compiler->model->definition_count, bool);
    uint32_t roots[] = { award->eligible, award->amount, award->stay, award->leave, award->listed_before };
    for (uint32_t d = 0; d < compiler->model->definition_count; d++)
        for (size_t i = 0; i < JX_COUNT(roots); i++)
            if (compiler->model->definitions[d].kind == JX_DEFINITION_FACT && reaches(compiler, roots[i], d))
                wanted[d] = true;
    return wanted;
}

static uint16_t *hits_column(jx_compiler *compiler, uint32_t definition)
{
    jx_program *program = compiler->program;
    for (size_t i = 0; i < program->table_count; i++)
        if (program->tables[i].definition == definition) return program->tables[i].out;
    const jx_compiled_table *table = &compiler->tables[definition];
    size_t size = program->table_count * sizeof *program->tables;
    program->tables = jx_arena_grow(compiler->arena, program->tables, size, size + sizeof *program->tables);
    jx_table_out *out = &program->tables[program->table_count++];
    *out = (jx_table_out){ definition, table->hits, table->states, NULL };
    out->out = JX_ARRAY(compiler->arena, compiler->options->population.count + 1, uint16_t);
    return out->out;
}

static uint32_t join_tables(jx_compiler *compiler, const jx_award_rule *award, jx_award_program *out, bool amount_only,
                            uint32_t states)
{
    for (size_t i = 0; i < out->result.table_count; i++) {
        const jx_bulk_table *table = &out->result.tables[i];
        if (table->amount_only == amount_only)
            states = jx_states_join(compiler, states, compiler->tables[table->definition].states);
    }
    (void)award;
    return states;
}

static void collect_tables(jx_compiler *compiler, const jx_award_rule *award, jx_award_program *out)
{
    struct { jx_bulk_table *items; size_t count, capacity; } tables = { 0 };
    for (uint32_t d = 0; d < compiler->model->definition_count; d++) {
        const jx_node *node = compiler->plan->definitions[d].node;
        if (!node || node->kind != JX_NODE_TABLE) continue;
        // As award/ lists them: not the entitlement itself, should it be a table.
        bool eligible = jx_plan_reaches(compiler->plan, award->eligible, d);
        if (!eligible && !reaches(compiler, award->amount, d)) continue;
        (void)jx_compile_table(compiler, d, node);
        *JX_PUSH(compiler->arena, &tables) = (jx_bulk_table){ d, !eligible, hits_column(compiler, d) };
    }
    out->result.tables = tables.items;
    out->result.table_count = tables.count;
}

// Some window so far has rows that are ranges.
static bool may_be_open(const jx_compiler *compiler)
{
    for (size_t i = 0; i < compiler->series.count; i++)
        for (size_t w = 0; w < compiler->series.items[i].window_count; w++)
            if (compiler->series.items[i].windows[w].highs != JX_NONE) return true;
    return false;
}

static void compile_award(jx_compiler *compiler, const jx_award_rule *award, jx_award_program *out)
{
    size_t rows = compiler->options->population.count;
    out->result.left_out = award->subject != compiler->options->population.subject;
    if (out->result.left_out) return;
    out->verdicts = JX_ARRAY(compiler->arena, rows + 1, uint8_t);
    out->least = JX_ARRAY(compiler->arena, rows + 1, int64_t);
    out->wanted = facts_of(compiler, award);
    out->result.verdicts = out->verdicts;
    out->result.least_fen = out->least;
    if (award->kind != JX_AWARD_MONEY) return;
    jx_val eligible = jx_compile_definition(compiler, award->eligible), amount = jx_val_integer(0, 0);
    if (eligible.kind != JX_VAL_TRUTH) return;
    if (award->amount != JX_NONE) amount = jx_compile_definition(compiler, award->amount);
    jx_val fen = jx_compile_fen(compiler, award, &amount);
    collect_tables(compiler, award, out);
    bool known = fen.kind == JX_VAL_NUMBER;
    out->eligible = jx_truth_lane(compiler, &eligible);
    out->eligible_states = jx_states_lane(compiler, join_tables(compiler, award, out, false, JX_NONE));
    bool ranged = known && fen.ranged;
    uint32_t states = JX_NONE;
    if (!ranged) states = known ? jx_states_asking(compiler, fen.states) : jx_lane_filled(compiler, 1, JX_S_ASK);
    out->amount = out->most = known ? jx_number_lane(compiler, &fen) : jx_lane_filled(compiler, 8, 0);
    if (ranged) {
        uint32_t tables = jx_states_lane(compiler, join_tables(compiler, award, out, true, JX_NONE));
        out->amount_states = jx_emit(compiler, 1, (jx_op){ .what = JX_DO_SPAN, .a = fen.states, .b = tables });
        out->most = fen.high;
    } else {
        out->amount_states = jx_states_lane(compiler, join_tables(compiler, award, out, true, states));
    }
    if (may_be_open(compiler)) out->highest = JX_ARRAY(compiler->arena, rows + 1, int64_t);
    out->result.most_fen = out->highest;
    out->compiled = true;
}

// ---- the program ----

// SEMANTICS 8: a row that might meet a limit is eval's. The bound is the plan's, so it is the whole award's.
static bool within_limits(const jx_compiler *compiler, const jx_award_rule *award)
{
    const jx_limits *limits = compiler->options->limits;
    const uint32_t roots[] = { award->eligible, award->amount, award->stay, award->leave, award->listed_before };
    uint64_t steps = compiler->steps, limit = limits->at[JX_LIMIT_STEPS];
    size_t deepest = 2;
    for (size_t i = 0; i < JX_COUNT(roots); i++) {
        if (roots[i] == JX_NONE) continue;
        uint64_t own = jx_steps_bound(compiler, roots[i]);
        if (own > limit) return false;
        steps += own;
        deepest += compiler->plan->definitions[roots[i]].reach_count;
    }
    return steps <= limit && deepest <= limits->at[JX_LIMIT_NESTING];
}

static void finish_program(jx_compiler *compiler)
{
    jx_program *program = compiler->program;
    jx_windows_cut(compiler);
    program->frame_bytes = jx_lanes_place(compiler);
    program->lanes = compiler->lanes.items;
    program->lane_count = compiler->lanes.count;
    program->ops = compiler->ops.items;
    program->op_count = compiler->ops.count;
    program->series = compiler->series.items;
    program->series_count = compiler->series.count;
}

void jx_bulk_compile(const jx_bulk_options *options, jx_arena *arena, jx_program *out)
{
    const jx_plan *plan = options->plan->plan;
    const jx_model *model = plan->model;
    jx_compiler compiler = { .options = options, .bound = options->plan, .plan = plan, .model = model, .arena = arena,
                             .program = out, .input_slot = JX_NONE };
    compiler.definitions = JX_ARRAY(arena, model->definition_count, jx_val);
    compiler.definition_done = JX_ARRAY(arena, model->definition_count, uint8_t);
    compiler.nodes = JX_ARRAY(arena, plan->node_count, jx_val);
    compiler.node_done = JX_ARRAY(arena, plan->node_count, uint8_t);
    compiler.tables = JX_ARRAY(arena, model->definition_count, jx_compiled_table);
    for (size_t d = 0; d < model->definition_count; d++)
        if (plan->definitions[d].local_count > compiler.locals) compiler.locals = plan->definitions[d].local_count;
    out->awards = JX_ARRAY(arena, model->award_count, jx_award_program);
    out->award_count = model->award_count;
    for (size_t a = 0; a < model->award_count; a++) compile_award(&compiler, &model->awards[a], &out->awards[a]);
    for (size_t a = 0; a < model->award_count; a++) {
        jx_award_program *award = &out->awards[a];
        if (award->result.left_out) continue;
        if (options->whole_answers) jx_alike_compile(&compiler, &model->awards[a], award);
        if (within_limits(&compiler, &model->awards[a])) continue;
        award->compiled = false;
        award->alike = NULL;
        award->alike_count = 0;
    }
    for (size_t a = 0; a < model->award_count; a++) {
        out->awards[a].result.compiled = out->awards[a].compiled;
    }
    finish_program(&compiler);
}
