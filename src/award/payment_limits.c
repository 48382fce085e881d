// A limit shared among dues: 按比例, 按顺序, 降上限, 整笔, or a rule that is not settled.
//
// Every share is asked for at its two ends: the recipient at his least with all others at their most and the limit at
// its least, and the reverse. Each rule gives more to a larger due and a larger limit and less beside larger others, so
// the ends hold all that may come. A share by proportion is taken outward to whole units, because the largest
// remainder moves it by less than one. A limit sees whole payment units only: dues and limit are rounded down to them
// first, even where everything fits. 整笔 is not such a rule (a larger due may not fit at all), so its ends are wide
// unless every figure and place is known. Read jx_paying_limit() first, then share_end().
#include "award/paying.h"

#include <stdlib.h>

__extension__ typedef __int128 fen;
__extension__ typedef unsigned __int128 ufen;

#define ENDLESS ((fen)1 << 90)  // sums of many stay below the type's end

// One recipient; all in payment units, at both ends.
typedef struct {
    fen due[2];
    fen before[2];  // 按顺序: all that surely (LEAST) or perhaps (MOST) comes before him, at that end
    bool placed;    // his place is known
    fen share[2], hull[2];
} recipient;

enum { LEAST, MOST };

typedef struct {
    jx_arena *arena;
    recipient *items;
    size_t count;
    fen limit[2], sum[2];
    size_t *sequence, placed;      // those whose place is known, in their order
    fen *steps[2], *step_sums[2];  // 降上限: dues at that end in rising order, and their running sums
} sharing;

// ---- shares at one end: `end` is the recipient's own, the others and the limit follow from it ----

static int others_end(int end)
{
    return end == LEAST ? MOST : LEAST;
}

static fen smaller(fen a, fen b)
{
    return a < b ? a : b;
}

static bool fits(const sharing *all, const recipient *one, int end)
{
    int other = others_end(end);
    return all->sum[other] - one->due[other] + one->due[end] <= all->limit[end];
}

static fen prorated(const sharing *all, const recipient *one, int end)
{
    int other = others_end(end);
    fen own = one->due[end], others = all->sum[other] - one->due[other];
    if (own == 0 || own >= ENDLESS) return smaller(own, all->limit[end]);  // without end he may outweigh everybody
    if (others >= ENDLESS) return 0;
    ufen product = (ufen)all->limit[end] * (ufen)own, whole = (ufen)(own + others);
    return (fen)((product + (end == MOST ? whole - 1 : 0)) / whole);
}

static fen in_order(const sharing *all, const recipient *one, int end)
{
    fen rest = all->limit[end] - one->before[others_end(end)];
    return rest <= 0 ? 0 : smaller(one->due[end], rest);
}

static fen in_whole(const sharing *all, const recipient *one, int end)
{
    if (end == LEAST) return one->before[MOST] + one->due[MOST] <= all->limit[LEAST] ? one->due[LEAST] : 0;
    return one->due[LEAST] <= all->limit[MOST] ? smaller(one->due[MOST], all->limit[MOST]) : 0;
}

// What all would take under the common cap, were everybody at `end`.
static fen taken_under(const sharing *all, int end, fen cap)
{
    size_t low = 0, high = all->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (all->steps[end][middle] <= cap)
            low = middle + 1;
        else
            high = middle;
    }
    return (low ? all->step_sums[end][low - 1] : 0) + (fen)(all->count - low) * cap;
}

static fen capped(const sharing *all, const recipient *one, int end)
{
    int other = others_end(end);
    fen low = 0, high = all->limit[end];  // the largest cap that fits is between them
    while (low < high) {
        fen middle = low + (high - low + 1) / 2;
        fen taken = taken_under(all, other, middle) - smaller(one->due[other], middle) + smaller(one->due[end], middle);
        if (taken <= all->limit[end])
            low = middle;
        else
            high = middle - 1;
    }
    return smaller(one->due[end], low);
}

