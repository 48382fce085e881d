// The door of plan/: what to do, lowered once from a model. Small, typed, immutable, shared by threads.
//
// Nothing here knows whether a rule came from Markdown or from XML. Names are gone: a node refers to a definition (its
// value is worked out once per case), to a local (an iterator, a parameter, the record a filter looks at), or to its
// operands. Read the kinds first; each says which member of `as` it uses. Parameters are inputs bound afterwards
// (jx_plan_bind), never folded in, so that a scenario or a simulation binds the same plan again.
#ifndef JX_PLAN_PLAN_H
#define JX_PLAN_PLAN_H

#include "base/limits.h"
#include "builtin/builtin.h"
#include "model/model.h"
#include "plan/index.h"

typedef enum {
    JX_NODE_CONSTANT,    // as.constant
    JX_NODE_DEFINITION,  // as.definition: the value of a definition, once per case
    JX_NODE_LOCAL,       // as.local: a slot of the activation
    JX_NODE_DYNAMIC,     // as.dynamic: a field of a local whose type is not known, else the fallback
    JX_NODE_FIELD,       // as.field: operand . name, also over lists
    JX_NODE_FILTER,      // as.filter: operand [ match ]; the item stands in slot `item`
    JX_NODE_BUILTIN,     // as.builtin
    JX_NODE_CALL,        // as.call: a function value
    JX_NODE_BINARY,      // as.binary: arithmetic and comparison
    JX_NODE_AND,         // as.items
    JX_NODE_OR,          // as.items
    JX_NODE_NOT,         // as.operand
    JX_NODE_NEGATE,      // as.operand
    JX_NODE_BETWEEN,     // as.items: value, low, high
    JX_NODE_TESTS,       // as.tests: value against positive tests
    JX_NODE_INTERVAL,    // as.interval: makes a range value
    JX_NODE_IF,          // as.items: when, then, otherwise
    JX_NODE_FOR,         // as.iterate
    JX_NODE_SOME,        // as.iterate
    JX_NODE_EVERY,       // as.iterate
    JX_NODE_LIST,        // as.items
    JX_NODE_CONTEXT,     // as.context
    JX_NODE_FUNCTION,    // as.function: makes a closure
    JX_NODE_INSTANCE,    // as.instance
    JX_NODE_CONVERT,     // as.instance: conform to a declared type
    JX_NODE_TABLE,       // as.table
    JX_NODE_GROUP,       // as.group: named rows, all or any
    JX_NODE_EXTEND,      // as.extend: a record list with computed fields
    JX_NODE_TOTAL,       // as.window: 合计 of a series over a window, or of a list (window NULL)
    JX_NODE_MEAN,        // as.window: 日均
    JX_NODE_COVERAGE,    // as.window: 覆盖
    JX_NODE_RANK,        // as.rank: 名次 within the population
    JX_NODE_MANUAL,      // as.constant: 需人工 with its reason
    JX_NODE_MODEL,       // as.model: a decision of another model
} jx_node_kind;

typedef struct jx_node jx_node;
typedef struct jx_bound_plan jx_bound_plan;

typedef struct {
    jx_text        name;
    const jx_node *value;
    const jx_node *end;   // iterator domain `value .. end`
    uint32_t       slot;  // local it is stored in; JX_NONE for named arguments
    const jx_type *type;  // of parameters and typed entries
} jx_slot_binding;

typedef struct {
    const jx_table       *source;   // labels, ids, hit policy, aggregation, basis
    const jx_node *const *inputs;   // one per input
    const uint32_t       *slots;    // where each tested value stands while its cells are looked at (`?`)
    const jx_node *const *tests;    // rule-major: rule × input, JX_NODE_TESTS or NULL for `-`
    const jx_node *const *outputs;  // rule-major: rule × output
    const jx_node *const *presets;  // one per output, NULL where none
    const jx_table_index *index;    // NULL: too short, or no cell is of constants alone
} jx_plan_table;

