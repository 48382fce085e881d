// UTF-8 text, widths, buffers and hashes.
#include "base/hash.h"
#include "base/limits.h"
#include "unit/check.h"

TEST(order_and_parts)
{
    CHECK_INT(jx_text_compare(JX_TEXT("a"), JX_TEXT("ab")), -1);
    CHECK_INT(jx_text_compare(JX_TEXT("b"), JX_TEXT("ab")), 1);
    CHECK_INT(jx_text_compare(JX_TEXT(""), (jx_text){ NULL, 0 }), 0);
    CHECK(jx_text_compare(JX_TEXT("\uFFFD"), JX_TEXT("\U0001F600")) < 0);
    CHECK(jx_text_equal((jx_text){ NULL, 0 }, JX_TEXT("")));
    CHECK(jx_text_starts_with(JX_TEXT("柳州市"), JX_TEXT("柳州")) &&
          !jx_text_starts_with(JX_TEXT("柳"), JX_TEXT("柳州")));
    CHECK(jx_text_ends_with(JX_TEXT("柳州市"), JX_TEXT("州市")) && jx_text_ends_with(JX_TEXT("a"), JX_TEXT("")));
    CHECK_TEXT(jx_text_slice(JX_TEXT("abcdef"), 2, 4), "cd");
    CHECK_TEXT(jx_text_slice(JX_TEXT("abcdef"), 4, 99), "ef");
    CHECK_TEXT(jx_text_slice(JX_TEXT("abcdef"), 9, 3), "");
    CHECK_TEXT(jx_text_trim(JX_TEXT(" \t\r\n\u3000 a b\u3000\u3000 \n")), "a b");
    CHECK_TEXT(jx_text_trim(JX_TEXT("\u3000 ")), "");
    CHECK_INT(jx_text_find(JX_TEXT("abcabc"), JX_TEXT("ca")), 2);
    CHECK(jx_text_find(JX_TEXT("abc"), JX_TEXT("x")) == SIZE_MAX &&
          jx_text_find((jx_text){ NULL, 0 }, JX_TEXT("x")) == SIZE_MAX);
    CHECK_INT(jx_text_count(JX_TEXT("aaaa"), JX_TEXT("aa")), 3);
    jx_text rest;
    CHECK_TEXT(jx_text_cut(JX_TEXT("key: a: b"), JX_TEXT(": "), &rest), "key");
    CHECK_TEXT(rest, "a: b");
    CHECK_TEXT(jx_text_cut(JX_TEXT("key"), JX_TEXT(": "), &rest), "key");
    CHECK(rest.bytes == NULL && rest.size == 0);
}

TEST(every_code_point_goes_round)
{
    for (uint32_t point = 0; point <= 0x10FFFF; point++) {
        if (point >= 0xD800 && point <= 0xDFFF) continue;
        char bytes[4];
        jx_text text = { bytes, jx_text_encode(point, bytes) };
        size_t at = 0;
        if (jx_text_next(text, &at) == point && at == text.size && jx_text_is_utf8(text, NULL)) continue;
        CHECK_INT(point, -1);
        break;
    }
    char bytes[4];
    CHECK_INT(jx_text_encode(0xD800, bytes), 3);  // U+FFFD instead
    CHECK(memcmp(bytes, "\xEF\xBF\xBD", 3) == 0);
}

TEST(broken_bytes)
{
    static const char *const wrong[] = { "\x80",
                                         "\xC0\x80",
                                         "\xC1\xBF",
                                         "\xE0\x9F\xBF",
                                         "\xED\xA0\x80",
                                         "\xF0\x8F\xBF\xBF",
                                         "\xF4\x90\x80\x80",
                                         "\xF5\x80\x80\x80",
                                         "\xFF",
                                         "\xE6\x9F",
                                         "\xE6",
                                         "\xF0\x9F\x98",
                                         "\xE6\x41\x41" };
    for (size_t i = 0; i < JX_COUNT(wrong); i++) {
        jx_text text = jx_text_of(wrong[i]);
        size_t bad = 9, at = 0;
        CHECK(!jx_text_is_utf8(text, &bad) && bad == 0);
        CHECK_INT(jx_text_next(text, &at), 0xFFFD);
        CHECK_INT(at, 1);
    }
    size_t bad = 0;
    CHECK(!jx_text_is_utf8(JX_TEXT("柳州\xFF"), &bad) && bad == 6);
    CHECK_INT(jx_text_length(JX_TEXT("柳a州😀")), 4);
}

