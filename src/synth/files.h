// The files of the city while they are written, all at once, firm by firm. What they are is files.def.
#ifndef JX_SYNTH_FILES_H
#define JX_SYNTH_FILES_H

#include "synth/city.h"
#include "synth/synth.h"
#include "synth/writer.h"

typedef enum {
    CITY_HEAD,  // once, before all firms
    CITY_FIRM,  // once for each firm
    CITY_TAIL,  // once, after all firms: rows that are nobody's, subjects that are no firms
} city_part;

// Where the city is.
typedef struct {
    city_part part;
    const jx_synth_options *options;
    const city_firm *firm;  // CITY_FIRM only
    const char *neighbour;  // the next firm's code, or one that is nobody's
} city_at;

// Writes the rows that file ID has for where the city is.
#define CITY_FILE(id, name, encoding, line_end, title, header) void file_##id(writer *out, const city_at *at);
#include "synth/files.def"
#undef CITY_FILE

#endif