struct jx_node {
    jx_node_kind     kind;
    bool             boxed;
    uint32_t         id;     // position in jx_plan.nodes
    const jx_type   *type;
    const jx_source *source;
    jx_span          span;
    uint32_t         shape;  // definition whose record fields describe the value (records, their items), or JX_NONE
    union {
        jx_value constant;
        uint32_t definition;
        uint32_t local;
        struct { uint32_t local; jx_text name; const jx_node *fallback; } dynamic;
        struct { const jx_node *operand; jx_text name; } field;
        struct { const jx_node *operand, *match; uint32_t item; bool static_position; } filter;
        struct {
            int index;
            const jx_node *const *items;
            size_t count;
            const jx_text *names;
        } builtin;  // names: NULL or one per item
        struct { const jx_node *function; const jx_node *const *items; size_t count; const jx_text *names; } call;
        struct { jx_operator op; const jx_node *left, *right; } binary;
        const jx_node *operand;
        struct { const jx_node *const *items; size_t count; } items;
        struct { const jx_node *value; uint32_t slot; const jx_node *const *items; size_t count; bool negated; } tests;
        struct { const jx_node *low, *high; bool low_included, high_included; jx_range_form form; } interval;
        struct { const jx_slot_binding *bindings; size_t count; const jx_node *body; uint32_t partial; } iterate;
        struct { const jx_slot_binding *entries; size_t count; bool has_result; } context;
        struct {
            const jx_slot_binding *parameters;
            size_t count;
            const jx_node *body;
            const jx_type *result;
            uint32_t captured, local_count;
            jx_text external_class, external_method;
        } function;
        struct { const jx_node *value; const jx_type *type; } instance;
        const jx_plan_table *table;
        struct { const jx_group *source; const jx_node *const *tests; } group;
        struct { const jx_node *list; const jx_slot_binding *fields; size_t count; uint32_t item; } extend;
        struct { const jx_node *series, *window; } window;
        struct { const jx_node *value; uint32_t index; bool ascending; } rank;
        struct {
            const jx_bound_plan *bound;    // of the other model
            const jx_model_use *use;
            const jx_node *const *items;   // one per input of the use
        } model;
    } as;
};

// What one definition needs while it runs.
typedef struct {
    const jx_node *node;         // NULL for facts, parameters, readings
    uint32_t       local_count;  // slots of its activation
    const uint32_t *reaches;     // packages: definitions it depends on, directly or not, ascending
    size_t          reach_count;
} jx_plan_definition;

typedef struct {
    uint32_t       award;  // whose population is ranked
    const jx_node *value;
    uint32_t       definition;  // the definition in which the rank stands
    bool           ascending;
} jx_rank;

typedef struct {
    const jx_model           *model;
    const jx_plan_definition *definitions;  // one per model definition
    const jx_node *const     *nodes;        // by id
    size_t                    node_count;
    const jx_rank            *ranks;
    size_t                    rank_count;
} jx_plan;

// Lowers `model`, which must outlive the plan. Problems: unknown names, cycles (R1), a population value inside what
// ranks it (R2). JX_REFUSED when any is an error; then *out is not set.
JX_MUST_USE jx_status jx_plan_lower(const jx_model *model, jx_arena *arena, jx_problems *problems, const jx_plan **out);

// ---- binding ----

// A plan with parameters, readings and the day in force: what a run runs. Immutable; shared by threads.
struct jx_bound_plan {
    const jx_plan *plan;
    // Bound values by definition index; used for parameters and readings only.
    const jx_value *values;
    // Static ranges by node id (SEMANTICS 1): an open value over everything the node may give. Package models only.
    const jx_open *ranges;
};

// `overrides` (may be NULL) has one entry per definition; where `given` is true the value replaces the model's.
typedef struct {
    bool    *given;
    jx_value *values;
} jx_overrides;
JX_MUST_USE jx_status jx_plan_bind(const jx_plan *plan, const jx_overrides *overrides, jx_arena *arena,
                                   const jx_bound_plan **out);

// How the amounts of an award are rounded under the bound readings; false while the reading that says so is open.
bool jx_bound_rounding(const jx_bound_plan *bound, const jx_award_rule *award, jx_rounding_way *out);
// True if option `option` of the award's rounding reading may still be taken.
bool jx_bound_rounding_option(const jx_bound_plan *bound, const jx_award_rule *award, size_t option);

// True if `definition` depends on `on`.
bool jx_plan_reaches(const jx_plan *plan, uint32_t definition, uint32_t on);

// The table that a definition is, looked for below a conversion to its declared type; NULL if it is none.
const jx_node *jx_plan_table_root(const jx_plan *plan, uint32_t definition);
// Visits what stands directly below `node`, in order; definitions are not entered.
void jx_node_children(const jx_node *node, void (*visit)(void *user, const jx_node *child), void *user);

void jx_plan_print(const jx_plan *plan, jx_buffer *out);

#endif
