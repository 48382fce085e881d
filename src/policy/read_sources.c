// sources.md: rows of the 来源 tables, and what they come to: tables of columns with what their cells mean.
//
// Read jx_read_sources_table, which fills blank cells from above, then jx_finish_sources, which runs when all facts are
// known and refuses what no file could ever fill: names that are no fact, units of another dimension, forms unknown.
#include "policy/reader.h"

// ---- rows ----

bool jx_read_sources_table(jx_reader *r, const jx_md_block *table)
{
    if (!jx_word_is(table->header.cells[0].text, JX_WORD_SOURCE)) return false;
    jx_source_row above = { 0 };
    for (size_t i = 0; i < table->row_count; i++) {
        const jx_md_row *row = &table->rows[i];
        jx_source_row one = { .source = row->cells[0].text, .from = table->source, .span = row->span };
        struct {
            jx_word word;
            jx_text *field, *from;
        } filled[] = {
            { JX_WORD_FILE, &one.file, &above.file },
            { JX_WORD_FORM, &one.form, &above.form },
            { JX_WORD_SUBJECT_COLUMN, &one.subject_column, &above.subject_column },
            { JX_WORD_PERIOD, &one.period, &above.period },
            { JX_WORD_PERIOD_COLUMN, &one.period_column, &above.period_column },
            { JX_WORD_VALUE_COLUMN, &one.value_column, &above.value_column },
            { JX_WORD_COLUMN, &one.column, &above.column },
            { JX_WORD_MAPS_TO, &one.target, NULL },
            { JX_WORD_FILE_UNIT, &one.unit, NULL },
            { JX_WORD_BLANK_CELL, &one.blank, &above.blank },
            { JX_WORD_VALUE, &one.value, NULL },
            { JX_WORD_NOTE, &one.note, NULL },
        };
        bool again = !one.source.size;
        if (again) one.source = above.source;
        for (size_t k = 0; k < JX_COUNT(filled); k++) {
            *filled[k].field = jx_table_cell(table, row, filled[k].word).text;
            if (again && !filled[k].field->size && filled[k].from) *filled[k].field = *filled[k].from;
        }
        if (!one.source.size) JX_REFUSE(r, CELL_EMPTY, table->source, row->span, "", jx_own_word(r, JX_WORD_SOURCE));
        *JX_PUSH(r->arena, &r->sources) = one;
        above = one;
    }
    return true;
}

// ---- names and periods ----

static const char *const dots[] = { "." };

static jx_draft *fact_named(jx_reader *r, jx_text name)
{
    jx_draft *draft = jx_draft_here(r, 0, name);
    return draft && draft->def.kind == JX_DEFINITION_FACT ? draft : NULL;
}

static uint32_t kind_named(const jx_reader *r, jx_text name)
{
    for (uint32_t i = 0; i < r->subjects.count; i++)
        if (jx_text_equal(r->subjects.items[i].name, name)) return i;
    return JX_NONE;
}

static uint32_t field_named(const jx_draft *records, jx_text name)
{
    for (uint32_t i = 0; i < records->def.field_count; i++)
        if (jx_text_equal(records->def.fields[i].name, name)) return i;
    return JX_NONE;
}

// "2026Q1" one year earlier: "2025Q1". Empty when it is no quarter.
static jx_text year_before(jx_reader *r, jx_text period)
{
    int year = 0;
    if (period.size < 4) return (jx_text){ 0 };
    for (int i = 0; i < 4; i++) {
        if (period.bytes[i] < '0' || period.bytes[i] > '9') return (jx_text){ 0 };
        year = year * 10 + (period.bytes[i] - '0');
    }
    jx_text rest = jx_text_slice(period, 4, period.size);
    return jx_text_format(r->arena, "%04d%.*s", year - 1, JX_TEXT_ARG(rest));
}

// The period that a word of 期间名 means, in the form that sources.md writes it.
static jx_text period_meant(jx_reader *r, jx_text word)
{
    jx_text now = r->package->period, before = year_before(r, now);
    if (jx_text_equal(word, JX_TEXT("上年同季")) || jx_text_equal(word, JX_TEXT("same_quarter_last_year"))) return before;
    if (jx_text_equal(word, JX_TEXT("上年")) || jx_text_equal(word, JX_TEXT("last_year")))
        return jx_text_slice(before, 0, before.size < 4 ? 0 : 4);
    return now;
}

