// Lists that an office keeps: who is on them. A list begins with a member who is nobody.
#include "synth/files.h"

#include <string.h>

static void member(writer *out, const char *list, const char *code, const char *name, const char *reason)
{
    write_cell(out, list);
    write_cell(out, code);
    write_cell(out, name);
    write_cell(out, reason);
    write_end(out);
}

static void nobody_on(writer *out, const char *list)
{
    char code[19];
    city_nobody(999, code);
    member(out, list, code, "合成企业（不存在）", "已注销");
}

static void firm_on(writer *out, const char *list, const city_firm *firm, const char *behind_code)
{
    write_cell(out, list);
    write_cellf(out, "%s%s", firm->code, behind_code);
    write_firm(out, firm);
    write_cellf(out, "行业%s", firm->trade->code);
    write_end(out);
}

void file_two_high(writer *out, const city_at *at)
{
    if (at->part == CITY_HEAD) nobody_on(out, "两高项目企业");
    if (at->part == CITY_FIRM && at->firm->trade->two_high) firm_on(out, "两高项目企业", at->firm, " ");
}

void file_continuous(writer *out, const city_at *at)
{
    if (at->part == CITY_HEAD) nobody_on(out, "连续生产企业");
    if (at->part != CITY_FIRM || !at->firm->trade->continuous) return;
    bool electric_furnace = strcmp(at->firm->trade->code, "3120") == 0 && at->firm->number % 3 == 2;
    if (!electric_furnace) firm_on(out, "连续生产企业", at->firm, "");
}

void file_areas(writer *out, const city_at *at)
{
    if (at->part != CITY_TAIL) return;
    for (int i = 0; i < CITY_AREAS; i++) {
        write_cell(out, "县区名单");
        write_cell(out, city_areas[i].code);
        write_cell(out, city_areas[i].name);
        write_end(out);
    }
}
