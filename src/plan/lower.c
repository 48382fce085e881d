// Lowers a model to a plan: names become slots and definitions, boxes and text become the same nodes.
//
// Read from the bottom: jx_plan_lower() lowers each definition once, those it needs first, so that a node's operands
// always have smaller ids than the node itself; binding relies on that order.
#include "plan/lowering.h"

#include <string.h>

jx_node *jx_lower_node(jx_lowering *lowering, jx_node_kind kind, const jx_expr *expr)
{
    jx_node *node = JX_NEW(lowering->arena, jx_node);
    node->kind = kind;
    node->type = expr && expr->type ? expr->type : &jx_type_any;
    node->shape = JX_NONE;
    if (expr) {
        node->boxed = expr->boxed;
        node->source = expr->source;
        node->span = expr->span;
    }
    return node;
}

// Numbers a finished node. Called when its operands are done.
static const jx_node *finish(jx_lowering *lowering, jx_node *node)
{
    node->id = (uint32_t)lowering->nodes.count;
    *JX_PUSH(lowering->arena, &lowering->nodes) = node;
    return node;
}

uint32_t jx_lower_slot(jx_lowering *lowering)
{
    uint32_t slot = lowering->slot_next++;
    if (lowering->slot_next > lowering->slot_max) lowering->slot_max = lowering->slot_next;
    return slot;
}

static const jx_node *const *lower_all(jx_lowering *lowering, const jx_expr *const *items, size_t count,
                                       const jx_local_scope *scope)
{
    const jx_node **nodes = JX_ARRAY(lowering->arena, count, const jx_node *);
    for (size_t i = 0; i < count; i++) nodes[i] = jx_lower_expr(lowering, items[i], scope);
    return nodes;
}

static const jx_node *lower_items(jx_lowering *lowering, jx_node_kind kind, const jx_expr *expr,
                                  const jx_expr *const *items, size_t count, const jx_local_scope *scope)
{
    jx_node *node = jx_lower_node(lowering, kind, expr);
    node->as.items.items = lower_all(lowering, items, count, scope);
    node->as.items.count = count;
    return finish(lowering, node);
}

static const jx_node *lower_binary(jx_lowering *lowering, const jx_expr *expr, const jx_local_scope *scope)
{
    jx_operator op = expr->as.binary.op;
    const jx_expr *operands[2] = { expr->as.binary.left, expr->as.binary.right };
    if (op == JX_OP_AND) return lower_items(lowering, JX_NODE_AND, expr, operands, 2, scope);
    if (op == JX_OP_OR) return lower_items(lowering, JX_NODE_OR, expr, operands, 2, scope);
    jx_node *node = jx_lower_node(lowering, JX_NODE_BINARY, expr);
    node->as.binary.op = op;
    node->as.binary.left = jx_lower_expr(lowering, operands[0], scope);
    node->as.binary.right = jx_lower_expr(lowering, operands[1], scope);
    return finish(lowering, node);
}

static const jx_node *lower_filter(jx_lowering *lowering, const jx_expr *expr, const jx_local_scope *scope)
{
    jx_node *node = jx_lower_node(lowering, JX_NODE_FILTER, expr);
    const jx_node *operand = jx_lower_expr(lowering, expr->as.filter.operand, scope);
    const jx_type *element = operand->type->kind == JX_TYPE_LIST
                                 ? (operand->type->element ? operand->type->element : &jx_type_any)
                                 : operand->type;
    uint32_t mark = lowering->slot_next, slot = jx_lower_slot(lowering);
    jx_local_scope item_name = { scope, JX_TEXT("item"), slot, element, operand->shape };
    jx_local_scope item = { &item_name, { 0 }, slot, element, operand->shape };
    node->as.filter.operand = operand;
    node->as.filter.item = slot;
    node->as.filter.match = jx_lower_expr(lowering, expr->as.filter.match, &item);
    node->as.filter.static_position = expr->as.filter.match->type->kind == JX_TYPE_NUMBER;
    node->shape = operand->shape;
    lowering->slot_next = mark;
    return finish(lowering, node);
}

