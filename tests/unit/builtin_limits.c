// Built-ins under limits and with function values: work is counted, too much of it stops and says which limit.
#include "unit/builtin_reader.h"

static jx_value apply(feel_reader *r, const char *name, const jx_value *arguments, size_t count)
{
    return jx_builtin_apply(&r->context, jx_builtin_find(jx_text_of(name)), arguments, count);
}

static jx_value numbers(feel_reader *r, size_t count, size_t different)
{
    jx_value *items = JX_ARRAY(r->arena, count, jx_value);
    for (size_t i = 0; i < count; i++) items[i] = jx_integer((int64_t)((i * 7919) % different));
    return jx_list(items, count);
}

TEST(functions_are_called)
{
    FEEL_IS("sort([3, 1, 2], less)", "[1, 2, 3]");
    FEEL_IS("sort([3, 1, 2], greater)", "[3, 2, 1]");
    FEEL_IS("sort([3, 1, 2], broken)", "null");
    FEEL_IS("sort([1, \"a\"], less)", "null");
    FEEL_IS("sort([], broken)", "[]");
    FEEL_IS("sort(less, [1])", "null");
    FEEL_IS("list replace([2, 4, 7, 8], less, 5)", "[5, 5, 7, 8]");
    FEEL_IS("list replace([2, 4], broken, 5)", "null");
    FEEL_IS("list replace(list: [2, 4], match: greater, newItem: 3)", "[2, 3]");
}

TEST(sort_is_stable_and_whole)
{
    feel_reader r;
    reader_open(&r);
    for (size_t count = 0; count < 70; count++) {
        jx_value sorted = apply(&r, "sort", (jx_value[]){ numbers(&r, count, 10) }, 1);
        CHECK_INT(sorted.as.list.count, count);
        for (size_t i = 1; i < count; i++)
            CHECK(jx_is_true(jx_less_equal(&r.context, sorted.as.list.items[i - 1], sorted.as.list.items[i])));
    }
    reader_close(&r);
}

TEST(doubles_of_many_numbers)
{
    feel_reader r;
    reader_open(&r);
    jx_value kept = apply(&r, "distinct values", (jx_value[]){ numbers(&r, 100000, 1000) }, 1);
    CHECK_INT(kept.as.list.count, 1000);
    CHECK_TEXT(reader_print(&r, kept.as.list.items[1]), "919");  // 7919 modulo 1000: the second stays second
    CHECK(r.steps < 3000000);
    reader_close(&r);
}

TEST(steps_of_the_run_stop_lists)
{
    static const char *const names[] = { "sum", "min",  "distinct values", "sort", "reverse", "flatten", "median",
                                         "all", "union" };
    for (size_t i = 0; i < JX_COUNT(names); i++) {
        feel_reader r;
        reader_open(&r);
        r.limits.at[JX_LIMIT_STEPS] = 100;
        jx_value list = numbers(&r, 1000, 1000);
        if (strcmp(names[i], "all") == 0) list = jx_list(JX_ARRAY(r.arena, 1000, jx_value), 1000);
        CHECK(apply(&r, names[i], &list, 1).kind == JX_NULL);
        CHECK_INT(r.context.limit_hit, JX_LIMIT_STEPS);
        reader_close(&r);
    }
}

TEST(length_of_lists_below_at_above)
{
    for (size_t count = 9; count <= 11; count++) {
        feel_reader r;
        reader_open(&r);
        r.limits.at[JX_LIMIT_LIST_LENGTH] = 10;
        jx_value arguments[] = { numbers(&r, count - 1, 100), jx_integer(1) };
        jx_value made = apply(&r, "append", arguments, 2);
        CHECK_INT(made.kind == JX_LIST, count <= 10);
        CHECK_INT(r.context.limit_hit, count <= 10 ? JX_LIMIT_COUNT : JX_LIMIT_LIST_LENGTH);
        reader_close(&r);
    }
}

TEST(length_of_texts_below_at_above)
{
    for (size_t length = 9; length <= 11; length++) {
        feel_reader r;
        reader_open(&r);
        r.limits.at[JX_LIMIT_TEXT_LENGTH] = 10;
        jx_value head = jx_string(JX_TEXT("一二三四五")),
                 tail = jx_string(jx_text_slice(JX_TEXT("六七八九十百"), 0, 3 * (length - 5)));
        jx_value made = jx_add(&r.context, head, tail);
        CHECK_INT(made.kind == JX_STRING, length <= 10);
        CHECK_INT(r.context.limit_hit, length <= 10 ? JX_LIMIT_COUNT : JX_LIMIT_TEXT_LENGTH);
        reader_close(&r);
    }
}

TEST(joining_stops_before_it_is_too_long)
{
    feel_reader r;
    reader_open(&r);
    jx_value *items = JX_ARRAY(r.arena, 3000, jx_value);
    char     *long_text = memset(jx_arena_alloc(r.arena, 1000), 'x', 1000);
    for (size_t i = 0; i < 3000; i++) items[i] = jx_string((jx_text){ long_text, 1000 });
    CHECK(apply(&r, "string join", (jx_value[]){ jx_list(items, 3000) }, 1).kind == JX_NULL);
    CHECK_INT(r.context.limit_hit, JX_LIMIT_TEXT_LENGTH);
    reader_close(&r);
}

