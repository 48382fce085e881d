// CSV: bytes -> rows, one at a time; and rows -> bytes that a spreadsheet opens.
//
// Reading is a pure function of the bytes. The encoding is found in the order BOM, strict UTF-8, GB18030; the delimiter
// (comma, semicolon, tab) from the first line. Cells are texts from the first moment: nothing here guesses at numbers.
#ifndef JX_IO_CSV_H
#define JX_IO_CSV_H

#include "base/limits.h"
#include "base/problem.h"

typedef enum { JX_ENCODING_UTF8, JX_ENCODING_GB18030 } jx_encoding;

// One row. `cells` is reused by the next jx_csv_next; the texts in it live as long as the reader's arena and bytes.
typedef struct {
    const jx_text *cells;
    size_t count;
    uint32_t number;  // of the row as a spreadsheet counts it, the first row is 1; blank rows count
    jx_span span;     // in reader->source
} jx_csv_row;

// Filled by jx_csv_open; callers read `encoding`, `bom`, `delimiter`, `source` and `faults` only: the rows of the
// problems it added, in their order.
typedef struct {
    jx_encoding encoding;
    bool bom;
    char delimiter;
    jx_source source;  // name as given; bytes in UTF-8, without BOM
    // private
    jx_arena *arena;
    jx_problems *problems;
    const jx_limits *limits;
    size_t at;
    uint32_t number;
    size_t width;  // of the header; 0 before it is known
    bool refused;
    struct {
        jx_text *items;
        size_t count, capacity;
    } cells;
    struct {
        uint32_t *items;
        size_t count, capacity;
    } faults;
} jx_csv_reader;

// `bytes` is borrowed and must outlive the reader. JX_REFUSED: a byte that is neither UTF-8 nor GB18030, a NUL byte;
// the problem says row and byte. JX_OUT_OF_MEMORY when the converter could not be made.
JX_MUST_USE jx_status jx_csv_open(jx_arena *arena, jx_problems *problems, const jx_limits *limits, jx_text name,
                                  jx_text bytes, jx_csv_reader *out);
// The next row that is not blank; false at the end. A fault (open quote, other width than the header, a limit) is
// reported and the row left out; afterwards jx_csv_refused() is true. `problems` may be NULL.
bool jx_csv_next(jx_csv_reader *reader, jx_csv_row *out);
bool jx_csv_refused(const jx_csv_reader *reader);
// Says that `header` names the columns: from now on every row must be as wide. Reports names that stand twice (blank
// names are free); false if there are any.
bool jx_csv_take_header(jx_csv_reader *reader, const jx_csv_row *header);
// True for a cell that a spreadsheet would take for a formula.
bool jx_csv_is_formula(jx_text cell);
// True for a text such as 6.2222E+18: a spreadsheet has rounded what was an account or a code.
bool jx_csv_is_rounded_number(jx_text cell);

// Writing: UTF-8 with BOM, CRLF, quotes where needed.
typedef struct {
    jx_buffer *out;
    bool in_row;
} jx_csv_writer;
jx_csv_writer jx_csv_writer_on(jx_buffer *out);        // puts the BOM
void jx_csv_put(jx_csv_writer *writer, jx_text cell);  // a cell that starts like a formula gets ' before it
void jx_csv_put_integer(jx_csv_writer *writer, int64_t number);
void jx_csv_end_row(jx_csv_writer *writer);

#endif
