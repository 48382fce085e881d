// Renders why an answer is what it is. Nothing is stored for it: the case is asked again, node by node, and a plan
// evaluates the same every time.
//
// Read from the bottom: jx_answer_explain() prints the head, the condition rows, records, tables, formulas, causes and
// readings, in that order. The fixed words are those of policy-format 2.1.
#include "award/explaining.h"

#include <string.h>

bool jx_is_zh(const jx_explaining *explaining)
{
    return explaining->options->language == JX_CHINESE;
}

jx_text jx_source_text(const jx_node *node)
{
    if (!node->source) return (jx_text){ 0 };
    return jx_text_trim(jx_text_slice(node->source->bytes, node->span.start, node->span.end));
}

static void put(jx_explaining *explaining, jx_text text)
{
    jx_buffer_put(explaining->out, text);
}

// ---- values ----

void jx_put_number(jx_explaining *explaining, jx_exact value, jx_shown_unit unit)
{
    jx_exact shown;
    jx_decimal rounded;
    if (!jx_exact_divide(value, jx_exact_of(unit.factor), &shown)) shown = value;
    if (jx_exact_is_decimal(shown) || !jx_exact_to_decimal(shown, 6, JX_ROUND_HALF_EVEN, &rounded))
        rounded = jx_exact_to_34(shown);
    else put(explaining, JX_TEXT("≈"));
    jx_decimal_print(rounded, explaining->out);
    if (unit.is_percent) put(explaining, JX_TEXT("%"));
    else if (unit.name.size) jx_buffer_format(explaining->out, " %.*s", JX_TEXT_ARG(unit.name));
}

static void put_end(jx_explaining *explaining, jx_end end, jx_shown_unit unit)
{
    if (!end.finite) return;
    if (jx_is_numeric(end.at)) jx_put_number(explaining, jx_value_exact(end.at), unit);
    else jx_value_print(end.at, explaining->out);
}

void jx_put_value(jx_explaining *explaining, jx_value value, jx_shown_unit unit)
{
    bool zh = jx_is_zh(explaining);
    if (jx_is_numeric(value)) {
        jx_put_number(explaining, jx_value_exact(value), unit);
    } else if (value.kind == JX_NULL) {
        put(explaining, zh ? JX_TEXT("无") : JX_TEXT("none"));
    } else if (value.kind == JX_BOOLEAN) {
        put(explaining, value.as.boolean ? (zh ? JX_TEXT("是") : JX_TEXT("yes")) : (zh ? JX_TEXT("否") : JX_TEXT("no")));
    } else if (jx_is_open(value) && (value.as.open->low.finite || value.as.open->high.finite)) {
        put(explaining, value.as.open->low.included ? JX_TEXT("[") : JX_TEXT("("));
        put_end(explaining, value.as.open->low, unit);
        put(explaining, JX_TEXT(".."));
        put_end(explaining, value.as.open->high, unit);
        put(explaining, value.as.open->high.included ? JX_TEXT("]") : JX_TEXT(")"));
    } else if (jx_is_open(value)) {
        put(explaining, zh ? JX_TEXT("未知") : JX_TEXT("unknown"));
    } else if (value.kind == JX_LIST) {
        jx_buffer_format(explaining->out, zh ? "%zu 条" : "%zu records", value.as.list.count);
    } else if (value.kind == JX_SERIES) {
        jx_buffer_format(explaining->out, zh ? "%zu 日" : "%zu days", value.as.series->day_count);
    } else if (value.kind == JX_STRING) {
        put(explaining, value.as.string);
    } else {
        jx_value_print(value, explaining->out);
    }
}

// ---- facts behind a test ----

static void visit_facts(jx_explaining *explaining, const jx_node *node, bool *seen);

