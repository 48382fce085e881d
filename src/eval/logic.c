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
    if (!jx_is_open(value))
        none = jx_cause_one(unit->arena, JX_CAUSE_UNDEFINED, JX_TEXT("no-condition"), (jx_text){ 0 });
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

JX_APART static jx_value run_if(jx_case *unit, const jx_node *node, jx_value *locals)
{
    const jx_node *const *items = node->as.items.items;
    jx_value when = jx_truth(unit, jx_run(unit, items[0], locals));
    if (!unit->package && node->boxed && when.kind != JX_BOOLEAN && when.kind != JX_NULL)
        return jx_undefined(unit, node, "condition-not-boolean");
    if (!jx_is_open(when)) return jx_run(unit, items[jx_is_true(when) ? 1 : 2], locals);
    jx_value then = jx_run(unit, items[1], locals), otherwise = jx_run(unit, items[2], locals);
    return jx_value_hull(unit->arena, then, otherwise, jx_value_causes(when));
}

JX_APART static jx_value run_between(jx_case *unit, const jx_node *node, jx_value *locals)
{
    jx_side sides[3];
    for (size_t i = 0; i < 3; i++) {
        const jx_node *item = node->as.items.items[i];
        sides[i] = (jx_side){ jx_run(unit, item, locals), item };
    }
    jx_value above = jx_compare(unit, node, JX_OP_GREATER_EQUAL, sides[0], sides[1]);
    jx_value below = jx_compare(unit, node, JX_OP_LESS_EQUAL, sides[0], sides[2]);
    if (!unit->package && (above.kind == JX_NULL || below.kind == JX_NULL)) return jx_null();
    return jx_and(unit, above, below);
}

JX_APART static jx_value run_all_or_any(jx_case *unit, const jx_node *node, jx_value *locals)
{
    bool all = node->kind == JX_NODE_AND;
    jx_value result = jx_boolean(all);
    for (size_t i = 0; i < node->as.items.count; i++) {
        jx_value item = jx_run(unit, node->as.items.items[i], locals);
        if (decided(item) && item.as.boolean == all) continue;  // leaves the result as it is
        item = jx_truth(unit, item);
        result = all ? jx_and(unit, result, item) : jx_or(unit, result, item);
        if (decided(result) && result.as.boolean != all) return result;  // settled, whatever comes
    }
    return result;
}

jx_value jx_run_items_logic(jx_case *unit, const jx_node *node, jx_value *locals)
{
    if (node->kind == JX_NODE_IF) return run_if(unit, node, locals);
    if (node->kind == JX_NODE_BETWEEN) return run_between(unit, node, locals);
    return run_all_or_any(unit, node, locals);
}

jx_value jx_run_group(jx_case *unit, const jx_node *node, jx_value *locals)
{
    const jx_group *group = node->as.group.source;
    jx_value result = jx_boolean(!group->any);
    for (size_t i = 0; i < group->row_count; i++) {
        jx_value row = jx_run(unit, node->as.group.tests[i], locals);
        if (decided(row) && row.as.boolean != group->any) continue;  // leaves the result as it is
        row = jx_truth(unit, row);
        result = group->any ? jx_or(unit, result, row) : jx_and(unit, result, row);
        if (decided(result) && result.as.boolean == group->any) return result;
    }
    return result;
}

// ---- tests ----

static jx_side plain(jx_value value)
{
    return (jx_side){ value, NULL };
}

static jx_value in_range(jx_case *unit, const jx_node *node, jx_side value, const jx_range_value *range)
{
    if (!unit->package) return jx_in_range(&unit->builtin, value.value, range);
    jx_operator from = range->low_included ? JX_OP_GREATER_EQUAL : JX_OP_GREATER;
    jx_operator to = range->high_included ? JX_OP_LESS_EQUAL : JX_OP_LESS;
    jx_value result = jx_boolean(true);
    switch (range->form) {
    case JX_RANGE_EQUAL:     return jx_compare(unit, node, JX_OP_EQUAL, value, plain(range->low));
    case JX_RANGE_NOT_EQUAL: return jx_compare(unit, node, JX_OP_NOT_EQUAL, value, plain(range->low));
    case JX_RANGE_INTERVAL: case JX_RANGE_LESS: case JX_RANGE_LESS_EQUAL: case JX_RANGE_GREATER:
    case JX_RANGE_GREATER_EQUAL: break;
    }
    if (range->low.kind != JX_NULL) result = jx_compare(unit, node, from, value, plain(range->low));
    if (range->high.kind != JX_NULL)
        result = jx_and(unit, result, jx_compare(unit, node, to, value, plain(range->high)));
    return result;
}

// `[a..b]` and `< a` as a test of a package: the ends are compared as they are, so that an open one may still decide.
static jx_value in_interval(jx_case *unit, const jx_node *node, jx_side value, jx_value *locals)
{
    const jx_node *low = node->as.interval.low, *high = node->as.interval.high;
    jx_side first = { jx_run(unit, low, locals), low };
    switch (node->as.interval.form) {
    case JX_RANGE_EQUAL:         return jx_compare(unit, node, JX_OP_EQUAL, value, first);
    case JX_RANGE_NOT_EQUAL:     return jx_compare(unit, node, JX_OP_NOT_EQUAL, value, first);
    case JX_RANGE_LESS:          return jx_compare(unit, node, JX_OP_LESS, value, first);
    case JX_RANGE_LESS_EQUAL:    return jx_compare(unit, node, JX_OP_LESS_EQUAL, value, first);
    case JX_RANGE_GREATER:       return jx_compare(unit, node, JX_OP_GREATER, value, first);
    case JX_RANGE_GREATER_EQUAL: return jx_compare(unit, node, JX_OP_GREATER_EQUAL, value, first);
    case JX_RANGE_INTERVAL: break;
    }
    jx_side last = { jx_run(unit, high, locals), high };
    jx_operator from = node->as.interval.low_included ? JX_OP_GREATER_EQUAL : JX_OP_GREATER;
    jx_operator to = node->as.interval.high_included ? JX_OP_LESS_EQUAL : JX_OP_LESS;
    return jx_and(unit, jx_compare(unit, node, from, value, first), jx_compare(unit, node, to, value, last));
}

