// Tampers with every stored field of every row of a store of 21 runs, and expects `verify` to find each change.
//
//     JX_TAMPER_SHARE  one change in so many is tried, beginning with a random one (40; 1 tries them all:
//                      scripts/full_tamper.sh), JX_SEED (printed)
//
// Changes: of numbers and short values every bit is flipped, of longer texts and blobs one bit of every byte; every row
// is deleted; every two neighbours and random pairs change places; the tail of the chain is cut off after every run;
// every byte of the anchor file is changed, and the file cut after every line. A change is made inside the store's own
// connection and taken back afterwards; rows that are equal but for their keys cannot be told apart and are left out.
#include <sqlite3.h>

#include "store/sql.h"
#include "unit/check.h"
#include "unit/dice.h"

#if defined(__SANITIZE_ADDRESS__)
enum { SHARE = 200 };
#else
enum { SHARE = 40 };
#endif
enum { RUNS = 21, SHORT_BYTES = 8, RANDOM_PAIRS = 300 };

typedef struct {
    const char *name, *key[3];  // columns of the key
    int columns;
} table_row;
static const table_row tables[] = {
    { "content", { "hash" }, 2 },
    { "bundle", { "id" }, 4 },
    { "bundle_file", { "bundle", "position" }, 4 },
    { "run", { "id" }, 15 },
    { "award", { "run", "position" }, 6 },
    { "block", { "run", "award", "number" }, 11 },
    { "record", { "seq" }, 5 },
};

typedef struct {
    char folder[32], path[64];
    jx_arena *arena;
    jx_problems problems;
    jx_store *store;
    sqlite3 *db;
    uint64_t share, next;  // one change in `share`
    size_t tried, refused, equal;
} tampering;

// ---- the store ----

static jx_status write_run(jx_store *store, jx_arena *arena, int n)
{
    jx_source *package = JX_ARRAY(arena, 2, jx_source), *facts = JX_ARRAY(arena, 2, jx_source);
    package[0] = (jx_source){ JX_TEXT("facts.md"), JX_TEXT("# facts") };
    package[1] = (jx_source){ JX_TEXT("policy.md"), jx_text_format(arena, "# text %d", n % 2) };
    facts[0] = (jx_source){ JX_TEXT("a.csv"), jx_text_format(arena, "code\n%d\n", n) };
    facts[1] = (jx_source){ JX_TEXT("b.csv"), JX_TEXT("code\n") };
    jx_run_binding *binding = JX_NEW(arena, jx_run_binding);
    *binding = (jx_run_binding){ .package = { package, 2 },
                                 .facts = { facts, 2 },
                                 .title = JX_TEXT("测"),
                                 .scenario = JX_TEXT("assumed"),
                                 .parameters = JX_TEXT("p=1\n"),
                                 .in_force = JX_TEXT("2026-03-31"),
                                 .semantics = 1,
                                 .engine = JX_TEXT("0.1.0"),
                                 .zones = JX_TEXT("z"),
                                 .created = jx_text_format(arena, "2026-01-%02dT00:00:00Z", n) };
    static const jx_text subjects[] = { { "a", 1 }, { "b", 1 }, { "c", 1 } },
                         causes[] = { { "[]", 2 }, { "[\"x\"]", 5 }, { "[]", 2 } };
    static const uint8_t verdicts[] = { 0, 1, 2 };
    const int64_t least[] = { 5000000 + n, 0, 0 }, most[] = { 5000000 + n, 0, JX_UNBOUNDED_FEN };
    jx_result_block block = {
        .count = 3, .subjects = subjects, .verdicts = verdicts, .least_fen = least, .most_fen = most, .causes = causes
    };
    int64_t run;
    JX_TRY(jx_store_begin_run(store, binding));
    for (int award = 0; award < 3; award++) {
        jx_text id = jx_text_format(arena, "%d.%d", n, award), name = jx_text_format(arena, "奖%d", award);
        JX_TRY(jx_store_put_award(store, id, name));
        for (int i = 0; i < 2 - award; i++) {  // two blocks, one, none
            block.count = (size_t)(3 - i);
            JX_TRY(jx_hash_text(jx_text_format(arena, "%d %d %d", n, award, i), &block.answers));
            JX_TRY(jx_store_put_block(store, &block));
        }
    }
    return jx_store_finish_run(store, &run);
}

