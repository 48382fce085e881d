// Everything that is not decided yet, in one table: what, where, what the text says, how it is treated now, and who
// decides it. Begin with put_open_points().
#include "publish/documents.h"

typedef struct {
    page *to;
    size_t count;
} point_list;

static void put_where(page *to, uint32_t space)
{
    const jx_space *where = &to->model->spaces[space];
    if (where->kind == JX_SPACE_PACKAGE) {
        tell(to, SAY_WHOLE_POLICY);
        return;
    }
    if (where->kind == JX_SPACE_AWARD) {
        RAW(to, "<a href=\"#a-");
        put_attribute(to, where->id);
        RAW(to, "\">");
        put_text(to, where->id);
        RAW(to, " ");
    } else {
        RAW(to, "<a href=\"#");
        put_attribute(to, where->id);
        RAW(to, "\">");
    }
    put_text(to, where->name);
    RAW(to, "</a>");
}

static void begin_point(point_list *list, jx_text name)
{
    page *to = list->to;
    RAW(to, "<tr><td class=\"n\">");
    put_count(to, ++list->count);
    RAW(to, "</td><th scope=\"row\">");
    put_text(to, name);
    RAW(to, "</th><td>");
}

static void put_definition_point(point_list *list, const jx_definition *one, saying state)
{
    page *to = list->to;
    begin_point(list, one->name);
    put_where(to, one->space);
    RAW(to, "</td><td>");
    if (one->question.size) put_text(to, one->question);
    else put_basis(to, one->source, one->span, one->basis, one->space);
    RAW(to, "</td><td>");
    tell(to, state);
    if (one->kind == JX_DEFINITION_READING && one->provisional) {
        tell(to, SAY_TAKEN_AS);
        put_definition_value(to, one);
        tell(to, SAY_ITEM_COMMA);
        put_text(to, one->reason);
    } else if (one->kind != JX_DEFINITION_FORMULA) {
        tell(to, SAY_ITEM_COMMA);
        put_definition_value(to, one);
    }
    RAW(to, "</td><td>");
    put_deciders(to, one->space);
    RAW(to, "</td></tr>\n");
}

// The first row in which the output is not fixed; NULL: it is fixed in all.
static const jx_table_rule *open_row(const jx_table *table, size_t output)
{
    for (size_t k = 0; k < table->rule_count; k++) {
        const jx_expr *cell = table->rules[k].outputs[output];
        if (cell->kind == JX_EXPR_LITERAL && jx_is_open(cell->as.literal.value)) return &table->rules[k];
    }
    return NULL;
}

// The table itself while it has no rows; else each of its outputs that is not fixed: 标准.产值门槛.
static void put_table_points(point_list *list, const jx_definition *one)
{
    const jx_table *table = one->expr->as.table;
    for (size_t i = 0; i < table->output_count; i++) {
        const jx_table_rule *row = open_row(table, i);
        jx_definition point = *one;
        if (!row) continue;
        point.source = one->expr->source, point.span = row->span, point.basis = row->basis;
        if (!table->pending)
            point.name = jx_text_format(list->to->arena, "%.*s.%.*s", JX_TEXT_ARG(one->name),
                                        JX_TEXT_ARG(table->outputs[i].name));
        put_definition_point(list, &point, SAY_STATE_TABLE_OPEN);
        if (table->pending) return;
    }
}

static void put_definitions(point_list *list)
{
    const jx_model *model = list->to->model;
    for (size_t i = 0; i < model->definition_count; i++) {
        const jx_definition *one = &model->definitions[i];
        bool table = one->expr && one->expr->kind == JX_EXPR_TABLE;
        if (one->kind == JX_DEFINITION_PARAMETER && !jx_value_is_known(one->value))
            put_definition_point(list, one, SAY_STATE_NO_VALUE);
        else if (one->kind == JX_DEFINITION_FORMULA && table)
            put_table_points(list, one);
        else if (one->kind == JX_DEFINITION_READING && one->provisional)
            put_definition_point(list, one, SAY_STATE_PROVISIONAL);
        else if (one->kind == JX_DEFINITION_READING && jx_is_open(one->value))
            put_definition_point(list, one, SAY_STATE_UNDECIDED);
    }
}

