// Records: rows of a 长表 whose columns are fields, ledgers among them (docs/binding.md section 7).
//
// Rows are kept as their texts; records_finish() sorts them by subject and settles which rows count, what is the same
// twice, what is one paper, what is one record. records_of() makes the list of a subject. Equal rows are found by
// sorting hashes, so that a subject with a hundred thousand rows costs no more than as many subjects with one.
#include <stdlib.h>
#include <string.h>

#include "app/binding.h"

enum { FIELDS_MAX = 63, PAPER = FIELDS_MAX };  // bit PAPER of a mask: the number of the paper

typedef enum {
    ROW_RECORD,  // begins a record
    ROW_PART,    // another row of one
    ROW_NONE,    // declares that there is none
    ROW_OUT,     // does not count
} row_state;

typedef struct {
    uint64_t refused;  // fields that contradict another row
    uint32_t subject, row, cells, next;  // cells: of the first field; next: another row of the record + 1, or 0
    uint32_t file : 20, table : 12;
    uint8_t state;
} record_row;

struct facts_records {
    binding *bind;
    uint32_t definition;
    const jx_definition *fact;
    const jx_text *names;     // of the fields
    cell_shape *shapes;
    size_t width;             // cells per row: fields and the paper
    uint64_t *keys;           // by table: fields that make rows one record
    uint16_t **columns;       // by table, by field: column + 1, 0 for none
    struct {
        record_row *items;
        size_t count, capacity;
    } rows;
    struct {
        jx_text *items;
        size_t count, capacity;
    } texts;
    uint32_t *order, *first;  // rows by subject; first[subject] .. first[subject + 1]
    size_t subject_count;
    uint32_t package_field;   // 包 of a ledger, or JX_NONE
    bool complete;
};

static const jx_text none = { "", 0 };

// ---- a file begins ----

static facts_records *new_records(binding *bind, uint32_t definition)
{
    facts_records *records = JX_NEW(bind->arena, facts_records);
    const jx_definition *fact = &bind->model->definitions[definition];
    records->bind = bind;
    records->definition = definition;
    records->fact = fact;
    records->width = fact->field_count + 1;
    jx_text *names = JX_ARRAY(bind->arena, fact->field_count, jx_text);
    records->shapes = JX_ARRAY(bind->arena, fact->field_count, cell_shape);
    records->package_field = JX_NONE;
    for (uint32_t i = 0; i < fact->field_count; i++) {
        const jx_record_field *field = &fact->fields[i];
        names[i] = field->name;
        records->shapes[i] = (cell_shape){ .type = field->type, .factor = field->factor,
                                           .precision = field->precision, .has_range = field->has_range,
                                           .range = field->range, .options = field->options,
                                           .option_count = field->option_count };
        if (jx_text_equal(field->name, JX_TEXT("包")) || jx_text_equal(field->name, JX_TEXT("package")))
            records->package_field = i;
    }
    records->names = names;
    records->keys = JX_ARRAY(bind->arena, bind->package->table_count, uint64_t);
    records->columns = JX_ARRAY(bind->arena, bind->package->table_count, uint16_t *);
    return records;
}

static void know_table(facts_records *records, const file_reading *in)
{
    if (records->columns[in->table_number]) return;
    uint16_t *columns = JX_ARRAY(records->bind->arena, records->width, uint16_t);
    uint64_t keys = 0;
    for (uint32_t i = 0; i < in->table->columns.count; i++) {
        const jx_source_column *column = &in->table->columns.items[i];
        if (column->paper) columns[records->width - 1] = (uint16_t)(i + 1);
        for (size_t k = 0; k < column->targets.count; k++) {
            uint32_t field = column->targets.items[k].field;
            if (field == JX_NONE) continue;
            columns[field] = (uint16_t)(i + 1);
            if (column->key) keys |= UINT64_C(1) << field;
        }
    }
    records->columns[in->table_number] = columns;
    records->keys[in->table_number] = keys;
}

