// Offsets of IANA time zones, read from the bytes of TZif files (RFC 8536, version 2 and later).
//
// Nothing here opens a file: whoever starts the program gives a lookup over a folder, an archive or a test's own bytes.
// A lookup is asked often; it should keep what it has read. A file that is broken counts as a zone that is not known.
#ifndef JX_DATA_ZONES_H
#define JX_DATA_ZONES_H

#include "base/text.h"

typedef struct jx_zones {
    // The bytes of the TZif file of a zone ("Europe/Paris"), valid as long as the interface; empty if there is
    // none. The
    // name has been checked to be letters, digits, and `_ + - /` between them, so that it can never leave a folder.
    jx_text (*lookup)(void *user, jx_text name);
    void *user;
} jx_zones;

// All answer false if the zone is not known. `zones` may be NULL: no zone is known. Offsets are seconds east of UTC.
bool jx_zone_known(const jx_zones *zones, jx_text name);
bool jx_zone_offset_at(const jx_zones *zones, jx_text name, int64_t instant, int32_t *out_offset);
// Of a local time in seconds since 1970-01-01T00:00 local. Twice on the clock: the earlier instant. Skipped by the
// clock: the offset before the jump.
bool jx_zone_offset_local(const jx_zones *zones, jx_text name, int64_t local, int32_t *out_offset);
// The standard (winter) offset that is in force today and later: what a time without a date is compared by.
bool jx_zone_offset_standard(const jx_zones *zones, jx_text name, int32_t *out_offset);

#endif
