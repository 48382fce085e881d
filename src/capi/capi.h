// Private to capi/: what the opaque objects of include/jixiang.h are. The library's own door is that header.
//
// Every object begins an arena of its own, so that freeing it is one call and no object points into a younger one.
// Read engine.c, model.c, session.c, result.c in this order.
#ifndef JX_CAPI_CAPI_H
#define JX_CAPI_CAPI_H

#include "app/held.h"
#include "jixiang.h"

struct jixiang_engine {
    jx_allocator allocator;
    jx_limits limits;
    jx_language language;
    bool (*now)(void *user, char text[JIXIANG_NOW_SIZE]);
    void *now_user;
    char *zone_folder;  // the engine's own; "" none
    jx_arena *arena;
};

struct jixiang_model {
    const jixiang_engine *engine;
    jx_arena *arena;
    jx_held held;
    const jixiang_entry *entries;
    size_t entry_count;
};

// Problems as plain data.
struct jixiang_report {
    jx_arena *arena;  // NULL: lives in the arena of something else
    const jixiang_problem *problems;
    size_t count, errors;
};

typedef struct {
    jx_text name;
    uint32_t definition;  // JX_NONE: an argument of a service or knowledge model (DMN)
    jx_value value;
} given_input;

typedef struct {
    given_input *items;
    size_t count, capacity;
} given_inputs;

struct jixiang_session {
    const jixiang_model *model;
    jx_arena *arena;    // the session itself and its zones
    jx_arena *inputs;   // values set; reset when cleared
    jx_arena *reports;  // what was wrong with the last call
    jx_arena *scratch;  // of one evaluation
    jx_zones zones;
    bool has_zones;
    jx_text subject;
    given_inputs given;
    jx_problems problems;
    jixiang_report report;
};

struct jixiang_value {
    jixiang_value_kind kind;
    bool boolean;
    jixiang_text text;
    const jixiang_text *names;   // CONTEXT
    const jixiang_value *items;  // LIST, CONTEXT
    size_t count;
};

typedef struct {
    jixiang_text name, json;
    bool is_award;
    jixiang_value value;
    jixiang_award award;
} outcome;

struct jixiang_result {
    jx_arena *arena;
    outcome *items;
    size_t count, capacity;
    jixiang_step *steps;
    size_t step_count;
    jixiang_report report;
};

// The app that does the work of one call.
jx_app capi_app(const jixiang_engine *engine, jx_arena *arena, jx_problems *problems, const jx_zones *zones);
jx_arena *capi_arena(const jixiang_engine *engine);
jixiang_status capi_status(jx_status status);
jixiang_text capi_text(jx_text text);
// Reads the problems into `out`; texts are copied into `arena`. May jump to the guard of `arena`.
void capi_report(const jx_problems *problems, jx_arena *arena, jixiang_report *out);
// A value as plain data, all of it in `arena`. May jump to the guard.
void capi_value(jx_arena *arena, jx_value value, jixiang_value *out);

#endif
