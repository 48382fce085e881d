#!/usr/bin/env python3
"""What `jixiang publish` makes: well-formed pages that link each other, the whole text, every award, causes to act on.

Pages are read with html.parser under strict rules (every tag closed in its order, ids unique, every link leads
somewhere, no script, nothing loaded from outside). The rest holds the pages against the policy's own text, the answers
of `assess --json` and words.def. No browser is needed.
"""
import html.parser
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.parse
from pathlib import Path

ROOT = Path(os.environ.get("JIXIANG_ROOT") or Path(__file__).resolve().parents[2])
PROGRAM = os.environ.get("JIXIANG") or str(ROOT / "build" / "jixiang")
POLICY = ROOT / "policies" / "liuzhou-2026q1"
ENTERPRISES = "24" if os.environ.get("JIXIANG_SANITIZED") else "60"
VOID = {"meta", "br", "hr", "img", "input", "link", "col", "wbr"}
HAN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
passed, failed = 0, 0


def check(holds, what):
    global passed, failed
    passed, failed = passed + bool(holds), failed + (not holds)
    if not holds:
        print(f"not so: {what}")


def call(*words):
    return subprocess.run([PROGRAM, *map(str, words)], capture_output=True, text=True, encoding="utf-8", check=False,
                          timeout=600)


class Page(html.parser.HTMLParser):
    """A page read strictly: what is wrong with it, its ids, links and texts with the language they are marked with."""

    def __init__(self, path, root):
        super().__init__(convert_charrefs=True)
        self.path, self.root = path, root
        self.wrong, self.ids, self.links, self.texts, self.tags = [], set(), [], [], []
        self.stack = []
        self.feed(path.read_text(encoding="utf-8"))
        self.close()
        if self.stack:
            self.wrong.append(f"not closed: {[tag for tag, _, _ in self.stack]}")

    def handle_starttag(self, tag, attrs):
        names = [name for name, _ in attrs]
        given = dict(attrs)
        self.tags.append((tag, given))
        if len(names) != len(set(names)):
            self.wrong.append(f"<{tag}> has an attribute twice")
        if tag in ("script", "iframe", "object", "embed", "img", "link"):
            self.wrong.append(f"<{tag}> has no place here")
        for name, value in attrs:
            if name.startswith("on") or name in ("src", "srcset"):
                self.wrong.append(f"<{tag} {name}> has no place here")
            if name == "href":
                self.links.append(value)
        if "id" in given:
            if given["id"] in self.ids:
                self.wrong.append(f"id {given['id']} twice")
            self.ids.add(given["id"])
        if tag not in VOID:
            above = self.stack[-1][1] if self.stack else ""
            self.stack.append((tag, given.get("lang", above), given))

    def handle_startendtag(self, tag, attrs):
        self.wrong.append(f"<{tag}/>")

    def handle_endtag(self, tag):
        if not self.stack or self.stack[-1][0] != tag:
            self.wrong.append(f"</{tag}> closes {self.stack[-1][0] if self.stack else 'nothing'} at {self.getpos()}")
            return
        self.stack.pop()

    def handle_data(self, data):
        inside = self.stack[-1] if self.stack else ("", "", {})
        if inside[0] != "style":
            self.texts.append((data, inside[1], [tag for tag, _, _ in self.stack]))

    def text(self):
        return "".join(data for data, _, _ in self.texts)


def read_pages(folder):
    return {path.relative_to(folder).as_posix(): Page(path, folder) for path in sorted(folder.rglob("*.html"))}


def plain(text):
    return re.sub(r"[\s\u3000\xa0]", "", text)


# ---- every page ----

def pages_are_well_formed(pages):
    for name, page in pages.items():
        check(not page.wrong, f"{name}: {page.wrong[:3]}")


def links_lead_somewhere(pages):
    for name, page in pages.items():
        for link in page.links:
            target, _, fragment = link.partition("#")
            check(not urllib.parse.urlparse(link).scheme, f"{name}: {link} leads outside")
            where = os.path.normpath(os.path.join(os.path.dirname(name), target)) if target else name
            found = pages.get(where)
            check(found is not None, f"{name}: {link} leads nowhere")
            check(found is None or not fragment or fragment in found.ids, f"{name}: {link}: no such place")


