// Runs the workload through the engine and through hand-written C, checks every row, prints what each took.
//
//     bench PACKAGE REPEATS [YARD=FOLDER…] [N…]     N rows of our own population; YARD: the yardsticks' files
//
// Every variant is timed in turn within a round, so that a busy machine hits all alike; medians are printed, ratios are
// against the same round's hand-written C. Wrong rows end the program.
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "columns.h"

enum { REPEATS_MAX = 101 };

typedef enum { RUN_SCAN, RUN_CAL, RUN_TILE32, RUN_ENGINE, RUN_COUNT } variant;
static const char *const variant_names[RUN_COUNT] = { "scan", "cal", "tile32", "bulk" };

static void fail(const char *what)
{
    fprintf(stderr, "bench: %s\n", what);
    exit(1);
}

// ---- one variant, one or two threads ----

typedef struct {
    variant  which;
    ceiling  job;
    jx_bulk *bulk;
    size_t   first, end;
} task;

static void *run_part(void *user)
{
    const task *part = user;
    static void (*const loops[])(const ceiling *, size_t, size_t) = { ceiling_scan, ceiling_cal, ceiling_tile32 };
    loops[part->which](&part->job, part->first, part->end);
    return NULL;
}

static void run_once(const task *whole, int threads)
{
    if (whole->which == RUN_ENGINE) {
        if (jx_bulk_run(whole->bulk) != JX_OK) fail("the bulk run failed");
        return;
    }
    task parts[2] = { *whole, *whole };
    if (threads == 1 || whole->end < 20000) {
        (void)run_part(&parts[0]);
        return;
    }
    pthread_t other;
    parts[0].end = parts[1].first = whole->end / 2 / CEILING_BLOCK * CEILING_BLOCK;
    if (pthread_create(&other, NULL, run_part, &parts[1]) != 0) fail("no thread");
    (void)run_part(&parts[0]);
    (void)pthread_join(other, NULL);
}

// ---- checking ----

static void check_ceiling(const answers *is, const answers *expected, size_t count, const char *name)
{
    for (size_t r = 0; r < RULES; r++) {
        if (memcmp(is->entitled[r], expected->entitled[r], count) == 0 &&
            memcmp(is->fen[r], expected->fen[r], count * sizeof(int64_t)) == 0)
            continue;
        fprintf(stderr, "%s: ", name);
        fail("rows differ from the reference");
    }
}

static void check_engine(const engine *with, const jx_bulk *bulk, const answers *expected, size_t count)
{
    for (size_t r = 0; r < RULES; r++) {
        const jx_bulk_award *award = jx_bulk_award_result(bulk, with->awards[r]);
        if (award->outcome_count)
            printf("rule %c: %zu rows went to eval\n", (char)('A' + (int)r), award->outcome_count);
        for (size_t row = 0; row < count; row++) {
            uint8_t verdict = award->verdicts[row];
            int64_t fen = award->least_fen[row];
            const jx_bulk_outcome *outcome = jx_bulk_outcome_of(award, row);
            if (outcome) verdict = outcome->verdict, fen = outcome->least_fen;
            if (verdict == (expected->entitled[r][row] ? JX_BULK_YES : JX_BULK_NO) && fen == expected->fen[r][row])
                continue;
            fprintf(stderr, "rule %c row %zu: verdict %d, %lld fen; expected %d, %lld\n", (char)('A' + (int)r), row,
                    verdict, (long long)fen, !expected->entitled[r][row], (long long)expected->fen[r][row]);
            fail("a row differs from the reference");
        }
    }
}

static void print_totals(const answers *all, size_t count)
{
    long long total = 0;
    for (size_t r = 0; r < RULES; r++) {
        long long entitled = 0, fen = 0;
        for (size_t row = 0; row < count; row++) entitled += all->entitled[r][row], fen += all->fen[r][row];
        printf("  %c %lld / %lld", (char)('A' + (int)r), entitled, fen);
        total += fen;
    }
    printf("  total %lld fen\n", total);
}

