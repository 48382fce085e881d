// Relations of one subject: 互斥 and 就高 between sides, 扣减 and 仅高 against an amount, end by end.
//
// Read jx_paying_relations() first. While the way itself is open, every way is worked out and the hull is taken.
#include "award/paying.h"

// Both ends of a sum, wide enough for any number of awards; `endless` when the upper one has none.
typedef struct {
    __extension__ __int128 least, most;
    bool endless;
} ends;

static ends ends_of(jx_money money)
{
    return (ends){ money.least_fen, money.unbounded ? 0 : money.most_fen, money.unbounded };
}

static ends ends_sum(jx_paying **mine, const uint32_t *side, size_t count)
{
    ends sum = { 0 };
    for (size_t i = 0; i < count; i++) {
        if (!mine[side[i]]) continue;
        ends one = ends_of(mine[side[i]]->now);
        sum = (ends){ sum.least + one.least, sum.most + one.most, sum.endless || one.endless };
    }
    return sum;
}

static bool surely_above(ends a, ends b, bool or_equal)
{
    return !b.endless && (or_equal ? a.least >= b.most : a.least > b.most);
}

static bool perhaps_above(ends a, ends b, bool or_equal)
{
    return a.endless || (or_equal ? a.most >= b.least : a.most > b.least);
}

// What stays of an award that is paid in full or not at all.
static jx_money kept(jx_money due, bool surely, bool perhaps)
{
    if (!surely) due.least_fen = 0;
    if (!perhaps) due = jx_money_fen(0);
    return due;
}

// Which side of a relation under one settled way was the higher, where something stands on both.
static void note_sides(const jx_payment_relation *relation, ends left, ends right)
{
    bool one_way = (relation->ways & (relation->ways - 1)) == 0;
    bool both = (left.least > 0 || left.endless) && (right.least > 0 || right.endless);
    if (!relation->shown || !one_way || !both) return;
    if (surely_above(left, right, false)) *relation->shown |= JX_PAYING_LEFT;
    if (surely_above(right, left, false)) *relation->shown |= JX_PAYING_RIGHT;
}

// 叠加 does nothing: what shows it is that two of its awards are due at once.
static void note_added(const jx_payment_relation *relation, jx_paying **mine)
{
    if (!relation->shown) return;
    for (size_t i = 0; i < relation->left_count; i++) {
        for (size_t k = 0; k < relation->right_count; k++) {
            const jx_paying *left = mine[relation->left[i]], *right = mine[relation->right[k]];
            if (left && right && left != right && left->now.least_fen > 0 && right->now.least_fen > 0)
                *relation->shown |= JX_PAYING_LEFT;
        }
    }
}

// ---- against an amount ----

static jx_money deducted(jx_money due, ends *rest)
{
    jx_money left = { .unbounded = due.unbounded };
    ends taken = *rest;
    if (!rest->endless && due.least_fen > rest->most) left.least_fen = due.least_fen - (int64_t)rest->most;
    if (!due.unbounded && due.most_fen > rest->least) left.most_fen = due.most_fen - (int64_t)rest->least;
    // What is left to be taken from the next award: least when this one was at his most, and the reverse.
    rest->least = due.unbounded || due.most_fen >= taken.least ? 0 : taken.least - due.most_fen;
    rest->most = due.least_fen >= taken.most ? 0 : taken.most - due.least_fen;
    return left;
}

// What each award on the left would be under `way`, when `against` stands on the right.
static void under_way(jx_way way, ends total, ends against, jx_paying **mine, const jx_payment_relation *relation,
                      jx_money *out)
{
    bool none = !against.endless && against.most == 0;
    bool ties = none || (way == JX_WAY_HIGHER && relation->right_count);  // equal to an outside scheme: paid there
    for (size_t i = 0; i < relation->left_count; i++) {
        if (!mine[relation->left[i]]) continue;
        jx_money due = mine[relation->left[i]]->now;
        switch (way) {
        case JX_WAY_ADD: out[i] = due; break;
        case JX_WAY_EXCLUSIVE: out[i] = kept(due, none, true); break;
        case JX_WAY_TOP_UP: out[i] = deducted(due, &against); break;
        case JX_WAY_HIGHER:
        case JX_WAY_HIGHER_ONLY:
            out[i] = kept(due, surely_above(total, against, ties), perhaps_above(total, against, ties));
            break;
        }
    }
}

static jx_money hull(jx_money a, jx_money b)
{
    if (b.least_fen < a.least_fen) a.least_fen = b.least_fen;
    if (b.most_fen > a.most_fen) a.most_fen = b.most_fen;
    a.unbounded = a.unbounded || b.unbounded;
    return a;
}

static jx_text ways_note(jx_arena *arena, jx_language language, unsigned ways)
{
    static const char *const words[JX_WAY_COUNT][2] = {
        { "叠加", "add" },    { "互斥", "exclusive" },   { "就高", "higher" },
        { "扣减", "top_up" }, { "仅高", "higher_only" },
    };
    jx_buffer out = jx_buffer_in(arena);
    for (size_t i = 0; i < JX_WAY_COUNT; i++) {
        if (!(ways & 1u << i)) continue;
        if (out.size) jx_buffer_put(&out, jx_text_of(jx_paying_word(language, "或", " or ")));
        jx_buffer_put(&out, jx_text_of(jx_paying_word(language, words[i][0], words[i][1])));
    }
    return jx_buffer_text(&out);
}

