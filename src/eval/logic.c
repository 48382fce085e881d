// Conditions: and, or, not, if, groups, and the tests of `in` and of table cells, over true, false and open.
#include "eval/machine.h"

static bool decided(jx_value value)
{
    return value.kind == JX_BOOLEAN;
}

jx_value jx_truth(jx_case *unit, jx_value value)
{
    if (!unit->package || decided(value)) return value;
    if (jx_is_open(value) && !value.as.open->may_be_null) return value;
    jx_causes none = jx_value_causes(value);
    if (!jx_is_open(value)) none = jx_cause_one(unit->arena, JX_CAUSE_UNDEFINED, JX_TEXT("no-condition"), (jx_text){ 0 });
    return jx_open_truth(unit, none);
}

jx_value jx_and(jx_case *unit, jx_value a, jx_value b)
{
    if (jx_is_false(a) || jx_is_false(b)) return jx_boolean(false);
    if (jx_is_true(a) && jx_is_true(b)) return jx_boolean(true);
    return unit->package ? jx_open_truth(unit, jx_join(unit, a, b)) : jx_null();
}

jx_value jx_or(jx_case *unit, jx_value a, jx_value b)
{
    if (jx_is_true(a) || jx_is_true(b)) return jx_boolean(true);
    if (jx_is_false(a) && jx_is_false(b)) return jx_boolean(false);
    return unit->package ? jx_open_truth(unit, jx_join(unit, a, b)) : jx_null();
}

jx_value jx_not(jx_case *unit, jx_value a)
{
    (void)unit;
    if (decided(a)) return jx_boolean(!a.as.boolean);
    return jx_is_open(a) ? a : jx_null();
}

static jx_value run_if(jx_case *unit, const jx_node *node, jx_value *locals)
{
    const jx_node *const *items = node->as.items.items;
    jx_value when = jx_truth(unit, jx_run(unit, items[0], locals));
    if (!unit->package && node->boxed && when.kind != JX_BOOLEAN && when.kind != JX_NULL)
        return jx_undefined(unit, node, "condition-not-boolean");
    if (!jx_is_open(when)) return jx_run(unit, items[jx_is_true(when) ? 1 : 2], locals);
    jx_value then = jx_run(unit, items[1], locals), otherwise = jx_run(unit, items[2], locals);
    return jx_value_hull(unit->arena, then, otherwise, jx_value_causes(when));
}

static jx_value run_between(jx_case *unit, const jx_node *node, jx_value *locals)
{
    jx_value value = jx_run(unit, node->as.items.items[0], locals);
    jx_value low = jx_run(unit, node->as.items.items[1], locals), high = jx_run(unit, node->as.items.items[2], locals);
    jx_value above = jx_compare(unit, node, JX_OP_GREATER_EQUAL, value, low, NULL);
    jx_value below = jx_compare(unit, node, JX_OP_LESS_EQUAL, value, high, NULL);
    if (!unit->package && (above.kind == JX_NULL || below.kind == JX_NULL)) return jx_null();
    return jx_and(unit, above, below);
}

jx_value jx_run_items_logic(jx_case *unit, const jx_node *node, jx_value *locals)
{
    if (node->kind == JX_NODE_IF) return run_if(unit, node, locals);
    if (node->kind == JX_NODE_BETWEEN) return run_between(unit, node, locals);
    bool all = node->kind == JX_NODE_AND;
    jx_value result = jx_boolean(all);
    for (size_t i = 0; i < node->as.items.count; i++) {
        jx_value item = jx_truth(unit, jx_run(unit, node->as.items.items[i], locals));
        result = all ? jx_and(unit, result, item) : jx_or(unit, result, item);
        if (decided(result) && result.as.boolean != all) return result;  // settled, whatever comes
    }
    return result;
}

jx_value jx_run_group(jx_case *unit, const jx_node *node, jx_value *locals)
{
    const jx_group *group = node->as.group.source;
    jx_value result = jx_boolean(!group->any);
    for (size_t i = 0; i < group->row_count; i++) {
        jx_value row = jx_truth(unit, jx_run(unit, node->as.group.tests[i], locals));
        result = group->any ? jx_or(unit, result, row) : jx_and(unit, result, row);
        if (decided(result) && result.as.boolean == group->any) return result;
    }
    return result;
}

// ---- tests ----

static jx_value in_range(jx_case *unit, const jx_node *node, jx_value value, const jx_range_value *range)
{
    if (!unit->package) return jx_in_range(&unit->builtin, value, range);
    switch (range->form) {
    case JX_RANGE_EQUAL:     return jx_compare(unit, node, JX_OP_EQUAL, value, range->low, NULL);
    case JX_RANGE_NOT_EQUAL: return jx_compare(unit, node, JX_OP_NOT_EQUAL, value, range->low, NULL);
    case JX_RANGE_INTERVAL: case JX_RANGE_LESS: case JX_RANGE_LESS_EQUAL: case JX_RANGE_GREATER: case JX_RANGE_GREATER_EQUAL: break;
    }
    jx_value result = jx_boolean(true);
    if (range->low.kind != JX_NULL)
        result = jx_compare(unit, node, range->low_included ? JX_OP_GREATER_EQUAL : JX_OP_GREATER, value, range->low, NULL);
    if (range->high.kind != JX_NULL)
        result = jx_and(unit, result, jx_compare(unit, node, range->high_included ? JX_OP_LESS_EQUAL : JX_OP_LESS, value, range->high, NULL));
    return result;
}

