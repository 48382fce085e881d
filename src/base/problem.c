// Problems: filling the sentences of problems.def, and showing them under the line they speak of.
//
// Carets are counted in terminal columns and not in characters, so that they stand under Chinese text as well. Begin
// with jx_problem_add(); jx_problem_print() is at the end.
#include "base/problem.h"

#include <string.h>

typedef struct {
    const char *slug, *tag, *sentence[2];  // by jx_language
} problem_row;

static const problem_row rows[JX_PROBLEM_COUNT] = {
#define JX_PROBLEM(name, slug, tag, zh, en) { slug, tag, { zh, en } },
#include "base/problems.def"
#undef JX_PROBLEM
};

static const char *const remedies[JX_PROBLEM_COUNT][2] = {
#define JX_REMEDY(name, zh, en) [JX_PROBLEM_##name] = { zh, en },
#include "base/remedies.def"
#undef JX_REMEDY
};

static_assert(JX_CHINESE == 0 && JX_ENGLISH == 1, "sentences are indexed by language");
static_assert(sizeof(jx_span) == 8, "spans sit in every node; keep them small");

const char *jx_problem_slug(jx_problem_code code)
{
    assert(code < JX_PROBLEM_COUNT);
    return rows[code].slug;
}

const char *jx_problem_tag(jx_problem_code code)
{
    assert(code < JX_PROBLEM_COUNT);
    return rows[code].tag;
}

bool jx_problem_code_of(jx_text slug_or_tag, jx_problem_code *out_code)
{
    if (slug_or_tag.size == 0) return false;
    for (int code = 0; code < JX_PROBLEM_COUNT; code++) {
        if (!jx_text_equal(slug_or_tag, jx_text_of(rows[code].slug)) &&
            !jx_text_equal(slug_or_tag, jx_text_of(rows[code].tag)))
            continue;
        *out_code = (jx_problem_code)code;
        return true;
    }
    return false;
}

jx_problem_code jx_problem_code_of_limit(jx_limit limit)
{
    jx_problem_code code;
    bool found = jx_problem_code_of(jx_text_of(jx_limit_slug(limit)), &code);
    assert(found && "every slug of limits.def has a row in problems.def");
    (void)found;
    return code;
}

// ---- adding ----

// Puts arguments where the sentence says %1..%9. An argument that was not given leaves its place empty.
static jx_text filled(jx_arena *arena, const char *sentence, const jx_text *arguments, size_t argument_count)
{
    jx_buffer out = jx_buffer_in(arena);
    for (const char *at = sentence; *at != '\0';) {
        size_t plain = strcspn(at, "%");
        jx_buffer_put(&out, (jx_text){ at, plain });
        at += plain;
        if (*at == '\0') break;
        assert(at[1] >= '1' && at[1] <= '9' && "in problems.def, % is followed by a digit");
        size_t index = (size_t)(at[1] - '1');
        if (index < argument_count) jx_buffer_put(&out, arguments[index]);
        at += 2;
    }
    return jx_buffer_text(&out);
}

jx_status jx_problem_add(jx_problems *problems, jx_problem_code code, jx_severity severity, const jx_source *source,
                         jx_span span, jx_text hint, const jx_text *arguments, size_t argument_count)
{
    assert(code < JX_PROBLEM_COUNT);
    assert(span.start <= span.end && (source == NULL || span.end <= source->bytes.size));
    jx_status status = severity == JX_SEVERITY_ERROR ? JX_REFUSED : JX_OK;
    if (problems == NULL) return status;

    if (hint.size == 0 && severity != JX_SEVERITY_NOTE) hint = jx_text_of(remedies[code][problems->language]);
    jx_problem added = {
        .code = code,
        .severity = severity,
        .source = source,
        .span = span,
        .what = filled(problems->arena, rows[code].sentence[problems->language], arguments, argument_count),
        .hint = hint.size > 0 ? jx_text_copy(problems->arena, hint) : (jx_text){ NULL, 0 },
    };
    *JX_PUSH(problems->arena, &problems->list) = added;
    problems->error_count += severity == JX_SEVERITY_ERROR;
    return status;
}

// ---- places ----

// Brackets that close in the text without having been opened in it.
static size_t unopened(jx_text text)
{
    size_t open = 0, missing = 0;
    for (size_t i = 0; i < text.size; i++) {
        if (text.bytes[i] == '(') open++;
        else if (text.bytes[i] == ')' && open > 0) open--;
        else if (text.bytes[i] == ')') missing++;
    }
    return missing;
}

jx_text jx_source_written(const jx_source *source, jx_span span)
{
    jx_text text = jx_text_slice(source->bytes, span.start, span.end);
    size_t start = span.start;
    for (size_t missing = unopened(text); missing > 0 && start > 0;)
        if (source->bytes.bytes[--start] == '(') missing--;
    return jx_text_trim(jx_text_slice(source->bytes, start, span.end));
}

