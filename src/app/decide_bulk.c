// Decides awards for all subjects through bulk: a stretch of subjects at a time, each as columns.
//
// A stretch bounds the memory that columns and series take, whatever the size of the city; results are kept subject by
// subject, so that nothing shows where a stretch ended. Begin with decide_in_bulk(); columns_of() says which facts
// become columns.
#include "app/bulk_answers.h"
#include "app/session.h"

enum { STRETCH_ROWS = 8192 };

typedef struct {
    const session *in;
    const jx_facts *facts;
    const prepared_ranks *ranks;
    results_keeper *into;
    jx_arena *arena;  // of the stretch
    uint32_t kind;
    size_t first, count;
    const jx_value **rows;        // by definition, then row of the stretch; NULL where `others` has it
    bool *series;                 // by definition: made when a row asks
    jx_value *others;             // by definition: the same for every row
    uint64_t longest_list;
    bulk_deciding deciding;
} stretch;

// ---- what bulk asks for ----

static jx_text subject_of(void *user, size_t row)
{
    const stretch *on = user;
    return on->facts->subjects[on->kind].items[on->first + row].code;
}

static const jx_value *ranks_of(void *user, jx_arena *arena, size_t row)
{
    const stretch *on = user;
    return decide_ranks_of(on->in, on->ranks, on->kind, on->first + row, arena);
}

static void facts_of_row(void *user, jx_arena *arena, size_t row, const bool *wanted, jx_value *facts)
{
    const stretch *on = user;
    for (size_t d = 0; d < on->in->package->model.definition_count; d++) {
        if (wanted && !wanted[d]) continue;
        if (on->series[d])
            facts[d] = facts_value(on->facts, on->kind, on->first + row, (uint32_t)d, arena);
        else
            facts[d] = on->rows[d] ? on->rows[d][row] : on->others[d];
    }
}

static bool stop_asked(void *user)
{
    const bulk_deciding *deciding = user;
    const stretch *on = deciding->user;
    return session_stopped(on->in->app);
}

// ---- facts of a stretch ----

static uint64_t longest_list(jx_value value)
{
    uint64_t longest = value.kind == JX_LIST ? value.as.list.count : 0;
    size_t count = value.kind == JX_LIST ? value.as.list.count : value.kind == JX_CONTEXT ? value.as.context->count : 0;
    const jx_value *items = value.kind == JX_LIST      ? value.as.list.items
                            : value.kind == JX_CONTEXT ? value.as.context->values
                                                       : NULL;
    for (size_t i = 0; i < count; i++) {
        uint64_t inside = longest_list(items[i]);
        if (inside > longest) longest = inside;
    }
    return longest;
}

static void bring_facts(stretch *on)
{
    const jx_model *model = &on->in->package->model;
    on->rows = JX_ARRAY(on->arena, model->definition_count, const jx_value *);
    on->series = JX_ARRAY(on->arena, model->definition_count, bool);
    on->others = JX_ARRAY(on->arena, model->definition_count, jx_value);
    on->longest_list = 1;
    for (uint32_t d = 0; d < model->definition_count; d++) {
        const jx_definition *fact = &model->definitions[d];
        if (fact->kind != JX_DEFINITION_FACT) continue;
        on->others[d] = facts_missing(on->arena, fact, fact->may_be_null);
        if (fact->subject != on->kind) continue;
        on->series[d] = facts_has_series(on->facts, d);
        if (on->series[d]) continue;
        jx_value *rows = JX_ARRAY(on->arena, on->count, jx_value);
        for (size_t i = 0; i < on->count; i++) {
            rows[i] = facts_value(on->facts, on->kind, on->first + i, d, on->arena);
            uint64_t length = longest_list(rows[i]);
            if (length > on->longest_list) on->longest_list = length;
        }
        on->rows[d] = rows;
    }
}

static const jx_value *repeated(const stretch *on, jx_value value)
{
    jx_value *values = JX_ARRAY(on->arena, on->count, jx_value);
    for (size_t i = 0; i < on->count; i++)
        values[i] = value;
    return values;
}

// Of every fact of the kind, lists of records too: whether they are open or 无 is worth knowing.
static const jx_column *const *columns_of(const stretch *on)
{
    const jx_model *model = &on->in->package->model;
    const jx_column **columns = JX_ARRAY(on->arena, model->definition_count, const jx_column *);
    for (size_t d = 0; d < model->definition_count; d++) {
        const jx_definition *what = &model->definitions[d];
        if (what->kind != JX_DEFINITION_FACT || what->subject != on->kind) continue;
        jx_column *column = JX_NEW(on->arena, jx_column);
        columns[d] = column;
        if (on->series[d]) {
            const jx_tiles *tiles = facts_tiles(on->facts, on->kind, (uint32_t)d, on->first, on->count, on->arena);
            *column = (jx_column){ .form = JX_COLUMN_SERIES, .count = on->count, .as.tiles = tiles };
        } else {
            const jx_value *rows = on->rows[d] ? on->rows[d] : repeated(on, on->others[d]);
            *column = jx_column_build(on->arena, rows, on->count, NULL);
        }
    }
    return columns;
}

