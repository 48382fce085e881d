// Many sessions, one shared model: eight threads ask the same policy and the same DMN model at once and must hear what
// one thread alone hears, to the byte. ./test runs this under ThreadSanitizer too.
#include <pthread.h>

#include "jixiang.h"
#include "unit/check.h"

enum { THREADS = 8, ROUNDS = 12, QUESTIONS = 6 };

static const char *const dmn_inputs[QUESTIONS] = {
    "{\"申请人类别\": \"个人\", \"申请日期\": \"2026-12-01\"}", "{\"申请人类别\": \"企业\", \"申请日期\": \"2026-11-01\"}",
    "{\"申请人类别\": \"无此类\", \"申请日期\": \"2026-12-01\"}", "{\"申请日期\": \"2026-12-31\"}",
    "{\"申请人类别\": \"个人\"}", "{}",
};

static const char *const policy_inputs[QUESTIONS] = {
    "{\"规模以上\": true, \"产值\": 60000, \"连续生产企业\": false}",
    "{\"规模以上\": true, \"产值\": {\"least\": 5000}, \"连续生产企业\": false, \"用电量\": {\"2026-02-01\": \"812.50\"}}",
    "{\"规模以上\": false}",
    "{\"规模以上\": true, \"产值\": 105000, \"上年产值\": 100000, \"上年报产值\": 100000, \"前年产值\": 96000}",
    "{\"工业贷\": [{\"银行\": \"甲行\", \"本金\": 10000000, \"本期天数\": 73}]}",
    "{}",
};

typedef struct {
    const jixiang_model *model;
    const char *const *inputs;
    bool policy;
    jx_text (*expected)[QUESTIONS];
    size_t differences, answers;
} work;

// All results of one question, one under the other. The caller frees it.
static jx_text answer(jixiang_session *session, const char *input, unsigned flags)
{
    jixiang_result *result;
    jixiang_session_clear(session);
    if (jixiang_session_set_json(session, input) != JIXIANG_OK) return (jx_text){ 0 };
    if (jixiang_session_evaluate(session, NULL, flags, &result) != JIXIANG_OK) return (jx_text){ 0 };
    size_t size = 0, at = 0;
    for (size_t i = 0; i < jixiang_result_count(result); i++) size += jixiang_result_json(result, i).size + 1;
    char *bytes = malloc(size + 1);
    assert(bytes);
    for (size_t i = 0; i < jixiang_result_count(result); i++) {
        jixiang_text one = jixiang_result_json(result, i);
        memcpy(bytes + at, one.bytes, one.size);
        bytes[at + one.size] = '\n';
        at += one.size + 1;
    }
    jixiang_result_free(result);
    return (jx_text){ bytes, size };
}

static void *ask(void *user)
{
    work *own = user;
    jixiang_session *session;
    if (jixiang_session_new(own->model, &session) != JIXIANG_OK) return NULL;
    for (int round = 0; round < ROUNDS; round++) {
        for (int q = 0; q < QUESTIONS; q++) {
            unsigned flags = round % 2 ? JIXIANG_TRACE : own->policy ? 0 : JIXIANG_WHY;
            jx_text said = answer(session, own->inputs[q], flags);
            own->answers++;
            own->differences += !jx_text_equal(said, (*own->expected)[q]);
            free((void *)said.bytes);
        }
    }
    jixiang_session_free(session);
    return NULL;
}

static void ask_from_all_threads(const jixiang_model *model, const char *const *inputs, bool policy)
{
    pthread_t threads[THREADS];
    work works[THREADS];
    jx_text expected[QUESTIONS];
    jixiang_session *session;
    if (!CHECK_INT(jixiang_session_new(model, &session), JIXIANG_OK)) return;
    for (int q = 0; q < QUESTIONS; q++) {
        expected[q] = answer(session, inputs[q], 0);
        if (!CHECK(expected[q].size > 0)) printf("    input %d\n", q);
    }
    jixiang_session_free(session);
    for (int t = 0; t < THREADS; t++) {
        works[t] = (work){ .model = model, .inputs = inputs, .policy = policy, .expected = &expected };
        CHECK_INT(pthread_create(&threads[t], NULL, ask, &works[t]), 0);
    }
    for (int t = 0; t < THREADS; t++) {
        pthread_join(threads[t], NULL);
        CHECK_INT(works[t].answers, ROUNDS * QUESTIONS);
        CHECK_INT(works[t].differences, 0);
    }
    for (int q = 0; q < QUESTIONS; q++) free((void *)expected[q].bytes);
}

static jx_text path_in_tree(char *out, size_t size, const char *name)
{
    const char *root = getenv("JIXIANG_ROOT");
    snprintf(out, size, "%s/%s", root ? root : ".", name);
    return jx_text_of(out);
}

TEST(one_policy_many_sessions)
{
    jixiang_engine *engine;
    jixiang_model *model;
    jixiang_report *report;
    char path[1000];
    path_in_tree(path, sizeof path, "policies/liuzhou-2026q1");
    if (!CHECK_INT(jixiang_engine_new(NULL, &engine), JIXIANG_OK)) return;
    if (CHECK_INT(jixiang_model_load_policy(engine, path, "assumed", &model, &report), JIXIANG_OK)) {
        ask_from_all_threads(model, policy_inputs, true);
        jixiang_model_free(model);
    }
    jixiang_report_free(report);
    jixiang_engine_free(engine);
}

TEST(one_dmn_model_many_sessions)
{
    jixiang_engine *engine;
    jixiang_model *model;
    jixiang_report *report;
    char path[1000];
    path_in_tree(path, sizeof path, "tests/dmn/fees.dmn");
    if (!CHECK_INT(jixiang_engine_new(NULL, &engine), JIXIANG_OK)) return;
    if (CHECK_INT(jixiang_model_load_dmn(engine, path, &model, &report), JIXIANG_OK)) {
        ask_from_all_threads(model, dmn_inputs, false);
        jixiang_model_free(model);
    }
    jixiang_report_free(report);
    jixiang_engine_free(engine);
}

// Loading is done by several threads over one engine as well.
static void *load_and_free(void *user)
{
    jixiang_engine *engine = user;
    jixiang_model *model;
    char path[1000];
    path_in_tree(path, sizeof path, "tests/dmn/fees.dmn");
    for (int i = 0; i < 5; i++)
        if (jixiang_model_load_dmn(engine, path, &model, NULL) == JIXIANG_OK) jixiang_model_free(model);
    return NULL;
}

TEST(one_engine_many_loaders)
{
    pthread_t threads[THREADS];
    jixiang_engine *engine;
    if (!CHECK_INT(jixiang_engine_new(NULL, &engine), JIXIANG_OK)) return;
    for (int t = 0; t < THREADS; t++) CHECK_INT(pthread_create(&threads[t], NULL, load_and_free, engine), 0);
    for (int t = 0; t < THREADS; t++) pthread_join(threads[t], NULL);
    jixiang_engine_free(engine);
}

CHECK_MAIN
