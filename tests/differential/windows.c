// Bulk equals tree on windows with open days: the package in windows/ compares, adds and bounds sums over windows of
// two series, one without an upper end of a day and one with it. Rows have to stay in kernels (is_for_eval() says which
// may not).
#include <stdlib.h>
#include <string.h>

#include "app/session.h"
#include "differential/random_plan.h"
#include "unit/check.h"

enum { FIRST_DAY = 20485, DAY_COUNT = 31, ROWS = 4000 };

typedef struct {
    session    in;
    jx_value **rows;
} windows;

static jx_text subject_of(void *user, size_t row)
{
    static _Thread_local char text[32];
    (void)user;
    return (jx_text){ text, (size_t)snprintf(text, sizeof text, "%zu", row) };
}

// Days are near 200 kWh, so that the sums of different windows meet; gaps, partial readings and 无 in between.
static jx_value series_of(jx_arena *arena, const jx_definition *what, const jx_open *range, dice *d)
{
    jx_series *out = JX_NEW(arena, jx_series);
    jx_value *days = JX_ARRAY(arena, DAY_COUNT, jx_value);
    int rare = one_in(d, 3) ? 0 : 8 + (int)below(d, 60);
    bool nothing = one_in(d, 30), whole = one_in(d, 3);
    for (size_t i = 0; i < DAY_COUNT; i++) {
        int64_t reading = whole ? 20000 : 19000 + below(d, 2000);
        days[i] = jx_number(jx_decimal_scaled(reading, 2));
        if (nothing || one_in(d, 50)) days[i] = jx_null();
        if (rare && one_in(d, rare)) days[i] = jx_series_gap(arena, what->name, range, FIRST_DAY + (int64_t)i);
        if (!rare || !one_in(d, rare)) continue;
        jx_open partial = *range;
        partial.causes = jx_cause_one(arena, JX_CAUSE_GAP, what->name, JX_TEXT("partial"));
        partial.low = (jx_end){ true, true, jx_number(jx_decimal_scaled(below(d, 20000), 2)) };
        days[i] = jx_open_value(arena, partial);
    }
    *out = (jx_series){ .name = what->name, .first_day = FIRST_DAY, .day_count = DAY_COUNT, .days = days,
                        .element = &jx_type_number };
    return jx_series_value(out);
}

static const jx_column *const *make_facts(windows *where, jx_arena *arena)
{
    const jx_model *model = &where->in.package->model;
    const jx_column **columns = JX_ARRAY(arena, model->definition_count, const jx_column *);
    dice d = { fresh_seed() };
    where->rows = JX_ARRAY(arena, ROWS, jx_value *);
    for (size_t row = 0; row < ROWS; row++) where->rows[row] = JX_ARRAY(arena, model->definition_count, jx_value);
    for (size_t i = 0; i < model->definition_count; i++) {
        const jx_definition *what = &model->definitions[i];
        if (what->kind != JX_DEFINITION_FACT) continue;
        bool series = what->type->kind == JX_TYPE_SERIES;
        jx_value *values = JX_ARRAY(arena, ROWS, jx_value);
        jx_open *range = JX_NEW(arena, jx_open);
        *range = (jx_open){ .type = &jx_type_number, .low = what->range.low, .high = what->range.high };
        for (size_t row = 0; row < ROWS; row++) {
            values[row] = series ? series_of(arena, what, range, &d) : jx_boolean(one_in(&d, 2));
            where->rows[row][i] = values[row];
        }
        jx_column *column = JX_NEW(arena, jx_column);
        *column = jx_column_build(arena, values, ROWS, series ? range : NULL);
        columns[i] = column;
    }
    return columns;
}

static bool has_gap(const jx_answer *answer)
{
    return jx_causes_have(answer->causes, JX_CAUSE_GAP);
}

// Every day of a window is 无, or more than one row of a table may be hit.
static bool is_for_eval(const jx_answer *answer)
{
    bool several = answer->row_count > 0 && memchr(answer->rows[0].row.bytes, ',', answer->rows[0].row.size);
    return jx_causes_have(answer->causes, JX_CAUSE_UNDEFINED) || several;
}

