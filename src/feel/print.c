// Trees back to text. jx_expr_print() writes as few brackets as reading needs; jx_expr_dump() shows the tree.
//
// What is printed reads back as the same tree in the same scope, unless a name there looks like an operation on others
// (`(a)-(b)` beside a name `a-b`). Brackets are decided by comparing how tightly an operand binds (tightness) with what
// its place asks for.
#include "feel/parser.h"

#include <stdio.h>

typedef struct {
    jx_buffer *out;
    bool dump;
} printer;

enum { TIGHT_TEST = JX_LEVEL_NONE, TIGHT_MINUS = JX_LEVEL_POWER + 1, TIGHT_INSTANCE, TIGHT_POSTFIX, TIGHT_PRIMARY };

static void print(const printer *to, const jx_expr *expr);

static void put(const printer *to, const char *text)
{
    jx_buffer_put(to->out, jx_text_of(text));
}

static const struct {
    const char *sign;
    uint8_t level;
} operators[] = {
    [JX_OP_ADD] = { " + ", JX_LEVEL_ADD },
    [JX_OP_SUBTRACT] = { " - ", JX_LEVEL_ADD },
    [JX_OP_MULTIPLY] = { " * ", JX_LEVEL_MULTIPLY },
    [JX_OP_DIVIDE] = { " / ", JX_LEVEL_MULTIPLY },
    [JX_OP_POWER] = { " ** ", JX_LEVEL_POWER },
    [JX_OP_EQUAL] = { " = ", JX_LEVEL_COMPARE },
    [JX_OP_NOT_EQUAL] = { " != ", JX_LEVEL_COMPARE },
    [JX_OP_LESS] = { " < ", JX_LEVEL_COMPARE },
    [JX_OP_LESS_EQUAL] = { " <= ", JX_LEVEL_COMPARE },
    [JX_OP_GREATER] = { " > ", JX_LEVEL_COMPARE },
    [JX_OP_GREATER_EQUAL] = { " >= ", JX_LEVEL_COMPARE },
    [JX_OP_AND] = { " and ", JX_LEVEL_AND },
    [JX_OP_OR] = { " or ", JX_LEVEL_OR },
};

static int tightness(const jx_expr *expr)
{
    switch (expr->kind) {
    case JX_EXPR_BINARY: return operators[expr->as.binary.op].level;
    case JX_EXPR_BETWEEN:
    case JX_EXPR_IN: return JX_LEVEL_COMPARE;
    case JX_EXPR_NEGATE: return TIGHT_MINUS;
    case JX_EXPR_INSTANCE_OF: return TIGHT_INSTANCE;
    case JX_EXPR_PATH:
    case JX_EXPR_FILTER:
    case JX_EXPR_CALL: return TIGHT_POSTFIX;
    case JX_EXPR_UNARY_RANGE:
    case JX_EXPR_IF:
    case JX_EXPR_FOR:
    case JX_EXPR_SOME:
    case JX_EXPR_EVERY:
    case JX_EXPR_FUNCTION:
    case JX_EXPR_TESTS: return TIGHT_TEST;
    case JX_EXPR_CONVERT: return tightness(expr->as.convert.value);
    case JX_EXPR_LITERAL:
    case JX_EXPR_NAME:
    case JX_EXPR_INPUT:
    case JX_EXPR_INTERVAL:
    case JX_EXPR_LIST:
    case JX_EXPR_CONTEXT:
    case JX_EXPR_TABLE:
    case JX_EXPR_GROUP:
    case JX_EXPR_EXTEND:
    case JX_EXPR_ERROR: return TIGHT_PRIMARY;
    }
    JX_UNREACHABLE();
}

// An operand in a place that asks for `least`.
static void print_tight(const printer *to, const jx_expr *expr, int least)
{
    int own = tightness(expr);
    bool brackets = own < least || (to->dump && own < TIGHT_POSTFIX);
    if (brackets) put(to, "(");
    print(to, expr);
    if (brackets) put(to, ")");
}

// ---- names and literals ----

JX_APART static bool is_plain_name(jx_text name)
{
    jx_lexer lexer = { .text = name, .name = true };
    if (name.size == 0 || jx_lex_next(&lexer).kind != JX_TOKEN_WORD) return false;
    return jx_lex_next(&lexer).kind == JX_TOKEN_END;
}

