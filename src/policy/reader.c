// jx_policy_read and the small things all readers share: problems, spaces, drafts by name, columns by keyword.
//
// Read the end first: read_all() is the order in which a package is read.
#include "policy/reader.h"

// ---- problems ----

// Hints stand in Chinese where problems are found; who reads English gets them from the one table of both.
static jx_text hint_in(jx_language language, jx_text hint)
{
    static const struct {
        const char *zh, *en;
    } hints[] = {
#define JX_HINT(chinese, english) { chinese, english },
#include "policy/hints.def"
#undef JX_HINT
    };
    for (size_t i = 0; language == JX_ENGLISH && i < JX_COUNT(hints); i++)
        if (jx_text_equal(hint, jx_text_of(hints[i].zh))) return jx_text_of(hints[i].en);
    return hint;
}

void jx_report(jx_reader *r, jx_problem_code code, jx_severity severity, const jx_source *source, jx_span span,
               jx_text hint, const jx_text *arguments, size_t count)
{
    if (!r->problems) return;
    hint = hint_in(r->problems->language, hint);
    (void)jx_problem_add(r->problems, code, severity, source, span, hint, arguments, count);
}

jx_severity jx_strict(const jx_reader *r)
{
    return r->package->draft ? JX_SEVERITY_WARNING : JX_SEVERITY_ERROR;
}

jx_text jx_own_word(const jx_reader *r, jx_word word)
{
    return jx_word_text(word, jx_text_equal(r->package->language, JX_TEXT("en")) ? JX_ENGLISH : JX_CHINESE);
}

jx_text jx_bytes_at(const jx_source *source, jx_span span)
{
    return jx_text_slice(source->bytes, span.start, span.end);
}

jx_span jx_span_in(const jx_source *source, jx_text part)
{
    uintptr_t first = (uintptr_t)source->bytes.bytes, at = (uintptr_t)part.bytes;
    if (!part.bytes || at < first || at > first + source->bytes.size) return (jx_span){ 0, 0 };
    uint32_t start = (uint32_t)(at - first);
    return (jx_span){ start, start + (uint32_t)part.size };
}

// ---- spaces ----

uint32_t jx_space_add(jx_reader *r, jx_space_kind kind, jx_text id, jx_text name, uint32_t outer)
{
    uint32_t index = (uint32_t)r->spaces.count;
    *JX_PUSH(r->arena, &r->spaces) = (jx_space){ kind, id, name, kind == JX_SPACE_PACKAGE ? index : outer };
    return index;
}

uint32_t jx_space_find(const jx_reader *r, jx_text id_or_name)
{
    for (uint32_t i = 0; i < r->spaces.count; i++)
        if (id_or_name.size &&
            (jx_text_equal(r->spaces.items[i].id, id_or_name) || jx_text_equal(r->spaces.items[i].name, id_or_name)))
            return i;
    return JX_NONE;
}

jx_clause_draft *jx_clause_of_space(const jx_reader *r, uint32_t space)
{
    if (r->spaces.items[space].kind == JX_SPACE_AWARD) space = r->spaces.items[space].outer;
    for (size_t i = 0; i < r->clauses.count; i++)
        if (r->clauses.items[i]->space == space) return r->clauses.items[i];
    return NULL;
}

jx_award_rule *jx_award_of_space(const jx_reader *r, uint32_t space)
{
    for (size_t i = 0; i < r->awards.count; i++)
        if (r->awards.items[i].space == space) return &r->awards.items[i];
    return NULL;
}

jx_award_rule *jx_award_find(const jx_reader *r, jx_text id_or_name)
{
    for (size_t i = 0; i < r->awards.count; i++)
        if (jx_text_equal(r->awards.items[i].id, id_or_name) || jx_text_equal(r->awards.items[i].name, id_or_name))
            return &r->awards.items[i];
    return NULL;
}

// ---- drafts by name ----

static size_t place_of(const jx_reader *r, uint32_t space, jx_text name)
{
    size_t at = (size_t)((jx_text_hash(name) ^ (space * 0x9E3779B97F4A7C15u)) & (r->index_size - 1));
    for (; r->index[at] != JX_NONE; at = (at + 1) & (r->index_size - 1)) {
        const jx_definition *def = &r->drafts.items[r->index[at]]->def;
        if (def->space == space && jx_text_equal(def->name, name)) break;
    }
    return at;
}

