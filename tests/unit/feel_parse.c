// The parser against its goldens (tests/golden/parse/*.parse), against names that break lexers, and against noise.
//
// A golden file is blocks with an empty line between them: an expression, then what came of it. `=>` is the tree, `::`
// its static type, `!!` a problem (slug, bytes, hint). Lines that begin with `%` change what follows:
//   %dmn  %package  %expression  %tests   how it is read
//   %name Full Name: type   %field time of day   %type tLoan: type   what is in scope
// The folder may be given as the first argument; --record writes the answers into the files, to be reviewed like code.
#include <dirent.h>
#include <pthread.h>

#include "feel/feel.h"
#include "unit/check.h"

static const char *folder = "tests/golden/parse";
static bool recording;

// ---- a small workbench ----

typedef struct {
    jx_arena *arena;
    jx_scope *scope;
    jx_limits limits;
    jx_problems problems;
    jx_source source;
    jx_feel_options options;
    bool tests;
} bench;

static bool is_unit(void *user, jx_text unit)
{
    static const char *const units[] = {
        "元", "万元", "千瓦时", "元/千瓦时", "%", "%/年", "吨", "个百分点", "天", "m²"
    };
    (void)user;
    for (size_t i = 0; i < JX_COUNT(units); i++) {
        if (jx_text_equal(unit, jx_text_of(units[i]))) return true;
    }
    return false;
}

static void open_bench(bench *b)
{
    *b = (bench){ .arena = jx_arena_new(jx_allocator_system(), (size_t)1 << 30) };
    b->scope = jx_scope_new(b->arena, NULL);
    b->limits = jx_limits_default();
    b->problems = (jx_problems){ .arena = b->arena, .language = JX_ENGLISH };
    b->options.arena = b->arena;
    b->options.problems = &b->problems;
    b->options.limits = &b->limits;
    b->options.source = &b->source;
    b->options.is_unit = is_unit;
}

static void close_bench(bench *b)
{
    jx_arena_free(b->arena);
}

static jx_status parse(bench *b, jx_text text, const jx_expr **out)
{
    jx_span span = { 0, (uint32_t)text.size };
    b->source = (jx_source){ JX_TEXT("test"), text };
    b->problems.list.count = 0;
    b->problems.error_count = 0;
    return b->tests ? jx_feel_parse_tests(&b->options, b->scope, NULL, span, out)
                    : jx_feel_parse(&b->options, b->scope, span, out);
}

static const jx_type *read_type(bench *b, jx_text text)
{
    const jx_type *type = NULL;
    text = jx_text_trim(text);
    if (text.size == 0) return &jx_type_any;
    b->source = (jx_source){ JX_TEXT("type"), text };
    CHECK_INT(jx_feel_parse_type(&b->options, b->scope, (jx_span){ 0, (uint32_t)text.size }, &type), JX_OK);
    CHECK(type);
    return type ? type : &jx_type_any;
}

static jx_text dump(bench *b, const char *text)
{
    const jx_expr *expr;
    jx_buffer out = jx_buffer_in(b->arena);
    (void)parse(b, jx_text_of(text), &expr);
    jx_expr_dump(expr, &out);
    return jx_buffer_text(&out);
}

static void declare(bench *b, const char *name, const char *type)
{
    jx_scope_declare(b->scope, jx_text_of(name), read_type(b, jx_text_of(type)));
}

// ---- goldens ----

static void direct(bench *b, jx_text line)
{
    jx_text rest, word = jx_text_cut(line, JX_TEXT(" "), &rest), type;
    jx_text name = jx_text_trim(jx_text_cut(rest, JX_TEXT(": "), &type));
    if (jx_text_equal(word, JX_TEXT("%package")))
        b->options.dialect = JX_DIALECT_PACKAGE;
    else if (jx_text_equal(word, JX_TEXT("%dmn")))
        b->options.dialect = JX_DIALECT_DMN;
    else if (jx_text_equal(word, JX_TEXT("%tests")))
        b->tests = true;
    else if (jx_text_equal(word, JX_TEXT("%expression")))
        b->tests = false;
    else if (jx_text_equal(word, JX_TEXT("%field")))
        jx_scope_declare_field(b->scope, name);
    else if (jx_text_equal(word, JX_TEXT("%name")))
        jx_scope_declare(b->scope, name, read_type(b, type));
    else if (jx_text_equal(word, JX_TEXT("%type")))
        jx_scope_declare_type(b->scope, name, read_type(b, type));
    else
        CHECK(!"a golden has an unknown directive");
}

