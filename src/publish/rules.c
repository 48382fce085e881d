// Rules as tables. Each put_*() looks through the definitions of one space, in the order in which they were written.
#include "publish/rules.h"

#include <string.h>

const jx_definition *definition_at(const page *to, uint32_t definition)
{
    return definition == JX_NONE ? NULL : &to->model->definitions[definition];
}

static void begin_table(page *to, const char *kind)
{
    jx_buffer_format(to->out, "<div class=\"wide\"><table class=\"%s\">\n", kind);
}

static void end_table(page *to)
{
    RAW(to, "</tbody></table></div>\n");
}

static void put_basis_cell(page *to, basis_form form, const jx_source *source, jx_span at, jx_text words,
                           uint32_t space)
{
    RAW(to, "<td class=\"basis\">");
    if (form == LINKED) put_basis(to, source, at, words, space);
    else put_basis_words(to, words);
    RAW(to, "</td></tr>\n");
}

// ---- parameters ----

// What the head of the file gives (有效期 …) stands on the title block already.
static bool is_shown_parameter(const page *to, const jx_definition *one, uint32_t space)
{
    if (one->kind != JX_DEFINITION_PARAMETER || one->space != space) return false;
    return to->model->spaces[space].kind != JX_SPACE_PACKAGE || one->basis.size > 0;
}

void put_parameters(page *to, uint32_t space, basis_form form)
{
    bool any = false;
    for (uint32_t i = 0; i < to->model->definition_count; i++) {
        const jx_definition *one = &to->model->definitions[i];
        if (!is_shown_parameter(to, one, space)) continue;
        if (!any) {
            begin_table(to, "parameters");
            RAW(to, "<thead><tr>");
            put_heading_cell(to, SAY_PARAMETER);
            put_heading_cell(to, SAY_VALUE);
            put_heading_cell(to, SAY_BASIS);
            RAW(to, "</tr></thead><tbody>\n");
            any = true;
        }
        RAW(to, "<tr");
        if (form == LINKED) jx_buffer_format(to->out, " id=\"d-%u\"", i);
        RAW(to, "><th scope=\"row\">");
        put_text(to, one->name);
        RAW(to, "</th><td>");
        put_definition_value(to, one);
        if (one->assumed) put_assumed(to);
        RAW(to, "</td>");
        put_basis_cell(to, form, one->source, one->span, one->basis, space);
    }
    if (any) end_table(to);
}

// ---- conditions ----

static void put_group(page *to, jx_text name, jx_text record, const jx_expr *expr, uint32_t space, basis_form form)
{
    const jx_group *group = expr->as.group;
    begin_table(to, "conditions");
    RAW(to, "<caption>");
    TELL(to, SAY_CONDITIONS_CALLED, name);
    if (record.size) TELL(to, SAY_FOR_EACH_RECORD, record);
    tell(to, group->any ? SAY_ANY_OF_THEM : SAY_ALL_OF_THEM);
    RAW(to, "</caption><thead><tr>");
    put_heading_cell(to, SAY_NUMBER);
    put_heading_cell(to, SAY_CONDITION);
    put_heading_cell(to, SAY_BASIS);
    RAW(to, "</tr></thead><tbody>\n");
    for (size_t i = 0; i < group->row_count; i++) {
        const jx_group_row *row = &group->rows[i];
        RAW(to, "<tr><th scope=\"row\">");
        put_text(to, row->id);
        RAW(to, "</th><td>");
        put_rule(to, row->test, space);
        if (form == LINKED && row->test->kind != JX_EXPR_NAME) {
            RAW(to, "<code>");
            put_text(to, expr_text(row->test));
            RAW(to, "</code>");
        }
        RAW(to, "</td>");
        put_basis_cell(to, form, expr->source, row->span, row->basis, space);
    }
    end_table(to);
}

void put_conditions(page *to, uint32_t space, basis_form form)
{
    for (uint32_t i = 0; i < to->model->definition_count; i++) {
        const jx_definition *one = &to->model->definitions[i];
        if (one->space != space || !one->expr) continue;
        if (one->expr->kind == JX_EXPR_GROUP) put_group(to, one->name, (jx_text){ 0 }, one->expr, space, form);
        for (size_t k = 0; one->expr->kind == JX_EXPR_EXTEND && k < one->expr->as.extend.count; k++) {
            const jx_binding *field = &one->expr->as.extend.fields[k];
            if (field->value->kind == JX_EXPR_GROUP)
                put_group(to, field->name, one->name, field->value, space, form);
        }
    }
}

// ---- decision tables ----

bool is_pending_table(const jx_expr *expr)
{
    return expr && expr->kind == JX_EXPR_TABLE && expr->as.table->pending;
}

