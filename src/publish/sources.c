// Who supplies a fact: the sources that sources.md binds it to, and the office that stands behind each (提供单位).
#include "publish/sources.h"

#include "publish/rules.h"

// ---- sources of a fact ----

static bool is_listed_before(const page *to, const jx_definition *fact)
{
    for (size_t i = 0; i < to->model->award_count; i++)
        if (definition_at(to, to->model->awards[i].listed_before) == fact) return true;
    return false;
}

// The ledger of lists: records with a field 在列.
static jx_text ledger_of_lists(const page *to)
{
    for (size_t i = 0; i < to->model->definition_count; i++) {
        const jx_definition *one = &to->model->definitions[i];
        for (size_t k = 0; one->kind == JX_DEFINITION_FACT && k < one->field_count; k++)
            if (jx_text_equal(one->fields[k].name, JX_TEXT("在列")) ||
                jx_text_equal(one->fields[k].name, JX_TEXT("listed")))
                return one->name;
    }
    return (jx_text){ 0 };
}

// 上年产值 is delivered as the fact behind it, for another period; 上期在列 by the ledger of lists.
static jx_text fact_behind(const page *to, const jx_definition *fact)
{
    if (is_listed_before(to, fact)) return ledger_of_lists(to);
    for (size_t i = 0; i < to->package->period_name_count; i++)
        if (jx_text_equal(to->package->period_names[i].name, fact->name)) return to->package->period_names[i].fact;
    return fact->name;
}

// `产值`, `产值 >= 500万元`, `产品产量.产量`, `用电量.替代`
static bool is_target(jx_text target, jx_text fact)
{
    if (!fact.size || !jx_text_starts_with(target, fact)) return false;
    return target.size == fact.size || target.bytes[fact.size] == ' ' || target.bytes[fact.size] == '.';
}

static bool supplies(const page *to, const jx_source_row *row, const jx_definition *fact)
{
    return is_target(row->target, fact->name) || is_target(row->target, fact_behind(to, fact));
}

// The next source of the fact from row *at on, each source once.
static bool next_source(const page *to, const jx_definition *fact, size_t *at, jx_text *out)
{
    for (; *at < to->package->source_count; (*at)++) {
        const jx_source_row *row = &to->package->sources[*at];
        bool before = false;
        if (!supplies(to, row, fact)) continue;
        for (size_t i = 0; i < *at && !before; i++)
            before = supplies(to, &to->package->sources[i], fact) &&
                     jx_text_equal(to->package->sources[i].source, row->source);
        if (before) continue;
        *out = row->source;
        (*at)++;
        return true;
    }
    return false;
}

static const jx_office_row *office_of(const page *to, jx_text source)
{
    for (size_t i = 0; i < to->package->office_count; i++)
        if (jx_text_equal(to->package->offices[i].source, source)) return &to->package->offices[i];
    return NULL;
}

// ---- putting it ----

static void put_unknown(page *to, jx_text lead)
{
    RAW(to, "<span class=\"open\">");
    if (lead.size) TELL(to, SAY_SUPPLIER_OPEN_ASK, lead);
    else tell(to, SAY_SUPPLIER_OPEN);
    RAW(to, "</span>");
}

void put_supplier(page *to, const jx_definition *fact, jx_text lead)
{
    size_t at = 0, count = 0;
    jx_text source;
    if (fact->author.size) {  // 名单, 等级
        put_stated(to, fact->author, SAY_NOT_STATED);
        if (is_pending_text(fact->author) && lead.size) TELL(to, SAY_OFFICE_TO_BE_NAMED, lead);
        return;
    }
    while (next_source(to, fact, &at, &source)) {
        const jx_office_row *office = office_of(to, source);
        if (count++) tell(to, SAY_ITEM_COMMA);
        if (office) put_text(to, office->office);
        else put_unknown(to, lead);
        tell(to, SAY_BRACKET_OPENS);
        put_text(to, source);
        tell(to, SAY_BRACKET_CLOSES);
    }
    if (count == 0) put_unknown(to, lead);
}

void put_supplier_way(page *to, const jx_definition *fact)
{
    size_t at = 0;
    jx_text source;
    while (next_source(to, fact, &at, &source)) {
        const jx_office_row *office = office_of(to, source);
        if (!office || !office->way.size) continue;
        put_text(to, office->way);
        return;
    }
}