bool records_begin(file_reading *in)
{
    facts_records **records = &in->bind->records[in->table->records];
    if (in->bind->model->definitions[in->table->records].field_count > FIELDS_MAX) return false;
    if (!*records) *records = new_records(in->bind, in->table->records);
    know_table(*records, in);
    return true;
}

// ---- a row ----

static const jx_source_target *field_target(const facts_records *records, uint32_t table, uint32_t field, jx_text text)
{
    uint16_t column = records->columns[table][field];
    if (!column) return NULL;
    const jx_source_column *about = &records->bind->package->tables[table].columns.items[column - 1];
    return cell_target(about, records->definition, field, text);
}

static cell field_cell(const facts_records *records, uint32_t table, uint32_t field, jx_text text)
{
    const jx_source_target *target = field_target(records, table, field, text);
    return target ? cell_read(&records->shapes[field], target, text) : (cell){ .kind = CELL_EMPTY };
}

// Rows of a ledger that this policy itself decided are no facts for it.
static bool is_own_decision(const facts_records *records, const jx_text *texts)
{
    if (records->package_field == JX_NONE) return false;
    const jx_package *package = records->bind->package;
    jx_text written = texts[records->package_field];
    if (written.size == 0) return false;
    if (jx_text_equal(written, package->title)) return true;
    bool pending = jx_text_equal(package->paper, JX_TEXT("待定")) || jx_text_equal(package->paper, JX_TEXT("pending"));
    return !pending && jx_text_equal(written, package->paper);
}

void records_row(file_reading *in, const jx_csv_row *row)
{
    facts_records *records = in->bind->records[in->table->records];
    const uint16_t *columns = records->columns[in->table_number];
    uint32_t subject;
    if (!binding_subject(in, row, &subject)) return;
    record_row one = { .subject = subject, .row = row->number, .cells = (uint32_t)records->texts.count,
                       .file = in->file & 0xFFFFF, .table = in->table_number & 0xFFF, .state = ROW_NONE };
    for (uint32_t i = 0; i < records->width; i++) {
        jx_text text = columns[i] ? cell_at(row, in->columns[columns[i] - 1]) : none;
        if (text.size > 0) one.state = ROW_RECORD;
        *JX_PUSH(in->bind->arena, &records->texts) = text;
        if (i + 1 == records->width || text.size == 0) continue;
        cell read = field_cell(records, in->table_number, i, text);
        if (read.kind == CELL_REFUSED)
            binding_bad(in->bind, in->file, row->number, in->table->columns.items[columns[i] - 1].header, text,
                        read.reason, none);
    }
    if (is_own_decision(records, &records->texts.items[one.cells]))
        records->texts.count = one.cells;
    else
        *JX_PUSH(in->bind->arena, &records->rows) = one;
}

// ---- rows of one subject that are alike ----

typedef struct {
    uint64_t hash;
    uint32_t row;  // index
} hashed_row;

static jx_text text_of(const facts_records *records, const record_row *row, uint32_t field)
{
    return records->texts.items[row->cells + (field == PAPER ? records->width - 1 : field)];
}

static bool in_mask(uint64_t mask, const facts_records *records, uint32_t at)
{
    return mask >> (at + 1 == records->width ? PAPER : at) & 1;
}

static uint64_t hash_of(const facts_records *records, const record_row *row, uint64_t mask)
{
    uint64_t hash = 14695981039346656037u;
    for (uint32_t i = 0; i < records->width; i++)
        if (in_mask(mask, records, i))
            hash = (hash ^ jx_text_hash(records->texts.items[row->cells + i])) * 1099511628211u;
    return hash;
}

static uint64_t differing(const facts_records *records, const record_row *a, const record_row *b, uint64_t mask)
{
    uint64_t out = 0;
    for (uint32_t i = 0; i < records->width; i++) {
        bool same = jx_text_equal(records->texts.items[a->cells + i], records->texts.items[b->cells + i]);
        if (!same && in_mask(mask, records, i)) out |= UINT64_C(1) << (i + 1 == records->width ? PAPER : i);
    }
    return out;
}

