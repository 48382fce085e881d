// Properties of dates, times, durations and ranges: `d.year`, `t.time offset`, `r.start included`.
//
// One table says which kinds have which property and how it is read.
#include "builtin/parts.h"

typedef jx_value property_reader(jx_builtin_context *context, jx_value operand);

#define KIND(kind) (1u << (kind))
#define WITH_DAY (KIND(JX_DATE) | KIND(JX_DATE_TIME))
#define WITH_TIME (KIND(JX_TIME) | KIND(JX_DATE_TIME))

// ---- days ----

static int64_t day_of(jx_value value) { return value.kind == JX_DATE ? value.as.date : value.as.clock->day; }

static jx_value year(jx_builtin_context *context, jx_value value) {
    (void)context;
    return jx_integer(jx_civil_of(day_of(value)).year);
}

static jx_value month(jx_builtin_context *context, jx_value value) {
    (void)context;
    return jx_integer(jx_civil_of(day_of(value)).month);
}

static jx_value day(jx_builtin_context *context, jx_value value) {
    (void)context;
    return jx_integer(jx_civil_of(day_of(value)).day);
}

static jx_value weekday(jx_builtin_context *context, jx_value value) {
    (void)context;
    return jx_integer(jx_weekday(day_of(value)));
}

// ---- times ----

static jx_value seconds_with_fraction(int64_t seconds, int32_t nanoseconds) {
    return jx_number(jx_decimal_scaled(seconds * JX_NANOSECONDS + nanoseconds, 9));
}

static jx_value hour(jx_builtin_context *context, jx_value value) {
    (void)context;
    return jx_integer(value.as.clock->second / 3600);
}

static jx_value minute(jx_builtin_context *context, jx_value value) {
    (void)context;
    return jx_integer(value.as.clock->second / 60 % 60);
}

static jx_value second(jx_builtin_context *context, jx_value value) {
    (void)context;
    return seconds_with_fraction(value.as.clock->second % 60, value.as.clock->nanosecond);
}

static jx_value time_offset(jx_builtin_context *context, jx_value value) {
    const jx_zone *zone = value.as.clock->zone;
    if (zone->kind == JX_ZONE_LOCAL) return jx_answer_null(context, "a local time has no offset");
    return jx_days_duration((jx_duration){ .seconds = zone->offset_seconds });
}

static jx_value timezone_name(jx_builtin_context *context, jx_value value) {
    const jx_zone *zone = value.as.clock->zone;
    return zone->kind == JX_ZONE_NAMED ? jx_string(zone->name) : jx_answer_null(context, "the time has no named zone");
}

// ---- durations: parts carry the sign of the whole ----

static jx_value days(jx_builtin_context *context, jx_value value) {
    (void)context;
    return jx_integer(value.as.duration.seconds / JX_SECONDS_OF_DAY);
}

static jx_value hours(jx_builtin_context *context, jx_value value) {
    (void)context;
    return jx_integer(value.as.duration.seconds % JX_SECONDS_OF_DAY / 3600);
}

static jx_value minutes(jx_builtin_context *context, jx_value value) {
    (void)context;
    return jx_integer(value.as.duration.seconds % 3600 / 60);
}

static jx_value seconds(jx_builtin_context *context, jx_value value) {
    (void)context;
    return seconds_with_fraction(value.as.duration.seconds % 60, value.as.duration.nanoseconds);
}

static jx_value years(jx_builtin_context *context, jx_value value) {
    (void)context;
    return jx_integer(value.as.months / 12);
}

static jx_value months(jx_builtin_context *context, jx_value value) {
    (void)context;
    return jx_integer(value.as.months % 12);
}

// ---- ranges ----

static jx_value start(jx_builtin_context *context, jx_value value) {
    (void)context;
    return value.as.range->low;
}

static jx_value end(jx_builtin_context *context, jx_value value) {
    (void)context;
    return value.as.range->high;
}

static jx_value start_included(jx_builtin_context *context, jx_value value) {
    (void)context;
    return jx_boolean(value.as.range->low_included);
}

static jx_value end_included(jx_builtin_context *context, jx_value value) {
    (void)context;
    return jx_boolean(value.as.range->high_included);
}

// ---- the table ----

static const struct {
    const char      *name;
    uint32_t         kinds;
    property_reader *read;
} properties[] = {
    { "year", WITH_DAY, year },
    { "month", WITH_DAY, month },
    { "day", WITH_DAY, day },
    { "weekday", WITH_DAY, weekday },
    { "hour", WITH_TIME, hour },
    { "minute", WITH_TIME, minute },
    { "second", WITH_TIME, second },
    { "time offset", WITH_TIME, time_offset },
    { "timezone", WITH_TIME, timezone_name },
    { "days", KIND(JX_DAYS_DURATION), days },
    { "hours", KIND(JX_DAYS_DURATION), hours },
    { "minutes", KIND(JX_DAYS_DURATION), minutes },
    { "seconds", KIND(JX_DAYS_DURATION), seconds },
    { "years", KIND(JX_MONTHS_DURATION), years },
    { "months", KIND(JX_MONTHS_DURATION), months },
    { "start", KIND(JX_RANGE), start },
    { "end", KIND(JX_RANGE), end },
    { "start included", KIND(JX_RANGE), start_included },
    { "end included", KIND(JX_RANGE), end_included },
};

jx_value jx_property(jx_builtin_context *context, jx_value operand, jx_text name, bool *out_known) {
    for (size_t i = 0; i < JX_COUNT(properties); i++) {
        if (!(properties[i].kinds & KIND(operand.kind)) || !jx_text_equal(name, jx_text_of(properties[i].name)))
            continue;
        if (out_known) *out_known = true;
        return properties[i].read(context, operand);
    }
    if (out_known) *out_known = false;
    return jx_answer_null(context, "values of this kind have no such property");
}