static jx_value in_item(jx_case *unit, const jx_node *node, jx_side value, jx_value item)
{
    if (jx_is_perhaps(item)) {  // it may belong to the list: then it may match, and never decides that it does
        jx_value one = in_item(unit, node, value, jx_perhaps_item(item));
        return jx_is_false(one) ? one : jx_open_truth(unit, jx_join(unit, one, item));
    }
    if (item.kind == JX_RANGE || (item.kind == JX_LIST && value.value.kind != JX_LIST && !unit->package))
        return jx_in(unit, node, value, item);
    return jx_compare(unit, node, JX_OP_EQUAL, value, plain(item));
}

static jx_value in_list(jx_case *unit, const jx_node *node, jx_side value, jx_value list)
{
    jx_value result = jx_boolean(false);
    if (!unit->package && value.value.kind == JX_LIST && jx_is_true(jx_value_equal(value.value, list)))
        return jx_boolean(true);
    for (size_t i = 0; i < list.as.list.count; i++) {
        jx_value one = in_item(unit, node, value, list.as.list.items[i]);
        if (!unit->package && one.kind == JX_NULL) one = jx_boolean(false);  // a comparison that is null does not match
        result = jx_or(unit, result, one);
        if (jx_is_true(result)) break;
    }
    return result;
}

jx_value jx_in(jx_case *unit, const jx_node *node, jx_side value, jx_value test)
{
    if (test.kind == JX_RANGE) return in_range(unit, node, value, test.as.range);
    if (test.kind == JX_LIST) return in_list(unit, node, value, test);
    return jx_compare(unit, node, JX_OP_EQUAL, value, (jx_side){ test, node });
}

// True if the test's own value decides: it is boolean and looks at `?`.
static bool looks_at_slot(const jx_node *node, uint32_t slot)
{
    if (!node) return false;
    switch (node->kind) {
    case JX_NODE_LOCAL:   return node->as.local == slot;
    case JX_NODE_FIELD:   return looks_at_slot(node->as.field.operand, slot);
    case JX_NODE_FILTER:
        return looks_at_slot(node->as.filter.operand, slot) || looks_at_slot(node->as.filter.match, slot);
    case JX_NODE_BINARY: return looks_at_slot(node->as.binary.left, slot) || looks_at_slot(node->as.binary.right, slot);
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
    case JX_NODE_INTERVAL:
        return looks_at_slot(node->as.interval.low, slot) || looks_at_slot(node->as.interval.high, slot);
    case JX_NODE_TOTAL: case JX_NODE_MEAN: case JX_NODE_COVERAGE:
        return looks_at_slot(node->as.window.series, slot) || looks_at_slot(node->as.window.window, slot);
    case JX_NODE_CONSTANT: case JX_NODE_DEFINITION: case JX_NODE_CONTEXT: case JX_NODE_FUNCTION: case JX_NODE_TABLE:
    case JX_NODE_GROUP: case JX_NODE_EXTEND: case JX_NODE_RANK: case JX_NODE_MANUAL:
    case JX_NODE_MODEL: return false;
    }
    JX_UNREACHABLE();
}

static jx_value test_one(jx_case *unit, const jx_node *test, uint32_t slot, jx_side value, jx_value *locals)
{
    if (unit->package && test->kind == JX_NODE_INTERVAL) return in_interval(unit, test, value, locals);
    bool by_itself = test->kind != JX_NODE_LOCAL && looks_at_slot(test, slot);
    jx_value result = jx_run(unit, test, locals);
    if (by_itself &&
        (result.kind == JX_BOOLEAN || (jx_is_open(result) && result.as.open->type->kind == JX_TYPE_BOOLEAN)))
        return result;
    if (unit->package && value.value.kind == JX_NULL && result.kind != JX_NULL)
        return jx_open_truth(unit, jx_cause_one(unit->arena, JX_CAUSE_UNDEFINED, JX_TEXT("none"), (jx_text){ 0 }));
    jx_value answer = jx_in(unit, test, value, result);
    bool may_be_null = jx_is_open(value.value) && value.value.as.open->may_be_null && result.kind != JX_NULL;
    return may_be_null && decided(answer) ? jx_open_truth(unit, jx_value_causes(value.value)) : answer;
}

jx_value jx_test(jx_case *unit, const jx_node *tests, jx_side value, jx_value *locals)
{
    jx_value result = jx_boolean(tests->as.tests.count == 0);
    locals[tests->as.tests.slot] = value.value;
    for (size_t i = 0; i < tests->as.tests.count; i++) {
        result = jx_or(unit, result, test_one(unit, tests->as.tests.items[i], tests->as.tests.slot, value, locals));
        if (jx_is_true(result)) break;
    }
    return tests->as.tests.negated ? jx_not(unit, result) : result;
}

jx_value jx_run_tests(jx_case *unit, const jx_node *node, jx_value *locals)
{
    const jx_node *from = node->as.tests.value;
    jx_value value = from ? jx_run(unit, from, locals) : locals[node->as.tests.slot];
    return jx_test(unit, node, (jx_side){ value, from }, locals);
}
