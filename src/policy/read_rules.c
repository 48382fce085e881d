// 参数, 未决, 条件, decision tables and ```feel fences: each becomes a draft; formulas stay text until resolve.c.
//
// Read jx_read_rules_table and jx_read_fence; the rest serves them.
#include "policy/reader.h"

// ---- 参数 ----

// `万元`, `行业代码, 列表`, `日期段`, `%/年`, `文`, ``: what the 单位 column says of the value.
static bool set_kind(jx_reader *r, jx_draft *draft, jx_text unit)
{
    jx_definition *def = &draft->def;
    jx_text rest = unit, first = jx_list_next(&rest), second = rest.size ? jx_list_next(&rest) : (jx_text){ 0 };
    bool list = jx_text_equal(second, JX_TEXT("列表")) || jx_text_equal(second, JX_TEXT("list"));
    jx_dimensions dimensions;
    jx_decimal factor = jx_decimal_of(1);
    def->unit = first;
    if (jx_word_is(first, JX_WORD_WINDOW)) {
        jx_type *window = JX_NEW(r->arena, jx_type);
        *window = (jx_type){ .kind = JX_TYPE_RANGE, .element = &jx_type_date };
        def->type = window, def->unit = (jx_text){ 0 };
    } else if (jx_word_is(first, JX_WORD_DATE)) {
        def->type = &jx_type_date, def->unit = (jx_text){ 0 };
    } else if (jx_word_is(first, JX_WORD_TEXT)) {
        def->type = &jx_type_string, def->unit = (jx_text){ 0 };
    } else if (jx_word_is(first, JX_WORD_BOOLEAN)) {
        def->type = &jx_type_boolean, def->unit = (jx_text){ 0 };
    } else if (jx_word_is(first, JX_WORD_NUMBER)) {
        def->type = &jx_type_number, def->unit = (jx_text){ 0 };
    } else if (jx_unit_dimensions(first, &dimensions, &factor)) {
        def->type = &jx_type_number;
        def->factor = factor;
    } else if (list) {  // codes: `行业代码, 列表`
        def->type = &jx_type_string, def->unit = (jx_text){ 0 };
    } else {
        def->type = &jx_type_number;
        return false;
    }
    if (list) def->type = jx_type_list_of(r->arena, def->type);
    return true;
}

// The look of a value where the 单位 column is empty: a list, a window or a number.
static void guess_kind(jx_reader *r, jx_draft *draft, jx_text value)
{
    int64_t first, last;
    if (value.size && value.bytes[0] == '[' && !jx_cell_window(value, &first, &last))
        draft->def.type = jx_type_list_of(r->arena, &jx_type_string);
    else if (jx_cell_date(value, &first))
        draft->def.type = &jx_type_date;
    else if (value.size > 1 && value.bytes[0] == '"')
        draft->def.type = &jx_type_string;
}

bool jx_read_parameter_value(jx_reader *r, jx_draft *draft, jx_text unit, jx_text value)
{
    jx_definition *def = &draft->def;
    jx_span at = jx_span_in(def->source, value);
    if (!set_kind(r, draft, unit)) JX_REFUSE(r, UNKNOWN_UNIT, def->source, jx_span_in(def->source, unit), "", unit);
    if (!unit.size) guess_kind(r, draft, value);
    jx_cell_options options = jx_options_of(draft, JX_CAUSE_PENDING);
    jx_dimensions written;
    jx_decimal number;
    bool foreign;
    if (jx_cell_quantity(value, def->factor, options.unit, &number, &written, &foreign) && foreign &&
        def->type->kind == JX_TYPE_NUMBER) {
        JX_REFUSE(r, DIMENSION_MISMATCH, def->source, at, "", jx_dimensions_text(r->arena, written), def->unit);
        return false;
    }
    if (!jx_cell_value(r, value, &options, &def->value)) {
        JX_REFUSE(r, CELL_INVALID, def->source, at, "写一个数、一个日期、[起..止]、列表，或 待定 及其范围", value,
                  def->name);
        def->value =
            jx_open_any(r->arena, def->type, false, jx_cause_one(r->arena, JX_CAUSE_PENDING, def->name, JX_TEXT("")));
        return false;
    }
    if (def->value.kind == JX_OPEN && def->type->kind == JX_TYPE_NUMBER) {
        def->has_range = true;
        def->range = jx_interval_of(def->value);
    }
    return true;
}