// The canonical text must read back as the same tree.
static void check_round_trip(bench *b, const jx_expr *expr, jx_text dumped)
{
    jx_buffer text = jx_buffer_in(b->arena), again = jx_buffer_in(b->arena);
    const jx_expr *second;
    jx_problems kept = b->problems;
    jx_expr_print(expr, &text);
    jx_text printed = jx_text_copy(b->arena, jx_buffer_text(&text));
    b->problems = (jx_problems){ .arena = b->arena };
    (void)parse(b, printed, &second);
    jx_expr_dump(second, &again);
    b->problems = kept;
    if (!CHECK(jx_text_equal(jx_buffer_text(&again), dumped))) {
        printf("    %.*s\n    reads back as %.*s\n", JX_TEXT_ARG(printed), JX_TEXT_ARG(jx_buffer_text(&again)));
    }
}

static void answer(bench *b, jx_text expression, jx_buffer *out)
{
    const jx_expr *expr;
    jx_buffer tree = jx_buffer_in(b->arena);
    jx_status status = parse(b, expression, &expr);
    jx_expr_dump(expr, &tree);
    jx_buffer_format(out, "=> %.*s\n:: ", JX_TEXT_ARG(jx_buffer_text(&tree)));
    jx_type_print(expr->type, out);
    jx_buffer_put(out, JX_TEXT("\n"));
    for (size_t i = 0; i < b->problems.list.count; i++) {
        const jx_problem *one = &b->problems.list.items[i];
        jx_buffer_format(out, "!! %s %u..%u %.*s", jx_problem_slug(one->code), one->span.start, one->span.end,
                         JX_TEXT_ARG(one->what));
        if (one->hint.size > 0) jx_buffer_format(out, " [%.*s]", JX_TEXT_ARG(one->hint));
        jx_buffer_put(out, JX_TEXT("\n"));
    }
    CHECK_INT(status == JX_REFUSED, b->problems.error_count > 0);
    if (status == JX_OK) check_round_trip(b, expr, jx_buffer_text(&tree));
}

static bool is_answer(jx_text line)
{
    return jx_text_starts_with(line, JX_TEXT("=> ")) || jx_text_starts_with(line, JX_TEXT(":: ")) ||
           jx_text_starts_with(line, JX_TEXT("!! "));
}

// Writes the whole file anew: what is written and what was there must be the same.
static jx_text answer_file(bench *b, jx_text text)
{
    jx_buffer out = jx_buffer_in(b->arena), expression = jx_buffer_in(b->arena);
    while (text.size > 0 || expression.size > 0) {
        bool end = text.size == 0;
        jx_text line = end ? text : jx_text_cut(text, JX_TEXT("\n"), &text);
        if (is_answer(line)) continue;
        if (line.size == 0 && expression.size > 0) {
            answer(b, jx_text_copy(b->arena, jx_buffer_text(&expression)), &out);
            expression = jx_buffer_in(b->arena);
        }
        if (end) break;
        jx_buffer_format(&out, "%.*s\n", JX_TEXT_ARG(line));
        if (jx_text_starts_with(line, JX_TEXT("%")))
            direct(b, line);
        else if (line.size > 0 && !jx_text_starts_with(line, JX_TEXT("#"))) {
            if (expression.size > 0) jx_buffer_put(&expression, JX_TEXT("\n"));
            jx_buffer_put(&expression, line);
        }
    }
    return jx_buffer_text(&out);
}

