/* Jixiang as a library: policies and DMN models, loaded once, asked by many threads. Version 0.1.
 *
 * Four objects. An *engine* holds what is foreign: memory, limits, clock, zones, language. A *model* is a policy
 * package or a DMN model, checked and compiled; it is immutable and shared by all threads. A *session* belongs to one
 * thread at a time: it takes inputs and evaluates. A *result* is what came out: values, amounts, the trace, what was
 * wrong. It owns everything it points to and outlives its session.
 *
 *     jixiang_engine *engine;   jixiang_engine_new(NULL, &engine);
 *     jixiang_model *model;     jixiang_model_load_dmn(engine, "fees.dmn", &model, NULL);
 *     jixiang_session *session; jixiang_session_new(model, &session);
 *     jixiang_session_set_json(session, "{\"Age\": 17}");
 *     jixiang_result *result;   jixiang_session_evaluate(session, "Fee", 0, &result);
 *
 * Conventions. Texts are UTF-8. A `jixiang_text` is not terminated and lives as long as the object it was read from.
 * Numbers are decimal texts ("12.50"), 34 digits, never binary floating point; amounts are whole fen in int64_t.
 * Functions that can fail answer a jixiang_status, and set their out-argument only on JIXIANG_OK unless they say
 * otherwise. A _free function takes NULL. Objects are freed in any order except: models after their sessions, the
 * engine last. Sources: DMN 1.5 (FEEL, boxed expressions, decision services); what a policy package means is the
 * package format, docs/policy-format.md.
 */
#ifndef JIXIANG_H
#define JIXIANG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define JIXIANG_API __attribute__((visibility("default")))

typedef struct jixiang_engine jixiang_engine;
typedef struct jixiang_model jixiang_model;
typedef struct jixiang_session jixiang_session;
typedef struct jixiang_result jixiang_result;
typedef struct jixiang_report jixiang_report;
typedef struct jixiang_value jixiang_value; /* lives in a result */

typedef struct {
    const char *bytes; /* UTF-8, not terminated */
    size_t size;
} jixiang_text;

typedef enum {
    JIXIANG_OK,
    JIXIANG_REFUSED,       /* the input is wrong; the report says where, why and what to do */
    JIXIANG_NOT_FOUND,     /* no file, decision, service, award, input or limit of that name */
    JIXIANG_OUT_OF_MEMORY, /* the allocator refused, or the limit on memory was reached; the session is as before */
    JIXIANG_IO_FAILED,     /* the operating system refused; the report names the file */
    JIXIANG_INTERRUPTED,   /* never from this version */
} jixiang_status;

/* "0.1.0". The library and the header it was built with have the same first two numbers. */
JIXIANG_API const char *jixiang_version(void);
/* Number of the meaning of packages; kept runs replay under the same number. */
JIXIANG_API int jixiang_semantics(void);

/* ---- engine ---- */

/* Grows, shrinks (size_new 0 frees and answers NULL) or makes (block NULL) one block, aligned as malloc would. NULL for
 * size_new > 0 means refused. Called from whichever thread works: it must be safe for that. */
typedef struct {
    void *(*resize)(void *user, void *block, size_t size_old, size_t size_new);
    void *user;
} jixiang_allocator;

enum { JIXIANG_NOW_SIZE = 80 };

typedef struct {
    jixiang_allocator allocator; /* resize NULL: malloc and free */
    /* Writes the moment, "2026-11-24T10:00:00+08:00" or with "@Asia/Shanghai", terminated, into `text`; false: not
     * known. Asked once per evaluation. NULL: FEEL's now() and today() are null. Packages never ask. */
    bool (*now)(void *user, char text[JIXIANG_NOW_SIZE]);
    void *now_user;
    const char *zone_folder; /* IANA zone files; NULL: /usr/share/zoneinfo; "": no zone is known */
    bool english;            /* reports and explanations; else Chinese */
} jixiang_options;

/* `options` NULL: all defaults. Copied; the strings too. */
JIXIANG_API jixiang_status jixiang_engine_new(const jixiang_options *options, jixiang_engine **out);
JIXIANG_API void jixiang_engine_free(jixiang_engine *engine);
/* Limits are counted, so the same input stops at the same place: "steps", "run_bytes", "call_depth", "nesting",
 * "list_length", "text_length", "json_bytes" and the others of src/base/limits.def, in small letters. Set them before
 * models are loaded. NOT_FOUND: no such limit. REFUSED: above what the library allows. */
JIXIANG_API jixiang_status jixiang_engine_set_limit(jixiang_engine *engine, const char *name, uint64_t value);

/* ---- models ---- */

typedef struct {
    jixiang_text name; /* as messages shall show it */
    jixiang_text bytes;
} jixiang_file;