JX_APART static void print_name(const printer *to, jx_text name)
{
    bool quoted = to->dump && !is_plain_name(name);
    if (quoted) put(to, "`");
    jx_buffer_put(to->out, name);
    if (quoted) put(to, "`");
}

JX_APART static void print_string(const printer *to, jx_text text)
{
    put(to, "\"");
    for (size_t i = 0; i < text.size; i++) {
        char c = text.bytes[i];
        if (c == '\n')
            put(to, "\\n");
        else if (c == '\r')
            put(to, "\\r");
        else if (c == '\t')
            put(to, "\\t");
        else if (c == '"')
            put(to, "\\\"");
        else if (c == '\\')
            put(to, "\\\\");
        else
            jx_buffer_put_char(to->out, c);
    }
    put(to, "\"");
}

// A key that no name could be is written as a text.
JX_APART static void print_key(const printer *to, jx_text name)
{
    jx_lexer lexer = { .text = name, .name = true };
    jx_token token = jx_lex_next(&lexer);
    bool plain = token.kind == JX_TOKEN_WORD;
    for (; plain && token.kind != JX_TOKEN_END; token = jx_lex_next(&lexer)) {
        if (token.kind == JX_TOKEN_STRAY || token.kind >= JX_TOKEN_COMMA) plain = token.kind == JX_TOKEN_APOSTROPHE;
    }
    if (plain)
        print_name(to, name);
    else
        print_string(to, name);
}

// A number as its digits, or, where the zeros would be many, as digits and an exponent: `9e6144`.
static void print_number(const printer *to, jx_value value)
{
    enum { DIGITS_MOST = 40 };
    char exponent[24];
    jx_buffer plain = jx_buffer_in(to->out->arena);
    jx_value_print(value, &plain);
    jx_text text = jx_buffer_text(&plain);
    size_t dot = jx_text_find(text, JX_TEXT(".")), first = dot == SIZE_MAX ? 0 : dot + 1, last = text.size;
    if (text.size <= DIGITS_MOST) {
        jx_buffer_put(to->out, text);
        return;
    }
    while (dot == SIZE_MAX && text.bytes[last - 1] == '0')
        last--;
    while (dot != SIZE_MAX && text.bytes[first] == '0')
        first++;
    bool whole_part = dot != SIZE_MAX && !(dot == 1 && text.bytes[0] == '0');
    if (whole_part) first = 0;  // 34 digits on both sides of the point: nothing to gain
    jx_buffer_put(to->out, jx_text_slice(text, first, last));
    if (whole_part) return;
    if (dot == SIZE_MAX) snprintf(exponent, sizeof exponent, "e%zu", text.size - last);
    else snprintf(exponent, sizeof exponent, "e-%zu", text.size - dot - 1);
    put(to, exponent);
}

JX_APART static void print_literal(const printer *to, const jx_expr *expr)
{
    jx_value value = expr->as.literal.value;
    switch (value.kind) {
    case JX_STRING: print_string(to, value.as.string); return;
    case JX_DATE:
    case JX_TIME:
    case JX_DATE_TIME:
    case JX_DAYS_DURATION:
    case JX_MONTHS_DURATION:
        put(to, "@\"");
        jx_value_print(value, to->out);
        put(to, "\"");
        return;
    case JX_NULL: put(to, "null"); return;
    case JX_NUMBER:
        print_number(to, value);
        jx_buffer_put(to->out, expr->as.literal.unit);
        return;
    case JX_BOOLEAN:
    case JX_RATIO:
    case JX_LIST:
    case JX_CONTEXT:
    case JX_RANGE:
    case JX_FUNCTION:
    case JX_SERIES:
    case JX_OPEN:
        jx_value_print(value, to->out);
        jx_buffer_put(to->out, expr->as.literal.unit);
        return;
    }
    JX_UNREACHABLE();
}

// ---- what is put together ----

static void print_items(const printer *to, const jx_expr *const *items, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (i > 0) put(to, ", ");
        print(to, items[i]);
    }
}

static void print_binary(const printer *to, const jx_expr *expr)
{
    int level = operators[expr->as.binary.op].level;
    // Chains of one logical operator may be balanced; they mean the same without brackets.
    bool logical = level <= JX_LEVEL_AND;
    const jx_expr *right = expr->as.binary.right;
    bool chain = logical && right->kind == JX_EXPR_BINARY && right->as.binary.op == expr->as.binary.op;
    print_tight(to, expr->as.binary.left, level);
    put(to, operators[expr->as.binary.op].sign);
    print_tight(to, right, chain ? level : level + 1);
}

