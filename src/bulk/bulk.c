// Runs a compiled program over a population: morsel by morsel through kernels, then what they left through `decide`.
//
// Threads take chunks of morsels from a common counter. Every row's place in the result is fixed, and what went to
// eval is
// sorted by row at the end, so the result does not depend on who did what. Read run_chunk() first, jx_bulk_run() last.
#include "bulk/alike.h"
#include "bulk/kernels.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK_MORSELS = 4, THREADS_MAX = 2 };

typedef struct { jx_bulk_outcome *items; size_t count, capacity; } outcome_list;

typedef struct {
    jx_bulk      *bulk;
    jx_arena     *scratch, *keep;
    char         *frame;    // constant lanes are filled
    size_t        frame_bytes;
    char        **at;       // by lane
    size_t       *asked;    // by award, of the morsel
    outcome_list *outcomes; // by award
    jx_alike_memory *alike; // by award
    jx_buffer     key;
    jx_value     *facts;
    size_t        chunks;   // that it takes at most
    jx_status     status;
} worker;

struct jx_bulk {
    jx_bulk_options options;
    jx_program      program;
    jx_kernels      kernels;
    worker          workers[THREADS_MAX];
    unsigned        worker_count, used;
    size_t          chunk_rows;
    atomic_size_t   next_row;
};

// ---- facts ----

void jx_bulk_facts(const jx_bulk_population *population, const jx_model *model, jx_arena *arena, size_t row,
                   const bool *wanted, jx_value *facts)
{
    if (population->facts) population->facts(population->user, arena, row, wanted, facts);
    for (size_t d = 0; d < model->definition_count && !population->facts_whole; d++) {
        const jx_column *column = population->columns[d];
        if (!column) continue;
        facts[d] = !wanted || wanted[d] ? jx_column_value(arena, column, row) : jx_null();
    }
}

// ---- rows that kernels left, or that somebody asks about ----

void jx_bulk_ask(const jx_bulk *bulk, uint32_t award, size_t row, jx_arena *scratch, jx_arena *keep,
                 jx_bulk_outcome *out)
{
    const jx_model *model = bulk->options.plan->plan->model;
    jx_value *facts = JX_ARRAY(scratch, model->definition_count, jx_value);
    jx_bulk_facts(&bulk->options.population, model, scratch, row, bulk->program.awards[award].wanted, facts);
    jx_bulk_asked asked = { .row = row, .award = award, .facts = facts, .scratch = scratch, .keep = keep };
    *out = (jx_bulk_outcome){ 0 };
    bulk->options.decide(bulk->options.user, &asked, out);
    out->row = (uint32_t)row;
}

static bool is_asked(const jx_award_program *award, size_t row)
{
    return !award->result.left_out && award->verdicts[row] == JX_BULK_ASKED;
}

static void put_outcome(worker *w, size_t a, size_t row, jx_bulk_outcome outcome)
{
    outcome.row = (uint32_t)row;
    *JX_PUSH(w->keep, &w->outcomes[a]) = outcome;
}

// True if eval has said it of a row that is alike. Without a key, or where keys never meet, w->key stays empty.
static bool take_from_alike(worker *w, size_t a, size_t row, size_t in_morsel)
{
    const jx_award_program *award = &w->bulk->program.awards[a];
    w->key.size = 0;
    if (!award->alike || !jx_alike_pays(&w->alike[a])) return false;
    if (!jx_alike_key(award, w->at, row, in_morsel, &w->key)) w->key.size = 0;
    if (w->key.size == 0) return false;
    const jx_bulk_outcome *outcome = jx_alike_find(&w->alike[a], jx_buffer_text(&w->key));
    if (!outcome) return false;
    put_outcome(w, a, row, *outcome);
    w->outcomes[a].items[w->outcomes[a].count - 1].alike = true;
    return true;
}

static void ask_row(worker *w, size_t row, size_t in_morsel)
{
    jx_bulk *bulk = w->bulk;
    const jx_model *model = bulk->options.plan->plan->model;
    jx_text *keys = JX_ARRAY(w->scratch, bulk->program.award_count, jx_text);
    bool *left = JX_ARRAY(w->scratch, bulk->program.award_count, bool);
    bool *wanted = JX_ARRAY(w->scratch, model->definition_count, bool), any = false;
    for (size_t a = 0; a < bulk->program.award_count; a++) {
        const jx_award_program *award = &bulk->program.awards[a];
        left[a] = is_asked(award, row) && !take_from_alike(w, a, row, in_morsel);
        if (!left[a]) continue;
        keys[a] = jx_text_copy(w->scratch, jx_buffer_text(&w->key));
        any = true;
        for (size_t d = 0; d < model->definition_count; d++) wanted[d] = wanted[d] || award->wanted[d];
    }
    if (any) jx_bulk_facts(&bulk->options.population, model, w->scratch, row, wanted, w->facts);
    for (size_t a = 0; a < bulk->program.award_count; a++) {
        if (!left[a]) continue;
        jx_bulk_asked asked = {
            .row = row, .award = (uint32_t)a, .facts = w->facts, .scratch = w->scratch, .keep = w->keep
        };
        jx_bulk_outcome outcome = { 0 };
        bulk->options.decide(bulk->options.user, &asked, &outcome);
        put_outcome(w, a, row, outcome);
        if (keys[a].size > 0) jx_alike_keep(&w->alike[a], w->keep, keys[a], &outcome);
    }
}

