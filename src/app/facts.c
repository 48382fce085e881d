// Binds a delivery and answers for one subject: what its facts are, and where each came from.
#include "app/facts.h"

#include <stdlib.h>

#include "app/binding.h"

const char *jx_bad_reason_slug(jx_bad_reason reason)
{
    static const char *const slugs[] = {
#define JX_BAD(name, slug, zh, en) slug,
#include "app/bad_cells.def"
#undef JX_BAD
    };
    assert(reason < JX_BAD_COUNT);
    return slugs[reason];
}

const char *jx_bad_reason_words(jx_bad_reason reason, jx_language language)
{
    static const char *const words[][2] = {
#define JX_BAD(name, slug, zh, en) { zh, en },
#include "app/bad_cells.def"
#undef JX_BAD
    };
    assert(reason < JX_BAD_COUNT);
    return words[reason][language];
}

// ---- code lists ----

// The lowest level is the one of the longest codes.
static void read_codes(binding *bind, const jx_source *file, text_index *out)
{
    jx_csv_reader reader;
    jx_csv_row row;
    size_t longest = 0;
    for (int pass = 0; pass < 2; pass++) {
        if (jx_csv_open(bind->arena, NULL, bind->options->limits, file->name, file->bytes, &reader) != JX_OK) return;
        for (bool header = true; jx_csv_next(&reader, &row); header = false) {
            jx_text code = cell_at(&row, 0);
            if (header) continue;
            if (pass == 0 && code.size > longest) longest = code.size;
            if (pass == 1 && code.size == longest) (void)text_index_add(out, code);
        }
    }
}

static text_index *codes_of(binding *bind, const jx_definition *fact)
{
    jx_package_files files = bind->options->package_files;
    if (fact->kind != JX_DEFINITION_FACT || !fact->delivery || fact->delivery->codes.size == 0) return NULL;
    for (size_t i = 0; i < files.count; i++) {
        if (!jx_text_equal(files.files[i].name, fact->delivery->codes)) continue;
        text_index *codes = JX_NEW(bind->arena, text_index);
        *codes = (text_index){ .arena = bind->arena };
        read_codes(bind, &files.files[i], codes);
        return codes;
    }
    return NULL;
}

// ---- binding ----

static binding *new_binding(const facts_options *options)
{
    const jx_model *model = &options->package->model;
    binding *bind = JX_NEW(options->arena, binding);
    bind->options = options;
    bind->arena = options->arena;
    bind->package = options->package;
    bind->model = model;
    bind->codes = JX_ARRAY(bind->arena, model->definition_count, text_index *);
    bind->missing = JX_ARRAY(bind->arena, model->definition_count, jx_value);
    bind->facts = JX_ARRAY(bind->arena, model->definition_count, fact_cells);
    bind->records = JX_ARRAY(bind->arena, model->definition_count, facts_records *);
    bind->meters = JX_ARRAY(bind->arena, model->definition_count, facts_meters *);
    bind->roster_of = JX_ARRAY(bind->arena, model->definition_count, uint32_t);
    bind->links = JX_ARRAY(bind->arena, options->package->link_count, facts_links *);
    bind->tables = jx_arena_array(bind->arena, options->package->table_count, sizeof *bind->tables);
    bind->subjects = JX_ARRAY(bind->arena, model->subject_count, text_index);
    bind->names = JX_ARRAY(bind->arena, model->subject_count, jx_text *);
    bind->counties = JX_ARRAY(bind->arena, model->subject_count, jx_text *);
    bind->label_capacity = JX_ARRAY(bind->arena, model->subject_count, size_t);
    for (size_t i = 0; i < model->subject_count; i++)
        bind->subjects[i] = (text_index){ .arena = bind->arena };
    for (uint32_t i = 0; i < model->definition_count; i++) {
        const jx_definition *fact = &model->definitions[i];
        bind->codes[i] = codes_of(bind, fact);
        if (fact->kind == JX_DEFINITION_FACT)
            bind->missing[i] = facts_missing(bind->arena, fact, fact->may_be_null);
        bind->roster_of[i] = JX_NONE;
    }
    for (uint32_t i = 0; i < model->award_count; i++) {
        uint32_t before = model->awards[i].kind == JX_AWARD_ROSTER ? model->awards[i].listed_before : JX_NONE;
        if (before != JX_NONE && model->definitions[before].kind == JX_DEFINITION_FACT) bind->roster_of[before] = i;
    }
    return bind;
}

// Complete: at least one file, and each of them is, for every source of the fact that sources.md describes.
bool binding_complete(const binding *bind, uint32_t definition)
{
    const jx_delivery *delivery = bind->model->definitions[definition].delivery;
    bool any = false;
    if (!delivery || delivery->closing == JX_CLOSED_NEVER) return false;
    for (uint32_t i = 0; i < bind->package->table_count; i++) {
        if (bind->package->tables[i].records != definition) continue;
        if (bind->tables[i].file_count == 0 || bind->tables[i].open_files > 0) return false;
        any = true;
    }
    return any;
}

