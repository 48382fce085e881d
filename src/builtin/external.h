// Java functions that DMN models name as "external": a small table of static methods, answered here without a JVM.
//
// A model may name any class; what is not in the table is null with a reason. Nothing is loaded, found or run from
// outside. Numbers stay decimal: where Java would round to a binary float or double, this gives at least as many
// digits.
#ifndef JX_BUILTIN_EXTERNAL_H
#define JX_BUILTIN_EXTERNAL_H

#include "builtin/builtin.h"

// `method` is a signature as DMN writes it: "max(double, double)", "valueOf(java.lang.String)". Null, with
// context->why set, for unknown classes and methods, for another number of arguments, and for arguments that do not
// fit.
jx_value jx_external_call(jx_builtin_context *context, jx_text class_name, jx_text method, const jx_value *arguments,
                          size_t count);

#endif
