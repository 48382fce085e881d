// 关系, 上限, 预算, 调剂, 外部办法: kept as rows; awards and blocks in them are checked later.
#include "policy/reader.h"

// The money of a row: a figure, or 待定 with its range. False if it is neither; nothing is reported then.
static bool amount_value(jx_reader *r, const jx_md_block *table, const jx_md_row *row, jx_text name, jx_value *out,
                         jx_md_cell *cell)
{
    int column = jx_table_column(table, JX_WORD_AMOUNT_OF);
    if (column < 0) column = jx_table_column(table, JX_WORD_AMOUNT);  // English has one word for both
    jx_cell_options options = { .type = &jx_type_number,
                                .name = jx_text_format(r->arena, "%.*s.%.*s", JX_TEXT_ARG(name),
                                                       JX_TEXT_ARG(jx_own_word(r, JX_WORD_AMOUNT_OF))),
                                .cause = JX_CAUSE_PENDING };
    *out = jx_open_any(r->arena, &jx_type_number, false,
                       jx_cause_one(r->arena, JX_CAUSE_PENDING, options.name, JX_TEXT("")));
    *cell = (jx_md_cell){ .span = row->span };
    if (column < 0) {
        JX_REFUSE(r, COLUMN_MISSING, table->source, table->header.span, "", jx_own_word(r, JX_WORD_AMOUNT_OF));
        return true;
    }
    *cell = row->cells[column];
    jx_text unit = jx_header_unit(table->header.cells[column].text);
    if (!jx_unit_dimensions(unit, &options.unit, &options.factor))
        JX_REFUSE(r, UNKNOWN_UNIT, table->source, table->header.cells[column].span, "", unit);
    return jx_cell_value(r, cell->text, &options, out);
}

static void read_amount(jx_reader *r, const jx_md_block *table, const jx_md_row *row, jx_text name, jx_value *out)
{
    jx_md_cell cell;
    if (!amount_value(r, table, row, name, out, &cell))
        JX_REFUSE(r, CELL_INVALID, table->source, cell.span, "写一个数，或 待定 >= 0", cell.text,
                  jx_own_word(r, JX_WORD_AMOUNT_OF));
}

// ---- 超出时 ----

static bool excess_known(const jx_reader *r, jx_text rule)
{
    return jx_word_is(rule, JX_WORD_PRORATE) || jx_word_begins(rule, JX_WORD_PRIORITY, NULL) ||
           jx_word_begins(rule, JX_WORD_WHOLE, NULL) || jx_word_is(rule, JX_WORD_LOWER_CAPS) ||
           jx_draft_find(r, r->space, rule);
}

// One rule, `待定`, or `待定 以下之一 按比例, 按顺序`: then *options holds what it may become.
static jx_text read_excess(jx_reader *r, const jx_source *source, jx_text cell, jx_text *options)
{
    jx_text rest, entry;
    *options = (jx_text){ 0 };
    bool pending = jx_cell_is_pending(cell);
    if (pending && jx_word_begins(cell, JX_WORD_PENDING, &rest)) (void)jx_word_begins(rest, JX_WORD_ONE_OF, options);
    for (rest = pending ? *options : cell; rest.size;) {
        entry = jx_list_next(&rest);
        if (!excess_known(r, entry))
            JX_REFUSE(r, KEYWORD_UNKNOWN, source, jx_span_in(source, entry), "按比例、按顺序、降上限、整笔，或 待定",
                      entry);
    }
    return pending ? (jx_text){ 0 } : cell;
}

