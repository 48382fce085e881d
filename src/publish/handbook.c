// The handbook (政策汇编): one card for each award, in the words of those who may get it. Begin with jx_publish_handbook().
#include "publish/documents.h"
#include "publish/sources.h"

static void put_section(page *to, saying heading)
{
    RAW(to, "<h4>");
    tell(to, heading);
    RAW(to, "</h4>\n");
}

// ---- 标准 ----

static const jx_definition *output_table(const page *to, const jx_award_rule *award)
{
    const jx_definition *amount = definition_at(to, award->amount);
    if (!amount || !amount->expr || amount->expr->kind != JX_EXPR_PATH) return NULL;
    const jx_expr *operand = amount->expr->as.path.operand;
    if (operand->kind != JX_EXPR_NAME) return NULL;
    const jx_definition *table = definition_at(to, jx_model_find(to->model, award->space, operand->as.name.text));
    return table && table->expr && table->expr->kind == JX_EXPR_TABLE ? table : NULL;
}

static void put_rounding(page *to, const jx_award_rule *award)
{
    if (award->rounding.scale == 0) tell(to, SAY_ROUND_YUAN);
    else tell(to, SAY_ROUND_FEN);
    tell(to, award->rounding.rounding == JX_ROUND_DOWN ? SAY_ROUND_DOWN
            : award->rounding.rounding == JX_ROUND_UP ? SAY_ROUND_UP
                                             : SAY_ROUND_HALF_UP);
}

static void put_standard(page *to, const jx_award_rule *award)
{
    const jx_definition *amount = definition_at(to, award->amount), *table = output_table(to, award);
    RAW(to, "<p>");
    if (!amount) {
        tell(to, SAY_NO_AMOUNT);
    } else if (amount->kind == JX_DEFINITION_PARAMETER) {
        put_definition_value(to, amount);
        if (amount->assumed) put_assumed(to);
        put_basis_words(to, amount->basis);
    } else if (table) {
        TELL(to, is_pending_table(table->expr) ? SAY_STANDARD_TABLE_OPEN : SAY_STANDARD_TABLE, table->name);
    } else {
        tell(to, SAY_STANDARD_FORMULA);
    }
    RAW(to, "</p>\n");
    put_parameters(to, award->space, PLAIN);
    put_formulas(to, award->space);
    put_tables(to, award->space, PLAIN);
    if (!amount) return;
    RAW(to, "<p class=\"small quiet\">");
    put_rounding(to, award);
    RAW(to, "</p>\n");
}

// ---- 数据 ----

static bool needs(const page *to, const jx_award_rule *award, uint32_t fact)
{
    uint32_t roots[] = { award->eligible, award->amount, award->stay, award->leave };
    for (size_t i = 0; i < JX_COUNT(roots); i++)
        if (roots[i] != JX_NONE && (roots[i] == fact || jx_plan_reaches(to->from->bound->plan, roots[i], fact)))
            return true;
    return false;
}

static void put_facts(page *to, const jx_award_rule *award)
{
    RAW(to, "<div class=\"wide\"><table class=\"small\"><thead><tr>");
    put_heading_cell(to, SAY_FACT);
    put_heading_cell(to, SAY_UNIT);
    put_heading_cell(to, SAY_SUPPLIED_BY);
    RAW(to, "</tr></thead><tbody>\n");
    for (uint32_t i = 0; i < to->model->definition_count; i++) {
        const jx_definition *fact = &to->model->definitions[i];
        if (fact->kind != JX_DEFINITION_FACT || !needs(to, award, i)) continue;
        RAW(to, "<tr><th scope=\"row\">");
        put_text(to, fact->name);
        RAW(to, "</th><td>");
        put_text(to, fact->unit);
        RAW(to, "</td><td>");
        put_supplier(to, fact, award->lead);
        RAW(to, "</td></tr>\n");
    }
    RAW(to, "</tbody></table></div>\n");
}

// ---- one card ----

static void put_clause_link(page *to, const jx_award_rule *award)
{
    const jx_space *clause = &to->model->spaces[award->clause];
    RAW(to, "<p class=\"small\">");
    put_link(to, jx_page_path(to->arena, to->language, JX_PAGE_POLICY), clause->id);
    tell(to, SAY_CLAUSE);
    put_text(to, clause->name);
    RAW(to, "</a></p>\n");
}

