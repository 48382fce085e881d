// Generated border cases, as `test` prints them: a count, what does not hold, and all of them with --borders.
#include "cli/test_printing.h"

static bool is_shown(const cli *in, const jx_border_line *line)
{
    return !wants(in, OPTION_AWARD) || jx_text_equal(line->award, option_text(in, OPTION_AWARD));
}

static jx_text amount_text(cli *in, const jx_border_point *at)
{
    jx_text least = yuan(in, at->least_fen), most = yuan(in, at->most_fen);
    if (at->unbounded) most = say(in, "无上限", "unbounded");
    if (!at->unbounded && at->least_fen == at->most_fen) return least;
    return jx_text_format(in->arena, "%.*s..%.*s", JX_TEXT_ARG(least), JX_TEXT_ARG(most));
}

static bool put_point(cli *in, const jx_border_point *at, bool first)
{
    if (!at->value.size) return first;
    jx_text verdict = verdict_word(in, at->verdict), amount = amount_text(in, at);
    putf(in, "%s%.*s %.*s %.*s", first ? "" : " | ", JX_TEXT_ARG(at->value), JX_TEXT_ARG(verdict), JX_TEXT_ARG(amount));
    return false;
}

static void put_line(cli *in, const jx_border_line *line)
{
    putf(in, "%.*s:%u: %.*s %.*s  %.*s", JX_TEXT_ARG(line->file), line->line, JX_TEXT_ARG(line->award),
         JX_TEXT_ARG(line->what), JX_TEXT_ARG(line->figure));
    if (line->unit.size) putf(in, " [%.*s]", JX_TEXT_ARG(line->unit));
    put(in, JX_TEXT(": "));
    bool first = true;
    for (size_t i = 0; i < JX_COUNT(line->at); i++)
        first = put_point(in, &line->at[i], first);
    putf(in, in->app.language == JX_CHINESE ? "  (自 %.*s)" : "  (from %.*s)", JX_TEXT_ARG(line->name));
    if (line->fault != JX_BORDER_HOLDS)
        putf(in, in->app.language == JX_CHINESE ? "  不成立: %s" : "  does not hold: %s",
             jx_border_fault_words(line->fault, in->app.language));
    put(in, JX_TEXT("\n"));
}

void print_borders(cli *in, const jx_test_report *report)
{
    for (size_t i = 0; i < report->border_count; i++) {
        const jx_border_line *line = &report->borders[i];
        if (is_shown(in, line) && (wants(in, OPTION_BORDERS) || line->fault != JX_BORDER_HOLDS)) put_line(in, line);
    }
    putf(in,
         in->app.language == JX_CHINESE ? "边界 %zu 处, 生成案例 %zu: 不成立 %zu\n"
                                        : "%zu borders, %zu generated cases: %zu do not hold\n",
         report->border_count, report->generated, report->faults);
}

// ---- JSON ----

static void put_json_point(jx_json_writer *json, const jx_border_point *at)
{
    if (!at->value.size) {
        jx_json_put_null(json);
        return;
    }
    jx_json_begin(json, '{');
    jx_json_name(json, "value"), jx_json_put_text(json, at->value);
    jx_json_name(json, "verdict"), jx_json_put_text(json, jx_text_of(jx_verdict_slug(at->verdict)));
    jx_json_name(json, "least"), jx_json_put_integer(json, at->least_fen);
    jx_json_name(json, "most");
    if (at->unbounded) jx_json_put_null(json);
    else jx_json_put_integer(json, at->most_fen);
    jx_json_end(json, '}');
}

void print_borders_json(cli *in, jx_json_writer *json, const jx_test_report *report)
{
    static const char *const names[] = { "below", "on", "above" };
    jx_json_name(json, "generated"), jx_json_put_integer(json, (int64_t)report->generated);
    jx_json_name(json, "faults"), jx_json_put_integer(json, (int64_t)report->faults);
    jx_json_name(json, "borders");
    jx_json_begin(json, '[');
    for (size_t i = 0; i < report->border_count; i++) {
        const jx_border_line *line = &report->borders[i];
        if (!is_shown(in, line)) continue;
        jx_json_begin(json, '{');
        jx_json_name(json, "award"), jx_json_put_text(json, line->award);
        jx_json_name(json, "what"), jx_json_put_text(json, line->what);
        jx_json_name(json, "comparison"), jx_json_put_text(json, line->comparison);
        jx_json_name(json, "figure"), jx_json_put_text(json, line->figure);
        jx_json_name(json, "unit"), jx_json_put_text(json, line->unit);
        jx_json_name(json, "case"), jx_json_put_text(json, line->name);
        jx_json_name(json, "scenario"), jx_json_put_text(json, line->scenario);
        jx_json_name(json, "file"), jx_json_put_text(json, line->file);
        jx_json_name(json, "line"), jx_json_put_integer(json, line->line);
        for (size_t k = 0; k < JX_COUNT(names); k++)
            jx_json_name(json, names[k]), put_json_point(json, &line->at[k]);
        jx_json_name(json, "fault"),
            jx_json_put_text(json, jx_text_of(jx_border_fault_words(line->fault, JX_ENGLISH)));
        jx_json_end(json, '}');
    }
    jx_json_end(json, ']');
}
