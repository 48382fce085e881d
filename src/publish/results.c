// Result tables: totals by award and by county, and pages of answers. A page holds JX_ROWS_ON_PAGE rows, so that
// browsers cope with a province. Begin with jx_publish_results().
#include "publish/documents.h"

#include <stdlib.h>
#include <string.h>

// ---- cells ----

static void put_count_cell(page *to, uint64_t count)
{
    RAW(to, "<td class=\"n\">");
    put_count(to, count);
    RAW(to, "</td>");
}

static void put_yuan_cell(page *to, jx_fen_sum fen, bool unbounded)
{
    RAW(to, "<td class=\"n\">");
    if (unbounded) tell(to, SAY_UNBOUNDED);
    else put_yuan(to, fen);
    RAW(to, "</td>");
}

static void put_number_heading(page *to, saying what)
{
    RAW(to, "<th scope=\"col\" class=\"n\">");
    tell(to, what);
    RAW(to, "</th>");
}

static void put_totals_head(page *to, saying first)
{
    RAW(to, "<div class=\"wide\"><table><thead><tr>");
    put_heading_cell(to, first);
    put_number_heading(to, SAY_SUBJECTS);
    for (int verdict = 0; verdict < JX_VERDICT_COUNT; verdict++) {
        RAW(to, "<th scope=\"col\" class=\"n\">");
        put_attribute(to, jx_text_of(jx_verdict_word((jx_verdict)verdict, to->language)));
        RAW(to, "</th>");
    }
    put_number_heading(to, SAY_DECIDED_YUAN);
    put_number_heading(to, SAY_LEAST_YUAN);
    put_number_heading(to, SAY_MOST_YUAN);
    RAW(to, "</tr></thead><tbody>\n");
}

static uint64_t answers_of(const jx_totals *totals)
{
    uint64_t count = 0;
    for (int verdict = 0; verdict < JX_VERDICT_COUNT; verdict++)
        count += totals->verdicts[verdict];
    return count;
}

static void put_totals_cells(page *to, const jx_totals *totals, bool money)
{
    put_count_cell(to, answers_of(totals));
    for (int verdict = 0; verdict < JX_VERDICT_COUNT; verdict++)
        put_count_cell(to, totals->verdicts[verdict]);
    if (!money) {
        RAW(to, "<td class=\"n\">—</td><td class=\"n\">—</td><td class=\"n\">—</td></tr>\n");
        return;
    }
    put_yuan_cell(to, totals->decided_fen, false);
    put_yuan_cell(to, totals->least_fen, false);
    put_yuan_cell(to, totals->most_fen, totals->unbounded);
    RAW(to, "</tr>\n");
}

static void add_totals(jx_totals *sum, const jx_totals *one)
{
    for (int verdict = 0; verdict < JX_VERDICT_COUNT; verdict++)
        sum->verdicts[verdict] += one->verdicts[verdict];
    sum->decided_fen += one->decided_fen;
    sum->least_fen += one->least_fen;
    sum->most_fen += one->most_fen;
    sum->unbounded = sum->unbounded || one->unbounded;
}

static jx_answer answer_of(const jx_decided *one)
{
    jx_answer answer = *one->answer;
    answer.least_fen = one->least_fen;
    answer.most_fen = one->most_fen;
    answer.unbounded = one->unbounded;
    return answer;
}

static void put_total_row(page *to, const jx_totals *sum)
{
    RAW(to, "<tr class=\"total\"><th scope=\"row\">");
    tell(to, SAY_TOTAL);
    RAW(to, "</th>");
    put_totals_cells(to, sum, true);
    RAW(to, "</tbody></table></div>\n");
}

// ---- counties ----

static int compare_names(const void *a, const void *b)
{
    return jx_text_compare(*(const jx_text *)a, *(const jx_text *)b);
}

// The first award whose addressees have counties speaks for all of its kind.
static const jx_decided_award *with_counties(const jx_model *model, jx_decisions *into)
{
    for (size_t a = 0; a < model->award_count; a++) {
        const jx_decided_award *award = &into->awards[a];
        for (size_t i = 0; i < award->count; i++) {
            if (award->addressees[i].county.size == 0) continue;
            into->county_kind = model->awards[a].subject;
            return award;
        }
    }
    return NULL;
}

