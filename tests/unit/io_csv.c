// Reading and writing CSV: encodings, delimiters, quotes, each fault with its row and byte, the guard of formulas.
#include "io/io.h"
#include "unit/check.h"

static jx_arena *arena;
static jx_limits limits;
static jx_problems problems;

static void fresh(void)
{
    jx_arena_free(arena);
    arena = jx_arena_new(jx_allocator_system(), 64 << 20);
    limits = jx_limits_default();
    problems = (jx_problems){ .arena = arena, .language = JX_ENGLISH };
}

// All rows as "a|b;c|d".
static jx_text read_all(jx_text bytes, jx_csv_reader *reader)
{
    jx_buffer out = jx_buffer_in(arena);
    jx_csv_row row;
    if (jx_csv_open(arena, &problems, &limits, JX_TEXT("test.csv"), bytes, reader) != JX_OK) return JX_TEXT("refused");
    for (bool header = true; jx_csv_next(reader, &row); header = false) {
        if (header) (void)jx_csv_take_header(reader, &row);
        if (!header) jx_buffer_put_char(&out, ';');
        for (size_t i = 0; i < row.count; i++) {
            if (i) jx_buffer_put_char(&out, '|');
            jx_buffer_put(&out, row.cells[i]);
        }
    }
    return jx_buffer_text(&out);
}

static const char *first_slug(void)
{
    return problems.list.count ? jx_problem_slug(problems.list.items[0].code) : "";
}

TEST(plain_rows)
{
    jx_csv_reader reader;
    fresh();
    CHECK_TEXT(read_all(JX_TEXT("a,b\n1,2\r\n3,\n"), &reader), "a|b;1|2;3|");
    CHECK_INT(reader.encoding, JX_ENCODING_UTF8);
    CHECK(!jx_csv_refused(&reader));
    CHECK_TEXT(read_all(JX_TEXT(""), &reader), "");
    CHECK_TEXT(read_all(JX_TEXT("a\n\n \nb"), &reader), "a;b");
}

TEST(quotes)
{
    jx_csv_reader reader;
    fresh();
    CHECK_TEXT(read_all(JX_TEXT("a,b\n\"x,\"\"y\"\"\",\"1\n2\"\n"), &reader), "a|b;x,\"y\"|1\n2");
    CHECK_TEXT(read_all(JX_TEXT("a,b\n\"x\"y,2\n3,4\n"), &reader), "a|b;3|4");
    CHECK_STRING(first_slug(), "csv-quote");
    fresh();
    CHECK_TEXT(read_all(JX_TEXT("a,b\n1,\"open\n3,4\n"), &reader), "a|b");
    CHECK_STRING(first_slug(), "csv-open-quote");
    CHECK(jx_csv_refused(&reader));
}

TEST(delimiters)
{
    jx_csv_reader reader;
    fresh();
    CHECK_TEXT(read_all(JX_TEXT("a;b\n1,5;2\n"), &reader), "a|b;1,5|2");
    CHECK_TEXT(read_all(JX_TEXT("a\tb\n1\t2\n"), &reader), "a|b;1|2");
    CHECK_TEXT(read_all(JX_TEXT("\"a;;;\",b\n1,2\n"), &reader), "a;;;|b;1|2");
}

TEST(encodings)
{
    jx_csv_reader reader;
    fresh();
    CHECK_TEXT(read_all(JX_TEXT("\xEF\xBB\xBF企业,b\n"), &reader), "企业|b");
    CHECK(reader.bom);
    CHECK_TEXT(read_all(JX_TEXT("\xC6\xF3\xD2\xB5,b\n"), &reader), "企业|b");
    CHECK_INT(reader.encoding, JX_ENCODING_GB18030);
    CHECK_TEXT(read_all(JX_TEXT("\x95\x32\x82\x36\n"), &reader), "𠀀");  // four bytes: GB18030, not GBK
    CHECK_INT(problems.list.count, 0);
    CHECK_TEXT(read_all(JX_TEXT("a,b\n1,\xFF\n"), &reader), "refused");
    CHECK_STRING(first_slug(), "csv-encoding");
    fresh();
    CHECK_TEXT(read_all(JX_TEXT("\xEF\xBB\xBF\xC6\xF3\n"), &reader), "refused");  // a BOM promises UTF-8
    fresh();
    CHECK_TEXT(read_all(JX_TEXT("a\0b\n"), &reader), "refused");
    CHECK_STRING(first_slug(), "csv-nul");
}

TEST(widths_and_headers)
{
    jx_csv_reader reader;
    fresh();
    CHECK_TEXT(read_all(JX_TEXT("a,b\n1\n1,2\n1,2,3\n"), &reader), "a|b;1|2");
    CHECK_INT(problems.list.count, 2);
    CHECK_STRING(first_slug(), "csv-width");
    fresh();
    CHECK_TEXT(read_all(JX_TEXT("a,a,,\n1,2,3,4\n"), &reader), "a|a||;1|2|3|4");
    CHECK_INT(problems.list.count, 1);
    CHECK_STRING(first_slug(), "csv-column-doubled");
}

TEST(limits_are_held)
{
    jx_csv_reader reader;
    fresh();
    limits.at[JX_LIMIT_CSV_FIELD_BYTES] = 3;
    CHECK_TEXT(read_all(JX_TEXT("a,b\n123,1234\n1,2\n"), &reader), "a|b;1|2");
    CHECK_STRING(first_slug(), "csv-too-large");
    fresh();
    limits.at[JX_LIMIT_CSV_ROWS] = 2;
    CHECK_TEXT(read_all(JX_TEXT("a\n1\n2\n3\n"), &reader), "a;1");
    fresh();
    limits.at[JX_LIMIT_CSV_FIELDS] = 2;
    CHECK_TEXT(read_all(JX_TEXT("a,b,c\n1,2\n"), &reader), "1|2");
    CHECK_INT(problems.list.count, 1);
}

TEST(signs_of_spreadsheets)
{
    CHECK(jx_csv_is_rounded_number(JX_TEXT("6.2222E+18")));
    CHECK(jx_csv_is_rounded_number(JX_TEXT("4.5e+5")));
    CHECK(!jx_csv_is_rounded_number(JX_TEXT("62222")));
    CHECK(!jx_csv_is_rounded_number(JX_TEXT("E+18")));
    CHECK(!jx_csv_is_rounded_number(JX_TEXT("6E+")));
    CHECK(jx_csv_is_formula(JX_TEXT("=1+1")));
    CHECK(!jx_csv_is_formula(JX_TEXT("-1")));
}

TEST(writing)
{
    fresh();
    jx_buffer out = jx_buffer_in(arena);
    jx_csv_writer writer = jx_csv_writer_on(&out);
    jx_csv_put(&writer, JX_TEXT("=1+1"));
    jx_csv_put(&writer, JX_TEXT("a,\"b\""));
    jx_csv_put_integer(&writer, -5);
    jx_csv_put(&writer, JX_TEXT("企业"));
    jx_csv_end_row(&writer);
    CHECK_TEXT(jx_buffer_text(&out), "\xEF\xBB\xBF'=1+1,\"a,\"\"b\"\"\",-5,企业\r\n");
    jx_csv_reader reader;
    CHECK_TEXT(read_all(jx_buffer_text(&out), &reader), "'=1+1|a,\"b\"|-5|企业");
    jx_arena_free(arena);
    arena = NULL;
}

CHECK_MAIN
