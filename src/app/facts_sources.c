// Understands sources.md: rows of the 来源 tables -> tables of columns and what their cells mean; and the words of
// facts.md that decide between sources (来源, 提供, 码表).
//
// Begin with binding_understand().
#include <string.h>

#include "app/binding.h"

// ---- names and periods ----

static uint32_t fact_named(const binding *bind, jx_text name)
{
    uint32_t found = jx_model_find(bind->model, 0, name);
    return found != JX_NONE && bind->model->definitions[found].kind == JX_DEFINITION_FACT ? found : JX_NONE;
}

// "2026Q1" one year earlier: "2025Q1". Empty when it is no quarter.
static jx_text year_before(const binding *bind, jx_text period)
{
    int year = 0;
    if (period.size < 4) return (jx_text){ "", 0 };
    for (int i = 0; i < 4; i++) {
        if (period.bytes[i] < '0' || period.bytes[i] > '9') return (jx_text){ "", 0 };
        year = year * 10 + (period.bytes[i] - '0');
    }
    jx_text rest = jx_text_slice(period, 4, period.size);
    return jx_text_format(bind->arena, "%04d%.*s", year - 1, JX_TEXT_ARG(rest));
}

// The period that the word of 期间名 means, in the form sources.md writes it.
static jx_text period_meant(const binding *bind, jx_text word)
{
    jx_text now = bind->package->period, before = year_before(bind, now);
    if (jx_text_equal(word, JX_TEXT("上年同季"))) return before;
    if (jx_text_equal(word, JX_TEXT("上年"))) return jx_text_slice(before, 0, 4);
    return now;
}

static bool is_own_period(const binding *bind, jx_text period)
{
    return period.size == 0 || jx_text_equal(period, bind->package->period) || jx_text_equal(period, JX_TEXT("基准日"));
}

// All definitions that the fact `name`, delivered for `period`, gives: itself for the policy's own period, and every
// name of 期间名 that means this fact in this period.
static void targets_of(binding *bind, source_column *column, column_target shape, jx_text name, jx_text period)
{
    shape.definition = fact_named(bind, name);
    if (shape.definition != JX_NONE && is_own_period(bind, period)) *JX_PUSH(bind->arena, &column->targets) = shape;
    for (size_t i = 0; i < bind->package->period_name_count; i++) {
        const jx_period_name *one = &bind->package->period_names[i];
        if (!jx_text_equal(one->fact, name)) continue;
        jx_text meant = period_meant(bind, one->period);
        bool fits = jx_text_equal(meant, period) ||
                    (is_own_period(bind, period) && jx_text_equal(meant, bind->package->period));
        shape.definition = fact_named(bind, one->name);
        if (fits && shape.definition != JX_NONE) *JX_PUSH(bind->arena, &column->targets) = shape;
    }
}

static jx_decimal factor_of(const binding *bind, jx_text unit, const jx_definition *definition)
{
    jx_unit found;
    if (unit.size > 0 && jx_unit_find(bind->arena, unit, &found)) return found.factor;
    return definition ? definition->factor : jx_decimal_of(1);
}

// ---- 值 rows ----

// "产值 >= 500万元", "前年产值 = null": the name, and what is said of it. False: not taken.
static bool read_statement(binding *bind, jx_text written, column_target *out)
{
    static const struct {
        const char *sign;
        bound_sign means;
    } signs[] = { { ">=", SIGN_GREATER_EQUAL },
                  { "<=", SIGN_LESS_EQUAL },
                  { ">", SIGN_GREATER },
                  { "<", SIGN_LESS },
                  { "=", SIGN_NONE } };
    for (size_t i = 0; i < JX_COUNT(signs); i++) {
        jx_text rest;
        if (jx_text_find(written, jx_text_of(signs[i].sign)) == SIZE_MAX) continue;
        jx_text name = jx_text_trim(jx_text_cut(written, jx_text_of(signs[i].sign), &rest));
        out->definition = fact_named(bind, name);
        out->sign = signs[i].means;
        rest = jx_text_trim(rest);
        if (out->definition == JX_NONE) return false;
        if (signs[i].means == SIGN_NONE) return out->null = jx_text_equal(rest, JX_TEXT("null"));
        size_t digits = 0;
        while (digits < rest.size && memchr("0123456789.-", rest.bytes[digits], 12))
            digits++;
        jx_decimal number, factor = factor_of(bind, jx_text_trim(jx_text_slice(rest, digits, rest.size)),
                                              &bind->model->definitions[out->definition]);
        return jx_decimal_read(jx_text_slice(rest, 0, digits), &number) &&
               jx_decimal_multiply(number, factor, &out->bound);
    }
    return false;
}

// ---- forms ----

