// One cell -> a value, a bound, nothing, or a refusal with its reason (docs/binding.md section 2). Nothing is repaired.
#include <stdlib.h>
#include <string.h>

#include "app/binding.h"

static cell refused(jx_bad_reason reason)
{
    return (cell){ .kind = CELL_REFUSED, .reason = reason };
}

jx_text cell_at(const jx_csv_row *row, size_t column)
{
    return column < row->count ? jx_text_trim(row->cells[column]) : (jx_text){ "", 0 };
}

// [-]digits[.digits] and nothing else: no exponent, no plus, no blank.
static bool is_plain_number(jx_text text)
{
    size_t at = text.size > 0 && text.bytes[0] == '-', digits = 0, points = 0;
    for (; at < text.size; at++) {
        if (text.bytes[at] >= '0' && text.bytes[at] <= '9')
            digits++;
        else if (text.bytes[at] == '.' && points == 0 && digits > 0 && at + 1 < text.size)
            points++;
        else
            return false;
    }
    return digits > 0;
}

enum { DIGITS_MAX = 34 };  // of a jx_decimal

static size_t significant_digits(jx_text text)
{
    size_t count = 0, zeros = 0;
    for (size_t i = 0; i < text.size; i++) {
        if (text.bytes[i] == '-' || text.bytes[i] == '.') continue;
        if (text.bytes[i] == '0') {
            zeros += count > 0;
            continue;
        }
        count += zeros + 1;
        zeros = 0;
    }
    return count;
}

static bool in_range(const cell_shape *shape, jx_value value)
{
    return !shape->has_range || jx_interval_contains(shape->range, jx_interval_point(value));
}

// Precision counts in the fact's own unit.
static bool precise_enough(const cell_shape *shape, jx_decimal base)
{
    jx_decimal shown, rounded;
    if (shape->precision < 0) return true;
    if (!jx_decimal_divide(base, shape->factor, &shown)) return false;
    return jx_decimal_round(shown, shape->precision, JX_ROUND_HALF_EVEN, &rounded) &&
           jx_decimal_compare(shown, rounded) == 0;
}

static cell read_number(const cell_shape *shape, const jx_source_target *target, jx_text text)
{
    jx_decimal number, base;
    if (!is_plain_number(text) || !jx_decimal_read(text, &number)) return refused(JX_BAD_UNREADABLE);
    if (significant_digits(text) > DIGITS_MAX) return refused(JX_BAD_RANGE);  // reading it has rounded it
    if (!jx_decimal_multiply(number, target->factor, &base)) return refused(JX_BAD_UNREADABLE);
    if (!in_range(shape, jx_number(base))) return refused(JX_BAD_RANGE);
    if (!precise_enough(shape, base)) return refused(JX_BAD_PRECISION);
    return (cell){ .kind = CELL_VALUE, .value = jx_number(base) };
}

static cell bound_of(jx_saying says, jx_decimal at)
{
    jx_interval all = jx_interval_all();
    jx_end end = { .finite = true,
                   .included = says == JX_SAYS_AT_LEAST || says == JX_SAYS_AT_MOST,
                   .at = jx_number(at) };
    if (says == JX_SAYS_AT_LEAST || says == JX_SAYS_MORE)
        all.low = end;
    else
        all.high = end;
    return (cell){ .kind = CELL_BOUND, .bound = all };
}

static bool take_sign(jx_text *text, jx_saying *out)
{
    static const struct {
        const char *written;
        jx_saying says;
    } signs[] = { { ">=", JX_SAYS_AT_LEAST }, { "<=", JX_SAYS_AT_MOST }, { ">", JX_SAYS_MORE }, { "<", JX_SAYS_LESS } };
    for (size_t i = 0; i < JX_COUNT(signs); i++) {
        if (!jx_text_starts_with(*text, jx_text_of(signs[i].written))) continue;
        *out = signs[i].says;
        *text = jx_text_trim(jx_text_slice(*text, strlen(signs[i].written), text->size));
        return true;
    }
    return false;
}

static cell read_bound(const cell_shape *shape, const jx_source_target *target, jx_saying says, jx_text text)
{
    if (!shape->bounds) return refused(JX_BAD_BOUND_UNLAWFUL);
    cell end = read_number(shape, target, text);
    return end.kind == CELL_VALUE ? bound_of(says, end.value.as.number) : end;
}

static cell read_text(const cell_shape *shape, jx_text text)
{
    uint32_t number;
    bool known = !shape->codes || text_index_find(shape->codes, text, &number);
    bool found = shape->option_count == 0;
    for (size_t i = 0; i < shape->option_count && !found; i++)
        found = jx_text_equal(shape->options[i].as.string, text);
    return known && found ? (cell){ .kind = CELL_VALUE, .value = jx_string(text) } : refused(JX_BAD_UNKNOWN_CODE);
}

