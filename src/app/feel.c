// Evaluates the expressions of a golden file by themselves, in the standard's dialect.
#include "app/held.h"
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
    jx_problems local = { .arena = app->arena, .language = app->language }, *problems = app->problems;
    jx_held held;
    app->problems = &local;  // a golden file shows that there is an error, not which
    jx_status status = jx_app_hold_expression(app, expression, &held);
    app->problems = problems;
    if (status != JX_OK) return status;
    jx_eval_options eval = session_eval(app, app->arena);
    *out = jx_case_value(jx_case_new(held.plan, &eval, NULL, NULL), 0);
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
    if (!request->file) {
        jx_buffer manual = jx_buffer_in(app->arena);
        jx_builtin_manual(&manual);
        *request->out = jx_buffer_text(&manual);
        return JX_OK;
    }
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
