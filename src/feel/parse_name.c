// Names: known ones, unknown ones, names declared here, and fields after a `.`. Read jx_parse_name() first.
#include "feel/parser.h"

static size_t tokens_left(const jx_parser *p)
{
    return p->stopped ? 0 : p->count - 1 - p->at;
}

static bool is_package(const jx_parser *p)
{
    return p->options->dialect == JX_DIALECT_PACKAGE;
}

// The text of `count` tokens from here on, blanks collapsed. Moves on.
static jx_text take_name(jx_parser *p, uint32_t count)
{
    uint32_t start = jx_token_at(p, 0)->start, end = start;
    bool plain = count == 1;
    for (uint32_t i = 0; i < count && !p->stopped; i++)
        end = p->tokens[p->at++].end;
    jx_text text = jx_text_slice(p->text, start, end);
    return plain ? text : jx_name_normal(p->arena, text);
}

// ---- names in expressions ----

// How many tokens an unknown name takes: words that are no keywords. It does not swallow operators, so that `a-b` is a
// subtraction of two unknown names. Names of packages have one word.
static uint32_t unknown_length(const jx_parser *p)
{
    uint32_t count = 1;
    if (is_package(p)) return count;
    for (const jx_token *token = jx_token_at(p, count); !p->stopped; token = jx_token_at(p, ++count)) {
        bool word = token->kind == JX_TOKEN_WORD && token->keyword == JX_WORD_PLAIN;
        if (!word && !(token->kind == JX_TOKEN_NUMBER && jx_token_at(p, count - 1)->kind == JX_TOKEN_WORD)) break;
    }
    return count;
}

static const jx_expr *parse_known(jx_parser *p, jx_match match)
{
    jx_expr *node = jx_node(p, JX_EXPR_NAME, jx_token_at(p, 0)->start);
    node->as.name.text = match.name;
    p->at += match.token_count;
    return jx_done(p, node, match.type);
}

static const jx_expr *parse_input(jx_parser *p)
{
    jx_expr *node = jx_node(p, JX_EXPR_INPUT, jx_token_at(p, 0)->start);
    node->asks_input = true;
    p->at++;
    return jx_done(p, node, p->input);
}

static const jx_expr *parse_unknown(jx_parser *p)
{
    if (jx_token_at(p, 0)->kind == JX_TOKEN_STRAY) {
        jx_fail(p, "公式中不应有此符号", "this sign has no meaning in FEEL");
        return jx_no_expr(p);
    }
    jx_expr *node = jx_node(p, JX_EXPR_NAME, jx_token_at(p, 0)->start);
    node->as.name.text = take_name(p, unknown_length(p));
    (void)jx_done(p, node, NULL);
    if (!jx_scope_is_open(p->scope)) jx_unknown_name(p, node->span, node->as.name.text, NULL, false);
    return node;
}

const jx_expr *jx_parse_name(jx_parser *p)
{
    jx_match match = jx_scope_match(p->scope, p->text, jx_token_at(p, 0), tokens_left(p));
    if (match.token_count > 0) return parse_known(p, match);
    if (p->input && jx_text_equal(jx_token_text(p->text, jx_token_at(p, 0)), JX_TEXT("?"))) return parse_input(p);
    return parse_unknown(p);
}

// ---- names that are declared here ----

static bool may_be_in_name(const jx_token *token)
{
    switch ((jx_token_kind)token->kind) {
    case JX_TOKEN_WORD:
    case JX_TOKEN_NUMBER:
    case JX_TOKEN_STRAY:
    case JX_TOKEN_DOT:
    case JX_TOKEN_SLASH:
    case JX_TOKEN_MINUS:
    case JX_TOKEN_PLUS:
    case JX_TOKEN_STAR:
    case JX_TOKEN_APOSTROPHE:
    case JX_TOKEN_POWER: return true;
    case JX_TOKEN_END:
    case JX_TOKEN_STRING:
    case JX_TOKEN_TEMPORAL:
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
    case JX_TOKEN_OPEN:
    case JX_TOKEN_CLOSE:
    case JX_TOKEN_OPEN_SQUARE:
    case JX_TOKEN_CLOSE_SQUARE:
    case JX_TOKEN_OPEN_CURLY:
    case JX_TOKEN_CLOSE_CURLY: return false;
    }
    JX_UNREACHABLE();
}

