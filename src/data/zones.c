// TZif files read in place: no tables are built, a lookup is a binary search over the file's own bytes.
//
// Read `opened` for the layout of a file, `rule_offset` for the line at its end (a POSIX TZ string such as
// "CET-1CEST,M3.5.0,M10.5.0/3") that holds for all time after the last transition.
#include <string.h>

#include "base/calendar.h"
#include "data/zones.h"

enum { HEADER = 44, RECORD = 6, DAY = 86400 };

// The parts of a file's second (64-bit) block.
typedef struct {
    const uint8_t *times, *kinds, *records;
    size_t time_count, record_count;
    jx_text rule;
} zone_file;

static uint32_t u32(const uint8_t *at)
{
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static int64_t i64(const uint8_t *at)
{
    return (int64_t)((uint64_t)u32(at) << 32 | u32(at + 4));
}

// Bytes of the block behind a header, or SIZE_MAX; counts stand in the order isutc, isstd,
// leap, time, type, char.
static size_t block_size(const uint8_t *header, size_t time_size)
{
    uint64_t isutc = u32(header + 20), isstd = u32(header + 24), leap = u32(header + 28);
    uint64_t times = u32(header + 32), types = u32(header + 36), chars = u32(header + 40);
    return (size_t)(times * (time_size + 1) + types * RECORD + chars + leap * (time_size + 4) + isstd + isutc);
}

static bool records_valid(const zone_file *file)
{
    for (size_t i = 0; i < file->time_count; i++)
        if (file->kinds[i] >= file->record_count) return false;
    return file->record_count > 0;
}

static jx_text rule_of(jx_text bytes, size_t start)
{
    if (start >= bytes.size || bytes.bytes[start] != '\n') return (jx_text){ .size = 0 };
    const char *first = bytes.bytes + start + 1;
    const char *end = memchr(first, '\n', bytes.size - start - 1);
    return end ? (jx_text){ first, (size_t)(end - first) } : (jx_text){ .size = 0 };
}

static bool opened(jx_text bytes, zone_file *out)
{
    const uint8_t *start = (const uint8_t *)bytes.bytes;
    if (bytes.size < HEADER || memcmp(start, "TZif", 4) != 0 || start[4] < '2') return false;
    size_t first = block_size(start, 4);
    if (first > bytes.size || bytes.size - first < 2 * HEADER) return false;
    const uint8_t *header = start + HEADER + first;
    size_t before = 2 * HEADER + first, second = block_size(header, 8);
    if (memcmp(header, "TZif", 4) != 0 || second > bytes.size || before > bytes.size - second) return false;
    out->time_count = u32(header + 32);
    out->record_count = u32(header + 36);
    out->times = header + HEADER;
    out->kinds = out->times + 8 * out->time_count;
    out->records = out->kinds + out->time_count;
    out->rule = rule_of(bytes, before + second);
    return records_valid(out);
}

static int32_t record_offset(const zone_file *file, size_t record)
{
    return (int32_t)u32(file->records + record * RECORD);
}

// ---- the rule at the end ----

// A day in a year and a second in it (may lie outside the day) at which clocks change.
typedef struct {
    enum { BY_WEEK, BY_DAY, BY_DAY_WITHOUT_LEAP } form;
    int month, week, day;
    int32_t second;
} change;

typedef struct {
    int32_t standard, summer;  // seconds east
    bool has_summer;
    change start, stop;
} rule;

typedef struct {
    const char *at, *end;
} cursor;

static bool take(cursor *c, char wanted)
{
    if (c->at == c->end || *c->at != wanted) return false;
    c->at++;
    return true;
}

static bool take_number(cursor *c, int *out)
{
    int value = 0;
    const char *start = c->at;
    while (c->at < c->end && *c->at >= '0' && *c->at <= '9' && c->at - start < 4)
        value = value * 10 + (*c->at++ - '0');
    *out = value;
    return c->at > start;
}

static bool take_name(cursor *c)
{
    const char *start = c->at;
    if (take(c, '<')) {
        while (c->at < c->end && *c->at != '>')
            c->at++;
        return take(c, '>');
    }
    while (c->at < c->end && ((*c->at >= 'A' && *c->at <= 'Z') || (*c->at >= 'a' && *c->at <= 'z')))
        c->at++;
    return c->at > start;
}

// [+-]h[h[h]][:mm[:ss]]
static bool take_clock(cursor *c, int32_t *out_seconds)
{
    bool negative = take(c, '-');
    if (!negative) take(c, '+');
    int hours, minutes = 0, seconds = 0;
    if (!take_number(c, &hours) || hours > 167) return false;
    if (take(c, ':') && (!take_number(c, &minutes) || minutes > 59)) return false;
    if (take(c, ':') && (!take_number(c, &seconds) || seconds > 59)) return false;
    int32_t total = hours * 3600 + minutes * 60 + seconds;
    *out_seconds = negative ? -total : total;
    return true;
}

static bool take_week_day(cursor *c, change *out)
{
    out->form = BY_WEEK;
    bool read = take_number(c, &out->month) && take(c, '.') && take_number(c, &out->week) && take(c, '.') &&
                take_number(c, &out->day);
    return read && out->month >= 1 && out->month <= 12 && out->week >= 1 && out->week <= 5 && out->day <= 6;
}

static bool take_change(cursor *c, change *out)
{
    out->second = 7200;
    if (!take(c, ',')) return false;
    if (take(c, 'M')) {
        if (!take_week_day(c, out)) return false;
    } else {
        out->form = take(c, 'J') ? BY_DAY_WITHOUT_LEAP : BY_DAY;
        if (!take_number(c, &out->day) || out->day > 365) return false;
    }
    return !take(c, '/') || take_clock(c, &out->second);
}

// The signs of POSIX count west; ours count east.
static bool rule_read(jx_text text, rule *out)
{
    cursor c = { text.bytes, text.bytes + text.size };
    int32_t west;
    *out = (rule){ .has_summer = false };
    if (text.size == 0 || !take_name(&c) || !take_clock(&c, &west)) return false;
    out->standard = -west;
    if (c.at == c.end) return true;
    if (!take_name(&c)) return false;
    out->summer = out->standard + 3600;
    if (c.at < c.end && *c.at != ',') {
        if (!take_clock(&c, &west)) return false;
        out->summer = -west;
    }
    out->has_summer = true;
    return take_change(&c, &out->start) && take_change(&c, &out->stop) && c.at == c.end;
}

static int64_t day_by_week(const change *when, int32_t year)
{
    int64_t first = jx_days_of((jx_civil){ year, (uint8_t)when->month, 1 });
    int wanted = when->day == 0 ? 7 : when->day;
    int64_t day = first + (wanted - jx_weekday(first) + 7) % 7 + 7 * (when->week - 1);
    return day - first >= jx_days_in_month(year, when->month) ? day - 7 : day;
}

static int64_t change_local(const change *when, int32_t year)
{
    int64_t first = jx_days_of((jx_civil){ year, 1, 1 });
    bool leap = jx_days_in_month(year, 2) == 29;
    int64_t day = first;
    if (when->form == BY_WEEK)
        day = day_by_week(when, year);
    else if (when->form == BY_DAY)
        day = first + when->day;
    else
        day = first + when->day - 1 + (leap && when->day >= 60);
    return day * DAY + when->second;
}

static int64_t floor_day(int64_t seconds)
{
    return seconds >= 0 ? seconds / DAY : -((-seconds + DAY - 1) / DAY);
}

static int32_t rule_offset(const rule *r, int64_t instant)
{
    if (!r->has_summer) return r->standard;
    int64_t day = floor_day(instant + r->standard);
    if (!jx_days_valid(day)) return r->standard;  // asked about the day before the first or after the last
    int32_t year = jx_civil_of(day).year;
    int64_t start = change_local(&r->start, year) - r->standard;
    int64_t stop = change_local(&r->stop, year) - r->summer;
    bool summer = start < stop ? instant >= start && instant < stop : instant >= start || instant < stop;
    return summer ? r->summer : r->standard;
}

// ---- lookups ----

static bool name_valid(jx_text name)
{
    if (name.size == 0 || name.size > 64) return false;
    for (size_t i = 0; i < name.size; i++) {
        char c = name.bytes[i];
        bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        bool edge = i == 0 || i + 1 == name.size;
        if (!letter && (!strchr("_+-/", c) || c == '\0' || (edge && c == '/'))) return false;
    }
    return jx_text_find(name, JX_TEXT("//")) == SIZE_MAX;
}

static bool found(const jx_zones *zones, jx_text name, zone_file *out)
{
    if (!zones || !zones->lookup || !name_valid(name)) return false;
    return opened(zones->lookup(zones->user, name), out);
}

static int32_t offset_at(const zone_file *file, int64_t instant)
{
    rule last;
    size_t low = 0, high = file->time_count;  // the number of transitions at or before the instant
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (i64(file->times + 8 * middle) <= instant)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == file->time_count && rule_read(file->rule, &last)) return rule_offset(&last, instant);
    return record_offset(file, low == 0 ? 0 : file->kinds[low - 1]);
}

