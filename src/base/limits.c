// The table of limits as data; the rows are in limits.def.
#include "base/limits.h"

#include <assert.h>

typedef struct {
    uint64_t preset, maximum;
    const char *slug;
} limit_row;

static const limit_row rows[JX_LIMIT_COUNT] = {
#define JX_LIMIT(name, preset, maximum, slug) { preset, maximum, slug },
#include "base/limits.def"
#undef JX_LIMIT
};

jx_limits jx_limits_default(void)
{
    jx_limits limits;
    for (int i = 0; i < JX_LIMIT_COUNT; i++) {
        assert(rows[i].preset <= rows[i].maximum);
        limits.at[i] = rows[i].preset;
    }
    return limits;
}

const char *jx_limit_slug(jx_limit limit)
{
    assert(limit < JX_LIMIT_COUNT);
    return rows[limit].slug;
}

uint64_t jx_limit_maximum(jx_limit limit)
{
    assert(limit < JX_LIMIT_COUNT);
    return rows[limit].maximum;
}
