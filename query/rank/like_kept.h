/* The articles like one, from what is in memory: the postings of its terms are added up, card by
 * card. The same ones, with the same relevance, as Xapian finds. */
#ifndef LS_QUERY_LIKE_KEPT_H
#define LS_QUERY_LIKE_KEPT_H

#include "query/plan/tree.h"
#include "query/rank/like.h"

struct ls_like_wish {
    const struct ls_tree_node *terms;  /* any of them */
    const struct ls_tree_node *filter; /* NULL: none */
    struct ls_window window;
    double k1;
    double least; /* part of the article's own relevance */
    uint32_t docid;
};

/* The window's hits and the total. *known is false when nothing was found out, as nothing is kept
 * or there is no room: then Xapian must rank. */
enum ls_status ls_like_kept(struct ls_index *index, struct ls_tree *tree,
                            const struct ls_like_wish *wish, struct ls_arena *arena,
                            struct ls_like *like, bool *known, struct ls_error *err);

#endif
