// The arithmetic table of FEEL (DMN 1.5, table 54) for rows with dates, times and durations.
//
// jx_temporal_add and jx_temporal_subtract at the end pick the row by the kinds of both sides; each row is one
// function. A date and time is moved on its instant by days durations and on its calendar by months durations; its zone
// stays, and for a named zone the offset is looked up again.
#include "data/temporal.h"

static int64_t floor_divide(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

// ---- durations ----

static bool negated(jx_duration duration, jx_duration *out)
{
    return jx_duration_make(-duration.seconds, -duration.nanoseconds, out);
}

static bool add_durations(jx_duration a, jx_duration b, jx_value *out)
{
    jx_duration sum;
    if (!jx_duration_make(a.seconds + b.seconds, (int64_t)a.nanoseconds + b.nanoseconds, &sum)) return false;
    *out = jx_days_duration(sum);
    return true;
}

static bool make_months(int64_t months, jx_value *out)
{
    if (months > JX_DURATION_MONTHS_MAX || months < -JX_DURATION_MONTHS_MAX) return false;
    *out = jx_months_duration(months);
    return true;
}

jx_decimal jx_duration_seconds(jx_duration duration)
{
    jx_decimal whole = jx_decimal_of(duration.seconds), fraction = jx_decimal_scaled(duration.nanoseconds, 9);
    jx_decimal sum = whole;
    bool fits = jx_decimal_add(whole, fraction, &sum);  // 19 + 9 digits
    assert(fits);
    (void)fits;
    return sum;
}

static bool duration_of_seconds(jx_decimal seconds, jx_value *out)
{
    jx_decimal rounded, rest;
    int64_t whole, nanoseconds;
    jx_duration duration;
    if (!jx_decimal_round(seconds, 9, JX_ROUND_HALF_EVEN, &rounded) || !jx_decimal_to_int64(rounded, &whole))
        return false;
    if (!jx_decimal_subtract(rounded, jx_decimal_of(whole), &rest) || !jx_decimal_to_scaled(rest, 9, &nanoseconds))
        return false;
    if (!jx_duration_make(whole, nanoseconds, &duration)) return false;
    *out = jx_days_duration(duration);
    return true;
}

static bool scaled(jx_value duration, jx_decimal by, bool divide, jx_value *out)
{
    bool (*operation)(jx_decimal, jx_decimal, jx_decimal *) = divide ? jx_decimal_divide : jx_decimal_multiply;
    jx_decimal result;
    int64_t months;
    if (duration.kind == JX_DAYS_DURATION)
        return operation(jx_duration_seconds(duration.as.duration), by, &result) && duration_of_seconds(result, out);
    if (!operation(jx_decimal_of(duration.as.months), by, &result)) return false;
    return jx_decimal_to_int64(result, &months) && make_months(months, out);  // truncated toward zero
}

static bool is_duration(jx_value value)
{
    return value.kind == JX_DAYS_DURATION || value.kind == JX_MONTHS_DURATION;
}

bool jx_temporal_multiply(jx_value a, jx_value b, jx_value *out)
{
    if (is_duration(a) && b.kind == JX_NUMBER) return scaled(a, b.as.number, false, out);
    if (a.kind == JX_NUMBER && is_duration(b)) return scaled(b, a.as.number, false, out);
    return false;
}

bool jx_temporal_divide(jx_value a, jx_value b, jx_value *out)
{
    jx_decimal quotient;
    if (is_duration(a) && b.kind == JX_NUMBER) return scaled(a, b.as.number, true, out);
    if (a.kind != b.kind || !is_duration(a)) return false;
    bool days = a.kind == JX_DAYS_DURATION;
    jx_decimal x = days ? jx_duration_seconds(a.as.duration) : jx_decimal_of(a.as.months);
    jx_decimal y = days ? jx_duration_seconds(b.as.duration) : jx_decimal_of(b.as.months);
    if (!jx_decimal_divide(x, y, &quotient)) return false;
    *out = jx_number(quotient);
    return true;
}

bool jx_temporal_negate(jx_value a, jx_value *out)
{
    jx_duration duration;
    if (a.kind == JX_MONTHS_DURATION) return make_months(-a.as.months, out);
    if (a.kind != JX_DAYS_DURATION || !negated(a.as.duration, &duration)) return false;
    *out = jx_days_duration(duration);
    return true;
}

// ---- moving dates, times, date-and-times ----

static bool date_plus_duration(int64_t day, jx_duration by, jx_value *out)
{
    int64_t borrowed = by.nanoseconds < 0 ? 1 : 0;  // the fraction before midnight belongs to the day before
    int64_t moved = day + floor_divide(by.seconds - borrowed, JX_SECONDS_OF_DAY);
    if (!jx_days_valid(moved)) return false;
    *out = jx_date(moved);
    return true;
}

static bool date_plus_months(int64_t day, int64_t months, jx_value *out)
{
    int64_t moved;
    if (!jx_months_add(day, months, &moved)) return false;
    *out = jx_date(moved);
    return true;
}

// Seconds and nanoseconds of `clock` moved by `by`, carried so that 0 <= nanosecond < 10^9.
static int64_t moved_seconds(const jx_clock *clock, jx_duration by, int64_t from, int32_t *out_nanosecond)
{
    int64_t nanosecond = (int64_t)clock->nanosecond + by.nanoseconds;
    int64_t carry = floor_divide(nanosecond, JX_NANOSECONDS);
    *out_nanosecond = (int32_t)(nanosecond - carry * JX_NANOSECONDS);
    return from + by.seconds + carry;
}

static bool time_plus_duration(jx_arena *arena, const jx_zones *zones, const jx_clock *time, jx_duration by,
                               jx_value *out)
{
    int32_t nanosecond;
    int64_t seconds = moved_seconds(time, by, time->second, &nanosecond);
    int64_t second = seconds - floor_divide(seconds, JX_SECONDS_OF_DAY) * JX_SECONDS_OF_DAY;
    return jx_time_make(arena, zones, (int32_t)second, nanosecond, *time->zone, out);
}

// A date and time at an instant, shown in the zone. In the hour that a named zone's clock shows twice, the later one
// cannot be written down in FEEL; the earlier is taken when the offset is looked up again.
static bool date_time_at(jx_arena *arena, const jx_zones *zones, int64_t instant, int32_t nanosecond, jx_zone zone,
                         jx_value *out)
{
    if (!jx_days_valid(floor_divide(instant, JX_SECONDS_OF_DAY))) return false;
    if (zone.kind == JX_ZONE_NAMED && !jx_zone_offset_at(zones, zone.name, instant, &zone.offset_seconds)) return false;
    int64_t local = instant + (zone.kind == JX_ZONE_LOCAL ? 0 : zone.offset_seconds);
    int64_t day = floor_divide(local, JX_SECONDS_OF_DAY);
    return jx_date_time_make(arena, zones, day, (int32_t)(local - day * JX_SECONDS_OF_DAY), nanosecond, zone, out);
}

static bool date_time_plus_duration(jx_arena *arena, const jx_zones *zones, const jx_clock *clock, jx_duration by,
                                    jx_value *out)
{
    int32_t nanosecond;
    int64_t instant = moved_seconds(clock, by, jx_clock_instant(clock), &nanosecond);
    return date_time_at(arena, zones, instant, nanosecond, *clock->zone, out);
}

static bool date_time_plus_months(jx_arena *arena, const jx_zones *zones, const jx_clock *clock, int64_t months,
                                  jx_value *out)
{
    bool next_day = clock->second == JX_SECONDS_OF_DAY;  // 24:00:00 is the next midnight
    int64_t day;
    if (!jx_months_add(clock->day + next_day, months, &day)) return false;
    return jx_date_time_make(arena, zones, day, next_day ? 0 : clock->second, clock->nanosecond, *clock->zone, out);
}

// ---- differences ----

static bool difference(int64_t seconds, int64_t nanoseconds, jx_value *out)
{
    jx_duration duration;
    if (!jx_duration_make(seconds, nanoseconds, &duration)) return false;
    *out = jx_days_duration(duration);
    return true;
}

static bool clock_difference(const jx_clock *a, const jx_clock *b, jx_value *out)
{
    if (jx_clock_is_zoned(a) != jx_clock_is_zoned(b)) return false;
    return difference(jx_clock_instant(a) - jx_clock_instant(b), (int64_t)a->nanosecond - b->nanosecond, out);
}

// A date stands for its midnight in UTC, so it pairs with dates and zoned date-and-times only.
static bool day_difference(jx_value a, jx_value b, jx_value *out)
{
    static const jx_zone utc = { .kind = JX_ZONE_OFFSET };
    jx_clock x = { .day = a.kind == JX_DATE ? a.as.date : 0, .zone = &utc };
    jx_clock y = { .day = b.kind == JX_DATE ? b.as.date : 0, .zone = &utc };
    return clock_difference(a.kind == JX_DATE ? &x : a.as.clock, b.kind == JX_DATE ? &y : b.as.clock, out);
}

// ---- the table ----

static bool plus_duration(jx_arena *arena, const jx_zones *zones, jx_value a, jx_value by, jx_value *out)
{
    if (by.kind == JX_MONTHS_DURATION) {
        if (a.kind == JX_DATE) return date_plus_months(a.as.date, by.as.months, out);
        if (a.kind == JX_DATE_TIME) return date_time_plus_months(arena, zones, a.as.clock, by.as.months, out);
        return a.kind == JX_MONTHS_DURATION && make_months(a.as.months + by.as.months, out);
    }
    if (a.kind == JX_DATE) return date_plus_duration(a.as.date, by.as.duration, out);
    if (a.kind == JX_TIME) return time_plus_duration(arena, zones, a.as.clock, by.as.duration, out);
    if (a.kind == JX_DATE_TIME) return date_time_plus_duration(arena, zones, a.as.clock, by.as.duration, out);
    return a.kind == JX_DAYS_DURATION && add_durations(a.as.duration, by.as.duration, out);
}

bool jx_temporal_add(jx_arena *arena, const jx_zones *zones, jx_value a, jx_value b, jx_value *out)
{
    if (is_duration(b)) return plus_duration(arena, zones, a, b, out);
    return is_duration(a) && plus_duration(arena, zones, b, a, out);
}

bool jx_temporal_subtract(jx_arena *arena, const jx_zones *zones, jx_value a, jx_value b, jx_value *out)
{
    if (is_duration(b)) {
        jx_value by;
        return jx_temporal_negate(b, &by) && plus_duration(arena, zones, a, by, out);
    }
    if (a.kind == JX_TIME && b.kind == JX_TIME) return clock_difference(a.as.clock, b.as.clock, out);
    bool a_day = a.kind == JX_DATE || a.kind == JX_DATE_TIME, b_day = b.kind == JX_DATE || b.kind == JX_DATE_TIME;
    return a_day && b_day && day_difference(a, b, out);
}
