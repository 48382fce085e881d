// How far off: the gap of a comparison in the unit of its left side, and what makes one undefined.
//
// A compared quotient has two gaps: of the ratio, and of the numerator with the base as it is; for 日均 the second is one
// of the window's total. A strict sign adds one step of the facts' precision (policy-format 2.1).
#include "award/explaining.h"

static const jx_node *follow(const jx_explaining *explaining, const jx_node *node)
{
    while (node->kind == JX_NODE_DEFINITION && explaining->plan->definitions[node->as.definition].node)
        node = explaining->plan->definitions[node->as.definition].node;
    return node;
}

const jx_node *jx_quotient_of(const jx_explaining *explaining, const jx_node *node)
{
    node = follow(explaining, node);
    return node->kind == JX_NODE_BINARY && node->as.binary.op == JX_OP_DIVIDE ? node : NULL;
}

// ---- units ----

static jx_shown_unit plain_unit(void)
{
    return (jx_shown_unit){ .factor = jx_decimal_of(1), .step = jx_decimal_of(0) };
}

static jx_decimal step_of(jx_decimal factor, int precision)
{
    jx_decimal step;
    if (precision < 0 || precision > 30 || !jx_decimal_multiply(factor, jx_decimal_scaled(1, precision), &step))
        return jx_decimal_of(0);
    return step;
}

static jx_shown_unit named_unit(jx_text name, jx_decimal factor, jx_decimal step)
{
    if (name.size == 0) factor = jx_decimal_of(1);
    return (jx_shown_unit){ name, factor, step, jx_text_starts_with(name, JX_TEXT("%")) };
}

static const jx_node *computed_field(const jx_node *extend, jx_text name)
{
    if (!extend || extend->kind != JX_NODE_EXTEND) return NULL;
    for (size_t i = 0; i < extend->as.extend.count; i++)
        if (jx_text_equal(extend->as.extend.fields[i].name, name)) return extend->as.extend.fields[i].value;
    return NULL;
}

// A computed field has the unit its author wrote and the step of what it is computed from.
static jx_shown_unit field_unit(jx_explaining *explaining, uint32_t shape, jx_text name)
{
    const jx_definition *what = &explaining->model->definitions[shape];
    const jx_node *root = explaining->plan->definitions[shape].node, *computed = computed_field(root, name);
    for (size_t i = 0; i < what->field_count; i++) {
        const jx_record_field *field = &what->fields[i];
        if (!jx_text_equal(field->name, name)) continue;
        jx_shown_unit unit = named_unit(field->unit, field->factor, step_of(field->factor, field->precision));
        if (computed && jx_decimal_sign(unit.step) == 0) unit.step = jx_unit_of(explaining, computed).step;
        return unit;
    }
    if (computed) return jx_unit_of(explaining, computed);
    if (root && root->kind == JX_NODE_EXTEND && root->as.extend.list->shape != JX_NONE &&
        root->as.extend.list->shape != shape)
        return field_unit(explaining, root->as.extend.list->shape, name);
    return plain_unit();
}

static jx_shown_unit definition_unit(jx_explaining *explaining, uint32_t definition)
{
    const jx_definition *what = &explaining->model->definitions[definition];
    jx_shown_unit unit = named_unit(what->unit, what->factor, step_of(what->factor, what->precision));
    if (what->kind == JX_DEFINITION_FACT && explaining->options->provenance) {
        jx_provenance from = explaining->options->provenance(explaining->options->user, definition);
        if (from.unit.size) unit = named_unit(from.unit, from.factor, unit.step);
    }
    const jx_node *root = explaining->plan->definitions[definition].node;
    if (!root || (jx_decimal_sign(unit.step) && unit.name.size)) return unit;
    jx_shown_unit inner = jx_unit_of(explaining, root);
    if (!unit.name.size) return inner;
    unit.step = inner.step;
    return unit;
}

static jx_shown_unit finer(jx_shown_unit a, jx_shown_unit b)
{
    bool b_finer =
        jx_decimal_sign(b.step) > 0 && (jx_decimal_sign(a.step) == 0 || jx_decimal_compare(b.step, a.step) < 0);
    if (a.name.size == 0 && jx_decimal_sign(a.step) == 0) return b;
    if (b_finer) a.step = b.step;
    return a;
}

