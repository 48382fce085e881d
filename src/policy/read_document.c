// One file: its front matter, then its blocks in order. Each table goes to the reader that knows its first header cell.
//
// Read jx_read_document last. Headings open spaces: `## … {#c1.2}` a clause, `### … {#1.2}` an award, `{#c0}` the
// package.
#include "policy/reader.h"

// ---- front matter ----

static void read_window(jx_reader *r, const jx_md_entry *entry, const jx_source *source)
{
    int64_t first, last;
    if (jx_cell_window(entry->value, &first, &last)) {
        r->package->valid_from = first;
        r->package->valid_to = last;
    } else {
        JX_REFUSE(r, DATE_INVALID, source, entry->span, "写成 2026-01-01..2026-03-31", entry->value);
    }
}

// 支付单位: a unit of money that is at least one whole fen. Its currency is the package's.
static void read_payment_unit(jx_reader *r, const jx_md_entry *entry, const jx_source *source)
{
    jx_dimensions unit;
    jx_decimal factor;
    int64_t fen;
    bool money = jx_unit_dimensions(entry->value, &unit, &factor) && jx_is_money(unit);
    if (money && jx_decimal_to_scaled(factor, 2, &fen) && fen > 0) {
        r->package->payment_unit_fen = fen;
        r->money = jx_dimensions_text(r->arena, unit);
    } else {
        JX_REFUSE(r, UNKNOWN_UNIT, source, entry->span, "写 元，或 分、角、万元、EUR", entry->value);
    }
}

// True for `first`, false for `second`, refused for anything else.
static bool one_of_two(jx_reader *r, const jx_md_entry *entry, const jx_source *source, jx_word first, jx_word second)
{
    if (jx_word_is(entry->value, first)) return true;
    if (!jx_word_is(entry->value, second))
        JX_SAY(r, KEYWORD_UNKNOWN, JX_SEVERITY_ERROR, source, entry->span,
               jx_text_format(r->arena, "%.*s / %.*s", JX_TEXT_ARG(jx_own_word(r, second)),
                              JX_TEXT_ARG(jx_own_word(r, first))),
               entry->value);
    return false;
}

static void read_entry(jx_reader *r, const jx_md_entry *entry, const jx_source *source)
{
    jx_package *p = r->package;
    int64_t day;
    if (jx_word_is(entry->key, JX_WORD_TITLE))
        p->title = entry->value;
    else if (jx_word_is(entry->key, JX_WORD_PAPER))
        p->paper = entry->value;
    else if (jx_word_is(entry->key, JX_WORD_STATUS))
        p->status = entry->value, p->draft = !one_of_two(r, entry, source, JX_WORD_FINAL, JX_WORD_DRAFT);
    else if (jx_word_is(entry->key, JX_WORD_KIND))
        r->model = one_of_two(r, entry, source, JX_WORD_MODEL, JX_WORD_POLICY);
    else if (jx_word_is(entry->key, JX_WORD_VALID))
        p->valid = entry->value, read_window(r, entry, source);
    else if (jx_word_is(entry->key, JX_WORD_PERIOD))
        p->period = entry->value;
    else if (jx_word_is(entry->key, JX_WORD_REFERENCE_DAY)) {
        if (jx_cell_date(entry->value, &day))
            p->reference_day = day;
        else
            JX_REFUSE(r, DATE_INVALID, source, entry->span, "写成 2026-03-31", entry->value);
    } else if (jx_word_is(entry->key, JX_WORD_ROUNDING)) {
        r->rounding = entry->value, r->rounding_span = entry->span, r->head_source = source;
    } else if (jx_word_is(entry->key, JX_WORD_ISSUED)) {
        p->issued = entry->value;
    } else if (jx_word_is(entry->key, JX_WORD_PAYMENT_UNIT)) {
        read_payment_unit(r, entry, source);
    } else if (!jx_word_is(entry->key, JX_WORD_FORMAT) && !jx_word_is(entry->key, JX_WORD_SEMANTICS) &&
               !jx_word_is(entry->key, JX_WORD_PACKAGE)) {
        JX_REFUSE(r, KEYWORD_UNKNOWN, source, entry->span, "", entry->key);
    }
}

