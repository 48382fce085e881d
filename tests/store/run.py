#!/usr/bin/env python3
"""Tampers with a store of 20 runs and expects `jixiang verify` to find it and to name run, award and block.

1 every column of every table, in some rows, gets one bit flipped (through SQL, the triggers put back as they were);
2 rows deleted, two rows swapped, the tail of the chain cut off, the anchor file changed or removed;
3 random bits of the file itself: when a plain dump of all rows changes, verify must say so. JIXIANG_FLIPS: how many.
"""
import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("JIXIANG") or str(ROOT / "build" / "jixiang")
POLICY = str(ROOT / "policies" / "liuzhou-2026q1")
FLIPS = int(os.environ.get("JIXIANG_FLIPS", "60" if os.environ.get("JIXIANG_SANITIZED") else "300"))
TABLES = ["content", "bundle", "bundle_file", "run", "award", "block", "record"]
passed, failed = 0, 0


def check(holds, what):
    global passed, failed
    if holds:
        passed += 1
    else:
        failed += 1
        print(f"not so: {what}")


def call(*words):
    return subprocess.run([PROGRAM, *words], capture_output=True, text=True, encoding="utf-8", check=False, timeout=600)


def verify(path):
    run = call("verify", str(path), "--json")
    findings = json.loads(run.stdout)["findings"] if run.stdout else []
    return run.returncode, findings


def make_store(folder):
    store = folder / "kept.db"
    for seed in range(1, 11):
        city = folder / f"city{seed}"
        made = call("synth", "--out", str(city), "--enterprises", str(20 + seed), "--seed", str(seed))
        check(made.returncode == 0, "synth")
        for scenario in [[], ["--scenario", "assumed"]]:
            run = call("assess", POLICY, "--facts", str(city), "--store", str(store), *scenario)
            check(run.returncode == 0, f"assess: {run.stderr[:300]}")
    return store


def copied(store, name):
    path = store.with_name(name)
    shutil.copy(store, path)
    shutil.copy(str(store) + ".anchor", str(path) + ".anchor")
    return path


def tampered(store, statements):
    """A copy of the store on which the statements ran, with its triggers put back to the byte."""
    path = copied(store, "tampered.db")
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA foreign_keys=OFF")
        db.execute("PRAGMA ignore_check_constraints=ON")
        triggers = db.execute("SELECT name, sql FROM sqlite_schema WHERE type='trigger' ORDER BY rowid").fetchall()
        for name, _ in triggers:
            db.execute(f"DROP TRIGGER {name}")
        for sql, values in statements:
            db.execute(sql, values)
        for _, sql in triggers:
            db.execute(sql)
    db.close()
    return path


def flipped(value, rng):
    if isinstance(value, int):
        return value ^ (1 << rng.randrange(20))
    raw = bytearray(value.encode() if isinstance(value, str) else value)
    if not raw:
        return "x" if isinstance(value, str) else b"x"
    raw[rng.randrange(len(raw))] ^= 1
    return raw.decode(errors="replace") if isinstance(value, str) else bytes(raw)


def flip_fields(store, rng):
    db = sqlite3.connect(store)
    for table in TABLES:
        columns = [row[1] for row in db.execute(f"PRAGMA table_info({table})")]
        rowids = [row[0] for row in db.execute(f"SELECT rowid FROM {table}")]
        for column in columns:
            rowid = rng.choice(rowids)
            old = db.execute(f"SELECT {column} FROM {table} WHERE rowid=?", (rowid,)).fetchone()[0]
            new = flipped(old, rng)
            try:
                path = tampered(store, [(f"UPDATE {table} SET {column}=? WHERE rowid=?", (new, rowid))])
            except sqlite3.IntegrityError:
                continue  # a key that stands twice: SQLite itself refuses
            code, findings = verify(path)
            check(code == 7, f"{table}.{column} of row {rowid}: exit {code}")
            if table == "block" and column not in ("run", "award", "number"):
                run, number = db.execute("SELECT run, number FROM block WHERE rowid=?", (rowid,)).fetchone()
                named = any(f["what"] == "block" and f["run"] == run and f["award"] and f["block"] == number + 1
                            for f in findings)
                check(named, f"block.{column} of row {rowid} is named: {findings[:3]}")
    db.close()


