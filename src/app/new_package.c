// A package from bare text: every paragraph quoted once and in order, chapters and clauses recognised by their numbers
// (一、 for a chapter, （一） for a clause), empty dictionaries beside it. The author goes on from there.
#include <string.h>

#include "app/session.h"

enum { TEXT_BYTES_MAX = 4 << 20 };

typedef struct {
    jx_app *app;
    const char *text_file, *folder;
    size_t *out_clauses;
} new_request;

// ---- numbers ----

// The Chinese number 一 .. 九十九 at the start of `text`; answers its value and moves on, 0 if there is none.
static int take_number(jx_text *text)
{
    static const char *const digits[] = { "一", "二", "三", "四", "五", "六", "七", "八", "九" };
    int value = 0, unit = 0;
    bool tens = false;
    for (;;) {
        int found = -1;
        for (int i = 0; i < 9; i++) {
            if (jx_text_starts_with(*text, jx_text_of(digits[i]))) found = i + 1;
        }
        if (found > 0 && unit == 0)
            unit = found;
        else if (!tens && jx_text_starts_with(*text, JX_TEXT("十")))
            tens = true, value = (unit ? unit : 1) * 10, unit = 0;
        else
            break;
        *text = jx_text_slice(*text, 3, text->size);
    }
    return value + unit;
}

static bool is_chapter(jx_text line, int *out_number)
{
    jx_text rest = line;
    *out_number = take_number(&rest);
    return *out_number > 0 && jx_text_starts_with(rest, JX_TEXT("、"));
}

static bool is_clause(jx_text line, int *out_number)
{
    if (!jx_text_starts_with(line, JX_TEXT("（"))) return false;
    jx_text rest = jx_text_slice(line, 3, line.size);
    *out_number = take_number(&rest);
    return *out_number > 0 && jx_text_starts_with(rest, JX_TEXT("）"));
}

// ---- writing ----

typedef struct {
    jx_buffer *out;
    int chapter;
    jx_text chapter_words;  // 一 of 一、
    size_t clauses;
    bool in_quote;
} skeleton;

static void begin_clause(skeleton *into, jx_text heading, int number)
{
    jx_buffer_format(into->out, "\n## %.*s {#c%d", JX_TEXT_ARG(heading), into->chapter);
    if (number > 0) jx_buffer_format(into->out, ".%d", number);
    jx_buffer_put(into->out, JX_TEXT("}\n"));
    into->in_quote = false;
    into->clauses++;
}

static void put_paragraph(skeleton *into, jx_text line)
{
    int number;
    if (is_chapter(line, &number)) {
        jx_text rest;
        into->chapter = number;
        into->chapter_words = jx_text_cut(line, JX_TEXT("、"), &rest);
        jx_buffer_format(into->out, "\n# %.*s\n", JX_TEXT_ARG(line));
        into->in_quote = false;
        return;
    }
    if (is_clause(line, &number)) {
        jx_text rest;
        jx_text words = jx_text_cut(jx_text_slice(line, 3, line.size), JX_TEXT("）"), &rest);
        jx_text heading =
            jx_text_format(into->out->arena, "%.*s（%.*s）", JX_TEXT_ARG(into->chapter_words), JX_TEXT_ARG(words));
        begin_clause(into, heading, number);
    } else if (!into->in_quote) {
        // A chapter without numbered clauses is one clause itself.
        begin_clause(into, into->chapter ? into->chapter_words : JX_TEXT("序"), 0);
    }
    if (into->in_quote) jx_buffer_put(into->out, JX_TEXT(">\n"));
    jx_buffer_format(into->out, "> %.*s\n", JX_TEXT_ARG(line));
    into->in_quote = true;
}

static jx_text first_line(jx_text text)
{
    while (text.size > 0) {
        jx_text line = jx_text_trim(jx_text_cut(text, JX_TEXT("\n"), &text));
        if (line.size > 0) return line;
    }
    return JX_TEXT("新政策");
}

