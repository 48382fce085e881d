// The door of app/: one function per thing a person wants. Nothing here prints; results are plain data.
//
// Every function works inside the arena of its jx_app, answers problems there, and guards its own allocations. What is
// foreign (clock, stop, progress) comes in through jx_app; files are those the caller names.
#ifndef JX_APP_APP_H
#define JX_APP_APP_H

#include "synth/synth.h"
#include "award/award.h"
#include "store/store.h"

#define JX_SEMANTICS 1  // SEMANTICS.md; raised when results of kept runs would change

typedef struct {
    jx_arena *arena;         // all results live here
    jx_allocator allocator;  // of scratch arenas
    jx_problems *problems;
    const jx_limits *limits;
    jx_language language;
    const jx_zones *zones;     // for `feel` only; NULL: none known
    jx_text created;           // what the clock says, "2026-11-24T02:00:00Z"; recorded, never decided by
    bool (*stop)(void *user);  // asked often; true ends with JX_INTERRUPTED. NULL: never
    void (*progress)(void *user, const char *stage, size_t done, size_t total);  // NULL: nobody looks
    void *user;
    bool one_by_one;      // runs are decided subject by subject through eval/; else many at once through bulk/
    unsigned threads;     // of bulk/; 0: one
    const char *kernels;  // of bulk/, for tests; NULL: the best that the machine has
    jx_store *store;      // open while a function works; closed by it
    jx_arena *scratch;    // likewise
    struct jx_bulk *bulk; // likewise
} jx_app;

// ---- check ----

typedef struct {
    jx_text id, title;
    bool executable;
    jx_text awards;  // ids, joined by ", "
} jx_clause_line;

typedef struct {
    jx_text name, where, what, status, decided_by;  // a pending value or an open reading
} jx_open_point;

typedef struct {
    jx_text title, status, scenario;
    uint8_t hash[32];
    const jx_clause_line *clauses;
    size_t clause_count;
    const jx_open_point *open_points;
    size_t open_point_count;
    const jx_text *scenarios;
    size_t scenario_count;
    size_t award_count, case_count, errors, warnings;
    bool accepted;  // policy.lock was written
} jx_check_report;

// JX_REFUSED when the package has errors; the report is filled as far as it could be read. `accept` writes policy.lock.
JX_MUST_USE jx_status jx_app_check(jx_app *app, const char *package, jx_text scenario, bool accept,
                                   jx_check_report *out);

// ---- test ----

typedef enum { JX_CASE_PASSED, JX_CASE_FAILED, JX_CASE_SKIPPED } jx_case_outcome;

typedef struct {
    jx_text award, name, subject, scenario;
    jx_text file;
    uint32_t line;
    jx_case_outcome outcome;
    jx_text what;  // of the first expectation that failed; why it was skipped
    jx_text expected, actual;
    jx_text explanation;  // of a failed case
} jx_case_line;

// Something that the cases should show (docs/policy-format.md 3): a condition, a row, a cap, a relation, a block, a
// reading.
typedef enum {
    JX_SHOW_CONDITION,
    JX_SHOW_ROW,
    JX_SHOW_CAP,       // an operand of min or max
    JX_SHOW_RELATION,
    JX_SHOW_LIMIT,     // 上限, 板块, 总额
    JX_SHOW_READING,
    JX_SHOW_TIERS,     // amounts along a figure go one way; seen by generated cases
    JX_SHOW_LISTED     // a row of 未覆盖 itself, which names nothing that is uncovered
} jx_show_kind;
#define JX_SHOW_COUNT 8
#define JX_SHOW_OUTCOMES 3

typedef struct {
    jx_show_kind kind;
    jx_text award;    // or clause, or "c0"
    jx_text what;     // "2", "验收日 != null", "增产奖励 5", "min(补助, 最高补助): 最高补助"
    jx_text excerpt;  // the words there
    jx_text file;
    uint32_t line;
    unsigned wanted, shown, listed;  // 1 << outcome
    jx_text reason;                  // of 未覆盖
} jx_show_line;
const char *jx_show_kind_word(jx_show_kind kind, jx_language language);                         // 条件, 表行 …
const char *jx_show_outcome_word(jx_show_kind kind, unsigned outcome, jx_language language);  // 是, 否, 未定 …

// A generated case: a figure just below, on and just above the border of a comparison, in a case that passes.
typedef struct {
    jx_text value;  // in the figure's unit; "": the figure cannot be there, or none is exactly on the border
    jx_verdict verdict;
    jx_listed listed;
    int64_t least_fen, most_fen;
    bool unbounded;
} jx_border_point;

typedef enum {
    JX_BORDER_HOLDS,
    JX_BORDER_MOVED,    // the verdict changes where the comparison does not
    JX_BORDER_CAP,      // an amount above its own cap
    JX_BORDER_UNSOUND,  // with the figure open, the answer leaves out one that may come
} jx_border_fault;

typedef struct {
    jx_text award, what, comparison, figure, unit, name, scenario, file;
    uint32_t line;
    jx_border_point at[3];  // below, on, above
    jx_border_fault fault;
} jx_border_line;
const char *jx_border_fault_words(jx_border_fault fault, jx_language language);

