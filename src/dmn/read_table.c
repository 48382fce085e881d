// Decision tables to jx_table. Read jx_dmn_table() last: inputs, outputs, rules, then the type of the result.
#include "dmn/reader.h"

static jx_hit_policy hit_policy(const jx_dmn_place *place, const jx_xml *xml)
{
    static const struct {
        const char *name;
        jx_hit_policy hit;
    } policies[] = {
        { "", JX_HIT_UNIQUE },
        { "UNIQUE", JX_HIT_UNIQUE },
        { "ANY", JX_HIT_ANY },
        { "FIRST", JX_HIT_FIRST },
        { "PRIORITY", JX_HIT_PRIORITY },
        { "RULE ORDER", JX_HIT_RULE_ORDER },
        { "OUTPUT ORDER", JX_HIT_OUTPUT_ORDER },
        { "COLLECT", JX_HIT_COLLECT },
    };
    jx_text name = jx_text_trim(jx_xml_attribute_of(xml, "hitPolicy"));
    for (size_t i = 0; i < JX_COUNT(policies); i++)
        if (jx_text_equal(name, jx_text_of(policies[i].name))) return policies[i].hit;
    jx_dmn_problem(place->reader, place->file, xml, JX_PROBLEM_KEYWORD_UNKNOWN, JX_SEVERITY_ERROR, name,
                   (jx_text){ 0 });
    return JX_HIT_UNIQUE;
}

static jx_aggregation aggregation(const jx_dmn_place *place, const jx_xml *xml)
{
    static const struct {
        const char *name;
        jx_aggregation aggregation;
    } names[] = {
        { "", JX_AGGREGATE_NONE },   { "SUM", JX_AGGREGATE_SUM }, { "COUNT", JX_AGGREGATE_COUNT },
        { "MIN", JX_AGGREGATE_MIN }, { "MAX", JX_AGGREGATE_MAX },
    };
    jx_text name = jx_text_trim(jx_xml_attribute_of(xml, "aggregation"));
    for (size_t i = 0; i < JX_COUNT(names); i++)
        if (jx_text_equal(name, jx_text_of(names[i].name))) return names[i].aggregation;
    jx_dmn_problem(place->reader, place->file, xml, JX_PROBLEM_KEYWORD_UNKNOWN, JX_SEVERITY_ERROR, name,
                   (jx_text){ 0 });
    return JX_AGGREGATE_NONE;
}

static size_t count_of(const jx_xml *xml, const char *name)
{
    size_t count = 0;
    for (const jx_xml *at = jx_xml_child(xml, name); at; at = jx_xml_next(at, name))
        count++;
    return count;
}

// ---- clauses ----

static void read_inputs(const jx_dmn_place *place, const jx_xml *xml, jx_table *table)
{
    jx_table_input *inputs = JX_ARRAY(place->reader->arena, count_of(xml, "input"), jx_table_input);
    for (const jx_xml *at = jx_xml_child(xml, "input"); at; at = jx_xml_next(at, "input")) {
        const jx_xml *expression = jx_xml_child(at, "inputExpression"), *values = jx_xml_child(at, "inputValues");
        jx_table_input *input = &inputs[table->input_count++];
        jx_dmn_type type = expression ? jx_dmn_type_of(place->reader, place->file, expression) : jx_dmn_any_type();
        const jx_expr *tested = expression ? jx_dmn_text_expr(place, expression) : jx_dmn_null(place, at);
        if (!expression)
            jx_dmn_problem(place->reader, place->file, at, JX_PROBLEM_XML_MISSING, JX_SEVERITY_ERROR, at->name,
                           JX_TEXT("inputExpression"));
        const jx_xml *text = jx_xml_child(expression, "text");
        input->label = jx_xml_attribute_of(at, "label");
        if (!input->label.size && text) input->label = jx_text_trim(text->text);
        input->type = type.type->kind == JX_TYPE_ANY ? NULL : type.type;
        input->expression = jx_dmn_converted(place, at, tested, type);
        if (values) input->allowed = jx_dmn_text_tests(place, values, input->expression->type);
        input->expression = jx_dmn_tested(place, at, input->allowed, input->expression);
    }
    table->inputs = inputs;
}

