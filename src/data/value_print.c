// Values as text: FEEL's string() form, and canonical JSON (docs/decisions/0002-canonical-bytes.md).
//
// string() prints a text bare at the top and quoted inside lists, contexts and ranges; hence the two entries.
#include <string.h>

#include "data/temporal.h"
#include "data/value.h"

static void put(jx_buffer *out, const char *text)
{
    jx_buffer_put(out, jx_text_of(text));
}

// ---- texts ----

static void print_quoted(jx_text text, jx_buffer *out)
{
    jx_buffer_put_char(out, '"');
    for (size_t i = 0; i < text.size; i++) {
        char c = text.bytes[i];
        if (c == '"' || c == '\\') jx_buffer_put_char(out, '\\');
        if (c == '\n')
            put(out, "\\n");
        else if (c == '\r')
            put(out, "\\r");
        else if (c == '\t')
            put(out, "\\t");
        else
            jx_buffer_put_char(out, c);
    }
    jx_buffer_put_char(out, '"');
}

// The shortest escapes of RFC 8259; everything that need not be escaped is not.
void jx_json_text(jx_text text, jx_buffer *out)
{
    static const char letters[] = { ['\b'] = 'b', ['\t'] = 't', ['\n'] = 'n', ['\f'] = 'f', ['\r'] = 'r' };
    jx_buffer_put_char(out, '"');
    for (size_t i = 0; i < text.size; i++) {
        unsigned char c = (unsigned char)text.bytes[i];
        if (c == '"' || c == '\\') {
            jx_buffer_put_char(out, '\\');
            jx_buffer_put_char(out, (char)c);
        } else if (c >= 0x20) {
            jx_buffer_put_char(out, (char)c);
        } else if (c < sizeof letters && letters[c]) {
            jx_buffer_put_char(out, '\\');
            jx_buffer_put_char(out, letters[c]);
        } else {
            jx_buffer_format(out, "\\u%04x", c);
        }
    }
    jx_buffer_put_char(out, '"');
}

// ---- kinds with one plain form, the same in both ----

static void print_plain(jx_value value, jx_buffer *out)
{
    switch (value.kind) {
    case JX_NULL: put(out, "null"); return;
    case JX_BOOLEAN: put(out, value.as.boolean ? "true" : "false"); return;
    case JX_NUMBER: jx_decimal_print(value.as.number, out); return;
    case JX_RATIO: jx_exact_print(*value.as.ratio, out); return;
    case JX_STRING: jx_buffer_put(out, value.as.string); return;
    case JX_DATE: jx_date_print(value.as.date, out); return;
    case JX_TIME: jx_time_print(value.as.clock, out); return;
    case JX_DATE_TIME: jx_date_time_print(value.as.clock, out); return;
    case JX_DAYS_DURATION: jx_duration_print(value.as.duration, out); return;
    case JX_MONTHS_DURATION: jx_months_print(value.as.months, out); return;
    case JX_LIST:
    case JX_CONTEXT:
    case JX_RANGE:
    case JX_FUNCTION:
    case JX_SERIES:
    case JX_OPEN: break;
    }
    JX_UNREACHABLE();
}

// ---- string() ----

static void print_inside(jx_value value, jx_buffer *out);

static void print_list(jx_value list, jx_buffer *out)
{
    jx_buffer_put_char(out, '[');
    for (size_t i = 0; i < list.as.list.count; i++) {
        if (i) put(out, ", ");
        print_inside(list.as.list.items[i], out);
    }
    jx_buffer_put_char(out, ']');
}

static bool key_needs_quotes(jx_text key)
{
    for (size_t i = 0; i < key.size; i++)
        if (strchr("{},:\"", key.bytes[i]) || key.bytes[i] == '\\') return true;
    return key.size == 0;
}

static void print_context(const jx_context *context, jx_buffer *out)
{
    jx_buffer_put_char(out, '{');
    for (size_t i = 0; i < context->count; i++) {
        if (i) put(out, ", ");
        if (key_needs_quotes(context->names[i]))
            print_quoted(context->names[i], out);
        else
            jx_buffer_put(out, context->names[i]);
        put(out, ": ");
        print_inside(context->values[i], out);
    }
    jx_buffer_put_char(out, '}');
}