static source_form form_of(const jx_source_row *row)
{
    static const struct {
        const char *word;
        source_form form;
    } forms[] = { { "宽表", FORM_WIDE },         { "wide", FORM_WIDE }, { "名录", FORM_REGISTER },
                  { "register", FORM_REGISTER }, { "名单", FORM_LIST }, { "list", FORM_LIST },
                  { "挂接", FORM_LINK },         { "link", FORM_LINK }, { "长表", FORM_LONG },
                  { "long", FORM_LONG } };
    for (size_t i = 0; i < JX_COUNT(forms); i++) {
        if (jx_text_starts_with(row->form, jx_text_of(forms[i].word))) return forms[i].form;
    }
    return row->form.size == 0 ? FORM_LONG : FORM_OTHER;
}

// The day after 截至, or NO_DAY.
static int64_t day_in(jx_text form)
{
    int64_t day;
    for (size_t at = 0; at + 10 <= form.size; at++) {
        if (jx_date_read(jx_text_slice(form, at, at + 10), &day)) return day;
    }
    return NO_DAY;
}

// "日冻结_*.csv 自第3行": the pattern and the header's row.
static void read_file_words(source_table *table, jx_text words)
{
    jx_text rest;
    table->pattern = jx_text_trim(jx_text_cut(words, JX_TEXT(" "), &rest));
    table->header_row = 1;
    size_t at = jx_text_find(words, JX_TEXT("自第"));
    if (at == SIZE_MAX) return;
    uint32_t row = 0;
    for (size_t i = at + strlen("自第"); i < words.size && words.bytes[i] >= '0' && words.bytes[i] <= '9'; i++)
        row = row * 10 + (uint32_t)(words.bytes[i] - '0');
    if (row > 0) table->header_row = row;
}

// A header as the file has it: the remark in （ ） is for readers of sources.md.
static jx_text bare_header(jx_text header)
{
    size_t at = jx_text_find(header, JX_TEXT("（"));
    return jx_text_trim(at == SIZE_MAX ? header : jx_text_slice(header, 0, at));
}

static source_table *table_for(binding *bind, const jx_source_row *row)
{
    source_table *last = bind->tables.count ? &bind->tables.items[bind->tables.count - 1] : NULL;
    source_table next = {
        .name = row->source, .form = form_of(row), .as_of = day_in(row->form), .kind = JX_NONE, .definition = JX_NONE
    };
    read_file_words(&next, row->file);
    next.day_in_first_row = jx_text_find(row->form, JX_TEXT("首行")) != SIZE_MAX;
    if (next.day_in_first_row) next.header_row = 2;
    if (last && jx_text_equal(last->name, next.name) && jx_text_equal(last->pattern, next.pattern) &&
        last->form == next.form)
        return last;
    *JX_PUSH(bind->arena, &bind->tables) = next;
    return &bind->tables.items[bind->tables.count - 1];
}

static source_column *column_for(binding *bind, source_table *table, jx_text header)
{
    for (size_t i = 0; i < table->columns.count; i++) {
        if (jx_text_equal(table->columns.items[i].header, header)) return &table->columns.items[i];
    }
    source_column *added = JX_PUSH(bind->arena, &table->columns);
    added->header = header;
    return added;
}

static void take_value_row(binding *bind, source_table *table, const jx_source_row *row)
{
    source_column *column = column_for(bind, table, row->column);
    column_target shape = { .when = row->value, .definition = JX_NONE, .factor = jx_decimal_of(1) };
    if (jx_text_starts_with(row->target, JX_TEXT("对象"))) {  // `对象 项目` names the kind
        jx_text kind = jx_text_trim(jx_text_slice(row->target, strlen("对象"), row->target.size));
        column->subject = true;
        for (uint32_t i = 0; i < bind->model->subject_count; i++)
            if (jx_text_equal(bind->model->subjects[i].name, kind)) table->kind = i;
        return;
    }
    if (row->value.size > 0) {
        column_target said = shape;
        if (!read_statement(bind, row->target, &said)) said.definition = JX_NONE;
        *JX_PUSH(bind->arena, &column->targets) = said;
    } else {
        uint32_t fact = fact_named(bind, row->target);
        shape.factor = factor_of(bind, row->unit, fact == JX_NONE ? NULL : &bind->model->definitions[fact]);
        shape.unit = row->unit;
        targets_of(bind, column, shape, row->target, row->period);
    }
    for (size_t i = 0; i < column->targets.count && table->kind == JX_NONE; i++) {
        uint32_t definition = column->targets.items[i].definition;
        if (definition != JX_NONE) table->kind = bind->model->definitions[definition].subject;
    }
}

static void take_row(binding *bind, const jx_source_row *row)
{
    source_table *table = table_for(bind, row);
    switch (table->form) {
    case FORM_WIDE:
        table->subject_header = bare_header(row->subject_column);
        table->definition = fact_named(bind, row->target);
        return;
    case FORM_LIST:
    case FORM_LINK:
        table->subject_header = row->column;
        table->series_or_link = row->target;
        table->period_headers = row->period;
        return;
    case FORM_LONG:
    case FORM_REGISTER: take_value_row(bind, table, row); return;
    case FORM_OTHER: return;
    }
}

