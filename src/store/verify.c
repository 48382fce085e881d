// Recomputes the whole store: SQLite's own check, the schema, contents, the chain and what each record covers, result
// blocks, the anchor. An error while reading is a finding like any other, and the next part is still looked at.
//
// Begin with jx_store_verify().
#include <inttypes.h>
#include <string.h>

#include "store/chain.h"
#include "store/schema.sql.h"

enum { FINDINGS_MAX = 1000, ANCHOR_BYTES_MAX = 64 << 20 };

static void found(jx_store *store, jx_findings *out, jx_finding finding)
{
    if (out->count < FINDINGS_MAX) *JX_PUSH(store->arena, out) = finding;
}

// Ends a loop over rows: the end of the rows is fine, everything else is a finding.
static void unless_end(jx_store *store, jx_findings *out, const char *what, jx_status status)
{
    if (status == JX_OK || status == JX_NOT_FOUND) return;
    jx_text why = store->connection ? jx_text_copy(store->arena, jx_text_of(sqlite3_errmsg(store->connection)))
                                    : (jx_text){ "", 0 };
    found(store, out, (jx_finding){ .what = what, .detail = why });
}

// ---- SQLite's own view ----

static void verify_integrity(jx_store *store, jx_findings *out)
{
    sqlite3_stmt *statement = sql_ready(store, SQL_INTEGRITY);
    jx_status status;
    while ((status = sql_step(store, statement)) == JX_OK) {
        jx_text line = sql_column_copy(store, statement, 0);
        if (!jx_text_equal(line, JX_TEXT("ok"))) found(store, out, (jx_finding){ .what = "integrity", .detail = line });
    }
    unless_end(store, out, "integrity", status);
    statement = sql_ready(store, SQL_FOREIGN_KEYS);
    while ((status = sql_step(store, statement)) == JX_OK) {
        jx_text table = sql_column_copy(store, statement, 0);
        found(store, out,
              (jx_finding){ .what = "integrity",
                            .detail = jx_text_format(store->arena, "foreign key: %.*s", JX_TEXT_ARG(table)) });
    }
    unless_end(store, out, "integrity", status);
}

static jx_status schema_text(jx_store *store, jx_buffer *out)
{
    sqlite3_stmt *statement = sql_ready(store, SQL_SCHEMA_ROWS);
    jx_status status;
    while ((status = sql_step(store, statement)) == JX_OK)
        sql_put_row(statement, 0, 4, out);
    return status == JX_NOT_FOUND ? JX_OK : status;
}

// Against a store made afresh in memory: tables, indexes and triggers must be the same to the byte.
static void verify_schema(jx_store *store, jx_findings *out)
{
    jx_buffer here = jx_buffer_in(store->arena), fresh = jx_buffer_in(store->arena);
    jx_store *other = NULL;
    jx_status status = jx_store_open(store->arena, store->problems, ":memory:", true, &other);
    if (status == JX_OK) status = schema_text(other, &fresh);
    jx_store_close(other);
    if (status == JX_OK) status = schema_text(store, &here);
    unless_end(store, out, "schema", status);
    if (status == JX_OK && !jx_text_equal(jx_buffer_text(&here), jx_buffer_text(&fresh))) {
        found(store, out, (jx_finding){ .what = "schema", .detail = JX_TEXT("tables or triggers differ") });
    }
}

// ---- contents ----

static jx_text name_of_content(jx_store *store, const char hash[JX_HASH_SIZE])
{
    sqlite3_stmt *statement = sql_ready(store, SQL_CONTENT_NAME);
    sql_bind_blob(statement, 1, (jx_text){ hash, JX_HASH_SIZE });
    jx_text name = { "", 0 };
    if (sql_step(store, statement) == JX_OK) name = sql_column_copy(store, statement, 0);
    if (statement) sqlite3_reset(statement);
    return name;
}

