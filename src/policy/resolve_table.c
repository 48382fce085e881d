// Condition groups and decision tables: rows of cells -> JX_EXPR_GROUP and JX_EXPR_TABLE.
#include "policy/reader.h"

static jx_expr *node_at(jx_reader *r, jx_expr_kind kind, const jx_source *source, jx_span span, const jx_type *type)
{
    jx_expr *expr = JX_NEW(r->arena, jx_expr);
    expr->kind = kind, expr->span = span, expr->source = source, expr->type = type;
    return expr;
}

// ---- groups ----

void jx_make_group(jx_reader *r, jx_draft *draft, const jx_scope *scope, const jx_context_of_record *record)
{
    const jx_md_block *table = draft->table;
    jx_group *group = JX_NEW(r->arena, jx_group);
    jx_group_row *rows = JX_ARRAY(r->arena, table->row_count + 1, jx_group_row);
    jx_text header = table->header.cells[0].text;
    group->name = draft->def.name;
    group->any = jx_text_find(header, jx_word_text(JX_WORD_ANY, JX_CHINESE)) != SIZE_MAX ||
                 jx_text_find(header, JX_TEXT("any)")) != SIZE_MAX ||
                 jx_text_find(header, JX_TEXT("any）")) != SIZE_MAX;
    for (size_t i = 0; i < table->row_count; i++) {
        const jx_md_row *row = &table->rows[i];
        jx_md_cell test = jx_table_cell(table, row, JX_WORD_TEST);
        const jx_expr *expr = node_at(r, JX_EXPR_ERROR, table->source, row->span, &jx_type_any);
        if (!test.text.size)
            JX_REFUSE(r, CELL_EMPTY, table->source, row->span, "", jx_own_word(r, JX_WORD_TEST));
        else
            expr = jx_resolve_expression(r, scope, table->source, test.span);
        jx_normalise(r, expr, false, jx_decimal_of(1));
        jx_meaning meaning = jx_infer(r, draft->def.space, record, expr, !jx_basis_of(table, row).size);
        if (meaning.type->kind != JX_TYPE_BOOLEAN && meaning.type->kind != JX_TYPE_ANY && expr->kind != JX_EXPR_ERROR) {
            jx_buffer type = jx_buffer_in(r->arena);
            jx_type_print(meaning.type, &type);
            JX_REFUSE(r, TYPE_MISMATCH, table->source, test.span, "判断 一栏要得到是或否", JX_TEXT("boolean"),
                      jx_buffer_text(&type));
        }
        rows[i] = (jx_group_row){ row->cells[0].text, expr, jx_basis_words(r, jx_basis_of(table, row)), row->span };
        for (size_t k = 0; k < i; k++)
            if (jx_text_equal(rows[k].id, rows[i].id))
                JX_REFUSE(r, NAME_DEFINED_TWICE, table->source, row->cells[0].span, "", rows[i].id);
    }
    group->rows = rows;
    group->row_count = table->row_count;
    jx_expr *expr = node_at(r, JX_EXPR_GROUP, table->source, draft->def.span, &jx_type_boolean);
    expr->as.group = group;
    draft->def.expr = expr;
    draft->def.type = &jx_type_boolean;
    draft->made_group = group;
    draft->meaning = (jx_meaning){ .type = &jx_type_boolean };
}

// ---- tables: columns ----

typedef struct {
    size_t column;
    jx_text unit;
    jx_decimal factor;
    jx_dimensions dimensions;
} column_info;

typedef struct {
    jx_reader *reader;
    jx_draft *draft;
    const jx_md_block *block;
    const jx_scope *scope;
    const jx_context_of_record *record;
    jx_table *table;
    jx_table_input *inputs;
    jx_table_output *outputs;
    column_info *input_columns, *output_columns;
    jx_record_field *fields;
} maker;

static column_info column_of(maker *m, size_t column, jx_text header)
{
    column_info info = { .column = column, .unit = jx_header_unit(header) };
    if (!jx_unit_dimensions(info.unit, &info.dimensions, &info.factor)) {
        info.dimensions = (jx_dimensions){ 0 };
        info.factor = jx_decimal_of(1);
        JX_REFUSE(m->reader, UNKNOWN_UNIT, m->block->source, m->block->header.cells[column].span, "", info.unit);
    }
    return info;
}