// While no rule is settled anything from nothing to all of the limit may be his.
static fen under_any_rule(const sharing *all, const recipient *one, int end)
{
    return end == LEAST ? 0 : smaller(one->due[MOST], all->limit[MOST]);
}

static fen share_end(const sharing *all, const recipient *one, int rule, int end)
{
    if (rule < 0) return under_any_rule(all, one, end);
    if (rule == JX_EXCESS_ORDER) return in_order(all, one, end);
    if (rule == JX_EXCESS_WHOLE) return in_whole(all, one, end);
    if (fits(all, one, end)) return one->due[end];
    return rule == JX_EXCESS_PRORATE ? prorated(all, one, end) : capped(all, one, end);
}

// ---- one figure each: the largest remainder ----

typedef struct {
    ufen rest;
    size_t place;  // by subject and award
} remainder;

static int by_remainder(const void *a, const void *b)
{
    const remainder *left = a, *right = b;
    if (left->rest != right->rest) return left->rest > right->rest ? -1 : 1;
    return left->place < right->place ? -1 : left->place > right->place;
}

static void prorate_exactly(sharing *all)
{
    fen limit = all->limit[LEAST], sum = all->sum[LEAST], left = limit;
    remainder *rests = JX_ARRAY(all->arena, all->count, remainder);
    for (size_t i = 0; i < all->count; i++) {
        ufen product = (ufen)limit * (ufen)all->items[i].due[LEAST];
        fen whole = (fen)(product / (ufen)sum);
        rests[i] = (remainder){ product % (ufen)sum, i };
        all->items[i].share[LEAST] = whole;
        left -= whole;
    }
    qsort(rests, all->count, sizeof *rests, by_remainder);
    for (size_t i = 0; (fen)i < left; i++)
        all->items[rests[i].place].share[LEAST]++;
    for (size_t i = 0; i < all->count; i++)
        all->items[i].share[MOST] = all->items[i].share[LEAST];
}

static void pay_whole_exactly(sharing *all)
{
    fen rest = all->limit[LEAST];
    for (size_t i = 0; i < all->count; i++) {
        recipient *one = &all->items[all->sequence[i]];
        one->share[LEAST] = one->share[MOST] = one->due[LEAST] <= rest ? one->due[LEAST] : 0;
        rest -= one->share[LEAST];
    }
}

static bool one_figure_each(const sharing *all)
{
    for (size_t i = 0; i < all->count; i++) {
        if (all->items[i].due[LEAST] != all->items[i].due[MOST]) return false;
    }
    return all->limit[LEAST] == all->limit[MOST];
}

// ---- places ----

typedef struct {
    jx_value order;
    size_t number;
} place;

static int by_place(const void *a, const void *b)
{
    const place *left = a, *right = b;
    int order = jx_value_compare(left->order, right->order);
    if (order) return order;
    return left->number < right->number ? -1 : left->number > right->number;
}

// Who has no known place may stand before or behind anybody.
static void find_places(sharing *all, jx_paying **sharers)
{
    place *places = JX_ARRAY(all->arena, all->count, place);
    size_t placed = 0;
    all->sequence = JX_ARRAY(all->arena, all->count, size_t);
    fen loose = 0, before[2] = { 0, 0 };
    for (size_t i = 0; i < all->count; i++) {
        all->items[i].placed = !jx_is_open(sharers[i]->order);
        if (all->items[i].placed)
            places[placed++] = (place){ sharers[i]->order, i };
        else
            loose += all->items[i].due[MOST];
    }
    qsort(places, placed, sizeof *places, by_place);
    for (size_t i = 0; i < placed; i++) {
        recipient *one = &all->items[all->sequence[i] = places[i].number];
        one->before[LEAST] = before[LEAST];
        one->before[MOST] = before[MOST] + loose;
        before[LEAST] += one->due[LEAST];
        before[MOST] += one->due[MOST];
    }
    for (size_t i = 0; i < all->count; i++) {
        if (!all->items[i].placed) all->items[i].before[MOST] = all->sum[MOST] - all->items[i].due[MOST];
    }
    all->placed = placed;
}

