// Electricity as the power bureau delivers it: whose account it is on which day, and its readings, a row an account.
#include "synth/files.h"

#include "base/calendar.h"

#include <string.h>

static int64_t day_of(int year, int month, int day)
{
    return jx_days_of((jx_civil){ year, (uint8_t)month, (uint8_t)day });
}

static void write_account(writer *out, int64_t number, int account)
{
    write_cellf(out, "0450%08lld%d", (long long)number, account);
}

// ---- 户号归属 ----

static void link_row(writer *out, const city_firm *firm, int account, const char *code, const char *share,
                     const char *from, const char *to)
{
    write_account(out, firm->number, account);
    write_cell(out, code);
    write_cell(out, share);
    write_cell(out, from);
    write_cell(out, to);
    write_end(out);
}

void file_links(writer *out, const city_at *at)
{
    static const char first[] = "2020-01-01";
    if (at->part != CITY_FIRM) return;
    const city_firm *firm = at->firm;
    char nobody[19];
    city_nobody(firm->number, nobody);
    for (int account = 0; account < firm->accounts; account++) {
        switch (account == 0 ? firm->link : OWN_ACCOUNT) {
        case OWN_ACCOUNT:
        case NO_ACCOUNT: link_row(out, firm, account, firm->code, "1", first, ""); break;
        case MOVES_ON:
            link_row(out, firm, account, firm->code, "1", first, "2026-02-10");
            link_row(out, firm, account, at->neighbour, "1", "2026-02-11", "");
            break;
        case SHARED:
            link_row(out, firm, account, firm->code, "0.6", first, "");
            link_row(out, firm, account, at->neighbour, "0.4", first, "");
            break;
        case SHARES_SHORT:
            link_row(out, firm, account, firm->code, "0.6", first, "");
            link_row(out, firm, account, at->neighbour, "0.3", first, "");
            break;
        case OVERLAPS:
            link_row(out, firm, account, firm->code, "1", first, "2026-02-05");
            link_row(out, firm, account, firm->code, "1", "2026-02-04", "");
            break;
        case LEADS_NOWHERE:
            link_row(out, firm, account, firm->code, "1", first, "2026-02-19");
            link_row(out, firm, account, nobody, "1", "2026-02-20", "");
            break;
        case OPENED_LATE: link_row(out, firm, account, firm->code, "1", "2025-11-15", ""); break;
        case SHARE_UNREADABLE: link_row(out, firm, account, firm->code, "60%", first, ""); break;
        }
    }
}

// ---- 日冻结 ----

// One cell of account 0, with its dirt. `again` is the second of two rows.
static void dirty_reading(writer *out, const city_at *at, int64_t day, bool again)
{
    const city_firm *firm = at->firm;
    int64_t value = city_reading(at->options->seed, firm, 0, day);
    switch (firm->readings) {
    case STOPPED_DAY:
        if (day == day_of(2026, 2, 17)) value = 0;
        break;
    case LAST_DAY_LESS:
        if (day == day_of(2026, 2, 28)) value -= 1;
        break;
    case LAST_DAY_MORE:
        if (day == day_of(2026, 2, 28)) value += 1;
        break;
    case GAP_FEBRUARY:
        if (day == day_of(2026, 2, 10 + (int)(firm->number % 5))) value = CITY_NONE;
        break;
    case GAP_QUARTER:
        if (day == day_of(2025, 12, 20 + (int)(firm->number % 12))) value = CITY_NONE;
        break;
    case GAPS_SPRING:
        if (day == day_of(2025, 2, 12) || day == day_of(2026, 3, 3)) value = CITY_NONE;
        break;
    case ESTIMATED:
        if (day >= day_of(2026, 2, 20) && day <= day_of(2026, 2, 22)) {
            write_marked(out, value, 2, "估");
            return;
        }
        break;
    case NEGATIVE:
        if (day == day_of(2026, 2, 12)) value = -3520;
        break;
    case NOT_A_NUMBER:
        if (day == day_of(2026, 2, 18)) {
            write_cell(out, "#N/A");
            return;
        }
        break;
    case ROW_CONFLICTS:
        if (again && day == day_of(2026, 2, 14)) value += 100;
        break;
    case READ_WHOLE:
    case ROW_TWICE:
    case NO_READINGS: break;
    }
    write_number(out, value, 2);
}

static void reading_row(writer *out, const city_at *at, int account, int64_t from, int64_t to, bool again)
{
    const city_firm *firm = at->firm;
    write_account(out, firm->number, account);
    if (firm->number % 50 == 7)
        write_cellf(out, "合成企业%04lld,二车间", (long long)firm->number + 1);
    else
        write_firm(out, firm);
    for (int64_t day = from; day <= to; day++) {
        if (account == 0)
            dirty_reading(out, at, day, again);
        else
            write_number(out, city_reading(at->options->seed, firm, account, day), 2);
    }
    write_end(out);
}

static void days(writer *out, const city_at *at, int64_t from, int64_t to)
{
    const city_firm *firm = at->firm;
    switch (at->part) {
    case CITY_HEAD:
        write_raw(out, "合成数据，不是真实企业的用电量\n单位：千瓦时\n");
        write_cell(out, "户号");
        write_cell(out, "户名");
        for (int64_t day = from; day <= to; day++)
            write_day(out, day);
        write_end(out);
        break;
    case CITY_FIRM:
        for (int account = 0; account < firm->accounts; account++) {
            if (account == 0 && firm->readings == NO_READINGS) continue;
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
    days(out, at, day_of(2025, 1, 28), day_of(2025, 2, 12));
}

void file_days_quarter_2025(writer *out, const city_at *at)
{
    days(out, at, day_of(2025, 10, 1), day_of(2025, 12, 31));
}

void file_days_spring_2026(writer *out, const city_at *at)
{
    days(out, at, day_of(2026, 2, 1), day_of(2026, 3, 3));
}
