#!/usr/bin/env python3
# plain build only
"""docs/feel.md is what `jixiang feel` prints, and every example in it holds through the evaluator."""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
JIXIANG = os.environ.get("JIXIANG", str(ROOT / "build" / "jixiang"))
NULL_EXAMPLE = re.compile(r"^- null(?: when .*?)?: `(.*)`$", re.M)
EXAMPLE = re.compile(r"^- example: `(.*)`$", re.M)


def values(expressions):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "examples.feel"
        path.write_text("".join(f"{each}\n\n" for each in expressions), encoding="utf-8")
        run = subprocess.run([JIXIANG, "feel", str(path)], capture_output=True, text=True, check=True)
        return run.stdout.split("\n")


def main():
    passed, failed = 0, []
    kept = (ROOT / "docs" / "feel.md").read_text(encoding="utf-8")
    made = subprocess.run([JIXIANG, "feel"], capture_output=True, text=True, check=True).stdout
    if kept == made:
        passed += 1
    else:
        failed.append("docs/feel.md is not what the program prints: build/jixiang feel >docs/feel.md")
    # now() and today() need a clock, which an expression by itself has not; tests/unit/builtin_*.c give one.
    wanted = [(each, "true") for each in EXAMPLE.findall(made) if "now()" not in each]
    wanted += [(each, "null") for each in NULL_EXAMPLE.findall(made)]
    if len(wanted) < 180:
        failed.append(f"only {len(wanted)} examples were found")
    for (expression, expected), value in zip(wanted, values([each for each, _ in wanted])):
        if value == expected:
            passed += 1
        else:
            failed.append(f"{expression} is {value}, the manual says {expected}")
    for line in failed:
        print("not so:", line)
    print(f"{passed} passed, {len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