static void verify_content(jx_store *store, jx_findings *out, sqlite3_stmt *statement)
{
    char key[JX_HASH_SIZE] = { 0 };
    jx_text hash = sql_column(statement, 0);
    jx_hash_value actual;
    bool sound = hash.size == sizeof key && sqlite3_column_type(statement, 0) == SQLITE_BLOB &&
                 sqlite3_column_type(statement, 1) == SQLITE_BLOB;
    if (hash.size == sizeof key) memcpy(key, hash.bytes, sizeof key);
    sound =
        sound && jx_hash_text(sql_column(statement, 1), &actual) == JX_OK && memcmp(actual.bytes, key, sizeof key) == 0;
    if (!sound) found(store, out, (jx_finding){ .what = "content", .detail = name_of_content(store, key) });
}

static void verify_contents(jx_store *store, jx_findings *out)
{
    sqlite3_stmt *statement = sql_ready(store, SQL_ALL_CONTENTS);
    jx_status status;
    while ((status = sql_step(store, statement)) == JX_OK) {
        out->contents++;
        verify_content(store, out, statement);
    }
    unless_end(store, out, "content", status);
}

// ---- the chain ----

typedef struct {
    int64_t seq, bundles, runs;
    jx_hash_value hash;
    struct {
        jx_hash_value *items;
        size_t count, capacity;
    } hashes;  // by seq − 1, for the anchor
} chain_state;

static void verify_object(jx_store *store, jx_findings *out, int64_t seq, jx_text kind, int64_t object, jx_text bytes)
{
    jx_buffer actual = jx_buffer_in(store->arena);
    bool is_run = jx_text_equal(kind, JX_TEXT("run"));
    jx_status status = chain_bytes(store, kind, object, &actual);
    unless_end(store, out, is_run ? "run" : "bundle", status);
    if (status != JX_OK || jx_text_equal(jx_buffer_text(&actual), bytes)) return;
    jx_text detail = is_run ? JX_TEXT("rows differ from the record")
                            : jx_text_format(store->arena, "bundle %" PRId64 ": rows differ from the record", object);
    found(
        store, out,
        (jx_finding){ .what = is_run ? "run" : "bundle", .record = seq, .run = is_run ? object : 0, .detail = detail });
}

static void verify_record(jx_store *store, jx_findings *out, sqlite3_stmt *statement, chain_state *chain)
{
    int64_t seq = sqlite3_column_int64(statement, 0), object = sqlite3_column_int64(statement, 2);
    jx_text kind = sql_column_copy(store, statement, 1), bytes = sql_column_copy(store, statement, 3);
    jx_text stored = sql_column_copy(store, statement, 4);
    bool is_run = jx_text_equal(kind, JX_TEXT("run"));
    bool typed = sqlite3_column_type(statement, 1) == SQLITE_TEXT &&
                 sqlite3_column_type(statement, 2) == SQLITE_INTEGER &&
                 sqlite3_column_type(statement, 3) == SQLITE_BLOB && sqlite3_column_type(statement, 4) == SQLITE_BLOB;
    if (seq != chain->seq + 1) {
        found(store, out, (jx_finding){ .what = "record", .record = chain->seq + 1, .detail = JX_TEXT("missing") });
    }
    jx_hash_value hash = { { 0 } };
    jx_status status = chain_hash(store, &chain->hash, seq, bytes, &hash);
    bool fits = status == JX_OK && jx_text_equal(stored, jx_hash_view(&hash));
    if (!fits || !typed) {
        found(store, out,
              (jx_finding){
                  .what = "record", .record = seq, .run = is_run ? object : 0, .detail = JX_TEXT("chain broken") });
    }
    int64_t expected = is_run ? ++chain->runs : ++chain->bundles;
    if (object != expected || !(is_run || jx_text_equal(kind, JX_TEXT("bundle")))) {
        found(store, out,
              (jx_finding){ .what = "record", .record = seq, .detail = JX_TEXT("records another object than is due") });
    }
    verify_object(store, out, seq, kind, object, bytes);
    chain->seq = seq;
    // What follows is measured against what is stored: one broken record is one finding.
    if (stored.size == JX_HASH_SIZE) memcpy(chain->hash.bytes, stored.bytes, stored.size);
    *JX_PUSH(store->arena, &chain->hashes) = chain->hash;
}

