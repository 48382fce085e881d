// Series and records in cases: `四季度 1000; 二月 900`, `背景; 2026-02-28 （缺）`, names of 数据 rows.
//
// Read jx_case_series and jx_case_records. A series covers the smallest calendar that holds every window the award's
// parameters name and every day the cell mentions; a day the cell does not give is a gap.
#include "policy/reader.h"

enum { DAYS_MOST = 40000 };

typedef struct {
    jx_reader *reader;
    uint32_t space;
    const jx_draft *fact;
    jx_cell_options options;
    int64_t first, last;
    bool any;
    jx_value *days;  // NULL while only the calendar is looked for
    bool bills;
    struct {
        jx_series_total *items;
        size_t count, capacity;
    } totals;
} series_reader;

static void cover(series_reader *s, int64_t first, int64_t last)
{
    if (!s->any || first < s->first) s->first = first;
    if (!s->any || last > s->last) s->last = last;
    s->any = true;
}

static bool window_of(const jx_definition *def, int64_t *first, int64_t *last)
{
    if (def->kind != JX_DEFINITION_PARAMETER || def->value.kind != JX_RANGE) return false;
    const jx_range_value *range = def->value.as.range;
    if (range->low.kind != JX_DATE || range->high.kind != JX_DATE) return false;
    *first = range->low.as.date;
    *last = range->high.as.date;
    return true;
}

static void cover_parameters(series_reader *s)
{
    uint32_t space = s->space;
    for (;; space = s->reader->spaces.items[space].outer) {
        for (size_t i = 0; i < s->reader->drafts.count; i++) {
            const jx_definition *def = &s->reader->drafts.items[i]->def;
            int64_t first, last;
            if (def->space == space && !jx_word_is(def->name, JX_WORD_VALIDITY) && window_of(def, &first, &last))
                cover(s, first, last);
        }
        if (s->reader->spaces.items[space].outer == space) return;
    }
}

static bool place_of(series_reader *s, jx_text text, int64_t *first, int64_t *last)
{
    if (jx_cell_window(text, first, last)) return true;
    jx_draft *draft = jx_draft_find(s->reader, s->space, text);
    return draft && window_of(&draft->def, first, last);
}

static jx_value gap(series_reader *s, int64_t day)
{
    jx_buffer date = jx_buffer_in(s->reader->arena);
    jx_date_print(day, &date);
    const jx_definition *def = &s->fact->def;
    jx_interval range = def->has_range ? def->range : jx_interval_all();
    jx_open open = { .type = &jx_type_number,
                     .low = range.low,
                     .high = range.high,
                     .causes = jx_cause_one(s->reader->arena, JX_CAUSE_GAP, def->name, jx_buffer_text(&date)) };
    return jx_open_value(s->reader->arena, open);
}

static bool put_days(series_reader *s, int64_t first, int64_t last, jx_text text)
{
    jx_value value = jx_null();
    bool missing = jx_cell_is_missing(text);
    if (!missing && !jx_cell_value(s->reader, text, &s->options, &value)) return false;
    cover(s, first, last);
    for (int64_t day = first; s->days && day <= last; day++)
        s->days[day - s->first] = missing ? gap(s, day) : value;
    return true;
}

// A bill is a total of its days; it stands in for them where one of them lacks a reading (SEMANTICS 4).
static bool put_bill(series_reader *s, jx_text text)
{
    static const char *const blanks[] = { " " };
    jx_text amount, place = jx_text_until(text, blanks, 1, &amount);
    int64_t first, last;
    jx_value value;
    if (!jx_cell_window(place, &first, &last) || !jx_cell_value(s->reader, amount, &s->options, &value) ||
        value.kind != JX_NUMBER)
        return false;
    cover(s, first, last);
    if (!s->days) return true;
    bool lacks = false;
    for (int64_t day = first; day <= last; day++)
        lacks |= s->days[day - s->first].kind == JX_OPEN;
    if (lacks && s->bills)
        *JX_PUSH(s->reader->arena, &s->totals) = (jx_series_total){ first, last - first + 1, value };
    return true;
}

static bool put_entries(series_reader *s, jx_text text, jx_text background)
{
    static const char *const semicolons[] = { ";", "；" };
    while (text.size) {
        jx_text rest, entry = jx_text_until(text, semicolons, 2, &rest), bill;
        text = rest;
        if (!entry.size) continue;
        if (jx_word_is(entry, JX_WORD_BACKGROUND)) {
            if (!put_entries(s, background, (jx_text){ 0 })) return false;
            continue;
        }
        if (jx_word_begins(entry, JX_WORD_BILL, &bill)) {
            if (!put_bill(s, bill)) return false;
            continue;
        }
        size_t blank = entry.size;
        while (blank > 0 && entry.bytes[blank - 1] != ' ')
            blank--;
        int64_t first, last;
        if (!blank || !place_of(s, jx_text_trim(jx_text_slice(entry, 0, blank)), &first, &last)) return false;
        if (!put_days(s, first, last, jx_text_slice(entry, blank, entry.size))) return false;
    }
    return true;
}

// 替代 `月账单，须未决 月账单 取 可`: bills count where that reading takes 可.
static bool bills_allowed(jx_reader *r, const jx_draft *fact, const jx_case_sets *sets)
{
    const jx_delivery *delivery = fact->def.delivery;
    if (!delivery || !delivery->alternative.size) return false;
    if (delivery->reading == JX_NONE) return true;
    const jx_draft *reading = r->drafts.items[delivery->reading];
    jx_text taken = reading->def.value.kind == JX_STRING ? reading->def.value.as.string : JX_TEXT("");
    for (size_t k = 0; k < sets->count; k++)
        if (sets->items[k].reading == reading) taken = sets->items[k].option;
    return jx_text_equal(taken, delivery->option);
}

