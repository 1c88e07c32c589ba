/* Cards that hold several terms: candidates for what stands side by side.
 * Private to query/suggest/. */
#ifndef LS_QUERY_HOLDERS_H
#define LS_QUERY_HOLDERS_H

#include "base/arena.h"
#include "query/suggest/typed.h"
#include "store/index.h"

enum { LS_HOLDERS_MAX = 32 };

struct ls_holders {
    uint32_t docids[LS_HOLDERS_MAX];
    size_t count;
};

/* The first cards, by number, that hold all terms; after a bounded search there may be more, or
 * none found. */
enum ls_status ls_holders_find(struct ls_index *index, const struct ls_span *terms, size_t count,
                               struct ls_holders *holders, struct ls_error *err);

/* The first card that holds the unit side by side; 0 when none was found. */
enum ls_status ls_holders_of_unit(struct ls_index *index, const struct ls_typed_unit *unit,
                                  uint32_t *docid, struct ls_error *err);

#endif
