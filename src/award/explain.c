// Renders why an answer is what it is. Nothing is stored for it: the case is asked again, node by node, and a plan
// evaluates the same every time.
//
// Read from the bottom: jx_answer_explain() prints the head, the condition rows, records, tables, formulas, causes and
// readings, in that order. The fixed words are those of policy-format 2.1.
#include "award/explaining.h"

#include <string.h>

// ---- condition rows ----

static const char *row_word(const jx_explaining *explaining, jx_value truth)
{
    bool zh = jx_is_zh(explaining);
    if (jx_is_true(truth)) return zh ? "[符合]" : "[yes]";
    if (jx_is_false(truth)) return zh ? "[不符合]" : "[no]";
    return zh ? "[未定]" : "[open]";
}

static const jx_node *group_of(const jx_explaining *explaining, const jx_node *test)
{
    while (test->kind == JX_NODE_DEFINITION && explaining->plan->definitions[test->as.definition].node)
        test = explaining->plan->definitions[test->as.definition].node;
    return test->kind == JX_NODE_GROUP ? test : NULL;
}

static void put_group(jx_explaining *explaining, const jx_node *node);

static void put_row(jx_explaining *explaining, const jx_group *group, size_t index, const jx_node *test)
{
    const jx_group_row *row = &group->rows[index];
    jx_value truth = jx_case_node(explaining->unit, test, explaining->locals);
    if (explaining->options->rows)
        *JX_PUSH(explaining->arena, explaining->options->rows) =
            (jx_told_row){ explaining->out->size, group, index, truth, explaining->record };
    jx_buffer_format(explaining->out, "  %s %.*s%s%.*s ", row_word(explaining, truth), JX_TEXT_ARG(explaining->record),
                     explaining->record.size ? " " : "", JX_TEXT_ARG(row->id));
    jx_put(explaining, jx_source_text(test));
    if (row->basis.size)
        jx_buffer_format(explaining->out, jx_is_zh(explaining) ? "　依据：%.*s" : "  basis: %.*s",
                         JX_TEXT_ARG(row->basis));
    jx_put(explaining, JX_TEXT("\n"));
    if (truth.kind == JX_BOOLEAN) jx_put_gap(explaining, test, row->id, truth.as.boolean);
    if (jx_is_open(truth)) jx_put_undefined(explaining, test, row->id);
    jx_put_facts(explaining, test);
    const jx_node *inner = group_of(explaining, test);
    if (inner) put_group(explaining, inner);
}

static void put_group(jx_explaining *explaining, const jx_node *node)
{
    for (size_t i = 0; i < node->as.group.source->row_count; i++)
        put_row(explaining, node->as.group.source, i, node->as.group.tests[i]);
}

static void put_conditions(jx_explaining *explaining, uint32_t definition)
{
    const jx_node *root = definition == JX_NONE ? NULL : explaining->plan->definitions[definition].node;
    if (root && root->kind == JX_NODE_GROUP) put_group(explaining, root);
}

// ---- formulas ----

static void put_formula(jx_explaining *explaining, const jx_node *node, int binds);

static void put_leaf(jx_explaining *explaining, const jx_node *node)
{
    jx_put_value(explaining, jx_case_node(explaining->unit, node, explaining->locals),
                 (jx_shown_unit){ .factor = jx_decimal_of(1) });
}

// A name's value in the unit its author wrote, without the unit's name except %: `10000000 × 1.5% × 73 ÷ 365`.
static void put_named_leaf(jx_explaining *explaining, const jx_node *node)
{
    jx_shown_unit unit = jx_unit_of(explaining, node);
    unit.name = (jx_text){ 0 };
    jx_put_value(explaining, jx_case_node(explaining->unit, node, explaining->locals), unit);
}

static bool is_arithmetic(const jx_node *node)
{
    if (node->kind != JX_NODE_BINARY) return false;
    jx_operator op = node->as.binary.op;
    return op == JX_OP_ADD || op == JX_OP_SUBTRACT || op == JX_OP_MULTIPLY || op == JX_OP_DIVIDE;
}