// Empty, 基准日, 一次, 由文件 and the like: what is neither a year nor a quarter other than the policy's own.
static bool is_own_period(const jx_reader *r, jx_text period)
{
    bool digits = period.size > 0 && period.bytes[0] >= '0' && period.bytes[0] <= '9';
    return !digits || jx_text_equal(period, r->package->period);
}

// ---- what a cell means ----

static void refuse_cell(jx_reader *r, const jx_source_row *row, jx_text cell, const char *hint)
{
    jx_report(r, JX_PROBLEM_CELL_INVALID, JX_SEVERITY_ERROR, row->from, jx_span_in(row->from, cell), jx_text_of(hint),
              (const jx_text[]){ cell, row->source }, 2);
}

static void add_target(jx_reader *r, jx_source_table *table, jx_source_column *column, jx_source_target target)
{
    const jx_definition *def = target.definition == JX_NONE ? NULL : &r->drafts.items[target.definition]->def;
    if (def && table->kind == JX_NONE) table->kind = def->subject;
    if (target.field != JX_NONE) table->records = target.definition;
    *JX_PUSH(r->arena, &column->targets) = target;
}

// 原单位 must be of the dimension of the fact.
static jx_decimal unit_factor(jx_reader *r, const jx_source_row *row, jx_text unit, jx_text own, jx_decimal factor)
{
    jx_dimensions written, needed;
    jx_decimal found, ignored;
    if (!unit.size) return factor;
    if (jx_unit_dimensions(unit, &written, &found)) {
        bool fits = !jx_unit_dimensions(own, &needed, &ignored) || jx_dimensions_equal(written, needed);
        if (!fits) refuse_cell(r, row, unit, "原单位 须与事实的单位同类");
        return fits ? found : factor;
    }
    JX_REFUSE(r, UNKNOWN_UNIT, row->from, jx_span_in(row->from, unit), "", unit);
    return factor;
}

// `产品产量.产量`: a field of records.
static bool read_field_target(jx_reader *r, jx_source_table *table, jx_source_column *column, const jx_source_row *row,
                              jx_text name, jx_source_target shape)
{
    jx_text field;
    jx_draft *records = fact_named(r, jx_text_until(name, dots, 1, &field));
    if (!records || !records->def.field_count || !field.size) return false;
    shape.definition = records->index;
    shape.field = field_named(records, field);
    if (shape.field == JX_NONE) return false;
    const jx_record_field *about = &records->def.fields[shape.field];
    shape.factor = unit_factor(r, row, shape.unit, about->unit, about->factor);
    add_target(r, table, column, shape);
    return true;
}

// All names that the fact, delivered for a period, gives: itself for the policy's own period, and every name of 期间名
// that means it in that period.
static bool read_fact_target(jx_reader *r, jx_source_table *table, jx_source_column *column, const jx_source_row *row,
                             jx_source_target shape)
{
    jx_draft *fact = fact_named(r, row->target);
    if (!fact) return false;
    bool own = is_own_period(r, row->period), used = own;
    shape.factor = unit_factor(r, row, shape.unit, fact->def.unit, fact->def.factor);
    shape.definition = fact->index;
    if (own) add_target(r, table, column, shape);
    for (size_t i = 0; i < r->period_names.count; i++) {
        const jx_period_name *one = &r->period_names.items[i];
        if (!jx_text_equal(one->fact, row->target)) continue;
        jx_text meant = period_meant(r, one->period);
        jx_draft *named = fact_named(r, one->name);
        if (!named || !jx_text_equal(meant, own ? r->package->period : row->period)) continue;
        shape.definition = named->index;
        add_target(r, table, column, shape);
        used = true;
    }
    if (!used) refuse_cell(r, row, row->period, "期间名 中没有一个名称指这个期间");
    return true;
}

