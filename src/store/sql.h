// Private to store/: the connection and its statements.
//
// A statement belongs to the store: prepared once, reset before each use, finalised by jx_store_close. So a jump out of
// an arena allocation in the middle of a result leaks nothing.
#ifndef JX_STORE_SQL_H
#define JX_STORE_SQL_H

#include <sqlite3.h>

#include "store/store.h"

typedef enum {
#define JX_SQL(name, text) SQL_##name,
#include "store/sql.def"
#undef JX_SQL
    SQL_COUNT
} sql_name;

struct jx_store {
    sqlite3 *connection;
    sqlite3_stmt *statements[SQL_COUNT];
    jx_arena *arena;
    jx_problems *problems;
    const char *path;
    // The run being written.
    bool writing;
    int64_t run, package, facts, import;
    const jx_run_binding *binding;
    size_t award_count;
    jx_run_award award;  // the open one; id empty before the first
    jx_buffer digests;   // of its blocks so far, in order
};

jx_status store_open_connection(jx_store *store, const char *path, bool create);

// The statement, reset, with the parameters given in order. NULL: it could not be prepared; a problem was added.
sqlite3_stmt *sql_ready(jx_store *store, sql_name name);
void sql_bind_integer(sqlite3_stmt *statement, int index, int64_t value);
void sql_bind_text(sqlite3_stmt *statement, int index, jx_text value);  // borrowed until the statement is used again
void sql_bind_blob(sqlite3_stmt *statement, int index, jx_text value);

// Runs to the end. / Steps to the next row: JX_OK, or JX_NOT_FOUND at the end. Failures add a problem.
JX_MUST_USE jx_status sql_run(jx_store *store, sqlite3_stmt *statement);
JX_MUST_USE jx_status sql_step(jx_store *store, sqlite3_stmt *statement);
JX_MUST_USE jx_status sql_execute(jx_store *store, sql_name name);
// The first column of the first row.
JX_MUST_USE jx_status sql_integer(jx_store *store, sqlite3_stmt *statement, int64_t *out);

jx_text sql_column(sqlite3_stmt *statement, int index);  // text or blob; borrowed until the next step
jx_text sql_column_copy(jx_store *store, sqlite3_stmt *statement, int index);
// Appends the columns [first, end) of the row, each as its type and its bytes with their length.
void sql_put_row(sqlite3_stmt *statement, int first, int end, jx_buffer *out);

jx_status store_failed(jx_store *store, jx_problem_code code, jx_text detail);

#endif
