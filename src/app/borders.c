// Generated cases: for each comparison of an award, a figure just below, on and just above its border.
//
// From a case that passes, one figure is moved by steps of its own precision until the difference of the two sides
// changes its sign; the sides are monotone in a figure nearly always, so the step is found by doubling and halving.
// Read borders_report(), then find_border() and judge(). What must hold: the verdict changes only where a comparison
// does; an amount stays within its own cap; amounts along a figure go one way; and with the figure open around the
// border the answer holds all that may come.
#include "app/borders.h"

#include <stdlib.h>
#include <string.h>

enum { BASES_TRIED = 24, NO_SIGN = 2 };

#define STEPS_MOST (INT64_C(1) << 56)

typedef struct {
    jx_value value;
    jx_answer answer;
    int sign;      // of left - right there
    size_t place;  // below, on, above
} point;

typedef struct {
    jx_value value;
    int64_t fen;
} tier;

typedef struct {
    const border_base *base;
    border_figure figure;
    struct {
        tier *items;
        size_t count, capacity;
    } tiers;
} path;  // amounts along one figure of one base

typedef struct {
    jx_app *app;
    jx_arena *arena, *scratch;  // what is kept; cases and answers, gone with each border
    const border_bases *bases;
    coverage *seen;
    jx_test_report *out;
    struct {
        jx_border_line *items;
        size_t count, capacity;
    } lines;
    // Of the award being worked on.
    uint32_t award;
    border_comparisons comparisons;
    struct {
        path *items;
        size_t count, capacity;
    } paths;
} search;

// ---- evaluating ----

static jx_case *case_at(const search *of, const border_base *base, const border_figure *figure, jx_value value)
{
    jx_eval_options options = session_eval(of->app, of->scratch);
    return jx_case_new(base->bound, &options, borders_facts(of->scratch, base, figure, value), NULL);
}

// Slots of the definition a comparison stands in; inside records the first record is in its slot.
static bool locals_of(const search *of, const border_base *base, const border_comparison *what, jx_case *unit,
                      jx_value **out)
{
    *out = JX_ARRAY(of->scratch, base->in.plan->definitions[what->definition].local_count + 1, jx_value);
    if (!what->records) return true;
    jx_value records = jx_case_value(unit, what->definition);
    bool has = records.kind == JX_LIST && records.as.list.count && records.as.list.items[0].kind == JX_CONTEXT;
    if (has) (*out)[what->records->as.extend.item] = records.as.list.items[0];
    return has;
}

static int sign_of(jx_value left, jx_value right)
{
    if (jx_is_numeric(left) && jx_is_numeric(right))
        return jx_exact_compare(jx_value_exact(left), jx_value_exact(right));
    if (left.kind == JX_DATE && right.kind == JX_DATE)
        return left.as.date < right.as.date ? -1 : left.as.date > right.as.date;
    return NO_SIGN;
}

static int sign_in(const search *of, const border_base *base, const border_comparison *what, jx_case *unit)
{
    jx_value *locals;
    if (!locals_of(of, base, what, unit, &locals)) return NO_SIGN;
    jx_value left = jx_case_node(unit, what->left, locals), right = jx_case_node(unit, what->right, locals);
    if (what->end != SIDE_ITSELF) {
        if (right.kind != JX_RANGE) return NO_SIGN;
        right = what->end == SIDE_LOW ? right.as.range->low : right.as.range->high;
    }
    return sign_of(left, right);
}

// `steps` from where the base stands; false where the figure cannot be.
static bool value_at(const border_figure *figure, int64_t steps, jx_value *out)
{
    if (figure->start.kind == JX_DATE) {
        *out = jx_date(figure->start.as.date + steps);
    } else {
        jx_decimal way;
        if (!jx_decimal_multiply(jx_decimal_of(steps), figure->step, &way) ||
            !jx_decimal_add(figure->start.as.number, way, &way))
            return false;
        *out = jx_number(jx_decimal_normal(way));
    }
    return !figure->has_range || jx_interval_contains(figure->range, jx_interval_point(*out));
}

