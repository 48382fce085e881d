// The proleptic Gregorian calendar by arithmetic alone; no tables of years, no time zone, no clock.
//
// Inside, a year begins in March, so that the leap day is its last day, and years are counted in eras of 400
// (146,097 days). Begin with jx_days_of() and jx_civil_of(), which are each other's inverse.
#include "base/calendar.h"

enum {
    ERA_YEARS = 400,
    ERA_DAYS = 146097,
    EPOCH_OFFSET = 719468,  // days from 0000-03-01 to 1970-01-01
};

static int64_t floor_divide(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

static bool is_leap(int64_t year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int jx_days_in_month(int32_t year, int month)
{
    static const uint8_t days[12] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    assert(month >= 1 && month <= 12);
    return days[month - 1] + (month == 2 && is_leap(year));
}

bool jx_civil_valid(int64_t year, int64_t month, int64_t day)
{
    return year >= -JX_YEAR_MAX && year <= JX_YEAR_MAX && month >= 1 && month <= 12 && day >= 1 &&
           day <= jx_days_in_month((int32_t)year, (int)month);
}

// For years one beyond the range as well, which weeks need.
static int64_t days_from(int64_t year, int month, int day)
{
    if (month <= 2) year--;
    int64_t era = floor_divide(year, ERA_YEARS);
    int64_t year_of_era = year - era * ERA_YEARS;
    int64_t day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * ERA_DAYS + day_of_era - EPOCH_OFFSET;
}

int64_t jx_days_of(jx_civil civil)
{
    assert(jx_civil_valid(civil.year, civil.month, civil.day));
    return days_from(civil.year, civil.month, civil.day);
}

bool jx_days_valid(int64_t days)
{
    return days >= days_from(-JX_YEAR_MAX, 1, 1) && days <= days_from(JX_YEAR_MAX, 12, 31);
}

jx_civil jx_civil_of(int64_t days)
{
    assert(jx_days_valid(days));
    days += EPOCH_OFFSET;
    int64_t era = floor_divide(days, ERA_DAYS);
    int64_t day_of_era = days - era * ERA_DAYS;
    int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t month = (5 * day_of_year + 2) / 153;  // March is 0
    int64_t day = day_of_year - (153 * month + 2) / 5 + 1;
    month += month < 10 ? 3 : -9;
    return (jx_civil){ (int32_t)(year_of_era + era * ERA_YEARS + (month <= 2)), (uint8_t)month, (uint8_t)day };
}

int jx_weekday(int64_t days)
{
    return (int)(days + 3 - floor_divide(days + 3, 7) * 7) + 1;  // 1970-01-01 was a Thursday
}

int jx_day_of_year(int64_t days)
{
    return (int)(days - days_from(jx_civil_of(days).year, 1, 1)) + 1;
}

// Monday of ISO week 1 of `year`: the week that holds the fourth of January.
static int64_t first_week(int64_t year)
{
    int64_t fourth = days_from(year, 1, 4);
    return fourth - (jx_weekday(fourth) - 1);
}

int jx_week_of_year(int64_t days)
{
    int64_t year = jx_civil_of(days).year;
    if (days >= first_week(year + 1)) return 1;
    if (days < first_week(year)) year--;
    return (int)((days - first_week(year)) / 7) + 1;
}

// ---- text ----

// Reads exactly `count` digits at *at. False if there are not as many.
static bool read_digits(jx_text text, size_t *at, size_t count, int64_t *out)
{
    if (count > text.size - *at) return false;
    int64_t number = 0;
    for (size_t i = 0; i < count; i++) {
        char c = text.bytes[*at + i];
        if (c < '0' || c > '9') return false;
        number = number * 10 + (c - '0');
    }
    *at += count;
    *out = number;
    return true;
}

static bool read_char(jx_text text, size_t *at, char c)
{
    if (*at >= text.size || text.bytes[*at] != c) return false;
    ++*at;
    return true;
}

// Four digits, or up to nine of which the first is not 0.
static bool read_year(jx_text text, size_t *at, int64_t *out)
{
    size_t count = 0;
    while (*at + count < text.size && text.bytes[*at + count] != '-')
        count++;
    if (count < 4 || count > 9 || (count > 4 && text.bytes[*at] == '0')) return false;
    return read_digits(text, at, count, out);
}

bool jx_date_read(jx_text text, int64_t *out_days)
{
    size_t at = 0;
    bool negative = read_char(text, &at, '-');
    int64_t year, month, day;
    if (!read_year(text, &at, &year) || !read_char(text, &at, '-')) return false;
    if (!read_digits(text, &at, 2, &month) || !read_char(text, &at, '-')) return false;
    if (!read_digits(text, &at, 2, &day) || at != text.size) return false;
    if (negative && year == 0) return false;
    if (negative) year = -year;
    if (!jx_civil_valid(year, month, day)) return false;
    *out_days = days_from(year, (int)month, (int)day);
    return true;
}

void jx_date_print(int64_t days, jx_buffer *out)
{
    jx_civil civil = jx_civil_of(days);
    int32_t year = civil.year < 0 ? -civil.year : civil.year;
    if (civil.year < 0 || year > 9999) {
        jx_buffer_format(out, "%s%04d-%02d-%02d", civil.year < 0 ? "-" : "", year, civil.month, civil.day);
        return;
    }
    // Every gap of a series names its day, so the ordinary form does without printf.
    char text[10] = { (char)('0' + year / 1000), (char)('0' + year / 100 % 10), (char)('0' + year / 10 % 10),
                      (char)('0' + year % 10), '-', (char)('0' + civil.month / 10), (char)('0' + civil.month % 10), '-',
                      (char)('0' + civil.day / 10), (char)('0' + civil.day % 10) };
    jx_buffer_put(out, (jx_text){ text, sizeof text });
}

bool jx_months_add(int64_t days, int64_t months, int64_t *out_days)
{
    jx_civil civil = jx_civil_of(days);
    int64_t count;
    if (__builtin_add_overflow(civil.year * INT64_C(12) + civil.month - 1, months, &count)) return false;
    int64_t year = floor_divide(count, 12);
    int month = (int)(count - year * 12) + 1;
    if (year < -JX_YEAR_MAX || year > JX_YEAR_MAX) return false;
    int last = jx_days_in_month((int32_t)year, month);
    *out_days = days_from(year, month, civil.day < last ? civil.day : last);
    return true;
}
