// Comparison over known, 无 and open values (SEMANTICS 1): = != < <= > >=, and the order of grades.
//
// Read jx_compare() last. What holds over the whole range is decided, and so is what holds for every option.
#include "eval/machine.h"

// ---- what a side is ----

static const jx_definition *grade_of(const jx_case *unit, jx_side side)
{
    if (!side.from || side.from->kind != JX_NODE_DEFINITION) return NULL;
    const jx_definition *what = &unit->plan->model->definitions[side.from->as.definition];
    return what->ordered ? what : NULL;
}

static bool is_delivered(const jx_case *unit, uint32_t definition)
{
    return unit->plan->definitions[definition].node == NULL;
}

// A field of a record as it was delivered: its value may be missing, never undefined.
static bool is_delivered_field(const jx_case *unit, const jx_node *node)
{
    const jx_node *record = node->as.field.operand;
    if (record->shape == JX_NONE || record->kind != JX_NODE_LOCAL) return false;
    const jx_node *root = unit->plan->definitions[record->shape].node;
    if (!root) return true;
    if (root->kind != JX_NODE_EXTEND) return false;
    for (size_t i = 0; i < root->as.extend.count; i++)
        if (jx_text_equal(root->as.extend.fields[i].name, node->as.field.name)) return false;
    return true;
}

// True if what is open now may still turn out undefined. Facts and parameters cannot; of anything worked out it is
// simply taken to be possible, so that `x = null` is decided for delivered values only (SEMANTICS 1: undefined = null
// is open, and an answer now must contain every answer then).
static bool may_be_undefined(const jx_case *unit, jx_side side)
{
    jx_causes causes = jx_value_causes(side.value);
    if (jx_causes_have(causes, JX_CAUSE_UNDEFINED) || jx_causes_have(causes, JX_CAUSE_LIMIT) || !side.from) return true;
    if (side.from->kind == JX_NODE_DEFINITION) return !is_delivered(unit, side.from->as.definition);
    return side.from->kind != JX_NODE_FIELD || !is_delivered_field(unit, side.from);
}

// ---- operators ----

