// Builds columns and reads them back. `jx_column_build` fills states and the open rows, then tries the forms in turn; a
// filler answers false when some row does not fit its form, and the next one is tried.
#include <stdlib.h>

#include "data/column.h"

enum { SCALE_MAX = 18 };

// ---- states and open rows ----

static uint32_t cause_set_of(jx_arena *arena, jx_column *column, jx_causes *sets, jx_causes causes)
{
    (void)arena;
    size_t i = column->cause_set_count;
    while (i > 0) {  // the latest first: neighbours share causes
        const jx_causes *set = &sets[--i];
        bool same = set->count == causes.count;
        for (size_t j = 0; same && j < causes.count; j++)
            same = set->items[j].kind == causes.items[j].kind &&
                   jx_text_equal(set->items[j].name, causes.items[j].name) &&
                   jx_text_equal(set->items[j].place, causes.items[j].place);
        if (same) return (uint32_t)i;
        if (column->cause_set_count - i >= 64) break;  // many distinct sets: a double costs less than looking further
    }
    sets[column->cause_set_count] = causes;
    return (uint32_t)column->cause_set_count++;
}

static void fill_states(jx_arena *arena, jx_column *column, const jx_value *rows)
{
    for (size_t i = 0; i < column->count; i++) {
        column->null_count += rows[i].kind == JX_NULL;
        column->open_count += rows[i].kind == JX_OPEN;
    }
    if (column->null_count + column->open_count == 0) return;
    uint8_t *states = JX_ARRAY(arena, column->count, uint8_t);
    jx_column_open *opens = JX_ARRAY(arena, column->open_count, jx_column_open);
    jx_causes *sets = JX_ARRAY(arena, column->open_count, jx_causes);
    size_t at = 0;
    for (size_t i = 0; i < column->count; i++) {
        states[i] = rows[i].kind == JX_NULL ? JX_STATE_NULL : rows[i].kind == JX_OPEN ? JX_STATE_OPEN : JX_STATE_VALUE;
        if (rows[i].kind != JX_OPEN) continue;
        const jx_open *open = rows[i].as.open;
        opens[at].row = (uint32_t)i;
        opens[at].open = open;
        opens[at].flags = (open->may_be_null ? JX_OPEN_MAY_BE_NULL : 0) | (open->has_options ? JX_OPEN_ODD : 0);
        opens[at++].causes = cause_set_of(arena, column, sets, open->causes);
    }
    column->states = states;
    column->opens = opens;
    column->cause_sets = sets;
}

// ---- integers: scaled numbers and dates ----

static bool to_integer(jx_value value, int scale, int64_t *out)
{
    if (value.kind == JX_DATE)
        *out = value.as.date;
    else if (value.kind != JX_NUMBER || !jx_decimal_to_scaled(value.as.number, scale, out))
        return false;
    return *out != INT64_MIN;
}

static void fill_ends(jx_column_open *open, int scale)
{
    const jx_end *low = &open->open->low, *high = &open->open->high;
    if (low->finite && to_integer(low->at, scale, &open->least))
        open->flags |= JX_OPEN_LEAST;
    else if (low->finite)
        open->flags |= JX_OPEN_ODD;
    if (high->finite && to_integer(high->at, scale, &open->most))
        open->flags |= JX_OPEN_MOST;
    else if (high->finite)
        open->flags |= JX_OPEN_ODD;
    if (low->finite && low->included) open->flags |= JX_OPEN_LEAST_INCLUDED;
    if (high->finite && high->included) open->flags |= JX_OPEN_MOST_INCLUDED;
}

// The smallest scale in which every number, and where possible every end of a range, is whole.
static bool find_scale(const jx_value *rows, size_t count, int *out)
{
    int64_t integer;
    for (size_t i = 0; i < count; i++) {
        if (rows[i].kind == JX_NULL || rows[i].kind == JX_OPEN) continue;
        while (!to_integer(rows[i], *out, &integer))
            if (++*out > SCALE_MAX) return false;
    }
    return true;
}

static bool fill_integers(jx_arena *arena, jx_column *column, const jx_value *rows, jx_kind kind, jx_column_form form)
{
    if (kind == JX_NUMBER && !find_scale(rows, column->count, &column->scale)) return false;
    int64_t *integers = JX_ARRAY(arena, column->count, int64_t);
    column->magnitude = 0;
    for (size_t i = 0; i < column->count; i++) {
        if (rows[i].kind == JX_NULL || rows[i].kind == JX_OPEN) continue;
        if (rows[i].kind != kind || !to_integer(rows[i], column->scale, &integers[i])) return false;
        uint64_t size = integers[i] < 0 ? (uint64_t)-integers[i] : (uint64_t)integers[i];
        if (size > column->magnitude) column->magnitude = size;
    }
    jx_column_open *opens = (jx_column_open *)(uintptr_t)column->opens;
    for (size_t i = 0; i < column->open_count; i++)
        fill_ends(&opens[i], column->scale);
    column->form = form;
    column->as.integers = integers;
    return true;
}

