// Electricity as the power bureau delivers it: whose account it is on which day, and its readings, a row an account.
#include "synth/files.h"

#include "base/calendar.h"

#include <string.h>

static void write_account(writer *out, int64_t number, int account)
{
    write_cellf(out, "0450%08lld%d", (long long)number, account);
}

// ---- 户号归属 ----

static void link_row(writer *out, const city_firm *firm, int account, const char *code, const char *share, int64_t from,
                     int64_t to)
{
    write_account(out, firm->number, account);
    write_cell(out, code);
    write_cell(out, share);
    write_day(out, from);
    write_day(out, to);
    write_end(out);
}

void file_links(writer *out, const city_at *at)
{
    if (at->part != CITY_FIRM) return;
    const city_firm *firm = at->firm;
    char nobody[19];
    city_nobody(firm->number, nobody);
    for (int account = 0; account < firm->accounts; account++) {
        int64_t from = city_day(2020, 1, 1), to = CITY_NO_DAY;
        if (account == 0 && firm->linked_from != 0) from = firm->linked_from;
        if (account == 0 && firm->linked_to != 0) to = firm->linked_to;
        switch (account == 0 ? firm->link : OWN_ACCOUNT) {
        case OWN_ACCOUNT:
        case NO_ACCOUNT:
        case CITY_LINKS:
            if (account == 0 && firm->back) {
                link_row(out, firm, account, firm->code, "1", from, firm->left);
                from = firm->back;
            }
            link_row(out, firm, account, firm->code, "1", from, to);
            break;
        case MOVES_ON:
            link_row(out, firm, account, firm->code, "1", from, city_day(2026, 2, 10));
            link_row(out, firm, account, at->neighbour, "1", city_day(2026, 2, 11), to);
            break;
        case SHARED:
            link_row(out, firm, account, firm->code, "0.6", from, to);
            link_row(out, firm, account, at->neighbour, "0.4", from, to);
            break;
        case SHARES_SHORT:
            link_row(out, firm, account, firm->code, "0.6", from, to);
            link_row(out, firm, account, at->neighbour, "0.3", from, to);
            break;
        case OVERLAPS:
            link_row(out, firm, account, firm->code, "1", from, city_day(2026, 2, 5));
            link_row(out, firm, account, firm->code, "1", city_day(2026, 2, 4), to);
            break;
        case LEADS_NOWHERE:
            link_row(out, firm, account, firm->code, "1", from, city_day(2026, 2, 19));
            link_row(out, firm, account, nobody, "1", city_day(2026, 2, 20), to);
            break;
        case SHARE_UNREADABLE: link_row(out, firm, account, firm->code, "60%", from, to); break;
        }
    }
}

// ---- 日冻结 ----

// The day of February that is not read.
static int64_t gap_day(const city_firm *firm)
{
    return city_day(2026, 2, 10 + (int)(firm->number % 5));
}

// One cell of account 0, with its dirt. `again` is the second of two rows.
static void dirty_reading(writer *out, const city_at *at, int64_t day, bool again)
{
    const city_firm *firm = at->firm;
    int64_t value = city_reading(at->options->seed, firm, 0, day);
    switch (firm->readings) {
    case STOPPED_DAY:
        if (day == city_day(2026, 2, 17)) value = 0;
        break;
    case GAP_FEBRUARY:
    case LATE_DAY:
        if (day == gap_day(firm)) value = CITY_NONE;
        break;
    case GAP_QUARTER:
        if (day == city_day(2025, 12, 20 + (int)(firm->number % 12))) value = CITY_NONE;
        break;
    case GAPS_SPRING:
        if (day == city_day(2025, 2, 12) || day == city_day(2026, 3, 3)) value = CITY_NONE;
        break;
    case ESTIMATED:
        if (day >= city_day(2026, 2, 20) && day <= city_day(2026, 2, 22)) {
            write_marked(out, value, 2, "估");
            return;
        }
        break;
    case NEGATIVE:
        if (day == city_day(2026, 2, 12)) value = -3520;
        break;
    case NOT_A_NUMBER:
        if (day == city_day(2026, 2, 18)) {
            write_cell(out, "#N/A");
            return;
        }
        break;
    case ROW_CONFLICTS:
        if (again && day == city_day(2026, 2, 14)) value += 100;
        break;
    case READ_WHOLE:
    case ROW_TWICE:
    case NO_READINGS:
    case BILLS_ONLY:
    case CITY_READINGS: break;
    }
    write_number(out, value, 2);
}