static void print_call(const printer *to, const jx_expr *expr)
{
    print_tight(to, expr->as.call.function, TIGHT_POSTFIX);
    put(to, "(");
    for (size_t i = 0; i < expr->as.call.count; i++) {
        const jx_binding *argument = &expr->as.call.arguments[i];
        if (i > 0) put(to, ", ");
        if (expr->as.call.named) {
            print_name(to, argument->name);
            put(to, ": ");
        }
        print(to, argument->value);
    }
    put(to, ")");
}

static void print_between(const printer *to, const jx_expr *expr)
{
    print_tight(to, expr->as.between.value, JX_LEVEL_COMPARE);
    put(to, " between ");
    print_tight(to, expr->as.between.low, JX_LEVEL_ADD);
    put(to, " and ");
    print_tight(to, expr->as.between.high, JX_LEVEL_ADD);
}

static void print_tests(const printer *to, const jx_expr *expr)
{
    if (expr->as.tests.count == 0) {
        put(to, "-");
        return;
    }
    if (expr->as.tests.negated) put(to, "not(");
    print_items(to, expr->as.tests.items, expr->as.tests.count);
    if (expr->as.tests.negated) put(to, ")");
}

static void print_in(const printer *to, const jx_expr *expr)
{
    const jx_expr *tests = expr->as.in.tests;
    print_tight(to, expr->as.in.value, JX_LEVEL_COMPARE);
    put(to, " in (");
    print(to, tests);
    put(to, ")");
}

static void print_interval(const printer *to, const jx_expr *expr)
{
    put(to, expr->as.interval.low_included ? "[" : "(");
    print(to, expr->as.interval.low);
    put(to, "..");
    print_tight(to, expr->as.interval.high, JX_LEVEL_ADD);
    put(to, expr->as.interval.high_included ? "]" : ")");
}

static void print_unary_range(const printer *to, const jx_expr *expr)
{
    static const char *const signs[] = {
        [JX_RANGE_INTERVAL] = "",     [JX_RANGE_LESS] = "< ",           [JX_RANGE_LESS_EQUAL] = "<= ",
        [JX_RANGE_GREATER] = "> ",    [JX_RANGE_GREATER_EQUAL] = ">= ", [JX_RANGE_EQUAL] = "= ",
        [JX_RANGE_NOT_EQUAL] = "!= ",
    };
    put(to, signs[expr->as.unary_range.form]);
    print_tight(to, expr->as.unary_range.end, JX_LEVEL_ADD);
}

static void print_if(const printer *to, const jx_expr *expr)
{
    put(to, "if ");
    print(to, expr->as.choose.when);
    put(to, " then ");
    print(to, expr->as.choose.then);
    put(to, " else ");
    print(to, expr->as.choose.otherwise);
}

static void print_iteration(const printer *to, const jx_expr *expr)
{
    put(to, expr->kind == JX_EXPR_FOR ? "for " : expr->kind == JX_EXPR_SOME ? "some " : "every ");
    for (size_t i = 0; i < expr->as.iterate.count; i++) {
        const jx_binding *one = &expr->as.iterate.bindings[i];
        if (i > 0) put(to, ", ");
        print_name(to, one->name);
        put(to, " in ");
        print(to, one->value);
        if (one->end) put(to, "..");
        if (one->end) print(to, one->end);
    }
    put(to, expr->kind == JX_EXPR_FOR ? " return " : " satisfies ");
    print(to, expr->as.iterate.body);
}

static void print_entries(const printer *to, const jx_binding *entries, size_t count)
{
    put(to, "{");
    for (size_t i = 0; i < count; i++) {
        if (i > 0) put(to, ", ");
        print_key(to, entries[i].name);
        put(to, ": ");
        print(to, entries[i].value);
    }
    put(to, "}");
}

