#include "indexer/learn/substrings.h"

#include <stdlib.h>

enum { DIFFERENT_MAX = 16 };

static int compare_runs(const uint32_t *a, const uint32_t *b, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (a[i] != b[i]) {
            return a[i] < b[i] ? -1 : 1;
        }
        if (a[i] == 0) {
            return 0;
        }
    }
    return 0;
}

/* Of equal runs the earlier first, so that the order is one. */
static int compare_places(const void *a, const void *b, void *symbols)
{
    uint32_t one = *(const uint32_t *)a;
    uint32_t other = *(const uint32_t *)b;
    const uint32_t *text = symbols;
    int order = compare_runs(text + one, text + other, LS_RUN_MAX);
    return order ? order : (one > other) - (one < other);
}

/* Where the places begin at which each symbol stands. */
static bool list_begins(struct ls_substrings *substrings)
{
    uint32_t last =
        substrings->count ? substrings->symbols[substrings->order[substrings->count - 1]] : 0;
    substrings->begins = calloc((size_t)last + 2, sizeof *substrings->begins);
    if (!substrings->begins) {
        ls_substrings_free(substrings);
        return false;
    }
    substrings->begin_count = (size_t)last + 1;
    for (size_t i = 0; i < substrings->count; i++) {
        substrings->begins[substrings->symbols[substrings->order[i]] + 1]++;
    }
    for (size_t symbol = 1; symbol <= (size_t)last + 1; symbol++) {
        substrings->begins[symbol] += substrings->begins[symbol - 1];
    }
    return true;
}

bool ls_substrings_make(const uint32_t *symbols, size_t count, struct ls_substrings *out)
{
    *out = (struct ls_substrings){.symbols = symbols};
    uint32_t *order = malloc((count ? count : 1) * sizeof *order);
    if (!order) {
        return false;
    }
    size_t places = 0;
    for (size_t i = 0; i < count; i++) {
        order[places] = (uint32_t)i;
        places += symbols[i] != 0;
    }
    qsort_r(order, places, sizeof *order, compare_places, (void *)symbols);
    out->order = order;
    out->count = places;
    return list_begins(out);
}

void ls_substrings_free(struct ls_substrings *substrings)
{
    free(substrings->order);
    free(substrings->begins);
    *substrings = (struct ls_substrings){0};
}

/* The first of the places, which agree on len symbols, where the next symbol is not less. */
static size_t bound(const struct ls_substrings *substrings, struct ls_places places, size_t len,
                    uint32_t symbol)
{
    size_t first = places.first;
    size_t count = places.past - places.first;
    while (count > 0) {
        size_t half = count / 2;
        if (substrings->symbols[substrings->order[first + half] + len] < symbol) {
            first += half + 1;
            count -= half + 1;
        } else {
            count = half;
        }
    }
    return first;
}

struct ls_places ls_substrings_narrow(const struct ls_substrings *substrings,
                                      struct ls_places places, const uint32_t *run, size_t len)
{
    uint32_t symbol = run[len - 1];
    if (len == 1) {
        bool is_known = symbol < substrings->begin_count;
        return is_known
                   ? (struct ls_places){substrings->begins[symbol], substrings->begins[symbol + 1]}
                   : (struct ls_places){0, 0};
    }
    places.first = bound(substrings, places, len - 1, symbol);
    places.past = bound(substrings, places, len - 1, symbol + 1);
    return places;
}

struct ls_places ls_substrings_find(const struct ls_substrings *substrings, const uint32_t *run,
                                    size_t len)
{
    struct ls_places places = {0, 0};
    len = len > LS_RUN_MAX ? LS_RUN_MAX : len;
    for (size_t i = 1; i <= len && (i == 1 || places.first < places.past); i++) {
        places = ls_substrings_narrow(substrings, places, run, i);
    }
    return places;
}

static size_t count_different(const struct ls_substrings *substrings, struct ls_places places,
                              ptrdiff_t offset, size_t limit)
{
    uint32_t seen[DIFFERENT_MAX];
    size_t count = 0;
    size_t borders = 0;
    limit = limit > DIFFERENT_MAX ? DIFFERENT_MAX : limit;
    for (size_t i = places.first; i < places.past && count + borders < limit; i++) {
        uint32_t symbol = substrings->symbols[(ptrdiff_t)substrings->order[i] + offset];
        size_t at = 0;
        while (at < count && seen[at] != symbol) {
            at++;
        }
        if (symbol == 0) {
            borders++;
        } else if (at == count) {
            seen[count++] = symbol;
        }
    }
    return count + borders;
}

size_t ls_substrings_before(const struct ls_substrings *substrings, struct ls_places places,
                            size_t limit)
{
    return count_different(substrings, places, -1, limit);
}

size_t ls_substrings_behind(const struct ls_substrings *substrings, struct ls_places places,
                            size_t len, size_t limit)
{
    return count_different(substrings, places, (ptrdiff_t)len, limit);
}
