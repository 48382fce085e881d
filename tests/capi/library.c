// The library's door, promise by promise: what is refused and how it is said, who owns what, limits, clock, memory that
// runs out.
#include "jixiang.h"
#include "unit/check.h"

static const char adults[] =
    "<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" name=\"adults\" namespace=\"urn:adults\">"
    "<inputData id=\"age\" name=\"Age\"><variable name=\"Age\" typeRef=\"number\"/></inputData>"
    "<decision id=\"g\" name=\"Group\"><variable name=\"Group\" typeRef=\"string\"/>"
    "<informationRequirement><requiredInput href=\"#age\"/></informationRequirement>"
    "<decisionTable hitPolicy=\"FIRST\"><input><inputExpression><text>Age</text></inputExpression></input>"
    "<output/><rule><inputEntry><text>&lt; 18</text></inputEntry><outputEntry><text>\"child\"</text></outputEntry>"
    "</rule>"
    "<rule><inputEntry><text>-</text></inputEntry><outputEntry><text>\"adult\"</text></outputEntry></rule>"
    "</decisionTable></decision>"
    "<decision id=\"s\" name=\"Shape\"><variable name=\"Shape\"/><literalExpression><text>"
    "{list: [1, \"two\", null], day: date(\"2026-02-01\"), moment: now(), half: 1/2}</text></literalExpression>"
    "</decision>"
    "<decision id=\"n\" name=\"Nothing\"><variable name=\"Nothing\"/><literalExpression><text>1 + \"a\"</text>"
    "</literalExpression></decision>"
    "<businessKnowledgeModel id=\"t\" name=\"Twice\"><variable name=\"Twice\"/><encapsulatedLogic>"
    "<formalParameter name=\"x\" typeRef=\"number\"/><literalExpression><text>2 * x</text></literalExpression>"
    "</encapsulatedLogic></businessKnowledgeModel></definitions>";

typedef struct {
    jixiang_engine *engine;
    jixiang_model *model;
    jixiang_session *session;
} opened;

static bool said_now(void *user, char text[JIXIANG_NOW_SIZE])
{
    (void)user;
    snprintf(text, JIXIANG_NOW_SIZE, "2026-11-24T10:00:00+08:00");
    return true;
}

static bool open_adults(opened *all, const jixiang_options *options)
{
    jixiang_file file = { { "adults.dmn", 10 }, { adults, sizeof adults - 1 } };
    *all = (opened){ 0 };
    if (jixiang_engine_new(options, &all->engine) != JIXIANG_OK) return false;
    if (jixiang_model_load_dmn_files(all->engine, &file, 1, &all->model, NULL) != JIXIANG_OK) return false;
    return jixiang_session_new(all->model, &all->session) == JIXIANG_OK;
}

static void close_all(opened *all)
{
    jixiang_session_free(all->session);
    jixiang_model_free(all->model);
    jixiang_engine_free(all->engine);
}

static jx_text text_of(jixiang_text text)
{
    return (jx_text){ text.bytes, text.size };
}

static jixiang_result *evaluate(opened *all, const char *name, unsigned flags)
{
    jixiang_result *result = NULL;
    CHECK_INT(jixiang_session_evaluate(all->session, name, flags, &result), JIXIANG_OK);
    return result;
}

TEST(inputs_are_typed_and_stay)
{
    opened all;
    if (!CHECK(open_adults(&all, NULL))) return;
    CHECK_INT(jixiang_session_set_number(all.session, "Age", "17.999"), JIXIANG_OK);
    for (int i = 0; i < 2; i++) {
        jixiang_result *result = evaluate(&all, "Group", 0);
        CHECK_TEXT(text_of(jixiang_result_json(result, 0)), "\"child\"");
        jixiang_result_free(result);
    }
    CHECK_INT(jixiang_session_set_number(all.session, "Age", "12O"), JIXIANG_REFUSED);
    CHECK_INT(jixiang_session_set_json(all.session, "{\"Age\": 18}"), JIXIANG_OK);
    jixiang_result *result = evaluate(&all, "Group", 0);
    CHECK_TEXT(text_of(jixiang_result_json(result, 0)), "\"adult\"");
    jixiang_result_free(result);
    jixiang_session_clear(all.session);
    CHECK_INT(jixiang_session_set_text(all.session, "Age", "old"), JIXIANG_OK);
    result = evaluate(&all, "Group", 0);  // does not conform: null, and said to be so
    CHECK_INT(jixiang_report_count(jixiang_result_report(result)), 1);
    CHECK_TEXT(text_of(jixiang_report_problem(jixiang_result_report(result), 0).code), "fact-out-of-range");
    jixiang_result_free(result);
    close_all(&all);
}

