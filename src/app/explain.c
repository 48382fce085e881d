// Explains one subject: the same evaluation again, with its trace rendered. For a stored run the outcome must be the
// one that was stored.
#include <inttypes.h>
#include <string.h>

#include "app/recording.h"

typedef struct {
    jx_app *app;
    const jx_explain_request *request;
    jx_explanation *out;
} explain_call;

// ---- finding ----

static jx_status not_found(jx_app *app, jx_text what)
{
    jx_status status = jx_problem_add(app->problems, JX_PROBLEM_SUBJECT_UNKNOWN, JX_SEVERITY_ERROR, NULL,
                                      (jx_span){ 0, 0 }, JX_TEXT(""), &what, 1);
    return status == JX_REFUSED ? JX_NOT_FOUND : status;
}

static void collect_candidates(explain_call *call, const jx_facts *facts, uint32_t kind, size_t matches)
{
    jx_subject *found = JX_ARRAY(call->app->arena, matches, jx_subject);
    size_t count = 0;
    for (size_t i = 0; i < facts->subjects[kind].count && count < matches; i++) {
        if (jx_text_equal(facts->subjects[kind].items[i].name, call->request->subject))
            found[count++] = facts->subjects[kind].items[i];
    }
    call->out->candidates = found;
    call->out->candidate_count = count;
}

static jx_status find_subject(explain_call *call, const jx_model *model, const jx_facts *facts, uint32_t *out_kind,
                              size_t *out_subject)
{
    for (uint32_t kind = 0; kind < model->subject_count; kind++) {
        size_t matches;
        if (facts_find_subject(facts, kind, call->request->subject, out_subject, &matches)) {
            *out_kind = kind;
            return JX_OK;
        }
        if (matches > 1) {
            collect_candidates(call, facts, kind, matches);
            return JX_NOT_FOUND;
        }
    }
    return not_found(call->app, call->request->subject);
}

static bool is_award(const jx_award_rule *award, jx_text wanted)
{
    return wanted.size == 0 || jx_text_equal(award->id, wanted) || jx_text_equal(award->name, wanted);
}

// ---- explaining ----

// 收款人 项目业主: whose the project is.
static void put_owner(const explain_call *call, const jx_facts *facts, const jx_award_rule *award, size_t subject,
                      jx_buffer *out)
{
    jx_text link;
    jx_arena *arena = call->app->arena;
    jx_text owner = facts_owner(facts, award->subject, subject, &link, arena, call->app->language);
    if (owner.size == 0 || !jx_text_equal(award->payee, link)) return;
    jx_buffer_format(out, call->app->language == JX_CHINESE ? "  收款人：%.*s %.*s\n" : "  payee: %.*s %.*s\n",
                     JX_TEXT_ARG(link), JX_TEXT_ARG(owner));
}

static void explain_award(explain_call *call, const session *in, const jx_facts *facts, const prepared_ranks *ranks,
                          uint32_t award, size_t subject, jx_explained *out)
{
    jx_arena *arena = call->app->arena;
    uint32_t kind = in->package->model.awards[award].subject;
    jx_case *unit;
    jx_answer answer;
    provenance_of about = { facts, kind, subject, arena, call->app->language };
    decide_one(in, facts, ranks, award, subject, arena, &unit, &answer);
    out->result = results_one(arena, &answer);
    jx_explain_options options = { .language = call->app->language, .provenance = answer_provenance, .user = &about };
    jx_buffer text = jx_buffer_in(arena);
    jx_answer_explain(unit, in->bound, &answer, &options, &text);
    put_owner(call, facts, &in->package->model.awards[award], subject, &text);
    out->award = in->package->model.awards[award].id;
    out->name = in->package->model.awards[award].name;
    out->text = jx_buffer_text(&text);
    jx_buffer canonical = jx_buffer_in(arena);
    jx_answer_print(&in->package->model, &answer, &canonical);
    out->canonical = jx_buffer_text(&canonical);
}

// The row of the stored run for this subject says the same.
static jx_status hold_against_store(explain_call *call, const jx_stored_run *run, jx_text subject,
                                    const jx_explained *one)
{
    for (size_t award = 0; award < run->award_count; award++) {
        if (!jx_text_equal(run->awards[award].id, one->award)) continue;
        for (size_t number = 0; number < run->awards[award].blocks; number++) {
            jx_result_block block;
            JX_TRY(jx_store_load_block(call->app->store, run->id, award, number, &block));
            for (size_t i = 0; i < block.count; i++) {
                if (!jx_text_equal(block.subjects[i], subject)) continue;
                const jx_outcome *outcome = one->result.outcome;
                bool same = block.verdicts[i] == outcome->answer.verdict &&
                            block.least_fen[i] == one->result.least_fen && block.most_fen[i] == one->result.most_fen &&
                            jx_text_equal(block.causes[i], outcome->causes_json);
                if (same) return JX_OK;
                number = run->awards[award].blocks;
                break;
            }
        }
    }
    jx_text arguments[] = { jx_text_format(call->app->arena, "%" PRId64, run->id), subject };
    return jx_problem_add(call->app->problems, JX_PROBLEM_REPLAY_DIFFERS, JX_SEVERITY_ERROR, NULL, (jx_span){ 0, 0 },
                          JX_TEXT(""), arguments, 2);
}

static jx_status explain_all(explain_call *call, const session *in, const jx_facts *facts, const jx_stored_run *run)
{
    const jx_model *model = &in->package->model;
    jx_explained *awards = JX_ARRAY(call->app->arena, model->award_count, jx_explained);
    uint32_t kind = 0;
    size_t subject = 0, count = 0;
    prepared_ranks ranks;
    JX_TRY(find_subject(call, model, facts, &kind, &subject));
    JX_TRY(decide_ranks(in, facts, &ranks));
    call->out->title = in->package->title;
    call->out->scenario = model->scenario;
    call->out->subject = facts->subjects[kind].items[subject];
    for (uint32_t i = 0; i < model->award_count; i++) {
        if (model->awards[i].subject != kind || !is_award(&model->awards[i], call->request->award)) continue;
        explain_award(call, in, facts, &ranks, i, subject, &awards[count]);
        if (run) JX_TRY(hold_against_store(call, run, call->out->subject.code, &awards[count]));
        count++;
    }
    call->out->awards = awards;
    call->out->count = count;
    return count > 0 ? JX_OK : not_found(call->app, call->request->award);
}

static jx_status explain(void *user)
{
    explain_call *call = user;
    jx_app *app = call->app;
    session in;
    const jx_facts *facts;
    if (call->request->store) {
        jx_stored_run run;
        JX_TRY(jx_store_open(app->arena, app->problems, call->request->store, false, &app->store));
        JX_TRY(jx_store_load_run(app->store, call->request->run, &run));
        JX_TRY(recording_reopen(app, &run, &in, &facts));
        return explain_all(call, &in, facts, &run);
    }
    jx_package_files files;
    jx_stored_files delivery;
    JX_TRY(session_files(app, call->request->package, &files));
    JX_TRY(session_open(app, files, call->request->scenario, &in));
    JX_TRY(session_delivery(app, call->request->facts, &delivery));
    JX_TRY(session_facts(&in, delivery, &facts));
    return explain_all(call, &in, facts, NULL);
}

jx_status jx_app_explain(jx_app *app, const jx_explain_request *request, jx_explanation *out)
{
    *out = (jx_explanation){ 0 };
    explain_call call = { app, request, out };
    return session_run(app, explain, &call);
}
