// SHA-256 by OpenSSL's EVP interface. Only memory can fail: the algorithm is built in; what else goes wrong is ours.
#include "base/hash.h"

#include <openssl/evp.h>
#include <string.h>

jx_status jx_hash_init(jx_hash *hash)
{
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    if (context == NULL || EVP_DigestInit_ex(context, EVP_sha256(), NULL) != 1) {
        EVP_MD_CTX_free(context);
        hash->context = NULL;
        return JX_OUT_OF_MEMORY;
    }
    hash->context = context;
    return JX_OK;
}

void jx_hash_update(jx_hash *hash, const void *bytes, size_t size)
{
    assert(hash->context != NULL);
    if (size == 0) return;
    int done = EVP_DigestUpdate(hash->context, bytes, size);
    assert(done == 1);
    (void)done;
}

void jx_hash_update_text(jx_hash *hash, jx_text text)
{
    jx_hash_update(hash, text.bytes, text.size);
}

jx_hash_value jx_hash_final(jx_hash *hash)
{
    assert(hash->context != NULL);
    jx_hash_value value;
    unsigned size = 0;
    int done = EVP_DigestFinal_ex(hash->context, value.bytes, &size);
    assert(done == 1 && size == JX_HASH_SIZE);
    (void)done;
    jx_hash_done(hash);
    return value;
}

void jx_hash_done(jx_hash *hash)
{
    EVP_MD_CTX_free(hash->context);
    hash->context = NULL;
}

jx_status jx_hash_text(jx_text text, jx_hash_value *out)
{
    jx_hash hash;
    JX_TRY(jx_hash_init(&hash));
    jx_hash_update_text(&hash, text);
    *out = jx_hash_final(&hash);
    return JX_OK;
}

bool jx_hash_equal(const jx_hash_value *a, const jx_hash_value *b)
{
    return memcmp(a->bytes, b->bytes, JX_HASH_SIZE) == 0;
}

void jx_hash_print(const jx_hash_value *value, jx_buffer *out)
{
    static const char digits[] = "0123456789abcdef";
    for (int i = 0; i < JX_HASH_SIZE; i++) {
        jx_buffer_put_char(out, digits[value->bytes[i] >> 4]);
        jx_buffer_put_char(out, digits[value->bytes[i] & 15]);
    }
}

static int digit_of(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool jx_hash_read(jx_text hexadecimal, jx_hash_value *out)
{
    if (hexadecimal.size != 2 * JX_HASH_SIZE) return false;
    jx_hash_value value;
    for (size_t i = 0; i < JX_HASH_SIZE; i++) {
        int high = digit_of(hexadecimal.bytes[2 * i]), low = digit_of(hexadecimal.bytes[2 * i + 1]);
        if (high < 0 || low < 0) return false;
        value.bytes[i] = (uint8_t)(high << 4 | low);
    }
    *out = value;
    return true;
}
