// Notes what evaluations show of a plan, for coverage: one byte per node and per part of a node.
//
// The evaluator calls the jx_note_* functions where it knows the outcome; nothing is worked out again for it.
#include "eval/machine.h"

static size_t parts_of(const jx_node *node)
{
    if (node->kind == JX_NODE_TABLE) return node->as.table->source->rule_count;
    if (node->kind == JX_NODE_BUILTIN) return node->as.builtin.count;
    return 0;
}

jx_watch *jx_watch_new(const jx_plan *plan, jx_arena *arena)
{
    uint32_t *first = JX_ARRAY(arena, plan->node_count, uint32_t);
    size_t places = 0;
    for (size_t i = 0; i < plan->node_count; i++) {
        first[i] = (uint32_t)places;
        places += 1 + parts_of(plan->nodes[i]);
    }
    jx_watch *watch = JX_NEW(arena, jx_watch);
    *watch = (jx_watch){ first, JX_ARRAY(arena, places, uint8_t) };
    return watch;
}

uint8_t jx_watch_node(const jx_watch *watch, const jx_node *node)
{
    return watch->shown[watch->first[node->id]];
}

uint8_t jx_watch_part(const jx_watch *watch, const jx_node *node, size_t part)
{
    assert(part < parts_of(node));
    return watch->shown[watch->first[node->id] + 1 + part];
}

void jx_note_value(jx_watch *watch, const jx_node *node, jx_value value)
{
    uint8_t shown = JX_SHOWN_OPEN;
    if (value.kind == JX_BOOLEAN) shown = value.as.boolean ? JX_SHOWN_TRUE : JX_SHOWN_FALSE;
    watch->shown[watch->first[node->id]] |= shown;
}

void jx_note_part(jx_watch *watch, const jx_node *node, size_t part)
{
    watch->shown[watch->first[node->id] + 1 + part] |= JX_SHOWN_TRUE;
}

// min and max: the argument that alone is the result. Equal ones decide nothing.
void jx_note_arguments(jx_watch *watch, const jx_node *node, const jx_value *values, jx_value result)
{
    size_t count = node->as.builtin.count, equal = 0, which = 0;
    if (!jx_is_numeric(result)) return;
    for (size_t i = 0; i < count; i++) {
        if (!jx_is_numeric(values[i]) || jx_exact_compare(jx_value_exact(values[i]), jx_value_exact(result)) != 0)
            continue;
        equal++;
        which = i;
    }
    if (equal == 1) jx_note_part(watch, node, which);
}