// for, some, every: each binding sees those before it.
static const jx_node *lower_iterate(jx_lowering *lowering, const jx_expr *expr, jx_node_kind kind,
                                    const jx_local_scope *scope)
{
    jx_node *node = jx_lower_node(lowering, kind, expr);
    size_t count = expr->as.iterate.count;
    jx_slot_binding *bindings = JX_ARRAY(lowering->arena, count, jx_slot_binding);
    jx_local_scope *scopes = JX_ARRAY(lowering->arena, count + 1, jx_local_scope);
    uint32_t mark = lowering->slot_next;
    for (size_t i = 0; i < count; i++) {
        const jx_binding *from = &expr->as.iterate.bindings[i];
        bindings[i].name = from->name;
        bindings[i].type = from->type;
        bindings[i].value = jx_lower_expr(lowering, from->value, scope);
        bindings[i].end = from->end ? jx_lower_expr(lowering, from->end, scope) : NULL;
        bindings[i].slot = jx_lower_slot(lowering);
        const jx_type *domain = bindings[i].value->type;
        const jx_type *element = domain->kind == JX_TYPE_LIST && domain->element ? domain->element
                                 : domain->kind == JX_TYPE_LIST                  ? &jx_type_any
                                                                                 : domain;
        scopes[i] = (jx_local_scope){ scope, from->name, bindings[i].slot, element, bindings[i].value->shape };
        scope = &scopes[i];
    }
    node->as.iterate.partial = jx_lower_slot(lowering);
    scopes[count] = (jx_local_scope){ scope, JX_TEXT("partial"), node->as.iterate.partial, &jx_type_any, JX_NONE };
    node->as.iterate.bindings = bindings;
    node->as.iterate.count = count;
    node->as.iterate.body =
        jx_lower_expr(lowering, expr->as.iterate.body, kind == JX_NODE_FOR ? &scopes[count] : scope);
    lowering->slot_next = mark;
    return finish(lowering, node);
}

static const jx_node *lower_context(jx_lowering *lowering, const jx_expr *expr, const jx_local_scope *scope)
{
    jx_node *node = jx_lower_node(lowering, JX_NODE_CONTEXT, expr);
    size_t count = expr->as.context.count;
    jx_slot_binding *entries = JX_ARRAY(lowering->arena, count, jx_slot_binding);
    jx_local_scope *scopes = JX_ARRAY(lowering->arena, count, jx_local_scope);
    uint32_t mark = lowering->slot_next;
    for (size_t i = 0; i < count; i++) {
        const jx_binding *from = &expr->as.context.entries[i];
        entries[i].name = from->name;
        entries[i].type = from->type;
        entries[i].value = jx_lower_expr(lowering, from->value, scope);
        entries[i].slot = jx_lower_slot(lowering);
        const jx_type *type = from->type ? from->type : entries[i].value->type;
        scopes[i] = (jx_local_scope){ scope, from->name, entries[i].slot, type, entries[i].value->shape };
        if (!expr->as.context.separate) scope = &scopes[i];
    }
    node->as.context.entries = entries;
    node->as.context.count = count;
    node->as.context.has_result = expr->as.context.has_result;
    lowering->slot_next = mark;
    return finish(lowering, node);
}

