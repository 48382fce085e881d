// Types as `instance of` and parameters write them: names, list<T>, range<T>, context<a: T>, function<T> -> T.
#include "feel/parser.h"

static bool is_generic(const jx_parser *p, jx_text word)
{
    return jx_text_equal(jx_token_text(p->text, jx_token_at(p, 0)), word);
}

// Types inside a type; nesting is counted like that of expressions.
static const jx_type *parse_inner(jx_parser *p)
{
    const jx_type *type = NULL;
    if (p->depth > p->depth_max) jx_fail_limit(p, JX_PROBLEM_TOO_DEEP, JX_LIMIT_NESTING);
    p->depth++;
    if (!p->stopped) type = jx_parse_type(p);
    p->depth--;
    return type;
}

static jx_type *new_type(jx_parser *p, jx_type_kind kind)
{
    jx_type *type = JX_NEW(p->arena, jx_type);
    type->kind = kind;
    return type;
}

// list and range; without <...> of anything.
static const jx_type *parse_of_one(jx_parser *p, jx_type_kind kind)
{
    jx_type *type = new_type(p, kind);
    p->at++;
    type->element = &jx_type_any;
    if (!jx_take(p, JX_TOKEN_LESS)) return type;
    type->element = parse_inner(p);
    jx_want(p, JX_TOKEN_GREATER, ">");
    return type->element ? type : NULL;
}

static const jx_type *parse_context_type(jx_parser *p)
{
    jx_type *type = new_type(p, JX_TYPE_CONTEXT);
    bool known = true;
    struct {
        jx_field *items;
        size_t count, capacity;
    } fields = { NULL, 0, 0 };
    p->at++;
    if (!jx_take(p, JX_TOKEN_LESS) || jx_take(p, JX_TOKEN_GREATER)) return type;
    do {
        jx_span span;
        jx_field field = { .name = jx_parse_new_name(p, true, &span) };
        jx_want(p, JX_TOKEN_COLON, ":");
        field.type = parse_inner(p);
        known = known && field.type;
        *JX_PUSH(p->arena, &fields) = field;
    } while (jx_take(p, JX_TOKEN_COMMA));
    jx_want(p, JX_TOKEN_GREATER, ">");
    type->fields = fields.items;
    type->field_count = fields.count;
    return known ? type : NULL;
}

static const jx_type *parse_function_type(jx_parser *p)
{
    jx_type *type = new_type(p, JX_TYPE_FUNCTION);
    bool known = true;
    struct {
        const jx_type **items;
        size_t count, capacity;
    } list = { NULL, 0, 0 };
    p->at++;
    jx_want(p, JX_TOKEN_LESS, "<");
    if (!jx_take(p, JX_TOKEN_GREATER)) {
        do {
            const jx_type *parameter = parse_inner(p);
            known = known && parameter;
            *JX_PUSH(p->arena, &list) = parameter;
        } while (jx_take(p, JX_TOKEN_COMMA));
        jx_want(p, JX_TOKEN_GREATER, ">");
    }
    jx_want(p, JX_TOKEN_ARROW, "->");
    type->element = parse_inner(p);
    type->parameters = list.items;
    type->parameter_count = list.count;
    return known && type->element ? type : NULL;
}

static const jx_type *parse_unknown_type(jx_parser *p)
{
    jx_span span = { jx_token_at(p, 0)->start, jx_token_at(p, 0)->end };
    uint32_t at = p->at;
    for (;;) {
        const jx_token *token = jx_token_at(p, 0);
        bool word = token->kind == JX_TOKEN_WORD && token->keyword == JX_WORD_PLAIN;
        if (!word && (token->kind != JX_TOKEN_DOT || p->at == at)) break;
        span.end = token->end;
        p->at++;
    }
    if (p->at == at)
        jx_fail(p, "此处应为类型", "a type is expected here");
    else
        jx_unknown_name(p, span, jx_name_normal(p->arena, jx_text_slice(p->text, span.start, span.end)), NULL, true);
    return NULL;
}

const jx_type *jx_parse_type(jx_parser *p)
{
    size_t left = p->stopped ? 0 : p->count - 1 - p->at;
    jx_match match = jx_scope_match_type(p->scope, p->text, jx_token_at(p, 0), left);
    if (match.token_count > 0) {
        p->at += match.token_count;
        return match.type;
    }
    if (is_generic(p, JX_TEXT("list"))) return parse_of_one(p, JX_TYPE_LIST);
    if (is_generic(p, JX_TEXT("range"))) return parse_of_one(p, JX_TYPE_RANGE);
    if (is_generic(p, JX_TEXT("context"))) return parse_context_type(p);
    if (is_generic(p, JX_TEXT("function"))) return parse_function_type(p);
    return parse_unknown_type(p);
}
