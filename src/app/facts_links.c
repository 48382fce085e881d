// 挂接: whose an account, a project, a sales company is, on which day (docs/binding.md sections 4 and 9).
//
// Begin with links_row(); after links_finish() rows lie by subject, and by entity.
#include <stdlib.h>
#include <string.h>

#include "app/binding.h"

struct facts_links {
    binding *bind;
    const jx_link_row *about;
    const jx_source_table *table;  // of the last file read
    text_index entities;
    struct {
        dated_link *items;
        size_t count, capacity;
    } rows;  // after finishing: by subject, entity, from
    const dated_link **by_entity;
    size_t *first;  // [entities + 1] into by_entity
};

static const jx_text none = { "", 0 };

facts_links *links_of(binding *bind, uint32_t link)
{
    if (!bind->links[link]) {
        facts_links *links = JX_NEW(bind->arena, facts_links);
        *links = (facts_links){ .bind = bind, .about = &bind->package->links[link],
                                .entities = { .arena = bind->arena } };
        bind->links[link] = links;
    }
    return bind->links[link];
}

text_index *links_entities(facts_links *links)
{
    return &links->entities;
}

bool link_covers(const dated_link *link, int64_t day)
{
    return link->from <= day && day <= link->to;
}

// ---- rows ----

enum { ENTITY, CODE, SHARE, FROM, TO, PARTS };

static bool read_share(jx_text text, bool shares, jx_decimal *out)
{
    *out = jx_decimal_of(1);
    return !shares || (jx_decimal_read(text, out) && jx_decimal_sign(*out) >= 0 &&
                       jx_decimal_compare(*out, jx_decimal_of(1)) <= 0);
}

// The part that is wrong, or PARTS.
static int read_link(file_reading *in, const facts_links *links, const jx_text *parts, dated_link *out,
                     jx_bad_reason *reason)
{
    uint32_t of = links->about->of_kind, to = links->about->to_kind;
    jx_bad_reason unsound = JX_BAD_IDENTIFIER;
    *reason = JX_BAD_LEADS_NOWHERE;
    if (to == JX_NONE || !text_index_find(&in->bind->subjects[to], parts[CODE], &out->subject)) return CODE;
    bool sound = of == JX_NONE ? parts[ENTITY].size > 0 : binding_code_is_sound(in->bind, of, parts[ENTITY], &unsound);
    *reason = unsound;
    if (!sound) return ENTITY;
    *reason = JX_BAD_SHARE;
    if (!read_share(parts[SHARE], in->table->shares, &out->share)) return SHARE;
    *reason = JX_BAD_NOT_A_DATE;
    if (!jx_date_read(parts[FROM], &out->from)) return FROM;
    if (parts[TO].size > 0 && !jx_date_read(parts[TO], &out->to)) return TO;
    *reason = JX_BAD_DATES;
    return out->to < out->from ? TO : PARTS;
}

void links_row(file_reading *in, const jx_csv_row *row)
{
    facts_links *links = links_of(in->bind, in->table->link);
    jx_text parts[PARTS] = { none, none, none, none, none };
    size_t column_of[PARTS] = { 0 };
    dated_link link = { .to = INT64_MAX, .file = in->file, .row = row->number, .level = in->level };
    jx_bad_reason reason;
    for (size_t part = 0, column = 0; part < PARTS; part++) {
        if (part == SHARE && !in->table->shares) continue;
        column_of[part] = column;
        parts[part] = cell_at(row, in->columns[column++]);
    }
    links->table = in->table;
    int wrong = read_link(in, links, parts, &link, &reason);
    if (wrong < PARTS) {
        binding_bad(in->bind, in->file, row->number, in->table->columns.items[column_of[wrong]].header, parts[wrong],
                    reason, parts[ENTITY]);
        return;
    }
    link.entity = text_index_add(&links->entities, parts[ENTITY]);
    *JX_PUSH(in->bind->arena, &links->rows) = link;
}

// ---- after all rows ----

static int compare_by_subject(const void *left, const void *right)
{
    const dated_link *a = left, *b = right;
    if (a->subject != b->subject) return a->subject < b->subject ? -1 : 1;
    if (a->entity != b->entity) return a->entity < b->entity ? -1 : 1;
    return a->from < b->from ? -1 : a->from > b->from;
}

// A correction replaces all rows of the entities it names.
static void drop_corrected(facts_links *links)
{
    uint8_t *levels = JX_ARRAY(links->bind->arena, links->entities.count, uint8_t);
    size_t kept = 0;
    for (size_t i = 0; i < links->rows.count; i++) {
        const dated_link *link = &links->rows.items[i];
        if (link->level > levels[link->entity]) levels[link->entity] = link->level;
    }
    for (size_t i = 0; i < links->rows.count; i++) {
        if (links->rows.items[i].level == levels[links->rows.items[i].entity])
            links->rows.items[kept++] = links->rows.items[i];
    }
    links->rows.count = kept;
}