jx_shown_unit jx_unit_of(jx_explaining *explaining, const jx_node *node)
{
    switch (node->kind) {
    case JX_NODE_DEFINITION: return definition_unit(explaining, node->as.definition);
    case JX_NODE_FIELD: {
        if (node->as.field.operand->shape != JX_NONE)
            return field_unit(explaining, node->as.field.operand->shape, node->as.field.name);
        // The outputs of a table are described like the fields of a record.
        const jx_node *operand = node->as.field.operand;
        if (operand->kind == JX_NODE_DEFINITION && explaining->model->definitions[operand->as.definition].field_count)
            return field_unit(explaining, operand->as.definition, node->as.field.name);
        return plain_unit();
    }
    case JX_NODE_BINARY:
        if (node->as.binary.op == JX_OP_DIVIDE) {
            jx_shown_unit percent = named_unit(JX_TEXT("%"), jx_decimal_scaled(1, 2), jx_decimal_of(0));
            return percent;
        }
        if (node->as.binary.op == JX_OP_MULTIPLY) return jx_unit_of(explaining, node->as.binary.left);
        return finer(jx_unit_of(explaining, node->as.binary.left), jx_unit_of(explaining, node->as.binary.right));
    case JX_NODE_IF:
        return finer(jx_unit_of(explaining, node->as.items.items[1]), jx_unit_of(explaining, node->as.items.items[2]));
    case JX_NODE_NEGATE: return jx_unit_of(explaining, node->as.operand);
    case JX_NODE_TOTAL: case JX_NODE_MEAN: return jx_unit_of(explaining, node->as.window.series);
    case JX_NODE_BUILTIN: {
        jx_shown_unit unit = plain_unit();
        for (size_t i = 0; i < node->as.builtin.count; i++)
            unit = finer(unit, jx_unit_of(explaining, node->as.builtin.items[i]));
        return unit;
    }
    case JX_NODE_CONSTANT:
    case JX_NODE_LOCAL:
    case JX_NODE_DYNAMIC:
    case JX_NODE_FILTER:
    case JX_NODE_CALL:
    case JX_NODE_AND:
    case JX_NODE_OR:
    case JX_NODE_NOT:
    case JX_NODE_BETWEEN:
    case JX_NODE_TESTS:
    case JX_NODE_INTERVAL:
    case JX_NODE_FOR:
    case JX_NODE_SOME:
    case JX_NODE_EVERY:
    case JX_NODE_LIST:
    case JX_NODE_CONTEXT:
    case JX_NODE_FUNCTION:
    case JX_NODE_INSTANCE:
    case JX_NODE_CONVERT:
    case JX_NODE_TABLE:
    case JX_NODE_GROUP:
    case JX_NODE_EXTEND:
    case JX_NODE_COVERAGE:
    case JX_NODE_RANK:
    case JX_NODE_MANUAL:
    case JX_NODE_MODEL: return plain_unit();
    }
    JX_UNREACHABLE();
}

// ---- gaps ----

typedef struct {
    bool     at_least, strict;  // >= or >; else <= or <
    bool     holds;
    jx_exact distance;          // threshold − left for at_least, left − threshold otherwise: positive when it fails
} comparison;

static bool comparison_of(jx_operator op, comparison *out)
{
    switch (op) {
    case JX_OP_GREATER_EQUAL: *out = (comparison){ .at_least = true }; return true;
    case JX_OP_GREATER:       *out = (comparison){ .at_least = true, .strict = true }; return true;
    case JX_OP_LESS_EQUAL:    *out = (comparison){ 0 }; return true;
    case JX_OP_LESS:          *out = (comparison){ .strict = true }; return true;
    case JX_OP_ADD: case JX_OP_SUBTRACT: case JX_OP_MULTIPLY: case JX_OP_DIVIDE: case JX_OP_POWER: case JX_OP_EQUAL:
    case JX_OP_NOT_EQUAL: case JX_OP_AND: case JX_OP_OR: return false;
    }
    JX_UNREACHABLE();
}

// One gap: "2 差 0.1 万元" or "4 余 0". A strict sign that just fails lacks one step more.
static void put_one_gap(jx_explaining *explaining, jx_text row, const comparison *compared, jx_exact distance,
                        jx_shown_unit unit, const char *suffix)
{
    bool zh = jx_is_zh(explaining);
    jx_exact shown = distance;
    if (compared->holds) {
        if (!jx_exact_subtract(jx_exact_of(jx_decimal_of(0)), distance, &shown)) return;
    } else if (compared->strict && !jx_exact_add(distance, jx_exact_of(unit.step), &shown)) {
        return;
    }
    if (!compared->holds && jx_exact_sign(shown) == 0) return;  // no step is known to name
    jx_buffer_format(explaining->out, "    %.*s%s%.*s %s ", JX_TEXT_ARG(explaining->record),
                     explaining->record.size ? " " : "", JX_TEXT_ARG(row),
                     compared->holds ? (zh ? "余" : "spare") : (zh ? "差" : "short"));
    if (unit.is_percent) {
        unit.is_percent = false;
        unit.name = zh ? JX_TEXT("个百分点") : JX_TEXT("percentage points");
    }
    jx_put_number(explaining, shown, unit);
    jx_buffer_format(explaining->out, "%s\n", suffix);
}

static bool difference(const comparison *compared, jx_value left, jx_value right, jx_exact *out)
{
    jx_exact a = jx_value_exact(left), b = jx_value_exact(right);
    return compared->at_least ? jx_exact_subtract(b, a, out) : jx_exact_subtract(a, b, out);
}

