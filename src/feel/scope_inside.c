// The scope inside a boxed filter. The same order as parse_filter() in parse_postfix.c opens for `list[ ... ]`.
#include "feel/trie.h"

jx_scope *jx_scope_inside(jx_arena *arena, const jx_scope *outer, const jx_type *filtered)
{
    const jx_type *element = filtered->kind == JX_TYPE_LIST ? filtered->element : filtered;
    if (!element) element = &jx_type_any;
    jx_scope *item = jx_scope_new(arena, outer);
    jx_scope_declare(item, JX_TEXT("item"), element);
    jx_scope *inner = jx_scope_new(arena, item);
    inner->any_fields = element->kind == JX_TYPE_ANY;
    for (size_t i = 0; element->kind == JX_TYPE_CONTEXT && i < element->field_count; i++)
        jx_scope_declare(inner, element->fields[i].name, element->fields[i].type);
    return inner;
}