// ---- decimals, booleans, texts ----

static void fill_decimals(jx_arena *arena, jx_column *column, const jx_value *rows)
{
    jx_decimal *decimals = JX_ARRAY(arena, column->count, jx_decimal);
    for (size_t i = 0; i < column->count; i++)
        decimals[i] = rows[i].kind == JX_NUMBER ? rows[i].as.number : jx_decimal_of(0);
    column->scale = 0;
    column->form = JX_COLUMN_DECIMAL;
    column->as.decimals = decimals;
}

static void fill_booleans(jx_arena *arena, jx_column *column, const jx_value *rows)
{
    uint8_t *booleans = JX_ARRAY(arena, column->count, uint8_t);
    for (size_t i = 0; i < column->count; i++)
        booleans[i] = jx_is_true(rows[i]);
    column->form = JX_COLUMN_BOOLEAN;
    column->as.booleans = booleans;
}

static int compare_texts(const void *a, const void *b)
{
    return jx_text_compare(*(const jx_text *)a, *(const jx_text *)b);
}

static void fill_texts(jx_arena *arena, jx_column *column, const jx_value *rows)
{
    jx_text *texts = JX_ARRAY(arena, column->count, jx_text);
    uint32_t *codes = JX_ARRAY(arena, column->count, uint32_t);
    size_t count = 0, kept = 0;
    for (size_t i = 0; i < column->count; i++)
        if (rows[i].kind == JX_STRING) texts[count++] = rows[i].as.string;
    qsort(texts, count, sizeof *texts, compare_texts);
    for (size_t i = 0; i < count; i++)
        if (i == 0 || !jx_text_equal(texts[i], texts[kept - 1])) texts[kept++] = texts[i];
    column->form = JX_COLUMN_TEXT;
    column->dictionary = texts;
    column->dictionary_count = kept;
    for (size_t i = 0; i < column->count; i++)
        if (rows[i].kind == JX_STRING) jx_column_code(column, rows[i].as.string, &codes[i]);
    column->as.codes = codes;
}

bool jx_column_code(const jx_column *column, jx_text text, uint32_t *out_code)
{
    size_t low = 0, high = column->dictionary_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (jx_text_compare(column->dictionary[middle], text) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    *out_code = (uint32_t)low;
    return low < column->dictionary_count && jx_text_equal(column->dictionary[low], text);
}

// ---- records ----

// The names that all records of all rows have, in one order; NULL if they differ or there is none.
static const jx_context *shape_of(const jx_value *rows, size_t count, size_t *out_total)
{
    const jx_context *shape = NULL;
    *out_total = 0;
    for (size_t i = 0; i < count; i++) {
        if (rows[i].kind != JX_LIST) continue;
        *out_total += rows[i].as.list.count;
        for (size_t j = 0; j < rows[i].as.list.count; j++) {
            if (rows[i].as.list.items[j].kind != JX_CONTEXT) return NULL;
            const jx_context *record = rows[i].as.list.items[j].as.context;
            if (!shape) shape = record;
            if (record->count != shape->count) return NULL;
            for (size_t k = 0; record->names != shape->names && k < shape->count; k++)
                if (!jx_text_equal(record->names[k], shape->names[k])) return NULL;
        }
    }
    return *out_total <= UINT32_MAX ? shape : NULL;
}

static jx_column child_column(jx_arena *arena, const jx_value *rows, size_t count, size_t total, size_t name)
{
    jx_value *values = JX_ARRAY(arena, total, jx_value);
    size_t at = 0;
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; rows[i].kind == JX_LIST && j < rows[i].as.list.count; j++)
            values[at++] = rows[i].as.list.items[j].as.context->values[name];
    return jx_column_build(arena, values, total, NULL);
}

static bool fill_records(jx_arena *arena, jx_column *column, const jx_value *rows)
{
    size_t total;
    const jx_context *shape = shape_of(rows, column->count, &total);
    if (!shape) return false;
    uint32_t *offsets = JX_ARRAY(arena, column->count + 1, uint32_t);
    jx_column *children = JX_ARRAY(arena, shape->count, jx_column);
    for (size_t i = 0; i < column->count; i++)
        offsets[i + 1] = offsets[i] + (rows[i].kind == JX_LIST ? (uint32_t)rows[i].as.list.count : 0);
    for (size_t k = 0; k < shape->count; k++)
        children[k] = child_column(arena, rows, column->count, total, k);
    column->form = JX_COLUMN_RECORDS;
    column->dictionary = shape->names;
    column->dictionary_count = shape->count;
    column->children = children;
    column->as.offsets = offsets;
    return true;
}

