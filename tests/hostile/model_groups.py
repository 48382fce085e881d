"""Groups 12 to 18: models, XML, Markdown and the names in them (4.4, 4.5, 4.14)."""
from bench import Case, ROOT
from feel_groups import HEAD, escaped, literal

PACKAGE = (ROOT / "tests/golden/policy/good/small.md").read_text(encoding="utf-8")


def dmn(name, body, *more):
    files = {"m.dmn": body if isinstance(body, bytes) else body.encode()}
    files.update({file: text.encode() for file, text in more})
    return Case(name, ("dmn", "check", "{}/m.dmn"), files, prints="nothing")


def worked(name, body, *more):
    case = dmn(name, body, *more)
    return Case(name, ("dmn", "eval", "{}/m.dmn"), case.files)


def model(inside):
    return f"{HEAD}{inside}</definitions>"


def decision(name, expression, *needs):
    required = "".join(f'<informationRequirement><requiredDecision href="#{need}"/></informationRequirement>'
                       for need in needs)
    return f'<decision id="{name}" name="{name}"><variable name="{name}"/>{required}{literal(expression)}</decision>'


def importing(space, other, inside=""):
    return (f'<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="{space}" namespace="urn:{space}">'
            f'<import name="x" namespace="urn:{other}" importType="https://www.omg.org/spec/DMN/20230324/MODEL/" '
            f'locationURI="file:///etc/passwd"/>{inside}{decision("d", "1")}</definitions>')


def chain(length):
    return model(decision("d0", "1") + "".join(decision(f"d{i}", f"d{i - 1} + 1", f"d{i - 1}")
                                               for i in range(1, length)) + decision("d", f"d{length - 1}",
                                                                                      f"d{length - 1}"))


def decision_table(rows, inputs, cell="-"):
    columns = f'<input><inputExpression><text>1</text></inputExpression></input>' * inputs
    row = "<rule>" + f"<inputEntry><text>{escaped(cell)}</text></inputEntry>" * inputs
    row += "<outputEntry><text>1</text></outputEntry></rule>"
    return model(f'<decision id="d" name="d"><variable name="d"/><decisionTable hitPolicy="COLLECT" aggregation="SUM">'
                 f"{columns}<output/>{row * rows}</decisionTable></decision>")


DOCTYPES = {
    "an entity bomb": '<!DOCTYPE d [<!ENTITY a "甲甲甲甲甲甲甲甲甲甲">' + "".join(
        f'<!ENTITY {chr(98 + i)} "{("&" + chr(97 + i) + ";") * 10}">' for i in range(9)) + "]>",
    "an entity of a local file": '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    "an entity of an address": '<!DOCTYPE d [<!ENTITY a SYSTEM "http://127.0.0.1:9/x">]>',
    "a parameter entity": '<!DOCTYPE d [<!ENTITY % a SYSTEM "file:///etc/passwd"> %a;]>',
    "a foreign DTD": '<!DOCTYPE d SYSTEM "http://127.0.0.1:9/x.dtd">',
    "nothing but its name": "<!DOCTYPE d>",
    "a name of a megabyte": "<!DOCTYPE " + "d" * 1000000 + ">",
}

ENCODED = model(decision("d", '"甲"'))


