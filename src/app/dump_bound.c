// What delivered files became: every fact that somebody spoke of, subject by subject, with its source; and every cell
// that was not taken. This is what docs/binding.md comes to, for people who check a delivery.
#include "app/dump.h"

static bool same_day(jx_value a, jx_value b)
{
    if (a.kind != b.kind) return false;
    if (a.kind != JX_OPEN) return jx_value_same(a, b);
    jx_interval left = jx_interval_of(a), right = jx_interval_of(b);
    return jx_interval_contains(left, right) && jx_interval_contains(right, left);
}

static void put_day(int64_t day, jx_buffer *out)
{
    jx_date_print(day, out);
}

// Stretches of equal days: `2026-02-01..2026-02-28 1000`.
static void put_series(const jx_series *series, jx_buffer *out)
{
    for (size_t from = 0, to; from < series->day_count; from = to) {
        for (to = from + 1; to < series->day_count && same_day(series->days[from], series->days[to]); to++)
            continue;
        if (from > 0) jx_buffer_put(out, JX_TEXT("; "));
        put_day(series->first_day + (int64_t)from, out);
        if (to > from + 1) jx_buffer_put(out, JX_TEXT(".."));
        if (to > from + 1) put_day(series->first_day + (int64_t)to - 1, out);
        jx_buffer_put_char(out, ' ');
        jx_value_print(series->days[from], out);
    }
    for (size_t i = 0; i < series->total_count; i++) {
        jx_buffer_put(out, JX_TEXT("; total "));
        put_day(series->totals[i].first_day, out);
        jx_buffer_put(out, JX_TEXT(".."));
        put_day(series->totals[i].first_day + series->totals[i].day_count - 1, out);
        jx_buffer_put_char(out, ' ');
        jx_value_print(series->totals[i].value, out);
    }
}

static void put_value(jx_value value, jx_buffer *out)
{
    if (value.kind == JX_SERIES)
        put_series(value.as.series, out);
    else
        jx_value_print(value, out);
}

static void put_source(const jx_provenance *from, jx_buffer *out)
{
    const jx_text parts[] = { from->source, from->file, from->date, from->note };
    bool any = false;
    for (size_t i = 0; i < JX_COUNT(parts); i++) {
        if (parts[i].size == 0) continue;
        jx_buffer_put(out, any ? JX_TEXT(", ") : JX_TEXT("  <- "));
        jx_buffer_put(out, jx_text_trim(parts[i]));
        any = true;
    }
}

typedef struct {
    const jx_facts *facts;
    uint32_t kind;
    size_t subject;
    jx_arena *arena;
    jx_buffer *out;
} one_subject;

// Its values are rubbish once they are written.
static jx_status put_subject(void *user)
{
    const one_subject *one = user;
    const jx_facts *facts = one->facts;
    uint32_t kind = one->kind;
    size_t subject = one->subject;
    jx_arena *arena = one->arena;
    jx_buffer *out = one->out;
    const jx_subject *about = &facts->subjects[kind].items[subject];
    jx_buffer_format(out, "%.*s %.*s %.*s\n", JX_TEXT_ARG(facts->model->subjects[kind].name),
                     JX_TEXT_ARG(about->code), JX_TEXT_ARG(about->name));
    for (uint32_t i = 0; i < facts->model->definition_count; i++) {
        const jx_definition *fact = &facts->model->definitions[i];
        if (fact->kind != JX_DEFINITION_FACT || fact->subject != kind) continue;
        jx_value value = facts_value(facts, kind, subject, i, arena);
        jx_provenance from = facts_provenance(facts, kind, subject, i, arena, JX_ENGLISH);
        if (jx_is_open(value) && from.source.size == 0) continue;
        jx_buffer_put(out, JX_TEXT("  "));
        if (fact->space > 0) jx_buffer_format(out, "%.*s.", JX_TEXT_ARG(facts->model->spaces[fact->space].id));
        jx_buffer_format(out, "%.*s = ", JX_TEXT_ARG(fact->name));
        put_value(value, out);
        put_source(&from, out);
        jx_buffer_put_char(out, '\n');
    }
    jx_text link, owner = facts_owner(facts, kind, subject, &link, arena, JX_ENGLISH);
    if (owner.size > 0) jx_buffer_format(out, "  %.*s: %.*s\n", JX_TEXT_ARG(link), JX_TEXT_ARG(owner));
    return JX_OK;
}

jx_status dump_bound(const jx_facts *facts, jx_arena *scratch, jx_buffer *out)
{
    for (uint32_t kind = 0; kind < facts->model->subject_count; kind++) {
        for (size_t i = 0; i < facts->subjects[kind].count; i++) {
            one_subject one = { facts, kind, i, scratch, out };
            JX_TRY(jx_arena_guard(scratch, put_subject, &one));
            jx_arena_reset(scratch);
        }
    }
    for (size_t i = 0; i < facts->bad_cell_count; i++) {
        const jx_bad_cell *bad = &facts->bad_cells[i];
        jx_buffer_format(out, "not taken: %.*s row %u %.*s \"%.*s\" %s", JX_TEXT_ARG(bad->file), bad->row,
                         JX_TEXT_ARG(bad->column), JX_TEXT_ARG(bad->value), jx_bad_reason_slug(bad->reason));
        if (bad->detail.size > 0) jx_buffer_format(out, ": %.*s", JX_TEXT_ARG(bad->detail));
        jx_buffer_put_char(out, '\n');
    }
    return JX_OK;
}