static jx_value in_list(jx_case *unit, const jx_node *node, jx_value value, jx_value list)
{
    jx_value result = jx_boolean(false);
    if (!unit->package && value.kind == JX_LIST && jx_is_true(jx_value_equal(value, list))) return jx_boolean(true);
    for (size_t i = 0; i < list.as.list.count; i++) {
        jx_value item = list.as.list.items[i];
        jx_value one = item.kind == JX_RANGE || (item.kind == JX_LIST && value.kind != JX_LIST && !unit->package)
                           ? jx_in(unit, node, value, item)
                           : jx_compare(unit, node, JX_OP_EQUAL, value, item, NULL);
        if (!unit->package && one.kind == JX_NULL) one = jx_boolean(false);  // a comparison that is null does not match
        result = jx_or(unit, result, one);
        if (jx_is_true(result)) break;
    }
    return result;
}

jx_value jx_in(jx_case *unit, const jx_node *node, jx_value value, jx_value test)
{
    if (test.kind == JX_RANGE) return in_range(unit, node, value, test.as.range);
    if (test.kind == JX_LIST) return in_list(unit, node, value, test);
    return jx_compare(unit, node, JX_OP_EQUAL, value, test, NULL);
}

// True if the test's own value decides: it is boolean and looks at `?`.
static bool looks_at_slot(const jx_node *node, uint32_t slot)
{
    if (!node) return false;
    switch (node->kind) {
    case JX_NODE_LOCAL:   return node->as.local == slot;
    case JX_NODE_FIELD:   return looks_at_slot(node->as.field.operand, slot);
    case JX_NODE_FILTER:  return looks_at_slot(node->as.filter.operand, slot) || looks_at_slot(node->as.filter.match, slot);
    case JX_NODE_BINARY:  return looks_at_slot(node->as.binary.left, slot) || looks_at_slot(node->as.binary.right, slot);
    case JX_NODE_NOT:
    case JX_NODE_NEGATE:  return looks_at_slot(node->as.operand, slot);
    case JX_NODE_AND: case JX_NODE_OR: case JX_NODE_BETWEEN: case JX_NODE_IF: case JX_NODE_LIST:
        for (size_t i = 0; i < node->as.items.count; i++)
            if (looks_at_slot(node->as.items.items[i], slot)) return true;
        return false;
    case JX_NODE_BUILTIN:
        for (size_t i = 0; i < node->as.builtin.count; i++)
            if (looks_at_slot(node->as.builtin.items[i], slot)) return true;
        return false;
    case JX_NODE_CALL:
        for (size_t i = 0; i < node->as.call.count; i++)
            if (looks_at_slot(node->as.call.items[i], slot)) return true;
        return looks_at_slot(node->as.call.function, slot);
    case JX_NODE_TESTS:
        if (looks_at_slot(node->as.tests.value, slot)) return true;
        for (size_t i = 0; i < node->as.tests.count; i++)
            if (looks_at_slot(node->as.tests.items[i], slot)) return true;
        return false;
    case JX_NODE_FOR: case JX_NODE_SOME: case JX_NODE_EVERY:
        for (size_t i = 0; i < node->as.iterate.count; i++)
            if (looks_at_slot(node->as.iterate.bindings[i].value, slot)) return true;
        return looks_at_slot(node->as.iterate.body, slot);
    case JX_NODE_DYNAMIC:  return looks_at_slot(node->as.dynamic.fallback, slot);
    case JX_NODE_INSTANCE: case JX_NODE_CONVERT: return looks_at_slot(node->as.instance.value, slot);
    case JX_NODE_INTERVAL: return looks_at_slot(node->as.interval.low, slot) || looks_at_slot(node->as.interval.high, slot);
    case JX_NODE_TOTAL: case JX_NODE_MEAN: case JX_NODE_COVERAGE:
        return looks_at_slot(node->as.window.series, slot) || looks_at_slot(node->as.window.window, slot);
    case JX_NODE_CONSTANT: case JX_NODE_DEFINITION: case JX_NODE_CONTEXT: case JX_NODE_FUNCTION: case JX_NODE_TABLE:
    case JX_NODE_GROUP: case JX_NODE_EXTEND: case JX_NODE_RANK: case JX_NODE_MANUAL: return false;
    }
    JX_UNREACHABLE();
}

static jx_value test_one(jx_case *unit, const jx_node *test, uint32_t slot, jx_value value, jx_value *locals)
{
    bool by_itself = test->kind != JX_NODE_LOCAL && looks_at_slot(test, slot);
    jx_value result = jx_run(unit, test, locals);
    if (by_itself && (result.kind == JX_BOOLEAN || (jx_is_open(result) && result.as.open->type->kind == JX_TYPE_BOOLEAN)))
        return result;
    if (unit->package && value.kind == JX_NULL && result.kind != JX_NULL)
        return jx_open_truth(unit, jx_cause_one(unit->arena, JX_CAUSE_UNDEFINED, JX_TEXT("none"), (jx_text){ 0 }));
    return jx_in(unit, test, value, result);
}

jx_value jx_test(jx_case *unit, const jx_node *tests, jx_value value, jx_value *locals)
{
    jx_value result = jx_boolean(tests->as.tests.count == 0);
    locals[tests->as.tests.slot] = value;
    for (size_t i = 0; i < tests->as.tests.count; i++) {
        result = jx_or(unit, result, test_one(unit, tests->as.tests.items[i], tests->as.tests.slot, value, locals));
        if (jx_is_true(result)) break;
    }
    return tests->as.tests.negated ? jx_not(unit, result) : result;
}

jx_value jx_run_tests(jx_case *unit, const jx_node *node, jx_value *locals)
{
    jx_value value = node->as.tests.value ? jx_run(unit, node->as.tests.value, locals) : locals[node->as.tests.slot];
    return jx_test(unit, node, value, locals);
}
