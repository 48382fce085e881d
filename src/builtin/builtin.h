// The door of builtin/: FEEL's built-in functions and operators over known values, each written once.
//
// Everything here sees known values only (never JX_OPEN, never JX_RATIO unless `exact` is set in its row): eval/ deals
// with open values before it calls. What FEEL answers with "null and a diagnostic" comes back as JX_NULL with
// *context->why set; eval decides whether that is null (DMN) or undefined (packages).
#ifndef JX_BUILTIN_BUILTIN_H
#define JX_BUILTIN_BUILTIN_H

#include "base/limits.h"
#include "data/data.h"

typedef struct jx_builtin_context {
    jx_arena        *arena;   // results live here
    const jx_limits *limits;
    uint64_t        *steps;   // counted up; regex and list work is charged here
    const jx_zones  *zones;   // IANA zones; NULL: none known
    const jx_value  *now;     // date and time for now() and today(); NULL: they are null with a diagnostic
    const char      *why;     // set when the answer is null because of an error: a short English phrase
    jx_limit         limit_hit;   // JX_LIMIT_COUNT unless a limit ended the work
    // Calls a function value (sort, list replace); set by eval.
    jx_value (*call)(struct jx_builtin_context *context, jx_value function, const jx_value *arguments, size_t count);
    void *eval;
} jx_builtin_context;

typedef jx_value jx_builtin_function(jx_builtin_context *context, const jx_value *arguments, size_t count);

// What a built-in makes of open arguments (packages). Its own function never sees them: eval/ follows the rule.
typedef enum {
    JX_OPEN_WITHIN,   // open over its static range as soon as an argument, or anything inside one, is
    JX_OPEN_OUTSIDE,  // the same, but records are passed on with what is open inside them
    JX_OPEN_COUNT,    // members of which it is open whether they belong count once or not at all
    JX_OPEN_EXTREME,  // the ends of the ranges decide
} jx_open_rule;

// One signature of a built-in; a function with several has several rows (builtins.def).
typedef struct {
    const char          *name;       // as an author writes it
    const char
        *parameters;  // "string: string, start position: number, length?: number"; "list: list..." = also varargs
    const char          *result;     // FEEL type
    jx_builtin_function *apply;
    jx_open_rule         open;
    bool                 exact;      // takes ratios as they are; others see them rounded to 34 digits
    // For the manual (docs/feel.md); both examples are tests.
    const char          *meaning;       // one line
    const char          *example;       // "substring(\"foobar\", 3) = \"obar\"": is true
    const char          *null_when;     // besides arguments that are null or do not fit; "" nothing besides
    const char          *null_example;  // "sqrt(-1)": is null; "" there is none
} jx_builtin_row;

int jx_builtin_find(jx_text name);             // index of the first row of that name, or -1
const jx_builtin_row *jx_builtin_at(int index);
int jx_builtin_count(void);

// Applies the signature that fits: arity, singleton lists unwrapped, scalars wrapped for list parameters, null rules.
jx_value jx_builtin_apply(jx_builtin_context *context, int index, const jx_value *arguments, size_t count);
// The same with named arguments; names are matched per signature, absent ones are null.
jx_value jx_builtin_apply_named(jx_builtin_context *context, int index, const jx_text *names, const jx_value *arguments,
                                size_t count);

// The manual of all built-ins, Markdown: docs/feel.md.
void jx_builtin_manual(jx_buffer *out);

// True if some signature of the built-in may stand where a function of this type is asked for.
bool jx_builtin_conforms(int index, const jx_type *function);

// Operators of FEEL on known values (dmn-feel 2.3 - 2.7). Comparisons answer booleans or null.
jx_value jx_add(jx_builtin_context *context, jx_value a, jx_value b);
jx_value jx_subtract(jx_builtin_context *context, jx_value a, jx_value b);
jx_value jx_multiply(jx_builtin_context *context, jx_value a, jx_value b);
jx_value jx_divide(jx_builtin_context *context, jx_value a, jx_value b);  // to 34 digits
jx_value jx_power(jx_builtin_context *context, jx_value a, jx_value b);
jx_value jx_negate(jx_builtin_context *context, jx_value a);
jx_value jx_equal(jx_builtin_context *context, jx_value a, jx_value b);
jx_value jx_less(jx_builtin_context *context, jx_value a, jx_value b);
jx_value jx_less_equal(jx_builtin_context *context, jx_value a, jx_value b);
jx_value jx_in_range(jx_builtin_context *context, jx_value value, const jx_range_value *range);
jx_value jx_property(jx_builtin_context *context, jx_value operand, jx_text name,
                     bool *out_known);  // year, start included …

#endif
