// The targets, one after the other; how each world is made stands first.
#include "fuzz/targets.h"

#include <stdio.h>
#include <stdlib.h>

#include "award/award.h"
#include "builtin/builtin.h"
#include "feel/feel.h"
#include "io/io.h"
#include "policy/policy.h"

enum { MEMORY_MAX = 64 << 20 };

void fuzz_promise(bool holds, const char *promise)
{
    if (holds) return;
    fprintf(stderr, "not so: %s\n", promise);
    abort();
}

void fuzz_open(fuzz_world *world)
{
    *world = (fuzz_world){ .arena = jx_arena_new(jx_allocator_system(), MEMORY_MAX), .limits = jx_limits_default() };
    fuzz_promise(world->arena != NULL, "there is memory");
    world->limits.at[JX_LIMIT_STEPS] = 50000;
    world->limits.at[JX_LIMIT_REGEX_STEPS] = 50000;
    world->limits.at[JX_LIMIT_LIST_LENGTH] = 10000;
    world->limits.at[JX_LIMIT_TEXT_LENGTH] = 10000;
    world->problems = (jx_problems){ .arena = world->arena, .language = JX_ENGLISH };
    world->app = (jx_app){ .arena = world->arena,
                           .allocator = jx_allocator_system(),
                           .problems = &world->problems,
                           .limits = &world->limits,
                           .language = JX_ENGLISH };
}

void fuzz_close(fuzz_world *world)
{
    jx_arena_free(world->arena);
}

void fuzz_print_problems(fuzz_world *world)
{
    for (size_t i = 0; i < world->problems.list.count; i++) {
        const jx_problem *problem = &world->problems.list.items[i];
        jx_buffer out = jx_buffer_in(world->arena);
        if (problem->source)
            fuzz_promise(problem->span.start <= problem->span.end && problem->span.end <= problem->source->bytes.size,
                         "a problem points into its source");
        jx_problem_print(problem, JX_CHINESE, &out);
        fuzz_promise(jx_text_is_utf8(jx_buffer_text(&out), NULL), "a printed problem is UTF-8");
    }
}

typedef struct {
    fuzz_world world;
    jx_text bytes;
} fuzz_work;

// Runs one body under a guard: running out of memory is an answer, not a finding.
static void run(jx_text bytes, jx_status (*body)(void *user))
{
    fuzz_work work = { .bytes = bytes };
    fuzz_open(&work.world);
    jx_status status = jx_arena_guard(work.world.arena, body, &work);
    fuzz_promise(status == JX_OK || status == JX_OUT_OF_MEMORY, "a target ends, or memory does");
    fuzz_close(&work.world);
}

// ---- FEEL ----

static void evaluate_all(fuzz_work *work, const jx_held *held)
{
    jx_eval_options options = { .arena = work->world.arena,
                                .limits = &work->world.limits,
                                .problems = &work->world.problems };
    jx_case *unit = jx_case_new(held->plan, &options, NULL, NULL);
    for (uint32_t d = 0; d < held->model->definition_count; d++) {
        if (held->model->definitions[d].kind != JX_DEFINITION_FORMULA) continue;
        jx_value value = jx_case_value(unit, d);
        jx_buffer text = jx_buffer_in(work->world.arena), json = jx_buffer_in(work->world.arena);
        jx_value_print(value, &text);
        jx_value_print_json(value, &json);
        fuzz_promise(jx_text_is_utf8(jx_buffer_text(&json), NULL), "JSON is UTF-8");
    }
}

// Printing adds brackets where reading needs none: what was nested to the limit may then be nested beyond it.
static bool met_a_limit(const fuzz_work *work)
{
    for (size_t i = 0; i < work->world.problems.list.count; i++) {
        jx_problem_code code = work->world.problems.list.items[i].code;
        if (code == jx_problem_code_of_limit(JX_LIMIT_NESTING)) return true;
        if (code == jx_problem_code_of_limit(JX_LIMIT_EXPRESSION_TOKENS)) return true;
    }
    return false;
}

static jx_status feel_body(void *user)
{
    fuzz_work *work = user;
    jx_held held, again;
    jx_status status = jx_app_hold_expression(&work->world.app, work->bytes, &held);
    if (status == JX_OK) {
        jx_buffer once = jx_buffer_in(work->world.arena), twice = jx_buffer_in(work->world.arena);
        jx_expr_print(held.model->definitions[0].expr, &once);
        status = jx_app_hold_expression(&work->world.app, jx_buffer_text(&once), &again);
        fuzz_promise(status != JX_REFUSED || met_a_limit(work), "what was read and printed can be read again");
        if (status == JX_OK) {
            jx_expr_print(again.model->definitions[0].expr, &twice);
            fuzz_promise(jx_text_equal(jx_buffer_text(&once), jx_buffer_text(&twice)), "printing is canonical");
        }
        evaluate_all(work, &held);
    }
    fuzz_print_problems(&work->world);
    return JX_OK;
}

