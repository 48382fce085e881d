// Private to facts_*.c: what binding passes from stage to stage.
#ifndef JX_APP_BINDING_H
#define JX_APP_BINDING_H

#include "app/facts.h"
#include "app/text_index.h"

#define NO_DAY INT64_MIN

// ---- sources.md, understood ----

typedef enum { FORM_LONG, FORM_REGISTER, FORM_LIST, FORM_LINK, FORM_WIDE, FORM_OTHER } source_form;

typedef enum { SIGN_NONE, SIGN_GREATER_EQUAL, SIGN_GREATER, SIGN_LESS_EQUAL, SIGN_LESS } bound_sign;

// What a cell of a column means. `when` empty: the cell is the value; else it speaks only when it says `when`.
typedef struct {
    jx_text when;
    uint32_t definition;  // JX_NONE: 不取, known but not taken
    bound_sign sign;
    bool null;
    jx_decimal bound;   // base units
    jx_decimal factor;  // base units per delivered unit
    jx_text unit;       // as sources.md writes it; "" the fact's own
} column_target;

typedef struct {
    jx_text header;
    bool subject;
    struct {
        column_target *items;
        size_t count, capacity;
    } targets;
} source_column;

typedef struct {
    jx_text name, pattern;
    source_form form;
    uint32_t header_row;
    bool day_in_first_row;
    int64_t as_of;
    uint32_t kind;  // subject kind; JX_NONE until a target tells
    jx_text subject_header, series_or_link, period_headers;
    uint32_t definition;  // FORM_WIDE: the series
    struct {
        source_column *items;
        size_t count, capacity;
    } columns;
} source_table;

typedef struct {
    source_table *items;
    size_t count, capacity;
} source_tables;

// ---- cells ----

// What facts.md says of a fact beyond the model.
typedef struct {
    jx_text sources;   // 来源（先后）
    bool bounds;       // 提供 has 界
    text_index codes;  // 码表: codes of its lowest level; empty: any text
    bool coded;
} fact_words;

typedef enum { CELL_EMPTY, CELL_VALUE, CELL_BOUND, CELL_NULL, CELL_REFUSED } cell_kind;

typedef struct {
    cell_kind kind;
    jx_value value;
    jx_interval bound;
    jx_bad_reason reason;
} cell;

cell cell_read(const jx_definition *definition, const fact_words *words, const column_target *target, jx_text text);
cell cell_of_target(const jx_definition *definition, const column_target *target);

// One cell that spoke, before cells of the same fact are weighed against each other.
typedef struct {
    uint32_t subject;  // number in the kind's text_index
    uint32_t rank;     // of the source, in the order the fact names them
    uint32_t column;   // table × column: cells of one column twice are compared
    facts_place place;
    cell cell;
    jx_text text, source, unit;
    jx_decimal factor;
} candidate;

typedef struct {
    candidate *items;
    size_t count, capacity;
} candidate_list;

// A list (名单) as of a day.
typedef struct {
    uint32_t definition, file;
    int64_t as_of;
    text_index codes;
    struct {
        facts_place *items;
        size_t count, capacity;
    } places;
} delivered_list;

// A register complete as of a day: who is in it, and which yes/no facts it closes.
typedef struct {
    const source_table *table;
    text_index codes;
    uint32_t file;
} delivered_register;

typedef struct {
    const facts_options *options;
    jx_arena *arena;
    const jx_package *package;
    const jx_model *model;
    source_tables tables;
    fact_words *words;            // by definition
    text_index *subjects;         // by kind: codes
    jx_text **names, **counties;  // by kind, by number; grown with the index
    size_t *label_capacity;
    candidate_list *candidates;  // by definition
    struct {
        delivered_list *items;
        size_t count, capacity;
    } lists;
    struct {
        delivered_register *items;
        size_t count, capacity;
    } registers;
    facts_meters **meters;  // by definition
    jx_text *as_of;         // by file
    struct {
        jx_bad_cell *items;
        size_t count, capacity;
    } bad;
} binding;

void binding_bad(binding *bind, uint32_t file, uint32_t row, jx_text column, jx_text value, jx_bad_reason reason,
                 jx_text detail);
void binding_understand(binding *bind);           // facts_sources.c: tables, words
jx_status binding_read(binding *bind);            // facts_read.c: files
void binding_fold(binding *bind, jx_facts *out);  // facts_fold.c: candidates, lists, registers -> columns

// ---- meters ----

facts_meters *meters_new(binding *bind, uint32_t definition);
void meters_header(facts_meters *meters, uint32_t file, uint32_t row, const jx_csv_row *header);
void meters_row(facts_meters *meters, uint32_t file, const jx_csv_row *row, size_t account_column,
                const jx_csv_row *header);
void meters_link(facts_meters *meters, uint32_t file, const jx_csv_row *row, const size_t columns[5]);
void meters_finish(facts_meters *meters);
jx_text meters_note(const facts_meters *meters, jx_text firm, jx_arena *arena, jx_language language);

#endif
