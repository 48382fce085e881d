// Windows over daily series: which days of the tiles, and one pass over them for all windows of a series.
//
// The borders of all windows cut the days into intervals that every window holds whole or not at all; a reading is
// added once to the sum of its interval, and the sum of the interval to every window that holds it.
#include "bulk/compiler.h"

#include <stdlib.h>

// Bits of the rows that the tile really has.
static uint64_t rows_of_tile(const jx_tiles *tiles, size_t tile)
{
    size_t left = tiles->row_count - tile * JX_TILE_ROWS;
    return left >= JX_TILE_ROWS ? ~UINT64_C(0) : (UINT64_C(1) << left) - 1;
}

static bool all_values(const jx_column *column, size_t from, size_t to)
{
    const jx_tiles *tiles = column->as.tiles;
    if (column->states) return false;
    for (size_t i = 0; i < tiles->tile_count; i++) {
        const jx_tile *tile = &tiles->tiles[i];
        uint64_t doubt =
            jx_tile_open_rows(tile, from, to) | jx_tile_none_rows(tile, from, to) | tile->odd_rows | ~tile->rows;
        if (doubt & rows_of_tile(tiles, i)) return false;
    }
    return true;
}

static jx_u128 bound_of(const jx_tiles *tiles, size_t days)
{
    uint64_t magnitude = !tiles->has_most ? 0 : tiles->most < 0 ? (uint64_t)-tiles->most : (uint64_t)tiles->most;
    for (size_t i = 0; i < tiles->tile_count; i++)
        if (tiles->tiles[i].magnitude > magnitude) magnitude = tiles->tiles[i].magnitude;
    return (jx_u128)magnitude * days;
}

// The least of a day stands in its cell, its most is the same for all, and the sums have closed ends as eval's have.
// What open days lack must be data, so that a verdict left open by them is 待数据.
static bool has_ranges(const jx_tiles *tiles)
{
    if (!tiles->range || !tiles->has_least) return false;
    if (tiles->range->high.finite && !(tiles->range->high.included && tiles->has_most)) return false;
    for (size_t i = 0; i < tiles->aside_count; i++) {
        jx_causes causes = jx_value_causes(tiles->asides[i].value);
        bool data = jx_causes_have(causes, JX_CAUSE_GAP) || jx_causes_have(causes, JX_CAUSE_MISSING);
        if (tiles->asides[i].scaled && !data) return false;
    }
    return true;
}

static jx_series_plan *series_of(jx_compiler *compiler, uint32_t definition, const jx_column *column)
{
    for (size_t i = 0; i < compiler->series.count; i++)
        if (compiler->series.items[i].definition == definition) return &compiler->series.items[i];
    jx_series_plan *plan = JX_PUSH(compiler->arena, &compiler->series);
    *plan = (jx_series_plan){ .definition = definition, .column = column };
    plan->ranged = has_ranges(column->as.tiles);
    plan->has_most = column->as.tiles->range && column->as.tiles->range->high.finite;
    return plan;
}

static jx_window *window_of(jx_compiler *compiler, jx_series_plan *plan, size_t from, size_t to)
{
    for (size_t i = 0; i < plan->window_count; i++)
        if (plan->windows[i].from == from && plan->windows[i].to == to) return &plan->windows[i];
    size_t size = plan->window_count * sizeof *plan->windows;
    plan->windows = jx_arena_grow(compiler->arena, plan->windows, size, size + sizeof *plan->windows);
    jx_window *window = &plan->windows[plan->window_count++];
    bool known = all_values(plan->column, from, to);
    *window = (jx_window){ .from = from, .to = to, .highs = JX_NONE, .covered = JX_NONE, .covered_states = JX_NONE };
    window->sums = jx_lane_new(compiler, 8);
    window->states = known ? JX_NONE : jx_lane_new(compiler, 1);
    if (!known && plan->ranged) window->highs = jx_lane_new(compiler, 8);
    return window;
}

static bool days_of(jx_compiler *compiler, const jx_node *node, int64_t *first, int64_t *last)
{
    jx_rests rests = jx_rests_on(compiler, node, JX_NONE);
    if (rests.fact != JX_NONE || rests.elsewhere) return false;
    jx_value value = jx_constant_value(compiler, node);
    if (value.kind != JX_RANGE || value.as.range->low.kind != JX_DATE || value.as.range->high.kind != JX_DATE)
        return false;
    *first = value.as.range->low.as.date + !value.as.range->low_included;
    *last = value.as.range->high.as.date - !value.as.range->high_included;
    return *last >= *first && (uint64_t)(*last - *first) <= compiler->options->limits->at[JX_LIMIT_LIST_LENGTH];
}

