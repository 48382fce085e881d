#!/usr/bin/env python3
# plain build only
"""Keeps what people forget: layer arrows, line width, banned functions, no binary floats, the map of the house.

Each rule is a function that yields "path:line: what is wrong, and what to do instead"; it counts as one check. `--root
FOLDER` looks at another tree; its own test (tests/tidy/test_tidy.py) uses that.
"""
import os
import re
import sys
from pathlib import Path

ROOT = Path(sys.argv[2] if sys.argv[1:2] == ["--root"] else os.environ.get("JIXIANG_ROOT") or Path(__file__).parents[2])
WIDTH = 120

BANNED = {
    "strtod": "it reads the locale and rounds; use jx_decimal_read",
    "strtof": "it reads the locale and rounds; use jx_decimal_read",
    "atof": "it reads the locale and rounds; use jx_decimal_read",
    "atoi": "it cannot fail; read the digits, or strtol with its end checked",
    "strcpy": "it knows no size; use jx_text or memcpy",
    "strcat": "it knows no size; use jx_buffer",
    "sprintf": "it knows no size; use jx_buffer_format or snprintf",
    "vsprintf": "it knows no size; use vsnprintf",
    "gets": "it knows no size; use fgets",
    "strtok": "it keeps hidden state; use jx_text_cut",
    "rand": "randomness comes in as an argument",
    "srand": "randomness comes in as an argument",
}


def lines_of(*patterns):
    """(path relative to the root, line number, line) over all files that fit."""
    for pattern in patterns:
        for path in sorted(ROOT.glob(pattern)):
            text = path.read_text(encoding="utf-8", errors="replace")
            for number, line in enumerate(text.splitlines(), 1):
                yield path.relative_to(ROOT).as_posix(), number, line


def code_only(lines):
    """The same lines with comments and the insides of strings blanked; block comments may span lines."""
    inside, last_path = False, None
    token = re.compile(r'"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])*\'|//.*|/\*.*?\*/|/\*.*')
    for path, number, line in lines:
        inside = inside and path == last_path
        last_path = path
        if inside:
            _, end, line = line.partition("*/")
            if not end:
                continue
            inside = False
        shown = token.sub(lambda found: '""' if found[0][0] in "\"'" else " ", line)
        inside = any(found[0].startswith("/*") and not found[0].endswith("*/") for found in token.finditer(line))
        yield path, number, shown


def read_layers():
    """(folder -> folders it opens, folder -> further doors, complaints) from src/layers.txt."""
    opens, doors, complaints = {}, {}, []
    for path, number, line in lines_of("src/layers.txt"):
        left, _, right = line.split("#")[0].partition("|")
        words = left.split()
        if not words:
            continue
        folder, opened = words[0], words[1:]
        for other in opened:
            if other not in opens:
                complaints.append(f"{path}:{number}: {folder} opens {other}, which does not stand above it")
        if folder in opens:
            complaints.append(f"{path}:{number}: {folder} stands here twice")
        opens[folder], doors[folder] = set(opened), right.split()
    return opens, doors, complaints


OPENS, DOORS, LAYER_COMPLAINTS = read_layers()


def the_layer_list_fits_the_folders():
    yield from LAYER_COMPLAINTS
    folders = {path.name for path in (ROOT / "src").iterdir() if path.is_dir()}
    for folder in sorted(folders - set(OPENS)):
        yield f"src/layers.txt: src/{folder}/ is missing; say where it stands and what it may open"
    for folder in sorted(set(OPENS) - folders):
        yield f"src/layers.txt: there is no src/{folder}/"
    for folder, doors in DOORS.items():
        for door in doors:
            path = ROOT / "src" / folder / door
            if door != "*" and any(path.parent.glob("*.h")) and not path.exists():
                yield f"src/layers.txt: the door src/{folder}/{door} does not exist"


