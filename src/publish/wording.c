// Rules in words. Names stay the package's own; signs become those of arithmetic, functions become phrases.
//
// Begin with put_rule(); each kind of expression has a small function above it. What has no phrase of its own is shown
// as its author wrote it.
#include "publish/wording.h"

#include <string.h>

typedef struct {
    page *to;
    uint32_t space;

} wording;

static void put_expr(const wording *in, const jx_expr *expr);

jx_text expr_text(const jx_expr *expr)
{
    return expr->source ? jx_source_written(expr->source, expr->span) : (jx_text){ 0 };
}

// ---- values ----

static void put_number(page *to, jx_exact value, jx_text unit, jx_decimal factor)
{
    jx_exact shown = value;
    jx_decimal decimal;
    if (unit.size && !jx_exact_divide(value, jx_exact_of(factor), &shown)) shown = value;
    if (!jx_exact_is_decimal(shown)) RAW(to, "≈");
    if (jx_exact_is_decimal(shown) || !jx_exact_to_decimal(shown, 4, JX_ROUND_HALF_EVEN, &decimal))
        decimal = jx_exact_to_34(shown);
    jx_decimal_print(decimal, to->out);
    if (!unit.size) return;
    if (unit.bytes[0] != '%') RAW(to, " ");
    put_text(to, unit);
}

static void put_end(page *to, jx_end end, jx_text unit, jx_decimal factor)
{
    if (jx_is_numeric(end.at)) put_number(to, jx_value_exact(end.at), unit, factor);
    else put_value(to, end.at, unit, factor);
}

// 待定（≥ 0 元）, 待定（0 至 5%）, 待定（限本市 / 不限）
static void put_open(page *to, const jx_open *open, jx_text unit, jx_decimal factor)
{
    RAW(to, "<span class=\"open\">");
    bool pending = open->causes.count == 0 || open->causes.items[0].kind >= JX_CAUSE_PENDING;
    tell(to, pending ? SAY_PENDING : SAY_UNKNOWN);
    bool low = open->low.finite, high = open->high.finite;
    if (low || high || (open->has_options && open->type->kind == JX_TYPE_STRING)) tell(to, SAY_BRACKET_OPENS);
    if (low && high) {
        put_end(to, open->low, unit, factor);
        tell(to, SAY_RANGE_TO);
        put_end(to, open->high, unit, factor);
    } else if (low || high) {
        jx_end end = low ? open->low : open->high;
        jx_buffer_put(to->out, jx_text_of(low ? (end.included ? "≥ " : "&gt; ") : (end.included ? "≤ " : "&lt; ")));
        put_end(to, end, unit, factor);
    } else if (open->has_options && open->type->kind == JX_TYPE_STRING) {
        for (size_t i = 0; i < open->option_count; i++) {
            if (i > 0) RAW(to, " / ");
            put_value(to, open->options[i], unit, factor);
        }
    }
    if (low || high || (open->has_options && open->type->kind == JX_TYPE_STRING)) tell(to, SAY_BRACKET_CLOSES);
    RAW(to, "</span>");
}

static void put_list(page *to, jx_value list, jx_text unit, jx_decimal factor)
{
    for (size_t i = 0; i < list.as.list.count; i++) {
        if (i > 0) tell(to, SAY_LIST_COMMA);
        put_value(to, list.as.list.items[i], unit, factor);
    }
    if (list.as.list.count == 0) tell(to, SAY_EMPTY_LIST);
}

void put_value(page *to, jx_value value, jx_text unit, jx_decimal factor)
{
    jx_buffer text;
    switch (value.kind) {
    case JX_NUMBER:
    case JX_RATIO: put_number(to, jx_value_exact(value), unit, factor); return;
    case JX_NULL: tell(to, SAY_NONE); return;
    case JX_BOOLEAN: tell(to, value.as.boolean ? SAY_YES : SAY_NO); return;
    case JX_STRING: put_text(to, value.as.string); return;
    case JX_DATE: put_day(to, value.as.date); return;
    case JX_LIST: put_list(to, value, unit, factor); return;
    case JX_OPEN: put_open(to, value.as.open, unit, factor); return;
    case JX_RANGE:
        if (value.as.range->form != JX_RANGE_INTERVAL) break;
        put_value(to, value.as.range->low, unit, factor);
        tell(to, SAY_RANGE_TO);
        put_value(to, value.as.range->high, unit, factor);
        return;
    case JX_TIME:
    case JX_DATE_TIME:
    case JX_DAYS_DURATION:
    case JX_MONTHS_DURATION:
    case JX_CONTEXT:
    case JX_FUNCTION:
    case JX_SERIES: break;
    }
    text = jx_buffer_in(to->arena);
    jx_value_print(value, &text);
    put_text(to, jx_buffer_text(&text));
}