void jx_decisions_counties(const jx_model *model, jx_arena *arena, jx_decisions *into)
{
    const jx_decided_award *award = with_counties(model, into);
    if (!award) return;
    jx_text *names = JX_ARRAY(arena, award->count, jx_text);
    for (size_t i = 0; i < award->count; i++)
        names[i] = award->addressees[i].county;
    qsort(names, award->count, sizeof *names, compare_names);
    for (size_t i = 0; i < award->count; i++)
        if (i == 0 || !jx_text_equal(names[i], names[i - 1])) names[into->county_count++] = names[i];
    into->counties = names;
}

static void put_county_name(page *to, jx_text name)
{
    if (name.size) put_text(to, name);
    else tell(to, SAY_COUNTY_UNKNOWN);
}

// What the members of a county come to under one award.
static jx_totals county_totals(const jx_decided_award *award, jx_text county)
{
    jx_totals totals = { 0 };
    for (size_t i = 0; i < award->count; i++) {
        if (!jx_text_equal(award->addressees[i].county, county)) continue;
        jx_answer answer = answer_of(&award->decided[i]);
        jx_totals_add(&totals, &answer);
    }
    return totals;
}

// ---- totals ----

static void put_award_link(page *to, const jx_award_rule *rule)
{
    put_link(to, jx_award_path(to->arena, to->language, rule->id, 0), (jx_text){ 0 });
    put_text(to, rule->id);
    RAW(to, " ");
    put_text(to, rule->name);
    RAW(to, "</a>");
}

static void put_totals_by_award(page *to)
{
    jx_totals sum = { 0 };
    RAW(to, "<h2>");
    tell(to, SAY_BY_AWARD);
    RAW(to, "</h2>\n");
    put_totals_head(to, SAY_AWARD);
    for (size_t a = 0; a < to->model->award_count; a++) {
        const jx_award_rule *rule = &to->model->awards[a];
        const jx_decided_award *award = &to->from->decisions->awards[a];
        RAW(to, "<tr><th scope=\"row\">");
        put_award_link(to, rule);
        RAW(to, "</th>");
        put_totals_cells(to, &award->totals, rule->kind == JX_AWARD_MONEY);
        add_totals(&sum, &award->totals);
    }
    put_total_row(to, &sum);
}

static jx_totals totals_in_county(const page *to, jx_text county)
{
    jx_totals sum = { 0 };
    for (size_t a = 0; a < to->model->award_count; a++) {
        if (to->model->awards[a].subject != to->from->decisions->county_kind) continue;
        jx_totals one = county_totals(&to->from->decisions->awards[a], county);
        add_totals(&sum, &one);
    }
    return sum;
}

static void put_totals_by_county(page *to)
{
    const jx_decisions *decisions = to->from->decisions;
    jx_totals sum = { 0 };
    if (decisions->county_count == 0) return;
    RAW(to, "<h2>");
    tell(to, SAY_BY_COUNTY);
    RAW(to, "</h2>\n<p class=\"small quiet\">");
    TELL(to, SAY_BY_COUNTY_LEAD, to->model->subjects[decisions->county_kind].name);
    RAW(to, "</p>\n");
    put_totals_head(to, SAY_COUNTY);
    for (size_t c = 0; c < decisions->county_count; c++) {
        jx_totals totals = totals_in_county(to, decisions->counties[c]);
        RAW(to, "<tr><th scope=\"row\">");
        put_link(to, jx_county_path(to->arena, to->language, c, 0), (jx_text){ 0 });
        put_county_name(to, decisions->counties[c]);
        RAW(to, "</a></th>");
        put_totals_cells(to, &totals, true);
        add_totals(&sum, &totals);
    }
    put_total_row(to, &sum);
}

