// The strict JSON reader and the writer.
#include "io/io.h"
#include "unit/check.h"

static jx_arena *arena;

static jx_status read_text(const char *text, jx_json *out, const char **out_slug)
{
    jx_limits limits = jx_limits_default();
    jx_problems problems = { .arena = arena, .language = JX_ENGLISH };
    jx_source source = { .name = JX_TEXT("t"), .bytes = check_text_of(text) };
    jx_status status = jx_json_read(arena, &problems, &limits, &source, out);
    *out_slug = problems.list.count ? jx_problem_slug(problems.list.items[0].code) : "";
    return status;
}

static bool reads(const char *text)
{
    jx_json value;
    const char *slug;
    return read_text(text, &value, &slug) == JX_OK;
}

static const char *refusal(const char *text)
{
    jx_json value;
    const char *slug;
    return read_text(text, &value, &slug) == JX_REFUSED ? slug : "read";
}

TEST(values)
{
    arena = jx_arena_new(jx_allocator_system(), 16 << 20);
    jx_json value;
    const char *slug;
    CHECK_INT(read_text(" {\"a\":[1.50,-2e3,true,null],\"b\":\"x\\u4f01\\n\"} ", &value, &slug), JX_OK);
    const jx_json *a = jx_json_member(&value, "a"), *b = jx_json_member(&value, "b");
    if (!CHECK(a && b) || !CHECK_INT(a->count, 4)) return;
    CHECK_TEXT(a->items[0].text, "1.50");
    CHECK_INT(jx_decimal_compare(a->items[0].number, jx_decimal_scaled(15, 1)), 0);
    CHECK_INT(jx_decimal_compare(a->items[1].number, jx_decimal_of(-2000)), 0);
    CHECK(a->items[2].kind == JX_JSON_BOOLEAN && a->items[2].boolean);
    CHECK_TEXT(b->text, "x企\n");
    CHECK(!jx_json_member(&value, "c"));
    CHECK(reads("\"\\ud83d\\ude00\""));
    CHECK(reads("0") && reads("-0.0e-1") && reads("[]") && reads("{}"));
}

TEST(refusals)
{
    static const char *const malformed[] = { "",         "{",      "[1,]",  "{\"a\":1,}",  "01",          "+1",
                                             ".5",       "1.",     "1e",    "nul",         "[1 2]",       "{\"a\" 1}",
                                             "\"\\x\"",  "\"\n\"", "\"abc", "\"\\ud83d\"", "\"\\ude00\"", "\"\\u0000\"",
                                             "\"\xff\"", "1 1",    "{a:1}", "NaN" };
    for (size_t i = 0; i < JX_COUNT(malformed); i++) {
        if (!CHECK_STRING(refusal(malformed[i]), "json-malformed")) printf("    at %s\n", malformed[i]);
    }
    CHECK_STRING(refusal("{\"a\":1,\"b\":2,\"\\u0061\":3}"), "json-member-doubled");
}

TEST(limits_are_held)
{
    char deep[400] = { 0 };
    for (int i = 0; i < 64; i++)
        deep[i] = '[', deep[127 - i] = ']';
    CHECK(reads(deep));
    for (int i = 0; i < 65; i++)
        deep[i] = '[', deep[129 - i] = ']';
    CHECK_STRING(refusal(deep), "json-too-large");
    char digits[120];
    memset(digits, '1', sizeof digits);
    digits[100] = '\0';
    CHECK(reads(digits));
    digits[100] = '1', digits[101] = '\0';
    CHECK_STRING(refusal(digits), "number-too-long");
}

TEST(writing)
{
    jx_buffer out = jx_buffer_in(arena);
    jx_json_writer json = jx_json_writer_on(&out);
    jx_json_begin(&json, '{');
    jx_json_name(&json, "a"), jx_json_put_integer(&json, -7);
    jx_json_name(&json, "b");
    jx_json_begin(&json, '[');
    jx_json_put_text(&json, JX_TEXT("\"\\\n\x01企"));
    jx_json_put_null(&json);
    jx_json_end(&json, ']');
    jx_json_name(&json, "c"), jx_json_begin(&json, '['), jx_json_end(&json, ']');
    jx_json_end(&json, '}');
    CHECK_TEXT(jx_buffer_text(&out),
               "{\n  \"a\": -7,\n  \"b\": [\n    \"\\\"\\\\\\n\\u0001企\",\n    null\n  ],\n  \"c\": []\n}\n");
    jx_buffer_put_char(&out, '\0');
    CHECK(reads(out.bytes));
    jx_arena_free(arena);
}

CHECK_MAIN
