// Decimals: against the answers of another arithmetic (decimal_cases.txt), and what a table cannot say.
#include "base/decimal.h"
#include "unit/check.h"

static jx_arena *memory;

static jx_decimal number(const char *text)
{
    jx_decimal value = { 0 };
    if (!jx_decimal_read(jx_text_of(text), &value)) CHECK_STRING(text, "a number");
    return value;
}

static jx_text printed(jx_decimal value)
{
    jx_buffer out = jx_buffer_in(memory);
    jx_decimal_print(value, &out);
    return jx_buffer_text(&out);
}

static void begin(void)
{
    if (memory == NULL) memory = jx_arena_new(jx_allocator_system(), 64 << 20);
    jx_arena_reset(memory);
}

// ---- the table of cases ----

typedef struct {
    char operation[32], a[128], b[128], result[128];
} row;

static bool is_operation(const row *r, const char *name)
{
    return strcmp(r->operation, name) == 0;
}

static bool round_as_named(const row *r, jx_decimal a, jx_decimal *out)
{
    static const struct {
        const char *name;
        jx_rounding rounding;
    } names[] = {
        { "half-even", JX_ROUND_HALF_EVEN }, { "half-up", JX_ROUND_HALF_UP }, { "half-down", JX_ROUND_HALF_DOWN },
        { "down", JX_ROUND_DOWN },           { "up", JX_ROUND_UP },           { "floor", JX_ROUND_FLOOR },
        { "ceiling", JX_ROUND_CEILING },
    };
    for (size_t i = 0; i < JX_COUNT(names); i++)
        if (strcmp(r->operation + strlen("round-"), names[i].name) == 0)
            return jx_decimal_round(a, (int)strtol(r->b, NULL, 10), names[i].rounding, out);
    CHECK_STRING(r->operation, "a known operation");
    return false;
}

static bool compute(const row *r, jx_decimal *out)
{
    if (is_operation(r, "read")) return jx_decimal_read(jx_text_of(r->a), out);
    jx_decimal a = number(r->a), b = number(r->b);
    if (is_operation(r, "add")) return jx_decimal_add(a, b, out);
    if (is_operation(r, "subtract")) return jx_decimal_subtract(a, b, out);
    if (is_operation(r, "multiply")) return jx_decimal_multiply(a, b, out);
    if (is_operation(r, "divide")) return jx_decimal_divide(a, b, out);
    if (is_operation(r, "modulo")) return jx_decimal_modulo(a, b, out);
    if (is_operation(r, "power")) return jx_decimal_power(a, b, out);
    if (is_operation(r, "fraction-power")) return jx_decimal_power(a, b, out);
    if (is_operation(r, "sqrt")) return jx_decimal_sqrt(a, out);
    if (is_operation(r, "exp")) return jx_decimal_exp(a, out);
    if (is_operation(r, "log")) return jx_decimal_log(a, out);
    if (is_operation(r, "compare")) {
        *out = jx_decimal_of(jx_decimal_compare(a, b));
        return true;
    }
    return round_as_named(r, a, out);
}

// Within 2 of the 32nd digit, for what is not correctly rounded.
static bool is_near(jx_decimal actual, jx_decimal expected)
{
    jx_decimal apart, allowed;
    return jx_decimal_subtract(actual, expected, &apart) &&
           jx_decimal_multiply(jx_decimal_abs(expected), number("2e-31"), &allowed) &&
           jx_decimal_compare(jx_decimal_abs(apart), allowed) <= 0;
}

static void check_row(const row *r)
{
    jx_decimal actual = jx_decimal_of(77), expected;
    bool defined = compute(r, &actual), as_it_should = false;
    if (strcmp(r->result, "none") == 0) {
        as_it_should = !defined;
    } else if (jx_decimal_read(jx_text_of(r->result), &expected)) {
        bool near = is_operation(r, "exp") || is_operation(r, "log") || is_operation(r, "fraction-power");
        as_it_should = defined && (near ? is_near(actual, expected) : jx_decimal_compare(actual, expected) == 0);
    }
    if (CHECK(as_it_should)) return;
    printf("    %s %s %s: expected %s, is %.100s\n", r->operation, r->a, r->b, r->result,
           defined ? jx_text_format(memory, "%.*s", JX_TEXT_ARG(printed(actual))).bytes : "none");
}

TEST(agrees_with_another_arithmetic)
{
    begin();
    char path[1024], line[1024];
    const char *root = getenv("JIXIANG_ROOT");
    snprintf(path, sizeof path, "%s/tests/unit/decimal_cases.txt", root ? root : ".");
    FILE *file = fopen(path, "r");
    if (!CHECK(file != NULL)) return;
    int rows = 0;
    while (fgets(line, sizeof line, file)) {
        row r;
        if (line[0] == '#') continue;
        if (!CHECK(sscanf(line, "%31s %127s %127s %127s", r.operation, r.a, r.b, r.result) == 4)) break;
        check_row(&r);
        jx_arena_reset(memory);
        rows++;
    }
    fclose(file);
    CHECK(rows > 1000);
}

// ---- what a table cannot say ----

TEST(library_digits_match_the_macros)
{
    // 000 in the name of the archive must agree with three macros; if not, everything links and computes nonsense.
    jx_decimal sum, big;
    CHECK(jx_decimal_add(number("0.1"), number("0.2"), &sum) && jx_decimal_compare(sum, number("0.3")) == 0);
    CHECK(jx_decimal_add(number("1234567890123456789012345.1"), number("0.2"), &big));
    CHECK(jx_decimal_compare(big, number("1234567890123456789012345.3")) == 0);
}

