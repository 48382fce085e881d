// Private to publish/: rules as people read them.
#ifndef JX_PUBLISH_WORDING_H
#define JX_PUBLISH_WORDING_H

#include "publish/html.h"

// A formula or condition in words: 产值 ≥ 产值门槛（500 万元）. Names of fixed parameters are followed by their value, names
// of readings by the option taken. `space` is where the expression stands.
void put_rule(page *to, const jx_expr *expr, uint32_t space);
// The same with every name linked to nothing and no values in brackets; for headings of tables.
void put_cell_tests(page *to, const jx_expr *tests, uint32_t space);
// A value in its unit: 500 万元, 90%, 2026-02-01 至 2026-02-28, 待定（≥ 0 元）.
void put_value(page *to, jx_value value, jx_text unit, jx_decimal factor);
// What a parameter or reading stands for now.
void put_definition_value(page *to, const jx_definition *definition);
jx_text expr_text(const jx_expr *expr);  // as its author wrote it

#endif