static void reading_row(writer *out, const city_at *at, int account, int64_t from, int64_t to, bool again)
{
    const city_firm *firm = at->firm;
    write_account(out, firm->number, account);
    write_cellf(out, firm->number % 50 == 7 ? "合成企业%04lld,二车间" : "合成企业%04lld", (long long)firm->number + 1);
    for (int64_t day = from; day <= to; day++) {
        if (account == 0)
            dirty_reading(out, at, day, again);
        else
            write_number(out, city_reading(at->options->seed, firm, account, day), 2);
    }
    write_end(out);
}

static void days_header(writer *out, int64_t from, int64_t to)
{
    write_raw(out, "合成数据，不是真实企业的用电量\n单位：千瓦时\n");
    write_cell(out, "户号");
    write_cell(out, "户名");
    for (int64_t day = from; day <= to; day++)
        write_day(out, day);
    write_header_end(out);
}

static void days(writer *out, const city_at *at, int64_t from, int64_t to)
{
    const city_firm *firm = at->firm;
    switch (at->part) {
    case CITY_HEAD: days_header(out, from, to); break;
    case CITY_FIRM:
        for (int account = 0; account < firm->accounts; account++) {
            if (account == 0 && (firm->readings == NO_READINGS || firm->readings == BILLS_ONLY)) continue;
            reading_row(out, at, account, from, to, false);
            bool twice = firm->readings == ROW_TWICE || firm->readings == ROW_CONFLICTS;
            if (account == 0 && twice) reading_row(out, at, account, from, to, true);
        }
        break;
    case CITY_TAIL:
        for (int i = 0; i < 3; i++) {  // accounts that no link names
            write_account(out, 99999999, i);
            write_cell(out, "户名不详");
            for (int64_t day = from; day <= to; day++)
                write_number(out, 1000, 2);
            write_end(out);
        }
        break;
    }
}

void file_days_spring_2025(writer *out, const city_at *at)
{
    days(out, at, city_day(2025, 1, 28), city_day(2025, 2, 12));
}

void file_days_quarter_2025(writer *out, const city_at *at)
{
    days(out, at, city_day(2025, 10, 1), city_day(2025, 12, 31));
}

void file_days_spring_2026(writer *out, const city_at *at)
{
    days(out, at, city_day(2026, 2, 1), city_day(2026, 3, 3));
}

void file_late_days(writer *out, const city_at *at)
{
    const int64_t from = city_day(2026, 2, 10), to = city_day(2026, 2, 14);
    const city_firm *firm = at->firm;
    if (at->part == CITY_HEAD) days_header(out, from, to);
    if (at->part != CITY_FIRM || firm->readings != LATE_DAY || firm->accounts == 0) return;
    write_account(out, firm->number, 0);
    write_cellf(out, "合成企业%04lld", (long long)firm->number + 1);
    for (int64_t day = from; day <= to; day++)
        write_number(out, day == gap_day(firm) ? city_reading(at->options->seed, firm, 0, day) : CITY_NONE, 2);
    write_end(out);
}

// ---- 账单: the first accounts that are read once a month, and of some that lack days; not of characters ----

static bool billed(const city_firm *firm)
{
    bool gaps = firm->readings == GAP_FEBRUARY || firm->readings == GAP_QUARTER;
    return firm->accounts > 0 && (firm->readings == BILLS_ONLY || (gaps && firm->number % 3 == 0 && !firm->award));
}

static void bills(writer *out, const city_at *at, int year, int first_month, int last_month)
{
    if (at->part != CITY_FIRM || !billed(at->firm)) return;
    for (int month = first_month; month <= last_month; month++) {
        int64_t sum = 0, first = city_day(year, month, 1);
        for (int64_t day = first; day < first + jx_days_in_month(year, month); day++)
            sum += city_reading(at->options->seed, at->firm, 0, day);
        write_account(out, at->firm->number, 0);
        write_cellf(out, "合成企业%04lld", (long long)at->firm->number + 1);
        write_cellf(out, "%04d-%02d", year, month);
        write_number(out, sum, 6);  // 0.01 kWh are 0.000001 万千瓦时
        write_end(out);
    }
}

void file_bills_2025(writer *out, const city_at *at)
{
    bills(out, at, 2025, 10, 12);
}

void file_bills_2026(writer *out, const city_at *at)
{
    bills(out, at, 2026, 1, 3);
}
