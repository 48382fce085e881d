// Finds the files of each source and reads their rows: what is delivered first, then corrections in their order
// (docs/binding.md sections 1 and 10). What a row says is the business of its form.
//
// Begin with binding_read().
#include <stdlib.h>
#include <string.h>

#include "app/binding.h"

static const jx_text none = { "", 0 };

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

bool file_complete(const binding *bind, uint32_t file)
{
    return bind->files[file].day >= bind->package->reference_day && !bind->files[file].broken;
}

bool binding_is_withdrawn(const file_reading *in, jx_text text)
{
    return in->level > 0 && jx_text_equal(text, JX_TEXT("（撤回）"));
}

// ---- names of files ----

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

// `更正2_申报_2026Q1.csv` is level 2 of 申报_2026Q1.csv.
static void read_level(jx_text name, file_words *out)
{
    jx_text rest;
    out->as_named = name;
    if (!jx_text_starts_with(name, JX_TEXT("更正"))) return;
    jx_text number = jx_text_cut(jx_text_slice(name, strlen("更正"), name.size), JX_TEXT("_"), &rest);
    int level = 0;
    for (size_t i = 0; i < number.size; i++) {
        if (number.bytes[i] < '0' || number.bytes[i] > '9' || level > 25) return;
        level = level * 10 + (number.bytes[i] - '0');
    }
    if (level < 1 || level > 31 || !rest.bytes) return;
    out->level = (uint8_t)level;
    out->as_named = rest;
}

// ---- columns ----

static size_t column_named(const jx_csv_row *header, jx_text name)
{
    for (size_t i = 0; i < header->count; i++) {
        if (jx_text_equal(jx_text_trim(header->cells[i]), name)) return i;
    }
    return SIZE_MAX;
}

// Columns that sources.md does not name never become facts; a name and an area only help people to find a subject.
static void label_columns(file_reading *in)
{
    in->name = in->county = SIZE_MAX;
    if (in->table->kind == JX_NONE) return;
    for (size_t i = 0; i < in->header.count; i++) {
        jx_text title = jx_text_trim(in->header.cells[i]);
        bool named = jx_text_ends_with(title, JX_TEXT("名称")) ||
                     jx_text_equal(title, in->bind->model->subjects[in->table->kind].name);
        for (size_t k = 0; k < in->table->columns.count && named; k++)
            named = !jx_text_equal(in->table->columns.items[k].header, title);  // 产品名称 is a fact, not a name
        if (named && in->name == SIZE_MAX)
            in->name = i;
        else if (jx_text_find(title, JX_TEXT("县区")) != SIZE_MAX)
            in->county = i;
    }
}

// A correction may leave columns out; other files are reported. False: nothing can be read without what is not there.
static bool find_columns(file_reading *in)
{
    const jx_source_table *table = in->table;
    bool values = table->form == JX_FORM_LONG || table->form == JX_FORM_REGISTER, whole = true;
    in->columns = JX_ARRAY(in->bind->arena, table->columns.count, size_t);
    in->subject = SIZE_MAX;
    for (size_t i = 0; i < table->columns.count; i++) {
        const jx_source_column *column = &table->columns.items[i];
        bool needed = column->subject || !values;
        in->columns[i] = column_named(&in->header, column->header);
        if (column->subject) in->subject = in->columns[i], in->subject_header = column->header;
        if (in->columns[i] != SIZE_MAX) continue;
        whole = whole && !needed;
        if (needed || in->level == 0)
            binding_bad(in->bind, in->file, in->header.number, column->header, none, JX_BAD_NO_COLUMN, none);
    }
    label_columns(in);
    return whole;
}

// ---- rows ----

// 截至,2026-03-31,决定单位,某局,文号,某号
static void read_first_row(file_reading *in, const jx_csv_row *row)
{
    file_words *words = &in->bind->files[in->file];
    if (!jx_text_equal(cell_at(row, 0), JX_TEXT("截至"))) {
        binding_bad(in->bind, in->file, 1, none, cell_at(row, 0), JX_BAD_NO_AS_OF, none);
        return;
    }
    jx_text day = cell_at(row, 1);
    if (jx_date_read(day, &words->day))
        words->as_of = day;
    else if (day.size > 0)
        binding_bad(in->bind, in->file, 1, JX_TEXT("截至"), day, JX_BAD_NOT_A_DATE, none);
    for (size_t i = 2; i + 1 < row->count; i += 2) {
        if (jx_text_equal(cell_at(row, i), JX_TEXT("决定单位"))) words->office = cell_at(row, i + 1);
        if (jx_text_equal(cell_at(row, i), JX_TEXT("文号"))) words->paper = cell_at(row, i + 1);
    }
}

static bool begin_rows(file_reading *in)
{
    if (!find_columns(in)) return false;
    switch (in->table->form) {
    case JX_FORM_LONG: return in->table->records == JX_NONE || records_begin(in);
    case JX_FORM_WIDE:
    case JX_FORM_BILLS: return meters_begin(in);
    case JX_FORM_REGISTER:
    case JX_FORM_LIST:
    case JX_FORM_LINK: return true;
    }
    JX_UNREACHABLE();
}

