#!/usr/bin/env python3
# plain build only
"""A rule that never fires is no rule: builds small trees that break each rule of run.py and looks for the complaint."""
import subprocess
import sys
import tempfile
from pathlib import Path

LAYERS = "base | *\nfeel base | ast.h\nplan base feel\n"
MAP = "`base/` `feel/` `plan/`\n"

# What is written into an otherwise tidy tree, and what must be said about it ("" for: nothing).
CASES = [
    ({}, ""),
    ({"src/feel/lex.c": '#include "base/text.h"\n#include "feel/lex.h"\n'}, ""),
    ({"src/plan/a.c": '#include "feel/ast.h"\n'}, ""),
    ({"src/feel/a.c": '#include "plan/plan.h"\n'}, "src/feel/a.c:1: feel may not open the door of plan"),
    ({"src/plan/a.c": '\n#include "feel/lex.h"\n'}, "src/plan/a.c:2: feel/lex.h is no door of feel"),
    ({"src/plan/a.c": '#include "lex.h"\n'}, "includes name their folder"),
    ({"src/web/a.c": ""}, "src/web/ is missing"),
    ({"src/layers.txt": "feel base\nbase\nplan\n"}, "feel opens base, which does not stand above it"),
    ({"src/base/a.c": "// " + "x" * 118 + "\n"}, "121 characters"),
    ({"src/base/a.c": "// " + "府" * 117 + "\n"}, ""),
    ({"src/base/a.c": "int n = atoi(s);\n"}, "atoi is banned"),
    ({"src/base/a.c": "// atoi(s) and 'strtok(' are gone\nint n = my_rand();\nputs(\"rand()\");\n"}, ""),
    ({"src/base/a.c": "/* a double\n   double */ double x;\n"}, "src/base/a.c:2: double"),
    ({"src/base/a.c": "double x;  // binary float: seconds for the progress line\n"}, ""),
    ({"src/base/a.c": "// TODO later\n"}, "TODO: do it"),
    ({"src/base/a.c": 'open("/tmp/x");\n'}, "a path of one machine"),
    ({"ARCHITECTURE.md": "`base/` and `plan/`\n"}, "does not name feel/"),
    ({"ARCHITECTURE.md": MAP + "see `feel/gone.c`\n"}, "ARCHITECTURE.md:2: there is no feel/gone.c"),
]


def said_about(changes):
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        files = {"src/layers.txt": LAYERS, "ARCHITECTURE.md": MAP, "src/base/text.h": "", "src/feel/ast.h": "",
                 "src/plan/plan.h": ""}
        for name, text in {**files, **changes}.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        tidy = Path(__file__).with_name("run.py")
        run = subprocess.run([sys.executable, tidy, "--root", folder], capture_output=True, text=True, check=False)
        return run.stdout + run.stderr


def main():
    failed = 0
    for changes, expected in CASES:
        said = said_about(changes)
        if (expected not in said) if expected else (" 0 failed" not in said):
            failed += 1
            print(f"with {changes}: expected {expected or 'no complaint'}, got\n{said}")
    print(f"{len(CASES) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
