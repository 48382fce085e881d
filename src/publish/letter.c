// The letter to one addressee: all awards of its kind, sorted by what became of them; for each why, with every reason
// at once; what is missing and who supplies it; what is still to be decided and by whom. Begin with
// jx_publish_letter().
#include "publish/letter.h"

#include <string.h>

// ---- working out ----

static void work_out(letter *in, jx_arena *arena)
{
    const page *to = in->to;
    const jx_bound_plan *bound = to->from->bound;
    told_award *awards = JX_ARRAY(arena, to->model->award_count, told_award);
    jx_eval_options options = { .arena = arena, .limits = in->letter->limits };
    for (uint32_t i = 0; i < to->model->award_count; i++) {
        if (to->model->awards[i].subject != in->letter->kind) continue;
        told_award *one = &awards[in->count++];
        one->award = i;
        one->rule = &to->model->awards[i];
        one->unit = jx_case_new(bound, &options, in->letter->facts, in->letter->ranks);
        jx_award_decide(one->unit, bound, i, in->letter->addressee.code, arena, &one->answer);
        jx_explain_options explain = { .language = to->language,
                                       .provenance = in->letter->provenance,
                                       .user = in->letter->user,
                                       .rows = &one->rows };
        jx_buffer text = jx_buffer_in(arena);
        jx_answer_explain(one->unit, bound, &one->answer, &explain, &text);
        one->explanation = jx_buffer_text(&text);
    }
    in->awards = awards;
}

// ---- causes ----

bool is_data_cause(const jx_cause *cause)
{
    return cause->kind == JX_CAUSE_MISSING || cause->kind == JX_CAUSE_GAP;
}

static bool has_field(const jx_definition *fact, jx_text name)
{
    for (size_t i = 0; i < fact->field_count; i++)
        if (jx_text_equal(fact->fields[i].name, name)) return true;
    return false;
}

static bool award_reaches(const page *to, const jx_award_rule *award, uint32_t definition)
{
    uint32_t roots[] = { award->eligible, award->amount, award->stay, award->leave, award->listed_before };
    for (size_t i = 0; i < JX_COUNT(roots); i++)
        if (roots[i] != JX_NONE &&
            (roots[i] == definition || jx_plan_reaches(to->from->bound->plan, roots[i], definition)))
            return true;
    return false;
}

missing_fact fact_of_cause(const page *to, const jx_award_rule *award, const jx_cause *cause)
{
    const jx_model *model = to->model;
    // Records with computed fields are named like the fact they extend, so names are sought among what is reached.
    for (uint32_t i = 0; i < model->definition_count; i++) {
        const jx_definition *fact = &model->definitions[i];
        if (fact->kind == JX_DEFINITION_FACT && jx_text_equal(fact->name, cause->name) && award_reaches(to, award, i))
            return (missing_fact){ i, { 0 } };
    }
    for (uint32_t i = 0; i < model->definition_count; i++) {
        const jx_definition *fact = &model->definitions[i];
        if (fact->kind == JX_DEFINITION_FACT && has_field(fact, cause->name) && award_reaches(to, award, i))
            return (missing_fact){ i, cause->name };
    }
    return (missing_fact){ JX_NONE, cause->name };
}

void put_outcome(page *to, const jx_award_rule *rule, const jx_answer *answer)
{
    if (rule->kind == JX_AWARD_ROSTER) put_listed(to, answer->listed);
    else put_amount(to, answer->least_fen, answer->most_fen, answer->unbounded);
    if (answer->assumed && rule->kind == JX_AWARD_MONEY) put_assumed(to);
}

// ---- sections ----

// 一、 二、 …; 1. 2. … in English.
static void begin_section(const letter *in, saying heading)
{
    static const char *const numerals[] = { "一", "二", "三", "四", "五", "六", "七", "八" };
    page *to = in->to;
    size_t number = (*in->sections)++;
    RAW(to, "<section><h2>");
    if (to->language == JX_ENGLISH) jx_buffer_format(to->out, "%zu. ", number + 1);
    else if (number < JX_COUNT(numerals)) jx_buffer_format(to->out, "%s、", numerals[number]);
    tell(to, heading);
    RAW(to, "</h2>\n");
}

