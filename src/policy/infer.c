// What can be said of an expression without evaluating it: its dimension (U1), a static range (U3), its records.
//
// One walk, one function per kind; read infer() and then name_meaning(). Where nothing can be said, `known` or
// `ranged` is
// false and no rule complains: what is reported is certain. Ranges here only serve the checker; plan/ derives its own.
#include "policy/reader.h"

typedef struct local local;
struct local {
    jx_text name;
    jx_meaning meaning;
    const local *outer;
};

typedef struct {
    jx_reader *reader;
    uint32_t space;
    const jx_context_of_record *record;
    const local *locals;
    const jx_record_field *item_fields;  // inside a filter
    size_t item_count;
    const jx_record_field *outer_fields;  // of a filter around it
    size_t outer_count;
    bool strict;
} walk;

static jx_meaning infer(walk *w, const jx_expr *expr);

static jx_meaning unknown(const jx_type *type)
{
    return (jx_meaning){ .type = type };
}

static jx_meaning pure_number(void)
{
    return (jx_meaning){ .type = &jx_type_number, .unit = { .known = true } };
}

static jx_text shown(walk *w, jx_dimensions unit)
{
    jx_text text = jx_dimensions_text(w->reader->arena, unit);
    return text.size ? text : JX_TEXT("无量纲");
}

// U1 unless both dimensions are the same or one of them fits anything.
static jx_dimensions agree(walk *w, const jx_expr *at, jx_dimensions a, jx_dimensions b)
{
    if (!a.known || a.any) return b.known ? b : a;
    if (!b.known || b.any) return a;
    if (!jx_dimensions_equal(a, b)) {
        JX_REFUSE(w->reader, DIMENSION_MISMATCH, at->source, at->span, "相加、比较的两边要用同一种量", shown(w, a),
                  shown(w, b));
        return (jx_dimensions){ 0 };
    }
    return a;
}

// ---- names ----

static jx_meaning field_meaning(const jx_record_field *field)
{
    jx_meaning meaning = { .type = field->type, .ranged = field->has_range, .range = field->range };
    jx_decimal factor;
    if (field->type->kind == JX_TYPE_NUMBER && field->unit.size)
        (void)jx_unit_dimensions(field->unit, &meaning.unit, &factor);
    return meaning;
}

static const jx_record_field *field_named(const jx_record_field *fields, size_t count, jx_text name)
{
    for (size_t i = 0; i < count; i++)
        if (jx_text_equal(fields[i].name, name)) return &fields[i];
    return NULL;
}

jx_meaning jx_meaning_of(jx_reader *r, const jx_draft *draft)
{
    const jx_definition *def = &draft->def;
    jx_meaning meaning = { .type = def->type, .fields = def->fields, .field_count = def->field_count };
    jx_decimal factor;
    (void)r;
    bool number = def->type->kind == JX_TYPE_NUMBER || def->type->kind == JX_TYPE_SERIES ||
                  (def->type->kind == JX_TYPE_LIST && def->type->element && def->type->element->kind == JX_TYPE_NUMBER);
    if (number) (void)jx_unit_dimensions(def->unit, &meaning.unit, &factor);
    if (def->kind == JX_DEFINITION_PARAMETER && def->type->kind == JX_TYPE_NUMBER && def->value.kind != JX_NULL) {
        meaning.ranged = true;
        meaning.range = jx_interval_of(def->value);
    } else if (def->has_range) {
        meaning.ranged = true;
        meaning.range = def->range;
    }
    meaning.unordered =
        def->kind == JX_DEFINITION_FACT && def->option_count && !def->ordered && def->type->kind == JX_TYPE_STRING;
    return meaning;
}

static jx_meaning name_meaning(walk *w, jx_text name)
{
    for (const local *l = w->locals; l; l = l->outer)
        if (jx_text_equal(l->name, name)) return l->meaning;
    const jx_record_field *field = field_named(w->item_fields, w->item_count, name);
    if (!field) field = field_named(w->outer_fields, w->outer_count, name);
    if (!field && w->record) field = field_named(w->record->fields, w->record->field_count, name);
    if (field) return field_meaning(field);
    jx_draft *draft = jx_draft_find(w->reader, w->space, name);
    if (draft && draft->state == JX_DRAFT_DONE) return draft->meaning;
    return draft ? jx_meaning_of(w->reader, draft) : unknown(&jx_type_any);
}

