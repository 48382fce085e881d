// Runs the cases of a package: binds each case's cells, evaluates, compares verdict, amount, values and reasons.
//
// A case under a scenario is the same case of the package as read under that scenario, so every session is kept by its
// scenario's name. Rows of one 测试（总体） are worked out together, because they rank each other. Begin with run_group().
#include <string.h>

#include "app/borders.h"

typedef struct {
    jx_text name;
    session in;
    bool usable;
} scenario_session;

typedef struct {
    jx_app *app;
    jx_test_report *out;
    jx_package_files files;
    struct {
        scenario_session *items;
        size_t count, capacity;
    } sessions;
    jx_case_line *lines;
    coverage *seen;
    border_bases bases;
} test_run;

// ---- sessions ----

static bool is_none(jx_text text)
{
    return text.size == 0 || jx_text_equal(text, JX_TEXT("（无）")) || jx_text_equal(text, JX_TEXT("(none)"));
}

static jx_status session_for(test_run *run, jx_text scenario, const session **out)
{
    if (is_none(scenario)) scenario = JX_TEXT("");
    for (size_t i = 0; i < run->sessions.count; i++) {
        if (!jx_text_equal(run->sessions.items[i].name, scenario)) continue;
        *out = run->sessions.items[i].usable ? &run->sessions.items[i].in : NULL;
        return JX_OK;
    }
    scenario_session *added = JX_PUSH(run->app->arena, &run->sessions);
    session in;
    jx_status status = session_open(run->app, run->files, scenario, &in);
    *added = (scenario_session){ .name = scenario, .in = in, .usable = status == JX_OK };
    *out = added->usable ? &added->in : NULL;
    return status == JX_REFUSED ? JX_OK : status;
}

// ---- one member of a group ----

typedef struct {
    const jx_case_row *row;
    jx_case_line *line;
    const jx_bound_plan *bound;
    jx_value *facts, *ranks;
    jx_case *unit;
    jx_arena *arena;
    jx_answer answer;
    jx_money paid;  // where the case says what is to be paid
    jx_language language;  // of the package
} member;

static const char *why_skipped(const jx_model *model, const jx_case_row *row)
{
    if (row->award == JX_NONE) return NULL;  // 预算, 关系: the payment steps alone
    for (size_t i = 0; i < row->cell_count; i++) {
        jx_cell_kind kind = row->cells[i].kind;
        if (kind == JX_CELL_INPUT && row->cells[i].definition == JX_NONE) return "列名没有对应的事实";
    }
    return row->award >= model->award_count ? "奖励不存在" : NULL;
}

static jx_status prepare(const session *in, member *one)
{
    jx_arena *arena = in->app->arena;
    const jx_model *model = &in->package->model;
    jx_overrides overrides = { JX_ARRAY(arena, model->definition_count, bool),
                               JX_ARRAY(arena, model->definition_count, jx_value) };
    bool any = false;
    one->facts = JX_ARRAY(arena, model->definition_count, jx_value);
    one->ranks = JX_ARRAY(arena, in->plan->rank_count, jx_value);
    for (uint32_t i = 0; i < model->definition_count; i++) {
        if (model->definitions[i].kind == JX_DEFINITION_FACT)
            one->facts[i] = facts_missing(arena, &model->definitions[i], model->definitions[i].may_be_null);
    }
    for (size_t i = 0; i < one->row->cell_count; i++) {
        const jx_case_cell *given = &one->row->cells[i];
        if ((given->kind != JX_CELL_INPUT && given->kind != JX_CELL_SET_READING) || given->definition == JX_NONE)
            continue;
        if (model->definitions[given->definition].kind == JX_DEFINITION_FACT) {
            one->facts[given->definition] = given->value;
        } else {
            overrides.given[given->definition] = true;
            overrides.values[given->definition] = given->value;
            any = true;
        }
    }
    one->bound = in->bound;
    return any ? jx_plan_bind(in->plan, &overrides, arena, &one->bound) : JX_OK;
}

