// Reads CSV row by row. A cell without quotes is a view into the bytes; only a cell with doubled quotes is copied.
//
// Begin with jx_csv_next(). A faulty row is reported and skipped so that all faults of a file come in one go.
#include "io/csv.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "io/csv_encoding.h"

enum { FAULTS_MAX = 1000 };  // of one kind a file can have millions; nobody reads more

static void add(jx_csv_reader *reader, jx_problem_code code, jx_span span, const jx_text *arguments, size_t count)
{
    reader->refused = true;
    if (!reader->problems || reader->problems->error_count >= FAULTS_MAX) return;
    // A problem may outlive the reader: its source is a copy, the bytes are not.
    jx_source *source = JX_NEW(reader->problems->arena, jx_source);
    *source = reader->source;
    jx_status status =
        jx_problem_add(reader->problems, code, JX_SEVERITY_ERROR, source, span, JX_TEXT(""), arguments, count);
    assert(status == JX_REFUSED);
    (void)status;
    *JX_PUSH(reader->arena, &reader->faults) = reader->number;
}

// With the arguments that the csv-… sentences share: file, row, byte, detail.
static void report(jx_csv_reader *reader, jx_problem_code code, jx_span span, jx_text detail)
{
    jx_text arguments[] = { reader->source.name, jx_text_format(reader->arena, "%u", reader->number),
                            jx_text_format(reader->arena, "%u", span.start + 1), jx_text_copy(reader->arena, detail) };
    add(reader, code, span, arguments, JX_COUNT(arguments));
}

static void report_limit(jx_csv_reader *reader, jx_limit limit, jx_span span)
{
    jx_text most = jx_text_format(reader->arena, "%" PRIu64, reader->limits->at[limit]);
    add(reader, JX_PROBLEM_CSV_TOO_LARGE, span, &most, 1);
}

// ---- opening ----

// The delimiter that stands most often outside quotes in the first line; the comma when none does.
static char delimiter_of(jx_text text)
{
    static const char candidates[] = { ',', '\t', ';' };
    size_t counts[3] = { 0 };
    bool quoted = false;
    for (size_t i = 0; i < text.size && (quoted || (text.bytes[i] != '\n' && text.bytes[i] != '\r')); i++) {
        if (text.bytes[i] == '"') quoted = !quoted;
        for (size_t k = 0; k < 3 && !quoted; k++)
            counts[k] += text.bytes[i] == candidates[k];
    }
    size_t best = 0;
    for (size_t k = 1; k < 3; k++) {
        if (counts[k] > counts[best]) best = k;
    }
    return candidates[best];
}

jx_status jx_csv_open(jx_arena *arena, jx_problems *problems, const jx_limits *limits, jx_text name, jx_text bytes,
                      jx_csv_reader *out)
{
    *out = (jx_csv_reader){ .arena = arena, .problems = problems, .limits = limits };
    jx_csv_text text;
    jx_status status = jx_csv_decode(arena, problems, name, bytes, &text);
    if (status == JX_OK && text.text.size > UINT32_MAX) {
        jx_text most = JX_TEXT("4294967295");
        add(out, JX_PROBLEM_CSV_TOO_LARGE, (jx_span){ 0, 0 }, &most, 1);
        status = JX_REFUSED;
    }
    if (status == JX_REFUSED && text.bad_row > 0) *JX_PUSH(arena, &out->faults) = text.bad_row;
    out->refused = status != JX_OK;
    out->encoding = text.encoding;
    out->bom = text.bom;
    out->source = (jx_source){ .name = name, .bytes = status == JX_OK ? text.text : (jx_text){ "", 0 } };
    out->delimiter = delimiter_of(out->source.bytes);
    return status;
}

// ---- cells ----

typedef enum { CELL_AND_MORE, CELL_ENDS_ROW, CELL_BROKEN, CELL_BROKEN_AT_END } cell_end;  // AT_END: no line to skip

static cell_end after_cell(jx_csv_reader *reader)
{
    jx_text text = reader->source.bytes;
    if (reader->at >= text.size) return CELL_ENDS_ROW;
    char c = text.bytes[reader->at];
    if (c == reader->delimiter) {
        reader->at++;
        return CELL_AND_MORE;
    }
    if (c == '\r') reader->at++;
    if (reader->at < text.size && text.bytes[reader->at] == '\n') reader->at++;
    return CELL_ENDS_ROW;
}

static jx_text without_doubled(jx_csv_reader *reader, jx_text raw)
{
    char *target = jx_arena_alloc(reader->arena, raw.size);
    size_t size = 0;
    for (size_t i = 0; i < raw.size; i++) {
        target[size++] = raw.bytes[i];
        if (raw.bytes[i] == '"') i++;
    }
    return (jx_text){ target, size };
}

// After the opening quote. A text between the closing quote and the delimiter is a fault: somebody's quotes are wrong.
static cell_end quoted_cell(jx_csv_reader *reader, jx_text *out)
{
    jx_text text = reader->source.bytes;
    size_t start = reader->at, doubled = 0;
    while (reader->at < text.size) {
        const char *quote = memchr(text.bytes + reader->at, '"', text.size - reader->at);
        if (!quote) break;
        reader->at = (size_t)(quote - text.bytes) + 1;
        if (reader->at < text.size && text.bytes[reader->at] == '"') {
            reader->at++, doubled++;
            continue;
        }
        jx_text raw = { text.bytes + start, reader->at - 1 - start };
        *out = doubled ? without_doubled(reader, raw) : raw;
        bool ends = reader->at >= text.size || text.bytes[reader->at] == reader->delimiter ||
                    text.bytes[reader->at] == '\n' || text.bytes[reader->at] == '\r';
        if (ends) return after_cell(reader);
        report(reader, JX_PROBLEM_CSV_QUOTE, (jx_span){ (uint32_t)reader->at - 1, (uint32_t)reader->at }, *out);
        return CELL_BROKEN;
    }
    report(reader, JX_PROBLEM_CSV_OPEN_QUOTE, (jx_span){ (uint32_t)start - 1, (uint32_t)start }, JX_TEXT(""));
    reader->at = text.size;
    *out = (jx_text){ "", 0 };
    return CELL_BROKEN_AT_END;
}

