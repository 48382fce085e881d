// A scenario replaces parameters, readings, budget amounts and whole tables by name; signatures stay (P3).
//
// What is replaced keeps its place, name and space; it is marked `assumed`, and everything it reaches says 情景假设.
#include "policy/reader.h"

// `3.9a.产值要求` -> the space of 3.9a and the name; without a dot, or with an unknown prefix, the package.
static uint32_t split_name(jx_reader *r, jx_text written, jx_text *name)
{
    *name = written;
    for (size_t at = written.size; at > 0; at--) {
        if (written.bytes[at - 1] != '.') continue;
        uint32_t space = jx_space_find(r, jx_text_slice(written, 0, at - 1));
        if (space == JX_NONE) continue;
        *name = jx_text_slice(written, at, written.size);
        return space;
    }
    return 0;
}

static jx_draft *find_target(jx_reader *r, jx_text written)
{
    jx_text name;
    uint32_t space = split_name(r, written, &name);
    return jx_draft_here(r, space, name);
}

static bool same_signature(const jx_definition *a, const jx_definition *b)
{
    jx_dimensions x = { 0 }, y = { 0 };
    jx_decimal factor;
    (void)jx_unit_dimensions(a->unit, &x, &factor);
    (void)jx_unit_dimensions(b->unit, &y, &factor);
    const jx_type *s = a->type, *t = b->type;
    bool list = s->kind == JX_TYPE_LIST && t->kind == JX_TYPE_LIST && s->element && t->element &&
                s->element->kind != t->element->kind;
    return s->kind == t->kind && !list && jx_dimensions_equal(x, y);
}

static void replace_parameter(jx_reader *r, jx_draft *draft, const jx_md_block *table, const jx_md_row *row,
                              jx_text written)
{
    jx_draft fresh = *draft;
    jx_md_cell unit = jx_table_cell(table, row, JX_WORD_UNIT), value = jx_table_cell(table, row, JX_WORD_VALUE);
    fresh.def.source = table->source;
    fresh.def.has_range = false;
    if (!jx_read_parameter_value(r, &fresh, unit.text, value.text)) return;
    if (!same_signature(&draft->def, &fresh.def)) {
        JX_REFUSE(r, SCENARIO_SIGNATURE, table->source, row->span, "单位和类型照原样", written);
        return;
    }
    if (draft->def.value.kind == JX_OPEN && fresh.def.value.kind == JX_NUMBER &&
        !jx_interval_contains(jx_interval_of(draft->def.value), jx_interval_point(fresh.def.value)))
        JX_REFUSE(r, SCENARIO_SIGNATURE, table->source, value.span, "数值超出 待定 写明的范围", written);
    draft->def.value = fresh.def.value;
    draft->def.unit = fresh.def.unit;
    draft->def.factor = fresh.def.factor;
    draft->def.has_range = false;
    draft->def.type = fresh.def.type;
    draft->def.assumed = true;
    draft->def.basis = jx_basis_of(table, row);
    draft->def.source = table->source;
    draft->def.span = row->cells[0].span;
    draft->row = row;
    draft->table = table;
    draft->scenario = true;
}

static bool replace_budget(jx_reader *r, const jx_md_block *table, const jx_md_row *row, jx_text written)
{
    jx_text field, name = jx_text_cut(written, JX_TEXT("."), &field);
    for (size_t i = 0; i < r->budgets.count; i++) {
        jx_budget_row *budget = &r->budgets.items[i];
        jx_md_cell value = jx_table_cell(table, row, JX_WORD_VALUE);
        if (!jx_text_equal(budget->name, name)) continue;
        if (jx_word_is(field, JX_WORD_EXCESS)) return budget->excess = value.text, true;
        if (!jx_word_is(field, JX_WORD_AMOUNT_OF)) return false;
        jx_cell_options options = { .type = &jx_type_number, .name = written };
        if (!jx_unit_dimensions(jx_table_cell(table, row, JX_WORD_UNIT).text, &options.unit, &options.factor) ||
            !jx_cell_value(r, value.text, &options, &budget->amount))
            JX_REFUSE(r, CELL_INVALID, table->source, value.span, "", value.text, written);
        budget->basis = jx_basis_of(table, row);
        return true;
    }
    return false;
}

