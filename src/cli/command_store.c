// replay and verify: the same bytes again, and nothing changed since.
#include <inttypes.h>
#include <stdio.h>

#include "cli/cli.h"

// ---- replay ----

static void replay_json(cli *in, const jx_replay_report *report)
{
    jx_json_writer json = jx_json_writer_on(&in->out);
    jx_json_begin(&json, '{');
    jx_json_name(&json, "schema"), jx_json_put_text(&json, JX_TEXT("replay/1"));
    jx_json_name(&json, "run"), jx_json_put_integer(&json, report->run.id);
    jx_json_name(&json, "root"), jx_json_put_text(&json, hash_text(in, report->run.root.bytes));
    jx_json_name(&json, "awards"), jx_json_put_integer(&json, (int64_t)report->awards);
    jx_json_name(&json, "blocks"), jx_json_put_integer(&json, (int64_t)report->blocks);
    jx_json_name(&json, "rows"), jx_json_put_integer(&json, (int64_t)report->rows);
    jx_json_name(&json, "differences");
    jx_json_begin(&json, '[');
    for (size_t i = 0; i < report->difference_count; i++)
        jx_json_put_text(&json, report->differences[i].what);
    jx_json_end(&json, ']');
    jx_json_end(&json, '}');
}

static void replay_text(cli *in, const jx_replay_report *report)
{
    jx_text root = hash_text(in, report->run.root.bytes);
    bool zh = in->app.language == JX_CHINESE;
    putf(in, "%.*s\n", JX_TEXT_ARG(report->run.title));
    if (report->run.scenario.size > 0)
        putf(in, zh ? "情景假设，非政策金额 (情景 %.*s)\n" : "assumed amounts, not policy (scenario %.*s)\n",
             JX_TEXT_ARG(report->run.scenario));
    putf(in, zh ? "第 %" PRId64 " 次判定, %.*s 由 %.*s 版作出\n" : "run %" PRId64 ", made %.*s by version %.*s\n",
         report->run.id, JX_TEXT_ARG(report->run.created), JX_TEXT_ARG(report->run.engine));
    putf(in, zh ? "比对 %zu 个奖项 %zu 块 %zu 行\n" : "compared %zu awards, %zu blocks, %zu rows\n", report->awards,
         report->blocks, report->rows);
    for (size_t i = 0; i < report->difference_count && i < 20; i++)
        putf(in, "  %.*s\n", JX_TEXT_ARG(report->differences[i].what));
    if (report->difference_count == 0)
        putf(in, zh ? "逐字节相同  根 %.*s\n" : "the same bytes  root %.*s\n", JX_TEXT_ARG(root));
    else
        putf(in, zh ? "不同: %zu 处\n" : "%zu differences\n", report->difference_count);
}

jx_status command_replay(cli *in, int *out_code)
{
    const char *store;
    int64_t run;
    jx_replay_report report;
    if (!run_named(in, in->arguments[0], &store, &run)) {
        jx_text what = say(in, "jixiang: 应写作 库文件#次数\n", "jixiang: name a run as STORE#NUMBER\n");
        fprintf(stderr, "%.*s", JX_TEXT_ARG(what));
        *out_code = EXIT_USAGE;
        return JX_OK;
    }
    JX_TRY(jx_app_replay(&in->app, store, run, &report));
    if (report.difference_count > 0) *out_code = EXIT_DIFFERS;
    if (wants_json(in))
        replay_json(in, &report);
    else
        replay_text(in, &report);
    return JX_OK;
}

// ---- verify ----

