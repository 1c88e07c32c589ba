/* FNV-1a: for tables and for telling texts apart, not against an adversary. */
#ifndef LS_BASE_HASH_H
#define LS_BASE_HASH_H

#include "base/span.h"

#include <stdint.h>

#define LS_HASH32_START 0x811c9dc5u
#define LS_HASH64_START 0xcbf29ce484222325u

/* Continues a hash with more bytes; the low bits of the 32-bit one are mixed by the caller's
 * `hash ^ hash >> 15` before they index a table. */
static inline uint32_t ls_hash32(uint32_t hash, struct ls_span bytes)
{
    for (size_t i = 0; i < bytes.len; i++) {
        hash = (hash ^ (unsigned char)bytes.ptr[i]) * 0x01000193u;
    }
    return hash;
}

static inline uint64_t ls_hash64(uint64_t hash, struct ls_span bytes)
{
    for (size_t i = 0; i < bytes.len; i++) {
        hash = (hash ^ (unsigned char)bytes.ptr[i]) * 0x100000001b3u;
    }
    return hash;
}

#endif