// ---- subjects ----

typedef struct {
    jx_text code;
    uint32_t number;
} numbered;

static int compare_codes(const void *left, const void *right)
{
    return jx_text_compare(((const numbered *)left)->code, ((const numbered *)right)->code);
}

// By the bytes of their code.
static facts_subjects sorted_subjects(binding *bind, uint32_t kind)
{
    const text_index *index = &bind->subjects[kind];
    jx_subject *items = JX_ARRAY(bind->arena, index->count, jx_subject);
    uint32_t *numbers = JX_ARRAY(bind->arena, index->count, uint32_t);
    uint32_t *places = JX_ARRAY(bind->arena, index->count, uint32_t);
    numbered *codes = JX_ARRAY(bind->arena, index->count, numbered);
    for (uint32_t i = 0; i < index->count; i++)
        codes[i] = (numbered){ index->texts[i], i };
    if (index->count > 0) qsort(codes, index->count, sizeof *codes, compare_codes);
    for (size_t i = 0; i < index->count; i++) {
        uint32_t number = numbers[i] = codes[i].number;
        places[number] = (uint32_t)i;
        items[i] = (jx_subject){ .code = codes[i].code, .name = bind->names[kind][number],
                                 .county = bind->counties[kind][number] };
    }
    return (facts_subjects){ .count = index->count, .items = items, .numbers = numbers, .places = places };
}

// ---- finishing ----

static void finish_links(binding *bind)
{
    int64_t day = bind->package->reference_day;
    for (uint32_t i = 0; i < bind->package->link_count; i++) {
        int64_t first = day, last = day;
        for (uint32_t k = 0; k < bind->model->definition_count; k++) {
            const jx_definition *fact = &bind->model->definitions[k];
            if (bind->meters[k] && fact->delivery->link == i) meters_calendar(bind->meters[k], &first, &last);
        }
        if (bind->links[i]) links_finish(bind->links[i], first, last);
    }
}

jx_status facts_bind(const facts_options *options, const jx_facts **out)
{
    binding *bind = new_binding(options);
    jx_facts *facts = JX_NEW(bind->arena, jx_facts);
    facts_subjects *subjects = JX_ARRAY(bind->arena, bind->model->subject_count, facts_subjects);
    JX_TRY(binding_read(bind));
    binding_fold(bind);
    lists_choose(bind);
    finish_links(bind);
    for (uint32_t i = 0; i < bind->model->definition_count; i++) {
        if (bind->records[i]) records_finish(bind->records[i]);
        if (bind->meters[i]) meters_finish(bind->meters[i]);
    }
    for (uint32_t kind = 0; kind < bind->model->subject_count; kind++)
        subjects[kind] = sorted_subjects(bind, kind);
    *facts = (jx_facts){ .model = bind->model, .delivery = options->delivery, .subjects = subjects, .binding = bind };
    binding_report(bind, facts);
    *out = facts;
    return JX_OK;
}

// ---- one subject ----

static const fact_cell *said_of(const binding *bind, uint32_t definition, uint32_t number)
{
    const fact_cells *cells = &bind->facts[definition];
    return number < cells->capacity ? &cells->cells[number] : NULL;
}

// The quarter, or year, before: 2026Q1 → 2025Q4.
static jx_text period_before(const binding *bind, jx_arena *arena)
{
    jx_text now = bind->package->period;
    int year = 0;
    for (size_t i = 0; i < 4 && i < now.size; i++)
        year = year * 10 + (now.bytes[i] - '0');
    if (now.size < 6) return jx_text_format(arena, "%04d", year - 1);
    int quarter = now.bytes[5] - '0';
    return quarter > 1 ? jx_text_format(arena, "%04dQ%d", year, quarter - 1)
                       : jx_text_format(arena, "%04dQ4", year - 1);
}

static jx_value listed_before(const binding *bind, uint32_t definition, uint32_t number, jx_arena *arena)
{
    const jx_definition *fact = &bind->model->definitions[definition];
    uint32_t ledger = bind->package->roster_ledger;
    const facts_records *records = ledger == JX_NONE ? NULL : bind->records[ledger];
    if (!records || bind->model->definitions[ledger].subject != fact->subject)
        return bind->missing[definition];
    return records_listed_before(records, &bind->model->awards[bind->roster_of[definition]],
                                 period_before(bind, arena), number, arena);
}

