// Writes JSON. The writer only keeps whether a comma is due; what is written in which order is the caller's business.
#include <inttypes.h>

#include "io/json.h"

jx_json_writer jx_json_writer_on(jx_buffer *out)
{
    return (jx_json_writer){ .out = out };
}

static void new_line(jx_json_writer *writer)
{
    jx_buffer_put_char(writer->out, '\n');
    for (int i = 0; i < writer->depth; i++)
        jx_buffer_put(writer->out, JX_TEXT("  "));
}

// What stands before a value or a name: a comma and a new line, unless a name has just been written.
static void before(jx_json_writer *writer)
{
    if (writer->after_name) {
        writer->after_name = false;
        return;
    }
    if (writer->depth == 0) return;
    if (writer->has_members[writer->depth - 1]) jx_buffer_put_char(writer->out, ',');
    writer->has_members[writer->depth - 1] = true;
    new_line(writer);
}

void jx_json_begin(jx_json_writer *writer, char bracket)
{
    assert(writer->depth < JX_JSON_DEPTH_MAX);
    before(writer);
    jx_buffer_put_char(writer->out, bracket);
    writer->has_members[writer->depth++] = false;
}

void jx_json_end(jx_json_writer *writer, char bracket)
{
    assert(writer->depth > 0 && !writer->after_name);
    bool had = writer->has_members[--writer->depth];
    if (had) new_line(writer);
    jx_buffer_put_char(writer->out, bracket);
    if (writer->depth == 0) jx_buffer_put_char(writer->out, '\n');
}

void jx_json_name(jx_json_writer *writer, const char *name)
{
    before(writer);
    jx_json_quote(jx_text_of(name), writer->out);
    jx_buffer_put(writer->out, JX_TEXT(": "));
    writer->after_name = true;
}

void jx_json_put_text(jx_json_writer *writer, jx_text text)
{
    before(writer);
    jx_json_quote(text, writer->out);
}

void jx_json_put_integer(jx_json_writer *writer, int64_t number)
{
    before(writer);
    jx_buffer_format(writer->out, "%" PRId64, number);
}

void jx_json_put_boolean(jx_json_writer *writer, bool value)
{
    before(writer);
    jx_buffer_put(writer->out, value ? JX_TEXT("true") : JX_TEXT("false"));
}

void jx_json_put_null(jx_json_writer *writer)
{
    before(writer);
    jx_buffer_put(writer->out, JX_TEXT("null"));
}

void jx_json_put_raw(jx_json_writer *writer, jx_text json)
{
    before(writer);
    jx_buffer_put(writer->out, json);
}

static void quote_one(uint32_t point, jx_buffer *out)
{
    switch (point) {
    case '"': jx_buffer_put(out, JX_TEXT("\\\"")); return;
    case '\\': jx_buffer_put(out, JX_TEXT("\\\\")); return;
    case '\n': jx_buffer_put(out, JX_TEXT("\\n")); return;
    case '\r': jx_buffer_put(out, JX_TEXT("\\r")); return;
    case '\t': jx_buffer_put(out, JX_TEXT("\\t")); return;
    default: break;
    }
    if (point < 0x20)
        jx_buffer_format(out, "\\u%04x", (unsigned)point);
    else
        jx_buffer_put_code_point(out, point);
}

void jx_json_quote(jx_text text, jx_buffer *out)
{
    jx_buffer_put_char(out, '"');
    for (size_t at = 0; at < text.size;)
        quote_one(jx_text_next(text, &at), out);
    jx_buffer_put_char(out, '"');
}
