// Small DMN models as text: what the official kit leaves out (dmn-feel.md 6.5), and what must be refused.
#include "unit/check.h"

#include "app/dmn.h"

static jx_arena *arena;

typedef struct {
    const char *text, *imported, *decision, *input_name, *expected;
    jx_value input;
    bool check_values;
    jx_status status;
    jx_text value;
    jx_problems problems;
} trial;

static const char *const head =
    "<definitions xmlns='https://www.omg.org/spec/DMN/20230324/MODEL/' name='m' namespace='urn:m'>";

static jx_status run(void *user)
{
    trial *it = user;
    jx_limits limits = jx_limits_default();
    it->problems = (jx_problems){ .arena = arena, .language = JX_ENGLISH };
    jx_dmn_options options = { arena, &it->problems, &limits, NULL, it->check_values };
    jx_source sources[2] = { { JX_TEXT("m.dmn"), jx_text_of(it->text) } };
    if (it->imported) sources[1] = (jx_source){ JX_TEXT("i.dmn"), jx_text_of(it->imported) };
    const jx_model *model;
    const jx_plan *plan;
    const jx_bound_plan *bound;
    JX_TRY(jx_dmn_read(&options, sources, it->imported ? 2 : 1, &model));
    JX_TRY(jx_plan_lower(model, arena, &it->problems, &plan));
    JX_TRY(jx_plan_bind(plan, NULL, arena, &bound));
    jx_eval_options evaluation = { .arena = arena, .limits = &limits };
    jx_case *unit = jx_case_new(bound, &evaluation, NULL, NULL);
    if (it->input_name) jx_case_give(unit, jx_dmn_find(model, (jx_text){ 0 }, jx_text_of(it->input_name)), it->input);
    uint32_t definition = jx_dmn_find(model, (jx_text){ 0 }, jx_text_of(it->decision));
    if (!CHECK(definition != JX_NONE)) return JX_NOT_FOUND;
    jx_buffer out = jx_buffer_in(arena);
    jx_value_print(jx_case_value(unit, definition), &out);
    it->value = jx_buffer_text(&out);
    return JX_OK;
}

static trial try_model(trial it)
{
    if (!arena) arena = jx_arena_new(jx_allocator_system(), (size_t)1 << 30);
    it.status = jx_arena_guard(arena, run, &it);
    return it;
}

static const char *model_of(const char *body)
{
    if (!arena) arena = jx_arena_new(jx_allocator_system(), (size_t)1 << 30);
    return jx_text_format(arena, "%s%s</definitions>", head, body).bytes;
}

#define CHECK_DECISION(body, name, expected)                                                                           \
    CHECK_TEXT(try_model((trial){ .text = model_of(body), .decision = name }).value, expected)

// A model whose decision `d` is a table over input `x`.
static trial table_of(const char *attributes, const char *inside, jx_value x)
{
    const char *body =
        jx_text_format(
            arena,
            "<inputData id='x' name='x'><variable name='x'/></inputData><decision id='d' name='d'><variable name='d'/>"
            "<informationRequirement><requiredInput href='#x'/></informationRequirement>"
            "<decisionTable "
            "%s><input><inputExpression><text>x</text></inputExpression></input>%s</decisionTable></decision>",
            attributes, inside)
            .bytes;
    return try_model((trial){ .text = model_of(body), .decision = "d", .input_name = "x", .input = x });
}

#define RULE(in, out)                                                                                                  \
    "<rule><inputEntry><text>" in "</text></inputEntry><outputEntry><text>" out "</text></outputEntry></rule>"

