// assess: per award the counts of the five verdicts and decided / least / most; rows with a filter, all rows with
// --csv.
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "cli/cli.h"

enum { ROWS_SHOWN = 200, CELLS_SHOWN = 20 };

// ---- filters ----

static bool verdict_wanted(const cli *in, jx_verdict verdict)
{
    jx_text wanted = option_text(in, OPTION_VERDICT);
    return !wants(in, OPTION_VERDICT) || jx_text_equal(wanted, jx_text_of(jx_verdict_slug(verdict))) ||
           jx_text_equal(wanted, jx_text_of(jx_verdict_word(verdict, JX_CHINESE)));
}

static bool verdict_is_known(const cli *in)
{
    bool known = false;
    for (int i = 0; i < JX_VERDICT_COUNT; i++)
        known = known || verdict_wanted(in, (jx_verdict)i);
    return known;
}

static bool award_wanted(const cli *in, const jx_award_results *award)
{
    jx_text wanted = option_text(in, OPTION_AWARD);
    return wanted.size == 0 || jx_text_equal(wanted, award->id) || jx_text_equal(wanted, award->name);
}

static bool row_wanted(const cli *in, const jx_subject *subject, const jx_result *result)
{
    if (!verdict_wanted(in, result->outcome->answer.verdict)) return false;
    jx_text county = option_text(in, OPTION_COUNTY), cause = option_text(in, OPTION_CAUSE);
    if (county.size > 0 && !jx_text_equal(county, subject->county)) return false;
    return cause.size == 0 || jx_text_find(result->outcome->causes, cause) != SIZE_MAX;
}

static bool has_filter(const cli *in)
{
    return wants(in, OPTION_VERDICT) || wants(in, OPTION_COUNTY) || wants(in, OPTION_CAUSE);
}

// ---- CSV ----

// A roster answers with where the subject now stands on it.
static const char *answer_slug(const jx_answer *answer)
{
    bool placed = answer->listed != JX_LISTED_NONE && answer->listed != JX_LISTED_OPEN;
    return placed ? jx_listed_slug(answer->listed) : jx_verdict_slug(answer->verdict);
}

static jx_text csv_bytes(cli *in, const jx_assessment *assessment)
{
    static const char *const titles[] = { "award",     "subject",  "name",   "county", "verdict",
                                          "least_fen", "most_fen", "causes", "label" };
    jx_buffer out = jx_buffer_in(in->arena);
    jx_csv_writer writer = jx_csv_writer_on(&out);
    for (size_t i = 0; i < JX_COUNT(titles); i++)
        jx_csv_put(&writer, jx_text_of(titles[i]));
    jx_csv_end_row(&writer);
    for (size_t a = 0; a < assessment->award_count; a++) {
        const jx_award_results *award = &assessment->awards[a];
        for (size_t i = 0; i < award->count && award_wanted(in, award); i++) {
            const jx_result *result = &award->results[i];
            const jx_answer *answer = &result->outcome->answer;
            if (!row_wanted(in, &award->subjects[i], result)) continue;
            jx_csv_put(&writer, award->id);
            jx_csv_put(&writer, award->subjects[i].code);
            jx_csv_put(&writer, award->subjects[i].name);
            jx_csv_put(&writer, award->subjects[i].county);
            jx_csv_put(&writer, jx_text_of(answer_slug(answer)));
            jx_csv_put_integer(&writer, result->least_fen);
            if (answer->unbounded)
                jx_csv_put(&writer, JX_TEXT(""));
            else
                jx_csv_put_integer(&writer, result->most_fen);
            jx_csv_put(&writer, result->outcome->causes);
            jx_csv_put(&writer, answer->assumed ? JX_TEXT("情景假设，非政策金额") : JX_TEXT(""));
            jx_csv_end_row(&writer);
        }
    }
    return jx_buffer_text(&out);
}

// ---- JSON ----

