// Which names are known at a place of an expression, and what their values look like.
//
// FEEL names may hold blanks, operators and keywords, so where a name ends depends on the names in scope: at each
// position the longest name that some open scope knows wins, between equal lengths the innermost (DMN 1.5, 10.3.1.4).
// Scopes form a stack; each holds a trie over the tokens of its names, fed before parsing.
#ifndef JX_FEEL_SCOPE_H
#define JX_FEEL_SCOPE_H

#include "data/type.h"

typedef struct jx_scope jx_scope;

// A new scope inside `outer` (NULL: outermost; built-ins are always known below it). Lives in `arena`.
jx_scope *jx_scope_new(jx_arena *arena, const jx_scope *outer);
// Declares a name with the type of its value. Declaring twice replaces the type.
void jx_scope_declare(jx_scope *scope, jx_text name, const jx_type *type);
// Also makes `name` known as a field of values whose type is Any (DMN models: all component names of the model).
void jx_scope_declare_field(jx_scope *scope, jx_text name);
// A type that `instance of` and parameters may name; `name` may be qualified ("imp.tLoan").
void jx_scope_declare_type(jx_scope *scope, jx_text name, const jx_type *type);
const jx_type *jx_scope_find(const jx_scope *scope, jx_text name);  // NULL if unknown
// What is known inside a filter over a value of type `filtered` (boxed filters; the parser opens its own): the fields
// of its elements, then `item`, then `outer`.
jx_scope *jx_scope_inside(jx_arena *arena, const jx_scope *outer, const jx_type *filtered);
// A declared name with its blanks collapsed, as names come out of the parser.
jx_text jx_name_normal(jx_arena *arena, jx_text name);

#endif
