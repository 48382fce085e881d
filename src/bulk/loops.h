// The loops of bulk/. No header in the usual sense: kernels_*.c set an instruction set, define JX_LOOPS, include this.
//
// Plain loops over plain pointers; the compiler makes vectors of them. `n` is the number of rows of the morsel.
// Lanes do
// not overlap. Truths are 0 false, 1 open, 3 true, with bits 2 and 3 (program.h) beside an open one; so `and` is &,
// `or` is |, and the higher bits are kept where the result still depends on them.
#include <string.h>

#define EACH for (size_t i = 0; i < n; i++)
typedef uint8_t  *restrict bytes;
typedef int64_t  *restrict numbers;
typedef uint32_t *restrict codes;
typedef const uint8_t  *in_bytes;
typedef const int64_t  *in_numbers;
typedef const uint32_t *in_codes;

// ---- truths and states ----

static void t_and(size_t n, bytes out, in_bytes a, in_bytes b)
{
    EACH {
        uint8_t low = a[i] & b[i] & 3;
        out[i] = (uint8_t)(low | ((a[i] | b[i]) & 12 & (low << 2 | low << 3)));
    }
}

static void t_or(size_t n, bytes out, in_bytes a, in_bytes b)
{
    EACH {
        uint8_t low = (a[i] | b[i]) & 3;
        out[i] = (uint8_t)(low | ((a[i] | b[i]) & 12 & ~((low & 2) << 1 | (low & 2) << 2)));
    }
}

static void t_not(size_t n, bytes out, in_bytes a)
{
    EACH out[i] = (uint8_t)((((a[i] >> 1 & 1) | (a[i] << 1 & 2)) ^ 3) | (a[i] & 12));
}

static void t_of_bytes(size_t n, bytes out, in_bytes a)
{
    EACH out[i] = (uint8_t)(a[i] ? JX_T_TRUE : JX_T_FALSE);
}

static void t_ask_where(size_t n, bytes out, in_bytes a, in_bytes state)
{
    EACH out[i] = state[i] ? JX_T_ASK : a[i];
}

static void t_is_null(size_t n, bytes out, in_bytes state)
{
    EACH out[i] = state[i] == JX_S_NULL ? JX_T_TRUE : state[i] == JX_S_VALUE ? JX_T_FALSE : JX_T_ASK;
}

static void t_equal_states(size_t n, bytes out, in_bytes a, in_bytes left, in_bytes right, int64_t differs)
{
    uint8_t same = differs ? JX_T_FALSE : JX_T_TRUE, other = differs ? JX_T_TRUE : JX_T_FALSE;
    EACH {
        uint8_t any = left[i] | right[i];
        out[i] = any == 0 ? a[i] : any & ~JX_S_NULL ? JX_T_ASK : left[i] == right[i] ? same : other;
    }
}

static void t_choose(size_t n, bytes out, in_bytes when, in_bytes then, in_bytes otherwise)
{
    EACH out[i] = when[i] == JX_T_TRUE ? then[i] : when[i] == JX_T_FALSE ? otherwise[i] : JX_T_ASK;
}

static void s_or(size_t n, bytes out, in_bytes a, in_bytes b)
{
    EACH out[i] = a[i] | b[i] ? JX_S_ASK : JX_S_VALUE;
}

static void s_choose(size_t n, bytes out, in_bytes when, in_bytes then, in_bytes otherwise)
{
    EACH out[i] = when[i] == JX_T_TRUE ? then[i] : when[i] == JX_T_FALSE ? otherwise[i] : JX_S_ASK;
}

// ---- ranges: one end at a time (ranges.c) ----

static uint8_t turned_round(uint8_t state)
{
    return (uint8_t)((state & 7) | (state & JX_S_NO_LEAST) << 1 | (state & JX_S_NO_MOST) >> 1);
}

static void s_span(size_t n, bytes out, in_bytes a, in_bytes b, int64_t minus, int64_t dropped)
{
    uint8_t kept = (uint8_t)~dropped, turn = minus ? 0xff : 0;
    EACH {
        uint8_t right = (uint8_t)((turned_round(b[i]) & turn) | (b[i] & ~turn)), any = a[i] | right;
        out[i] = any & (JX_S_NULL | JX_S_ASK) ? JX_S_ASK : any & kept;
    }
}

