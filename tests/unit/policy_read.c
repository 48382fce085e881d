// Small packages: each file of tests/golden/policy/bad names the problems it must have, each of good/ must have no
// error.
//
// A file is a whole package. Remarks steer the test:
//   <!-- expect: T2 31:24 -->            a problem with this tag or slug, at this place (place optional;
// `file:31:24` too)
//   <!-- lock: c1 <sha256> -->           a line of policy.lock
//   <!-- scenario: assumed -->           read under this scenario
//   <!-- file: scenarios/assumed.md -->  what follows belongs to another file of the package
// Every error must be expected, and every expectation met.
#include <dirent.h>

#include "dmn/dmn.h"
#include "policy/policy.h"
#include "unit/check.h"

enum { FILES_MOST = 8, EXPECTED_MOST = 16, NAMES_MOST = 256 };

typedef struct {
    char *bytes;
    jx_source files[FILES_MOST];
    size_t file_count;
    jx_text expected[EXPECTED_MOST];
    size_t expected_count;
    jx_text scenario;
    char lock[1024];
    size_t lock_size;
} package_text;

static bool load(const char *path, package_text *out)
{
    FILE *file = fopen(path, "rb");
    if (!file) return false;
    enum { ROOM = 1 << 20 };
    out->bytes = malloc(ROOM);
    size_t size = out->bytes ? fread(out->bytes, 1, ROOM, file) : 0;
    fclose(file);
    out->files[0] = (jx_source){ JX_TEXT("policy.md"), { out->bytes, size } };
    out->file_count = 1;
    return size > 0;
}

static void read_remark(package_text *p, jx_text remark, jx_text after)
{
    jx_text rest, key = jx_text_cut(remark, JX_TEXT(": "), &rest);
    if (jx_text_equal(key, JX_TEXT("expect")) && p->expected_count < EXPECTED_MOST)
        p->expected[p->expected_count++] = rest;
    if (jx_text_equal(key, JX_TEXT("scenario"))) p->scenario = rest;
    if (jx_text_equal(key, JX_TEXT("lock")))
        p->lock_size +=
            (size_t)snprintf(p->lock + p->lock_size, sizeof p->lock - p->lock_size, "%.*s\n", JX_TEXT_ARG(rest));
    if (jx_text_equal(key, JX_TEXT("file")) && p->file_count + 1 < FILES_MOST) {
        jx_source *above = &p->files[p->file_count - 1];
        above->bytes.size = (size_t)(remark.bytes - above->bytes.bytes) - strlen("<!-- ");
        p->files[p->file_count++] = (jx_source){ rest, after };
    }
}

static void split(package_text *p)
{
    for (jx_text rest = p->files[0].bytes; rest.size;) {
        jx_text line = jx_text_cut(rest, JX_TEXT("\n"), &rest);
        if (!jx_text_starts_with(line, JX_TEXT("<!-- ")) || !jx_text_ends_with(line, JX_TEXT(" -->"))) continue;
        read_remark(p, jx_text_slice(line, 5, line.size - 4), rest);
    }
    if (p->lock_size) p->files[p->file_count++] = (jx_source){ JX_TEXT("policy.lock"), { p->lock, p->lock_size } };
}

// "T2 31:24", "number-without-basis", "P3 scenarios/assumed.md:3:3"
static bool meets(jx_text expected, const jx_problem *problem, jx_arena *arena)
{
    jx_text place, code = jx_text_cut(expected, JX_TEXT(" "), &place);
    bool same = jx_text_equal(code, jx_text_of(jx_problem_tag(problem->code))) ||
                jx_text_equal(code, jx_text_of(jx_problem_slug(problem->code)));
    if (!same || !place.size) return same;
    if (!problem->source) return false;
    jx_place at = jx_source_place(problem->source, problem->span.start);
    jx_text brief = jx_text_format(arena, "%u:%u", at.line, at.column);
    jx_text full = jx_text_format(arena, "%.*s:%u:%u", JX_TEXT_ARG(problem->source->name), at.line, at.column);
    return jx_text_equal(place, brief) || jx_text_equal(place, full);
}

static void tell(const char *path, const char *what, const jx_problem *problem, jx_arena *arena, jx_text expected)
{
    jx_buffer text = jx_buffer_in(arena);
    if (problem) jx_problem_print(problem, JX_ENGLISH, &text);
    printf("%s: %s %.*s\n%.*s", path, what, JX_TEXT_ARG(expected), (int)text.size, text.bytes ? text.bytes : "");
}

