// T1 - T4: the official text against policy.lock, quotations against the text, signs against words.
//
// Texts are compared without blanks: only line breaks are free. policy.lock has one line per clause, in the order
// of the
// paper: `c1.2 <sha256 of the text without blanks>`; lines that begin with # are remarks.
#include "policy/reader.h"

// ---- T1 ----

static const jx_source *lock_file(const jx_reader *r)
{
    for (size_t i = 0; i < r->files.count; i++)
        if (jx_text_equal(r->files.files[i].name, JX_TEXT("policy.lock"))) return &r->files.files[i];
    return NULL;
}

static jx_clause_draft *clause_named(const jx_reader *r, jx_text id)
{
    for (size_t i = 0; i < r->clauses.count; i++)
        if (jx_text_equal(r->clauses.items[i]->clause.id, id)) return r->clauses.items[i];
    return NULL;
}

static void check_locked(jx_reader *r, const jx_source *lock, jx_text line, size_t *place)
{
    jx_text rest, id = jx_text_trim(jx_text_cut(line, JX_TEXT(" "), &rest));
    jx_hash_value hash;
    jx_clause_draft *clause = clause_named(r, id);
    if (!jx_hash_read(jx_text_trim(rest), &hash)) {
        JX_REFUSE(r, TEXT_DIFFERS, lock, jx_span_in(lock, line), "每行写 条款编号 和 64 位校验值", line);
        return;
    }
    if (!clause) {
        JX_REFUSE(r, PARAGRAPH_MISSING, lock, jx_span_in(lock, line), "", id);
        return;
    }
    if (memcmp(clause->clause.hash, hash.bytes, sizeof hash.bytes) != 0)
        JX_REFUSE(r, TEXT_DIFFERS, clause->clause.source, clause->clause.span, "原文确有更改的，重新接受 policy.lock",
                  id);
    size_t at = 0;
    while (at < r->clauses.count && r->clauses.items[at] != clause)
        at++;
    if (at < *place)
        JX_REFUSE(r, PARAGRAPH_ORDER, clause->clause.source, clause->clause.span, "条款按公文的先后排列", id);
    *place = at;
}

static void check_lock(jx_reader *r)
{
    const jx_source *lock = lock_file(r);
    if (!lock) return;
    size_t place = 0;
    jx_buffer seen = jx_buffer_in(r->arena);
    for (jx_text rest = lock->bytes; rest.size;) {
        jx_text line = jx_text_trim(jx_text_cut(rest, JX_TEXT("\n"), &rest));
        if (!line.size || line.bytes[0] == '#') continue;
        jx_text unused;
        jx_buffer_format(&seen, " %.*s ", JX_TEXT_ARG(jx_text_cut(line, JX_TEXT(" "), &unused)));
        check_locked(r, lock, line, &place);
    }
    for (size_t i = 0; i < r->clauses.count; i++) {
        const jx_clause *clause = &r->clauses.items[i]->clause;
        if (!jx_buffer_text(&r->clauses.items[i]->plain).size) continue;
        if (jx_text_find(jx_buffer_text(&seen), jx_text_format(r->arena, " %.*s ", JX_TEXT_ARG(clause->id))) ==
            SIZE_MAX)
            JX_REFUSE(r, TEXT_DIFFERS, clause->source, clause->span, "policy.lock 中没有这一条", clause->id);
    }
}

// The same paragraph twice is a slip of the copyist; short headings may repeat.
static void check_doubled(jx_reader *r)
{
    enum { SHORT = 60 };
    struct {
        uint64_t *items;
        size_t count, capacity;
    } seen = { 0 };
    for (size_t i = 0; i < r->clauses.count; i++) {
        const jx_clause_draft *clause = r->clauses.items[i];
        for (jx_text rest = jx_buffer_text(&clause->text); rest.size;) {
            jx_text paragraph = jx_text_cut(rest, JX_TEXT("\n"), &rest);
            uint64_t hash = jx_text_hash(paragraph);
            for (size_t k = 0; paragraph.size > SHORT && k < seen.count; k++)
                if (seen.items[k] == hash) {
                    JX_REFUSE(r, PARAGRAPH_DOUBLED, clause->clause.source, clause->clause.span, "",
                              jx_text_slice(paragraph, 0, SHORT));
                    break;
                }
            if (paragraph.size > SHORT) *JX_PUSH(r->arena, &seen) = hash;
        }
    }
}

// ---- T2 ----