static void grow_index(jx_reader *r)
{
    r->index_size = r->index_size ? r->index_size * 2 : 256;
    r->index = JX_ARRAY(r->arena, r->index_size, uint32_t);
    memset(r->index, 0xff, r->index_size * sizeof *r->index);  // JX_NONE
    for (size_t i = 0; i < r->drafts.count; i++) {
        size_t at = place_of(r, r->drafts.items[i]->def.space, r->drafts.items[i]->def.name);
        if (r->index[at] == JX_NONE) r->index[at] = (uint32_t)i;
    }
}

jx_draft *jx_draft_here(const jx_reader *r, uint32_t space, jx_text name)
{
    if (!r->index_size) return NULL;
    uint32_t found = r->index[place_of(r, space, name)];
    return found == JX_NONE ? NULL : r->drafts.items[found];
}

jx_draft *jx_draft_find(const jx_reader *r, uint32_t space, jx_text name)
{
    for (;;) {
        jx_draft *found = jx_draft_here(r, space, name);
        if (found || r->spaces.items[space].outer == space) return found;
        space = r->spaces.items[space].outer;
    }
}

static bool plain_name(jx_text name)
{
    for (size_t at = 0; at < name.size;) {
        bool first = at == 0;
        uint32_t c = jx_text_next(name, &at);
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0x3400 && c <= 0x9fff) ||
                      (c >= 0x20000 && c <= 0x3ffff);
        if (!letter && (first || !((c >= '0' && c <= '9') || c == '_'))) return false;
    }
    return name.size > 0;
}

jx_draft *jx_draft_make(jx_reader *r, jx_definition_kind kind, jx_text name, const jx_source *source, jx_span span)
{
    jx_draft *draft = JX_NEW(r->arena, jx_draft);
    draft->index = (uint32_t)r->drafts.count;
    draft->def = (jx_definition){ .kind = kind,
                                  .name = name,
                                  .space = r->space,
                                  .type = &jx_type_any,
                                  .factor = jx_decimal_of(1),
                                  .precision = -1,
                                  .subject = JX_NONE,
                                  .source = source,
                                  .span = span };
    draft->meaning.type = &jx_type_any;
    draft->scenario = r->document && r->document->scenario;
    *JX_PUSH(r->arena, &r->drafts) = draft;
    if (r->drafts.count * 2 > r->index_size) {
        grow_index(r);
    } else {
        size_t at = place_of(r, r->space, name);
        if (r->index[at] == JX_NONE) r->index[at] = draft->index;
    }
    return draft;
}

jx_draft *jx_draft_add(jx_reader *r, jx_definition_kind kind, jx_text name, const jx_source *source, jx_span span)
{
    if (!plain_name(name) && kind != JX_DEFINITION_FORMULA && !r->model) {
        jx_text text = name.size ? name : JX_TEXT("（空）");
        JX_REFUSE(r, FOREIGN_SIGN, source, span, "名称由汉字、字母、数字和 _ 组成，以汉字或字母开头", text);
    }
    if (jx_draft_here(r, r->space, name)) {
        JX_REFUSE(r, NAME_DEFINED_TWICE, source, span, "每个名称只定义一次；不同条款可以同名", name);
    } else if (!jx_word_is(name, JX_WORD_AMOUNT) && jx_draft_find(r, r->space, name)) {
        JX_REFUSE(r, NAME_HIDES, source, span, "改一个名称，或删去其中一处", name);
    }
    return jx_draft_make(r, kind, name, source, span);
}

// ---- tables ----

// Position of the first of `marks` in `text`; the rest begins after the mark.
jx_text jx_text_until(jx_text text, const char *const *marks, size_t count, jx_text *rest)
{
    size_t best = text.size, size = 0;
    for (size_t i = 0; i < count; i++) {
        jx_text mark = jx_text_of(marks[i]);
        size_t at = jx_text_find(text, mark);
        if (at != SIZE_MAX && at < best) best = at, size = mark.size;
    }
    if (rest) *rest = jx_text_trim(jx_text_slice(text, best + size, text.size));
    return jx_text_trim(jx_text_slice(text, 0, best));
}

jx_text jx_header_name(jx_text header)
{
    static const char *const marks[] = { "（", "(", "[", ",", "，" };
    return jx_text_until(header, marks, JX_COUNT(marks), NULL);
}

