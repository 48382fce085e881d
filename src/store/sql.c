// Prepares, binds, steps. Every answer of SQLite that is not a row or an end becomes a problem here, and nowhere else.
#include "store/sql.h"

#include <stdio.h>
#include <string.h>

#include "store/schema.sql.h"

static const char *const texts[SQL_COUNT] = {
#define JX_SQL(name, text) text,
#include "store/sql.def"
#undef JX_SQL
};

jx_status store_failed(jx_store *store, jx_problem_code code, jx_text detail)
{
    if (!store->problems) return JX_IO_FAILED;
    jx_text arguments[] = { jx_text_copy(store->problems->arena, detail) };
    jx_status status =
        jx_problem_add(store->problems, code, JX_SEVERITY_ERROR, NULL, (jx_span){ 0, 0 }, JX_TEXT(""), arguments, 1);
    assert(status == JX_REFUSED);
    (void)status;
    return JX_IO_FAILED;
}

static jx_status failed(jx_store *store)
{
    int code = store->connection ? sqlite3_errcode(store->connection) : SQLITE_NOMEM;
    jx_text detail = jx_text_of(store->connection ? sqlite3_errmsg(store->connection) : "out of memory");
    if (code == SQLITE_NOMEM) return JX_OUT_OF_MEMORY;
    if (code == SQLITE_BUSY || code == SQLITE_LOCKED) return store_failed(store, JX_PROBLEM_STORE_BUSY, detail);
    if (code == SQLITE_FULL) return store_failed(store, JX_PROBLEM_STORE_FULL, detail);
    bool damaged = code == SQLITE_CORRUPT || code == SQLITE_NOTADB;
    return store_failed(store, damaged ? JX_PROBLEM_STORE_DAMAGED : JX_PROBLEM_STORE_FAILED, detail);
}

// ---- the connection ----

static const char settings[] = "PRAGMA journal_mode=DELETE; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
                               "PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON; PRAGMA mmap_size=0;";

static jx_status configure(jx_store *store)
{
    sqlite3 *db = store->connection;
    sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 0);
    sqlite3_busy_timeout(db, 0);  // the caller decides whether to try again
    bool done = sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL) == SQLITE_OK &&
                sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL) == SQLITE_OK &&
                sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL) == SQLITE_OK &&
                sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, 0, NULL) == SQLITE_OK &&
                sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL) == SQLITE_OK &&
                sqlite3_exec(db, settings, NULL, NULL, NULL) == SQLITE_OK;
    return done ? JX_OK : failed(store);
}

static jx_status make_schema(jx_store *store)
{
    char head[128];
    snprintf(head, sizeof head, "PRAGMA application_id=%d; PRAGMA user_version=%d;", JX_SCHEMA_APPLICATION,
             JX_SCHEMA_VERSION);
    bool done = sqlite3_exec(store->connection, "BEGIN EXCLUSIVE", NULL, NULL, NULL) == SQLITE_OK &&
                sqlite3_exec(store->connection, schema_sql, NULL, NULL, NULL) == SQLITE_OK &&
                sqlite3_exec(store->connection, head, NULL, NULL, NULL) == SQLITE_OK &&
                sqlite3_exec(store->connection, "COMMIT", NULL, NULL, NULL) == SQLITE_OK;
    return done ? JX_OK : failed(store);
}

static jx_status check_version(jx_store *store)
{
    int64_t application = 0, version = 0;
    sqlite3_stmt *statement = sql_ready(store, SQL_APPLICATION_ID);
    JX_TRY(sql_integer(store, statement, &application));
    JX_TRY(sql_integer(store, sql_ready(store, SQL_USER_VERSION), &version));
    if (application != JX_SCHEMA_APPLICATION)
        return store_failed(store, JX_PROBLEM_STORE_DAMAGED, JX_TEXT("application_id"));
    if (version == JX_SCHEMA_VERSION) return JX_OK;
    jx_text arguments[] = { jx_text_format(store->arena, "%lld", (long long)version),
                            jx_text_format(store->arena, "%d", JX_SCHEMA_VERSION) };
    jx_status status = jx_problem_add(store->problems, JX_PROBLEM_STORE_VERSION, JX_SEVERITY_ERROR, NULL,
                                      (jx_span){ 0, 0 }, JX_TEXT(""), arguments, 2);
    return status == JX_OK ? JX_OK : JX_IO_FAILED;
}

