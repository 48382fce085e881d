// Deep nesting on a stack of 256 KiB: whatever is nested as deep as the limits allow is read, evaluated, printed and
// compared there, and one level more is refused or null, not a crash. Everything goes through the library's own door,
// as a program with small threads would use it.
#include <pthread.h>

#include "jixiang.h"
#include "unit/check.h"

// Sanitizers spend several times the stack; there only the answers are looked at.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
enum { STACK_BYTES = 4 << 20 };
#else
enum { STACK_BYTES = 256 << 10 };
#endif

static const char model_begin[] =
    "<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" name=\"deep\" namespace=\"urn:deep\">";
static const char model_end[] = "</definitions>";

// ---- running on a small stack ----

static void *on_small_stack(void *user)
{
    void (**body)(void) = user;
    (*body)();
    return NULL;
}

static void run_small(void (*body)(void))
{
    pthread_attr_t attributes;
    pthread_t thread;
    pthread_attr_init(&attributes);
    CHECK_INT(pthread_attr_setstacksize(&attributes, STACK_BYTES), 0);
    int made = pthread_create(&thread, &attributes, on_small_stack, &body);
    if (made == 0) pthread_join(thread, NULL);  // before anything is counted here: it counts too
    CHECK_INT(made, 0);
    pthread_attr_destroy(&attributes);
}

// ---- models made of text ----

typedef struct {
    char *bytes;
    size_t size, capacity;
} text_maker;

static void add(text_maker *text, const char *part)
{
    size_t size = strlen(part);
    if (text->size + size + 1 > text->capacity) {
        text->capacity = 2 * (text->size + size + 1);
        text->bytes = realloc(text->bytes, text->capacity);
        assert(text->bytes);
    }
    memcpy(text->bytes + text->size, part, size + 1);
    text->size += size;
}

// As the content of an XML element.
static void add_escaped(text_maker *text, const char *part)
{
    for (; *part; part++) {
        char one[] = { *part, 0 };
        add(text, *part == '<' ? "&lt;" : *part == '>' ? "&gt;" : *part == '&' ? "&amp;" : one);
    }
}

static void add_nested(text_maker *text, const char *before, const char *inside, const char *after, int depth)
{
    for (int i = 0; i < depth; i++) add_escaped(text, before);
    add_escaped(text, inside);
    for (int i = 0; i < depth; i++) add_escaped(text, after);
}

// Evaluates all decisions of a model; "" when it was refused, which `out_errors` counts as well.
static char *outcome_of(const text_maker *text, const char *json, size_t *out_errors)
{
    jixiang_engine *engine;
    jixiang_model *model;
    jixiang_session *session;
    jixiang_result *result;
    jixiang_report *report;
    jixiang_file file = { { "deep.dmn", 8 }, { text->bytes, text->size } };
    char *out = calloc(1, 200);
    assert(out);
    if (!CHECK_INT(jixiang_engine_new(NULL, &engine), JIXIANG_OK)) return out;
    jixiang_status status = jixiang_model_load_dmn_files(engine, &file, 1, &model, &report);
    *out_errors = jixiang_report_errors(report);
    jixiang_report_free(report);
    if (status == JIXIANG_OK) {
        CHECK_INT(jixiang_session_new(model, &session), JIXIANG_OK);
        if (json) *out_errors += jixiang_session_set_json(session, json) != JIXIANG_OK;
        if (CHECK_INT(jixiang_session_evaluate(session, NULL, JIXIANG_TRACE | JIXIANG_WHY, &result), JIXIANG_OK)) {
            jixiang_text last = jixiang_result_json(result, jixiang_result_count(result) - 1);
            snprintf(out, 200, "%.*s", (int)last.size, last.bytes);
            jixiang_result_free(result);
        }
        jixiang_session_free(session);
        jixiang_model_free(model);
    }
    jixiang_engine_free(engine);
    return out;
}

// ---- expressions ----

static const struct {
    const char *what, *before, *inside, *after, *value;  // value NULL: only that it comes out
} shapes[] = {
    { "brackets", "(", "1", ")", "1" },
    { "sums", "1+(", "1", ")", NULL },
    { "products and signs", "-(1*(", "1", "))", NULL },
    { "lists", "[", "1", "]", NULL },
    { "contexts", "{a:", "1", "}", NULL },
    { "paths into contexts", "{a:", "1", "}.a", "1" },
    { "choices", "if true then (", "1", ") else 0", "1" },
    { "built-ins", "abs(", "1", ")", "1" },
    { "negations", "not(", "true", ")", NULL },
    { "iterations", "for i in [1] return (", "1", ")", NULL },
    { "quantifiers", "some i in [1] satisfies (", "true", ")", "true" },
    { "filters", "[1][item=1 and (count(", "[1]", ")=1)]", NULL },
    { "functions", "(function(x) ", "1", ")(1)", "1" },
    { "tests", "(1 in (", "1", ")) = (true)", NULL },
    { "ranges", "[1..(", "1", ")]", NULL },
    { "comparisons", "1 = (", "1", ")", NULL },
    { "instances", "(", "1", ") instance of number", NULL },
    { "powers", "1**(", "1", ")", "1" },
    { "conjunctions", "true and (", "true", ")", "true" },
    { "betweens", "1 between 0 and (", "1", ")", NULL },
};

