// Verdict and amount of one award for one subject, and their canonical bytes.
//
// Entitlement and amount are separate answers: an open amount does not change a verdict, and while entitlement is open
// the least is 0 (SEMANTICS 2). Read jx_award_decide() first.
#include "award/award.h"

#include <stdlib.h>
#include <string.h>

// ---- verdicts ----

jx_verdict jx_verdict_of(jx_value eligible)
{
    if (jx_is_true(eligible)) return JX_VERDICT_YES;
    if (jx_is_false(eligible)) return JX_VERDICT_NO;
    jx_causes causes = jx_value_causes(eligible);
    if (jx_causes_have(causes, JX_CAUSE_MISSING) || jx_causes_have(causes, JX_CAUSE_GAP)) return JX_VERDICT_NEEDS_DATA;
    if (jx_causes_have(causes, JX_CAUSE_PENDING) || jx_causes_have(causes, JX_CAUSE_READING)) return JX_VERDICT_PENDING;
    return JX_VERDICT_MANUAL;
}

static const struct {
    const char *slug, *zh, *en;
} verdict_words[JX_VERDICT_COUNT] = {
    [JX_VERDICT_YES] = { "yes", "符合", "entitled" },
    [JX_VERDICT_NO] = { "no", "不符合", "not entitled" },
    [JX_VERDICT_NEEDS_DATA] = { "needs_data", "待数据", "needs data" },
    [JX_VERDICT_PENDING] = { "pending", "待定", "pending" },
    [JX_VERDICT_MANUAL] = { "manual", "需人工", "needs a person" },
};

const char *jx_verdict_slug(jx_verdict verdict)
{
    return verdict_words[verdict].slug;
}

const char *jx_verdict_word(jx_verdict verdict, jx_language language)
{
    return language == JX_CHINESE ? verdict_words[verdict].zh : verdict_words[verdict].en;
}

// ---- amounts ----

bool jx_amount_fen(jx_rounding_way way, jx_exact yuan, bool upper_open, int64_t *out_fen)
{
    jx_decimal rounded, unit = jx_decimal_scaled(1, way.scale > 0 ? way.scale : 0);
    if (jx_exact_sign(yuan) < 0) yuan = jx_exact_of(jx_decimal_of(0));
    if (!jx_exact_to_decimal(yuan, way.scale, way.rounding, &rounded)) return false;
    // Rounded down, an open end N is the largest unit below N; rounded otherwise the end itself may be reached.
    bool reached = jx_exact_compare(jx_exact_of(rounded), yuan) == 0;
    bool down = way.rounding == JX_ROUND_DOWN || way.rounding == JX_ROUND_FLOOR;
    if (upper_open && reached && down && jx_decimal_sign(rounded) > 0 &&
        !jx_decimal_subtract(rounded, unit, &rounded))
        return false;
    return jx_decimal_to_scaled(rounded, 2, out_fen);
}

static jx_money rounded(jx_rounding_way way, jx_value amount)
{
    jx_interval range = jx_interval_of(amount);
    jx_money out = { 0 };
    if (range.low.finite && !jx_amount_fen(way, jx_value_exact(range.low.at), false, &out.least_fen))
        out.least_fen = INT64_MAX;  // more than fen can say: at least this much, so that a later answer is within it
    bool upper_open = range.high.finite && !range.high.included;
    out.unbounded = !range.high.finite || !jx_amount_fen(way, jx_value_exact(range.high.at), upper_open, &out.most_fen);
    if (out.unbounded) out.most_fen = 0;
    else if (out.most_fen < out.least_fen) out.most_fen = out.least_fen;
    return out;
}

// While the reading that says how to round is open, whatever any of its options gives.
static jx_money rounded_openly(const jx_bound_plan *bound, const jx_award_rule *award, jx_value amount)
{
    size_t options = bound->plan->model->definitions[award->rounding_reading].option_count;
    jx_money hull = { .least_fen = INT64_MAX };
    for (size_t i = 0; i < options; i++) {
        if (award->roundings[i].scale < 0 || !jx_bound_rounding_option(bound, award, i)) continue;
        jx_money one = rounded(award->roundings[i], amount);
        if (one.least_fen < hull.least_fen) hull.least_fen = one.least_fen;
        if (one.most_fen > hull.most_fen) hull.most_fen = one.most_fen;
        hull.unbounded = hull.unbounded || one.unbounded;
    }
    if (hull.unbounded) hull.most_fen = 0;
    return hull;
}