// ---- building ----

// The kind of all value rows: JX_NULL if there is none, JX_OPEN if they differ.
static jx_kind common_kind(const jx_value *rows, size_t count)
{
    jx_kind kind = JX_NULL;
    for (size_t i = 0; i < count; i++) {
        if (rows[i].kind == JX_NULL || rows[i].kind == JX_OPEN) continue;
        if (kind != JX_NULL && rows[i].kind != kind) return JX_OPEN;
        kind = rows[i].kind;
    }
    return kind;
}

// With no value at all the open rows say what the column would hold.
static jx_kind kind_of_opens(const jx_column *column)
{
    const jx_type *type = column->open_count ? column->opens[0].open->type : NULL;
    if (type && type->kind == JX_TYPE_DATE) return JX_DATE;
    if (type && type->kind == JX_TYPE_BOOLEAN) return JX_BOOLEAN;
    if (type && type->kind == JX_TYPE_STRING) return JX_STRING;
    return type && type->kind == JX_TYPE_NUMBER ? JX_NUMBER : JX_NULL;
}

static void fill_values(jx_arena *arena, jx_column *column, const jx_value *rows)
{
    jx_value *values = JX_ARRAY(arena, column->count, jx_value);
    for (size_t i = 0; i < column->count; i++)
        values[i] = rows[i];
    column->form = JX_COLUMN_VALUE;
    column->as.values = values;
}

jx_column jx_column_build(jx_arena *arena, const jx_value *rows, size_t count, const jx_open *range)
{
    assert(count < UINT32_MAX);
    jx_column column = { .count = count };
    fill_states(arena, &column, rows);
    jx_kind kind = common_kind(rows, count);
    if (kind == JX_NULL) kind = kind_of_opens(&column);
    if (kind == JX_NUMBER) {
        if (!fill_integers(arena, &column, rows, kind, JX_COLUMN_SCALED)) fill_decimals(arena, &column, rows);
    } else if (kind == JX_DATE) {
        if (!fill_integers(arena, &column, rows, kind, JX_COLUMN_DATE)) fill_values(arena, &column, rows);
    } else if (kind == JX_BOOLEAN) {
        fill_booleans(arena, &column, rows);
    } else if (kind == JX_STRING) {
        fill_texts(arena, &column, rows);
    } else if (kind == JX_SERIES) {
        column.form = JX_COLUMN_SERIES;
        column.as.tiles = jx_tiles_build(arena, rows, count, range);
    } else if (kind != JX_LIST || !fill_records(arena, &column, rows)) {
        fill_values(arena, &column, rows);
    }
    return column;
}

// ---- reading ----

jx_state jx_column_state(const jx_column *column, size_t row)
{
    return column->states ? (jx_state)column->states[row] : JX_STATE_VALUE;
}

const jx_column_open *jx_column_open_at(const jx_column *column, size_t row)
{
    size_t low = 0, high = column->open_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (column->opens[middle].row < row)
            low = middle + 1;
        else
            high = middle;
    }
    return low < column->open_count && column->opens[low].row == row ? &column->opens[low] : NULL;
}

static jx_value record_list(jx_arena *arena, const jx_column *column, size_t row)
{
    size_t first = column->as.offsets[row], count = column->as.offsets[row + 1] - first;
    size_t width = column->dictionary_count;
    jx_value *items = JX_ARRAY(arena, count, jx_value), *values = JX_ARRAY(arena, count * width, jx_value);
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < width; k++)
            values[i * width + k] = jx_column_value(arena, &column->children[k], first + i);
        items[i] = jx_context_of(arena, column->dictionary, values + i * width, width);
    }
    return jx_list(items, count);
}

jx_value jx_column_value(jx_arena *arena, const jx_column *column, size_t row)
{
    jx_state state = jx_column_state(column, row);
    if (state == JX_STATE_NULL) return jx_null();
    if (state == JX_STATE_OPEN) return (jx_value){ .kind = JX_OPEN, .as.open = jx_column_open_at(column, row)->open };
    switch (column->form) {
    case JX_COLUMN_SCALED: return jx_number(jx_decimal_scaled(column->as.integers[row], column->scale));
    case JX_COLUMN_DECIMAL: return jx_number(column->as.decimals[row]);
    case JX_COLUMN_BOOLEAN: return jx_boolean(column->as.booleans[row]);
    case JX_COLUMN_DATE: return jx_date(column->as.integers[row]);
    case JX_COLUMN_TEXT: return jx_string(column->dictionary[column->as.codes[row]]);
    case JX_COLUMN_SERIES: return jx_series_value(jx_tiles_series(arena, column->as.tiles, row));
    case JX_COLUMN_RECORDS: return record_list(arena, column, row);
    case JX_COLUMN_VALUE: return column->as.values[row];
    }
    JX_UNREACHABLE();
}