static const jx_column *series_column(const jx_compiler *compiler, const jx_node *node)
{
    if (node->kind != JX_NODE_DEFINITION) return NULL;
    if (compiler->model->definitions[node->as.definition].kind != JX_DEFINITION_FACT) return NULL;
    const jx_column *column = compiler->options->population.columns[node->as.definition];
    return column && column->form == JX_COLUMN_SERIES ? column : NULL;
}

static jx_val coverage(jx_compiler *compiler, jx_window *window)
{
    int64_t days = (int64_t)(window->to - window->from);
    if (window->states == JX_NONE) return jx_val_integer(days, 0);
    if (window->covered == JX_NONE) {
        window->covered = jx_lane_new(compiler, 8);
        window->covered_states = jx_lane_new(compiler, 1);
    }
    return jx_val_number_lane(window->covered, window->covered_states, 0, (jx_u128)days);
}

jx_val jx_compile_window(jx_compiler *compiler, const jx_node *node)
{
    int64_t first, last;
    size_t from, to;
    const jx_column *column = series_column(compiler, node->as.window.series);
    if (!column || !node->as.window.window || !days_of(compiler, node->as.window.window, &first, &last))
        return jx_val_ask();
    const jx_tiles *tiles = column->as.tiles;
    if (!jx_tiles_window(tiles, first, last, &from, &to)) return jx_val_ask();
    int64_t days = last - first + 1;
    jx_u128 bound = bound_of(tiles, (size_t)days);
    if (bound > INT64_MAX) return jx_val_ask();
    compiler->steps += (uint64_t)days;
    jx_window *window =
        window_of(compiler, series_of(compiler, node->as.window.series->as.definition, column), from, to);
    jx_val sum = jx_val_number_lane(window->sums, window->states, tiles->scale, bound);
    sum.ranged = window->highs != JX_NONE;
    sum.high = window->highs;
    if (node->kind == JX_NODE_TOTAL) return sum;
    if (node->kind == JX_NODE_COVERAGE) return coverage(compiler, window);
    jx_val *parts = JX_ARRAY(compiler->arena, 2, jx_val);
    parts[0] = sum;
    parts[1] = jx_val_integer(days, 0);
    return (
        jx_val){ .kind = JX_VAL_RATIO, .top = &parts[0], .bottom = &parts[1], .lane = JX_NONE, .states = sum.states };
}

// ---- cutting ----

static int ascending(const void *a, const void *b)
{
    size_t left = *(const size_t *)a, right = *(const size_t *)b;
    return (left > right) - (left < right);
}

static void cut(jx_compiler *compiler, jx_series_plan *plan)
{
    size_t count = plan->window_count * 2;
    size_t *borders = JX_ARRAY(compiler->arena, count, size_t);
    for (size_t i = 0; i < plan->window_count; i++) {
        borders[2 * i] = plan->windows[i].from;
        borders[2 * i + 1] = plan->windows[i].to;
    }
    qsort(borders, count, sizeof *borders, ascending);
    plan->cuts = jx_arena_array(compiler->arena, count, sizeof *plan->cuts);
    for (size_t i = 0; i + 1 < count; i++) {
        if (borders[i] == borders[i + 1]) continue;
        uint32_t *members = JX_ARRAY(compiler->arena, plan->window_count, uint32_t);
        size_t held = 0;
        for (uint32_t w = 0; w < plan->window_count; w++)
            if (plan->windows[w].from <= borders[i] && borders[i + 1] <= plan->windows[w].to) members[held++] = w;
        if (held == 0) continue;
        plan->cuts[plan->cut_count].from = borders[i];
        plan->cuts[plan->cut_count].to = borders[i + 1];
        plan->cuts[plan->cut_count].members = members;
        plan->cuts[plan->cut_count++].member_count = held;
        plan->day_count += borders[i + 1] - borders[i];
    }
    plan->days = JX_ARRAY(compiler->arena, plan->day_count, uint32_t);
    size_t at = 0;
    for (size_t c = 0; c < plan->cut_count; c++)
        for (size_t day = plan->cuts[c].from; day < plan->cuts[c].to; day++) plan->days[at++] = (uint32_t)day;
}

void jx_windows_cut(jx_compiler *compiler)
{
    for (size_t i = 0; i < compiler->series.count; i++) cut(compiler, &compiler->series.items[i]);
}