static void set_amount(const jx_bound_plan *bound, const jx_award_rule *award, jx_value amount, jx_arena *arena,
                       jx_answer *out)
{
    jx_rounding_way way;
    bool settled = jx_bound_rounding(bound, award, &way);
    jx_money money = settled ? rounded(way, amount) : rounded_openly(bound, award, amount);
    out->least_fen = money.least_fen;
    out->most_fen = money.most_fen;
    out->unbounded = money.unbounded;
    out->causes = jx_causes_join(arena, out->causes, jx_value_causes(amount));
    if (!settled && !jx_money_is_known(money))
        out->causes = jx_causes_join(arena, out->causes, jx_value_causes(bound->values[award->rounding_reading]));
}

// An amount that came out 无 or may be 无 is whatever the rule can give at all.
static jx_value amount_value(jx_case *unit, const jx_bound_plan *bound, const jx_award_rule *award, jx_arena *arena)
{
    jx_value amount = jx_case_value(unit, award->amount);
    if (jx_is_numeric(amount) || (jx_is_open(amount) && !amount.as.open->may_be_null)) return amount;
    const jx_node *node = bound->plan->definitions[award->amount].node;
    const jx_definition *what = &bound->plan->model->definitions[award->amount];
    jx_causes causes = jx_value_causes(amount);
    const char *why = amount.kind == JX_NULL ? "none" : "not-a-number";
    if (!jx_is_open(amount)) causes = jx_cause_one(arena, JX_CAUSE_UNDEFINED, jx_text_of(why), (jx_text){ 0 });
    jx_interval range = what->has_range ? what->range : jx_interval_all();
    if (node) range = (jx_interval){ bound->ranges[node->id].low, bound->ranges[node->id].high };
    return jx_open_interval(arena, &jx_type_number, range, false, causes);
}

// ---- readings and rows ----

static bool is_or_reaches(const jx_plan *plan, uint32_t from, uint32_t definition)
{
    return from != JX_NONE && (from == definition || jx_plan_reaches(plan, from, definition));
}

static bool decides(const jx_plan *plan, const jx_award_rule *award, uint32_t definition)
{
    return is_or_reaches(plan, award->eligible, definition) || is_or_reaches(plan, award->stay, definition) ||
           is_or_reaches(plan, award->leave, definition) || is_or_reaches(plan, award->listed_before, definition);
}

static bool reaches(const jx_plan *plan, const jx_award_rule *award, uint32_t definition)
{
    return decides(plan, award, definition) || is_or_reaches(plan, award->amount, definition);
}

static int by_bytes(const void *a, const void *b)
{
    return jx_text_compare(*(const jx_text *)a, *(const jx_text *)b);
}

static bool reading_belongs(const jx_plan *plan, const jx_award_rule *award, uint32_t definition)
{
    const jx_definition *what = &plan->model->definitions[definition];
    if (what->kind != JX_DEFINITION_READING) return false;
    return definition == award->rounding_reading || what->space == award->space || reaches(plan, award, definition);
}

void jx_award_describe(const jx_bound_plan *bound, uint32_t index, jx_arena *arena, jx_award_static *out)
{
    const jx_model *model = bound->plan->model;
    const jx_award_rule *award = &model->awards[index];
    struct { jx_text *items; size_t count, capacity; } readings = { 0 };
    struct { jx_award_table *items; size_t count, capacity; } tables = { 0 };
    *out = (jx_award_static){ 0 };
    for (uint32_t d = 0; d < model->definition_count; d++) {
        if (reading_belongs(bound->plan, award, d)) *JX_PUSH(arena, &readings) = model->definitions[d].name;
        if (model->definitions[d].assumed && reaches(bound->plan, award, d)) out->assumed = true;
        const jx_node *node = bound->plan->definitions[d].node;
        if (node && node->kind == JX_NODE_TABLE && reaches(bound->plan, award, d))
            *JX_PUSH(arena, &tables) = (jx_award_table){ d, !decides(bound->plan, award, d) };
    }
    if (readings.count) qsort(readings.items, readings.count, sizeof *readings.items, by_bytes);
    out->readings = readings.items;
    out->reading_count = readings.count;
    out->tables = tables.items;
    out->table_count = tables.count;
}

static jx_text row_ids(const jx_table *table, const jx_table_hits *hits, jx_arena *arena)
{
    jx_buffer ids = jx_buffer_in(arena);
    for (size_t i = 0; i < hits->count; i++) {
        if (i) jx_buffer_put_char(&ids, ',');
        jx_buffer_put(&ids, table->rules[hits->rows[i]].id);
    }
    return jx_buffer_text(&ids);
}

