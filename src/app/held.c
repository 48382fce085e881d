// Loading what is then held. Read jx_app_hold_dmn() and jx_app_hold_policy(); values from JSON are in given.c.
#include "app/held.h"

#include "app/session.h"
#include "dmn/dmn.h"

typedef struct {
    jx_app *app;
    const jx_source *sources;
    size_t count;
    bool check_values;
    const char *folder;
    jx_text scenario;
    jx_held *out;
} hold_arguments;

static jx_status hold_dmn(void *user)
{
    hold_arguments *arguments = user;
    jx_app *app = arguments->app;
    jx_dmn_options options = { app->arena, app->problems, app->limits, app->zones, arguments->check_values };
    const jx_plan *plan;
    JX_TRY(jx_dmn_read(&options, arguments->sources, arguments->count, &arguments->out->model));
    JX_TRY(jx_plan_lower(arguments->out->model, app->arena, app->problems, &plan));
    return jx_plan_bind(plan, NULL, app->arena, &arguments->out->plan);
}

jx_status jx_app_hold_dmn(jx_app *app, const jx_source *sources, size_t count, bool check_values, jx_held *out)
{
    hold_arguments arguments = {
        .app = app, .sources = sources, .count = count, .check_values = check_values, .out = out
    };
    return jx_arena_guard(app->arena, hold_dmn, &arguments);
}

static jx_status hold_policy(void *user)
{
    hold_arguments *arguments = user;
    jx_package_files files;
    session in;
    JX_TRY(session_files(arguments->app, arguments->folder, &files));
    JX_TRY(session_open(arguments->app, files, arguments->scenario, &in));
    *arguments->out = (jx_held){ &in.package->model, in.bound };
    return JX_OK;
}

jx_status jx_app_hold_policy(jx_app *app, const char *folder, jx_text scenario, jx_held *out)
{
    hold_arguments arguments = { .app = app, .folder = folder, .scenario = scenario, .out = out };
    return jx_arena_guard(app->arena, hold_policy, &arguments);
}

uint32_t jx_held_input(const jx_held *held, jx_text name)
{
    if (!held->model->package) {
        jx_text local, space = jx_text_cut(name, JX_TEXT("#"), &local);
        return space.size < name.size ? jx_dmn_find(held->model, space, local)
                                      : jx_dmn_find(held->model, (jx_text){ 0 }, name);
    }
    uint32_t found = jx_model_find(held->model, 0, name);
    bool is_fact = found != JX_NONE && held->model->definitions[found].kind == JX_DEFINITION_FACT;
    return is_fact ? found : JX_NONE;
}
