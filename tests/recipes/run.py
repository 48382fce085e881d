#!/usr/bin/env python3
# plain build only
"""The recipes of both READMEs, run as they stand: every block headed `sh recipe NAME`, in an empty folder."""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
JIXIANG = pathlib.Path(os.environ.get("JIXIANG", str(ROOT / "build" / "jixiang"))).resolve()
BLOCK = re.compile(r"^```sh recipe (\S+)\n(.*?)^```$", re.M | re.S)
SAYS = {  # what a reader is promised to see
    "own-csv": ["4 差 0.04 个百分点"],
    "new-policy": ["20,000"],
    "publish": ["其中告知书"],
}


def run(name, script):
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        (folder / "policies").symlink_to(ROOT / "policies")
        (folder / "bin").mkdir()
        (folder / "bin" / "jixiang").symlink_to(JIXIANG)
        environment = dict(os.environ, PATH=f"{folder / 'bin'}:{os.environ['PATH']}", JX_LANG="zh")
        done = subprocess.run(["bash", "-euo", "pipefail", "-c", script], cwd=folder, env=environment,
                              capture_output=True, text=True, check=False)
    missing = [words for words in SAYS[name] if words not in done.stdout]
    output = done.stdout + done.stderr + f"\nexit {done.returncode}, not seen: {missing}"
    return done.returncode == 0 and not missing, output


def main():
    if not JIXIANG.exists():
        print("SKIP: there is no jixiang to run")
        return 0
    passed = failed = 0
    for readme in ("README.md", "README.zh-CN.md"):
        recipes = BLOCK.findall((ROOT / readme).read_text(encoding="utf-8"))
        good = {name for name, _ in recipes} == set(SAYS)
        passed, failed = passed + good, failed + (not good)
        print(f"{'ok  ' if good else 'FAIL'} {readme} has its recipes")
        for name, script in recipes:
            good, output = run(name, script)
            passed, failed = passed + good, failed + (not good)
            print(f"{'ok  ' if good else 'FAIL'} {readme} {name}" + ("" if good else f"\n{output}"))
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


sys.exit(main())
