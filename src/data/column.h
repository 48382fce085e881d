// One fact of many subjects as a column: what kernels read in a straight line, with everything rare beside it.
//
// Read jx_column from the top: form, states, the array of that form, then the side tables for open rows. A row that is
// 无 or open has a harmless zero in the array, so that kernels may compute over it and look at states afterwards.
// The layout is argued in docs/decisions/0001-values-in-columns.md.
#ifndef JX_DATA_COLUMN_H
#define JX_DATA_COLUMN_H

#include "data/tiles.h"
#include "data/value.h"

typedef enum { JX_STATE_VALUE, JX_STATE_NULL, JX_STATE_OPEN } jx_state;  // one byte per row

typedef enum {
    JX_COLUMN_SCALED,   // numbers that are int64 × 10^−scale
    JX_COLUMN_DECIMAL,  // numbers that need 34 digits
    JX_COLUMN_BOOLEAN,
    JX_COLUMN_DATE,     // int64 days
    JX_COLUMN_TEXT,     // codes into a sorted dictionary
    JX_COLUMN_SERIES,   // tiles
    JX_COLUMN_RECORDS,  // lists of contexts of one shape: child columns with offsets
    JX_COLUMN_VALUE,    // anything else, value by value; kernels leave it to eval
} jx_column_form;

// An open row. For SCALED and DATE, `least` and `most` are the ends in the column's scale where the flag says so;
// an end that the scale cannot say exactly has no flag and the row is eval's.
enum {
    JX_OPEN_LEAST = 1,           // `least` holds the lower end
    JX_OPEN_LEAST_INCLUDED = 2,
    JX_OPEN_MOST = 4,
    JX_OPEN_MOST_INCLUDED = 8,
    JX_OPEN_MAY_BE_NULL = 16,
    JX_OPEN_ODD = 32,            // an end that does not fit, or options: eval's
};
typedef struct {
    uint32_t       row;
    uint32_t       causes;  // index into cause_sets
    uint8_t        flags;
    int64_t        least, most;
    const jx_open *open;    // as it was
} jx_column_open;

typedef struct jx_column jx_column;
struct jx_column {
    jx_column_form form;
    size_t         count;
    const uint8_t *states;  // jx_state; NULL: every row is a value
    int            scale;   // SCALED
    uint64_t       magnitude;  // SCALED, DATE: largest |integer| of value rows
    union {
        const int64_t    *integers;  // SCALED, DATE
        const jx_decimal *decimals;
        const uint8_t    *booleans;  // 0 or 1
        const uint32_t   *codes;     // TEXT
        const jx_value   *values;
        const jx_tiles   *tiles;
        const uint32_t   *offsets;   // RECORDS: [count + 1] into the children
    } as;
    const jx_text *dictionary;  // TEXT: sorted by bytes, so that codes compare as texts do. RECORDS: names of children
    size_t                dictionary_count;
    const jx_column      *children;    // RECORDS: one per name
    const jx_column_open *opens;       // by row
    size_t                open_count, null_count;
    const jx_causes      *cause_sets;  // the distinct ones of this column
    size_t                cause_set_count;
};

// Chooses the narrowest form that gives every row back exactly. Texts and opens stay borrowed. `range`: of a plain
// gap of series (tiles.h), else NULL.
jx_column jx_column_build(jx_arena *arena, const jx_value *rows, size_t count, const jx_open *range);
jx_state jx_column_state(const jx_column *column, size_t row);
jx_value jx_column_value(jx_arena *arena, const jx_column *column, size_t row);  // as given to the builder
const jx_column_open *jx_column_open_at(const jx_column *column, size_t row);    // NULL unless the row is open
// The code of a text, or false if no row has it: then no row equals it.
bool jx_column_code(const jx_column *column, jx_text text, uint32_t *out_code);

#endif
