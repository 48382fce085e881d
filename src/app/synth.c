// Writes the synthetic city. One function per file of docs/city.md, in its order; jx_synth() at the end calls them.
//
// Nothing is kept between rows: each file goes through the firms again and makes them anew from their numbers, so that
// five million need no more memory than ten.
#include "app/synth.h"

#include "app/synth_city.h"
#include "base/calendar.h"

#include <errno.h>
#include <fcntl.h>
#include <iconv.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

jx_synth_options jx_synth_defaults(const char *folder, jx_problems *problems)
{
    return (jx_synth_options){
        .folder = folder,
        .enterprises = JX_SYNTH_ENTERPRISES,
        .seed = JX_SYNTH_SEED,
        .problems = problems,
    };
}

// ---- files: under a temporary name until they are whole ----

typedef enum { UTF8, UTF8_BOM, GB18030 } encoding;

typedef struct {
    const jx_synth_options *options;
    FILE *file;
    iconv_t converter;  // (iconv_t)-1: none
    char path[PATH_MAX], temporary[PATH_MAX];
    bool failed;
} writer;

static jx_status io_problem(const jx_synth_options *options, const char *path, int error)
{
    jx_text arguments[] = { jx_text_of(path), jx_text_of(strerror(error)) };
    (void)jx_problem_add(options->problems, JX_PROBLEM_IO_FAILED, JX_SEVERITY_ERROR, NULL, (jx_span){ 0, 0 },
                         (jx_text){ 0 }, arguments, JX_COUNT(arguments));
    return JX_IO_FAILED;
}

static jx_status start(writer *out, const jx_synth_options *options, const char *name, encoding bytes)
{
    out->options = options;
    out->failed = false;
    out->file = NULL;
    int length = snprintf(out->path, sizeof out->path, "%s/%s", options->folder, name);
    int temporary = snprintf(out->temporary, sizeof out->temporary, "%s/.%s.part", options->folder, name);
    if (length < 0 || temporary < 0 || (size_t)temporary >= sizeof out->temporary)
        return io_problem(options, options->folder, ENAMETOOLONG);

    out->converter = (iconv_t)-1;
    if (bytes == GB18030) {
        out->converter = iconv_open("GB18030", "UTF-8");
        if (out->converter == (iconv_t)-1) return io_problem(options, out->path, errno);
    }
    out->file = fopen(out->temporary, "wb");
    if (!out->file) {
        int error = errno;
        if (bytes == GB18030) iconv_close(out->converter);
        return io_problem(options, out->path, error);
    }
    if (bytes == UTF8_BOM) fputs("\xEF\xBB\xBF", out->file);
    return JX_OK;
}

static void put(writer *out, const char *text)
{
    size_t left = strlen(text);
    if (out->converter == (iconv_t)-1) {
        if (fwrite(text, 1, left, out->file) != left) out->failed = true;
        return;
    }
    char converted[1024];
    char *from = (char *)(uintptr_t)text;  // iconv's type; it does not write there
    while (left > 0 && !out->failed) {
        char *to = converted;
        size_t room = sizeof converted;
        if (iconv(out->converter, &from, &left, &to, &room) == (size_t)-1 && errno != E2BIG) out->failed = true;
        size_t made = sizeof converted - room;
        if (fwrite(converted, 1, made, out->file) != made) out->failed = true;
    }
}

static void putf(writer *out, const char *format, ...) JX_PRINTF(2, 3);
static void putf(writer *out, const char *format, ...)
{
    char text[512];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    assert(length >= 0 && (size_t)length < sizeof text);
    put(out, text);
}

// Closes; keeps the file only when everything went well so far.
static jx_status finish(writer *out, jx_status status)
{
    int error = 0;
    if (out->converter != (iconv_t)-1) iconv_close(out->converter);
    if (out->failed || fflush(out->file) != 0 || ferror(out->file) || fsync(fileno(out->file)) != 0)
        error = errno ? errno : EIO;
    if (fclose(out->file) != 0 && !error) error = errno;
    if (!error && status == JX_OK && rename(out->temporary, out->path) != 0) error = errno;
    if (error || status != JX_OK) unlink(out->temporary);
    return status == JX_OK && error ? io_problem(out->options, out->path, error) : status;
}

