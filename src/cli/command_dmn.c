// jixiang dmn check|eval|tck: DMN models from elsewhere, and the official kit.
#include <string.h>

#include "app/dmn.h"
#include "cli/cli.h"

// ---- check ----

static size_t count_kind(const jx_model *model, jx_definition_kind kind)
{
    size_t count = 0;
    for (size_t i = 0; i < model->definition_count; i++)
        count += model->definitions[i].kind == kind;
    return count;
}

static jx_status check_model(cli *in, int *out_code)
{
    jx_held loaded;
    JX_TRY(jx_app_dmn_load(&in->app, in->arguments[1], !wants(in, OPTION_UNCHECKED), &loaded));
    const jx_model *model = loaded.model;
    size_t inputs = count_kind(model, JX_DEFINITION_FACT), decisions = count_kind(model, JX_DEFINITION_FORMULA);
    size_t functions = count_kind(model, JX_DEFINITION_FUNCTION), services = model->service_count;
    report_problems(in, JX_SEVERITY_WARNING);
    if (in->problems.error_count) *out_code = EXIT_REJECTED;
    if (wants_json(in)) {
        jx_json_writer json = jx_json_writer_on(&in->out);
        jx_json_begin(&json, '{');
        jx_json_name(&json, "name"), jx_json_put_text(&json, model->name);
        jx_json_name(&json, "inputs"), jx_json_put_integer(&json, (int64_t)inputs);
        jx_json_name(&json, "decisions"), jx_json_put_integer(&json, (int64_t)decisions);
        jx_json_name(&json, "knowledge_models"), jx_json_put_integer(&json, (int64_t)functions);
        jx_json_name(&json, "services"), jx_json_put_integer(&json, (int64_t)services);
        jx_json_name(&json, "errors"), jx_json_put_integer(&json, (int64_t)in->problems.error_count);
        jx_json_end(&json, '}');
        return JX_OK;
    }
    putf(in,
         in->app.language == JX_CHINESE
             ? "%.*s: 输入 %zu, 决策 %zu, 知识模型 %zu, 服务 %zu; 错误 %zu\n"
             : "%.*s: %zu inputs, %zu decisions, %zu knowledge models, %zu services; %zu errors\n",
         JX_TEXT_ARG(model->name), inputs, decisions, functions, services, in->problems.error_count);
    return JX_OK;
}

// ---- eval ----

static void put_results(cli *in, const jx_dmn_result *results, size_t count)
{
    if (wants_json(in)) {
        jx_json_writer json = jx_json_writer_on(&in->out);
        jx_json_begin(&json, '{');
        for (size_t i = 0; i < count; i++) {
            jx_buffer value = jx_buffer_in(in->arena);
            jx_value_print_json(results[i].value, &value);
            jx_json_name(&json, jx_text_copy(in->arena, results[i].name).bytes);
            jx_json_put_raw(&json, jx_buffer_text(&value));
        }
        jx_json_end(&json, '}');
        return;
    }
    for (size_t i = 0; i < count; i++) {
        putf(in, "%.*s = ", JX_TEXT_ARG(results[i].name));
        jx_value_print(results[i].value, &in->out);
        put(in, JX_TEXT("\n"));
    }
}

// Why values are null: the notes among the problems.
static void put_reasons(cli *in)
{
    for (size_t i = 0; i < in->problems.list.count; i++)
        if (in->problems.list.items[i].severity == JX_SEVERITY_NOTE)
            jx_problem_print(&in->problems.list.items[i], in->app.language, &in->out);
}

// A limit makes a value null, as the standard wants it, and null may become any answer: whoever reads only the exit
// code must not take it for one.
static bool limit_was_hit(const cli *in)
{
    for (size_t i = 0; i < in->problems.list.count; i++) {
        const jx_problem *problem = &in->problems.list.items[i];
        for (int limit = 0; limit < JX_LIMIT_COUNT && problem->severity == JX_SEVERITY_WARNING; limit++)
            if (problem->code == jx_problem_code_of_limit((jx_limit)limit)) return true;
    }
    return false;
}

static jx_status eval_model(cli *in, int *out_code)
{
    const jx_dmn_result *results;
    size_t count;
    jx_dmn_request request = {
        .model = in->arguments[1],
        .input = in->options[OPTION_INPUT],
        .decision = option_text(in, OPTION_DECISION),
        .service = option_text(in, OPTION_SERVICE),
        .check_values = !wants(in, OPTION_UNCHECKED),
        .why = wants(in, OPTION_WHY),
    };
    JX_TRY(jx_app_dmn_eval(&in->app, &request, &results, &count));
    if (limit_was_hit(in)) *out_code = EXIT_FAILED;
    report_problems(in, JX_SEVERITY_WARNING);
    put_results(in, results, count);
    if (request.why && !wants_json(in)) put_reasons(in);
    return JX_OK;
}

// ---- tck ----

static void put_directories(cli *in, const jx_tck_report *report)
{
    for (size_t i = 0; i < report->count;) {
        size_t first = i, passed = 0;
        for (; i < report->count && jx_text_equal(report->lines[i].directory, report->lines[first].directory); i++)
            passed += report->lines[i].passed;
        putf(in, "%5zu/%-5zu %.*s\n", passed, i - first, JX_TEXT_ARG(report->lines[first].directory));
    }
    for (size_t i = 0; i < report->count; i++) {
        const jx_tck_line *line = &report->lines[i];
        if (line->passed) continue;
        putf(in, "FAIL %.*s %.*s: %.*s\n", JX_TEXT_ARG(line->directory), JX_TEXT_ARG(line->id),
             JX_TEXT_ARG(line->detail));
    }
}

static jx_status run_kit(cli *in, int *out_code)
{
    jx_tck_report report;
    JX_TRY(jx_app_tck(&in->app, in->arguments[1], &report));
    if (wants(in, OPTION_REPORT)) {
        jx_buffer csv = jx_buffer_in(in->arena);
        jx_tck_report_csv(&report, &csv);
        JX_TRY(jx_file_write(in->arena, &in->problems, in->options[OPTION_REPORT], jx_buffer_text(&csv)));
    }
    if (report.passed < report.count || report.count == 0) *out_code = EXIT_FAILED;
    if (wants_json(in)) {
        jx_json_writer json = jx_json_writer_on(&in->out);
        jx_json_begin(&json, '{');
        jx_json_name(&json, "passed"), jx_json_put_integer(&json, (int64_t)report.passed);
        jx_json_name(&json, "failed"), jx_json_put_integer(&json, (int64_t)(report.count - report.passed));
        jx_json_end(&json, '}');
        return JX_OK;
    }
    put_directories(in, &report);
    putf(in, "%zu passed, %zu failed\n", report.passed, report.count - report.passed);
    return JX_OK;
}

jx_status command_dmn(cli *in, int *out_code)
{
    const char *verb = in->arguments[0];
    if (strcmp(verb, "check") == 0) return check_model(in, out_code);
    if (strcmp(verb, "eval") == 0) return eval_model(in, out_code);
    if (strcmp(verb, "tck") == 0) return run_kit(in, out_code);
    *out_code = EXIT_USAGE;
    print_help(in, command_named("dmn"));
    return JX_OK;
}
