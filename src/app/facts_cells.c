// One cell -> a value, a bound, nothing, or a refusal with its reason (docs/binding.md section 2). Nothing is repaired.
#include <stdlib.h>
#include <string.h>

#include "app/binding.h"

static cell refused(jx_bad_reason reason)
{
    return (cell){ .kind = CELL_REFUSED, .reason = reason };
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

static bool in_range(const jx_definition *definition, jx_value value)
{
    return !definition->has_range || jx_interval_contains(definition->range, jx_interval_point(value));
}

// Precision counts in the fact's own unit.
static bool precise_enough(const jx_definition *definition, jx_decimal base)
{
    jx_decimal shown, rounded;
    if (definition->precision < 0) return true;
    if (!jx_decimal_divide(base, definition->factor, &shown)) return false;
    return jx_decimal_round(shown, definition->precision, JX_ROUND_HALF_EVEN, &rounded) &&
           jx_decimal_compare(shown, rounded) == 0;
}

static cell read_number(const jx_definition *definition, const column_target *target, jx_text text)
{
    jx_decimal number, base;
    if (!is_plain_number(text) || !jx_decimal_read(text, &number)) return refused(JX_BAD_UNREADABLE);
    if (!jx_decimal_multiply(number, target->factor, &base)) return refused(JX_BAD_UNREADABLE);
    if (!in_range(definition, jx_number(base))) return refused(JX_BAD_RANGE);
    if (!precise_enough(definition, base)) return refused(JX_BAD_PRECISION);
    return (cell){ .kind = CELL_VALUE, .value = jx_number(base) };
}

static jx_interval interval_of(bound_sign sign, jx_decimal at)
{
    jx_interval all = jx_interval_all();
    jx_end end = { .finite = true,
                   .included = sign == SIGN_GREATER_EQUAL || sign == SIGN_LESS_EQUAL,
                   .at = jx_number(at) };
    if (sign == SIGN_GREATER_EQUAL || sign == SIGN_GREATER)
        all.low = end;
    else
        all.high = end;
    return all;
}

static bool take_sign(jx_text *text, bound_sign *out)
{
    static const struct {
        const char *written;
        bound_sign sign;
    } signs[] = { { ">=", SIGN_GREATER_EQUAL }, { "<=", SIGN_LESS_EQUAL }, { ">", SIGN_GREATER }, { "<", SIGN_LESS } };
    for (size_t i = 0; i < JX_COUNT(signs); i++) {
        if (!jx_text_starts_with(*text, jx_text_of(signs[i].written))) continue;
        *out = signs[i].sign;
        *text = jx_text_trim(jx_text_slice(*text, strlen(signs[i].written), text->size));
        return true;
    }
    return false;
}

static cell read_bound(const jx_definition *definition, const fact_words *words, const column_target *target,
                       bound_sign sign, jx_text text)
{
    if (!words->bounds) return refused(JX_BAD_BOUND_UNLAWFUL);
    cell end = read_number(definition, target, text);
    if (end.kind != CELL_VALUE) return end;
    return (cell){ .kind = CELL_BOUND, .bound = interval_of(sign, end.value.as.number) };
}

static cell read_text(const jx_definition *definition, const fact_words *words, jx_text text)
{
    uint32_t number;
    bool known = !words->coded || text_index_find(&words->codes, text, &number);
    if (definition->option_count > 0) {
        bool found = false;
        for (size_t i = 0; i < definition->option_count; i++)
            found = found || jx_text_equal(definition->options[i].as.string, text);
        known = known && found;
    }
    return known ? (cell){ .kind = CELL_VALUE, .value = jx_string(text) } : refused(JX_BAD_UNKNOWN_CODE);
}

static cell read_boolean(jx_text text)
{
    bool yes = jx_text_equal(text, JX_TEXT("是")) || jx_text_equal(text, JX_TEXT("yes"));
    bool no = jx_text_equal(text, JX_TEXT("否")) || jx_text_equal(text, JX_TEXT("no"));
    return yes || no ? (cell){ .kind = CELL_VALUE, .value = jx_boolean(yes) } : refused(JX_BAD_NOT_YES_NO);
}

static cell read_date(const jx_definition *definition, jx_text text)
{
    int64_t day;
    if (text.size != 10 || !jx_date_read(text, &day)) return refused(JX_BAD_NOT_A_DATE);
    return in_range(definition, jx_date(day)) ? (cell){ .kind = CELL_VALUE, .value = jx_date(day) }
                                              : refused(JX_BAD_RANGE);
}

cell cell_read(const jx_definition *definition, const fact_words *words, const column_target *target, jx_text text)
{
    bound_sign sign;
    if (text.size == 0) return (cell){ .kind = CELL_EMPTY };
    if (jx_csv_is_formula(text)) return refused(JX_BAD_FORMULA);
    if (definition->type->kind == JX_TYPE_BOOLEAN) return read_boolean(text);
    if (definition->type->kind == JX_TYPE_DATE) return read_date(definition, text);
    if (definition->type->kind == JX_TYPE_STRING) return read_text(definition, words, text);
    if (take_sign(&text, &sign)) return read_bound(definition, words, target, sign, text);
    return read_number(definition, target, text);
}

// What a 值 row of sources.md says when its answer was given.
cell cell_of_target(const jx_definition *definition, const column_target *target)
{
    if (target->null) return (cell){ .kind = CELL_NULL, .value = jx_null() };
    if (target->sign != SIGN_NONE)
        return (cell){ .kind = CELL_BOUND, .bound = interval_of(target->sign, target->bound) };
    return definition->type->kind == JX_TYPE_BOOLEAN ? (cell){ .kind = CELL_VALUE, .value = jx_boolean(true) }
                                                     : (cell){ .kind = CELL_EMPTY };
}

static int compare_options(const void *a, const void *b)
{
    return jx_value_compare(*(const jx_value *)a, *(const jx_value *)b);
}

jx_value facts_missing(jx_arena *arena, const jx_definition *definition, bool may_be_null)
{
    jx_open open = { .type = definition->type,
                     .may_be_null = may_be_null,
                     .causes = jx_cause_one(arena, JX_CAUSE_MISSING, definition->name, JX_TEXT("")) };
    if (definition->type->kind == JX_TYPE_BOOLEAN) {
        // The reader of options wants both ends; jx_open_boolean knows how.
        open = *jx_open_boolean(arena, open.causes).as.open;
        open.may_be_null = may_be_null;
    }
    if (definition->has_range) {
        open.low = definition->range.low;
        open.high = definition->range.high;
    }
    if (definition->option_count > 0 && definition->type->kind == JX_TYPE_STRING) {
        jx_value *sorted = JX_ARRAY(arena, definition->option_count, jx_value);
        memcpy(sorted, definition->options, definition->option_count * sizeof *sorted);
        qsort(sorted, definition->option_count, sizeof *sorted, compare_options);
        open.has_options = true;
        open.options = sorted;
        open.option_count = definition->option_count;
    }
    return jx_open_value(arena, open);
}
