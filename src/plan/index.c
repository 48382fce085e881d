// Builds the index of a decision table and answers from it. Read index.h first; here: what a cell is made of, then the
// three passes over a column (borders, spans, hits), then looking up.
#include "plan/lowering.h"

#include <stdlib.h>

enum { RULES_WORTH_IT = 6, HITS_PER_RULE = 64 };

// ---- cells ----

static bool can_be_border(jx_value value)
{
    return value.kind == JX_NUMBER || value.kind == JX_STRING || value.kind == JX_BOOLEAN || value.kind == JX_DATE;
}

static bool constant_of(const jx_node *node, jx_value *out)
{
    if (!node) return false;
    if (node->kind == JX_NODE_CONSTANT) *out = node->as.constant;
    else if (node->kind == JX_NODE_NEGATE && constant_of(node->as.operand, out) && out->kind == JX_NUMBER)
        out->as.number = jx_decimal_negate(out->as.number);
    else return false;
    return can_be_border(*out);
}

// One item of a cell: a value, or values from `low` to `high`; an end that is JX_NULL is not there.
typedef struct {
    jx_value low, high;
    bool     low_included, high_included;
} piece;

static bool piece_of(const jx_node *item, piece *out)
{
    *out = (piece){ .low = jx_null(), .high = jx_null(), .low_included = true, .high_included = true };
    if (constant_of(item, &out->low)) {
        out->high = out->low;
        return true;
    }
    jx_value end;
    if (item->kind != JX_NODE_INTERVAL || !constant_of(item->as.interval.low, &end)) return false;
    if (end.kind != JX_NUMBER && end.kind != JX_DATE) return false;  // grades have an order of their own
    switch (item->as.interval.form) {
    case JX_RANGE_LESS:          out->high = end; out->high_included = false; return true;
    case JX_RANGE_LESS_EQUAL:    out->high = end; return true;
    case JX_RANGE_GREATER:       out->low = end; out->low_included = false; return true;
    case JX_RANGE_GREATER_EQUAL: out->low = end; return true;
    case JX_RANGE_EQUAL: case JX_RANGE_NOT_EQUAL: return false;
    case JX_RANGE_INTERVAL: break;
    }
    out->low = end;
    out->low_included = item->as.interval.low_included;
    out->high_included = item->as.interval.high_included;
    return constant_of(item->as.interval.high, &out->high) && out->high.kind == end.kind &&
           jx_value_compare(end, out->high) <= 0;
}

static jx_kind kind_of(const piece *of)
{
    return of->low.kind != JX_NULL ? of->low.kind : of->high.kind;
}

// The kind that all pieces of the cell have; false: the cell is general.
static bool cell_kind(const jx_node *test, jx_kind *out)
{
    if (test->as.tests.count == 0) return false;
    for (size_t i = 0; i < test->as.tests.count; i++) {
        piece one;
        if (!piece_of(test->as.tests.items[i], &one)) return false;
        if (i > 0 && kind_of(&one) != *out) return false;
        *out = kind_of(&one);
    }
    return true;
}

// ---- a column ----

typedef struct {
    jx_arena            *arena;
    const jx_plan_table *table;
    size_t               column, rules, inputs;
    jx_index_column     *out;
    bool                *general;
    struct { jx_value *items; size_t count, capacity; } borders;
    struct { jx_places *items; size_t count, capacity; } spans;
} builder;

static const jx_node *cell(const builder *b, size_t rule)
{
    return b->table->tests[rule * b->inputs + b->column];
}

static int by_value(const void *a, const void *b)
{
    return jx_value_compare(*(const jx_value *)a, *(const jx_value *)b);
}