static bool is_equality(jx_operator op)
{
    return op == JX_OP_EQUAL || op == JX_OP_NOT_EQUAL;
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

static jx_value truth_undefined(jx_case *unit, const char *why)
{
    return jx_open_truth(unit, jx_cause_one(unit->arena, JX_CAUSE_UNDEFINED, jx_text_of(why), (jx_text){ 0 }));
}

// ---- options and grades ----

static bool grade_position(const jx_definition *grade, jx_value value, int *out)
{
    for (size_t i = 0; i < grade->option_count; i++) {
        *out = (int)i;
        if (jx_value_compare(grade->options[i], value) == 0) return true;
    }
    return false;
}

// The order of two known texts or booleans; false where they have none: other kinds, or no step of the grade.
static bool order_of(jx_operator op, jx_value a, jx_value b, const jx_definition *grade, int *out)
{
    if (a.kind != b.kind) return false;
    *out = jx_value_compare(a, b);
    if (!grade || is_equality(op)) return true;
    int left, right;
    if (!grade_position(grade, a, &left) || !grade_position(grade, b, &right)) return false;
    *out = left - right;
    return true;
}

// Two values that each may be one of few: decided if every pair answers alike.
static jx_certainty options_certainty(jx_operator op, jx_value a, jx_value b, const jx_definition *grade)
{
    const jx_value *left = jx_is_open(a) ? a.as.open->options : &a, *right = jx_is_open(b) ? b.as.open->options : &b;
    size_t left_count = jx_is_open(a) ? a.as.open->option_count : 1;
    size_t right_count = jx_is_open(b) ? b.as.open->option_count : 1;
    bool some_true = false, some_false = false;
    for (size_t i = 0; i < left_count; i++) {
        for (size_t k = 0; k < right_count; k++) {
            int order;
            if (!order_of(op, left[i], right[k], grade, &order)) return JX_PERHAPS;
            if (holds(op, order)) some_true = true;
            else some_false = true;
        }
    }
    return some_true && some_false ? JX_PERHAPS : some_true ? JX_SURELY : JX_SURELY_NOT;
}

static bool has_options(jx_value value)
{
    if (!jx_is_open(value)) return value.kind == JX_STRING || value.kind == JX_BOOLEAN;
    return value.as.open->has_options;
}

// ---- open sides ----

static jx_type_kind ordered_kind(jx_value value)
{
    if (jx_is_numeric(value)) return JX_TYPE_NUMBER;
    if (value.kind == JX_DATE) return JX_TYPE_DATE;
    if (!jx_is_open(value) || !value.as.open->type) return JX_TYPE_ANY;
    jx_type_kind kind = value.as.open->type->kind;
    return kind == JX_TYPE_NUMBER || kind == JX_TYPE_DATE ? kind : JX_TYPE_ANY;
}

static bool may_be_null(jx_value value)
{
    return jx_is_open(value) && value.as.open->may_be_null;
}

static jx_value compare_open(jx_case *unit, jx_operator op, jx_side a, jx_side b)
{
    jx_causes causes = jx_join(unit, a.value, b.value);
    if (a.value.kind == JX_NULL || b.value.kind == JX_NULL) {
        jx_side other = a.value.kind == JX_NULL ? b : a;
        if (may_be_null(other.value) || may_be_undefined(unit, other)) return jx_open_truth(unit, causes);
        return jx_boolean(op == JX_OP_NOT_EQUAL);
    }
    if (may_be_null(a.value) || may_be_null(b.value)) return jx_open_truth(unit, causes);
    jx_type_kind kind = ordered_kind(a.value);
    if (kind != JX_TYPE_ANY && kind == ordered_kind(b.value)) {
        jx_certainty certainty = certainty_of(op, jx_interval_of(a.value), jx_interval_of(b.value));
        return jx_of_certainty(unit, certainty, causes);
    }
    if (!has_options(a.value) || !has_options(b.value)) return jx_open_truth(unit, causes);
    const jx_definition *grade = grade_of(unit, a);
    if (!grade) grade = grade_of(unit, b);
    return jx_of_certainty(unit, options_certainty(op, a.value, b.value, grade), causes);
}

// ---- known sides ----

// `node` may be a cell's constant, whose range is no truth's.
static jx_value limited(jx_case *unit, const jx_node *node, jx_limit limit)
{
    if (!unit->package) return jx_limited(unit, node, limit);
    jx_text slug = jx_text_of(jx_limit_slug(limit));
    return jx_open_truth(unit, jx_cause_one(unit->arena, JX_CAUSE_LIMIT, slug, (jx_text){ 0 }));
}

static jx_value compare_known(jx_case *unit, const jx_node *node, jx_operator op, jx_value a, jx_value b)
{
    jx_value result;
    unit->builtin.why = NULL;
    unit->builtin.limit_hit = JX_LIMIT_COUNT;
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
    if (result.kind == JX_BOOLEAN) return result;
    if (unit->builtin.limit_hit != JX_LIMIT_COUNT) return limited(unit, node, unit->builtin.limit_hit);
    const char *why = unit->builtin.why ? unit->builtin.why : "kinds-differ";
    if (unit->package) return truth_undefined(unit, why);  // `node` may be a cell's constant, whose range is no truth's
    return jx_undefined(unit, node, why);
}

// Neither is open as a whole, but a list or context may have open members: then equality is open with their causes.
static bool open_inside(jx_case *unit, jx_value a, jx_value b, jx_causes *out)
{
    if (jx_value_is_known(a) && jx_value_is_known(b)) return false;
    *out = jx_causes_within(unit->arena, b, jx_causes_within(unit->arena, a, (jx_causes){ 0 }));
    return true;
}

static jx_value compare_texts(jx_case *unit, jx_operator op, jx_value a, jx_value b, const jx_definition *grade)
{
    int order;
    if (!order_of(op, a, b, grade, &order)) return truth_undefined(unit, "not-a-grade");
    return jx_boolean(holds(op, order));
}

jx_value jx_compare(jx_case *unit, const jx_node *node, jx_operator op, jx_side left, jx_side right)
{
    jx_value a = left.value, b = right.value;
    if (!unit->package) return compare_known(unit, node, op, a, b);
    bool none = a.kind == JX_NULL || b.kind == JX_NULL;
    if (!is_equality(op) && none) {
        jx_causes causes = jx_cause_one(unit->arena, JX_CAUSE_UNDEFINED, JX_TEXT("none"), (jx_text){ 0 });
        return jx_open_truth(unit, jx_causes_join(unit->arena, jx_join(unit, a, b), causes));
    }
    if (jx_is_open(a) || jx_is_open(b)) return compare_open(unit, op, left, right);
    if (jx_is_numeric(a) && jx_is_numeric(b))
        return jx_boolean(holds(op, jx_exact_compare(jx_value_exact(a), jx_value_exact(b))));
    if (none) return jx_boolean((a.kind == b.kind) == (op == JX_OP_EQUAL));
    if (a.kind != b.kind) return truth_undefined(unit, "kinds-differ");
    const jx_definition *grade = grade_of(unit, left) ? grade_of(unit, left) : grade_of(unit, right);
    if (grade && a.kind == JX_STRING) return compare_texts(unit, op, a, b, grade);
    jx_causes inside;
    if (open_inside(unit, a, b, &inside)) return jx_open_truth(unit, inside);
    return compare_known(unit, node, op, a, b);
}
