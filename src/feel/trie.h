// The tries behind scopes, and how the parser asks them. Private to feel/; the public side is scope.h.
#ifndef JX_FEEL_TRIE_H
#define JX_FEEL_TRIE_H

#include "feel/scope.h"
#include "feel/token.h"

// One step of a name: from node `parent` over a token to node `child`.
typedef struct {
    uint32_t parent, child;  // child 0: the slot is free
    uint64_t hash;
    jx_text text;
} jx_trie_edge;

typedef struct {
    bool known;    // a name ends here
    jx_text name;  // as declared, blanks collapsed
    const jx_type *type;
} jx_trie_node;

// All edges of all nodes lie in one open hash table, so a step costs the same however many names there are.
typedef struct {
    jx_arena *arena;
    jx_trie_edge *edges;
    size_t edge_count, edge_capacity;
    struct {
        jx_trie_node *items;
        size_t count, capacity;
    } nodes;  // nodes.items[0] is the root
} jx_trie;

struct jx_scope {
    jx_arena *arena;
    const jx_scope *outer;
    jx_trie *names;   // made when the first name comes, or shared with another scope (fields of a type)
    jx_trie *fields;  // of values whose type is Any
    jx_trie *types;
    bool any_fields;  // inside a filter over values of unknown type: all declared fields are names here
    bool builtin;
};

// Also the shape of "nothing found": token_count 0.
typedef struct {
    jx_text name;
    const jx_type *type;
    uint32_t token_count;
    bool builtin;  // found in the outermost scope
} jx_match;

void jx_trie_put(jx_trie **trie, jx_arena *arena, jx_text name, const jx_type *type);
// The longest known name at the start of tokens[0..count); tokens were cut from `text`.
jx_match jx_trie_match(const jx_trie *trie, jx_text text, const jx_token *tokens, size_t count);

// The longest name that some open scope knows, the innermost of equals; and likewise of fields of Any, and of types.
jx_match jx_scope_match(const jx_scope *scope, jx_text text, const jx_token *tokens, size_t count);
jx_match jx_scope_match_field(const jx_scope *scope, jx_text text, const jx_token *tokens, size_t count);
jx_match jx_scope_match_type(const jx_scope *scope, jx_text text, const jx_token *tokens, size_t count);

// A scope over a trie that others also use.
jx_scope *jx_scope_over(jx_arena *arena, const jx_scope *outer, jx_trie *names);
// True if the scope is inside a filter over values of unknown type, where any name may turn out to be a field.
bool jx_scope_is_open(const jx_scope *scope);

// Up to three known names that look like `name`, nearest first, joined by commas; empty if there are none. `fields` are
// looked through instead of the scope when given, `types` chooses the scope's types.
jx_text jx_names_alike(jx_arena *arena, const jx_scope *scope, const jx_type *fields, bool types, jx_text name);

#endif
