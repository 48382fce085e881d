// What can be moved and what it is compared with: the comparisons of an award, and the figures behind each.
//
// Read borders_comparisons() and borders_figures(). A comparison inside `some`, `every`, `for` or a filter is left out:
// its sides have no value outside the iteration. Records are moved by their first one.
#include "app/borders.h"

#include <string.h>

// ---- comparisons ----

typedef struct {
    jx_arena *arena;
    border_comparisons found;
    uint32_t definition;
    const jx_node *records;
    jx_text what;
} walk;

static void put(walk *on, const jx_node *whole, const jx_node *left, const jx_node *right, jx_operator op)
{
    bool numbers = left->type->kind == JX_TYPE_NUMBER || left->type->kind == JX_TYPE_DATE;
    if (!numbers || !right) return;
    border_comparison one = { .definition = on->definition,
                              .left = left,
                              .right = right,
                              .whole = whole,
                              .op = op,
                              .records = on->records,
                              .what = on->what };
    if (right->type->kind != JX_TYPE_RANGE) {
        *JX_PUSH(on->arena, &on->found) = one;
        return;
    }
    one.end = SIDE_LOW;
    one.op = JX_OP_GREATER_EQUAL;
    *JX_PUSH(on->arena, &on->found) = one;
    one.end = SIDE_HIGH;
    one.op = JX_OP_LESS_EQUAL;
    *JX_PUSH(on->arena, &on->found) = one;
}

static void put_interval(walk *on, const jx_node *value, const jx_node *test)
{
    bool low_in = test->as.interval.low_included, high_in = test->as.interval.high_included;
    const jx_node *low = test->as.interval.low;
    switch (test->as.interval.form) {
    case JX_RANGE_EQUAL:
    case JX_RANGE_NOT_EQUAL: put(on, test, value, low, JX_OP_EQUAL); return;
    case JX_RANGE_LESS: put(on, test, value, low, JX_OP_LESS); return;
    case JX_RANGE_LESS_EQUAL: put(on, test, value, low, JX_OP_LESS_EQUAL); return;
    case JX_RANGE_GREATER: put(on, test, value, low, JX_OP_GREATER); return;
    case JX_RANGE_GREATER_EQUAL: put(on, test, value, low, JX_OP_GREATER_EQUAL); return;
    case JX_RANGE_INTERVAL:
        put(on, test, value, low, low_in ? JX_OP_GREATER_EQUAL : JX_OP_GREATER);
        put(on, test, value, test->as.interval.high, high_in ? JX_OP_LESS_EQUAL : JX_OP_LESS);
        return;
    }
}

static void put_tests(walk *on, const jx_node *value, const jx_node *tests)
{
    for (size_t i = 0; i < tests->as.tests.count; i++) {
        const jx_node *test = tests->as.tests.items[i];
        if (test->kind == JX_NODE_INTERVAL)
            put_interval(on, value, test);
        else
            put(on, tests, value, test, JX_OP_EQUAL);
    }
}

static void put_cells(walk *on, const jx_node *node)
{
    const jx_table *source = node->as.table->source;
    jx_text outer = on->what;
    for (size_t r = 0; r < source->rule_count; r++) {
        on->what = jx_text_format(on->arena, "%.*s %.*s", JX_TEXT_ARG(source->name), JX_TEXT_ARG(source->rules[r].id));
        for (size_t i = 0; i < source->input_count; i++) {
            const jx_node *tests = node->as.table->tests[r * source->input_count + i];
            if (tests) put_tests(on, node->as.table->inputs[i], tests);
        }
    }
    on->what = outer;
}

static bool compares(jx_operator op)
{
    return op == JX_OP_EQUAL || op == JX_OP_NOT_EQUAL || op == JX_OP_LESS || op == JX_OP_LESS_EQUAL ||
           op == JX_OP_GREATER || op == JX_OP_GREATER_EQUAL;
}

static void visit(void *user, const jx_node *node);

static void visit_records(walk *on, const jx_node *node)
{
    const jx_node *outer = on->records;
    visit(on, node->as.extend.list);
    on->records = node;
    for (size_t i = 0; i < node->as.extend.count; i++)
        visit(on, node->as.extend.fields[i].value);
    on->records = outer;
}