TEST(tables_that_the_kit_leaves_out)
{
    (void)model_of("");
    CHECK_TEXT(table_of("", "<output/>" RULE("-", "1"), jx_null()).value, "1");
    CHECK_TEXT(table_of("", "<output/>" RULE("", "1"), jx_integer(5)).value, "1");
    CHECK_TEXT(table_of("", "<output/>" RULE("&lt; 3", "1") RULE("&lt; 4", "2"), jx_integer(1)).value, "null");
    CHECK_TEXT(table_of("hitPolicy='ANY'", "<output/>" RULE("&lt; 3", "1") RULE("&lt; 4", "2"), jx_integer(1)).value,
               "null");
    CHECK_TEXT(table_of("hitPolicy='COLLECT'", "<output/>" RULE("&gt; 3", "1"), jx_integer(1)).value, "null");
    CHECK_TEXT(table_of("hitPolicy='FIRST'", "<output/>" RULE("? &lt; 0 or ? > 10", "\"out\"") RULE("-", "\"in\""),
                        jx_integer(11))
                   .value,
               "out");
    CHECK_TEXT(table_of("", "<output/>" RULE("not(1, 2)", "\"other\""), jx_integer(3)).value, "other");
    CHECK_TEXT(table_of("", "<output/>" RULE("1 +", "1"), jx_integer(1)).value, "null");
    CHECK_TEXT(table_of("hitPolicy='PRIORITY'",
                        "<output><outputValues><text>\"b\",\"a\"</text></outputValues></output>" RULE("-", "\"a\"")
                            RULE("-", "\"b\""),
                        jx_integer(1))
                   .value,
               "b");
}

TEST(relation_rows_may_be_short_and_cells_do_not_see_each_other)
{
    CHECK_DECISION(
        "<decision id='a' name='a'><variable name='a'/><literalExpression><text>7</text></literalExpression></decision>"
        "<decision id='d' name='d'><variable name='d'/><informationRequirement><requiredDecision "
        "href='#a'/></informationRequirement>"
        "<relation><column name='a'/><column name='b'/><row><literalExpression><text>1</text></literalExpression>"
        "<literalExpression><text>a</text></literalExpression></row><row><literalExpression><text>2</text></"
        "literalExpression></row>"
        "</relation></decision>",
        "d", "[{a: 1, b: 7}, {a: 2, b: null}]");
}

TEST(boxed_context_entries_see_those_before)
{
    CHECK_DECISION("<decision name='d'><variable name='d'/><context><contextEntry><variable name='net "
                   "price'/><literalExpression><text>10</text>"
                   "</literalExpression></contextEntry><contextEntry><literalExpression><text>net price * "
                   "2</text></literalExpression>"
                   "</contextEntry></context></decision>",
                   "d", "20");
}

#define LITERAL(text) "<literalExpression><text>" text "</text></literalExpression>"
#define DECISION(name, inside)                                                                                         \
    "<decision id='" name "' name='" name "'><variable name='" name "'/>" inside "</decision>"

TEST(only_requirements_are_visible)
{
    CHECK_DECISION(DECISION("a", LITERAL("7")) DECISION("d", LITERAL("a")), "d", "null");
    CHECK_DECISION(DECISION("a", LITERAL("7"))
                       DECISION("d", "<informationRequirement><requiredDecision href='urn:m#a'/>"
                                     "</informationRequirement>" LITERAL("a")),
                   "d", "7");
}

TEST(formula_errors_are_problems_with_a_place_and_the_rest_works)
{
    trial bad = try_model(
        (trial){ .text = model_of(DECISION("bad one", LITERAL("1 +")) DECISION("d", LITERAL("2"))), .decision = "d" });
    CHECK_TEXT(bad.value, "2");
    if (!CHECK_INT(bad.problems.error_count, 1)) return;
    CHECK_TEXT(bad.problems.list.items[0].source->name, "m.dmn:1 (decision bad one)");
    CHECK_INT(bad.problems.list.items[0].span.start, 3);
}

TEST(circles_of_decisions_are_problems)
{
    trial circle = try_model((trial){
        .text = model_of(
            DECISION("a", "<informationRequirement><requiredDecision href='#b'/></informationRequirement>" LITERAL("b"))
                DECISION("b", "<informationRequirement><requiredDecision href='#a'/></informationRequirement>" LITERAL(
                                  "a"))),
        .decision = "a" });
    CHECK_INT(circle.problems.error_count, 1);
    CHECK_TEXT(circle.value, "null");
}

TEST(knowledge_models_may_call_themselves_to_a_limit)
{
    (void)model_of("");
    const char *logic = "<businessKnowledgeModel id='f' name='f'><variable "
                        "name='f'/><encapsulatedLogic><formalParameter name='n' typeRef='number'/>" LITERAL(
                            "if n = 0 then 1 else n * f(n - 1)") "</encapsulatedLogic></businessKnowledgeModel>"
                                                                 "<decision id='d' name='d'><variable "
                                                                 "name='d'/><knowledgeRequirement><requiredKnowledge "
                                                                 "href='#f'/></knowledgeRequirement>%s</decision>";
    const char *few = jx_text_format(arena, logic, LITERAL("f(5)")).bytes,
               *many = jx_text_format(arena, logic, LITERAL("f(100000)")).bytes;
    CHECK_DECISION(few, "d", "120");
    CHECK_DECISION(many, "d", "null");
}