void fuzz_feel(jx_text bytes)
{
    run(bytes, feel_body);
}

// ---- regular expressions ----

static jx_value applied(fuzz_work *work, const char *name, const jx_value *arguments, size_t count)
{
    uint64_t steps = 0;
    jx_builtin_context context = {
        .arena = work->world.arena, .limits = &work->world.limits, .steps = &steps, .limit_hit = JX_LIMIT_COUNT
    };
    return jx_builtin_apply(&context, jx_builtin_find(jx_text_of(name)), arguments, count);
}

static jx_status regex_body(void *user)
{
    fuzz_work *work = user;
    jx_text rest, text, pattern = jx_text_cut(work->bytes, JX_TEXT("\n"), &rest),
                        flags = jx_text_cut(rest, JX_TEXT("\n"), &text);
    if (!jx_text_is_utf8(work->bytes, NULL)) return JX_OK;
    jx_value arguments[] = { jx_string(text), jx_string(pattern), jx_string(flags) };
    jx_value matches = applied(work, "matches", arguments, 3);
    fuzz_promise(matches.kind == JX_BOOLEAN || matches.kind == JX_NULL, "matches is boolean or null");
    jx_value replaced = applied(
        work, "replace", (jx_value[]){ arguments[0], arguments[1], jx_string(JX_TEXT("<$0>")), arguments[2] }, 4);
    if (replaced.kind == JX_STRING) {
        fuzz_promise(jx_text_is_utf8(replaced.as.string, NULL), "a replaced text is UTF-8");
        fuzz_promise(matches.kind != JX_BOOLEAN || matches.as.boolean || jx_text_equal(replaced.as.string, text),
                     "nothing is replaced where nothing matches");
    }
    jx_value parts = applied(work, "split", arguments, 2);
    fuzz_promise(parts.kind == JX_LIST || parts.kind == JX_NULL, "split is a list or null");
    return JX_OK;
}

void fuzz_regex(jx_text bytes)
{
    run(bytes, regex_body);
}

// ---- DMN ----

static jx_status dmn_body(void *user)
{
    fuzz_work *work = user;
    jx_source *source = JX_NEW(work->world.arena, jx_source);
    jx_held held;
    *source = (jx_source){ JX_TEXT("fuzz.dmn"), work->bytes };
    if (jx_app_hold_dmn(&work->world.app, source, 1, true, &held) == JX_OK) evaluate_all(work, &held);
    fuzz_print_problems(&work->world);
    return JX_OK;
}

void fuzz_dmn(jx_text bytes)
{
    run(bytes, dmn_body);
}

// ---- packages ----

static void decide_all_awards(fuzz_work *work, const jx_held *held)
{
    const jx_model *model = held->model;
    jx_arena *arena = work->world.arena;
    jx_value *facts = JX_ARRAY(arena, model->definition_count, jx_value);
    for (size_t d = 0; d < model->definition_count; d++)
        if (model->definitions[d].kind == JX_DEFINITION_FACT)
            facts[d] = jx_given_nothing(arena, &model->definitions[d]);
    jx_eval_options options = { .arena = arena, .limits = &work->world.limits };
    jx_explain_options explain = { .language = JX_CHINESE };
    jx_case *unit = jx_case_new(held->plan, &options, facts, NULL);
    for (uint32_t a = 0; a < model->award_count; a++) {
        jx_answer answer;
        jx_buffer json = jx_buffer_in(arena), words = jx_buffer_in(arena);
        jx_award_decide(unit, held->plan, a, JX_TEXT("甲"), arena, &answer);
        jx_answer_print(model, &answer, &json);
        jx_answer_explain(unit, held->plan, &answer, &explain, &words);
        fuzz_promise(answer.unbounded || answer.least_fen <= answer.most_fen, "least is no more than most");
    }
}

static jx_status policy_body(void *user)
{
    fuzz_work *work = user;
    jx_arena *arena = work->world.arena;
    jx_source *source = JX_NEW(arena, jx_source);
    jx_policy_options options = { .arena = arena, .problems = &work->world.problems, .limits = &work->world.limits };
    jx_package *package = NULL;
    *source = (jx_source){ JX_TEXT("policy.md"), work->bytes };
    jx_status status = jx_policy_read(&options, (jx_package_files){ source, 1 }, &package);
    const jx_plan *plan;
    jx_held held;
    if (status == JX_OK && jx_plan_lower(&package->model, arena, &work->world.problems, &plan) == JX_OK &&
        jx_plan_bind(plan, NULL, arena, &held.plan) == JX_OK) {
        held.model = &package->model;
        decide_all_awards(work, &held);
    }
    fuzz_print_problems(&work->world);
    return JX_OK;
}

void fuzz_policy(jx_text bytes)
{
    run(bytes, policy_body);
}

// ---- JSON ----

