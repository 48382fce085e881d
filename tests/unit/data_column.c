// Columns and tiles: whatever is put in comes out the same; window sums over cells are sums and leasts.
#include "unit/check.h"

#include "data/data.h"

static jx_arena *arena;
static uint64_t state = 1234567;

static uint64_t random_below(uint64_t bound)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (state >> 20) % bound;
}

static void start(void)
{
    if (!arena) arena = jx_arena_new(jx_allocator_system(), 1u << 28);
    jx_arena_reset(arena);
}

static jx_open fact_range(int64_t low, int64_t high)
{
    return (jx_open){ .type = &jx_type_number,
                      .low = { true, true, jx_integer(low) },
                      .high = { true, true, jx_integer(high) },
                      .causes = jx_cause_one(arena, JX_CAUSE_GAP, JX_TEXT(""), JX_TEXT("")) };
}

static void comes_back(const jx_value *rows, size_t count, const jx_open *range, jx_column_form form)
{
    jx_column column = jx_column_build(arena, rows, count, range);
    CHECK_INT(column.form, form);
    size_t bad = 0;
    for (size_t i = 0; i < count; i++)
        bad += !jx_value_same(jx_column_value(arena, &column, i), rows[i]);
    CHECK_INT(bad, 0);
}

static jx_value scaled(int64_t coefficient, int scale)
{
    return jx_number(jx_decimal_scaled(coefficient, scale));
}

TEST(columns_give_back_what_they_got)
{
    start();
    jx_open range = fact_range(0, 50000);
    jx_value open = jx_open_over(arena, &range, jx_cause_one(arena, JX_CAUSE_MISSING, JX_TEXT("产值"), JX_TEXT("")));
    jx_value numbers[] = { scaled(150, 2), jx_integer(7), jx_null(), open, scaled(-12345, 3), open };
    comes_back(numbers, JX_COUNT(numbers), NULL, JX_COLUMN_SCALED);
    jx_column column = jx_column_build(arena, numbers, JX_COUNT(numbers), NULL);
    CHECK_INT(column.scale, 3);
    CHECK_INT(column.cause_set_count, 1);
    CHECK_INT(jx_column_open_at(&column, 5)->most, 50000000);
    CHECK_INT(column.magnitude, 12345);
    jx_decimal big;
    CHECK(jx_decimal_read(JX_TEXT("1234567890123456789012.5"), &big));
    jx_value wide[] = { jx_number(big), jx_integer(1), open };
    comes_back(wide, JX_COUNT(wide), NULL, JX_COLUMN_DECIMAL);
    jx_value texts[] = { jx_string(JX_TEXT("乙")), jx_string(JX_TEXT("甲")), jx_null(), jx_string(JX_TEXT("乙")) };
    comes_back(texts, JX_COUNT(texts), NULL, JX_COLUMN_TEXT);
    uint32_t code;
    column = jx_column_build(arena, texts, JX_COUNT(texts), NULL);
    CHECK(column.dictionary_count == 2 && jx_column_code(&column, JX_TEXT("甲"), &code));
    CHECK(!jx_column_code(&column, JX_TEXT("丙"), &code));
    jx_value booleans[] = { jx_boolean(true), jx_boolean(false), jx_null() };
    comes_back(booleans, JX_COUNT(booleans), NULL, JX_COLUMN_BOOLEAN);
    jx_value dates[] = { jx_date(20000), jx_null(), jx_date(-5) };
    comes_back(dates, JX_COUNT(dates), NULL, JX_COLUMN_DATE);
    jx_value mixed[] = { jx_date(20000), jx_boolean(true), jx_integer(1) };
    comes_back(mixed, JX_COUNT(mixed), NULL, JX_COLUMN_VALUE);
    jx_text names[] = { JX_TEXT("品名"), JX_TEXT("数量") };
    jx_value first[] = { texts[0], jx_integer(3) }, second[] = { texts[1], open };
    jx_value records[] = { jx_context_of(arena, names, first, 2), jx_context_of(arena, names, second, 2) };
    jx_value lists[] = { jx_list(records, 2), jx_list(NULL, 0), jx_null(), jx_list(records + 1, 1) };
    comes_back(lists, JX_COUNT(lists), NULL, JX_COLUMN_RECORDS);
}