#define SCORE                                                                                                          \
    "<itemDefinition name='tScore'><typeRef>number</typeRef><allowedValues><text>[0..100]</text></allowedValues>"      \
    "</itemDefinition><itemDefinition name='tScores' isCollection='true'><typeRef>tScore</typeRef><typeConstraint>"    \
    "<text>count(?) > 1</text></typeConstraint></itemDefinition><itemDefinition name='tPupil'><itemComponent "         \
    "name='score'><typeRef>tScore</typeRef></itemComponent></itemDefinition>"
#define TYPED(type, text)                                                                                              \
    SCORE "<decision id='d' name='d'><variable name='d' typeRef='" type "'/>" LITERAL(text) "</decision>"

static void check_typed(const char *body, const char *unchecked, const char *checked)
{
    CHECK_TEXT(try_model((trial){ .text = model_of(body), .decision = "d" }).value, unchecked);
    CHECK_TEXT(try_model((trial){ .text = model_of(body), .decision = "d", .check_values = true }).value, checked);
}

TEST(allowed_values_and_type_constraints_when_asked_for)
{
    check_typed(TYPED("tScore", "50"), "50", "50");
    check_typed(TYPED("tScore", "101"), "101", "null");
    check_typed(TYPED("tScores", "[1, 2]"), "[1, 2]", "[1, 2]");
    check_typed(TYPED("tScores", "[1]"), "[1]", "null");
    check_typed(TYPED("tScores", "[1, 101]"), "[1, 101]", "null");
    check_typed(TYPED("tPupil", "{score: 7, name: 1}"), "{score: 7, name: 1}", "{score: 7, name: 1}");
    check_typed(TYPED("tPupil", "{score: -7}"), "{score: -7}", "null");
    check_typed(TYPED("tPupil", "{score: null}"), "{score: null}", "{score: null}");
    check_typed(TYPED("tPupil", "{}"), "null", "null");
}

TEST(inputs_outside_their_allowed_values_are_null_when_asked_for)
{
    const char *body =
        SCORE "<inputData id='x' name='x'><variable name='x' typeRef='tScore'/></inputData>"
              "<decision id='d' name='d'><variable name='d'/><informationRequirement><requiredInput href='#x'/>"
              "</informationRequirement>" LITERAL("x") "</decision>";
    trial given = { .text = model_of(body), .decision = "d", .input_name = "x", .input = jx_integer(101) };
    CHECK_TEXT(try_model(given).value, "101");
    given.check_values = true;
    CHECK_TEXT(try_model(given).value, "null");
    given.input = jx_integer(99);
    CHECK_TEXT(try_model(given).value, "99");
    given.input = jx_string(JX_TEXT("99"));
    CHECK_TEXT(try_model(given).value, "null");
}

TEST(recursive_types_end)
{
    check_typed("<itemDefinition name='tTree'><itemComponent name='children' "
                "isCollection='true'><typeRef>tTree</typeRef></itemComponent>"
                "</itemDefinition><decision id='d' name='d'><variable name='d' typeRef='tTree'/>" LITERAL(
                    "{children: [{children: []}]}") "</decision>",
                "{children: [{children: []}]}", "{children: [{children: []}]}");
    check_typed("<itemDefinition name='a'><typeRef>b</typeRef></itemDefinition><itemDefinition "
                "name='b'><typeRef>a</typeRef></itemDefinition>"
                "<decision id='d' name='d'><variable name='d' typeRef='a'/>" LITERAL("1") "</decision>",
                "1", "1");
}