// A list that holds itself twice, over and over: small in memory, endless to walk.
static jx_value doubled(feel_reader *r, size_t times)
{
    jx_value list = jx_list(NULL, 0);
    for (size_t i = 0; i < times; i++) {
        jx_value *items = JX_ARRAY(r->arena, 2, jx_value);
        items[0] = items[1] = list;
        list = jx_list(items, 2);
    }
    return list;
}

TEST(shared_values_are_walked_within_steps)
{
    static const char *const names[] = { "string", "flatten", "is", "list contains", "index of", "distinct values" };
    for (size_t i = 0; i < JX_COUNT(names); i++) {
        feel_reader r;
        reader_open(&r);
        jx_value arguments[] = { doubled(&r, 60), doubled(&r, 59) };
        size_t   count = i < 2 || i == 5 ? 1 : 2;
        if (i == 2) arguments[1] = doubled(&r, 60);
        CHECK(apply(&r, names[i], arguments, count).kind == JX_NULL);
        CHECK_INT(r.context.limit_hit, JX_LIMIT_STEPS);
        reader_close(&r);
    }
    feel_reader r;
    reader_open(&r);
    CHECK(jx_equal(&r.context, doubled(&r, 60), doubled(&r, 60)).kind == JX_NULL);
    CHECK_INT(r.context.limit_hit, JX_LIMIT_STEPS);
    reader_close(&r);
}

static jx_value nested(feel_reader *r, size_t depth)
{
    jx_value value = jx_integer(1);
    for (size_t i = 0; i < depth; i++) {
        jx_value *item = JX_NEW(r->arena, jx_value);
        *item = value;
        value = jx_list(item, 1);
    }
    return value;
}

TEST(nesting_below_at_above)
{
    for (size_t depth = 255; depth <= 257; depth++) {
        feel_reader r;
        reader_open(&r);
        bool held = jx_equal(&r.context, nested(&r, depth), nested(&r, depth)).kind == JX_BOOLEAN;
        CHECK_INT(held, depth <= 256);
        CHECK_INT(r.context.limit_hit, held ? JX_LIMIT_COUNT : JX_LIMIT_NESTING);
        reader_close(&r);
        reader_open(&r);
        held = apply(&r, "flatten", (jx_value[]){ nested(&r, depth) }, 1).kind == JX_LIST;
        CHECK_INT(held, depth <= 256);
        reader_close(&r);
    }
    feel_reader r;
    reader_open(&r);
    CHECK(apply(&r, "string", (jx_value[]){ nested(&r, 1000000) }, 1).kind == JX_NULL);
    CHECK_INT(r.context.limit_hit, JX_LIMIT_NESTING);
    reader_close(&r);
}

TEST(after_a_limit_nothing_goes_on)
{
    feel_reader r;
    reader_open(&r);
    r.context.limit_hit = JX_LIMIT_STEPS;
    CHECK(reader_read(&r, "sum([1, 2])").kind == JX_NULL);
    CHECK(reader_read(&r, "matches(\"a\", \"a\")").kind == JX_NULL);
    CHECK_INT(r.context.limit_hit, JX_LIMIT_STEPS);
    reader_close(&r);
}

static jx_status upper_case_long(void *user)
{
    feel_reader *r = user;
    char        *text = memset(jx_arena_alloc(r->arena, 100000), 'x', 100000);
    apply(r, "upper case", (jx_value[]){ jx_string((jx_text){ text, 100000 }) }, 1);
    apply(r, "replace",
          (jx_value[]){ jx_string((jx_text){ text, 100000 }), jx_string(JX_TEXT("x")), jx_string(JX_TEXT("yyyy")) }, 3);
    return JX_OK;
}

TEST(refused_memory_ends_in_the_guard)
{
    feel_reader r;
    reader_open(&r);
    jx_arena *large = r.arena;
    for (size_t size = 150000; size <= 500000; size += 50000) {
        r.context.arena = r.arena = jx_arena_new(jx_allocator_system(), size);
        CHECK_INT(jx_arena_guard(r.arena, upper_case_long, &r), JX_OUT_OF_MEMORY);
        jx_arena_free(r.arena);
    }
    r.arena = large;
    reader_close(&r);
}

TEST(no_present_time)
{
    feel_reader r;
    reader_open(&r);
    r.context.now = NULL;
    CHECK(reader_read(&r, "now()").kind == JX_NULL);
    CHECK_STRING(r.context.why, "no present time was given");
    CHECK(reader_read(&r, "today()").kind == JX_NULL);
    reader_close(&r);
    FEEL_IS("now()", "2026-07-01T08:30:00+08:00");
    FEEL_IS("today()", "2026-07-01");
}

CHECK_MAIN
