// Private to publish/: who supplies a fact.
#ifndef JX_PUBLISH_SOURCES_H
#define JX_PUBLISH_SOURCES_H

#include "publish/html.h"

// The office or party that supplies it, how, and through which source: 市统计局（规上名录）. A list or grade is supplied by
// the office that decides it. Never nothing: what the package does not say is said to be open, with `lead` to ask.
void put_supplier(page *to, const jx_definition *fact, jx_text lead);
void put_supplier_way(page *to, const jx_definition *fact);  // 办法 of its first source; nothing if none is written

#endif
