// 测试 tables -> jx_case_row: columns are understood once, rows are merged with their 背景, cells become values.
//
// Read read_table at the end, then column_of and cell_value.
#include "policy/reader.h"

typedef struct {
    jx_cell_kind kind;
    jx_text name, unit;
    const jx_draft *draft;
    jx_decimal factor;
    jx_dimensions dimensions;
    bool text;  // BUDGET: 超出时
    bool skip;  // could not be understood; reported
} column;

typedef struct {
    jx_reader *reader;
    const jx_md_block *block;
    uint32_t space;
    bool population;
    column *columns;
    jx_text *background;  // merged texts of the 背景 above, by column
    bool has_background;
    jx_text *first;  // of the population being read
    jx_case_sets sets;  // of the row being read
    jx_text name;
} table_reader;

// ---- columns ----

static const jx_draft *delivered_behind(table_reader *t, const jx_draft *draft)
{
    // Records with computed fields: what a case delivers is the fact behind them.
    return draft && draft->form == JX_DRAFT_EXTEND ? jx_draft_here(t->reader, 0, draft->def.name) : draft;
}

static bool dotted_column(table_reader *t, column *c)
{
    jx_text name = c->name;
    size_t dot = name.size;
    while (dot > 0 && name.bytes[dot - 1] != '.')
        dot--;
    if (!dot) return false;
    jx_text head = jx_text_slice(name, 0, dot - 1), field = jx_text_slice(name, dot, name.size);
    if (jx_word_is(field, JX_WORD_AMOUNT) && jx_award_find(t->reader, head))
        return c->kind = JX_CELL_AWARD_RESULT, true;
    for (size_t i = 0; i < t->reader->budgets.count; i++) {
        if (!jx_text_equal(t->reader->budgets.items[i].name, head)) continue;
        c->kind = JX_CELL_BUDGET;
        c->text = jx_word_is(field, JX_WORD_EXCESS);
        return c->text || jx_word_is(field, JX_WORD_AMOUNT_OF) || jx_word_is(field, JX_WORD_AMOUNT);
    }
    for (size_t i = 0; i < t->reader->caps.count; i++) {
        if (!jx_text_equal(t->reader->caps.items[i].name, head)) continue;
        c->kind = JX_CELL_BUDGET;
        c->text = jx_word_is(field, JX_WORD_EXCESS);
        return c->text || jx_word_is(field, JX_WORD_AMOUNT_OF) || jx_word_is(field, JX_WORD_AMOUNT);
    }
    uint32_t space = jx_space_find(t->reader, head);
    c->draft = space == JX_NONE ? NULL : jx_draft_here(t->reader, space, field);
    return c->draft != NULL;
}

static bool expected_column(table_reader *t, column *c)
{
    if (jx_word_is(c->name, JX_WORD_VERDICT) || jx_word_is(c->name, JX_WORD_LISTED))
        return c->kind = JX_CELL_EXPECT_VERDICT, true;
    if (jx_word_is(c->name, JX_WORD_PAID)) return c->kind = JX_CELL_EXPECT_PAID, true;
    if (jx_word_is(c->name, JX_WORD_REASON)) return c->kind = JX_CELL_EXPECT_REASON, true;
    c->draft = jx_draft_find(t->reader, t->space, c->name);
    c->kind = jx_word_is(c->name, JX_WORD_AMOUNT) ? JX_CELL_EXPECT_AMOUNT : JX_CELL_EXPECT_VALUE;
    return c->draft || c->kind == JX_CELL_EXPECT_AMOUNT || dotted_column(t, c);
}

