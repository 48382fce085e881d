// The steps of payment in their order, their words and their bytes.
//
// Read jx_payment_settle() first: it sorts the dues by subject and award, takes each subject through his relations
// (payment_relations.c), then all through the caps that one or several hold (payment_caps.c), and then all together
// through the blocks and the total (payment_limits.c).
#include "award/paying.h"

#include <stdlib.h>

// ---- money ----

jx_money jx_money_fen(int64_t fen)
{
    return (jx_money){ .least_fen = fen, .most_fen = fen };
}

bool jx_money_is_known(jx_money money)
{
    return !money.unbounded && money.least_fen == money.most_fen;
}

bool jx_money_equal(jx_money a, jx_money b)
{
    return a.least_fen == b.least_fen && a.unbounded == b.unbounded && (a.unbounded || a.most_fen == b.most_fen);
}

static bool end_fen(jx_end end, jx_rounding rounding, int64_t *out)
{
    jx_decimal rounded;
    if (!end.finite || !jx_is_numeric(end.at)) return false;
    jx_exact yuan = jx_value_exact(end.at);
    *out = 0;
    if (jx_exact_sign(yuan) <= 0) return true;
    return jx_exact_to_decimal(yuan, 2, rounding, &rounded) && jx_decimal_to_scaled(rounded, 2, out);
}

jx_money jx_money_of_value(jx_arena *arena, jx_value yuan)
{
    jx_money money = { 0 };
    bool open = jx_is_open(yuan);
    if (!open && !jx_is_numeric(yuan)) return money;
    jx_interval ends = jx_interval_of(yuan);
    if (!end_fen(ends.low, open ? JX_ROUND_DOWN : JX_ROUND_HALF_UP, &money.least_fen)) money.least_fen = 0;
    if (open && yuan.as.open->may_be_null) money.least_fen = 0;
    money.unbounded = !end_fen(ends.high, open ? JX_ROUND_UP : JX_ROUND_HALF_UP, &money.most_fen);
    if (jx_money_is_known(money)) return money;
    money.causes = jx_value_causes(yuan);
    if (!open) money.causes = jx_cause_one(arena, JX_CAUSE_LIMIT, JX_TEXT("amount-too-large"), JX_TEXT(""));
    return money;
}

jx_money jx_money_add(jx_arena *arena, jx_money a, jx_money b)
{
    jx_money sum = { .unbounded = a.unbounded || b.unbounded };
    if (__builtin_add_overflow(a.least_fen, b.least_fen, &sum.least_fen)) sum.least_fen = INT64_MAX;
    if (!sum.unbounded) sum.unbounded = __builtin_add_overflow(a.most_fen, b.most_fen, &sum.most_fen);
    return jx_paying_money(arena, sum, a.causes, b.causes);
}

static void put_fen(jx_buffer *out, int64_t fen)
{
    jx_decimal_print(jx_decimal_scaled(fen, 2), out);
}

jx_text jx_money_text(jx_arena *arena, jx_language language, jx_money money)
{
    jx_buffer out = jx_buffer_in(arena);
    put_fen(&out, money.least_fen);
    if (jx_money_is_known(money)) return jx_buffer_text(&out);
    jx_buffer_put(&out, JX_TEXT(".."));
    if (money.unbounded)
        jx_buffer_put(&out, jx_text_of(jx_paying_word(language, "无上限", "unbounded")));
    else
        put_fen(&out, money.most_fen);
    return jx_buffer_text(&out);
}

// ---- words ----

static const struct {
    const char *zh, *en;
} way_words[JX_WAY_COUNT] = {
    [JX_WAY_ADD] = { "叠加", "add" },
    [JX_WAY_EXCLUSIVE] = { "互斥", "exclusive" },
    [JX_WAY_HIGHER] = { "就高", "higher" },
    [JX_WAY_TOP_UP] = { "扣减", "top_up" },
    [JX_WAY_HIGHER_ONLY] = { "仅高", "higher_only" },
}, excess_words[JX_EXCESS_COUNT] = {
    [JX_EXCESS_PRORATE] = { "按比例", "prorate" },
    [JX_EXCESS_ORDER] = { "按顺序", "priority" },
    [JX_EXCESS_LOWER_CAPS] = { "降上限", "lower_caps" },
    [JX_EXCESS_WHOLE] = { "整笔", "whole" },
};