typedef struct {
    int64_t from, to;
    const jx_md_row *row;
} dated_row;

static int compare_rows(const void *a, const void *b)
{
    const dated_row *x = a, *y = b;
    return x->from < y->from ? -1 : x->from > y->from;
}

static dated_row dates_of(jx_reader *r, const jx_md_block *table, const jx_md_row *row)
{
    dated_row dated = { INT64_MIN, INT64_MAX, row };
    jx_md_cell from = jx_table_cell(table, row, JX_WORD_FROM), to = jx_table_cell(table, row, JX_WORD_TO);
    if (from.text.size && !jx_cell_date(from.text, &dated.from))
        JX_REFUSE(r, DATE_INVALID, table->source, from.span, "", from.text);
    if (to.text.size && !jx_cell_date(to.text, &dated.to))
        JX_REFUSE(r, DATE_INVALID, table->source, to.span, "", to.text);
    return dated;
}

static jx_text date_text(jx_reader *r, int64_t day)
{
    jx_buffer text = jx_buffer_in(r->arena);
    jx_date_print(day, &text);
    return jx_buffer_text(&text);
}

// P1: rows of one name may neither overlap nor leave a day between them. Answers the row in force.
static const jx_md_row *row_in_force(jx_reader *r, const jx_md_block *table, dated_row *rows, size_t count,
                                     jx_text name)
{
    qsort(rows, count, sizeof *rows, compare_rows);
    int64_t day = r->package->model.in_force;
    const jx_md_row *best = NULL;
    for (size_t i = 0; i < count; i++) {
        if (i + 1 < count && rows[i].to >= rows[i + 1].from)
            JX_REFUSE(r, PARAMETER_OVERLAP, table->source, rows[i + 1].row->span, "一行从上一行止日的次日起", name,
                      rows[i + 1].from == INT64_MIN ? JX_TEXT("…") : date_text(r, rows[i + 1].from));
        else if (i + 1 < count && rows[i].to + 1 < rows[i + 1].from)
            JX_REFUSE(r, PARAMETER_GAP, table->source, rows[i + 1].row->span, "一行从上一行止日的次日起", name,
                      date_text(r, rows[i].to + 1));
        if (rows[i].from <= day && day <= rows[i].to) best = rows[i].row;
    }
    if (!best)
        JX_REFUSE(r, PARAMETER_GAP, table->source, rows[0].row->span, "没有一行在政策期间有效", name,
                  date_text(r, day));
    return best ? best : rows[count - 1].row;
}

static void read_parameter(jx_reader *r, const jx_md_block *table, size_t first)
{
    jx_md_cell name = table->rows[first].cells[0];
    dated_row *rows = JX_ARRAY(r->arena, table->row_count, dated_row);
    size_t count = 0;
    for (size_t i = first; i < table->row_count; i++)
        if (jx_text_equal(table->rows[i].cells[0].text, name.text)) rows[count++] = dates_of(r, table, &table->rows[i]);
    bool dated = jx_table_column(table, JX_WORD_FROM) >= 0 &&
                 (count > 1 || rows[0].from != INT64_MIN || rows[0].to != INT64_MAX);
    const jx_md_row *row = dated ? row_in_force(r, table, rows, count, name.text) : rows[0].row;
    jx_draft *draft = jx_draft_add(r, JX_DEFINITION_PARAMETER, name.text, table->source, name.span);
    draft->table = table;
    draft->row = row;
    draft->def.basis = jx_basis_words(r, jx_basis_of(table, row));
    jx_md_cell value = jx_table_cell(table, row, JX_WORD_VALUE);
    if (!value.text.size)
        JX_REFUSE(r, CELL_EMPTY, table->source, row->span, "没有定的写 待定", jx_own_word(r, JX_WORD_VALUE));
    jx_read_parameter_value(r, draft, jx_table_cell(table, row, JX_WORD_UNIT).text,
                            value.text.size ? value.text : JX_TEXT("待定"));
}

static bool seen_before(const jx_md_block *table, size_t row)
{
    for (size_t i = 0; i < row; i++)
        if (jx_text_equal(table->rows[i].cells[0].text, table->rows[row].cells[0].text)) return true;
    return false;
}

