// The policy page: the official text and, beside each clause, the rule that was made of it; below, its cases; at the
// end everything that is still open. Begin with jx_publish_policy().
#include "publish/documents.h"

// ---- contents ----

static bool starts_chapter(const page *to, size_t clause)
{
    jx_text chapter = to->package->clauses[clause].chapter;
    return chapter.size && (clause == 0 || !jx_text_equal(chapter, to->package->clauses[clause - 1].chapter));
}

static void put_contents(page *to)
{
    RAW(to, "<nav aria-label=\"");
    tell(to, SAY_CONTENTS);
    RAW(to, "\"><h2>");
    tell(to, SAY_CONTENTS);
    RAW(to, "</h2><ul>\n");
    for (size_t i = 0; i < to->package->clause_count; i++) {
        if (!starts_chapter(to, i)) continue;
        jx_buffer_format(to->out, "<li><a href=\"#chapter-%zu\">", i);
        put_text(to, to->package->clauses[i].chapter);
        RAW(to, "</a></li>\n");
    }
    RAW(to, "<li><a href=\"#open\">");
    tell(to, SAY_OPEN_POINTS);
    RAW(to, "</a></li>\n</ul></nav>\n");
}

// ---- rows that belong to a clause ----

static void put_duties(page *to, const jx_clause *clause)
{
    size_t count = 0;
    for (size_t i = 0; i < to->package->duty_count; i++) {
        const jx_duty *duty = &to->package->duties[i];
        if (!jx_text_equal(duty->clause, clause->id)) continue;
        if (count++ == 0) {
            RAW(to, "<div class=\"wide\"><table><caption>");
            tell(to, SAY_DUTIES);
            RAW(to, "</caption><thead><tr>");
            put_heading_cell(to, SAY_NUMBER);
            put_heading_cell(to, SAY_WHO);
            put_heading_cell(to, SAY_WHAT);
            put_heading_cell(to, SAY_REPORT);
            put_heading_cell(to, SAY_DEADLINE);
            put_heading_cell(to, SAY_BASIS);
            RAW(to, "</tr></thead><tbody>\n");
        }
        RAW(to, "<tr><th scope=\"row\">");
        put_text(to, duty->id);
        RAW(to, "</th><td>");
        put_text(to, duty->who);
        RAW(to, "</td><td>");
        put_text(to, duty->what);
        RAW(to, "</td><td>");
        put_text(to, duty->report);
        RAW(to, "</td><td>");
        put_stated(to, duty->deadline, SAY_NOT_STATED);
        RAW(to, "</td><td class=\"basis\">");
        put_basis(to, clause->source, duty->span, duty->basis,
                  space_of_clause(to->package, clause_at(to->package, clause->source, duty->span)));
        RAW(to, "</td></tr>\n");
    }
    if (count) RAW(to, "</tbody></table></div>\n");
}

static void begin_money_table(page *to, saying caption, const saying *headings, size_t count)
{
    RAW(to, "<div class=\"wide\"><table><caption>");
    tell(to, caption);
    RAW(to, "</caption><thead><tr>");
    for (size_t i = 0; i < count; i++)
        put_heading_cell(to, headings[i]);
    RAW(to, "</tr></thead><tbody>\n");
}

static void put_money_basis(page *to, const jx_source *source, jx_span span, jx_text basis, uint32_t space)
{
    RAW(to, "</td><td class=\"basis\">");
    put_basis(to, source, span, basis, space);
    RAW(to, "</td></tr>\n");
}

static void put_budgets(page *to, size_t clause, uint32_t space)
{
    static const saying headings[] = { SAY_BLOCK,  SAY_BUDGET_AMOUNT, SAY_AWARDS,
                                       SAY_EXCESS, SAY_DECIDED_BY,    SAY_BASIS };
    size_t count = 0;
    for (size_t i = 0; i < to->package->budget_count; i++) {
        const jx_budget_row *row = &to->package->budgets[i];
        if (clause_at(to->package, row->source, row->span) != clause) continue;
        if (count++ == 0) begin_money_table(to, SAY_BUDGETS, headings, JX_COUNT(headings));
        RAW(to, "<tr><th scope=\"row\">");
        put_text(to, row->name);
        RAW(to, "</th><td>");
        put_value(to, row->amount, JX_TEXT("万元"), jx_decimal_of(10000));
        RAW(to, "</td><td>");
        put_text(to, row->awards);
        RAW(to, "</td><td>");
        put_stated(to, row->excess, SAY_NOT_STATED);
        RAW(to, "</td><td>");
        put_stated(to, row->decided_by, SAY_NOT_STATED);
        put_money_basis(to, row->source, row->span, row->basis, space);
    }
    if (count) RAW(to, "</tbody></table></div>\n");
}