static void read_budget(jx_reader *r, const jx_md_block *table)
{
    size_t first = r->budgets.count;
    for (size_t i = 0; i < table->row_count; i++) {
        const jx_md_row *row = &table->rows[i];
        jx_budget_row budget = { .name = row->cells[0].text,
                                 .awards = jx_table_cell(table, row, JX_WORD_AWARD).text,
                                 .decided_by = jx_table_cell(table, row, JX_WORD_DECIDED_BY).text,
                                 .basis = jx_basis_words(r, jx_basis_of(table, row)),
                                 .source = table->source,
                                 .span = row->span };
        jx_text excess = jx_table_cell(table, row, JX_WORD_EXCESS).text;
        bool follows = r->budgets.count > first;  // 同总额: as the first row
        read_amount(r, table, row, budget.name, &budget.amount);
        if (follows && jx_word_is(excess, JX_WORD_AS_TOTAL)) {
            budget.excess = r->budgets.items[first].excess;
            budget.excess_options = r->budgets.items[first].excess_options;
        } else {
            budget.excess = read_excess(r, table->source, excess, &budget.excess_options);
        }
        if (follows && jx_word_is(budget.decided_by, JX_WORD_AS_TOTAL))
            budget.decided_by = r->budgets.items[first].decided_by;
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

// ---- 上限 ----

// A formula that the row gives, named with its dot: `年度上限.已计`. It sees the names of its clause.
static uint32_t add_formula(jx_reader *r, jx_text owner, const char *part, const jx_source *source, jx_span text)
{
    jx_text name = jx_text_format(r->arena, "%.*s.%s", JX_TEXT_ARG(owner), part);
    jx_draft *draft = jx_draft_add(r, JX_DEFINITION_FORMULA, name, source, text);
    draft->form = JX_DRAFT_FORMULA;
    draft->text = text;
    draft->def.unit = r->money;
    return draft->index;
}

static void read_caps(jx_reader *r, const jx_md_block *table)
{
    for (size_t i = 0; i < table->row_count; i++) {
        const jx_md_row *row = &table->rows[i];
        jx_cap_row cap = { .name = row->cells[0].text,
                           .over = jx_table_cell(table, row, JX_WORD_OVER).text,
                           .per = jx_table_cell(table, row, JX_WORD_PER).text,
                           .amount_definition = JX_NONE,
                           .holder = JX_NONE,
                           .earlier = JX_NONE,
                           .basis = jx_basis_words(r, jx_basis_of(table, row)),
                           .source = table->source,
                           .span = row->span };
        jx_md_cell amount, formula = jx_table_cell(table, row, JX_WORD_LEDGER_FORMULA);
        if (!amount_value(r, table, row, cap.name, &cap.amount, &amount))
            cap.amount_definition = add_formula(r, cap.name, "额", table->source, amount.span);
        if (formula.text.size) cap.earlier = add_formula(r, cap.name, "已计", table->source, formula.span);
        jx_text excess = jx_table_cell(table, row, JX_WORD_EXCESS).text;
        cap.has_excess = excess.size > 0;
        cap.excess = read_excess(r, table->source, excess, &cap.excess_options);
        *JX_PUSH(r->arena, &r->caps) = cap;
    }
}

// `含奖励台账`: every entry of the ledger within the window counts. A ledger says by its fields which is the money, and
// which the day or the year.
typedef struct {
    jx_text money, day, year;
} ledger_fields;

static ledger_fields fields_of(const jx_draft *ledger, jx_text currency)
{
    ledger_fields found = { 0 };
    jx_dimensions money, unit;
    jx_decimal factor;
    (void)jx_unit_dimensions(currency, &money, &factor);
    for (size_t i = 0; i < ledger->def.field_count; i++) {
        const jx_record_field *field = &ledger->def.fields[i];
        bool known = jx_unit_dimensions(field->unit, &unit, &factor);
        if (!found.day.size && field->type->kind == JX_TYPE_DATE) found.day = field->name;
        if (!found.year.size && jx_word_is(field->unit, JX_WORD_YEAR)) found.year = field->name;
        if (!found.money.size && known && field->unit.size && jx_dimensions_equal(unit, money))
            found.money = field->name;
    }
    return found;
}

// `年`, `滚动3年`, `rolling 3 years`, or nothing: the filter that takes the entries of the window.
static bool window_filter(jx_reader *r, jx_text window, ledger_fields fields, jx_text *out)
{
    jx_text rest, day = jx_own_word(r, JX_WORD_REFERENCE_DAY), year = jx_own_word(r, JX_WORD_THIS_YEAR);
    *out = (jx_text){ 0 };
    if (!window.size) return true;
    if (jx_word_is(window, JX_WORD_YEAR) && fields.year.size) {
        *out = jx_text_format(r->arena, "[%.*s = %.*s]", JX_TEXT_ARG(fields.year), JX_TEXT_ARG(year));
        return true;
    }
    if (!fields.day.size) return false;
    if (jx_word_is(window, JX_WORD_YEAR)) {
        *out = jx_text_format(r->arena, "[%.*s >= date(%.*s, 1, 1) and %.*s <= %.*s]", JX_TEXT_ARG(fields.day),
                              JX_TEXT_ARG(year), JX_TEXT_ARG(fields.day), JX_TEXT_ARG(day));
        return true;
    }
    if (!jx_word_begins(window, JX_WORD_ROLLING, &rest)) return false;
    size_t digits = 0;
    while (digits < rest.size && rest.bytes[digits] >= '0' && rest.bytes[digits] <= '9')
        digits++;
    jx_text unit = jx_text_trim(jx_text_slice(rest, digits, rest.size));
    bool years = jx_word_is(unit, JX_WORD_YEAR) || jx_word_is(unit, JX_WORD_YEARS);
    if (!digits || digits > 2 || !years) return false;
    *out = jx_text_format(r->arena, "[%.*s > %.*s - duration(\"P%.*sY\") and %.*s <= %.*s]", JX_TEXT_ARG(fields.day),
                          JX_TEXT_ARG(day), JX_TEXT_ARG(jx_text_slice(rest, 0, digits)), JX_TEXT_ARG(fields.day),
                          JX_TEXT_ARG(day));
    return true;
}

static void count_ledger(jx_reader *r, jx_cap_row *cap, jx_text entry, jx_text window)
{
    jx_text name, filter;
    if (!jx_word_begins(entry, JX_WORD_INCLUDING, &name)) return;
    jx_draft *ledger = jx_draft_here(r, 0, name);
    if (!ledger || !ledger->def.field_count) {
        JX_REFUSE(r, UNKNOWN_NAME, cap->source, jx_span_in(cap->source, name), "含 之后写 facts.md 中的一个台账", name);
        return;
    }
    ledger_fields fields = fields_of(ledger, r->money);
    if (!fields.money.size || !window_filter(r, window, fields, &filter)) {
        JX_REFUSE(r, CELL_INVALID, cap->source, cap->span,
                  "每 写成 企业, 年 或 企业, 滚动3年；台账要有金额和年度或日期；其他情形用 台账取数 一栏", cap->per,
                  jx_own_word(r, JX_WORD_PER));
        return;
    }
    jx_source *made = JX_NEW(r->arena, jx_source);
    *made = (jx_source){ cap->source->name,
                         jx_text_format(r->arena, "%.*s(%.*s%.*s.%.*s)",
                                        JX_TEXT_ARG(jx_word_text(JX_WORD_TOTAL, JX_CHINESE)), JX_TEXT_ARG(name),
                                        JX_TEXT_ARG(filter), JX_TEXT_ARG(fields.money)) };
    cap->earlier = add_formula(r, cap->name, "已计", made, (jx_span){ 0, (uint32_t)made->bytes.size });
}

static void finish_cap(jx_reader *r, jx_cap_row *cap)
{
    jx_text window = cap->per, who = jx_list_next(&window);
    jx_draft *holder = jx_draft_here(r, 0, who);
    bool subject = !who.size;
    for (size_t i = 0; i < r->subjects.count && !subject; i++)
        subject = jx_text_equal(r->subjects.items[i].name, who);
    bool text = holder && (holder->def.kind == JX_DEFINITION_FACT ? holder->def.type->kind == JX_TYPE_STRING
                                                                  : holder->def.kind == JX_DEFINITION_FORMULA);
    if (!subject && !text)
        JX_REFUSE(r, UNKNOWN_NAME, cap->source, jx_span_in(cap->source, who),
                  "每 之后写一个对象，或一个文类事实：取值相同的共用一个上限", who);
    else if (!subject)
        cap->holder = holder->index;
    if (cap->earlier != JX_NONE) return;  // 台账取数 says what counts
    for (jx_text rest = cap->over; rest.size && cap->earlier == JX_NONE;)
        count_ledger(r, cap, jx_list_next(&rest), window);
}

void jx_finish_caps(jx_reader *r)
{
    for (size_t i = 0; i < r->caps.count; i++)
        finish_cap(r, &r->caps.items[i]);
}

// ---- 调剂 ----

// A decision about money says who made it, in which paper, when and why.
static void check_signed(jx_reader *r, const jx_md_block *table, const jx_md_row *row)
{
    static const jx_word needed[] = { JX_WORD_FROM, JX_WORD_TO, JX_WORD_DECIDED_BY, JX_WORD_FILE,
                                      JX_WORD_REASON_GIVEN };
    for (size_t i = 0; i < JX_COUNT(needed); i++)
        if (!jx_table_cell(table, row, needed[i]).text.size)
            JX_REFUSE(r, CELL_EMPTY, table->source, row->span, "调剂要写明自、至、额、决定者、文件、日期、理由",
                      jx_word_text(needed[i], r->document->language));
    jx_md_cell day = jx_table_cell(table, row, JX_WORD_DATE);
    int64_t unused;
    if (!jx_cell_date(day.text, &unused)) JX_REFUSE(r, DATE_INVALID, table->source, day.span, "", day.text);
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
                                     .source = table->source,
                                     .span = row->span };
        read_amount(r, table, row, transfer.from, &transfer.amount);
        bool above_zero = transfer.amount.kind == JX_NUMBER && jx_decimal_sign(transfer.amount.as.number) > 0;
        if (!above_zero)
            JX_REFUSE(r, CELL_INVALID, table->source, row->span, "调剂的额是一个大于零的数",
                      jx_table_cell(table, row, JX_WORD_AMOUNT_OF).text, jx_own_word(r, JX_WORD_AMOUNT_OF));
        check_signed(r, table, row);
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
            draft->def.unit = r->money;
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
