// Static types, as far as the parser needs them: names after `.` and in filters depend on what stands before.
//
// Where nothing is known the answer is Any; nothing is refused here. Arithmetic: DMN 1.5, tables 45 to 55.
#include "feel/parser.h"

static const jx_type *or_any(const jx_type *type)
{
    return type ? type : &jx_type_any;
}

static bool is_kind(const jx_type *type, jx_type_kind kind)
{
    return type->kind == kind;
}

static bool is_duration(const jx_type *type)
{
    return is_kind(type, JX_TYPE_DAYS_DURATION) || is_kind(type, JX_TYPE_MONTHS_DURATION);
}

const jx_type *jx_static_literal(jx_value value)
{
    switch (value.kind) {
    case JX_NULL: return &jx_type_null;
    case JX_BOOLEAN: return &jx_type_boolean;
    case JX_NUMBER:
    case JX_RATIO: return &jx_type_number;
    case JX_STRING: return &jx_type_string;
    case JX_DATE: return &jx_type_date;
    case JX_TIME: return &jx_type_time;
    case JX_DATE_TIME: return &jx_type_date_time;
    case JX_DAYS_DURATION: return &jx_type_days_duration;
    case JX_MONTHS_DURATION: return &jx_type_months_duration;
    case JX_LIST:
    case JX_CONTEXT:
    case JX_RANGE:
    case JX_FUNCTION:
    case JX_SERIES:
    case JX_OPEN: return &jx_type_any;
    }
    JX_UNREACHABLE();
}

// ---- what two types have in common ----

enum { DEEPEST = 8 };  // of types inside types; further down they count as Any

static const jx_type *common(jx_arena *arena, const jx_type *a, const jx_type *b, int depth);

// The fields of both, so that a name of either can be read; a missing field is null, which fits every type.
static const jx_type *common_context(jx_arena *arena, const jx_type *a, const jx_type *b, int depth)
{
    jx_type *type = JX_NEW(arena, jx_type);
    jx_field *fields = JX_ARRAY(arena, a->field_count + b->field_count, jx_field);
    size_t count = 0;
    if (a->field_count == 0 || b->field_count == 0) return a->field_count == 0 ? a : b;  // one may have any fields
    for (size_t i = 0; i < a->field_count; i++) {
        const jx_type *other = jx_type_field(b, a->fields[i].name), *own = or_any(a->fields[i].type);
        fields[count++] = (jx_field){ a->fields[i].name, other ? common(arena, own, other, depth + 1) : own };
    }
    for (size_t i = 0; i < b->field_count; i++) {
        if (!jx_type_field(a, b->fields[i].name)) fields[count++] = b->fields[i];
    }
    *type = (jx_type){ .kind = JX_TYPE_CONTEXT, .fields = fields, .field_count = count };
    return type;
}

static bool same_fields(const jx_type *a, const jx_type *b)
{
    if (a->field_count != b->field_count || a->field_count > 64) return false;
    for (size_t i = 0; i < a->field_count; i++) {
        if (a->fields[i].type != b->fields[i].type || !jx_text_equal(a->fields[i].name, b->fields[i].name))
            return false;
    }
    return true;
}

static const jx_type *common(jx_arena *arena, const jx_type *a, const jx_type *b, int depth)
{
    if (a == b || is_kind(b, JX_TYPE_NULL)) return a;
    if (is_kind(a, JX_TYPE_NULL)) return b;
    if (a->kind != b->kind || depth > DEEPEST) return &jx_type_any;
    switch (a->kind) {
    case JX_TYPE_LIST: return jx_type_list_of(arena, common(arena, or_any(a->element), or_any(b->element), depth + 1));
    case JX_TYPE_RANGE: return jx_static_range(arena, common(arena, or_any(a->element), or_any(b->element), depth + 1));
    case JX_TYPE_CONTEXT: return same_fields(a, b) ? a : common_context(arena, a, b, depth);
    case JX_TYPE_FUNCTION: return jx_type_conforms(a, b) && jx_type_conforms(b, a) ? a : &jx_type_any;
    case JX_TYPE_ANY:
    case JX_TYPE_NULL:
    case JX_TYPE_BOOLEAN:
    case JX_TYPE_NUMBER:
    case JX_TYPE_STRING:
    case JX_TYPE_DATE:
    case JX_TYPE_TIME:
    case JX_TYPE_DATE_TIME:
    case JX_TYPE_DAYS_DURATION:
    case JX_TYPE_MONTHS_DURATION: return a;
    case JX_TYPE_SERIES: return &jx_type_any;
    }
    JX_UNREACHABLE();
}

const jx_type *jx_static_common(jx_arena *arena, const jx_type *a, const jx_type *b)
{
    return common(arena, a, b, 0);
}

// ---- operators ----

static const jx_type *sum_type(const jx_type *a, const jx_type *b)
{
    if (is_kind(a, JX_TYPE_NUMBER) || is_kind(a, JX_TYPE_STRING)) return a->kind == b->kind ? a : &jx_type_any;
    if (is_duration(a) && is_duration(b)) return a->kind == b->kind ? a : &jx_type_any;
    if (is_duration(b)) return a;
    return is_duration(a) ? b : &jx_type_any;
}