// outputValues, which also give the order of priority; else those that the output's type allows.
static void read_output_values(const jx_dmn_place *place, const jx_xml *at, jx_dmn_type type, jx_table_output *output)
{
    const jx_xml *values = jx_xml_child(at, "outputValues");
    const jx_expr *tests = values ? jx_dmn_text_tests(place, values, type.type) : NULL;
    if (!tests && type.item != JX_NONE) tests = place->reader->items.items[type.item].allowed;
    if (!tests || tests->kind != JX_EXPR_TESTS || tests->as.tests.negated) return;
    output->allowed = tests->as.tests.items;
    output->allowed_count = tests->as.tests.count;
}

static void read_outputs(const jx_dmn_place *place, const jx_xml *xml, jx_dmn_type *types, jx_table *table)
{
    jx_table_output *outputs = JX_ARRAY(place->reader->arena, count_of(xml, "output"), jx_table_output);
    for (const jx_xml *at = jx_xml_child(xml, "output"); at; at = jx_xml_next(at, "output")) {
        jx_dmn_type type = types[table->output_count] = jx_dmn_type_of(place->reader, place->file, at);
        jx_table_output *output = &outputs[table->output_count++];
        const jx_xml *preset = jx_xml_child(at, "defaultOutputEntry");
        output->name = jx_name_normal(place->reader->arena, jx_xml_attribute_of(at, "name"));
        output->type = type.type->kind == JX_TYPE_ANY ? NULL : type.type;
        read_output_values(place, at, type, output);
        if (!preset) continue;
        const jx_expr *boxed = jx_dmn_expr_in(place, preset);  // the 1.7 draft allows any expression here
        output->preset = jx_dmn_converted(place, preset, boxed ? boxed : jx_dmn_text_expr(place, preset), type);
    }
    table->outputs = outputs;
    table->context_result = table->output_count > 1;
}

// ---- rules ----

static const jx_expr *any_value(const jx_dmn_place *place, const jx_xml *xml)
{
    return jx_dmn_node(place, JX_EXPR_TESTS, xml);  // `-`
}

// A cell that is not there is no `-`: the rule would fit more than its author wrote.
static void cell_missing(const jx_dmn_place *place, const jx_xml *rule, const char *what)
{
    jx_dmn_problem(place->reader, place->file, rule, JX_PROBLEM_XML_MISSING, JX_SEVERITY_ERROR, rule->name,
                   jx_text_of(what));
}

static void read_rule(const jx_dmn_place *place, const jx_xml *xml, const jx_dmn_type *types, const jx_table *table,
                      jx_table_rule *rule, jx_expr *node)
{
    jx_arena *arena = place->reader->arena;
    const jx_expr **tests = JX_ARRAY(arena, table->input_count, const jx_expr *);
    const jx_expr **outputs = JX_ARRAY(arena, table->output_count, const jx_expr *);
    const jx_xml *cell = jx_xml_child(xml, "inputEntry");
    for (size_t i = 0; i < table->input_count; i++) {
        tests[i] = cell ? jx_dmn_text_tests(place, cell, table->inputs[i].expression->type) : NULL;
        if (!tests[i]) tests[i] = any_value(place, xml);
        if (!cell) cell_missing(place, xml, "inputEntry");
        jx_dmn_adopt(node, tests[i]);
        if (cell) cell = jx_xml_next(cell, "inputEntry");
    }
    if (cell)
        jx_dmn_problem(place->reader, place->file, cell, JX_PROBLEM_XML_UNEXPECTED, JX_SEVERITY_ERROR, cell->name,
                       (jx_text){ 0 });
    cell = jx_xml_child(xml, "outputEntry");
    for (size_t i = 0; i < table->output_count; i++) {
        const jx_expr *value = cell ? jx_dmn_text_expr(place, cell) : jx_dmn_null(place, xml);
        if (cell) value = jx_dmn_converted(place, cell, value, jx_dmn_type_of(place->reader, place->file, cell));
        if (!cell) cell_missing(place, xml, "outputEntry");
        outputs[i] = jx_dmn_converted(place, xml, value, types[i]);
        jx_dmn_adopt(node, outputs[i]);
        if (cell) cell = jx_xml_next(cell, "outputEntry");
    }
    rule->tests = tests;
    rule->outputs = outputs;
    rule->span = xml->span;
}

