// Open values: causes, what an open value may still be, and the hull of two values (SEMANTICS 1).
//
// Hull and containment work on one form: `described` says of any value, known or open, what it may be. Contexts and
// lists are looked into first, because a known list may have open members.
#include "data/temporal.h"
#include "data/value.h"

// ---- causes ----

static int compare_cause(const jx_cause *a, const jx_cause *b)
{
    if (a->kind != b->kind) return a->kind < b->kind ? -1 : 1;
    int order = jx_text_compare(a->name, b->name);
    return order ? order : jx_text_compare(a->place, b->place);
}

jx_causes jx_cause_one(jx_arena *arena, jx_cause_kind kind, jx_text name, jx_text place)
{
    jx_cause *cause = JX_NEW(arena, jx_cause);
    *cause = (jx_cause){ .kind = kind, .name = name, .place = place };
    return (jx_causes){ .items = cause, .count = 1 };
}

// True if every cause of `b` is in `a`: then joining needs no memory, which is the usual case in a fold.
static bool have_all(jx_causes a, jx_causes b)
{
    size_t i = 0;
    for (size_t j = 0; j < b.count; j++) {
        while (i < a.count && compare_cause(&a.items[i], &b.items[j]) < 0)
            i++;
        if (i == a.count || compare_cause(&a.items[i], &b.items[j]) != 0) return false;
    }
    return true;
}

jx_causes jx_causes_join(jx_arena *arena, jx_causes a, jx_causes b)
{
    if (have_all(a, b)) return a;
    if (have_all(b, a)) return b;
    jx_cause *items = JX_ARRAY(arena, a.count + b.count, jx_cause);
    size_t i = 0, j = 0, count = 0;
    while (i < a.count || j < b.count) {
        int order = i == a.count ? 1 : j == b.count ? -1 : compare_cause(&a.items[i], &b.items[j]);
        items[count++] = order <= 0 ? a.items[i] : b.items[j];
        if (order <= 0) i++;
        if (order >= 0) j++;
    }
    return (jx_causes){ .items = items, .count = count };
}

jx_causes jx_value_causes(jx_value value)
{
    return value.kind == JX_OPEN ? value.as.open->causes : (jx_causes){ .count = 0 };
}

bool jx_causes_have(jx_causes causes, jx_cause_kind kind)
{
    for (size_t i = 0; i < causes.count; i++)
        if (causes.items[i].kind == kind) return true;
    return false;
}

const char *jx_cause_kind_slug(jx_cause_kind kind)
{
    static const char *const slugs[] = {
        [JX_CAUSE_MISSING] = "missing",     [JX_CAUSE_GAP] = "gap",
        [JX_CAUSE_PENDING] = "pending",     [JX_CAUSE_READING] = "reading",
        [JX_CAUSE_UNDEFINED] = "undefined", [JX_CAUSE_LIMIT] = "limit",
    };
    return slugs[kind];
}

// ---- making ----

static const jx_value booleans[] = { { .kind = JX_BOOLEAN, .as.boolean = false },
                                     { .kind = JX_BOOLEAN, .as.boolean = true } };

static jx_type_kind kind_of(const jx_open *open)
{
    return open->type ? open->type->kind : JX_TYPE_ANY;
}

jx_value jx_open_value(jx_arena *arena, jx_open open)
{
    assert(open.causes.count > 0);
    jx_interval interval = { .low = open.low, .high = open.high };
    if (kind_of(&open) == JX_TYPE_BOOLEAN && !open.has_options) {
        open.has_options = true;
        open.options = booleans;
        open.option_count = JX_COUNT(booleans);
    }
    if (!open.may_be_null && open.has_options && open.option_count == 1) return open.options[0];
    if (!open.may_be_null && jx_interval_is_point(interval)) return open.low.at;
    jx_open *held = JX_NEW(arena, jx_open);
    *held = open;
    return (jx_value){ .kind = JX_OPEN, .as.open = held };
}

jx_value jx_open_over(jx_arena *arena, const jx_open *range, jx_causes causes)
{
    jx_open open = *range;
    open.causes = causes;
    return jx_open_value(arena, open);
}

jx_value jx_open_boolean(jx_arena *arena, jx_causes causes)
{
    return jx_open_value(arena, (jx_open){ .type = &jx_type_boolean, .causes = causes });
}

jx_value jx_open_any(jx_arena *arena, const jx_type *type, bool may_be_null, jx_causes causes)
{
    return jx_open_value(arena,
                         (jx_open){ .type = type ? type : &jx_type_any, .may_be_null = may_be_null, .causes = causes });
}

