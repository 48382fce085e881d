// Operands: minus signs, literals, and the way into everything else that may stand where a value is wanted.
#include "feel/parser.h"

#include "data/temporal.h"

// ---- literals ----

JX_APART static jx_expr *literal(jx_parser *p, jx_value value)
{
    jx_expr *node = jx_node(p, JX_EXPR_LITERAL, jx_token_at(p, 0)->start);
    node->as.literal.value = value;
    p->at++;
    return jx_done(p, node, jx_static_literal(value));
}

// `2026-02-16` in a package: three numbers and two signs without blanks. Elsewhere this would be a subtraction.
JX_APART static bool is_bare_date(const jx_parser *p)
{
    static const uint8_t kinds[] = { JX_TOKEN_NUMBER, JX_TOKEN_MINUS, JX_TOKEN_NUMBER, JX_TOKEN_MINUS,
                                     JX_TOKEN_NUMBER };
    static const uint8_t sizes[] = { 4, 1, 2, 1, 2 };
    if (p->options->dialect != JX_DIALECT_PACKAGE) return false;
    for (uint32_t i = 0; i < JX_COUNT(kinds); i++) {
        const jx_token *token = jx_token_at(p, i);
        if (token->kind != kinds[i] || token->end - token->start != sizes[i] || (i > 0 && token->spaced)) return false;
    }
    return true;
}

static void complain_value(jx_parser *p, jx_problem_code code, jx_span span, jx_text text)
{
    bool package = p->options->dialect == JX_DIALECT_PACKAGE;
    jx_complain(p, code, package ? JX_SEVERITY_ERROR : JX_SEVERITY_WARNING, span, JX_TEXT(""), text);
}

JX_APART static const jx_expr *parse_bare_date(jx_parser *p)
{
    jx_span span = { jx_token_at(p, 0)->start, jx_token_at(p, 4)->end };
    jx_text text = jx_text_slice(p->text, span.start, span.end);
    int64_t days = 0;
    bool read = jx_date_read(text, &days);
    jx_expr *node = jx_node(p, JX_EXPR_LITERAL, span.start);
    p->at += 5;
    if (!read) complain_value(p, JX_PROBLEM_DATE_INVALID, span, text);
    node->as.literal.value = read ? jx_date(days) : jx_null();
    return jx_done(p, node, &jx_type_date);
}

JX_APART static const jx_expr *parse_number(jx_parser *p)
{
    const jx_token *token = jx_token_at(p, 0);
    jx_text digits = jx_text_slice(p->text, token->start, token->inner);
    jx_decimal number = jx_decimal_of(0);
    if (digits.size > p->options->limits->at[JX_LIMIT_NUMBER_CHARS]) {
        jx_fail_limit(p, JX_PROBLEM_NUMBER_TOO_LONG, JX_LIMIT_NUMBER_CHARS);
        return jx_no_expr(p);
    }
    bool read = jx_decimal_read(digits, &number);
    jx_span span = { token->start, token->end };
    jx_expr *node = literal(p, read ? jx_number(number) : jx_null());
    node->as.literal.unit = jx_text_slice(p->text, token->inner, token->end);
    node->type = &jx_type_number;
    if (!read) complain_value(p, JX_PROBLEM_NUMBER_INVALID, span, digits);
    return node;
}

JX_APART static const jx_expr *parse_string(jx_parser *p)
{
    const jx_token *token = jx_token_at(p, 0);
    uint32_t start = token->start;
    size_t open = start;
    (void)jx_text_next(p->text, &open);  // the opening quote may be a full-width one
    return literal(p, jx_string(jx_string_value(p->arena, jx_text_slice(p->text, open, token->inner))));
}

JX_APART static const jx_expr *parse_temporal(jx_parser *p)
{
    const jx_token *token = jx_token_at(p, 0);
    jx_span span = { token->start, token->end };
    jx_text text = jx_string_value(p->arena, jx_text_slice(p->text, token->start + 2, token->inner));
    jx_value value = jx_null();
    if (!jx_temporal_read(p->arena, p->options->zones, text, &value)) {
        value = jx_null();
        complain_value(p, JX_PROBLEM_DATE_INVALID, span, text);
    }
    return literal(p, value);
}

// ---- operands ----

// `2024年补贴` where a scope knows it; a name cannot start with a digit otherwise, so nothing else could be meant.
JX_APART static bool is_numeric_name(const jx_parser *p)
{
    const jx_token *next = jx_token_at(p, 1);
    if (next->kind != JX_TOKEN_WORD || next->spaced) return false;
    return jx_scope_match(p->scope, p->text, jx_token_at(p, 0), p->count - 1 - p->at).token_count > 1;
}