static void execute(tampering *in, const char *sql)
{
    if (!CHECK_INT(sqlite3_exec(in->db, sql, NULL, NULL, NULL), SQLITE_OK))
        printf("    %s: %s\n", sql, sqlite3_errmsg(in->db));
}

static tampering whole;

static void forget(void)
{
    char command[64];
    jx_store_close(whole.store);
    jx_arena_free(whole.arena);
    (void)snprintf(command, sizeof command, "rm -rf %.31s", whole.folder);
    if (system(command) != 0) printf("%s is left behind\n", whole.folder);
}

// One store serves all tests: whatever is changed is taken back.
static tampering *begin(void)
{
    tampering *in = &whole;
    in->tried = in->refused = in->equal = 0;
    if (in->store) return in;
    *in = (tampering){ .folder = "/tmp/jx-tamper-XXXXXX", .share = setting("JX_TAMPER_SHARE", SHARE) };
    if (!CHECK(mkdtemp(in->folder) != NULL)) return NULL;
    (void)snprintf(in->path, sizeof in->path, "%.31s/kept.db", in->folder);
    in->arena = jx_arena_new(jx_allocator_system(), SIZE_MAX);
    in->problems = (jx_problems){ .arena = in->arena, .language = JX_ENGLISH };
    if (!CHECK(jx_store_open(in->arena, &in->problems, in->path, true, &in->store) == JX_OK)) return NULL;
    (void)atexit(forget);
    for (int n = 1; n <= RUNS; n++) CHECK(write_run(in->store, in->arena, n) == JX_OK);
    in->db = in->store->connection;
    CHECK_INT(sqlite3_db_config(in->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL), SQLITE_OK);
    execute(in, "PRAGMA foreign_keys=OFF; PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF");
    return in;
}

// ---- one change ----

static void change(tampering *in)
{
    execute(in, "SAVEPOINT tampered");
    execute(in, "PRAGMA ignore_check_constraints=ON");
}

static void verify(tampering *in, jx_findings *out)
{
    execute(in, "PRAGMA ignore_check_constraints=OFF");
    CHECK(jx_store_verify(in->store, out) == JX_OK);
    execute(in, "ROLLBACK TO tampered");
    execute(in, "RELEASE tampered");
}

// Whether this change is among those to be tried.
static bool is_due(tampering *in)
{
    if (in->next-- > 0) return false;
    in->next = in->share - 1;
    in->tried++;
    return true;
}

typedef struct {
    int64_t run, block;  // 0: none
    const char *award;   // NULL: none
} named_row;

static bool names(const jx_findings *findings, const named_row *row)
{
    for (size_t i = 0; i < findings->count; i++) {
        const jx_finding *finding = &findings->items[i];
        bool same = finding->run == row->run && finding->block == row->block &&
                    (!row->award || jx_text_equal(finding->award, jx_text_of(row->award)));
        if (same) return true;
    }
    return false;
}

static void expect_found(tampering *in, const char *what, const named_row *named)
{
    jx_arena_mark mark = jx_arena_marked(in->arena);
    jx_findings findings;
    verify(in, &findings);
    if (!CHECK(findings.count > 0)) printf("    missed: %s\n", what);
    if (named && !CHECK(names(&findings, named)))
        printf("    not named: %s: %s run %lld award %.*s block %lld\n", what, findings.items[0].what,
               (long long)findings.items[0].run, JX_TEXT_ARG(findings.items[0].award),
               (long long)findings.items[0].block);
    jx_arena_rewind(in->arena, mark);
}

