// Lowers what is reached by name: definitions, locals, fields, calls; and tables, whose cells are tests of their
// inputs.
#include "plan/lowering.h"

const jx_node *jx_lower_definition_node(jx_lowering *lowering, uint32_t definition, const jx_expr *expr)
{
    const jx_definition *what = &lowering->model->definitions[definition];
    // A package is lowered in order of dependency, because binding relies on it. In DMN nothing of what is named is
    // needed here: functions may call each other in circles, and decisions may stand in long chains in any order.
    if (lowering->model->package && what->kind != JX_DEFINITION_FUNCTION)
        jx_lower_definition(lowering, definition, expr);
    jx_node *node = jx_lower_node(lowering, JX_NODE_DEFINITION, expr);
    node->as.definition = definition;
    node->type = what->type;
    if (what->kind == JX_DEFINITION_FACT && what->field_count) node->shape = definition;
    const jx_node *root = lowering->definitions[definition].node;
    if (root) node->shape = root->shape;
    return node;
}

static const jx_node *local_node(jx_lowering *lowering, const jx_expr *expr, const jx_local_scope *scope)
{
    jx_node *node = jx_lower_node(lowering, JX_NODE_LOCAL, expr);
    node->as.local = scope->slot;
    node->type = scope->type;
    node->shape = scope->shape;
    return node;
}

// Gives an operand made by hand its place in the plan.
static const jx_node *number_node(jx_lowering *lowering, const jx_node *node)
{
    ((jx_node *)node)->id = (uint32_t)lowering->nodes.count;
    *JX_PUSH(lowering->arena, &lowering->nodes) = node;
    return node;
}

static const jx_node *field_of(jx_lowering *lowering, const jx_expr *expr, const jx_node *operand, jx_text name)
{
    jx_node *node = jx_lower_node(lowering, JX_NODE_FIELD, expr);
    node->as.field.operand = number_node(lowering, operand);
    node->as.field.name = name;
    return node;
}

static const jx_node *unknown_name(jx_lowering *lowering, const jx_expr *expr, jx_text name)
{
    // The parser has reported it already where it could; null in DMN, undefined in packages.
    jx_node *node = jx_lower_node(lowering, lowering->model->package ? JX_NODE_MANUAL : JX_NODE_CONSTANT, expr);
    if (lowering->model->package) node->as.constant = jx_string(name);
    return node;
}

// In a package, what the space and those around it define. In DMN, what the definition being lowered requires, by the
// name that it has there ("imp.Say Hello"): nothing else of a file is visible, and imports need no rule of their own.
static uint32_t find_definition(const jx_lowering *lowering, jx_text name)
{
    if (lowering->model->package) return jx_model_find(lowering->model, lowering->space, name);
    const jx_definition *here = &lowering->model->definitions[lowering->definition];
    for (size_t i = 0; i < here->requirement_count; i++)
        if (jx_text_equal(here->requirements[i].name, name)) return here->requirements[i].definition;
    return JX_NONE;
}

static const jx_node *lower_named(jx_lowering *lowering, const jx_expr *expr, jx_text name, const jx_local_scope *scope)
{
    for (const jx_local_scope *s = scope; s; s = s->outer) {
        if (s->name.size) {
            if (jx_text_equal(s->name, name)) return local_node(lowering, expr, s);
        } else if (s->type->kind == JX_TYPE_CONTEXT) {
            if (jx_type_field(s->type, name)) return field_of(lowering, expr, local_node(lowering, NULL, s), name);
        } else if (s->type->kind == JX_TYPE_ANY) {
            jx_node *node = jx_lower_node(lowering, JX_NODE_DYNAMIC, expr);
            node->as.dynamic.local = s->slot;
            node->as.dynamic.name = name;
            node->as.dynamic.fallback = number_node(lowering, lower_named(lowering, expr, name, s->outer));
            return node;
        }
    }
    uint32_t definition = find_definition(lowering, name);
    if (definition != JX_NONE) return jx_lower_definition_node(lowering, definition, expr);
    int builtin = jx_builtin_find(name);
    if (builtin < 0) return unknown_name(lowering, expr, name);
    jx_node *node = jx_lower_node(lowering, JX_NODE_CONSTANT, expr);  // a built-in as a value
    jx_function *function = JX_NEW(lowering->arena, jx_function);
    function->builtin = builtin;
    node->as.constant = (jx_value){ .kind = JX_FUNCTION, .as.function = function };
    return node;
}