static void add_input(maker *m, size_t column)
{
    jx_reader *r = m->reader;
    jx_md_cell cell = m->block->header.cells[column];
    size_t i = m->table->input_count++;
    m->input_columns[i] = column_of(m, column, cell.text);
    jx_text text = cell.text;
    if (m->input_columns[i].unit.size || jx_text_ends_with(text, JX_TEXT("[]"))) {
        size_t at = text.size;
        while (at > 0 && text.bytes[at - 1] != '[')
            at--;
        text = jx_text_trim(jx_text_slice(text, 0, at - 1));
    }
    const jx_expr *expr = jx_resolve_expression(r, m->scope, m->block->source, jx_span_in(m->block->source, text));
    jx_normalise(r, expr, false, jx_decimal_of(1));
    jx_meaning meaning = jx_infer(r, m->draft->def.space, m->record, expr, true);
    column_info *info = &m->input_columns[i];
    if (meaning.unit.known && info->unit.size && info->dimensions.known &&
        !jx_dimensions_equal(meaning.unit, info->dimensions))
        JX_REFUSE(r, DIMENSION_MISMATCH, m->block->source, cell.span, "", info->unit,
                  jx_dimensions_text(r->arena, meaning.unit));
    m->inputs[i] = (jx_table_input){ .label = text,
                                     .expression = expr,
                                     .type = meaning.type->kind == JX_TYPE_ANY ? expr->type : meaning.type,
                                     .unit = info->unit };
}

// Texts and yes/no are recognised by the cells; a number otherwise.
static const jx_type *output_type(const maker *m, size_t column)
{
    for (size_t i = 0; i < m->block->row_count; i++) {
        jx_text cell = m->block->rows[i].cells[column].text;
        int64_t day;
        if (cell.size && cell.bytes[0] == '"') return &jx_type_string;
        if (jx_text_equal(cell, JX_TEXT("true")) || jx_text_equal(cell, JX_TEXT("false"))) return &jx_type_boolean;
        if (jx_cell_date(cell, &day)) return &jx_type_date;
        if (jx_word_begins(cell, JX_WORD_PENDING, &cell) && jx_word_begins(cell, JX_WORD_ONE_OF, &cell) && cell.size &&
            !strchr("0123456789-.", cell.bytes[0]))
            return &jx_type_string;
    }
    return &jx_type_number;
}

static void add_output(maker *m, size_t column)
{
    jx_text header = m->block->header.cells[column].text,
            name = jx_header_name(jx_text_trim(jx_text_slice(header, 3, header.size)));
    size_t i = m->table->output_count++;
    m->output_columns[i] = column_of(m, column, header);
    m->outputs[i] =
        (jx_table_output){ .name = name, .type = output_type(m, column), .unit = m->output_columns[i].unit };
    m->fields[i] = (jx_record_field){ .name = name,
                                      .type = m->outputs[i].type,
                                      .unit = m->output_columns[i].unit,
                                      .factor = m->output_columns[i].factor,
                                      .precision = -1 };
}

static void read_columns(maker *m)
{
    for (size_t i = 1; i < m->block->header.count; i++) {
        jx_text header = m->block->header.cells[i].text;
        if (jx_word_is(header, JX_WORD_BASIS) || jx_word_is(header, JX_WORD_NOTE)) continue;
        if (!header.size)
            JX_REFUSE(m->reader, COLUMN_UNKNOWN, m->block->source, m->block->header.cells[i].span, "",
                      JX_TEXT("（空）"));
        else if (jx_text_starts_with(header, JX_TEXT("→")))
            add_output(m, i);
        else
            add_input(m, i);
    }
    if (!m->table->output_count)
        JX_REFUSE(m->reader, COLUMN_MISSING, m->block->source, m->block->header.span, "输出栏的表头写成 → 名 [单位]",
                  JX_TEXT("→"));
}

// ---- tables: cells ----

static const jx_expr *literal_at(maker *m, jx_md_cell cell, jx_value value, const jx_type *type)
{
    jx_expr *expr = node_at(m->reader, JX_EXPR_LITERAL, m->block->source, cell.span, type);
    expr->as.literal.value = value;
    return expr;
}