jx_place jx_source_place(const jx_source *source, uint32_t offset)
{
    jx_text bytes = source->bytes;
    assert(offset <= bytes.size);
    uint32_t line = 1;
    size_t start = 0;
    for (size_t i = 0; i < offset; i++) {
        if (bytes.bytes[i] != '\n') continue;
        line++;
        start = i + 1;
    }
    jx_text excerpt = jx_text_slice(bytes, start, bytes.size), rest;
    excerpt = jx_text_cut(excerpt, JX_TEXT("\n"), &rest);
    if (jx_text_ends_with(excerpt, JX_TEXT("\r"))) excerpt.size--;
    return (jx_place){
        .line = line,
        .column = (uint32_t)jx_text_length(jx_text_slice(bytes, start, offset)) + 1,
        .excerpt = excerpt,
    };
}

// ---- printing ----

static void put_repeated(jx_buffer *out, char c, int count)
{
    for (int i = 0; i < count; i++)
        jx_buffer_put_char(out, c);
}

// The source line with tabs and other controls as blanks, so that columns can be counted and a hostile file cannot
// steer the terminal.
static void put_visible(jx_buffer *out, jx_text line)
{
    for (size_t at = 0; at < line.size;) {
        size_t start = at;
        uint32_t point = jx_text_next(line, &at);
        if (point < 0x20 || (point >= 0x7F && point < 0xA0))
            jx_buffer_put_char(out, ' ');
        else if (point == 0xFFFD)
            jx_buffer_put_code_point(out, point);
        else
            jx_buffer_put(out, jx_text_slice(line, start, at));
    }
}

static int columns_visible(jx_arena *arena, jx_text part)
{
    jx_buffer visible = jx_buffer_in(arena);
    put_visible(&visible, part);
    return jx_text_columns(jx_buffer_text(&visible));
}

// Both lines of the excerpt:
//   23 | 增速 > 5%
//      |      ^
static void print_excerpt(const jx_problem *problem, jx_place place, jx_buffer *out)
{
    // The span on this line only; at least one caret even when the span is empty.
    size_t start =
        place.excerpt.bytes ? problem->span.start - (size_t)(place.excerpt.bytes - problem->source->bytes.bytes) : 0;
    size_t end = start + (problem->span.end - problem->span.start);
    int indent = columns_visible(out->arena, jx_text_slice(place.excerpt, 0, start));
    int carets = columns_visible(out->arena, jx_text_slice(place.excerpt, start, end));

    int digits = 1;
    for (uint32_t left = place.line; left >= 10; left /= 10)
        digits++;
    jx_buffer_format(out, "  %u | ", place.line);
    put_visible(out, place.excerpt);
    jx_buffer_put_char(out, '\n');
    put_repeated(out, ' ', 2 + digits);
    jx_buffer_put(out, JX_TEXT(" | "));
    put_repeated(out, ' ', indent);
    put_repeated(out, '^', carets > 0 ? carets : 1);
}

static void put_severity(jx_severity severity, jx_language language, jx_buffer *out)
{
    switch (severity) {
    case JX_SEVERITY_ERROR: return;
    case JX_SEVERITY_WARNING:
        jx_buffer_put(out, language == JX_CHINESE ? JX_TEXT("警告: ") : JX_TEXT("warning: "));
        return;
    case JX_SEVERITY_NOTE: jx_buffer_put(out, language == JX_CHINESE ? JX_TEXT("提示: ") : JX_TEXT("note: ")); return;
    }
    JX_UNREACHABLE();
}

void jx_problem_print(const jx_problem *problem, jx_language language, jx_buffer *out)
{
    jx_place place = { 0 };
    if (problem->source != NULL) {
        place = jx_source_place(problem->source, problem->span.start);
        put_visible(out, problem->source->name);
        jx_buffer_format(out, ":%u:%u: ", place.line, place.column);
    }
    const char *tag = jx_problem_tag(problem->code);
    jx_buffer_put(out, jx_text_of(jx_problem_slug(problem->code)));
    if (tag[0] != '\0') jx_buffer_format(out, " (%s)", tag);
    jx_buffer_put(out, JX_TEXT(": "));
    put_severity(problem->severity, language, out);
    put_visible(out, problem->what);
    jx_buffer_put_char(out, '\n');

    if (problem->source != NULL) print_excerpt(problem, place, out);
    if (problem->hint.size > 0) {
        jx_buffer_put(out, problem->source != NULL ? JX_TEXT(" ") : JX_TEXT("  "));
        put_visible(out, problem->hint);
    }
    if (problem->source != NULL || problem->hint.size > 0) jx_buffer_put_char(out, '\n');
}
