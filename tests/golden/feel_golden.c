// tests/golden/feel/*.feel through the parser, the plan and the evaluator as DMN has them, without the program.
//
// A block is one or more expression lines, then `=> value`, then a blank line; lines that begin with `#` are comments.
// No IANA zone is known here. Another folder may be given in JIXIANG_FEEL.
#include <dirent.h>

#include "eval/eval.h"
#include "feel/feel.h"
#include "unit/check.h"

static const char *folder = "tests/golden/feel";

typedef struct {
    const char *file;
    size_t      line;
    jx_arena   *arena;
    jx_limits   limits;
    jx_buffer   expression;
    size_t      blocks;
} golden;

// Texts in quotes, everything else as string() writes it.
static jx_text shown(jx_arena *arena, jx_value value)
{
    jx_buffer out = jx_buffer_in(arena);
    if (value.kind == JX_STRING) jx_value_print(jx_list(&value, 1), &out);
    else jx_value_print(value, &out);
    jx_text text = jx_buffer_text(&out);
    return value.kind == JX_STRING ? jx_text_slice(text, 1, text.size - 1) : text;
}

static const jx_expr *parse(golden *g, jx_source *source)
{
    jx_problems problems = { .arena = g->arena, .language = JX_ENGLISH };
    jx_feel_options options = { .dialect = JX_DIALECT_DMN, .arena = g->arena, .problems = &problems,
                                .limits = &g->limits, .source = source };
    const jx_expr *expr = NULL;
    jx_scope *scope = jx_scope_new(g->arena, NULL);
    jx_status status = jx_feel_parse(&options, scope, (jx_span){ 0, (uint32_t)source->bytes.size }, &expr);
    if (status != JX_OK && problems.list.count) printf("    %.*s\n", JX_TEXT_ARG(problems.list.items[0].what));
    return expr;  // what could not be read is null, as in a model
}

static jx_text evaluate(golden *g, jx_text text)
{
    static const jx_space spaces[] = { { JX_SPACE_NAMESPACE, { "x", 1 }, { "x", 1 }, 0 } };
    jx_source source = { JX_TEXT("feel"), text };
    jx_definition definition = { .kind = JX_DEFINITION_FORMULA, .name = JX_TEXT("x"), .type = &jx_type_any };
    jx_model model = { .spaces = spaces, .space_count = 1, .definitions = &definition, .definition_count = 1 };
    const jx_plan *plan;
    const jx_bound_plan *bound;
    definition.expr = parse(g, &source);
    if (jx_plan_lower(&model, g->arena, NULL, &plan) != JX_OK) return JX_TEXT("(refused by the plan)");
    if (jx_plan_bind(plan, NULL, g->arena, &bound) != JX_OK) return JX_TEXT("(not bound)");
    static const jx_zone utc = { .kind = JX_ZONE_OFFSET };
    static const jx_clock clock = { .day = 20500, .second = 3600, .zone = &utc };
    jx_value now = { .kind = JX_DATE_TIME, .as.clock = &clock };
    jx_eval_options options = { .arena = g->arena, .limits = &g->limits, .now = &now };
    jx_case *unit = jx_case_new(bound, &options, NULL, NULL);
    return shown(g->arena, jx_case_value(unit, 0));
}

static void check_block(golden *g, jx_text expected)
{
    jx_text text = jx_text_trim(jx_buffer_text(&g->expression)), is = evaluate(g, text);
    g->blocks++;
    bool same = jx_text_equal(is, expected);
    (same ? check_passed++ : check_failed++);
    if (same) return;
    printf("%s/%s:%zu: %.*s\n    is       %.*s\n    expected %.*s\n", folder, g->file, g->line, JX_TEXT_ARG(text),
           JX_TEXT_ARG(is), JX_TEXT_ARG(expected));
}

static void read_line(golden *g, jx_text line)
{
    if (jx_text_starts_with(line, JX_TEXT("#"))) return;
    if (jx_text_starts_with(line, JX_TEXT("=>"))) {
        check_block(g, jx_text_trim(jx_text_slice(line, 2, line.size)));
        g->expression.size = 0;
        return;
    }
    jx_buffer_put(&g->expression, line);
    jx_buffer_put_char(&g->expression, '\n');
}

static void run_file(const char *name)
{
    char path[512];
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    if (!CHECK(file)) return;
    golden g = { .file = name, .arena = jx_arena_new(jx_allocator_system(), (size_t)1 << 30) };
    g.limits = jx_limits_default();
    g.expression = jx_buffer_in(g.arena);
    jx_buffer bytes = jx_buffer_in(g.arena);
    for (int c; (c = fgetc(file)) != EOF;) jx_buffer_put_char(&bytes, (char)c);
    (void)fclose(file);
    for (jx_text rest = jx_buffer_text(&bytes); rest.bytes; ) {
        g.line++;
        read_line(&g, jx_text_cut(rest, JX_TEXT("\n"), &rest));
    }
    CHECK(g.blocks > 0);
    jx_arena_free(g.arena);
}

TEST(feel_answers_as_written)
{
    if (getenv("JIXIANG_FEEL")) folder = getenv("JIXIANG_FEEL");
    DIR *dir = opendir(folder);
    size_t files = 0;
    if (!CHECK(dir)) return;
    for (struct dirent *entry; (entry = readdir(dir));) {
        if (!jx_text_ends_with(jx_text_of(entry->d_name), JX_TEXT(".feel"))) continue;
        run_file(entry->d_name);
        files++;
    }
    (void)closedir(dir);
    CHECK(files > 0);
}

CHECK_MAIN