def xml_cases():
    yield dmn("1,000 levels", "<a>" * 1000 + "</a>" * 1000)
    yield dmn("300,000 levels", "<a>" * 300000)
    yield dmn("65 attributes", "<a " + " ".join(f'a{i}="1"' for i in range(65)) + "/>")
    yield dmn("200,000 attributes", "<a " + " ".join(f'a{i}="1"' for i in range(200000)) + "/>")
    yield dmn("an attribute of 3 MB", f'<a b="{"x" * 3000000}"/>')
    yield dmn("an attribute of 20 MB", f'<a b="{"x" * 20000000}"/>')
    yield dmn("250,000 elements", "<a>" + "<b/>" * 250000 + "</a>")
    yield dmn("1,000 prefixes", "<a " + " ".join(f'xmlns:a{i}="u{i}"' for i in range(1000)) + "/>")
    yield dmn("a wrong end tag", f"{HEAD}<decision></definitions>")
    yield dmn("no end", HEAD)
    yield dmn("nothing", b"")
    yield dmn("only blanks", b" \n\n ")
    yield dmn("no XML", "政策")
    yield dmn("two roots", model("") + model(""))
    yield dmn("the same attribute twice", '<a b="1" b="2"/>')
    yield dmn("a prefix of nobody", "<a:b/>")
    yield dmn("an entity of nobody", "<a>&nbsp;</a>")
    yield dmn("a character that XML has not", "<a>&#0;</a>")
    yield dmn("GBK", b'<?xml version="1.0" encoding="GBK"?>' + ENCODED.encode("gbk"))
    yield dmn("GBK without saying so", ENCODED.encode("gbk"))
    yield dmn("UTF-7", b'<?xml version="1.0" encoding="UTF-7"?>' + ENCODED.encode("utf-7"))
    yield dmn("UTF-16", ENCODED.encode("utf-16"))
    yield dmn("UTF-16 cut in the middle", ENCODED.encode("utf-16")[:-3])
    yield dmn("UTF-32", ENCODED.encode("utf-32"))
    yield dmn("a BOM", b"\xef\xbb\xbf" + ENCODED.encode())
    yield dmn("NUL", ENCODED.encode().replace(b"urn:m", b"urn\0m"))
    yield dmn("overlong UTF-8", ENCODED.encode().replace("甲".encode(), b"\xc0\xaf"))
    yield dmn("half a surrogate", ENCODED.encode().replace("甲".encode(), b"\xed\xa0\x80"))
    yield dmn("another language", '<definitions xmlns="http://www.w3.org/2000/svg" name="m" namespace="u"/>')
    yield dmn("a processing instruction", '<?php system("id") ?>' + ENCODED)
    yield dmn("3 MB of comments", "<!--" + "x" * 3000000 + "-->" + ENCODED)
    yield dmn("text in CDATA", ENCODED.replace('"甲"', '<![CDATA["甲" + "]]>]]&gt;"'))


def package(name, text, lock=None):
    files = {"policy.md": text if isinstance(text, bytes) else text.encode()}
    return Case(name, ("check", "{}"), files, prints="nothing")


def names_cases():
    def fact(name):
        return decision("d", "1") + f'<inputData id="i" name="{name}"><variable name="{name}"/></inputData>'

    yield dmn("two names equal after NFKC", model(decision("d", "1") + decision("e", "1").replace(
        'name="e"', 'name="Ａ"') + decision("f", "1").replace('name="f"', 'name="A"')))
    for what, name in {"a bidi control": "甲\u202e乙", "a zero-width space": "甲\u200b乙", "a soft hyphen": "甲\u00ad乙",
                       "a byte order mark": "\ufeff甲", "a line": "甲&#10;乙", "a tab": "甲&#9;乙",
                       "a letter that combines": "é e\u0301", "a blank alone": " ", "nothing": "",
                       "a keyword": "if", "a figure": "1a", "10,000 characters": "甲" * 10000,
                       "an emoji": "甲😀", "a rare character": "𠮷㐂", "an isolate": "甲\u2066乙\u2069",
                       "a word joiner": "甲\u2060乙", "variation selectors": "甲\ufe0f"}.items():
        yield dmn(what, model(fact(name)))
    yield dmn("a name twice", model(decision("d", "1") + decision("e", "2").replace('name="e"', 'name="d"')))
    yield dmn("an id twice", model(decision("d", "1") + decision("d", "2").replace('name="d"', 'name="e"')))
    for what, sign in {"a bidi control in a policy": "\u202e", "a zero-width space in a policy": "\u200b",
                       "an ESC in a policy": "\x1b", "a word joiner in a policy": "\u2060"}.items():
        yield package(what, PACKAGE.replace("产值门槛", f"产值{sign}门槛"))


