// Scopes: stacks of tries over tokens. Read jx_scope_match() first; the tries are above it, the built-ins below.
//
// Tokens are compared by hash and bytes instead of by interned numbers, so that declaring in an inner scope never
// writes to an outer one: scopes that are done can be shared by readers.
#include "feel/scope.h"

#include "builtin/builtin.h"
#include "feel/trie.h"

#include <string.h>

enum { ROOT = 0, NONE = 0 };

// ---- tries ----

static size_t slot_of(const jx_trie *trie, uint32_t parent, uint64_t hash, jx_text text)
{
    size_t slot = (size_t)((hash ^ (parent * UINT64_C(0x9E3779B97F4A7C15))) & (trie->edge_capacity - 1));
    for (;; slot = (slot + 1) & (trie->edge_capacity - 1)) {
        const jx_trie_edge *edge = &trie->edges[slot];
        if (edge->child == NONE) return slot;
        if (edge->parent == parent && edge->hash == hash && jx_text_equal(edge->text, text)) return slot;
    }
}

static void grow_edges(jx_trie *trie)
{
    jx_trie_edge *old = trie->edges;
    size_t capacity = trie->edge_capacity;
    trie->edge_capacity = capacity ? capacity * 2 : 8;
    trie->edges = JX_ARRAY(trie->arena, trie->edge_capacity, jx_trie_edge);
    for (size_t i = 0; i < capacity; i++) {
        if (old[i].child != NONE) trie->edges[slot_of(trie, old[i].parent, old[i].hash, old[i].text)] = old[i];
    }
}

static uint32_t step(const jx_trie *trie, uint32_t node, jx_text text, const jx_token *token)
{
    return trie->edges[slot_of(trie, node, token->hash, jx_token_text(text, token))].child;
}

static uint32_t step_or_add(jx_trie *trie, uint32_t node, jx_text text, const jx_token *token)
{
    if ((trie->edge_count + 1) * 2 > trie->edge_capacity) grow_edges(trie);
    jx_text word = jx_token_text(text, token);
    jx_trie_edge *edge = &trie->edges[slot_of(trie, node, token->hash, word)];
    if (edge->child != NONE) return edge->child;
    *edge = (jx_trie_edge){ node, (uint32_t)trie->nodes.count, token->hash, word };
    trie->edge_count++;
    JX_PUSH(trie->arena, &trie->nodes)->known = false;
    return edge->child;
}

static jx_trie *new_trie(jx_arena *arena)
{
    jx_trie *trie = JX_NEW(arena, jx_trie);
    trie->arena = arena;
    grow_edges(trie);
    JX_PUSH(arena, &trie->nodes)->known = false;  // the root
    return trie;
}

jx_text jx_name_normal(jx_arena *arena, jx_text name)
{
    jx_lexer lexer = { .text = name, .name = true };
    char *bytes = jx_arena_alloc(arena, name.size + 1);
    size_t size = 0;
    for (jx_token token = jx_lex_next(&lexer); token.kind != JX_TOKEN_END; token = jx_lex_next(&lexer)) {
        if (token.spaced && size > 0) bytes[size++] = ' ';
        memcpy(bytes + size, name.bytes + token.start, token.end - token.start);
        size += token.end - token.start;
    }
    return (jx_text){ bytes, size };
}

void jx_trie_put(jx_trie **trie, jx_arena *arena, jx_text name, const jx_type *type)
{
    if (!*trie) *trie = new_trie(arena);
    jx_text normal = jx_name_normal((*trie)->arena, name);
    jx_lexer lexer = { .text = normal, .name = true };
    uint32_t node = ROOT;
    for (jx_token token = jx_lex_next(&lexer); token.kind != JX_TOKEN_END; token = jx_lex_next(&lexer)) {
        node = step_or_add(*trie, node, normal, &token);
    }
    if (node != ROOT) (*trie)->nodes.items[node] = (jx_trie_node){ true, normal, type ? type : &jx_type_any };
}

jx_match jx_trie_match(const jx_trie *trie, jx_text text, const jx_token *tokens, size_t count)
{
    jx_match best = { .token_count = 0 };
    uint32_t node = ROOT;
    for (size_t i = 0; trie && i < count; i++) {
        node = step(trie, node, text, &tokens[i]);
        if (node == NONE) break;
        const jx_trie_node *at = &trie->nodes.items[node];
        if (at->known) best = (jx_match){ at->name, at->type, (uint32_t)i + 1, false };
    }
    return best;
}

// The node of exactly this name, or NULL.
static const jx_trie_node *find_node(const jx_trie *trie, jx_text name)
{
    jx_lexer lexer = { .text = name, .name = true };
    uint32_t node = ROOT;
    if (!trie) return NULL;
    for (jx_token token = jx_lex_next(&lexer); token.kind != JX_TOKEN_END; token = jx_lex_next(&lexer)) {
        node = step(trie, node, name, &token);
        if (node == NONE) return NULL;
    }
    return trie->nodes.items[node].known ? &trie->nodes.items[node] : NULL;
}

// ---- asking a stack of scopes ----

static void keep_longer(jx_match *best, jx_match other)
{
    if (other.token_count > best->token_count) *best = other;
}

jx_match jx_scope_match_field(const jx_scope *scope, jx_text text, const jx_token *tokens, size_t count)
{
    jx_match best = { .token_count = 0 };
    for (; scope; scope = scope->outer)
        keep_longer(&best, jx_trie_match(scope->fields, text, tokens, count));
    return best;
}

jx_match jx_scope_match_type(const jx_scope *scope, jx_text text, const jx_token *tokens, size_t count)
{
    jx_match best = { .token_count = 0 };
    for (; scope; scope = scope->outer)
        keep_longer(&best, jx_trie_match(scope->types, text, tokens, count));
    return best;
}

