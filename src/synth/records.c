// What a drawn firm makes, sells, borrows and builds; begin at the end, with city_draw_records(). Each function draws
// from a stream of its own and takes its draw apart by `take`, one statement after the other: C leaves open in which
// order the parts of an initializer are worked out.
#include "synth/chance.h"
#include "synth/city.h"

#include <string.h>

// lo..hi out of the draw, which then holds what is left of it.
static int64_t take(uint64_t *draw, int64_t lo, int64_t hi)
{
    int64_t value = city_between(*draw, lo, hi);
    *draw /= (uint64_t)(hi - lo + 1);
    return value;
}

static bool makes_vehicles(const city_firm *firm)
{
    return (firm->lists & LIST_VEHICLES) != 0;
}

static void products(uint64_t draw, city_firm *out)
{
    const city_trade *trade = out->trade;
    if (!trade->product) return;
    int64_t units = out->output * 9 / 10 / trade->price + 1;
    int64_t growth = take(&draw, 820, 1260);
    bool new = take(&draw, 0, 99) < 3;
    int64_t before = units * 1000 / growth;
    out->products.count = 1;
    out->products.rows[0] = (city_product){
        trade->product,       trade->kind,
        trade->unit,          true,
        units * 1000,         new ? CITY_NONE : before * 1000,
        out->output * 9 / 10, new ? CITY_NONE : before * trade->price,
    };
    if (take(&draw, 0, 9) < 3 || makes_vehicles(out)) {  // something else beside it, in another unit
        int64_t others = take(&draw, 10, 400), others_before = take(&draw, 10, 400);
        out->products.count = 2;
        out->products.rows[1] = (city_product){
            makes_vehicles(out) ? "燃油车型" : "副产品",
            "其他",
            makes_vehicles(out) ? "辆" : "箱",
            false,
            others * 1000,
            others_before * 1000,
            others,
            others_before,
        };
    }
}

static void contracts(uint64_t draw, city_firm *out)
{
    if (out->lists & LIST_STEEL || (out->trade->lists & LIST_VEHICLES && take(&draw, 0, 1))) {
        out->steel.count = (int)take(&draw, 1, CITY_RECORDS);
        for (int i = 0; i < out->steel.count; i++) {
            int64_t kilograms = out->output * take(&draw, 1, 8) * 10 + take(&draw, 0, 999);
            bool supplied = take(&draw, 0, 4) > 0 && out->lists & LIST_STEEL, local = take(&draw, 0, 2) > 0;
            out->steel.rows[i] = (city_steel){ supplied, local, kilograms };
        }
    }
    bool for_gas = strcmp(out->trade->code, "3512") == 0 || strcmp(out->trade->code, "2614") == 0;
    if (!for_gas && take(&draw, 0, 299) > 0) return;
    out->gas.count = 1;
    int direction = strcmp(out->trade->code, "2614") == 0 ? 2 : (int)take(&draw, 0, 3);
    out->gas.rows[0] = (city_gas){ direction, out->output * take(&draw, 5, 40) * 1000 };
}

static void sales(uint64_t draw, city_firm *out)
{
    bool supplies = out->trade == &city_trades[TRADE_PARTS] || out->lists & LIST_MOULDS;
    if (take(&draw, 0, 99) >= (supplies ? 55 : 2)) return;
    out->sales.count = (int)take(&draw, 1, CITY_RECORDS);
    int64_t left = out->revenue * 100000 * 8 / 10;  // fen
    int first = (int)take(&draw, 0, CITY_MAKERS - 1);
    for (int i = 0; i < out->sales.count; i++) {
        int64_t sold = left * take(&draw, 20, 70) / 100;
        sold += take(&draw, 0, 99);
        left -= sold;
        int64_t growth = take(&draw, 750, 1300);
        bool new = take(&draw, 0, 49) == 0;
        out->sales.rows[i] = (city_sale){ (first + i) % CITY_MAKERS, sold, new ? 0 : sold / growth * 1000 };
    }
}

static void companies(uint64_t draw, city_firm *out)
{
    if (take(&draw, 0, 99) >= 3) return;
    int64_t of = out->revenue < 100000 ? out->revenue : 100000;  // what goes through such a company is limited
    int64_t sold = of * take(&draw, 20, 60) * 1000;              // fen
    bool new = take(&draw, 0, 2) == 0;
    city_company *company = &out->companies.rows[0];
    out->companies.count = 1;
    company->share = take(&draw, 0, 3) == 0 ? (int)take(&draw, 0, 60) : 100;
    company->registered = new ? city_day(2026, 1, 5) + take(&draw, 0, 80) : city_day(2015, 1, 1) + take(&draw, 0, 3600);
    int answer = (int)take(&draw, 0, 19);
    company->contributes = answer < 14 ? YES : answer < 17 ? NO : NOT_SAID;
    company->sold = sold;
    company->sold_before = new ? CITY_NONE : sold / take(&draw, 800, 1300) * 1000;
}

static void loans(uint64_t draw, city_firm *out)
{
    if (take(&draw, 0, 99) >= 14) return;
    out->loans.count = (int)take(&draw, 1, 2);
    bool major = take(&draw, 0, 9) == 0;
    int bank = (int)take(&draw, 0, 1);
    for (int i = 0; i < out->loans.count; i++) {
        int64_t balance = take(&draw, 20, 600) * 100000;  // two balances are one loan paid back in part
        int days = (int)take(&draw, 20, out->loans.count == 2 ? 45 : 90);
        // What 3 to 5 % a year come to, in fen: 0.0001 万元 are 100 fen.
        int64_t interest = balance * 100 * take(&draw, 300, 500) / 10000 * days / 365;
        out->loans.rows[i] = (city_loan){ bank, balance, days, interest, major };
    }
    if (take(&draw, 0, 4) == 0) out->paid_this_year = take(&draw, 1, 600) * 100000;
}