const char *jx_paying_word(jx_language language, const char *zh, const char *en)
{
    return language == JX_CHINESE ? zh : en;
}

bool jx_way_read(jx_text word, jx_way *out)
{
    for (size_t i = 0; i < JX_WAY_COUNT; i++) {
        *out = (jx_way)i;
        if (jx_text_equal(word, jx_text_of(way_words[i].zh)) || jx_text_equal(word, jx_text_of(way_words[i].en)))
            return true;
    }
    return false;
}

bool jx_excess_read(jx_text words, jx_excess *out, jx_text *rest)
{
    for (size_t i = 0; i < JX_EXCESS_COUNT; i++) {
        jx_text zh = jx_text_of(excess_words[i].zh), en = jx_text_of(excess_words[i].en);
        jx_text word = jx_text_starts_with(words, zh) ? zh : en;
        if (!jx_text_starts_with(words, word)) continue;
        *out = (jx_excess)i;
        *rest = jx_text_trim(jx_text_slice(words, word.size, words.size));
        return true;
    }
    return false;
}

// ---- steps ----

jx_money jx_paying_money(jx_arena *arena, jx_money ends, jx_causes a, jx_causes b)
{
    ends.causes = (jx_causes){ 0 };
    if (!jx_money_is_known(ends)) ends.causes = jx_causes_join(arena, a, b);
    return ends;
}

void jx_paying_step(jx_arena *arena, jx_paying *one, jx_text name, jx_money after, jx_text note)
{
    *JX_PUSH(arena, &one->steps) = (jx_payment_step){ .name = name, .before = one->now, .after = after, .note = note };
    one->now = after;
}

static int by_subject_and_award(const void *a, const void *b)
{
    const jx_due *left = (*(jx_paying *const *)a)->due, *right = (*(jx_paying *const *)b)->due;
    int order = jx_text_compare(left->payee->subject, right->payee->subject);
    if (order) return order;
    return left->award < right->award ? -1 : left->award > right->award;
}

static size_t sharers_of(const jx_payment_limit *limit, jx_paying **all, size_t count, jx_paying **out)
{
    size_t found = 0;
    for (size_t i = 0; i < count; i++) {
        if (limit->over[all[i]->due->award]) out[found++] = all[i];
    }
    return found;
}

static void relate_subject(jx_arena *arena, const jx_payment_rules *rules, jx_paying **mine, size_t count)
{
    jx_paying **by_award = JX_ARRAY(arena, rules->award_count, jx_paying *);
    for (size_t i = 0; i < count; i++)
        by_award[mine[i]->due->award] = mine[i];
    jx_paying_relations(arena, rules, mine[0]->due->payee, by_award);
}

static void settle_limits(jx_arena *arena, const jx_payment_rules *rules, jx_paying **all, size_t count)
{
    jx_paying **sharers = JX_ARRAY(arena, count, jx_paying *);
    jx_value unknown =
        jx_open_any(arena, &jx_type_any, true, jx_cause_one(arena, JX_CAUSE_MISSING, JX_TEXT(""), JX_TEXT("")));
    for (size_t i = 0; i < rules->limit_count; i++) {
        size_t found = sharers_of(&rules->limits[i], all, count, sharers);
        for (size_t k = 0; k < found; k++) {
            const jx_payee *payee = sharers[k]->due->payee;
            sharers[k]->order = payee->orders ? payee->orders[i] : unknown;
        }
        jx_paying_limit(arena, rules, &rules->limits[i], sharers, found);
    }
}

// The money stays reserved for him; what he has of it today is anything up to it.
static void hold_back(jx_arena *arena, const jx_payment_rules *rules, jx_paying *one)
{
    if (!one->due->held.count) return;
    jx_money after = one->now;
    after.least_fen = 0;
    after = jx_paying_money(arena, after, one->now.causes, one->due->held);
    jx_paying_step(arena, one, jx_text_of(jx_paying_word(rules->language, "收款人", "payee")), after,
                   jx_text_of(jx_paying_word(rules->language, "暂缓支付", "held back")));
}

