// The people of the synthetic city. Begin with `cast` (the firms set by hand) and drawn_firm() (all others).
#include "app/synth_city.h"

#include "base/calendar.h"

#include <stdio.h>
#include <string.h>

// Calibrated by domain.md 4.7, roughly; none of it is a real enterprise.
const city_area city_areas[CITY_AREAS] = {
    { "450202", "城中区", "450202", 30, "4.60", "3.20" },
    { "450203", "鱼峰区", "450203", 150, "6.10", "7.40" },
    { "450204", "柳南区", "450204", 190, "5.20", "4.90" },
    { "450205", "柳北区", "450205", 170, "10.20", "8.60" },
    { "450206", "柳江区", "450206", 200, "9.30", "9.10" },
    { "450222", "柳城县", "450222", 60, "7.70", "2.50" },
    { "450223", "鹿寨县", "450223", 130, "7.90", "10.90" },
    { "450224", "融安县", "450224", 50, "-1.40", "6.00" },
    { "450225", "融水苗族自治县", "450225", 50, "3.80", "-4.20" },
    { "450226", "三江侗族自治县", "450226", 20, "2.10", "<= 3.00" },
    { "4502LD", "柳东新区", "450203", 180, "12.50", "14.10" },
    { "4502YH", "阳和工业新区（北部生态新区）", "450203", 120, "8.00", "8.00" },
};

enum { PARTS, STEEL, FOOD, MEDICINE, CHEMISTRY };  // of the trades below, for the cast

static const city_trade trades[] = {
    { "3670", 270, 120, 2, false, false }, { "3120", 6, 1000, 4, true, true },   { "1439", 60, 150, 0, false, false },
    { "2740", 25, 110, 0, false, false },  { "2611", 15, 800, 0, false, true },  { "3611", 6, 70, 3, false, false },
    { "3612", 8, 70, 3, false, false },    { "3130", 30, 600, 1, false, false }, { "3140", 6, 1200, 0, true, false },
    { "3514", 45, 90, 2, false, false },   { "3489", 40, 90, 0, false, false },  { "3484", 45, 90, 0, false, false },
    { "2613", 12, 800, 0, false, true },   { "2641", 10, 300, 0, false, false }, { "2651", 8, 800, 0, false, true },
    { "2681", 6, 200, 0, false, false },   { "1432", 30, 150, 0, false, false }, { "1340", 12, 200, 0, false, false },
    { "2011", 40, 200, 0, false, false },  { "2021", 70, 200, 0, false, false }, { "2221", 12, 400, 0, false, false },
    { "2231", 20, 150, 0, false, false },  { "3011", 10, 900, 0, true, false },  { "3021", 35, 200, 0, false, false },
    { "3239", 6, 1500, 0, false, true },   { "3212", 4, 1500, 0, true, true },   { "3982", 20, 50, 0, false, false },
    { "3491", 12, 50, 0, false, false },   { "3525", 20, 120, 0, false, false }, { "3841", 10, 150, 1, false, false },
    { "3831", 20, 100, 0, false, false },  { "2927", 40, 150, 0, false, false }, { "3311", 45, 120, 0, false, false },
    { "0721", 2, 100, 0, false, false },   { "4411", 10, 200, 0, true, false },
};

// ---- chance without floating point ----

