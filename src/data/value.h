// One value: known, 无 (null), or open with causes and a range (SEMANTICS 1).
//
// Values are immutable and small; what they point to lives in the arena of whoever made them. In DMN models nothing is
// ever open or a ratio. Read jx_value first, then jx_open.
#ifndef JX_DATA_VALUE_H
#define JX_DATA_VALUE_H

#include "base/calendar.h"
#include "base/decimal.h"
#include "data/type.h"

typedef enum {
    JX_NULL,  // 无: known not to exist
    JX_BOOLEAN,
    JX_NUMBER,  // as.number
    JX_RATIO,   // as.ratio; packages only
    JX_STRING,
    JX_DATE,       // as.date: days since 1970-01-01
    JX_TIME,       // as.time
    JX_DATE_TIME,  // as.date_time
    JX_DAYS_DURATION,    // as.duration: seconds and nanoseconds, same sign
    JX_MONTHS_DURATION,  // as.months
    JX_LIST,
    JX_CONTEXT,
    JX_RANGE,
    JX_FUNCTION,
    JX_SERIES,  // packages only
    JX_OPEN,    // as.open; packages only
} jx_kind;

typedef struct jx_value jx_value;
typedef struct jx_open  jx_open;

// A zone of a time: none (local), a fixed offset in seconds, or an IANA zone by name.
typedef struct {
    enum { JX_ZONE_LOCAL, JX_ZONE_OFFSET, JX_ZONE_NAMED } kind;
    int32_t offset_seconds;  // of OFFSET; of NAMED as looked up when the clock was made (temporal.h)
    jx_text name;            // of NAMED
} jx_zone;

typedef struct {
    int64_t        day;             // days since 1970-01-01 of the local date; 0 for a time
    int32_t        second;          // of the local day, 0..86400 (86400 is 24:00:00)
    int32_t        nanosecond;
    const jx_zone *zone;            // never NULL
} jx_clock;

typedef struct {
    int64_t seconds;
    int32_t nanoseconds;  // sign of seconds
} jx_duration;

// Contexts keep insertion order. Values of one record list usually share `names`.
typedef struct {
    const jx_text  *names;
    const jx_value *values;
    size_t          count;
} jx_context;

typedef enum {
    JX_RANGE_INTERVAL,
    JX_RANGE_LESS,
    JX_RANGE_LESS_EQUAL,
    JX_RANGE_GREATER,
    JX_RANGE_GREATER_EQUAL,
    JX_RANGE_EQUAL,
    JX_RANGE_NOT_EQUAL
} jx_range_form;

typedef struct jx_range_value jx_range_value;  // below
typedef struct jx_function    jx_function;     // made and called by eval; see jx_function below
typedef struct jx_series      jx_series;

struct jx_value {
    jx_kind kind;
    union {
        bool                  boolean;
        jx_decimal            number;
        const jx_ratio       *ratio;
        jx_text               string;
        int64_t               date;
        const jx_clock       *clock;  // TIME, DATE_TIME
        jx_duration           duration;
        int64_t               months;
        struct {
            const jx_value *items;
            size_t          count;
        } list;
        const jx_context     *context;
        const jx_range_value *range;
        const jx_function    *function;
        const jx_series      *series;
        const jx_open        *open;
    } as;
};

struct jx_range_value {
    jx_range_form form;
    bool          low_included, high_included;
    jx_value      low, high;  // JX_NULL: unbounded on that side
};

// A function value. Built-ins have `builtin` (an index into builtins), closures have `body` and `scope`, which
// belong to eval. Calling is eval's business; here it is only carried, compared and printed.
enum { JX_FUNCTION_CLOSURE = -1, JX_FUNCTION_SERVICE = -2 };  // values of `builtin` besides indexes

struct jx_function {
    int            builtin;  // index, JX_FUNCTION_CLOSURE, or JX_FUNCTION_SERVICE (DMN): then `body` is the jx_service
    size_t         parameter_count;
    const jx_text *parameter_names;
    const jx_type *const *parameter_types;
    const jx_type *result_type;
    const void    *body;
    const void    *scope;
    void          *home;   // the case whose definitions the body sees; a decision service opens one of its own
};

// Daily values of one subject, complete over its calendar: days[i] belongs to first_day + i. A day is a number, JX_NULL
// (no account linked) or JX_OPEN (gap, within the fact's range).
struct jx_series {
    jx_text         name;
    int64_t         first_day;
    size_t          day_count;
    const jx_value *days;
    const jx_type  *element;
    const struct jx_series_total *totals;  // by first_day, apart from each other; mostly none
    size_t          total_count;
};