static void read_parameters(jx_reader *r, const jx_md_block *table)
{
    if (jx_table_column(table, JX_WORD_VALUE) < 0)
        JX_REFUSE(r, COLUMN_MISSING, table->source, table->header.span, "", jx_own_word(r, JX_WORD_VALUE));
    for (size_t i = 0; i < table->row_count; i++) {
        if (!seen_before(table, i))
            read_parameter(r, table, i);
        else if (jx_table_column(table, JX_WORD_FROM) < 0)
            JX_REFUSE(r, NAME_DEFINED_TWICE, table->source, table->rows[i].cells[0].span, "同名的行要有 自、至 两栏",
                      table->rows[i].cells[0].text);
    }
}

// ---- 未决 ----

void jx_take_option(jx_reader *r, jx_draft *reading, jx_text taken)
{
    jx_definition *def = &reading->def;
    if (!jx_cell_is_pending(taken)) {
        bool known = !def->option_count;
        for (size_t i = 0; i < def->option_count; i++)
            known |= jx_text_equal(def->options[i].as.string, taken);
        if (!known)
            JX_REFUSE(r, CELL_INVALID, def->source, jx_span_in(def->source, taken), "取 选项 中的一个，或 待定", taken,
                      def->name);
        def->value = jx_string(taken);
        return;
    }
    jx_open open = { .type = &jx_type_string,
                     .causes = jx_cause_one(r->arena, JX_CAUSE_READING, def->name, JX_TEXT("")) };
    jx_value *sorted = jx_arena_copy(r->arena, def->options, def->option_count, sizeof *sorted);
    for (size_t i = 1; i < def->option_count; i++)
        for (size_t k = i; k > 0 && jx_value_compare(sorted[k - 1], sorted[k]) > 0; k--) {
            jx_value moved = sorted[k];
            sorted[k] = sorted[k - 1], sorted[k - 1] = moved;
        }
    open.has_options = def->option_count > 0, open.options = sorted, open.option_count = def->option_count;
    def->value = jx_open_value(r->arena, open);
}

// `暂定口径 编者 2026-11-23：按字面`, `认可 单位 人 文号`, `待定`.
static void read_status(jx_reader *r, jx_definition *def, jx_md_cell cell)
{
    static const char *const blanks[] = { " ", "\u3000" }, *const colons[] = { "：", ":" };
    jx_text rest;
    def->status = cell.text;
    if (jx_word_begins(cell.text, JX_WORD_PROVISIONAL, &rest)) {
        jx_text head = jx_text_until(rest, colons, 2, &def->reason);
        def->author = jx_text_until(head, blanks, 2, &def->day);
        def->provisional = true;
        int64_t day;
        if (!def->author.size || !jx_cell_date(def->day, &day) || !def->reason.size)
            JX_REFUSE(r, CELL_INVALID, def->source, cell.span, "写成 暂定口径 作者 2026-11-23：理由", cell.text,
                      def->name);
    } else if (jx_word_begins(cell.text, JX_WORD_SIGNED, &rest)) {
        def->author = jx_text_until(rest, blanks, 2, &rest);
        jx_text person = jx_text_until(rest, blanks, 2, &def->reason);
        def->day = person;
        jx_text lacks = !def->author.size ? JX_TEXT("单位") : !person.size ? JX_TEXT("人") : JX_TEXT("文号");
        if (!def->author.size || !person.size || !def->reason.size)
            JX_REFUSE(r, UNSIGNED_SIGNATURE, def->source, cell.span, "写成 认可 单位 人 文号", def->name, lacks);
    } else if (!jx_cell_is_pending(cell.text)) {
        JX_REFUSE(r, CELL_INVALID, def->source, cell.span, "暂定口径 …、认可 … 或 待定",
                  cell.text.size ? cell.text : JX_TEXT("（空）"), def->name);
    }
}

static void read_readings(jx_reader *r, const jx_md_block *table)
{
    static const jx_word needed[] = { JX_WORD_QUESTION, JX_WORD_OPTIONS, JX_WORD_TAKEN, JX_WORD_STATUS };
    for (size_t i = 0; i < JX_COUNT(needed); i++)
        if (jx_table_column(table, needed[i]) < 0)
            JX_REFUSE(r, COLUMN_MISSING, table->source, table->header.span, "",
                      jx_word_text(needed[i], r->document->language));
    for (size_t i = 0; i < table->row_count; i++) {
        const jx_md_row *row = &table->rows[i];
        jx_draft *draft = jx_draft_add(r, JX_DEFINITION_READING, row->cells[0].text, table->source, row->cells[0].span);
        draft->table = table;
        draft->row = row;
        draft->def.type = &jx_type_string;
        draft->def.question = jx_table_cell(table, row, JX_WORD_QUESTION).text;
        draft->def.options =
            jx_text_options(r, jx_table_cell(table, row, JX_WORD_OPTIONS).text, &draft->def.option_count);
        read_status(r, &draft->def, jx_table_cell(table, row, JX_WORD_STATUS));
        jx_md_cell taken = jx_table_cell(table, row, JX_WORD_TAKEN);
        if (!taken.text.size)
            JX_REFUSE(r, CELL_EMPTY, table->source, row->span, "没有定的写 待定", jx_own_word(r, JX_WORD_TAKEN));
        jx_take_option(r, draft, taken.text.size ? taken.text : JX_TEXT("待定"));
    }
}

