// if, for, some, every, function and contexts. Each opens a scope for what it declares and closes it again.
#include "feel/parser.h"

// Names of packages are one word, also where they are declared; those of arguments belong to who wrote the function.
JX_APART static jx_text parse_declared(jx_parser *p, bool words_allowed, jx_span *span)
{
    uint32_t before = p->at;
    jx_text name = jx_parse_new_name(p, words_allowed, span);
    if (p->options->dialect == JX_DIALECT_PACKAGE && p->at > before + 1) {
        p->at = before + 1;
        jx_fail(p, "名称只能由汉字、字母、数字和 _ 组成", "names consist of Han characters, letters, digits and _");
    }
    return name;
}

const jx_expr *jx_parse_if(jx_parser *p)
{
    jx_expr *node = jx_node(p, JX_EXPR_IF, jx_token_at(p, 0)->start);
    p->at++;
    node->as.choose.when = jx_parse_expression(p);
    jx_adopt(p, node, node->as.choose.when);
    jx_want_word(p, JX_WORD_THEN, "then");
    node->as.choose.then = jx_parse_expression(p);
    jx_adopt(p, node, node->as.choose.then);
    jx_want_word(p, JX_WORD_ELSE, "else");
    node->as.choose.otherwise = jx_parse_expression(p);
    jx_adopt(p, node, node->as.choose.otherwise);
    return jx_done(p, node, jx_static_common(p->arena, node->as.choose.then->type, node->as.choose.otherwise->type));
}

// ---- for, some, every ----

JX_APART static void parse_iterator(jx_parser *p, jx_expr *node, jx_scope *scope, jx_binding_list *list)
{
    jx_span span;
    jx_text name = parse_declared(p, false, &span);
    jx_binding *one = JX_PUSH(p->arena, list);
    size_t index = list->count - 1;
    one->name = name;
    one->span = span;
    jx_want_word(p, JX_WORD_IN, "in");
    one->value = jx_parse_expression(p);
    const jx_type *type = jx_static_element(one->value->type);
    jx_adopt(p, node, one->value);
    if (jx_take(p, JX_TOKEN_DOTS)) {
        one->end = jx_parse_expression(p);
        type = one->value->type;
        jx_adopt(p, node, one->end);
    }
    jx_scope_declare(scope, list->items[index].name, type);
}

const jx_expr *jx_parse_iteration(jx_parser *p, jx_expr_kind kind)
{
    const jx_scope *outer = p->scope;
    jx_scope *scope = jx_scope_new(p->arena, outer);
    jx_binding_list *list = JX_NEW(p->arena, jx_binding_list);
    jx_expr *node = jx_node(p, kind, jx_token_at(p, 0)->start);
    p->scope = scope;  // later domains see earlier variables
    p->at++;
    do
        parse_iterator(p, node, scope, list);
    while (jx_take(p, JX_TOKEN_COMMA));
    if (kind == JX_EXPR_FOR) {
        jx_scope_declare(scope, JX_TEXT("partial"), jx_type_list_of(p->arena, &jx_type_any));
        jx_want_word(p, JX_WORD_RETURN, "return");
    } else {
        jx_want_word(p, JX_WORD_SATISFIES, "satisfies");
    }
    const jx_expr *body = jx_parse_expression(p);
    p->scope = outer;
    node->as.iterate.bindings = list->items;
    node->as.iterate.count = list->count;
    node->as.iterate.body = body;
    jx_adopt(p, node, body);
    return jx_done(p, node, kind == JX_EXPR_FOR ? jx_type_list_of(p->arena, body->type) : &jx_type_boolean);
}

// ---- functions ----

JX_APART static void parse_parameter(jx_parser *p, jx_scope *scope, jx_binding_list *list, const jx_type *hint)
{
    jx_binding *one = JX_PUSH(p->arena, list);
    jx_span span;
    one->name = parse_declared(p, true, &span);
    one->span = span;
    if (jx_take(p, JX_TOKEN_COLON)) {
        one->type = jx_parse_type(p);
        one->span.end = p->tokens[p->at > 0 ? p->at - 1 : 0].end;
        if (one->span.end < one->span.start) one->span.end = one->span.start;
    }
    jx_scope_declare(scope, one->name, one->type ? one->type : hint);
}

static jx_text entry_text(const jx_expr *context, jx_text name)
{
    for (size_t i = 0; context->kind == JX_EXPR_CONTEXT && i < context->as.context.count; i++) {
        const jx_binding *entry = &context->as.context.entries[i];
        if (!jx_text_equal(entry->name, name) || entry->value->kind != JX_EXPR_LITERAL) continue;
        if (entry->value->as.literal.value.kind == JX_STRING) return entry->value->as.literal.value.as.string;
    }
    return JX_TEXT("");
}