static void show_difference(const char *name, jx_text expected, jx_text actual)
{
    for (int line = 1; expected.size > 0 || actual.size > 0; line++) {
        jx_text a = jx_text_cut(expected, JX_TEXT("\n"), &expected), b = jx_text_cut(actual, JX_TEXT("\n"), &actual);
        if (jx_text_equal(a, b)) continue;
        printf("%s:%d:\n    expected %.*s\n    is       %.*s\n", name, line, JX_TEXT_ARG(a), JX_TEXT_ARG(b));
        return;
    }
}

static jx_text read_file(bench *b, const char *path)
{
    jx_buffer out = jx_buffer_in(b->arena);
    FILE *file = fopen(path, "rb");
    char room[4096];
    if (!CHECK(file)) return JX_TEXT("");
    for (size_t got; (got = fread(room, 1, sizeof room, file)) > 0;)
        jx_buffer_put(&out, (jx_text){ room, got });
    (void)fclose(file);
    return jx_buffer_text(&out);
}

static void check_file(const char *path)
{
    bench b;
    open_bench(&b);
    jx_text expected = read_file(&b, path), actual = answer_file(&b, expected);
    bool same = jx_text_equal(expected, actual);
    if (recording && !same) {
        FILE *file = fopen(path, "wb");
        if (CHECK(file)) {
            (void)fwrite(actual.bytes, 1, actual.size, file);
            (void)fclose(file);
        }
    } else if (!CHECK(same)) {
        show_difference(path, expected, actual);
    }
    close_bench(&b);
}

TEST(goldens)
{
    DIR *directory = opendir(folder);
    int files = 0;
    if (!CHECK(directory)) return;
    for (struct dirent *entry; (entry = readdir(directory));) {
        char path[1024];
        if (!jx_text_ends_with(jx_text_of(entry->d_name), JX_TEXT(".parse"))) continue;
        (void)snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        check_file(path);
        files++;
    }
    (void)closedir(directory);
    CHECK(files > 0);
}

// ---- scopes ----

TEST(names_with_signs_and_keywords)
{
    bench b;
    open_bench(&b);
    declare(&b, "a-b", "number");
    declare(&b, "a", "number");
    declare(&b, "b", "number");
    declare(&b, "days in weekend", "list<string>");
    declare(&b, "Person", "context<Gender: string>");
    declare(&b, "Person.Gender", "number");
    declare(&b, "decision A 2.1", "number");
    declare(&b, "foo+bar", "number");
    declare(&b, "😀", "string");
    declare(&b, "Teacher's Evaluation", "number");
    declare(&b, "_2021-01-11", "date");
    CHECK_TEXT(dump(&b, "a - b"), "`a-b`");
    CHECK_TEXT(dump(&b, "(a)-(b)"), "a - b");
    CHECK_TEXT(dump(&b, "a - b - b"), "`a-b` - b");
    CHECK_TEXT(dump(&b, "for i in days  in weekend return i"), "for i in `days in weekend` return i");
    CHECK_TEXT(dump(&b, "Person.Gender"), "`Person.Gender`");
    CHECK_TEXT(dump(&b, "(Person).Gender"), "Person.Gender");
    CHECK_TEXT(dump(&b, "decision A 2.1 + 1"), "`decision A 2.1` + 1");
    CHECK_TEXT(dump(&b, "foo + bar * 2"), "`foo+bar` * 2");
    CHECK_TEXT(dump(&b, "😀 = \"😀\""), "😀 = \"😀\"");
    CHECK_TEXT(dump(&b, "Teacher's Evaluation"), "`Teacher's Evaluation`");
    CHECK_TEXT(dump(&b, "_2021-01-11.year"), "`_2021-01-11`.year");
    CHECK(jx_scope_find(b.scope, JX_TEXT("a  -  b")) == &jx_type_number);
    CHECK(!jx_scope_find(b.scope, JX_TEXT("days in")));
    close_bench(&b);
}