const jx_node *jx_lower_name(jx_lowering *lowering, const jx_expr *expr, const jx_local_scope *scope)
{
    return lower_named(lowering, expr, expr->as.name.text, scope);
}

// True if the name means a local or a definition, so that what follows the dot is a field of its value.
static bool is_value_name(const jx_lowering *lowering, jx_text name, const jx_local_scope *scope)
{
    for (const jx_local_scope *s = scope; s; s = s->outer) {
        if (s->name.size && jx_text_equal(s->name, name)) return true;
        if (!s->name.size && s->type->kind == JX_TYPE_CONTEXT && jx_type_field(s->type, name)) return true;
    }
    return find_definition(lowering, name) != JX_NONE;
}

const jx_node *jx_lower_path(jx_lowering *lowering, const jx_expr *expr, const jx_local_scope *scope)
{
    const jx_expr *operand = expr->as.path.operand;
    if (operand->kind == JX_EXPR_NAME && !is_value_name(lowering, operand->as.name.text, scope)) {
        jx_text qualified = jx_text_format(lowering->arena, "%.*s.%.*s", JX_TEXT_ARG(operand->as.name.text),
                                           JX_TEXT_ARG(expr->as.path.name));
        uint32_t definition = find_definition(lowering, qualified);
        uint32_t space = lowering->model->package ? jx_model_space(lowering->model, operand->as.name.text) : JX_NONE;
        if (definition == JX_NONE && space != JX_NONE)
            definition = jx_model_find(lowering->model, space, expr->as.path.name);
        if (definition != JX_NONE) return jx_lower_definition_node(lowering, definition, expr);
    }
    jx_node *node = jx_lower_node(lowering, JX_NODE_FIELD, expr);
    node->as.field.operand = jx_lower_expr(lowering, operand, scope);
    node->as.field.name = expr->as.path.name;
    return node;
}

// ---- calls ----

typedef enum { NATIVE_NONE, NATIVE_TOTAL, NATIVE_MEAN, NATIVE_COVERAGE, NATIVE_RANK, NATIVE_MANUAL } native;

static native native_of(jx_text name)
{
    static const struct {
        const char *zh, *en;
        native      what;
    } natives[] = {
        { "合计", "total", NATIVE_TOTAL },       { "日均", "daily_mean", NATIVE_MEAN },
        { "覆盖", "coverage", NATIVE_COVERAGE }, { "名次", "rank", NATIVE_RANK },
        { "需人工", "manual", NATIVE_MANUAL },
    };
    for (size_t i = 0; i < JX_COUNT(natives); i++)
        if (jx_text_equal(name, jx_text_of(natives[i].zh)) || jx_text_equal(name, jx_text_of(natives[i].en)))
            return natives[i].what;
    return NATIVE_NONE;
}

static const jx_node *lower_rank(jx_lowering *lowering, const jx_expr *expr, const jx_local_scope *scope)
{
    jx_node *node = jx_lower_node(lowering, JX_NODE_RANK, expr);
    node->type = &jx_type_number;
    node->as.rank.value = jx_lower_expr(lowering, expr->as.call.arguments[0].value, scope);
    node->as.rank.index = (uint32_t)lowering->ranks.count;
    node->as.rank.ascending = expr->as.call.count > 1;
    uint32_t award = JX_NONE;
    for (uint32_t a = 0; a < lowering->model->award_count; a++)
        if (lowering->model->awards[a].space == lowering->space) award = a;
    *JX_PUSH(lowering->arena, &lowering->ranks) =
        (jx_rank){ award, node->as.rank.value, lowering->definition, node->as.rank.ascending };
    return node;
}

static const jx_node *lower_native(jx_lowering *lowering, native what, const jx_expr *expr, const jx_local_scope *scope)
{
    const jx_binding *arguments = expr->as.call.arguments;
    size_t count = expr->as.call.count;
    if (what == NATIVE_RANK) return lower_rank(lowering, expr, scope);
    if (what == NATIVE_MANUAL) {
        jx_node *node = jx_lower_node(lowering, JX_NODE_MANUAL, expr);
        const jx_expr *reason = arguments[0].value;
        node->as.constant = reason->kind == JX_EXPR_LITERAL ? reason->as.literal.value : jx_string(JX_TEXT("manual"));
        return node;
    }
    jx_node_kind kind = what == NATIVE_TOTAL ? JX_NODE_TOTAL : what == NATIVE_MEAN ? JX_NODE_MEAN : JX_NODE_COVERAGE;
    jx_node *node = jx_lower_node(lowering, kind, expr);
    node->type = &jx_type_number;
    node->as.window.series = jx_lower_expr(lowering, arguments[0].value, scope);
    node->as.window.window = count > 1 ? jx_lower_expr(lowering, arguments[1].value, scope) : NULL;
    return node;
}

