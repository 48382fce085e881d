// What the cases of a package have shown of it: conditions, table rows, caps, relations, blocks, readings.
//
// Nothing is worked out here: evaluation and payment noted what happened (eval/watch.c, award/payment.h). Each session
// (the package as published, or under a scenario) has a watch of its own; what stands at the same place of the same
// file is one thing. Begin with coverage_report(), then gather() and the visit_* functions under it.
#include "app/coverage.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    jx_show_line line;
    uint32_t space;
    const jx_source *source;
    jx_span span;
    size_t part;
} item;

typedef struct {
    const session *in;
    jx_watch *watch;
} watched;

struct coverage {
    jx_app *app;
    const jx_package *base;
    payment_shown payments;
    struct {
        watched *items;
        size_t count, capacity;
    } sessions;
    struct {
        item *items;
        size_t count, capacity;
    } shows;
    size_t next;  // where the next thing is probably found again: sessions are walked in the same order
    // The definition being walked.
    const session *in;
    const jx_watch *watch;
    uint32_t space;
};

enum { CONDITION_ALL = JX_SHOWN_TRUE | JX_SHOWN_FALSE | JX_SHOWN_OPEN };

// ---- words ----

static const char *const kind_words[JX_SHOW_COUNT][2] = {
    [JX_SHOW_CONDITION] = { "条件", "condition" }, [JX_SHOW_ROW] = { "表行", "row" },
    [JX_SHOW_CAP] = { "封顶", "cap" },             [JX_SHOW_RELATION] = { "关系", "relation" },
    [JX_SHOW_LIMIT] = { "额度", "limit" },         [JX_SHOW_READING] = { "口径", "reading" },
    [JX_SHOW_TIERS] = { "阶梯", "tiers" },         [JX_SHOW_LISTED] = { "未覆盖", "uncovered" },
};
static const char *const outcome_words[JX_SHOW_COUNT][JX_SHOW_OUTCOMES][2] = {
    [JX_SHOW_CONDITION] = { { "是", "true" }, { "否", "false" }, { "未定", "open" } },
    [JX_SHOW_ROW] = { { "命中", "hit" } },
    [JX_SHOW_CAP] = { { "起作用", "decides" } },
    [JX_SHOW_RELATION] = { { "本方高", "left_higher" }, { "对方高", "right_higher" }, { "并付", "together" } },
    [JX_SHOW_LIMIT] = { { "够用", "fits" }, { "超出", "cut" } },
    [JX_SHOW_READING] = { { "采用", "taken" } },
    [JX_SHOW_TIERS] = { { "不回头", "one_way" } },
};

const char *jx_show_kind_word(jx_show_kind kind, jx_language language)
{
    return kind_words[kind][language];
}

const char *jx_show_outcome_word(jx_show_kind kind, unsigned outcome, jx_language language)
{
    const char *word = outcome_words[kind][outcome][language];
    return word ? word : "";
}

// ---- things to show ----

static bool same_place(const item *a, const item *b)
{
    return a->line.kind == b->line.kind && a->part == b->part && a->span.start == b->span.start &&
           a->span.end == b->span.end && a->source == b->source && a->space == b->space;
}

static jx_text bytes_at(const jx_source *source, jx_span span)
{
    return source ? jx_text_trim(jx_text_slice(source->bytes, span.start, span.end)) : JX_TEXT("");
}

static void put(coverage *seen, item one)
{
    size_t count = seen->shows.count;
    for (size_t i = 0; i < count; i++) {
        size_t at = (seen->next + i) % count;
        if (!same_place(&seen->shows.items[at], &one)) continue;
        seen->shows.items[at].line.shown |= one.line.shown;
        seen->next = at + 1;
        return;
    }
    const jx_space *space = &seen->in->package->model.spaces[one.space];
    one.line.award = space->kind == JX_SPACE_PACKAGE ? JX_TEXT("c0") : space->id;
    one.line.file = one.source ? one.source->name : JX_TEXT("");
    one.line.line = one.source ? jx_source_place(one.source, one.span.start).line : 0;
    *JX_PUSH(seen->app->arena, &seen->shows) = one;
    seen->next = 0;
}

