// Runs the official kit: every test file of a folder of folders, every case of it. Read run_folder() first.
//
// Models and cases live in arenas of their own that are emptied between files and cases; only the lines of the
// report stay.
#include "app/dmn.h"

#include "data/temporal.h"
#include "io/io.h"

typedef struct {
    jx_app *app;
    const char *folder;
    jx_file_list files;
    jx_arena *models, *cases;
    jx_value now;
    bool clock;
    struct {
        jx_tck_line *items;
        size_t count, capacity;
    } lines;
    // The test file at work, and the case.
    jx_text directory, file;
    jx_tck_file tests;
    const jx_bound_plan *plan;  // NULL: the model was refused
    const jx_tck_case *test;
    jx_buffer detail;
    bool passed;
} kit_run;

// ---- one case ----

static uint32_t find_node(const jx_model *model, const jx_tck_node *node)
{
    uint32_t found = jx_dmn_find(model, node->space, node->name);
    for (uint32_t i = 1; found == JX_NONE && !node->space.size && i < model->space_count; i++)
        found = jx_model_find(model, i, node->name);  // of an imported file, named without its namespace
    return found;
}

static void judge(kit_run *kit, const jx_tck_node *node, jx_value actual)
{
    if (jx_tck_same(actual, node->value)) return;
    kit->passed = false;
    if (kit->detail.size) jx_buffer_put(&kit->detail, JX_TEXT("; "));
    jx_buffer_format(&kit->detail, "%.*s: expected ", JX_TEXT_ARG(node->name));
    jx_value_print(node->value, &kit->detail);
    jx_buffer_put(&kit->detail, JX_TEXT(", is "));
    jx_value_print(actual, &kit->detail);
}

static void run_decisions(kit_run *kit, jx_case *unit)
{
    const jx_model *model = kit->plan->plan->model;
    for (size_t i = 0; i < kit->test->input_count; i++) {
        uint32_t definition = find_node(model, &kit->test->inputs[i]);
        if (definition != JX_NONE) jx_case_give(unit, definition, kit->test->inputs[i].value);
    }
    for (size_t i = 0; i < kit->test->result_count; i++) {
        uint32_t definition = find_node(model, &kit->test->results[i]);
        judge(kit, &kit->test->results[i], definition == JX_NONE ? jx_null() : jx_case_value(unit, definition));
    }
}

static void run_invocable(kit_run *kit, jx_case *unit)
{
    const jx_model *model = kit->plan->plan->model;
    const jx_tck_case *test = kit->test;
    uint32_t definition = jx_dmn_find(model, test->space, test->invocable);
    jx_text *names = JX_ARRAY(kit->cases, test->input_count, jx_text);
    jx_value *values = JX_ARRAY(kit->cases, test->input_count, jx_value);
    for (size_t i = 0; i < test->input_count; i++) {
        names[i] = test->inputs[i].name;
        values[i] = test->inputs[i].value;
    }
    jx_value result = jx_null();
    if (definition != JX_NONE) result = jx_case_invoke(unit, definition, names, values, test->input_count);
    const jx_service *service = definition == JX_NONE ? NULL : jx_model_service(model, definition);
    for (size_t i = 0; i < test->result_count; i++) {
        bool found, member = service && service->output_count > 1 && result.kind == JX_CONTEXT;
        judge(kit, &test->results[i], member ? jx_context_get(result, test->results[i].name, &found) : result);
    }
}

static jx_status run_case(void *user)
{
    kit_run *kit = user;
    jx_eval_options options = {
        .arena = kit->cases, .limits = kit->app->limits, .zones = kit->app->zones, .now = kit->clock ? &kit->now : NULL
    };
    kit->detail = jx_buffer_in(kit->cases);
    kit->passed = true;
    jx_case *unit = jx_case_new(kit->plan, &options, NULL, NULL);
    if (kit->test->kind == JX_TCK_DECISION)
        run_decisions(kit, unit);
    else
        run_invocable(kit, unit);
    return JX_OK;
}

static void add_line(kit_run *kit, bool passed, jx_text detail)
{
    jx_arena *arena = kit->app->arena;
    *JX_PUSH(arena, &kit->lines) = (jx_tck_line){ kit->directory, kit->file, jx_text_copy(arena, kit->test->id), passed,
                                                  jx_text_copy(arena, detail) };
}

static void run_cases(kit_run *kit, jx_text refused)
{
    for (size_t i = 0; i < kit->tests.case_count; i++) {
        kit->test = &kit->tests.cases[i];
        if (!kit->plan) {
            add_line(kit, false, refused);
            continue;
        }
        jx_arena_reset(kit->cases);
        jx_status status = jx_arena_guard(kit->cases, run_case, kit);
        if (status == JX_OK)
            add_line(kit, kit->passed, jx_buffer_text(&kit->detail));
        else
            add_line(kit, false, JX_TEXT("out of memory"));
    }
}

// ---- one test file ----

// The part of a path before the last `/`, and after it.
static jx_text directory_of(jx_text path, jx_text *out_name)
{
    size_t at = path.size;
    while (at > 0 && path.bytes[at - 1] != '/')
        at--;
    *out_name = jx_text_slice(path, at, path.size);
    return jx_text_slice(path, 0, at ? at - 1 : 0);
}

