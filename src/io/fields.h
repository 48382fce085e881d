// Bytes made of fields that cannot be confused: every field stands with its length. What is hashed is made of these.
#ifndef JX_IO_FIELDS_H
#define JX_IO_FIELDS_H

#include "base/hash.h"

// Appends one field: eight bytes of length, big end first, then the bytes. Numbers are fields of eight bytes.
void jx_field_put(jx_buffer *out, jx_text field);
void jx_field_put_number(jx_buffer *out, uint64_t number);
void jx_field_put_eight(jx_buffer *out, uint64_t number);  // the eight bytes alone
jx_text jx_hash_view(const jx_hash_value *hash);           // its bytes, borrowed

#endif
