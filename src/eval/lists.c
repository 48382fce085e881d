// Paths, filters, iterators, contexts and record lists with computed fields.
//
// A filter on an open condition keeps the item as one that may belong (jx_perhaps); aggregates know what to make of it.
#include "eval/machine.h"

// Of an open record, whatever the field may be; of an open list, a list.
static jx_value field_of_open(jx_case *unit, const jx_node *node, jx_value operand)
{
    const jx_type *type = operand.as.open->type;
    if (!type || type->kind != JX_TYPE_LIST) return jx_open_at(unit, node, jx_value_causes(operand));
    type = node->type->kind == JX_TYPE_LIST ? node->type : jx_type_list_of(unit->arena, &jx_type_any);
    return jx_open_any(unit->arena, type, false, jx_value_causes(operand));
}

static jx_value field_of(jx_case *unit, const jx_node *node, jx_value operand)
{
    jx_text name = node->as.field.name;
    bool found = false;
    jx_value value = jx_null();
    if (jx_is_perhaps(operand))
        return jx_perhaps(unit->arena, field_of(unit, node, jx_perhaps_item(operand)), jx_is_several(operand),
                          jx_value_causes(operand));
    if (jx_is_open(operand)) return field_of_open(unit, node, operand);
    if (operand.kind == JX_CONTEXT) {
        value = jx_context_get(operand, name, &found);
    } else if (operand.kind == JX_LIST) {
        size_t count = operand.as.list.count;
        jx_value *items = JX_ARRAY(unit->arena, count, jx_value);
        unit->steps += count;
        for (size_t i = 0; i < count; i++) items[i] = field_of(unit, node, operand.as.list.items[i]);
        return jx_list(items, count);
    } else if (operand.kind != JX_NULL) {
        value = jx_property(&unit->builtin, operand, name, &found);
    }
    return found ? value : jx_undefined(unit, node, operand.kind == JX_NULL ? "none" : "no-such-field");
}

jx_value jx_run_field(jx_case *unit, const jx_node *node, jx_value *locals)
{
    return field_of(unit, node, jx_run(unit, node->as.field.operand, locals));
}

// ---- filter ----

// Where members may or may not belong, any of them may stand at the position, or none.
static bool positions_are_open(jx_case *unit, jx_value list, jx_causes *out)
{
    *out = (jx_causes){ 0 };
    for (size_t i = 0; i < list.as.list.count; i++)
        if (jx_is_perhaps(list.as.list.items[i]))
            *out = jx_causes_join(unit->arena, *out, jx_value_causes(list.as.list.items[i]));
    return out->count > 0;
}

static jx_value at_position(jx_case *unit, const jx_node *node, jx_value list, jx_value position)
{
    int64_t index = 0, count = (int64_t)list.as.list.count;
    jx_causes causes;
    if (positions_are_open(unit, list, &causes)) return jx_open_any(unit->arena, node->type, true, causes);
    if (position.kind != JX_NUMBER || !jx_decimal_is_integer(position.as.number) ||
        !jx_decimal_to_int64(position.as.number, &index))
        return jx_undefined(unit, node, "position-not-whole");
    if (index < 0) index += count + 1;
    if (index < 1 || index > count) return jx_undefined(unit, node, "position-outside");
    return list.as.list.items[index - 1];
}

static bool may_match(jx_case *unit, jx_value item, jx_value match, jx_value *out)
{
    if (jx_is_open(match)) {
        *out = jx_perhaps(unit->arena, item, false, jx_value_causes(match));
        return true;
    }
    *out = item;
    return jx_is_true(match);
}

jx_value jx_run_filter(jx_case *unit, const jx_node *node, jx_value *locals)
{
    jx_value list = jx_run(unit, node->as.filter.operand, locals);
    if (jx_is_open(list))
        return jx_open_any(unit->arena, node->type, node->as.filter.static_position, jx_value_causes(list));
    if (list.kind == JX_NULL) return node->boxed || unit->package ? jx_undefined(unit, node, "none") : jx_null();
    jx_value one = list;
    if (list.kind != JX_LIST) list = jx_list(&one, 1);
    if (node->as.filter.static_position) {
        locals[node->as.filter.item] = jx_null();
        jx_value position = jx_run(unit, node->as.filter.match, locals);
        if (jx_is_open(position)) return jx_open_any(unit->arena, node->type, true, jx_value_causes(position));
        return at_position(unit, node, list, position);
    }
    jx_value *kept = JX_ARRAY(unit->arena, list.as.list.count, jx_value);
    size_t count = 0;
    if (list.as.list.count == 0) return jx_list(kept, 0);
    for (size_t i = 0; i < list.as.list.count; i++) {
        jx_value item = list.as.list.items[i], inner = jx_is_perhaps(item) ? jx_perhaps_item(item) : item;
        locals[node->as.filter.item] = inner;
        jx_value match = jx_run(unit, node->as.filter.match, locals);
        if (i == 0 && match.kind == JX_NUMBER) return at_position(unit, node, list, match);
        if (node->boxed && match.kind != JX_BOOLEAN && match.kind != JX_NULL && !jx_is_open(match))
            return jx_undefined(unit, node, "match-not-boolean");
        match = jx_truth(unit, match);
        if (!may_match(unit, inner, match, &kept[count])) continue;
        if (jx_is_perhaps(item)) 
            kept[count] = jx_perhaps(unit->arena, inner, jx_is_several(item), jx_join(unit, item, match));
        count++;
    }
    return jx_list(kept, count);
}