uint64_t city_draw(uint64_t seed, int64_t number, uint64_t what)
{
    uint64_t z = seed ^ (uint64_t)number * UINT64_C(0x9E3779B97F4A7C15) ^ what * UINT64_C(0xD1B54A32D192ED03);
    z += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

// What is drawn: one stream each, so that a new kind changes no other.
enum {
    DRAW_TRADE,
    DRAW_AREA,
    DRAW_CLASS,
    DRAW_SIZE,
    DRAW_SIZE_AGAIN,
    DRAW_GROWTH,
    DRAW_GROWTH_2025,
    DRAW_HISTORY,
    DRAW_REVISION,
    DRAW_REVENUE,
    DRAW_REGISTER,
    DRAW_DECLARED,
    DRAW_DECLARED_2025,
    DRAW_CONFIRMED,
    DRAW_NONE,
    DRAW_LINK,
    DRAW_READINGS,
    DRAW_ACCOUNTS,
    DRAW_FEBRUARY,
    DRAW_FESTIVAL,
    DRAW_STEADY,
    DRAW_SPRING,
    DRAW_DAY,
};

// lo..hi, both included.
static int64_t between(uint64_t draw, int64_t lo, int64_t hi)
{
    return lo + (int64_t)(draw % (uint64_t)(hi - lo + 1));
}

// ---- identifiers (GB 32100-2015, GB 11714) ----

static const char signs[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";

// Registry 9, kind 1, district, "M" and seven digits, both check signs.
void city_identifier(const char *region, int64_t number, char out[19])
{
    static const int organisation_weights[8] = { 3, 7, 9, 10, 5, 8, 4, 2 };

    assert(number >= 0 && number < 10000000 && strlen(region) == 6);
    char text[32];
    snprintf(text, sizeof text, "91%.6sM%07d", region, (int)number);
    memcpy(out, text, 16);

    int sum = 0;
    for (int i = 0; i < 8; i++) {
        char sign = out[8 + i];
        sum += organisation_weights[i] * (sign >= 'A' ? sign - 'A' + 10 : sign - '0');
    }
    int check = 11 - sum % 11;
    out[16] = check == 10 ? 'X' : check == 11 ? '0' : (char)('0' + check);

    sum = 0;
    int weight = 1;
    for (int i = 0; i < 17; i++) {
        sum += weight * (int)(strchr(signs, out[i]) - signs);
        weight = weight * 3 % 31;
    }
    out[17] = signs[(31 - sum % 31) % 31];
    out[18] = '\0';
}

// ---- the cast ----

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
    { FORMS(7000, 6800, 6800, 6600), POWER(100, 95), .trade = &trades[STEEL] },
    { FORMS(7000, 6800, 6800, 6600), POWER(100, 95), .trade = &trades[CHEMISTRY], .readings = GAP_FEBRUARY },
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
    { FORMS(10000, 9700, 9700, 9500), POWER(200, 150), .trade = &trades[MEDICINE] },
    { FORMS(9999, 9700, 9700, 9500), POWER(200, 150), .trade = &trades[MEDICINE] },
    { FORMS(10300, 10000, 10000, 9900), POWER(200, 150), .trade = &trades[MEDICINE] },
    { FORMS(10299, 10000, 10000, 9900), POWER(200, 150), .trade = &trades[MEDICINE] },
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
      .trade = &trades[MEDICINE] },
    { FORMS(8000, 12000, 12000, 11000), POWER(200, 190), .declared = EMPTY_CELL, .confirmed = TRUE_BOUNDS,
      .trade = &trades[MEDICINE] },
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

static void cast_firm(int64_t number, city_firm *out)
{
    *out = cast[number];
    out->area = (int)(number % CITY_AREAS);
    if (!out->trade) out->trade = &trades[PARTS];
    if (!out->accounts) out->accounts = out->link == NO_ACCOUNT ? 0 : 1;
    if (!out->spring_2025) out->spring_2025 = out->february * 95 / 100;
    out->festival = 100;
    out->steady = true;
    out->revenue = out->output * 97 / 100;
    out->revenue_2025 = out->output_2025 == CITY_NONE ? CITY_NONE : out->output_2025 * 96 / 100;
}

// ---- all others ----

static const city_trade *drawn_trade(uint64_t draw, bool giant)
{
    int total = 0;
    for (size_t i = 0; i < JX_COUNT(trades); i++) {
        total += giant ? trades[i].giants : trades[i].firms;
    }
    int left = (int)between(draw, 0, total - 1);
    for (size_t i = 0; i < JX_COUNT(trades); i++) {
        left -= giant ? trades[i].giants : trades[i].firms;
        if (left < 0) return &trades[i];
    }
    JX_UNREACHABLE();
}

static int drawn_area(uint64_t draw)
{
    int left = (int)between(draw, 0, 1349);
    for (int i = 0; i < CITY_AREAS; i++) {
        left -= city_areas[i].firms;
        if (left < 0) return i;
    }
    JX_UNREACHABLE();
}

// Output of a quarter in 千元: few large ones, many small ones. The smaller of two draws leans to the low end.
static int64_t drawn_output(uint64_t seed, int64_t number, bool *giant)
{
    static const struct {
        int below;  // of 1000
        int64_t lo, hi;
    } classes[] = {
        { 50, 1500, 4999 },      { 420, 5000, 11999 },     { 640, 12000, 24999 },      { 890, 25000, 99999 },
        { 976, 100000, 499999 }, { 994, 500000, 1999999 }, { 1000, 2500000, 6000000 },
    };
    int draw = (int)between(city_draw(seed, number, DRAW_CLASS), 0, 999);
    size_t class = 0;
    while (draw >= classes[class].below)
        class ++;
    *giant = class + 1 >= JX_COUNT(classes);
    int64_t a = between(city_draw(seed, number, DRAW_SIZE), classes[class].lo, classes[class].hi);
    int64_t b = between(city_draw(seed, number, DRAW_SIZE_AGAIN), classes[class].lo, classes[class].hi);
    return a < b ? a : b;
}

static void drawn_figures(uint64_t seed, int64_t number, city_firm *out)
{
    out->output_before = out->output * 1000 / between(city_draw(seed, number, DRAW_GROWTH), 800, 1230);
    uint64_t revision = city_draw(seed, number, DRAW_REVISION);
    out->output_2025 = out->output_before;
    if (revision % 10 == 0) out->output_2025 += out->output_before * between(revision / 10, -20, 20) / 1000;

    int history = (int)between(city_draw(seed, number, DRAW_HISTORY), 0, 999);
    if (history < 15) {  // founded since
        out->output_2025 = CITY_NONE;
        out->output_2024 = CITY_NONE;
        if (history < 8) out->output_before = CITY_NONE;
    } else if (history < 60) {
        out->output_2024 = CITY_NONE;
    } else if (history < 65) {
        out->output_2024 = 0;
    } else if (history < 75) {
        out->output_2024 = out->output_2025;
    } else {
        out->output_2024 = out->output_2025 * 1000 / between(city_draw(seed, number, DRAW_GROWTH_2025), 820, 1220);
    }
    uint64_t revenue = city_draw(seed, number, DRAW_REVENUE);
    out->revenue = out->output * between(revenue, 900, 1050) / 1000;
    out->revenue_2025 =
        out->output_2025 == CITY_NONE ? CITY_NONE : out->output_2025 * between(revenue >> 20, 900, 1050) / 1000;
}

static void drawn_dirt(uint64_t seed, int64_t number, city_firm *out)
{
    static const struct {
        int below;  // of 1000
        city_declaration kind;
    } declared[] = {
        { 15, NO_ROW },      { 35, EMPTY_CELL },      { 47, UNREADABLE }, { 50, BAD_IDENTIFIER },
        { 53, TWICE_EQUAL }, { 56, TWICE_DIFFERENT }, { 58, IN_YUAN },
    };
    static const struct {
        int below;
        city_readings kind;
    } readings[] = {
        { 18, GAP_FEBRUARY }, { 30, GAP_QUARTER }, { 40, GAPS_SPRING },   { 60, ESTIMATED },   { 66, NEGATIVE },
        { 70, NOT_A_NUMBER }, { 76, ROW_TWICE },   { 80, ROW_CONFLICTS }, { 83, NO_READINGS },
    };
    static const struct {
        int below;
        city_link kind;
    } links[] = {
        { 5, NO_ACCOUNT }, { 15, MOVES_ON },      { 19, SHARED },      { 23, SHARES_SHORT },
        { 26, OVERLAPS },  { 29, LEADS_NOWHERE }, { 39, OPENED_LATE }, { 41, SHARE_UNREADABLE },
    };

    int draw = (int)between(city_draw(seed, number, DRAW_DECLARED), 0, 999);
    for (size_t i = JX_COUNT(declared); i-- > 0;) {
        if (draw < declared[i].below) out->declared = declared[i].kind;
    }
    draw = (int)between(city_draw(seed, number, DRAW_DECLARED_2025), 0, 999);
    if (draw < 25) out->declared_2025 = draw < 12 ? NO_ROW : draw < 18 ? EMPTY_CELL : UNREADABLE;
    draw = (int)between(city_draw(seed, number, DRAW_READINGS), 0, 999);
    for (size_t i = JX_COUNT(readings); i-- > 0;) {
        if (draw < readings[i].below) out->readings = readings[i].kind;
    }
    draw = (int)between(city_draw(seed, number, DRAW_LINK), 0, 999);
    for (size_t i = JX_COUNT(links); i-- > 0;) {
        if (draw < links[i].below) out->link = links[i].kind;
    }
    draw = (int)between(city_draw(seed, number, DRAW_REGISTER), 0, 999);
    if (draw < 45) out->in_register = draw < 30 ? NOT_IN_REGISTER : draw < 40 ? LEFT_REGISTER : REGISTER_EMPTY;

    bool figure = out->declared == DECLARED || out->declared == TWICE_EQUAL || out->declared == IN_YUAN;
    draw = (int)between(city_draw(seed, number, DRAW_CONFIRMED), 0, 999);
    if (draw < 3)
        out->confirmed = BOUNDS_CONTRADICT;
    else if (draw < (figure ? 300 : 700))
        out->confirmed = TRUE_BOUNDS;
    if (out->output_2024 == CITY_NONE && city_draw(seed, number, DRAW_NONE) % 10 < 8) {
        out->none_confirmed = true;
        if (out->confirmed == NOT_ASKED) out->confirmed = TRUE_BOUNDS;
    }
}

static void drawn_power(uint64_t seed, int64_t number, city_firm *out)
{
    int accounts = (int)between(city_draw(seed, number, DRAW_ACCOUNTS), 0, 99);
    out->accounts = out->link == NO_ACCOUNT ? 0 : accounts < 70 ? 1 : accounts < 92 ? 2 : 3;
    out->quarter = out->output * out->trade->energy * 10 / 90 + 100;  // 千元 × kWh/万元, in 0.01 kWh a day
    out->steady = out->trade->continuous || city_draw(seed, number, DRAW_STEADY) % 100 < 26;
    uint64_t february = city_draw(seed, number, DRAW_FEBRUARY);
    out->february = out->quarter * between(february, out->steady ? 88 : 82, out->steady ? 108 : 104) / 100;
    out->festival = (int)between(city_draw(seed, number, DRAW_FESTIVAL), out->steady ? 92 : 10, out->steady ? 102 : 60);
    out->spring_2025 = out->february * between(city_draw(seed, number, DRAW_SPRING), 70, 112) / 100;
}

static void drawn_firm(uint64_t seed, int64_t number, city_firm *out)
{
    bool giant;
    *out = (city_firm){ 0 };
    out->output = drawn_output(seed, number, &giant);
    out->trade = drawn_trade(city_draw(seed, number, DRAW_TRADE), giant);
    out->area = drawn_area(city_draw(seed, number, DRAW_AREA));
    drawn_figures(seed, number, out);
    drawn_dirt(seed, number, out);
    drawn_power(seed, number, out);
}

void city_firm_make(uint64_t seed, int64_t number, city_firm *out)
{
    if (number < city_cast_count())
        cast_firm(number, out);
    else
        drawn_firm(seed, number, out);
    out->number = number;
    if (!out->trade_cell) out->trade_cell = out->trade->code;
    city_identifier(city_areas[out->area].registered, number, out->code);
}

// ---- electricity ----

bool city_is_holiday(int64_t day)
{
    return day >= jx_days_of((jx_civil){ 2026, 2, 15 }) && day <= jx_days_of((jx_civil){ 2026, 2, 23 });
}

int64_t city_reading(uint64_t seed, const city_firm *firm, int account, int64_t day)
{
    static const int split[3][3] = { { 100 }, { 60, 40 }, { 50, 30, 20 } };  // per cent, by number of accounts

    assert(firm->accounts >= 1 && firm->accounts <= 3 && account < firm->accounts);
    bool cast_one = firm->number < city_cast_count();
    int64_t value = day < jx_days_of((jx_civil){ 2025, 10, 1 })  ? firm->spring_2025
                    : day < jx_days_of((jx_civil){ 2026, 2, 1 }) ? firm->quarter
                                                                 : firm->february;
    value = value * split[firm->accounts - 1][account] / 100;
    if (cast_one) return value;

    bool holiday = city_is_holiday(day) || day < jx_days_of((jx_civil){ 2025, 2, 5 });
    if (holiday)
        value = value * firm->festival / 100;
    else if (!firm->steady && jx_weekday(day) == 7)
        value = value * 70 / 100;
    uint64_t noise = city_draw(seed, firm->number, DRAW_DAY + (uint64_t)day * 4 + (uint64_t)account);
    return value * between(noise, 970, 1030) / 1000;
}
