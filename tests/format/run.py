#!/usr/bin/env python3
# plain build only
"""What `check` promises of a package, through the program:

- every refusal that has a tag (T1, N2, …) is seen in a package of tests/golden/policy/bad;
- every keyword is used, in Chinese and in English, in a package that is read;
- what `check --accept-text` writes is what `check` holds the text against;
- a DMN model inside a package decides in a whole run as it does in a case;
- a policy of another place (Malta, in English, in euros) runs;
- a draft is clean and lists what is open; the same file as 正式 is refused for just that.
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
JIXIANG = os.environ.get("JIXIANG", str(ROOT / "build" / "jixiang"))
LIUZHOU = ROOT / "policies" / "liuzhou-2026q1"
results = []


def note(name, good, said=""):
    results.append(good)
    print(f"{'ok  ' if good else 'FAIL'} {name}" + ("" if good else f"\n     {said}"))


def check(folder, *more):
    """(report, problems) of one package."""
    run = subprocess.run([JIXIANG, "check", "--json", str(folder), *more], capture_output=True, text=True, check=False)
    return json.loads(run.stdout or "{}"), json.loads(run.stderr or '{"problems": []}')["problems"]


def tags(problems, severity="error"):
    return {problem["tag"] or problem["code"] for problem in problems if problem["severity"] == severity}


# ---- every refusal ----

def tagged_codes():
    rows = re.findall(r'^JX_PROBLEM\(\w+,\s*"([a-z-]+)",\s*"([A-Z]\d)"', (ROOT / "src/base/problems.def").read_text(),
                      re.M)
    return dict(rows)


def write_package(text, folder):
    """The files of a package of tests/golden/policy/bad, as its remarks divide it."""
    lock = "".join(f"{line}\n" for line in re.findall(r"^<!-- lock: (.*) -->$", text, re.M))
    parts = re.split(r"^<!-- file: (.*) -->\n", text, flags=re.M)
    files = dict(zip(["policy.md"] + parts[1::2], parts[0::2]))
    if lock:
        files["policy.lock"] = lock
    for name, body in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(body, encoding="utf-8")
    scenario = re.search(r"^<!-- scenario: (.*) -->$", text, re.M)
    return ["--scenario", scenario.group(1)] if scenario else []


def every_refusal():
    seen = set()
    for path in sorted((ROOT / "tests/golden/policy/bad").glob("*.md")):
        with tempfile.TemporaryDirectory() as folder:
            more = write_package(path.read_text(encoding="utf-8"), pathlib.Path(folder))
            seen |= {problem["code"] for problem in check(folder, *more)[1]}
    missing = {code: tag for code, tag in tagged_codes().items() if code not in seen}
    note(f"{len(tagged_codes())} tagged refusals, each seen", not missing, f"never seen: {missing}")


# ---- every word ----

def every_word():
    """Each keyword of keywords.def stands, in both languages, in a package that the tests read."""
    words = re.findall(r'^JX_WORD\((\w+), "([^"]+)", "([^"]+)"\)', (ROOT / "src/policy/keywords.def").read_text(), re.M)
    paths = [*ROOT.glob("tests/golden/policy/good/*.md"), *ROOT.glob("tests/golden/policy/cases/*.md"),
             *ROOT.glob("policies/*/*.md"), *ROOT.glob("policies/*/scenarios/*.md")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in paths)
    text += (ROOT / "docs/policy-format.md").read_text(encoding="utf-8").split("## 16. Words")[0]
    english = set(re.findall(r"[A-Za-z_]+", text)) | set(re.findall(r"\(\w+\)", text))
    missing = [f"{zh} {en}" for _, zh, en in words if zh not in text or en not in english]
    note(f"{len(words)} keywords, each used in Chinese and in English", len(words) > 150 and not missing, missing)


# ---- hints ----

def every_hint():
    """What stands as a hint beside a problem has its English in hints.def."""
    known = set(re.findall(r'JX_HINT\("([^"]+)"', (ROOT / "src/policy/hints.def").read_text(encoding="utf-8")))
    missing = []
    for path in sorted((ROOT / "src/policy").glob("*.c")):
        text = path.read_text(encoding="utf-8")
        for call in re.finditer(r"JX_(REFUSE|SAY)\(((?:[^;\"]|\"(?:[^\"\\]|\\.)*\")*?)\);", text):
            literals = re.findall(r'(JX_TEXT\()?"((?:[^"\\]|\\.)*)"', call.group(2))
            if call.group(1) == "REFUSE":  # the first literal is the hint; the rest are arguments
                hints = [text for wrapped, text in literals if not wrapped][:1]
            else:
                hints = [text for _, text in literals][:1]
            missing += [f"{path.name}: {hint}" for hint in hints
                        if re.search("[\u4e00-\u9fff]", hint) and "%.*s" not in hint and hint not in known]
    note(f"{len(known)} hints in both languages", len(known) > 100 and not missing, "\n     ".join(missing))


# ---- policy.lock ----

def accepted_text(work):
    package = work / "package"
    shutil.copytree(LIUZHOU, package)
    policy = package / "policy.md"
    text = policy.read_text(encoding="utf-8")

    def said(changed):
        policy.write_text(changed, encoding="utf-8")
        return tags(check(package)[1])

    check(package, "--accept-text")
    lock = (package / "policy.lock").read_text(encoding="utf-8")
    note("the accepted text is clean", not said(text), tags(check(package)[1]))
    quote = next(line for line in text.split("\n") if line.startswith("> ") and len(line) > 40)
    note("a changed character of the text", said(text.replace(quote, quote[:20] + "无" + quote[20:], 1)) >= {"T1"})
    chapter = next(line for line in text.split("\n") if line.startswith("# "))
    note("a changed title of a chapter", said(text.replace(chapter, chapter + "等", 1)) == {"T1"})
    wrapped = text.replace(quote, quote[:20] + "\n> " + quote[20:], 1)
    note("a line break is free", not said(wrapped), tags(check(package)[1]))
    note("commentary is free", not said(text + "\n只给人看的话。\n"))
    changed = text.replace(chapter, chapter + "等", 1)
    said(changed)
    check(package, "--accept-text")
    note("accepting again accepts the new text", not said(changed), tags(check(package)[1]))
    (package / "policy.lock").write_text(lock.split("\n", 3)[3], encoding="utf-8")
    note("a clause that nobody accepted", said(text) == {"T1"})


# ---- draft and final ----

def draft_and_final(work):
    package = work / "final"
    shutil.copytree(LIUZHOU, package)
    report, problems = check(package)
    note("the draft is clean", not tags(problems), tags(problems))
    note("and lists its open points", len(report.get("open_points", [])) > 20, len(report.get("open_points", [])))
    policy = package / "policy.md"
    text = policy.read_text(encoding="utf-8")
    final = text.replace("状态: 征求意见稿", "状态: 正式", 1)
    note("only the status changes", sum(a != b for a, b in zip(text.split("\n"), final.split("\n"))) == 1)
    policy.write_text(final, encoding="utf-8")
    _, problems = check(package)
    expected = {"A2", "B1", "C1", "P2", "cell-missing"}  # cell-missing: 文号 and 发布 of a paper in force
    note("as 正式 it is refused for them", tags(problems) - {"S1"} == expected, tags(problems))
    refused = {f"{problem['file']}:{problem['line']}" for problem in problems
               if problem["severity"] == "error" and problem["tag"] in expected}
    listed = {point["where"] for point in report["open_points"]}
    note("at every open point, and nowhere else", refused == listed, refused ^ listed)
    idle = [point["name"] for point in report["open_points"]
            if point["name"][0].isdigit() and not point["decided_by"]]
    note("of each of an award somebody decides", not idle, idle)


# ---- a DMN model inside a package ----

def model_assessed(work):
    """Many at once: rows that ask a model go the same way as one case alone, and replay."""
    package, facts, store = work / "model", work / "facts", work / "store.db"
    facts.mkdir()
    text = (ROOT / "tests/golden/policy/cases/model.md").read_text(encoding="utf-8")
    package.mkdir()
    write_package(text, package)
    (package / "sources.md").write_text("""| 来源 | 文件 | 形式 | 期间 | 列 | 对应 | 原单位 |