// ---- for, some, every ----

typedef struct {
    jx_case       *unit;
    const jx_node *node;
    jx_value      *locals;
    bool           illegal;  // a domain that cannot be iterated
    jx_limit       limit;    // or one that is too large; JX_LIMIT_COUNT otherwise
    const char    *why;
    jx_causes      perhaps;  // FOR: of the items being visited that may not belong
    bool           several;  // FOR: one of them stands for several
    // FOR
    struct {
        jx_value *items;
        size_t    count, capacity;
    } results;
    // SOME, EVERY
    jx_value truth;
    bool     stray;  // a body of the boxed form that was no boolean
    bool     stop;
} iteration;

static void iterate(iteration *run, size_t level);

static void stop_at(iteration *run, jx_limit limit)
{
    run->illegal = true;
    run->limit = limit;
}

static void visit(iteration *run)
{
    const jx_node *node = run->node;
    jx_case *unit = run->unit;
    if (unit->steps > unit->options.limits->at[JX_LIMIT_STEPS]) {
        stop_at(run, JX_LIMIT_STEPS);
        return;
    }
    if (node->kind == JX_NODE_FOR) {
        run->locals[node->as.iterate.partial] = jx_list(run->results.items, run->results.count);
        if (run->results.count >= unit->options.limits->at[JX_LIMIT_LIST_LENGTH]) {
            stop_at(run, JX_LIMIT_LIST_LENGTH);
            return;
        }
        jx_value value = jx_run(unit, node->as.iterate.body, run->locals);
        if (run->perhaps.count) value = jx_perhaps(unit->arena, value, run->several, run->perhaps);
        *JX_PUSH(unit->arena, &run->results) = value;
        return;
    }
    jx_value item = jx_truth(unit, jx_run(unit, node->as.iterate.body, run->locals));
    bool some = node->kind == JX_NODE_SOME;
    if (node->boxed && item.kind != JX_BOOLEAN && !jx_is_open(item)) run->stray = true;
    run->truth = some ? jx_or(unit, run->truth, item) : jx_and(unit, run->truth, item);
    if (!node->boxed && run->truth.kind == JX_BOOLEAN && run->truth.as.boolean == some) run->stop = true;
}

static void visit_item(iteration *run, size_t level, jx_value item)
{
    jx_value before = run->truth;
    jx_causes outer = run->perhaps;
    bool perhaps = jx_is_perhaps(item), several = run->several, is_for = run->node->kind == JX_NODE_FOR;
    run->locals[run->node->as.iterate.bindings[level].slot] = perhaps ? jx_perhaps_item(item) : item;
    if (perhaps && is_for) run->perhaps = jx_causes_join(run->unit->arena, outer, jx_value_causes(item));
    if (perhaps && !is_for) run->truth = jx_boolean(run->node->kind == JX_NODE_EVERY);
    run->several = several || jx_is_several(item);
    iterate(run, level + 1);
    run->perhaps = outer;
    run->several = several;
    if (!perhaps || is_for) return;
    // A member that may be absent can only leave the answer as it was, or change it with its own causes.
    run->stop = false;
    jx_value with =
        run->node->kind == JX_NODE_SOME ? jx_or(run->unit, before, run->truth) : jx_and(run->unit, before, run->truth);
    run->truth = jx_value_hull(run->unit->arena, before, with, jx_value_causes(item));
}

// A domain that is not known: whatever its items are.
static void open_domain(iteration *run, jx_causes causes)
{
    run->stop = run->node->kind == JX_NODE_FOR;
    causes = jx_causes_join(run->unit->arena, jx_value_causes(run->truth), causes);
    run->truth = jx_open_truth(run->unit, causes);
}

static void iterate_range(iteration *run, size_t level, jx_value low, jx_value high)
{
    int64_t from, to;
    if (jx_is_open(low) || jx_is_open(high)) {
        open_domain(run, jx_join(run->unit, low, high));
        return;
    }
    bool dates = low.kind == JX_DATE && high.kind == JX_DATE;
    bool numbers = low.kind == JX_NUMBER && high.kind == JX_NUMBER && jx_decimal_is_integer(low.as.number) &&
                   jx_decimal_is_integer(high.as.number);
    if (dates) {
        from = low.as.date;
        to = high.as.date;
    } else if (!numbers || !jx_decimal_to_int64(low.as.number, &from) || !jx_decimal_to_int64(high.as.number, &to)) {
        run->illegal = true;
        run->why = "iteration-domain";
        return;
    }
    int64_t step = from <= to ? 1 : -1;
    for (int64_t i = from;; i += step) {
        visit_item(run, level, dates ? jx_date(i) : jx_integer(i));
        if (i == to || run->illegal || run->stop) return;
        if (++run->unit->steps > run->unit->options.limits->at[JX_LIMIT_STEPS]) {
            stop_at(run, JX_LIMIT_STEPS);
            return;
        }
    }
}