TEST(a_refused_document_changes_nothing)
{
    opened all;
    if (!CHECK(open_adults(&all, NULL))) return;
    CHECK_INT(jixiang_session_set_json(all.session, "{\"Age\": 12}"), JIXIANG_OK);
    CHECK_INT(jixiang_session_set_json(all.session, "{\"Age\": 40,}"), JIXIANG_REFUSED);
    CHECK_INT(jixiang_report_errors(jixiang_session_report(all.session)), 1);
    jixiang_problem problem = jixiang_report_problem(jixiang_session_report(all.session), 0);
    CHECK_TEXT(text_of(problem.code), "json-malformed");
    CHECK_INT(problem.line, 1);
    CHECK_INT(problem.column, 12);
    CHECK_INT(jixiang_session_set_json(all.session, "[1]"), JIXIANG_REFUSED);
    jixiang_result *result = evaluate(&all, "Group", 0);
    CHECK_TEXT(text_of(jixiang_result_json(result, 0)), "\"child\"");
    jixiang_result_free(result);
    close_all(&all);
}

TEST(a_result_outlives_its_session)
{
    opened all;
    jixiang_options options = { .now = said_now };
    if (!CHECK(open_adults(&all, &options))) return;
    jixiang_result *result = evaluate(&all, "Shape", JIXIANG_TRACE);
    close_all(&all);
    const jixiang_value *shape = jixiang_result_value(result, 0), *list = jixiang_value_member(shape, "list");
    CHECK_INT(jixiang_value_kind_of(shape), JIXIANG_CONTEXT);
    CHECK_TEXT(text_of(jixiang_value_name(shape, 1)), "day");
    CHECK_INT(jixiang_value_kind_of(jixiang_value_member(shape, "day")), JIXIANG_TEMPORAL);
    CHECK_TEXT(text_of(jixiang_value_text(jixiang_value_member(shape, "day"))), "2026-02-01");
    CHECK_TEXT(text_of(jixiang_value_text(jixiang_value_member(shape, "moment"))), "2026-11-24T10:00:00+08:00");
    CHECK_TEXT(text_of(jixiang_value_text(jixiang_value_member(shape, "half"))), "0.5");
    CHECK(!jixiang_value_member(shape, "none"));
    if (CHECK_INT(jixiang_value_count(list), 3)) {
        CHECK_TEXT(text_of(jixiang_value_text(jixiang_value_item(list, 1))), "two");
        CHECK_INT(jixiang_value_kind_of(jixiang_value_item(list, 2)), JIXIANG_NULL);
    }
    CHECK_INT(jixiang_result_step_count(result), 1);
    jixiang_result_free(result);
}

TEST(a_trace_names_the_rows_and_why_is_told_when_asked)
{
    opened all;
    if (!CHECK(open_adults(&all, NULL))) return;
    CHECK_INT(jixiang_session_set_number(all.session, "Age", "40"), JIXIANG_OK);
    jixiang_result *result = evaluate(&all, "Group", JIXIANG_TRACE);
    if (CHECK_INT(jixiang_result_step_count(result), 1)) {
        jixiang_step step = jixiang_result_step(result, 0);
        CHECK_TEXT(text_of(step.name), "Group");
        if (CHECK_INT(step.row_count, 1)) CHECK_TEXT(text_of(step.rows[0]), "2");
    }
    jixiang_result_free(result);
    result = evaluate(&all, "Nothing", 0);
    CHECK_INT(jixiang_report_count(jixiang_result_report(result)), 0);
    jixiang_result_free(result);
    result = evaluate(&all, "Nothing", JIXIANG_WHY);
    CHECK_TEXT(text_of(jixiang_result_json(result, 0)), "null");
    CHECK(jixiang_report_count(jixiang_result_report(result)) > 0);
    CHECK_INT(jixiang_report_problem(jixiang_result_report(result), 0).severity, JIXIANG_NOTE);
    jixiang_result_free(result);
    close_all(&all);
}

