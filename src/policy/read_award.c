// 奖励, 清单, 职责: what an award is to people, and which definitions decide it.
#include "policy/reader.h"

static uint32_t subject_of(jx_reader *r, jx_text name)
{
    for (uint32_t i = 0; i < r->subjects.count; i++)
        if (jx_text_equal(r->subjects.items[i].name, name)) return i;
    return JX_NONE;
}

// A column whose whole text is a reading's name stands for the option taken.
static uint32_t reading_of(jx_reader *r, uint32_t space, jx_text text)
{
    jx_draft *draft = jx_draft_find(r, space, text);
    return draft && draft->def.kind == JX_DEFINITION_READING ? draft->index : JX_NONE;
}

static uint32_t index_of(const jx_draft *draft)
{
    return draft ? draft->index : JX_NONE;
}

static uint32_t find_word(jx_reader *r, uint32_t space, jx_word word)
{
    jx_draft *draft = jx_draft_here(r, space, jx_word_text(word, JX_CHINESE));
    return index_of(draft ? draft : jx_draft_here(r, space, jx_word_text(word, JX_ENGLISH)));
}

// `并列: 同名次, 其后跳过`: the only rule that ranks are worked out by (SEMANTICS 1); another one is refused, not dropped.
static void read_ties(jx_reader *r, const jx_source *source, jx_text written)
{
    static const char *const colons[] = { "：", ":" };
    jx_text rest;
    if (!written.size) return;
    bool known = jx_word_is(jx_text_until(written, colons, JX_COUNT(colons), &rest), JX_WORD_TIES);
    bool same = false, skips = false;
    while (rest.size && known) {
        jx_text rule = jx_list_next(&rest);
        same = same || jx_word_is(rule, JX_WORD_SAME_RANK);
        skips = skips || jx_word_is(rule, JX_WORD_THEN_SKIP);
        known = jx_word_is(rule, JX_WORD_SAME_RANK) || jx_word_is(rule, JX_WORD_THEN_SKIP);
    }
    if (!known || !same || !skips)
        JX_REFUSE(r, KEYWORD_UNKNOWN, source, jx_span_in(source, written),
                  "写成 并列: 同名次, 其后跳过；其他办法由名次另写公式", written);
}

static void read_common(jx_reader *r, const jx_md_block *table, const jx_md_row *row, jx_award_rule *award)
{
    static const char *const marks[] = { "；", ";" };
    award->payee = jx_table_cell(table, row, JX_WORD_PAYEE).text;
    award->block = jx_table_cell(table, row, JX_WORD_BLOCK).text;
    award->way = jx_table_cell(table, row, JX_WORD_WAY).text;
    award->lead = jx_table_cell(table, row, JX_WORD_LEAD).text;
    award->joint = jx_table_cell(table, row, JX_WORD_JOINT).text;
    award->materials = jx_table_cell(table, row, JX_WORD_MATERIALS).text;
    award->deadline = jx_table_cell(table, row, JX_WORD_DEADLINE).text;
    award->report = jx_table_cell(table, row, JX_WORD_REPORT).text;
    jx_md_cell subject = jx_table_cell(table, row, JX_WORD_SUBJECT),
               population = jx_table_cell(table, row, JX_WORD_POPULATION);
    award->subject = subject_of(r, subject.text);
    if (subject.text.size && award->subject == JX_NONE && r->subjects.count)
        JX_REFUSE(r, UNKNOWN_NAME, table->source, subject.span, "对象在 facts.md 的 对象 表中定义", subject.text);
    else if (subject.text.size && award->subject == JX_NONE) {
        award->subject = (uint32_t)r->subjects.count;
        *JX_PUSH(r->arena, &r->subjects) = (jx_subject_kind){ subject.text, { 0 } };
    }
    if (!population.text.size) return;
    award->population = true;
    jx_text ties, member = jx_text_until(population.text, marks, 2, &ties);
    read_ties(r, table->source, ties);
    jx_draft *fact = jx_draft_find(r, r->space, member);
    award->member = index_of(fact);
    if (!fact && !jx_word_is(member, JX_WORD_ALL))
        JX_REFUSE(r, UNKNOWN_NAME, table->source, population.span, "写一个名单的名称，或 全部", member);
}

static bool read_award(jx_reader *r, const jx_md_block *table, jx_award_kind kind)
{
    jx_md_cell first = table->header.cells[0];
    const jx_space *space = &r->spaces.items[r->space];
    if (space->kind != JX_SPACE_AWARD || jx_award_of_space(r, r->space)) {
        JX_REFUSE(r, AWARD_INCOMPLETE, table->source, first.span, "每张奖励表之前要有自己的标题 ### 名称 {#编号}",
                  space->id, JX_TEXT("###"));
        return true;
    }
    if (table->row_count != 1) JX_REFUSE(r, TABLE_EMPTY, table->source, first.span, "奖励表只有一行", space->name);
    if (!table->row_count) return true;
    jx_award_rule award = { .kind = kind,
                            .id = space->id,
                            .name = space->name,
                            .space = r->space,
                            .clause = space->outer,
                            .subject = JX_NONE,
                            .eligible = JX_NONE,
                            .amount = JX_NONE,
                            .stay = JX_NONE,
                            .leave = JX_NONE,
                            .listed_before = JX_NONE,
                            .member = JX_NONE,
                            .rounding_reading = JX_NONE,
                            .payee_reading = JX_NONE,
                            .rounding = { -1, JX_ROUND_DOWN },
                            .source = table->source,
                            .span = table->rows[0].span };
    read_common(r, table, &table->rows[0], &award);
    *JX_PUSH(r->arena, &r->awards) = award;
    jx_clause_draft *clause = jx_clause_of_space(r, r->space);
    if (clause) clause->clause.executable = true;
    return true;
}