static bool is_day(const jx_type *type)
{
    return is_kind(type, JX_TYPE_DATE) || is_kind(type, JX_TYPE_DATE_TIME);
}

static const jx_type *difference_type(const jx_type *a, const jx_type *b)
{
    if (is_kind(a, JX_TYPE_NUMBER)) return is_kind(b, JX_TYPE_NUMBER) ? a : &jx_type_any;
    if (is_day(a) && is_day(b)) return &jx_type_days_duration;
    if (is_kind(a, JX_TYPE_TIME) && is_kind(b, JX_TYPE_TIME)) return &jx_type_days_duration;
    if (is_duration(a)) return a->kind == b->kind ? a : &jx_type_any;
    return is_duration(b) ? a : &jx_type_any;
}

static const jx_type *product_type(const jx_type *a, const jx_type *b)
{
    if (is_kind(a, JX_TYPE_NUMBER)) return is_kind(b, JX_TYPE_NUMBER) || is_duration(b) ? b : &jx_type_any;
    return is_duration(a) && is_kind(b, JX_TYPE_NUMBER) ? a : &jx_type_any;
}

static const jx_type *quotient_type(const jx_type *a, const jx_type *b)
{
    if (is_kind(b, JX_TYPE_NUMBER)) return is_kind(a, JX_TYPE_NUMBER) || is_duration(a) ? a : &jx_type_any;
    return is_duration(a) && a->kind == b->kind ? &jx_type_number : &jx_type_any;
}

// A value of an unknown named type may turn out to be of any kind, and so may what is made with it.
const jx_type *jx_static_binary(jx_operator op, const jx_type *a, const jx_type *b)
{
    switch (op) {
    case JX_OP_ADD: return is_kind(a, JX_TYPE_ANY) || is_kind(b, JX_TYPE_ANY) ? &jx_type_any : sum_type(a, b);
    case JX_OP_SUBTRACT: return is_kind(a, JX_TYPE_ANY) ? &jx_type_any : difference_type(a, b);
    case JX_OP_MULTIPLY: return product_type(a, b);
    case JX_OP_DIVIDE: return quotient_type(a, b);
    case JX_OP_POWER: return &jx_type_number;
    case JX_OP_EQUAL:
    case JX_OP_NOT_EQUAL:
    case JX_OP_LESS:
    case JX_OP_LESS_EQUAL:
    case JX_OP_GREATER:
    case JX_OP_GREATER_EQUAL:
    case JX_OP_AND:
    case JX_OP_OR: return &jx_type_boolean;
    }
    JX_UNREACHABLE();
}

const jx_type *jx_static_negate(const jx_type *type)
{
    return is_kind(type, JX_TYPE_NUMBER) || is_duration(type) ? type : &jx_type_any;
}

const jx_type *jx_static_range(jx_arena *arena, const jx_type *end)
{
    jx_type *type = JX_NEW(arena, jx_type);
    type->kind = JX_TYPE_RANGE;
    type->element = end;
    return type;
}

// ---- lists, contexts, functions ----

static const jx_type *series_record(const jx_type *type)
{
    return type->element ? type->element : type;
}

const jx_type *jx_static_element(const jx_type *type)
{
    if (is_kind(type, JX_TYPE_SERIES)) return series_record(type);
    if (is_kind(type, JX_TYPE_LIST) || is_kind(type, JX_TYPE_RANGE)) return or_any(type->element);
    return is_kind(type, JX_TYPE_NULL) ? &jx_type_any : type;
}

static const struct {
    const char *name;
    const jx_type *type;
} properties[] = {
    { "year", &jx_type_number },
    { "month", &jx_type_number },
    { "day", &jx_type_number },
    { "weekday", &jx_type_number },
    { "hour", &jx_type_number },
    { "minute", &jx_type_number },
    { "second", &jx_type_number },
    { "days", &jx_type_number },
    { "hours", &jx_type_number },
    { "minutes", &jx_type_number },
    { "seconds", &jx_type_number },
    { "years", &jx_type_number },
    { "months", &jx_type_number },
    { "timezone", &jx_type_string },
    { "time offset", &jx_type_days_duration },
    { "start included", &jx_type_boolean },
    { "end included", &jx_type_boolean },
};

static const jx_type *property_type(const jx_type *type, jx_text name)
{
    if (is_kind(type, JX_TYPE_RANGE) &&
        (jx_text_equal(name, JX_TEXT("start")) || jx_text_equal(name, JX_TEXT("end")))) {
        return or_any(type->element);
    }
    for (size_t i = 0; i < JX_COUNT(properties); i++) {
        if (jx_text_equal(name, jx_text_of(properties[i].name))) return properties[i].type;
    }
    return &jx_type_any;
}