static void put_notes(page *to)
{
    RAW(to, "<p class=\"small\">");
    tell(to, SAY_RESULTS_NOTE);
    if (to->from->decisions->facts_as_of.size) TELL(to, SAY_FACTS_AS_OF, to->from->decisions->facts_as_of);
    put_assumed(to);
    RAW(to, "</p>\n");
}

void jx_publish_results(const jx_publication *publication, jx_buffer *out)
{
    page to = page_on(publication, out, "");
    page_begin(&to, jx_page_path(to.arena, to.language, JX_PAGE_RESULTS),
               worded(&to, SAY_RESULTS_OF, publication->package->title), "results");
    put_notes(&to);
    put_totals_by_award(&to);
    put_totals_by_county(&to);
    page_end(&to);
}

// ---- pages of rows ----

static void put_pager(page *to, size_t count, size_t part, jx_text (*path)(const page *to, const void *of, size_t part),
                      const void *of)
{
    size_t parts = (count + JX_ROWS_ON_PAGE - 1) / JX_ROWS_ON_PAGE;
    if (parts < 2) return;
    RAW(to, "<nav class=\"pages\">");
    for (size_t i = 0; i < parts; i++) {
        jx_text number = jx_text_format(to->arena, "%zu", i + 1);
        if (i == part) {
            RAW(to, "<b aria-current=\"page\">");
            put_text(to, number);
            RAW(to, "</b>");
            continue;
        }
        put_link(to, path(to, of, i), (jx_text){ 0 });
        put_text(to, number);
        RAW(to, "</a>");
    }
    RAW(to, "</nav>\n");
}

static jx_text award_part(const page *to, const void *of, size_t part)
{
    const jx_award_rule *rule = of;
    return jx_award_path(to->arena, to->language, rule->id, part);
}

static jx_text county_part(const page *to, const void *of, size_t part)
{
    const size_t *county = of;
    return jx_county_path(to->arena, to->language, *county, part);
}

static void put_addressee(page *to, uint32_t kind, const jx_addressee *who)
{
    RAW(to, "<th scope=\"row\">");
    put_link(to, jx_letter_path(to->arena, to->language, kind, who->code), (jx_text){ 0 });
    put_text(to, who->name.size ? who->name : who->code);
    RAW(to, "</a></th><td>");
    put_text(to, who->code);
    RAW(to, "</td>");
}

// Each name once: 缺 用电量、产值；待 增产奖励.
static void put_causes(page *to, jx_causes causes)
{
    size_t told = 0;
    for (size_t i = 0; i < causes.count; i++) {
        const jx_cause *cause = &causes.items[i];
        if (i > 0 && causes.items[i - 1].kind == cause->kind && jx_text_equal(causes.items[i - 1].name, cause->name))
            continue;
        if (told++) tell(to, SAY_ITEM_COMMA);
        switch (cause->kind) {
        case JX_CAUSE_MISSING:
        case JX_CAUSE_GAP: TELL(to, SAY_CAUSE_MISSING, cause->name); break;
        case JX_CAUSE_PENDING: TELL(to, SAY_CAUSE_PENDING, cause->name); break;
        case JX_CAUSE_READING: TELL(to, SAY_CAUSE_READING, cause->name); break;
        case JX_CAUSE_UNDEFINED:
        case JX_CAUSE_LIMIT: TELL(to, SAY_UNDEFINED, cause->name); break;
        }
    }
}

static void put_award_row(page *to, const jx_award_rule *rule, const jx_decided_award *award, size_t row)
{
    const jx_decided *one = &award->decided[row];
    RAW(to, "<tr><td class=\"n\">");
    put_count(to, row + 1);
    RAW(to, "</td>");
    put_addressee(to, rule->subject, &award->addressees[row]);
    RAW(to, "<td>");
    put_text(to, award->addressees[row].county);
    RAW(to, "</td><td>");
    put_verdict(to, one->answer->verdict);
    RAW(to, "</td>");
    if (rule->kind == JX_AWARD_ROSTER) {
        RAW(to, "<td>");
        put_listed(to, one->answer->listed);
        RAW(to, "</td>");
    } else {
        put_yuan_cell(to, one->least_fen, false);
        put_yuan_cell(to, one->most_fen, one->unbounded);
    }
    RAW(to, "<td class=\"small\">");
    put_causes(to, one->answer->causes);
    RAW(to, "</td></tr>\n");
}

