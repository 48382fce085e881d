#!/usr/bin/env python3
# plain build only
"""The packages of docs/policy-format.md are built from its blocks, and must check, pass their cases and be assessed.

A block is headed by its file; `farms:policy.md` belongs to the package farms, others to the first one. The page's list
of words is held against src/policy/keywords.def.
"""
import csv
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
JIXIANG = os.environ.get("JIXIANG", str(ROOT / "build" / "jixiang"))
BLOCK = re.compile(r"^(`{3,})(md|csv|dmn) (\S+)\n(.*?)^\1$", re.M | re.S)
WORD = re.compile(r'^JX_WORD\(\w+, "([^"]+)", "([^"]+)"\)', re.M)


def write_blocks(folder):
    text = (ROOT / "docs" / "policy-format.md").read_text(encoding="utf-8")
    for _, kind, name, body in BLOCK.findall(text):
        package, _, file = name.rpartition(":")
        path = folder / (package or ("节水" if kind == "md" else "数据")) / file
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(path, "a", encoding="utf-8") as out:
            out.write(body)


def words_missing():
    page = (ROOT / "docs" / "policy-format.md").read_text(encoding="utf-8")
    words = WORD.findall((ROOT / "src" / "policy" / "keywords.def").read_text(encoding="utf-8"))
    return [f"{zh} {en}" for zh, en in words if f"{zh} {en}" not in page] if words else ["keywords.def is not read"]


def run(folder, *arguments):
    return subprocess.run([JIXIANG, *arguments], cwd=folder, capture_output=True, text=True, check=False)


def answers(folder, *more):
    done = run(folder, "assess", "节水", "--facts", "数据", "--csv", "out.csv", *more)
    if done.returncode != 0:
        raise RuntimeError(done.stdout + done.stderr)
    with open(folder / "out.csv", encoding="utf-8-sig", newline="") as rows:
        return {row["subject"]: (row["verdict"], row["least_fen"], row["most_fen"]) for row in csv.DictReader(rows)}


def main():
    if not pathlib.Path(JIXIANG).exists():
        print("SKIP: there is no jixiang to run")
        return 0
    results = []
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        write_blocks(folder)
        for package in ("节水", "farms"):
            for verb in ("check", "test"):
                done = run(folder, verb, package)
                results.append((f"{verb} {package}", done.returncode == 0, done.stdout + done.stderr))
        missing = words_missing()
        results.append(("words", not missing, f"not on the page: {missing}"))
        try:
            plain, generous = answers(folder), answers(folder, "--scenario", "generous")
            results.append(("assess", plain == {"91450200MA5K00012P": ("yes", "400000", "400000"),
                                                "91350100M000100Y43": ("needs_data", "0", "5000000")}, str(plain)))
            results.append(("scenario", generous["91450200MA5K00012P"] == ("yes", "600000", "600000"), str(generous)))
        except (RuntimeError, OSError, KeyError) as error:
            results.append(("assess", False, str(error)))
        done = run(folder, "explain", "节水", "91350100M000100Y43", "1", "--facts", "数据")
        results.append(("explain", "缺 用水量" in done.stdout, done.stdout + done.stderr))
    for name, good, output in results:
        print(f"{'ok  ' if good else 'FAIL'} {name}" + ("" if good else f"\n{output}"))
    failed = sum(not good for _, good, _ in results)
    print(f"{len(results) - failed} passed, {failed} failed")
    return 1 if failed else 0


sys.exit(main())
