// The system's IANA zones as a jx_zones: files of a folder such as /usr/share/zoneinfo, read once each and kept.
#ifndef JX_IO_ZONE_FILES_H
#define JX_IO_ZONE_FILES_H

#include "base/memory.h"
#include "data/zones.h"

// Lives in `arena`, as do the files it reads; asked by one thread at a time. A file that cannot be read is a zone
// that is not known.
jx_zones jx_zone_files(jx_arena *arena, const char *folder);

#endif
