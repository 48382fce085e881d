// Random expressions, by the kind of value they should give. Every production of the language has a place here.
// No two arguments of one call throw dice: compilers differ in which they work out first, and a seed is one plan
// everywhere.
#include "differential/random_plan.h"

#include <string.h>

const char *const some_texts[TEXTS] = { "311", "3121", "27", "2", "钢铁", "", "x y" };

const jx_type *type_of_kind(maker *m, is_kind kind)
{
    switch (kind) {
    case IS_NUMBER:  return &jx_type_number;
    case IS_BOOLEAN: return &jx_type_boolean;
    case IS_TEXT:    return &jx_type_string;
    case IS_DATE:    return &jx_type_date;
    case IS_NUMBERS: return jx_type_list_of(m->arena, &jx_type_number);
    case IS_TEXTS:   return jx_type_list_of(m->arena, &jx_type_string);
    case IS_RECORDS: {
        jx_type *record = JX_NEW(m->arena, jx_type);
        jx_field *fields = JX_ARRAY(m->arena, 4, jx_field);
        fields[0] = (jx_field){ JX_TEXT("x"), &jx_type_number };
        fields[1] = (jx_field){ JX_TEXT("y"), &jx_type_number };
        fields[2] = (jx_field){ JX_TEXT("k"), &jx_type_boolean };
        fields[3] = (jx_field){ JX_TEXT("t"), &jx_type_string };
        *record = (jx_type){ .kind = JX_TYPE_CONTEXT, .fields = fields, .field_count = 4 };
        return jx_type_list_of(m->arena, record);
    }
    case IS_KINDS:   break;
    }
    return &jx_type_any;
}

static jx_expr *new_expr(maker *m, jx_expr_kind kind, const jx_type *type)
{
    jx_expr *expr = JX_NEW(m->arena, jx_expr);
    *expr = (jx_expr){ .kind = kind, .type = type };
    m->budget--;
    return expr;
}

const jx_expr *make_name(maker *m, jx_text name, const jx_type *type)
{
    jx_expr *expr = new_expr(m, JX_EXPR_NAME, type);
    expr->as.name.text = name;
    return expr;
}

static const jx_expr *literal(maker *m, jx_value value, const jx_type *type)
{
    jx_expr *expr = new_expr(m, JX_EXPR_LITERAL, type);
    expr->as.literal.value = value;
    return expr;
}

jx_value make_number(dice *d, bool extreme)
{
    static const int64_t usual[] = { 0, 1, 2, 3, 5, 7, 10, 12, 28, 92, 100, 500, 1000 };
    if (extreme && one_in(d, 2)) {
        static const char *const odd[] = { "9999999999999999999999999999999999", "0.0000000000000000000000000000001",
                                           "-123456789012345678901234567890.1234", "9223372036854775807", "1e30",
                                           "-9223372036854775808", "4611686018427387904.5" };
        jx_decimal value;
        if (jx_decimal_read(jx_text_of(odd[below(d, (int64_t)JX_COUNT(odd))]), &value)) return jx_number(value);
    }
    if (one_in(d, 2)) return jx_integer(usual[below(d, (int64_t)JX_COUNT(usual))]);
    int scale = (int)below(d, 4);
    return jx_number(jx_decimal_scaled(below(d, 2000) - 500, scale));
}

const jx_expr *make_literal(maker *m, is_kind kind)
{
    const jx_type *type = type_of_kind(m, kind);
    switch (kind) {
    case IS_NUMBER:  return literal(m, make_number(&m->d, !m->checked && one_in(&m->d, 20)), type);
    case IS_BOOLEAN: return literal(m, jx_boolean(one_in(&m->d, 2)), type);
    case IS_TEXT:    return literal(m, jx_string(jx_text_of(some_texts[below(&m->d, TEXTS)])), type);
    case IS_DATE:    return literal(m, jx_date(20480 + below(&m->d, 30)), type);
    case IS_NUMBERS: case IS_TEXTS: {
        jx_expr *list = new_expr(m, JX_EXPR_LIST, type);
        size_t count = (size_t)below(&m->d, 4);
        const jx_expr **items = JX_ARRAY(m->arena, count, const jx_expr *);
        for (size_t i = 0; i < count; i++) items[i] = make_expr(m, kind == IS_NUMBERS ? IS_NUMBER : IS_TEXT, 0);
        list->as.list.items = items;
        list->as.list.count = count;
        return list;
    }
    case IS_RECORDS: case IS_KINDS: break;
    }
    return literal(m, jx_null(), &jx_type_null);
}