// All of `mask` that can name something is there.
static bool has_all(const facts_records *records, const record_row *row, uint64_t mask)
{
    for (uint32_t i = 0; i < records->width; i++)
        if (in_mask(mask, records, i) && (records->texts.items[row->cells + i].size == 0 || row->refused >> i & 1))
            return false;
    return mask != 0;
}

static int compare_hashes(const void *left, const void *right)
{
    const hashed_row *a = left, *b = right;
    if (a->hash != b->hash) return a->hash < b->hash ? -1 : 1;
    return a->row < b->row ? -1 : a->row > b->row;
}

typedef void (*alike)(facts_records *records, record_row *first, record_row *later, uint64_t mask);

// Calls `found` for every row that is like an earlier one of the subject in the cells of `mask`.
static void find_alike(facts_records *records, uint32_t subject, uint64_t mask, bool by_table, hashed_row *scratch,
                       alike found)
{
    size_t count = 0;
    for (uint32_t i = records->first[subject]; i < records->first[subject + 1]; i++) {
        record_row *row = &records->rows.items[records->order[i]];
        uint64_t own = by_table ? records->keys[row->table] : mask;
        if (row->state != ROW_RECORD || !(own == UINT64_MAX || has_all(records, row, own))) continue;
        scratch[count++] = (hashed_row){ hash_of(records, row, own), records->order[i] };
    }
    if (count > 1) qsort(scratch, count, sizeof *scratch, compare_hashes);
    for (size_t i = 1, first = 0; i < count; i++) {
        record_row *one = &records->rows.items[scratch[first].row], *other = &records->rows.items[scratch[i].row];
        uint64_t own = by_table ? records->keys[one->table] : mask;
        bool same = scratch[i].hash == scratch[first].hash && !differing(records, one, other, own);
        if (same)
            found(records, one, other, own);
        else
            first = i;
    }
}

static void report(facts_records *records, const record_row *row, uint64_t fields, jx_bad_reason reason)
{
    const jx_source_table *table = &records->bind->package->tables[row->table];
    for (uint32_t i = 0; i + 1 < records->width; i++) {
        uint16_t column = records->columns[row->table][i];
        if (fields >> i & 1 && column)
            binding_bad(records->bind, row->file, row->row, table->columns.items[column - 1].header,
                        text_of(records, row, i), reason, text_of(records, row, 0));
    }
}

static void take_double(facts_records *records, record_row *first, record_row *later, uint64_t mask)
{
    (void)first;
    (void)mask;
    later->state = ROW_OUT;
    binding_bad(records->bind, later->file, later->row, none, text_of(records, later, 0), JX_BAD_REPEATED, none);
}

static void take_paper(facts_records *records, record_row *first, record_row *later, uint64_t mask)
{
    uint64_t differ = differing(records, first, later, ~mask);
    first->refused |= differ;
    later->state = ROW_OUT;
    report(records, later, differ, JX_BAD_PAPER_DIFFERS);
}

static uint64_t numbers_of(const facts_records *records)
{
    uint64_t out = 0;
    for (uint32_t i = 0; i + 1 < records->width; i++)
        if (records->shapes[i].type->kind == JX_TYPE_NUMBER) out |= UINT64_C(1) << i;
    return out;
}

// Numbers are added when the record is made; all else that both rows say must be the same.
static void take_part(facts_records *records, record_row *first, record_row *later, uint64_t mask)
{
    uint64_t differ = differing(records, first, later, ~mask & ~numbers_of(records) & ~(UINT64_C(1) << PAPER));
    for (uint32_t i = 0; i + 1 < records->width; i++) {
        jx_text *mine = &records->texts.items[first->cells + i], other = text_of(records, later, i);
        if (!(differ >> i & 1)) continue;
        if (mine->size == 0) *mine = other;
        if (mine->size == 0 || other.size == 0 || jx_text_equal(*mine, other)) differ &= ~(UINT64_C(1) << i);
    }
    first->refused |= differ;
    report(records, later, differ, JX_BAD_PARTS_DIFFER);
    later->state = ROW_PART;
    later->next = first->next;
    first->next = (uint32_t)(later - records->rows.items) + 1;
}

