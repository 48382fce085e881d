#!/usr/bin/env python3
# plain build only
"""Changing the Markdown changes the results, without a compiler.

Each NAME.patch beside this file is an edit an official would make: a number, a threshold, a tier row, a condition, a
fact with its source column. Its first lines say which awards it changes and under which scenario. The patch is applied
to a copy of the Liuzhou package, the same city is assessed before and after, and exactly those awards must differ.
"""
import csv
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
JIXIANG = os.environ.get("JIXIANG", str(ROOT / "build" / "jixiang"))


def header(patch, word):
    for line in patch.read_text(encoding="utf-8").splitlines():
        if line.startswith(f"# {word}:"):
            return line.split(":", 1)[1].strip()
    return ""


def assess(package, facts, scenario, out):
    command = [JIXIANG, "assess", str(package), "--facts", str(facts), "--csv", str(out), "--quiet"]
    if scenario:
        command += ["--scenario", scenario]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if run.returncode not in (0, 3):
        raise RuntimeError(f"{' '.join(command)}: exit {run.returncode}\n{run.stderr}")
    with open(out, encoding="utf-8-sig", newline="") as rows:
        return {(row["award"], row["subject"]): (row["verdict"], row["least_fen"], row["most_fen"])
                for row in csv.DictReader(rows)}


def add_stoppage_column(facts):
    """The office starts to deliver 本季停产 for every firm; every tenth stood still."""
    path = facts / "申报_2026Q1.csv"
    lines = path.read_bytes().decode("utf-8-sig").splitlines()
    lines[0] += ",本季停产"
    for i in range(1, len(lines)):
        lines[i] += ",是" if i % 10 == 0 else ",否"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def check(patch, city, folder):
    package = folder / "package"
    shutil.copytree(ROOT / "policies" / "liuzhou-2026q1", package)
    shutil.copytree(ROOT / "policies" / "common", folder / "common")
    facts = folder / "facts"
    shutil.copytree(city, facts)
    scenario = header(patch, "scenario")
    before = assess(package, facts, scenario, folder / "before.csv")
    with open(patch, "rb") as edit:
        subprocess.run(["patch", "-p1", "--silent"], cwd=package, stdin=edit, check=True)
    if patch.stem == "fact-and-source-column":
        add_stoppage_column(facts)
    after = assess(package, facts, scenario, folder / "after.csv")
    changed = {award for (award, subject), answer in after.items() if before.get((award, subject)) != answer}
    expected = set(header(patch, "changes").split())
    if changed != expected:
        return f"changed {sorted(changed)}, expected {sorted(expected)}"
    return ""


def main():
    if not pathlib.Path(JIXIANG).exists():
        print("SKIP: there is no jixiang to run")
        return 0
    passed = failed = 0
    with tempfile.TemporaryDirectory() as scratch:
        city = pathlib.Path(scratch) / "city"
        subprocess.run([JIXIANG, "synth", "--out", str(city)], check=True, capture_output=True)
        for patch in sorted(HERE.glob("*.patch")):
            folder = pathlib.Path(scratch) / patch.stem
            folder.mkdir()
            try:
                wrong = check(patch, city, folder)
            except (RuntimeError, OSError, subprocess.CalledProcessError) as error:
                wrong = str(error)
            passed, failed = passed + (not wrong), failed + bool(wrong)
            word = "FAIL" if wrong else "ok  "
            print(f"{word} {patch.name}: {header(patch, 'changes')}{' - ' + wrong if wrong else ''}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


sys.exit(main())