TEST(prints_plainly)
{
    begin();
    static const char *const same[] = {
        "0", "1", "-1", "1.1", "0.05", "-0.000001", "1234567890123456789012345678901234", "100", "12.34"
    };
    for (size_t i = 0; i < JX_COUNT(same); i++)
        CHECK_TEXT(printed(number(same[i])), same[i]);
    CHECK_TEXT(printed(number("-0")), "0");
    CHECK_TEXT(printed(number("-0.000")), "0");
    CHECK_TEXT(printed(number("1.500")), "1.5");
    CHECK_TEXT(printed(number("100.00")), "100");
    CHECK_TEXT(printed(number(".5")), "0.5");
    CHECK_TEXT(printed(number("12e3")), "12000");
    CHECK_TEXT(printed(number("12E-3")), "0.012");
    CHECK_TEXT(printed(jx_decimal_scaled(INT64_MIN, 2)), "-92233720368547758.08");
    CHECK_TEXT(printed(jx_decimal_of(INT64_MAX)), "9223372036854775807");
    CHECK_INT(printed(number("1e6144")).size, 6145);
    CHECK(printed(number("-1e-6176")).size <= JX_DECIMAL_TEXT_MAX);
}

TEST(reads_numbers_and_nothing_else)
{
    static const char *const wrong[] = { "",   "-",   "+1",  "1.",  ".",   "-.",    "1e",  "1e+",  " 1",
                                         "1 ", "nan", "inf", "0x1", "1,0", "1e1.5", "--1", "1..2", "१" };
    jx_decimal value = jx_decimal_of(5);
    for (size_t i = 0; i < JX_COUNT(wrong); i++)
        CHECK(!jx_decimal_read(jx_text_of(wrong[i]), &value));
    CHECK(jx_decimal_compare(value, jx_decimal_of(5)) == 0);
}

TEST(out_stays_untouched_on_failure)
{
    jx_decimal out = jx_decimal_of(5), zero = jx_decimal_of(0), huge = number("9e6144");
    CHECK(!jx_decimal_divide(huge, zero, &out) && !jx_decimal_divide(zero, zero, &out));
    CHECK(!jx_decimal_multiply(huge, huge, &out) && !jx_decimal_add(huge, huge, &out));
    CHECK(!jx_decimal_modulo(huge, zero, &out) && !jx_decimal_sqrt(jx_decimal_of(-1), &out));
    CHECK(!jx_decimal_log(zero, &out) && !jx_decimal_exp(number("1e6"), &out) && !jx_decimal_exp(number("-1e6"), &out));
    CHECK(!jx_decimal_power(zero, jx_decimal_of(-1), &out) &&
          !jx_decimal_power(jx_decimal_of(-2), number("0.5"), &out));
    CHECK(!jx_decimal_power(jx_decimal_of(2), number("1e30"), &out));
    CHECK(!jx_decimal_round(huge, 6177, JX_ROUND_UP, &out) && !jx_decimal_round(huge, -6112, JX_ROUND_UP, &out));
    CHECK(jx_decimal_compare(out, jx_decimal_of(5)) == 0);
}

TEST(equal_values_have_equal_normal_bits)
{
    jx_decimal a = jx_decimal_normal(number("1.10")), b = jx_decimal_normal(number("110e-2")), zero;
    CHECK(a.low == b.low && a.high == b.high);
    CHECK(jx_decimal_subtract(number("-1.10"), number("-1.1"), &zero));
    CHECK(zero.low == jx_decimal_of(0).low && zero.high == jx_decimal_of(0).high);
    CHECK(jx_decimal_sign(jx_decimal_negate(zero)) == 0 && jx_decimal_negate(zero).high == zero.high);
}

TEST(whole_numbers)
{
    int64_t out = 0;
    CHECK(jx_decimal_to_int64(number("-12.99"), &out));
    CHECK_INT(out, -12);
    CHECK(jx_decimal_to_int64(number("9223372036854775807.9"), &out) && out == INT64_MAX);
    CHECK(jx_decimal_to_int64(number("-9223372036854775808"), &out) && out == INT64_MIN);
    CHECK(!jx_decimal_to_int64(number("9223372036854775808"), &out) && !jx_decimal_to_int64(number("1e6000"), &out));
    CHECK(jx_decimal_to_int64(number("1e-6000"), &out) && out == 0);
    CHECK(jx_decimal_to_scaled(number("12.5"), 2, &out) && out == 1250);
    CHECK(jx_decimal_to_scaled(number("12.50000"), 1, &out) && out == 125);
    CHECK(!jx_decimal_to_scaled(number("12.505"), 2, &out) && !jx_decimal_to_scaled(number("1e17"), 2, &out));
    CHECK(jx_decimal_to_scaled(number("-92233720368547758.08"), 2, &out) && out == INT64_MIN);
    CHECK(jx_decimal_is_integer(number("1.000")) && jx_decimal_is_integer(number("1e6144")));
    CHECK(!jx_decimal_is_integer(number("1.001")) && !jx_decimal_is_integer(number("1e-6176")));
}

TEST(powers_of_exact_roots)
{
    begin();
    jx_decimal out;
    CHECK(jx_decimal_power(number("4"), number("0.5"), &out));
    CHECK_TEXT(printed(out), "2");
    CHECK(jx_decimal_power(number("2.25"), number("-1.5"), &out));
    CHECK_TEXT(printed(out), "0.2962962962962962962962962962962963");
    CHECK(jx_decimal_power(number("-1"), number("1e40"), &out));
    CHECK_TEXT(printed(out), "1");
    CHECK(jx_decimal_power(number("1.000000000000000000000000000000001"), number("1e33"), &out));
    CHECK_TEXT(printed(out), "2.718281828459045235360287471352661");
}

CHECK_MAIN