static cell_end plain_cell(jx_csv_reader *reader, jx_text *out)
{
    jx_text text = reader->source.bytes;
    size_t start = reader->at;
    while (reader->at < text.size) {
        char c = text.bytes[reader->at];
        if (c == reader->delimiter || c == '\n' || c == '\r') break;
        reader->at++;
    }
    *out = (jx_text){ text.bytes + start, reader->at - start };
    return after_cell(reader);
}

static cell_end next_cell(jx_csv_reader *reader, jx_text *out)
{
    jx_text text = reader->source.bytes;
    if (reader->at < text.size && text.bytes[reader->at] == '"') {
        reader->at++;
        return quoted_cell(reader, out);
    }
    return plain_cell(reader, out);
}

// ---- rows ----

static void skip_line(jx_csv_reader *reader)
{
    jx_text text = reader->source.bytes;
    while (reader->at < text.size && text.bytes[reader->at] != '\n')
        reader->at++;
    if (reader->at < text.size) reader->at++;
}

// Reads one row into reader->cells; false when it is broken.
static bool read_row(jx_csv_reader *reader)
{
    reader->cells.count = 0;
    cell_end end = CELL_AND_MORE;
    while (end == CELL_AND_MORE) {
        uint32_t start = (uint32_t)reader->at;
        jx_text cell = { "", 0 };
        end = next_cell(reader, &cell);
        bool long_cell = cell.size > reader->limits->at[JX_LIMIT_CSV_FIELD_BYTES];
        bool wide_row = reader->cells.count >= reader->limits->at[JX_LIMIT_CSV_FIELDS];
        if (long_cell || wide_row) {
            report_limit(reader, wide_row ? JX_LIMIT_CSV_FIELDS : JX_LIMIT_CSV_FIELD_BYTES,
                         (jx_span){ start, (uint32_t)reader->at });
            end = end == CELL_ENDS_ROW ? CELL_BROKEN_AT_END : CELL_BROKEN;
            break;
        }
        *JX_PUSH(reader->arena, &reader->cells) = cell;
    }
    if (end == CELL_BROKEN) skip_line(reader);
    return end == CELL_ENDS_ROW;
}

static bool width_fits(jx_csv_reader *reader, jx_span span)
{
    if (reader->width == 0 || reader->cells.count == reader->width) return true;
    report(reader, JX_PROBLEM_CSV_WIDTH, span,
           jx_text_format(reader->arena, "%zu/%zu", reader->cells.count, reader->width));
    return false;
}

bool jx_csv_next(jx_csv_reader *reader, jx_csv_row *out)
{
    while (reader->at < reader->source.bytes.size) {
        uint32_t start = (uint32_t)reader->at;
        reader->number++;
        if (reader->number > reader->limits->at[JX_LIMIT_CSV_ROWS]) {
            report_limit(reader, JX_LIMIT_CSV_ROWS, (jx_span){ start, start });
            reader->at = reader->source.bytes.size;
            return false;
        }
        bool whole = read_row(reader);
        jx_span span = { start, (uint32_t)reader->at };
        bool blank = reader->cells.count == 1 && jx_text_trim(reader->cells.items[0]).size == 0;
        if (!whole || blank || !width_fits(reader, span)) continue;
        *out = (jx_csv_row){
            .cells = reader->cells.items, .count = reader->cells.count, .number = reader->number, .span = span
        };
        return true;
    }
    return false;
}

bool jx_csv_refused(const jx_csv_reader *reader)
{
    return reader->refused;
}

static int compare_names(const void *a, const void *b)
{
    return jx_text_compare(*(const jx_text *)a, *(const jx_text *)b);
}

bool jx_csv_take_header(jx_csv_reader *reader, const jx_csv_row *header)
{
    jx_text *sorted = JX_ARRAY(reader->arena, header->count, jx_text);
    for (size_t i = 0; i < header->count; i++)
        sorted[i] = jx_text_trim(header->cells[i]);
    qsort(sorted, header->count, sizeof *sorted, compare_names);
    bool once = true;
    reader->width = header->count;
    for (size_t i = 1; i < header->count; i++) {
        if (sorted[i].size == 0 || !jx_text_equal(sorted[i - 1], sorted[i])) continue;
        add(reader, JX_PROBLEM_CSV_COLUMN_DOUBLED, header->span, &sorted[i], 1);
        once = false;
    }
    return once;
}

bool jx_csv_is_formula(jx_text cell)
{
    return cell.size > 0 && cell.bytes[0] == '=';
}

bool jx_csv_is_rounded_number(jx_text cell)
{
    size_t at = 0, digits = 0;
    while (at < cell.size && (isdigit((unsigned char)cell.bytes[at]) || cell.bytes[at] == '.'))
        at++, digits++;
    if (digits == 0 || at + 2 >= cell.size || (cell.bytes[at] | 32) != 'e' || cell.bytes[at + 1] != '+') return false;
    for (at += 2; at < cell.size; at++) {
        if (!isdigit((unsigned char)cell.bytes[at])) return false;
    }
    return true;
}
