// Makes three firms of every row of borders.def, and one firm for every kind of dirt.
#include "synth/borders.h"

#include "synth/profiles.h"

static const city_border borders[] = {
#define BORDER(award, who, what, number, unit, value, step, of_project)                                                \
    { award, #what, number, unit, value, step, of_project, who_##who, set_##what },
#define CITY_BORDER(award, who, what, number, unit, value, step)                                                       \
    BORDER(award, who, what, number, unit, value, step, false)
#define CITY_PROJECT_BORDER(award, who, what, number, unit, value, step)                                               \
    BORDER(award, who, what, number, unit, value, step, true)
#include "synth/borders.def"
#undef CITY_BORDER
#undef CITY_PROJECT_BORDER
#undef BORDER
};

int64_t city_border_count(void)
{
    return 3 * JX_COUNT(borders);
}

void city_border_firm(int64_t number, city_firm *out)
{
    const city_border *border = &borders[number / 3];
    city_plain_firm(number, out);
    border->who(out);
    out->border = border;
    out->side = (int)(number % 3) - 1;
    border->set(out, border->value + out->side * border->step);
}

// ---- dirt ----

// One firm for each kind: with something in every kind of file, and the same dirt in all of them.
int64_t city_dirt_count(void)
{
    return CITY_DIRTS + CITY_READINGS + CITY_LINKS;
}

void city_dirt_firm(int64_t number, city_firm *out)
{
    city_plain_firm(number, out);
    who_food(out);
    who_continuous(out);
    out->gas.count = out->steel.count = 1;
    out->gas.rows[0] = (city_gas){ 2, INT64_C(2000000000) };
    out->steel.rows[0] = (city_steel){ false, false, 1200500 };
    who_project(out);
    who_fair(out);
    who_event(out);
    who_supplier(out);
    who_seller(out);
    who_borrower(out);
    out->moulds = 6000;
    out->moulds_2025 = 4500;
    out->paid_this_year = 2190000;
    out->regional.count = 1;
    out->regional.rows[0] = (city_regional){ 2, 3000000 };
    if (number < CITY_DIRTS) {
        for (int i = 0; i < FAMILIES; i++)
            out->dirt[i] = (uint8_t)number;
    } else if (number < CITY_DIRTS + CITY_READINGS) {
        out->readings = (city_readings)(number - CITY_DIRTS);
    } else {
        out->link = (city_link)(number - CITY_DIRTS - CITY_READINGS);
        if (out->link == NO_ACCOUNT) out->accounts = 0;
    }
}
