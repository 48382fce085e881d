// What a case says of the rules of money -> rules for award/payment.h.
//
// Read case_rules() at the end. A 关系 stands when its scheme has a column, a 板块 or 总额 when its 额 or 超出时 has
// one, a 上限 when it has such a column or when whatever it rests on (who shares it, its amount, its ledger) has a fact
// among the columns; inside relations always stand, for other awards are absent. 调剂 is taken off and added to what
// the blocks have.
#include "app/test_payment.h"

// ---- cells ----

const jx_case_cell *case_cell_named(const jx_case_row *row, jx_cell_kind kind, jx_text name)
{
    for (size_t i = 0; i < row->cell_count; i++) {
        if (row->cells[i].kind == kind && jx_text_equal(row->cells[i].name, name)) return &row->cells[i];
    }
    return NULL;
}

// A rule belongs to the whole population: the first row that says something about it.
static const jx_case_cell *column_cell(const paying_case *c, jx_cell_kind kind, jx_text name)
{
    const jx_case_cell *found = NULL;
    for (size_t i = 0; i < c->count && !found; i++)
        found = case_cell_named(c->members[i].row, kind, name);
    return found;
}

static bool is_text(jx_value value)
{
    return value.kind == JX_STRING || (jx_is_open(value) && value.as.open->type == &jx_type_string);
}

// `总额.额` and `总额.超出时` are told apart by what stands in them.
static const jx_case_cell *budget_cell(const paying_case *c, jx_text block, bool text)
{
    for (size_t i = 0; i < c->count; i++) {
        const jx_case_row *row = c->members[i].row;
        for (size_t k = 0; k < row->cell_count; k++) {
            const jx_case_cell *cell = &row->cells[k];
            bool fits = cell->kind == JX_CELL_BUDGET && is_text(cell->value) == text;
            if (!fits || !jx_text_starts_with(cell->name, block) || cell->name.size == block.size) continue;
            if (cell->name.bytes[block.size] == '.') return cell;
        }
    }
    return NULL;
}

// ---- lists of awards ----

jx_text list_next(jx_text *list)
{
    size_t comma = jx_text_find(*list, JX_TEXT(",")), wide = jx_text_find(*list, JX_TEXT("、"));
    jx_text separator = comma <= wide ? JX_TEXT(",") : JX_TEXT("、");
    return jx_text_trim(jx_text_cut(*list, separator, list));
}

static bool means_all(jx_text entry)
{
    return jx_text_equal(entry, JX_TEXT("全部")) || jx_text_equal(entry, JX_TEXT("all"));
}

static bool entry_holds(jx_text entry, const jx_award_rule *award)
{
    if (means_all(entry) || jx_text_equal(entry, award->id) || jx_text_equal(entry, award->name)) return true;
    if (!jx_text_ends_with(entry, JX_TEXT("*"))) return false;
    return jx_text_starts_with(award->id, jx_text_slice(entry, 0, entry.size - 1));
}

typedef struct {
    uint32_t *items;
    size_t count, capacity;
} award_list;

// In the order written.
static award_list awards_in(const paying_case *c, jx_text list)
{
    award_list found = { 0 };
    while (list.size) {
        jx_text entry = list_next(&list);
        for (uint32_t i = 0; i < c->model->award_count; i++) {
            if (entry_holds(entry, &c->model->awards[i])) *JX_PUSH(c->arena, &found) = i;
        }
    }
    return found;
}

static const bool *awards_over(const paying_case *c, jx_text list)
{
    bool *over = JX_ARRAY(c->arena, c->model->award_count, bool);
    award_list found = awards_in(c, list);
    for (size_t i = 0; i < found.count; i++)
        over[found.items[i]] = true;
    return over;
}

// ---- relations ----

static unsigned way_bit(jx_text word)
{
    jx_way way;
    return 1u << (jx_way_read(word, &way) ? way : JX_WAY_ADD);
}

// The options a reading may still take.
static unsigned open_ways(const jx_definition *reading, const jx_open *open)
{
    const jx_value *options = open->has_options ? open->options : reading->options;
    size_t count = open->has_options ? open->option_count : reading->option_count;
    unsigned ways = 0;
    for (size_t i = 0; i < count; i++)
        ways |= options[i].kind == JX_STRING ? way_bit(options[i].as.string) : 0;
    return ways;
}

