// DMN models at work: load, check, evaluate, and run the official kit. Part of the door of app/.
#ifndef JX_APP_DMN_H
#define JX_APP_DMN_H

#include "app/held.h"
#include "dmn/dmn.h"

// Reads the model at `path`; the other .dmn files of its folder are there to be imported. JX_OK with errors among
// app->problems: what is wrong evaluates to null, the rest works.
JX_MUST_USE jx_status jx_app_dmn_load(jx_app *app, const char *path, bool check_values, jx_held *out);

typedef struct {
    jx_text name;
    jx_value value;
} jx_dmn_result;

typedef struct {
    const char *model;
    const char *input;  // JSON file, an object of inputs by name; NULL: none
    jx_text decision;   // one decision; or
    jx_text service;    // one service (or knowledge model); neither: all decisions of the main file
    bool check_values;
    bool why;  // collect why values are null, as notes among app->problems
} jx_dmn_request;

// JX_NOT_FOUND: no such decision or service; a problem names it.
JX_MUST_USE jx_status jx_app_dmn_eval(jx_app *app, const jx_dmn_request *request, const jx_dmn_result **out,
                                      size_t *out_count);

// ---- the official kit ----

typedef struct {
    jx_text directory;  // "compliance-level-2/0001-input-data-string"
    jx_text file, id;   // test file without its ending; id of the case
    bool passed;
    jx_text detail;  // what came out instead of what, when it failed
} jx_tck_line;

typedef struct {
    const jx_tck_line *lines;  // by directory, file, case
    size_t count, passed;
} jx_tck_report;

// Runs every test file below `folder` (its folders of folders of models and tests).
JX_MUST_USE jx_status jx_app_tck(jx_app *app, const char *folder, jx_tck_report *out);
// The kit's own format for results: "directory","file","case","SUCCESS","" and so on, one line each.
void jx_tck_report_csv(const jx_tck_report *report, jx_buffer *out);

#endif
