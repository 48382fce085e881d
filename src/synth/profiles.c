// One function for each kind of firm that gets an award; profiles.h says what they are for.
#include "synth/profiles.h"

void city_plain_firm(int64_t number, city_firm *out)
{
    // 1,000 kWh a day, and less in February for all but every fourth; every fifth took less a year ago.
    *out = (city_firm){ .quarter = 100000, .february = number % 4 == 0 ? 95000 : 70000 };
    out->spring_2025 = number % 5 == 0 ? out->february - 8000 : out->february + 5000;
    city_set_forms(out, 24000, 20, 20);
    city_complete(number, out);
}

void city_set_forms(city_firm *firm, int64_t output, int growth, int growth_2025)
{
    firm->output = output;
    firm->output_before = firm->output_2025 = output * 1000 / (1000 + growth);
    firm->output_2024 = firm->output_2025 * 1000 / (1000 + growth_2025);
}

static void set_trade(city_firm *firm, int trade)
{
    firm->trade = &city_trades[trade];
    firm->lists = firm->trade->lists;
}

// One product of its trade.
static void makes(city_firm *firm, int trade, int64_t units, int64_t units_before)
{
    set_trade(firm, trade);
    firm->products.count = 1;
    firm->products.rows[0] = (city_product){
        firm->trade->product, firm->trade->kind,   firm->trade->unit,          true,
        units * 1000,         units_before * 1000, units * firm->trade->price, units_before * firm->trade->price,
    };
}

// ---- holidays, output ----

void who_festival(city_firm *firm)
{
    firm->spring_2025 = 100000;
    firm->february = 200000;
}

// The account is not theirs for some time, which one end of a window meets.
void who_festival_left(city_firm *firm)
{
    who_festival(firm);
    firm->back = city_day(2025, 7, 1);
}

void who_festival_back(city_firm *firm)
{
    who_festival(firm);
    firm->left = city_day(2026, 1, 9);
}

void who_continuous(city_firm *firm)
{
    firm->february = 95000;
    firm->spring_2025 = 95000;
}

// Reaches 90 % only of a fourth quarter that lacks a day: 0.9 × 1,000 kWh × 91 / 92.
void who_continuous_short(city_firm *firm)
{
    firm->february = firm->spring_2025 = 89022;
    firm->back = city_day(2026, 1, 20);
    firm->left = city_day(2026, 1, 9);
}

// Reaches 90 % only with every day of February.
void who_continuous_exact(city_firm *firm)
{
    firm->february = firm->spring_2025 = 90000;
    firm->left = city_day(2026, 1, 9);
    firm->back = city_day(2026, 1, 20);
}

void who_grew(city_firm *firm)
{
    city_set_forms(firm, 24000, 70, 20);
}

void who_grew_difficult(city_firm *firm)
{
    who_grew(firm);
    set_trade(firm, TRADE_MEDICINE);
}

void who_fell(city_firm *firm)
{
    city_set_forms(firm, 24000, 70, -30);
}

void who_founded(city_firm *firm)
{
    who_grew(firm);
    firm->output_2024 = CITY_NONE;
    firm->confirmed = TRUE_BOUNDS;
    firm->none_confirmed = true;
}

// ---- key industries ----

void who_robots(city_firm *firm)
{
    makes(firm, TRADE_ROBOTS, 300, 200);
}

void who_terminals(city_firm *firm)
{
    makes(firm, TRADE_TERMINALS, 30000, 20000);
}

void who_vehicles(city_firm *firm)
{
    makes(firm, TRADE_VEHICLES, 1200, 1000);
}

void who_steel(city_firm *firm)
{
    set_trade(firm, TRADE_STEEL);
    city_set_forms(firm, 1000000, 70, 20);
    firm->steel.count = 1;
    firm->steel.rows[0] = (city_steel){ true, true, 60000000 };
}

void who_equipment(city_firm *firm)
{
    makes(firm, TRADE_EQUIPMENT, 120, 90);
    city_set_forms(firm, 110000, 70, 20);
}

