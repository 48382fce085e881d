// One delivered file while it is written, cell by cell: commas, quotes, line ends and the file's encoding are added
// here. It stands under a temporary name until writer_keep(). A disk that is full is remembered, and told at the end.
#ifndef JX_SYNTH_WRITER_H
#define JX_SYNTH_WRITER_H

#include "base/problem.h"

#include <iconv.h>
#include <limits.h>
#include <stdio.h>

typedef enum { WRITE_UTF8, WRITE_UTF8_BOM, WRITE_GB18030 } writer_encoding;

typedef struct {
    FILE *file;         // NULL: not open
    iconv_t converter;  // (iconv_t)-1: none
    const char *line_end;
    bool in_row;
    int error;  // errno of the first write that failed; 0: none
    char path[PATH_MAX], temporary[PATH_MAX];
} writer;

enum { CITY_NONE = -1 };         // a figure that never was: its cell is empty
#define CITY_NO_DAY INT64_C(-1)  // the same of a day

// JX_IO_FAILED: a problem says which file and why; nothing is left to close.
JX_MUST_USE jx_status writer_open(writer *out, const char *folder, const char *name, writer_encoding encoding,
                                  const char *line_end, jx_problems *problems);
JX_MUST_USE jx_status writer_sync(writer *out, jx_problems *problems);  // all bytes are on the disk; still temporary
JX_MUST_USE jx_status writer_keep(writer *out, jx_problems *problems);  // takes its name; needs writer_sync
void writer_drop(writer *out);                                          // closes, and removes what has no name yet
jx_status writer_problem(jx_problems *problems, const char *path, int error);

// Text of a number that counts 10^-places, of a day; in `room`, or a constant.
enum { WRITER_NUMBER = 32 };
const char *writer_number(int64_t value, int places, char room[static WRITER_NUMBER]);
const char *writer_day(int64_t day, char room[static WRITER_NUMBER]);  // CITY_NO_DAY: empty

void write_raw(writer *out, const char *text);                           // as it is: titles and headers
void write_cell(writer *out, const char *text);                          // quoted where CSV asks for it
void write_cellf(writer *out, const char *format, ...) JX_PRINTF(2, 3);  // at most 255 bytes
void write_number(writer *out, int64_t value, int places);               // value counts 10^-places; CITY_NONE: empty
void write_marked(writer *out, int64_t value, int places, const char *mark);  // and something behind the number
void write_day(writer *out, int64_t day);                                     // YYYY-MM-DD; CITY_NO_DAY: empty
void write_end(writer *out);                                                  // with the last cell of every row, 合成
void write_header_end(writer *out);                                           // and of every header, 数据性质

#endif