static void s_settle(size_t n, bytes out, in_bytes a, in_numbers low, in_numbers high)
{
    EACH out[i] = a[i] == JX_S_RANGE && low[i] == high[i] ? JX_S_VALUE : a[i];
}

static void t_range(size_t n, bytes out, in_bytes surely, in_bytes perhaps, in_bytes left, in_bytes right)
{
    EACH {
        uint8_t any = left[i] | right[i];
        // Surely needs the highest left and the lowest right; surely not the other two ends.
        uint8_t yes = surely[i] == JX_T_TRUE && !(left[i] & JX_S_NO_MOST) && !(right[i] & JX_S_NO_LEAST);
        uint8_t no = perhaps[i] == JX_T_FALSE && !(left[i] & JX_S_NO_LEAST) && !(right[i] & JX_S_NO_MOST);
        uint8_t doubt = (surely[i] | perhaps[i]) & 4 || any & (JX_S_NULL | JX_S_ASK);
        out[i] = doubt ? JX_T_ASK : yes ? JX_T_TRUE : no ? JX_T_FALSE : JX_T_OPEN;
    }
}

static void n_bound(size_t n, numbers out, in_numbers a, in_bytes state, int64_t x, int64_t missing)
{
    EACH out[i] = state[i] & missing ? x : a[i];
}

// ---- numbers; the compiler has proved that nothing overflows ----

#define NUMBERS_LOOP(name, expression) \
    static void name(size_t n, numbers out, in_numbers a, in_numbers b) \
    { \
        EACH out[i] = (expression); \
    }
NUMBERS_LOOP(n_add, a[i] + b[i])
NUMBERS_LOOP(n_subtract, a[i] - b[i])
NUMBERS_LOOP(n_multiply, a[i] * b[i])
NUMBERS_LOOP(n_min, a[i] < b[i] ? a[i] : b[i])
NUMBERS_LOOP(n_max, a[i] > b[i] ? a[i] : b[i])

static void n_linear(size_t n, numbers out, in_numbers a, int64_t x, int64_t y)
{
    if (x == 1) EACH out[i] = a[i] + y;
    else EACH out[i] = a[i] * x + y;
}

static void n_min_with(size_t n, numbers out, in_numbers a, int64_t x)
{
    EACH out[i] = a[i] < x ? a[i] : x;
}

static void n_max_with(size_t n, numbers out, in_numbers a, int64_t x)
{
    EACH out[i] = a[i] > x ? a[i] : x;
}

static void n_choose(size_t n, numbers out, in_bytes when, in_numbers then, in_numbers otherwise)
{
    EACH out[i] = when[i] == JX_T_TRUE ? then[i] : otherwise[i];
}

static void c_choose(size_t n, codes out, in_bytes when, in_codes then, in_codes otherwise)
{
    EACH out[i] = when[i] == JX_T_TRUE ? then[i] : otherwise[i];
}

#define COMPARE_LOOP(name, operator) \
    static void name(size_t n, bytes out, in_numbers a, in_numbers b) \
    { \
        EACH out[i] = a[i] operator b[i] ? JX_T_TRUE : JX_T_FALSE; \
    } \
    static void name##_x(size_t n, bytes out, in_numbers a, int64_t x) \
    { \
        EACH out[i] = a[i] operator x ? JX_T_TRUE : JX_T_FALSE; \
    }
COMPARE_LOOP(n_less, <)
COMPARE_LOOP(n_less_equal, <=)
COMPARE_LOOP(n_equal, ==)
COMPARE_LOOP(n_not_equal, !=)

static void n_greater_x(size_t n, bytes out, in_numbers a, int64_t x)
{
    EACH out[i] = a[i] > x ? JX_T_TRUE : JX_T_FALSE;
}

static void n_greater_equal_x(size_t n, bytes out, in_numbers a, int64_t x)
{
    EACH out[i] = a[i] >= x ? JX_T_TRUE : JX_T_FALSE;
}

static void c_equal(size_t n, bytes out, in_codes a, in_codes b, int64_t differs)
{
    EACH out[i] = (a[i] == b[i]) != (differs != 0) ? JX_T_TRUE : JX_T_FALSE;
}

// ---- ratios: cross-multiplied, turned round where the divisor is negative, eval's where it is 0 ----

