// Reads the delivered files table by table: every cell that speaks becomes a candidate for its facts. What the
// candidates come to is decided in facts_fold.c, days and accounts in facts_series.c.
//
// Begin with binding_read().
#include <string.h>

#include "app/binding.h"

void binding_bad(binding *bind, uint32_t file, uint32_t row, jx_text column, jx_text value, jx_bad_reason reason,
                 jx_text detail)
{
    jx_bad_cell bad = { .file = bind->options->delivery.files[file].name,
                        .row = row,
                        .column = column,
                        .value = value,
                        .reason = reason,
                        .detail = detail };
    *JX_PUSH(bind->arena, &bind->bad) = bad;
}

static const jx_text none = { "", 0 };

// ---- finding files and columns ----

// `*` stands for any characters; there is at most a handful of them.
static bool matches(jx_text pattern, jx_text name)
{
    jx_text rest;
    size_t star = jx_text_find(pattern, JX_TEXT("*"));
    if (star == SIZE_MAX) return jx_text_equal(pattern, name);
    jx_text head = jx_text_cut(pattern, JX_TEXT("*"), &rest);
    if (!jx_text_starts_with(name, head)) return false;
    for (size_t at = head.size; at <= name.size; at++) {
        if (matches(rest, jx_text_slice(name, at, name.size))) return true;
    }
    return false;
}

static size_t column_named(const jx_csv_row *header, jx_text name)
{
    for (size_t i = 0; i < header->count; i++) {
        if (jx_text_equal(jx_text_trim(header->cells[i]), name)) return i;
    }
    return SIZE_MAX;
}

static jx_text cell_at(const jx_csv_row *row, size_t column)
{
    return column < row->count ? jx_text_trim(row->cells[column]) : none;
}

// ---- identifiers ----

