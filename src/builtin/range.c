// The fourteen relations of points and ranges (DMN 1.5, table 78), each a formula over how the ends lie to each other.
//
// `facing` compares the ends of two ranges once; the formulas then read like the standard's. A side without an end
// (null, or `< 5`) lies beyond everything. Kinds that have no order together make the answer null.
#include "builtin/parts.h"

// One end: at a value, or beyond all values below (-1) or above (1).
typedef struct {
    int      beyond;
    bool     included;
    jx_value at;
} end;

// `(=5)` is [5..5] here.
static end only_end(const jx_range_value *range)
{
    return (end){ 0, true, range->low.kind == JX_NULL ? range->high : range->low };
}

static end low_of(const jx_range_value *range) {
    if (range->form == JX_RANGE_EQUAL) return only_end(range);
    return (end){ range->low.kind == JX_NULL ? -1 : 0, range->low_included, range->low };
}

static end high_of(const jx_range_value *range) {
    if (range->form == JX_RANGE_EQUAL) return only_end(range);
    return (end){ range->high.kind == JX_NULL ? 1 : 0, range->high_included, range->high };
}

static bool compare(end a, end b, int *out_order) {
    if (!a.beyond && !b.beyond) return jx_order(a.at, b.at, out_order);
    *out_order = (a.beyond > b.beyond) - (a.beyond < b.beyond);
    return true;
}

static jx_value answer(jx_builtin_context *context, bool comparable, bool holds) {
    return comparable ? jx_boolean(holds) : jx_answer_null(context, "these points and ranges do not compare");
}

// ---- two ranges ----

// How range 1 lies to range 2: the orders of their starts and ends, and which ends belong to them.
typedef struct {
    int  start_start, end_end, end_start, start_end;
    bool start1, end1, start2, end2;
} facing;

static bool face(jx_value range1, jx_value range2, facing *out) {
    const jx_range_value *one = range1.as.range, *two = range2.as.range;
    if (one->form == JX_RANGE_NOT_EQUAL || two->form == JX_RANGE_NOT_EQUAL) return false;
    end start1 = low_of(one), end1 = high_of(one), start2 = low_of(two), end2 = high_of(two);
    out->start1 = start1.included, out->end1 = end1.included;
    out->start2 = start2.included, out->end2 = end2.included;
    return compare(start1, start2, &out->start_start) && compare(end1, end2, &out->end_end) &&
           compare(end1, start2, &out->end_start) && compare(start1, end2, &out->start_end);
}

// How range 2 lies to range 1.
static facing turned(facing f) {
    return (facing){ -f.start_start, -f.end_end, -f.start_end, -f.end_start, f.start2, f.end2, f.start1, f.end1 };
}

static bool is_before(facing f) { return f.end_start < 0 || (f.end_start == 0 && !(f.end1 && f.start2)); }

static bool is_meeting(facing f) { return f.end_start == 0 && f.end1 && f.start2; }

static bool reaches(facing f) { return f.end_start > 0 || is_meeting(f); }

static bool starts_no_later(facing f) { return f.start_start < 0 || (f.start_start == 0 && (f.start1 || !f.start2)); }

static bool starts_earlier(facing f) { return f.start_start < 0 || (f.start_start == 0 && f.start1 && !f.start2); }

static bool ends_no_later(facing f) { return f.end_end < 0 || (f.end_end == 0 && (!f.end1 || f.end2)); }

static bool is_overlapping(facing f) { return reaches(f) && reaches(turned(f)); }

static bool is_overlapping_before(facing f) { return starts_earlier(f) && reaches(f) && ends_no_later(f); }

static bool is_finishing(facing f) { return f.end_end == 0 && f.end1 == f.end2 && starts_no_later(turned(f)); }

static bool is_including(facing f) { return starts_no_later(f) && ends_no_later(turned(f)); }

static bool is_starting(facing f) { return f.start_start == 0 && f.start1 == f.start2 && ends_no_later(f); }

static bool is_coinciding(facing f)
{
    return f.start_start == 0 && f.end_end == 0 && f.start1 == f.start2 && f.end1 == f.end2;
}

typedef bool relation(facing f);

static jx_value relate(jx_builtin_context *context, const jx_value *ranges, relation *holds) {
    facing f;
    bool   comparable = face(ranges[0], ranges[1], &f);
    return answer(context, comparable, comparable && holds(f));
}

