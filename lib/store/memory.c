#include "store/memory.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

/* Of the room the memo gets the one in so many; positions, which do without the streams, at most
 * the other; and terms the third. */
enum { MEMO_SHARE = 4, POSITIONS_SHARE = 2, TERMS_SHARE = 8 };

/* So many eighths of the room may be taken before nothing more of a kind is kept: what saves most
 * for its size has the last. */
static const size_t eighths[LS_KEPT_KINDS] = {
    [LS_KEPT_STREAM] = 5, [LS_KEPT_CARD] = 7, [LS_KEPT_FRAME] = 8, [LS_KEPT_TEMPLATE] = 8};

/* Positions. */
enum { UNTRIED, BEING_MADE, MADE };

struct kept {
    size_t len;
    char bytes[];
};

struct ls_memory_shelf {
    struct ls_memory *memory;
    struct ls_memo *memo;
    uint64_t state;
    unsigned holders; /* the memory is one of them while this is the newest; under its lock */
    uint32_t last;
    atomic_size_t bytes;
    atomic_int making; /* how far the positions are; made or not to be had */
    _Atomic(struct ls_positions *) positions;
    atomic_bool terms_begun;
    _Atomic(struct ls_term_list *) terms;
    _Atomic(struct kept *) slots[][LS_KEPT_KINDS];
};

struct ls_memory {
    pthread_mutex_t lock;
    size_t bytes_max;
    struct ls_memory_shelf *newest; /* NULL: none yet */
};

enum ls_status ls_memory_new(size_t bytes_max, struct ls_memory **out, struct ls_error *err)
{
    struct ls_memory *memory = calloc(1, sizeof *memory);
    *out = memory;
    if (!memory) {
        return ls_fail_memory(err);
    }
    pthread_mutex_init(&memory->lock, NULL);
    memory->bytes_max = bytes_max;
    return LS_OK;
}

static void free_shelf(struct ls_memory_shelf *shelf)
{
    for (size_t i = 0; i <= shelf->last; i++) {
        for (int kind = 0; kind < LS_KEPT_KINDS; kind++) {
            free(atomic_load_explicit(&shelf->slots[i][kind], memory_order_relaxed));
        }
    }
    ls_memo_free(shelf->memo);
    ls_positions_free(atomic_load_explicit(&shelf->positions, memory_order_relaxed));
    ls_term_list_free(atomic_load_explicit(&shelf->terms, memory_order_relaxed));
    free(shelf);
}

static struct ls_memory_shelf *new_shelf(struct ls_memory *memory, uint64_t state, uint32_t last)
{
    struct ls_memory_shelf *shelf =
        calloc(1, sizeof *shelf + ((size_t)last + 1) * sizeof *shelf->slots);
    struct ls_memo *memo = shelf ? ls_memo_new(memory->bytes_max / MEMO_SHARE) : NULL;
    if (!memo) {
        free(shelf);
        return NULL;
    }
    shelf->memo = memo;
    shelf->memory = memory;
    shelf->state = state;
    shelf->last = last;
    shelf->holders = 1;
    return shelf;
}

/* Under the lock. */
static void drop(struct ls_memory_shelf *shelf)
{
    if (shelf && --shelf->holders == 0) {
        free_shelf(shelf);
    }
}

void ls_memory_free(struct ls_memory *memory)
{
    if (memory) {
        drop(memory->newest);
        pthread_mutex_destroy(&memory->lock);
        free(memory);
    }
}

struct ls_memory_shelf *ls_memory_hold(struct ls_memory *memory, uint64_t state, uint32_t last)
{
    pthread_mutex_lock(&memory->lock);
    struct ls_memory_shelf *shelf = memory->newest;
    if (!shelf || shelf->state != state || shelf->last != last) {
        shelf = new_shelf(memory, state, last);
        if (shelf) {
            drop(memory->newest);
            memory->newest = shelf;
        }
    }
    if (shelf) {
        shelf->holders++;
    }
    pthread_mutex_unlock(&memory->lock);
    return shelf;
}

void ls_memory_let_go(struct ls_memory_shelf *shelf)
{
    if (shelf) {
        pthread_mutex_t *lock = &shelf->memory->lock;
        pthread_mutex_lock(lock);
        drop(shelf);
        pthread_mutex_unlock(lock);
    }
}