static int credit_sign(char c)
{
    static const char signs[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    const char *found = c ? strchr(signs, c) : NULL;
    return found ? (int)(found - signs) : -1;
}

// GB 32100-2015 with the organisation code of GB 11714 inside: both check digits.
static bool is_credit_code(jx_text code)
{
    static const int outer[17] = { 1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28 },
                     inner[8] = { 3, 7, 9, 10, 5, 8, 4, 2 };
    int sum = 0, organisation = 0;
    if (code.size != 18) return false;
    for (int i = 0; i < 17; i++) {
        int sign = credit_sign(code.bytes[i]);
        if (sign < 0) return false;
        sum += sign * outer[i];
    }
    for (int i = 0; i < 8; i++) {
        char c = code.bytes[8 + i];
        int value = c >= '0' && c <= '9' ? c - '0' : c - 'A' + 10;
        organisation += value * inner[i];
    }
    int check = 11 - organisation % 11;
    char sign = check == 10 ? 'X' : check == 11 ? '0' : (char)('0' + check);
    return code.bytes[16] == sign && credit_sign(code.bytes[17]) == (31 - sum % 31) % 31;
}

static bool code_is_sound(const binding *bind, uint32_t kind, jx_text code, jx_bad_reason *out)
{
    jx_text words = kind == JX_NONE ? none : bind->model->subjects[kind].identifier;
    *out = jx_csv_is_rounded_number(code) ? JX_BAD_ROUNDED : JX_BAD_IDENTIFIER;
    if (*out == JX_BAD_ROUNDED || code.size == 0) return false;
    return jx_text_find(words, JX_TEXT("统一社会信用代码")) == SIZE_MAX || is_credit_code(code);
}

// ---- subjects and their labels ----

static void label(binding *bind, uint32_t kind, uint32_t subject, jx_text name, jx_text county)
{
    if (bind->label_capacity[kind] <= subject) {
        size_t old = bind->label_capacity[kind], grown = old ? old * 2 : 256;
        while (grown <= subject)
            grown *= 2;
        bind->names[kind] =
            jx_arena_grow(bind->arena, bind->names[kind], old * sizeof(jx_text), grown * sizeof(jx_text));
        bind->counties[kind] =
            jx_arena_grow(bind->arena, bind->counties[kind], old * sizeof(jx_text), grown * sizeof(jx_text));
        bind->label_capacity[kind] = grown;
    }
    if (name.size > 0 && bind->names[kind][subject].size == 0) bind->names[kind][subject] = name;
    if (county.size > 0 && bind->counties[kind][subject].size == 0) bind->counties[kind][subject] = county;
}

// Columns that sources.md does not name never become facts; a name and an area only help people to find a subject.
static void label_columns(const binding *bind, uint32_t kind, const jx_csv_row *header, size_t *out_name,
                          size_t *out_county)
{
    *out_name = *out_county = SIZE_MAX;
    for (size_t i = 0; i < header->count; i++) {
        jx_text title = jx_text_trim(header->cells[i]);
        if (jx_text_ends_with(title, JX_TEXT("名称")) || jx_text_equal(title, bind->model->subjects[kind].name))
            *out_name = i;
        else if (jx_text_find(title, JX_TEXT("县区")) != SIZE_MAX)
            *out_county = i;
    }
}

// ---- 长表, 名录 ----

typedef struct {
    binding *bind;
    const source_table *table;
    uint32_t file, table_number;
    size_t columns[256];  // of table->columns in the file
    size_t subject, name, county;
    jx_text subject_header;
    text_index *members;  // of a register
} value_reading;

static uint32_t rank_of(const binding *bind, uint32_t definition, const source_table *table, uint32_t table_number)
{
    jx_text rest = bind->words[definition].sources;
    uint32_t rank = 0;
    while (rest.size > 0) {
        jx_text name = jx_text_trim(jx_text_cut(rest, JX_TEXT(","), &rest));
        if (jx_text_equal(name, table->name)) return rank;
        rank++;
    }
    return 1000 + table_number;  // a source that facts.md does not name comes after those it does
}

static void add_candidate(value_reading *in, const column_target *target, size_t column, uint32_t subject,
                          const jx_csv_row *row, jx_text text, cell spoken)
{
    candidate one = { .subject = subject,
                      .rank = rank_of(in->bind, target->definition, in->table, in->table_number),
                      .column = in->table_number * 256 + (uint32_t)column,
                      .place = { in->file, row->number, in->table->columns.items[column].header },
                      .cell = spoken,
                      .text = text,
                      .source = in->table->name,
                      .unit = target->unit,
                      .factor = target->factor };
    if (spoken.kind == CELL_REFUSED)
        binding_bad(in->bind, in->file, row->number, one.place.column, text, spoken.reason, none);
    *JX_PUSH(in->bind->arena, &in->bind->candidates[target->definition]) = one;
}

static void read_value_cell(value_reading *in, size_t column, uint32_t subject, const jx_csv_row *row)
{
    const source_column *about = &in->table->columns.items[column];
    jx_text text = cell_at(row, in->columns[column]);
    bool known = false, listed = false;
    for (size_t i = 0; i < about->targets.count; i++) {
        const column_target *target = &about->targets.items[i];
        bool conditional = target->when.size > 0;
        listed = listed || conditional;
        if (conditional && !jx_text_equal(target->when, text)) continue;
        known = true;
        if (target->definition == JX_NONE || text.size == 0) continue;
        const jx_definition *fact = &in->bind->model->definitions[target->definition];
        cell spoken = conditional ? cell_of_target(fact, target)
                                  : cell_read(fact, &in->bind->words[target->definition], target, text);
        if (spoken.kind != CELL_EMPTY) add_candidate(in, target, column, subject, row, text, spoken);
    }
    if (listed && !known && text.size > 0)
        binding_bad(in->bind, in->file, row->number, about->header, text, JX_BAD_UNKNOWN_ANSWER, none);
}

static void read_value_row(value_reading *in, const jx_csv_row *row)
{
    jx_bad_reason reason;
    jx_text code = cell_at(row, in->subject);
    if (!code_is_sound(in->bind, in->table->kind, code, &reason)) {
        binding_bad(in->bind, in->file, row->number, in->subject_header, code, reason, none);
        return;
    }
    uint32_t subject = text_index_add(&in->bind->subjects[in->table->kind], code);
    label(in->bind, in->table->kind, subject, cell_at(row, in->name), cell_at(row, in->county));
    if (in->members) (void)text_index_add(in->members, code);
    for (size_t i = 0; i < in->table->columns.count; i++) {
        if (!in->table->columns.items[i].subject && in->columns[i] != SIZE_MAX) read_value_cell(in, i, subject, row);
    }
}

static bool find_value_columns(value_reading *in, const jx_csv_row *header)
{
    in->subject = SIZE_MAX;
    for (size_t i = 0; i < in->table->columns.count && i < JX_COUNT(in->columns); i++) {
        in->columns[i] = column_named(header, in->table->columns.items[i].header);
        if (in->columns[i] == SIZE_MAX)
            binding_bad(in->bind, in->file, header->number, in->table->columns.items[i].header, none, JX_BAD_NO_COLUMN,
                        none);
        if (!in->table->columns.items[i].subject) continue;
        in->subject = in->columns[i];
        in->subject_header = in->table->columns.items[i].header;
    }
    label_columns(in->bind, in->table->kind, header, &in->name, &in->county);
    return in->subject != SIZE_MAX;
}

// ---- 名单 ----

static delivered_list *list_for(binding *bind, jx_text name, uint32_t file, int64_t as_of)
{
    uint32_t definition = jx_model_find(bind->model, 0, name);
    if (definition == JX_NONE || bind->model->definitions[definition].kind != JX_DEFINITION_FACT) return NULL;
    for (size_t i = 0; i < bind->lists.count; i++) {
        if (bind->lists.items[i].definition == definition && bind->lists.items[i].file == file)
            return &bind->lists.items[i];
    }
    *JX_PUSH(bind->arena, &bind->lists) =
        (delivered_list){ .definition = definition, .file = file, .as_of = as_of, .codes = { .arena = bind->arena } };
    return &bind->lists.items[bind->lists.count - 1];
}

static void read_list_row(binding *bind, uint32_t file, const jx_csv_row *row, const size_t columns[2], int64_t as_of)
{
    jx_text name = cell_at(row, columns[0]), code = cell_at(row, columns[1]);
    delivered_list *list = list_for(bind, name, file, as_of);
    if (!list) {
        binding_bad(bind, file, row->number, JX_TEXT("名单名"), name, JX_BAD_LIST_UNKNOWN, none);
        return;
    }
    uint32_t before = (uint32_t)list->codes.count;
    if (text_index_add(&list->codes, code) == before) {
        *JX_PUSH(bind->arena, &list->places) = (facts_place){ file, row->number, JX_TEXT("代码") };
    }
}

// ---- files ----

// "户号, 代码, 份额" and "起, 止": the positions of the columns named so.
static bool named_columns(binding *bind, uint32_t file, const jx_csv_row *header, jx_text first, jx_text second,
                          size_t *out, size_t wanted)
{
    size_t found = 0;
    bool whole = true;
    jx_text lists[2] = { first, second };
    for (int k = 0; k < 2; k++) {
        for (jx_text rest = lists[k]; rest.size > 0 && found < wanted;) {
            jx_text name = jx_text_trim(jx_text_cut(rest, JX_TEXT(","), &rest));
            out[found] = column_named(header, name);
            if (out[found] == SIZE_MAX) {
                binding_bad(bind, file, header->number, name, none, JX_BAD_NO_COLUMN, none);
                whole = false;
            }
            found++;
        }
    }
    return whole && found == wanted;
}

static facts_meters *meters_of(binding *bind, uint32_t definition)
{
    if (!bind->meters[definition]) bind->meters[definition] = meters_new(bind, definition);
    return bind->meters[definition];
}

// The link that a 挂接 source fills belongs to the series of its subject kind; today there is one such series.
static facts_meters *meters_of_link(binding *bind)
{
    for (uint32_t i = 0; i < bind->model->definition_count; i++) {
        const jx_definition *definition = &bind->model->definitions[i];
        if (definition->kind == JX_DEFINITION_FACT && definition->type->kind == JX_TYPE_SERIES)
            return meters_of(bind, i);
    }
    return NULL;
}

typedef struct {
    value_reading values;
    size_t columns[5], account;
    facts_meters *meters;
    int64_t as_of;
    jx_csv_row header;
} table_reading;

static bool begin_rows(table_reading *in, jx_csv_reader *reader, const jx_csv_row *header)
{
    binding *bind = in->values.bind;
    const source_table *table = in->values.table;
    (void)reader;
    switch (table->form) {
    case FORM_LONG:
    case FORM_REGISTER: return table->kind != JX_NONE && find_value_columns(&in->values, header);
    case FORM_LIST: return named_columns(bind, in->values.file, header, table->subject_header, none, in->columns, 2);
    case FORM_LINK:
        in->meters = meters_of_link(bind);
        return in->meters && named_columns(bind, in->values.file, header, table->subject_header, table->period_headers,
                                           in->columns, 5);
    case FORM_WIDE:
        if (table->definition == JX_NONE) return false;
        in->meters = meters_of(bind, table->definition);
        in->account = column_named(header, table->subject_header);
        if (in->account == SIZE_MAX)
            binding_bad(bind, in->values.file, header->number, table->subject_header, none, JX_BAD_NO_COLUMN, none);
        else
            meters_header(in->meters, in->values.file, header->number, header);
        return in->account != SIZE_MAX;
    case FORM_OTHER: return false;
    }
    return false;
}

static void take_one_row(table_reading *in, const jx_csv_row *row)
{
    switch (in->values.table->form) {
    case FORM_LONG:
    case FORM_REGISTER: read_value_row(&in->values, row); return;
    case FORM_LIST: read_list_row(in->values.bind, in->values.file, row, in->columns, in->as_of); return;
    case FORM_LINK: meters_link(in->meters, in->values.file, row, in->columns); return;
    case FORM_WIDE: meters_row(in->meters, in->values.file, row, in->account, &in->header); return;
    case FORM_OTHER: return;
    }
}

static jx_csv_row kept(jx_arena *arena, const jx_csv_row *row)
{
    jx_text *cells = JX_ARRAY(arena, row->count, jx_text);
    memcpy(cells, row->cells, row->count * sizeof *cells);
    jx_csv_row copy = *row;
    copy.cells = cells;
    return copy;
}

static void register_file(table_reading *in)
{
    binding *bind = in->values.bind;
    delivered_register added = { .table = in->values.table,
                                 .codes = { .arena = bind->arena },
                                 .file = in->values.file };
    *JX_PUSH(bind->arena, &bind->registers) = added;
    in->values.members = &bind->registers.items[bind->registers.count - 1].codes;
}

static void read_rows(table_reading *in, jx_csv_reader *reader)
{
    binding *bind = in->values.bind;
    jx_csv_row row;
    bool begun = false;
    while (jx_csv_next(reader, &row)) {
        if (in->values.table->day_in_first_row && row.number == 1) {
            int64_t day;
            if (jx_date_read(cell_at(&row, 1), &day)) {
                in->as_of = day;
                bind->as_of[in->values.file] = cell_at(&row, 1);
            }
        }
        if (row.number < in->values.table->header_row) continue;
        if (begun) {
            take_one_row(in, &row);
            continue;
        }
        in->header = kept(bind->arena, &row);
        begun = true;
        (void)jx_csv_take_header(reader, &in->header);
        if (!begin_rows(in, reader, &in->header)) return;
    }
}

// A broken row is in the problems with its place; the report of cells names it too.
static jx_status read_file(binding *bind, uint32_t table_number, uint32_t file)
{
    const jx_source *source = &bind->options->delivery.files[file];
    table_reading in = { .values = { .bind = bind,
                                     .table = &bind->tables.items[table_number],
                                     .file = file,
                                     .table_number = table_number },
                         .as_of = bind->tables.items[table_number].as_of };
    jx_problems local = { .arena = bind->arena, .language = bind->options->problems->language };
    jx_csv_reader reader;
    jx_status status = jx_csv_open(bind->arena, &local, bind->options->limits, source->name, source->bytes, &reader);
    if (status == JX_OUT_OF_MEMORY) return status;
    if (status == JX_OK) {
        if (in.values.table->form == FORM_REGISTER) register_file(&in);
        if (in.as_of != NO_DAY && bind->as_of[file].size == 0) {
            jx_buffer day = jx_buffer_in(bind->arena);
            jx_date_print(in.as_of, &day);
            bind->as_of[file] = jx_buffer_text(&day);
        }
        read_rows(&in, &reader);
    }
    for (size_t i = 0; i < local.list.count; i++) {
        const jx_problem *problem = &local.list.items[i];
        uint32_t line = problem->source ? jx_source_place(problem->source, problem->span.start).line : 0;
        binding_bad(bind, file, line, none, none, JX_BAD_BROKEN_ROW, problem->what);
    }
    return JX_OK;
}

jx_status binding_read(binding *bind)
{
    for (uint32_t table = 0; table < bind->tables.count; table++) {
        for (uint32_t file = 0; file < bind->options->delivery.count; file++) {
            jx_text name = bind->options->delivery.files[file].name;
            if (matches(bind->tables.items[table].pattern, name)) JX_TRY(read_file(bind, table, file));
        }
    }
    return JX_OK;
}
