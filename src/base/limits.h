// The limits that evaluation and reading are held to. Counted, deterministic: the same input stops at the same place.
#ifndef JX_BASE_LIMITS_H
#define JX_BASE_LIMITS_H

#include <stdint.h>

typedef enum {
#define JX_LIMIT(name, preset, maximum, slug) JX_LIMIT_##name,
#include "base/limits.def"
#undef JX_LIMIT
    JX_LIMIT_COUNT
} jx_limit;

typedef struct {
    uint64_t at[JX_LIMIT_COUNT];
} jx_limits;

jx_limits jx_limits_default(void);
const char *jx_limit_slug(jx_limit limit);
uint64_t jx_limit_maximum(jx_limit limit);  // configuration may raise a limit up to here

#endif