static bool some_award_asks(const jx_program *program, size_t row)
{
    for (size_t a = 0; a < program->award_count; a++)
        if (is_asked(&program->awards[a], row)) return true;
    return false;
}

// ---- morsels ----

// What kernels know of an open row is not all of its answer.
static size_t ask_open_rows(const jx_award_program *award, size_t first, size_t count)
{
    size_t asked = 0;
    for (size_t row = first; row < first + count; row++) {
        if (!(award->verdicts[row] & JX_BULK_OPEN)) continue;
        award->verdicts[row] = JX_BULK_ASKED;
        award->least[row] = 0;
        asked++;
    }
    return asked;
}

static void run_morsel(worker *w, size_t first, size_t count)
{
    const jx_program *program = &w->bulk->program;
    for (size_t i = 0; i < program->lane_count; i++) {
        const jx_lane *lane = &program->lanes[i];
        if (lane->column) w->at[i] = (char *)(uintptr_t)(lane->column + first * lane->width);
    }
    w->bulk->kernels.run(program, w->at, first, count, w->asked);
    size_t asked = 0;
    for (size_t a = 0; a < program->award_count; a++) {
        if (!program->awards[a].compiled && !program->awards[a].result.left_out) {
            memset(program->awards[a].verdicts + first, JX_BULK_ASKED, count);
            w->asked[a] = count;
        }
        if (w->bulk->options.whole_answers && program->awards[a].result.most_fen)
            w->asked[a] += ask_open_rows(&program->awards[a], first, count);
        asked += w->asked[a];
    }
    for (size_t row = first; asked && row < first + count; row++) {
        if (!some_award_asks(program, row)) continue;
        jx_arena_mark mark = jx_arena_marked(w->scratch);
        ask_row(w, row, row - first);
        jx_arena_rewind(w->scratch, mark);
    }
}

// One chunk; JX_NOT_FOUND when there is none left.
static jx_status run_chunk(worker *w)
{
    size_t rows = w->bulk->options.population.count, step = w->bulk->chunk_rows;
    size_t first = atomic_fetch_add(&w->bulk->next_row, step), end = first + step < rows ? first + step : rows;
    if (first >= rows) return JX_NOT_FOUND;
    for (; first < end; first += JX_MORSEL_ROWS) {
        if (w->bulk->options.stop && w->bulk->options.stop(w->bulk->options.user)) return JX_INTERRUPTED;
        run_morsel(w, first, end - first < JX_MORSEL_ROWS ? end - first : JX_MORSEL_ROWS);
    }
    return JX_OK;
}

static jx_status run_chunks(void *user)
{
    worker *w = user;
    jx_status status = JX_OK;
    for (size_t done = 0; status == JX_OK && done < w->chunks; done++) status = run_chunk(w);
    return status == JX_NOT_FOUND ? JX_OK : status;
}

static jx_status run_keeping(void *user)
{
    worker *w = user;
    return jx_arena_guard(w->scratch, run_chunks, w);
}

static void *run_worker(void *user)
{
    worker *w = user;
    w->status = jx_arena_guard(w->keep, run_keeping, w);
    return NULL;
}

// ---- the result ----

static int by_row(const void *a, const void *b)
{
    uint32_t left = ((const jx_bulk_outcome *)a)->row, right = ((const jx_bulk_outcome *)b)->row;
    return (left > right) - (left < right);
}

// Brings the lists of both workers together in the first one's memory.
static jx_status gather(void *user)
{
    jx_bulk *bulk = user;
    worker *first = &bulk->workers[0];
    for (size_t a = 0; a < bulk->program.award_count; a++) {
        outcome_list *list = &first->outcomes[a];
        bulk->program.awards[a].result.alike_count = 0;
        for (unsigned t = 1; t < bulk->used; t++) {
            const outcome_list *other = &bulk->workers[t].outcomes[a];
            for (size_t i = 0; i < other->count; i++) *JX_PUSH(first->keep, list) = other->items[i];
        }
        if (bulk->used > 1 && list->count > 1) qsort(list->items, list->count, sizeof *list->items, by_row);
        bulk->program.awards[a].result.outcomes = list->items;
        bulk->program.awards[a].result.outcome_count = list->count;
        for (size_t i = 0; i < list->count; i++) bulk->program.awards[a].result.alike_count += list->items[i].alike;
    }
    return JX_OK;
}

