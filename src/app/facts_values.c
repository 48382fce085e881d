// 长表 and 名录: which cell speaks for which fact of which subject. A cell that is refused is reported here, once.
//
// Begin with values_row().
#include <string.h>

#include "app/binding.h"

static const jx_text none = { "", 0 };

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

bool binding_code_is_sound(const binding *bind, uint32_t kind, jx_text code, jx_bad_reason *out)
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

bool binding_subject(file_reading *in, const jx_csv_row *row, uint32_t *out)
{
    jx_bad_reason reason;
    jx_text code = cell_at(row, in->subject);
    uint32_t kind = in->table->kind;
    if (!binding_code_is_sound(in->bind, kind, code, &reason)) {
        binding_bad(in->bind, in->file, row->number, in->subject_header, code, reason, none);
        return false;
    }
    *out = text_index_add(&in->bind->subjects[kind], code);
    label(in->bind, kind, *out, cell_at(row, in->name), cell_at(row, in->county));
    return true;
}

// ---- cells ----

cell_shape binding_shape(const binding *bind, uint32_t definition)
{
    const jx_definition *fact = &bind->model->definitions[definition];
    return (cell_shape){ .type = fact->type,
                         .factor = fact->factor,
                         .precision = fact->precision,
                         .has_range = fact->has_range,
                         .bounds = fact->delivery && fact->delivery->bounds,
                         .range = fact->range,
                         .options = fact->options,
                         .option_count = fact->option_count,
                         .codes = bind->codes[definition] };
}

static void speak(binding *bind, uint32_t definition, uint32_t subject, fact_cell one)
{
    fact_cells *cells = &bind->facts[definition];
    if (cells->capacity <= subject) {
        size_t grown = cells->capacity ? cells->capacity * 2 : 256;
        while (grown <= subject)
            grown *= 2;
        cells->cells =
            jx_arena_grow(bind->arena, cells->cells, cells->capacity * sizeof(fact_cell), grown * sizeof(fact_cell));
        cells->capacity = grown;
    }
    fact_cell *first = &cells->cells[subject];
    if (first->state == SAID_NOTHING) {
        *first = one;
        return;
    }
    if (first->state != SAID_CONTESTED) {
        *JX_PUSH(bind->arena, &cells->contested) = (spoken){ subject, *first };
        first->state = SAID_CONTESTED;
    }
    *JX_PUSH(bind->arena, &cells->contested) = (spoken){ subject, one };
}

// 空格 无: an empty cell of a register that is complete says 无.
static said_state empty_says(const file_reading *in, const jx_source_target *target)
{
    bool closed = in->bind->files[in->file].day >= in->bind->package->reference_day;
    return target->blank_is_none && closed && in->table->form == JX_FORM_REGISTER ? SAID_NONE : SAID_NOTHING;
}

// Each definition that the column feeds, once.
static bool comes_first(const jx_source_column *column, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (column->targets.items[i].definition == column->targets.items[at].definition) return false;
    return column->targets.items[at].definition != JX_NONE;
}

// A bound that leaves nothing of the range contradicts every other one, and itself.
static bool bound_is_empty(const cell_shape *shape, const cell *read)
{
    return read->kind == CELL_BOUND && shape->has_range &&
           jx_interval_empty(jx_interval_intersect(read->bound, shape->range));
}

static void read_fact(file_reading *in, size_t at, uint32_t definition, uint32_t subject, const jx_csv_row *row)
{
    jx_text text = cell_at(row, in->columns[at]);
    const jx_source_column *column = &in->table->columns.items[at];
    const jx_source_target *target = cell_target(column, definition, JX_NONE, text);
    fact_cell one = { .bytes = text.bytes, .size = (uint32_t)text.size, .row = row->number, .file = in->file & 0xFFFFF,
                 .table = in->table_number & 0xFFF, .column = (uint16_t)at, .state = SAID_CELL };
    // In a correction an empty cell corrects nothing, and a word that gives nothing still silences what it corrects.
    bool corrects = in->level > 0;
    bool silences = corrects && text.size > 0 && (!target || target->says == JX_SAYS_NOTHING);
    if (!target && !silences) return;
    if (text.size == 0) one.state = (uint8_t)(corrects ? SAID_NOTHING : empty_says(in, target));
    if (silences || binding_is_withdrawn(in, text)) one.state = SAID_WITHDRAWN;
    if (one.state == SAID_CELL) {
        cell_shape shape = binding_shape(in->bind, definition);
        cell read = cell_read(&shape, target, text);
        if (read.kind == CELL_REFUSED)
            binding_bad(in->bind, in->file, row->number, column->header, text, read.reason, none);
        if (read.kind == CELL_EMPTY) return;
        if (bound_is_empty(&shape, &read))
            binding_bad(in->bind, in->file, row->number, column->header, text, JX_BAD_BOUNDS_EMPTY, none);
    }
    if (one.state != SAID_NOTHING) speak(in->bind, definition, subject, one);
}

// A column of 值 rows alone, and none of them says this.
static bool is_unknown_answer(const jx_source_column *column, jx_text text)
{
    for (size_t i = 0; i < column->targets.count; i++) {
        jx_text when = column->targets.items[i].when;
        if (when.size == 0 || jx_text_equal(when, text)) return false;
    }
    return column->targets.count > 0 && text.size > 0;
}

static void join_register(file_reading *in, uint32_t subject)
{
    uint8_t **members = &in->bind->tables[in->table_number].members;
    size_t *capacity = &in->bind->tables[in->table_number].capacity;
    if (*capacity <= subject) {
        size_t grown = *capacity ? *capacity * 2 : 256;
        while (grown <= subject)
            grown *= 2;
        *members = jx_arena_grow(in->bind->arena, *members, *capacity, grown);
        *capacity = grown;
    }
    (*members)[subject] = 1;
}

void values_row(file_reading *in, const jx_csv_row *row)
{
    uint32_t subject;
    if (!binding_subject(in, row, &subject)) return;
    if (in->table->form == JX_FORM_REGISTER) join_register(in, subject);
    for (size_t i = 0; i < in->table->columns.count; i++) {
        const jx_source_column *column = &in->table->columns.items[i];
        jx_text text = cell_at(row, in->columns[i]);
        if (column->subject || in->columns[i] == SIZE_MAX) continue;
        if (is_unknown_answer(column, text) && !binding_is_withdrawn(in, text))
            binding_bad(in->bind, in->file, row->number, column->header, text, JX_BAD_UNKNOWN_ANSWER, none);
        for (size_t k = 0; k < column->targets.count; k++)
            if (comes_first(column, k)) read_fact(in, i, column->targets.items[k].definition, subject, row);
    }
}
