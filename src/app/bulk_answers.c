// Answers of a bulk run. Of rows that kernels finished everything is in the columns: verdict, amount, rows hit;
// they have no causes, unless days without readings left them open: then eval is asked again for the whole answer. Of
// the others eval's own answer is kept.
#include "app/bulk_answers.h"

// ---- rows that kernels left ----

void bulk_decide(void *user, const jx_bulk_asked *asked, jx_bulk_outcome *out)
{
    const bulk_deciding *deciding = user;
    jx_eval_options options = { .arena = asked->scratch, .limits = deciding->limits, .zones = deciding->zones };
    const jx_value *ranks = deciding->ranks ? deciding->ranks(deciding->user, asked->scratch, asked->row) : NULL;
    jx_case *unit = jx_case_new(deciding->plan, &options, asked->facts, ranks);
    jx_answer answer;
    jx_text subject = deciding->subject(deciding->user, asked->row);
    const jx_award_static *known = &deciding->known[asked->award];
    jx_award_decide_known(unit, deciding->plan, asked->award, known, subject, asked->scratch, &answer);
    *out = (jx_bulk_outcome){ .verdict = (uint8_t)answer.verdict, .unbounded = answer.unbounded,
                              .least_fen = answer.least_fen, .most_fen = answer.most_fen,
                              .detail = jx_answer_keep(asked->keep, &answer) };
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

void bulk_answer(const jx_bulk *bulk, const bulk_deciding *deciding, uint32_t award, size_t row, jx_arena *arena,
                 jx_answer *out)
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
        out->subject = deciding->subject(deciding->user, row);  // the answer may be another row's, alike but for this
        return;
    }
    const jx_award_static *known = &deciding->known[award];
    *out = (jx_answer){ .award = award,
                        .subject = deciding->subject(deciding->user, row),
                        .verdict = (jx_verdict)result->verdicts[row],
                        .least_fen = result->least_fen[row],
                        .most_fen = result->least_fen[row],
                        .assumed = known->assumed,
                        .readings = known->readings,
                        .reading_count = known->reading_count };
    put_rows(result, deciding->plan->plan, row, arena, out);
}

const jx_award_static *bulk_known(const jx_bound_plan *plan, jx_arena *arena)
{
    size_t count = plan->plan->model->award_count;
    jx_award_static *known = JX_ARRAY(arena, count, jx_award_static);
    for (uint32_t award = 0; award < count; award++) jx_award_describe(plan, award, arena, &known[award]);
    return known;
}