static const jx_node *lower_function(jx_lowering *lowering, const jx_expr *expr, const jx_local_scope *scope)
{
    jx_node *node = jx_lower_node(lowering, JX_NODE_FUNCTION, expr);
    size_t count = expr->as.function.count;
    jx_slot_binding *parameters = JX_ARRAY(lowering->arena, count, jx_slot_binding);
    jx_local_scope *scopes = JX_ARRAY(lowering->arena, count, jx_local_scope);
    uint32_t mark = lowering->slot_next, max = lowering->slot_max;
    lowering->slot_max = mark;
    for (size_t i = 0; i < count; i++) {
        const jx_binding *from = &expr->as.function.parameters[i];
        const jx_type *type = from->type ? from->type : &jx_type_any;
        parameters[i] = (jx_slot_binding){ .name = from->name, .slot = jx_lower_slot(lowering), .type = type };
        scopes[i] = (jx_local_scope){ scope, from->name, parameters[i].slot, type, JX_NONE };
        scope = &scopes[i];
    }
    uint32_t input_slot = lowering->input_slot;
    lowering->input_slot = JX_NONE;
    node->as.function.parameters = parameters;
    node->as.function.count = count;
    node->as.function.body = expr->as.function.body ? jx_lower_expr(lowering, expr->as.function.body, scope) : NULL;
    node->as.function.result = expr->as.function.result;
    node->as.function.captured = mark;
    node->as.function.local_count = lowering->slot_max;
    node->as.function.external_class = expr->as.function.external_class;
    node->as.function.external_method = expr->as.function.external_method;
    lowering->input_slot = input_slot;
    lowering->slot_next = mark;
    if (max > lowering->slot_max) lowering->slot_max = max;
    return finish(lowering, node);
}

static const jx_node *lower_group(jx_lowering *lowering, const jx_expr *expr, const jx_local_scope *scope)
{
    const jx_group *group = expr->as.group;
    jx_node *node = jx_lower_node(lowering, JX_NODE_GROUP, expr);
    const jx_node **tests = JX_ARRAY(lowering->arena, group->row_count, const jx_node *);
    for (size_t i = 0; i < group->row_count; i++) tests[i] = jx_lower_expr(lowering, group->rows[i].test, scope);
    node->as.group.source = group;
    node->as.group.tests = tests;
    return finish(lowering, node);
}

// A record list whose records get computed fields; each field sees the record's own fields and those before it.
static const jx_node *lower_extend(jx_lowering *lowering, const jx_expr *expr, const jx_local_scope *scope)
{
    jx_node *node = jx_lower_node(lowering, JX_NODE_EXTEND, expr);
    // The extended list hides the delivered one of the same name, which stands one space further out.
    uint32_t space = lowering->space;
    lowering->space = lowering->model->spaces[space].outer;
    const jx_node *list = jx_lower_expr(lowering, expr->as.extend.list, scope);
    lowering->space = space;
    const jx_type *element =
        expr->type->kind == JX_TYPE_LIST && expr->type->element ? expr->type->element : &jx_type_any;
    uint32_t mark = lowering->slot_next, slot = jx_lower_slot(lowering);
    jx_local_scope item = { scope, { 0 }, slot, element, lowering->definition };
    size_t count = expr->as.extend.count;
    jx_slot_binding *fields = JX_ARRAY(lowering->arena, count, jx_slot_binding);
    node->as.extend.list = list;
    node->as.extend.fields = fields;
    node->as.extend.item = slot;
    // The root is visible while its fields are lowered, so that a field's shape finds those before it.
    lowering->definitions[lowering->definition].node = node;
    for (size_t i = 0; i < count; i++) {
        const jx_binding *from = &expr->as.extend.fields[i];
        fields[i] = (jx_slot_binding){ .name = from->name, .slot = JX_NONE, .type = from->type };
        fields[i].value = jx_lower_expr(lowering, from->value, &item);
        node->as.extend.count = i + 1;
    }
    node->shape = lowering->definition;
    lowering->slot_next = mark;
    return finish(lowering, node);
}

static const jx_node *lower_interval(jx_lowering *lowering, const jx_expr *expr, const jx_local_scope *scope)
{
    jx_node *node = jx_lower_node(lowering, JX_NODE_INTERVAL, expr);
    node->as.interval.form = JX_RANGE_INTERVAL;
    node->as.interval.low = jx_lower_expr(lowering, expr->as.interval.low, scope);
    node->as.interval.high = jx_lower_expr(lowering, expr->as.interval.high, scope);
    node->as.interval.low_included = expr->as.interval.low_included;
    node->as.interval.high_included = expr->as.interval.high_included;
    return finish(lowering, node);
}