static void compare(windows *where, const jx_bulk *bulk, uint32_t award)
{
    const jx_bulk_award *result = jx_bulk_award_result(bulk, award);
    jx_arena *arena = jx_arena_new(jx_allocator_system(), SIZE_MAX);
    size_t differing = 0, open = 0, left = 0;
    for (size_t row = 0; row < ROWS; row++) {
        jx_answer is;
        jx_eval_options options = { .arena = arena, .limits = where->in.app->limits };
        jx_arena_reset(arena);
        jx_case *unit = jx_case_new(where->in.bound, &options, where->rows[row], NULL);
        jx_award_decide(unit, where->in.bound, award, subject_of(NULL, row), arena, &is);
        uint8_t verdict = result->verdicts[row] & (uint8_t)~JX_BULK_OPEN;
        bool ranged = result->verdicts[row] & JX_BULK_OPEN;
        int64_t most = ranged ? result->most_fen[row] : result->least_fen[row];
        open += ranged;
        if (result->verdicts[row] == JX_BULK_ASKED && is_for_eval(&is)) {
            left++;
            continue;
        }
        bool same = verdict == (uint8_t)is.verdict && result->least_fen[row] == is.least_fen &&
                    ranged == has_gap(&is) && (is.unbounded ? most == JX_BULK_UNBOUNDED : most == is.most_fen);
        if (same || differing++ > 0) continue;
        jx_buffer text = jx_buffer_in(arena);
        jx_answer_print(&where->in.package->model, &is, &text);
        printf("row %zu: verdict %d, %lld to %lld; tree %.*s\n", row, result->verdicts[row],
               (long long)result->least_fen[row], (long long)most, JX_TEXT_ARG(jx_buffer_text(&text)));
    }
    jx_text id = where->in.package->model.awards[award].id;
    printf("  %.*s: %zu open, %zu left to eval\n", JX_TEXT_ARG(id), open, result->outcome_count);
    CHECK_INT(differing, 0);
    CHECK(open + left > ROWS / 100 && open + left < ROWS);
    CHECK_INT(result->outcome_count, left);
    jx_arena_free(arena);
}

TEST(windows_with_open_days_stay_in_kernels)
{
    const char *root = getenv("JIXIANG_ROOT");
    char package[1024];
    jx_limits limits = jx_limits_default();
    jx_arena *arena = jx_arena_new(jx_allocator_system(), SIZE_MAX);
    jx_problems problems = { .arena = arena, .language = JX_ENGLISH };
    jx_app app = { .arena = arena, .allocator = jx_allocator_system(), .problems = &problems, .limits = &limits };
    jx_package_files files;
    windows where = { .rows = NULL };
    (void)snprintf(package, sizeof package, "%s/tests/differential/windows", root ? root : ".");
    if (CHECK(session_files(&app, package, &files) == JX_OK &&
              session_open(&app, files, (jx_text){ 0 }, &where.in) == JX_OK)) {
        bulk_deciding deciding = { .plan = where.in.bound, .known = bulk_known(where.in.bound, arena),
                                   .limits = &limits, .subject = subject_of };
        jx_bulk_options options = { .plan = where.in.bound, .limits = &limits, .threads = 1,
                                    .allocator = jx_allocator_system(), .decide = bulk_decide, .user = &deciding };
        options.population = (jx_bulk_population){ .count = ROWS, .columns = make_facts(&where, arena) };
        jx_bulk *bulk = NULL;
                if (CHECK(jx_bulk_new(&options, arena, &bulk) == JX_OK && jx_bulk_run(bulk) == JX_OK))
            for (uint32_t award = 0; award < where.in.package->model.award_count; award++)
                compare(&where, bulk, award);
        jx_bulk_free(bulk);
    }
    jx_arena_free(app.scratch);
    jx_arena_free(arena);
}

CHECK_MAIN
