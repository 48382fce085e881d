// Every stage as text, for people who look for where something went wrong.
#include "feel/feel.h"

#include <stdlib.h>

#include "app/dump.h"
#include "app/session.h"

typedef struct {
    jx_app *app;
    const char *what;   // a package; for tokens perhaps an expression
    const char *facts;  // bound: the folder of delivered files
    jx_text scenario, stage;
    jx_text *out;
} dump_request;

static void dump_blocks(const jx_package *package, jx_buffer *out)
{
    for (size_t i = 0; i < package->clause_count; i++) {
        const jx_clause *clause = &package->clauses[i];
        jx_buffer_format(out, "%.*s %.*s%s\n", JX_TEXT_ARG(clause->id), JX_TEXT_ARG(clause->title),
                         clause->executable ? "" : " (no award)");
        jx_buffer_format(out, "  %.*s\n", JX_TEXT_ARG(clause->text));
    }
    for (size_t i = 0; i < package->source_count; i++) {
        const jx_source_row *row = &package->sources[i];
        jx_buffer_format(out, "source %.*s | %.*s | %.*s | %.*s | %.*s | %.*s -> %.*s [%.*s]\n",
                         JX_TEXT_ARG(row->source), JX_TEXT_ARG(row->file), JX_TEXT_ARG(row->form),
                         JX_TEXT_ARG(row->period), JX_TEXT_ARG(row->column), JX_TEXT_ARG(row->value),
                         JX_TEXT_ARG(row->target), JX_TEXT_ARG(row->unit));
    }
}

static const char *kind_name(jx_definition_kind kind)
{
    switch (kind) {
    case JX_DEFINITION_FACT: return "fact";
    case JX_DEFINITION_PARAMETER: return "parameter";
    case JX_DEFINITION_READING: return "reading";
    case JX_DEFINITION_FORMULA: return "formula";
    case JX_DEFINITION_FUNCTION: return "function";
    case JX_DEFINITION_SERVICE: return "service";
    }
    JX_UNREACHABLE();
}

static void dump_definition(const jx_model *model, const jx_definition *definition, jx_buffer *out)
{
    jx_buffer_format(out, "%s %.*s.%.*s: ", kind_name(definition->kind),
                     JX_TEXT_ARG(model->spaces[definition->space].id), JX_TEXT_ARG(definition->name));
    jx_type_print(definition->type, out);
    if (definition->unit.size > 0) jx_buffer_format(out, " [%.*s]", JX_TEXT_ARG(definition->unit));
    if (definition->kind == JX_DEFINITION_PARAMETER || definition->kind == JX_DEFINITION_READING) {
        jx_buffer_put(out, JX_TEXT(" = "));
        jx_value_print(definition->value, out);
    }
    if (definition->expr) {
        jx_buffer_put(out, JX_TEXT(" = "));
        jx_expr_print(definition->expr, out);
    }
    jx_buffer_put_char(out, '\n');
}

static void dump_model(const jx_model *model, bool facts_only, jx_buffer *out)
{
    for (size_t i = 0; i < model->definition_count; i++) {
        if (facts_only && model->definitions[i].kind != JX_DEFINITION_FACT) continue;
        dump_definition(model, &model->definitions[i], out);
    }
    for (size_t i = 0; i < model->award_count && !facts_only; i++) {
        const jx_award_rule *award = &model->awards[i];
        jx_buffer_format(out, "award %.*s %.*s for %.*s\n", JX_TEXT_ARG(award->id), JX_TEXT_ARG(award->name),
                         JX_TEXT_ARG(model->subjects[award->subject].name));
    }
}

// ---- tokens ----

typedef struct {
    const jx_source *source;
    jx_span span;
    const char *kind;
} heard_token;

typedef struct {
    jx_arena *arena;
    struct {
        heard_token *items;
        size_t count, capacity;
    } heard;
} token_ear;

static void hear(void *user, const jx_source *source, jx_span span, const char *kind)
{
    token_ear *ear = user;
    *JX_PUSH(ear->arena, &ear->heard) = (heard_token){ source, span, kind };
}

static int by_place(const void *left, const void *right)
{
    const heard_token *a = left, *b = right;
    int file = jx_text_compare(a->source->name, b->source->name);
    return file != 0 ? file : (a->span.start > b->span.start) - (a->span.start < b->span.start);
}

