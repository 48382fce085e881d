// Accounts and their readings by day, bills by month, and the days of a firm (docs/binding.md sections 5, 6 and 8).
//
// Readings lie as scaled integers, account by account, over the days that some file has as a column: a city of 100,000
// firms stays in a few hundred megabytes. A firm's series is made when it is asked for, from the accounts linked to it.
// Begin with meters_series().
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "app/binding.h"

enum { DAYS_MAX = 4000, NO_SLOT = -1 };

// A state holds the level of the correction that said it in its upper bits.
typedef enum { READING_NONE, READING_SAID, READING_ESTIMATED, READING_REFUSED, READING_STATES = 4 } reading_state;

typedef struct {
    int64_t *values;  // by slot, × 10^scale
    uint8_t *states;
    uint32_t file, row;  // where it was first seen
} account_readings;

typedef struct {
    uint32_t account, file, row;
    int32_t month;  // year × 12 + month − 1
    int64_t value;  // × 10^scale
    uint8_t state, level;
} account_bill;

struct facts_meters {
    binding *bind;
    jx_arena *arena;
    const jx_definition *fact;
    facts_links *links;  // their entities are the accounts
    jx_decimal factor;
    int scale;
    int64_t first_day, last_day;  // of the calendar
    int64_t slot_days[DAYS_MAX];
    size_t slot_count;
    struct {
        account_readings *items;
        size_t count, capacity;
    } readings;
    size_t slot_room;
    struct {
        account_bill *items;
        size_t count, capacity;
    } bills;  // after finishing: one per account and month, in this order
    int32_t column_slots[DAYS_MAX];  // of the file being read
    size_t column_count;
    int32_t *day_slots;    // by day of the calendar, after finishing
    int64_t whole_factor;  // the factor as an integer; 0: it is none
    int64_t plain_low, plain_high;  // the fact's range, as readings are kept
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

// An end of the fact's range as readings are kept; false: it cannot be said so.
static bool range_end(const facts_meters *meters, const jx_end *end, int open_end, int64_t *out)
{
    jx_decimal shown;
    if (!end->finite) return true;
    bool exact = end->at.kind == JX_NUMBER && jx_decimal_divide(end->at.as.number, meters->factor, &shown) &&
                 jx_decimal_to_scaled(shown, meters->scale, out) && *out > INT64_MIN / 2 && *out < INT64_MAX / 2;
    if (exact && !end->included) *out += open_end;
    return exact;
}

// Sets what plain_reading() takes.
static void know_range(facts_meters *meters)
{
    meters->plain_low = INT64_MIN, meters->plain_high = INT64_MAX;
    if (!meters->fact->has_range) return;
    bool known = range_end(meters, &meters->fact->range.low, 1, &meters->plain_low) &&
                 range_end(meters, &meters->fact->range.high, -1, &meters->plain_high);
    if (!known) meters->plain_low = INT64_MAX;  // no reading is plain
}

facts_meters *meters_of(binding *bind, uint32_t definition)
{
    if (bind->meters[definition]) return bind->meters[definition];
    const jx_definition *fact = &bind->model->definitions[definition];
    if (!fact->delivery || fact->delivery->link == JX_NONE) return NULL;
    facts_meters *meters = JX_NEW(bind->arena, facts_meters);
    meters->bind = bind;
    meters->arena = bind->arena;
    meters->fact = fact;
    meters->links = links_of(bind, fact->delivery->link);
    meters->factor = meters->fact->factor;
    meters->scale = meters->fact->precision < 0 ? 2 : meters->fact->precision;
    meters->first_day = INT64_MAX;
    meters->last_day = INT64_MIN;
    know_range(meters);
    cover_windows(meters, bind->model);
    bind->meters[definition] = meters;
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

static void read_header(facts_meters *meters, const file_reading *in)
{
    const jx_csv_row *header = &in->header;
    meters->column_count = header->count < DAYS_MAX ? header->count : DAYS_MAX;
    for (size_t i = 0; i < meters->column_count; i++) {
        int64_t day;
        jx_text title = jx_text_trim(header->cells[i]);
        meters->column_slots[i] = NO_SLOT;
        if (!looks_like_date(title)) continue;
        if (title.size == 10 && jx_date_read(title, &day))
            meters->column_slots[i] = slot_for(meters, day);
        else
            binding_bad(meters->bind, in->file, header->number, title, none, JX_BAD_NO_DAY, none);
    }
}

bool meters_begin(file_reading *in)
{
    facts_meters *meters = in->table->series == JX_NONE ? NULL : meters_of(in->bind, in->table->series);
    if (meters && in->table->form == JX_FORM_WIDE) read_header(meters, in);
    return meters != NULL;
}

// ---- readings ----

static account_readings *readings_of(facts_meters *meters, jx_text account, uint32_t file, uint32_t row)
{
    uint32_t number = text_index_add(links_entities(meters->links), account);
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

// Nearly all readings are a few digits within the range: those need no decimals. False: read_reading() looks closer.
static bool plain_reading(const facts_meters *meters, const jx_source_target *target, jx_text text, int64_t *out)
{
    enum { DIGITS_MAX = 15 };
    int64_t value = 0;
    int decimals = -1;  // before the point
    if (text.size == 0 || text.size > DIGITS_MAX || target->says != JX_SAYS_VALUE) return false;
    if (memcmp(&target->factor, &meters->factor, sizeof target->factor) != 0) return false;  // in another unit
    for (size_t i = 0; i < text.size; i++) {
        char c = text.bytes[i];
        bool point = c == '.' && decimals < 0 && i > 0 && i + 1 < text.size;
        if (!point && (c < '0' || c > '9')) return false;
        if (point || decimals >= 0) decimals++;
        if (!point) value = value * 10 + (c - '0');
    }
    bool leading_zero = text.bytes[0] == '0' && text.size > 1 && text.bytes[1] != '.';
    if (leading_zero || decimals > meters->scale) return false;
    for (int i = decimals < 0 ? 0 : decimals; i < meters->scale; i++)
        if (__builtin_mul_overflow(value, 10, &value)) return false;
    *out = value;
    return meters->plain_low <= value && value <= meters->plain_high;
}

// A number within range and precision, perhaps followed by 估.
static reading_state read_reading(const facts_meters *meters, const jx_source_target *target, jx_text text,
                                  int64_t *out, jx_bad_reason *out_reason)
{
    if (plain_reading(meters, target, text, out)) return READING_SAID;
    cell_shape shape = { .type = &jx_type_number, .factor = meters->factor, .precision = meters->fact->precision,
                         .has_range = meters->fact->has_range, .range = meters->fact->range };
    bool estimated = jx_text_ends_with(text, JX_TEXT("估"));
    if (estimated) text = jx_text_slice(text, 0, text.size - strlen("估"));
    cell read = cell_read(&shape, target, text);
    jx_decimal shown;
    bool fits = read.kind == CELL_VALUE && jx_decimal_divide(read.value.as.number, meters->factor, &shown) &&
                jx_decimal_to_scaled(shown, meters->scale, out);
    *out_reason = read.kind != CELL_REFUSED              ? JX_BAD_UNREADABLE
                  : read.reason == JX_BAD_BOUND_UNLAWFUL ? JX_BAD_UNREADABLE
                                                         : read.reason;
    if (*out_reason == JX_BAD_RANGE && text.size > 0 && text.bytes[0] == '-') *out_reason = JX_BAD_NEGATIVE;
    return !fits ? READING_REFUSED : estimated ? READING_ESTIMATED : READING_SAID;
}

// Two readings of one day and level: equal ones are one, others none.
static uint8_t joined(reading_state before, reading_state said, bool equal)
{
    if (before == READING_REFUSED || said == READING_REFUSED || !equal) return READING_REFUSED;
    return said == READING_ESTIMATED ? READING_ESTIMATED : (uint8_t)before;
}

static void take_reading(facts_meters *meters, const file_reading *in, account_readings *readings, int slot,
                         const jx_csv_row *row, size_t column)
{
    int64_t value = 0;
    jx_bad_reason reason = JX_BAD_UNREADABLE;
    jx_text text = cell_at(row, column), title = jx_text_trim(in->header.cells[column]);
    const jx_source_target *target = &in->table->columns.items[0].targets.items[0];
    bool withdrawn = binding_is_withdrawn(in, text);
    reading_state before = readings->states[slot] % READING_STATES,
                  said = withdrawn ? READING_NONE : read_reading(meters, target, text, &value, &reason);
    uint8_t level = readings->states[slot] / READING_STATES;
    if (said == READING_REFUSED) binding_bad(meters->bind, in->file, row->number, title, text, reason, none);
    if (before == READING_NONE || level < in->level || withdrawn) {
        readings->values[slot] = value;
    } else {
        bool equal = readings->values[slot] == value;
        bool conflict = said != READING_REFUSED && (before == READING_REFUSED || !equal);
        if (conflict) binding_bad(meters->bind, in->file, row->number, title, text, JX_BAD_CONFLICT, none);
        said = joined(before, said, equal);
    }
    readings->states[slot] = (uint8_t)(said + READING_STATES * in->level);
}

static bool read_account(const file_reading *in, const jx_csv_row *row, jx_text *out)
{
    *out = cell_at(row, in->columns[0]);
    if (!jx_csv_is_rounded_number(*out) && out->size > 0) return true;
    binding_bad(in->bind, in->file, row->number, in->table->columns.items[0].header, *out, JX_BAD_ROUNDED, none);
    return false;
}

void meters_row(file_reading *in, const jx_csv_row *row)
{
    facts_meters *meters = in->bind->meters[in->table->series];
    jx_text account;
    if (!read_account(in, row, &account)) return;
    account_readings *readings = readings_of(meters, account, in->file, row->number);
    // Rows of older files are shorter; their length is not kept, so every account is brought to today's length at once.
    if (meters->slot_room < meters->slot_count) {
        for (size_t i = 0; i < meters->readings.count; i++)
            make_room(meters, &meters->readings.items[i], meters->readings.items[i].values ? meters->slot_room : 0);
        meters->slot_room = meters->slot_count;
    }
    if (!readings->values) make_room(meters, readings, 0);
    for (size_t i = 0; i < row->count && i < meters->column_count; i++) {
        if (meters->column_slots[i] == NO_SLOT || cell_at(row, i).size == 0) continue;
        take_reading(meters, in, readings, meters->column_slots[i], row, i);
    }
}

// ---- bills ----

static int32_t month_of(int64_t day)
{
    jx_civil civil = jx_civil_of(day);
    return civil.year * 12 + civil.month - 1;
}

static int64_t first_of(int32_t month)
{
    return jx_days_of((jx_civil){ .year = month / 12, .month = (uint8_t)(month % 12 + 1), .day = 1 });
}

// "2026-02": year × 12 + month − 1.
static bool read_month(jx_text text, int32_t *out)
{
    int64_t day;
    char first[10];
    if (text.size != 7) return false;
    memcpy(first, text.bytes, 7);
    memcpy(first + 7, "-01", 3);
    if (!jx_date_read((jx_text){ first, sizeof first }, &day)) return false;
    *out = month_of(day);
    return true;
}

void meters_bill(file_reading *in, const jx_csv_row *row)
{
    facts_meters *meters = in->bind->meters[in->table->series];
    const jx_source_column *column = &in->table->columns.items[2];
    jx_text account, month = cell_at(row, in->columns[1]), text = cell_at(row, in->columns[2]);
    jx_bad_reason reason = JX_BAD_UNREADABLE;
    account_bill bill = { .file = in->file, .row = row->number, .level = in->level };
    if (!read_account(in, row, &account) || text.size == 0) return;
    if (!read_month(month, &bill.month)) {
        binding_bad(in->bind, in->file, row->number, in->table->columns.items[1].header, month, JX_BAD_MONTH, none);
        return;
    }
    bool withdrawn = binding_is_withdrawn(in, text);
    reading_state said = withdrawn ? READING_NONE
                                   : read_reading(meters, &column->targets.items[0], text, &bill.value, &reason);
    if (said == READING_REFUSED)
        binding_bad(in->bind, in->file, row->number, column->header, text, reason, none);
    bill.state = (uint8_t)said;
    bill.account = text_index_add(links_entities(meters->links), account);
    *JX_PUSH(meters->arena, &meters->bills) = bill;
}

static int compare_bills(const void *left, const void *right)
{
    const account_bill *a = left, *b = right;
    if (a->account != b->account) return a->account < b->account ? -1 : 1;
    if (a->month != b->month) return a->month < b->month ? -1 : 1;
    if (a->level != b->level) return a->level > b->level ? -1 : 1;
    if (a->file != b->file) return a->file < b->file ? -1 : 1;
    return a->row < b->row ? -1 : a->row > b->row;
}

static void join_bills(facts_meters *meters)
{
    size_t kept = 0;
    if (meters->bills.count > 0)
        qsort(meters->bills.items, meters->bills.count, sizeof *meters->bills.items, compare_bills);
    for (size_t i = 0; i < meters->bills.count; i++) {
        account_bill *one = &meters->bills.items[i], *last = kept ? &meters->bills.items[kept - 1] : NULL;
        if (!last || last->account != one->account || last->month != one->month) {
            meters->bills.items[kept++] = *one;
            continue;
        }
        if (one->level < last->level) continue;
        bool equal = one->value == last->value;
        if (!equal && one->state != READING_REFUSED)
            binding_bad(meters->bind, one->file, one->row, none, links_entities(meters->links)->texts[one->account],
                        JX_BAD_CONFLICT, none);
        last->state = joined((reading_state)last->state, (reading_state)one->state, equal);
    }
    meters->bills.count = kept;
}

static const account_bill *bill_of(const facts_meters *meters, uint32_t account, int32_t month)
{
    size_t low = 0, high = meters->bills.count;
    account_bill wanted = { .account = account, .month = month, .level = UINT8_MAX };
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_bills(&meters->bills.items[middle], &wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    const account_bill *found = &meters->bills.items[low];
    bool hit = low < meters->bills.count && found->account == account && found->month == month;
    return hit && (found->state == READING_SAID || found->state == READING_ESTIMATED) ? found : NULL;
}

// ---- after all files ----

void meters_calendar(const facts_meters *meters, int64_t *first, int64_t *last)
{
    if (meters->first_day < *first) *first = meters->first_day;
    if (meters->last_day > *last) *last = meters->last_day;
}

void meters_finish(facts_meters *meters)
{
    text_index *accounts = links_entities(meters->links);
    for (uint32_t i = 0; i < accounts->count && i < meters->readings.count; i++) {
        const dated_link *const *rows;
        if (links_of_entity(meters->links, i, &rows) > 0 || !meters->readings.items[i].row) continue;
        binding_bad(meters->bind, meters->readings.items[i].file, meters->readings.items[i].row, JX_TEXT("户号"),
                    accounts->texts[i], JX_BAD_UNLINKED, none);
    }
    join_bills(meters);
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
    const dated_link *links;
    size_t link_count;
    bool plain;  // every account is whole and the firm's alone: its days are sums of integers
    jx_arena *arena;
    const jx_open *range;
} series_making;

static bool reading_at(const facts_meters *meters, uint32_t account, int64_t day, int64_t *out)
{
    bool known = day >= meters->first_day && day <= meters->last_day;
    int32_t slot = known ? meters->day_slots[day - meters->first_day] : NO_SLOT;
    if (slot == NO_SLOT || account >= meters->readings.count || !meters->readings.items[account].values) return false;
    uint8_t state = meters->readings.items[account].states[slot] % READING_STATES;
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

static bool add_share(const facts_meters *meters, int64_t scaled, jx_decimal share, jx_decimal *sum)
{
    jx_decimal part;
    return jx_decimal_multiply(jx_decimal_scaled(scaled, meters->scale), meters->factor, &part) &&
           jx_decimal_multiply(part, share, &part) && jx_decimal_add(*sum, part, sum);
}

static jx_value day_value(const series_making *in, int64_t day)
{
    const facts_meters *meters = in->meters;
    jx_decimal sum = jx_decimal_of(0);
    bool linked = false, whole = true, doubt = false;
    for (size_t i = 0; i < in->link_count; i++) {
        const dated_link *link = &in->links[i];
        int64_t scaled;
        if (!link_covers(link, day)) continue;
        linked = true;
        doubt = doubt || links_in_doubt(meters->links, link->entity, day);
        bool said = reading_at(meters, link->entity, day, &scaled) && add_share(meters, scaled, link->share, &sum);
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
    int64_t sum = 0, scaled, part;
    bool linked = false, whole = true;
    for (size_t i = 0; i < in->link_count; i++) {
        if (!link_covers(&in->links[i], day)) continue;
        linked = true;
        if (!reading_at(in->meters, in->links[i].entity, day, &scaled))
            whole = false;
        else if (__builtin_mul_overflow(scaled, in->meters->whole_factor, &part) ||
                 __builtin_add_overflow(sum, part, &sum))
            return false;
    }
    *out = (jx_tile_day){ .kind = !linked ? JX_DAY_NONE : whole ? JX_DAY_CELL : JX_DAY_GAP, .cell = sum };
    return !linked || whole || sum == 0;  // open from below: not plain
}

static series_making make_series(const facts_meters *meters, uint32_t firm, jx_arena *arena, const jx_open *range)
{
    series_making in = { .meters = meters, .arena = arena, .range = range, .plain = meters->whole_factor != 0 };
    in.link_count = links_of_subject(meters->links, firm, &in.links);
    for (size_t i = 0; i < in.link_count; i++)
        in.plain = in.plain && links_is_whole(meters->links, in.links[i].entity);
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
    case JX_DAY_NONE: return jx_null();
    case JX_DAY_CELL: return jx_number(jx_decimal_scaled(taken->cell, in->meters->scale));
    case JX_DAY_GAP: return open_from(in, in->meters->first_day + (int64_t)day, jx_decimal_of(0));
    case JX_DAY_VALUE: return taken->value;
    }
    JX_UNREACHABLE();
}

static size_t day_count(const facts_meters *meters)
{
    return (size_t)(meters->last_day - meters->first_day + 1);
}

// ---- months for which a bill stands in ----

// Linked to the firm on all days of the month with one share, never in doubt, and a day is not read.
static bool bill_is_usable(const series_making *in, size_t link, int64_t first, int64_t last)
{
    const facts_meters *meters = in->meters;
    uint32_t account = in->links[link].entity;
    bool lacks = false;
    for (int64_t day = first; day <= last; day++) {
        const dated_link *covering = NULL;
        int64_t scaled;
        for (size_t i = link; i < in->link_count && in->links[i].entity == account; i++)
            if (link_covers(&in->links[i], day)) covering = &in->links[i];
        bool same = covering && jx_decimal_compare(covering->share, in->links[link].share) == 0;
        if (!same || links_in_doubt(meters->links, account, day)) return false;
        lacks = lacks || !reading_at(meters, account, day, &scaled);
    }
    return lacks;
}

// The days of one account in the month; false when one of them lacks a reading or is in doubt.
static bool add_days(const series_making *in, size_t link, int64_t first, int64_t last, jx_decimal *sum)
{
    const facts_meters *meters = in->meters;
    uint32_t account = in->links[link].entity;
    jx_decimal own = jx_decimal_of(0);
    bool whole = true;
    for (int64_t day = first; day <= last; day++) {
        for (size_t i = link; i < in->link_count && in->links[i].entity == account; i++) {
            int64_t scaled;
            if (!link_covers(&in->links[i], day)) continue;
            bool doubt = links_in_doubt(meters->links, account, day);
            bool said = !doubt && reading_at(meters, account, day, &scaled) &&
                        add_share(meters, scaled, in->links[i].share, &own);
            whole = whole && said;
        }
    }
    return jx_decimal_add(*sum, own, sum) && whole;
}

static bool month_total(const series_making *in, int32_t month, jx_series_total *out)
{
    const facts_meters *meters = in->meters;
    int64_t first = first_of(month), last = first_of(month + 1) - 1;
    jx_decimal sum = jx_decimal_of(0);
    bool used = false, whole = true;
    for (size_t i = 0; i < in->link_count; i++) {
        const account_bill *bill = bill_of(meters, in->links[i].entity, month);
        if (i > 0 && in->links[i].entity == in->links[i - 1].entity) continue;
        if (bill && bill_is_usable(in, i, first, last))
            used = true, whole = add_share(meters, bill->value, in->links[i].share, &sum) && whole;
        else
            whole = add_days(in, i, first, last, &sum) && whole;
    }
    *out = (jx_series_total){ .first_day = first, .day_count = last - first + 1,
                              .value = whole ? jx_number(sum) : open_from(in, first, sum) };
    return used;
}

static bool bills_count(const facts_meters *meters)
{
    const jx_delivery *delivery = meters->fact->delivery;
    if (meters->bills.count == 0 || delivery->alternative.size == 0) return false;
    if (delivery->reading == JX_NONE) return true;
    jx_value taken = meters->bind->model->definitions[delivery->reading].value;
    return taken.kind == JX_STRING && jx_text_equal(taken.as.string, delivery->option);
}

static const jx_series_total *totals_of(const series_making *in, size_t *out_count)
{
    struct {
        jx_series_total *items;
        size_t count, capacity;
    } totals = { 0 };
    *out_count = 0;
    if (!bills_count(in->meters) || in->link_count == 0 || day_count(in->meters) == 0) return NULL;
    for (int32_t at = month_of(in->meters->first_day); first_of(at) <= in->meters->last_day; at++) {
        jx_series_total one;
        bool billed = false;
        for (size_t i = 0; i < in->link_count && !billed; i++)
            billed = bill_of(in->meters, in->links[i].entity, at) != NULL;
        if (billed && month_total(in, at, &one)) *JX_PUSH(in->arena, &totals) = one;
    }
    *out_count = totals.count;
    return totals.items;
}

jx_value meters_series(const facts_meters *meters, uint32_t firm, jx_arena *arena)
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
    series->totals = totals_of(&in, &series->total_count);
    return (jx_value){ .kind = JX_SERIES, .as.series = series };
}

// ---- the series of many firms, as tiles ----

typedef struct {
    const facts_meters *meters;
    const uint32_t *firms;
    const jx_open *range;
} firms_source;

static bool firm_days(void *user, jx_arena *arena, size_t row, jx_tile_day *days)
{
    const firms_source *from = user;
    series_making in = make_series(from->meters, from->firms[row], arena, from->range);
    for (size_t day = 0; day < day_count(from->meters); day++)
        take_day(&in, day, &days[day]);
    return true;
}

static const jx_series_total *firm_totals(void *user, jx_arena *arena, size_t row, size_t *out_count)
{
    const firms_source *from = user;
    series_making in = make_series(from->meters, from->firms[row], arena, from->range);
    return totals_of(&in, out_count);
}

const jx_tiles *meters_tiles(const facts_meters *meters, const uint32_t *firms, size_t count, jx_arena *arena)
{
    firms_source from = { meters, firms, range_of(meters, arena) };
    jx_tile_source source = { .name = meters->fact->name,
                              .element = &jx_type_number,
                              .first_day = meters->first_day,
                              .day_count = day_count(meters),
                              .scale = meters->scale,
                              .range = from.range,
                              .row = firm_days,
                              .totals = firm_totals,
                              .user = &from };
    return jx_tiles_from(arena, &source, count);
}

jx_text meters_note(const facts_meters *meters, uint32_t firm, jx_arena *arena, jx_language language)
{
    const dated_link *links;
    size_t count = links_of_subject(meters->links, firm, &links), estimated = 0;
    bool zh = language == JX_CHINESE;
    jx_buffer note = jx_buffer_in(arena);
    for (size_t i = 0; i < count; i++) {
        uint32_t account = links[i].entity;
        if (i > 0 && links[i - 1].entity == account) continue;
        jx_buffer_put(&note, note.size > 0 ? JX_TEXT(", ") : zh ? JX_TEXT("户号 ") : JX_TEXT("account "));
        jx_buffer_put(&note, links_entities(meters->links)->texts[account]);
        for (size_t slot = 0; account < meters->readings.count && meters->readings.items[account].values &&
                              slot < meters->slot_count;
             slot++)
            estimated += meters->readings.items[account].states[slot] % READING_STATES == READING_ESTIMATED;
    }
    if (estimated > 0) jx_buffer_format(&note, zh ? "；含估读 %zu 日" : "; %zu days estimated", estimated);
    const jx_series *series = meters_series(meters, firm, arena).as.series;
    for (size_t i = 0; i < series->total_count; i++) {
        jx_buffer_put(&note, i > 0 ? JX_TEXT(", ") : zh ? JX_TEXT("；账单顶替 ") : JX_TEXT("; by bill: "));
        jx_buffer day = jx_buffer_in(arena);
        jx_date_print(series->totals[i].first_day, &day);
        jx_buffer_put(&note, jx_text_slice(jx_buffer_text(&day), 0, 7));
    }
    return jx_buffer_text(&note);
}
