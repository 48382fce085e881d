// Making, printing and ordering times, date-and-times and durations. Reading is in temporal_read.c, the arithmetic
// table in temporal_arithmetic.c.
#include "data/temporal.h"

const jx_zone jx_zone_local = { .kind = JX_ZONE_LOCAL };

// ---- making ----

static bool clock_in_range(int32_t second, int32_t nanosecond)
{
    if (second < 0 || nanosecond < 0 || nanosecond >= JX_NANOSECONDS) return false;
    return second < JX_SECONDS_OF_DAY || (second == JX_SECONDS_OF_DAY && nanosecond == 0);
}

static bool zone_in_range(const jx_zone *zone)
{
    return zone->kind != JX_ZONE_OFFSET ||
           (zone->offset_seconds >= -JX_OFFSET_SECONDS_MAX && zone->offset_seconds <= JX_OFFSET_SECONDS_MAX);
}

static jx_value clock_value(jx_arena *arena, jx_kind kind, jx_clock clock, const jx_zone *zone)
{
    struct held {
        jx_clock clock;
        jx_zone zone;
    } *held = JX_NEW(arena, struct held);
    held->clock = clock;
    held->zone = *zone;
    held->clock.zone = zone->kind == JX_ZONE_LOCAL ? &jx_zone_local : &held->zone;
    return (jx_value){ .kind = kind, .as.clock = &held->clock };
}

bool jx_time_make(jx_arena *arena, const jx_zones *zones, int32_t second, int32_t nanosecond, jx_zone zone,
                  jx_value *out)
{
    if (!clock_in_range(second, nanosecond) || !zone_in_range(&zone)) return false;
    if (zone.kind == JX_ZONE_NAMED && !jx_zone_offset_standard(zones, zone.name, &zone.offset_seconds)) return false;
    *out = clock_value(arena, JX_TIME, (jx_clock){ .second = second, .nanosecond = nanosecond }, &zone);
    return true;
}

bool jx_date_time_make(jx_arena *arena, const jx_zones *zones, int64_t day, int32_t second, int32_t nanosecond,
                       jx_zone zone, jx_value *out)
{
    if (!jx_days_valid(day) || !clock_in_range(second, nanosecond) || !zone_in_range(&zone)) return false;
    int64_t local = day * JX_SECONDS_OF_DAY + second;
    if (zone.kind == JX_ZONE_NAMED && !jx_zone_offset_local(zones, zone.name, local, &zone.offset_seconds))
        return false;
    *out =
        clock_value(arena, JX_DATE_TIME, (jx_clock){ .day = day, .second = second, .nanosecond = nanosecond }, &zone);
    return true;
}

bool jx_duration_make(int64_t seconds, int64_t nanoseconds, jx_duration *out)
{
    if (__builtin_add_overflow(seconds, nanoseconds / JX_NANOSECONDS, &seconds)) return false;
    nanoseconds %= JX_NANOSECONDS;
    if (seconds > 0 && nanoseconds < 0) seconds--, nanoseconds += JX_NANOSECONDS;
    if (seconds < 0 && nanoseconds > 0) seconds++, nanoseconds -= JX_NANOSECONDS;
    if (seconds > JX_DURATION_SECONDS_MAX || seconds < -JX_DURATION_SECONDS_MAX) return false;
    *out = (jx_duration){ .seconds = seconds, .nanoseconds = (int32_t)nanoseconds };
    return true;
}

jx_value jx_days_duration(jx_duration duration)
{
    return (jx_value){ .kind = JX_DAYS_DURATION, .as.duration = duration };
}

jx_value jx_months_duration(int64_t months)
{
    return (jx_value){ .kind = JX_MONTHS_DURATION, .as.months = months };
}

// ---- printing ----

// ".5", ".000000001", or nothing.
static void print_fraction(int32_t nanosecond, jx_buffer *out)
{
    if (nanosecond == 0) return;
    int digits = 9;
    while (nanosecond % 10 == 0)
        nanosecond /= 10, digits--;
    jx_buffer_format(out, ".%0*d", digits, (int)nanosecond);
}

void jx_offset_print(int32_t offset_seconds, jx_buffer *out)
{
    if (offset_seconds == 0) {
        jx_buffer_put_char(out, 'Z');
        return;
    }
    int32_t size = offset_seconds < 0 ? -offset_seconds : offset_seconds;
    jx_buffer_format(out, "%c%02d:%02d", offset_seconds < 0 ? '-' : '+', (int)(size / 3600), (int)(size / 60 % 60));
    if (size % 60) jx_buffer_format(out, ":%02d", (int)(size % 60));
}