static bool has_readings(const page *to, uint32_t space)
{
    for (size_t i = 0; i < to->model->definition_count; i++)
        if (to->model->definitions[i].space == space && to->model->definitions[i].kind == JX_DEFINITION_READING)
            return true;
    return false;
}

static void put_time(page *to, const jx_award_rule *award)
{
    RAW(to, "<p>");
    if (to->package->valid.size) {
        tell(to, SAY_VALID);
        put_day(to, to->package->valid_from);
        tell(to, SAY_RANGE_TO);
        put_day(to, to->package->valid_to);
        tell(to, SAY_SENTENCE_END);
    }
    tell(to, SAY_DEADLINE);
    tell(to, SAY_COLON);
    put_stated(to, award->deadline, SAY_NOT_STATED);
    RAW(to, "</p>\n");
}

static void put_card(page *to, const jx_award_rule *award)
{
    bool roster = award->kind == JX_AWARD_ROSTER;
    RAW(to, "<section class=\"card\" id=\"a-");
    put_attribute(to, award->id);
    RAW(to, "\"><h3>");
    put_text(to, award->id);
    RAW(to, " ");
    put_text(to, award->name);
    RAW(to, "</h3>\n");
    put_clause_link(to, award);
    put_section(to, SAY_FOR_WHOM);
    put_award_terms(to, award, PLAIN);
    put_section(to, SAY_CONDITIONS);
    put_conditions(to, award->space, PLAIN);
    put_section(to, SAY_STANDARD);
    put_standard(to, award);
    if (!roster) {
        put_section(to, SAY_HOW);
        RAW(to, "<p>");
        put_way(to, award->way);
        RAW(to, "</p>\n");
    }
    put_section(to, SAY_WHEN);
    put_time(to, award);
    if (!roster) {
        put_section(to, SAY_MATERIALS_SECTION);
        RAW(to, "<p>");
        put_stated(to, award->materials, SAY_MATERIALS_NOT_STATED);
        RAW(to, "</p>\n");
    }
    put_section(to, SAY_OFFICES);
    RAW(to, "<p>");
    put_deciders(to, award->space);
    RAW(to, "</p>\n");
    put_section(to, SAY_FACTS_USED);
    put_facts(to, award);
    if (has_readings(to, award->space)) {
        put_section(to, SAY_OPEN_POINTS);
        put_readings(to, award->space);
    }
    RAW(to, "</section>\n");
}

static void put_contents(page *to)
{
    RAW(to, "<nav aria-label=\"");
    tell(to, SAY_CONTENTS);
    RAW(to, "\"><h2>");
    tell(to, SAY_CONTENTS);
    RAW(to, "</h2><ul>\n");
    for (size_t i = 0; i < to->model->award_count; i++) {
        RAW(to, "<li><a href=\"#a-");
        put_attribute(to, to->model->awards[i].id);
        RAW(to, "\">");
        put_text(to, to->model->awards[i].id);
        RAW(to, " ");
        put_text(to, to->model->awards[i].name);
        RAW(to, "</a></li>\n");
    }
    RAW(to, "</ul></nav>\n");
}

static jx_text chapter_of(const page *to, const jx_award_rule *award)
{
    for (size_t i = 0; i < to->package->clause_count; i++)
        if (jx_text_equal(to->package->clauses[i].id, to->model->spaces[award->clause].id))
            return to->package->clauses[i].chapter;
    return (jx_text){ 0 };
}

void jx_publish_handbook(const jx_publication *publication, jx_buffer *out)
{
    page to = page_on(publication, out, "");
    jx_text title = worded(&to, SAY_HANDBOOK_OF, publication->package->title);
    page_begin(&to, jx_page_path(to.arena, to.language, JX_PAGE_HANDBOOK), title, "handbook");
    put_about_policy(&to);
    put_contents(&to);
    jx_text before = { 0 };
    for (size_t i = 0; i < to.model->award_count; i++) {
        jx_text chapter = chapter_of(&to, &to.model->awards[i]);
        if (chapter.size && !jx_text_equal(chapter, before)) {
            RAW(&to, "<h2>");
            put_text(&to, chapter);
            RAW(&to, "</h2>\n");
        }
        before = chapter;
        put_card(&to, &to.model->awards[i]);
    }
    page_end(&to);
}