static const jx_node *lower_unary_range(jx_lowering *lowering, const jx_expr *expr, const jx_local_scope *scope)
{
    jx_node *node = jx_lower_node(lowering, JX_NODE_INTERVAL, expr);
    node->as.interval.form = expr->as.unary_range.form;
    node->as.interval.low = jx_lower_expr(lowering, expr->as.unary_range.end, scope);
    return finish(lowering, node);
}

static const jx_node *lower_in(jx_lowering *lowering, const jx_expr *expr, const jx_local_scope *scope)
{
    const jx_node *value = jx_lower_expr(lowering, expr->as.in.value, scope);
    uint32_t mark = lowering->slot_next, slot = jx_lower_slot(lowering);
    const jx_node *node = jx_lower_tests(lowering, expr->as.in.tests, value, slot, scope);
    lowering->slot_next = mark;
    return node;
}

const jx_node *jx_lower_tests(jx_lowering *lowering, const jx_expr *expr, const jx_node *value, uint32_t slot,
                              const jx_local_scope *scope)
{
    assert(expr->kind == JX_EXPR_TESTS);
    jx_node *node = jx_lower_node(lowering, JX_NODE_TESTS, expr);
    uint32_t input_slot = lowering->input_slot;
    lowering->input_slot = slot;
    node->type = &jx_type_boolean;
    node->as.tests.value = value;
    node->as.tests.slot = slot;
    node->as.tests.items = lower_all(lowering, expr->as.tests.items, expr->as.tests.count, scope);
    node->as.tests.count = expr->as.tests.count;
    node->as.tests.negated = expr->as.tests.negated;
    lowering->input_slot = input_slot;
    return finish(lowering, node);
}

static const jx_node *lower_input(jx_lowering *lowering, const jx_expr *expr)
{
    jx_node *node = jx_lower_node(lowering, lowering->input_slot == JX_NONE ? JX_NODE_CONSTANT : JX_NODE_LOCAL, expr);
    if (lowering->input_slot != JX_NONE) node->as.local = lowering->input_slot;
    return finish(lowering, node);
}

static const jx_node *lower_one(jx_lowering *lowering, jx_node_kind kind, const jx_expr *expr, const jx_expr *operand,
                                const jx_local_scope *scope)
{
    jx_node *node = jx_lower_node(lowering, kind, expr);
    const jx_node *lowered = jx_lower_expr(lowering, operand, scope);
    if (kind == JX_NODE_INSTANCE) {
        node->as.instance.value = lowered;
        node->as.instance.type = expr->as.instance.type;
    } else if (kind == JX_NODE_CONVERT) {
        node->as.instance.value = lowered;
        node->as.instance.type = expr->as.convert.type;
        node->shape = lowered->shape;
    } else {
        node->as.operand = lowered;
    }
    return finish(lowering, node);
}

static const jx_node *lower_if(jx_lowering *lowering, const jx_expr *expr, const jx_local_scope *scope)
{
    const jx_expr *items[3] = { expr->as.choose.when, expr->as.choose.then, expr->as.choose.otherwise };
    const jx_node *node = lower_items(lowering, JX_NODE_IF, expr, items, 3, scope);
    uint32_t shape = node->as.items.items[1]->shape;
    if (shape == node->as.items.items[2]->shape) ((jx_node *)node)->shape = shape;
    return node;
}

