#!/usr/bin/env python3
"""Holds every package that keeps a source text against it: run.py [package folder ...]

Text of a package is what stands in block quotes and in chapter titles (`# …`) of policy.md. Without blanks it must be
exactly the text of the file in source/: every character once and in order. Clause headings (`## …`) are ours.
"""
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]


def package_text(path):
    """Characters of titles and quotes, each with its line number."""
    fenced = False
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("```"):
            fenced = not fenced
        if fenced:
            continue
        if line.startswith(">"):
            text = line[1:]
        elif line.startswith("# "):
            text = line[2:]
        else:
            continue
        for character in text:
            if not character.isspace():
                yield character, number


def source_text(path):
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        for character in line:
            if not character.isspace():
                yield character, number


def held(package):
    sources = sorted((package / "source").glob("*.txt"))
    wanted = [pair for source in sources for pair in source_text(source)]
    found = list(package_text(package / "policy.md"))
    for (want, want_line), (have, have_line) in zip(wanted, found):
        if want != have:
            print(f"FAILED: {package.name}: policy.md:{have_line} has '{have}', source line {want_line} has '{want}'")
            return False
    if len(wanted) != len(found):
        longer, where = ("source", wanted) if len(wanted) > len(found) else ("policy.md", found)
        line = where[min(len(wanted), len(found))][1]
        print(f"FAILED: {package.name}: {longer} goes on from line {line} ({len(wanted)} and {len(found)} characters)")
        return False
    print(f"{package.name}: {len(found)} characters, each once and in order")
    return True


def main():
    named = [pathlib.Path(argument) for argument in sys.argv[1:]]
    packages = named or sorted(path.parent for path in (ROOT / "policies").glob("*/source"))
    results = [held(package) for package in packages]
    if not results:
        print("FAILED: no package with a source folder")
        results = [False]
    print(f"{sum(results)} passed, {len(results) - sum(results)} failed")
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
