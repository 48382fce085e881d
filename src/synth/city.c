// Which firm a number is, and what a firm set by hand has where nothing is said.
#include "synth/city.h"

void city_complete(int64_t number, city_firm *out)
{
    out->area = (int)(number % CITY_AREAS);
    out->industrial = YES;
    if (!out->trade) out->trade = &city_trades[TRADE_PARTS];
    out->lists = out->trade->lists & ~out->off_lists;
    if (out->accounts == 0) out->accounts = 1;
    if (out->accounts == CITY_NONE) out->accounts = 0;
    if (!out->spring_2025) out->spring_2025 = out->february * 95 / 100;
    out->festival = 100;
    out->steady = out->even = true;
    out->revenue = out->output * 97 / 100;
    out->revenue_2025 = out->output_2025 == CITY_NONE ? CITY_NONE : out->output_2025 * 96 / 100;
    out->moulds = out->moulds_2025 = out->paid_this_year = out->project.fixed = CITY_NONE;
    out->year_revenue = out->output * 4;
    out->first_entry = out->in_register == NOT_IN_REGISTER ? CITY_NO_DAY : city_day(2018, 3, 1) + number % 1000;
}

void city_firm_make(uint64_t seed, int64_t number, city_firm *out)
{
    int64_t left = number;
    if (left < city_cast_count())
        city_cast_firm(left, out);
    else if ((left -= city_cast_count()) < city_border_count())
        city_border_firm(left, out);
    else if ((left -= city_border_count()) < city_dirt_count())
        city_dirt_firm(left, out);
    else
        city_drawn_firm(seed, number, out);
    out->number = number;
    if (!out->trade_cell) out->trade_cell = out->trade->code;
    city_identifier('M', city_areas[out->area].registered, number, out->code);
}