// `x in y` is more than the test alone.
static jx_text words_of(const jx_node *node)
{
    jx_span span = node->span;
    if (node->kind == JX_NODE_TESTS && node->as.tests.value && node->as.tests.value->source == node->source)
        span.start = node->as.tests.value->span.start;
    return bytes_at(node->source, span);
}

static item item_of(const coverage *seen, jx_show_kind kind, const jx_source *source, jx_span span, size_t part)
{
    return (item){ .line = { .kind = kind, .wanted = 1 }, .space = seen->space, .source = source, .span = span,
                   .part = part };
}

static void put_condition(coverage *seen, const jx_node *node, jx_text id)
{
    item one = item_of(seen, JX_SHOW_CONDITION, node->source, node->span, id.size > 0);
    one.line.excerpt = words_of(node);
    one.line.what = id.size ? id : one.line.excerpt;
    one.line.wanted = CONDITION_ALL;
    one.line.shown = jx_watch_node(seen->watch, node) & CONDITION_ALL;
    put(seen, one);
}

// What stands in a condition between and, or, not: each is a condition too.
static void put_parts(coverage *seen, const jx_node *node)
{
    if (node->kind == JX_NODE_NOT) put_parts(seen, node->as.operand);
    if (node->kind != JX_NODE_AND && node->kind != JX_NODE_OR) return;
    for (size_t i = 0; i < node->as.items.count; i++) {
        const jx_node *part = node->as.items.items[i];
        bool joins = part->kind == JX_NODE_AND || part->kind == JX_NODE_OR;
        if (!joins) put_condition(seen, part, JX_TEXT(""));
        put_parts(seen, part);
    }
}

static void put_test(coverage *seen, const jx_node *node)
{
    put_condition(seen, node, JX_TEXT(""));
    put_parts(seen, node);
}

static void put_group(coverage *seen, const jx_node *node)
{
    for (size_t i = 0; i < node->as.group.source->row_count; i++) {
        put_condition(seen, node->as.group.tests[i], node->as.group.source->rows[i].id);
        put_parts(seen, node->as.group.tests[i]);
    }
}

static void put_rows(coverage *seen, const jx_node *node)
{
    const jx_table *table = node->as.table->source;
    for (size_t i = 0; i < table->rule_count; i++) {
        const jx_table_rule *rule = &table->rules[i];
        item one = item_of(seen, JX_SHOW_ROW, node->source, rule->span, 0);
        one.line.what = jx_text_format(seen->app->arena, "%.*s %.*s", JX_TEXT_ARG(table->name), JX_TEXT_ARG(rule->id));
        one.line.excerpt = bytes_at(node->source, rule->span);
        one.line.shown = jx_watch_part(seen->watch, node, i) & JX_SHOWN_TRUE;
        put(seen, one);
    }
}

static void put_operands(coverage *seen, const jx_node *node)
{
    const char *name = jx_builtin_at(node->as.builtin.index)->name;
    bool extreme = strcmp(name, "min") == 0 || strcmp(name, "max") == 0;
    if (!extreme || node->as.builtin.count < 2 || node->as.builtin.names) return;
    for (size_t i = 0; i < node->as.builtin.count; i++) {
        const jx_node *operand = node->as.builtin.items[i];
        jx_text call = bytes_at(node->source, node->span), own = bytes_at(operand->source, operand->span);
        item one = item_of(seen, JX_SHOW_CAP, node->source, node->span, i);
        one.line.what = jx_text_format(seen->app->arena, "%.*s: %.*s", JX_TEXT_ARG(call), JX_TEXT_ARG(own));
        one.line.excerpt = call;
        one.line.shown = jx_watch_part(seen->watch, node, i) & JX_SHOWN_TRUE;
        put(seen, one);
    }
}

