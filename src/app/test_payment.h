// Private to app/: the payment steps of a case (policy-format 2 rule 16).
#ifndef JX_APP_TEST_PAYMENT_H
#define JX_APP_TEST_PAYMENT_H

#include "app/session.h"

typedef struct {
    const jx_case_row *row;
    jx_text subject;
    jx_case *unit;            // the row's facts, for what caps rest on
    const jx_answer *answer;  // of the row's own award; NULL: it has none
    jx_money paid;            // of all his awards together: filled in
    jx_text explanation;
} payment_member;

// What settling has shown of the rows of the package's tables (award/payment.h); by row.
typedef struct {
    uint8_t *relations, *budgets, *caps;
} payment_shown;

jx_text list_next(jx_text *list);  // takes the first entry off a list written with , or 、

bool test_payment_wanted(const jx_case_row *row);  // it says what is to be paid
// Pays all members of one population together. Only steps for which the table has a column are taken.
void test_payment(const session *in, payment_member *members, size_t count, payment_shown *shown);

// ---- between test_payment.c and test_payment_rules.c ----

typedef struct {
    const jx_cap_row *row;
    bool given;  // the case has its amount
} case_cap;

typedef struct {
    const session *in;
    jx_arena *arena;
    const jx_package *package;
    const jx_model *model;
    payment_member *members;
    size_t count;
    payment_shown *shown;
    jx_payment_rules rules;
    struct {
        jx_payment_relation *items;
        size_t count, capacity;
    } relations;
    struct {
        jx_payment_limit *items;
        size_t count, capacity;
    } limits, caps;
    struct {
        jx_text *items;  // by limit or cap: the fact that orders, where 按顺序 or 整笔 names one
        size_t count, capacity;
    } orders, cap_orders;
    struct {
        case_cap *items;
        size_t count, capacity;
    } cap_rows;
    struct {
        jx_due *items;
        size_t count, capacity;
    } dues;
    struct {
        const jx_payee **items;
        size_t count, capacity;
    } others;
} paying_case;

void case_rules(paying_case *c);  // fills `rules` and what they are made of
const jx_case_cell *case_cell_named(const jx_case_row *row, jx_cell_kind kind, jx_text name);  // NULL if none
jx_value case_reading(const paying_case *c, const jx_definition *reading);  // as the case sets it

#endif
