// What `publish` is asked for, and what came of it.
#ifndef JX_APP_PUBLISH_H
#define JX_APP_PUBLISH_H

#include "app/app.h"

typedef struct {
    const char *out;       // folder to appear
    const char *package;   // a package, and perhaps
    const char *facts;     // a delivery, or
    const char *store;     // a store and
    int64_t run;           // a run in it
    jx_text scenario;      // with a package
    jx_text subject;       // "": everybody; else the letter of this code or name alone
    jx_text date;          // of issue; "" leaves the place open
    bool chinese, english;
} jx_publish_request;

typedef struct {
    jx_text title, scenario;
    size_t documents, letters;
    size_t cases, cases_broken;
} jx_publish_report;

// JX_NOT_FOUND: no such package, subject or run. JX_REFUSED: the package has errors, a stored run does not come out
// again, or the folder holds what is not ours. Whatever happens short of JX_OK, the folder is as it was.
JX_MUST_USE jx_status jx_app_publish(jx_app *app, const jx_publish_request *request, jx_publish_report *out);

#endif
