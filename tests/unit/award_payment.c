// Payment: worked examples of each step, then laws over made-up populations (a generator with a fixed seed).
//
// A world is one population with its rules; completions of it put a figure for every range. Read settle_world() and
// complete() before the laws at the end.
#include "award/award.h"
#include "unit/check.h"

enum { PEOPLE = 6, AWARDS = 4, DUES = PEOPLE * AWARDS, YUAN = 100 };

static uint64_t state = 0x9E3779B97F4A7C15u;

static int64_t below(int64_t bound)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (int64_t)(state % (uint64_t)bound);
}

static const char *const ids[AWARDS] = { "1.1", "1.2", "2.1", "2.2" };
static const char *const names[PEOPLE] = { "丙", "甲", "A1", "乙", "A10", "b" };

typedef struct {
    jx_arena *arena;
    jx_text award_ids[AWARDS];
    uint32_t lists[4][AWARDS];
    bool over[3][AWARDS];
    jx_payment_relation relations[3];
    jx_payment_limit caps[1], limits[2];
    jx_payment_rules rules;
    jx_payee payees[PEOPLE];
    jx_money schemes[PEOPLE][3], earlier[PEOPLE][1], own_caps[PEOPLE][1];
    jx_value orders[PEOPLE][2], cap_orders[PEOPLE][1];
    jx_holder holders[PEOPLE][1];
    const jx_payee *others[PEOPLE];
    jx_due dues[DUES];
    size_t count;
    jx_paid paid[DUES];
} world;

static jx_money figure(int64_t yuan)
{
    return jx_money_fen(yuan * YUAN);
}

static jx_money range(world *w, int64_t least, int64_t most, const char *cause)
{
    jx_money money = { .least_fen = least * YUAN, .most_fen = most * YUAN, .unbounded = most < 0 };
    if (!jx_money_is_known(money))
        money.causes = jx_cause_one(w->arena, JX_CAUSE_MISSING, jx_text_of(cause), JX_TEXT(""));
    return money;
}

static jx_payee payee_of(world *w, size_t i)
{
    return (jx_payee){ .subject = jx_text_of(names[i]),
                       .schemes = w->schemes[i],
                       .earlier = w->earlier[i],
                       .orders = w->orders[i],
                       .cap_orders = w->cap_orders[i],
                       .holders = w->holders[i] };
}

// A population without any rules; nothing is due yet.
static void open_world(world *w)
{
    *w = (world){ .arena = jx_arena_new(jx_allocator_system(), SIZE_MAX) };
    for (size_t i = 0; i < AWARDS; i++)
        w->award_ids[i] = jx_text_of(ids[i]);
    for (size_t i = 0; i < PEOPLE; i++) {
        w->payees[i] = payee_of(w, i);
        for (size_t k = 0; k < 2; k++)
            w->orders[i][k] = jx_integer((int64_t)i);
        w->cap_orders[i][0] = jx_integer((int64_t)i);
    }
    w->rules = (jx_payment_rules){ .award_ids = w->award_ids, .award_count = AWARDS, .unit_fen = YUAN };
    w->rules.relations = w->relations;
    w->rules.caps = w->caps;
    w->rules.limits = w->limits;
}

static void close_world(world *w)
{
    jx_arena_free(w->arena);
}

static void due(world *w, size_t person, uint32_t award, jx_money money)
{
    w->dues[w->count++] = (jx_due){ .payee = &w->payees[person], .award = award, .money = money };
}

static void relate(world *w, unsigned ways, uint32_t left, uint32_t right, const char *scheme)
{
    size_t n = w->rules.relation_count++;
    w->lists[n][0] = left;
    w->lists[n][1] = right;
    w->relations[n] = (jx_payment_relation){ .ways = ways, .left = w->lists[n], .left_count = 1 };
    w->relations[n].right = &w->lists[n][1];
    w->relations[n].right_count = scheme ? 0 : 1;
    w->relations[n].scheme = jx_text_of(scheme ? scheme : "");
    w->relations[n].tier = JX_TEXT("自治区");
    if (ways & (ways - 1))
        w->relations[n].causes = jx_cause_one(w->arena, JX_CAUSE_READING, JX_TEXT("办法"), JX_TEXT(""));
}

