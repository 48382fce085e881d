// What one missing fact would decide of one award: for each condition that is open because of it, from which value on
// the condition holds, and what follows.
//
// The value is looked for by asking the condition again with figures put in, and then held against the engine's own
// intervals: only when the condition surely holds from there on and surely fails before it, the letter names a figure;
// otherwise it names the condition. Begin with put_what_it_decides().
#include "publish/letter.h"

typedef struct {
    const letter *in;
    const told_award *one;
    missing_fact fact;
    const jx_definition *what;  // NULL: the name is none of the package's
    const jx_group *group;
    const jx_node *node;        // of the group
    jx_value *facts;            // a copy, to put figures in
    jx_value *locals;           // room for the iterators of the rows
} asked;

// ---- rows ----

static bool names_fact(const asked *on, jx_causes causes)
{
    for (size_t i = 0; i < causes.count; i++) {
        const jx_cause *cause = &causes.items[i];
        if (!is_data_cause(cause)) continue;
        missing_fact found = fact_of_cause(on->in->to, on->one->rule, cause);
        if (found.definition == on->fact.definition && jx_text_equal(found.field, on->fact.field)) return true;
    }
    return false;
}

static jx_value row_truth(const asked *on, size_t row)
{
    return jx_case_node(on->one->unit, on->node->as.group.tests[row], on->locals);
}

static bool row_waits(const asked *on, size_t row)
{
    jx_value truth = row_truth(on, row);
    return jx_is_open(truth) && names_fact(on, truth.as.open->causes);
}

// ---- asking again ----

static jx_value truth_with(const asked *on, size_t row, jx_value value)
{
    jx_arena *arena = on->in->to->arena;
    jx_eval_options options = { .arena = arena, .limits = on->in->letter->limits };
    on->facts[on->fact.definition] = value;
    jx_case *unit = jx_case_new(on->in->to->from->bound, &options, on->facts, on->in->letter->ranks);
    return jx_case_node(unit, on->node->as.group.tests[row], on->locals);
}

// The figure `steps` × `step`, as the fact itself or as what its open days come to together.
typedef struct {
    jx_decimal step;
    int64_t from, last;          // in steps
    const jx_series *series;     // NULL: a single figure
    size_t day, gap_count;       // the day that carries the figure; the other gaps stand at their least
    jx_decimal others;           // what these come to
} trial;

static jx_value least_of(jx_value day)
{
    bool low = jx_is_open(day) && day.as.open->low.finite && jx_is_numeric(day.as.open->low.at);
    return low ? day.as.open->low.at : jx_integer(0);
}

static jx_value put_in(const asked *on, const trial *how, jx_value figure)
{
    jx_arena *arena = on->in->to->arena;
    if (!how->series) return figure;
    jx_series *series = JX_NEW(arena, jx_series);
    jx_value *days = JX_ARRAY(arena, how->series->day_count, jx_value);
    for (size_t i = 0; i < how->series->day_count; i++) {
        jx_value day = how->series->days[i];
        days[i] = i == how->day ? figure : jx_is_open(day) ? least_of(day) : day;
    }
    *series = *how->series;
    series->days = days;
    return jx_series_value(series);
}

static bool figure_at(const trial *how, int64_t steps, jx_decimal *out)
{
    return jx_decimal_multiply(jx_decimal_of(steps), how->step, out);
}

// 1 true, 0 false, -1 open.
static int truth_at(const asked *on, const trial *how, size_t row, int64_t steps)
{
    jx_decimal figure;
    if (!figure_at(how, steps, &figure)) return -1;
    jx_value truth = truth_with(on, row, put_in(on, how, jx_number(figure)));
    return jx_is_true(truth) ? 1 : jx_is_false(truth) ? 0 : -1;
}

