// Publishes: opens the package or the recorded run, decides every subject once, and writes each document as soon as it
// is made, so that memory holds one document at a time. Begin with publish().
#include "app/publish.h"

#include <string.h>

#include "app/recording.h"
#include "publish/publish.h"

typedef struct {
    jx_app *app;
    const jx_publish_request *request;
    jx_publish_report *out;
    jx_publication_folder *folder;
    session in;
    const jx_facts *facts;  // NULL: nothing is assessed
    prepared_ranks ranks;
    jx_decisions decisions;
    jx_publication publication;
} publish_call;

// ---- one document ----

typedef struct {
    publish_call *call;
    jx_text path;
    void (*write)(const publish_call *call, size_t index, size_t part, jx_buffer *out);
    size_t index, part;  // which award, county or addressee; which page of it
} document;

static jx_status put_document(void *user)
{
    const document *one = user;
    jx_buffer bytes = jx_buffer_in(one->call->app->scratch);
    one->write(one->call, one->index, one->part, &bytes);
    return jx_publication_put(one->call->folder, one->path, jx_buffer_text(&bytes));
}

static jx_status write_document(document one)
{
    jx_app *app = one.call->app;
    if (session_stopped(app)) return JX_INTERRUPTED;
    jx_status status = jx_arena_guard(app->scratch, put_document, &one);
    jx_arena_reset(app->scratch);
    one.call->out->documents += status == JX_OK;
    return status;
}

// ---- the package ----

static void write_front(const publish_call *call, size_t index, size_t part, jx_buffer *out)
{
    (void)index, (void)part;
    jx_publish_front(&call->publication, out);
}

static void write_page(const publish_call *call, size_t index, size_t part, jx_buffer *out)
{
    (void)part;
    switch ((jx_page_kind)index) {
    case JX_PAGE_INDEX: jx_publish_index(&call->publication, out); return;
    case JX_PAGE_POLICY: jx_publish_policy(&call->publication, out); return;
    case JX_PAGE_HANDBOOK: jx_publish_handbook(&call->publication, out); return;
    case JX_PAGE_RESULTS: jx_publish_results(&call->publication, out); return;
    case JX_PAGE_LETTERS: jx_publish_letters(&call->publication, out); return;
    }
    JX_UNREACHABLE();
}

static jx_status write_pages(publish_call *call, jx_page_kind first, jx_page_kind last)
{
    for (jx_page_kind page = first; page <= last; page++) {
        jx_text path = jx_page_path(call->app->arena, call->publication.language, page);
        JX_TRY(write_document((document){ call, path, write_page, page, 0 }));
    }
    return JX_OK;
}

// ---- results ----

static void write_award(const publish_call *call, size_t index, size_t part, jx_buffer *out)
{
    jx_publish_award(&call->publication, (uint32_t)index, part, out);
}

static void write_county(const publish_call *call, size_t index, size_t part, jx_buffer *out)
{
    jx_publish_county(&call->publication, index, part, out);
}

static jx_status write_results(publish_call *call)
{
    const jx_model *model = &call->in.package->model;
    jx_language language = call->publication.language;
    for (size_t a = 0; a < model->award_count; a++) {
        size_t count = call->decisions.awards[a].count;
        for (size_t part = 0; part == 0 || part * JX_ROWS_ON_PAGE < count; part++) {
            jx_text path = jx_award_path(call->app->arena, language, model->awards[a].id, part);
            JX_TRY(write_document((document){ call, path, write_award, a, part }));
        }
    }
    for (size_t c = 0; c < call->decisions.county_count; c++) {
        size_t count = jx_county_size(&call->publication, c);
        for (size_t part = 0; part * JX_ROWS_ON_PAGE < count; part++) {
            jx_text path = jx_county_path(call->app->arena, language, c, part);
            JX_TRY(write_document((document){ call, path, write_county, c, part }));
        }
    }
    return JX_OK;
}

// ---- letters ----

static jx_addressee addressee_of(const jx_subject *subject)
{
    return (jx_addressee){ subject->code, subject->name, subject->county };
}