static void forget(jx_bulk *bulk)
{
    atomic_store(&bulk->next_row, 0);
    for (unsigned t = 0; t < bulk->worker_count; t++) {
        bulk->workers[t].status = JX_OK;
        jx_arena_reset(bulk->workers[t].keep);
        memset(bulk->workers[t].outcomes, 0, bulk->program.award_count * sizeof(outcome_list));
        memset(bulk->workers[t].alike, 0, bulk->program.award_count * sizeof(jx_alike_memory));
        bulk->workers[t].key = jx_buffer_in(bulk->workers[t].keep);
    }
}

static size_t left_to_eval(const worker *w)
{
    size_t left = 0;
    for (size_t a = 0; a < w->bulk->program.award_count; a++) left += w->outcomes[a].count;
    return left;
}

// Few rows are done sooner than a thread is made, unless eval has much to do: the first chunk tells.
static bool second_pays(jx_bulk *bulk)
{
    bool many = bulk->options.population.count >= JX_BULK_ROWS_PER_THREAD;
    bulk->chunk_rows = many ? CHUNK_MORSELS * JX_MORSEL_ROWS : JX_MORSEL_ROWS;
    if (many || bulk->worker_count == 1) return many;
    bulk->workers[0].chunks = 1;
    (void)run_worker(&bulk->workers[0]);
    return bulk->workers[0].status == JX_OK && left_to_eval(&bulk->workers[0]) >= JX_BULK_ASKED_PER_THREAD;
}

jx_status jx_bulk_run(jx_bulk *bulk)
{
    pthread_t threads[THREADS_MAX];
    forget(bulk);
    bool alone = !second_pays(bulk);
    bulk->used = 1;
    for (unsigned t = 1; t < bulk->worker_count && !alone; t++) {  // without a second thread the first does all
        bulk->workers[t].chunks = SIZE_MAX;
        if (pthread_create(&threads[bulk->used], NULL, run_worker, &bulk->workers[bulk->used]) == 0) bulk->used++;
    }
    bulk->workers[0].chunks = SIZE_MAX;
    if (bulk->workers[0].status == JX_OK) (void)run_worker(&bulk->workers[0]);
    for (unsigned t = 1; t < bulk->used; t++) (void)pthread_join(threads[t], NULL);
    for (unsigned t = 0; t < bulk->used; t++)
        if (bulk->workers[t].status != JX_OK) return bulk->workers[t].status;
    return jx_arena_guard(bulk->workers[0].keep, gather, bulk);
}

const jx_bulk_award *jx_bulk_award_result(const jx_bulk *bulk, uint32_t award)
{
    return &bulk->program.awards[award].result;
}

const jx_bulk_outcome *jx_bulk_outcome_of(const jx_bulk_award *award, size_t row)
{
    if (award->verdicts[row] != JX_BULK_ASKED) return NULL;
    jx_bulk_outcome key = { .row = (uint32_t)row };
    return bsearch(&key, award->outcomes, award->outcome_count, sizeof key, by_row);
}

const char *jx_bulk_kernels(const jx_bulk *bulk)
{
    return bulk->kernels.name;
}

bool jx_bulk_has_kernels(const char *name)
{
    return strcmp(jx_kernels_choose(name).name, name) == 0;
}

unsigned jx_bulk_threads(const jx_bulk *bulk)
{
    return bulk->used;
}

// ---- making ----

static void fill_lane(char *at, const jx_lane *lane)
{
    for (size_t i = 0; i < JX_MORSEL_ROWS; i++) {
        if (lane->width == 1) ((uint8_t *)at)[i] = (uint8_t)lane->fill_value;
        if (lane->width == 4) ((uint32_t *)(void *)at)[i] = (uint32_t)lane->fill_value;
        if (lane->width == 8) ((int64_t *)(void *)at)[i] = lane->fill_value;
    }
}

static char *aligned(char *block)
{
    return block + (JX_TILE_ALIGNMENT - (uintptr_t)block % JX_TILE_ALIGNMENT) % JX_TILE_ALIGNMENT;
}