static void print_zone(const jx_zone *zone, jx_buffer *out)
{
    if (zone->kind == JX_ZONE_OFFSET) jx_offset_print(zone->offset_seconds, out);
    if (zone->kind != JX_ZONE_NAMED) return;
    jx_buffer_put_char(out, '@');
    jx_buffer_put(out, zone->name);
}

void jx_time_print(const jx_clock *time, jx_buffer *out)
{
    int32_t second = time->second;
    jx_buffer_format(out, "%02d:%02d:%02d", (int)(second / 3600), (int)(second / 60 % 60), (int)(second % 60));
    print_fraction(time->nanosecond, out);
    print_zone(time->zone, out);
}

void jx_date_time_print(const jx_clock *date_time, jx_buffer *out)
{
    jx_date_print(date_time->day, out);
    jx_buffer_put_char(out, 'T');
    jx_time_print(date_time, out);
}

static void print_part(int64_t amount, char letter, jx_buffer *out)
{
    if (amount) jx_buffer_format(out, "%lld%c", (long long)amount, letter);
}

void jx_duration_print(jx_duration duration, jx_buffer *out)
{
    bool negative = duration.seconds < 0 || duration.nanoseconds < 0;
    int64_t seconds = negative ? -duration.seconds : duration.seconds;
    int32_t nanoseconds = negative ? -duration.nanoseconds : duration.nanoseconds;
    if (negative) jx_buffer_put_char(out, '-');
    jx_buffer_put_char(out, 'P');
    print_part(seconds / JX_SECONDS_OF_DAY, 'D', out);
    int64_t rest = seconds % JX_SECONDS_OF_DAY;
    if (rest == 0 && nanoseconds == 0 && seconds > 0) return;
    jx_buffer_put_char(out, 'T');
    print_part(rest / 3600, 'H', out);
    print_part(rest / 60 % 60, 'M', out);
    if (rest % 60 == 0 && nanoseconds == 0 && seconds > 0) return;
    jx_buffer_format(out, "%d", (int)(rest % 60));
    print_fraction(nanoseconds, out);
    jx_buffer_put_char(out, 'S');
}

void jx_months_print(int64_t months, jx_buffer *out)
{
    int64_t size = months < 0 ? -months : months;
    if (months < 0) jx_buffer_put_char(out, '-');
    jx_buffer_put_char(out, 'P');
    print_part(size / 12, 'Y', out);
    if (size % 12 || size == 0) jx_buffer_format(out, "%lldM", (long long)(size % 12));
}

// ---- order ----

bool jx_clock_is_zoned(const jx_clock *clock)
{
    return clock->zone->kind != JX_ZONE_LOCAL;
}

static int64_t local_seconds(const jx_clock *clock)
{
    return clock->day * JX_SECONDS_OF_DAY + clock->second;
}

int64_t jx_clock_instant(const jx_clock *clock)
{
    return local_seconds(clock) - (jx_clock_is_zoned(clock) ? clock->zone->offset_seconds : 0);
}

int jx_clock_compare(const jx_clock *a, const jx_clock *b)
{
    bool both_zoned = jx_clock_is_zoned(a) && jx_clock_is_zoned(b);
    int64_t x = both_zoned ? jx_clock_instant(a) : local_seconds(a);
    int64_t y = both_zoned ? jx_clock_instant(b) : local_seconds(b);
    return x < y ? -1 : x > y;
}

int jx_duration_compare(jx_duration a, jx_duration b)
{
    if (a.seconds != b.seconds) return a.seconds < b.seconds ? -1 : 1;
    return a.nanoseconds < b.nanoseconds ? -1 : a.nanoseconds > b.nanoseconds;
}

bool jx_temporal_compare(jx_value a, jx_value b, int *out_order)
{
    if (a.kind != b.kind) return false;
    if (a.kind == JX_TIME || a.kind == JX_DATE_TIME) {
        *out_order = jx_clock_compare(a.as.clock, b.as.clock);
        return true;
    }
    if (a.kind != JX_DATE && a.kind != JX_DAYS_DURATION && a.kind != JX_MONTHS_DURATION) return false;
    *out_order = jx_value_compare(a, b);
    return true;
}
