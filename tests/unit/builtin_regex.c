// The regular expressions of matches, replace and split: dialect, flags, errors, and work that always ends.
#include "unit/builtin_reader.h"

#define YES(input, pattern, flags) matches_is(input, pattern, flags, "true", __LINE__)
#define NO(input, pattern, flags) matches_is(input, pattern, flags, "false", __LINE__)
#define WRONG(pattern, flags) matches_is("x", pattern, flags, "null", __LINE__)

static void matches_is(const char *input, const char *pattern, const char *flags, const char *expected, int line)
{
    feel_reader r;
    reader_open(&r);
    jx_value arguments[] = { jx_string(jx_text_of(input)), jx_string(jx_text_of(pattern)),
                             jx_string(jx_text_of(flags)) };
    jx_value answer = jx_builtin_apply(&r.context, jx_builtin_find(JX_TEXT("matches")), arguments, 3);
    check_text(reader_print(&r, answer), check_text_of(expected), __FILE__, line, pattern);
    check_int(r.context.limit_hit, JX_LIMIT_COUNT, __FILE__, line, pattern);
    if (answer.kind == JX_NULL) check_that(r.context.why != NULL, __FILE__, line, "no reason");
    reader_close(&r);
}

TEST(characters_and_dot)
{
    YES("abc", "b", "");
    NO("abc", "d", "");
    YES("abc", "", "");
    YES("", "", "");
    YES("柳州市", "柳.市", "");
    NO("柳市", "柳.市", "");
    YES("𠮷", "^.$", "");
    NO("a\nb", "a.b", "");
    NO("a\rb", "a.b", "");
    YES("a\nb", "a.b", "s");
    YES("a b", "a b", "");
    YES("a-b", "a-b", "");
    YES("a,b", "a,b", "");
}

TEST(anchors)
{
    YES("abc", "^abc$", "");
    NO("xabc", "^abc", "");
    NO("abc\n", "abc$", "");
    YES("abc\ndef", "^def$", "m");
    NO("abc\ndef", "^def$", "");
    YES("abc\ndef", "c$", "m");
    YES("abc\ndef", "f$", "m");
    NO("abc\n", "^$", "");
    NO("a\n", "\\n^$", "m");
    YES("ab", "^a|^b", "");
    NO("xb", "^a|^b", "");
    YES("", "^$", "");
    YES("a", "(^a)", "");
}

TEST(quantifiers)
{
    YES("color colour", "colou?r colou?r", "");
    YES("aaa", "^a{3}$", "");
    NO("aa", "^a{3}$", "");
    YES("aaaa", "^a{2,}$", "");
    NO("a", "^a{2,}$", "");
    YES("aaa", "^a{2,3}$", "");
    NO("aaaa", "^a{2,3}$", "");
    YES("", "^a{0}$", "");
    NO("a", "^a{0}$", "");
    YES("abab", "^(ab)+$", "");
    YES("", "^(ab)*$", "");
    YES("aab", "^a+?b$", "");
    YES("b", "^a*?b$", "");
    YES("aaa", "^a{1,2}?a$", "");
    YES("xyxy", "^(?:xy){2}$", "");
    YES("a", "^(|a)+$", "");
    YES("aaab", "^(a*)*b$", "");
    YES("ac", "^a(b|)c$", "");
}

TEST(wrong_patterns)
{
    static const char *const patterns[] = {
        "(",
        ")",
        "a)",
        "(a",
        "[",
        "]",
        "[]",
        "[^]",
        "[a",
        "*",
        "+a",
        "?",
        "a**",
        "a+*",
        "a{2",
        "a{,2}",
        "a{2,1}",
        "a{x}",
        "{2}",
        "}",
        "a}",
        "\\",
        "\\q",
        "\\y",
        "[\\q]",
        "[b-a]",
        "[a-\\d]",
        "\\p",
        "\\p{",
        "\\p{}",
        "\\p{Xx}",
        "\\p{IsNowhere}",
        "\\p{ Lu}",
        "\\pL",
        "(?=a)",
        "(?<n>a)",
        "(?i)a",
        "a++",
        "\\1",
        "(a)\\2",
        "(a\\1)",
        "[\\1]",
        "(?:a)\\1",
        "\\0",
        "a|*",
        "(*)",
        "[a-z-[aeiou]x]",
        "[[a]",
        "[a[b]]",
        "\\u0041",
    };
    for (size_t i = 0; i < JX_COUNT(patterns); i++) WRONG(patterns[i], "");
    WRONG("a", "y");
    WRONG("a", "i ");
    WRONG("a", " ");
    WRONG("a", "I");
    WRONG("a", "gi");
}