static void print_function(const printer *to, const jx_expr *expr)
{
    put(to, "function(");
    for (size_t i = 0; i < expr->as.function.count; i++) {
        const jx_binding *parameter = &expr->as.function.parameters[i];
        if (i > 0) put(to, ", ");
        print_name(to, parameter->name);
        if (parameter->type) put(to, ": ");
        if (parameter->type) jx_type_print(parameter->type, to->out);
    }
    put(to, ") ");
    if (expr->as.function.body) {
        print(to, expr->as.function.body);
        return;
    }
    put(to, "external {java: {class: ");
    print_string(to, expr->as.function.external_class);
    put(to, ", method signature: ");
    print_string(to, expr->as.function.external_method);
    put(to, "}}");
}

static void print_instance(const printer *to, const jx_expr *expr)
{
    print_tight(to, expr->as.instance.value, TIGHT_INSTANCE);
    put(to, " instance of ");
    if (expr->as.instance.type)
        jx_type_print(expr->as.instance.type, to->out);
    else
        put(to, "?");
}

// ---- tables and groups: a short form, they are printed by those who made them ----

static void print_table(const printer *to, const jx_table *table)
{
    put(to, "<table ");
    jx_buffer_put(to->out, table->name);
    jx_buffer_format(to->out, ": %zu rows>", table->rule_count);
}

static void print_group(const printer *to, const jx_group *group)
{
    for (size_t i = 0; i < group->row_count; i++) {
        if (i > 0) put(to, group->any ? " or " : " and ");
        print_tight(to, group->rows[i].test, group->any ? JX_LEVEL_OR + 1 : JX_LEVEL_AND + 1);
    }
}

static void print_extend(const printer *to, const jx_expr *expr)
{
    put(to, "<extend ");
    print(to, expr->as.extend.list);
    put(to, " ");
    print_entries(to, expr->as.extend.fields, expr->as.extend.count);
    put(to, ">");
}

static void print(const printer *to, const jx_expr *expr)
{
    switch (expr->kind) {
    case JX_EXPR_LITERAL: print_literal(to, expr); return;
    case JX_EXPR_NAME: print_name(to, expr->as.name.text); return;
    case JX_EXPR_INPUT: put(to, "?"); return;
    case JX_EXPR_PATH:
        print_tight(to, expr->as.path.operand, TIGHT_POSTFIX);
        put(to, ".");
        print_name(to, expr->as.path.name);
        return;
    case JX_EXPR_FILTER:
        print_tight(to, expr->as.filter.operand, TIGHT_POSTFIX);
        put(to, "[");
        print(to, expr->as.filter.match);
        put(to, "]");
        return;
    case JX_EXPR_CALL: print_call(to, expr); return;
    case JX_EXPR_BINARY: print_binary(to, expr); return;
    case JX_EXPR_NEGATE:
        put(to, "-");
        print_tight(to, expr->as.negate.operand, TIGHT_MINUS);
        return;
    case JX_EXPR_BETWEEN: print_between(to, expr); return;
    case JX_EXPR_IN: print_in(to, expr); return;
    case JX_EXPR_INTERVAL: print_interval(to, expr); return;
    case JX_EXPR_UNARY_RANGE: print_unary_range(to, expr); return;
    case JX_EXPR_IF: print_if(to, expr); return;
    case JX_EXPR_FOR:
    case JX_EXPR_SOME:
    case JX_EXPR_EVERY: print_iteration(to, expr); return;
    case JX_EXPR_LIST:
        put(to, "[");
        print_items(to, expr->as.list.items, expr->as.list.count);
        put(to, "]");
        return;
    case JX_EXPR_CONTEXT: print_entries(to, expr->as.context.entries, expr->as.context.count); return;
    case JX_EXPR_FUNCTION: print_function(to, expr); return;
    case JX_EXPR_INSTANCE_OF: print_instance(to, expr); return;
    case JX_EXPR_TESTS: print_tests(to, expr); return;
    case JX_EXPR_TABLE: print_table(to, expr->as.table); return;
    case JX_EXPR_GROUP: print_group(to, expr->as.group); return;
    case JX_EXPR_EXTEND: print_extend(to, expr); return;
    case JX_EXPR_CONVERT: print(to, expr->as.convert.value); return;
    case JX_EXPR_ERROR: put(to, "<error>"); return;
    }
    JX_UNREACHABLE();
}

void jx_expr_print(const jx_expr *expr, jx_buffer *out)
{
    printer to = { out, false };
    print(&to, expr);
}

void jx_expr_dump(const jx_expr *expr, jx_buffer *out)
{
    printer to = { out, true };
    print(&to, expr);
}
