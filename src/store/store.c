// Opens and closes the store, and writes runs. Reading is in load.c, the chain in chain.c, verifying in verify.c.
//
// Begin with jx_store_begin_run(): it opens the one transaction of a run; jx_store_finish_run() commits it.
#include "store/store.h"

#include <string.h>

#include "store/chain.h"
#include "store/sql.h"

jx_status jx_store_open(jx_arena *arena, jx_problems *problems, const char *path, bool create, jx_store **out)
{
    *out = NULL;
    jx_store *store = JX_NEW(arena, jx_store);
    *store = (jx_store){ .arena = arena, .problems = problems, .path = jx_text_copy(arena, jx_text_of(path)).bytes };
    if (!create && !jx_file_exists(path)) {
        jx_status status = store_failed(store, JX_PROBLEM_FILE_NOT_FOUND, jx_text_of(path));
        return status == JX_IO_FAILED ? JX_NOT_FOUND : status;
    }
    *out = store;  // from here on the caller's to close, also when a jump leaves this function
    jx_status status = store_open_connection(store, path, create);
    if (status == JX_OK && create && strcmp(path, ":memory:") != 0) status = anchor_make(store);
    if (status == JX_OK) return JX_OK;
    jx_store_close(store);
    *out = NULL;
    return status;
}

void jx_store_close(jx_store *store)
{
    if (!store || !store->connection) return;
    jx_store_abandon_run(store);
    for (size_t i = 0; i < SQL_COUNT; i++) {
        sqlite3_finalize(store->statements[i]);
        store->statements[i] = NULL;
    }
    int closed = sqlite3_close(store->connection);
    assert(closed == SQLITE_OK);
    (void)closed;
    store->connection = NULL;
}

// ---- bundles ----

// Digests are taken twice per run (finding, writing); the files are in memory and this is fast.
static jx_status bundle_hash(jx_store *store, jx_text kind, jx_stored_files files, jx_hash_value *contents,
                             jx_hash_value *out)
{
    jx_buffer all = jx_buffer_in(store->arena);
    jx_field_put(&all, kind);
    for (size_t i = 0; i < files.count; i++) {
        JX_TRY(jx_hash_text(files.files[i].bytes, &contents[i]));
        jx_field_put(&all, files.files[i].name);
        jx_field_put(&all, jx_hash_view(&contents[i]));
    }
    return jx_hash_text(jx_buffer_text(&all), out);
}

static jx_status put_file(jx_store *store, int64_t bundle, size_t position, const jx_source *file,
                          const jx_hash_value *hash)
{
    sqlite3_stmt *content = sql_ready(store, SQL_CONTENT_PUT);
    sql_bind_blob(content, 1, jx_hash_view(hash));
    sql_bind_blob(content, 2, file->bytes);
    JX_TRY(sql_run(store, content));
    sqlite3_stmt *put = sql_ready(store, SQL_FILE_PUT);
    sql_bind_integer(put, 1, bundle);
    sql_bind_integer(put, 2, (int64_t)position);
    sql_bind_text(put, 3, file->name);
    sql_bind_blob(put, 4, jx_hash_view(hash));
    return sql_run(store, put);
}

static jx_status put_bundle(jx_store *store, jx_text kind, jx_stored_files files, int64_t *out_id)
{
    jx_hash_value *contents = JX_ARRAY(store->arena, files.count, jx_hash_value);
    jx_hash_value hash;
    JX_TRY(bundle_hash(store, kind, files, contents, &hash));
    sqlite3_stmt *find = sql_ready(store, SQL_BUNDLE_FIND);
    sql_bind_text(find, 1, kind);
    sql_bind_blob(find, 2, jx_hash_view(&hash));
    jx_status found = sql_integer(store, find, out_id);
    if (found != JX_NOT_FOUND) return found;

    JX_TRY(sql_integer(store, sql_ready(store, SQL_BUNDLE_NEXT), out_id));
    sqlite3_stmt *put = sql_ready(store, SQL_BUNDLE_PUT);
    sql_bind_integer(put, 1, *out_id);
    sql_bind_text(put, 2, kind);
    sql_bind_blob(put, 3, jx_hash_view(&hash));
    sql_bind_integer(put, 4, (int64_t)files.count);
    JX_TRY(sql_run(store, put));
    for (size_t i = 0; i < files.count; i++)
        JX_TRY(put_file(store, *out_id, i, &files.files[i], &contents[i]));
    return chain_append(store, JX_TEXT("bundle"), *out_id);
}

