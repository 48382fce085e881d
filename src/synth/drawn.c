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
static int64_t drawn_output(uint64_t seed, int64_t number, bool *giant)
{
    static const struct {
        int below;  // of 1000
        int64_t lo, hi;
    } classes[] = {
        { 50, 1500, 4999 },      { 420, 5000, 11999 },     { 640, 12000, 24999 },      { 890, 25000, 99999 },
        { 976, 100000, 499999 }, { 994, 500000, 1999999 }, { 1000, 2500000, 6000000 },
    };
    int draw = (int)city_between(city_draw(seed, number, DRAW_CLASS), 0, 999);
    size_t class = 0;
    while (draw >= classes[class].below)
        class ++;
    *giant = class + 1 >= JX_COUNT(classes);
    int64_t a = city_between(city_draw(seed, number, DRAW_SIZE), classes[class].lo, classes[class].hi);
    int64_t b = city_between(city_draw(seed, number, DRAW_SIZE_AGAIN), classes[class].lo, classes[class].hi);
    return a < b ? a : b;
}

static void drawn_figures(uint64_t seed, int64_t number, city_firm *out)
{
    out->output_before = out->output * 1000 / city_between(city_draw(seed, number, DRAW_GROWTH), 800, 1230);
    uint64_t revision = city_draw(seed, number, DRAW_REVISION);
    out->output_2025 = out->output_before;
    if (revision % 10 == 0) out->output_2025 += out->output_before * city_between(revision / 10, -20, 20) / 1000;

    int history = (int)city_between(city_draw(seed, number, DRAW_HISTORY), 0, 999);
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
        out->output_2024 = out->output_2025 * 1000 / city_between(city_draw(seed, number, DRAW_GROWTH_2025), 820, 1220);
    }
    uint64_t revenue = city_draw(seed, number, DRAW_REVENUE);
    out->revenue = out->output * city_between(revenue, 900, 1050) / 1000;
    out->revenue_2025 =
        out->output_2025 == CITY_NONE ? CITY_NONE : out->output_2025 * city_between(revenue >> 20, 900, 1050) / 1000;
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

    int draw = (int)city_between(city_draw(seed, number, DRAW_DECLARED), 0, 999);
    for (size_t i = JX_COUNT(declared); i-- > 0;) {
        if (draw < declared[i].below) out->declared = declared[i].kind;
    }
    draw = (int)city_between(city_draw(seed, number, DRAW_DECLARED_2025), 0, 999);
    if (draw < 25) out->declared_2025 = draw < 12 ? NO_ROW : draw < 18 ? EMPTY_CELL : UNREADABLE;
    draw = (int)city_between(city_draw(seed, number, DRAW_READINGS), 0, 999);
    for (size_t i = JX_COUNT(readings); i-- > 0;) {
        if (draw < readings[i].below) out->readings = readings[i].kind;
    }
    draw = (int)city_between(city_draw(seed, number, DRAW_LINK), 0, 999);
    for (size_t i = JX_COUNT(links); i-- > 0;) {
        if (draw < links[i].below) out->link = links[i].kind;
    }
    draw = (int)city_between(city_draw(seed, number, DRAW_REGISTER), 0, 999);
    if (draw < 45) out->in_register = draw < 30 ? NOT_IN_REGISTER : draw < 40 ? LEFT_REGISTER : REGISTER_EMPTY;

    bool figure = out->declared == DECLARED || out->declared == TWICE_EQUAL || out->declared == IN_YUAN;
    draw = (int)city_between(city_draw(seed, number, DRAW_CONFIRMED), 0, 999);
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
    int accounts = (int)city_between(city_draw(seed, number, DRAW_ACCOUNTS), 0, 99);
    out->accounts = out->link == NO_ACCOUNT ? 0 : accounts < 70 ? 1 : accounts < 92 ? 2 : 3;
    out->quarter = out->output * out->trade->energy * 10 / 90 + 100;  // 千元 × kWh/万元, in 0.01 kWh a day
    out->steady = out->trade->continuous || city_draw(seed, number, DRAW_STEADY) % 100 < 26;
    uint64_t february = city_draw(seed, number, DRAW_FEBRUARY);
    out->february = out->quarter * city_between(february, out->steady ? 88 : 82, out->steady ? 108 : 104) / 100;
    out->festival =
        (int)city_between(city_draw(seed, number, DRAW_FESTIVAL), out->steady ? 92 : 10, out->steady ? 102 : 60);
    out->spring_2025 = out->february * city_between(city_draw(seed, number, DRAW_SPRING), 70, 112) / 100;
}

void city_drawn_firm(uint64_t seed, int64_t number, city_firm *out)
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