static void visit_group(walk *on, const jx_node *node)
{
    jx_text outer = on->what;
    for (size_t i = 0; i < node->as.group.source->row_count; i++) {
        on->what = node->as.group.source->rows[i].id;
        visit(on, node->as.group.tests[i]);
    }
    on->what = outer;
}

static void visit(void *user, const jx_node *node)
{
    walk *on = user;
    bool iterates = node->kind == JX_NODE_SOME || node->kind == JX_NODE_EVERY || node->kind == JX_NODE_FOR;
    if (iterates || node->kind == JX_NODE_FUNCTION) return;
    if (node->kind == JX_NODE_FILTER) {
        visit(on, node->as.filter.operand);
        return;
    }
    if (node->kind == JX_NODE_EXTEND) {
        visit_records(on, node);
        return;
    }
    if (node->kind == JX_NODE_GROUP) {
        visit_group(on, node);
        return;
    }
    if (node->kind == JX_NODE_BINARY && compares(node->as.binary.op))
        put(on, node, node->as.binary.left, node->as.binary.right, node->as.binary.op);
    if (node->kind == JX_NODE_TESTS && node->as.tests.value) put_tests(on, node->as.tests.value, node);
    if (node->kind == JX_NODE_TABLE) put_cells(on, node);
    jx_node_children(node, visit, on);
}

border_comparisons borders_comparisons(jx_arena *arena, const session *in, const jx_award_rule *award)
{
    walk on = { .arena = arena };
    const jx_model *model = &in->package->model;
    for (uint32_t d = 0; d < model->definition_count; d++) {
        const jx_node *node = in->plan->definitions[d].node;
        if (!node || !coverage_reaches(in->plan, award, d)) continue;
        on.definition = d;
        on.what = model->definitions[d].name;
        visit(&on, node);
    }
    return on.found;
}

// ---- figures ----

static bool step_of(const jx_type *type, int precision, jx_decimal factor, jx_decimal *out)
{
    *out = jx_decimal_of(1);
    if (type->kind == JX_TYPE_DATE) return true;
    bool counts = type->kind == JX_TYPE_NUMBER || type->kind == JX_TYPE_SERIES;
    return counts && precision >= 0 && jx_decimal_multiply(factor, jx_decimal_scaled(1, precision), out);
}

static bool is_known(jx_value value)
{
    return value.kind == JX_NUMBER || value.kind == JX_DATE;
}

static void put_fact(jx_arena *arena, border_figures *found, const jx_definition *def, uint32_t fact, jx_value start)
{
    border_figure one = { .fact = fact, .field = JX_NONE, .start = start, .has_range = def->has_range,
                          .range = def->range, .name = def->name, .unit = def->unit, .factor = def->factor };
    if (is_known(start) && step_of(def->type, def->precision, def->factor, &one.step)) *JX_PUSH(arena, found) = one;
}

static jx_value first_record(jx_value records)
{
    bool has = records.kind == JX_LIST && records.as.list.count && records.as.list.items[0].kind == JX_CONTEXT;
    return has ? records.as.list.items[0] : jx_null();
}

static void put_fields(jx_arena *arena, border_figures *found, const jx_definition *def, uint32_t fact,
                       jx_value records)
{
    jx_value record = first_record(records);
    for (uint32_t i = 0; record.kind == JX_CONTEXT && i < def->field_count; i++) {
        const jx_record_field *field = &def->fields[i];
        bool has;
        border_figure one = { .fact = fact, .field = i, .has_range = field->has_range, .range = field->range,
                              .unit = field->unit, .factor = field->factor };
        one.start = jx_context_get(record, field->name, &has);
        one.name = jx_text_format(arena, "%.*s.%.*s", JX_TEXT_ARG(def->name), JX_TEXT_ARG(field->name));
        if (has && is_known(one.start) && step_of(field->type, field->precision, field->factor, &one.step))
            *JX_PUSH(arena, found) = one;
    }
}

