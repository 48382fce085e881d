// Results: values, answers and steps as plain data that owns itself.
#include "capi/outcomes.h"

// ---- values ----

static jixiang_value_kind kind_of(jx_kind kind)
{
    switch (kind) {
    case JX_NULL: return JIXIANG_NULL;
    case JX_BOOLEAN: return JIXIANG_BOOLEAN;
    case JX_NUMBER:
    case JX_RATIO: return JIXIANG_NUMBER;
    case JX_STRING: return JIXIANG_STRING;
    case JX_DATE:
    case JX_TIME:
    case JX_DATE_TIME:
    case JX_DAYS_DURATION:
    case JX_MONTHS_DURATION: return JIXIANG_TEMPORAL;
    case JX_LIST: return JIXIANG_LIST;
    case JX_CONTEXT: return JIXIANG_CONTEXT;
    case JX_RANGE:
    case JX_FUNCTION:
    case JX_SERIES: return JIXIANG_OTHER;
    case JX_OPEN: return JIXIANG_OPEN;
    }
    JX_UNREACHABLE();
}

static jixiang_text kept_text(jx_arena *arena, jx_text text)
{
    return capi_text(jx_text_copy(arena, text));
}

static void take_context(jx_arena *arena, const jx_context *context, jixiang_value *out)
{
    jixiang_text *names = JX_ARRAY(arena, context->count, jixiang_text);
    jixiang_value *items = JX_ARRAY(arena, context->count, jixiang_value);
    for (size_t i = 0; i < context->count; i++) {
        names[i] = kept_text(arena, context->names[i]);
        capi_value(arena, context->values[i], &items[i]);
    }
    out->names = names;
    out->items = items;
    out->count = context->count;
}

static void take_list(jx_arena *arena, jx_value value, jixiang_value *out)
{
    jixiang_value *items = JX_ARRAY(arena, value.as.list.count, jixiang_value);
    for (size_t i = 0; i < value.as.list.count; i++)
        capi_value(arena, value.as.list.items[i], &items[i]);
    out->items = items;
    out->count = value.as.list.count;
}

void capi_value(jx_arena *arena, jx_value value, jixiang_value *out)
{
    *out = (jixiang_value){ .kind = kind_of(value.kind), .boolean = jx_is_true(value) };
    jx_buffer text = jx_buffer_in(arena);
    if (value.kind == JX_STRING)
        jx_buffer_put(&text, value.as.string);
    else
        jx_value_print(value, &text);
    out->text = capi_text(jx_buffer_text(&text));
    if (value.kind == JX_LIST) take_list(arena, value, out);
    if (value.kind == JX_CONTEXT) take_context(arena, value.as.context, out);
}

jixiang_value_kind jixiang_value_kind_of(const jixiang_value *value)
{
    return value->kind;
}

bool jixiang_value_boolean(const jixiang_value *value)
{
    return value->boolean;
}

jixiang_text jixiang_value_text(const jixiang_value *value)
{
    return value->text;
}

size_t jixiang_value_count(const jixiang_value *value)
{
    return value->count;
}

const jixiang_value *jixiang_value_item(const jixiang_value *value, size_t index)
{
    assert(index < value->count);
    return &value->items[index];
}

jixiang_text jixiang_value_name(const jixiang_value *context, size_t index)
{
    assert(context->kind == JIXIANG_CONTEXT && index < context->count);
    return context->names[index];
}

const jixiang_value *jixiang_value_member(const jixiang_value *context, const char *name)
{
    jx_text wanted = jx_text_of(name);
    for (size_t i = 0; context->names && i < context->count; i++)
        if (jx_text_equal((jx_text){ context->names[i].bytes, context->names[i].size }, wanted))
            return &context->items[i];
    return NULL;
}

// ---- outcomes ----

static outcome *push(jixiang_result *result, jx_text name)
{
    outcome *one = JX_PUSH(result->arena, result);
    one->name = kept_text(result->arena, name);
    return one;
}

void outcomes_add_value(jixiang_result *result, jx_text name, jx_value value)
{
    jx_buffer json = jx_buffer_in(result->arena);
    jixiang_value kept;
    jx_value_print_json(value, &json);
    capi_value(result->arena, value, &kept);
    outcome *one = push(result, name);
    one->json = capi_text(jx_buffer_text(&json));
    one->value = kept;
}