// performance.md section 1, for the yardsticks' own data.
static const struct {
    size_t    count;
    long long entitled[RULES], fen[RULES];
} known[] = {
    { 1300, { 471, 375, 151, 182, 51 }, { 186373780, 1875000000, 3525000000, 1450000000, 510000000 } },
    { 100000,
      { 36027, 27825, 10247, 14338, 2850 },
      { 15622237653, 139125000000, 243844000000, 114265000000, 28500000000 } },
    { 520000,
      { 186422, 144209, 53261, 74996, 14874 },
      { 80460169680, 721045000000, 1259945000000, 597840000000, 148740000000 } },
};

static void check_known(const answers *all, size_t count)
{
    for (size_t k = 0; k < sizeof known / sizeof *known; k++) {
        if (known[k].count != count) continue;
        for (size_t r = 0; r < RULES; r++) {
            long long entitled = 0, fen = 0;
            for (size_t row = 0; row < count; row++) entitled += all->entitled[r][row], fen += all->fen[r][row];
            if (entitled != known[k].entitled[r] || fen != known[k].fen[r]) fail("totals differ from performance.md");
        }
        printf("  counts and fen equal the table of performance.md 1\n");
    }
}

// ---- timing ----

static int by_size(const void *a, const void *b)
{
    double left = *(const double *)a, right = *(const double *)b;  // binary float: times
    return (left > right) - (left < right);
}

typedef struct {
    double times[RUN_COUNT][2][REPEATS_MAX];  // binary float: times
    int    repeats;
} timing;

static double median(timing *all, variant which, int threads)  // binary float: times
{
    qsort(all->times[which][threads - 1], (size_t)all->repeats, sizeof(double), by_size);
    return all->times[which][threads - 1][all->repeats / 2];
}

static void print_times(timing *all, size_t count)
{
    for (int threads = 1; threads <= 2; threads++) {
        double scan = median(all, RUN_SCAN, threads), tile = median(all, RUN_TILE32, threads);  // binary float: times
        for (variant v = 0; v < RUN_COUNT; v++) {
            double own = median(all, v, threads), best = all->times[v][threads - 1][0];  // binary float: times
            printf("  %-7s %dT  median %8.3f ms  best %8.3f ms  %6.2f M/s  %5.2f of scan  %5.2f of tile32\n",
                   variant_names[v], threads, own * 1e3, best * 1e3, (double)count / own * 1e-6, scan / own,
                   tile / own);
        }
    }
}

static void measure(timing *all, task *tasks, jx_bulk *const bulks[2], size_t count)
{
    int inner = count < 20000 ? (int)(100000 / count) + 1 : 1;
    for (int repeat = -1; repeat < all->repeats; repeat++) {
        for (int threads = 1; threads <= 2; threads++) {
            for (variant v = 0; v < RUN_COUNT; v++) {
                tasks[v].bulk = bulks[threads - 1];
                double start = seconds();  // binary float: times
                for (int i = 0; i < inner; i++) run_once(&tasks[v], threads);
                if (repeat >= 0) all->times[v][threads - 1][repeat] = (seconds() - start) / inner;
            }
        }
    }
}

// ---- one population ----

static jx_bulk *new_bulk(const engine *with, const jx_bulk_population *columns, unsigned threads, jx_arena *arena)
{
    jx_bulk_options options = with->options;
    options.population = *columns;
    options.threads = threads;
    options.kernels = getenv("JX_KERNELS");
    jx_bulk *bulk = NULL;
    if (jx_bulk_new(&options, arena, &bulk) != JX_OK) fail("the bulk does not compile");
    return bulk;
}

