// Arithmetic and comparison over known, 无 and open values (SEMANTICS 1 and 3).
//
// Known numbers are exact: quotients stay ratios in packages. With an open operand the corners of the ranges decide. The
// rules for 无 stand in jx_operand() and jx_compare().
#include "eval/machine.h"

jx_interval jx_operand(jx_case *unit, const jx_node *operand, jx_value value, jx_causes *causes)
{
    jx_open range = unit->bound->ranges[operand->id];
    jx_interval stands_for = { range.low, range.high };
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
    return jx_settled(unit, (jx_open){ .type = &jx_type_number, .low = interval.low, .high = interval.high, .causes = causes });
}

static jx_value exact_arithmetic(jx_case *unit, const jx_node *node, jx_operator op, jx_value a, jx_value b)
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
    case JX_OP_POWER: {
        jx_decimal power;
        if (!jx_decimal_power(jx_exact_to_34(left), jx_exact_to_34(right), &power)) return jx_undefined(unit, node, "power");
        return jx_number(power);
    }
    case JX_OP_EQUAL: case JX_OP_NOT_EQUAL: case JX_OP_LESS: case JX_OP_LESS_EQUAL: case JX_OP_GREATER:
    case JX_OP_GREATER_EQUAL: case JX_OP_AND: case JX_OP_OR: JX_UNREACHABLE();
    }
    return fits ? jx_exact_value(unit->arena, result) : jx_undefined(unit, node, "out-of-range");
}

static jx_value builtin_arithmetic(jx_case *unit, const jx_node *node, jx_operator op, jx_value a, jx_value b)
{
    jx_value result = jx_null();
    unit->builtin.why = NULL;
    switch (op) {
    case JX_OP_ADD:      result = jx_add(&unit->builtin, a, b); break;
    case JX_OP_SUBTRACT: result = jx_subtract(&unit->builtin, a, b); break;
    case JX_OP_MULTIPLY: result = jx_multiply(&unit->builtin, a, b); break;
    case JX_OP_DIVIDE:   result = jx_divide(&unit->builtin, a, b); break;
    case JX_OP_POWER:    result = jx_power(&unit->builtin, a, b); break;
    case JX_OP_EQUAL: case JX_OP_NOT_EQUAL: case JX_OP_LESS: case JX_OP_LESS_EQUAL: case JX_OP_GREATER:
    case JX_OP_GREATER_EQUAL: case JX_OP_AND: case JX_OP_OR: JX_UNREACHABLE();
    }
    if (result.kind == JX_NULL) return jx_undefined(unit, node, unit->builtin.why ? unit->builtin.why : "arithmetic");
    return result;
}

static jx_value open_division(jx_case *unit, const jx_node *node, jx_value divisor, jx_interval a, jx_interval b, jx_causes causes)
{
    if (!jx_interval_has_zero(b)) return jx_from_interval(unit, jx_interval_divide(unit->arena, a, b), causes);
    if (jx_is_numeric(divisor)) {
        jx_causes zero = jx_cause_one(unit->arena, JX_CAUSE_UNDEFINED, JX_TEXT("base-zero"), (jx_text){ 0 });
        causes = jx_causes_join(unit->arena, causes, zero);
    }
    return jx_open_at(unit, node, causes);
}