static void limit(world *w, const char *name, jx_money money, unsigned excess)
{
    size_t n = w->rules.limit_count++;
    for (size_t i = 0; i < AWARDS; i++)
        w->over[n][i] = n > 0 || i >= 2;
    w->limits[n] = (jx_payment_limit){ .name = jx_text_of(name), .over = w->over[n], .limit = money, .excess = excess };
    if (!excess || (excess & (excess - 1)))
        w->limits[n].causes = jx_cause_one(w->arena, JX_CAUSE_PENDING, JX_TEXT("超出时"), JX_TEXT(""));
}

static void settle_world(world *w)
{
    jx_payment_settle(w->arena, &w->rules, w->dues, w->count, w->paid);
}

static const char *paid_text(world *w, size_t i)
{
    return jx_text_copy(w->arena, jx_money_text(w->arena, JX_CHINESE, w->paid[i].paid)).bytes;
}

static bool told(world *w, size_t i, const char *words)
{
    jx_buffer out = jx_buffer_in(w->arena);
    jx_payment_explain(w->arena, &w->rules, &w->dues[i], &w->paid[i], &out);
    return jx_text_find(jx_buffer_text(&out), jx_text_of(words)) != SIZE_MAX;
}

enum { PRORATE = 1 << JX_EXCESS_PRORATE, ORDER = 1 << JX_EXCESS_ORDER, LOWER = 1 << JX_EXCESS_LOWER_CAPS };
enum { EXCLUSIVE = 1 << JX_WAY_EXCLUSIVE, HIGHER = 1 << JX_WAY_HIGHER };
enum { TOP_UP = 1 << JX_WAY_TOP_UP, HIGHER_ONLY = 1 << JX_WAY_HIGHER_ONLY };

// ---- examples ----

static void three_of_fifty(world *w, unsigned excess)
{
    open_world(w);
    for (size_t i = 0; i < 3; i++)
        due(w, i, 2, figure(50000 + (i == 2) * 20000));
    limit(w, "增产增效", figure(100000), excess);
    settle_world(w);
}

TEST(a_limit_is_shared_by_each_rule)
{
    world w;
    three_of_fifty(&w, PRORATE);  // 29411.76…, 29411.76…, 41176.47…: the remainders of 丙 and 甲 are largest
    CHECK_STRING(paid_text(&w, 0), "29412");
    CHECK_STRING(paid_text(&w, 1), "29412");
    CHECK_STRING(paid_text(&w, 2), "41176");
    CHECK(told(&w, 0, "增产增效 按比例: 50000 -> 29412"));
    close_world(&w);
    three_of_fifty(&w, ORDER);
    CHECK_STRING(paid_text(&w, 1), "50000");
    CHECK_STRING(paid_text(&w, 2), "0");
    CHECK(told(&w, 2, "增产增效 按顺序"));
    close_world(&w);
    three_of_fifty(&w, LOWER);
    CHECK_STRING(paid_text(&w, 0), "33333");  // one stays unspent
    CHECK_STRING(paid_text(&w, 2), "33333");
    close_world(&w);
    three_of_fifty(&w, 0);
    CHECK_STRING(paid_text(&w, 2), "0..70000");
    CHECK(told(&w, 2, "待 超出时"));
    close_world(&w);
    three_of_fifty(&w, PRORATE | ORDER | LOWER);  // the hull of the three, places known
    CHECK_STRING(paid_text(&w, 0), "29412..50000");
    CHECK_STRING(paid_text(&w, 2), "0..41176");
    close_world(&w);
}

TEST(equal_remainders_go_by_bytes)
{
    world w;
    open_world(&w);
    for (size_t i = 0; i < 4; i++)
        due(&w, i, 2, figure(50));
    limit(&w, "块", figure(102), PRORATE);  // 25.5 each: A1 and then 丙 (E4B899) before 乙 (E4B999) and 甲 (E794B2)
    settle_world(&w);
    CHECK_STRING(paid_text(&w, 0), "26");
    CHECK_STRING(paid_text(&w, 1), "25");
    CHECK_STRING(paid_text(&w, 2), "26");
    CHECK_STRING(paid_text(&w, 3), "25");
    close_world(&w);
}

static void pair(world *w, unsigned ways, jx_money left, jx_money right)
{
    open_world(w);
    due(w, 0, 0, left);
    due(w, 0, 1, right);
    relate(w, ways, 0, 1, NULL);
    settle_world(w);
}

