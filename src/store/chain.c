// The chain of records. What is hashed is read back from the tables by the same statements when it is written and when
// it is verified, so that both can only agree.
#include "store/chain.h"

#include <inttypes.h>
#include <string.h>

static jx_status put_rows(jx_store *store, sql_name name, int64_t object, jx_buffer *out)
{
    sqlite3_stmt *statement = sql_ready(store, name);
    sql_bind_integer(statement, 1, object);
    jx_status status;
    while ((status = sql_step(store, statement)) == JX_OK) {
        jx_buffer_put_char(out, '\n');
        sql_put_row(statement, 0, sqlite3_column_count(statement), out);
    }
    return status == JX_NOT_FOUND ? JX_OK : status;
}

jx_status chain_bytes(jx_store *store, jx_text kind, int64_t object, jx_buffer *out)
{
    jx_field_put(out, kind);
    if (jx_text_equal(kind, JX_TEXT("bundle"))) {
        JX_TRY(put_rows(store, SQL_BUNDLE_ROW, object, out));
        return put_rows(store, SQL_BUNDLE_FILES, object, out);
    }
    JX_TRY(put_rows(store, SQL_RUN_ROW, object, out));
    JX_TRY(put_rows(store, SQL_RUN_AWARDS, object, out));
    return put_rows(store, SQL_RUN_BLOCKS, object, out);
}

jx_status chain_hash(jx_store *store, const jx_hash_value *before, int64_t seq, jx_text bytes, jx_hash_value *out)
{
    jx_buffer all = jx_buffer_in(store->arena);
    jx_buffer_put_char(&all, '\x01');
    jx_buffer_put(&all, jx_hash_view(before));
    jx_field_put_eight(&all, (uint64_t)seq);
    jx_field_put(&all, bytes);  // its length first
    return jx_hash_text(jx_buffer_text(&all), out);
}

jx_status chain_append(jx_store *store, jx_text kind, int64_t object)
{
    int64_t seq = 0;
    jx_hash_value before, hash;
    JX_TRY(jx_store_head(store, &seq, &before));
    jx_buffer bytes = jx_buffer_in(store->arena);
    JX_TRY(chain_bytes(store, kind, object, &bytes));
    JX_TRY(chain_hash(store, &before, seq + 1, jx_buffer_text(&bytes), &hash));
    sqlite3_stmt *put = sql_ready(store, SQL_RECORD_PUT);
    sql_bind_integer(put, 1, seq + 1);
    sql_bind_text(put, 2, kind);
    sql_bind_integer(put, 3, object);
    sql_bind_blob(put, 4, jx_buffer_text(&bytes));
    sql_bind_blob(put, 5, jx_hash_view(&hash));
    return sql_run(store, put);
}

jx_status chain_block_digest(jx_store *store, sqlite3_stmt *statement, jx_hash_value *out)
{
    jx_arena_mark mark = jx_arena_marked(store->arena);
    jx_buffer bytes = jx_buffer_in(store->arena);
    sql_put_row(statement, 0, sqlite3_column_count(statement) - 1, &bytes);
    jx_status status = jx_hash_text(jx_buffer_text(&bytes), out);
    jx_arena_rewind(store->arena, mark);
    return status;
}

jx_status jx_store_head(jx_store *store, int64_t *out_seq, jx_hash_value *out_hash)
{
    *out_seq = 0;
    *out_hash = (jx_hash_value){ { 0 } };
    sqlite3_stmt *statement = sql_ready(store, SQL_RECORD_HEAD);
    jx_status status = sql_step(store, statement);
    if (status == JX_NOT_FOUND) return JX_OK;
    JX_TRY(status);
    *out_seq = sqlite3_column_int64(statement, 0);
    jx_text hash = sql_column(statement, 1);
    if (hash.size == JX_HASH_SIZE) memcpy(out_hash->bytes, hash.bytes, hash.size);
    sqlite3_reset(statement);
    return JX_OK;
}

// ---- the anchor ----

enum { ANCHOR_BYTES_MAX = 64 << 20 };

const char *anchor_path(jx_store *store)
{
    return jx_text_format(store->arena, "%s.anchor", store->path).bytes;
}

jx_status anchor_make(jx_store *store)
{
    int64_t seq = 0;
    jx_hash_value hash;
    JX_TRY(jx_store_head(store, &seq, &hash));
    if (seq > 0 || jx_file_exists(anchor_path(store))) return JX_OK;
    return jx_file_write(store->arena, store->problems, anchor_path(store), (jx_text){ "", 0 });
}

jx_status anchor_write(jx_store *store)
{
    const char *path = anchor_path(store);
    jx_buffer all = jx_buffer_in(store->arena);
    jx_text old = { "", 0 };
    int64_t seq = 0;
    jx_hash_value hash;
    JX_TRY(jx_store_head(store, &seq, &hash));
    if (jx_file_exists(path)) JX_TRY(jx_file_read(store->arena, store->problems, path, ANCHOR_BYTES_MAX, &old));
    jx_buffer_put(&all, old);
    jx_buffer_format(&all, "%" PRId64 " ", seq);
    jx_hash_print(&hash, &all);
    jx_buffer_put_char(&all, '\n');
    return jx_file_write(store->arena, store->problems, path, jx_buffer_text(&all));
}
