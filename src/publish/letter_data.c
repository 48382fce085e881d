// What an addressee's data lack, fact by fact: which days or records, who supplies it, and what it would decide of each
// award that waits for it. Begin with put_missing_facts().
#include "publish/letter.h"

static bool same_fact(missing_fact a, missing_fact b)
{
    return a.definition == b.definition && jx_text_equal(a.field, b.field);
}

static bool waits_for(const letter *in, const told_award *one, missing_fact fact)
{
    if (one->answer.verdict != JX_VERDICT_NEEDS_DATA) return false;
    for (size_t i = 0; i < one->answer.causes.count; i++) {
        const jx_cause *cause = &one->answer.causes.items[i];
        if (is_data_cause(cause) && same_fact(fact_of_cause(in->to, one->rule, cause), fact)) return true;
    }
    return false;
}

// ---- which days, which records ----

typedef struct {
    jx_text *items;
    size_t count, capacity;
} place_list;

static void add_place(page *to, place_list *list, jx_text place)
{
    size_t at = list->count;
    for (size_t i = 0; i < list->count; i++)
        if (jx_text_equal(list->items[i], place)) return;
    *JX_PUSH(to->arena, list) = place;
    while (at > 0 && jx_text_compare(list->items[at - 1], place) > 0) {
        list->items[at] = list->items[at - 1];
        list->items[--at] = place;
    }
}

static place_list places_of(const letter *in, missing_fact fact)
{
    place_list list = { 0 };
    for (size_t i = 0; i < in->count; i++) {
        const told_award *one = &in->awards[i];
        for (size_t k = 0; k < one->answer.causes.count; k++) {
            const jx_cause *cause = &one->answer.causes.items[k];
            if (is_data_cause(cause) && cause->place.size && same_fact(fact_of_cause(in->to, one->rule, cause), fact))
                add_place(in->to, &list, cause->place);
        }
    }
    return list;
}

static bool follows(jx_text before, jx_text place)
{
    int64_t a, b;
    return jx_date_read(before, &a) && jx_date_read(place, &b) && b == a + 1;
}

// Days that follow each other become one stretch: 2026-02-01 至 2026-02-05、2026-02-14（6 日）.
static void put_places(page *to, const place_list *list)
{
    int64_t day;
    for (size_t i = 0; i < list->count; i++) {
        bool starts = i == 0 || !follows(list->items[i - 1], list->items[i]);
        bool ends = i + 1 == list->count || !follows(list->items[i], list->items[i + 1]);
        if (starts) {
            if (i > 0) tell(to, SAY_LIST_COMMA);
            put_text(to, list->items[i]);
        } else if (ends) {
            tell(to, SAY_RANGE_TO);
            put_text(to, list->items[i]);
        }
    }
    if (list->count > 1 && jx_date_read(list->items[0], &day))
        TELL(to, SAY_DAYS_COUNT, jx_text_format(to->arena, "%zu", list->count));
}

// ---- one fact ----

static void put_fact_name(const letter *in, missing_fact fact, jx_text said_name)
{
    page *to = in->to;
    const jx_definition *what = definition_at(to, fact.definition);
    place_list places = places_of(in, fact);
    if (what && fact.field.size) {
        put_text(to, what->name);
        tell(to, SAY_OF);
    }
    put_text(to, fact.field.size ? fact.field : what ? what->name : said_name);
    if (what && !fact.field.size && what->unit.size) TELL(to, SAY_IN_UNIT, what->unit);
    if (places.count == 0) return;
    RAW(to, "<br><span class=\"small\">");
    put_places(to, &places);
    RAW(to, "</span>");
}

static void put_awards_of_fact(const letter *in, missing_fact fact)
{
    page *to = in->to;
    RAW(to, "<ul class=\"why\">\n");
    for (size_t i = 0; i < in->count; i++) {
        const told_award *one = &in->awards[i];
        if (!waits_for(in, one, fact)) continue;
        RAW(to, "<li data-award=\"");
        put_attribute(to, one->rule->id);
        RAW(to, "\"><b>");
        put_text(to, one->rule->id);
        RAW(to, " ");
        put_text(to, one->rule->name);
        RAW(to, "</b>");
        tell(to, SAY_COLON);
        put_what_it_decides(in, one, fact);
        RAW(to, "</li>\n");
    }
    RAW(to, "</ul>");
}

// 名单 about records say by themselves who decides: 是大型 of 参展 is membership of 大型展会.
static const jx_record_list *list_of_field(const page *to, const jx_definition *fact, jx_text field)
{
    for (size_t i = 0; i < to->package->record_list_count; i++) {
        const jx_record_list *list = &to->package->record_lists[i];
        if (jx_text_equal(list->record, fact->name) && jx_text_equal(list->field, field)) return list;
    }
    return NULL;
}

static void put_supplier_cell(const letter *in, missing_fact fact, const told_award *first)
{
    page *to = in->to;
    const jx_definition *what = definition_at(to, fact.definition);
    const jx_record_list *list = what && fact.field.size ? list_of_field(to, what, fact.field) : NULL;
    if (list) {
        put_stated(to, list->office, SAY_NOT_STATED);
        if (is_pending_text(list->office)) TELL(to, SAY_OFFICE_TO_BE_NAMED, first->rule->lead);
        TELL(to, SAY_LIST_NAMED, list->name);
    } else if (what) {
        put_supplier(to, what, first->rule->lead);
        RAW(to, "<br><span class=\"small\">");
        put_supplier_way(to, what);
        RAW(to, "</span>");
    } else {
        TELL(to, SAY_SUPPLIER_OPEN_ASK, first->rule->lead);
    }
}

static void put_fact_row(const letter *in, missing_fact fact, const told_award *first, const jx_cause *cause)
{
    page *to = in->to;
    RAW(to, "<tr data-fact=\"");
    put_attribute(to, cause->name);
    RAW(to, "\"><th scope=\"row\">");
    put_fact_name(in, fact, cause->name);
    RAW(to, "</th><td>");
    put_supplier_cell(in, fact, first);
    RAW(to, "</td><td>");
    put_awards_of_fact(in, fact);
    RAW(to, "</td></tr>\n");
}

void put_missing_facts(const letter *in)
{
    page *to = in->to;
    struct {
        missing_fact *items;
        size_t count, capacity;
    } seen = { 0 };
    RAW(to, "<div class=\"wide\"><table class=\"missing\"><thead><tr>");
    put_heading_cell(to, SAY_MISSING_FACT);
    put_heading_cell(to, SAY_SUPPLIED_BY);
    put_heading_cell(to, SAY_IT_DECIDES);
    RAW(to, "</tr></thead><tbody>\n");
    for (size_t i = 0; i < in->count; i++) {
        const told_award *one = &in->awards[i];
        if (one->answer.verdict != JX_VERDICT_NEEDS_DATA) continue;
        for (size_t k = 0; k < one->answer.causes.count; k++) {
            const jx_cause *cause = &one->answer.causes.items[k];
            if (!is_data_cause(cause)) continue;
            missing_fact fact = fact_of_cause(to, one->rule, cause);
            bool before = false;
            for (size_t s = 0; s < seen.count && !before; s++)
                before = same_fact(seen.items[s], fact);
            if (before) continue;
            *JX_PUSH(to->arena, &seen) = fact;
            put_fact_row(in, fact, one, cause);
        }
    }
    RAW(to, "</tbody></table></div>\n");
}
