// What the cases cover, as `test` prints it: one line for each outcome that no case showed, a table per award with
// --coverage.
#include "cli/test_printing.h"

static bool is_shown(const cli *in, const jx_show_line *line)
{
    return !wants(in, OPTION_AWARD) || jx_text_equal(line->award, option_text(in, OPTION_AWARD));
}

static jx_text outcomes(cli *in, const jx_show_line *line, unsigned set)
{
    jx_buffer out = jx_buffer_in(in->arena);
    for (unsigned i = 0; i < JX_SHOW_OUTCOMES; i++) {
        if (!(set & 1u << i)) continue;
        if (out.size) jx_buffer_put(&out, say(in, "、", ", "));
        jx_buffer_put(&out, jx_text_of(jx_show_outcome_word(line->kind, i, in->app.language)));
    }
    return jx_buffer_text(&out);
}

static unsigned uncovered(const jx_show_line *line)
{
    return line->wanted & ~line->shown & ~line->listed;
}

static void put_place(cli *in, const jx_show_line *line, jx_text word)
{
    const char *kind = jx_show_kind_word(line->kind, in->app.language);
    putf(in, "%.*s:%u: %.*s %.*s %s %.*s", JX_TEXT_ARG(line->file), line->line, JX_TEXT_ARG(word),
         JX_TEXT_ARG(line->award), kind, JX_TEXT_ARG(line->what));
    if (!jx_text_equal(line->what, line->excerpt) && line->excerpt.size) {
        jx_text rest, first = jx_text_cut(line->excerpt, JX_TEXT("\n"), &rest);
        putf(in, in->app.language == JX_CHINESE ? " 「%.*s」" : " \"%.*s\"", JX_TEXT_ARG(first));
    }
}

static void put_line(cli *in, const jx_show_line *line)
{
    if (line->kind == JX_SHOW_LISTED) {
        put_place(in, line, say(in, "已过时", "outdated"));
        put(in, say(in, ": 已有案例显示，或没有这一项；删去此行\n",
                    ": shown by a case, or there is no such thing; take the row out\n"));
        return;
    }
    if (uncovered(line)) {
        jx_text missing = outcomes(in, line, uncovered(line));
        put_place(in, line, say(in, "未覆盖", "uncovered"));
        putf(in, ": %.*s\n", JX_TEXT_ARG(missing));
    }
    if (line->listed && wants(in, OPTION_COVERAGE)) {
        jx_text listed = outcomes(in, line, line->listed);
        put_place(in, line, say(in, "已说明", "listed"));
        putf(in, ": %.*s: %.*s\n", JX_TEXT_ARG(listed), JX_TEXT_ARG(line->reason));
    }
}

// ---- per award ----

typedef struct {
    jx_text award;
    size_t wanted[JX_SHOW_COUNT], shown[JX_SHOW_COUNT], listed;
} award_counts;

typedef struct {
    award_counts *items;
    size_t count, capacity;
} counts;

static award_counts *counts_of(cli *in, counts *all, jx_text award)
{
    for (size_t i = 0; i < all->count; i++)
        if (jx_text_equal(all->items[i].award, award)) return &all->items[i];
    award_counts *added = JX_PUSH(in->arena, all);
    *added = (award_counts){ .award = award };
    return added;
}

