// 合计, 日均 and 覆盖 over a window of a series; 合计 of a list (SEMANTICS 1).
//
// A gap in the window only widens the sum by the day's range. Days of 无 are left out of the sum and stay in the
// divisor.
#include "eval/machine.h"

typedef struct {
    jx_interval sum;      // of open days
    jx_exact    known;    // of known days
    jx_causes   causes;
    int64_t     day_count, value_count, open_count, doubtful_count;  // doubtful: open, and may turn out 无
} window_sum;

static jx_causes gap_outside(jx_case *unit, jx_text series, int64_t day)
{
    jx_buffer text = jx_buffer_in(unit->arena);
    jx_date_print(day, &text);
    return jx_cause_one(unit->arena, JX_CAUSE_GAP, series, jx_buffer_text(&text));
}

static void add_open(jx_case *unit, window_sum *sum, jx_interval range, jx_causes causes)
{
    sum->sum = sum->open_count == 0 ? range : jx_interval_add(unit->arena, sum->sum, range);
    sum->causes = jx_causes_join(unit->arena, sum->causes, causes);
    sum->open_count++;
}

// A total that begins on `day` and lies within the window: added as one; answers the days it stands for, or 0.
// 覆盖 counts days, so an open total helps it nothing.
static int64_t add_total(jx_case *unit, const jx_node *node, const jx_series *series, int64_t day, int64_t last,
                         window_sum *out)
{
    for (size_t i = 0; i < series->total_count; i++) {
        const jx_series_total *total = &series->totals[i];
        bool open = jx_is_open(total->value);
        if (total->first_day != day || day + total->day_count - 1 > last) continue;
        if (open && node->kind == JX_NODE_COVERAGE) return 0;
        if (open)
            add_open(unit, out, jx_interval_of(total->value), jx_value_causes(total->value));
        else if (!jx_exact_add(out->known, jx_value_exact(total->value), &out->known))
            return 0;
        else
            out->value_count++;
        out->day_count += total->day_count;
        unit->steps += (uint64_t)total->day_count;
        return total->day_count;
    }
    return 0;
}

static bool add_days(jx_case *unit, const jx_node *node, const jx_series *series, int64_t first, int64_t last,
                     window_sum *out)
{
    jx_open each = unit->bound->ranges[node->as.window.series->id];
    jx_interval any = { each.low, each.high };
    out->known = jx_exact_of(jx_decimal_of(0));
    for (int64_t day = first; day <= last; day++) {
        int64_t stretch = add_total(unit, node, series, day, last, out);
        if (stretch > 0) {
            day += stretch - 1;
            continue;
        }
        int64_t index = day - series->first_day;
        out->day_count++;
        unit->steps++;
        if (index < 0 || index >= (int64_t)series->day_count) {
            add_open(unit, out, any, gap_outside(unit, series->name, day));
            continue;
        }
        jx_value value = series->days[index];
        if (jx_is_open(value)) {
            jx_interval range = jx_interval_of(value);
            if (value.as.open->may_be_null) {  // then it is left out, which adds 0
                range = jx_interval_hull(range, jx_interval_point(jx_integer(0)));
                out->doubtful_count++;
            }
            add_open(unit, out, range, jx_value_causes(value));
        } else if (jx_is_numeric(value)) {
            if (!jx_exact_add(out->known, jx_value_exact(value), &out->known)) return false;
            out->value_count++;
        }
    }
    return true;
}

static jx_value finish(jx_case *unit, const jx_node *node, const window_sum *sum)
{
    if (node->kind == JX_NODE_COVERAGE) return jx_integer(sum->day_count - sum->open_count);
    if (sum->value_count + sum->open_count == 0) return jx_null();
    jx_interval total = jx_interval_point(jx_exact_value(unit->arena, sum->known));
    if (sum->open_count) total = jx_interval_add(unit->arena, total, sum->sum);
    if (node->kind == JX_NODE_MEAN)
        total = jx_interval_divide(unit->arena, total, jx_interval_point(jx_integer(sum->day_count)));
    if (sum->open_count == 0) return total.low.at;
    bool may_be_null = sum->value_count == 0 && sum->doubtful_count == sum->open_count;
    return jx_settled(unit, (jx_open){ .type = &jx_type_number, .may_be_null = may_be_null, .low = total.low,
                                       .high = total.high, .causes = sum->causes });
}

