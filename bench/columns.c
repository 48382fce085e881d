// Loads the bench package through the ordinary reader, and populations straight into columns (no CSV).
#include "columns.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "io/io.h"

static void must(bool holds, const char *what)
{
    if (holds) return;
    fprintf(stderr, "bench: %s\n", what);
    exit(1);
}

// ---- the package ----

static jx_text subject_of(void *user, size_t row)
{
    (void)user;
    static _Thread_local char text[32];
    int size = snprintf(text, sizeof text, "%zu", row);
    return (jx_text){ text, (size_t)size };
}

static void print_problems(const jx_problems *problems)
{
    jx_buffer out = jx_buffer_in(problems->arena);
    for (size_t i = 0; i < problems->list.count; i++)
        if (problems->list.items[i].severity == JX_SEVERITY_ERROR)
            jx_problem_print(&problems->list.items[i], JX_ENGLISH, &out);
    fprintf(stderr, "%.*s", JX_TEXT_ARG(jx_buffer_text(&out)));
}

void open_engine(engine *out, const char *package_folder)
{
    static const char *const ids[RULES] = { "A", "B", "C", "D", "E" };
    *out = (engine){ .arena = jx_arena_new(jx_allocator_system(), SIZE_MAX), .limits = jx_limits_default() };
    jx_problems problems = { .arena = out->arena, .language = JX_ENGLISH };
    jx_file_list list = { 0 };
    must(jx_folder_read(out->arena, &problems, package_folder, "", true, 1 << 26, &list) == JX_OK, "no package");
    jx_policy_options reading = { .arena = out->arena, .problems = &problems, .limits = &out->limits };
    jx_package *package = NULL;
    if (jx_policy_read(&reading, (jx_package_files){ list.items, list.count }, &package) != JX_OK)
        print_problems(&problems);
    must(problems.error_count == 0, "the package has errors");
    out->package = package;
    must(jx_plan_lower(&package->model, out->arena, &problems, &out->plan) == JX_OK, "the package does not lower");
    must(jx_plan_bind(out->plan, NULL, out->arena, &out->bound) == JX_OK, "the plan does not bind");
    for (uint32_t a = 0; a < package->model.award_count; a++)
        for (size_t r = 0; r < RULES; r++)
            if (jx_text_equal(package->model.awards[a].id, jx_text_of(ids[r]))) out->awards[r] = a;
    out->deciding = (bulk_deciding){
        .plan = out->bound, .known = bulk_known(out->bound, out->arena), .limits = &out->limits, .subject = subject_of
    };
    out->options = (jx_bulk_options){ .plan = out->bound, .limits = &out->limits, .allocator = jx_allocator_system(),
                                      .threads = 1, .decide = bulk_decide, .user = &out->deciding };
}

// ---- columns ----

static uint32_t fact(const engine *with, const char *name)
{
    uint32_t definition = jx_model_find(&with->package->model, 0, jx_text_of(name));
    must(definition != JX_NONE, name);
    return definition;
}

static jx_column *integers(jx_arena *arena, const int64_t *values, size_t count)
{
    jx_column *column = JX_NEW(arena, jx_column);
    int64_t *kept = bench_memory(count * sizeof *kept);
    uint8_t *states = NULL;
    *column = (jx_column){ .form = JX_COLUMN_SCALED, .count = count, .scale = 2 };
    for (size_t i = 0; i < count; i++) {
        bool none = values[i] == INT64_MIN;
        if (none && !states) states = bench_memory(count);
        if (none) states[i] = JX_STATE_NULL;
        kept[i] = none ? 0 : values[i];
        column->null_count += none;
        if ((uint64_t)kept[i] > column->magnitude) column->magnitude = (uint64_t)kept[i];
    }
    column->as.integers = kept;
    column->states = states;
    return column;
}

static jx_column *booleans(jx_arena *arena, const uint8_t *values, size_t count)
{
    jx_column *column = JX_NEW(arena, jx_column);
    *column = (jx_column){ .form = JX_COLUMN_BOOLEAN, .count = count, .as.booleans = values };
    return column;
}

static int by_bytes(const void *a, const void *b)
{
    return jx_text_compare(*(const jx_text *)a, *(const jx_text *)b);
}

