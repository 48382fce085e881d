// Which rules of a decision table a known value may hit, without looking at its cells. Part of the door of plan/.
//
// The constants in the cells of one column, sorted, are its borders; they divide all values of their kind into places:
//
//     place 0   borders[0]=1   place 2   borders[1]=3   place 4        (numbers below, on, between, on, above)
//
// Within a place no cell of the column can tell two values apart. A cell that consists of constants, of ranges between
// constants and of lists of them, also behind not(…), matches whole places: its spans. A cell with anything else
// (names, functions, 无) is `general`: its spans are all places, and whoever uses the index has to look at it. So one
// binary search per column gives the places of a case, and rule r matches the indexed columns if and only if every
// column's place lies in a span of r. For columns where that is short, `hits` has the rules of each place beforehand,
// so that large tables need not be walked at all.
//
// The index says nothing of values that are 无, open, or of another kind than the constants: then cells are looked at
// one by one (eval/tables.c), which is the meaning of a table. The same places, taken over all columns, are the boxes
// in which gaps and overlaps of a table are to be sought.
#ifndef JX_PLAN_INDEX_H
#define JX_PLAN_INDEX_H

#include "data/value.h"

typedef struct { uint32_t from, to; } jx_places;  // both included

typedef struct {
    jx_kind          kind;         // of the borders: NUMBER, STRING, BOOLEAN or DATE; JX_NULL: all cells are general
    const jx_value  *borders;      // ascending, distinct; texts by bytes
    size_t           border_count;
    size_t           place_count;  // 2 × border_count + 1
    const jx_places *spans;        // of rule r: [span_start[r], span_start[r + 1]), ascending, apart from each other
    const uint32_t  *span_start;
    const uint32_t  *hits;         // of place p: rules [hit_start[p], hit_start[p + 1]), ascending; NULL: not made
    const uint32_t  *hit_start;
} jx_index_column;

typedef struct {
    size_t                 rule_count, column_count;
    const jx_index_column *columns;
    const bool            *general;  // rule-major: the cell has to be looked at
} jx_table_index;

// The place of a known value. False: the column has no borders, or the value is of another kind.
bool jx_index_place(const jx_index_column *column, jx_value value, uint32_t *out_place);
// True if the cell of the rule matches the place, or is general.
bool jx_index_matches(const jx_index_column *column, size_t rule, uint32_t place);

// Walks the rules that match the places of all columns, ascending.
typedef struct {
    const jx_table_index *index;
    const uint32_t       *places;  // by column; borrowed
    const uint32_t       *hits;    // of the column that has the fewest; NULL: every rule is looked at
    size_t                next, count, column;
} jx_index_walk;
jx_index_walk jx_index_walk_of(const jx_table_index *index, const uint32_t *places);
bool jx_index_walk_next(jx_index_walk *walk, uint32_t *out_rule);

#endif