TEST(relations_inside_the_package)
{
    world w;
    pair(&w, EXCLUSIVE, figure(50), figure(80));
    CHECK_STRING(paid_text(&w, 0), "0..50");
    CHECK(told(&w, 1, "缺 1.1/1.2 的选择"));
    close_world(&w);
    pair(&w, EXCLUSIVE, figure(50), figure(0));
    CHECK_STRING(paid_text(&w, 0), "50");
    close_world(&w);
    pair(&w, HIGHER, figure(80), figure(80));
    CHECK_STRING(paid_text(&w, 0), "80");
    CHECK_STRING(paid_text(&w, 1), "0");
    CHECK(told(&w, 1, "1.2 就高"));
    close_world(&w);
    pair(&w, TOP_UP, figure(80), figure(30));
    CHECK_STRING(paid_text(&w, 0), "50");
    CHECK_STRING(paid_text(&w, 1), "30");
    CHECK(told(&w, 0, "1.1 扣减 30"));
    close_world(&w);
}

TEST(a_scheme_is_deducted_once)
{
    world w;
    open_world(&w);
    due(&w, 0, 2, figure(30));
    due(&w, 0, 3, figure(40));
    relate(&w, TOP_UP, 2, 3, "自治区.增产");
    w.relations[0].left_count = 2;
    w.schemes[0][0] = figure(50);
    settle_world(&w);
    CHECK_STRING(paid_text(&w, 0), "0");
    CHECK_STRING(paid_text(&w, 1), "20");
    w.schemes[0][0] = range(&w, 0, -1, "自治区.增产");  // a ledger that is missing
    settle_world(&w);
    CHECK_STRING(paid_text(&w, 1), "0..40");
    CHECK(told(&w, 1, "缺 自治区.增产"));
    w.relations[0].ways = HIGHER_ONLY;
    w.schemes[0][0] = figure(69);
    settle_world(&w);
    CHECK_STRING(paid_text(&w, 1), "40");
    CHECK(told(&w, 1, "2.2 放弃自治区"));
    w.schemes[0][0] = figure(70);
    settle_world(&w);
    CHECK_STRING(paid_text(&w, 0), "0");
    close_world(&w);
}

TEST(a_cap_over_several_awards_counts_what_was_paid_before)
{
    world w;
    open_world(&w);
    for (uint32_t i = 0; i < AWARDS; i++)
        due(&w, 0, i, figure(30));
    for (size_t i = 0; i < AWARDS; i++)
        w.over[2][i] = i > 0;
    w.caps[0] = (jx_payment_limit){ .name = JX_TEXT("年度"), .over = w.over[2], .limit = figure(100) };
    w.rules.cap_count = 1;
    w.earlier[0][0] = figure(60);
    settle_world(&w);
    CHECK_STRING(paid_text(&w, 0), "30");
    CHECK_STRING(paid_text(&w, 1), "30");
    CHECK_STRING(paid_text(&w, 2), "10");
    CHECK_STRING(paid_text(&w, 3), "0");
    w.earlier[0][0] = range(&w, 60, -1, "奖励台账");  // not closed
    settle_world(&w);
    CHECK_STRING(paid_text(&w, 2), "0..10");
    CHECK(told(&w, 2, "缺 奖励台账"));
    close_world(&w);
}

// 丙 and 甲 are one group, A1 stands alone; 乙 is in the group but asks for nothing.
static void linked_world(world *w, unsigned excess)
{
    open_world(w);
    for (size_t i = 0; i < AWARDS; i++)
        w->over[2][i] = true;
    w->caps[0] = (jx_payment_limit){
        .name = JX_TEXT("关联"), .over = w->over[2], .limit = figure(100), .excess = excess
    };
    w->rules.cap_count = 1;
    for (size_t i = 0; i < PEOPLE; i++)
        w->holders[i][0].name = jx_text_of(i < 2 || i == 3 ? "甲组" : "");
    w->others[w->rules.other_count++] = &w->payees[3];
    w->rules.others = w->others;
    w->earlier[3][0] = figure(30);
    due(w, 0, 0, figure(50));
    due(w, 1, 0, figure(40));
    due(w, 2, 0, figure(90));
}

