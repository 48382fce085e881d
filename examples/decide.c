/* Jixiang from C: a DMN model asked twice, then a policy package asked about one enterprise.
 *
 *     cc examples/decide.c $(pkg-config --cflags --libs jixiang) -o decide
 *     ./decide tests/dmn/fees.dmn policies/liuzhou-2026q1
 *
 * The build makes this program and tests/capi runs it. Read main() first.
 */
#include <jixiang.h>
#include <stdio.h>
#include <stdlib.h>

static void stop_if(jixiang_status status, const jixiang_report *report, const char *what)
{
    if (status == JIXIANG_OK) return;
    fprintf(stderr, "%s: status %d\n", what, (int)status);
    for (size_t i = 0; i < jixiang_report_count(report); i++) {
        jixiang_problem problem = jixiang_report_problem(report, i);
        fprintf(stderr, "  %.*s:%u:%u %.*s\n", (int)problem.file.size, problem.file.bytes, problem.line, problem.column,
                (int)problem.sentence.size, problem.sentence.bytes);
    }
    exit(1);
}

static void print(const char *before, jixiang_text text)
{
    printf("%s%.*s\n", before, (int)text.size, text.bytes);
}

/* One session, several questions: inputs stay until they are set again. */
static void ask_dmn(jixiang_engine *engine, const char *path)
{
    static const char *const kinds[] = { "个人", "企业" };
    jixiang_model *model;
    jixiang_session *session;
    jixiang_report *report;
    jixiang_status status = jixiang_model_load_dmn(engine, path, &model, &report);
    stop_if(status, report, path);
    jixiang_report_free(report);
    stop_if(jixiang_session_new(model, &session), NULL, "session");
    status = jixiang_session_set_json(session, "{\"申请日期\": \"2026-12-01\"}");
    stop_if(status, jixiang_session_report(session), "申请日期");

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        jixiang_result *result;
        status = jixiang_session_set_text(session, "申请人类别", kinds[i]);
        stop_if(status, jixiang_session_report(session), "申请人类别");
        stop_if(jixiang_session_evaluate(session, "应缴费用", JIXIANG_TRACE, &result), NULL, "evaluate");
        print("应缴费用 = ", jixiang_result_json(result, 0));
        for (size_t s = 0; s < jixiang_result_step_count(result); s++) {
            jixiang_step step = jixiang_result_step(result, s);
            print("  ", step.name);
            print("    = ", jixiang_value_text(step.value));
            for (size_t r = 0; r < step.row_count; r++)
                print("    row ", step.rows[r]);
        }
        jixiang_result_free(result);
    }
    jixiang_session_free(session);
    jixiang_model_free(model);
}

/* What is known of one enterprise. 用电量 is not given at all: missing, not nothing. */
static void ask_policy(jixiang_engine *engine, const char *folder)
{
    static const char facts[] = "{\"规模以上\": true, \"产值\": {\"least\": 5000}, \"连续生产企业\": false}";
    jixiang_model *model;
    jixiang_session *session;
    jixiang_result *result;
    jixiang_report *report;
    jixiang_award award;
    jixiang_status status = jixiang_model_load_policy(engine, folder, NULL, &model, &report);
    stop_if(status, report, folder);
    jixiang_report_free(report);
    stop_if(jixiang_session_new(model, &session), NULL, "session");
    stop_if(jixiang_session_set_subject(session, "91450200TEST000000"), NULL, "subject");
    stop_if(jixiang_session_set_json(session, facts), jixiang_session_report(session), "facts");
    stop_if(jixiang_session_evaluate(session, "1.2", 0, &result), NULL, "1.2");

    print("", jixiang_result_json(result, 0));
    if (jixiang_result_award(result, 0, &award) && award.verdict == JIXIANG_NEEDS_DATA)
        print("", award.explanation);
    jixiang_result_free(result);
    jixiang_session_free(session);
    jixiang_model_free(model);
}

int main(int count, char **words)
{
    jixiang_options options = { .english = true };
    jixiang_engine *engine;
    if (count != 3) {
        fprintf(stderr, "usage: decide MODEL.dmn PACKAGE\n");
        return 2;
    }
    stop_if(jixiang_engine_new(&options, &engine), NULL, "engine");
    ask_dmn(engine, words[1]);
    ask_policy(engine, words[2]);
    jixiang_engine_free(engine);
    return 0;
}
