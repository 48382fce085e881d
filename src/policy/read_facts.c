// facts.md: 对象, 事实, 期间名, 序列, 挂接, 记录, 名单, 等级, 台账. Each fact becomes a draft that is already finished.
//
// Read jx_read_facts_table; jx_finish_facts makes what depends on other tables (期间名, 上期在列).
#include "policy/reader.h"

static uint32_t subject_index(jx_reader *r, jx_text name)
{
    for (uint32_t i = 0; i < r->subjects.count; i++)
        if (jx_text_equal(r->subjects.items[i].name, name)) return i;
    if (!name.size) return JX_NONE;
    *JX_PUSH(r->arena, &r->subjects) = (jx_subject_kind){ name, { 0 } };
    return (uint32_t)r->subjects.count - 1;
}

static jx_draft *fact_draft(jx_reader *r, jx_text name, const jx_md_block *table, const jx_md_row *row)
{
    jx_draft *draft = jx_draft_add(r, JX_DEFINITION_FACT, name, table->source, jx_span_in(table->source, name));
    draft->table = table;
    draft->row = row;
    draft->def.may_be_null = true;
    draft->def.subject = subject_index(r, jx_table_cell(table, row, JX_WORD_SUBJECT).text);
    draft->closed = jx_table_cell(table, row, JX_WORD_COMPLETE_AS_OF).text;
    return draft;
}

// `0位`, `2位`, `3 decimals`; -1 if it is none.
static int decimals(jx_text text)
{
    if (!jx_text_ends_with(text, JX_TEXT("位")) && !jx_text_ends_with(text, JX_TEXT("decimals"))) return -1;
    int places = 0;
    size_t at = 0;
    while (at < text.size && at < 2 && text.bytes[at] >= '0' && text.bytes[at] <= '9')
        places = places * 10 + (text.bytes[at++] - '0');
    return at ? places : -1;
}

// `>= 0`, `0..92`, in the unit of the fact.
static bool read_range(jx_reader *r, jx_text text, jx_decimal factor, jx_interval *out)
{
    jx_cell_options options = { .type = &jx_type_number, .factor = factor, .name = text };
    jx_value value;
    if (!text.size || !jx_cell_value(r, text, &options, &value)) return false;
    *out = jx_interval_of(value);
    return true;
}

// One word of `类型, 单位, 精度` or of a record's field.
static bool read_kind_word(jx_reader *r, jx_text word, jx_record_field *field)
{
    jx_dimensions dimensions;
    int places = decimals(word);
    if (places >= 0) return field->precision = places, true;
    static const char *const opens[] = { "(", "（" }, *const closes[] = { ")", "）" };
    jx_text inside, head = jx_text_until(word, opens, 2, &inside);
    if (inside.size) field->options = jx_text_options(r, jx_text_until(inside, closes, 2, NULL), &field->option_count);
    if (jx_word_is(head, JX_WORD_NUMBER))
        field->type = &jx_type_number;
    else if (jx_word_is(head, JX_WORD_BOOLEAN))
        field->type = &jx_type_boolean;
    else if (jx_word_is(head, JX_WORD_TEXT))
        field->type = &jx_type_string;
    else if (jx_word_is(head, JX_WORD_DATE))
        field->type = &jx_type_date;
    else if (jx_word_is(head, JX_WORD_WINDOW)) {
        jx_type *window = JX_NEW(r->arena, jx_type);
        *window = (jx_type){ .kind = JX_TYPE_RANGE, .element = &jx_type_date };
        field->type = window;
    } else if (jx_unit_dimensions(head, &dimensions, &field->factor)) {
        field->type = &jx_type_number;
        field->unit = head;
    } else {
        field->factor = jx_decimal_of(1);
        return false;
    }
    return true;
}

static jx_record_field new_field(jx_text name)
{
    return (jx_record_field){ .name = name, .type = &jx_type_any, .factor = jx_decimal_of(1), .precision = -1 };
}

static void take_field(jx_draft *draft, const jx_record_field *field)
{
    jx_definition *def = &draft->def;
    def->type = field->type, def->unit = field->unit, def->factor = field->factor, def->precision = field->precision;
    def->options = field->options, def->option_count = field->option_count;
}

