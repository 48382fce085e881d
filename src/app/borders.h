// Private to app/: cases nobody wrote (docs/policy-format.md 3). For each comparison the figure on its border and a
// step to each side, worked out from a case that passes; what must hold of them needs nobody's expectation.
#ifndef JX_APP_BORDERS_H
#define JX_APP_BORDERS_H

#include "app/coverage.h"

// A case that its award says yes to, alone: where the search begins. Values live as long as the run.
typedef struct {
    session in;
    uint32_t award;
    const jx_bound_plan *bound;
    const jx_value *facts;
    jx_text name, scenario;
} border_base;

typedef struct {
    border_base *items;
    size_t count, capacity;
} border_bases;

JX_MUST_USE jx_status borders_report(jx_app *app, const border_bases *bases, coverage *seen, jx_test_report *out);

// ---- what the two files share ----

// One comparison of an award: two sides in the plan, or a side and the end of a range that the other one is.
typedef struct {
    uint32_t definition;
    const jx_node *left, *right, *whole;
    enum { SIDE_ITSELF, SIDE_LOW, SIDE_HIGH } end;
    jx_operator op;         // as left compares to right
    const jx_node *records;  // JX_NODE_EXTEND in which it stands; NULL: none
    jx_text what;            // "2", "增产奖励 5"
} border_comparison;

// One figure that is moved: a fact, a field of its first record, or a day of a series.
typedef struct {
    uint32_t fact;
    uint32_t field;  // JX_NONE for a fact of its own
    int64_t day;     // of a series
    bool is_day;
    jx_value start;   // what the base says
    jx_decimal step;  // base units; of dates 1
    bool has_range;
    jx_interval range;
    jx_text name, unit;
    jx_decimal factor;
} border_figure;

typedef struct {
    border_comparison *items;
    size_t count, capacity;
} border_comparisons;
typedef struct {
    border_figure *items;
    size_t count, capacity;
} border_figures;

border_comparisons borders_comparisons(jx_arena *arena, const session *in, const jx_award_rule *award);
border_figures borders_figures(jx_arena *arena, const border_base *base, uint32_t definition);
// The base's facts with the figure at `value`.
const jx_value *borders_facts(jx_arena *arena, const border_base *base, const border_figure *figure, jx_value value);

#endif
