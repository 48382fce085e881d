// Where the words that rules cite stand in the text. A quotation is compared without blanks, as policy/ checks it;
// 〔 〕 holds context that only tells which occurrence is meant.
//
// Begin with jx_citations_of(): it looks at every row that has a basis. put_basis() links to what was found there,
// put_clause_text() marks it.
#include "publish/citations.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    uint32_t start, end;  // bytes of the clause's text
} cited_words;

typedef struct {
    jx_text plain;   // the text without blanks
    uint32_t *back;  // for each of its bytes, the place in the text
    struct {
        cited_words *items;
        size_t count, capacity;
    } cited;
} clause_words;

struct jx_citations {
    const jx_package *package;
    jx_arena *arena;
    clause_words *clauses;  // by package->clauses
};

// ---- finding ----

static bool is_blank(uint32_t c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == 0x3000 || c == 0xa0;
}

static void flatten(jx_arena *arena, jx_text text, clause_words *out)
{
    jx_buffer plain = jx_buffer_in(arena);
    out->back = JX_ARRAY(arena, text.size + 1, uint32_t);
    for (size_t at = 0; at < text.size;) {
        size_t start = at;
        if (is_blank(jx_text_next(text, &at))) continue;
        for (size_t i = start; i < at; i++)
            out->back[plain.size + i - start] = (uint32_t)i;
        jx_buffer_put(&plain, jx_text_slice(text, start, at));
    }
    out->plain = jx_buffer_text(&plain);
}

// The quotation without blanks and brackets; first and end are the bytes that are no context.
static jx_text pattern_of(jx_arena *arena, jx_text quoted, size_t *first, size_t *end)
{
    jx_buffer pattern = jx_buffer_in(arena);
    bool context = false;
    *first = SIZE_MAX;
    *end = 0;
    for (size_t at = 0; at < quoted.size;) {
        size_t start = at;
        uint32_t c = jx_text_next(quoted, &at);
        if (c == 0x3014) context = true;
        if (c == 0x3015) context = false;
        if (c == 0x3014 || c == 0x3015 || is_blank(c)) continue;
        if (!context && *first == SIZE_MAX) *first = pattern.size;
        jx_buffer_put(&pattern, jx_text_slice(quoted, start, at));
        if (!context) *end = pattern.size;
    }
    return jx_buffer_text(&pattern);
}

static size_t clause_named(const jx_package *package, jx_text id)
{
    for (size_t i = 0; i < package->clause_count; i++)
        if (jx_text_equal(package->clauses[i].id, id)) return i;
    return SIZE_MAX;
}

static size_t clause_of_space(const jx_package *package, uint32_t space)
{
    const jx_model *model = &package->model;
    while (space < model->space_count && model->spaces[space].kind == JX_SPACE_AWARD)
        space = model->spaces[space].outer;
    if (space >= model->space_count) return SIZE_MAX;
    bool head = model->spaces[space].kind == JX_SPACE_PACKAGE;
    return clause_named(package, head ? JX_TEXT("c0") : model->spaces[space].id);
}

// `c11.3` right before the quotation names another clause.
static size_t clause_before(const jx_package *package, jx_text before, size_t own)
{
    before = jx_text_trim(before);
    size_t start = before.size;
    while (start > 0 && before.bytes[start - 1] && strchr("0123456789.", before.bytes[start - 1]))
        start--;
    if (start == 0 || start == before.size || before.bytes[start - 1] != 'c') return own;
    return clause_named(package, jx_text_slice(before, start - 1, before.size));
}

static bool find_words(const jx_citations *in, size_t clause, jx_text quoted, cited_words *out)
{
    size_t first, end;
    if (clause == SIZE_MAX) return false;
    const clause_words *words = &in->clauses[clause];
    jx_text pattern = pattern_of(in->arena, quoted, &first, &end);
    size_t at = pattern.size && first < end ? jx_text_find(words->plain, pattern) : SIZE_MAX;
    if (at == SIZE_MAX) return false;
    *out = (cited_words){ words->back[at + first], words->back[at + end - 1] + 1 };
    return true;
}

// ---- the line a row stands on ----

static jx_text line_at(const jx_source *source, size_t at)
{
    size_t start = at < source->bytes.size ? at : source->bytes.size, end = start;
    while (start > 0 && source->bytes.bytes[start - 1] != '\n')
        start--;
    while (end < source->bytes.size && source->bytes.bytes[end] != '\n')
        end++;
    return jx_text_slice(source->bytes, start, end);
}

static bool repeats_above(jx_text line)
{
    return jx_text_find(line, JX_TEXT("| 同上")) != SIZE_MAX || jx_text_find(line, JX_TEXT("| ditto")) != SIZE_MAX;
}