static int sign_at(const search *of, const border_base *base, const border_figure *figure,
                   const border_comparison *what, int64_t steps)
{
    jx_value value;
    if (!value_at(figure, steps, &value)) return NO_SIGN;
    jx_arena_mark mark = jx_arena_marked(of->scratch);
    int sign = sign_in(of, base, what, case_at(of, base, figure, value));
    jx_arena_rewind(of->scratch, mark);
    return sign;
}

// ---- finding the border ----

// The least number of steps in `direction` at which the sign is no longer `from`. Beyond what the figure may be the
// farthest step it may take is looked at.
static bool find_change(const search *of, const border_base *base, const border_figure *figure,
                        const border_comparison *what, int direction, int from, int64_t *out)
{
    int64_t same = 0, other = 0, next = 1;
    while (!other && next <= STEPS_MOST) {
        int64_t at = direction * next;
        jx_value unused;
        if (!value_at(figure, at, &unused)) {
            if (next - same <= 1) return false;
            next = same + (next - same) / 2;
            continue;
        }
        int sign = sign_at(of, base, figure, what, at);
        if (sign == NO_SIGN) return false;
        if (sign == from) {
            same = next;
            next *= 4;
        } else {
            other = next;
        }
    }
    if (!other) return false;
    while (other - same > 1) {
        int64_t middle = same + (other - same) / 2;
        int sign = sign_at(of, base, figure, what, direction * middle);
        if (sign == NO_SIGN) return false;
        if (sign == from) same = middle;
        else other = middle;
    }
    *out = direction * other;
    return true;
}

// The step just below, and whether a value stands exactly on the border one step above it.
static bool find_border(const search *of, const border_base *base, const border_figure *figure,
                        const border_comparison *what, int64_t *out_below, bool *out_on)
{
    int from = sign_at(of, base, figure, what, 0);
    if (from == NO_SIGN) return false;
    int64_t change = 0;
    if (from != 0 && !find_change(of, base, figure, what, 1, from, &change) &&
        !find_change(of, base, figure, what, -1, from, &change))
        return false;
    *out_on = sign_at(of, base, figure, what, change) == 0;
    *out_below = *out_on || change > 0 ? change - 1 : change;
    int below = sign_at(of, base, figure, what, *out_below);
    // A figure that does not move the difference at all has no border.
    return below != sign_at(of, base, figure, what, *out_below + (*out_on ? 2 : 1));
}

// ---- deciding ----

static void decide(const search *of, const border_base *base, const border_figure *figure,
                   const border_comparison *what, jx_value value, point *out)
{
    jx_case *unit = case_at(of, base, figure, value);
    out->value = value;
    jx_award_decide(unit, base->bound, base->award, JX_TEXT(""), of->scratch, &out->answer);
    out->sign = what ? sign_in(of, base, what, unit) : NO_SIGN;
}

static bool holds(jx_operator op, int sign)
{
    if (op == JX_OP_EQUAL) return sign == 0;
    if (op == JX_OP_NOT_EQUAL) return sign != 0;
    if (op == JX_OP_LESS) return sign < 0;
    if (op == JX_OP_LESS_EQUAL) return sign <= 0;
    return op == JX_OP_GREATER ? sign > 0 : sign >= 0;
}

static bool any_turns(const search *of, const border_base *base, const border_figure *figure, jx_value a, jx_value b)
{
    jx_case *left = case_at(of, base, figure, a), *right = case_at(of, base, figure, b);
    for (size_t i = 0; i < of->comparisons.count; i++) {
        const border_comparison *what = &of->comparisons.items[i];
        int before = sign_in(of, base, what, left), after = sign_in(of, base, what, right);
        if (before == NO_SIGN || after == NO_SIGN || holds(what->op, before) != holds(what->op, after)) return true;
    }
    return false;
}

static bool same_outcome(const jx_answer *a, const jx_answer *b)
{
    return a->verdict == b->verdict && a->listed == b->listed;
}

static bool within(const jx_answer *open, const jx_answer *one)
{
    bool decided = open->verdict <= JX_VERDICT_NO;
    if (decided && !same_outcome(open, one)) return false;
    bool most = open->unbounded || (!one->unbounded && one->most_fen <= open->most_fen);
    return open->least_fen <= one->least_fen && most;
}

