// Candidates -> one value per fact and subject (docs/binding.md section 3): cells said twice, sources in their order,
// bounds, confirmed 无, registers that are closed, lists.
//
// Begin with binding_fold(); fold_one() decides one fact of one subject.
#include <stdlib.h>
#include <string.h>

#include "app/binding.h"

static const jx_text none = { "", 0 };

// ---- cells of one column said twice ----

static bool same_cell(const cell *a, const cell *b)
{
    if (a->kind != b->kind) return false;
    if (a->kind == CELL_BOUND)
        return jx_interval_contains(a->bound, b->bound) && jx_interval_contains(b->bound, a->bound);
    return a->kind != CELL_REFUSED && jx_value_same(a->value, b->value);
}

static void report(binding *bind, const candidate *one, jx_bad_reason reason)
{
    binding_bad(bind, one->place.file, one->place.row, one->place.column, one->text, reason, none);
}

// All equal: the first stands for all. Otherwise none is taken; those not yet reported as refused are named.
static void weigh_doubles(binding *bind, candidate *items, size_t count)
{
    bool equal = true;
    for (size_t i = 1; i < count; i++)
        equal = equal && same_cell(&items[0].cell, &items[i].cell);
    for (size_t i = equal ? 1 : 0; i < count && count > 1; i++) {
        if (!equal && items[i].cell.kind != CELL_REFUSED) report(bind, &items[i], JX_BAD_CONFLICT);
        items[i].cell.kind = equal ? CELL_EMPTY : CELL_REFUSED;
    }
}

// ---- one fact of one subject ----

typedef struct {
    jx_value value;
    const candidate *from;  // NULL: nobody spoke
} folded;

// A figure that differs later, or a bound it breaks, is reported and changes nothing.
static void report_against(binding *bind, const candidate *figure, const candidate *other)
{
    if (other == figure) return;
    if (other->cell.kind == CELL_VALUE && !jx_value_same(other->cell.value, figure->cell.value))
        report(bind, other, JX_BAD_LATER_DIFFERS);
    if (other->cell.kind == CELL_BOUND &&
        !jx_interval_contains(other->cell.bound, jx_interval_point(figure->cell.value)))
        report(bind, other, JX_BAD_BOUND_BROKEN);
}

static bool intersect_bounds(binding *bind, const jx_definition *fact, const candidate *items, size_t count,
                             jx_interval *out, const candidate **out_from)
{
    *out = fact->has_range ? fact->range : jx_interval_all();
    for (size_t i = 0; i < count; i++) {
        if (items[i].cell.kind != CELL_BOUND) continue;
        *out = jx_interval_intersect(*out, items[i].cell.bound);
        if (!*out_from) *out_from = &items[i];
        if (jx_interval_empty(*out)) break;
    }
    if (!*out_from || !jx_interval_empty(*out)) return *out_from != NULL;
    for (size_t i = 0; i < count; i++) {
        if (items[i].cell.kind == CELL_BOUND) report(bind, &items[i], JX_BAD_BOUNDS_EMPTY);
    }
    *out_from = NULL;
    return false;
}

static jx_value bounded(jx_arena *arena, const jx_definition *fact, jx_interval range)
{
    jx_causes causes = jx_cause_one(arena, JX_CAUSE_MISSING, fact->name, none);
    return jx_open_interval(arena, fact->type, range, false, causes);
}

// `items` are in the order of rank, column, row, with doubles weighed.
static folded fold_one(binding *bind, const jx_definition *fact, const candidate *items, size_t count)
{
    const candidate *figure = NULL, *bound = NULL, *absent = NULL;
    jx_interval range;
    for (size_t i = 0; i < count && !figure; i++) {
        if (items[i].cell.kind == CELL_VALUE) figure = &items[i];
        if (items[i].cell.kind == CELL_NULL && !absent) absent = &items[i];
    }
    if (figure) {
        for (size_t i = 0; i < count; i++)
            report_against(bind, figure, &items[i]);
        return (folded){ figure->cell.value, figure };
    }
    if (intersect_bounds(bind, fact, items, count, &range, &bound))
        return (folded){ bounded(bind->arena, fact, range), bound };
    if (absent) return (folded){ jx_null(), absent };
    return (folded){ facts_missing(bind->arena, fact, fact->may_be_null), NULL };
}

// ---- a column ----

static int compare_candidates(const void *left, const void *right)
{
    const candidate *a = left, *b = right;
    if (a->subject != b->subject) return a->subject < b->subject ? -1 : 1;
    if (a->rank != b->rank) return a->rank < b->rank ? -1 : 1;
    if (a->column != b->column) return a->column < b->column ? -1 : 1;
    if (a->place.file != b->place.file) return a->place.file < b->place.file ? -1 : 1;
    return a->place.row < b->place.row ? -1 : a->place.row > b->place.row;
}