static void put_fact(jx_explaining *explaining, uint32_t definition, bool *seen)
{
    const jx_definition *what = &explaining->model->definitions[definition];
    if (seen[definition]) return;
    seen[definition] = true;
    const jx_node *root = explaining->plan->definitions[definition].node;
    bool is_table = root && root->kind == JX_NODE_TABLE;
    if (is_table || (root && root->kind == JX_NODE_GROUP)) return;
    jx_explaining top = *explaining;
    top.locals = NULL;
    jx_value value = jx_case_value(explaining->unit, definition);
    jx_buffer_format(explaining->out, jx_is_zh(explaining) ? "      %.*s：" : "      %.*s: ", JX_TEXT_ARG(what->name));
    jx_shown_unit unit = { .name = what->unit, .factor = what->unit.size ? what->factor : jx_decimal_of(1),
                           .is_percent = jx_text_starts_with(what->unit, JX_TEXT("%")) };
    jx_provenance from = { 0 };
    if (what->kind == JX_DEFINITION_FACT && explaining->options->provenance)
        from = explaining->options->provenance(explaining->options->user, definition);
    if (from.unit.size) {
        unit.name = from.unit;
        unit.factor = from.factor;
    }
    jx_put_value(&top, value, unit);
    if (from.source.size)
        jx_buffer_format(explaining->out, jx_is_zh(explaining) ? "；来源：%.*s" : "; source: %.*s",
                         JX_TEXT_ARG(from.source));
    if (from.file.size)
        jx_buffer_format(explaining->out, jx_is_zh(explaining) ? "（%.*s）" : " (%.*s)", JX_TEXT_ARG(from.file));
    if (from.date.size)
        jx_buffer_format(explaining->out, jx_is_zh(explaining) ? "，截至 %.*s" : ", as of %.*s",
                         JX_TEXT_ARG(from.date));
    if (from.note.size)
        jx_buffer_format(explaining->out, jx_is_zh(explaining) ? "，%.*s" : ", %.*s", JX_TEXT_ARG(from.note));
    if (what->kind != JX_DEFINITION_FACT && what->basis.size)
        jx_buffer_format(explaining->out, jx_is_zh(explaining) ? "；依据「%.*s」" : "; basis: \"%.*s\"",
                         JX_TEXT_ARG(what->basis));
    put(explaining, JX_TEXT("\n"));
    if (root) visit_facts(explaining, root, seen);
}

static void visit_all(jx_explaining *explaining, const jx_node *const *nodes, size_t count, bool *seen)
{
    for (size_t i = 0; i < count; i++)
        if (nodes[i]) visit_facts(explaining, nodes[i], seen);
}

// What a table gives: the threshold a figure was held against.
static void put_table_output(jx_explaining *explaining, const jx_node *field)
{
    const jx_node *table = field->as.field.operand;
    if (table->kind != JX_NODE_DEFINITION) return;
    const jx_node *root = explaining->plan->definitions[table->as.definition].node;
    if (!root || root->kind != JX_NODE_TABLE) return;
    jx_text name = explaining->model->definitions[table->as.definition].name;
    jx_buffer_format(explaining->out, jx_is_zh(explaining) ? "      %.*s.%.*s：" : "      %.*s.%.*s: ",
                     JX_TEXT_ARG(name), JX_TEXT_ARG(field->as.field.name));
    jx_put_value(explaining, jx_case_node(explaining->unit, field, explaining->locals), jx_unit_of(explaining, field));
    put(explaining, JX_TEXT("\n"));
}

