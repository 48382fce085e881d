// Keeps answers: outcomes once, found again by their bytes. Begin with results_keep().
#include "app/results.h"

// ---- texts ----

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

void jx_result_print(const jx_award_results *award, size_t row, jx_buffer *out)
{
    const jx_result *result = &award->results[row];
    jx_answer answer = result->outcome->answer;
    answer.subject = award->subjects[row].code;
    answer.least_fen = result->least_fen;
    answer.most_fen = result->most_fen;
    jx_answer_print(award->model, &answer, out);
}

// ---- outcomes ----

static jx_text outcome_bytes(jx_arena *arena, const jx_answer *answer)
{
    jx_buffer out = jx_buffer_in(arena);
    jx_field_put_eight(&out, answer->award);
    jx_field_put_eight(&out, (uint64_t)answer->verdict << 16 | (uint64_t)answer->listed << 8 | answer->unbounded);
    jx_field_put_eight(&out, answer->causes.count);
    for (size_t i = 0; i < answer->causes.count; i++) {
        jx_field_put_eight(&out, answer->causes.items[i].kind);
        jx_field_put(&out, answer->causes.items[i].name);
        jx_field_put(&out, answer->causes.items[i].place);
    }
    for (size_t i = 0; i < answer->row_count; i++) {
        jx_field_put(&out, answer->rows[i].table);
        jx_field_put(&out, answer->rows[i].row);
    }
    return jx_buffer_text(&out);
}

static jx_outcome *new_outcome(jx_arena *arena, const jx_answer *answer)
{
    jx_outcome *outcome = JX_NEW(arena, jx_outcome);
    outcome->answer = *jx_answer_keep(arena, answer);
    outcome->causes = causes_words(arena, outcome->answer.causes);
    outcome->causes_json = causes_json(arena, outcome->answer.causes);
    for (size_t i = 0; i < answer->causes.count; i++)
        outcome->cause_kinds |= (uint8_t)(1u << answer->causes.items[i].kind);
    return outcome;
}

static const jx_outcome *outcome_of(results_keeper *into, const jx_answer *answer, jx_arena *scratch)
{
    jx_arena_mark mark = jx_arena_marked(scratch);
    jx_text bytes = outcome_bytes(scratch, answer);
    uint32_t number;
    if (!text_index_find(&into->seen, bytes, &number)) {
        jx_outcome *outcome = new_outcome(into->arena, answer);
        outcome->answer.readings = into->known[answer->award].readings;
        number = text_index_add(&into->seen, jx_text_copy(into->arena, bytes));
        *JX_PUSH(into->arena, &into->outcomes) = outcome;
    }
    jx_arena_rewind(scratch, mark);
    return into->outcomes.items[number];
}

static int64_t most_of(const jx_answer *answer)
{
    return answer->unbounded ? JX_UNBOUNDED_FEN : answer->most_fen;
}

// ---- keeping ----

results_keeper results_for(const jx_bound_plan *plan, const jx_facts *facts, jx_arena *arena)
{
    const jx_model *model = plan->plan->model;
    results_keeper into = { .arena = arena, .seen = { .arena = arena } };
    jx_award_static *known = JX_ARRAY(arena, model->award_count, jx_award_static);
    into.awards = JX_ARRAY(arena, model->award_count, jx_award_results);
    for (uint32_t a = 0; a < model->award_count; a++) {
        const jx_award_rule *rule = &model->awards[a];
        const facts_subjects *subjects = &facts->subjects[rule->subject];
        jx_award_describe(plan, a, arena, &known[a]);
        into.awards[a] = (jx_award_results){ .id = rule->id,
                                             .name = rule->name,
                                             .kind = model->subjects[rule->subject].name,
                                             .model = model,
                                             .subjects = subjects->items,
                                             .count = subjects->count,
                                             .results = JX_ARRAY(arena, subjects->count, jx_result) };
    }
    into.known = known;
    return into;
}

static void put(results_keeper *into, uint32_t award, size_t row, jx_result result)
{
    jx_award_results *results = &into->awards[award];
    ((jx_result *)results->results)[row] = result;
    jx_answer answer = result.outcome->answer;
    answer.least_fen = result.least_fen;
    answer.most_fen = answer.unbounded ? 0 : result.most_fen;
    jx_totals_add(&results->totals, &answer);
}

void results_keep(results_keeper *into, const jx_answer *answer, size_t row, jx_arena *scratch)
{
    const jx_outcome *outcome = outcome_of(into, answer, scratch);
    put(into, answer->award, row, (jx_result){ outcome, answer->least_fen, most_of(answer) });
}

void results_keep_alike(results_keeper *into, uint32_t award, size_t row, const jx_outcome *outcome, int64_t fen)
{
    put(into, award, row, (jx_result){ outcome, fen, fen });
}

jx_result results_one(jx_arena *arena, const jx_answer *answer)
{
    return (jx_result){ new_outcome(arena, answer), answer->least_fen, most_of(answer) };
}

// ---- blocks ----

jx_status results_block(jx_arena *arena, const jx_award_results *results, size_t number, jx_result_block *out)
{
    size_t first = number * JX_BLOCK_ROWS,
           count = results->count - first < JX_BLOCK_ROWS ? results->count - first : JX_BLOCK_ROWS;
    jx_text *subjects = JX_ARRAY(arena, count, jx_text), *causes = JX_ARRAY(arena, count, jx_text);
    uint8_t *verdicts = JX_ARRAY(arena, count, uint8_t);
    int64_t *least = JX_ARRAY(arena, count, int64_t), *most = JX_ARRAY(arena, count, int64_t);
    jx_buffer answers = jx_buffer_in(arena), one = jx_buffer_in(arena);
    for (size_t i = 0; i < count; i++) {
        const jx_result *result = &results->results[first + i];
        subjects[i] = results->subjects[first + i].code;
        causes[i] = result->outcome->causes_json;
        verdicts[i] = (uint8_t)result->outcome->answer.verdict;
        least[i] = result->least_fen;
        most[i] = result->most_fen;
        one.size = 0;
        jx_result_print(results, first + i, &one);
        jx_field_put(&answers, jx_buffer_text(&one));
    }
    *out = (jx_result_block){ .count = count,
                              .subjects = subjects,
                              .verdicts = verdicts,
                              .least_fen = least,
                              .most_fen = most,
                              .causes = causes };
    return jx_hash_text(jx_buffer_text(&answers), &out->answers);
}
