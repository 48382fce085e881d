// 关系, 上限, 预算, 调剂, 外部办法 and the rows of sources.md: kept as rows; awards and blocks in them are checked later.
#include "policy/reader.h"

static bool read_amount(jx_reader *r, const jx_md_block *table, const jx_md_row *row, jx_text name, jx_value *out)
{
    int column = jx_table_column(table, JX_WORD_AMOUNT_OF);
    if (column < 0) return false;
    jx_text unit = jx_header_unit(table->header.cells[column].text);
    jx_md_cell cell = row->cells[column];
    jx_cell_options options = { .type = &jx_type_number,
                                .name = jx_text_format(r->arena, "%.*s.额", JX_TEXT_ARG(name)),
                                .cause = JX_CAUSE_PENDING };
    if (!jx_unit_dimensions(unit, &options.unit, &options.factor))
        JX_REFUSE(r, UNKNOWN_UNIT, table->source, table->header.cells[column].span, "", unit);
    if (jx_cell_value(r, cell.text, &options, out)) return true;
    JX_REFUSE(r, CELL_INVALID, table->source, cell.span, "写一个数，或 待定 >= 0", cell.text, JX_TEXT("额"));
    *out = jx_open_any(r->arena, &jx_type_number, false,
                       jx_cause_one(r->arena, JX_CAUSE_PENDING, options.name, JX_TEXT("")));
    return false;
}

static void read_budget(jx_reader *r, const jx_md_block *table)
{
    size_t first = r->budgets.count;
    for (size_t i = 0; i < table->row_count; i++) {
        const jx_md_row *row = &table->rows[i];
        jx_budget_row budget = { .name = row->cells[0].text,
                                 .awards = jx_table_cell(table, row, JX_WORD_AWARD).text,
                                 .excess = jx_table_cell(table, row, JX_WORD_EXCESS).text,
                                 .decided_by = jx_table_cell(table, row, JX_WORD_DECIDED_BY).text,
                                 .basis = jx_basis_words(r, jx_basis_of(table, row)),
                                 .source = table->source,
                                 .span = row->span };
        read_amount(r, table, row, budget.name, &budget.amount);
        if (jx_cell_is_pending(budget.excess)) budget.excess = (jx_text){ 0 };
        if (r->budgets.count > first) {  // 同总额: as the first row
            if (jx_word_is(budget.excess, JX_WORD_AS_TOTAL)) budget.excess = r->budgets.items[first].excess;
            if (jx_word_is(budget.decided_by, JX_WORD_AS_TOTAL)) budget.decided_by = r->budgets.items[first].decided_by;
        }
        bool known = !budget.excess.size || jx_word_is(budget.excess, JX_WORD_PRORATE) ||
                     jx_word_begins(budget.excess, JX_WORD_PRIORITY, NULL) ||
                     jx_word_is(budget.excess, JX_WORD_LOWER_CAPS) || jx_draft_find(r, r->space, budget.excess);
        if (!known)
            JX_REFUSE(r, KEYWORD_UNKNOWN, table->source, jx_span_in(table->source, budget.excess),
                      "按比例、按顺序、降上限，或 待定", budget.excess);
        *JX_PUSH(r->arena, &r->budgets) = budget;
    }
}

static void read_relations(jx_reader *r, const jx_md_block *table)
{
    for (size_t i = 0; i < table->row_count; i++) {
        const jx_md_row *row = &table->rows[i];
        *JX_PUSH(r->arena, &r->relations) = (jx_relation_row){ row->cells[0].text,
                                                               jx_table_cell(table, row, JX_WORD_WITH).text,
                                                               jx_table_cell(table, row, JX_WORD_WAY).text,
                                                               jx_basis_words(r, jx_basis_of(table, row)),
                                                               table->source,
                                                               row->span };
    }
}

static void read_caps(jx_reader *r, const jx_md_block *table)
{
    for (size_t i = 0; i < table->row_count; i++) {
        const jx_md_row *row = &table->rows[i];
        jx_cap_row cap = { .name = row->cells[0].text,
                           .over = jx_table_cell(table, row, JX_WORD_OVER).text,
                           .per = jx_table_cell(table, row, JX_WORD_PER).text,
                           .basis = jx_basis_words(r, jx_basis_of(table, row)),
                           .source = table->source,
                           .span = row->span };
        read_amount(r, table, row, cap.name, &cap.amount);
        *JX_PUSH(r->arena, &r->caps) = cap;
    }
}