TEST(linked_subjects_share_one_cap)
{
    world w;
    linked_world(&w, ORDER);
    settle_world(&w);
    CHECK_STRING(paid_text(&w, 0), "50");
    CHECK_STRING(paid_text(&w, 1), "20");  // 100 less 30 of 乙 less 50
    CHECK_STRING(paid_text(&w, 2), "90");
    close_world(&w);
    linked_world(&w, 1 << JX_EXCESS_WHOLE);
    settle_world(&w);
    CHECK_STRING(paid_text(&w, 0), "50");
    CHECK_STRING(paid_text(&w, 1), "0");
    close_world(&w);
    linked_world(&w, 0);  // nobody has said who goes first
    settle_world(&w);
    CHECK_STRING(paid_text(&w, 0), "0..50");
    CHECK_STRING(paid_text(&w, 1), "0..40");
    CHECK_STRING(paid_text(&w, 2), "90");
    close_world(&w);
}

TEST(what_is_held_back_stays_reserved)
{
    world w;
    open_world(&w);
    due(&w, 0, 2, figure(80));
    due(&w, 1, 2, figure(80));
    w.dues[0].held = jx_cause_one(w.arena, JX_CAUSE_READING, JX_TEXT("收款人口径"), JX_TEXT(""));
    limit(&w, "块", figure(100), PRORATE);
    settle_world(&w);
    CHECK_STRING(paid_text(&w, 0), "0..50");
    CHECK_STRING(paid_text(&w, 1), "50");
    close_world(&w);
}

TEST(an_open_due_opens_the_shares_of_the_others)
{
    world w;
    open_world(&w);
    due(&w, 0, 2, figure(100));
    due(&w, 1, 2, range(&w, 0, 50, "产值"));
    limit(&w, "块", figure(100), PRORATE);
    settle_world(&w);
    CHECK_STRING(paid_text(&w, 0), "66..100");  // 66.67 outward
    CHECK(told(&w, 0, "缺 块.应付"));
    CHECK_STRING(paid_text(&w, 1), "0..34");
    jx_buffer out = jx_buffer_in(w.arena);
    jx_payment_print(&w.paid[0], &out);
    CHECK_TEXT(jx_buffer_text(&out), "[[\"2.1\",\"\",10000,10000],[\"块\",\"按比例\",6600,10000]]");
    close_world(&w);
}

// ---- laws ----

// Nobody, or one of two groups.
static jx_text some_group(void)
{
    return jx_text_of((const char *const[]){ "", "甲组", "乙组" }[below(3)]);
}

static unsigned some_excess(void)
{
    static const unsigned rules[] = { PRORATE, ORDER, LOWER, PRORATE, 0, PRORATE | ORDER, PRORATE | ORDER | LOWER };
    return rules[below(JX_COUNT(rules))];
}

// Half of them not in whole payment units.
static jx_money some_money(world *w, int64_t most, bool open)
{
    int64_t fen = below(2) ? below(YUAN) : 0;
    jx_money money = figure(below(most));
    int64_t least = money.least_fen / YUAN;
    if (open && !below(3)) money = range(w, least, below(8) ? least + below(most) : -1, "事实");
    money.least_fen += fen;
    money.most_fen += fen;
    return money;
}

// The cap of a random world: by holder, perhaps by a rule of its own, perhaps of another amount for each.
static void share_cap(world *w, bool open, jx_value unknown)
{
    bool ruled = below(2), own = !below(3);
    w->caps[0].excess = open ? (ruled ? some_excess() : 0) : 1u << below(JX_EXCESS_COUNT);
    if (open && ruled)
        w->caps[0].causes = jx_cause_one(w->arena, JX_CAUSE_PENDING, JX_TEXT("年度.超出时"), JX_TEXT(""));
    for (size_t i = 0; i < PEOPLE; i++) {
        w->holders[i][0] = (jx_holder){ .name = some_group() };
        if (open && !below(6)) w->holders[i][0] = (jx_holder){ .causes = jx_value_causes(unknown) };
        if (open && !below(4)) w->cap_orders[i][0] = unknown;
        w->own_caps[i][0] = some_money(w, 150, open);
        if (own) w->payees[i].caps = w->own_caps[i];
        bool has_due = false;
        for (size_t k = 0; k < w->count; k++)
            has_due = has_due || w->dues[k].payee == &w->payees[i];
        if (!has_due) w->others[w->rules.other_count++] = &w->payees[i];
    }
    w->rules.others = w->others;
}