// `allowed` has a bit for less (1), equal (2), greater (4).
#define RATIO_LOOP(name, wide, parameters, left, right, divisor) \
    static void name(size_t n, bytes out, in_numbers a, in_numbers b, parameters, int64_t allowed) \
    { \
        EACH { \
            wide l = (left), r = (right); \
            int64_t sign = (divisor); \
            int order = sign < 0 ? (l < r) - (l > r) : (l > r) - (l < r); \
            out[i] = sign == 0 ? JX_T_ASK : allowed >> (order + 1) & 1 ? JX_T_TRUE : JX_T_FALSE; \
        } \
    }
#define PAIR(first, second) first, second
RATIO_LOOP(ratio_64, int64_t, PAIR(int64_t x, int64_t y), a[i] * x, b[i] * y, b[i])
RATIO_LOOP(ratio_128, jx_i128, PAIR(int64_t x, int64_t y), (jx_i128)a[i] * x, (jx_i128)b[i] * y, b[i])
RATIO_LOOP(ratios, jx_i128, PAIR(in_numbers c, in_numbers d), (jx_i128)a[i] * d[i], (jx_i128)c[i] * b[i],
           b[i] == 0 || d[i] == 0 ? 0 : (b[i] < 0) != (d[i] < 0) ? -1 : 1)

// ---- lookups by code ----

static void map_bytes(size_t n, bytes out, in_codes a, const uint8_t *table)
{
    EACH out[i] = table[a[i]];
}

static void map_numbers(size_t n, numbers out, in_codes a, const int64_t *table)
{
    EACH out[i] = table[a[i]];
}

static void map_codes(size_t n, codes out, in_codes a, const uint32_t *table)
{
    EACH out[i] = table[a[i]];
}

// ---- tables: rules in order, in 16 bits so that 32 rows go at once; all bits set means yes ----

typedef struct {
    uint16_t live[JX_MORSEL_ROWS];   // no row has surely matched yet
    uint16_t first[JX_MORSEL_ROWS];  // the row that did
    uint16_t mask[JX_MORSEL_ROWS];   // rows below 15 that matched or may have
    uint16_t doubt[JX_MORSEL_ROWS];  // only eval knows: ASKED whether a row matches, or CROWDED with too many that may
} table_walk;

enum { ASKED = 0xff00, CROWDED = 0x00ff };

static void table_rule(size_t n, in_bytes match, uint16_t rule, bool is_unique, table_walk *restrict walk)
{
    uint16_t bit = rule < 15 ? (uint16_t)(1u << rule) : 0, no_bit = bit ? 0 : 0xffff, unique = is_unique ? 0xffff : 0;
    EACH {
        uint16_t truth = match[i], live = walk->live[i], is_true = truth == JX_T_TRUE ? 0xffff : 0;
        uint16_t sure = is_true & live, open = (truth ? 0xffff : 0) & (uint16_t)~is_true & live;
        uint16_t asks = truth & 4 ? 0xffff : 0, kept = walk->mask[i] & (uint16_t)~(sure & unique);
        uint16_t crowded = (open | (sure & (kept ? 0xffff : 0))) & no_bit & CROWDED, asked = open & asks & ASKED;
        // A sure row of U wins over those before it that only may match; but not over one that eval may find sure.
        walk->mask[i] = kept | (bit & (sure | open));
        walk->doubt[i] = (walk->doubt[i] & (uint16_t)~(sure & unique & CROWDED)) | crowded | asked;
        walk->first[i] = (walk->first[i] & (uint16_t)~sure) | (rule & sure);
        walk->live[i] = live & (uint16_t)~sure;
    }
}

static void table_end(size_t n, const table_walk *walk, codes first, codes hits, bytes state, bytes chosen)
{
    EACH first[i] = walk->first[i];
    EACH {
        uint16_t mask = walk->mask[i], several = mask & (mask - 1) ? 0xffff : 0,
                 one = (uint16_t) ~(walk->live[i] | several);
        hits[i] = (one & walk->first[i]) | ((uint16_t)~one & (mask | JX_HITS_SET));
    }
    EACH {
        uint16_t mask = walk->mask[i], several = mask & (mask - 1) ? 0xffff : 0;
        uint16_t nothing = walk->live[i] & (mask ? 0 : 0xffff), ask = walk->doubt[i] | nothing;
        state[i] = ask ? JX_S_ASK : JX_S_VALUE;
        chosen[i] = ask | walk->live[i] | several ? JX_S_ASK : JX_S_VALUE;
    }
}