/* A DMN file, 1.1 to 1.6; files beside it are there to be imported. JIXIANG_OK with errors in the report: what is wrong
 * evaluates to null, the rest works. `out_report` may be NULL; else it is set whatever the status (NULL only when
 * memory is out) and freed by the caller. */
JIXIANG_API jixiang_status jixiang_model_load_dmn(jixiang_engine *engine, const char *path, jixiang_model **out,
                                                  jixiang_report **out_report);
/* The same from memory: files[0] is the main model. The bytes are copied. */
JIXIANG_API jixiang_status jixiang_model_load_dmn_files(jixiang_engine *engine, const jixiang_file *files, size_t count,
                                                        jixiang_model **out, jixiang_report **out_report);
/* A policy package: its folder, with ../common beside it if there is one. `scenario` NULL or "": as published. */
JIXIANG_API jixiang_status jixiang_model_load_policy(jixiang_engine *engine, const char *folder, const char *scenario,
                                                     jixiang_model **out, jixiang_report **out_report);
JIXIANG_API void jixiang_model_free(jixiang_model *model);

typedef enum {
    JIXIANG_INPUT,     /* DMN input data; a fact of a package */
    JIXIANG_PARAMETER, /* of a package */
    JIXIANG_DECISION,  /* DMN decision; a definition of a package */
    JIXIANG_FUNCTION,  /* DMN knowledge model */
    JIXIANG_SERVICE,   /* DMN decision service */
    JIXIANG_AWARD,     /* award or roster of a package */
} jixiang_entry_kind;

typedef struct {
    jixiang_entry_kind kind;
    jixiang_text id;      /* award "1.2"; else empty */
    jixiang_text name;    /* what jixiang_session_evaluate() and the inputs are called by */
    jixiang_text type;    /* FEEL's name of the type: "number", "list<date>", "context<a: string>" */
    jixiang_text unit;    /* in which a package's figures are given and read: 千元, %; empty without one */
    jixiang_text space;   /* DMN: namespace; package: id of the clause or award it stands in */
    jixiang_text subject; /* fact or award of a package: whose, 企业; else empty */
} jixiang_entry;

JIXIANG_API size_t jixiang_model_entry_count(const jixiang_model *model);
/* index < jixiang_model_entry_count(). */
JIXIANG_API jixiang_entry jixiang_model_entry(const jixiang_model *model, size_t index);

/* ---- sessions: one thread at a time ---- */

JIXIANG_API jixiang_status jixiang_session_new(const jixiang_model *model, jixiang_session **out);
JIXIANG_API void jixiang_session_free(jixiang_session *session);
/* Forgets all inputs and the subject. */
JIXIANG_API void jixiang_session_clear(jixiang_session *session);
/* Identifier shown in answers of a package, 18 signs for a firm. */
JIXIANG_API jixiang_status jixiang_session_set_subject(jixiang_session *session, const char *subject);

/* Inputs stay until they are set again or cleared. `name` in DMN is an input of the main file, "namespace#name" of
 * another, or a parameter of what will be evaluated; in a package a fact, else NOT_FOUND (nothing changes). `number` is
 * a decimal text, for a package in the fact's own unit. REFUSED: it is none, or does not fit what the fact declares. */
JIXIANG_API jixiang_status jixiang_session_set_number(jixiang_session *session, const char *name, const char *number);
JIXIANG_API jixiang_status jixiang_session_set_text(jixiang_session *session, const char *name, const char *text);
JIXIANG_API jixiang_status jixiang_session_set_boolean(jixiang_session *session, const char *name, bool value);
/* null in DMN; in a package 无: known not to exist. An input never set is missing, which is not the same. */
JIXIANG_API jixiang_status jixiang_session_set_none(jixiang_session *session, const char *name);
/* An object of inputs by name (RFC 8259). Texts become dates, times and durations where the type asks for them.
 * Packages besides: {"least": "5000", "most": "9000"} is a figure known only within bounds (either may be left out);
 * records are arrays of objects; a series is {"2026-02-01": "812.5", "2026-02-02": null, …}, null being a day of 无 and
 * a day not given a gap. A null that stands for "not known" must be left out instead. All or nothing: a refused
 * document changes no input, and jixiang_session_report() says why. */
JIXIANG_API jixiang_status jixiang_session_set_json(jixiang_session *session, const char *json);
/* What was wrong with the last call that answered REFUSED or NOT_FOUND. Owned by the session, until its next call. */
JIXIANG_API const jixiang_report *jixiang_session_report(const jixiang_session *session);

enum {
    JIXIANG_TRACE = 1, /* keep what was worked out on the way */
    JIXIANG_WHY = 2,   /* collect why values are null (DMN) */
};

/* `name`: a decision, knowledge model or service (the inputs are its arguments), an award by id or name; NULL: all
 * decisions of the main file, all awards. `flags`: JIXIANG_TRACE | JIXIANG_WHY or 0. Evaluation itself never fails:
 * what cannot be worked out is null (DMN) or open (packages). Awards that rank a population need all its members
 * (`jixiang assess`); here their rank is undefined and the verdict says that a person is needed. */