// The row's own line, or the one above that 同上 repeats.
static jx_text basis_line(const jx_source *source, jx_span at)
{
    if (!source) return (jx_text){ 0 };
    jx_text line = line_at(source, at.start);
    while (line.bytes > source->bytes.bytes && jx_text_find(line, JX_TEXT("「")) == SIZE_MAX && repeats_above(line))
        line = line_at(source, (size_t)(line.bytes - source->bytes.bytes) - 1);
    return line;
}

// Takes the next quotation off a line; false when there is none.
static bool next_quotation(const jx_package *package, jx_text *rest, size_t own, size_t *clause, jx_text *quoted)
{
    jx_text after, before = jx_text_cut(*rest, JX_TEXT("「"), &after);
    if (!after.bytes) return false;
    *quoted = jx_text_cut(after, JX_TEXT("」"), rest);
    *clause = clause_before(package, before, own);
    return true;
}

// ---- collecting ----

static void collect(jx_citations *in, const jx_source *source, jx_span at, uint32_t space)
{
    size_t own = clause_of_space(in->package, space), clause;
    jx_text rest = basis_line(source, at), quoted;
    cited_words found;
    while (rest.size && next_quotation(in->package, &rest, own, &clause, &quoted))
        if (find_words(in, clause, quoted, &found)) *JX_PUSH(in->arena, &in->clauses[clause].cited) = found;
}

static void collect_expression(jx_citations *in, const jx_definition *owner, const jx_expr *expr)
{
    if (expr->kind == JX_EXPR_GROUP) {
        for (size_t i = 0; i < expr->as.group->row_count; i++)
            collect(in, expr->source, expr->as.group->rows[i].span, owner->space);
    } else if (expr->kind == JX_EXPR_TABLE) {
        for (size_t i = 0; i < expr->as.table->rule_count; i++)
            collect(in, expr->source, expr->as.table->rules[i].span, owner->space);
    } else if (expr->kind == JX_EXPR_EXTEND) {
        for (size_t i = 0; i < expr->as.extend.count; i++)
            collect_expression(in, owner, expr->as.extend.fields[i].value);
    }
}

static int compare_words(const void *a, const void *b)
{
    const cited_words *x = a, *y = b;
    if (x->start != y->start) return x->start < y->start ? -1 : 1;
    return x->end < y->end ? -1 : x->end > y->end;
}

static void sort_out(clause_words *words)
{
    size_t kept = 0;
    if (words->cited.count) qsort(words->cited.items, words->cited.count, sizeof *words->cited.items, compare_words);
    for (size_t i = 0; i < words->cited.count; i++)
        if (i == 0 || compare_words(&words->cited.items[i - 1], &words->cited.items[i]) != 0)
            words->cited.items[kept++] = words->cited.items[i];
    words->cited.count = kept;
}

size_t clause_at(const jx_package *package, const jx_source *source, jx_span at)
{
    size_t found = SIZE_MAX;
    for (size_t i = 0; i < package->clause_count; i++)
        if (package->clauses[i].source == source && package->clauses[i].span.start <= at.start) found = i;
    return found;
}

uint32_t space_of_clause(const jx_package *package, size_t clause)
{
    uint32_t space = clause == SIZE_MAX ? 0 : jx_model_space(&package->model, package->clauses[clause].id);
    return space == JX_NONE ? 0 : space;
}

// Rows that belong to no definition: 职责, 预算, 关系, 上限.
static void collect_row(jx_citations *in, const jx_source *source, jx_span at)
{
    collect(in, source, at, space_of_clause(in->package, clause_at(in->package, source, at)));
}

const jx_citations *jx_citations_of(const jx_package *package, jx_arena *arena)
{
    const jx_model *model = &package->model;
    jx_citations *in = JX_NEW(arena, jx_citations);
    *in = (jx_citations){ package, arena, JX_ARRAY(arena, package->clause_count, clause_words) };
    for (size_t i = 0; i < package->clause_count; i++)
        flatten(arena, package->clauses[i].text, &in->clauses[i]);
    for (size_t i = 0; i < model->definition_count; i++) {
        const jx_definition *one = &model->definitions[i];
        if (one->kind == JX_DEFINITION_FACT) continue;  // the law it is delivered under, not words of the paper
        collect(in, one->source, one->span, one->space);
        if (one->expr) collect_expression(in, one, one->expr);
    }
    for (size_t i = 0; i < model->award_count; i++)
        collect(in, model->awards[i].source, model->awards[i].span, model->awards[i].space);
    for (size_t i = 0; i < package->duty_count; i++) {
        size_t clause = clause_named(package, package->duties[i].clause);
        if (clause != SIZE_MAX) collect_row(in, package->clauses[clause].source, package->duties[i].span);
    }
    for (size_t i = 0; i < package->budget_count; i++)
        collect_row(in, package->budgets[i].source, package->budgets[i].span);
    for (size_t i = 0; i < package->relation_count; i++)
        collect_row(in, package->relations[i].source, package->relations[i].span);
    for (size_t i = 0; i < package->cap_count; i++)
        collect_row(in, package->caps[i].source, package->caps[i].span);
    for (size_t i = 0; i < package->clause_count; i++)
        sort_out(&in->clauses[i]);
    return in;
}