const jx_type *jx_static_path(jx_arena *arena, const jx_type *type, jx_text name)
{
    int lists = 0;
    for (; is_kind(type, JX_TYPE_LIST); type = or_any(type->element)) {
        if (++lists > DEEPEST) return &jx_type_any;
    }
    if (is_kind(type, JX_TYPE_SERIES)) {
        lists++;
        if (type->element) type = type->element;
    }
    if (is_kind(type, JX_TYPE_ANY)) return &jx_type_any;
    bool fields = is_kind(type, JX_TYPE_CONTEXT) || is_kind(type, JX_TYPE_SERIES);
    const jx_type *result = fields ? or_any(jx_type_field(type, name)) : property_type(type, name);
    for (; lists > 0; lists--)
        result = jx_type_list_of(arena, result);
    return result;
}

// A number picks one element, a boolean some; which of both an unknown match will be is decided when it is evaluated.
const jx_type *jx_static_filter(const jx_type *operand, const jx_type *match)
{
    if (is_kind(match, JX_TYPE_NUMBER)) return jx_static_element(operand);
    if (!is_kind(match, JX_TYPE_BOOLEAN)) return &jx_type_any;
    return is_kind(operand, JX_TYPE_LIST) || is_kind(operand, JX_TYPE_SERIES) ? operand : &jx_type_any;
}

const jx_type *jx_static_fields(const jx_expr *expr)
{
    while (expr->kind == JX_EXPR_FILTER && is_kind(expr->type, JX_TYPE_ANY))
        expr = expr->as.filter.operand;
    const jx_type *type = expr->type;
    for (int depth = 0; is_kind(type, JX_TYPE_LIST) && depth < DEEPEST; depth++)
        type = or_any(type->element);
    return is_kind(type, JX_TYPE_SERIES) ? series_record(type) : type;
}

const jx_type *jx_static_function(jx_arena *arena, const jx_binding *parameters, size_t count, const jx_type *result)
{
    jx_type *type = JX_NEW(arena, jx_type);
    const jx_type **types = JX_ARRAY(arena, count, const jx_type *);
    for (size_t i = 0; i < count; i++)
        types[i] = or_any(parameters[i].type);
    *type =
        (jx_type){ .kind = JX_TYPE_FUNCTION, .element = or_any(result), .parameters = types, .parameter_count = count };
    return type;
}

// Built-ins whose result has the type of their first argument, and what is joined to it.
typedef enum { LIKE_LIST, LIKE_ELEMENT, JOINED_LISTS, JOINED_ITEMS, JOINED_LAST } likeness;

static const struct {
    const char *name;
    likeness how;
} like_first[] = {
    { "sublist", LIKE_LIST },
    { "remove", LIKE_LIST },
    { "reverse", LIKE_LIST },
    { "distinct values", LIKE_LIST },
    { "sort", LIKE_LIST },
    { "min", LIKE_ELEMENT },
    { "max", LIKE_ELEMENT },
    { "concatenate", JOINED_LISTS },
    { "union", JOINED_LISTS },
    { "append", JOINED_ITEMS },
    { "insert before", JOINED_LAST },
    { "list replace", JOINED_LAST },
};

static const jx_type *entries_type(jx_arena *arena)
{
    static const jx_field fields[] = {
        { { "key", 3 }, &jx_type_string },
        { { "value", 5 }, &jx_type_any },
    };
    static const jx_type entry = { .kind = JX_TYPE_CONTEXT, .fields = fields, .field_count = JX_COUNT(fields) };
    return jx_type_list_of(arena, &entry);
}

static const jx_type *joined_type(jx_arena *arena, const jx_expr *call, likeness how)
{
    const jx_binding *arguments = call->as.call.arguments;
    size_t count = call->as.call.count;
    const jx_type *element = jx_static_element(arguments[0].value->type);
    for (size_t i = how == JOINED_LAST ? count - 1 : 1; i > 0 && i < count; i++) {
        const jx_type *other = arguments[i].value->type;
        element = jx_static_common(arena, element, how == JOINED_LISTS ? jx_static_element(other) : other);
    }
    return jx_type_list_of(arena, element);
}

static const jx_type *like_first_type(jx_arena *arena, const jx_expr *call, likeness how, const jx_type *result)
{
    if (call->as.call.named || call->as.call.count == 0) return result;
    const jx_type *first = call->as.call.arguments[0].value->type;
    bool list = is_kind(first, JX_TYPE_LIST);
    if (how == LIKE_ELEMENT) return list ? jx_static_element(first) : first;
    if (!list) return result;
    return how == LIKE_LIST ? first : joined_type(arena, call, how);
}

static const jx_type *builtin_call(jx_arena *arena, const jx_expr *call, jx_text name, const jx_type *result)
{
    if (jx_text_equal(name, JX_TEXT("get entries"))) return entries_type(arena);
    for (size_t i = 0; i < JX_COUNT(like_first); i++) {
        if (!jx_text_equal(name, jx_text_of(like_first[i].name))) continue;
        return like_first_type(arena, call, like_first[i].how, result);
    }
    return result;
}

const jx_type *jx_static_call(jx_arena *arena, const jx_expr *call)
{
    const jx_expr *function = call->as.call.function;
    if (!is_kind(function->type, JX_TYPE_FUNCTION)) return &jx_type_any;
    const jx_type *result = or_any(function->type->element);
    return function->kind == JX_EXPR_NAME ? builtin_call(arena, call, function->as.name.text, result) : result;
}
