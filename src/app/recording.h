// Private to app/: assessing for a record, and comparing with one.
#ifndef JX_APP_RECORDING_H
#define JX_APP_RECORDING_H

#include "app/session.h"

jx_text recording_in_force(const session *in);
jx_run_binding recording_binding(const session *in, jx_stored_files delivery);
JX_MUST_USE jx_status recording_assess(const session *in, const jx_facts *facts, const jx_award_results **out);
// The stored run's package and delivery, read and bound again; app->store must be open.
JX_MUST_USE jx_status recording_reopen(jx_app *app, const jx_stored_run *run, session *out, const jx_facts **out_facts);
// Holds `awards` against the stored blocks of `run`.
JX_MUST_USE jx_status recording_compare(const session *in, int64_t run, const jx_award_results *awards, size_t count,
                                        jx_replay_report *out);

#endif
