// What stands behind a test: each fact, parameter, window and table output that its formula names, once per
// explanation, with value, source, date and words.
//
// Read from the bottom: jx_put_facts() walks the formula; a name is told by put_definition(), then what it is made of.
#include "award/explaining.h"

static void put_name(jx_explaining *explaining, jx_text name)
{
    jx_buffer_format(explaining->out, jx_is_zh(explaining) ? "      %.*s：" : "      %.*s: ", JX_TEXT_ARG(name));
}

static void visit_all(jx_explaining *explaining, const jx_node *const *nodes, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (nodes[i]) jx_put_facts(explaining, nodes[i]);
}

// ---- tables ----

static const jx_plan_table *table_of(const jx_explaining *explaining, const jx_node *node)
{
    while (node->kind == JX_NODE_DEFINITION && explaining->plan->definitions[node->as.definition].node)
        node = explaining->plan->definitions[node->as.definition].node;
    return node->kind == JX_NODE_TABLE ? node->as.table : NULL;
}

// True where `row` is one of the comma-separated ids that were hit.
static bool is_hit(const jx_explaining *explaining, jx_text table, jx_text row)
{
    for (size_t i = 0; i < explaining->answer->row_count; i++) {
        jx_text ids = explaining->answer->rows[i].row;
        if (!jx_text_equal(explaining->answer->rows[i].table, table)) continue;
        for (size_t start = 0, end; start <= ids.size; start = end + 1) {
            for (end = start; end < ids.size && ids.bytes[end] != ','; end++) continue;
            if (jx_text_equal(jx_text_slice(ids, start, end), row)) return true;
        }
    }
    return false;
}

// What the table was asked with, and what the rows it hit work out from.
static void put_table(jx_explaining *explaining, const jx_plan_table *table)
{
    const jx_table *source = table->source;
    visit_all(explaining, table->inputs, source->input_count);
    for (size_t r = 0; r < source->rule_count; r++)
        if (is_hit(explaining, source->name, source->rules[r].id))
            visit_all(explaining, &table->outputs[r * source->output_count], source->output_count);
}

// What a table gives: the threshold a figure was held against.
static void put_table_output(jx_explaining *explaining, const jx_node *field)
{
    const jx_node *table = field->as.field.operand;
    if (explaining->inside || explaining->told_nodes[field->id]) return;
    if (table->kind != JX_NODE_DEFINITION || !table_of(explaining, table)) return;
    explaining->told_nodes[field->id] = true;
    jx_text name = explaining->model->definitions[table->as.definition].name;
    jx_buffer_format(explaining->out, jx_is_zh(explaining) ? "      %.*s.%.*s：" : "      %.*s.%.*s: ",
                     JX_TEXT_ARG(name), JX_TEXT_ARG(field->as.field.name));
    jx_put_value(explaining, jx_case_node(explaining->unit, field, explaining->locals), jx_unit_of(explaining, field));
    jx_put(explaining, JX_TEXT("\n"));
}

// ---- names ----

static void put_origin(jx_explaining *explaining, const jx_provenance *from)
{
    bool zh = jx_is_zh(explaining);
    if (from->source.size)
        jx_buffer_format(explaining->out, zh ? "；来源：%.*s" : "; source: %.*s", JX_TEXT_ARG(from->source));
    if (from->file.size) jx_buffer_format(explaining->out, zh ? "（%.*s）" : " (%.*s)", JX_TEXT_ARG(from->file));
    if (from->date.size)
        jx_buffer_format(explaining->out, zh ? "，截至 %.*s" : ", as of %.*s", JX_TEXT_ARG(from->date));
    if (from->note.size) jx_buffer_format(explaining->out, zh ? "，%.*s" : ", %.*s", JX_TEXT_ARG(from->note));
}

