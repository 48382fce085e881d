// The whole test framework: TEST registers itself, CHECK… counts and goes on, CHECK_MAIN runs everything.
//
//     #include "unit/check.h"
//     TEST(rounds_half_up) { CHECK_INT(jx_..., 3); }
//     CHECK_MAIN
//
// A .c file below tests/ that holds CHECK_MAIN (or a main of its own) becomes a test program; files of the same folder
// without one are linked into each of them. A program called with words runs the tests whose names contain one of them.
// The last line is "N passed, N failed" (", N skipped"), which ./test adds up.
#ifndef JX_TESTS_UNIT_CHECK_H
#define JX_TESTS_UNIT_CHECK_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

typedef struct check_test check_test;
struct check_test {
    const char *name;
    void (*body)(void);
    check_test *next;
};

static check_test *check_first, **check_last = &check_first;
static const char *check_name = "";
static size_t check_passed, check_failed, check_skipped;

// Tests run in the order in which they stand in the file.
static inline void check_register(check_test *test)
{
    *check_last = test;
    check_last = &test->next;
}

#define TEST(test_name)                                                                                  \
    static void test_##test_name(void);                                                                  \
    static check_test check_test_##test_name = { #test_name, test_##test_name, NULL };                   \
    __attribute__((constructor)) static void check_register_##test_name(void)                            \
    {                                                                                                    \
        check_register(&check_test_##test_name);                                                         \
    }                                                                                                    \
    static void test_##test_name(void)

static inline bool check_that(bool holds, const char *file, int line, const char *what)
{
    if (holds) {
        check_passed++;
    } else {
        check_failed++;
        printf("%s:%d: %s: not so: %s\n", file, line, check_name, what);
    }
    return holds;
}

static inline bool check_int(long long actual, long long expected, const char *file, int line, const char *what)
{
    bool same = check_that(actual == expected, file, line, what);
    if (!same) printf("    is %lld, expected %lld\n", actual, expected);
    return same;
}

static inline bool check_text(jx_text actual, jx_text expected, const char *file, int line, const char *what)
{
    bool equal = actual.size == expected.size;
    if (equal && actual.size) equal = memcmp(actual.bytes, expected.bytes, actual.size) == 0;
    bool same = check_that(equal, file, line, what);
    if (!same) {
        printf("    is       \"%.*s\"\n    expected \"%.*s\"\n", JX_TEXT_ARG(actual), JX_TEXT_ARG(expected));
    }
    return same;
}

// A zero-terminated string as a text, without needing the library.
static inline jx_text check_text_of(const char *string)
{
    return (jx_text){ string, string ? strlen(string) : 0 };
}

// Each answers whether it held, so that a test can stop: if (!CHECK(pointer)) return;
#define CHECK(condition) check_that((condition), __FILE__, __LINE__, #condition)
#define CHECK_INT(actual, expected) check_int((long long)(actual), (long long)(expected), __FILE__, __LINE__, #actual)
// Two zero-terminated strings.
#define CHECK_STRING(actual, expected)                                                                   \
    check_text(check_text_of(actual), check_text_of(expected), __FILE__, __LINE__, #actual)
// A jx_text against a zero-terminated string.
#define CHECK_TEXT(actual, expected) check_text((actual), check_text_of(expected), __FILE__, __LINE__, #actual)
// Said aloud and counted; the test goes on or returns as it likes.
#define CHECK_SKIP(reason) (check_skipped++, (void)printf("SKIP: %s: %s\n", check_name, (reason)))

static inline bool check_wanted(const char *name, int count, char **words)
{
    for (int i = 1; i < count; i++) {
        if (strstr(name, words[i])) return true;
    }
    return count < 2;
}

static inline int check_run(int count, char **words)
{
    setvbuf(stdout, NULL, _IOLBF, 0);  // so that a crash shows what came before
    for (check_test *test = check_first; test; test = test->next) {
        if (!check_wanted(test->name, count, words)) continue;
        check_name = test->name;
        size_t before = check_passed + check_failed + check_skipped;
        test->body();
        if (check_passed + check_failed + check_skipped == before) check_passed++;  // it ran, and nothing stopped it
    }
    printf("%zu passed, %zu failed", check_passed, check_failed);
    if (check_skipped) printf(", %zu skipped", check_skipped);
    printf("\n");
    return check_failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

#define CHECK_MAIN                                                                                       \
    int main(int argument_count, char **arguments)                                                       \
    {                                                                                                    \
        return check_run(argument_count, arguments);                                                     \
    }

#endif