void who_cells(city_firm *firm)
{
    makes(firm, TRADE_CELLS, 1200, 1000);
}

static void grows(city_firm *firm, int trade)
{
    makes(firm, trade, 1120, 1000);
    city_set_forms(firm, 24000, 80, firm->area % 3 - 1 ? -20 : 20);  // 2.2 for some, 2.1 for others
    firm->revenue_2025 = 22000;
    firm->revenue = 21900;
}

void who_food(city_firm *firm)
{
    grows(firm, TRADE_FOOD);
}

void who_chemistry(city_firm *firm)
{
    grows(firm, TRADE_CHEMISTRY);
}

void who_medicine(city_firm *firm)
{
    grows(firm, TRADE_MEDICINE);
}

void who_wood(city_firm *firm)
{
    grows(firm, TRADE_WOOD);
    firm->wood = "板材";
}

void who_gas(city_firm *firm)
{
    makes(firm, TRADE_GAS, 300, 200);
}

void who_gas_supplier(city_firm *firm)
{
    firm->gas.count = 1;
    firm->gas.rows[0] = (city_gas){ 0, INT64_C(2000000000) };
}

void who_moulds(city_firm *firm)
{
    set_trade(firm, TRADE_MOULDS);
    firm->moulds = 6000;
    firm->moulds_2025 = 4500;
}

// ---- projects ----

void who_project(city_firm *firm)
{
    firm->project = (city_project){
        .there = true,
        .total = 5000000,
        .quarter = 300000,
        .fixed = CITY_NONE,
        .accepted = CITY_NO_DAY,
        .acceptance_filed = true,
        .policy = YES,
        .permits = YES,
        .registered = YES,
    };
}

static void accepted_project(city_firm *firm, unsigned list)
{
    who_project(firm);
    firm->project.lists = list;
    firm->project.total = 200000;
    firm->project.quarter = 50000;
    firm->project.accepted = city_day(2026, 3, 15);
}

void who_robot_project(city_firm *firm)
{
    accepted_project(firm, LIST_ROBOT_PROJECT);
}

void who_low_altitude(city_firm *firm)
{
    accepted_project(firm, LIST_LOW_ALTITUDE);
}

void who_key_metal(city_firm *firm)
{
    accepted_project(firm, LIST_KEY_METAL);
    firm->project.accepted = CITY_NO_DAY;
    firm->project.fixed = 100000;
}

// ---- markets, services, finance, the register ----

void who_fair(city_firm *firm)
{
    firm->fairs.count = 1;
    firm->fairs.rows[0] = (city_fair){ 0, city_day(2026, 3, 10), 8000000, 1 };
}

void who_event(city_firm *firm)
{
    firm->events.count = 1;
    firm->events.rows[0] = (city_event){ YES, city_day(2026, 3, 10), 5000000, 3000000 };
}

void who_supplier(city_firm *firm)
{
    firm->sales.count = 1;
    firm->sales.rows[0] = (city_sale){ 0, 120000000, 100000000 };
}

void who_seller(city_firm *firm)
{
    firm->companies.count = 1;
    firm->companies.rows[0] = (city_company){ 100, city_day(2023, 6, 1), YES, 3000000000, 2000000000 };
}

void who_borrower(city_firm *firm)
{
    firm->loans.count = 1;
    firm->loans.rows[0] = (city_loan){ 0, 7300000, 73, 5000000, false };
}

void who_large_borrower(city_firm *firm)
{
    who_borrower(firm);
    firm->loans.rows[0].major = true;
}

void who_entrant(city_firm *firm)
{
    firm->first_entry = city_day(2026, 2, 1);
    firm->year_revenue = 24000;
}

void who_below_scale(city_firm *firm)
{
    city_set_forms(firm, 4200, 70, 20);
    firm->in_register = NOT_IN_REGISTER;
    firm->first_entry = CITY_NO_DAY;
    firm->year_revenue = 17000;
}
