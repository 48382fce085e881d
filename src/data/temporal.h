// Times, date-and-times and durations of FEEL: reading, printing, order, arithmetic (DMN 1.5, 10.3.2.3.5 to
// 10.3.2.3.9).
//
// A clock (value.h) holds its local fields and its zone. A date and time in a named zone also holds the offset that
// holds at that instant in zone->offset_seconds, a time in a named zone the zone's standard offset. So order and
// equality need no zone files; reading, making and adding do. Dates alone are in base/calendar.h.
#ifndef JX_DATA_TEMPORAL_H
#define JX_DATA_TEMPORAL_H

#include "data/value.h"
#include "data/zones.h"

extern const jx_zone jx_zone_local;  // {JX_ZONE_LOCAL}

#define JX_SECONDS_OF_DAY 86400
#define JX_NANOSECONDS 1000000000
#define JX_DURATION_SECONDS_MAX INT64_C(1000000000000000000)  // either sign
#define JX_DURATION_MONTHS_MAX INT64_C(100000000000000000)    // either sign
#define JX_OFFSET_SECONDS_MAX (18 * 3600)  // ±18:00, as java.time has it; XML Schema stops at 14:00

// ---- making ----

// second 0..86400 (86400 with nanosecond 0 only), nanosecond 0..999,999,999; a zone's offset is filled in for named
// zones. False: out of range, or a zone that is not known.
bool jx_time_make(jx_arena *arena, const jx_zones *zones, int32_t second, int32_t nanosecond, jx_zone zone,
                  jx_value *out);
bool jx_date_time_make(jx_arena *arena, const jx_zones *zones, int64_t day, int32_t second, int32_t nanosecond,
                       jx_zone zone, jx_value *out);
// Any two signs; false when out of range.
bool jx_duration_make(int64_t seconds, int64_t nanoseconds, jx_duration *out);
jx_value jx_days_duration(jx_duration duration);
jx_value jx_months_duration(int64_t months);

// ---- reading ----

// "10:20:30.5", with "Z", "+01:00", "-02:45:55" or "@Europe/Paris". False: no such time.
bool jx_time_read(jx_arena *arena, const jx_zones *zones, jx_text text, jx_value *out);
// "2017-08-10T10:20:00@Europe/Paris"; a date alone is its local midnight.
bool jx_date_time_read(jx_arena *arena, const jx_zones *zones, jx_text text, jx_value *out);
// "-P1DT2H3M4.5S" or "P1Y2M": a DAYS_DURATION or a MONTHS_DURATION.
bool jx_duration_read(jx_text text, jx_value *out);
// What stands in @"...": duration, date and time, date, time, tried in this order.
bool jx_temporal_read(jx_arena *arena, const jx_zones *zones, jx_text text, jx_value *out);

// ---- printing ----

void jx_time_print(const jx_clock *time, jx_buffer *out);
void jx_date_time_print(const jx_clock *date_time, jx_buffer *out);
void jx_offset_print(int32_t offset_seconds, jx_buffer *out);  // "Z", "+01:00", "-02:45:55"
void jx_duration_print(jx_duration duration, jx_buffer *out);  // "P1DT2H3M4.5S", "PT0S"
void jx_months_print(int64_t months, jx_buffer *out);          // "P1Y2M", "P0M"

// ---- order ----

bool jx_clock_is_zoned(const jx_clock *clock);
// Whole seconds since 1970-01-01T00:00Z; of a local clock as if it were UTC.
int64_t jx_clock_instant(const jx_clock *clock);
// Of two times or two date-and-times, by whole seconds (FEEL's =, < truncate fractions). When one is zoned and the
// other local, the local one borrows the offset. Two times in the same named zone compare by their fields.
int jx_clock_compare(const jx_clock *a, const jx_clock *b);
int jx_duration_compare(jx_duration a, jx_duration b);
// FEEL's < on two values of the same temporal kind (dates, durations too). False: kinds that have no order together.
bool jx_temporal_compare(jx_value a, jx_value b, int *out_order);

// ---- arithmetic: the rows of the table that have a date, a time or a duration in them; false means FEEL's null ----

bool jx_temporal_add(jx_arena *arena, const jx_zones *zones, jx_value a, jx_value b, jx_value *out);
bool jx_temporal_subtract(jx_arena *arena, const jx_zones *zones, jx_value a, jx_value b, jx_value *out);
bool jx_temporal_multiply(jx_value a, jx_value b, jx_value *out);  // duration × number, number × duration
bool jx_temporal_divide(jx_value a, jx_value b, jx_value *out);    // duration ÷ number, duration ÷ duration
bool jx_temporal_negate(jx_value a, jx_value *out);
// Seconds with fraction as a decimal: the duration's whole length.
jx_decimal jx_duration_seconds(jx_duration duration);

#endif