TEST(classes)
{
    YES("b", "[abc]", "");
    NO("d", "[abc]", "");
    YES("d", "[^abc]", "");
    YES("m", "[a-z]", "");
    YES("-", "[a-]", "");
    YES("-", "[-a]", "");
    YES("-", "^[+--]$", "");
    YES(",", "^[+--]$", "");
    YES("^", "[a^]", "");
    YES("]", "[\\]]", "");
    YES(".", "[.]", "");
    NO("a", "[.]", "");
    YES("$", "[$]", "");
    YES("业", "[一-龥]", "");
    NO("a", "[一-龥]", "");
    YES("5", "[\\d]", "");
    YES("a", "[^\\d]", "");
    YES("x", "[\\D]", "");
    YES("b", "[a-z-[aeiou]]", "");
    NO("e", "^[a-z-[aeiou]]$", "");
    YES("e", "^[a-z-[^aeiou]]$", "");
    NO("b", "^[a-z-[^aeiou]]$", "");
    YES("5", "^[\\d-[0-4]]$", "");
    NO("3", "^[\\d-[0-4]]$", "");
    YES("c", "^[a-z-[b-y-[c]]]$", "");
    NO("d", "^[a-z-[b-y-[c]]]$", "");
    YES("z", "^[^a-c-[d]]$", "");
    NO("d", "^[^a-c-[d]]$", "");
    NO("a", "^[^a-c-[d]]$", "");
    YES("_-.", "^[\\w_.-]+$", "");
}

TEST(escapes)
{
    YES("\t", "\\t", "");
    YES("\n", "\\n", "");
    YES("\r", "\\r", "");
    YES("a.b", "a\\.b", "");
    NO("axb", "a\\.b", "");
    YES("(){}[]", "\\(\\)\\{\\}\\[\\]", "");
    YES("a|b", "a\\|b", "");
    YES("$^", "\\$\\^", "");
    YES("\\", "\\\\", "");
    YES("a-b", "a\\-b", "");
    YES("٣", "\\d", "");
    NO("三", "\\d", "");
    YES("三", "\\w", "");
    NO("，", "\\w", "");
    YES("$", "\\w", "");  // a symbol, neither punctuation nor separator
    YES("，", "\\W", "");
    YES(" ", "\\s", "");
    NO("\u00a0", "\\s", "");
    YES("x", "\\S", "");
    YES("_a:b", "^\\i\\c*$", "");
    NO("1a", "^\\i", "");
    YES("1", "\\I", "");
    YES("a-1.b", "^\\c+$", "");
    YES(" ", "\\C", "");
}

TEST(categories_and_blocks)
{
    YES("A", "\\p{Lu}", "");
    NO("a", "\\p{Lu}", "");
    YES("a", "\\P{Lu}", "");
    YES("業", "^\\p{Lo}$", "");
    YES("業", "^\\p{L}$", "");
    YES("€", "\\p{Sc}", "");
    YES("！", "\\p{P}", "");
    YES("a", "^\\p{IsBasicLatin}$", "");
    NO("é", "^\\p{IsBasicLatin}$", "");
    YES("é", "^\\p{IsLatin-1Supplement}$", "");
    YES("ω", "^\\p{IsGreek}$", "");
    YES("ω", "^\\p{IsGreekandCoptic}$", "");
    YES("柳", "^\\p{IsCJKUnifiedIdeographs}$", "");
    YES("é", "^\\P{IsBasicLatin}$", "");
    YES("5", "^[\\p{Nd}\\p{Lu}]$", "");
    YES("a", "[^\\p{Nd}\\p{Lu}]", "");
    YES("\u212a", "^\\p{IsLetterlikeSymbols}$", "");
}

TEST(flag_i)
{
    YES("HeLLo", "hello", "i");
    NO("HeLLo", "hello", "");
    YES("B", "[a-z]", "i");
    NO("q", "[^Q]", "i");
    NO("Q", "[^q]", "i");
    YES("x", "^[A-Z-[OI]]$", "i");
    NO("o", "^[A-Z-[OI]]$", "i");
    NO("I", "^[A-Z-[OI]]$", "i");
    YES("\u212a", "^k$", "i");
    YES("\u212a", "^K$", "i");
    YES("k", "^\u212a$", "i");
    YES("\u212a", "^[a-z]$", "i");
    YES("k", "^[\u212a]$", "i");
    NO("\u212a", "^[^k]$", "i");
    NO("a", "\\p{Lu}", "i");
    YES("A", "\\p{Lu}", "i");
    YES("Ä", "ä", "i");
    YES("Σ", "^ς$", "i");
    YES("ς", "^[Σ]$", "i");
    YES("\u017f", "^[a-z]$", "i");
    YES("abAB", "^(ab)\\1$", "i");
    NO("abAB", "^(ab)\\1$", "");
    YES("ß", "^\u1e9e$", "i");
    NO("ss", "^ß$", "i");
    YES("Ж", "^[а-я]$", "i");
    NO("ı", "i", "i");
    NO("İ", "[i]", "i");
}

