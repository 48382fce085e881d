// Random models: a dictionary of facts, parameters and readings, formulas over them, tables, and two awards.
#include <stdlib.h>
#include <string.h>

#include "differential/random_plan.h"

enum { DEFINITIONS_MAX = 64 };

typedef struct {
    maker          m;
    jx_definition *definitions;
    size_t         count;
    uint64_t       seed;
} model_maker;

// ---- definitions ----

static jx_definition *define(model_maker *mm, jx_definition_kind kind, const char *name, const jx_type *type,
                             uint32_t space)
{
    jx_definition *what = &mm->definitions[mm->count++];
    *what = (jx_definition){ .kind = kind, .name = jx_text_of(name), .space = space, .type = type,
                             .factor = jx_decimal_of(1), .precision = -1 };
    return what;
}

static void name_it(model_maker *mm, const char *name, is_kind kind, uint32_t space)
{
    *JX_PUSH(mm->m.arena, &mm->m.names) = (known_name){ jx_text_of(name), kind, space };
}

static void set_range(jx_definition *what, int64_t low, int64_t high, bool bounded)
{
    what->has_range = true;
    what->range.low = (jx_end){ true, true, jx_integer(low) };
    if (bounded) what->range.high = (jx_end){ true, true, jx_integer(high) };
}

static const jx_value *texts(model_maker *mm, const char *const *list, size_t count)
{
    jx_value *values = JX_ARRAY(mm->m.arena, count, jx_value);
    for (size_t i = 0; i < count; i++) values[i] = jx_string(jx_text_of(list[i]));
    return values;
}

static void make_facts(model_maker *mm)
{
    static const char *const numbers[] = { "n0", "n1", "n2", "n3" };
    static const char *const grades[] = { "low", "middle", "high" };
    for (size_t i = 0; i < JX_COUNT(numbers); i++) {
        jx_definition *what = define(mm, JX_DEFINITION_FACT, numbers[i], &jx_type_number, 0);
        if (i < 3) set_range(what, i == 2 ? -1000 : 0, 2000, i != 1);
        else what->has_range = true;  // whatever a number may be
        what->may_be_null = i != 0;
        name_it(mm, numbers[i], IS_NUMBER, 0);
    }
    for (int i = 0; i < 2; i++) {
        define(mm, JX_DEFINITION_FACT, i ? "b1" : "b0", &jx_type_boolean, 0)->may_be_null = i == 1;
        name_it(mm, i ? "b1" : "b0", IS_BOOLEAN, 0);
    }
    define(mm, JX_DEFINITION_FACT, "t0", &jx_type_string, 0)->may_be_null = true;
    name_it(mm, "t0", IS_TEXT, 0);
    jx_definition *grade = define(mm, JX_DEFINITION_FACT, "g0", &jx_type_string, 0);
    grade->options = texts(mm, grades, 3);
    grade->option_count = 3;
    grade->ordered = true;
    define(mm, JX_DEFINITION_FACT, "d0", &jx_type_date, 0)->may_be_null = true;
    name_it(mm, "d0", IS_DATE, 0);
    set_range(define(mm, JX_DEFINITION_FACT, "s0", &jx_type_series, 0), 0, 500, one_in(&mm->m.d, 2));
    jx_definition *records = define(mm, JX_DEFINITION_FACT, "r0", type_of_kind(&mm->m, IS_RECORDS), 0);
    jx_record_field *fields = JX_ARRAY(mm->m.arena, 4, jx_record_field);
    static const char *const names[] = { "x", "y", "k", "t" };
    const jx_type *types[] = { &jx_type_number, &jx_type_number, &jx_type_boolean, &jx_type_string };
    for (size_t i = 0; i < 4; i++) {
        fields[i] = (jx_record_field){ .name = jx_text_of(names[i]), .type = types[i], .factor = jx_decimal_of(1),
                                       .precision = -1 };
        if (i >= 2) continue;
        fields[i].has_range = true;
        fields[i].range.low = (jx_end){ true, true, jx_integer(-100) };
        fields[i].range.high = (jx_end){ true, true, jx_integer(100) };
    }
    records->fields = fields;
    records->field_count = 4;
    name_it(mm, "r0", IS_RECORDS, 0);
}

