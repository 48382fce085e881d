// Who gets an award, comfortably, and with figures of its own: what borders.def calls `who`. And the one figure that is
// then put at a border: what it calls `what`. Both work on a firm that city_plain_firm() made.
#ifndef JX_SYNTH_PROFILES_H
#define JX_SYNTH_PROFILES_H

#include "synth/city.h"

// A clean firm above scale with 24 million yuan of output, 2 % more than a year ago, and no records.
void city_plain_firm(int64_t number, city_firm *out);
// Output of this quarter, of the same quarter before at growth of some parts of a thousand, and of 2025 and 2024.
void city_set_forms(city_firm *firm, int64_t output, int growth, int growth_2025);

#define CITY_WHO(name) void who_##name(city_firm *firm)
CITY_WHO(festival);
CITY_WHO(festival_left);
CITY_WHO(festival_back);
CITY_WHO(continuous);
CITY_WHO(continuous_short);
CITY_WHO(continuous_exact);
CITY_WHO(grew);
CITY_WHO(grew_difficult);
CITY_WHO(fell);
CITY_WHO(founded);
CITY_WHO(robots);
CITY_WHO(terminals);
CITY_WHO(vehicles);
CITY_WHO(steel);
CITY_WHO(equipment);
CITY_WHO(cells);
CITY_WHO(food);
CITY_WHO(chemistry);
CITY_WHO(medicine);
CITY_WHO(wood);
CITY_WHO(gas);
CITY_WHO(gas_supplier);
CITY_WHO(moulds);
CITY_WHO(robot_project);
CITY_WHO(low_altitude);
CITY_WHO(key_metal);
CITY_WHO(project);
CITY_WHO(fair);
CITY_WHO(event);
CITY_WHO(supplier);
CITY_WHO(seller);
CITY_WHO(borrower);
CITY_WHO(large_borrower);
CITY_WHO(entrant);
CITY_WHO(below_scale);

#define CITY_WHAT(name) void set_##name(city_firm *firm, int64_t value)
CITY_WHAT(output);       // 千元; growth stays
CITY_WHAT(growth);       // 千元 over a base of 20,000
CITY_WHAT(growth_2025);  // the same, of 2025 over 2024
CITY_WHAT(output_2024);  // 千元; below 0: no figure
CITY_WHAT(increment);    // 0.01 kWh over both windows of 1.1
CITY_WHAT(february);     // 0.01 kWh in February
CITY_WHAT(linked_from);  // day
CITY_WHAT(linked_to);
CITY_WHAT(left);               // the last day before the account was another's for some time
CITY_WHAT(back);               // and the first day after
CITY_WHAT(regional_festival);  // fen
CITY_WHAT(regional_continuous);
CITY_WHAT(regional_grown);
CITY_WHAT(regional_founded);
CITY_WHAT(made_more);       // 0.001 of the first product over a year ago
CITY_WHAT(made);            // 0.001 of the first product; below 0: no product
CITY_WHAT(made_growth);     // 0.001 over a base of 1,000,000; revenue falls
CITY_WHAT(revenue_growth);  // 千元 over a base of 20,000; quantity falls
CITY_WHAT(supplied);        // kg
CITY_WHAT(used);
CITY_WHAT(gas_worth);  // fen
CITY_WHAT(moulds);     // 千元
CITY_WHAT(moulds_more);
CITY_WHAT(accepted);          // day
CITY_WHAT(total_investment);  // 0.01 万元
CITY_WHAT(quarter_investment);
CITY_WHAT(fixed_investment);  // below 0: not audited
CITY_WHAT(fair_day);
CITY_WHAT(fair_fee);  // fen
CITY_WHAT(event_day);
CITY_WHAT(event_cost);
CITY_WHAT(sales_growth);  // fen over a base of 1,000,000.00 yuan
CITY_WHAT(sales_more);    // fen over a base of 50,000,000.00 yuan
CITY_WHAT(company_more);  // fen
CITY_WHAT(interest);
CITY_WHAT(paid_this_year);
CITY_WHAT(year_revenue);  // 千元
CITY_WHAT(first_entry);   // day

#endif
