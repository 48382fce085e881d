// The payment steps of cases: payees and dues from their rows, and back.
//
// Read test_payment() at the end. What the rules are is asked of test_payment_rules.c.
#include "app/test_payment.h"

bool test_payment_wanted(const jx_case_row *row)
{
    for (size_t i = 0; i < row->cell_count; i++) {
        if (row->cells[i].kind == JX_CELL_EXPECT_PAID && row->cells[i].text.size) return true;
    }
    return false;
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

// ---- payees and dues ----

static jx_value missing(jx_arena *arena, const jx_type *type, jx_text name)
{
    return jx_open_any(arena, type, false, jx_cause_one(arena, JX_CAUSE_MISSING, name, JX_TEXT("")));
}

// What 按顺序 or 整笔 goes by, for him.
static jx_value place_of(const paying_case *c, const payment_member *member, jx_text fact)
{
    const jx_case_cell *cell = case_cell_named(member->row, JX_CELL_INPUT, fact);
    return cell ? cell->value : missing(c->arena, &jx_type_any, fact);
}

// What counts against each cap already: its ledger, worked out from the facts of the row.
static const jx_money *earlier_of(const paying_case *c, const payment_member *member)
{
    jx_money *earlier = JX_ARRAY(c->arena, c->caps.count, jx_money);
    for (size_t i = 0; i < c->caps.count; i++) {
        uint32_t formula = c->cap_rows.items[i].row->earlier;
        earlier[i] = jx_money_fen(0);
        if (formula != JX_NONE) earlier[i] = jx_money_of_value(c->arena, jx_case_value(member->unit, formula));
    }
    return earlier;
}

static const jx_holder *holders_of(const paying_case *c, const payment_member *member)
{
    jx_holder *holders = JX_ARRAY(c->arena, c->caps.count, jx_holder);
    for (size_t i = 0; i < c->caps.count; i++) {
        uint32_t fact = c->cap_rows.items[i].row->holder;
        if (fact == JX_NONE) continue;
        jx_value who = jx_case_value(member->unit, fact);
        if (who.kind == JX_STRING) holders[i].name = who.as.string;
        holders[i].causes = jx_value_causes(who);
    }
    return holders;
}

static const jx_money *caps_of(const paying_case *c, const payment_member *member)
{
    jx_money *caps = JX_ARRAY(c->arena, c->caps.count, jx_money);
    for (size_t i = 0; i < c->caps.count; i++) {
        const case_cap *cap = &c->cap_rows.items[i];
        caps[i] = c->caps.items[i].limit;
        if (cap->row->amount_definition != JX_NONE && !cap->given)
            caps[i] = jx_money_of_value(c->arena, jx_case_value(member->unit, cap->row->amount_definition));
    }
    return caps;
}

static const jx_payee *payee_of(const paying_case *c, const payment_member *member)
{
    jx_payee *payee = JX_NEW(c->arena, jx_payee);
    jx_money *schemes = JX_ARRAY(c->arena, c->relations.count, jx_money);
    jx_value *orders = JX_ARRAY(c->arena, c->limits.count, jx_value);
    jx_value *cap_orders = JX_ARRAY(c->arena, c->caps.count, jx_value);
    for (size_t i = 0; i < c->relations.count; i++) {
        jx_text name = c->relations.items[i].scheme;
        const jx_case_cell *cell = case_cell_named(member->row, JX_CELL_SCHEME, name);
        if (!name.size) continue;
        schemes[i] = jx_money_of_value(c->arena, cell ? cell->value : missing(c->arena, &jx_type_number, name));
    }
    for (size_t i = 0; i < c->limits.count; i++)
        orders[i] = place_of(c, member, c->orders.items[i]);
    for (size_t i = 0; i < c->caps.count; i++)
        cap_orders[i] = place_of(c, member, c->cap_orders.items[i]);
    *payee = (jx_payee){ .subject = member->subject,
                         .schemes = schemes,
                         .orders = orders,
                         .cap_orders = cap_orders,
                         .earlier = earlier_of(c, member),
                         .holders = holders_of(c, member),
                         .caps = caps_of(c, member) };
    return payee;
}

static jx_money answered(const jx_answer *answer)
{
    return (jx_money){ answer->least_fen, answer->most_fen, answer->unbounded, answer->causes };
}

// Why what is due under an award cannot be paid out yet: whom to pay is not decided.
static jx_causes held(const paying_case *c, uint32_t award)
{
    const jx_award_rule *rule = &c->model->awards[award];
    if (rule->payee_reading == JX_NONE) {
        if (!jx_cell_is_pending(rule->payee)) return (jx_causes){ 0 };
        const char *word = c->rules.language == JX_CHINESE ? "收款人" : "payee";
        jx_text name = jx_text_format(c->arena, "%.*s.%s", JX_TEXT_ARG(rule->id), word);
        return jx_cause_one(c->arena, JX_CAUSE_PENDING, name, JX_TEXT(""));
    }
    return jx_value_causes(case_reading(c, &c->model->definitions[rule->payee_reading]));
}

static void add_due(paying_case *c, const jx_payee *payee, uint32_t award, jx_money money)
{
    *JX_PUSH(c->arena, &c->dues) =
        (jx_due){ .payee = payee, .award = award, .money = money, .held = held(c, award) };
}

static void add_dues(paying_case *c, const payment_member *member)
{
    const jx_payee *payee = payee_of(c, member);
    size_t before = c->dues.count;
    for (size_t i = 0; i < member->row->cell_count; i++) {
        const jx_case_cell *cell = &member->row->cells[i];
        uint32_t award = cell->kind == JX_CELL_AWARD_RESULT ? award_of_column(c->model, cell->name) : JX_NONE;
        if (award == JX_NONE || (member->answer && award == member->row->award)) continue;
        add_due(c, payee, award, jx_money_of_value(c->arena, cell->value));
    }
    if (member->answer) add_due(c, payee, member->row->award, answered(member->answer));
    if (c->dues.count == before) *JX_PUSH(c->arena, &c->others) = payee;
}

// ---- together ----

void test_payment(const session *in, payment_member *members, size_t count, payment_shown *shown)
{
    paying_case c = { .in = in,
                      .arena = in->app->arena,
                      .package = in->package,
                      .model = &in->package->model,
                      .members = members,
                      .count = count,
                      .shown = shown };
    case_rules(&c);
    size_t *ends = JX_ARRAY(c.arena, count, size_t);
    for (size_t i = 0; i < count; i++) {
        add_dues(&c, &members[i]);
        ends[i] = c.dues.count;
    }
    c.rules.others = c.others.items;
    c.rules.other_count = c.others.count;
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
