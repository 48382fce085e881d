// JSON: a strict reader (RFC 8259) that never makes a number a double, and a writer.
#ifndef JX_IO_JSON_H
#define JX_IO_JSON_H

#include "base/decimal.h"
#include "base/limits.h"
#include "base/problem.h"

typedef enum {
    JX_JSON_NULL,
    JX_JSON_BOOLEAN,
    JX_JSON_NUMBER,
    JX_JSON_STRING,
    JX_JSON_ARRAY,
    JX_JSON_OBJECT
} jx_json_kind;

typedef struct jx_json jx_json;

struct jx_json {
    jx_json_kind kind;
    bool boolean;
    jx_text text;          // STRING: decoded; NUMBER: as written
    jx_decimal number;     // NUMBER: to 34 digits
    const jx_json *items;  // ARRAY, OBJECT
    const jx_text *names;  // OBJECT, in order of the document
    size_t count;
};

// Reads one document. Refused, with a problem at the byte: anything RFC 8259 does not allow, names that stand twice,
// NUL and lone surrogates in texts, bytes that are not UTF-8, and what passes the limits JSON_… and NUMBER_CHARS.
JX_MUST_USE jx_status jx_json_read(jx_arena *arena, jx_problems *problems, const jx_limits *limits,
                                   const jx_source *source, jx_json *out);
const jx_json *jx_json_member(const jx_json *object, const char *name);  // NULL if it is no object or has none

// Writes one document, indented by two blanks. Names are given before each member of an object.
enum { JX_JSON_DEPTH_MAX = 32 };
typedef struct {
    jx_buffer *out;
    int depth;
    bool has_members[JX_JSON_DEPTH_MAX];
    bool after_name;
} jx_json_writer;
jx_json_writer jx_json_writer_on(jx_buffer *out);
void jx_json_begin(jx_json_writer *writer, char bracket);  // '{' or '['
void jx_json_end(jx_json_writer *writer, char bracket);    // '}' or ']'; a newline after the last
void jx_json_name(jx_json_writer *writer, const char *name);
void jx_json_put_text(jx_json_writer *writer, jx_text text);
void jx_json_put_integer(jx_json_writer *writer, int64_t number);
void jx_json_put_boolean(jx_json_writer *writer, bool value);
void jx_json_put_null(jx_json_writer *writer);
void jx_json_put_raw(jx_json_writer *writer, jx_text json);  // already JSON, e.g. canonical bytes
void jx_json_quote(jx_text text, jx_buffer *out);            // a text as a JSON string; broken bytes become U+FFFD

#endif
