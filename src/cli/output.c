// What people see: tables measured in terminal columns, money in yuan, problems, progress. Output is collected and
// written once at the end, so that a command that fails prints no half of a table.
#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli/cli.h"

jx_text say(const cli *in, const char *zh, const char *en)
{
    return jx_text_of(in->app.language == JX_CHINESE ? zh : en);
}

bool wants(const cli *in, option_id option)
{
    return in->options[option] != NULL;
}

jx_text option_text(const cli *in, option_id option)
{
    return jx_text_of(in->options[option] ? in->options[option] : "");
}

bool wants_json(const cli *in)
{
    return wants(in, OPTION_JSON);
}

void put(cli *in, jx_text text)
{
    jx_buffer_put(&in->out, text);
}

static jx_text formatted(cli *in, const char *format, va_list arguments)
{
    va_list again;
    va_copy(again, arguments);
    int size = vsnprintf(NULL, 0, format, again);
    char *bytes = jx_arena_alloc(in->arena, (size_t)(size < 0 ? 0 : size) + 1);
    va_end(again);
    if (size > 0) vsnprintf(bytes, (size_t)size + 1, format, arguments);
    return (jx_text){ bytes, size > 0 ? (size_t)size : 0 };
}

void putf(cli *in, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    put(in, formatted(in, format, arguments));
    va_end(arguments);
}

void put_next(cli *in, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    jx_text what = formatted(in, format, arguments);
    va_end(arguments);
    jx_text head = say(in, "下一步: ", "next: ");
    putf(in, "\n%.*s%.*s\n", JX_TEXT_ARG(head), JX_TEXT_ARG(what));
}

// ---- tables ----

enum { CELL_COLUMNS_MAX = 60 };

void table_cell(cli *in, table *into, jx_text cell)
{
    *JX_PUSH(in->arena, &into->cells) = cell;
}

// Cut by columns, never inside a character.
static jx_text shortened(cli *in, jx_text text)
{
    if (jx_text_columns(text) <= CELL_COLUMNS_MAX) return text;
    size_t at = 0, last = 0;
    while (at < text.size && jx_text_columns(jx_text_slice(text, 0, at)) <= CELL_COLUMNS_MAX - 3) {
        last = at;
        (void)jx_text_next(text, &at);
    }
    return jx_text_format(in->arena, "%.*s...", (int)last, text.bytes);
}

static void put_padded(cli *in, jx_text text, int width, alignment aligned, bool last)
{
    int blanks = width - jx_text_columns(text);
    if (aligned == ALIGN_RIGHT) putf(in, "%*s", blanks > 0 ? blanks : 0, "");
    put(in, text);
    if (aligned == ALIGN_LEFT && !last) putf(in, "%*s", blanks > 0 ? blanks : 0, "");
    put(in, last ? JX_TEXT("\n") : JX_TEXT("  "));
}

static void put_table_row(cli *in, const table *from, const jx_text *cells, const int *widths)
{
    for (size_t i = 0; i < from->column_count; i++) {
        put_padded(in, shortened(in, cells[i]), widths[i], from->aligned[i], i + 1 == from->column_count);
    }
}

void table_print(cli *in, const table *from)
{
    int *widths = JX_ARRAY(in->arena, from->column_count, int);
    for (size_t i = 0; i < from->column_count; i++)
        widths[i] = jx_text_columns(from->titles[i]);
    for (size_t i = 0; i < from->cells.count; i++) {
        int columns = jx_text_columns(shortened(in, from->cells.items[i]));
        if (columns > widths[i % from->column_count]) widths[i % from->column_count] = columns;
    }
    put_table_row(in, from, from->titles, widths);
    for (size_t i = 0; i < from->column_count; i++) {
        for (int k = 0; k < widths[i]; k++)
            put(in, JX_TEXT("-"));
        put(in, i + 1 == from->column_count ? JX_TEXT("\n") : JX_TEXT("  "));
    }
    for (size_t i = 0; i + from->column_count <= from->cells.count; i += from->column_count)
        put_table_row(in, from, from->cells.items + i, widths);
}

// ---- values ----