TEST(a_knowledge_model_takes_the_inputs_as_arguments)
{
    opened all;
    jixiang_result *result = NULL;
    if (!CHECK(open_adults(&all, NULL))) return;
    CHECK_INT(jixiang_session_set_number(all.session, "x", "21"), JIXIANG_OK);
    result = evaluate(&all, "Twice", 0);
    CHECK_TEXT(text_of(jixiang_result_json(result, 0)), "42");
    jixiang_result_free(result);
    CHECK_INT(jixiang_session_evaluate(all.session, "Thrice", 0, &result), JIXIANG_NOT_FOUND);
    close_all(&all);
}

TEST(entries_tell_names_and_types)
{
    opened all;
    if (!CHECK(open_adults(&all, NULL))) return;
    size_t seen = 0;
    for (size_t i = 0; i < jixiang_model_entry_count(all.model); i++) {
        jixiang_entry entry = jixiang_model_entry(all.model, i);
        if (!jx_text_equal(text_of(entry.name), JX_TEXT("Age"))) continue;
        seen++;
        CHECK_INT(entry.kind, JIXIANG_INPUT);
        CHECK_TEXT(text_of(entry.type), "number");
        CHECK_TEXT(text_of(entry.space), "urn:adults");
    }
    CHECK_INT(seen, 1);
    close_all(&all);
}

TEST(what_cannot_be_loaded_says_why)
{
    jixiang_engine *engine;
    jixiang_model *model = NULL;
    jixiang_report *report;
    jixiang_file file = { { "broken.dmn", 10 }, { "<definitions>\n  <decision\n", 26 } };
    if (!CHECK_INT(jixiang_engine_new(&(jixiang_options){ .english = true }, &engine), JIXIANG_OK)) return;
    CHECK_INT(jixiang_model_load_dmn(engine, "no/such.dmn", &model, &report), JIXIANG_NOT_FOUND);
    CHECK_INT(jixiang_report_errors(report), 1);
    jixiang_report_free(report);
    CHECK_INT(jixiang_model_load_dmn_files(engine, &file, 1, &model, &report), JIXIANG_REFUSED);
    if (CHECK(jixiang_report_count(report) > 0)) {
        jixiang_problem problem = jixiang_report_problem(report, 0);
        CHECK_TEXT(text_of(problem.file), "broken.dmn");
        CHECK(problem.line >= 1 && problem.sentence.size > 0);
    }
    jixiang_report_free(report);
    CHECK(!model);
    jixiang_engine_free(engine);
}

TEST(limits_are_named_and_bounded)
{
    opened all;
    if (!CHECK(open_adults(&all, NULL))) return;
    CHECK_INT(jixiang_engine_set_limit(all.engine, "no_such", 1), JIXIANG_NOT_FOUND);
    CHECK_INT(jixiang_engine_set_limit(all.engine, "call_depth", 1000000), JIXIANG_REFUSED);
    CHECK_INT(jixiang_engine_set_limit(all.engine, "steps", 2), JIXIANG_OK);
    jixiang_result *result = evaluate(&all, "Shape", JIXIANG_WHY);
    CHECK(jixiang_report_count(jixiang_result_report(result)) > 0);
    jixiang_result_free(result);
    close_all(&all);
}