static void group_by_entity(facts_links *links)
{
    size_t entities = links->entities.count;
    links->first = JX_ARRAY(links->bind->arena, entities + 2, size_t);
    links->by_entity = JX_ARRAY(links->bind->arena, links->rows.count, const dated_link *);
    for (size_t i = 0; i < links->rows.count; i++)
        links->first[links->rows.items[i].entity + 2]++;
    for (size_t i = 2; i < entities + 2; i++)
        links->first[i] += links->first[i - 1];
    for (size_t i = 0; i < links->rows.count; i++)
        links->by_entity[links->first[links->rows.items[i].entity + 1]++] = &links->rows.items[i];
}

size_t links_of_entity(const facts_links *links, uint32_t entity, const dated_link *const **out)
{
    *out = links->by_entity + links->first[entity];
    return links->first[entity + 1] - links->first[entity];
}

size_t links_of_subject(const facts_links *links, uint32_t subject, const dated_link **out)
{
    size_t low = 0, high = links->rows.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (links->rows.items[middle].subject < subject)
            low = middle + 1;
        else
            high = middle;
    }
    size_t end = low;
    while (end < links->rows.count && links->rows.items[end].subject == subject)
        end++;
    *out = links->rows.items + low;
    return end - low;
}

// ---- doubt ----

// 份额 `0..1, 同日合计 1`, or simply 1.
static bool must_be_whole(const facts_links *links)
{
    return jx_text_find(links->about->share, JX_TEXT("合计 1")) != SIZE_MAX ||
           jx_text_find(links->about->share, JX_TEXT("total 1")) != SIZE_MAX ||
           jx_text_equal(links->about->share, JX_TEXT("1"));
}

// The rows of an entity that cover the day do not sum to 1 (or exceed it), or two of them name one subject.
static bool in_doubt(const facts_links *links, uint32_t entity, int64_t day, jx_bad_reason *out)
{
    const dated_link *const *rows;
    size_t count = links_of_entity(links, entity, &rows);
    jx_decimal sum = jx_decimal_of(0);
    bool any = false, twice = false;
    for (size_t i = 0; i < count; i++) {
        if (!link_covers(rows[i], day)) continue;
        any = true;
        if (!jx_decimal_add(sum, rows[i]->share, &sum)) return true;
        for (size_t k = 0; k < i; k++)
            twice = twice || (link_covers(rows[k], day) && rows[k]->subject == rows[i]->subject);
    }
    int whole = jx_decimal_compare(sum, jx_decimal_of(1));
    *out = twice ? JX_BAD_OVERLAP : JX_BAD_SHARES;
    return any && (twice || (must_be_whole(links) ? whole != 0 : whole > 0));
}

bool links_is_whole(const facts_links *links, uint32_t entity)
{
    const dated_link *const *rows;
    return links_of_entity(links, entity, &rows) == 1 &&
           jx_decimal_compare(rows[0]->share, jx_decimal_of(1)) == 0;
}

bool links_in_doubt(const facts_links *links, uint32_t entity, int64_t day)
{
    jx_bad_reason reason;
    return !links_is_whole(links, entity) && in_doubt(links, entity, day, &reason);
}

// Doubt is reported once per entity and stretch of days.
static void report_doubt(facts_links *links, uint32_t entity, int64_t first_day, int64_t last_day)
{
    binding *bind = links->bind;
    const dated_link *const *rows;
    size_t count = links_of_entity(links, entity, &rows);
    const dated_link *first = count ? rows[0] : NULL;
    for (size_t i = 1; i < count; i++)
        if (rows[i]->row < first->row) first = rows[i];
    if (!first) return;
    int64_t begun = JX_NO_DAY;
    jx_bad_reason reason = JX_BAD_SHARES, was = JX_BAD_SHARES;
    for (int64_t day = first_day; day <= last_day + 1; day++) {
        bool doubt = day <= last_day && in_doubt(links, entity, day, &reason);
        if (doubt && begun == JX_NO_DAY) begun = day, was = reason;
        if (doubt || begun == JX_NO_DAY) continue;
        jx_buffer stretch = jx_buffer_in(bind->arena);
        jx_date_print(begun, &stretch);
        jx_buffer_put(&stretch, JX_TEXT(".."));
        jx_date_print(day - 1, &stretch);
        binding_bad(bind, first->file, first->row, links->table->columns.items[ENTITY].header,
                    links->entities.texts[entity], was, jx_buffer_text(&stretch));
        begun = JX_NO_DAY;
    }
}

void links_finish(facts_links *links, int64_t first_day, int64_t last_day)
{
    drop_corrected(links);
    if (links->rows.count > 0)
        qsort(links->rows.items, links->rows.count, sizeof *links->rows.items, compare_by_subject);
    group_by_entity(links);
    for (uint32_t i = 0; i < links->entities.count; i++)
        if (!links_is_whole(links, i)) report_doubt(links, i, first_day, last_day);
}

const dated_link *links_owner(const facts_links *links, jx_text entity, int64_t day)
{
    uint32_t number;
    const dated_link *const *rows, *found = NULL;
    if (!text_index_find(&links->entities, entity, &number)) return NULL;
    size_t count = links_of_entity(links, number, &rows);
    for (size_t i = 0; i < count; i++) {
        if (!link_covers(rows[i], day)) continue;
        if (found) return NULL;
        found = rows[i];
    }
    return found;
}