jx_text yuan(cli *in, jx_fen_sum fen)
{
    char digits[64];
    size_t at = sizeof digits, group = 0;
    bool negative = fen < 0;
    wide_unsigned rest = negative ? -(wide_unsigned)fen : (wide_unsigned)fen;
    unsigned cents = (unsigned)(rest % 100);
    rest /= 100;
    if (cents) {
        digits[--at] = (char)('0' + cents % 10);
        digits[--at] = (char)('0' + cents / 10);
        digits[--at] = '.';
    }
    do {
        if (group == 3) digits[--at] = ',', group = 0;
        digits[--at] = (char)('0' + (unsigned)(rest % 10));
        rest /= 10, group++;
    } while (rest > 0);
    if (negative) digits[--at] = '-';
    return jx_text_copy(in->arena, (jx_text){ digits + at, sizeof digits - at });
}

jx_text verdict_word(const cli *in, jx_verdict verdict)
{
    return jx_text_of(jx_verdict_word(verdict, in->app.language));
}

jx_text hash_text(cli *in, const uint8_t bytes[JX_HASH_SIZE])
{
    jx_hash_value hash;
    jx_buffer out = jx_buffer_in(in->arena);
    memcpy(hash.bytes, bytes, JX_HASH_SIZE);
    jx_hash_print(&hash, &out);
    return jx_buffer_text(&out);
}

// ---- problems ----

enum { PROBLEMS_SHOWN = 20 };

static void report_as_json(cli *in)
{
    jx_buffer out = jx_buffer_in(in->arena);
    jx_json_writer json = jx_json_writer_on(&out);
    jx_json_begin(&json, '{');
    jx_json_name(&json, "problems");
    jx_json_begin(&json, '[');
    for (size_t i = 0; i < in->problems.list.count; i++) {
        const jx_problem *problem = &in->problems.list.items[i];
        jx_json_begin(&json, '{');
        jx_json_name(&json, "code"), jx_json_put_text(&json, jx_text_of(jx_problem_slug(problem->code)));
        jx_json_name(&json, "tag"), jx_json_put_text(&json, jx_text_of(jx_problem_tag(problem->code)));
        jx_json_name(&json, "severity"),
            jx_json_put_text(&json, problem->severity == JX_SEVERITY_ERROR     ? JX_TEXT("error")
                                    : problem->severity == JX_SEVERITY_WARNING ? JX_TEXT("warning")
                                                                               : JX_TEXT("note"));
        if (problem->source) {
            jx_place place = jx_source_place(problem->source, problem->span.start);
            jx_json_name(&json, "file"), jx_json_put_text(&json, problem->source->name);
            jx_json_name(&json, "line"), jx_json_put_integer(&json, place.line);
            jx_json_name(&json, "column"), jx_json_put_integer(&json, place.column);
        }
        jx_json_name(&json, "message"), jx_json_put_text(&json, problem->what);
        jx_json_name(&json, "hint"), jx_json_put_text(&json, problem->hint);
        jx_json_end(&json, '}');
    }
    jx_json_end(&json, ']');
    jx_json_end(&json, '}');
    if (out.size > 0) fwrite(out.bytes, 1, out.size, stderr);
}

void report_problems(cli *in, jx_severity least)
{
    clear_progress(in);
    if (in->problems.list.count == 0) return;
    if (wants_json(in)) {
        report_as_json(in);
        return;
    }
    jx_buffer out = jx_buffer_in(in->arena);
    size_t shown = 0;
    for (int severity = JX_SEVERITY_ERROR; severity <= (int)least; severity++) {
        for (size_t i = 0; i < in->problems.list.count; i++) {
            if ((int)in->problems.list.items[i].severity != severity) continue;
            if (shown++ < PROBLEMS_SHOWN) jx_problem_print(&in->problems.list.items[i], in->app.language, &out);
        }
    }
    if (shown > PROBLEMS_SHOWN && in->app.language == JX_CHINESE)
        jx_buffer_format(&out, "另有 %zu 个问题未列出 (--json 列出全部)\n", shown - PROBLEMS_SHOWN);
    if (shown > PROBLEMS_SHOWN && in->app.language == JX_ENGLISH)
        jx_buffer_format(&out, "%zu more problems (--json lists all)\n", shown - PROBLEMS_SHOWN);
    if (out.size > 0) fwrite(out.bytes, 1, out.size, stderr);
}

