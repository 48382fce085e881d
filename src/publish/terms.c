// What an award is to people: whom it is for, who handles it, when, with which papers; and who decides what is open.
#include "publish/documents.h"

static void begin_term(page *to, saying heading)
{
    RAW(to, "<div><dt>");
    tell(to, heading);
    RAW(to, "</dt><dd>");
}

static void end_term(page *to)
{
    RAW(to, "</dd></div>\n");
}

static void put_term(page *to, saying heading, jx_text text, saying when_empty)
{
    begin_term(to, heading);
    put_stated(to, text, when_empty);
    end_term(to);
}

// The bare name of a reading stands for the option taken.
static void put_payee(page *to, const jx_award_rule *award)
{
    const jx_definition *reading = definition_at(to, award->payee_reading);
    begin_term(to, SAY_PAYEE);
    if (reading) {
        put_definition_value(to, reading);
        if (reading->question.size) {
            tell(to, SAY_BRACKET_OPENS);
            put_text(to, reading->question);
            tell(to, SAY_BRACKET_CLOSES);
        }
    } else {
        put_stated(to, award->payee, SAY_NOT_STATED);
    }
    end_term(to);
}

void put_award_terms(page *to, const jx_award_rule *award, basis_form form)
{
    bool roster = award->kind == JX_AWARD_ROSTER;
    RAW(to, "<dl class=\"terms\">\n");
    begin_term(to, SAY_SUBJECT);
    if (award->subject < to->model->subject_count) put_text(to, to->model->subjects[award->subject].name);
    if (award->population) {
        const jx_definition *member = definition_at(to, award->member);
        tell(to, SAY_DECIDED_AMONG);
        if (member) put_text(to, member->name);
        else tell(to, SAY_ALL_SUBJECTS);
    }
    end_term(to);
    if (!roster) put_payee(to, award);
    if (!roster) put_term(to, SAY_BLOCK, award->block, SAY_NOT_STATED);
    if (!roster) {
        begin_term(to, SAY_WAY);
        put_way(to, award->way);
        end_term(to);
    }
    put_term(to, SAY_LEAD, award->lead, SAY_NOT_STATED);
    if (award->joint.size) put_term(to, SAY_JOINT, award->joint, SAY_NOT_STATED);
    if (form == LINKED && !roster) {
        put_term(to, SAY_MATERIALS, award->materials, SAY_MATERIALS_NOT_STATED);
        put_term(to, SAY_DEADLINE, award->deadline, SAY_NOT_STATED);
    }
    if (award->report.size) put_term(to, SAY_REPORT, award->report, SAY_NOT_STATED);
    RAW(to, "</dl>\n");
}

static void put_offices(page *to, const jx_award_rule *award)
{
    put_text(to, award->lead);
    if (!award->joint.size) return;
    tell(to, SAY_TOGETHER_WITH);
    put_text(to, award->joint);
}

static bool same_offices(const jx_award_rule *a, const jx_award_rule *b)
{
    return jx_text_equal(a->lead, b->lead) && jx_text_equal(a->joint, b->joint);
}

static bool belongs(const jx_award_rule *award, uint32_t space)
{
    return (award->space == space || award->clause == space) && award->lead.size > 0;
}

void put_deciders(page *to, uint32_t space)
{
    const jx_model *model = to->model;
    size_t count = 0;
    for (size_t i = 0; i < model->award_count; i++) {
        if (!belongs(&model->awards[i], space)) continue;
        bool before = false;
        for (size_t k = 0; k < i; k++)
            before = before ||
                     (belongs(&model->awards[k], space) && same_offices(&model->awards[k], &model->awards[i]));
        if (before) continue;
        if (count++) tell(to, SAY_ITEM_COMMA);
        put_offices(to, &model->awards[i]);
    }
    if (count == 0) tell(to, SAY_ISSUING_OFFICE);
}

void put_about_policy(page *to)
{
    const jx_package *package = to->package;
    RAW(to, "<p class=\"under\">");
    put_stated(to, package->status, SAY_NOT_STATED);
    RAW(to, "&emsp;");
    tell(to, SAY_PAPER);
    put_stated(to, package->paper, SAY_NOT_STATED);
    if (package->valid.size) {
        RAW(to, "&emsp;");
        tell(to, SAY_VALID);
        put_day(to, package->valid_from);
        tell(to, SAY_RANGE_TO);
        put_day(to, package->valid_to);
    }
    RAW(to, "</p>\n");
}