// Calls `row` for every firm; the way every file but the small ones is filled.
static jx_status each_firm(writer *out, void (*row)(writer *out, const city_firm *firm))
{
    const jx_synth_options *options = out->options;
    for (int64_t i = 0; i < options->enterprises; i++) {
        if (options->stop && options->stop(options->user)) return JX_INTERRUPTED;
        city_firm firm;
        city_firm_make(options->seed, i, &firm);
        row(out, &firm);
        if (out->failed) return JX_OK;  // finish() says why
    }
    return JX_OK;
}

static int64_t day_of(int year, int month, int day)
{
    return jx_days_of((jx_civil){ year, (uint8_t)month, (uint8_t)day });
}

// ---- 规上名录 ----

static void register_row(writer *out, const city_firm *firm)
{
    static const char *const cells[] = {
        [IN_REGISTER] = "是",
        [NOT_IN_REGISTER] = "",
        [LEFT_REGISTER] = "否",
        [REGISTER_EMPTY] = "",
    };
    if (firm->in_register == NOT_IN_REGISTER) return;
    putf(out, "%s,合成企业%04lld,%s,%s,%s\n", firm->code, (long long)firm->number + 1, cells[firm->in_register],
         firm->trade_cell, city_areas[firm->area].name);
}

static jx_status write_register(writer *out)
{
    put(out, "统一社会信用代码,企业名称,在库,行业小类,管理县区\n");
    return each_firm(out, register_row);
}

// ---- 申报 ----

// A cell that nobody can take for a number, or that stands outside the fact's range.
static void put_unreadable(writer *out, int64_t number, int64_t value)
{
    switch (number % 6) {
    case 0: put(out, "12O.5"); break;
    case 1: putf(out, "%lld万元", (long long)value / 10); break;
    case 2: putf(out, "\"%lld,%03lld\"", (long long)value / 1000, (long long)value % 1000); break;
    case 3: putf(out, "%lld.5", (long long)value); break;
    case 4: putf(out, "-%lld", (long long)value + 1); break;
    default: put(out, "——"); break;
    }
}

static void put_figure(writer *out, int64_t value)
{
    if (value != CITY_NONE) putf(out, "%lld", (long long)value);
}

// One row of a declaration; `less` is taken off the output, for rows that contradict each other.
static void declaration_line(writer *out, const city_firm *firm, const char *code, city_declaration kind,
                             int64_t output, int64_t before, int64_t revenue, bool broken_before)
{
    putf(out, "%s,合成企业%04lld,", code, (long long)firm->number + 1);
    if (kind == UNREADABLE && !broken_before)
        put_unreadable(out, firm->number, output);
    else if (kind == IN_YUAN)
        put_figure(out, output * 1000);
    else if (kind != EMPTY_CELL || broken_before)
        put_figure(out, output);
    put(out, ",");
    if (kind == UNREADABLE && broken_before)
        put_unreadable(out, firm->number, before == CITY_NONE ? 0 : before);
    else if (kind != EMPTY_CELL || !broken_before)
        put_figure(out, before);
    put(out, ",");
    put_figure(out, revenue);
    put(out, "\r\n");
}

static void declaration_rows(writer *out, const city_firm *firm, city_declaration kind, int64_t output, int64_t before,
                             int64_t revenue, bool broken_before)
{
    if (kind == NO_ROW) return;
    char code[19];
    memcpy(code, firm->code, sizeof code);
    if (kind == BAD_IDENTIFIER) code[17] = code[17] == '0' ? '1' : '0';
    declaration_line(out, firm, code, kind, output, before, revenue, broken_before);
    if (kind == TWICE_EQUAL) declaration_line(out, firm, code, kind, output, before, revenue, broken_before);
    if (kind == TWICE_DIFFERENT) declaration_line(out, firm, code, kind, output + 7, before, revenue, broken_before);
}

static void declaration_2026(writer *out, const city_firm *firm)
{
    declaration_rows(out, firm, firm->declared, firm->output, firm->output_before, firm->revenue, false);
}

static void declaration_2025(writer *out, const city_firm *firm)
{
    if (firm->output_2025 == CITY_NONE) return;  // had no form to fill in
    declaration_rows(out, firm, firm->declared_2025, firm->output_2025, firm->output_2024, firm->revenue_2025,
                     firm->number % 2 == 1);
}

