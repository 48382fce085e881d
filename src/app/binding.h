// Private to facts_*.c: what binding passes from stage to stage.
//
//   facts_files.c    finds the files of each source, corrections after what they correct, and reads their rows
//   facts_values.c   长表, 名录: which cell speaks for which fact of which subject
//   facts_records.c  长表 of records, ledgers
//   facts_lists.c    名单
//   facts_links.c    挂接
//   facts_series.c   宽表, 月账单: readings and bills, days of a firm
//   facts_fold.c     cells that contradict each other, registers that are closed
//   facts.c          answers for one subject
//
// A fact is kept as the cell that gives it and read again when it is asked for: 24 bytes a cell, whatever it holds.
#ifndef JX_APP_BINDING_H
#define JX_APP_BINDING_H

#include "app/facts.h"
#include "app/text_index.h"

// ---- cells ----

// What a cell may hold: of a fact, a field of records, a reading.
typedef struct {
    const jx_type *type;
    jx_decimal factor;  // base units per unit of the fact, in which its decimals count
    int precision;
    bool has_range, bounds;
    jx_interval range;
    const jx_value *options;
    size_t option_count;
    const text_index *codes;  // NULL: any text
} cell_shape;

typedef enum { CELL_EMPTY, CELL_VALUE, CELL_BOUND, CELL_NULL, CELL_REFUSED } cell_kind;

typedef struct {
    cell_kind kind;
    jx_value value;
    jx_interval bound;
    jx_bad_reason reason;
} cell;

// What `text` says under `target`, which may be a 值 row.
cell cell_read(const cell_shape *shape, const jx_source_target *target, jx_text text);
// The target of a column that decides what `text` says of a fact (and field): its 值 row with this text, else the row
// without 值; NULL if there is none.
const jx_source_target *cell_target(const jx_source_column *column, uint32_t definition, uint32_t field, jx_text text);
jx_text cell_at(const jx_csv_row *row, size_t column);  // trimmed; empty beyond the row

// ---- facts: a cell each ----

typedef enum {
    SAID_NOTHING,
    SAID_CELL,       // the cell says it
    SAID_CONTESTED,  // several cells spoke; facts_fold.c decides
    SAID_BOUNDS,     // several bounds, intersected: `size` is an index into binding.bounds
    SAID_WITHDRAWN,  // （撤回）
    SAID_NO,         // not in a closed register: false
    SAID_NONE,       // not in a closed register, 空格 无: 无
} said_state;

typedef struct {
    const char *bytes;  // the delivered text
    uint32_t size, row;
    uint32_t file : 20, table : 12;
    uint16_t column;
    uint8_t state;
} fact_cell;

typedef struct {
    uint32_t subject;
    fact_cell said;
} spoken;

typedef struct {
    fact_cell *cells;  // by number of the subject
    size_t capacity;
    struct {
        spoken *items;
        size_t count, capacity;
    } contested;
} fact_cells;

// ---- files ----

typedef struct {
    jx_text as_of, office, paper;  // of row 1
    int64_t day;                   // JX_NO_DAY: the file has none
    uint8_t level;                 // 更正N: N; else 0
    bool broken;                   // something of it could not be read: it is not complete, whatever its day
    jx_text as_named;              // without 更正N_
} file_words;

typedef struct facts_records facts_records;
typedef struct facts_links facts_links;

// A list (名单) as of a day; `codes` are numbered as their `rows`.
typedef struct {
    uint32_t definition;   // the yes/no fact, or
    uint32_t record_list;  // index into package->record_lists; the other is JX_NONE
    uint32_t file;
    text_index codes;
    struct {
        uint32_t *items;
        size_t count, capacity;
    } rows;
    bool closed;
} delivered_list;

typedef struct binding {
    const facts_options *options;
    jx_arena *arena;
    const jx_package *package;
    const jx_model *model;
    file_words *files;           // by delivered file
    text_index **codes;          // by definition: 码表, or NULL
    jx_value *missing;           // by definition: what a fact is that nobody supplied
    text_index *subjects;        // by kind: codes
    jx_text **names, **counties; // by kind, by number; grown with the index
    size_t *label_capacity;
    fact_cells *facts;           // by definition
    facts_records **records;     // by definition
    facts_meters **meters;       // by definition
    facts_links **links;         // by package->links
    uint32_t *roster_of;         // by definition: the roster whose 上期在列 it is, or JX_NONE
    struct {
        uint8_t *members;        // by number of the subject: 1 if it stands in the register
        size_t capacity;
        uint32_t file_count, open_files, file;  // not counting corrections; `file`: the first
    } *tables;                   // by package->tables
    struct {
        delivered_list **items;
        size_t count, capacity;
    } lists;
    const delivered_list **list_of;         // by definition: the one that counts
    const delivered_list **record_list_of;  // by package->record_lists
    struct {
        jx_value *items;
        size_t count, capacity;
    } bounds;
    struct {
        jx_bad_cell *items;
        size_t count, capacity;
    } bad;
} binding;

