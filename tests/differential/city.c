// Bulk equals tree on the whole city, as published and under `assumed`, for every award of the package; and of the
// clauses that were built first (1.2, 2.1, 4.2) at least half of the work goes through kernels.
#include <stdlib.h>

#include "app/session.h"
#include "differential/random_plan.h"
#include "unit/check.h"

typedef struct {
    session in;
    const jx_facts *facts;
    prepared_ranks ranks;
    uint32_t kind;
    jx_value **rows;
    size_t count;
} city;

static struct {
    uint64_t answers, by_kernels, first_answers, first_by_kernels;
} counted;

static jx_text subject_of(void *user, size_t row)
{
    const city *where = user;
    return where->facts->subjects[where->kind].items[row].code;
}

static const jx_value *ranks_of(void *user, jx_arena *arena, size_t row)
{
    const city *where = user;
    if (where->in.plan->rank_count == 0) return NULL;
    jx_value *out = JX_ARRAY(arena, where->in.plan->rank_count, jx_value);
    for (size_t i = 0; i < where->in.plan->rank_count; i++) {
        bool here = where->in.package->model.awards[where->in.plan->ranks[i].award].subject == where->kind;
        out[i] = here ? where->ranks.ranks[i][row] : jx_null();
    }
    return out;
}

// Records, and facts of other kinds, as they are.
static void facts_of_row(void *user, jx_arena *arena, size_t row, jx_value *facts)
{
    (void)arena;
    const city *where = user;
    for (size_t d = 0; d < where->in.package->model.definition_count; d++)
        facts[d] = where->rows[row][d];
}

static const jx_column *const *columns_of(const city *where, jx_arena *arena)
{
    const jx_model *model = &where->in.package->model;
    const jx_column **columns = JX_ARRAY(arena, model->definition_count, const jx_column *);
    jx_value *values = JX_ARRAY(arena, where->count, jx_value);
    for (size_t d = 0; d < model->definition_count; d++) {
        const jx_definition *what = &model->definitions[d];
        if (what->kind != JX_DEFINITION_FACT || what->subject != where->kind || what->type->kind == JX_TYPE_LIST)
            continue;
        for (size_t row = 0; row < where->count; row++)
            values[row] = where->rows[row][d];
        jx_open *range = NULL;
        if (what->type->kind == JX_TYPE_SERIES) {
            range = JX_NEW(arena, jx_open);
            *range = (jx_open){ .type = &jx_type_number, .low = what->range.low, .high = what->range.high };
        }
        jx_column *column = JX_NEW(arena, jx_column);
        *column = jx_column_build(arena, values, where->count, range);
        columns[d] = column;
    }
    return columns;
}

static void compare(const city *where, const jx_bulk *bulk, const bulk_deciding *deciding, uint32_t award)
{
    const jx_model *model = &where->in.package->model;
    const jx_bulk_award *result = jx_bulk_award_result(bulk, award);
    jx_arena *arena = jx_arena_new(jx_allocator_system(), SIZE_MAX),
             *kept = jx_arena_new(jx_allocator_system(), SIZE_MAX);
    jx_award_static known;
    size_t differing = 0;
    jx_award_describe(where->in.bound, award, kept, &known);
    for (size_t row = 0; row < where->count; row++) {
        jx_answer is, expected;
        jx_case *unit;
        jx_arena_reset(arena);
        bulk_answer(bulk, deciding, &known, award, row, arena, &is);
        decide_one(&where->in, where->facts, &where->ranks, award, row, arena, &unit, &expected);
        jx_buffer a = jx_buffer_in(arena), b = jx_buffer_in(arena);
        jx_answer_print(model, &is, &a);
        jx_answer_print(model, &expected, &b);
        if (jx_text_equal(jx_buffer_text(&a), jx_buffer_text(&b))) continue;
        if (differing++ == 0)
            printf("bulk %.*s\ntree %.*s\n", JX_TEXT_ARG(jx_buffer_text(&a)), JX_TEXT_ARG(jx_buffer_text(&b)));
    }
    CHECK_INT(differing, 0);
    counted.answers += where->count;
    counted.by_kernels += where->count - result->outcome_count;
    jx_text id = model->awards[award].id;
    if (jx_text_equal(id, JX_TEXT("1.2")) || jx_text_equal(id, JX_TEXT("2.1")) || jx_text_equal(id, JX_TEXT("4.2"))) {
        counted.first_answers += where->count;
        counted.first_by_kernels += where->count - result->outcome_count;
    }
    printf("  %.*s: %zu answers, %zu by kernels\n", JX_TEXT_ARG(model->awards[award].id), where->count,
           where->count - result->outcome_count);
    jx_arena_free(kept);
    jx_arena_free(arena);
}