static jx_meaning path_meaning(walk *w, const jx_expr *expr)
{
    const jx_expr *operand = expr->as.path.operand;
    if (operand->kind == JX_EXPR_NAME && !jx_draft_find(w->reader, w->space, operand->as.name.text)) {
        uint32_t space = jx_space_find(w->reader, operand->as.name.text);
        jx_draft *draft = space == JX_NONE ? NULL : jx_draft_here(w->reader, space, expr->as.path.name);
        if (draft) return draft->meaning;
    }
    jx_meaning whole = infer(w, operand);
    const jx_record_field *field = field_named(whole.fields, whole.field_count, expr->as.path.name);
    return field ? field_meaning(field) : unknown(expr->type);
}

// ---- operators ----

static jx_meaning with_range(jx_meaning meaning, bool ranged, jx_interval range)
{
    meaning.ranged = ranged;
    if (ranged) meaning.range = range;
    return meaning;
}

static bool both_dates(jx_meaning a, jx_meaning b)
{
    return a.type->kind == JX_TYPE_DATE || b.type->kind == JX_TYPE_DATE;
}

static jx_meaning arithmetic(walk *w, const jx_expr *expr, jx_meaning a, jx_meaning b)
{
    jx_arena *arena = w->reader->arena;
    jx_meaning result = { .type = expr->type };
    bool ranged = a.ranged && b.ranged && !both_dates(a, b);
    jx_operator op = expr->as.binary.op;
    if (both_dates(a, b)) return unknown(expr->type);
    if (op == JX_OP_ADD || op == JX_OP_SUBTRACT) {
        result.unit = agree(w, expr, a.unit, b.unit);
        if (ranged)
            return with_range(
                result, true,
                jx_interval_add(arena, a.range, op == JX_OP_ADD ? b.range : jx_interval_negate(arena, b.range)));
        return result;
    }
    if (op == JX_OP_POWER) return unknown(expr->type);
    if (a.unit.known && b.unit.known) {
        result.unit.known = true;
        result.unit.any = a.unit.any || (b.unit.any && op == JX_OP_MULTIPLY);
        for (int i = 0; i < JX_DIMENSION_COUNT; i++)
            result.unit.power[i] =
                (int8_t)(op == JX_OP_MULTIPLY ? a.unit.power[i] + b.unit.power[i] : a.unit.power[i] - b.unit.power[i]);
    }
    if (ranged && op == JX_OP_MULTIPLY) return with_range(result, true, jx_interval_multiply(arena, a.range, b.range));
    if (ranged && !jx_interval_has_zero(b.range))
        return with_range(result, true, jx_interval_divide(arena, a.range, b.range));
    return result;
}

static void check_order(walk *w, const jx_expr *at, const jx_expr *operand, jx_meaning meaning)
{
    if (!meaning.unordered) return;
    jx_text name = operand->kind == JX_EXPR_NAME ? operand->as.name.text : jx_bytes_at(operand->source, operand->span);
    JX_REFUSE(w->reader, GRADE_UNORDERED, at->source, at->span, "无序的等级只可用 = 与 !=", name);
}

static jx_meaning binary(walk *w, const jx_expr *expr)
{
    const jx_expr *left = expr->as.binary.left, *right = expr->as.binary.right;
    jx_meaning a = infer(w, left), b = infer(w, right);
    switch (expr->as.binary.op) {
    case JX_OP_ADD:
    case JX_OP_SUBTRACT:
    case JX_OP_MULTIPLY:
    case JX_OP_DIVIDE:
    case JX_OP_POWER: return arithmetic(w, expr, a, b);
    case JX_OP_LESS:
    case JX_OP_LESS_EQUAL:
    case JX_OP_GREATER:
    case JX_OP_GREATER_EQUAL:
        check_order(w, expr, left, a);
        check_order(w, expr, right, b);
        (void)agree(w, expr, a.unit, b.unit);
        break;
    case JX_OP_EQUAL:
    case JX_OP_NOT_EQUAL: (void)agree(w, expr, a.unit, b.unit); break;
    case JX_OP_AND:
    case JX_OP_OR: break;
    }
    return unknown(&jx_type_boolean);
}