// "扣减 50000", "放弃自治区", "仅高"; nothing when the relation had no effect.
static jx_text note_of(jx_arena *arena, const jx_payment_rules *rules, const jx_payment_relation *relation,
                       ends against, jx_money before, jx_money after)
{
    bool zh = rules->language == JX_CHINESE, changed = !jx_money_equal(before, after);
    bool gives_up =
        relation->ways == 1u << JX_WAY_HIGHER_ONLY && !changed && relation->scheme.size && after.least_fen > 0;
    if (gives_up && (against.endless || against.most > 0))
        return jx_text_format(arena, zh ? "放弃%.*s" : "gives up %.*s", JX_TEXT_ARG(relation->tier));
    if (!changed) return JX_TEXT("");
    jx_text words = ways_note(arena, rules->language, relation->ways);
    if (relation->ways != 1u << JX_WAY_TOP_UP || !jx_money_is_known(before) || !jx_money_is_known(after)) return words;
    jx_text taken = jx_money_text(arena, rules->language, jx_money_fen(before.most_fen - after.most_fen));
    return jx_text_format(arena, "%.*s %.*s", JX_TEXT_ARG(words), JX_TEXT_ARG(taken));
}

static jx_causes causes_of_side(jx_arena *arena, jx_paying **mine, const uint32_t *side, size_t count)
{
    jx_causes causes = { 0 };
    for (size_t i = 0; i < count; i++) {
        if (mine[side[i]]) causes = jx_causes_join(arena, causes, mine[side[i]]->now.causes);
    }
    return causes;
}

// Nothing decides an exclusion but the subject's own choice.
static jx_causes choice_of(jx_arena *arena, const jx_payment_rules *rules, const jx_payment_relation *relation)
{
    if (!(relation->ways & 1u << JX_WAY_EXCLUSIVE)) return (jx_causes){ 0 };
    jx_text left = rules->award_ids[relation->left[0]];
    jx_text right = relation->right_count ? rules->award_ids[relation->right[0]] : relation->scheme;
    jx_text choice = rules->language == JX_CHINESE
                         ? jx_text_format(arena, "%.*s/%.*s 的选择", JX_TEXT_ARG(left), JX_TEXT_ARG(right))
                         : jx_text_format(arena, "choice of %.*s/%.*s", JX_TEXT_ARG(left), JX_TEXT_ARG(right));
    return jx_cause_one(arena, JX_CAUSE_MISSING, choice, JX_TEXT(""));
}

// The left side against an amount: an outside scheme, or what stands on the right.
static void apply_against(jx_arena *arena, const jx_payment_rules *rules, const jx_payment_relation *relation,
                          ends against, jx_causes causes, jx_paying **mine)
{
    jx_money *found = JX_ARRAY(arena, relation->left_count, jx_money),
             *one = JX_ARRAY(arena, relation->left_count, jx_money);
    ends total = ends_sum(mine, relation->left, relation->left_count);
    bool first = true;
    note_sides(relation, total, against);
    for (size_t way = 0; way < JX_WAY_COUNT; way++) {
        if (!(relation->ways & 1u << way)) continue;
        under_way((jx_way)way, total, against, mine, relation, one);
        for (size_t i = 0; i < relation->left_count; i++)
            found[i] = first ? one[i] : hull(found[i], one[i]);
        first = false;
    }
    causes = jx_causes_join(arena, causes, relation->causes);
    causes = jx_causes_join(arena, causes, choice_of(arena, rules, relation));
    causes = jx_causes_join(arena, causes, causes_of_side(arena, mine, relation->left, relation->left_count));
    for (size_t i = 0; i < relation->left_count; i++) {
        jx_paying *due = mine[relation->left[i]];
        if (!due) continue;
        bool same = jx_money_equal(due->now, found[i]);
        jx_money after = same ? due->now : jx_paying_money(arena, found[i], due->now.causes, causes);
        jx_text note = note_of(arena, rules, relation, against, due->now, after);
        jx_paying_step(arena, due, rules->award_ids[relation->left[i]], after, note);
    }
}

// ---- between sides ----

static void keep_side(jx_arena *arena, const jx_payment_rules *rules, jx_paying **mine, const uint32_t *side,
                      size_t count, bool surely, bool perhaps, jx_causes causes, jx_text note)
{
    for (size_t i = 0; i < count; i++) {
        jx_paying *due = mine[side[i]];
        if (!due) continue;
        jx_money after = kept(due->now, surely, perhaps);
        bool same = jx_money_equal(due->now, after);
        after = same ? due->now : jx_paying_money(arena, after, due->now.causes, causes);
        jx_paying_step(arena, due, rules->award_ids[side[i]], after, same ? JX_TEXT("") : note);
    }
}

typedef struct {
    bool surely, perhaps;
} keeping;

