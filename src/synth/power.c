// What an account takes on a day.
#include "synth/chance.h"
#include "synth/city.h"

#include "base/calendar.h"

int64_t city_day(int year, int month, int day)
{
    return jx_days_of((jx_civil){ year, (uint8_t)month, (uint8_t)day });
}

// Days as jx_days_of() counts them, which would be asked for every reading.
enum {
    DAY_2025_01_28 = 20116,
    DAY_2025_02_04 = 20123,
    DAY_2025_10_01 = 20362,
    DAY_2026_02_01 = 20485,
    DAY_2026_02_15 = 20499,
    DAY_2026_02_23 = 20507,
};

// Spring Festival of 2025 and 2026.
static bool is_holiday(int64_t day)
{
    return (day >= DAY_2025_01_28 && day <= DAY_2025_02_04) || (day >= DAY_2026_02_15 && day <= DAY_2026_02_23);
}

int64_t city_reading(uint64_t seed, const city_firm *firm, int account, int64_t day)
{
    static const int split[3][3] = { { 100 }, { 60, 40 }, { 50, 30, 20 } };  // per cent, by number of accounts

    assert(firm->accounts >= 1 && firm->accounts <= 3 && account < firm->accounts);
    int64_t value = day < DAY_2025_10_01 ? firm->spring_2025 : day < DAY_2026_02_01 ? firm->quarter : firm->february;
    value = value * split[firm->accounts - 1][account] / 100;
    if (account == 0 && day == firm->odd_day) value += firm->odd_more;
    if (firm->even) return value;

    if (is_holiday(day))
        value = value * firm->festival / 100;
    else if (!firm->steady && jx_weekday(day) == 7)
        value = value * 70 / 100;
    uint64_t noise = city_draw(seed, firm->number, DRAW_DAY + (uint64_t)day * 4 + (uint64_t)account);
    return value * city_between(noise, 970, 1030) / 1000;
}