static void print_range_form(const jx_range_value *range, jx_buffer *out)
{
    jx_value end = range->low.kind == JX_NULL ? range->high : range->low;
    static const char *const signs[] = {
        [JX_RANGE_INTERVAL] = "",    [JX_RANGE_LESS] = "<",  [JX_RANGE_LESS_EQUAL] = "<=",
        [JX_RANGE_GREATER] = ">",    [JX_RANGE_EQUAL] = "=", [JX_RANGE_GREATER_EQUAL] = ">=",
        [JX_RANGE_NOT_EQUAL] = "!=",
    };
    jx_buffer_put_char(out, '(');
    put(out, signs[range->form]);
    print_inside(end, out);
    jx_buffer_put_char(out, ')');
}

static void print_range(const jx_range_value *range, jx_buffer *out)
{
    if (range->form != JX_RANGE_INTERVAL) {
        print_range_form(range, out);
        return;
    }
    jx_buffer_put_char(out, range->low_included ? '[' : '(');
    print_inside(range->low, out);
    put(out, "..");
    print_inside(range->high, out);
    jx_buffer_put_char(out, range->high_included ? ']' : ')');
}

static void print_function(const jx_function *function, jx_buffer *out)
{
    put(out, "function(");
    for (size_t i = 0; i < function->parameter_count; i++) {
        if (i) put(out, ", ");
        jx_buffer_put(out, function->parameter_names[i]);
    }
    jx_buffer_put_char(out, ')');
}

static void print_series(const jx_series *series, jx_buffer *out)
{
    jx_buffer_put(out, series->name);
    jx_buffer_put_char(out, '[');
    jx_date_print(series->first_day, out);
    put(out, "..");
    jx_date_print(series->first_day + (int64_t)series->day_count - 1, out);
    jx_buffer_put_char(out, ']');
}

// "[0..50000]", "[0..)", "("甲"|"乙")", "(..)" without bounds; "|null" where it may be 无.
static void print_open(const jx_open *open, jx_buffer *out)
{
    if (open->has_options) {
        jx_buffer_put_char(out, '(');
        for (size_t i = 0; i < open->option_count; i++) {
            if (i) jx_buffer_put_char(out, '|');
            print_inside(open->options[i], out);
        }
        jx_buffer_put_char(out, ')');
    } else {
        jx_buffer_put_char(out, open->low.finite && open->low.included ? '[' : '(');
        if (open->low.finite) print_inside(open->low.at, out);
        put(out, "..");
        if (open->high.finite) print_inside(open->high.at, out);
        jx_buffer_put_char(out, open->high.finite && open->high.included ? ']' : ')');
    }
    if (open->may_be_null) put(out, "|null");
}

static void print_inside(jx_value value, jx_buffer *out)
{
    if (value.kind == JX_STRING)
        print_quoted(value.as.string, out);
    else
        jx_value_print(value, out);
}

void jx_value_print(jx_value value, jx_buffer *out)
{
    if (value.kind == JX_LIST)
        print_list(value, out);
    else if (value.kind == JX_CONTEXT)
        print_context(value.as.context, out);
    else if (value.kind == JX_RANGE)
        print_range(value.as.range, out);
    else if (value.kind == JX_FUNCTION)
        print_function(value.as.function, out);
    else if (value.kind == JX_SERIES)
        print_series(value.as.series, out);
    else if (value.kind == JX_OPEN)
        print_open(value.as.open, out);
    else
        print_plain(value, out);
}

// ---- canonical JSON ----

static void json_items(const jx_value *items, size_t count, jx_buffer *out)
{
    jx_buffer_put_char(out, '[');
    for (size_t i = 0; i < count; i++) {
        if (i) jx_buffer_put_char(out, ',');
        jx_value_print_json(items[i], out);
    }
    jx_buffer_put_char(out, ']');
}

