// Decides awards: prepare (ranks over a population), then all subjects, in bulk (decide_bulk.c) or here, one by one
// through eval, which is what bulk must agree with.
//
// A case and its answer are rubbish once the answer is kept, so each subject is worked out in a scratch arena that is
// reset; its facts are brought together once for all awards. Begin with decide_all().
#include "app/session.h"

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

const jx_value *decide_ranks_of(const session *in, const prepared_ranks *ranks, uint32_t kind, size_t subject,
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
    *out_case = jx_case_new(in->bound, &options, values, decide_ranks_of(in, ranks, kind, subject, scratch));
    jx_award_decide(*out_case, in->bound, award, facts->subjects[kind].items[subject].code, scratch, out);
}

// ---- all subjects ----

typedef struct {
    const session *in;
    const jx_facts *facts;
    const prepared_ranks *ranks;
    uint32_t kind;
    size_t subject;
    jx_arena *scratch;
    results_keeper *into;
} one_subject;

static void decide_and_keep(const one_subject *one, uint32_t award, const jx_value *facts, const jx_value *ranks)
{
    jx_eval_options options = session_eval(one->in->app, one->scratch);
    jx_case *unit = jx_case_new(one->in->bound, &options, facts, ranks);
    jx_answer answer;
    jx_award_decide_known(unit, one->in->bound, award, &one->into->known[award],
                          one->facts->subjects[one->kind].items[one->subject].code, one->scratch, &answer);
    results_keep(one->into, &answer, one->subject, one->scratch);
}

// All awards of one subject: its facts serve them all, what an award works out is forgotten after it.
static jx_status decide_subject(void *user)
{
    const one_subject *one = user;
    const jx_model *model = &one->in->package->model;
    const jx_value *values = facts_for(one->in, one->facts, one->kind, one->subject, one->scratch);
    const jx_value *ranks = decide_ranks_of(one->in, one->ranks, one->kind, one->subject, one->scratch);
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

static jx_status one_by_one(const session *in, const jx_facts *facts, const prepared_ranks *ranks,
                            results_keeper *into)
{
    for (uint32_t kind = 0; kind < in->package->model.subject_count; kind++) {
        one_subject one = { in, facts, ranks, kind, 0, in->app->scratch, into };
        JX_TRY(decide_kind(&one));
    }
    return JX_OK;
}

jx_status decide_all(const session *in, const jx_facts *facts, const prepared_ranks *ranks,
                     const jx_award_results **out)
{
    results_keeper into = results_for(in->bound, facts, in->app->arena);
    *out = into.awards;
    JX_TRY(session_scratch(in->app));
    return in->app->one_by_one ? one_by_one(in, facts, ranks, &into) : decide_in_bulk(in, facts, ranks, &into);
}