TEST(longest_then_innermost)
{
    bench b;
    open_bench(&b);
    declare(&b, "x", "number");
    declare(&b, "x y z", "number");
    jx_scope *outer = b.scope;
    b.scope = jx_scope_new(b.arena, outer);
    declare(&b, "x", "string");
    declare(&b, "x y", "string");
    const jx_expr *expr;
    CHECK_INT(parse(&b, JX_TEXT("x"), &expr), JX_OK);
    CHECK(expr->type == &jx_type_string);
    CHECK_INT(parse(&b, JX_TEXT("x y z"), &expr), JX_OK);
    CHECK(expr->type == &jx_type_number);
    CHECK_TEXT(expr->as.name.text, "x y z");
    declare(&b, "max", "number");  // hides the built-in
    CHECK_INT(parse(&b, JX_TEXT("max"), &expr), JX_OK);
    CHECK(expr->type == &jx_type_number);
    close_bench(&b);
}

TEST(many_names_do_not_slow_matching)
{
    bench b;
    open_bench(&b);
    for (int i = 0; i < 5000; i++)
        declare(&b, jx_text_format(b.arena, "Name With Words %d", i).bytes, "number");
    jx_buffer text = jx_buffer_in(b.arena);
    for (int i = 0; i < 3000; i++)
        jx_buffer_format(&text, "%sName With Words %d", i ? "," : "[", i);
    jx_buffer_put(&text, JX_TEXT("]"));
    const jx_expr *expr;
    CHECK_INT(parse(&b, jx_buffer_text(&text), &expr), JX_OK);
    CHECK_INT(expr->as.list.count, 3000);
    close_bench(&b);
}

// ---- limits ----

static jx_text repeated(bench *b, const char *before, const char *middle, const char *after, int count)
{
    jx_buffer text = jx_buffer_in(b->arena);
    for (int i = 0; i < count; i++)
        jx_buffer_put(&text, jx_text_of(before));
    jx_buffer_put(&text, jx_text_of(middle));
    for (int i = 0; i < count; i++)
        jx_buffer_put(&text, jx_text_of(after));
    return jx_buffer_text(&text);
}

static const struct {
    const char *before, *middle, *after;
} deep[] = {
    { "(", "1", ")" },
    { "[", "1", "]" },
    { "{a:", "1", "}" },
    { "1+(", "1", ")" },
    { "f(", "1", ")" },
    { "x[", "1", "]" },
    { "if x then 1 else ", "1", "" },
    { "for x in ", "x", " return 1" },
    { "function(a) ", "a", "" },
    { "1 in (", "1", ")" },
    { "[1..", "1", "[" },
    { "]1..", "1", "]" },
    { "-(", "1", ")" },
    { "1 between (", "1", ") and 2" },
    { "(1 in [1..(", "1", ")])" },
};

static void parse_deep(bench *b, int levels, jx_status wanted)
{
    for (size_t i = 0; i < JX_COUNT(deep); i++) {
        const jx_expr *expr;
        jx_text text = repeated(b, deep[i].before, deep[i].middle, deep[i].after, levels);
        jx_status status = parse(b, text, &expr);
        if (wanted == JX_REFUSED) CHECK_INT(status, JX_REFUSED);
        jx_buffer out = jx_buffer_in(b->arena);
        jx_expr_print(expr, &out);
    }
}

static void *deep_on_small_stack(void *user)
{
    bench b;
    (void)user;
    open_bench(&b);
    CHECK_INT((int)(size_t)b.limits.at[JX_LIMIT_NESTING], 256);
    parse_deep(&b, 255, JX_OK);
    parse_deep(&b, 100000 / 8, JX_REFUSED);
    const jx_expr *expr;
    CHECK_INT(parse(&b, repeated(&b, "(", "1", ")", 256), &expr), JX_OK);
    CHECK_INT(parse(&b, repeated(&b, "(", "1", ")", 257), &expr), JX_REFUSED);
    CHECK_INT(b.problems.list.items[0].code, JX_PROBLEM_TOO_DEEP);
    CHECK_INT(parse(&b, repeated(&b, "1+", "1", "", 1000), &expr), JX_REFUSED);
    CHECK_INT(parse(&b, repeated(&b, "-", "1", "", 1000), &expr), JX_REFUSED);
    CHECK_INT(parse(&b, repeated(&b, "1=1 or ", "true", "", 1000), &expr), JX_OK);
    CHECK(expr->height < 80);
    CHECK_INT(parse(&b, repeated(&b, "", "f", ".a", 1000), &expr), JX_REFUSED);
    b.tests = true;
    CHECK_INT(parse(&b, repeated(&b, "<", "1", "", 1000), &expr), JX_REFUSED);
    close_bench(&b);
    return NULL;
}