struct ls_memo *ls_memory_memo(struct ls_memory_shelf *shelf)
{
    return shelf->memo;
}

/* ---- positions ---- */

static size_t positions_max(const struct ls_memory_shelf *shelf)
{
    return shelf->memory->bytes_max / POSITIONS_SHARE;
}

struct ls_positions_maker *ls_memory_begin_positions(struct ls_memory_shelf *shelf)
{
    int untried = UNTRIED;
    if (!atomic_compare_exchange_strong(&shelf->making, &untried, BEING_MADE)) {
        return NULL;
    }
    struct ls_positions_maker *maker = ls_positions_maker_new(positions_max(shelf));
    atomic_store(&shelf->making, maker ? BEING_MADE : MADE);
    return maker;
}

void ls_memory_put_positions(struct ls_memory_shelf *shelf, struct ls_positions *positions)
{
    size_t size = positions ? ls_positions_bytes(positions) : 0;
    atomic_fetch_add_explicit(&shelf->bytes, size, memory_order_relaxed);
    atomic_store_explicit(&shelf->positions, positions, memory_order_release);
    atomic_store(&shelf->making, MADE);
}

const struct ls_positions *ls_memory_positions(const struct ls_memory_shelf *shelf)
{
    return atomic_load_explicit(&shelf->positions, memory_order_acquire);
}

/* ---- terms ---- */

size_t ls_memory_begin_terms(struct ls_memory_shelf *shelf)
{
    bool is_begun = atomic_exchange_explicit(&shelf->terms_begun, true, memory_order_relaxed);
    return is_begun ? 0 : shelf->memory->bytes_max / TERMS_SHARE;
}

void ls_memory_put_terms(struct ls_memory_shelf *shelf, struct ls_term_list *terms)
{
    size_t size = terms ? ls_term_list_bytes(terms) : 0;
    atomic_fetch_add_explicit(&shelf->bytes, size, memory_order_relaxed);
    atomic_store_explicit(&shelf->terms, terms, memory_order_release);
}

const struct ls_term_list *ls_memory_terms(const struct ls_memory_shelf *shelf)
{
    return atomic_load_explicit(&shelf->terms, memory_order_acquire);
}

/* ---- streams and cards ---- */

struct ls_span ls_memory_get(const struct ls_memory_shelf *shelf, enum ls_kept_kind kind,
                             uint32_t docid)
{
    const struct kept *kept =
        docid <= shelf->last
            ? atomic_load_explicit(&shelf->slots[docid][kind], memory_order_acquire)
            : NULL;
    return kept ? ls_span(kept->bytes, kept->len) : ls_span(NULL, 0);
}

/* Takes room for so many bytes, if there is any. That of the positions is left alone while they are
 * made. */
static bool take_room(struct ls_memory_shelf *shelf, enum ls_kept_kind kind, size_t size)
{
    size_t max = shelf->memory->bytes_max - shelf->memory->bytes_max / MEMO_SHARE;
    max -= atomic_load(&shelf->making) == BEING_MADE ? positions_max(shelf) : 0;
    max = max / 8 * eighths[kind];
    bool has_room =
        atomic_fetch_add_explicit(&shelf->bytes, size, memory_order_relaxed) + size <= max;
    if (!has_room) {
        atomic_fetch_sub_explicit(&shelf->bytes, size, memory_order_relaxed);
    }
    return has_room;
}

bool ls_memory_put(struct ls_memory_shelf *shelf, enum ls_kept_kind kind, uint32_t docid,
                   struct ls_span bytes)
{
    size_t size = sizeof(struct kept) + bytes.len;
    if (docid > shelf->last || !bytes.ptr || !take_room(shelf, kind, size)) {
        return false;
    }
    struct kept *kept = malloc(size);
    struct kept *none = NULL;
    if (kept) {
        kept->len = bytes.len;
        memcpy(kept->bytes, bytes.ptr, bytes.len);
    }
    bool is_put =
        kept && atomic_compare_exchange_strong_explicit(&shelf->slots[docid][kind], &none, kept,
                                                        memory_order_acq_rel, memory_order_relaxed);
    if (!is_put) {
        atomic_fetch_sub_explicit(&shelf->bytes, size, memory_order_relaxed);
        free(kept);
    }
    return is_put;
}