static const jx_expr *input_cell(maker *m, size_t i, jx_md_cell cell)
{
    const column_info *info = &m->input_columns[i];
    jx_expr *none = node_at(m->reader, JX_EXPR_TESTS, m->block->source, cell.span, &jx_type_boolean);
    if (!cell.text.size || jx_text_equal(cell.text, JX_TEXT("-")) || m->table->pending) return none;
    if (jx_cell_is_pending(cell.text)) {
        jx_cell_options options = { .type = m->inputs[i].type,
                                    .factor = info->factor,
                                    .unit = info->dimensions,
                                    .name =
                                        jx_text_format(m->reader->arena, "%.*s.%.*s", JX_TEXT_ARG(m->draft->def.name),
                                                       JX_TEXT_ARG(m->inputs[i].label)) };
        jx_value value;
        const jx_expr **items = JX_ARRAY(m->reader->arena, 1, const jx_expr *);
        if (!jx_cell_value(m->reader, cell.text, &options, &value)) {
            JX_REFUSE(m->reader, CELL_INVALID, m->block->source, cell.span, "", cell.text, m->inputs[i].label);
            return none;
        }
        items[0] = literal_at(m, cell, value, m->inputs[i].type);
        none->as.tests.items = items, none->as.tests.count = 1;
        return none;
    }
    const jx_expr *tests = jx_resolve_tests(m->reader, m->scope, m->inputs[i].type, m->block->source, cell.span);
    jx_normalise(m->reader, tests, true, info->factor);
    jx_infer(m->reader, m->draft->def.space, m->record, tests, false);
    return tests;
}

static void widen(jx_record_field *field, bool *known, jx_meaning meaning, bool first)
{
    *known = *known && meaning.ranged;
    if (!meaning.ranged) return;
    field->range = first ? meaning.range : jx_interval_hull(field->range, meaning.range);
}

static const jx_expr *pending_cell(maker *m, size_t i, jx_md_cell cell)
{
    const column_info *info = &m->output_columns[i];
    jx_text whole = m->draft->def.name;
    jx_cell_options options = {
        .type = m->outputs[i].type, .factor = info->factor, .unit = info->dimensions, .cause = JX_CAUSE_PENDING
    };
    options.name = m->table->pending ? whole
                                     : jx_text_format(m->reader->arena, "%.*s.%.*s", JX_TEXT_ARG(whole),
                                                      JX_TEXT_ARG(m->outputs[i].name));
    jx_value value;
    jx_text text = cell.text.size ? cell.text : jx_word_text(JX_WORD_PENDING, JX_CHINESE);
    if (!jx_cell_value(m->reader, text, &options, &value)) {
        JX_REFUSE(m->reader, CELL_INVALID, m->block->source, cell.span, "写成 待定、待定 >= 0、待定 0..5", text,
                  m->outputs[i].name);
        value = jx_open_any(m->reader->arena, options.type, false,
                            jx_cause_one(m->reader->arena, JX_CAUSE_PENDING, options.name, JX_TEXT("")));
    }
    return literal_at(m, cell, value, m->outputs[i].type);
}

static const jx_expr *output_cell(maker *m, size_t i, jx_md_cell cell)
{
    jx_reader *r = m->reader;
    const column_info *info = &m->output_columns[i];
    jx_decimal number;
    jx_dimensions unit;
    bool foreign;
    if (m->table->pending || jx_cell_is_pending(cell.text)) return pending_cell(m, i, cell);
    if (!cell.text.size) {
        JX_REFUSE(r, CELL_EMPTY, m->block->source, cell.span, "", m->outputs[i].name);
        return node_at(r, JX_EXPR_ERROR, m->block->source, cell.span, &jx_type_any);
    }
    if (jx_cell_quantity(cell.text, info->factor, info->dimensions, &number, &unit, &foreign)) {
        if (foreign)
            JX_REFUSE(r, DIMENSION_MISMATCH, m->block->source, cell.span, "", info->unit,
                      jx_dimensions_text(r->arena, unit));
        return literal_at(m, cell, jx_number(number), &jx_type_number);
    }
    const jx_expr *expr = jx_resolve_expression(r, m->scope, m->block->source, cell.span);
    jx_normalise(r, expr, false, jx_decimal_of(1));
    return expr;
}