static void read_facts(jx_reader *r, const jx_md_block *table)
{
    jx_text delivered = { 0 };
    for (size_t i = 0; i < table->row_count; i++) {
        const jx_md_row *row = &table->rows[i];
        jx_md_cell kind = jx_table_cell(table, row, JX_WORD_TYPE), range = jx_table_cell(table, row, JX_WORD_RANGE);
        jx_draft *draft = fact_draft(r, row->cells[0].text, table, row);
        jx_record_field field = new_field(row->cells[0].text);
        bool first = true;
        for (jx_text rest = kind.text; rest.size; first = false) {
            jx_text word = jx_list_next(&rest);
            if (!read_kind_word(r, word, &field) && (first || field.type->kind == JX_TYPE_NUMBER))
                JX_REFUSE(r, UNKNOWN_UNIT, table->source, jx_span_in(table->source, word), "", word);
        }
        if (field.type->kind == JX_TYPE_ANY)
            JX_REFUSE(r, CELL_INVALID, table->source, kind.span, "数、是否、文、日期 之一", kind.text,
                      jx_own_word(r, JX_WORD_TYPE));
        take_field(draft, &field);
        draft->def.has_range =
            field.type->kind == JX_TYPE_NUMBER && read_range(r, range.text, draft->def.factor, &draft->def.range);
        if (!draft->def.has_range && range.text.size && field.type->kind == JX_TYPE_NUMBER)
            JX_REFUSE(r, CELL_INVALID, table->source, range.span, "写成 >= 0 或 0..100", range.text,
                      jx_own_word(r, JX_WORD_RANGE));
        draft->sources = jx_table_cell(table, row, JX_WORD_SOURCE).text;
        draft->delivered = jx_table_cell(table, row, JX_WORD_DELIVERED).text;
        if (jx_word_is(draft->delivered, JX_WORD_DITTO)) draft->delivered = delivered;
        delivered = draft->delivered;
        draft->def.basis = jx_basis_of(table, row);
    }
}

static void read_subjects(jx_reader *r, const jx_md_block *table)
{
    for (size_t i = 0; i < table->row_count; i++) {
        const jx_md_row *row = &table->rows[i];
        uint32_t index = subject_index(r, row->cells[0].text);
        if (index == JX_NONE) continue;
        r->subjects.items[index].identifier = jx_table_cell(table, row, JX_WORD_IDENTIFIER).text;
        while (r->subject_closed.count <= index)
            *JX_PUSH(r->arena, &r->subject_closed) = (jx_text){ 0 };
        r->subject_closed.items[index] = jx_table_cell(table, row, JX_WORD_COMPLETE_AS_OF).text;
    }
}

static void read_series(jx_reader *r, const jx_md_block *table)
{
    for (size_t i = 0; i < table->row_count; i++) {
        const jx_md_row *row = &table->rows[i];
        jx_draft *draft = fact_draft(r, row->cells[0].text, table, row);
        jx_record_field field = new_field(row->cells[0].text);
        for (jx_text rest = jx_table_cell(table, row, JX_WORD_UNIT).text; rest.size;) {
            jx_text word = jx_list_next(&rest);
            if (!read_kind_word(r, word, &field))
                JX_REFUSE(r, UNKNOWN_UNIT, table->source, jx_span_in(table->source, word), "", word);
        }
        take_field(draft, &field);
        draft->def.type = &jx_type_series;
        draft->def.may_be_null = false;
        draft->def.has_range =
            read_range(r, jx_table_cell(table, row, JX_WORD_RANGE).text, draft->def.factor, &draft->def.range);
        draft->sources = jx_table_cell(table, row, JX_WORD_SOURCE).text;
        draft->delivered = JX_TEXT("本数");
        draft->alternative = jx_table_cell(table, row, JX_WORD_ALTERNATIVE).text;
        if (draft->def.subject == JX_NONE && r->subjects.count) draft->def.subject = 0;
    }
}

