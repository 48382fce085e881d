// What enterprises declare about their quarter, and what the statistics bureau confirms of it.
#include "synth/files.h"

#include <string.h>

// A cell that nobody can take for a number, or that stands outside the fact's range.
static void unreadable(writer *out, int64_t number, int64_t value)
{
    switch (number % 6) {
    case 0: write_cell(out, "12O.5"); break;
    case 1: write_marked(out, value / 10, 0, "万元"); break;
    case 2: write_cellf(out, "%lld,%03lld", (long long)value / 1000, (long long)value % 1000); break;
    case 3: write_marked(out, value, 0, ".5"); break;
    case 4: write_number(out, -value - 1, 0); break;
    default: write_cell(out, "——"); break;
    }
}

static void figure(writer *out, city_declaration kind, int64_t number, int64_t value)
{
    if (kind == EMPTY_CELL)
        write_cell(out, "");
    else if (kind == UNREADABLE)
        unreadable(out, number, value == CITY_NONE ? 0 : value);
    else if (kind == IN_YUAN && value != CITY_NONE)
        write_number(out, value * 1000, 0);
    else
        write_number(out, value, 0);
}

typedef struct {
    int64_t output, before, revenue;
    city_declaration kind;
    bool broken_before;  // the dirt is in 上年同期
} form;

static void form_row(writer *out, const city_firm *firm, const char *code, const form *row)
{
    write_cell(out, code);
    write_firm(out, firm);
    figure(out, row->broken_before ? DECLARED : row->kind, firm->number, row->output);
    figure(out, row->broken_before ? row->kind : DECLARED, firm->number, row->before);
    write_number(out, row->revenue, 0);
    write_end(out);
}

static void form_rows(writer *out, const city_firm *firm, form row)
{
    if (row.kind == NO_ROW) return;
    char code[19];
    memcpy(code, firm->code, sizeof code);
    if (row.kind == BAD_IDENTIFIER) code[17] = code[17] == '0' ? '1' : '0';
    form_row(out, firm, code, &row);
    if (row.kind == TWICE_DIFFERENT) row.output += 7;
    if (row.kind == TWICE_EQUAL || row.kind == TWICE_DIFFERENT) form_row(out, firm, code, &row);
}

void file_form_2026(writer *out, const city_at *at)
{
    if (at->part != CITY_FIRM) return;
    const city_firm *firm = at->firm;
    form_rows(out, firm, (form){ firm->output, firm->output_before, firm->revenue, firm->declared, false });
}

void file_form_2025(writer *out, const city_at *at)
{
    if (at->part != CITY_FIRM || at->firm->output_2025 == CITY_NONE) return;  // NONE: had no form to fill in
    const city_firm *firm = at->firm;
    form_rows(
        out, firm,
        (form){ firm->output_2025, firm->output_2024, firm->revenue_2025, firm->declared_2025, firm->number % 2 == 1 });
}

void file_confirmation(writer *out, const city_at *at)
{
    if (at->part != CITY_FIRM || at->firm->confirmed == NOT_ASKED) return;
    const city_firm *firm = at->firm;
    bool contradict = firm->confirmed == BOUNDS_CONTRADICT;
    write_cell(out, firm->code);
    write_firm(out, firm);
    write_yes(out, firm->output >= 5000 && !contradict);
    write_yes(out, firm->output >= 10000 || contradict);
    write_cell(out, firm->none_confirmed ? "无" : firm->output_2024 != CITY_NONE ? "有" : "");
    write_end(out);
}
