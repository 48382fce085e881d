// Evaluates the expressions of a golden file by themselves, in the standard's dialect: each becomes a model of one
// definition, so that the whole way from text to value is walked.
#include "feel/feel.h"

#include "app/session.h"

enum { FILE_BYTES_MAX = 16 << 20 };

typedef struct {
    jx_app *app;
    const char *file;
    jx_text *out;
} feel_request;

static void print_value(jx_value value, jx_buffer *out)
{
    if (value.kind == JX_STRING)
        jx_json_quote(value.as.string, out);
    else
        jx_value_print(value, out);
    jx_buffer_put_char(out, '\n');
}

static jx_status value_of(jx_app *app, jx_text expression, jx_value *out)
{
    jx_source *source = JX_NEW(app->arena, jx_source);
    *source = (jx_source){ .name = JX_TEXT("expression"), .bytes = expression };
    jx_scope *scope = jx_scope_new(app->arena, NULL);
    jx_problems local = { .arena = app->arena, .language = app->language };
    jx_feel_options options = {
        .dialect = JX_DIALECT_DMN, .arena = app->arena, .problems = &local, .limits = app->limits, .source = source
    };
    const jx_expr *expr = NULL;
    jx_status status = jx_feel_parse(&options, scope, (jx_span){ 0, (uint32_t)expression.size }, &expr);
    if (status != JX_OK) return status;

    jx_space *space = JX_NEW(app->arena, jx_space);
    jx_definition *definition = JX_NEW(app->arena, jx_definition);
    jx_model *model = JX_NEW(app->arena, jx_model);
    *space = (jx_space){ .kind = JX_SPACE_NAMESPACE, .id = JX_TEXT("golden"), .name = JX_TEXT("golden") };
    *definition = (jx_definition){ .kind = JX_DEFINITION_FORMULA,
                                   .name = JX_TEXT("value"),
                                   .type = &jx_type_any,
                                   .expr = expr,
                                   .factor = jx_decimal_of(1),
                                   .precision = -1,
                                   .source = source,
                                   .subject = JX_NONE };
    *model = (jx_model){ .spaces = space, .space_count = 1, .definitions = definition, .definition_count = 1 };
    const jx_plan *plan;
    const jx_bound_plan *bound;
    JX_TRY(jx_plan_lower(model, app->arena, &local, &plan));
    JX_TRY(jx_plan_bind(plan, NULL, app->arena, &bound));
    jx_eval_options eval = session_eval(app, app->arena);
    jx_value *facts = JX_NEW(app->arena, jx_value);
    *out = jx_case_value(jx_case_new(bound, &eval, facts, NULL), 0);
    return JX_OK;
}

static jx_status put_expression(jx_app *app, jx_buffer *expression, jx_buffer *out)
{
    jx_value value = jx_null();
    if (expression->size == 0) return JX_OK;
    jx_status status = value_of(app, jx_text_copy(app->arena, jx_buffer_text(expression)), &value);
    *expression = jx_buffer_in(app->arena);
    if (status == JX_REFUSED)
        jx_buffer_put(out, JX_TEXT("syntax error\n"));
    else if (status == JX_OK)
        print_value(value, out);
    return status == JX_REFUSED ? JX_OK : status;
}

static jx_status feel(void *user)
{
    feel_request *request = user;
    jx_app *app = request->app;
    jx_text text;
    JX_TRY(jx_file_read(app->arena, app->problems, request->file, FILE_BYTES_MAX, &text));
    jx_buffer out = jx_buffer_in(app->arena), expression = jx_buffer_in(app->arena);
    while (text.size > 0) {
        jx_text line = jx_text_cut(text, JX_TEXT("\n"), &text);
        if (jx_text_starts_with(line, JX_TEXT("#")) || jx_text_starts_with(line, JX_TEXT("=>"))) continue;
        if (jx_text_trim(line).size == 0) {
            JX_TRY(put_expression(app, &expression, &out));
            continue;
        }
        if (expression.size > 0) jx_buffer_put_char(&expression, '\n');
        jx_buffer_put(&expression, line);
    }
    JX_TRY(put_expression(app, &expression, &out));
    *request->out = jx_buffer_text(&out);
    return JX_OK;
}

jx_status jx_app_feel(jx_app *app, const char *file, jx_text *out)
{
    *out = (jx_text){ "", 0 };
    feel_request request = { app, file, out };
    return session_run(app, feel, &request);
}
