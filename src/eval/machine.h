// What the files of the evaluator share; private to eval/. Start at eval.c, whose jx_run() names a function per kind.
#ifndef JX_EVAL_MACHINE_H
#define JX_EVAL_MACHINE_H

#include "eval/eval.h"

// Not inlined: its frame would be part of every level of the recursion through jx_run().
#define JX_APART __attribute__((noinline))

typedef enum { JX_NOT_ASKED, JX_RUNNING, JX_KNOWN } jx_definition_state;

// What is known of one definition.
typedef struct {
    jx_value      value;
    jx_table_hits hits;   // of definitions whose root is a table
    uint8_t       state;  // jx_definition_state
} jx_outcome;

struct jx_case {
    const jx_bound_plan *bound;
    const jx_plan       *plan;
    bool                 package;
    jx_arena            *arena;
    jx_eval_options      options;
    uint32_t             limits_said;  // bit 1 << limit: told already, where it was hit first (DMN)
    jx_builtin_context   builtin;
    const jx_value      *facts, *ranks;
    uint32_t             running;   // definition being evaluated, JX_NONE at the top
    jx_causes            call_causes;  // of open values that functions called by a built-in gave it (packages)
    uint64_t             steps;
    uint32_t             depth;     // of definitions and calls
    uint32_t             levels;    // of nodes being evaluated within each other
    jx_outcome           outcomes[];  // by definition
};

jx_value jx_run(jx_case *unit, const jx_node *node, jx_value *locals);

// What FEEL answers with "null and a diagnostic": null in DMN, open over the node's static range in packages.
jx_value jx_undefined(jx_case *unit, const jx_node *node, const char *why);
jx_value jx_limited(jx_case *unit, const jx_node *node, jx_limit limit);
// Open over the node's static range for these causes (packages).
jx_value jx_open_at(jx_case *unit, const jx_node *node, jx_causes causes);
// An open value in canonical form: one point that cannot be 无 is that value.
jx_value jx_settled(jx_case *unit, jx_open open);
jx_value jx_open_truth(jx_case *unit, jx_causes causes);
jx_value jx_of_certainty(jx_case *unit, jx_certainty certainty, jx_causes causes);
jx_causes jx_join(jx_case *unit, jx_value a, jx_value b);

// watch.c
void jx_note_value(jx_watch *watch, const jx_node *node, jx_value value);
void jx_note_part(jx_watch *watch, const jx_node *node, size_t part);
void jx_note_arguments(jx_watch *watch, const jx_node *node, const jx_value *values, jx_value result);

// compare.c
// A side of a comparison: a value and the node it comes from (NULL: not known), which says whether it is a grade and
// whether it may turn out undefined.
typedef struct {
    jx_value       value;
    const jx_node *from;
} jx_side;
jx_value jx_compare(jx_case *unit, const jx_node *node, jx_operator op, jx_side left, jx_side right);

// arithmetic.c
jx_value jx_run_binary(jx_case *unit, const jx_node *node, jx_value *locals);
jx_value jx_run_negate(jx_case *unit, const jx_node *node, jx_value *locals);
// The interval an operand stands for: its own, or its node's static range if it is or may be 无. Joins its causes.
jx_interval jx_operand(jx_case *unit, const jx_node *operand, jx_value value, jx_causes *causes);
jx_value jx_from_interval(jx_case *unit, jx_interval interval, jx_causes causes);

// logic.c
jx_value jx_truth(jx_case *unit, jx_value value);  // a condition: 无 and non-booleans are undefined
jx_value jx_and(jx_case *unit, jx_value a, jx_value b);
jx_value jx_or(jx_case *unit, jx_value a, jx_value b);
jx_value jx_not(jx_case *unit, jx_value a);
jx_value jx_run_items_logic(jx_case *unit, const jx_node *node, jx_value *locals);  // AND, OR, IF, BETWEEN
jx_value jx_run_group(jx_case *unit, const jx_node *node, jx_value *locals);
jx_value jx_run_tests(jx_case *unit, const jx_node *node, jx_value *locals);
jx_value jx_test(jx_case *unit, const jx_node *tests, jx_side value, jx_value *locals);
jx_value jx_in(jx_case *unit, const jx_node *node, jx_side value, jx_value test);

// lists.c
jx_value jx_run_field(jx_case *unit, const jx_node *node, jx_value *locals);
jx_value jx_run_filter(jx_case *unit, const jx_node *node, jx_value *locals);
jx_value jx_run_iterate(jx_case *unit, const jx_node *node, jx_value *locals);
jx_value jx_run_extend(jx_case *unit, const jx_node *node, jx_value *locals);
jx_value jx_run_context(jx_case *unit, const jx_node *node, jx_value *locals);

// tables.c
jx_value jx_run_table(jx_case *unit, const jx_node *node, jx_value *locals);

// windows.c
jx_value jx_run_window(jx_case *unit, const jx_node *node, jx_value *locals);

// builtins.c
jx_value jx_run_builtin(jx_case *unit, const jx_node *node, jx_value *locals);
// Applies a built-in to values that may be open (packages); `names` is NULL for arguments by position.
jx_value jx_apply_builtin(jx_case *unit, const jx_node *node, int index, const jx_text *names, const jx_value *values,
                          size_t count);

// calls.c
jx_value jx_run_call(jx_case *unit, const jx_node *node, jx_value *locals);
jx_value jx_run_function(jx_case *unit, const jx_node *node, jx_value *locals);
jx_value jx_run_convert(jx_case *unit, const jx_node *node, jx_value *locals);
jx_value jx_call_value(jx_builtin_context *context, jx_value function, const jx_value *arguments, size_t count);
jx_value jx_conform(jx_case *unit, jx_value value, const jx_type *type, bool *out_conforms);

// service.c
// A decision service as a value, and calling it (DMN 10.4): arguments that do not fit make null, and nothing is run.
jx_value jx_service_value(jx_case *unit, const jx_service *service);
jx_value jx_call_service(jx_case *unit, const jx_node *node, const jx_function *function, const jx_value *arguments,
                         size_t count);
// A decision of another model, in a case of that model's own. Nothing is run while an input is open: DMN knows no open
// values; what it would have answered is then open over all that it may be.
jx_value jx_run_model(jx_case *unit, const jx_node *node, jx_value *locals);
// Goes on counting steps and depth in `to` where `from` stopped: cases that call each other spend from one purse.
void jx_case_enter(jx_case *to, const jx_case *from);

#endif