// Whether the row is surely `wanted` over a whole range of the figure.
static bool surely(const asked *on, const trial *how, size_t row, const int64_t *low, const int64_t *high, bool wanted)
{
    jx_arena *arena = on->in->to->arena;
    jx_decimal at;
    jx_open open = { .type = &jx_type_number,
                     .causes = jx_cause_one(arena, JX_CAUSE_MISSING, on->what->name, JX_TEXT("")) };
    if (low && figure_at(how, *low, &at)) open.low = (jx_end){ true, true, jx_number(at) };
    if (high && figure_at(how, *high, &at)) open.high = (jx_end){ true, true, jx_number(at) };
    jx_value truth = truth_with(on, row, put_in(on, how, jx_open_value(arena, open)));
    return wanted ? jx_is_true(truth) : jx_is_false(truth);
}

typedef struct {
    bool found, at_least;  // holds from `steps` on; else up to `steps`
    int64_t steps;
} turn;

// The place where the row turns from failing to holding or back.
static turn turn_of(const asked *on, const trial *how, size_t row)
{
    int first = truth_at(on, how, row, how->from), then = first;
    int64_t low = how->from, high = how->from;
    for (int64_t far = 1; then == first && far < how->last; far *= 8)
        then = truth_at(on, how, row, high = how->from + far);
    if (first < 0 || then < 0 || then == first) return (turn){ 0 };
    while (high - low > 1) {
        int64_t middle = low + (high - low) / 2;
        int truth = truth_at(on, how, row, middle);
        if (truth < 0) return (turn){ 0 };
        if (truth == first) low = middle;
        else high = middle;
    }
    turn out = { true, then == 1, then == 1 ? high : low };
    out.found = surely(on, how, row, &high, NULL, then == 1) && surely(on, how, row, &how->from, &low, first == 1);
    return out;
}

// ---- trials ----

static bool step_of(const jx_definition *what, jx_decimal *out)
{
    return jx_decimal_multiply(what->factor, jx_decimal_scaled(1, what->precision > 0 ? what->precision : 0), out);
}

static int64_t steps_in(jx_value figure, jx_decimal step)
{
    jx_decimal steps;
    int64_t count;
    if (figure.kind != JX_NUMBER || !jx_decimal_divide(figure.as.number, step, &steps)) return 0;
    return jx_decimal_to_int64(steps, &count) ? count : 0;
}

static bool trial_of_figure(const asked *on, trial *out)
{
    jx_value now = on->facts[on->fact.definition];
    *out = (trial){ .last = INT64_C(1) << 50 };
    if (on->what->type->kind != JX_TYPE_NUMBER || !step_of(on->what, &out->step)) return false;
    if (jx_is_open(now)) out->from = steps_in(least_of(now), out->step);
    return true;
}

static bool day_is_cause(const asked *on, size_t row, const jx_series *series, size_t day)
{
    jx_causes causes = row_truth(on, row).as.open->causes;
    int64_t place;
    for (size_t i = 0; i < causes.count; i++)
        if (is_data_cause(&causes.items[i]) && jx_text_equal(causes.items[i].name, on->what->name) &&
            jx_date_read(causes.items[i].place, &place) && place == series->first_day + (int64_t)day)
            return true;
    return false;
}

// Figures on the first of the row's open days (or the last one, `at_end`).
static bool trial_of_series(const asked *on, size_t row, bool at_end, trial *out)
{
    jx_value now = on->in->letter->facts[on->fact.definition];
    *out = (trial){ .last = INT64_C(1) << 50, .others = jx_decimal_of(0) };
    if (now.kind != JX_SERIES || !step_of(on->what, &out->step)) return false;
    out->series = now.as.series;
    size_t first = SIZE_MAX, last = 0;
    for (size_t i = 0; i < out->series->day_count; i++) {
        if (!jx_is_open(out->series->days[i]) || !day_is_cause(on, row, out->series, i)) continue;
        if (first == SIZE_MAX) first = i;
        last = i;
        out->gap_count++;
    }
    if (first == SIZE_MAX) return false;
    out->day = at_end ? last : first;
    for (size_t i = 0; i < out->series->day_count; i++) {
        jx_value day = out->series->days[i], least = least_of(day);
        if (i == out->day || !jx_is_open(day) || !day_is_cause(on, row, out->series, i)) continue;
        if (least.kind != JX_NUMBER || !jx_decimal_add(out->others, least.as.number, &out->others)) return false;
    }
    out->from = steps_in(least_of(out->series->days[out->day]), out->step);
    return true;
}