jx_text jx_header_unit(jx_text header)
{
    if (!header.size || header.bytes[header.size - 1] != ']') return (jx_text){ 0 };
    size_t at = header.size;
    while (at > 0 && header.bytes[at - 1] != '[')
        at--;
    return at ? jx_text_trim(jx_text_slice(header, at, header.size - 1)) : (jx_text){ 0 };
}

int jx_table_column(const jx_md_block *table, jx_word word)
{
    for (size_t i = 0; i < table->header.count; i++)
        if (jx_word_is(jx_header_name(table->header.cells[i].text), word)) return (int)i;
    return -1;
}

jx_md_cell jx_table_cell(const jx_md_block *table, const jx_md_row *row, jx_word word)
{
    int column = jx_table_column(table, word);
    if (column < 0 || (size_t)column >= row->count)
        return (jx_md_cell){ jx_bytes_at(table->source, (jx_span){ row->span.end, row->span.end }),
                             { row->span.end, row->span.end } };
    return row->cells[column];
}

// ---- 依据 ----

jx_text jx_basis_of(const jx_md_block *table, const jx_md_row *row)
{
    for (;; row--) {
        jx_text basis = jx_table_cell(table, row, JX_WORD_BASIS).text;
        if (!jx_word_is(basis, JX_WORD_DITTO) || row == table->rows) return basis;
    }
}

jx_text jx_basis_words(jx_reader *r, jx_text basis)
{
    size_t start = jx_text_find(basis, JX_TEXT("「"));
    if (start == SIZE_MAX) return basis;
    jx_text quoted = jx_text_slice(basis, start + 3, basis.size);
    size_t end = jx_text_find(quoted, JX_TEXT("」"));
    if (end != SIZE_MAX) quoted = jx_text_slice(quoted, 0, end);
    if (jx_text_find(quoted, JX_TEXT("〔")) == SIZE_MAX) return quoted;
    jx_buffer words = jx_buffer_in(r->arena);
    while (quoted.size) {
        jx_text after;
        jx_buffer_put(&words, jx_text_cut(quoted, JX_TEXT("〔"), &after));
        (void)jx_text_cut(after, JX_TEXT("〕"), &quoted);
    }
    return jx_buffer_text(&words);
}

// ---- lists in a cell ----

// How many bytes a separator at `at` takes, 0 for none.
static size_t separator_at(jx_text text, size_t at)
{
    if (text.bytes[at] == ',') return 1;
    jx_text here = jx_text_slice(text, at, text.size);
    return jx_text_starts_with(here, JX_TEXT("，")) || jx_text_starts_with(here, JX_TEXT("、")) ? 3 : 0;
}

static int bracket_at(jx_text text, size_t at)
{
    static const char *const opens[] = { "(", "[", "（", "「", "〔", "{" }, *const closes[] = { ")",  "]",  "）",
                                                                                                "」", "〕", "}" };
    jx_text here = jx_text_slice(text, at, text.size);
    for (size_t i = 0; i < JX_COUNT(opens); i++) {
        if (jx_text_starts_with(here, jx_text_of(opens[i]))) return 1;
        if (jx_text_starts_with(here, jx_text_of(closes[i]))) return -1;
    }
    return 0;
}

jx_text jx_list_next(jx_text *rest)
{
    int depth = 0;
    bool quoted = false;
    for (size_t at = 0; at < rest->size; at++) {
        if (rest->bytes[at] == '"') quoted = !quoted;
        if (quoted) continue;
        depth += bracket_at(*rest, at);
        size_t size = depth <= 0 ? separator_at(*rest, at) : 0;
        if (!size) continue;
        jx_text entry = jx_text_trim(jx_text_slice(*rest, 0, at));
        *rest = jx_text_trim(jx_text_slice(*rest, at + size, rest->size));
        return entry;
    }
    jx_text entry = jx_text_trim(*rest);
    *rest = jx_text_slice(*rest, rest->size, rest->size);
    return entry;
}

// ---- the package as a whole ----

