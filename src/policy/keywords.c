// The one place that reads keywords.def.
#include "policy/keywords.h"

static const struct {
    const char *zh, *en;
} spellings[JX_WORD_COUNT] = {
#define JX_WORD(name, chinese, english) { chinese, english },
#include "policy/keywords.def"
#undef JX_WORD
};

jx_text jx_word_text(jx_word word, jx_language language)
{
    return language == JX_CHINESE ? jx_text_of(spellings[word].zh) : jx_text_of(spellings[word].en);
}

bool jx_word_is(jx_text text, jx_word word)
{
    return jx_text_equal(text, jx_text_of(spellings[word].zh)) || jx_text_equal(text, jx_text_of(spellings[word].en));
}

static bool letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c >= '0' && c <= '9');
}

bool jx_word_begins(jx_text text, jx_word word, jx_text *rest)
{
    jx_text en = jx_text_of(spellings[word].en);
    jx_text zh = jx_text_of(spellings[word].zh);
    size_t size = 0;
    if (jx_text_starts_with(text, zh))
        size = zh.size;
    else if (jx_text_starts_with(text, en) &&
             (text.size == en.size || !letter(text.bytes[en.size]) || !letter(en.bytes[en.size - 1])))
        size = en.size;
    if (!size) return false;
    if (rest) *rest = jx_text_trim(jx_text_slice(text, size, text.size));
    return true;
}

bool jx_word_language(jx_text text, jx_language *out)
{
    for (int i = 0; i < JX_WORD_COUNT; i++) {
        if (jx_text_equal(text, jx_text_of(spellings[i].zh))) return *out = JX_CHINESE, true;
        if (jx_text_equal(text, jx_text_of(spellings[i].en))) return *out = JX_ENGLISH, true;
    }
    return false;
}