static const jx_expr *window_sum(maker *m);

static const jx_expr *leaf(maker *m, is_kind kind)
{
    if (m->plain && kind == IS_NUMBER && one_in(&m->d, 6)) return window_sum(m);
    size_t fitting = 0;
    known_name chosen = { 0 };
    for (size_t i = 0; i < m->locals.count; i++)
        if (m->locals.items[i].kind == kind && one_in(&m->d, (int64_t)++fitting)) chosen = m->locals.items[i];
    if (fitting && !one_in(&m->d, 3)) return make_name(m, chosen.name, type_of_kind(m, kind));
    fitting = 0;
    for (size_t i = 0; i < m->names.count; i++) {
        const known_name *name = &m->names.items[i];
        if (name->kind != kind || (name->space != 0 && name->space != m->space)) continue;
        if (one_in(&m->d, (int64_t)++fitting)) chosen = *name;
    }
    if (fitting == 0 || (kind != IS_RECORDS && one_in(&m->d, 4))) return make_literal(m, kind);
    return make_name(m, chosen.name, type_of_kind(m, kind));
}

// ---- calls ----

static const jx_expr *call(maker *m, jx_text name, const jx_type *type, const jx_expr *const *arguments, size_t count)
{
    jx_expr *expr = new_expr(m, JX_EXPR_CALL, type);
    jx_binding *bindings = JX_ARRAY(m->arena, count, jx_binding);
    for (size_t i = 0; i < count; i++) bindings[i].value = arguments[i];
    expr->as.call.function = make_name(m, name, &jx_type_any);
    expr->as.call.arguments = bindings;
    expr->as.call.count = count;
    return expr;
}

static const jx_expr *call_one(maker *m, const char *name, const jx_type *type, const jx_expr *argument)
{
    return call(m, jx_text_of(name), type, &argument, 1);
}

static const jx_expr *call_two(maker *m, const char *name, const jx_type *type, const jx_expr *a, const jx_expr *b)
{
    const jx_expr *arguments[2] = { a, b };
    return call(m, jx_text_of(name), type, arguments, 2);
}

static void bind_local(maker *m, jx_text name, is_kind kind)
{
    *JX_PUSH(m->arena, &m->locals) = (known_name){ name, kind, 0 };
}

// function(u, v) u < v, mostly
static const jx_expr *function_of_two(maker *m, is_kind of, int depth)
{
    jx_expr *function = new_expr(m, JX_EXPR_FUNCTION, &jx_type_any);
    jx_binding *parameters = JX_ARRAY(m->arena, 2, jx_binding);
    parameters[0] = (jx_binding){ .name = JX_TEXT("u"), .type = type_of_kind(m, of) };
    parameters[1] = (jx_binding){ .name = JX_TEXT("v"), .type = type_of_kind(m, of) };
    bind_local(m, JX_TEXT("u"), of);
    bind_local(m, JX_TEXT("v"), of);
    function->as.function.parameters = parameters;
    function->as.function.count = 2;
    function->as.function.body = make_expr(m, IS_BOOLEAN, depth - 1);
    m->locals.count -= 2;
    return function;
}

static const jx_expr *range_of_numbers(maker *m)
{
    jx_expr *range = new_expr(m, JX_EXPR_INTERVAL, &jx_type_any);
    range->as.interval.low = make_expr(m, IS_NUMBER, 0);
    range->as.interval.high = make_expr(m, IS_NUMBER, 0);
    range->as.interval.low_included = one_in(&m->d, 2);
    range->as.interval.high_included = one_in(&m->d, 2);
    return range;
}

static const jx_expr *context(maker *m, int depth)
{
    jx_expr *expr = new_expr(m, JX_EXPR_CONTEXT, &jx_type_any);
    jx_binding *entries = JX_ARRAY(m->arena, 2, jx_binding);
    entries[0] = (jx_binding){ .name = JX_TEXT("x"), .value = make_expr(m, IS_NUMBER, depth - 1) };
    bind_local(m, JX_TEXT("x"), IS_NUMBER);
    entries[1] = (jx_binding){ .name = JX_TEXT("z"), .value = make_expr(m, IS_NUMBER, depth - 1) };
    m->locals.count--;
    expr->as.context.entries = entries;
    expr->as.context.count = 2;
    return expr;
}

