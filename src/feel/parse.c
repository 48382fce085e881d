// The parser's entry and its operators. Read jx_feel_parse() at the end, then jx_parse_operators().
//
// Operators are read with a stack of their own instead of recursion (the table `binary` says how tightly each binds),
// so one level of nesting costs few and small frames: a bracket, its expression, its operand. What operands are stands
// in parse_primary.c, what may follow one in parse_postfix.c, names in parse_name.c.
#include "feel/parser.h"

// ---- tokens ----

const jx_token *jx_token_at(const jx_parser *p, uint32_t ahead)
{
    uint32_t last = p->count - 1;
    return &p->tokens[p->stopped || ahead > last - p->at ? last : p->at + ahead];
}

jx_token_kind jx_sees(const jx_parser *p)
{
    return (jx_token_kind)jx_token_at(p, 0)->kind;
}

bool jx_is_word(const jx_parser *p, jx_keyword keyword)
{
    const jx_token *token = jx_token_at(p, 0);
    return token->kind == JX_TOKEN_WORD && token->keyword == keyword;
}

bool jx_take(jx_parser *p, jx_token_kind kind)
{
    if (jx_sees(p) != kind || kind == JX_TOKEN_END) return false;
    p->at++;
    return true;
}

bool jx_take_word(jx_parser *p, jx_keyword keyword)
{
    if (!jx_is_word(p, keyword)) return false;
    p->at++;
    return true;
}

static void fail_wanting(jx_parser *p, const char *what)
{
    if (p->stopped) return;
    jx_fail(p, jx_text_format(p->arena, "此处应为 %s", what).bytes,
            jx_text_format(p->arena, "%s is expected here", what).bytes);
}

void jx_want(jx_parser *p, jx_token_kind kind, const char *sign)
{
    if (!jx_take(p, kind)) fail_wanting(p, sign);
}

void jx_want_word(jx_parser *p, jx_keyword keyword, const char *word)
{
    if (!jx_take_word(p, keyword)) fail_wanting(p, word);
}

// ---- nodes ----

jx_expr *jx_node(jx_parser *p, jx_expr_kind kind, uint32_t start)
{
    jx_expr *node = JX_NEW(p->arena, jx_expr);
    node->kind = kind;
    node->source = p->options->source;
    node->span = (jx_span){ start, start };
    node->type = &jx_type_any;
    return node;
}

// Trees are walked by recursion later; their height is what must be bounded, also of long chains like 1+1+1+...
void jx_adopt(jx_parser *p, jx_expr *node, const jx_expr *child)
{
    if (child->height >= node->height) node->height = (uint16_t)(child->height + 1);
    if (child->asks_input) node->asks_input = true;
    if (node->height > p->height_max) jx_fail_limit(p, JX_PROBLEM_TOO_DEEP, JX_LIMIT_NESTING);
}

jx_expr *jx_done(jx_parser *p, jx_expr *node, const jx_type *type)
{
    uint32_t end = p->at > 0 ? p->tokens[p->at - 1].end : node->span.end;
    if (end > node->span.start) node->span.end = end;
    node->type = type ? type : &jx_type_any;
    return node;
}

const jx_expr *jx_no_expr(jx_parser *p)
{
    const jx_token *token = jx_token_at(p, 0);
    jx_expr *node = jx_node(p, JX_EXPR_ERROR, token->start);
    node->span.end = token->end;
    return node;
}

// ---- operators ----

static const struct {
    uint8_t level, op;
} binary[] = {
    [JX_TOKEN_EQUAL] = { JX_LEVEL_COMPARE, JX_OP_EQUAL },
    [JX_TOKEN_NOT_EQUAL] = { JX_LEVEL_COMPARE, JX_OP_NOT_EQUAL },
    [JX_TOKEN_LESS] = { JX_LEVEL_COMPARE, JX_OP_LESS },
    [JX_TOKEN_LESS_EQUAL] = { JX_LEVEL_COMPARE, JX_OP_LESS_EQUAL },
    [JX_TOKEN_GREATER] = { JX_LEVEL_COMPARE, JX_OP_GREATER },
    [JX_TOKEN_GREATER_EQUAL] = { JX_LEVEL_COMPARE, JX_OP_GREATER_EQUAL },
    [JX_TOKEN_PLUS] = { JX_LEVEL_ADD, JX_OP_ADD },
    [JX_TOKEN_MINUS] = { JX_LEVEL_ADD, JX_OP_SUBTRACT },
    [JX_TOKEN_STAR] = { JX_LEVEL_MULTIPLY, JX_OP_MULTIPLY },
    [JX_TOKEN_SLASH] = { JX_LEVEL_MULTIPLY, JX_OP_DIVIDE },
    [JX_TOKEN_POWER] = { JX_LEVEL_POWER, JX_OP_POWER },
    [JX_TOKEN_APOSTROPHE] = { JX_LEVEL_NONE, 0 },
};

