// The syntax tree of FEEL expressions, and of what DMN boxes around them.
//
// One tree serves both readers: a boxed context, list, filter, iterator or conditional is the same node as its textual
// form with `boxed` set (the standard makes boxed forms stricter about non-booleans). Names are resolved later, by
// plan/, against the scope the parser was given; the parser only decides where names end. Immutable once made.
#ifndef JX_FEEL_AST_H
#define JX_FEEL_AST_H

#include "base/problem.h"
#include "data/value.h"

typedef enum {
    JX_EXPR_LITERAL,      // as.literal: a number (with its `unit` if written), text, boolean, null, temporal constant
    JX_EXPR_NAME,         // as.name, normalised: single blanks between words
    JX_EXPR_INPUT,        // the tested value: `?`, or implied in a unary test
    JX_EXPR_PATH,         // as.path: operand . name
    JX_EXPR_FILTER,       // as.filter: operand [ match ]
    JX_EXPR_CALL,         // as.call: positional or named
    JX_EXPR_BINARY,       // as.binary: arithmetic, comparison, and, or
    JX_EXPR_NEGATE,       // as.operand
    JX_EXPR_BETWEEN,      // as.between
    JX_EXPR_IN,           // as.in: value in (tests)
    JX_EXPR_INTERVAL,     // as.interval: a range value
    JX_EXPR_UNARY_RANGE,  // as.unary_range: `< 5` as a value or as a test
    JX_EXPR_IF,           // as.choose
    JX_EXPR_FOR,          // as.iterate
    JX_EXPR_SOME,         // as.iterate
    JX_EXPR_EVERY,        // as.iterate
    JX_EXPR_LIST,         // as.list
    JX_EXPR_CONTEXT,      // as.context
    JX_EXPR_FUNCTION,     // as.function
    JX_EXPR_INSTANCE_OF,  // as.instance
    JX_EXPR_TESTS,        // as.tests: what stands in a table cell: `-`, `not(...)`, or a list of positive tests
    JX_EXPR_TABLE,        // as.table: a decision table (built by policy/ and dmn/, not by the parser)
    JX_EXPR_GROUP,        // as.group: named rows of yes/no, all or any (built by policy/)
    JX_EXPR_EXTEND,       // as.extend: a record list with computed fields (built by policy/)
    JX_EXPR_CONVERT,      // as.convert: conformance to a declared type (DMN 2.8), null when it does not conform
    JX_EXPR_ERROR,        // what could not be read; a problem was reported; evaluates to null / undefined
} jx_expr_kind;

typedef enum {
    JX_OP_ADD, JX_OP_SUBTRACT, JX_OP_MULTIPLY, JX_OP_DIVIDE, JX_OP_POWER,
    JX_OP_EQUAL, JX_OP_NOT_EQUAL, JX_OP_LESS, JX_OP_LESS_EQUAL, JX_OP_GREATER, JX_OP_GREATER_EQUAL,
    JX_OP_AND, JX_OP_OR,
} jx_operator;

typedef enum {
    JX_HIT_UNIQUE, JX_HIT_ANY, JX_HIT_FIRST, JX_HIT_PRIORITY, JX_HIT_RULE_ORDER, JX_HIT_OUTPUT_ORDER, JX_HIT_COLLECT,
} jx_hit_policy;
typedef enum {
    JX_AGGREGATE_NONE, JX_AGGREGATE_SUM, JX_AGGREGATE_COUNT, JX_AGGREGATE_MIN, JX_AGGREGATE_MAX,
} jx_aggregation;

typedef struct jx_expr  jx_expr;
typedef struct jx_table jx_table;
typedef struct jx_group jx_group;

typedef struct {
    jx_text        name;
    const jx_type *type;   // declared, or NULL
    const jx_expr *value;  // context entry value, iterator domain, named argument; NULL for plain parameters
    const jx_expr *end;    // `for i in value .. end`; else NULL
    jx_span        span;
} jx_binding;