jx_status store_open_connection(jx_store *store, const char *path, bool create)
{
    bool memory = strcmp(path, ":memory:") == 0;
    bool present = !memory && jx_file_exists(path);
    int flags = SQLITE_OPEN_READWRITE | (create ? SQLITE_OPEN_CREATE : 0);
    if (sqlite3_open_v2(path, &store->connection, flags, NULL) != SQLITE_OK) return failed(store);
    JX_TRY(configure(store));
    int64_t application = 0;
    JX_TRY(sql_integer(store, sql_ready(store, SQL_APPLICATION_ID), &application));
    // A store whose making was cut short is an empty file: it is made now.
    if ((!present || application == 0) && create) JX_TRY(make_schema(store));
    return check_version(store);
}

// ---- statements ----

sqlite3_stmt *sql_ready(jx_store *store, sql_name name)
{
    sqlite3_stmt **statement = &store->statements[name];
    if (!*statement) {
        int code = sqlite3_prepare_v3(store->connection, texts[name], -1, SQLITE_PREPARE_PERSISTENT, statement, NULL);
        if (code != SQLITE_OK) return NULL;
    }
    sqlite3_reset(*statement);
    sqlite3_clear_bindings(*statement);
    return *statement;
}

// Binding fails only for want of memory or a wrong index; then a NOT NULL column refuses the row or nothing is found.
void sql_bind_integer(sqlite3_stmt *statement, int index, int64_t value)
{
    if (statement) sqlite3_bind_int64(statement, index, value);
}

void sql_bind_text(sqlite3_stmt *statement, int index, jx_text value)
{
    if (statement)
        sqlite3_bind_text64(statement, index, value.size ? value.bytes : "", value.size, SQLITE_STATIC, SQLITE_UTF8);
}

void sql_bind_blob(sqlite3_stmt *statement, int index, jx_text value)
{
    if (statement) sqlite3_bind_blob64(statement, index, value.size ? value.bytes : "", value.size, SQLITE_STATIC);
}

jx_status sql_step(jx_store *store, sqlite3_stmt *statement)
{
    if (!statement) return failed(store);
    int code = sqlite3_step(statement);
    if (code == SQLITE_ROW) return JX_OK;
    jx_status status = code == SQLITE_DONE ? JX_NOT_FOUND : failed(store);
    sqlite3_reset(statement);
    return status;
}

jx_status sql_run(jx_store *store, sqlite3_stmt *statement)
{
    jx_status status = sql_step(store, statement);
    if (statement) sqlite3_reset(statement);
    return status == JX_NOT_FOUND ? JX_OK : status;
}

jx_status sql_execute(jx_store *store, sql_name name)
{
    return sql_run(store, sql_ready(store, name));
}

jx_status sql_integer(jx_store *store, sqlite3_stmt *statement, int64_t *out)
{
    JX_TRY(sql_step(store, statement));
    *out = sqlite3_column_int64(statement, 0);
    sqlite3_reset(statement);
    return JX_OK;
}

jx_text sql_column(sqlite3_stmt *statement, int index)
{
    const void *bytes = sqlite3_column_blob(statement, index);
    return (jx_text){ bytes ? bytes : "", bytes ? (size_t)sqlite3_column_bytes(statement, index) : 0 };
}

jx_text sql_column_copy(jx_store *store, sqlite3_stmt *statement, int index)
{
    return jx_text_copy(store->arena, sql_column(statement, index));
}

// The type stands with the bytes: a flipped type must not give the bytes of another value.
static void put_column(sqlite3_stmt *statement, int index, jx_buffer *out)
{
    int type = sqlite3_column_type(statement, index);
    jx_buffer_put_char(out, (char)('0' + type));
    if (type == SQLITE_INTEGER)
        jx_field_put_number(out, (uint64_t)sqlite3_column_int64(statement, index));
    else
        jx_field_put(out, sql_column(statement, index));
}

void sql_put_row(sqlite3_stmt *statement, int first, int end, jx_buffer *out)
{
    for (int i = first; i < end; i++)
        put_column(statement, i, out);
}
