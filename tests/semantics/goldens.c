// SEMANTICS.md by example: tests/semantics/goldens/*.txt, one section per rule. The format is told in
// goldens/README.md.
//
// `expect NAME = VALUE <- causes` asks a definition, `answer AWARD = …` decides an award, `rank … = …` ranks a
// population, `refused SLUG` says that the lowering refuses.
#include <dirent.h>

#include "semantics/bench.h"
#include "unit/check.h"

static const char *folder = "tests/semantics/goldens";

typedef struct {
    jx_text file, title;
    size_t  line;
    bench   b;
    bool    started, broken;
} section;

static void report(section *s, jx_text what, jx_text is, jx_text expected)
{
    bool same = jx_text_equal(is, expected);
    (same ? check_passed++ : check_failed++);
    if (same) return;
    printf("%.*s:%zu: %.*s: %.*s\n    is       %.*s\n    expected %.*s\n", JX_TEXT_ARG(s->file), s->line,
           JX_TEXT_ARG(s->title), JX_TEXT_ARG(what), JX_TEXT_ARG(is), JX_TEXT_ARG(expected));
}

static void start(section *s)
{
    if (s->started) return;
    s->started = true;
    if (!bench_start(&s->b) && !s->b.refused) s->broken = true;
}

// "rank 5 ; [1..3] ; 4 ? = 1 ; 2 ; [2..3]": a value ends in ` ?` if its subject may not belong; `rank 升 …` ascending.
static void rank_line(section *s, jx_text rest)
{
    bench *b = &s->b;
    jx_value values[16], member[16], ranks[16];
    bool ascending = jx_text_starts_with(rest, JX_TEXT("升"));
    if (ascending) rest = jx_text_slice(rest, 3, rest.size);
    jx_text expected, list = jx_text_cut(rest, JX_TEXT(" = "), &expected);
    size_t count = 0;
    for (jx_text more = list; more.bytes && count < 16; count++) {
        jx_text one = jx_text_trim(jx_text_cut(more, JX_TEXT(" ; "), &more));
        jx_definition like = { .name = jx_text_format(b->arena, "%c", (char)('a' + count)), .type = &jx_type_number,
                               .range = jx_interval_all() };
        member[count] = jx_boolean(true);
        if (jx_text_ends_with(one, JX_TEXT(" ?"))) {
            one = jx_text_slice(one, 0, one.size - 2);
            member[count] =
                jx_open_boolean(b->arena, jx_cause_one(b->arena, JX_CAUSE_MISSING, JX_TEXT("member"), like.name));
        } else if (jx_text_ends_with(one, JX_TEXT(" !"))) {
            one = jx_text_slice(one, 0, one.size - 2);
            member[count] = jx_boolean(false);
        }
        (void)bench_line(b, JX_TEXT("#"));
        if (!bench_read_value(b, one, &like, &values[count])) {
            report(s, list, b->error, JX_TEXT("a value"));
            return;
        }
    }
    jx_rank_population(b->arena, values, member, count, ascending, ranks);
    jx_buffer out = jx_buffer_in(b->arena);
    for (size_t i = 0; i < count; i++)
        jx_buffer_format(&out, "%s%.*s", i ? " ; " : "", JX_TEXT_ARG(bench_shown(b, ranks[i])));
    report(s, list, jx_buffer_text(&out), jx_text_trim(expected));
}

// A problem of the lowering by its slug, or "none".
static jx_text refusal(const bench *b)
{
    if (!b->refused) return JX_TEXT("none");
    return b->problems.list.count ? jx_text_of(jx_problem_slug(b->problems.list.items[0].code))
                                  : JX_TEXT("without a word");
}

static void ask(section *s, jx_text verb, jx_text rest)
{
    start(s);
    if (jx_text_equal(verb, JX_TEXT("totals"))) {
        report(s, verb, bench_totals(&s->b), rest);
        return;
    }
    if (jx_text_equal(verb, JX_TEXT("refused"))) {
        report(s, verb, refusal(&s->b), rest);
        return;
    }
    jx_text expected, name = jx_text_trim(jx_text_cut(rest, JX_TEXT(" = "), &expected));
    if (s->broken || s->b.refused) {
        report(s, name, jx_text_format(s->b.arena, "refused: %.*s", JX_TEXT_ARG(refusal(&s->b))),
               jx_text_trim(expected));
        return;
    }
    jx_text shown;
    if (jx_text_equal(verb, JX_TEXT("answer"))) shown = bench_answer(&s->b, name);
    else if (jx_text_equal(verb, JX_TEXT("bytes"))) shown = bench_bytes(&s->b, name);
    else shown = bench_shown(&s->b, bench_value(&s->b, name));
    report(s, name, shown, jx_text_trim(expected));
}

static void read_line(section *s, jx_text line)
{
    jx_text rest, verb = jx_text_cut(line, JX_TEXT(" "), &rest);
    rest = jx_text_trim(rest);
    if (jx_text_equal(verb, JX_TEXT("expect")) || jx_text_equal(verb, JX_TEXT("answer")) ||
        jx_text_equal(verb, JX_TEXT("bytes")) || jx_text_equal(verb, JX_TEXT("totals")) ||
        jx_text_equal(verb, JX_TEXT("refused"))) {
        ask(s, verb, rest);
    } else if (jx_text_equal(verb, JX_TEXT("rank"))) {
        rank_line(s, rest);
    } else if (!bench_line(&s->b, line)) {
        report(s, line, s->b.error, JX_TEXT("a line that can be read"));
    }
}

static void close_section(section *s)
{
    if (s->title.size) bench_close(&s->b);
}

static void run_file(const char *name)
{
    char path[512];
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    if (!CHECK(file)) return;
    jx_arena *arena = jx_arena_new(jx_allocator_system(), (size_t)1 << 26);
    jx_buffer bytes = jx_buffer_in(arena);
    for (int c; (c = fgetc(file)) != EOF;) jx_buffer_put_char(&bytes, (char)c);
    (void)fclose(file);
    section s = { .file = jx_text_of(name) };
    size_t line = 0;
    for (jx_text rest = jx_buffer_text(&bytes); rest.bytes;) {
        jx_text text = jx_text_cut(rest, JX_TEXT("\n"), &rest);
        line++;
        if (jx_text_starts_with(text, JX_TEXT("== "))) {
            close_section(&s);
            s = (section){ .file = s.file, .title = jx_text_slice(text, 3, text.size) };
            bench_open(&s.b, jx_allocator_system(), (size_t)1 << 26);
        } else if (s.title.size) {
            s.line = line;
            read_line(&s, text);
        }
    }
    close_section(&s);
    jx_arena_free(arena);
}

TEST(rules_hold_as_written)
{
    DIR *dir = opendir(folder);
    size_t files = 0;
    if (!CHECK(dir)) return;
    for (struct dirent *entry; (entry = readdir(dir));) {
        if (!jx_text_ends_with(jx_text_of(entry->d_name), JX_TEXT(".txt"))) continue;
        run_file(entry->d_name);
        files++;
    }
    (void)closedir(dir);
    CHECK(files > 0);
}

CHECK_MAIN
