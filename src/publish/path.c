// Where documents stand, relative to the folder of the publication.
#include "publish/publish.h"

static const char *folder_of(jx_language language)
{
    return language == JX_CHINESE ? "zh" : "en";
}

// Codes and ids are foreign: nothing but letters, digits, '-' and '_' reaches a file name, and a point only between
// them, so that no name leads elsewhere or hides.
static void put_name(jx_buffer *out, jx_text text)
{
    enum { NAME_BYTES_MAX = 60 };
    size_t end = text.size < NAME_BYTES_MAX ? text.size : NAME_BYTES_MAX;
    for (size_t i = 0; i < end; i++) {
        unsigned char c = (unsigned char)text.bytes[i];
        bool letter = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        if (letter || c == '-' || c == '_' || (c == '.' && i > 0)) jx_buffer_put_char(out, (char)c);
        else jx_buffer_format(out, "~%02X", c);
    }
    if (end < text.size) jx_buffer_format(out, "~%016llx", (unsigned long long)jx_text_hash(text));
}

jx_text jx_page_path(jx_arena *arena, jx_language language, jx_page_kind page)
{
    static const char *const names[] = { [JX_PAGE_INDEX] = "index.html", [JX_PAGE_POLICY] = "policy.html",
                                         [JX_PAGE_HANDBOOK] = "handbook.html", [JX_PAGE_RESULTS] = "results.html",
                                         [JX_PAGE_LETTERS] = "letters.html" };
    return jx_text_format(arena, "%s/%s", folder_of(language), names[page]);
}

jx_text jx_letter_path(jx_arena *arena, jx_language language, uint32_t kind, jx_text code)
{
    jx_buffer out = jx_buffer_in(arena);
    jx_buffer_format(&out, "%s/letters/%u/", folder_of(language), kind + 1);
    put_name(&out, code);
    jx_buffer_put(&out, JX_TEXT(".html"));
    return jx_buffer_text(&out);
}

static jx_text numbered(jx_arena *arena, jx_language language, const char *folder, jx_text name, size_t page)
{
    jx_buffer out = jx_buffer_in(arena);
    jx_buffer_format(&out, "%s/%s/", folder_of(language), folder);
    put_name(&out, name);
    if (page > 0) jx_buffer_format(&out, "~p%zu", page + 1);
    jx_buffer_put(&out, JX_TEXT(".html"));
    return jx_buffer_text(&out);
}

jx_text jx_award_path(jx_arena *arena, jx_language language, jx_text award, size_t page)
{
    return numbered(arena, language, "results", award, page);
}

jx_text jx_county_path(jx_arena *arena, jx_language language, size_t county, size_t page)
{
    return numbered(arena, language, "counties", jx_text_format(arena, "%zu", county + 1), page);
}