// What is known of a stretch of days as a whole (a monthly bill). A window that holds the stretch takes it in place of
// its days; one that cuts it takes the days.
typedef struct jx_series_total {
    int64_t  first_day, day_count;
    jx_value value;  // a number, or open
} jx_series_total;

// ---- open values ----

// In the order in which a set of causes is sorted and a verdict is chosen.
typedef enum {
    JX_CAUSE_MISSING,
    JX_CAUSE_GAP,
    JX_CAUSE_PENDING,
    JX_CAUSE_READING,
    JX_CAUSE_UNDEFINED,
    JX_CAUSE_LIMIT
} jx_cause_kind;

typedef struct {
    jx_cause_kind kind;
    jx_text name;  // the fact, parameter, reading; for UNDEFINED the reason code ("base-zero", "none", "manual: …")
    jx_text       place;  // a day, a record, a condition row; may be empty
} jx_cause;

// Sorted, without doubles; shared freely.
typedef struct {
    const jx_cause *items;
    size_t          count;
} jx_causes;

typedef struct {
    bool     finite;    // false: unbounded on this side
    bool     included;  // the end itself may be taken
    jx_value at;        // NUMBER, RATIO or DATE when finite
} jx_end;

// What an open value may still turn out to be.
struct jx_open {
    const jx_type *type;         // of the value it will be
    bool           may_be_null;  // it may turn out 无
    jx_end         low, high;    // numbers, dates
    bool           has_options;  // booleans (both), texts with options
    const jx_value *options;     // sorted by jx_value_compare, without doubles
    size_t          option_count;
    jx_causes       causes;      // never empty
};

// ---- making ----

static inline jx_value jx_null(void)
{
    return (jx_value){ .kind = JX_NULL };
}

static inline jx_value jx_boolean(bool value)
{
    return (jx_value){ .kind = JX_BOOLEAN, .as.boolean = value };
}

static inline jx_value jx_number(jx_decimal value)
{
    return (jx_value){ .kind = JX_NUMBER, .as.number = value };
}

jx_value jx_integer(int64_t value);
jx_value jx_exact_value(jx_arena *arena, jx_exact value);  // NUMBER or RATIO
jx_value jx_string(jx_text value);                         // borrowed
jx_value jx_date(int64_t days);
jx_value jx_list(const jx_value *items, size_t count);     // borrowed
jx_value jx_context_of(jx_arena *arena, const jx_text *names, const jx_value *values, size_t count);  // borrowed arrays
jx_value jx_range_of(jx_arena *arena, jx_range_value range);
jx_value jx_function_value(const jx_function *function);  // borrowed
jx_value jx_series_value(const jx_series *series);        // borrowed
// Options are borrowed, sorted and without doubles. What can only be one value and not 无 is that value.
jx_value jx_open_value(jx_arena *arena, jx_open open);
// Open over the static range `range` (which must be open; its causes are replaced), for `cause`.
jx_value jx_open_over(jx_arena *arena, const jx_open *range, jx_causes causes);
jx_value jx_open_boolean(jx_arena *arena, jx_causes causes);
jx_value jx_open_any(jx_arena *arena, const jx_type *type, bool may_be_null, jx_causes causes);  // no bounds at all

// A member that may or may not belong to a list (a filter on an open condition). `several`: it stands for any number of
// members like it, none included (the rest of a ledger that is not closed).
jx_value jx_perhaps(jx_arena *arena, jx_value item, bool several, jx_causes causes);
bool jx_is_perhaps(jx_value value);
bool jx_is_several(jx_value value);  // a perhaps that stands for several
jx_value jx_perhaps_item(jx_value perhaps);

// ---- reading ----

// True if neither it nor anything inside it is open.
bool jx_value_is_known(jx_value value);

static inline bool jx_is_true(jx_value value)
{
    return value.kind == JX_BOOLEAN && value.as.boolean;
}

static inline bool jx_is_false(jx_value value)
{
    return value.kind == JX_BOOLEAN && !value.as.boolean;
}

static inline bool jx_is_open(jx_value value)
{
    return value.kind == JX_OPEN;
}

static inline bool jx_is_numeric(jx_value value)
{
    return value.kind == JX_NUMBER || value.kind == JX_RATIO;
}

