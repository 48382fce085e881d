// Built-ins over values that may be open. The functions themselves see known values only (builtin/builtin.h).
//
// count, min and max have rules of their own; of all others the answer is open over the node's static range as soon as
// an argument is open. Read jx_apply_builtin() first.
#include "eval/machine.h"

#include <string.h>

// ---- what is open ----

// Open arguments, and open members of lists; not what stands inside a record.
static void open_members(jx_case *unit, const jx_value *values, size_t count, jx_causes *causes)
{
    for (size_t i = 0; i < count; i++) {
        *causes = jx_causes_join(unit->arena, *causes, jx_value_causes(values[i]));
        if (values[i].kind == JX_LIST) open_members(unit, values[i].as.list.items, values[i].as.list.count, causes);
    }
}

static bool looks_into_records(int index)
{
    jx_open_rule rule = jx_builtin_at(index)->open;
    return rule == JX_OPEN_WITHIN || rule == JX_OPEN_EXTREME;
}

static jx_causes open_causes(jx_case *unit, int index, const jx_value *values, size_t count)
{
    jx_causes causes = { 0 };
    open_members(unit, values, count, &causes);
    for (size_t i = 0; i < count && looks_into_records(index); i++)
        causes = jx_causes_within(unit->arena, values[i], causes);
    return causes;
}

// ---- min and max ----

static jx_type_kind kind_of(jx_value value)
{
    if (jx_is_numeric(value)) return JX_TYPE_NUMBER;
    if (value.kind == JX_DATE) return JX_TYPE_DATE;
    if (!jx_is_open(value) || jx_is_perhaps(value) || !value.as.open->type) return JX_TYPE_ANY;
    return value.as.open->type->kind;
}

static bool may_be_null(jx_value value)
{
    return value.kind == JX_NULL || (jx_is_open(value) && value.as.open->may_be_null);
}

// Numbers, or dates that all exist; nothing else has a smallest range.
static bool have_extreme(const jx_value *values, size_t count, bool null_stands_for_range)
{
    jx_type_kind kind = JX_TYPE_ANY;
    for (size_t i = 0; i < count; i++) {
        bool null = may_be_null(values[i]);
        jx_type_kind own = values[i].kind == JX_NULL ? JX_TYPE_NUMBER : kind_of(values[i]);
        if (own != JX_TYPE_NUMBER && own != JX_TYPE_DATE) return false;
        if (null && (!null_stands_for_range || own == JX_TYPE_DATE)) return false;
        if (kind != JX_TYPE_ANY && own != kind) return false;
        kind = own;
    }
    return count > 0;
}

static jx_interval extreme_of(jx_interval so_far, jx_interval one, bool first, bool greatest)
{
    return first ? one : greatest ? jx_interval_max(so_far, one) : jx_interval_min(so_far, one);
}

static jx_value extreme_value(jx_case *unit, jx_value like, jx_interval interval, jx_causes causes)
{
    const jx_type *type = kind_of(like) == JX_TYPE_DATE ? &jx_type_date : &jx_type_number;
    return jx_settled(unit, (jx_open){ .type = type, .low = interval.low, .high = interval.high, .causes = causes });
}

// Of several arguments: the corners decide; 无 stands for its node's static range.
static jx_value extreme_of_arguments(jx_case *unit, const jx_node *node, const jx_value *values, bool greatest)
{
    jx_causes causes = { 0 };
    jx_interval result = { 0 };
    for (size_t i = 0; i < node->as.builtin.count; i++) {
        jx_interval one = jx_operand(unit, node->as.builtin.items[i], values[i], &causes);
        result = extreme_of(result, one, i == 0, greatest);
    }
    return extreme_value(unit, values[0], result, causes);
}

static jx_value extreme_of_list(jx_case *unit, jx_value list, bool greatest, jx_causes causes)
{
    jx_interval result = { 0 };
    for (size_t i = 0; i < list.as.list.count; i++)
        result = extreme_of(result, jx_interval_of(list.as.list.items[i]), i == 0, greatest);
    return extreme_value(unit, list.as.list.items[0], result, causes);
}

// ---- count ----