static void fairs(uint64_t draw, city_firm *out)
{
    if (take(&draw, 0, 99) >= 9) return;
    out->fairs.count = (int)take(&draw, 1, 2);
    int first = (int)take(&draw, 0, CITY_FAIRS - 1);
    for (int i = 0; i < out->fairs.count; i++) {
        int64_t day = city_day(2025, 12, 20) + take(&draw, 0, 109);
        int64_t fee = take(&draw, 80, 3000) * 10000 + 50;
        out->fairs.rows[i] = (city_fair){ (first + i) % CITY_FAIRS, day, fee, (int)take(&draw, 1, 3) };
    }
}

static void events(uint64_t draw, city_firm *out)
{
    if (take(&draw, 0, 99) >= 4) return;
    out->events.count = 1;
    int answer = (int)take(&draw, 0, 19);
    int64_t day = city_day(2025, 12, 20) + take(&draw, 0, 109);
    int64_t hire = take(&draw, 50, 2500) * 10000, setup = take(&draw, 30, 2000) * 10000 + 25;
    out->events.rows[0] = (city_event){ answer < 14 ? YES : answer < 17 ? NO : NOT_SAID, day, hire, setup };
}

// Regional awards and the rosters of the quarter before.
static void ledgers(uint64_t draw, city_firm *out)
{
    static const int64_t paid[CITY_SCHEMES] = { 3000000, 10000000, 20000000, 30000000 };  // fen
    if (take(&draw, 0, 99) < 4) {
        int scheme = (int)take(&draw, 0, CITY_SCHEMES - 1);
        out->regional.count = 1;
        out->regional.rows[0] = (city_regional){ scheme, paid[scheme] };
    }
    if (take(&draw, 0, 9) >= 8) return;
    if (out->in_register == NOT_IN_REGISTER)
        out->on_rosters = 1U << 3;
    else if (out->output_2024 == CITY_NONE)
        out->on_rosters = 1U << 2;
    else if (out->output_2025 < out->output_2024)
        out->on_rosters = 1U << 1;
    else if (out->output_2025 > out->output_2024)
        out->on_rosters = 1U << 0;
}

static unsigned project_list(const city_firm *firm)
{
    if (strcmp(firm->trade->code, "3963") == 0) return LIST_LOW_ALTITUDE;
    if (firm->lists & LIST_ROBOTS) return LIST_ROBOT_PROJECT;
    if (strcmp(firm->trade->code, "3239") == 0) return LIST_KEY_METAL;
    return 0;
}

static void project(uint64_t draw, city_firm *out)
{
    unsigned list = project_list(out);
    if (take(&draw, 0, 99) >= (list ? 50 : 10)) return;
    int64_t total = take(&draw, 8, 200) * 1000;  // 0.01 万元
    total *= take(&draw, 5, 200);
    total += take(&draw, 0, 999);
    bool accepted = take(&draw, 0, 1) == 0;
    int answers = (int)take(&draw, 0, 99), spent = (int)take(&draw, 0, 60), fixed = (int)take(&draw, 0, 80);
    int after = (int)take(&draw, 0, 170), filed = (int)take(&draw, 0, 19);
    out->project = (city_project){
        .there = true,
        .lists = list,
        .total = total,
        .quarter = total * spent / 100,
        .fixed = list & LIST_KEY_METAL ? total * fixed / 100 : CITY_NONE,
        .accepted = accepted ? city_day(2025, 11, 15) + after : CITY_NO_DAY,
        .acceptance_filed = filed > 0,
        .policy = answers < 93   ? YES
                  : answers < 97 ? NO
                                 : NOT_SAID,
        .permits = answers % 10 < 8   ? YES
                   : answers % 10 < 9 ? NO
                                      : NOT_SAID,
        .registered = answers / 10 < 8   ? YES
                      : answers / 10 < 9 ? NO
                                         : NOT_SAID,
    };
    if (out->project.fixed == 0) out->project.fixed = CITY_NONE;
}

void city_draw_records(uint64_t seed, int64_t number, city_firm *out)
{
    static const char *const wood[] = { "板材", "家居", "竹制品", "造纸" };

    out->moulds = out->moulds_2025 = out->paid_this_year = CITY_NONE;
    uint64_t draw = city_draw(seed, number, DRAW_PRODUCTS);
    if (out->lists & LIST_MOULDS) {
        out->moulds = out->output * take(&draw, 40, 95) / 100;
        out->moulds_2025 = out->output_2025 == CITY_NONE ? CITY_NONE : out->moulds * 1000 / take(&draw, 850, 1300);
    }
    if (out->lists & LIST_WOOD && take(&draw, 0, 19) > 0)
        out->wood = strncmp(out->trade->code, "22", 2) == 0    ? wood[3]
                    : strncmp(out->trade->code, "21", 2) == 0  ? wood[1]
                    : strncmp(out->trade->code, "204", 3) == 0 ? wood[2]
                                                               : wood[0];
    products(draw, out);
    contracts(city_draw(seed, number, DRAW_CONTRACTS), out);
    sales(city_draw(seed, number, DRAW_SALES), out);
    companies(city_draw(seed, number, DRAW_COMPANIES), out);
    loans(city_draw(seed, number, DRAW_LOANS), out);
    fairs(city_draw(seed, number, DRAW_FAIRS), out);
    events(city_draw(seed, number, DRAW_EVENTS), out);
    ledgers(city_draw(seed, number, DRAW_LEDGERS), out);
    project(city_draw(seed, number, DRAW_PROJECT), out);
}