static void nest_expressions(void)
{
    static const int depths[] = { 10, 60, 120, 250, 256, 257, 300, 2000 };
    for (size_t s = 0; s < JX_COUNT(shapes); s++) {
        for (size_t d = 0; d < JX_COUNT(depths); d++) {
            text_maker text = { 0 };
            size_t errors;
            add(&text, model_begin);
            add(&text, "<decision name=\"d\"><variable name=\"d\"/><literalExpression><text>");
            add_nested(&text, shapes[s].before, shapes[s].inside, shapes[s].after, depths[d]);
            add(&text, "</text></literalExpression></decision>");
            add(&text, model_end);
            char *value = outcome_of(&text, NULL, &errors);
            bool stopped = depths[d] >= 250 && strcmp(value, "null") == 0;  // two nodes a level may pass the limit
            bool right = errors > 0 || !shapes[s].value || stopped || strcmp(value, shapes[s].value) == 0;
            bool shallow_works = depths[d] > 10 || errors == 0;
            if (!CHECK(right && shallow_works))
                printf("    %s, %d deep: %s, %zu errors\n", shapes[s].what, depths[d], value, errors);
            if (depths[d] == 2000) CHECK(errors > 0);
            free(value);
            free(text.bytes);
        }
    }
}
TEST(expressions_nested_to_the_limit) { run_small(nest_expressions); }

// ---- calls and decisions ----

static void recurse(void)
{
    static const int depths[] = { 10, 100, 200, 250, 255, 256, 300, 5000 };
    for (size_t d = 0; d < JX_COUNT(depths); d++) {
        text_maker text = { 0 };
        char call[60];
        size_t errors;
        snprintf(call, sizeof call, "down(%d)", depths[d]);
        add(&text, model_begin);
        add(&text, "<businessKnowledgeModel id=\"b\" name=\"down\"><variable name=\"down\"/><encapsulatedLogic>"
                   "<formalParameter name=\"n\" typeRef=\"number\"/><literalExpression><text>");
        add_escaped(&text, "if n <= 0 then 0 else sum([1, (down(n - 1) + 0)])");
        add(&text, "</text></literalExpression></encapsulatedLogic><knowledgeRequirement><requiredKnowledge "
                   "href=\"#b\"/></knowledgeRequirement></businessKnowledgeModel>");
        add(&text, "<decision name=\"d\"><variable name=\"d\"/><knowledgeRequirement><requiredKnowledge "
                   "href=\"#b\"/></knowledgeRequirement><literalExpression><text>");
        add(&text, call);
        add(&text, "</text></literalExpression></decision>");
        add(&text, model_end);
        char *value = outcome_of(&text, NULL, &errors), expected[20];
        snprintf(expected, sizeof expected, "%d", depths[d]);
        bool right = strcmp(value, expected) == 0 || (depths[d] > 100 && strcmp(value, "null") == 0);
        if (!CHECK(right && errors == 0)) printf("    %d calls deep: %s, %zu errors\n", depths[d], value, errors);
        free(value);
        free(text.bytes);
    }
}
TEST(calls_nested_to_the_limit) { run_small(recurse); }

// Each decision needs the next: the first asks for all of them.
static void chain(void)
{
    static const int lengths[] = { 10, 200, 250, 300, 1000 };
    for (size_t d = 0; d < JX_COUNT(lengths); d++) {
        text_maker text = { 0 };
        size_t errors;
        add(&text, model_begin);
        for (int i = 0; i < lengths[d]; i++) {
            char one[400];
            int next = i + 1;
            bool last = next == lengths[d];
            snprintf(one, sizeof one, "<decision id=\"d%d\" name=\"d%d\"><variable name=\"d%d\"/>", i, i, i);
            add(&text, one);
            if (last) snprintf(one, sizeof one, "<literalExpression><text>1</text></literalExpression></decision>");
            else
                snprintf(one, sizeof one,
                         "<informationRequirement><requiredDecision href=\"#d%d\"/></informationRequirement>"
                         "<literalExpression><text>d%d + 1</text></literalExpression></decision>",
                         next, next);
            add(&text, one);
        }
        add(&text, model_end);
        char *value = outcome_of(&text, NULL, &errors), expected[20];
        snprintf(expected, sizeof expected, "%d", lengths[d]);  // of d0, which needs all others and stands last
        if (!CHECK_INT(errors, 0) || !CHECK(strcmp(value, expected) == 0))
            printf("    %d decisions: %s\n", lengths[d], value);
        free(value);
        free(text.bytes);
    }
}
TEST(decisions_that_need_each_other) { run_small(chain); }