static jx_value count_of(jx_case *unit, jx_value list)
{
    int64_t sure = 0, perhaps = 0;
    bool several = false;
    jx_causes causes = { 0 };
    for (size_t i = 0; i < list.as.list.count; i++) {
        if (!jx_is_perhaps(list.as.list.items[i])) {
            sure++;
            continue;
        }
        perhaps++;
        several = several || jx_is_several(list.as.list.items[i]);
        causes = jx_causes_join(unit->arena, causes, jx_value_causes(list.as.list.items[i]));
    }
    jx_interval count = { { true, true, jx_integer(sure) }, { true, true, jx_integer(sure + perhaps) } };
    if (several) count.high = (jx_end){ 0 };
    return perhaps ? jx_from_interval(unit, count, causes) : jx_integer(sure);
}

// ---- any ----

static bool is_extreme(const jx_node *node)
{
    return node->as.builtin.count > 1 && !node->as.builtin.names &&
           jx_builtin_at(node->as.builtin.index)->open == JX_OPEN_EXTREME;
}

// True if the built-in has a rule of its own for these arguments; `node` is the call, by position.
static bool has_own_rule(jx_case *unit, const jx_node *node, const jx_value *values, jx_causes causes, jx_value *out)
{
    size_t count = node->as.builtin.count;
    const jx_builtin_row *row = jx_builtin_at(node->as.builtin.index);
    bool one_list = count == 1 && values[0].kind == JX_LIST;
    if (one_list && row->open == JX_OPEN_COUNT) {
        *out = count_of(unit, values[0]);
        return true;
    }
    if (row->open != JX_OPEN_EXTREME) return false;
    bool greatest = strcmp(row->name, "max") == 0;
    if (one_list && have_extreme(values[0].as.list.items, values[0].as.list.count, false)) {
        *out = extreme_of_list(unit, values[0], greatest, causes);
        return true;
    }
    if (count < 2 || !have_extreme(values, count, true)) return false;
    *out = extreme_of_arguments(unit, node, values, greatest);
    return true;
}

jx_value jx_apply_builtin(jx_case *unit, const jx_node *node, int index, const jx_text *names, const jx_value *values,
                          size_t count)
{
    if (unit->package) {
        jx_causes causes = open_causes(unit, index, values, count);
        if (causes.count) return jx_open_at(unit, node, causes);
    }
    jx_causes outer = unit->call_causes;
    unit->builtin.why = NULL;
    unit->builtin.limit_hit = JX_LIMIT_COUNT;
    unit->call_causes = (jx_causes){ 0 };
    jx_value result = names ? jx_builtin_apply_named(&unit->builtin, index, names, values, count)
                            : jx_builtin_apply(&unit->builtin, index, values, count);
    jx_causes called = unit->call_causes;
    unit->call_causes = outer;
    if (unit->builtin.limit_hit != JX_LIMIT_COUNT) return jx_limited(unit, node, unit->builtin.limit_hit);
    if (called.count) return jx_open_at(unit, node, called);  // it went by an answer that may still change
    if (result.kind == JX_NULL && unit->builtin.why) return jx_undefined(unit, node, unit->builtin.why);
    return result;
}

jx_value jx_run_builtin(jx_case *unit, const jx_node *node, jx_value *locals)
{
    size_t count = node->as.builtin.count;
    int index = node->as.builtin.index;
    jx_value *values = JX_ARRAY(unit->arena, count, jx_value), result;
    bool none = false;
    for (size_t i = 0; i < count; i++) {
        values[i] = jx_run(unit, node->as.builtin.items[i], locals);
        none = none || values[i].kind == JX_NULL;
    }
    if (unit->package && !node->as.builtin.names) {
        jx_causes causes = open_causes(unit, index, values, count);
        bool open = causes.count > 0 || (none && count > 1);
        if (open && has_own_rule(unit, node, values, causes, &result)) return result;
    }
    result = jx_apply_builtin(unit, node, index, node->as.builtin.names, values, count);
    if (unit->options.watch && is_extreme(node)) jx_note_arguments(unit->options.watch, node, values, result);
    return result;
}