// What a parameter of a built-in asks for, by its declared type.
static const jx_expr *argument(maker *m, jx_text type, int depth)
{
    if (one_in(&m->d, 20)) return make_expr(m, (is_kind)below(&m->d, IS_TEXTS + 1), depth - 1);
    if (jx_text_find(type, JX_TEXT("function")) != SIZE_MAX) return function_of_two(m, IS_NUMBER, depth);
    if (jx_text_find(type, JX_TEXT("context")) != SIZE_MAX) return context(m, depth);
    if (jx_text_find(type, JX_TEXT("range")) != SIZE_MAX) return range_of_numbers(m);
    if (jx_text_find(type, JX_TEXT("list")) != SIZE_MAX)
        return make_expr(m, one_in(&m->d, 4) ? IS_TEXTS : IS_NUMBERS, depth - 1);
    if (jx_text_find(type, JX_TEXT("string")) != SIZE_MAX) return make_expr(m, IS_TEXT, depth - 1);
    if (jx_text_find(type, JX_TEXT("date")) != SIZE_MAX) return make_expr(m, IS_DATE, depth - 1);
    if (jx_text_find(type, JX_TEXT("boolean")) != SIZE_MAX) return make_expr(m, IS_BOOLEAN, depth - 1);
    return make_expr(m, IS_NUMBER, depth - 1);
}

// Any built-in at all, its arguments by what its row asks for.
static const jx_expr *builtin_of_row(maker *m, int index, int depth)
{
    const jx_builtin_row *row = jx_builtin_at(index);
    const jx_expr *arguments[5];
    size_t count = 0;
    jx_text rest = jx_text_of(row->parameters);
    while (rest.size && count < 5) {
        jx_text one = jx_text_cut(rest, JX_TEXT(","), &rest);
        bool optional = jx_text_find(one, JX_TEXT("?")) != SIZE_MAX;
        jx_text type;
        (void)jx_text_cut(one, JX_TEXT(":"), &type);
        if (optional && one_in(&m->d, 2)) break;
        arguments[count++] = argument(m, type, depth);
    }
    jx_text result = jx_text_of(row->result);
    const jx_type *type = jx_text_equal(result, JX_TEXT("number"))    ? &jx_type_number
                          : jx_text_equal(result, JX_TEXT("boolean")) ? &jx_type_boolean
                          : jx_text_equal(result, JX_TEXT("string"))  ? &jx_type_string
                                                                      : &jx_type_any;
    return call(m, jx_text_of(row->name), type, arguments, count);
}

static const jx_expr *some_builtin(maker *m, int depth)
{
    return builtin_of_row(m, (int)below(&m->d, jx_builtin_count()), depth);
}

// ---- shared forms ----

static const jx_expr *binary(maker *m, jx_operator op, const jx_type *type, const jx_expr *left, const jx_expr *right)
{
    jx_expr *expr = new_expr(m, JX_EXPR_BINARY, type);
    expr->as.binary.op = op;
    expr->as.binary.left = left;
    expr->as.binary.right = right;
    return expr;
}

const jx_expr *make_builtin_test(maker *m, int index)
{
    m->budget = 20;
    const jx_expr *none = literal(m, jx_null(), &jx_type_null);
    return binary(m, JX_OP_EQUAL, &jx_type_boolean, builtin_of_row(m, index % jx_builtin_count(), 2), none);
}

const jx_expr *make_choice(maker *m, const jx_expr *when, const jx_expr *then, const jx_expr *otherwise)
{
    jx_expr *expr = new_expr(m, JX_EXPR_IF, then->type);
    expr->as.choose.when = when;
    expr->as.choose.then = then;
    expr->as.choose.otherwise = otherwise;
    return expr;
}

static const jx_expr *choose(maker *m, is_kind kind, int depth)
{
    jx_expr *expr = new_expr(m, JX_EXPR_IF, type_of_kind(m, kind));
    expr->as.choose.when = make_expr(m, IS_BOOLEAN, depth - 1);
    expr->as.choose.then = make_expr(m, kind, depth - 1);
    expr->as.choose.otherwise =
        one_in(&m->d, 12) ? literal(m, jx_null(), &jx_type_null) : make_expr(m, kind, depth - 1);
    return expr;
}

