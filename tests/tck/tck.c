// The official conformance kit. Its files are not ours and are not in this repository: the folder comes from
// JIXIANG_TCK, else ../shared/tck; without it, nothing is run, and that is said aloud.
//
//     build/test-tck-tck            every directory with passed/total, then the cases that fail
//     build/test-tck-tck 0082 1111  only directories whose names contain a word
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "app/dmn.h"
#include "io/files.h"
#include "io/zone_files.h"

static bool wanted(jx_text directory, int count, char **words)
{
    for (int i = 1; i < count; i++)
        if (jx_text_find(directory, jx_text_of(words[i])) != SIZE_MAX) return true;
    return count < 2;
}

static void print_directories(const jx_tck_report *report, int count, char **words)
{
    for (size_t i = 0; i < report->count;) {
        size_t first = i, passed = 0;
        for (; i < report->count && jx_text_equal(report->lines[i].directory, report->lines[first].directory); i++)
            passed += report->lines[i].passed;
        if (wanted(report->lines[first].directory, count, words))
            printf("%4zu/%-4zu %.*s\n", passed, i - first, JX_TEXT_ARG(report->lines[first].directory));
    }
}

int main(int count, char **words)
{
    jx_limits limits = jx_limits_default();
    const char *folder = getenv("JIXIANG_TCK");
    if (!folder || !*folder) folder = "../shared/tck";
    if (!jx_folder_exists(folder)) {
        printf("SKIP: TCK NOT RUN: there is no folder %s\n0 passed, 0 failed, 1 skipped\n", folder);
        return 77;
    }
    jx_arena *arena = jx_arena_new(jx_allocator_system(), (size_t)1 << 30);
    char clock[32];
    time_t seconds = time(NULL);
    struct tm broken;
    strftime(clock, sizeof clock, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&seconds, &broken));
    jx_problems problems = { .arena = arena, .language = JX_ENGLISH };
    jx_zones zones = jx_zone_files(arena, "/usr/share/zoneinfo");
    jx_app app = { .arena = arena,
                   .problems = &problems,
                   .limits = &limits,
                   .language = JX_ENGLISH,
                   .zones = &zones,
                   .allocator = jx_allocator_system(),
                   .created = jx_text_of(clock) };
    jx_tck_report report = { 0 };
    jx_status status = jx_app_tck(&app, folder, &report);
    for (size_t i = 0; i < problems.list.count; i++)
        printf("%.*s\n", JX_TEXT_ARG(problems.list.items[i].what));
    print_directories(&report, count, words);
    size_t passed = 0, failed = 0;
    for (size_t i = 0; i < report.count; i++) {
        const jx_tck_line *line = &report.lines[i];
        if (!wanted(line->directory, count, words)) continue;
        passed += line->passed;
        failed += !line->passed;
        if (line->passed) continue;
        printf("FAIL %.*s %.*s: %.*s\n", JX_TEXT_ARG(line->directory), JX_TEXT_ARG(line->id),
               JX_TEXT_ARG(line->detail));
    }
    if (status != JX_OK) failed++;
    printf("%zu passed, %zu failed\n", passed, failed);
    jx_arena_free(arena);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
