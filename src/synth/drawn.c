// The firms that are drawn; begin at the end, with city_drawn_firm().
#include "synth/chance.h"
#include "synth/city.h"

static const city_trade *drawn_trade(uint64_t draw, bool giant)
{
    int total = 0;
    for (size_t i = 0; i < CITY_TRADES; i++) {
        total += giant ? city_trades[i].giants : city_trades[i].firms;
    }
    int left = (int)city_between(draw, 0, total - 1);
    for (size_t i = 0; i < CITY_TRADES; i++) {
        left -= giant ? city_trades[i].giants : city_trades[i].firms;
        if (left < 0) return &city_trades[i];
    }
    JX_UNREACHABLE();
}

static int drawn_area(uint64_t draw)
{
    int left = (int)city_between(draw, 0, 1349);
    for (int i = 0; i < CITY_AREAS; i++) {
        left -= city_areas[i].firms;
        if (left < 0) return i;
    }
    JX_UNREACHABLE();
}

// Output of a quarter in 千元: few large ones, many small ones. The smaller of two draws leans to the low end.
static int64_t drawn_output(uint64_t seed, int64_t number, bool giant)
{
    static const struct {
        int below;  // of 1000
        int64_t lo, hi;
    } classes[] = {
        { 50, 1500, 4999 },    { 420, 5000, 11999 },    { 640, 12000, 24999 },
        { 890, 25000, 99999 }, { 972, 100000, 499999 }, { 1000, 500000, 1499999 },
    };
    int draw = (int)city_between(city_draw(seed, number, DRAW_CLASS), 0, 999);
    size_t class = 0;
    while (draw >= classes[class].below)
        class ++;
    int64_t lo = giant ? 2500000 : classes[class].lo, hi = giant ? 4500000 : classes[class].hi;
    int64_t a = city_between(city_draw(seed, number, DRAW_SIZE), lo, hi);
    int64_t b = city_between(city_draw(seed, number, DRAW_SIZE_AGAIN), lo, hi);
    return a < b ? a : b;
}

static void drawn_figures(uint64_t seed, int64_t number, city_firm *out)
{
    out->output_before = out->output * 1000 / city_between(city_draw(seed, number, DRAW_GROWTH), 790, 1190);
    uint64_t revision = city_draw(seed, number, DRAW_REVISION);
    out->output_2025 = out->output_before;
    if (revision % 10 == 0) out->output_2025 += out->output_before * city_between(revision / 10, -20, 20) / 1000;

    int history = (int)city_between(city_draw(seed, number, DRAW_HISTORY), 0, 999);
    if (history < 15) {  // founded since
        out->output_2025 = CITY_NONE;
        out->output_2024 = CITY_NONE;
        if (history < 8) out->output_before = CITY_NONE;
    } else if (history < 72) {
        out->output_2024 = CITY_NONE;
    } else if (history < 77) {
        out->output_2024 = 0;
    } else if (history < 87) {
        out->output_2024 = out->output_2025;
    } else {
        out->output_2024 = out->output_2025 * 1000 / city_between(city_draw(seed, number, DRAW_GROWTH_2025), 820, 1220);
    }
    uint64_t revenue = city_draw(seed, number, DRAW_REVENUE);
    out->revenue = out->output * city_between(revenue, 900, 1050) / 1000;
    out->revenue_2025 =
        out->output_2025 == CITY_NONE ? CITY_NONE : out->output_2025 * city_between(revenue >> 20, 900, 1050) / 1000;
}

static void drawn_dirt(uint64_t seed, int64_t number, city_firm *out)
{
    static const city_odds form[] = {
        { 15, ABSENT },      { 35, EMPTY_CELL },      { 47, UNREADABLE },  { 50, BAD_IDENTIFIER },
        { 53, TWICE_EQUAL }, { 56, TWICE_DIFFERENT }, { 58, WRONG_UNIT },  { 62, CORRECTED },
        { 64, WITHDRAWN },   { 84, BLANKS },          { 110, OTHER_NAME },
    };
    static const city_odds others[] = {
        { 15, EMPTY_CELL }, { 22, UNREADABLE }, { 25, BAD_IDENTIFIER }, { 29, TWICE_EQUAL }, { 32, TWICE_DIFFERENT },
        { 33, WRONG_UNIT }, { 35, ONLY_CODE },  { 60, BLANKS },         { 90, OTHER_NAME },
    };
    static const city_odds readings[] = {
        { 18, GAP_FEBRUARY }, { 30, GAP_QUARTER },  { 40, GAPS_SPRING }, { 60, ESTIMATED },
        { 66, NEGATIVE },     { 70, NOT_A_NUMBER }, { 76, ROW_TWICE },   { 80, ROW_CONFLICTS },
        { 83, NO_READINGS },  { 93, BILLS_ONLY },   { 96, LATE_DAY },
    };
    static const city_odds links[] = {
        { 5, NO_ACCOUNT }, { 15, MOVES_ON },      { 19, SHARED },           { 23, SHARES_SHORT },
        { 26, OVERLAPS },  { 29, LEADS_NOWHERE }, { 31, SHARE_UNREADABLE },
    };

    for (int i = 0; i < FAMILIES; i++) {
        uint64_t draw = city_draw(seed, number, DRAW_DIRT + (uint64_t)i);
        out->dirt[i] = (uint8_t)(i == FAMILY_FORM_2026 ? city_pick(draw, form, JX_COUNT(form))
                                                       : city_pick(draw, others, JX_COUNT(others)));
    }
    out->readings = (city_readings)city_pick(city_draw(seed, number, DRAW_READINGS), readings, JX_COUNT(readings));
    uint64_t link = city_draw(seed, number, DRAW_LINK);
    out->link = (city_link)city_pick(link, links, JX_COUNT(links));
    if (link % 1000 >= 990) out->linked_from = city_day(2025, 11, 15);

    int dirt = out->dirt[FAMILY_FORM_2026];
    bool figure = dirt != ABSENT && dirt != EMPTY_CELL && dirt != UNREADABLE && dirt != BAD_IDENTIFIER;
    int draw = (int)city_between(city_draw(seed, number, DRAW_CONFIRMED), 0, 999);
    if (draw < 3)
        out->confirmed = BOUNDS_CONTRADICT;
    else if (draw < (figure ? 300 : 700))
        out->confirmed = TRUE_BOUNDS;
    if (out->output_2024 == CITY_NONE && city_draw(seed, number, DRAW_NONE) % 10 < 8) {
        out->none_confirmed = true;
        if (out->confirmed == NOT_ASKED) out->confirmed = TRUE_BOUNDS;
    }
}