static void put_formula(jx_explaining *explaining, const jx_node *node, int binds)
{
    if (!is_arithmetic(node)) {
        if (node->kind == JX_NODE_DEFINITION || node->kind == JX_NODE_FIELD) put_named_leaf(explaining, node);
        else put_leaf(explaining, node);
        return;
    }
    jx_operator op = node->as.binary.op;
    int own = op == JX_OP_ADD || op == JX_OP_SUBTRACT ? 1 : 2;
    const char *sign = op == JX_OP_ADD ? " + " : op == JX_OP_SUBTRACT ? " − " : op == JX_OP_MULTIPLY ? " × " : " ÷ ";
    if (own < binds) jx_put(explaining, JX_TEXT("("));
    put_formula(explaining, node->as.binary.left, own);
    jx_put(explaining, jx_text_of(sign));
    put_formula(explaining, node->as.binary.right, own + 1);
    if (own < binds) jx_put(explaining, JX_TEXT(")"));
}

static void put_prefix(jx_explaining *explaining)
{
    jx_put(explaining, JX_TEXT("    "));
    if (explaining->record.size) jx_buffer_format(explaining->out, "%.*s ", JX_TEXT_ARG(explaining->record));
}

static bool is_extreme(const jx_node *node)
{
    if (node->kind != JX_NODE_BUILTIN || node->as.builtin.count < 2) return false;
    const char *name = jx_builtin_at(node->as.builtin.index)->name;
    return strcmp(name, "min") == 0 || strcmp(name, "max") == 0;
}

// Formulas with their values put in; of min and max, the operand that decided.
static void put_working(jx_explaining *explaining, const jx_node *node)
{
    if (is_arithmetic(node)) {
        put_prefix(explaining);
        put_formula(explaining, node, 0);
        jx_put(explaining, JX_TEXT("\n"));
        put_working(explaining, node->as.binary.left);
        put_working(explaining, node->as.binary.right);
    } else if (node->kind == JX_NODE_IF) {
        jx_value when = jx_case_node(explaining->unit, node->as.items.items[0], explaining->locals);
        if (!jx_is_false(when)) put_working(explaining, node->as.items.items[1]);
        if (!jx_is_true(when)) put_working(explaining, node->as.items.items[2]);
    } else if (node->kind == JX_NODE_CONVERT) {
        put_working(explaining, node->as.instance.value);
    } else if (is_extreme(node)) {
        jx_value result = jx_case_node(explaining->unit, node, explaining->locals);
        for (size_t i = 0; i < node->as.builtin.count; i++) {
            const jx_node *item = node->as.builtin.items[i];
            jx_value value = jx_case_node(explaining->unit, item, explaining->locals);
            if (jx_value_same(value, result) && item->kind != JX_NODE_CONSTANT) {
                put_prefix(explaining);
                jx_put(explaining, jx_source_text(item));
                jx_buffer_format(explaining->out, jx_is_zh(explaining) ? " 起作用（%s）\n" : " decided (%s)\n",
                                 jx_builtin_at(node->as.builtin.index)->name);
            }
            put_working(explaining, item);
        }
    }
}

// ---- records ----

static jx_text record_name(jx_explaining *explaining, jx_value record)
{
    if (record.kind != JX_CONTEXT || record.as.context->count == 0) return (jx_text){ 0 };
    jx_value first = record.as.context->values[0];
    if (first.kind == JX_STRING) return first.as.string;
    jx_buffer text = jx_buffer_in(explaining->arena);
    jx_value_print(first, &text);
    return jx_buffer_text(&text);
}

static void put_record(jx_explaining *explaining, const jx_node *extend, jx_value record)
{
    bool *outside = explaining->told_nodes;
    explaining->told_nodes = JX_ARRAY(explaining->arena, explaining->plan->node_count, bool);  // each record anew
    explaining->record = record_name(explaining, record);
    explaining->locals[extend->as.extend.item] = record;
    for (size_t i = 0; i < extend->as.extend.count; i++) {
        const jx_node *field = extend->as.extend.fields[i].value;
        if (field->kind == JX_NODE_GROUP) put_group(explaining, field);
        else put_working(explaining, field);
    }
    explaining->record = (jx_text){ 0 };
    explaining->told_nodes = outside;
}