static void run_table(size_t n, char *const *at, const jx_op *op)
{
    const jx_hit_plan *plan = op->table;
    uint8_t always[JX_MORSEL_ROWS];
    table_walk walk;
    memset(always, JX_T_TRUE, n);
    memset(walk.live, 0xff, n * sizeof *walk.live);
    memset(walk.first, 0, n * sizeof *walk.first);
    memset(walk.mask, 0, n * sizeof *walk.mask);
    memset(walk.doubt, 0, n * sizeof *walk.doubt);
    for (size_t r = 0; r < plan->rule_count; r++) {
        in_bytes match = plan->rules[r] == JX_NONE ? always : (in_bytes)at[plan->rules[r]];
        table_rule(n, match, (uint16_t)r, plan->hit == JX_HIT_UNIQUE, &walk);
    }
    table_end(n, &walk, (codes)(void *)at[op->out], (codes)(void *)at[plan->hits], (bytes)at[plan->states],
              (bytes)at[plan->chosen]);
}

// ---- rounding to fen ----

static int64_t rounded(uint64_t whole, uint64_t rest, uint64_t divisor, jx_rounding rounding)
{
    switch (rounding) {
    case JX_ROUND_HALF_EVEN: return (int64_t)(whole + (rest * 2 > divisor || (rest * 2 == divisor && (whole & 1))));
    case JX_ROUND_HALF_UP:   return (int64_t)(whole + (rest * 2 >= divisor));
    case JX_ROUND_HALF_DOWN: return (int64_t)(whole + (rest * 2 > divisor));
    case JX_ROUND_DOWN:
    case JX_ROUND_FLOOR:     return (int64_t)whole;
    case JX_ROUND_UP:
    case JX_ROUND_CEILING:   return (int64_t)(whole + (rest > 0));
    }
    return (int64_t)whole;
}

// The usual two, small enough to multiply by the inverse: half up, and down.
static void round_small(size_t n, numbers out, in_numbers a, const jx_rounding_plan *plan)
{
    uint64_t half = plan->rounding == JX_ROUND_HALF_UP ? plan->divisor / 2 : 0, magic = plan->magic;
    int shift = plan->shift;
    int64_t factor = plan->factor;
    EACH {
        uint64_t positive = (uint64_t)(a[i] > 0 ? a[i] : 0) + half;
        out[i] = (int64_t)((uint64_t)(uint32_t)positive * (uint32_t)magic >> shift) * factor;
    }
}

static void round_to_fen(size_t n, numbers out, in_numbers a, const jx_rounding_plan *plan)
{
    bool small = plan->magic && (plan->rounding == JX_ROUND_DOWN || plan->rounding == JX_ROUND_FLOOR ||
                                 (plan->rounding == JX_ROUND_HALF_UP && plan->divisor % 2 == 0));
    if (plan->divisor == 1) {
        int64_t factor = plan->factor;
        EACH out[i] = (a[i] > 0 ? a[i] : 0) * factor;
    } else if (small) {
        round_small(n, out, a, plan);
    } else {
        EACH {
            uint64_t positive = (uint64_t)(a[i] > 0 ? a[i] : 0), whole = positive / plan->divisor;
            out[i] = rounded(whole, positive - whole * plan->divisor, plan->divisor, plan->rounding) * plan->factor;
        }
    }
}

// ---- windows over tiles ----

// Vectors of 64 bytes; the compiler splits them where registers are smaller.
typedef int32_t sixteen_32 __attribute__((vector_size(64)));
typedef int16_t sixteen_16 __attribute__((vector_size(32)));
typedef int64_t eight_64 __attribute__((vector_size(64)));

// What will be read soon: days lie in stretches, and the processor does not foresee where the next one begins.
typedef struct {
    const jx_series_plan *plan;
    const char           *cells, *next_cells;  // of this tile and the one after it
    size_t                stride;              // bytes of a line
    size_t                position;            // in plan->days
} ahead;
enum { LINES_AHEAD = 20, CACHE_LINE = 64 };