static void put_day(jx_arena *arena, border_figures *found, const jx_definition *def, uint32_t fact, jx_value value,
                    int64_t day)
{
    const jx_series *series = value.as.series;
    if (day < series->first_day || day - series->first_day >= (int64_t)series->day_count) return;
    border_figure one = { .fact = fact, .field = JX_NONE, .day = day, .is_day = true, .has_range = def->has_range,
                          .range = def->range, .unit = def->unit, .factor = def->factor };
    one.start = series->days[day - series->first_day];
    jx_buffer name = jx_buffer_in(arena);
    jx_buffer_put(&name, def->name);
    jx_buffer_put_char(&name, ' ');
    jx_date_print(day, &name);
    one.name = jx_buffer_text(&name);
    if (one.start.kind == JX_NUMBER && step_of(def->type, def->precision, def->factor, &one.step))
        *JX_PUSH(arena, found) = one;
}

// The first and the last day of each window that the definition looks at.
static void put_days(jx_arena *arena, border_figures *found, const border_base *base, uint32_t definition,
                     uint32_t fact, jx_value value)
{
    const jx_model *model = &base->in.package->model;
    for (uint32_t d = 0; d < model->definition_count; d++) {
        jx_value window = base->bound->values[d];
        bool looks = model->definitions[d].kind == JX_DEFINITION_PARAMETER && window.kind == JX_RANGE &&
                     jx_plan_reaches(base->in.plan, definition, d);
        if (!looks || window.as.range->low.kind != JX_DATE || window.as.range->high.kind != JX_DATE) continue;
        put_day(arena, found, &model->definitions[fact], fact, value, window.as.range->low.as.date);
        put_day(arena, found, &model->definitions[fact], fact, value, window.as.range->high.as.date);
    }
}

border_figures borders_figures(jx_arena *arena, const border_base *base, uint32_t definition)
{
    border_figures found = { 0 };
    const jx_model *model = &base->in.package->model;
    for (uint32_t d = 0; d < model->definition_count; d++) {
        const jx_definition *def = &model->definitions[d];
        if (def->kind != JX_DEFINITION_FACT || !jx_plan_reaches(base->in.plan, definition, d)) continue;
        jx_value value = base->facts[d];
        if (value.kind == JX_SERIES)
            put_days(arena, &found, base, definition, d, value);
        else if (def->field_count)
            put_fields(arena, &found, def, d, value);
        else
            put_fact(arena, &found, def, d, value);
    }
    return found;
}

// ---- moving ----

static jx_value moved_day(jx_arena *arena, const border_figure *figure, jx_value value, jx_value day)
{
    jx_series *series = JX_NEW(arena, jx_series);
    *series = *value.as.series;
    jx_value *days = JX_ARRAY(arena, series->day_count, jx_value);
    memcpy(days, series->days, series->day_count * sizeof *days);
    days[figure->day - series->first_day] = day;
    series->days = days;
    return jx_series_value(series);
}

static jx_value moved_field(jx_arena *arena, jx_text name, jx_value records, jx_value value)
{
    jx_value *items = JX_ARRAY(arena, records.as.list.count, jx_value);
    memcpy(items, records.as.list.items, records.as.list.count * sizeof *items);
    const jx_context *record = items[0].as.context;
    jx_value *values = JX_ARRAY(arena, record->count, jx_value);
    for (size_t i = 0; i < record->count; i++)
        values[i] = jx_text_equal(record->names[i], name) ? value : record->values[i];
    items[0] = jx_context_of(arena, record->names, values, record->count);
    return jx_list(items, records.as.list.count);
}

const jx_value *borders_facts(jx_arena *arena, const border_base *base, const border_figure *figure, jx_value value)
{
    const jx_model *model = &base->in.package->model;
    jx_value *facts = JX_ARRAY(arena, model->definition_count, jx_value);
    memcpy(facts, base->facts, model->definition_count * sizeof *facts);
    jx_value *own = &facts[figure->fact];
    if (figure->is_day)
        *own = moved_day(arena, figure, *own, value);
    else if (figure->field != JX_NONE)
        *own = moved_field(arena, model->definitions[figure->fact].fields[figure->field].name, *own, value);
    else
        *own = value;
    return facts;
}