static const jx_node *lower_kind(jx_lowering *lowering, const jx_expr *expr, const jx_local_scope *scope)
{
    switch (expr->kind) {
    case JX_EXPR_LITERAL:
    case JX_EXPR_ERROR: {
        jx_node *node = jx_lower_node(lowering, JX_NODE_CONSTANT, expr);
        if (expr->kind == JX_EXPR_LITERAL) node->as.constant = expr->as.literal.value;
        return finish(lowering, node);
    }
    case JX_EXPR_NAME:        return finish(lowering, (jx_node *)jx_lower_name(lowering, expr, scope));
    case JX_EXPR_INPUT:       return lower_input(lowering, expr);
    case JX_EXPR_PATH:        return finish(lowering, (jx_node *)jx_lower_path(lowering, expr, scope));
    case JX_EXPR_FILTER:      return lower_filter(lowering, expr, scope);
    case JX_EXPR_CALL:        return finish(lowering, (jx_node *)jx_lower_call(lowering, expr, scope));
    case JX_EXPR_BINARY:      return lower_binary(lowering, expr, scope);
    case JX_EXPR_NEGATE:      return lower_one(lowering, JX_NODE_NEGATE, expr, expr->as.negate.operand, scope);
    case JX_EXPR_BETWEEN: {
        const jx_expr *items[3] = { expr->as.between.value, expr->as.between.low, expr->as.between.high };
        return lower_items(lowering, JX_NODE_BETWEEN, expr, items, 3, scope);
    }
    case JX_EXPR_IN:          return lower_in(lowering, expr, scope);
    case JX_EXPR_INTERVAL:    return lower_interval(lowering, expr, scope);
    case JX_EXPR_UNARY_RANGE: return lower_unary_range(lowering, expr, scope);
    case JX_EXPR_IF:          return lower_if(lowering, expr, scope);
    case JX_EXPR_FOR:         return lower_iterate(lowering, expr, JX_NODE_FOR, scope);
    case JX_EXPR_SOME:        return lower_iterate(lowering, expr, JX_NODE_SOME, scope);
    case JX_EXPR_EVERY:       return lower_iterate(lowering, expr, JX_NODE_EVERY, scope);
    case JX_EXPR_LIST:
        return lower_items(lowering, JX_NODE_LIST, expr, expr->as.list.items, expr->as.list.count, scope);
    case JX_EXPR_CONTEXT:     return lower_context(lowering, expr, scope);
    case JX_EXPR_FUNCTION:    return lower_function(lowering, expr, scope);
    case JX_EXPR_INSTANCE_OF: return lower_one(lowering, JX_NODE_INSTANCE, expr, expr->as.instance.value, scope);
    case JX_EXPR_TESTS: {  // unary tests as an expression of their own: the tested value stands in `?`
        jx_node *input = jx_lower_node(lowering, JX_NODE_LOCAL, expr);
        input->as.local = lowering->input_slot == JX_NONE ? jx_lower_slot(lowering) : lowering->input_slot;
        return jx_lower_tests(lowering, expr, finish(lowering, input), input->as.local, scope);
    }
    case JX_EXPR_TABLE:       return finish(lowering, (jx_node *)jx_lower_table(lowering, expr, scope));
    case JX_EXPR_GROUP:       return lower_group(lowering, expr, scope);
    case JX_EXPR_EXTEND:      return lower_extend(lowering, expr, scope);
    case JX_EXPR_CONVERT:     return lower_one(lowering, JX_NODE_CONVERT, expr, expr->as.convert.value, scope);
    }
    JX_UNREACHABLE();
}

// Definitions that stand further down are lowered within the one that names them first; that takes stack, as evaluating
// them will. More than evaluation would follow is refused.
static const jx_node *too_deep(jx_lowering *lowering, const jx_expr *expr, uint64_t limit)
{
    jx_text shown = jx_text_format(lowering->arena, "%llu", (unsigned long long)limit);
    if (!lowering->refused)
        (void)jx_problem_add(lowering->problems, JX_PROBLEM_TOO_DEEP, JX_SEVERITY_ERROR, expr->source, expr->span,
                             (jx_text){ 0 }, &shown, 1);
    lowering->refused = true;
    return finish(lowering, jx_lower_node(lowering, JX_NODE_CONSTANT, expr));
}

