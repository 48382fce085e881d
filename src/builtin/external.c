// The emulated Java methods. Read the table `methods` first: a row is found by class, name and parameter types, its
// arguments are brought into those types as Java would, then its function runs.
#include "builtin/external.h"

#include "builtin/parts.h"

#include <string.h>

typedef jx_value external_function(jx_builtin_context *context, const jx_value *arguments, size_t count);

// ---- numbers ----

static jx_value external_max(jx_builtin_context *context, const jx_value *arguments, size_t count)
{
    (void)context, (void)count;
    return jx_decimal_compare(arguments[0].as.number, arguments[1].as.number) >= 0 ? arguments[0] : arguments[1];
}

static jx_value external_min(jx_builtin_context *context, const jx_value *arguments, size_t count)
{
    (void)context, (void)count;
    return jx_decimal_compare(arguments[0].as.number, arguments[1].as.number) <= 0 ? arguments[0] : arguments[1];
}

static jx_value external_abs(jx_builtin_context *context, const jx_value *arguments, size_t count)
{
    (void)context, (void)count;
    return jx_number(jx_decimal_abs(arguments[0].as.number));
}

static jx_value external_sqrt(jx_builtin_context *context, const jx_value *arguments, size_t count)
{
    jx_decimal root;
    (void)count;
    return jx_decimal_sqrt(arguments[0].as.number, &root) ? jx_number(root)
                                                          : jx_answer_null(context, "sqrt is undefined here");
}

static jx_value external_pow(jx_builtin_context *context, const jx_value *arguments, size_t count)
{
    (void)count;
    return jx_power(context, arguments[0], arguments[1]);
}

static jx_value external_floor(jx_builtin_context *context, const jx_value *arguments, size_t count)
{
    jx_decimal whole;
    (void)count;
    bool fits = jx_decimal_round(arguments[0].as.number, 0, JX_ROUND_FLOOR, &whole);
    return fits ? jx_number(whole) : jx_answer_null(context, "out of range");
}

static jx_value external_ceil(jx_builtin_context *context, const jx_value *arguments, size_t count)
{
    jx_decimal whole;
    (void)count;
    bool fits = jx_decimal_round(arguments[0].as.number, 0, JX_ROUND_CEILING, &whole);
    return fits ? jx_number(whole) : jx_answer_null(context, "out of range");
}

// The sum of x^k/k! with alternating signs over every second k from `first`: sine from 1, cosine from 0. |x| <= 2 pi.
static bool alternating_series(jx_decimal x, int64_t first, jx_decimal *out)
{
    enum { TERMS = 40 };  // (2 pi)^80 / 80! is far below the last digit
    jx_decimal square, sum = jx_decimal_of(0), term = first ? x : jx_decimal_of(1);
    if (!jx_decimal_multiply(x, x, &square)) return false;
    for (int64_t k = first; k < 2 * TERMS; k += 2) {
        if (!jx_decimal_add(sum, term, &sum)) return false;
        if (!jx_decimal_multiply(term, square, &term)) break;  // too small to matter
        if (!jx_decimal_divide(term, jx_decimal_of(-(k + 1) * (k + 2)), &term)) break;
    }
    return jx_decimal_round(sum, 17, JX_ROUND_HALF_EVEN, out);
}

static jx_value trigonometric(jx_builtin_context *context, jx_value angle, int64_t first)
{
    jx_decimal turn, rest, limit = jx_decimal_scaled(1000000000000, 0), sum;
    bool read = jx_decimal_read(JX_TEXT("6.283185307179586476925286766559006"), &turn);
    assert(read);
    if (jx_decimal_compare(jx_decimal_abs(angle.as.number), limit) > 0)
        return jx_answer_null(context, "the angle is too large");
    if (!jx_decimal_modulo(angle.as.number, turn, &rest)) return jx_answer_null(context, "the angle is out of range");
    return alternating_series(rest, first, &sum) ? jx_number(sum)
                                                 : jx_answer_null(context, "the angle is out of range");
}

static jx_value external_cos(jx_builtin_context *context, const jx_value *arguments, size_t count)
{
    (void)count;
    return trigonometric(context, arguments[0], 0);
}

static jx_value external_sin(jx_builtin_context *context, const jx_value *arguments, size_t count)
{
    (void)count;
    return trigonometric(context, arguments[0], 1);
}

// ---- texts ----

// Already converted to what the parameter says.
static jx_value external_same(jx_builtin_context *context, const jx_value *arguments, size_t count)
{
    (void)context, (void)count;
    return arguments[0];
}

static jx_value external_string(jx_builtin_context *context, const jx_value *arguments, size_t count)
{
    jx_buffer buffer = jx_buffer_in(context->arena);
    (void)count;
    if (arguments[0].kind == JX_STRING) return arguments[0];
    if (!jx_spend_value(context, arguments[0])) return jx_null();
    jx_value_print(arguments[0], &buffer);
    return jx_string(jx_buffer_text(&buffer));
}