// ---- records with computed fields ----

// The EXTEND of `record` in the space being read; made when first asked for.
static jx_draft *extend_of(jx_reader *r, jx_text record, const jx_source *source, jx_span span)
{
    jx_draft *extend = jx_draft_here(r, r->space, record);
    if (extend && extend->form == JX_DRAFT_EXTEND) return extend;
    if (extend) JX_REFUSE(r, NAME_HIDES, source, span, "记录名.字段 写在用到它的奖励之下", record);
    extend = jx_draft_make(r, JX_DEFINITION_FORMULA, record, source, span);
    extend->form = JX_DRAFT_EXTEND;
    extend->record = record;
    return extend;
}

static jx_draft *part_of(jx_reader *r, jx_text record, jx_text name, const jx_source *source, jx_span span)
{
    jx_draft *extend = extend_of(r, record, source, span), *part = JX_NEW(r->arena, jx_draft);
    for (size_t i = 0; i < extend->part_count; i++)
        if (jx_text_equal(extend->parts[i]->def.name, name)) JX_REFUSE(r, NAME_DEFINED_TWICE, source, span, "", name);
    if (jx_draft_find(r, r->space, name) && r->space)
        JX_REFUSE(r, NAME_HIDES, source, span, "字段不得与奖励或条款的名称相同", name);
    part->def = (jx_definition){ .kind = JX_DEFINITION_FORMULA,
                                 .name = name,
                                 .space = r->space,
                                 .type = &jx_type_any,
                                 .precision = -1,
                                 .factor = jx_decimal_of(1),
                                 .subject = JX_NONE,
                                 .source = source,
                                 .span = span };
    part->meaning.type = &jx_type_any;
    part->record = record;
    part->scenario = r->document->scenario;
    if (extend->part_count == extend->part_capacity) {
        size_t size = extend->part_capacity * sizeof(jx_draft *);
        extend->part_capacity = extend->part_capacity ? extend->part_capacity * 2 : 4;
        extend->parts = jx_arena_grow(r->arena, extend->parts, size, extend->part_capacity * sizeof(jx_draft *));
    }
    return extend->parts[extend->part_count++] = part;
}

static jx_draft *formula_draft(jx_reader *r, jx_text record, jx_text name, const jx_source *source, jx_span span)
{
    return record.size ? part_of(r, record, name, source, span)
                       : jx_draft_add(r, JX_DEFINITION_FORMULA, name, source, span);
}

// ---- 条件 and decision tables ----

// `：资格（全部）`, `：达标（每条 配套销售；全部）`
static bool group_header(jx_text rest, jx_text *name, jx_text *record, bool *any)
{
    static const char *const opens[] = { "（", "(" }, *const closes[] = { "）", ")" },
                             *const semicolons[] = { "；", ";" };
    if (jx_text_starts_with(rest, JX_TEXT("：")))
        rest = jx_text_slice(rest, 3, rest.size);
    else if (jx_text_starts_with(rest, JX_TEXT(":")))
        rest = jx_text_slice(rest, 1, rest.size);
    else
        return false;
    jx_text inside;
    *name = jx_text_until(rest, opens, 2, &inside);
    inside = jx_text_until(inside, closes, 2, NULL);
    *record = (jx_text){ 0 };
    if (jx_word_begins(inside, JX_WORD_EACH, record)) *record = jx_text_until(*record, semicolons, 2, &inside);
    *any = jx_word_is(inside, JX_WORD_ANY);
    return name->size && (*any || jx_word_is(inside, JX_WORD_ALL));
}