static bool sound(const search *of, const border_base *base, const border_figure *figure, const point *at,
                  size_t count)
{
    jx_interval range = { { true, true, at[0].value }, { true, true, at[count - 1].value } };
    jx_causes missing = jx_cause_one(of->scratch, JX_CAUSE_MISSING, figure->name, JX_TEXT(""));
    const jx_type *type = figure->start.kind == JX_DATE ? &jx_type_date : &jx_type_number;
    jx_interval all = figure->has_range ? figure->range : jx_interval_all();
    point open, unknown;
    decide(of, base, figure, NULL, jx_open_interval(of->scratch, type, range, false, missing), &open);
    decide(of, base, figure, NULL, jx_open_interval(of->scratch, type, all, false, missing), &unknown);
    for (size_t i = 0; i < count; i++)
        if (!within(&open.answer, &at[i].answer) || !within(&unknown.answer, &at[i].answer)) return false;
    return true;
}

// ---- the own cap ----

static bool below_caps(const search *of, const border_base *base, jx_case *unit, const jx_node *node,
                       uint32_t definition, int64_t fen);

static bool below_operands(const search *of, const border_base *base, jx_case *unit, const jx_node *node,
                           uint32_t definition, int64_t fen)
{
    const char *name = jx_builtin_at(node->as.builtin.index)->name;
    bool least = strcmp(name, "min") == 0, greatest = strcmp(name, "max") == 0;
    jx_value *locals = JX_ARRAY(of->scratch, base->in.plan->definitions[definition].local_count + 1, jx_value);
    for (size_t i = 0; i < node->as.builtin.count && (least || greatest); i++) {
        const jx_node *operand = node->as.builtin.items[i];
        // max(0, …): what is not a constant is the amount itself.
        if (greatest && operand->kind != JX_NODE_CONSTANT && !below_caps(of, base, unit, operand, definition, fen))
            return false;
        if (!least) continue;
        jx_value cap = jx_case_node(unit, operand, locals);
        int64_t most;
        jx_rounding_way way;
        bool settled = jx_bound_rounding(base->bound, &base->in.package->model.awards[base->award], &way);
        if (settled && jx_is_numeric(cap) && jx_exact_sign(jx_value_exact(cap)) >= 0 &&
            jx_amount_fen(way, jx_value_exact(cap), false, &most) && fen > most)
            return false;
    }
    return true;
}

static const jx_node *output_hit(const search *of, const border_base *base, jx_case *unit, const jx_node *field,
                                 uint32_t *out_definition)
{
    (void)of;
    if (field->as.field.operand->kind != JX_NODE_DEFINITION) return NULL;
    *out_definition = field->as.field.operand->as.definition;
    const jx_node *node = base->in.plan->definitions[*out_definition].node;
    if (!node || node->kind != JX_NODE_TABLE) return NULL;
    (void)jx_case_value(unit, *out_definition);
    jx_table_hits hits = jx_case_hits(unit, *out_definition);
    const jx_table *table = node->as.table->source;
    for (size_t o = 0; o < table->output_count && hits.count == 1; o++)
        if (jx_text_equal(table->outputs[o].name, field->as.field.name))
            return node->as.table->outputs[hits.rows[0] * table->output_count + o];
    return NULL;
}

// True unless `fen`, which `node` gave, is above a cap written in it.
static bool below_caps(const search *of, const border_base *base, jx_case *unit, const jx_node *node,
                       uint32_t definition, int64_t fen)
{
    if (!node) return true;
    if (node->kind == JX_NODE_BUILTIN) return below_operands(of, base, unit, node, definition, fen);
    if (node->kind == JX_NODE_FIELD) {
        const jx_node *output = output_hit(of, base, unit, node, &definition);
        return below_caps(of, base, unit, output, definition, fen);
    }
    if (node->kind == JX_NODE_IF) {
        jx_value *locals = JX_ARRAY(of->scratch, base->in.plan->definitions[definition].local_count + 1, jx_value);
        jx_value when = jx_case_node(unit, node->as.items.items[0], locals);
        if (when.kind != JX_BOOLEAN) return true;
        return below_caps(of, base, unit, node->as.items.items[when.as.boolean ? 1 : 2], definition, fen);
    }
    return true;
}