// `产值 >= 500万元`, `前年产值 = null`, `产品产量.上年产量 = null`.
static bool read_statement(jx_reader *r, jx_source_table *table, jx_source_column *column, const jx_source_row *row,
                           jx_source_target shape)
{
    static const struct {
        const char *sign;
        jx_saying says;
    } signs[] = { { ">=", JX_SAYS_AT_LEAST }, { "<=", JX_SAYS_AT_MOST }, { ">", JX_SAYS_MORE },
                  { "<", JX_SAYS_LESS },      { "=", JX_SAYS_NONE } };
    size_t sign = 0;
    while (sign < JX_COUNT(signs) && jx_text_find(row->target, jx_text_of(signs[sign].sign)) == SIZE_MAX)
        sign++;
    if (sign == JX_COUNT(signs)) return false;
    const char *const marks[] = { signs[sign].sign };
    jx_text rest, name = jx_text_until(row->target, marks, 1, &rest);
    shape.says = signs[sign].says;
    if (shape.says == JX_SAYS_NONE) {
        jx_draft *fact = fact_named(r, name);
        if (!jx_text_equal(rest, JX_TEXT("null"))) return false;
        if (!fact) return read_field_target(r, table, column, row, name, shape);
        shape.definition = fact->index;
        add_target(r, table, column, shape);
        return true;
    }
    jx_draft *fact = fact_named(r, name);
    jx_dimensions unit, written;
    jx_decimal ignored;
    bool foreign;
    if (!fact || fact->def.type->kind != JX_TYPE_NUMBER) return false;
    (void)jx_unit_dimensions(fact->def.unit, &unit, &ignored);
    if (!jx_cell_quantity(rest, fact->def.factor, unit, &shape.bound, &written, &foreign)) return false;
    shape.definition = fact->index;
    add_target(r, table, column, shape);
    return true;
}

// ---- tables ----

static bool begins(jx_text text, jx_word word, const char *english)
{
    return jx_word_begins(text, word, NULL) || jx_text_starts_with(text, jx_text_of(english));
}

static bool form_of(const jx_source_row *row, jx_source_form *out)
{
    if (begins(row->form, JX_WORD_WIDE, "wide"))
        *out = JX_FORM_WIDE;
    else if (jx_text_starts_with(row->form, JX_TEXT("名录")) || jx_text_starts_with(row->form, JX_TEXT("register")))
        *out = JX_FORM_REGISTER;
    else if (begins(row->form, JX_WORD_LIST, "list"))
        *out = JX_FORM_LIST;
    else if (begins(row->form, JX_WORD_LINK, "link"))
        *out = JX_FORM_LINK;
    else if (!row->form.size || begins(row->form, JX_WORD_LONG, "long"))
        *out = row->value_column.size ? JX_FORM_BILLS : JX_FORM_LONG;
    else
        return false;
    return true;
}

// The day after 截至, or JX_NO_DAY.
static int64_t day_in(jx_text form)
{
    int64_t day;
    for (size_t at = 0; at + 10 <= form.size; at++)
        if (jx_date_read(jx_text_slice(form, at, at + 10), &day)) return day;
    return JX_NO_DAY;
}

// "日冻结_*.csv 自第3行": the pattern and the header's row.
static void read_file_words(jx_source_table *table, jx_text words)
{
    static const char *const blanks[] = { " " };
    table->pattern = jx_text_until(words, blanks, 1, NULL);
    table->header_row = 1;
    size_t at = jx_text_find(words, JX_TEXT("自第"));
    uint32_t row = 0;
    for (size_t i = at == SIZE_MAX ? words.size : at + strlen("自第");
         i < words.size && words.bytes[i] >= '0' && words.bytes[i] <= '9'; i++)
        row = row * 10 + (uint32_t)(words.bytes[i] - '0');
    if (row > 0) table->header_row = row;
}

static jx_source_table *table_for(jx_reader *r, const jx_source_row *row)
{
    jx_source_table *last = r->tables.count ? &r->tables.items[r->tables.count - 1] : NULL;
    jx_source_table next = { .name = row->source, .as_of = day_in(row->form), .kind = JX_NONE, .records = JX_NONE,
                             .series = JX_NONE, .link = JX_NONE, .from = row->from, .span = row->span };
    if (!form_of(row, &next.form)) {
        refuse_cell(r, row, row->form, "长表、宽表、名录、名单、挂接 之一");
        return NULL;
    }
    read_file_words(&next, row->file);
    next.day_in_first_row = jx_text_find(row->form, JX_TEXT("首行")) != SIZE_MAX ||
                            jx_text_find(row->form, JX_TEXT("first_row")) != SIZE_MAX;
    if (next.day_in_first_row) next.header_row = 2;
    if (last && jx_text_equal(last->name, next.name) && jx_text_equal(last->pattern, next.pattern) &&
        last->form == next.form && row->from == last->from)
        return last;
    *JX_PUSH(r->arena, &r->tables) = next;
    return &r->tables.items[r->tables.count - 1];
}

