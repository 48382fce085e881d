// Evaluates one case. A function per node kind; definitions are worked out when asked for, once.
//
// jx_run() is the whole story: it counts a step, then hands the node to its function. What may be open is decided in
// those functions; here stand the helpers that make open values and the life of a case.
#include "eval/machine.h"

#include <inttypes.h>
#include <string.h>

jx_value jx_settled(jx_case *unit, jx_open open)
{
    if (!open.may_be_null) {
        if (open.has_options && open.option_count == 1) return open.options[0];
        if (open.low.finite && open.high.finite && open.low.included && open.high.included &&
            jx_value_compare(open.low.at, open.high.at) == 0)
            return open.low.at;
    }
    return jx_open_value(unit->arena, open);
}

jx_value jx_open_at(jx_case *unit, const jx_node *node, jx_causes causes)
{
    jx_open open = unit->bound->ranges[node->id];
    open.causes = causes;
    if (open.type == NULL || open.type->kind == JX_TYPE_ANY) open.type = node->type;
    return jx_settled(unit, open);
}

enum { NOTES_MAX = 500 };  // a loop can have millions; nobody reads more

static void note(jx_case *unit, const jx_node *node, jx_problem_code code, jx_severity severity, jx_text about)
{
    jx_problems *problems = unit->options.problems;
    if (!problems || problems->list.count >= NOTES_MAX) return;
    (void)jx_problem_add(problems, code, severity, node->source, node->span, (jx_text){ 0 }, &about, 1);
}

jx_value jx_undefined(jx_case *unit, const jx_node *node, const char *why)
{
    if (unit->package)
        return jx_open_at(unit, node, jx_cause_one(unit->arena, JX_CAUSE_UNDEFINED, jx_text_of(why), (jx_text){ 0 }));
    if (unit->options.why) note(unit, node, JX_PROBLEM_UNDEFINED, JX_SEVERITY_NOTE, jx_text_of(why));
    return jx_null();
}

jx_value jx_limited(jx_case *unit, const jx_node *node, jx_limit limit)
{
    if (!unit->package) {  // null, as the standard wants it, but never silently
        if (unit->limits_said & (1u << limit)) return jx_null();
        unit->limits_said |= 1u << limit;
        jx_text most = jx_text_format(unit->arena, "%" PRIu64, unit->options.limits->at[limit]);
        note(unit, node, jx_problem_code_of_limit(limit), JX_SEVERITY_WARNING, most);
        return jx_null();
    }
    return jx_open_at(unit, node,
                      jx_cause_one(unit->arena, JX_CAUSE_LIMIT, jx_text_of(jx_limit_slug(limit)), (jx_text){ 0 }));
}

jx_value jx_open_truth(jx_case *unit, jx_causes causes)
{
    return jx_open_boolean(unit->arena, causes);
}

jx_value jx_of_certainty(jx_case *unit, jx_certainty certainty, jx_causes causes)
{
    if (certainty == JX_PERHAPS) return jx_open_truth(unit, causes);
    return jx_boolean(certainty == JX_SURELY);
}

jx_causes jx_join(jx_case *unit, jx_value a, jx_value b)
{
    return jx_causes_join(unit->arena, jx_value_causes(a), jx_value_causes(b));
}

JX_APART static jx_value run_dynamic(jx_case *unit, const jx_node *node, jx_value *locals)
{
    jx_value record = locals[node->as.dynamic.local];
    if (jx_is_open(record)) {  // it may have the field
        jx_type_kind kind = record.as.open->type ? record.as.open->type->kind : JX_TYPE_ANY;
        if (kind == JX_TYPE_ANY || kind == JX_TYPE_CONTEXT)
            return jx_open_any(unit->arena, node->type, true, jx_value_causes(record));
    }
    if (record.kind == JX_CONTEXT) {
        bool found;
        jx_value value = jx_context_get(record, node->as.dynamic.name, &found);
        if (found) return value;
    }
    return jx_run(unit, node->as.dynamic.fallback, locals);
}

JX_APART static jx_value run_list(jx_case *unit, const jx_node *node, jx_value *locals)
{
    jx_value *items = JX_ARRAY(unit->arena, node->as.items.count, jx_value);
    for (size_t i = 0; i < node->as.items.count; i++) items[i] = jx_run(unit, node->as.items.items[i], locals);
    return jx_list(items, node->as.items.count);
}