TEST(services_keep_what_is_inside_inside)
{
    const char
        *body =
            "<inputData id='x' name='x'><variable name='x' typeRef='number'/></inputData>"
            "<decision id='y' name='y'><variable name='y'/><informationRequirement><requiredInput "
            "href='#x'/></informationRequirement>" LITERAL(
                "x + 1") "</decision>"
                         "<decision id='add' name='add'><variable name='add'/><informationRequirement><requiredInput "
                         "href='#x'/></informationRequirement>" LITERAL(
                             "function(n) n + x") "</decision>"
                                                  "<decisionService id='s' name='s'><variable "
                                                  "name='s'/><outputDecision href='#y'/><inputData "
                                                  "href='#x'/></decisionService>"
                                                  "<decisionService id='f' name='f'><variable "
                                                  "name='f'/><outputDecision href='#add'/><inputData "
                                                  "href='#x'/></decisionService>"
                                                  "<decision id='d' name='d'><variable "
                                                  "name='d'/><informationRequirement><requiredInput "
                                                  "href='#x'/></informationRequirement>"
                                                  "<knowledgeRequirement><requiredKnowledge "
                                                  "href='#s'/></"
                                                  "knowledgeRequirement><knowledgeRequirement><requiredKnowledge "
                                                  "href='#f'/></knowledgeRequirement>" LITERAL(
                                                      "[s(10), s(x: 20), s(), s(1, 2), s(z: 1), s(\"a\"), f(100)(1), "
                                                      "x]") "</decision>";
    trial given = { .text = model_of(body), .decision = "d", .input_name = "x", .input = jx_integer(5) };
    CHECK_TEXT(try_model(given).value, "[11, 21, null, null, null, null, 101, 5]");
}

TEST(imports_by_name_and_without)
{
    const char *imported =
        "<definitions xmlns='http://www.omg.org/spec/DMN/20180521/MODEL/' name='i' namespace='urn:i'>"
        "<itemDefinition name='t Fee'><typeRef>number</typeRef></itemDefinition>" DECISION(
            "base fee", LITERAL("40")) "</definitions>";
    const char *named =
        "<import name='my lib' namespace='urn:i' importType='http://www.omg.org/spec/DMN/20180521/MODEL/'/>"
        "<decision id='d' name='d'><variable name='d' typeRef='my lib.t "
        "Fee'/><informationRequirement><requiredDecision href='urn:i#base fee'/>"
        "</informationRequirement>" LITERAL("my lib . base fee + 2") "</decision>";
    const char *unnamed = "<import name='' namespace='urn:i' importType='http://www.omg.org/spec/DMN/20180521/MODEL/'/>"
                          "<decision id='d' name='d'><variable name='d' typeRef='t "
                          "Fee'/><informationRequirement><requiredDecision href='urn:i#base fee'/>"
                          "</informationRequirement>" LITERAL("base fee + 2") "</decision>";
    CHECK_TEXT(try_model((trial){ .text = model_of(named), .imported = imported, .decision = "d" }).value, "42");
    CHECK_TEXT(try_model((trial){ .text = model_of(unnamed), .imported = imported, .decision = "d" }).value, "42");
    CHECK_INT(try_model((trial){ .text = model_of(named), .decision = "d" }).problems.error_count > 0, true);
}

static jx_status status_of(const char *text)
{
    return try_model((trial){ .text = text, .decision = "d" }).status;
}

TEST(all_versions_are_read)
{
    static const char *const spaces[] = {
        "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
        "http://www.omg.org/spec/DMN/20180521/MODEL/",
        "https://www.omg.org/spec/DMN/20191111/MODEL/",
        "https://www.omg.org/spec/DMN/20211108/MODEL/",
        "https://www.omg.org/spec/DMN/20230324/MODEL/",
        "https://www.omg.org/spec/DMN/20240513/MODEL/",
        "https://www.omg.org/spec/DMN/",
    };
    (void)model_of("");
    for (size_t i = 0; i < JX_COUNT(spaces); i++) {
        const char *text =
            jx_text_format(arena,
                           "<v:definitions xmlns:v='%s' xmlns:feel='http://www.omg.org/spec/FEEL/20140401' name='m' "
                           "namespace='urn:m'>"
                           "<v:decision id='d' name='d'><v:extensionElements><other "
                           "xmlns='urn:other'/></v:extensionElements><v:variable name='d' typeRef='feel:number'/>"
                           "<v:literalExpression><v:text>1</v:text></v:literalExpression></v:decision></v:definitions>",
                           spaces[i])
                .bytes;
        CHECK_TEXT(try_model((trial){ .text = text, .decision = "d" }).value, "1");
    }
}