static jx_source_column *column_for(jx_reader *r, jx_source_table *table, jx_text header)
{
    for (size_t i = 0; i < table->columns.count; i++)
        if (jx_text_equal(table->columns.items[i].header, header)) return &table->columns.items[i];
    jx_source_column *added = JX_PUSH(r->arena, &table->columns);
    added->header = header;
    return added;
}

// `对象` or `对象 项目`.
static bool read_subject_target(jx_reader *r, jx_source_table *table, jx_source_column *column,
                                const jx_source_row *row)
{
    jx_text kind;
    if (!jx_word_begins(row->target, JX_WORD_SUBJECT, &kind)) return false;
    column->subject = true;
    if (kind.size) table->kind = kind_named(r, kind);
    if (kind.size && table->kind == JX_NONE) refuse_cell(r, row, row->target, "facts.md 的 对象 表里没有这一类");
    return true;
}

static bool is_none_word(jx_text text)
{
    return jx_text_equal(text, JX_TEXT("无")) || jx_cell_is_none(text) || jx_text_equal(text, JX_TEXT("none"));
}

static void take_value_row(jx_reader *r, jx_source_table *table, const jx_source_row *row)
{
    jx_source_column *column = column_for(r, table, row->column);
    jx_source_target shape = { .when = row->value, .definition = JX_NONE, .field = JX_NONE, .unit = row->unit,
                               .factor = jx_decimal_of(1), .blank_is_none = is_none_word(row->blank),
                               .period = row->period };
    if (read_subject_target(r, table, column, row)) return;
    if (jx_text_equal(row->target, JX_TEXT("单据")) || jx_text_equal(row->target, JX_TEXT("paper"))) {
        column->paper = true;
        return;
    }
    if (jx_text_equal(row->target, JX_TEXT("（不取）")) || jx_text_equal(row->target, JX_TEXT("(nothing)"))) {
        shape.says = JX_SAYS_NOTHING;
        add_target(r, table, column, shape);
        return;
    }
    bool taken = row->value.size ? read_statement(r, table, column, row, shape)
                                 : read_fact_target(r, table, column, row, shape) ||
                                       read_field_target(r, table, column, row, row->target, shape);
    if (!taken)
        JX_REFUSE(r, UNKNOWN_NAME, row->from, jx_span_in(row->from, row->target),
                  "对应 写 facts.md 中的一个事实，或 记录.字段；值 行写 事实 >= 数 或 事实 = null", row->target);
}

static void take_headers(jx_reader *r, jx_source_table *table, jx_text list)
{
    while (list.size) {
        jx_text header = jx_list_next(&list);
        if (header.size) column_for(r, table, header);
    }
}

static void take_link_row(jx_reader *r, jx_source_table *table, const jx_source_row *row)
{
    for (uint32_t i = 0; i < r->links.count; i++)
        if (jx_text_equal(r->links.items[i].name, row->target)) table->link = i;
    take_headers(r, table, row->column);
    table->shares = table->columns.count == 3;
    bool whole = table->columns.count == 2 || table->columns.count == 3;
    take_headers(r, table, row->period);
    if (table->link == JX_NONE)
        JX_REFUSE(r, UNKNOWN_NAME, row->from, jx_span_in(row->from, row->target), "对应 写 facts.md 中的一个挂接",
                  row->target);
    else if (!whole || table->columns.count != (table->shares ? 5u : 4u))
        refuse_cell(r, row, row->column, "列 写 户号, 代码, 份额（份额为 1 的可不写），期间 写 起, 止");
}