jx_value jx_open_interval(jx_arena *arena, const jx_type *type, jx_interval interval, bool may_be_null,
                          jx_causes causes)
{
    return jx_open_value(
        arena,
        (jx_open){
            .type = type, .may_be_null = may_be_null, .low = interval.low, .high = interval.high, .causes = causes });
}

// ---- what a value may be ----

static bool has_ends(jx_type_kind kind)
{
    return kind == JX_TYPE_NUMBER || kind == JX_TYPE_DATE;
}

// A known value as an open one of one point; 无 has the type Null and no values. Causes are left empty for known values.
static jx_open described(jx_arena *arena, jx_value value)
{
    if (value.kind == JX_OPEN) return *value.as.open;
    jx_open open = { .type = jx_value_type(arena, value) };
    if (value.kind == JX_NULL) {
        open.may_be_null = true;
    } else if (has_ends(open.type->kind)) {
        jx_interval point = jx_interval_point(value);
        open.low = point.low;
        open.high = point.high;
    } else if (value.kind == JX_STRING || value.kind == JX_BOOLEAN) {
        jx_value *option = JX_NEW(arena, jx_value);
        *option = value;
        open.has_options = true;
        open.options = option;
        open.option_count = 1;
    }
    return open;
}

// Sorted options of both, without doubles.
static void join_options(jx_arena *arena, const jx_open *a, const jx_open *b, jx_open *out)
{
    jx_value *options = JX_ARRAY(arena, a->option_count + b->option_count, jx_value);
    size_t i = 0, j = 0, count = 0;
    while (i < a->option_count || j < b->option_count) {
        int order = i == a->option_count   ? 1
                    : j == b->option_count ? -1
                                           : jx_value_compare(a->options[i], b->options[j]);
        options[count++] = order <= 0 ? a->options[i] : b->options[j];
        if (order <= 0) i++;
        if (order >= 0) j++;
    }
    out->has_options = true;
    out->options = options;
    out->option_count = count;
}

static const jx_type *common_type(const jx_type *a, const jx_type *b)
{
    if (jx_type_conforms(a, b)) return b;
    return jx_type_conforms(b, a) ? a : &jx_type_any;
}

// What either may be. Where one is 无 the other's range stands.
static jx_open joined(jx_arena *arena, const jx_open *a, const jx_open *b)
{
    jx_open out = { .may_be_null = a->may_be_null || b->may_be_null };
    if (kind_of(a) == JX_TYPE_NULL || kind_of(b) == JX_TYPE_NULL) {
        out = kind_of(a) == JX_TYPE_NULL ? *b : *a;
        out.may_be_null = true;
        return out;
    }
    out.type = common_type(a->type, b->type);
    if (has_ends(kind_of(a)) && kind_of(a) == kind_of(b)) {
        jx_interval hull = jx_interval_hull((jx_interval){ a->low, a->high }, (jx_interval){ b->low, b->high });
        out.low = hull.low;
        out.high = hull.high;
    }
    if (kind_of(a) == kind_of(b) && a->has_options && b->has_options) join_options(arena, a, b, &out);
    return out;
}

// ---- hull ----

static bool same_names(const jx_context *a, const jx_context *b)
{
    if (a->count != b->count) return false;
    if (a->names == b->names) return true;
    for (size_t i = 0; i < a->count; i++)
        if (!jx_text_equal(a->names[i], b->names[i])) return false;
    return true;
}

static jx_value hull_contexts(jx_arena *arena, const jx_context *a, const jx_context *b, jx_causes causes)
{
    jx_value *values = JX_ARRAY(arena, a->count, jx_value);
    for (size_t i = 0; i < a->count; i++)
        values[i] = jx_value_hull(arena, a->values[i], b->values[i], causes);
    return jx_context_of(arena, a->names, values, a->count);
}

// Causes of open members are lost with the members unless they are carried over: the hull of two lists has no members.
jx_causes jx_causes_within(jx_arena *arena, jx_value value, jx_causes so_far)
{
    if (value.kind == JX_OPEN) return jx_causes_join(arena, so_far, value.as.open->causes);
    size_t count = 0;
    const jx_value *items = NULL;
    if (value.kind == JX_LIST) count = value.as.list.count, items = value.as.list.items;
    if (value.kind == JX_CONTEXT) count = value.as.context->count, items = value.as.context->values;
    if (value.kind == JX_SERIES) count = value.as.series->day_count, items = value.as.series->days;
    for (size_t i = 0; i < count; i++)
        so_far = jx_causes_within(arena, items[i], so_far);
    return so_far;
}