// ---- making ready ----

static int by_size(const void *a, const void *b)
{
    fen left = *(const fen *)a, right = *(const fen *)b;
    return left < right ? -1 : left > right;
}

static void find_steps(sharing *all, int end)
{
    all->steps[end] = JX_ARRAY(all->arena, all->count, fen);
    all->step_sums[end] = JX_ARRAY(all->arena, all->count, fen);
    for (size_t i = 0; i < all->count; i++)
        all->steps[end][i] = all->items[i].due[end];
    qsort(all->steps[end], all->count, sizeof(fen), by_size);
    fen sum = 0;
    for (size_t i = 0; i < all->count; i++)
        all->step_sums[end][i] = sum += all->steps[end][i];
}

static void gather(sharing *all, jx_money limit, fen unit, jx_paying **sharers)
{
    all->limit[LEAST] = limit.least_fen / unit;
    all->limit[MOST] = limit.unbounded ? ENDLESS * 2 * (fen)(all->count + 1) : limit.most_fen / unit;
    for (size_t i = 0; i < all->count; i++) {
        jx_money due = sharers[i]->now;
        recipient *one = &all->items[i];
        one->due[LEAST] = due.least_fen / unit;
        one->due[MOST] = due.unbounded ? ENDLESS : due.most_fen / unit;
        for (int end = LEAST; end <= MOST; end++)
            all->sum[end] += one->due[end];
    }
}

static void share_by(sharing *all, int rule, bool exact)
{
    if (rule == JX_EXCESS_PRORATE && exact) {
        prorate_exactly(all);
        return;
    }
    if (rule == JX_EXCESS_WHOLE && exact && all->placed == all->count) {
        pay_whole_exactly(all);
        return;
    }
    for (size_t i = 0; i < all->count; i++) {
        recipient *one = &all->items[i];
        for (int end = LEAST; end <= MOST; end++)
            one->share[end] = share_end(all, one, rule, end);
    }
}

// The hull of all rules that it may be.
static void share(sharing *all, unsigned rules)
{
    bool exact = one_figure_each(all), first = true;
    if (all->sum[MOST] <= all->limit[LEAST]) {  // all is paid under any rule
        for (size_t i = 0; i < all->count; i++) {
            for (int end = LEAST; end <= MOST; end++)
                all->items[i].hull[end] = all->items[i].due[end];
        }
        return;
    }
    for (int rule = rules ? 0 : -1; rule < (rules ? JX_EXCESS_COUNT : 0); rule++) {
        if (rule >= 0 && !(rules & 1u << rule)) continue;
        share_by(all, rule, exact);
        for (size_t i = 0; i < all->count; i++) {
            fen *hull = all->items[i].hull, *found = all->items[i].share;
            if (first || found[LEAST] < hull[LEAST]) hull[LEAST] = found[LEAST];
            if (first || found[MOST] > hull[MOST]) hull[MOST] = found[MOST];
        }
        first = false;
    }
}

// ---- what becomes of it ----

// Why the shares of all are open: the limit, its rule, a place, and of other dues the kinds of their causes alone.
typedef struct {
    jx_causes common, dues;
    size_t open_dues;
} reasons;