static void put_definition(jx_explaining *explaining, uint32_t definition)
{
    const jx_definition *what = &explaining->model->definitions[definition];
    const jx_node *root = explaining->plan->definitions[definition].node;
    if (explaining->told_definitions[definition]) return;
    explaining->told_definitions[definition] = true;
    if (root && root->kind == JX_NODE_GROUP) return;  // its rows are told as rows
    if (root && root->kind == JX_NODE_TABLE) {
        put_table(explaining, root->as.table);
        return;
    }
    if (root && root->kind == JX_NODE_EXTEND) {  // the records themselves; their rows are told one by one
        visit_all(explaining, &root->as.extend.list, 1);
        return;
    }
    put_name(explaining, what->name);
    jx_shown_unit unit = { .name = what->unit, .factor = what->unit.size ? what->factor : jx_decimal_of(1),
                           .is_percent = jx_text_starts_with(what->unit, JX_TEXT("%")) };
    jx_provenance from = { 0 };
    if (what->kind == JX_DEFINITION_FACT && explaining->options->provenance)
        from = explaining->options->provenance(explaining->options->user, definition);
    if (from.unit.size) {
        unit.name = from.unit;
        unit.factor = from.factor;
    }
    jx_explaining top = *explaining;
    top.locals = NULL;
    jx_put_value(&top, jx_case_value(explaining->unit, definition), unit);
    put_origin(explaining, &from);
    if (what->kind != JX_DEFINITION_FACT && what->basis.size)
        jx_buffer_format(explaining->out, jx_is_zh(explaining) ? "；依据「%.*s」" : "; basis: \"%.*s\"",
                         JX_TEXT_ARG(what->basis));
    jx_put(explaining, JX_TEXT("\n"));
    if (root) jx_put_facts(explaining, root);
}

// True if a node of the same text has been told already; from now on this one has.
static bool told_before(jx_explaining *explaining, const jx_node *node)
{
    for (size_t i = 0; i < explaining->plan->node_count; i++)
        if (explaining->told_nodes[i] &&
            jx_text_equal(jx_source_text(explaining->plan->nodes[i]), jx_source_text(node)))
            return true;
    explaining->told_nodes[node->id] = true;
    return false;
}

// `合成主机厂1 销售额：1200000 元`: a field of the record that is being told.
static void put_record_field(jx_explaining *explaining, const jx_node *field)
{
    if (told_before(explaining, field)) return;
    jx_text name = jx_text_format(explaining->arena, "%.*s %.*s", JX_TEXT_ARG(explaining->record),
                                  JX_TEXT_ARG(field->as.field.name));
    put_name(explaining, name);
    jx_put_value(explaining, jx_case_node(explaining->unit, field, explaining->locals), jx_unit_of(explaining, field));
    jx_put(explaining, JX_TEXT("\n"));
}

// ---- windows and quotients ----

bool jx_same_window(const jx_node *a, const jx_node *b)
{
    return a->as.window.series->as.definition == b->as.window.series->as.definition &&
           a->as.window.window->as.definition == b->as.window.window->as.definition;
}

static bool is_told(const jx_explaining *explaining, const jx_node *node)
{
    const jx_node *window = node->as.window.window;
    bool is_named = node->as.window.series->kind == JX_NODE_DEFINITION && window && window->kind == JX_NODE_DEFINITION;
    if (!is_named || explaining->told_nodes[node->id]) return explaining->told_nodes[node->id];
    for (size_t i = 0; i < explaining->plan->node_count; i++) {
        const jx_node *other = explaining->plan->nodes[i];
        if (!explaining->told_nodes[i] || other->kind != node->kind) continue;
        if (other->as.window.series->kind == JX_NODE_DEFINITION && other->as.window.window &&
            other->as.window.window->kind == JX_NODE_DEFINITION && jx_same_window(other, node))
            return true;
    }
    return false;
}

// `日均(用电量, 二月)：910 千瓦时（合计 25480 千瓦时）`
static void put_window(jx_explaining *explaining, const jx_node *node)
{
    if (node->as.window.window && !explaining->inside && !is_told(explaining, node)) {
        jx_shown_unit unit = jx_unit_of(explaining, node);
        put_name(explaining, jx_source_text(node));
        jx_put_value(explaining, jx_case_node(explaining->unit, node, explaining->locals), unit);
        if (node->kind == JX_NODE_MEAN) {
            jx_node total = *node;
            total.kind = JX_NODE_TOTAL;
            jx_put(explaining, jx_is_zh(explaining) ? JX_TEXT("（合计 ") : JX_TEXT(" (total "));
            jx_put_value(explaining, jx_case_node(explaining->unit, &total, explaining->locals), unit);
            jx_put(explaining, jx_is_zh(explaining) ? JX_TEXT("）") : JX_TEXT(")"));
        }
        jx_put(explaining, JX_TEXT("\n"));
        explaining->told_nodes[node->id] = true;
    }
    visit_all(explaining, &node->as.window.series, 1);
    visit_all(explaining, &node->as.window.window, 1);
}

