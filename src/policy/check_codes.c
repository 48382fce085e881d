// 码表: a code that the author writes must stand in the list of policies/common that its fact names.
//
// A fact's own value (a case, a cell of a decision table) is a code of the list's lowest level, the longest ones; a
// parameter in the unit of the fact (`行业代码, 列表`) may name a whole branch by a shorter one. Read jx_check_codes().
#include "policy/reader.h"

typedef struct {
    const jx_source *file;
    jx_text *codes;  // by bytes
    size_t count, longest;
} code_list;

static int by_bytes(const void *a, const void *b)
{
    return jx_text_compare(*(const jx_text *)a, *(const jx_text *)b);
}

// The first column of the file; codes are never quoted.
static code_list read_list(jx_reader *r, const jx_source *file)
{
    struct {
        jx_text *items;
        size_t count, capacity;
    } codes = { 0 };
    code_list list = { .file = file };
    jx_text rest, header = jx_text_cut(file->bytes, JX_TEXT("\n"), &rest);
    (void)header;
    while (rest.size) {
        jx_text others, line = jx_text_cut(rest, JX_TEXT("\n"), &rest);
        jx_text code = jx_text_trim(jx_text_cut(line, JX_TEXT(","), &others));
        if (!code.size) continue;
        *JX_PUSH(r->arena, &codes) = code;
        if (code.size > list.longest) list.longest = code.size;
    }
    list.codes = codes.items, list.count = codes.count;
    if (list.count) qsort(list.codes, list.count, sizeof *list.codes, by_bytes);
    return list;
}

static bool holds(const code_list *list, jx_text code, bool whole)
{
    if (whole && code.size != list->longest) return false;
    return list->count && bsearch(&code, list->codes, list->count, sizeof code, by_bytes);
}

static void refuse(jx_reader *r, const code_list *list, const jx_source *source, jx_span span, jx_text code)
{
    JX_SAY(r, CELL_INVALID, JX_SEVERITY_ERROR, source, span,
           jx_text_format(r->arena, "%.*s", JX_TEXT_ARG(list->file->name)), code, JX_TEXT("码表中没有这个代码"));
}

// ---- where codes stand ----

static void check_case_cells(jx_reader *r, const code_list *list, const jx_draft *fact)
{
    for (size_t i = 0; i < r->cases.count; i++) {
        const jx_case_row *row = &r->cases.items[i];
        for (size_t k = 0; k < row->cell_count; k++) {
            const jx_case_cell *cell = &row->cells[k];
            bool given = cell->kind == JX_CELL_INPUT && cell->definition == fact->index;
            if (given && cell->value.kind == JX_STRING && !holds(list, cell->value.as.string, true))
                refuse(r, list, row->source, cell->span, cell->value.as.string);
        }
    }
}

static void check_parameter(jx_reader *r, const code_list *list, const jx_draft *fact, const jx_draft *parameter)
{
    if (parameter->def.kind != JX_DEFINITION_PARAMETER || !parameter->table || !parameter->row) return;
    jx_text unit = jx_table_cell(parameter->table, parameter->row, JX_WORD_UNIT).text;
    if (!jx_text_equal(jx_list_next(&unit), fact->def.name)) return;
    const jx_value *value = &parameter->def.value;
    bool many = value->kind == JX_LIST;
    size_t count = many ? value->as.list.count : 1;
    for (size_t i = 0; i < count; i++) {
        jx_value one = many ? value->as.list.items[i] : *value;
        if (one.kind == JX_STRING && !holds(list, one.as.string, false))
            refuse(r, list, parameter->table->source,
                   jx_table_cell(parameter->table, parameter->row, JX_WORD_VALUE).span, one.as.string);
    }
}

static void check_table(jx_reader *r, const code_list *list, const jx_draft *fact, const jx_draft *draft)
{
    const jx_table *table = draft->made_table;
    for (size_t i = 0; table && i < table->input_count; i++) {
        const jx_expr *input = table->inputs[i].expression;
        if (input->kind != JX_EXPR_NAME || !jx_text_equal(input->as.name.text, fact->def.name)) continue;
        for (size_t k = 0; k < table->rule_count; k++) {
            const jx_expr *tests = table->rules[k].tests[i];
            for (size_t n = 0; tests->kind == JX_EXPR_TESTS && n < tests->as.tests.count; n++) {
                const jx_expr *test = tests->as.tests.items[n];
                if (test->kind != JX_EXPR_LITERAL || test->as.literal.value.kind != JX_STRING) continue;
                jx_text code = test->as.literal.value.as.string;
                if (!holds(list, code, true)) refuse(r, list, test->source, test->span, code);
            }
        }
    }
    for (size_t i = 0; i < draft->part_count; i++)
        check_table(r, list, fact, draft->parts[i]);
}

static const jx_source *list_of(const jx_reader *r, const jx_draft *fact)
{
    if (fact->def.kind != JX_DEFINITION_FACT || !fact->def.delivery || !fact->def.delivery->codes.size) return NULL;
    for (size_t i = 0; i < r->files.count; i++)
        if (jx_text_equal(r->files.files[i].name, fact->def.delivery->codes)) return &r->files.files[i];
    return NULL;
}

void jx_check_codes(jx_reader *r)
{
    for (size_t i = 0; i < r->drafts.count; i++) {
        const jx_draft *fact = r->drafts.items[i];
        const jx_source *file = list_of(r, fact);
        if (!file) continue;
        code_list list = read_list(r, file);
        check_case_cells(r, &list, fact);
        for (size_t k = 0; k < r->drafts.count; k++) {
            check_parameter(r, &list, fact, r->drafts.items[k]);
            check_table(r, &list, fact, r->drafts.items[k]);
        }
    }
}
