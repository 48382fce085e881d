#!/usr/bin/env python3
"""Runs the text goldens through build/jixiang: run.py [--record] [FILE...]

tests/golden/feel/*.feel: one or more expression lines, then `=> value`, then a blank line. Lines that begin with `#`
are comments. `jixiang feel FILE` reads such a file (it leaves comments and `=>` lines out; a blank line ends an
expression) and prints the value of each expression on a line of its own. With --record the answers of the program are
written into the files; the difference is then reviewed like code.

A new kind of golden is one function here and one row in SECTIONS.
"""
import os
import subprocess
import sys
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


def can_feel():
    # A file without expressions: only a program without the command can fail on it.
    if call("feel", os.devnull).returncode != 0:
        raise Skip(f"{PROGRAM} has no command `feel`")


# folder and pattern, may it run (raises Skip), runner
SECTIONS = [
    ("feel/*.feel", can_feel, run_feel),
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
