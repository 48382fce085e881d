// check: what is wrong, what is open and who decides it, which clauses are not executable yet.
#include "cli/cli.h"

static void print_json(cli *in, const jx_check_report *report)
{
    jx_json_writer json = jx_json_writer_on(&in->out);
    jx_json_begin(&json, '{');
    jx_json_name(&json, "schema"), jx_json_put_text(&json, JX_TEXT("check/1"));
    jx_json_name(&json, "title"), jx_json_put_text(&json, report->title);
    jx_json_name(&json, "status"), jx_json_put_text(&json, report->status);
    jx_json_name(&json, "scenario"), jx_json_put_text(&json, report->scenario);
    jx_json_name(&json, "package_hash"), jx_json_put_text(&json, hash_text(in, report->hash));
    jx_json_name(&json, "awards"), jx_json_put_integer(&json, (int64_t)report->award_count);
    jx_json_name(&json, "cases"), jx_json_put_integer(&json, (int64_t)report->case_count);
    jx_json_name(&json, "errors"), jx_json_put_integer(&json, (int64_t)report->errors);
    jx_json_name(&json, "warnings"), jx_json_put_integer(&json, (int64_t)report->warnings);
    jx_json_name(&json, "clauses");
    jx_json_begin(&json, '[');
    for (size_t i = 0; i < report->clause_count; i++) {
        jx_json_begin(&json, '{');
        jx_json_name(&json, "id"), jx_json_put_text(&json, report->clauses[i].id);
        jx_json_name(&json, "title"), jx_json_put_text(&json, report->clauses[i].title);
        jx_json_name(&json, "executable"), jx_json_put_boolean(&json, report->clauses[i].executable);
        jx_json_name(&json, "awards"), jx_json_put_text(&json, report->clauses[i].awards);
        jx_json_end(&json, '}');
    }
    jx_json_end(&json, ']');
    jx_json_name(&json, "open_points");
    jx_json_begin(&json, '[');
    for (size_t i = 0; i < report->open_point_count; i++) {
        const jx_open_point *point = &report->open_points[i];
        jx_json_begin(&json, '{');
        jx_json_name(&json, "name"), jx_json_put_text(&json, point->name);
        jx_json_name(&json, "status"), jx_json_put_text(&json, point->status);
        jx_json_name(&json, "what"), jx_json_put_text(&json, point->what);
        jx_json_name(&json, "decided_by"), jx_json_put_text(&json, point->decided_by);
        jx_json_name(&json, "where"), jx_json_put_text(&json, point->where);
        jx_json_end(&json, '}');
    }
    jx_json_end(&json, ']');
    jx_json_end(&json, '}');
}

static void print_open_points(cli *in, const jx_check_report *report)
{
    const jx_text titles[] = { say(in, "待定事项", "open"), say(in, "状态", "status"), say(in, "由谁定", "who decides"),
                               say(in, "位置", "where"), say(in, "内容", "what") };
    const alignment aligned[] = { ALIGN_LEFT, ALIGN_LEFT, ALIGN_LEFT, ALIGN_LEFT, ALIGN_LEFT };
    table points = { .titles = titles, .aligned = aligned, .column_count = JX_COUNT(titles) };
    if (report->open_point_count == 0) return;
    for (size_t i = 0; i < report->open_point_count; i++) {
        table_cell(in, &points, report->open_points[i].name);
        table_cell(in, &points, report->open_points[i].status);
        table_cell(in, &points, report->open_points[i].decided_by);
        table_cell(in, &points, report->open_points[i].where);
        table_cell(in, &points, report->open_points[i].what);
    }
    put(in, JX_TEXT("\n"));
    table_print(in, &points);
}

static void print_text(cli *in, const jx_check_report *report)
{
    putf(in, "%.*s\n", JX_TEXT_ARG(report->title));
    jx_text hash = hash_text(in, report->hash);
    if (in->app.language == JX_CHINESE) {
        putf(in, "状态 %.*s  奖项 %zu  案例 %zu  错误 %zu  警告 %zu\n", JX_TEXT_ARG(report->status),
             report->award_count, report->case_count, report->errors, report->warnings);
        putf(in, "包摘要 %.*s\n", JX_TEXT_ARG(hash));
    } else {
        putf(in, "status %.*s  awards %zu  cases %zu  errors %zu  warnings %zu\n", JX_TEXT_ARG(report->status),
             report->award_count, report->case_count, report->errors, report->warnings);
        putf(in, "package hash %.*s\n", JX_TEXT_ARG(hash));
    }
    print_open_points(in, report);
    size_t missing = 0;
    for (size_t i = 0; i < report->clause_count; i++)
        missing += !report->clauses[i].executable;
    if (missing == 0) return;
    jx_text head = say(in, "尚不可执行的条款", "clauses not yet executable");
    putf(in, "\n%.*s (%zu):", JX_TEXT_ARG(head), missing);
    for (size_t i = 0; i < report->clause_count; i++) {
        if (!report->clauses[i].executable) putf(in, " %.*s", JX_TEXT_ARG(report->clauses[i].id));
    }
    put(in, JX_TEXT("\n"));
}

jx_status command_check(cli *in, int *out_code)
{
    jx_check_report report;
    jx_status status = jx_app_check(&in->app, in->arguments[0], option_text(in, OPTION_SCENARIO),
                                    wants(in, OPTION_ACCEPT_TEXT), &report);
    if (status == JX_REFUSED) *out_code = EXIT_DIFFERS;
    if (report.title.size == 0 && status != JX_OK) return status;
    if (wants_json(in)) {
        print_json(in, &report);
        if (status == JX_OK) report_problems(in, JX_SEVERITY_WARNING);  // of others the caller tells
        return status;
    }
    print_text(in, &report);
    if (report.accepted) put(in, say(in, "已写入 policy.lock\n", "policy.lock was written\n"));
    if (status == JX_OK) {
        report_problems(in, JX_SEVERITY_WARNING);  // warnings
        put_next(in, "jixiang test %s", in->arguments[0]);
    }
    return status;
}
