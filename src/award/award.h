// The door of award/: outcomes. Verdict and amount of one award for one subject, their canonical bytes, the
// explanation, and totals over a population. Pure functions over plans and cases; no files, no database.
#ifndef JX_AWARD_AWARD_H
#define JX_AWARD_AWARD_H

#include "award/payment.h"
#include "eval/eval.h"

typedef enum { JX_VERDICT_YES, JX_VERDICT_NO, JX_VERDICT_NEEDS_DATA, JX_VERDICT_PENDING, JX_VERDICT_MANUAL } jx_verdict;
#define JX_VERDICT_COUNT 5

// Rosters answer one of these; JX_LISTED_OPEN with the verdict saying why.
typedef enum {
    JX_LISTED_NONE,
    JX_LISTED_ENTER,
    JX_LISTED_STAY,
    JX_LISTED_LEAVE,
    JX_LISTED_NOT,
    JX_LISTED_OPEN
} jx_listed;

typedef struct {
    jx_text table, row;  // "增产奖励", "5"; rows of open tables: every row that may match, joined by ","
} jx_row_hit;

// One answer. Amounts are whole fen. `most` is meaningless when `unbounded`.
typedef struct {
    uint32_t   award;    // index into model.awards
    jx_text    subject;  // identifier
    jx_verdict verdict;
    jx_listed  listed;
    int64_t    least_fen, most_fen;
    bool       unbounded;
    jx_causes  causes;           // of verdict and amount together, ordered
    jx_text    *readings;        // names of provisional and pending readings that reach the award, by bytes
    size_t      reading_count;
    jx_row_hit *rows;            // tables looked at, in plan order
    size_t      row_count;
    bool        assumed;         // something made under a scenario reaches it
} jx_answer;

// Decides `award` for the case. Everything lives in the case's arena. `subject` is borrowed.
void jx_award_decide(jx_case *unit, const jx_bound_plan *plan, uint32_t award, jx_text subject, jx_arena *arena,
                     jx_answer *out);

// What a plan alone says of every answer of an award: readings that reach it, whether a scenario does, and which tables
// may be looked at. The same for tree and bulk; work it out once per bound plan.
typedef struct {
    uint32_t definition;
    bool     amount_only;  // only the amount reaches it: not looked at when the verdict is no
} jx_award_table;
typedef struct {
    jx_text *readings;
    size_t   reading_count;
    bool     assumed;
    const jx_award_table *tables;  // in plan order
    size_t   table_count;
} jx_award_static;
void jx_award_describe(const jx_bound_plan *plan, uint32_t award, jx_arena *arena, jx_award_static *out);
// jx_award_decide for many cases. `known` is jx_award_describe's, and lives as long as the answer.
void jx_award_decide_known(jx_case *unit, const jx_bound_plan *plan, uint32_t award, const jx_award_static *known,
                           jx_text subject, jx_arena *arena, jx_answer *out);
// A copy of its own causes and rows in `arena`; subject and readings stay borrowed.
jx_answer *jx_answer_keep(jx_arena *arena, const jx_answer *answer);

// The verdict for an open or known entitlement.
jx_verdict jx_verdict_of(jx_value eligible);
const char *jx_listed_slug(jx_listed listed);  // "enter" "stay" "leave" "not_listed"; "open"; "none" of money
const char *jx_verdict_slug(jx_verdict verdict);                        // "yes" "no" "needs_data" "pending" "manual"
const char *jx_verdict_word(jx_verdict verdict, jx_language language);  // 符合 …

// Rounds an exact amount of yuan to fen; `upper_open`: the largest unit below (SEMANTICS 2).
bool jx_amount_fen(jx_rounding_way way, jx_exact yuan, bool upper_open, int64_t *out_fen);

// Canonical JSON (SEMANTICS 7): subject, award, verdict, least, most, causes, readings, rows, steps. No blanks.
void jx_answer_print(const jx_model *model, const jx_answer *answer, jx_buffer *out);

// ---- explanation ----

// Where a fact came from; asked for by definition. Fields may be empty.
typedef struct {
    jx_text source, file, date, note;
    jx_text unit;        // unit the figure was delivered in; "" for the fact's own
    jx_decimal factor;   // base units per that unit
} jx_provenance;

// A condition row as it was told, for those who show an explanation otherwise than as text. In the text the row's line
// is followed by its gaps, indented by four blanks, and by the figures behind it, by six; at two the next thing begins.
typedef struct {
    size_t                 start;   // of its line, in bytes of the explanation
    const struct jx_group *group;
    size_t                 row;     // of `group`
    jx_value               truth;
    jx_text                record;  // whose row it is; "" outside of records
} jx_told_row;

typedef struct {
    jx_told_row *items;
    size_t       count, capacity;
} jx_told_rows;

typedef struct {
    jx_language   language;
    jx_provenance (*provenance)(void *user, uint32_t definition);  // NULL: nothing is known
    void         *user;
    jx_told_rows *rows;  // NULL: nobody asks
} jx_explain_options;

// Renders why the answer is what it is: verdict, amount, each condition row with value, source, date, words and gap,
// tables and rows hit, formulas with values, causes, readings. Ends with a newline. Uses the words of policy-format
// 2.1.
void jx_answer_explain(jx_case *unit, const jx_bound_plan *plan, const jx_answer *answer,
                       const jx_explain_options *options, jx_buffer *out);

// ---- totals over a population ----

__extension__ typedef __int128 jx_fen_sum;  // sums of a nation's fen

typedef struct {
    uint64_t verdicts[JX_VERDICT_COUNT];
    jx_fen_sum decided_fen, least_fen, most_fen;  // decided: answers whose amount is one figure and verdict is decided
    bool     unbounded;
} jx_totals;
void jx_totals_add(jx_totals *totals, const jx_answer *answer);

#endif
