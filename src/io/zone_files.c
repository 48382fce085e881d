// Zone files, kept in a list: a model names few zones. Names have been checked by data/ and cannot leave the folder.
#include "io/zone_files.h"

#include "io/files.h"

enum { ZONE_BYTES_MAX = 1 << 20 };

typedef struct {
    jx_text name, bytes;  // bytes empty: there is no such file
} kept_zone;

typedef struct {
    jx_arena *arena;
    const char *folder;
    jx_text asked, answer;
    struct {
        kept_zone *items;
        size_t count, capacity;
    } kept;
} zone_folder;

static jx_status read_zone(void *user)
{
    zone_folder *folder = user;
    kept_zone zone = { .name = jx_text_copy(folder->arena, folder->asked) };
    const char *path = jx_path_join(folder->arena, folder->folder, zone.name);
    jx_text bytes;
    if (jx_file_exists(path) && jx_file_read(folder->arena, NULL, path, ZONE_BYTES_MAX, &bytes) == JX_OK)
        zone.bytes = bytes;
    *JX_PUSH(folder->arena, &folder->kept) = zone;
    folder->answer = zone.bytes;
    return JX_OK;
}

static jx_text look_up(void *user, jx_text name)
{
    zone_folder *folder = user;
    for (size_t i = 0; i < folder->kept.count; i++)
        if (jx_text_equal(folder->kept.items[i].name, name)) return folder->kept.items[i].bytes;
    folder->asked = name;
    folder->answer = (jx_text){ 0 };
    jx_status status = jx_arena_guard(folder->arena, read_zone, folder);
    return status == JX_OK ? folder->answer : (jx_text){ 0 };
}

jx_zones jx_zone_files(jx_arena *arena, const char *folder)
{
    zone_folder *kept = JX_NEW(arena, zone_folder);
    kept->arena = arena;
    kept->folder = jx_text_copy(arena, jx_text_of(folder)).bytes;
    return (jx_zones){ look_up, kept };
}
