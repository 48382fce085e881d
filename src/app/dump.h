// Private to app/: stages that have a file of their own.
#ifndef JX_APP_DUMP_H
#define JX_APP_DUMP_H

#include "app/facts.h"

// `scratch` is another arena than the one `out` grows in.
JX_MUST_USE jx_status dump_bound(const jx_facts *facts, jx_arena *scratch, jx_buffer *out);

#endif