static const jx_expr *convert(maker *m, is_kind kind, int depth)
{
    jx_expr *expr = new_expr(m, JX_EXPR_CONVERT, type_of_kind(m, kind));
    expr->as.convert.value = make_expr(m, one_in(&m->d, 10) ? IS_TEXT : kind, depth - 1);
    expr->as.convert.type = type_of_kind(m, kind);
    return expr;
}

static const jx_expr *path(maker *m, const jx_expr *operand, const char *name, const jx_type *type)
{
    jx_expr *expr = new_expr(m, JX_EXPR_PATH, type);
    expr->as.path.operand = operand;
    expr->as.path.name = jx_text_of(name);
    return expr;
}

static const jx_expr *filter(maker *m, is_kind list, const jx_expr *operand, int depth)
{
    jx_expr *expr = new_expr(m, JX_EXPR_FILTER, operand->type);
    size_t before = m->locals.count;
    if (list == IS_RECORDS) {
        bind_local(m, JX_TEXT("x"), IS_NUMBER);
        bind_local(m, JX_TEXT("k"), IS_BOOLEAN);
        bind_local(m, JX_TEXT("t"), IS_TEXT);
    } else {
        bind_local(m, JX_TEXT("item"), list == IS_TEXTS ? IS_TEXT : IS_NUMBER);
    }
    expr->as.filter.operand = operand;
    expr->as.filter.match = make_expr(m, IS_BOOLEAN, depth - 1);
    m->locals.count = before;
    return expr;
}

static const jx_expr *at_position(maker *m, is_kind list, const jx_type *type, int depth)
{
    jx_expr *expr = new_expr(m, JX_EXPR_FILTER, type);
    expr->as.filter.operand = make_expr(m, list, depth - 1);
    expr->as.filter.match = literal(m, jx_integer(1 + below(&m->d, 2)), &jx_type_number);
    return expr;
}

// A list whose items are known only when it runs: names in the filter are looked up in each of them.
static const jx_expr *dynamic(maker *m, int depth)
{
    jx_expr *list = new_expr(m, JX_EXPR_LIST, jx_type_list_of(m->arena, &jx_type_any));
    const jx_expr **items = JX_ARRAY(m->arena, 2, const jx_expr *);
    items[0] = context(m, depth - 1);
    items[1] = context(m, depth - 1);
    list->as.list.items = items;
    list->as.list.count = 2;
    jx_expr *kept = new_expr(m, JX_EXPR_FILTER, list->type);
    kept->as.filter.operand = list;
    kept->as.filter.match = binary(m, JX_OP_GREATER, &jx_type_boolean, make_name(m, JX_TEXT("x"), &jx_type_any),
                                   make_name(m, JX_TEXT("n0"), &jx_type_number));
    return call_one(m, "count", &jx_type_number, kept);
}

static const jx_expr *iterate(maker *m, jx_expr_kind kind, is_kind domain, is_kind body, const jx_type *type, int depth)
{
    jx_expr *expr = new_expr(m, kind, type);
    jx_binding *bindings = JX_ARRAY(m->arena, 1, jx_binding);
    bindings[0].name = JX_TEXT("e");
    bindings[0].value = make_expr(m, domain, depth - 1);
    if (domain == IS_NUMBER) {  // e in 1 .. 4
        bindings[0].value = literal(m, jx_integer(below(&m->d, 3)), &jx_type_number);
        bindings[0].end = literal(m, jx_integer(below(&m->d, 6)), &jx_type_number);
    }
    size_t before = m->locals.count;
    bind_local(m, JX_TEXT("e"), domain == IS_TEXTS ? IS_TEXT : IS_NUMBER);
    expr->as.iterate.bindings = bindings;
    expr->as.iterate.count = 1;
    expr->as.iterate.body = make_expr(m, body, depth - 1);
    m->locals.count = before;
    return expr;
}