TEST(facts_of_a_package_are_held_against_their_declaration)
{
    jixiang_engine *engine;
    jixiang_model *model;
    jixiang_session *session;
    jixiang_result *result;
    jixiang_award award;
    char path[1000];
    const char *root = getenv("JIXIANG_ROOT");
    snprintf(path, sizeof path, "%s/policies/liuzhou-2026q1", root ? root : ".");
    if (!CHECK_INT(jixiang_engine_new(NULL, &engine), JIXIANG_OK)) return;
    CHECK_INT(jixiang_model_load_policy(engine, path, "no-such-scenario", &model, NULL), JIXIANG_REFUSED);
    if (!CHECK_INT(jixiang_model_load_policy(engine, path, NULL, &model, NULL), JIXIANG_OK)) return;
    CHECK_INT(jixiang_session_new(model, &session), JIXIANG_OK);
    CHECK_INT(jixiang_session_set_json(session, "{\"无此事实\": 1}"), JIXIANG_NOT_FOUND);
    static const char *const refused[] = {
        "{\"产值\": -1}",          "{\"产值\": 0.5}",
        "{\"产值\": true}",        "{\"产值\": \"12O\"}",
        "{\"规模以上\": \"是\"}",  "{\"产值\": {\"least\": 5, \"most\": 4}}",
        "{\"产值\": {\"min\": 5}}", "{\"用电量\": {\"2026-02-30\": 5}}",
        "{\"用电量\": 5}",         "{\"工业贷\": [{\"无此字段\": 1}]}",
        "{\"工业贷\": [{\"本金\": -1}]}", "{\"首次入统日\": \"2026-13-01\"}",
    };
    for (size_t i = 0; i < JX_COUNT(refused); i++) {
        if (!CHECK_INT(jixiang_session_set_json(session, refused[i]), JIXIANG_REFUSED)) printf("    %s\n", refused[i]);
        CHECK(jixiang_report_errors(jixiang_session_report(session)) > 0);
    }
    CHECK_INT(jixiang_session_evaluate(session, "1.2", 0, &result), JIXIANG_OK);
    if (CHECK(jixiang_result_award(result, 0, &award))) {
        CHECK_INT(award.verdict, JIXIANG_NEEDS_DATA);
        CHECK_INT(award.least_fen, 0);
        CHECK_INT(award.most_fen, 5000000);
    }
    CHECK(!jixiang_result_value(result, 0));
    jixiang_result_free(result);
    CHECK_INT(jixiang_session_set_none(session, "产值"), JIXIANG_OK);
    CHECK_INT(jixiang_session_set_boolean(session, "规模以上", false), JIXIANG_OK);
    CHECK_INT(jixiang_session_evaluate(session, "节假日连续生产", 0, &result), JIXIANG_OK);
    if (CHECK(jixiang_result_award(result, 0, &award))) CHECK_INT(award.verdict, JIXIANG_NO);
    jixiang_result_free(result);
    jixiang_session_free(session);
    jixiang_model_free(model);
    jixiang_engine_free(engine);
}

// ---- memory ----

typedef struct {
    size_t served, allowed, live;
} counted;

static void *counted_resize(void *user, void *block, size_t size_old, size_t size_new)
{
    counted *state = user;
    (void)size_old;
    if (size_new == 0) {
        state->live -= block != NULL;
        free(block);
        return NULL;
    }
    if (state->served++ >= state->allowed) return NULL;
    void *out = realloc(block, size_new);
    state->live += out && !block;
    return out;
}

// Whichever allocation is refused, the call says so, nothing leaks, and asked again with memory it works.
TEST(every_allocation_may_be_refused)
{
    bool whole = false;
    for (size_t allowed = 0; !whole && allowed < 3000; allowed++) {
        counted state = { .allowed = allowed };
        jixiang_options options = { .allocator = { counted_resize, &state } };
        opened all;
        if (open_adults(&all, &options)) {
            jixiang_result *result = NULL;
            jixiang_status set = jixiang_session_set_json(all.session, "{\"Age\": 12}");
            CHECK(set == JIXIANG_OK || set == JIXIANG_OUT_OF_MEMORY);
            jixiang_status status = jixiang_session_evaluate(all.session, "Group", JIXIANG_TRACE, &result);
            whole = set == JIXIANG_OK && status == JIXIANG_OK;
            CHECK(status == JIXIANG_OK || status == JIXIANG_OUT_OF_MEMORY);
            if (status == JIXIANG_OK) jixiang_result_free(result);
            state.allowed = SIZE_MAX;  // memory is back
            CHECK_INT(jixiang_session_set_json(all.session, "{\"Age\": 12}"), JIXIANG_OK);
            if (CHECK_INT(jixiang_session_evaluate(all.session, "Group", 0, &result), JIXIANG_OK)) {
                CHECK_TEXT(text_of(jixiang_result_json(result, 0)), "\"child\"");
                jixiang_result_free(result);
            }
        }
        close_all(&all);
        CHECK_INT(state.live, 0);
    }
    CHECK(whole);
}

TEST(nothing_is_freed_by_nothing)
{
    jixiang_result_free(NULL);
    jixiang_report_free(NULL);
    jixiang_session_free(NULL);
    jixiang_model_free(NULL);
    jixiang_engine_free(NULL);
    CHECK_INT(jixiang_report_count(NULL), 0);
    CHECK(strcmp(jixiang_version(), "") != 0);
    CHECK(jixiang_semantics() >= 1);
}

CHECK_MAIN
