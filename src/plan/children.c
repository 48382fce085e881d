// What stands directly below a node, whatever its kind: for whoever walks over plans.
//
// Read jx_node_children(). Definitions are not entered; a visitor that wants them looks at JX_NODE_DEFINITION.
#include "plan/plan.h"

typedef struct {
    void (*visit)(void *user, const jx_node *child);
    void *user;
} visitor;

static void one(visitor to, const jx_node *node)
{
    if (node) to.visit(to.user, node);
}

static void all(visitor to, const jx_node *const *nodes, size_t count)
{
    for (size_t i = 0; i < count; i++) one(to, nodes[i]);
}

static void bindings(visitor to, const jx_slot_binding *from, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        one(to, from[i].value);
        one(to, from[i].end);
    }
}

static void table(visitor to, const jx_plan_table *from)
{
    all(to, from->inputs, from->source->input_count);
    all(to, from->tests, from->source->rule_count * from->source->input_count);
    all(to, from->outputs, from->source->rule_count * from->source->output_count);
    all(to, from->presets, from->source->output_count);
}

void jx_node_children(const jx_node *node, void (*visit)(void *user, const jx_node *child), void *user)
{
    visitor to = { visit, user };
    switch (node->kind) {
    case JX_NODE_CONSTANT:
    case JX_NODE_LOCAL:
    case JX_NODE_MANUAL:
    case JX_NODE_DEFINITION: return;
    case JX_NODE_DYNAMIC:    one(to, node->as.dynamic.fallback); return;
    case JX_NODE_FIELD:      one(to, node->as.field.operand); return;
    case JX_NODE_FILTER:
        one(to, node->as.filter.operand);
        one(to, node->as.filter.match);
        return;
    case JX_NODE_BUILTIN:    all(to, node->as.builtin.items, node->as.builtin.count); return;
    case JX_NODE_CALL:
        one(to, node->as.call.function);
        all(to, node->as.call.items, node->as.call.count);
        return;
    case JX_NODE_BINARY:
        one(to, node->as.binary.left);
        one(to, node->as.binary.right);
        return;
    case JX_NODE_AND:
    case JX_NODE_OR:
    case JX_NODE_BETWEEN:
    case JX_NODE_IF:
    case JX_NODE_LIST:       all(to, node->as.items.items, node->as.items.count); return;
    case JX_NODE_NOT:
    case JX_NODE_NEGATE:     one(to, node->as.operand); return;
    case JX_NODE_TESTS:
        one(to, node->as.tests.value);
        all(to, node->as.tests.items, node->as.tests.count);
        return;
    case JX_NODE_INTERVAL:
        one(to, node->as.interval.low);
        one(to, node->as.interval.high);
        return;
    case JX_NODE_FOR:
    case JX_NODE_SOME:
    case JX_NODE_EVERY:
        bindings(to, node->as.iterate.bindings, node->as.iterate.count);
        one(to, node->as.iterate.body);
        return;
    case JX_NODE_CONTEXT:    bindings(to, node->as.context.entries, node->as.context.count); return;
    case JX_NODE_FUNCTION:   one(to, node->as.function.body); return;
    case JX_NODE_INSTANCE:
    case JX_NODE_CONVERT:    one(to, node->as.instance.value); return;
    case JX_NODE_TABLE:      table(to, node->as.table); return;
    case JX_NODE_GROUP:      all(to, node->as.group.tests, node->as.group.source->row_count); return;
    case JX_NODE_EXTEND:
        one(to, node->as.extend.list);
        bindings(to, node->as.extend.fields, node->as.extend.count);
        return;
    case JX_NODE_TOTAL:
    case JX_NODE_MEAN:
    case JX_NODE_COVERAGE:
        one(to, node->as.window.series);
        one(to, node->as.window.window);
        return;
    case JX_NODE_RANK:       one(to, node->as.rank.value); return;
    case JX_NODE_MODEL:      all(to, node->as.model.items, node->as.model.use->count); return;
    }
    JX_UNREACHABLE();
}