static void verify_json(cli *in, const jx_findings *findings)
{
    jx_json_writer json = jx_json_writer_on(&in->out);
    jx_json_begin(&json, '{');
    jx_json_name(&json, "schema"), jx_json_put_text(&json, JX_TEXT("verify/1"));
    jx_json_name(&json, "records"), jx_json_put_integer(&json, findings->records);
    jx_json_name(&json, "runs"), jx_json_put_integer(&json, findings->runs);
    jx_json_name(&json, "blocks"), jx_json_put_integer(&json, findings->blocks);
    jx_json_name(&json, "contents"), jx_json_put_integer(&json, findings->contents);
    jx_json_name(&json, "unanchored"), jx_json_put_integer(&json, findings->unanchored);
    jx_json_name(&json, "head"), jx_json_put_text(&json, hash_text(in, findings->head.bytes));
    jx_json_name(&json, "findings");
    jx_json_begin(&json, '[');
    for (size_t i = 0; i < findings->count; i++) {
        const jx_finding *finding = &findings->items[i];
        jx_json_begin(&json, '{');
        jx_json_name(&json, "what"), jx_json_put_text(&json, jx_text_of(finding->what));
        jx_json_name(&json, "record"), jx_json_put_integer(&json, finding->record);
        jx_json_name(&json, "run"), jx_json_put_integer(&json, finding->run);
        jx_json_name(&json, "award"), jx_json_put_text(&json, finding->award);
        jx_json_name(&json, "block"), jx_json_put_integer(&json, finding->block);
        jx_json_name(&json, "detail"), jx_json_put_text(&json, finding->detail);
        jx_json_end(&json, '}');
    }
    jx_json_end(&json, ']');
    jx_json_end(&json, '}');
}

static void print_finding(cli *in, const jx_finding *finding)
{
    bool zh = in->app.language == JX_CHINESE;
    putf(in, "  %s", finding->what);
    if (finding->record) putf(in, zh ? "  记录 %" PRId64 : "  record %" PRId64, finding->record);
    if (finding->run) putf(in, zh ? "  第 %" PRId64 " 次判定" : "  run %" PRId64, finding->run);
    if (finding->award.size > 0) putf(in, zh ? "  奖项 %.*s" : "  award %.*s", JX_TEXT_ARG(finding->award));
    if (finding->block) putf(in, zh ? "  第 %" PRId64 " 块" : "  block %" PRId64, finding->block);
    putf(in, "  %.*s\n", JX_TEXT_ARG(finding->detail));
}

static void verify_text(cli *in, const jx_findings *findings)
{
    bool zh = in->app.language == JX_CHINESE;
    jx_text head = hash_text(in, findings->head.bytes);
    putf(in,
         zh ? "记录 %" PRId64 " 条, 判定 %" PRId64 " 次, 结果 %" PRId64 " 块, 文件 %" PRId64 " 个\n"
            : "%" PRId64 " records, %" PRId64 " runs, %" PRId64 " blocks, %" PRId64 " files\n",
         findings->records, findings->runs, findings->blocks, findings->contents);
    putf(in, zh ? "链头 %.*s\n" : "head %.*s\n", JX_TEXT_ARG(head));
    if (findings->unanchored > 0)
        putf(in,
             zh ? "最后 %" PRId64 " 条记录尚未写入锚文件\n"
                : "the last %" PRId64 " records are not in the anchor file\n",
             findings->unanchored);
    for (size_t i = 0; i < findings->count; i++)
        print_finding(in, &findings->items[i]);
    if (findings->count == 0)
        put(in, say(in, "完好\n", "intact\n"));
    else
        putf(in, zh ? "发现 %zu 处问题\n" : "%zu findings\n", findings->count);
}

jx_status command_verify(cli *in, int *out_code)
{
    jx_findings findings;
    jx_status status = jx_app_verify(&in->app, in->arguments[0], &findings);
    // A store so damaged that it cannot be opened is a finding, not a failure of this program.
    bool damaged = false;
    for (size_t i = 0; i < in->problems.list.count; i++)
        damaged = damaged || in->problems.list.items[i].code == JX_PROBLEM_STORE_DAMAGED ||
                  in->problems.list.items[i].code == JX_PROBLEM_STORE_VERSION;
    if (findings.count > 0 || damaged) *out_code = EXIT_DIFFERS;
    if (status != JX_OK) return status;
    if (wants_json(in))
        verify_json(in, &findings);
    else
        verify_text(in, &findings);
    return JX_OK;
}
