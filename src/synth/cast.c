// The cast: the first firms of the city, set by hand and the same for every seed. First the characters that the
// demonstration explains, then hard cases of electricity, of earlier years, of forms, and of records.
#include "synth/city.h"

#define DAILY(kwh) ((kwh)*INT64_C(100))
// Figures of the two forms: 2026 (this year, last year), 2025 (this year, last year).
#define FORMS(now, before, then, long_ago)                                                                             \
    .output = (now), .output_before = (before), .output_2025 = (then), .output_2024 = (long_ago)
#define DIRTY(kind) .dirt[FAMILY_FORM_2026] = kind
#define DIRTY_2025(kind) .dirt[FAMILY_FORM_2025] = kind
#define NONE_BEFORE .confirmed = TRUE_BOUNDS, .none_confirmed = true
#define POWER(quarter_kwh, february_kwh) .quarter = DAILY(quarter_kwh), .february = DAILY(february_kwh)

// Days, which a table of constants cannot work out.
#define OPENED_LATE 20407  // 2025-11-15
#define MARCH_10 20522     // 2026
#define YUAN INT64_C(100)

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
    { FORMS(80000, 70000, 70000, CITY_NONE), POWER(1500, 1200), NONE_BEFORE, .award = "2.1",
      .shows = "统计部门确认前年同季无数：无增速 · no base two years ago (无)" },

    // Readings that decide and readings that do not.
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
    { FORMS(7000, 6800, 6800, 6600), POWER(100, 90), .readings = LATE_DAY },
    { FORMS(7000, 6800, 6800, 6600), POWER(100, 90), .readings = BILLS_ONLY },
    { FORMS(7000, 6800, 6800, 6600), POWER(100, 95), .trade = &city_trades[TRADE_STEEL] },
    { FORMS(7000, 6800, 6800, 6600), POWER(100, 95), .trade = &city_trades[TRADE_CHEMISTRY], .readings = GAP_FEBRUARY },

    { FORMS(7000, 6800, 6800, 6600), POWER(100, 95), .trade = &city_trades[TRADE_METAL] },
    { FORMS(7000, 6800, 6800, 6600), POWER(100, 95), .trade = &city_trades[TRADE_STEEL], .off_lists = LIST_CONTINUOUS },

    // What the years before say.
    { FORMS(104960, 100000, 100000, 99900), POWER(2000, 1500) },
    { FORMS(105000, 100000, 100000, 100000), POWER(2000, 1500) },
    { FORMS(99999, 100000, 100000, 96000), POWER(2000, 1500) },
    { FORMS(80000, 70000, 0, 65000), POWER(1500, 1200) },
    { FORMS(80000, 70000, 70000, 0), POWER(1500, 1200) },
    { FORMS(80000, 0, 0, 65000), POWER(1500, 1200) },
    { FORMS(0, 0, 0, 0), POWER(10, 1) },
    { FORMS(80000, 70000, 71000, CITY_NONE), POWER(1500, 1200) },
    { FORMS(80000, CITY_NONE, CITY_NONE, CITY_NONE), POWER(1500, 1200), NONE_BEFORE },
    { FORMS(80000, 70000, 70000, 0), POWER(1500, 1200), NONE_BEFORE },

    // Figures that did not arrive, and what bounds make of them.
    { FORMS(6000, 5800, 5800, 5600), POWER(100, 95), DIRTY(EMPTY_CELL), .confirmed = TRUE_BOUNDS },
    { FORMS(4000, 3800, 3800, 3600), POWER(100, 95), DIRTY(EMPTY_CELL), .confirmed = TRUE_BOUNDS },
    { FORMS(5000, 4700, 4700, 4600), POWER(100, 95), DIRTY(UNREADABLE), .confirmed = TRUE_BOUNDS },
    { FORMS(60000, 50000, 50000, 48000), POWER(1000, 950), DIRTY(ABSENT), .confirmed = TRUE_BOUNDS },
    { FORMS(12000, 9000, 9000, 8800), POWER(200, 190), DIRTY(UNREADABLE), .confirmed = TRUE_BOUNDS,
      .trade = &city_trades[TRADE_MEDICINE] },
    { FORMS(8000, 12000, 12000, 11000), POWER(200, 190), DIRTY(EMPTY_CELL), .confirmed = TRUE_BOUNDS,
      .trade = &city_trades[TRADE_MEDICINE] },
    { FORMS(6000, 5800, 5800, 5600), POWER(100, 95), DIRTY(EMPTY_CELL) },
    { FORMS(6000, 5800, 5800, 5600), POWER(100, 50), DIRTY(EMPTY_CELL) },
    { FORMS(6000, 5800, 5800, 5600), POWER(100, 95), DIRTY(EMPTY_CELL), .confirmed = BOUNDS_CONTRADICT },
    { FORMS(60000, 58000, 58000, 56000), POWER(1000, 950), DIRTY(TWICE_EQUAL) },
    { FORMS(60000, 50000, 50000, 48000), POWER(1000, 950), DIRTY(TWICE_DIFFERENT) },
    { FORMS(60000, 50000, 50000, 48000), POWER(1000, 950), DIRTY(BAD_IDENTIFIER) },
    { FORMS(6000, 5800, 5800, 5600), POWER(100, 95), DIRTY(WRONG_UNIT) },
    { FORMS(60000, 50000, 50000, 48000), POWER(1000, 950), DIRTY_2025(ABSENT) },
    { FORMS(60000, 50000, 50000, 48000), POWER(1000, 950), DIRTY_2025(UNREADABLE) },
    { FORMS(60000, 50000, 50000, 48000), POWER(1000, 950), DIRTY_2025(TWICE_DIFFERENT) },

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
    { FORMS(60000, 58000, 58000, 56000), POWER(1000, 950), .linked_from = OPENED_LATE },
    { FORMS(60000, 58000, 58000, 56000), POWER(1000, 950), .linked_from = OPENED_LATE, .readings = GAP_FEBRUARY },
    { FORMS(60000, 58000, 58000, 56000), POWER(1000, 950), .link = SHARE_UNREADABLE },
    { FORMS(60000, 58000, 58000, 56000), POWER(1000, 950), .link = NO_ACCOUNT },
    { FORMS(60000, 58000, 58000, 56000), POWER(1000, 950), .readings = GAP_FEBRUARY, .accounts = 2 },

    // Fairs, events, sales, and what the region paid.
    { FORMS(24000, 23000, 23000, 22000), POWER(400, 300), .fairs = { 1, { { 0, MARCH_10, 300000 * YUAN, 3 } } },
      .award = "5.1a",
      .shows = "展位费30万元分开三张发票，补助以10万元为限 · a booth fee beyond the cap, on three invoices" },
    { FORMS(4200, 4000, 4000, 3900), POWER(70, 50), .in_register = NOT_IN_REGISTER,
      .fairs = { 1, { { 0, MARCH_10, 80000 * YUAN, 1 } } },
      .events = { 1, { { YES, MARCH_10, 50000 * YUAN, 30000 * YUAN } } }, .award = "5.1b",
      .shows = "规下企业：订货会有补助，参展没有 · below scale: 5.1b yes, 5.1a no" },
    { FORMS(180000, 175000, 175000, 170000), POWER(3000, 2000),
      .sales = { 1, { { 0, 162000000 * YUAN, 150000000 * YUAN } } } },
    { FORMS(24000, 23000, 23000, 22000), POWER(400, 300),
      .sales = { 2, { { 0, 1200000 * YUAN, 1000000 * YUAN }, { 1, 700000 * YUAN, 1000000 * YUAN } } }, .award = "5.2",
      .shows = "两家主机厂一增一减，只计增长的一家 · one of two main makers grew" },
    { FORMS(24000, 23000, 23000, 22000), POWER(400, 300), .sales = { 1, { { 2, 700000 * YUAN, 0 } } } },
    { FORMS(24000, 23000, 23000, 22000), POWER(400, 300),
      .companies = { 1, { { 100, MARCH_10, YES, 10000000 * YUAN, CITY_NONE } } } },
    { FORMS(60000, 58000, 58000, 56000), POWER(1000, 950), .regional = { 1, { { 1, 100000 * YUAN } } } },
    { FORMS(60000, 50000, 50000, 48000), POWER(1000, 700), .regional = { 1, { { 2, 30000 * YUAN } } } },
};

int64_t city_cast_count(void)
{
    return JX_COUNT(cast);
}

void city_cast_firm(int64_t number, city_firm *out)
{
    *out = cast[number];
    if (out->link == NO_ACCOUNT) out->accounts = CITY_NONE;
    city_complete(number, out);
}
