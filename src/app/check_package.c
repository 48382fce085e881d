// What is wrong with a package, what is open and who decides it, what is not executable yet.
#include "app/session.h"

typedef struct {
    jx_app *app;
    const char *folder;
    jx_text scenario;
    bool accept;
    jx_check_report *out;
} check_request;

typedef struct {
    jx_open_point *items;
    size_t count, capacity;
} open_points;

static jx_text where_of(jx_app *app, const jx_definition *definition)
{
    if (!definition->source) return (jx_text){ "", 0 };
    jx_place place = jx_source_place(definition->source, definition->span.start);
    return jx_text_format(app->arena, "%.*s:%u", JX_TEXT_ARG(definition->source->name), place.line);
}

static jx_text name_in_space(jx_app *app, const jx_model *model, const jx_definition *definition)
{
    const jx_space *space = &model->spaces[definition->space];
    if (space->kind == JX_SPACE_PACKAGE) return definition->name;
    return jx_text_format(app->arena, "%.*s.%.*s", JX_TEXT_ARG(space->id), JX_TEXT_ARG(definition->name));
}

// True if the expression is a table that is pending, or has a cell that is.
static bool is_pending_table(const jx_expr *expr)
{
    return expr && expr->kind == JX_EXPR_TABLE && expr->as.table->pending;
}

static void collect_definition(jx_app *app, const jx_model *model, const jx_definition *definition, open_points *out)
{
    bool pending = definition->kind == JX_DEFINITION_PARAMETER && jx_is_open(definition->value);
    bool table = definition->kind == JX_DEFINITION_FORMULA && is_pending_table(definition->expr);
    bool reading =
        definition->kind == JX_DEFINITION_READING && (jx_is_open(definition->value) || definition->provisional);
    if (!pending && !table && !reading) return;
    jx_open_point point = { .name = name_in_space(app, model, definition), .where = where_of(app, definition) };
    point.what = reading ? definition->question : definition->basis;
    point.status = reading ? definition->status : JX_TEXT("待定");
    point.decided_by = reading ? definition->author : (jx_text){ "", 0 };
    if (point.status.size == 0) point.status = definition->provisional ? JX_TEXT("暂定口径") : JX_TEXT("待定");
    *JX_PUSH(app->arena, out) = point;
}

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
    open_points points = { 0 };
    for (size_t i = 0; i < model->definition_count; i++)
        collect_definition(app, model, &model->definitions[i], &points);
    *out = (jx_check_report){ .title = package->title,
                              .status = package->status,
                              .scenario = model->scenario,
                              .open_points = points.items,
                              .open_point_count = points.count,
                              .scenarios = package->scenarios,
                              .scenario_count = package->scenario_count,
                              .award_count = model->award_count,
                              .case_count = package->case_count };
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
