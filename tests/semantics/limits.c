// Limits of evaluation, just below, at and above (SEMANTICS 8): steps, depth, list length. A limit hit is `limit`, with
// the slug of base/limits.def as its name, over the static range of the node; never 无, never a wrong figure.
#include "semantics/bench.h"
#include "unit/check.h"

static const char *const sums =
    "fact 甲 number [0..9] = 3\n"
    "fact 表 records(额 number [0..9]) = [{额: 1}, {额: 2}, {额: 3}]\n"
    "formula 和 = 合计(表[额 >= 甲 - 1].额) + 甲 * 2\n";

static jx_text run(bench *b, const char *lines, const char *name, jx_limit limit, uint64_t at)
{
    bench_open(b, jx_allocator_system(), (size_t)1 << 28);
    if (!CHECK(bench_read(b, jx_text_of(lines)))) printf("    %.*s\n", JX_TEXT_ARG(b->error));
    if (limit != JX_LIMIT_COUNT) b->limits.at[limit] = at;
    if (!CHECK(bench_start(b))) return JX_TEXT("");
    return bench_shown(b, bench_value(b, jx_text_of(name)));
}

static void check(const char *lines, const char *name, jx_limit limit, uint64_t at, const char *expected)
{
    bench b;
    CHECK_TEXT(run(&b, lines, name, limit, at), expected);
    bench_close(&b);
}

TEST(steps_are_counted_exactly)
{
    bench b;
    CHECK_TEXT(run(&b, sums, "和", JX_LIMIT_COUNT, 0), "11");
    uint64_t steps = jx_case_steps(b.unit);
    bench_close(&b);
    CHECK(steps > 10);
    check(sums, "和", JX_LIMIT_STEPS, steps + 1, "11");
    check(sums, "和", JX_LIMIT_STEPS, steps, "11");
    for (uint64_t at = 0; at < steps; at++) {  // wherever it stops, it says so, and the true answer stays possible
        (void)run(&b, sums, "和", JX_LIMIT_STEPS, at);
        jx_value value = bench_value(&b, JX_TEXT("和"));
        // What stopped at a constant has lost nothing: a range of one point is that value.
        CHECK(jx_is_open(value) || at == steps - 1);
        CHECK(!jx_is_open(value) || jx_causes_have(jx_value_causes(value), JX_CAUSE_LIMIT));
        CHECK(jx_value_contains(value, jx_integer(11)));
        bench_close(&b);
    }
}

TEST(a_limit_is_a_verdict_for_people)
{
    bench b;
    bench_open(&b, jx_allocator_system(), (size_t)1 << 26);
    CHECK(bench_read(&b, JX_TEXT("fact 甲 number [0..9] = 3\nformula 资格 = 甲 + 甲 + 甲 > 1\nformula 额 = 甲 * 100\n"
                                 "award 奖 eligible=资格 amount=额\n")));
    b.limits.at[JX_LIMIT_STEPS] = 3;
    CHECK(bench_start(&b));
    CHECK_TEXT(bench_answer(&b, JX_TEXT("奖")), "需人工 0..900 <- limit too-many-steps");
    bench_close(&b);
}

TEST(loops_stop_at_the_limit_of_steps)
{
    check("formula 无尽 = some i in 1..1000000000000 satisfies i < 0\n", "无尽", JX_LIMIT_STEPS, 1000,
          "(false|true) <- limit too-many-steps");
    check("formula 列 = count(for i in 1..1000000000000 return i)\n", "列", JX_LIMIT_STEPS, 1000,
          "[0..) <- limit too-many-steps");
    check("formula 表 = for i in 1..1000 return i\nformula 双 = some i in 表, k in 表, l in 表, m in 表 satisfies i + "
          "k < 0\n",
          "双", JX_LIMIT_STEPS, 100000, "(false|true) <- limit too-many-steps");
}

TEST(lists_may_be_as_long_as_the_limit)
{
    static const char *const lines = "formula 列 = count(for i in 1..20 return i)\n";
    check(lines, "列", JX_LIMIT_LIST_LENGTH, 21, "20");
    check(lines, "列", JX_LIMIT_LIST_LENGTH, 20, "20");
    check(lines, "列", JX_LIMIT_LIST_LENGTH, 19, "[0..) <- limit list-too-long");
}

TEST(windows_may_be_as_long_as_the_limit)
{
    static const char *const lines = "parameter 窗 window = [@\"2026-02-01\"..@\"2026-02-20\"]\n"
                                     "fact 电 series [0..9] from 2026-02-01 = 1\nformula 盖 = 覆盖(电, 窗)\n";
    check(lines, "盖", JX_LIMIT_LIST_LENGTH, 21, "1");
    check(lines, "盖", JX_LIMIT_LIST_LENGTH, 20, "1");
    check(lines, "盖", JX_LIMIT_LIST_LENGTH, 19, "[0..20] <- limit list-too-long");
}

// f0 = 1, f1 = f0 + 1, … : asking for the last one nests through all of them.
static jx_text chain(jx_arena *arena, int count, int brackets)
{
    jx_buffer out = jx_buffer_in(arena);
    jx_buffer_put(&out, JX_TEXT("fact 甲 number [0..9] = 1\nformula f0 = 甲\n"));
    for (int i = 1; i < count; i++) {
        jx_buffer_format(&out, "formula f%d = ", i);
        for (int k = 0; k < brackets; k++) jx_buffer_put(&out, JX_TEXT("1 - ("));
        jx_buffer_format(&out, "f%d", i - 1);
        for (int k = 0; k < brackets; k++) jx_buffer_put_char(&out, ')');
        jx_buffer_put(&out, JX_TEXT("\n"));
    }
    return jx_text_copy(arena, jx_buffer_text(&out));
}