static jx_value pending(model_maker *mm, const char *name, jx_cause_kind kind, const jx_type *type, bool bounded)
{
    jx_open open = { .type = type, .causes = jx_cause_one(mm->m.arena, kind, jx_text_of(name), (jx_text){ 0 }) };
    if (type->kind == JX_TYPE_NUMBER) open.low = (jx_end){ true, true, jx_integer(0) };
    if (bounded) open.high = (jx_end){ true, one_in(&mm->m.d, 2), jx_integer(100) };
    return jx_open_value(mm->m.arena, open);
}

static jx_value window(model_maker *mm, int64_t first, int64_t last)
{
    return jx_range_of(mm->m.arena, (jx_range_value){ .low_included = true, .high_included = !one_in(&mm->m.d, 6),
                                                      .low = jx_date(first), .high = jx_date(last) });
}

static void make_parameters(model_maker *mm)
{
    static const char *const numbers[] = { "p0", "p1", "p2" };
    dice *d = &mm->m.d;
    for (size_t i = 0; i < JX_COUNT(numbers); i++) {
        jx_definition *what = define(mm, JX_DEFINITION_PARAMETER, numbers[i], &jx_type_number, 0);
        what->value = i == 1 && one_in(d, 2) ? pending(mm, "p1", JX_CAUSE_PENDING, &jx_type_number, one_in(d, 2))
                                             : make_number(d, i == 2 && !mm->m.checked);
        name_it(mm, numbers[i], IS_NUMBER, 0);
    }
    static const char *const windows[] = { "w0", "w1", "w2" };
    for (size_t i = 0; i < 3; i++) {
        int64_t first = 20490 + below(d, 12), length = i == 0 ? below(d, 20) : below(d, 8);
        jx_definition *what = define(mm, JX_DEFINITION_PARAMETER, windows[i], &jx_type_any, 0);
        what->value = window(mm, first, first + (one_in(d, 40) ? -1 : length));
        mm->m.windows[i] = jx_text_of(windows[i]);
    }
    mm->m.series[0] = JX_TEXT("s0");
    jx_definition *list = define(mm, JX_DEFINITION_PARAMETER, "l0", type_of_kind(&mm->m, IS_TEXTS), 0);
    if (one_in(d, 4)) {
        list->value = pending(mm, "l0", JX_CAUSE_PENDING, type_of_kind(&mm->m, IS_TEXTS), false);
    } else {
        size_t count = 1 + (size_t)below(d, 1);
        list->value = jx_list(texts(mm, some_texts, 1 + (size_t)below(d, 4)), count);
    }
    name_it(mm, "l0", IS_TEXTS, 0);
    jx_value *items = JX_ARRAY(mm->m.arena, 3, jx_value);
    for (size_t i = 0; i < 3; i++) items[i] = make_number(d, false);
    define(mm, JX_DEFINITION_PARAMETER, "l1", type_of_kind(&mm->m, IS_NUMBERS), 0)->value =
        jx_list(items, (size_t)below(d, 4));
    name_it(mm, "l1", IS_NUMBERS, 0);
    jx_definition *reading = define(mm, JX_DEFINITION_READING, "q0", &jx_type_string, 0);
    reading->value = one_in(d, 2) ? pending(mm, "q0", JX_CAUSE_READING, &jx_type_string, false)
                                  : jx_string(jx_text_of(some_texts[below(d, TEXTS)]));
    name_it(mm, "q0", IS_TEXT, 0);
}

// ---- formulas ----

static void formula(model_maker *mm, const char *name, is_kind kind, uint32_t space, int depth)
{
    mm->m.space = space;
    mm->m.budget = 40;
    const jx_expr *expr = make_expr(&mm->m, kind, depth);
    define(mm, JX_DEFINITION_FORMULA, name, type_of_kind(&mm->m, kind), space)->expr = expr;
    name_it(mm, name, kind, space);
}