// Rows of random readings; `kinds` says what else may stand on a day.
static jx_value random_series(const jx_open *range, size_t days, uint64_t size, int kinds)
{
    jx_value *values = JX_ARRAY(arena, days, jx_value);
    jx_series *series = JX_NEW(arena, jx_series);
    for (size_t day = 0; day < days; day++) {
        values[day] = scaled((int64_t)random_below(size), 2);
        uint64_t pick = random_below(60);
        if (kinds > 0 && pick == 1) values[day] = jx_series_gap(arena, JX_TEXT("用电量"), range, 20000 + (int64_t)day);
        if (kinds > 1 && pick == 2) values[day] = jx_null();
        if (kinds > 2 && pick == 3) {
            jx_open partial = *range;
            partial.low.at = scaled((int64_t)random_below(size), 2);
            values[day] =
                jx_open_over(arena, &partial, jx_cause_one(arena, JX_CAUSE_GAP, JX_TEXT("用电量"), JX_TEXT("表2")));
        }
        if (kinds > 3 && pick == 4) values[day] = scaled(1, 15);
    }
    *series = (jx_series){
        .name = JX_TEXT("用电量"), .first_day = 20000, .day_count = days, .days = values, .element = &jx_type_number
    };
    return jx_series_value(series);
}

// The least of the sum of a window, from the values themselves, in cents.
static int64_t least_sum(const jx_series *series, size_t from, size_t to)
{
    int64_t sum = 0, cell = 0;
    for (size_t day = from; day < to; day++) {
        jx_value value = series->days[day];
        if (value.kind == JX_OPEN) value = value.as.open->low.at;
        if (value.kind == JX_NUMBER && jx_decimal_to_scaled(value.as.number, 2, &cell)) sum += cell;
    }
    return sum;
}

static void check_tiles(uint64_t size, int width, int kinds)
{
    enum { ROWS = 150, DAYS = 40 };
    start();
    jx_open range = fact_range(3, 1000000000);
    jx_value rows[ROWS];
    for (size_t i = 0; i < ROWS; i++)
        rows[i] = random_series(&range, DAYS, size, kinds);
    rows[70] = jx_null();
    comes_back(rows, ROWS, &range, JX_COLUMN_SERIES);
    jx_column column = jx_column_build(arena, rows, ROWS, &range);
    const jx_tiles *tiles = column.as.tiles;
    CHECK_INT(tiles->tile_count, 3);
    CHECK_INT(tiles->scale, 2);
    CHECK_INT(tiles->tiles[0].width, width);
    CHECK_INT((uintptr_t)tiles->tiles[1].cells % JX_TILE_ALIGNMENT, 0);
    CHECK((tiles->tiles[0].open != NULL) == (kinds > 0) && (tiles->tiles[0].none != NULL) == (kinds > 1));
    CHECK(!(tiles->tiles[1].rows >> (70 - 64) & 1));
    size_t from, to, bad = 0;
    CHECK(jx_tiles_window(tiles, 20005, 20030, &from, &to));
    CHECK(from == 5 && to == 31 && jx_tile_sum_fits(&tiles->tiles[0], to - from, 64));
    for (size_t i = 0; i < ROWS; i++) {
        const jx_tile *tile = &tiles->tiles[i / 64];
        if (rows[i].kind != JX_SERIES || tile->odd_rows >> i % 64 & 1) continue;
        int64_t sum = 0;
        for (size_t day = from; day < to; day++)
            sum += jx_tile_cell(tile, day, i % 64);
        bad += sum != least_sum(rows[i].as.series, from, to);
    }
    CHECK_INT(bad, 0);
    CHECK(!jx_tiles_window(tiles, 19999, 20030, &from, &to) && from == 0);
}

TEST(tiles_choose_the_width)
{
    check_tiles(30000, 2, 0);
    check_tiles(2000000000, 4, 1);
    check_tiles(500000000000, 8, 2);
}

TEST(tiles_keep_what_does_not_fit_aside)
{
    check_tiles(30000, 2, 3);
    enum { ROWS = 100 };
    start();
    jx_open range = fact_range(0, 10);
    jx_value rows[ROWS];
    for (size_t i = 0; i < ROWS; i++)
        rows[i] = random_series(&range, 30, 500, 4);
    comes_back(rows, ROWS, &range, JX_COLUMN_SERIES);
    const jx_tiles *tiles = jx_tiles_build(arena, rows, ROWS, &range);
    CHECK(tiles->tiles[0].odd_rows != 0 && tiles->aside_count > 0);
    CHECK((tiles->tiles[0].odd_rows & ~tiles->tiles[0].rows) == 0);
}

CHECK_MAIN
