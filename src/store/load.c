// Reads runs and files back. Contents are checked against their hashes: a replay never rests on changed bytes.
#include <string.h>

#include "store/sql.h"

static jx_status take_digest(jx_store *store, sqlite3_stmt *statement, int index, jx_hash_value *out)
{
    jx_text bytes = sql_column(statement, index);
    if (bytes.size != JX_HASH_SIZE) return store_failed(store, JX_PROBLEM_STORE_DAMAGED, JX_TEXT("digest"));
    memcpy(out->bytes, bytes.bytes, bytes.size);
    return JX_OK;
}

static jx_status load_awards(jx_store *store, int64_t run, jx_stored_run *out)
{
    struct {
        jx_run_award *items;
        size_t count, capacity;
    } awards = { 0 };
    sqlite3_stmt *statement = sql_ready(store, SQL_AWARDS_OF);
    sql_bind_integer(statement, 1, run);
    jx_status status;
    while ((status = sql_step(store, statement)) == JX_OK) {
        jx_run_award award = { .id = sql_column_copy(store, statement, 0),
                               .name = sql_column_copy(store, statement, 1),
                               .rows = (size_t)sqlite3_column_int64(statement, 2),
                               .blocks = (size_t)sqlite3_column_int64(statement, 3) };
        *JX_PUSH(store->arena, &awards) = award;
    }
    out->awards = awards.items;
    out->award_count = awards.count;
    return status == JX_NOT_FOUND ? JX_OK : status;
}

jx_status jx_store_load_run(jx_store *store, int64_t id, jx_stored_run *out)
{
    sqlite3_stmt *statement = sql_ready(store, SQL_RUN_LOAD);
    sql_bind_integer(statement, 1, id);
    JX_TRY(sql_step(store, statement));
    *out = (jx_stored_run){ .id = id,
                            .package = sqlite3_column_int64(statement, 0),
                            .facts = sqlite3_column_int64(statement, 1),
                            .title = sql_column_copy(store, statement, 3),
                            .scenario = sql_column_copy(store, statement, 4),
                            .parameters = sql_column_copy(store, statement, 5),
                            .in_force = sql_column_copy(store, statement, 6),
                            .import = sqlite3_column_int64(statement, 7),
                            .semantics = sqlite3_column_int64(statement, 8),
                            .engine = sql_column_copy(store, statement, 9),
                            .zones = sql_column_copy(store, statement, 10),
                            .created = sql_column_copy(store, statement, 11) };
    JX_TRY(take_digest(store, statement, 2, &out->package_hash));
    JX_TRY(take_digest(store, statement, 13, &out->root));
    sqlite3_reset(statement);
    return load_awards(store, id, out);
}

jx_status jx_store_load_files(jx_store *store, int64_t bundle, jx_file_list *out)
{
    sqlite3_stmt *statement = sql_ready(store, SQL_FILES_OF);
    sql_bind_integer(statement, 1, bundle);
    jx_status status;
    while ((status = sql_step(store, statement)) == JX_OK) {
        jx_source file = { .name = sql_column_copy(store, statement, 0),
                           .bytes = sql_column_copy(store, statement, 1) };
        jx_hash_value stored, actual;
        JX_TRY(take_digest(store, statement, 2, &stored));
        JX_TRY(jx_hash_text(file.bytes, &actual));
        if (!jx_hash_equal(&stored, &actual)) return store_failed(store, JX_PROBLEM_STORE_DAMAGED, file.name);
        *JX_PUSH(store->arena, out) = file;
    }
    return status == JX_NOT_FOUND ? JX_OK : status;
}

jx_status jx_store_count_runs(jx_store *store, int64_t *out_count)
{
    return sql_integer(store, sql_ready(store, SQL_RUN_COUNT), out_count);
}

// ---- columns ----

// The next text of a column of fields; false when the column is damaged.
static bool take_field(jx_text *column, jx_text *out)
{
    if (column->size < 8) return false;
    uint64_t size = 0;
    for (int i = 0; i < 8; i++)
        size = size << 8 | (uint8_t)column->bytes[i];
    if (size > column->size - 8) return false;
    *out = jx_text_slice(*column, 8, 8 + (size_t)size);
    *column = jx_text_slice(*column, 8 + (size_t)size, column->size);
    return true;
}

static bool take_texts(jx_store *store, jx_text column, size_t count, const jx_text **out)
{
    if (count > JX_BLOCK_ROWS) return false;
    jx_text *texts = JX_ARRAY(store->arena, count, jx_text);
    for (size_t i = 0; i < count; i++) {
        if (!take_field(&column, &texts[i])) return false;
    }
    *out = texts;
    return column.size == 0;
}

static bool take_fen(jx_store *store, jx_text column, size_t count, const int64_t **out)
{
    if (column.size != count * 8) return false;
    int64_t *fen = JX_ARRAY(store->arena, count, int64_t);
    for (size_t i = 0; i < count; i++) {
        uint64_t bits = 0;
        for (size_t k = 0; k < 8; k++)
            bits = bits << 8 | (uint8_t)column.bytes[8 * i + k];
        fen[i] = (int64_t)bits;
    }
    *out = fen;
    return true;
}

jx_status jx_store_load_block(jx_store *store, int64_t run, size_t award, size_t number, jx_result_block *out)
{
    sqlite3_stmt *statement = sql_ready(store, SQL_BLOCK_LOAD);
    sql_bind_integer(statement, 1, run);
    sql_bind_integer(statement, 2, (int64_t)award);
    sql_bind_integer(statement, 3, (int64_t)number);
    JX_TRY(sql_step(store, statement));
    *out = (jx_result_block){ .count = (size_t)sqlite3_column_int64(statement, 0) };
    jx_text verdicts = sql_column_copy(store, statement, 2);
    out->verdicts = (const uint8_t *)verdicts.bytes;
    bool whole = take_texts(store, sql_column_copy(store, statement, 1), out->count, &out->subjects) &&
                 verdicts.size == out->count &&
                 take_fen(store, sql_column_copy(store, statement, 3), out->count, &out->least_fen) &&
                 take_fen(store, sql_column_copy(store, statement, 4), out->count, &out->most_fen) &&
                 take_texts(store, sql_column_copy(store, statement, 5), out->count, &out->causes);
    JX_TRY(take_digest(store, statement, 6, &out->answers));
    sqlite3_reset(statement);
    return whole ? JX_OK : store_failed(store, JX_PROBLEM_STORE_DAMAGED, JX_TEXT("block"));
}