static void run_population(const engine *with, const population *data, const char *name, int repeats, bool yard)
{
    size_t count = data->count, tile_bytes;
    answers expected = new_answers(count), out = new_answers(count);
    reference(data, &expected);
    printf("%s, %zu enterprises, %zu readings\n", name, count, count * READINGS);
    print_totals(&expected, count);
    if (yard) check_known(&expected, count);

    jx_arena *arena = jx_arena_new(jx_allocator_system(), SIZE_MAX);
    jx_bulk_population columns = make_columns(with, data, 0, arena);
    double start = seconds();  // binary float: times
    jx_bulk *bulks[2] = { new_bulk(with, &columns, 1, arena), NULL };
    printf("  compiled in %.3f ms, kernels %s\n", (seconds() - start) * 1e3, jx_bulk_kernels(bulks[0]));
    bulks[1] = new_bulk(with, &columns, 2, arena);
    if (getenv("JX_PRINT")) {
        jx_buffer text = jx_buffer_in(arena);
        jx_bulk_print(bulks[0], &text);
        printf("%.*s", JX_TEXT_ARG(jx_buffer_text(&text)));
    }

    const int32_t *tiles = ceiling_make_tiles(data, &tile_bytes);
    task tasks[RUN_COUNT];
    for (variant v = 0; v < RUN_COUNT; v++)
        tasks[v] = (task){ .which = v, .job = { data, tiles, &out }, .first = 0, .end = count };
    for (variant v = 0; v < RUN_ENGINE; v++) {
        for (int threads = 1; threads <= 2; threads++) {
            run_once(&tasks[v], threads);
            check_ceiling(&out, &expected, count, variant_names[v]);
        }
    }
    for (int t = 0; t < 2; t++) {
        tasks[RUN_ENGINE].bulk = bulks[t];
        run_once(&tasks[RUN_ENGINE], t + 1);
        check_engine(with, bulks[t], &expected, count);
    }
    printf("  every row of every variant equals the reference\n");
    timing *all = calloc(1, sizeof *all);
    if (!all) fail("no memory");
    all->repeats = repeats;
    measure(all, tasks, bulks, count);
    print_times(all, count);
    free(all);
    for (int t = 0; t < 2; t++) jx_bulk_free(bulks[t]);
    jx_arena_free(arena);
    release_answers(&expected, count);
    release_answers(&out, count);
}

// ---- gaps ----

static void check_sample(const engine *with, const jx_bulk *bulk, const jx_bulk_population *columns)
{
    const jx_model *model = &with->package->model;
    jx_arena *arena = jx_arena_new(jx_allocator_system(), SIZE_MAX);
    jx_value *facts = calloc(model->definition_count, sizeof *facts);
    size_t compared = 0;
    for (size_t row = 0; facts && row < columns->count; row += columns->count / 1000 + 1) {
        jx_arena_reset(arena);
        jx_bulk_facts(columns, model, arena, row, NULL, facts);
        for (size_t r = 0; r < RULES; r++, compared++) {
            jx_answer is, expected;
            jx_eval_options options = { .arena = arena, .limits = &with->limits };
            bulk_answer(bulk, &with->deciding, with->awards[r], row, arena, &is);
            jx_award_decide(jx_case_new(with->bound, &options, facts, NULL), with->bound, with->awards[r],
                            with->deciding.subject(NULL, row), arena, &expected);
            jx_buffer a = jx_buffer_in(arena), b = jx_buffer_in(arena);
            is.subject = expected.subject;
            jx_answer_print(model, &is, &a);
            jx_answer_print(model, &expected, &b);
            if (!jx_text_equal(jx_buffer_text(&a), jx_buffer_text(&b))) fail("a row with gaps differs from eval");
        }
    }
    free(facts);
    printf("  %zu sampled answers equal eval's bytes\n", compared);
    jx_arena_free(arena);
}

static size_t count_open(const jx_bulk_award *award, size_t count)
{
    size_t open = 0;
    for (size_t row = 0; row < count; row++)
        open += (award->verdicts[row] & JX_BULK_OPEN) != 0;
    return open;
}