static void make_worker(jx_bulk *bulk, worker *w, jx_arena *arena)
{
    const jx_program *program = &bulk->program;
    w->bulk = bulk;
    w->frame_bytes = program->frame_bytes + JX_TILE_ALIGNMENT;
    w->frame = aligned(jx_arena_alloc(arena, w->frame_bytes));
    w->at = JX_ARRAY(arena, program->lane_count, char *);
    for (size_t i = 0; i < program->lane_count; i++) {
        if (program->lanes[i].column) continue;
        w->at[i] = w->frame + program->lanes[i].offset;
        if (program->lanes[i].fill) fill_lane(w->at[i], &program->lanes[i]);
    }
    w->asked = JX_ARRAY(arena, program->award_count, size_t);
    w->outcomes = JX_ARRAY(arena, program->award_count, outcome_list);
    w->alike = JX_ARRAY(arena, program->award_count, jx_alike_memory);
    w->facts = JX_ARRAY(arena, bulk->options.plan->plan->model->definition_count, jx_value);
}

typedef struct {
    const jx_bulk_options *options;
    jx_arena              *arena;
    jx_bulk               *bulk;
} make_arguments;

static jx_status make(void *user)
{
    make_arguments *arguments = user;
    jx_bulk *bulk = arguments->bulk = JX_NEW(arguments->arena, jx_bulk);
    bulk->options = *arguments->options;
    bulk->worker_count = bulk->options.threads >= THREADS_MAX ? THREADS_MAX : 1;
    bulk->kernels = jx_kernels_choose(bulk->options.kernels);
    jx_bulk_compile(&bulk->options, arguments->arena, &bulk->program);
    for (unsigned t = 0; t < bulk->worker_count; t++) make_worker(bulk, &bulk->workers[t], arguments->arena);
    return JX_OK;
}

jx_status jx_bulk_new(const jx_bulk_options *options, jx_arena *arena, jx_bulk **out)
{
    make_arguments arguments = { options, arena, NULL };
    jx_status status = jx_arena_guard(arena, make, &arguments);
    if (status != JX_OK) return status;
    jx_bulk *bulk = arguments.bulk;
    for (unsigned t = 0; t < bulk->worker_count; t++) {
        bulk->workers[t].scratch = jx_arena_new(options->allocator, SIZE_MAX);
        bulk->workers[t].keep = jx_arena_new(options->allocator, SIZE_MAX);
        if (bulk->workers[t].scratch && bulk->workers[t].keep) continue;
        jx_bulk_free(bulk);
        return JX_OUT_OF_MEMORY;
    }
    *out = bulk;
    return JX_OK;
}

void jx_bulk_free(jx_bulk *bulk)
{
    for (unsigned t = 0; bulk && t < bulk->worker_count; t++) {
        jx_arena_free(bulk->workers[t].scratch);
        jx_arena_free(bulk->workers[t].keep);
        bulk->workers[t].scratch = bulk->workers[t].keep = NULL;
    }
}

// ---- printing ----

static const char *const op_names[JX_DO_COUNT] = {
    "and", "or", "not", "truth", "ask-where", "is-null", "equal-states", "choose-truth", "state-or", "state-choose",
    "span", "settle", "range-truth", "add", "subtract", "multiply", "linear", "min", "max", "min-x", "max-x", "bound",
    "choose-number", "choose-code", "less", "less-equal", "equal", "not-equal", "less-x", "less-equal-x", "greater-x",
    "greater-equal-x", "equal-x", "not-equal-x", "codes-equal", "ratio-64", "ratio-128", "ratios", "map-truth",
    "map-state", "map-number", "map-code", "table", "round",
};

void jx_bulk_print(const jx_bulk *bulk, jx_buffer *out)
{
    const jx_program *program = &bulk->program;
    jx_buffer_format(out, "kernels %s\n", bulk->kernels.name);
    for (size_t i = 0; i < program->series_count; i++)
        for (size_t w = 0; w < program->series[i].window_count; w++)
            jx_buffer_format(out, "%u = sum of days %zu..%zu\n", (unsigned)program->series[i].windows[w].sums,
                             program->series[i].windows[w].from, program->series[i].windows[w].to);
    for (size_t i = 0; i < program->op_count; i++) {
        const jx_op *op = &program->ops[i];
        jx_buffer_format(out, "%u = %s %u %u %u x %lld y %lld\n", (unsigned)op->out, op_names[op->what],
                         (unsigned)op->a, (unsigned)op->b, (unsigned)op->c, (long long)op->x, (long long)op->y);
    }
    for (size_t a = 0; a < program->award_count; a++)
        jx_buffer_format(out, "award %.*s: %s\n", JX_TEXT_ARG(bulk->options.plan->plan->model->awards[a].id),
                         program->awards[a].compiled ? "compiled" : "eval");
}