static void collect_rows(jx_case *unit, const jx_bound_plan *bound, const jx_award_static *known, bool with_amount,
                         jx_arena *arena, jx_answer *out)
{
    out->rows = JX_ARRAY(arena, known->table_count, jx_row_hit);
    for (size_t i = 0; i < known->table_count; i++) {
        if (known->tables[i].amount_only && !with_amount) continue;
        uint32_t definition = known->tables[i].definition;
        const jx_table *source = bound->plan->definitions[definition].node->as.table->source;
        (void)jx_case_value(unit, definition);
        jx_table_hits hits = jx_case_hits(unit, definition);
        out->rows[out->row_count++] = (jx_row_hit){ source->name, row_ids(source, &hits, arena) };
    }
}

// ---- the answer ----

static void decide_money(jx_case *unit, const jx_bound_plan *bound, const jx_award_rule *award, jx_value eligible,
                         jx_arena *arena, jx_answer *out)
{
    out->causes = jx_value_causes(eligible);
    if (out->verdict == JX_VERDICT_NO || award->amount == JX_NONE) return;
    jx_value amount = amount_value(unit, bound, award, arena);
    set_amount(bound, award, amount, arena, out);
    if (out->verdict != JX_VERDICT_YES) out->least_fen = 0;
}

// A condition as a truth: what is neither true, false nor open is undefined.
static jx_value truth_of(jx_value value, jx_arena *arena)
{
    if (value.kind == JX_BOOLEAN || jx_is_open(value)) return value;
    const char *why = value.kind == JX_NULL ? "none" : "no-condition";
    return jx_open_boolean(arena, jx_cause_one(arena, JX_CAUSE_UNDEFINED, jx_text_of(why), (jx_text){ 0 }));
}

static jx_value roster_group(jx_case *unit, uint32_t definition, bool absent, jx_arena *arena)
{
    return definition == JX_NONE ? jx_boolean(absent) : truth_of(jx_case_value(unit, definition), arena);
}

// True if both hold; false as soon as one fails; otherwise open with the causes of both.
static jx_value both(jx_value a, jx_value b, jx_arena *arena)
{
    if (jx_is_false(a) || jx_is_false(b)) return jx_boolean(false);
    if (jx_is_true(a) && jx_is_true(b)) return jx_boolean(true);
    return jx_open_boolean(arena, jx_causes_join(arena, jx_value_causes(a), jx_value_causes(b)));
}

static jx_value negated(jx_value a)
{
    return a.kind == JX_BOOLEAN ? jx_boolean(!a.as.boolean) : a;
}

// 退出 wins over 入列; who was listed and does not leave stays, unless 保留 is written.
static void decide_roster(jx_case *unit, const jx_award_rule *award, jx_arena *arena, jx_answer *out)
{
    jx_value before = roster_group(unit, award->listed_before, false, arena);
    jx_value remains = negated(roster_group(unit, award->leave, false, arena));
    jx_value enters = both(remains, roster_group(unit, award->eligible, false, arena), arena);
    jx_value stays = both(remains, roster_group(unit, award->stay, true, arena), arena);
    jx_value on = jx_is_true(before) ? stays : enters;
    if (before.kind == JX_BOOLEAN && on.kind == JX_BOOLEAN) {
        jx_listed listed[2][2] = { { JX_LISTED_NOT, JX_LISTED_ENTER }, { JX_LISTED_LEAVE, JX_LISTED_STAY } };
        out->listed = listed[before.as.boolean][on.as.boolean];
        out->verdict = on.as.boolean ? JX_VERDICT_YES : JX_VERDICT_NO;
        return;
    }
    if (jx_is_open(before)) {  // whatever the groups say, the word for it hangs on what was
        jx_causes groups = jx_causes_join(arena, jx_value_causes(enters), jx_value_causes(stays));
        on = jx_open_boolean(arena, jx_causes_join(arena, jx_value_causes(before), groups));
    }
    out->listed = JX_LISTED_OPEN;
    out->causes = jx_value_causes(on);
    out->verdict = jx_verdict_of(on);
}

void jx_award_decide(jx_case *unit, const jx_bound_plan *bound, uint32_t index, jx_text subject, jx_arena *arena,
                     jx_answer *out)
{
    jx_award_static known;
    jx_award_describe(bound, index, arena, &known);
    jx_award_decide_known(unit, bound, index, &known, subject, arena, out);
}

void jx_award_decide_known(jx_case *unit, const jx_bound_plan *bound, uint32_t index, const jx_award_static *known,
                           jx_text subject, jx_arena *arena, jx_answer *out)
{
    const jx_award_rule *award = &bound->plan->model->awards[index];
    *out = (jx_answer){ .award = index,
                        .subject = subject,
                        .readings = known->readings,
                        .reading_count = known->reading_count,
                        .assumed = known->assumed };
    if (award->kind == JX_AWARD_ROSTER) {
        decide_roster(unit, award, arena, out);
    } else {
        jx_value eligible = truth_of(jx_case_value(unit, award->eligible), arena);
        out->verdict = jx_verdict_of(eligible);
        decide_money(unit, bound, award, eligible, arena, out);
    }
    collect_rows(unit, bound, known, out->verdict != JX_VERDICT_NO, arena, out);
}

