// The areas and trades of the city, and the identifiers of its members. None of it is a real enterprise.
#include "synth/city.h"

#include <stdio.h>
#include <string.h>

// Calibrated by domain.md 4.7, roughly; none of it is a real enterprise.
const city_area city_areas[CITY_AREAS] = {
    { "450202", "城中区", "450202", 30, "4.60", "3.20" },
    { "450203", "鱼峰区", "450203", 150, "6.10", "7.40" },
    { "450204", "柳南区", "450204", 190, "5.20", "4.90" },
    { "450205", "柳北区", "450205", 170, "10.20", "8.60" },
    { "450206", "柳江区", "450206", 200, "9.30", "9.10" },
    { "450222", "柳城县", "450222", 60, "7.70", "2.50" },
    { "450223", "鹿寨县", "450223", 130, "7.90", "10.90" },
    { "450224", "融安县", "450224", 50, "-1.40", "6.00" },
    { "450225", "融水苗族自治县", "450225", 50, "3.80", "-4.20" },
    { "450226", "三江侗族自治县", "450226", 20, "2.10", "<= 3.00" },
    { "4502LD", "柳东新区", "450203", 180, "12.50", "14.10" },
    { "4502YH", "阳和工业新区（北部生态新区）", "450203", 120, "8.00", "8.00" },
};

const city_trade city_trades[CITY_TRADES] = {
    { "3670", 270, 120, 2, false, false }, { "3120", 6, 1000, 4, true, true },   { "1439", 60, 150, 0, false, false },
    { "2740", 25, 110, 0, false, false },  { "2611", 15, 800, 0, false, true },  { "3611", 6, 70, 3, false, false },
    { "3612", 8, 70, 3, false, false },    { "3130", 30, 600, 1, false, false }, { "3140", 6, 1200, 0, true, false },
    { "3514", 45, 90, 2, false, false },   { "3489", 40, 90, 0, false, false },  { "3484", 45, 90, 0, false, false },
    { "2613", 12, 800, 0, false, true },   { "2641", 10, 300, 0, false, false }, { "2651", 8, 800, 0, false, true },
    { "2681", 6, 200, 0, false, false },   { "1432", 30, 150, 0, false, false }, { "1340", 12, 200, 0, false, false },
    { "2011", 40, 200, 0, false, false },  { "2021", 70, 200, 0, false, false }, { "2221", 12, 400, 0, false, false },
    { "2231", 20, 150, 0, false, false },  { "3011", 10, 900, 0, true, false },  { "3021", 35, 200, 0, false, false },
    { "3239", 6, 1500, 0, false, true },   { "3212", 4, 1500, 0, true, true },   { "3982", 20, 50, 0, false, false },
    { "3491", 12, 50, 0, false, false },   { "3525", 20, 120, 0, false, false }, { "3841", 10, 150, 1, false, false },
    { "3831", 20, 100, 0, false, false },  { "2927", 40, 150, 0, false, false }, { "3311", 45, 120, 0, false, false },
    { "0721", 2, 100, 0, false, false },   { "4411", 10, 200, 0, true, false },
};

// ---- identifiers (GB 32100-2015, GB 11714) ----

static const char signs[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";

// Registry 9, kind 1, district, "M" and seven digits, both check signs.
void city_identifier(const char *region, int64_t number, char out[19])
{
    static const int organisation_weights[8] = { 3, 7, 9, 10, 5, 8, 4, 2 };

    assert(number >= 0 && number < 10000000 && strlen(region) == 6);
    char text[32];
    snprintf(text, sizeof text, "91%.6sM%07d", region, (int)number);
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
    city_identifier("450202", 9999999 - number % 1000, out);
}