typedef struct {
    jx_value *values;
    facts_place *places;
    facts_origin *origins;
} column_arrays;

static void fold_candidates(binding *bind, uint32_t definition, const uint32_t *order, column_arrays *out)
{
    candidate_list *list = &bind->candidates[definition];
    if (list->count > 0) qsort(list->items, list->count, sizeof *list->items, compare_candidates);
    for (size_t start = 0, end; start < list->count; start = end) {
        candidate *first = &list->items[start];
        for (end = start + 1; end < list->count && list->items[end].subject == first->subject; end++)
            continue;
        for (size_t from = start, to; from < end; from = to) {
            for (to = from + 1; to < end && list->items[to].column == list->items[from].column; to++)
                continue;
            weigh_doubles(bind, &list->items[from], to - from);
        }
        folded one = fold_one(bind, &bind->model->definitions[definition], first, end - start);
        uint32_t at = order[first->subject];
        out->values[at] = one.value;
        if (one.from) out->places[at] = one.from->place;
        if (one.from) out->origins[at] = (facts_origin){ one.from->source, one.from->unit, one.from->factor };
    }
}

// ---- registers and lists ----

static bool table_feeds(const source_table *table, uint32_t definition)
{
    for (size_t i = 0; i < table->columns.count; i++) {
        for (size_t k = 0; k < table->columns.items[i].targets.count; k++) {
            if (table->columns.items[i].targets.items[k].definition == definition) return true;
        }
    }
    return false;
}

// Not in any file of a register that is complete as of the reference day: its yes/no facts are false.
static void close_by_register(binding *bind, uint32_t definition, const facts_subjects *subjects, column_arrays *out)
{
    const source_table *table = NULL;
    for (size_t i = 0; i < bind->registers.count && !table; i++) {
        if (table_feeds(bind->registers.items[i].table, definition)) table = bind->registers.items[i].table;
    }
    bool closed = table && table->as_of != NO_DAY && table->as_of >= bind->package->reference_day;
    for (size_t s = 0; closed && s < subjects->count; s++) {
        bool listed = false;
        uint32_t number, file = 0;
        for (size_t i = 0; i < bind->registers.count; i++) {
            if (bind->registers.items[i].table != table) continue;
            file = bind->registers.items[i].file;
            listed = listed || text_index_find(&bind->registers.items[i].codes, subjects->items[s].code, &number);
        }
        if (listed || out->values[s].kind != JX_OPEN) continue;
        out->values[s] = jx_boolean(false);
        out->places[s] = (facts_place){ .file = file };
        out->origins[s] = (facts_origin){ .source = table->name };
    }
}

static const delivered_list *latest_list(binding *bind, uint32_t definition)
{
    const delivered_list *latest = NULL;
    for (size_t i = 0; i < bind->lists.count; i++) {
        const delivered_list *one = &bind->lists.items[i];
        if (one->definition == definition && (!latest || one->as_of > latest->as_of)) latest = one;
    }
    for (size_t i = 0; latest && i < bind->lists.count; i++) {
        const delivered_list *one = &bind->lists.items[i];
        if (one->definition == definition && one != latest)
            binding_bad(bind, one->file, 1, none, bind->model->definitions[definition].name, JX_BAD_LIST_REPEATED,
                        none);
    }
    return latest;
}

static void apply_list(binding *bind, uint32_t definition, const facts_subjects *subjects, column_arrays *out)
{
    const jx_definition *fact = &bind->model->definitions[definition];
    const delivered_list *list = latest_list(bind, definition);
    bool closed = list && list->as_of != NO_DAY && list->as_of >= bind->package->reference_day;
    for (size_t i = 0; list && i < list->codes.count; i++) {
        uint32_t number;
        if (text_index_find(&bind->subjects[fact->subject], list->codes.texts[i], &number)) continue;
        binding_bad(bind, list->file, list->places.items[i].row, JX_TEXT("代码"), list->codes.texts[i], JX_BAD_NOBODY,
                    fact->name);
    }
    for (size_t s = 0; list && s < subjects->count; s++) {
        uint32_t number;
        bool on = text_index_find(&list->codes, subjects->items[s].code, &number);
        if (!on && !closed) continue;
        out->values[s] = jx_boolean(on);
        out->places[s] = on ? list->places.items[number] : (facts_place){ .file = list->file };
        out->origins[s] = (facts_origin){ .source = JX_TEXT("名单") };
    }
}

