// Help: all commands in a few lines, or one with its options, examples first.
#include "cli/cli.h"

static void print_command(cli *in, const command_row *command)
{
    jx_text meaning = jx_text_of(command->words[in->app.language]), example = say(in, "例", "example"),
            options = say(in, "选项", "options");
    putf(in, "%.*s: %s\n\njixiang %s\n%.*s\n\n%.*s:\n", JX_TEXT_ARG(example), command->example, command->usage,
         JX_TEXT_ARG(meaning), JX_TEXT_ARG(options));
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        const option_row *option = &option_rows[i];
        jx_text bare = jx_text_format(in->arena, " %s ", option->name);
        bool own = jx_text_find(jx_text_of(command->options), bare) != SIZE_MAX, common = i >= OPTION_LANG;
        if (!own && !common) continue;
        jx_text name = jx_text_format(in->arena, "--%s %s", option->name, option->value);
        putf(in, "  %-22.*s %s\n", JX_TEXT_ARG(name), option->words[in->app.language]);
    }
}

void print_help(cli *in, const command_row *command)
{
    if (command) {
        print_command(in, command);
        return;
    }
    put(in, say(in, "即享: 把政策条文变成逐户、到分、可复核的结果\n\n",
                "Jixiang: policy text, carried out to the fen and replayable\n\n"));
    for (size_t i = 0; i < command_count; i++)
        putf(in, "  %-8s %s\n", command_rows[i].name, command_rows[i].words[in->app.language]);
    put(in, say(in, "\n例:\n", "\nexamples:\n"));
    static const char *const shown[] = { "synth", "assess", "explain" };
    for (size_t i = 0; i < JX_COUNT(shown); i++)
        putf(in, "  %s\n", command_named(shown[i])->example);
    put(in, say(in, "\njixiang help 命令 说明一个命令; jixiang --version 版本\n",
                "\njixiang help COMMAND explains one; jixiang --version\n"));
}

jx_status command_help(cli *in, int *out_code)
{
    const command_row *command = in->argument_count > 0 ? command_named(in->arguments[0]) : NULL;
    if (in->argument_count > 0 && !command) *out_code = EXIT_USAGE;
    print_help(in, command);
    return JX_OK;
}