static void put_records(jx_explaining *explaining, uint32_t definition)
{
    const jx_node *root = explaining->plan->definitions[definition].node;
    if (!root || root->kind != JX_NODE_EXTEND) return;
    jx_value list = jx_case_value(explaining->unit, definition);
    if (list.kind != JX_LIST) return;
    jx_value *outer = explaining->locals;
    explaining->locals = JX_ARRAY(explaining->arena, explaining->plan->definitions[definition].local_count, jx_value);
    for (size_t i = 0; i < list.as.list.count; i++) put_record(explaining, root, list.as.list.items[i]);
    explaining->locals = outer;
}

// ---- windows, tables, causes ----

static void put_coverage(jx_explaining *explaining, const jx_node *node)
{
    if ((node->kind != JX_NODE_TOTAL && node->kind != JX_NODE_MEAN) || !node->as.window.window) return;
    jx_value window = jx_case_node(explaining->unit, node->as.window.window, explaining->locals);
    jx_node coverage = *node;
    coverage.kind = JX_NODE_COVERAGE;
    jx_value days = jx_case_node(explaining->unit, &coverage, explaining->locals);
    int64_t count;
    if (window.kind != JX_RANGE || days.kind != JX_NUMBER || !jx_decimal_to_int64(days.as.number, &count)) return;
    int64_t all = window.as.range->high.as.date - window.as.range->low.as.date + 1;
    if (count == all) return;
    jx_buffer_format(explaining->out,
                     jx_is_zh(explaining) ? "    %.*s 覆盖 %lld/%lld\n" : "    %.*s coverage %lld/%lld\n",
                     JX_TEXT_ARG(jx_source_text(node->as.window.window)), (long long)count, (long long)all);
}

static bool reached(const jx_explaining *explaining, uint32_t definition)
{
    const jx_award_rule *award = &explaining->model->awards[explaining->answer->award];
    uint32_t roots[] = { award->eligible, award->amount, award->stay, award->leave };
    for (size_t i = 0; i < JX_COUNT(roots); i++)
        if (roots[i] != JX_NONE && (roots[i] == definition || jx_plan_reaches(explaining->plan, roots[i], definition)))
            return true;
    return false;
}

// A total or mean of a named series over a named window, both of which reach the award.
static bool is_told(const jx_explaining *explaining, const jx_node *node)
{
    if (node->kind != JX_NODE_TOTAL && node->kind != JX_NODE_MEAN) return false;
    const jx_node *series = node->as.window.series, *window = node->as.window.window;
    if (series->kind != JX_NODE_DEFINITION || !reached(explaining, series->as.definition)) return false;
    return window && window->kind == JX_NODE_DEFINITION && reached(explaining, window->as.definition);
}

static void put_coverages(jx_explaining *explaining)
{
    const jx_node *const *nodes = explaining->plan->nodes;
    for (size_t n = 0; n < explaining->plan->node_count; n++) {
        if (!is_told(explaining, nodes[n])) continue;
        bool before = false;
        for (size_t k = 0; k < n && !before; k++)
            before = is_told(explaining, nodes[k]) && jx_same_window(nodes[k], nodes[n]);
        if (!before) put_coverage(explaining, nodes[n]);
    }
}

static void put_tables(jx_explaining *explaining)
{
    for (size_t i = 0; i < explaining->answer->row_count; i++)
        if (explaining->answer->rows[i].row.size)
            jx_buffer_format(explaining->out, jx_is_zh(explaining) ? "  表 %.*s %.*s\n" : "  table %.*s %.*s\n",
                             JX_TEXT_ARG(explaining->answer->rows[i].table),
                             JX_TEXT_ARG(explaining->answer->rows[i].row));
}

