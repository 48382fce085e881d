// Accounts, their readings by day, and their dated links to firms (docs/binding.md sections 4 to 6).
//
// Readings lie as scaled integers, account by account, over the days that some file has as a column: a city of 100,000
// firms stays in a few hundred megabytes. A firm's series is made when it is asked for, from the accounts linked to it.
// Begin with meters_series().
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "app/binding.h"

enum { DAYS_MAX = 4000, NO_SLOT = -1 };

typedef enum { READING_NONE, READING_SAID, READING_ESTIMATED, READING_REFUSED } reading_state;

typedef struct {
    int64_t *values;  // by slot, × 10^scale
    uint8_t *states;
    uint32_t file, row;  // where it was first seen
} account_readings;

typedef struct {
    uint32_t account;
    jx_text firm;
    jx_decimal share;
    int64_t from, to;
    uint32_t file, row;
} account_link;

struct facts_meters {
    binding *bind;
    jx_arena *arena;
    const jx_definition *fact;
    jx_decimal factor;
    int scale;
    int64_t first_day, last_day;  // of the calendar
    int64_t slot_days[DAYS_MAX];
    size_t slot_count;
    text_index accounts;
    struct {
        account_readings *items;
        size_t count, capacity;
    } readings;
    size_t slot_room;
    struct {
        account_link *items;
        size_t count, capacity;
    } links;  // after finishing: by firm, account, from
    const account_link **by_account;
    size_t *account_first;           // [accounts + 1] into by_account
    int32_t *day_slots;              // by day of the calendar, once finished
    int64_t whole_factor;            // the factor as an integer; 0: it is none
    int32_t column_slots[DAYS_MAX];  // of the file being read
    size_t column_count;
};

static const jx_text none = { "", 0 };

// ---- the calendar ----

// Windows of the rules belong to the calendar even when no file has their days: those days are gaps or 无.
static void cover_windows(facts_meters *meters, const jx_model *model)
{
    for (size_t i = 0; i < model->definition_count; i++) {
        jx_value value = model->definitions[i].value;
        if (model->definitions[i].kind != JX_DEFINITION_PARAMETER || value.kind != JX_RANGE) continue;
        const jx_range_value *range = value.as.range;
        if (range->low.kind != JX_DATE || range->high.kind != JX_DATE) continue;
        if (range->low.as.date < meters->first_day) meters->first_day = range->low.as.date;
        if (range->high.as.date > meters->last_day) meters->last_day = range->high.as.date;
    }
}

facts_meters *meters_new(binding *bind, uint32_t definition)
{
    facts_meters *meters = JX_NEW(bind->arena, facts_meters);
    meters->bind = bind;
    meters->arena = bind->arena;
    meters->fact = &bind->model->definitions[definition];
    meters->factor = meters->fact->factor;
    meters->scale = meters->fact->precision < 0 ? 2 : meters->fact->precision;
    meters->accounts = (text_index){ .arena = bind->arena };
    meters->first_day = INT64_MAX;
    meters->last_day = INT64_MIN;
    cover_windows(meters, bind->model);
    return meters;
}

static int slot_for(facts_meters *meters, int64_t day)
{
    for (size_t i = 0; i < meters->slot_count; i++) {
        if (meters->slot_days[i] == day) return (int)i;
    }
    if (meters->slot_count == DAYS_MAX) return NO_SLOT;
    meters->slot_days[meters->slot_count] = day;
    if (day < meters->first_day) meters->first_day = day;
    if (day > meters->last_day) meters->last_day = day;
    return (int)meters->slot_count++;
}

static bool looks_like_date(jx_text text)
{
    if (text.size < 5 || text.bytes[4] != '-') return false;
    for (int i = 0; i < 4; i++) {
        if (text.bytes[i] < '0' || text.bytes[i] > '9') return false;
    }
    return true;
}

