// The exact answers, row by row, as slowly and plainly as they can be written. Everything else is held against this.
#include "bench.h"

#include <string.h>

__extension__ typedef __int128 wide;

static int64_t sum(const population *data, size_t row, days window)
{
    int64_t total = 0;
    for (size_t i = row * READINGS; i < (row + 1) * READINGS; i++)
        if (data->date[i] >= window.first && data->date[i] <= window.last) total += data->energy[i];
    return total;
}

static void put(answers *out, int rule, size_t row, bool entitled, int64_t fen)
{
    out->entitled[rule][row] = entitled;
    out->fen[rule][row] = entitled ? fen : 0;
}

static bool excepted(uint32_t industry)
{
    static const char *const prefixes[] = { "311", "312", "32", "25", "26" };
    char text[5] = { 0 };
    memcpy(text, &industry, 4);
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
        if (strncmp(text, prefixes[i], strlen(prefixes[i])) == 0) return true;
    return false;
}

static void rule_a(const population *data, size_t row, answers *out)
{
    bool entitled = data->above[row] && !data->two_high[row] && data->q26[row] >= 500000000;
    int64_t more = sum(data, row, bench_windows[THIS_YEAR]) - sum(data, row, bench_windows[LAST_YEAR]);
    if (more < 0) more = 0;
    // 0.01 kWh × 0.10 yuan is a tenth of a fen
    int64_t fen = more >= 200000000 ? 20000000 : (more + 5) / 10;
    put(out, 0, row, entitled, fen);
}

static void rule_b(const population *data, size_t row, answers *out)
{
    wide february = sum(data, row, bench_windows[FEBRUARY]), quarter = sum(data, row, bench_windows[FOURTH_QUARTER]);
    bool enough = february * 92 * 10 >= quarter * 28 * 9;
    put(out, 1, row, data->above[row] && !excepted(data->industry[row]) && data->q26[row] >= 500000000 && enough,
        5000000);
}

static void rule_c(const population *data, size_t row, answers *out)
{
    static const int64_t table[3][3] = { { 50000, 80000, 120000 },
                                         { 100000, 160000, 240000 },
                                         { 200000, 300000, 400000 } };
    int64_t q26 = data->q26[row], q25 = data->q25[row];
    bool none = q25 == INT64_MIN;
    wide growth = none ? 0 : (wide)q26 - q25;
    bool entitled =
        data->above[row] && !none && q25 > data->q24[row] && q26 >= 2000000000 && growth * 100 >= (wide)5 * q25;
    int size = (q26 >= 5000000000) + (q26 >= 10000000000);
    int speed = (growth * 100 >= (wide)10 * q25) + (growth * 100 >= (wide)20 * q25);
    put(out, 2, row, entitled, entitled ? table[size][speed] * 100 : 0);
}

static void rule_d(const population *data, size_t row, answers *out)
{
    int64_t q26 = data->q26[row], q25 = data->q25[row];
    bool entitled = q25 != INT64_MIN && q25 < data->q24[row] && q26 > q25 && q26 >= 1000000000;
    put(out, 3, row, entitled, q26 >= 5000000000 ? 10000000 : 5000000);
}

static void rule_e(const population *data, size_t row, answers *out)
{
    put(out, 4, row, data->q25[row] == INT64_MIN && data->q26[row] >= 1000000000, 10000000);
}

void reference(const population *data, answers *out)
{
    for (size_t row = 0; row < data->count; row++) {
        rule_a(data, row, out);
        rule_b(data, row, out);
        rule_c(data, row, out);
        rule_d(data, row, out);
        rule_e(data, row, out);
    }
}
