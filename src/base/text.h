// UTF-8 text: views that own nothing, and buffers that grow inside an arena.
#ifndef JX_BASE_TEXT_H
#define JX_BASE_TEXT_H

#include "base/memory.h"

// Bytes that belong to somebody else; not zero-terminated. {NULL, 0} is the empty text.
typedef struct {
    const char *bytes;
    size_t      size;
} jx_text;

#define JX_TEXT(literal) ((jx_text){ "" literal "", sizeof(literal) - 1 })
#define JX_TEXT_ARG(text) (int)(text).size, (text).bytes  // for "%.*s"

jx_text jx_text_of(const char *zero_terminated);
bool jx_text_equal(jx_text a, jx_text b);
int jx_text_compare(jx_text a, jx_text b);  // by bytes, which is by code point for UTF-8
bool jx_text_starts_with(jx_text text, jx_text prefix);
bool jx_text_ends_with(jx_text text, jx_text suffix);
jx_text jx_text_slice(jx_text text, size_t start, size_t end);  // byte offsets, end excluded; clipped
jx_text jx_text_trim(jx_text text);                             // blanks of ASCII and U+3000
size_t jx_text_find(jx_text text, jx_text part);                // byte offset of the first, or SIZE_MAX
size_t jx_text_count(jx_text text, jx_text part);               // occurrences, overlapping ones counted
jx_text jx_text_copy(jx_arena *arena, jx_text text);            // also zero-terminated at bytes[size]
jx_text jx_text_format(jx_arena *arena, const char *format, ...) JX_PRINTF(2, 3);

// Splits at the first `separator`: answers what is before, leaves the rest (without separator) in *rest. Without a
// separator it answers the whole text, and rest->bytes is NULL.
jx_text jx_text_cut(jx_text text, jx_text separator, jx_text *rest);

// Decodes one code point at *offset and moves it on; needs *offset < size. A broken byte gives U+FFFD and moves by one.
uint32_t jx_text_next(jx_text text, size_t *offset);
bool jx_text_is_utf8(jx_text text, size_t *out_bad_offset);  // strict: no surrogates, no overlong forms
size_t jx_text_length(jx_text text);                          // code points
size_t jx_text_encode(uint32_t code_point, char out[4]);     // bytes written
int jx_text_columns(jx_text text);  // terminal columns: wide 2, combining 0, ambiguous 1 (text_width.c)

uint64_t jx_text_hash(jx_text text);  // stable across runs; never decides an order that shows

typedef struct {
    jx_arena *arena;
    char     *bytes;
    size_t    size, capacity;
} jx_buffer;

jx_buffer jx_buffer_in(jx_arena *arena);
void jx_buffer_put(jx_buffer *buffer, jx_text text);
void jx_buffer_put_char(jx_buffer *buffer, char c);
void jx_buffer_put_code_point(jx_buffer *buffer, uint32_t code_point);
void jx_buffer_format(jx_buffer *buffer, const char *format, ...) JX_PRINTF(2, 3);
jx_text jx_buffer_text(const jx_buffer *buffer);  // a view; valid until the next put

#endif