JX_APART static jx_value run_interval(jx_case *unit, const jx_node *node, jx_value *locals)
{
    jx_value low = jx_run(unit, node->as.interval.low, locals);
    jx_value high = node->as.interval.high ? jx_run(unit, node->as.interval.high, locals) : jx_null();
    if (jx_is_open(low) || jx_is_open(high))
        return jx_open_any(unit->arena, node->type, false, jx_join(unit, low, high));
    jx_range_value *range = JX_NEW(unit->arena, jx_range_value);
    range->form = node->as.interval.form;
    switch (range->form) {
    case JX_RANGE_INTERVAL:
        *range = (jx_range_value){ JX_RANGE_INTERVAL, node->as.interval.low_included, node->as.interval.high_included,
                                   low, high };
        break;
    case JX_RANGE_LESS:          range->high = low; break;
    case JX_RANGE_LESS_EQUAL:    range->high = low; range->high_included = true; break;
    case JX_RANGE_GREATER:       range->low = low; break;
    case JX_RANGE_GREATER_EQUAL: range->low = low; range->low_included = true; break;
    case JX_RANGE_EQUAL:
    case JX_RANGE_NOT_EQUAL:
        range->low = range->high = low;
        range->low_included = range->high_included = true;
        break;
    }
    return (jx_value){ .kind = JX_RANGE, .as.range = range };
}

JX_APART static jx_value run_rank(jx_case *unit, const jx_node *node)
{
    if (unit->ranks) return unit->ranks[node->as.rank.index];
    return jx_undefined(unit, node, "rank-without-population");
}

JX_APART static jx_value run_manual(jx_case *unit, const jx_node *node)
{
    jx_text reason = node->as.constant.as.string;
    return jx_open_at(unit, node, jx_cause_one(unit->arena, JX_CAUSE_UNDEFINED, reason, JX_TEXT("manual")));
}

static jx_value run_node(jx_case *unit, const jx_node *node, jx_value *locals)
{
    switch (node->kind) {
    case JX_NODE_CONSTANT:   return node->as.constant;
    case JX_NODE_DEFINITION: return jx_case_value(unit, node->as.definition);
    case JX_NODE_LOCAL:      return locals[node->as.local];
    case JX_NODE_DYNAMIC:    return run_dynamic(unit, node, locals);
    case JX_NODE_FIELD:      return jx_run_field(unit, node, locals);
    case JX_NODE_FILTER:     return jx_run_filter(unit, node, locals);
    case JX_NODE_BUILTIN:    return jx_run_builtin(unit, node, locals);
    case JX_NODE_CALL:       return jx_run_call(unit, node, locals);
    case JX_NODE_BINARY:     return jx_run_binary(unit, node, locals);
    case JX_NODE_AND:
    case JX_NODE_OR:
    case JX_NODE_BETWEEN:
    case JX_NODE_IF:         return jx_run_items_logic(unit, node, locals);
    case JX_NODE_NOT:        return jx_not(unit, jx_truth(unit, jx_run(unit, node->as.operand, locals)));
    case JX_NODE_NEGATE:     return jx_run_negate(unit, node, locals);
    case JX_NODE_TESTS:      return jx_run_tests(unit, node, locals);
    case JX_NODE_INTERVAL:   return run_interval(unit, node, locals);
    case JX_NODE_FOR:
    case JX_NODE_SOME:
    case JX_NODE_EVERY:      return jx_run_iterate(unit, node, locals);
    case JX_NODE_LIST:       return run_list(unit, node, locals);
    case JX_NODE_CONTEXT:    return jx_run_context(unit, node, locals);
    case JX_NODE_FUNCTION:   return jx_run_function(unit, node, locals);
    case JX_NODE_INSTANCE:
    case JX_NODE_CONVERT:    return jx_run_convert(unit, node, locals);
    case JX_NODE_TABLE:      return jx_run_table(unit, node, locals);
    case JX_NODE_GROUP:      return jx_run_group(unit, node, locals);
    case JX_NODE_EXTEND:     return jx_run_extend(unit, node, locals);
    case JX_NODE_TOTAL:
    case JX_NODE_MEAN:
    case JX_NODE_COVERAGE:   return jx_run_window(unit, node, locals);
    case JX_NODE_RANK:       return run_rank(unit, node);
    case JX_NODE_MANUAL:     return run_manual(unit, node);
    case JX_NODE_MODEL:      return jx_run_model(unit, node, locals);
    }
    JX_UNREACHABLE();
}

enum { LEVELS_PER_NESTING = 2, DEFINITIONS_DEEP = 32 };

jx_value jx_run(jx_case *unit, const jx_node *node, jx_value *locals)
{
    if (++unit->steps > unit->options.limits->at[JX_LIMIT_STEPS]) return jx_limited(unit, node, JX_LIMIT_STEPS);
    // Definitions, calls and nodes within each other all take from one stack; what they take together is bounded here.
    if (unit->levels >= LEVELS_PER_NESTING * unit->options.limits->at[JX_LIMIT_NESTING])
        return jx_limited(unit, node, JX_LIMIT_NESTING);
    unit->levels++;
    jx_value value = run_node(unit, node, locals);
    unit->levels--;
    if (unit->options.watch) jx_note_value(unit->options.watch, node, value);
    return value;
}