static void verify_chain(jx_store *store, jx_findings *out, chain_state *chain)
{
    sqlite3_stmt *statement = sql_ready(store, SQL_ALL_RECORDS);
    jx_status status;
    while ((status = sql_step(store, statement)) == JX_OK) {
        out->records++;
        verify_record(store, out, statement, chain);
    }
    unless_end(store, out, "record", status);
    out->runs = chain->runs;
    out->head = chain->hash;
}

// ---- results ----

static jx_text award_id(jx_store *store, int64_t run, int64_t position)
{
    sqlite3_stmt *statement = sql_ready(store, SQL_AWARDS_OF);
    sql_bind_integer(statement, 1, run);
    jx_text id = { "", 0 };
    for (int64_t i = 0; sql_step(store, statement) == JX_OK; i++) {
        if (i == position) id = sql_column_copy(store, statement, 0);
    }
    return id;
}

static void verify_blocks(jx_store *store, jx_findings *out)
{
    sqlite3_stmt *statement = sql_ready(store, SQL_WHOLE_BLOCKS);
    jx_status status;
    while ((status = sql_step(store, statement)) == JX_OK) {
        int64_t run = sqlite3_column_int64(statement, 0), award = sqlite3_column_int64(statement, 1);
        int64_t number = sqlite3_column_int64(statement, 2);
        jx_hash_value actual = { { 0 } };
        jx_status digest = chain_block_digest(store, statement, &actual);
        out->blocks++;
        if (digest == JX_OK && jx_text_equal(sql_column(statement, 10), jx_hash_view(&actual))) continue;
        found(store, out,
              (jx_finding){ .what = "block",
                            .run = run,
                            .award = award_id(store, run, award),
                            .block = number + 1,
                            .detail = JX_TEXT("digest differs") });
    }
    unless_end(store, out, "block", status);
}

// Every block that the award's row counts is there, and the root is over them in order.
static void verify_award(jx_store *store, jx_findings *out, int64_t run, size_t position, const jx_run_award *award,
                         jx_buffer *digests)
{
    size_t rows = 0;
    if (award->blocks > (size_t)1 << 32) return;  // a damaged count; the record says so
    for (size_t number = 0; number < award->blocks; number++) {
        sqlite3_stmt *statement = sql_ready(store, SQL_WHOLE_BLOCK);
        sql_bind_integer(statement, 1, run);
        sql_bind_integer(statement, 2, (int64_t)position);
        sql_bind_integer(statement, 3, (int64_t)number);
        if (sql_step(store, statement) != JX_OK) {
            found(store, out,
                  (jx_finding){ .what = "block",
                                .run = run,
                                .award = award->id,
                                .block = (int64_t)number + 1,
                                .detail = JX_TEXT("missing") });
            if (out->count >= FINDINGS_MAX) return;
            continue;
        }
        rows += (size_t)sqlite3_column_int64(statement, 3);
        jx_buffer_put(digests, sql_column(statement, 10));
        sqlite3_reset(statement);
    }
    if (rows != award->rows) {
        found(store, out,
              (jx_finding){
                  .what = "award", .run = run, .award = award->id, .detail = JX_TEXT("rows are missing or too many") });
    }
}

static void verify_run(jx_store *store, jx_findings *out, int64_t id)
{
    jx_stored_run run;
    jx_status status = jx_store_load_run(store, id, &run);
    if (status != JX_OK) {
        jx_text why = status == JX_NOT_FOUND ? JX_TEXT("missing") : JX_TEXT("cannot be read");
        found(store, out, (jx_finding){ .what = "run", .run = id, .detail = why });
        return;
    }
    jx_buffer digests = jx_buffer_in(store->arena);
    jx_hash_value root = { { 0 } };
    for (size_t i = 0; i < run.award_count; i++)
        verify_award(store, out, id, i, &run.awards[i], &digests);
    if (jx_hash_text(jx_buffer_text(&digests), &root) != JX_OK || !jx_hash_equal(&root, &run.root)) {
        found(store, out, (jx_finding){ .what = "run", .run = id, .detail = JX_TEXT("root differs") });
    }
}

