// One function for each figure that stands at a border; profiles.h says in which unit.
#include "synth/profiles.h"

enum { BASE = 20000, MADE_BASE = 1000000 };

void set_output(city_firm *firm, int64_t value)
{
    firm->output_before = value * firm->output_before / firm->output;
    firm->output_2024 = firm->output_2024 <= 0 ? firm->output_2024 : value * firm->output_2024 / firm->output;
    firm->output_2025 = firm->output_before;
    firm->output = value;
}

void set_growth(city_firm *firm, int64_t value)
{
    set_output(firm, BASE * firm->output / firm->output_before);
    firm->output_2024 += BASE - firm->output_2025;
    firm->output_before = firm->output_2025 = BASE;
    firm->output = BASE + value;
}

void set_growth_2025(city_firm *firm, int64_t value)
{
    firm->output_2024 = BASE;
    firm->output_2025 = firm->output_before = BASE + value;
    firm->output = BASE * 107 / 100;
}

void set_output_2024(city_firm *firm, int64_t value)
{
    firm->output_2024 = value < 0 ? CITY_NONE : value;
    firm->none_confirmed = value < 0;
}

void set_increment(city_firm *firm, int64_t value)
{
    firm->february = firm->spring_2025 + value / 16;
    firm->odd_day = city_day(2026, 3, 3);
    firm->odd_more = value % 16;
}

void set_february(city_firm *firm, int64_t value)
{
    firm->february = value / 28;
    firm->odd_day = city_day(2026, 2, 28);
    firm->odd_more = value % 28;
}

void set_linked_from(city_firm *firm, int64_t value)
{
    firm->linked_from = value;
}

void set_linked_to(city_firm *firm, int64_t value)
{
    firm->linked_to = value;
}

void set_left(city_firm *firm, int64_t value)
{
    firm->left = value;
}

void set_back(city_firm *firm, int64_t value)
{
    firm->back = value;
}

static void regional(city_firm *firm, int scheme, int64_t value)
{
    firm->regional.count = 1;
    firm->regional.rows[0] = (city_regional){ scheme, value };
}

void set_regional_festival(city_firm *firm, int64_t value)
{
    regional(firm, 0, value);
}

void set_regional_continuous(city_firm *firm, int64_t value)
{
    regional(firm, 1, value);
}

void set_regional_grown(city_firm *firm, int64_t value)
{
    regional(firm, 2, value);
}

void set_regional_founded(city_firm *firm, int64_t value)
{
    regional(firm, 3, value);
}

void set_made_more(city_firm *firm, int64_t value)
{
    city_product *product = &firm->products.rows[0];
    product->made = product->made_before + value;
    product->worth = product->made / 1000 * firm->trade->price;
}

void set_made(city_firm *firm, int64_t value)
{
    if (value < 0) firm->products.count = 0;
    firm->products.rows[0].made = value;
    firm->products.rows[0].worth = value / 1000 * firm->trade->price;
}

void set_made_growth(city_firm *firm, int64_t value)
{
    firm->products.rows[0].made_before = MADE_BASE;
    firm->products.rows[0].made = MADE_BASE + value;
}

void set_revenue_growth(city_firm *firm, int64_t value)
{
    firm->products.rows[0].made = firm->products.rows[0].made_before - 1000;
    firm->revenue_2025 = BASE;
    firm->revenue = BASE + value;
}

void set_supplied(city_firm *firm, int64_t value)
{
    firm->steel.rows[0].kilograms = value;
}

void set_used(city_firm *firm, int64_t value)
{
    firm->steel.rows[0] = (city_steel){ false, true, value };
}

void set_gas_worth(city_firm *firm, int64_t value)
{
    firm->gas.rows[0].worth = value;
}

void set_moulds(city_firm *firm, int64_t value)
{
    firm->moulds = value;
}

void set_moulds_more(city_firm *firm, int64_t value)
{
    firm->moulds = firm->moulds_2025 + value;
}

void set_accepted(city_firm *firm, int64_t value)
{
    firm->project.accepted = value;
}

void set_total_investment(city_firm *firm, int64_t value)
{
    firm->project.total = value;
}

void set_quarter_investment(city_firm *firm, int64_t value)
{
    firm->project.quarter = value;
}

void set_fixed_investment(city_firm *firm, int64_t value)
{
    firm->project.fixed = value < 0 ? CITY_NONE : value;
}

void set_fair_day(city_firm *firm, int64_t value)
{
    firm->fairs.rows[0].day = value;
}

void set_fair_fee(city_firm *firm, int64_t value)
{
    firm->fairs.rows[0].fee = value;
    firm->fairs.rows[0].invoices = 2;
}

void set_event_day(city_firm *firm, int64_t value)
{
    firm->events.rows[0].day = value;
}

void set_event_cost(city_firm *firm, int64_t value)
{
    firm->events.rows[0].hire = value / 2;
    firm->events.rows[0].setup = value - value / 2;
}

void set_sales_growth(city_firm *firm, int64_t value)
{
    firm->sales.rows[0].sold_before = 100000000;
    firm->sales.rows[0].sold = 100000000 + value;
}

void set_sales_more(city_firm *firm, int64_t value)
{
    firm->sales.rows[0].sold_before = INT64_C(5000000000);
    firm->sales.rows[0].sold = INT64_C(5000000000) + value;
}

void set_company_more(city_firm *firm, int64_t value)
{
    firm->companies.rows[0].sold = firm->companies.rows[0].sold_before + value;
}

void set_interest(city_firm *firm, int64_t value)
{
    firm->loans.rows[0].interest = value;
}

void set_paid_this_year(city_firm *firm, int64_t value)
{
    firm->paid_this_year = value;
}

void set_year_revenue(city_firm *firm, int64_t value)
{
    firm->year_revenue = value;
}

void set_first_entry(city_firm *firm, int64_t value)
{
    firm->first_entry = value;
}
