// Reading times, date-and-times and durations. Each `take_…` moves a cursor over what it has read, or answers false and
// the whole text is no value: nothing is guessed, blanks are not skipped.
#include "data/temporal.h"

typedef struct {
    jx_text rest;
} cursor;

static bool take(cursor *c, char wanted)
{
    if (c->rest.size == 0 || c->rest.bytes[0] != wanted) return false;
    c->rest = jx_text_slice(c->rest, 1, c->rest.size);
    return true;
}

static bool at_digit(const cursor *c)
{
    return c->rest.size > 0 && c->rest.bytes[0] >= '0' && c->rest.bytes[0] <= '9';
}

static int digit(cursor *c)
{
    int value = c->rest.bytes[0] - '0';
    c->rest = jx_text_slice(c->rest, 1, c->rest.size);
    return value;
}

static bool take_two(cursor *c, int32_t *out)
{
    if (!at_digit(c)) return false;
    int tens = digit(c);
    if (!at_digit(c)) return false;
    *out = tens * 10 + digit(c);
    return true;
}

// Digits after the point, to nanoseconds; further digits are cut.
static int32_t take_fraction(cursor *c)
{
    int32_t value = 0, unit = JX_NANOSECONDS / 10;
    while (at_digit(c)) {
        value += digit(c) * unit;
        unit /= 10;
    }
    return value;
}

// ---- times ----

// ±hh:mm[:ss]
static bool take_offset(cursor *c, int32_t *out_seconds)
{
    int32_t hours, minutes, seconds = 0;
    bool negative = take(c, '-');
    if (!negative && !take(c, '+')) return false;
    if (!take_two(c, &hours) || !take(c, ':') || !take_two(c, &minutes)) return false;
    if (take(c, ':') && !take_two(c, &seconds)) return false;
    int32_t total = hours * 3600 + minutes * 60 + seconds;
    if (minutes > 59 || seconds > 59 || total > JX_OFFSET_SECONDS_MAX) return false;
    *out_seconds = negative ? -total : total;
    return true;
}

// What follows the seconds: nothing, Z, an offset or @Zone; must be the end of the text.
static bool take_zone(jx_arena *arena, cursor *c, jx_zone *out)
{
    *out = jx_zone_local;
    if (c->rest.size == 0) return true;
    if (take(c, '@')) {
        *out = (jx_zone){ .kind = JX_ZONE_NAMED, .name = jx_text_copy(arena, c->rest) };
        return true;  // making the value looks the name up
    }
    out->kind = JX_ZONE_OFFSET;
    if (!take(c, 'Z') && !take_offset(c, &out->offset_seconds)) return false;
    return c->rest.size == 0;
}

static bool take_time(cursor *c, int32_t *out_second, int32_t *out_nanosecond)
{
    int32_t hours, minutes, seconds;
    if (!take_two(c, &hours) || !take(c, ':') || !take_two(c, &minutes) || !take(c, ':') || !take_two(c, &seconds))
        return false;
    *out_nanosecond = 0;
    if (take(c, '.')) {
        if (!at_digit(c)) return false;
        *out_nanosecond = take_fraction(c);
    }
    *out_second = hours * 3600 + minutes * 60 + seconds;
    return hours <= 24 && minutes <= 59 && seconds <= 59;
}

bool jx_time_read(jx_arena *arena, const jx_zones *zones, jx_text text, jx_value *out)
{
    cursor c = { text };
    int32_t second, nanosecond;
    jx_zone zone;
    if (!take_time(&c, &second, &nanosecond) || !take_zone(arena, &c, &zone)) return false;
    return jx_time_make(arena, zones, second, nanosecond, zone, out);
}

bool jx_date_time_read(jx_arena *arena, const jx_zones *zones, jx_text text, jx_value *out)
{
    size_t at = jx_text_find(text, JX_TEXT("T"));
    int64_t day;
    if (at == SIZE_MAX)
        return jx_date_read(text, &day) && jx_date_time_make(arena, zones, day, 0, 0, jx_zone_local, out);
    if (!jx_date_read(jx_text_slice(text, 0, at), &day)) return false;
    cursor c = { jx_text_slice(text, at + 1, text.size) };
    int32_t second, nanosecond;
    jx_zone zone;
    if (!take_time(&c, &second, &nanosecond) || !take_zone(arena, &c, &zone)) return false;
    return jx_date_time_make(arena, zones, day, second, nanosecond, zone, out);
}

