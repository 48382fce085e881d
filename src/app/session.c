// Opens packages and deliveries for the other files of app/.
#include "app/session.h"

#include "dmn/dmn.h"

#include <string.h>

#include "bulk/bulk.h"

enum { FILE_BYTES_MAX = 1 << 30, SCRATCH_BYTES_MAX = 1 << 30 };

jx_status session_run(jx_app *app, jx_status (*body)(void *user), void *user)
{
    jx_status status = jx_arena_guard(app->arena, body, user);
    jx_store_close(app->store);
    app->store = NULL;
    jx_bulk_free(app->bulk);
    app->bulk = NULL;
    jx_arena_free(app->scratch);
    app->scratch = NULL;
    return status;
}

jx_status session_scratch(jx_app *app)
{
    if (!app->scratch) app->scratch = jx_arena_new(app->allocator, SCRATCH_BYTES_MAX);
    return app->scratch ? JX_OK : JX_OUT_OF_MEMORY;
}

bool session_stopped(const jx_app *app)
{
    return app->stop && app->stop(app->user);
}

void session_progress(const jx_app *app, const char *stage, size_t done, size_t total)
{
    if (app->progress) app->progress(app->user, stage, done, total);
}

jx_eval_options session_eval(const jx_app *app, jx_arena *arena)
{
    return (jx_eval_options){ .arena = arena, .limits = app->limits, .zones = app->zones };
}

// ---- files ----

// The published text in source/ is for comparing; it is part of the package's files like all others.
jx_status session_files(jx_app *app, const char *folder, jx_package_files *out)
{
    jx_file_list list = { 0 };
    JX_TRY(jx_folder_read(app->arena, app->problems, folder, "", true, FILE_BYTES_MAX, &list));
    const char *common = jx_path_join(app->arena, folder, JX_TEXT("../common"));
    if (jx_folder_exists(common))
        JX_TRY(jx_folder_read(app->arena, app->problems, common, "common/", true, FILE_BYTES_MAX, &list));
    *out = (jx_package_files){ .files = list.items, .count = list.count };
    return JX_OK;
}

jx_status session_delivery(jx_app *app, const char *folder, jx_stored_files *out)
{
    jx_file_list list = { 0 };
    JX_TRY(jx_folder_read(app->arena, app->problems, folder, "", false, FILE_BYTES_MAX, &list));
    size_t kept = 0;
    for (size_t i = 0; i < list.count; i++) {
        if (jx_text_ends_with(list.items[i].name, JX_TEXT(".csv"))) list.items[kept++] = list.items[i];
    }
    *out = (jx_stored_files){ .files = list.items, .count = kept };
    return JX_OK;
}

// ---- packages ----

typedef struct {
    jx_app *app;
    jx_problems *problems;
} model_reader;

static jx_status read_model(void *user, const jx_source *file, const jx_model **out)
{
    const model_reader *reader = user;
    jx_dmn_options options = { .arena = reader->app->arena,
                               .problems = reader->problems,
                               .limits = reader->app->limits,
                               .zones = reader->app->zones,
                               .check_values = true };
    return jx_dmn_read(&options, file, 1, out);
}

jx_status session_package_heard(jx_app *app, jx_package_files files, jx_text scenario, jx_problems *problems,
                                const jx_token_listener *listener, const jx_package **out)
{
    model_reader reader = { app, problems };
    jx_policy_options options = { .arena = app->arena,
                                  .problems = problems,
                                  .limits = app->limits,
                                  .scenario = scenario,
                                  .read_model = read_model,
                                  .user = &reader,
                                  .listener = listener };
    jx_package *package = NULL;
    jx_status status = jx_policy_read(&options, files, &package);
    *out = package;
    return status;
}

jx_status session_package(jx_app *app, jx_package_files files, jx_text scenario, jx_problems *problems,
                          const jx_package **out)
{
    return session_package_heard(app, files, scenario, problems, NULL, out);
}

jx_status session_open(jx_app *app, jx_package_files files, jx_text scenario, session *out)
{
    *out = (session){ .app = app, .files = files };
    JX_TRY(session_package(app, files, scenario, app->problems, &out->package));
    JX_TRY(jx_plan_lower(&out->package->model, app->arena, app->problems, &out->plan));
    return jx_plan_bind(out->plan, NULL, app->arena, &out->bound);
}

jx_status session_facts(const session *in, jx_stored_files delivery, const jx_facts **out)
{
    facts_options options = { .arena = in->app->arena,
                              .problems = in->app->problems,
                              .limits = in->app->limits,
                              .package = in->package,
                              .package_files = in->files,
                              .delivery = delivery };
    facts_options *kept = JX_NEW(in->app->arena, facts_options);
    *kept = options;
    return facts_bind(kept, out);
}

// ---- clauses ----

static jx_text awards_of(jx_app *app, const jx_model *model, jx_text clause)
{
    jx_buffer out = jx_buffer_in(app->arena);
    for (size_t i = 0; i < model->award_count; i++) {
        uint32_t space = model->awards[i].clause;
        if (space == JX_NONE || !jx_text_equal(model->spaces[space].id, clause)) continue;
        if (out.size > 0) jx_buffer_put(&out, JX_TEXT(", "));
        jx_buffer_put(&out, model->awards[i].id);
    }
    return jx_buffer_text(&out);
}

const jx_clause_line *session_clauses(jx_app *app, const jx_package *package, size_t *out_count)
{
    jx_clause_line *lines = JX_ARRAY(app->arena, package->clause_count, jx_clause_line);
    *out_count = 0;
    for (size_t i = 0; i < package->clause_count; i++) {
        const jx_clause *clause = &package->clauses[i];
        if (jx_text_equal(clause->id, JX_TEXT("c0"))) continue;  // the preamble promises nothing
        lines[(*out_count)++] = (jx_clause_line){ .id = clause->id,
                                                  .title = clause->title,
                                                  .executable = clause->executable,
                                                  .awards = awards_of(app, &package->model, clause->id) };
    }
    return lines;
}
