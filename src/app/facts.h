// Private to app/: delivered files -> the facts of one run, as docs/binding.md says.
//
// Read jx_facts first. Scalars are bound at once and kept as one column of values per definition; series are kept per
// account and made per subject when asked for, because they are a hundred times larger.
#ifndef JX_APP_FACTS_H
#define JX_APP_FACTS_H

#include "app/app.h"
#include "award/award.h"
#include "data/tiles.h"
#include "policy/policy.h"

// Where a value was read.
typedef struct {
    uint32_t file, row;  // file: index into the delivery; row from 1; 0 when the value comes from no cell
    jx_text column;
} facts_place;

// Who gave a figure, and in which unit.
typedef struct {
    jx_text source, unit;  // source "": nobody; unit "": the fact's own
    jx_decimal factor;     // base units per unit
} facts_origin;

// A column of one fact over the subjects of its kind.
typedef struct {
    const jx_value *values;  // by subject
    const facts_place *places;
    const facts_origin *origins;
} facts_column;

typedef struct {
    size_t count;
    const jx_subject *items;  // by bytes of their code
} facts_subjects;

typedef struct facts_meters facts_meters;  // accounts, links and readings; facts_series.c

typedef struct {
    const jx_model *model;
    jx_stored_files delivery;
    const facts_subjects *subjects;  // by subject kind
    const facts_column *columns;     // by definition; values NULL where it is no fact or a series
    facts_meters *const *meters;     // by definition; NULL where it is no series
    const jx_text *as_of;            // by delivered file: its 截至 day, or empty
    const jx_bad_cell *bad_cells;    // by file, row, column
    size_t bad_cell_count;
} jx_facts;

typedef struct {
    jx_arena *arena;
    jx_problems *problems;
    const jx_limits *limits;
    const jx_package *package;
    jx_package_files package_files;  // for the code lists
    jx_stored_files delivery;
} facts_options;

JX_MUST_USE jx_status facts_bind(const facts_options *options, const jx_facts **out);
// Sets values[d] for every fact definition d of `kind`; others stay as they are. Series live in `arena`.
void facts_of(const jx_facts *facts, uint32_t kind, size_t subject, jx_arena *arena, jx_value *values);
// facts_series.c: the series of one firm, and of many.
jx_value meters_series(const facts_meters *meters, jx_text firm, jx_arena *arena);
const jx_tiles *meters_tiles(const facts_meters *meters, const jx_subject *firms, size_t count, jx_arena *arena);
jx_provenance facts_provenance(const jx_facts *facts, uint32_t kind, size_t subject, uint32_t definition,
                               jx_arena *arena, jx_language language);
// The same as jx_explain_options asks for it; `user` is a provenance_of.
typedef struct {
    const jx_facts *facts;
    uint32_t kind;
    size_t subject;
    jx_arena *arena;
    jx_language language;
} provenance_of;
jx_provenance answer_provenance(void *user, uint32_t definition);
// A fact that nobody supplied: open within its range, cause missing.
jx_value facts_missing(jx_arena *arena, const jx_definition *definition, bool may_be_null);
bool facts_find_subject(const jx_facts *facts, uint32_t kind, jx_text code_or_name, size_t *out_index,
                        size_t *out_matches);

#endif