static void put_term_point(point_list *list, const jx_award_rule *award, saying what, jx_text text)
{
    page *to = list->to;
    if (!is_pending_text(text)) return;
    begin_point(list, jx_text_of(said(to, what)));
    put_where(to, award->space);
    RAW(to, "</td><td>");
    put_text(to, text);
    RAW(to, "</td><td>");
    tell(to, SAY_STATE_NO_VALUE);
    RAW(to, "</td><td>");
    put_deciders(to, award->space);
    RAW(to, "</td></tr>\n");
}

static void put_terms(point_list *list)
{
    for (size_t i = 0; i < list->to->model->award_count; i++) {
        const jx_award_rule *award = &list->to->model->awards[i];
        put_term_point(list, award, SAY_DEADLINE, award->deadline);
        put_term_point(list, award, SAY_MATERIALS, award->materials);
        put_term_point(list, award, SAY_WAY, award->way);
        put_term_point(list, award, SAY_LEAD, award->lead);
    }
}

static bool is_as_total(jx_text text)
{
    return jx_text_equal(text, JX_TEXT("同总额")) || jx_text_equal(text, JX_TEXT("as_total"));
}

// The block whose rule another one repeats: the first of the table.
static const jx_budget_row *total_of(const page *to, const jx_budget_row *row)
{
    for (size_t i = 0; i < to->package->budget_count; i++)
        if (to->package->budgets[i].source == row->source) return &to->package->budgets[i];
    return row;
}

static void put_budgets(point_list *list)
{
    page *to = list->to;
    for (size_t i = 0; i < to->package->budget_count; i++) {
        const jx_budget_row *row = &to->package->budgets[i];
        if (!jx_is_open(row->amount) && row->excess.size && !is_pending_text(row->excess)) continue;
        begin_point(list, row->name);
        put_where(to, space_of_clause(to->package, clause_at(to->package, row->source, row->span)));
        RAW(to, "</td><td>");
        put_basis(to, row->source, row->span, row->basis,
                  space_of_clause(to->package, clause_at(to->package, row->source, row->span)));
        RAW(to, "</td><td>");
        if (jx_is_open(row->amount)) tell(to, SAY_BUDGET_OPEN);
        if (!row->excess.size || is_pending_text(row->excess)) tell(to, SAY_EXCESS_OPEN);
        RAW(to, "</td><td>");
        put_stated(to, is_as_total(row->decided_by) ? total_of(to, row)->decided_by : row->decided_by,
                   SAY_ISSUING_OFFICE);
        RAW(to, "</td></tr>\n");
    }
}

// 名单, 等级: what an office decides, while the office itself is not named.
static void put_lists(point_list *list)
{
    page *to = list->to;
    for (size_t i = 0; i < to->model->definition_count; i++) {
        const jx_definition *one = &to->model->definitions[i];
        if (one->kind != JX_DEFINITION_FACT || !is_pending_text(one->author)) continue;
        begin_point(list, one->name);
        tell(to, SAY_WHOLE_POLICY);
        RAW(to, "</td><td>");
        tell(to, SAY_LIST_OFFICE);
        RAW(to, "</td><td>");
        put_text(to, one->author);
        RAW(to, "</td><td>");
        tell(to, SAY_ISSUING_OFFICE);
        RAW(to, "</td></tr>\n");
    }
}

void put_open_points(page *to)
{
    point_list list = { to, 0 };
    RAW(to, "<section id=\"open\"><h2>");
    tell(to, SAY_OPEN_POINTS);
    RAW(to, "</h2><p>");
    tell(to, SAY_OPEN_POINTS_LEAD);
    RAW(to, "</p><div class=\"wide\"><table class=\"small\"><thead><tr>");
    put_heading_cell(to, SAY_NUMBER);
    put_heading_cell(to, SAY_ITEM);
    put_heading_cell(to, SAY_WHERE);
    put_heading_cell(to, SAY_WORDS_OR_QUESTION);
    put_heading_cell(to, SAY_TREATED_AS);
    put_heading_cell(to, SAY_DECIDED_BY);
    RAW(to, "</tr></thead><tbody>\n");
    put_definitions(&list);
    put_terms(&list);
    put_budgets(&list);
    put_lists(&list);
    RAW(to, "</tbody></table></div></section>\n");
}