static jx_meaning join(walk *w, const jx_expr *at, jx_meaning a, jx_meaning b)
{
    jx_meaning result = a.type->kind == JX_TYPE_ANY || a.type->kind == JX_TYPE_NULL ? b : a;
    result.unit = agree(w, at, a.unit, b.unit);
    result.unordered = a.unordered || b.unordered;
    return with_range(result, a.ranged && b.ranged,
                      a.ranged && b.ranged ? jx_interval_hull(a.range, b.range) : a.range);
}

static jx_meaning literal(walk *w, const jx_expr *expr)
{
    jx_value value = expr->as.literal.value;
    jx_meaning meaning = { .type = expr->type };
    if (value.kind == JX_OPEN) return with_range(meaning, expr->type->kind == JX_TYPE_NUMBER, jx_interval_of(value));
    if (value.kind != JX_NUMBER) return meaning;
    jx_decimal factor;
    bool bare = !expr->as.literal.unit.size, zero = jx_decimal_sign(value.as.number) == 0;
    (void)jx_unit_dimensions(expr->as.literal.unit, &meaning.unit, &factor);
    meaning.unit.any = bare && zero;
    jx_text written = jx_bytes_at(expr->source, expr->span);
    bool one = jx_decimal_compare(value.as.number, jx_decimal_of(1)) == 0;
    if (w->strict && !zero && !one && !w->reader->model)
        JX_REFUSE(w->reader, NUMBER_WITHOUT_BASIS, expr->source, expr->span, "写成参数，注明依据", written);
    return with_range(meaning, true, jx_interval_point(value));
}

// ---- calls ----

static jx_interval sum_range(jx_interval one)
{
    jx_end zero = { true, true, jx_integer(0) };
    jx_interval from_zero = { zero, { 0 } }, to_zero = { { 0 }, zero };
    if (jx_interval_contains(from_zero, one)) return from_zero;
    return jx_interval_contains(to_zero, one) ? to_zero : jx_interval_all();
}

static jx_meaning call_native(walk *w, const jx_expr *expr, jx_text name, bool *found)
{
    size_t count = expr->as.call.count;
    *found = true;
    jx_meaning first = count ? infer(w, expr->as.call.arguments[0].value) : unknown(&jx_type_any);
    for (size_t i = 1; i < count; i++)
        infer(w, expr->as.call.arguments[i].value);
    bool total = jx_word_is(name, JX_WORD_TOTAL), mean = jx_word_is(name, JX_WORD_DAILY_MEAN);
    if (total || mean) {
        jx_meaning result = { .type = &jx_type_number, .unit = first.unit };
        return with_range(result, first.ranged, first.ranged ? sum_range(first.range) : first.range);
    }
    if (jx_word_is(name, JX_WORD_COVERAGE)) return unknown(&jx_type_number);
    if (jx_word_is(name, JX_WORD_RANK)) {
        jx_interval from_one = { { true, true, jx_integer(1) }, { 0 } };
        return with_range(pure_number(), true, from_one);
    }
    if (jx_word_is(name, JX_WORD_MANUAL)) return unknown(&jx_type_any);
    *found = false;
    return first;
}

