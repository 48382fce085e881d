// Runs every kept input through its target: tests/fuzz/corpus/TARGET/* and tests/regression/TARGET/*. A name given on
// the command line is one file: test-fuzz-replay TARGET FILE.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz/targets.h"
#include "io/io.h"

static const struct {
    const char *name;
    void (*run)(jx_text bytes);
} targets[] = {
    { "feel", fuzz_feel },     { "regex", fuzz_regex }, { "dmn", fuzz_dmn },
    { "policy", fuzz_policy }, { "json", fuzz_json },   { "csv", fuzz_csv },
};

typedef struct {
    jx_arena *arena;
    char folder[1000];
    jx_file_list files;
} reading;

static jx_status read_folder(void *user)
{
    reading *in = user;
    return jx_folder_read(in->arena, NULL, in->folder, "", false, 1 << 24, &in->files);
}

static size_t replay(const char *target, void (*run)(jx_text), const char *part)
{
    const char *root = getenv("JIXIANG_ROOT");
    reading in = { .arena = jx_arena_new(jx_allocator_system(), (size_t)1 << 28) };
    snprintf(in.folder, sizeof in.folder, "%s/tests/%s/%s", root ? root : ".", part, target);
    size_t count = 0;
    if (jx_folder_exists(in.folder) && jx_arena_guard(in.arena, read_folder, &in) == JX_OK) {
        for (size_t i = 0; i < in.files.count; i++) {
            printf("%s/%.*s\n", in.folder, JX_TEXT_ARG(in.files.items[i].name));  // the last one named is the one
            run(in.files.items[i].bytes);
        }
        count = in.files.count;
    }
    jx_arena_free(in.arena);
    return count;
}

static jx_status read_one(void *user)
{
    reading *in = user;
    jx_text bytes;
    JX_TRY(jx_file_read(in->arena, NULL, in->folder, 1 << 24, &bytes));
    *JX_PUSH(in->arena, &in->files) = (jx_source){ jx_text_of(in->folder), bytes };
    return JX_OK;
}

static int replay_one(const char *target, const char *path)
{
    reading in = { .arena = jx_arena_new(jx_allocator_system(), (size_t)1 << 28) };
    snprintf(in.folder, sizeof in.folder, "%s", path);
    jx_status status = jx_arena_guard(in.arena, read_one, &in);
    for (size_t t = 0; t < JX_COUNT(targets) && status == JX_OK; t++)
        if (strcmp(targets[t].name, target) == 0) targets[t].run(in.files.items[0].bytes);
    jx_arena_free(in.arena);
    return status == JX_OK ? EXIT_SUCCESS : EXIT_FAILURE;
}

int main(int count, char **words)
{
    setvbuf(stdout, NULL, _IOLBF, 0);  // so that a crash shows the file it came from
    if (count == 3) return replay_one(words[1], words[2]);
    size_t passed = 0, empty = 0;
    for (size_t t = 0; t < JX_COUNT(targets); t++) {
        size_t kept = replay(targets[t].name, targets[t].run, "fuzz/corpus");
        empty += kept == 0;
        passed += kept + replay(targets[t].name, targets[t].run, "regression");
    }
    printf("%zu passed, %zu failed\n", passed, empty);  // a target without a corpus tests nothing
    return empty ? EXIT_FAILURE : EXIT_SUCCESS;
}
