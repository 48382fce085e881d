// D1, D2: two rows of a U table that fit the same case, and cases that no row covers, each with a witness.
//
// Cells with constants cut every input into finitely many pieces: the constants themselves and what lies between them.
// One sample per piece stands for all of it, so trying every combination of samples is a proof. Tables whose cells hold
// formulas, and tables with too many combinations, are left alone; so are tables with only 待定.
#include "policy/reader.h"

enum { COMBINATIONS_MOST = 200000 };

typedef struct {
    struct {
        jx_value *items;
        size_t count, capacity;
    } at;
} samples;

static bool add_sample(jx_arena *arena, samples *s, jx_value value)
{
    for (size_t i = 0; i < s->at.count; i++)
        if (jx_value_same(s->at.items[i], value)) return true;
    *JX_PUSH(arena, &s->at) = value;
    return true;
}

// A literal, or minus a number.
static bool constant(const jx_expr *expr, jx_value *out)
{
    if (expr->kind == JX_EXPR_NEGATE && expr->as.negate.operand->kind == JX_EXPR_LITERAL) {
        jx_value inner = expr->as.negate.operand->as.literal.value;
        return inner.kind == JX_NUMBER && (*out = jx_number(jx_decimal_negate(inner.as.number)), true);
    }
    if (expr->kind != JX_EXPR_LITERAL || expr->as.literal.value.kind == JX_OPEN) return false;
    *out = expr->as.literal.value;
    return true;
}

static bool collect_test(jx_arena *arena, const jx_expr *test, samples *s)
{
    jx_value value;
    if (constant(test, &value)) return add_sample(arena, s, value);
    if (test->kind == JX_EXPR_UNARY_RANGE)
        return constant(test->as.unary_range.end, &value) && add_sample(arena, s, value);
    if (test->kind != JX_EXPR_INTERVAL || !constant(test->as.interval.low, &value)) return false;
    add_sample(arena, s, value);
    return constant(test->as.interval.high, &value) && add_sample(arena, s, value);
}

static int by_value(const void *a, const void *b)
{
    return jx_value_compare(*(const jx_value *)a, *(const jx_value *)b);
}

static jx_value between(jx_value a, jx_value b)
{
    if (a.kind == JX_DATE) return jx_date(a.as.date + (b.as.date - a.as.date) / 2);
    jx_decimal sum, half;
    if (!jx_decimal_add(a.as.number, b.as.number, &sum) || !jx_decimal_multiply(sum, jx_decimal_scaled(5, 1), &half))
        return a;
    return jx_number(half);
}

static jx_value beside(jx_value a, int step)
{
    if (a.kind == JX_DATE) return jx_date(a.as.date + step);
    jx_decimal moved;
    return jx_decimal_add(a.as.number, jx_decimal_of(step), &moved) ? jx_number(moved) : a;
}

// Adds what lies between and beyond the constants; keeps what the input may be at all.
static void spread(jx_reader *r, samples *s, jx_meaning meaning)
{
    size_t count = s->at.count;
    if (!count) return;
    qsort(s->at.items, count, sizeof(jx_value), by_value);
    jx_kind kind = s->at.items[0].kind;
    if (kind == JX_BOOLEAN) {
        add_sample(r->arena, s, jx_boolean(true));
        add_sample(r->arena, s, jx_boolean(false));
        return;
    }
    if (kind == JX_STRING) {
        add_sample(r->arena, s, jx_string(JX_TEXT("（其他）")));
        return;
    }
    if (kind != JX_NUMBER && kind != JX_DATE) return;
    for (size_t i = 0; i + 1 < count; i++)
        add_sample(r->arena, s, between(s->at.items[i], s->at.items[i + 1]));
    add_sample(r->arena, s, beside(s->at.items[0], -1));
    add_sample(r->arena, s, beside(s->at.items[count - 1], 1));
    size_t kept = 0;
    for (size_t i = 0; i < s->at.count; i++)
        if (!meaning.ranged || jx_interval_contains(meaning.range, jx_interval_point(s->at.items[i])))
            s->at.items[kept++] = s->at.items[i];
    s->at.count = kept;
}

// ---- matching constants ----

static bool fits_end(jx_range_form form, int order)
{
    switch (form) {
    case JX_RANGE_LESS: return order < 0;
    case JX_RANGE_LESS_EQUAL: return order <= 0;
    case JX_RANGE_GREATER: return order > 0;
    case JX_RANGE_GREATER_EQUAL: return order >= 0;
    case JX_RANGE_EQUAL: return order == 0;
    case JX_RANGE_NOT_EQUAL: return order != 0;
    case JX_RANGE_INTERVAL: return false;
    }
    return false;
}

static bool fits_test(const jx_expr *test, jx_value value)
{
    jx_value a, b;
    if (constant(test, &a)) return jx_value_compare(a, value) == 0;
    if (test->kind == JX_EXPR_UNARY_RANGE)
        return constant(test->as.unary_range.end, &a) &&
               fits_end(test->as.unary_range.form, jx_value_compare(value, a));
    if (!constant(test->as.interval.low, &a) || !constant(test->as.interval.high, &b)) return false;
    int low = jx_value_compare(value, a), high = jx_value_compare(value, b);
    return (test->as.interval.low_included ? low >= 0 : low > 0) &&
           (test->as.interval.high_included ? high <= 0 : high < 0);
}

static bool fits_cell(const jx_expr *tests, jx_value value)
{
    if (!tests->as.tests.count) return true;
    for (size_t i = 0; i < tests->as.tests.count; i++)
        if (fits_test(tests->as.tests.items[i], value)) return !tests->as.tests.negated;
    return tests->as.tests.negated;
}