static void take_row(file_reading *in, const jx_csv_row *row)
{
    switch (in->table->form) {
    case JX_FORM_LONG: in->table->records == JX_NONE ? values_row(in, row) : records_row(in, row); return;
    case JX_FORM_REGISTER: values_row(in, row); return;
    case JX_FORM_LIST: lists_row(in, row); return;
    case JX_FORM_LINK: links_row(in, row); return;
    case JX_FORM_WIDE: meters_row(in, row); return;
    case JX_FORM_BILLS: meters_bill(in, row); return;
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

// False: there is no header to read rows by.
static bool read_rows(file_reading *in, jx_csv_reader *reader)
{
    jx_csv_row row;
    bool begun = false;
    while (jx_csv_next(reader, &row)) {
        if (in->table->day_in_first_row && row.number == 1) read_first_row(in, &row);
        if (row.number < in->table->header_row) continue;
        if (begun) {
            take_row(in, &row);
            continue;
        }
        in->header = kept(in->bind->arena, &row);
        begun = true;
        (void)jx_csv_take_header(reader, &in->header);
        if (!begin_rows(in)) return false;
    }
    if (begun) return true;
    in->header = (jx_csv_row){ .number = in->table->header_row };  // an empty file lacks every column
    in->header.number = in->table->header_row;
    (void)find_columns(in);  // an empty file lacks every column
    return false;
}

// ---- files ----

static void know_day(file_reading *in)
{
    file_words *words = &in->bind->files[in->file];
    words->day = in->table->as_of;
    if (words->day == JX_NO_DAY) return;
    jx_buffer day = jx_buffer_in(in->bind->arena);
    jx_date_print(words->day, &day);
    words->as_of = jx_buffer_text(&day);
}

static void count_file(const file_reading *in)
{
    binding *bind = in->bind;
    if (in->level > 0) return;
    if (bind->tables[in->table_number].file_count++ == 0) bind->tables[in->table_number].file = in->file;
    bind->tables[in->table_number].open_files += !file_complete(bind, in->file);
}

// A broken row is in the problems with its place; the report of cells names it too.
static jx_status read_file(binding *bind, uint32_t table_number, uint32_t file)
{
    const jx_source *source = &bind->options->delivery.files[file];
    file_reading in = { .bind = bind, .table = &bind->package->tables[table_number], .table_number = table_number,
                        .file = file, .level = bind->files[file].level };
    jx_problems local = { .arena = bind->arena, .language = bind->options->problems->language };
    jx_csv_reader reader;
    jx_status status = jx_csv_open(bind->arena, &local, bind->options->limits, source->name, source->bytes, &reader);
    if (status == JX_OUT_OF_MEMORY) return status;
    know_day(&in);
    bool whole = status == JX_OK && read_rows(&in, &reader);
    bind->files[file].broken = !whole || jx_csv_refused(&reader);
    count_file(&in);
    for (size_t i = 0; i < local.list.count; i++) {
        const jx_problem *problem = &local.list.items[i];
        binding_bad(bind, file, reader.faults.items[i], none, none, JX_BAD_BROKEN_ROW, problem->what);
        bind->bad.items[bind->bad.count - 1].problem = jx_text_of(jx_problem_slug(problem->code));
    }
    return JX_OK;
}

// Files by level, then by their names.
static uint32_t *files_in_order(binding *bind)
{
    size_t count = bind->options->delivery.count, done = 0;
    uint32_t *order = JX_ARRAY(bind->arena, count, uint32_t);
    bind->files = JX_ARRAY(bind->arena, count, file_words);
    for (size_t i = 0; i < count; i++) {
        bind->files[i].day = JX_NO_DAY;
        read_level(bind->options->delivery.files[i].name, &bind->files[i]);
    }
    for (int level = 0; level < 32; level++) {
        for (size_t i = 0; i < count; i++)
            if (bind->files[i].level == level) order[done++] = (uint32_t)i;
    }
    return order;
}

// Links name firms, and firms are known only when all registers and declarations are read; so links come after the
// other tables, readings after the links, and bills after the readings.
jx_status binding_read(binding *bind)
{
    static const jx_source_form forms[] = { JX_FORM_LONG, JX_FORM_REGISTER, JX_FORM_LIST,
                                            JX_FORM_LINK, JX_FORM_WIDE,     JX_FORM_BILLS };
    const uint32_t *order = files_in_order(bind);
    for (size_t form = 0; form < JX_COUNT(forms); form++) {
        for (uint32_t table = 0; table < bind->package->table_count; table++) {
            const jx_source_table *one = &bind->package->tables[table];
            for (size_t i = 0; one->form == forms[form] && i < bind->options->delivery.count; i++) {
                if (matches(one->pattern, bind->files[order[i]].as_named)) JX_TRY(read_file(bind, table, order[i]));
            }
        }
    }
    return JX_OK;
}