static void compare(const char *path, const package_text *p, const jx_problems *problems, jx_arena *arena)
{
    for (size_t i = 0; i < p->expected_count; i++) {
        bool met = false;
        for (size_t k = 0; k < problems->list.count; k++)
            met |= meets(p->expected[i], &problems->list.items[k], arena);
        if (!CHECK(met)) tell(path, "not reported:", NULL, arena, p->expected[i]);
    }
    for (size_t k = 0; k < problems->list.count; k++) {
        const jx_problem *problem = &problems->list.items[k];
        bool known = problem->severity != JX_SEVERITY_ERROR;
        for (size_t i = 0; i < p->expected_count; i++)
            known |= meets(p->expected[i], problem, arena);
        if (!CHECK(known)) tell(path, "not expected:", problem, arena, JX_TEXT(""));
    }
}

// DMN models of a package are read as the program reads them.
static jx_status read_model(void *user, const jx_source *file, const jx_model **out)
{
    const jx_policy_options *options = user;
    jx_dmn_options dmn = { options->arena, options->problems, options->limits, NULL, true };
    return jx_dmn_read(&dmn, file, 1, out);
}

static jx_policy_options options_with(jx_arena *arena, jx_problems *problems, const jx_limits *limits, jx_text scenario)
{
    jx_policy_options *shared = JX_NEW(arena, jx_policy_options);
    *shared = (jx_policy_options){
        .arena = arena, .problems = problems, .limits = limits, .scenario = scenario, .read_model = read_model
    };
    shared->user = shared;
    return *shared;
}

static void read_one(const char *path)
{
    package_text p = { 0 };
    if (!CHECK(load(path, &p))) return;
    split(&p);
    jx_arena *arena = jx_arena_new(jx_allocator_system(), 256u << 20),
             *notes = jx_arena_new(jx_allocator_system(), 64u << 20);
    if (CHECK(arena) && CHECK(notes)) {
        jx_problems problems = { .arena = notes, .language = JX_ENGLISH };
        jx_limits limits = jx_limits_default();
        jx_policy_options options = options_with(arena, &problems, &limits, p.scenario);
        jx_package *package = NULL;
        jx_status status = jx_policy_read(&options, (jx_package_files){ p.files, p.file_count }, &package);
        CHECK(package != NULL);
        CHECK_INT(status, problems.error_count ? JX_REFUSED : JX_OK);
        compare(path, &p, &problems, notes);
    }
    jx_arena_free(arena);
    jx_arena_free(notes);
    free(p.bytes);
}

// Reads in the order of names, so that output compares.
static void read_folder(const char *folder)
{
    const char *root = getenv("JIXIANG_ROOT");
    char path[1024], *names[NAMES_MOST];
    size_t count = 0;
    snprintf(path, sizeof path, "%s/tests/golden/policy/%s", root ? root : ".", folder);
    DIR *directory = opendir(path);
    if (!CHECK(directory)) return;
    for (struct dirent *entry; (entry = readdir(directory)) && count < NAMES_MOST;)
        if (strstr(entry->d_name, ".md")) names[count++] = strdup(entry->d_name);
    closedir(directory);
    for (size_t i = 1; i < count; i++)
        for (size_t k = i; k > 0 && strcmp(names[k - 1], names[k]) > 0; k--) {
            char *moved = names[k];
            names[k] = names[k - 1], names[k - 1] = moved;
        }
    CHECK(count > 0);
    for (size_t i = 0; i < count; i++) {
        char file[2048];
        snprintf(file, sizeof file, "%s/%s", path, names[i]);
        read_one(file);
        free(names[i]);
    }
}

TEST(refuses_bad_packages)
{
    read_folder("bad");
}
TEST(accepts_good_packages)
{
    read_folder("good");
}

// ---- what is read, not only whether ----

typedef struct {
    package_text text;
    jx_arena *arena, *notes;
    jx_package *package;
} opened;

static bool open_package(opened *o, const char *name)
{
    const char *root = getenv("JIXIANG_ROOT");
    char path[1024];
    snprintf(path, sizeof path, "%s/tests/golden/policy/%s", root ? root : ".", name);
    *o = (opened){ .arena = jx_arena_new(jx_allocator_system(), 64u << 20),
                   .notes = jx_arena_new(jx_allocator_system(), 16u << 20) };
    if (!o->arena || !o->notes || !CHECK(load(path, &o->text))) return false;
    split(&o->text);
    jx_problems problems = { .arena = o->notes, .language = JX_ENGLISH };
    jx_limits limits = jx_limits_default();
    jx_policy_options options = options_with(o->arena, &problems, &limits, o->text.scenario);
    jx_status status = jx_policy_read(&options, (jx_package_files){ o->text.files, o->text.file_count }, &o->package);
    return CHECK(status != JX_OUT_OF_MEMORY) && CHECK(o->package);
}

