// What firms make, and the contracts under which they supply and use steel or work for shale gas.
#include "synth/files.h"
#include "synth/row.h"

// A quantity without the zeros that nobody writes.
static void row_quantity(city_row *row, int64_t thousandths, bool figure)
{
    bool whole = thousandths % 1000 == 0;
    int64_t value = whole ? thousandths / 1000 : thousandths;
    if (figure)
        row_figure(row, value, whole ? 0 : 3);
    else
        row_number(row, value, whole ? 0 : 3);
}

static void product_row(city_row *row, const city_firm *firm, const city_product *product)
{
    row_begin(row, firm->code);
    row_name(row, firm);
    row_text(row, product->name);
    row_text(row, product->kind);
    row_text(row, product->unit);
    row_yes(row, product->main);
    row_quantity(row, product->made, true);
    if (product->made_before == CITY_NONE)
        row_text(row, "新产品");
    else
        row_quantity(row, product->made_before, false);
    row_number(row, product->worth, 0);
    if (product->made_before == CITY_NONE)
        row_text(row, "新产品");
    else
        row_number(row, product->worth_before, 0);
}

void file_products(writer *out, const city_at *at)
{
    if (at->part != CITY_FIRM) return;
    const city_firm *firm = at->firm;
    for (int i = 0; i < firm->products.count; i++) {
        city_row row;
        product_row(&row, firm, &firm->products.rows[i]);
        row_write(out, &row, i == 0 ? firm->dirt[FAMILY_PRODUCTS] : CLEAN, firm->number);
    }
}

void file_product_corrections(writer *out, const city_at *at)
{
    if (at->part != CITY_FIRM) return;
    const city_firm *firm = at->firm;
    for (int i = 0; i < firm->products.count; i++) {
        city_row row;
        product_row(&row, firm, &firm->products.rows[i]);
        row_correct_record(out, &row, firm->dirt[FAMILY_PRODUCTS]);
    }
}

void file_steel(writer *out, const city_at *at)
{
    if (at->part != CITY_FIRM) return;
    const city_firm *firm = at->firm;
    for (int i = 0; i < firm->steel.count; i++) {
        const city_steel *steel = &firm->steel.rows[i];
        city_row row;
        row_begin(&row, firm->code);
        row_name(&row, firm);
        row_textf(&row, "GC2026-%07lld-%d", (long long)firm->number, i + 1);
        row_textf(&row, steel->local ? "合成用户%d" : "合成外地用户%d", i + 1);
        row_text(&row, steel->supplied ? "供应" : "使用");
        row_yes(&row, steel->local);
        row_figure(&row, steel->kilograms, 3);
        row_write(out, &row, i == 0 ? firm->dirt[FAMILY_CONTRACTS] : CLEAN, firm->number);
    }
}

void file_gas(writer *out, const city_at *at)
{
    if (at->part != CITY_FIRM) return;
    const city_firm *firm = at->firm;
    for (int i = 0; i < firm->gas.count; i++) {
        city_row row;
        row_begin(&row, firm->code);
        row_name(&row, firm);
        row_textf(&row, "YQ2026-%07lld-%d", (long long)firm->number, i + 1);
        row_textf(&row, "合成气田%d", i + 1);
        row_text(&row, city_directions[firm->gas.rows[i].direction]);
        row_figure(&row, firm->gas.rows[i].worth, 2);
        row_write(out, &row, i == 0 ? firm->dirt[FAMILY_CONTRACTS] : CLEAN, firm->number);
    }
}
