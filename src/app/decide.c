// Decides awards for subjects through eval: prepare (ranks over a population), then subject by subject.
//
// A case and its answer are rubbish once the answer is kept, so each subject is worked out in a scratch arena that is
// reset; its facts are brought together once for all awards. Begin with decide_all().
#include <string.h>

#include "app/session.h"

enum { SCRATCH_BYTES_MAX = 1 << 30 };

static const jx_value *facts_for(const session *in, const jx_facts *facts, uint32_t kind, size_t subject,
                                 jx_arena *arena)
{
    jx_value *values = JX_ARRAY(arena, in->package->model.definition_count, jx_value);
    facts_of(facts, kind, subject, arena, values);
    return values;
}

// ---- ranks ----

static void rank_one(const session *in, const jx_facts *facts, const jx_rank *rank, const jx_value **out)
{
    const jx_award_rule *award = &in->package->model.awards[rank->award];
    size_t count = facts->subjects[award->subject].count;
    jx_value *values = JX_ARRAY(in->app->arena, count, jx_value), *member = JX_ARRAY(in->app->arena, count, jx_value);
    jx_value *ranks = JX_ARRAY(in->app->arena, count, jx_value);
    jx_eval_options options = session_eval(in->app, in->app->arena);
    for (size_t i = 0; i < count; i++) {
        jx_case *unit = jx_case_new(in->bound, &options, facts_for(in, facts, award->subject, i, in->app->arena), NULL);
        values[i] = jx_case_node(unit, rank->value, NULL);
        member[i] = award->member == JX_NONE ? jx_boolean(true) : jx_case_value(unit, award->member);
    }
    jx_rank_population(in->app->arena, values, member, count, rank->ascending, ranks);
    *out = ranks;
}

jx_status decide_ranks(const session *in, const jx_facts *facts, prepared_ranks *out)
{
    out->ranks = JX_ARRAY(in->app->arena, in->plan->rank_count, const jx_value *);
    for (size_t i = 0; i < in->plan->rank_count; i++) {
        if (session_stopped(in->app)) return JX_INTERRUPTED;
        rank_one(in, facts, &in->plan->ranks[i], &out->ranks[i]);
    }
    return JX_OK;
}

// ---- one subject ----

static const jx_value *ranks_of(const session *in, const prepared_ranks *ranks, uint32_t kind, size_t subject,
                                jx_arena *arena)
{
    if (in->plan->rank_count == 0) return NULL;
    jx_value *out = JX_ARRAY(arena, in->plan->rank_count, jx_value);
    for (size_t i = 0; i < in->plan->rank_count; i++) {
        bool here = in->package->model.awards[in->plan->ranks[i].award].subject == kind;
        out[i] = here ? ranks->ranks[i][subject] : jx_null();
    }
    return out;
}

void decide_one(const session *in, const jx_facts *facts, const prepared_ranks *ranks, uint32_t award, size_t subject,
                jx_arena *scratch, jx_case **out_case, jx_answer *out)
{
    uint32_t kind = in->package->model.awards[award].subject;
    jx_eval_options options = session_eval(in->app, scratch);
    const jx_value *values = facts_for(in, facts, kind, subject, scratch);
    *out_case = jx_case_new(in->bound, &options, values, ranks_of(in, ranks, kind, subject, scratch));
    jx_award_decide(*out_case, in->bound, award, facts->subjects[kind].items[subject].code, scratch, out);
}

// ---- keeping ----

static jx_text causes_words(jx_arena *arena, jx_causes causes)
{
    jx_buffer out = jx_buffer_in(arena);
    for (size_t i = 0; i < causes.count; i++) {
        const jx_cause *cause = &causes.items[i];
        if (i > 0) jx_buffer_put(&out, JX_TEXT("; "));
        jx_buffer_format(&out, "%s %.*s", jx_cause_kind_slug(cause->kind), JX_TEXT_ARG(cause->name));
        if (cause->place.size > 0) jx_buffer_format(&out, " %.*s", JX_TEXT_ARG(cause->place));
    }
    return jx_buffer_text(&out);
}

static jx_text causes_json(jx_arena *arena, jx_causes causes)
{
    jx_buffer out = jx_buffer_in(arena);
    jx_buffer_put_char(&out, '[');
    for (size_t i = 0; i < causes.count; i++) {
        jx_buffer_format(&out, "%s{\"kind\":\"%s\",\"name\":", i ? "," : "", jx_cause_kind_slug(causes.items[i].kind));
        jx_json_quote(causes.items[i].name, &out);
        jx_buffer_put(&out, JX_TEXT(",\"place\":"));
        jx_json_quote(causes.items[i].place, &out);
        jx_buffer_put_char(&out, '}');
    }
    jx_buffer_put_char(&out, ']');
    return jx_buffer_text(&out);
}

