// The door of io/: foreign bytes in, our bytes out. Readers are pure functions of bytes; only files.h touches the disk.
#ifndef JX_IO_IO_H
#define JX_IO_IO_H

#include "io/csv.h"
#include "io/fields.h"
#include "io/files.h"
#include "io/json.h"
#include "io/publication.h"
#include "io/zone_files.h"

#endif