|---|---|---|---|---|---|---|
| 企业申报 | 申报.csv | 长表 | 2026Q1 | 统一社会信用代码 | 对象 | |
| | | | | 产值 | 产值 | 万元 |
| | | | | 行业 | 行业 | |
""", encoding="utf-8")
    (facts / "申报.csv").write_text("统一社会信用代码,产值,行业\n91450200MA5K00012P,2000,钢铁\n"
                                    "91350100M000100Y43,,化工\n", encoding="utf-8")
    out = work / "out.csv"
    run = subprocess.run([JIXIANG, "assess", str(package), "--facts", str(facts), "--store", str(store), "--csv",
                          str(out)], capture_output=True, text=True, check=False)
    rows = out.read_text(encoding="utf-8-sig") if out.exists() else run.stderr
    note("a model's decision in a whole run", ",yes,6000000,6000000" in rows and ",needs_data,0,6000000" in rows, rows)
    run = subprocess.run([JIXIANG, "replay", f"{store}#1"], capture_output=True, text=True, check=False)
    note("and replayed", run.returncode == 0, run.stdout + run.stderr)


# ---- a policy of another place ----

def other_policy():
    """Malta, in English and euros: sound, and every case of it passes."""
    package = ROOT / "policies/malta-micro-invest"
    report, problems = check(package)
    note("the package of another place is clean", not tags(problems), tags(problems))
    idle = [clause["id"] for clause in report["clauses"] if not clause["executable"]]
    note("and every clause of it is carried out", not idle, idle)
    run = subprocess.run([JIXIANG, "test", "--json", str(package)], capture_output=True, text=True, check=False)
    said = json.loads(run.stdout or '{"passed": 0, "failed": 0, "skipped": 0}')
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder) / "out.csv"
        facts = str(ROOT / "tests/format/malta")
        done = subprocess.run([JIXIANG, "assess", str(package), "--facts", facts, "--csv", str(out)],
                              capture_output=True, text=True, check=False)
        lines = out.read_text(encoding="utf-8-sig").splitlines() if out.exists() else [done.stderr]
    rows = {row[1]: (row[4], row[5], row[6]) for row in (line.split(",") for line in lines) if len(row) > 6}
    expected = {
        "MT10000001": ("yes", "750000", "750000"),    # 45% and 30%; an older grant is a day outside of the window
        "MT10000002": ("yes", "1885000", "1885000"),  # Gozo: 65%, also of wages a cent above 3%
        "MT10000003": ("yes", "3000000", "3000000"),  # 70,000 of a family business, less 40,000 within three years
        "MT10000004": ("no", "0", "0"),               # 51 employees
        "MT10000005": ("needs_data", "0", "7000000"), # exemption and wages are missing; more than half female
        "MT10000006": ("no", "0", "0"),               # past the Union's ceiling
    }
    rows.pop("subject", None)
    note("its claims are answered to the cent", rows == expected, lines)
    note("its cases pass", said["passed"] > 50 and not said["failed"] and not said["skipped"], run.stdout[-600:])


def main():
    if not pathlib.Path(JIXIANG).exists():
        print("SKIP: there is no jixiang to run")
        return 77
    with tempfile.TemporaryDirectory() as scratch:
        shutil.copytree(ROOT / "policies/common", pathlib.Path(scratch) / "common")  # code lists, beside the packages
        every_refusal()
        every_word()
        every_hint()
        accepted_text(pathlib.Path(scratch))
        draft_and_final(pathlib.Path(scratch))
        model_assessed(pathlib.Path(scratch))
        other_policy()
    failed = results.count(False)
    print(f"{len(results) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