void decide_keep(jx_arena *arena, const jx_model *model, const jx_answer *answer, jx_result *out)
{
    jx_buffer canonical = jx_buffer_in(arena);
    jx_answer_print(model, answer, &canonical);
    *out = (jx_result){ .verdict = answer->verdict,
                        .listed = answer->listed,
                        .unbounded = answer->unbounded,
                        .assumed = answer->assumed,
                        .least_fen = answer->least_fen,
                        .most_fen = answer->unbounded ? JX_UNBOUNDED_FEN : answer->most_fen,
                        .causes = causes_words(arena, answer->causes),
                        .causes_json = causes_json(arena, answer->causes),
                        .canonical = jx_buffer_text(&canonical) };
    for (size_t i = 0; i < answer->causes.count; i++)
        out->cause_kinds |= (uint8_t)(1u << answer->causes.items[i].kind);
}

// ---- all subjects ----

typedef struct {
    const session *in;
    const jx_facts *facts;
    const prepared_ranks *ranks;
    uint32_t kind;
    size_t subject;
    jx_arena *scratch;
    jx_award_results *awards;
} one_subject;

static void decide_and_keep(const one_subject *one, uint32_t award, const jx_value *facts, const jx_value *ranks)
{
    jx_award_results *results = &one->awards[award];
    jx_eval_options options = session_eval(one->in->app, one->scratch);
    jx_case *unit = jx_case_new(one->in->bound, &options, facts, ranks);
    jx_answer answer;
    jx_award_decide(unit, one->in->bound, award, results->subjects[one->subject].code, one->scratch, &answer);
    decide_keep(one->in->app->arena, &one->in->package->model, &answer, (jx_result *)&results->results[one->subject]);
    jx_totals_add(&results->totals, &answer);
}

// All awards of one subject: its facts serve them all, what an award works out is forgotten after it.
static jx_status decide_subject(void *user)
{
    const one_subject *one = user;
    const jx_model *model = &one->in->package->model;
    const jx_value *values = facts_for(one->in, one->facts, one->kind, one->subject, one->scratch);
    const jx_value *ranks = ranks_of(one->in, one->ranks, one->kind, one->subject, one->scratch);
    jx_arena_mark mark = jx_arena_marked(one->scratch);
    for (uint32_t a = 0; a < model->award_count; a++) {
        if (model->awards[a].subject != one->kind) continue;
        decide_and_keep(one, a, values, ranks);
        jx_arena_rewind(one->scratch, mark);
    }
    return JX_OK;
}

static jx_status decide_kind(one_subject *one)
{
    size_t count = one->facts->subjects[one->kind].count;
    jx_status status = JX_OK;
    for (size_t i = 0; i < count && status == JX_OK; i++) {
        if (i % 64 == 0) session_progress(one->in->app, "assess", i, count);
        if (session_stopped(one->in->app)) return JX_INTERRUPTED;
        one->subject = i;
        status = jx_arena_guard(one->scratch, decide_subject, one);
        jx_arena_reset(one->scratch);
    }
    return status;
}

jx_status decide_all(const session *in, const jx_facts *facts, const prepared_ranks *ranks, jx_award_results *out)
{
    const jx_model *model = &in->package->model;
    for (uint32_t a = 0; a < model->award_count; a++) {
        const jx_award_rule *rule = &model->awards[a];
        const facts_subjects *subjects = &facts->subjects[rule->subject];
        out[a] = (jx_award_results){ .id = rule->id,
                                     .name = rule->name,
                                     .kind = model->subjects[rule->subject].name,
                                     .subjects = subjects->items,
                                     .count = subjects->count,
                                     .results = JX_ARRAY(in->app->arena, subjects->count, jx_result) };
    }
    // The app holds it, so that a jump out of its own arena leaves nothing behind.
    if (!in->app->scratch) in->app->scratch = jx_arena_new(in->app->allocator, SCRATCH_BYTES_MAX);
    if (!in->app->scratch) return JX_OUT_OF_MEMORY;
    for (uint32_t kind = 0; kind < model->subject_count; kind++) {
        one_subject one = { in, facts, ranks, kind, 0, in->app->scratch, out };
        JX_TRY(decide_kind(&one));
    }
    return JX_OK;
}

jx_status decide_block(jx_arena *arena, const jx_award_results *results, size_t number, jx_result_block *out)
{
    size_t first = number * JX_BLOCK_ROWS,
           count = results->count - first < JX_BLOCK_ROWS ? results->count - first : JX_BLOCK_ROWS;
    jx_text *subjects = JX_ARRAY(arena, count, jx_text), *causes = JX_ARRAY(arena, count, jx_text);
    uint8_t *verdicts = JX_ARRAY(arena, count, uint8_t);
    int64_t *least = JX_ARRAY(arena, count, int64_t), *most = JX_ARRAY(arena, count, int64_t);
    jx_buffer answers = jx_buffer_in(arena);
    for (size_t i = 0; i < count; i++) {
        const jx_result *result = &results->results[first + i];
        subjects[i] = results->subjects[first + i].code;
        causes[i] = result->causes_json;
        verdicts[i] = (uint8_t)result->verdict;
        least[i] = result->least_fen;
        most[i] = result->most_fen;
        jx_field_put(&answers, result->canonical);
    }
    *out = (jx_result_block){ .count = count,
                              .subjects = subjects,
                              .verdicts = verdicts,
                              .least_fen = least,
                              .most_fen = most,
                              .causes = causes };
    return jx_hash_text(jx_buffer_text(&answers), &out->answers);
}
