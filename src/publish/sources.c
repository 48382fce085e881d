// Who supplies a fact: the sources that sources.md binds it to, and the office that stands behind each (提供单位).
#include "publish/sources.h"

#include "publish/rules.h"

// ---- sources of a fact ----

// 上期在列 comes out of the ledger of lists.
static const jx_definition *delivered_as(const page *to, const jx_definition *fact)
{
    for (size_t i = 0; i < to->model->award_count; i++)
        if (definition_at(to, to->model->awards[i].listed_before) == fact &&
            to->package->roster_ledger != JX_NONE)
            return &to->model->definitions[to->package->roster_ledger];
    return fact;
}

// Whether files of this source say anything of the fact in its own period.
static bool tells(const page *to, jx_text source, const jx_definition *fact)
{
    uint32_t definition = (uint32_t)(fact - to->model->definitions);
    for (size_t i = 0; i < to->package->table_count; i++) {
        const jx_source_table *table = &to->package->tables[i];
        if (!jx_text_equal(table->name, source)) continue;
        if (table->records == definition || table->series == definition) return true;
        for (size_t c = 0; c < table->columns.count; c++)
            for (size_t t = 0; t < table->columns.items[c].targets.count; t++)
                if (table->columns.items[c].targets.items[t].definition == definition) return true;
    }
    return false;
}

// The next source of the fact from *at on, best first.
static bool next_source(const page *to, const jx_definition *fact, size_t *at, jx_text *out)
{
    fact = delivered_as(to, fact);
    while (fact->delivery && *at < fact->delivery->source_count) {
        *out = fact->delivery->sources[(*at)++];
        if (tells(to, *out, fact)) return true;
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
