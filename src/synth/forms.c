// What enterprises declare about their quarter and their year, and what statistics and tax offices confirm of it.
#include "synth/files.h"
#include "synth/row.h"

typedef struct {
    int64_t output, before, revenue, moulds;
    city_dirt dirt;
    bool before_struck;  // the dirt is in 上年同期
} form;

static void form_row(city_row *row, const city_firm *firm, const form *figures)
{
    row_begin(row, firm->code);
    row_name(row, firm);
    if (figures->before_struck) {
        row_number(row, figures->output, 0);
        row_figure(row, figures->before, 0);
    } else {
        row_figure(row, figures->output, 0);
        row_number(row, figures->before, 0);
    }
    row_number(row, figures->revenue, 0);
    // Every seventh gives only a lower bound of its moulds.
    if (figures->moulds != CITY_NONE && firm->number % 7 == 3 && !firm->border)
        row_textf(row, ">= %lld", (long long)(figures->moulds / 1000 * 1000));
    else
        row_number(row, figures->moulds, 0);
}

static form form_of_2026(const city_firm *firm)
{
    return (
        form){ firm->output, firm->output_before, firm->revenue, firm->moulds, firm->dirt[FAMILY_FORM_2026], false };
}

void file_form_2026(writer *out, const city_at *at)
{
    if (at->part != CITY_FIRM) return;
    city_row row;
    form figures = form_of_2026(at->firm);
    form_row(&row, at->firm, &figures);
    row_write(out, &row, figures.dirt, at->firm->number);
}

void file_form_corrections(writer *out, const city_at *at)
{
    if (at->part != CITY_FIRM) return;
    city_row row;
    form figures = form_of_2026(at->firm);
    form_row(&row, at->firm, &figures);
    row_correct(out, &row, figures.dirt);
}

void file_form_2025(writer *out, const city_at *at)
{
    if (at->part != CITY_FIRM || at->firm->output_2025 == CITY_NONE) return;  // NONE: had no form to fill in
    const city_firm *firm = at->firm;
    city_row row;
    form figures = {
        firm->output_2025,    firm->output_2024, firm->revenue_2025, firm->moulds_2025, firm->dirt[FAMILY_FORM_2025],
        firm->number % 2 == 1
    };
    form_row(&row, firm, &figures);
    row_write(out, &row, figures.dirt, firm->number);
}

void file_year(writer *out, const city_at *at)
{
    if (at->part != CITY_FIRM || at->firm->year_revenue == CITY_NONE) return;
    city_row row;
    row_begin(&row, at->firm->code);
    row_name(&row, at->firm);
    row_figure(&row, at->firm->year_revenue, 0);
    row_write(out, &row, at->firm->dirt[FAMILY_YEAR], at->firm->number);
}

void file_confirmation(writer *out, const city_at *at)
{
    if (at->part != CITY_FIRM || at->firm->confirmed == NOT_ASKED) return;
    const city_firm *firm = at->firm;
    bool contradict = firm->confirmed == BOUNDS_CONTRADICT;
    city_row row;
    row_begin(&row, firm->code);
    row_name(&row, firm);
    row_yes(&row, firm->output >= 5000 && !contradict);
    row_yes(&row, firm->output >= 10000 || contradict);
    row_text(&row, firm->none_confirmed ? "无" : firm->output_2024 != CITY_NONE ? "有" : "");
    row_write(out, &row, CLEAN, firm->number);
}

void file_tax(writer *out, const city_at *at)
{
    if (at->part != CITY_FIRM || at->firm->year_confirmed == NOT_SAID) return;
    city_row row;
    row_begin(&row, at->firm->code);
    row_name(&row, at->firm);
    row_answer(&row, at->firm->year_confirmed);
    row_write(out, &row, CLEAN, at->firm->number);
}