// Runs a statement that changes rows; false when SQLite refuses it (a key that would stand twice).
static bool changes(tampering *in, sqlite3_stmt *statement)
{
    int code = sqlite3_step(statement);
    sqlite3_finalize(statement);
    if (code == SQLITE_DONE) return CHECK_INT(sqlite3_changes(in->db), 1);
    CHECK_INT(code, SQLITE_CONSTRAINT);
    in->refused++;
    execute(in, "ROLLBACK TO tampered");
    execute(in, "RELEASE tampered");
    execute(in, "PRAGMA ignore_check_constraints=OFF");
    return false;
}

static sqlite3_stmt *prepared(tampering *in, const char *sql)
{
    sqlite3_stmt *statement = NULL;
    if (!CHECK_INT(sqlite3_prepare_v2(in->db, sql, -1, &statement, NULL), SQLITE_OK))
        printf("    %s: %s\n", sql, sqlite3_errmsg(in->db));
    return statement;
}

// ---- rows and fields ----

static jx_text say(tampering *in, const char *format, const char *table, const char *column)
{
    return jx_text_format(in->arena, format, table, column);
}

static size_t rowids_of(tampering *in, const table_row *table, int64_t **out)
{
    sqlite3_stmt *statement = prepared(in, say(in, "SELECT rowid FROM %s ORDER BY rowid%s", table->name, "").bytes);
    struct { int64_t *items; size_t count, capacity; } rows = { 0 };
    while (sqlite3_step(statement) == SQLITE_ROW) *JX_PUSH(in->arena, &rows) = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    *out = rows.items;
    return rows.count;
}

static bool is_key(const table_row *table, const char *column)
{
    for (size_t i = 0; i < JX_COUNT(table->key) && table->key[i]; i++)
        if (strcmp(table->key[i], column) == 0) return true;
    return false;
}

// What verify must name when something but the key of this row has changed.
static bool named_by(tampering *in, const table_row *table, int64_t rowid, named_row *out)
{
    const char *sql = strcmp(table->name, "block") == 0
                          ? "SELECT b.run, b.number + 1, a.id FROM block b JOIN award a"
                            " ON a.run = b.run AND a.position = b.award WHERE b.rowid = ?"
                      : strcmp(table->name, "award") == 0 ? "SELECT run, 0, NULL FROM award WHERE rowid = ?"
                      : strcmp(table->name, "run") == 0   ? "SELECT id, 0, NULL FROM run WHERE rowid = ?"
                                                          : NULL;
    if (!sql) return false;
    sqlite3_stmt *statement = prepared(in, sql);
    sqlite3_bind_int64(statement, 1, rowid);
    bool there = CHECK_INT(sqlite3_step(statement), SQLITE_ROW);
    const char *award = (const char *)sqlite3_column_text(statement, 2);
    *out = (named_row){ sqlite3_column_int64(statement, 0), sqlite3_column_int64(statement, 1),
                        award ? jx_text_copy(in->arena, jx_text_of(award)).bytes : NULL };
    sqlite3_finalize(statement);
    return there;
}

typedef struct {
    const table_row *table;
    const char *column, *update;
    int64_t rowid;
    const named_row *named;  // NULL: any finding will do
} field;

static void try_number(tampering *in, const field *at, int64_t value, int bit)
{
    if (!is_due(in)) return;
    change(in);
    sqlite3_stmt *statement = prepared(in, at->update);
    sqlite3_bind_int64(statement, 1, value ^ (int64_t)(UINT64_C(1) << bit));
    sqlite3_bind_int64(statement, 2, at->rowid);
    char what[128];
    (void)snprintf(what, sizeof what, "%s.%s row %lld bit %d", at->table->name, at->column, (long long)at->rowid, bit);
    if (changes(in, statement)) expect_found(in, what, at->named);
}

