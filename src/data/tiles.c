// Builds tiles from one series per subject and reads them back. Cells are written as int64 into a scratch tile, which
// is narrowed then; what does not fit goes aside, with its row marked odd. Series that are values have a scale found
// first that all their numbers share. Begin with jx_tiles_from().
#include <string.h>

#include "data/tiles.h"

enum { SCALE_MAX = 9 };  // finer numbers go aside

jx_value jx_series_gap(jx_arena *arena, jx_text name, const jx_open *range, int64_t day)
{
    jx_buffer place = jx_buffer_in(arena);
    jx_date_print(day, &place);
    jx_causes causes = jx_cause_one(arena, JX_CAUSE_GAP, name, jx_buffer_text(&place));
    return range ? jx_open_over(arena, range, causes) : jx_open_any(arena, &jx_type_number, false, causes);
}

// ---- building ----

typedef struct {
    jx_arena *arena;
    jx_tiles *out;
    struct {
        jx_tile_aside *items;
        size_t count, capacity;
    } asides;
    struct {
        jx_tile_totals *items;
        size_t count, capacity;
    } totals;
    const jx_tile_source *source;
    jx_tile_day *days;  // of one row
    int64_t *cells;     // [day][64]
    uint64_t *open, *none;
} builder;

static bool to_cell(jx_value value, int scale, int64_t *out)
{
    return value.kind == JX_NUMBER && jx_decimal_to_scaled(value.as.number, scale, out) && *out != INT64_MIN;
}

// The smallest scale in which the first of all numbers that fit are whole; a number beyond SCALE_MAX does not count.
static int common_scale(const jx_value *rows, size_t count)
{
    int scale = 0;
    int64_t cell;
    for (size_t i = 0; i < count; i++) {
        if (rows[i].kind != JX_SERIES) continue;
        for (size_t day = 0; day < rows[i].as.series->day_count; day++) {
            jx_value value = rows[i].as.series->days[day];
            int own = scale;
            while (own <= SCALE_MAX && !to_cell(value, own, &cell))
                own++;
            if (own <= SCALE_MAX) scale = own;
        }
    }
    return scale;
}

static bool same_end(jx_end a, jx_end b)
{
    if (!a.finite || !b.finite) return a.finite == b.finite;
    return a.included == b.included && jx_value_same(a.at, b.at);
}

// Its least is known in scale and it is open upwards as far as any gap.
static bool partial_least(const jx_tiles *out, const jx_open *open, int64_t *least)
{
    if (open->may_be_null || !open->low.finite || !open->low.included || !out->range) return false;
    return same_end(open->high, out->range->high) && to_cell(open->low.at, out->scale, least);
}

static void put_aside(builder *b, jx_tile *tile, size_t row, size_t day, jx_value value)
{
    jx_tile_aside aside = { .row = (uint32_t)row, .day = (uint32_t)day, .value = value };
    if (value.kind == JX_OPEN) aside.scaled = partial_least(b->out, value.as.open, &aside.least);
    if (!aside.scaled) tile->odd_rows |= UINT64_C(1) << row % JX_TILE_ROWS;
    b->cells[day * JX_TILE_ROWS + row % JX_TILE_ROWS] = aside.scaled ? aside.least : 0;
    *JX_PUSH(b->arena, &b->asides) = aside;
}

static bool is_plain_gap(builder *b, size_t day, jx_value value)
{
    jx_arena_mark mark = jx_arena_marked(b->arena);
    jx_value gap = jx_series_gap(b->arena, b->out->name, b->out->range, b->out->first_day + (int64_t)day);
    bool same = jx_value_same(value, gap);
    jx_arena_rewind(b->arena, mark);
    return same;
}

static void put_gap(builder *b, jx_tile *tile, uint64_t bit, int64_t *cell)
{
    *cell = b->out->has_least ? b->out->least : 0;
    if (!b->out->has_least) tile->odd_rows |= bit;
}

