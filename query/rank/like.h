/* Articles like one: those that share the terms that tell it from the others. */
#ifndef LS_QUERY_LIKE_H
#define LS_QUERY_LIKE_H

#include "query/rank/explain.h"
#include "query/search/search.h"

struct ls_like {
    struct ls_hit *hits; /* the window's, best first; never the article itself */
    size_t hit_count;
    uint32_t total; /* articles that are like it at all */

    /* What they were ranked by, for explanations; most telling first. */
    const struct ls_ranked_term *terms;
    size_t term_count;
};

/* filter is a query without weights that the articles must match too; NULL: none. No terms and no
 * hits when nothing in the article tells it from others. All is of the arena. LS_BUSY when a
 * writer overtook the index. */
enum ls_status ls_like(struct ls_index *index, uint32_t docid, const struct ls_tree_node *filter,
                       struct ls_window window, struct ls_arena *arena, struct ls_like *like,
                       struct ls_error *err);

#endif
