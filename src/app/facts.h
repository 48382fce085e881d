// Private to app/: delivered files -> the facts of one run, as docs/binding.md says.
//
// Read jx_facts first. Every fact is kept as the cell that gives it; values, records and series are made when a subject
// is asked for, because they are many times larger.
#ifndef JX_APP_FACTS_H
#define JX_APP_FACTS_H

#include "app/app.h"
#include "award/award.h"
#include "data/tiles.h"
#include "policy/policy.h"

typedef struct {
    size_t count;
    const jx_subject *items;  // by bytes of their code
    const uint32_t *numbers;  // of binding's index, by item
    const uint32_t *places;   // of items, by number
} facts_subjects;

typedef struct facts_meters facts_meters;  // accounts and readings; facts_series.c

typedef struct {
    const jx_model *model;
    jx_stored_files delivery;
    const facts_subjects *subjects;  // by subject kind
    const struct binding *binding;
    const jx_bad_cell *bad_cells;  // by file, row, column
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
// Sets values[d] for every fact definition d; those of other kinds are missing. What they hold lives in `arena`.
void facts_of(const jx_facts *facts, uint32_t kind, size_t subject, jx_arena *arena, jx_value *values);
// One of them. Threads may ask at once.
jx_value facts_value(const jx_facts *facts, uint32_t kind, size_t subject, uint32_t definition, jx_arena *arena);
// The series of `count` subjects from `first` on, as tiles; NULL where the fact is no series or nobody delivered it.
const jx_tiles *facts_tiles(const jx_facts *facts, uint32_t kind, uint32_t definition, size_t first, size_t count,
                            jx_arena *arena);
bool facts_has_series(const jx_facts *facts, uint32_t definition);
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
// The latest day up to which a delivered file says it is complete; "" when none says so.
jx_text facts_as_of(const jx_facts *facts);
// Whose it is on the reference day, by a 挂接 of whole entities (项目业主): code, name and where that stands; empty if
// nobody's or in doubt.
jx_text facts_owner(const jx_facts *facts, uint32_t kind, size_t subject, jx_text *out_link, jx_arena *arena,
                    jx_language language);
// A fact that nobody supplied: open within its range, cause missing.
jx_value facts_missing(jx_arena *arena, const jx_definition *definition, bool may_be_null);
// The same of a field: `place` names the record.
jx_value facts_missing_field(jx_arena *arena, const jx_record_field *field, jx_text place);
bool facts_find_subject(const jx_facts *facts, uint32_t kind, jx_text code_or_name, size_t *out_index,
                        size_t *out_matches);

#endif