// Windows are stretches of days, so that if the first and the last open day count alike, all between them do.
static bool threshold_of(const asked *on, size_t row, trial *how, turn *out)
{
    trial other;
    if (!on->what || on->fact.field.size) return false;
    if (trial_of_figure(on, how)) {
        *out = turn_of(on, how, row);
        return out->found;
    }
    if (!trial_of_series(on, row, false, how)) return false;
    *out = turn_of(on, how, row);
    if (!out->found || how->gap_count == 1) return out->found;
    if (!trial_of_series(on, row, true, &other)) return false;
    turn at_end = turn_of(on, &other, row);
    jx_decimal a, b, a_all, b_all;
    bool known = at_end.found && at_end.at_least == out->at_least && figure_at(how, out->steps, &a) &&
                 figure_at(&other, at_end.steps, &b) && jx_decimal_add(a, how->others, &a_all) &&
                 jx_decimal_add(b, other.others, &b_all);
    return known && jx_decimal_compare(a_all, b_all) == 0;
}

// ---- sentences ----

static void put_figure(const asked *on, const trial *how, const turn *at)
{
    page *to = on->in->to;
    jx_decimal figure, all;
    if (!figure_at(how, at->steps, &figure) || !jx_decimal_add(figure, how->others, &all)) return;
    put_value(to, jx_number(all), on->what->unit, on->what->factor);
}

static bool is_yes_or_no(const jx_definition *what)
{
    return what && what->type->kind == JX_TYPE_BOOLEAN;
}

// 若产值不低于 5000 千元； 若“两高项目企业”为否； 若条件 2 …成立
static void put_if(const asked *on, size_t row)
{
    page *to = on->in->to;
    trial how;
    turn at;
    if (is_yes_or_no(on->what) && !on->fact.field.size) {
        bool yes = jx_is_true(truth_with(on, row, jx_boolean(true)));
        bool no = jx_is_true(truth_with(on, row, jx_boolean(false)));
        on->facts[on->fact.definition] = on->in->letter->facts[on->fact.definition];
        if (yes != no) {
            TELL(to, yes ? SAY_IF_YES : SAY_IF_NO, on->what->name);
            return;
        }
    }
    bool known = threshold_of(on, row, &how, &at);
    if (on->what) on->facts[on->fact.definition] = on->in->letter->facts[on->fact.definition];
    if (known) {
        TELL(to, how.series ? SAY_IF_DAYS : SAY_IF_FIGURE, on->what->name);
        tell(to, at.at_least ? SAY_NOT_BELOW : SAY_NOT_ABOVE);
        put_figure(on, &how, &at);
    } else {
        tell(to, SAY_IF_CONDITION);
        put_rule(to, on->group->rows[row].test, on->one->rule->space);
    }
}

static size_t others_open(const asked *on, size_t row)
{
    size_t count = 0;
    for (size_t i = 0; i < on->group->row_count; i++)
        count += i != row && jx_is_open(row_truth(on, i));
    return count;
}

static void put_amount_then(const asked *on)
{
    page *to = on->in->to;
    const jx_award_rule *rule = on->one->rule;
    const jx_answer *answer = &on->one->answer;
    if (rule->kind == JX_AWARD_ROSTER || rule->amount == JX_NONE) return;
    jx_value amount = jx_case_value(on->one->unit, rule->amount);
    int64_t fen;
    tell(to, SAY_AMOUNT_THEN);
    if (jx_is_numeric(amount) && jx_amount_fen(rule->rounding, jx_value_exact(amount), false, &fen))
        put_amount(to, fen, fen, false);
    else
        put_amount(to, 0, answer->most_fen, answer->unbounded);
    if (answer->assumed) put_assumed(to);
}