static bool read_group(jx_reader *r, const jx_md_block *table, jx_text rest)
{
    jx_text name, record;
    bool any;
    jx_md_cell first = table->header.cells[0];
    if (!group_header(rest, &name, &record, &any)) {
        JX_REFUSE(r, CELL_INVALID, table->source, first.span, "写成 条件：名（全部） 或 条件：名（任一）", first.text,
                  jx_own_word(r, JX_WORD_CONDITION));
        return true;
    }
    if (jx_table_column(table, JX_WORD_TEST) < 0)
        JX_REFUSE(r, COLUMN_MISSING, table->source, table->header.span, "", jx_own_word(r, JX_WORD_TEST));
    if (!table->row_count) JX_REFUSE(r, TABLE_EMPTY, table->source, table->header.span, "", name);
    jx_draft *draft = formula_draft(r, record, name, table->source, jx_span_in(table->source, name));
    draft->form = JX_DRAFT_GROUP;
    draft->table = table;
    draft->def.type = &jx_type_boolean;
    return true;
}

// `U 名`, `C> 名（每条 记录）`, with an id before the name in scenarios: `U 2.1.标准`.
bool jx_table_header(jx_text header, jx_hit_policy *hit, jx_aggregation *aggregation, jx_text *name, jx_text *record)
{
    static const struct {
        const char *mark;
        jx_hit_policy hit;
        jx_aggregation aggregation;
    } policies[] = {
        { "C+", JX_HIT_COLLECT, JX_AGGREGATE_SUM }, { "C>", JX_HIT_COLLECT, JX_AGGREGATE_MAX },
        { "C<", JX_HIT_COLLECT, JX_AGGREGATE_MIN }, { "C#", JX_HIT_COLLECT, JX_AGGREGATE_COUNT },
        { "C", JX_HIT_COLLECT, JX_AGGREGATE_NONE }, { "U", JX_HIT_UNIQUE, JX_AGGREGATE_NONE },
        { "F", JX_HIT_FIRST, JX_AGGREGATE_NONE },   { "A", JX_HIT_ANY, JX_AGGREGATE_NONE },
    };
    static const char *const opens[] = { "（", "(" }, *const closes[] = { "）", ")" };
    jx_text rest, mark = jx_text_cut(header, JX_TEXT(" "), &rest), inside;
    for (size_t i = 0; i < JX_COUNT(policies); i++) {
        if (!jx_text_equal(mark, jx_text_of(policies[i].mark)) || !rest.size) continue;
        *hit = policies[i].hit;
        *aggregation = policies[i].aggregation;
        *name = jx_text_until(jx_text_trim(rest), opens, 2, &inside);
        *record = (jx_text){ 0 };
        if (inside.size) return jx_word_begins(jx_text_until(inside, closes, 2, NULL), JX_WORD_EACH, record);
        return name->size > 0;
    }
    return false;
}

// A table with an output 奖励金额 is also the award's 奖励金额.
void jx_amount_alias(jx_reader *r, jx_draft *table)
{
    for (size_t i = 0; i < table->table->header.count; i++) {
        jx_text header = table->table->header.cells[i].text;
        if (!jx_text_starts_with(header, JX_TEXT("→"))) continue;
        jx_text name = jx_header_name(jx_text_trim(jx_text_slice(header, 3, header.size)));
        if (!jx_word_is(name, JX_WORD_AMOUNT)) continue;
        jx_draft *alias =
            jx_draft_add(r, JX_DEFINITION_FORMULA, name, table->def.source, table->table->header.cells[i].span);
        alias->form = JX_DRAFT_ALIAS;
        alias->alias = table->index;
        alias->def.unit = jx_header_unit(header);
        jx_dimensions dimensions;
        if (!jx_unit_dimensions(alias->def.unit, &dimensions, &alias->def.factor)) alias->def.factor = jx_decimal_of(1);
    }
}

static bool read_decision_table(jx_reader *r, const jx_md_block *table)
{
    jx_hit_policy hit;
    jx_aggregation aggregation;
    jx_text name, record;
    if (!jx_table_header(table->header.cells[0].text, &hit, &aggregation, &name, &record)) return false;
    jx_draft *draft = formula_draft(r, record, name, table->source, jx_span_in(table->source, name));
    draft->form = JX_DRAFT_TABLE;
    draft->table = table;
    if (!table->row_count)
        JX_REFUSE(r, TABLE_EMPTY, table->source, table->header.span, "还没有定的表写一行 待定", name);
    if (!record.size) jx_amount_alias(r, draft);
    return true;
}