// A quotient written out has no name of its own; its figure is what was compared.
static void put_quotient(jx_explaining *explaining, const jx_node *node)
{
    if (node->as.binary.op != JX_OP_DIVIDE || explaining->inside || told_before(explaining, node)) return;
    put_name(explaining, jx_source_text(node));
    jx_put_value(explaining, jx_case_node(explaining->unit, node, explaining->locals), jx_unit_of(explaining, node));
    jx_put(explaining, JX_TEXT("\n"));
}

static void put_compared(jx_explaining *explaining, const jx_node *node)
{
    if (node->as.binary.op >= JX_OP_EQUAL && node->as.binary.op <= JX_OP_GREATER_EQUAL) {
        if (node->as.binary.left->kind == JX_NODE_BINARY) put_quotient(explaining, node->as.binary.left);
        if (node->as.binary.right->kind == JX_NODE_BINARY) put_quotient(explaining, node->as.binary.right);
    }
    visit_all(explaining, &node->as.binary.left, 1);
    visit_all(explaining, &node->as.binary.right, 1);
}

// ---- the walk ----

static void visit_inside(jx_explaining *explaining, const jx_node *node)
{
    jx_explaining inner = *explaining;
    inner.inside = true;
    jx_put_facts(&inner, node);
}

void jx_put_facts(jx_explaining *explaining, const jx_node *node)
{
    switch (node->kind) {
    case JX_NODE_DEFINITION: put_definition(explaining, node->as.definition); return;
    case JX_NODE_FIELD:
        if (explaining->record.size && !explaining->inside && node->as.field.operand->kind == JX_NODE_LOCAL)
            put_record_field(explaining, node);
        put_table_output(explaining, node);
        visit_all(explaining, &node->as.field.operand, 1);
        return;
    case JX_NODE_BINARY:     put_compared(explaining, node); return;
    case JX_NODE_NOT:
    case JX_NODE_NEGATE:     visit_all(explaining, &node->as.operand, 1); return;
    case JX_NODE_AND: case JX_NODE_OR: case JX_NODE_BETWEEN: case JX_NODE_IF: case JX_NODE_LIST:
        visit_all(explaining, node->as.items.items, node->as.items.count);
        return;
    case JX_NODE_TESTS:      visit_all(explaining, &node->as.tests.value, 1); return;
    case JX_NODE_BUILTIN:    visit_all(explaining, node->as.builtin.items, node->as.builtin.count); return;
    case JX_NODE_TOTAL: case JX_NODE_MEAN: case JX_NODE_COVERAGE: put_window(explaining, node); return;
    case JX_NODE_FILTER:
        visit_all(explaining, &node->as.filter.operand, 1);
        visit_inside(explaining, node->as.filter.match);
        return;
    case JX_NODE_SOME: case JX_NODE_EVERY: case JX_NODE_FOR:
        visit_all(explaining, &node->as.iterate.bindings[0].value, 1);
        visit_inside(explaining, node->as.iterate.body);
        return;
    case JX_NODE_RANK:       visit_all(explaining, &node->as.rank.value, 1); return;
    case JX_NODE_MODEL:      visit_all(explaining, node->as.model.items, node->as.model.use->count); return;
    case JX_NODE_CONSTANT: case JX_NODE_LOCAL: case JX_NODE_DYNAMIC: case JX_NODE_CALL: case JX_NODE_INTERVAL:
    case JX_NODE_CONTEXT: case JX_NODE_FUNCTION: case JX_NODE_INSTANCE: case JX_NODE_CONVERT: case JX_NODE_TABLE:
    case JX_NODE_GROUP: case JX_NODE_EXTEND: case JX_NODE_MANUAL: return;
    }
    JX_UNREACHABLE();
}