// Deciding is watched; what is looked at only to tell or compare is not.
static jx_case *case_of(test_run *run, const session *in, const member *one, bool watched)
{
    jx_eval_options options = session_eval(in->app, in->app->arena);
    if (watched) options.watch = coverage_watch(run->seen, in);
    return jx_case_new(one->bound, &options, one->facts, one->ranks);
}

// Ranks the members of the group for each rank of the award.
static void rank_group(test_run *run, const session *in, member *members, size_t count, uint32_t award)
{
    jx_arena *arena = in->app->arena;
    for (size_t r = 0; r < in->plan->rank_count; r++) {
        const jx_rank *rank = &in->plan->ranks[r];
        if (rank->award != award) continue;
        jx_value *values = JX_ARRAY(arena, count, jx_value), *belongs = JX_ARRAY(arena, count, jx_value),
                 *ranks = JX_ARRAY(arena, count, jx_value);
        for (size_t i = 0; i < count; i++) {
            jx_case *unit = case_of(run, in, &members[i], true);
            values[i] = jx_case_node(unit, rank->value, NULL);
            uint32_t belonging = in->package->model.awards[award].member;
            belongs[i] = belonging == JX_NONE ? jx_boolean(true) : members[i].facts[belonging];
        }
        jx_rank_population(arena, values, belongs, count, rank->ascending, ranks);
        for (size_t i = 0; i < count; i++)
            members[i].ranks[r] = ranks[i];
    }
}

// The members of a case's population are the 总体 of the award: whoever stands in the table belongs.
static void make_members_belong(const session *in, member *members, size_t count, uint32_t award)
{
    uint32_t belongs = in->package->model.awards[award].member;
    for (size_t i = 0; i < count && belongs != JX_NONE; i++) {
        bool given = false;
        for (size_t k = 0; k < members[i].row->cell_count; k++)
            given = given || members[i].row->cells[k].definition == belongs;
        if (!given) members[i].facts[belongs] = jx_boolean(true);
    }
}

// ---- comparing ----

static void fail(jx_case_line *line, jx_text what, jx_text expected, jx_text actual)
{
    if (line->outcome == JX_CASE_FAILED) return;  // the first is told
    line->outcome = JX_CASE_FAILED;
    line->what = what;
    line->expected = expected;
    line->actual = actual;
}

static jx_money money_of(const jx_answer *answer)
{
    return (jx_money){ answer->least_fen, answer->most_fen, answer->unbounded, answer->causes };
}

static bool end_is(jx_value at, int64_t fen)
{
    int64_t scaled;
    return at.kind == JX_NUMBER && jx_decimal_to_scaled(at.as.number, 2, &scaled) && scaled == fen;
}

static bool amount_fits(jx_value expected, jx_money amount)
{
    if (expected.kind == JX_NUMBER) return jx_money_is_known(amount) && end_is(expected, amount.least_fen);
    if (expected.kind != JX_OPEN) return false;
    const jx_open *open = expected.as.open;
    bool least = open->low.finite ? end_is(open->low.at, amount.least_fen) : amount.least_fen == 0;
    return least &&
           (open->high.finite ? !amount.unbounded && end_is(open->high.at, amount.most_fen) : amount.unbounded);
}

static void check_amount(member *one, const jx_case_cell *wanted, jx_money amount)
{
    if (!amount_fits(wanted->value, amount))
        fail(one->line, wanted->name, wanted->text, jx_money_text(one->arena, one->language, amount));
}

static jx_text value_text(jx_arena *arena, jx_value value)
{
    jx_buffer out = jx_buffer_in(arena);
    jx_value_print(value, &out);
    return jx_buffer_text(&out);
}

// Open values by their range alone: a case does not list causes here.
static bool value_fits(jx_value expected, jx_value actual)
{
    if (expected.kind != JX_OPEN || actual.kind != JX_OPEN) return jx_value_same(expected, actual);
    jx_interval a = jx_interval_of(expected), b = jx_interval_of(actual);
    return jx_interval_contains(a, b) && jx_interval_contains(b, a);
}

