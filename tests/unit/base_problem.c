// Problems: rows, sentences, places and carets.
#include "base/problem.h"
#include "unit/check.h"

static jx_arena *memory;

static jx_problems collector(jx_language language)
{
    if (memory == NULL) memory = jx_arena_new(jx_allocator_system(), 16 << 20);
    jx_arena_reset(memory);
    return (jx_problems){ .arena = memory, .language = language };
}

static jx_text printed(const jx_problem *problem, jx_language language)
{
    jx_buffer out = jx_buffer_in(memory);
    jx_problem_print(problem, language, &out);
    return jx_buffer_text(&out);
}

TEST(every_row_is_well_formed)
{
    for (int code = 0; code < JX_PROBLEM_COUNT; code++) {
        jx_problem_code found;
        jx_text slug = jx_text_of(jx_problem_slug((jx_problem_code)code));
        CHECK(slug.size > 0 && strspn(slug.bytes, "abcdefghijklmnopqrstuvwxyz0123456789-") == slug.size);
        CHECK(jx_problem_code_of(slug, &found) && (int)found == code);  // so slugs are unique
        for (int language = 0; language < 2; language++) {
            jx_problems problems = collector((jx_language)language);
            const jx_text arguments[9] = { JX_TEXT("1"), JX_TEXT("2"), JX_TEXT("3"), JX_TEXT("4") };
            (void)jx_problem_add(&problems, (jx_problem_code)code, JX_SEVERITY_ERROR, NULL, (jx_span){ 0 },
                                 (jx_text){ 0 }, arguments, 9);
            CHECK(problems.list.items[0].what.size > 5 && jx_text_is_utf8(problems.list.items[0].what, NULL));
        }
    }
    jx_problem_code code;
    CHECK(jx_problem_code_of(JX_TEXT("T2"), &code) && code == JX_PROBLEM_QUOTATION_NOT_FOUND);
    CHECK(!jx_problem_code_of(JX_TEXT(""), &code) && !jx_problem_code_of(JX_TEXT("no-such"), &code));
    for (int limit = 0; limit < JX_LIMIT_COUNT; limit++)
        CHECK_STRING(jx_problem_slug(jx_problem_code_of_limit((jx_limit)limit)), jx_limit_slug((jx_limit)limit));
}

TEST(carets_stand_under_chinese_text)
{
    jx_problems problems = collector(JX_CHINESE);
    const jx_source source = { JX_TEXT("policy.md"), JX_TEXT("第一行\n增速 > 五点 才给\r\n末行") };
    const jx_text arguments[] = { JX_TEXT("五点") };
    uint32_t start = (uint32_t)jx_text_find(source.bytes, arguments[0]);
    CHECK_INT(jx_problem_add(&problems, JX_PROBLEM_UNKNOWN_NAME, JX_SEVERITY_ERROR, &source,
                             (jx_span){ start, start + 6 }, JX_TEXT("可能是: 五成"), arguments, 1),
              JX_REFUSED);
    CHECK_TEXT(printed(problems.list.items, JX_CHINESE), "policy.md:2:6: unknown-name (N2): 名称「五点」未定义。\n"
                                                         "  2 | 增速 > 五点 才给\n"
                                                         "    |        ^^^^ 可能是: 五成\n");
}

TEST(severities)
{
    jx_problems problems = collector(JX_ENGLISH);
    const jx_source source = { JX_TEXT("a.feel"), JX_TEXT("1 +\t* \x1b[2J") };
    const jx_text arguments[] = { JX_TEXT("a number is expected") };
    CHECK_INT(jx_problem_add(&problems, JX_PROBLEM_SYNTAX_ERROR, JX_SEVERITY_WARNING, &source, (jx_span){ 4, 4 },
                             (jx_text){ 0 }, arguments, 1),
              JX_OK);
    CHECK_INT(jx_problem_add(&problems, JX_PROBLEM_SYNTAX_ERROR, JX_SEVERITY_NOTE, NULL, (jx_span){ 0 },
                             JX_TEXT("try again"), arguments, 1),
              JX_OK);
    CHECK_INT(
        jx_problem_add(NULL, JX_PROBLEM_SYNTAX_ERROR, JX_SEVERITY_ERROR, NULL, (jx_span){ 0 }, (jx_text){ 0 }, NULL, 0),
        JX_REFUSED);
    CHECK_INT(problems.error_count, 0);
    CHECK_INT(problems.list.count, 2);
    CHECK_TEXT(printed(&problems.list.items[0], JX_ENGLISH),
               "a.feel:1:5: syntax-error: warning: Syntax error: a number is expected.\n"
               "  1 | 1 + *  [2J\n"
               "    |     ^ mend what is marked\n");
    CHECK_TEXT(printed(&problems.list.items[1], JX_ENGLISH),
               "syntax-error: note: Syntax error: a number is expected.\n  try again\n");
}

TEST(places)
{
    const jx_source source = { JX_TEXT("x"), JX_TEXT("ab\n柳州\n") };
    jx_place place = jx_source_place(&source, 6);
    CHECK_INT(place.line, 2);
    CHECK_INT(place.column, 2);
    CHECK_TEXT(place.excerpt, "柳州");
    place = jx_source_place(&source, (uint32_t)source.bytes.size);
    CHECK_INT(place.line, 3);
    CHECK_TEXT(place.excerpt, "");
    const jx_source empty = { JX_TEXT("x"), { NULL, 0 } };
    CHECK_INT(jx_source_place(&empty, 0).column, 1);
    jx_problems problems = collector(JX_ENGLISH);
    (void)jx_problem_add(&problems, JX_PROBLEM_TABLE_EMPTY, JX_SEVERITY_ERROR, &empty, (jx_span){ 0 }, (jx_text){ 0 },
                         NULL, 0);
    CHECK_TEXT(printed(problems.list.items, JX_ENGLISH),
               "x:1:1: table-empty: This table has no rows.\n  1 | \n    | ^\n");
}

// A span over several lines is underlined to the end of its first.
TEST(long_spans)
{
    jx_problems problems = collector(JX_ENGLISH);
    const jx_source source = { JX_TEXT("x"), JX_TEXT("abc\ndef") };
    (void)jx_problem_add(&problems, JX_PROBLEM_TABLE_EMPTY, JX_SEVERITY_ERROR, &source, (jx_span){ 1, 7 },
                         (jx_text){ 0 }, NULL, 0);
    CHECK_TEXT(printed(problems.list.items, JX_ENGLISH),
               "x:1:2: table-empty: This table has no rows.\n  1 | abc\n    |  ^^\n");
}

CHECK_MAIN
