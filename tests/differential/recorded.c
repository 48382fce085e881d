// What a bulk run of the city leaves in a store is what eval says of every single case.
//
//     JX_EXPLAIN_ROWS rows of the recorded run that are explained through the store (2,000), JX_SEED (printed)
//
// Every row: decided again one by one through eval, and its bytes held against those of the bulk run and against the
// block that the store kept. A fresh sample of subjects, all their awards: explained from the store as the command
// does, which holds its own outcome against the stored row.
#include "app/recording.h"
#include "differential/random_plan.h"
#include "unit/check.h"

#if defined(__SANITIZE_ADDRESS__)
enum { EXPLAIN_ROWS = 200 };
#else
enum { EXPLAIN_ROWS = 2000 };
#endif

typedef struct {
    char folder[32], package[1024], store[64];
    jx_arena *arena;
    jx_problems problems;
    jx_limits limits;
    jx_app app;
} office;

static bool open_office(office *in, int64_t enterprises)
{
    const char *root = getenv("JIXIANG_ROOT");
    (void)snprintf(in->folder, sizeof in->folder, "/tmp/jx-recorded-XXXXXX");
    if (!CHECK(mkdtemp(in->folder) != NULL)) return false;
    (void)snprintf(in->package, sizeof in->package, "%s/policies/liuzhou-2026q1", root ? root : ".");
    (void)snprintf(in->store, sizeof in->store, "%.31s/city.db", in->folder);
    in->arena = jx_arena_new(jx_allocator_system(), SIZE_MAX);
    in->limits = jx_limits_default();
    in->problems = (jx_problems){ .arena = in->arena, .language = JX_ENGLISH };
    in->app = (jx_app){ .arena = in->arena,
                        .allocator = jx_allocator_system(),
                        .problems = &in->problems,
                        .limits = &in->limits,
                        .created = JX_TEXT("2026-11-24T00:00:00Z"),
                        .threads = 2 };
    jx_synth_options options = jx_synth_defaults(in->folder, NULL);
    options.enterprises = enterprises;
    return CHECK(jx_synth(&options) == JX_OK);
}

static void close_office(office *in)
{
    char command[64];
    jx_arena_free(in->arena);
    (void)snprintf(command, sizeof command, "rm -rf %.31s", in->folder);
    CHECK_INT(system(command), 0);
}

static size_t answers_of(const jx_assessment *assessment)
{
    size_t count = 0;
    for (size_t a = 0; a < assessment->award_count; a++) count += assessment->awards[a].count;
    return count;
}

// ---- every row, one by one ----

static void compare_every_row(office *in, const jx_assessment *recorded)
{
    const jx_assess_options again = { .package = in->package, .facts = in->folder };
    jx_arena *arena = jx_arena_new(jx_allocator_system(), SIZE_MAX);
    jx_assessment single;
    size_t differing = 0;
    in->app.one_by_one = true;
    CHECK(jx_app_assess(&in->app, &again, &single) == JX_OK);
    for (size_t a = 0; a < recorded->award_count; a++) {
        for (size_t row = 0; row < recorded->awards[a].count; row++) {
            jx_arena_reset(arena);
            jx_buffer bulk = jx_buffer_in(arena), eval = jx_buffer_in(arena);
            jx_result_print(&recorded->awards[a], row, &bulk);
            jx_result_print(&single.awards[a], row, &eval);
            differing += !jx_text_equal(jx_buffer_text(&bulk), jx_buffer_text(&eval));
        }
    }
    CHECK_INT(differing, 0);
    jx_arena_free(arena);
}

static void replay_every_row(office *in, const jx_assessment *recorded, bool one_by_one)
{
    jx_replay_report report;
    in->app.one_by_one = one_by_one;
    CHECK(jx_app_replay(&in->app, in->store, recorded->run, &report) == JX_OK);
    CHECK_INT(report.difference_count, 0);
    CHECK_INT(report.rows, answers_of(recorded));
    printf("%zu rows in %zu blocks replayed %s\n", report.rows, report.blocks, one_by_one ? "one by one" : "in bulk");
}