// Rosters answer in words of their own (policy-format 2.17).
static const char *listed_word(jx_listed listed, jx_language language)
{
    static const char *const words[][2] = { { "", "" },          { "入列", "enter" },        { "保留", "stay" },
                                            { "退出", "leave" }, { "不在列", "not_listed" }, { "", "" } };
    return words[listed][language];
}

static jx_language language_of(const session *in)
{
    return jx_text_equal(in->package->language, JX_TEXT("en")) ? JX_ENGLISH : JX_CHINESE;
}

static jx_text said_verdict(const jx_answer *answer, jx_language language)
{
    const char *listed = listed_word(answer->listed, language);
    if (*listed) return jx_text_of(listed);
    return jx_text_of(language == JX_CHINESE ? jx_verdict_word(answer->verdict, language)
                                             : jx_verdict_slug(answer->verdict));
}

static bool verdict_fits(jx_text expected, const jx_answer *answer)
{
    jx_verdict verdict = answer->verdict;
    if (*listed_word(answer->listed, JX_CHINESE)) {
        return jx_text_equal(expected, jx_text_of(listed_word(answer->listed, JX_CHINESE))) ||
               jx_text_equal(expected, jx_text_of(listed_word(answer->listed, JX_ENGLISH)));
    }
    return jx_text_equal(expected, jx_text_of(jx_verdict_word(verdict, JX_CHINESE))) ||
           jx_text_equal(expected, jx_text_of(jx_verdict_word(verdict, JX_ENGLISH))) ||
           jx_text_equal(expected, jx_text_of(jx_verdict_slug(verdict)));
}

static void check_reasons(member *one, jx_text column, jx_text wanted)
{
    bool chinese = one->language == JX_CHINESE;
    while (wanted.size > 0) {
        size_t wide = jx_text_find(wanted, JX_TEXT("；")), narrow = jx_text_find(wanted, JX_TEXT(";"));
        jx_text mark = wide < narrow ? JX_TEXT("；") : JX_TEXT(";");
        jx_text reason = jx_text_trim(jx_text_cut(wanted, mark, &wanted));
        if (reason.size > 0 && jx_text_find(one->line->explanation, reason) == SIZE_MAX)
            fail(one->line, column, reason, chinese ? JX_TEXT("不在说明里") : JX_TEXT("not in the explanation"));
    }
}

static void check_cell(member *one, const jx_case_cell *wanted)
{
    const jx_answer *answer = &one->answer;
    if (wanted->text.size == 0) return;
    switch (wanted->kind) {
    case JX_CELL_EXPECT_VERDICT:
        if (!verdict_fits(wanted->text, answer))
            fail(one->line, wanted->name, wanted->text, said_verdict(answer, one->language));
        return;
    case JX_CELL_EXPECT_AMOUNT: check_amount(one, wanted, money_of(answer)); return;
    case JX_CELL_EXPECT_PAID: check_amount(one, wanted, one->paid); return;
    case JX_CELL_EXPECT_VALUE: {
        jx_value actual = jx_case_value(one->unit, wanted->definition);
        if (!value_fits(wanted->value, actual))
            fail(one->line, wanted->name, wanted->text, value_text(one->arena, actual));
        return;
    }
    case JX_CELL_EXPECT_REASON: check_reasons(one, wanted->name, wanted->text); return;
    case JX_CELL_INPUT:
    case JX_CELL_SET_READING:
    case JX_CELL_BUDGET:
    case JX_CELL_AWARD_RESULT:
    case JX_CELL_SCHEME:
    case JX_CELL_SCENARIO:
    case JX_CELL_SUBJECT: return;
    }
}