// The quotation with its context put in and blanks taken out: what must occur exactly once.
static jx_text pattern_of(jx_reader *r, jx_text quoted)
{
    jx_buffer pattern = jx_buffer_in(r->arena);
    for (size_t at = 0; at < quoted.size;) {
        size_t start = at;
        uint32_t c = jx_text_next(quoted, &at);
        if (c != 0x3014 && c != 0x3015 && c != ' ' && c != '\t' && c != 0x3000 && c != 0xa0)
            jx_buffer_put(&pattern, jx_text_slice(quoted, start, at));
    }
    return jx_buffer_text(&pattern);
}

static bool id_character(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '_';
}

// `c11.3` right before the quotation names another clause.
static jx_clause_draft *clause_before(jx_reader *r, jx_text before, jx_clause_draft *own, const jx_source *source)
{
    before = jx_text_trim(before);
    size_t start = before.size;
    while (start > 0 && id_character(before.bytes[start - 1]))
        start--;
    jx_text id = jx_text_slice(before, start, before.size);
    if (id.size < 2 || id.bytes[0] != 'c' || id.bytes[1] < '0' || id.bytes[1] > '9') return own;
    jx_clause_draft *clause = clause_named(r, id);
    if (!clause) JX_REFUSE(r, UNKNOWN_NAME, source, jx_span_in(source, id), "条款编号写成 c11.3", id);
    if (clause) clause->clause.executable = true;  // carried out under another clause
    return clause;
}

static void check_quotations(jx_reader *r, const jx_source *source, jx_clause_draft *own, jx_text cell)
{
    for (jx_text rest = cell; rest.size;) {
        jx_text after, before = jx_text_cut(rest, JX_TEXT("「"), &after);
        if (!after.size) return;
        jx_text quoted = jx_text_cut(after, JX_TEXT("」"), &rest);
        jx_clause_draft *clause = clause_before(r, before, own, source);
        jx_text pattern = pattern_of(r, quoted);
        if (!clause || !pattern.size) continue;
        size_t count = jx_text_count(jx_buffer_text(&clause->plain), pattern);
        jx_text times = jx_text_format(r->arena, "%zu", count);
        if (count == 0)
            JX_REFUSE(r, QUOTATION_NOT_FOUND, source, jx_span_in(source, quoted), "照抄原文，或在引文前写条款编号",
                      quoted);
        else if (count > 1)
            JX_REFUSE(r, QUOTATION_AMBIGUOUS, source, jx_span_in(source, quoted), "前后文写在〔〕里", quoted, times);
    }
}

// ---- T3 ----

static void check_reading_name(jx_reader *r, const jx_later *table, jx_text basis)
{
    static const char *const marks[] = { " ", "「", "；", ";", "，" };
    jx_text words = basis, rest;
    size_t last = jx_text_find(basis, JX_TEXT("」"));
    while (last != SIZE_MAX) {  // the reading stands before or after the quotations
        if (jx_word_begins(words, JX_WORD_OPEN, &rest)) break;
        words = jx_text_trim(jx_text_slice(words, last + 3, words.size));
        last = jx_text_find(words, JX_TEXT("」"));
    }
    if (!jx_word_begins(words, JX_WORD_OPEN, &rest)) return;
    jx_text name = jx_text_until(rest, marks, JX_COUNT(marks), NULL);
    jx_draft *draft = jx_draft_find(r, table->space, name);
    if (!draft || draft->def.kind != JX_DEFINITION_READING)
        JX_REFUSE(r, UNKNOWN_NAME, table->block->source, jx_span_in(table->block->source, name),
                  "未决 之后写一个口径的名称", name);
}

static void check_basis(jx_reader *r, const jx_later *table, const jx_md_row *row)
{
    const jx_source *source = table->block->source;
    jx_md_cell cell = jx_table_cell(table->block, row, JX_WORD_BASIS);
    jx_text basis = cell.text, name = row->cells[0].text.size ? row->cells[0].text : jx_bytes_at(source, row->span);
    jx_span at = cell.text.size ? cell.span : row->span;
    bool assumed = jx_word_begins(basis, JX_WORD_ASSUMPTION, NULL), open = jx_word_begins(basis, JX_WORD_OPEN, NULL);
    if (jx_word_is(basis, JX_WORD_DITTO) && row > table->block->rows) return;
    if (assumed && !table->scenario) {
        JX_REFUSE(r, ASSUMED_OUTSIDE, source, at, "没有依据的数写成 待定，假设放到 scenarios/", name);
    } else if (jx_text_find(basis, JX_TEXT("「")) == SIZE_MAX && !open && !(assumed && table->scenario)) {
        JX_REFUSE(r, ROW_WITHOUT_BASIS, source, at, "写「原文的话」或 未决 名", name);
    }
    if (table->scenario) return;
    check_quotations(r, source, jx_clause_of_space(r, table->space), basis);
    check_reading_name(r, table, basis);
}

