// Daily series of many subjects, day-major, so that the sum over a window is a run of column additions.
//
// 64 subjects make a tile. A tile holds one line of 64 cells per day, in the narrowest of int16, int32, int64 that fits
// its largest cell; lines of one tile follow each other without a break, start on 64 bytes, and are read forward once:
//
//     for (day = from; day < to; day++) for (row = 0; row < 64; row++) sum[row] += cells[day * 64 + row];
//
// Cells need no mask. A day without account (无) is 0. An open day holds the least it may be when that is known in the
// column's scale, so that the same additions give the least of the sum; which days are open or 无 is said by two rows of
// bits per day beside, there only if any bit is set. Rows with days that this cannot say exactly are in `odd_rows`
// and go to eval, which reads them back as they were. See docs/decisions/0001-values-in-columns.md.
#ifndef JX_DATA_TILES_H
#define JX_DATA_TILES_H

#include "data/value.h"

enum { JX_TILE_ROWS = 64, JX_TILE_ALIGNMENT = 64 };

typedef struct {
    int             width;     // bytes of a cell: 2, 4, 8; 0: every cell is 0 and `cells` is NULL
    const void     *cells;     // [day_count][JX_TILE_ROWS]
    const uint64_t *open;      // [day_count], bit r: the day of row r is open; NULL: none is
    const uint64_t *none;      // [day_count], bit r: the day of row r is 无; NULL: none is
    uint64_t        rows;      // rows that have a series at all (others: missing as a whole, or past the end)
    uint64_t        odd_rows;  // rows that kernels must leave to eval
    uint64_t        magnitude; // largest |cell|: days × magnitude bounds every sum
} jx_tile;

// An open day that is not the plain gap of its series: a partial reading ("open from below"), a conflict, another
// cause.
typedef struct {
    uint32_t row, day;  // day is an index from first_day
    bool     scaled;    // `least` (which the cell holds too) is exact and its upper end is the range's own
    int64_t  least;
    jx_value value;     // as it was
} jx_tile_aside;

// Totals that stand for stretches of days of a row (value.h); the row is odd.
typedef struct {
    uint32_t               row;
    const jx_series_total *items;
    size_t                 count;
} jx_tile_totals;

typedef struct {
    jx_text              name;
    const jx_type       *element;
    int64_t              first_day;
    size_t               day_count, row_count, tile_count, aside_count;
    int                  scale;      // a cell is value × 10^scale
    const jx_open       *range;      // what a plain gap may be; its causes do not count. NULL: gaps have no bounds
    bool                 has_least;  // range->low is finite and `least` is it, in scale
    bool                 has_most;   // the same for range->high
    int64_t              least, most;
    const jx_tile       *tiles;
    const jx_tile_aside *asides;     // by row, then day
    const jx_tile_totals *totals;    // by row
    size_t                total_count;
} jx_tiles;

// The plain gap: open over `range` for the cause (gap, name, "2026-02-10").
jx_value jx_series_gap(jx_arena *arena, jx_text name, const jx_open *range, int64_t day);

// Rows are series of one calendar (first_day, day_count and name of the first hold for all; asserted), or JX_NULL
// or JX_OPEN where a subject has none (their states are the column's). `range` is borrowed.
const jx_tiles *jx_tiles_build(jx_arena *arena, const jx_value *rows, size_t count, const jx_open *range);
// Series that nobody has made as values: the builder asks for a row when it comes to it.
typedef enum { JX_DAY_NONE, JX_DAY_CELL, JX_DAY_GAP, JX_DAY_VALUE } jx_day_kind;
typedef struct {
    jx_day_kind kind;
    int64_t     cell;   // CELL: the number × 10^scale
    jx_value    value;  // VALUE: any other day, as it is
} jx_tile_day;
typedef struct {
    jx_text        name;
    const jx_type *element;
    int64_t        first_day;
    size_t         day_count;
    int            scale;
    const jx_open *range;
    // Sets days[day_count]; false: the row has no series. What the days hold lives in `arena`.
    bool (*row)(void *user, jx_arena *arena, size_t row, jx_tile_day *days);
    // The totals of a row that has a series; NULL: no row has any.
    const jx_series_total *(*totals)(void *user, jx_arena *arena, size_t row, size_t *out_count);
    void *user;
} jx_tile_source;
const jx_tiles *jx_tiles_from(jx_arena *arena, const jx_tile_source *source, size_t count);
// One row as it was given to the builder; made in `arena`.
const jx_series *jx_tiles_series(jx_arena *arena, const jx_tiles *tiles, size_t row);
// One day of one row.
jx_value jx_tiles_day(jx_arena *arena, const jx_tiles *tiles, size_t row, size_t day);
int64_t jx_tile_cell(const jx_tile *tile, size_t day, size_t row_in_tile);
// The asides of a row: answers their number and the first in *out.
size_t jx_tiles_asides_of(const jx_tiles *tiles, size_t row, const jx_tile_aside **out);
// True if no sum over `days` days of this tile can leave an accumulator of `bits` bits (32 or 64).
bool jx_tile_sum_fits(const jx_tile *tile, size_t days, int bits);
// The days [*out_from, *out_to) of the window [first..last] (days since 1970, both included), clipped to the calendar.
// False: the window reaches beyond the calendar, so that not all of its days are known here.
bool jx_tiles_window(const jx_tiles *tiles, int64_t first, int64_t last, size_t *out_from, size_t *out_to);
// Rows with an open day (or a 无 day) within [from, to): the OR of the words, 0 if there are no bits at all.
uint64_t jx_tile_open_rows(const jx_tile *tile, size_t from, size_t to);
uint64_t jx_tile_none_rows(const jx_tile *tile, size_t from, size_t to);

#endif
