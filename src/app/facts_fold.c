// Cells that speak for the same fact of the same subject, weighed (docs/binding.md section 3): corrections, doubles,
// sources in their order, bounds. Then registers that are closed.
//
// Begin with binding_fold(); fold_one() decides one fact of one subject. Afterwards every fact is one cell or none.
#include <stdlib.h>
#include <string.h>

#include "app/binding.h"

static const jx_text none = { "", 0 };

typedef struct {
    uint32_t subject, rank, column;  // column: table × column, cells of one column are compared with each other
    uint8_t level;
    fact_cell said;
    cell cell;
} candidate;

jx_text said_text(const fact_cell *from)
{
    return from->state == SAID_CELL ? (jx_text){ from->bytes, from->size } : none;
}

cell binding_cell(const binding *bind, uint32_t definition, const fact_cell *from)
{
    cell_shape shape;
    const jx_source_target *target;
    switch ((said_state)from->state) {
    case SAID_NOTHING:
    case SAID_WITHDRAWN:
    case SAID_CONTESTED: return (cell){ .kind = CELL_EMPTY };
    case SAID_NO: return (cell){ .kind = CELL_VALUE, .value = jx_boolean(false) };
    case SAID_NONE: return (cell){ .kind = CELL_NULL, .value = jx_null() };
    case SAID_BOUNDS:
        return (cell){ .kind = CELL_BOUND, .bound = jx_interval_of(bind->bounds.items[from->size]) };
    case SAID_CELL:
        shape = binding_shape(bind, definition);
        target = cell_target(&bind->package->tables[from->table].columns.items[from->column], definition, JX_NONE,
                             said_text(from));
        return cell_read(&shape, target, said_text(from));
    }
    JX_UNREACHABLE();
}

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
    const jx_source_table *table = &bind->package->tables[one->said.table];
    binding_bad(bind, one->said.file, one->said.row, table->columns.items[one->said.column].header,
                said_text(&one->said), reason, none);
}

// What a later correction replaces no longer speaks.
static candidate *latest(candidate *items, size_t *count)
{
    size_t kept = 0;
    while (kept < *count && items[kept].level == items[0].level)
        kept++;
    for (size_t i = kept; i < *count; i++)
        items[i].cell.kind = CELL_EMPTY;
    *count = kept;
    return items;
}

// All equal: the first stands for all. Otherwise none is taken; those not yet reported as refused are named.
static void weigh_doubles(binding *bind, candidate *items, size_t count)
{
    bool equal = true;
    items = latest(items, &count);
    for (size_t i = 1; i < count; i++)
        equal = equal && same_cell(&items[0].cell, &items[i].cell);
    for (size_t i = equal ? 1 : 0; i < count && count > 1; i++) {
        if (!equal && items[i].cell.kind != CELL_REFUSED) report(bind, &items[i], JX_BAD_CONFLICT);
        items[i].cell.kind = equal ? CELL_EMPTY : CELL_REFUSED;
    }
}

// ---- one fact of one subject ----

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
                             jx_interval *out, const candidate **out_from, size_t *out_count)
{
    *out = fact->has_range ? fact->range : jx_interval_all();
    *out_count = 0;
    for (size_t i = 0; i < count && !jx_interval_empty(*out); i++) {
        if (items[i].cell.kind != CELL_BOUND) continue;
        *out = jx_interval_intersect(*out, items[i].cell.bound);
        (*out_count)++;
        if (!*out_from) *out_from = &items[i];
    }
    if (!*out_from || !jx_interval_empty(*out)) return *out_from != NULL;
    for (size_t i = 0; i < count; i++) {
        if (items[i].cell.kind == CELL_BOUND) report(bind, &items[i], JX_BAD_BOUNDS_EMPTY);
    }
    *out_from = NULL;
    return false;
}

static fact_cell bounded(binding *bind, const jx_definition *fact, jx_interval range, const candidate *from)
{
    jx_causes causes = jx_cause_one(bind->arena, JX_CAUSE_MISSING, fact->name, none);
    fact_cell out = from->said;
    out.state = SAID_BOUNDS;
    out.size = (uint32_t)bind->bounds.count;
    *JX_PUSH(bind->arena, &bind->bounds) = jx_open_interval(bind->arena, fact->type, range, false, causes);
    return out;
}

// `items` are in the order of rank, column, row, with doubles weighed.
static fact_cell fold_one(binding *bind, const jx_definition *fact, const candidate *items, size_t count)
{
    const candidate *figure = NULL, *bound = NULL, *absent = NULL;
    jx_interval range;
    size_t bounds;
    for (size_t i = 0; i < count && !figure; i++) {
        if (items[i].cell.kind == CELL_VALUE) figure = &items[i];
        if (items[i].cell.kind == CELL_NULL && !absent) absent = &items[i];
    }
    for (size_t i = 0; figure && i < count; i++)
        report_against(bind, figure, &items[i]);
    if (figure) return figure->said;
    if (intersect_bounds(bind, fact, items, count, &range, &bound, &bounds))
        return bounds == 1 ? bound->said : bounded(bind, fact, range, bound);
    return absent ? absent->said : (fact_cell){ .state = SAID_NOTHING };
}