static const char declaration_header[] = "社会信用代码,企业名称,本年1-3月产值,上年同期,本年1-3月主营业务收入\r\n";

static jx_status write_declaration_2026(writer *out)
{
    put(out, declaration_header);
    return each_firm(out, declaration_2026);
}

static jx_status write_declaration_2025(writer *out)
{
    put(out, declaration_header);
    return each_firm(out, declaration_2025);
}

// ---- 统计确认 ----

static void confirmation_row(writer *out, const city_firm *firm)
{
    if (firm->confirmed == NOT_ASKED) return;
    bool contradict = firm->confirmed == BOUNDS_CONTRADICT;
    putf(out, "%s,合成企业%04lld,%s,%s,%s\n", firm->code, (long long)firm->number + 1,
         firm->output >= 5000 && !contradict ? "是" : "否", firm->output >= 10000 || contradict ? "是" : "否",
         firm->none_confirmed             ? "无"
         : firm->output_2024 != CITY_NONE ? "有"
                                          : "");
}

static jx_status write_confirmation(writer *out)
{
    put(out, "统一社会信用代码,企业名称,产值500万元及以上,产值1000万元及以上,一季度有无同比\n");
    return each_firm(out, confirmation_row);
}

// ---- 名单 ----

// A code that passes its check and is nobody's.
static void nobody(int64_t number, char out[19])
{
    city_identifier("450202", 9999999 - number % 1000, out);
}

static void list_start(writer *out, const char *list)
{
    char code[19];
    nobody(999, code);
    put(out, "截至,2026-03-31\n名单名,代码,企业名称,说明\n");
    putf(out, "%s,%s,合成企业（不存在）,已注销\n", list, code);
}

static void two_high_row(writer *out, const city_firm *firm)
{
    if (firm->trade->two_high)
        putf(out, "两高项目企业,%s ,合成企业%04lld,行业%s\n", firm->code, (long long)firm->number + 1,
             firm->trade->code);
}

static void continuous_row(writer *out, const city_firm *firm)
{
    if (!firm->trade->continuous) return;
    bool electric_furnace = strcmp(firm->trade->code, "3120") == 0 && firm->number % 3 == 2;
    if (electric_furnace) return;
    putf(out, "连续生产企业,%s,合成企业%04lld,行业%s\n", firm->code, (long long)firm->number + 1, firm->trade->code);
}

static jx_status write_two_high(writer *out)
{
    list_start(out, "两高项目企业");
    return each_firm(out, two_high_row);
}

static jx_status write_continuous(writer *out)
{
    list_start(out, "连续生产企业");
    return each_firm(out, continuous_row);
}

static jx_status write_counties_list(writer *out)
{
    put(out, "截至,2026-03-31\n名单名,代码,县区名称\n");
    for (int i = 0; i < CITY_AREAS; i++)
        putf(out, "县区名单,%s,%s\n", city_areas[i].code, city_areas[i].name);
    return JX_OK;
}

// ---- 户号归属 ----

static void put_account(writer *out, int64_t number, int account)
{
    putf(out, "0450%08lld%d", (long long)number, account);
}

static void link_row(writer *out, const city_firm *firm, int account, const char *code, const char *share,
                     const char *from, const char *to)
{
    put_account(out, firm->number, account);
    putf(out, ",%s,%s,%s,%s\n", code, share, from, to);
}

