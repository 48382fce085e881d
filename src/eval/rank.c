// 名次: 1 + the number certainly better .. 1 + the number possibly better (SEMANTICS 1).
//
// Populations that are ranked are small (counties of a city, cities of a province), so every pair is compared.
#include "eval/machine.h"

static bool surely_better(jx_interval a, jx_interval b, bool ascending)
{
    return (ascending ? jx_interval_less(a, b) : jx_interval_less(b, a)) == JX_SURELY;
}

static bool possibly_better(jx_interval a, jx_interval b, bool ascending)
{
    return (ascending ? jx_interval_less(a, b) : jx_interval_less(b, a)) != JX_SURELY_NOT;
}

// 无 cannot be placed: it stands for anything, and so does what may be 无.
static jx_interval placed(jx_arena *arena, jx_value value, jx_causes *causes)
{
    *causes = jx_value_causes(value);
    if (jx_is_numeric(value) || value.kind == JX_DATE || (jx_is_open(value) && !value.as.open->may_be_null))
        return jx_interval_of(value);
    const char *why = value.kind == JX_NULL ? "none" : "not-a-number";
    if (!jx_is_open(value)) *causes = jx_cause_one(arena, JX_CAUSE_UNDEFINED, jx_text_of(why), (jx_text){ 0 });
    return jx_interval_all();
}

// Of a membership that is not settled; what is neither yes, no nor open says nothing about it.
static jx_causes membership_causes(jx_arena *arena, jx_value member)
{
    if (member.kind == JX_BOOLEAN || jx_is_open(member)) return jx_value_causes(member);
    return jx_cause_one(arena, JX_CAUSE_UNDEFINED, JX_TEXT("no-condition"), (jx_text){ 0 });
}

void jx_rank_population(jx_arena *arena, const jx_value *values, const jx_value *member, size_t count, bool ascending,
                        jx_value *ranks)
{
    jx_interval *intervals = JX_ARRAY(arena, count, jx_interval);
    jx_causes *causes = JX_ARRAY(arena, count, jx_causes);
    for (size_t i = 0; i < count; i++) intervals[i] = placed(arena, values[i], &causes[i]);
    for (size_t i = 0; i < count; i++) {
        int64_t certainly = 0, possibly = 0;
        jx_causes joined = { 0 };
        for (size_t k = 0; k < count; k++) {
            if (k == i || jx_is_false(member[k])) continue;
            bool sure = jx_is_true(member[k]) && surely_better(intervals[k], intervals[i], ascending);
            bool possible = possibly_better(intervals[k], intervals[i], ascending);
            certainly += sure;
            possibly += possible;
            if (sure || !possible) continue;
            joined = jx_causes_join(arena, joined, jx_causes_join(arena, causes[k], causes[i]));
            joined = jx_causes_join(arena, joined, membership_causes(arena, member[k]));
        }
        if (certainly == possibly) {
            ranks[i] = jx_integer(1 + certainly);
            continue;
        }
        ranks[i] = jx_open_value(arena, (jx_open){ .type = &jx_type_number,
                                                   .low = { true, true, jx_integer(1 + certainly) },
                                                   .high = { true, true, jx_integer(1 + possibly) },
                                                   .causes = joined });
    }
}