const jx_node *jx_lower_expr(jx_lowering *lowering, const jx_expr *expr, const jx_local_scope *scope)
{
    static const uint64_t levels_per_nesting = 4;
    uint64_t limit = levels_per_nesting * jx_limits_default().at[JX_LIMIT_NESTING];
    if (lowering->levels >= limit) return too_deep(lowering, expr, limit);
    lowering->levels++;
    const jx_node *node = lower_kind(lowering, expr, scope);
    lowering->levels--;
    return node;
}

static void report_cycle(jx_lowering *lowering, uint32_t definition, const jx_expr *asked_by)
{
    const jx_definition *what = &lowering->model->definitions[definition];
    lowering->refused = true;
    (void)jx_problem_add(lowering->problems, JX_PROBLEM_CYCLE, JX_SEVERITY_ERROR,
                         asked_by ? asked_by->source : what->source, asked_by ? asked_by->span : what->span,
                         (jx_text){ 0 }, &what->name, 1);
}

// A decision of another model: that model is lowered and bound here, once, for all who use the plan.
static const jx_node *lower_use(jx_lowering *lowering, const jx_definition *what)
{
    const jx_model_use *use = what->use;
    const jx_node **items = JX_ARRAY(lowering->arena, use->count, const jx_node *);
    const jx_plan *plan;
    jx_node *node = jx_lower_node(lowering, JX_NODE_MODEL, NULL);
    for (size_t i = 0; i < use->count; i++) items[i] = jx_lower_definition_node(lowering, use->inputs[i], NULL);
    node->type = what->type;
    node->source = what->source, node->span = what->span;
    node->as.model.use = use;
    node->as.model.items = items;
    if (jx_plan_lower(use->model, lowering->arena, lowering->problems, &plan) != JX_OK ||
        jx_plan_bind(plan, NULL, lowering->arena, &node->as.model.bound) != JX_OK)
        lowering->refused = true;
    return node;
}

void jx_lower_definition(jx_lowering *lowering, uint32_t definition, const jx_expr *asked_by)
{
    const jx_definition *what = &lowering->model->definitions[definition];
    if (lowering->states[definition] == JX_LOWERED) return;
    if (lowering->states[definition] == JX_LOWERING) {
        if (what->kind == JX_DEFINITION_FORMULA) report_cycle(lowering, definition, asked_by);
        return;
    }
    lowering->states[definition] = JX_LOWERING;
    if (what->use) lowering->definitions[definition].node = lower_use(lowering, what);
    if (what->expr) {
        jx_lowering outer = *lowering;
        lowering->definition = definition;
        lowering->space = what->space;
        lowering->slot_next = lowering->slot_max = 0;
        // DMN: the expression of an input says what becomes of the value given, which stands in slot 0.
        lowering->input_slot = what->kind == JX_DEFINITION_FACT ? jx_lower_slot(lowering) : JX_NONE;
        const jx_node *node = jx_lower_expr(lowering, what->expr, NULL);
        lowering->definitions[definition].node = node;
        lowering->definitions[definition].local_count = lowering->slot_max;
        lowering->definition = outer.definition;
        lowering->space = outer.space;
        lowering->slot_next = outer.slot_next;
        lowering->slot_max = outer.slot_max;
        lowering->input_slot = outer.input_slot;
    }
    lowering->states[definition] = JX_LOWERED;
}

// ---- what depends on what ----

// What has been reached, and in what order: a work list, because definitions may stand on each other without end.
typedef struct {
    bool     *marked;  // by definition
    uint32_t *order;
    size_t    count;
} reach;

static void mark_definition(reach *reached, uint32_t definition)
{
    if (reached->marked[definition]) return;
    reached->marked[definition] = true;
    reached->order[reached->count++] = definition;
}

static void mark_node(void *user, const jx_node *node)
{
    if (node->kind == JX_NODE_DEFINITION) mark_definition(user, node->as.definition);
    jx_node_children(node, mark_node, user);
}

// All that `node` stands on, directly or not.
static void follow(const jx_plan *plan, reach *reached, const jx_node *node)
{
    memset(reached->marked, 0, plan->model->definition_count);
    reached->count = 0;
    if (node) mark_node(reached, node);
    for (size_t i = 0; i < reached->count; i++) {
        const jx_node *next = plan->definitions[reached->order[i]].node;
        if (next) mark_node(reached, next);
    }
}