static cell read_boolean(jx_text text)
{
    bool yes = jx_text_equal(text, JX_TEXT("是")) || jx_text_equal(text, JX_TEXT("yes"));
    bool no = jx_text_equal(text, JX_TEXT("否")) || jx_text_equal(text, JX_TEXT("no"));
    return yes || no ? (cell){ .kind = CELL_VALUE, .value = jx_boolean(yes) } : refused(JX_BAD_NOT_YES_NO);
}

static cell read_date(const cell_shape *shape, jx_text text)
{
    int64_t day;
    if (text.size != 10 || !jx_date_read(text, &day)) return refused(JX_BAD_NOT_A_DATE);
    return in_range(shape, jx_date(day)) ? (cell){ .kind = CELL_VALUE, .value = jx_date(day) } : refused(JX_BAD_RANGE);
}

static cell read_plain(const cell_shape *shape, const jx_source_target *target, jx_text text)
{
    jx_saying says;
    if (text.size == 0) return (cell){ .kind = CELL_EMPTY };
    if (jx_csv_is_formula(text)) return refused(JX_BAD_FORMULA);
    if (shape->type->kind == JX_TYPE_BOOLEAN) return read_boolean(text);
    if (shape->type->kind == JX_TYPE_DATE) return read_date(shape, text);
    if (shape->type->kind == JX_TYPE_STRING) return read_text(shape, text);
    if (take_sign(&text, &says)) return read_bound(shape, target, says, text);
    return read_number(shape, target, text);
}

cell cell_read(const cell_shape *shape, const jx_source_target *target, jx_text text)
{
    switch (target->says) {
    case JX_SAYS_VALUE: return read_plain(shape, target, text);
    case JX_SAYS_NOTHING: return (cell){ .kind = CELL_EMPTY };
    case JX_SAYS_NONE: return (cell){ .kind = CELL_NULL, .value = jx_null() };
    case JX_SAYS_AT_LEAST:
    case JX_SAYS_MORE:
    case JX_SAYS_AT_MOST:
    case JX_SAYS_LESS: return bound_of(target->says, target->bound);
    }
    JX_UNREACHABLE();
}

const jx_source_target *cell_target(const jx_source_column *column, uint32_t definition, uint32_t field, jx_text text)
{
    const jx_source_target *plain = NULL;
    for (size_t i = 0; i < column->targets.count; i++) {
        const jx_source_target *target = &column->targets.items[i];
        if (target->definition != definition || target->field != field) continue;
        if (target->when.size == 0)
            plain = target;
        else if (jx_text_equal(target->when, text))
            return target;
    }
    return plain;
}

// ---- what nobody supplied ----

static int compare_options(const void *a, const void *b)
{
    return jx_value_compare(*(const jx_value *)a, *(const jx_value *)b);
}

static void give_options(jx_arena *arena, const jx_value *options, size_t count, jx_open *open)
{
    jx_value *sorted = JX_ARRAY(arena, count, jx_value);
    memcpy(sorted, options, count * sizeof *sorted);
    qsort(sorted, count, sizeof *sorted, compare_options);
    open->has_options = true;
    open->options = sorted;
    open->option_count = count;
}

static jx_value missing(jx_arena *arena, const cell_shape *shape, bool may_be_null, jx_causes causes)
{
    jx_open open = { .type = shape->type, .may_be_null = may_be_null, .causes = causes };
    if (shape->type->kind == JX_TYPE_BOOLEAN) {
        // The reader of options wants both ends; jx_open_boolean knows how.
        open = *jx_open_boolean(arena, causes).as.open;
        open.may_be_null = may_be_null;
    }
    if (shape->has_range) {
        open.low = shape->range.low;
        open.high = shape->range.high;
    }
    if (shape->option_count > 0 && shape->type->kind == JX_TYPE_STRING)
        give_options(arena, shape->options, shape->option_count, &open);
    return jx_open_value(arena, open);
}

jx_value facts_missing(jx_arena *arena, const jx_definition *fact, bool may_be_null)
{
    cell_shape shape = { .type = fact->type, .has_range = fact->has_range, .range = fact->range,
                         .options = fact->options, .option_count = fact->option_count };
    return missing(arena, &shape, may_be_null, jx_cause_one(arena, JX_CAUSE_MISSING, fact->name, JX_TEXT("")));
}

jx_value facts_missing_field(jx_arena *arena, const jx_record_field *field, jx_text place)
{
    cell_shape shape = { .type = field->type, .has_range = field->has_range, .range = field->range,
                         .options = field->options, .option_count = field->option_count };
    return missing(arena, &shape, true, jx_cause_one(arena, JX_CAUSE_MISSING, field->name, place));
}
