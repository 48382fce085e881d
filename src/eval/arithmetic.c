// Arithmetic over known, 无 and open values (SEMANTICS 1 and 3).
//
// Known numbers are exact: quotients stay ratios in packages. With an open operand the corners of the ranges decide.
// What 无 stands for is told by jx_operand().
#include "eval/machine.h"

jx_interval jx_operand(jx_case *unit, const jx_node *operand, jx_value value, jx_causes *causes)
{
    jx_open range = unit->bound->ranges[operand->id];
    bool number = range.type && range.type->kind == JX_TYPE_NUMBER;
    jx_interval stands_for = number ? (jx_interval){ range.low, range.high } : jx_interval_all();
    if (value.kind == JX_NULL) {
        jx_causes none = jx_cause_one(unit->arena, JX_CAUSE_UNDEFINED, JX_TEXT("none"), (jx_text){ 0 });
        *causes = jx_causes_join(unit->arena, *causes, none);
        return stands_for;
    }
    *causes = jx_causes_join(unit->arena, *causes, jx_value_causes(value));
    if (jx_is_open(value) && value.as.open->may_be_null) return stands_for;
    return jx_interval_of(value);
}

jx_value jx_from_interval(jx_case *unit, jx_interval interval, jx_causes causes)
{
    return jx_settled(
        unit, (jx_open){ .type = &jx_type_number, .low = interval.low, .high = interval.high, .causes = causes });
}

JX_APART static jx_value builtin_arithmetic(jx_case *unit, const jx_node *node, jx_operator op, jx_value a, jx_value b)
{
    jx_value result = jx_null();
    unit->builtin.why = NULL;
    unit->builtin.limit_hit = JX_LIMIT_COUNT;
    switch (op) {
    case JX_OP_ADD:      result = jx_add(&unit->builtin, a, b); break;
    case JX_OP_SUBTRACT: result = jx_subtract(&unit->builtin, a, b); break;
    case JX_OP_MULTIPLY: result = jx_multiply(&unit->builtin, a, b); break;
    case JX_OP_DIVIDE:   result = jx_divide(&unit->builtin, a, b); break;
    case JX_OP_POWER:    result = jx_power(&unit->builtin, a, b); break;
    case JX_OP_EQUAL: case JX_OP_NOT_EQUAL: case JX_OP_LESS: case JX_OP_LESS_EQUAL: case JX_OP_GREATER:
    case JX_OP_GREATER_EQUAL: case JX_OP_AND: case JX_OP_OR: JX_UNREACHABLE();
    }
    if (unit->builtin.limit_hit != JX_LIMIT_COUNT) return jx_limited(unit, node, unit->builtin.limit_hit);
    if (result.kind == JX_NULL) return jx_undefined(unit, node, unit->builtin.why ? unit->builtin.why : "arithmetic");
    return result;
}

JX_APART static jx_value exact_arithmetic(jx_case *unit, const jx_node *node, jx_operator op, jx_value a, jx_value b)
{
    jx_exact left = jx_value_exact(a), right = jx_value_exact(b), result;
    bool fits = false;
    switch (op) {
    case JX_OP_ADD:      fits = jx_exact_add(left, right, &result); break;
    case JX_OP_SUBTRACT: fits = jx_exact_subtract(left, right, &result); break;
    case JX_OP_MULTIPLY: fits = jx_exact_multiply(left, right, &result); break;
    case JX_OP_DIVIDE:
        if (jx_exact_sign(right) == 0) return jx_undefined(unit, node, "base-zero");
        fits = jx_exact_divide(left, right, &result);
        break;
    case JX_OP_POWER: return builtin_arithmetic(unit, node, op, a, b);  // to 34 digits
    case JX_OP_EQUAL: case JX_OP_NOT_EQUAL: case JX_OP_LESS: case JX_OP_LESS_EQUAL: case JX_OP_GREATER:
    case JX_OP_GREATER_EQUAL: case JX_OP_AND: case JX_OP_OR: JX_UNREACHABLE();
    }
    return fits ? jx_exact_value(unit->arena, result) : jx_undefined(unit, node, "out-of-range");
}

static jx_value open_division(jx_case *unit, const jx_node *node, jx_value divisor, jx_interval a, jx_interval b,
                              jx_causes causes)
{
    if (!jx_interval_has_zero(b)) return jx_from_interval(unit, jx_interval_divide(unit->arena, a, b), causes);
    if (jx_is_numeric(divisor)) {
        jx_causes zero = jx_cause_one(unit->arena, JX_CAUSE_UNDEFINED, JX_TEXT("base-zero"), (jx_text){ 0 });
        causes = jx_causes_join(unit->arena, causes, zero);
    }
    return jx_open_at(unit, node, causes);
}

