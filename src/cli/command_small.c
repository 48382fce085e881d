// The commands of a few lines: synth, dump, feel, new.
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

static jx_status usage(cli *in, int *out_code, const char *zh, const char *en)
{
    jx_text what = say(in, zh, en);
    fprintf(stderr, "jixiang: %.*s\n", JX_TEXT_ARG(what));
    *out_code = EXIT_USAGE;
    return JX_OK;
}

static bool read_number(const char *text, uint64_t *out)
{
    char *end;
    if (!text) return true;
    *out = strtoull(text, &end, 10);
    return *text >= '0' && *text <= '9' && *end == '\0' && strlen(text) < 19;
}

jx_status command_synth(cli *in, int *out_code)
{
    uint64_t enterprises = JX_SYNTH_ENTERPRISES, seed = JX_SYNTH_SEED;
    if (!wants(in, OPTION_OUT)) return usage(in, out_code, "缺少 --out 目录", "--out DIR is missing");
    bool numbers =
        read_number(in->options[OPTION_ENTERPRISES], &enterprises) && read_number(in->options[OPTION_SEED], &seed);
    if (!numbers)
        return usage(in, out_code, "--enterprises 与 --seed 应为整数",
                     "--enterprises and --seed must be whole numbers");
    jx_synth_options options = jx_synth_defaults(in->options[OPTION_OUT], &in->problems);
    options.enterprises = (int64_t)enterprises;
    options.seed = seed;
    options.stop = stop_asked;
    JX_TRY(jx_synth(&options));
    putf(in,
         in->app.language == JX_CHINESE ? "已生成 %" PRIu64 " 户企业的数据: %s\n"
                                        : "wrote the files of %" PRIu64 " enterprises: %s\n",
         enterprises, in->options[OPTION_OUT]);
    put_next(in, "jixiang assess policies/liuzhou-2026q1 --facts %s", in->options[OPTION_OUT]);
    return JX_OK;
}

static void print_stage(cli *in, const char *stage, jx_text text)
{
    jx_json_writer json = jx_json_writer_on(&in->out);
    jx_json_begin(&json, '{');
    jx_json_name(&json, "schema"), jx_json_put_text(&json, JX_TEXT("dump/1"));
    jx_json_name(&json, "stage"), jx_json_put_text(&json, jx_text_of(stage));
    jx_json_name(&json, "lines");
    jx_json_begin(&json, '[');
    while (text.size > 0) jx_json_put_text(&json, jx_text_cut(text, JX_TEXT("\n"), &text));
    jx_json_end(&json, ']');
    jx_json_end(&json, '}');
}

jx_status command_dump(cli *in, int *out_code)
{
    static const char *const stages[] = { "blocks", "tokens", "facts", "model", "plan", "bound" };
    const char *stage = in->options[OPTION_STAGE] ? in->options[OPTION_STAGE] : "model";
    bool known = false;
    for (size_t i = 0; i < JX_COUNT(stages); i++)
        known = known || strcmp(stage, stages[i]) == 0;
    bool bound = strcmp(stage, "bound") == 0;
    if (!known || (bound && !in->options[OPTION_FACTS]))
        return usage(in, out_code, "--stage 应为 blocks, tokens, facts, model, plan, bound 之一; bound 须写 --facts DIR",
                     "--stage must be blocks, tokens, facts, model, plan or bound; bound needs --facts DIR");
    jx_text text;
    jx_status status =
        jx_app_dump(&in->app, in->arguments[0], in->options[OPTION_FACTS], option_text(in, OPTION_SCENARIO),
                    jx_text_of(stage), &text);
    if (wants_json(in))
        print_stage(in, stage, text);
    else
        put(in, text);
    return status;
}

jx_status command_feel(cli *in, int *out_code)
{
    jx_text text;
    (void)out_code;
    JX_TRY(jx_app_feel(&in->app, in->argument_count ? in->arguments[0] : NULL, &text));
    put(in, text);
    return JX_OK;
}

jx_status command_new(cli *in, int *out_code)
{
    size_t clauses;
    (void)out_code;
    JX_TRY(jx_app_new_package(&in->app, in->arguments[0], in->arguments[1], &clauses));
    putf(in,
         in->app.language == JX_CHINESE ? "已生成政策包 %s: %zu 条, 原文逐段引用\n"
                                        : "made %s: %zu clauses, every paragraph quoted\n",
         in->arguments[1], clauses);
    put_next(in, "jixiang check %s", in->arguments[1]);
    return JX_OK;
}
