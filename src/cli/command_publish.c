// publish: documents as a folder of self-contained HTML. Without --lang both languages are made.
#include <stdio.h>
#include <string.h>

#include "app/publish.h"
#include "cli/cli.h"

static jx_status usage(cli *in, int *out_code, const char *zh, const char *en)
{
    jx_text what = say(in, zh, en);
    fprintf(stderr, "jixiang: %.*s\n", JX_TEXT_ARG(what));
    *out_code = EXIT_USAGE;
    return JX_OK;
}

static bool is_lang(const cli *in, const char *lang)
{
    return in->options[OPTION_LANG] && strcmp(in->options[OPTION_LANG], lang) == 0;
}

static void print_json(cli *in, const jx_publish_report *report)
{
    jx_json_writer json = jx_json_writer_on(&in->out);
    jx_json_begin(&json, '{');
    jx_json_name(&json, "schema"), jx_json_put_text(&json, JX_TEXT("publish/1"));
    jx_json_name(&json, "title"), jx_json_put_text(&json, report->title);
    jx_json_name(&json, "scenario"), jx_json_put_text(&json, report->scenario);
    jx_json_name(&json, "documents"), jx_json_put_integer(&json, (int64_t)report->documents);
    jx_json_name(&json, "letters"), jx_json_put_integer(&json, (int64_t)report->letters);
    jx_json_name(&json, "cases"), jx_json_put_integer(&json, (int64_t)report->cases);
    jx_json_name(&json, "cases_broken"), jx_json_put_integer(&json, (int64_t)report->cases_broken);
    jx_json_end(&json, '}');
}

static void print_text(cli *in, const jx_publish_report *report)
{
    bool zh = in->app.language == JX_CHINESE;
    putf(in, "%.*s\n", JX_TEXT_ARG(report->title));
    if (report->scenario.size) put(in, say(in, "情景假设，非政策金额\n", "情景假设，非政策金额 (assumed amounts, not policy)\n"));
    putf(in, zh ? "已生成 %zu 个文件，其中告知书 %zu 份: %s\n" : "wrote %zu documents, %zu of them letters: %s\n",
         report->documents, report->letters, in->options[OPTION_OUT]);
    if (report->cases_broken)
        putf(in, zh ? "案例 %zu 个中有 %zu 个与规则不一致，政策页上已标明\n"
                    : "%zu cases, %zu of them do not agree with the rules; the policy page says which\n",
             report->cases, report->cases_broken);
    put_next(in, zh ? "用浏览器打开 %s/index.html" : "open %s/index.html in a browser", in->options[OPTION_OUT]);
}

jx_status command_publish(cli *in, int *out_code)
{
    int64_t day;
    jx_publish_request request = { .out = in->options[OPTION_OUT],
                                   .facts = in->options[OPTION_FACTS],
                                   .scenario = option_text(in, OPTION_SCENARIO),
                                   .subject = option_text(in, OPTION_SUBJECT),
                                   .date = option_text(in, OPTION_DATE),
                                   .chinese = !is_lang(in, "en"),
                                   .english = !is_lang(in, "zh") };
    if (!request.out) return usage(in, out_code, "缺少 --out 目录", "--out DIR is missing");
    if (wants(in, OPTION_LANG) && !is_lang(in, "zh") && !is_lang(in, "en") && !is_lang(in, "both"))
        return usage(in, out_code, "--lang 应为 zh、en 或 both", "--lang must be zh, en or both");
    if (request.date.size && !jx_date_read(request.date, &day))
        return usage(in, out_code, "--date 写成 2026-04-20", "--date is written like 2026-04-20");
    if (jx_folder_exists(in->arguments[0]) || !run_named(in, in->arguments[0], &request.store, &request.run)) {
        request.store = NULL;
        request.package = in->arguments[0];  // answered as not found when it is none
    }
    if (request.store && (request.facts || request.scenario.size))
        return usage(in, out_code, "记录库中的判定自带数据和情景，不再写 --facts、--scenario",
                     "a recorded run has its own facts and scenario: leave --facts and --scenario out");
    if (request.subject.size && !request.facts && !request.store)
        return usage(in, out_code, "告知书要有判定：写 --facts 目录，或记录库中的一次判定",
                     "a letter needs an assessment: give --facts DIR, or a recorded run");
    jx_publish_report report;
    JX_TRY(jx_app_publish(&in->app, &request, &report));
    if (wants_json(in)) print_json(in, &report);
    else print_text(in, &report);
    return JX_OK;
}