// By file and place, each once, however often its formula was read.
static void print_tokens(token_ear *ear, jx_buffer *out)
{
    if (ear->heard.count > 0) qsort(ear->heard.items, ear->heard.count, sizeof *ear->heard.items, by_place);
    for (size_t i = 0; i < ear->heard.count; i++) {
        const heard_token *token = &ear->heard.items[i];
        if (i > 0 && by_place(token, token - 1) == 0) continue;
        jx_place place = jx_source_place(token->source, token->span.start);
        jx_text text = jx_text_slice(token->source->bytes, token->span.start, token->span.end);
        jx_buffer_format(out, "%.*s:%u:%u: %s %.*s\n", JX_TEXT_ARG(token->source->name), place.line, place.column,
                         token->kind, JX_TEXT_ARG(text));
    }
}

static bool is_unit(void *user, jx_text unit)
{
    jx_unit found;
    return jx_unit_find(user, unit, &found);
}

static jx_status tokens_of_expression(jx_app *app, jx_text expression, const jx_token_listener *listener)
{
    jx_source *source = JX_NEW(app->arena, jx_source);
    *source = (jx_source){ .name = JX_TEXT("expression"), .bytes = expression };
    jx_feel_options options = { .dialect = JX_DIALECT_PACKAGE,
                                .arena = app->arena,
                                .problems = app->problems,
                                .limits = app->limits,
                                .source = source,
                                .is_unit = is_unit,
                                .user = app->arena,
                                .listener = listener };
    return jx_feel_cut(&options, (jx_span){ 0, (uint32_t)expression.size });
}

static jx_status tokens_of_package(dump_request *request, const jx_token_listener *listener)
{
    jx_app *app = request->app;
    jx_package_files files;
    const jx_package *package;
    JX_TRY(session_files(app, request->what, &files));
    return session_package_heard(app, files, request->scenario, app->problems, listener, &package);
}

static jx_status dump_tokens(dump_request *request, jx_buffer *out)
{
    token_ear ear = { .arena = request->app->arena };
    jx_token_listener listener = { hear, &ear };
    jx_status status = jx_folder_exists(request->what)
                           ? tokens_of_package(request, &listener)
                           : tokens_of_expression(request->app, jx_text_of(request->what), &listener);
    print_tokens(&ear, out);
    return status;
}

// ---- bound facts ----

static jx_status dump_delivery(dump_request *request)
{
    enum { SCRATCH_BYTES_MAX = 1 << 30 };
    jx_app *app = request->app;
    jx_package_files files;
    jx_stored_files delivery;
    session in;
    const jx_facts *facts;
    jx_buffer out = jx_buffer_in(app->arena);
    JX_TRY(session_files(app, request->what, &files));
    JX_TRY(session_open(app, files, request->scenario, &in));
    JX_TRY(session_delivery(app, request->facts, &delivery));
    JX_TRY(session_facts(&in, delivery, &facts));
    if (!app->scratch) app->scratch = jx_arena_new(app->allocator, SCRATCH_BYTES_MAX);
    if (!app->scratch) return JX_OUT_OF_MEMORY;
    JX_TRY(dump_bound(facts, app->scratch, &out));
    *request->out = jx_buffer_text(&out);
    return JX_OK;
}

// ---- all stages ----

static jx_status dump(void *user)
{
    dump_request *request = user;
    jx_package_files files;
    const jx_package *package = NULL;
    jx_buffer out = jx_buffer_in(request->app->arena);
    if (jx_text_equal(request->stage, JX_TEXT("bound"))) return dump_delivery(request);
    if (jx_text_equal(request->stage, JX_TEXT("tokens"))) {
        jx_status status = dump_tokens(request, &out);
        *request->out = jx_buffer_text(&out);
        return status;
    }
    JX_TRY(session_files(request->app, request->what, &files));
    jx_status status = session_package(request->app, files, request->scenario, request->app->problems, &package);
    if (!package) return status;
    if (jx_text_equal(request->stage, JX_TEXT("blocks"))) {
        dump_blocks(package, &out);
    } else if (jx_text_equal(request->stage, JX_TEXT("facts"))) {
        dump_model(&package->model, true, &out);
    } else if (jx_text_equal(request->stage, JX_TEXT("model"))) {
        dump_model(&package->model, false, &out);
    } else if (jx_text_equal(request->stage, JX_TEXT("plan"))) {
        const jx_plan *plan = NULL;
        if (status == JX_OK)
            status = jx_plan_lower(&package->model, request->app->arena, request->app->problems, &plan);
        if (status == JX_OK) jx_plan_print(plan, &out);
    } else {
        return JX_NOT_FOUND;
    }
    *request->out = jx_buffer_text(&out);
    return status;
}

jx_status jx_app_dump(jx_app *app, const char *what, const char *facts, jx_text scenario, jx_text stage, jx_text *out)
{
    *out = (jx_text){ "", 0 };
    dump_request request = { app, what, facts, scenario, stage, out };
    return session_run(app, dump, &request);
}