JX_APART static const jx_expr *parse_constant(jx_parser *p)
{
    if (jx_is_word(p, JX_WORD_NULL)) return literal(p, jx_null());
    return literal(p, jx_boolean(jx_is_word(p, JX_WORD_TRUE)));
}

static const jx_expr *parse_word(jx_parser *p)
{
    switch ((jx_keyword)jx_token_at(p, 0)->keyword) {
    case JX_WORD_PLAIN: return jx_parse_name(p);
    case JX_WORD_TRUE:
    case JX_WORD_FALSE:
    case JX_WORD_NULL: return parse_constant(p);
    case JX_WORD_IF: return jx_parse_if(p);
    case JX_WORD_FOR: return jx_parse_iteration(p, JX_EXPR_FOR);
    case JX_WORD_SOME: return jx_parse_iteration(p, JX_EXPR_SOME);
    case JX_WORD_EVERY: return jx_parse_iteration(p, JX_EXPR_EVERY);
    case JX_WORD_FUNCTION: return jx_parse_function(p);
    case JX_WORD_AND:
    case JX_WORD_BETWEEN:
    case JX_WORD_ELSE:
    case JX_WORD_EXTERNAL:
    case JX_WORD_IN:
    case JX_WORD_INSTANCE:
    case JX_WORD_OF:
    case JX_WORD_OR:
    case JX_WORD_RETURN:
    case JX_WORD_SATISFIES:
    case JX_WORD_THEN:
        jx_fail(p, "此处应有值, 不是关键词", "a value is expected here, not a keyword");
        return jx_no_expr(p);
    }
    JX_UNREACHABLE();
}

// A stray sign may still be part of a declared name (an emoji); one the lexer has reported is passed over.
JX_APART static const jx_expr *parse_stray(jx_parser *p)
{
    if (!jx_token_at(p, 0)->refused) return jx_parse_name(p);
    const jx_expr *node = jx_no_expr(p);
    p->at++;
    return node;
}

static const jx_expr *parse_primary(jx_parser *p)
{
    switch (jx_sees(p)) {
    case JX_TOKEN_WORD: return parse_word(p);
    case JX_TOKEN_NUMBER:
        if (is_bare_date(p)) return parse_bare_date(p);
        return is_numeric_name(p) ? jx_parse_name(p) : parse_number(p);
    case JX_TOKEN_STRING: return parse_string(p);
    case JX_TOKEN_TEMPORAL: return parse_temporal(p);
    case JX_TOKEN_STRAY: return parse_stray(p);
    case JX_TOKEN_OPEN: return jx_parse_group(p);
    case JX_TOKEN_OPEN_SQUARE: return jx_parse_square(p);
    case JX_TOKEN_CLOSE_SQUARE: return jx_parse_open_interval(p);
    case JX_TOKEN_OPEN_CURLY: return jx_parse_context(p);
    case JX_TOKEN_LESS:
    case JX_TOKEN_LESS_EQUAL:
    case JX_TOKEN_GREATER:
    case JX_TOKEN_GREATER_EQUAL:
    case JX_TOKEN_EQUAL:
    case JX_TOKEN_NOT_EQUAL: return jx_parse_unary_range(p);
    case JX_TOKEN_END: jx_fail(p, "表达式没有写完", "the expression ends too early"); return jx_no_expr(p);
    case JX_TOKEN_POWER:
    case JX_TOKEN_DOTS:
    case JX_TOKEN_ARROW:
    case JX_TOKEN_PLUS:
    case JX_TOKEN_MINUS:
    case JX_TOKEN_STAR:
    case JX_TOKEN_SLASH:
    case JX_TOKEN_DOT:
    case JX_TOKEN_COMMA:
    case JX_TOKEN_COLON:
    case JX_TOKEN_CLOSE:
    case JX_TOKEN_CLOSE_CURLY:
    case JX_TOKEN_APOSTROPHE: jx_fail(p, "此处应有值", "a value is expected here"); return jx_no_expr(p);
    }
    JX_UNREACHABLE();
}

JX_APART static const jx_expr *negate(jx_parser *p, const jx_expr *operand, uint32_t start)
{
    jx_expr *node = jx_node(p, JX_EXPR_NEGATE, start);
    node->as.negate.operand = operand;
    node->span.end = operand->span.end;
    node->type = jx_static_negate(operand->type);
    jx_adopt(p, node, operand);
    return node;
}

// Postfix operators bind first, then minus signs: -(function(a) a)(10), -3**2 = 9.
const jx_expr *jx_parse_operand(jx_parser *p)
{
    uint32_t first = p->at;
    while (jx_take(p, JX_TOKEN_MINUS)) {
    }
    uint32_t end = p->at;
    const jx_expr *node = jx_parse_postfix(p, parse_primary(p));
    while (end > first && !p->stopped)
        node = negate(p, node, p->tokens[--end].start);
    return node;
}