// ---- documents ----

static void nest_documents(void)
{
    static const int depths[] = { 10, 63, 64, 65, 5000 };
    for (size_t d = 0; d < JX_COUNT(depths); d++) {
        text_maker model = { 0 }, json = { 0 };
        size_t errors;
        add(&model, model_begin);
        add(&model, "<inputData id=\"i\" name=\"i\"><variable name=\"i\"/></inputData><decision name=\"d\"><variable "
                    "name=\"d\"/><informationRequirement><requiredInput href=\"#i\"/></informationRequirement>"
                    "<literalExpression><text>[i = i, string(i) = string(i), count(flatten([i]))]</text>"
                    "</literalExpression></decision>");
        add(&model, model_end);
        add(&json, "{\"i\": ");
        for (int i = 0; i < depths[d]; i++) add(&json, i % 2 ? "[" : "{\"a\": ");
        add(&json, "1");
        for (int i = depths[d]; i-- > 0;) add(&json, i % 2 ? "]" : "}");
        add(&json, "}");
        char *value = outcome_of(&model, json.bytes, &errors);
        bool right = depths[d] < 63 ? errors == 0 && strncmp(value, "[true,true,", 11) == 0
                                    : errors > 0 || strncmp(value, "[true,true,", 11) == 0;
        if (!CHECK(right)) printf("    JSON %d deep: %s, %zu errors\n", depths[d], value, errors);
        free(value);
        free(json.bytes);
        free(model.bytes);
    }
}
TEST(json_nested_to_the_limit) { run_small(nest_documents); }

static void nest_boxes(void)
{
    static const int depths[] = { 10, 50, 100, 200, 400, 3000 };
    static const char *const boxes[][2] = {
        { "<context><contextEntry><variable name=\"a\"/>", "</contextEntry></context>" },
        { "<list>", "</list>" },
        { "<conditional><if><literalExpression><text>true</text></literalExpression></if><then>",
          "</then><else><literalExpression><text>0</text></literalExpression></else></conditional>" },
        { "<for iteratorVariable=\"x\"><in><literalExpression><text>[1]</text></literalExpression></in><return>",
          "</return></for>" },
        { "<functionDefinition>", "</functionDefinition>" },
    };
    for (size_t b = 0; b < JX_COUNT(boxes); b++) {
        for (size_t d = 0; d < JX_COUNT(depths); d++) {
            text_maker text = { 0 };
            size_t errors;
            add(&text, model_begin);
            add(&text, "<decision name=\"d\"><variable name=\"d\"/>");
            for (int i = 0; i < depths[d]; i++) add(&text, boxes[b][0]);
            add(&text, "<literalExpression><text>1</text></literalExpression>");
            for (int i = 0; i < depths[d]; i++) add(&text, boxes[b][1]);
            add(&text, "</decision>");
            add(&text, model_end);
            char *value = outcome_of(&text, NULL, &errors);
            if (depths[d] == 10) CHECK_INT(errors, 0);
            if (depths[d] == 3000) CHECK(errors > 0);
            free(value);
            free(text.bytes);
        }
    }
}
TEST(boxed_expressions_nested_to_the_limit) { run_small(nest_boxes); }

static void match_deep(void)
{
    text_maker text = { 0 };
    size_t errors;
    add(&text, model_begin);
    add(&text, "<decision name=\"d\"><variable name=\"d\"/><literalExpression><text>");
    add_escaped(&text, "[matches(string join(for i in 1..20000 return \"ab\"), \"^((a|b)*)*c\"), "
                       "replace(string join(for i in 1..20000 return \"ab\"), \"(a(b))+\", \"$2\")]");
    add(&text, "</text></literalExpression></decision>");
    add(&text, model_end);
    char *value = outcome_of(&text, NULL, &errors);
    if (!CHECK(errors == 0 && value[0] == '[')) printf("    %s\n", value);
    free(value);
    free(text.bytes);
}
TEST(regular_expressions_over_long_texts) { run_small(match_deep); }

CHECK_MAIN