static void try_bytes(tampering *in, const field *at, int type, char *bytes, int size, int bit)
{
    if (!is_due(in)) return;
    change(in);
    sqlite3_stmt *statement = prepared(in, at->update);
    if (size > 0) bytes[bit / 8] ^= (char)(1 << bit % 8);
    const char *value = size > 0 ? bytes : "x";  // an empty value gets a byte
    if (type == SQLITE_TEXT)
        sqlite3_bind_text(statement, 1, value, size > 0 ? size : 1, SQLITE_TRANSIENT);
    else
        sqlite3_bind_blob(statement, 1, value, size > 0 ? size : 1, SQLITE_TRANSIENT);
    if (size > 0) bytes[bit / 8] ^= (char)(1 << bit % 8);
    sqlite3_bind_int64(statement, 2, at->rowid);
    char what[128];
    (void)snprintf(what, sizeof what, "%s.%s row %lld bit %d", at->table->name, at->column, (long long)at->rowid, bit);
    if (changes(in, statement)) expect_found(in, what, at->named);
}

static void tamper_field(tampering *in, dice *d, const field *at, sqlite3_stmt *row, int column)
{
    int type = sqlite3_column_type(row, column);
    if (type == SQLITE_INTEGER) {
        for (int bit = 0; bit < 64; bit++) try_number(in, at, sqlite3_column_int64(row, column), bit);
        return;
    }
    int size = sqlite3_column_bytes(row, column);
    jx_text copy = jx_text_copy(in->arena, (jx_text){ sqlite3_column_blob(row, column), (size_t)size });
    char *bytes = (char *)(uintptr_t)copy.bytes;
    if (size == 0) try_bytes(in, at, type, bytes, 0, 0);
    for (int bit = 0; size <= SHORT_BYTES && bit < size * 8; bit++) try_bytes(in, at, type, bytes, size, bit);
    for (int byte = 0; size > SHORT_BYTES && byte < size; byte++)
        try_bytes(in, at, type, bytes, size, byte * 8 + (int)below(d, 8));
}

static void tamper_row(tampering *in, dice *d, const table_row *table, int64_t rowid)
{
    sqlite3_stmt *row = prepared(in, say(in, "SELECT * FROM %s WHERE rowid = ?%s", table->name, "").bytes);
    named_row named;
    bool is_named = named_by(in, table, rowid, &named);
    sqlite3_bind_int64(row, 1, rowid);
    if (CHECK_INT(sqlite3_step(row), SQLITE_ROW) && CHECK_INT(sqlite3_column_count(row), table->columns)) {
        for (int i = 0; i < table->columns; i++) {
            const char *column = sqlite3_column_name(row, i);
            field at = { .table = table, .column = column, .rowid = rowid };
            at.update = say(in, "UPDATE %s SET %s = ? WHERE rowid = ?", table->name, column).bytes;
            at.named = is_named && !is_key(table, column) ? &named : NULL;
            tamper_field(in, d, &at, row, i);
        }
    }
    sqlite3_finalize(row);
}

static void report(const tampering *in, const char *what)
{
    printf("%s: %zu changes tried, %zu refused by SQLite, %zu of equal rows left out\n", what, in->tried, in->refused,
           in->equal);
}

TEST(every_changed_field_is_found)
{
    tampering *in = begin();
    if (!in) return;
    dice d = { fresh_seed() };
    printf("JX_SEED=%llu JX_TAMPER_SHARE=%llu\n", (unsigned long long)d.state, (unsigned long long)in->share);
    in->next = (uint64_t)below(&d, (int64_t)in->share);
    for (size_t t = 0; t < JX_COUNT(tables); t++) {
        int64_t *rows;
        size_t count = rowids_of(in, &tables[t], &rows), before = in->tried;
        for (size_t i = 0; i < count; i++) {
            jx_arena_mark mark = jx_arena_marked(in->arena);
            tamper_row(in, &d, &tables[t], rows[i]);
            jx_arena_rewind(in->arena, mark);
        }
        printf("  %s: %zu rows, %zu changes\n", tables[t].name, count, in->tried - before);
        CHECK(in->tried > before);
    }
    report(in, "fields");
}

// ---- rows deleted, rows swapped ----