static saying hit_words(const jx_table *table)
{
    switch (table->hit) {
    case JX_HIT_UNIQUE:
    case JX_HIT_ANY: return SAY_HIT_UNIQUE;
    case JX_HIT_FIRST:
    case JX_HIT_PRIORITY: return SAY_HIT_FIRST;
    case JX_HIT_RULE_ORDER:
    case JX_HIT_OUTPUT_ORDER: return SAY_HIT_ALL;
    case JX_HIT_COLLECT: break;
    }
    switch (table->aggregation) {
    case JX_AGGREGATE_SUM: return SAY_HIT_SUM;
    case JX_AGGREGATE_MAX: return SAY_HIT_MAX;
    case JX_AGGREGATE_MIN: return SAY_HIT_MIN;
    case JX_AGGREGATE_COUNT:
    case JX_AGGREGATE_NONE: return SAY_HIT_ALL;
    }
    JX_UNREACHABLE();
}

static void put_column(page *to, jx_text label, jx_text unit, bool output)
{
    RAW(to, "<th scope=\"col\"");
    if (output) RAW(to, " class=\"result\"");
    RAW(to, ">");
    if (output) RAW(to, "→ ");
    put_text(to, label);
    if (unit.size) TELL(to, SAY_IN_UNIT, unit);
    RAW(to, "</th>");
}

static void put_output(page *to, const jx_table *table, const jx_definition *owner, size_t column, const jx_expr *cell,
                       uint32_t space)
{
    RAW(to, "<td class=\"result\">");
    bool open = cell->kind == JX_EXPR_LITERAL && jx_is_open(cell->as.literal.value);
    jx_decimal factor = column < owner->field_count ? owner->fields[column].factor : jx_decimal_of(1);
    if (open) put_value(to, cell->as.literal.value, table->outputs[column].unit, factor);
    else put_rule(to, cell, space);
    RAW(to, "</td>");
}

static void put_table(page *to, jx_text name, jx_text record, const jx_definition *owner, const jx_expr *expr,
                      basis_form form)
{
    const jx_table *table = expr->as.table;
    begin_table(to, "decision");
    RAW(to, "<caption>");
    TELL(to, SAY_TABLE_CALLED, name);
    if (record.size) TELL(to, SAY_FOR_EACH_RECORD, record);
    tell(to, table->pending ? SAY_TABLE_PENDING : hit_words(table));
    if (owner->assumed) put_assumed(to);
    RAW(to, "</caption><thead><tr>");
    put_heading_cell(to, SAY_ROW);
    for (size_t i = 0; i < table->input_count; i++)
        put_column(to, table->inputs[i].label, table->inputs[i].unit, false);
    for (size_t i = 0; i < table->output_count; i++)
        put_column(to, table->outputs[i].name, table->outputs[i].unit, true);
    put_heading_cell(to, SAY_BASIS);
    RAW(to, "</tr></thead><tbody>\n");
    for (size_t k = 0; k < table->rule_count; k++) {
        const jx_table_rule *row = &table->rules[k];
        RAW(to, "<tr><th scope=\"row\">");
        put_text(to, row->id);
        RAW(to, "</th>");
        for (size_t i = 0; i < table->input_count; i++) {
            RAW(to, "<td>");
            if (!table->pending) put_cell_tests(to, row->tests[i], owner->space);
            RAW(to, "</td>");
        }
        for (size_t i = 0; i < table->output_count; i++)
            put_output(to, table, owner, i, row->outputs[i], owner->space);
        put_basis_cell(to, form, expr->source, row->span, row->basis, owner->space);
    }
    end_table(to);
}

void put_tables(page *to, uint32_t space, basis_form form)
{
    for (uint32_t i = 0; i < to->model->definition_count; i++) {
        const jx_definition *one = &to->model->definitions[i];
        if (one->space != space || !one->expr) continue;
        if (one->expr->kind == JX_EXPR_TABLE) {
            if (form == LINKED) jx_buffer_format(to->out, "<div id=\"d-%u\">", i);
            put_table(to, one->name, (jx_text){ 0 }, one, one->expr, form);
            if (form == LINKED) RAW(to, "</div>");
        }
        for (size_t k = 0; one->expr->kind == JX_EXPR_EXTEND && k < one->expr->as.extend.count; k++) {
            const jx_binding *field = &one->expr->as.extend.fields[k];
            if (field->value->kind == JX_EXPR_TABLE) put_table(to, field->name, one->name, one, field->value, form);
        }
    }
}

// ---- formulas ----

// 奖励金额 of a table is the table's own output, not a formula that somebody wrote.
static bool is_formula(const page *to, const jx_definition *one)
{
    if (one->kind != JX_DEFINITION_FORMULA || !one->expr) return false;
    const jx_expr *expr = one->expr;
    if (expr->kind == JX_EXPR_TABLE || expr->kind == JX_EXPR_GROUP || expr->kind == JX_EXPR_EXTEND) return false;
    if (expr->kind != JX_EXPR_PATH || expr->as.path.operand->kind != JX_EXPR_NAME) return true;
    uint32_t table = jx_model_find(to->model, one->space, expr->as.path.operand->as.name.text);
    const jx_definition *behind = definition_at(to, table);
    return !(behind && behind->expr && behind->expr->kind == JX_EXPR_TABLE &&
             jx_text_equal(expr->as.path.name, one->name));
}

