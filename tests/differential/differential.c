// Bulk equals tree: random plans over random populations, canonical bytes compared row by row.
//
//     JX_DIFF_PLANS plans (100), JX_DIFF_ROWS rows in all (100,000), JX_SEED (from the clock, printed)
//
// Every plan runs on each instruction set this machine has, one and two threads in turn. What was hit is counted
// and must all be hit: kinds of nodes, built-ins, hit policies, causes. When a row differs, the smallest part of its
// conditions that still differs is printed with seed and row. JX_SEED=… JX_DIFF_PLANS=1 repeats one plan.
#include <string.h>

#include "base/hash.h"
#include "differential/random_plan.h"
#include "feel/feel.h"
#include "unit/check.h"

enum { MIXED_FROM = 8, KINDS = JX_NODE_MODEL + 1, BUILTINS_MAX = 256, CAUSES = JX_CAUSE_LIMIT + 1 };

static struct {
    uint64_t kinds[KINDS], builtins[BUILTINS_MAX], hits[JX_HIT_COLLECT + 1], causes[CAUSES], verdicts[JX_VERDICT_COUNT];
    uint64_t plans, open_by_kernels, unlowered, answers, by_kernels, alike, awards, compiled;
} counted;

static jx_hash digest;  // of all canonical bytes that bulk gave; the same for every build (scripts/same_bytes.sh)

typedef struct {
    random_model    model;
    jx_arena       *arena;    // of the plan
    jx_limits       limits;
    jx_value      **rows;
    size_t          count;
    const bool     *by_callback;
    bulk_deciding   deciding;
    jx_bulk_options options;
} one_plan;

// ---- what bulk asks for ----

static jx_text subject_of(void *user, size_t row)
{
    (void)user;
    static const char *const codes[] = { "s0", "s1", "s2", "s3", "s4", "s5", "s6", "s7" };
    return jx_text_of(codes[row % JX_COUNT(codes)]);
}

static const jx_value *ranks_of(void *user, jx_arena *arena, size_t row)
{
    const one_plan *plan = user;
    return make_ranks(&plan->model, arena, plan->model.seed + row);
}

static void facts_of(void *user, jx_arena *arena, size_t row, const bool *wanted, jx_value *facts)
{
    (void)arena, (void)wanted;
    const one_plan *plan = user;
    for (size_t d = 0; d < plan->model.model.definition_count; d++)
        if (plan->by_callback[d]) facts[d] = plan->rows[row][d];
}

// ---- counting ----

static void count_plan(const jx_plan *plan)
{
    for (size_t i = 0; i < plan->node_count; i++) {
        const jx_node *node = plan->nodes[i];
        counted.kinds[node->kind]++;
        if (node->kind == JX_NODE_BUILTIN) counted.builtins[node->as.builtin.index]++;
        if (node->kind == JX_NODE_TABLE) counted.hits[node->as.table->source->hit]++;
    }
}

static void count_answer(const jx_answer *answer)
{
    counted.answers++;
    counted.verdicts[answer->verdict]++;
    for (size_t i = 0; i < answer->causes.count; i++) counted.causes[answer->causes.items[i].kind]++;
}

// ---- comparing ----

static void answer_by_tree(const one_plan *plan, uint32_t award, size_t row, jx_arena *arena, jx_answer *out)
{
    jx_eval_options options = { .arena = arena, .limits = &plan->limits };
    jx_case *unit =
        jx_case_new(plan->model.bound, &options, plan->rows[row], ranks_of((void *)(uintptr_t)plan, arena, row));
    jx_award_decide(unit, plan->model.bound, award, subject_of(NULL, row), arena, out);
}

