// Problems as plain data that owns its texts.
#include "capi/capi.h"

static jixiang_text kept(jx_arena *arena, jx_text text)
{
    return capi_text(jx_text_copy(arena, text));
}

static jixiang_problem problem_of(jx_arena *arena, const jx_problem *problem)
{
    static const jixiang_severity severities[] = {
        [JX_SEVERITY_ERROR] = JIXIANG_ERROR,
        [JX_SEVERITY_WARNING] = JIXIANG_WARNING,
        [JX_SEVERITY_NOTE] = JIXIANG_NOTE,
    };
    jixiang_problem out = { .severity = severities[problem->severity],
                            .code = capi_text(jx_text_of(jx_problem_slug(problem->code))),
                            .sentence = kept(arena, problem->what),
                            .hint = kept(arena, problem->hint),
                            .file = capi_text((jx_text){ 0 }),
                            .excerpt = capi_text((jx_text){ 0 }) };
    if (!problem->source) return out;
    out.file = kept(arena, problem->source->name);
    if (problem->source->bytes.size == 0) return out;
    jx_place place = jx_source_place(problem->source, problem->span.start);
    out.line = place.line;
    out.column = place.column;
    out.excerpt = kept(arena, place.excerpt);
    return out;
}

void capi_report(const jx_problems *problems, jx_arena *arena, jixiang_report *out)
{
    jixiang_problem *list = JX_ARRAY(arena, problems->list.count, jixiang_problem);
    for (size_t i = 0; i < problems->list.count; i++)
        list[i] = problem_of(arena, &problems->list.items[i]);
    out->problems = list;
    out->count = problems->list.count;
    out->errors = problems->error_count;
}

size_t jixiang_report_count(const jixiang_report *report)
{
    return report ? report->count : 0;
}

size_t jixiang_report_errors(const jixiang_report *report)
{
    return report ? report->errors : 0;
}

jixiang_problem jixiang_report_problem(const jixiang_report *report, size_t index)
{
    assert(report && index < report->count);
    return report->problems[index];
}

void jixiang_report_free(jixiang_report *report)
{
    if (report) jx_arena_free(report->arena);
}