static void take_roster(facts_records *records, record_row *first, record_row *later, uint64_t mask)
{
    (void)mask;
    uint32_t field = records->bind->package->roster_listed;
    uint64_t listed = UINT64_C(1) << field;
    if (!differing(records, first, later, listed)) return;
    if (text_of(records, first, field).size == 0 || text_of(records, later, field).size == 0) return;  // does not speak
    first->refused |= listed;
    later->refused |= listed;
    report(records, later, listed, JX_BAD_CONFLICT);
}

// ---- which rows count ----

static uint32_t rank_of(const facts_records *records, const record_row *row)
{
    const jx_delivery *delivery = records->fact->delivery;
    jx_text source = records->bind->package->tables[row->table].name;
    for (uint32_t i = 0; delivery && i < delivery->source_count; i++)
        if (jx_text_equal(delivery->sources[i], source)) return i;
    return 1000 + row->table;
}

// The first source that has rows of the subject, and of it the last correction.
static void keep_best(facts_records *records, uint32_t subject)
{
    uint32_t best_rank = UINT32_MAX, best_level = 0;
    for (uint32_t i = records->first[subject]; i < records->first[subject + 1]; i++) {
        const record_row *row = &records->rows.items[records->order[i]];
        uint32_t rank = rank_of(records, row), level = records->bind->files[row->file].level;
        if (rank < best_rank || (rank == best_rank && level > best_level)) best_rank = rank, best_level = level;
    }
    for (uint32_t i = records->first[subject]; i < records->first[subject + 1]; i++) {
        record_row *row = &records->rows.items[records->order[i]];
        bool best = rank_of(records, row) == best_rank && records->bind->files[row->file].level == best_level;
        if (!best) row->state = ROW_OUT;
    }
}

static size_t sort_by_subject(facts_records *records)
{
    binding *bind = records->bind;
    size_t most = 0;
    records->subject_count = bind->subjects[records->fact->subject].count;
    records->first = JX_ARRAY(bind->arena, records->subject_count + 2, uint32_t);
    records->order = JX_ARRAY(bind->arena, records->rows.count, uint32_t);
    for (size_t i = 0; i < records->rows.count; i++)
        records->first[records->rows.items[i].subject + 2]++;
    for (size_t i = 2; i < records->subject_count + 2; i++) {
        if (records->first[i] > most) most = records->first[i];
        records->first[i] += records->first[i - 1];
    }
    for (size_t i = 0; i < records->rows.count; i++)
        records->order[records->first[records->rows.items[i].subject + 1]++] = (uint32_t)i;
    return most;
}

void records_finish(facts_records *records)
{
    const jx_package *package = records->bind->package;
    size_t most = sort_by_subject(records);
    hashed_row *scratch = JX_ARRAY(records->bind->arena, most, hashed_row);
    bool merging = false, rosters = package->roster_ledger == records->definition;
    uint64_t roster = rosters ? UINT64_C(1) << package->roster_name | UINT64_C(1) << package->roster_period : 0;
    for (size_t i = 0; i < package->table_count; i++)
        merging = merging || records->keys[i];
    for (uint32_t s = 0; s < records->subject_count; s++) {
        if (records->first[s + 1] == records->first[s]) continue;
        keep_best(records, s);
        find_alike(records, s, UINT64_MAX, false, scratch, take_double);
        find_alike(records, s, UINT64_C(1) << PAPER, false, scratch, take_paper);
        if (merging) find_alike(records, s, 0, true, scratch, take_part);
        if (rosters) find_alike(records, s, roster, false, scratch, take_roster);
    }
    records->complete = binding_complete(records->bind, records->definition);
}