jx_case *jx_case_new(const jx_bound_plan *bound, const jx_eval_options *options, const jx_value *facts,
                     const jx_value *ranks)
{
    size_t count = bound->plan->model->definition_count;
    jx_case *unit = jx_arena_alloc(options->arena, sizeof(jx_case) + count * sizeof(jx_outcome));
    unit->bound = bound;  // everything else is zero
    unit->plan = bound->plan;
    unit->package = bound->plan->model->package;
    unit->arena = options->arena;
    unit->options = *options;
    unit->facts = facts;
    unit->ranks = ranks;
    unit->running = JX_NONE;
    unit->builtin = (jx_builtin_context){ .arena = unit->arena,
                                          .limits = options->limits,
                                          .steps = &unit->steps,
                                          .zones = options->zones,
                                          .now = options->now,
                                          .call = jx_call_value,
                                          .eval = unit,
                                          .limit_hit = JX_LIMIT_COUNT };
    return unit;
}

static jx_value run_definition(jx_case *unit, uint32_t definition)
{
    const jx_plan_definition *what = &unit->plan->definitions[definition];
    uint32_t outer = unit->running;
    jx_value *locals = JX_ARRAY(unit->arena, what->local_count, jx_value);
    unit->running = definition;
    unit->depth++;
    jx_value value = unit->depth > unit->options.limits->at[JX_LIMIT_NESTING]
                         ? jx_limited(unit, what->node, JX_LIMIT_NESTING)
                         : jx_run(unit, what->node, locals);
    unit->depth--;
    unit->running = outer;
    return value;
}

// DMN: the decisions that a decision requires, worked out first and without recursion; long chains of decisions are
// common there. Their circles have been cut by the reader.
static void settle_required(jx_case *unit, uint32_t definition)
{
    typedef struct {
        uint32_t definition;
        size_t   next;
    } visit;
    struct {
        visit *items;
        size_t count, capacity;
    } stack = { 0 };
    const jx_definition *definitions = unit->plan->model->definitions;
    *JX_PUSH(unit->arena, &stack) = (visit){ definition, 0 };
    while (stack.count) {
        visit *top = &stack.items[stack.count - 1];
        const jx_definition *what = &definitions[top->definition];
        if (top->next < what->requirement_count) {
            uint32_t required = what->requirements[top->next++].definition;
            if (definitions[required].kind == JX_DEFINITION_FORMULA && unit->outcomes[required].state == JX_NOT_ASKED)
                *JX_PUSH(unit->arena, &stack) = (visit){ required, 0 };
            continue;
        }
        if (--stack.count == 0 || unit->outcomes[top->definition].state != JX_NOT_ASKED) continue;
        unit->outcomes[top->definition].state = JX_RUNNING;
        unit->outcomes[top->definition].value = run_definition(unit, top->definition);
        unit->outcomes[top->definition].state = JX_KNOWN;
    }
}

jx_value jx_case_value(jx_case *unit, uint32_t definition)
{
    const jx_definition *what = &unit->plan->model->definitions[definition];
    if (unit->outcomes[definition].state == JX_KNOWN) return unit->outcomes[definition].value;
    if (what->kind == JX_DEFINITION_SERVICE)
        return jx_service_value(unit, jx_model_service(unit->plan->model, definition));
    if (what->kind == JX_DEFINITION_FACT) return unit->facts ? unit->facts[definition] : jx_null();
    if (what->kind == JX_DEFINITION_PARAMETER || what->kind == JX_DEFINITION_READING)
        return unit->bound->values[definition];
    if (!unit->plan->definitions[definition].node) return jx_null();
    if (unit->outcomes[definition].state == JX_RUNNING)
        return jx_null();  // a recursion through no function; lowering refuses it
    unit->outcomes[definition].state = JX_RUNNING;
    if (!unit->package && unit->depth >= DEFINITIONS_DEEP) settle_required(unit, definition);
    unit->outcomes[definition].value = run_definition(unit, definition);
    unit->outcomes[definition].state = JX_KNOWN;
    return unit->outcomes[definition].value;
}

void jx_case_give(jx_case *unit, uint32_t definition, jx_value value)
{
    const jx_definition *what = &unit->plan->model->definitions[definition];
    bool conforms = true;
    if (what->kind == JX_DEFINITION_FACT) value = jx_conform(unit, value, what->type, &conforms);
    const jx_plan_definition *plan = &unit->plan->definitions[definition];
    if (what->kind == JX_DEFINITION_FACT && plan->node && conforms) {
        jx_value *locals = JX_ARRAY(unit->arena, plan->local_count, jx_value);
        locals[0] = value;
        value = jx_run(unit, plan->node, locals);
    }
    unit->outcomes[definition].value = conforms ? value : jx_null();
    unit->outcomes[definition].state = JX_KNOWN;
}

jx_value jx_case_node(jx_case *unit, const jx_node *node, jx_value *locals)
{
    return jx_run(unit, node, locals);
}

bool jx_case_knows(const jx_case *unit, uint32_t definition)
{
    return unit->outcomes[definition].state == JX_KNOWN;
}

uint64_t jx_case_steps(const jx_case *unit)
{
    return unit->steps;
}

jx_table_hits jx_case_hits(const jx_case *unit, uint32_t definition)
{
    return unit->outcomes[definition].hits;
}
