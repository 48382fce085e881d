// What the parser has to complain of. Every message leaves through jx_complain(), which keeps quiet while trying.
#include "feel/parser.h"

enum { GUESSES_MAX = 20 };  // looking for similar names costs time; a text with more unknown names is no slip

const char *jx_say(const jx_parser *p, const char *zh, const char *en)
{
    return p->options->problems && p->options->problems->language == JX_ENGLISH ? en : zh;
}

void jx_complain(jx_parser *p, jx_problem_code code, jx_severity severity, jx_span span, jx_text hint, jx_text argument)
{
    if (severity == JX_SEVERITY_ERROR) p->refused = true;
    if (p->quiet > 0) return;
    (void)jx_problem_add(p->options->problems, code, severity, p->options->source, span, hint, &argument, 1);
}

static jx_span span_of(const jx_token *token)
{
    return (jx_span){ token->start, token->end };
}

// A sign that looks right and is not is named in the hint, also in DMN, where some of them are letters of names.
static jx_text foreign_hint(jx_parser *p, jx_text text)
{
    char room[2];
    const char *half = NULL;
    size_t at = 0, start = 0;
    while (at < text.size && !half) {
        start = at;
        half = jx_half_width(jx_text_next(text, &at), room);
    }
    if (!half) return JX_TEXT("");
    return jx_text_format(p->arena,
                          jx_say(p, "「%.*s」是全角符号, 应写作 %s", "\"%.*s\" is a full-width sign; write %s"),
                          (int)(at - start), text.bytes + start, half);
}

// `10 万元`: the blank keeps the unit apart.
static jx_text unit_hint(jx_parser *p, jx_text word)
{
    const jx_feel_options *options = p->options;
    if (p->at == 0 || p->tokens[p->at - 1].kind != JX_TOKEN_NUMBER || options->dialect != JX_DIALECT_PACKAGE)
        return word;
    if (!options->is_unit || !options->is_unit(options->user, word)) return word;
    return jx_text_of(jx_say(p, "计量单位须紧跟数字, 中间不留空格", "a unit stands directly after its number"));
}

static jx_text syntax_hint(jx_parser *p, const jx_token *token)
{
    jx_text word = jx_token_text(p->text, token), hint = unit_hint(p, word);
    return hint.bytes == word.bytes ? foreign_hint(p, word) : hint;
}

void jx_fail(jx_parser *p, const char *zh, const char *en)
{
    const jx_token *token = jx_token_at(p, 0);
    if (p->stopped) return;
    if (token->refused) {  // the lexer has said what is wrong here
        p->refused = p->stopped = true;
        return;
    }
    jx_complain(p, JX_PROBLEM_SYNTAX_ERROR, JX_SEVERITY_ERROR, span_of(token), syntax_hint(p, token),
                jx_text_of(jx_say(p, zh, en)));
    p->stopped = true;
}

void jx_fail_limit(jx_parser *p, jx_problem_code code, jx_limit limit)
{
    if (p->stopped) return;
    jx_span span = span_of(jx_token_at(p, 0));
    p->stopped = true;
    jx_complain(p, code, JX_SEVERITY_ERROR, span, JX_TEXT(""),
                jx_text_format(p->arena, "%llu", (unsigned long long)p->options->limits->at[limit]));
}

static jx_text alike_hint(jx_parser *p, jx_text name, const jx_type *fields, bool type)
{
    if (p->quiet > 0 || p->guesses++ >= GUESSES_MAX) return JX_TEXT("");
    jx_text names = jx_names_alike(p->arena, p->scope, fields, type, name);
    if (names.size == 0) return names;
    return jx_text_format(p->arena, jx_say(p, "相近的名称: %.*s", "names that look alike: %.*s"), JX_TEXT_ARG(names));
}

// In DMN an unknown name is null when it is evaluated, so reading goes on without refusing.
void jx_unknown_name(jx_parser *p, jx_span span, jx_text name, const jx_type *fields, bool type)
{
    bool package = p->options->dialect == JX_DIALECT_PACKAGE;
    jx_text hint = foreign_hint(p, name);
    if (hint.size == 0) hint = alike_hint(p, name, fields, type);
    jx_complain(p, JX_PROBLEM_UNKNOWN_NAME, package ? JX_SEVERITY_ERROR : JX_SEVERITY_WARNING, span, hint, name);
}

// ---- the lexer's complaints ----

static jx_text write_hint(jx_parser *p, jx_text half)
{
    if (half.size == 0) return half;
    return jx_text_format(p->arena, jx_say(p, "应写作半角 %.*s", "write %.*s"), JX_TEXT_ARG(half));
}

void jx_report_lexer(jx_lexer *lexer, jx_lex_complaint what, uint32_t start, uint32_t end, jx_text half)
{
    jx_parser *p = lexer->listener;
    jx_text text = jx_text_slice(lexer->text, start, end), none = JX_TEXT("");
    jx_span span = { start, end };
    switch (what) {
    case JX_LEX_FOREIGN:
    case JX_LEX_STRAY:
        jx_complain(p, JX_PROBLEM_FOREIGN_SIGN, JX_SEVERITY_ERROR, span, write_hint(p, half), text);
        return;
    case JX_LEX_UNKNOWN_UNIT: jx_complain(p, JX_PROBLEM_UNKNOWN_UNIT, JX_SEVERITY_ERROR, span, none, text); return;
    case JX_LEX_OPEN_TEXT: jx_complain(p, JX_PROBLEM_TEXT_NOT_CLOSED, JX_SEVERITY_ERROR, span, none, none); return;
    case JX_LEX_OPEN_COMMENT:
        jx_complain(p, JX_PROBLEM_SYNTAX_ERROR, JX_SEVERITY_ERROR, span, none,
                    jx_text_of(jx_say(p, "注释没有以 */ 结束", "the comment does not end with */")));
        return;
    }
    JX_UNREACHABLE();
}