static jx_draft *head_parameter(jx_reader *r, jx_word word, const jx_type *type, jx_value value,
                                const jx_source *source, jx_span span)
{
    jx_draft *draft = jx_draft_make(
        r, JX_DEFINITION_PARAMETER,
        jx_own_word(r, word), source, span);
    draft->def.type = type;
    draft->def.value = value;
    return draft;
}

// The names every formula may use: 有效期, 期间, 本年度, 基准日.
void jx_head_definitions(jx_reader *r, const jx_source *source, jx_span span)
{
    jx_package *p = r->package;
    jx_type *window = JX_NEW(r->arena, jx_type);
    *window = (jx_type){ .kind = JX_TYPE_RANGE, .element = &jx_type_date };
    if (p->valid.size)
        head_parameter(r, JX_WORD_VALIDITY, window, jx_window_value(r->arena, p->valid_from, p->valid_to), source,
                       span);
    if (p->period.size) head_parameter(r, JX_WORD_PERIOD, &jx_type_string, jx_string(p->period), source, span);
    int64_t day = p->reference_day ? p->reference_day : p->valid_to;
    if (!day) return;
    head_parameter(r, JX_WORD_REFERENCE_DAY, &jx_type_date, jx_date(day), source, span);
    jx_draft *year =
        head_parameter(r, JX_WORD_THIS_YEAR, &jx_type_number, jx_integer(jx_civil_of(day).year), source, span);
    year->def.unit = JX_TEXT("年");
    year->def.precision = 0;
}

// The last day of 2026, 2026Q1 or 2026-03; 0 if it is none of these.
static int64_t last_day(jx_text period)
{
    jx_decimal number;
    int64_t year;
    if (period.size < 4 || !jx_decimal_read(jx_text_slice(period, 0, 4), &number) ||
        !jx_decimal_to_int64(number, &year))
        return 0;
    int month = 12;
    if (period.size == 6 && period.bytes[4] == 'Q' && period.bytes[5] >= '1' && period.bytes[5] <= '4')
        month = (period.bytes[5] - '0') * 3;
    else if (period.size == 7 && jx_decimal_read(jx_text_slice(period, 5, 7), &number)) {
        int64_t read;
        if (!jx_decimal_to_int64(number, &read) || read < 1 || read > 12) return 0;
        month = (int)read;
    }
    return jx_days_of((jx_civil){ (int32_t)year, (uint8_t)month, (uint8_t)jx_days_in_month((int32_t)year, month) });
}

void jx_read_head(jx_reader *r)
{
    jx_package *p = r->package;
    p->language = JX_TEXT("zh");
    p->payment_unit_fen = 100;
    r->money = JX_TEXT("元");
    for (size_t i = 0; i < r->documents.count; i++) {
        const jx_document *document = &r->documents.items[i];
        const jx_markdown *markdown = document->document;
        if (document->facts || document->sources || document->cases || document->scenario || document->common ||
            !markdown->entry_count)
            continue;
        jx_language language;
        if (jx_word_language(markdown->entries[0].key, &language) && language == JX_ENGLISH)
            p->language = JX_TEXT("en");
        for (size_t k = 0; k < markdown->entry_count; k++)
            read_entry(r, &markdown->entries[k], markdown->source);
        jx_head_definitions(r, markdown->source, markdown->entries[0].span);
        if (!p->draft && (!p->paper.size || jx_cell_is_pending(p->paper) || !p->issued.size))
            JX_REFUSE(r, CELL_MISSING, markdown->source, markdown->entries[0].span, "正式文件要有文号和发布日期",
                      jx_text_format(r->arena, "%.*s, %.*s", JX_TEXT_ARG(jx_own_word(r, JX_WORD_PAPER)),
                                     JX_TEXT_ARG(jx_own_word(r, JX_WORD_ISSUED))));
    }
    p->model.in_force = last_day(p->period);
    if (!p->model.in_force) p->model.in_force = p->reference_day ? p->reference_day : p->valid_to;
}

// ---- headings and official text ----

