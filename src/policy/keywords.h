// Keywords by name; the words themselves stand in keywords.def.
#ifndef JX_POLICY_KEYWORDS_H
#define JX_POLICY_KEYWORDS_H

#include "base/problem.h"

typedef enum {
#define JX_WORD(name, zh, en) JX_WORD_##name,
#include "policy/keywords.def"
#undef JX_WORD
    JX_WORD_COUNT
} jx_word;

jx_text jx_word_text(jx_word word, jx_language language);
bool jx_word_is(jx_text text, jx_word word);  // in either language
// True if `text` begins with the word; the rest, without blanks around it, in *rest. English words end at a non-letter.
bool jx_word_begins(jx_text text, jx_word word, jx_text *rest);
// The language in which `text` is a keyword; false if it is none, or is spelled alike in both.
bool jx_word_language(jx_text text, jx_language *out);

#endif
