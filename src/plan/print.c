// A plan as text, for dumps and for reading what a policy became: a definition a paragraph, its nodes indented below
// it.
#include "plan/plan.h"

static const char *kind_word(jx_node_kind kind)
{
    static const char *const words[] = {
        [JX_NODE_CONSTANT] = "constant", [JX_NODE_DEFINITION] = "definition", [JX_NODE_LOCAL] = "local",
        [JX_NODE_DYNAMIC] = "dynamic",   [JX_NODE_FIELD] = "field",           [JX_NODE_FILTER] = "filter",
        [JX_NODE_BUILTIN] = "builtin",   [JX_NODE_CALL] = "call",             [JX_NODE_BINARY] = "binary",
        [JX_NODE_AND] = "and",           [JX_NODE_OR] = "or",                 [JX_NODE_NOT] = "not",
        [JX_NODE_NEGATE] = "negate",     [JX_NODE_BETWEEN] = "between",       [JX_NODE_TESTS] = "tests",
        [JX_NODE_INTERVAL] = "interval", [JX_NODE_IF] = "if",                 [JX_NODE_FOR] = "for",
        [JX_NODE_SOME] = "some",         [JX_NODE_EVERY] = "every",           [JX_NODE_LIST] = "list",
        [JX_NODE_CONTEXT] = "context",   [JX_NODE_FUNCTION] = "function",     [JX_NODE_INSTANCE] = "instance-of",
        [JX_NODE_CONVERT] = "convert",   [JX_NODE_TABLE] = "table",           [JX_NODE_GROUP] = "group",
        [JX_NODE_EXTEND] = "extend",     [JX_NODE_TOTAL] = "total",           [JX_NODE_MEAN] = "daily-mean",
        [JX_NODE_COVERAGE] = "coverage", [JX_NODE_RANK] = "rank",             [JX_NODE_MANUAL] = "manual",
        [JX_NODE_MODEL] = "model",
    };
    return words[kind];
}

static const char *operator_sign(jx_operator op)
{
    static const char *const signs[] = {
        [JX_OP_ADD] = "+",        [JX_OP_SUBTRACT] = "-",  [JX_OP_MULTIPLY] = "*", [JX_OP_DIVIDE] = "/",
        [JX_OP_POWER] = "**",     [JX_OP_EQUAL] = "=",     [JX_OP_NOT_EQUAL] = "!=", [JX_OP_LESS] = "<",
        [JX_OP_LESS_EQUAL] = "<=", [JX_OP_GREATER] = ">",  [JX_OP_GREATER_EQUAL] = ">=", [JX_OP_AND] = "and",
        [JX_OP_OR] = "or",
    };
    return signs[op];
}

// What stands beside the kind on a node's line.
static void put_detail(const jx_plan *plan, const jx_node *node, jx_buffer *out)
{
    if (node->kind == JX_NODE_CONSTANT || node->kind == JX_NODE_MANUAL) {
        jx_buffer_put_char(out, ' ');
        jx_value_print_json(node->as.constant, out);
    } else if (node->kind == JX_NODE_DEFINITION) {
        jx_buffer_format(out, " %.*s", JX_TEXT_ARG(plan->model->definitions[node->as.definition].name));
    } else if (node->kind == JX_NODE_LOCAL) {
        jx_buffer_format(out, " #%u", node->as.local);
    } else if (node->kind == JX_NODE_FIELD) {
        jx_buffer_format(out, " %.*s of n%u", JX_TEXT_ARG(node->as.field.name), node->as.field.operand->id);
    } else if (node->kind == JX_NODE_BUILTIN) {
        jx_buffer_format(out, " %s", jx_builtin_at(node->as.builtin.index)->name);
        for (size_t i = 0; i < node->as.builtin.count; i++)
            jx_buffer_format(out, " n%u", node->as.builtin.items[i]->id);
    } else if (node->kind == JX_NODE_BINARY) {
        jx_buffer_format(out, " n%u %s n%u", node->as.binary.left->id, operator_sign(node->as.binary.op),
                         node->as.binary.right->id);
    } else if (node->kind == JX_NODE_TABLE) {
        const jx_table *table = node->as.table->source;
        jx_buffer_format(out, " %.*s, %zu rules", JX_TEXT_ARG(table->name), table->rule_count);
    } else if (node->kind == JX_NODE_GROUP) {
        const jx_group *group = node->as.group.source;
        jx_buffer_format(out, " %.*s, %s of %zu:", JX_TEXT_ARG(group->name), group->any ? "any" : "all",
                         group->row_count);
        for (size_t i = 0; i < group->row_count; i++) jx_buffer_format(out, " n%u", node->as.group.tests[i]->id);
    }
}

static void put_definition(const jx_plan *plan, uint32_t definition, jx_buffer *out)
{
    const jx_definition *what = &plan->model->definitions[definition];
    const jx_space *space = &plan->model->spaces[what->space];
    jx_buffer_format(out, "%.*s%s%.*s: ", JX_TEXT_ARG(space->id), space->id.size ? "." : "", JX_TEXT_ARG(what->name));
    jx_type_print(what->type, out);
    if (plan->definitions[definition].node) jx_buffer_format(out, " = n%u", plan->definitions[definition].node->id);
    jx_buffer_put_char(out, '\n');
}

void jx_plan_print(const jx_plan *plan, jx_buffer *out)
{
    for (uint32_t d = 0; d < plan->model->definition_count; d++) put_definition(plan, d, out);
    for (size_t n = 0; n < plan->node_count; n++) {
        const jx_node *node = plan->nodes[n];
        jx_buffer_format(out, "  n%u %s", node->id, kind_word(node->kind));
        put_detail(plan, node, out);
        jx_buffer_put_char(out, '\n');
    }
}
