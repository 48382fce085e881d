// Values: order, FEEL's equality, hull and containment, causes, printing.
#include "unit/check.h"

#include "data/data.h"

static jx_arena *arena;

static jx_value number(const char *text)
{
    jx_decimal value = jx_decimal_of(0);
    CHECK(jx_decimal_read(check_text_of(text), &value));
    return jx_number(value);
}

static jx_value string(const char *text)
{
    return jx_string(check_text_of(text));
}

static jx_causes cause(jx_cause_kind kind, const char *name)
{
    return jx_cause_one(arena, kind, check_text_of(name), JX_TEXT(""));
}

static jx_value temporal(const char *text)
{
    jx_value value = jx_null();
    CHECK(jx_temporal_read(arena, NULL, check_text_of(text), &value));
    return value;
}

static void prints(jx_value value, const char *expected)
{
    jx_buffer out = jx_buffer_in(arena);
    jx_value_print(value, &out);
    CHECK_TEXT(jx_buffer_text(&out), expected);
}

static void prints_json(jx_value value, const char *expected)
{
    jx_buffer out = jx_buffer_in(arena);
    jx_value_print_json(value, &out);
    CHECK_TEXT(jx_buffer_text(&out), expected);
}

static jx_value list2(jx_value a, jx_value b)
{
    jx_value *items = JX_ARRAY(arena, 2, jx_value);
    items[0] = a;
    items[1] = b;
    return jx_list(items, 2);
}

static jx_value context2(const char *x, jx_value a, const char *y, jx_value b)
{
    jx_text *names = JX_ARRAY(arena, 2, jx_text);
    names[0] = check_text_of(x);
    names[1] = check_text_of(y);
    return jx_context_of(arena, names, list2(a, b).as.list.items, 2);
}

static void start(void)
{
    if (!arena) arena = jx_arena_new(jx_allocator_system(), 1u << 26);
    jx_arena_reset(arena);
}

TEST(equality)
{
    start();
    CHECK(jx_is_true(jx_value_equal(number("1.0"), number("1"))));
    CHECK(jx_value_equal(number("1"), string("1")).kind == JX_NULL);
    CHECK(jx_is_true(jx_value_equal(jx_null(), jx_null())));
    CHECK(jx_is_false(jx_value_equal(jx_null(), number("1"))));
    CHECK(jx_is_true(jx_value_equal(temporal("10:00:00.1"), temporal("10:00:00.9"))));
    CHECK(jx_is_true(jx_value_equal(temporal("2020-01-01T10:00:00Z"), temporal("2020-01-01T11:00:00+01:00"))));
    CHECK(!jx_value_same(temporal("2020-01-01T10:00:00Z"), temporal("2020-01-01T11:00:00+01:00")));
    CHECK(jx_is_true(jx_value_equal(temporal("P1D"), temporal("PT24H"))));
    CHECK(jx_value_equal(temporal("P1Y"), temporal("P365D")).kind == JX_NULL);
    jx_value a = context2("a", number("1"), "b", number("2")), b = context2("b", number("2"), "a", number("1"));
    CHECK(jx_is_true(jx_value_equal(a, b)));
    CHECK(jx_is_false(jx_value_equal(list2(number("1"), number("2")), list2(string("1"), number("3")))));
    CHECK(jx_value_equal(list2(number("1"), number("2")), list2(string("1"), number("2"))).kind == JX_NULL);
    jx_range_value range = { .form = JX_RANGE_INTERVAL, .high = number("10") }, less = range;
    less.form = JX_RANGE_LESS;
    CHECK(jx_is_false(jx_value_equal(jx_range_of(arena, range), jx_range_of(arena, less))));
    CHECK(jx_is_true(jx_value_equal(jx_range_of(arena, less), jx_range_of(arena, less))));
}

TEST(instance_of)
{
    start();
    jx_value list = list2(number("1"), jx_null());
    const jx_type *numbers = jx_type_list_of(arena, &jx_type_number);
    CHECK(jx_value_instance_of(list, numbers));
    CHECK(!jx_value_instance_of(number("1"), numbers));
    CHECK(!jx_value_instance_of(jx_null(), &jx_type_any));
    CHECK(!jx_value_instance_of(jx_date(0), &jx_type_date_time));
    CHECK(jx_type_named(JX_TEXT("dayTimeDuration")) == &jx_type_days_duration);
    CHECK(jx_type_named(JX_TEXT("Loan")) == NULL);
    jx_buffer out = jx_buffer_in(arena);
    jx_type_print(jx_value_type(arena, context2("a", list, "b", string("x"))), &out);
    CHECK_TEXT(jx_buffer_text(&out), "context<a: list<number>, b: string>");
}

TEST(causes_are_sorted_sets)
{
    start();
    jx_causes a = jx_causes_join(arena, cause(JX_CAUSE_PENDING, "b"), cause(JX_CAUSE_MISSING, "z"));
    jx_causes b =
        jx_causes_join(arena, a, jx_causes_join(arena, cause(JX_CAUSE_PENDING, "a"), cause(JX_CAUSE_MISSING, "z")));
    CHECK_INT(b.count, 3);
    CHECK(b.items[0].kind == JX_CAUSE_MISSING && b.items[1].name.bytes[0] == 'a' && b.items[2].name.bytes[0] == 'b');
    CHECK(jx_causes_join(arena, b, a).items == b.items);
}

