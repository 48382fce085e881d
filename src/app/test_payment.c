// What a case says of money -> rules, payees and dues for award/payment.h, and back.
//
// Read test_payment() at the end. A 关系 stands when its scheme has a column, a 板块 or 总额 when its 额 or 超出时 has
// one; inside relations always stand, for other awards are absent.
#include "app/test_payment.h"

typedef struct {
    const session *in;
    jx_arena *arena;
    const jx_package *package;
    const jx_model *model;
    payment_member *members;
    size_t count;
    jx_payment_rules rules;
    struct {
        jx_payment_relation *items;
        size_t count, capacity;
    } relations;
    struct {
        jx_payment_limit *items;
        size_t count, capacity;
    } limits;
    struct {
        jx_text *items;  // by limit: the fact that orders, where 按顺序 names one
        size_t count, capacity;
    } orders;
    struct {
        jx_due *items;
        size_t count, capacity;
    } dues;
} paying_case;

// ---- cells ----

static const jx_case_cell *cell_named(const jx_case_row *row, jx_cell_kind kind, jx_text name)
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
        found = cell_named(c->members[i].row, kind, name);
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

bool test_payment_wanted(const jx_case_row *row)
{
    for (size_t i = 0; i < row->cell_count; i++) {
        if (row->cells[i].kind == JX_CELL_EXPECT_PAID && row->cells[i].text.size) return true;
    }
    return false;
}

// ---- lists of awards ----

static jx_text next_entry(jx_text *list)
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
        jx_text entry = next_entry(&list);
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