// ---- keeping ----

static bool same_hits(const jx_bulk_award *result, size_t a, size_t b)
{
    for (size_t i = 0; i < result->table_count; i++)
        if (result->tables[i].hits[a] != result->tables[i].hits[b]) return false;
    return true;
}

// Of rows that kernels finished, neighbours often hit the same rows of tables; then the outcome is known.
static void keep_award(const stretch *on, const jx_bulk *bulk, uint32_t award)
{
    const jx_bulk_award *result = jx_bulk_award_result(bulk, award);
    size_t latest[] = { [JX_BULK_YES] = SIZE_MAX, [JX_BULK_NO] = SIZE_MAX };
    for (size_t row = 0; row < on->count; row++) {
        uint8_t verdict = result->verdicts[row];
        size_t *alike = verdict == JX_BULK_YES || verdict == JX_BULK_NO ? &latest[verdict] : NULL;
        if (alike && *alike != SIZE_MAX && same_hits(result, *alike, row)) {
            const jx_outcome *outcome = on->into->awards[award].results[on->first + *alike].outcome;
            results_keep_alike(on->into, award, on->first + row, outcome, result->least_fen[row]);
            continue;
        }
        jx_answer answer;
        jx_arena_mark mark = jx_arena_marked(on->arena);
        bulk_answer(bulk, &on->deciding, award, row, on->arena, &answer);
        results_keep(on->into, &answer, on->first + row, on->arena);
        jx_arena_rewind(on->arena, mark);
        if (alike) *alike = row;
    }
    on->into->awards[award].by_kernels += on->count - result->outcome_count;
    on->into->awards[award].alike += result->alike_count;
}

// ---- a stretch ----

static jx_status decide_stretch(void *user)
{
    stretch *on = user;
    jx_app *app = on->in->app;
    bring_facts(on);
    on->deciding = (bulk_deciding){ .plan = on->in->bound,
                                    .known = on->into->known,
                                    .limits = app->limits,
                                    .zones = app->zones,
                                    .subject = subject_of,
                                    .ranks = ranks_of,
                                    .user = on };
    jx_bulk_options options = { .plan = on->in->bound,
                                .limits = app->limits,
                                .zones = app->zones,
                                .allocator = app->allocator,
                                .threads = app->threads,
                                .kernels = app->kernels,
                                .decide = bulk_decide,
                                .whole_answers = true,
                                .stop = stop_asked,
                                .user = &on->deciding };
    options.population = (jx_bulk_population){ .count = on->count,
                                               .subject = on->kind,
                                               .columns = columns_of(on),
                                               .facts = facts_of_row,
                                               .facts_whole = true,
                                               .user = on,
                                               .longest_list = on->longest_list };
    JX_TRY(jx_bulk_new(&options, on->arena, &app->bulk));
    JX_TRY(jx_bulk_run(app->bulk));
    const jx_model *model = &on->in->package->model;
    for (uint32_t award = 0; award < model->award_count; award++)
        if (model->awards[award].subject == on->kind) keep_award(on, app->bulk, award);
    return JX_OK;
}

static jx_status decide_kind(stretch *on)
{
    jx_app *app = on->in->app;
    size_t count = on->facts->subjects[on->kind].count;
    for (on->first = 0; on->first < count; on->first += STRETCH_ROWS) {
        session_progress(app, "assess", on->first, count);
        if (session_stopped(app)) return JX_INTERRUPTED;
        on->count = count - on->first < STRETCH_ROWS ? count - on->first : STRETCH_ROWS;
        jx_status status = jx_arena_guard(on->arena, decide_stretch, on);
        jx_bulk_free(app->bulk);
        app->bulk = NULL;
        jx_arena_reset(on->arena);
        JX_TRY(status);
    }
    return JX_OK;
}

jx_status decide_in_bulk(const session *in, const jx_facts *facts, const prepared_ranks *ranks, results_keeper *into)
{
    stretch on = { .in = in, .facts = facts, .ranks = ranks, .into = into, .arena = in->app->scratch };
    for (on.kind = 0; on.kind < in->package->model.subject_count; on.kind++)
        JX_TRY(decide_kind(&on));
    return JX_OK;
}