// ---- a sample, explained ----

static size_t row_of(const jx_award_results *award, jx_text subject)
{
    size_t row = 0;
    while (row < award->count && !jx_text_equal(award->subjects[row].code, subject)) row++;
    return row;
}

static size_t explain_subject(office *in, const jx_assessment *recorded, jx_text subject)
{
    jx_explain_request request = { .store = in->store, .run = recorded->run, .subject = subject };
    jx_explanation explanation;
    if (!CHECK(jx_app_explain(&in->app, &request, &explanation) == JX_OK)) return 0;
    for (size_t i = 0; i < explanation.count; i++) {
        const jx_award_results *award = recorded->awards;
        while (!jx_text_equal(award->id, explanation.awards[i].award)) award++;
        size_t row = row_of(award, subject);
        jx_buffer bulk = jx_buffer_in(in->app.arena);
        if (!CHECK(row < award->count)) continue;
        jx_result_print(award, row, &bulk);
        CHECK(jx_text_equal(jx_buffer_text(&bulk), explanation.awards[i].canonical));
        CHECK(explanation.awards[i].text.size > 0);
    }
    return explanation.count;
}

static void explain_sample(office *in, const jx_assessment *recorded)
{
    dice d = { fresh_seed() };
    size_t wanted = (size_t)setting("JX_EXPLAIN_ROWS", EXPLAIN_ROWS), explained = 0;
    printf("JX_SEED=%llu\n", (unsigned long long)d.state);
    while (explained < wanted) {
        jx_arena *arena = jx_arena_new(jx_allocator_system(), SIZE_MAX);
        const jx_award_results *award = &recorded->awards[below(&d, (int64_t)recorded->award_count)];
        in->app.arena = arena;
        if (award->count > 0)
            explained += explain_subject(in, recorded, award->subjects[below(&d, (int64_t)award->count)].code);
        in->app.arena = in->arena;
        jx_arena_free(arena);
    }
    printf("%zu rows explained from the store\n", explained);
}

// ---- the tests ----

TEST(a_recorded_bulk_run_is_what_eval_says_of_every_row)
{
    office in = { .folder = "" };
    jx_assessment recorded;
    if (!open_office(&in, (int64_t)setting("JX_CITY_ENTERPRISES", JX_SYNTH_ENTERPRISES))) return;
    const jx_assess_options options = { .package = in.package, .facts = in.folder, .store = in.store };
    if (CHECK(jx_app_assess(&in.app, &options, &recorded) == JX_OK) && CHECK(recorded.run == 1)) {
        compare_every_row(&in, &recorded);
        replay_every_row(&in, &recorded, true);
        replay_every_row(&in, &recorded, false);
        explain_sample(&in, &recorded);
    }
    close_office(&in);
}

// ---- interrupted ----

static size_t asked, stop_after;

static bool stops(void *user)
{
    (void)user;
    return ++asked > stop_after;
}

// Wherever the work is stopped, the store has the whole run or nothing of it.
TEST(a_bulk_run_that_is_stopped_leaves_nothing_half_done)
{
    office in = { .folder = "" };
    if (!open_office(&in, 600)) return;
    const jx_assess_options options = { .package = in.package, .facts = in.folder, .store = in.store };
    in.app.stop = stops;
    size_t interrupted = 0;
    for (stop_after = 0;; stop_after++) {
        jx_assessment out;
        jx_store *store;
        int64_t runs = -1;
        asked = 0;
        jx_status status = jx_app_assess(&in.app, &options, &out);
        if (status == JX_OK) break;
        interrupted += CHECK(status == JX_INTERRUPTED);
        status = jx_store_open(in.arena, &in.problems, in.store, true, &store);
        if (!CHECK(status == JX_OK)) break;
        CHECK(jx_store_count_runs(store, &runs) == JX_OK && runs == 0);
        jx_store_close(store);
    }
    printf("stopped at each of %zu places\n", interrupted);
    CHECK(interrupted >= 10);
    close_office(&in);
}

CHECK_MAIN