TEST(flags_x_q_and_several)
{
    YES("helloworld", " hello[ ]*world ", "x");
    YES("hello world", "hello[ ]world", "x");
    NO("hello world", "hello world", "x");
    YES("a", "\\p{ Is BasicLatin }", "x");
    WRONG("\\p{ Is BasicLatin }", "");
    YES("ab", "a\n\tb", "x");
    YES("a[b", "a \\[ b", "x");
    YES("AB\nC", "b . c", "xis");
    YES("a.b", "a.b", "q");
    NO("axb", "a.b", "q");
    YES("(A", "(a", "qi");
    YES("a b", "a b", "qx");
    YES("^$", "^$", "q");
    NO("", "^$", "q");
}

TEST(back_references)
{
    YES("abab", "^(ab)\\1$", "");
    NO("abac", "^(ab)\\1$", "");
    YES("'q'", "(['\"])q\\1", "");
    NO("'q\"", "(['\"])q\\1", "");
    YES("b", "^(a)?b\\1$", "");  // what matched nothing is empty
    YES("aa2", "^(a)\\12$", "");  // there is no group 12: \1 and a 2
    YES("abcdefghijj", "^(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)\\10$", "");
    YES("abba", "^(a)(b)\\2\\1$", "");
    YES("aaaa", "^(a*)\\1$", "");
    NO("aaab", "^(a+)\\1b$|^(a+)\\2c$", "");
    YES("aaaab", "^(a+)\\1b$|^(a+)\\2c$", "");
    YES("xx", "^(x*)*\\1$", "");
}

TEST(replacing)
{
    FEEL_IS("replace(\"banana\", \"a\", \"o\")", "\"bonono\"");
    FEEL_IS("replace(\"banana\", \"(an)\", \"<$1>\")", "\"b<an><an>a\"");
    FEEL_IS("replace(\"abc\", \"b\", \"[$0]\")", "\"a[b]c\"");
    FEEL_IS("replace(\"abc\", \"(x)?b\", \"[$1]\")", "\"a[]c\"");
    FEEL_IS("replace(\"abc\", \"b\", \"$1\")", "\"ac\"");
    FEEL_IS("replace(\"abc\", \"(b)\", \"$12\")", "\"ab2c\"");
    FEEL_IS("replace(\"abc\", \"b\", \"\\\\$\")", "\"a$c\"");
    FEEL_IS("replace(\"abc\", \"b\", \"\\\\\\\\\")", "\"a\\\\c\"");
    FEEL_IS("replace(\"abc\", \"b\", \"$\")", "null");
    FEEL_IS("replace(\"abc\", \"b\", \"$x\")", "null");
    FEEL_IS("replace(\"abc\", \"b\", \"\\\\n\")", "null");
    FEEL_IS("replace(\"abc\", \"x*\", \"-\")", "null");
    FEEL_IS("replace(\"abc\", \"^\", \"-\")", "null");
    FEEL_IS("replace(\"abc\", \"[\", \"-\")", "null");
    FEEL_IS("replace(\"a.b.c\", \".\", \"$\", \"q\")", "\"a$b$c\"");
    FEEL_IS("replace(\"aBc\", \"b\", \"x\", \"i\")", "\"axc\"");
    FEEL_IS("replace(\"aaa\", \"aa\", \"b\")", "\"ba\"");
    FEEL_IS("replace(\"aaa\", \"a{2}?\", \"b\")", "\"ba\"");
    FEEL_IS("replace(\"abc\", \"a.*?c\", \"\")", "\"\"");
    FEEL_IS("replace(\"\", \"a\", \"b\")", "\"\"");
    FEEL_IS("replace(\"2026-07-01\", \"(\\\\d+)-(\\\\d+)-(\\\\d+)\", \"$3.$2.$1\")", "\"01.07.2026\"");
    FEEL_IS("replace(\"abcabc\", \"^a\", \"x\")", "\"xbcabc\"");
    FEEL_IS("replace(\"工业增加值\", \"增加值\", \"总产值\")", "\"工业总产值\"");
}