static jx_value text_to_number(jx_builtin_context *context, jx_value text, bool whole, int64_t low, int64_t high)
{
    jx_decimal number;
    jx_text trimmed = whole ? text.as.string : jx_text_trim(text.as.string);
    if (!jx_decimal_read(trimmed, &number)) return jx_answer_null(context, "the text is no number");
    if (!whole) return jx_number(number);
    bool fits = jx_decimal_is_integer(number) && jx_decimal_compare(number, jx_decimal_of(low)) >= 0 &&
                jx_decimal_compare(number, jx_decimal_of(high)) <= 0;
    return fits ? jx_number(number) : jx_answer_null(context, "the text is no whole number of this type");
}

static jx_value external_read_byte(jx_builtin_context *context, const jx_value *arguments, size_t count)
{
    (void)count;
    return text_to_number(context, arguments[0], true, INT8_MIN, INT8_MAX);
}

static jx_value external_read_short(jx_builtin_context *context, const jx_value *arguments, size_t count)
{
    (void)count;
    return text_to_number(context, arguments[0], true, INT16_MIN, INT16_MAX);
}

static jx_value external_read_int(jx_builtin_context *context, const jx_value *arguments, size_t count)
{
    (void)count;
    return text_to_number(context, arguments[0], true, INT32_MIN, INT32_MAX);
}

static jx_value external_read_long(jx_builtin_context *context, const jx_value *arguments, size_t count)
{
    (void)count;
    return text_to_number(context, arguments[0], true, INT64_MIN, INT64_MAX);
}

static jx_value external_read_real(jx_builtin_context *context, const jx_value *arguments, size_t count)
{
    (void)count;
    return text_to_number(context, arguments[0], false, 0, 0);
}

// %s, %d (whole numbers), %n and %%; everything else is refused, as too few arguments are. Too many are ignored.
static jx_value external_format(jx_builtin_context *context, const jx_value *arguments, size_t count)
{
    jx_text pattern = arguments[0].as.string;
    jx_buffer buffer = jx_buffer_in(context->arena);
    size_t next = 1;
    for (size_t i = 0; i < pattern.size; i++) {
        char c = pattern.bytes[i];
        if (c != '%') {
            jx_buffer_put_char(&buffer, c);
            continue;
        }
        char conversion = ++i < pattern.size ? pattern.bytes[i] : '\0';
        if (conversion == '%' || conversion == 'n') {
            jx_buffer_put_char(&buffer, conversion == 'n' ? '\n' : '%');
            continue;
        }
        bool whole = conversion == 'd' && next < count && arguments[next].kind == JX_NUMBER &&
                     jx_decimal_is_integer(arguments[next].as.number);
        if (next >= count || (conversion != 's' && !whole)) return jx_answer_null(context, "the format does not fit");
        jx_value text = external_string(context, &arguments[next++], 1);
        if (text.kind != JX_STRING || !jx_text_may_be(context, jx_buffer_text(&buffer), text.as.string))
            return jx_null();
        jx_buffer_put(&buffer, text.as.string);
    }
    return jx_string(jx_buffer_text(&buffer));
}

// ---- the table ----

static const struct {
    const char *class_name, *name, *types;
    external_function *apply;
} methods[] = {
    { "java.lang.Math", "max", "double,double", external_max },
    { "java.lang.Math", "max", "float,float", external_max },
    { "java.lang.Math", "max", "int,int", external_max },
    { "java.lang.Math", "max", "long,long", external_max },
    { "java.lang.Math", "min", "double,double", external_min },
    { "java.lang.Math", "min", "float,float", external_min },
    { "java.lang.Math", "min", "int,int", external_min },
    { "java.lang.Math", "min", "long,long", external_min },
    { "java.lang.Math", "abs", "double", external_abs },
    { "java.lang.Math", "abs", "float", external_abs },
    { "java.lang.Math", "abs", "int", external_abs },
    { "java.lang.Math", "abs", "long", external_abs },
    { "java.lang.Math", "cos", "double", external_cos },
    { "java.lang.Math", "sin", "double", external_sin },
    { "java.lang.Math", "sqrt", "double", external_sqrt },
    { "java.lang.Math", "pow", "double,double", external_pow },
    { "java.lang.Math", "floor", "double", external_floor },
    { "java.lang.Math", "ceil", "double", external_ceil },
    { "java.lang.Byte", "valueOf", "byte", external_same },
    { "java.lang.Short", "valueOf", "short", external_same },
    { "java.lang.Integer", "valueOf", "int", external_same },
    { "java.lang.Long", "valueOf", "long", external_same },
    { "java.lang.Float", "valueOf", "float", external_same },
    { "java.lang.Double", "valueOf", "double", external_same },
    { "java.lang.Byte", "valueOf", "java.lang.String", external_read_byte },
    { "java.lang.Short", "valueOf", "java.lang.String", external_read_short },
    { "java.lang.Integer", "valueOf", "java.lang.String", external_read_int },
    { "java.lang.Integer", "parseInt", "java.lang.String", external_read_int },
    { "java.lang.Long", "valueOf", "java.lang.String", external_read_long },
    { "java.lang.Long", "parseLong", "java.lang.String", external_read_long },
    { "java.lang.Float", "valueOf", "java.lang.String", external_read_real },
    { "java.lang.Double", "valueOf", "java.lang.String", external_read_real },
    { "java.lang.Double", "parseDouble", "java.lang.String", external_read_real },
    { "java.lang.String", "valueOf", "char", external_same },
    { "java.lang.String", "valueOf", "boolean", external_string },
    { "java.lang.String", "valueOf", "int", external_string },
    { "java.lang.String", "valueOf", "long", external_string },
    { "java.lang.String", "valueOf", "double", external_string },
    { "java.lang.String", "valueOf", "float", external_string },
    { "java.lang.String", "valueOf", "java.lang.Object", external_string },
    { "java.lang.String", "format", "java.lang.String,[Ljava.lang.Object;", external_format },
};