static void put_formula(page *to, jx_text record, jx_text name, jx_text unit, const jx_expr *expr, uint32_t space)
{
    RAW(to, "<div class=\"formula\"><b>");
    if (record.size) {
        put_text(to, record);
        tell(to, SAY_OF);
    }
    put_text(to, name);
    RAW(to, "</b>");
    if (unit.size) TELL(to, SAY_IN_UNIT, unit);
    RAW(to, " = ");
    put_rule(to, expr, space);
    RAW(to, "</div>\n");
}

void put_formulas(page *to, uint32_t space)
{
    for (uint32_t i = 0; i < to->model->definition_count; i++) {
        const jx_definition *one = &to->model->definitions[i];
        if (one->space != space || !one->expr) continue;
        if (is_formula(to, one)) put_formula(to, (jx_text){ 0 }, one->name, one->unit, one->expr, space);
        for (size_t k = 0; one->expr->kind == JX_EXPR_EXTEND && k < one->expr->as.extend.count; k++) {
            const jx_binding *field = &one->expr->as.extend.fields[k];
            if (field->value->kind != JX_EXPR_GROUP && field->value->kind != JX_EXPR_TABLE)
                put_formula(to, one->name, field->name, (jx_text){ 0 }, field->value, space);
        }
    }
}

// ---- readings ----

static void put_reading_status(page *to, const jx_definition *one)
{
    if (one->provisional) TELL(to, SAY_READING_PROVISIONAL, one->author, one->day, one->reason);
    else if (jx_is_open(one->value)) tell(to, SAY_READING_OPEN);
    else put_text(to, one->status);
}

void put_readings(page *to, uint32_t space)
{
    bool any = false;
    for (uint32_t i = 0; i < to->model->definition_count; i++) {
        const jx_definition *one = &to->model->definitions[i];
        if (one->space != space || one->kind != JX_DEFINITION_READING) continue;
        if (!any) {
            begin_table(to, "readings");
            RAW(to, "<thead><tr>");
            put_heading_cell(to, SAY_OPEN_POINT);
            put_heading_cell(to, SAY_QUESTION);
            put_heading_cell(to, SAY_TAKEN);
            put_heading_cell(to, SAY_STATUS);
            RAW(to, "</tr></thead><tbody>\n");
            any = true;
        }
        jx_buffer_format(to->out, "<tr id=\"d-%u\"><th scope=\"row\">", i);
        put_text(to, one->name);
        RAW(to, "</th><td>");
        put_text(to, one->question);
        RAW(to, "</td><td>");
        put_definition_value(to, one);
        RAW(to, "</td><td>");
        put_reading_status(to, one);
        RAW(to, "</td></tr>\n");
    }
    if (any) end_table(to);
}

// ---- outcomes ----

void put_verdict(page *to, jx_verdict verdict)
{
    jx_buffer_format(to->out, "<span class=\"verdict %s\">", jx_verdict_slug(verdict));
    put_attribute(to, jx_text_of(jx_verdict_word(verdict, to->language)));
    RAW(to, "</span>");
}

void put_listed(page *to, jx_listed listed)
{
    static const saying words[] = { [JX_LISTED_NONE] = SAY_NOT_LISTED, [JX_LISTED_ENTER] = SAY_LISTED_ENTER,
                                    [JX_LISTED_STAY] = SAY_LISTED_STAY, [JX_LISTED_LEAVE] = SAY_LISTED_LEAVE,
                                    [JX_LISTED_NOT] = SAY_NOT_LISTED, [JX_LISTED_OPEN] = SAY_LISTED_OPEN };
    tell(to, words[listed]);
}

void put_amount(page *to, jx_fen_sum least, jx_fen_sum most, bool unbounded)
{
    put_yuan(to, least);
    if (unbounded) {
        tell(to, SAY_TO_UNBOUNDED);
        return;
    }
    if (most != least) {
        tell(to, SAY_RANGE_TO);
        put_yuan(to, most);
    }
    tell(to, SAY_YUAN);
}

void put_way(page *to, jx_text way)
{
    static const struct {
        const char *zh, *en;
        saying meaning;
    } ways[] = { { "免审即享", "automatic", SAY_WAY_AUTOMATIC }, { "简易申报", "short_form", SAY_WAY_SHORT_FORM },
                 { "评审", "review", SAY_WAY_REVIEW }, { "排名", "ranking", SAY_WAY_RANKING },
                 { "银行", "bank", SAY_WAY_BANK } };
    put_stated(to, way, SAY_NOT_STATED);
    for (size_t i = 0; i < JX_COUNT(ways); i++)
        if (jx_text_equal(way, jx_text_of(ways[i].zh)) || jx_text_equal(way, jx_text_of(ways[i].en)))
            tell(to, ways[i].meaning);
}