static void put_quotients(jx_explaining *explaining)
{
    for (uint32_t d = 0; d < explaining->model->definition_count; d++) {
        const jx_node *root = explaining->plan->definitions[d].node;
        if (!root || !reached(explaining, d) || !jx_quotient_of(explaining, root)) continue;
        jx_put_undefined(explaining, root, explaining->model->definitions[d].name);
    }
}

// A fact that was only confirmed as a bound: open within ends of its own, and sure to exist.
static bool is_bound(const jx_explaining *explaining, jx_text name)
{
    uint32_t space = explaining->model->awards[explaining->answer->award].space;
    uint32_t definition = jx_model_find(explaining->model, space, name);
    if (definition == JX_NONE || explaining->model->definitions[definition].kind != JX_DEFINITION_FACT) return false;
    jx_value value = jx_case_value(explaining->unit, definition);
    return jx_is_open(value) && !value.as.open->may_be_null && explaining->model->definitions[definition].may_be_null;
}

static void put_cause(jx_explaining *explaining, const jx_cause *cause)
{
    bool zh = jx_is_zh(explaining),
         dated = cause->place.size && cause->place.bytes[0] >= '0' && cause->place.bytes[0] <= '9';
    switch (cause->kind) {
    case JX_CAUSE_MISSING:
    case JX_CAUSE_GAP:
        jx_put(explaining, JX_TEXT("  "));
        if (cause->kind == JX_CAUSE_MISSING && cause->place.size == 0 && is_bound(explaining, cause->name)) {
            jx_buffer_format(explaining->out, zh ? "缺 %.*s（只有界）\n" : "missing %.*s (only a bound)\n",
                             JX_TEXT_ARG(cause->name));
            return;
        }
        if (cause->place.size && !dated) jx_buffer_format(explaining->out, "%.*s ", JX_TEXT_ARG(cause->place));
        jx_buffer_format(explaining->out, zh ? "缺 %.*s" : "missing %.*s", JX_TEXT_ARG(cause->name));
        if (dated) jx_buffer_format(explaining->out, " %.*s", JX_TEXT_ARG(cause->place));
        break;
    case JX_CAUSE_PENDING:
        jx_buffer_format(explaining->out, zh ? "  待 %.*s" : "  pending %.*s", JX_TEXT_ARG(cause->name));
        break;
    case JX_CAUSE_READING:
        jx_buffer_format(explaining->out, zh ? "  未决 %.*s" : "  undecided %.*s", JX_TEXT_ARG(cause->name));
        break;
    case JX_CAUSE_UNDEFINED:
        jx_buffer_format(explaining->out, zh ? "  需人工：%.*s" : "  needs a person: %.*s", JX_TEXT_ARG(cause->name));
        break;
    case JX_CAUSE_LIMIT:
        jx_buffer_format(explaining->out, zh ? "  超过限额：%.*s" : "  limit reached: %.*s", JX_TEXT_ARG(cause->name));
        break;
    }
    jx_put(explaining, JX_TEXT("\n"));
}

static void put_readings(jx_explaining *explaining)
{
    const jx_answer *answer = explaining->answer;
    for (size_t i = 0; i < answer->reading_count; i++) {
        uint32_t definition =
            jx_model_find(explaining->model, explaining->model->awards[answer->award].space, answer->readings[i]);
        const jx_definition *what = definition == JX_NONE ? NULL : &explaining->model->definitions[definition];
        if (what && !what->provisional) continue;
        jx_buffer_format(explaining->out, jx_is_zh(explaining) ? "  口径 %.*s" : "  reading %.*s",
                         JX_TEXT_ARG(answer->readings[i]));
        if (what && what->value.kind == JX_STRING)
            jx_buffer_format(explaining->out, jx_is_zh(explaining) ? "：%.*s（暂定）" : ": %.*s (provisional)",
                             JX_TEXT_ARG(what->value.as.string));
        jx_put(explaining, JX_TEXT("\n"));
    }
}

