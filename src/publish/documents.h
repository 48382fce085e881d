// Private to publish/: pieces of documents that have files of their own.
#ifndef JX_PUBLISH_DOCUMENTS_H
#define JX_PUBLISH_DOCUMENTS_H

#include "publish/rules.h"

void put_cases(page *to, uint32_t space);  // cases.c: a table across the page; nothing where there are none
void put_open_points(page *to);            // open_points.c: everything that somebody still has to decide, and who
void put_award_terms(page *to, const jx_award_rule *award, basis_form form);  // terms.c: 对象 收款人 板块 方式 …
// Who decides about an award: 市工业和信息化局会同市财政局. Of a clause: those of its awards.
void put_deciders(page *to, uint32_t space);
// Title block: 文号 状态 有效期 ….
void put_about_policy(page *to);

#endif
