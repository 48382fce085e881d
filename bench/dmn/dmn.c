// One evaluation at a time: models.py's three models, compiled once and evaluated many times, every result checked.
//
//     dmn FOLDER [SECONDS [MODEL]]     SECONDS per model, 1 if not said; MODEL: only that one
//
// A case is what a caller would do: forget the last one, give the inputs (made beforehand), ask for the decision. Each
// line has the best and the median of many batches, so that a busy machine does not count as slowness.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "app/dmn.h"

enum { CASES = 3700, BATCHES_MAX = 20000, INPUTS_MAX = 5 };

typedef struct {
    const char *file, *decision;
    const char *inputs[INPUTS_MAX];
    size_t      input_count;
    void (*make)(size_t index, jx_value *inputs);
    jx_value (*expected)(size_t index);
} model;

// ---- cases ----

static size_t rule_of(size_t index)
{
    return index * 2039 % CASES;  // every rule once, in no order
}

static void make_table(size_t index, jx_value *inputs)
{
    static char codes[CASES][8];
    size_t rule = rule_of(index);
    int size = snprintf(codes[index], sizeof codes[index], "C%04zu", rule / 100);
    inputs[0] = jx_string((jx_text){ codes[index], (size_t)size });
    inputs[1] = jx_integer((int64_t)(rule / 10 % 10 * 100 + 37));
    inputs[2] = jx_integer((int64_t)(rule % 10 * 1000 + 500));
}

static jx_value expected_table(size_t index)
{
    return jx_integer((int64_t)rule_of(index));
}

static void make_conditions(size_t index, jx_value *inputs)
{
    size_t k = index % 16;
    inputs[0] = jx_boolean(k != 0);
    inputs[1] = jx_boolean(k == 1);
    inputs[2] = jx_number(jx_decimal_scaled(400000000 + (int64_t)k * 20000000, 2));
    inputs[3] = jx_number(jx_decimal_scaled(3 + (int64_t)k, 2));
    inputs[4] = jx_string(k == 15 ? JX_TEXT("4401") : JX_TEXT("4403"));
}

static jx_value expected_conditions(size_t index)
{
    size_t k = index % 16;
    return jx_boolean(k >= 5 && k != 15);  // q reaches 5,000,000 from k = 5 on
}

static void make_chain(size_t index, jx_value *inputs)
{
    inputs[0] = jx_integer((int64_t)(index % 50));
}

static jx_value expected_chain(size_t index)
{
    int64_t value = (int64_t)(index % 50) + 1;
    for (int i = 1; i < 1000; i++) value = value >= 100 ? 0 : value + 1;
    return jx_integer(value);
}

static const model models[] = {
    { "table3700", "rate", { "code", "x", "y" }, 3, make_table, expected_table },
    { "cond5", "ok", { "above_scale", "two_high", "q", "g", "region" }, 5, make_conditions, expected_conditions },
    { "chain1000", "d999", { "start" }, 1, make_chain, expected_chain },
};

// ---- measuring ----

static double seconds(void)  // binary float: a clock reading, not money
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static int by_size(const void *a, const void *b)
{
    double left = *(const double *)a, right = *(const double *)b;  // binary float: times
    return (left > right) - (left < right);
}

static void fail(const char *file, const char *what)
{
    fprintf(stderr, "dmn: %s: %s\n", file, what);
    exit(1);
}

typedef struct {
    const model          *of;
    const jx_bound_plan  *plan;
    const jx_limits      *limits;
    uint32_t              decision, inputs[INPUTS_MAX];
    jx_value            (*cases)[INPUTS_MAX];
    jx_arena             *arena;
} bench;

static jx_value evaluate(const bench *b, size_t index)
{
    jx_eval_options options = { .arena = b->arena, .limits = b->limits };
    jx_arena_reset(b->arena);
    jx_case *unit = jx_case_new(b->plan, &options, NULL, NULL);
    for (size_t i = 0; i < b->of->input_count; i++) jx_case_give(unit, b->inputs[i], b->cases[index][i]);
    return jx_case_value(unit, b->decision);
}

static void measure(const bench *b, double budget)  // binary float: times
{
    static double times[BATCHES_MAX];  // binary float: times
    for (size_t i = 0; i < CASES; i++)
        if (!jx_value_same(evaluate(b, i), b->of->expected(i))) fail(b->of->file, "a result is wrong");
    size_t batch = strcmp(b->of->file, "chain1000") == 0 ? 10 : 500, count = 0, next = 0;
    double until = seconds() + budget;  // binary float: times
    while (seconds() < until && count < BATCHES_MAX) {
        double start = seconds();  // binary float: times
        for (size_t i = 0; i < batch; i++, next = (next + 1) % CASES) (void)evaluate(b, next);
        times[count++] = (seconds() - start) / (double)batch;
    }
    qsort(times, count, sizeof *times, by_size);
    printf("  %-10s best %9.3f us, median %9.3f us per evaluation, %d cases right\n", b->of->file, times[0] * 1e6,
           times[count / 2] * 1e6, CASES);
}

static void run(const model *of, const char *folder, double budget)  // binary float: times
{
    char path[4096];
    jx_limits limits = jx_limits_default();
    jx_arena *arena = jx_arena_new(jx_allocator_system(), SIZE_MAX);
    jx_problems problems = { .arena = arena, .language = JX_ENGLISH };
    jx_app app = { .arena = arena, .allocator = jx_allocator_system(), .problems = &problems, .limits = &limits };
    jx_held loaded;
    (void)snprintf(path, sizeof path, "%s/%s.dmn", folder, of->file);
    double start = seconds();  // binary float: times
    if (jx_app_dmn_load(&app, path, false, &loaded) != JX_OK || problems.error_count) fail(of->file, "cannot be read");
    double loading = seconds() - start;  // binary float: times
    bench b = { .of = of, .plan = loaded.plan, .limits = &limits };
    b.decision = jx_dmn_find(loaded.model, (jx_text){ 0 }, jx_text_of(of->decision));
    b.cases = jx_arena_array(arena, CASES, sizeof *b.cases);
    b.arena = jx_arena_new(jx_allocator_system(), SIZE_MAX);
    for (size_t i = 0; i < of->input_count; i++)
        b.inputs[i] = jx_dmn_find(loaded.model, (jx_text){ 0 }, jx_text_of(of->inputs[i]));
    for (size_t i = 0; i < CASES; i++) of->make(i, b.cases[i]);
    measure(&b, budget);
    printf("             read and compiled in %.1f ms\n", loading * 1e3);
    jx_arena_free(b.arena);
    jx_arena_free(arena);
}

int main(int count, char **words)
{
    if (count < 2) return 2;
    double budget = count > 2 ? strtod(words[2], NULL) : 1;  // binary float: times
    for (size_t i = 0; i < JX_COUNT(models); i++)
        if (count < 4 || strcmp(words[3], models[i].file) == 0) run(&models[i], words[1], budget);
    return 0;
}