static bool capped(const search *of, const border_base *base, const border_figure *figure, const point *at)
{
    uint32_t amount = base->in.package->model.awards[base->award].amount;
    if (amount == JX_NONE || at->answer.verdict != JX_VERDICT_YES || at->answer.least_fen != at->answer.most_fen)
        return true;
    jx_case *unit = case_at(of, base, figure, at->value);
    return below_caps(of, base, unit, base->in.plan->definitions[amount].node, amount, at->answer.least_fen);
}

// ---- judging ----

static jx_border_fault judge(const search *of, const border_base *base, const border_figure *figure,
                             const border_comparison *what, const point *at, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!capped(of, base, figure, &at[i])) return JX_BORDER_CAP;
    for (size_t i = 1; i < count; i++) {
        bool turns = at[i].sign == NO_SIGN || at[i - 1].sign == NO_SIGN ||
                     holds(what->op, at[i].sign) != holds(what->op, at[i - 1].sign);
        if (!turns && !same_outcome(&at[i].answer, &at[i - 1].answer) &&
            !any_turns(of, base, figure, at[i - 1].value, at[i].value))
            return JX_BORDER_MOVED;
    }
    return sound(of, base, figure, at, count) ? JX_BORDER_HOLDS : JX_BORDER_UNSOUND;
}

static void keep_tiers(search *of, const border_base *base, const border_figure *figure, const point *at, size_t count)
{
    path *along = NULL;
    for (size_t i = 0; i < of->paths.count && !along; i++) {
        path *known = &of->paths.items[i];
        if (known->base == base && jx_text_equal(known->figure.name, figure->name)) along = known;
    }
    if (!along) {
        along = JX_PUSH(of->arena, &of->paths);
        *along = (path){ .base = base, .figure = *figure };
    }
    for (size_t i = 0; i < count; i++) {
        const jx_answer *answer = &at[i].answer;
        bool known = answer->verdict == JX_VERDICT_YES && !answer->unbounded && answer->least_fen == answer->most_fen;
        if (known) *JX_PUSH(of->arena, &along->tiers) = (tier){ at[i].value, answer->least_fen };
    }
}

static jx_text shown_value(const search *of, const border_figure *figure, jx_value value)
{
    jx_buffer out = jx_buffer_in(of->arena);
    jx_decimal shown;
    if (value.kind == JX_NUMBER && jx_decimal_divide(value.as.number, figure->factor, &shown))
        value = jx_number(jx_decimal_normal(shown));
    jx_value_print(value, &out);
    return jx_buffer_text(&out);
}

static jx_border_point point_of(const search *of, const border_figure *figure, const point *at)
{
    return (jx_border_point){ .value = shown_value(of, figure, at->value),
                              .verdict = at->answer.verdict,
                              .listed = at->answer.listed,
                              .least_fen = at->answer.least_fen,
                              .most_fen = at->answer.most_fen,
                              .unbounded = at->answer.unbounded };
}

static bool same_points(const jx_border_line *a, const jx_border_line *b)
{
    for (size_t i = 0; i < JX_COUNT(a->at); i++)
        if (!jx_text_equal(a->at[i].value, b->at[i].value)) return false;
    return jx_text_equal(a->figure, b->figure);
}

static jx_border_line *line_there(const search *of, size_t first, const jx_border_line *line)
{
    for (size_t i = first; i < of->lines.count; i++) {
        if (same_points(&of->lines.items[i], line)) return &of->lines.items[i];
    }
    return NULL;
}

// True if something else decides in the base, so that the border does not show in the answers.
static bool is_hidden(const jx_border_line *line)
{
    const jx_border_point *last = NULL;
    for (size_t i = 0; i < JX_COUNT(line->at); i++) {
        const jx_border_point *one = &line->at[i];
        if (!one->value.size) continue;
        bool same = !last || (last->verdict == one->verdict && last->listed == one->listed &&
                              last->least_fen == one->least_fen && last->most_fen == one->most_fen &&
                              last->unbounded == one->unbounded);
        if (!same) return false;
        last = one;
    }
    return true;
}

