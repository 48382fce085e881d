// Caps over several awards: each is held by one subject, or shared by all who have the same holder (linked firms).
//
// Read jx_paying_caps() at the end: for every cap the dues are grouped by holder, what the group's members were given
// earlier is taken off, and the rest is shared like any limit. Somebody whose holder is not known may belong to any
// group: he himself may get nothing, and every group reckons with all that he may take.
#include "award/paying.h"

#include <stdlib.h>

// A due, or a payee without one, as one cap sees it.
typedef struct {
    const jx_payee *payee;
    jx_paying *due;       // NULL: he only counts with his earlier awards
    jx_text holder;       // of the cap, or the subject himself
    bool shares, loose;   // has a named holder; it is not known whether and with whom
    size_t place;         // by subject and award
} member;

// What all whose holder is unknown may take from any group.
typedef struct {
    jx_money most;   // earlier awards and dues together
    jx_money limit;  // the least of their amounts of the cap, which a group they belong to would have
    jx_causes why;
    bool any;
} loose_part;

static int by_holder(const void *a, const void *b)
{
    const member *left = a, *right = b;
    if (left->shares != right->shares) return left->shares ? 1 : -1;
    int order = jx_text_compare(left->holder, right->holder);
    if (order) return order;
    return left->place < right->place ? -1 : left->place > right->place;
}

static member member_of(const jx_payee *payee, jx_paying *due, size_t cap, size_t place)
{
    member one = { .payee = payee, .due = due, .holder = payee->subject, .place = place };
    if (!payee->holders) return one;
    one.loose = payee->holders[cap].causes.count > 0;
    one.shares = !one.loose && payee->holders[cap].name.size;
    if (one.shares) one.holder = payee->holders[cap].name;
    return one;
}

static bool same_group(const member *a, const member *b)
{
    return a->shares == b->shares && jx_text_equal(a->holder, b->holder);
}

static jx_money earlier_of(const jx_payee *payee, size_t cap)
{
    return payee->earlier ? payee->earlier[cap] : jx_money_fen(0);
}

static jx_money limit_of(const jx_payment_rules *rules, const jx_payee *payee, size_t cap)
{
    return payee->caps ? payee->caps[cap] : rules->caps[cap].limit;
}

// Nothing to `most`; the range's own low end is dropped.
static jx_money up_to(jx_money money)
{
    money.least_fen = 0;
    return money;
}

static jx_money taken_off(jx_arena *arena, jx_money limit, jx_money taken)
{
    jx_money left = { .unbounded = limit.unbounded };
    if (!taken.unbounded && limit.least_fen > taken.most_fen) left.least_fen = limit.least_fen - taken.most_fen;
    if (!limit.unbounded && limit.most_fen > taken.least_fen) left.most_fen = limit.most_fen - taken.least_fen;
    return jx_paying_money(arena, left, limit.causes, taken.causes);
}

static jx_money least_of(jx_arena *arena, jx_money a, jx_money b)
{
    jx_money least = { .unbounded = a.unbounded && b.unbounded };
    least.least_fen = a.least_fen < b.least_fen ? a.least_fen : b.least_fen;
    if (a.unbounded)
        least.most_fen = b.most_fen;
    else
        least.most_fen = b.unbounded || a.most_fen < b.most_fen ? a.most_fen : b.most_fen;
    return jx_paying_money(arena, least, a.causes, b.causes);
}

static bool first_of_payee(const member *members, size_t i)
{
    return i == 0 || !jx_text_equal(members[i].payee->subject, members[i - 1].payee->subject);
}

static loose_part loose_of(jx_arena *arena, const jx_payment_rules *rules, size_t cap, const member *members,
                           size_t count)
{
    loose_part part = { 0 };
    for (size_t i = 0; i < count; i++) {
        if (!members[i].loose) continue;
        jx_money takes = members[i].due && rules->caps[cap].over[members[i].due->due->award] ? members[i].due->now
                                                                                             : jx_money_fen(0);
        if (first_of_payee(members, i)) takes = jx_money_add(arena, takes, earlier_of(members[i].payee, cap));
        part.why = jx_causes_join(arena, part.why, members[i].payee->holders[cap].causes);
        part.most = jx_money_add(arena, part.most, up_to(takes));
        part.most = jx_paying_money(arena, part.most, part.most.causes, part.why);
        jx_money own = limit_of(rules, members[i].payee, cap);
        part.limit = part.any ? least_of(arena, part.limit, own) : own;
        part.any = true;
    }
    return part;
}

