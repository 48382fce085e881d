#!/usr/bin/env python3
"""Files and words meant to do harm: for each the exact answer, at most 1 s and 256 MiB, nothing lost, nothing written.

The inputs are made here, group by group, in the numbering of the reference page on hostile inputs; what they are and
what must be answered stands in the tables of *_groups.py. `run.py WORD` runs the cases whose names contain the word.
"""
import pathlib
import sys

import bench
import delivery_groups
import feel_groups
import json_groups
import model_groups
import other_groups

GROUPS = [*feel_groups.GROUPS, *model_groups.GROUPS, *delivery_groups.GROUPS, *json_groups.GROUPS,
          *other_groups.GROUPS]


ANSWERS = pathlib.Path(__file__).with_name("answers.txt")


def key(number, case):
    return f"{number} {case.name[:60]}"


def read_answers():
    lines = ANSWERS.read_text(encoding="utf-8").splitlines() if ANSWERS.exists() else []
    return dict(line.split(" => ", 1) for line in lines if " => " in line)


def write_answers():
    """What was found becomes what is expected: the difference is reviewed like code."""
    lines = []
    for number, title, cases in GROUPS:
        lines += ["", f"# {number} {title}", *(f"{key(number, case)} => {case.found}" for case in cases)]
    ANSWERS.write_text("\n".join(lines[1:]) + "\n", encoding="utf-8")


def main():
    if not pathlib.Path(bench.JIXIANG).exists():
        print("SKIP: there is no jixiang to run")
        return 77
    words = [word for word in sys.argv[1:] if not word.startswith("--")]
    one, passed, failed, record = bench.Bench(), 0, 0, "--record" in sys.argv
    answers = read_answers()
    for number, title, cases in GROUPS:
        for at, case in enumerate(cases):
            if words and not any(word in f"{number} {title}: {case.name}" for word in words):
                continue
            case.answer = answers.get(key(number, case), "none is recorded")
            wrong = one.run(case)
            if at == 0 or "ESC" in case.name:
                wrong += one.in_both_languages(case)
            if wrong:
                failed += 1
                print(f"not so: group {number}, {title}: {case.name[:80]}")
                for sentence in wrong:
                    print(f"  {sentence[:1200]}")
            else:
                passed += 1
    if record:
        write_answers()
    for number, why in other_groups.NOT_HERE.items():
        print(f"group {number} does not apply: {why}")
    print(f"longest {one.seconds[0]:.2f} s of processor time ({one.seconds[1][:60]})"
          + (", memory not limited under sanitizers" if bench.SANITIZED else ""))
    print(f"{passed} passed, {failed} failed")
    return 0 if failed == 0 and passed else 1


if __name__ == "__main__":
    sys.exit(main())