static jx_text policy_of(jx_arena *arena, jx_text text, size_t *out_clauses)
{
    jx_buffer out = jx_buffer_in(arena);
    skeleton into = { .out = &out };
    jx_buffer_format(&out,
                     "---\n名称: %.*s\n文号: 待定\n状态: 征求意见稿\n性质: 政策\n有效: 待定\n期间: 待定\n基准日: "
                     "待定\n舍入: 到元舍去\n支付单位: 元\n格式: 2\n语义: 1\n---\n",
                     JX_TEXT_ARG(first_line(text)));
    while (text.size > 0) {
        jx_text line = jx_text_trim(jx_text_cut(text, JX_TEXT("\n"), &text));
        if (jx_text_ends_with(line, JX_TEXT("\r"))) line = jx_text_slice(line, 0, line.size - 1);
        if (line.size > 0) put_paragraph(&into, line);
    }
    *out_clauses = into.clauses;
    return jx_buffer_text(&out);
}

static const char facts_skeleton[] = "# 事实\n\n| 对象 | 标识 | 登记册 | 完整至 |\n|---|---|---|---|\n| 企业 | "
                                     "统一社会信用代码, 18位, 校验 | 市场监管登记 | （未封闭） |\n\n"
                                     "| 事实 | 类型, 单位, 精度 | 对象 | 期间 | 范围 | 来源（先后） | 提供 | 依据 | "
                                     "缺失时 |\n|---|---|---|---|---|---|---|---|---|\n";
static const char sources_skeleton[] =
    "# 来源\n\n每个文件一张表：文件名、形式、哪一列是哪个事实。写法见 docs/policy-format.md。\n";

static jx_status write_under(jx_app *app, const char *folder, const char *name, jx_text bytes)
{
    return jx_file_write(app->arena, app->problems, jx_path_join(app->arena, folder, jx_text_of(name)), bytes);
}

static jx_status make(void *user)
{
    new_request *request = user;
    jx_app *app = request->app;
    jx_text text;
    size_t bad;
    if (jx_folder_exists(request->folder) || jx_file_exists(request->folder)) {
        jx_text name = jx_text_of(request->folder);
        return jx_problem_add(app->problems, JX_PROBLEM_FILE_EXISTS, JX_SEVERITY_ERROR, NULL, (jx_span){ 0, 0 },
                              JX_TEXT(""), &name, 1);
    }
    JX_TRY(jx_file_read(app->arena, app->problems, request->text_file, TEXT_BYTES_MAX, &text));
    if (!jx_text_is_utf8(text, &bad)) {
        jx_text at = jx_text_format(app->arena, "%zu", bad + 1);
        return jx_problem_add(app->problems, JX_PROBLEM_NOT_UTF8, JX_SEVERITY_ERROR, NULL, (jx_span){ 0, 0 },
                              JX_TEXT(""), &at, 1);
    }
    if (jx_text_starts_with(text, JX_TEXT("\xEF\xBB\xBF"))) text = jx_text_slice(text, 3, text.size);
    jx_text policy = policy_of(app->arena, text, request->out_clauses);
    const char *source = jx_path_join(app->arena, request->folder, JX_TEXT("source"));
    JX_TRY(jx_folder_make(app->arena, app->problems, source));
    JX_TRY(write_under(app, source, "text.txt", text));
    JX_TRY(write_under(app, request->folder, "facts.md", jx_text_of(facts_skeleton)));
    JX_TRY(write_under(app, request->folder, "sources.md", jx_text_of(sources_skeleton)));
    return write_under(app, request->folder, "policy.md", policy);
}

jx_status jx_app_new_package(jx_app *app, const char *text_file, const char *folder, size_t *out_clauses)
{
    *out_clauses = 0;
    new_request request = { app, text_file, folder, out_clauses };
    return session_run(app, make, &request);
}