static void visit_facts(jx_explaining *explaining, const jx_node *node, bool *seen)
{
    switch (node->kind) {
    case JX_NODE_DEFINITION: put_fact(explaining, node->as.definition, seen); return;
    case JX_NODE_FIELD:
        put_table_output(explaining, node);
        visit_all(explaining, &node->as.field.operand, 1, seen);
        return;
    case JX_NODE_BINARY:
        visit_all(explaining, &node->as.binary.left, 1, seen);
        visit_all(explaining, &node->as.binary.right, 1, seen);
        return;
    case JX_NODE_NOT:
    case JX_NODE_NEGATE:     visit_all(explaining, &node->as.operand, 1, seen); return;
    case JX_NODE_AND: case JX_NODE_OR: case JX_NODE_BETWEEN: case JX_NODE_IF: case JX_NODE_LIST:
        visit_all(explaining, node->as.items.items, node->as.items.count, seen);
        return;
    case JX_NODE_TESTS:      visit_all(explaining, &node->as.tests.value, 1, seen); return;
    case JX_NODE_BUILTIN:    visit_all(explaining, node->as.builtin.items, node->as.builtin.count, seen); return;
    case JX_NODE_TOTAL: case JX_NODE_MEAN: case JX_NODE_COVERAGE:
        visit_all(explaining, &node->as.window.series, 1, seen);
        visit_all(explaining, &node->as.window.window, 1, seen);
        return;
    case JX_NODE_FILTER:     visit_all(explaining, &node->as.filter.operand, 1, seen); return;
    case JX_NODE_SOME: case JX_NODE_EVERY: case JX_NODE_FOR:
        visit_all(explaining, &node->as.iterate.bindings[0].value, 1, seen);
        return;
    case JX_NODE_RANK:       visit_all(explaining, &node->as.rank.value, 1, seen); return;
    case JX_NODE_CONSTANT: case JX_NODE_LOCAL: case JX_NODE_DYNAMIC: case JX_NODE_CALL: case JX_NODE_INTERVAL:
    case JX_NODE_CONTEXT: case JX_NODE_FUNCTION: case JX_NODE_INSTANCE: case JX_NODE_CONVERT: case JX_NODE_TABLE:
    case JX_NODE_GROUP: case JX_NODE_EXTEND: case JX_NODE_MANUAL: return;
    }
    JX_UNREACHABLE();
}

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

static void put_group(jx_explaining *explaining, const jx_node *node, bool *seen);

static void put_row(jx_explaining *explaining, const jx_group_row *row, const jx_node *test, bool *seen)
{
    jx_value truth = jx_case_node(explaining->unit, test, explaining->locals);
    jx_buffer_format(explaining->out, "  %s %.*s%s%.*s ", row_word(explaining, truth), JX_TEXT_ARG(explaining->record),
                     explaining->record.size ? " " : "", JX_TEXT_ARG(row->id));
    put(explaining, jx_source_text(test));
    if (row->basis.size)
        jx_buffer_format(explaining->out, jx_is_zh(explaining) ? "　依据：%.*s" : "  basis: %.*s",
                         JX_TEXT_ARG(row->basis));
    put(explaining, JX_TEXT("\n"));
    if (truth.kind == JX_BOOLEAN) jx_put_gap(explaining, test, row->id, truth.as.boolean);
    if (jx_is_open(truth)) jx_put_undefined(explaining, test, row->id);
    visit_facts(explaining, test, seen);
    const jx_node *inner = group_of(explaining, test);
    if (inner) put_group(explaining, inner, seen);
}

static void put_group(jx_explaining *explaining, const jx_node *node, bool *seen)
{
    for (size_t i = 0; i < node->as.group.source->row_count; i++)
        put_row(explaining, &node->as.group.source->rows[i], node->as.group.tests[i], seen);
}

static void put_conditions(jx_explaining *explaining, uint32_t definition, bool *seen)
{
    const jx_node *root = definition == JX_NONE ? NULL : explaining->plan->definitions[definition].node;
    if (root && root->kind == JX_NODE_GROUP) put_group(explaining, root, seen);
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
    if (own < binds) put(explaining, JX_TEXT("("));
    put_formula(explaining, node->as.binary.left, own);
    put(explaining, jx_text_of(sign));
    put_formula(explaining, node->as.binary.right, own + 1);
    if (own < binds) put(explaining, JX_TEXT(")"));
}

