// The cases of an award as a table: what is given, what must come out, and whether it does.
#include "publish/documents.h"

static bool is_given(jx_cell_kind kind)
{
    switch (kind) {
    case JX_CELL_INPUT:
    case JX_CELL_SET_READING:
    case JX_CELL_BUDGET:
    case JX_CELL_AWARD_RESULT:
    case JX_CELL_SCHEME: return true;
    case JX_CELL_SCENARIO:
    case JX_CELL_EXPECT_VERDICT:
    case JX_CELL_EXPECT_AMOUNT:
    case JX_CELL_EXPECT_PAID:
    case JX_CELL_EXPECT_REASON:
    case JX_CELL_EXPECT_VALUE:
    case JX_CELL_SUBJECT: return false;
    }
    JX_UNREACHABLE();
}

static bool is_background(jx_text name)
{
    return jx_text_equal(name, JX_TEXT("背景")) || jx_text_equal(name, JX_TEXT("background"));
}

// The row whose values a case repeats where it says nothing itself; NULL for that row and where there is none.
static const jx_case_row *background_of(const page *to, size_t index)
{
    const jx_case_row *row = &to->package->cases[index];
    if (is_background(row->name)) return NULL;
    for (size_t i = index; i-- > 0;) {
        const jx_case_row *before = &to->package->cases[i];
        if (before->source != row->source || before->space != row->space) return NULL;
        if (is_background(before->name)) return before;
    }
    return NULL;
}

static bool repeats(const jx_case_row *background, const jx_case_cell *cell)
{
    for (size_t i = 0; background && i < background->cell_count; i++) {
        const jx_case_cell *one = &background->cells[i];
        if (one->kind == cell->kind && jx_text_equal(one->name, cell->name) &&
            jx_text_equal(one->unit, cell->unit))
            return jx_text_equal(one->text, cell->text);
    }
    return false;
}

static void put_cell(page *to, const jx_case_cell *cell)
{
    if (cell->kind == JX_CELL_SET_READING) tell(to, SAY_READING_SET);
    RAW(to, "<b>");
    put_text(to, cell->name);
    RAW(to, "</b> ");
    put_text(to, cell->text);
    if (cell->unit.size && cell->value.kind != JX_NULL && cell->value.kind != JX_BOOLEAN) {
        RAW(to, " ");
        put_text(to, cell->unit);
    }
}

static void put_given(page *to, size_t index)
{
    const jx_case_row *row = &to->package->cases[index], *background = background_of(to, index);
    size_t count = 0;
    if (background) tell(to, SAY_AS_BACKGROUND);
    for (size_t i = 0; i < row->cell_count; i++) {
        const jx_case_cell *cell = &row->cells[i];
        if (!is_given(cell->kind) || !cell->text.size || repeats(background, cell)) continue;
        if (count++ || background) tell(to, SAY_ITEM_COMMA);
        put_cell(to, cell);
    }
}

// "50000", "0..50000", "0..无上限"
static void put_expected_amount(page *to, jx_text text)
{
    jx_text most, least = jx_text_cut(text, JX_TEXT(".."), &most);
    put_text(to, least);
    if (jx_text_equal(most, JX_TEXT("无上限")) || jx_text_equal(most, JX_TEXT("unbounded"))) {
        tell(to, SAY_TO_UNBOUNDED);
        return;
    }
    if (most.size) tell(to, SAY_RANGE_TO);
    put_text(to, most);
    tell(to, SAY_YUAN);
}

static void put_expected(page *to, const jx_case_row *row)
{
    size_t count = 0;
    for (size_t i = 0; i < row->cell_count; i++) {
        const jx_case_cell *cell = &row->cells[i];
        if (is_given(cell->kind) || cell->kind == JX_CELL_SCENARIO || cell->kind == JX_CELL_SUBJECT ||
            cell->kind == JX_CELL_EXPECT_REASON || !cell->text.size)
            continue;
        if (count++) tell(to, SAY_ITEM_COMMA);
        if (cell->kind == JX_CELL_EXPECT_VALUE) {
            RAW(to, "<b>");
            put_text(to, cell->name);
            RAW(to, "</b> ");
        }
        bool amount = cell->kind == JX_CELL_EXPECT_AMOUNT || cell->kind == JX_CELL_EXPECT_PAID;
        if (amount) put_expected_amount(to, cell->text);
        else put_text(to, cell->text);
    }
}

static void put_reason(page *to, const jx_case_row *row)
{
    for (size_t i = 0; i < row->cell_count; i++)
        if (row->cells[i].kind == JX_CELL_EXPECT_REASON) put_text(to, row->cells[i].text);
}

static bool is_named(jx_text scenario)
{
    return scenario.size && !jx_text_equal(scenario, JX_TEXT("（无）")) && !jx_text_equal(scenario, JX_TEXT("(none)"));
}

static void put_row(page *to, size_t index)
{
    const jx_case_row *row = &to->package->cases[index];
    RAW(to, "<tr><th scope=\"row\">");
    if (row->population.size) {
        put_text(to, row->population);
        RAW(to, " · ");
    }
    put_text(to, row->name);
    RAW(to, "</th><td>");
    put_given(to, index);
    RAW(to, "</td><td>");
    put_expected(to, row);
    if (is_named(row->scenario)) put_assumed_words(to);
    RAW(to, "</td><td>");
    put_reason(to, row);
    RAW(to, "</td><td class=\"state\">");
    jx_case_state state = to->from->cases ? to->from->cases[index] : JX_CASE_UNTRIED;
    tell(to, state == JX_CASE_HOLDS ? SAY_CASE_HOLDS : state == JX_CASE_BROKEN ? SAY_CASE_BROKEN : SAY_CASE_UNTRIED);
    RAW(to, "</td></tr>\n");
}

void put_cases(page *to, uint32_t space)
{
    size_t count = 0;
    for (size_t i = 0; i < to->package->case_count; i++)
        count += to->package->cases[i].space == space;
    if (count == 0) return;
    RAW(to, "<details class=\"across cases\" open><summary>");
    const jx_space *award = &to->model->spaces[space];
    if (award->kind == JX_SPACE_AWARD) {
        put_text(to, award->id);
        RAW(to, " ");
        put_text(to, award->name);
        RAW(to, "&emsp;");
    }
    TELL(to, SAY_CASES, jx_text_format(to->arena, "%zu", count));
    RAW(to, "</summary><div class=\"wide\"><table class=\"small\"><thead><tr>");
    put_heading_cell(to, SAY_CASE);
    put_heading_cell(to, SAY_GIVEN);
    put_heading_cell(to, SAY_RESULT);
    put_heading_cell(to, SAY_REASON);
    put_heading_cell(to, SAY_CHECKED);
    RAW(to, "</tr></thead><tbody>\n");
    for (size_t i = 0; i < to->package->case_count; i++)
        if (to->package->cases[i].space == space) put_row(to, i);
    RAW(to, "</tbody></table></div></details>\n");
}
