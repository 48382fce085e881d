// The synthetic city: the same bytes for the same options, identifiers that pass their checks, nothing half written.
#include "synth/synth.h"
#include "synth/city.h"

#include "unit/check.h"

#include <dirent.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#define FILES 58

static jx_problems collector(void)
{
    static jx_arena *arena;
    if (!arena) arena = jx_arena_new(jx_allocator_system(), 4 << 20);
    jx_arena_reset(arena);
    return (jx_problems){ .arena = arena, .language = JX_ENGLISH };
}

static const char *folder(char path[static 64])
{
    strcpy(path, "/tmp/jixiang-synth-XXXXXX");
    return mkdtemp(path);
}

// Removes the folder and answers how many files were in it; *hash covers names and bytes.
static int emptied(const char *path, uint64_t *hash)
{
    struct dirent **entries;
    int found = 0, count = scandir(path, &entries, NULL, alphasort);
    *hash = 0;
    for (int i = 0; i < count; i++) {
        if (strcmp(entries[i]->d_name, ".") == 0 || strcmp(entries[i]->d_name, "..") == 0) continue;
        char name[512];
        snprintf(name, sizeof name, "%s/%s", path, entries[i]->d_name);
        for (const char *c = entries[i]->d_name; *c; c++)
            *hash = *hash * 31 + (unsigned char)*c;
        FILE *file = fopen(name, "rb");
        for (int c; file && (c = getc(file)) != EOF;)
            *hash = *hash * 31 + (uint64_t)c;
        if (file) fclose(file);
        unlink(name);
        found++;
    }
    for (int i = 0; i < count; i++)
        free(entries[i]);
    if (count >= 0) free(entries);
    rmdir(path);
    return found;
}

static uint64_t city_bytes(int64_t enterprises, uint64_t seed)
{
    char path[64];
    jx_problems problems = collector();
    jx_synth_options options = jx_synth_defaults(folder(path), &problems);
    options.enterprises = enterprises;
    options.seed = seed;
    CHECK_INT(jx_synth(&options), JX_OK);
    CHECK_INT(problems.list.count, 0);
    uint64_t hash;
    CHECK_INT(emptied(path, &hash), FILES);
    return hash;
}

TEST(same_options_same_bytes)
{
    uint64_t city = city_bytes(600, 1);
    CHECK(city == city_bytes(600, 1));
    CHECK(city != city_bytes(600, 2));
    CHECK(city != city_bytes(601, 1));
}

TEST(one_enterprise_is_a_city)
{
    (void)city_bytes(1, 1);
}

TEST(electricity_changes_with_the_quarter_and_with_february)
{
    city_firm firm;
    city_firm_make(1, 0, &firm);
    CHECK_INT(city_reading(1, &firm, 0, city_day(2025, 9, 30)), firm.spring_2025);
    CHECK_INT(city_reading(1, &firm, 0, city_day(2025, 10, 1)), firm.quarter);
    CHECK_INT(city_reading(1, &firm, 0, city_day(2026, 1, 31)), firm.quarter);
    CHECK_INT(city_reading(1, &firm, 0, city_day(2026, 2, 1)), firm.february);
    CHECK(firm.spring_2025 != firm.quarter && firm.quarter != firm.february);
}

TEST(a_border_has_somebody_on_each_side)
{
    for (int64_t i = 0; i < city_border_count(); i++) {
        city_firm firm;
        city_border_firm(i, &firm);
        CHECK(firm.border != NULL);
        CHECK_INT(firm.side, i % 3 - 1);
    }
}

TEST(identifiers_of_the_standard)
{
    char code[19];
    city_identifier('M', "450203", 1, code);
    CHECK_STRING(code, "91450203M000000194");
    city_identifier('M', "450202", 0, code);
    CHECK_STRING(code, "91450202M00000000Q");
}

TEST(options_out_of_range)
{
    jx_problems problems = collector();
    jx_synth_options options = jx_synth_defaults("/tmp", &problems);
    options.enterprises = 0;
    CHECK_INT(jx_synth(&options), JX_REFUSED);
    options.enterprises = JX_SYNTH_ENTERPRISES_MAX + 1;
    CHECK_INT(jx_synth(&options), JX_REFUSED);
}

TEST(a_folder_that_cannot_be)
{
    jx_problems problems = collector();
    jx_synth_options options = jx_synth_defaults("/dev/null/city", &problems);
    CHECK_INT(jx_synth(&options), JX_IO_FAILED);
    CHECK_INT(problems.error_count, 1);
}

static bool after_some(void *user)
{
    int *left = user;
    return --*left < 0;
}

TEST(stopped_in_the_middle)
{
    char path[64];
    int left = 50;
    jx_problems problems = collector();
    jx_synth_options options = jx_synth_defaults(folder(path), &problems);
    options.enterprises = 100;
    options.stop = after_some;
    options.user = &left;
    CHECK_INT(jx_synth(&options), JX_INTERRUPTED);
    uint64_t hash;
    CHECK_INT(emptied(path, &hash), 0);  // all files are written at once, and none was whole
}

TEST(a_disk_that_is_full_leaves_nothing)
{
    char path[64];
    struct rlimit before, small = { 100000, 100000 };
    CHECK_INT(getrlimit(RLIMIT_FSIZE, &before), 0);
    small.rlim_max = before.rlim_max;
    jx_problems problems = collector();
    jx_synth_options options = jx_synth_defaults(folder(path), &problems);
    void (*handler)(int) = signal(SIGXFSZ, SIG_IGN);
    CHECK_INT(setrlimit(RLIMIT_FSIZE, &small), 0);
    CHECK_INT(jx_synth(&options), JX_IO_FAILED);
    CHECK_INT(setrlimit(RLIMIT_FSIZE, &before), 0);
    (void)signal(SIGXFSZ, handler);
    CHECK_INT(problems.error_count, 1);
    uint64_t hash;
    CHECK_INT(emptied(path, &hash), 0);
}

CHECK_MAIN
