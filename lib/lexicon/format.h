/* The bytes of a lexicon. Private to lib/lexicon.
 *
 *     head: the magic, u32 version, u32 keys, u64 hash of the analyzer's fingerprint,
 *           u32 most places of a key, u32 bytes of the rows, u32 hash of the head so far
 *     for each bucket, and once more for the end: u32 where its rows begin
 *     rows, bucket by bucket: varint bytes of the key, varint bytes of its members,
 *           the key, varint count of members, the members
 *     member: varint bytes, the lexeme, u16 weight, varint cards * 8 + source
 *
 * All numbers are little endian. A key lies in the bucket that its hash tells, so that to look one
 * up touches two places of a file of megabytes, however many keys there are; a binary search would
 * touch a dozen and a half. */
#ifndef LS_LEXICON_FORMAT_H
#define LS_LEXICON_FORMAT_H

#include "base/hash.h"
#include "lexicon/lexicon.h"

#define LS_LEXICON_MAGIC "lexicon\n"

enum {
    LS_LEXICON_VERSION = 1,
    LS_LEXICON_HEAD_BYTES = 40,
    LS_LEXICON_KEYS_A_BUCKET = 1,
    LS_LEXICON_SOURCES_MAX = 8,  /* that fit beside the cards */
    LS_LEXICON_WEIGHT_ONE = 8192 /* a weight is stored as a multiple of 1 / this */
};

/* Where the numbers of the head stand. */
enum ls_lexicon_head {
    LS_LEXICON_AT_VERSION = 8,
    LS_LEXICON_AT_KEYS = 12,
    LS_LEXICON_AT_ANALYZER = 16,
    LS_LEXICON_AT_PLACES = 24,
    LS_LEXICON_AT_ROWS = 28,
    LS_LEXICON_AT_HASH = 32 /* four bytes of zeros follow */
};

#define LS_LEXICON_WEIGHT_MAX 4.0

static inline uint32_t ls_lexicon_u32(const char *at)
{
    const unsigned char *bytes = (const unsigned char *)at;
    return (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 |
           (uint32_t)bytes[3] << 24;
}

static inline uint64_t ls_lexicon_bucket_count(uint64_t key_count)
{
    return key_count / LS_LEXICON_KEYS_A_BUCKET + 1;
}

/* All bits of it count, since buckets are told apart by the first ones. */
static inline uint32_t ls_lexicon_hash(struct ls_span key)
{
    uint64_t hash = ls_hash64(LS_HASH64_START, key);
    hash ^= hash >> 32;
    return (uint32_t)((hash * 0x9e3779b97f4a7c15u) >> 32);
}

/* Never falls as the hash rises: rows in the order of their hashes are in that of their buckets. */
static inline uint64_t ls_lexicon_bucket(uint32_t hash, uint64_t bucket_count)
{
    return (uint64_t)hash * bucket_count >> 32;
}

uint64_t ls_lexicon_analyzer(void); /* the hash of this program's fingerprint; 0: no memory */

#endif