// ---- arguments as Java's parameters ----

static bool to_whole(jx_value *value, int64_t low, int64_t high)
{
    int64_t whole;
    if (value->kind != JX_NUMBER || !jx_decimal_to_int64(value->as.number, &whole)) return false;
    *value = jx_integer(whole);
    return whole >= low && whole <= high;
}

static bool fits(jx_text type, jx_value *value)
{
    static const struct {
        const char *name;
        int64_t low, high;
    } wholes[] = {
        { "byte", INT8_MIN, INT8_MAX },
        { "short", INT16_MIN, INT16_MAX },
        { "int", INT32_MIN, INT32_MAX },
        { "long", INT64_MIN, INT64_MAX },
    };
    for (size_t i = 0; i < JX_COUNT(wholes); i++)
        if (jx_text_equal(type, jx_text_of(wholes[i].name))) return to_whole(value, wholes[i].low, wholes[i].high);
    if (jx_text_equal(type, JX_TEXT("double")) || jx_text_equal(type, JX_TEXT("float")))
        return value->kind == JX_NUMBER;
    if (jx_text_equal(type, JX_TEXT("boolean"))) return value->kind == JX_BOOLEAN;
    if (jx_text_equal(type, JX_TEXT("java.lang.String"))) return value->kind == JX_STRING;
    if (jx_text_equal(type, JX_TEXT("char"))) return value->kind == JX_STRING && jx_text_length(value->as.string) == 1;
    return value->kind != JX_NULL && value->kind != JX_FUNCTION;  // java.lang.Object
}

// The rest of the arguments stand for the array of a last parameter "[L…;". NULL when something does not fit.
static jx_value *converted(jx_builtin_context *context, jx_text types, const jx_value *arguments, size_t count)
{
    jx_value *values = JX_ARRAY(context->arena, count, jx_value);
    size_t at = 0;
    while (types.size) {
        jx_text type = jx_text_cut(types, JX_TEXT(","), &types);
        bool rest = jx_text_starts_with(type, JX_TEXT("["));
        if (!rest && at >= count) return NULL;
        for (size_t end = rest ? count : at + 1; at < end; at++) {
            values[at] = arguments[at];
            if (!fits(rest ? JX_TEXT("java.lang.Object") : type, &values[at])) return NULL;
        }
    }
    return at == count ? values : NULL;
}

static jx_text without_blanks(jx_arena *arena, jx_text text)
{
    jx_buffer buffer = jx_buffer_in(arena);
    for (size_t i = 0; i < text.size; i++)
        if (!strchr(" \t\r\n", text.bytes[i])) jx_buffer_put_char(&buffer, text.bytes[i]);
    return jx_buffer_text(&buffer);
}

jx_value jx_external_call(jx_builtin_context *context, jx_text class_name, jx_text method, const jx_value *arguments,
                          size_t count)
{
    jx_text types, name = jx_text_cut(without_blanks(context->arena, method), JX_TEXT("("), &types);
    if (!jx_text_ends_with(types, JX_TEXT(")"))) return jx_answer_null(context, "the method signature is not closed");
    types.size--;
    for (size_t i = 0; i < JX_COUNT(methods); i++) {
        if (!jx_text_equal(class_name, jx_text_of(methods[i].class_name))) continue;
        if (!jx_text_equal(name, jx_text_of(methods[i].name)) || !jx_text_equal(types, jx_text_of(methods[i].types)))
            continue;
        jx_value *values = converted(context, types, arguments, count);
        if (!values) return jx_answer_null(context, "the arguments do not fit the method signature");
        return methods[i].apply(context, values, count);
    }
    return jx_answer_null(context, "this Java method is not known here");
}