// A comparison of two numbers as a named function; called by `fn(a, b)`.
static void make_function(model_maker *mm)
{
    jx_expr *function = JX_NEW(mm->m.arena, jx_expr);
    jx_binding *parameters = JX_ARRAY(mm->m.arena, 2, jx_binding);
    parameters[0] = (jx_binding){ .name = JX_TEXT("u"), .type = &jx_type_number };
    parameters[1] = (jx_binding){ .name = JX_TEXT("v"), .type = &jx_type_number };
    jx_expr *body = JX_NEW(mm->m.arena, jx_expr);
    *body = (jx_expr){ .kind = JX_EXPR_BINARY, .type = &jx_type_boolean };
    body->as.binary.op = JX_OP_LESS;
    body->as.binary.left = make_name(&mm->m, JX_TEXT("u"), &jx_type_number);
    body->as.binary.right = make_name(&mm->m, JX_TEXT("v"), &jx_type_number);
    *function = (jx_expr){ .kind = JX_EXPR_FUNCTION, .type = &jx_type_any };
    function->as.function.parameters = parameters;
    function->as.function.count = 2;
    function->as.function.body = body;
    define(mm, JX_DEFINITION_FORMULA, "fn", &jx_type_any, 0)->expr = function;
}

static void make_inputs(model_maker *mm, jx_table *table, is_kind *kinds)
{
    jx_table_input *inputs = JX_ARRAY(mm->m.arena, 2, jx_table_input);
    table->input_count = 1 + (size_t)one_in(&mm->m.d, 2);
    for (size_t i = 0; i < table->input_count; i++) {
        kinds[i] = one_in(&mm->m.d, 4) ? IS_BOOLEAN : one_in(&mm->m.d, 3) ? IS_TEXT : IS_NUMBER;
        inputs[i].expression = make_expr(&mm->m, kinds[i], 2);
    }
    table->inputs = inputs;
}

static void make_outputs(model_maker *mm, jx_table *table, bool context)
{
    jx_table_output *outputs = JX_ARRAY(mm->m.arena, 2, jx_table_output);
    table->output_count = context ? 2 : 1;
    table->context_result = context;
    outputs[0].name = JX_TEXT("o0");
    outputs[1].name = JX_TEXT("o1");
    if (one_in(&mm->m.d, 3)) {  // output values, in order of priority
        const jx_expr **allowed = JX_ARRAY(mm->m.arena, 3, const jx_expr *);
        for (size_t i = 0; i < 3; i++) allowed[i] = make_literal(&mm->m, IS_NUMBER);
        outputs[0].allowed = allowed;
        outputs[0].allowed_count = 3;
    }
    if (one_in(&mm->m.d, 4)) outputs[0].preset = make_literal(&mm->m, IS_NUMBER);
    table->outputs = outputs;
}

static const jx_expr *any_test(model_maker *mm)
{
    jx_expr *tests = JX_NEW(mm->m.arena, jx_expr);
    *tests = (jx_expr){ .kind = JX_EXPR_TESTS, .type = &jx_type_boolean };
    return tests;
}

static const jx_expr *interval(model_maker *mm, jx_value low, jx_value high)
{
    jx_expr *tests = JX_NEW(mm->m.arena, jx_expr), *range = JX_NEW(mm->m.arena, jx_expr);
    const jx_expr **items = JX_ARRAY(mm->m.arena, 1, const jx_expr *);
    jx_value *ends = JX_ARRAY(mm->m.arena, 2, jx_value);
    ends[0] = low;
    ends[1] = high;
    bool whole = low.kind != JX_NULL && high.kind != JX_NULL;
    *tests = (jx_expr){ .kind = JX_EXPR_TESTS, .type = &jx_type_boolean };
    *range = (jx_expr){ .kind = whole ? JX_EXPR_INTERVAL : JX_EXPR_UNARY_RANGE, .type = &jx_type_any };
    jx_expr *end[2] = { NULL, NULL };
    for (size_t i = 0; i < 2; i++) {
        if (ends[i].kind == JX_NULL) continue;
        end[i] = JX_NEW(mm->m.arena, jx_expr);
        *end[i] = (jx_expr){ .kind = JX_EXPR_LITERAL, .type = &jx_type_number, .as.literal.value = ends[i] };
    }
    if (whole) {
        range->as.interval.low = end[0];
        range->as.interval.high = end[1];
        range->as.interval.low_included = true;
    } else {
        range->as.unary_range.form = end[0] ? JX_RANGE_GREATER_EQUAL : JX_RANGE_LESS;
        range->as.unary_range.end = end[0] ? end[0] : end[1];
    }
    items[0] = range;
    tests->as.tests.items = items;
    tests->as.tests.count = 1;
    return tests;
}

