// The table of built-ins: every row can be found, is described, and its example holds; how calls choose a signature.
#include "unit/builtin_reader.h"

TEST(every_row_is_found_and_described)
{
    for (int i = 0; i < jx_builtin_count(); i++) {
        const jx_builtin_row *row = jx_builtin_at(i);
        int first = jx_builtin_find(jx_text_of(row->name));
        CHECK(first >= 0 && first <= i);
        CHECK_STRING(jx_builtin_at(first)->name, row->name);
        CHECK(row->meaning[0] && row->example[0] && row->result[0]);
    }
    CHECK_INT(jx_builtin_find(JX_TEXT("no such")), -1);
    CHECK_INT(jx_builtin_find(JX_TEXT("")), -1);
}

TEST(examples_are_true)
{
    for (int i = 0; i < jx_builtin_count(); i++) {
        const char *example = jx_builtin_at(i)->example;
        if (!strstr(example, "function(")) FEEL_IS(example, "true");  // those run through the evaluator
    }
}

TEST(null_examples_are_null)
{
    for (int i = 0; i < jx_builtin_count(); i++) {
        const char *example = jx_builtin_at(i)->null_example;
        if (example[0] && !strstr(example, "function(")) FEEL_IS(example, "null");
    }
}

TEST(arity)
{
    FEEL_IS("abs()", "null");
    FEEL_IS("abs(1, 2)", "null");
    FEEL_IS("now(1)", "null");
    FEEL_IS("min()", "null");
    FEEL_IS("concatenate()", "null");
    FEEL_IS("append([1])", "null");
    FEEL_IS("concatenate([1])", "[1]");
    FEEL_IS("number(\"1\")", "null");
    FEEL_IS("round up(1.5)", "null");
    FEEL_IS("is(1, 1, 1)", "null");
}

TEST(singleton_lists_are_unwrapped)
{
    FEEL_IS("upper case([\"bob\"])", "\"BOB\"");
    FEEL_IS("upper case([[\"bob\"]])", "null");
    FEEL_IS("upper case([\"a\", \"b\"])", "null");
    FEEL_IS("upper case([null])", "null");
    FEEL_IS("abs([-1])", "1");
    FEEL_IS("substring([\"abc\"], [2])", "\"bc\"");
}

TEST(scalars_stand_for_lists_of_one)
{
    FEEL_IS("count(1)", "1");
    FEEL_IS("count({a: 1})", "1");
    FEEL_IS("reverse(\"a\")", "[\"a\"]");
    FEEL_IS("string join(\"a\", \",\")", "\"a\"");
    FEEL_IS("list replace(1, 1, 5)", "[5]");
    FEEL_IS("context merge({x: 1})", "{x: 1}");
    FEEL_IS("all(true)", "true");
    FEEL_IS("concatenate(1, 2)", "[1, 2]");
    FEEL_IS("append(1, 2)", "[1, 2]");
    FEEL_IS("sum(list: 3)", "3");
}

TEST(null_arguments)
{
    FEEL_IS("count(null)", "null");
    FEEL_IS("abs(null)", "null");
    FEEL_IS("floor(1.5, null)", "null");
    FEEL_IS("substring(\"abc\", 1, null)", "null");
    FEEL_IS("min(null)", "null");
    FEEL_IS("all(null)", "null");
    FEEL_IS("list contains([null], null)", "true");
    FEEL_IS("matches(\"a\", \"a\", null)", "true");
    FEEL_IS("concatenate([1], null)", "null");
    FEEL_IS("append([1], null)", "[1, null]");
}

TEST(names)
{
    FEEL_IS("substring(string: \"foobar\", start position: 3)", "\"obar\"");
    FEEL_IS("substring(length: 2, start position: 3, string: \"foobar\")", "\"ob\"");
    FEEL_IS("substring(string: \"foobar\", position: 3)", "null");
    FEEL_IS("substring(string: \"foobar\")", "null");
    FEEL_IS("substring(string: \"foobar\", string: \"x\")", "null");
    FEEL_IS("floor(n: 1.5)", "1");
    FEEL_IS("floor(n: 1.56, scale: 1)", "1.5");
    FEEL_IS("sum(list: [1, 2])", "3");
    FEEL_IS("sum(n: [1, 2])", "null");
    FEEL_IS("before(point1: 1, point2: 2)", "true");
    FEEL_IS("before(point: 1, range: [2..3])", "true");
    FEEL_IS("before(range: [2..3], point: 4)", "true");
    FEEL_IS("before(range1: [2..3], range2: [4..5])", "true");
    FEEL_IS("before(range1: [2..3], point: 4)", "null");
    FEEL_IS("concatenate(list: [1])", "[1]");
    FEEL_IS("append(list: [1], item: 2)", "[1, 2]");
    FEEL_IS("time(hour: 1, minute: 2, second: 3)", "01:02:03");
    FEEL_IS("date(year: 2020, month: 2, day: 29)", "2020-02-29");
    FEEL_IS("context put(context: {a: 1}, key: [\"a\"], value: 2)", "null");
    FEEL_IS("context put(context: {a: 1}, keys: [\"a\"], value: 2)", "{a: 2}");
    FEEL_IS("is(value1: 1)", "false");  // the absent one is null (dmn-feel 3.0), and 1 is not null
}