// A table's output, if there is a table.
static const jx_expr *table_output(maker *m, int depth)
{
    if (m->table_count == 0) return make_expr(m, IS_NUMBER, depth - 1);
    size_t i = (size_t)below(&m->d, (int64_t)m->table_count);
    if (m->tables[i].space != 0 && m->tables[i].space != m->space) return make_expr(m, IS_NUMBER, depth - 1);
    const jx_expr *name = make_name(m, m->tables[i].name, m->tables[i].context ? &jx_type_any : &jx_type_number);
    if (!m->tables[i].context) return name;
    jx_expr *out = new_expr(m, JX_EXPR_PATH, &jx_type_number);
    out->as.path.operand = name;
    out->as.path.name = m->tables[i].outputs[below(&m->d, 2)];
    return out;
}

// ---- by kind ----

static const jx_expr *window_sum(maker *m)
{
    static const char *const names[] = { "合计", "日均", "覆盖" };
    const jx_expr *window = make_name(m, m->windows[below(&m->d, 3)], &jx_type_any);
    const jx_expr *series = make_name(m, m->series[0], &jx_type_series);
    return call_two(m, names[below(&m->d, m->checked ? 2 : 3)], &jx_type_number, series, window);
}

static const jx_expr *number(maker *m, int depth)
{
    static const jx_operator arithmetic[] = { JX_OP_ADD,      JX_OP_ADD,    JX_OP_SUBTRACT,
                                              JX_OP_MULTIPLY, JX_OP_DIVIDE, JX_OP_DIVIDE };
    switch (below(&m->d, m->checked ? 21 : m->plain ? 19 : 26)) {
    case 0: case 1: case 2: case 3: case 4: case 5: case 6: {
        jx_operator op = arithmetic[below(&m->d, (int64_t)JX_COUNT(arithmetic))];
        const jx_expr *right = make_expr(m, IS_NUMBER, depth - 1);
        return binary(m, op, &jx_type_number, make_expr(m, IS_NUMBER, depth - 1), right);
    }
    case 7: {
        jx_expr *expr = new_expr(m, JX_EXPR_NEGATE, &jx_type_number);
        expr->as.negate.operand = make_expr(m, IS_NUMBER, depth - 1);
        return expr;
    }
    case 8: case 9: return choose(m, IS_NUMBER, depth);
    case 10: case 11: case 12: case 13: return window_sum(m);
    case 14: case 15: {
        const jx_expr *second = make_expr(m, IS_NUMBER, depth - 1), *first = make_expr(m, IS_NUMBER, depth - 1);
        return call_two(m, one_in(&m->d, 2) ? "min" : "max", &jx_type_number, first, second);
    }
    case 16: case 17: case 18: return table_output(m, depth);
    case 19: return call_one(m, "合计", &jx_type_number, make_expr(m, IS_NUMBERS, depth - 1));
    case 20: {
        const jx_expr *list = make_expr(m, IS_NUMBERS, depth - 1);
        return call_one(m, one_in(&m->d, 2) ? "count" : "sum", &jx_type_number, list);
    }
    case 21: return one_in(&m->d, 2) ? at_position(m, IS_NUMBERS, &jx_type_number, depth) : dynamic(m, depth);
    case 22: {
        const char *name = one_in(&m->d, 4) ? "w" : "z";
        return path(m, context(m, depth), name, &jx_type_number);
    }
    case 23: return convert(m, IS_NUMBER, depth);
    case 24:
        if (m->ranks && one_in(&m->d, 2))
            return call_one(m, "名次", &jx_type_number, make_name(m, JX_TEXT("n0"), &jx_type_number));
        if (one_in(&m->d, 3)) {
            const jx_expr *power = make_literal(m, IS_NUMBER);
            return binary(m, JX_OP_POWER, &jx_type_number, make_expr(m, IS_NUMBER, 0), power);
        }
        return one_in(&m->d, 3) ? call_one(m, "需人工", &jx_type_number, make_literal(m, IS_TEXT))
                                : some_builtin(m, depth);
    default: return some_builtin(m, depth);
    }
}