// The level of the operator that comes next, NONE if none does. *op is meaningless for `between` and `in`.
static uint8_t next_operator(const jx_parser *p, uint8_t *op)
{
    const jx_token *token = jx_token_at(p, 0);
    if (token->kind != JX_TOKEN_WORD) {
        *op = binary[token->kind].op;
        return binary[token->kind].level;
    }
    switch ((jx_keyword)token->keyword) {
    case JX_WORD_AND: *op = JX_OP_AND; return JX_LEVEL_AND;
    case JX_WORD_OR: *op = JX_OP_OR; return JX_LEVEL_OR;
    case JX_WORD_BETWEEN:
    case JX_WORD_IN: return JX_LEVEL_COMPARE;
    case JX_WORD_PLAIN:
    case JX_WORD_ELSE:
    case JX_WORD_EVERY:
    case JX_WORD_EXTERNAL:
    case JX_WORD_FALSE:
    case JX_WORD_FOR:
    case JX_WORD_FUNCTION:
    case JX_WORD_IF:
    case JX_WORD_INSTANCE:
    case JX_WORD_NULL:
    case JX_WORD_OF:
    case JX_WORD_RETURN:
    case JX_WORD_SATISFIES:
    case JX_WORD_SOME:
    case JX_WORD_THEN:
    case JX_WORD_TRUE: return JX_LEVEL_NONE;
    }
    JX_UNREACHABLE();
}

JX_APART static const jx_expr *make_binary(jx_parser *p, jx_operator op, const jx_expr *left, const jx_expr *right)
{
    jx_expr *node = jx_node(p, JX_EXPR_BINARY, left->span.start);
    node->as.binary.op = op;
    node->as.binary.left = left;
    node->as.binary.right = right;
    node->span.end = right->span.end;
    node->type = jx_static_binary(op, left->type, right->type);
    jx_adopt(p, node, left);
    jx_adopt(p, node, right);
    return node;
}

// Long chains of one of `and`, `or` become a balanced tree: both are associative in three-valued logic, operands keep
// their order, and a condition over hundreds of codes stays flat. Recursion is as deep as the tree, so ten levels.
static const jx_expr *make_chain(jx_parser *p, const jx_pending *rest, size_t count, const jx_expr *last)
{
    enum { PLAIN_CHAIN = 16 };
    if (count == 0) return last;
    if (count <= PLAIN_CHAIN) {
        const jx_expr *left = rest[0].left;
        for (size_t i = 1; i < count; i++)
            left = make_binary(p, (jx_operator)rest[0].op, left, rest[i].left);
        return make_binary(p, (jx_operator)rest[0].op, left, last);
    }
    size_t half = count / 2;
    const jx_expr *left = make_chain(p, rest, half, rest[half].left);
    return make_binary(p, (jx_operator)rest[0].op, left, make_chain(p, rest + half + 1, count - half - 1, last));
}

static bool is_logical(uint8_t level)
{
    return level == JX_LEVEL_AND || level == JX_LEVEL_OR;
}

// Joins `right` with what is pending above `base` and binds at least as tightly as `level`. Chains of one logical
// operator wait until they are complete.
JX_APART static const jx_expr *join(jx_parser *p, size_t base, uint8_t level, const jx_expr *right)
{
    while (p->pending.count > base) {
        size_t end = p->pending.count, start = end - 1;
        uint8_t top = p->pending.items[start].level;
        if (top < level || (top == level && is_logical(level))) return right;
        while (is_logical(top) && start > base && p->pending.items[start - 1].level == top)
            start--;
        right = make_chain(p, p->pending.items + start, end - start, right);
        p->pending.count = start;
    }
    return right;
}

JX_APART static const jx_expr *make_between(jx_parser *p, const jx_expr *value)
{
    jx_expr *node = jx_node(p, JX_EXPR_BETWEEN, value->span.start);
    node->as.between.value = value;
    node->as.between.low = jx_parse_operators(p, JX_LEVEL_ADD, NULL);
    jx_want_word(p, JX_WORD_AND, "and");
    node->as.between.high = jx_parse_operators(p, JX_LEVEL_ADD, NULL);
    jx_adopt(p, node, value);
    jx_adopt(p, node, node->as.between.low);
    jx_adopt(p, node, node->as.between.high);
    return jx_done(p, node, &jx_type_boolean);
}