void jx_publish_award(const jx_publication *publication, uint32_t index, size_t part, jx_buffer *out)
{
    page to = page_on(publication, out, "../");
    const jx_award_rule *rule = &to.model->awards[index];
    const jx_decided_award *award = &publication->decisions->awards[index];
    jx_text name = jx_text_format(to.arena, "%.*s %.*s", JX_TEXT_ARG(rule->id), JX_TEXT_ARG(rule->name));
    page_begin(&to, jx_award_path(to.arena, to.language, rule->id, part), worded(&to, SAY_RESULTS_OF, name), "results");
    put_notes(&to);
    put_totals_head(&to, SAY_AWARD);
    RAW(&to, "<tr class=\"total\"><th scope=\"row\">");
    put_text(&to, name);
    RAW(&to, "</th>");
    put_totals_cells(&to, &award->totals, rule->kind == JX_AWARD_MONEY);
    RAW(&to, "</tbody></table></div>\n");
    put_pager(&to, award->count, part, award_part, rule);
    RAW(&to, "<div class=\"wide\"><table class=\"small\"><thead><tr>");
    put_heading_cell(&to, SAY_NUMBER);
    put_heading_cell(&to, SAY_NAME);
    put_heading_cell(&to, SAY_CODE);
    put_heading_cell(&to, SAY_COUNTY);
    put_heading_cell(&to, SAY_VERDICT);
    if (rule->kind == JX_AWARD_ROSTER) {
        put_heading_cell(&to, SAY_LISTING);
    } else {
        put_number_heading(&to, SAY_LEAST_YUAN);
        put_number_heading(&to, SAY_MOST_YUAN);
    }
    put_heading_cell(&to, SAY_WAITS_FOR);
    RAW(&to, "</tr></thead><tbody>\n");
    size_t first = part * JX_ROWS_ON_PAGE;
    for (size_t i = first; i < award->count && i < first + JX_ROWS_ON_PAGE; i++)
        put_award_row(&to, rule, award, i);
    RAW(&to, "</tbody></table></div>\n");
    page_end(&to);
}

// ---- a county ----

static const jx_decided_award *any_of_kind(const jx_publication *from, uint32_t kind)
{
    for (size_t a = 0; a < from->package->model.award_count; a++)
        if (from->package->model.awards[a].subject == kind) return &from->decisions->awards[a];
    return NULL;
}

size_t jx_county_size(const jx_publication *publication, size_t county)
{
    const jx_decided_award *award = any_of_kind(publication, publication->decisions->county_kind);
    size_t count = 0;
    for (size_t i = 0; award && i < award->count; i++)
        count += jx_text_equal(award->addressees[i].county, publication->decisions->counties[county]);
    return count;
}

static void put_member(page *to, const jx_decided_award *any, size_t row, size_t number)
{
    const jx_decisions *decisions = to->from->decisions;
    jx_totals sum = { 0 };
    for (size_t a = 0; a < to->model->award_count; a++) {
        if (to->model->awards[a].subject != decisions->county_kind) continue;
        jx_answer answer = answer_of(&decisions->awards[a].decided[row]);
        jx_totals_add(&sum, &answer);
    }
    RAW(to, "<tr><td class=\"n\">");
    put_count(to, number);
    RAW(to, "</td>");
    put_addressee(to, decisions->county_kind, &any->addressees[row]);
    put_totals_cells(to, &sum, true);
}

static void put_county_totals(page *to, jx_text county)
{
    const jx_decisions *decisions = to->from->decisions;
    jx_totals sum = { 0 };
    put_totals_head(to, SAY_AWARD);
    for (size_t a = 0; a < to->model->award_count; a++) {
        const jx_award_rule *rule = &to->model->awards[a];
        if (rule->subject != decisions->county_kind) continue;
        jx_totals totals = county_totals(&decisions->awards[a], county);
        RAW(to, "<tr><th scope=\"row\">");
        put_award_link(to, rule);
        RAW(to, "</th>");
        put_totals_cells(to, &totals, rule->kind == JX_AWARD_MONEY);
        add_totals(&sum, &totals);
    }
    put_total_row(to, &sum);
}

