// Binds parameters and readings to a plan and derives every node's static range from them and from declared ranges.
//
// Nodes come with operands first, so one pass in order of id suffices. A static range is what the node may give for any
// subject whatever; it is sound and simple, not the tightest (SEMANTICS 1). Read jx_plan_bind() last, range_of() first.
#include "plan/plan.h"

#include <string.h>

typedef struct {
    const jx_plan *plan;
    jx_arena      *arena;
    jx_value      *values;
    jx_open       *ranges;
} bind_run;

static jx_open any_of(const jx_type *type)
{
    return (jx_open){ .type = type ? type : &jx_type_any, .low = { 0 }, .high = { 0 } };
}

// What an unknown record, list or function may hold: anything, or 无.
static jx_open any_at_all(const jx_type *type)
{
    jx_open range = any_of(type);
    range.may_be_null = true;
    return range;
}

static jx_open from_interval(const jx_type *type, jx_interval interval)
{
    jx_open range = any_of(type);
    range.low = interval.low;
    range.high = interval.high;
    return range;
}

static jx_interval interval_of(const jx_open *range)
{
    return (jx_interval){ range->low, range->high };
}

static jx_open from_options(const jx_type *type, const jx_value *options, size_t count)
{
    jx_open range = any_of(type);
    range.has_options = count > 0;
    range.options = options;
    range.option_count = count;
    return range;
}

static jx_open booleans(bind_run *binding)
{
    jx_value *options = JX_ARRAY(binding->arena, 2, jx_value);
    options[0] = jx_boolean(false);
    options[1] = jx_boolean(true);
    return from_options(&jx_type_boolean, options, 2);
}

static jx_open of_value(bind_run *binding, jx_value value, const jx_type *type)
{
    if (jx_is_open(value)) return *value.as.open;
    if (jx_is_numeric(value) || value.kind == JX_DATE) return from_interval(type, jx_interval_point(value));
    if (value.kind == JX_BOOLEAN) return booleans(binding);
    if (value.kind == JX_STRING) {
        jx_value *option = JX_NEW(binding->arena, jx_value);
        *option = value;
        return from_options(&jx_type_string, option, 1);
    }
    if (value.kind == JX_NULL) type = &jx_type_null;
    jx_open range = any_of(type);
    range.may_be_null = value.kind == JX_NULL;
    return range;
}

static jx_open of_declared(bind_run *binding, const jx_type *type, bool has_range, jx_interval interval,
                           const jx_value *options, size_t option_count)
{
    if (type->kind == JX_TYPE_BOOLEAN) return booleans(binding);
    if (has_range) return from_interval(type, interval);
    if (option_count) return from_options(type, options, option_count);
    return any_of(type);
}

static jx_open of_definition(bind_run *binding, uint32_t definition)
{
    const jx_definition *what = &binding->plan->model->definitions[definition];
    switch (what->kind) {
    case JX_DEFINITION_FACT: {
        jx_open range =
            of_declared(binding, what->type, what->has_range, what->range, what->options, what->option_count);
        range.may_be_null = what->may_be_null;
        return range;
    }
    case JX_DEFINITION_PARAMETER:
    case JX_DEFINITION_READING:   return of_value(binding, binding->values[definition], what->type);
    case JX_DEFINITION_FORMULA: {
        const jx_node *node = binding->plan->definitions[definition].node;
        return node ? binding->ranges[node->id] : any_of(what->type);
    }
    case JX_DEFINITION_FUNCTION:
    case JX_DEFINITION_SERVICE:   return any_of(what->type);
    }
    JX_UNREACHABLE();
}

static jx_open hull_of(bind_run *binding, jx_open a, jx_open b)
{
    if (a.type->kind == JX_TYPE_NULL || b.type->kind == JX_TYPE_NULL) {
        jx_open other = a.type->kind == JX_TYPE_NULL ? b : a;
        other.may_be_null = true;
        return other;
    }
    if (a.type->kind != b.type->kind) {
        jx_open either = any_of(NULL);
        either.may_be_null = a.may_be_null || b.may_be_null;
        return either;
    }
    jx_open range = from_interval(a.type, jx_interval_hull(interval_of(&a), interval_of(&b)));
    range.may_be_null = a.may_be_null || b.may_be_null;
    if (!a.has_options || !b.has_options) return range;
    jx_value *options = JX_ARRAY(binding->arena, a.option_count + b.option_count, jx_value);
    size_t i = 0, k = 0, count = 0;
    while (i < a.option_count || k < b.option_count) {
        int order = i == a.option_count ? 1 : k == b.option_count ? -1 : jx_value_compare(a.options[i], b.options[k]);
        options[count++] = order <= 0 ? a.options[i] : b.options[k];
        if (order <= 0) i++;
        if (order >= 0) k++;
    }
    range.has_options = true;
    range.options = options;
    range.option_count = count;
    return range;
}