// ---- durations ----

static bool take_amount(cursor *c, int64_t *out)
{
    if (!at_digit(c)) return false;
    int64_t value = 0;
    while (at_digit(c)) {
        if (__builtin_mul_overflow(value, 10, &value) || __builtin_add_overflow(value, digit(c), &value)) return false;
    }
    *out = value;
    return true;
}

// One part with its letter adds amount × unit. `*rank` keeps the parts in order, each at most once.
typedef struct {
    char letter;
    int64_t unit;
} part;

static bool add_part(int64_t *total, int64_t amount, const part *parts, int part_count, char letter, int *rank)
{
    for (int i = *rank; i < part_count; i++) {
        if (parts[i].letter != letter) continue;
        *rank = i + 1;
        int64_t product;
        return !__builtin_mul_overflow(amount, parts[i].unit, &product) &&
               !__builtin_add_overflow(*total, product, total);
    }
    return false;
}

static const part month_parts[] = { { 'Y', 12 }, { 'M', 1 } };
static const part day_parts[] = { { 'D', 86400 } };
static const part time_parts[] = { { 'H', 3600 }, { 'M', 60 }, { 'S', 1 } };

// `<amount><letter>` until the end or a T. `*count` counts the parts.
static bool take_parts(cursor *c, const part *parts, int part_count, int64_t *total, int *count)
{
    int rank = 0;
    while (at_digit(c)) {
        int64_t amount;
        if (!take_amount(c, &amount) || c->rest.size == 0) return false;
        char letter = c->rest.bytes[0];
        if (letter == '.') return false;
        take(c, letter);
        if (!add_part(total, amount, parts, part_count, letter, &rank)) return false;
        ++*count;
    }
    return true;
}

// Hours, minutes, seconds; only seconds may have a fraction ("0." too).
static bool take_time_parts(cursor *c, int64_t *seconds, int32_t *nanoseconds, int *count)
{
    int rank = 0;
    while (at_digit(c)) {
        int64_t amount;
        if (!take_amount(c, &amount)) return false;
        bool fraction = take(c, '.');
        if (fraction) *nanoseconds = take_fraction(c);
        if (c->rest.size == 0) return false;
        char letter = c->rest.bytes[0];
        if (fraction && letter != 'S') return false;
        take(c, letter);
        if (!add_part(seconds, amount, time_parts, JX_COUNT(time_parts), letter, &rank)) return false;
        ++*count;
    }
    return true;
}

static bool read_months(cursor c, bool negative, jx_value *out)
{
    int64_t months = 0;
    int count = 0;
    if (!take_parts(&c, month_parts, JX_COUNT(month_parts), &months, &count)) return false;
    if (count == 0 || c.rest.size > 0 || months > JX_DURATION_MONTHS_MAX) return false;
    *out = jx_months_duration(negative ? -months : months);
    return true;
}

static bool read_days(cursor c, bool negative, jx_value *out)
{
    int64_t seconds = 0;
    int32_t nanoseconds = 0;
    int count = 0;
    jx_duration duration;
    if (!take_parts(&c, day_parts, JX_COUNT(day_parts), &seconds, &count)) return false;
    if (take(&c, 'T')) {
        int days = count;
        if (!take_time_parts(&c, &seconds, &nanoseconds, &count) || count == days) return false;
    }
    if (count == 0 || c.rest.size > 0) return false;
    if (!jx_duration_make(negative ? -seconds : seconds, negative ? -nanoseconds : nanoseconds, &duration))
        return false;
    *out = jx_days_duration(duration);
    return true;
}

bool jx_duration_read(jx_text text, jx_value *out)
{
    cursor c = { text };
    bool negative = take(&c, '-');
    if (!take(&c, 'P')) return false;
    return read_months(c, negative, out) || read_days(c, negative, out);
}

bool jx_temporal_read(jx_arena *arena, const jx_zones *zones, jx_text text, jx_value *out)
{
    int64_t day;
    if (jx_duration_read(text, out)) return true;
    bool has_time = jx_text_find(text, JX_TEXT("T")) != SIZE_MAX;
    if (has_time && jx_date_time_read(arena, zones, text, out)) return true;
    if (jx_date_read(text, &day)) {
        *out = jx_date(day);
        return true;
    }
    return jx_time_read(arena, zones, text, out);
}
