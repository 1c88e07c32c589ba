#include "indexer/learn/runs.h"

#include "base/hash.h"
#include "text/charclass.h"
#include "text/han_fold.h"
#include "text/utf8.h"

#include <stdlib.h>

enum { PLACES_MIN = 4096 };

void ls_runs_free(struct ls_runs *runs)
{
    free(runs->symbols);
    free(runs->seen);
    *runs = (struct ls_runs){0};
}

static bool grow(struct ls_runs *runs)
{
    struct ls_runs old = *runs;
    runs->seen_capacity = old.seen_capacity ? old.seen_capacity * 2 : PLACES_MIN;
    runs->seen = calloc(runs->seen_capacity, sizeof *runs->seen);
    if (!runs->seen) {
        runs->seen = old.seen;
        runs->seen_capacity = old.seen_capacity;
        runs->failed = true;
        return false;
    }
    for (size_t i = 0; i < old.seen_capacity; i++) {
        size_t at = old.seen[i] & (runs->seen_capacity - 1);
        while (old.seen[i] && runs->seen[at]) {
            at = (at + 1) & (runs->seen_capacity - 1);
        }
        runs->seen[at] = old.seen[i] ? old.seen[i] : runs->seen[at];
    }
    free(old.seen);
    return true;
}

/* Is the run, whose hash it is, new? */
static bool note(struct ls_runs *runs, uint64_t hash)
{
    if ((runs->seen_count + 1) * 2 > runs->seen_capacity && !grow(runs)) {
        return false;
    }
    hash ^= hash >> 29;
    hash += !hash;
    size_t at = hash & (runs->seen_capacity - 1);
    while (runs->seen[at] && runs->seen[at] != hash) {
        at = (at + 1) & (runs->seen_capacity - 1);
    }
    bool is_new = !runs->seen[at];
    runs->seen[at] = hash;
    runs->seen_count += is_new;
    return is_new;
}

static bool push(struct ls_runs *runs, uint32_t symbol)
{
    if (runs->count == runs->capacity) {
        size_t capacity = runs->capacity ? runs->capacity * 2 : PLACES_MIN;
        uint32_t *grown = realloc(runs->symbols, capacity * sizeof *grown);
        runs->failed |= !grown;
        if (!grown) {
            return false;
        }
        runs->symbols = grown;
        runs->capacity = capacity;
    }
    runs->symbols[runs->count++] = symbol;
    return true;
}

/* Takes the last len symbols back unless their run is new and long enough. */
static void close_run(struct ls_runs *runs, size_t len)
{
    struct ls_span bytes =
        ls_span((const char *)(runs->symbols + runs->count - len), len * sizeof *runs->symbols);
    if (len < 2 || runs->failed || !note(runs, ls_hash64(LS_HASH64_START, bytes))) {
        runs->count -= len;
    } else {
        push(runs, 0);
    }
}

void ls_runs_add(struct ls_runs *runs, struct ls_span text, size_t *left)
{
    size_t len = 0;
    unsigned width;
    if (runs->count == 0) {
        push(runs, 0);
    }
    for (size_t at = 0; at<text.len && * left> 0 && !runs->failed; at += width) {
        uint32_t codepoint = ls_utf8_decode(text.ptr, text.len, at, &width);
        if (width > 1 && ls_charclass(codepoint) == LS_CHAR_HAN) {
            len += push(runs, ls_han_fold(codepoint));
            --*left;
        } else if (len > 0) {
            close_run(runs, len);
            len = 0;
        }
    }
    if (len > 0) {
        close_run(runs, len);
    }
}

size_t ls_han_symbols(struct ls_span text, uint32_t *symbols, size_t max)
{
    size_t count = 0;
    unsigned width;
    for (size_t at = 0; at < text.len && count < max; at += width) {
        symbols[count++] = ls_han_fold(ls_utf8_decode(text.ptr, text.len, at, &width));
    }
    return count;
}
