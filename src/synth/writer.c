// Begin with write_cell(): everything a row is made of comes through it or through start_cell().
#include "synth/writer.h"

#include "base/calendar.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <string.h>
#include <unistd.h>

jx_status writer_problem(jx_problems *problems, const char *path, int error)
{
    jx_text arguments[] = { jx_text_of(path), jx_text_of(strerror(error)) };
    (void)jx_problem_add(problems, JX_PROBLEM_IO_FAILED, JX_SEVERITY_ERROR, NULL, (jx_span){ 0, 0 }, (jx_text){ 0 },
                         arguments, JX_COUNT(arguments));
    return JX_IO_FAILED;
}

jx_status writer_open(writer *out, const char *folder, const char *name, writer_encoding encoding, const char *line_end,
                      jx_problems *problems)
{
    *out = (writer){ .converter = (iconv_t)-1, .line_end = line_end };
    int length = snprintf(out->path, sizeof out->path, "%s/%s", folder, name);
    int temporary = snprintf(out->temporary, sizeof out->temporary, "%s/.%s.part", folder, name);
    if (length < 0 || temporary < 0 || (size_t)temporary >= sizeof out->temporary)
        return writer_problem(problems, folder, ENAMETOOLONG);

    if (encoding == WRITE_GB18030) {
        out->converter = iconv_open("GB18030", "UTF-8");
        if (out->converter == (iconv_t)-1) return writer_problem(problems, out->path, errno);
    }
    out->file = fopen(out->temporary, "wb");
    if (!out->file) {
        int error = errno;
        if (encoding == WRITE_GB18030) iconv_close(out->converter);
        return writer_problem(problems, out->path, error);
    }
    if (encoding == WRITE_UTF8_BOM) write_raw(out, "\xEF\xBB\xBF");
    return JX_OK;
}

jx_status writer_sync(writer *out, jx_problems *problems)
{
    if (!out->error && (fflush(out->file) != 0 || fsync(fileno(out->file)) != 0)) out->error = errno;
    return out->error ? writer_problem(problems, out->path, out->error) : JX_OK;
}

jx_status writer_keep(writer *out, jx_problems *problems)
{
    int closed = fclose(out->file);
    out->file = NULL;
    if (out->converter != (iconv_t)-1) iconv_close(out->converter);
    if (closed == 0 && rename(out->temporary, out->path) == 0) return JX_OK;
    int error = errno;
    unlink(out->temporary);
    return writer_problem(problems, out->path, error);
}

void writer_drop(writer *out)
{
    if (!out->file) return;
    (void)fclose(out->file);
    out->file = NULL;
    if (out->converter != (iconv_t)-1) iconv_close(out->converter);
    unlink(out->temporary);
}

// ---- cells ----

// Unlocked: a file has one writer, and a lock for every cell is a third of the time.
static void put_bytes(writer *out, const char *text, size_t left)
{
    if (out->converter == (iconv_t)-1) {
        if (fwrite_unlocked(text, 1, left, out->file) != left && !out->error) out->error = errno;
        return;
    }
    char converted[1024];
    char *from = (char *)(uintptr_t)text;  // iconv's type; it does not write there
    while (left > 0 && !out->error) {
        char *to = converted;
        size_t room = sizeof converted;
        if (iconv(out->converter, &from, &left, &to, &room) == (size_t)-1 && errno != E2BIG) out->error = errno;
        size_t made = sizeof converted - room;
        if (fwrite_unlocked(converted, 1, made, out->file) != made && !out->error) out->error = errno;
    }
}

void write_raw(writer *out, const char *text)
{
    put_bytes(out, text, strlen(text));
}

static void start_cell(writer *out)
{
    if (out->in_row) put_bytes(out, ",", 1);
    out->in_row = true;
}

void write_cell(writer *out, const char *text)
{
    start_cell(out);
    if (!strpbrk(text, ",\"\r\n")) {
        write_raw(out, text);
        return;
    }
    put_bytes(out, "\"", 1);
    for (const char *quote; (quote = strchr(text, '"')); text = quote + 1) {
        put_bytes(out, text, (size_t)(quote - text));
        put_bytes(out, "\"\"", 2);
    }
    write_raw(out, text);
    put_bytes(out, "\"", 1);
}

void write_cellf(writer *out, const char *format, ...)
{
    char text[256];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    assert(length >= 0 && (size_t)length < sizeof text);
    write_cell(out, text);
}

// Writes at the end of `room`. printf would take most of the time of a large city.
const char *writer_number(int64_t value, int places, char room[static WRITER_NUMBER])
{
    char *at = room + WRITER_NUMBER - 1;
    *at = '\0';
    uint64_t left = value < 0 ? (uint64_t)0 - (uint64_t)value : (uint64_t)value;
    for (int i = 0; left > 0 || i <= places; i++) {
        if (i == places && places > 0) *--at = '.';
        *--at = (char)('0' + left % 10);
        left /= 10;
    }
    if (value < 0) *--at = '-';
    return at;
}

const char *writer_day(int64_t day, char room[static WRITER_NUMBER])
{
    if (day == CITY_NO_DAY) return "";
    jx_civil civil = jx_civil_of(day);
    (void)snprintf(room, WRITER_NUMBER, "%04d-%02d-%02d", (int)civil.year, civil.month, civil.day);
    return room;
}

void write_number(writer *out, int64_t value, int places)
{
    char room[WRITER_NUMBER];
    write_cell(out, value == CITY_NONE ? "" : writer_number(value, places, room));
}

void write_marked(writer *out, int64_t value, int places, const char *mark)
{
    write_number(out, value, places);
    write_raw(out, mark);
}

void write_day(writer *out, int64_t day)
{
    char room[WRITER_NUMBER];
    write_cell(out, writer_day(day, room));
}

static void end_with(writer *out, const char *last)
{
    write_cell(out, last);
    write_raw(out, out->line_end);
    out->in_row = false;
}

void write_end(writer *out)
{
    end_with(out, "合成");
}

void write_header_end(writer *out)
{
    end_with(out, "数据性质");
}