void put_definition_value(page *to, const jx_definition *definition)
{
    put_value(to, definition->value, definition->unit,
              definition->unit.size ? definition->factor : jx_decimal_of(1));
}

// ---- names ----

// A parameter that is no table stands for one value, worth saying where it is used.
static void put_name(const wording *in, jx_text name)
{
    page *to = in->to;
    uint32_t found = jx_model_find(to->model, in->space, name);
    RAW(to, "<b>");
    put_text(to, name);
    RAW(to, "</b>");
    if (found == JX_NONE) return;
    const jx_definition *what = &to->model->definitions[found];
    bool told = what->kind == JX_DEFINITION_PARAMETER ||
                (what->kind == JX_DEFINITION_READING && what->option_count > 0);
    if (!told) return;
    tell(to, SAY_BRACKET_OPENS);
    if (jx_is_open(what->value)) tell(to, SAY_PENDING);
    else put_definition_value(to, what);
    tell(to, SAY_BRACKET_CLOSES);
}

// A text constant; the literal's own words keep the unit their author chose.
static void put_literal(const wording *in, const jx_expr *expr)
{
    jx_value value = expr->as.literal.value;
    jx_text written = expr_text(expr);
    if (value.kind == JX_STRING) {
        tell(in->to, SAY_QUOTE_OPENS);
        put_text(in->to, value.as.string);
        tell(in->to, SAY_QUOTE_CLOSES);
    } else if (value.kind == JX_NUMBER && written.size) {
        put_text(in->to, written);
    } else {
        put_value(in->to, value, (jx_text){ 0 }, jx_decimal_of(1));
    }
}

// ---- operators ----

static const char *sign_of(jx_operator op)
{
    switch (op) {
    case JX_OP_ADD: return " + ";
    case JX_OP_SUBTRACT: return " − ";
    case JX_OP_MULTIPLY: return " × ";
    case JX_OP_DIVIDE: return " ÷ ";
    case JX_OP_POWER: return " ^ ";
    case JX_OP_EQUAL: return " = ";
    case JX_OP_NOT_EQUAL: return " ≠ ";
    case JX_OP_LESS: return " &lt; ";
    case JX_OP_LESS_EQUAL: return " ≤ ";
    case JX_OP_GREATER: return " &gt; ";
    case JX_OP_GREATER_EQUAL: return " ≥ ";
    case JX_OP_AND:
    case JX_OP_OR: return "";
    }
    JX_UNREACHABLE();
}

static int strength(const jx_expr *expr)
{
    if (expr->kind == JX_EXPR_IF) return 0;
    if (expr->kind != JX_EXPR_BINARY) return 9;
    switch (expr->as.binary.op) {
    case JX_OP_OR: return 1;
    case JX_OP_AND: return 2;
    case JX_OP_EQUAL:
    case JX_OP_NOT_EQUAL:
    case JX_OP_LESS:
    case JX_OP_LESS_EQUAL:
    case JX_OP_GREATER:
    case JX_OP_GREATER_EQUAL: return 3;
    case JX_OP_ADD:
    case JX_OP_SUBTRACT: return 4;
    case JX_OP_MULTIPLY:
    case JX_OP_DIVIDE: return 5;
    case JX_OP_POWER: return 6;
    }
    JX_UNREACHABLE();
}

static void put_operand(const wording *in, const jx_expr *expr, int least)
{
    bool brackets = strength(expr) < least;
    if (brackets) tell(in->to, SAY_BRACKET_OPENS);
    put_expr(in, expr);
    if (brackets) tell(in->to, SAY_BRACKET_CLOSES);
}