// ---- the list of a subject ----

// 名单 about records: the field is whether the key is on the list.
static bool listed_field(const facts_records *records, const record_row *row, uint32_t field, cell *out)
{
    const jx_package *package = records->bind->package;
    for (size_t i = 0; i < package->record_list_count; i++) {
        const jx_record_list *list = &package->record_lists[i];
        bool on;
        if (!jx_text_equal(list->record, records->fact->name) ||
            !jx_text_equal(list->field, records->names[field]))
            continue;
        *out = (cell){ .kind = CELL_EMPTY };
        for (uint32_t k = 0; k + 1 < records->width; k++) {
            jx_text key = text_of(records, row, k);
            if (!jx_text_equal(records->names[k], list->key) || key.size == 0 || row->refused >> k & 1) continue;
            if (list_says(records->bind->record_list_of[i], key, &on))
                *out = (cell){ .kind = CELL_VALUE, .value = jx_boolean(on) };
        }
        return true;
    }
    return false;
}

static jx_value plain_field(const facts_records *records, const record_row *row, uint32_t field, jx_text place,
                            jx_arena *arena)
{
    cell read;
    if (!listed_field(records, row, field, &read)) {
        jx_text text = text_of(records, row, field);
        read = row->refused >> field & 1 ? (cell){ .kind = CELL_EMPTY }
                                         : field_cell(records, row->table, field, text);
    }
    bool known = read.kind == CELL_VALUE || read.kind == CELL_NULL;
    return known ? read.value : facts_missing_field(arena, &records->fact->fields[field], place);
}

// The sum over the rows of one record: open from below as soon as one of them does not say.
static jx_value summed_field(const facts_records *records, const record_row *first, uint32_t field, jx_text place,
                             jx_arena *arena)
{
    jx_interval sum = jx_interval_point(jx_integer(0));
    jx_causes causes = { 0 };
    bool some = false;
    for (const record_row *row = first; row; row = row->next ? &records->rows.items[row->next - 1] : NULL) {
        jx_value value = plain_field(records, row, field, place, arena);
        if (value.kind == JX_NULL) value = facts_missing_field(arena, &records->fact->fields[field], place);
        some = some || value.kind == JX_NUMBER;
        if (jx_is_open(value)) causes = jx_value_causes(value);
        sum = jx_interval_add(arena, sum, jx_interval_of(value));
    }
    if (!some) return plain_field(records, first, field, place, arena);
    return causes.count ? jx_open_interval(arena, &jx_type_number, sum, false, causes) : sum.low.at;
}

static jx_value record_of(const facts_records *records, const record_row *row, jx_arena *arena)
{
    size_t count = records->fact->field_count;
    jx_value *values = JX_ARRAY(arena, count, jx_value);
    jx_text place = text_of(records, row, 0);
    for (uint32_t i = 0; i < count; i++) {
        bool sum = row->next && records->shapes[i].type->kind == JX_TYPE_NUMBER;
        values[i] = sum ? summed_field(records, row, i, place, arena) : plain_field(records, row, i, place, arena);
    }
    return jx_context_of(arena, records->names, values, count);
}

// What an open ledger may still hold: any number of records of which nothing is known.
static jx_value rest_of(const facts_records *records, jx_arena *arena)
{
    size_t count = records->fact->field_count;
    jx_text place = JX_TEXT("（未封闭）");
    jx_value *values = JX_ARRAY(arena, count, jx_value);
    for (uint32_t i = 0; i < count; i++)
        values[i] = facts_missing_field(arena, &records->fact->fields[i], place);
    return jx_perhaps(arena, jx_context_of(arena, records->names, values, count), true,
                      jx_cause_one(arena, JX_CAUSE_MISSING, records->fact->name, place));
}