static bool given_column(table_reader *t, column *c, size_t index)
{
    jx_text reading;
    if (jx_word_is(c->name, JX_WORD_SCENARIO)) return c->kind = JX_CELL_SCENARIO, true;
    for (size_t i = 0; t->population && index == 1 && i < t->reader->subjects.count; i++)
        if (jx_text_equal(t->reader->subjects.items[i].name, c->name)) return c->kind = JX_CELL_SUBJECT, true;
    for (size_t i = 0; i < t->reader->schemes.count; i++)
        if (jx_text_equal(t->reader->schemes.items[i].name, c->name)) return c->kind = JX_CELL_SCHEME, true;
    c->draft = delivered_behind(t, jx_draft_find(t->reader, t->space, c->name));
    if (c->draft)
        return c->kind = JX_CELL_INPUT,
               c->draft->def.kind == JX_DEFINITION_FACT || c->draft->def.kind == JX_DEFINITION_PARAMETER;
    if (jx_word_begins(c->name, JX_WORD_SET, &reading)) {
        c->name = reading;
        c->draft = jx_draft_find(t->reader, t->space, reading);
        for (size_t i = 0; !c->draft && i < t->reader->drafts.count;
             i++)  // cases of 关系 may set readings of other clauses
            if (jx_text_equal(t->reader->drafts.items[i]->def.name, reading)) c->draft = t->reader->drafts.items[i];
        return c->kind = JX_CELL_SET_READING, c->draft && c->draft->def.kind == JX_DEFINITION_READING;
    }
    return dotted_column(t, c);
}

static column column_of(table_reader *t, size_t index)
{
    jx_md_cell cell = t->block->header.cells[index];
    bool expected = jx_text_starts_with(cell.text, JX_TEXT("⇒"));
    static const char *const brackets[] = { "[" };
    column c = { .factor = jx_decimal_of(1), .unit = jx_header_unit(cell.text) };
    c.name = jx_text_until(expected ? jx_text_trim(jx_text_slice(cell.text, 3, cell.text.size)) : cell.text, brackets,
                           1, NULL);
    c.skip = !(expected ? expected_column(t, &c) : given_column(t, &c, index));
    if (c.skip) {
        JX_REFUSE(t->reader, UNKNOWN_NAME, t->block->source, cell.span,
                  "输入列是事实、待定参数、设 口径、情景或奖励的编号", c.name);
        return c;
    }
    // What is paid is asked for in whole units of money, in whatever unit the rule states it.
    bool in_own_unit = c.draft && c.kind != JX_CELL_EXPECT_AMOUNT;
    jx_text unit = c.unit.size ? c.unit : in_own_unit ? c.draft->def.unit : t->reader->money;
    if (!jx_unit_dimensions(unit, &c.dimensions, &c.factor))
        JX_REFUSE(t->reader, UNKNOWN_UNIT, t->block->source, cell.span, "", unit);
    jx_dimensions own;
    jx_decimal factor;
    if (c.draft && c.unit.size && jx_unit_dimensions(c.draft->def.unit, &own, &factor) &&
        !jx_dimensions_equal(own, c.dimensions))
        JX_REFUSE(t->reader, DIMENSION_MISMATCH, t->block->source, cell.span, "", c.unit, c.draft->def.unit);
    return c;
}

// ---- cells ----

static jx_cell_options options_for(const column *c, jx_cause_kind cause)
{
    jx_cell_options options = c->draft ? jx_options_of(c->draft, cause)
                                       : (jx_cell_options){ .type = &jx_type_number, .name = c->name, .cause = cause };
    options.factor = c->factor;
    options.unit = c->dimensions;
    options.cause = cause;
    return options;
}

// A figure finer than its source can give is a slip, not something to round.
static bool too_fine(const jx_definition *def, jx_value value)
{
    jx_decimal shown;
    int64_t unused;
    return def->kind == JX_DEFINITION_FACT && def->precision >= 0 && value.kind == JX_NUMBER &&
           jx_decimal_divide(value.as.number, def->factor, &shown) &&
           !jx_decimal_to_scaled(shown, def->precision, &unused);
}