bool jx_read_rules_table(jx_reader *r, const jx_md_block *table)
{
    jx_text first = table->header.cells[0].text, rest;
    if (jx_word_is(first, JX_WORD_PARAMETER)) return read_parameters(r, table), true;
    if (jx_word_is(first, JX_WORD_OPEN)) return read_readings(r, table), true;
    if (jx_word_begins(first, JX_WORD_CONDITION, &rest)) return read_group(r, table, rest);
    return read_decision_table(r, table);
}

// ---- fences ----

static size_t name_end(jx_text line)
{
    size_t at = 0;
    while (at < line.size) {
        size_t next = at;
        uint32_t c = jx_text_next(line, &next);
        bool part = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' ||
                    c == '.' || c >= 0x3400;
        if (!part || (c >= 0xff00 && c <= 0xffef)) break;
        at = next;
    }
    return at;
}

// A line without indent that reads `名 = …`, `名 [单位] = …` or `记录.字段 [单位] = …` begins a definition.
static bool begins_definition(jx_text line, jx_text *name, jx_text *brackets, size_t *start)
{
    size_t at = name_end(line);
    if (!at) return false;
    *name = jx_text_slice(line, 0, at);
    *brackets = (jx_text){ 0 };
    while (at < line.size && line.bytes[at] == ' ')
        at++;
    if (at < line.size && line.bytes[at] == '[') {
        size_t close = jx_text_find(jx_text_slice(line, at, line.size), JX_TEXT("]"));
        if (close == SIZE_MAX) return false;
        *brackets = jx_text_slice(line, at + 1, at + close);
        at += close + 1;
        while (at < line.size && line.bytes[at] == ' ')
            at++;
    }
    if (at >= line.size || line.bytes[at] != '=') return false;
    *start = at + 1;
    return true;
}

static void set_brackets(jx_reader *r, jx_draft *draft, jx_text brackets)
{
    jx_text rest;
    draft->def.unit = jx_text_trim(jx_text_cut(brackets, JX_TEXT(";"), &rest));
    if (rest.size) draft->rounding = jx_span_in(draft->def.source, rest);
    jx_dimensions dimensions;
    if (!jx_unit_dimensions(draft->def.unit, &dimensions, &draft->def.factor)) {
        JX_REFUSE(r, UNKNOWN_UNIT, draft->def.source, jx_span_in(draft->def.source, draft->def.unit), "",
                  draft->def.unit);
        draft->def.unit = (jx_text){ 0 };
        draft->def.factor = jx_decimal_of(1);
    }
}

static void end_definition(jx_draft *draft, const jx_source *source, size_t end)
{
    if (!draft) return;
    jx_text text = jx_text_trim(jx_bytes_at(source, (jx_span){ draft->text.start, (uint32_t)end }));
    if (text.size)
        draft->text = jx_span_in(source, text);
    else
        draft->text.end = draft->text.start;
}

void jx_read_fence(jx_reader *r, const jx_md_block *fence)
{
    jx_draft *draft = NULL;
    for (size_t at = fence->span.start; at < fence->span.end;) {
        jx_text all = jx_bytes_at(fence->source, (jx_span){ (uint32_t)at, fence->span.end });
        size_t newline = jx_text_find(all, JX_TEXT("\n")), size = newline == SIZE_MAX ? all.size : newline, start;
        jx_text line = jx_text_slice(all, 0, size), name, brackets, field;
        if (begins_definition(line, &name, &brackets, &start)) {
            end_definition(draft, fence->source, at);
            jx_text head = jx_text_cut(name, JX_TEXT("."), &field);
            draft = formula_draft(r, field.size ? head : (jx_text){ 0 }, field.size ? field : head, fence->source,
                                  jx_span_in(fence->source, name));
            draft->form = JX_DRAFT_FORMULA;
            draft->text = (jx_span){ (uint32_t)(at + start), (uint32_t)(at + start) };
            set_brackets(r, draft, brackets);
        } else if (!draft && jx_text_trim(line).size && !jx_text_starts_with(jx_text_trim(line), JX_TEXT("//"))) {
            JX_REFUSE(r, SYNTAX_ERROR, fence->source, jx_span_in(fence->source, jx_text_trim(line)),
                      "一条定义写成 名 [单位] = 表达式，续行缩进", jx_text_trim(line));
        }
        at += size + 1;
    }
    end_definition(draft, fence->source, fence->span.end);
}