void meters_header(facts_meters *meters, uint32_t file, uint32_t row, const jx_csv_row *header)
{
    meters->column_count = header->count < DAYS_MAX ? header->count : DAYS_MAX;
    for (size_t i = 0; i < meters->column_count; i++) {
        int64_t day;
        jx_text title = jx_text_trim(header->cells[i]);
        meters->column_slots[i] = NO_SLOT;
        if (!looks_like_date(title)) continue;
        if (title.size == 10 && jx_date_read(title, &day))
            meters->column_slots[i] = slot_for(meters, day);
        else
            binding_bad(meters->bind, file, row, title, none, JX_BAD_NO_DAY, none);
    }
}

// ---- readings ----

static account_readings *readings_of(facts_meters *meters, jx_text account, uint32_t file, uint32_t row)
{
    uint32_t number = text_index_add(&meters->accounts, account);
    while (meters->readings.count <= number)
        *JX_PUSH(meters->arena, &meters->readings) = (account_readings){ 0 };
    account_readings *readings = &meters->readings.items[number];
    if (!readings->row) {
        readings->file = file;
        readings->row = row;
    }
    return readings;
}

// Room for the slots known now; files bring more days later, and then a row is copied to a longer one.
static void make_room(facts_meters *meters, account_readings *readings, size_t old)
{
    readings->values =
        jx_arena_grow(meters->arena, readings->values, old * sizeof(int64_t), meters->slot_count * sizeof(int64_t));
    readings->states = jx_arena_grow(meters->arena, readings->states, old, meters->slot_count);
}

// A number within range and precision, perhaps followed by 估.
static reading_state read_reading(facts_meters *meters, jx_text text, int64_t *out, jx_bad_reason *out_reason)
{
    static const fact_words no_bounds = { 0 };
    bool estimated = jx_text_ends_with(text, JX_TEXT("估"));
    if (estimated) text = jx_text_slice(text, 0, text.size - strlen("估"));
    column_target target = { .definition = 0, .factor = meters->factor };
    jx_definition number = *meters->fact;
    number.type = &jx_type_number;
    cell read = cell_read(&number, &no_bounds, &target, text);
    jx_decimal shown;
    bool fits = read.kind == CELL_VALUE && jx_decimal_divide(read.value.as.number, meters->factor, &shown) &&
                jx_decimal_to_scaled(shown, meters->scale, out);
    *out_reason = read.kind != CELL_REFUSED              ? JX_BAD_UNREADABLE
                  : read.reason == JX_BAD_BOUND_UNLAWFUL ? JX_BAD_UNREADABLE
                                                         : read.reason;
    if (*out_reason == JX_BAD_RANGE && text.size > 0 && text.bytes[0] == '-') *out_reason = JX_BAD_NEGATIVE;
    return !fits ? READING_REFUSED : estimated ? READING_ESTIMATED : READING_SAID;
}

static void take_reading(facts_meters *meters, account_readings *readings, int slot, uint32_t file, uint32_t row,
                         jx_text column, jx_text text)
{
    int64_t value = 0;
    jx_bad_reason reason = JX_BAD_UNREADABLE;
    reading_state said = read_reading(meters, text, &value, &reason), before = readings->states[slot];
    if (said == READING_REFUSED) binding_bad(meters->bind, file, row, column, text, reason, none);
    if (before == READING_NONE) {
        readings->states[slot] = (uint8_t)said;
        readings->values[slot] = value;
        return;
    }
    bool equal = before != READING_REFUSED && said != READING_REFUSED && readings->values[slot] == value;
    if (!equal && said != READING_REFUSED) binding_bad(meters->bind, file, row, column, text, JX_BAD_CONFLICT, none);
    if (!equal)
        readings->states[slot] = READING_REFUSED;
    else if (said == READING_ESTIMATED)
        readings->states[slot] = READING_ESTIMATED;
}