static jx_text bytes_of(const jx_node *node)
{
    return node->source ? jx_text_trim(jx_text_slice(node->source->bytes, node->span.start, node->span.end))
                        : JX_TEXT("");
}

static jx_border_line line_of(const search *of, const border_base *base, const border_figure *figure,
                              const border_comparison *what, const point *at, size_t count)
{
    jx_border_line line = { .award = base->in.package->model.awards[base->award].id,
                            .what = what->what,
                            .comparison = bytes_of(what->whole),
                            .figure = figure->name,
                            .unit = figure->unit,
                            .name = base->name,
                            .scenario = base->scenario };
    if (what->whole->source) {
        line.file = what->whole->source->name;
        line.line = jx_source_place(what->whole->source, what->whole->span.start).line;
    }
    for (size_t i = 0; i < count; i++)
        line.at[at[i].place] = point_of(of, figure, &at[i]);
    return line;
}

// True if a border was found that shows in the answers; one that does not gives way to one that does.
static bool find_and_judge(search *of, size_t first, const border_base *base, const border_figure *figure,
                           const border_comparison *what)
{
    int64_t below;
    bool on;
    if (!find_border(of, base, figure, what, &below, &on)) return false;
    point at[3];
    size_t count = 0;
    for (int64_t step = below; step <= below + (on ? 2 : 1); step++) {
        jx_value value;
        if (!value_at(figure, step, &value)) continue;
        decide(of, base, figure, what, value, &at[count]);
        at[count++].place = on || step == below ? (size_t)(step - below) : 2;
    }
    if (count < 2) return false;
    jx_border_line line = line_of(of, base, figure, what, at, count);
    jx_border_line *there = line_there(of, first, &line);
    if (there && (!is_hidden(there) || is_hidden(&line))) return !is_hidden(there);
    line.fault = judge(of, base, figure, what, at, count);
    keep_tiers(of, base, figure, at, count);
    of->out->generated += count + 2;  // and the two in which the figure is open
    of->out->faults += line.fault != JX_BORDER_HOLDS;
    if (!there || there->fault != JX_BORDER_HOLDS) there = JX_PUSH(of->arena, &of->lines);
    *there = line;
    return !is_hidden(&line);
}

static bool try_border(search *of, size_t first, const border_base *base, const border_figure *figure,
                       const border_comparison *what)
{
    jx_arena_mark mark = jx_arena_marked(of->scratch);
    bool shows = find_and_judge(of, first, base, figure, what);
    jx_arena_rewind(of->scratch, mark);
    return shows;
}

// ---- an award ----

static int by_value(const void *a, const void *b)
{
    const tier *left = a, *right = b;
    return jx_value_compare(left->value, right->value);
}

static void judge_tiers(search *of)
{
    for (size_t i = 0; i < of->paths.count; i++) {
        path *along = &of->paths.items[i];
        if (along->tiers.count < 2) continue;
        qsort(along->tiers.items, along->tiers.count, sizeof(tier), by_value);
        bool rises = false, falls = false;
        for (size_t k = 1; k < along->tiers.count; k++) {
            rises = rises || along->tiers.items[k].fen > along->tiers.items[k - 1].fen;
            falls = falls || along->tiers.items[k].fen < along->tiers.items[k - 1].fen;
        }
        if (rises || falls)
            coverage_tiers(of->seen, &along->base->in, &along->base->in.package->model.awards[of->award],
                           along->figure.name, !(rises && falls));
    }
}

static void search_comparison(search *of, size_t first, const border_base *base, const border_comparison *what,
                              bool *found)
{
    border_figures figures = borders_figures(of->arena, base, what->definition);
    for (size_t i = 0; i < figures.count; i++)
        *found = try_border(of, first, base, &figures.items[i], what) || *found;
}

