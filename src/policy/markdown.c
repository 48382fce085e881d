// Markdown bytes -> blocks. md4c says what is a heading, a quote, a table; the lines are then read here.
//
// Read jx_markdown_read last. md4c only marks where leaf blocks begin and end (its callbacks allocate nothing, so
// nothing
// can jump through it); texts and cells are cut from the source lines, because md4c drops marks such as * and \ that
// official text and formulas may hold.
#include "policy/markdown.h"

#include <md4c.h>
#include <string.h>

typedef enum { MARK_HEADING, MARK_PARAGRAPH, MARK_QUOTE, MARK_TABLE, MARK_FENCE } mark_kind;

typedef struct {
    mark_kind kind;
    int level;
    size_t start, end;  // of the text md4c saw; start > end: none
} mark;

typedef struct {
    const char *bytes;
    size_t size;
    mark *marks;
    size_t count, capacity;
    mark *open;  // the leaf block we are in
    int quotes, items;
} marker;

// ---- md4c's callbacks ----

static void open_mark(marker *m, mark_kind kind, int level)
{
    if (m->count == m->capacity) return;  // cannot be: every leaf has a line of its own
    m->open = &m->marks[m->count++];
    *m->open = (mark){ kind, level, SIZE_MAX, 0 };
}

static bool is_feel(const MD_BLOCK_CODE_DETAIL *code)
{
    return code->fence_char && code->lang.size == 4 && !memcmp(code->lang.text, "feel", 4);
}

static int enter_block(MD_BLOCKTYPE type, void *detail, void *user)
{
    marker *m = user;
    if (type == MD_BLOCK_QUOTE) m->quotes++;
    if (type == MD_BLOCK_LI) m->items++;
    if (type == MD_BLOCK_P) open_mark(m, m->quotes ? MARK_QUOTE : MARK_PARAGRAPH, m->items);
    if (type == MD_BLOCK_H)
        open_mark(m, m->quotes ? MARK_QUOTE : MARK_HEADING, (int)((MD_BLOCK_H_DETAIL *)detail)->level);
    if (type == MD_BLOCK_TABLE && !m->items) open_mark(m, m->quotes ? MARK_QUOTE : MARK_TABLE, 0);
    if (type == MD_BLOCK_CODE && m->quotes) open_mark(m, MARK_QUOTE, 0);
    if (type == MD_BLOCK_CODE && !m->quotes && !m->items && is_feel(detail)) open_mark(m, MARK_FENCE, 0);
    return 0;
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *user)
{
    marker *m = user;
    (void)detail;
    if (type == MD_BLOCK_QUOTE) m->quotes--;
    if (type == MD_BLOCK_LI) m->items--;
    if (type == MD_BLOCK_P || type == MD_BLOCK_H || type == MD_BLOCK_TABLE || type == MD_BLOCK_CODE) m->open = NULL;
    return 0;
}

static int ignore_span(MD_SPANTYPE type, void *detail, void *user)
{
    (void)type, (void)detail, (void)user;
    return 0;
}

static int see_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *user)
{
    marker *m = user;
    (void)type;
    uintptr_t at = (uintptr_t)text, first = (uintptr_t)m->bytes;
    if (!m->open || at < first || at >= first + m->size) return 0;  // md4c's own "\n" and blanks
    size_t offset = at - first;
    if (offset < m->open->start) m->open->start = offset;
    if (offset + size > m->open->end) m->open->end = offset + size;
    return 0;
}

// ---- lines ----

typedef struct {
    jx_arena *arena;
    jx_problems *problems;
    const jx_limits *limits;
    const jx_source *source;
    size_t body;  // where Markdown begins, after the front matter
    uint64_t cells;
    struct {
        jx_md_block *items;
        size_t count, capacity;
    } blocks;
} reader;

static size_t line_start(const reader *r, size_t offset)
{
    const char *bytes = r->source->bytes.bytes;
    while (offset > r->body && bytes[offset - 1] != '\n')
        offset--;
    return offset;
}

static size_t line_end(const reader *r, size_t offset)
{
    jx_text bytes = r->source->bytes;
    while (offset < bytes.size && bytes.bytes[offset] != '\n')
        offset++;
    return offset;
}

static jx_text slice(const reader *r, size_t start, size_t end)
{
    return jx_text_slice(r->source->bytes, start, end);
}

static jx_span span_of(const reader *r, jx_text text)
{
    size_t start = (size_t)(text.bytes - r->source->bytes.bytes);
    return (jx_span){ (uint32_t)start, (uint32_t)(start + text.size) };
}