TEST(every_deleted_row_is_found)
{
    tampering *in = begin();
    if (!in) return;
    for (size_t t = 0; t < JX_COUNT(tables); t++) {
        int64_t *rows;
        size_t count = rowids_of(in, &tables[t], &rows);
        for (size_t i = 0; i < count; i++) {
            char what[64];
            change(in);
            sqlite3_stmt *statement =
                prepared(in, say(in, "DELETE FROM %s WHERE rowid = ?%s", tables[t].name, "").bytes);
            sqlite3_bind_int64(statement, 1, rows[i]);
            (void)snprintf(what, sizeof what, "%s row %lld deleted", tables[t].name, (long long)rows[i]);
            named_row named;
            bool is_named = false;
            execute(in, "SAVEPOINT asking");
            is_named = named_by(in, &tables[t], rows[i], &named);
            execute(in, "RELEASE asking");
            in->tried++;
            if (changes(in, statement)) expect_found(in, what, is_named ? &named : NULL);
        }
    }
    report(in, "rows deleted");
}

static bool equal_rows(tampering *in, const table_row *table, int64_t a, int64_t b)
{
    sqlite3_stmt *left = prepared(in, say(in, "SELECT * FROM %s WHERE rowid = ?%s", table->name, "").bytes);
    sqlite3_stmt *right = prepared(in, say(in, "SELECT * FROM %s WHERE rowid = ?%s", table->name, "").bytes);
    sqlite3_bind_int64(left, 1, a);
    sqlite3_bind_int64(right, 1, b);
    bool equal = sqlite3_step(left) == SQLITE_ROW && sqlite3_step(right) == SQLITE_ROW;
    for (int i = 0; equal && i < table->columns; i++) {
        int size = sqlite3_column_bytes(left, i);
        if (is_key(table, sqlite3_column_name(left, i))) continue;
        equal = size == sqlite3_column_bytes(right, i) &&
                (size == 0 || memcmp(sqlite3_column_blob(left, i), sqlite3_column_blob(right, i), (size_t)size) == 0);
    }
    sqlite3_finalize(left);
    sqlite3_finalize(right);
    return equal;
}

// The rows change places: each gets the key of the other. The first key column is parked on a value that none has.
static void swap_rows(tampering *in, const table_row *table, int64_t a, int64_t b)
{
    if (a == b) return;
    if (equal_rows(in, table, a, b)) {
        in->equal++;
        return;
    }
    bool named_by_rowid = !table->key[1] && strcmp(table->key[0], "hash") != 0;  // the key is the rowid
    const char *parked = strcmp(table->key[0], "hash") == 0 ? "zeroblob(32)" : "-1";
    jx_buffer sql = jx_buffer_in(in->arena);
    char what[96];
    change(in);
    jx_buffer_format(&sql, "CREATE TEMP TABLE two AS SELECT rowid AS row, * FROM %s WHERE rowid IN (%lld, %lld);",
                     table->name, (long long)a, (long long)b);
    jx_buffer_format(&sql, "UPDATE %s SET %s = %s WHERE rowid = %lld;", table->name, table->key[0], parked,
                     (long long)a);
    for (int turn = 0; turn < 2; turn++) {
        long long to = turn ? a : b, from = turn ? b : a, at = turn && named_by_rowid ? -1 : to;
        jx_buffer_format(&sql, "UPDATE %s SET ", table->name);
        for (size_t k = 0; k < JX_COUNT(table->key) && table->key[k]; k++)
            jx_buffer_format(&sql, "%s%s = (SELECT %s FROM temp.two WHERE row = %lld)", k ? ", " : "", table->key[k],
                             table->key[k], from);
        jx_buffer_format(&sql, " WHERE rowid = %lld;", at);
    }
    jx_buffer_put(&sql, JX_TEXT("DROP TABLE temp.two;"));
    jx_buffer_put_char(&sql, '\0');
    execute(in, sql.bytes);
    in->tried++;
    (void)snprintf(what, sizeof what, "%s rows %lld and %lld swapped", table->name, (long long)a, (long long)b);
    expect_found(in, what, NULL);
}