static void visit(void *user, const jx_node *node)
{
    coverage *seen = user;
    if (node->kind == JX_NODE_GROUP) put_group(seen, node);
    if (node->kind == JX_NODE_TABLE) put_rows(seen, node);
    if (node->kind == JX_NODE_BUILTIN) put_operands(seen, node);
    if (node->kind == JX_NODE_IF) put_test(seen, node->as.items.items[0]);
    if (node->kind == JX_NODE_FILTER && !node->as.filter.static_position) put_test(seen, node->as.filter.match);
    if (node->kind == JX_NODE_SOME || node->kind == JX_NODE_EVERY) put_test(seen, node->as.iterate.body);
    jx_node_children(node, visit, seen);
}

// ---- a session ----

bool coverage_reaches(const jx_plan *plan, const jx_award_rule *award, uint32_t definition)
{
    const uint32_t roots[] = { award->eligible, award->amount, award->stay, award->leave, award->listed_before };
    for (size_t i = 0; i < JX_COUNT(roots); i++) {
        if (roots[i] == JX_NONE) continue;
        if (roots[i] == definition || jx_plan_reaches(plan, roots[i], definition)) return true;
    }
    return false;
}

// Formulas that no award looks at are not asked for: what an outside scheme gives is seen when money is paid.
static void gather(coverage *seen, const watched *of)
{
    const jx_model *model = &of->in->package->model;
    seen->in = of->in;
    seen->watch = of->watch;
    for (uint32_t d = 0; d < model->definition_count; d++) {
        const jx_node *node = of->in->plan->definitions[d].node;
        bool reached = false;
        for (size_t a = 0; a < model->award_count && node && !reached; a++)
            reached = coverage_reaches(of->in->plan, &model->awards[a], d);
        if (!reached) continue;
        seen->space = model->definitions[d].space;
        visit(seen, node);
    }
}

coverage *coverage_new(jx_app *app, const jx_package *base)
{
    coverage *seen = JX_NEW(app->arena, coverage);
    *seen = (coverage){ .app = app, .base = base };
    seen->payments = (payment_shown){ .relations = JX_ARRAY(app->arena, base->relation_count, uint8_t),
                                      .budgets = JX_ARRAY(app->arena, base->budget_count, uint8_t),
                                      .caps = JX_ARRAY(app->arena, base->cap_count, uint8_t) };
    return seen;
}

jx_watch *coverage_watch(coverage *seen, const session *in)
{
    for (size_t i = 0; i < seen->sessions.count; i++)
        if (seen->sessions.items[i].in->plan == in->plan) return seen->sessions.items[i].watch;
    session *kept = JX_NEW(seen->app->arena, session);
    *kept = *in;
    jx_watch *watch = jx_watch_new(in->plan, seen->app->arena);
    *JX_PUSH(seen->app->arena, &seen->sessions) = (watched){ kept, watch };
    return watch;
}

payment_shown *coverage_payments(coverage *seen)
{
    return &seen->payments;
}

// ---- money ----

static void put_money(coverage *seen, jx_show_kind kind, jx_text what, const jx_source *source, jx_span span,
                      unsigned wanted, unsigned shown)
{
    item one = item_of(seen, kind, source, span, 0);
    one.line.what = what;
    one.line.excerpt = bytes_at(source, span);
    one.line.wanted = wanted;
    one.line.shown = shown & wanted;
    put(seen, one);
}

static uint32_t space_at(const jx_package *package, const jx_source *source, jx_span span)
{
    uint32_t found = 0;
    for (size_t i = 0; i < package->clause_count; i++) {
        const jx_clause *clause = &package->clauses[i];
        if (clause->source != source || clause->span.start > span.start) continue;
        uint32_t space = jx_model_space(&package->model, clause->id);
        if (space != JX_NONE) found = space;
    }
    return found;
}