// ---- reasons ----

// The explanation's lines under one row, from its own line's end to the next row or the next thing at two blanks.
static jx_text lines_under(const told_award *one, size_t row)
{
    size_t start = one->rows.items[row].start, end = one->explanation.size;
    if (row + 1 < one->rows.count) end = one->rows.items[row + 1].start;
    jx_text rest = jx_text_slice(one->explanation, start, end), under = { 0 };
    (void)jx_text_cut(rest, JX_TEXT("\n"), &rest);
    under = rest;
    for (jx_text left = rest; left.size;) {
        jx_text next, line = jx_text_cut(left, JX_TEXT("\n"), &next);
        if (!jx_text_starts_with(line, JX_TEXT("    ")))
            return jx_text_slice(under, 0, (size_t)(left.bytes - under.bytes));
        left = next;
    }
    return under;
}

// Gaps, each on a line of its own.
static void put_gaps(page *to, jx_text under)
{
    while (under.size) {
        jx_text line = jx_text_cut(under, JX_TEXT("\n"), &under);
        if (jx_text_starts_with(line, JX_TEXT("      "))) continue;
        RAW(to, "<br><b class=\"open\">");
        put_text(to, jx_text_trim(line));
        RAW(to, "</b>");
    }
}

// Figures with their sources run on, so that a letter stays short.
static void put_figures(page *to, jx_text under)
{
    size_t count = 0;
    while (under.size) {
        jx_text line = jx_text_cut(under, JX_TEXT("\n"), &under);
        if (!jx_text_starts_with(line, JX_TEXT("      "))) continue;
        if (count++) RAW(to, "&ensp;|&ensp;");
        else RAW(to, "<br><span class=\"small quiet\">");
        put_text(to, jx_text_trim(line));
    }
    if (count) RAW(to, "</span>");
}

static bool is_wanted(jx_value truth, jx_verdict verdict)
{
    switch (verdict) {
    case JX_VERDICT_YES: return true;
    case JX_VERDICT_NO: return jx_is_false(truth);
    case JX_VERDICT_NEEDS_DATA:
    case JX_VERDICT_PENDING:
    case JX_VERDICT_MANUAL: return jx_is_open(truth);
    }
    JX_UNREACHABLE();
}

// 退出: told only where it is what happened, or is open.
static bool is_leave_row(const page *to, const told_award *one, const jx_told_row *told)
{
    const jx_node *leave =
        one->rule->leave == JX_NONE ? NULL : to->from->bound->plan->definitions[one->rule->leave].node;
    return leave && leave->kind == JX_NODE_GROUP && leave->as.group.source == told->group;
}

static bool is_told(const page *to, const told_award *one, const jx_told_row *told)
{
    bool leaving = one->answer.listed == JX_LISTED_LEAVE, leave_row = is_leave_row(to, one, told);
    if (leaving) return leave_row && jx_is_true(told->truth);
    if (leave_row) return jx_is_open(told->truth);
    return is_wanted(told->truth, one->answer.verdict);
}

// Of 不符合 every condition that fails, of 符合 all conditions, else every one that is open.
static void put_reasons(page *to, const told_award *one)
{
    RAW(to, "<ul class=\"why\">\n");
    for (size_t i = 0; i < one->rows.count; i++) {
        const jx_told_row *told = &one->rows.items[i];
        const jx_group_row *row = &told->group->rows[told->row];
        if (!is_told(to, one, told)) continue;
        RAW(to, "<li>");
        if (told->record.size) {
            put_text(to, told->record);
            RAW(to, " ");
        }
        TELL(to, is_leave_row(to, one, told) ? SAY_LEAVE_CONDITION_NUMBER : SAY_CONDITION_NUMBER, row->id);
        put_rule(to, row->test, one->rule->space);
        RAW(to, " ");
        tell(to, jx_is_true(told->truth)    ? SAY_HOLDS
                 : jx_is_false(told->truth) ? SAY_FAILS
                                            : SAY_OPEN_STILL);
        RAW(to, " ");
        put_basis_words(to, row->basis);
        jx_text under = lines_under(one, i);
        if (one->answer.verdict != JX_VERDICT_YES) put_gaps(to, under);
        put_figures(to, under);
        RAW(to, "</li>\n");
    }
    RAW(to, "</ul>\n");
}