TEST(deep_nesting_on_a_small_stack)
{
    pthread_attr_t attributes;
    pthread_t thread;
    pthread_attr_init(&attributes);
#if defined(__SANITIZE_ADDRESS__) || !defined(__OPTIMIZE__)
    pthread_attr_setstacksize(&attributes, (size_t)2048 * 1024);  // their frames are several times as large
#else
    pthread_attr_setstacksize(&attributes, (size_t)256 * 1024);
#endif
    if (!CHECK_INT(pthread_create(&thread, &attributes, deep_on_small_stack, NULL), 0)) return;
    pthread_join(thread, NULL);
    pthread_attr_destroy(&attributes);
}

TEST(too_many_tokens)
{
    bench b;
    open_bench(&b);
    const jx_expr *expr;
    CHECK_INT(parse(&b, repeated(&b, "1,", "1", "", 30000), &expr), JX_REFUSED);
    CHECK_INT(b.problems.list.items[0].code, JX_PROBLEM_EXPRESSION_TOO_LONG);
    CHECK_INT(b.problems.list.count, 1);
    CHECK_INT(expr->kind, JX_EXPR_ERROR);
    close_bench(&b);
}

// ---- noise ----

static uint32_t noise_state = 20261124;

static uint32_t noise(uint32_t below)
{
    noise_state = noise_state * 1664525 + 1013904223;
    return (noise_state >> 8) % below;
}

static const char *const pieces[] = {
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "..",
    ".",
    ",",
    ":",
    "+",
    "-",
    "*",
    "**",
    "/",
    "<",
    "<=",
    ">",
    ">=",
    "=",
    "!=",
    "->",
    "'",
    "\"",
    "\\",
    "\"a\"",
    "@\"P1D\"",
    "@",
    "?",
    "1",
    "2.5",
    "1e5",
    ".5",
    "10元",
    "5%",
    "a",
    "a b",
    "产值",
    "，",
    "（",
    "）",
    "“",
    "”",
    "≥",
    "１",
    "if ",
    "then ",
    "else ",
    "for ",
    "in ",
    "return ",
    "some ",
    "every ",
    "satisfies ",
    "function(",
    "external ",
    "instance of ",
    "list<",
    "context<",
    "between ",
    "and ",
    "or ",
    "not(",
    "null ",
    "true ",
    "x",
    "x y ",
    "partial",
    "item",
    "//",
    "/*",
    "*/",
    "\n",
    " ",
    "\xE4",
    "\xFF",
    "\xF0\x9F\x92\xA9",
    "\\uD83D",
    "[1..",
    "[[",
    "2026-02-16",
};

static jx_text noisy_text(char *room, size_t size)
{
    size_t used = 0, count = 1 + noise(40);
    for (size_t i = 0; i < count; i++) {
        const char *piece = pieces[noise(JX_COUNT(pieces))];
        size_t length = strlen(piece);
        if (noise(8) == 0 && used < size) room[used++] = (char)noise(256);
        if (used + length > size) break;
        memcpy(room + used, piece, length);
        used += length;
    }
    return (jx_text){ room, used };
}