// The `?` inside the tests is the value on the left, not that of the cell around.
JX_APART static const jx_expr *make_in(jx_parser *p, const jx_expr *value)
{
    const jx_type *outer = p->input;
    jx_expr *node = jx_node(p, JX_EXPR_IN, value->span.start);
    p->input = value->type;
    node->as.in.value = value;
    node->as.in.tests = jx_parse_in_tail(p);
    p->input = outer;
    jx_adopt(p, node, value);
    jx_adopt(p, node, node->as.in.tests);
    node->asks_input = value->asks_input;
    return jx_done(p, node, &jx_type_boolean);
}

const jx_expr *jx_parse_operators(jx_parser *p, jx_level least, const jx_expr *left)
{
    size_t base = p->pending.count;
    uint8_t op = 0, level = 0;
    if (!left) left = jx_parse_operand(p);
    while ((level = next_operator(p, &op)) >= (uint8_t)least && level != JX_LEVEL_NONE) {
        left = join(p, base, level, left);
        if (jx_take_word(p, JX_WORD_BETWEEN)) {
            left = make_between(p, left);
        } else if (jx_take_word(p, JX_WORD_IN)) {
            left = make_in(p, left);
        } else {
            p->at++;
            *JX_PUSH(p->arena, &p->pending) = (jx_pending){ level, op, left };
            left = jx_parse_operand(p);
        }
    }
    return join(p, base, JX_LEVEL_NONE, left);
}

const jx_expr *jx_parse_expression(jx_parser *p)
{
    bool interval_end = p->interval_end;
    const jx_expr *node;
    if (p->depth > p->depth_max) jx_fail_limit(p, JX_PROBLEM_TOO_DEEP, JX_LIMIT_NESTING);
    if (p->stopped) return jx_no_expr(p);
    p->depth++;
    p->interval_end = false;
    node = jx_parse_operators(p, JX_LEVEL_OR, NULL);
    p->interval_end = interval_end;
    p->depth--;
    return node;
}

// ---- entry ----

typedef enum { WHAT_EXPRESSION, WHAT_TESTS, WHAT_TYPE, WHAT_TOKENS } what_to_parse;

typedef struct {
    const jx_feel_options *options;
    const jx_scope *scope;
    const jx_type *input;
    jx_span span;
    what_to_parse what;
    const jx_expr *out;
    const jx_type *out_type;
} request;

static const char *kind_name(const jx_token *token)
{
    switch ((jx_token_kind)token->kind) {
    case JX_TOKEN_WORD:     return token->keyword == JX_WORD_PLAIN ? "name" : "keyword";
    case JX_TOKEN_NUMBER:   return "number";
    case JX_TOKEN_STRING:   return "text";
    case JX_TOKEN_TEMPORAL: return "temporal";
    case JX_TOKEN_STRAY:    return "stray";
    case JX_TOKEN_END:
    case JX_TOKEN_POWER:
    case JX_TOKEN_DOTS:
    case JX_TOKEN_ARROW:
    case JX_TOKEN_LESS_EQUAL:
    case JX_TOKEN_GREATER_EQUAL:
    case JX_TOKEN_NOT_EQUAL:
    case JX_TOKEN_LESS:
    case JX_TOKEN_GREATER:
    case JX_TOKEN_EQUAL:
    case JX_TOKEN_PLUS:
    case JX_TOKEN_MINUS:
    case JX_TOKEN_STAR:
    case JX_TOKEN_SLASH:
    case JX_TOKEN_DOT:
    case JX_TOKEN_COMMA:
    case JX_TOKEN_COLON:
    case JX_TOKEN_OPEN:
    case JX_TOKEN_CLOSE:
    case JX_TOKEN_OPEN_SQUARE:
    case JX_TOKEN_CLOSE_SQUARE:
    case JX_TOKEN_OPEN_CURLY:
    case JX_TOKEN_CLOSE_CURLY:
    case JX_TOKEN_APOSTROPHE: return "sign";
    }
    JX_UNREACHABLE();
}

static void tell(const jx_parser *p, const jx_token *token)
{
    const jx_token_listener *listener = p->options->listener;
    if (listener)
        listener->token(listener->user, p->options->source, (jx_span){ token->start, token->end }, kind_name(token));
}

