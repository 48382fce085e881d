// The areas: what the statistics bulletin says of them. And who the demonstration explains.
#include "synth/files.h"

void file_counties(writer *out, const city_at *at)
{
    if (at->part != CITY_TAIL) return;
    for (int i = 0; i < CITY_AREAS; i++) {
        write_cell(out, city_areas[i].code);
        write_cell(out, city_areas[i].name);
        write_cell(out, city_areas[i].output_growth);
        write_cell(out, city_areas[i].investment_growth);
        write_end(out);
    }
}

void file_characters(writer *out, const city_at *at)
{
    if (at->part == CITY_FIRM && at->firm->award) {
        write_cell(out, at->firm->code);
        write_cell(out, at->firm->award);
        write_cell(out, at->firm->shows);
        write_end(out);
    }
    if (at->part == CITY_TAIL)
        write_raw(out, "450205,4.2,并列第二之一：柳北区 · tied for second\n"
                       "450223,4.2,并列第二之二：鹿寨县 · tied for second\n"
                       "450206,4.2,其后跳过，列第四：柳江区 · ranked fourth\n");
}
