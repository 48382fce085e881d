#!/usr/bin/env python3
"""Small deliveries and what they become: each page of this folder holds files and the expected facts.

A page has sections `## title`; in each, blocks headed `csv NAME` (`csv NAME gb18030` for that encoding) are the files
of one delivery to policies/liuzhou-2026q1, and the block `bound` is what `jixiang dump --stage=bound` makes of them.
`run.py --record` writes these blocks anew; the difference is reviewed like code.
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
JIXIANG = os.environ.get("JIXIANG", str(ROOT / "build" / "jixiang"))
SECTION = re.compile(r"^## (.*)$", re.M)
FILE = re.compile(r"^```csv (\S+)( gb18030)?\n(.*?)^```$", re.M | re.S)
BOUND = re.compile(r"^```bound\n(.*?)^```$", re.M | re.S)


def bound(section):
    with tempfile.TemporaryDirectory() as scratch:
        for name, encoding, body in FILE.findall(section):
            (pathlib.Path(scratch) / name).write_bytes(body.encode("gb18030" if encoding else "utf-8"))
        done = subprocess.run([JIXIANG, "dump", str(ROOT / "policies" / "liuzhou-2026q1"), "--stage=bound", "--facts",
                               scratch], capture_output=True, check=False)
    text = done.stdout.decode("utf-8")
    return text if done.returncode == 0 else text + f"exit code {done.returncode}\n" + done.stderr.decode("utf-8")


def judge(page, record):
    text = page.read_text(encoding="utf-8")
    starts = [match.start() for match in SECTION.finditer(text)]
    parts = [text[:starts[0]]] + [text[a:b] for a, b in zip(starts, starts[1:] + [len(text)])]
    results = []
    for at in range(1, len(parts)):
        title, expected = SECTION.match(parts[at]).group(1), BOUND.search(parts[at])
        found = bound(parts[at])
        results.append((title, expected is not None and expected.group(1) == found))
        if record:
            parts[at] = BOUND.sub(lambda _: f"```bound\n{found}```", parts[at])
        elif not results[-1][1]:
            print(f"not so: {page.name}: {title}\n--- expected\n{expected.group(1) if expected else '(none)'}"
                  f"--- found\n{found}")
    if record:
        page.write_text("".join(parts), encoding="utf-8")
    return results


def main():
    if not pathlib.Path(JIXIANG).exists():
        print("SKIP: there is no jixiang to run")
        return 77
    results = [result for page in sorted(HERE.glob("*.md")) for result in judge(page, "--record" in sys.argv)]
    passed = sum(good for _, good in results)
    print(f"{passed} passed, {len(results) - passed} failed")
    return 0 if passed == len(results) and results else 1


if __name__ == "__main__":
    sys.exit(main())