jx_match jx_scope_match(const jx_scope *scope, jx_text text, const jx_token *tokens, size_t count)
{
    jx_match best = { .token_count = 0 };
    for (; scope; scope = scope->outer) {
        jx_match here = jx_trie_match(scope->names, text, tokens, count);
        here.builtin = scope->builtin;
        keep_longer(&best, here);
        if (scope->any_fields) keep_longer(&best, jx_scope_match_field(scope, text, tokens, count));
    }
    return best;
}

bool jx_scope_is_open(const jx_scope *scope)
{
    for (; scope; scope = scope->outer) {
        if (scope->any_fields) return true;
    }
    return false;
}

const jx_type *jx_scope_find(const jx_scope *scope, jx_text name)
{
    for (; scope; scope = scope->outer) {
        const jx_trie_node *node = find_node(scope->names, name);
        if (node) return node->type;
    }
    return NULL;
}

// ---- built-ins: the outermost scope ----

// The type that a row of builtins.def names; several kinds joined by "or" are Any.
static const jx_type *builtin_type(jx_arena *arena, jx_text text)
{
    const jx_type *type = jx_type_named(text);
    if (type) return type;
    jx_text list = JX_TEXT("list"), open = JX_TEXT("list<");
    if (jx_text_equal(text, list)) return jx_type_list_of(arena, &jx_type_any);
    if (!jx_text_starts_with(text, open) || !jx_text_ends_with(text, JX_TEXT(">"))) return &jx_type_any;
    return jx_type_list_of(arena, builtin_type(arena, jx_text_slice(text, open.size, text.size - 1)));
}

static const jx_type *function_type(jx_arena *arena, const jx_builtin_row *row, const jx_type *result)
{
    jx_type *type = JX_NEW(arena, jx_type);
    jx_text rest = jx_text_of(row->parameters);
    size_t count = rest.size ? jx_text_count(rest, JX_TEXT(",")) + 1 : 0;
    const jx_type **parameters = JX_ARRAY(arena, count, const jx_type *);
    for (size_t i = 0; i < count; i++) {
        jx_text kind, one = jx_text_cut(rest, JX_TEXT(","), &rest);
        (void)jx_text_cut(one, JX_TEXT(":"), &kind);
        parameters[i] = builtin_type(arena, jx_text_trim(kind));
    }
    *type =
        (jx_type){ .kind = JX_TYPE_FUNCTION, .element = result, .parameters = parameters, .parameter_count = count };
    return type;
}

// The result of all signatures of a name, Any if they differ. abs and duration answer with the kind they are given.
static const jx_type *builtin_result(jx_arena *arena, int first, int end)
{
    jx_text name = jx_text_of(jx_builtin_at(first)->name), result = jx_text_of(jx_builtin_at(first)->result);
    if (jx_text_equal(name, JX_TEXT("abs")) || jx_text_equal(name, JX_TEXT("duration"))) return &jx_type_any;
    for (int i = first + 1; i < end; i++) {
        if (!jx_text_equal(result, jx_text_of(jx_builtin_at(i)->result))) return &jx_type_any;
    }
    return builtin_type(arena, result);
}

static void declare_builtins(jx_scope *scope)
{
    int count = jx_builtin_count();
    for (int first = 0, end = 0; first < count; first = end) {
        jx_text name = jx_text_of(jx_builtin_at(first)->name);
        for (end = first + 1; end < count && jx_text_equal(name, jx_text_of(jx_builtin_at(end)->name));)
            end++;
        const jx_type *result = builtin_result(scope->arena, first, end);
        jx_trie_put(&scope->names, scope->arena, name, function_type(scope->arena, jx_builtin_at(first), result));
    }
}

static void declare_primitive_types(jx_scope *scope)
{
    static const char *const spellings[] = {
        "Any",
        "Null",
        "boolean",
        "number",
        "string",
        "date",
        "time",
        "date and time",
        "dateTime",
        "days and time duration",
        "dayTimeDuration",
        "years and months duration",
        "yearMonthDuration",
    };
    for (size_t i = 0; i < JX_COUNT(spellings); i++) {
        const jx_type *type = jx_type_named(jx_text_of(spellings[i]));
        if (type) jx_trie_put(&scope->types, scope->arena, jx_text_of(spellings[i]), type);
    }
}

static const jx_scope *builtin_scope(jx_arena *arena)
{
    jx_scope *scope = JX_NEW(arena, jx_scope);
    scope->arena = arena;
    scope->builtin = true;
    declare_builtins(scope);
    declare_primitive_types(scope);
    return scope;
}

// ---- making scopes ----

jx_scope *jx_scope_over(jx_arena *arena, const jx_scope *outer, jx_trie *names)
{
    jx_scope *scope = JX_NEW(arena, jx_scope);
    scope->arena = arena;
    scope->outer = outer ? outer : builtin_scope(arena);
    scope->names = names;
    return scope;
}

jx_scope *jx_scope_new(jx_arena *arena, const jx_scope *outer)
{
    return jx_scope_over(arena, outer, NULL);
}

void jx_scope_declare(jx_scope *scope, jx_text name, const jx_type *type)
{
    jx_trie_put(&scope->names, scope->arena, name, type);
}

void jx_scope_declare_field(jx_scope *scope, jx_text name)
{
    jx_trie_put(&scope->fields, scope->arena, name, &jx_type_any);
}

void jx_scope_declare_type(jx_scope *scope, jx_text name, const jx_type *type)
{
    jx_trie_put(&scope->types, scope->arena, name, type);
}
