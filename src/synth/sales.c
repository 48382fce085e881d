// Sales to main makers, and sales companies with their shares.
#include "synth/files.h"
#include "synth/row.h"

static void sale_row(city_row *row, const city_firm *firm, const city_sale *sale)
{
    char code[19];
    city_maker(sale->maker, code);
    row_begin(row, firm->code);
    row_name(row, firm);
    row_textf(row, sale->maker < CITY_MAKERS_LISTED ? "合成主机厂%d" : "合成客户%d", sale->maker + 1);
    row_text(row, code);
    row_figure(row, sale->sold, 2);
    row_number(row, sale->sold_before, 2);
}

void file_sales(writer *out, const city_at *at)
{
    if (at->part != CITY_FIRM) return;
    const city_firm *firm = at->firm;
    for (int i = 0; i < firm->sales.count; i++) {
        city_row row;
        sale_row(&row, firm, &firm->sales.rows[i]);
        row_write(out, &row, i == 0 ? firm->dirt[FAMILY_SALES] : CLEAN, firm->number);
    }
}

void file_sale_corrections(writer *out, const city_at *at)
{
    if (at->part != CITY_FIRM) return;
    const city_firm *firm = at->firm;
    for (int i = 0; i < firm->sales.count; i++) {
        city_row row;
        sale_row(&row, firm, &firm->sales.rows[i]);
        row_correct_record(out, &row, firm->dirt[FAMILY_SALES]);
    }
}

// The code of a firm's n-th sales company; the company is no subject of its own.
static void company_code(const city_firm *firm, int n, char code[19])
{
    city_identifier((char)('P' + n), city_areas[firm->area].registered, firm->number, code);
}

void file_companies(writer *out, const city_at *at)
{
    if (at->part != CITY_FIRM) return;
    const city_firm *firm = at->firm;
    for (int i = 0; i < firm->companies.count; i++) {
        const city_company *company = &firm->companies.rows[i];
        char code[19];
        city_row row;
        company_code(firm, i, code);
        row_begin(&row, firm->code);
        row_name(&row, firm);
        row_textf(&row, "合成销售公司%04lld-%d", (long long)firm->number + 1, i + 1);
        row_text(&row, code);
        row_day(&row, company->registered);
        row_answer(&row, company->contributes);
        row_figure(&row, company->sold, 2);
        if (company->sold_before == CITY_NONE)
            row_text(&row, "新成立");
        else
            row_number(&row, company->sold_before, 2);
        row_write(out, &row, i == 0 ? firm->dirt[FAMILY_SALES] : CLEAN, firm->number);
    }
}

void file_company_shares(writer *out, const city_at *at)
{
    if (at->part != CITY_FIRM) return;
    const city_firm *firm = at->firm;
    for (int i = 0; i < firm->companies.count; i++) {
        const city_company *company = &firm->companies.rows[i];
        char code[19];
        city_row row;
        if (company->share == 0) continue;
        company_code(firm, i, code);
        row_begin(&row, code);
        row_text(&row, firm->code);
        row_number(&row, company->share, 2);
        row_day(&row, company->registered);
        row_day(&row, CITY_NO_DAY);
        row_write(out, &row, CLEAN, firm->number);
    }
}