struct jx_expr {
    jx_expr_kind     kind;
    bool             boxed;
    bool             asks_input;  // holds a `?` of the unary test it belongs to (set by the parser)
    uint16_t         height;      // levels of nodes below; the parser keeps it within twice the NESTING limit
    jx_span          span;    // bytes in `source`
    const jx_source *source;  // the file (or formula) the span counts in
    const jx_type   *type;    // static type as far as the parser knows; never NULL, often Any
    union {
        struct { jx_value value; jx_text unit; } literal;  // unit: "" or as written after the number (packages)
        struct { jx_text text; } name;
        struct { const jx_expr *operand; jx_text name; } path;
        struct { const jx_expr *operand, *match; } filter;
        struct { const jx_expr *function; const jx_binding *arguments; size_t count; bool named; } call;
        struct { jx_operator op; const jx_expr *left, *right; } binary;
        struct { const jx_expr *operand; } negate;
        struct { const jx_expr *value, *low, *high; } between;
        struct { const jx_expr *value, *tests; } in;  // tests: JX_EXPR_TESTS
        struct { const jx_expr *low, *high; bool low_included, high_included; } interval;  // low, high: never NULL
        struct { jx_range_form form; const jx_expr *end; } unary_range;
        struct { const jx_expr *when, *then, *otherwise; } choose;
        struct { const jx_binding *bindings; size_t count; const jx_expr *body; } iterate;
        struct { const jx_expr *const *items; size_t count; } list;
        // has_result: the last entry is the value (boxed); separate: entries do not see each other (rows of a relation)
        struct { const jx_binding *entries; size_t count; bool has_result, separate; } context;
        struct { const jx_binding *parameters; size_t count; const jx_expr *body; const jx_type *result;
                 jx_text external_class, external_method; } function;  // body NULL for external Java functions
        struct { const jx_expr *value; const jx_type *type; } instance;  // type NULL: unknown type name
        struct { const jx_expr *const *items; size_t count; bool negated; } tests;  // count 0: `-`
        const jx_table *table;
        const jx_group *group;
        struct { const jx_expr *list; const jx_binding *fields; size_t count; } extend;  // fields in order
        struct { const jx_expr *value; const jx_type *type; } convert;
    } as;
};

// ---- decision tables ----

typedef struct {
    jx_text        label;       // header text
    const jx_expr *expression;  // evaluated once
    const jx_type *type;        // declared, or NULL
    const jx_expr *allowed;     // inputValues as tests, or NULL
    jx_text        unit;
} jx_table_input;

typedef struct {
    jx_text        name;     // may be empty for a single output
    const jx_type *type;     // or NULL
    const jx_expr *const *allowed;  // outputValues in order of priority
    size_t         allowed_count;
    const jx_expr *preset;   // default output entry, or NULL
    jx_text        unit;
} jx_table_output;

typedef struct {
    jx_text                id;       // row id in packages; "1".. in DMN
    const jx_expr *const  *tests;    // one per input, JX_EXPR_TESTS
    const jx_expr *const  *outputs;  // one per output
    jx_text                basis;    // the 依据 cell, packages
    jx_span                span;
} jx_table_rule;

struct jx_table {
    jx_text                name;
    jx_hit_policy          hit;
    jx_aggregation         aggregation;
    const jx_table_input  *inputs;
    size_t                 input_count;
    const jx_table_output *outputs;
    size_t                 output_count;
    const jx_table_rule   *rules;
    size_t                 rule_count;
    bool                   context_result;  // several outputs, or a package table: result is a context of outputs
    bool                   pending;         // one 待定 row: outputs give ranges only (packages)
};

// ---- condition groups (packages) ----

typedef struct {
    jx_text        id;    // "2", "4a"
    const jx_expr *test;
    jx_text        basis;
    jx_span        span;
} jx_group_row;

struct jx_group {
    jx_text             name;
    bool                any;  // 任一; else 全部
    const jx_group_row *rows;
    size_t              row_count;
};

#endif