// A bundle's own hash is over its names and contents; what it names must be there (see the foreign keys).
static void verify_counts(jx_store *store, jx_findings *out, const chain_state *chain)
{
    sqlite3_stmt *statement = sql_ready(store, SQL_COUNTS);
    jx_status status = sql_step(store, statement);
    unless_end(store, out, "integrity", status);
    if (status != JX_OK) return;
    bool fits =
        sqlite3_column_int64(statement, 0) == chain->bundles && sqlite3_column_int64(statement, 1) == chain->runs;
    bool orphans = sqlite3_column_int64(statement, 5) != 0;
    sqlite3_reset(statement);
    if (!fits)
        found(store, out,
              (jx_finding){ .what = "record",
                            .detail = JX_TEXT("bundles or runs without a record, or records without them") });
    if (orphans) found(store, out, (jx_finding){ .what = "content", .detail = JX_TEXT("a file that nothing names") });
}

// ---- the anchor ----

// "seq hash": false when the line is no such thing.
static bool read_line(jx_text line, int64_t *out_seq, jx_hash_value *out_hash)
{
    jx_text hash;
    jx_text digits = jx_text_cut(line, JX_TEXT(" "), &hash);
    int64_t seq = 0;
    if (digits.size == 0 || digits.size > 18 || digits.bytes[0] == '0') return false;
    for (size_t i = 0; i < digits.size; i++) {
        if (digits.bytes[i] < '0' || digits.bytes[i] > '9') return false;
        seq = seq * 10 + (digits.bytes[i] - '0');
    }
    *out_seq = seq;
    return jx_hash_read(hash, out_hash);
}

static void verify_anchor_line(jx_store *store, jx_findings *out, const chain_state *chain, jx_text line, int64_t *last)
{
    int64_t seq = 0;
    jx_hash_value hash;
    if (!read_line(line, &seq, &hash) || seq <= *last) {
        found(store, out,
              (jx_finding){ .what = "anchor", .record = seq, .detail = JX_TEXT("the anchor file was changed") });
        return;
    }
    *last = seq;
    if (seq > chain->seq) {
        found(store, out,
              (jx_finding){
                  .what = "anchor", .record = seq, .detail = JX_TEXT("the store was cut: this record is gone") });
    } else if ((size_t)seq <= chain->hashes.count && !jx_hash_equal(&chain->hashes.items[seq - 1], &hash)) {
        found(store, out,
              (jx_finding){ .what = "anchor", .record = seq, .detail = JX_TEXT("rewritten before this anchor") });
    }
}

static void verify_anchor(jx_store *store, jx_findings *out, const chain_state *chain)
{
    const char *path = anchor_path(store);
    jx_text all = { "", 0 };
    int64_t last = 0;
    if (!jx_file_exists(path)) {
        if (chain->seq > 0)
            found(store, out, (jx_finding){ .what = "anchor", .detail = JX_TEXT("the anchor file is missing") });
        return;
    }
    unless_end(store, out, "anchor", jx_file_read(store->arena, store->problems, path, ANCHOR_BYTES_MAX, &all));
    while (all.size > 0) {
        jx_text rest;
        jx_text line = jx_text_cut(all, JX_TEXT("\n"), &rest);
        verify_anchor_line(store, out, chain, line, &last);
        all = rest;
    }
    out->unanchored = chain->seq > last ? chain->seq - last : 0;
}

jx_status jx_store_verify(jx_store *store, jx_findings *out)
{
    *out = (jx_findings){ 0 };
    chain_state chain = { 0 };
    verify_integrity(store, out);
    verify_schema(store, out);
    verify_contents(store, out);
    verify_chain(store, out, &chain);
    verify_blocks(store, out);
    for (int64_t run = 1; run <= chain.runs; run++)
        verify_run(store, out, run);
    verify_counts(store, out, &chain);
    verify_anchor(store, out, &chain);
    return JX_OK;
}