static void link_rows(writer *out, const city_firm *firm)
{
    static const char first[] = "2020-01-01";
    char next[19];
    if (firm->number + 1 < out->options->enterprises) {
        city_firm neighbour;
        city_firm_make(out->options->seed, firm->number + 1, &neighbour);
        memcpy(next, neighbour.code, sizeof next);
    } else {
        nobody(firm->number, next);
    }
    for (int account = 0; account < firm->accounts; account++) {
        switch (account == 0 ? firm->link : OWN_ACCOUNT) {
        case OWN_ACCOUNT:
        case NO_ACCOUNT: link_row(out, firm, account, firm->code, "1", first, ""); break;
        case MOVES_ON:
            link_row(out, firm, account, firm->code, "1", first, "2026-02-10");
            link_row(out, firm, account, next, "1", "2026-02-11", "");
            break;
        case SHARED:
            link_row(out, firm, account, firm->code, "0.6", first, "");
            link_row(out, firm, account, next, "0.4", first, "");
            break;
        case SHARES_SHORT:
            link_row(out, firm, account, firm->code, "0.6", first, "");
            link_row(out, firm, account, next, "0.3", first, "");
            break;
        case OVERLAPS:
            link_row(out, firm, account, firm->code, "1", first, "2026-02-05");
            link_row(out, firm, account, firm->code, "1", "2026-02-04", "");
            break;
        case LEADS_NOWHERE:
            link_row(out, firm, account, firm->code, "1", first, "2026-02-19");
            nobody(firm->number, next);
            link_row(out, firm, account, next, "1", "2026-02-20", "");
            break;
        case OPENED_LATE: link_row(out, firm, account, firm->code, "1", "2025-11-15", ""); break;
        case SHARE_UNREADABLE: link_row(out, firm, account, firm->code, "60%", first, ""); break;
        }
    }
}

static jx_status write_links(writer *out)
{
    put(out, "户号,代码,份额,起,止\n");
    return each_firm(out, link_rows);
}

// ---- 日冻结 ----

static void put_reading(writer *out, int64_t hundredths)
{
    putf(out, ",%lld.%02lld", (long long)hundredths / 100, (long long)hundredths % 100);
}

