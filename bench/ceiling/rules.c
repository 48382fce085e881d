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
    const int64_t *restrict q26 = job->data->q26 + first, *restrict q25 = job->data->q25 + first;
    const int64_t *restrict q24 = job->data->q24 + first;
    const uint8_t *restrict above = job->data->above + first;
    uint8_t *restrict c = job->out->entitled[2] + first, *restrict d = job->out->entitled[3] + first;
    uint8_t *restrict e = job->out->entitled[4] + first;
    int64_t *restrict c_fen = job->out->fen[2] + first, *restrict d_fen = job->out->fen[3] + first;
    int64_t *restrict e_fen = job->out->fen[4] + first;
    for (size_t i = 0; i < count; i++) {
        int64_t some = q25[i] != INT64_MIN, base = some ? q25[i] : 0, now = q26[i], more = (now - base) * 100;
        int64_t is_c = some & above[i] & (base > q24[i]) & (now >= 2000000000) & (more >= 5 * base);
        int64_t cell = 3 * ((now >= 5000000000) + (now >= 10000000000)) + (more >= 10 * base) + (more >= 20 * base);
        int64_t is_d = some & (base < q24[i]) & (more > 0) & (now >= 1000000000);
        int64_t is_e = (1 - some) & (now >= 1000000000);
        c[i] = (uint8_t)is_c;
        d[i] = (uint8_t)is_d;
        e[i] = (uint8_t)is_e;
        c_fen[i] = table[cell] & -is_c;
        d_fen[i] = (5000000 + (now >= 5000000000) * INT64_C(5000000)) & -is_d;
        e_fen[i] = INT64_C(10000000) & -is_e;
    }
}

// Sums of the windows are aligned blocks of their own, so the loops are told that nothing overlaps.
static void energy_rules(const ceiling *job, size_t first, size_t count, const int64_t *restrict last_year,
                         const int64_t *restrict quarter, const int64_t *restrict february,
                         const int64_t *restrict this_year)
{
    const uint8_t *restrict above = job->data->above + first, *restrict two_high = job->data->two_high + first;
    const int64_t *restrict q26 = job->data->q26 + first;
    const uint32_t *restrict industry = job->data->industry + first;
    uint8_t *restrict a = job->out->entitled[0] + first, *restrict b = job->out->entitled[1] + first;
    int64_t *restrict a_fen = job->out->fen[0] + first, *restrict b_fen = job->out->fen[1] + first;
    for (size_t i = 0; i < count; i++) {
        int64_t gate = above[i] & (q26[i] >= 500000000), is_a = gate & (two_high[i] == 0),
                more = this_year[i] - last_year[i];
        int64_t paid = more < 0 ? 0 : more > 200000000 ? 200000000 : more;
        int64_t is_b = gate & !excepted(industry[i]) & (february[i] * 920 >= quarter[i] * 252);
        a[i] = (uint8_t)is_a;
        b[i] = (uint8_t)is_b;
        a_fen[i] = (int64_t)((uint64_t)(uint32_t)(paid + 5) * 3435973837u >> 35) & -is_a;  // ÷ 10
        b_fen[i] = INT64_C(5000000) & -is_b;
    }
}

void ceiling_rules(const ceiling *job, size_t first, size_t count, int64_t sums[WINDOWS][CEILING_BLOCK])
{
    growth_rules(job, first, count);
    energy_rules(job, first, count, sums[LAST_YEAR], sums[FOURTH_QUARTER], sums[FEBRUARY], sums[THIS_YEAR]);
}