// All must hold: this one decides, unless others are open as well. Any suffices: this one settles it.
static void put_then(const asked *on, size_t row, bool leaves)
{
    page *to = on->in->to;
    size_t open = others_open(on, row), told = 0;
    bool roster = on->one->rule->kind == JX_AWARD_ROSTER;
    TELL(to, SAY_THEN_HOLDS, on->group->rows[row].id);
    if (on->group->any || open == 0) {
        tell(to, leaves ? SAY_THEN_LEAVES : roster ? SAY_THEN_ENTERS : SAY_THEN_ENTITLED);
        if (!leaves) put_amount_then(on);
    } else {
        tell(to, SAY_THEN_DEPENDS);
        for (size_t i = 0; i < on->group->row_count; i++) {
            if (i == row || !jx_is_open(row_truth(on, i))) continue;
            if (told++) tell(to, SAY_LIST_COMMA);
            put_text(to, on->group->rows[i].id);
        }
        tell(to, SAY_THEN_DEPENDS_END);
    }
    if (!on->group->any) tell(to, leaves ? SAY_ELSE_STAYS : roster ? SAY_ELSE_NOT_LISTED : SAY_ELSE_NOT_ENTITLED);
    tell(to, SAY_SENTENCE_END);
}

static size_t put_group_rows(asked *on, uint32_t definition, bool leaves)
{
    const jx_node *node =
        definition == JX_NONE ? NULL : on->in->to->from->bound->plan->definitions[definition].node;
    size_t count = 0;
    if (!node || node->kind != JX_NODE_GROUP) return 0;
    on->node = node;
    on->group = node->as.group.source;
    on->locals = JX_ARRAY(on->in->to->arena, on->in->to->from->bound->plan->definitions[definition].local_count + 1,
                          jx_value);
    for (size_t i = 0; i < on->group->row_count; i++) {
        if (!row_waits(on, i)) continue;
        put_if(on, i);
        put_then(on, i, leaves);
        count++;
    }
    return count;
}

// No condition waits for it, and it is yes or no: the award decided with each.
static void put_both_ways(asked *on)
{
    page *to = on->in->to;
    jx_eval_options options = { .arena = to->arena, .limits = on->in->letter->limits };
    for (int yes = 1; yes >= 0; yes--) {
        jx_answer answer;
        on->facts[on->fact.definition] = jx_boolean(yes);
        jx_case *unit = jx_case_new(to->from->bound, &options, on->facts, on->in->letter->ranks);
        jx_award_decide(unit, to->from->bound, on->one->award, on->in->letter->addressee.code, to->arena, &answer);
        TELL(to, yes ? SAY_IF_YES : SAY_IF_NO, on->what->name);
        tell(to, SAY_COLON);
        put_verdict(to, answer.verdict);
        tell(to, SAY_LIST_COMMA);
        put_outcome(to, on->one->rule, &answer);
        tell(to, SAY_SENTENCE_END);
    }
}

void put_what_it_decides(const letter *in, const told_award *one, missing_fact fact)
{
    page *to = in->to;
    asked on = { .in = in, .one = one, .fact = fact, .what = definition_at(to, fact.definition) };
    on.facts = JX_ARRAY(to->arena, to->model->definition_count, jx_value);
    for (size_t i = 0; i < to->model->definition_count; i++)
        on.facts[i] = in->letter->facts[i];
    size_t count = put_group_rows(&on, one->rule->eligible, false) + put_group_rows(&on, one->rule->leave, true);
    if (count > 0) return;
    if (is_yes_or_no(on.what) && !fact.field.size) {
        put_both_ways(&on);
        return;
    }
    tell(to, one->rule->kind == JX_AWARD_ROSTER ? SAY_DECIDES_LISTING : SAY_DECIDES_AMOUNT);
    put_outcome(to, one->rule, &one->answer);
    tell(to, SAY_SENTENCE_END);
}