static void random_world(world *w, bool open)
{
    static const unsigned ways[] = { EXCLUSIVE, HIGHER, TOP_UP, HIGHER_ONLY, TOP_UP | HIGHER_ONLY, HIGHER | TOP_UP };
    open_world(w);
    jx_causes cause = jx_cause_one(w->arena, JX_CAUSE_MISSING, JX_TEXT("申报日"), JX_TEXT(""));
    jx_value unknown = jx_open_any(w->arena, &jx_type_number, false, cause);
    for (size_t i = 0; i < PEOPLE; i++) {
        for (uint32_t k = 0; k < AWARDS; k++)
            if (i && below(4)) due(w, i, k, some_money(w, 60, open));
        for (size_t k = 0; k < 3; k++)
            w->schemes[i][k] = some_money(w, 40, open);
        w->earlier[i][0] = some_money(w, 40, open);
        for (size_t k = 0; k < 2; k++) {
            if (open && !below(4)) w->orders[i][k] = unknown;
        }
    }
    relate(w, open ? ways[below(JX_COUNT(ways))] : (unsigned)(below(2) ? HIGHER : TOP_UP), 0, 1, NULL);
    relate(w, open && below(2) ? TOP_UP | HIGHER_ONLY : TOP_UP, 2, 3, "自治区.增产");
    w->relations[1].left_count = 2;
    for (size_t i = 0; i < AWARDS; i++)
        w->over[2][i] = i != 1;
    w->caps[0] = (jx_payment_limit){ .name = JX_TEXT("年度"), .over = w->over[2], .limit = some_money(w, 150, open) };
    w->rules.cap_count = 1;
    share_cap(w, open, unknown);
    limit(w, "块", some_money(w, 250, open), open ? some_excess() : (unsigned)PRORATE);
    limit(w, "总额", some_money(w, 400, open), open ? some_excess() : (unsigned)PRORATE);
}

static void pick(jx_money *money)
{
    int64_t room = money->unbounded ? 100 * YUAN : money->most_fen - money->least_fen;
    int64_t more = below(3) ? below(room + 1) : below(2) * room;
    *money = jx_money_fen(money->least_fen + more);
}

static unsigned pick_bit(unsigned bits, unsigned count)
{
    unsigned bit = 1u << below(count);
    while (bits && !(bits & bit))
        bit = 1u << below(count);
    return bit;
}

// Every range becomes a figure within it, every open rule one of its options, every unknown place a place.
static void complete(const world *from, world *to)
{
    *to = *from;
    to->rules.relations = to->relations;
    to->rules.caps = to->caps;
    to->rules.limits = to->limits;
    for (size_t i = 0; i < PEOPLE; i++) {
        to->payees[i] = payee_of(to, i);
        if (to->holders[i][0].causes.count) to->holders[i][0] = (jx_holder){ .name = some_group() };
        if (from->payees[i].caps) to->payees[i].caps = to->own_caps[i];
        pick(&to->own_caps[i][0]);
        if (jx_is_open(to->cap_orders[i][0])) to->cap_orders[i][0] = jx_integer(below(PEOPLE));
        for (size_t k = 0; k < 3; k++)
            pick(&to->schemes[i][k]);
        pick(&to->earlier[i][0]);
        for (size_t k = 0; k < 2; k++)
            if (jx_is_open(to->orders[i][k])) to->orders[i][k] = jx_integer(below(PEOPLE));
    }
    for (size_t i = 0; i < to->count; i++) {
        to->dues[i].payee = &to->payees[from->dues[i].payee - from->payees];
        pick(&to->dues[i].money);
    }
    for (size_t i = 0; i < to->rules.relation_count; i++)
        to->relations[i].ways = pick_bit(to->relations[i].ways, JX_WAY_COUNT);
    pick(&to->caps[0].limit);
    if (to->caps[0].causes.count) to->caps[0].excess = pick_bit(to->caps[0].excess, JX_EXCESS_COUNT);
    for (size_t i = 0; i < to->rules.other_count; i++)
        to->others[i] = &to->payees[from->others[i] - from->payees];
    to->rules.others = to->others;
    for (size_t i = 0; i < to->rules.limit_count; i++) {
        pick(&to->limits[i].limit);
        to->limits[i].excess = pick_bit(to->limits[i].excess, JX_EXCESS_COUNT);
    }
}