// What the columns say by themselves of a row that kernels finished, also where its whole answer is eval's to tell.
static bool same_figures(const jx_bulk *bulk, uint32_t award, size_t row, const jx_answer *expected)
{
    const jx_bulk_award *result = jx_bulk_award_result(bulk, award);
    uint8_t verdict = result->verdicts[row];
    if (verdict == JX_BULK_ASKED) return true;
    bool open = verdict & JX_BULK_OPEN;
    if ((jx_verdict)(verdict & ~JX_BULK_OPEN) != expected->verdict) return false;
    if (open != (expected->causes.count > 0)) return false;
    if (result->least_fen[row] != expected->least_fen) return false;
    if (open && expected->unbounded) return result->most_fen[row] == JX_BULK_UNBOUNDED;
    return !expected->unbounded && (open ? result->most_fen : result->least_fen)[row] == expected->most_fen;
}

static bool same_row(const one_plan *plan, const jx_bulk *bulk, uint32_t award, size_t row, jx_arena *arena, bool print)
{
    jx_answer by_bulk, by_tree;
    bulk_answer(bulk, &plan->deciding, award, row, arena, &by_bulk);
    answer_by_tree(plan, award, row, arena, &by_tree);
    jx_buffer a = jx_buffer_in(arena), b = jx_buffer_in(arena);
    jx_answer_print(&plan->model.model, &by_bulk, &a);
    jx_answer_print(&plan->model.model, &by_tree, &b);
    if (!print) jx_hash_update_text(&digest, jx_buffer_text(&a));
    if (print) {
        const jx_bulk_award *columns = jx_bulk_award_result(bulk, award);
        printf("bulk %.*s\ntree %.*s\n", JX_TEXT_ARG(jx_buffer_text(&a)), JX_TEXT_ARG(jx_buffer_text(&b)));
        printf("columns: verdict %d, least %lld, most %lld\n", columns->verdicts[row],
               (long long)columns->least_fen[row], columns->most_fen ? (long long)columns->most_fen[row] : -1);
    }
    if (bulk && !print) count_answer(&by_tree);
    return jx_text_equal(jx_buffer_text(&a), jx_buffer_text(&b)) && same_figures(bulk, award, row, &by_tree);
}

// ---- the smallest that differs ----

typedef struct {
    one_plan      *plan;
    uint32_t       award;
    size_t         row, smallest_size;
    const jx_expr *smallest;
    int            left;  // trials
} shrinking;

static size_t size_of(const jx_expr *expr);

// True if the award, with `expr` for its only condition, still differs in the row.
static bool still_differs(shrinking *s, const jx_expr *expr)
{
    one_plan small = *s->plan;
    jx_arena *arena = jx_arena_new(jx_allocator_system(), SIZE_MAX);
    jx_definition *definitions = JX_ARRAY(arena, small.model.model.definition_count, jx_definition);
    memcpy(definitions, small.model.model.definitions, small.model.model.definition_count * sizeof *definitions);
    definitions[small.model.model.awards[s->award].eligible].expr = expr;
    small.model.model.definitions = definitions;
    jx_bulk *bulk = NULL;
    bool differs = false;
    if (lower_again(&small.model, arena)) {
        small.deciding.plan = small.model.bound;
        small.deciding.known = bulk_known(small.model.bound, arena);
        small.deciding.user = &small;
        small.options.plan = small.model.bound;
        small.options.user = &small.deciding;
        small.options.population.user = &small;
        if (jx_bulk_new(&small.options, arena, &bulk) == JX_OK && jx_bulk_run(bulk) == JX_OK)
            differs = !same_row(&small, bulk, s->award, s->row, arena, true);
        jx_bulk_free(bulk);
    }
    jx_arena_free(arena);
    return differs;
}

