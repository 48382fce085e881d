// Private to io/: the text of a delivered file, whatever its encoding.
#ifndef JX_IO_CSV_ENCODING_H
#define JX_IO_CSV_ENCODING_H

#include "io/csv.h"

typedef struct {
    jx_encoding encoding;
    bool bom;
    jx_text text;  // UTF-8, without BOM; borrowed from the bytes unless it had to be converted
    uint32_t bad_row;  // refused: the row of the byte that is no text
} jx_csv_text;

JX_MUST_USE jx_status jx_csv_decode(jx_arena *arena, jx_problems *problems, jx_text name, jx_text bytes,
                                    jx_csv_text *out);

#endif