static void report(reader *r, jx_problem_code code, jx_span span, const char *hint, const jx_text *arguments,
                   size_t count)
{
    (void)jx_problem_add(r->problems, code, JX_SEVERITY_ERROR, r->source, span, jx_text_of(hint), arguments, count);
}

// ---- headings and quotes ----

static void add_heading(reader *r, const mark *m)
{
    size_t start = line_start(r, m->start);
    jx_text line = jx_text_trim(slice(r, start, line_end(r, start)));
    while (line.size && line.bytes[0] == '#')
        line = jx_text_slice(line, 1, line.size);
    line = jx_text_trim(line);
    jx_md_block block = {
        .kind = JX_MD_HEADING, .source = r->source, .level = m->level, .title = line, .span = span_of(r, line)
    };
    size_t brace = jx_text_find(line, JX_TEXT("{#"));
    if (brace != SIZE_MAX && line.bytes[line.size - 1] == '}') {
        block.id = jx_text_trim(jx_text_slice(line, brace + 2, line.size - 1));
        block.title = jx_text_trim(jx_text_slice(line, 0, brace));
    }
    *JX_PUSH(r->arena, &r->blocks) = block;
}

static jx_text without_quote_marks(jx_text line)
{
    for (;;) {
        jx_text rest = line;
        for (int i = 0; i < 3 && rest.size && rest.bytes[0] == ' '; i++)
            rest = jx_text_slice(rest, 1, rest.size);
        if (!rest.size || rest.bytes[0] != '>') return line;
        line = jx_text_slice(rest, 1, rest.size);
    }
}

static bool has_quote_mark(jx_text line)
{
    line = jx_text_trim(line);
    return line.size && line.bytes[0] == '>';
}

static void add_quote(reader *r, const mark *m)
{
    size_t start = line_start(r, m->start), last = line_end(r, m->end > m->start ? m->end - 1 : m->start);
    jx_buffer text = jx_buffer_in(r->arena);
    for (size_t at = start; at < last;) {
        size_t end = line_end(r, at);
        jx_text line = slice(r, at, end);
        if (!has_quote_mark(line))  // lazy continuation: a table or remark swallowed by the quote above it
            report(r, JX_PROBLEM_GLUED_TABLES, (jx_span){ (uint32_t)at, (uint32_t)end }, "引文之后要空一行", NULL, 0);
        if (text.size) jx_buffer_put_char(&text, '\n');
        jx_buffer_put(&text, jx_text_trim(without_quote_marks(line)));
        at = end + 1;
    }
    *JX_PUSH(r->arena, &r->blocks) = (jx_md_block){ .kind = JX_MD_QUOTE,
                                                    .source = r->source,
                                                    .text = jx_buffer_text(&text),
                                                    .span = { (uint32_t)start, (uint32_t)last } };
}

static void add_fence(reader *r, const mark *m)
{
    if (m->start > m->end) return;  // empty
    size_t start = line_start(r, m->start), end = line_end(r, m->end > m->start ? m->end - 1 : m->start);
    *JX_PUSH(r->arena, &r->blocks) = (jx_md_block){ .kind = JX_MD_FENCE,
                                                    .source = r->source,
                                                    .text = slice(r, start, end),
                                                    .span = { (uint32_t)start, (uint32_t)end } };
}

// ---- tables ----

// Where the cell that begins at `at` ends: at an unescaped bar, or at the line's end.
static size_t cell_end(jx_text line, size_t at)
{
    while (at < line.size && line.bytes[at] != '|')
        at += line.bytes[at] == '\\' && at + 1 < line.size ? 2 : 1;
    return at < line.size ? at : line.size;
}

static jx_text cell_trim(jx_text cell)
{
    jx_text trimmed = jx_text_trim(cell);
    return trimmed.size ? trimmed : jx_text_slice(cell, cell.size ? 1 : 0, cell.size ? 1 : 0);
}

static size_t count_cells(jx_text line)
{
    size_t count = 0;
    for (size_t at = line.size && line.bytes[0] == '|' ? 1 : 0; at < line.size; count++)
        at = cell_end(line, at) + 1;
    return count;
}

static jx_text row_text(const reader *r, size_t start, size_t end)
{
    jx_text line = slice(r, start, end);
    jx_text trimmed = jx_text_trim(line);
    return trimmed;
}

