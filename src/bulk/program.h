// What the files of bulk/ share: lanes, operations, and the values the compiler works with. Private to bulk/.
//
// A program is a list of operations over lanes. A lane is one vector of the current morsel: truths and states are
// bytes,
// codes are 32 bits, numbers 64. Values of the compiler (jx_val) say which lanes hold something and what is known of it
// beforehand: scale, largest size, domain. Read jx_val first.
#ifndef JX_BULK_PROGRAM_H
#define JX_BULK_PROGRAM_H

#include "base/wide.h"
#include "bulk/bulk.h"

__extension__ typedef __int128 jx_i128;

enum { JX_MORSEL_ROWS = 512 };

// A truth in a byte. OPEN is what eval would find open, for days without readings alone; with bit 3 it is open for
// something else as well, so that only eval knows the verdict; ASK (bit 2) is what kernels cannot say at all.
enum { JX_T_FALSE = 0, JX_T_OPEN = 1, JX_T_TRUE = 3, JX_T_ASK = 5, JX_T_OPEN_ELSE = 9 };
// A state in a byte: a value, 无, eval's (ASK), or an open number of which the ends are known (RANGE). An end that does
// not exist has its bit; the lane holds something harmless there. Ends that exist can be reached.
enum { JX_S_VALUE = 0, JX_S_NULL = 1, JX_S_ASK = 2, JX_S_RANGE = 4, JX_S_NO_LEAST = 8, JX_S_NO_MOST = 16 };

typedef enum { JX_VAL_ASK, JX_VAL_TRUTH, JX_VAL_NUMBER, JX_VAL_RATIO, JX_VAL_CODE } jx_val_kind;

typedef struct jx_val jx_val;
struct jx_val {
    jx_val_kind kind;
    bool        constant;     // TRUTH: `integer` is the truth; NUMBER: `integer`; CODE: domain[0]
    bool        date;         // NUMBER
    bool        sure;         // TRUTH: true or false in every row
    int         scale;        // NUMBER: integer × 10^−scale
    int64_t     integer;
    jx_u128     bound;        // NUMBER: largest |integer| that any row may have
    uint32_t    lane, states; // states JX_NONE: every row is a value
    bool        ranged;       // NUMBER: rows may be RANGE, from `lane` to `high`; both hold the value of other rows
    uint32_t    high;
    const jx_value *domain;   // CODE: the known values that codes stand for
    size_t      domain_count;
    const jx_val *top, *bottom;  // RATIO: numbers, exact and unreduced
};

// Operations; the comment says out, operands, immediates. `w` is the element: t truth, s state, n number, c code.
typedef enum {
    JX_DO_AND, JX_DO_OR, JX_DO_NOT,            // t
    JX_DO_TRUTH_OF_BYTES,                      // t <- bytes of a column
    JX_DO_ASK_WHERE,                           // t <- t a, ASK where state b is not VALUE
    JX_DO_IS_NULL,                             // t <- state a
    JX_DO_EQUAL_STATES,                        // t <- t a, states b, c: 无 equals 无 (x: 1 for !=)
    JX_DO_CHOOSE_TRUTH,                        // t <- t a ? t b : t c
    JX_DO_STATE_OR,                            // s <- any of states a, b not VALUE: ASK
    JX_DO_STATE_CHOOSE,                        // s <- t a ? s b : s c
    JX_DO_SPAN,                                // s <- of a sum of a and b, 无 asks; x: b is subtracted; y: bits to drop
    JX_DO_SETTLE,                              // s <- s a; RANGE from n b to n c is a value where they are the same
    JX_DO_RANGE_TRUTH,                         // t <- less or equal: surely t a, possibly t b; s c (left), s d (right)
    JX_DO_ADD, JX_DO_SUBTRACT, JX_DO_MULTIPLY, // n <- n a, n b
    JX_DO_LINEAR,                              // n <- a·x + y
    JX_DO_MIN, JX_DO_MAX,                      // n <- a, b
    JX_DO_MIN_IMMEDIATE, JX_DO_MAX_IMMEDIATE,  // n <- a, x
    JX_DO_BOUND,                               // n <- s b has one of the bits y ? x : a
    JX_DO_CHOOSE_NUMBER, JX_DO_CHOOSE_CODE,    // <- t a ? b : c
    JX_DO_LESS, JX_DO_LESS_EQUAL, JX_DO_EQUAL, JX_DO_NOT_EQUAL,  // t <- n a, n b
    JX_DO_LESS_IMMEDIATE, JX_DO_LESS_EQUAL_IMMEDIATE, JX_DO_GREATER_IMMEDIATE, JX_DO_GREATER_EQUAL_IMMEDIATE,
    JX_DO_EQUAL_IMMEDIATE, JX_DO_NOT_EQUAL_IMMEDIATE,  // t <- n a, x
    JX_DO_CODES_EQUAL,                         // t <- c a, c b (x: 1 for !=)
    JX_DO_RATIO_64, JX_DO_RATIO_128,           // t <- a·x against b·y, turned round where b < 0; z: orders
    JX_DO_RATIOS,                              // t <- a/b against c/d
    JX_DO_MAP_TRUTH, JX_DO_MAP_STATE, JX_DO_MAP_NUMBER, JX_DO_MAP_CODE,  // <- table[c a]
    JX_DO_TABLE,                               // c <- which row of a table; also writes its mask and states
    JX_DO_ROUND,                               // n fen <- n a, rounded
    JX_DO_COUNT
} jx_do;

