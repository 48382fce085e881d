// The manual of the built-ins, made of the table they are dispatched by: what it says is what runs.
#include "builtin/builtin.h"

#include <string.h>

// The table once more, as chapters and rows in their order.
static const struct {
    const char *chapter;  // NULL: a row
} lines[] = {
#define JX_FAMILY(title) { title },
#define JX_BUILTIN(name, parameters, result, function, open, meaning, example, when, null) { NULL },
#define JX_BUILTIN_EXACT(name, parameters, result, function, open, meaning, example, when, null) { NULL },
#include "builtin/builtins.def"
#undef JX_FAMILY
#undef JX_BUILTIN
#undef JX_BUILTIN_EXACT
};

static void put_opening(jx_buffer *out)
{
    jx_buffer_put(
        out, JX_TEXT("# The built-in functions of FEEL\n\n"
                     "Made by `jixiang feel`; do not edit. The functions are those of DMN 1.5 (10.3.4) and what the "
                     "kit asks beyond it;\n"
                     "packages may use all of them. Arguments are given by position or by name. Every example on this "
                     "page is a test.\n\n"
                     "**Null.** A function is null if an argument is null or of another kind than its signature names, "
                     "if the number of\n"
                     "arguments fits no signature, and for what its entry says besides. A list of one item stands for "
                     "its item, and an\n"
                     "item for a list of one, where the other is asked for. In packages such a null is *undefined*: "
                     "open, for a person to\n"
                     "look at, unless the entry says that null is an answer.\n\n"
                     "**Open values** (packages). A fact that is missing, a day without a reading, a parameter that is "
                     "pending: such a\n"
                     "value is open, with a range and its causes. What a function makes of it is one of four rules:\n\n"
                     "| rule | meaning |\n|---|---|\n"
                     "| within | open over its static range, with all causes, as soon as an argument or anything "
                     "inside one is open |\n"
                     "| outside | the same, but records are passed on with what is open inside them |\n"
                     "| counted | members of which it is open whether they belong count once or not at all: a range |\n"
                     "| ends | the ends of the ranges decide: the smallest of the lower ends to the smallest of the "
                     "upper ends |\n\n"
                     "**Exact.** Such a function takes quotients as they are (9/10, 1/3); all others see them rounded "
                     "to 34 digits.\n"));
}

static const char *rule_word(jx_open_rule rule)
{
    switch (rule) {
    case JX_OPEN_WITHIN: return "within";
    case JX_OPEN_OUTSIDE: return "outside";
    case JX_OPEN_COUNT: return "counted";
    case JX_OPEN_EXTREME: return "ends";
    }
    JX_UNREACHABLE();
}

static void put_row(jx_buffer *out, const jx_builtin_row *row, bool first)
{
    if (first) jx_buffer_format(out, "\n### %s\n", row->name);
    jx_buffer_format(out, "\n`%s(%s)` → `%s`: %s.\n", row->name, row->parameters, row->result, row->meaning);
    jx_buffer_format(out, "- example: `%s`\n", row->example);
    if (row->null_example[0])
        jx_buffer_format(out, "- null%s%s: `%s`\n", row->null_when[0] ? " when " : "", row->null_when,
                         row->null_example);
    else if (row->null_when[0])
        jx_buffer_format(out, "- null when %s\n", row->null_when);
    jx_buffer_format(out, "- open: %s%s\n", rule_word(row->open), row->exact ? "; exact" : "");
}

void jx_builtin_manual(jx_buffer *out)
{
    int row = 0;
    put_opening(out);
    for (size_t i = 0; i < JX_COUNT(lines); i++) {
        if (lines[i].chapter) {
            jx_buffer_format(out, "\n## %s\n", lines[i].chapter);
            continue;
        }
        const jx_builtin_row *one = jx_builtin_at(row);
        put_row(out, one, row == 0 || strcmp(jx_builtin_at(row - 1)->name, one->name) != 0);
        row++;
    }
}
