// Who lives in the city: which firm a number is.
#include "synth/city.h"

void city_firm_make(uint64_t seed, int64_t number, city_firm *out)
{
    if (number < city_cast_count())
        city_cast_firm(number, out);
    else
        city_drawn_firm(seed, number, out);
    out->number = number;
    if (!out->trade_cell) out->trade_cell = out->trade->code;
    city_identifier(city_areas[out->area].registered, number, out->code);
}