static void put_day(builder *b, jx_tile *tile, size_t row, size_t day, const jx_tile_day *given)
{
    uint64_t bit = UINT64_C(1) << row % JX_TILE_ROWS;
    int64_t *cell = &b->cells[day * JX_TILE_ROWS + row % JX_TILE_ROWS];
    if (given->kind == JX_DAY_CELL) {
        *cell = given->cell;
        return;
    }
    if (given->kind == JX_DAY_NONE || (given->kind == JX_DAY_VALUE && given->value.kind == JX_NULL)) {
        b->none[day] |= bit;
        return;
    }
    if (given->kind == JX_DAY_VALUE && to_cell(given->value, b->out->scale, cell)) return;
    b->open[day] |= bit;
    if (given->kind == JX_DAY_GAP || (given->value.kind == JX_OPEN && is_plain_gap(b, day, given->value)))
        put_gap(b, tile, bit, cell);
    else
        put_aside(b, tile, row, day, given->value);
}

static uint64_t magnitude_of(const int64_t *cells, size_t count)
{
    uint64_t largest = 0;
    for (size_t i = 0; i < count; i++) {
        uint64_t size = cells[i] < 0 ? (uint64_t)-cells[i] : (uint64_t)cells[i];
        if (size > largest) largest = size;
    }
    return largest;
}

static void *aligned(jx_arena *arena, size_t count, size_t size)
{
    char *block = jx_arena_array(arena, count + JX_TILE_ALIGNMENT, size);
    return block + (JX_TILE_ALIGNMENT - (uintptr_t)block % JX_TILE_ALIGNMENT) % JX_TILE_ALIGNMENT;
}

static void narrow(builder *b, jx_tile *tile)
{
    size_t count = b->out->day_count * JX_TILE_ROWS;
    tile->magnitude = magnitude_of(b->cells, count);
    tile->width = tile->magnitude == 0 ? 0 : tile->magnitude <= INT16_MAX ? 2 : tile->magnitude <= INT32_MAX ? 4 : 8;
    if (tile->width == 0) return;
    void *cells = aligned(b->arena, count, (size_t)tile->width);
    for (size_t i = 0; i < count; i++) {
        if (tile->width == 2) ((int16_t *)cells)[i] = (int16_t)b->cells[i];
        if (tile->width == 4) ((int32_t *)cells)[i] = (int32_t)b->cells[i];
        if (tile->width == 8) ((int64_t *)cells)[i] = b->cells[i];
    }
    tile->cells = cells;
}

static const uint64_t *kept_bits(builder *b, const uint64_t *bits)
{
    uint64_t any = 0;
    for (size_t day = 0; day < b->out->day_count; day++)
        any |= bits[day];
    if (!any) return NULL;
    uint64_t *kept = aligned(b->arena, b->out->day_count, sizeof *kept);
    memcpy(kept, bits, b->out->day_count * sizeof *kept);
    return kept;
}

static void build_tile(builder *b, jx_tile *tile, size_t first, size_t count)
{
    size_t days = b->out->day_count;
    memset(b->cells, 0, days * JX_TILE_ROWS * sizeof *b->cells);
    memset(b->open, 0, days * sizeof *b->open);
    memset(b->none, 0, days * sizeof *b->none);
    for (size_t row = first; row < first + count; row++) {
        if (!b->source->row(b->source->user, b->arena, row, b->days)) continue;
        tile->rows |= UINT64_C(1) << row % JX_TILE_ROWS;
        for (size_t day = 0; day < days; day++)
            put_day(b, tile, row, day, &b->days[day]);
        jx_tile_totals totals = { .row = (uint32_t)row };
        if (b->source->totals) totals.items = b->source->totals(b->source->user, b->arena, row, &totals.count);
        if (totals.count == 0) continue;
        tile->odd_rows |= UINT64_C(1) << row % JX_TILE_ROWS;
        *JX_PUSH(b->arena, &b->totals) = totals;
    }
    narrow(b, tile);
    tile->open = kept_bits(b, b->open);
    tile->none = kept_bits(b, b->none);
}

