// The cast: the first firms of the city, set by hand and the same for every seed. First the characters that the
// demonstration explains, then borders, then kinds of dirt.
#include "synth/city.h"

#define DAILY(kwh) ((kwh)*INT64_C(100))
// Figures of the two forms: 2026 (this year, last year), 2025 (this year, last year).
#define FORMS(now, before, then, long_ago)                                                                             \
    .output = (now), .output_before = (before), .output_2025 = (then), .output_2024 = (long_ago)
#define POWER(quarter_kwh, february_kwh) .quarter = DAILY(quarter_kwh), .february = DAILY(february_kwh)

static const city_firm cast[] = {
    // The named ones of the demonstration.
    { FORMS(60000, 58000, 58000, 56000), POWER(1000, 950), .award = "1.2",
      .shows = "符合节假日连续生产：二月日均达到四季度九成 · gets 1.2" },
    { FORMS(60000, 58000, 58000, 56000), POWER(1000, 900), .readings = STOPPED_DAY, .award = "1.2",
      .shows = "停产一日，恰差一日的电量 · misses 1.2 by one day's electricity" },
    { FORMS(60000, 58000, 58000, 56000), POWER(1000, 900), .readings = GAP_FEBRUARY, .award = "1.2",
      .shows = "缺一日读数，这一日可以决定结论 · a missing day that could decide" },
    { FORMS(60000, 58000, 58000, 56000), POWER(1000, 1000), .readings = GAP_FEBRUARY, .award = "1.2",
      .shows = "缺一日读数，但其余各日已够 · a missing day that cannot decide" },
    { FORMS(105000, 100000, 100000, 96000), POWER(2000, 1500), .award = "2.1",
      .shows = "同比增速恰为5% · growth of exactly 5 %" },
    { FORMS(104996, 100000, 100000, 96000), POWER(2000, 1500), .award = "2.1",
      .shows = "同比增速4.996%，显示为5.00% · growth of 4.996 %" },
    { FORMS(80000, 0, 70000, 65000), POWER(1500, 1200), .award = "2.1",
      .shows = "本期报表的上年同期为零 · last year's column is 0" },
    { FORMS(80000, 70000, 70000, CITY_NONE), POWER(1500, 1200), .confirmed = TRUE_BOUNDS, .none_confirmed = true,
      .award = "2.1", .shows = "统计部门确认前年同季无数：无增速 · no base two years ago (无)" },

    // Output of 5,000,000 yuan and 90 %: on the border and one step to each side.
    { FORMS(5000, 4700, 4700, 4600), POWER(100, 90) },
    { FORMS(4999, 4700, 4700, 4600), POWER(100, 90) },
    { FORMS(5001, 4700, 4700, 4600), POWER(100, 90) },
    { FORMS(7000, 6800, 6800, 6600), POWER(100, 90), .readings = LAST_DAY_LESS },
    { FORMS(7000, 6800, 6800, 6600), POWER(100, 90), .readings = LAST_DAY_MORE },
    { FORMS(7000, 6800, 6800, 6600), POWER(0, 90) },
    { FORMS(7000, 6800, 6800, 6600), POWER(100, 0) },
    { FORMS(7000, 6800, 6800, 6600), POWER(100, 60), .readings = GAP_QUARTER },
    { FORMS(7000, 6800, 6800, 6600), POWER(100, 95), .readings = GAP_QUARTER },
    { FORMS(7000, 6800, 6800, 6600), POWER(100, 95), .readings = NEGATIVE },
    { FORMS(7000, 6800, 6800, 6600), POWER(100, 90), .readings = ROW_CONFLICTS },
    { FORMS(7000, 6800, 6800, 6600), POWER(100, 90), .readings = ROW_TWICE },
    { FORMS(7000, 6800, 6800, 6600), POWER(100, 90), .readings = ESTIMATED },
    { FORMS(7000, 6800, 6800, 6600), POWER(100, 90), .readings = NOT_A_NUMBER },
    { FORMS(7000, 6800, 6800, 6600), POWER(100, 90), .readings = NO_READINGS },
    { FORMS(7000, 6800, 6800, 6600), POWER(100, 90), .readings = GAPS_SPRING },
    { FORMS(7000, 6800, 6800, 6600), POWER(100, 95), .trade = &city_trades[TRADE_STEEL] },
    { FORMS(7000, 6800, 6800, 6600), POWER(100, 95), .trade = &city_trades[TRADE_CHEMISTRY], .readings = GAP_FEBRUARY },
    { FORMS(7000, 6800, 6800, 6600), POWER(100, 95), .spring_2025 = DAILY(95) },

    // Growth of 5 %, and what the years before say.
    { FORMS(104999, 100000, 100000, 96000), POWER(2000, 1500) },
    { FORMS(105001, 100000, 100000, 96000), POWER(2000, 1500) },
    { FORMS(104960, 100000, 100000, 96000), POWER(2000, 1500) },
    { FORMS(105000, 100000, 100000, 100000), POWER(2000, 1500) },
    { FORMS(105000, 100000, 100000, 99999), POWER(2000, 1500) },
    { FORMS(105000, 100000, 100000, 100001), POWER(2000, 1500) },
    { FORMS(100000, 100000, 100000, 96000), POWER(2000, 1500) },
    { FORMS(99999, 100000, 100000, 96000), POWER(2000, 1500) },
    { FORMS(80000, 70000, 0, 65000), POWER(1500, 1200) },
    { FORMS(80000, 70000, 70000, 0), POWER(1500, 1200) },
    { FORMS(80000, 0, 0, 65000), POWER(1500, 1200) },
    { FORMS(0, 0, 0, 0), POWER(10, 1) },
    { FORMS(80000, 70000, 71000, CITY_NONE), POWER(1500, 1200) },
    { FORMS(80000, CITY_NONE, CITY_NONE, CITY_NONE), POWER(1500, 1200), .confirmed = TRUE_BOUNDS,
      .none_confirmed = true },
    { FORMS(80000, 70000, 70000, 0), POWER(1500, 1200), .confirmed = TRUE_BOUNDS, .none_confirmed = true },
    { FORMS(10000, 9000, 9000, CITY_NONE), POWER(200, 150), .confirmed = TRUE_BOUNDS, .none_confirmed = true },
    { FORMS(9999, 9000, 9000, CITY_NONE), POWER(200, 150), .confirmed = TRUE_BOUNDS, .none_confirmed = true },

    // Thresholds and tiers of the scenario `assumed`.
    { FORMS(20000, 19000, 19000, 18000), POWER(400, 300) },
    { FORMS(19999, 19000, 19000, 18000), POWER(400, 300) },
    { FORMS(20001, 19000, 19000, 18000), POWER(400, 300) },
    { FORMS(10000, 9700, 9700, 9500), POWER(200, 150), .trade = &city_trades[TRADE_MEDICINE] },
    { FORMS(9999, 9700, 9700, 9500), POWER(200, 150), .trade = &city_trades[TRADE_MEDICINE] },
    { FORMS(10300, 10000, 10000, 9900), POWER(200, 150), .trade = &city_trades[TRADE_MEDICINE] },
    { FORMS(10299, 10000, 10000, 9900), POWER(200, 150), .trade = &city_trades[TRADE_MEDICINE] },
    { FORMS(50000, 47000, 47000, 46000), POWER(900, 700) },
    { FORMS(49999, 47000, 47000, 46000), POWER(900, 700) },
    { FORMS(100000, 94000, 94000, 93000), POWER(1900, 1500) },
    { FORMS(99999, 94000, 94000, 93000), POWER(1900, 1500) },
    { FORMS(500000, 470000, 470000, 460000), POWER(9000, 7000) },
    { FORMS(499999, 470000, 470000, 460000), POWER(9000, 7000) },
    { FORMS(2000000, 1900000, 1900000, 1800000), POWER(20000, 17000) },
    { FORMS(1999999, 1900000, 1900000, 1800000), POWER(20000, 17000) },
    { FORMS(33000, 30000, 30000, 29000), POWER(600, 500) },
    { FORMS(32999, 30000, 30000, 29000), POWER(600, 500) },
    { FORMS(36000, 30000, 30000, 29000), POWER(600, 500) },
    { FORMS(35999, 30000, 30000, 29000), POWER(600, 500) },
    { FORMS(600000, 500000, 500000, 480000), POWER(9000, 7000) },
    { FORMS(2400000, 2000000, 2000000, 1900000), POWER(20000, 17000) },
    { FORMS(2200000, 2000000, 2000000, 1900000), POWER(20000, 17000) },
    { FORMS(120000, 100000, 100000, 95000), POWER(2000, 1500) },
    { FORMS(72000, 60000, 60000, 58000), POWER(1000, 800) },
    { FORMS(66000, 60000, 60000, 58000), POWER(1000, 800) },
    { FORMS(550000, 500000, 500000, 490000), POWER(9000, 7000) },

    // Figures that did not arrive, and what bounds make of them.
    { FORMS(6000, 5800, 5800, 5600), POWER(100, 95), .declared = EMPTY_CELL, .confirmed = TRUE_BOUNDS },
    { FORMS(4000, 3800, 3800, 3600), POWER(100, 95), .declared = EMPTY_CELL, .confirmed = TRUE_BOUNDS },
    { FORMS(5000, 4700, 4700, 4600), POWER(100, 95), .declared = UNREADABLE, .confirmed = TRUE_BOUNDS },
    { FORMS(60000, 50000, 50000, 48000), POWER(1000, 950), .declared = NO_ROW, .confirmed = TRUE_BOUNDS },
    { FORMS(12000, 9000, 9000, 8800), POWER(200, 190), .declared = UNREADABLE, .confirmed = TRUE_BOUNDS,
      .trade = &city_trades[TRADE_MEDICINE] },
    { FORMS(8000, 12000, 12000, 11000), POWER(200, 190), .declared = EMPTY_CELL, .confirmed = TRUE_BOUNDS,
      .trade = &city_trades[TRADE_MEDICINE] },
    { FORMS(6000, 5800, 5800, 5600), POWER(100, 95), .declared = EMPTY_CELL },
    { FORMS(6000, 5800, 5800, 5600), POWER(100, 50), .declared = EMPTY_CELL },
    { FORMS(6000, 5800, 5800, 5600), POWER(100, 95), .declared = EMPTY_CELL, .confirmed = BOUNDS_CONTRADICT },
    { FORMS(60000, 58000, 58000, 56000), POWER(1000, 950), .declared = TWICE_EQUAL },
    { FORMS(60000, 50000, 50000, 48000), POWER(1000, 950), .declared = TWICE_DIFFERENT },
    { FORMS(60000, 50000, 50000, 48000), POWER(1000, 950), .declared = BAD_IDENTIFIER },
    { FORMS(6000, 5800, 5800, 5600), POWER(100, 95), .declared = IN_YUAN },
    { FORMS(60000, 50000, 50000, 48000), POWER(1000, 950), .declared_2025 = NO_ROW },
    { FORMS(60000, 50000, 50000, 48000), POWER(1000, 950), .declared_2025 = UNREADABLE },
    { FORMS(60000, 50000, 50000, 48000), POWER(1000, 950), .declared_2025 = TWICE_DIFFERENT },

    // The register, and trades that are not readable.
    { FORMS(60000, 50000, 50000, 48000), POWER(1000, 950), .in_register = NOT_IN_REGISTER },
    { FORMS(60000, 50000, 50000, 48000), POWER(1000, 950), .in_register = LEFT_REGISTER },
    { FORMS(60000, 50000, 50000, 48000), POWER(1000, 950), .in_register = REGISTER_EMPTY },
    { FORMS(60000, 50000, 50000, 52000), POWER(1000, 950), .trade_cell = "36" },

    // Links. The firm after one that moves on or shares is its neighbour.
    { FORMS(60000, 58000, 58000, 56000), POWER(1000, 950), .link = MOVES_ON },
    { FORMS(60000, 58000, 58000, 56000), POWER(1000, 950) },
    { FORMS(60000, 58000, 58000, 56000), POWER(1000, 950), .link = SHARED },
    { FORMS(60000, 58000, 58000, 56000), POWER(1000, 850) },
    { FORMS(60000, 58000, 58000, 56000), POWER(1000, 950), .link = SHARES_SHORT },
    { FORMS(60000, 58000, 58000, 56000), POWER(1000, 950), .accounts = 2 },
    { FORMS(60000, 58000, 58000, 56000), POWER(1000, 950), .link = OVERLAPS },
    { FORMS(60000, 58000, 58000, 56000), POWER(1000, 950), .link = LEADS_NOWHERE },
    { FORMS(60000, 58000, 58000, 56000), POWER(1000, 950), .link = LEADS_NOWHERE, .accounts = 2 },
    { FORMS(60000, 58000, 58000, 56000), POWER(1000, 950), .link = OPENED_LATE },
    { FORMS(60000, 58000, 58000, 56000), POWER(1000, 950), .link = OPENED_LATE, .readings = GAP_FEBRUARY },
    { FORMS(60000, 58000, 58000, 56000), POWER(1000, 950), .link = SHARE_UNREADABLE },
    { FORMS(60000, 58000, 58000, 56000), POWER(1000, 950), .link = NO_ACCOUNT },
    { FORMS(60000, 58000, 58000, 56000), POWER(1000, 950), .readings = GAP_FEBRUARY, .accounts = 2 },
};

int64_t city_cast_count(void)
{
    return JX_COUNT(cast);
}

void city_cast_firm(int64_t number, city_firm *out)
{
    *out = cast[number];
    out->area = (int)(number % CITY_AREAS);
    if (!out->trade) out->trade = &city_trades[TRADE_PARTS];
    if (!out->accounts) out->accounts = out->link == NO_ACCOUNT ? 0 : 1;
    if (!out->spring_2025) out->spring_2025 = out->february * 95 / 100;
    out->festival = 100;
    out->steady = true;
    out->revenue = out->output * 97 / 100;
    out->revenue_2025 = out->output_2025 == CITY_NONE ? CITY_NONE : out->output_2025 * 96 / 100;
}