static reach new_reach(jx_arena *arena, const jx_plan *plan)
{
    size_t count = plan->model->definition_count;
    return (reach){ .marked = JX_ARRAY(arena, count, bool), .order = JX_ARRAY(arena, count, uint32_t) };
}

static void collect_reaches(jx_lowering *lowering, const jx_plan *plan)
{
    size_t count = plan->model->definition_count;
    reach reached = new_reach(lowering->arena, plan);
    for (uint32_t d = 0; d < count; d++) {
        follow(plan, &reached, lowering->definitions[d].node);
        uint32_t *list = JX_ARRAY(lowering->arena, reached.count, uint32_t);
        size_t listed = 0;
        for (uint32_t i = 0; i < count; i++)
            if (reached.marked[i]) list[listed++] = i;
        lowering->definitions[d].reaches = list;
        lowering->definitions[d].reach_count = listed;
    }
}

const jx_node *jx_plan_table_root(const jx_plan *plan, uint32_t definition)
{
    const jx_node *root = plan->definitions[definition].node;
    while (root && root->kind == JX_NODE_CONVERT) root = root->as.instance.value;
    return root && root->kind == JX_NODE_TABLE ? root : NULL;
}

bool jx_plan_reaches(const jx_plan *plan, uint32_t definition, uint32_t on)
{
    const jx_plan_definition *from = &plan->definitions[definition];
    for (size_t i = 0; i < from->reach_count; i++)
        if (from->reaches[i] == on) return true;
    return false;
}

// R2: what ranks a population may not use its rank.
static void check_ranks(jx_lowering *lowering, const jx_plan *plan)
{
    reach reached = new_reach(lowering->arena, plan);
    for (size_t i = 0; i < plan->rank_count; i++) {
        follow(plan, &reached, plan->ranks[i].value);
        for (size_t k = 0; k < plan->rank_count; k++) {
            uint32_t where = plan->ranks[k].definition;
            if (!reached.marked[where]) continue;
            const jx_definition *what = &plan->model->definitions[where];
            lowering->refused = true;
            (void)jx_problem_add(lowering->problems, JX_PROBLEM_POPULATION_CIRCULAR, JX_SEVERITY_ERROR, what->source,
                                 what->span, (jx_text){ 0 }, (jx_text[]){ what->name, what->name }, 2);
        }
    }
}

typedef struct {
    const jx_model *model;
    jx_arena       *arena;
    jx_problems    *problems;
    const jx_plan **out;
} lower_arguments;

static jx_status lower_model(void *user)
{
    lower_arguments *arguments = user;
    const jx_model *model = arguments->model;
    jx_lowering lowering = {
        .model = model, .arena = arguments->arena, .problems = arguments->problems, .input_slot = JX_NONE
    };
    lowering.definitions = JX_ARRAY(lowering.arena, model->definition_count, jx_plan_definition);
    lowering.states = JX_ARRAY(lowering.arena, model->definition_count, uint8_t);
    for (uint32_t d = 0; d < model->definition_count; d++) jx_lower_definition(&lowering, d, NULL);
    jx_plan *plan = JX_NEW(lowering.arena, jx_plan);
    *plan = (jx_plan){ model, lowering.definitions, lowering.nodes.items, lowering.nodes.count, lowering.ranks.items,
                       lowering.ranks.count };
    if (lowering.refused) return JX_REFUSED;
    if (model->package) collect_reaches(&lowering, plan);
    check_ranks(&lowering, plan);
    if (lowering.refused) return JX_REFUSED;
    *arguments->out = plan;
    return JX_OK;
}

jx_status jx_plan_lower(const jx_model *model, jx_arena *arena, jx_problems *problems, const jx_plan **out)
{
    return jx_arena_guard(arena, lower_model, &(lower_arguments){ model, arena, problems, out });
}