// Sums may pass 64 bits; JSON numbers have no width.
static jx_text big_number(cli *in, jx_fen_sum number)
{
    char digits[48];
    size_t at = sizeof digits;
    wide_unsigned rest = number < 0 ? -(wide_unsigned)number : (wide_unsigned)number;
    do {
        digits[--at] = (char)('0' + (unsigned)(rest % 10));
        rest /= 10;
    } while (rest > 0);
    if (number < 0) digits[--at] = '-';
    return jx_text_copy(in->arena, (jx_text){ digits + at, sizeof digits - at });
}

static void json_award(cli *in, jx_json_writer *json, const jx_award_results *award)
{
    jx_json_begin(json, '{');
    jx_json_name(json, "id"), jx_json_put_text(json, award->id);
    jx_json_name(json, "name"), jx_json_put_text(json, award->name);
    jx_json_name(json, "subject_kind"), jx_json_put_text(json, award->kind);
    jx_json_name(json, "verdicts");
    jx_json_begin(json, '{');
    for (int i = 0; i < JX_VERDICT_COUNT; i++)
        jx_json_name(json, jx_verdict_slug((jx_verdict)i)),
            jx_json_put_integer(json, (int64_t)award->totals.verdicts[i]);
    jx_json_end(json, '}');
    jx_json_name(json, "decided_fen"), jx_json_put_raw(json, big_number(in, award->totals.decided_fen));
    jx_json_name(json, "least_fen"), jx_json_put_raw(json, big_number(in, award->totals.least_fen));
    jx_json_name(json, "most_fen");
    if (award->totals.unbounded)
        jx_json_put_null(json);
    else
        jx_json_put_raw(json, big_number(in, award->totals.most_fen));
    jx_json_name(json, "answers");
    jx_json_begin(json, '[');
    jx_buffer canonical = jx_buffer_in(in->arena);
    for (size_t i = 0; i < award->count; i++) {
        if (!row_wanted(in, &award->subjects[i], &award->results[i])) continue;
        canonical.size = 0;
        jx_result_print(award, i, &canonical);
        jx_json_put_raw(json, jx_buffer_text(&canonical));
    }
    jx_json_end(json, ']');
    jx_json_end(json, '}');
}

static void json_bad_cells(jx_json_writer *json, const jx_assessment *assessment, jx_language language)
{
    jx_json_name(json, "bad_cells");
    jx_json_begin(json, '[');
    for (size_t i = 0; i < assessment->bad_cell_count; i++) {
        const jx_bad_cell *bad = &assessment->bad_cells[i];
        jx_json_begin(json, '{');
        jx_json_name(json, "file"), jx_json_put_text(json, bad->file);
        jx_json_name(json, "row"), jx_json_put_integer(json, bad->row);
        jx_json_name(json, "column"), jx_json_put_text(json, bad->column);
        jx_json_name(json, "value"), jx_json_put_text(json, bad->value);
        jx_json_name(json, "reason"), jx_json_put_text(json, jx_text_of(jx_bad_reason_slug(bad->reason)));
        jx_json_name(json, "message"), jx_json_put_text(json, jx_text_of(jx_bad_reason_words(bad->reason, language)));
        jx_json_name(json, "detail"), jx_json_put_text(json, bad->detail);
        jx_json_name(json, "problem"), jx_json_put_text(json, bad->problem);
        jx_json_end(json, '}');
    }
    jx_json_end(json, ']');
}

