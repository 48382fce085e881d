// Every allocation of ours fails once: reading CSV and JSON, and writing and verifying a run, end with
// JX_OUT_OF_MEMORY, leave nothing open, and work when memory is there again.
#include <stdlib.h>

#include "store/store.h"
#include "unit/check.h"

static char folder[] = "/tmp/jixiang-memory-XXXXXX";

typedef struct {
    jx_arena *arena;
    jx_problems problems;
    jx_store *store;
    char path[64];
} work;

static jx_status read_formats(work *in)
{
    jx_limits limits = jx_limits_default();
    jx_csv_reader reader;
    jx_csv_row row;
    JX_TRY(jx_csv_open(in->arena, &in->problems, &limits, JX_TEXT("a.csv"), JX_TEXT("\xC6\xF3,b\n\"x\"\"y\",2\n3\n"),
                       &reader));
    while (jx_csv_next(&reader, &row)) {
        if (row.number == 1) (void)jx_csv_take_header(&reader, &row);
    }
    jx_source source = { JX_TEXT("a.json"), JX_TEXT("{\"a\":[1,\"\\n\"],\"b\":{}}") };
    jx_json value;
    return jx_json_read(in->arena, &in->problems, &limits, &source, &value);
}

static jx_status record_run(work *in)
{
    jx_source file = { JX_TEXT("f"), JX_TEXT("bytes") };
    jx_run_binding binding = { .package = { &file, 1 }, .facts = { &file, 1 }, .title = JX_TEXT("t") };
    jx_text texts[] = { JX_TEXT("a") };
    uint8_t verdict = 0;
    int64_t fen = 1, id = 0;
    jx_result_block block = {
        .count = 1, .subjects = texts, .verdicts = &verdict, .least_fen = &fen, .most_fen = &fen, .causes = texts
    };
    jx_findings findings;
    JX_TRY(jx_store_open(in->arena, &in->problems, in->path, true, &in->store));
    jx_status found = jx_store_find_run(in->store, &binding, &id);
    if (found == JX_NOT_FOUND) {
        JX_TRY(jx_store_begin_run(in->store, &binding));
        JX_TRY(jx_store_put_award(in->store, JX_TEXT("1"), JX_TEXT("n")));
        JX_TRY(jx_store_put_block(in->store, &block));
        JX_TRY(jx_store_finish_run(in->store, &id));
    } else if (found != JX_OK) {
        return found;
    }
    JX_TRY(jx_store_verify(in->store, &findings));
    return findings.count == 0 ? JX_OK : JX_REFUSED;
}

static jx_status all_of_it(void *user)
{
    JX_TRY(read_formats(user));
    return record_run(user);
}

static jx_status run_with(size_t allowed)
{
    jx_failing_state state;
    work in = { .arena = jx_arena_new(jx_allocator_failing_after(&state, allowed), (size_t)1 << 30) };
    if (!in.arena) return JX_OUT_OF_MEMORY;
    snprintf(in.path, sizeof in.path, "%s/store.db", folder);
    in.problems = (jx_problems){ .arena = in.arena };
    jx_status status = jx_arena_guard(in.arena, all_of_it, &in);
    jx_store_close(in.store);
    jx_arena_free(in.arena);
    return status;
}

TEST(every_allocation_fails_once)
{
    if (!CHECK(mkdtemp(folder))) return;
    size_t allowed = 0;
    jx_status status = JX_OUT_OF_MEMORY;
    for (; allowed < 5000 && status == JX_OUT_OF_MEMORY; allowed++)
        status = run_with(allowed);
    CHECK_INT(status, JX_OK);
    CHECK(allowed > 1);
    printf("%zu allocations failed in turn\n", allowed - 1);
    CHECK_INT(run_with(SIZE_MAX), JX_OK);
    char command[100];
    snprintf(command, sizeof command, "rm -r %s", folder);
    CHECK_INT(system(command), 0);
}

CHECK_MAIN