void jx_hash_package(jx_reader *r)
{
    jx_buffer all = jx_buffer_in(r->arena), words = jx_buffer_in(r->arena);
    for (size_t i = 0; i < r->files.count; i++) {
        const jx_source *file = &r->files.files[i];
        jx_buffer_format(&all, "%zu %zu\n", file->name.size, file->bytes.size);
        jx_buffer_put(&all, file->name);
        jx_buffer_put(&all, file->bytes);
    }
    jx_hash_value hash;
    if (jx_hash_text(jx_buffer_text(&all), &hash) == JX_OK) memcpy(r->package->hash, hash.bytes, sizeof hash.bytes);
    for (size_t i = 0; i < r->clauses.count; i++) {
        jx_clause_draft *clause = r->clauses.items[i];
        jx_buffer text = jx_buffer_in(r->arena);
        bool opens = !i || !jx_text_equal(clause->clause.chapter, r->clauses.items[i - 1]->clause.chapter);
        if (opens) jx_plain_text(&text, clause->clause.chapter);  // chapter titles are text too
        jx_buffer_put(&text, jx_buffer_text(&clause->plain));
        if (jx_hash_text(jx_buffer_text(&text), &hash) == JX_OK)
            memcpy(clause->clause.hash, hash.bytes, sizeof hash.bytes);
        jx_buffer_put(&words, jx_buffer_text(&text));
        jx_buffer_put_char(&words, '\n');
    }
    if (jx_hash_text(jx_buffer_text(&words), &hash) == JX_OK)
        memcpy(r->package->text_hash, hash.bytes, sizeof hash.bytes);
}

static jx_text base_name(jx_text path)
{
    size_t at = path.size;
    while (at > 0 && path.bytes[at - 1] != '/')
        at--;
    return jx_text_slice(path, at, path.size);
}

static void add_document(jx_reader *r, const jx_source *file)
{
    if (!jx_text_ends_with(file->name, JX_TEXT(".md"))) return;
    jx_text base = base_name(file->name);
    if (jx_text_equal(base, JX_TEXT("README.md"))) return;  // for people
    jx_document document = { .facts = jx_text_equal(base, JX_TEXT("facts.md")),
                             .sources = jx_text_equal(base, JX_TEXT("sources.md")),
                             .cases = jx_text_starts_with(file->name, JX_TEXT("cases/")),
                             .scenario = jx_text_starts_with(file->name, JX_TEXT("scenarios/")),
                             .common = jx_text_starts_with(file->name, JX_TEXT("common/")),
                             .name = jx_text_slice(base, 0, base.size - 3) };
    if (document.scenario) *JX_PUSH(r->arena, &r->scenarios) = document.name;
    if (document.scenario && !jx_text_equal(document.name, r->options->scenario)) return;
    jx_markdown *markdown = JX_NEW(r->arena, jx_markdown);
    if (jx_markdown_read(r->arena, r->problems, r->limits, file, markdown) != JX_OK) return;
    document.document = markdown;
    *JX_PUSH(r->arena, &r->documents) = document;
}

static bool is_policy(const jx_document *document)
{
    return !document->facts && !document->sources && !document->cases && !document->scenario;
}

// The order matters: facts before clauses (names, subjects), prelude before both, cases last.
static void read_documents(jx_reader *r, int step)
{
    for (size_t i = 0; i < r->documents.count; i++) {
        jx_document *document = &r->documents.items[i];
        int own = document->common      ? 0
                  : document->facts     ? 1
                  : is_policy(document) ? 2
                  : document->cases     ? 3
                  : document->sources   ? 4
                                        : 5;
        if (own != step) continue;
        r->document = document;
        r->space = r->clause_space = 0;
        r->chapter = (jx_text){ 0 };
        jx_read_document(r, document);
    }
    r->document = NULL;
    r->space = r->clause_space = 0;
}

static void fill_model(jx_reader *r)
{
    jx_model *model = &r->package->model;
    jx_definition *definitions = JX_ARRAY(r->arena, r->drafts.count + 1, jx_definition);
    for (size_t i = 0; i < r->drafts.count; i++)
        definitions[i] = r->drafts.items[i]->def;
    model->package = !r->model;
    model->name = r->package->title;
    model->spaces = r->spaces.items, model->space_count = r->spaces.count;
    model->definitions = definitions, model->definition_count = r->drafts.count;
    model->awards = r->awards.items, model->award_count = r->awards.count;
    model->subjects = r->subjects.items, model->subject_count = r->subjects.count;
    model->scenario = r->options->scenario;
    model->money = r->money;
}