// ---- the whole ----

static void put_yuan(jx_explaining *explaining, int64_t fen)
{
    jx_decimal_print(jx_decimal_scaled(fen, 2), explaining->out);
}

static void put_head(jx_explaining *explaining)
{
    bool zh = jx_is_zh(explaining);
    const jx_answer *answer = explaining->answer;
    const jx_award_rule *award = &explaining->model->awards[answer->award];
    jx_buffer_format(explaining->out, "%.*s %.*s  %.*s: %s", JX_TEXT_ARG(award->id), JX_TEXT_ARG(award->name),
                     JX_TEXT_ARG(answer->subject), jx_verdict_word(answer->verdict, explaining->options->language));
    if (answer->listed != JX_LISTED_NONE) {
        static const char *const words[][2] = { { "", "" }, { "入列", "enters" }, { "保留", "stays" }, { "退出", "leaves" },
                                                { "不在列", "not listed" }, { "未定", "open" } };
        jx_buffer_format(explaining->out, "  %s", words[answer->listed][zh ? 0 : 1]);
    } else {
        jx_buffer_format(explaining->out, zh ? "  奖励金额 " : "  amount ");
        put_yuan(explaining, answer->least_fen);
        if (answer->unbounded) jx_put(explaining, zh ? JX_TEXT("..无上限") : JX_TEXT("..unbounded"));
        else if (answer->most_fen != answer->least_fen) {
            jx_put(explaining, JX_TEXT(".."));
            put_yuan(explaining, answer->most_fen);
        }
        jx_text money = explaining->model->money;
        bool yuan = !money.size || jx_text_equal(money, JX_TEXT("元"));
        jx_put(explaining, JX_TEXT(" "));
        jx_put(explaining, !yuan ? money : zh ? JX_TEXT("元") : JX_TEXT("yuan"));
    }
    jx_put(explaining, JX_TEXT("\n"));
    if (answer->assumed)
        jx_put(explaining, zh ? JX_TEXT("  情景假设，非政策金额\n") : JX_TEXT("  scenario assumption, not a policy amount\n"));
}

void jx_answer_explain(jx_case *unit, const jx_bound_plan *bound, const jx_answer *answer,
                       const jx_explain_options *options, jx_buffer *out)
{
    jx_explaining explaining = { .unit = unit,
                                 .bound = bound,
                                 .plan = bound->plan,
                                 .model = bound->plan->model,
                                 .answer = answer,
                                 .options = options,
                                 .arena = out->arena,
                                 .out = out };
    const jx_award_rule *award = &explaining.model->awards[answer->award];
    explaining.told_definitions = JX_ARRAY(out->arena, explaining.model->definition_count, bool);
    explaining.told_nodes = JX_ARRAY(out->arena, explaining.plan->node_count, bool);
    size_t locals = 1;
    for (size_t d = 0; d < explaining.model->definition_count; d++)
        if (explaining.plan->definitions[d].local_count > locals) locals = explaining.plan->definitions[d].local_count;
    explaining.locals = JX_ARRAY(out->arena, locals, jx_value);
    put_head(&explaining);
    put_conditions(&explaining, award->eligible);
    if (award->leave != JX_NONE)
        jx_put(&explaining, jx_is_zh(&explaining) ? JX_TEXT("  退出条件\n") : JX_TEXT("  conditions for leaving\n"));
    put_conditions(&explaining, award->leave);
    for (uint32_t d = 0; d < explaining.model->definition_count; d++)
        if (reached(&explaining, d)) put_records(&explaining, d);
    put_coverages(&explaining);
    put_tables(&explaining);
    put_quotients(&explaining);
    if (award->amount != JX_NONE && explaining.plan->definitions[award->amount].node &&
        answer->verdict != JX_VERDICT_NO)
        put_working(&explaining, explaining.plan->definitions[award->amount].node);
    for (size_t i = 0; i < answer->causes.count; i++) put_cause(&explaining, &answer->causes.items[i]);
    put_readings(&explaining);
}
