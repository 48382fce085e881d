// The calendar, walked day by day and read at its edges.
#include "base/calendar.h"
#include "unit/check.h"

static jx_arena *memory;

static jx_text printed(int64_t days)
{
    if (memory == NULL) memory = jx_arena_new(jx_allocator_system(), 1 << 20);
    jx_buffer out = jx_buffer_in(memory);
    jx_date_print(days, &out);
    return jx_buffer_text(&out);
}

static int64_t day(const char *text)
{
    int64_t days = INT64_MIN;
    CHECK(jx_date_read(jx_text_of(text), &days));
    return days;
}

// From -0401 to 2801, counting up with nothing but month lengths.
TEST(day_by_day)
{
    jx_civil civil = { -401, 1, 1 };
    int64_t days = jx_days_of(civil);
    int weekday = jx_weekday(days), of_year = 1;
    bool same = true;
    while (civil.year < 2801 && same) {
        jx_civil read = jx_civil_of(days);
        same = read.year == civil.year && read.month == civil.month && read.day == civil.day &&
               jx_days_of(civil) == days && jx_weekday(days) == weekday && jx_day_of_year(days) == of_year;
        days++, of_year++;
        weekday = weekday % 7 + 1;
        if (++civil.day <= jx_days_in_month(civil.year, civil.month)) continue;
        civil.day = 1;
        if (++civil.month <= 12) continue;
        civil.month = 1, of_year = 1, civil.year++;
    }
    CHECK(same);
}

TEST(known_days)
{
    CHECK_INT(day("1970-01-01"), 0);
    CHECK_INT(day("2000-03-01"), 11017);
    CHECK_INT(day("0000-03-01"), -719468);
    CHECK_INT(jx_weekday(0), 4);
    CHECK_INT(jx_weekday(day("2026-02-17")), 2);  // the Spring Festival of 2026, a Tuesday
    CHECK_INT(jx_days_in_month(1900, 2), 28);
    CHECK_INT(jx_days_in_month(2000, 2), 29);
    CHECK_INT(jx_days_in_month(0, 2), 29);
    CHECK_INT(jx_days_in_month(-4, 2), 29);
    CHECK_INT(jx_day_of_year(day("2024-12-31")), 366);
}

TEST(weeks)
{
    static const struct {
        const char *date;
        int week;
    } weeks[] = { { "2005-01-01", 53 }, { "2005-01-02", 53 },      { "2005-01-03", 1 },      { "2008-12-29", 1 },
                  { "2008-12-28", 52 }, { "2010-01-03", 53 },      { "2020-12-31", 53 },     { "2026-01-01", 1 },
                  { "2003-12-29", 1 },  { "999999999-12-31", 52 }, { "-999999999-01-01", 1 } };
    for (size_t i = 0; i < JX_COUNT(weeks); i++)
        CHECK_INT(jx_week_of_year(day(weeks[i].date)), weeks[i].week);
}

TEST(reads_dates_and_nothing_else)
{
    static const char *const same[] = { "2026-01-31",  "0000-01-01",      "-0001-12-31",
                                        "12345-06-07", "999999999-12-31", "-999999999-01-01" };
    for (size_t i = 0; i < JX_COUNT(same); i++)
        CHECK_TEXT(printed(day(same[i])), same[i]);
    static const char *const wrong[] = { "",
                                         "2026",
                                         "2026-1-01",
                                         "2026-01-1",
                                         "2026-13-01",
                                         "2026-00-01",
                                         "2026-02-29",
                                         "2026-01-00",
                                         "+2026-01-01",
                                         "02026-01-01",
                                         "226-01-01",
                                         "1000000000-01-01",
                                         "-0000-01-01",
                                         "2026-01-01 ",
                                         " 2026-01-01",
                                         "2026-01-01T00:00:00",
                                         "2026/01/01",
                                         "--2026-01-01",
                                         "2026-01-01-",
                                         "20a6-01-01" };
    int64_t days = 5;
    for (size_t i = 0; i < JX_COUNT(wrong); i++)
        CHECK(!jx_date_read(jx_text_of(wrong[i]), &days));
    CHECK_INT(days, 5);
}

static void check_months(const char *date, int64_t months, const char *expected)
{
    int64_t days;
    if (CHECK(jx_months_add(day(date), months, &days))) CHECK_TEXT(printed(days), expected);
}

TEST(months)
{
    check_months("2026-01-31", 1, "2026-02-28");
    check_months("2024-01-31", 1, "2024-02-29");
    check_months("2024-02-29", 12, "2025-02-28");
    check_months("2026-03-31", -1, "2026-02-28");
    check_months("2026-01-15", -13, "2024-12-15");
    check_months("0000-01-15", -1, "-0001-12-15");
    check_months("2026-01-15", 0, "2026-01-15");
    int64_t days = 5;
    CHECK(!jx_months_add(day("999999999-12-01"), 1, &days) && !jx_months_add(0, INT64_MAX, &days));
    CHECK(!jx_months_add(0, INT64_MIN, &days) && !jx_months_add(day("-999999999-01-01"), -1, &days));
    CHECK_INT(days, 5);
}

TEST(range)
{
    CHECK(jx_civil_valid(999999999, 12, 31) && !jx_civil_valid(1000000000, 1, 1) && !jx_civil_valid(INT64_MIN, 1, 1));
    CHECK(!jx_civil_valid(2026, 0, 1) && !jx_civil_valid(2026, 2, 29) && !jx_civil_valid(2026, 1, INT64_MAX));
    int64_t last = day("999999999-12-31"), first = day("-999999999-01-01");
    CHECK(jx_days_valid(last) && !jx_days_valid(last + 1) && jx_days_valid(first) && !jx_days_valid(first - 1));
}

CHECK_MAIN