JIXIANG_API jixiang_status jixiang_session_evaluate(jixiang_session *session, const char *name, unsigned flags,
                                                    jixiang_result **out);

/* ---- results ---- */

JIXIANG_API void jixiang_result_free(jixiang_result *result);
JIXIANG_API size_t jixiang_result_count(const jixiang_result *result);
JIXIANG_API jixiang_text jixiang_result_name(const jixiang_result *result, size_t index);
/* Canonical JSON of the value, or of the answer of an award (verdict, least, most, causes, readings, rows). */
JIXIANG_API jixiang_text jixiang_result_json(const jixiang_result *result, size_t index);
/* NULL for awards. */
JIXIANG_API const jixiang_value *jixiang_result_value(const jixiang_result *result, size_t index);

typedef enum {
    JIXIANG_YES,        /* 符合 */
    JIXIANG_NO,         /* 不符合 */
    JIXIANG_NEEDS_DATA, /* 待数据: a fact is missing */
    JIXIANG_PENDING,    /* 待定: the text leaves it open */
    JIXIANG_MANUAL,     /* 需人工 */
} jixiang_verdict;

typedef struct {
    jixiang_verdict verdict;
    int64_t least_fen, most_fen;
    bool unbounded; /* nothing bounds the amount from above; most_fen means nothing then */
    bool assumed;   /* made under a scenario: not a policy amount */
    jixiang_text explanation;
} jixiang_award;

/* False: the result at `index` is no award. */
JIXIANG_API bool jixiang_result_award(const jixiang_result *result, size_t index, jixiang_award *out);

typedef struct {
    jixiang_text name;
    const jixiang_value *value;
    const jixiang_text *rows; /* ids of the table rows that matched or may match; NULL where it is no table */
    size_t row_count;
} jixiang_step;

/* With JIXIANG_TRACE: every definition that was worked out, in the order of the model; else none. */
JIXIANG_API size_t jixiang_result_step_count(const jixiang_result *result);
JIXIANG_API jixiang_step jixiang_result_step(const jixiang_result *result, size_t index);
/* Inputs that did not fit their types, limits that made a value null, and with JIXIANG_WHY why others are. Owned by the
 * result. */
JIXIANG_API const jixiang_report *jixiang_result_report(const jixiang_result *result);

typedef enum {
    JIXIANG_NULL,
    JIXIANG_BOOLEAN,
    JIXIANG_NUMBER,
    JIXIANG_STRING,
    JIXIANG_TEMPORAL, /* date, time, date and time, either duration */
    JIXIANG_LIST,
    JIXIANG_CONTEXT,
    JIXIANG_OTHER, /* range, function, series */
    JIXIANG_OPEN,  /* packages: known only within a range, or not at all */
} jixiang_value_kind;

JIXIANG_API jixiang_value_kind jixiang_value_kind_of(const jixiang_value *value);
JIXIANG_API bool jixiang_value_boolean(const jixiang_value *value); /* false unless JIXIANG_BOOLEAN and true */
/* The string itself; of all others the form FEEL's string() gives: "12.5", "2026-02-01", "P3D". */
JIXIANG_API jixiang_text jixiang_value_text(const jixiang_value *value);
/* Members of a list or context; 0 for all others. */
JIXIANG_API size_t jixiang_value_count(const jixiang_value *value);
JIXIANG_API const jixiang_value *jixiang_value_item(const jixiang_value *value, size_t index);
JIXIANG_API jixiang_text jixiang_value_name(const jixiang_value *context, size_t index);
JIXIANG_API const jixiang_value *jixiang_value_member(const jixiang_value *context, const char *name); /* or NULL */

/* ---- reports ---- */

typedef enum { JIXIANG_ERROR, JIXIANG_WARNING, JIXIANG_NOTE } jixiang_severity;

typedef struct {
    jixiang_severity severity;
    jixiang_text code;     /* "unknown-name": stable */
    jixiang_text sentence; /* what is wrong */
    jixiang_text hint;     /* what to do; may be empty */
    jixiang_text file;     /* empty when there is no text to point at; then line and column are 0 */
    uint32_t line, column; /* from 1; columns count characters */
    jixiang_text excerpt;  /* the line */
} jixiang_problem;

JIXIANG_API size_t jixiang_report_count(const jixiang_report *report); /* 0 for NULL */
JIXIANG_API size_t jixiang_report_errors(const jixiang_report *report);
JIXIANG_API jixiang_problem jixiang_report_problem(const jixiang_report *report, size_t index);
JIXIANG_API void jixiang_report_free(jixiang_report *report); /* only of jixiang_model_load_…() */

#ifdef __cplusplus
}
#endif

#endif
