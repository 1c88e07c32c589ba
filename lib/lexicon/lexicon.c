#include "lexicon/format.h"

_Static_assert((int)LS_LEXICON_SOURCE_COUNT <= (int)LS_LEXICON_SOURCES_MAX,
               "a source shares its number with the cards");

const char *ls_lexicon_source_name(enum ls_lexicon_source source)
{
    static const char *const names[] = {
#define X(name, said) said,
        LS_LEXICON_SOURCE_TABLE(X)
#undef X
    };
    return names[source];
}

uint64_t ls_lexicon_analyzer(void)
{
    struct ls_buf fingerprint = {0};
    ls_analyzer_fingerprint(&fingerprint);
    uint64_t hash = fingerprint.failed ? 0 : ls_hash64(LS_HASH64_START, ls_buf_span(&fingerprint));
    ls_buf_free(&fingerprint);
    return hash;
}

static uint64_t analyzer_of(struct ls_span bytes)
{
    const char *at = bytes.ptr + LS_LEXICON_AT_ANALYZER;
    return (uint64_t)ls_lexicon_u32(at) | (uint64_t)ls_lexicon_u32(at + 4) << 32;
}

/* Where the rows stand; false when the head tells of more or fewer bytes than there are. */
static bool find_rows(struct ls_span bytes, struct ls_span *rows)
{
    uint64_t keys = ls_lexicon_u32(bytes.ptr + LS_LEXICON_AT_KEYS);
    uint64_t before = LS_LEXICON_HEAD_BYTES + 4 * (ls_lexicon_bucket_count(keys) + 1);
    if (before > bytes.len) {
        return false;
    }
    *rows = ls_span_from(bytes, (size_t)before);
    return rows->len == ls_lexicon_u32(bytes.ptr + LS_LEXICON_AT_ROWS);
}

enum ls_status ls_lexicon_open(struct ls_span bytes, struct ls_lexicon *lexicon,
                               struct ls_error *err)
{
    *lexicon = (struct ls_lexicon){0};
    if (bytes.len == 0) {
        return LS_OK;
    }
    if (bytes.len < LS_LEXICON_HEAD_BYTES ||
        !ls_span_starts_with(bytes, LS_SPAN(LS_LEXICON_MAGIC))) {
        return ls_fail(err, LS_CORRUPT, "this is no lexicon");
    }
    uint32_t version = ls_lexicon_u32(bytes.ptr + LS_LEXICON_AT_VERSION);
    if (version != LS_LEXICON_VERSION) {
        return ls_fail(err, LS_OTHER_SCHEMA,
                       "the lexicon has version %u and this program reads version %d", version,
                       LS_LEXICON_VERSION);
    }
    struct ls_span head = ls_span(bytes.ptr, LS_LEXICON_AT_HASH);
    struct ls_span rows;
    if (ls_hash32(LS_HASH32_START, head) != ls_lexicon_u32(bytes.ptr + LS_LEXICON_AT_HASH) ||
        !find_rows(bytes, &rows)) {
        return ls_fail(err, LS_CORRUPT, "the lexicon is damaged or cut short");
    }
    if (analyzer_of(bytes) != ls_lexicon_analyzer()) {
        return ls_fail(err, LS_OTHER_SCHEMA, "the lexicon was made for another analyzer");
    }
    *lexicon = (struct ls_lexicon){
        .bytes = bytes,
        .key_count = ls_lexicon_u32(bytes.ptr + LS_LEXICON_AT_KEYS),
        .places_max = ls_lexicon_u32(bytes.ptr + LS_LEXICON_AT_PLACES),
    };
    return LS_OK;
}

/* Takes a run of len bytes off *rest; false when it is shorter. */
static bool take(struct ls_span *rest, uint64_t len, struct ls_span *run)
{
    if (len > rest->len) {
        return false;
    }
    *run = ls_span(rest->ptr, (size_t)len);
    *rest = ls_span_from(*rest, (size_t)len);
    return true;
}

static bool take_row(struct ls_span *rest, struct ls_span *key, struct ls_span *members)
{
    uint64_t key_len, members_len;
    return ls_varint_take(rest, &key_len) && ls_varint_take(rest, &members_len) &&
           take(rest, key_len, key) && take(rest, members_len, members);
}

/* The rows among which a key must be. */
static struct ls_span bucket_rows(const struct ls_lexicon *lexicon, struct ls_span key)
{
    uint64_t count = ls_lexicon_bucket_count(lexicon->key_count);
    uint64_t bucket = ls_lexicon_bucket(ls_lexicon_hash(key), count);
    const char *at = lexicon->bytes.ptr + LS_LEXICON_HEAD_BYTES + 4 * bucket;
    uint32_t first = ls_lexicon_u32(at);
    uint32_t past = ls_lexicon_u32(at + 4);
    struct ls_span rows =
        ls_span_from(lexicon->bytes, (size_t)(LS_LEXICON_HEAD_BYTES + 4 * (count + 1)));
    bool is_sound = first <= past && past <= rows.len;
    return is_sound ? ls_span(rows.ptr + first, past - first) : ls_span(rows.ptr, 0);
}

bool ls_lexicon_find(const struct ls_lexicon *lexicon, struct ls_span key,
                     struct ls_lexicon_walk *walk)
{
    *walk = (struct ls_lexicon_walk){0};
    if (lexicon->key_count == 0) {
        return false;
    }
    struct ls_span rest = bucket_rows(lexicon, key);
    struct ls_span found, members;
    while (take_row(&rest, &found, &members)) {
        uint64_t count;
        if (ls_span_equal(found, key)) {
            walk->left = ls_varint_take(&members, &count) && count <= LS_LEXICON_MEMBERS_MAX
                             ? (uint32_t)count
                             : 0;
            walk->rest = members;
            return walk->left > 0;
        }
    }
    return false;
}

static bool take_member(struct ls_lexicon_walk *walk)
{
    uint64_t len, cards;
    struct ls_span weight;
    if (!ls_varint_take(&walk->rest, &len) || !take(&walk->rest, len, &walk->member) ||
        !take(&walk->rest, 2, &weight) || !ls_varint_take(&walk->rest, &cards)) {
        return false;
    }
    unsigned units = (unsigned char)weight.ptr[0] | (unsigned)(unsigned char)weight.ptr[1] << 8;
    walk->weight = (double)units / LS_LEXICON_WEIGHT_ONE;
    walk->source = (enum ls_lexicon_source)(cards % LS_LEXICON_SOURCES_MAX);
    walk->cards = (uint32_t)(cards / LS_LEXICON_SOURCES_MAX);
    return len > 0 && units > 0 && walk->weight <= LS_LEXICON_WEIGHT_MAX &&
           walk->source < LS_LEXICON_SOURCE_COUNT && cards / LS_LEXICON_SOURCES_MAX <= UINT32_MAX;
}

bool ls_lexicon_next(struct ls_lexicon_walk *walk)
{
    if (walk->left == 0) {
        return false;
    }
    walk->left--;
    if (!take_member(walk)) {
        walk->left = 0;
        return false;
    }
    return true;
}