static void run_gaps(const engine *with, const population *data, int repeats)
{
    jx_arena *arena = jx_arena_new(jx_allocator_system(), SIZE_MAX);
    jx_bulk_population columns = make_columns(with, data, 10, arena);
    printf("two accounts per firm, 1 %% of account-days without a reading, %zu enterprises\n", data->count);
    for (unsigned threads = 1; threads <= 2; threads++) {
        jx_bulk *bulk = new_bulk(with, &columns, threads, arena);
        double best = 1e9;  // binary float: times
        for (int i = 0; i < repeats; i++) {
            double start = seconds();  // binary float: times
            if (jx_bulk_run(bulk) != JX_OK) fail("the bulk run failed");
            double took = seconds() - start;  // binary float: times
            if (took < best) best = took;
        }
        printf("  bulk %uT  %.1f ms, %.3f M/s; rows left to eval:", threads, best * 1e3,
               (double)data->count / best * 1e-6);
        for (size_t r = 0; r < RULES; r++)
            printf(" %c %zu", (char)('A' + (int)r), jx_bulk_award_result(bulk, with->awards[r])->outcome_count);
        printf("; open, with least and most:");
        for (size_t r = 0; r < RULES; r++)
            printf(" %c %zu", (char)('A' + (int)r),
                   count_open(jx_bulk_award_result(bulk, with->awards[r]), data->count));
        printf("\n");
        if (threads == 1) check_sample(with, bulk, &columns);
        jx_bulk_free(bulk);
    }
    jx_arena_free(arena);
}

// ---- one enterprise ----

static void run_single(const engine *with, const population *data)
{
    enum { TIMES = 2000 };
    const jx_model *model = &with->package->model;
    jx_arena *arena = jx_arena_new(jx_allocator_system(), SIZE_MAX),
             *kept = jx_arena_new(jx_allocator_system(), SIZE_MAX);
    jx_bulk_population columns = make_columns(with, data, 0, kept);
    jx_value *facts = JX_ARRAY(kept, model->definition_count, jx_value);
    jx_explain_options explaining = { .language = JX_CHINESE };
    answers all = new_answers(data->count);
    reference(data, &all);
    for (size_t r = 0; r < RULES; r++) {
        size_t row = 0;
        while (row + 1 < data->count && !all.entitled[r][row]) row++;  // every condition has to be looked at
        jx_bulk_facts(&columns, model, kept, row, NULL, facts);
        double deciding = 0, explained = 0;  // binary float: times
        for (int i = 0; i < TIMES; i++) {
            jx_answer answer;
            jx_eval_options options = { .arena = arena, .limits = &with->limits };
            jx_arena_reset(arena);
            double start = seconds();  // binary float: times
            jx_case *unit = jx_case_new(with->bound, &options, facts, NULL);
            jx_award_decide(unit, with->bound, with->awards[r], with->deciding.subject(NULL, row), arena, &answer);
            double middle = seconds();  // binary float: times
            jx_buffer text = jx_buffer_in(arena);
            jx_answer_explain(unit, with->bound, &answer, &explaining, &text);
            deciding += middle - start;
            explained += seconds() - start;
        }
        printf("  rule %c, entitled: decided with its trace in %.1f us, with the written explanation %.1f us\n",
               (char)('A' + (int)r), deciding / TIMES * 1e6, explained / TIMES * 1e6);
    }
    release_answers(&all, data->count);
    jx_arena_free(arena);
    jx_arena_free(kept);
}

int main(int count, char **words)
{
    if (count < 3) return 2;
    setvbuf(stdout, NULL, _IOLBF, 0);
    int repeats = (int)strtol(words[2], NULL, 10);
    if (repeats < 1 || repeats > REPEATS_MAX) repeats = 11;
    engine with;
    open_engine(&with, words[1]);
    population data;
    for (int i = 3; i < count; i++) {
        if (strncmp(words[i], "YARD=", 5) == 0) {
            if (!read_population(&data, words[i] + 5)) fail("the yardsticks' files cannot be read");
            run_population(&with, &data, "the yardsticks' population", repeats, true);
        } else {
            generate(&data, (size_t)strtoull(words[i], NULL, 10), 20260216);
            run_population(&with, &data, "own population", repeats, false);
        }
        release(&data);
    }
    generate(&data, 100000, 20260216);
    run_gaps(&with, &data, 3);
    release(&data);
    printf("one enterprise\n");
    generate(&data, 1300, 20260216);
    run_single(&with, &data);
    struct rusage usage;
    if (getrusage(RUSAGE_SELF, &usage) == 0) printf("peak memory %.0f MiB\n", (double)usage.ru_maxrss / 1024);
    return 0;
}
