// Private to app/: what the cases of a package have shown of it (docs/policy-format.md 3), from what evaluation noted.
#ifndef JX_APP_COVERAGE_H
#define JX_APP_COVERAGE_H

#include "app/test_payment.h"

typedef struct coverage coverage;

// `base` is the package as published; a scenario counts once a case runs under it.
coverage *coverage_new(jx_app *app, const jx_package *base);
jx_watch *coverage_watch(coverage *seen, const session *in);  // where the cases of this session note what they show
payment_shown *coverage_payments(coverage *seen);
// The readings under which a case was decided (`answer`) or paid (NULL).
void coverage_readings(coverage *seen, const session *in, const jx_bound_plan *bound, const jx_case_row *row,
                       const jx_answer *answer);
// Whether the amounts along a figure's borders go one way (borders.c).
void coverage_tiers(coverage *seen, const session *in, const jx_award_rule *award, jx_text figure, bool one_way);
// True if a definition is among those that decide the award.
bool coverage_reaches(const jx_plan *plan, const jx_award_rule *award, uint32_t definition);
// Everything there is to show, each with whether it was shown or listed under 未覆盖; ordered by award and place.
void coverage_report(coverage *seen, jx_test_report *out);

#endif
