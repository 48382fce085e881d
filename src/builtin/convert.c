// Conversions: texts to numbers, dates, times, durations, and values to text. range() is in convert_range.c.
#include "builtin/parts.h"

#include <string.h>

// ---- number, string ----

// The separator as a byte, `none` for null; false: not one of `allowed`.
static bool read_separator(jx_value given, const char *allowed, char none, char *out) {
    *out = none;
    if (given.kind == JX_NULL) return true;
    if (given.as.string.size != 1 || !strchr(allowed, given.as.string.bytes[0])) return false;
    *out = given.as.string.bytes[0];
    return *out != 0;
}

// The text without grouping separators and with a point; false: a point stands where it means nothing.
static bool plain_number(jx_text from, char grouping, char decimal, jx_buffer *out) {
    for (size_t i = 0; i < from.size; i++) {
        char c = from.bytes[i];
        if (grouping && c == grouping) continue;
        if (c == '.' && decimal != '.') return false;
        jx_buffer_put_char(out, c == decimal ? '.' : c);
    }
    return true;
}

jx_value jx_fn_number(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    (void)count;
    char       grouping, decimal;
    jx_decimal result;
    jx_buffer  plain = jx_buffer_in(context->arena);
    if (!read_separator(arguments[1], " ,.", 0, &grouping))
        return jx_answer_null(context, "the grouping separator must be a space, comma or point");
    if (!read_separator(arguments[2], ".,", '.', &decimal))
        return jx_answer_null(context, "the decimal separator must be a point or comma");
    if (grouping == decimal) return jx_answer_null(context, "both separators are the same");
    if (!jx_spend_bytes(context, arguments[0].as.string.size)) return jx_null();
    if (!plain_number(arguments[0].as.string, grouping, decimal, &plain) ||
        !jx_decimal_read(jx_buffer_text(&plain), &result))
        return jx_answer_null(context, "the text is not a number");
    return jx_number(result);
}

jx_value jx_fn_string(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    (void)count;
    jx_value value = arguments[0];
    if (value.kind == JX_STRING || value.kind == JX_NULL) return value;
    if (value.kind == JX_RATIO) value = jx_number(jx_exact_to_34(*value.as.ratio));
    if (!jx_spend_value(context, value)) return jx_null();
    jx_buffer buffer = jx_buffer_in(context->arena);
    jx_value_print(value, &buffer);
    jx_text text = jx_buffer_text(&buffer);
    return jx_text_may_be(context, text, JX_TEXT("")) ? jx_string(text) : jx_null();
}

// ---- dates ----

static int64_t day_of(jx_value value) { return value.kind == JX_DATE ? value.as.date : value.as.clock->day; }

jx_value jx_fn_date(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    (void)count;
    int64_t days;
    if (arguments[0].kind != JX_STRING) return jx_date(day_of(arguments[0]));
    return jx_date_read(arguments[0].as.string, &days) ? jx_date(days)
                                                       : jx_answer_null(context, "the text is not a date");
}

jx_value jx_fn_date_of(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    (void)count;
    int64_t year, month, day;
    if (!jx_whole(arguments[0], &year) || !jx_whole(arguments[1], &month) || !jx_whole(arguments[2], &day) ||
        !jx_civil_valid(year, month, day))
        return jx_answer_null(context, "there is no such day");
    return jx_date(jx_days_of((jx_civil){ (int32_t)year, (uint8_t)month, (uint8_t)day }));
}

// ---- times ----

static jx_value time_made(jx_builtin_context *context, int32_t second, int32_t nanosecond, jx_zone zone) {
    jx_value result;
    if (jx_time_make(context->arena, context->zones, second, nanosecond, zone, &result)) return result;
    return jx_answer_null(context, "there is no such time");
}

jx_value jx_fn_time(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    (void)count;
    jx_value from = arguments[0], result;
    if (from.kind == JX_TIME) return from;
    if (from.kind == JX_DATE) return time_made(context, 0, 0, (jx_zone){ .kind = JX_ZONE_OFFSET });
    if (from.kind == JX_DATE_TIME)
        return time_made(context, from.as.clock->second, from.as.clock->nanosecond, *from.as.clock->zone);
    if (jx_time_read(context->arena, context->zones, from.as.string, &result)) return result;
    return jx_answer_null(context, "the text is not a time");
}

// A number from 0 to below `end`, truncated to nine decimals, in units of 10^-9; false: outside.
static bool read_part(jx_value number, int64_t end, int64_t *out) {
    jx_decimal cut;
    if (jx_decimal_sign(number.as.number) < 0 || jx_decimal_compare(number.as.number, jx_decimal_of(end)) >= 0)
        return false;
    return jx_decimal_round(number.as.number, 9, JX_ROUND_DOWN, &cut) && jx_decimal_to_scaled(cut, 9, out);
}

static bool read_offset(jx_value given, jx_zone *out) {
    *out = jx_zone_local;
    if (given.kind == JX_NULL) return true;
    jx_duration offset = given.as.duration;
    if (offset.nanoseconds != 0 || offset.seconds > JX_OFFSET_SECONDS_MAX || offset.seconds < -JX_OFFSET_SECONDS_MAX)
        return false;
    *out = (jx_zone){ .kind = JX_ZONE_OFFSET, .offset_seconds = (int32_t)offset.seconds };
    return true;
}

jx_value jx_fn_time_of(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    int64_t hour, minute, second;
    jx_zone zone;
    if (!read_part(arguments[0], 24, &hour) || !read_part(arguments[1], 60, &minute) ||
        !read_part(arguments[2], 60, &second))
        return jx_answer_null(context, "there is no such time");
    if (!read_offset(count > 3 ? arguments[3] : jx_null(), &zone))
        return jx_answer_null(context, "the offset is out of range");
    int32_t whole = (int32_t)(hour / JX_NANOSECONDS * 3600 + minute / JX_NANOSECONDS * 60 + second / JX_NANOSECONDS);
    return time_made(context, whole, (int32_t)(second % JX_NANOSECONDS), zone);
}

// ---- date and time ----

jx_value jx_fn_date_time(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    (void)count;
    jx_value result;
    if (jx_date_time_read(context->arena, context->zones, arguments[0].as.string, &result)) return result;
    return jx_answer_null(context, "the text is not a date and time");
}

jx_value jx_fn_date_time_of(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    (void)count;
    const jx_clock *time = arguments[1].as.clock;
    jx_value        result;
    if (jx_date_time_make(context->arena, context->zones, day_of(arguments[0]), time->second, time->nanosecond,
                          *time->zone, &result))
        return result;
    return jx_answer_null(context, "there is no such date and time");
}

// ---- durations ----

jx_value jx_fn_duration(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    (void)count;
    jx_value result;
    return jx_duration_read(arguments[0].as.string, &result) ? result
                                                             : jx_answer_null(context, "the text is not a duration");
}

jx_value jx_fn_months_between(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    (void)context, (void)count;
    int64_t   from_day = day_of(arguments[0]), to_day = day_of(arguments[1]);
    jx_civil  from = jx_civil_of(from_day), to = jx_civil_of(to_day);
    int64_t   months = ((int64_t)to.year - from.year) * 12 + to.month - from.month;
    if (to_day >= from_day && to.day < from.day) months--;
    if (to_day < from_day && to.day > from.day) months++;
    return jx_months_duration(months);
}
