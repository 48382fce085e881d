// Random package models and populations for the tests of this folder. Everything follows from a seed.
//
// make_model.c makes the dictionary (facts, parameters, readings), formulas, tables and two awards; make_expr.c the
// expressions in them, typed well enough to mean something mostly, and wrong now and then; make_rows.c the facts of
// subjects: known, 无, open, extreme, empty, with gaps.
#ifndef JX_TESTS_RANDOM_PLAN_H
#define JX_TESTS_RANDOM_PLAN_H

#include "app/bulk_answers.h"
#include "unit/dice.h"

typedef enum { IS_NUMBER, IS_BOOLEAN, IS_TEXT, IS_DATE, IS_NUMBERS, IS_TEXTS, IS_RECORDS, IS_KINDS } is_kind;

typedef struct {
    jx_text  name;
    is_kind  kind;
    uint32_t space;
} known_name;

// What the maker of expressions may use.
typedef struct {
    dice      d;
    jx_arena *arena;
    struct { known_name *items; size_t count, capacity; } names;
    struct { known_name *items; size_t count, capacity; } locals;
    uint32_t  space;      // the space the expression stands in
    bool      ranks;      // 名次 may stand here
    bool      plain;      // only what kernels know, for most of the plan: no lists, no functions
    bool      checked;    // see make_model
    int       budget;     // nodes that may still be made
    struct { jx_text name; jx_text outputs[2]; bool context; uint32_t space; } tables[8];
    size_t    table_count;
    jx_text   series[1], windows[3];
} maker;

const jx_expr *make_expr(maker *m, is_kind kind, int depth);
const jx_expr *make_tests(maker *m, is_kind kind, bool may_be_any);
// The built-in of that row, called with arguments of the kinds that it asks for, compared with null.
const jx_expr *make_builtin_test(maker *m, int index);
const jx_expr *make_choice(maker *m, const jx_expr *when, const jx_expr *then, const jx_expr *otherwise);
const jx_expr *make_literal(maker *m, is_kind kind);
const jx_expr *make_name(maker *m, jx_text name, const jx_type *type);
const jx_type *type_of_kind(maker *m, is_kind kind);
jx_value make_number(dice *d, bool extreme);

enum { TEXTS = 7 };
extern const char *const some_texts[TEXTS];

typedef struct {
    jx_model             model;
    const jx_plan       *plan;
    const jx_bound_plan *bound;
    uint64_t             seed;
    bool                 plain;    // then rows are mostly known, too
    bool                 checked;  // then no number is so large that a sum is rounded
    jx_problems          problems;
} random_model;

// False when the random model does not lower (a cycle in ranks, for instance). `checked`: as the checker of
// packages leaves it, that is, every table has a row for everything, and gives one number or a context of numbers.
bool make_model(random_model *out, jx_arena *arena, uint64_t seed, bool checked);
// Lowers and binds again after somebody changed the model.
bool lower_again(random_model *model, jx_arena *arena);

// Facts of one subject: one value per definition. `known` leaves nothing open.
void make_row(const random_model *model, jx_arena *arena, dice *d, bool known, jx_value *out);
// Opens some facts of a known row, so that the row is a completion of the result.
void open_row(const random_model *model, jx_arena *arena, dice *d, const jx_value *known, jx_value *out);
// Columns of rows[row][definition]; facts for which `by_callback` is set have none.
const jx_column *const *make_columns(const random_model *model, jx_arena *arena, jx_value *const *rows, size_t count,
                                     const bool *by_callback);
const jx_value *make_ranks(const random_model *model, jx_arena *arena,
                           uint64_t seed);  // of one row; NULL if none are asked

void print_table(const jx_table *table, jx_buffer *out);

#endif