TEST(every_swap_of_neighbours_and_random_pairs_are_found)
{
    tampering *in = begin();
    if (!in) return;
    dice d = { fresh_seed() };
    printf("JX_SEED=%llu\n", (unsigned long long)d.state);
    for (size_t t = 0; t < JX_COUNT(tables); t++) {
        int64_t *rows;
        size_t count = rowids_of(in, &tables[t], &rows);
        jx_arena_mark mark = jx_arena_marked(in->arena);
        for (size_t i = 0; i + 1 < count; i++) {
            swap_rows(in, &tables[t], rows[i], rows[i + 1]);
            jx_arena_rewind(in->arena, mark);
        }
        for (size_t i = 0; i < RANDOM_PAIRS / JX_COUNT(tables); i++) {
            swap_rows(in, &tables[t], rows[below(&d, (int64_t)count)], rows[below(&d, (int64_t)count)]);
            jx_arena_rewind(in->arena, mark);
        }
    }
    report(in, "rows swapped");
}

// ---- the tail, and the anchor ----

TEST(every_cut_tail_is_found)
{
    tampering *in = begin();
    if (!in) return;
    for (int kept = 0; kept < RUNS; kept++) {
        char sql[512], what[64];
        change(in);
        (void)snprintf(sql, sizeof sql,
                       "DELETE FROM record WHERE seq > COALESCE((SELECT seq FROM record WHERE kind = 'run' AND"
                       " object = %d), 0); DELETE FROM block WHERE run > %d; DELETE FROM award WHERE run > %d;"
                       "DELETE FROM run WHERE id > %d; DELETE FROM bundle WHERE id NOT IN"
                       " (SELECT object FROM record WHERE kind = 'bundle');"
                       "DELETE FROM bundle_file WHERE bundle NOT IN (SELECT id FROM bundle);"
                       "DELETE FROM content WHERE hash NOT IN (SELECT content FROM bundle_file);",
                       kept, kept, kept, kept);
        execute(in, sql);
        (void)snprintf(what, sizeof what, "cut after run %d", kept);
        jx_arena_mark mark = jx_arena_marked(in->arena);
        jx_findings findings;
        verify(in, &findings);
        bool by_anchor = false;
        for (size_t i = 0; i < findings.count && !by_anchor; i++)
            by_anchor = strcmp(findings.items[i].what, "anchor") == 0;
        if (!CHECK(by_anchor)) printf("    missed: %s\n", what);
        CHECK_INT(findings.count, RUNS - kept);  // nothing but the anchor's lines shows such a clean cut
        jx_arena_rewind(in->arena, mark);
    }
}

static void verify_anchor_of(tampering *in, const char *path, jx_text bytes, jx_findings *out)
{
    CHECK(jx_file_write(in->arena, &in->problems, path, bytes) == JX_OK);
    change(in);
    verify(in, out);
}

TEST(every_changed_byte_of_the_anchor_is_found_and_a_cut_is_told)
{
    tampering *in = begin();
    if (!in) return;
    dice d = { fresh_seed() };
    const char *path = jx_text_format(in->arena, "%s.anchor", in->path).bytes;
    jx_text anchor;
    jx_findings findings;
    if (!CHECK(jx_file_read(in->arena, &in->problems, path, 1 << 20, &anchor) == JX_OK)) return;
    char *bytes = (char *)(uintptr_t)jx_text_copy(in->arena, anchor).bytes;
    for (size_t i = 0; i + 1 < anchor.size; i++) {
        jx_arena_mark mark = jx_arena_marked(in->arena);
        bytes[i] ^= (char)(1 << below(&d, 8));
        verify_anchor_of(in, path, (jx_text){ bytes, anchor.size }, &findings);
        if (!CHECK(findings.count > 0)) printf("    missed: byte %zu of the anchor\n", i);
        bytes[i] = anchor.bytes[i];
        jx_arena_rewind(in->arena, mark);
    }
    for (size_t i = 0; i + 1 < anchor.size; i++) {
        if (i > 0 && anchor.bytes[i - 1] != '\n') continue;
        verify_anchor_of(in, path, (jx_text){ anchor.bytes, i }, &findings);
        CHECK(findings.unanchored > 0);
    }
    printf("anchor: %zu bytes changed\n", anchor.size - 1);
}

CHECK_MAIN
