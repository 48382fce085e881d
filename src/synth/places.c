// The areas and trades of the city, and the identifiers of its members. None of it is a real enterprise.
#include "synth/city.h"

#include <stdio.h>
#include <string.h>

// Calibrated by domain.md 4.7, roughly. Half of each rate added makes the score of clause 4.2 under `assumed`: 柳东新区
// first, 柳北区 and 鹿寨县 tied for second (9.40), 柳江区 fourth and without a prize: three are given.
const city_area city_areas[CITY_AREAS] = {
    { "450202", "城中区", "450202", 30, "4.60", "3.20", 151200, 42300, "6.50", "6.00" },
    { "450203", "鱼峰区", "450203", 150, "6.10", "7.40", 942600, 213500, "6.50", "7.00" },
    { "450204", "柳南区", "450204", 190, "5.20", "4.90", 1487900, 301800, "6.00", "6.50" },
    { "450205", "柳北区", "450205", 170, "10.20", "8.60", 1902400, 287600, "7.00", "8.00" },
    { "450206", "柳江区", "450206", 200, "8.90", "9.10", 1123700, 334100, "8.00", "9.00" },
    { "450222", "柳城县", "450222", 60, "7.70", "2.50", 314500, 88900, "7.00", "6.00" },
    { "450223", "鹿寨县", "450223", 130, "7.90", "10.90", 886300, 241700, "7.50", "9.50" },
    { "450224", "融安县", "450224", 50, "-1.40", "6.00", 143800, 61200, "5.00", "6.00" },
    { "450225", "融水苗族自治县", "450225", 50, "3.80", "-4.20", 158600, 39400, "5.50", "5.00" },
    { "450226", "三江侗族自治县", "450226", 20, "2.10", "<= 3.00", 46900, 17600, "5.00", "5.00" },
    { "4502LD", "柳东新区", "450203", 180, "12.50", "14.10", 2604800, 612300, "9.00", "10.00" },
    { "4502YH", "阳和工业新区（北部生态新区）", "450203", 120, "8.00", "8.00", 756100, 268400, "7.50", "8.00" },
};

// Every grade, and one that is not there, of both evaluations; the last is no chemical park.
const city_park city_parks[CITY_PARKS] = {
    { "YQ01", "合成化工园区一", true, "提升级以下", "未评价" }, { "YQ02", "合成化工园区二", true, "提升级", "未评价" },
    { "YQ03", "合成化工园区三", true, "提升级以上", "未评价" }, { "YQ04", "合成化工园区四", true, "未评价", "一级" },
    { "YQ05", "合成化工园区五", true, "未评价", "二级" },       { "YQ06", "合成化工园区六", true, "未评价", "三级" },
    { "YQ07", "合成化工园区七", true, "", "未评价" },           { "YQ08", "合成化工园区八", true, "优秀", "甲等" },
    { "YQ09", "合成产业园九", false, "提升级", "二级" },
};

