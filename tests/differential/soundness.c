// The one law of soundness (SEMANTICS 1): whatever open inputs turn out to be, the answer then is contained in the
// answer now.
//
//     JX_SOUND_CASES openings (10,000), JX_SEED
//
// A known row is made, some of its facts are opened so that the row stays one of their completions, and both are
// decided:
// a verdict that was decided stays, a range of fen holds the later one, and the value of every definition is contained.
// Answers cut short by a limit are left out: a limit counts steps, and an open input may take more of them.
#include "differential/random_plan.h"
#include "feel/feel.h"
#include "unit/check.h"

static struct {
    uint64_t cases, opened, narrowed, limited, decided_early;
} counted;

static bool has_limit(const jx_answer *answer)
{
    return jx_causes_have(answer->causes, JX_CAUSE_LIMIT);
}

static bool contains(const jx_answer *now, const jx_answer *later)
{
    bool decided = now->verdict <= JX_VERDICT_NO;
    if (decided && later->verdict != now->verdict) return false;
    if (now->least_fen > later->least_fen) return false;
    if (now->unbounded) return true;
    return !later->unbounded && later->most_fen <= now->most_fen;
}

static jx_case *decide(const random_model *model, const jx_value *facts, uint32_t award, const jx_value *ranks,
                       const jx_limits *limits, jx_arena *arena, jx_answer *out)
{
    jx_eval_options options = { .arena = arena, .limits = limits };
    jx_case *unit = jx_case_new(model->bound, &options, facts, ranks);
    jx_award_decide(unit, model->bound, award, JX_TEXT("s"), arena, out);
    return unit;
}

static void print_answer(const random_model *model, const char *when, const jx_answer *answer, jx_arena *arena)
{
    jx_buffer text = jx_buffer_in(arena);
    jx_answer_print(&model->model, answer, &text);
    printf("%s %.*s\n", when, JX_TEXT_ARG(jx_buffer_text(&text)));
}

static void print_definition(const random_model *model, size_t d, jx_value now, jx_value later, jx_arena *arena)
{
    const jx_definition *what = &model->model.definitions[d];
    jx_buffer text = jx_buffer_in(arena);
    jx_buffer_format(&text, "%.*s: now ", JX_TEXT_ARG(what->name));
    jx_value_print_json(now, &text);
    jx_buffer_put(&text, JX_TEXT("\n    later "));
    jx_value_print_json(later, &text);
    if (what->expr && what->expr->kind == JX_EXPR_TABLE) {
        jx_buffer_put_char(&text, '\n');
        print_table(what->expr->as.table, &text);
    } else if (what->expr && what->expr->kind != JX_EXPR_GROUP) {
        jx_buffer_put(&text, JX_TEXT("\n    = "));
        jx_expr_print(what->expr, &text);
    }
    printf("%.*s\n", JX_TEXT_ARG(jx_buffer_text(&text)));
}

// Lists keep members that may belong, which is no value that another is contained in; functions are never open.
static bool is_compared(const jx_definition *what, jx_value now, jx_value later)
{
    jx_type_kind type = what->type->kind;
    bool scalar = type == JX_TYPE_NUMBER || type == JX_TYPE_BOOLEAN || type == JX_TYPE_STRING || type == JX_TYPE_DATE;
    if (what->kind != JX_DEFINITION_FORMULA || !scalar) return false;
    return !jx_causes_have(jx_value_causes(now), JX_CAUSE_LIMIT) &&
           !jx_causes_have(jx_value_causes(later), JX_CAUSE_LIMIT);
}

static bool values_contained(const random_model *model, jx_case *now, jx_case *later, jx_arena *arena)
{
    for (size_t d = 0; d < model->model.definition_count; d++) {
        jx_value a = jx_case_value(now, (uint32_t)d), b = jx_case_value(later, (uint32_t)d);
        if (!is_compared(&model->model.definitions[d], a, b) || jx_value_contains(a, b)) continue;
        print_definition(model, d, a, b, arena);
        return false;
    }
    return true;
}

static bool one_case(const random_model *model, dice *d, jx_arena *arena, const jx_limits *limits)
{
    size_t definitions = model->model.definition_count;
    jx_value *known = JX_ARRAY(arena, definitions, jx_value), *open = JX_ARRAY(arena, definitions, jx_value);
    uint64_t start = d->state;
    make_row(model, arena, d, true, known);
    open_row(model, arena, d, known, open);
    const jx_value *ranks = make_ranks(model, arena, start);
    uint32_t award = (uint32_t)below(d, (int64_t)model->model.award_count);
    jx_answer now, later;
    jx_case *first = decide(model, open, award, ranks, limits, arena, &now);
    jx_case *second = decide(model, known, award, ranks, limits, arena, &later);
    counted.cases++;
    if (has_limit(&now) || has_limit(&later)) {
        counted.limited++;
        return true;
    }
    counted.opened += now.causes.count > later.causes.count;
    counted.narrowed += now.verdict > JX_VERDICT_NO && later.verdict <= JX_VERDICT_NO;
    counted.decided_early += now.verdict <= JX_VERDICT_NO && now.causes.count == 0;
    bool sound = contains(&now, &later), inside = values_contained(model, first, second, arena);
    if (sound && inside) return true;
    printf("unsound: JX_SEED=%llu dice %llu award %u\n", (unsigned long long)model->seed, (unsigned long long)start,
           (unsigned)award);
    print_answer(model, "now  ", &now, arena);
    print_answer(model, "later", &later, arena);
    for (size_t i = 0; i < definitions; i++)
        if (model->model.definitions[i].kind == JX_DEFINITION_FACT && !jx_value_same(open[i], known[i]))
            print_definition(model, i, open[i], known[i], arena);
    return false;
}

TEST(later_answers_are_contained_in_earlier_ones)
{
    uint64_t cases = setting("JX_SOUND_CASES", 10000), seed = fresh_seed(), each = 100;
    jx_limits limits = jx_limits_default();
    limits.at[JX_LIMIT_STEPS] = 100000;
    size_t failures = 0;
    printf("JX_SEED=%llu JX_SOUND_CASES=%llu\n", (unsigned long long)seed, (unsigned long long)cases);
    for (uint64_t i = 0; counted.cases < cases && failures < 5; i++) {
        jx_arena *arena = jx_arena_new(jx_allocator_system(), SIZE_MAX),
                 *scratch = jx_arena_new(jx_allocator_system(), SIZE_MAX);
        random_model model;
        dice d = { seed + i * 1000003 };
        if (make_model(&model, arena, seed + i, true)) {
            for (uint64_t k = 0; k < each; k++) {
                jx_arena_reset(scratch);
                if (CHECK(one_case(&model, &d, scratch, &limits))) continue;
                failures++;
                break;
            }
        }
        jx_arena_free(scratch);
        jx_arena_free(arena);
    }
    printf("%llu cases: %llu with causes more while open, %llu verdicts decided later, %llu decided whatever comes, "
           "%llu cut by a limit\n",
           (unsigned long long)counted.cases, (unsigned long long)counted.opened, (unsigned long long)counted.narrowed,
           (unsigned long long)counted.decided_early, (unsigned long long)counted.limited);
    CHECK(counted.opened > 0 && counted.narrowed > 0 && counted.decided_early > 0);
}

CHECK_MAIN
