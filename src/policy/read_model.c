// 模型: a decision of a DMN file in the package, used in formulas like a definition of one's own.
//
// `| 模型 | 文件 | 决策 |`: the name it has here, the file, the decision's name there. What the decision rests on (its
// input data) it takes from the names of the clause or award, numbers in base units; a null of it arrives as undefined.
#include "policy/reader.h"

static const jx_source *file_named(const jx_reader *r, jx_text name)
{
    for (size_t i = 0; i < r->files.count; i++)
        if (jx_text_equal(r->files.files[i].name, name)) return &r->files.files[i];
    return NULL;
}

static uint32_t decision_named(const jx_model *model, jx_text name)
{
    for (uint32_t i = 0; i < model->definition_count; i++) {
        const jx_definition *one = &model->definitions[i];
        if (one->kind == JX_DEFINITION_FORMULA && one->space == 0 && jx_text_equal(one->name, name)) return i;
    }
    return JX_NONE;
}

static void read_use(jx_reader *r, const jx_md_block *table, const jx_md_row *row)
{
    jx_md_cell file = jx_table_cell(table, row, JX_WORD_FILE), decision = jx_table_cell(table, row, JX_WORD_DECISION);
    jx_md_cell name = row->cells[0].text.size ? row->cells[0] : decision;
    const jx_source *source = file_named(r, file.text);
    jx_draft *draft = jx_draft_add(r, JX_DEFINITION_FORMULA, name.text, table->source, name.span);
    draft->form = JX_DRAFT_MODEL;
    draft->decision = JX_NONE;
    if (!source || !r->options->read_model) {
        JX_REFUSE(r, FILE_NOT_FOUND, table->source, file.span, "写包内文件的名称，如 模型/评分.dmn", file.text);
        return;
    }
    if (r->options->read_model(r->options->user, source, &draft->model) != JX_OK) {
        draft->model = NULL;
        JX_REFUSE(r, MODEL_INVALID, table->source, file.span, "先用 jixiang dmn check 查看", file.text);
        return;
    }
    draft->decision = decision_named(draft->model, decision.text);
    if (draft->decision == JX_NONE)
        JX_REFUSE(r, UNKNOWN_NAME, table->source, decision.span, "写模型中一个决策的名称", decision.text);
    else
        draft->def.type = draft->model->definitions[draft->decision].type;
}

bool jx_read_model_table(jx_reader *r, const jx_md_block *table)
{
    static const jx_word needed[] = { JX_WORD_FILE, JX_WORD_DECISION };
    if (!jx_word_is(table->header.cells[0].text, JX_WORD_MODEL)) return false;
    bool whole = true;
    for (size_t i = 0; i < JX_COUNT(needed); i++) {
        if (jx_table_column(table, needed[i]) >= 0) continue;
        whole = false;
        JX_REFUSE(r, COLUMN_MISSING, table->source, table->header.span, "",
                  jx_word_text(needed[i], r->document->language));
    }
    for (size_t i = 0; i < table->row_count && whole; i++)
        read_use(r, table, &table->rows[i]);
    return true;
}

// ---- what it rests on ----

// Facts that a definition of `model` requires, directly or not, each once. A work list: chains may be long.
static size_t collect_facts(jx_reader *r, const jx_model *model, uint32_t definition, uint32_t *facts)
{
    bool *seen = JX_ARRAY(r->arena, model->definition_count, bool);
    uint32_t *list = JX_ARRAY(r->arena, model->definition_count, uint32_t);
    size_t listed = 0, count = 0;
    list[listed++] = definition;
    seen[definition] = true;
    for (size_t at = 0; at < listed; at++) {
        const jx_definition *what = &model->definitions[list[at]];
        if (what->kind == JX_DEFINITION_FACT) facts[count++] = list[at];
        for (size_t i = 0; i < what->requirement_count; i++) {
            uint32_t next = what->requirements[i].definition;
            if (!seen[next]) list[listed++] = next;
            seen[next] = true;
        }
    }
    return count;
}

static bool fits(const jx_type *given, const jx_type *wanted)
{
    return given->kind == JX_TYPE_ANY || wanted->kind == JX_TYPE_ANY || given->kind == wanted->kind;
}

void jx_make_use(jx_reader *r, jx_draft *draft)
{
    const jx_model *model = draft->model;
    if (!model || draft->decision == JX_NONE) return;
    uint32_t *given = JX_ARRAY(r->arena, model->definition_count, uint32_t),
             *inputs = JX_ARRAY(r->arena, model->definition_count, uint32_t);
    size_t count = collect_facts(r, model, draft->decision, given);
    for (size_t i = 0; i < count; i++) {
        const jx_definition *wanted = &model->definitions[given[i]];
        jx_draft *input = jx_draft_find(r, draft->def.space, wanted->name);
        if (!input || input == draft) {
            JX_REFUSE(r, UNKNOWN_NAME, draft->def.source, draft->def.span,
                      "模型的输入要在奖励、条款或 facts.md 中有同名定义", wanted->name);
            return;
        }
        jx_resolve_draft(r, input);
        if (!fits(input->def.type, wanted->type)) {
            jx_buffer is = jx_buffer_in(r->arena), expected = jx_buffer_in(r->arena);
            jx_type_print(input->def.type, &is);
            jx_type_print(wanted->type, &expected);
            JX_REFUSE(r, TYPE_MISMATCH, draft->def.source, draft->def.span, "模型的输入与同名定义的类型要一致",
                      jx_buffer_text(&expected), jx_buffer_text(&is));
            return;
        }
        inputs[i] = input->index;
    }
    jx_model_use *use = JX_NEW(r->arena, jx_model_use);
    *use = (jx_model_use){ model, draft->decision, inputs, given, count };
    draft->def.use = use;
    draft->meaning = (jx_meaning){ .type = draft->def.type };
}