// ---- the words of facts.md ----

// The cells of a Markdown row between its bars.
static jx_text bar_cell(jx_text line, size_t index)
{
    jx_text rest = jx_text_trim(line), found = { "", 0 };
    (void)jx_text_cut(rest, JX_TEXT("|"), &rest);
    for (size_t i = 0; i <= index; i++)
        found = jx_text_cut(rest, JX_TEXT("|"), &rest);
    return jx_text_trim(found);
}

// The header line of the table that `offset` stands in: the first line of its run of lines that begin with a bar.
static jx_text header_line(const jx_source *source, uint32_t offset)
{
    jx_place place = jx_source_place(source, offset);
    jx_text header = place.excerpt;
    size_t at = (size_t)(place.excerpt.bytes - source->bytes.bytes);
    while (at > 0) {
        size_t end = at - 1, start = end;
        while (start > 0 && source->bytes.bytes[start - 1] != '\n')
            start--;
        jx_text line = jx_text_slice(source->bytes, start, end);
        if (!jx_text_starts_with(jx_text_trim(line), JX_TEXT("|"))) break;
        header = line;
        at = start;
    }
    return header;
}

static jx_text cell_under(const jx_definition *definition, jx_text heading)
{
    if (!definition->source) return (jx_text){ "", 0 };
    jx_text line = jx_source_place(definition->source, definition->span.start).excerpt,
            header = header_line(definition->source, definition->span.start);
    for (size_t i = 0; i < 16; i++) {
        jx_text title = bar_cell(header, i);
        if (jx_text_starts_with(title, heading)) return bar_cell(line, i);
    }
    return (jx_text){ "", 0 };
}

static const jx_source *common_file(const binding *bind, jx_text name)
{
    for (size_t i = 0; i < bind->options->package_files.count; i++) {
        const jx_source *file = &bind->options->package_files.files[i];
        if (jx_text_starts_with(file->name, JX_TEXT("common/")) && jx_text_ends_with(file->name, name)) return file;
    }
    return NULL;
}

// common/README.md names each code list by its version: | gbt4754_industries.csv | … | GB/T 4754-2017 | … |
static const jx_source *code_list(const binding *bind, jx_text kind_words)
{
    const jx_source *readme = common_file(bind, JX_TEXT("/README.md"));
    for (jx_text rest = readme ? readme->bytes : (jx_text){ "", 0 }; rest.size > 0;) {
        jx_text line = jx_text_cut(rest, JX_TEXT("\n"), &rest);
        jx_text version = bar_cell(line, 2);
        if (version.size >= 4 && jx_text_find(kind_words, version) != SIZE_MAX)
            return common_file(bind, bar_cell(line, 0));
    }
    return NULL;
}

// The lowest level is the one of the longest codes.
static void read_codes(binding *bind, const jx_source *file, text_index *out)
{
    jx_csv_reader reader;
    jx_csv_row row;
    size_t longest = 0;
    *out = (text_index){ .arena = bind->arena };
    for (int pass = 0; pass < 2; pass++) {
        if (jx_csv_open(bind->arena, NULL, bind->options->limits, file->name, file->bytes, &reader) != JX_OK) return;
        for (bool header = true; jx_csv_next(&reader, &row); header = false) {
            jx_text code = row.count ? jx_text_trim(row.cells[0]) : (jx_text){ "", 0 };
            if (header) continue;
            if (pass == 0 && code.size > longest) longest = code.size;
            if (pass == 1 && code.size == longest) (void)text_index_add(out, code);
        }
    }
}

static void read_words(binding *bind, uint32_t definition)
{
    const jx_definition *fact = &bind->model->definitions[definition];
    fact_words *words = &bind->words[definition];
    for (size_t i = 0; i < bind->package->period_name_count; i++) {
        const jx_period_name *one = &bind->package->period_names[i];
        uint32_t of = jx_text_equal(one->name, fact->name) ? fact_named(bind, one->fact) : JX_NONE;
        if (of != JX_NONE) fact = &bind->model->definitions[of];
    }
    words->sources = cell_under(fact, JX_TEXT("来源"));
    words->bounds = jx_text_find(cell_under(fact, JX_TEXT("提供")), JX_TEXT("界")) != SIZE_MAX;
    if (!jx_text_equal(cell_under(fact, JX_TEXT("范围")), JX_TEXT("码表"))) return;
    const jx_source *codes = code_list(bind, cell_under(fact, JX_TEXT("类型")));
    words->coded = codes != NULL;
    if (codes) read_codes(bind, codes, &words->codes);
}

void binding_understand(binding *bind)
{
    for (size_t i = 0; i < bind->package->source_count; i++)
        take_row(bind, &bind->package->sources[i]);
    for (uint32_t i = 0; i < bind->model->definition_count; i++) {
        if (bind->model->definitions[i].kind == JX_DEFINITION_FACT) read_words(bind, i);
    }
}
