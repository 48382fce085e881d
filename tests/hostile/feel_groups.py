"""Groups 1 to 11: expressions, each the one decision `d` of a DMN model (section 3: limits; 4.2, 4.3)."""
from bench import Case

HEAD = ('<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m" namespace="urn:m">')
VARIABLE = '<decision id="d" name="d"><variable name="d"/>'


def escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def literal(expression):
    return f"<literalExpression><text>{escaped(expression)}</text></literalExpression>"


def feel(name, expression):
    model = f"{HEAD}{VARIABLE}{literal(expression)}</decision></definitions>"
    return Case(name, ("dmn", "eval", "{}/m.dmn", "--why"), {"m.dmn": model.encode()})


def named_function(name, parameter, body, calls):
    needs = "".join(f'<knowledgeRequirement><requiredKnowledge href="#{call}"/></knowledgeRequirement>'
                    for call in calls)
    return (f'<businessKnowledgeModel id="{name}" name="{name}"><variable name="{name}"/><encapsulatedLogic>'
            f'<formalParameter name="{parameter}"/>{literal(body)}</encapsulatedLogic>{needs}'
            "</businessKnowledgeModel>")


def calling(name, functions):
    models = "".join(named_function(*function) for function in functions)
    needs = f'<knowledgeRequirement><requiredKnowledge href="#{functions[0][0]}"/></knowledgeRequirement>'
    model = f"{HEAD}{models}{VARIABLE}{needs}{literal(functions[0][0] + '(1)')}</decision></definitions>"
    return Case(name, ("dmn", "eval", "{}/m.dmn", "--why"), {"m.dmn": model.encode()})


def nested(opening, inner, closing, times):
    return opening * times + inner + closing * times


