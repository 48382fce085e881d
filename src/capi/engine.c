// The engine: what is foreign to a rule. And what every other object here is made with.
#include "capi/capi.h"

#include <string.h>

enum { RUN_BYTES_MAX = 1 << 30 };

const char *jixiang_version(void)
{
    return JX_VERSION;
}

int jixiang_semantics(void)
{
    return JX_SEMANTICS;
}

// ---- helpers of the layer ----

jx_arena *capi_arena(const jixiang_engine *engine)
{
    return jx_arena_new(engine->allocator, RUN_BYTES_MAX);
}

jx_app capi_app(const jixiang_engine *engine, jx_arena *arena, jx_problems *problems, const jx_zones *zones)
{
    return (jx_app){ .arena = arena,
                     .allocator = engine->allocator,
                     .problems = problems,
                     .limits = &engine->limits,
                     .language = engine->language,
                     .zones = zones };
}

jixiang_status capi_status(jx_status status)
{
    switch (status) {
    case JX_OK: return JIXIANG_OK;
    case JX_REFUSED: return JIXIANG_REFUSED;
    case JX_OUT_OF_MEMORY: return JIXIANG_OUT_OF_MEMORY;
    case JX_IO_FAILED: return JIXIANG_IO_FAILED;
    case JX_NOT_FOUND: return JIXIANG_NOT_FOUND;
    case JX_INTERRUPTED: return JIXIANG_INTERRUPTED;
    }
    JX_UNREACHABLE();
}

jixiang_text capi_text(jx_text text)
{
    return (jixiang_text){ text.bytes ? text.bytes : "", text.size };
}

// ---- engine ----

typedef struct {
    jx_arena *arena;
    const jixiang_options *options;
    jx_allocator allocator;
    jixiang_engine *engine;
} engine_making;

static jx_status make_engine(void *user)
{
    engine_making *making = user;
    const jixiang_options *options = making->options;
    const char *folder = options->zone_folder;
    if (!folder) folder = "/usr/share/zoneinfo";  // absolute path: where systems keep their time zones
    jixiang_engine *engine = JX_NEW(making->arena, jixiang_engine);
    char *kept = jx_arena_alloc(making->arena, strlen(folder) + 1);
    memcpy(kept, folder, strlen(folder));
    *engine = (jixiang_engine){ .allocator = making->allocator,
                                .limits = jx_limits_default(),
                                .language = options->english ? JX_ENGLISH : JX_CHINESE,
                                .now = options->now,
                                .now_user = options->now_user,
                                .zone_folder = kept,
                                .arena = making->arena };
    making->engine = engine;
    return JX_OK;
}

jixiang_status jixiang_engine_new(const jixiang_options *options, jixiang_engine **out)
{
    static const jixiang_options defaults = { 0 };
    engine_making making = { .options = options ? options : &defaults };
    making.allocator = making.options->allocator.resize
                           ? (jx_allocator){ making.options->allocator.resize, making.options->allocator.user }
                           : jx_allocator_system();
    making.arena = jx_arena_new(making.allocator, RUN_BYTES_MAX);
    if (!making.arena) return JIXIANG_OUT_OF_MEMORY;
    jx_status status = jx_arena_guard(making.arena, make_engine, &making);
    if (status != JX_OK) {
        jx_arena_free(making.arena);
        return capi_status(status);
    }
    *out = making.engine;
    return JIXIANG_OK;
}

void jixiang_engine_free(jixiang_engine *engine)
{
    if (engine) jx_arena_free(engine->arena);
}

static bool same_small(const char *name, const char *capital)
{
    for (; *name && *capital; name++, capital++) {
        char small = *capital >= 'A' && *capital <= 'Z' ? (char)(*capital - 'A' + 'a') : *capital;
        if (*name != small) return false;
    }
    return *name == *capital;
}

jixiang_status jixiang_engine_set_limit(jixiang_engine *engine, const char *name, uint64_t value)
{
    static const char *const names[] = {
#define JX_LIMIT(name, preset, maximum, slug) #name,
#include "base/limits.def"
#undef JX_LIMIT
    };
    for (int limit = 0; limit < JX_LIMIT_COUNT; limit++) {
        if (!same_small(name, names[limit])) continue;
        if (value > jx_limit_maximum((jx_limit)limit)) return JIXIANG_REFUSED;
        engine->limits.at[limit] = value;
        return JIXIANG_OK;
    }
    return JIXIANG_NOT_FOUND;
}
