// Private to publish/: what stands under a clause, as the policy page and the handbook show it.
#ifndef JX_PUBLISH_RULES_H
#define JX_PUBLISH_RULES_H

#include "publish/citations.h"
#include "publish/wording.h"

typedef enum { LINKED, PLAIN } basis_form;  // PLAIN: words without links, for a page that does not hold the text

// Parameters, conditions, tables, formulas and open readings that `space` itself defines; nothing where there are none.
void put_parameters(page *to, uint32_t space, basis_form form);
void put_conditions(page *to, uint32_t space, basis_form form);
void put_tables(page *to, uint32_t space, basis_form form);
void put_formulas(page *to, uint32_t space);
void put_readings(page *to, uint32_t space);

void put_verdict(page *to, jx_verdict verdict);  // a word with its colour
void put_listed(page *to, jx_listed listed);
// "50,000 元", "0 至 50,000 元", "0 至 无上限".
void put_amount(page *to, jx_fen_sum least, jx_fen_sum most, bool unbounded);
// 免审即享 as itself, with what it means in the language of the page.
void put_way(page *to, jx_text way);
bool is_pending_table(const jx_expr *expr);
const jx_definition *definition_at(const page *to, uint32_t definition);  // NULL for JX_NONE

#endif
