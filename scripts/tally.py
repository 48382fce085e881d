#!/usr/bin/env python3
"""Adds up what the tests of one or several builds said: tally.py [--unbuilt N] testlog.json...

A test that prints "N passed, N failed" (", N skipped") counts as its last such line says, any other as one. Failures
are shown with the end of what they printed, skips ("SKIP: reason" lines, exit code 77) with their reasons. The last
line is the sum, and above it stands once whatever makes the sum say less than it seems: that the DMN kit's files were
not there. The exit code is 1 if anything failed.
"""
import json
import re
import sys

COUNTS = re.compile(r"^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$", re.MULTILINE)
SKIP = re.compile(r"^SKIP: (.*)$", re.MULTILINE)
SHOWN_LINES = 60
WITHOUT_KIT = "TCK NOT RUN"


def counts_of(test, output):
    """(passed, failed, skipped) of one test; a test that ended badly has failed at least once."""
    found = COUNTS.findall(output)
    passed, failed, skipped = (int(number or 0) for number in found[-1]) if found else (0, 0, 0)
    result = test["result"]
    if result == "SKIP":
        return passed, failed, max(skipped, 1)
    if result in ("OK", "EXPECTEDFAIL"):
        return passed if found else 1, failed, skipped
    return passed, max(failed, 1), skipped


def main(arguments):
    total = [0, 0, 0]
    without_kit = None
    if arguments[:1] == ["--unbuilt"]:
        total[1] = int(arguments[1])
        arguments = arguments[2:]
    for path in arguments:
        folder = path.split("/")[0]
        with open(path, encoding="utf-8", errors="replace") as log:
            tests = [json.loads(line) for line in log if line.strip()]
        for test in sorted(tests, key=lambda each: each["name"]):
            output = (test.get("stdout") or "") + (test.get("stderr") or "")
            counts = counts_of(test, output)
            total = [sum(pair) for pair in zip(total, counts)]
            where = f"{folder}: {test['name'].split(' / ')[-1]}"
            reasons = SKIP.findall(output)
            if test["result"] == "SKIP" and not reasons:
                reasons = ["no reason given"]
            for reason in reasons:
                if reason.startswith(WITHOUT_KIT):
                    without_kit = reason
                    continue
                print(f"skipped  {where}: {reason}")
            if counts[1]:
                print(f"FAILED   {where} ({test['result']}, {test.get('duration', 0):.1f} s)")
                for line in output.rstrip().splitlines()[-SHOWN_LINES:]:
                    print(f"         {line}")
    if without_kit:
        print(without_kit)
    passed, failed, skipped = total
    print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
