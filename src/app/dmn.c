// Loading and evaluating DMN models. Read jx_app_dmn_load() and jx_app_dmn_eval().
#include "app/dmn.h"

#include "data/temporal.h"
#include "io/io.h"

#include <string.h>

// ---- loading ----

typedef struct {
    jx_app *app;
    const char *path;
    bool check_values;
    jx_held *out;
} load_arguments;

static jx_status add_siblings(load_arguments *arguments, const char *name, jx_file_list *sources)
{
    jx_app *app = arguments->app;
    jx_file_list all = { 0 };
    jx_text path = jx_text_of(arguments->path);
    jx_text folder = jx_text_slice(path, 0, (size_t)(name - arguments->path));
    const char *where = folder.size ? jx_text_copy(app->arena, folder).bytes : ".";
    JX_TRY(jx_folder_read(app->arena, app->problems, where, "", false, app->limits->at[JX_LIMIT_SOURCE_BYTES], &all));
    for (size_t i = 0; i < all.count; i++)
        if (jx_text_ends_with(all.items[i].name, JX_TEXT(".dmn")) &&
            !jx_text_equal(all.items[i].name, jx_text_of(name)))
            *JX_PUSH(app->arena, sources) = all.items[i];
    return JX_OK;
}

static jx_status load(void *user)
{
    load_arguments *arguments = user;
    jx_app *app = arguments->app;
    jx_file_list sources = { 0 };
    jx_text bytes;
    const char *slash = strrchr(arguments->path, '/'), *name = slash ? slash + 1 : arguments->path;
    JX_TRY(jx_file_read(app->arena, app->problems, arguments->path, app->limits->at[JX_LIMIT_SOURCE_BYTES], &bytes));
    *JX_PUSH(app->arena, &sources) = (jx_source){ jx_text_of(arguments->path), bytes };
    // Only a model that imports needs its neighbours.
    if (jx_text_find(bytes, JX_TEXT("import")) != SIZE_MAX) JX_TRY(add_siblings(arguments, name, &sources));
    return jx_app_hold_dmn(app, sources.items, sources.count, arguments->check_values, arguments->out);
}

jx_status jx_app_dmn_load(jx_app *app, const char *path, bool check_values, jx_held *out)
{
    return jx_arena_guard(app->arena, load, &(load_arguments){ app, path, check_values, out });
}

// ---- evaluating ----

typedef struct {
    jx_app *app;
    const jx_dmn_request *request;
    jx_held loaded;
    jx_case *unit;
    jx_value now;
    struct {
        jx_text *items;
        size_t count, capacity;
    } names;
    struct {
        jx_value *items;
        size_t count, capacity;
    } values;
    struct {
        jx_dmn_result *items;
        size_t count, capacity;
    } results;
} evaluation;

// An input that does not conform to its type, or is not among the allowed values, is null and said to be so.
static void give_input(evaluation *run, uint32_t definition, jx_value value)
{
    const jx_definition *what = &run->loaded.model->definitions[definition];
    jx_case_give(run->unit, definition, value);
    if (value.kind == JX_NULL || jx_case_value(run->unit, definition).kind != JX_NULL) return;
    jx_buffer given = jx_buffer_in(run->app->arena), type = jx_buffer_in(run->app->arena);
    jx_value_print_json(value, &given);
    if (what->type->name.size)
        jx_buffer_put(&type, what->type->name);
    else
        jx_type_print(what->type, &type);
    jx_text arguments[3] = { what->name, jx_buffer_text(&given), jx_buffer_text(&type) };
    (void)jx_problem_add(run->app->problems, JX_PROBLEM_FACT_OUT_OF_RANGE, JX_SEVERITY_WARNING, what->source,
                         what->span, (jx_text){ 0 }, arguments, 3);
}