jx_value records_missing(const binding *bind, uint32_t definition)
{
    return binding_complete(bind, definition) ? jx_list(NULL, 0) : bind->missing[definition];
}

jx_value records_of(const facts_records *records, uint32_t number, jx_arena *arena)
{
    bool never = records->fact->delivery && records->fact->delivery->closing == JX_CLOSED_NEVER, spoke = false;
    uint32_t from = records->first[number], to = records->first[number + 1];
    jx_value *items = JX_ARRAY(arena, to - from + 1, jx_value);
    size_t count = 0;
    for (uint32_t i = from; i < to; i++) {
        const record_row *row = &records->rows.items[records->order[i]];
        spoke = spoke || row->state != ROW_OUT;
        if (row->state == ROW_RECORD) items[count++] = record_of(records, row, arena);
    }
    if (!spoke) return records_missing(records->bind, records->definition);
    if (never) items[count++] = rest_of(records, arena);
    return jx_list(items, count);
}

jx_value records_listed_before(const facts_records *records, const jx_award_rule *roster, jx_text before,
                               uint32_t number, jx_arena *arena)
{
    const jx_package *package = records->bind->package;
    jx_value missing = facts_missing_field(arena, &records->fact->fields[package->roster_listed], before);
    jx_value said = missing;
    bool any = false, conflict = false;
    for (uint32_t i = records->first[number]; i < records->first[number + 1]; i++) {
        const record_row *row = &records->rows.items[records->order[i]];
        jx_text name = text_of(records, row, package->roster_name);
        bool mine = jx_text_equal(name, roster->name) || jx_text_equal(name, roster->id);
        if (row->state != ROW_RECORD || !mine || !jx_text_equal(text_of(records, row, package->roster_period), before))
            continue;
        any = true;
        jx_value value = plain_field(records, row, package->roster_listed, before, arena);
        conflict = conflict || (row->refused >> package->roster_listed & 1);
        if (jx_is_open(value)) continue;  // an empty cell does not speak
        // A roster may be named by its name in one row and by its id in another.
        conflict = conflict || (!jx_is_open(said) && !jx_value_same(said, value));
        said = value;
    }
    if (conflict) return missing;
    return any || !records->complete ? said : jx_boolean(false);
}

// ---- where from ----

// Of a subject without rows: the file in which it does not stand.
static jx_provenance complete_source(const facts_records *records)
{
    const binding *bind = records->bind;
    uint32_t table = 0;
    while (bind->package->tables[table].records != records->definition || bind->tables[table].file_count == 0)
        table++;
    uint32_t file = bind->tables[table].file;
    return (jx_provenance){ .factor = jx_decimal_of(1), .source = bind->package->tables[table].name,
                            .file = bind->options->delivery.files[file].name, .date = bind->files[file].as_of };
}

jx_provenance records_provenance(const facts_records *records, uint32_t number, jx_arena *arena, jx_language language)
{
    jx_provenance out = { .factor = jx_decimal_of(1) };
    const record_row *first = NULL;
    size_t count = 0;
    for (uint32_t i = records->first[number]; i < records->first[number + 1]; i++) {
        const record_row *row = &records->rows.items[records->order[i]];
        if (row->state == ROW_OUT) continue;
        if (!first) first = row;
        count++;
    }
    if (!first) return records->complete ? complete_source(records) : out;
    const char *format = language == JX_CHINESE ? "%.*s 第 %u 行" : "%.*s row %u";
    const char *more = language == JX_CHINESE ? "%.*s 第 %u 行等 %zu 行" : "%.*s row %u and others, %zu rows";
    jx_text file = records->bind->options->delivery.files[first->file].name;
    out.source = records->bind->package->tables[first->table].name;
    out.date = records->bind->files[first->file].as_of;
    out.file = count == 1 ? jx_text_format(arena, format, JX_TEXT_ARG(file), first->row)
                          : jx_text_format(arena, more, JX_TEXT_ARG(file), first->row, count);
    return out;
}