static bool read_duties(jx_reader *r, const jx_md_block *table)
{
    jx_clause_draft *clause = jx_clause_of_space(r, r->space);
    if (clause) clause->clause.executable = true;
    for (size_t i = 0; i < table->row_count; i++) {
        const jx_md_row *row = &table->rows[i];
        *JX_PUSH(r->arena, &r->duties) = (jx_duty){ .id = row->cells[0].text,
                                                    .who = jx_table_cell(table, row, JX_WORD_WHO).text,
                                                    .object = jx_table_cell(table, row, JX_WORD_SUBJECT).text,
                                                    .what = jx_table_cell(table, row, JX_WORD_WHAT).text,
                                                    .report = jx_table_cell(table, row, JX_WORD_REPORT).text,
                                                    .deadline = jx_table_cell(table, row, JX_WORD_DEADLINE).text,
                                                    .basis = jx_basis_words(r, jx_basis_of(table, row)),
                                                    .clause = r->spaces.items[r->clause_space].id,
                                                    .span = row->span };
    }
    return true;
}

bool jx_read_award_table(jx_reader *r, const jx_md_block *table)
{
    jx_text first = table->header.cells[0].text;
    if (jx_word_is(first, JX_WORD_AWARD)) return read_award(r, table, JX_AWARD_MONEY);
    if (jx_word_is(first, JX_WORD_ROSTER)) return read_award(r, table, JX_AWARD_ROSTER);
    if (jx_word_is(first, JX_WORD_DUTY)) return read_duties(r, table);
    return false;
}

// ---- after everything was read ----

// `到元舍去`, `到分四舍五入`, `to_yuan down`.
bool jx_rounding_of(jx_text text, jx_rounding_way *out)
{
    struct {
        jx_word word;
        jx_rounding rounding;
    } ways[] = { { JX_WORD_HALF_UP, JX_ROUND_HALF_UP }, { JX_WORD_DOWN, JX_ROUND_DOWN }, { JX_WORD_UP, JX_ROUND_UP } };
    jx_text rest;
    if (jx_word_begins(text, JX_WORD_TO_YUAN, &rest) || jx_word_begins(text, JX_WORD_TO_WHOLE, &rest))
        out->scale = 0;
    else if (jx_word_begins(text, JX_WORD_TO_FEN, &rest) || jx_word_begins(text, JX_WORD_TO_CENT, &rest))
        out->scale = 2;
    else
        return false;
    if (jx_text_starts_with(rest, JX_TEXT(";"))) rest = jx_text_trim(jx_text_slice(rest, 1, rest.size));
    for (size_t i = 0; i < JX_COUNT(ways); i++)
        if (jx_word_begins(rest, ways[i].word, NULL)) return out->rounding = ways[i].rounding, true;
    return false;
}

// What each option of the reading means. An option that means none is left at scale -1.
static const jx_rounding_way *roundings_of(jx_reader *r, const jx_definition *reading)
{
    jx_rounding_way *ways = JX_ARRAY(r->arena, reading->option_count, jx_rounding_way);
    for (size_t i = 0; i < reading->option_count; i++)
        if (!jx_rounding_of(reading->options[i].as.string, &ways[i])) ways[i].scale = -1;
    return ways;
}

static void finish_rounding(jx_reader *r, jx_award_rule *award)
{
    jx_draft *amount = award->amount == JX_NONE ? NULL : r->drafts.items[award->amount];
    jx_text written = r->rounding;
    if (amount && amount->rounding.end > amount->rounding.start)
        written = jx_text_trim(jx_bytes_at(amount->def.source, amount->rounding));
    award->rounding_reading = reading_of(r, award->space, written);
    if (award->rounding_reading != JX_NONE) {
        const jx_definition *reading = &r->drafts.items[award->rounding_reading]->def;
        if (reading->option_count) {
            award->roundings = roundings_of(r, reading);
            written = reading->options[0].as.string;
        }
        if (reading->value.kind == JX_STRING) written = reading->value.as.string;
    }
    if (!jx_rounding_of(written, &award->rounding)) {
        award->rounding = (jx_rounding_way){ 2, JX_ROUND_DOWN };
        if (award->kind == JX_AWARD_MONEY && !r->model)
            JX_REFUSE(r, AMOUNT_WITHOUT_ROUNDING, award->source, award->span,
                      "文件头写 舍入: 到元舍去，或一个口径的名称", award->name);
    }
}

void jx_finish_awards(jx_reader *r)
{
    for (size_t i = 0; i < r->awards.count; i++) {
        jx_award_rule *award = &r->awards.items[i];
        bool roster = award->kind == JX_AWARD_ROSTER;
        award->eligible = find_word(r, award->space, roster ? JX_WORD_ENTER : JX_WORD_ELIGIBLE);
        if (roster) {
            award->stay = find_word(r, award->space, JX_WORD_STAY);
            award->leave = find_word(r, award->space, JX_WORD_LEAVE);
            award->listed_before = find_word(r, award->space, JX_WORD_LISTED_BEFORE);
        } else {
            award->amount = find_word(r, award->space, JX_WORD_AMOUNT);
        }
        award->payee_reading = reading_of(r, award->space, award->payee);
        finish_rounding(r, award);
    }
}
