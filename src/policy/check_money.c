// B and R1: blocks, relations, caps and transfers name what is there, and nobody's money hangs on itself.
#include "policy/reader.h"

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

// R1: what is taken off an award must not, through others, be taken off by it.
typedef struct {
    jx_reader *reader;
    uint8_t *states;  // by award: not met, being followed, done
    uint32_t *path;
    size_t depth;
} deductions;

static void tell_circle(const deductions *d, uint32_t award, const jx_relation_row *row)
{
    jx_buffer names = jx_buffer_in(d->reader->arena);
    size_t at = 0;
    while (at < d->depth && d->path[at] != award)
        at++;
    for (; at < d->depth; at++)
        jx_buffer_format(&names, "%.*s → ", JX_TEXT_ARG(d->reader->awards.items[d->path[at]].id));
    jx_buffer_put(&names, d->reader->awards.items[award].id);
    JX_REFUSE(d->reader, CYCLE, row->source, row->span, "", jx_buffer_text(&names));
}

static void follow_deductions(deductions *d, uint32_t award)
{
    jx_reader *r = d->reader;
    d->states[award] = 1;
    d->path[d->depth++] = award;
    for (size_t i = 0; i < r->relations.count; i++) {
        const jx_relation_row *row = &r->relations.items[i];
        if (!jx_word_is(row->way, JX_WORD_TOP_UP) || !list_holds(row->left, r->awards.items[award].id)) continue;
        for (uint32_t k = 0; k < r->awards.count; k++) {
            if (k == award || !list_holds(row->right, r->awards.items[k].id)) continue;
            if (d->states[k] == 1) tell_circle(d, k, row);
            if (d->states[k] == 0) follow_deductions(d, k);
        }
    }
    d->depth--;
    d->states[award] = 2;
}

static void check_deductions(jx_reader *r)
{
    deductions d = { .reader = r,
                     .states = JX_ARRAY(r->arena, r->awards.count + 1, uint8_t),
                     .path = JX_ARRAY(r->arena, r->awards.count + 1, uint32_t) };
    for (uint32_t i = 0; i < r->awards.count; i++)
        if (!d.states[i]) follow_deductions(&d, i);
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
    }
    check_deductions(r);
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

void jx_check_money(jx_reader *r)
{
    check_relations(r);
    check_caps(r);
    check_blocks(r);
}
