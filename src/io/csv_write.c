// Writes CSV for spreadsheets: they need the BOM to see UTF-8, and take =, +, -, @ at the start of a text for a
// formula.
#include <inttypes.h>
#include <string.h>

#include "io/csv.h"

jx_csv_writer jx_csv_writer_on(jx_buffer *out)
{
    jx_buffer_put(out, JX_TEXT("\xEF\xBB\xBF"));
    return (jx_csv_writer){ .out = out };
}

static void separate(jx_csv_writer *writer)
{
    if (writer->in_row) jx_buffer_put_char(writer->out, ',');
    writer->in_row = true;
}

static bool has_any(jx_text text, const char *wanted)
{
    for (size_t i = 0; i < text.size; i++) {
        if (text.bytes[i] != '\0' && strchr(wanted, text.bytes[i])) return true;
    }
    return false;
}

void jx_csv_put(jx_csv_writer *writer, jx_text cell)
{
    separate(writer);
    bool guard = cell.size > 0 && has_any(jx_text_slice(cell, 0, 1), "=+-@\t\r");
    bool quote = has_any(cell, ",;\t\"\r\n");
    if (quote) jx_buffer_put_char(writer->out, '"');
    if (guard) jx_buffer_put_char(writer->out, '\'');
    for (size_t i = 0; i < cell.size; i++) {
        if (cell.bytes[i] == '"') jx_buffer_put_char(writer->out, '"');
        jx_buffer_put_char(writer->out, cell.bytes[i]);
    }
    if (quote) jx_buffer_put_char(writer->out, '"');
}

void jx_csv_put_integer(jx_csv_writer *writer, int64_t number)
{
    separate(writer);
    jx_buffer_format(writer->out, "%" PRId64, number);
}

void jx_csv_end_row(jx_csv_writer *writer)
{
    jx_buffer_put(writer->out, JX_TEXT("\r\n"));
    writer->in_row = false;
}
