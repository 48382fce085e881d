// Loading what is then held. Read jx_app_hold_dmn(), jx_app_hold_policy() and, for one formula,
// jx_app_hold_expression(); values from JSON are in given.c.
#include "app/held.h"

#include "app/session.h"
#include "dmn/dmn.h"
#include "feel/feel.h"

typedef struct {
    jx_app *app;
    const jx_source *sources;
    size_t count;
    bool check_values;
    const char *folder;
    jx_text scenario, expression;
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

// The whole way from text to value is walked: the expression becomes a model of one definition.
static jx_status hold_expression(void *user)
{
    hold_arguments *arguments = user;
    jx_app *app = arguments->app;
    jx_source *source = JX_NEW(app->arena, jx_source);
    *source = (jx_source){ .name = JX_TEXT("expression"), .bytes = arguments->expression };
    jx_feel_options options = { .dialect = JX_DIALECT_DMN,
                                .arena = app->arena,
                                .problems = app->problems,
                                .limits = app->limits,
                                .source = source,
                                .zones = app->zones };
    const jx_expr *expr;
    jx_span all = { 0, (uint32_t)source->bytes.size };
    JX_TRY(jx_feel_parse(&options, jx_scope_new(app->arena, NULL), all, &expr));

    jx_space *space = JX_NEW(app->arena, jx_space);
    jx_definition *definition = JX_NEW(app->arena, jx_definition);
    jx_model *model = JX_NEW(app->arena, jx_model);
    *space = (jx_space){ .kind = JX_SPACE_NAMESPACE, .id = JX_TEXT("expression"), .name = JX_TEXT("expression") };
    *definition = (jx_definition){ .kind = JX_DEFINITION_FORMULA,
                                   .name = JX_TEXT("value"),
                                   .type = &jx_type_any,
                                   .expr = expr,
                                   .factor = jx_decimal_of(1),
                                   .precision = -1,
                                   .source = source,
                                   .span = all,
                                   .subject = JX_NONE };
    *model = (jx_model){ .spaces = space, .space_count = 1, .definitions = definition, .definition_count = 1 };
    const jx_plan *plan;
    arguments->out->model = model;
    JX_TRY(jx_plan_lower(model, app->arena, app->problems, &plan));
    return jx_plan_bind(plan, NULL, app->arena, &arguments->out->plan);
}

jx_status jx_app_hold_expression(jx_app *app, jx_text expression, jx_held *out)
{
    hold_arguments arguments = { .app = app, .expression = expression, .out = out };
    return jx_arena_guard(app->arena, hold_expression, &arguments);
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
