// Brackets that may be intervals, unary comparisons, and unary tests: cells of tables and what follows `in`.
#include "feel/parser.h"

// ---- intervals ----

// From the `..` on. The upper end binds like a sum, so that `[` and `]` after it are looked at here.
static const jx_expr *parse_interval_from(jx_parser *p, const jx_expr *low, bool low_included, uint32_t start)
{
    bool outer = p->interval_end;
    jx_expr *node = jx_node(p, JX_EXPR_INTERVAL, start);
    jx_want(p, JX_TOKEN_DOTS, "..");
    p->interval_end = true;
    node->as.interval.low = low;
    node->as.interval.high = jx_parse_operators(p, JX_LEVEL_ADD, NULL);
    p->interval_end = outer;
    node->as.interval.low_included = low_included;
    node->as.interval.high_included = jx_take(p, JX_TOKEN_CLOSE_SQUARE);
    if (!node->as.interval.high_included && !jx_take(p, JX_TOKEN_CLOSE)) jx_want(p, JX_TOKEN_OPEN_SQUARE, "]");
    jx_adopt(p, node, low);
    jx_adopt(p, node, node->as.interval.high);
    return jx_done(p, node,
                   jx_static_range(p->arena, jx_static_common(p->arena, low->type, node->as.interval.high->type)));
}

const jx_expr *jx_parse_open_interval(jx_parser *p)
{
    uint32_t start = jx_token_at(p, 0)->start;
    p->at++;
    return parse_interval_from(p, jx_parse_expression(p), false, start);
}

const jx_expr *jx_parse_group(jx_parser *p)
{
    uint32_t start = jx_token_at(p, 0)->start;
    p->at++;
    const jx_expr *inner = jx_parse_expression(p);
    if (jx_sees(p) == JX_TOKEN_DOTS) return parse_interval_from(p, inner, false, start);
    jx_want(p, JX_TOKEN_CLOSE, ")");
    return inner;
}

const jx_expr *jx_parse_square(jx_parser *p)
{
    uint32_t start = jx_token_at(p, 0)->start;
    p->at++;
    jx_expr *node = jx_node(p, JX_EXPR_LIST, start);
    jx_expr_list *list = JX_NEW(p->arena, jx_expr_list);
    if (!jx_take(p, JX_TOKEN_CLOSE_SQUARE)) {
        do {
            const jx_expr *item = jx_parse_expression(p);
            if (list->count == 0 && jx_sees(p) == JX_TOKEN_DOTS) return parse_interval_from(p, item, true, start);
            *JX_PUSH(p->arena, list) = item;
            jx_adopt(p, node, item);
            node->type = list->count == 1 ? item->type : jx_static_common(p->arena, node->type, item->type);
        } while (jx_take(p, JX_TOKEN_COMMA));
        jx_want(p, JX_TOKEN_CLOSE_SQUARE, "]");
    }
    node->as.list.items = list->items;
    node->as.list.count = list->count;
    return jx_done(p, node, jx_type_list_of(p->arena, node->type));
}

// ---- unary comparisons ----

const jx_expr *jx_parse_unary_range(jx_parser *p)
{
    static const uint8_t forms[] = {
        [JX_TOKEN_LESS] = JX_RANGE_LESS,       [JX_TOKEN_LESS_EQUAL] = JX_RANGE_LESS_EQUAL,
        [JX_TOKEN_GREATER] = JX_RANGE_GREATER, [JX_TOKEN_GREATER_EQUAL] = JX_RANGE_GREATER_EQUAL,
        [JX_TOKEN_EQUAL] = JX_RANGE_EQUAL,     [JX_TOKEN_NOT_EQUAL] = JX_RANGE_NOT_EQUAL,
    };
    jx_expr *node = jx_node(p, JX_EXPR_UNARY_RANGE, jx_token_at(p, 0)->start);
    node->as.unary_range.form = (jx_range_form)forms[jx_sees(p)];
    p->at++;
    // Not an operand alone: `> a + b`. Counted as a level, because signs in a row would nest without brackets.
    if (p->depth > p->depth_max) jx_fail_limit(p, JX_PROBLEM_TOO_DEEP, JX_LIMIT_NESTING);
    p->depth++;
    const jx_expr *end = p->stopped ? jx_no_expr(p) : jx_parse_operators(p, JX_LEVEL_ADD, NULL);
    p->depth--;
    node->as.unary_range.end = end;
    jx_adopt(p, node, end);
    return jx_done(p, node, jx_static_range(p->arena, end->type));
}

