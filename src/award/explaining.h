// What the files of the explanation share; private to award/. Start at explain.c.
#ifndef JX_AWARD_EXPLAINING_H
#define JX_AWARD_EXPLAINING_H

#include "award/award.h"

typedef struct {
    jx_case                  *unit;
    const jx_bound_plan      *bound;
    const jx_plan            *plan;
    const jx_model           *model;
    const jx_answer          *answer;
    const jx_explain_options *options;
    jx_arena                 *arena;
    jx_buffer                *out;
    jx_text                   record;  // name of the record whose rows are being told; empty outside
    jx_value                 *locals;  // of the definition being told
    bool *told_definitions;            // by definition: its figure, source and words stand above already
    bool  inside;                      // an iteration, whose items are not bound here: only names are told
    bool *told_nodes;                  // by node: a window or quotient whose value stands above already
} jx_explaining;

// A unit as shown: its name and how many base units one is.
typedef struct {
    jx_text    name;
    jx_decimal factor;
    jx_decimal step;  // smallest step of the facts behind it, in base units; 0 unknown
    bool       is_percent;
} jx_shown_unit;

bool jx_is_zh(const jx_explaining *explaining);
void jx_put(jx_explaining *explaining, jx_text text);
jx_shown_unit jx_unit_of(jx_explaining *explaining, const jx_node *node);
// "499.9 万元", "4.96%", "无", "[0..100] 万元".
void jx_put_value(jx_explaining *explaining, jx_value value, jx_shown_unit unit);
void jx_put_number(jx_explaining *explaining, jx_exact value, jx_shown_unit unit);
jx_text jx_source_text(const jx_node *node);
// The quotient a node works out, looking through names; NULL if it is none.
const jx_node *jx_quotient_of(const jx_explaining *explaining, const jx_node *node);

// A line for every fact, parameter, window and table output that a formula names, and for those behind them.
void jx_put_facts(jx_explaining *explaining, const jx_node *node);
// Totals or means of the same series over the same window; both are windows over definitions.
bool jx_same_window(const jx_node *a, const jx_node *b);

// " 差 0.1 万元" or " 余 0 万元" after the row's id, for the comparison in a row; nothing where it has no gap.
void jx_put_gap(jx_explaining *explaining, const jx_node *test, jx_text row, bool holds);
// What makes a row undefined: 基数为 0, 无基数, 为“无”.
void jx_put_undefined(jx_explaining *explaining, const jx_node *test, jx_text row);

#endif