static jx_value scalar_of(const binding *bind, uint32_t definition, uint32_t number, jx_text code, jx_arena *arena)
{
    const jx_definition *fact = &bind->model->definitions[definition];
    const fact_cell *from = said_of(bind, definition, number);
    bool on;
    if (list_says(bind->list_of[definition], code, &on)) return jx_boolean(on);
    cell read = from ? binding_cell(bind, definition, from) : (cell){ .kind = CELL_EMPTY };
    switch (read.kind) {
    case CELL_VALUE:
    case CELL_NULL: return read.value;
    case CELL_BOUND:
        if (from->state == SAID_BOUNDS) return bind->bounds.items[from->size];
        if (fact->has_range) read.bound = jx_interval_intersect(read.bound, fact->range);
        if (jx_interval_empty(read.bound)) break;  // it leaves nothing of the range, and was reported
        return jx_open_interval(arena, fact->type, read.bound, false,
                                jx_cause_one(arena, JX_CAUSE_MISSING, fact->name, JX_TEXT("")));
    case CELL_EMPTY:
    case CELL_REFUSED: break;
    }
    return bind->missing[definition];
}

jx_value facts_value(const jx_facts *facts, uint32_t kind, size_t subject, uint32_t definition, jx_arena *arena)
{
    const binding *bind = facts->binding;
    const jx_definition *fact = &facts->model->definitions[definition];
    uint32_t number = facts->subjects[kind].numbers[subject];
    if (fact->subject != kind) return bind->missing[definition];
    if (bind->meters[definition]) return meters_series(bind->meters[definition], number, arena);
    if (bind->records[definition]) return records_of(bind->records[definition], number, arena);
    if (fact->field_count > 0) return records_missing(bind, definition);
    if (bind->roster_of[definition] != JX_NONE) return listed_before(bind, definition, number, arena);
    return scalar_of(bind, definition, number, facts->subjects[kind].items[subject].code, arena);
}

void facts_of(const jx_facts *facts, uint32_t kind, size_t subject, jx_arena *arena, jx_value *values)
{
    for (uint32_t i = 0; i < facts->model->definition_count; i++)
        if (facts->model->definitions[i].kind == JX_DEFINITION_FACT)
            values[i] = facts_value(facts, kind, subject, i, arena);
}

bool facts_has_series(const jx_facts *facts, uint32_t definition)
{
    return facts->binding->meters[definition] != NULL;
}

const jx_tiles *facts_tiles(const jx_facts *facts, uint32_t kind, uint32_t definition, size_t first, size_t count,
                            jx_arena *arena)
{
    const facts_meters *meters = facts->binding->meters[definition];
    return meters ? meters_tiles(meters, facts->subjects[kind].numbers + first, count, arena) : NULL;
}

// ---- where it came from ----

static jx_text place(const jx_facts *facts, uint32_t file, uint32_t row, jx_text column, jx_arena *arena,
                     jx_language language)
{
    jx_text name = facts->delivery.files[file].name;
    const char *format = language == JX_CHINESE ? "%.*s 第 %u 行 %.*s" : "%.*s row %u %.*s";
    return row == 0 ? name : jx_text_format(arena, format, JX_TEXT_ARG(name), row, JX_TEXT_ARG(column));
}

static jx_provenance list_provenance(const jx_facts *facts, const delivered_list *list, jx_text code, jx_arena *arena,
                                     jx_language language)
{
    const file_words *words = &facts->binding->files[list->file];
    uint32_t number, row = text_index_find(&list->codes, code, &number) ? list->rows.items[number] : 0;
    jx_provenance out = { .factor = jx_decimal_of(1), .source = JX_TEXT("名单"), .date = words->as_of };
    out.file = place(facts, list->file, row, JX_TEXT("代码"), arena, language);
    out.note = words->office;
    if (words->paper.size > 0)
        out.note = jx_text_format(arena, "%.*s%s%.*s", JX_TEXT_ARG(words->office), words->office.size ? " " : "",
                                  JX_TEXT_ARG(words->paper));
    return out;
}

// A file without a day of its own speaks of a period.
static jx_text period_note(const binding *bind, const jx_source_target *target, jx_arena *arena, jx_language language)
{
    bool dated = target && target->period.size > 0 && target->period.bytes[0] >= '0' && target->period.bytes[0] <= '9';
    jx_text period = dated ? target->period : bind->package->period;
    return jx_text_format(arena, language == JX_CHINESE ? "期间 %.*s" : "period %.*s", JX_TEXT_ARG(period));
}

