// Sessions: inputs are set, then asked for. Read jixiang_session_set_json() and its shorter sisters for inputs,
// jixiang_session_evaluate() for the rest; outcomes are written down in result.c.
#include "capi/outcomes.h"

#include <string.h>

// ---- life ----

typedef struct {
    const jixiang_model *model;
    jx_arena *arena;
    jixiang_session *session;
} session_making;

static jx_status make_session(void *user)
{
    session_making *making = user;
    const jixiang_engine *engine = making->model->engine;
    jixiang_session *session = JX_NEW(making->arena, jixiang_session);
    *session = (jixiang_session){ .model = making->model, .arena = making->arena };
    session->has_zones = *engine->zone_folder != '\0';
    if (session->has_zones) session->zones = jx_zone_files(making->arena, engine->zone_folder);
    making->session = session;
    return JX_OK;
}

jixiang_status jixiang_session_new(const jixiang_model *model, jixiang_session **out)
{
    session_making making = { .model = model, .arena = capi_arena(model->engine) };
    if (!making.arena) return JIXIANG_OUT_OF_MEMORY;
    if (jx_arena_guard(making.arena, make_session, &making) != JX_OK) {
        jx_arena_free(making.arena);
        return JIXIANG_OUT_OF_MEMORY;
    }
    jixiang_session *session = making.session;
    session->inputs = capi_arena(model->engine);
    session->reports = capi_arena(model->engine);
    session->scratch = jx_arena_new(model->engine->allocator, model->engine->limits.at[JX_LIMIT_RUN_BYTES]);
    if (!session->inputs || !session->reports || !session->scratch) {
        jixiang_session_free(session);
        return JIXIANG_OUT_OF_MEMORY;
    }
    *out = session;
    return JIXIANG_OK;
}

void jixiang_session_free(jixiang_session *session)
{
    if (!session) return;
    jx_arena_free(session->inputs);
    jx_arena_free(session->reports);
    jx_arena_free(session->scratch);
    jx_arena_free(session->arena);
}

void jixiang_session_clear(jixiang_session *session)
{
    jx_arena_reset(session->inputs);
    session->given = (given_inputs){ 0 };
    session->subject = (jx_text){ 0 };
}

// ---- inputs ----

typedef struct {
    jixiang_session *session;
    const char *name, *text;
    jx_json json;  // of the single figures
} setting;

static jx_app app_of(jixiang_session *session, jx_arena *arena)
{
    return capi_app(session->model->engine, arena, &session->problems, session->has_zones ? &session->zones : NULL);
}

static void put_input(jixiang_session *session, jx_text name, uint32_t definition, jx_value value)
{
    for (size_t i = 0; i < session->given.count; i++) {
        if (!jx_text_equal(session->given.items[i].name, name)) continue;
        session->given.items[i].value = value;
        return;
    }
    *JX_PUSH(session->inputs, &session->given) =
        (given_input){ jx_text_copy(session->inputs, name), definition, value };
}

// One input, read into the session's memory; not yet put where it can be seen.
static jx_status read_input(jixiang_session *session, jx_text name, const jx_json *json, uint32_t *out_definition,
                            jx_value *out)
{
    const jx_held *held = &session->model->held;
    jx_app app = app_of(session, session->inputs);
    uint32_t definition = *out_definition = jx_held_input(held, name);
    if (held->model->package && definition == JX_NONE) {
        (void)jx_problem_add(&session->problems, JX_PROBLEM_JSON_MEMBER_UNKNOWN, JX_SEVERITY_ERROR, NULL,
                             (jx_span){ 0 }, (jx_text){ 0 }, &name, 1);
        return JX_NOT_FOUND;
    }
    if (held->model->package) return jx_given_fact(&app, &held->model->definitions[definition], json, out);
    const jx_type *type = definition == JX_NONE ? &jx_type_any : held->model->definitions[definition].type;
    *out = jx_given_value(session->inputs, app.zones, json, type);
    return JX_OK;
}

static jx_status set_one(void *user)
{
    setting *set = user;
    uint32_t definition;
    jx_value value;
    set->json.text = jx_text_copy(set->session->inputs, set->json.text);
    JX_TRY(read_input(set->session, jx_text_of(set->name), &set->json, &definition, &value));
    put_input(set->session, jx_text_of(set->name), definition, value);
    return JX_OK;
}

static jx_status set_document(void *user)
{
    setting *set = user;
    jixiang_session *session = set->session;
    jx_source *source = JX_NEW(session->inputs, jx_source);
    *source = (jx_source){ JX_TEXT("JSON"), jx_text_copy(session->inputs, jx_text_of(set->text)) };
    jx_json json;
    JX_TRY(jx_json_read(session->inputs, &session->problems, &session->model->engine->limits, source, &json));
    if (json.kind != JX_JSON_OBJECT) {
        jx_text arguments[] = { source->name, JX_TEXT("{…}") };
        return jx_problem_add(&session->problems, JX_PROBLEM_JSON_TYPE_MISMATCH, JX_SEVERITY_ERROR, source,
                              (jx_span){ 0 }, (jx_text){ 0 }, arguments, 2);
    }
    uint32_t *definitions = JX_ARRAY(session->inputs, json.count, uint32_t);
    jx_value *values = JX_ARRAY(session->inputs, json.count, jx_value);
    jx_status status = JX_OK;
    for (size_t i = 0; i < json.count; i++) {
        jx_status one = read_input(session, json.names[i], &json.items[i], &definitions[i], &values[i]);
        if (one != JX_OK && status == JX_OK) status = one;  // all that is wrong is told, nothing is taken
    }
    for (size_t i = 0; status == JX_OK && i < json.count; i++)
        put_input(session, json.names[i], definitions[i], values[i]);
    return status;
}