static jx_interval at_least_zero(void)
{
    jx_interval interval = jx_interval_all();
    interval.low = (jx_end){ true, true, jx_integer(0) };
    return interval;
}

// The sum of any number of values within `each`.
static jx_interval sum_of_many(jx_interval each)
{
    jx_interval zero = jx_interval_point(jx_integer(0)), sum = jx_interval_all();
    if (jx_interval_less(each, zero) == JX_SURELY_NOT) sum.low = zero.low;
    if (jx_interval_less(zero, each) == JX_SURELY_NOT) sum.high = zero.high;
    return sum;
}

// Of one output, over the rows; what lists the rows gives several of them.
static jx_open of_table_column(bind_run *binding, const jx_plan_table *table, size_t column)
{
    jx_aggregation aggregation = table->source->aggregation;
    jx_open range = any_of(NULL);
    if (aggregation == JX_AGGREGATE_COUNT) return from_interval(&jx_type_number, at_least_zero());
    for (size_t r = 0; r < table->source->rule_count; r++) {
        const jx_node *cell = table->outputs[r * table->source->output_count + column];
        range = r == 0 ? binding->ranges[cell->id] : hull_of(binding, range, binding->ranges[cell->id]);
    }
    if (table->presets[column]) range = hull_of(binding, range, binding->ranges[table->presets[column]->id]);
    if (aggregation == JX_AGGREGATE_SUM) return from_interval(&jx_type_number, sum_of_many(interval_of(&range)));
    return range;
}

// The table or context that a definition's value comes from, looking through names.
static const jx_node *root_of(const bind_run *binding, const jx_node *node)
{
    while (node && node->kind == JX_NODE_DEFINITION) node = binding->plan->definitions[node->as.definition].node;
    return node;
}

static jx_open of_record_field(bind_run *binding, uint32_t shape, const jx_node *node)
{
    jx_text name = node->as.field.name;
    const jx_node *root = binding->plan->definitions[shape].node;
    if (root && root->kind == JX_NODE_EXTEND) {
        for (size_t i = 0; i < root->as.extend.count; i++)
            if (jx_text_equal(root->as.extend.fields[i].name, name))
                return binding->ranges[root->as.extend.fields[i].value->id];
        if (root->as.extend.list->shape != JX_NONE && root->as.extend.list->shape != shape)
            return of_record_field(binding, root->as.extend.list->shape, node);
    }
    const jx_definition *what = &binding->plan->model->definitions[shape];
    for (size_t i = 0; i < what->field_count; i++) {
        const jx_record_field *field = &what->fields[i];
        if (!jx_text_equal(field->name, name)) continue;
        jx_open range =
            of_declared(binding, field->type, field->has_range, field->range, field->options, field->option_count);
        range.may_be_null = true;
        return range;
    }
    return any_at_all(node->type);
}

static jx_open of_field(bind_run *binding, const jx_node *node)
{
    const jx_node *operand = node->as.field.operand;
    if (operand->shape != JX_NONE) return of_record_field(binding, operand->shape, node);
    const jx_node *root = root_of(binding, operand);
    if (root && root->kind == JX_NODE_TABLE) {
        const jx_table *table = root->as.table->source;
        for (size_t o = 0; o < table->output_count; o++)
            if (jx_text_equal(table->outputs[o].name, node->as.field.name))
                return of_table_column(binding, root->as.table, o);
    }
    if (root && root->kind == JX_NODE_CONTEXT)
        for (size_t i = 0; i < root->as.context.count; i++)
            if (jx_text_equal(root->as.context.entries[i].name, node->as.field.name))
                return binding->ranges[root->as.context.entries[i].value->id];
    return any_at_all(node->type);
}

static jx_open of_arithmetic(bind_run *binding, const jx_node *node)
{
    const jx_open *left = &binding->ranges[node->as.binary.left->id],
                  *right = &binding->ranges[node->as.binary.right->id];
    jx_interval a = interval_of(left), b = interval_of(right);
    if (node->as.binary.left->type->kind != JX_TYPE_NUMBER || node->as.binary.right->type->kind != JX_TYPE_NUMBER)
        return any_of(node->type);
    switch (node->as.binary.op) {
    case JX_OP_ADD:      return from_interval(&jx_type_number, jx_interval_add(binding->arena, a, b));
    case JX_OP_SUBTRACT:
        return from_interval(&jx_type_number,
                             jx_interval_add(binding->arena, a, jx_interval_negate(binding->arena, b)));
    case JX_OP_MULTIPLY: return from_interval(&jx_type_number, jx_interval_multiply(binding->arena, a, b));
    case JX_OP_DIVIDE:
        if (jx_interval_has_zero(b)) return any_of(&jx_type_number);
        return from_interval(&jx_type_number, jx_interval_divide(binding->arena, a, b));
    case JX_OP_POWER:    return any_of(&jx_type_number);
    case JX_OP_EQUAL: case JX_OP_NOT_EQUAL: case JX_OP_LESS: case JX_OP_LESS_EQUAL: case JX_OP_GREATER:
    case JX_OP_GREATER_EQUAL: case JX_OP_AND: case JX_OP_OR: return booleans(binding);
    }
    JX_UNREACHABLE();
}