static jx_provenance cell_provenance(const jx_facts *facts, uint32_t definition, const fact_cell *from, jx_arena *arena,
                                     jx_language language)
{
    const binding *bind = facts->binding;
    jx_provenance out = { .factor = jx_decimal_of(1) };
    cell_kind kind = from ? binding_cell(bind, definition, from).kind : CELL_EMPTY;
    if (kind == CELL_EMPTY || kind == CELL_REFUSED) return out;
    const jx_source_table *table = &bind->package->tables[from->table];
    const jx_source_column *column = &table->columns.items[from->column];
    const jx_source_target *target = cell_target(column, definition, JX_NONE, said_text(from));
    out.source = table->name;
    out.date = bind->files[from->file].as_of;
    out.file = place(facts, from->file, from->row, column->header, arena, language);
    if (target) out.unit = target->unit;
    if (out.date.size == 0) out.note = period_note(bind, target, arena, language);
    if (out.unit.size > 0) out.factor = target->factor;
    return out;
}

// The files that give its readings, and the accounts they are of.
static jx_provenance series_provenance(const jx_facts *facts, uint32_t definition, uint32_t number, jx_arena *arena,
                                       jx_language language)
{
    const jx_package *package = facts->binding->package;
    jx_provenance out = { .factor = jx_decimal_of(1) };
    out.note = meters_note(facts->binding->meters[definition], number, arena, language);
    for (size_t i = 0; i < package->table_count && out.note.size > 0 && out.source.size == 0; i++) {
        const jx_source_table *table = &package->tables[i];
        if (table->form != JX_FORM_WIDE || table->series != definition) continue;
        out.source = table->name;
        out.file = table->pattern;
    }
    return out;
}

jx_provenance facts_provenance(const jx_facts *facts, uint32_t kind, size_t subject, uint32_t definition,
                               jx_arena *arena, jx_language language)
{
    const binding *bind = facts->binding;
    const jx_definition *fact = &facts->model->definitions[definition];
    uint32_t number = facts->subjects[kind].numbers[subject];
    jx_text code = facts->subjects[kind].items[subject].code;
    jx_provenance out = { .factor = jx_decimal_of(1) };
    bool on;
    if (fact->kind != JX_DEFINITION_FACT || fact->subject != kind) return out;
    if (bind->records[definition]) return records_provenance(bind->records[definition], number, arena, language);
    if (bind->roster_of[definition] != JX_NONE && bind->package->roster_ledger != JX_NONE &&
        bind->records[bind->package->roster_ledger])
        return records_provenance(bind->records[bind->package->roster_ledger], number, arena, language);
    if (bind->meters[definition])
        out = series_provenance(facts, definition, number, arena, language);
    else if (list_says(bind->list_of[definition], code, &on))
        out = list_provenance(facts, bind->list_of[definition], code, arena, language);
    else
        out = cell_provenance(facts, definition, said_of(bind, definition, number), arena, language);
    return out;
}

jx_text facts_as_of(const jx_facts *facts)
{
    jx_text latest = { 0 };
    for (size_t i = 0; i < facts->delivery.count; i++)
        if (jx_text_compare(facts->binding->files[i].as_of, latest) > 0) latest = facts->binding->files[i].as_of;
    return latest;
}

jx_provenance answer_provenance(void *user, uint32_t definition)
{
    const provenance_of *about = user;
    return facts_provenance(about->facts, about->kind, about->subject, definition, about->arena, about->language);
}

// ---- whose it is ----

jx_text facts_owner(const jx_facts *facts, uint32_t kind, size_t subject, jx_text *out_link, jx_arena *arena,
                    jx_language language)
{
    const binding *bind = facts->binding;
    for (uint32_t i = 0; i < bind->package->link_count; i++) {
        const jx_link_row *about = &bind->package->links[i];
        bool owns = about->of_kind == kind && jx_text_equal(about->share, JX_TEXT("1"));
        const dated_link *link =
            owns && bind->links[i]
                ? links_owner(bind->links[i], facts->subjects[kind].items[subject].code, bind->package->reference_day)
                : NULL;
        if (!link) continue;
        const facts_subjects *owners = &facts->subjects[about->to_kind];
        const jx_subject *owner = &owners->items[owners->places[link->subject]];
        *out_link = about->name;
        return jx_text_format(arena, language == JX_CHINESE ? "%.*s %.*s（%.*s 第 %u 行）" : "%.*s %.*s (%.*s row %u)",
                              JX_TEXT_ARG(owner->code), JX_TEXT_ARG(owner->name),
                              JX_TEXT_ARG(facts->delivery.files[link->file].name), link->row);
    }
    return (jx_text){ "", 0 };
}

bool facts_find_subject(const jx_facts *facts, uint32_t kind, jx_text code_or_name, size_t *out_index,
                        size_t *out_matches)
{
    const facts_subjects *subjects = &facts->subjects[kind];
    *out_matches = 0;
    for (size_t i = 0; i < subjects->count; i++) {
        bool code = jx_text_equal(subjects->items[i].code, code_or_name),
             name = jx_text_equal(subjects->items[i].name, code_or_name);
        if (!code && !name) continue;
        if (*out_matches == 0) *out_index = i;
        (*out_matches)++;
    }
    return *out_matches == 1;
}
