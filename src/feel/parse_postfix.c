// What may follow an operand, in any number: paths, filters, calls; and `instance of`.
#include "feel/parser.h"

// ---- filters ----

// Inside a filter the fields of the element come first, then `item`, then what is outside (DMN 1.5, 10.3.2.5).
static const jx_expr *parse_filter(jx_parser *p, const jx_expr *operand)
{
    const jx_scope *outer = p->scope;
    const jx_type *fields = jx_static_fields(operand);
    jx_scope *item = jx_scope_new(p->arena, outer);
    jx_expr *node = jx_node(p, JX_EXPR_FILTER, operand->span.start);
    jx_scope_declare(item, JX_TEXT("item"), jx_static_element(operand->type));
    jx_scope *inner = jx_scope_over(p->arena, item, jx_fields_of(p, fields));
    inner->any_fields = !jx_has_fields(fields) && fields->kind == JX_TYPE_ANY;
    p->scope = inner;
    jx_want(p, JX_TOKEN_OPEN_SQUARE, "[");
    node->as.filter.operand = operand;
    node->as.filter.match = jx_parse_expression(p);
    jx_want(p, JX_TOKEN_CLOSE_SQUARE, "]");
    p->scope = outer;
    jx_adopt(p, node, operand);
    jx_adopt(p, node, node->as.filter.match);
    return jx_done(p, node, jx_static_filter(operand->type, node->as.filter.match->type));
}

// May what stands after a filter go on with an interval's upper end?
static bool interval_goes_on(const jx_parser *p)
{
    switch (jx_sees(p)) {
    case JX_TOKEN_CLOSE:
    case JX_TOKEN_CLOSE_SQUARE:
    case JX_TOKEN_OPEN_SQUARE:
    case JX_TOKEN_OPEN:
    case JX_TOKEN_DOT:
    case JX_TOKEN_PLUS:
    case JX_TOKEN_MINUS:
    case JX_TOKEN_STAR:
    case JX_TOKEN_SLASH:
    case JX_TOKEN_POWER: return true;
    case JX_TOKEN_END:
    case JX_TOKEN_WORD:
    case JX_TOKEN_NUMBER:
    case JX_TOKEN_STRING:
    case JX_TOKEN_TEMPORAL:
    case JX_TOKEN_STRAY:
    case JX_TOKEN_DOTS:
    case JX_TOKEN_ARROW:
    case JX_TOKEN_LESS_EQUAL:
    case JX_TOKEN_GREATER_EQUAL:
    case JX_TOKEN_NOT_EQUAL:
    case JX_TOKEN_LESS:
    case JX_TOKEN_GREATER:
    case JX_TOKEN_EQUAL:
    case JX_TOKEN_COMMA:
    case JX_TOKEN_COLON:
    case JX_TOKEN_OPEN_CURLY:
    case JX_TOKEN_CLOSE_CURLY:
    case JX_TOKEN_APOSTROPHE: return false;
    }
    JX_UNREACHABLE();
}

// Reads the filter quietly to see whether it is one, and takes everything back. Kept apart for its frame.
JX_APART static bool try_filter(jx_parser *p, const jx_expr *operand)
{
    const jx_scope *scope = p->scope;
    const jx_type *hint = p->hint;
    uint32_t at = p->at, depth = p->depth;
    size_t pending = p->pending.count;
    bool refused = p->refused;
    p->quiet++;
    p->interval_end = false;
    (void)parse_filter(p, operand);
    bool works = !p->stopped && interval_goes_on(p);
    p->quiet--;
    p->stopped = false;
    p->interval_end = true;
    p->refused = refused;
    p->scope = scope;
    p->hint = hint;
    p->at = at;
    p->depth = depth;
    p->pending.count = pending;
    return works;
}

