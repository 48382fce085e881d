"""How one hostile input is put before the program and what is read from its answer.

A case is a folder of files, the words of a command and the answer expected, in one line:

    0: [1, 2]                          exit code and what is printed (the value of the decision `d`, when there is one)
    3: too-deep@1:257                  exit code, then every problem with line and column, in the order reported
    0: null undefined@1:1              both
    0: 申报.csv 2 产值 "12O.5" unreadable   of a delivery: file, row, column, cell, reason of everything not taken

Begin with Case and Bench.run(). Time is the processor's, not the wall's: other programs may be busy.
"""
import dataclasses
import json
import os
import pathlib
import re
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
JIXIANG = os.environ.get("JIXIANG", str(ROOT / "build" / "jixiang"))
SANITIZED = bool(os.environ.get("JIXIANG_SANITIZED"))
SECONDS = 1 if not SANITIZED else 20
LIMITED = f"ulimit -t 30; {'' if SANITIZED else 'ulimit -v 262144;'} exec \"$@\""  # 256 MiB
CHINESE = re.compile("[\u4e00-\u9fff]")


@dataclasses.dataclass
class Case:
    name: str
    words: tuple          # of the command; "{}" is the folder of the case
    files: dict           # name -> bytes
    answer: str = ""      # expected: answers.txt
    found: str = ""
    like: dict = None     # of a delivery: the same without what is hostile, for which every answer is the same
    prints: str = "value"  # value, cells (of a delivery) or nothing


@dataclasses.dataclass
class Ran:
    code: int
    out: str
    errors: str
    seconds: float


class Bench:
    def __init__(self):
        self.folder = tempfile.TemporaryDirectory()
        self.path = pathlib.Path(self.folder.name)
        self.seconds = (0, "")

    def start(self, words, name):
        # strict_string_checks reads a whole file at each of md4c's searches for the end of a line: quadratic.
        environment = dict(os.environ, TMPDIR=str(self.path), JX_STORE="", JX_LANG="",
                           ASAN_OPTIONS="detect_stack_use_after_return=1")
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as errors:
            process = subprocess.Popen(["sh", "-c", LIMITED, "sh", JIXIANG, *words], stdin=subprocess.DEVNULL,
                                       stdout=out, stderr=errors, cwd=self.path, env=environment)
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            out.seek(0)
            errors.seek(0)
            ran = Ran(process.returncode, out.read().decode("utf-8", "surrogateescape"),
                      errors.read().decode("utf-8", "surrogateescape"), usage.ru_utime + usage.ru_stime)
        self.seconds = max(self.seconds, (ran.seconds, name))
        return ran

    def written(self, files):
        """The folder holds exactly these files; what was here before is gone."""
        for path in self.path.iterdir():
            path.unlink()
        for name, body in files.items():
            (self.path / name).write_bytes(body)

    def at(self, words):
        return [word.replace("{}", str(self.path)) for word in words]

    def run(self, case):
        """What is not as it should be, one sentence each."""
        self.written(case.files)
        ran = self.start([*self.at(case.words), "--json", "--lang", "en"], case.name)
        case.found, wrong = self.answer(case, ran), []
        if case.found != case.answer:
            wrong.append(f"is       {case.found}\n  expected {case.answer}")
        if ran.seconds > SECONDS:
            wrong.append(f"took {ran.seconds:.2f} s of processor time")
        wrong += self.explained(ran)
        if {path.name: path.read_bytes() for path in self.path.iterdir()} != case.files:
            wrong.append("files were written, changed or removed")
        if case.like is not None:
            wrong += self.nothing_lost(case, ran)
        return wrong

    # ---- what the program said ----

    def answer(self, case, ran):
        said = [f"{problem['code']}@{problem.get('line', 0)}:{problem.get('column', 0)}" for problem in problems(ran)]
        if case.prints == "cells" and ran.code == 0:
            cells = [cell_line(cell) for cell in json.loads(ran.out)["bad_cells"]]
            said += cells if len(cells) < 9 else [*cells[:2], f"and {len(cells) - 2} more"]
            return "; ".join([f"{ran.code}:", *said]).replace(":;", ":", 1)
        value = []
        if case.prints == "value" and ran.code == 0 and ran.out:
            document = json.loads(ran.out, parse_int=Figure, parse_float=Figure)
            value = [shortened(json.dumps(document.get("d", document), ensure_ascii=False, default=str))]
        said = said if len(said) < 9 else [*said[:3], f"and {len(said) - 3} more"]
        return " ".join([f"{ran.code}:", *value, *said]).rstrip()

    def explained(self, ran):
        """Every refusal says what is wrong and what to do."""
        if ran.code < 0 or "Sanitizer" in ran.errors or "runtime error" in ran.errors:
            return ["crashed:\n" + ran.errors[-2000:]]
        silent = ran.code not in (0, 2) and not problems(ran) and not ran.errors and not ran.out
        return ["says nothing"] * silent + [
            f"{problem['code']} does not say {what}" for problem in problems(ran) for what in ("message", "hint")
            if problem["severity"] != "note" and not problem[what]]

    def nothing_lost(self, case, ran):
        before = awards_of(ran)
        self.written(case.like)
        after = awards_of(self.start([*self.at(case.words), "--json", "--lang", "en"], case.name))
        if before != after or not before:
            return ["the rest of the delivery is not answered as without it: " + first_difference(before, after)]
        return []

    def in_both_languages(self, case):
        """For people: the place stands there, the sentence is in their language, and the code is the same."""
        wrong = []
        self.written(case.files)
        for language in ("zh", "en"):
            ran = self.start([*self.at(case.words), "--lang", language], case.name)
            text = ran.errors + ran.out
            for slug in re.findall(r"([a-z0-9-]+)@[0-9]+:", case.answer):
                if slug not in text:
                    wrong.append(f"{language}: {slug} is not said")
            if re.search("[\x00-\x08\x0b-\x1f\x7f]", text):
                wrong.append(f"{language}: control characters reach the terminal")
            if language == "zh" and "@" in case.answer and not CHINESE.search(text):
                wrong.append("nothing is said in Chinese")
        return wrong


class Figure(str):
    """A number as it was printed."""


def shortened(text):
    return text if len(text) <= 80 else f"{text[:40]}… {len(text)} characters"


def problems(ran):
    start = ran.errors.find("{")
    try:
        said = json.loads(ran.errors[start:])["problems"] if start >= 0 else []
        return [one for one in said if not one["code"].endswith("-pending")]  # the draft's own open points
    except (ValueError, KeyError):
        return []


def cell_line(cell):
    value = cell["value"] if len(cell["value"]) < 30 else cell["value"][:20] + "…"
    words = [cell["file"], str(cell["row"]), cell["column"], f'"{value}"' if value else "", cell["reason"],
             cell.get("problem", "")]
    return " ".join(word for word in words if word)


def awards_of(ran):
    return json.loads(ran.out)["awards"] if ran.code == 0 and ran.out else None


def first_difference(before, after):
    for one, other in zip(before or [], after or []):
        for left, right in zip(one["answers"], other["answers"]):
            if left != right:
                return f"{left}\n  without {right}"
    return "different subjects, or no answers"
