// Who is registered where: the register of enterprises above scale.
#include "synth/files.h"

void write_firm(writer *out, const city_firm *firm)
{
    write_cellf(out, "合成企业%04lld", (long long)firm->number + 1);
}

void file_register(writer *out, const city_at *at)
{
    static const char *const in_register[] = {
        [IN_REGISTER] = "是",
        [NOT_IN_REGISTER] = "",
        [LEFT_REGISTER] = "否",
        [REGISTER_EMPTY] = "",
    };
    if (at->part != CITY_FIRM || at->firm->in_register == NOT_IN_REGISTER) return;
    write_cell(out, at->firm->code);
    write_firm(out, at->firm);
    write_cell(out, in_register[at->firm->in_register]);
    write_cell(out, at->firm->trade_cell);
    write_cell(out, city_areas[at->firm->area].name);
    write_end(out);
}