jx_value case_reading(const paying_case *c, const jx_definition *reading)
{
    const jx_case_cell *set = column_cell(c, JX_CELL_SET_READING, reading->name);
    return set ? set->value : reading->value;
}

// 方式 is a keyword, or the bare name of a reading whose option is one.
static void set_ways(const paying_case *c, jx_text word, jx_payment_relation *out)
{
    jx_way way;
    out->ways = way_bit(word);
    if (jx_way_read(word, &way)) return;
    for (size_t i = 0; i < c->model->definition_count; i++) {
        const jx_definition *reading = &c->model->definitions[i];
        if (reading->kind != JX_DEFINITION_READING || !jx_text_equal(reading->name, word)) continue;
        jx_value taken = case_reading(c, reading);
        if (taken.kind == JX_STRING) out->ways = way_bit(taken.as.string);
        if (jx_is_open(taken)) out->ways = open_ways(reading, taken.as.open);
        out->causes = jx_value_causes(taken);
    }
}

static const jx_scheme_row *scheme_named(const jx_package *package, jx_text name)
{
    for (size_t i = 0; i < package->scheme_count; i++) {
        if (jx_text_equal(package->schemes[i].name, name)) return &package->schemes[i];
    }
    return NULL;
}

static void add_relation(paying_case *c, const jx_relation_row *row)
{
    award_list left = awards_in(c, row->left), right = awards_in(c, row->right);
    jx_payment_relation relation = { .left = left.items, .left_count = left.count };
    relation.shown = &c->shown->relations[row - c->package->relations];
    set_ways(c, row->way, &relation);
    for (jx_text list = row->right; list.size;) {
        const jx_scheme_row *scheme = scheme_named(c->package, list_next(&list));
        if (!scheme || !column_cell(c, JX_CELL_SCHEME, scheme->name)) continue;
        relation.scheme = scheme->name;
        relation.tier = scheme->tier;
        *JX_PUSH(c->arena, &c->relations) = relation;
    }
    relation.scheme = relation.tier = JX_TEXT("");
    relation.right = right.items;
    relation.right_count = right.count;
    if (right.count) *JX_PUSH(c->arena, &c->relations) = relation;
}

// ---- limits ----

// What a rule in words may be; false if they say none of them.
static bool excess_of(jx_text words, unsigned *rules, jx_text *fact)
{
    jx_excess rule;
    *rules = 0;
    *fact = JX_TEXT("");
    while (words.size) {
        if (!jx_excess_read(list_next(&words), &rule, fact)) return false;
        *rules |= 1u << rule;
    }
    return *rules;
}

// 超出时 as the case sets it, else as the package has it: a rule, those it may become, or any at all.
static jx_text set_excess(const paying_case *c, jx_text name, const jx_case_cell *cell, jx_text written,
                          jx_text options, jx_payment_limit *limit)
{
    jx_text fact = JX_TEXT("");
    if (cell && cell->value.kind == JX_STRING) written = cell->value.as.string;
    if (written.size && (!cell || cell->value.kind == JX_STRING)) {
        (void)excess_of(written, &limit->excess, &fact);
        return fact;
    }
    const char *word = c->rules.language == JX_CHINESE ? "超出时" : "excess";
    name = jx_text_format(c->arena, "%.*s.%s", JX_TEXT_ARG(name), word);
    limit->causes = jx_cause_one(c->arena, JX_CAUSE_PENDING, name, JX_TEXT(""));
    if (!cell) {
        (void)excess_of(options, &limit->excess, &fact);
        return fact;
    }
    limit->causes = jx_value_causes(cell->value);
    const jx_open *open = cell->value.as.open;
    for (size_t i = 0; open->has_options && i < open->option_count; i++) {
        unsigned one;
        if (excess_of(open->options[i].as.string, &one, &fact)) limit->excess |= one;
    }
    return fact;
}

// What 调剂 leaves of a block; `into` it or out of it.
static jx_money transferred(const paying_case *c, jx_text block, jx_money money)
{
    int64_t more = 0;
    for (size_t i = 0; i < c->package->transfer_count; i++) {
        const jx_transfer_row *row = &c->package->transfers[i];
        int64_t fen = jx_money_of_value(c->arena, row->amount).least_fen;
        if (jx_text_equal(row->to, block)) more += fen;
        if (jx_text_equal(row->from, block)) more -= fen;
    }
    money.least_fen = money.least_fen + more > 0 ? money.least_fen + more : 0;
    if (!money.unbounded) money.most_fen = money.most_fen + more > 0 ? money.most_fen + more : 0;
    if (jx_money_is_known(money)) money.causes = (jx_causes){ 0 };
    return money;
}