// Cuts one line into cells; `width` 0: as many as there are.
static jx_md_row read_row(reader *r, jx_text line, size_t width)
{
    size_t found = count_cells(line), count = width ? width : found;
    jx_md_cell *cells = JX_ARRAY(r->arena, count ? count : 1, jx_md_cell);
    size_t at = line.size && line.bytes[0] == '|' ? 1 : 0;
    for (size_t i = 0; i < count; i++) {
        size_t end = at < line.size ? cell_end(line, at) : line.size;
        jx_text cell = cell_trim(jx_text_slice(line, at < line.size ? at : line.size, end));
        if (!cell.bytes) cell = jx_text_slice(line, line.size, line.size);
        cells[i] = (jx_md_cell){ cell, span_of(r, cell) };
        at = end + 1;
    }
    if (width && found > width) {
        jx_text arguments[] = { jx_text_format(r->arena, "%zu", found), jx_text_format(r->arena, "%zu", width) };
        report(r, JX_PROBLEM_CELL_EXTRA, span_of(r, line), "竖线写在单元格里要写成 \\|", arguments, 2);
    }
    r->cells += count;
    return (jx_md_row){ cells, count, span_of(r, line) };
}

static bool is_rule_line(jx_text line)
{
    bool dash = false, bar = false;
    for (size_t i = 0; i < line.size; i++) {
        char c = line.bytes[i];
        if (c == '-')
            dash = true;
        else if (c == '|')
            bar = true;
        else if (c != ':' && c != ' ' && c != '\t' && c != '\r')
            return false;
    }
    return dash && bar;
}

static bool too_large(reader *r, size_t columns, jx_span span)
{
    uint64_t most = r->limits->at[JX_LIMIT_MARKDOWN_COLUMNS], most_cells = r->limits->at[JX_LIMIT_MARKDOWN_CELLS];
    if (columns <= most && r->cells <= most_cells) return false;
    jx_text argument = jx_text_format(r->arena, "%llu", (unsigned long long)(columns > most ? most : most_cells));
    report(r, JX_PROBLEM_TABLE_TOO_LARGE, span, "", &argument, 1);
    return true;
}

// Reads the table whose header stands in the line at `start`, up to the line that ends at `last`.
// Answers where a table glued below it begins, or `last`.
static size_t add_table(reader *r, size_t start, size_t last)
{
    size_t end = line_end(r, start);
    jx_md_block block = { .kind = JX_MD_TABLE, .source = r->source };
    jx_text header = row_text(r, start, end);
    if (too_large(r, count_cells(header), span_of(r, header))) return last;
    block.header = read_row(r, header, 0);
    struct {
        jx_md_row *items;
        size_t count, capacity;
    } rows = { 0 };
    size_t at = line_end(r, end + 1) + 1;  // past the line of dashes
    size_t last_end = at - 1;
    while (at < last) {
        size_t stop = line_end(r, at), next = line_end(r, stop + 1);
        jx_text line = row_text(r, at, stop);
        if (stop < last && is_rule_line(row_text(r, stop + 1, next))) {  // this row is the header of a table below
            report(r, JX_PROBLEM_GLUED_TABLES, span_of(r, line), "两张表之间空一行", NULL, 0);
            break;
        }
        if (too_large(r, 0, span_of(r, line))) return last;
        *JX_PUSH(r->arena, &rows) = read_row(r, line, block.header.count);
        last_end = stop;
        at = stop + 1;
    }
    block.rows = rows.items;
    block.row_count = rows.count;
    block.span = (jx_span){ (uint32_t)start, (uint32_t)(last_end < last ? last_end : last) };
    *JX_PUSH(r->arena, &r->blocks) = block;
    return at < last ? at : last;
}

// A paragraph that holds a line of dashes between bars was meant as a table.
static void check_paragraph(reader *r, const mark *m)
{
    if (m->start > m->end) return;
    size_t start = line_start(r, m->start), last = line_end(r, m->end > m->start ? m->end - 1 : m->start);
    for (size_t at = start; at < last;) {
        size_t end = line_end(r, at);
        if (is_rule_line(slice(r, at, end)))
            report(r, JX_PROBLEM_GLUED_TABLES, span_of(r, row_text(r, start, line_end(r, start))),
                   "表前要空一行，表头与分隔行的列数要相同", NULL, 0);
        at = end + 1;
    }
}

static void add_marked(reader *r, const mark *m)
{
    if (m->start > m->end) return;
    switch (m->kind) {
    case MARK_HEADING: add_heading(r, m); break;
    case MARK_PARAGRAPH: check_paragraph(r, m); break;
    case MARK_QUOTE: add_quote(r, m); break;
    case MARK_TABLE: {
        size_t last = line_end(r, m->end ? m->end - 1 : 0);
        for (size_t at = line_start(r, m->start); at < last;)
            at = add_table(r, at, last);
        break;
    }
    case MARK_FENCE: add_fence(r, m); break;
    }
}

// ---- front matter: `---`, lines `key: value  # remark`, `---` ----

static jx_text without_remark(jx_text value)
{
    for (size_t i = 0; i + 1 < value.size; i++)
        if ((value.bytes[i] == ' ' || value.bytes[i] == '\t') && value.bytes[i + 1] == '#')
            return jx_text_slice(value, 0, i);
    return value;
}