// U as the checker leaves it: the rows divide the numbers among them.
static void split_rows(model_maker *mm, jx_table *table, jx_table_rule *rules)
{
    jx_table_input *inputs = JX_ARRAY(mm->m.arena, 1, jx_table_input);
    int64_t border = below(&mm->m.d, 50) - 10;
    table->hit = JX_HIT_UNIQUE;
    inputs[0].expression = make_expr(&mm->m, IS_NUMBER, 2);
    table->inputs = inputs;
    table->input_count = 1;
    for (size_t r = 0; r < table->rule_count; r++) {
        const jx_expr **tests = JX_ARRAY(mm->m.arena, 1, const jx_expr *);
        int64_t next = border + 1 + below(&mm->m.d, 100);
        bool first = r == 0, last = r + 1 == table->rule_count;
        tests[0] = first && last
                       ? any_test(mm)
                       : interval(mm, first ? jx_null() : jx_integer(border), last ? jx_null() : jx_integer(next));
        rules[r].tests = tests;
        border = next;
    }
}

static void make_table(model_maker *mm, const char *name, uint32_t space)
{
    static const jx_hit_policy hits[] = { JX_HIT_UNIQUE,  JX_HIT_UNIQUE,   JX_HIT_FIRST,      JX_HIT_FIRST,
                                          JX_HIT_ANY,     JX_HIT_PRIORITY, JX_HIT_RULE_ORDER, JX_HIT_OUTPUT_ORDER,
                                          JX_HIT_COLLECT, JX_HIT_COLLECT };
    static const char *const ids[] = { "1", "2", "3", "4", "5" };
    dice *d = &mm->m.d;
    jx_table *table = JX_NEW(mm->m.arena, jx_table);
    is_kind kinds[2];
    bool context = one_in(d, 2);
    mm->m.space = space;
    mm->m.budget = 60;
    *table = (jx_table){ .name = jx_text_of(name), .hit = hits[below(d, mm->m.plain ? 4 : (int64_t)JX_COUNT(hits))] };
    if (mm->m.checked && table->hit != JX_HIT_COLLECT) table->hit = JX_HIT_FIRST;
    if (table->hit == JX_HIT_COLLECT && mm->m.checked) {
        static const jx_aggregation numbers[] = { JX_AGGREGATE_SUM, JX_AGGREGATE_MIN, JX_AGGREGATE_MAX };
        table->aggregation = numbers[below(d, 3)];
        context = false;
    } else if (table->hit == JX_HIT_COLLECT) {
        table->aggregation = (jx_aggregation)below(d, JX_AGGREGATE_MAX + 1);
        context = false;
    }
    make_inputs(mm, table, kinds);
    make_outputs(mm, table, context);
    table->rule_count = 1 + (size_t)below(d, 5);
    jx_table_rule *rules = JX_ARRAY(mm->m.arena, table->rule_count, jx_table_rule);
    for (size_t r = 0; r < table->rule_count; r++) {
        const jx_expr **tests = JX_ARRAY(mm->m.arena, 2, const jx_expr *),
                      **outputs = JX_ARRAY(mm->m.arena, 2, const jx_expr *);
        bool last = mm->m.checked && r + 1 == table->rule_count;
        for (size_t i = 0; i < table->input_count; i++)
            tests[i] = last ? any_test(mm) : make_tests(&mm->m, kinds[i], true);
        for (size_t o = 0; o < table->output_count; o++)
            outputs[o] = make_expr(&mm->m, IS_NUMBER, one_in(d, 3) ? 2 : 0);
        rules[r] = (jx_table_rule){ .id = jx_text_of(ids[r]), .tests = tests, .outputs = outputs };
    }
    if (mm->m.checked && table->hit == JX_HIT_FIRST && one_in(d, 2)) split_rows(mm, table, rules);
    table->rules = rules;
    jx_expr *expr = JX_NEW(mm->m.arena, jx_expr);
    *expr = (jx_expr){ .kind = JX_EXPR_TABLE, .type = context ? &jx_type_any : &jx_type_number, .as.table = table };
    define(mm, JX_DEFINITION_FORMULA, name, expr->type, space)->expr = expr;
    size_t at = mm->m.table_count++;
    mm->m.tables[at].name = jx_text_of(name);
    mm->m.tables[at].outputs[0] = JX_TEXT("o0");
    mm->m.tables[at].outputs[1] = JX_TEXT("o1");
    mm->m.tables[at].context = context;
    mm->m.tables[at].space = space;
}