void meters_row(facts_meters *meters, uint32_t file, const jx_csv_row *row, size_t account_column,
                const jx_csv_row *header)
{
    jx_text account = jx_text_trim(row->cells[account_column]);
    if (jx_csv_is_rounded_number(account) || account.size == 0) {
        binding_bad(meters->bind, file, row->number, jx_text_trim(header->cells[account_column]), account,
                    JX_BAD_ROUNDED, none);
        return;
    }
    account_readings *readings = readings_of(meters, account, file, row->number);
    // Rows of older files are shorter; their length is not kept, so every account is brought to today's length at once.
    if (meters->slot_room < meters->slot_count) {
        for (size_t i = 0; i < meters->readings.count; i++)
            make_room(meters, &meters->readings.items[i], meters->readings.items[i].values ? meters->slot_room : 0);
        meters->slot_room = meters->slot_count;
    }
    if (!readings->values) make_room(meters, readings, 0);
    for (size_t i = 0; i < row->count && i < meters->column_count; i++) {
        jx_text text = jx_text_trim(row->cells[i]);
        if (meters->column_slots[i] == NO_SLOT || text.size == 0) continue;
        take_reading(meters, readings, meters->column_slots[i], file, row->number, jx_text_trim(header->cells[i]),
                     text);
    }
}

// ---- links ----

void meters_link(facts_meters *meters, uint32_t file, const jx_csv_row *row, const size_t columns[5])
{
    jx_text cells[5];
    for (int i = 0; i < 5; i++)
        cells[i] = columns[i] < row->count ? jx_text_trim(row->cells[columns[i]]) : none;
    account_link link = { .firm = cells[1], .to = INT64_MAX, .file = file, .row = row->number };
    jx_text bad = none;
    jx_bad_reason reason = JX_BAD_SHARE;
    bool share = jx_decimal_read(cells[2], &link.share) && jx_decimal_sign(link.share) >= 0 &&
                 jx_decimal_compare(link.share, jx_decimal_of(1)) <= 0;
    uint32_t number;
    if (!text_index_find(&meters->bind->subjects[meters->fact->subject], cells[1], &number))
        bad = cells[1], reason = JX_BAD_LEADS_NOWHERE;
    else if (!share)
        bad = cells[2], reason = JX_BAD_SHARE;
    else if (!jx_date_read(cells[3], &link.from))
        bad = cells[3], reason = JX_BAD_NOT_A_DATE;
    else if (cells[4].size > 0 && !jx_date_read(cells[4], &link.to))
        bad = cells[4], reason = JX_BAD_NOT_A_DATE;
    else if (link.to < link.from)
        bad = cells[4], reason = JX_BAD_DATES;
    else {
        link.account = text_index_add(&meters->accounts, cells[0]);
        *JX_PUSH(meters->arena, &meters->links) = link;
        return;
    }
    static const char *const names[] = { "代码", "份额", "起", "止" };
    int column = reason == JX_BAD_LEADS_NOWHERE ? 0 : reason == JX_BAD_SHARE ? 1 : bad.bytes == cells[3].bytes ? 2 : 3;
    binding_bad(meters->bind, file, row->number, jx_text_of(names[column]), bad, reason, cells[0]);
}

static int compare_by_firm(const void *left, const void *right)
{
    const account_link *a = left, *b = right;
    int firm = jx_text_compare(a->firm, b->firm);
    if (firm != 0) return firm;
    if (a->account != b->account) return a->account < b->account ? -1 : 1;
    return a->from < b->from ? -1 : a->from > b->from;
}

static bool covers(const account_link *link, int64_t day)
{
    return link->from <= day && day <= link->to;
}

// The rows of an account that cover the day do not sum to 1, or two of them name one firm.
static bool in_doubt(const facts_meters *meters, uint32_t account, int64_t day, jx_bad_reason *out)
{
    jx_decimal sum = jx_decimal_of(0);
    size_t first = meters->account_first[account], end = meters->account_first[account + 1];
    bool any = false, twice = false;
    for (size_t i = first; i < end; i++) {
        if (!covers(meters->by_account[i], day)) continue;
        any = true;
        if (!jx_decimal_add(sum, meters->by_account[i]->share, &sum)) return true;
        for (size_t k = first; k < i; k++) {
            twice = twice || (covers(meters->by_account[k], day) &&
                              jx_text_equal(meters->by_account[k]->firm, meters->by_account[i]->firm));
        }
    }
    *out = twice ? JX_BAD_OVERLAP : JX_BAD_SHARES;
    return any && (twice || jx_decimal_compare(sum, jx_decimal_of(1)) != 0);
}