bool jx_at_key(const jx_parser *p)
{
    uint32_t count = 0;
    if (jx_sees(p) != JX_TOKEN_WORD && jx_sees(p) != JX_TOKEN_STRAY) return false;
    while (may_be_in_name(jx_token_at(p, count)))
        count++;
    return jx_token_at(p, count)->kind == JX_TOKEN_COLON;
}

// Keywords may be words of a new name but for `in`, which ends the variable of an iteration; the others stand before a
// sign that no name has. The length is 0 if no name starts here.
static uint32_t new_name_length(const jx_parser *p, bool words_allowed)
{
    uint32_t count = 0;
    if (jx_sees(p) != JX_TOKEN_WORD && jx_sees(p) != JX_TOKEN_STRAY) return 0;
    for (const jx_token *token = jx_token_at(p, 0); may_be_in_name(token); token = jx_token_at(p, ++count)) {
        if (!words_allowed && token->kind == JX_TOKEN_WORD && token->keyword == JX_WORD_IN) break;
    }
    return count;
}

jx_text jx_parse_new_name(jx_parser *p, bool words_allowed, jx_span *out_span)
{
    uint32_t count = new_name_length(p, words_allowed);
    out_span->start = out_span->end = jx_token_at(p, 0)->start;
    if (count == 0) {
        jx_fail(p, "此处应为名称", "a name is expected here");
        return JX_TEXT("");
    }
    jx_text name = take_name(p, count);
    out_span->end = p->tokens[p->at - 1].end;
    return name;
}

// ---- fields ----

bool jx_has_fields(const jx_type *type)
{
    return (type->kind == JX_TYPE_CONTEXT || type->kind == JX_TYPE_SERIES) && type->field_count > 0;
}

jx_trie *jx_fields_of(jx_parser *p, const jx_type *type)
{
    if (!jx_has_fields(type)) return NULL;
    for (size_t i = 0; i < p->fields.count; i++) {
        if (p->fields.items[i].type == type) return p->fields.items[i].fields;
    }
    jx_trie *trie = NULL;
    for (size_t i = 0; i < type->field_count; i++) {
        jx_trie_put(&trie, p->arena, type->fields[i].name, type->fields[i].type);
    }
    *JX_PUSH(p->arena, &p->fields) = (jx_fields_known){ type, trie };
    return trie;
}

static bool is_text(const jx_parser *p, uint32_t ahead, jx_text word)
{
    return jx_text_equal(jx_token_text(p->text, jx_token_at(p, ahead)), word);
}

// `time offset`, `start included`, `end included`: the only properties of two words.
static uint32_t property_length(const jx_parser *p)
{
    if (is_text(p, 0, JX_TEXT("time")) && is_text(p, 1, JX_TEXT("offset"))) return 2;
    if (!is_text(p, 0, JX_TEXT("start")) && !is_text(p, 0, JX_TEXT("end"))) return 0;
    return is_text(p, 1, JX_TEXT("included")) ? 2 : 0;
}

static jx_text parse_field_name(jx_parser *p, const jx_type *fields)
{
    jx_match match = jx_trie_match(jx_fields_of(p, fields), p->text, jx_token_at(p, 0), tokens_left(p));
    if (!jx_has_fields(fields) && fields->kind != JX_TYPE_RANGE) {
        match = jx_scope_match_field(p->scope, p->text, jx_token_at(p, 0), tokens_left(p));
    }
    uint32_t property = property_length(p);
    if (match.token_count > 0 && match.token_count >= property) {
        p->at += match.token_count;
        return match.name;
    }
    return take_name(p, property > 0 ? property : unknown_length(p));
}

const jx_expr *jx_parse_path(jx_parser *p, const jx_expr *operand)
{
    const jx_type *fields = jx_static_fields(operand);
    jx_expr *node = jx_node(p, JX_EXPR_PATH, operand->span.start);
    p->at++;
    uint32_t start = jx_token_at(p, 0)->start;
    if (jx_sees(p) != JX_TOKEN_WORD && jx_sees(p) != JX_TOKEN_STRAY) {
        jx_fail(p, "“.” 之后应为名称", "a name is expected after `.`");
        return jx_no_expr(p);
    }
    node->as.path.operand = operand;
    node->as.path.name = parse_field_name(p, fields);
    jx_adopt(p, node, operand);
    (void)jx_done(p, node, jx_static_path(p->arena, operand->type, node->as.path.name));
    if (jx_has_fields(fields) && !jx_type_field(fields, node->as.path.name)) {
        jx_unknown_name(p, (jx_span){ start, node->span.end }, node->as.path.name, fields, false);
    }
    return node;
}
