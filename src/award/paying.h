// What the files of the payment share; private to award/. Start at payment.c.
#ifndef JX_AWARD_PAYING_H
#define JX_AWARD_PAYING_H

#include "award/payment.h"

// One due on its way through the steps.
typedef struct {
    const jx_due *due;
    jx_money now;    // what the last step left
    jx_value order;  // for the limit at hand; open: his place is not known
    struct {
        jx_payment_step *items;
        size_t count, capacity;
    } steps;
} jx_paying;

const char *jx_paying_word(jx_language language, const char *zh, const char *en);
// Keeps the step's figure: `now` becomes `after`.
void jx_paying_step(jx_arena *arena, jx_paying *one, jx_text name, jx_money after, jx_text note);
// A figure without causes, or a range with those of both.
jx_money jx_paying_money(jx_arena *arena, jx_money ends, jx_causes a, jx_causes b);

// Relations of one subject; `mine[award]` is NULL where nothing is due. Inside the package, then outside schemes.
void jx_paying_relations(jx_arena *arena, const jx_payment_rules *rules, const jx_payee *payee, jx_paying **mine);

// Caps over several awards, one after the other; `all` stands by subject and award.
void jx_paying_caps(jx_arena *arena, const jx_payment_rules *rules, jx_paying **all, size_t count);

// Shares a limit among `count` dues, which stand by subject and award.
void jx_paying_limit(jx_arena *arena, const jx_payment_rules *rules, const jx_payment_limit *limit, jx_paying **sharers,
                     size_t count);

#endif
