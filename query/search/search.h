/* Units and filters → the cards found, best first.
 *
 * Cards that hold all units come before those that hold some. When no card
 * holds even one unit, the parts of long Han runs and phrases are searched, so
 * that a whole question still finds something; step says which of these it was. */
#ifndef LS_QUERY_SEARCH_H
#define LS_QUERY_SEARCH_H

#include "query/search/filters.h"
#include "query/search/units.h"

/* X(identifier, name in JSON) */
#define LS_STEP_TABLE(X)                                                                           \
    X(ALL, "all")             /* some card holds all units; without units: passes the filters */   \
    X(MOST, "most")           /* none holds all, some hold all but one */                          \
    X(SOME, "some")           /* none holds all, some hold some */                                 \
    X(PARTS, "parts")         /* none holds any unit, some hold parts of them */                   \
    X(CORRECTED, "corrected") /* nothing as typed; the suggestion finds these */                   \
    X(NONE, "none")

enum ls_step {
#define X(name, json_name) LS_STEP_##name,
    LS_STEP_TABLE(X)
#undef X
};

const char *ls_step_name(enum ls_step step);

struct ls_hit {
    uint32_t docid;
    double relevance; /* comparable among the hits of one answer that hold equally many units */
};

struct ls_found {
    enum ls_step step;
    uint32_t total;      /* cards that hold all units, exactly */
    uint32_t total_some; /* that hold any; in step PARTS: any part */
    struct ls_hit *hits; /* of the arena: numbers offset to offset + limit - 1 */
    size_t hit_count;
    struct ls_units marked; /* what the hits hold: the units, in step PARTS their parts */
};

struct ls_window {
    uint32_t offset;
    uint32_t limit;
    bool total_only; /* no need of hits nor, when some card holds all units, of total_some */
};

/* notes gets lines about filters that can find nothing. LS_BUSY when a writer
 * overtook the index. */
enum ls_status ls_search(struct ls_index *index, const struct ls_units *units,
                         const struct ls_filters *filters, struct ls_window window,
                         struct ls_arena *arena, struct ls_found *found, struct ls_buf *notes,
                         struct ls_error *err);

#endif