static bool is_comparison(jx_operator op)
{
    return op != JX_OP_ADD && op != JX_OP_SUBTRACT && op != JX_OP_MULTIPLY && op != JX_OP_DIVIDE && op != JX_OP_POWER;
}

static bool all_numbers(const jx_node *node)
{
    for (size_t i = 0; i < node->as.builtin.count; i++)
        if (node->as.builtin.items[i]->type->kind != JX_TYPE_NUMBER) return false;
    return node->as.builtin.count > 1;
}

static jx_open of_builtin(bind_run *binding, const jx_node *node)
{
    jx_text name = jx_text_of(jx_builtin_at(node->as.builtin.index)->name);
    bool is_min = jx_text_equal(name, JX_TEXT("min")), is_max = jx_text_equal(name, JX_TEXT("max"));
    if ((is_min || is_max) && all_numbers(node)) {
        jx_interval all = interval_of(&binding->ranges[node->as.builtin.items[0]->id]);
        for (size_t i = 1; i < node->as.builtin.count; i++) {
            jx_interval next = interval_of(&binding->ranges[node->as.builtin.items[i]->id]);
            all = is_min ? jx_interval_min(all, next) : jx_interval_max(all, next);
        }
        return from_interval(&jx_type_number, all);
    }
    if (jx_text_equal(name, JX_TEXT("count")) || jx_text_equal(name, JX_TEXT("string length")) ||
        jx_text_equal(name, JX_TEXT("abs")))
        return from_interval(&jx_type_number, at_least_zero());
    if (node->type->kind == JX_TYPE_BOOLEAN) return booleans(binding);
    // What answers "Any" takes it out of its arguments, where it may be 无.
    bool takes = strcmp(jx_builtin_at(node->as.builtin.index)->result, "Any") == 0;
    return takes ? any_at_all(node->type) : any_of(node->type);
}

// Days of a window that is known when the plan is bound; false while it is open.
static bool window_days(const bind_run *binding, const jx_node *window, int64_t *out)
{
    jx_value value = { .kind = JX_NULL };
    if (window && window->kind == JX_NODE_DEFINITION) value = binding->values[window->as.definition];
    if (window && window->kind == JX_NODE_CONSTANT) value = window->as.constant;
    if (value.kind != JX_RANGE || value.as.range->low.kind != JX_DATE || value.as.range->high.kind != JX_DATE)
        return false;
    *out = value.as.range->high.as.date - value.as.range->low.as.date + value.as.range->high_included -
           !value.as.range->low_included;
    return *out >= 0;
}

static jx_open of_window(bind_run *binding, const jx_node *node)
{
    jx_interval each = interval_of(&binding->ranges[node->as.window.series->id]);
    int64_t days = 0;
    bool known = window_days(binding, node->as.window.window, &days);
    jx_open range;
    if (node->kind == JX_NODE_COVERAGE) {
        range = from_interval(&jx_type_number, at_least_zero());
        if (known) range.high = (jx_end){ true, true, jx_integer(days) };
        return range;
    }
    if (node->kind == JX_NODE_MEAN)
        range = from_interval(&jx_type_number, jx_interval_hull(each, jx_interval_point(jx_integer(0))));
    else range = from_interval(&jx_type_number, sum_of_many(each));
    range.may_be_null = node->as.window.window != NULL;  // 无 when every day is
    return range;
}

static bool lists_rows(const jx_table *table)
{
    if (table->hit == JX_HIT_RULE_ORDER || table->hit == JX_HIT_OUTPUT_ORDER) return true;
    return table->hit == JX_HIT_COLLECT && table->aggregation == JX_AGGREGATE_NONE;
}