static void read_rules(const jx_dmn_place *place, const jx_xml *xml, const jx_dmn_type *types, jx_table *table,
                       jx_expr *node)
{
    jx_dmn_reader *reader = place->reader;
    size_t count = count_of(xml, "rule");
    reader->cells += (uint64_t)count * (table->input_count + table->output_count);
    if (reader->cells > reader->limits->at[JX_LIMIT_TABLE_CELLS]) {
        jx_text limit =
            jx_text_format(reader->arena, "%llu", (unsigned long long)reader->limits->at[JX_LIMIT_TABLE_CELLS]);
        jx_dmn_problem(reader, place->file, xml, JX_PROBLEM_TABLE_TOO_LARGE, JX_SEVERITY_ERROR, limit, (jx_text){ 0 });
        return;
    }
    jx_table_rule *rules = JX_ARRAY(reader->arena, count, jx_table_rule);
    for (const jx_xml *at = jx_xml_child(xml, "rule"); at; at = jx_xml_next(at, "rule")) {
        jx_table_rule *rule = &rules[table->rule_count++];
        rule->id = jx_text_format(reader->arena, "%zu", table->rule_count);
        read_rule(place, at, types, table, rule, node);
    }
    table->rules = rules;
}

// ---- the table ----

static const jx_type *result_type(jx_arena *arena, const jx_table *table)
{
    const jx_type *one = table->output_count == 1 && table->outputs[0].type ? table->outputs[0].type : &jx_type_any;
    if (table->context_result) {
        jx_binding *fields = JX_ARRAY(arena, table->output_count, jx_binding);
        for (size_t i = 0; i < table->output_count; i++)
            fields[i] = (jx_binding){ .name = table->outputs[i].name,
                                      .type = table->outputs[i].type ? table->outputs[i].type : &jx_type_any };
        one = jx_dmn_context_type(arena, fields, table->output_count);
    }
    switch (table->hit) {
    case JX_HIT_UNIQUE:
    case JX_HIT_ANY:
    case JX_HIT_FIRST:
    case JX_HIT_PRIORITY: return one;
    case JX_HIT_RULE_ORDER:
    case JX_HIT_OUTPUT_ORDER: return jx_type_list_of(arena, one);
    case JX_HIT_COLLECT: return table->aggregation == JX_AGGREGATE_NONE ? jx_type_list_of(arena, one) : &jx_type_any;
    }
    JX_UNREACHABLE();
}

const jx_expr *jx_dmn_table(const jx_dmn_place *place, const jx_xml *xml)
{
    jx_arena *arena = place->reader->arena;
    jx_expr *node = jx_dmn_node(place, JX_EXPR_TABLE, xml);
    jx_table *table = JX_NEW(arena, jx_table);
    jx_dmn_type *types = JX_ARRAY(arena, count_of(xml, "output"), jx_dmn_type);
    table->name = place->owner;
    table->hit = hit_policy(place, xml);
    table->aggregation = table->hit == JX_HIT_COLLECT ? aggregation(place, xml) : JX_AGGREGATE_NONE;
    read_inputs(place, xml, table);
    read_outputs(place, xml, types, table);
    if (table->output_count == 0) {
        jx_dmn_problem(place->reader, place->file, xml, JX_PROBLEM_XML_MISSING, JX_SEVERITY_ERROR, xml->name,
                       JX_TEXT("output"));
        return jx_dmn_null(place, xml);
    }
    read_rules(place, xml, types, table, node);
    for (size_t i = 0; i < table->input_count; i++)
        jx_dmn_adopt(node, table->inputs[i].expression);
    node->as.table = table;
    node->type = result_type(arena, table);
    return node;
}