TEST(hostile_documents_are_refused)
{
    CHECK_INT(status_of(""), JX_REFUSED);
    CHECK_INT(status_of("<a>"), JX_REFUSED);
    CHECK_INT(status_of("<definitions xmlns='urn:x'/>"), JX_REFUSED);
    CHECK_INT(status_of("<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>"), JX_REFUSED);
    CHECK_INT(status_of("<a>\xFF</a>"), JX_REFUSED);
    CHECK_INT(status_of("<?xml version='1.0' encoding='UTF-16'?><a/>"), JX_REFUSED);
    trial other = try_model((trial){
        .text = "<definitions xmlns='https://www.omg.org/spec/DMN/20240513/MODEL/' "
                "expressionLanguage='https://www.omg.org/spec/DMN/20240513/B-FEEL/' name='m' namespace='urn:m'/>" });
    CHECK_INT(other.status, JX_REFUSED);
    CHECK(other.problems.list.count == 1 &&
          jx_text_find(other.problems.list.items[0].what, JX_TEXT("B-FEEL")) != SIZE_MAX);
}

TEST(nesting_and_sizes_are_bounded)
{
    (void)model_of("");
    jx_buffer deep = jx_buffer_in(arena), wide = jx_buffer_in(arena);
    for (int i = 0; i < 100000; i++)
        jx_buffer_put(&deep, JX_TEXT("<a>"));
    CHECK_INT(status_of(jx_text_copy(arena, jx_buffer_text(&deep)).bytes), JX_REFUSED);
    for (int i = 0; i < 300000; i++)
        jx_buffer_put(&wide, JX_TEXT("<a/>"));
    CHECK_INT(status_of(model_of(jx_text_copy(arena, jx_buffer_text(&wide)).bytes)), JX_REFUSED);
    jx_buffer lists = jx_buffer_in(arena);
    jx_buffer_put(&lists, JX_TEXT("<decision name='d'>"));
    for (int i = 0; i < 200; i++)
        jx_buffer_put(&lists, JX_TEXT("<list>"));
    jx_buffer_put(&lists, JX_TEXT(LITERAL("1")));
    for (int i = 0; i < 200; i++)
        jx_buffer_put(&lists, JX_TEXT("</list>"));
    jx_buffer_put(&lists, JX_TEXT("</decision>"));
    CHECK_INT(status_of(model_of(jx_text_copy(arena, jx_buffer_text(&lists)).bytes)), JX_OK);
}

TEST(long_chains_of_decisions_are_worked_out)
{
    (void)model_of("");
    enum { LINKS = 5000 };
    jx_buffer chain = jx_buffer_in(arena);
    jx_buffer_put(&chain, JX_TEXT(DECISION("d0", LITERAL("0"))));
    for (int i = 1; i <= LINKS; i++)
        jx_buffer_format(
            &chain,
            "<decision id='d%d' name='d%d'><variable name='d%d'/><informationRequirement><requiredDecision "
            "href='#d%d'/></informationRequirement>" LITERAL("d%d + 1") "</decision>",
            i, i, i, i - 1, i - 1);
    trial long_one = { .text = model_of(jx_text_copy(arena, jx_buffer_text(&chain)).bytes), .decision = "d5000" };
    CHECK_TEXT(try_model(long_one).value, "5000");
}

TEST(running_out_of_memory_is_answered)
{
    const char *text = model_of(DECISION("d", LITERAL("1 + 1")));
    for (size_t allowed = 0; allowed < 40; allowed++) {
        jx_failing_state state = { .allowed = allowed };
        jx_arena *small = jx_arena_new(jx_allocator_failing_after(&state, allowed), (size_t)1 << 30);
        if (!small) continue;
        jx_limits limits = jx_limits_default();
        jx_dmn_options options = { .arena = small, .limits = &limits };
        jx_source source = { JX_TEXT("m.dmn"), jx_text_of(text) };
        const jx_model *model;
        jx_status status = jx_dmn_read(&options, &source, 1, &model);
        CHECK(status == JX_OK || status == JX_OUT_OF_MEMORY);
        jx_arena_free(small);
    }
}

CHECK_MAIN