static void try_expr(shrinking *s, const jx_expr *expr)
{
    if (!expr || s->left-- <= 0) return;
    size_t size = size_of(expr);
    if (expr->type->kind == JX_TYPE_BOOLEAN && size < s->smallest_size && still_differs(s, expr)) {
        s->smallest = expr;
        s->smallest_size = size;
    }
    switch ((int)expr->kind) {
    case JX_EXPR_BINARY: try_expr(s, expr->as.binary.left); try_expr(s, expr->as.binary.right); return;
    case JX_EXPR_NEGATE: try_expr(s, expr->as.negate.operand); return;
    case JX_EXPR_IF:
        try_expr(s, expr->as.choose.when);
        try_expr(s, expr->as.choose.then);
        try_expr(s, expr->as.choose.otherwise);
        return;
    case JX_EXPR_CALL:
        for (size_t i = 0; i < expr->as.call.count; i++) try_expr(s, expr->as.call.arguments[i].value);
        return;
    case JX_EXPR_GROUP:
        for (size_t i = 0; i < expr->as.group->row_count; i++) try_expr(s, expr->as.group->rows[i].test);
        return;
    case JX_EXPR_NAME: {
        uint32_t d =
            jx_model_find(&s->plan->model.model, s->plan->model.model.awards[s->award].space, expr->as.name.text);
        if (d != JX_NONE && s->plan->model.model.definitions[d].kind == JX_DEFINITION_FORMULA)
            try_expr(s, s->plan->model.model.definitions[d].expr);
        return;
    }
    default: return;
    }
}

static size_t size_of(const jx_expr *expr)
{
    jx_arena *arena = jx_arena_new(jx_allocator_system(), SIZE_MAX);
    jx_buffer text = jx_buffer_in(arena);
    if (expr->kind == JX_EXPR_GROUP) {
        jx_arena_free(arena);
        return 100000;
    }
    jx_expr_print(expr, &text);
    size_t size = text.size;
    jx_arena_free(arena);
    return size;
}

static void print_facts(const one_plan *plan, size_t row)
{
    jx_arena *arena = jx_arena_new(jx_allocator_system(), SIZE_MAX);
    for (size_t d = 0; d < plan->model.model.definition_count; d++) {
        const jx_definition *what = &plan->model.model.definitions[d];
        jx_value value = what->kind == JX_DEFINITION_FACT ? plan->rows[row][d] : plan->model.bound->values[d];
        if (what->kind == JX_DEFINITION_FORMULA) continue;
        jx_buffer text = jx_buffer_in(arena);
        jx_value_print(value, &text);
        printf("  %.*s = %.*s\n", JX_TEXT_ARG(what->name), (int)(text.size > 300 ? 300 : text.size),
               text.bytes ? text.bytes : "");
    }
    jx_arena_free(arena);
}

static void report(one_plan *plan, const jx_bulk *bulk, uint32_t award, size_t row)
{
    jx_arena *arena = jx_arena_new(jx_allocator_system(), SIZE_MAX);
    printf("differs: JX_SEED=%llu row %zu award %u kernels %s\n", (unsigned long long)plan->model.seed, row,
           (unsigned)award, jx_bulk_kernels(bulk));
    (void)same_row(plan, bulk, award, row, arena, true);
    shrinking s = { .plan = plan, .award = award, .row = row, .smallest_size = SIZE_MAX, .left = 200 };
    try_expr(&s, plan->model.model.definitions[plan->model.model.awards[award].eligible].expr);
    jx_buffer text = jx_buffer_in(arena);
    if (s.smallest && s.smallest->kind != JX_EXPR_GROUP) jx_expr_print(s.smallest, &text);
    if (text.size) printf("smallest condition that differs: %.*s\n", JX_TEXT_ARG(jx_buffer_text(&text)));
    print_facts(plan, row);
    text = jx_buffer_in(arena);
    jx_plan_print(plan->model.plan, &text);
    for (size_t i = 0; i < plan->model.model.definition_count; i++) {
        const jx_node *node = plan->model.plan->definitions[i].node;
        if (node && node->kind == JX_NODE_TABLE) print_table(node->as.table->source, &text);
    }
    if (setting("JX_DIFF_PLANS", 100) == 1) printf("%.*s", JX_TEXT_ARG(jx_buffer_text(&text)));
    jx_arena_free(arena);
}

// ---- one plan ----

// Facts of earlier rows, each from any of them: so that many rows are alike in some things and differ in others.
static void mix_row(one_plan *plan, dice *d, size_t row)
{
    for (size_t i = 0; i < plan->model.model.definition_count; i++)
        plan->rows[row][i] = plan->rows[below(d, MIXED_FROM)][i];
}

