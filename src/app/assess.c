// Assesses every subject under every award, and records the run when there is a store.
#include <string.h>

#include "app/recording.h"

typedef struct {
    jx_app *app;
    const jx_assess_options *options;
    jx_assessment *out;
} assess_request;

// ---- the run's binding ----

// Parameters as bound, one "space.name=value" per line: what a reader of the store sees without the package.
static jx_text parameters_of(const session *in)
{
    const jx_model *model = &in->package->model;
    jx_buffer out = jx_buffer_in(in->app->arena);
    for (size_t i = 0; i < model->definition_count; i++) {
        const jx_definition *definition = &model->definitions[i];
        if (definition->kind != JX_DEFINITION_PARAMETER && definition->kind != JX_DEFINITION_READING) continue;
        jx_buffer_format(&out, "%.*s.%.*s=", JX_TEXT_ARG(model->spaces[definition->space].id),
                         JX_TEXT_ARG(definition->name));
        jx_value_print_json(in->bound->values[i], &out);
        jx_buffer_put_char(&out, '\n');
    }
    return jx_buffer_text(&out);
}

jx_text recording_in_force(const session *in)
{
    jx_buffer day = jx_buffer_in(in->app->arena);
    jx_date_print(in->package->model.in_force, &day);
    return jx_buffer_text(&day);
}

jx_run_binding recording_binding(const session *in, jx_stored_files delivery)
{
    jx_run_binding binding = { .package = { in->files.files, in->files.count },
                               .facts = delivery,
                               .title = in->package->title,
                               .scenario = in->package->model.scenario,
                               .parameters = parameters_of(in),
                               .in_force = recording_in_force(in),
                               .semantics = JX_SEMANTICS,
                               .engine = JX_TEXT(JX_VERSION),
                               .zones = JX_TEXT(""),
                               .created = in->app->created };
    memcpy(binding.package_hash.bytes, in->package->hash, JX_HASH_SIZE);
    return binding;
}

// ---- recording ----

typedef struct {
    jx_app *app;
    const jx_award_results *award;
    size_t number;
} block_record;

static jx_status put_block(void *user)
{
    const block_record *record = user;
    jx_result_block block;
    JX_TRY(results_block(record->app->scratch, record->award, record->number, &block));
    return jx_store_put_block(record->app->store, &block);
}

static jx_status put_award(jx_app *app, const jx_award_results *award)
{
    JX_TRY(jx_store_put_award(app->store, award->id, award->name));
    for (size_t first = 0; first < award->count; first += JX_BLOCK_ROWS) {
        block_record record = { app, award, first / JX_BLOCK_ROWS };
        if (session_stopped(app)) return JX_INTERRUPTED;
        jx_status status = jx_arena_guard(app->scratch, put_block, &record);
        jx_arena_reset(app->scratch);
        JX_TRY(status);
    }
    return JX_OK;
}

static jx_status record(jx_app *app, const jx_run_binding *binding, jx_assessment *out)
{
    jx_status found = jx_store_find_run(app->store, binding, &out->run);
    if (found == JX_OK) {
        out->same_run = true;
        return JX_OK;
    }
    if (found != JX_NOT_FOUND) return found;
    JX_TRY(jx_store_begin_run(app->store, binding));
    for (size_t i = 0; i < out->award_count; i++) {
        session_progress(app, "record", i, out->award_count);
        jx_status status = put_award(app, &out->awards[i]);
        if (status == JX_OK) continue;
        jx_store_abandon_run(app->store);
        return status;
    }
    return jx_store_finish_run(app->store, &out->run);
}

// A run that the store has already must come out the same.
static jx_status compare_with_stored(const session *in, jx_assessment *out)
{
    jx_replay_report report = { 0 };
    JX_TRY(recording_compare(in, out->run, out->awards, out->award_count, &report));
    if (report.difference_count == 0) return JX_OK;
    jx_text arguments[] = { jx_text_format(in->app->arena, "%lld", (long long)out->run), report.differences[0].what };
    return jx_problem_add(in->app->problems, JX_PROBLEM_REPLAY_DIFFERS, JX_SEVERITY_ERROR, NULL, (jx_span){ 0, 0 },
                          JX_TEXT(""), arguments, 2);
}

static jx_status record_in_store(const session *in, const char *path, jx_stored_files delivery, jx_assessment *out)
{
    jx_app *app = in->app;
    JX_TRY(jx_store_open(app->arena, app->problems, path, true, &app->store));
    jx_run_binding *binding = JX_NEW(app->arena, jx_run_binding);
    *binding = recording_binding(in, delivery);
    JX_TRY(record(app, binding, out));
    jx_stored_run run;
    JX_TRY(jx_store_load_run(app->store, out->run, &run));
    out->root = run.root;
    JX_TRY(jx_store_head(app->store, &out->records, &out->head));
    return out->same_run ? compare_with_stored(in, out) : JX_OK;
}

// ---- assessing ----

jx_status recording_assess(const session *in, const jx_facts *facts, const jx_award_results **out)
{
    prepared_ranks ranks;
    JX_TRY(decide_ranks(in, facts, &ranks));
    return decide_all(in, facts, &ranks, out);
}

static jx_status assess(void *user)
{
    assess_request *request = user;
    jx_app *app = request->app;
    jx_assessment *out = request->out;
    jx_package_files files;
    jx_stored_files delivery;
    session in;
    const jx_facts *facts;
    session_progress(app, "read", 0, 0);
    JX_TRY(session_files(app, request->options->package, &files));
    JX_TRY(session_open(app, files, request->options->scenario, &in));
    JX_TRY(session_delivery(app, request->options->facts, &delivery));
    JX_TRY(session_facts(&in, delivery, &facts));
    out->title = in.package->title;
    out->scenario = in.package->model.scenario;
    out->money = in.package->model.money;
    out->in_force = recording_in_force(&in);
    out->clauses = session_clauses(app, in.package, &out->clause_count);
    out->bad_cells = facts->bad_cells;
    out->bad_cell_count = facts->bad_cell_count;
    memcpy(out->package_hash, in.package->hash, JX_HASH_SIZE);
    JX_TRY(recording_assess(&in, facts, &out->awards));
    out->award_count = in.package->model.award_count;
    return request->options->store ? record_in_store(&in, request->options->store, delivery, out) : JX_OK;
}

jx_status jx_app_assess(jx_app *app, const jx_assess_options *options, jx_assessment *out)
{
    *out = (jx_assessment){ 0 };
    assess_request request = { app, options, out };
    return session_run(app, assess, &request);
}