// ---- what is still to be decided ----

static bool has_open_decision(const jx_answer *answer)
{
    for (size_t i = 0; i < answer->causes.count; i++)
        if (!is_data_cause(&answer->causes.items[i])) return true;
    return false;
}

static void put_decisions(page *to, const told_award *one)
{
    const jx_answer *answer = &one->answer;
    if (!has_open_decision(answer)) return;
    RAW(to, "<p class=\"flat\">");
    tell(to, SAY_STILL_TO_DECIDE);
    for (size_t i = 0, count = 0; i < answer->causes.count; i++) {
        const jx_cause *cause = &answer->causes.items[i];
        if (is_data_cause(cause)) continue;
        if (count++) tell(to, SAY_LIST_COMMA);
        if (cause->kind == JX_CAUSE_UNDEFINED || cause->kind == JX_CAUSE_LIMIT)
            TELL(to, SAY_UNDEFINED, cause->name);
        else put_text(to, cause->name);
    }
    tell(to, SAY_DECIDED_BY_OPENS);
    put_deciders(to, one->rule->space);
    tell(to, SAY_SENTENCE_END);
    RAW(to, "</p>\n");
}

// Facts that the amount still lacks although the entitlement stands.
static void put_amount_facts(const letter *in, const told_award *one)
{
    page *to = in->to;
    for (size_t i = 0; i < one->answer.causes.count; i++) {
        const jx_cause *cause = &one->answer.causes.items[i];
        if (!is_data_cause(cause)) continue;
        missing_fact fact = fact_of_cause(to, one->rule, cause);
        const jx_definition *what = definition_at(to, fact.definition);
        RAW(to, "<p class=\"flat\">");
        tell(to, SAY_AMOUNT_LACKS);
        if (cause->place.size) {
            put_text(to, cause->place);
            RAW(to, " ");
        }
        put_text(to, cause->name);
        if (what) {
            tell(to, SAY_SUPPLIED_BY_OPENS);
            put_supplier(to, what, one->rule->lead);
        }
        tell(to, SAY_SENTENCE_END);
        RAW(to, "</p>\n");
    }
}

// ---- sections ----

static void put_award_name(page *to, const told_award *one)
{
    put_link(to, jx_page_path(to->arena, to->language, JX_PAGE_HANDBOOK),
             jx_text_format(to->arena, "a-%.*s", JX_TEXT_ARG(one->rule->id)));
    put_text(to, one->rule->id);
    RAW(to, " ");
    put_text(to, one->rule->name);
    RAW(to, "</a>");
}

static void put_award_title(page *to, const told_award *one)
{
    RAW(to, "<h4>");
    put_award_name(to, one);
    RAW(to, "&emsp;");
    put_verdict(to, one->answer.verdict);
    RAW(to, "&emsp;");
    put_outcome(to, one->rule, &one->answer);
    RAW(to, "</h4>\n");
}

static size_t count_of(const letter *in, jx_verdict verdict)
{
    size_t count = 0;
    for (size_t i = 0; i < in->count; i++)
        count += in->awards[i].answer.verdict == verdict;
    return count;
}

// The awards that wait for data, with what they wait for besides.
static void put_waiting_awards(const letter *in)
{
    page *to = in->to;
    RAW(to, "<div class=\"wide\"><table><thead><tr>");
    put_heading_cell(to, SAY_AWARD);
    put_heading_cell(to, SAY_AMOUNT_BETWEEN);
    put_heading_cell(to, SAY_ALSO_TO_DECIDE);
    RAW(to, "</tr></thead><tbody>\n");
    for (size_t i = 0; i < in->count; i++) {
        const told_award *one = &in->awards[i];
        if (one->answer.verdict != JX_VERDICT_NEEDS_DATA) continue;
        RAW(to, "<tr><th scope=\"row\">");
        put_award_name(to, one);
        RAW(to, "</th><td>");
        put_outcome(to, one->rule, &one->answer);
        RAW(to, "</td><td>");
        put_decisions(to, one);
        RAW(to, "</td></tr>\n");
    }
    RAW(to, "</tbody></table></div>\n");
}

