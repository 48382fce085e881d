// What the files of the compiler share; private to bulk/. Start at compile.c.
#ifndef JX_BULK_COMPILER_H
#define JX_BULK_COMPILER_H

#include "bulk/program.h"

// Which facts a node rests on, through definitions.
typedef struct {
    uint32_t fact;     // the first; JX_NONE: none
    bool     several;
    bool     elsewhere;  // rests on something that is no fact of the row: a rank, a local from outside
} jx_rests;

typedef struct {
    bool     done;
    jx_val   hit;      // CODE: the row that surely matched; its states where there is none or several
    uint32_t hits, states;  // lanes: for jx_bulk_table
    const jx_node *node;
} jx_compiled_table;

typedef struct {
    const jx_bulk_options *options;
    const jx_bound_plan   *bound;
    const jx_plan         *plan;
    const jx_model        *model;
    jx_arena              *arena;
    jx_program            *program;
    struct { jx_lane *items; size_t count, capacity; } lanes;
    struct { jx_op *items; size_t count, capacity; } ops;
    struct { jx_series_plan *items; size_t count, capacity; } series;
    jx_val            *definitions;      // by definition
    uint8_t           *definition_done;
    jx_val            *nodes;            // by node id; only nodes outside table cells
    uint8_t           *node_done;
    jx_compiled_table *tables;           // by definition
    uint32_t           input_slot;       // the slot `?` stands in while a cell is compiled, else JX_NONE
    const jx_val      *input;            // and what stands there
    uint64_t           steps;            // days of windows, and what lookups took
    uint32_t           locals;           // slots that any definition needs
} jx_compiler;

// nodes.c; a local in `slot` (JX_NONE: none) does not count as something from elsewhere
jx_rests jx_rests_on(const jx_compiler *compiler, const jx_node *node, uint32_t slot);
// Sets seen[d] of every definition that the node rests on; true: it rests on something else besides.
bool jx_definitions_under(const jx_compiler *compiler, const jx_node *node, bool *seen);
// No more steps than this are counted by eval when it works out the definition, days of windows aside.
uint64_t jx_steps_bound(const jx_compiler *compiler, uint32_t definition);

// emit.c: lanes, operations (the same one twice is one), values
uint32_t jx_lane_new(jx_compiler *compiler, int width);
uint32_t jx_lane_filled(jx_compiler *compiler, int width, int64_t value);
uint32_t jx_lane_of_column(jx_compiler *compiler, int width, const void *column);
uint32_t jx_emit(jx_compiler *compiler, int width, jx_op op);
jx_val jx_val_ask(void);
jx_val jx_val_truth(uint8_t truth);
jx_val jx_val_truth_lane(uint32_t lane);
jx_val jx_val_integer(int64_t integer, int scale);
jx_val jx_val_number_lane(uint32_t lane, uint32_t states, int scale, jx_u128 bound);
uint32_t jx_truth_lane(jx_compiler *compiler, const jx_val *val);   // of TRUTH; anything else asks
uint32_t jx_number_lane(jx_compiler *compiler, const jx_val *val);  // of NUMBER
uint32_t jx_code_lane(jx_compiler *compiler, const jx_val *val);    // of CODE
uint32_t jx_states_lane(jx_compiler *compiler, uint32_t states);    // a lane also for JX_NONE
uint32_t jx_states_join(jx_compiler *compiler, uint32_t a, uint32_t b);  // of what is computed from two: never 无
uint32_t jx_states_asking(jx_compiler *compiler, uint32_t states);      // 无 asks as well
jx_val jx_val_and(jx_compiler *compiler, jx_val a, jx_val b);
jx_val jx_val_or(jx_compiler *compiler, jx_val a, jx_val b);
jx_val jx_val_not(jx_compiler *compiler, jx_val a);
jx_val jx_val_where_known(jx_compiler *compiler, jx_val truth, uint32_t states);  // asks elsewhere
jx_val jx_val_rescaled(jx_compiler *compiler, const jx_val *val, int scale);     // ASK if it may not fit

// ranges.c: open numbers of which the ends are known. One end at a time they are numbers like others.
jx_val jx_val_end(const jx_val *val, bool high);                  // lowest or highest, without states
jx_val jx_val_plain(jx_compiler *compiler, const jx_val *val);    // a range asks
// Both ends, of something worked out from `a` and `b` (b NULL: from a alone). `minus`: b, or a alone, is subtracted.
jx_val jx_val_range(jx_compiler *compiler, jx_val low, jx_val high, const jx_val *a, const jx_val *b, bool minus);
jx_val jx_range_extreme(jx_compiler *compiler, bool greatest, const jx_val *a, const jx_val *constant);

// numbers.c
jx_val jx_compile_arithmetic(jx_compiler *compiler, jx_operator op, const jx_val *a, const jx_val *b);
jx_val jx_compile_extreme(jx_compiler *compiler, bool greatest, const jx_val *a, const jx_val *b);
jx_val jx_compile_choice(jx_compiler *compiler, const jx_val *when, const jx_val *then, const jx_val *otherwise);
jx_val jx_compile_fen(jx_compiler *compiler, const jx_award_rule *award, const jx_val *amount);

// compare.c; `null_asks`: 无 on either side is eval's (tests of cells), else 无 equals 无 and nothing else
jx_val jx_compile_comparison(jx_compiler *compiler, jx_operator op, const jx_val *a, const jx_val *b, bool null_asks);
jx_val jx_compile_null_test(jx_compiler *compiler, const jx_val *a);
jx_val jx_compile_membership(jx_compiler *compiler, const jx_val *value, jx_value test);  // value in (known test)

// lookup.c: what eval says of constants and of each text of a dictionary
jx_val jx_compile_constant(jx_compiler *compiler, const jx_node *node);
// `node` once per code: of the fact, or of what stands in the slot (the other is JX_NONE).
jx_val jx_compile_by_code(jx_compiler *compiler, const jx_node *node, const jx_val *codes, uint32_t fact,
                          uint32_t slot);
jx_val jx_val_of_value(jx_compiler *compiler, jx_value value);
jx_value jx_constant_value(jx_compiler *compiler, const jx_node *node);  // of a node that rests on no fact
// What a code stands for, looked up: values[code], open and other values ask.
jx_val jx_compile_lookup(jx_compiler *compiler, const jx_val *codes, const jx_value *values, size_t count);

// tables.c
jx_val jx_compile_tests(jx_compiler *compiler, const jx_node *tests, const jx_val *value);
const jx_compiled_table *jx_compile_table(jx_compiler *compiler, uint32_t definition, const jx_node *node);
jx_val jx_compile_output(jx_compiler *compiler, const jx_compiled_table *table, size_t output);

// windows.c
jx_val jx_compile_window(jx_compiler *compiler, const jx_node *node);
void jx_windows_cut(jx_compiler *compiler);

// frame.c: gives lanes their places, answers the bytes of the frame
size_t jx_lanes_place(jx_compiler *compiler);

// compile.c
jx_val jx_compile_node(jx_compiler *compiler, const jx_node *node);
jx_val jx_compile_definition(jx_compiler *compiler, uint32_t definition);

#endif