static bool within(jx_money outer, jx_money inner)
{
    bool low = outer.least_fen <= inner.least_fen;
    return low && (outer.unbounded || (!inner.unbounded && inner.most_fen <= outer.most_fen));
}

TEST(ranges_contain_every_completion)
{
    size_t outside = 0, widths = 0, uncaused = 0;
    for (int round = 0; round < 3000; round++) {
        world open, closed;
        random_world(&open, true);
        settle_world(&open);
        for (size_t i = 0; i < open.count; i++) {
            widths += !jx_money_is_known(open.paid[i].paid);
            uncaused += jx_money_is_known(open.paid[i].paid) != (open.paid[i].paid.causes.count == 0);
        }
        for (int k = 0; k < 20; k++) {
            complete(&open, &closed);
            settle_world(&closed);
            for (size_t i = 0; i < open.count; i++)
                outside += !within(open.paid[i].paid, closed.paid[i].paid);
        }
        close_world(&open);
    }
    CHECK_INT(outside, 0);
    CHECK_INT(uncaused, 0);
    CHECK(widths > 1000);
}

TEST(what_is_prorated_adds_up_to_the_limit)
{
    for (int round = 0; round < 2000; round++) {
        world w;
        int64_t demand = 0, most = below(2) ? 100 : 1000000000000, sum = 0, money = 1 + below(most * 3);
        open_world(&w);
        for (size_t i = 0; i < PEOPLE; i++) {
            due(&w, i, 2, figure(below(most)));
            demand += w.dues[i].money.least_fen;
        }
        limit(&w, "块", jx_money_fen(money * YUAN + below(YUAN)), PRORATE);
        settle_world(&w);
        for (size_t i = 0; i < w.count; i++) {
            sum += w.paid[i].paid.least_fen;
            CHECK(jx_money_is_known(w.paid[i].paid) && w.paid[i].paid.least_fen <= w.dues[i].money.least_fen);
        }
        CHECK_INT(sum, demand < money * YUAN ? demand : money * YUAN);
        close_world(&w);
    }
}

// A larger limit takes nothing from anybody (the largest remainder: from the total); no more is paid than it has.
TEST(larger_limits_pay_no_less)
{
    static const unsigned rules[] = { PRORATE, ORDER, LOWER };
    for (int round = 0; round < 2000; round++) {
        world w;
        unsigned rule = rules[round % 3];
        int64_t before[PEOPLE] = { 0 }, total = 0;
        open_world(&w);
        for (size_t i = 0; i < PEOPLE; i++)
            due(&w, i, 2, figure(below(50)));
        limit(&w, "块", figure(0), rule);
        for (int64_t money = 0; money < 320; money += 1 + below(40)) {
            int64_t sum = 0;
            w.limits[0].limit = figure(money);
            settle_world(&w);
            for (size_t i = 0; i < PEOPLE; i++) {
                int64_t now = w.paid[i].paid.least_fen;
                CHECK(rule == PRORATE ? now >= before[i] - YUAN : now >= before[i]);
                before[i] = now;
                sum += now;
            }
            CHECK(sum >= total && sum <= money * YUAN);
            total = sum;
        }
        close_world(&w);
    }
}

TEST(the_order_of_the_dues_makes_no_difference)
{
    for (int round = 0; round < 1000; round++) {
        world w;
        jx_due dues[DUES];
        jx_paid paid[DUES];
        size_t place[DUES];
        random_world(&w, round % 2);
        settle_world(&w);
        for (size_t i = 0; i < w.count; i++) {
            size_t k = (size_t)below((int64_t)i + 1);
            place[i] = place[k];
            place[k] = i;
        }
        for (size_t i = 0; i < w.count; i++)
            dues[i] = w.dues[place[i]];
        jx_payment_settle(w.arena, &w.rules, dues, w.count, paid);
        for (size_t i = 0; i < w.count; i++)
            CHECK(jx_money_equal(paid[i].paid, w.paid[place[i]].paid) &&
                  paid[i].step_count == w.paid[place[i]].step_count);
        close_world(&w);
    }
}

CHECK_MAIN