static void put_prefix(jx_explaining *explaining)
{
    put(explaining, JX_TEXT("    "));
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
        put(explaining, JX_TEXT("\n"));
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
                put(explaining, jx_source_text(item));
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

static void put_record(jx_explaining *explaining, const jx_node *extend, jx_value record, bool *seen)
{
    explaining->record = record_name(explaining, record);
    explaining->locals[extend->as.extend.item] = record;
    for (size_t i = 0; i < extend->as.extend.count; i++) {
        const jx_node *field = extend->as.extend.fields[i].value;
        if (field->kind == JX_NODE_GROUP) put_group(explaining, field, seen);
        else put_working(explaining, field);
    }
    explaining->record = (jx_text){ 0 };
}

static void put_records(jx_explaining *explaining, uint32_t definition, bool *seen)
{
    const jx_node *root = explaining->plan->definitions[definition].node;
    if (!root || root->kind != JX_NODE_EXTEND) return;
    jx_value list = jx_case_value(explaining->unit, definition);
    if (list.kind != JX_LIST) return;
    jx_value *outer = explaining->locals;
    explaining->locals = JX_ARRAY(explaining->arena, explaining->plan->definitions[definition].local_count, jx_value);
    for (size_t i = 0; i < list.as.list.count; i++) put_record(explaining, root, list.as.list.items[i], seen);
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

static bool same_window(const jx_node *a, const jx_node *b)
{
    return a->as.window.series->as.definition == b->as.window.series->as.definition &&
           a->as.window.window->as.definition == b->as.window.window->as.definition;
}

static void put_coverages(jx_explaining *explaining)
{
    const jx_node *const *nodes = explaining->plan->nodes;
    for (size_t n = 0; n < explaining->plan->node_count; n++) {
        if (!is_told(explaining, nodes[n])) continue;
        bool before = false;
        for (size_t k = 0; k < n && !before; k++)
            before = is_told(explaining, nodes[k]) && same_window(nodes[k], nodes[n]);
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
        put(explaining, JX_TEXT("  "));
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
    put(explaining, JX_TEXT("\n"));
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
        put(explaining, JX_TEXT("\n"));
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
        if (answer->unbounded) put(explaining, zh ? JX_TEXT("..无上限") : JX_TEXT("..unbounded"));
        else if (answer->most_fen != answer->least_fen) {
            put(explaining, JX_TEXT(".."));
            put_yuan(explaining, answer->most_fen);
        }
        put(explaining, zh ? JX_TEXT(" 元") : JX_TEXT(" yuan"));
    }
    put(explaining, JX_TEXT("\n"));
    if (answer->assumed)
        put(explaining, zh ? JX_TEXT("  情景假设，非政策金额\n") : JX_TEXT("  scenario assumption, not a policy amount\n"));
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
    bool *seen = JX_ARRAY(out->arena, explaining.model->definition_count, bool);
    size_t locals = 1;
    for (size_t d = 0; d < explaining.model->definition_count; d++)
        if (explaining.plan->definitions[d].local_count > locals) locals = explaining.plan->definitions[d].local_count;
    explaining.locals = JX_ARRAY(out->arena, locals, jx_value);
    put_head(&explaining);
    put_conditions(&explaining, award->eligible, seen);
    put_conditions(&explaining, award->leave, seen);
    for (uint32_t d = 0; d < explaining.model->definition_count; d++)
        if (reached(&explaining, d)) put_records(&explaining, d, seen);
    put_coverages(&explaining);
    put_tables(&explaining);
    put_quotients(&explaining);
    if (award->amount != JX_NONE && explaining.plan->definitions[award->amount].node &&
        answer->verdict != JX_VERDICT_NO)
        put_working(&explaining, explaining.plan->definitions[award->amount].node);
    for (size_t i = 0; i < answer->causes.count; i++) put_cause(&explaining, &answer->causes.items[i]);
    put_readings(&explaining);
}