static jx_meaning call_builtin(walk *w, const jx_expr *expr, jx_text name, jx_meaning first)
{
    bool least = jx_text_equal(name, JX_TEXT("min")), most = jx_text_equal(name, JX_TEXT("max"));
    if (least || most) {
        jx_meaning result = first;
        for (size_t i = 1; i < expr->as.call.count; i++) {
            jx_meaning next = infer(w, expr->as.call.arguments[i].value);
            result.unit = agree(w, expr, result.unit, next.unit);
            // One known operand bounds min from above and max from below, whatever the others are.
            if (result.ranged && next.ranged)
                result.range =
                    least ? jx_interval_min(result.range, next.range) : jx_interval_max(result.range, next.range);
            else if (most && (result.ranged || next.ranged))
                result.range = (jx_interval){ result.ranged ? result.range.low : next.range.low, { 0 } };
            else
                result.ranged = false;
            result.ranged = result.ranged || (most && next.ranged);
        }
        result.type = &jx_type_number;
        return result;
    }
    static const char *const same[] = { "abs",           "floor",           "ceiling", "round up", "round down",
                                        "round half up", "round half down", "decimal", "sum",      "mean" };
    for (size_t i = 0; i < JX_COUNT(same); i++)
        if (jx_text_equal(name, jx_text_of(same[i])))
            return (jx_meaning){ .type = &jx_type_number, .unit = first.unit };
    if (jx_text_equal(name, JX_TEXT("count"))) {
        jx_interval from_zero = { { true, true, jx_integer(0) }, { 0 } };
        return with_range(pure_number(), true, from_zero);
    }
    return unknown(expr->type);
}

static jx_meaning call(walk *w, const jx_expr *expr)
{
    const jx_expr *function = expr->as.call.function;
    bool found = false;
    if (function->kind != JX_EXPR_NAME) {
        for (size_t i = 0; i < expr->as.call.count; i++)
            infer(w, expr->as.call.arguments[i].value);
        return unknown(expr->type);
    }
    jx_meaning first = call_native(w, expr, function->as.name.text, &found);
    return found ? first : call_builtin(w, expr, function->as.name.text, first);
}

// ---- lists ----

static jx_meaning filter(walk *w, const jx_expr *expr)
{
    jx_meaning whole = infer(w, expr->as.filter.operand);
    walk inner = *w;
    inner.outer_fields = w->item_fields, inner.outer_count = w->item_count;
    inner.item_fields = whole.fields, inner.item_count = whole.field_count;
    inner.strict = false;  // positions such as [1]
    infer(&inner, expr->as.filter.match);
    whole.type = expr->type;
    return whole;
}

static jx_meaning element_of(jx_meaning list)
{
    if (list.type->kind == JX_TYPE_LIST) list.type = list.type->element ? list.type->element : &jx_type_any;
    return list;
}

static jx_meaning iterate(walk *w, const jx_expr *expr)
{
    walk inner = *w;
    local *locals = JX_ARRAY(w->reader->arena, expr->as.iterate.count + 1, local);
    for (size_t i = 0; i < expr->as.iterate.count; i++) {
        const jx_binding *binding = &expr->as.iterate.bindings[i];
        jx_meaning domain = infer(&inner, binding->value);
        if (binding->end) infer(&inner, binding->end);
        locals[i] = (local){ binding->name, element_of(domain), inner.locals };
        inner.locals = &locals[i];
    }
    jx_meaning body = infer(&inner, expr->as.iterate.body);
    if (expr->kind != JX_EXPR_FOR) return unknown(&jx_type_boolean);
    body.type = expr->type;
    return body;
}

static jx_meaning list(walk *w, const jx_expr *expr)
{
    jx_meaning result = unknown(expr->type);
    for (size_t i = 0; i < expr->as.list.count; i++) {
        jx_meaning item = infer(w, expr->as.list.items[i]);
        result = i ? join(w, expr, result, item) : item;
    }
    result.type = expr->type;
    return result;
}

static void compare_tests(walk *w, const jx_expr *at, jx_meaning value, const jx_expr *tests)
{
    for (size_t i = 0; tests->kind == JX_EXPR_TESTS && i < tests->as.tests.count; i++) {
        const jx_expr *test = tests->as.tests.items[i];
        jx_meaning meaning = infer(w, test);
        if (value.type->kind == JX_TYPE_NUMBER) (void)agree(w, at, value.unit, meaning.unit);
    }
}

static jx_meaning ends(walk *w, const jx_expr *expr)
{
    jx_meaning low = infer(w, expr->as.interval.low), high = infer(w, expr->as.interval.high);
    jx_meaning result = unknown(expr->type);
    result.unit = agree(w, expr, low.unit, high.unit);
    return result;
}