static void group_by_account(facts_meters *meters)
{
    size_t accounts = meters->accounts.count;
    meters->account_first = JX_ARRAY(meters->arena, accounts + 2, size_t);
    meters->by_account = JX_ARRAY(meters->arena, meters->links.count, const account_link *);
    for (size_t i = 0; i < meters->links.count; i++)
        meters->account_first[meters->links.items[i].account + 2]++;
    for (size_t i = 2; i < accounts + 2; i++)
        meters->account_first[i] += meters->account_first[i - 1];
    for (size_t i = 0; i < meters->links.count; i++)
        meters->by_account[meters->account_first[meters->links.items[i].account + 1]++] = &meters->links.items[i];
}

// Doubt is reported once per account and stretch of days.
static void report_doubt(facts_meters *meters, uint32_t account)
{
    if (meters->account_first[account] == meters->account_first[account + 1]) return;
    const account_link *first = meters->by_account[meters->account_first[account]];
    int64_t begun = NO_DAY;
    jx_bad_reason reason = JX_BAD_SHARES, was = JX_BAD_SHARES;
    for (int64_t day = meters->first_day; day <= meters->last_day + 1; day++) {
        bool doubt = day <= meters->last_day && in_doubt(meters, account, day, &reason);
        if (doubt && begun == NO_DAY) begun = day, was = reason;
        if (doubt || begun == NO_DAY) continue;
        jx_buffer stretch = jx_buffer_in(meters->arena);
        jx_date_print(begun, &stretch);
        jx_buffer_put(&stretch, JX_TEXT(".."));
        jx_date_print(day - 1, &stretch);
        binding_bad(meters->bind, first->file, first->row, JX_TEXT("户号"), meters->accounts.texts[account], was,
                    jx_buffer_text(&stretch));
        begun = NO_DAY;
    }
}

static bool has_one_whole_link(const facts_meters *meters, uint32_t account)
{
    size_t first = meters->account_first[account];
    return meters->account_first[account + 1] == first + 1 &&
           jx_decimal_compare(meters->by_account[first]->share, jx_decimal_of(1)) == 0;
}

void meters_finish(facts_meters *meters)
{
    if (meters->links.count > 0)
        qsort(meters->links.items, meters->links.count, sizeof *meters->links.items, compare_by_firm);
    group_by_account(meters);
    for (uint32_t i = 0; i < meters->accounts.count; i++) {
        bool linked = meters->account_first[i] < meters->account_first[i + 1];
        if (linked && !has_one_whole_link(meters, i)) report_doubt(meters, i);
        if (linked || i >= meters->readings.count || !meters->readings.items[i].row) continue;
        binding_bad(meters->bind, meters->readings.items[i].file, meters->readings.items[i].row, JX_TEXT("户号"),
                    meters->accounts.texts[i], JX_BAD_UNLINKED, none);
    }
    if (meters->first_day > meters->last_day) meters->first_day = 0, meters->last_day = -1;
    size_t days = (size_t)(meters->last_day - meters->first_day + 1);
    meters->day_slots = JX_ARRAY(meters->arena, days, int32_t);
    for (size_t i = 0; i < days; i++)
        meters->day_slots[i] = NO_SLOT;
    for (size_t i = 0; i < meters->slot_count; i++)
        meters->day_slots[meters->slot_days[i] - meters->first_day] = (int32_t)i;
    if (!jx_decimal_to_scaled(meters->factor, 0, &meters->whole_factor)) meters->whole_factor = 0;
}

// ---- the series of a firm ----

typedef struct {
    const facts_meters *meters;
    const account_link *links;
    size_t link_count;
    bool plain;  // every account is whole and the firm's alone: its days are sums of integers
    jx_arena *arena;
    const jx_open *range;
} series_making;