// ---- a fact ----

static uint32_t rank_of(const binding *bind, uint32_t definition, uint32_t table)
{
    const jx_delivery *delivery = bind->model->definitions[definition].delivery;
    for (uint32_t i = 0; delivery && i < delivery->source_count; i++)
        if (jx_text_equal(delivery->sources[i], bind->package->tables[table].name)) return i;
    return 1000 + table;  // a source that facts.md does not name comes after those it does
}

static int compare_candidates(const void *left, const void *right)
{
    const candidate *a = left, *b = right;
    if (a->subject != b->subject) return a->subject < b->subject ? -1 : 1;
    if (a->rank != b->rank) return a->rank < b->rank ? -1 : 1;
    if (a->column != b->column) return a->column < b->column ? -1 : 1;
    if (a->level != b->level) return a->level > b->level ? -1 : 1;
    if (a->said.file != b->said.file) return a->said.file < b->said.file ? -1 : 1;
    return a->said.row < b->said.row ? -1 : a->said.row > b->said.row;
}

static void fold_contested(binding *bind, uint32_t definition)
{
    fact_cells *cells = &bind->facts[definition];
    size_t total = cells->contested.count;
    candidate *items = JX_ARRAY(bind->arena, total, candidate);
    for (size_t i = 0; i < total; i++) {
        const fact_cell *one = &cells->contested.items[i].said;
        items[i] = (candidate){ .subject = cells->contested.items[i].subject,
                                .rank = rank_of(bind, definition, one->table),
                                .column = ((uint32_t)one->table << 16) + one->column,
                                .level = bind->files[one->file].level,
                                .said = *one,
                                .cell = binding_cell(bind, definition, one) };
    }
    if (total > 0) qsort(items, total, sizeof *items, compare_candidates);
    for (size_t start = 0, end; start < total; start = end) {
        for (end = start + 1; end < total && items[end].subject == items[start].subject; end++)
            continue;
        for (size_t from = start, to; from < end; from = to) {
            for (to = from + 1; to < end && items[to].column == items[from].column; to++)
                continue;
            weigh_doubles(bind, &items[from], to - from);
        }
        cells->cells[items[start].subject] =
            fold_one(bind, &bind->model->definitions[definition], &items[start], end - start);
    }
}

// ---- registers ----

static bool feeds(const jx_source_table *table, uint32_t definition, bool *out_blank_is_none)
{
    for (size_t i = 0; i < table->columns.count; i++) {
        for (size_t k = 0; k < table->columns.items[i].targets.count; k++) {
            const jx_source_target *target = &table->columns.items[i].targets.items[k];
            if (target->definition != definition) continue;
            *out_blank_is_none = target->blank_is_none;
            return true;
        }
    }
    return false;
}

// Not in any file of a register that is complete: its yes/no facts are false, those with 空格 无 are 无.
static void close_by_register(binding *bind, uint32_t definition, uint32_t number)
{
    const jx_definition *fact = &bind->model->definitions[definition];
    const jx_source_table *table = &bind->package->tables[number];
    bool blank_is_none = false, complete = bind->tables[number].file_count > 0 && !bind->tables[number].open_files;
    if (table->form != JX_FORM_REGISTER || !complete || !feeds(table, definition, &blank_is_none)) return;
    bool yes_no = fact->type->kind == JX_TYPE_BOOLEAN;
    fact_cells *cells = &bind->facts[definition];
    size_t count = bind->subjects[fact->subject].count;
    if ((!yes_no && !blank_is_none) || table->kind != fact->subject || count == 0) return;
    if (cells->capacity < count) {
        cells->cells =
            jx_arena_grow(bind->arena, cells->cells, cells->capacity * sizeof(fact_cell), count * sizeof(fact_cell));
        cells->capacity = count;
    }
    for (size_t i = 0; i < count; i++) {
        bool listed = i < bind->tables[number].capacity && bind->tables[number].members[i];
        cell_kind kind = binding_cell(bind, definition, &cells->cells[i]).kind;
        if (listed || (kind != CELL_EMPTY && kind != CELL_REFUSED)) continue;
        cells->cells[i] = (fact_cell){ .file = bind->tables[number].file & 0xFFFFF, .table = number & 0xFFF,
                                  .state = blank_is_none ? SAID_NONE : SAID_NO };
    }
}

void binding_fold(binding *bind)
{
    for (uint32_t i = 0; i < bind->model->definition_count; i++) {
        if (bind->model->definitions[i].kind != JX_DEFINITION_FACT) continue;
        fold_contested(bind, i);
        for (uint32_t table = 0; table < bind->package->table_count; table++)
            close_by_register(bind, i, table);
    }
}

// ---- the report ----

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
void binding_report(binding *bind, jx_facts *out)
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