static jx_status read_input(evaluation *run)
{
    jx_app *app = run->app;
    jx_json json;
    jx_source source = { .name = jx_text_of(run->request->input) };
    JX_TRY(jx_file_read(app->arena, app->problems, run->request->input, app->limits->at[JX_LIMIT_JSON_BYTES],
                        &source.bytes));
    jx_source *kept = JX_NEW(app->arena, jx_source);
    *kept = source;
    JX_TRY(jx_json_read(app->arena, app->problems, app->limits, kept, &json));
    if (json.kind != JX_JSON_OBJECT) {
        jx_text arguments[2] = { kept->name, JX_TEXT("{…}") };
        return jx_problem_add(app->problems, JX_PROBLEM_JSON_TYPE_MISMATCH, JX_SEVERITY_ERROR, kept, (jx_span){ 0 },
                              (jx_text){ 0 }, arguments, 2);
    }
    for (size_t i = 0; i < json.count; i++) {
        uint32_t definition = jx_held_input(&run->loaded, json.names[i]);
        const jx_type *type = definition == JX_NONE ? &jx_type_any : run->loaded.model->definitions[definition].type;
        jx_value value = jx_given_value(app->arena, app->zones, &json.items[i], type);
        *JX_PUSH(app->arena, &run->names) = json.names[i];
        *JX_PUSH(app->arena, &run->values) = value;
        if (definition != JX_NONE)
            give_input(run, definition, value);
        else if (!run->request->service.size)
            (void)jx_problem_add(app->problems, JX_PROBLEM_JSON_MEMBER_UNKNOWN, JX_SEVERITY_WARNING, NULL,
                                 (jx_span){ 0 }, (jx_text){ 0 }, &json.names[i], 1);
    }
    return JX_OK;
}

static jx_status find_wanted(evaluation *run, jx_text name, uint32_t *out)
{
    *out = jx_dmn_find(run->loaded.model, (jx_text){ 0 }, name);
    if (*out != JX_NONE) return JX_OK;
    (void)jx_problem_add(run->app->problems, JX_PROBLEM_UNKNOWN_NAME, JX_SEVERITY_ERROR, NULL, (jx_span){ 0 },
                         (jx_text){ 0 }, &name, 1);
    return JX_NOT_FOUND;
}

static void add_result(evaluation *run, uint32_t definition, jx_value value)
{
    *JX_PUSH(run->app->arena, &run->results) =
        (jx_dmn_result){ run->loaded.model->definitions[definition].name, value };
}

static jx_status run_wanted(evaluation *run)
{
    const jx_model *model = run->loaded.model;
    uint32_t definition;
    if (run->request->service.size) {
        JX_TRY(find_wanted(run, run->request->service, &definition));
        add_result(run, definition,
                   jx_case_invoke(run->unit, definition, run->names.items, run->values.items, run->names.count));
        return JX_OK;
    }
    if (run->request->decision.size) {
        JX_TRY(find_wanted(run, run->request->decision, &definition));
        add_result(run, definition, jx_case_value(run->unit, definition));
        return JX_OK;
    }
    for (uint32_t d = 0; d < model->definition_count; d++)
        if (model->definitions[d].space == 0 && model->definitions[d].kind == JX_DEFINITION_FORMULA)
            add_result(run, d, jx_case_value(run->unit, d));
    return JX_OK;
}

static jx_status evaluate(void *user)
{
    evaluation *run = user;
    jx_app *app = run->app;
    JX_TRY(jx_app_dmn_load(app, run->request->model, run->request->check_values, &run->loaded));
    bool clock = app->created.size && jx_date_time_read(app->arena, app->zones, app->created, &run->now);
    jx_eval_options options = { .arena = app->arena,
                                .limits = app->limits,
                                .zones = app->zones,
                                .now = clock ? &run->now : NULL,
                                .problems = app->problems,
                                .why = run->request->why };
    run->unit = jx_case_new(run->loaded.plan, &options, NULL, NULL);
    if (run->request->input) JX_TRY(read_input(run));
    return run_wanted(run);
}

jx_status jx_app_dmn_eval(jx_app *app, const jx_dmn_request *request, const jx_dmn_result **out, size_t *out_count)
{
    evaluation run = { .app = app, .request = request };
    JX_TRY(jx_arena_guard(app->arena, evaluate, &run));
    *out = run.results.items;
    *out_count = run.results.count;
    return JX_OK;
}