void jx_publish_county(const jx_publication *publication, size_t county, size_t part, jx_buffer *out)
{
    page to = page_on(publication, out, "../");
    const jx_decisions *decisions = publication->decisions;
    const jx_decided_award *any = any_of_kind(publication, decisions->county_kind);
    jx_text name = decisions->counties[county];
    if (!name.size) name = jx_text_of(said(&to, SAY_COUNTY_UNKNOWN));
    page_begin(&to, jx_county_path(to.arena, to.language, county, part), worded(&to, SAY_RESULTS_OF, name), "results");
    put_notes(&to);
    if (part == 0) put_county_totals(&to, decisions->counties[county]);
    put_pager(&to, jx_county_size(publication, county), part, county_part, &county);
    RAW(&to, "<div class=\"wide\"><table class=\"small\"><thead><tr>");
    put_heading_cell(&to, SAY_NUMBER);
    put_heading_cell(&to, SAY_NAME);
    put_heading_cell(&to, SAY_CODE);
    put_number_heading(&to, SAY_AWARDS);
    for (int verdict = 0; verdict < JX_VERDICT_COUNT; verdict++) {
        RAW(&to, "<th scope=\"col\" class=\"n\">");
        put_attribute(&to, jx_text_of(jx_verdict_word((jx_verdict)verdict, to.language)));
        RAW(&to, "</th>");
    }
    put_number_heading(&to, SAY_DECIDED_YUAN);
    put_number_heading(&to, SAY_LEAST_YUAN);
    put_number_heading(&to, SAY_MOST_YUAN);
    RAW(&to, "</tr></thead><tbody>\n");
    size_t first = part * JX_ROWS_ON_PAGE, member = 0;
    for (size_t i = 0; any && i < any->count; i++) {
        if (!jx_text_equal(any->addressees[i].county, decisions->counties[county])) continue;
        if (member >= first && member < first + JX_ROWS_ON_PAGE) put_member(&to, any, i, member + 1);
        member++;
    }
    RAW(&to, "</tbody></table></div>\n");
    page_end(&to);
}

// ---- everybody ----

// A kind that has counties is listed county by county, on pages of their own.
void jx_publish_letters(const jx_publication *publication, jx_buffer *out)
{
    page to = page_on(publication, out, "");
    const jx_decisions *decisions = publication->decisions;
    page_begin(&to, jx_page_path(to.arena, to.language, JX_PAGE_LETTERS), jx_text_of(said(&to, SAY_LETTERS)), "index");
    for (uint32_t kind = 0; kind < to.model->subject_count; kind++) {
        const jx_decided_award *any = any_of_kind(publication, kind);
        if (!any || any->count == 0) continue;
        RAW(&to, "<h2>");
        put_text(&to, to.model->subjects[kind].name);
        RAW(&to, "</h2>\n<ul>\n");
        if (decisions->county_count && kind == decisions->county_kind) {
            for (size_t c = 0; c < decisions->county_count; c++) {
                RAW(&to, "<li>");
                put_link(&to, jx_county_path(to.arena, to.language, c, 0), (jx_text){ 0 });
                put_county_name(&to, decisions->counties[c]);
                RAW(&to, "</a>");
                TELL(&to, SAY_LETTER_COUNT, jx_text_format(to.arena, "%zu", jx_county_size(publication, c)));
                RAW(&to, "</li>\n");
            }
        } else {
            for (size_t i = 0; i < any->count; i++) {
                RAW(&to, "<li>");
                put_link(&to, jx_letter_path(to.arena, to.language, kind, any->addressees[i].code), (jx_text){ 0 });
                put_text(&to, any->addressees[i].name.size ? any->addressees[i].name : any->addressees[i].code);
                RAW(&to, "</a></li>\n");
            }
        }
        RAW(&to, "</ul>\n");
    }
    page_end(&to);
}
