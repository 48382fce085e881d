// Private to app/: a package read, lowered and bound; and how each public function runs inside its guard.
#ifndef JX_APP_SESSION_H
#define JX_APP_SESSION_H

#include "app/results.h"

typedef struct {
    jx_app *app;
    jx_package_files files;
    const jx_package *package;
    const jx_plan *plan;
    const jx_bound_plan *bound;
} session;

// Files of a package folder, with policies/common beside it as "common/…".
JX_MUST_USE jx_status session_files(jx_app *app, const char *folder, jx_package_files *out);
// Reads the package; *out is set also when JX_REFUSED, as far as it could be read.
JX_MUST_USE jx_status session_package(jx_app *app, jx_package_files files, jx_text scenario, jx_problems *problems,
                                      const jx_package **out);
// The same with somebody who listens to the tokens of its formulas.
JX_MUST_USE jx_status session_package_heard(jx_app *app, jx_package_files files, jx_text scenario,
                                            jx_problems *problems, const jx_token_listener *listener,
                                            const jx_package **out);
// Reads, lowers and binds.
JX_MUST_USE jx_status session_open(jx_app *app, jx_package_files files, jx_text scenario, session *out);
JX_MUST_USE jx_status session_delivery(jx_app *app, const char *folder, jx_stored_files *out);
JX_MUST_USE jx_status session_facts(const session *in, jx_stored_files delivery, const jx_facts **out);

const jx_clause_line *session_clauses(jx_app *app, const jx_package *package, size_t *out_count);

// Sees to it that app->scratch is there; the app holds it, so that a jump out of another arena leaves nothing behind.
JX_MUST_USE jx_status session_scratch(jx_app *app);
// Runs the package's own cases, each under the scenario it names; one line for each, in the order of the package.
JX_MUST_USE jx_status session_cases(jx_app *app, jx_package_files files, jx_test_report *out);

bool session_stopped(const jx_app *app);
void session_progress(const jx_app *app, const char *stage, size_t done, size_t total);
jx_eval_options session_eval(const jx_app *app, jx_arena *arena);

// ---- outcomes (decide.c) ----

// Ranks of the members of each ranked population, by rank, then subject of the award's kind; worked out once per run.
typedef struct {
    const jx_value **ranks;  // NULL where the award is not decided here
} prepared_ranks;
JX_MUST_USE jx_status decide_ranks(const session *in, const jx_facts *facts, prepared_ranks *out);
// One subject under one award. `scratch` holds the case and the answer; it is not reset.
void decide_one(const session *in, const jx_facts *facts, const prepared_ranks *ranks, uint32_t award, size_t subject,
                jx_arena *scratch, jx_case **out_case, jx_answer *out);
// What jx_case_new wants for one subject; NULL when nothing is ranked.
const jx_value *decide_ranks_of(const session *in, const prepared_ranks *ranks, uint32_t kind, size_t subject,
                                jx_arena *arena);
// All subjects under all awards; results live in the app's arena.
JX_MUST_USE jx_status decide_all(const session *in, const jx_facts *facts, const prepared_ranks *ranks,
                                 const jx_award_results **out);
JX_MUST_USE jx_status decide_in_bulk(const session *in, const jx_facts *facts, const prepared_ranks *ranks,
                                     results_keeper *into);  // decide_bulk.c

// ---- a body inside the guard ----

// Runs body(user) under the guard of app's arena, then closes the store whatever happened.
JX_MUST_USE jx_status session_run(jx_app *app, jx_status (*body)(void *user), void *user);

#endif