def english_pages_speak_english(pages):
    for name, page in pages.items():
        if not name.startswith("en/"):
            continue
        strays = [data.strip() for data, lang, _ in page.texts if lang != "zh-CN" and HAN.search(data)]
        strays = [text for text in strays if text]
        titles = [text for text, _, stack in page.texts if "title" in stack]
        strays = [text for text in strays if text not in [title.strip() for title in titles]]
        check(not strays, f"{name}: Chinese that is not marked as quoted: {strays[:3]}")


def every_phrase_has_both_languages():
    words = (ROOT / "src/publish/words.def").read_text("utf-8")
    rows = re.findall(r'^JX_SAYING\((\w+), "(.*)", "(.*)"\)$', words, re.MULTILINE)
    check(len(rows) > 150, "words.def could be read")
    for name, zh, en in rows:
        check(zh and en and not HAN.search(en), f"{name}: {en!r} is English")
        places = [sorted(re.findall(r"%\d", words)) for words in (zh, en)]
        check(places[0] == places[1], f"{name}: same places in both languages")


# ---- the policy ----

def policy_page_holds_the_whole_text(pages, language, package):
    text = plain(pages[f"{language}/policy.html"].text())
    policy = (package / "policy.md").read_text(encoding="utf-8")
    lines = [line[1:].strip() for line in policy.splitlines() if line.startswith(">")]
    lines += [re.sub(r"\{#.*\}", "", line.lstrip("#")).strip() for line in policy.splitlines()
              if re.match(r"##? ", line)]
    for line in lines:
        check(plain(line) in text, f"{language}/policy.html lacks: {line[:40]}")


def citations_are_linked(pages, language):
    page = pages[f"{language}/policy.html"]
    cites = [attrs for tag, attrs in page.tags if tag == "a" and attrs.get("class") == "cite"]
    check(len(cites) > 100, f"{language}/policy.html: {len(cites)} citations lead to their words")


def awards_of(package):
    policy = (package / "policy.md").read_text(encoding="utf-8")
    return re.findall(r"^### (.+?) \{#(.+?)\}", policy, re.MULTILINE)


def every_award_is_in_the_handbook(pages, language, package):
    page = pages[f"{language}/handbook.html"]
    policy = pages[f"{language}/policy.html"]
    awards = awards_of(package)
    check(len(awards) > 20, "the package has awards")
    for name, award in awards:
        check(f"a-{award}" in page.ids and f"a-{award}" in policy.ids, f"{language}: {award} has a card and a rule")
        check(name in page.text(), f"{language}/handbook.html lacks {name}")


def open_points_are_listed(pages, language):
    report = json.loads(call("check", POLICY, "--json").stdout)
    parts = [point["name"].split(".") for point in report["open_points"]]
    names = {part[-2] if part[-1] in ("额", "超出时", "时限") else part[-1] for part in parts}  # these have phrases
    text = pages[f"{language}/policy.html"].text()
    after = text[text.rindex("待明确事项" if language == "zh" else "Open points"):]
    check(len(names) > 30, "the package has open points")
    section = (pages[f"{language}/policy.html"].path.read_text(encoding="utf-8")).split('<section id="open">')[1]
    check("<td></td>" not in section and '<th scope="row"></th>' not in section,
          f"{language}/policy.html: an open point without a name, words or a decider")
    for name in names:
        check(name in after, f"{language}/policy.html: the open point {name} is not in the list")


def cases_are_shown(pages, language):
    report = json.loads(call("test", POLICY, "--json").stdout)
    page = pages[f"{language}/policy.html"]
    agrees = sum(1 for data, _, stack in page.texts if data == ("一致" if language == "zh" else "agrees"))
    check(agrees == report["passed"], f"{language}/policy.html: {agrees} of {report['passed']} cases agree")


# ---- letters ----