TEST(splitting)
{
    FEEL_IS("split(\"John Doe\", \"\\\\s\")", "[\"John\", \"Doe\"]");
    FEEL_IS("split(\"a;b;c;;\", \";\")", "[\"a\", \"b\", \"c\", \"\", \"\"]");
    FEEL_IS("split(\";a\", \";\")", "[\"\", \"a\"]");
    FEEL_IS("split(\"\", \";\")", "[\"\"]");
    FEEL_IS("split(\"abc\", \"\")", "null");
    FEEL_IS("split(\"a1b22c\", \"[0-9]+\")", "[\"a\", \"b\", \"c\"]");
    FEEL_IS("split(\"甲、乙，丙\", \"[、，]\")", "[\"甲\", \"乙\", \"丙\"]");
}

// ---- the first match, and which way it goes ----

TEST(leftmost_first)
{
    FEEL_IS("replace(\"abcd\", \"ab|abcd\", \"-\")", "\"-cd\"");
    FEEL_IS("replace(\"abcd\", \"(a|ab)(c|bcd)\", \"[$1|$2]\")", "\"[a|bcd]\"");
    FEEL_IS("replace(\"<a><b>\", \"<.+>\", \"x\")", "\"x\"");
    FEEL_IS("replace(\"<a><b>\", \"<.+?>\", \"x\")", "\"xx\"");
    FEEL_IS("replace(\"aab\", \"(a+)(a*)b\", \"[$1|$2]\")", "\"[aa|]\"");
    FEEL_IS("replace(\"aab\", \"(a+?)(a*)b\", \"[$1|$2]\")", "\"[a|a]\"");
    FEEL_IS("replace(\"abab\", \"(?:(a)|b)+\", \"[$1]\")", "\"[a]\"");
}

// ---- work that ends ----

static jx_text repeated(feel_reader *r, const char *part, size_t times, const char *end)
{
    jx_buffer buffer = jx_buffer_in(r->arena);
    for (size_t i = 0; i < times; i++) jx_buffer_put(&buffer, jx_text_of(part));
    jx_buffer_put(&buffer, jx_text_of(end));
    return jx_buffer_text(&buffer);
}

static jx_value match(feel_reader *r, jx_text input, jx_text pattern)
{
    jx_value arguments[] = { jx_string(input), jx_string(pattern) };
    return jx_builtin_apply(&r->context, jx_builtin_find(JX_TEXT("matches")), arguments, 2);
}

TEST(catastrophes_without_back_references_are_answered)
{
    static const char *const patterns[] = { "^(a+)+$",          "^(a|aa)+$",
                                            "^(a*)*$",          "^(a|a?)+$",
                                            "^((a+)+)+$",       "^(.*)*x$",
                                            "^(a{1,5}){1,5}b$", "^((((((((((a*)*)*)*)*)*)*)*)*)*)*$" };
    for (size_t i = 0; i < JX_COUNT(patterns); i++) {
        feel_reader r;
        reader_open(&r);
        CHECK(jx_is_false(match(&r, repeated(&r, "a", 1000, "!"), jx_text_of(patterns[i]))));
        CHECK_INT(r.context.limit_hit, JX_LIMIT_COUNT);
        CHECK(r.steps < 1000000);
        reader_close(&r);
    }
}

TEST(catastrophes_with_back_references_stop)
{
    static const char *const patterns[] = { "^(a+)+\\1b$", "^(a|aa)+\\1c$", "^(a*)*\\1b", "(x?)(a|a)*\\1!!" };
    for (size_t i = 0; i < JX_COUNT(patterns); i++) {
        feel_reader r;
        reader_open(&r);
        CHECK(match(&r, repeated(&r, "a", 60, "!"), jx_text_of(patterns[i])).kind == JX_NULL);
        CHECK_INT(r.context.limit_hit, JX_LIMIT_REGEX_STEPS);
        CHECK(r.steps <= 1100000);
        reader_close(&r);
    }
}

TEST(steps_are_the_same_every_time)
{
    uint64_t first = 0;
    for (int i = 0; i < 3; i++) {
        feel_reader r;
        reader_open(&r);
        match(&r, repeated(&r, "ab", 200, ""), JX_TEXT("(a|b)*c"));
        if (i == 0) first = r.steps;
        CHECK_INT(r.steps, first);
        reader_close(&r);
    }
}

