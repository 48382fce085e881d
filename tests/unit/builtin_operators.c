// Operators over every pair of kinds, membership in every form of range, properties, relations without an end.
#include "unit/builtin_reader.h"

enum { KINDS = 12 };
static const char *const samples[KINDS] = {
    "null",     "true",     "2",   "\"a\"",  "@\"2020-01-02\"", "@\"10:00:00\"", "@\"2020-01-02T10:00:00\"",
    "@\"P1D\"", "@\"P1M\"", "[1]", "{a: 1}", "[1..2]"
};
enum { NIL, BOOL, NUM, STR, DATE, TIME, DT, DAYS, MONTHS };

static bool is_null(const char *left, const char *operation, const char *right)
{
    feel_reader r;
    char        text[200];
    reader_open(&r);
    snprintf(text, sizeof text, "%s %s %s", left, operation, right);
    bool null = reader_read(&r, text).kind == JX_NULL;
    CHECK(!r.bad && (!null || r.context.why));
    reader_close(&r);
    return null;
}

// Which pairs have a sum, difference, product, quotient; all others are null with a reason.
static bool has_sum(int a, int b)
{
    if (a == b) return a == NUM || a == STR || a == DAYS || a == MONTHS;
    if (a == DAYS || b == DAYS)
        return (a == DAYS ? b : a) == DATE || (a == DAYS ? b : a) == TIME || (a == DAYS ? b : a) == DT;
    if (a == MONTHS || b == MONTHS) return (a == MONTHS ? b : a) == DATE || (a == MONTHS ? b : a) == DT;
    return false;
}

static bool has_difference(int a, int b)
{
    if (a == b) return a == NUM || a == DATE || a == TIME || a == DT || a == DAYS || a == MONTHS;
    if (b == DAYS) return a == DATE || a == TIME || a == DT;
    return b == MONTHS && (a == DATE || a == DT);
}

static bool has_product(int a, int b)
{
    return (a == NUM && (b == NUM || b == DAYS || b == MONTHS)) || (b == NUM && (a == DAYS || a == MONTHS));
}

static bool has_quotient(int a, int b)
{
    return (a == b && (a == NUM || a == DAYS || a == MONTHS)) || (b == NUM && (a == DAYS || a == MONTHS));
}

static bool has_order(int a, int b) { return a == b && a >= NUM && a <= MONTHS; }

TEST(every_pair_of_kinds)
{
    for (int a = 0; a < KINDS; a++) {
        for (int b = 0; b < KINDS; b++) {
            CHECK_INT(is_null(samples[a], "+", samples[b]), !has_sum(a, b));
            CHECK_INT(is_null(samples[a], "-", samples[b]), !has_difference(a, b));
            CHECK_INT(is_null(samples[a], "*", samples[b]), !has_product(a, b));
            CHECK_INT(is_null(samples[a], "/", samples[b]), !has_quotient(a, b));
            CHECK_INT(is_null(samples[a], "**", samples[b]), !(a == NUM && b == NUM));
            CHECK_INT(is_null(samples[a], "<", samples[b]), !has_order(a, b));
            CHECK_INT(is_null(samples[a], ">=", samples[b]), !has_order(a, b));
            CHECK_INT(is_null(samples[a], "=", samples[b]), !(a == b || a == NIL || b == NIL));
            CHECK_INT(is_null(samples[a], "!=", samples[b]), !(a == b || a == NIL || b == NIL));
        }
    }
}

TEST(negation)
{
    FEEL_IS("-(1.5)", "-1.5");
    FEEL_IS("-(@\"P1D\")", "-P1D");
    FEEL_IS("-(@\"-P1M\")", "P1M");
    static const int others[] = { NIL, BOOL, STR, DATE, TIME, DT, 9, 10, 11 };
    for (size_t i = 0; i < JX_COUNT(others); i++) CHECK(is_null("", "-", samples[others[i]]));
}

TEST(membership_in_forms)
{
    FEEL_IS("5 in (<10)", "true");
    FEEL_IS("10 in (<10)", "false");
    FEEL_IS("10 in (<=10)", "true");
    FEEL_IS("10 in (>10)", "false");
    FEEL_IS("10 in (>=10)", "true");
    FEEL_IS("10 in (=10)", "true");
    FEEL_IS("11 in (=10)", "false");
    FEEL_IS("11 in (!=10)", "true");
    FEEL_IS("\"a\" in (!=10)", "null");
    FEEL_IS("null in (=10)", "false");
    FEEL_IS("null in (!=10)", "true");
    FEEL_IS("null in (<10)", "null");
    FEEL_IS("\"a\" in (<10)", "null");
    FEEL_IS("1 in [null..10]", "null");
    FEEL_IS("1 in [0..null]", "null");
}

TEST(equality_of_range_forms)
{
    FEEL_IS("(<10) = (<10)", "true");
    FEEL_IS("(<10) = (null..10)", "false");
    FEEL_IS("(=10) = [10..10]", "false");
    FEEL_IS("(!=10) = (!=10)", "true");
    FEEL_IS("(<10) = (<=10)", "false");
}

TEST(relations_without_an_end)
{
    FEEL_IS("before((<10), 10)", "true");
    FEEL_IS("before((<=10), 10)", "false");
    FEEL_IS("before(1, (>1))", "true");
    FEEL_IS("after((>10), 10)", "true");
    FEEL_IS("includes((>=5), 5)", "true");
    FEEL_IS("includes((>5), [6..7])", "true");
    FEEL_IS("includes([1..2], (>5))", "false");
    FEEL_IS("during([6..7], (<10))", "true");
    FEEL_IS("overlaps((<5), (>3))", "true");
    FEEL_IS("overlaps((<5), (>=5))", "false");
    FEEL_IS("meets((<=5), (>=5))", "true");
    FEEL_IS("coincides((=5), [5..5])", "true");
    FEEL_IS("coincides((<5), (<5))", "true");
    FEEL_IS("starts(5, (=5))", "true");
    FEEL_IS("before(1, (!=5))", "null");
    FEEL_IS("before([1..2], [\"a\"..\"b\"])", "null");
}

TEST(properties_are_known_by_kind)
{
    feel_reader r;
    reader_open(&r);
    bool     known;
    jx_value date = reader_read(&r, "@\"2020-01-02\"");
    CHECK_TEXT(reader_print(&r, jx_property(&r.context, date, JX_TEXT("year"), &known)), "2020");
    CHECK(known);
    jx_property(&r.context, date, JX_TEXT("hour"), &known);
    CHECK(!known);
    jx_property(&r.context, date, JX_TEXT("years"), &known);
    CHECK(!known);
    jx_property(&r.context, jx_null(), JX_TEXT("year"), &known);
    CHECK(!known);
    CHECK(jx_property(&r.context, reader_read(&r, "@\"10:00:00\""), JX_TEXT("time offset"), &known).kind == JX_NULL);
    CHECK(known);
    reader_close(&r);
    FEEL_IS("(<10).end", "10");
    FEEL_IS("(<10).start", "null");
    FEEL_IS("(<10).end included", "false");
    FEEL_IS("(>=10).start included", "true");
}

CHECK_MAIN