// `[1..10[` and `[1..a[2]]`: after the upper end of an interval, `[` is a filter if it can be read as one. The answer
// is kept in the token, so that nested attempts do not multiply.
JX_APART static bool is_filter(jx_parser *p, const jx_expr *operand)
{
    if (!p->interval_end) return true;
    jx_token *token = &p->tokens[p->at];
    if (!token->is_filter && !token->not_filter) {
        bool works = try_filter(p, operand);
        token->is_filter = works;
        token->not_filter = !works;
    }
    return token->is_filter;
}

// ---- calls ----

static bool calls(const jx_expr *function, jx_text name)
{
    return function->kind == JX_EXPR_NAME && jx_text_equal(function->as.name.text, name);
}

// The functions given to sort and list replace get elements of the list before them.
JX_APART static const jx_type *hint_for(const jx_expr *function, const jx_binding_list *arguments)
{
    if (arguments->count != 1) return NULL;
    if (!calls(function, JX_TEXT("sort")) && !calls(function, JX_TEXT("list replace"))) return NULL;
    return jx_static_element(arguments->items[0].value->type);
}

static void parse_argument(jx_parser *p, jx_expr *call, jx_binding_list *arguments)
{
    jx_binding *argument = JX_PUSH(p->arena, arguments);
    size_t index = arguments->count - 1;
    jx_span span = { jx_token_at(p, 0)->start, 0 };
    if (call->as.call.named) {
        argument->name = jx_parse_new_name(p, true, &span);
        jx_want(p, JX_TOKEN_COLON, ":");
    }
    arguments->count = index;  // the hint looks at those that are complete
    p->hint = hint_for(call->as.call.function, arguments);
    arguments->count = index + 1;

    const jx_expr *value = jx_parse_expression(p);
    p->hint = NULL;
    argument = &arguments->items[index];
    argument->value = value;
    argument->span = (jx_span){ span.start, value->span.end > span.start ? value->span.end : span.start };
    jx_adopt(p, call, value);
}

static const jx_expr *parse_call(jx_parser *p, const jx_expr *function)
{
    jx_expr *node = jx_node(p, JX_EXPR_CALL, function->span.start);
    jx_binding_list *arguments = JX_NEW(p->arena, jx_binding_list);
    node->as.call.function = function;
    jx_adopt(p, node, function);
    jx_want(p, JX_TOKEN_OPEN, "(");
    if (!jx_take(p, JX_TOKEN_CLOSE)) {
        node->as.call.named = jx_at_key(p);
        do
            parse_argument(p, node, arguments);
        while (jx_take(p, JX_TOKEN_COMMA));
        jx_want(p, JX_TOKEN_CLOSE, ")");
    }
    node->as.call.arguments = arguments->items;
    node->as.call.count = arguments->count;
    return jx_done(p, node, jx_static_call(p->arena, node));
}

// ---- instance of ----

JX_APART static const jx_expr *parse_instance(jx_parser *p, const jx_expr *value)
{
    jx_expr *node = jx_node(p, JX_EXPR_INSTANCE_OF, value->span.start);
    jx_want_word(p, JX_WORD_INSTANCE, "instance");
    jx_want_word(p, JX_WORD_OF, "of");
    node->as.instance.value = value;
    node->as.instance.type = jx_parse_type(p);
    jx_adopt(p, node, value);
    return jx_done(p, node, &jx_type_boolean);
}

const jx_expr *jx_parse_postfix(jx_parser *p, const jx_expr *operand)
{
    for (;;) {
        if (jx_sees(p) == JX_TOKEN_DOT)
            operand = jx_parse_path(p, operand);
        else if (jx_sees(p) == JX_TOKEN_OPEN)
            operand = parse_call(p, operand);
        else if (jx_sees(p) == JX_TOKEN_OPEN_SQUARE && is_filter(p, operand))
            operand = parse_filter(p, operand);
        else
            break;
    }
    while (jx_is_word(p, JX_WORD_INSTANCE))
        operand = parse_instance(p, operand);
    return operand;
}