static void put_section(const letter *in, jx_verdict verdict, saying heading, saying lead)
{
    page *to = in->to;
    if (count_of(in, verdict) == 0) return;
    begin_section(in, heading);
    RAW(to, "<p>");
    tell(to, lead);
    RAW(to, "</p>\n");
    if (verdict == JX_VERDICT_NEEDS_DATA) {
        put_missing_facts(in);
        put_waiting_awards(in);
    }
    for (size_t i = 0; verdict != JX_VERDICT_NEEDS_DATA && i < in->count; i++) {
        const told_award *one = &in->awards[i];
        if (one->answer.verdict != verdict) continue;
        put_award_title(to, one);
        if (verdict == JX_VERDICT_YES && one->rule->kind == JX_AWARD_MONEY) {
            RAW(to, "<p class=\"flat\">");
            tell(to, SAY_WAY);
            tell(to, SAY_COLON);
            put_way(to, one->rule->way);
            RAW(to, "</p>\n");
        }
        put_reasons(to, one);
        if (verdict == JX_VERDICT_YES) put_amount_facts(in, one);
        put_decisions(to, one);
    }
    RAW(to, "</section>\n");
}

// ---- summary ----

static void put_summary_row(const letter *in, jx_verdict verdict)
{
    page *to = in->to;
    jx_fen_sum least = 0, most = 0;
    bool unbounded = false;
    for (size_t i = 0; i < in->count; i++) {
        const jx_answer *answer = &in->awards[i].answer;
        if (answer->verdict != verdict) continue;
        least += answer->least_fen;
        if (answer->unbounded) unbounded = true;
        else most += answer->most_fen;
    }
    RAW(to, "<tr><th scope=\"row\">");
    put_verdict(to, verdict);
    RAW(to, "</th><td class=\"n\">");
    put_count(to, count_of(in, verdict));
    RAW(to, "</td><td class=\"n\">");
    put_amount(to, least, most, unbounded);
    RAW(to, "</td></tr>\n");
}

static void put_summary(const letter *in)
{
    page *to = in->to;
    RAW(to, "<div class=\"wide\"><table><thead><tr>");
    put_heading_cell(to, SAY_VERDICT);
    RAW(to, "<th scope=\"col\" class=\"n\">");
    tell(to, SAY_AWARD_COUNT);
    RAW(to, "</th><th scope=\"col\" class=\"n\">");
    tell(to, SAY_AMOUNT_BETWEEN);
    RAW(to, "</th></tr></thead><tbody>\n");
    for (int verdict = 0; verdict < JX_VERDICT_COUNT; verdict++)
        put_summary_row(in, (jx_verdict)verdict);
    RAW(to, "</tbody></table></div>\n");
    if (is_assumed(to)) {
        RAW(to, "<p class=\"flat\">");
        put_assumed(to);
        RAW(to, "</p>\n");
    }
}

// ---- readings, the end ----

static bool names_reading(const letter *in, uint32_t definition)
{
    const jx_definition *reading = &in->to->model->definitions[definition];
    for (size_t i = 0; i < in->count; i++) {
        const jx_answer *answer = &in->awards[i].answer;
        for (size_t k = 0; k < answer->reading_count; k++)
            if (jx_text_equal(answer->readings[k], reading->name) &&
                jx_model_find(in->to->model, in->awards[i].rule->space, reading->name) == definition)
                return true;
    }
    return false;
}