static void fill_package(jx_reader *r)
{
    jx_package *p = r->package;
    p->clauses = JX_ARRAY(r->arena, r->clauses.count + 1, jx_clause);
    p->clause_count = r->clauses.count;
    for (size_t i = 0; i < r->clauses.count; i++) {
        r->clauses.items[i]->clause.text = jx_buffer_text(&r->clauses.items[i]->text);
        p->clauses[i] = r->clauses.items[i]->clause;
    }
    p->cases = r->cases.items, p->case_count = r->cases.count;
    p->uncovered = r->uncovered.items, p->uncovered_count = r->uncovered.count;
    p->budgets = r->budgets.items, p->budget_count = r->budgets.count;
    p->relations = r->relations.items, p->relation_count = r->relations.count;
    p->caps = r->caps.items, p->cap_count = r->caps.count;
    p->transfers = r->transfers.items, p->transfer_count = r->transfers.count;
    p->schemes = r->schemes.items, p->scheme_count = r->schemes.count;
    p->duties = r->duties.items, p->duty_count = r->duties.count;
    p->sources = r->sources.items, p->source_count = r->sources.count;
    p->tables = r->tables.items, p->table_count = r->tables.count;
    p->offices = r->offices.items, p->office_count = r->offices.count;
    p->links = r->links.items, p->link_count = r->links.count;
    p->record_lists = r->record_lists.items, p->record_list_count = r->record_lists.count;
    p->period_names = r->period_names.items, p->period_name_count = r->period_names.count;
    p->scenarios = r->scenarios.items, p->scenario_count = r->scenarios.count;
}

static void check_scenario_exists(jx_reader *r)
{
    if (!r->options->scenario.size) return;
    for (size_t i = 0; i < r->scenarios.count; i++)
        if (jx_text_equal(r->scenarios.items[i], r->options->scenario)) return;
    JX_SAY(r, SCENARIO_MISMATCH, JX_SEVERITY_ERROR, NULL, ((jx_span){ 0, 0 }), JX_TEXT("scenarios/ 之下没有这个文件"),
           r->options->scenario);
}

static void read_all(jx_reader *r)
{
    jx_space_add(r, JX_SPACE_PACKAGE, JX_TEXT("c0"), JX_TEXT(""), 0);
    for (size_t i = 0; i < r->files.count; i++)
        add_document(r, &r->files.files[i]);
    jx_read_head(r);
    for (int step = 0; step <= 1; step++)
        read_documents(r, step);
    for (int step = 2; step <= 4; step++)
        read_documents(r, step);
    jx_finish_facts(r);
    jx_finish_caps(r);
    jx_finish_delivery(r);
    jx_finish_sources(r);
    jx_hash_package(r);
    check_scenario_exists(r);
    read_documents(r, 5);
    jx_apply_scenario(r);
    jx_finish_awards(r);
    jx_resolve(r);
    jx_read_cases(r);
    if (!r->model) jx_check_text(r);  // before awards: a clause that others quote is carried out there
    jx_check_facts(r);
    jx_check_awards(r);
    jx_check_money(r);
    if (!r->model) {
        jx_check_words(r);
        jx_check_tables(r);
        jx_check_codes(r);
        jx_check_cases(r);
    }
    fill_model(r);
    jx_model_check_names(&r->package->model, r->arena, r->problems);
    fill_package(r);
}

static jx_status read_guarded(void *user)
{
    jx_reader *r = user;
    r->package = JX_NEW(r->arena, jx_package);
    r->package->draft = true;
    r->package->roster_ledger = JX_NONE;
    read_all(r);
    return JX_OK;
}

jx_status jx_policy_read(const jx_policy_options *options, jx_package_files files, jx_package **out)
{
    size_t before = options->problems ? options->problems->error_count : 0;
    jx_limits preset = jx_limits_default();
    jx_reader r = { .arena = options->arena,
                    .problems = options->problems,
                    .options = options,
                    .files = files,
                    .limits = options->limits ? options->limits : &preset };
    *out = NULL;
    jx_status status = jx_arena_guard(options->arena, read_guarded, &r);
    if (status != JX_OK) return status;
    *out = r.package;
    return options->problems && options->problems->error_count > before ? JX_REFUSED : JX_OK;
}
