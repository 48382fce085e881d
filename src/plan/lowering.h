// What the files of the lowering share; private to plan/. Start at lower.c.
#ifndef JX_PLAN_LOWERING_H
#define JX_PLAN_LOWERING_H

#include "plan/plan.h"

// A name bound inside an expression: an iterator, a parameter, an entry, or the item a filter looks at.
typedef struct jx_local_scope jx_local_scope;
struct jx_local_scope {
    const jx_local_scope *outer;
    jx_text               name;     // empty for an item: its fields are the names
    uint32_t              slot;
    const jx_type        *type;
    uint32_t              shape;
};

typedef enum { JX_UNSEEN, JX_LOWERING, JX_LOWERED } jx_lowering_state;

typedef struct {
    const jx_model     *model;
    jx_arena           *arena;
    jx_problems        *problems;
    jx_plan_definition *definitions;
    uint8_t            *states;       // jx_lowering_state by definition
    struct { const jx_node **items; size_t count, capacity; } nodes;
    struct { jx_rank *items; size_t count, capacity; } ranks;
    // The definition being lowered.
    uint32_t definition, space;
    uint32_t slot_next, slot_max;
    uint32_t input_slot;  // where `?` stands; JX_NONE outside tests
    uint32_t levels;      // expressions being lowered within each other
    bool     refused;
} jx_lowering;

const jx_node *jx_lower_expr(jx_lowering *lowering, const jx_expr *expr, const jx_local_scope *scope);
jx_node *jx_lower_node(jx_lowering *lowering, jx_node_kind kind, const jx_expr *expr);
uint32_t jx_lower_slot(jx_lowering *lowering);
// Makes sure the definition is lowered; reports a cycle.
void jx_lower_definition(jx_lowering *lowering, uint32_t definition, const jx_expr *asked_by);

const jx_node *jx_lower_name(jx_lowering *lowering, const jx_expr *expr, const jx_local_scope *scope);
const jx_node *jx_lower_path(jx_lowering *lowering, const jx_expr *expr, const jx_local_scope *scope);
const jx_node *jx_lower_call(jx_lowering *lowering, const jx_expr *expr, const jx_local_scope *scope);
const jx_node *jx_lower_table(jx_lowering *lowering, const jx_expr *expr, const jx_local_scope *scope);
const jx_table_index *jx_table_index_new(jx_arena *arena, const jx_plan_table *table);  // NULL: none is worth it
const jx_node *jx_lower_tests(jx_lowering *lowering, const jx_expr *expr, const jx_node *value, uint32_t slot,
                              const jx_local_scope *scope);
// A function already bound to a name of the model, or NULL.
const jx_node *jx_lower_definition_node(jx_lowering *lowering, uint32_t definition, const jx_expr *expr);

#endif