static void put_json(const jx_json *json, jx_json_writer *writer, jx_arena *arena)
{
    switch (json->kind) {
    case JX_JSON_NULL: jx_json_put_null(writer); return;
    case JX_JSON_BOOLEAN: jx_json_put_boolean(writer, json->boolean); return;
    case JX_JSON_NUMBER: jx_json_put_raw(writer, json->text); return;
    case JX_JSON_STRING: jx_json_put_text(writer, json->text); return;
    case JX_JSON_ARRAY:
        jx_json_begin(writer, '[');
        for (size_t i = 0; i < json->count; i++)
            put_json(&json->items[i], writer, arena);
        jx_json_end(writer, ']');
        return;
    case JX_JSON_OBJECT:
        jx_json_begin(writer, '{');
        for (size_t i = 0; i < json->count; i++) {
            jx_json_name(writer, jx_text_copy(arena, json->names[i]).bytes);
            put_json(&json->items[i], writer, arena);
        }
        jx_json_end(writer, '}');
        return;
    }
    JX_UNREACHABLE();
}

static size_t depth_of(const jx_json *json)
{
    size_t deepest = 0;
    if (json->kind != JX_JSON_ARRAY && json->kind != JX_JSON_OBJECT) return 0;
    for (size_t i = 0; i < json->count; i++) {
        size_t one = depth_of(&json->items[i]);
        if (one > deepest) deepest = one;
    }
    return deepest + 1;
}

static jx_status json_body(void *user)
{
    fuzz_work *work = user;
    jx_arena *arena = work->world.arena;
    jx_source *source = JX_NEW(arena, jx_source), *copy = JX_NEW(arena, jx_source);
    jx_json json, again;
    *source = (jx_source){ JX_TEXT("fuzz.json"), work->bytes };
    jx_status status = jx_json_read(arena, &work->world.problems, &work->world.limits, source, &json);
    if (status == JX_OK && depth_of(&json) < JX_JSON_DEPTH_MAX) {
        jx_buffer once = jx_buffer_in(arena), twice = jx_buffer_in(arena);
        jx_json_writer writer = jx_json_writer_on(&once);
        put_json(&json, &writer, arena);
        *copy = (jx_source){ JX_TEXT("again.json"), jx_buffer_text(&once) };
        status = jx_json_read(arena, &work->world.problems, &work->world.limits, copy, &again);
        fuzz_promise(status != JX_REFUSED, "what was read and written can be read again");
        if (status == JX_OK) {
            writer = jx_json_writer_on(&twice);
            put_json(&again, &writer, arena);
            fuzz_promise(jx_text_equal(jx_buffer_text(&once), jx_buffer_text(&twice)), "JSON comes back as it was");
        }
    }
    fuzz_print_problems(&work->world);
    return JX_OK;
}

void fuzz_json(jx_text bytes)
{
    run(bytes, json_body);
}

// ---- CSV ----

// Rows are written with their cells as they were read; a cell that looks like a formula gets a sign and is left out.
static bool csv_rows(fuzz_work *work, jx_text bytes, jx_buffer *out, size_t *out_rows)
{
    jx_csv_reader reader;
    jx_csv_row row;
    jx_arena *arena = work->world.arena;
    jx_csv_writer writer = jx_csv_writer_on(out);
    if (jx_csv_open(arena, &work->world.problems, &work->world.limits, JX_TEXT("fuzz.csv"), bytes, &reader) != JX_OK)
        return false;
    bool plain = true;
    for (*out_rows = 0; jx_csv_next(&reader, &row); (*out_rows)++) {
        if (*out_rows == 0) plain &= jx_csv_take_header(&reader, &row);
        for (size_t i = 0; i < row.count; i++) {
            fuzz_promise(jx_text_is_utf8(row.cells[i], NULL), "a cell is UTF-8");
            plain &= !jx_csv_is_formula(row.cells[i]);
            jx_csv_put(&writer, row.cells[i]);
        }
        jx_csv_end_row(&writer);
    }
    return plain && !jx_csv_refused(&reader);
}

static jx_status csv_body(void *user)
{
    fuzz_work *work = user;
    jx_buffer once = jx_buffer_in(work->world.arena), twice = jx_buffer_in(work->world.arena);
    size_t rows, again;
    if (csv_rows(work, work->bytes, &once, &rows)) {
        // A single column has no delimiter to be recognised by: its cells may hold what looks like one.
        bool comma = jx_text_find(jx_buffer_text(&once), JX_TEXT(",")) != SIZE_MAX &&
                     jx_text_find(jx_buffer_text(&once), JX_TEXT(";")) == SIZE_MAX &&
                     jx_text_find(jx_buffer_text(&once), JX_TEXT("\t")) == SIZE_MAX;
        bool whole = csv_rows(work, jx_buffer_text(&once), &twice, &again);
        if (comma) {
            fuzz_promise(whole && rows == again, "rows that were written can be read again");
            fuzz_promise(jx_text_equal(jx_buffer_text(&once), jx_buffer_text(&twice)), "cells come back as they were");
        }
    }
    fuzz_print_problems(&work->world);
    return JX_OK;
}

void fuzz_csv(jx_text bytes)
{
    run(bytes, csv_body);
}