static bool is_null(const jx_expr *expr)
{
    return expr->kind == JX_EXPR_LITERAL && expr->as.literal.value.kind == JX_NULL;
}

// Speech has no precedence: what is joined by "and" beside an "or" is bracketed too.
static int least_beside(jx_operator op, const jx_expr *operand, int own)
{
    bool other = op == JX_OP_OR && operand->kind == JX_EXPR_BINARY && operand->as.binary.op == JX_OP_AND;
    return other ? own + 2 : own;
}

static void put_binary(const wording *in, const jx_expr *expr)
{
    jx_operator op = expr->as.binary.op;
    const jx_expr *left = expr->as.binary.left, *right = expr->as.binary.right;
    if ((op == JX_OP_EQUAL || op == JX_OP_NOT_EQUAL) && is_null(right)) {
        put_operand(in, left, 4);
        tell(in->to, op == JX_OP_EQUAL ? SAY_IS_NONE : SAY_IS_SOME);
        return;
    }
    int own = strength(expr);
    put_operand(in, left, least_beside(op, left, own));
    if (op == JX_OP_AND) tell(in->to, SAY_AND);
    else if (op == JX_OP_OR) tell(in->to, SAY_OR);
    else jx_buffer_put(in->to->out, jx_text_of(sign_of(op)));
    put_operand(in, right, op == JX_OP_AND || op == JX_OP_OR ? least_beside(op, right, own) : own + 1);
}

static void put_unary_range(const wording *in, const jx_expr *expr)
{
    static const char *const signs[] = {
        [JX_RANGE_INTERVAL] = "", [JX_RANGE_LESS] = "&lt; ", [JX_RANGE_LESS_EQUAL] = "≤ ",
        [JX_RANGE_GREATER] = "&gt; ", [JX_RANGE_GREATER_EQUAL] = "≥ ", [JX_RANGE_EQUAL] = "= ",
        [JX_RANGE_NOT_EQUAL] = "≠ ",
    };
    jx_buffer_put(in->to->out, jx_text_of(signs[expr->as.unary_range.form]));
    put_expr(in, expr->as.unary_range.end);
}

// [5000..10000) as 5000 至 10000（不含 10000）
static void put_interval(const wording *in, const jx_expr *expr)
{
    page *to = in->to;
    bool low = expr->as.interval.low_included, high = expr->as.interval.high_included;
    put_expr(in, expr->as.interval.low);
    tell(to, SAY_RANGE_TO);
    put_expr(in, expr->as.interval.high);
    if (low && high) return;
    tell(to, SAY_EXCLUDING_OPENS);
    if (!low) put_expr(in, expr->as.interval.low);
    if (!low && !high) tell(to, SAY_LIST_COMMA);
    if (!high) put_expr(in, expr->as.interval.high);
    tell(to, SAY_BRACKET_CLOSES);
}

// ---- functions ----

static jx_text function_name(const jx_expr *expr)
{
    const jx_expr *function = expr->as.call.function;
    return function->kind == JX_EXPR_NAME ? function->as.name.text : (jx_text){ 0 };
}

static bool is_extreme(const jx_expr *expr)
{
    if (expr->kind != JX_EXPR_CALL || expr->as.call.count != 2) return false;
    jx_text name = function_name(expr);
    return jx_text_equal(name, JX_TEXT("min")) || jx_text_equal(name, JX_TEXT("max"));
}

// "the larger of 0 and (the smaller of a and b)": one inside the other is bracketed.
static void put_argument(const wording *in, saying phrase, const jx_expr *argument)
{
    bool brackets = (phrase == SAY_F_MIN || phrase == SAY_F_MAX) && is_extreme(argument);
    if (brackets) tell(in->to, SAY_BRACKET_OPENS);
    put_operand(in, argument, 4);
    if (brackets) tell(in->to, SAY_BRACKET_CLOSES);
}

