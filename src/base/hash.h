// SHA-256, for the chain of records and the lock of the official text.
#ifndef JX_BASE_HASH_H
#define JX_BASE_HASH_H

#include "base/text.h"

enum { JX_HASH_SIZE = 32 };

// 32 bytes of a finished hash; comparable with memcmp.
typedef struct {
    uint8_t bytes[JX_HASH_SIZE];
} jx_hash_value;

// A hash under way, provided by the caller. Holds memory of the library between init and final: hold it outside of
// guarded bodies (memory.h), and end it with either jx_hash_final or jx_hash_done.
typedef struct {
    void *context;
} jx_hash;

JX_MUST_USE jx_status jx_hash_init(jx_hash *hash);  // JX_OUT_OF_MEMORY is the only failure
void jx_hash_update(jx_hash *hash, const void *bytes, size_t size);
void jx_hash_update_text(jx_hash *hash, jx_text text);
jx_hash_value jx_hash_final(jx_hash *hash);
void jx_hash_done(jx_hash *hash);  // gives up; after jx_hash_final or twice it does nothing

JX_MUST_USE jx_status jx_hash_text(jx_text text, jx_hash_value *out);
bool jx_hash_equal(const jx_hash_value *a, const jx_hash_value *b);
void jx_hash_print(const jx_hash_value *value, jx_buffer *out);  // 64 lower-case hexadecimal digits
bool jx_hash_read(jx_text hexadecimal, jx_hash_value *out);      // exactly what jx_hash_print writes

#endif