// A figure of a case is explained in the unit of its column.
static jx_provenance case_provenance(void *user, uint32_t definition)
{
    const member *one = user;
    jx_provenance out = { .factor = jx_decimal_of(1) };
    for (size_t i = 0; i < one->row->cell_count; i++) {
        const jx_case_cell *given = &one->row->cells[i];
        jx_unit unit;
        if (given->kind != JX_CELL_INPUT || given->definition != definition || given->unit.size == 0) continue;
        if (!jx_unit_find(one->arena, given->unit, &unit)) continue;
        out.unit = given->unit;
        out.factor = unit.factor;
    }
    return out;
}

static void decide_member(test_run *run, const session *in, member *one, uint32_t award)
{
    jx_arena *arena = in->app->arena;
    one->unit = case_of(run, in, one, false);
    coverage_readings(run->seen, in, one->bound, one->row, NULL);
    if (award == JX_NONE) return;  // 预算 and 关系 decide nothing
    jx_case *deciding = case_of(run, in, one, true);
    jx_award_decide(deciding, one->bound, award, one->line->subject, arena, &one->answer);
    coverage_readings(run->seen, in, one->bound, one->row, &one->answer);
    jx_explain_options explain = { .language = one->language, .provenance = case_provenance, .user = one };
    jx_buffer text = jx_buffer_in(arena);
    jx_answer_explain(one->unit, one->bound, &one->answer, &explain, &text);
    one->line->explanation = jx_buffer_text(&text);
}

// Decides all members of a group under the award that their table stands under.
static void decide_group(test_run *run, const session *in, member *members, size_t count, uint32_t award)
{
    if (award != JX_NONE) make_members_belong(in, members, count, award);
    if (award != JX_NONE) rank_group(run, in, members, count, award);
    for (size_t i = 0; i < count; i++)
        decide_member(run, in, &members[i], award);
}

static void pay_group(test_run *run, const session *in, member *members, size_t count)
{
    payment_member *paid = JX_ARRAY(in->app->arena, count, payment_member);
    bool wanted = false;
    for (size_t i = 0; i < count; i++) {
        const jx_answer *answer = members[i].row->award == JX_NONE ? NULL : &members[i].answer;
        paid[i] = (payment_member){
            .row = members[i].row, .subject = members[i].line->subject, .unit = members[i].unit, .answer = answer
        };
        wanted = wanted || test_payment_wanted(members[i].row);
    }
    if (!wanted) return;
    test_payment(in, paid, count, coverage_payments(run->seen));
    for (size_t i = 0; i < count; i++) {
        jx_text before = members[i].line->explanation, steps = paid[i].explanation;
        members[i].paid = paid[i].paid;
        members[i].line->explanation =
            jx_text_format(members[i].arena, "%.*s%.*s", JX_TEXT_ARG(before), JX_TEXT_ARG(steps));
    }
}

static void check_member(member *one)
{
    one->line->outcome = JX_CASE_PASSED;
    for (size_t i = 0; i < one->row->cell_count; i++)
        check_cell(one, &one->row->cells[i]);
}

// ---- groups ----

// A case alone that its award says yes to is where generated cases begin.
static void keep_base(test_run *run, const session *in, const member *one)
{
    uint32_t award = one->row->award;
    if (award == JX_NONE || one->row->population.size || one->answer.verdict != JX_VERDICT_YES) return;
    if (in->package->model.awards[award].population) return;  // a place among others does not hang on one figure
    *JX_PUSH(run->app->arena, &run->bases) = (border_base){ .in = *in,
                                                            .award = award,
                                                            .bound = one->bound,
                                                            .facts = one->facts,
                                                            .name = one->row->name,
                                                            .scenario = one->row->scenario };
}

static jx_text subject_of(const jx_case_row *row)
{
    for (size_t i = 0; i < row->cell_count; i++) {
        if (row->cells[i].kind == JX_CELL_SUBJECT) return row->cells[i].text;
    }
    return row->name;
}

static void describe(const jx_package *package, const jx_case_row *row, jx_case_line *line)
{
    *line = (jx_case_line){ .name = row->population.size ? row->population : row->name,
                            .subject = subject_of(row),
                            .scenario = row->scenario,
                            .outcome = JX_CASE_SKIPPED };
    if (row->award < package->model.award_count) line->award = package->model.awards[row->award].id;
    if (!row->source) return;
    line->file = row->source->name;
    line->line = jx_source_place(row->source, row->span.start).line;
}

