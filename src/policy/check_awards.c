// A, U3, P2, C1, S: what an award needs, what is still open, what no case shows.
#include "policy/reader.h"

// ---- A1, A2, U3 ----

static void lacks(jx_reader *r, const jx_award_rule *award, jx_text what)
{
    JX_REFUSE(r, AWARD_INCOMPLETE, award->source, award->span, "", award->name, what);
}

static void check_award(jx_reader *r, const jx_award_rule *award)
{
    bool roster = award->kind == JX_AWARD_ROSTER;
    if (award->eligible == JX_NONE) lacks(r, award, jx_own_word(r, roster ? JX_WORD_ENTER : JX_WORD_ELIGIBLE));
    if (award->subject == JX_NONE) lacks(r, award, jx_own_word(r, JX_WORD_SUBJECT));
    if (roster) return;
    static const jx_word ways[] = { JX_WORD_AUTOMATIC, JX_WORD_SHORT_FORM, JX_WORD_REVIEW, JX_WORD_RANKING,
                                    JX_WORD_BANK };
    bool way = !award->way.size || jx_cell_is_pending(award->way);
    for (size_t i = 0; i < JX_COUNT(ways); i++)
        way |= jx_word_is(award->way, ways[i]);
    if (!way)
        JX_REFUSE(r, KEYWORD_UNKNOWN, award->source, jx_span_in(award->source, award->way),
                  "免审即享、简易申报、评审、排名、银行 之一", award->way);
    if (award->amount == JX_NONE) lacks(r, award, jx_own_word(r, JX_WORD_AMOUNT));
    if (!award->block.size) lacks(r, award, jx_own_word(r, JX_WORD_BLOCK));
    if (!award->payee.size || jx_cell_is_pending(award->payee))
        JX_SAY(r, AWARD_PENDING, jx_strict(r), award->source, award->span, JX_TEXT(""), award->name,
               jx_own_word(r, JX_WORD_PAYEE));
    if (jx_cell_is_pending(award->deadline))
        JX_SAY(r, AWARD_PENDING, jx_strict(r), award->source, award->span, JX_TEXT(""), award->name,
               jx_own_word(r, JX_WORD_DEADLINE));
    if (award->amount == JX_NONE) return;
    const jx_draft *amount = r->drafts.items[award->amount];
    jx_dimensions unit, money;
    jx_decimal factor;
    bool known = jx_unit_dimensions(amount->def.unit, &unit, &factor) && jx_unit_dimensions(r->money, &money, &factor);
    if (known && amount->def.unit.size && !r->model && !jx_dimensions_equal(unit, money))
        JX_REFUSE(r, DIMENSION_MISMATCH, amount->def.source, amount->def.span, "奖励金额用支付单位的货币",
                  amount->def.unit, r->money);
    jx_end zero = { true, true, jx_integer(0) };
    jx_interval not_negative = { zero, { 0 } };
    if (amount->meaning.ranged && !r->model && !jx_interval_contains(not_negative, amount->meaning.range))
        JX_REFUSE(r, AMOUNT_CAN_BE_NEGATIVE, amount->def.source, amount->def.span, "用 max(0, …) 包住", award->name);
}

// `### … {#1.2}` without a table 奖励 or 清单 below it.
static void check_headings(jx_reader *r)
{
    for (uint32_t i = 0; i < r->spaces.count; i++) {
        const jx_space *space = &r->spaces.items[i];
        const jx_clause_draft *clause = jx_clause_of_space(r, i);
        if (space->kind == JX_SPACE_AWARD && !jx_award_of_space(r, i))
            JX_REFUSE(r, AWARD_INCOMPLETE, clause ? clause->clause.source : NULL,
                      clause ? clause->clause.span : ((jx_span){ 0, 0 }), "标题之下写 奖励 或 清单 表", space->name,
                      jx_own_word(r, JX_WORD_AWARD));
    }
    for (size_t i = 0; i < r->clauses.count; i++) {
        const jx_clause *clause = &r->clauses.items[i]->clause;
        if (!clause->executable && r->clauses.items[i]->space)
            JX_SAY(r, NOT_EXECUTABLE, JX_SEVERITY_NOTE, clause->source, clause->span, JX_TEXT(""), clause->id,
                   clause->title);
    }
}

// ---- P2, C1 ----

static void still_pending(jx_reader *r, const jx_draft *draft, jx_span span, jx_text name)
{
    JX_SAY(r, STILL_PENDING, jx_strict(r), draft->def.source, span, JX_TEXT(""), name);
}