// ---- tests ----

static jx_expr *make_tests(jx_parser *p, uint32_t start, const jx_expr_list *list, bool negated)
{
    jx_expr *node = jx_node(p, JX_EXPR_TESTS, start);
    node->as.tests.items = list->items;
    node->as.tests.count = list->count;
    node->as.tests.negated = negated;
    for (size_t i = 0; i < list->count; i++)
        jx_adopt(p, node, list->items[i]);
    node->asks_input = false;  // it is answered here
    return jx_done(p, node, &jx_type_boolean);
}

static void parse_test_list(jx_parser *p, jx_expr_list *list)
{
    do {
        const jx_expr *test = jx_parse_expression(p);
        *JX_PUSH(p->arena, list) = test;
    } while (jx_take(p, JX_TOKEN_COMMA));
}

// `x in (a)` is a list of tests, `x in (a + 1) * 2` an expression, `x in (1..3)` an interval.
static const jx_expr *parse_in_brackets(jx_parser *p, jx_expr_list *list)
{
    uint32_t start = jx_token_at(p, 0)->start;
    p->at++;
    const jx_expr *first = jx_parse_expression(p);
    if (jx_sees(p) == JX_TOKEN_DOTS) {
        first = parse_interval_from(p, first, false, start);
    } else if (jx_take(p, JX_TOKEN_COMMA)) {
        *JX_PUSH(p->arena, list) = first;
        parse_test_list(p, list);
        jx_want(p, JX_TOKEN_CLOSE, ")");
        return NULL;
    } else {
        jx_want(p, JX_TOKEN_CLOSE, ")");
    }
    return jx_parse_operators(p, JX_LEVEL_ADD, jx_parse_postfix(p, first));
}

const jx_expr *jx_parse_in_tail(jx_parser *p)
{
    uint32_t start = jx_token_at(p, 0)->start;
    jx_expr_list *list = JX_NEW(p->arena, jx_expr_list);
    const jx_expr *test = NULL;
    if (jx_sees(p) == JX_TOKEN_OPEN)
        test = parse_in_brackets(p, list);
    else
        test = jx_parse_operators(p, JX_LEVEL_ADD, NULL);
    if (test) *JX_PUSH(p->arena, list) = test;
    return make_tests(p, start, list, false);
}

// `not(...)` around the whole cell; `not(a) and b` is an expression. Round brackets are counted; where half-open
// intervals leave them uneven, the `)` at the end belongs to `not`.
static bool is_negated(const jx_parser *p)
{
    uint32_t last = p->count - 2, open = 0;
    if (p->stopped || p->count - p->at < 4 || p->tokens[last].kind != JX_TOKEN_CLOSE) return false;
    if (!jx_text_equal(jx_token_text(p->text, jx_token_at(p, 0)), JX_TEXT("not"))) return false;
    if (jx_token_at(p, 1)->kind != JX_TOKEN_OPEN) return false;
    for (uint32_t i = p->at + 1; i < last; i++) {
        if (p->tokens[i].kind == JX_TOKEN_OPEN) open++;
        if (p->tokens[i].kind == JX_TOKEN_CLOSE && --open == 0) return false;
    }
    return true;
}

const jx_expr *jx_parse_unary_tests(jx_parser *p)
{
    uint32_t start = jx_token_at(p, 0)->start;
    jx_expr_list list = { NULL, 0, 0 };
    if (jx_sees(p) == JX_TOKEN_END) return make_tests(p, start, &list, false);  // an empty cell, like `-`
    if (jx_sees(p) == JX_TOKEN_MINUS && jx_token_at(p, 1)->kind == JX_TOKEN_END) {
        p->at++;
        return make_tests(p, start, &list, false);
    }
    bool negated = is_negated(p);
    if (negated) p->at += 2;
    parse_test_list(p, &list);
    if (negated) jx_want(p, JX_TOKEN_CLOSE, ")");
    return make_tests(p, start, &list, negated);
}