// The records of the fact with one computed field more, named as the fact is.
static void make_extension(model_maker *mm, uint32_t space)
{
    jx_expr *expr = JX_NEW(mm->m.arena, jx_expr);
    jx_binding *fields = JX_ARRAY(mm->m.arena, 1, jx_binding);
    *expr = (jx_expr){ .kind = JX_EXPR_EXTEND, .type = type_of_kind(&mm->m, IS_RECORDS) };
    *JX_PUSH(mm->m.arena, &mm->m.locals) = (known_name){ JX_TEXT("x"), IS_NUMBER, 0 };
    mm->m.budget = 8;
    fields[0] = (jx_binding){ .name = JX_TEXT("y2"), .value = make_expr(&mm->m, IS_NUMBER, 2) };
    mm->m.locals.count--;
    expr->as.extend.list = make_name(&mm->m, JX_TEXT("r0"), expr->type);
    expr->as.extend.fields = fields;
    expr->as.extend.count = 1;
    define(mm, JX_DEFINITION_FORMULA, "r0", expr->type, space)->expr = expr;
}

static uint32_t make_group(model_maker *mm, uint32_t space)
{
    static const char *const ids[] = { "1", "2", "3", "4", "5" };
    jx_group *group = JX_NEW(mm->m.arena, jx_group);
    size_t count = 1 + (size_t)below(&mm->m.d, 5);
    jx_group_row *rows = JX_ARRAY(mm->m.arena, count, jx_group_row);
    mm->m.space = space;
    for (size_t i = 0; i < count; i++) {
        mm->m.budget = 30;
        rows[i] = (jx_group_row){ .id = jx_text_of(ids[i]), .test = make_expr(&mm->m, IS_BOOLEAN, 3) };
    }
    *group = (jx_group){ .name = JX_TEXT("eligible"), .any = one_in(&mm->m.d, 4), .rows = rows, .row_count = count };
    jx_expr *expr = JX_NEW(mm->m.arena, jx_expr);
    *expr = (jx_expr){ .kind = JX_EXPR_GROUP, .type = &jx_type_boolean, .as.group = group };
    define(mm, JX_DEFINITION_FORMULA, "eligible", &jx_type_boolean, space)->expr = expr;
    return (uint32_t)(mm->count - 1);
}

// An amount that asks six built-ins, in turn from plan to plan, so that every one of them is met.
static const jx_expr *through_builtins(model_maker *mm)
{
    const jx_expr *amount = make_literal(&mm->m, IS_NUMBER);
    mm->m.names.count--;  // the amount's own
    for (int i = 0; i < 6; i++) {
        int index = (int)(mm->seed / 2 * 6 % 60000) + i;
        const jx_expr *then = make_literal(&mm->m, IS_NUMBER);
        amount = make_choice(&mm->m, make_builtin_test(&mm->m, index), then, amount);
    }
    mm->m.names.count++;
    return amount;
}