static void gather_money(coverage *seen)
{
    const jx_package *package = seen->base;
    jx_arena *arena = seen->app->arena;
    for (size_t i = 0; i < package->relation_count; i++) {
        const jx_relation_row *row = &package->relations[i];
        jx_way way = JX_WAY_TOP_UP;
        bool adds = jx_way_read(row->way, &way) && way == JX_WAY_ADD;
        unsigned shown = seen->payments.relations[i];
        seen->space = space_at(package, row->source, row->span);
        put_money(seen, JX_SHOW_RELATION,
                  jx_text_format(arena, "%.*s / %.*s", JX_TEXT_ARG(row->left), JX_TEXT_ARG(row->right)), row->source,
                  row->span, adds ? 4 : JX_PAYING_LEFT | JX_PAYING_RIGHT,
                  adds ? (shown & JX_PAYING_LEFT) << 2 : shown);
    }
    for (size_t i = 0; i < package->budget_count; i++) {
        const jx_budget_row *row = &package->budgets[i];
        seen->space = space_at(package, row->source, row->span);
        put_money(seen, JX_SHOW_LIMIT, row->name, row->source, row->span, JX_PAYING_FITS | JX_PAYING_CUT,
                  seen->payments.budgets[i]);
    }
    for (size_t i = 0; i < package->cap_count; i++) {
        const jx_cap_row *row = &package->caps[i];
        seen->space = space_at(package, row->source, row->span);
        put_money(seen, JX_SHOW_LIMIT, row->name, row->source, row->span, JX_PAYING_FITS | JX_PAYING_CUT,
                  seen->payments.caps[i]);
    }
}

// ---- readings ----

static void put_reading(coverage *seen, const jx_definition *reading, jx_value taken)
{
    seen->space = reading->space;
    for (size_t i = 0; i < reading->option_count; i++) {
        item one = item_of(seen, JX_SHOW_READING, reading->source, reading->span, i);
        jx_text option = reading->options[i].as.string;
        one.line.what =
            jx_text_format(seen->app->arena, "%.*s = %.*s", JX_TEXT_ARG(reading->name), JX_TEXT_ARG(option));
        one.line.excerpt = reading->question;
        one.line.shown = taken.kind == JX_STRING && jx_text_equal(taken.as.string, option);
        put(seen, one);
    }
}

static bool is_among(const jx_text *names, size_t count, jx_text name)
{
    for (size_t i = 0; i < count; i++)
        if (jx_text_equal(names[i], name)) return true;
    return false;
}

static bool is_a_way(const jx_package *package, jx_text name)
{
    for (size_t i = 0; i < package->relation_count; i++)
        if (jx_text_equal(package->relations[i].way, name)) return true;
    return false;
}

void coverage_readings(coverage *seen, const session *in, const jx_bound_plan *bound, const jx_case_row *row,
                       const jx_answer *answer)
{
    const jx_model *model = &in->package->model;
    seen->in = in;
    for (uint32_t d = 0; d < model->definition_count; d++) {
        const jx_definition *reading = &model->definitions[d];
        if (reading->kind != JX_DEFINITION_READING || !reading->option_count) continue;
        bool counts = answer ? is_among(answer->readings, answer->reading_count, reading->name)
                             : row->award == JX_NONE && is_a_way(in->package, reading->name);
        for (size_t i = 0; i < row->cell_count; i++)
            counts = counts || (row->cells[i].kind == JX_CELL_SET_READING && row->cells[i].definition == d);
        if (counts) put_reading(seen, reading, bound->values[d]);
    }
}

static void gather_readings(coverage *seen)
{
    const jx_model *model = &seen->base->model;
    for (uint32_t d = 0; d < model->definition_count; d++)
        if (model->definitions[d].kind == JX_DEFINITION_READING)
            put_reading(seen, &model->definitions[d], jx_null());
}