static void compare_kind(city *where, jx_arena *arena)
{
    const jx_model *model = &where->in.package->model;
    where->count = where->facts->subjects[where->kind].count;
    if (where->count == 0) return;
    where->rows = JX_ARRAY(arena, where->count, jx_value *);
    for (size_t row = 0; row < where->count; row++) {
        where->rows[row] = JX_ARRAY(arena, model->definition_count, jx_value);
        facts_of(where->facts, where->kind, row, arena, where->rows[row]);
    }
    bulk_deciding deciding = { .plan = where->in.bound,
                               .limits = where->in.app->limits,
                               .subject = subject_of,
                               .ranks = ranks_of,
                               .user = where };
    jx_bulk_options options = { .plan = where->in.bound,
                                .limits = where->in.app->limits,
                                .threads = 2,
                                .allocator = jx_allocator_system(),
                                .decide = bulk_decide,
                                .user = &deciding };
    options.population = (jx_bulk_population){ .count = where->count,
                                               .subject = where->kind,
                                               .facts = facts_of_row,
                                               .user = where,
                                               .columns = columns_of(where, arena),
                                               .longest_list = 1000 };
    jx_bulk *bulk = NULL;
    if (!CHECK(jx_bulk_new(&options, arena, &bulk) == JX_OK && jx_bulk_run(bulk) == JX_OK)) return;
    for (uint32_t award = 0; award < model->award_count; award++)
        if (model->awards[award].subject == where->kind) compare(where, bulk, &deciding, award);
    jx_bulk_free(bulk);
}

static void compare_city(const char *package, const char *folder, jx_text scenario)
{
    jx_limits limits = jx_limits_default();
    jx_arena *arena = jx_arena_new(jx_allocator_system(), SIZE_MAX);
    jx_problems problems = { .arena = arena, .language = JX_ENGLISH };
    jx_app app = { .arena = arena, .allocator = jx_allocator_system(), .problems = &problems, .limits = &limits };
    jx_package_files files;
    jx_stored_files delivery;
    city where = { .kind = 0 };
    printf("%s\n", scenario.size ? "assumed" : "as published");
    if (CHECK(session_files(&app, package, &files) == JX_OK &&
              session_open(&app, files, scenario, &where.in) == JX_OK) &&
        CHECK(session_delivery(&app, folder, &delivery) == JX_OK) &&
        CHECK(session_facts(&where.in, delivery, &where.facts) == JX_OK) &&
        CHECK(decide_ranks(&where.in, where.facts, &where.ranks) == JX_OK)) {
        for (; where.kind < where.in.package->model.subject_count; where.kind++)
            compare_kind(&where, arena);
    }
    jx_arena_free(app.scratch);
    jx_arena_free(arena);
}

TEST(bulk_equals_tree_on_the_city)
{
    char folder[] = "/tmp/jx-city-XXXXXX", command[64];
    const char *root = getenv("JIXIANG_ROOT");
    char package[1024];
    (void)snprintf(package, sizeof package, "%s/policies/liuzhou-2026q1", root ? root : ".");
    if (!CHECK(mkdtemp(folder) != NULL)) return;
    jx_synth_options options = jx_synth_defaults(folder, NULL);
    options.enterprises = (int64_t)setting("JX_CITY_ENTERPRISES", JX_SYNTH_ENTERPRISES);
    if (CHECK(jx_synth(&options) == JX_OK)) {
        compare_city(package, folder, (jx_text){ 0 });
        compare_city(package, folder, JX_TEXT("assumed"));
    }
    printf("%llu answers, %llu by kernels; of 1.2, 2.1 and 4.2: %llu answers, %llu by kernels\n",
           (unsigned long long)counted.answers, (unsigned long long)counted.by_kernels,
           (unsigned long long)counted.first_answers, (unsigned long long)counted.first_by_kernels);
    CHECK(counted.first_by_kernels * 2 >= counted.first_answers);
    (void)snprintf(command, sizeof command, "rm -rf %s", folder);
    CHECK_INT(system(command), 0);
}

CHECK_MAIN