static void iterate(iteration *run, size_t level)
{
    if (level == run->node->as.iterate.count) {
        visit(run);
        return;
    }
    const jx_slot_binding *binding = &run->node->as.iterate.bindings[level];
    jx_value domain = jx_run(run->unit, binding->value, run->locals);
    if (binding->end) {
        iterate_range(run, level, domain, jx_run(run->unit, binding->end, run->locals));
        return;
    }
    if (domain.kind == JX_RANGE && domain.as.range->form == JX_RANGE_INTERVAL) {
        jx_value low = domain.as.range->low, high = domain.as.range->high;
        if (low.kind == high.kind && jx_value_compare(low, high) <= 0) {
            iterate_range(run, level, low, high);
            return;
        }
    }
    if (domain.kind == JX_NULL || domain.kind == JX_RANGE) {
        run->illegal = true;
        run->why = "iteration-domain";
        return;
    }
    if (jx_is_open(domain)) {
        open_domain(run, jx_value_causes(domain));
        return;
    }
    if (domain.kind != JX_LIST) {
        visit_item(run, level, domain);
        return;
    }
    for (size_t i = 0; i < domain.as.list.count && !run->illegal && !run->stop; i++)
        visit_item(run, level, domain.as.list.items[i]);
}

jx_value jx_run_iterate(jx_case *unit, const jx_node *node, jx_value *locals)
{
    iteration run = { .unit = unit, .node = node, .locals = locals, .limit = JX_LIMIT_COUNT,
                      .truth = jx_boolean(node->kind == JX_NODE_EVERY) };
    iterate(&run, 0);
    if (run.limit != JX_LIMIT_COUNT) return jx_limited(unit, node, run.limit);
    if (run.illegal || run.stray) return jx_undefined(unit, node, run.why ? run.why : "not-boolean");
    if (node->kind != JX_NODE_FOR) return run.truth;
    if (jx_is_open(run.truth)) return jx_open_any(unit->arena, node->type, false, jx_value_causes(run.truth));
    return jx_list(run.results.items, run.results.count);
}

// ---- contexts and record lists ----

static bool has_name(const jx_text *names, size_t count, jx_text name)
{
    for (size_t i = 0; i < count; i++)
        if (jx_text_equal(names[i], name)) return true;
    return false;
}

jx_value jx_run_context(jx_case *unit, const jx_node *node, jx_value *locals)
{
    size_t count = node->as.context.count;
    jx_text *names = JX_ARRAY(unit->arena, count, jx_text);
    jx_value *values = JX_ARRAY(unit->arena, count, jx_value);
    for (size_t i = 0; i < count; i++) {
        const jx_slot_binding *entry = &node->as.context.entries[i];
        bool is_result = node->as.context.has_result && i + 1 == count;
        if (!is_result && has_name(names, i, entry->name)) return jx_undefined(unit, node, "key-twice");
        names[i] = entry->name;
        values[i] = locals[entry->slot] = jx_run(unit, entry->value, locals);
    }
    if (node->as.context.has_result) return values[count - 1];
    return jx_context_of(unit->arena, names, values, count);
}

static jx_value extend_record(jx_case *unit, const jx_node *node, jx_value record, jx_value *locals)
{
    if (jx_is_perhaps(record)) {
        jx_value item = extend_record(unit, node, jx_perhaps_item(record), locals);
        return jx_perhaps(unit->arena, item, jx_is_several(record), jx_value_causes(record));
    }
    if (record.kind != JX_CONTEXT) return record;
    size_t own = record.as.context->count, count = own + node->as.extend.count;
    jx_text *names = JX_ARRAY(unit->arena, count, jx_text);
    jx_value *values = JX_ARRAY(unit->arena, count, jx_value);
    for (size_t i = 0; i < own; i++) {
        names[i] = record.as.context->names[i];
        values[i] = record.as.context->values[i];
    }
    for (size_t i = 0; i < node->as.extend.count; i++) {
        // The record grows field by field, so that a field sees those computed before it.
        locals[node->as.extend.item] = jx_context_of(unit->arena, names, values, own + i);
        names[own + i] = node->as.extend.fields[i].name;
        values[own + i] = jx_run(unit, node->as.extend.fields[i].value, locals);
    }
    return jx_context_of(unit->arena, names, values, count);
}

jx_value jx_run_extend(jx_case *unit, const jx_node *node, jx_value *locals)
{
    jx_value list = jx_run(unit, node->as.extend.list, locals);
    if (list.kind != JX_LIST) return list;
    jx_value *items = JX_ARRAY(unit->arena, list.as.list.count, jx_value);
    for (size_t i = 0; i < list.as.list.count; i++) items[i] = extend_record(unit, node, list.as.list.items[i], locals);
    return jx_list(items, list.as.list.count);
}
