#!/usr/bin/env python3
"""Runs the text goldens through build/jixiang: run.py [--record] [FILE...]

tests/golden/feel/*.feel: one or more expression lines, then `=> value`, then a blank line. Lines that begin with `#`
are comments. `jixiang feel FILE` reads such a file (it leaves comments and `=>` lines out; a blank line ends an
expression) and prints the value of each expression on a line of its own. With --record the answers of the program are
written into the files; the difference is then reviewed like code.

tests/golden/policy/cases/*.md: a whole package each; its own cases must pass, none left out, and must be able to fail:
with one expected figure changed, one of them is refused.

A new kind of golden is one function here and one row in SECTIONS.
"""
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("JIXIANG") or str(ROOT / "build" / "jixiang")
SKIPPED = 77


class Skip(Exception):
    """The binary cannot do this yet."""


def call(*words):
    return subprocess.run([PROGRAM, *words], capture_output=True, text=True, encoding="utf-8", errors="replace",
                          check=False, timeout=600)


def blocks_of(lines):
    """(line number of the first line, expression, line number of `=>` or None, expected value or None) per block."""
    blocks, expression, start, arrow, value = [], [], 0, None, None
    for number, line in enumerate(lines + [""]):
        if line.startswith("#"):
            continue
        if not line.strip():
            if expression:
                blocks.append((start + 1, "\n".join(expression), arrow, value))
            expression, arrow, value = [], None, None
        elif line.startswith("=>"):
            arrow, value = number, line[2:].strip()
        else:
            start = start if expression else number
            expression.append(line)
    return blocks


def run_feel(path, record):
    """(passed, failed) over the expressions of one file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    blocks = blocks_of(lines)
    run = call("feel", str(path))
    values = run.stdout.splitlines()
    shown = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
    if run.returncode != 0 or len(values) != len(blocks):
        print(f"{shown}: exit code {run.returncode}, {len(values)} values for {len(blocks)} expressions\n{run.stderr}")
        return 0, len(blocks) or 1
    failed = 0
    for (number, expression, arrow, expected), value in zip(blocks, values):
        if record and arrow is not None:
            lines[arrow] = f"=> {value}"
        elif value != expected:
            failed += 1
            print(f"{shown}:{number}: {expression}\n    is       {value}\n    expected {expected}")
    if record:
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return len(blocks) - failed, failed


def cases_of(text):
    """What `jixiang test --json` says of a package; `<!-- file: NAME -->` begins a further file of it."""
    parts = re.split(r"^<!-- file: (.*) -->\n", text, flags=re.M)
    with tempfile.TemporaryDirectory() as folder:
        for name, body in zip(["policy.md"] + parts[1::2], parts[0::2]):
            path = Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(body, encoding="utf-8")
        run = call("test", "--json", folder)
    try:
        return json.loads(run.stdout), run.stderr
    except ValueError:
        return None, run.stdout + run.stderr


def changed(text):
    """The text with the first expected figure made another one."""
    lines, header = text.split("\n"), []
    for number, line in enumerate(lines):
        cells = line.split("|")
        if not line.startswith("|"):
            header = []
        elif not header:
            header = cells if re.match(r" (测试|case)", cells[1]) else [""] * len(cells)
        for i, cell in enumerate(cells):
            if i < len(header) and header[i].startswith(" ⇒") and re.fullmatch(r" \d+ ", cell):
                cells[i] = f" {int(cell) + 1} "
                return "\n".join(lines[:number] + ["|".join(cells)] + lines[number + 1:])
    return text


def run_cases(path, record):
    """(passed, failed) over the cases of one package."""
    del record
    shown, text = path.relative_to(ROOT), path.read_text(encoding="utf-8")
    said, errors = cases_of(text)
    if said is None or not said["passed"] or said["failed"] or said["skipped"]:
        wrong = [case for case in said["cases"] if case["outcome"] != "passed"] if said else []
        print(f"{shown}: its cases do not all pass\n{errors}\n" +
              "\n".join(f"    line {case.get('line')}: {json.dumps(case, ensure_ascii=False)[:400]}" for case in wrong))
        return 0, 1
    other, errors = cases_of(changed(text))
    if other is None or not other["failed"]:
        print(f"{shown}: a changed expectation is not refused\n{errors}")
        return said["passed"], 1
    return said["passed"], 0


def can_feel():
    # A file without expressions: only a program without the command can fail on it.
    if call("feel", os.devnull).returncode != 0:
        raise Skip(f"{PROGRAM} has no command `feel`")


# folder and pattern, may it run (raises Skip), runner
SECTIONS = [
    ("feel/*.feel", can_feel, run_feel),
    ("policy/cases/*.md", can_feel, run_cases),
]


def main(arguments):
    record = "--record" in arguments
    wanted = {Path(name).resolve() for name in arguments if name != "--record"}
    passed = failed = skipped = 0
    for pattern, may_run, run in SECTIONS:
        files = sorted(Path(__file__).resolve().parent.glob(pattern))
        files = [path for path in files if not wanted or path in wanted]
        if not files:
            continue
        try:
            if not os.access(PROGRAM, os.X_OK):
                raise Skip(f"there is no program {PROGRAM}")
            may_run()
        except Skip as reason:
            print(f"SKIP: {len(files)} files {pattern}: {reason}")
            skipped += len(files)
            continue
        for path in files:
            passed_here, failed_here = run(path, record)
            passed, failed = passed + passed_here, failed + failed_here
    if not passed + failed + skipped:
        print("SKIP: no golden files yet")
        skipped = 1
    print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    if failed:
        return 1
    return 0 if passed else SKIPPED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