// The end of what the left side may be that counts for a decided comparison: its worst if it holds, its best if not.
static bool counted_end(const comparison *compared, jx_value value, jx_value *out)
{
    if (jx_is_numeric(value)) {
        *out = value;
        return true;
    }
    if (!jx_is_open(value)) return false;
    jx_end end = compared->holds == compared->at_least ? value.as.open->low : value.as.open->high;
    if (!end.finite || !jx_is_numeric(end.at)) return false;
    *out = end.at;
    return true;
}

// With the base as it is, how much numerator is missing: threshold × base − numerator. For means, of the window's
// total.
static void put_numerator_gap(jx_explaining *explaining, jx_text row, const comparison *compared,
                              const jx_node *quotient, jx_value threshold)
{
    const jx_node *numerator = quotient->as.binary.left;
    jx_value top = jx_case_node(explaining->unit, numerator, explaining->locals);
    jx_value base = jx_case_node(explaining->unit, quotient->as.binary.right, explaining->locals);
    jx_exact wanted, distance;
    if (!jx_is_numeric(top) || !jx_is_numeric(base) || jx_exact_sign(jx_value_exact(base)) <= 0) return;
    if (!jx_exact_multiply(jx_value_exact(threshold), jx_value_exact(base), &wanted)) return;
    jx_value goal = jx_exact_value(explaining->arena, wanted);
    if (!difference(compared, top, goal, &distance)) return;
    const char *suffix = "";
    const jx_node *mean = follow(explaining, numerator);
    if (mean->kind == JX_NODE_MEAN && mean->as.window.window) {
        jx_value window = jx_case_node(explaining->unit, mean->as.window.window, explaining->locals);
        if (window.kind != JX_RANGE) return;
        int64_t days = window.as.range->high.as.date - window.as.range->low.as.date + 1;
        if (!jx_exact_multiply(distance, jx_exact_of(jx_decimal_of(days)), &distance)) return;
        jx_text name = jx_source_text(mean->as.window.window);
        jx_text total = jx_text_format(explaining->arena, jx_is_zh(explaining) ? "（%.*s合计）" : " (total of %.*s)",
                                       JX_TEXT_ARG(name));
        suffix = total.bytes;
    }
    put_one_gap(explaining, row, compared, distance, jx_unit_of(explaining, numerator), suffix);
}

void jx_put_gap(jx_explaining *explaining, const jx_node *test, jx_text row, bool holds)
{
    comparison compared;
    test = follow(explaining, test);
    if (test->kind != JX_NODE_BINARY || !comparison_of(test->as.binary.op, &compared)) return;
    compared.holds = holds;
    jx_value left, right;
    if (!counted_end(&compared, jx_case_node(explaining->unit, test->as.binary.left, explaining->locals), &left))
        return;
    jx_value threshold = jx_case_node(explaining->unit, test->as.binary.right, explaining->locals);
    comparison other = compared;
    other.at_least = !compared.at_least;
    if (!counted_end(&other, threshold, &right)) return;
    jx_exact distance;
    if (!difference(&compared, left, right, &distance)) return;
    jx_shown_unit unit = jx_unit_of(explaining, test->as.binary.left);
    put_one_gap(explaining, row, &compared, distance, unit, "");
    const jx_node *quotient = jx_quotient_of(explaining, test->as.binary.left);
    if (quotient) put_numerator_gap(explaining, row, &compared, quotient, right);
}

// ---- undefined ----

static bool is_none(jx_value value)
{
    if (value.kind == JX_NULL) return true;
    if (!jx_is_open(value)) return false;
    jx_causes causes = value.as.open->causes;
    for (size_t i = 0; i < causes.count; i++)
        if (causes.items[i].kind == JX_CAUSE_UNDEFINED && jx_text_equal(causes.items[i].name, JX_TEXT("none")))
            return true;
    return false;
}

static void put_line(jx_explaining *explaining, jx_text row, const char *zh, const char *en)
{
    jx_buffer_format(explaining->out, "    %.*s%s%.*s %s\n", JX_TEXT_ARG(explaining->record),
                     explaining->record.size ? " " : "", JX_TEXT_ARG(row), jx_is_zh(explaining) ? zh : en);
}

void jx_put_undefined(jx_explaining *explaining, const jx_node *test, jx_text row)
{
    test = follow(explaining, test);
    const jx_node *quotient = jx_quotient_of(explaining, test);
    if (!quotient && test->kind == JX_NODE_BINARY) quotient = jx_quotient_of(explaining, test->as.binary.left);
    if (quotient) {
        jx_value base = jx_case_node(explaining->unit, quotient->as.binary.right, explaining->locals);
        if (jx_is_numeric(base) && jx_exact_sign(jx_value_exact(base)) == 0)
            put_line(explaining, row, "基数为 0", "base is 0");
        else if (is_none(base)) put_line(explaining, row, "无基数", "no base");
        return;
    }
    if (test->kind != JX_NODE_BINARY) return;
    jx_value left = jx_case_node(explaining->unit, test->as.binary.left, explaining->locals);
    jx_value right = jx_case_node(explaining->unit, test->as.binary.right, explaining->locals);
    if (is_none(left) || is_none(right)) put_line(explaining, row, "为“无”", "does not exist");
}
