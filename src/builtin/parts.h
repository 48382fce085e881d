// What the built-ins share among themselves: answering null with a reason, paying steps, order of two values.
// Not for anybody outside builtin/. The functions of builtins.def are declared at the end.
#ifndef JX_BUILTIN_PARTS_H
#define JX_BUILTIN_PARTS_H

#include "builtin/builtin.h"

// Null with a reason.
jx_value jx_answer_null(jx_builtin_context *context, const char *why);
// Null because `limit` ended the work.
jx_value jx_answer_limit(jx_builtin_context *context, jx_limit limit);
// Charges steps; false (and limit_hit is set) when the run has none left, or when it was stopped before.
bool jx_spend(jx_builtin_context *context, uint64_t steps);
// Charges the copying of so many bytes: a step for each 64, and one.
bool jx_spend_bytes(jx_builtin_context *context, size_t size);

// Charges a step for each value within, at every depth; lists nested too deep stop the work too. Call it before
// anything
// that walks a whole value (equality, printing): values may share parts and be far larger than the memory they take.
bool jx_spend_value(jx_builtin_context *context, jx_value value);

// True if a list of so many items may be made; charges a step for each.
bool jx_list_may_be(jx_builtin_context *context, size_t count);
// True if a text of these two may be made; charges its copying.
bool jx_text_may_be(jx_builtin_context *context, jx_text a, jx_text b);

// A text in the making that never outgrows the limit of texts.
typedef struct {
    jx_buffer buffer;
    uint64_t  points;  // code points put so far
} jx_text_draft;
jx_text_draft jx_text_draft_in(jx_arena *arena);
// Appends; false (and nothing is built) when the text would be too long or the steps are spent.
bool jx_text_draft_put(jx_builtin_context *context, jx_text_draft *draft, jx_text more);

// Order by FEEL's `<` and `=`: -1, 0, 1. False if the two have no order (no reason is set).
bool jx_order(jx_value a, jx_value b, int *out_order);
// FEEL's `=` is true; charges for what it walks.
bool jx_equals(jx_builtin_context *context, jx_value a, jx_value b);

// Stable merge sort of items with as much `spare` room. goes_after answers 1 if a belongs after b, 0 if not, -1 to
// stop; false: it was stopped.
typedef int jx_sort_order(void *user, jx_value a, jx_value b);
bool jx_sort(jx_value *items, jx_value *spare, size_t count, jx_sort_order *goes_after, void *user);

// Truncated toward zero; false if it does not fit, far outside any position or length.
bool jx_whole(jx_value number, int64_t *out);
// 1-based position from the front or (negative) from the end -> index; false if outside 0..count-1.
bool jx_position(int64_t position, size_t count, size_t *out_index);

#define JX_FAMILY(title)
#define JX_BUILTIN(name, parameters, result, function, open, meaning, example, when, null) jx_builtin_function function;
#define JX_BUILTIN_EXACT JX_BUILTIN
#include "builtin/builtins.def"
#undef JX_FAMILY
#undef JX_BUILTIN
#undef JX_BUILTIN_EXACT

#endif