static bool prepare(one_plan *plan, jx_arena *arena, uint64_t seed, size_t rows)
{
    dice d = { seed ^ 77 };
    *plan = (one_plan){ .arena = arena, .count = rows, .limits = jx_limits_default() };
    bool whole = seed % 2 == 1;
    // Some plans meet a limit now and then.
    plan->limits.at[JX_LIMIT_STEPS] = seed % 6 == 1 ? 8 + (uint64_t)below(&d, 150) : 200000;
    if (!make_model(&plan->model, arena, seed, false)) return false;
    size_t definitions = plan->model.model.definition_count;
    bool *by_callback = JX_ARRAY(arena, definitions, bool);
    for (size_t i = 0; i < definitions; i++)
        by_callback[i] = plan->model.model.definitions[i].kind == JX_DEFINITION_FACT && one_in(&d, 10);
    plan->rows = JX_ARRAY(arena, rows, jx_value *);
    for (size_t row = 0; row < rows; row++) {
        plan->rows[row] = JX_ARRAY(arena, definitions, jx_value);
        if (whole && row >= MIXED_FROM)
            mix_row(plan, &d, row);
        else
            make_row(&plan->model, arena, &d, false, plan->rows[row]);
    }
    plan->by_callback = by_callback;
    plan->deciding = (bulk_deciding){ .plan = plan->model.bound,
                                      .known = bulk_known(plan->model.bound, arena),
                                      .limits = &plan->limits,
                                      .subject = subject_of,
                                      .ranks = ranks_of,
                                      .user = plan };
    plan->options = (jx_bulk_options){ .plan = plan->model.bound,
                                       .limits = &plan->limits,
                                       .allocator = jx_allocator_system(),
                                       .threads = 1,
                                       .whole_answers = whole,
                                       .decide = bulk_decide,
                                       .user = &plan->deciding };
    plan->options.population =
        (jx_bulk_population){ .count = rows,
                              .facts = facts_of,
                              .user = plan,
                              .longest_list = 64,
                              .columns = make_columns(&plan->model, arena, plan->rows, rows, by_callback) };
    return true;
}

static size_t compare_all(one_plan *plan, const jx_bulk *bulk, bool first)
{
    jx_arena *arena = jx_arena_new(jx_allocator_system(), SIZE_MAX);
    size_t differing = 0;
    for (uint32_t award = 0; award < plan->model.model.award_count; award++) {
        for (size_t row = 0; row < plan->count; row++) {
            jx_arena_reset(arena);
            if (same_row(plan, bulk, award, row, arena, false)) continue;
            if (differing++ == 0 && first) report(plan, bulk, award, row);
        }
        const jx_bulk_award *result = jx_bulk_award_result(bulk, award);
        counted.by_kernels += plan->count - result->outcome_count;
        counted.alike += result->alike_count;
        for (size_t row = 0; row < plan->count; row++)
            counted.open_by_kernels += (result->verdicts[row] & JX_BULK_OPEN) != 0;
        counted.awards++;
        counted.compiled += result->compiled;
    }
    jx_arena_free(arena);
    return differing;
}

// The dense columns of two runs, byte by byte.
static bool same_columns(const one_plan *plan, const jx_bulk *a, const jx_bulk *b)
{
    for (uint32_t award = 0; award < plan->model.model.award_count; award++) {
        const jx_bulk_award *left = jx_bulk_award_result(a, award), *right = jx_bulk_award_result(b, award);
        if (memcmp(left->verdicts, right->verdicts, plan->count) != 0) return false;
        if (memcmp(left->least_fen, right->least_fen, plan->count * sizeof *left->least_fen) != 0) return false;
        if (left->most_fen && memcmp(left->most_fen, right->most_fen, plan->count * sizeof *left->most_fen) != 0)
            return false;
        if (left->outcome_count != right->outcome_count) return false;
        for (size_t i = 0; i < left->table_count; i++)
            if (memcmp(left->tables[i].hits, right->tables[i].hits, plan->count * sizeof(uint16_t)) != 0) return false;
    }
    return true;
}