TEST(hull_by_kind)
{
    start();
    jx_causes why = cause(JX_CAUSE_PENDING, "p");
    prints(jx_value_hull(arena, number("1"), number("5"), why), "[1..5]");
    prints(jx_value_hull(arena, number("1"), number("1.0"), why), "1");
    prints(jx_value_hull(arena, jx_null(), number("5"), why), "[5..5]|null");
    prints(jx_value_hull(arena, string("b"), string("a"), why), "(\"a\"|\"b\")");
    prints(jx_value_hull(arena, jx_boolean(true), jx_boolean(false), why), "(false|true)");
    prints(jx_value_hull(arena, jx_date(0), jx_date(1), why), "[1970-01-01..1970-01-02]");
    prints(jx_value_hull(arena, string("b"), number("1"), why), "(..)");
    jx_value a = context2("a", number("1"), "b", string("x")), b = context2("a", number("2"), "b", string("x"));
    prints(jx_value_hull(arena, a, b, why), "{a: [1..2], b: \"x\"}");
    CHECK(jx_value_hull(arena, list2(a, b), list2(a, a), why).kind == JX_OPEN);
}

// Some value of any kind, open ones too.
static jx_value sample(unsigned pick)
{
    jx_value hull;
    switch (pick) {
    case 0: return jx_null();
    case 1: return number("1");
    case 2: return number("2.5");
    case 3: return string("a");
    case 4: return string("b");
    case 5: return jx_boolean(true);
    case 6: return jx_open_boolean(arena, cause(JX_CAUSE_GAP, "g"));
    case 7: return jx_date(3);
    case 8: return list2(number("1"), sample(6));
    case 9: return context2("a", number("1"), "b", jx_null());
    case 10: return context2("a", number("7"), "b", string("z"));
    case 11: return jx_open_any(arena, &jx_type_string, true, cause(JX_CAUSE_MISSING, "m"));
    case 12: return temporal("10:00:00");
    case 13: return jx_open_interval(arena, &jx_type_number, jx_interval_all(), false, cause(JX_CAUSE_READING, "r"));
    case 14: return list2(number("1"), jx_boolean(true));
    default:
        hull = jx_value_hull(arena, sample(pick % 15), sample(pick / 15 % 15), cause(JX_CAUSE_LIMIT, "l"));
        return hull;
    }
}

TEST(hull_holds_both_and_containment_is_an_order)
{
    start();
    int bad = 0;
    for (unsigned i = 0; i < 15 * 15; i++) {
        for (unsigned j = 0; j < 15 * 15; j++) {
            jx_arena_reset(arena);
            jx_value a = sample(i), b = sample(j), hull = jx_value_hull(arena, a, b, cause(JX_CAUSE_PENDING, "p"));
            bad += !jx_value_contains(a, a) || !jx_value_contains(hull, a) || !jx_value_contains(hull, b);
            jx_value other = jx_value_hull(arena, b, a, cause(JX_CAUSE_PENDING, "p"));
            bad += !jx_value_contains(hull, other) || !jx_value_contains(other, hull);
            if (jx_value_contains(a, b) && jx_value_contains(b, a) && jx_value_is_known(a)) bad += !jx_value_same(a, b);
        }
    }
    CHECK_INT(bad, 0);
    jx_value open = jx_value_hull(arena, number("1"), number("5"), cause(JX_CAUSE_PENDING, "p"));
    CHECK(!jx_value_contains(open, number("6")) && !jx_value_contains(open, jx_null()) &&
          !jx_value_contains(open, string("x")));
}

TEST(printing)
{
    start();
    prints(list2(number("1"), string("a\"b")), "[1, \"a\\\"b\"]");
    prints(context2("a", string("foo"), "x{y", jx_null()), "{a: \"foo\", \"x{y\": null}");
    prints(string("bare"), "bare");
    jx_range_value range = { .low_included = true, .low = number("1"), .high = number("10") };
    prints(jx_range_of(arena, range), "[1..10)");
    range = (jx_range_value){ .form = JX_RANGE_LESS, .high = number("10") };
    prints(jx_range_of(arena, range), "(<10)");
    prints_json(list2(number("1.50"), string("a\"\n\001")), "[1.5,\"a\\\"\\n\\u0001\"]");
    prints_json(context2("日", jx_date(0), "d", temporal("P1DT1S")), "{\"日\":\"1970-01-01\",\"d\":\"P1DT1S\"}");
    jx_exact third;
    CHECK(jx_exact_divide(jx_exact_of(jx_decimal_of(1)), jx_exact_of(jx_decimal_of(3)), &third));
    prints_json(jx_exact_value(arena, third), "\"1/3\"");
    prints_json(jx_value_hull(arena, jx_null(), number("5"), cause(JX_CAUSE_MISSING, "产值")),
                "{\"@open\":\"number\",\"least\":5,\"least_included\":true,\"most\":5,\"most_included\":true,\"may_be_"
                "null\":true,"
                "\"causes\":[{\"kind\":\"missing\",\"name\":\"产值\",\"place\":\"\"}]}");
    prints_json(jx_open_boolean(arena, cause(JX_CAUSE_READING, "r")),
                "{\"@open\":\"boolean\",\"options\":[false,true],\"may_be_null\":false,"
                "\"causes\":[{\"kind\":\"reading\",\"name\":\"r\",\"place\":\"\"}]}");
}

CHECK_MAIN