bool jx_case_series(jx_reader *r, uint32_t space, const jx_draft *fact, jx_decimal factor, jx_text text,
                    jx_text background, const jx_case_sets *sets, jx_value *out)
{
    series_reader s = { .reader = r,
                        .space = space,
                        .fact = fact,
                        .options = jx_options_of(fact, JX_CAUSE_GAP),
                        .bills = bills_allowed(r, fact, sets) };
    s.options.type = &jx_type_number;
    s.options.factor = factor;
    cover_parameters(&s);
    if (!put_entries(&s, text, background) || !s.any || s.last - s.first >= DAYS_MOST) return false;
    size_t count = (size_t)(s.last - s.first + 1);
    s.days = JX_ARRAY(r->arena, count, jx_value);
    for (size_t i = 0; i < count; i++)
        s.days[i] = gap(&s, s.first + (int64_t)i);
    if (!put_entries(&s, text, background)) return false;
    jx_series *series = JX_NEW(r->arena, jx_series);
    *series = (jx_series){ .name = fact->def.name, .first_day = s.first, .day_count = count, .days = s.days,
                           .element = &jx_type_number, .totals = s.totals.items, .total_count = s.totals.count };
    *out = (jx_value){ .kind = JX_SERIES, .as.series = series };
    return true;
}

// ---- records ----

static const jx_md_row *data_row(jx_reader *r, uint32_t space, jx_text name, const jx_md_block **table)
{
    for (;; space = r->spaces.items[space].outer) {
        for (size_t i = 0; i < r->data_tables.count; i++) {
            const jx_later *data = &r->data_tables.items[i];
            for (size_t k = 0; data->space == space && k < data->block->row_count; k++)
                if (jx_text_equal(data->block->rows[k].cells[0].text, name))
                    return *table = data->block, &data->block->rows[k];
        }
        if (r->spaces.items[space].outer == space) return NULL;
    }
}

static int field_column(const jx_md_block *table, jx_text name)
{
    for (size_t i = 1; i < table->header.count; i++)
        if (jx_text_equal(jx_header_name(table->header.cells[i].text), name)) return (int)i;
    return -1;
}

// What is not given, or （缺）, is open over the field's range; the record's first field says which record it is.
static jx_value missing_field(jx_reader *r, const jx_record_field *field, jx_text record)
{
    jx_draft like = { 0 };
    like.def.type = field->type, like.def.has_range = field->has_range, like.def.range = field->range;
    like.def.options = field->options, like.def.option_count = field->option_count, like.def.may_be_null = true;
    return jx_missing(r, &like, field->name, record);
}

static bool read_data_field(jx_reader *r, const jx_md_block *table, const jx_md_row *row, const jx_record_field *field,
                            jx_text record, jx_value *out)
{
    int column = field_column(table, field->name);
    jx_md_cell cell = column < 0 ? (jx_md_cell){ 0 } : row->cells[column];
    if (!cell.text.size || jx_cell_is_missing(cell.text)) return *out = missing_field(r, field, record), true;
    jx_cell_options options = { .type = field->type,
                                .factor = field->factor,
                                .name = field->name,
                                .cause = JX_CAUSE_MISSING,
                                .has_range = field->has_range,
                                .range = field->range };
    jx_decimal factor;
    jx_text unit = jx_header_unit(table->header.cells[column].text);
    if (unit.size && jx_unit_dimensions(unit, &options.unit, &factor))
        options.factor = factor;
    else
        (void)jx_unit_dimensions(field->unit, &options.unit, &factor);
    if (jx_cell_value(r, cell.text, &options, out)) return true;
    JX_REFUSE(r, CELL_INVALID, table->source, cell.span, "", cell.text, field->name);
    return false;
}

static void check_data_columns(jx_reader *r, const jx_md_block *table, const jx_draft *fact)
{
    for (size_t i = 1; i < table->header.count; i++) {
        jx_text name = jx_header_name(table->header.cells[i].text);
        bool known = false;
        for (size_t k = 0; k < fact->def.field_count; k++)
            known |= jx_text_equal(fact->def.fields[k].name, name);
        if (!known)
            JX_REFUSE(r, COLUMN_UNKNOWN, table->source, table->header.cells[i].span, "数据表的列是记录的字段", name);
    }
}

bool jx_case_records(jx_reader *r, uint32_t space, const jx_draft *fact, jx_text text, jx_value *out)
{
    const jx_md_block *table;
    if (jx_text_equal(text, JX_TEXT("[]"))) return *out = jx_list(NULL, 0), true;
    const jx_md_row *row = data_row(r, space, text, &table);
    if (!row) return false;
    check_data_columns(r, table, fact);
    size_t width = fact->def.field_count;
    jx_text *names = JX_ARRAY(r->arena, width + 1, jx_text);
    for (size_t i = 0; i < width; i++)
        names[i] = fact->def.fields[i].name;
    struct {
        jx_value *items;
        size_t count, capacity;
    } records = { 0 };
    const jx_md_row *end = table->rows + table->row_count;
    for (bool first = true; row < end && (first || !row->cells[0].text.size); row++, first = false) {
        int naming = width ? field_column(table, names[0]) : -1;
        jx_text record = naming < 0 ? (jx_text){ 0 } : row->cells[naming].text;
        jx_value *values = JX_ARRAY(r->arena, width + 1, jx_value);
        for (size_t i = 0; i < width; i++)
            if (!read_data_field(r, table, row, &fact->def.fields[i], record, &values[i])) return true;
        *JX_PUSH(r->arena, &records) = jx_context_of(r->arena, names, values, width);
    }
    return *out = jx_list(records.items, records.count), true;
}