static void keep_unsound(search *of, const border_base *base, const jx_definition *fact, const jx_answer *answer)
{
    const jx_award_rule *award = &base->in.package->model.awards[base->award];
    jx_border_line line = { .award = award->id, .figure = fact->name, .name = base->name, .scenario = base->scenario,
                            .file = award->source->name, .fault = JX_BORDER_UNSOUND };
    line.line = jx_source_place(award->source, award->span.start).line;
    border_figure figure = { .factor = jx_decimal_of(1) };
    line.at[1] = point_of(of, &figure, &(point){ .value = jx_string(JX_TEXT("（缺）")), .answer = *answer });
    *JX_PUSH(of->arena, &of->lines) = line;
    of->out->faults++;
}

// Each fact of the base taken away by itself: the answer must still hold what it was.
static void search_missing(search *of, const border_base *base)
{
    const jx_model *model = &base->in.package->model;
    jx_arena_mark mark = jx_arena_marked(of->scratch);
    for (uint32_t d = 0; d < model->definition_count; d++) {
        const jx_definition *fact = &model->definitions[d];
        bool known = fact->kind == JX_DEFINITION_FACT && !jx_is_open(base->facts[d]);
        if (!known || !coverage_reaches(base->in.plan, &model->awards[base->award], d)) continue;
        border_figure figure = { .fact = d, .field = JX_NONE };
        point was, without;
        decide(of, base, &figure, NULL, base->facts[d], &was);
        decide(of, base, &figure, NULL, facts_missing(of->scratch, fact, fact->may_be_null), &without);
        of->out->generated++;
        if (!within(&without.answer, &was.answer)) keep_unsound(of, base, fact, &without.answer);
        jx_arena_rewind(of->scratch, mark);
    }
}

// The plan of a base is its own, so comparisons are those of each base's session.
static void search_award(search *of, uint32_t award)
{
    size_t first = of->lines.count;
    const jx_plan *last = NULL;
    size_t tried = 0;
    bool *found = NULL;
    of->award = award;
    of->paths.count = 0;
    for (size_t i = 0; i < of->bases->count; i++) {
        const border_base *base = &of->bases->items[i];
        if (base->award != award) continue;
        if (base->in.plan != last) {
            last = base->in.plan;
            tried = 0;
            of->comparisons = borders_comparisons(of->arena, &base->in, &base->in.package->model.awards[award]);
            found = JX_ARRAY(of->arena, of->comparisons.count, bool);
        }
        if (tried++ >= BASES_TRIED) continue;
        search_missing(of, base);
        for (size_t k = 0; k < of->comparisons.count; k++)
            if (!found[k]) search_comparison(of, first, base, &of->comparisons.items[k], &found[k]);
    }
    judge_tiers(of);
}

const char *jx_border_fault_words(jx_border_fault fault, jx_language language)
{
    static const char *const words[][2] = {
        [JX_BORDER_HOLDS] = { "", "" },
        [JX_BORDER_MOVED] = { "结论变在界外", "the verdict changes off the border" },
        [JX_BORDER_CAP] = { "金额超过封顶", "the amount is above its cap" },
        [JX_BORDER_UNSOUND] = { "未定时的答案没有包含它", "the answer while open does not hold it" },
    };
    return words[fault][language];
}

static jx_status search_all(void *user)
{
    search *of = user;
    size_t awards = 0;
    for (size_t i = 0; i < of->bases->count; i++)
        if (of->bases->items[i].award >= awards) awards = of->bases->items[i].award + 1;
    for (uint32_t award = 0; award < awards; award++) {
        if (session_stopped(of->app)) return JX_INTERRUPTED;
        search_award(of, award);
    }
    return JX_OK;
}

jx_status borders_report(jx_app *app, const border_bases *bases, coverage *seen, jx_test_report *out)
{
    JX_TRY(session_scratch(app));
    search of = {
        .app = app, .arena = app->arena, .scratch = app->scratch, .bases = bases, .seen = seen, .out = out
    };
    JX_TRY(jx_arena_guard(app->scratch, search_all, &of));
    out->borders = of.lines.items;
    out->border_count = of.lines.count;
    return JX_OK;
}