static jx_meaning output_meaning(maker *m, size_t i, const jx_expr *expr)
{
    jx_reader *r = m->reader;
    const column_info *info = &m->output_columns[i];
    jx_meaning meaning = jx_infer(r, m->draft->def.space, m->record, expr, false);
    bool lone = expr->kind == JX_EXPR_LITERAL;
    if (!lone && info->dimensions.known && meaning.unit.known && !meaning.unit.any &&
        !jx_dimensions_equal(meaning.unit, info->dimensions) && meaning.type->kind == JX_TYPE_NUMBER)
        JX_REFUSE(r, DIMENSION_MISMATCH, m->block->source, expr->span, "", info->unit,
                  jx_dimensions_text(r->arena, meaning.unit));
    return meaning;
}

static void read_rows(maker *m)
{
    jx_arena *arena = m->reader->arena;
    jx_table_rule *rules = JX_ARRAY(arena, m->block->row_count + 1, jx_table_rule);
    bool *known = JX_ARRAY(arena, m->table->output_count + 1, bool);
    memset(known, 1, m->table->output_count + 1);
    for (size_t k = 0; k < m->block->row_count; k++) {
        const jx_md_row *row = &m->block->rows[k];
        const jx_expr **tests = JX_ARRAY(arena, m->table->input_count + 1, const jx_expr *);
        const jx_expr **outputs = JX_ARRAY(arena, m->table->output_count + 1, const jx_expr *);
        for (size_t i = 0; i < m->table->input_count; i++)
            tests[i] = input_cell(m, i, row->cells[m->input_columns[i].column]);
        for (size_t i = 0; i < m->table->output_count; i++) {
            outputs[i] = output_cell(m, i, row->cells[m->output_columns[i].column]);
            widen(&m->fields[i], &known[i], output_meaning(m, i, outputs[i]), k == 0);
        }
        rules[k] = (jx_table_rule){ row->cells[0].text, tests, outputs,
                                    jx_basis_words(m->reader, jx_basis_of(m->block, row)), row->span };
    }
    for (size_t i = 0; i < m->table->output_count; i++)
        m->fields[i].has_range = known[i] && m->block->row_count;
    m->table->rules = rules;
    m->table->rule_count = m->block->row_count;
}

static const jx_type *outputs_type(maker *m)
{
    jx_field *fields = JX_ARRAY(m->reader->arena, m->table->output_count + 1, jx_field);
    for (size_t i = 0; i < m->table->output_count; i++)
        fields[i] = (jx_field){ m->outputs[i].name, m->outputs[i].type };
    jx_type *context = JX_NEW(m->reader->arena, jx_type);
    *context = (jx_type){ .kind = JX_TYPE_CONTEXT, .fields = fields, .field_count = m->table->output_count };
    return context;
}

void jx_make_table(jx_reader *r, jx_draft *draft, const jx_scope *scope, const jx_context_of_record *record)
{
    const jx_md_block *block = draft->table;
    size_t width = block->header.count;
    jx_text name, each;
    jx_table *table = JX_NEW(r->arena, jx_table);
    maker m = { r,
                draft,
                block,
                scope,
                record,
                table,
                JX_ARRAY(r->arena, width, jx_table_input),
                JX_ARRAY(r->arena, width, jx_table_output),
                JX_ARRAY(r->arena, width, column_info),
                JX_ARRAY(r->arena, width, column_info),
                JX_ARRAY(r->arena, width, jx_record_field) };
    (void)jx_table_header(block->header.cells[0].text, &table->hit, &table->aggregation, &name, &each);
    table->name = draft->def.name;
    table->context_result = true;
    table->inputs = m.inputs;
    table->outputs = m.outputs;
    table->pending = block->row_count == 1 && jx_word_is(block->rows[0].cells[0].text, JX_WORD_PENDING);
    read_columns(&m);
    read_rows(&m);
    jx_expr *expr = node_at(r, JX_EXPR_TABLE, block->source, draft->def.span, outputs_type(&m));
    expr->as.table = table;
    draft->def.expr = expr;
    draft->def.type = expr->type;
    draft->def.fields = m.fields;
    draft->def.field_count = table->output_count;
    draft->made_table = table;
    draft->meaning = (jx_meaning){ .type = expr->type, .fields = m.fields, .field_count = table->output_count };
}
