// The scalar part of the hand-written yardsticks: five rules over precomputed window sums, branch-free, in int64.
#include "bench.h"

#define P2(a, b) ((uint32_t)(a) | (uint32_t)(b) << 8)

static inline int excepted(uint32_t x)
{
    uint32_t two = x & 0xffff, three = x & 0xffffff;
    return (two == P2('3', '2')) | (two == P2('2', '5')) | (two == P2('2', '6')) |
           (three == (P2('3', '1') | (uint32_t)'1' << 16)) | (three == (P2('3', '1') | (uint32_t)'2' << 16));
}

static void growth_rules(const ceiling *job, size_t first, size_t count)
{
    static const int64_t table[9] = { 5000000,  8000000,  12000000, 10000000, 16000000,
                                      24000000, 20000000, 30000000, 40000000 };
    const int64_t *q26 = job->data->q26 + first, *q25 = job->data->q25 + first, *q24 = job->data->q24 + first;
    const uint8_t *above = job->data->above + first;
    uint8_t *c = job->out->entitled[2] + first, *d = job->out->entitled[3] + first, *e = job->out->entitled[4] + first;
    int64_t *c_fen = job->out->fen[2] + first, *d_fen = job->out->fen[3] + first, *e_fen = job->out->fen[4] + first;
    for (size_t i = 0; i < count; i++) {
        int64_t some = q25[i] != INT64_MIN, base = some ? q25[i] : 0, now = q26[i], more = (now - base) * 100;
        int64_t is_c = some & above[i] & (base > q24[i]) & (now >= 2000000000) & (more >= 5 * base);
        int64_t cell = 3 * ((now >= 5000000000) + (now >= 10000000000)) + (more >= 10 * base) + (more >= 20 * base);
        int64_t is_d = some & (base < q24[i]) & (more > 0) & (now >= 1000000000);
        int64_t is_e = (1 - some) & (now >= 1000000000);
        c[i] = (uint8_t)is_c;
        d[i] = (uint8_t)is_d;
        e[i] = (uint8_t)is_e;
        c_fen[i] = is_c ? table[cell] : 0;
        d_fen[i] = is_d ? (now >= 5000000000 ? 10000000 : 5000000) : 0;
        e_fen[i] = is_e ? 10000000 : 0;
    }
}

void ceiling_rules(const ceiling *job, size_t first, size_t count, int64_t sums[WINDOWS][CEILING_BLOCK])
{
    const population *data = job->data;
    growth_rules(job, first, count);
    uint8_t *a = job->out->entitled[0] + first, *b = job->out->entitled[1] + first;
    int64_t *a_fen = job->out->fen[0] + first, *b_fen = job->out->fen[1] + first;
    for (size_t i = 0; i < count; i++) {
        int gate = data->above[first + i] & (data->q26[first + i] >= 500000000);
        int64_t more = sums[THIS_YEAR][i] - sums[LAST_YEAR][i];
        uint32_t paid = (uint32_t)(more < 0 ? 0 : more > 200000000 ? 200000000 : more);
        a[i] = (uint8_t)(gate & (data->two_high[first + i] == 0));
        a_fen[i] = a[i] ? (int64_t)((paid + 5) / 10u) : 0;
        b[i] = (uint8_t)(gate & !excepted(data->industry[first + i]) &
                         (sums[FEBRUARY][i] * 920 >= sums[FOURTH_QUARTER][i] * 252));
        b_fen[i] = b[i] ? 5000000 : 0;
    }
}
