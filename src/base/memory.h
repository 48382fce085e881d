// Memory by age: an allocator that is always an argument, and arenas that are reset as a whole.
//
// Allocation from an arena never returns NULL. When the allocator refuses or the arena's limit is reached, control
// jumps to the innermost jx_arena_guard() on that arena, which answers JX_OUT_OF_MEMORY. So code between a guard and an
// allocation must hold nothing but arena memory: files, parsers and statements are held outside the guarded body.
#ifndef JX_BASE_MEMORY_H
#define JX_BASE_MEMORY_H

#include "base/status.h"

// Grows, shrinks (size_new 0 frees, answers NULL) or makes (block NULL) one block. NULL for size_new > 0 means refused.
typedef struct {
    void *(*resize)(void *user, void *block, size_t size_old, size_t size_new);
    void *user;
} jx_allocator;

// malloc and free.
jx_allocator jx_allocator_system(void);

// For tests: serves `allowed` allocations from the system, then refuses every further one. `*state` is the caller's.
typedef struct {
    size_t allowed, served;
} jx_failing_state;
jx_allocator jx_allocator_failing_after(jx_failing_state *state, size_t allowed);

typedef struct jx_arena jx_arena;

// `size_max` in bytes is the most that may be handed out between resets. NULL if even the arena itself cannot be made.
jx_arena *jx_arena_new(jx_allocator allocator, size_t size_max);
void jx_arena_free(jx_arena *arena);   // NULL does nothing
void jx_arena_reset(jx_arena *arena);  // everything handed out is gone; blocks are kept for reuse

// Zeroed, aligned to 16, lives until reset. size 0 gives a valid pointer to nothing.
void *jx_arena_alloc(jx_arena *arena, size_t size) __attribute__((returns_nonnull, malloc));
// Refuses (as out of memory) when count × size overflows.
void *jx_arena_array(jx_arena *arena, size_t count, size_t size) __attribute__((returns_nonnull, malloc));
// Copies `size_old` bytes to a place of `size_new` (or grows in place). `block` may be NULL with size_old 0.
void *jx_arena_grow(jx_arena *arena, void *block, size_t size_old, size_t size_new) __attribute__((returns_nonnull));
size_t jx_arena_used(const jx_arena *arena);  // bytes handed out since reset

// A copy of `count` items of `size` bytes; `items` may be NULL with count 0, which memcpy forbids.
void *jx_arena_copy(jx_arena *arena, const void *items, size_t count, size_t size) __attribute__((returns_nonnull));

// A mark to return to: frees what was handed out since, for loops inside one age.
typedef struct {
    void  *block;
    size_t used, total;
} jx_arena_mark;
jx_arena_mark jx_arena_marked(const jx_arena *arena);
void jx_arena_rewind(jx_arena *arena, jx_arena_mark mark);

#define JX_NEW(arena, type) ((type *)jx_arena_alloc((arena), sizeof(type)))
#define JX_ARRAY(arena, count, type) ((type *)jx_arena_array((arena), (count), sizeof(type)))

// Appends room for one element to an arena-held growing array and answers a pointer to it (zeroed).
//   struct { T *items; size_t count, capacity; } list;   *JX_PUSH(arena, &list) = value;
#define JX_PUSH(arena, list)                                                                                         \
    ((list)->count == (list)->capacity                                                                               \
         ? ((list)->items = jx_arena_grow((arena), (list)->items, (list)->capacity * sizeof *(list)->items,          \
                                          ((list)->capacity ? (list)->capacity * 2 : 4) * sizeof *(list)->items),    \
            (list)->capacity = (list)->capacity ? (list)->capacity * 2 : 4)                                          \
         : 0,                                                                                                        \
     &(list)->items[(list)->count++])

// Runs body(user) and answers its status, or JX_OUT_OF_MEMORY if an allocation from `arena` failed inside. Guards nest.
JX_MUST_USE jx_status jx_arena_guard(jx_arena *arena, jx_status (*body)(void *user), void *user);

#endif