static inline void look_ahead(ahead *soon)
{
    size_t position = soon->position++ + LINES_AHEAD, total = soon->plan->day_count;
    const char *cells = soon->cells;
    if (position >= total) {
        cells = soon->next_cells;
        position -= total;
        if (!cells || position >= total) return;
    }
    const char *line = cells + soon->plan->days[position] * soon->stride;
    for (size_t byte = 0; byte < soon->stride; byte += CACHE_LINE) __builtin_prefetch(line + byte);
}

// Adds the lines [from, to) of 32-bit cells; at most `block` of them fit the narrow sums.
static void add_days_32(const int32_t *cells, size_t from, size_t to, size_t block, int64_t *restrict sums, ahead *soon)
{
    while (from < to) {
        size_t end = to - from > block ? from + block : to;
        sixteen_32 a = { 0 }, b = { 0 }, c = { 0 }, d = { 0 };
        for (; from < end; from++) {
            const sixteen_32 *line = (const sixteen_32 *)(const void *)(cells + from * JX_TILE_ROWS);
            look_ahead(soon);
            a += line[0];
            b += line[1];
            c += line[2];
            d += line[3];
        }
        int32_t part[JX_TILE_ROWS] __attribute__((aligned(64)));
        sixteen_32 *parts = (sixteen_32 *)(void *)part;
        parts[0] = a;
        parts[1] = b;
        parts[2] = c;
        parts[3] = d;
        for (size_t r = 0; r < JX_TILE_ROWS; r++) sums[r] += part[r];
    }
}

static void add_days_16(const int16_t *cells, size_t from, size_t to, size_t block, int64_t *restrict sums, ahead *soon)
{
    while (from < to) {
        size_t end = to - from > block ? from + block : to;
        int32_t part[JX_TILE_ROWS] __attribute__((aligned(64))) = { 0 };
        sixteen_32 *parts = (sixteen_32 *)(void *)part, a = { 0 }, b = { 0 }, c = { 0 }, d = { 0 };
        for (; from < end; from++) {
            const sixteen_16 *line = (const sixteen_16 *)(const void *)(cells + from * JX_TILE_ROWS);
            look_ahead(soon);
            a += __builtin_convertvector(line[0], sixteen_32);
            b += __builtin_convertvector(line[1], sixteen_32);
            c += __builtin_convertvector(line[2], sixteen_32);
            d += __builtin_convertvector(line[3], sixteen_32);
        }
        parts[0] = a;
        parts[1] = b;
        parts[2] = c;
        parts[3] = d;
        for (size_t r = 0; r < JX_TILE_ROWS; r++) sums[r] += part[r];
    }
}

static void add_days_64(const int64_t *cells, size_t from, size_t to, int64_t *restrict sums, ahead *soon)
{
    for (size_t day = from; day < to; day++) {
        look_ahead(soon);
        for (size_t r = 0; r < JX_TILE_ROWS; r++) sums[r] += cells[day * JX_TILE_ROWS + r];
    }
}

static void add_days(const jx_tile *tile, size_t from, size_t to, int64_t *restrict sums, ahead *soon)
{
    uint64_t block = tile->magnitude ? INT32_MAX / tile->magnitude : 1;  // >= 1 for cells of 32 bits
    switch (tile->width) {
    case 2: add_days_16(tile->cells, from, to, (size_t)block, sums, soon); return;
    case 4: add_days_32(tile->cells, from, to, (size_t)block, sums, soon); return;
    case 8: add_days_64(tile->cells, from, to, sums, soon); return;
    default: return;
    }
}

// The series is missing, or nothing adds its open days: eval's. A day in the window is open: a range. All days 无: 无.
static void window_states(const jx_tile *tile, const jx_window *window, in_bytes column, size_t count, uint8_t range,
                          bytes out)
{
    uint64_t open = jx_tile_open_rows(tile, window->from, window->to), ask = tile->odd_rows | ~tile->rows, none = 0;
    if (tile->none) {
        none = ~UINT64_C(0);
        for (size_t day = window->from; day < window->to; day++) none &= tile->none[day];
    }
    for (size_t r = 0; r < count; r++) {
        uint8_t own = column ? column[r] : JX_S_VALUE;
        out[r] = own == JX_S_NULL    ? JX_S_NULL
                 : own               ? JX_S_ASK
                 : ask >> r & 1      ? JX_S_ASK
                 : none >> r & 1     ? JX_S_NULL
                 : open >> r & 1     ? range
                                     : JX_S_VALUE;
    }
}

