// An index over the cells of a table says what looking at every cell says: values and rows hit, in packages (with open
// inputs too) and as DMN has it. Random models, their tables grown to up to sixty rules out of their own cells; one
// column of a table is made anew, of constants that its input meets often.
//
//     JX_INDEX_PLANS plans (300), JX_SEED (from the clock, printed)
#include <string.h>

#include "differential/random_plan.h"
#include "unit/check.h"

enum { ROWS = 30 };

static struct {
    uint64_t plans, values, tables, indexed, hits;
} counted;

// ---- larger tables ----

enum { POOL = 6 };  // 0, 1/2, 1 …

static jx_value of_pool(dice *d)
{
    return jx_number(jx_decimal_scaled(below(d, POOL) * 5, 1));
}

static const jx_expr *literal(jx_arena *arena, jx_value value)
{
    jx_expr *expr = JX_NEW(arena, jx_expr);
    *expr = (jx_expr){ .kind = JX_EXPR_LITERAL, .type = &jx_type_number, .as.literal.value = value };
    return expr;
}

static const jx_expr *pool_item(jx_arena *arena, dice *d)
{
    jx_expr *expr = JX_NEW(arena, jx_expr);
    *expr = (jx_expr){ .type = &jx_type_any };
    switch (below(d, 3)) {
    case 0: return literal(arena, of_pool(d));
    case 1:
        expr->kind = JX_EXPR_UNARY_RANGE;
        expr->as.unary_range.form = (jx_range_form)(JX_RANGE_LESS + below(d, 4));
        expr->as.unary_range.end = literal(arena, of_pool(d));
        return expr;
    default:
        expr->kind = JX_EXPR_INTERVAL;
        expr->as.interval.low = literal(arena, of_pool(d));
        expr->as.interval.high = literal(arena, of_pool(d));
        expr->as.interval.low_included = one_in(d, 2);
        expr->as.interval.high_included = one_in(d, 2);
        return expr;
    }
}

static const jx_expr *pool_tests(jx_arena *arena, dice *d)
{
    jx_expr *tests = JX_NEW(arena, jx_expr);
    size_t count = (size_t)below(d, 4);
    const jx_expr **items = JX_ARRAY(arena, count, const jx_expr *);
    for (size_t i = 0; i < count; i++) items[i] = pool_item(arena, d);
    *tests = (jx_expr){ .kind = JX_EXPR_TESTS, .type = &jx_type_boolean };
    tests->as.tests.items = items;
    tests->as.tests.count = count;
    tests->as.tests.negated = count > 0 && one_in(d, 5);
    return tests;
}

static void use_pool(jx_arena *arena, jx_table *table, jx_table_rule *rules, dice *d)
{
    jx_table_input *inputs = JX_ARRAY(arena, table->input_count, jx_table_input);
    size_t column = (size_t)below(d, (int64_t)table->input_count);
    jx_expr *name = JX_NEW(arena, jx_expr);
    memcpy(inputs, table->inputs, table->input_count * sizeof *inputs);
    *name = (jx_expr){ .kind = JX_EXPR_NAME, .type = &jx_type_number, .as.name.text = JX_TEXT("n0") };
    inputs[column].expression = name;
    table->inputs = inputs;
    for (size_t r = 0; r < table->rule_count; r++) {
        const jx_expr **tests = (void *)(uintptr_t)rules[r].tests;
        tests[column] = pool_tests(arena, d);
    }
}

static const jx_expr *grown(jx_arena *arena, const jx_expr *expr, dice *d)
{
    const jx_table *small = expr->as.table;
    jx_table *table = JX_NEW(arena, jx_table);
    jx_expr *out = JX_NEW(arena, jx_expr);
    *table = *small;
    *out = *expr;
    table->rule_count = 3 + (size_t)below(d, 57);
    jx_table_rule *rules = JX_ARRAY(arena, table->rule_count, jx_table_rule);
    for (size_t r = 0; r < table->rule_count; r++) {
        const jx_table_rule *like = &small->rules[below(d, (int64_t)small->rule_count)];
        const jx_expr **tests = JX_ARRAY(arena, table->input_count, const jx_expr *);
        for (size_t i = 0; i < table->input_count; i++)
            tests[i] = small->rules[below(d, (int64_t)small->rule_count)].tests[i];
        rules[r] = *like;
        rules[r].tests = (void *)tests;
    }
    if (!one_in(d, 4)) use_pool(arena, table, rules, d);
    table->rules = rules;
    out->as.table = table;
    return out;
}

static void grow_tables(random_model *model, jx_arena *arena, dice *d)
{
    size_t count = model->model.definition_count;
    jx_definition *definitions = JX_ARRAY(arena, count, jx_definition);
    memcpy(definitions, model->model.definitions, count * sizeof *definitions);
    for (size_t i = 0; i < count; i++)
        if (definitions[i].expr && definitions[i].expr->kind == JX_EXPR_TABLE)
            definitions[i].expr = grown(arena, definitions[i].expr, d);
    model->model.definitions = definitions;
}