static bool fits_row(const jx_table *table, const jx_table_rule *rule, const samples *inputs, const size_t *at)
{
    for (size_t i = 0; i < table->input_count; i++)
        if (inputs[i].at.count && !fits_cell(rule->tests[i], inputs[i].at.items[at[i]])) return false;
    return true;
}

// ---- reporting ----

static jx_text witness(jx_reader *r, const jx_table *table, const samples *inputs, const size_t *at)
{
    jx_buffer text = jx_buffer_in(r->arena);
    for (size_t i = 0; i < table->input_count; i++) {
        if (!inputs[i].at.count) continue;
        jx_value value = inputs[i].at.items[at[i]];
        jx_dimensions unit;
        jx_decimal factor, shown;
        if (value.kind == JX_NUMBER && jx_unit_dimensions(table->inputs[i].unit, &unit, &factor) &&
            jx_decimal_divide(value.as.number, factor, &shown))
            value = jx_number(shown);
        if (text.size) jx_buffer_put(&text, JX_TEXT("，"));
        jx_buffer_put(&text, table->inputs[i].label);
        jx_buffer_put(&text, JX_TEXT(" = "));
        jx_value_print(value, &text);
        if (value.kind == JX_NUMBER && table->inputs[i].unit.size)
            jx_buffer_format(&text, " %.*s", JX_TEXT_ARG(table->inputs[i].unit));
    }
    return jx_buffer_text(&text);
}

typedef struct {
    bool *told;  // rule × rule
    bool gap;
} findings;

static void try_one(jx_reader *r, const jx_draft *draft, const samples *inputs, const size_t *at, findings *f)
{
    const jx_table *table = draft->made_table;
    size_t first = SIZE_MAX;
    for (size_t k = 0; k < table->rule_count; k++) {
        if (!fits_row(table, &table->rules[k], inputs, at)) continue;
        if (first == SIZE_MAX) {
            first = k;
            if (table->hit != JX_HIT_UNIQUE) return;
        } else if (!f->told[first * table->rule_count + k]) {
            f->told[first * table->rule_count + k] = true;
            JX_REFUSE(r, ROWS_OVERLAP, draft->def.source, table->rules[k].span, "改界限，或改用 F、C>",
                      table->rules[first].id, table->rules[k].id, witness(r, table, inputs, at));
        }
    }
    if (first != SIZE_MAX || f->gap) return;
    f->gap = true;
    JX_REFUSE(r, ROWS_GAP, draft->def.source, draft->table->header.span, "补一行", witness(r, table, inputs, at));
}

static bool next_combination(const jx_table *table, const samples *inputs, size_t *at)
{
    for (size_t i = 0; i < table->input_count; i++) {
        if (!inputs[i].at.count) continue;
        if (++at[i] < inputs[i].at.count) return true;
        at[i] = 0;
    }
    return false;
}

static jx_meaning input_meaning(jx_reader *r, const jx_draft *draft, size_t input)
{
    const jx_expr *expr = draft->made_table->inputs[input].expression;
    jx_draft *named = expr->kind == JX_EXPR_NAME ? jx_draft_find(r, draft->def.space, expr->as.name.text) : NULL;
    return named ? named->meaning : (jx_meaning){ .type = &jx_type_any };
}

// Texts with declared options are only these.
static void keep_options(jx_reader *r, samples *s, const jx_draft *draft, size_t input)
{
    const jx_expr *expr = draft->made_table->inputs[input].expression;
    jx_draft *named = expr->kind == JX_EXPR_NAME ? jx_draft_find(r, draft->def.space, expr->as.name.text) : NULL;
    if (!named || !named->def.option_count || !s->at.count || s->at.items[0].kind != JX_STRING) return;
    s->at.count = 0;
    for (size_t i = 0; i < named->def.option_count; i++)
        add_sample(r->arena, s, named->def.options[i]);
}

static void check_table(jx_reader *r, const jx_draft *draft)
{
    const jx_table *table = draft->made_table;
    if (!table || table->pending || !table->rule_count) return;
    samples *inputs = JX_ARRAY(r->arena, table->input_count + 1, samples);
    uint64_t combinations = 1;
    for (size_t i = 0; i < table->input_count; i++) {
        for (size_t k = 0; k < table->rule_count; k++) {
            const jx_expr *cell = table->rules[k].tests[i];
            if (cell->kind != JX_EXPR_TESTS) return;
            for (size_t n = 0; n < cell->as.tests.count; n++)
                if (!collect_test(r->arena, cell->as.tests.items[n], &inputs[i])) return;
        }
        for (size_t k = 1; k < inputs[i].at.count; k++)
            if (inputs[i].at.items[k].kind != inputs[i].at.items[0].kind) return;  // null among numbers: not ours
        spread(r, &inputs[i], input_meaning(r, draft, i));
        keep_options(r, &inputs[i], draft, i);
        combinations *= inputs[i].at.count ? inputs[i].at.count : 1;
        if (combinations > COMBINATIONS_MOST) return;
    }
    findings f = { .told = JX_ARRAY(r->arena, table->rule_count * table->rule_count, bool) };
    size_t *at = JX_ARRAY(r->arena, table->input_count + 1, size_t);
    do
        try_one(r, draft, inputs, at, &f);
    while (next_combination(table, inputs, at));
}

void jx_check_tables(jx_reader *r)
{
    for (size_t i = 0; i < r->drafts.count; i++) {
        const jx_draft *draft = r->drafts.items[i];
        check_table(r, draft);
        for (size_t k = 0; k < draft->part_count; k++)
            check_table(r, draft->parts[k]);
    }
}