static void close_package(opened *o)
{
    jx_arena_free(o->arena);
    jx_arena_free(o->notes);
    free(o->text.bytes);
}

// The definition that `name` means in `space`; an empty one if there is none, so that a test goes on.
static const jx_definition *definition(const opened *o, const char *space, const char *name)
{
    static const jx_definition none;
    const jx_model *model = &o->package->model;
    uint32_t at = jx_model_space(model, jx_text_of(space));
    uint32_t found = at == JX_NONE ? JX_NONE : jx_model_find(model, at, jx_text_of(name));
    return CHECK(found != JX_NONE) ? &model->definitions[found] : &none;
}

static jx_text printed(const opened *o, jx_value value)
{
    jx_buffer text = jx_buffer_in(o->notes);
    jx_value_print(value, &text);
    return jx_buffer_text(&text);
}

static jx_text cell(const opened *o, size_t row, size_t column)
{
    if (!CHECK(row < o->package->case_count) || !CHECK(column < o->package->cases[row].cell_count)) return JX_TEXT("?");
    return printed(o, o->package->cases[row].cells[column].value);
}

TEST(values_are_in_base_units)
{
    opened o;
    if (open_package(&o, "good/small.md")) {
        CHECK_TEXT(printed(&o, definition(&o, "1", "产值门槛")->value), "5000000");
        CHECK_TEXT(printed(&o, definition(&o, "1", "比例")->value), "0.01");
        CHECK_TEXT(definition(&o, "1", "最高")->unit, "万元");
        CHECK_TEXT(definition(&o, "1", "最高")->basis, "最高不超过10万元");
        const jx_expr *group = definition(&o, "1", "资格")->expr;
        CHECK(group && group->kind == JX_EXPR_GROUP);
        CHECK_INT(o.package->model.award_count, 1);
        CHECK_INT(o.package->model.awards[0].rounding.rounding, JX_ROUND_DOWN);
        CHECK(o.package->clause_count == 2 && o.package->clauses[1].executable);
        CHECK_INT(o.package->case_count, 3);
        CHECK_TEXT(cell(&o, 1, 0), "true");     // 背景 shines through
        CHECK_TEXT(cell(&o, 1, 1), "4999000");  // 499.9 万元
        CHECK_TEXT(cell(&o, 1, 4), "0");
    }
    close_package(&o);
}

TEST(the_row_in_force_counts)
{
    opened o;
    if (open_package(&o, "good/dated.md")) CHECK_TEXT(printed(&o, definition(&o, "1", "比例")->value), "0.01");
    close_package(&o);
}

TEST(series_cover_the_windows)
{
    opened o;
    if (open_package(&o, "good/english.md") && CHECK(o.package->case_count > 1)) {
        const jx_value *power = &o.package->cases[1].cells[2].value;
        if (CHECK_INT(power->kind, JX_SERIES)) {
            CHECK_INT(power->as.series->day_count, 59);
            CHECK_TEXT(printed(&o, power->as.series->days[0]), "100");
            CHECK_INT(power->as.series->days[58].kind, JX_OPEN);
            CHECK_TEXT(power->as.series->days[58].as.open->causes.items[0].place, "2026-02-28");
        }
        const jx_definition *sales = definition(&o, "1", "sales");
        CHECK(sales->expr && sales->expr->kind == JX_EXPR_EXTEND);
        CHECK_INT(sales->field_count, 4);
    }
    close_package(&o);
}

// However little memory there is: JX_OUT_OF_MEMORY or a package, never a crash.
TEST(survives_want_of_memory)
{
    package_text text = { 0 };
    const char *root = getenv("JIXIANG_ROOT");
    char path[1024];
    snprintf(path, sizeof path, "%s/tests/golden/policy/good/small.md", root ? root : ".");
    if (!CHECK(load(path, &text))) return;
    for (size_t most = 4096; most < 4u << 20; most += most / 8) {
        jx_arena *arena = jx_arena_new(jx_allocator_system(), most);
        if (!arena) continue;
        jx_policy_options options = { .arena = arena };
        jx_package *package = NULL;
        jx_status status = jx_policy_read(&options, (jx_package_files){ text.files, 1 }, &package);
        CHECK(status == JX_OUT_OF_MEMORY ? !package : package != NULL);
        jx_arena_free(arena);
    }
    free(text.bytes);
}

CHECK_MAIN