// A phrase with %1 and %2 for the arguments, which are themselves expressions.
static void put_phrase(const wording *in, saying phrase, const jx_expr *expr)
{
    page *to = in->to;
    for (jx_text rest = jx_text_of(said(to, phrase)); rest.size;) {
        jx_text after;
        put_attribute(to, jx_text_cut(rest, JX_TEXT("%"), &after));
        if (!after.size) return;
        size_t index = (size_t)(after.bytes[0] - '1');
        if (index < expr->as.call.count) put_argument(in, phrase, expr->as.call.arguments[index].value);
        rest = jx_text_slice(after, 1, after.size);
    }
}

static void put_plain_call(const wording *in, const jx_expr *expr)
{
    put_expr(in, expr->as.call.function);
    tell(in->to, SAY_BRACKET_OPENS);
    for (size_t i = 0; i < expr->as.call.count; i++) {
        if (i > 0) tell(in->to, SAY_LIST_COMMA);
        put_expr(in, expr->as.call.arguments[i].value);
    }
    tell(in->to, SAY_BRACKET_CLOSES);
}

static void put_call(const wording *in, const jx_expr *expr)
{
    static const struct {
        const char *name;
        size_t count;
        saying phrase;
    } phrases[] = {
        { "not", 1, SAY_F_NOT },           { "合计", 2, SAY_F_TOTAL_OVER },   { "total", 2, SAY_F_TOTAL_OVER },
        { "合计", 1, SAY_F_TOTAL },        { "total", 1, SAY_F_TOTAL },       { "sum", 1, SAY_F_TOTAL },
        { "日均", 2, SAY_F_DAILY_MEAN },   { "daily_mean", 2, SAY_F_DAILY_MEAN },
        { "覆盖", 2, SAY_F_COVERAGE },     { "coverage", 2, SAY_F_COVERAGE }, { "count", 1, SAY_F_COUNT },
        { "名次", 1, SAY_F_RANK },         { "rank", 1, SAY_F_RANK },         { "名次", 2, SAY_F_RANK_ASCENDING },
        { "rank", 2, SAY_F_RANK_ASCENDING }, { "min", 2, SAY_F_MIN },         { "max", 2, SAY_F_MAX },
        { "需人工", 1, SAY_F_MANUAL },     { "manual", 1, SAY_F_MANUAL },     { "starts with", 2, SAY_F_STARTS },
        { "list contains", 2, SAY_F_CONTAINS },
    };
    jx_text name = function_name(expr);
    for (size_t i = 0; i < JX_COUNT(phrases); i++) {
        if (expr->as.call.named || expr->as.call.count != phrases[i].count) continue;
        if (!jx_text_equal(name, jx_text_of(phrases[i].name))) continue;
        put_phrase(in, phrases[i].phrase, expr);
        return;
    }
    put_plain_call(in, expr);
}

// ---- what is put together ----

static void put_tests(const wording *in, const jx_expr *expr)
{
    if (expr->as.tests.count == 0) {
        tell(in->to, SAY_ANY_VALUE);
        return;
    }
    if (expr->as.tests.negated) tell(in->to, SAY_NOT_OPENS);
    for (size_t i = 0; i < expr->as.tests.count; i++) {
        if (i > 0) tell(in->to, SAY_OR);
        put_expr(in, expr->as.tests.items[i]);
    }
    if (expr->as.tests.negated) tell(in->to, SAY_BRACKET_CLOSES);
}

static void put_iterate(const wording *in, const jx_expr *expr)
{
    page *to = in->to;
    put_expr(in, expr->as.iterate.bindings[0].value);
    tell(to, expr->kind == JX_EXPR_SOME ? SAY_SOME_OF : expr->kind == JX_EXPR_EVERY ? SAY_EVERY_OF : SAY_EACH_OF);
    put_expr(in, expr->as.iterate.body);
}

static void put_if(const wording *in, const jx_expr *expr)
{
    page *to = in->to;
    tell(to, SAY_IF);
    put_expr(in, expr->as.choose.when);
    tell(to, SAY_THEN);
    put_expr(in, expr->as.choose.then);
    tell(to, SAY_ELSE);
    put_expr(in, expr->as.choose.otherwise);
}

// `r.合格`: the iterator only says that a record is meant.
static bool is_iterator(const wording *in, const jx_expr *operand)
{
    return operand->kind == JX_EXPR_NAME &&
           jx_model_find(in->to->model, in->space, operand->as.name.text) == JX_NONE &&
           jx_model_space(in->to->model, operand->as.name.text) == JX_NONE;
}