static jx_text kept_text(jx_arena *arena, jx_text text)
{
    return text.size ? jx_text_copy(arena, text) : (jx_text){ 0 };
}

jx_answer *jx_answer_keep(jx_arena *arena, const jx_answer *answer)
{
    jx_answer *copy = JX_NEW(arena, jx_answer);
    jx_cause *causes = JX_ARRAY(arena, answer->causes.count, jx_cause);
    *copy = *answer;
    copy->rows = JX_ARRAY(arena, answer->row_count, jx_row_hit);
    for (size_t i = 0; i < answer->causes.count; i++) {
        const jx_cause *cause = &answer->causes.items[i];
        causes[i] = (jx_cause){ cause->kind, kept_text(arena, cause->name), kept_text(arena, cause->place) };
    }
    for (size_t i = 0; i < answer->row_count; i++)
        copy->rows[i] = (jx_row_hit){ answer->rows[i].table, kept_text(arena, answer->rows[i].row) };
    copy->causes = (jx_causes){ causes, answer->causes.count };
    return copy;
}

// ---- canonical bytes ----

static void put_text(jx_buffer *out, jx_text text)
{
    jx_value_print_json(jx_string(text), out);
}

const char *jx_listed_slug(jx_listed listed)
{
    switch (listed) {
    case JX_LISTED_NONE:  return "none";
    case JX_LISTED_ENTER: return "enter";
    case JX_LISTED_STAY:  return "stay";
    case JX_LISTED_LEAVE: return "leave";
    case JX_LISTED_NOT:   return "not_listed";
    case JX_LISTED_OPEN:  return "open";
    }
    JX_UNREACHABLE();
}

static void put_causes(jx_buffer *out, jx_causes causes)
{
    for (size_t i = 0; i < causes.count; i++) {
        jx_buffer_format(out, "%s[\"%s\",", i ? "," : "", jx_cause_kind_slug(causes.items[i].kind));
        put_text(out, causes.items[i].name);
        jx_buffer_put_char(out, ',');
        put_text(out, causes.items[i].place);
        jx_buffer_put_char(out, ']');
    }
}

void jx_answer_print(const jx_model *model, const jx_answer *answer, jx_buffer *out)
{
    jx_buffer_put(out, JX_TEXT("{\"subject\":"));
    put_text(out, answer->subject);
    jx_buffer_put(out, JX_TEXT(",\"award\":"));
    put_text(out, model->awards[answer->award].id);
    jx_buffer_format(out, ",\"verdict\":\"%s\"", jx_verdict_slug(answer->verdict));
    if (answer->listed != JX_LISTED_NONE) jx_buffer_format(out, ",\"listed\":\"%s\"", jx_listed_slug(answer->listed));
    jx_buffer_format(out, ",\"least\":%lld,\"most\":", (long long)answer->least_fen);
    if (answer->unbounded) jx_buffer_put(out, JX_TEXT("null"));
    else jx_buffer_format(out, "%lld", (long long)answer->most_fen);
    jx_buffer_put(out, JX_TEXT(",\"causes\":["));
    put_causes(out, answer->causes);
    jx_buffer_put(out, JX_TEXT("],\"readings\":["));
    for (size_t i = 0; i < answer->reading_count; i++) {
        if (i) jx_buffer_put_char(out, ',');
        put_text(out, answer->readings[i]);
    }
    jx_buffer_put(out, JX_TEXT("],\"rows\":["));
    for (size_t i = 0; i < answer->row_count; i++) {
        jx_buffer_put(out, i ? JX_TEXT(",[") : JX_TEXT("["));
        put_text(out, answer->rows[i].table);
        jx_buffer_put_char(out, ',');
        put_text(out, answer->rows[i].row);
        jx_buffer_put_char(out, ']');
    }
    jx_buffer_put(out, JX_TEXT("],\"steps\":[]}"));
}

// ---- totals ----

void jx_totals_add(jx_totals *totals, const jx_answer *answer)
{
    totals->verdicts[answer->verdict]++;
    bool decided = answer->verdict <= JX_VERDICT_NO && !answer->unbounded && answer->least_fen == answer->most_fen;
    if (decided) totals->decided_fen += answer->least_fen;
    totals->least_fen += answer->least_fen;
    totals->most_fen += answer->most_fen;
    totals->unbounded = totals->unbounded || answer->unbounded;
}