// Days that are not open are covered, whatever else is the matter with them.
static void window_covered(const jx_tile *tile, const jx_window *window, in_bytes column, size_t count, numbers out,
                           bytes states)
{
    uint64_t ask = tile->odd_rows | ~tile->rows;
    for (size_t r = 0; r < JX_TILE_ROWS; r++) out[r] = (int64_t)(window->to - window->from);
    for (size_t day = window->from; tile->open && day < window->to; day++)
        for (uint64_t open = tile->open[day]; open; open &= open - 1) out[__builtin_ctzll(open)]--;
    for (size_t r = 0; r < count; r++) {
        uint8_t own = column ? column[r] : JX_S_VALUE;
        states[r] = own == JX_S_NULL ? JX_S_NULL : own || ask >> r & 1 ? JX_S_ASK : JX_S_VALUE;
    }
}

// The most: an open day may be up to `most` where the sum has its least.
static void window_highs(const jx_series_plan *plan, const jx_tile *tile, const jx_window *window, in_numbers sums,
                         numbers out)
{
    memcpy(out, sums, JX_TILE_ROWS * sizeof *out);
    if (!tile->open || !plan->has_most) return;
    int64_t most = plan->column->as.tiles->most;
    for (size_t day = window->from; day < window->to; day++) {
        for (uint64_t open = tile->open[day]; open; open &= open - 1) {
            size_t r = (size_t)__builtin_ctzll(open);
            out[r] += most - (tile->cells ? jx_tile_cell(tile, day, r) : 0);
        }
    }
}

static void run_tile(const jx_series_plan *plan, char *const *at, size_t tile_index, size_t row, size_t count)
{
    const jx_tile *tile = &plan->column->as.tiles->tiles[tile_index];
    in_bytes states = plan->column->states ? plan->column->states + tile_index * JX_TILE_ROWS : NULL;
    uint8_t range = !plan->ranged ? JX_S_ASK : plan->has_most ? JX_S_RANGE : JX_S_RANGE | JX_S_NO_MOST;
    for (size_t w = 0; w < plan->window_count; w++) {
        const jx_window *window = &plan->windows[w];
        memset((int64_t *)(void *)at[window->sums] + row, 0, JX_TILE_ROWS * sizeof(int64_t));
        if (window->states != JX_NONE)
            window_states(tile, window, states, count, range, (bytes)at[window->states] + row);
        if (window->covered != JX_NONE)
            window_covered(tile, window, states, count, (int64_t *)(void *)at[window->covered] + row,
                           (bytes)at[window->covered_states] + row);
    }
    bool last = tile_index + 1 == plan->column->as.tiles->tile_count;
    ahead soon = { plan, tile->cells, last ? NULL : tile[1].cells, (size_t)tile->width * JX_TILE_ROWS, 0 };
    for (size_t c = 0; c < plan->cut_count; c++) {
        int64_t sums[JX_TILE_ROWS] __attribute__((aligned(64))) = { 0 };
        add_days(tile, plan->cuts[c].from, plan->cuts[c].to, sums, &soon);
        for (size_t m = 0; m < plan->cuts[c].member_count; m++) {
            numbers out = (int64_t *)(void *)at[plan->windows[plan->cuts[c].members[m]].sums] + row;
            for (size_t r = 0; r < JX_TILE_ROWS; r++) out[r] += sums[r];
        }
    }
    for (size_t w = 0; w < plan->window_count; w++) {
        const jx_window *window = &plan->windows[w];
        if (window->highs == JX_NONE) continue;
        window_highs(plan, tile, window, (in_numbers)(void *)at[window->sums] + row,
                     (int64_t *)(void *)at[window->highs] + row);
    }
}

static void run_series(const jx_series_plan *plan, char *const *at, size_t first, size_t n)
{
    for (size_t row = 0; row < n; row += JX_TILE_ROWS)
        run_tile(plan, at, (first + row) / JX_TILE_ROWS, row, n - row < JX_TILE_ROWS ? n - row : JX_TILE_ROWS);
}

// ---- the end ----

