// How each fact comes: 来源, 提供, 码表, 完整至, 替代 of facts.md -> jx_delivery, when all files are read.
#include "policy/reader.h"

static const jx_text *split(jx_reader *r, jx_text list, size_t *out_count)
{
    struct {
        jx_text *items;
        size_t count, capacity;
    } names = { 0 };
    while (list.size) {
        jx_text name = jx_list_next(&list);
        if (name.size) *JX_PUSH(r->arena, &names) = name;
    }
    *out_count = names.count;
    return names.items;
}

static bool has_bound(jx_text delivered)
{
    while (delivered.size)
        if (jx_word_is(jx_list_next(&delivered), JX_WORD_BOUND)) return true;
    return false;
}

// ---- code lists ----

static const jx_source *common_file(const jx_reader *r, jx_text name)
{
    for (size_t i = 0; i < r->files.count; i++) {
        const jx_source *file = &r->files.files[i];
        if (jx_text_starts_with(file->name, JX_TEXT("common/")) && jx_text_ends_with(file->name, name)) return file;
    }
    return NULL;
}

static jx_text bar_cell(jx_text line, size_t index)
{
    jx_text rest = jx_text_trim(line), cell = { 0 };
    (void)jx_text_cut(rest, JX_TEXT("|"), &rest);
    for (size_t i = 0; i <= index; i++)
        cell = jx_text_cut(rest, JX_TEXT("|"), &rest);
    return jx_text_trim(cell);
}

// common/README.md names each list by its version: | gbt4754_industries.csv | … | GB/T 4754-2017 | … |
static jx_text code_list(const jx_reader *r, jx_text kind)
{
    const jx_source *readme = common_file(r, JX_TEXT("/README.md"));
    for (jx_text rest = readme ? readme->bytes : (jx_text){ 0 }; rest.size;) {
        jx_text line = jx_text_cut(rest, JX_TEXT("\n"), &rest), version = bar_cell(line, 2);
        if (version.size < 4 || jx_text_find(kind, version) == SIZE_MAX) continue;
        const jx_source *file = common_file(r, bar_cell(line, 0));
        if (file) return file->name;
    }
    return (jx_text){ 0 };
}

// 范围 `码表`; the list is named in 类型: `文, GB/T 4754-2017 四位`.
static jx_text codes_of(jx_reader *r, const jx_draft *draft)
{
    if (!draft->table || !draft->row) return (jx_text){ 0 };
    jx_md_cell range = jx_table_cell(draft->table, draft->row, JX_WORD_RANGE);
    if (!jx_word_is(range.text, JX_WORD_CODE_LIST)) return (jx_text){ 0 };
    jx_md_cell kind = jx_table_cell(draft->table, draft->row, JX_WORD_TYPE);
    jx_text file = code_list(r, kind.text);
    if (!file.size)
        JX_SAY(r, CELL_INVALID, jx_strict(r), draft->table->source, kind.span,
               JX_TEXT("policies/common/README.md 中没有这个版本的码表，暂不核对"), kind.text,
               jx_own_word(r, JX_WORD_CODE_LIST));
    return file;
}

// ---- 替代 ----

// `月账单，须未决 月账单 取 可`: the source, the reading, the option.
static void read_alternative(jx_reader *r, const jx_draft *draft, jx_delivery *out)
{
    static const char *const blanks[] = { " " };
    jx_text rest = draft->alternative, condition;
    out->alternative = jx_list_next(&rest);
    if (!rest.size) return;
    static const char *const opens[] = { "未决 ", "open " };
    (void)jx_text_until(rest, opens, JX_COUNT(opens), &condition);
    jx_text name = jx_text_until(condition, blanks, 1, &condition);
    jx_draft *reading = jx_draft_here(r, 0, name);
    if (!jx_word_begins(condition, JX_WORD_TAKEN, &out->option) || !reading ||
        reading->def.kind != JX_DEFINITION_READING) {
        JX_REFUSE(r, CELL_INVALID, draft->def.source, jx_span_in(draft->def.source, rest),
                  "写成 月账单，须未决 月账单 取 可", rest, jx_own_word(r, JX_WORD_ALTERNATIVE));
        return;
    }
    out->reading = reading->index;
}

// The 挂接 whose 从 is the 户 of the series.
static uint32_t link_of(const jx_reader *r, const jx_draft *draft)
{
    if (draft->def.type->kind != JX_TYPE_SERIES || !draft->table || !draft->row) return JX_NONE;
    jx_text account = jx_table_cell(draft->table, draft->row, JX_WORD_ACCOUNT).text;
    for (uint32_t i = 0; i < r->links.count; i++)
        if (jx_text_equal(r->links.items[i].of, account)) return i;
    return JX_NONE;
}

static jx_draft *behind(jx_reader *r, jx_draft *draft)
{
    jx_draft *fact = draft->fact.size ? jx_draft_here(r, 0, draft->fact) : NULL;
    return fact ? fact : draft;
}

void jx_finish_delivery(jx_reader *r)
{
    for (size_t i = 0; i < r->drafts.count; i++) {
        jx_draft *draft = r->drafts.items[i];
        if (draft->def.kind != JX_DEFINITION_FACT || r->model) continue;
        const jx_draft *fact = behind(r, draft);
        jx_delivery *delivery = JX_NEW(r->arena, jx_delivery);
        *delivery = (jx_delivery){ .bounds = has_bound(fact->delivered), .reading = JX_NONE,
                                   .link = link_of(r, fact), .closing = JX_CLOSED_BY_FILE };
        delivery->sources = split(r, fact->sources, &delivery->source_count);
        if (fact == draft) delivery->codes = codes_of(r, fact);
        bool never = jx_text_find(fact->closed, JX_TEXT("未封闭")) != SIZE_MAX ||
                     jx_text_find(fact->closed, JX_TEXT("not_closed")) != SIZE_MAX;
        if (never) delivery->closing = JX_CLOSED_NEVER;
        if (fact->alternative.size) read_alternative(r, fact, delivery);
        draft->def.delivery = delivery;
    }
}