// `产量 数 3位 >= 0`, `方向 文(供应, 使用)`, `本期天数 天 0..92`, `在列 是否（→ 上期在列）`.
static jx_record_field read_field(jx_reader *r, jx_text text, const jx_source *source)
{
    static const char *const blanks[] = { " " }, *const arrows[] = { "（→", "(→" };
    jx_text rest;
    text = jx_text_until(text, arrows, 2, NULL);
    jx_record_field field = new_field(jx_text_until(text, blanks, 1, &rest));
    while (rest.size) {
        jx_text left, word = rest;
        size_t bracket = jx_text_find(rest, JX_TEXT("(")), blank = jx_text_find(rest, JX_TEXT(" "));
        if (bracket != SIZE_MAX && bracket < blank) {
            size_t close = jx_text_find(rest, JX_TEXT(")"));
            word = jx_text_slice(rest, 0, close == SIZE_MAX ? rest.size : close + 1);
            left = jx_text_trim(jx_text_slice(rest, word.size, rest.size));
        } else {
            word = jx_text_until(rest, blanks, 1, &left);
        }
        if (read_range(r, rest, field.factor, &field.range)) {
            field.has_range = true;
            break;
        }
        if (jx_text_starts_with(left, JX_TEXT("decimals"))) {  // `2 decimals` is two words
            word = jx_text_format(r->arena, "%.*sdecimals", JX_TEXT_ARG(word));
            left = jx_text_trim(jx_text_slice(left, strlen("decimals"), left.size));
        }
        if (!read_kind_word(r, word, &field)) JX_REFUSE(r, UNKNOWN_UNIT, source, jx_span_in(source, word), "", word);
        rest = left;
    }
    if (jx_word_is(field.unit, JX_WORD_PER)) field.unit = (jx_text){ 0 };
    bool year = jx_text_equal(field.unit, JX_TEXT("年")) || jx_text_equal(field.unit, JX_TEXT("year"));
    if (year && !field.has_range) {
        field.has_range = true;
        field.range = (jx_interval){ { true, true, jx_integer(1900) }, { true, true, jx_integer(2200) } };
        if (field.precision < 0) field.precision = 0;
    }
    if (field.type->kind == JX_TYPE_NUMBER && !field.has_range)
        JX_REFUSE(r, NO_RANGE, source, jx_span_in(source, text), "写成 销售额 元 2位 >= 0", field.name);
    return field;
}

static const jx_type *records_type(jx_reader *r, const jx_record_field *fields, size_t count)
{
    jx_field *members = JX_ARRAY(r->arena, count + 1, jx_field);
    for (size_t i = 0; i < count; i++)
        members[i] = (jx_field){ fields[i].name, fields[i].type };
    jx_type *context = JX_NEW(r->arena, jx_type);
    *context = (jx_type){ .kind = JX_TYPE_CONTEXT, .fields = members, .field_count = count };
    return jx_type_list_of(r->arena, context);
}

// `在列 是否（→ 上期在列）`: what the rosters of the quarter before said. Its neighbours 清单 and 期间 say which roster, when.
static void note_roster_ledger(jx_reader *r, const jx_draft *draft, jx_text field, uint32_t index)
{
    static const char *const arrows[] = { "（→", "(→" }, *const closes[] = { "）", ")" };
    jx_text target;
    (void)jx_text_until(field, arrows, 2, &target);
    if (!target.size || !jx_word_is(jx_text_until(target, closes, 2, NULL), JX_WORD_LISTED_BEFORE)) return;
    jx_package *package = r->package;
    package->roster_ledger = draft->index;
    package->roster_listed = index;
    package->roster_name = package->roster_period = JX_NONE;
}

static void finish_roster_ledger(jx_reader *r)
{
    jx_package *package = r->package;
    if (package->roster_ledger == JX_NONE) return;
    const jx_definition *ledger = &r->drafts.items[package->roster_ledger]->def;
    for (uint32_t i = 0; i < ledger->field_count; i++) {
        if (jx_word_is(ledger->fields[i].name, JX_WORD_ROSTER)) package->roster_name = i;
        if (jx_word_is(ledger->fields[i].name, JX_WORD_PERIOD)) package->roster_period = i;
    }
    if (package->roster_name != JX_NONE && package->roster_period != JX_NONE) return;
    JX_REFUSE(r, CELL_INVALID, ledger->source, ledger->span, "（→ 上期在列） 的台账须有字段 清单 和 期间", ledger->name,
              jx_own_word(r, JX_WORD_FIELDS));
    package->roster_ledger = JX_NONE;
}