static void open_clause(jx_reader *r, const jx_md_block *block)
{
    bool package = jx_text_equal(block->id, JX_TEXT("c0"));
    if (!package && jx_space_find(r, block->id) != JX_NONE)
        JX_REFUSE(r, NAME_DEFINED_TWICE, block->source, block->span, "", block->id);
    r->space = r->clause_space = package ? 0 : jx_space_add(r, JX_SPACE_CLAUSE, block->id, block->title, 0);
    jx_clause_draft *clause = JX_NEW(r->arena, jx_clause_draft);
    clause->space = r->space;
    clause->text = jx_buffer_in(r->arena);
    clause->plain = jx_buffer_in(r->arena);
    clause->clause = (jx_clause){
        .id = block->id, .title = block->title, .chapter = r->chapter, .source = block->source, .span = block->span
    };
    *JX_PUSH(r->arena, &r->clauses) = clause;
}

static void open_award(jx_reader *r, const jx_md_block *block)
{
    uint32_t found = jx_space_find(r, block->id);
    if (r->document->cases) {  // cases/ only points at awards
        if (found == JX_NONE)
            JX_REFUSE(r, UNKNOWN_NAME, block->source, block->span, "cases/ 的标题用奖励的编号", block->id);
        r->space = found == JX_NONE ? 0 : found;
        return;
    }
    if (found != JX_NONE || jx_space_find(r, block->title) != JX_NONE)
        JX_REFUSE(r, NAME_DEFINED_TWICE, block->source, block->span, "奖励的编号和名称在全文件中只用一次",
                  found != JX_NONE ? block->id : block->title);
    r->space = jx_space_add(r, JX_SPACE_AWARD, block->id, block->title, r->clause_space);
}

static void read_heading(jx_reader *r, const jx_md_block *block)
{
    if (r->document->facts || r->document->sources || r->document->scenario) return;
    if (block->level == 1) {
        r->chapter = block->title;
        r->space = r->clause_space = 0;
    } else if (block->id.size && block->id.bytes[0] == 'c' && !r->document->cases) {
        open_clause(r, block);
    } else if (block->id.size) {
        open_award(r, block);
    }
}

// Lines of a paragraph run on; between two Latin ones the line break was a blank.
static void put_lines(jx_buffer *text, jx_text paragraph)
{
    while (paragraph.size) {
        jx_text line = jx_text_cut(paragraph, JX_TEXT("\n"), &paragraph);
        char before = text->size ? text->bytes[text->size - 1] : '\n', first = line.size ? line.bytes[0] : ' ';
        if (before > ' ' && before < 127 && first > ' ' && first < 127) jx_buffer_put_char(text, ' ');
        jx_buffer_put(text, line);
    }
}

void jx_plain_text(jx_buffer *plain, jx_text text)
{
    for (size_t at = 0; at < text.size;) {
        size_t start = at;
        uint32_t c = jx_text_next(text, &at);
        if (c != ' ' && c != '\n' && c != '\t' && c != '\r' && c != 0x3000 && c != 0xa0)
            jx_buffer_put(plain, jx_text_slice(text, start, at));
    }
}

static void read_quote(jx_reader *r, const jx_md_block *block)
{
    jx_clause_draft *clause = NULL;
    for (size_t i = 0; i < r->clauses.count && !clause; i++)
        if (r->clauses.items[i]->space == r->clause_space) clause = r->clauses.items[i];
    bool policy = !r->document->facts && !r->document->sources && !r->document->scenario && !r->document->cases;
    if (!clause || !policy) {
        JX_REFUSE(r, PARAGRAPH_ORDER, block->source, block->span, "引文块只放公文原文，写在 ## … {#c…} 之下",
                  jx_text_slice(block->text, 0, 60));
        return;
    }
    if (clause->text.size)
        jx_buffer_put_char(&clause->text, '\n');
    else
        clause->clause.span = block->span;
    put_lines(&clause->text, block->text);
    jx_plain_text(&clause->plain, block->text);
}

// ---- tables ----

// A file keeps to one language. The first keyword shows which; of tables whose columns are the author's names (cases,
// data) only the first cell is looked at.
static void check_language(jx_reader *r, const jx_md_block *block)
{
    static const char *const marks[] = { "：", ":", "（", "(", " ", "[" };
    for (size_t i = 0; i < block->header.count; i++) {
        jx_text word = jx_text_until(block->header.cells[i].text, marks, JX_COUNT(marks), NULL);
        jx_language language;
        if (!jx_word_language(word, &language)) {
            if (i == 0) return;  // a decision table: its columns are names
            continue;
        }
        if (!r->document->language_known) {
            r->document->language_known = true;
            r->document->language = language;
        } else if (language != r->document->language && !r->document->language_mixed) {
            r->document->language_mixed = true;
            JX_REFUSE(r, KEYWORD_LANGUAGE, block->source, block->header.cells[i].span, "", word);
        }
        if (jx_word_is(word, JX_WORD_CASE) || jx_word_is(word, JX_WORD_DATA)) return;
    }
}