static jx_value third(feel_reader *r)
{
    jx_exact exact;
    jx_exact_divide(jx_exact_of(jx_decimal_of(1)), jx_exact_of(jx_decimal_of(3)), &exact);
    return jx_exact_value(r->arena, exact);
}

static jx_value apply(feel_reader *r, const char *name, jx_value a, jx_value b, size_t count)
{
    return jx_builtin_apply(&r->context, jx_builtin_find(jx_text_of(name)), (jx_value[]){ a, b }, count);
}

TEST(ratios_stay_exact)
{
    feel_reader r;
    reader_open(&r);
    jx_value one_third = third(&r), three = jx_integer(3);
    CHECK(one_third.kind == JX_RATIO);
    CHECK_TEXT(reader_print(&r, jx_multiply(&r.context, one_third, three)), "1");
    CHECK_TEXT(reader_print(&r, jx_add(&r.context, one_third, jx_add(&r.context, one_third, one_third))), "1");
    CHECK_TEXT(reader_print(&r, jx_subtract(&r.context, one_third, one_third)), "0");
    CHECK_TEXT(reader_print(&r, jx_negate(&r.context, one_third)), "-1/3");
    CHECK_TEXT(reader_print(&r, jx_divide(&r.context, one_third, jx_integer(2))),
               "0.1666666666666666666666666666666667");
    CHECK(jx_is_true(jx_less(&r.context, jx_number(jx_decimal_scaled(333333, 6)), one_third)));
    CHECK(jx_is_true(jx_equal(&r.context, one_third, third(&r))));
    CHECK_TEXT(reader_print(&r, jx_builtin_apply(&r.context, jx_builtin_find(JX_TEXT("sum")),
                                                 (jx_value[]){ one_third, one_third, one_third }, 3)),
               "1");
    CHECK_TEXT(reader_print(&r, apply(&r, "min", one_third, three, 2)), "1/3");
    CHECK_TEXT(reader_print(&r, apply(&r, "max", one_third, three, 2)), "3");
    CHECK_TEXT(reader_print(&r, apply(&r, "product", one_third, three, 2)), "1");
    CHECK_TEXT(reader_print(&r, apply(&r, "decimal", one_third, jx_integer(2), 2)), "0.33");
    CHECK_TEXT(reader_print(&r, apply(&r, "round up", one_third, jx_integer(2), 2)), "0.34");
    CHECK_TEXT(reader_print(&r, apply(&r, "ceiling", one_third, three, 1)), "1");
    CHECK_TEXT(reader_print(&r, apply(&r, "abs", jx_negate(&r.context, one_third), three, 1)), "1/3");
    CHECK_TEXT(reader_print(&r, apply(&r, "modulo", one_third, three, 2)), "0.3333333333333333333333333333333333");
    CHECK_TEXT(reader_print(&r, apply(&r, "string", one_third, three, 1)), "\"0.3333333333333333333333333333333333\"");
    reader_close(&r);
}

TEST(errors_say_why)
{
    feel_reader r;
    reader_open(&r);
    reader_read(&r, "sqrt(-1)");
    CHECK_STRING(r.context.why, "a negative number has no square root");
    r.context.why = NULL;
    reader_read(&r, "1 / 0");
    CHECK_STRING(r.context.why, "division by zero");
    reader_read(&r, "abs()");
    CHECK_STRING(r.context.why, "the number of arguments is wrong");
    reader_read(&r, "abs(null)");
    CHECK_STRING(r.context.why, "an argument is null");
    reader_read(&r, "abs(\"a\")");
    CHECK_STRING(r.context.why, "an argument has the wrong kind");
    r.context.why = NULL;
    reader_read(&r, "abs(-1)");
    CHECK(r.context.why == NULL);
    reader_close(&r);
}

CHECK_MAIN