static void write_letter(const publish_call *call, size_t kind, size_t subject, jx_buffer *out)
{
    const session *in = &call->in;
    provenance_of about = { call->facts, (uint32_t)kind, subject, out->arena, call->publication.language };
    jx_value *facts = JX_ARRAY(out->arena, in->package->model.definition_count, jx_value);
    facts_of(call->facts, (uint32_t)kind, subject, out->arena, facts);
    jx_letter letter = { .kind = (uint32_t)kind,
                         .addressee = addressee_of(&call->facts->subjects[kind].items[subject]),
                         .facts = facts,
                         .ranks = decide_ranks_of(in, &call->ranks, (uint32_t)kind, subject, out->arena),
                         .limits = call->app->limits,
                         .provenance = answer_provenance,
                         .user = &about };
    jx_publish_letter(&call->publication, &letter, out);
}

static bool has_awards(const jx_model *model, uint32_t kind)
{
    for (size_t a = 0; a < model->award_count; a++)
        if (model->awards[a].subject == kind) return true;
    return false;
}

static jx_status write_one_letter(publish_call *call, uint32_t kind, size_t subject)
{
    jx_text code = call->facts->subjects[kind].items[subject].code;
    jx_text path = jx_letter_path(call->app->arena, call->publication.language, kind, code);
    JX_TRY(write_document((document){ call, path, write_letter, kind, subject }));
    call->out->letters++;
    return JX_OK;
}

static jx_status write_letters(publish_call *call)
{
    for (uint32_t kind = 0; kind < call->in.package->model.subject_count; kind++) {
        if (!has_awards(&call->in.package->model, kind)) continue;
        size_t count = call->facts->subjects[kind].count;
        for (size_t i = 0; i < count; i++) {
            if (i % 16 == 0) session_progress(call->app, "write", i, count);
            JX_TRY(write_one_letter(call, kind, i));
        }
    }
    return JX_OK;
}

// ---- deciding ----

static jx_decided_award decided_award(publish_call *call, const jx_award_results *results)
{
    jx_arena *arena = call->app->arena;
    jx_decided_award out = { .count = results->count, .totals = results->totals };
    jx_addressee *addressees = JX_ARRAY(arena, results->count, jx_addressee);
    jx_decided *decided = JX_ARRAY(arena, results->count, jx_decided);
    for (size_t i = 0; i < results->count; i++) {
        const jx_result *result = &results->results[i];
        addressees[i] = addressee_of(&results->subjects[i]);
        decided[i] = (jx_decided){ &result->outcome->answer, result->least_fen, result->most_fen,
                                   result->most_fen == JX_UNBOUNDED_FEN };
    }
    out.addressees = addressees;
    out.decided = decided;
    return out;
}

static jx_status hold_against_store(publish_call *call, const jx_award_results *awards, size_t count)
{
    jx_replay_report report = { 0 };
    JX_TRY(recording_compare(&call->in, call->request->run, awards, count, &report));
    call->decisions.run = call->request->run;
    jx_buffer root = jx_buffer_in(call->app->arena);
    jx_hash_print(&report.run.root, &root);
    call->decisions.root = jx_buffer_text(&root);
    if (report.difference_count == 0) return JX_OK;
    jx_text arguments[] = { jx_text_format(call->app->arena, "%lld", (long long)call->request->run),
                            report.differences[0].what };
    return jx_problem_add(call->app->problems, JX_PROBLEM_REPLAY_DIFFERS, JX_SEVERITY_ERROR, NULL, (jx_span){ 0, 0 },
                          JX_TEXT(""), arguments, 2);
}

static jx_status decide(publish_call *call)
{
    const jx_model *model = &call->in.package->model;
    const jx_award_results *awards;
    JX_TRY(decide_ranks(&call->in, call->facts, &call->ranks));
    JX_TRY(decide_all(&call->in, call->facts, &call->ranks, &awards));
    if (call->request->store) JX_TRY(hold_against_store(call, awards, model->award_count));
    jx_decided_award *decided = JX_ARRAY(call->app->arena, model->award_count, jx_decided_award);
    for (size_t a = 0; a < model->award_count; a++)
        decided[a] = decided_award(call, &awards[a]);
    call->decisions.awards = decided;
    call->decisions.facts_as_of = facts_as_of(call->facts);
    jx_decisions_counties(model, call->app->arena, &call->decisions);
    call->publication.decisions = &call->decisions;
    return JX_OK;
}

// ---- opening ----

