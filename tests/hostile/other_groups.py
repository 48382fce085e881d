"""Group 27 (stores), the words of the command line and the network's lot, and the groups that do not apply."""
import os
import shutil
import sqlite3
import subprocess
import tempfile
from pathlib import Path

from bench import JIXIANG, Case
from delivery_groups import CLEAN, LIUZHOU, encoded

NOT_HERE = {
    19: "XLSX is not read: deliveries are CSV (a workbook delivered as .csv is in group 20)",
    22: "there is no HTTP server in this program",
    24: "there are no POST requests; that the same run is recorded once is held by tests/cli and tests/store",
    25: "there are no accounts, sessions or roles",
    26: "there are no sessions; the clock enters a store only as a note beside the chain and no answer depends on it",
}


def store():
    """(bytes of a store with one run, of its anchor)"""
    with tempfile.TemporaryDirectory() as folder:
        facts = Path(folder) / "facts"
        facts.mkdir()
        for name, body in encoded(CLEAN).items():
            (facts / name).write_bytes(body)
        path = Path(folder) / "s.db"
        subprocess.run([JIXIANG, "assess", LIUZHOU, "--facts", str(facts), "--store", str(path), "--award", "1.2"],
                       check=True, capture_output=True)
        with sqlite3.connect(path) as db:
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return path.read_bytes(), Path(f"{path}.anchor").read_bytes()


def newer(body):
    """The same store as a later program would leave it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "s.db"
        path.write_bytes(body)
        with sqlite3.connect(path) as db:
            version = db.execute("PRAGMA user_version").fetchone()[0]
            db.execute(f"PRAGMA user_version = {version + 1}")
        db.close()
        shutil.rmtree(f"{path}-wal", ignore_errors=True)
        return path.read_bytes()


def stores():
    if not os.path.exists(JIXIANG):
        return
    body, anchor = store()

    def verified(name, changed, also=anchor):
        files = {"s.db": changed, "s.db.anchor": also}
        return Case(name, ("verify", "{}/s.db"), {key: value for key, value in files.items() if value is not None},
                    prints="nothing")

    yield verified("a sound store", body)
    yield verified("an empty file", b"")
    yield verified("no database", b"broken")
    yield verified("a text", "记录库".encode() * 1000)
    yield verified("a head and nothing else", body[:100])
    yield verified("cut in the middle", body[:len(body) // 2])
    yield verified("cut by a page", body[:-4096])
    yield verified("a page of zeros in the middle", body[:40960] + bytes(4096) + body[45056:])
    yield verified("a later version", newer(body))
    yield verified("no anchor", body, None)
    yield verified("an anchor of nothing", body, b"")
    yield verified("an anchor of another store", body, anchor.replace(anchor[:8], b"00000000"))
    yield verified("an anchor of 1 MB", body, b"x" * 1000000)
    for name, word in {"run 0": "0", "run -1": "-1", "run 2": "2", "a run beyond all numbers": "9" * 40,
                       "no number": "x", "SQL": "1; DROP TABLE run"}.items():
        yield Case(name, ("replay", "{}/s.db#" + word), {"s.db": body, "s.db.anchor": anchor}, prints="nothing")


def words():
    facts = encoded(CLEAN)
    long = "x" * 100000

    def said(name, *given, files=None):
        return Case(name, given, files or {}, prints="nothing")

    yield said("no such command", "asess")
    yield said("a command of 100,000 signs", long)
    yield said("a command that steers a terminal", "\x1b[2J")
    yield said("a format as a command", "%n%s%p")
    yield said("an option of 100,000 signs", "check", LIUZHOU, "--" + long)
    yield said("an option with a value of 100,000 signs", "check", LIUZHOU, "--scenario", long)
    yield said("a path of 100,000 signs", "check", "/" + long)
    yield said("a file as a package", "check", "{}/a", files={"a": b"x"})
    yield said("a folder as a model", "dmn", "check", "{}")
    yield said("a device as a model", "dmn", "check", "/dev/zero")
    yield said("a device as an input", "dmn", "eval", "/dev/null", "--input", "/dev/zero")
    yield said("an empty path", "check", "")
    yield said("a subject of 100,000 signs", "explain", LIUZHOU, long, "1.2", "--facts", "{}", files=facts)
    yield said("a subject that is SQL", "explain", LIUZHOU, "' OR 1=1; --", "1.2", "--facts", "{}", files=facts)
    yield said("an award of nobody", "explain", LIUZHOU, "91450200MA5K00012P", "9.9", "--facts", "{}", files=facts)
    yield said("a scenario that goes up", "assess", LIUZHOU, "--facts", "{}", "--scenario", "../../etc/passwd",
        files=facts)
    yield said("figures without end", "synth", "--out", "{}/x", "--enterprises", "9" * 40)
    yield said("minus one enterprise", "synth", "--out", "{}/x", "--enterprises", "-1")
    yield said("bytes that are no text", "check", b"/\xff\xfe".decode("utf-8", "surrogateescape"))
    yield said("200 arguments", "check", *["a"] * 200)
    yield said("a result into a folder that is not", "assess", LIUZHOU, "--facts", "{}", "--csv", "/proc/no/x.csv",
               files=facts)
    yield said("a store in a folder that is not", "assess", LIUZHOU, "--facts", "{}", "--store", "/proc/no/x.db",
        files=facts)


GROUPS = [(27, "stores", [*stores()]), (0, "words of the command line", [*words()])]
