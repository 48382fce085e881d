// The door of bulk/: the plan that eval/ runs for one case, over the columns of a whole population.
//
// What kernels can say exactly for a row they say; every other row is handed, with its facts, to the caller's `decide`,
// which runs eval/ and award/ on it. So the answers are those of the tree evaluator by construction, and only how fast
// they come depends on the kernels. A row is finished by kernels when its entitlement is known, every table it
// reports was
// hit by known cells, and (if entitled) its amount is known; or when it is open for days without readings alone and the
// ends of its amount are known. Results are dense columns per award, with the rows
// that went to eval beside them; they do not depend on the number of threads or on the instruction set.
//
//     jx_bulk_new(&options, arena, &bulk);   // compiles the awards for these columns
//     jx_bulk_run(bulk);                     // may be called again: the same result
//     jx_bulk_award_result(bulk, award) …
//     jx_bulk_free(bulk);
#ifndef JX_BULK_BULK_H
#define JX_BULK_BULK_H

#include "data/column.h"
#include "eval/eval.h"

// Facts of many subjects. Everything is borrowed for the life of the bulk.
typedef struct {
    size_t   count;
    uint32_t subject;  // kind, index into model.subjects: awards of other kinds are left out
    // By definition; NULL where the definition is no fact, or `facts` gives it.
    const jx_column *const *columns;
    // Sets facts[d] of the facts without a column (records, for instance) for one row, of those at least that are
    // wanted (by definition; NULL: all); called from several threads. NULL: such facts are 无.
    void (*facts)(void *user, jx_arena *arena, size_t row, const bool *wanted, jx_value *facts);
    void *user;
    bool facts_whole;  // `facts` sets every fact, so that columns are only what kernels read
    // The longest list that `facts` gives; 0 with `facts` set: not known, then an award that goes through lists is
    // eval's.
    uint64_t longest_list;
} jx_bulk_population;

// A row of one award that kernels left to eval. The caller's `decide` fills verdict to detail.
typedef struct {
    uint32_t    row;
    uint8_t     verdict;    // jx_verdict
    bool        unbounded;
    bool        alike;      // eval said it of another row of which everything that counts is the same
    int64_t     least_fen, most_fen;
    const void *detail;     // the caller's; whatever it wants to find again. Of an alike row: the other row's
} jx_bulk_outcome;

typedef struct {
    size_t          row;
    uint32_t        award;
    const jx_value *facts;    // by definition; those that the award can reach are set
    jx_arena       *scratch;  // forgotten after the row
    jx_arena       *keep;     // lives until the next run or jx_bulk_free
} jx_bulk_asked;

typedef struct {
    const jx_bound_plan *plan;
    jx_bulk_population   population;
    const jx_limits     *limits;
    const jx_zones      *zones;
    jx_allocator         allocator;  // of the threads' own memory
    unsigned             threads;    // 1 or 2; two are used where it pays, see JX_BULK_ROWS_PER_THREAD
    const char          *kernels;    // "avx512", "avx2", "plain"; NULL: the best this machine has
    // Decides one award for one row by eval; called from several threads.
    void (*decide)(void *user, const jx_bulk_asked *asked, jx_bulk_outcome *out);
    // Every answer will be read with its causes: OPEN rows go to eval at once, in the threads, and rows that are alike
    // in everything that their answer rests on are asked once.
    bool whole_answers;
    // Asked between morsels by every thread; true ends the run. NULL: never.
    bool (*stop)(void *user);
    void *user;
} jx_bulk_options;

// A second thread pays from so many rows on, or when kernels leave so many answers of the first morsels to eval.
enum { JX_BULK_ROWS_PER_THREAD = 20000, JX_BULK_ASKED_PER_THREAD = 256 };

// The rows of one table that were hit, per subject. Rows that went to eval hold 0 here; their answer has its own.
typedef struct {
    uint32_t        definition;
    bool            amount_only;  // only the amount reaches it: not part of an answer that says no
    const uint16_t *hits;         // index of the row hit; with JX_HITS_SET: bit i says that row i may have been hit
} jx_bulk_table;
#define JX_HITS_SET 0x8000u

// YES, NO and NEEDS_DATA as in jx_verdict; ASKED: see outcomes. With OPEN beside it the answer has causes (days without
// readings) and runs from least_fen to most_fen: kernels know that much, jx_bulk_ask() the whole of it.
enum { JX_BULK_YES = 0, JX_BULK_NO = 1, JX_BULK_NEEDS_DATA = 2, JX_BULK_OPEN = 64, JX_BULK_ASKED = 128 };
#define JX_BULK_UNBOUNDED INT64_MAX

typedef struct {
    const uint8_t         *verdicts;   // by row
    const int64_t         *least_fen;  // by row; the whole amount of rows that kernels finished and that are not OPEN
    const int64_t         *most_fen;   // by row; JX_BULK_UNBOUNDED: no end. NULL: no row is OPEN
    const jx_bulk_outcome *outcomes;   // rows that went to eval, ascending
    size_t                 outcome_count, alike_count;
    const jx_bulk_table   *tables;     // in plan order
    size_t                 table_count;
    bool                   compiled;   // false: no kernel can say anything of it
    bool                   left_out;   // of another kind of subject: no columns
} jx_bulk_award;

typedef struct jx_bulk jx_bulk;

// Compiles. The bulk lives in `arena`; its threads' memory comes from options->allocator until jx_bulk_free.
JX_MUST_USE jx_status jx_bulk_new(const jx_bulk_options *options, jx_arena *arena, jx_bulk **out);
void jx_bulk_free(jx_bulk *bulk);  // NULL does nothing
// JX_OUT_OF_MEMORY when a thread's memory ran out, JX_INTERRUPTED when told to stop; then there is no result.
JX_MUST_USE jx_status jx_bulk_run(jx_bulk *bulk);

const jx_bulk_award *jx_bulk_award_result(const jx_bulk *bulk, uint32_t award);
// The outcome of a row that went to eval; NULL for rows that kernels finished.
const jx_bulk_outcome *jx_bulk_outcome_of(const jx_bulk_award *award, size_t row);
// Asks eval about one row, whoever finished it: for the causes of OPEN rows. Out: what `decide` says, kept in `keep`.
void jx_bulk_ask(const jx_bulk *bulk, uint32_t award, size_t row, jx_arena *scratch, jx_arena *keep,
                 jx_bulk_outcome *out);
const char *jx_bulk_kernels(const jx_bulk *bulk);  // the instruction set in use
bool jx_bulk_has_kernels(const char *name);        // whether this machine can run them
unsigned jx_bulk_threads(const jx_bulk *bulk);     // of the last run
void jx_bulk_print(const jx_bulk *bulk, jx_buffer *out);  // the compiled program, for `dump` and tests

// The facts of one row, from columns and callback: one value per definition. `wanted` (by definition) may be NULL: all.
void jx_bulk_facts(const jx_bulk_population *population, const jx_model *model, jx_arena *arena, size_t row,
                   const bool *wanted, jx_value *facts);

#endif