static bool run_plan(uint64_t seed, size_t rows)
{
    jx_arena *arena = jx_arena_new(jx_allocator_system(), SIZE_MAX);
    one_plan plan;
    bool lowered = prepare(&plan, arena, seed, rows), good = true;
    counted.plans += lowered;
    counted.unlowered += !lowered;
    for (size_t i = 0; !lowered && i < plan.model.problems.list.count; i++)
        printf("plan %llu does not lower: %.*s\n", (unsigned long long)seed,
               JX_TEXT_ARG(plan.model.problems.list.items[i].what));
    if (lowered) {
        count_plan(plan.model.plan);
        static const char *const variants[] = { "plain", "avx2", "avx512" };
        jx_bulk *bulks[JX_COUNT(variants)] = { NULL };
        for (size_t v = 0; v < JX_COUNT(variants); v++) {
            plan.options.kernels = variants[v];
            bool ran = jx_bulk_new(&plan.options, arena, &bulks[v]) == JX_OK && jx_bulk_run(bulks[v]) == JX_OK;
            good = CHECK(ran) && good;
            if (ran && v > 0) good = CHECK(same_columns(&plan, bulks[0], bulks[v])) && good;
        }
        size_t differing = good ? compare_all(&plan, bulks[0], true) : 1;
        good = CHECK_INT(differing, 0) && good;
        if (!good) printf("JX_SEED=%llu JX_DIFF_PLANS=1 repeats it\n", (unsigned long long)seed);
        for (size_t v = 0; v < JX_COUNT(variants); v++) jx_bulk_free(bulks[v]);
    }
    jx_arena_free(arena);
    return good;
}

// ---- tests ----

static void print_counts(void)
{
    printf("%llu plans (%llu did not lower), %llu answers, %llu by kernels, %llu of them open, "
           "%llu alike; %llu of %llu awards compiled\n",
           (unsigned long long)counted.plans, (unsigned long long)counted.unlowered,
           (unsigned long long)counted.answers, (unsigned long long)counted.by_kernels,
           (unsigned long long)counted.open_by_kernels, (unsigned long long)counted.alike,
           (unsigned long long)counted.compiled, (unsigned long long)counted.awards);
    printf("nodes by kind:");
    for (size_t i = 0; i < KINDS; i++) printf(" %llu", (unsigned long long)counted.kinds[i]);
    printf("\nhit policies:");
    for (size_t i = 0; i <= JX_HIT_COLLECT; i++) printf(" %llu", (unsigned long long)counted.hits[i]);
    printf("\ncauses:");
    for (size_t i = 0; i < CAUSES; i++)
        printf(" %s %llu", jx_cause_kind_slug((jx_cause_kind)i), (unsigned long long)counted.causes[i]);
    printf("\nverdicts:");
    for (size_t i = 0; i < JX_VERDICT_COUNT; i++)
        printf(" %s %llu", jx_verdict_slug((jx_verdict)i), (unsigned long long)counted.verdicts[i]);
    printf("\nbuilt-ins:");
    for (int i = 0; i < jx_builtin_count(); i++)
        if (counted.builtins[i]) printf(" %s %llu;", jx_builtin_at(i)->name, (unsigned long long)counted.builtins[i]);
    printf("\n");
}

// A built-in of several signatures counts at its first row. The rare ones need the full run to be sure of a hit.
static void check_everything_was_hit(bool full)
{
    // A random plan has no second model to ask; tests/golden/policy/cases/model.md has one.
    for (size_t i = 0; i < JX_NODE_MODEL; i++)
        if (!CHECK(counted.kinds[i] > 0)) printf("    kind %zu\n", i);
    for (size_t i = 0; i <= JX_HIT_COLLECT; i++) CHECK(counted.hits[i] > 0);
    for (size_t i = 0; i < CAUSES; i++) CHECK(counted.causes[i] > 0);
    for (size_t i = 0; i < JX_VERDICT_COUNT; i++) CHECK(counted.verdicts[i] > 0);
    CHECK(!full || counted.open_by_kernels > 0);  // windows.c has them for sure in every run
    CHECK(counted.alike > 0);
    for (int i = 0; full && i < jx_builtin_count(); i++) {
        bool first = jx_builtin_find(jx_text_of(jx_builtin_at(i)->name)) == i;
        bool node_of_its_own = strcmp(jx_builtin_at(i)->name, "not") == 0;
        if (first && !node_of_its_own && !CHECK(counted.builtins[i] > 0)) printf("    %s\n", jx_builtin_at(i)->name);
    }
}