void coverage_tiers(coverage *seen, const session *in, const jx_award_rule *award, jx_text figure, bool one_way)
{
    seen->in = in;
    seen->space = award->space;
    item one = item_of(seen, JX_SHOW_TIERS, award->source, award->span, (size_t)jx_text_hash(figure));
    one.line.what = one.line.excerpt = figure;
    one.line.shown = one_way;
    put(seen, one);
}

// ---- what the author lists ----

static unsigned outcome_named(jx_show_kind kind, jx_text word)
{
    for (unsigned i = 0; i < JX_SHOW_OUTCOMES; i++) {
        for (int language = 0; language < 2; language++) {
            const char *own = outcome_words[kind][i][language];
            if (own && jx_text_equal(word, jx_text_of(own))) return 1u << i;
        }
    }
    return 0;
}

// The outcomes a row of 未覆盖 names; none written: all that were not shown.
static unsigned outcomes_listed(const jx_show_line *line, jx_text list)
{
    unsigned found = 0;
    if (!list.size) return line->wanted & ~line->shown;
    while (list.size) {
        jx_text word = list_next(&list);
        found |= outcome_named(line->kind, word);
    }
    return found;
}

// A row that excuses nothing is outdated, and so is one that names what has been shown.
static void apply_listed(coverage *seen, const jx_uncovered_row *row)
{
    bool serves = false, shown = false;
    for (size_t i = 0; i < seen->shows.count; i++) {
        item *one = &seen->shows.items[i];
        if (one->space != row->space || !jx_text_equal(one->line.what, row->what)) continue;
        unsigned named = outcomes_listed(&one->line, row->outcome) & one->line.wanted;
        if (named & ~one->line.shown) serves = true;
        if (named & one->line.shown) shown = true;
        one->line.listed |= named & ~one->line.shown;
        one->line.reason = row->reason;
    }
    if (serves && !shown) return;
    item outdated = { .line = { .kind = JX_SHOW_LISTED, .what = row->what, .excerpt = row->outcome },
                      .space = row->space, .source = row->source, .span = row->span };
    put(seen, outdated);
}

// ---- the report ----

static int by_place(const void *a, const void *b)
{
    const item *left = a, *right = b;
    int order = jx_text_compare(left->line.file, right->line.file);
    if (order) return order;
    if (left->line.line != right->line.line) return left->line.line < right->line.line ? -1 : 1;
    if (left->span.start != right->span.start) return left->span.start < right->span.start ? -1 : 1;
    if (left->line.kind != right->line.kind) return left->line.kind < right->line.kind ? -1 : 1;
    return left->part < right->part ? -1 : left->part > right->part;
}

static size_t bits(unsigned set)
{
    return (size_t)__builtin_popcount(set);
}

void coverage_report(coverage *seen, jx_test_report *out)
{
    for (size_t i = 0; i < seen->sessions.count; i++)
        gather(seen, &seen->sessions.items[i]);
    if (!seen->sessions.count) return;
    seen->in = seen->sessions.items[0].in;
    gather_money(seen);
    gather_readings(seen);
    for (size_t i = 0; i < seen->base->uncovered_count; i++)
        apply_listed(seen, &seen->base->uncovered[i]);
    if (seen->shows.count) qsort(seen->shows.items, seen->shows.count, sizeof *seen->shows.items, by_place);
    jx_show_line *lines = JX_ARRAY(seen->app->arena, seen->shows.count, jx_show_line);
    for (size_t i = 0; i < seen->shows.count; i++) {
        lines[i] = seen->shows.items[i].line;
        out->wanted += bits(lines[i].wanted);
        out->shown += bits(lines[i].shown);
        out->listed += bits(lines[i].listed);
        out->outdated += lines[i].kind == JX_SHOW_LISTED;
    }
    out->shows = lines;
    out->show_count = seen->shows.count;
}