// A file being read under a source.
typedef struct {
    binding *bind;
    const jx_source_table *table;
    uint32_t table_number, file;
    uint8_t level;
    jx_csv_row header;
    size_t *columns;  // of table->columns in the file; SIZE_MAX where it lacks one
    size_t subject, name, county;
    jx_text subject_header;
} file_reading;

void binding_bad(binding *bind, uint32_t file, uint32_t row, jx_text column, jx_text value, jx_bad_reason reason,
                 jx_text detail);
cell_shape binding_shape(const binding *bind, uint32_t definition);
// The subject that a code in column 对象 names, added if new; false (reported) if the code is unsound.
bool binding_subject(file_reading *in, const jx_csv_row *row, uint32_t *out);
bool binding_code_is_sound(const binding *bind, uint32_t kind, jx_text code, jx_bad_reason *out);
bool file_complete(const binding *bind, uint32_t file);  // it has a day, not before 基准日, and was read whole
bool binding_is_withdrawn(const file_reading *in, jx_text text);  // （撤回） in a correction
bool binding_complete(const binding *bind, uint32_t definition);  // all its sources are complete (docs 1.5)
cell binding_cell(const binding *bind, uint32_t definition, const fact_cell *from);
jx_text said_text(const fact_cell *from);

jx_status binding_read(binding *bind);  // facts_files.c
void values_row(file_reading *in, const jx_csv_row *row);
void binding_fold(binding *bind);  // facts_fold.c: afterwards no cell is contested
void binding_report(binding *bind, jx_facts *out);

// ---- records ----

bool records_begin(file_reading *in);
void records_row(file_reading *in, const jx_csv_row *row);
void records_finish(facts_records *records);
// The list of a subject: `number` as in the index of its kind.
jx_value records_of(const facts_records *records, uint32_t number, jx_arena *arena);
jx_value records_missing(const binding *bind, uint32_t definition);  // of a subject without rows
// Whether the subject stood on the roster in the period before.
jx_value records_listed_before(const facts_records *records, const jx_award_rule *roster, jx_text before,
                               uint32_t number, jx_arena *arena);
jx_provenance records_provenance(const facts_records *records, uint32_t number, jx_arena *arena, jx_language language);

// ---- lists ----

void lists_row(file_reading *in, const jx_csv_row *row);
void lists_choose(binding *bind);
// True, false, or open (*out untouched, false).
bool list_says(const delivered_list *list, jx_text code, bool *out);

// ---- links ----

typedef struct {
    uint32_t entity, subject;  // number in the entities; number in the index of to_kind
    jx_decimal share;
    int64_t from, to;
    uint32_t file, row;
    uint8_t level;
} dated_link;

facts_links *links_of(binding *bind, uint32_t link);
text_index *links_entities(facts_links *links);
void links_row(file_reading *in, const jx_csv_row *row);
void links_finish(facts_links *links, int64_t first_day, int64_t last_day);  // days for which doubt is reported
size_t links_of_entity(const facts_links *links, uint32_t entity, const dated_link *const **out);
size_t links_of_subject(const facts_links *links, uint32_t subject, const dated_link **out);  // by entity, from
bool links_in_doubt(const facts_links *links, uint32_t entity, int64_t day);
// The one row of an entity that covers the day; NULL: none, or several.
const dated_link *links_owner(const facts_links *links, jx_text entity, int64_t day);
// One row with all of it: never in doubt.
bool links_is_whole(const facts_links *links, uint32_t entity);
bool link_covers(const dated_link *link, int64_t day);

// ---- meters ----

facts_meters *meters_of(binding *bind, uint32_t definition);
bool meters_begin(file_reading *in);
void meters_row(file_reading *in, const jx_csv_row *row);
void meters_bill(file_reading *in, const jx_csv_row *row);
// Widens [*first, *last] to its calendar.
void meters_calendar(const facts_meters *meters, int64_t *first, int64_t *last);
void meters_finish(facts_meters *meters);
jx_value meters_series(const facts_meters *meters, uint32_t firm, jx_arena *arena);
const jx_tiles *meters_tiles(const facts_meters *meters, const uint32_t *firms, size_t count, jx_arena *arena);
jx_text meters_note(const facts_meters *meters, uint32_t firm, jx_arena *arena, jx_language language);

#endif
