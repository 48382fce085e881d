// Arenas: blocks of growing size in a chain, newest first; and the one place where control jumps.
//
// The surprising fact: what an arena counts (`total`) does not depend on how its blocks happen to lie. Growing always
// costs a whole new piece, even when it succeeds in place, so that a limit stops the same input at the same place on
// every machine and in every build. Under AddressSanitizer each piece is a heap block of its own (block_size_for), so
// that an overrun or a use after rewind is seen.
//
// Begin with jx_arena_alloc().
#include "base/memory.h"

#include <setjmp.h>
#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
#define SEPARATE_BLOCKS 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SEPARATE_BLOCKS 1
#endif
#endif
#ifndef SEPARATE_BLOCKS
#define SEPARATE_BLOCKS 0
#endif

enum {
    ALIGNMENT = 16,
    BLOCK_SIZE_MIN = 16 << 10,
    BLOCK_SIZE_MAX = 1 << 20,
    SPARE_BYTES_MAX = SEPARATE_BLOCKS ? 0 : 16 << 20,  // kept over a reset
};

typedef struct block block;
struct block {
    alignas(ALIGNMENT) block *older;
    size_t capacity, used;
    alignas(ALIGNMENT) char bytes[];
};

struct jx_arena {
    jx_allocator allocator;
    block *newest;
    block *spare;        // free blocks, any size
    size_t spare_bytes;  // sum of their capacities
    size_t size_max, total;
    jmp_buf *guard;  // innermost, or NULL
};

// ---- allocators ----

static void *system_resize(void *user, void *memory, size_t size_old, size_t size_new)
{
    (void)user, (void)size_old;
    if (size_new > 0) return realloc(memory, size_new);
    free(memory);
    return NULL;
}

jx_allocator jx_allocator_system(void)
{
    return (jx_allocator){ .resize = system_resize };
}

static void *failing_resize(void *user, void *memory, size_t size_old, size_t size_new)
{
    jx_failing_state *state = user;
    if (size_new > size_old) {
        if (state->served >= state->allowed) return NULL;
        state->served++;
    }
    return system_resize(NULL, memory, size_old, size_new);
}

jx_allocator jx_allocator_failing_after(jx_failing_state *state, size_t allowed)
{
    *state = (jx_failing_state){ .allowed = allowed };
    return (jx_allocator){ .resize = failing_resize, .user = state };
}

// ---- failing ----

static JX_NORETURN void refuse(jx_arena *arena)
{
    assert(arena->guard != NULL && "an allocation was refused outside jx_arena_guard()");
    longjmp(*arena->guard, 1);
}

jx_status jx_arena_guard(jx_arena *arena, jx_status (*body)(void *user), void *user)
{
    // Neither `outer` nor the arguments change after setjmp, so they are still right after the jump.
    jmp_buf *const outer = arena->guard;
    jmp_buf here;
    if (setjmp(here) != 0) {
        arena->guard = outer;
        return JX_OUT_OF_MEMORY;
    }
    arena->guard = &here;
    jx_status status = body(user);
    arena->guard = outer;
    return status;
}

// ---- blocks ----