// The first constant decides the kind of the column; cells of another kind are general.
static void find_borders(builder *b)
{
    for (size_t r = 0; r < b->rules; r++) {
        const jx_node *test = cell(b, r);
        jx_kind kind;
        if (!test) continue;
        bool indexed = cell_kind(test, &kind) && (b->out->kind == JX_NULL || b->out->kind == kind);
        b->general[r * b->inputs + b->column] = !indexed;
        if (!indexed) continue;
        b->out->kind = kind;
        for (size_t i = 0; i < test->as.tests.count; i++) {
            piece one;
            (void)piece_of(test->as.tests.items[i], &one);
            if (one.low.kind != JX_NULL) *JX_PUSH(b->arena, &b->borders) = one.low;
            if (one.high.kind != JX_NULL) *JX_PUSH(b->arena, &b->borders) = one.high;
        }
    }
    if (b->borders.count == 0) return;
    qsort(b->borders.items, b->borders.count, sizeof *b->borders.items, by_value);
    size_t kept = 1;
    for (size_t i = 1; i < b->borders.count; i++)
        if (jx_value_compare(b->borders.items[kept - 1], b->borders.items[i]) != 0)
            b->borders.items[kept++] = b->borders.items[i];
    b->out->borders = b->borders.items;
    b->out->border_count = kept;
    b->out->place_count = 2 * kept + 1;
}

static jx_places places_of(const builder *b, const piece *one)
{
    jx_places span = { 0, (uint32_t)b->out->place_count - 1 };
    uint32_t place = 0;
    if (one->low.kind != JX_NULL && jx_index_place(b->out, one->low, &place)) span.from = place + !one->low_included;
    if (one->high.kind != JX_NULL && jx_index_place(b->out, one->high, &place)) span.to = place - !one->high_included;
    return span;
}

static int by_places(const void *a, const void *b)
{
    const jx_places *left = a, *right = b;
    return (left->from > right->from) - (left->from < right->from);
}

// Brings spans that touch or overlap together; answers how many are left.
static size_t joined(jx_places *spans, size_t count)
{
    size_t kept = 0;
    if (count > 1) qsort(spans, count, sizeof *spans, by_places);
    for (size_t i = 0; i < count; i++) {
        if (spans[i].from > spans[i].to) continue;  // (3..3)
        if (kept > 0 && spans[i].from <= spans[kept - 1].to + 1) {
            if (spans[i].to > spans[kept - 1].to) spans[kept - 1].to = spans[i].to;
        } else {
            spans[kept++] = spans[i];
        }
    }
    return kept;
}

static void put_between(builder *b, uint32_t from, uint32_t to)
{
    if (from < to) *JX_PUSH(b->arena, &b->spans) = (jx_places){ from, to - 1 };
}

static void add_cell(builder *b, size_t rule)
{
    const jx_node *test = cell(b, rule);
    uint32_t end = (uint32_t)b->out->place_count, from = 0;
    if (!test || b->general[rule * b->inputs + b->column]) {
        put_between(b, 0, end);
        return;
    }
    jx_places *spans = JX_ARRAY(b->arena, test->as.tests.count, jx_places);
    for (size_t i = 0; i < test->as.tests.count; i++) {
        piece one;
        (void)piece_of(test->as.tests.items[i], &one);
        spans[i] = places_of(b, &one);
    }
    size_t count = joined(spans, test->as.tests.count);
    for (size_t i = 0; i < count; i++) {
        if (test->as.tests.negated) put_between(b, from, spans[i].from);
        else *JX_PUSH(b->arena, &b->spans) = spans[i];
        from = spans[i].to + 1;
    }
    if (test->as.tests.negated) put_between(b, from, end);
}

static void find_spans(builder *b)
{
    uint32_t *start = JX_ARRAY(b->arena, b->rules + 1, uint32_t);
    for (size_t r = 0; r < b->rules; r++) {
        start[r] = (uint32_t)b->spans.count;
        add_cell(b, r);
    }
    start[b->rules] = (uint32_t)b->spans.count;
    b->out->spans = b->spans.items;
    b->out->span_start = start;
}

