// Who is registered where: with the market regulator, above scale, and for the first time.
#include "synth/files.h"
#include "synth/row.h"

// The part that both registers have in common.
static void registered(writer *out, const city_firm *firm, const char *yes_no)
{
    city_row row;
    row_begin(&row, firm->code);
    row_name(&row, firm);
    row_text(&row, yes_no);
    row_text(&row, firm->trade_cell);
    row_text(&row, city_areas[firm->area].name);
    row_write(out, &row, CLEAN, firm->number);
}

void file_market(writer *out, const city_at *at)
{
    static const char *const industrial[] = { [NOT_SAID] = "", [YES] = "是", [NO] = "否" };
    if (at->part == CITY_FIRM) registered(out, at->firm, industrial[at->firm->industrial]);
}

void file_register(writer *out, const city_at *at)
{
    static const char *const in_register[] = {
        [IN_REGISTER] = "是",
        [NOT_IN_REGISTER] = "",
        [LEFT_REGISTER] = "否",
        [REGISTER_EMPTY] = "",
    };
    if (at->part == CITY_FIRM && at->firm->in_register != NOT_IN_REGISTER)
        registered(out, at->firm, in_register[at->firm->in_register]);
}

void file_first_entries(writer *out, const city_at *at)
{
    if (at->part != CITY_FIRM || at->firm->first_entry == CITY_NO_DAY) return;
    city_row row;
    row_begin(&row, at->firm->code);
    row_name(&row, at->firm);
    row_day(&row, at->firm->first_entry);
    row_write(out, &row, CLEAN, at->firm->number);
}