static void read_records(jx_reader *r, const jx_md_block *table)
{
    for (size_t i = 0; i < table->row_count; i++) {
        const jx_md_row *row = &table->rows[i];
        jx_draft *draft = fact_draft(r, row->cells[0].text, table, row);
        struct {
            jx_record_field *items;
            size_t count, capacity;
        } fields = { 0 };
        for (jx_text rest = jx_table_cell(table, row, JX_WORD_FIELDS).text; rest.size;) {
            jx_text text = jx_list_next(&rest);
            if (!text.size) continue;
            note_roster_ledger(r, draft, text, (uint32_t)fields.count);
            *JX_PUSH(r->arena, &fields) = read_field(r, text, table->source);
        }
        draft->def.fields = fields.items;
        draft->def.field_count = fields.count;
        draft->def.type = records_type(r, fields.items, fields.count);
        draft->def.may_be_null = false;
        draft->sources = jx_table_cell(table, row, JX_WORD_SOURCE).text;
        if (jx_word_is(table->header.cells[0].text, JX_WORD_LEDGER))
            draft->sources = row->cells[0].text;  // its own source
        draft->delivered = JX_TEXT("本数");
        if (!fields.count) JX_REFUSE(r, CELL_EMPTY, table->source, row->span, "", jx_own_word(r, JX_WORD_FIELDS));
    }
}

// `甲（→ 记录.字段）` of `记录.键`: the list says of every record whether its key is on it.
static bool read_record_list(jx_reader *r, const jx_md_block *table, const jx_md_row *row, jx_text entry)
{
    static const char *const arrows[] = { "（→", "(→" }, *const closes[] = { "）", ")" }, *const dots[] = { "." };
    jx_text target, key, field, name = jx_text_until(entry, arrows, 2, &target);
    if (!target.size) return false;
    jx_text of = jx_table_cell(table, row, JX_WORD_SUBJECT).text;
    jx_text record = jx_text_until(of, dots, 1, &key),
            same = jx_text_until(jx_text_until(target, closes, 2, NULL), dots, 1, &field);
    if (!key.size || !field.size || !jx_text_equal(record, same))
        JX_REFUSE(r, CELL_INVALID, table->source, row->span, "写成 大型展会（→ 参展.是大型），对象 写 参展.展会", entry,
                  jx_own_word(r, JX_WORD_LIST));
    *JX_PUSH(r->arena, &r->record_lists) =
        (jx_record_list){ .name = jx_text_trim(name),
                          .record = record,
                          .key = key,
                          .field = field,
                          .office = jx_table_cell(table, row, JX_WORD_DECIDING_OFFICE).text,
                          .paper = jx_table_cell(table, row, JX_WORD_FILE).text,
                          .from = table->source,
                          .span = row->span };
    return true;
}

// 名单: each name is a yes/no fact of its subject.
static void read_lists(jx_reader *r, const jx_md_block *table)
{
    for (size_t i = 0; i < table->row_count; i++) {
        const jx_md_row *row = &table->rows[i];
        for (jx_text rest = row->cells[0].text; rest.size;) {
            jx_text entry = jx_list_next(&rest);
            if (read_record_list(r, table, row, entry)) continue;
            jx_draft *draft = fact_draft(r, entry, table, row);
            draft->def.type = &jx_type_boolean;
            draft->def.may_be_null = false;
            draft->from_list = true;
            draft->def.author = jx_table_cell(table, row, JX_WORD_DECIDING_OFFICE).text;
            draft->def.basis = jx_table_cell(table, row, JX_WORD_FILE).text;
            draft->sources = JX_TEXT("名单");
            draft->delivered = JX_TEXT("主管名单");
        }
    }
}

static void read_grades(jx_reader *r, const jx_md_block *table)
{
    static const char *const colons[] = { "：", ":" };
    for (size_t i = 0; i < table->row_count; i++) {
        const jx_md_row *row = &table->rows[i];
        jx_draft *draft = fact_draft(r, row->cells[0].text, table, row);
        jx_text options = jx_table_cell(table, row, JX_WORD_ASCENDING_ORDER).text, rest;
        draft->def.type = &jx_type_string;
        draft->def.ordered = true;
        if (jx_word_begins(options, JX_WORD_UNORDERED, NULL)) {
            draft->def.ordered = false;
            (void)jx_text_until(options, colons, 2, &rest);
            options = rest;
        }
        draft->def.options = jx_text_options(r, options, &draft->def.option_count);
        draft->def.author = jx_table_cell(table, row, JX_WORD_DECIDING_OFFICE).text;
        draft->sources = JX_TEXT("等级");
        draft->delivered = JX_TEXT("主管名单");
        if (!draft->def.option_count)
            JX_REFUSE(r, CELL_EMPTY, table->source, row->span, "", jx_own_word(r, JX_WORD_ASCENDING_ORDER));
    }
}