void jx_check_text(jx_reader *r)
{
    check_lock(r);
    check_doubled(r);
    for (size_t i = 0; i < r->basis_tables.count; i++)
        for (size_t k = 0; k < r->basis_tables.items[i].block->row_count; k++)
            check_basis(r, &r->basis_tables.items[i], &r->basis_tables.items[i].block->rows[k]);
    for (size_t i = 0; i < r->awards.count; i++)
        check_quotations(r, r->awards.items[i].source, jx_clause_of_space(r, r->awards.items[i].space),
                         r->awards.items[i].payee);
    for (size_t i = 0; i < r->drafts.count; i++) {
        const jx_draft *draft = r->drafts.items[i];
        if (draft->rounding.end > draft->rounding.start)
            check_quotations(r, draft->def.source, jx_clause_of_space(r, draft->def.space),
                             jx_bytes_at(draft->def.source, draft->rounding));
    }
}

// ---- T4 ----

static const char *word_in(jx_text words, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        jx_text word = jx_text_of(list[i]);
        size_t at = jx_text_find(words, word);
        bool size_class = at != SIZE_MAX && at >= 6 && jx_text_equal(jx_text_slice(words, at - 6, at), JX_TEXT("规模"));
        if (at != SIZE_MAX && !size_class) return list[i];
    }
    return NULL;
}

// Civil Code 1259: 以上, 以下, 以内, 届满 include the number; 不满, 超过, 以外 do not.
static void check_row_words(jx_reader *r, const jx_draft *draft, const jx_group_row *row)
{
    static const char *const at_least[] = { "以上",   "达到",     "不低于",  "不少于",        "不小于",
                                            "至少",   "or more",  "at least", "not less than", "no less than" };
    static const char *const above[] = { "超过", "高于", "多于", "大于", "more than", "exceed" };
    static const char *const not_above[] = { "不超过",        "达到或超过",   "不高于",     "不多于",
                                             "not more than", "no more than", "not exceed" };
    static const char *const at_most[] = { "以下",    "以内",    "不超过",        "不高于",       "不多于",
                                           "or less", "at most", "not more than", "no more than", "not exceed" };
    static const char *const below[] = { "不满", "低于", "少于", "不足", "less than", "below" };
    static const char *const not_below[] = { "不低于", "不少于", "not less than", "no less than" };
    if (row->test->kind != JX_EXPR_BINARY) return;
    const char *error = NULL, *doubt = NULL, *sign = "";
    jx_text words = row->basis;
    switch (row->test->as.binary.op) {
    case JX_OP_GREATER: sign = ">", error = word_in(words, at_least, JX_COUNT(at_least)); break;
    case JX_OP_LESS: sign = "<", error = word_in(words, at_most, JX_COUNT(at_most)); break;
    case JX_OP_GREATER_EQUAL:
        sign = ">=";
        if (!word_in(words, not_above, JX_COUNT(not_above)) && !word_in(words, at_least, JX_COUNT(at_least)))
            doubt = word_in(words, above, JX_COUNT(above));
        break;
    case JX_OP_LESS_EQUAL:
        sign = "<=";
        if (!word_in(words, not_below, JX_COUNT(not_below)) && !word_in(words, at_most, JX_COUNT(at_most)))
            doubt = word_in(words, below, JX_COUNT(below));
        break;
    case JX_OP_ADD:
    case JX_OP_SUBTRACT:
    case JX_OP_MULTIPLY:
    case JX_OP_DIVIDE:
    case JX_OP_POWER:
    case JX_OP_EQUAL:
    case JX_OP_NOT_EQUAL:
    case JX_OP_AND:
    case JX_OP_OR: return;
    }
    if (!error && !doubt) return;
    JX_SAY(r, SIGN_AGAINST_WORDS, error ? JX_SEVERITY_ERROR : JX_SEVERITY_WARNING, draft->def.source, row->test->span,
           JX_TEXT("以上、以下、达到含本数；超过、不满不含本数"), jx_text_of(sign), jx_text_of(error ? error : doubt));
}

static void check_group_words(jx_reader *r, const jx_draft *draft)
{
    for (size_t i = 0; draft->made_group && i < draft->made_group->row_count; i++)
        check_row_words(r, draft, &draft->made_group->rows[i]);
    for (size_t i = 0; i < draft->part_count; i++)
        check_group_words(r, draft->parts[i]);
}

void jx_check_words(jx_reader *r)
{
    for (size_t i = 0; i < r->drafts.count; i++)
        check_group_words(r, r->drafts.items[i]);
}