static void put_readings_used(const letter *in)
{
    page *to = in->to;
    size_t count = 0;
    for (uint32_t i = 0; i < to->model->definition_count; i++) {
        const jx_definition *one = &to->model->definitions[i];
        if (one->kind != JX_DEFINITION_READING || !one->provisional || !names_reading(in, i)) continue;
        if (count++ == 0) {
            begin_section(in, SAY_READINGS_USED);
            RAW(to, "<p>");
            tell(to, SAY_READINGS_USED_LEAD);
            RAW(to, "</p>\n<ul class=\"why small\">\n");
        }
        RAW(to, "<li>");
        if (to->model->spaces[one->space].kind == JX_SPACE_AWARD) {
            put_text(to, to->model->spaces[one->space].id);
            tell(to, SAY_COLON);
        }
        put_text(to, one->question);
        tell(to, SAY_TAKEN_AS);
        put_definition_value(to, one);
        RAW(to, "</li>\n");
    }
    if (count) RAW(to, "</ul></section>\n");
}

static void put_end(const letter *in)
{
    page *to = in->to;
    begin_section(in, SAY_OBJECTIONS);
    RAW(to, "<p>");
    tell(to, SAY_OBJECTIONS_LEAD);
    RAW(to, "</p></section>\n<div class=\"sign\"><p><span class=\"blank\">&nbsp;</span></p><p>");
    tell(to, SAY_SIGN_OFFICE);
    RAW(to, "</p><p>");
    if (to->from->date.size) put_text(to, to->from->date);
    else tell(to, SAY_SIGN_DATE);
    RAW(to, "</p></div>\n");
}

// 统一社会信用代码, 18位, 校验
static jx_text identifier_name(const page *to, uint32_t kind)
{
    jx_text rest, first = jx_text_cut(to->model->subjects[kind].identifier, JX_TEXT(","), &rest);
    return jx_text_trim(jx_text_cut(first, JX_TEXT("；"), &rest));
}

static void put_salutation(const letter *in)
{
    page *to = in->to;
    const jx_addressee *addressee = &in->letter->addressee;
    RAW(to, "<p class=\"flat\"><b>");
    put_text(to, addressee->name.size ? addressee->name : addressee->code);
    RAW(to, "</b>");
    tell(to, SAY_BRACKET_OPENS);
    put_text(to, identifier_name(to, in->letter->kind));
    RAW(to, " ");
    put_text(to, addressee->code);
    if (addressee->county.size) {
        tell(to, SAY_ITEM_COMMA);
        put_text(to, addressee->county);
    }
    tell(to, SAY_BRACKET_CLOSES);
    tell(to, SAY_COLON);
    RAW(to, "</p>\n<p>");
    TELL(to, SAY_LETTER_LEAD, to->package->title);
    if (to->from->decisions->facts_as_of.size) TELL(to, SAY_FACTS_AS_OF, to->from->decisions->facts_as_of);
    RAW(to, "</p>\n");
}

void jx_publish_letter(const jx_publication *publication, const jx_letter *about, jx_buffer *out)
{
    page to = page_on(publication, out, "../../");
    size_t sections = 0;
    letter in = { &to, about, NULL, 0, &sections };
    work_out(&in, out->arena);
    bool estimate = publication->decisions->run == 0;
    page_begin(&to, jx_letter_path(out->arena, to.language, about->kind, about->addressee.code),
               jx_text_of(said(&to, estimate ? SAY_LETTER_ESTIMATE : SAY_LETTER_TITLE)), "letter");
    put_salutation(&in);
    put_summary(&in);
    put_section(&in, JX_VERDICT_YES, SAY_SECTION_YES, SAY_SECTION_YES_LEAD);
    put_section(&in, JX_VERDICT_NEEDS_DATA, SAY_SECTION_DATA, SAY_SECTION_DATA_LEAD);
    put_section(&in, JX_VERDICT_PENDING, SAY_SECTION_PENDING, SAY_SECTION_PENDING_LEAD);
    put_section(&in, JX_VERDICT_MANUAL, SAY_SECTION_MANUAL, SAY_SECTION_MANUAL_LEAD);
    put_section(&in, JX_VERDICT_NO, SAY_SECTION_NO, SAY_SECTION_NO_LEAD);
    put_readings_used(&in);
    put_end(&in);
    page_end(&to);
}
