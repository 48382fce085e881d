// How one value is shown: in the unit it was delivered or written in, with at most six decimals of a quotient.
#include "award/explaining.h"

bool jx_is_zh(const jx_explaining *explaining)
{
    return explaining->options->language == JX_CHINESE;
}

void jx_put(jx_explaining *explaining, jx_text text)
{
    jx_buffer_put(explaining->out, text);
}

jx_text jx_source_text(const jx_node *node)
{
    return node->source ? jx_source_written(node->source, node->span) : (jx_text){ 0 };
}

void jx_put_number(jx_explaining *explaining, jx_exact value, jx_shown_unit unit)
{
    jx_exact shown;
    jx_decimal rounded;
    if (!jx_exact_divide(value, jx_exact_of(unit.factor), &shown)) shown = value;
    if (jx_exact_is_decimal(shown) || !jx_exact_to_decimal(shown, 6, JX_ROUND_HALF_EVEN, &rounded))
        rounded = jx_exact_to_34(shown);
    else jx_put(explaining, JX_TEXT("≈"));
    jx_decimal_print(rounded, explaining->out);
    if (unit.is_percent) jx_put(explaining, JX_TEXT("%"));
    else if (unit.name.size) jx_buffer_format(explaining->out, " %.*s", JX_TEXT_ARG(unit.name));
}

static void put_end(jx_explaining *explaining, jx_end end, jx_shown_unit unit)
{
    if (!end.finite) return;
    if (jx_is_numeric(end.at)) jx_put_number(explaining, jx_value_exact(end.at), unit);
    else jx_value_print(end.at, explaining->out);
}

void jx_put_value(jx_explaining *explaining, jx_value value, jx_shown_unit unit)
{
    bool zh = jx_is_zh(explaining);
    if (jx_is_numeric(value)) {
        jx_put_number(explaining, jx_value_exact(value), unit);
    } else if (value.kind == JX_NULL) {
        jx_put(explaining, zh ? JX_TEXT("无") : JX_TEXT("none"));
    } else if (value.kind == JX_BOOLEAN) {
        if (value.as.boolean) jx_put(explaining, zh ? JX_TEXT("是") : JX_TEXT("yes"));
        else jx_put(explaining, zh ? JX_TEXT("否") : JX_TEXT("no"));
    } else if (jx_is_open(value) && (value.as.open->low.finite || value.as.open->high.finite)) {
        jx_put(explaining, value.as.open->low.included ? JX_TEXT("[") : JX_TEXT("("));
        put_end(explaining, value.as.open->low, unit);
        jx_put(explaining, JX_TEXT(".."));
        put_end(explaining, value.as.open->high, unit);
        jx_put(explaining, value.as.open->high.included ? JX_TEXT("]") : JX_TEXT(")"));
    } else if (jx_is_open(value)) {
        jx_put(explaining, zh ? JX_TEXT("未知") : JX_TEXT("unknown"));
    } else if (value.kind == JX_LIST) {
        jx_buffer_format(explaining->out, zh ? "%zu 条" : "%zu records", value.as.list.count);
    } else if (value.kind == JX_SERIES) {
        jx_buffer_format(explaining->out, zh ? "%zu 日" : "%zu days", value.as.series->day_count);
    } else if (value.kind == JX_STRING) {
        jx_put(explaining, value.as.string);
    } else {
        jx_value_print(value, explaining->out);
    }
}