static void make_award(model_maker *mm, jx_award_rule *award, uint32_t space, const char *id)
{
    static const jx_rounding roundings[] = { JX_ROUND_HALF_UP, JX_ROUND_DOWN, JX_ROUND_UP, JX_ROUND_HALF_EVEN };
    dice *d = &mm->m.d;
    mm->m.ranks = true;
    if (one_in(d, 3) && !mm->m.plain) make_extension(mm, space);
    formula(mm, "m0", IS_NUMBER, space, 4);
    make_table(mm, "tb", space);
    formula(mm, "c0", IS_BOOLEAN, space, 4);
    uint32_t eligible = make_group(mm, space);
    formula(mm, "amount", IS_NUMBER, space, 3);
    jx_award_kind kind = one_in(d, 20) ? JX_AWARD_ROSTER : JX_AWARD_MONEY;
    int scale = one_in(d, 3) ? 0 : 2;
    *award = (jx_award_rule){ .kind = kind,
                              .id = jx_text_of(id),
                              .name = jx_text_of(id),
                              .space = space,
                              .clause = space,
                              .eligible = eligible,
                              .amount = (uint32_t)(mm->count - 1),
                              .stay = JX_NONE,
                              .leave = JX_NONE,
                              .listed_before = JX_NONE,
                              .member = JX_NONE,
                              .rounding = { scale, roundings[below(d, 4)] },
                              .rounding_reading = JX_NONE,
                              .payee_reading = JX_NONE };
    if (award->kind == JX_AWARD_ROSTER) award->amount = JX_NONE;
    else if (space == 2 && !mm->m.plain && !mm->m.checked) mm->definitions[award->amount].expr = through_builtins(mm);
    mm->m.ranks = false;
}

bool lower_again(random_model *out, jx_arena *arena)
{
    out->problems = (jx_problems){ .arena = arena, .language = JX_ENGLISH };
    return jx_plan_lower(&out->model, arena, &out->problems, &out->plan) == JX_OK &&
           jx_plan_bind(out->plan, NULL, arena, &out->bound) == JX_OK;
}

bool make_model(random_model *out, jx_arena *arena, uint64_t seed, bool checked)
{
    model_maker mm = { .m = { .d = { seed }, .arena = arena } };
    mm.seed = seed;
    mm.m.plain = seed % 2 == 0 && !checked;
    mm.m.checked = checked;
    mm.definitions = JX_ARRAY(arena, DEFINITIONS_MAX, jx_definition);
    jx_space *spaces = JX_ARRAY(arena, 3, jx_space);
    spaces[0] = (jx_space){ JX_SPACE_PACKAGE, JX_TEXT("package"), JX_TEXT("package"), 0 };
    spaces[1] = (jx_space){ JX_SPACE_AWARD, JX_TEXT("a1"), JX_TEXT("award one"), 0 };
    spaces[2] = (jx_space){ JX_SPACE_AWARD, JX_TEXT("a2"), JX_TEXT("award two"), 0 };
    jx_award_rule *awards = JX_ARRAY(arena, 2, jx_award_rule);
    jx_subject_kind *subject = JX_NEW(arena, jx_subject_kind);
    *subject = (jx_subject_kind){ JX_TEXT("firm"), JX_TEXT("code") };
    make_facts(&mm);
    make_parameters(&mm);
    make_function(&mm);
    formula(&mm, "f0", IS_NUMBER, 0, 3);
    formula(&mm, "f1", IS_TEXT, 0, 3);
    formula(&mm, "f2", IS_BOOLEAN, 0, 3);
    formula(&mm, "f3", IS_NUMBERS, 0, 3);
    make_table(&mm, "ta", 0);
    make_award(&mm, &awards[0], 1, "a1");
    make_award(&mm, &awards[1], 2, "a2");
    *out = (random_model){ .seed = seed, .plain = mm.m.plain, .checked = checked };
    out->model = (jx_model){ .package = true,
                             .name = JX_TEXT("random"),
                             .spaces = spaces,
                             .space_count = 3,
                             .definitions = mm.definitions,
                             .definition_count = mm.count,
                             .awards = awards,
                             .award_count = 2,
                             .subjects = subject,
                             .subject_count = 1 };
    return lower_again(out, arena);
}