def deep_cases():
    shapes = {"( )": ("(", "1", ")"), "[ ]": ("[", "1", "]"), "{a: }": ("{a:", "1", "}"), "-": ("-", "1", ""),
              "not( )": ("not(", "true", ")"), "if": ("if true then 1 else ", "1", ""),
              "for": ("for i in [1] return ", "1", ""), "function": ("function(a) ", "1", ""),
              "x[ ]": ("[1][", "1", "]"), "some": ("some i in [1] satisfies ", "true", ""),
              "(( without end": ("(", "", ""), "+ 1": ("", "1", " + 1"), "**": ("2**", "1", ""),
              "between": ("1 between 0 and ", "1", "")}
    for name, (opening, inner, closing) in shapes.items():
        yield feel(f"10,000 {name}", nested(opening, inner, closing, 10000))
        yield feel(f"1,000,000 signs of {name}", nested(opening, inner, closing, 1000000 // len(opening + closing)))
    yield feel("100 (", nested("(", "1", ")", 100))


GROUPS = [
    (1, "nesting", [*deep_cases()]),
    (2, "one line of 10 MB", [
        feel("3 MB of + 1", "1" + " + 1" * 750000),
        feel("3 MB of a text", '"' + "甲" * 1000000 + '"'),
        feel("3 MB of a name", "a" * 3000000),
        feel("3 MB of blanks", " " * 3000000 + "1"),
        feel("3 MB of a comment", "/*" + "x" * 3000000 + "*/ 1"),
        feel("a comment that does not end", "1 /*" + "x" * 3000000),
        feel("3 MB of a list", "[" + "1," * 1500000 + "1]"),
        feel("10 MB of + 1", "1" + " + 1" * 2500000),
    ]),
    (3, "a loop of a billion", [
        feel("for 1..1000000000", "for i in 1..1000000000 return i"),
        feel("for down from a billion", "for i in 1000000000..1 return i"),
        feel("some", "some i in 1..1000000000 satisfies i < 0"),
        feel("every", "every i in 1..1000000000 satisfies i > 0"),
        feel("a range of days", 'for i in date("0001-01-01")..date("9999-12-31") return i'),
        feel("nothing returned", "count(for i in 1..1000000000 return null)"),
        feel("a sum by partial", "for i in 1..1000000000 return count(partial)"),
    ]),
    (4, "three loops of ten thousand", [
        feel("for for for", "for a in 1..10000, b in 1..10000, c in 1..10000 return 1"),
        feel("some in some in some",
             "some a in 1..10000, b in 1..10000, c in 1..10000 satisfies false"),
        feel("filter in filter",
            "count((for i in 1..5000 return i)[count((for i in 1..5000 return i)[item > 0]) > 0])"),
        feel("list in for", "{l: for i in 1..10000 return i, r: for a in l, b in l, c in l return 1}.r"),
        feel("sort of many", "count(sort(for i in 1..100000 return -i, function(x, y) x < y))"),
        feel("distinct of many", "count(distinct values(for i in 1..100000 return i))"),
        feel("index of many", "sum(for i in 1..5000 return count(index of(for k in 1..5000 return k, i)))"),
        feel("contains of many",
            "count((for i in 1..5000 return i)[list contains(for k in 1..5000 return k, item)])"),
    ]),
    (5, "functions that call themselves", [
        calling("itself", [("f", "n", "f(n + 1)", ["f"])]),
        calling("itself, twice", [("f", "n", "f(n) + f(n)", ["f"])]),
        calling("each other", [("f", "n", "g(n)", ["g"]), ("g", "n", "f(n)", ["f"])]),
        calling("itself in a list", [("f", "n", "for i in [1, 2] return f(n)", ["f"])]),
        feel("in a context", "{f: function(n) f(n + 1), r: f(1)}.r"),
        feel("handed to itself", "(function(f) f(f))(function(f) f(f))"),
        feel("handed on", "{f: function(g, n) g(g, n + 1), r: f(f, 1)}.r"),
        calling("as deep as it may", [("f", "n", "if n > 200 then n else f(n + 1)", ["f"])]),
    ]),
    (6, "text and lists that double", [
        feel("a text 60 times", "{a0: \"甲\"," + ",".join(f"a{i + 1}: a{i} + a{i}" for i in range(60)) + "}.a60"),
        feel("a list 60 times",
             "{a0: [1]," + ",".join(f"a{i + 1}: concatenate(a{i}, a{i})" for i in range(60)) + "}.a60"),
        feel("a list in a list 60 times",
             "{a0: [1]," + ",".join(f"a{i + 1}: [a{i}, a{i}]" for i in range(60)) + ", r: count(flatten(a60))}.r"),
        feel("two lists that are doubled, compared",
             "{a0: [1]," + ",".join(f"a{i + 1}: [a{i}, a{i}]" for i in range(60)) + ", r: a60 = a60}.r"),
        feel("a doubled list, printed",
            "{a0: [1]," + ",".join(f"a{i + 1}: [a{i}, a{i}]" for i in range(40)) + "}.a40"),
        feel("string join", "{a0: \"甲\"," + ",".join(
            f'a{i + 1}: string join([a{i}, a{i}], "")' for i in range(60)) + "}.a60"),
        feel("replace makes more", "{a0: \"aa\"," + ",".join(
            f'a{i + 1}: replace(a{i}, "a", "aaaaaaaaaa")' for i in range(20)) + "}.a20"),
        feel("append", "{a0: [1]," + ",".join(
            f"a{i + 1}: append(a{i}, a{i})" for i in range(60)) + ", r: string(a60)}.r"),
    ]),
    (7, "numbers at the ends", [feel(text, text) for text in (
        "9E6144 * 10", "1/0", "0/0", "-1/0", "10**1000000", "1E-6176 / 10",
            "9.999999999999999999999999999999999E6144 + 1",
        "0**0", "0**-1", "(-8)**(1/3)", "modulo(5, 0)", "sqrt(-1)", "log(0)", "exp(100000)", "decimal(1, 100000)",
        "floor(1, -100000)", "number(\"1E999999\")", "number(\"NaN\")", "number(\"Infinity\")", "number(\"0x10\")",
        "1E400000", "sum(for i in 1..10 return 9E6144)")]),
    (8, "numbers with too many digits", [
        feel("100,000 digits", "1" * 100000), feel("100,000 decimals", "0." + "1" * 100000),
        feel("101 digits", "1" * 101), feel("100 digits", "1" * 100), feel("99 digits", "1" * 99),
        feel("number() of 100,000 digits", f'number("{"1" * 100000}")'),
        feel("an exponent of 100,000 digits", "1E" + "1" * 100000),
        feel("100,000 zeros before", "0" * 100000 + "1"),
    ]),
    (9, "costly patterns", [feel(f"matches {pattern}", f'matches("{text}", "{pattern}")') for text, pattern in (
        ("a" * 40 + "!", "^(a+)+$"), ("a" * 5000, "(.*)*x"), ("a" * 40 + "!", "^(a|aa)+$"),
        ("a" * 40 + "!", "^" + "(" * 20 + "a" + ")*" * 20 + "$"), ("a" * 30, "^(a?){30}a{30}$"),
        ("a" * 2000 + "!", "^(.*a){12}$"), ("x" * 20000, "(x+x+)+y"), ("a" * 5000, "(a*)*b"))] + [
        feel("replace", f'replace("{"a" * 40}!", "^(a+)+$", "b")'),
        feel("split", f'count(split("{"a" * 40}!", "(a+)+$"))'),
        feel("back-reference", f'matches("{"a" * 2000}", "^(a*)*\\\\1b$")'),
    ]),
    (10, "patterns that are too large", [feel(name, f'matches("a", "{pattern}")') for name, pattern in (
        ("a{1,65535}{1,65535}", "a{1,65535}{1,65535}"), ("300 brackets", "(" * 300 + "a" + ")" * 300),
        ("300 brackets without end", "(" * 300), ("1 MB", "a" * 1000000), ("a{99999999999}", "a{99999999999}"),
        ("1,001 signs", "a" * 1001), ("1,000 signs", "a?" * 500), ("classes in classes",
            "[a-z-[" * 300 + "a" + "]]" * 300),
        ("33 groups", "(a)" * 33))]),
    (11, "days and times at the ends", [feel(text, text) for text in (
        'date("9999-12-31") + duration("P1D")', 'date("-999999999-01-01")', 'date("-1000000000-01-01")',
        'date("999999999-12-31") + duration("P1D")', 'date("2026-02-31")', 'date("2026-02-29")', 'date("2028-02-29")',
        'time("23:59:60")', 'time("24:00:00")', 'date and time("2026-01-01T00:00:00+99:99")',
            'time("10:00:00+14:59")',
        'duration("P99999999999999999999Y")', 'duration("P1D") * 1E30', 'date("2026-1-1")',
        'date("9999-12-31") + duration("P99999999Y")', 'date("0000-00-00")', 'date("二〇二六-01-01")',
        'date and time("2026-01-01T00:00:00@Nowhere/Land")', 'date and time("2026-01-01T00:00:00@../../etc/passwd")',
        'date(2026, 13, 1)', 'date(2026, 1E20, 1)', 'duration("P")')]),
]