static size_t links_of(const facts_meters *meters, jx_text firm, const account_link **out)
{
    size_t low = 0, high = meters->links.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (jx_text_compare(meters->links.items[middle].firm, firm) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    size_t end = low;
    while (end < meters->links.count && jx_text_equal(meters->links.items[end].firm, firm))
        end++;
    *out = meters->links.items + low;
    return end - low;
}

static bool reading_at(const facts_meters *meters, uint32_t account, int32_t slot, int64_t *out)
{
    if (slot == NO_SLOT || account >= meters->readings.count || !meters->readings.items[account].values) return false;
    uint8_t state = meters->readings.items[account].states[slot];
    *out = meters->readings.items[account].values[slot];
    return state == READING_SAID || state == READING_ESTIMATED;
}

static jx_value open_from(const series_making *in, int64_t day, jx_decimal least)
{
    jx_value gap = jx_series_gap(in->arena, in->meters->fact->name, in->range, day);
    if (jx_decimal_sign(least) <= 0) return gap;
    jx_open open = *gap.as.open;
    open.low = (jx_end){ .finite = true, .included = true, .at = jx_number(least) };
    return jx_open_value(in->arena, open);
}

static jx_value day_value(const series_making *in, int64_t day)
{
    const facts_meters *meters = in->meters;
    jx_decimal sum = jx_decimal_of(0);
    bool linked = false, whole = true, doubt = false;
    for (size_t i = 0; i < in->link_count; i++) {
        const account_link *link = &in->links[i];
        jx_bad_reason reason;
        int64_t scaled;
        jx_decimal part;
        if (!covers(link, day)) continue;
        linked = true;
        doubt = doubt || (!has_one_whole_link(meters, link->account) && in_doubt(meters, link->account, day, &reason));
        bool said = reading_at(meters, link->account, meters->day_slots[day - meters->first_day], &scaled) &&
                    jx_decimal_multiply(jx_decimal_scaled(scaled, meters->scale), meters->factor, &part) &&
                    jx_decimal_multiply(part, link->share, &part) && jx_decimal_add(sum, part, &sum);
        whole = whole && said;
    }
    if (!linked) return jx_null();
    if (doubt) return open_from(in, day, jx_decimal_of(0));
    return whole ? jx_number(sum) : open_from(in, day, sum);
}

static const jx_open *range_of(const facts_meters *meters, jx_arena *arena)
{
    jx_interval range = meters->fact->has_range ? meters->fact->range : jx_interval_all();
    jx_causes causes = jx_cause_one(arena, JX_CAUSE_GAP, meters->fact->name, none);
    return jx_open_interval(arena, &jx_type_number, range, false, causes).as.open;
}

// The day of a firm whose accounts are plain; false: day_value() says what it is.
static bool plain_day(const series_making *in, int64_t day, jx_tile_day *out)
{
    const facts_meters *meters = in->meters;
    int64_t sum = 0, scaled, part;
    bool linked = false, said = true;
    for (size_t i = 0; i < in->link_count; i++) {
        if (!covers(&in->links[i], day)) continue;
        linked = true;
        if (!reading_at(meters, in->links[i].account, meters->day_slots[day - meters->first_day], &scaled))
            said = false;
        else if (__builtin_mul_overflow(scaled, meters->whole_factor, &part) ||
                 __builtin_add_overflow(sum, part, &sum))
            return false;
    }
    *out = (jx_tile_day){ .kind = !linked ? JX_DAY_NONE : said ? JX_DAY_CELL : JX_DAY_GAP, .cell = sum };
    return !linked || said || sum == 0;  // open from below: not plain
}

static series_making make_series(const facts_meters *meters, jx_text firm, jx_arena *arena, const jx_open *range)
{
    series_making in = { .meters = meters, .arena = arena, .range = range, .plain = meters->whole_factor != 0 };
    in.link_count = links_of(meters, firm, &in.links);
    for (size_t i = 0; i < in.link_count; i++)
        in.plain = in.plain && has_one_whole_link(meters, in.links[i].account);
    return in;
}

static void take_day(const series_making *in, size_t day, jx_tile_day *out)
{
    if (in->plain && plain_day(in, in->meters->first_day + (int64_t)day, out)) return;
    *out = (jx_tile_day){ .kind = JX_DAY_VALUE, .value = day_value(in, in->meters->first_day + (int64_t)day) };
}

static jx_value value_of_day(const series_making *in, size_t day, const jx_tile_day *taken)
{
    switch (taken->kind) {
    case JX_DAY_NONE:  return jx_null();
    case JX_DAY_CELL:  return jx_number(jx_decimal_scaled(taken->cell, in->meters->scale));
    case JX_DAY_GAP:   return open_from(in, in->meters->first_day + (int64_t)day, jx_decimal_of(0));
    case JX_DAY_VALUE: return taken->value;
    }
    JX_UNREACHABLE();
}

static size_t day_count(const facts_meters *meters)
{
    return (size_t)(meters->last_day - meters->first_day + 1);
}

jx_value meters_series(const facts_meters *meters, jx_text firm, jx_arena *arena)
{
    series_making in = make_series(meters, firm, arena, range_of(meters, arena));
    size_t days = day_count(meters);
    jx_value *values = JX_ARRAY(arena, days, jx_value);
    for (size_t i = 0; i < days; i++) {
        jx_tile_day day;
        take_day(&in, i, &day);
        values[i] = value_of_day(&in, i, &day);
    }
    jx_series *series = JX_NEW(arena, jx_series);
    *series = (jx_series){ .name = meters->fact->name,
                           .first_day = meters->first_day,
                           .day_count = days,
                           .days = values,
                           .element = &jx_type_number };
    return (jx_value){ .kind = JX_SERIES, .as.series = series };
}

// ---- the series of many firms, as tiles ----

typedef struct {
    const facts_meters *meters;
    const jx_subject *firms;
    const jx_open *range;
} firms_source;

static bool firm_days(void *user, jx_arena *arena, size_t row, jx_tile_day *days)
{
    const firms_source *from = user;
    series_making in = make_series(from->meters, from->firms[row].code, arena, from->range);
    for (size_t day = 0; day < day_count(from->meters); day++)
        take_day(&in, day, &days[day]);
    return true;
}

const jx_tiles *meters_tiles(const facts_meters *meters, const jx_subject *firms, size_t count, jx_arena *arena)
{
    firms_source from = { meters, firms, range_of(meters, arena) };
    jx_tile_source source = { .name = meters->fact->name,
                              .element = &jx_type_number,
                              .first_day = meters->first_day,
                              .day_count = day_count(meters),
                              .scale = meters->scale,
                              .range = from.range,
                              .row = firm_days,
                              .user = &from };
    return jx_tiles_from(arena, &source, count);
}

jx_text meters_note(const facts_meters *meters, jx_text firm, jx_arena *arena, jx_language language)
{
    const account_link *links;
    size_t count = links_of(meters, firm, &links), estimated = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t account = links[i].account;
        bool again = i > 0 && links[i - 1].account == account;
        for (size_t slot = 0; !again && account < meters->readings.count && meters->readings.items[account].values &&
                              slot < meters->slot_count;
             slot++) {
            estimated += meters->readings.items[account].states[slot] == READING_ESTIMATED;
        }
    }
    jx_buffer note = jx_buffer_in(arena);
    for (size_t i = 0; i < count; i++) {
        if (i > 0 && links[i - 1].account == links[i].account) continue;
        jx_buffer_put(&note, note.size == 0 ? (language == JX_CHINESE ? JX_TEXT("户号 ") : JX_TEXT("account "))
                                            : JX_TEXT(", "));
        jx_buffer_put(&note, meters->accounts.texts[links[i].account]);
    }
    if (estimated > 0)
        jx_buffer_format(&note, language == JX_CHINESE ? "；含估读 %zu 日" : "; %zu days estimated", estimated);
    return jx_buffer_text(&note);
}