static void print_json(cli *in, const jx_assessment *assessment)
{
    jx_json_writer json = jx_json_writer_on(&in->out);
    jx_json_begin(&json, '{');
    jx_json_name(&json, "schema"), jx_json_put_text(&json, JX_TEXT("assess/1"));
    jx_json_name(&json, "title"), jx_json_put_text(&json, assessment->title);
    jx_json_name(&json, "scenario"), jx_json_put_text(&json, assessment->scenario);
    jx_json_name(&json, "assumed"), jx_json_put_boolean(&json, assessment->scenario.size > 0);
    jx_json_name(&json, "estimate"), jx_json_put_boolean(&json, assessment->run == 0);
    jx_json_name(&json, "in_force"), jx_json_put_text(&json, assessment->in_force);
    jx_json_name(&json, "package_hash"), jx_json_put_text(&json, hash_text(in, assessment->package_hash));
    jx_json_name(&json, "run");
    if (assessment->run)
        jx_json_put_integer(&json, assessment->run);
    else
        jx_json_put_null(&json);
    if (assessment->run) {
        jx_json_name(&json, "root"), jx_json_put_text(&json, hash_text(in, assessment->root.bytes));
        jx_json_name(&json, "record"), jx_json_put_integer(&json, assessment->records);
        jx_json_name(&json, "head"), jx_json_put_text(&json, hash_text(in, assessment->head.bytes));
    }
    jx_json_name(&json, "awards");
    jx_json_begin(&json, '[');
    for (size_t i = 0; i < assessment->award_count; i++) {
        if (award_wanted(in, &assessment->awards[i])) json_award(in, &json, &assessment->awards[i]);
    }
    jx_json_end(&json, ']');
    jx_json_name(&json, "not_executable");
    jx_json_begin(&json, '[');
    for (size_t i = 0; i < assessment->clause_count; i++) {
        if (!assessment->clauses[i].executable) jx_json_put_text(&json, assessment->clauses[i].id);
    }
    jx_json_end(&json, ']');
    json_bad_cells(&json, assessment, in->app.language);
    jx_json_end(&json, '}');
}

// ---- text ----

static jx_text most_text(cli *in, bool unbounded, jx_fen_sum fen)
{
    return unbounded ? say(in, "无上限", "unbounded") : yuan(in, fen);
}

// "已定(元)", "decided (EUR)".
static jx_text money_title(cli *in, const jx_assessment *assessment, const char *zh, const char *en)
{
    bool yuan = jx_text_equal(assessment->money, JX_TEXT("元"));
    jx_text money = yuan ? say(in, "元", "yuan") : assessment->money, what = say(in, zh, en);
    const char *format = in->app.language == JX_CHINESE ? "%.*s(%.*s)" : "%.*s (%.*s)";
    return jx_text_format(in->arena, format, JX_TEXT_ARG(what), JX_TEXT_ARG(money));
}

static void print_totals(cli *in, const jx_assessment *assessment)
{
    jx_text titles[11];
    alignment aligned[11];
    size_t count = 0;
    for (size_t i = 0; i < JX_COUNT(aligned); i++)
        aligned[i] = i < 2 ? ALIGN_LEFT : ALIGN_RIGHT;
    titles[count++] = say(in, "奖项", "award");
    titles[count++] = say(in, "对象", "subjects");
    for (int i = 0; i < JX_VERDICT_COUNT; i++)
        titles[count++] = verdict_word(in, (jx_verdict)i);
    titles[count++] = money_title(in, assessment, "已定", "decided");
    titles[count++] = money_title(in, assessment, "最少", "least");
    titles[count++] = money_title(in, assessment, "最多", "most");
    table totals = { .titles = titles, .aligned = aligned, .column_count = count };
    for (size_t i = 0; i < assessment->award_count; i++) {
        const jx_award_results *award = &assessment->awards[i];
        if (!award_wanted(in, award)) continue;
        table_cell(in, &totals,
                   jx_text_format(in->arena, "%.*s %.*s", JX_TEXT_ARG(award->id), JX_TEXT_ARG(award->name)));
        table_cell(in, &totals, jx_text_format(in->arena, "%.*s %zu", JX_TEXT_ARG(award->kind), award->count));
        for (int k = 0; k < JX_VERDICT_COUNT; k++)
            table_cell(in, &totals, jx_text_format(in->arena, "%" PRIu64, award->totals.verdicts[k]));
        table_cell(in, &totals, yuan(in, award->totals.decided_fen));
        table_cell(in, &totals, yuan(in, award->totals.least_fen));
        table_cell(in, &totals, most_text(in, award->totals.unbounded, award->totals.most_fen));
    }
    table_print(in, &totals);
}

