// Lists that an office keeps, and who is on them; a list of enterprises begins with a member who is nobody. Whose list
// it is stands in the title rows of files.def.
#include "synth/files.h"
#include "synth/row.h"

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

// Every third code has a blank behind it.
static void firm_on(writer *out, const char *list, const city_firm *firm)
{
    write_cell(out, list);
    write_cellf(out, firm->number % 3 == 1 ? "%s " : "%s", firm->code);
    write_cellf(out, "合成企业%04lld", (long long)firm->number + 1);
    write_cellf(out, "行业%s", firm->trade->code);
    write_end(out);
}

static void list_of(writer *out, const city_at *at, const char *list, unsigned bit)
{
    if (at->part == CITY_HEAD) nobody_on(out, list);
    if (at->part == CITY_FIRM && at->firm->lists & bit) firm_on(out, list, at->firm);
}

void file_list_two_high(writer *out, const city_at *at)
{
    list_of(out, at, "两高项目企业", LIST_TWO_HIGH);
}

void file_list_continuous(writer *out, const city_at *at)
{
    list_of(out, at, "连续生产企业", LIST_CONTINUOUS);
}

void file_list_steel(writer *out, const city_at *at)
{
    list_of(out, at, "钢铁规范企业", LIST_STEEL);
}

void file_list_industries(writer *out, const city_at *at)
{
    static const struct {
        const char *name;
        unsigned bit;
    } lists[] = {
        { "绿色食品企业", LIST_FOOD },      { "绿色化工企业", LIST_CHEMISTRY },
        { "整车生产企业", LIST_VEHICLES },  { "人工智能终端及机器人企业", LIST_ROBOTS },
        { "装备制造企业", LIST_EQUIPMENT }, { "新能源企业", LIST_ENERGY },
        { "生物医药企业", LIST_MEDICINE },  { "林产纸业企业", LIST_WOOD },
        { "模具企业", LIST_MOULDS },
    };
    for (size_t i = 0; i < JX_COUNT(lists); i++)
        list_of(out, at, lists[i].name, lists[i].bit);
}

static void project_on(writer *out, const city_at *at, const char *list, unsigned bit)
{
    char code[CITY_PROJECT_CODE];
    if (at->part != CITY_FIRM || !at->firm->project.there || !(at->firm->project.lists & bit)) return;
    city_project_code(at->firm, code);
    member(out, list, code, "合成项目", "主管部门认定");
}

void file_list_projects(writer *out, const city_at *at)
{
    project_on(out, at, "关键金属项目", LIST_KEY_METAL);
    project_on(out, at, "人工智能终端及机器人项目", LIST_ROBOT_PROJECT);
}

void file_list_low_altitude(writer *out, const city_at *at)
{
    project_on(out, at, "低空经济产业项目", LIST_LOW_ALTITUDE);
}

void file_list_makers(writer *out, const city_at *at)
{
    if (at->part != CITY_TAIL) return;
    for (int i = 0; i < CITY_MAKERS_LISTED; i++) {
        char code[19], name[64];
        city_maker(i, code);
        (void)snprintf(name, sizeof name, "合成主机厂%d", i + 1);
        member(out, "主机厂和龙头企业", code, name, i < 4 ? "主机厂" : "龙头企业");
    }
}

void file_list_fairs(writer *out, const city_at *at)
{
    if (at->part != CITY_TAIL) return;
    for (int i = 0; i < CITY_FAIRS_LARGE; i++)
        member(out, "大型展会", city_fairs[i], city_fairs[i], "国内外大型展会");
}

void file_list_parks(writer *out, const city_at *at)
{
    if (at->part != CITY_TAIL) return;
    for (int i = 0; i < CITY_PARKS; i++)
        if (city_parks[i].chemical) member(out, "化工园区", city_parks[i].code, city_parks[i].name, "已认定");
}

void file_list_areas(writer *out, const city_at *at)
{
    if (at->part != CITY_TAIL) return;
    for (int i = 0; i < CITY_AREAS; i++)
        member(out, "县区名单", city_areas[i].code, city_areas[i].name, "");
}

// Trades, not firms: who decides writes their codes into the parameter 困难行业名录 of clause 2.1.
void file_difficult_trades(writer *out, const city_at *at)
{
    static const char *const trades[][2] = { { "268", "日用化学产品制造" }, { "27", "医药制造业" } };
    if (at->part != CITY_TAIL) return;
    for (size_t i = 0; i < JX_COUNT(trades); i++) {
        write_cell(out, trades[i][0]);
        write_cell(out, trades[i][1]);
        write_end(out);
    }
}

void file_wood_kinds(writer *out, const city_at *at)
{
    if (at->part != CITY_FIRM || !at->firm->wood) return;
    city_row row;
    row_begin(&row, at->firm->code);
    row_name(&row, at->firm);
    row_text(&row, at->firm->wood);
    row_write(out, &row, CLEAN, at->firm->number);
}