// One cell of account 0, with its dirt. `again` is the second of two rows.
static void put_dirty_reading(writer *out, const city_firm *firm, int64_t day, bool again)
{
    int64_t value = city_reading(out->options->seed, firm, 0, day);
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
        if (day == day_of(2026, 2, 10 + (int)(firm->number % 5))) {
            put(out, ",");
            return;
        }
        break;
    case GAP_QUARTER:
        if (day == day_of(2025, 12, 20 + (int)(firm->number % 12))) {
            put(out, ",");
            return;
        }
        break;
    case GAPS_SPRING:
        if (day == day_of(2025, 2, 12) || day == day_of(2026, 3, 3)) {
            put(out, ",");
            return;
        }
        break;
    case ESTIMATED:
        if (day >= day_of(2026, 2, 20) && day <= day_of(2026, 2, 22)) {
            put_reading(out, value);
            put(out, "估");
            return;
        }
        break;
    case NEGATIVE:
        if (day == day_of(2026, 2, 12)) {
            put(out, ",-35.20");
            return;
        }
        break;
    case NOT_A_NUMBER:
        if (day == day_of(2026, 2, 18)) {
            put(out, ",#N/A");
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
    put_reading(out, value);
}

static void reading_row(writer *out, const city_firm *firm, int account, int64_t from, int64_t to, bool again)
{
    put_account(out, firm->number, account);
    if (firm->number % 50 == 7)
        putf(out, ",\"合成企业%04lld,二车间\"", (long long)firm->number + 1);
    else
        putf(out, ",合成企业%04lld", (long long)firm->number + 1);
    for (int64_t day = from; day <= to; day++) {
        if (account == 0)
            put_dirty_reading(out, firm, day, again);
        else
            put_reading(out, city_reading(out->options->seed, firm, account, day));
    }
    put(out, "\n");
}

static jx_status write_days(writer *out, int64_t from, int64_t to)
{
    const jx_synth_options *options = out->options;
    put(out, "合成数据，不是真实企业的用电量\n单位：千瓦时\n户号,户名");
    for (int64_t day = from; day <= to; day++) {
        jx_civil civil = jx_civil_of(day);
        putf(out, ",%04d-%02d-%02d", (int)civil.year, civil.month, civil.day);
    }
    put(out, "\n");
    for (int64_t i = 0; i < options->enterprises && !out->failed; i++) {
        if (options->stop && options->stop(options->user)) return JX_INTERRUPTED;
        city_firm firm;
        city_firm_make(options->seed, i, &firm);
        for (int account = 0; account < firm.accounts; account++) {
            if (account == 0 && firm.readings == NO_READINGS) continue;
            reading_row(out, &firm, account, from, to, false);
            bool twice = firm.readings == ROW_TWICE || firm.readings == ROW_CONFLICTS;
            if (account == 0 && twice) reading_row(out, &firm, account, from, to, true);
        }
    }
    for (int i = 0; i < 3; i++) {  // accounts that no link names
        putf(out, "045099999999%d,户名不详", i);
        for (int64_t day = from; day <= to; day++)
            put_reading(out, 1000);
        put(out, "\n");
    }
    return JX_OK;
}

static jx_status write_spring_2025(writer *out)
{
    return write_days(out, day_of(2025, 1, 28), day_of(2025, 2, 12));
}

static jx_status write_quarter_2025(writer *out)
{
    return write_days(out, day_of(2025, 10, 1), day_of(2025, 12, 31));
}

static jx_status write_spring_2026(writer *out)
{
    return write_days(out, day_of(2026, 2, 1), day_of(2026, 3, 3));
}

// ---- 县区, characters ----

static jx_status write_counties(writer *out)
{
    put(out, "区划代码,县区,产值增速,投资增速\n");
    for (int i = 0; i < CITY_AREAS; i++)
        putf(out, "%s,%s,%s,%s\n", city_areas[i].code, city_areas[i].name, city_areas[i].output_growth,
             city_areas[i].investment_growth);
    return JX_OK;
}

static void character_row(writer *out, const city_firm *firm)
{
    if (firm->award) putf(out, "%s,%s,%s\n", firm->code, firm->award, firm->shows);
}

static jx_status write_characters(writer *out)
{
    put(out, "subject,award,shows\n");
    for (int64_t i = 0; i < out->options->enterprises && i < city_cast_count(); i++) {
        city_firm firm;
        city_firm_make(out->options->seed, i, &firm);
        character_row(out, &firm);
    }
    put(out, "450205,4.2,并列第二之一：柳北区 · tied for second\n"
             "450223,4.2,并列第二之二：鹿寨县 · tied for second\n"
             "450206,4.2,其后跳过，列第四：柳江区 · ranked fourth\n");
    return JX_OK;
}

// ---- all of them ----

static jx_status make_folder(const jx_synth_options *options)
{
    char path[PATH_MAX];
    int length = snprintf(path, sizeof path, "%s", options->folder);
    if (length <= 0 || (size_t)length >= sizeof path)
        return io_problem(options, options->folder, length ? ENAMETOOLONG : ENOENT);
    for (char *slash = path + 1;; slash++) {
        if (*slash != '/' && *slash != '\0') continue;
        char end = *slash;
        *slash = '\0';
        if (mkdir(path, 0777) != 0 && errno != EEXIST) return io_problem(options, path, errno);
        if (end == '\0') return JX_OK;
        *slash = end;
    }
}

jx_status jx_synth(const jx_synth_options *options)
{
    static const struct {
        const char *name;
        encoding bytes;
        jx_status (*write)(writer *out);
    } files[] = {
        { "规上名录_2026Q1.csv", UTF8_BOM, write_register }, { "申报_2026Q1.csv", UTF8, write_declaration_2026 },
        { "申报_2025Q1.csv", UTF8, write_declaration_2025 }, { "统计确认_2026Q1.csv", GB18030, write_confirmation },
        { "名单_两高.csv", UTF8, write_two_high },           { "名单_连续生产.csv", UTF8, write_continuous },
        { "名单_县区.csv", UTF8, write_counties_list },      { "户号归属.csv", UTF8, write_links },
        { "日冻结_2025春节.csv", UTF8, write_spring_2025 },  { "日冻结_2025四季度.csv", UTF8, write_quarter_2025 },
        { "日冻结_2026.csv", UTF8, write_spring_2026 },      { "县区_2026Q1.csv", UTF8, write_counties },
        { "characters.csv", UTF8, write_characters },
    };

    assert(options && options->folder);
    if (options->enterprises < 1 || options->enterprises > JX_SYNTH_ENTERPRISES_MAX) return JX_REFUSED;
    JX_TRY(make_folder(options));
    for (size_t i = 0; i < JX_COUNT(files); i++) {
        writer out;
        JX_TRY(start(&out, options, files[i].name, files[i].bytes));
        JX_TRY(finish(&out, files[i].write(&out)));
    }
    return JX_OK;
}
