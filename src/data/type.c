// FEEL types: the shared primitives, their spellings, conformance. Start at jx_type_conforms.
#include "data/type.h"

const jx_type jx_type_any = { .kind = JX_TYPE_ANY };
const jx_type jx_type_null = { .kind = JX_TYPE_NULL };
const jx_type jx_type_boolean = { .kind = JX_TYPE_BOOLEAN };
const jx_type jx_type_number = { .kind = JX_TYPE_NUMBER };
const jx_type jx_type_string = { .kind = JX_TYPE_STRING };
const jx_type jx_type_date = { .kind = JX_TYPE_DATE };
const jx_type jx_type_time = { .kind = JX_TYPE_TIME };
const jx_type jx_type_date_time = { .kind = JX_TYPE_DATE_TIME };
const jx_type jx_type_days_duration = { .kind = JX_TYPE_DAYS_DURATION };
const jx_type jx_type_months_duration = { .kind = JX_TYPE_MONTHS_DURATION };
const jx_type jx_type_series = { .kind = JX_TYPE_SERIES };

// The first row of a kind is the spelling that is printed.
static const struct {
    const char *spelling;
    const jx_type *type;
} primitives[] = {
    { "Any", &jx_type_any },
    { "Null", &jx_type_null },
    { "boolean", &jx_type_boolean },
    { "number", &jx_type_number },
    { "string", &jx_type_string },
    { "date", &jx_type_date },
    { "time", &jx_type_time },
    { "date and time", &jx_type_date_time },
    { "dateTime", &jx_type_date_time },
    { "days and time duration", &jx_type_days_duration },
    { "dayTimeDuration", &jx_type_days_duration },
    { "years and months duration", &jx_type_months_duration },
    { "yearMonthDuration", &jx_type_months_duration },
    { "series", &jx_type_series },
};

const jx_type *jx_type_list_of(jx_arena *arena, const jx_type *element)
{
    jx_type *list = JX_NEW(arena, jx_type);
    list->kind = JX_TYPE_LIST;
    list->element = element;
    return list;
}

const jx_type *jx_type_field(const jx_type *context, jx_text name)
{
    for (size_t i = 0; i < context->field_count; i++)
        if (jx_text_equal(context->fields[i].name, name)) return context->fields[i].type;
    return NULL;
}

const jx_type *jx_type_named(jx_text name)
{
    for (size_t i = 0; i < JX_COUNT(primitives); i++)
        if (jx_text_equal(name, jx_text_of(primitives[i].spelling))) return primitives[i].type;
    return NULL;
}

// ---- conformance ----

// Named types may contain themselves (a tree of parts). Two types that agree this far down are taken to agree.
enum { DEPTH_MAX = 32 };

static const jx_type *or_any(const jx_type *type)
{
    return type ? type : &jx_type_any;
}

static bool conforms(const jx_type *from, const jx_type *to, int depth);

static bool context_conforms(const jx_type *from, const jx_type *to, int depth)
{
    for (size_t i = 0; i < to->field_count; i++) {
        const jx_type *field = jx_type_field(from, to->fields[i].name);
        if (!field || !conforms(field, or_any(to->fields[i].type), depth + 1)) return false;
    }
    return true;
}

// Parameters the other way round: a function that takes more may stand for one that takes less.
static bool function_conforms(const jx_type *from, const jx_type *to, int depth)
{
    if (from->parameter_count != to->parameter_count) return false;
    for (size_t i = 0; i < to->parameter_count; i++)
        if (!conforms(or_any(to->parameters[i]), or_any(from->parameters[i]), depth + 1)) return false;
    return conforms(or_any(from->element), or_any(to->element), depth + 1);
}

static bool conforms(const jx_type *from, const jx_type *to, int depth)
{
    if (from == to || to->kind == JX_TYPE_ANY || from->kind == JX_TYPE_NULL || depth > DEPTH_MAX) return true;
    if (from->kind != to->kind) return false;
    switch (to->kind) {
    case JX_TYPE_LIST:
    case JX_TYPE_RANGE: return conforms(or_any(from->element), or_any(to->element), depth + 1);
    case JX_TYPE_CONTEXT: return context_conforms(from, to, depth);
    case JX_TYPE_FUNCTION: return function_conforms(from, to, depth);
    case JX_TYPE_ANY:
    case JX_TYPE_NULL:
    case JX_TYPE_BOOLEAN:
    case JX_TYPE_NUMBER:
    case JX_TYPE_STRING:
    case JX_TYPE_DATE:
    case JX_TYPE_TIME:
    case JX_TYPE_DATE_TIME:
    case JX_TYPE_DAYS_DURATION:
    case JX_TYPE_MONTHS_DURATION:
    case JX_TYPE_SERIES: return true;
    }
    JX_UNREACHABLE();
}

bool jx_type_conforms(const jx_type *from, const jx_type *to)
{
    return conforms(or_any(from), or_any(to), 0);
}

// ---- printing ----

static void print_type(const jx_type *type, jx_buffer *out, int depth);

static void print_around(const char *before, const jx_type *element, jx_buffer *out, int depth)
{
    jx_buffer_put(out, jx_text_of(before));
    print_type(or_any(element), out, depth + 1);
    jx_buffer_put_char(out, '>');
}

static void print_context(const jx_type *type, jx_buffer *out, int depth)
{
    jx_buffer_put(out, JX_TEXT("context<"));
    for (size_t i = 0; i < type->field_count; i++) {
        if (i) jx_buffer_put(out, JX_TEXT(", "));
        jx_buffer_put(out, type->fields[i].name);
        jx_buffer_put(out, JX_TEXT(": "));
        print_type(or_any(type->fields[i].type), out, depth + 1);
    }
    jx_buffer_put_char(out, '>');
}

static void print_function(const jx_type *type, jx_buffer *out, int depth)
{
    jx_buffer_put(out, JX_TEXT("function<"));
    for (size_t i = 0; i < type->parameter_count; i++) {
        if (i) jx_buffer_put(out, JX_TEXT(", "));
        print_type(or_any(type->parameters[i]), out, depth + 1);
    }
    jx_buffer_put(out, JX_TEXT(">->"));
    print_type(or_any(type->element), out, depth + 1);
}

static void print_primitive(jx_type_kind kind, jx_buffer *out)
{
    for (size_t i = 0; i < JX_COUNT(primitives); i++)
        if (primitives[i].type->kind == kind) {
            jx_buffer_put(out, jx_text_of(primitives[i].spelling));
            return;
        }
}

static void print_type(const jx_type *type, jx_buffer *out, int depth)
{
    if (type->name.size > 0 && (depth > 0 || type->kind == JX_TYPE_CONTEXT)) {
        jx_buffer_put(out, type->name);
    } else if (depth > DEPTH_MAX) {
        jx_buffer_put(out, JX_TEXT("..."));
    } else if (type->kind == JX_TYPE_LIST) {
        print_around("list<", type->element, out, depth);
    } else if (type->kind == JX_TYPE_RANGE) {
        print_around("range<", type->element, out, depth);
    } else if (type->kind == JX_TYPE_CONTEXT) {
        print_context(type, out, depth);
    } else if (type->kind == JX_TYPE_FUNCTION) {
        print_function(type, out, depth);
    } else {
        print_primitive(type->kind, out);
    }
}

void jx_type_print(const jx_type *type, jx_buffer *out)
{
    print_type(or_any(type), out, 0);
}
