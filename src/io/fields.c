// Fields with their length, so that no two lists of fields have the same bytes.
#include "io/fields.h"

void jx_field_put_eight(jx_buffer *out, uint64_t number)
{
    for (int shift = 56; shift >= 0; shift -= 8)
        jx_buffer_put_char(out, (char)(uint8_t)(number >> shift));
}

void jx_field_put(jx_buffer *out, jx_text field)
{
    jx_field_put_eight(out, field.size);
    jx_buffer_put(out, field);
}

void jx_field_put_number(jx_buffer *out, uint64_t number)
{
    jx_field_put_eight(out, 8);
    jx_field_put_eight(out, number);
}

jx_text jx_hash_view(const jx_hash_value *hash)
{
    return (jx_text){ (const char *)hash->bytes, JX_HASH_SIZE };
}