TEST(noise_never_crashes)
{
    bench b;
    open_bench(&b);
    b.options.problems = NULL;
    declare(&b, "x", "list<context<a b: number, c: string>>");
    declare(&b, "x y", "context<a: number>");
    jx_arena_mark mark = jx_arena_marked(b.arena);
    for (int i = 0; i < 60000; i++) {
        char room[512];
        const jx_expr *expr = NULL;
        b.tests = i & 1;
        b.options.dialect = i & 2 ? JX_DIALECT_PACKAGE : JX_DIALECT_DMN;
        b.options.problems = i & 4 ? &b.problems : NULL;
        jx_text text = noisy_text(room, sizeof room);
        jx_status status = parse(&b, text, &expr);
        if (!expr || (status != JX_OK && status != JX_REFUSED)) CHECK(!"always a tree, never another status");
        jx_buffer out = jx_buffer_in(b.arena);
        if (expr) jx_expr_print(expr, &out);
        b.problems = (jx_problems){ .arena = b.arena };
        jx_arena_rewind(b.arena, mark);
    }
    CHECK(true);
    close_bench(&b);
}

// A span inside a longer text, and one that is out of bounds.
TEST(spans_count_in_the_source)
{
    bench b;
    open_bench(&b);
    const jx_expr *expr;
    jx_text text = JX_TEXT("|  1 + nobody  |");
    b.source = (jx_source){ JX_TEXT("test"), text };
    CHECK_INT(jx_feel_parse(&b.options, b.scope, (jx_span){ 1, 14 }, &expr), JX_OK);
    CHECK_INT(expr->span.start, 3);
    CHECK_INT(expr->span.end, 13);
    CHECK_INT(b.problems.list.items[0].span.start, 7);
    CHECK_INT(jx_feel_parse(&b.options, b.scope, (jx_span){ 99, 200 }, &expr), JX_REFUSED);
    close_bench(&b);
}

// ---- memory ----

TEST(every_refused_allocation_is_out_of_memory)
{
    static const char *const texts[] = {
        "for x in [1,2,3] return {a: x + 1, b: if a > 1 then \"\\n\" else string join([\"a\"], nobody)}",
        "sort([{a b: 1}], function(x, y) x.a b < y.a b)[1].a b in (1, [2..3[, <5)",
    };
    for (size_t i = 0; i < JX_COUNT(texts); i++) {
        for (size_t allowed = 0; allowed < 400; allowed++) {
            jx_failing_state state;
            jx_arena *arena = jx_arena_new(jx_allocator_failing_after(&state, allowed), (size_t)1 << 24);
            if (!arena) continue;
            jx_source source = { JX_TEXT("test"), jx_text_of(texts[i]) };
            jx_limits limits = jx_limits_default();
            jx_feel_options options = { .arena = arena, .limits = &limits, .source = &source };
            const jx_expr *expr = NULL;
            jx_status status = jx_feel_parse(&options, NULL, (jx_span){ 0, (uint32_t)source.bytes.size }, &expr);
            CHECK(expr && (status == JX_OK || status == JX_OUT_OF_MEMORY));
            jx_arena_free(arena);
            if (status == JX_OK) break;
        }
    }
    // The arena's own limit, byte by byte finer than the blocks above.
    for (size_t most = 64; most < 200000; most += 997) {
        jx_arena *arena = jx_arena_new(jx_allocator_system(), most);
        if (!arena) continue;
        jx_source source = { JX_TEXT("test"), jx_text_of(texts[0]) };
        jx_limits limits = jx_limits_default();
        jx_feel_options options = { .arena = arena, .limits = &limits, .source = &source };
        const jx_expr *expr = NULL;
        jx_status status = jx_feel_parse(&options, NULL, (jx_span){ 0, (uint32_t)source.bytes.size }, &expr);
        CHECK(expr && (status == JX_OK || status == JX_OUT_OF_MEMORY));
        jx_arena_free(arena);
    }
}

int main(int argument_count, char **arguments)
{
    int first = 1;
    for (; first < argument_count; first++) {
        if (strchr(arguments[first], '/'))
            folder = arguments[first];
        else if (strcmp(arguments[first], "--record") == 0)
            recording = true;
        else
            break;
    }
    return check_run(argument_count - first + 1, arguments + first - 1);
}
