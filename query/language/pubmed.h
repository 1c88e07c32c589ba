/* What only PubMed's readers write: tags behind whole names, and ranges between two
 * tagged years. */
#ifndef LS_QUERY_PUBMED_H
#define LS_QUERY_PUBMED_H

#include "query/language/parse.h"

/* Items of a group, in order. */
struct ls_items {
    struct ls_node **head;
    struct ls_node **tail; /* where the next one goes */
    struct ls_node *last;  /* added, or joined to */
};

/* The first of the items that belong to the name that a tagged word ends, or the tail
 * when none does: of Davis FD[au] the surname before initials, of a journal all plain
 * words. A quoted name is whole. */
struct ls_node **ls_pubmed_name(struct ls_items *items, const struct ls_node *tagged,
                                struct ls_span query);

/* Does the node end a range that the last items begin, as in "2020"[dp] : "2024"[dp]
 * and 2020[dp]:2024[dp]? Then they are one item now, and the node is none. */
bool ls_pubmed_joins_range(struct ls_items *items, const struct ls_node *node);

#endif