static void read_front(reader *r, jx_markdown *out)
{
    jx_text bytes = r->source->bytes;
    if (!jx_text_starts_with(bytes, JX_TEXT("---\n")) && !jx_text_starts_with(bytes, JX_TEXT("---\r\n"))) return;
    struct {
        jx_md_entry *items;
        size_t count, capacity;
    } entries = { 0 };
    for (size_t at = line_end(r, 0) + 1; at < bytes.size;) {
        size_t end = line_end(r, at);
        jx_text line = jx_text_trim(slice(r, at, end)), value;
        at = end + 1;
        if (jx_text_equal(line, JX_TEXT("---"))) {
            r->body = at < bytes.size ? at : bytes.size;
            break;
        }
        if (!line.size || line.bytes[0] == '#') continue;
        jx_text key = jx_text_trim(jx_text_cut(line, JX_TEXT(":"), &value));
        value = jx_text_trim(without_remark(value));
        if (!value.bytes) value = jx_text_slice(line, line.size, line.size);
        *JX_PUSH(r->arena, &entries) = (jx_md_entry){ key, value, value.size ? span_of(r, value) : span_of(r, line) };
    }
    out->entries = entries.items;
    out->entry_count = entries.count;
}

// md4c lets a table run on into a fence right below it; so a fence that follows a table row begins a piece of its own.
// Answers where the piece that begins at `start` ends.
static size_t piece_end(const reader *r, size_t start)
{
    jx_text bytes = r->source->bytes;
    bool row_above = false;
    for (size_t at = start; at < bytes.size;) {
        jx_text here = jx_text_slice(bytes, at, bytes.size);
        if (row_above && jx_text_starts_with(here, JX_TEXT("```"))) return at;
        row_above = bytes.bytes[at] == '|';
        at = line_end(r, at) + 1;
    }
    return bytes.size;
}

static size_t count_lines(jx_text bytes)
{
    size_t count = 2;
    for (size_t i = 0; i < bytes.size; i++)
        count += bytes.bytes[i] == '\n';
    return count;
}

jx_status jx_markdown_read(jx_arena *arena, jx_problems *problems, const jx_limits *limits, const jx_source *source,
                           jx_markdown *out)
{
    reader r = { .arena = arena, .problems = problems, .limits = limits, .source = source };
    *out = (jx_markdown){ .source = source };
    size_t bad;
    jx_span start = { 0, 0 };
    if (source->bytes.size > limits->at[JX_LIMIT_SOURCE_BYTES]) {
        jx_text most = jx_text_format(arena, "%llu", (unsigned long long)limits->at[JX_LIMIT_SOURCE_BYTES]);
        return jx_problem_add(problems, JX_PROBLEM_SOURCE_TOO_LARGE, JX_SEVERITY_ERROR, source, start, JX_TEXT(""),
                              &most, 1);
    }
    if (!jx_text_is_utf8(source->bytes, &bad)) {
        jx_text at = jx_text_format(arena, "%zu", bad + 1);
        return jx_problem_add(problems, JX_PROBLEM_NOT_UTF8, JX_SEVERITY_ERROR, source, start, JX_TEXT(""), &at, 1);
    }
    read_front(&r, out);
    jx_text body = jx_text_slice(source->bytes, r.body, source->bytes.size);
    size_t lines = count_lines(body);
    // md4c looks for the end of a last line beyond the size it is given: the copy ends with a NUL.
    const char *terminated = jx_text_copy(arena, source->bytes).bytes;
    marker m = { .bytes = terminated,
                 .size = source->bytes.size,
                 .marks = JX_ARRAY(arena, lines, mark),
                 .capacity = lines };
    MD_PARSER parser = { .flags = MD_FLAG_TABLES | MD_FLAG_NOINDENTEDCODEBLOCKS,
                         .enter_block = enter_block,
                         .leave_block = leave_block,
                         .enter_span = ignore_span,
                         .leave_span = ignore_span,
                         .text = see_text };
    for (size_t at = r.body, end; at < source->bytes.size; at = end) {
        end = piece_end(&r, at);
        if (md_parse(terminated + at, (MD_SIZE)(end - at), &parser, &m) != 0)
            return jx_problem_add(problems, JX_PROBLEM_OUT_OF_MEMORY, JX_SEVERITY_ERROR, source, start, JX_TEXT(""),
                                  NULL, 0);
    }
    for (size_t i = 0; i < m.count; i++)
        add_marked(&r, &m.marks[i]);
    out->blocks = r.blocks.items;
    out->block_count = r.blocks.count;
    return JX_OK;
}