// ---- marking ----

static void put_anchor_name(page *to, size_t clause, cited_words words)
{
    RAW(to, "w-");
    put_attribute(to, to->package->clauses[clause].id);
    jx_buffer_format(to->out, "-%u-%u", words.start, words.end);
}

static bool is_cited(const clause_words *words, uint32_t at)
{
    for (size_t i = 0; i < words->cited.count; i++)
        if (words->cited.items[i].start <= at && at < words->cited.items[i].end) return true;
    return false;
}

// The next place from `at` on where a citation begins or ends.
static uint32_t next_edge(const clause_words *words, uint32_t at, uint32_t end)
{
    uint32_t edge = end;
    for (size_t i = 0; i < words->cited.count; i++) {
        cited_words one = words->cited.items[i];
        if (one.start > at && one.start < edge) edge = one.start;
        if (one.end > at && one.end < edge) edge = one.end;
    }
    return edge;
}

static void put_paragraph(page *to, size_t clause, uint32_t start, uint32_t end)
{
    const clause_words *words = &to->from->citations->clauses[clause];
    jx_text text = to->package->clauses[clause].text;
    RAW(to, "<p>");
    for (uint32_t at = start, edge; at < end; at = edge) {
        edge = next_edge(words, at, end);
        for (size_t i = 0; i < words->cited.count; i++) {
            if (words->cited.items[i].start != at) continue;
            RAW(to, "<span class=\"place\" id=\"");
            put_anchor_name(to, clause, words->cited.items[i]);
            RAW(to, "\"></span>");
        }
        bool cited = is_cited(words, at);
        if (cited) RAW(to, "<mark>");
        put_text(to, jx_text_slice(text, at, edge));
        if (cited) RAW(to, "</mark>");
    }
    RAW(to, "</p>\n");
}

void put_clause_text(page *to, size_t clause)
{
    jx_text text = to->package->clauses[clause].text;
    for (size_t start = 0, end; start < text.size; start = end + 1) {
        for (end = start; end < text.size && text.bytes[end] != '\n'; end++)
            ;
        if (end > start) put_paragraph(to, clause, (uint32_t)start, (uint32_t)end);
    }
}

// ---- linking ----

// The words without the brackets and what stands in them.
static void put_quoted(page *to, jx_text quoted)
{
    tell(to, SAY_QUOTE_OPENS);
    while (quoted.size) {
        jx_text after;
        put_text(to, jx_text_cut(quoted, JX_TEXT("〔"), &after));
        if (!after.bytes) break;
        (void)jx_text_cut(after, JX_TEXT("〕"), &quoted);
    }
    tell(to, SAY_QUOTE_CLOSES);
}

// 未决 活动期间: the reading's row, when there is one of this name.
static uint32_t reading_named(const page *to, uint32_t space, jx_text words)
{
    static const char *const heads[] = { "未决 ", "open " };
    for (size_t i = 0; i < JX_COUNT(heads); i++) {
        jx_text head = jx_text_of(heads[i]);
        if (!jx_text_starts_with(words, head)) continue;
        uint32_t found = jx_model_find(to->model, space, jx_text_trim(jx_text_slice(words, head.size, words.size)));
        if (found != JX_NONE && to->model->definitions[found].kind == JX_DEFINITION_READING) return found;
    }
    return JX_NONE;
}

void put_basis(page *to, const jx_source *source, jx_span at, jx_text words, uint32_t space)
{
    size_t own = clause_of_space(to->package, space), clause, count = 0;
    jx_text rest = basis_line(source, at), quoted;
    while (rest.size && next_quotation(to->package, &rest, own, &clause, &quoted)) {
        cited_words found;
        bool known = find_words(to->from->citations, clause, quoted, &found);
        if (count++) RAW(to, " ");
        if (known) {
            RAW(to, "<a class=\"cite\" href=\"#");
            put_anchor_name(to, clause, found);
            RAW(to, "\">");
        }
        if (known && clause != own) {
            put_text(to, to->package->clauses[clause].title);
            RAW(to, " ");
        }
        put_quoted(to, quoted);
        if (known) RAW(to, "</a>");
    }
    if (count) return;
    uint32_t reading = reading_named(to, space, words);
    if (reading != JX_NONE) jx_buffer_format(to->out, "<a href=\"#d-%u\">", reading);
    put_text(to, words);
    if (reading != JX_NONE) RAW(to, "</a>");
}

void put_basis_words(page *to, jx_text words)
{
    if (!words.size) return;
    bool plain = jx_text_starts_with(words, JX_TEXT("未决")) || jx_text_starts_with(words, JX_TEXT("假设"));
    RAW(to, "<q class=\"cite\">");
    if (plain) put_text(to, words);
    else put_quoted(to, words);
    RAW(to, "</q>");
}