static void set_calendar(jx_tiles *out, const jx_tile_source *source, size_t count)
{
    *out = (jx_tiles){ .name = source->name,
                       .element = source->element,
                       .first_day = source->first_day,
                       .day_count = source->day_count,
                       .row_count = count,
                       .tile_count = (count + JX_TILE_ROWS - 1) / JX_TILE_ROWS,
                       .scale = source->scale,
                       .range = source->range };
    const jx_open *range = source->range;
    if (!range) return;
    out->has_least = !range->may_be_null && range->low.finite && range->low.included &&
                     to_cell(range->low.at, out->scale, &out->least);
    out->has_most = range->high.finite && to_cell(range->high.at, out->scale, &out->most);
}

const jx_tiles *jx_tiles_from(jx_arena *arena, const jx_tile_source *source, size_t count)
{
    jx_tiles *out = JX_NEW(arena, jx_tiles);
    set_calendar(out, source, count);
    jx_tile *tiles = JX_ARRAY(arena, out->tile_count, jx_tile);
    builder b = { .arena = arena, .out = out, .source = source };
    b.days = JX_ARRAY(arena, out->day_count, jx_tile_day);
    b.cells = JX_ARRAY(arena, out->day_count * JX_TILE_ROWS, int64_t);
    b.open = JX_ARRAY(arena, out->day_count, uint64_t);
    b.none = JX_ARRAY(arena, out->day_count, uint64_t);
    for (size_t i = 0; i < out->tile_count; i++) {
        size_t first = i * JX_TILE_ROWS, left = count - first;
        build_tile(&b, &tiles[i], first, left < JX_TILE_ROWS ? left : JX_TILE_ROWS);
    }
    out->tiles = tiles;
    out->asides = b.asides.items;
    out->aside_count = b.asides.count;
    out->totals = b.totals.items;
    out->total_count = b.totals.count;
    return out;
}

// ---- building from values ----

typedef struct {
    const jx_value *rows;
    const jx_series *first;
} value_source;

static bool value_row(void *user, jx_arena *arena, size_t row, jx_tile_day *days)
{
    (void)arena;
    const value_source *from = user;
    if (from->rows[row].kind != JX_SERIES) return false;
    const jx_series *series = from->rows[row].as.series;
    assert(series->first_day == from->first->first_day && series->day_count == from->first->day_count);
    assert(jx_text_equal(series->name, from->first->name));
    for (size_t day = 0; day < series->day_count; day++)
        days[day] = (jx_tile_day){ .kind = JX_DAY_VALUE, .value = series->days[day] };
    return true;
}

static const jx_series_total *value_totals(void *user, jx_arena *arena, size_t row, size_t *out_count)
{
    (void)arena;
    const jx_series *series = ((const value_source *)user)->rows[row].as.series;
    *out_count = series->total_count;
    return series->totals;
}

const jx_tiles *jx_tiles_build(jx_arena *arena, const jx_value *rows, size_t count, const jx_open *range)
{
    static const jx_series nothing = { .element = NULL };
    value_source from = { rows, NULL };
    for (size_t i = 0; i < count && !from.first; i++)
        if (rows[i].kind == JX_SERIES) from.first = rows[i].as.series;
    if (!from.first) from.first = &nothing;
    jx_tile_source source = { .name = from.first->name,
                              .element = from.first->element ? from.first->element : &jx_type_number,
                              .first_day = from.first->first_day,
                              .day_count = from.first->day_count,
                              .scale = common_scale(rows, count),
                              .range = range,
                              .row = value_row,
                              .totals = value_totals,
                              .user = &from };
    return jx_tiles_from(arena, &source, count);
}

// ---- reading ----