TEST(bulk_equals_tree_on_random_plans)
{
    uint64_t plans = setting("JX_DIFF_PLANS", 100), rows = setting("JX_DIFF_ROWS", 100000), seed = fresh_seed();
    size_t each = (size_t)(rows / plans), failures = 0;
    printf("JX_SEED=%llu JX_DIFF_PLANS=%llu JX_DIFF_ROWS=%llu\n", (unsigned long long)seed, (unsigned long long)plans,
           (unsigned long long)rows);
    if (!CHECK(jx_hash_init(&digest) == JX_OK)) return;
    for (uint64_t i = 0; i < plans && failures < 5; i++) failures += !run_plan(seed + i, each ? each : 1);
    jx_hash_value value = jx_hash_final(&digest);
    printf("digest random plans ");
    for (size_t i = 0; i < sizeof value.bytes; i++) printf("%02x", value.bytes[i]);
    printf("\n");
    print_counts();
    if (plans >= 100) check_everything_was_hit(plans >= 1000);
}

// Plans of seeds that once told bulk and tree apart.
TEST(membership_in_an_empty_list_is_undefined_for_none)
{
    if (!CHECK(jx_hash_init(&digest) == JX_OK)) return;
    CHECK(run_plan(UINT64_C(1882715471319290), 1000));
    jx_hash_done(&digest);
}

TEST(one_and_two_threads_give_the_same_columns)
{
    jx_arena *arena = jx_arena_new(jx_allocator_system(), SIZE_MAX);
    one_plan plan;
    uint64_t seed = 4711;
    while (!prepare(&plan, arena, seed, 50)) seed++;
    // Two threads start from JX_BULK_ROWS_PER_THREAD rows: the same fifty again and again.
    size_t count = JX_BULK_ROWS_PER_THREAD + 777;
    jx_value **rows = JX_ARRAY(arena, count, jx_value *);
    for (size_t i = 0; i < count; i++) rows[i] = plan.rows[i % 50];
    plan.rows = rows;
    plan.count = plan.options.population.count = count;
    plan.options.population.columns = make_columns(&plan.model, arena, rows, count, plan.by_callback);
    jx_bulk *bulks[2] = { NULL };
    for (unsigned t = 0; t < 2; t++) {
        plan.options.threads = t + 1;
        CHECK(jx_bulk_new(&plan.options, arena, &bulks[t]) == JX_OK && jx_bulk_run(bulks[t]) == JX_OK);
        CHECK_INT(jx_bulk_threads(bulks[t]), t + 1);
    }
    CHECK(same_columns(&plan, bulks[0], bulks[1]));
    for (uint32_t award = 0; award < 2; award++) {
        const jx_bulk_award *left = jx_bulk_award_result(bulks[0], award),
                            *right = jx_bulk_award_result(bulks[1], award);
        for (size_t i = 0; i < left->outcome_count && i < right->outcome_count; i++) {
            if (left->outcomes[i].row == right->outcomes[i].row &&
                left->outcomes[i].verdict == right->outcomes[i].verdict &&
                left->outcomes[i].least_fen == right->outcomes[i].least_fen)
                continue;
            CHECK(!"outcomes of one and two threads differ");
            break;
        }
    }
    for (unsigned t = 0; t < 2; t++) jx_bulk_free(bulks[t]);
    jx_arena_free(arena);
}

CHECK_MAIN
