// Private to app/: the payment steps of a case (policy-format 2 rule 16).
#ifndef JX_APP_TEST_PAYMENT_H
#define JX_APP_TEST_PAYMENT_H

#include "app/session.h"

typedef struct {
    const jx_case_row *row;
    jx_text subject;
    const jx_answer *answer;  // of the row's own award; NULL: it has none
    jx_money paid;            // of all his awards together: filled in
    jx_text explanation;
} payment_member;

bool test_payment_wanted(const jx_case_row *row);  // it says what is to be paid
// Pays all members of one population together. Only steps for which the table has a column are taken.
void test_payment(const session *in, payment_member *members, size_t count);

#endif