static void read_transfers(jx_reader *r, const jx_md_block *table)
{
    for (size_t i = 0; i < table->row_count; i++) {
        const jx_md_row *row = &table->rows[i];
        jx_transfer_row transfer = { .from = jx_table_cell(table, row, JX_WORD_FROM).text,
                                     .to = jx_table_cell(table, row, JX_WORD_TO).text,
                                     .decided_by = jx_table_cell(table, row, JX_WORD_DECIDED_BY).text,
                                     .paper = jx_table_cell(table, row, JX_WORD_FILE).text,
                                     .day = jx_table_cell(table, row, JX_WORD_DATE).text,
                                     .reason = jx_table_cell(table, row, JX_WORD_REASON_GIVEN).text,
                                     .span = row->span };
        read_amount(r, table, row, transfer.from, &transfer.amount);
        *JX_PUSH(r->arena, &r->transfers) = transfer;
    }
}

// 外部办法: its ledger formula becomes a definition of the package named with its dot.
static void read_schemes(jx_reader *r, const jx_md_block *table)
{
    uint32_t space = r->space;
    r->space = 0;
    for (size_t i = 0; i < table->row_count; i++) {
        const jx_md_row *row = &table->rows[i];
        jx_md_cell formula = jx_table_cell(table, row, JX_WORD_LEDGER_FORMULA);
        jx_scheme_row scheme = { .name = row->cells[0].text,
                                 .tier = jx_table_cell(table, row, JX_WORD_TIER).text,
                                 .title = jx_table_cell(table, row, JX_WORD_NAME).text,
                                 .definition = JX_NONE,
                                 .span = row->span };
        if (formula.text.size) {
            jx_draft *draft = jx_draft_add(r, JX_DEFINITION_FORMULA, scheme.name, table->source, row->cells[0].span);
            draft->form = JX_DRAFT_FORMULA;
            draft->text = formula.span;
            draft->def.unit = JX_TEXT("元");
            scheme.definition = draft->index;
        }
        *JX_PUSH(r->arena, &r->schemes) = scheme;
    }
    r->space = space;
}

bool jx_read_money_table(jx_reader *r, const jx_md_block *table)
{
    static const struct {
        jx_word word;
        void (*read)(jx_reader *, const jx_md_block *);
    } readers[] = {
        { JX_WORD_BUDGET, read_budget },      { JX_WORD_RELATION, read_relations }, { JX_WORD_CAP, read_caps },
        { JX_WORD_TRANSFER, read_transfers }, { JX_WORD_SCHEME, read_schemes },
    };
    for (size_t i = 0; i < JX_COUNT(readers); i++)
        if (jx_word_is(table->header.cells[0].text, readers[i].word)) {
            jx_clause_draft *clause = jx_clause_of_space(r, r->space);
            if (clause) clause->clause.executable = true;  // it decides how money is paid
            return readers[i].read(r, table), true;
        }
    return false;
}

// ---- 来源 ----

bool jx_read_sources_table(jx_reader *r, const jx_md_block *table)
{
    if (!jx_word_is(table->header.cells[0].text, JX_WORD_SOURCE)) return false;
    jx_source_row above = { 0 };
    for (size_t i = 0; i < table->row_count; i++) {
        const jx_md_row *row = &table->rows[i];
        jx_source_row one = { .source = row->cells[0].text, .from = table->source, .span = row->span };
        struct {
            jx_word word;
            jx_text *field, *from;
        } filled[] = {
            { JX_WORD_FILE, &one.file, &above.file },
            { JX_WORD_FORM, &one.form, &above.form },
            { JX_WORD_SUBJECT_COLUMN, &one.subject_column, &above.subject_column },
            { JX_WORD_PERIOD, &one.period, &above.period },
            { JX_WORD_PERIOD_COLUMN, &one.period_column, &above.period_column },
            { JX_WORD_VALUE_COLUMN, &one.value_column, &above.value_column },
            { JX_WORD_COLUMN, &one.column, &above.column },
            { JX_WORD_MAPS_TO, &one.target, NULL },
            { JX_WORD_FILE_UNIT, &one.unit, NULL },
            { JX_WORD_BLANK_CELL, &one.blank, &above.blank },
            { JX_WORD_VALUE, &one.value, NULL },
            { JX_WORD_NOTE, &one.note, NULL },
        };
        bool again = !one.source.size;
        if (again) one.source = above.source;
        for (size_t k = 0; k < JX_COUNT(filled); k++) {
            *filled[k].field = jx_table_cell(table, row, filled[k].word).text;
            if (again && !filled[k].field->size && filled[k].from) *filled[k].field = *filled[k].from;
        }
        if (!one.source.size) JX_REFUSE(r, CELL_EMPTY, table->source, row->span, "", JX_TEXT("来源"));
        *JX_PUSH(r->arena, &r->sources) = one;
        above = one;
    }
    return true;
}
