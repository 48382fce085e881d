// Replays a stored run from the package and the delivery that the store keeps, and compares every block; and verifies
// a store. The canonical bytes of the answers are compared by their hash, the columns value by value.
#include <inttypes.h>
#include <string.h>

#include "app/recording.h"

typedef struct {
    jx_app *app;
    const char *store;
    int64_t run;
    jx_replay_report *out;
    jx_findings *findings;
} replay_request;

jx_status recording_reopen(jx_app *app, const jx_stored_run *run, session *out, const jx_facts **out_facts)
{
    jx_file_list package = { 0 }, facts = { 0 };
    JX_TRY(jx_store_load_files(app->store, run->package, &package));
    JX_TRY(jx_store_load_files(app->store, run->facts, &facts));
    JX_TRY(session_open(app, (jx_package_files){ package.items, package.count }, run->scenario, out));
    return session_facts(out, (jx_stored_files){ facts.items, facts.count }, out_facts);
}

// ---- comparing ----

typedef struct {
    jx_difference *items;
    size_t count, capacity;
} difference_list;

enum { DIFFERENCES_MAX = 1000 };

static void differs(jx_app *app, difference_list *list, jx_text award, size_t block, jx_text what)
{
    if (list->count >= DIFFERENCES_MAX) return;
    jx_text where = jx_text_format(app->arena, "%.*s block %zu %.*s", JX_TEXT_ARG(award), block + 1, JX_TEXT_ARG(what));
    *JX_PUSH(app->arena, list) = (jx_difference){ where };
}

static bool same_row(const jx_result_block *a, const jx_result_block *b, size_t i)
{
    return jx_text_equal(a->subjects[i], b->subjects[i]) && a->verdicts[i] == b->verdicts[i] &&
           a->least_fen[i] == b->least_fen[i] && a->most_fen[i] == b->most_fen[i] &&
           jx_text_equal(a->causes[i], b->causes[i]);
}

static void compare_block(jx_app *app, difference_list *list, jx_text award, size_t number, const jx_result_block *kept,
                          const jx_result_block *now)
{
    size_t before = list->count;
    if (kept->count != now->count) {
        differs(app, list, award, number, JX_TEXT("row count"));
        return;
    }
    for (size_t i = 0; i < now->count; i++) {
        if (!same_row(kept, now, i)) differs(app, list, award, number, now->subjects[i]);
    }
    if (list->count == before && !jx_hash_equal(&kept->answers, &now->answers))
        differs(app, list, award, number, JX_TEXT("canonical bytes"));
}

static jx_status compare_award(const session *in, int64_t run, const jx_run_award *kept, size_t position,
                               const jx_award_results *now, difference_list *list, jx_replay_report *out)
{
    jx_app *app = in->app;
    size_t blocks = (now->count + JX_BLOCK_ROWS - 1) / JX_BLOCK_ROWS;
    if (!jx_text_equal(kept->id, now->id) || kept->rows != now->count || kept->blocks != blocks) {
        differs(app, list, kept->id, 0, JX_TEXT("award or number of rows"));
        return JX_OK;
    }
    for (size_t number = 0; number < blocks; number++) {
        jx_result_block stored, fresh;
        if (session_stopped(app)) return JX_INTERRUPTED;
        JX_TRY(jx_store_load_block(app->store, run, position, number, &stored));
        JX_TRY(results_block(app->arena, now, number, &fresh));
        compare_block(app, list, kept->id, number, &stored, &fresh);
        out->blocks++;
        out->rows += fresh.count;
    }
    return JX_OK;
}

jx_status recording_compare(const session *in, int64_t run, const jx_award_results *awards, size_t count,
                            jx_replay_report *out)
{
    difference_list list = { 0 };
    JX_TRY(jx_store_load_run(in->app->store, run, &out->run));
    if (out->run.award_count != count) differs(in->app, &list, JX_TEXT("awards"), 0, JX_TEXT("number"));
    for (size_t i = 0; i < count && i < out->run.award_count; i++) {
        JX_TRY(compare_award(in, run, &out->run.awards[i], i, &awards[i], &list, out));
        out->awards++;
    }
    out->differences = list.items;
    out->difference_count = list.count;
    return JX_OK;
}

// ---- replay ----

static jx_status refuse_semantics(jx_app *app, const jx_stored_run *run)
{
    if (run->semantics == JX_SEMANTICS) return JX_OK;
    jx_text arguments[] = { jx_text_format(app->arena, "%" PRId64, run->id),
                            jx_text_format(app->arena, "semantics %" PRId64, run->semantics) };
    return jx_problem_add(app->problems, JX_PROBLEM_REPLAY_DIFFERS, JX_SEVERITY_ERROR, NULL, (jx_span){ 0, 0 },
                          JX_TEXT(""), arguments, 2);
}

static jx_status replay(void *user)
{
    replay_request *request = user;
    jx_app *app = request->app;
    session in;
    const jx_facts *facts;
    const jx_award_results *awards;
    JX_TRY(jx_store_open(app->arena, app->problems, request->store, false, &app->store));
    JX_TRY(jx_store_load_run(app->store, request->run, &request->out->run));
    JX_TRY(refuse_semantics(app, &request->out->run));
    JX_TRY(recording_reopen(app, &request->out->run, &in, &facts));
    if (memcmp(in.package->hash, request->out->run.package_hash.bytes, JX_HASH_SIZE) != 0) {
        jx_text arguments[] = { jx_text_format(app->arena, "%" PRId64, request->run), JX_TEXT("package hash") };
        return jx_problem_add(app->problems, JX_PROBLEM_REPLAY_DIFFERS, JX_SEVERITY_ERROR, NULL, (jx_span){ 0, 0 },
                              JX_TEXT(""), arguments, 2);
    }
    JX_TRY(recording_assess(&in, facts, &awards));
    return recording_compare(&in, request->run, awards, in.package->model.award_count, request->out);
}

jx_status jx_app_replay(jx_app *app, const char *store, int64_t run, jx_replay_report *out)
{
    *out = (jx_replay_report){ 0 };
    replay_request request = { .app = app, .store = store, .run = run, .out = out };
    return session_run(app, replay, &request);
}

// ---- verify ----

static jx_status verify(void *user)
{
    replay_request *request = user;
    JX_TRY(jx_store_open(request->app->arena, request->app->problems, request->store, false, &request->app->store));
    return jx_store_verify(request->app->store, request->findings);
}

jx_status jx_app_verify(jx_app *app, const char *store, jx_findings *out)
{
    *out = (jx_findings){ 0 };
    replay_request request = { .app = app, .store = store, .findings = out };
    return session_run(app, verify, &request);
}