static void check_pending_table(jx_reader *r, const jx_draft *draft)
{
    const jx_table *table = draft->made_table;
    if (!table) return;
    if (table->pending) still_pending(r, draft, draft->def.span, draft->def.name);
    for (size_t k = 0; !table->pending && k < table->rule_count; k++)
        for (size_t i = 0; i < table->output_count; i++) {
            const jx_expr *cell = table->rules[k].outputs[i];
            if (cell->kind == JX_EXPR_LITERAL && cell->as.literal.value.kind == JX_OPEN)
                still_pending(r, draft, cell->span,
                              jx_text_format(r->arena, "%.*s.%.*s", JX_TEXT_ARG(draft->def.name),
                                             JX_TEXT_ARG(table->outputs[i].name)));
        }
}

static void check_open_points(jx_reader *r)
{
    for (size_t i = 0; i < r->drafts.count; i++) {
        const jx_draft *draft = r->drafts.items[i];
        const jx_definition *def = &draft->def;
        check_pending_table(r, draft);
        for (size_t k = 0; k < draft->part_count; k++)
            check_pending_table(r, draft->parts[k]);
        if (def->kind == JX_DEFINITION_PARAMETER && def->value.kind == JX_OPEN)
            still_pending(r, draft, def->span, def->name);
        if (def->kind == JX_DEFINITION_READING && (def->provisional || jx_cell_is_pending(def->status)))
            JX_SAY(r, READING_PENDING, jx_strict(r), def->source, def->span, JX_TEXT(""), def->name,
                   def->provisional ? jx_own_word(r, JX_WORD_PROVISIONAL)
                                    : jx_own_word(r, JX_WORD_PENDING));
    }
}

void jx_check_awards(jx_reader *r)
{
    for (size_t i = 0; i < r->awards.count; i++)
        check_award(r, &r->awards.items[i]);
    check_headings(r);
    if (!r->model) check_open_points(r);
}

// ---- S1 ----

static bool reading_shown(const jx_reader *r, const jx_draft *reading, jx_text option)
{
    if (reading->def.value.kind == JX_STRING && jx_text_equal(reading->def.value.as.string, option)) return true;
    for (size_t i = 0; i < r->cases.count; i++)
        for (size_t k = 0; k < r->cases.items[i].cell_count; k++) {
            const jx_case_cell *cell = &r->cases.items[i].cells[k];
            if (cell->kind == JX_CELL_SET_READING && cell->definition == reading->index &&
                jx_text_equal(cell->text, option))
                return true;
        }
    return false;
}

// 未覆盖 says why no case can.
static bool option_listed(const jx_reader *r, const jx_draft *reading, jx_text shown_as)
{
    for (size_t i = 0; i < r->uncovered.count; i++) {
        const jx_uncovered_row *row = &r->uncovered.items[i];
        if (row->space == reading->def.space && jx_text_equal(row->what, shown_as)) return true;
    }
    return false;
}

static bool award_shown(const jx_reader *r, uint32_t award)
{
    for (size_t i = 0; i < r->cases.count; i++)
        if (r->cases.items[i].award == award) return true;
    return false;
}

// What can be said without running the cases: awards without any, options nobody sets. Conditions and rows are
// seen when
// the cases run.
void jx_check_cases(jx_reader *r)
{
    for (uint32_t i = 0; i < r->awards.count; i++)
        if (!award_shown(r, i))
            JX_SAY(r, UNCOVERED, jx_strict(r), r->awards.items[i].source, r->awards.items[i].span,
                   JX_TEXT("写一张 测试 表"), r->awards.items[i].name);
    for (size_t i = 0; i < r->drafts.count; i++) {
        const jx_draft *draft = r->drafts.items[i];
        if (draft->def.kind != JX_DEFINITION_READING) continue;
        for (size_t k = 0; k < draft->def.option_count; k++) {
            jx_text option = draft->def.options[k].as.string;
            jx_text what = jx_text_format(r->arena, "%.*s = %.*s", JX_TEXT_ARG(draft->def.name), JX_TEXT_ARG(option));
            if (!reading_shown(r, draft, option) && !option_listed(r, draft, what))
                JX_SAY(r, UNCOVERED, jx_strict(r), draft->def.source, draft->def.span,
                       JX_TEXT("测试 表加一列 设 口径，或列入 未覆盖 表并写明理由"), what);
        }
    }
}