// ---- both ways ----

static jx_text everything(const random_model *model, const jx_value *facts, const jx_value *ranks, jx_arena *arena)
{
    jx_limits limits = jx_limits_default();
    limits.at[JX_LIMIT_STEPS] = 100000000;
    jx_eval_options options = { .arena = arena, .limits = &limits };
    jx_case *unit = jx_case_new(model->bound, &options, facts, ranks);
    jx_buffer out = jx_buffer_in(arena);
    for (uint32_t d = 0; d < model->model.definition_count; d++) {
        if (model->model.definitions[d].kind != JX_DEFINITION_FORMULA) continue;
        jx_buffer_format(&out, "%.*s = ", JX_TEXT_ARG(model->model.definitions[d].name));
        jx_value value = jx_case_value(unit, d);
        jx_value_print(value, &out);
        jx_causes causes = jx_value_causes(value);
        for (size_t i = 0; i < causes.count; i++)
            jx_buffer_format(&out, " %s/%.*s", jx_cause_kind_slug(causes.items[i].kind),
                             JX_TEXT_ARG(causes.items[i].name));
        jx_table_hits hits = jx_case_hits(unit, d);
        for (size_t i = 0; i < hits.count; i++) jx_buffer_format(&out, " #%u", (unsigned)hits.rows[i]);
        counted.hits += hits.count;
        counted.values++;
        jx_buffer_put_char(&out, '\n');
    }
    return jx_buffer_text(&out);
}

// The plan belongs to this test, so it may take the indexes out.
static void without_indexes(const jx_plan *plan)
{
    for (size_t i = 0; i < plan->node_count; i++) {
        if (plan->nodes[i]->kind != JX_NODE_TABLE) continue;
        jx_plan_table *table = (jx_plan_table *)(uintptr_t)plan->nodes[i]->as.table;
        counted.tables++;
        counted.indexed += table->index != NULL;
        table->index = NULL;
    }
}

static bool same_lines(jx_text by_index, jx_text by_cells, uint64_t seed, size_t row)
{
    if (CHECK(jx_text_equal(by_index, by_cells))) return true;
    printf("JX_SEED=%llu JX_INDEX_PLANS=1, row %zu\n--- by index\n%.*s--- cell by cell\n%.*s", (unsigned long long)seed,
           row, JX_TEXT_ARG(by_index), JX_TEXT_ARG(by_cells));
    return false;
}

static bool run_plan(uint64_t seed)
{
    jx_arena *arena = jx_arena_new(jx_allocator_system(), SIZE_MAX);
    random_model model;
    dice d = { seed ^ 12345 };
    bool good = true;
    if (make_model(&model, arena, seed, false)) {
        grow_tables(&model, arena, &d);
        bool package = !one_in(&d, 3);
        model.model.package = package;
        if (lower_again(&model, arena)) {
            jx_value *rows[ROWS];
            jx_text lines[ROWS];
            const jx_value *ranks = make_ranks(&model, arena, seed);
            counted.plans++;
            for (size_t row = 0; row < ROWS; row++) {
                rows[row] = JX_ARRAY(arena, model.model.definition_count, jx_value);
                make_row(&model, arena, &d, !package || one_in(&d, 2), rows[row]);
                if (one_in(&d, 2)) rows[row][jx_model_find(&model.model, 0, JX_TEXT("n0"))] = of_pool(&d);
                lines[row] = everything(&model, rows[row], ranks, arena);
            }
            without_indexes(model.plan);
            for (size_t row = 0; row < ROWS && good; row++)
                good = same_lines(lines[row], everything(&model, rows[row], ranks, arena), seed, row);
        }
    }
    jx_arena_free(arena);
    return good;
}

TEST(an_index_says_what_the_cells_say)
{
    uint64_t plans = setting("JX_INDEX_PLANS", 300), seed = fresh_seed(), failures = 0;
    printf("JX_SEED=%llu JX_INDEX_PLANS=%llu\n", (unsigned long long)seed, (unsigned long long)plans);
    for (uint64_t i = 0; i < plans && failures < 3; i++) failures += !run_plan(seed + i);
    printf("%llu plans, %llu tables, %llu with an index; %llu values, %llu rows hit\n",
           (unsigned long long)counted.plans, (unsigned long long)counted.tables, (unsigned long long)counted.indexed,
           (unsigned long long)counted.values, (unsigned long long)counted.hits);
    CHECK(counted.indexed * 4 > counted.tables);
    CHECK(counted.hits > 0);
}

CHECK_MAIN
