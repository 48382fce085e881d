// Answers of a bulk run. Of rows that kernels finished everything is in the columns: verdict, amount, rows hit;
// they have no causes, unless days without readings left them open: then eval is asked again for the whole answer. Of
// the others eval's own answer is kept.
#include "app/bulk_answers.h"

// ---- rows that kernels left ----

static jx_text kept_text(jx_arena *keep, jx_text text)
{
    return text.size ? jx_text_copy(keep, text) : (jx_text){ 0 };
}

static const jx_answer *kept_answer(jx_arena *keep, const jx_answer *answer)
{
    jx_answer *copy = JX_NEW(keep, jx_answer);
    jx_cause *causes = JX_ARRAY(keep, answer->causes.count, jx_cause);
    jx_row_hit *rows = JX_ARRAY(keep, answer->row_count, jx_row_hit);
    *copy = *answer;
    for (size_t i = 0; i < answer->causes.count; i++) {
        const jx_cause *cause = &answer->causes.items[i];
        causes[i] = (jx_cause){ cause->kind, kept_text(keep, cause->name), kept_text(keep, cause->place) };
    }
    for (size_t i = 0; i < answer->row_count; i++)
        rows[i] = (jx_row_hit){ answer->rows[i].table, kept_text(keep, answer->rows[i].row) };
    copy->causes = (jx_causes){ causes, answer->causes.count };
    copy->rows = rows;
    copy->readings = NULL;  // the plan's: put back in bulk_answer
    copy->reading_count = 0;
    return copy;
}

void bulk_decide(void *user, const jx_bulk_asked *asked, jx_bulk_outcome *out)
{
    const bulk_deciding *deciding = user;
    jx_eval_options options = { .arena = asked->scratch, .limits = deciding->limits, .zones = deciding->zones };
    const jx_value *ranks = deciding->ranks ? deciding->ranks(deciding->user, asked->scratch, asked->row) : NULL;
    jx_case *unit = jx_case_new(deciding->plan, &options, asked->facts, ranks);
    jx_answer answer;
    jx_text subject = deciding->subject(deciding->user, asked->row);
    jx_award_decide(unit, deciding->plan, asked->award, subject, asked->scratch, &answer);
    *out = (jx_bulk_outcome){ .verdict = (uint8_t)answer.verdict, .unbounded = answer.unbounded,
                              .least_fen = answer.least_fen, .most_fen = answer.most_fen,
                              .detail = kept_answer(asked->keep, &answer) };
}

// ---- answers ----

static jx_text hit_ids(const jx_table *table, uint16_t hits, jx_arena *arena)
{
    if (!(hits & JX_HITS_SET)) return table->rules[hits].id;
    jx_buffer ids = jx_buffer_in(arena);
    for (size_t r = 0; r < table->rule_count && r < 15; r++) {
        if (!(hits >> r & 1)) continue;
        if (ids.size) jx_buffer_put_char(&ids, ',');
        jx_buffer_put(&ids, table->rules[r].id);
    }
    return jx_buffer_text(&ids);
}

static void put_rows(const jx_bulk_award *result, const jx_plan *plan, size_t row, jx_arena *arena, jx_answer *out)
{
    out->rows = JX_ARRAY(arena, result->table_count, jx_row_hit);
    for (size_t i = 0; i < result->table_count; i++) {
        const jx_bulk_table *table = &result->tables[i];
        if (table->amount_only && out->verdict == JX_VERDICT_NO) continue;
        const jx_table *source = plan->definitions[table->definition].node->as.table->source;
        out->rows[out->row_count++] = (jx_row_hit){ source->name, hit_ids(source, table->hits[row], arena) };
    }
}

_Static_assert(JX_BULK_YES == (int)JX_VERDICT_YES && JX_BULK_NO == (int)JX_VERDICT_NO &&
                   JX_BULK_NEEDS_DATA == (int)JX_VERDICT_NEEDS_DATA,
               "verdicts of kernels");

void bulk_answer(const jx_bulk *bulk, const bulk_deciding *deciding, const jx_award_static *known, uint32_t award,
                 size_t row, jx_arena *arena, jx_answer *out)
{
    const jx_bulk_award *result = jx_bulk_award_result(bulk, award);
    const jx_bulk_outcome *outcome = jx_bulk_outcome_of(result, row);
    jx_bulk_outcome again;
    if (!outcome && result->verdicts[row] & JX_BULK_OPEN) {  // its causes are eval's to tell
        jx_bulk_ask(bulk, award, row, arena, arena, &again);
        outcome = &again;
    }
    if (outcome) {
        *out = *(const jx_answer *)outcome->detail;
    } else {
        *out = (jx_answer){ .award = award, .subject = deciding->subject(deciding->user, row),
                            .verdict = (jx_verdict)result->verdicts[row], .least_fen = result->least_fen[row],
                            .most_fen = result->least_fen[row], .assumed = known->assumed };
        put_rows(result, deciding->plan->plan, row, arena, out);
    }
    out->readings = known->readings;
    out->reading_count = known->reading_count;
}