static jx_open range_of(bind_run *binding, const jx_node *node)
{
    switch (node->kind) {
    case JX_NODE_CONSTANT:   return of_value(binding, node->as.constant, node->type);
    case JX_NODE_DEFINITION: return of_definition(binding, node->as.definition);
    case JX_NODE_FIELD:      return of_field(binding, node);
    case JX_NODE_BINARY: return is_comparison(node->as.binary.op) ? booleans(binding) : of_arithmetic(binding, node);
    case JX_NODE_NEGATE:
        return from_interval(&jx_type_number,
                             jx_interval_negate(binding->arena, interval_of(&binding->ranges[node->as.operand->id])));
    case JX_NODE_IF:
        return hull_of(binding, binding->ranges[node->as.items.items[1]->id],
                       binding->ranges[node->as.items.items[2]->id]);
    case JX_NODE_BUILTIN:    return of_builtin(binding, node);
    case JX_NODE_CONVERT:    return binding->ranges[node->as.instance.value->id];
    case JX_NODE_TABLE:
        if (node->as.table->source->context_result || node->as.table->source->output_count != 1 ||
            lists_rows(node->as.table->source))
            return any_of(node->type);
        return of_table_column(binding, node->as.table, 0);
    case JX_NODE_TOTAL:
    case JX_NODE_MEAN:
    case JX_NODE_COVERAGE:   return of_window(binding, node);
    case JX_NODE_RANK: {
        jx_interval places = jx_interval_all();
        places.low = (jx_end){ true, true, jx_integer(1) };
        return from_interval(&jx_type_number, places);
    }
    case JX_NODE_AND: case JX_NODE_OR: case JX_NODE_NOT: case JX_NODE_BETWEEN: case JX_NODE_TESTS: case JX_NODE_GROUP:
    case JX_NODE_SOME: case JX_NODE_EVERY: case JX_NODE_INSTANCE: return booleans(binding);
    case JX_NODE_LOCAL: case JX_NODE_DYNAMIC: case JX_NODE_CALL: return any_at_all(node->type);
    case JX_NODE_FILTER: case JX_NODE_INTERVAL: case JX_NODE_FOR: case JX_NODE_LIST:
    case JX_NODE_CONTEXT: case JX_NODE_FUNCTION: case JX_NODE_EXTEND: case JX_NODE_MANUAL:
    case JX_NODE_MODEL: return any_of(node->type);
    }
    JX_UNREACHABLE();
}

typedef struct {
    const jx_plan        *plan;
    const jx_overrides   *overrides;
    jx_arena             *arena;
    const jx_bound_plan **out;
} bind_arguments;

static jx_status bind_body(void *user)
{
    bind_arguments *arguments = user;
    const jx_model *model = arguments->plan->model;
    bind_run binding = { arguments->plan, arguments->arena, NULL, NULL };
    binding.values = JX_ARRAY(binding.arena, model->definition_count, jx_value);
    for (size_t d = 0; d < model->definition_count; d++)
        binding.values[d] = arguments->overrides && arguments->overrides->given[d] ? arguments->overrides->values[d]
                                                                                   : model->definitions[d].value;
    if (model->package) {
        binding.ranges = JX_ARRAY(binding.arena, arguments->plan->node_count, jx_open);
        for (size_t n = 0; n < arguments->plan->node_count; n++)
            binding.ranges[n] = range_of(&binding, arguments->plan->nodes[n]);
    }
    jx_bound_plan *bound = JX_NEW(binding.arena, jx_bound_plan);
    *bound = (jx_bound_plan){ arguments->plan, binding.values, binding.ranges };
    *arguments->out = bound;
    return JX_OK;
}

jx_status jx_plan_bind(const jx_plan *plan, const jx_overrides *overrides, jx_arena *arena, const jx_bound_plan **out)
{
    return jx_arena_guard(arena, bind_body, &(bind_arguments){ plan, overrides, arena, out });
}

// ---- rounding ----

bool jx_bound_rounding_option(const jx_bound_plan *bound, const jx_award_rule *award, size_t option)
{
    const jx_definition *reading = &bound->plan->model->definitions[award->rounding_reading];
    jx_value taken = bound->values[award->rounding_reading];
    if (taken.kind != JX_OPEN) return jx_value_compare(taken, reading->options[option]) == 0;
    const jx_open *open = taken.as.open;
    for (size_t i = 0; i < open->option_count; i++)
        if (jx_value_compare(open->options[i], reading->options[option]) == 0) return true;
    return !open->has_options;
}

bool jx_bound_rounding(const jx_bound_plan *bound, const jx_award_rule *award, jx_rounding_way *out)
{
    *out = award->rounding;
    if (!award->roundings) return true;
    const jx_definition *reading = &bound->plan->model->definitions[award->rounding_reading];
    if (jx_is_open(bound->values[award->rounding_reading])) return false;
    for (size_t i = 0; i < reading->option_count; i++)
        if (jx_bound_rounding_option(bound, award, i)) *out = award->roundings[i];
    return true;
}