static jx_status open_package(publish_call *call)
{
    const jx_publish_request *request = call->request;
    jx_app *app = call->app;
    jx_package_files files;
    jx_stored_files delivery;
    if (request->store) {
        jx_stored_run run;
        JX_TRY(jx_store_open(app->arena, app->problems, request->store, false, &app->store));
        JX_TRY(jx_store_load_run(app->store, request->run, &run));
        return recording_reopen(app, &run, &call->in, &call->facts);
    }
    JX_TRY(session_files(app, request->package, &files));
    JX_TRY(session_open(app, files, request->scenario, &call->in));
    if (!request->facts) return JX_OK;
    JX_TRY(session_delivery(app, request->facts, &delivery));
    return session_facts(&call->in, delivery, &call->facts);
}

static jx_status try_cases(publish_call *call)
{
    jx_test_report report;
    JX_TRY(session_cases(call->app, call->in.files, &report));
    jx_case_state *states = JX_ARRAY(call->app->arena, call->in.package->case_count, jx_case_state);
    for (size_t i = 0; i < report.count && i < call->in.package->case_count; i++) {
        if (report.lines[i].outcome == JX_CASE_PASSED) states[i] = JX_CASE_HOLDS;
        if (report.lines[i].outcome == JX_CASE_FAILED) states[i] = JX_CASE_BROKEN;
    }
    call->out->cases = report.count;
    call->out->cases_broken = report.failed;
    call->publication.cases = states;
    return JX_OK;
}

static jx_status prepare(publish_call *call)
{
    session_progress(call->app, "read", 0, 0);
    JX_TRY(open_package(call));
    call->publication = (jx_publication){ .package = call->in.package,
                                          .bound = call->in.bound,
                                          .both = call->request->chinese && call->request->english,
                                          .date = call->request->date };
    JX_TRY(try_cases(call));
    call->publication.citations = jx_citations_of(call->in.package, call->app->arena);
    call->out->title = call->in.package->title;
    call->out->scenario = call->in.package->model.scenario;
    JX_TRY(session_scratch(call->app));
    return call->facts ? decide(call) : JX_OK;
}

// The letter of one addressee, by code or name.
static jx_status write_wanted_letter(publish_call *call)
{
    const jx_model *model = &call->in.package->model;
    for (uint32_t kind = 0; kind < model->subject_count; kind++) {
        size_t subject, matches;
        if (has_awards(model, kind) &&
            facts_find_subject(call->facts, kind, call->request->subject, &subject, &matches))
            return write_one_letter(call, kind, subject);
    }
    jx_status status = jx_problem_add(call->app->problems, JX_PROBLEM_SUBJECT_UNKNOWN, JX_SEVERITY_ERROR, NULL,
                                      (jx_span){ 0, 0 }, JX_TEXT(""), &call->request->subject, 1);
    return status == JX_REFUSED ? JX_NOT_FOUND : status;
}

static jx_status write_language(publish_call *call, jx_language language)
{
    call->publication.language = language;
    if (call->request->subject.size) return write_wanted_letter(call);
    JX_TRY(write_pages(call, JX_PAGE_INDEX, call->facts ? JX_PAGE_LETTERS : JX_PAGE_HANDBOOK));
    if (!call->facts) return JX_OK;
    JX_TRY(write_results(call));
    return write_letters(call);
}

static jx_status publish(void *user)
{
    publish_call *call = user;
    const jx_publish_request *request = call->request;
    JX_TRY(prepare(call));
    JX_TRY(jx_publication_begin(call->app->arena, call->app->problems, request->out, &call->folder));
    call->publication.language = request->chinese ? JX_CHINESE : JX_ENGLISH;
    if (!request->subject.size)
        JX_TRY(write_document((document){ call, JX_TEXT("index.html"), write_front, 0, 0 }));
    if (request->chinese) JX_TRY(write_language(call, JX_CHINESE));
    if (request->english) JX_TRY(write_language(call, JX_ENGLISH));
    return jx_publication_finish(call->folder);
}

jx_status jx_app_publish(jx_app *app, const jx_publish_request *request, jx_publish_report *out)
{
    *out = (jx_publish_report){ 0 };
    publish_call call = { .app = app, .request = request, .out = out };
    jx_status status = session_run(app, publish, &call);
    jx_publication_abandon(call.folder);
    return status;
}