static jx_value relate_turned(jx_builtin_context *context, const jx_value *ranges, relation *holds) {
    return relate(context, (jx_value[]){ ranges[1], ranges[0] }, holds);
}

#define RELATION(function, how, holds)                                                                     \
    jx_value function(jx_builtin_context *context, const jx_value *arguments, size_t count) {              \
        (void)count;                                                                                       \
        return how(context, arguments, holds);                                                             \
    }
RELATION(jx_fn_before_ranges, relate, is_before)
RELATION(jx_fn_after_ranges, relate_turned, is_before)
RELATION(jx_fn_meets, relate, is_meeting)
RELATION(jx_fn_met_by, relate_turned, is_meeting)
RELATION(jx_fn_overlaps, relate, is_overlapping)
RELATION(jx_fn_overlaps_before, relate, is_overlapping_before)
RELATION(jx_fn_overlaps_after, relate_turned, is_overlapping_before)
RELATION(jx_fn_finishes, relate, is_finishing)
RELATION(jx_fn_finished_by, relate_turned, is_finishing)
RELATION(jx_fn_includes, relate, is_including)
RELATION(jx_fn_during, relate_turned, is_including)
RELATION(jx_fn_starts, relate, is_starting)
RELATION(jx_fn_started_by, relate_turned, is_starting)
RELATION(jx_fn_coincides, relate, is_coinciding)

// ---- a point and a range ----

// How the point lies to the two ends.
typedef struct {
    int  to_start, to_end;
    bool start, end;
} placing;

typedef bool placed(placing p);

static bool lies_before(placing p) { return p.to_start < 0 || (p.to_start == 0 && !p.start); }

static bool lies_after(placing p) { return p.to_end > 0 || (p.to_end == 0 && !p.end); }

static bool lies_within(placing p) {
    return (p.to_start > 0 && p.to_end < 0) || (p.to_start == 0 && p.start) || (p.to_end == 0 && p.end);
}

static bool lies_at_start(placing p) { return p.to_start == 0 && p.start; }

static bool lies_at_end(placing p) { return p.to_end == 0 && p.end; }

static jx_value place(jx_builtin_context *context, jx_value point, jx_value range, placed *holds) {
    end     start = low_of(range.as.range), last = high_of(range.as.range), at = { 0, true, point };
    placing p = { 0, 0, start.included, last.included };
    bool comparable =
        range.as.range->form != JX_RANGE_NOT_EQUAL && compare(at, start, &p.to_start) && compare(at, last, &p.to_end);
    return answer(context, comparable, comparable && holds(p));
}

static jx_value point_first(jx_builtin_context *context, const jx_value *arguments, placed *holds) {
    return place(context, arguments[0], arguments[1], holds);
}

static jx_value range_first(jx_builtin_context *context, const jx_value *arguments, placed *holds) {
    return place(context, arguments[1], arguments[0], holds);
}

RELATION(jx_fn_before_point_range, point_first, lies_before)
RELATION(jx_fn_before_range_point, range_first, lies_after)
RELATION(jx_fn_after_point_range, point_first, lies_after)
RELATION(jx_fn_after_range_point, range_first, lies_before)
RELATION(jx_fn_finishes_point, point_first, lies_at_end)
RELATION(jx_fn_finished_by_point, range_first, lies_at_end)
RELATION(jx_fn_includes_point, range_first, lies_within)
RELATION(jx_fn_during_point, point_first, lies_within)
RELATION(jx_fn_starts_point, point_first, lies_at_start)
RELATION(jx_fn_started_by_point, range_first, lies_at_start)

// ---- two points ----

jx_value jx_fn_before_points(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    (void)count;
    int  order = 0;
    bool comparable = jx_order(arguments[0], arguments[1], &order);
    return answer(context, comparable, order < 0);
}

jx_value jx_fn_after_points(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    (void)count;
    int  order = 0;
    bool comparable = jx_order(arguments[0], arguments[1], &order);
    return answer(context, comparable, order > 0);
}

jx_value jx_fn_coincides_points(jx_builtin_context *context, const jx_value *arguments, size_t count) {
    (void)count;
    int  order = 0;
    bool comparable = jx_order(arguments[0], arguments[1], &order);
    return answer(context, comparable, order == 0);
}
