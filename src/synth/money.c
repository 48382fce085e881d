// Money that banks, fairs and offices write of firms: loans by balance, booth fees and events by invoice, ledgers.
#include "synth/files.h"
#include "synth/row.h"

// ---- loans: each bank its own file ----

static void loans_of(writer *out, const city_at *at, int bank)
{
    if (at->part != CITY_FIRM) return;
    const city_firm *firm = at->firm;
    for (int i = 0; i < firm->loans.count; i++) {
        const city_loan *loan = &firm->loans.rows[i];
        if (loan->bank != bank) continue;
        city_row row;
        row_begin(&row, firm->code);
        row_name(&row, firm);
        row_text(&row, bank ? "合成银行二" : "合成银行一");
        row_textf(&row, "DK%07lld-%d", (long long)firm->number, i + 1);
        row_number(&row, loan->balance, 4);
        row_number(&row, loan->days, 0);
        row_figure(&row, loan->interest, 2);
        row_yes(&row, loan->major);
        row_write(out, &row, i == 0 ? firm->dirt[FAMILY_LOANS] : CLEAN, firm->number);
    }
}

void file_loans_first(writer *out, const city_at *at)
{
    loans_of(out, at, 0);
}

void file_loans_second(writer *out, const city_at *at)
{
    loans_of(out, at, 1);
}

// ---- fairs and events ----

// The n-th of `invoices` parts of a fee; the last takes what is left.
static int64_t part_of(int64_t fee, int n, int invoices)
{
    return n + 1 < invoices ? fee / invoices : fee - fee / invoices * (invoices - 1);
}

void file_fairs(writer *out, const city_at *at)
{
    if (at->part != CITY_FIRM) return;
    const city_firm *firm = at->firm;
    for (int i = 0; i < firm->fairs.count; i++) {
        const city_fair *fair = &firm->fairs.rows[i];
        for (int n = 0; n < fair->invoices; n++) {
            city_row row;
            row_begin(&row, firm->code);
            row_name(&row, firm);
            row_textf(&row, "FP%07lld%d%d", (long long)firm->number, i + 1, n + 1);
            row_text(&row, city_fairs[fair->fair]);
            row_day(&row, fair->day);
            row_figure(&row, part_of(fair->fee, n, fair->invoices), 2);
            row_write(out, &row, i == 0 && n == 0 ? firm->dirt[FAMILY_EVENTS] : CLEAN, firm->number);
        }
    }
}

void file_events(writer *out, const city_at *at)
{
    if (at->part != CITY_FIRM) return;
    const city_firm *firm = at->firm;
    for (int i = 0; i < firm->events.count; i++) {
        const city_event *event = &firm->events.rows[i];
        for (int n = 0; n < 2; n++) {  // one paper for the hire, one for what was set up
            city_row row;
            row_begin(&row, firm->code);
            row_name(&row, firm);
            row_textf(&row, "PJ%07lld%d%d", (long long)firm->number, i + 1, n + 1);
            row_textf(&row, event->launch == YES ? "合成新品发布会%d" : "合成年会%d", i + 1);
            row_answer(&row, event->launch);
            row_day(&row, event->day);
            row_number(&row, n == 0 ? event->hire : 0, 2);
            row_figure(&row, n == 0 ? 0 : event->setup, 2);
            row_write(out, &row, i == 0 && n == 1 ? firm->dirt[FAMILY_EVENTS] : CLEAN, firm->number);
        }
    }
}

// ---- ledgers ----

typedef struct {
    const char *policy, *award, *kind, *year, *period;
    int64_t fen, day;
} paid;

static void paid_row(writer *out, const city_firm *firm, const paid *what, city_dirt dirt)
{
    city_row row;
    row_begin(&row, firm->code);
    row_name(&row, firm);
    row_text(&row, what->policy);
    row_text(&row, what->award);
    row_text(&row, what->kind);
    row_text(&row, what->year);
    row_text(&row, what->period);
    row_figure(&row, what->fen, 2);
    row_textf(&row, "合成财企〔%s〕%lld号", what->year, (long long)(firm->number % 20 + 1));
    row_day(&row, what->day);
    row_write(out, &row, dirt, firm->number);
}

// What was paid this year; beside it, for some, what was paid last year, and what this policy itself has decided.
void file_awards_paid(writer *out, const city_at *at)
{
    static const char loans[] = "柳州工业贷贴息办法（合成）";
    if (at->part != CITY_FIRM || at->firm->paid_this_year == CITY_NONE) return;
    const city_firm *firm = at->firm;
    const paid this_year = {
        loans, "贴息", "柳州工业贷", "2026", "2026-01", firm->paid_this_year, city_day(2026, 2, 5)
    };
    const paid last_year = { loans, "贴息", "柳州工业贷", "2025", "2025Q3", 12345600, city_day(2025, 11, 5) };
    const paid of_this_policy = {
        "柳州市2026年一季度推动工业稳增长政策措施（征求意见稿）",
        "7",
        "柳州工业贷",
        "2026",
        "2026Q1",
        30000000,
        city_day(2026, 3, 30),
    };
    paid_row(out, firm, &this_year, firm->dirt[FAMILY_LEDGERS]);
    if (firm->number % 3 == 0) paid_row(out, firm, &last_year, CLEAN);
    if (firm->number % 4 == 0) paid_row(out, firm, &of_this_policy, CLEAN);
}

void file_regional_paid(writer *out, const city_at *at)
{
    if (at->part != CITY_FIRM) return;
    const city_firm *firm = at->firm;
    for (int i = 0; i < firm->regional.count; i++) {
        city_row row;
        row_begin(&row, firm->code);
        row_name(&row, firm);
        row_text(&row, city_schemes[firm->regional.rows[i].scheme]);
        row_text(&row, "2026Q1");
        row_figure(&row, firm->regional.rows[i].paid, 2);
        row_textf(&row, "合成桂财工〔2026〕%lld号", (long long)(firm->number % 20 + 1));
        row_day(&row, city_day(2026, 3, 20));
        row_write(out, &row, i == 0 ? firm->dirt[FAMILY_LEDGERS] : CLEAN, firm->number);
    }
}

void file_rosters(writer *out, const city_at *at)
{
    static const char *const rosters[] = { "扩大生产清单", "扭负为正清单", "新建投产清单", "拟上规清单" };
    if (at->part != CITY_FIRM) return;
    for (int i = 0; i < 4; i++) {
        if (!(at->firm->on_rosters & 1U << i)) continue;
        city_row row;
        row_begin(&row, at->firm->code);
        row_name(&row, at->firm);
        row_text(&row, rosters[i]);
        row_text(&row, "2025Q4");
        row_text(&row, "是");
        row_write(out, &row, CLEAN, at->firm->number);
    }
}