// ---- runs ----

jx_status jx_store_find_run(jx_store *store, const jx_run_binding *binding, int64_t *out_id)
{
    jx_hash_value package, facts;
    jx_hash_value *contents = JX_ARRAY(store->arena, binding->package.count + binding->facts.count, jx_hash_value);
    JX_TRY(bundle_hash(store, JX_TEXT("package"), binding->package, contents, &package));
    JX_TRY(bundle_hash(store, JX_TEXT("facts"), binding->facts, contents, &facts));
    sqlite3_stmt *find = sql_ready(store, SQL_RUN_FIND);
    sql_bind_blob(find, 1, jx_hash_view(&package));
    sql_bind_blob(find, 2, jx_hash_view(&facts));
    sql_bind_blob(find, 3, jx_hash_view(&binding->package_hash));
    sql_bind_text(find, 4, binding->scenario);
    sql_bind_text(find, 5, binding->parameters);
    sql_bind_text(find, 6, binding->in_force);
    sql_bind_integer(find, 7, binding->semantics);
    return sql_integer(store, find, out_id);
}

static jx_status begin_run(jx_store *store, const jx_run_binding *binding)
{
    JX_TRY(put_bundle(store, JX_TEXT("package"), binding->package, &store->package));
    JX_TRY(put_bundle(store, JX_TEXT("facts"), binding->facts, &store->facts));
    JX_TRY(sql_integer(store, sql_ready(store, SQL_RUN_NEXT), &store->run));
    sqlite3_stmt *import = sql_ready(store, SQL_BUNDLE_IMPORT);
    sql_bind_integer(import, 1, store->facts);
    return sql_integer(store, import, &store->import);
}

jx_status jx_store_begin_run(jx_store *store, const jx_run_binding *binding)
{
    assert(!store->writing);
    JX_TRY(sql_execute(store, SQL_BEGIN));
    store->writing = true;
    store->binding = binding;
    store->award_count = 0;
    store->award = (jx_run_award){ 0 };
    store->digests = jx_buffer_in(store->arena);
    jx_status status = begin_run(store, binding);
    if (status != JX_OK) jx_store_abandon_run(store);
    return status;
}

static jx_status put_open_award(jx_store *store)
{
    if (store->award.id.size == 0) return JX_OK;
    sqlite3_stmt *put = sql_ready(store, SQL_AWARD_PUT);
    sql_bind_integer(put, 1, store->run);
    sql_bind_integer(put, 2, (int64_t)store->award_count);
    sql_bind_text(put, 3, store->award.id);
    sql_bind_text(put, 4, store->award.name);
    sql_bind_integer(put, 5, (int64_t)store->award.rows);
    sql_bind_integer(put, 6, (int64_t)store->award.blocks);
    store->award_count++;
    return sql_run(store, put);
}

jx_status jx_store_put_award(jx_store *store, jx_text id, jx_text name)
{
    assert(store->writing && id.size > 0);
    JX_TRY(put_open_award(store));
    store->award = (jx_run_award){ .id = id, .name = name };
    return JX_OK;
}

static void put_fen(jx_buffer *out, const int64_t *fen, size_t count)
{
    for (size_t i = 0; i < count; i++)
        jx_field_put_eight(out, (uint64_t)fen[i]);
}

static jx_text joined(jx_store *store, const jx_text *texts, size_t count)
{
    jx_buffer out = jx_buffer_in(store->arena);
    for (size_t i = 0; i < count; i++)
        jx_field_put(&out, texts[i]);
    return jx_buffer_text(&out);
}