static jx_text text_of(jx_arena *arena, uint32_t industry)
{
    char text[4];
    memcpy(text, &industry, 4);
    return jx_text_copy(arena, (jx_text){ text, 4 });
}

// Four characters have at most 10,000 forms here: seen by number, then sorted.
static jx_column *texts(jx_arena *arena, const uint32_t *values, size_t count)
{
    jx_column *column = JX_NEW(arena, jx_column);
    uint32_t *place = JX_ARRAY(arena, 10000, uint32_t), *codes = bench_memory(count * sizeof *codes);
    bool *seen = JX_ARRAY(arena, 10000, bool);
    jx_text *dictionary = JX_ARRAY(arena, 10000, jx_text);
    size_t distinct = 0;
#define NUMBER(x) (((x)&15) * 1000 + ((x) >> 8 & 15) * 100 + ((x) >> 16 & 15) * 10 + ((x) >> 24 & 15))
    for (size_t i = 0; i < count; i++) {
        if (!seen[NUMBER(values[i])]) dictionary[distinct++] = text_of(arena, values[i]);
        seen[NUMBER(values[i])] = true;
    }
    qsort(dictionary, distinct, sizeof *dictionary, by_bytes);
    for (size_t i = 0; i < distinct; i++) {
        uint32_t industry;
        memcpy(&industry, dictionary[i].bytes, 4);
        place[NUMBER(industry)] = (uint32_t)i;
    }
    for (size_t i = 0; i < count; i++) codes[i] = place[NUMBER(values[i])];
#undef NUMBER
    *column = (jx_column){ .form = JX_COLUMN_TEXT, .count = count, .as.codes = codes, .dictionary = dictionary,
                           .dictionary_count = distinct };
    return column;
}

// ---- the series ----

enum { FIRST_DAY = 20116, LAST_DAY = 20515, DAYS = LAST_DAY - FIRST_DAY + 1 };

typedef struct {
    jx_arena   *arena;
    jx_tiles   *tiles;
    jx_tile    *list;
    const bool *delivered;  // by day: days between the stretches have no readings at all
    int         gaps;
    uint64_t    dice;
    struct { jx_tile_aside *items; size_t count, capacity; } asides;
    jx_text     places[DAYS];
} series_builder;

static uint64_t roll(series_builder *b)
{
    b->dice = b->dice * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return b->dice >> 33;
}

static jx_value partial(series_builder *b, int64_t least, size_t day)
{
    jx_open open = *b->tiles->range;
    open.causes = jx_cause_one(b->arena, JX_CAUSE_GAP, b->tiles->name, b->places[day]);
    open.low = (jx_end){ true, true, jx_number(jx_decimal_scaled(least, 2)) };
    return jx_open_value(b->arena, open);
}

// One day of one firm with two accounts, each of which may lack its reading.
static int64_t day_of(series_builder *b, jx_tile *tile, uint64_t *open, size_t row, size_t day, int64_t energy)
{
    (void)tile;
    int64_t first = energy / 3;
    bool no_first = roll(b) % 1000 < (uint64_t)b->gaps, no_second = roll(b) % 1000 < (uint64_t)b->gaps;
    if (!no_first && !no_second) return energy;
    int64_t least = (no_first ? 0 : first) + (no_second ? 0 : energy - first);
    open[day] |= UINT64_C(1) << row % JX_TILE_ROWS;
    if (least == 0) return 0;
    *JX_PUSH(b->arena, &b->asides) =
        (jx_tile_aside){ (uint32_t)row, (uint32_t)day, true, least, partial(b, least, day) };
    return least;
}

static void fill_tile(series_builder *b, const population *data, size_t index, const uint64_t *closed, int32_t *cells)
{
    jx_tile *tile = &b->list[index];
    size_t first = index * JX_TILE_ROWS,
           count = data->count - first < JX_TILE_ROWS ? data->count - first : JX_TILE_ROWS;
    uint64_t *open = NULL;
    *tile = (jx_tile){ .width = 4, .cells = cells, .open = closed };
    tile->rows = count == 64 ? ~UINT64_C(0) : (UINT64_C(1) << count) - 1;
    if (b->gaps) {
        open = JX_ARRAY(b->arena, DAYS, uint64_t);
        memcpy(open, closed, DAYS * sizeof *open);
        tile->open = open;
    }
    for (size_t r = 0; r < count; r++) {
        for (size_t i = 0; i < READINGS; i++) {
            size_t row = first + r, day = (size_t)(data->date[row * READINGS + i] - FIRST_DAY);
            int64_t energy = data->energy[row * READINGS + i];
            must(energy >= 0 && energy <= INT32_MAX, "a reading is too large");
            if (b->gaps) energy = day_of(b, tile, open, row, day, energy);
            cells[day * JX_TILE_ROWS + r] = (int32_t)energy;
            if ((uint64_t)energy > tile->magnitude) tile->magnitude = (uint64_t)energy;
        }
    }
}

