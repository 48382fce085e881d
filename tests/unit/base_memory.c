// Arenas: zeroed, aligned, limited, rewound; and every allocation refused in turn.
#include "base/memory.h"
#include "unit/check.h"

static bool is_zero(const char *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (bytes[i] != 0) return false;
    return true;
}

TEST(pieces_are_zeroed_and_aligned_also_when_reused)
{
    jx_arena *arena = jx_arena_new(jx_allocator_system(), 64 << 20);
    for (int round = 0; round < 3; round++) {
        for (size_t size = 0; size < 3000; size += 7) {
            char *piece = jx_arena_alloc(arena, size);
            if (!CHECK((uintptr_t)piece % 16 == 0 && is_zero(piece, size))) break;
            memset(piece, 0xAB, size);
        }
        char *large = jx_arena_alloc(arena, 5 << 20);
        CHECK(is_zero(large, 5 << 20));
        memset(large, 0xAB, 5 << 20);
        jx_arena_reset(arena);
        CHECK_INT(jx_arena_used(arena), 0);
    }
    jx_arena_free(arena);
    jx_arena_free(NULL);
}

TEST(marks_are_returned_to)
{
    jx_arena *arena = jx_arena_new(jx_allocator_system(), 64 << 20);
    char *kept = jx_arena_alloc(arena, 100);
    memset(kept, 'k', 100);
    size_t used = jx_arena_used(arena);
    for (int i = 0; i < 200; i++) {
        jx_arena_mark outer = jx_arena_marked(arena);
        memset(jx_arena_alloc(arena, 30000), 'a', 30000);
        jx_arena_mark inner = jx_arena_marked(arena);
        memset(jx_arena_alloc(arena, 50000), 'b', 50000);
        jx_arena_rewind(arena, inner);
        CHECK(is_zero(jx_arena_alloc(arena, 10), 10));
        jx_arena_rewind(arena, outer);
        CHECK_INT(jx_arena_used(arena), used);
    }
    CHECK(kept[0] == 'k' && kept[99] == 'k');
    jx_arena_free(arena);
}

TEST(growing_keeps_bytes_and_zeroes_the_rest)
{
    jx_arena *arena = jx_arena_new(jx_allocator_system(), 64 << 20);
    struct {
        int *items;
        size_t count, capacity;
    } list = { 0 };
    for (int i = 0; i < 10000; i++) {
        int *added = JX_PUSH(arena, &list);
        if (*added != 0) CHECK_INT(*added, 0);
        *added = i;
        if (i % 100 == 0) jx_arena_alloc(arena, 24);  // so that some grow in place and some move
    }
    for (int i = 0; i < 10000; i++)
        if (list.items[i] != i) CHECK_INT(list.items[i], i);
    CHECK_INT(list.count, 10000);
    jx_arena_free(arena);
}

// ---- limits ----

typedef struct {
    jx_arena *arena;
    size_t count, done;
} filling;

static jx_status fill(void *user)
{
    filling *f = user;
    for (f->done = 0; f->done < f->count; f->done++)
        jx_arena_alloc(f->arena, 1000);
    return JX_OK;
}

TEST(the_limit_is_just_there)
{
    // 1000 bytes count as 1008.
    filling f = { .arena = jx_arena_new(jx_allocator_system(), 1008 * 100), .count = 100 };
    CHECK_INT(jx_arena_guard(f.arena, fill, &f), JX_OK);
    CHECK_INT(jx_arena_used(f.arena), 1008 * 100);
    jx_arena_reset(f.arena);
    f.count = 101;
    CHECK_INT(jx_arena_guard(f.arena, fill, &f), JX_OUT_OF_MEMORY);
    CHECK_INT(f.done, 100);
    jx_arena_reset(f.arena);
    f.count = 100;
    CHECK_INT(jx_arena_guard(f.arena, fill, &f), JX_OK);
    jx_arena_free(f.arena);
}

static jx_status overflow_array(void *user)
{
    jx_arena_array(user, SIZE_MAX / 4, 8);
    return JX_OK;
}

static jx_status overflow_size(void *user)
{
    jx_arena_alloc(user, SIZE_MAX - 3);
    return JX_OK;
}

TEST(sizes_that_overflow_are_refused)
{
    jx_arena *arena = jx_arena_new(jx_allocator_system(), SIZE_MAX);
    CHECK_INT(jx_arena_guard(arena, overflow_array, arena), JX_OUT_OF_MEMORY);
    CHECK_INT(jx_arena_guard(arena, overflow_size, arena), JX_OUT_OF_MEMORY);
    jx_arena_free(arena);
}

// ---- guards ----

static jx_status refused_inside(void *user)
{
    // The inner failure stays inside; the outer guard is in force again afterwards.
    jx_status inner = jx_arena_guard(user, overflow_size, user);
    if (inner != JX_OUT_OF_MEMORY) return JX_IO_FAILED;
    jx_arena_alloc(user, SIZE_MAX / 2);
    return JX_OK;
}

static jx_status refuses(void *user)
{
    (void)user;
    return JX_REFUSED;
}

TEST(guards_nest)
{
    jx_arena *arena = jx_arena_new(jx_allocator_system(), 1 << 20);
    CHECK_INT(jx_arena_guard(arena, refused_inside, arena), JX_OUT_OF_MEMORY);
    CHECK_INT(jx_arena_guard(arena, refuses, arena), JX_REFUSED);
    jx_arena_alloc(arena, 10);
    jx_arena_free(arena);
}

static jx_status work(void *user)
{
    jx_arena *arena = user;
    jx_buffer buffer = jx_buffer_in(arena);
    for (int i = 0; i < 5000; i++)
        jx_buffer_format(&buffer, "%d 柳州 ", i);
    jx_arena_mark mark = jx_arena_marked(arena);
    jx_arena_alloc(arena, 200000);
    jx_arena_rewind(arena, mark);
    jx_arena_alloc(arena, 300000);
    return jx_text_ends_with(jx_buffer_text(&buffer), JX_TEXT("4999 柳州 ")) ? JX_OK : JX_REFUSED;
}

TEST(every_allocation_fails_once)
{
    jx_status status = JX_OUT_OF_MEMORY;
    size_t allowed = 0;
    for (; status == JX_OUT_OF_MEMORY && allowed < 100000; allowed++) {
        jx_failing_state state;
        jx_arena *arena = jx_arena_new(jx_allocator_failing_after(&state, allowed), 64 << 20);
        if (arena == NULL) {
            CHECK_INT(allowed, 0);
            continue;
        }
        status = jx_arena_guard(arena, work, arena);
        CHECK_INT(state.served, allowed);
        jx_arena_free(arena);
    }
    CHECK_INT(status, JX_OK);
    CHECK(allowed > 3);
}

CHECK_MAIN