static jx_value run_series(jx_case *unit, const jx_node *node, jx_value series, jx_value window)
{
    if (jx_is_open(series) || jx_is_open(window)) return jx_open_at(unit, node, jx_join(unit, series, window));
    if (series.kind == JX_NULL) return jx_null();
    const jx_range_value *range = window.kind == JX_RANGE ? window.as.range : NULL;
    if (series.kind != JX_SERIES || !range || range->low.kind != JX_DATE || range->high.kind != JX_DATE)
        return jx_undefined(unit, node, "no-window");
    int64_t first = range->low.as.date + !range->low_included, last = range->high.as.date - !range->high_included;
    if (last < first) return jx_undefined(unit, node, "empty-window");
    if ((uint64_t)(last - first) >= unit->options.limits->at[JX_LIMIT_LIST_LENGTH])
        return jx_limited(unit, node, JX_LIMIT_LIST_LENGTH);
    window_sum sum = { 0 };
    if (!add_days(unit, node, series.as.series, first, last, &sum)) return jx_undefined(unit, node, "out-of-range");
    return finish(unit, node, &sum);
}

// What any number of such values, none included, may come to; `one` holds 0.
static jx_interval any_times(jx_interval one)
{
    jx_interval zero = jx_interval_point(jx_integer(0));
    if (jx_interval_less(one, zero) != JX_SURELY_NOT) one.low = (jx_end){ 0 };
    if (jx_interval_less(zero, one) != JX_SURELY_NOT) one.high = (jx_end){ 0 };
    return one;
}

// 合计 of a list: 0 when empty; a member that may not belong adds its hull with 0; 无 is undefined.
static jx_value run_list(jx_case *unit, const jx_node *node, jx_value list)
{
    if (jx_is_open(list)) return jx_open_at(unit, node, jx_value_causes(list));
    if (list.kind == JX_NULL) return jx_undefined(unit, node, "none");
    if (list.kind != JX_LIST) return jx_undefined(unit, node, "not-a-list");
    jx_exact known = jx_exact_of(jx_decimal_of(0));
    jx_interval open = jx_interval_point(jx_integer(0));
    jx_causes causes = { 0 };
    bool some_open = false;
    for (size_t i = 0; i < list.as.list.count; i++) {
        jx_value item = list.as.list.items[i];
        unit->steps++;
        if (jx_is_numeric(item)) {
            if (!jx_exact_add(known, jx_value_exact(item), &known)) return jx_undefined(unit, node, "out-of-range");
            continue;
        }
        bool perhaps = jx_is_perhaps(item);
        jx_value inner = perhaps ? jx_perhaps_item(item) : item;
        if (!jx_is_open(inner) && inner.kind != JX_NULL && !jx_is_numeric(inner))
            return jx_undefined(unit, node, "not-a-number");
        // 0 or nothing: the sum is the same, and whether the member belongs is no cause.
        if (perhaps && jx_is_numeric(inner) && jx_exact_sign(jx_value_exact(inner)) == 0) continue;
        jx_interval one = jx_operand(unit, node->as.window.series, inner, &causes);
        if (perhaps) {
            one = jx_interval_hull(one, jx_interval_point(jx_integer(0)));
            if (jx_is_several(item)) one = any_times(one);
            causes = jx_causes_join(unit->arena, causes, jx_value_causes(item));
        }
        open = jx_interval_add(unit->arena, open, one);
        some_open = true;
    }
    jx_value sum = jx_exact_value(unit->arena, known);
    if (!some_open) return sum;
    return jx_from_interval(unit, jx_interval_add(unit->arena, jx_interval_point(sum), open), causes);
}

jx_value jx_run_window(jx_case *unit, const jx_node *node, jx_value *locals)
{
    jx_value series = jx_run(unit, node->as.window.series, locals);
    if (!node->as.window.window && node->kind != JX_NODE_TOTAL) return jx_undefined(unit, node, "no-window");
    if (!node->as.window.window) return run_list(unit, node, series);
    return run_series(unit, node, series, jx_run(unit, node->as.window.window, locals));
}