static void cut_tokens(jx_parser *p, uint32_t start)
{
    struct {
        jx_token *items;
        size_t count, capacity;
    } list = { NULL, 0, 0 };
    jx_lexer lexer = { .text = p->text,
                       .at = start,
                       .package = p->options->dialect == JX_DIALECT_PACKAGE,
                       .is_unit = p->options->is_unit,
                       .user = p->options->user,
                       .complain = jx_report_lexer,
                       .listener = p };
    for (;;) {
        jx_token token = jx_lex_next(&lexer);
        *JX_PUSH(p->arena, &list) = token;
        if (token.kind == JX_TOKEN_END) break;
        tell(p, &token);
        if (list.count <= p->options->limits->at[JX_LIMIT_EXPRESSION_TOKENS]) continue;
        p->tokens = list.items;
        p->count = (uint32_t)list.count;
        jx_fail_limit(p, JX_PROBLEM_EXPRESSION_TOO_LONG, JX_LIMIT_EXPRESSION_TOKENS);
        list.items[list.count - 1].kind = JX_TOKEN_END;
        break;
    }
    p->tokens = list.items;
    p->count = (uint32_t)list.count;
}

static bool check_utf8(jx_parser *p, jx_span span)
{
    size_t bad = 0;
    if (jx_text_is_utf8(jx_text_slice(p->text, span.start, span.end), &bad)) return true;
    p->stopped = true;
    uint32_t at = span.start + (uint32_t)bad;
    jx_complain(p, JX_PROBLEM_NOT_UTF8, JX_SEVERITY_ERROR, (jx_span){ at, at + 1 }, JX_TEXT(""),
                jx_text_format(p->arena, "%u", at + 1));
    return false;
}

static void read_what(jx_parser *p, request *r)
{
    if (r->what == WHAT_TOKENS) return;
    if (r->what == WHAT_TYPE)
        r->out_type = jx_parse_type(p);
    else
        r->out = r->what == WHAT_TESTS ? jx_parse_unary_tests(p) : jx_parse_expression(p);
    if (jx_sees(p) != JX_TOKEN_END) {
        jx_fail(p, "表达式到此应已结束", "the expression should have ended before this");
    }
}

static jx_status parse_guarded(void *user)
{
    request *r = user;
    jx_parser p = { .options = r->options, .arena = r->options->arena, .input = r->input };
    p.text = jx_text_slice(r->options->source->bytes, 0, r->span.end);
    r->span.end = (uint32_t)p.text.size;
    if (r->span.start > r->span.end) r->span.start = r->span.end;
    p.scope = r->scope ? r->scope : jx_scope_new(p.arena, NULL);
    p.depth_max = (uint32_t)r->options->limits->at[JX_LIMIT_NESTING];
    p.height_max = p.depth_max * 2;
    if (!check_utf8(&p, r->span)) return JX_REFUSED;
    cut_tokens(&p, r->span.start);
    read_what(&p, r);
    return p.refused ? JX_REFUSED : JX_OK;
}

// What *out is when there was no memory for a node.
static const jx_expr nothing = { .kind = JX_EXPR_ERROR, .type = &jx_type_any };

static void replace_by_error(request *r)
{
    jx_expr *error = JX_NEW(r->options->arena, jx_expr);
    *error = (jx_expr){ .kind = JX_EXPR_ERROR, .span = r->span, .source = r->options->source, .type = &jx_type_any };
    if (r->out) error->type = r->out->type;
    r->out = error;
}

static jx_status error_guarded(void *user)
{
    replace_by_error(user);
    return JX_OK;
}

static jx_status run(request *r)
{
    jx_status status = jx_arena_guard(r->options->arena, parse_guarded, r);
    if (status == JX_REFUSED && jx_arena_guard(r->options->arena, error_guarded, r) != JX_OK) status = JX_OUT_OF_MEMORY;
    if (status == JX_OUT_OF_MEMORY) {
        r->out = &nothing;
        r->out_type = NULL;
    }
    return status;
}

jx_status jx_feel_parse(const jx_feel_options *options, const jx_scope *scope, jx_span span, const jx_expr **out)
{
    request r = { .options = options, .scope = scope, .span = span, .what = WHAT_EXPRESSION };
    jx_status status = run(&r);
    *out = r.out;
    return status;
}

jx_status jx_feel_parse_tests(const jx_feel_options *options, const jx_scope *scope, const jx_type *input, jx_span span,
                              const jx_expr **out)
{
    request r = { .options = options, .scope = scope, .span = span, .what = WHAT_TESTS };
    r.input = input ? input : &jx_type_any;
    jx_status status = run(&r);
    *out = r.out;
    return status;
}

jx_status jx_feel_parse_type(const jx_feel_options *options, const jx_scope *scope, jx_span span, const jx_type **out)
{
    request r = { .options = options, .scope = scope, .span = span, .what = WHAT_TYPE };
    jx_status status = run(&r);
    *out = status == JX_OK ? r.out_type : NULL;
    return status;
}

jx_status jx_feel_cut(const jx_feel_options *options, jx_span span)
{
    request r = { .options = options, .span = span, .what = WHAT_TOKENS };
    return run(&r);
}