static void replace_one(jx_reader *r, const jx_md_block *table, const jx_md_row *row, jx_text written)
{
    jx_draft *draft = find_target(r, written);
    if (draft && draft->def.kind == JX_DEFINITION_PARAMETER) {
        replace_parameter(r, draft, table, row, written);
    } else if (draft && draft->def.kind == JX_DEFINITION_READING) {
        const jx_source *source = draft->def.source;
        draft->def.source = table->source;
        jx_take_option(r, draft, jx_table_cell(table, row, JX_WORD_VALUE).text);
        draft->def.source = source;
        draft->def.assumed = true;
    } else if (!replace_budget(r, table, row, written)) {
        JX_REFUSE(r, SCENARIO_MISMATCH, table->source, jx_span_in(table->source, written), "写成 编号.名称", written);
    }
}

static void replace_rows(jx_reader *r, const jx_md_block *table)
{
    for (size_t i = 0; i < table->row_count; i++)
        for (jx_text rest = table->rows[i].cells[0].text; rest.size;)
            replace_one(r, table, &table->rows[i], jx_list_next(&rest));
}

// ---- tables ----

static jx_draft *find_table(jx_reader *r, jx_text written, jx_text record)
{
    jx_text name;
    uint32_t space = split_name(r, written, &name);
    jx_draft *draft = jx_draft_here(r, space, record.size ? record : name);
    if (draft && record.size) {
        jx_draft *extend = draft;
        draft = NULL;
        for (size_t i = 0; i < extend->part_count; i++)
            if (jx_text_equal(extend->parts[i]->def.name, name)) draft = extend->parts[i];
    }
    return draft && draft->form == JX_DRAFT_TABLE ? draft : NULL;
}

static bool column_same(jx_text a, jx_text b)
{
    jx_dimensions x = { 0 }, y = { 0 };
    jx_decimal factor;
    bool known =
        jx_unit_dimensions(jx_header_unit(a), &x, &factor) && jx_unit_dimensions(jx_header_unit(b), &y, &factor);
    static const char *const brackets[] = { "[" };
    return known && jx_dimensions_equal(x, y) &&
           jx_text_equal(jx_text_until(a, brackets, 1, NULL), jx_text_until(b, brackets, 1, NULL));
}

// Inputs, outputs and units in the same order; 依据 and 说明 do not count.
static bool same_columns(const jx_md_block *a, const jx_md_block *b)
{
    size_t i = 1, k = 1;
    for (;;) {
        while (i < a->header.count && (jx_word_is(a->header.cells[i].text, JX_WORD_BASIS) ||
                                       jx_word_is(a->header.cells[i].text, JX_WORD_NOTE)))
            i++;
        while (k < b->header.count && (jx_word_is(b->header.cells[k].text, JX_WORD_BASIS) ||
                                       jx_word_is(b->header.cells[k].text, JX_WORD_NOTE)))
            k++;
        if (i >= a->header.count || k >= b->header.count) return i >= a->header.count && k >= b->header.count;
        if (!column_same(a->header.cells[i++].text, b->header.cells[k++].text)) return false;
    }
}

static void replace_table(jx_reader *r, const jx_md_block *table)
{
    jx_hit_policy hit;
    jx_aggregation aggregation;
    jx_text written, record;
    jx_md_cell first = table->header.cells[0];
    if (!jx_table_header(first.text, &hit, &aggregation, &written, &record)) {
        JX_REFUSE(r, UNKNOWN_TABLE, table->source, first.span, "情景文件只有 替换 表和整张换掉的决策表", first.text);
        return;
    }
    jx_draft *draft = find_table(r, written, record);
    if (!draft) {
        JX_REFUSE(r, SCENARIO_MISMATCH, table->source, first.span, "写成 U 编号.表名", written);
        return;
    }
    if (!same_columns(draft->table, table)) {
        JX_REFUSE(r, SCENARIO_SIGNATURE, table->source, table->header.span, "输入、输出和单位照原表；命中方式可以不同",
                  written);
        return;
    }
    draft->table = table;
    draft->def.source = table->source;
    draft->def.span = first.span;
    draft->def.assumed = true;
    draft->scenario = true;
}

void jx_apply_scenario(jx_reader *r)
{
    for (size_t i = 0; i < r->scenario_tables.count; i++) {
        const jx_md_block *table = r->scenario_tables.items[i].block;
        if (jx_word_is(table->header.cells[0].text, JX_WORD_REPLACE))
            replace_rows(r, table);
        else
            replace_table(r, table);
    }
    // A table that pays under a scenario makes the award's amount assumed too.
    for (size_t i = 0; i < r->drafts.count; i++) {
        jx_draft *draft = r->drafts.items[i];
        if (draft->form == JX_DRAFT_ALIAS) draft->def.assumed = r->drafts.items[draft->alias]->def.assumed;
        for (size_t k = 0; k < draft->part_count; k++)
            draft->def.assumed |= draft->parts[k]->def.assumed;
    }
}