def markdown_cases():
    yield package("a table of 1,000 columns and 14,500 short rows",
                  PACKAGE + "|" + "甲|" * 1000 + "\n|" + "-|" * 1000 + "\n" + "|a\n" * 14500)
    yield package("a table of 1,000 columns", PACKAGE + "|" + "甲|" * 1000 + "\n|" + "-|" * 1000 + "\n|a|\n")
    yield package("a table of 600,000 cells", PACKAGE + "|参数|值|\n|-|-|\n" + "|a|b|\n" * 300000)
    for sign in ("[", ">", "*", "`", "![", "[a](", "- ", "| ", "#", "~", "<", "&", "\\", "_", "1. ", "$", "\t"):
        yield package(f"200 KB of {sign!r}", PACKAGE + sign * (200000 // len(sign)) + "\n")
        if sign in ("> ", ">", "- ", "1. "):
            yield package(f"200 KB of {sign!r} lines", PACKAGE + (sign + "a\n") * (200000 // len(sign + "a\n")))
    yield package("nothing", b"")
    yield package("NUL", (PACKAGE + "甲\0乙\n").encode())
    yield package("GB18030", PACKAGE.encode("gb18030"))
    yield package("UTF-16", PACKAGE.encode("utf-16"))
    yield package("a broken byte at the end", PACKAGE.encode() + b"\n\xe7\x94")
    yield package("17 MB", PACKAGE.encode() + b"x\n" * (17 << 19))
    yield package("one line of 3 MB", PACKAGE + "字" * 1000000 + "\n")
    yield package("200 headings deep", PACKAGE + "".join("#" * (i % 7 + 1) + f" 标题{i}\n\n" for i in range(20000)))


def script_cases():
    for what, text in {
            "a script": "<script>alert(1)</script>", "a script in a paragraph": "甲<script>alert(1)</script>乙",
            "a javascript link": "[甲](javascript:alert(1))", "a data link": "[甲](data:text/html,<b>1</b>)",
            "an image with an address": "![甲](http://127.0.0.1:9/x.png)", "an image with an event":
            "<img src=x onerror=alert(1)>", "a frame": '<iframe src="http://127.0.0.1:9/"></iframe>',
            "a style": "<style>*{display:none}</style>", "a link to itself": "<javascript:alert(1)>",
            "an entity": "&lt;script&gt;alert(1)&lt;/script&gt;", "a comment that does not end": "<!-- "}.items():
        yield package(what, PACKAGE + text + "\n")


GROUPS = [
    (12, "imports and requirements in circles, long chains", [
        dmn("models that import each other", importing("a", "b"), ("n.dmn", importing("b", "a"))),
        dmn("a model that imports itself", importing("a", "a")),
        dmn("an import of a file by its address", importing("a", "nowhere")),
        dmn("decisions that need each other", model(decision("d", "e", "e") + decision("e", "d", "d"))),
        dmn("a decision that needs itself", model(decision("d", "d", "d"))),
        dmn("a circle of 1,000", model("".join(decision(f"d{i}", f"d{(i + 1) % 1000}", f"d{(i + 1) % 1000}")
                                               for i in range(1000)))),
        dmn("a requirement of nobody", model(decision("d", "1", "nobody"))),
        dmn("types that are made of each other", model(
            '<itemDefinition name="a"><typeRef>b</typeRef></itemDefinition>'
            '<itemDefinition name="b"><typeRef>a</typeRef></itemDefinition>' + decision("d", "1"))),
        dmn("a type with itself inside", model(
            '<itemDefinition name="a"><itemComponent name="x"><typeRef>a</typeRef></itemComponent></itemDefinition>'
            + decision("d", "1"))),
        worked("10,000 decisions in a chain", chain(10000)),
        worked("200 decisions in a chain", chain(200)),
        worked("10,000 decisions beside each other", model("".join(decision(f"d{i}", "1") for i in range(10000)) +
                                                           decision("d", "1"))),
    ]),
    (13, "decision tables", [
        dmn("100,000 x 100", decision_table(100000, 100)),
        dmn("2,100 x 100, more than a table may have", decision_table(2100, 98)),
        worked("20,000 x 1", decision_table(20000, 1)),
        worked("1 x 5,000", decision_table(1, 5000)),
        dmn("rows shorter than the header", decision_table(2, 2).replace(
            "<inputEntry><text>-</text></inputEntry><inputEntry>", "<inputEntry>")),
        dmn("no rows", decision_table(0, 1)),
        dmn("no columns", decision_table(1, 0)),
    ]),
    (14, "names that look alike or cannot be seen", [*names_cases()]),
    (15, "DOCTYPE", [dmn(what, text + model(decision("d", "1"))) for what, text in DOCTYPES.items()]),
    (16, "XML", [*xml_cases()]),
    (17, "Markdown", [*markdown_cases()]),
    (18, "Markdown that would run in a page", [*script_cases()]),
]