static jx_status run_group(test_run *run, const jx_package *base, size_t first, size_t count)
{
    const jx_case_row *row = &base->cases[first];
    const session *in = NULL;
    for (size_t i = 0; i < count; i++)
        describe(base, &base->cases[first + i], &run->lines[first + i]);
    const char *skipped = why_skipped(&base->model, row);
    if (!skipped) JX_TRY(session_for(run, row->scenario, &in));
    if (!skipped && !in) skipped = "情景无法读取";
    if (!skipped && in->package->case_count != base->case_count) skipped = "情景下的案例数目不同";
    for (size_t i = 0; i < count && skipped; i++)
        run->lines[first + i].what = jx_text_of(skipped);
    if (skipped) return JX_OK;

    member *members = JX_ARRAY(run->app->arena, count, member);
    for (size_t i = 0; i < count; i++) {
        members[i] = (member){ .row = &in->package->cases[first + i],
                               .line = &run->lines[first + i],
                               .arena = run->app->arena,
                               .language = language_of(in) };
        JX_TRY(prepare(in, &members[i]));
    }
    decide_group(run, in, members, count, members[0].row->award);
    pay_group(run, in, members, count);
    for (size_t i = 0; i < count; i++) {
        check_member(&members[i]);
        keep_base(run, in, &members[i]);
    }
    return JX_OK;
}

static size_t group_size(const jx_package *package, size_t first)
{
    const jx_case_row *row = &package->cases[first];
    size_t end = first + 1;
    while (row->population.size > 0 && end < package->case_count && package->cases[end].award == row->award &&
           jx_text_equal(package->cases[end].population, row->population) &&
           jx_text_equal(package->cases[end].scenario, row->scenario)) {
        end++;
    }
    return end - first;
}

static jx_status run_cases(test_run *run)
{
    const session *base_session;
    const jx_package *base;
    JX_TRY(session_for(run, JX_TEXT(""), &base_session));
    if (!base_session) return JX_REFUSED;
    base = base_session->package;
    run->seen = coverage_new(run->app, base);
    (void)coverage_watch(run->seen, base_session);
    run->lines = JX_ARRAY(run->app->arena, base->case_count, jx_case_line);
    for (size_t first = 0, count; first < base->case_count; first += count) {
        if (session_stopped(run->app)) return JX_INTERRUPTED;
        count = group_size(base, first);
        JX_TRY(run_group(run, base, first, count));
    }
    run->out->title = base->title;
    run->out->lines = run->lines;
    run->out->count = base->case_count;
    for (size_t i = 0; i < base->case_count; i++) {
        run->out->passed += run->lines[i].outcome == JX_CASE_PASSED;
        run->out->failed += run->lines[i].outcome == JX_CASE_FAILED;
        run->out->skipped += run->lines[i].outcome == JX_CASE_SKIPPED;
    }
    if (!base->model.package) return JX_OK;
    JX_TRY(borders_report(run->app, &run->bases, run->seen, run->out));
    coverage_report(run->seen, run->out);
    return JX_OK;
}

jx_status session_cases(jx_app *app, jx_package_files files, jx_test_report *out)
{
    test_run run = { .app = app, .files = files, .out = out };
    *out = (jx_test_report){ 0 };
    return run_cases(&run);
}

typedef struct {
    jx_app *app;
    const char *folder;
    jx_test_report *out;
} test_request;

static jx_status test(void *user)
{
    const test_request *request = user;
    jx_package_files files;
    JX_TRY(session_files(request->app, request->folder, &files));
    return session_cases(request->app, files, request->out);
}

jx_status jx_app_test(jx_app *app, const char *package, jx_test_report *out)
{
    *out = (jx_test_report){ 0 };
    test_request request = { app, package, out };
    return session_run(app, test, &request);
}