const city_trade city_trades[CITY_TRADES] = {
    [TRADE_PARTS] = { "3670", 245, 2, 120, 0, NULL, NULL, NULL, 0 },
    [TRADE_STEEL] = { "3120", 4, 0, 1000, LIST_TWO_HIGH | LIST_CONTINUOUS | LIST_STEEL, "钢坯", "其他", "吨", 3 },
    [TRADE_FOOD] = { "1439", 60, 0, 150, LIST_FOOD, "螺蛳粉", "绿色食品", "吨", 12 },
    [TRADE_MEDICINE] = { "2740", 25, 0, 110, LIST_MEDICINE, "中成药", "生物医药", "吨", 90 },
    [TRADE_CHEMISTRY] = { "2611", 15, 0, 800, LIST_CONTINUOUS | LIST_CHEMISTRY, "硫酸", "基础化工", "吨", 1 },
    [TRADE_VEHICLES] = { "3612", 8, 3, 70, LIST_VEHICLES, "新能源轿车", "智能网联及新能源汽车", "辆", 70 },
    [TRADE_EQUIPMENT] = { "3514", 45, 4, 90, LIST_EQUIPMENT, "电动装载机", "新能源装备", "台", 400 },
    [TRADE_WOOD] = { "2021", 60, 0, 200, LIST_WOOD, "胶合板", "林产", "立方米", 2 },
    [TRADE_MOULDS] = { "3525", 20, 0, 120, LIST_MOULDS, NULL, NULL, NULL, 0 },
    [TRADE_CELLS] = { "3841", 10, 1, 150, LIST_ENERGY, "动力电芯", "电池电芯", "兆瓦时", 450 },
    [TRADE_ROBOTS] = { "3491", 10, 0, 50, LIST_ROBOTS, "六轴机器人", "机器人", "台", 90 },
    [TRADE_GAS] = { "0721", 5, 0, 100, 0, "页岩气", "页岩气", "万立方米", 16 },
    [TRADE_DAILY_CHEMICALS] = { "2681", 8, 0, 200, LIST_CHEMISTRY, "洗涤剂", "日化", "吨", 6 },
    [TRADE_TERMINALS] = { "3961", 8, 0, 50, LIST_ROBOTS, "智能手环", "终端", "台", 1 },
    [TRADE_METAL] = { "3239", 6, 0, 1500, LIST_CONTINUOUS, "高纯铟", "关键金属", "千克", 3 },
    { "3611", 6, 2, 70, LIST_VEHICLES, "微型客车", "其他", "辆", 40 },
    { "3130", 25, 0, 600, LIST_STEEL, "钢板", "其他", "吨", 4 },
    { "3140", 6, 0, 1200, LIST_TWO_HIGH, NULL, NULL, NULL, 0 },
    { "3489", 40, 0, 90, 0, NULL, NULL, NULL, 0 },
    { "3484", 45, 0, 90, 0, NULL, NULL, NULL, 0 },
    { "2613", 12, 0, 800, LIST_CONTINUOUS | LIST_CHEMISTRY, "氯化钡", "基础化工", "吨", 4 },
    { "2614", 6, 0, 700, LIST_CONTINUOUS | LIST_CHEMISTRY, "甲醇", "基础化工", "吨", 2 },
    { "2651", 8, 1, 800, LIST_CONTINUOUS | LIST_CHEMISTRY, "合成树脂", "基础化工", "吨", 9 },
    { "1432", 30, 0, 150, LIST_FOOD, "速冻食品", "绿色食品", "吨", 15 },
    { "1340", 12, 0, 200, LIST_FOOD, "白砂糖", "绿色食品", "吨", 6 },
    { "2110", 35, 0, 200, LIST_WOOD, "木家具", "林产", "件", 1 },
    { "2041", 25, 0, 200, LIST_WOOD, "竹餐具", "林产", "吨", 14 },
    { "2221", 12, 0, 400, LIST_WOOD, "机制纸", "纸业", "吨", 5 },
    { "3011", 10, 0, 900, LIST_TWO_HIGH, NULL, NULL, NULL, 0 },
    { "3021", 30, 0, 200, 0, NULL, NULL, NULL, 0 },
    { "3512", 10, 0, 90, LIST_EQUIPMENT, "压裂泵", "其他", "台", 900 },
    { "3963", 8, 0, 60, LIST_ROBOTS, "物流无人机", "终端", "台", 20 },
    { "3831", 20, 0, 100, 0, NULL, NULL, NULL, 0 },
    { "2927", 25, 0, 150, 0, NULL, NULL, NULL, 0 },
    { "3311", 35, 0, 120, 0, NULL, NULL, NULL, 0 },
    { "0810", 5, 0, 300, 0, NULL, NULL, NULL, 0 },
    { "1011", 5, 0, 150, 0, NULL, NULL, NULL, 0 },
    { "1512", 5, 0, 120, LIST_FOOD, "白酒", "绿色食品", "千升", 60 },
    { "1711", 4, 0, 200, 0, NULL, NULL, NULL, 0 },
    { "1819", 6, 0, 60, 0, NULL, NULL, NULL, 0 },
    { "1921", 5, 0, 60, 0, NULL, NULL, NULL, 0 },
    { "2319", 6, 0, 90, 0, NULL, NULL, NULL, 0 },
    { "2411", 5, 0, 80, 0, NULL, NULL, NULL, 0 },
    { "2524", 5, 0, 400, 0, NULL, NULL, NULL, 0 },
    { "3714", 5, 0, 90, 0, NULL, NULL, NULL, 0 },
    { "4012", 6, 0, 50, 0, NULL, NULL, NULL, 0 },
    { "4210", 5, 0, 200, 0, NULL, NULL, NULL, 0 },
    { "4320", 4, 0, 50, 0, NULL, NULL, NULL, 0 },
    { "4511", 5, 0, 100, 0, NULL, NULL, NULL, 0 },
    { "4610", 4, 0, 500, 0, NULL, NULL, NULL, 0 },
    { "4411", 8, 0, 200, LIST_TWO_HIGH, NULL, NULL, NULL, 0 },
};

const char *const city_directions[4] = { "供应设备", "提供服务", "页岩气为原料", "其他" };
const char *const city_fairs[CITY_FAIRS] = { "合成国际工业博览会", "合成国际汽车零部件展", "合成出口商品交易会",
                                             "合成食品博览会",     "合成乡镇展销会",       "合成行业沙龙" };
const char *const city_schemes[CITY_SCHEMES] = { "春节增量用电", "连续生产", "有基数增产", "无基数投产" };

// ---- identifiers (GB 32100-2015, GB 11714) ----

static const char signs[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";

// Registry 9, kind 1, district, the kind and seven digits, both check signs.
void city_identifier(char kind, const char *region, int64_t number, char out[19])
{
    static const int organisation_weights[8] = { 3, 7, 9, 10, 5, 8, 4, 2 };

    assert(number >= 0 && number < 10000000 && strlen(region) == 6);
    char text[32];
    snprintf(text, sizeof text, "91%.6s%c%07d", region, kind, (int)number);
    memcpy(out, text, 16);

    int sum = 0;
    for (int i = 0; i < 8; i++) {
        char sign = out[8 + i];
        sum += organisation_weights[i] * (sign >= 'A' ? sign - 'A' + 10 : sign - '0');
    }
    int check = 11 - sum % 11;
    out[16] = check == 10 ? 'X' : check == 11 ? '0' : (char)('0' + check);

    sum = 0;
    int weight = 1;
    for (int i = 0; i < 17; i++) {
        sum += weight * (int)(strchr(signs, out[i]) - signs);
        weight = weight * 3 % 31;
    }
    out[17] = signs[(31 - sum % 31) % 31];
    out[18] = '\0';
}

void city_nobody(int64_t number, char out[19])
{
    city_identifier('M', "450202", 9999999 - number % 1000, out);
}

void city_maker(int maker, char code[19])
{
    city_identifier('W', "450203", maker + 1, code);
}