// Not made where rules cover so many places that the lists would be long, and so of little use.
static void find_hits(builder *b)
{
    size_t total = 0, places = b->out->place_count;
    for (size_t i = 0; i < b->spans.count; i++) total += b->spans.items[i].to - b->spans.items[i].from + 1;
    if (total > HITS_PER_RULE * b->rules) return;
    uint32_t *start = JX_ARRAY(b->arena, places + 2, uint32_t), *hits = JX_ARRAY(b->arena, total + 1, uint32_t);
    for (size_t i = 0; i < b->spans.count; i++)
        for (uint32_t p = b->spans.items[i].from; p <= b->spans.items[i].to; p++) start[p + 2]++;
    for (size_t p = 0; p < places; p++) start[p + 2] += start[p + 1];
    for (uint32_t r = 0; r < b->rules; r++)  // start[p + 1] moves on to where place p ends
        for (uint32_t i = b->out->span_start[r]; i < b->out->span_start[r + 1]; i++)
            for (uint32_t p = b->spans.items[i].from; p <= b->spans.items[i].to; p++) hits[start[p + 1]++] = r;
    b->out->hits = hits;
    b->out->hit_start = start;
}

const jx_table_index *jx_table_index_new(jx_arena *arena, const jx_plan_table *table)
{
    size_t rules = table->source->rule_count, inputs = table->source->input_count;
    if (rules < RULES_WORTH_IT || inputs == 0) return NULL;
    jx_index_column *columns = JX_ARRAY(arena, inputs, jx_index_column);
    bool *general = JX_ARRAY(arena, rules * inputs, bool), any = false;
    for (size_t i = 0; i < inputs; i++) {
        builder b = { .arena = arena, .table = table, .column = i, .rules = rules, .inputs = inputs,
                      .out = &columns[i], .general = general };
        columns[i].place_count = 1;
        find_borders(&b);
        find_spans(&b);
        if (columns[i].border_count == 0) continue;
        find_hits(&b);
        any = true;
    }
    if (!any) return NULL;
    jx_table_index *index = JX_NEW(arena, jx_table_index);
    *index = (jx_table_index){ rules, inputs, columns, general };
    return index;
}

// ---- looking up ----

static bool is_of_kind(jx_value value, jx_kind kind)
{
    return value.kind == kind || (kind == JX_NUMBER && value.kind == JX_RATIO);
}

bool jx_index_place(const jx_index_column *column, jx_value value, uint32_t *out_place)
{
    if (column->border_count == 0 || !is_of_kind(value, column->kind)) return false;
    size_t low = 0, high = column->border_count;  // borders below low are smaller, those from high on are larger
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = jx_value_compare(column->borders[middle], value);
        if (order == 0) {
            *out_place = (uint32_t)(2 * middle + 1);
            return true;
        }
        if (order < 0) low = middle + 1;
        else high = middle;
    }
    *out_place = (uint32_t)(2 * low);
    return true;
}

bool jx_index_matches(const jx_index_column *column, size_t rule, uint32_t place)
{
    for (uint32_t i = column->span_start[rule]; i < column->span_start[rule + 1]; i++)
        if (column->spans[i].from <= place && place <= column->spans[i].to) return true;
    return false;
}

jx_index_walk jx_index_walk_of(const jx_table_index *index, const uint32_t *places)
{
    jx_index_walk walk = { .index = index, .places = places, .count = index->rule_count, .column = SIZE_MAX };
    for (size_t i = 0; i < index->column_count; i++) {
        const jx_index_column *column = &index->columns[i];
        if (!column->hits) continue;
        uint32_t from = column->hit_start[places[i]], count = column->hit_start[places[i] + 1] - from;
        if (walk.hits && count >= walk.count) continue;
        walk.hits = column->hits + from;
        walk.count = count;
        walk.column = i;
    }
    return walk;
}

bool jx_index_walk_next(jx_index_walk *walk, uint32_t *out_rule)
{
    const jx_table_index *index = walk->index;
    while (walk->next < walk->count) {
        uint32_t rule = walk->hits ? walk->hits[walk->next] : (uint32_t)walk->next;
        bool matches = true;
        walk->next++;
        for (size_t i = 0; matches && i < index->column_count; i++)
            if (i != walk->column && index->columns[i].border_count)
                matches = jx_index_matches(&index->columns[i], rule, walk->places[i]);
        *out_rule = rule;
        if (matches) return true;
    }
    return false;
}
