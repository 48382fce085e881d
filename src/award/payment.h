// Payment: from the amounts that are due to what is paid of them (SEMANTICS 6, policy-format 2 rule 15).
//
// Pure functions over figures that the caller has gathered; nothing here knows packages or cases. The steps, inside
// out: amount due -> relations inside the package -> outside schemes -> caps over several awards -> blocks -> total ->
// payee.
// Read jx_payment_rules, then jx_payment_settle(). Everything is whole fen; a figure that is not settled is a range
// with its causes, and each step works on its ends, so that the range holds whatever the open figures turn out to be.
#ifndef JX_AWARD_PAYMENT_H
#define JX_AWARD_PAYMENT_H

#include "base/problem.h"
#include "data/value.h"

// One figure or a range. `most_fen` is meaningless when `unbounded`; `causes` is empty for one figure.
typedef struct {
    int64_t least_fen, most_fen;
    bool unbounded;
    jx_causes causes;
} jx_money;

jx_money jx_money_fen(int64_t fen);
// Of an amount of yuan, known or open; 无 and what is below 0 count as 0. Ends are taken outward to whole fen.
jx_money jx_money_of_value(jx_arena *arena, jx_value yuan);
jx_money jx_money_add(jx_arena *arena, jx_money a, jx_money b);
bool jx_money_is_known(jx_money money);
bool jx_money_equal(jx_money a, jx_money b);             // by their figures alone
// In units of money: "50000", "0..50000", "0..无上限", "0..unbounded".
jx_text jx_money_text(jx_arena *arena, jx_language language, jx_money money);

// ---- rules ----

typedef enum {
    JX_WAY_ADD,          // 叠加
    JX_WAY_EXCLUSIVE,    // 互斥: the subject chooses one side; until he has, either may be what he chose
    JX_WAY_HIGHER,       // 就高: the higher side is paid, the left one when they are equal
    JX_WAY_TOP_UP,       // 扣减: what stands on the right is taken off the left, once, in the order written
    JX_WAY_HIGHER_ONLY,  // 仅高: the left side is paid in full if it is higher, else not at all
} jx_way;
#define JX_WAY_COUNT 5
bool jx_way_read(jx_text word, jx_way *out);  // both languages

// What settling known figures showed of a rule, for coverage.
enum {
    JX_PAYING_LEFT = 1,   // a relation: more on the left than on the right; 叠加: both paid
    JX_PAYING_RIGHT = 2,  // a relation: more on the right
    JX_PAYING_FITS = 1,   // a cap, block or total: it was enough
    JX_PAYING_CUT = 2,    // it was not
};

typedef struct {
    unsigned ways;                 // 1 << jx_way, of each that it may be; more than one while its reading is open
    jx_causes causes;              // why it is open
    const uint32_t *left, *right;  // award indexes, in the order written; no right: an outside scheme
    size_t left_count, right_count;
    jx_text scheme, tier;  // "自治区.连续生产", "自治区"
    uint8_t *shown;        // noted here; NULL: nobody looks
} jx_payment_relation;

typedef enum {
    JX_EXCESS_PRORATE,     // 按比例
    JX_EXCESS_ORDER,       // 按顺序: the first that no longer fits gets the rest
    JX_EXCESS_LOWER_CAPS,  // 降上限
    JX_EXCESS_WHOLE,       // 整笔: in order; what does not fit into the rest as a whole is not paid at all
} jx_excess;
#define JX_EXCESS_COUNT 4
// Both languages; 按顺序 and 整笔 may be followed by the name of a fact, which is *rest.
bool jx_excess_read(jx_text words, jx_excess *out, jx_text *rest);

// A cap over several awards of one holder, a block, or the total.
typedef struct {
    jx_text name;
    const bool *over;  // by award
    jx_money limit;
    // 1 << jx_excess, of each that it may be; 0: any rule at all. A cap without a rule (0, no causes) pays the awards
    // of one subject in their order; what several subjects share then is open.
    unsigned excess;
    jx_causes causes;  // why the rule is open
    uint8_t *shown;    // noted here; NULL: nobody looks
} jx_payment_limit;

typedef struct jx_payee jx_payee;

typedef struct {
    jx_language language;
    const jx_text *award_ids;
    size_t award_count;
    int64_t unit_fen;  // payment unit, above 0: every limit and cap works on whole units
    const jx_payment_relation
        *relations;  // in the order written; all inside ones are worked out before all outside ones
    size_t relation_count;
    const jx_payment_limit *caps;
    size_t cap_count;
    const jx_payment_limit *limits;  // blocks, then the total
    size_t limit_count;
    // Payees to whom nothing is due, whose earlier awards count against the caps they share.
    const jx_payee *const *others;
    size_t other_count;
} jx_payment_rules;

// ---- settling ----

// Who shares one cap with others: all payees with the same name (linked firms). No name: he stands by himself; causes:
// not known, he may share with anybody.
typedef struct {
    jx_text name;
    jx_causes causes;
} jx_holder;

struct jx_payee {
    jx_text subject;            // identifier
    const jx_money *schemes;    // by relation: what the outside scheme gives him; NULL: nothing is known to be given
    const jx_money *earlier;    // by cap: what counts against it already; NULL: nothing
    const jx_value *orders;     // by limit: his place where 按顺序 is the rule, open while unknown; NULL: unknown
    const jx_value *cap_orders;  // by cap: the same; NULL: unknown
    const jx_holder *holders;    // by cap; NULL: he shares with nobody
    const jx_money *caps;  // by cap: his own amount of it; NULL: as the rule says. Sharers have the least of theirs
};

// What is due to one subject under one award; at most one of each pair.
typedef struct {
    const jx_payee *payee;
    uint32_t award;
    jx_money money;
    jx_causes held;  // why nothing can be paid out yet though it is due (whom to pay is open); empty: nothing is
} jx_due;

// "1.2" "扣减 50000", "增产增效" "按比例". The first is the amount due itself. `note` is empty when nothing was done.
typedef struct {
    jx_text name;
    jx_money before, after;
    jx_text note;
} jx_payment_step;

typedef struct {
    jx_money paid;
    const jx_payment_step *steps;
    size_t step_count;
} jx_paid;

// out[i] belongs to dues[i]; the order of `dues` makes no difference to what is paid.
void jx_payment_settle(jx_arena *arena, const jx_payment_rules *rules, const jx_due *dues, size_t count, jx_paid *out);

// One line for each step and for each cause of what is still open, in the words of policy-format 2.1.
void jx_payment_explain(jx_arena *arena, const jx_payment_rules *rules, const jx_due *due, const jx_paid *paid,
                        jx_buffer *out);
// Canonical: [["1.2","扣减 50000",5000000,0],…]: name, note, least and most of what the step left; most null without end.
void jx_payment_print(const jx_paid *paid, jx_buffer *out);

#endif