bool jx_zone_known(const jx_zones *zones, jx_text name)
{
    zone_file file;
    return found(zones, name, &file);
}

bool jx_zone_offset_at(const jx_zones *zones, jx_text name, int64_t instant, int32_t *out_offset)
{
    zone_file file;
    if (!found(zones, name, &file)) return false;
    *out_offset = offset_at(&file, instant);
    return true;
}

// Offsets a day before and after bracket the change, if there is one; changes lie weeks apart.
bool jx_zone_offset_local(const jx_zones *zones, jx_text name, int64_t local, int32_t *out_offset)
{
    zone_file file;
    if (!found(zones, name, &file)) return false;
    int32_t before = offset_at(&file, local - DAY - 50400), after = offset_at(&file, local + DAY + 50400);
    bool reached = before == after || offset_at(&file, local - before) == before;
    bool later = !reached && offset_at(&file, local - after) == after;
    *out_offset = later ? after : before;
    return true;
}

bool jx_zone_offset_standard(const jx_zones *zones, jx_text name, int32_t *out_offset)
{
    zone_file file;
    rule last;
    if (!found(zones, name, &file)) return false;
    if (rule_read(file.rule, &last))
        *out_offset = last.standard;
    else
        *out_offset = record_offset(&file, file.time_count ? file.kinds[file.time_count - 1] : 0);
    return true;
}