static void print_rows(cli *in, const jx_assessment *assessment)
{
    const jx_text titles[] = { say(in, "奖项", "award"),
                               say(in, "代码", "code"),
                               say(in, "名称", "name"),
                               say(in, "县区", "county"),
                               say(in, "结论", "verdict"),
                               money_title(in, assessment, "最少", "least"),
                               money_title(in, assessment, "最多", "most"),
                               say(in, "缘由", "causes") };
    const alignment aligned[] = { ALIGN_LEFT, ALIGN_LEFT,  ALIGN_LEFT,  ALIGN_LEFT,
                                  ALIGN_LEFT, ALIGN_RIGHT, ALIGN_RIGHT, ALIGN_LEFT };
    table rows = { .titles = titles, .aligned = aligned, .column_count = JX_COUNT(titles) };
    size_t found = 0;
    for (size_t a = 0; a < assessment->award_count; a++) {
        const jx_award_results *award = &assessment->awards[a];
        for (size_t i = 0; i < award->count && award_wanted(in, award); i++) {
            const jx_result *result = &award->results[i];
            if (!row_wanted(in, &award->subjects[i], result) || found++ >= ROWS_SHOWN) continue;
            table_cell(in, &rows, award->id);
            table_cell(in, &rows, award->subjects[i].code);
            table_cell(in, &rows, award->subjects[i].name);
            table_cell(in, &rows, award->subjects[i].county);
            table_cell(in, &rows, verdict_word(in, result->outcome->answer.verdict));
            table_cell(in, &rows, yuan(in, result->least_fen));
            table_cell(in, &rows, most_text(in, result->outcome->answer.unbounded, result->most_fen));
            table_cell(in, &rows, result->outcome->causes);
        }
    }
    put(in, JX_TEXT("\n"));
    table_print(in, &rows);
    if (found > ROWS_SHOWN)
        putf(in,
             in->app.language == JX_CHINESE ? "共 %zu 行, 列出 %d 行; --csv 写出全部\n"
                                            : "%zu rows, %d shown; --csv writes all\n",
             found, (int)ROWS_SHOWN);
}

static void print_bad_cells(cli *in, const jx_assessment *assessment)
{
    if (assessment->bad_cell_count == 0) return;
    putf(in, in->app.language == JX_CHINESE ? "\n未取的单元格 %zu 处:\n" : "\n%zu cells were not taken:\n",
         assessment->bad_cell_count);
    for (size_t i = 0; i < assessment->bad_cell_count && i < CELLS_SHOWN; i++) {
        const jx_bad_cell *bad = &assessment->bad_cells[i];
        const char *format = in->app.language == JX_CHINESE ? "  %.*s 第 %u 行 %.*s: \"%.*s\" %s%s%.*s\n"
                                                            : "  %.*s row %u %.*s: \"%.*s\" %s%s%.*s\n";
        putf(in, format, JX_TEXT_ARG(bad->file), bad->row, JX_TEXT_ARG(bad->column), JX_TEXT_ARG(bad->value),
             jx_bad_reason_words(bad->reason, in->app.language), bad->detail.size ? ": " : "",
             JX_TEXT_ARG(bad->detail));
    }
    if (assessment->bad_cell_count > CELLS_SHOWN)
        put(in, say(in, "  … 其余见 --json\n", "  ... the rest with --json\n"));
}