static jx_text table_hint(jx_reader *r, jx_text first)
{
    static const jx_word known[] = { JX_WORD_AWARD,       JX_WORD_ROSTER,   JX_WORD_DUTY,     JX_WORD_PARAMETER,
                                     JX_WORD_CONDITION,   JX_WORD_OPEN,     JX_WORD_RELATION, JX_WORD_CAP,
                                     JX_WORD_BUDGET,      JX_WORD_TRANSFER, JX_WORD_CASE,     JX_WORD_DATA,
                                     JX_WORD_FACT,        JX_WORD_SERIES,   JX_WORD_RECORDS,  JX_WORD_LIST,
                                     JX_WORD_GRADE,       JX_WORD_LINK,     JX_WORD_LEDGER,   JX_WORD_SCHEME,
                                     JX_WORD_PERIOD_NAME, JX_WORD_SUBJECT,  JX_WORD_SOURCE,   JX_WORD_REPLACE,
                                     JX_WORD_MODEL,       JX_WORD_UNCOVERED };
    size_t offset = 0;
    uint32_t head = first.size ? jx_text_next(first, &offset) : 0;
    for (size_t i = 0; i < JX_COUNT(known) && head; i++) {
        jx_text word = jx_own_word(r, known[i]);
        bool english = r->problems && r->problems->language == JX_ENGLISH;
        const char *format = english ? "is it \"%.*s\"? Tables for readers belong into other documents"
                                     : "是不是“%.*s”？只给人看的表放到别的文件";
        for (size_t at = 0; at < word.size;)
            if (jx_text_next(word, &at) == head) return jx_text_format(r->arena, format, JX_TEXT_ARG(word));
    }
    return JX_TEXT("决策表的首格写成“U 名称”；只给人看的表放到别的文件");
}

static void read_table(jx_reader *r, const jx_md_block *block)
{
    jx_text first = block->header.cells[0].text;
    check_language(r, block);
    jx_later later = { block, r->space, r->document->scenario };
    bool rules = jx_word_is(first, JX_WORD_PARAMETER) || jx_word_begins(first, JX_WORD_CONDITION, NULL) ||
                 jx_text_find(first, JX_TEXT("U ")) == 0;
    bool legal = jx_word_is(first, JX_WORD_FACT);  // its 依据 is the law it is delivered under, not words of the paper
    if (!legal && (rules || jx_table_column(block, JX_WORD_BASIS) >= 0) && !r->document->facts && !r->document->common)
        *JX_PUSH(r->arena, &r->basis_tables) = later;
    if (r->document->scenario)
        *JX_PUSH(r->arena, &r->scenario_tables) = later;
    else if (jx_word_begins(first, JX_WORD_CASE, NULL))
        *JX_PUSH(r->arena, &r->case_tables) = later;
    else if (jx_word_begins(first, JX_WORD_DATA, NULL))
        *JX_PUSH(r->arena, &r->data_tables) = later;
    else if (!jx_read_award_table(r, block) && !jx_read_rules_table(r, block) && !jx_read_facts_table(r, block) &&
             !jx_read_money_table(r, block) && !jx_read_sources_table(r, block) && !jx_read_model_table(r, block) &&
             !jx_read_uncovered_table(r, block) && !jx_read_offices_table(r, block))
        JX_SAY(r, UNKNOWN_TABLE, JX_SEVERITY_ERROR, block->source, block->header.cells[0].span, table_hint(r, first),
               first);
}

void jx_read_document(jx_reader *r, jx_document *document)
{
    const jx_markdown *markdown = document->document;
    for (size_t i = 0; i < markdown->block_count; i++) {
        const jx_md_block *block = &markdown->blocks[i];
        switch (block->kind) {
        case JX_MD_HEADING: read_heading(r, block); break;
        case JX_MD_QUOTE: read_quote(r, block); break;
        case JX_MD_TABLE: read_table(r, block); break;
        case JX_MD_FENCE: jx_read_fence(r, block); break;
        }
    }
}