static const jx_expr *comparison(maker *m, int depth)
{
    static const jx_operator order[] = { JX_OP_LESS, JX_OP_LESS_EQUAL, JX_OP_GREATER, JX_OP_GREATER_EQUAL, JX_OP_EQUAL,
                                         JX_OP_NOT_EQUAL };
    is_kind kind = one_in(&m->d, 4) ? (one_in(&m->d, 3) ? IS_DATE : IS_TEXT) : IS_NUMBER;
    jx_operator op = order[below(&m->d, (int64_t)JX_COUNT(order))];
    if (kind == IS_TEXT && !one_in(&m->d, 6)) op = one_in(&m->d, 2) ? JX_OP_EQUAL : JX_OP_NOT_EQUAL;
    const jx_expr *left = make_expr(m, kind, depth - 1), *right = make_expr(m, kind, depth - 1);
    if (one_in(&m->d, 12)) {
        right = literal(m, jx_null(), &jx_type_null);
        op = one_in(&m->d, 2) ? JX_OP_EQUAL : JX_OP_NOT_EQUAL;
    }
    return binary(m, op, &jx_type_boolean, left, right);
}

static const jx_expr *grade(maker *m)
{
    static const jx_operator order[] = { JX_OP_LESS, JX_OP_GREATER_EQUAL, JX_OP_EQUAL };
    jx_text grades[] = { JX_TEXT("low"), JX_TEXT("middle"), JX_TEXT("high") };
    const jx_expr *other = literal(m, jx_string(grades[below(&m->d, 3)]), &jx_type_string);
    return binary(m, order[below(&m->d, 3)], &jx_type_boolean, make_name(m, JX_TEXT("g0"), &jx_type_string), other);
}

static const jx_expr *in_tests(maker *m, int depth)
{
    is_kind kind = one_in(&m->d, 3) ? IS_TEXT : one_in(&m->d, 4) ? IS_BOOLEAN : IS_NUMBER;
    jx_expr *expr = new_expr(m, JX_EXPR_IN, &jx_type_boolean);
    expr->as.in.value = make_expr(m, kind, depth - 1);
    expr->as.in.tests = make_tests(m, kind, false);
    return expr;
}

static const jx_expr *truth(maker *m, int depth)
{
    switch (below(&m->d, m->checked ? 23 : m->plain ? 19 : 24)) {
    case 0: case 1: case 2: case 3: case 4: case 5: case 6: case 7: return comparison(m, depth);
    case 8: case 9: case 10: case 11: {
        const jx_expr *right = make_expr(m, IS_BOOLEAN, depth - 1), *left = make_expr(m, IS_BOOLEAN, depth - 1);
        return binary(m, one_in(&m->d, 2) ? JX_OP_AND : JX_OP_OR, &jx_type_boolean, left, right);
    }
    case 12: return call_one(m, "not", &jx_type_boolean, make_expr(m, IS_BOOLEAN, depth - 1));
    case 13: {
        jx_expr *expr = new_expr(m, JX_EXPR_BETWEEN, &jx_type_boolean);
        expr->as.between.value = make_expr(m, IS_NUMBER, depth - 1);
        expr->as.between.low = make_expr(m, IS_NUMBER, depth - 1);
        expr->as.between.high = make_expr(m, IS_NUMBER, depth - 1);
        return expr;
    }
    case 14: case 15: return in_tests(m, depth);
    case 16: return choose(m, IS_BOOLEAN, depth);
    case 17: {
        const jx_expr *start = make_expr(m, IS_TEXT, depth - 1);
        return call_two(m, "starts with", &jx_type_boolean, make_expr(m, IS_TEXT, depth - 1), start);
    }
    case 18: return grade(m);
    case 19: {
        jx_expr *expr = new_expr(m, JX_EXPR_INSTANCE_OF, &jx_type_boolean);
        expr->as.instance.value = make_expr(m, (is_kind)below(&m->d, IS_NUMBERS), depth - 1);
        expr->as.instance.type = type_of_kind(m, (is_kind)below(&m->d, IS_NUMBERS));
        return expr;
    }
    case 20: case 21: {
        is_kind domain = one_in(&m->d, 3) ? IS_NUMBER : one_in(&m->d, 2) ? IS_TEXTS : IS_NUMBERS;
        return iterate(m, one_in(&m->d, 2) ? JX_EXPR_SOME : JX_EXPR_EVERY, domain, IS_BOOLEAN, &jx_type_boolean, depth);
    }
    case 22: {
        const jx_expr *arguments[2] = { NULL, NULL };
        for (size_t i = 0; i < 2; i++) arguments[i] = make_expr(m, IS_NUMBER, depth - 1);
        return call(m, JX_TEXT("fn"), &jx_type_boolean, arguments, 2);
    }
    default: return some_builtin(m, depth);
    }
}