// What is left of the cap for one group.
static jx_money room_of(jx_arena *arena, const jx_payment_rules *rules, size_t cap, const member *group, size_t count,
                        const loose_part *loose)
{
    jx_money limit = limit_of(rules, group->payee, cap), taken = { 0 };
    for (size_t i = 0; i < count; i++) {
        if (!first_of_payee(group, i)) continue;
        limit = least_of(arena, limit, limit_of(rules, group[i].payee, cap));
        taken = jx_money_add(arena, taken, earlier_of(group[i].payee, cap));
    }
    if (loose->any) {
        jx_money lower = least_of(arena, limit, loose->limit);
        lower.most_fen = limit.most_fen, lower.unbounded = limit.unbounded;
        limit = jx_paying_money(arena, lower, limit.causes, loose->why);
        taken = jx_money_add(arena, taken, loose->most);
    }
    jx_money room = taken_off(arena, limit, taken);
    if (!group->loose) return room;
    return jx_paying_money(arena, up_to(room), room.causes, group->payee->holders[cap].causes);
}

static void settle_group(jx_arena *arena, const jx_payment_rules *rules, size_t cap, const member *group, size_t count,
                         const loose_part *loose)
{
    jx_payment_limit limit = rules->caps[cap];
    jx_paying **sharers = JX_ARRAY(arena, count, jx_paying *);
    bool ruled = limit.excess || limit.causes.count, several = loose->any || group->loose;
    size_t found = 0;
    for (size_t i = 0; i < count; i++) {
        if (!group[i].due || !limit.over[group[i].due->due->award]) continue;
        several = several || (found && !jx_text_equal(sharers[0]->due->payee->subject, group[i].payee->subject));
        const jx_value *orders = group[i].payee->cap_orders;
        group[i].due->order = ruled && orders ? orders[cap] : jx_null();
        sharers[found++] = group[i].due;
    }
    if (!found) return;
    limit.limit = room_of(arena, rules, cap, group, count, loose);
    if (!ruled && !several) limit.excess = 1u << JX_EXCESS_ORDER;
    if (!ruled && several) {
        const char *word = jx_paying_word(rules->language, "超出时", "excess");
        jx_text name = jx_text_format(arena, "%.*s.%s", JX_TEXT_ARG(limit.name), word);
        limit.causes = jx_cause_one(arena, JX_CAUSE_PENDING, name, JX_TEXT(""));
    }
    jx_paying_limit(arena, rules, &limit, sharers, found);
}

static void settle_cap(jx_arena *arena, const jx_payment_rules *rules, size_t cap, jx_paying **all, size_t count)
{
    size_t total = count + rules->other_count;
    member *members = JX_ARRAY(arena, total, member);
    for (size_t i = 0; i < count; i++)
        members[i] = member_of(all[i]->due->payee, all[i], cap, i);
    for (size_t i = count; i < total; i++)
        members[i] = member_of(rules->others[i - count], NULL, cap, i);
    qsort(members, total, sizeof *members, by_holder);
    loose_part loose = loose_of(arena, rules, cap, members, total), none = { 0 };
    for (size_t first = 0, end; first < total; first = end) {
        for (end = first + 1; end < total && same_group(&members[first], &members[end]); end++) {}
        settle_group(arena, rules, cap, &members[first], end - first, members[first].shares ? &loose : &none);
    }
}

void jx_paying_caps(jx_arena *arena, const jx_payment_rules *rules, jx_paying **all, size_t count)
{
    for (size_t i = 0; i < rules->cap_count; i++)
        settle_cap(arena, rules, i, all, count);
}