static void add_limit(paying_case *c, const jx_budget_row *budget)
{
    const jx_case_cell *amount = budget_cell(c, budget->name, false), *excess = budget_cell(c, budget->name, true);
    if (!amount && !excess) return;
    jx_payment_limit limit = { .name = budget->name,
                               .over = awards_over(c, budget->awards),
                               .shown = &c->shown->budgets[budget - c->package->budgets] };
    limit.limit = jx_money_of_value(c->arena, amount ? amount->value : budget->amount);
    limit.limit = transferred(c, budget->name, limit.limit);
    jx_text fact = set_excess(c, budget->name, excess, budget->excess, budget->excess_options, &limit);
    *JX_PUSH(c->arena, &c->limits) = limit;
    *JX_PUSH(c->arena, &c->orders) = fact;
}

// ---- caps ----

// Whether a column gives one of the facts that a formula rests on.
static bool rests_on_column(const paying_case *c, uint32_t definition)
{
    for (size_t i = 0; i < c->count; i++) {
        const jx_case_row *row = c->members[i].row;
        for (size_t k = 0; k < row->cell_count; k++) {
            uint32_t given = row->cells[k].definition;
            if (row->cells[k].kind != JX_CELL_INPUT || given == JX_NONE) continue;
            if (given == definition || jx_plan_reaches(c->in->plan, definition, given)) return true;
        }
    }
    return false;
}

static bool cap_stands(const paying_case *c, const jx_cap_row *row)
{
    if (budget_cell(c, row->name, false) || budget_cell(c, row->name, true)) return true;
    const uint32_t bases[] = { row->holder, row->earlier, row->amount_definition };
    for (size_t i = 0; i < JX_COUNT(bases); i++) {
        if (bases[i] != JX_NONE && !rests_on_column(c, bases[i])) return false;
    }
    return true;
}

static void add_cap(paying_case *c, const jx_cap_row *row)
{
    if (!cap_stands(c, row)) return;
    const jx_case_cell *amount = budget_cell(c, row->name, false), *excess = budget_cell(c, row->name, true);
    jx_payment_limit cap = { .name = row->name,
                             .over = awards_over(c, row->over),
                             .shown = &c->shown->caps[row - c->package->caps] };
    cap.limit = jx_money_of_value(c->arena, amount ? amount->value : row->amount);
    jx_text fact = JX_TEXT("");
    if (row->has_excess || excess) fact = set_excess(c, row->name, excess, row->excess, row->excess_options, &cap);
    *JX_PUSH(c->arena, &c->caps) = cap;
    *JX_PUSH(c->arena, &c->cap_orders) = fact;
    *JX_PUSH(c->arena, &c->cap_rows) = (case_cap){ row, amount != NULL };
}

// ---- together ----

// Blocks first, then what stands over all awards.
void case_rules(paying_case *c)
{
    jx_text *ids = JX_ARRAY(c->arena, c->model->award_count, jx_text);
    for (size_t i = 0; i < c->model->award_count; i++)
        ids[i] = c->model->awards[i].id;
    bool english = jx_text_equal(c->package->language, JX_TEXT("en"));
    c->rules = (jx_payment_rules){ .language = english ? JX_ENGLISH : JX_CHINESE,
                                   .award_ids = ids,
                                   .award_count = c->model->award_count,
                                   .unit_fen = c->package->payment_unit_fen };
    for (size_t i = 0; i < c->package->relation_count; i++)
        add_relation(c, &c->package->relations[i]);
    for (size_t i = 0; i < c->package->cap_count; i++)
        add_cap(c, &c->package->caps[i]);
    for (int all = 0; all <= 1; all++) {
        for (size_t i = 0; i < c->package->budget_count; i++) {
            if (means_all(c->package->budgets[i].awards) == (all == 1)) add_limit(c, &c->package->budgets[i]);
        }
    }
    c->rules.relations = c->relations.items;
    c->rules.relation_count = c->relations.count;
    c->rules.caps = c->caps.items;
    c->rules.cap_count = c->caps.count;
    c->rules.limits = c->limits.items;
    c->rules.limit_count = c->limits.count;
}
