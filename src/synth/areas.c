// Areas and parks: subjects that are no firms. And who is who, for demonstrations and tests.
#include "synth/borders.h"
#include "synth/files.h"

void file_counties(writer *out, const city_at *at)
{
    if (at->part != CITY_TAIL) return;
    for (int i = 0; i < CITY_AREAS; i++) {
        write_cell(out, city_areas[i].code);
        write_cell(out, city_areas[i].name);
        write_cell(out, city_areas[i].output_growth);
        write_cell(out, city_areas[i].investment_growth);
        write_number(out, city_areas[i].output, 0);
        write_number(out, city_areas[i].investment, 0);
        write_end(out);
    }
}

void file_county_targets(writer *out, const city_at *at)
{
    if (at->part != CITY_TAIL) return;
    for (int i = 0; i < CITY_AREAS; i++) {
        write_cell(out, city_areas[i].code);
        write_cell(out, city_areas[i].name);
        write_cell(out, city_areas[i].output_target);
        write_cell(out, city_areas[i].investment_target);
        write_end(out);
    }
}

void file_parks(writer *out, const city_at *at)
{
    if (at->part != CITY_TAIL) return;
    for (int i = 0; i < CITY_PARKS; i++) {
        write_cell(out, city_parks[i].code);
        write_cell(out, city_parks[i].name);
        write_cell(out, city_areas[i % CITY_AREAS].name);
        write_end(out);
    }
}

void file_park_grades(writer *out, const city_at *at)
{
    if (at->part != CITY_TAIL) return;
    for (int i = 0; i < CITY_PARKS; i++) {
        write_cell(out, city_parks[i].code);
        write_cell(out, city_parks[i].name);
        write_cell(out, city_parks[i].smart);
        write_cell(out, city_parks[i].competitive);
        write_end(out);
    }
}

static void person(writer *out, const char *subject, const char *award, const char *shows)
{
    write_cell(out, subject);
    write_cell(out, award);
    write_cell(out, shows);
    write_end(out);
}

void file_characters(writer *out, const city_at *at)
{
    if (at->part == CITY_FIRM && at->firm->award) person(out, at->firm->code, at->firm->award, at->firm->shows);
    if (at->part == CITY_TAIL) {
        person(out, "450205", "4.2", "并列第二之一：柳北区 · tied for second");
        person(out, "450223", "4.2", "并列第二之二：鹿寨县 · tied for second");
        person(out, "450206", "4.2", "其后跳过，列第四：柳江区 · ranked fourth");
    }
}

void file_borders(writer *out, const city_at *at)
{
    if (at->part != CITY_FIRM || !at->firm->border) return;
    const city_border *border = at->firm->border;
    char project[CITY_PROJECT_CODE];
    city_project_code(at->firm, project);
    write_cell(out, border->of_project ? project : at->firm->code);
    write_cell(out, border->award);
    write_cell(out, border->name);
    write_cell(out, border->number);
    write_cell(out, border->unit);
    write_cell(out, at->firm->side < 0 ? "below" : at->firm->side > 0 ? "above" : "on");
    write_cellf(out, "%lld", (long long)(border->value + at->firm->side * border->step));  // -1 is a figure here
    write_end(out);
}