static void take_series_row(jx_reader *r, jx_source_table *table, const jx_source_row *row)
{
    jx_text after;
    jx_draft *fact = fact_named(r, jx_text_until(row->target, dots, 1, &after));
    bool bills = table->form == JX_FORM_BILLS, series = fact && fact->def.type->kind == JX_TYPE_SERIES;
    if (!series || bills != jx_word_is(after, JX_WORD_ALTERNATIVE)) {
        JX_REFUSE(r, UNKNOWN_NAME, row->from, jx_span_in(row->from, row->target), "对应 写一个序列，账单写 序列.替代",
                  row->target);
        return;
    }
    table->series = fact->index;
    jx_source_target target = { .definition = fact->index, .field = JX_NONE, .unit = row->unit,
                                .factor = unit_factor(r, row, row->unit, fact->def.unit, fact->def.factor) };
    column_for(r, table, jx_header_name(row->subject_column));
    if (bills) column_for(r, table, row->period_column);
    jx_source_column *last = bills ? column_for(r, table, row->value_column) : &table->columns.items[0];
    *JX_PUSH(r->arena, &last->targets) = target;
}

// `按 展会名称, 开始日期 合并`.
static void take_merge_keys(jx_reader *r, jx_source_table *table, const jx_source_row *row)
{
    static const char *const from[] = { "按 ", "merged by " }, *const to[] = { " 合并", "；", ";" };
    jx_text keys;
    (void)jx_text_until(row->form, from, JX_COUNT(from), &keys);
    keys = jx_text_until(keys, to, JX_COUNT(to), NULL);
    while (keys.size) {
        jx_text key = jx_list_next(&keys);
        bool known = false;
        for (size_t i = 0; i < table->columns.count; i++) {
            if (!jx_text_equal(table->columns.items[i].header, key)) continue;
            table->columns.items[i].key = known = true;
        }
        if (!known && key.size) refuse_cell(r, row, key, "合并 写本表的列名");
    }
}

static void take_row(jx_reader *r, const jx_source_row *row)
{
    jx_source_table *table = table_for(r, row);
    if (!table) return;
    switch (table->form) {
    case JX_FORM_LONG:
    case JX_FORM_REGISTER: take_value_row(r, table, row); return;
    case JX_FORM_LIST: take_headers(r, table, row->column); return;
    case JX_FORM_LINK: take_link_row(r, table, row); return;
    case JX_FORM_WIDE:
    case JX_FORM_BILLS: take_series_row(r, table, row); return;
    }
}

// A table of values has a column 对象, and gives facts or records, not both.
static void check_table(jx_reader *r, const jx_source_table *table)
{
    bool subject = false, facts = false;
    if (table->form != JX_FORM_LONG && table->form != JX_FORM_REGISTER) return;
    for (size_t i = 0; i < table->columns.count; i++) {
        const jx_source_column *column = &table->columns.items[i];
        subject |= column->subject;
        for (size_t k = 0; k < column->targets.count; k++) {
            const jx_source_target *target = &column->targets.items[k];
            facts |= target->definition != JX_NONE && target->field == JX_NONE;
            bool own = target->field == JX_NONE || target->definition == table->records;
            if (!own || (facts && table->records != JX_NONE))
                JX_SAY(r, CELL_INVALID, JX_SEVERITY_ERROR, table->from, table->span,
                       JX_TEXT("一张表给事实，或给一种记录"), column->header, table->name);
        }
    }
    if (!subject || table->kind == JX_NONE)
        JX_SAY(r, CELL_EMPTY, JX_SEVERITY_ERROR, table->from, table->span, JX_TEXT("写一行 对应 对象"),
               jx_own_word(r, JX_WORD_SUBJECT));
}

// A source that facts.md names but sources.md does not describe delivers nothing; that may be so in a draft.
void jx_finish_sources(jx_reader *r)
{
    for (size_t i = 0; i < r->links.count; i++) {
        jx_link_row *link = &r->links.items[i];
        link->of_kind = kind_named(r, link->of);
        link->to_kind = kind_named(r, link->to);
    }
    for (size_t i = 0; i < r->sources.count; i++)
        take_row(r, &r->sources.items[i]);
    for (size_t i = 0; i < r->tables.count; i++) {
        for (size_t k = 0; k < r->sources.count; k++) {
            const jx_source_row *row = &r->sources.items[k];
            if (row->span.start == r->tables.items[i].span.start && row->from == r->tables.items[i].from)
                take_merge_keys(r, &r->tables.items[i], row);
        }
        check_table(r, &r->tables.items[i]);
    }
}