typedef struct {
    jx_text title;
    const jx_case_line *lines;
    size_t count, passed, failed, skipped;
    const jx_border_line *borders;
    size_t border_count, generated, faults;  // cases generated; borders at which something does not hold
    const jx_show_line *shows;
    size_t show_count;
    size_t wanted, shown, listed;  // outcomes; what is neither shown nor listed makes the test fail
    size_t outdated;               // rows of 未覆盖 that name what is shown, or nothing at all
} jx_test_report;

JX_MUST_USE jx_status jx_app_test(jx_app *app, const char *package, jx_test_report *out);

// ---- assess ----

typedef enum {
#define JX_BAD(name, slug, zh, en) JX_BAD_##name,
#include "app/bad_cells.def"
#undef JX_BAD
    JX_BAD_COUNT
} jx_bad_reason;

// A delivered cell (or row, column "") that was not taken.
typedef struct {
    jx_text file, column, value, detail;
    jx_text problem;  // of a broken row: the slug in base/problems.def
    uint32_t row;
    jx_bad_reason reason;
} jx_bad_cell;
const char *jx_bad_reason_slug(jx_bad_reason reason);
const char *jx_bad_reason_words(jx_bad_reason reason, jx_language language);

typedef struct {
    jx_text code, name, county;  // name and county may be empty
} jx_subject;

// What many answers of an award have in common; kept once per run.
typedef struct {
    jx_answer answer;     // but for the subject and the amounts
    uint8_t cause_kinds;  // bit 1 << jx_cause_kind
    jx_text causes;       // "missing 产值; gap 用电量 2026-02-28"
    jx_text causes_json;
} jx_outcome;

typedef struct {
    const jx_outcome *outcome;
    int64_t least_fen, most_fen;  // most: JX_UNBOUNDED_FEN where nothing bounds it
} jx_result;

typedef struct {
    jx_text id, name, kind;  // kind of its subjects
    const jx_model *model;
    const jx_subject *subjects;
    const jx_result *results;
    size_t count;
    size_t by_kernels, alike;  // answers that kernels finished; that eval gave once for rows which kernels found alike
    jx_totals totals;
} jx_award_results;
// The canonical bytes of one answer (SEMANTICS 7).
void jx_result_print(const jx_award_results *award, size_t row, jx_buffer *out);

typedef struct {
    const char *package;  // folder
    const char *facts;    // folder
    jx_text scenario;     // "" as published
    const char *store;    // NULL: 测算
} jx_assess_options;

typedef struct {
    jx_text title, scenario, in_force;
    jx_text money;  // base unit of all amounts: 元, EUR
    uint8_t package_hash[32];
    const jx_award_results *awards;
    size_t award_count;
    const jx_clause_line *clauses;  // all; not executable ones are listed
    size_t clause_count;
    const jx_bad_cell *bad_cells;
    size_t bad_cell_count;
    int64_t run;               // 0 without a store
    bool same_run;             // the store had it already
    jx_hash_value root, head;  // of the run; of the chain
    int64_t records;
} jx_assessment;

JX_MUST_USE jx_status jx_app_assess(jx_app *app, const jx_assess_options *options, jx_assessment *out);

// ---- explain ----

typedef struct {
    const char *package, *facts;  // a package and a delivery, or
    const char *store;            // a store and
    int64_t run;                  // a run in it
    jx_text scenario;             // with a package
    jx_text subject;              // code or name
    jx_text award;                // id or name; "" every award of the subject's kind
} jx_explain_request;

typedef struct {
    jx_text award, name, text, canonical;
    jx_result result;
} jx_explained;

typedef struct {
    jx_text title, scenario;
    jx_subject subject;
    const jx_explained *awards;
    size_t count;
    const jx_subject *candidates;  // when the name fits several: JX_NOT_FOUND
    size_t candidate_count;
} jx_explanation;

// JX_NOT_FOUND: no such subject, award or run. JX_REFUSED also when a stored outcome does not come out again.
JX_MUST_USE jx_status jx_app_explain(jx_app *app, const jx_explain_request *request, jx_explanation *out);

// ---- replay, verify ----

typedef struct {
    jx_text what;  // "1.2", block, subject: what came out differently
} jx_difference;

typedef struct {
    jx_stored_run run;
    size_t awards, blocks, rows;  // compared
    const jx_difference *differences;
    size_t difference_count;
} jx_replay_report;

JX_MUST_USE jx_status jx_app_replay(jx_app *app, const char *store, int64_t run, jx_replay_report *out);
JX_MUST_USE jx_status jx_app_verify(jx_app *app, const char *store, jx_findings *out);

// ---- others ----

// A package from bare text: head, clauses with their words quoted, empty dictionaries. The folder must not exist.
JX_MUST_USE jx_status jx_app_new_package(jx_app *app, const char *text_file, const char *folder, size_t *out_clauses);
// `stage`: blocks, tokens, facts, model, plan. `what` is a package; for tokens, where no such folder is, an expression.
// bound: what the files in the folder `facts` became.
JX_MUST_USE jx_status jx_app_dump(jx_app *app, const char *what, const char *facts, jx_text scenario, jx_text stage,
                                  jx_text *out);
// The value of each expression of a file (a blank line between two), one per line; `file` NULL: the manual of the
// built-ins, docs/feel.md.
JX_MUST_USE jx_status jx_app_feel(jx_app *app, const char *file, jx_text *out);

#endif