static void put_awards(cli *in, const jx_test_report *report)
{
    counts all = { 0 };
    for (size_t i = 0; i < report->show_count; i++) {
        const jx_show_line *line = &report->shows[i];
        if (line->kind == JX_SHOW_LISTED || !is_shown(in, line)) continue;
        award_counts *own = counts_of(in, &all, line->award);
        own->wanted[line->kind] += (size_t)__builtin_popcount(line->wanted);
        own->shown[line->kind] += (size_t)__builtin_popcount(line->shown);
        own->listed += (size_t)__builtin_popcount(line->listed);
    }
    jx_text titles[JX_SHOW_LISTED + 2] = { say(in, "奖项", "award") };
    alignment aligned[JX_SHOW_LISTED + 2] = { ALIGN_LEFT };
    for (int kind = 0; kind < JX_SHOW_LISTED; kind++) {
        titles[1 + kind] = jx_text_of(jx_show_kind_word((jx_show_kind)kind, in->app.language));
        aligned[1 + kind] = ALIGN_RIGHT;
    }
    titles[JX_SHOW_LISTED + 1] = say(in, "已说明", "listed");
    aligned[JX_SHOW_LISTED + 1] = ALIGN_RIGHT;
    table lines = { .titles = titles, .aligned = aligned, .column_count = JX_SHOW_LISTED + 2 };
    for (size_t i = 0; i < all.count; i++) {
        const award_counts *own = &all.items[i];
        table_cell(in, &lines, own->award);
        for (int kind = 0; kind < JX_SHOW_LISTED; kind++)
            table_cell(in, &lines,
                       own->wanted[kind] ? jx_text_format(in->arena, "%zu/%zu", own->shown[kind], own->wanted[kind])
                                         : JX_TEXT("-"));
        table_cell(in, &lines, own->listed ? jx_text_format(in->arena, "%zu", own->listed) : JX_TEXT("-"));
    }
    table_print(in, &lines);
    put(in, JX_TEXT("\n"));
}

void print_coverage(cli *in, const jx_test_report *report)
{
    if (!report->show_count) return;
    if (wants(in, OPTION_COVERAGE)) put_awards(in, report);
    for (size_t i = 0; i < report->show_count; i++)
        if (is_shown(in, &report->shows[i])) put_line(in, &report->shows[i]);
    putf(in,
         in->app.language == JX_CHINESE ? "覆盖 %zu: 案例显示 %zu, 已说明 %zu, 未覆盖 %zu\n"
                                        : "coverage %zu: %zu shown, %zu listed, %zu uncovered\n",
         report->wanted, report->shown, report->listed, report->wanted - report->shown - report->listed);
    if (report->outdated)
        putf(in, in->app.language == JX_CHINESE ? "未覆盖 表中过时的行 %zu\n" : "outdated rows of uncovered: %zu\n",
             report->outdated);
}

// ---- JSON ----

static void put_outcomes(cli *in, jx_json_writer *json, const char *name, const jx_show_line *line, unsigned set)
{
    (void)in;
    jx_json_name(json, name);
    jx_json_begin(json, '[');
    for (unsigned i = 0; i < JX_SHOW_OUTCOMES; i++)
        if (set & 1u << i) jx_json_put_text(json, jx_text_of(jx_show_outcome_word(line->kind, i, JX_ENGLISH)));
    jx_json_end(json, ']');
}

void print_coverage_json(cli *in, jx_json_writer *json, const jx_test_report *report)
{
    jx_json_name(json, "coverage");
    jx_json_begin(json, '{');
    jx_json_name(json, "wanted"), jx_json_put_integer(json, (int64_t)report->wanted);
    jx_json_name(json, "shown"), jx_json_put_integer(json, (int64_t)report->shown);
    jx_json_name(json, "listed"), jx_json_put_integer(json, (int64_t)report->listed);
    jx_json_name(json, "outdated"), jx_json_put_integer(json, (int64_t)report->outdated);
    jx_json_name(json, "items");
    jx_json_begin(json, '[');
    for (size_t i = 0; i < report->show_count; i++) {
        const jx_show_line *line = &report->shows[i];
        if (!is_shown(in, line)) continue;
        jx_json_begin(json, '{');
        jx_json_name(json, "kind"), jx_json_put_text(json, jx_text_of(jx_show_kind_word(line->kind, JX_ENGLISH)));
        jx_json_name(json, "award"), jx_json_put_text(json, line->award);
        jx_json_name(json, "what"), jx_json_put_text(json, line->what);
        jx_json_name(json, "file"), jx_json_put_text(json, line->file);
        jx_json_name(json, "line"), jx_json_put_integer(json, line->line);
        jx_json_name(json, "excerpt"), jx_json_put_text(json, line->excerpt);
        put_outcomes(in, json, "shown", line, line->shown);
        put_outcomes(in, json, "listed", line, line->listed);
        put_outcomes(in, json, "uncovered", line, uncovered(line));
        jx_json_name(json, "reason"), jx_json_put_text(json, line->reason);
        jx_json_end(json, '}');
    }
    jx_json_end(json, ']');
    jx_json_end(json, '}');
}