static bool input_value(table_reader *t, const column *c, jx_text text, jx_text background, jx_value *out)
{
    jx_reader *r = t->reader;
    const jx_definition *def = &c->draft->def;
    if (def->kind == JX_DEFINITION_FACT && jx_cell_is_missing(text))
        return *out = jx_missing(r, c->draft, def->name, JX_TEXT("")), true;
    if (def->type->kind == JX_TYPE_SERIES)
        return jx_case_series(r, t->space, c->draft, c->factor, text, background, &t->sets, out);
    if (def->kind == JX_DEFINITION_FACT && def->type->kind == JX_TYPE_LIST && def->field_count)
        return jx_case_records(r, t->space, c->draft, text, out);
    jx_cell_options options = options_for(c, def->kind == JX_DEFINITION_FACT ? JX_CAUSE_MISSING : JX_CAUSE_PENDING);
    if (!jx_cell_value(r, text, &options, out)) return false;
    if (too_fine(def, *out)) return false;
    if (def->option_count && out->kind == JX_STRING) {
        bool known = false;
        for (size_t i = 0; i < def->option_count; i++)
            known |= jx_text_equal(def->options[i].as.string, out->as.string);
        return known;
    }
    return true;
}

static bool reading_value(table_reader *t, const column *c, jx_text text, jx_value *out)
{
    jx_draft copy = *c->draft;
    bool known = !copy.def.option_count || jx_cell_is_pending(text);
    for (size_t i = 0; i < copy.def.option_count; i++)
        known |= jx_text_equal(copy.def.options[i].as.string, text);
    if (!known) return false;
    jx_take_option(t->reader, &copy, text);
    return *out = copy.def.value, true;
}

static bool money_value(table_reader *t, const column *c, jx_text text, jx_value *out)
{
    jx_cell_options options = options_for(c, JX_CAUSE_MISSING);
    options.type = &jx_type_number;
    options.has_range = true;
    options.range = (jx_interval){ { true, true, jx_integer(0) }, { 0 } };
    return jx_cell_value(t->reader, text, &options, out);
}

// 超出时: a rule, `待定 以下之一 …`, or a bare 待定: any rule at all.
static bool rule_value(table_reader *t, const column *c, jx_text text, jx_value *out)
{
    jx_cell_options options = { .type = &jx_type_string, .name = c->name, .cause = JX_CAUSE_PENDING };
    return jx_cell_value(t->reader, text, &options, out);
}

static bool expected_value(table_reader *t, const column *c, jx_text text, jx_value *out)
{
    if (c->kind == JX_CELL_EXPECT_VERDICT || c->kind == JX_CELL_EXPECT_REASON) return *out = jx_string(text), true;
    jx_cell_options options = options_for(c, JX_CAUSE_MISSING);
    options.has_range = false;
    if (c->kind != JX_CELL_EXPECT_VALUE) options.type = &jx_type_number;
    return jx_cell_value(t->reader, text, &options, out);
}

static bool cell_value(table_reader *t, const column *c, jx_text text, jx_text background, jx_value *out)
{
    switch (c->kind) {
    case JX_CELL_INPUT: return input_value(t, c, text, background, out);
    case JX_CELL_SET_READING: return reading_value(t, c, text, out);
    case JX_CELL_BUDGET:
        return c->text ? rule_value(t, c, text, out) : money_value(t, c, text, out);
    case JX_CELL_AWARD_RESULT:
    case JX_CELL_SCHEME: return money_value(t, c, text, out);
    case JX_CELL_SCENARIO:
    case JX_CELL_SUBJECT: return *out = jx_string(text), true;
    case JX_CELL_EXPECT_VERDICT:
    case JX_CELL_EXPECT_AMOUNT:
    case JX_CELL_EXPECT_PAID:
    case JX_CELL_EXPECT_REASON:
    case JX_CELL_EXPECT_VALUE: return expected_value(t, c, text, out);
    }
    return false;
}

// ---- rows ----

static jx_text merged(table_reader *t, size_t i, jx_text text)
{
    const column *c = &t->columns[i];
    if (text.size || c->kind == JX_CELL_EXPECT_REASON) return text;
    if (t->has_background) return t->background[i];
    if (t->population && c->kind == JX_CELL_BUDGET) return t->first[i];
    return text;
}