static reasons reasons_of(jx_arena *arena, const jx_payment_rules *rules, const jx_payment_limit *limit,
                          jx_paying **sharers, size_t count)
{
    reasons why = { .common = jx_causes_join(arena, limit->limit.causes, limit->causes) };
    bool seen[JX_CAUSE_LIMIT + 1] = { false };
    const char *word = jx_paying_word(rules->language, "应付", "due");
    jx_text name = jx_text_format(arena, "%.*s.%s", JX_TEXT_ARG(limit->name), word);
    bool by_order = limit->excess & (1u << JX_EXCESS_ORDER | 1u << JX_EXCESS_WHOLE);
    for (size_t i = 0; i < count; i++) {
        jx_causes causes = sharers[i]->now.causes;
        why.open_dues += causes.count > 0;
        for (size_t k = 0; k < causes.count; k++) {
            jx_cause_kind kind = causes.items[k].kind;
            if (!seen[kind]) why.dues = jx_causes_join(arena, why.dues, jx_cause_one(arena, kind, name, JX_TEXT("")));
            seen[kind] = true;
        }
        if (!by_order || !jx_is_open(sharers[i]->order)) continue;
        by_order = false;
        word = jx_paying_word(rules->language, "顺序", "order");
        jx_text places = jx_text_format(arena, "%.*s.%s", JX_TEXT_ARG(limit->name), word);
        why.common = jx_causes_join(arena, why.common, jx_cause_one(arena, JX_CAUSE_MISSING, places, JX_TEXT("")));
    }
    return why;
}

static jx_text note_of(jx_language language, unsigned rules)
{
    switch (rules) {
    case 1u << JX_EXCESS_PRORATE: return jx_text_of(jx_paying_word(language, "按比例", "prorate"));
    case 1u << JX_EXCESS_ORDER: return jx_text_of(jx_paying_word(language, "按顺序", "priority"));
    case 1u << JX_EXCESS_WHOLE: return jx_text_of(jx_paying_word(language, "整笔", "whole"));
    case 1u << JX_EXCESS_LOWER_CAPS: return jx_text_of(jx_paying_word(language, "降上限", "lower_caps"));
    default: return jx_text_of(jx_paying_word(language, "超出时待定", "rule pending"));
    }
}

static jx_money money_of(const recipient *one, fen unit)
{
    jx_money money = { .least_fen = (int64_t)(one->hull[LEAST] * unit), .unbounded = one->hull[MOST] >= ENDLESS };
    if (!money.unbounded) money.most_fen = (int64_t)(one->hull[MOST] * unit);
    return money;
}

static void keep(jx_arena *arena, const jx_payment_rules *rules, const jx_payment_limit *limit, const recipient *one,
                 const reasons *why, jx_paying *due)
{
    jx_money after = money_of(one, rules->unit_fen);
    bool same = jx_money_equal(after, due->now), others = why->open_dues > (due->now.causes.count > 0);
    bool cut = one->hull[LEAST] != one->due[LEAST] || one->hull[MOST] != one->due[MOST];
    jx_causes reached = others ? jx_causes_join(arena, why->common, why->dues) : why->common;
    if (!cut) reached = (jx_causes){ 0 };
    after = same ? due->now : jx_paying_money(arena, after, due->now.causes, reached);
    jx_text note = cut ? note_of(rules->language, limit->excess) : JX_TEXT("");
    if (!cut && !same) note = jx_text_of(jx_paying_word(rules->language, "取整到支付单位", "whole units"));
    jx_paying_step(arena, due, limit->name, after, note);
}

void jx_paying_limit(jx_arena *arena, const jx_payment_rules *rules, const jx_payment_limit *limit, jx_paying **sharers,
                     size_t count)
{
    if (!count) return;
    sharing all = { .arena = arena, .items = JX_ARRAY(arena, count, recipient), .count = count };
    gather(&all, limit->limit, rules->unit_fen, sharers);
    find_places(&all, sharers);
    for (int end = LEAST; end <= MOST; end++)
        find_steps(&all, end);
    share(&all, limit->excess);
    if (limit->shown && all.sum[MOST] <= all.limit[LEAST]) *limit->shown |= JX_PAYING_FITS;
    if (limit->shown && all.sum[LEAST] > all.limit[MOST]) *limit->shown |= JX_PAYING_CUT;
    reasons why = reasons_of(arena, rules, limit, sharers, count);
    for (size_t i = 0; i < count; i++)
        keep(arena, rules, limit, &all.items[i], &why, sharers[i]);
}
