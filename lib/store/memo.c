#include "store/memo.h"

#include "base/hash.h"

#include <stdatomic.h>
#include <stdlib.h>

enum { CHAINS = 1 << 14 };

struct entry {
    struct entry *next;
    uint64_t hash;
    size_t name_len;
    size_t value_len;
    _Alignas(max_align_t) char bytes[]; /* the value, then the name */
};

struct ls_memo {
    size_t bytes_max;
    atomic_size_t bytes;
    _Atomic(struct entry *) chains[CHAINS];
};

struct ls_memo *ls_memo_new(size_t bytes_max)
{
    struct ls_memo *memo = calloc(1, sizeof *memo);
    if (memo) {
        memo->bytes_max = bytes_max;
    }
    return memo;
}

void ls_memo_free(struct ls_memo *memo)
{
    for (size_t i = 0; memo && i < CHAINS; i++) {
        struct entry *entry = atomic_load_explicit(&memo->chains[i], memory_order_relaxed);
        while (entry) {
            struct entry *next = entry->next;
            free(entry);
            entry = next;
        }
    }
    free(memo);
}

static const struct entry *find(const struct entry *entry, uint64_t hash, struct ls_span name)
{
    for (; entry; entry = entry->next) {
        if (entry->hash == hash &&
            ls_span_equal(ls_span(entry->bytes + entry->value_len, entry->name_len), name)) {
            break;
        }
    }
    return entry;
}

static uint64_t hash_of(struct ls_span name)
{
    uint64_t hash = ls_hash64(LS_HASH64_START, name);
    return hash ^ hash >> 32;
}

struct ls_span ls_memo_get(const struct ls_memo *memo, struct ls_span name)
{
    uint64_t hash = hash_of(name);
    const struct entry *entry =
        find(atomic_load_explicit(&memo->chains[hash % CHAINS], memory_order_acquire), hash, name);
    return entry ? ls_span(entry->bytes, entry->value_len) : ls_span(NULL, 0);
}

static struct entry *make(uint64_t hash, struct ls_span name, struct ls_span value)
{
    struct entry *entry = malloc(sizeof *entry + value.len + name.len);
    if (entry) {
        *entry = (struct entry){.hash = hash, .name_len = name.len, .value_len = value.len};
        memcpy(entry->bytes, value.ptr, value.len);
        memcpy(entry->bytes + value.len, name.ptr, name.len);
    }
    return entry;
}

/* Hangs it at the head of its chain, unless one of its name is there by then. */
static bool hang(_Atomic(struct entry *) *chain, struct entry *entry, struct ls_span name)
{
    struct entry *head = atomic_load_explicit(chain, memory_order_acquire);
    do {
        if (find(head, entry->hash, name)) {
            return false;
        }
        entry->next = head;
    } while (!atomic_compare_exchange_weak_explicit(chain, &head, entry, memory_order_acq_rel,
                                                    memory_order_acquire));
    return true;
}

bool ls_memo_has_room(const struct ls_memo *memo, size_t value_len)
{
    size_t size = sizeof(struct entry) + value_len;
    return atomic_load_explicit(&memo->bytes, memory_order_relaxed) + size <= memo->bytes_max;
}

bool ls_memo_has_half(const struct ls_memo *memo, size_t value_len)
{
    return ls_memo_has_room(memo, value_len + memo->bytes_max / 2);
}

void ls_memo_put(struct ls_memo *memo, struct ls_span name, struct ls_span value)
{
    size_t size = sizeof(struct entry) + value.len + name.len;
    uint64_t hash = hash_of(name);
    bool has_room = atomic_fetch_add_explicit(&memo->bytes, size, memory_order_relaxed) + size <=
                    memo->bytes_max;
    struct entry *entry = has_room ? make(hash, name, value) : NULL;
    if (!entry || !hang(&memo->chains[hash % CHAINS], entry, name)) {
        atomic_fetch_sub_explicit(&memo->bytes, size, memory_order_relaxed);
        free(entry);
    }
}
