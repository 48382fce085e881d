// F1 - F3: ranges, sources, lawful forms. (F4, order among grades, is seen where formulas are looked at: infer.c.)
#include "policy/reader.h"

static bool says(jx_text text, const char *word)
{
    return jx_text_find(text, jx_text_of(word)) != SIZE_MAX;
}

// 缺失时: nothing but 待数据. What the text lets count for it is a formula with its words, not a switch.
static void check_if_missing(jx_reader *r, const jx_draft *draft)
{
    if (!draft->table || !jx_word_is(draft->table->header.cells[0].text, JX_WORD_FACT)) return;
    jx_md_cell missing = jx_table_cell(draft->table, draft->row, JX_WORD_IF_MISSING);
    if (missing.text.size && !jx_word_is(missing.text, JX_WORD_NEEDS_DATA))
        JX_REFUSE(r, KEYWORD_UNKNOWN, draft->def.source, missing.span, "写 待数据；原文许可视为的，写进公式并注明依据",
                  missing.text);
}

static void check_fact(jx_reader *r, const jx_draft *draft)
{
    const jx_definition *def = &draft->def;
    bool number = def->type->kind == JX_TYPE_NUMBER || def->type->kind == JX_TYPE_SERIES;
    if (draft->fact.size) return;  // 期间名: said once, at the fact itself
    if (number && !def->has_range)
        JX_REFUSE(r, NO_RANGE, def->source, def->span, "范围 一栏写 >= 0 或 0..100", def->name);
    if (!draft->sources.size || !draft->delivered.size)
        JX_REFUSE(r, NO_SOURCE, def->source, def->span, "填 来源 和 提供 两栏", def->name);
}

// F3: a firm's own figure (本数) that comes from statistics alone. Lawful are the firm's own declaration or
// authorisation,
// a confirmation, a bound, or a list by an office (SEMANTICS 4).
static void check_lawful(jx_reader *r, const jx_draft *draft)
{
    const jx_definition *def = &draft->def;
    static const jx_word forms[] = { JX_WORD_FIGURE, JX_WORD_CONFIRMED, JX_WORD_BOUND, JX_WORD_OFFICE_LIST };
    bool figure = false;
    for (jx_text rest = draft->delivered; rest.size;) {
        jx_text form = jx_list_next(&rest);
        bool known = false;
        for (size_t i = 0; i < JX_COUNT(forms); i++)
            known |= jx_word_is(form, forms[i]);
        if (!known)
            JX_REFUSE(r, UNLAWFUL_SOURCE, def->source, jx_span_in(def->source, form), "本数、界、确认、主管名单 之一",
                      def->name);
        figure |= jx_word_is(form, JX_WORD_FIGURE);
    }
    bool firm = def->subject != JX_NONE && (jx_text_equal(r->subjects.items[def->subject].name, JX_TEXT("企业")) ||
                                            jx_text_equal(r->subjects.items[def->subject].name, JX_TEXT("enterprise")));
    bool statistics = draft->sources.size > 0, declared = says(def->basis, "授权") || says(def->basis, "公开");
    declared |= says(def->basis, "authoris") || says(def->basis, "published");
    for (jx_text rest = draft->sources; rest.size;) {
        jx_text source = jx_list_next(&rest);
        statistics &= says(source, "统计") || says(source, "statistic");
    }
    if (firm && figure && statistics && !declared && !draft->fact.size)
        JX_REFUSE(r, UNLAWFUL_SOURCE, def->source, def->span, "单户统计报表不作他用：用企业申报、确认或界", def->name);
}

// F2: 空格 读作 无 needs a register that is complete as of a day.
static void check_blank(jx_reader *r, const jx_source_row *source)
{
    static const char *const marks[] = { ".", " ", ";", "；" };
    if (!jx_text_equal(source->blank, JX_TEXT("无")) && !jx_cell_is_none(source->blank) &&
        !jx_text_equal(source->blank, JX_TEXT("none")))
        return;
    jx_draft *fact = jx_draft_here(r, 0, jx_text_until(source->target, marks, JX_COUNT(marks), NULL));
    jx_text closed = fact ? fact->closed : (jx_text){ 0 };
    if (fact && !closed.size && fact->def.subject != JX_NONE && fact->def.subject < r->subject_closed.count)
        closed = r->subject_closed.items[fact->def.subject];
    bool dated = says(source->form, "名录") || says(source->form, "register");
    dated = dated && (says(source->form, "截至") || says(source->form, "as_of"));
    bool open = says(closed, "未封闭") || says(closed, "not_closed") || !closed.size || !dated;
    if (open)
        JX_REFUSE(r, UNCLOSED_NONE, source->from, source->span, "空格 一栏写 缺；只有写明截至日的名录，空格和不在册才可读作无", source->source);
}

void jx_check_facts(jx_reader *r)
{
    if (r->model) return;
    for (size_t i = 0; i < r->drafts.count; i++) {
        if (r->drafts.items[i]->def.kind != JX_DEFINITION_FACT) continue;
        check_fact(r, r->drafts.items[i]);
        check_if_missing(r, r->drafts.items[i]);
        check_lawful(r, r->drafts.items[i]);
    }
    for (size_t i = 0; i < r->sources.count; i++)
        check_blank(r, &r->sources.items[i]);
}