static size_t finish(size_t n, in_bytes eligible, in_bytes eligible_state, in_bytes amount_state, in_numbers amount,
                     bytes verdicts, numbers least)
{
    size_t asked = 0;
    EACH {
        uint8_t yes = eligible[i] == JX_T_TRUE, no = eligible[i] == JX_T_FALSE;
        uint8_t known = (uint8_t)((eligible_state[i] == 0) & (no | (yes & (amount_state[i] == 0))));
        verdicts[i] = known ? (yes ? JX_BULK_YES : JX_BULK_NO) : JX_BULK_ASKED;
    }
    EACH least[i] = verdicts[i] == JX_BULK_YES ? amount[i] : 0;
    EACH asked += verdicts[i] == JX_BULK_ASKED;
    return asked;
}

// As finish(), where days without readings may leave an entitlement or an amount open.
static size_t finish_open(size_t n, char *const *at, const jx_award_program *award, bytes verdicts, numbers least,
                          numbers most)
{
    in_bytes eligible = (in_bytes)at[award->eligible], eligible_state = (in_bytes)at[award->eligible_states];
    in_bytes amount_state = (in_bytes)at[award->amount_states];
    in_numbers low = (in_numbers)(void *)at[award->amount], high = (in_numbers)(void *)at[award->most];
    size_t asked = 0;
    EACH {
        uint8_t truth = eligible_state[i] ? JX_T_ASK : eligible[i], amount = amount_state[i];
        uint8_t told = !(amount & (JX_S_NULL | JX_S_ASK));
        uint8_t yes = amount ? JX_BULK_YES | JX_BULK_OPEN : JX_BULK_YES;
        uint8_t entitled = truth == JX_T_TRUE ? yes : JX_BULK_NEEDS_DATA | JX_BULK_OPEN;
        verdicts[i] = truth == JX_T_FALSE                             ? JX_BULK_NO
                      : (truth == JX_T_TRUE || truth == JX_T_OPEN) && told ? entitled
                                                                           : JX_BULK_ASKED;
    }
    EACH {
        uint8_t yes = (verdicts[i] & ~JX_BULK_OPEN) == JX_BULK_YES, some = yes || verdicts[i] & JX_BULK_OPEN;
        least[i] = yes && !(amount_state[i] & JX_S_NO_LEAST) ? low[i] : 0;
        most[i] = !some ? 0 : amount_state[i] & JX_S_NO_MOST ? JX_BULK_UNBOUNDED : high[i];
    }
    EACH asked += verdicts[i] == JX_BULK_ASKED;
    return asked;
}

static void write_hits(size_t n, in_codes hits, in_bytes states, uint16_t *restrict out)
{
    EACH out[i] = states[i] ? 0 : (uint16_t)hits[i];
}

// ---- one operation after the other ----

#define T(lane) ((bytes)at[op->lane])
#define N(lane) ((numbers)(void *)at[op->lane])
#define C(lane) ((codes)(void *)at[op->lane])