TEST(columns)
{
    CHECK_INT(jx_text_columns(JX_TEXT("abc")), 3);
    CHECK_INT(jx_text_columns(JX_TEXT("柳州「5%」，")), 4 + 2 + 2 + 2 + 2);
    CHECK_INT(jx_text_columns(JX_TEXT("カナ한국ＡＢ")), 12);
    CHECK_INT(jx_text_columns(JX_TEXT("e\u0301\u200B")), 1);
    CHECK_INT(jx_text_columns(JX_TEXT("😀")), 2);
    CHECK_INT(jx_text_columns(JX_TEXT("≥×·…α")), 5);  // ambiguous ones are narrow
    CHECK_INT(jx_text_columns(JX_TEXT("\t\x01")), 0);
    CHECK_INT(jx_text_columns(JX_TEXT("\u00AD")), 1);
}

TEST(buffers)
{
    jx_arena *arena = jx_arena_new(jx_allocator_system(), 1 << 20);
    jx_buffer buffer = jx_buffer_in(arena);
    CHECK_TEXT(jx_buffer_text(&buffer), "");
    jx_buffer_put(&buffer, JX_TEXT("柳"));
    jx_buffer_put_code_point(&buffer, 0x5DDE);
    jx_buffer_put_char(&buffer, ':');
    jx_buffer_format(&buffer, "%d-%.*s", 42, JX_TEXT_ARG(JX_TEXT("abc")));
    CHECK_TEXT(jx_buffer_text(&buffer), "柳州:42-abc");
    for (int i = 0; i < 1000; i++)
        jx_buffer_put(&buffer, jx_text_slice(jx_buffer_text(&buffer), 0, 3));
    CHECK_INT(buffer.size, 13 + 3000);
    jx_text copy = jx_text_copy(arena, JX_TEXT("abc"));
    CHECK_STRING(copy.bytes, "abc");
    CHECK_TEXT(jx_text_format(arena, "%s", ""), "");
    jx_arena_free(arena);
}

TEST(text_hashes_are_stable)
{
    CHECK(jx_text_hash(JX_TEXT("柳州")) == jx_text_hash(jx_text_slice(JX_TEXT("x柳州"), 1, 7)));
    CHECK(jx_text_hash(JX_TEXT("ab")) != jx_text_hash(JX_TEXT("ba")) &&
          jx_text_hash(JX_TEXT("")) != jx_text_hash(JX_TEXT("\0")));
    CHECK(jx_text_hash(JX_TEXT("即享")) == UINT64_C(0x20474DB88262C579));
}

TEST(sha_256)
{
    jx_arena *arena = jx_arena_new(jx_allocator_system(), 1 << 20);
    jx_buffer out = jx_buffer_in(arena);
    jx_hash_value value, again;
    CHECK_INT(jx_hash_text(JX_TEXT("abc"), &value), JX_OK);
    jx_hash_print(&value, &out);
    CHECK_TEXT(jx_buffer_text(&out), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(jx_hash_read(jx_buffer_text(&out), &again) && jx_hash_equal(&value, &again));
    CHECK(!jx_hash_read(JX_TEXT("ba78"), &again));
    jx_hash hash;
    CHECK_INT(jx_hash_init(&hash), JX_OK);
    jx_hash_update_text(&hash, JX_TEXT("a"));
    jx_hash_update(&hash, NULL, 0);
    jx_hash_update_text(&hash, JX_TEXT("bc"));
    again = jx_hash_final(&hash);
    CHECK(jx_hash_equal(&value, &again));
    jx_hash_done(&hash);
    jx_arena_free(arena);
}

TEST(limits)
{
    jx_limits limits = jx_limits_default();
    CHECK_INT(limits.at[JX_LIMIT_NESTING], 256);
    CHECK_INT(jx_limit_maximum(JX_LIMIT_NESTING), 1000);
    CHECK_STRING(jx_limit_slug(JX_LIMIT_STEPS), "too-many-steps");
}

CHECK_MAIN
