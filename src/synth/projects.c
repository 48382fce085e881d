// Projects of firms: the platform's register, what the owner declares, and what auditors and offices say of them.
#include "synth/files.h"
#include "synth/row.h"

#include <string.h>

void city_project_code(const city_firm *firm, char code[CITY_PROJECT_CODE])
{
    (void)snprintf(code, CITY_PROJECT_CODE, "2501-%s-04-01-%07lld", city_areas[firm->area].registered,
                   (long long)firm->number);
}

// The project of where the city is, its row begun; NULL: none.
static const city_project *project_row(city_row *row, const city_at *at)
{
    char code[CITY_PROJECT_CODE];
    if (at->part != CITY_FIRM || !at->firm->project.there) return NULL;
    city_project_code(at->firm, code);
    row_begin(row, code);
    return &at->firm->project;
}

static void row_project_name(city_row *row, const city_firm *firm)
{
    row_textf(row, "合成企业%04lld%s", (long long)firm->number + 1, firm->number % 2 ? "技术改造项目" : "新建项目");
}

void file_projects(writer *out, const city_at *at)
{
    city_row row;
    if (!project_row(&row, at)) return;
    row_project_name(&row, at->firm);
    row_text(&row, city_areas[at->firm->area].name);
    row_write(out, &row, CLEAN, 0);
}

static bool form_row(city_row *row, const city_at *at)
{
    const city_project *project = project_row(row, at);
    if (!project) return false;
    row_project_name(row, at->firm);
    if (project->lists) {  // judged by its size, the others by what was spent
        row_figure(row, project->total, 2);
        row_number(row, project->quarter, 2);
    } else {
        row_number(row, project->total, 2);
        row_figure(row, project->quarter, 2);
    }
    return true;
}

void file_project_forms(writer *out, const city_at *at)
{
    city_row row;
    if (form_row(&row, at)) row_write(out, &row, at->firm->dirt[FAMILY_PROJECTS], at->firm->number);
}

void file_project_corrections(writer *out, const city_at *at)
{
    city_row row;
    if (form_row(&row, at)) row_correct(out, &row, at->firm->dirt[FAMILY_PROJECTS]);
}

void file_project_audits(writer *out, const city_at *at)
{
    city_row row;
    const city_project *project = project_row(&row, at);
    if (!project || project->fixed == CITY_NONE) return;
    row_figure(&row, project->fixed, 2);
    row_write(out, &row, CLEAN, 0);
}

void file_project_acceptances(writer *out, const city_at *at)
{
    city_row row;
    const city_project *project = project_row(&row, at);
    if (!project || !project->acceptance_filed) return;
    row_text(&row, project->accepted == CITY_NO_DAY ? "未验收" : "已验收");
    row_day(&row, project->accepted);
    row_write(out, &row, CLEAN, 0);
}

static void answer_row(writer *out, const city_at *at, city_row *row, city_answer answer)
{
    row_answer(row, answer);
    row_write(out, row, CLEAN, at->firm->number);
}

void file_project_checks(writer *out, const city_at *at)
{
    city_row row;
    const city_project *project = project_row(&row, at);
    if (project) answer_row(out, at, &row, project->policy);
}

void file_project_permits(writer *out, const city_at *at)
{
    city_row row;
    const city_project *project = project_row(&row, at);
    if (project) answer_row(out, at, &row, project->permits);
}

void file_project_entries(writer *out, const city_at *at)
{
    city_row row;
    const city_project *project = project_row(&row, at);
    if (project && project->registered != NOT_SAID) answer_row(out, at, &row, project->registered);
}

// Some have changed hands; of some the platform knows two owners, or nobody.
void file_project_owners(writer *out, const city_at *at)
{
    city_row row;
    if (!project_row(&row, at)) return;
    int64_t kind = at->firm->border ? 0 : at->firm->number % 25;
    if (kind == 3) return;
    bool sold = kind == 1, twice = kind == 2;
    row_text(&row, at->firm->code);
    row_day(&row, city_day(2025, 1, 1));
    row_day(&row, sold ? city_day(2026, 1, 31) : CITY_NO_DAY);
    row_write(out, &row, CLEAN, 0);
    if (!sold && !twice) return;
    (void)project_row(&row, at);
    row_text(&row, at->neighbour);
    row_day(&row, sold ? city_day(2026, 2, 1) : city_day(2025, 6, 1));
    row_day(&row, CITY_NO_DAY);
    row_write(out, &row, CLEAN, 0);
}