static bool has_problem(const cli *in, jx_problem_code code)
{
    for (size_t i = 0; i < in->problems.list.count; i++) {
        if (in->problems.list.items[i].code == code) return true;
    }
    return false;
}

int exit_code(const cli *in, jx_status status)
{
    switch (status) {
    case JX_OK: return EXIT_DONE;
    case JX_REFUSED: return has_problem(in, JX_PROBLEM_REPLAY_DIFFERS) ? EXIT_DIFFERS : EXIT_REJECTED;
    case JX_NOT_FOUND: return EXIT_ABSENT;
    case JX_IO_FAILED: return has_problem(in, JX_PROBLEM_STORE_BUSY) ? EXIT_BUSY : EXIT_FAILED;
    case JX_OUT_OF_MEMORY: return EXIT_FAILED;
    case JX_INTERRUPTED: return EXIT_INTERRUPTED;
    }
    return EXIT_FAILED;
}

// A delivered name or cell must not steer the terminal it is shown on: control characters come out as blanks.
static void calm_controls(jx_buffer *out)
{
    for (size_t i = 0; i < out->size; i++) {
        unsigned char c = (unsigned char)out->bytes[i];
        unsigned char next = i + 1 < out->size ? (unsigned char)out->bytes[i + 1] : 0;
        if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7F) out->bytes[i] = ' ';
        if (c == 0xC2 && next >= 0x80 && next < 0xA0) out->bytes[i] = out->bytes[i + 1] = ' ';
    }
}

int flush_output(cli *in, int code)
{
    clear_progress(in);
    calm_controls(&in->out);
    bool done =
        fwrite(in->out.bytes ? in->out.bytes : "", 1, in->out.size, stdout) == in->out.size && fflush(stdout) == 0;
    return done || code != EXIT_DONE ? code : EXIT_FAILED;
}

// ---- progress ----

enum { REDRAW_MILLISECONDS = 100, BAR_WIDTH = 34 };

static int64_t milliseconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static const char *stage_word(const cli *in, const char *stage)
{
    if (in->app.language == JX_ENGLISH) return stage;
    return strcmp(stage, "read") == 0     ? "读取"
           : strcmp(stage, "assess") == 0 ? "判定"
           : strcmp(stage, "record") == 0 ? "入库"
                                          : stage;
}

void show_progress(void *user, const char *stage, size_t done, size_t total)
{
    cli *in = user;
    if (wants(in, OPTION_QUIET) || wants_json(in) || !isatty(STDERR_FILENO)) return;
    int64_t now = milliseconds_now();
    if (in->bar_time == 0) in->bar_time = now + 1000 - REDRAW_MILLISECONDS;  // nothing under a second shows a bar
    if (now - in->bar_time < REDRAW_MILLISECONDS) return;
    in->bar_time = now;
    in->bar_shown = true;
    size_t filled = total ? done * BAR_WIDTH / total : 0;
    fprintf(stderr, "\r%s [", stage_word(in, stage));
    for (size_t i = 0; i < BAR_WIDTH; i++)
        fputc(i < filled ? '#' : '.', stderr);
    fprintf(stderr, "] %zu/%zu\033[K", done, total);
    fflush(stderr);
}

void clear_progress(cli *in)
{
    if (in->bar_shown) fputs("\r\033[K", stderr);
    in->bar_shown = false;
}

// ---- runs ----

static bool read_run(const char *digits, int64_t *out)
{
    char *end;
    errno = 0;
    long long run = strtoll(digits, &end, 10);
    *out = run;
    return *digits >= '1' && *digits <= '9' && *end == '\0' && errno == 0;
}

bool run_named(cli *in, const char *word, const char **out_store, int64_t *out_run)
{
    const char *hash = strrchr(word, '#');
    *out_store = in->options[OPTION_STORE] ? in->options[OPTION_STORE] : getenv("JX_STORE");
    if (!hash) return *out_store && read_run(word, out_run);
    *out_store = jx_text_copy(in->arena, (jx_text){ word, (size_t)(hash - word) }).bytes;
    return read_run(hash + 1, out_run);
}