typedef struct {
    jixiang_session *session;
    jx_status (*body)(void *user);
    setting *set;
    jx_status status;
} reported_call;

static jx_status reported(void *user)
{
    reported_call *call = user;
    jixiang_session *session = call->session;
    session->problems = (jx_problems){ .arena = session->reports, .language = session->model->engine->language };
    call->status = jx_arena_guard(session->inputs, call->body, call->set);
    capi_report(&session->problems, session->reports, &session->report);
    return JX_OK;
}

static jixiang_status run_setting(jixiang_session *session, jx_status (*body)(void *user), setting *set)
{
    given_inputs before = session->given;
    reported_call call = { session, body, set, JX_OUT_OF_MEMORY };
    jx_arena_reset(session->reports);
    session->report = (jixiang_report){ 0 };
    jx_status status = jx_arena_guard(session->reports, reported, &call);
    if (status == JX_OK) status = call.status;
    if (status == JX_OUT_OF_MEMORY) session->given = before;
    return capi_status(status);
}

static jixiang_status set_single(jixiang_session *session, const char *name, jx_json json)
{
    setting set = { .session = session, .name = name, .json = json };
    return run_setting(session, set_one, &set);
}

jixiang_status jixiang_session_set_number(jixiang_session *session, const char *name, const char *number)
{
    jx_json json = { .kind = JX_JSON_NUMBER, .text = jx_text_of(number) };
    if (!jx_decimal_read(json.text, &json.number)) return JIXIANG_REFUSED;
    return set_single(session, name, json);
}

jixiang_status jixiang_session_set_text(jixiang_session *session, const char *name, const char *text)
{
    return set_single(session, name, (jx_json){ .kind = JX_JSON_STRING, .text = jx_text_of(text) });
}

jixiang_status jixiang_session_set_boolean(jixiang_session *session, const char *name, bool value)
{
    return set_single(session, name, (jx_json){ .kind = JX_JSON_BOOLEAN, .boolean = value });
}

jixiang_status jixiang_session_set_none(jixiang_session *session, const char *name)
{
    return set_single(session, name, (jx_json){ .kind = JX_JSON_NULL });
}

jixiang_status jixiang_session_set_json(jixiang_session *session, const char *json)
{
    setting set = { .session = session, .text = json };
    return run_setting(session, set_document, &set);
}

static jx_status set_subject(void *user)
{
    setting *set = user;
    set->session->subject = jx_text_copy(set->session->inputs, jx_text_of(set->text));
    return JX_OK;
}

jixiang_status jixiang_session_set_subject(jixiang_session *session, const char *subject)
{
    setting set = { .session = session, .text = subject };
    return run_setting(session, set_subject, &set);
}

const jixiang_report *jixiang_session_report(const jixiang_session *session)
{
    return &session->report;
}

// ---- evaluating ----

typedef struct {
    jixiang_session *session;
    const char *name;
    unsigned flags;
    jixiang_result *result;
    jx_arena *arena;  // of the result
    jx_status status;
} evaluation;

static jx_value *facts_of_package(jixiang_session *session)
{
    const jx_model *model = session->model->held.model;
    jx_value *facts = JX_ARRAY(session->scratch, model->definition_count, jx_value);
    for (uint32_t i = 0; i < model->definition_count; i++)
        if (model->definitions[i].kind == JX_DEFINITION_FACT)
            facts[i] = jx_given_nothing(session->scratch, &model->definitions[i]);
    for (size_t i = 0; i < session->given.count; i++)
        facts[session->given.items[i].definition] = session->given.items[i].value;
    return facts;
}

static jx_status run_awards(evaluation *run, jx_case *unit)
{
    jixiang_session *session = run->session;
    const jx_model *model = session->model->held.model;
    jx_text wanted = run->name ? jx_text_of(run->name) : (jx_text){ 0 };
    for (uint32_t i = 0; i < model->award_count; i++) {
        const jx_award_rule *award = &model->awards[i];
        if (run->name && !jx_text_equal(award->id, wanted) && !jx_text_equal(award->name, wanted)) continue;
        outcomes_add_award(run->result, session, unit, i);
    }
    return run->result->count || !run->name ? JX_OK : JX_NOT_FOUND;
}