static jixiang_verdict verdict_of(jx_verdict verdict)
{
    switch (verdict) {
    case JX_VERDICT_YES: return JIXIANG_YES;
    case JX_VERDICT_NO: return JIXIANG_NO;
    case JX_VERDICT_NEEDS_DATA: return JIXIANG_NEEDS_DATA;
    case JX_VERDICT_PENDING: return JIXIANG_PENDING;
    case JX_VERDICT_MANUAL: return JIXIANG_MANUAL;
    }
    JX_UNREACHABLE();
}

void outcomes_add_award(jixiang_result *result, const jixiang_session *session, jx_case *unit, uint32_t award)
{
    const jx_held *held = &session->model->held;
    jx_explain_options options = { .language = session->model->engine->language };
    jx_buffer json = jx_buffer_in(result->arena), words = jx_buffer_in(result->arena);
    jx_answer answer;
    jx_award_decide(unit, held->plan, award, session->subject, session->scratch, &answer);
    jx_answer_print(held->model, &answer, &json);
    jx_answer_explain(unit, held->plan, &answer, &options, &words);
    outcome *one = push(result, held->model->awards[award].id);
    one->json = capi_text(jx_buffer_text(&json));
    one->is_award = true;
    one->award = (jixiang_award){ .verdict = verdict_of(answer.verdict),
                                  .least_fen = answer.least_fen,
                                  .most_fen = answer.most_fen,
                                  .unbounded = answer.unbounded,
                                  .assumed = answer.assumed,
                                  .explanation = capi_text(jx_buffer_text(&words)) };
}

// ---- steps ----

static void add_rows(jixiang_result *result, const jx_plan_table *table, jx_table_hits hits, jixiang_step *step)
{
    jixiang_text *rows = JX_ARRAY(result->arena, hits.count, jixiang_text);
    for (size_t i = 0; i < hits.count; i++)
        rows[i] = kept_text(result->arena, table->source->rules[hits.rows[i]].id);
    step->rows = rows;
    step->row_count = hits.count;
}

void outcomes_add_steps(jixiang_result *result, const jx_held *held, jx_case *unit)
{
    const jx_model *model = held->model;
    jixiang_step *steps = JX_ARRAY(result->arena, model->definition_count, jixiang_step);
    size_t count = 0;
    for (uint32_t d = 0; d < model->definition_count; d++) {
        if (model->definitions[d].kind != JX_DEFINITION_FORMULA || !jx_case_knows(unit, d)) continue;
        jixiang_value *value = JX_NEW(result->arena, jixiang_value);
        const jx_node *table = jx_plan_table_root(held->plan->plan, d);
        capi_value(result->arena, jx_case_value(unit, d), value);
        steps[count] = (jixiang_step){ .name = kept_text(result->arena, model->definitions[d].name), .value = value };
        if (table) add_rows(result, table->as.table, jx_case_hits(unit, d), &steps[count]);
        count++;
    }
    result->steps = steps;
    result->step_count = count;
}

// ---- reading ----

void jixiang_result_free(jixiang_result *result)
{
    if (result) jx_arena_free(result->arena);
}

size_t jixiang_result_count(const jixiang_result *result)
{
    return result->count;
}

jixiang_text jixiang_result_name(const jixiang_result *result, size_t index)
{
    assert(index < result->count);
    return result->items[index].name;
}

jixiang_text jixiang_result_json(const jixiang_result *result, size_t index)
{
    assert(index < result->count);
    return result->items[index].json;
}

const jixiang_value *jixiang_result_value(const jixiang_result *result, size_t index)
{
    assert(index < result->count);
    return result->items[index].is_award ? NULL : &result->items[index].value;
}

bool jixiang_result_award(const jixiang_result *result, size_t index, jixiang_award *out)
{
    assert(index < result->count);
    if (result->items[index].is_award) *out = result->items[index].award;
    return result->items[index].is_award;
}

size_t jixiang_result_step_count(const jixiang_result *result)
{
    return result->step_count;
}

jixiang_step jixiang_result_step(const jixiang_result *result, size_t index)
{
    assert(index < result->step_count);
    return result->steps[index];
}

const jixiang_report *jixiang_result_report(const jixiang_result *result)
{
    return &result->report;
}
