// The schema as a document: what a row is, who writes it, whether it ever changes. Read by sql.c only.
//
// All tables are STRICT; rows are written once, by the run that needs them, and never changed (see the triggers).
// Every field of every row is covered by a hash: contents by their own, the rest by a record of the chain.
#ifndef JX_STORE_SCHEMA_SQL_H
#define JX_STORE_SCHEMA_SQL_H

#define JX_SCHEMA_VERSION 1
#define JX_SCHEMA_APPLICATION 1245270608  // "J9jP": tells our files from other SQLite files

// clang-format off
static const char schema_sql[] =
    // The bytes of one file, known by their SHA-256. Shared by all packages and deliveries that hold the file.
    "CREATE TABLE content (\n"
    "  hash  BLOB PRIMARY KEY CHECK (length(hash) = 32),\n"
    "  bytes BLOB NOT NULL\n"
    ") STRICT;\n"

    // A package, or one delivery of fact files: a list of named contents.
    "CREATE TABLE bundle (\n"
    "  id    INTEGER PRIMARY KEY,\n"
    "  kind  TEXT NOT NULL CHECK (kind IN ('package', 'facts')),\n"
    "  hash  BLOB NOT NULL CHECK (length(hash) = 32),  -- over kind, names and hashes of the files\n"
    "  files INTEGER NOT NULL,\n"
    "  UNIQUE (kind, hash)\n"
    ") STRICT;\n"

    "CREATE TABLE bundle_file (\n"
    "  bundle   INTEGER NOT NULL REFERENCES bundle(id) DEFERRABLE INITIALLY DEFERRED,\n"
    "  position INTEGER NOT NULL,\n"
    "  name     TEXT NOT NULL,\n"
    "  content  BLOB NOT NULL REFERENCES content(hash) DEFERRABLE INITIALLY DEFERRED,\n"
    "  PRIMARY KEY (bundle, position)\n"
    ") STRICT;\n"

    // One assessment: what it was bound to, and the root over its blocks. A second one with the same binding is the
    // same run; engine, zones and created tell who made it, they do not decide anything.
    "CREATE TABLE run (\n"
    "  id           INTEGER PRIMARY KEY,\n"
    "  package      INTEGER NOT NULL REFERENCES bundle(id),\n"
    "  facts        INTEGER NOT NULL REFERENCES bundle(id),\n"
    "  package_hash BLOB NOT NULL CHECK (length(package_hash) = 32),\n"
    "  title        TEXT NOT NULL,\n"
    "  scenario     TEXT NOT NULL,  -- '' as published\n"
    "  parameters   TEXT NOT NULL,\n"
    "  in_force     TEXT NOT NULL,\n"
    "  import       INTEGER NOT NULL,  -- what the run knew: the number of its delivery in this store\n"
    "  semantics    INTEGER NOT NULL,\n"
    "  engine       TEXT NOT NULL,\n"
    "  zones        TEXT NOT NULL,\n"
    "  created      TEXT NOT NULL,\n"
    "  awards       INTEGER NOT NULL,\n"
    "  root         BLOB NOT NULL CHECK (length(root) = 32),\n"
    "  UNIQUE (package, facts, package_hash, scenario, parameters, in_force, semantics)\n"
    ") STRICT;\n"

    "CREATE TABLE award (\n"
    "  run      INTEGER NOT NULL REFERENCES run(id) DEFERRABLE INITIALLY DEFERRED,\n"
    "  position INTEGER NOT NULL,\n"
    "  id       TEXT NOT NULL,\n"
    "  name     TEXT NOT NULL,\n"
    "  rows     INTEGER NOT NULL,\n"
    "  blocks   INTEGER NOT NULL,\n"
    "  PRIMARY KEY (run, position)\n"
    ") STRICT;\n"

    // Result columns of up to 4,096 subjects. Texts are fields with their length; fen are 8 bytes, big end first, an
    // unbounded most is the largest number. `answers` is over the canonical bytes of the answers, `digest` over all
    // other fields of the row.
    "CREATE TABLE block (\n"
    "  run      INTEGER NOT NULL REFERENCES run(id) DEFERRABLE INITIALLY DEFERRED,\n"
    "  award    INTEGER NOT NULL,\n"
    "  number   INTEGER NOT NULL,\n"
    "  rows     INTEGER NOT NULL,\n"
    "  subjects BLOB NOT NULL,\n"
    "  verdicts BLOB NOT NULL,\n"
    "  least    BLOB NOT NULL,\n"
    "  most     BLOB NOT NULL,\n"
    "  causes   BLOB NOT NULL,\n"
    "  answers  BLOB NOT NULL,\n"
    "  digest   BLOB NOT NULL CHECK (length(digest) = 32),\n"
    "  PRIMARY KEY (run, award, number)\n"
    ") STRICT;\n"

    // The chain: hash = SHA-256(01 | hash before | seq | length | bytes). `bytes` are all fields of the bundle or run,
    // each with its type and length.
    "CREATE TABLE record (\n"
    "  seq    INTEGER PRIMARY KEY,\n"
    "  kind   TEXT NOT NULL CHECK (kind IN ('bundle', 'run')),\n"
    "  object INTEGER NOT NULL,\n"
    "  bytes  BLOB NOT NULL,\n"
    "  hash   BLOB NOT NULL CHECK (length(hash) = 32),\n"
    "  UNIQUE (kind, object)\n"
    ") STRICT;\n"

#define JX_KEPT(table)                                                                                               \
    "CREATE TRIGGER " table "_kept BEFORE UPDATE ON " table " BEGIN SELECT RAISE(ABORT, 'written once'); END;\n"     \
    "CREATE TRIGGER " table "_stays BEFORE DELETE ON " table " BEGIN SELECT RAISE(ABORT, 'never deleted'); END;\n"
    JX_KEPT("content") JX_KEPT("bundle") JX_KEPT("bundle_file") JX_KEPT("run") JX_KEPT("award") JX_KEPT("block")
    JX_KEPT("record")
#undef JX_KEPT
    ;
// clang-format on

#endif