// True if no part of it is open.
bool jx_value_is_known(jx_value value)
{
    size_t count = 0;
    const jx_value *items = NULL;
    if (value.kind == JX_OPEN) return false;
    if (value.kind == JX_LIST) count = value.as.list.count, items = value.as.list.items;
    if (value.kind == JX_CONTEXT) count = value.as.context->count, items = value.as.context->values;
    if (value.kind == JX_SERIES) count = value.as.series->day_count, items = value.as.series->days;
    for (size_t i = 0; i < count; i++)
        if (!jx_value_is_known(items[i])) return false;
    return true;
}

jx_value jx_value_hull(jx_arena *arena, jx_value a, jx_value b, jx_causes causes)
{
    if (jx_value_is_known(a) && jx_value_is_known(b) && jx_value_same(a, b)) return a;
    if (a.kind == JX_CONTEXT && b.kind == JX_CONTEXT && same_names(a.as.context, b.as.context))
        return hull_contexts(arena, a.as.context, b.as.context, causes);
    jx_open da = described(arena, a), db = described(arena, b);
    jx_open out = joined(arena, &da, &db);
    out.causes = jx_causes_within(arena, b, jx_causes_within(arena, a, causes));
    return jx_open_value(arena, out);
}

// ---- containment ----

static bool options_contain(const jx_open *outer, const jx_value *options, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        size_t at = 0;
        while (at < outer->option_count && !jx_value_same(outer->options[at], options[i]))
            at++;
        if (at == outer->option_count) return false;
    }
    return true;
}

static bool kind_fits(const jx_open *outer, jx_type_kind kind)
{
    return kind_of(outer) == JX_TYPE_ANY || kind_of(outer) == kind;
}

static bool open_contains_open(const jx_open *outer, const jx_open *inner)
{
    if (inner->may_be_null && !outer->may_be_null) return false;
    if (!kind_fits(outer, kind_of(inner))) return false;
    if (!jx_interval_contains((jx_interval){ outer->low, outer->high }, (jx_interval){ inner->low, inner->high }))
        return false;
    if (!outer->has_options) return true;
    return inner->has_options && options_contain(outer, inner->options, inner->option_count);
}

static bool open_contains(const jx_open *outer, jx_value inner)
{
    if (inner.kind == JX_NULL) return outer->may_be_null;
    if (inner.kind == JX_OPEN) return open_contains_open(outer, inner.as.open);
    if (!kind_fits(outer, jx_kind_type(inner.kind))) return false;
    if (outer->has_options) return options_contain(outer, &inner, 1);
    return jx_interval_contains((jx_interval){ outer->low, outer->high }, jx_interval_of(inner));
}

static bool items_contain(const jx_value *outer, const jx_value *inner, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!jx_value_contains(outer[i], inner[i])) return false;
    return true;
}

bool jx_value_contains(jx_value outer, jx_value inner)
{
    if (outer.kind == JX_OPEN) return open_contains(outer.as.open, inner);
    if (jx_is_numeric(outer) && jx_is_numeric(inner)) return jx_value_same(outer, inner);
    if (outer.kind != inner.kind) return false;
    if (outer.kind == JX_LIST)
        return outer.as.list.count == inner.as.list.count &&
               items_contain(outer.as.list.items, inner.as.list.items, outer.as.list.count);
    if (outer.kind == JX_CONTEXT)
        return same_names(outer.as.context, inner.as.context) &&
               items_contain(outer.as.context->values, inner.as.context->values, outer.as.context->count);
    if (outer.kind == JX_SERIES)
        return outer.as.series->first_day == inner.as.series->first_day &&
               outer.as.series->day_count == inner.as.series->day_count &&
               items_contain(outer.as.series->days, inner.as.series->days, outer.as.series->day_count);
    return jx_value_same(outer, inner);
}

// ---- members that may belong ----

static const jx_type perhaps_type = { .kind = JX_TYPE_ANY, .name = { "perhaps", 7 } };
static const jx_type several_type = { .kind = JX_TYPE_ANY, .name = { "several", 7 } };

jx_value jx_perhaps(jx_arena *arena, jx_value item, bool several, jx_causes causes)
{
    jx_value *option = JX_NEW(arena, jx_value);
    *option = item;
    return jx_open_value(arena, (jx_open){ .type = several ? &several_type : &perhaps_type,
                                           .may_be_null = true,
                                           .has_options = true,
                                           .options = option,
                                           .option_count = 1,
                                           .causes = causes });
}

bool jx_is_several(jx_value value)
{
    return value.kind == JX_OPEN && value.as.open->type == &several_type;
}

bool jx_is_perhaps(jx_value value)
{
    return value.kind == JX_OPEN && (value.as.open->type == &perhaps_type || jx_is_several(value));
}

jx_value jx_perhaps_item(jx_value perhaps)
{
    assert(jx_is_perhaps(perhaps));
    return perhaps.as.open->options[0];
}