int64_t jx_tile_cell(const jx_tile *tile, size_t day, size_t row_in_tile)
{
    size_t at = day * JX_TILE_ROWS + row_in_tile;
    switch (tile->width) {
    case 2: return ((const int16_t *)tile->cells)[at];
    case 4: return ((const int32_t *)tile->cells)[at];
    case 8: return ((const int64_t *)tile->cells)[at];
    default: return 0;
    }
}

static size_t first_aside(const jx_tiles *tiles, size_t row, size_t day)
{
    size_t low = 0, high = tiles->aside_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        const jx_tile_aside *aside = &tiles->asides[middle];
        if (aside->row < row || (aside->row == row && aside->day < day))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

size_t jx_tiles_asides_of(const jx_tiles *tiles, size_t row, const jx_tile_aside **out)
{
    size_t start = first_aside(tiles, row, 0), end = start;
    while (end < tiles->aside_count && tiles->asides[end].row == row)
        end++;
    *out = end > start ? tiles->asides + start : NULL;
    return end - start;
}

jx_value jx_tiles_day(jx_arena *arena, const jx_tiles *tiles, size_t row, size_t day)
{
    const jx_tile *tile = &tiles->tiles[row / JX_TILE_ROWS];
    uint64_t bit = UINT64_C(1) << row % JX_TILE_ROWS;
    if (tile->none && tile->none[day] & bit) return jx_null();
    if (!tile->open || !(tile->open[day] & bit))
        return jx_number(jx_decimal_scaled(jx_tile_cell(tile, day, row % JX_TILE_ROWS), tiles->scale));
    size_t at = first_aside(tiles, row, day);
    if (at < tiles->aside_count && tiles->asides[at].row == row && tiles->asides[at].day == day)
        return tiles->asides[at].value;
    return jx_series_gap(arena, tiles->name, tiles->range, tiles->first_day + (int64_t)day);
}

const jx_series *jx_tiles_series(jx_arena *arena, const jx_tiles *tiles, size_t row)
{
    jx_series *series = JX_NEW(arena, jx_series);
    jx_value *days = JX_ARRAY(arena, tiles->day_count, jx_value);
    for (size_t day = 0; day < tiles->day_count; day++)
        days[day] = jx_tiles_day(arena, tiles, row, day);
    *series = (jx_series){ .name = tiles->name,
                           .first_day = tiles->first_day,
                           .day_count = tiles->day_count,
                           .days = days,
                           .element = tiles->element };
    size_t low = 0, high = tiles->total_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (tiles->totals[middle].row < row)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < tiles->total_count && tiles->totals[low].row == row) {
        series->totals = tiles->totals[low].items;
        series->total_count = tiles->totals[low].count;
    }
    return series;
}

// ---- windows ----

bool jx_tile_sum_fits(const jx_tile *tile, size_t days, int bits)
{
    uint64_t most = bits == 32 ? INT32_MAX : INT64_MAX, bound;
    return !__builtin_mul_overflow(tile->magnitude, (uint64_t)days, &bound) && bound <= most;
}

bool jx_tiles_window(const jx_tiles *tiles, int64_t first, int64_t last, size_t *out_from, size_t *out_to)
{
    int64_t end = tiles->first_day + (int64_t)tiles->day_count;
    int64_t from = first < tiles->first_day ? tiles->first_day : first > end ? end : first;
    int64_t to = last < from ? from : last >= end ? end : last + 1;
    *out_from = (size_t)(from - tiles->first_day);
    *out_to = (size_t)(to - tiles->first_day);
    return last < first || (first >= tiles->first_day && last < end);
}

static uint64_t any_bits(const uint64_t *bits, size_t from, size_t to)
{
    uint64_t any = 0;
    for (size_t day = from; bits && day < to; day++)
        any |= bits[day];
    return any;
}

uint64_t jx_tile_open_rows(const jx_tile *tile, size_t from, size_t to)
{
    return any_bits(tile->open, from, to);
}

uint64_t jx_tile_none_rows(const jx_tile *tile, size_t from, size_t to)
{
    return any_bits(tile->none, from, to);
}
