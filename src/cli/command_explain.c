// explain: why, for one subject. From a package and a delivery, or from a recorded run.
#include <stdio.h>

#include "cli/cli.h"

static void print_candidates(cli *in, const jx_explanation *explanation)
{
    jx_text head = say(in, "jixiang: 同名的有几户, 请用代码:\n", "jixiang: several have this name; use the code:\n");
    fprintf(stderr, "%.*s", JX_TEXT_ARG(head));
    for (size_t i = 0; i < explanation->candidate_count; i++) {
        fprintf(stderr, "  %.*s  %.*s\n", JX_TEXT_ARG(explanation->candidates[i].code),
                JX_TEXT_ARG(explanation->candidates[i].name));
    }
}

static void print_json(cli *in, const jx_explanation *explanation)
{
    jx_json_writer json = jx_json_writer_on(&in->out);
    jx_json_begin(&json, '{');
    jx_json_name(&json, "schema"), jx_json_put_text(&json, JX_TEXT("explain/1"));
    jx_json_name(&json, "title"), jx_json_put_text(&json, explanation->title);
    jx_json_name(&json, "scenario"), jx_json_put_text(&json, explanation->scenario);
    jx_json_name(&json, "subject"), jx_json_put_text(&json, explanation->subject.code);
    jx_json_name(&json, "name"), jx_json_put_text(&json, explanation->subject.name);
    jx_json_name(&json, "awards");
    jx_json_begin(&json, '[');
    for (size_t i = 0; i < explanation->count; i++) {
        jx_json_begin(&json, '{');
        jx_json_name(&json, "award"), jx_json_put_text(&json, explanation->awards[i].award);
        jx_json_name(&json, "answer"), jx_json_put_raw(&json, explanation->awards[i].canonical);
        jx_json_name(&json, "explanation"), jx_json_put_text(&json, explanation->awards[i].text);
        jx_json_end(&json, '}');
    }
    jx_json_end(&json, ']');
    jx_json_end(&json, '}');
}

static void print_text(cli *in, const jx_explanation *explanation)
{
    putf(in, "%.*s  %.*s", JX_TEXT_ARG(explanation->subject.code), JX_TEXT_ARG(explanation->subject.name));
    if (explanation->subject.county.size > 0) putf(in, "  %.*s", JX_TEXT_ARG(explanation->subject.county));
    put(in, JX_TEXT("\n"));
    if (explanation->scenario.size > 0)
        put(in, say(in, "情景假设，非政策金额\n", "情景假设，非政策金额 (assumed amounts, not policy)\n"));
    for (size_t i = 0; i < explanation->count; i++) {
        put(in, JX_TEXT("\n"));
        put(in, explanation->awards[i].text);
    }
}

jx_status command_explain(cli *in, int *out_code)
{
    jx_explain_request request = { .subject = jx_text_of(in->arguments[1]),
                                   .award = jx_text_of(in->argument_count > 2 ? in->arguments[2] : ""),
                                   .scenario = option_text(in, OPTION_SCENARIO) };
    if (jx_folder_exists(in->arguments[0])) {
        request.package = in->arguments[0];
        request.facts = in->options[OPTION_FACTS];
    } else if (!run_named(in, in->arguments[0], &request.store, &request.run)) {
        request.package = in->arguments[0];  // answered as not found
        request.facts = in->options[OPTION_FACTS];
    }
    if (request.package && !request.facts) {
        jx_text what = say(in, "jixiang: 缺少 --facts 目录\n", "jixiang: --facts DIR is missing\n");
        fprintf(stderr, "%.*s", JX_TEXT_ARG(what));
        *out_code = EXIT_USAGE;
        return JX_OK;
    }
    jx_explanation explanation;
    jx_status status = jx_app_explain(&in->app, &request, &explanation);
    if (explanation.candidate_count > 0) print_candidates(in, &explanation);
    if (status != JX_OK) return status;
    if (wants_json(in))
        print_json(in, &explanation);
    else
        print_text(in, &explanation);
    return JX_OK;
}