// `2.1.奖励金额` is the result of award 2.1.
static uint32_t award_of_column(const jx_model *model, jx_text name)
{
    size_t dot = name.size;
    while (dot > 0 && name.bytes[dot - 1] != '.')
        dot--;
    jx_text head = jx_text_slice(name, 0, dot ? dot - 1 : 0);
    for (uint32_t i = 0; i < model->award_count; i++) {
        if (jx_text_equal(model->awards[i].id, head) || jx_text_equal(model->awards[i].name, head)) return i;
    }
    return JX_NONE;
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

// 方式 is a keyword, or the bare name of a reading whose option is one.
static void set_ways(const paying_case *c, jx_text word, jx_payment_relation *out)
{
    jx_way way;
    out->ways = way_bit(word);
    if (jx_way_read(word, &way)) return;
    for (size_t i = 0; i < c->model->definition_count; i++) {
        const jx_definition *reading = &c->model->definitions[i];
        if (reading->kind != JX_DEFINITION_READING || !jx_text_equal(reading->name, word)) continue;
        const jx_case_cell *set = column_cell(c, JX_CELL_SET_READING, word);
        jx_value taken = set ? set->value : reading->value;
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
    set_ways(c, row->way, &relation);
    for (jx_text list = row->right; list.size;) {
        const jx_scheme_row *scheme = scheme_named(c->package, next_entry(&list));
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

static void add_limit(paying_case *c, const jx_budget_row *budget)
{
    const jx_case_cell *amount = budget_cell(c, budget->name, false), *excess = budget_cell(c, budget->name, true);
    if (!amount && !excess) return;
    jx_payment_limit limit = { .name = budget->name, .over = awards_over(c, budget->awards) };
    limit.limit = jx_money_of_value(c->arena, amount ? amount->value : budget->amount);
    jx_text words = excess && excess->value.kind == JX_STRING ? excess->value.as.string : JX_TEXT("");
    if (!excess) words = budget->excess;
    jx_excess rule;
    jx_text fact = JX_TEXT("");
    if (jx_excess_read(words, &rule, &fact)) {
        limit.excess = 1u << rule;
    } else if (excess) {
        limit.causes = jx_value_causes(excess->value);
    } else {
        const char *word = c->rules.language == JX_CHINESE ? "超出时" : "excess";
        jx_text name = jx_text_format(c->arena, "%.*s.%s", JX_TEXT_ARG(budget->name), word);
        limit.causes = jx_cause_one(c->arena, JX_CAUSE_PENDING, name, JX_TEXT(""));
    }
    *JX_PUSH(c->arena, &c->limits) = limit;
    *JX_PUSH(c->arena, &c->orders) = fact;
}

// Blocks first, then what stands over all awards.
static void gather_rules(paying_case *c)
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
    for (int all = 0; all <= 1; all++) {
        for (size_t i = 0; i < c->package->budget_count; i++) {
            if (means_all(c->package->budgets[i].awards) == (all == 1)) add_limit(c, &c->package->budgets[i]);
        }
    }
    c->rules.relations = c->relations.items;
    c->rules.relation_count = c->relations.count;
    c->rules.limits = c->limits.items;
    c->rules.limit_count = c->limits.count;
}

// ---- payees and dues ----

static jx_value missing(jx_arena *arena, const jx_type *type, jx_text name)
{
    return jx_open_any(arena, type, false, jx_cause_one(arena, JX_CAUSE_MISSING, name, JX_TEXT("")));
}

static const jx_payee *payee_of(const paying_case *c, const payment_member *member)
{
    jx_payee *payee = JX_NEW(c->arena, jx_payee);
    jx_money *schemes = JX_ARRAY(c->arena, c->relations.count, jx_money);
    jx_value *orders = JX_ARRAY(c->arena, c->limits.count, jx_value);
    for (size_t i = 0; i < c->relations.count; i++) {
        jx_text name = c->relations.items[i].scheme;
        const jx_case_cell *cell = cell_named(member->row, JX_CELL_SCHEME, name);
        if (!name.size) continue;
        schemes[i] = jx_money_of_value(c->arena, cell ? cell->value : missing(c->arena, &jx_type_number, name));
    }
    for (size_t i = 0; i < c->limits.count; i++) {
        jx_text name = c->orders.items[i];
        const jx_case_cell *cell = cell_named(member->row, JX_CELL_INPUT, name);
        orders[i] = cell ? cell->value : missing(c->arena, &jx_type_any, name);
    }
    *payee = (jx_payee){ .subject = member->subject, .schemes = schemes, .orders = orders };
    return payee;
}

static jx_money answered(const jx_answer *answer)
{
    return (jx_money){ answer->least_fen, answer->most_fen, answer->unbounded, answer->causes };
}

static void add_dues(paying_case *c, const payment_member *member)
{
    const jx_payee *payee = payee_of(c, member);
    for (size_t i = 0; i < member->row->cell_count; i++) {
        const jx_case_cell *cell = &member->row->cells[i];
        uint32_t award = cell->kind == JX_CELL_AWARD_RESULT ? award_of_column(c->model, cell->name) : JX_NONE;
        if (award == JX_NONE || (member->answer && award == member->row->award)) continue;
        *JX_PUSH(c->arena, &c->dues) = (jx_due){ payee, award, jx_money_of_value(c->arena, cell->value) };
    }
    if (!member->answer) return;
    *JX_PUSH(c->arena, &c->dues) = (jx_due){ payee, member->row->award, answered(member->answer) };
}

// ---- together ----

void test_payment(const session *in, payment_member *members, size_t count)
{
    paying_case c = { .in = in,
                      .arena = in->app->arena,
                      .package = in->package,
                      .model = &in->package->model,
                      .members = members,
                      .count = count };
    gather_rules(&c);
    size_t *ends = JX_ARRAY(c.arena, count, size_t);
    for (size_t i = 0; i < count; i++) {
        add_dues(&c, &members[i]);
        ends[i] = c.dues.count;
    }
    jx_paid *paid = JX_ARRAY(c.arena, c.dues.count, jx_paid);
    jx_payment_settle(c.arena, &c.rules, c.dues.items, c.dues.count, paid);
    for (size_t i = 0, next = 0; i < count; i++) {
        jx_buffer text = jx_buffer_in(c.arena);
        members[i].paid = (jx_money){ 0 };
        for (; next < ends[i]; next++) {
            members[i].paid = jx_money_add(c.arena, members[i].paid, paid[next].paid);
            jx_payment_explain(c.arena, &c.rules, &c.dues.items[next], &paid[next], &text);
        }
        members[i].explanation = jx_buffer_text(&text);
    }
}