static size_t rounded_up(size_t size)
{
    return (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
}

static void block_free(jx_arena *arena, block *freed)
{
    arena->allocator.resize(arena->allocator.user, freed, sizeof(block) + freed->capacity, 0);
}

// Puts a block aside for reuse, or gives it back when enough are kept.
static void block_retire(jx_arena *arena, block *retired)
{
    if (retired->capacity > SPARE_BYTES_MAX - arena->spare_bytes) {
        block_free(arena, retired);
        return;
    }
    retired->older = arena->spare;
    arena->spare = retired;
    arena->spare_bytes += retired->capacity;
}

static block *block_from_spare(jx_arena *arena, size_t size)
{
    for (block **link = &arena->spare; *link != NULL; link = &(*link)->older) {
        block *found = *link;
        if (found->capacity < size) continue;
        *link = found->older;
        arena->spare_bytes -= found->capacity;
        return found;
    }
    return NULL;
}

static size_t block_size_for(const jx_arena *arena, size_t size)
{
    if (SEPARATE_BLOCKS) return size;
    size_t usual = arena->newest ? arena->newest->capacity * 2 : BLOCK_SIZE_MIN;
    if (usual > BLOCK_SIZE_MAX) usual = BLOCK_SIZE_MAX;
    return size > usual ? rounded_up(size) : usual;
}

// Makes a block with room for `size` the newest. Does not return when there is none.
static void block_add(jx_arena *arena, size_t size)
{
    block *added = block_from_spare(arena, size);
    if (added == NULL) {
        size_t capacity = block_size_for(arena, size);
        added = arena->allocator.resize(arena->allocator.user, NULL, 0, sizeof(block) + capacity);
        if (added == NULL) refuse(arena);
        assert((uintptr_t)added % ALIGNMENT == 0);
        added->capacity = capacity;
    }
    added->used = 0;
    added->older = arena->newest;
    arena->newest = added;
}

// ---- arenas ----

jx_arena *jx_arena_new(jx_allocator allocator, size_t size_max)
{
    jx_arena *arena = allocator.resize(allocator.user, NULL, 0, sizeof *arena);
    if (arena == NULL) return NULL;
    // Half the address space is more than any block can be and keeps the sums of sizes from overflowing.
    size_t most = SIZE_MAX / 2;
    *arena = (jx_arena){ .allocator = allocator, .size_max = size_max < most ? size_max : most };
    return arena;
}

void jx_arena_free(jx_arena *arena)
{
    if (arena == NULL) return;
    jx_arena_reset(arena);
    for (block *next, *at = arena->spare; at != NULL; at = next) {
        next = at->older;
        block_free(arena, at);
    }
    arena->allocator.resize(arena->allocator.user, arena, sizeof *arena, 0);
}

void jx_arena_reset(jx_arena *arena)
{
    jx_arena_rewind(arena, (jx_arena_mark){ 0 });
}

// Counts `size` bytes against the limit, before anything is allocated.
static void charge(jx_arena *arena, size_t size)
{
    if (size > arena->size_max || rounded_up(size) > arena->size_max - arena->total) refuse(arena);
    arena->total += rounded_up(size);
}

static bool newest_has_room(const jx_arena *arena, size_t size)
{
    const block *newest = arena->newest;
    if (newest == NULL) return false;
    size_t start = rounded_up(newest->used);
    return start <= newest->capacity && size <= newest->capacity - start;
}

// Bytes of `size`, counted already, not yet zeroed.
static char *take(jx_arena *arena, size_t size)
{
    if (!newest_has_room(arena, size)) block_add(arena, size);
    block *newest = arena->newest;
    char *taken = newest->bytes + rounded_up(newest->used);
    newest->used = rounded_up(newest->used) + size;
    return taken;
}

void *jx_arena_alloc(jx_arena *arena, size_t size)
{
    charge(arena, size);
    return memset(take(arena, size), 0, size);
}

void *jx_arena_array(jx_arena *arena, size_t count, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes)) refuse(arena);
    return jx_arena_alloc(arena, bytes);
}

// True if `memory` is the last piece of the newest block and the block has room for it to become `size_new`.
static bool grows_in_place(const jx_arena *arena, const char *memory, size_t size_old, size_t size_new)
{
    const block *newest = arena->newest;
    if (newest == NULL || memory == NULL || memory + size_old != newest->bytes + newest->used) return false;
    return size_new - size_old <= newest->capacity - newest->used;
}

void *jx_arena_copy(jx_arena *arena, const void *items, size_t count, size_t size)
{
    void *copy = jx_arena_array(arena, count, size);
    if (count > 0) memcpy(copy, items, count * size);
    return copy;
}

void *jx_arena_grow(jx_arena *arena, void *memory, size_t size_old, size_t size_new)
{
    assert(memory != NULL || size_old == 0);
    if (memory != NULL && size_new <= size_old) return memory;

    charge(arena, size_new);
    if (grows_in_place(arena, memory, size_old, size_new)) {
        memset((char *)memory + size_old, 0, size_new - size_old);
        arena->newest->used += size_new - size_old;
        return memory;
    }
    char *grown = take(arena, size_new);
    if (size_old > 0) memcpy(grown, memory, size_old);
    memset(grown + size_old, 0, size_new - size_old);
    return grown;
}

size_t jx_arena_used(const jx_arena *arena)
{
    return arena->total;
}

jx_arena_mark jx_arena_marked(const jx_arena *arena)
{
    return (jx_arena_mark){
        .block = arena->newest,
        .used = arena->newest ? arena->newest->used : 0,
        .total = arena->total,
    };
}

void jx_arena_rewind(jx_arena *arena, jx_arena_mark mark)
{
    while (arena->newest != mark.block) {
        block *retired = arena->newest;
        assert(retired != NULL && "the mark is not of this arena, or older than a reset");
        arena->newest = retired->older;
        block_retire(arena, retired);
    }
    if (arena->newest != NULL) arena->newest->used = mark.used;
    arena->total = mark.total;
}
