// Bulk equals tree on the whole city, as published and under `assumed`, for every award of the package: every answer
// is decided one by one through eval, and in bulk with every instruction set that the machine has and with one and two
// threads, and the canonical bytes are compared answer by answer.
//
//     JX_CITY_ENTERPRISES enterprises (1350)
//
// The digests that it prints are over all canonical bytes; scripts/same_bytes.sh compares them between builds.
#include <stdlib.h>

#include "app/session.h"
#include "bulk/bulk.h"
#include "differential/random_plan.h"
#include "unit/check.h"

typedef struct {
    jx_app app;
    jx_problems problems;
    jx_limits limits;
    session in;
    const jx_facts *facts;
    prepared_ranks ranks;
} city;

static struct {
    size_t answers, by_kernels, alike, first_answers, first_by_kernels;
} counted;

// ---- a decided city ----

static const jx_award_results *decide(city *where, bool one_by_one, const char *kernels, unsigned threads)
{
    const jx_award_results *awards = NULL;
    where->app.one_by_one = one_by_one;
    where->app.kernels = kernels;
    where->app.threads = threads;
    CHECK(decide_all(&where->in, where->facts, &where->ranks, &awards) == JX_OK);
    return awards;
}

static void print_digest(const city *where, const char *how, const jx_award_results *awards)
{
    jx_arena *arena = jx_arena_new(jx_allocator_system(), SIZE_MAX);
    jx_buffer bytes = jx_buffer_in(arena), digits = jx_buffer_in(arena);
    jx_hash_value hash;
    for (size_t a = 0; a < where->in.package->model.award_count; a++)
        for (size_t row = 0; row < awards[a].count; row++) jx_result_print(&awards[a], row, &bytes);
    if (CHECK(jx_hash_text(jx_buffer_text(&bytes), &hash) == JX_OK)) jx_hash_print(&hash, &digits);
    printf("digest %s %s %.*s\n", where->in.package->model.scenario.size ? "assumed" : "published", how,
           JX_TEXT_ARG(jx_buffer_text(&digits)));
    jx_arena_free(arena);
}

static size_t differing(const jx_award_results *is, const jx_award_results *expected)
{
    jx_arena *arena = jx_arena_new(jx_allocator_system(), SIZE_MAX);
    size_t found = 0;
    for (size_t row = 0; row < expected->count; row++) {
        jx_arena_reset(arena);
        jx_buffer a = jx_buffer_in(arena), b = jx_buffer_in(arena);
        jx_result_print(is, row, &a);
        jx_result_print(expected, row, &b);
        if (jx_text_equal(jx_buffer_text(&a), jx_buffer_text(&b))) continue;
        if (found++ == 0)
            printf("bulk %.*s\ntree %.*s\n", JX_TEXT_ARG(jx_buffer_text(&a)), JX_TEXT_ARG(jx_buffer_text(&b)));
    }
    jx_arena_free(arena);
    return found;
}

static bool is_of_the_first(jx_text id)
{
    return jx_text_equal(id, JX_TEXT("1.2")) || jx_text_equal(id, JX_TEXT("2.1")) || jx_text_equal(id, JX_TEXT("4.2"));
}

static void count_award(const jx_award_results *award)
{
    counted.answers += award->count;
    counted.by_kernels += award->by_kernels;
    counted.alike += award->alike;
    counted.first_answers += is_of_the_first(award->id) ? award->count : 0;
    counted.first_by_kernels += is_of_the_first(award->id) ? award->by_kernels : 0;
    printf("  %.*s: %zu answers, %zu by kernels, %zu alike\n", JX_TEXT_ARG(award->id), award->count, award->by_kernels,
           award->alike);
}

static void compare(city *where)
{
    static const char *const variants[] = { "plain", "avx2", "avx512" };
    size_t awards = where->in.package->model.award_count;
    const jx_award_results *expected = decide(where, true, NULL, 1);
    print_digest(where, "tree", expected);
    for (size_t v = 0; v < 2 * JX_COUNT(variants); v++) {
        char how[32];
        if (!jx_bulk_has_kernels(variants[v / 2])) continue;
        const jx_award_results *is = decide(where, false, variants[v / 2], 1 + v % 2);
        for (size_t a = 0; a < awards; a++) {
            CHECK_INT(differing(&is[a], &expected[a]), 0);
            if (v == 0) count_award(&is[a]);
        }
        (void)snprintf(how, sizeof how, "bulk-%s-%zuT", variants[v / 2], 1 + v % 2);
        print_digest(where, how, is);
    }
}

// ---- the test ----

static void compare_city(const char *package, const char *folder, jx_text scenario)
{
    city where = { .limits = jx_limits_default() };
    jx_arena *arena = jx_arena_new(jx_allocator_system(), SIZE_MAX);
    where.problems = (jx_problems){ .arena = arena, .language = JX_ENGLISH };
    where.app = (jx_app){ .arena = arena,
                          .allocator = jx_allocator_system(),
                          .problems = &where.problems,
                          .limits = &where.limits };
    jx_package_files files;
    jx_stored_files delivery;
    if (CHECK(session_files(&where.app, package, &files) == JX_OK &&
              session_open(&where.app, files, scenario, &where.in) == JX_OK) &&
        CHECK(session_delivery(&where.app, folder, &delivery) == JX_OK) &&
        CHECK(session_facts(&where.in, delivery, &where.facts) == JX_OK) &&
        CHECK(decide_ranks(&where.in, where.facts, &where.ranks) == JX_OK))
        compare(&where);
    jx_arena_free(where.app.scratch);
    jx_arena_free(arena);
}

TEST(bulk_equals_tree_on_the_city)
{
    char folder[] = "/tmp/jx-city-XXXXXX", command[64];
    const char *root = getenv("JIXIANG_ROOT");
    char package[1024];
    (void)snprintf(package, sizeof package, "%s/policies/liuzhou-2026q1", root ? root : ".");
    if (!CHECK(mkdtemp(folder) != NULL)) return;
    jx_synth_options options = jx_synth_defaults(folder, NULL);
    options.enterprises = (int64_t)setting("JX_CITY_ENTERPRISES", JX_SYNTH_ENTERPRISES);
    if (CHECK(jx_synth(&options) == JX_OK)) {
        compare_city(package, folder, (jx_text){ 0 });
        compare_city(package, folder, JX_TEXT("assumed"));
    }
    printf("%zu answers, %zu by kernels, %zu alike; of 1.2, 2.1 and 4.2: %zu answers, %zu by kernels\n",
           counted.answers, counted.by_kernels, counted.alike, counted.first_answers, counted.first_by_kernels);
    CHECK((counted.by_kernels + counted.alike) * 2 >= counted.answers);
    CHECK(counted.first_by_kernels * 2 >= counted.first_answers);
    (void)snprintf(command, sizeof command, "rm -rf %s", folder);
    CHECK_INT(system(command), 0);
}

CHECK_MAIN
