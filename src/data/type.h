// FEEL types (DMN 1.5, 10.3.2), with what packages add: series and grades.
#ifndef JX_DATA_TYPE_H
#define JX_DATA_TYPE_H

#include "base/text.h"

typedef enum {
    JX_TYPE_ANY,
    JX_TYPE_NULL,
    JX_TYPE_BOOLEAN,
    JX_TYPE_NUMBER,
    JX_TYPE_STRING,
    JX_TYPE_DATE,
    JX_TYPE_TIME,
    JX_TYPE_DATE_TIME,
    JX_TYPE_DAYS_DURATION,    // days and time duration
    JX_TYPE_MONTHS_DURATION,  // years and months duration
    JX_TYPE_LIST,             // of `element`
    JX_TYPE_CONTEXT,          // with `fields`
    JX_TYPE_RANGE,            // of `element`
    JX_TYPE_FUNCTION,         // `parameters` -> `element`
    JX_TYPE_SERIES,           // daily values of numbers; packages only
} jx_type_kind;

typedef struct jx_type jx_type;

typedef struct {
    jx_text        name;
    const jx_type *type;
} jx_field;

// Immutable; lives as long as the model that made it. Primitive types are the shared constants below.
struct jx_type {
    jx_type_kind   kind;
    jx_text        name;     // of a named type (item definition), else empty
    const jx_type *element;  // list, range, function result; NULL means Any
    const jx_field *fields;  // context, in order
    size_t          field_count;
    const jx_type *const *parameters;  // function
    size_t          parameter_count;
};

extern const jx_type jx_type_any, jx_type_null, jx_type_boolean, jx_type_number, jx_type_string, jx_type_date,
    jx_type_time, jx_type_date_time, jx_type_days_duration, jx_type_months_duration, jx_type_series;

const jx_type *jx_type_list_of(jx_arena *arena, const jx_type *element);
const jx_type *jx_type_field(const jx_type *context, jx_text name);  // NULL if there is none
// True if a value of `from` may stand where `to` is asked for (DMN 1.5, 10.3.2.9.2 conformance).
bool jx_type_conforms(const jx_type *from, const jx_type *to);
// The primitive type spelled so in FEEL or in a DMN file ("date and time", "dateTime", "feel:string" without
// prefix), or NULL.
const jx_type *jx_type_named(jx_text name);
void jx_type_print(const jx_type *type, jx_buffer *out);  // "list<number>"

#endif
