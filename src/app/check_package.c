// What is wrong with a package, what is open and who decides it, what is not executable yet.
#include "app/open_points.h"

typedef struct {
    jx_app *app;
    const char *folder;
    jx_text scenario;
    bool accept;
    jx_check_report *out;
} check_request;

static void count_problems(const jx_problems *problems, jx_check_report *out)
{
    for (size_t i = 0; i < problems->list.count; i++) {
        out->errors += problems->list.items[i].severity == JX_SEVERITY_ERROR;
        out->warnings += problems->list.items[i].severity == JX_SEVERITY_WARNING;
    }
}

// policy.lock: one line per clause, "id hash". What the text was when somebody last looked at it as a whole.
static jx_status write_lock(jx_app *app, const char *folder, const jx_package *package)
{
    jx_buffer lock = jx_buffer_in(app->arena);
    for (size_t i = 0; i < package->clause_count; i++) {
        jx_hash_value hash;
        for (size_t k = 0; k < JX_HASH_SIZE; k++)
            hash.bytes[k] = package->clauses[i].hash[k];
        jx_buffer_put(&lock, package->clauses[i].id);
        jx_buffer_put_char(&lock, ' ');
        jx_hash_print(&hash, &lock);
        jx_buffer_put_char(&lock, '\n');
    }
    return jx_file_write(app->arena, app->problems, jx_path_join(app->arena, folder, JX_TEXT("policy.lock")),
                         jx_buffer_text(&lock));
}

static void describe(jx_app *app, const jx_package *package, jx_check_report *out)
{
    const jx_model *model = &package->model;
    *out = (jx_check_report){ .title = package->title,
                              .status = package->status,
                              .scenario = model->scenario,
                              .scenarios = package->scenarios,
                              .scenario_count = package->scenario_count,
                              .award_count = model->award_count,
                              .case_count = package->case_count };
    out->open_points = open_points_of(app, package, &out->open_point_count);
    for (size_t i = 0; i < JX_HASH_SIZE; i++)
        out->hash[i] = package->hash[i];
    out->clauses = session_clauses(app, package, &out->clause_count);
}

static jx_status check(void *user)
{
    check_request *request = user;
    jx_app *app = request->app;
    jx_package_files files;
    const jx_package *package = NULL;
    JX_TRY(session_files(app, request->folder, &files));
    jx_status status = session_package(app, files, request->scenario, app->problems, &package);
    if (!package) return status;
    describe(app, package, request->out);
    const jx_plan *plan;
    if (status == JX_OK) status = jx_plan_lower(&package->model, app->arena, app->problems, &plan);
    count_problems(app->problems, request->out);
    // Accepting is saying that the text is right; with the lock's own complaint gone the package may be sound.
    if (request->accept) {
        JX_TRY(write_lock(app, request->folder, package));
        request->out->accepted = true;
    }
    return status;
}

jx_status jx_app_check(jx_app *app, const char *package, jx_text scenario, bool accept, jx_check_report *out)
{
    *out = (jx_check_report){ 0 };
    check_request request = { app, package, scenario, accept, out };
    return session_run(app, check, &request);
}