void jx_payment_settle(jx_arena *arena, const jx_payment_rules *rules, const jx_due *dues, size_t count, jx_paid *out)
{
    jx_paying *all = JX_ARRAY(arena, count, jx_paying), **sorted = JX_ARRAY(arena, count, jx_paying *);
    for (size_t i = 0; i < count; i++) {
        all[i] = (jx_paying){ .due = &dues[i], .now = dues[i].money };
        jx_paying_step(arena, &all[i], rules->award_ids[dues[i].award], dues[i].money, JX_TEXT(""));
        sorted[i] = &all[i];
    }
    if (count) qsort(sorted, count, sizeof *sorted, by_subject_and_award);
    for (size_t first = 0, end; first < count; first = end) {
        end = first + 1;
        jx_text subject = sorted[first]->due->payee->subject;
        while (end < count && jx_text_equal(sorted[end]->due->payee->subject, subject))
            end++;
        relate_subject(arena, rules, &sorted[first], end - first);
    }
    jx_paying_caps(arena, rules, sorted, count);
    settle_limits(arena, rules, sorted, count);
    for (size_t i = 0; i < count; i++)
        hold_back(arena, rules, &all[i]);
    for (size_t i = 0; i < count; i++)
        out[i] = (jx_paid){ .paid = all[i].now, .steps = all[i].steps.items, .step_count = all[i].steps.count };
}

// ---- telling ----

static void put_cause(jx_language language, const jx_cause *cause, jx_buffer *out)
{
    static const struct {
        const char *zh, *en;
    } words[] = {
        [JX_CAUSE_MISSING] = { "缺", "missing" },       [JX_CAUSE_GAP] = { "缺", "missing" },
        [JX_CAUSE_PENDING] = { "待", "pending" },       [JX_CAUSE_READING] = { "未决", "undecided" },
        [JX_CAUSE_UNDEFINED] = { "需人工", "by hand" }, [JX_CAUSE_LIMIT] = { "超过限额", "limit reached" },
    };
    const char *word = jx_paying_word(language, words[cause->kind].zh, words[cause->kind].en);
    jx_buffer_format(out, "  %s %.*s", word, JX_TEXT_ARG(cause->name));
    if (cause->place.size) jx_buffer_format(out, " %.*s", JX_TEXT_ARG(cause->place));
    jx_buffer_put_char(out, '\n');
}

void jx_payment_explain(jx_arena *arena, const jx_payment_rules *rules, const jx_due *due, const jx_paid *paid,
                        jx_buffer *out)
{
    jx_text total = jx_money_text(arena, rules->language, paid->paid), id = rules->award_ids[due->award];
    const char *word = jx_paying_word(rules->language, "实付", "paid");
    jx_buffer_format(out, "%s %.*s %.*s: %.*s\n", word, JX_TEXT_ARG(due->payee->subject), JX_TEXT_ARG(id),
                     JX_TEXT_ARG(total));
    for (size_t i = 0; i < paid->step_count; i++) {
        const jx_payment_step *step = &paid->steps[i];
        jx_text before = jx_money_text(arena, rules->language, step->before);
        jx_text after = jx_money_text(arena, rules->language, step->after);
        jx_buffer_format(out, "  %.*s", JX_TEXT_ARG(step->name));
        if (step->note.size) jx_buffer_format(out, " %.*s", JX_TEXT_ARG(step->note));
        if (jx_money_equal(step->before, step->after))
            jx_buffer_format(out, ": %.*s\n", JX_TEXT_ARG(after));
        else
            jx_buffer_format(out, ": %.*s -> %.*s\n", JX_TEXT_ARG(before), JX_TEXT_ARG(after));
    }
    for (size_t i = 0; i < paid->paid.causes.count; i++)
        put_cause(rules->language, &paid->paid.causes.items[i], out);
}

void jx_payment_print(const jx_paid *paid, jx_buffer *out)
{
    jx_buffer_put_char(out, '[');
    for (size_t i = 0; i < paid->step_count; i++) {
        const jx_payment_step *step = &paid->steps[i];
        jx_buffer_put(out, i ? JX_TEXT(",[") : JX_TEXT("["));
        jx_json_text(step->name, out);
        jx_buffer_put_char(out, ',');
        jx_json_text(step->note, out);
        jx_buffer_format(out, ",%lld,", (long long)step->after.least_fen);
        if (step->after.unbounded)
            jx_buffer_put(out, JX_TEXT("null]"));
        else
            jx_buffer_format(out, "%lld]", (long long)step->after.most_fen);
    }
    jx_buffer_put_char(out, ']');
}
