// test: runs the cases of a package; a failed one is shown with its explanation.
#include "cli/test_printing.h"

static bool is_shown(const cli *in, const jx_case_line *line)
{
    return !wants(in, OPTION_AWARD) || jx_text_equal(line->award, option_text(in, OPTION_AWARD));
}

static const char *outcome_slug(jx_case_outcome outcome)
{
    return outcome == JX_CASE_PASSED ? "passed" : outcome == JX_CASE_FAILED ? "failed" : "skipped";
}

static void print_json(cli *in, const jx_test_report *report)
{
    jx_json_writer json = jx_json_writer_on(&in->out);
    jx_json_begin(&json, '{');
    jx_json_name(&json, "schema"), jx_json_put_text(&json, JX_TEXT("test/1"));
    jx_json_name(&json, "passed"), jx_json_put_integer(&json, (int64_t)report->passed);
    jx_json_name(&json, "failed"), jx_json_put_integer(&json, (int64_t)report->failed);
    jx_json_name(&json, "skipped"), jx_json_put_integer(&json, (int64_t)report->skipped);
    jx_json_name(&json, "cases");
    jx_json_begin(&json, '[');
    for (size_t i = 0; i < report->count; i++) {
        const jx_case_line *line = &report->lines[i];
        if (!is_shown(in, line)) continue;
        jx_json_begin(&json, '{');
        jx_json_name(&json, "award"), jx_json_put_text(&json, line->award);
        jx_json_name(&json, "name"), jx_json_put_text(&json, line->name);
        jx_json_name(&json, "subject"), jx_json_put_text(&json, line->subject);
        jx_json_name(&json, "scenario"), jx_json_put_text(&json, line->scenario);
        jx_json_name(&json, "file"), jx_json_put_text(&json, line->file);
        jx_json_name(&json, "line"), jx_json_put_integer(&json, line->line);
        jx_json_name(&json, "outcome"), jx_json_put_text(&json, jx_text_of(outcome_slug(line->outcome)));
        jx_json_name(&json, "what"), jx_json_put_text(&json, line->what);
        jx_json_name(&json, "expected"), jx_json_put_text(&json, line->expected);
        jx_json_name(&json, "actual"), jx_json_put_text(&json, line->actual);
        jx_json_end(&json, '}');
    }
    jx_json_end(&json, ']');
    print_borders_json(in, &json, report);
    print_coverage_json(in, &json, report);
    jx_json_end(&json, '}');
}

static bool all_is_well(const jx_test_report *report)
{
    bool covered = report->wanted == report->shown + report->listed && report->outdated == 0;
    return report->failed == 0 && report->faults == 0 && covered;
}

static void print_line(cli *in, const jx_case_line *line)
{
    if (line->outcome == JX_CASE_PASSED) return;
    const char *word = line->outcome == JX_CASE_FAILED ? (in->app.language == JX_CHINESE ? "不符" : "FAILED")
                                                       : (in->app.language == JX_CHINESE ? "略过" : "skipped");
    putf(in, "%.*s:%u: %s %.*s %.*s %.*s: %.*s", JX_TEXT_ARG(line->file), line->line, word, JX_TEXT_ARG(line->award),
         JX_TEXT_ARG(line->name), JX_TEXT_ARG(line->subject), JX_TEXT_ARG(line->what));
    if (line->outcome == JX_CASE_SKIPPED) {
        put(in, JX_TEXT("\n"));
        return;
    }
    putf(in, in->app.language == JX_CHINESE ? " 应为 %.*s, 实为 %.*s\n" : " expected %.*s, is %.*s\n",
         JX_TEXT_ARG(line->expected), JX_TEXT_ARG(line->actual));
    for (jx_text rest = line->explanation; rest.size > 0;) {
        jx_text part = jx_text_cut(rest, JX_TEXT("\n"), &rest);
        putf(in, "    %.*s\n", JX_TEXT_ARG(part));
    }
}

jx_status command_test(cli *in, int *out_code)
{
    jx_test_report report;
    jx_status status = jx_app_test(&in->app, in->arguments[0], &report);
    if (status != JX_OK) return status;
    if (!all_is_well(&report)) *out_code = EXIT_DIFFERS;
    if (wants_json(in)) {
        print_json(in, &report);
        return JX_OK;
    }
    for (size_t i = 0; i < report.count; i++) {
        if (is_shown(in, &report.lines[i])) print_line(in, &report.lines[i]);
    }
    if (in->app.language == JX_CHINESE)
        putf(in, "案例 %zu: 相符 %zu, 不符 %zu, 略过 %zu\n", report.count, report.passed, report.failed,
             report.skipped);
    else
        putf(in, "%zu cases: %zu passed, %zu failed, %zu skipped\n", report.count, report.passed, report.failed,
             report.skipped);
    print_borders(in, &report);
    print_coverage(in, &report);
    if (all_is_well(&report)) put_next(in, "jixiang assess %s --facts DIR", in->arguments[0]);
    return JX_OK;
}
