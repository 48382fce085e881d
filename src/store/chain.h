// Private to store/: canonical bytes of what is recorded, the chain over them, and the anchor beside the store.
#ifndef JX_STORE_CHAIN_H
#define JX_STORE_CHAIN_H

#include "store/sql.h"

// All fields of a bundle (its row and files) or of a run (its row, awards, and the digests of its blocks).
JX_MUST_USE jx_status chain_bytes(jx_store *store, jx_text kind, int64_t object, jx_buffer *out);
JX_MUST_USE jx_status chain_hash(jx_store *store, const jx_hash_value *before, int64_t seq, jx_text bytes,
                                 jx_hash_value *out);
// Adds the record of what has just been written.
JX_MUST_USE jx_status chain_append(jx_store *store, jx_text kind, int64_t object);
// SHA-256 over all fields of the block in the row of `statement` (WHOLE_BLOCK…) but the last, its digest.
JX_MUST_USE jx_status chain_block_digest(jx_store *store, sqlite3_stmt *statement, jx_hash_value *out);

// "<path>.anchor": one line for each head that was ever written, "seq hash".
const char *anchor_path(jx_store *store);
JX_MUST_USE jx_status anchor_write(jx_store *store);
// An empty anchor for a store without records; later a missing anchor file is a finding.
JX_MUST_USE jx_status anchor_make(jx_store *store);

#endif