static jx_meaning choose(walk *w, const jx_expr *expr)
{
    infer(w, expr->as.choose.when);
    jx_meaning then = infer(w, expr->as.choose.then), otherwise = infer(w, expr->as.choose.otherwise);
    jx_meaning result = join(w, expr, then, otherwise);
    if (expr->type->kind != JX_TYPE_ANY) result.type = expr->type;
    return result;
}

static jx_meaning infer(walk *w, const jx_expr *expr)
{
    switch (expr->kind) {
    case JX_EXPR_LITERAL: return literal(w, expr);
    case JX_EXPR_NAME: return name_meaning(w, expr->as.name.text);
    case JX_EXPR_PATH: return path_meaning(w, expr);
    case JX_EXPR_FILTER: return filter(w, expr);
    case JX_EXPR_CALL: return call(w, expr);
    case JX_EXPR_BINARY: return binary(w, expr);
    case JX_EXPR_NEGATE: {
        jx_meaning inner = infer(w, expr->as.negate.operand);
        return with_range(inner, inner.ranged,
                          inner.ranged ? jx_interval_negate(w->reader->arena, inner.range) : inner.range);
    }
    case JX_EXPR_BETWEEN: {
        jx_meaning value = infer(w, expr->as.between.value);
        (void)agree(w, expr, value.unit, infer(w, expr->as.between.low).unit);
        (void)agree(w, expr, value.unit, infer(w, expr->as.between.high).unit);
        check_order(w, expr, expr->as.between.value, value);
        return unknown(&jx_type_boolean);
    }
    case JX_EXPR_IN:
        compare_tests(w, expr, infer(w, expr->as.in.value), expr->as.in.tests);
        return unknown(&jx_type_boolean);
    case JX_EXPR_INTERVAL: return ends(w, expr);
    case JX_EXPR_UNARY_RANGE: {
        jx_meaning end = infer(w, expr->as.unary_range.end);
        return (jx_meaning){ .type = expr->type, .unit = end.unit };
    }
    case JX_EXPR_IF: return choose(w, expr);
    case JX_EXPR_FOR:
    case JX_EXPR_SOME:
    case JX_EXPR_EVERY: return iterate(w, expr);
    case JX_EXPR_LIST: return list(w, expr);
    case JX_EXPR_TESTS:
        for (size_t i = 0; i < expr->as.tests.count; i++)
            infer(w, expr->as.tests.items[i]);
        return unknown(&jx_type_boolean);
    case JX_EXPR_CONTEXT:
        for (size_t i = 0; i < expr->as.context.count; i++)
            infer(w, expr->as.context.entries[i].value);
        return unknown(expr->type);
    case JX_EXPR_INSTANCE_OF: infer(w, expr->as.instance.value); return unknown(&jx_type_boolean);
    case JX_EXPR_INPUT:
    case JX_EXPR_FUNCTION:
    case JX_EXPR_TABLE:
    case JX_EXPR_GROUP:
    case JX_EXPR_EXTEND:
    case JX_EXPR_CONVERT:
    case JX_EXPR_ERROR: return unknown(expr->type);
    }
    return unknown(expr->type);
}

jx_meaning jx_infer(jx_reader *r, uint32_t space, const jx_context_of_record *record, const jx_expr *expr, bool strict)
{
    walk w = { .reader = r, .space = space, .record = record, .strict = strict };
    return infer(&w, expr);
}

// ---- literals into base units ----

// The tree was made for us a moment ago and nobody else holds it yet: the one place that writes into an expression.
static void scale(const jx_expr *expr, jx_decimal factor, jx_text unit)
{
    jx_expr *mine = (jx_expr *)(uintptr_t)expr;
    jx_decimal value;
    if (jx_decimal_multiply(expr->as.literal.value.as.number, factor, &value))
        mine->as.literal.value = jx_number(value);
    mine->as.literal.unit = unit;
}

