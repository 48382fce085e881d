// Units as authors write them -> base units (policy-format 2.3, SEMANTICS 3).
//
// A unit is a product of powers of base units and a factor; compounds are `a/b` and `a·b`. Counting words are labels
// without a dimension; % and ‰ are pure factors; 个百分点 is a dimension of its own so that it never mixes with %.
#include "policy/reader.h"

typedef struct {
    const char *name;
    int base;  // index into base_names, -1: none
    int64_t coefficient;
    int scale;  // factor = coefficient × 10^-scale
} unit_row;

// Currencies are dimensions of their own: they never mix.
enum { YUAN, KILOWATT_HOUR, TONNE, DAY, YEAR, POINT, SQUARE_METRE, HOUR, EURO, POUND, DOLLAR };
static const char *const base_names[JX_DIMENSION_COUNT] = { "元",     "千瓦时", "吨",  "天",  "年", "个百分点",
                                                            "平方米", "小时",   "EUR", "GBP", "USD" };

static const unit_row rows[] = {
    { "元", YUAN, 1, 0 },
    { "千元", YUAN, 1000, 0 },
    { "万元", YUAN, 10000, 0 },
    { "百万元", YUAN, 1000000, 0 },
    { "亿元", YUAN, 100000000, 0 },
    { "角", YUAN, 1, 1 },
    { "分", YUAN, 1, 2 },
    { "yuan", YUAN, 1, 0 },
    { "CNY", YUAN, 1, 0 },
    { "fen", YUAN, 1, 2 },
    { "EUR", EURO, 1, 0 },
    { "欧元", EURO, 1, 0 },
    { "GBP", POUND, 1, 0 },
    { "英镑", POUND, 1, 0 },
    { "USD", DOLLAR, 1, 0 },
    { "美元", DOLLAR, 1, 0 },
    { "千瓦时", KILOWATT_HOUR, 1, 0 },
    { "度", KILOWATT_HOUR, 1, 0 },
    { "万千瓦时", KILOWATT_HOUR, 10000, 0 },
    { "亿千瓦时", KILOWATT_HOUR, 100000000, 0 },
    { "兆瓦时", KILOWATT_HOUR, 1000, 0 },
    { "kWh", KILOWATT_HOUR, 1, 0 },
    { "MWh", KILOWATT_HOUR, 1000, 0 },
    { "吨", TONNE, 1, 0 },
    { "千吨", TONNE, 1000, 0 },
    { "万吨", TONNE, 10000, 0 },
    { "千克", TONNE, 1, 3 },
    { "公斤", TONNE, 1, 3 },
    { "t", TONNE, 1, 0 },
    { "天", DAY, 1, 0 },
    { "日", DAY, 1, 0 },
    { "day", DAY, 1, 0 },
    { "年", YEAR, 1, 0 },
    { "year", YEAR, 1, 0 },
    { "%", -1, 1, 2 },
    { "％", -1, 1, 2 },
    { "‰", -1, 1, 3 },
    { "个百分点", POINT, 1, 0 },
    { "百分点", POINT, 1, 0 },
    { "平方米", SQUARE_METRE, 1, 0 },
    { "万平方米", SQUARE_METRE, 10000, 0 },
    { "小时", HOUR, 1, 0 },
    { "台", -1, 1, 0 },
    { "辆", -1, 1, 0 },
    { "个", -1, 1, 0 },
    { "家", -1, 1, 0 },
    { "户", -1, 1, 0 },
    { "次", -1, 1, 0 },
    { "项", -1, 1, 0 },
    { "人", -1, 1, 0 },
    { "件", -1, 1, 0 },
    { "套", -1, 1, 0 },
    { "只", -1, 1, 0 },
    { "头", -1, 1, 0 },
    { "万台", -1, 10000, 0 },
    { "万辆", -1, 10000, 0 },
    { "万人", -1, 10000, 0 },
    { "期", -1, 1, 0 },
    { "场", -1, 1, 0 },
    { "箱", -1, 1, 0 },
    { "倍", -1, 1, 0 },
};