TEST(the_steps_of_the_run_are_a_limit_too)
{
    feel_reader r;
    reader_open(&r);
    r.limits.at[JX_LIMIT_STEPS] = 500;
    CHECK(match(&r, repeated(&r, "a", 1000, ""), JX_TEXT("b")).kind == JX_NULL);
    CHECK_INT(r.context.limit_hit, JX_LIMIT_STEPS);
    reader_close(&r);
}

static bool is_answered_with(uint64_t steps)
{
    feel_reader r;
    reader_open(&r);
    r.limits.at[JX_LIMIT_REGEX_STEPS] = steps;
    bool answered = jx_is_true(match(&r, JX_TEXT("aaaaaaaaaab"), JX_TEXT("a+b")));
    CHECK_INT(r.context.limit_hit, answered ? JX_LIMIT_COUNT : JX_LIMIT_REGEX_STEPS);
    reader_close(&r);
    return answered;
}

TEST(limit_of_regex_steps_below_at_above)
{
    uint64_t least = 1;
    while (!is_answered_with(least)) least++;
    CHECK(least > 20 && least < 60);
    CHECK(is_answered_with(least + 1));
    CHECK(!is_answered_with(least - 1));
}

TEST(large_patterns)
{
    feel_reader r;
    reader_open(&r);
    CHECK(jx_is_true(match(&r, repeated(&r, "a", 1000, ""), repeated(&r, "a", 1000, ""))));
    CHECK(match(&r, JX_TEXT("a"), repeated(&r, "a", 1001, "")).kind == JX_NULL);
    CHECK_INT(r.context.limit_hit, JX_LIMIT_REGEX_POINTS);
    reader_close(&r);
    reader_open(&r);
    CHECK(match(&r, JX_TEXT("a"), JX_TEXT("a{1,65535}{1,65535}")).kind == JX_NULL);
    CHECK_INT(r.context.limit_hit, JX_LIMIT_COUNT);  // a quantifier on a quantifier is a mistake
    CHECK(match(&r, JX_TEXT("a"), JX_TEXT("(a{1,65535}){1,65535}")).kind == JX_NULL);
    CHECK_INT(r.context.limit_hit, JX_LIMIT_REGEX_POINTS);
    reader_close(&r);
    reader_open(&r);
    CHECK(match(&r, JX_TEXT("a"), JX_TEXT("(?:(?:(?:){1000000}){1000000}){1000000}")).kind == JX_NULL);
    CHECK_INT(r.context.limit_hit, JX_LIMIT_STEPS);
    reader_close(&r);
    reader_open(&r);
    CHECK(jx_is_true(match(&r, JX_TEXT("aaa"), JX_TEXT("^a{1,65535}$"))));
    reader_close(&r);
}

TEST(groups_nested_too_deep)
{
    feel_reader r;
    reader_open(&r);
    jx_text fits = jx_text_format(r.arena, "%.*sa%.*s", JX_TEXT_ARG(repeated(&r, "(", 32, "")),
                                  JX_TEXT_ARG(repeated(&r, ")", 32, "")));
    jx_text deep = jx_text_format(r.arena, "%.*sa%.*s", JX_TEXT_ARG(repeated(&r, "(", 33, "")),
                                  JX_TEXT_ARG(repeated(&r, ")", 33, "")));
    CHECK(jx_is_true(match(&r, JX_TEXT("a"), fits)));
    CHECK(match(&r, JX_TEXT("a"), deep).kind == JX_NULL);
    CHECK_INT(r.context.limit_hit, JX_LIMIT_REGEX_GROUPS);
    reader_close(&r);
    reader_open(&r);
    CHECK(match(&r, JX_TEXT("a"), repeated(&r, "(", 300, "")).kind == JX_NULL);
    CHECK_INT(r.context.limit_hit, JX_LIMIT_REGEX_GROUPS);
    reader_close(&r);
}

TEST(replace_never_makes_too_long_a_text)
{
    feel_reader r;
    reader_open(&r);
    jx_value arguments[] = { jx_string(repeated(&r, "a", 2000, "")), jx_string(JX_TEXT("a")),
                             jx_string(repeated(&r, "b", 2000, "")) };
    size_t before = jx_arena_used(r.arena);
    CHECK(jx_builtin_apply(&r.context, jx_builtin_find(JX_TEXT("replace")), arguments, 3).kind == JX_NULL);
    CHECK_INT(r.context.limit_hit, JX_LIMIT_TEXT_LENGTH);
    CHECK(jx_arena_used(r.arena) - before < 8u << 20);
    reader_close(&r);
}

CHECK_MAIN