jx_exact jx_value_exact(jx_value numeric);  // asserts jx_is_numeric
jx_value jx_context_get(jx_value context, jx_text name, bool *out_found);
const jx_type *jx_value_type(jx_arena *arena, jx_value value);  // its dynamic type
jx_type_kind jx_kind_type(jx_kind kind);                        // of values of this kind; OPEN: Any
bool jx_value_instance_of(jx_value value, const jx_type *type);  // DMN 1.5, 10.3.2.9.5; null is an instance of nothing

// Total order over all values, for sorting options and canonical forms; not FEEL's `<`.
int jx_value_compare(jx_value a, jx_value b);
bool jx_value_same(jx_value a, jx_value b);  // same canonical form; open values by range and causes

// FEEL's = (DMN 1.5, table 42): JX_BOOLEAN, or JX_NULL when the kinds do not compare. Neither may be open.
jx_value jx_value_equal(jx_value a, jx_value b);

// ---- causes ----

jx_causes jx_cause_one(jx_arena *arena, jx_cause_kind kind, jx_text name, jx_text place);
jx_causes jx_causes_join(jx_arena *arena, jx_causes a, jx_causes b);
jx_causes jx_value_causes(jx_value value);  // empty unless open as a whole
jx_causes jx_causes_within(jx_arena *arena, jx_value value, jx_causes so_far);  // joined with those of all open parts
bool jx_causes_have(jx_causes causes, jx_cause_kind kind);
const char *jx_cause_kind_slug(jx_cause_kind kind);

// ---- ranges of open values (SEMANTICS 1) ----
// All work on "what it may be": a known value is the one-point range. 无 and may-be-无 are handled by the callers in
// eval.

typedef struct {
    jx_end low, high;
} jx_interval;
jx_value jx_open_interval(jx_arena *arena, const jx_type *type, jx_interval interval, bool may_be_null,
                          jx_causes causes);
jx_interval jx_interval_all(void);
jx_interval jx_interval_point(jx_value at);
jx_interval jx_interval_of(jx_value value);  // of a known or open number or date
jx_interval jx_interval_hull(jx_interval a, jx_interval b);
jx_interval jx_interval_intersect(jx_interval a, jx_interval b);  // undefined if empty; see jx_interval_empty
bool jx_interval_empty(jx_interval a);
bool jx_interval_is_point(jx_interval a);
bool jx_interval_contains(jx_interval outer, jx_interval inner);
jx_interval jx_interval_add(jx_arena *arena, jx_interval a, jx_interval b);
jx_interval jx_interval_negate(jx_arena *arena, jx_interval a);
jx_interval jx_interval_multiply(jx_arena *arena, jx_interval a, jx_interval b);  // corners, 0 × unbounded = 0
// Divisor must not contain 0 (check with jx_interval_has_zero).
jx_interval jx_interval_divide(jx_arena *arena, jx_interval a, jx_interval b);
bool jx_interval_has_zero(jx_interval a);
jx_interval jx_interval_min(jx_interval a, jx_interval b);
jx_interval jx_interval_max(jx_interval a, jx_interval b);
// -1 surely a < b, 1 surely a > b, 0 surely equal, 2 may be either; strictness by open ends is respected.
enum { JX_MAY_BE = 2 };
int jx_interval_compare(jx_interval a, jx_interval b);
// True if a < b (a <= b) surely holds / surely fails.
typedef enum { JX_SURELY_NOT, JX_SURELY, JX_PERHAPS } jx_certainty;
jx_certainty jx_interval_less(jx_interval a, jx_interval b);
jx_certainty jx_interval_less_equal(jx_interval a, jx_interval b);
jx_certainty jx_interval_equal(jx_interval a, jx_interval b);

// The hull of two values (if on an open condition, rows that may match), with causes added to the result when it is
// open. Equal values give the value (then `causes` are dropped). Numbers and dates: range; texts, booleans: options;
// contexts: field by field; lists: an open list unless equal.
jx_value jx_value_hull(jx_arena *arena, jx_value a, jx_value b, jx_causes causes);
// Everything `inner` may be, `outer` may be too (the law of soundness, for tests and assertions).
bool jx_value_contains(jx_value outer, jx_value inner);

// ---- printing ----

void jx_value_print(jx_value value, jx_buffer *out);  // FEEL's string() form (DMN 1.5, table 57); open as [0..50000]
void jx_value_print_json(jx_value value,
                         jx_buffer *out);  // canonical JSON: one key order, one number form; exact numbers as
                                           // strings only when a ratio ("9/10")
void jx_causes_print_json(jx_causes causes, jx_buffer *out);  // [{"kind":…,"name":…,"place":…},…]
void jx_json_text(jx_text text, jx_buffer *out);              // quoted, escaped no more than RFC 8259 asks

#endif