def includes_open_only_doors_below():
    for path, number, line in lines_of("src/**/*.[ch]", "src/**/*.def"):
        found = re.match(r'\s*#\s*include\s*"([^"]*)"', line)
        if not found:
            continue
        header, owner = found[1], path.split("/")[1]
        folder, slash, name = header.partition("/")
        if not slash:
            if not (ROOT / "include" / header).exists():
                yield f'{path}:{number}: write "{owner}/{header}": includes name their folder'
        elif folder == owner:
            continue
        elif folder not in OPENS:
            yield f"{path}:{number}: {folder} is no layer (src/layers.txt)"
        elif folder not in OPENS.get(owner, ()):
            yield f"{path}:{number}: {owner} may not open the door of {folder} (src/layers.txt)"
        elif name != f"{folder}.h" and name not in DOORS[folder] and "*" not in DOORS[folder]:
            yield f"{path}:{number}: {header} is no door of {folder} (src/layers.txt)"


def lines_are_no_wider_than_the_page():
    # In characters. Lists (.def) and Markdown are tables and may be wider.
    for path, number, line in lines_of("src/**/*.[ch]", "include/**/*.h", "tests/**/*.[ch]", "tests/**/*.py",
                                       "tests/**/*.sh", "scripts/*", "bench/**/*.[ch]", "meson.build", "run", "test"):
        if len(line) > WIDTH:
            yield f"{path}:{number}: {len(line)} characters; at most {WIDTH}"
        if "\t" in line:
            yield f"{path}:{number}: a tab; indent with blanks"


def banned_functions_are_not_called():
    call = re.compile(r"(?<![\w.>])(" + "|".join(BANNED) + r")\s*\(")
    for path, number, line in code_only(lines_of("src/**/*.[ch]", "include/**/*.h")):
        for found in call.finditer(line):
            yield f"{path}:{number}: {found[1]} is banned here: {BANNED[found[1]]}"


def money_never_passes_through_binary_floats():
    reasons = {(path, number) for path, number, line in lines_of("src/**/*.[ch]") if "binary float:" in line}
    for path, number, line in code_only(lines_of("src/**/*.[ch]", "src/**/*.def", "include/**/*.h")):
        found = re.search(r"\b(float|double)\b", line)
        if found and (path, number) not in reasons:
            yield f"{path}:{number}: {found[1]}: use jx_decimal, or say why on the line with `// binary float: reason`"


def nothing_is_left_for_later_or_for_one_machine():
    for path, number, line in lines_of("src/**/*.[ch]", "src/**/*.def", "include/**/*.h"):
        found = re.search(r"\b(TODO|FIXME|XXX)\b", line)
        if found:
            yield f"{path}:{number}: {found[1]}: do it, or open an issue"
        found = re.search(r'"/(work|home|root|tmp|usr|opt|var|etc|mnt|srv)\b', line)
        if found and "absolute path:" not in line:
            yield (f"{path}:{number}: {found[0]}… is a path of one machine: take it as an argument, or say why on the "
                   "line with `// absolute path: reason`")


def the_map_names_every_folder():
    page = ROOT / "ARCHITECTURE.md"
    if not page.exists():
        yield "ARCHITECTURE.md: there is no map"
        return
    text = page.read_text(encoding="utf-8")
    for folder in OPENS:
        if not re.search(rf"(?<![\w/])(src/)?{folder}/", text):
            yield f"ARCHITECTURE.md: does not name {folder}/"


def every_path_on_the_map_exists():
    # A path is what stands in `back quotes` and has a slash or ends in .md; `feel/parse.c` may be meant below src/.
    for path, number, line in lines_of("ARCHITECTURE.md", "CONTRIBUTING.md"):
        for name in re.findall(r"`([\w.+-]+(?:/[\w.*+-]+)*/?)`", line):
            if not re.search(r"/|\.md$", name) or name.startswith("build/"):
                continue
            if not any(any(place.glob(name.rstrip("/"))) for place in (ROOT, ROOT / "src")):
                yield f"{path}:{number}: there is no {name}"


RULES = [
    the_layer_list_fits_the_folders,
    includes_open_only_doors_below,
    lines_are_no_wider_than_the_page,
    banned_functions_are_not_called,
    money_never_passes_through_binary_floats,
    nothing_is_left_for_later_or_for_one_machine,
    the_map_names_every_folder,
    every_path_on_the_map_exists,
]


def main():
    failed = 0
    for rule in RULES:
        complaints = list(rule())
        failed += bool(complaints)
        if complaints:
            print(f"not so: {rule.__name__.replace('_', ' ')}")
        for complaint in complaints:
            print(f"  {complaint}")
    print(f"{len(RULES) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