static void read_cells(table_reader *t, const jx_md_row *row, jx_case_row *out)
{
    jx_reader *r = t->reader;
    struct {
        jx_case_cell *items;
        size_t count, capacity;
    } cells = { 0 };
    t->sets.count = 0;
    for (size_t i = 1; i < t->block->header.count; i++) {
        jx_text text = merged(t, i, row->cells[i].text);
        if (!t->columns[i].skip && t->columns[i].kind == JX_CELL_SET_READING && text.size)
            *JX_PUSH(r->arena, &t->sets) = (jx_case_set){ t->columns[i].draft, text };
    }
    for (size_t i = 1; i < t->block->header.count; i++) {
        const column *c = &t->columns[i];
        jx_text text = merged(t, i, row->cells[i].text);
        if (c->skip || !text.size) continue;
        jx_case_cell cell = { .kind = c->kind,
                              .name = c->name,
                              .definition = c->draft ? c->draft->index : JX_NONE,
                              .unit = c->unit,
                              .text = text,
                              .span = row->cells[i].span };
        if (c->kind == JX_CELL_SCENARIO) {
            out->scenario = jx_cell_is_none(text) ? (jx_text){ 0 } : text;
            cell.text = text = out->scenario;
        }
        jx_text background = t->has_background ? t->background[i] : (jx_text){ 0 };
        if (!cell_value(t, c, text, background, &cell.value)) {
            JX_REFUSE(r, CASE_INVALID, t->block->source, row->cells[i].span, "", out->name,
                      jx_text_format(r->arena, "%.*s = %.*s", JX_TEXT_ARG(c->name), JX_TEXT_ARG(text)));
            continue;
        }
        *JX_PUSH(r->arena, &cells) = cell;
    }
    out->cells = cells.items;
    out->cell_count = cells.count;
}

static void remember(table_reader *t, const jx_md_row *row, jx_text *texts)
{
    for (size_t i = 0; i < t->block->header.count; i++)
        texts[i] = row->cells[i].text;
}

static void read_row(table_reader *t, const jx_md_row *row)
{
    jx_reader *r = t->reader;
    jx_text name = row->cells[0].text;
    if (t->population && name.size && !jx_text_equal(name, t->name)) remember(t, row, t->first);
    if (name.size)
        t->name = name;
    else if (!t->population)
        JX_REFUSE(r, CELL_EMPTY, t->block->source, row->span, "每个测试要有名称", jx_own_word(r, JX_WORD_CASE));
    bool background = jx_word_is(name, JX_WORD_BACKGROUND);
    if (background) t->has_background = false;
    jx_case_row one = { .name = t->name,
                        .award = JX_NONE,
                        .space = t->space,
                        .population = t->population ? t->name : (jx_text){ 0 },
                        .source = t->block->source,
                        .span = row->span };
    for (uint32_t i = 0; i < r->awards.count; i++)
        if (r->awards.items[i].space == t->space) one.award = i;
    read_cells(t, row, &one);
    *JX_PUSH(r->arena, &r->cases) = one;
    if (background) {
        remember(t, row, t->background);
        t->has_background = true;
    }
}

static void read_table(jx_reader *r, const jx_later *later)
{
    size_t width = later->block->header.count;
    table_reader t = { .reader = r,
                       .block = later->block,
                       .space = later->space,
                       .columns = JX_ARRAY(r->arena, width, column),
                       .background = JX_ARRAY(r->arena, width, jx_text),
                       .first = JX_ARRAY(r->arena, width, jx_text) };
    jx_text first = later->block->header.cells[0].text;
    t.population =
        jx_text_find(first, JX_TEXT("总体")) != SIZE_MAX || jx_text_find(first, JX_TEXT("population")) != SIZE_MAX;
    for (size_t i = 1; i < width; i++)
        t.columns[i] = column_of(&t, i);
    for (size_t i = 0; i < later->block->row_count; i++)
        read_row(&t, &later->block->rows[i]);
}

void jx_read_cases(jx_reader *r)
{
    for (size_t i = 0; i < r->case_tables.count; i++)
        read_table(r, &r->case_tables.items[i]);
}