static const unit_row *find_row(jx_text name)
{
    for (size_t i = 0; i < JX_COUNT(rows); i++)
        if (jx_text_equal(name, jx_text_of(rows[i].name))) return &rows[i];
    return NULL;
}

// One part of a compound; `sign` is 1 above the bar and -1 below it.
static bool add_part(jx_text name, int sign, jx_dimensions *dimensions, jx_decimal *factor)
{
    name = jx_text_trim(name);
    if (jx_text_equal(name, JX_TEXT("1"))) return true;
    const unit_row *row = find_row(name);
    if (!row) return false;
    if (row->base >= 0) dimensions->power[row->base] = (int8_t)(dimensions->power[row->base] + sign);
    jx_decimal one = jx_decimal_scaled(row->coefficient, row->scale);
    return sign > 0 ? jx_decimal_multiply(*factor, one, factor) : jx_decimal_divide(*factor, one, factor);
}

static bool read_unit(jx_text written, jx_dimensions *out, jx_decimal *out_factor)
{
    *out = (jx_dimensions){ .known = true };
    *out_factor = jx_decimal_of(1);
    written = jx_text_trim(written);
    if (!written.size || written.size > 200) return written.size == 0;
    int sign = 1;
    for (size_t at = 0, start = 0; at <= written.size; at++) {
        bool dot = at + 1 < written.size && !memcmp(written.bytes + at, "·", 2);
        if (at < written.size && written.bytes[at] != '/' && written.bytes[at] != '*' && !dot) continue;
        if (!add_part(jx_text_slice(written, start, at), sign, out, out_factor)) return false;
        if (at < written.size && written.bytes[at] == '/') sign = -1;
        at += dot;
        start = at + 1;
    }
    return true;
}

bool jx_unit_dimensions(jx_text written, jx_dimensions *out, jx_decimal *out_factor)
{
    if (read_unit(written, out, out_factor)) return true;
    *out = (jx_dimensions){ 0 };  // nothing can be said of it
    *out_factor = jx_decimal_of(1);
    return false;
}

bool jx_is_money(jx_dimensions dimensions)
{
    static const int currencies[] = { YUAN, EURO, POUND, DOLLAR };
    for (size_t i = 0; i < JX_COUNT(currencies); i++) {
        jx_dimensions one = { .known = true };
        one.power[currencies[i]] = 1;
        if (dimensions.known && jx_dimensions_equal(dimensions, one)) return true;
    }
    return false;
}

bool jx_dimensions_equal(jx_dimensions a, jx_dimensions b)
{
    return !memcmp(a.power, b.power, sizeof a.power);
}

// "元/千瓦时", "元·天/年"; "" for pure numbers.
jx_text jx_dimensions_text(jx_arena *arena, jx_dimensions dimensions)
{
    jx_buffer text = jx_buffer_in(arena);
    for (int sign = 1; sign >= -1; sign -= 2) {
        bool first = true;
        for (int i = 0; i < JX_DIMENSION_COUNT; i++) {
            for (int p = dimensions.power[i] * sign; p > 0; p--) {
                if (sign < 0)
                    jx_buffer_put(&text, text.size ? JX_TEXT("/") : JX_TEXT("1/"));
                else if (!first)
                    jx_buffer_put(&text, JX_TEXT("·"));
                jx_buffer_put(&text, jx_text_of(base_names[i]));
                first = false;
            }
        }
    }
    return jx_buffer_text(&text);
}

bool jx_unit_find(jx_arena *arena, jx_text written, jx_unit *out)
{
    jx_dimensions dimensions;
    jx_decimal factor;
    if (!jx_unit_dimensions(written, &dimensions, &factor)) return false;
    *out = (jx_unit){ jx_dimensions_text(arena, dimensions), factor };
    return true;
}

bool jx_is_unit_name(void *user, jx_text unit)
{
    (void)user;
    jx_dimensions dimensions;
    jx_decimal factor;
    return unit.size && jx_unit_dimensions(unit, &dimensions, &factor);
}