enum { JX_LESS = 1, JX_EQUAL = 2, JX_GREATER = 4 };  // z of ratios: the orders for which it is true

typedef struct {
    jx_do       what;
    uint32_t    out, a, b, c, d;
    int64_t     x, y, z;
    const void *table;  // MAP_*: the values; TABLE: jx_hit_plan; ROUND: jx_rounding_plan
} jx_op;

typedef struct {
    jx_hit_policy   hit;
    size_t          rule_count;
    const uint32_t *rules;   // truth lanes; JX_NONE: always true
    uint32_t        hits;    // lane of codes: what jx_bulk_table.hits gets
    uint32_t        states;  // lane: ASK where nothing can be said of the hits
    uint32_t        chosen;  // lane: ASK where not exactly one row surely matched
} jx_hit_plan;

// fen = round(a / divisor) × factor, for a >= 0.
typedef struct {
    uint64_t    divisor, magic;  // magic 0: divide; else (a × magic) >> shift, for a < 2^31
    int         shift;
    int64_t     factor;
    jx_rounding rounding;
} jx_rounding_plan;

// A lane is part of the frame, or a column's own array.
typedef struct {
    uint8_t     width;    // bytes of an element
    const char *column;   // NULL: in the frame
    size_t      offset;   // in the frame
    bool        fill;     // constant for the whole run, set when the frame is made
    int64_t     fill_value;
} jx_lane;

typedef struct {
    size_t   from, to;  // days of the tiles
    uint32_t sums, states;  // lanes; states JX_NONE: every row is a value
    uint32_t highs;         // lane: the most that open days allow; JX_NONE: rows with open days ask
    uint32_t covered, covered_states;  // lanes: days that are not open; JX_NONE: nobody wants to know
} jx_window;

// All windows over one series, cut into elementary intervals so that every reading is added once.
typedef struct {
    uint32_t         definition;
    const jx_column *column;
    bool             ranged;       // open days have ends that kernels can add, and lack readings (gap or missing)
    bool             has_most;     // the upper end exists: tiles->most
    jx_window       *windows;
    size_t           window_count;
    struct { size_t from, to; uint32_t *members; size_t member_count; } *cuts;  // only those that some window holds
    size_t           cut_count;
    uint32_t        *days;     // of all cuts, in order: what is read next
    size_t           day_count;
} jx_series_plan;

typedef struct {
    uint32_t  definition;
    uint32_t  hits, states;  // lanes
    uint16_t *out;           // by row
} jx_table_out;

// A column for keys: equal open values, of whatever rows, have one number.
typedef struct jx_alike_column jx_alike_column;
struct jx_alike_column {
    const jx_column *column;
    const uint32_t  *open_numbers;  // by open row
    const jx_alike_column *children;  // RECORDS
};

// What the key of a row is made of (alike.h); `next`: where to go on when nothing inside matters.
typedef struct {
    enum { JX_ALIKE_TRUTH, JX_ALIKE_HITS, JX_ALIKE_KNOWN, JX_ALIKE_NONZERO, JX_ALIKE_FACT } kind;
    uint32_t lane, states, next;
    jx_alike_column column;  // FACT
} jx_alike_item;

typedef struct {
    bool      compiled;
    uint32_t  eligible, eligible_states;  // lanes: truth; ASK where a table of the entitlement cannot be told
    uint32_t  amount, amount_states;      // lanes: fen; ASK where amount or its tables cannot be told
    uint32_t  most;                       // lane: fen; `amount` again where it is no range
    uint8_t  *verdicts;
    int64_t  *least, *highest;            // highest: NULL where nothing can be open
    bool     *wanted;  // facts it can reach, by definition
    const jx_alike_item *alike;  // NULL: rows have no keys
    size_t    alike_count;
    jx_bulk_award result;
} jx_award_program;

typedef struct {
    jx_lane        *lanes;
    size_t          lane_count;
    jx_op          *ops;
    size_t          op_count;
    jx_series_plan *series;
    size_t          series_count;
    jx_table_out   *tables;
    size_t          table_count;
    jx_award_program *awards;  // by award of the model
    size_t          award_count;
    size_t          frame_bytes;
} jx_program;

// Compiles every award of the model for these columns.
void jx_bulk_compile(const jx_bulk_options *options, jx_arena *arena, jx_program *out);

#endif