// The named model first, then the others of the directory, for its imports.
static jx_status load_model(kit_run *kit, jx_problems *problems)
{
    jx_file_list sources = { 0 };
    for (size_t pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < kit->files.count; i++) {
            jx_text name, directory = directory_of(kit->files.items[i].name, &name);
            if (!jx_text_equal(directory, kit->directory) || !jx_text_ends_with(name, JX_TEXT(".dmn"))) continue;
            if (jx_text_equal(name, kit->tests.model) == (pass == 0))
                *JX_PUSH(kit->models, &sources) = kit->files.items[i];
        }
    if (!sources.count) return JX_NOT_FOUND;
    jx_dmn_options options = { kit->models, problems, kit->app->limits, kit->app->zones, false };
    const jx_model *model;
    const jx_plan *plan;
    JX_TRY(jx_dmn_read(&options, sources.items, sources.count, &model));
    JX_TRY(jx_plan_lower(model, kit->models, problems, &plan));
    return jx_plan_bind(plan, NULL, kit->models, &kit->plan);
}

static jx_text first_problem(const jx_problems *problems)
{
    for (size_t i = 0; i < problems->list.count; i++)
        if (problems->list.items[i].severity == JX_SEVERITY_ERROR) return problems->list.items[i].what;
    return JX_TEXT("the model was refused");
}

static jx_status run_file(void *user)
{
    kit_run *kit = user;
    jx_problems problems = { .arena = kit->models, .language = kit->app->language };
    jx_dmn_options options = { kit->models, &problems, kit->app->limits, kit->app->zones, false };
    const jx_source *source = NULL;
    for (size_t i = 0; i < kit->files.count; i++) {
        jx_text name, directory = directory_of(kit->files.items[i].name, &name);
        if (jx_text_equal(directory, kit->directory) && jx_text_equal(name, kit->file)) source = &kit->files.items[i];
    }
    kit->file.size -= JX_TEXT(".xml").size;
    JX_TRY(jx_tck_read(&options, source, &kit->tests));
    kit->plan = NULL;
    jx_status status = load_model(kit, &problems);
    if (status == JX_OUT_OF_MEMORY) return status;
    run_cases(kit, first_problem(&problems));
    return JX_OK;
}

// ---- the folder ----

static jx_status run_folder(void *user)
{
    kit_run *kit = user;
    jx_app *app = kit->app;
    JX_TRY(jx_folder_read(app->arena, app->problems, kit->folder, "", true, app->limits->at[JX_LIMIT_SOURCE_BYTES],
                          &kit->files));
    kit->clock = app->created.size && jx_date_time_read(app->arena, app->zones, app->created, &kit->now);
    for (size_t i = 0; i < kit->files.count; i++) {
        if (app->stop && app->stop(app->user)) return JX_INTERRUPTED;
        jx_text name, directory = directory_of(kit->files.items[i].name, &name);
        if (!directory.size || !jx_text_ends_with(name, JX_TEXT(".xml"))) continue;
        kit->directory = directory;
        kit->file = name;
        jx_arena_reset(kit->models);
        JX_TRY(jx_arena_guard(kit->models, run_file, kit));
        if (app->progress) app->progress(app->user, "tck", i + 1, kit->files.count);
    }
    return JX_OK;
}

jx_status jx_app_tck(jx_app *app, const char *folder, jx_tck_report *out)
{
    size_t most = app->limits->at[JX_LIMIT_RUN_BYTES];
    kit_run kit = { .app = app,
                    .folder = folder,
                    .models = jx_arena_new(app->allocator, 8 * most),
                    .cases = jx_arena_new(app->allocator, most) };
    jx_status status = kit.models && kit.cases ? jx_arena_guard(app->arena, run_folder, &kit) : JX_OUT_OF_MEMORY;
    jx_arena_free(kit.models);
    jx_arena_free(kit.cases);
    *out = (jx_tck_report){ kit.lines.items, kit.lines.count, 0 };
    for (size_t i = 0; i < out->count; i++)
        out->passed += out->lines[i].passed;
    return status;
}

static void put_quoted(jx_buffer *out, jx_text text)
{
    jx_buffer_put_char(out, '"');
    for (size_t i = 0; i < text.size; i++) {
        if (text.bytes[i] == '"') jx_buffer_put_char(out, '"');
        jx_buffer_put_char(out, text.bytes[i] == '\n' ? ' ' : text.bytes[i]);
    }
    jx_buffer_put_char(out, '"');
}

void jx_tck_report_csv(const jx_tck_report *report, jx_buffer *out)
{
    for (size_t i = 0; i < report->count; i++) {
        const jx_tck_line *line = &report->lines[i];
        jx_text cells[] = { line->directory, line->file, line->id, line->passed ? JX_TEXT("SUCCESS") : JX_TEXT("ERROR"),
                            line->detail };
        for (size_t c = 0; c < JX_COUNT(cells); c++) {
            if (c) jx_buffer_put_char(out, ',');
            put_quoted(out, cells[c]);
        }
        jx_buffer_put_char(out, '\n');
    }
}
