// Reads the words of the command line against the tables, and suggests what may have been meant.
#include <stdio.h>
#include <string.h>

#include "cli/cli.h"

const option_row option_rows[OPTION_COUNT] = {
#define JX_OPTION(id, name, value, zh, en) { name, value, { zh, en } },
#include "cli/options.def"
#undef JX_OPTION
};

// ---- near misses ----

enum { WORD_MAX = 32, NEAR = 2 };

// Levenshtein over bytes, two neighbours swapped counting once; words longer than WORD_MAX are far from everything.
static size_t distance(const char *a, const char *b)
{
    size_t rows = strlen(a), columns = strlen(b);
    size_t table_of[WORD_MAX + 1][WORD_MAX + 1];
    if (rows > WORD_MAX || columns > WORD_MAX) return WORD_MAX;
    for (size_t i = 0; i <= rows; i++) {
        for (size_t k = 0; k <= columns; k++) {
            if (i == 0 || k == 0) {
                table_of[i][k] = i + k;
                continue;
            }
            size_t best = table_of[i - 1][k - 1] + (a[i - 1] != b[k - 1]);
            if (table_of[i - 1][k] + 1 < best) best = table_of[i - 1][k] + 1;
            if (table_of[i][k - 1] + 1 < best) best = table_of[i][k - 1] + 1;
            bool swapped = i > 1 && k > 1 && a[i - 1] == b[k - 2] && a[i - 2] == b[k - 1];
            if (swapped && table_of[i - 2][k - 2] + 1 < best) best = table_of[i - 2][k - 2] + 1;
            table_of[i][k] = best;
        }
    }
    return table_of[rows][columns];
}

const char *nearest_name(const char *word, const char *const *names, size_t count)
{
    const char *nearest = NULL;
    size_t least = NEAR + 1;
    for (size_t i = 0; i < count; i++) {
        size_t far = distance(word, names[i]);
        if (far < least) {
            least = far;
            nearest = names[i];
        }
    }
    return nearest;
}

// ---- reading ----

static bool wrong(const cli *in, const char *zh, const char *en, const char *word, const char *nearest)
{
    jx_text what = say(in, zh, en);
    fprintf(stderr, "jixiang: %.*s: %s", JX_TEXT_ARG(what), word);
    jx_text hint = say(in, "是不是", "did you mean");
    if (nearest) fprintf(stderr, "  (%.*s %s?)", JX_TEXT_ARG(hint), nearest);
    fputc('\n', stderr);
    return false;
}

static bool belongs(const command_row *command, const char *name)
{
    static const char common[] = " lang json quiet help ";
    char word[40];
    if (snprintf(word, sizeof word, " %s ", name) >= (int)sizeof word) return false;  // longer than any option
    return strstr(common, word) || (command && strstr(command->options, word));
}

static bool unknown_option(const cli *in, const command_row *command, const char *name)
{
    const char *names[OPTION_COUNT];
    size_t count = 0;
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        if (belongs(command, option_rows[i].name)) names[count++] = option_rows[i].name;
    }
    return wrong(in, "没有这个选项", "no such option", name, nearest_name(name, names, count));
}

// "--name", "--name=value" or "--name value"; `*at` moves over what was used.
static bool parse_option(cli *in, const command_row *command, int count, char **words, int *at)
{
    const char *name = words[*at] + 2, *equals = strchr(name, '=');
    char bare[40];
    snprintf(bare, sizeof bare, "%.*s", (int)(equals ? (size_t)(equals - name) : strlen(name)), name);
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        if (strcmp(option_rows[i].name, bare) != 0 || !belongs(command, bare)) continue;
        bool flag = option_rows[i].value[0] == '\0';
        if (flag && equals) return wrong(in, "此选项没有值", "this option takes no value", bare, NULL);
        if (!flag && !equals && *at + 1 >= count)
            return wrong(in, "此选项要有值", "this option needs a value", bare, NULL);
        in->options[i] = flag ? "" : equals ? equals + 1 : words[++*at];
        return true;
    }
    return unknown_option(in, command, bare);
}

bool parse_words(cli *in, const command_row *command, int count, char **words)
{
    bool only_arguments = false;
    for (int i = 0; i < count; i++) {
        if (!only_arguments && strcmp(words[i], "--") == 0) {
            only_arguments = true;
        } else if (!only_arguments && strncmp(words[i], "--", 2) == 0) {
            if (!parse_option(in, command, count, words, &i)) return false;
        } else if (in->argument_count < (int)JX_COUNT(in->arguments)) {
            in->arguments[in->argument_count++] = words[i];
        } else {
            return wrong(in, "参数过多", "too many arguments", words[i], NULL);
        }
    }
    if (!command || wants(in, OPTION_HELP)) return true;
    if (in->argument_count >= command->least && in->argument_count <= command->most) return true;
    return wrong(in, in->argument_count < command->least ? "缺少参数" : "参数过多",
                 in->argument_count < command->least ? "arguments are missing" : "too many arguments", command->usage,
                 NULL);
}