// 市场监管登记, 年收入, 首次入统: those below scale never entered, and some of the others only just did.
static void drawn_standing(uint64_t seed, int64_t number, city_firm *out)
{
    uint64_t draw = city_draw(seed, number, DRAW_STANDING);
    out->industrial = draw % 1000 < 985 ? YES : draw % 1000 < 993 ? NO : NOT_SAID;
    out->year_revenue = out->revenue_2025 == CITY_NONE ? CITY_NONE : out->revenue_2025 * 4;
    out->first_entry = city_day(2005, 1, 1) + (int64_t)(draw / 1000 % 7000);
    bool new = out->output_2024 == CITY_NONE;
    if (new || draw / 7000 % 100 < 3) out->first_entry = city_day(2025, 12, 1) + (int64_t)(draw / 1000 % 120);
    if (out->in_register == NOT_IN_REGISTER) out->first_entry = CITY_NO_DAY;
    bool asked = out->year_revenue == CITY_NONE || draw / 700000 % 10 == 0;
    if (asked) out->year_confirmed = out->year_revenue >= 20000 || out->output >= 5000 ? YES : NO;
}

static void drawn_power(uint64_t seed, int64_t number, city_firm *out)
{
    int accounts = (int)city_between(city_draw(seed, number, DRAW_ACCOUNTS), 0, 99);
    out->accounts = out->link == NO_ACCOUNT ? 0 : accounts < 70 ? 1 : accounts < 92 ? 2 : 3;
    out->quarter = out->output * out->trade->energy * 10 / 90 + 100;  // 千元 × kWh/万元, in 0.01 kWh a day
    out->steady = (out->lists & LIST_CONTINUOUS) || city_draw(seed, number, DRAW_STEADY) % 100 < 34;
    uint64_t february = city_draw(seed, number, DRAW_FEBRUARY);
    out->february = out->quarter * city_between(february, out->steady ? 88 : 82, out->steady ? 108 : 104) / 100;
    out->festival =
        (int)city_between(city_draw(seed, number, DRAW_FESTIVAL), out->steady ? 92 : 10, out->steady ? 102 : 60);
    out->spring_2025 = out->february * city_between(city_draw(seed, number, DRAW_SPRING), 80, 125) / 100;
}

void city_drawn_firm(uint64_t seed, int64_t number, city_firm *out)
{
    static const city_odds registers[] = { { 30, NOT_IN_REGISTER }, { 40, LEFT_REGISTER }, { 45, REGISTER_EMPTY } };

    bool giant = number % 115 == 37;  // seven or so of 1,350; too few to be left to chance
    *out = (city_firm){ 0 };
    out->output = drawn_output(seed, number, giant);
    out->in_register = (city_register)city_pick(city_draw(seed, number, DRAW_REGISTER), registers, JX_COUNT(registers));
    if (out->in_register == NOT_IN_REGISTER) out->output = 1400 + out->output % 3500;  // below 20 million yuan a year
    out->trade = drawn_trade(city_draw(seed, number, DRAW_TRADE), giant);
    out->area = drawn_area(city_draw(seed, number, DRAW_AREA));
    drawn_figures(seed, number, out);
    out->lists = out->trade->lists;
    if (out->trade == &city_trades[TRADE_STEEL] && number % 3 == 2) out->lists &= ~LIST_CONTINUOUS;  // electric furnace
    drawn_dirt(seed, number, out);
    drawn_standing(seed, number, out);
    drawn_power(seed, number, out);
    city_draw_records(seed, number, out);
}