// An input that does not conform to its type, or is not among the allowed values, is null and said to be so.
static void give_inputs(jixiang_session *session, jx_case *unit)
{
    const jx_model *model = session->model->held.model;
    for (size_t i = 0; i < session->given.count; i++) {
        const given_input *one = &session->given.items[i];
        if (one->definition != JX_NONE) jx_case_give(unit, one->definition, one->value);
    }
    for (size_t i = 0; i < session->given.count; i++) {
        const given_input *one = &session->given.items[i];
        if (one->definition == JX_NONE || one->value.kind == JX_NULL) continue;
        if (jx_case_value(unit, one->definition).kind != JX_NULL) continue;
        jx_buffer given = jx_buffer_in(session->scratch), type = jx_buffer_in(session->scratch);
        jx_value_print_json(one->value, &given);
        jx_type_print(model->definitions[one->definition].type, &type);
        jx_text arguments[3] = { one->name, jx_buffer_text(&given), jx_buffer_text(&type) };
        (void)jx_problem_add(&session->problems, JX_PROBLEM_FACT_OUT_OF_RANGE, JX_SEVERITY_WARNING,
                             model->definitions[one->definition].source, model->definitions[one->definition].span,
                             (jx_text){ 0 }, arguments, 3);
    }
}

static jx_value invoked(jixiang_session *session, jx_case *unit, uint32_t definition)
{
    jx_text *names = JX_ARRAY(session->scratch, session->given.count, jx_text);
    jx_value *values = JX_ARRAY(session->scratch, session->given.count, jx_value);
    for (size_t i = 0; i < session->given.count; i++) {
        names[i] = session->given.items[i].name;
        values[i] = session->given.items[i].value;
    }
    return jx_case_invoke(unit, definition, names, values, session->given.count);
}

static jx_status run_decisions(evaluation *run, jx_case *unit)
{
    jixiang_session *session = run->session;
    const jx_model *model = session->model->held.model;
    give_inputs(session, unit);
    if (run->name) {
        uint32_t definition = jx_held_input(&session->model->held, jx_text_of(run->name));
        if (definition == JX_NONE) return JX_NOT_FOUND;
        jx_definition_kind kind = model->definitions[definition].kind;
        bool calls = kind == JX_DEFINITION_SERVICE || kind == JX_DEFINITION_FUNCTION;
        jx_value value = calls ? invoked(session, unit, definition) : jx_case_value(unit, definition);
        outcomes_add_value(run->result, model->definitions[definition].name, value);
        return JX_OK;
    }
    for (uint32_t d = 0; d < model->definition_count; d++)
        if (model->definitions[d].space == 0 && model->definitions[d].kind == JX_DEFINITION_FORMULA)
            outcomes_add_value(run->result, model->definitions[d].name, jx_case_value(unit, d));
    return JX_OK;
}

static jx_status evaluate(void *user)
{
    evaluation *run = user;
    jixiang_session *session = run->session;
    const jx_held *held = &session->model->held;
    jx_app app = app_of(session, session->scratch);
    jx_value now = jx_null();
    char text[JIXIANG_NOW_SIZE];
    const jixiang_engine *engine = session->model->engine;
    bool clock = engine->now && !held->model->package && engine->now(engine->now_user, text) &&
                 jx_date_time_read(session->scratch, app.zones, jx_text_of(text), &now);
    jx_eval_options options = { .arena = session->scratch,
                                .limits = app.limits,
                                .zones = app.zones,
                                .now = clock ? &now : NULL,
                                .problems = &session->problems,
                                .why = (run->flags & JIXIANG_WHY) != 0 };
    jx_value *facts = held->model->package ? facts_of_package(session) : NULL;
    jx_case *unit = jx_case_new(held->plan, &options, facts, NULL);
    JX_TRY(held->model->package ? run_awards(run, unit) : run_decisions(run, unit));
    if (run->flags & JIXIANG_TRACE) outcomes_add_steps(run->result, held, unit);
    return JX_OK;
}

static jx_status make_result(void *user)
{
    evaluation *run = user;
    jixiang_session *session = run->session;
    run->result = JX_NEW(run->arena, jixiang_result);
    run->result->arena = run->arena;
    run->status = jx_arena_guard(session->scratch, evaluate, run);
    if (run->status == JX_OK) capi_report(&session->problems, run->arena, &run->result->report);
    return JX_OK;
}

jixiang_status jixiang_session_evaluate(jixiang_session *session, const char *name, unsigned flags,
                                        jixiang_result **out)
{
    evaluation run = { .session = session, .name = name, .flags = flags, .status = JX_OUT_OF_MEMORY };
    jx_arena_reset(session->scratch);
    jx_arena_reset(session->reports);
    session->report = (jixiang_report){ 0 };
    session->problems = (jx_problems){ .arena = session->scratch, .language = session->model->engine->language };
    run.arena = capi_arena(session->model->engine);
    if (!run.arena) return JIXIANG_OUT_OF_MEMORY;
    jx_status status = jx_arena_guard(run.arena, make_result, &run);
    if (status == JX_OK) status = run.status;
    if (status == JX_OK)
        *out = run.result;
    else
        jx_arena_free(run.arena);
    return capi_status(status);
}