static jx_column *series(const engine *with, uint32_t definition, const population *data, int gaps, jx_arena *arena)
{
    const jx_definition *what = &with->package->model.definitions[definition];
    series_builder *b = JX_NEW(arena, series_builder);
    jx_open *range = JX_NEW(arena, jx_open);
    *range = (jx_open){ .type = &jx_type_number, .low = what->range.low, .high = what->range.high };
    *b = (series_builder){ .arena = arena, .gaps = gaps, .dice = 2026 };
    size_t tiles = (data->count + JX_TILE_ROWS - 1) / JX_TILE_ROWS;
    b->tiles = JX_NEW(arena, jx_tiles);
    *b->tiles = (jx_tiles){ .name = what->name,
                            .element = &jx_type_number,
                            .first_day = FIRST_DAY,
                            .day_count = DAYS,
                            .row_count = data->count,
                            .tile_count = tiles,
                            .scale = 2,
                            .range = range,
                            .has_least = true };
    b->list = JX_ARRAY(arena, tiles, jx_tile);
    uint64_t *closed = bench_memory(DAYS * sizeof *closed);
    for (size_t day = 0; day < DAYS; day++) {
        jx_buffer place = jx_buffer_in(arena);
        jx_date_print(FIRST_DAY + (int64_t)day, &place);
        b->places[day] = jx_buffer_text(&place);
        closed[day] = ~UINT64_C(0);
    }
    for (size_t i = 0; i < READINGS; i++) closed[data->date[i] - FIRST_DAY] = 0;
    int32_t *cells = bench_memory(tiles * DAYS * JX_TILE_ROWS * sizeof *cells);
    for (size_t i = 0; i < tiles; i++) fill_tile(b, data, i, closed, cells + i * DAYS * JX_TILE_ROWS);
    b->tiles->tiles = b->list;
    b->tiles->asides = b->asides.items;
    b->tiles->aside_count = b->asides.count;
    jx_column *column = JX_NEW(arena, jx_column);
    *column = (jx_column){ .form = JX_COLUMN_SERIES, .count = data->count, .as.tiles = b->tiles };
    return column;
}

static int by_row_and_day(const void *a, const void *b)
{
    const jx_tile_aside *left = a, *right = b;
    if (left->row != right->row) return left->row < right->row ? -1 : 1;
    return (left->day > right->day) - (left->day < right->day);
}

jx_bulk_population make_columns(const engine *with, const population *data, int gaps_per_thousand, jx_arena *arena)
{
    const jx_column **columns = JX_ARRAY(arena, with->package->model.definition_count, const jx_column *);
    size_t count = data->count;
    columns[fact(with, "规模以上")] = booleans(arena, data->above, count);
    columns[fact(with, "两高项目企业")] = booleans(arena, data->two_high, count);
    columns[fact(with, "行业代码")] = texts(arena, data->industry, count);
    columns[fact(with, "产值")] = integers(arena, data->q26, count);
    columns[fact(with, "上年产值")] = integers(arena, data->q25, count);
    columns[fact(with, "前年产值")] = integers(arena, data->q24, count);
    uint32_t energy = fact(with, "用电量");
    jx_column *column = series(with, energy, data, gaps_per_thousand, arena);
    jx_tiles *tiles = (jx_tiles *)(uintptr_t)column->as.tiles;
    if (tiles->aside_count)
        qsort((void *)(uintptr_t)tiles->asides, tiles->aside_count, sizeof *tiles->asides, by_row_and_day);
    columns[energy] = column;
    return (jx_bulk_population){ .count = count, .columns = columns };
}