// The digest is over the fields as they will be read again; so it is made here in the same form (chain_block_digest).
static jx_status block_digest(jx_store *store, const int64_t numbers[4], const jx_text blobs[6], jx_hash_value *out)
{
    jx_buffer all = jx_buffer_in(store->arena);
    for (int i = 0; i < 4; i++) {
        jx_buffer_put_char(&all, (char)('0' + SQLITE_INTEGER));
        jx_field_put_number(&all, (uint64_t)numbers[i]);
    }
    for (int i = 0; i < 6; i++) {
        jx_buffer_put_char(&all, (char)('0' + SQLITE_BLOB));
        jx_field_put(&all, blobs[i]);
    }
    return jx_hash_text(jx_buffer_text(&all), out);
}

jx_status jx_store_put_block(jx_store *store, const jx_result_block *block)
{
    assert(store->writing && store->award.id.size > 0 && block->count <= JX_BLOCK_ROWS);
    jx_buffer least = jx_buffer_in(store->arena), most = jx_buffer_in(store->arena);
    put_fen(&least, block->least_fen, block->count);
    put_fen(&most, block->most_fen, block->count);
    int64_t numbers[4] = { store->run, (int64_t)store->award_count, (int64_t)store->award.blocks,
                           (int64_t)block->count };
    jx_text blobs[6] = { joined(store, block->subjects, block->count),
                         { (const char *)block->verdicts, block->count },
                         jx_buffer_text(&least),
                         jx_buffer_text(&most),
                         joined(store, block->causes, block->count),
                         jx_hash_view(&block->answers) };
    jx_hash_value digest;
    JX_TRY(block_digest(store, numbers, blobs, &digest));
    sqlite3_stmt *put = sql_ready(store, SQL_BLOCK_PUT);
    for (int i = 0; i < 4; i++)
        sql_bind_integer(put, 1 + i, numbers[i]);
    for (int i = 0; i < 6; i++)
        sql_bind_blob(put, 5 + i, blobs[i]);
    sql_bind_blob(put, 11, jx_hash_view(&digest));
    JX_TRY(sql_run(store, put));
    jx_buffer_put(&store->digests, jx_hash_view(&digest));
    store->award.blocks++;
    store->award.rows += block->count;
    return JX_OK;
}

static jx_status put_run(jx_store *store)
{
    const jx_run_binding *binding = store->binding;
    jx_hash_value root;
    JX_TRY(jx_hash_text(jx_buffer_text(&store->digests), &root));
    sqlite3_stmt *put = sql_ready(store, SQL_RUN_PUT);
    sql_bind_integer(put, 1, store->run);
    sql_bind_integer(put, 2, store->package);
    sql_bind_integer(put, 3, store->facts);
    sql_bind_blob(put, 4, jx_hash_view(&binding->package_hash));
    sql_bind_text(put, 5, binding->title);
    sql_bind_text(put, 6, binding->scenario);
    sql_bind_text(put, 7, binding->parameters);
    sql_bind_text(put, 8, binding->in_force);
    sql_bind_integer(put, 9, store->import);
    sql_bind_integer(put, 10, binding->semantics);
    sql_bind_text(put, 11, binding->engine);
    sql_bind_text(put, 12, binding->zones);
    sql_bind_text(put, 13, binding->created);
    sql_bind_integer(put, 14, (int64_t)store->award_count);
    sql_bind_blob(put, 15, jx_hash_view(&root));
    return sql_run(store, put);
}

static jx_status finish_run(jx_store *store)
{
    JX_TRY(put_open_award(store));
    JX_TRY(put_run(store));
    JX_TRY(chain_append(store, JX_TEXT("run"), store->run));
    return sql_execute(store, SQL_COMMIT);
}

jx_status jx_store_finish_run(jx_store *store, int64_t *out_id)
{
    assert(store->writing);
    jx_status status = finish_run(store);
    if (status != JX_OK) {
        jx_store_abandon_run(store);
        return status;
    }
    store->writing = false;
    *out_id = store->run;
    return anchor_write(store);
}

void jx_store_abandon_run(jx_store *store)
{
    if (!store->writing && (!store->connection || sqlite3_get_autocommit(store->connection))) return;
    store->writing = false;
    // Statements left in the middle of their rows would keep the transaction alive.
    for (size_t i = 0; i < SQL_COUNT; i++)
        sqlite3_reset(store->statements[i]);
    if (!sqlite3_get_autocommit(store->connection)) sqlite3_exec(store->connection, "ROLLBACK", NULL, NULL, NULL);
}