static void read_links(jx_reader *r, const jx_md_block *table)
{
    for (size_t i = 0; i < table->row_count; i++) {
        const jx_md_row *row = &table->rows[i];
        *JX_PUSH(r->arena, &r->links) =
            (jx_link_row){ .name = row->cells[0].text,
                           .of = jx_table_cell(table, row, JX_WORD_OF).text,
                           .to = jx_table_cell(table, row, JX_WORD_BELONGS_TO).text,
                           .share = jx_table_cell(table, row, JX_WORD_SHARE).text,
                           .dates = jx_table_cell(table, row, JX_WORD_DATES).text,
                           .source = jx_table_cell(table, row, JX_WORD_SOURCE).text,
                           .complete_as_of = jx_table_cell(table, row, JX_WORD_COMPLETE_AS_OF).text };
    }
}

static void read_period_names(jx_reader *r, const jx_md_block *table)
{
    for (size_t i = 0; i < table->row_count; i++) {
        const jx_md_row *row = &table->rows[i];
        jx_period_name name = { row->cells[0].text, jx_table_cell(table, row, JX_WORD_FACT).text,
                                jx_table_cell(table, row, JX_WORD_PERIOD).text,
                                jx_table_cell(table, row, JX_WORD_AS_STATED_IN).text };
        *JX_PUSH(r->arena, &r->period_names) = name;
        jx_draft *draft = fact_draft(r, name.name, table, row);
        draft->fact = name.fact;
    }
}

bool jx_read_facts_table(jx_reader *r, const jx_md_block *table)
{
    static const struct {
        jx_word word;
        void (*read)(jx_reader *, const jx_md_block *);
    } readers[] = {
        { JX_WORD_SUBJECT, read_subjects },
        { JX_WORD_FACT, read_facts },
        { JX_WORD_SERIES, read_series },
        { JX_WORD_RECORDS, read_records },
        { JX_WORD_LEDGER, read_records },
        { JX_WORD_LIST, read_lists },
        { JX_WORD_GRADE, read_grades },
        { JX_WORD_LINK, read_links },
        { JX_WORD_PERIOD_NAME, read_period_names },
    };
    for (size_t i = 0; i < JX_COUNT(readers); i++) {
        if (!jx_word_is(table->header.cells[0].text, readers[i].word)) continue;
        uint32_t space = r->space;
        r->space = 0;  // facts belong to the package wherever they stand
        readers[i].read(r, table);
        r->space = space;
        return true;
    }
    return false;
}

// ---- what rests on other tables ----

// 上年产值 is a fact of its own, shaped like the fact behind it.
static void finish_period_name(jx_reader *r, jx_draft *draft)
{
    jx_draft *fact = jx_draft_here(r, 0, draft->fact);
    if (!fact || fact == draft || fact->def.kind != JX_DEFINITION_FACT || fact->fact.size) {
        JX_REFUSE(r, UNKNOWN_NAME, draft->def.source, jx_span_in(draft->def.source, draft->fact),
                  "事实 一栏写 facts.md 中的一个事实", draft->fact);
        return;
    }
    jx_definition own = draft->def;
    draft->def = fact->def;
    draft->def.name = own.name, draft->def.span = own.span, draft->def.source = own.source;
    draft->delivered = fact->delivered, draft->sources = fact->sources, draft->from_list = fact->from_list;
    if (!draft->closed.size) draft->closed = fact->closed;
}

// 上期在列 is asked for by every roster, each for itself; the ledger of lists delivers it.
static void add_listed_before(jx_reader *r)
{
    jx_text name = jx_own_word(r, JX_WORD_LISTED_BEFORE);
    for (size_t i = 0; i < r->awards.count; i++) {
        const jx_award_rule *award = &r->awards.items[i];
        if (award->kind != JX_AWARD_ROSTER || jx_draft_here(r, award->space, name)) continue;
        r->space = award->space;
        jx_draft *draft = jx_draft_make(r, JX_DEFINITION_FACT, name, award->source, award->span);
        draft->def.type = &jx_type_boolean;
        draft->def.subject = award->subject;
        draft->from_list = true;
        draft->sources = JX_TEXT("清单台账");
        draft->delivered = JX_TEXT("主管名单");
    }
    r->space = 0;
}

void jx_finish_facts(jx_reader *r)
{
    for (size_t i = 0; i < r->drafts.count; i++)
        if (r->drafts.items[i]->fact.size) finish_period_name(r, r->drafts.items[i]);
    finish_roster_ledger(r);
    add_listed_before(r);
}