static void run_op(size_t n, char *const *at, const jx_op *op)
{
    switch (op->what) {
    case JX_DO_AND:            t_and(n, T(out), T(a), T(b)); return;
    case JX_DO_OR:             t_or(n, T(out), T(a), T(b)); return;
    case JX_DO_NOT:            t_not(n, T(out), T(a)); return;
    case JX_DO_TRUTH_OF_BYTES: t_of_bytes(n, T(out), T(a)); return;
    case JX_DO_ASK_WHERE:      t_ask_where(n, T(out), T(a), T(b)); return;
    case JX_DO_IS_NULL:        t_is_null(n, T(out), T(a)); return;
    case JX_DO_EQUAL_STATES:   t_equal_states(n, T(out), T(a), T(b), T(c), op->x); return;
    case JX_DO_CHOOSE_TRUTH:   t_choose(n, T(out), T(a), T(b), T(c)); return;
    case JX_DO_STATE_OR:       s_or(n, T(out), T(a), T(b)); return;
    case JX_DO_STATE_CHOOSE:   s_choose(n, T(out), T(a), T(b), T(c)); return;
    case JX_DO_SPAN:           s_span(n, T(out), T(a), T(b), op->x, op->y); return;
    case JX_DO_SETTLE:         s_settle(n, T(out), T(a), N(b), N(c)); return;
    case JX_DO_RANGE_TRUTH:    t_range(n, T(out), T(a), T(b), T(c), T(d)); return;
    case JX_DO_BOUND:          n_bound(n, N(out), N(a), T(b), op->x, op->y); return;
    case JX_DO_ADD:            n_add(n, N(out), N(a), N(b)); return;
    case JX_DO_SUBTRACT:       n_subtract(n, N(out), N(a), N(b)); return;
    case JX_DO_MULTIPLY:       n_multiply(n, N(out), N(a), N(b)); return;
    case JX_DO_LINEAR:         n_linear(n, N(out), N(a), op->x, op->y); return;
    case JX_DO_MIN:            n_min(n, N(out), N(a), N(b)); return;
    case JX_DO_MAX:            n_max(n, N(out), N(a), N(b)); return;
    case JX_DO_MIN_IMMEDIATE:  n_min_with(n, N(out), N(a), op->x); return;
    case JX_DO_MAX_IMMEDIATE:  n_max_with(n, N(out), N(a), op->x); return;
    case JX_DO_CHOOSE_NUMBER:  n_choose(n, N(out), T(a), N(b), N(c)); return;
    case JX_DO_CHOOSE_CODE:    c_choose(n, C(out), T(a), C(b), C(c)); return;
    case JX_DO_LESS:           n_less(n, T(out), N(a), N(b)); return;
    case JX_DO_LESS_EQUAL:     n_less_equal(n, T(out), N(a), N(b)); return;
    case JX_DO_EQUAL:          n_equal(n, T(out), N(a), N(b)); return;
    case JX_DO_NOT_EQUAL:      n_not_equal(n, T(out), N(a), N(b)); return;
    case JX_DO_LESS_IMMEDIATE:          n_less_x(n, T(out), N(a), op->x); return;
    case JX_DO_LESS_EQUAL_IMMEDIATE:    n_less_equal_x(n, T(out), N(a), op->x); return;
    case JX_DO_GREATER_IMMEDIATE:       n_greater_x(n, T(out), N(a), op->x); return;
    case JX_DO_GREATER_EQUAL_IMMEDIATE: n_greater_equal_x(n, T(out), N(a), op->x); return;
    case JX_DO_EQUAL_IMMEDIATE:         n_equal_x(n, T(out), N(a), op->x); return;
    case JX_DO_NOT_EQUAL_IMMEDIATE:     n_not_equal_x(n, T(out), N(a), op->x); return;
    case JX_DO_CODES_EQUAL:    c_equal(n, T(out), C(a), C(b), op->x); return;
    case JX_DO_RATIO_64:       ratio_64(n, T(out), N(a), N(b), op->x, op->y, op->z); return;
    case JX_DO_RATIO_128:      ratio_128(n, T(out), N(a), N(b), op->x, op->y, op->z); return;
    case JX_DO_RATIOS:         ratios(n, T(out), N(a), N(b), N(c), N(d), op->z); return;
    case JX_DO_MAP_TRUTH:
    case JX_DO_MAP_STATE:      map_bytes(n, T(out), C(a), op->table); return;
    case JX_DO_MAP_NUMBER:     map_numbers(n, N(out), C(a), op->table); return;
    case JX_DO_MAP_CODE:       map_codes(n, C(out), C(a), op->table); return;
    case JX_DO_TABLE:          run_table(n, at, op); return;
    case JX_DO_ROUND:          round_to_fen(n, N(out), N(a), op->table); return;
    case JX_DO_COUNT:          return;
    }
}

#undef T
#undef N
#undef C

void JX_LOOPS(const jx_program *program, char *const *at, size_t first, size_t count, size_t *asked)
{
    for (size_t i = 0; i < program->series_count; i++) run_series(&program->series[i], at, first, count);
    for (size_t i = 0; i < program->op_count; i++) run_op(count, at, &program->ops[i]);
    for (size_t i = 0; i < program->table_count; i++) {
        const jx_table_out *table = &program->tables[i];
        write_hits(count, (in_codes)(void *)at[table->hits], (in_bytes)at[table->states], table->out + first);
    }
    for (size_t i = 0; i < program->award_count; i++) {
        const jx_award_program *award = &program->awards[i];
        asked[i] = 0;
        if (!award->compiled) continue;
        if (award->highest) {
            asked[i] = finish_open(count, at, award, award->verdicts + first, award->least + first,
                                   award->highest + first);
            continue;
        }
        asked[i] = finish(count, (in_bytes)at[award->eligible], (in_bytes)at[award->eligible_states],
                          (in_bytes)at[award->amount_states], (in_numbers)(void *)at[award->amount],
                          award->verdicts + first, award->least + first);
    }
}