// ---- all of them ----

static int compare_codes(const void *a, const void *b)
{
    return jx_text_compare(*(const jx_text *)a, *(const jx_text *)b);
}

// Subjects by the bytes of their code; order[number] is where a number of the index went.
static facts_subjects sorted_subjects(binding *bind, uint32_t kind, uint32_t **out_order)
{
    text_index *index = &bind->subjects[kind];
    jx_subject *items = JX_ARRAY(bind->arena, index->count, jx_subject);
    uint32_t *order = JX_ARRAY(bind->arena, index->count, uint32_t);
    jx_text *codes = JX_ARRAY(bind->arena, index->count, jx_text);
    for (size_t i = 0; i < index->count; i++)
        codes[i] = index->texts[i];
    qsort(codes, index->count, sizeof *codes, compare_codes);
    for (size_t i = 0; i < index->count; i++) {
        uint32_t number = 0;
        bool found = text_index_find(index, codes[i], &number);
        assert(found);
        (void)found;
        items[i] =
            (jx_subject){ .code = codes[i], .name = bind->names[kind][number], .county = bind->counties[kind][number] };
        order[number] = (uint32_t)i;
    }
    *out_order = order;
    return (facts_subjects){ .count = index->count, .items = items };
}

static facts_column fold_column(binding *bind, uint32_t definition, const facts_subjects *subjects,
                                const uint32_t *order)
{
    const jx_definition *fact = &bind->model->definitions[definition];
    column_arrays out = { JX_ARRAY(bind->arena, subjects->count, jx_value),
                          JX_ARRAY(bind->arena, subjects->count, facts_place),
                          JX_ARRAY(bind->arena, subjects->count, facts_origin) };
    jx_value missing = facts_missing(bind->arena, fact, fact->may_be_null);
    for (size_t s = 0; s < subjects->count; s++)
        out.values[s] = missing;
    fold_candidates(bind, definition, order, &out);
    if (fact->type->kind == JX_TYPE_BOOLEAN) {
        close_by_register(bind, definition, subjects, &out);
        apply_list(bind, definition, subjects, &out);
    }
    return (facts_column){ .values = out.values, .places = out.places, .origins = out.origins };
}

static int compare_bad(const void *left, const void *right)
{
    const jx_bad_cell *a = left, *b = right;
    int file = jx_text_compare(a->file, b->file);
    if (file != 0) return file;
    if (a->row != b->row) return a->row < b->row ? -1 : 1;
    int column = jx_text_compare(a->column, b->column);
    if (column != 0) return column;
    if (a->reason != b->reason) return a->reason < b->reason ? -1 : 1;
    return jx_text_compare(a->detail, b->detail);
}

// One cell may feed several facts; it is still one bad cell.
static void report_cells(binding *bind, jx_facts *out)
{
    if (bind->bad.count > 0) qsort(bind->bad.items, bind->bad.count, sizeof *bind->bad.items, compare_bad);
    size_t kept = 0;
    for (size_t i = 0; i < bind->bad.count; i++) {
        if (kept > 0 && compare_bad(&bind->bad.items[kept - 1], &bind->bad.items[i]) == 0) continue;
        bind->bad.items[kept++] = bind->bad.items[i];
    }
    out->bad_cells = bind->bad.items;
    out->bad_cell_count = kept;
}

void binding_fold(binding *bind, jx_facts *out)
{
    const jx_model *model = bind->model;
    facts_subjects *subjects = JX_ARRAY(bind->arena, model->subject_count, facts_subjects);
    uint32_t **orders = JX_ARRAY(bind->arena, model->subject_count, uint32_t *);
    facts_column *columns = JX_ARRAY(bind->arena, model->definition_count, facts_column);
    for (uint32_t kind = 0; kind < model->subject_count; kind++)
        subjects[kind] = sorted_subjects(bind, kind, &orders[kind]);
    for (uint32_t i = 0; i < model->definition_count; i++) {
        const jx_definition *fact = &model->definitions[i];
        if (fact->kind != JX_DEFINITION_FACT || fact->type->kind == JX_TYPE_SERIES || fact->subject == JX_NONE)
            continue;
        columns[i] = fold_column(bind, i, &subjects[fact->subject], orders[fact->subject]);
    }
    for (uint32_t i = 0; i < model->definition_count; i++) {
        if (bind->meters[i]) meters_finish(bind->meters[i]);
    }
    out->subjects = subjects;
    out->columns = columns;
    out->meters = bind->meters;
    out->as_of = bind->as_of;
    report_cells(bind, out);
}
