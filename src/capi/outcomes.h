// Private to capi/: how an evaluation writes down what came out. All of it lives in the result's arena; each function
// may jump to the guards of the result's and the session's arenas.
#ifndef JX_CAPI_OUTCOMES_H
#define JX_CAPI_OUTCOMES_H

#include "capi/capi.h"

void outcomes_add_value(jixiang_result *result, jx_text name, jx_value value);
void outcomes_add_award(jixiang_result *result, const jixiang_session *session, jx_case *unit, uint32_t award);
// Every formula that has been worked out, in the order of the model.
void outcomes_add_steps(jixiang_result *result, const jx_held *held, jx_case *unit);

#endif