static void check_chain(int count, uint64_t limit, const char *expected)
{
    jx_arena *arena = jx_arena_new(jx_allocator_system(), (size_t)1 << 26);
    jx_text name = jx_text_format(arena, "f%d", count - 1);
    check(chain(arena, count, 0).bytes, name.bytes, JX_LIMIT_NESTING, limit, expected);
    jx_arena_free(arena);
}

TEST(definitions_may_nest_as_deep_as_the_limit)
{
    check_chain(20, 21, "1");
    check_chain(20, 20, "1");
    check_chain(20, 19, "[0..9] <- limit too-deep");
    check_chain(20, 1, "[0..9] <- limit too-deep");
}

TEST(the_deepest_model_does_not_break_the_stack)
{
    jx_arena *arena = jx_arena_new(jx_allocator_system(), (size_t)1 << 28);
    bench b;
    jx_text shown = run(&b, chain(arena, 250, 240).bytes, "f249", JX_LIMIT_COUNT, 0);
    CHECK(jx_text_equal(shown, JX_TEXT("1")) || jx_text_ends_with(shown, JX_TEXT("limit too-deep")));
    bench_close(&b);
    shown = run(&b, chain(arena, 5000, 1).bytes, "f4999", JX_LIMIT_COUNT, 0);
    CHECK(jx_text_ends_with(shown, JX_TEXT("limit too-deep")));
    bench_close(&b);
    jx_arena_free(arena);
}

TEST(definitions_further_down_nest_while_lowered)
{
    jx_arena *arena = jx_arena_new(jx_allocator_system(), (size_t)1 << 28);
    jx_buffer out = jx_buffer_in(arena);
    for (int i = 0; i < 3000; i++) jx_buffer_format(&out, "name f%d number\n", i);
    for (int i = 0; i < 2999; i++) jx_buffer_format(&out, "formula f%d = f%d + 1\n", i, i + 1);
    jx_buffer_put(&out, JX_TEXT("formula f2999 = 1\n"));
    bench b;
    bench_open(&b, jx_allocator_system(), (size_t)1 << 28);
    CHECK(bench_read(&b, jx_text_copy(arena, jx_buffer_text(&out))));
    CHECK(!bench_start(&b));
    CHECK(b.refused);
    CHECK_INT(b.problems.list.count, 1);
    CHECK_STRING(jx_problem_slug(b.problems.list.items[0].code), "too-deep");
    bench_close(&b);
    jx_arena_free(arena);
}

// DMN: decisions in any order, each standing on the next one.
TEST(decisions_may_stand_in_long_chains)
{
    enum { COUNT = 5000 };
    static const jx_space spaces[] = { { JX_SPACE_NAMESPACE, { "x", 1 }, { "x", 1 }, 0 } };
    jx_arena *arena = jx_arena_new(jx_allocator_system(), (size_t)1 << 28);
    jx_limits limits = jx_limits_default();
    jx_definition *definitions = JX_ARRAY(arena, COUNT, jx_definition);
    for (uint32_t i = 0; i < COUNT; i++) {
        jx_requirement *next = JX_NEW(arena, jx_requirement);
        jx_source *source = JX_NEW(arena, jx_source);
        jx_scope *scope = jx_scope_new(arena, NULL);
        *next = (jx_requirement){ JX_TEXT("next"), i + 1 };
        *source = (jx_source){ JX_TEXT("x"), i + 1 < COUNT ? JX_TEXT("next + 1") : JX_TEXT("0") };
        jx_scope_declare(scope, next->name, &jx_type_number);
        jx_feel_options options = { .arena = arena, .limits = &limits, .source = source };
        definitions[i] = (jx_definition){ .kind = JX_DEFINITION_FORMULA, .type = &jx_type_number,
                                          .requirements = next, .requirement_count = i + 1 < COUNT };
        jx_span span = { 0, (uint32_t)source->bytes.size };
        CHECK_INT(jx_feel_parse(&options, scope, span, &definitions[i].expr), JX_OK);
    }
    jx_model model = { .spaces = spaces, .space_count = 1, .definitions = definitions, .definition_count = COUNT };
    const jx_plan *plan;
    const jx_bound_plan *bound;
    if (CHECK(jx_plan_lower(&model, arena, NULL, &plan) == JX_OK && jx_plan_bind(plan, NULL, arena, &bound) == JX_OK)) {
        jx_eval_options options = { .arena = arena, .limits = &limits };
        jx_value value = jx_case_value(jx_case_new(bound, &options, NULL, NULL), 0);
        CHECK(jx_value_same(value, jx_integer(COUNT - 1)));
    }
    jx_arena_free(arena);
}

TEST(functions_may_call_as_deep_as_the_limit)
{
    static const char *const lines = "formula f = {go: function(g, n) if n = 0 then 0 else 1 + g(g, n - 1)}\n"
                                     "formula 值 = f.go(f.go, 10)\n";
    bench b;
    jx_text shown = run(&b, lines, "值", JX_LIMIT_COUNT, 0);
    CHECK_TEXT(shown, "10");
    bench_close(&b);
    check("formula f = {go: function(g, n) if n = 0 then 0 else 1 + g(g, n - 1)}\nformula 值 = f.go(f.go, 100000)\n",
          "值", JX_LIMIT_COUNT, 0, "(..) <- limit too-deep");
}

CHECK_MAIN
