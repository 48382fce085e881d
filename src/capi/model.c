// Models: loaded, then immutable. Read load() for how memory is held, then the three doors below it.
#include "capi/capi.h"

#include "app/dmn.h"
#include "io/io.h"

#include <string.h>

// ---- entries ----

static jixiang_entry_kind kind_of(jx_definition_kind kind)
{
    switch (kind) {
    case JX_DEFINITION_FACT: return JIXIANG_INPUT;
    case JX_DEFINITION_PARAMETER:
    case JX_DEFINITION_READING: return JIXIANG_PARAMETER;
    case JX_DEFINITION_FORMULA: return JIXIANG_DECISION;
    case JX_DEFINITION_FUNCTION: return JIXIANG_FUNCTION;
    case JX_DEFINITION_SERVICE: return JIXIANG_SERVICE;
    }
    JX_UNREACHABLE();
}

static jixiang_entry entry_of(jx_arena *arena, const jx_model *model, const jx_definition *what)
{
    jx_buffer type = jx_buffer_in(arena);
    jx_type_print(what->type, &type);
    bool of_subject = what->kind == JX_DEFINITION_FACT && model->package && what->subject < model->subject_count;
    return (jixiang_entry){ .kind = kind_of(what->kind),
                            .id = capi_text((jx_text){ 0 }),
                            .name = capi_text(what->name),
                            .type = capi_text(jx_buffer_text(&type)),
                            .unit = capi_text(what->unit),
                            .space = capi_text(model->spaces[what->space].id),
                            .subject = capi_text(of_subject ? model->subjects[what->subject].name : (jx_text){ 0 }) };
}

static jixiang_entry entry_of_award(const jx_model *model, const jx_award_rule *award)
{
    return (jixiang_entry){ .kind = JIXIANG_AWARD,
                            .id = capi_text(award->id),
                            .name = capi_text(award->name),
                            .type = capi_text(award->kind == JX_AWARD_MONEY ? JX_TEXT("number") : (jx_text){ 0 }),
                            .unit = capi_text(award->kind == JX_AWARD_MONEY ? JX_TEXT("元") : (jx_text){ 0 }),
                            .space = capi_text(model->spaces[award->space].id),
                            .subject = capi_text(model->subjects[award->subject].name) };
}

static void list_entries(jixiang_model *model)
{
    const jx_model *held = model->held.model;
    size_t count = held->definition_count + held->award_count;
    jixiang_entry *entries = JX_ARRAY(model->arena, count, jixiang_entry);
    for (size_t i = 0; i < held->award_count; i++)
        entries[i] = entry_of_award(held, &held->awards[i]);
    for (size_t i = 0; i < held->definition_count; i++)
        entries[held->award_count + i] = entry_of(model->arena, held, &held->definitions[i]);
    model->entries = entries;
    model->entry_count = count;
}

size_t jixiang_model_entry_count(const jixiang_model *model)
{
    return model->entry_count;
}

jixiang_entry jixiang_model_entry(const jixiang_model *model, size_t index)
{
    assert(index < model->entry_count);
    return model->entries[index];
}

// ---- loading ----

typedef struct {
    const jixiang_engine *engine;
    jx_arena *arena;
    const char *path, *scenario;  // of a package: the folder
    const jixiang_file *files;
    size_t file_count;
    jx_status (*read)(jx_app *app, void *loading, jx_held *out);
    jx_problems problems;
    jixiang_model *model;
    jx_arena *report_arena;
    jixiang_report *report;
} loading;

static jx_status read_dmn_path(jx_app *app, void *user, jx_held *out)
{
    loading *load = user;
    return jx_app_dmn_load(app, load->path, true, out);
}

static jx_status read_dmn_files(jx_app *app, void *user, jx_held *out)
{
    loading *load = user;
    jx_source *sources = JX_ARRAY(app->arena, load->file_count, jx_source);
    for (size_t i = 0; i < load->file_count; i++) {
        jx_text name = { load->files[i].name.bytes, load->files[i].name.size },
                bytes = { load->files[i].bytes.bytes, load->files[i].bytes.size };
        sources[i] = (jx_source){ jx_text_copy(app->arena, name), jx_text_copy(app->arena, bytes) };
    }
    return jx_app_hold_dmn(app, sources, load->file_count, true, out);
}

static jx_status read_policy(jx_app *app, void *user, jx_held *out)
{
    loading *load = user;
    jx_text scenario = load->scenario ? jx_text_copy(app->arena, jx_text_of(load->scenario)) : (jx_text){ 0 };
    return jx_app_hold_policy(app, load->path, scenario, out);
}

static jx_status load_guarded(void *user)
{
    loading *load = user;
    jx_zones zones = jx_zone_files(load->arena, load->engine->zone_folder);
    load->problems = (jx_problems){ .arena = load->arena, .language = load->engine->language };
    jx_app app = capi_app(load->engine, load->arena, &load->problems, *load->engine->zone_folder ? &zones : NULL);
    jixiang_model *model = JX_NEW(load->arena, jixiang_model);
    *model = (jixiang_model){ .engine = load->engine, .arena = load->arena };
    JX_TRY(load->read(&app, load, &model->held));
    list_entries(model);
    load->model = model;
    return JX_OK;
}

static jx_status make_report(void *user)
{
    loading *load = user;
    load->report = JX_NEW(load->report_arena, jixiang_report);
    load->report->arena = load->report_arena;
    capi_report(&load->problems, load->report_arena, load->report);
    return JX_OK;
}

// The report has an arena of its own: it outlives a model that was refused.
static jixiang_report *report_of(loading *load)
{
    load->report_arena = capi_arena(load->engine);
    if (!load->report_arena) return NULL;
    if (jx_arena_guard(load->report_arena, make_report, load) == JX_OK) return load->report;
    jx_arena_free(load->report_arena);
    return NULL;
}

static jixiang_status run_loading(loading *load, jixiang_model **out, jixiang_report **out_report)
{
    if (out_report) *out_report = NULL;
    load->arena = capi_arena(load->engine);
    if (!load->arena) return JIXIANG_OUT_OF_MEMORY;
    jx_status status = jx_arena_guard(load->arena, load_guarded, load);
    if (out_report) *out_report = report_of(load);
    if (status == JX_OK)
        *out = load->model;
    else
        jx_arena_free(load->arena);
    return capi_status(status);
}

jixiang_status jixiang_model_load_dmn(jixiang_engine *engine, const char *path, jixiang_model **out,
                                      jixiang_report **out_report)
{
    loading load = { .engine = engine, .path = path, .read = read_dmn_path };
    return run_loading(&load, out, out_report);
}

jixiang_status jixiang_model_load_dmn_files(jixiang_engine *engine, const jixiang_file *files, size_t count,
                                            jixiang_model **out, jixiang_report **out_report)
{
    loading load = { .engine = engine, .files = files, .file_count = count, .read = read_dmn_files };
    return run_loading(&load, out, out_report);
}

jixiang_status jixiang_model_load_policy(jixiang_engine *engine, const char *folder, const char *scenario,
                                         jixiang_model **out, jixiang_report **out_report)
{
    loading load = { .engine = engine, .path = folder, .scenario = scenario, .read = read_policy };
    return run_loading(&load, out, out_report);
}

void jixiang_model_free(jixiang_model *model)
{
    if (model) jx_arena_free(model->arena);
}
