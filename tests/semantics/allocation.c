// Every allocation fails once: parse, lower, bind, evaluate, decide, explain, print. Each attempt must end with "out of
// memory" or with the same bytes as ever; the sanitizers watch what is left behind.
#include "semantics/bench.h"
#include "unit/check.h"

static const char *const models[] = {
    "fact 产值 number [0..100] = 60\nfact 上年 number [0..100] = missing\nparameter 门槛 number [0..1] = pending\n"
    "option 口径 \"一\", \"二\" = \"一\"\n"
    "formula 增速 = (产值 - 上年) / 上年\ngroup 资格 all\ncondition 1: 增速 >= 门槛\ncondition 2: 口径 = \"一\"\n"
    "table 标准 U: 产值 -> 奖\nrow 1: < 50 -> 10\nrow 2: >= 50 -> min(产值 * 2, 100)\n"
    "formula 金额 = 标准.奖 * 3\naward 奖 eligible=资格 amount=金额 to=yuan round=down\n",
    "fact 销售 records(名 text; 额 number [0..100]; 本市 boolean) = [{名: \"甲\", 额: 10, 本市: true},"
    " {名: \"乙\", 额: missing, 本市: missing}]\nextend 销售\nfield 倍 = 额 * 2\nfield 达标 = 倍 > 10 and 本市\n"
    "formula 资格 = some r in 销售 satisfies r.达标\nformula 金额 = 合计(销售[达标].倍) + count(销售)\n"
    "table 高 C>: 金额 -> 额 ; 名\nrow 1: - -> 1 ; 2\nrow 2: > 50 -> 3 ; 4\n"
    "award 奖 eligible=资格 amount=金额\n",
    "parameter 窗 window = [@\"2026-02-01\"..@\"2026-02-04\"]\nfact 电 series [0..9] from 2026-02-01 = 1, gap, "
    "doubtful, 4\n"
    "fact 等级 text \"低\", \"高\" ordered = missing\nformula 资格 = 日均(电, 窗) > 1 and 等级 >= \"低\"\n"
    "formula 金额 = (if 等级 = \"高\" then 合计(电, 窗) else sum([1, 2])) / 3\n"
    "formula 排 = sort([3, 1, 2], function(x, y) x < y)\naward 奖 eligible=资格 amount=金额 to=fen round=up\n",
    "fact 进 boolean = true\nfact 出 boolean = missing\nfact 前 boolean = false\nroster 名单 enter=进 leave=出 before=前\n",
};

typedef struct {
    bench      *b;
    const char *lines;
    jx_buffer   out;
    const char *failed;  // what went wrong that is no want of memory
} attempt;

static jx_status body(void *user)
{
    attempt *a = user;
    bench *b = a->b;
    if (!bench_read(b, jx_text_of(a->lines))) {
        if (b->starved) return JX_OUT_OF_MEMORY;
        a->failed = "read";
        return JX_REFUSED;
    }
    if (!bench_start(b)) return b->refused ? JX_REFUSED : JX_OUT_OF_MEMORY;
    a->out = jx_buffer_in(b->arena);
    for (size_t d = 0; d < b->definitions.count; d++) {
        jx_buffer_put(&a->out, bench_shown(b, jx_case_value(b->unit, (uint32_t)d)));
        jx_buffer_put_char(&a->out, '\n');
    }
    jx_answer answer;
    jx_explain_options options = { .language = JX_CHINESE };
    jx_award_decide(b->unit, b->bound, 0, JX_TEXT("甲厂"), b->arena, &answer);
    jx_answer_print(&b->model, &answer, &a->out);
    jx_answer_explain(b->unit, b->bound, &answer, &options, &a->out);
    options.language = JX_ENGLISH;
    jx_answer_explain(b->unit, b->bound, &answer, &options, &a->out);
    return JX_OK;
}

// The bytes of a whole run, or the empty text for want of memory.
static jx_text run(bench *b, const char *lines, jx_allocator allocator, size_t bytes, jx_status *out)
{
    attempt a = { .b = b, .lines = lines };
    bench_open(b, allocator, bytes);
    *out = JX_OUT_OF_MEMORY;
    if (!b->arena) return (jx_text){ 0 };
    *out = jx_arena_guard(b->arena, body, &a);
    if (a.failed) printf("    %s: %.*s\n", a.failed, JX_TEXT_ARG(b->error));
    return *out == JX_OK ? jx_buffer_text(&a.out) : (jx_text){ 0 };
}

static size_t fail_each(const char *lines, jx_text expected)
{
    for (size_t allowed = 0;; allowed++) {
        bench b;
        jx_failing_state state;
        jx_status status;
        jx_text text = run(&b, lines, jx_allocator_failing_after(&state, allowed), (size_t)1 << 26, &status);
        bool done = status == JX_OK;
        if (done) CHECK(jx_text_equal(text, expected));
        else CHECK_INT(status, JX_OUT_OF_MEMORY);
        bench_close(&b);
        if (done) return allowed;
    }
}

// Arenas ask for few blocks; so the arena's own limit is moved as well, which stops at every single piece.
static void limit_each(const char *lines, jx_text expected, size_t used)
{
    for (size_t bytes = 64; bytes <= used + 4096; bytes += 48) {
        bench b;
        jx_status status;
        jx_text text = run(&b, lines, jx_allocator_system(), bytes, &status);
        if (status == JX_OK) CHECK(jx_text_equal(text, expected));
        else CHECK_INT(status, JX_OUT_OF_MEMORY);
        bench_close(&b);
    }
}

TEST(every_allocation_may_fail)
{
    for (size_t i = 0; i < JX_COUNT(models); i++) {
        bench b;
        jx_status status;
        jx_text expected = run(&b, models[i], jx_allocator_system(), (size_t)1 << 26, &status);
        CHECK_INT(status, JX_OK);
        CHECK(expected.size > 100);
        if (getenv("JIXIANG_SHOW")) printf("%.*s\n", JX_TEXT_ARG(expected));
        CHECK(fail_each(models[i], expected) > 0);
        limit_each(models[i], expected, jx_arena_used(b.arena));
        bench_close(&b);
    }
}

CHECK_MAIN