def delete_and_swap(store, rng):
    db = sqlite3.connect(store)
    for table in TABLES:
        rowids = [row[0] for row in db.execute(f"SELECT rowid FROM {table}")]
        for rowid in {rowids[0], rowids[-1], rng.choice(rowids)}:
            code, _ = verify(tampered(store, [(f"DELETE FROM {table} WHERE rowid=?", (rowid,))]))
            check(code == 7, f"deleted row {rowid} of {table}: exit {code}")
    a, b = rng.sample([row[0] for row in db.execute("SELECT seq FROM record")], 2)
    park = [("UPDATE record SET seq=-1 WHERE seq=?", (a,)), ("UPDATE record SET seq=? WHERE seq=?", (a, b)),
            ("UPDATE record SET seq=? WHERE seq=-1", (b,))]
    check(verify(tampered(store, park))[0] == 7, "two records swapped")
    park = [("UPDATE block SET run=-1 WHERE run=3", ()), ("UPDATE block SET run=3 WHERE run=4", ()),
            ("UPDATE block SET run=4 WHERE run=-1", ())]
    code, findings = verify(tampered(store, park))
    check(code == 7 and any(f["run"] in (3, 4) for f in findings), "blocks of two runs swapped")
    one, two = [row[0] for row in db.execute("SELECT rowid FROM content LIMIT 2")]
    values = [db.execute("SELECT bytes FROM content WHERE rowid=?", (row,)).fetchone()[0] for row in (two, one)]
    swap = "UPDATE content SET bytes=? WHERE rowid=?"
    code, findings = verify(tampered(store, [(swap, (values[0], one)), (swap, (values[1], two))]))
    check(code == 7 and any(f["what"] == "content" and f["detail"] for f in findings), "two contents swapped")
    db.close()


def cut_tail(store):
    cut = [("DELETE FROM record WHERE kind='run' AND object=20", ()), ("DELETE FROM block WHERE run=20", ()),
           ("DELETE FROM award WHERE run=20", ()), ("DELETE FROM run WHERE id=20", ())]
    code, findings = verify(tampered(store, cut))
    check(code == 7 and any(f["what"] == "anchor" for f in findings), f"a clean cut, not seen: {findings[:3]}")
    anchor = Path(str(copied(store, "tampered.db")) + ".anchor")
    lines = anchor.read_text().splitlines()
    lines[0] = lines[0][:-1] + ("0" if lines[0][-1] != "0" else "1")
    anchor.write_text("\n".join(lines) + "\n")
    check(verify(store.with_name("tampered.db"))[0] == 7, "a changed anchor")
    anchor.unlink()
    check(verify(store.with_name("tampered.db"))[0] == 7, "a missing anchor")


def dump(path):
    rows = []
    try:
        db = sqlite3.connect(path)
        db.text_factory = bytes
        for table in TABLES:
            rows.append(db.execute(f"SELECT * FROM {table} NOT INDEXED ORDER BY rowid").fetchall())
            types = [f"typeof({row[1].decode()})" for row in db.execute(f"PRAGMA table_info({table})")]
            rows.append(db.execute(f"SELECT {','.join(types)} FROM {table} NOT INDEXED ORDER BY rowid").fetchall())
        db.close()
    except (sqlite3.Error, UnicodeDecodeError) as error:
        return f"error: {type(error)}"
    return rows


def flip_bits(store, rng):
    original, before = bytearray(store.read_bytes()), dump(store)
    path = copied(store, "flipped.db")
    detected = harmless = 0
    for _ in range(FLIPS):
        bit = rng.randrange(len(original) * 8)
        original[bit // 8] ^= 1 << bit % 8
        path.write_bytes(original)
        original[bit // 8] ^= 1 << bit % 8
        code, _ = verify(path)
        changed = dump(path) != before
        detected += code == 7
        harmless += code == 0
        check(code in (0, 1, 7), f"bit {bit}: exit {code}")
        check(code != 0 or not changed, f"bit {bit} changes a row and is missed")
    print(f"{FLIPS} flipped bits: {detected} found, {harmless} without effect")


def main():
    if not Path(PROGRAM).exists():
        print(f"SKIP: no {PROGRAM}")
        return 77
    seed = int(os.environ.get("JIXIANG_SEED", random.SystemRandom().randrange(1 << 31)))
    print(f"JIXIANG_SEED={seed}")
    rng = random.Random(seed)
    with tempfile.TemporaryDirectory() as name:
        store = make_store(Path(name))
        code, findings = verify(store)
        check(code == 0 and not findings, f"the untouched store verifies: {findings[:3]}")
        for run in (1, 20):
            replay = call("replay", f"{store}#{run}")
            check(replay.returncode == 0, f"replay of run {run}: {replay.stdout} {replay.stderr}")
        flip_fields(store, rng)
        delete_and_swap(store, rng)
        cut_tail(store)
        flip_bits(store, rng)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


sys.exit(main())