static void put_relations(page *to, size_t clause, uint32_t space)
{
    static const saying headings[] = { SAY_RELATION_LEFT, SAY_RELATION_RIGHT, SAY_RELATION_WAY, SAY_BASIS };
    size_t count = 0;
    for (size_t i = 0; i < to->package->relation_count; i++) {
        const jx_relation_row *row = &to->package->relations[i];
        if (clause_at(to->package, row->source, row->span) != clause) continue;
        if (count++ == 0) begin_money_table(to, SAY_RELATIONS, headings, JX_COUNT(headings));
        RAW(to, "<tr><th scope=\"row\">");
        put_text(to, row->left);
        RAW(to, "</th><td>");
        put_text(to, row->right);
        RAW(to, "</td><td>");
        put_text(to, row->way);
        put_money_basis(to, row->source, row->span, row->basis, space);
    }
    if (count) RAW(to, "</tbody></table></div>\n");
}

static void put_caps(page *to, size_t clause, uint32_t space)
{
    static const saying headings[] = { SAY_CAP, SAY_CAP_OVER, SAY_CAP_PER, SAY_BUDGET_AMOUNT, SAY_BASIS };
    size_t count = 0;
    for (size_t i = 0; i < to->package->cap_count; i++) {
        const jx_cap_row *row = &to->package->caps[i];
        if (clause_at(to->package, row->source, row->span) != clause) continue;
        if (count++ == 0) begin_money_table(to, SAY_CAPS, headings, JX_COUNT(headings));
        RAW(to, "<tr><th scope=\"row\">");
        put_text(to, row->name);
        RAW(to, "</th><td>");
        put_text(to, row->over);
        RAW(to, "</td><td>");
        put_text(to, row->per);
        RAW(to, "</td><td>");
        put_value(to, row->amount, JX_TEXT("万元"), jx_decimal_of(10000));
        put_money_basis(to, row->source, row->span, row->basis, space);
    }
    if (count) RAW(to, "</tbody></table></div>\n");
}

// ---- one clause ----

static void put_definitions(page *to, uint32_t space)
{
    put_parameters(to, space, LINKED);
    put_conditions(to, space, LINKED);
    put_formulas(to, space);
    put_tables(to, space, LINKED);
    put_readings(to, space);
}

static void put_award(page *to, const jx_award_rule *award)
{
    RAW(to, "<h3 id=\"a-");
    put_attribute(to, award->id);
    RAW(to, "\">");
    tell(to, award->kind == JX_AWARD_ROSTER ? SAY_ROSTER : SAY_AWARD);
    RAW(to, " ");
    put_text(to, award->id);
    RAW(to, " ");
    put_text(to, award->name);
    RAW(to, "</h3>\n");
    put_award_terms(to, award, LINKED);
    put_definitions(to, award->space);
}

// The rule side; "nothing to carry out" when the clause has none.
static void put_rules(page *to, size_t index, uint32_t space)
{
    const jx_clause *clause = &to->package->clauses[index];
    size_t before = to->out->size;
    put_definitions(to, space);
    put_duties(to, clause);
    put_budgets(to, index, space);
    put_relations(to, index, space);
    put_caps(to, index, space);
    for (size_t i = 0; i < to->model->award_count; i++)
        if (to->model->awards[i].clause == space) put_award(to, &to->model->awards[i]);
    if (to->out->size > before) return;
    RAW(to, "<p class=\"quiet\">");
    tell(to, clause->executable ? SAY_NO_RULE : SAY_NOT_EXECUTABLE);
    RAW(to, "</p>");
}

static void put_clause(page *to, size_t index)
{
    const jx_clause *clause = &to->package->clauses[index];
    bool head = jx_text_equal(clause->id, JX_TEXT("c0"));
    uint32_t space = head ? 0 : jx_model_space(to->model, clause->id);
    if (starts_chapter(to, index)) {
        jx_buffer_format(to->out, "<h2 id=\"chapter-%zu\">", index);
        put_text(to, clause->chapter);
        RAW(to, "</h2>\n");
    }
    RAW(to, "<section class=\"clause\" id=\"");
    put_attribute(to, clause->id);
    RAW(to, "\"><div class=\"words\" lang=\"");
    jx_buffer_put(to->out, jx_text_equal(to->package->language, JX_TEXT("en")) ? JX_TEXT("en") : JX_TEXT("zh-CN"));
    RAW(to, "\"><h3>");
    put_text(to, clause->title);
    RAW(to, "</h3>\n");
    put_clause_text(to, index);
    RAW(to, "</div>\n<div class=\"rules\">\n");
    if (space != JX_NONE) put_rules(to, index, space);
    RAW(to, "</div>\n");
    if (space != JX_NONE) put_cases(to, space);
    for (size_t i = 0; space != JX_NONE && i < to->model->award_count; i++)
        if (to->model->awards[i].clause == space) put_cases(to, to->model->awards[i].space);
    RAW(to, "</section>\n");
}

void jx_publish_policy(const jx_publication *publication, jx_buffer *out)
{
    page to = page_on(publication, out, "");
    page_begin(&to, jx_page_path(to.arena, to.language, JX_PAGE_POLICY), publication->package->title, "policy");
    put_about_policy(&to);
    RAW(&to, "<p class=\"under\">");
    tell(&to, SAY_POLICY_LEAD);
    RAW(&to, "</p>\n");
    put_contents(&to);
    for (size_t i = 0; i < publication->package->clause_count; i++)
        put_clause(&to, i);
    put_open_points(&to);
    page_end(&to);
}