class Missing(html.parser.HTMLParser):
    """Rows of a letter's table of missing facts: fact -> (who supplies it, {award: what it decides})."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.rows, self.fact, self.award, self.cell = {}, None, None, 0
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if "data-fact" in given:
            self.fact, self.cell = given["data-fact"], 0
            self.rows.setdefault(self.fact, ["", {}])
        if self.fact and tag == "td":
            self.cell += 1
        if self.fact and "data-award" in given:
            self.award = given["data-award"]
            self.rows[self.fact][1].setdefault(self.award, "")

    def handle_endtag(self, tag):
        if tag == "tr":
            self.fact = None
        if tag == "li":
            self.award = None

    def handle_data(self, data):
        if self.fact and self.award:
            self.rows[self.fact][1][self.award] += data
        elif self.fact and self.cell == 1:
            self.rows[self.fact][0] += data


def letter_of(folder, language, kind, code):
    path = folder / language / "letters" / str(kind) / f"{code}.html"
    return path.read_text(encoding="utf-8") if path.exists() else None


def every_open_cause_is_actionable(folder, language, answers, kinds):
    waiting, figures = 0, 0
    decides = "若" if language == "zh" else "if "
    for award in answers["awards"]:
        for answer in award["answers"]:
            text = letter_of(folder, language, kinds[award["subject_kind"]], answer["subject"])
            check(text is not None, f"{language}: {answer['subject']} has a letter")
            if text is None or answer["verdict"] != "needs_data":
                continue
            rows = Missing(text).rows
            for kind, name, place in answer["causes"]:
                if kind not in ("missing", "gap"):
                    continue
                waiting += 1
                supplier, awards = rows.get(name, ["", {}])
                said = awards.get(award["id"], "")
                where = f"{language} {answer['subject']} {award['id']} {name} {place}"
                check(name in rows, f"{where}: the fact is not named")
                check(len(supplier.strip()) > 3 and "提供单位尚未写明" not in supplier
                      and "not stated who supplies" not in supplier, f"{where}: nobody supplies it ({supplier})")
                check(len(said.strip()) > 8, f"{where}: what it decides is not said")
                check(decides in said or "决定" in said or "decides" in said, f"{where}: {said}")
                figures += "不低于" in said or "at least" in said
    check(waiting > 100, f"{waiting} open causes")
    check(figures > 2, f"{figures} of them name the figure from which on it holds")


def letters_say_every_reason(folder, language, answers, kinds):
    refused = 0
    for award in answers["awards"]:
        for answer in award["answers"][:40]:
            if answer["verdict"] != "no":
                continue
            told = call("explain", POLICY, answer["subject"], award["id"], "--facts", answers["city"], "--lang",
                        language)
            entering = re.split(r"^  (?:退出条件|conditions for leaving)$", told.stdout, flags=re.MULTILINE)[0]
            failing = re.findall(r"^  \[(?:不符合|no)\] (\S+)", entering, re.MULTILINE)
            text = letter_of(folder, language, kinds[award["subject_kind"]], answer["subject"])
            section = text[text.index(f"#a-{award['id']}\""):] if text else ""
            section = section.split("<h4>")[0] if "<h4>" in section else section
            for row in failing:
                mark = f"条件 {row}：" if language == "zh" else f"Condition {row}: "
                check(mark in section, f"{language} {answer['subject']} {award['id']}: condition {row} fails unsaid")
            refused += 1
            break
    check(refused > 3, f"{refused} refusals compared")


def totals_agree(pages, language, answers):
    text = pages[f"{language}/results.html"].text()
    for award in answers["awards"]:
        decided = f"{award['decided_fen'] // 100:,}"
        check(decided in text, f"{language}/results.html: {award['id']} decided {decided}")
    page = pages[f"{language}/results/1.2.html"]
    rows = sum(1 for tag, attrs in page.tags if tag == "span" and "verdict" in attrs.get("class", ""))
    check(rows == len(answers["awards"][1]["answers"]), f"{language}/results/1.2.html has {rows} answers")


# ---- the whole ----

def the_package_alone(folder):
    out = folder / "package"
    made = call("publish", POLICY, "--out", out)
    check(made.returncode == 0, f"publish: {made.stderr}")
    pages = read_pages(out)
    pages_are_well_formed(pages)
    links_lead_somewhere(pages)
    english_pages_speak_english(pages)
    check(set(pages) == {"index.html"} | {f"{language}/{name}.html" for language in ("zh", "en")
                                          for name in ("index", "policy", "handbook")}, f"pages: {sorted(pages)}")
    for language in ("zh", "en"):
        policy_page_holds_the_whole_text(pages, language, POLICY)
        citations_are_linked(pages, language)
        every_award_is_in_the_handbook(pages, language, POLICY)
        open_points_are_listed(pages, language)
        cases_are_shown(pages, language)
    check("情景假设" not in pages["zh/handbook.html"].text(), "as published nothing is called an assumption")
    manifest = (out / "MANIFEST").read_text(encoding="utf-8").splitlines()
    check(len(manifest) == len(pages), "the manifest names every page")


def the_scenario_says_so(folder):
    out = folder / "assumed"
    made = call("publish", POLICY, "--out", out, "--scenario", "assumed", "--facts", folder / "city", "--lang", "both")
    check(made.returncode == 0, f"publish under a scenario: {made.stderr}")
    for name, page in read_pages(out).items():
        check("情景假设，非政策金额" in page.text(), f"{name} does not say that it rests on assumptions")
        check(not page.wrong, f"{name}: {page.wrong[:3]}")
        if name.startswith("en/"):
            check("assumed amounts, not policy" in page.text(), f"{name} does not say so in English")


def the_assessed_city(folder):
    city, out = folder / "city", folder / "city-pages"
    made = call("publish", POLICY, "--out", out, "--facts", city)
    check(made.returncode == 0, f"publish with facts: {made.stderr}")
    pages = read_pages(out)
    pages_are_well_formed(pages)
    links_lead_somewhere(pages)
    english_pages_speak_english(pages)
    answers = json.loads(call("assess", POLICY, "--facts", city, "--json").stdout)
    answers["city"] = city
    kinds = {}
    for row in re.findall(r"^\| (\S+) \|", (POLICY / "facts.md").read_text(encoding="utf-8").split("| 事实 |")[0],
                          re.MULTILINE):
        if row not in ("对象", "|---") and not row.startswith("|"):
            kinds[row] = len(kinds) + 1
    for language in ("zh", "en"):
        every_open_cause_is_actionable(out, language, answers, kinds)
        letters_say_every_reason(out, language, answers, kinds)
        totals_agree(pages, language, answers)
    return out


def same_input_same_bytes(folder, first):
    again = folder / "again"
    call("publish", POLICY, "--out", again, "--facts", folder / "city")
    check((again / "MANIFEST").read_bytes() == (first / "MANIFEST").read_bytes(), "the same input gives the same bytes")
    over = call("publish", POLICY, "--out", again, "--facts", folder / "city", "--lang", "zh")
    check(over.returncode == 0 and not (again / "en").exists(), "a publication replaces the one before it, whole")
    check(not list(folder.glob("again.*")), "nothing is left beside it")
    page = again / "zh" / "policy.html"
    page.write_text(page.read_text(encoding="utf-8") + "<!-- by hand -->", encoding="utf-8")
    refused = call("publish", POLICY, "--out", again)
    check(refused.returncode == 3 and "policy.html" in refused.stderr, "a page changed by hand is not overwritten")
    check("by hand" in page.read_text(encoding="utf-8"), "and it is still there")
    (folder / "mine").mkdir()
    (folder / "mine" / "notes.txt").write_text("mine", encoding="utf-8")
    refused = call("publish", POLICY, "--out", folder / "mine")
    check(refused.returncode == 3 and (folder / "mine" / "notes.txt").exists(), "a folder that is not ours is refused")
    check(not list(folder.glob("mine.*")), "and nothing is left beside it either")


def interrupted_leaves_nothing(folder):
    out = folder / "interrupted"
    for _ in range(10):  # it may be done before the signal comes
        shutil.rmtree(out, ignore_errors=True)
        run = subprocess.Popen([PROGRAM, "publish", POLICY, "--out", out, "--facts", folder / "city"],
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while run.poll() is None and not list(folder.glob("interrupted.*")):
            time.sleep(0.001)
        run.send_signal(signal.SIGINT)
        if run.wait(timeout=600) == 130:
            break
    check(run.returncode == 130, f"an interrupt stops it: {run.returncode}")
    check(not list(folder.glob("interrupted*")), "an interrupted publication leaves nothing")


def one_letter_and_a_recorded_run(folder):
    city, store = folder / "city", folder / "kept.db"
    answers = json.loads(call("assess", POLICY, "--facts", city, "--store", store, "--json").stdout)
    code = answers["awards"][0]["answers"][0]["subject"]
    out = folder / "one"
    made = call("publish", f"{store}#1", "--out", out, "--subject", code, "--lang", "zh", "--date", "2026-04-20")
    names = [path.relative_to(out).as_posix() for path in sorted(out.rglob("*.html"))]
    check(made.returncode == 0 and names == [f"zh/letters/1/{code}.html"], f"one letter: {names} {made.stderr}")
    text = (out / names[0]).read_text(encoding="utf-8") if names else ""
    check("2026-04-20" in text and "测算" not in re.sub(r"<footer>.*", "", text, flags=re.DOTALL),
          "a recorded run is no estimate, and bears the day it was given")
    check("第 1 次判定" in text, "it names the run")
    unknown = call("publish", POLICY, "--facts", city, "--out", folder / "nobody", "--subject", "nobody")
    check(unknown.returncode == 4 and not (folder / "nobody").exists(), "an unknown subject leaves nothing behind")
    check(not list(folder.glob("nobody.*")), "not even a part")
    for words in (["--lang", "fr"], ["--date", "soon"], ["--subject", code]):
        wrong = call("publish", POLICY, "--out", folder / "wrong", *words)
        check(wrong.returncode == 2 and not (folder / "wrong").exists(), f"{words}: wrong use")


def hostile_texts_stay_texts(folder):
    package = folder / "hostile"
    shutil.copytree(POLICY, package / "liuzhou-2026q1")
    shutil.copytree(POLICY.parent / "common", package / "common")
    package = package / "liuzhou-2026q1"
    evil = "<script>alert(1)</script>&amp;\"'\u202eevil"
    policy = (package / "policy.md").read_text(encoding="utf-8")
    policy = policy.replace("| 春节增量用电 {#1.1}", "").replace("季度政策 |", f"{evil} |", 1)
    policy = policy.replace("给予一定奖补。\n", f"给予一定奖补。{evil}\n", 1)
    policy = policy.replace("名称: 柳州市", f"名称: {evil}柳州市", 1)
    (package / "policy.md").write_text(policy, encoding="utf-8")
    (package / "policy.lock").unlink(missing_ok=True)
    mine = folder / "hostile-facts"
    mine.mkdir()
    (mine / "规上名录_2026Q1.csv").write_text("统一社会信用代码,名称,县区,在库,行业小类\n"
                                              f"91450200MA5K00012P,\"{evil.replace(chr(34), chr(34) * 2)}\","
                                              "\"<b>&\",是,3670\n", encoding="utf-8")
    out = folder / "hostile-pages"
    made = call("publish", package, "--out", out, "--facts", mine)
    check(made.returncode == 0, f"hostile texts: {made.stderr}")
    pages = read_pages(out)
    pages_are_well_formed(pages)
    links_lead_somewhere(pages)
    for name, page in pages.items():
        bytes_of = page.path.read_text(encoding="utf-8")
        check("<script" not in bytes_of and "\u202e" not in bytes_of, f"{name}: a hostile text got through")
    shown = "<script>alert(1)</script>&amp;\"'⟨U+202E⟩evil"
    for name in ("zh/policy.html", "en/policy.html", "zh/letters/1/91450200MA5K00012P.html", "zh/results/1.1.html"):
        check(name in pages and shown in pages[name].text(), f"{name}: the text is shown as it stands")


def main():
    folder = Path(tempfile.mkdtemp(prefix="jixiang-publish-"))
    try:
        made = call("synth", "--out", folder / "city", "--enterprises", ENTERPRISES)
        check(made.returncode == 0, "synth")
        every_phrase_has_both_languages()
        the_package_alone(folder)
        the_scenario_says_so(folder)
        first = the_assessed_city(folder)
        same_input_same_bytes(folder, first)
        interrupted_leaves_nothing(folder)
        one_letter_and_a_recorded_run(folder)
        hostile_texts_stay_texts(folder)
    finally:
        shutil.rmtree(folder)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    if not Path(PROGRAM).exists():
        print(f"SKIP: there is no program at {PROGRAM}")
        sys.exit(77)
    sys.exit(main())