static void put_field(const wording *in, jx_text name)
{
    RAW(in->to, "<b>");
    put_text(in->to, name);
    RAW(in->to, "</b>");
}

// 台账的金额; in English the other way round: 金额 of 台账.
static void put_path(const wording *in, const jx_expr *expr)
{
    const jx_expr *operand = expr->as.path.operand;
    bool english = in->to->language == JX_ENGLISH;
    if (is_iterator(in, operand)) {
        put_field(in, expr->as.path.name);
        return;
    }
    if (english) put_field(in, expr->as.path.name);
    else put_operand(in, operand, 9);
    tell(in->to, english ? SAY_OF_WHAT : SAY_OF);
    if (english) put_operand(in, operand, 9);
    else put_field(in, expr->as.path.name);
}

static void put_filter(const wording *in, const jx_expr *expr)
{
    put_operand(in, expr->as.filter.operand, 9);
    tell(in->to, SAY_WHERE_OPENS);
    put_expr(in, expr->as.filter.match);
    tell(in->to, SAY_BRACKET_CLOSES);
}

static void put_items(const wording *in, const jx_expr *expr)
{
    for (size_t i = 0; i < expr->as.list.count; i++) {
        if (i > 0) tell(in->to, SAY_LIST_COMMA);
        put_expr(in, expr->as.list.items[i]);
    }
    if (expr->as.list.count == 0) tell(in->to, SAY_EMPTY_LIST);
}

static void put_expr(const wording *in, const jx_expr *expr)
{
    switch (expr->kind) {
    case JX_EXPR_LITERAL: put_literal(in, expr); return;
    case JX_EXPR_NAME: put_name(in, expr->as.name.text); return;
    case JX_EXPR_INPUT: tell(in->to, SAY_THE_VALUE); return;
    case JX_EXPR_PATH: put_path(in, expr); return;
    case JX_EXPR_FILTER: put_filter(in, expr); return;
    case JX_EXPR_CALL: put_call(in, expr); return;
    case JX_EXPR_BINARY: put_binary(in, expr); return;
    case JX_EXPR_NEGATE:
        RAW(in->to, "−");
        put_operand(in, expr->as.negate.operand, 6);
        return;
    case JX_EXPR_BETWEEN:
        put_operand(in, expr->as.between.value, 4);
        tell(in->to, SAY_WITHIN);
        put_operand(in, expr->as.between.low, 4);
        tell(in->to, SAY_RANGE_TO);
        put_operand(in, expr->as.between.high, 4);
        return;
    case JX_EXPR_IN:
        put_operand(in, expr->as.in.value, 4);
        tell(in->to, SAY_WITHIN);
        put_expr(in, expr->as.in.tests);
        return;
    case JX_EXPR_INTERVAL: put_interval(in, expr); return;
    case JX_EXPR_UNARY_RANGE: put_unary_range(in, expr); return;
    case JX_EXPR_IF: put_if(in, expr); return;
    case JX_EXPR_FOR:
    case JX_EXPR_SOME:
    case JX_EXPR_EVERY: put_iterate(in, expr); return;
    case JX_EXPR_LIST: put_items(in, expr); return;
    case JX_EXPR_TESTS: put_tests(in, expr); return;
    case JX_EXPR_CONVERT: put_expr(in, expr->as.convert.value); return;
    case JX_EXPR_CONTEXT:
    case JX_EXPR_FUNCTION:
    case JX_EXPR_INSTANCE_OF:
    case JX_EXPR_TABLE:
    case JX_EXPR_GROUP:
    case JX_EXPR_EXTEND:
    case JX_EXPR_ERROR: break;
    }
    put_text(in->to, expr_text(expr));
}

void put_rule(page *to, const jx_expr *expr, uint32_t space)
{
    wording in = { to, space };
    put_expr(&in, expr);
}

void put_cell_tests(page *to, const jx_expr *tests, uint32_t space)
{
    wording in = { to, space };
    if (tests->kind == JX_EXPR_TESTS) put_tests(&in, tests);
    else put_expr(&in, tests);
}
