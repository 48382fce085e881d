// The door of store/: packages, delivered fact files and runs, kept so that each can be replayed and any change is
// seen.
//
// One SQLite file, one connection. A run is written in one transaction: whole or not at all. Every package, delivery
// and run has one record in a chain; the head of the chain is written beside the store ("<path>.anchor") after each
// run. Nothing that was written is ever changed. Times and versions are given by the caller.
#ifndef JX_STORE_STORE_H
#define JX_STORE_STORE_H

#include "io/io.h"

enum { JX_BLOCK_ROWS = 4096 };

typedef struct jx_store jx_store;

typedef struct {
    const jx_source *files;  // in byte order of their names
    size_t count;
} jx_stored_files;

// All that decides a run's results, and who made it when. Equal but for `engine`, `zones`, `created`: the same run.
typedef struct {
    jx_stored_files package, facts;
    jx_hash_value package_hash;  // as policy/ says; covers text, rules, code lists
    jx_text title, scenario, parameters, in_force;
    int64_t semantics;
    jx_text engine, zones, created;
} jx_run_binding;

// Result columns of up to JX_BLOCK_ROWS subjects. most_fen is JX_UNBOUNDED_FEN where nothing bounds it.
#define JX_UNBOUNDED_FEN INT64_MAX
typedef struct {
    size_t count;
    const jx_text *subjects;
    const uint8_t *verdicts;
    const int64_t *least_fen, *most_fen;
    const jx_text *causes;  // canonical JSON of each answer's causes
    jx_hash_value answers;  // over the canonical bytes of the answers, each as a field
} jx_result_block;

typedef struct {
    jx_text id, name;
    size_t rows, blocks;
} jx_run_award;

typedef struct {
    int64_t id, import;  // import: number of the delivery in this store
    jx_text title, scenario, parameters, in_force, engine, zones, created;
    int64_t semantics, package, facts;
    jx_hash_value package_hash, root;
    const jx_run_award *awards;
    size_t award_count;
} jx_stored_run;

// ---- opening ----

// Opens, or makes when `create`. `problems` is borrowed and told of every failure. JX_NOT_FOUND: no such file;
// JX_IO_FAILED: not a store, of another version, damaged, or in use by another program (problem store-busy).
JX_MUST_USE jx_status jx_store_open(jx_arena *arena, jx_problems *problems, const char *path, bool create,
                                    jx_store **out);
void jx_store_close(jx_store *store);  // NULL does nothing; an unfinished run is rolled back

// ---- writing a run ----

// JX_NOT_FOUND: there is no run with this binding.
JX_MUST_USE jx_status jx_store_find_run(jx_store *store, const jx_run_binding *binding, int64_t *out_id);
JX_MUST_USE jx_status jx_store_begin_run(jx_store *store, const jx_run_binding *binding);
// Blocks of one award follow its jx_store_put_award, in order.
JX_MUST_USE jx_status jx_store_put_award(jx_store *store, jx_text id, jx_text name);
JX_MUST_USE jx_status jx_store_put_block(jx_store *store, const jx_result_block *block);
// Commits, then writes the anchor.
JX_MUST_USE jx_status jx_store_finish_run(jx_store *store, int64_t *out_id);
void jx_store_abandon_run(jx_store *store);

// ---- reading ----

JX_MUST_USE jx_status jx_store_load_run(jx_store *store, int64_t id, jx_stored_run *out);
JX_MUST_USE jx_status jx_store_load_files(jx_store *store, int64_t bundle, jx_file_list *out);
JX_MUST_USE jx_status jx_store_load_block(jx_store *store, int64_t run, size_t award, size_t number,
                                          jx_result_block *out);
JX_MUST_USE jx_status jx_store_count_runs(jx_store *store, int64_t *out_count);
// Sequence number and hash of the last record; 0 and zeros when there is none.
JX_MUST_USE jx_status jx_store_head(jx_store *store, int64_t *out_seq, jx_hash_value *out_hash);

// ---- verifying ----

// What does not fit; fields that do not apply are 0 or empty. `block` counts from 1.
typedef struct {
    const char
        *what;  // "file", "schema", "integrity", "content", "record", "bundle", "run", "award", "block", "anchor"
    int64_t record, run;
    jx_text award;
    int64_t block;
    jx_text detail;
} jx_finding;

typedef struct {
    jx_finding *items;
    size_t count, capacity;
    int64_t records, runs, blocks, contents;  // looked at
    int64_t unanchored;                       // records after the anchor's last: a crash, or an anchor put back
    jx_hash_value head;
} jx_findings;

// Recomputes everything. JX_OK also when there are findings; an error of reading is a finding.
JX_MUST_USE jx_status jx_store_verify(jx_store *store, jx_findings *out);

#endif