static jx_value open_arithmetic(jx_case *unit, const jx_node *node, jx_value a, jx_value b)
{
    jx_causes causes = { 0 };
    jx_interval left = jx_operand(unit, node->as.binary.left, a, &causes);
    jx_interval right = jx_operand(unit, node->as.binary.right, b, &causes);
    switch (node->as.binary.op) {
    case JX_OP_ADD:      return jx_from_interval(unit, jx_interval_add(unit->arena, left, right), causes);
    case JX_OP_SUBTRACT: return jx_from_interval(unit, jx_interval_add(unit->arena, left, jx_interval_negate(unit->arena, right)), causes);
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

static const jx_definition *grade_of(const jx_case *unit, const jx_node *node)
{
    if (node->kind != JX_NODE_DEFINITION) return NULL;
    const jx_definition *what = &unit->plan->model->definitions[node->as.definition];
    return what->ordered ? what : NULL;
}

jx_value jx_run_binary(jx_case *unit, const jx_node *node, jx_value *locals)
{
    jx_operator op = node->as.binary.op;
    jx_value a = jx_run(unit, node->as.binary.left, locals), b = jx_run(unit, node->as.binary.right, locals);
    switch (op) {
    case JX_OP_ADD: case JX_OP_SUBTRACT: case JX_OP_MULTIPLY: case JX_OP_DIVIDE: case JX_OP_POWER: break;
    case JX_OP_EQUAL: case JX_OP_NOT_EQUAL: case JX_OP_LESS: case JX_OP_LESS_EQUAL: case JX_OP_GREATER:
    case JX_OP_GREATER_EQUAL: {
        const jx_definition *grade = grade_of(unit, node->as.binary.left);
        return jx_compare(unit, node, op, a, b, grade ? grade : grade_of(unit, node->as.binary.right));
    }
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

// ---- comparison ----

static size_t grade_position(const jx_definition *grade, jx_value value)
{
    size_t i = 0;
    while (i < grade->option_count && jx_value_compare(grade->options[i], value) != 0) i++;
    return i;
}

static bool holds(jx_operator op, int order)
{
    switch (op) {
    case JX_OP_EQUAL:         return order == 0;
    case JX_OP_NOT_EQUAL:     return order != 0;
    case JX_OP_LESS:          return order < 0;
    case JX_OP_LESS_EQUAL:    return order <= 0;
    case JX_OP_GREATER:       return order > 0;
    case JX_OP_GREATER_EQUAL: return order >= 0;
    case JX_OP_ADD: case JX_OP_SUBTRACT: case JX_OP_MULTIPLY: case JX_OP_DIVIDE: case JX_OP_POWER: case JX_OP_AND:
    case JX_OP_OR: JX_UNREACHABLE();
    }
    JX_UNREACHABLE();
}

static jx_certainty certainty_of(jx_operator op, jx_interval a, jx_interval b)
{
    jx_certainty equal;
    switch (op) {
    case JX_OP_EQUAL:         return jx_interval_equal(a, b);
    case JX_OP_NOT_EQUAL:
        equal = jx_interval_equal(a, b);
        return equal == JX_PERHAPS ? JX_PERHAPS : equal == JX_SURELY ? JX_SURELY_NOT : JX_SURELY;
    case JX_OP_LESS:          return jx_interval_less(a, b);
    case JX_OP_LESS_EQUAL:    return jx_interval_less_equal(a, b);
    case JX_OP_GREATER:       return jx_interval_less(b, a);
    case JX_OP_GREATER_EQUAL: return jx_interval_less_equal(b, a);
    case JX_OP_ADD: case JX_OP_SUBTRACT: case JX_OP_MULTIPLY: case JX_OP_DIVIDE: case JX_OP_POWER: case JX_OP_AND:
    case JX_OP_OR: JX_UNREACHABLE();
    }
    JX_UNREACHABLE();
}

// Two values that each may be one of few: decided if every pair answers alike.
static jx_certainty options_certainty(jx_operator op, jx_value a, jx_value b, const jx_definition *grade)
{
    const jx_value *left = jx_is_open(a) ? a.as.open->options : &a, *right = jx_is_open(b) ? b.as.open->options : &b;
    size_t left_count = jx_is_open(a) ? a.as.open->option_count : 1, right_count = jx_is_open(b) ? b.as.open->option_count : 1;
    bool some_true = false, some_false = false;
    for (size_t i = 0; i < left_count; i++) {
        for (size_t k = 0; k < right_count; k++) {
            int order = jx_value_compare(left[i], right[k]);
            if (grade) order = (int)grade_position(grade, left[i]) - (int)grade_position(grade, right[k]);
            if (holds(op, order)) some_true = true;
            else some_false = true;
        }
    }
    return some_true && some_false ? JX_PERHAPS : some_true ? JX_SURELY : JX_SURELY_NOT;
}

static bool has_options(jx_value value)
{
    return !jx_is_open(value) || value.as.open->has_options;
}

static bool is_ordered_range(jx_value value)
{
    if (jx_is_numeric(value) || value.kind == JX_DATE) return true;
    if (!jx_is_open(value)) return false;
    jx_type_kind kind = value.as.open->type ? value.as.open->type->kind : JX_TYPE_ANY;
    return kind == JX_TYPE_NUMBER || kind == JX_TYPE_DATE;
}

static jx_value compare_open(jx_case *unit, jx_operator op, jx_value a, jx_value b, const jx_definition *grade)
{
    jx_causes causes = jx_join(unit, a, b);
    bool equality = op == JX_OP_EQUAL || op == JX_OP_NOT_EQUAL;
    if (equality && (a.kind == JX_NULL || b.kind == JX_NULL)) {
        jx_value other = a.kind == JX_NULL ? b : a;
        bool undefined = jx_causes_have(causes, JX_CAUSE_UNDEFINED);  // undefined = null is open
        if (!other.as.open->may_be_null && !undefined) return jx_boolean(op == JX_OP_NOT_EQUAL);
        return jx_open_truth(unit, causes);
    }
    if ((jx_is_open(a) && a.as.open->may_be_null) || (jx_is_open(b) && b.as.open->may_be_null)) return jx_open_truth(unit, causes);
    if (is_ordered_range(a) && is_ordered_range(b))
        return jx_of_certainty(unit, certainty_of(op, jx_interval_of(a), jx_interval_of(b)), causes);
    if (has_options(a) && has_options(b)) return jx_of_certainty(unit, options_certainty(op, a, b, grade), causes);
    return jx_open_truth(unit, causes);
}

static jx_value compare_known(jx_case *unit, const jx_node *node, jx_operator op, jx_value a, jx_value b)
{
    jx_value result;
    unit->builtin.why = NULL;
    switch (op) {
    case JX_OP_EQUAL:         result = jx_equal(&unit->builtin, a, b); break;
    case JX_OP_NOT_EQUAL:
        result = jx_equal(&unit->builtin, a, b);
        if (result.kind == JX_BOOLEAN) result.as.boolean = !result.as.boolean;
        break;
    case JX_OP_LESS:          result = jx_less(&unit->builtin, a, b); break;
    case JX_OP_LESS_EQUAL:    result = jx_less_equal(&unit->builtin, a, b); break;
    case JX_OP_GREATER:       result = jx_less(&unit->builtin, b, a); break;
    case JX_OP_GREATER_EQUAL: result = jx_less_equal(&unit->builtin, b, a); break;
    case JX_OP_ADD: case JX_OP_SUBTRACT: case JX_OP_MULTIPLY: case JX_OP_DIVIDE: case JX_OP_POWER: case JX_OP_AND:
    case JX_OP_OR: JX_UNREACHABLE();
    }
    if (result.kind != JX_BOOLEAN) return jx_undefined(unit, node, unit->builtin.why ? unit->builtin.why : "kinds-differ");
    return result;
}

static jx_value truth_undefined(jx_case *unit, const char *why)
{
    return jx_open_truth(unit, jx_cause_one(unit->arena, JX_CAUSE_UNDEFINED, jx_text_of(why), (jx_text){ 0 }));
}

jx_value jx_compare(jx_case *unit, const jx_node *node, jx_operator op, jx_value a, jx_value b, const jx_definition *grade)
{
    if (!unit->package) return compare_known(unit, node, op, a, b);
    bool equality = op == JX_OP_EQUAL || op == JX_OP_NOT_EQUAL;
    if (!equality && (a.kind == JX_NULL || b.kind == JX_NULL)) {
        jx_causes none = jx_cause_one(unit->arena, JX_CAUSE_UNDEFINED, JX_TEXT("none"), (jx_text){ 0 });
        return jx_open_truth(unit, jx_causes_join(unit->arena, jx_join(unit, a, b), none));
    }
    if (jx_is_open(a) || jx_is_open(b)) return compare_open(unit, op, a, b, grade);
    if (jx_is_numeric(a) && jx_is_numeric(b)) return jx_boolean(holds(op, jx_exact_compare(jx_value_exact(a), jx_value_exact(b))));
    if (grade && a.kind == JX_STRING && b.kind == JX_STRING && !equality)
        return jx_boolean(holds(op, (int)grade_position(grade, a) - (int)grade_position(grade, b)));
    if (a.kind == JX_NULL || b.kind == JX_NULL) return jx_boolean((a.kind == b.kind) == (op == JX_OP_EQUAL));
    if (a.kind != b.kind) return truth_undefined(unit, "kinds-differ");
    return compare_known(unit, node, op, a, b);
}