static bool is_shadowed(const jx_lowering *lowering, jx_text name, const jx_local_scope *scope)
{
    return is_value_name(lowering, name, scope);
}

const jx_node *jx_lower_call(jx_lowering *lowering, const jx_expr *expr, const jx_local_scope *scope)
{
    const jx_expr *function = expr->as.call.function;
    size_t count = expr->as.call.count;
    jx_text name = function->kind == JX_EXPR_NAME ? function->as.name.text : (jx_text){ 0 };
    bool known = name.size && !is_shadowed(lowering, name, scope);
    if (known && lowering->model->package && count > 0) {
        native what = native_of(name);
        if (what != NATIVE_NONE) return lower_native(lowering, what, expr, scope);
    }
    const jx_node **items = JX_ARRAY(lowering->arena, count, const jx_node *);
    jx_text *names = expr->as.call.named ? JX_ARRAY(lowering->arena, count, jx_text) : NULL;
    for (size_t i = 0; i < count; i++) {
        items[i] = jx_lower_expr(lowering, expr->as.call.arguments[i].value, scope);
        if (names) names[i] = expr->as.call.arguments[i].name;
    }
    int builtin = known ? jx_builtin_find(name) : -1;
    if (known && jx_text_equal(name, JX_TEXT("not")) && count == 1 && !names) {
        jx_node *node = jx_lower_node(lowering, JX_NODE_NOT, expr);
        node->as.operand = items[0];
        return node;
    }
    jx_node *node = jx_lower_node(lowering, builtin >= 0 ? JX_NODE_BUILTIN : JX_NODE_CALL, expr);
    if (builtin >= 0) {
        node->as.builtin.index = builtin;
        node->as.builtin.items = items;
        node->as.builtin.count = count;
        node->as.builtin.names = names;
    } else {
        node->as.call.function = jx_lower_expr(lowering, function, scope);
        node->as.call.items = items;
        node->as.call.count = count;
        node->as.call.names = names;
    }
    return node;
}

// ---- tables ----

const jx_node *jx_lower_table(jx_lowering *lowering, const jx_expr *expr, const jx_local_scope *scope)
{
    const jx_table *table = expr->as.table;
    jx_plan_table *out = JX_NEW(lowering->arena, jx_plan_table);
    size_t inputs = table->input_count, outputs = table->output_count, rules = table->rule_count;
    const jx_node **input = JX_ARRAY(lowering->arena, inputs, const jx_node *);
    uint32_t *slots = JX_ARRAY(lowering->arena, inputs, uint32_t);
    const jx_node **tests = JX_ARRAY(lowering->arena, rules * inputs, const jx_node *);
    const jx_node **cells = JX_ARRAY(lowering->arena, rules * outputs, const jx_node *);
    const jx_node **presets = JX_ARRAY(lowering->arena, outputs, const jx_node *);
    uint32_t mark = lowering->slot_next;
    for (size_t i = 0; i < inputs; i++) {
        input[i] = jx_lower_expr(lowering, table->inputs[i].expression, scope);
        slots[i] = jx_lower_slot(lowering);
    }
    for (size_t r = 0; r < rules; r++) {
        for (size_t i = 0; i < inputs; i++) {
            const jx_expr *test = table->rules[r].tests[i];
            bool any = !test || (test->kind == JX_EXPR_TESTS && test->as.tests.count == 0 && !test->as.tests.negated);
            tests[r * inputs + i] = any ? NULL : jx_lower_tests(lowering, test, NULL, slots[i], scope);
        }
        for (size_t o = 0; o < outputs; o++)
            cells[r * outputs + o] = jx_lower_expr(lowering, table->rules[r].outputs[o], scope);
    }
    for (size_t o = 0; o < outputs; o++)
        presets[o] = table->outputs[o].preset ? jx_lower_expr(lowering, table->outputs[o].preset, scope) : NULL;
    lowering->slot_next = mark;
    *out = (jx_plan_table){ table, input, slots, tests, cells, presets, NULL };
    out->index = jx_table_index_new(lowering->arena, out);
    jx_node *node = jx_lower_node(lowering, JX_NODE_TABLE, expr);
    node->as.table = out;
    return node;
}