// external {java: {class: "...", method signature: "..."}}; anything else stays without class and method.
JX_APART static void parse_external(jx_parser *p, jx_expr *node)
{
    const jx_expr *body = jx_parse_expression(p);
    jx_adopt(p, node, body);
    if (body->kind != JX_EXPR_CONTEXT || body->as.context.count != 1) return;
    const jx_binding *java = &body->as.context.entries[0];
    if (!jx_text_equal(java->name, JX_TEXT("java"))) return;
    node->as.function.external_class = entry_text(java->value, JX_TEXT("class"));
    node->as.function.external_method = entry_text(java->value, JX_TEXT("method signature"));
}

const jx_expr *jx_parse_function(jx_parser *p)
{
    const jx_scope *outer = p->scope;
    const jx_type *hint = p->hint;
    jx_scope *scope = jx_scope_new(p->arena, outer);
    jx_binding_list *list = JX_NEW(p->arena, jx_binding_list);
    jx_expr *node = jx_node(p, JX_EXPR_FUNCTION, jx_token_at(p, 0)->start);
    p->hint = NULL;
    p->at++;
    jx_want(p, JX_TOKEN_OPEN, "(");
    if (!jx_take(p, JX_TOKEN_CLOSE)) {
        do
            parse_parameter(p, scope, list, hint);
        while (jx_take(p, JX_TOKEN_COMMA));
        jx_want(p, JX_TOKEN_CLOSE, ")");
    }
    node->as.function.parameters = list->items;
    node->as.function.count = list->count;
    p->scope = scope;
    if (jx_take_word(p, JX_WORD_EXTERNAL)) {
        parse_external(p, node);
    } else {
        node->as.function.body = jx_parse_expression(p);
        jx_adopt(p, node, node->as.function.body);
    }
    p->scope = outer;
    const jx_type *result = node->as.function.body ? node->as.function.body->type : NULL;
    return jx_done(p, node, jx_static_function(p->arena, list->items, list->count, result));
}

// ---- contexts ----

JX_APART static jx_text parse_key(jx_parser *p, jx_span *span)
{
    const jx_token *token = jx_token_at(p, 0);
    if (token->kind != JX_TOKEN_STRING) return parse_declared(p, true, span);
    size_t open = token->start;
    (void)jx_text_next(p->text, &open);
    *span = (jx_span){ token->start, token->end };
    p->at++;
    return jx_string_value(p->arena, jx_text_slice(p->text, open, token->inner));
}

// Later entries see earlier ones, not themselves.
JX_APART static void parse_entry(jx_parser *p, jx_expr *node, jx_scope *scope, jx_binding_list *list)
{
    jx_binding *one = JX_PUSH(p->arena, list);
    jx_span span;
    one->name = parse_key(p, &span);
    one->span = span;
    jx_want(p, JX_TOKEN_COLON, ":");
    one->value = jx_parse_expression(p);
    if (one->value->span.end > one->span.end) one->span.end = one->value->span.end;
    jx_adopt(p, node, one->value);
    jx_scope_declare(scope, one->name, one->value->type);
}

JX_APART static const jx_type *context_type(jx_parser *p, const jx_binding_list *list)
{
    jx_type *type = JX_NEW(p->arena, jx_type);
    jx_field *fields = JX_ARRAY(p->arena, list->count, jx_field);
    for (size_t i = 0; i < list->count; i++)
        fields[i] = (jx_field){ list->items[i].name, list->items[i].value->type };
    *type = (jx_type){ .kind = JX_TYPE_CONTEXT, .fields = fields, .field_count = list->count };
    return type;
}

const jx_expr *jx_parse_context(jx_parser *p)
{
    const jx_scope *outer = p->scope;
    jx_scope *scope = jx_scope_new(p->arena, outer);
    jx_binding_list *list = JX_NEW(p->arena, jx_binding_list);
    jx_expr *node = jx_node(p, JX_EXPR_CONTEXT, jx_token_at(p, 0)->start);
    p->scope = scope;
    p->at++;
    if (!jx_take(p, JX_TOKEN_CLOSE_CURLY)) {
        do
            parse_entry(p, node, scope, list);
        while (jx_take(p, JX_TOKEN_COMMA));
        jx_want(p, JX_TOKEN_CLOSE_CURLY, "}");
    }
    p->scope = outer;
    node->as.context.entries = list->items;
    node->as.context.count = list->count;
    return jx_done(p, node, context_type(p, list));
}