static void json_context(const jx_context *context, jx_buffer *out)
{
    jx_buffer_put_char(out, '{');
    for (size_t i = 0; i < context->count; i++) {
        if (i) jx_buffer_put_char(out, ',');
        jx_json_text(context->names[i], out);
        jx_buffer_put_char(out, ':');
        jx_value_print_json(context->values[i], out);
    }
    jx_buffer_put_char(out, '}');
}

static void json_series(const jx_series *series, jx_buffer *out)
{
    put(out, "{\"first_day\":\"");
    jx_date_print(series->first_day, out);
    put(out, "\",\"days\":");
    json_items(series->days, series->day_count, out);
    for (size_t i = 0; i < series->total_count; i++) {
        put(out, i == 0 ? ",\"totals\":[{\"first_day\":\"" : ",{\"first_day\":\"");
        jx_date_print(series->totals[i].first_day, out);
        jx_buffer_format(out, "\",\"day_count\":%lld,\"value\":", (long long)series->totals[i].day_count);
        jx_value_print_json(series->totals[i].value, out);
        put(out, i + 1 == series->total_count ? "}]" : "}");
    }
    jx_buffer_put_char(out, '}');
}

void jx_causes_print_json(jx_causes causes, jx_buffer *out)
{
    jx_buffer_put_char(out, '[');
    for (size_t i = 0; i < causes.count; i++) {
        if (i) jx_buffer_put_char(out, ',');
        put(out, "{\"kind\":\"");
        put(out, jx_cause_kind_slug(causes.items[i].kind));
        put(out, "\",\"name\":");
        jx_json_text(causes.items[i].name, out);
        put(out, ",\"place\":");
        jx_json_text(causes.items[i].place, out);
        jx_buffer_put_char(out, '}');
    }
    jx_buffer_put_char(out, ']');
}

static void json_end(const char *name, jx_end end, jx_buffer *out)
{
    jx_buffer_format(out, ",\"%s\":", name);
    if (end.finite)
        jx_value_print_json(end.at, out);
    else
        put(out, "null");
    jx_buffer_format(out, ",\"%s_included\":%s", name, end.finite && end.included ? "true" : "false");
}

static void json_open(const jx_open *open, jx_buffer *out)
{
    jx_type_kind kind = open->type ? open->type->kind : JX_TYPE_ANY;
    put(out, "{\"@open\":\"");
    jx_type_print(open->type, out);
    jx_buffer_put_char(out, '"');
    if (kind == JX_TYPE_NUMBER || kind == JX_TYPE_DATE) {
        json_end("least", open->low, out);
        json_end("most", open->high, out);
    }
    if (open->has_options) {
        put(out, ",\"options\":");
        json_items(open->options, open->option_count, out);
    }
    jx_buffer_format(out, ",\"may_be_null\":%s,\"causes\":", open->may_be_null ? "true" : "false");
    jx_causes_print_json(open->causes, out);
    jx_buffer_put_char(out, '}');
}

// What JSON has no form for: a text of its string() form.
static void json_printed(jx_value value, jx_buffer *out)
{
    jx_buffer text = jx_buffer_in(out->arena);
    jx_value_print(value, &text);
    jx_json_text(jx_buffer_text(&text), out);
}

void jx_value_print_json(jx_value value, jx_buffer *out)
{
    switch (value.kind) {
    case JX_NULL:
    case JX_BOOLEAN:
    case JX_NUMBER: print_plain(value, out); return;
    case JX_RATIO:
    case JX_DATE:
    case JX_DAYS_DURATION:
    case JX_MONTHS_DURATION:
        jx_buffer_put_char(out, '"');
        print_plain(value, out);
        jx_buffer_put_char(out, '"');
        return;
    case JX_STRING: jx_json_text(value.as.string, out); return;
    case JX_LIST: json_items(value.as.list.items, value.as.list.count, out); return;
    case JX_CONTEXT: json_context(value.as.context, out); return;
    case JX_SERIES: json_series(value.as.series, out); return;
    case JX_OPEN: json_open(value.as.open, out); return;
    case JX_TIME:
    case JX_DATE_TIME:
    case JX_RANGE:
    case JX_FUNCTION: json_printed(value, out); return;
    }
    JX_UNREACHABLE();
}