// Whether a side is paid under each way it may be, taken together.
static keeping side_kept(unsigned ways, ends own, ends other, bool wins_ties)
{
    bool alone = !other.endless && other.most == 0;
    keeping out = { .surely = true };
    if (ways & 1u << JX_WAY_ADD) out.perhaps = true;
    if (ways & 1u << JX_WAY_EXCLUSIVE) out = (keeping){ out.surely && alone, true };
    if (ways & 1u << JX_WAY_HIGHER) {
        out.surely = out.surely && surely_above(own, other, wins_ties);
        out.perhaps = out.perhaps || perhaps_above(own, other, wins_ties);
    }
    return out;
}

static void apply_sides(jx_arena *arena, const jx_payment_rules *rules, const jx_payment_relation *relation,
                        jx_paying **mine)
{
    ends left = ends_sum(mine, relation->left, relation->left_count);
    ends right = ends_sum(mine, relation->right, relation->right_count);
    note_sides(relation, left, right);
    jx_causes causes = causes_of_side(arena, mine, relation->left, relation->left_count);
    causes = jx_causes_join(arena, causes, causes_of_side(arena, mine, relation->right, relation->right_count));
    causes = jx_causes_join(arena, causes, relation->causes);
    bool both = left.most + left.endless > 0 && right.most + right.endless > 0;
    if (both) causes = jx_causes_join(arena, causes, choice_of(arena, rules, relation));
    keeping l = side_kept(relation->ways, left, right, true), r = side_kept(relation->ways, right, left, false);
    jx_text note = ways_note(arena, rules->language, relation->ways);
    keep_side(arena, rules, mine, relation->left, relation->left_count, l.surely, l.perhaps, causes, note);
    keep_side(arena, rules, mine, relation->right, relation->right_count, r.surely, r.perhaps, causes, note);
}

// 扣减 and 仅高 leave the right side alone.
static keeping right_kept(unsigned ways, ends right, ends left)
{
    keeping out = side_kept(ways, right, left, false);
    if (ways & (1u << JX_WAY_TOP_UP | 1u << JX_WAY_HIGHER_ONLY)) out.perhaps = true;
    return out;
}

static bool overlap(const jx_payment_relation *relation)
{
    for (size_t i = 0; i < relation->left_count; i++)
        for (size_t k = 0; k < relation->right_count; k++)
            if (relation->left[i] == relation->right[k]) return true;
    return false;
}

// Lists that share an award are meant pair by pair: each against each other.
static void apply_pairs(jx_arena *arena, const jx_payment_rules *rules, const jx_payment_relation *relation,
                        jx_paying **mine)
{
    for (size_t i = 0; i < relation->left_count; i++) {
        for (size_t k = 0; k < relation->right_count; k++) {
            if (relation->left[i] >= relation->right[k]) continue;
            jx_payment_relation pair = *relation;
            pair.left = &relation->left[i];
            pair.right = &relation->right[k];
            pair.left_count = pair.right_count = 1;
            apply_sides(arena, rules, &pair, mine);
        }
    }
}

static void apply_inside(jx_arena *arena, const jx_payment_rules *rules, const jx_payment_relation *relation,
                         jx_paying **mine)
{
    unsigned against = 1u << JX_WAY_TOP_UP | 1u << JX_WAY_HIGHER_ONLY;
    if (relation->ways & against) {
        ends left = ends_sum(mine, relation->left, relation->left_count);
        ends right = ends_sum(mine, relation->right, relation->right_count);
        jx_causes causes = causes_of_side(arena, mine, relation->right, relation->right_count);
        keeping r = right_kept(relation->ways, right, left);
        apply_against(arena, rules, relation, right, causes, mine);
        jx_causes both = jx_causes_join(arena, causes, relation->causes);
        both = jx_causes_join(arena, both, causes_of_side(arena, mine, relation->left, relation->left_count));
        both = jx_causes_join(arena, both, choice_of(arena, rules, relation));
        keep_side(arena, rules, mine, relation->right, relation->right_count, r.surely, r.perhaps, both,
                  ways_note(arena, rules->language, relation->ways));
    } else if (overlap(relation)) {
        apply_pairs(arena, rules, relation, mine);
    } else {
        apply_sides(arena, rules, relation, mine);
    }
}

void jx_paying_relations(jx_arena *arena, const jx_payment_rules *rules, const jx_payee *payee, jx_paying **mine)
{
    for (size_t i = 0; i < rules->relation_count; i++) {
        const jx_payment_relation *relation = &rules->relations[i];
        bool works = relation->right_count && relation->left_count && relation->ways != 1u << JX_WAY_ADD;
        if (relation->ways == 1u << JX_WAY_ADD) note_added(relation, mine);
        if (works) apply_inside(arena, rules, relation, mine);
    }
    for (size_t i = 0; i < rules->relation_count; i++) {
        const jx_payment_relation *relation = &rules->relations[i];
        bool works = !relation->right_count && relation->left_count && relation->ways != 1u << JX_WAY_ADD;
        if (!works || !payee->schemes) continue;
        apply_against(arena, rules, relation, ends_of(payee->schemes[i]), payee->schemes[i].causes, mine);
    }
}