static void print_head(cli *in, const jx_assessment *assessment)
{
    putf(in, "%.*s\n", JX_TEXT_ARG(assessment->title));
    if (assessment->scenario.size > 0) {
        putf(in,
             in->app.language == JX_CHINESE ? "情景假设，非政策金额 (情景 %.*s)\n"
                                            : "情景假设，非政策金额: assumed amounts, not policy (scenario %.*s)\n",
             JX_TEXT_ARG(assessment->scenario));
    } else {
        put(in, say(in, "按公布文本，无假设\n", "as published, nothing assumed\n"));
    }
    if (assessment->run == 0) put(in, say(in, "测算：未入记录库\n", "测算: an estimate, not recorded\n"));
    put(in, JX_TEXT("\n"));
}

static void print_tail(cli *in, const jx_assessment *assessment)
{
    size_t missing = 0;
    for (size_t i = 0; i < assessment->clause_count; i++)
        missing += !assessment->clauses[i].executable;
    if (missing > 0) {
        jx_text head = say(in, "尚不可执行的条款", "clauses not yet executable");
        putf(in, "\n%.*s (%zu):", JX_TEXT_ARG(head), missing);
        for (size_t i = 0; i < assessment->clause_count; i++) {
            if (!assessment->clauses[i].executable) putf(in, " %.*s", JX_TEXT_ARG(assessment->clauses[i].id));
        }
        put(in, JX_TEXT("\n"));
    }
    if (assessment->run == 0) return;
    jx_text root = hash_text(in, assessment->root.bytes), head = hash_text(in, assessment->head.bytes);
    const char *format = in->app.language == JX_CHINESE
                             ? "\n第 %" PRId64 " 次判定%s  根 %.*s\n记录 %" PRId64 " 链头 %.*s\n"
                             : "\nrun %" PRId64 "%s  root %.*s\nrecord %" PRId64 " head %.*s\n";
    const char *same = !assessment->same_run            ? ""
                       : in->app.language == JX_CHINESE ? " (库中已有, 结果相同)"
                                                        : " (already recorded, same results)";
    putf(in, format, assessment->run, same, JX_TEXT_ARG(root), assessment->records, JX_TEXT_ARG(head));
}

static void print_text(cli *in, const jx_assessment *assessment)
{
    print_head(in, assessment);
    print_totals(in, assessment);
    if (has_filter(in)) print_rows(in, assessment);
    print_tail(in, assessment);
    print_bad_cells(in, assessment);
    if (assessment->run)
        put_next(in, "jixiang replay %s#%" PRId64, in->options[OPTION_STORE], assessment->run);
    else
        put_next(in, "jixiang explain %s SUBJECT --facts %s", in->arguments[0], in->options[OPTION_FACTS]);
}

static bool usage_is_fine(cli *in, int *out_code)
{
    if (wants(in, OPTION_FACTS) && verdict_is_known(in)) return true;
    jx_text what = wants(in, OPTION_FACTS)
                       ? say(in, "jixiang: --verdict 没有这个结论\n", "jixiang: --verdict: no such verdict\n")
                       : say(in, "jixiang: 缺少 --facts 目录\n", "jixiang: --facts DIR is missing\n");
    fprintf(stderr, "%.*s", JX_TEXT_ARG(what));
    *out_code = EXIT_USAGE;
    return false;
}

jx_status command_assess(cli *in, int *out_code)
{
    if (!usage_is_fine(in, out_code)) return JX_OK;
    jx_assess_options options = { .package = in->arguments[0],
                                  .facts = in->options[OPTION_FACTS],
                                  .scenario = option_text(in, OPTION_SCENARIO),
                                  .store = in->options[OPTION_STORE] };
    jx_assessment assessment;
    JX_TRY(jx_app_assess(&in->app, &options, &assessment));
    if (wants(in, OPTION_CSV))
        JX_TRY(jx_file_write(in->arena, &in->problems, in->options[OPTION_CSV], csv_bytes(in, &assessment)));
    if (wants_json(in))
        print_json(in, &assessment);
    else
        print_text(in, &assessment);
    return JX_OK;
}