JX_APART static jx_value open_arithmetic(jx_case *unit, const jx_node *node, jx_value a, jx_value b)
{
    jx_causes causes = { 0 };
    jx_interval left = jx_operand(unit, node->as.binary.left, a, &causes);
    jx_interval right = jx_operand(unit, node->as.binary.right, b, &causes);
    switch (node->as.binary.op) {
    case JX_OP_ADD:      return jx_from_interval(unit, jx_interval_add(unit->arena, left, right), causes);
    case JX_OP_SUBTRACT:
        return jx_from_interval(unit, jx_interval_add(unit->arena, left, jx_interval_negate(unit->arena, right)),
                                causes);
    case JX_OP_MULTIPLY: return jx_from_interval(unit, jx_interval_multiply(unit->arena, left, right), causes);
    case JX_OP_DIVIDE:   return open_division(unit, node, b, left, right, causes);
    case JX_OP_POWER:    return jx_open_at(unit, node, causes);
    case JX_OP_EQUAL: case JX_OP_NOT_EQUAL: case JX_OP_LESS: case JX_OP_LESS_EQUAL: case JX_OP_GREATER:
    case JX_OP_GREATER_EQUAL: case JX_OP_AND: case JX_OP_OR: JX_UNREACHABLE();
    }
    JX_UNREACHABLE();
}

static bool may_be_number(jx_value value)
{
    if (value.kind == JX_NULL || jx_is_numeric(value)) return true;
    if (!jx_is_open(value)) return false;
    jx_type_kind kind = value.as.open->type ? value.as.open->type->kind : JX_TYPE_ANY;
    return kind == JX_TYPE_NUMBER || kind == JX_TYPE_ANY;
}

jx_value jx_run_binary(jx_case *unit, const jx_node *node, jx_value *locals)
{
    jx_operator op = node->as.binary.op;
    jx_value a = jx_run(unit, node->as.binary.left, locals), b = jx_run(unit, node->as.binary.right, locals);
    switch (op) {
    case JX_OP_ADD: case JX_OP_SUBTRACT: case JX_OP_MULTIPLY: case JX_OP_DIVIDE: case JX_OP_POWER: break;
    case JX_OP_EQUAL: case JX_OP_NOT_EQUAL: case JX_OP_LESS: case JX_OP_LESS_EQUAL: case JX_OP_GREATER:
    case JX_OP_GREATER_EQUAL:
        return jx_compare(unit, node, op, (jx_side){ a, node->as.binary.left }, (jx_side){ b, node->as.binary.right });
    case JX_OP_AND: case JX_OP_OR: JX_UNREACHABLE();
    }
    if (!unit->package) return builtin_arithmetic(unit, node, op, a, b);
    if (jx_is_numeric(a) && jx_is_numeric(b)) return exact_arithmetic(unit, node, op, a, b);
    bool some_open = jx_is_open(a) || jx_is_open(b) || a.kind == JX_NULL || b.kind == JX_NULL;
    if (!some_open) return builtin_arithmetic(unit, node, op, a, b);
    if (may_be_number(a) && may_be_number(b)) return open_arithmetic(unit, node, a, b);
    jx_causes causes = jx_join(unit, a, b);
    return causes.count ? jx_open_at(unit, node, causes) : jx_undefined(unit, node, "none");
}

jx_value jx_run_negate(jx_case *unit, const jx_node *node, jx_value *locals)
{
    jx_value a = jx_run(unit, node->as.operand, locals);
    if (unit->package && jx_is_open(a) && !may_be_number(a)) return jx_open_at(unit, node, jx_value_causes(a));
    if (unit->package && (jx_is_open(a) || a.kind == JX_NULL)) {
        jx_causes causes = { 0 };
        jx_interval interval = jx_operand(unit, node->as.operand, a, &causes);
        return jx_from_interval(unit, jx_interval_negate(unit->arena, interval), causes);
    }
    if (unit->package && jx_is_numeric(a)) return exact_arithmetic(unit, node, JX_OP_SUBTRACT, jx_integer(0), a);
    unit->builtin.why = NULL;
    jx_value result = jx_negate(&unit->builtin, a);
    if (result.kind == JX_NULL) return jx_undefined(unit, node, unit->builtin.why ? unit->builtin.why : "negation");
    return result;
}