static const jx_expr *numbers(maker *m, int depth)
{
    const jx_type *type = type_of_kind(m, IS_NUMBERS);
    switch (below(&m->d, 6)) {
    case 0: return filter(m, IS_NUMBERS, make_expr(m, IS_NUMBERS, depth - 1), depth);
    case 1: return iterate(m, JX_EXPR_FOR, one_in(&m->d, 2) ? IS_NUMBER : IS_NUMBERS, IS_NUMBER, type, depth);
    case 2: case 3: {
        const char *name = one_in(&m->d, 3) ? "y" : "x";
        return path(m, make_expr(m, IS_RECORDS, depth - 1), name, type);
    }
    case 4: {
        const jx_expr *before = function_of_two(m, IS_NUMBER, 1);
        return call_two(m, "sort", type, make_expr(m, IS_NUMBERS, depth - 1), before);
    }
    default: return make_literal(m, IS_NUMBERS);
    }
}

const jx_expr *make_expr(maker *m, is_kind kind, int depth)
{
    if (depth <= 0 || m->budget <= 0 || one_in(&m->d, 5)) return leaf(m, kind);
    switch (kind) {
    case IS_NUMBER:  return number(m, depth);
    case IS_BOOLEAN: return truth(m, depth);
    case IS_TEXT:
        if (one_in(&m->d, 2)) return leaf(m, kind);
        return one_in(&m->d, 2) ? choose(m, kind, depth)
                                : call_one(m, "upper case", &jx_type_string, make_expr(m, IS_TEXT, depth - 1));
    case IS_DATE:    return one_in(&m->d, 3) ? choose(m, kind, depth) : leaf(m, kind);
    case IS_NUMBERS: return numbers(m, depth);
    case IS_TEXTS:   return one_in(&m->d, 3) ? filter(m, kind, leaf(m, kind), depth) : leaf(m, kind);
    case IS_RECORDS: return one_in(&m->d, 3) ? filter(m, kind, leaf(m, kind), depth) : leaf(m, kind);
    case IS_KINDS:   break;
    }
    return leaf(m, kind);
}

// ---- tests of cells ----

static const jx_expr *test_item(maker *m, is_kind kind)
{
    if (kind == IS_NUMBER && one_in(&m->d, 3)) {
        static const jx_range_form forms[] = { JX_RANGE_LESS, JX_RANGE_LESS_EQUAL, JX_RANGE_GREATER,
                                               JX_RANGE_GREATER_EQUAL };
        jx_expr *expr = new_expr(m, JX_EXPR_UNARY_RANGE, &jx_type_any);
        expr->as.unary_range.form = forms[below(&m->d, 4)];
        expr->as.unary_range.end = make_expr(m, IS_NUMBER, 0);
        return expr;
    }
    if (kind == IS_NUMBER && one_in(&m->d, 2)) return range_of_numbers(m);
    if (one_in(&m->d, 12)) return literal(m, jx_null(), &jx_type_null);
    if (one_in(&m->d, 8)) {  // a condition of its own: ? = …
        jx_expr *input = new_expr(m, JX_EXPR_INPUT, type_of_kind(m, kind));
        return binary(m, kind == IS_NUMBER ? JX_OP_GREATER : JX_OP_EQUAL, &jx_type_boolean, input,
                      make_expr(m, kind, 0));
    }
    if (one_in(&m->d, 6) && kind != IS_BOOLEAN) return make_expr(m, kind == IS_TEXT ? IS_TEXTS : IS_NUMBERS, 0);
    return one_in(&m->d, 3) ? make_expr(m, kind, 1) : make_literal(m, kind);
}

const jx_expr *make_tests(maker *m, is_kind kind, bool may_be_any)
{
    jx_expr *tests = new_expr(m, JX_EXPR_TESTS, &jx_type_boolean);
    size_t count = may_be_any && one_in(&m->d, 4) ? 0 : 1 + (size_t)one_in(&m->d, 3);
    const jx_expr **items = JX_ARRAY(m->arena, count, const jx_expr *);
    for (size_t i = 0; i < count; i++) items[i] = test_item(m, kind);
    tests->as.tests.items = items;
    tests->as.tests.count = count;
    tests->as.tests.negated = count > 0 && one_in(&m->d, 6);
    return tests;
}
