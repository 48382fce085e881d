// A, U3, P2, C1, B, S: what an award needs, what is still open, which block pays, what no case shows.
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
                      JX_TEXT("奖励表"));
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

// ---- B1, B2 and the names in money tables ----

// `1.1, 1.2`, `3.*`, `全部` against one award's id.
static bool list_holds(jx_text list, jx_text id)
{
    while (list.size) {
        jx_text entry = jx_list_next(&list);
        if (jx_word_is(entry, JX_WORD_ALL) || jx_text_equal(entry, id)) return true;
        if (jx_text_ends_with(entry, JX_TEXT("*")) && jx_text_starts_with(id, jx_text_slice(entry, 0, entry.size - 1)))
            return true;
    }
    return false;
}

static bool known_in_list(jx_reader *r, jx_text entry)
{
    if (jx_word_is(entry, JX_WORD_ALL) || jx_award_find(r, entry)) return true;
    for (size_t i = 0; i < r->awards.count; i++)
        if (list_holds(entry, r->awards.items[i].id)) return true;
    for (size_t i = 0; i < r->schemes.count; i++)
        if (jx_text_equal(r->schemes.items[i].name, entry)) return true;
    for (size_t i = 0; i < r->budgets.count; i++)
        if (jx_text_equal(r->budgets.items[i].name, entry)) return true;
    return false;
}

static void check_names(jx_reader *r, const jx_source *source, jx_span span, jx_text list)
{
    while (list.size) {
        jx_text entry = jx_list_next(&list);
        if (entry.size && !known_in_list(r, entry))
            JX_REFUSE(r, UNKNOWN_NAME, source, span, "写奖励编号、3.*、全部或外部办法", entry);
    }
}

static void check_blocks(jx_reader *r)
{
    for (size_t i = 0; i < r->budgets.count; i++) {
        const jx_budget_row *budget = &r->budgets.items[i];
        check_names(r, budget->source, budget->span, budget->awards);
        if (budget->amount.kind == JX_OPEN)
            JX_SAY(r, BUDGET_PENDING, jx_strict(r), budget->source, budget->span, JX_TEXT(""), budget->name,
                   jx_own_word(r, JX_WORD_AMOUNT_OF));
        if (!budget->excess.size)
            JX_SAY(r, BUDGET_PENDING, jx_strict(r), budget->source, budget->span, JX_TEXT(""), budget->name,
                   jx_own_word(r, JX_WORD_EXCESS));
    }
    for (size_t i = 0; i < r->awards.count && r->budgets.count; i++) {
        const jx_award_rule *award = &r->awards.items[i];
        size_t count = 0;
        bool named = false;
        for (size_t k = 0; k < r->budgets.count; k++) {
            const jx_budget_row *budget = &r->budgets.items[k];
            if (jx_word_is(budget->awards, JX_WORD_ALL) || !list_holds(budget->awards, award->id)) continue;
            count++;
            named |= jx_text_equal(budget->name, award->block);
        }
        if (award->kind == JX_AWARD_MONEY && (count != 1 || !named))
            JX_REFUSE(r, AWARD_BLOCK, award->source, award->span, "奖励表的 板块 与 预算 表的 奖励 一栏要对得上",
                      award->name, jx_text_format(r->arena, "%zu", count == 1 ? (size_t)0 : count));
    }
}

static void check_relations(jx_reader *r)
{
    static const jx_word ways[] = { JX_WORD_EXCLUSIVE, JX_WORD_HIGHER, JX_WORD_ADD, JX_WORD_TOP_UP,
                                    JX_WORD_HIGHER_ONLY };
    for (size_t i = 0; i < r->relations.count; i++) {
        const jx_relation_row *row = &r->relations.items[i];
        check_names(r, row->source, row->span, row->left);
        check_names(r, row->source, row->span, row->right);
        bool known = false;
        for (size_t k = 0; k < JX_COUNT(ways); k++)
            known |= jx_word_is(row->way, ways[k]);
        for (size_t k = 0; k < r->drafts.count && !known; k++)
            known = r->drafts.items[k]->def.kind == JX_DEFINITION_READING &&
                    jx_text_equal(r->drafts.items[k]->def.name, row->way);
        if (!known)
            JX_REFUSE(r, KEYWORD_UNKNOWN, row->source, row->span, "互斥、就高、叠加、扣减、仅高，或一个口径的名称",
                      row->way);
        for (size_t k = 0; k < i; k++) {  // A takes from B and B from A
            const jx_relation_row *other = &r->relations.items[k];
            bool both = jx_text_equal(other->left, row->right) && jx_text_equal(other->right, row->left) &&
                        !jx_text_equal(row->left, row->right);
            if (both && jx_word_is(row->way, JX_WORD_TOP_UP) && jx_word_is(other->way, JX_WORD_TOP_UP))
                JX_REFUSE(r, CYCLE, row->source, row->span, "",
                          jx_text_format(r->arena, "%.*s ⇄ %.*s", JX_TEXT_ARG(row->left), JX_TEXT_ARG(row->right)));
        }
    }
}

static const jx_budget_row *block_named(const jx_reader *r, jx_text name)
{
    for (size_t i = 0; i < r->budgets.count; i++)
        if (jx_text_equal(r->budgets.items[i].name, name)) return &r->budgets.items[i];
    return NULL;
}

static void check_caps(jx_reader *r)
{
    for (size_t i = 0; i < r->caps.count; i++) {
        const jx_cap_row *cap = &r->caps.items[i];
        for (jx_text rest = cap->over; rest.size;) {
            jx_text entry = jx_list_next(&rest);
            if (!jx_word_begins(entry, JX_WORD_INCLUDING, NULL)) check_names(r, cap->source, cap->span, entry);
        }
        if (cap->amount_definition == JX_NONE && cap->amount.kind == JX_OPEN)
            JX_SAY(r, BUDGET_PENDING, jx_strict(r), cap->source, cap->span, JX_TEXT(""), cap->name,
                   jx_own_word(r, JX_WORD_AMOUNT_OF));
        if (cap->has_excess && !cap->excess.size)
            JX_SAY(r, BUDGET_PENDING, jx_strict(r), cap->source, cap->span, JX_TEXT(""), cap->name,
                   jx_own_word(r, JX_WORD_EXCESS));
    }
    for (size_t i = 0; i < r->transfers.count; i++) {
        const jx_transfer_row *transfer = &r->transfers.items[i];
        jx_text ends[] = { transfer->from, transfer->to };
        for (size_t k = 0; k < 2; k++)
            if (ends[k].size && !block_named(r, ends[k]))
                JX_REFUSE(r, UNKNOWN_NAME, transfer->source, transfer->span, "自、至 写 预算 表中的板块", ends[k]);
    }
}

void jx_check_awards(jx_reader *r)
{
    for (size_t i = 0; i < r->awards.count; i++)
        check_award(r, &r->awards.items[i]);
    check_headings(r);
    check_relations(r);
    check_caps(r);
    check_blocks(r);
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
            if (!reading_shown(r, draft, option))
                JX_SAY(r, UNCOVERED, jx_strict(r), draft->def.source, draft->def.span, JX_TEXT("测试 表加一列 设 口径"),
                       jx_text_format(r->arena, "%.*s = %.*s", JX_TEXT_ARG(draft->def.name), JX_TEXT_ARG(option)));
        }
    }
}
