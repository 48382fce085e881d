// Models held in memory and asked many times: what the library include/jixiang.h stands on. Part of the door of app/.
#ifndef JX_APP_HELD_H
#define JX_APP_HELD_H

#include "app/app.h"
#include "eval/eval.h"
#include "io/io.h"

// Immutable; lives in the arena it was loaded with. `model->package` says which of the two kinds it is.
typedef struct {
    const jx_model *model;
    const jx_bound_plan *plan;
} jx_held;

// sources[0] is the main model, the others are there to be imported; all are borrowed. As jx_app_dmn_load().
JX_MUST_USE jx_status jx_app_hold_dmn(jx_app *app, const jx_source *sources, size_t count, bool check_values,
                                      jx_held *out);
// One expression by itself, in the standard's dialect, sees built-ins only: a model whose definition 0 it is. Borrowed.
JX_MUST_USE jx_status jx_app_hold_expression(jx_app *app, jx_text expression, jx_held *out);
JX_MUST_USE jx_status jx_app_hold_policy(jx_app *app, const char *folder, jx_text scenario, jx_held *out);

// The definition that a caller means by the name of an input, or JX_NONE. Packages: a fact; DMN: "name" of the main
// file, "namespace#name" of another.
uint32_t jx_held_input(const jx_held *held, jx_text name);

// A JSON value as an input of this type (DMN): texts become dates, times and durations where the type asks for them,
// and numbers too long for other tools. Texts are borrowed from the document.
jx_value jx_given_value(jx_arena *arena, const jx_zones *zones, const jx_json *json, const jx_type *type);

// A JSON value as a fact of a package, in the fact's own unit: null is 无; {"least": …, "most": …} a bound; an array of
// objects records, whose absent fields are missing; an object of days a series, whose absent days are gaps. Refused,
// with a problem that names the fact: another type, outside its range, more decimals than declared.
JX_MUST_USE jx_status jx_given_fact(jx_app *app, const jx_definition *fact, const jx_json *json, jx_value *out);
// A fact nobody gave: open within its range.
jx_value jx_given_nothing(jx_arena *arena, const jx_definition *fact);

#endif
