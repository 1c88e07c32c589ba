#include "query/facets/parts_kept.h"

#include "base/hash.h"

#include <stdlib.h>
#include <string.h>

/* In all; each row has a byte for each article. */
enum { BYTES_MAX = 32 << 20 };

struct ls_parts_kept_row {
    uint64_t turn; /* when it was asked for last */
    uint64_t hash;
    size_t key_len;
    uint8_t *bytes;
    char key[];
};

void ls_parts_kept_begin(struct ls_parts_kept *kept)
{
    kept->turn++;
}

static void free_row(struct ls_parts_kept_row *row)
{
    if (row) {
        free(row->bytes);
        free(row);
    }
}

void ls_parts_kept_clear(struct ls_parts_kept *kept)
{
    for (size_t i = 0; i < kept->count; i++) {
        free_row(kept->rows[i]);
    }
    *kept = (struct ls_parts_kept){0};
}

static struct ls_parts_kept_row *find(const struct ls_parts_kept *kept, struct ls_span key,
                                      uint64_t hash)
{
    for (size_t i = 0; i < kept->count; i++) {
        struct ls_parts_kept_row *row = kept->rows[i];
        if (row->hash == hash && ls_span_equal(ls_span(row->key, row->key_len), key)) {
            return row;
        }
    }
    return NULL;
}

/* bytes are zero pages until an article is looked up. */
static struct ls_parts_kept_row *new_row(struct ls_span key, uint64_t hash, uint32_t last)
{
    struct ls_parts_kept_row *row = malloc(sizeof *row + key.len);
    if (!row) {
        return NULL;
    }
    *row = (struct ls_parts_kept_row){.hash = hash, .key_len = key.len};
    memcpy(row->key, key.ptr, key.len);
    row->bytes = calloc((size_t)last + 1, 1);
    if (!row->bytes) {
        free_row(row);
        row = NULL;
    }
    return row;
}

/* A place that is free, or whose row was not asked for longest; NULL when this query has all. */
static struct ls_parts_kept_row **find_place(struct ls_parts_kept *kept, uint32_t last)
{
    size_t fit = BYTES_MAX / ((size_t)last + 1);
    struct ls_parts_kept_row **oldest = NULL;
    if (kept->count < LS_PARTS_KEPT_MAX && kept->count < fit) {
        return &kept->rows[kept->count];
    }
    for (size_t i = 0; i < kept->count; i++) {
        if (kept->rows[i]->turn < kept->turn &&
            (!oldest || kept->rows[i]->turn < (*oldest)->turn)) {
            oldest = &kept->rows[i];
        }
    }
    return oldest;
}

uint8_t *ls_parts_kept_row(struct ls_parts_kept *kept, struct ls_span key, uint32_t last)
{
    uint64_t hash = ls_hash64(LS_HASH64_START, key);
    struct ls_parts_kept_row *row = find(kept, key, hash);
    struct ls_parts_kept_row **place = row ? NULL : find_place(kept, last);
    if (place) {
        row = new_row(key, hash, last);
    }
    if (place && row) {
        bool is_free = place == &kept->rows[kept->count];
        free_row(is_free ? NULL : *place);
        kept->count += is_free;
        *place = row;
    }
    if (row) {
        row->turn = kept->turn;
    }
    return row ? row->bytes : NULL;
}
