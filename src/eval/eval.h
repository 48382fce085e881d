// The door of eval/: one case, step by step. This is the meaning; bulk/ must agree with it to the byte.
//
// A jx_case holds what one subject's facts are and what has been worked out so far; definitions are evaluated when they
// are asked for, once. Results live in the case's arena.
#ifndef JX_EVAL_EVAL_H
#define JX_EVAL_EVAL_H

#include "plan/plan.h"

// What evaluations have shown of a plan, gathered over any number of cases (watch.c); for coverage. Each node has a
// place of its own and then one for each part: the rules of a table, the arguments of a built-in.
enum {
    JX_SHOWN_TRUE = 1,   // a condition held; a rule surely matched; an argument alone was the least or greatest
    JX_SHOWN_FALSE = 2,  // a condition did not hold
    JX_SHOWN_OPEN = 4,   // a condition was open
};
typedef struct {
    const uint32_t *first;  // by node id: its place in `shown`
    uint8_t        *shown;
} jx_watch;
jx_watch *jx_watch_new(const jx_plan *plan, jx_arena *arena);
uint8_t jx_watch_node(const jx_watch *watch, const jx_node *node);
uint8_t jx_watch_part(const jx_watch *watch, const jx_node *node, size_t part);

// All that one evaluation may see besides the plan and the case.
typedef struct {
    jx_arena        *arena;
    const jx_limits *limits;
    const jx_zones  *zones;
    const jx_value  *now;       // NULL: now() and today() are errors (packages)
    jx_problems     *problems;  // limits that were hit, as warnings, of which the first hundreds; NULL: nobody asks
    bool             why;       // and "why is this null", as notes
    jx_watch        *watch;     // what is shown is noted here; NULL: nobody looks
} jx_eval_options;

typedef struct jx_case jx_case;

// A case over `plan`. `facts` has one value per definition, used for facts only: known, JX_NULL, open, JX_LIST of
// contexts, or JX_SERIES; borrowed for the life of the case. `ranks` has one value per jx_plan.ranks (NULL if none).
jx_case *jx_case_new(const jx_bound_plan *plan, const jx_eval_options *options, const jx_value *facts,
                     const jx_value *ranks);

// The value of a definition; never fails: what cannot be worked out is open (packages) or null (DMN).
jx_value jx_case_value(jx_case *unit, uint32_t definition);
bool jx_case_knows(const jx_case *unit, uint32_t definition);  // it has been worked out already, for whatever asked
uint64_t jx_case_steps(const jx_case *unit);

// Rows of a table definition that matched or may match, once its value has been asked for; in table order.
typedef struct {
    const uint32_t *rows;
    size_t          count;
} jx_table_hits;
jx_table_hits jx_case_hits(const jx_case *unit, uint32_t definition);

// Evaluates one node of the plan inside the definition whose locals are `locals` (NULL at the top of a definition).
jx_value jx_case_node(jx_case *unit, const jx_node *node, jx_value *locals);

// Gives a definition a value instead of working it out: inputs and decisions that the caller knows (DMN), before
// anything is asked for. An input that does not conform to its declared type is null.
void jx_case_give(jx_case *unit, uint32_t definition, jx_value value);

// Calls a decision service, knowledge model or decision by definition index with named arguments (DMN). Absent ones are
// null, names that the definition does not have are left aside; arguments that do not fit their types make null.
jx_value jx_case_invoke(jx_case *unit, uint32_t definition, const jx_text *names, const jx_value *arguments,
                        size_t count);

// Ranks the members of a population (SEMANTICS 1, 名次): values[i] is what is ranked, member[i] a boolean value (known or
// open) that says whether i belongs. Sets ranks[i] for all i: a number, or open with range and causes.
void jx_rank_population(jx_arena *arena, const jx_value *values, const jx_value *member, size_t count, bool ascending,
                        jx_value *ranks);

#endif