static void normalise_literal(jx_reader *r, const jx_expr *expr, bool column, jx_decimal factor)
{
    if (expr->as.literal.value.kind != JX_NUMBER) return;
    jx_dimensions unit;
    jx_decimal own;
    if (expr->as.literal.unit.size) {
        if (jx_unit_dimensions(expr->as.literal.unit, &unit, &own))
            scale(expr, own, jx_dimensions_text(r->arena, unit));
    } else if (column) {
        scale(expr, factor, (jx_text){ 0 });
    }
}

void jx_normalise(jx_reader *r, const jx_expr *expr, bool column, jx_decimal factor)
{
    if (!expr) return;
    switch (expr->kind) {
    case JX_EXPR_LITERAL: normalise_literal(r, expr, column, factor); break;
    case JX_EXPR_NEGATE: jx_normalise(r, expr->as.negate.operand, column, factor); break;
    case JX_EXPR_INTERVAL:
        jx_normalise(r, expr->as.interval.low, column, factor);
        jx_normalise(r, expr->as.interval.high, column, factor);
        break;
    case JX_EXPR_UNARY_RANGE: jx_normalise(r, expr->as.unary_range.end, column, factor); break;
    case JX_EXPR_TESTS:
        for (size_t i = 0; i < expr->as.tests.count; i++)
            jx_normalise(r, expr->as.tests.items[i], column, factor);
        break;
    case JX_EXPR_LIST:
        for (size_t i = 0; i < expr->as.list.count; i++)
            jx_normalise(r, expr->as.list.items[i], column, factor);
        break;
    case JX_EXPR_PATH: jx_normalise(r, expr->as.path.operand, false, factor); break;
    case JX_EXPR_FILTER:
        jx_normalise(r, expr->as.filter.operand, false, factor);
        jx_normalise(r, expr->as.filter.match, false, factor);
        break;
    case JX_EXPR_CALL:
        jx_normalise(r, expr->as.call.function, false, factor);
        for (size_t i = 0; i < expr->as.call.count; i++)
            jx_normalise(r, expr->as.call.arguments[i].value, false, factor);
        break;
    case JX_EXPR_BINARY:
        jx_normalise(r, expr->as.binary.left, false, factor);
        jx_normalise(r, expr->as.binary.right, false, factor);
        break;
    case JX_EXPR_BETWEEN:
        jx_normalise(r, expr->as.between.value, false, factor);
        jx_normalise(r, expr->as.between.low, false, factor);
        jx_normalise(r, expr->as.between.high, false, factor);
        break;
    case JX_EXPR_IN:
        jx_normalise(r, expr->as.in.value, false, factor);
        jx_normalise(r, expr->as.in.tests, false, factor);
        break;
    case JX_EXPR_IF:
        jx_normalise(r, expr->as.choose.when, false, factor);
        jx_normalise(r, expr->as.choose.then, false, factor);
        jx_normalise(r, expr->as.choose.otherwise, false, factor);
        break;
    case JX_EXPR_FOR:
    case JX_EXPR_SOME:
    case JX_EXPR_EVERY:
        for (size_t i = 0; i < expr->as.iterate.count; i++) {
            jx_normalise(r, expr->as.iterate.bindings[i].value, false, factor);
            jx_normalise(r, expr->as.iterate.bindings[i].end, false, factor);
        }
        jx_normalise(r, expr->as.iterate.body, false, factor);
        break;
    case JX_EXPR_CONTEXT:
        for (size_t i = 0; i < expr->as.context.count; i++)
            jx_normalise(r, expr->as.context.entries[i].value, false, factor);
        break;
    case JX_EXPR_FUNCTION: jx_normalise(r, expr->as.function.body, false, factor); break;
    case JX_EXPR_INSTANCE_OF: jx_normalise(r, expr->as.instance.value, false, factor); break;
    case JX_EXPR_NAME:
    case JX_EXPR_INPUT:
    case JX_EXPR_TABLE:
    case JX_EXPR_GROUP:
    case JX_EXPR_EXTEND:
    case JX_EXPR_CONVERT:
    case JX_EXPR_ERROR: break;
    }
}
