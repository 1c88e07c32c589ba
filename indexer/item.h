/* One thing to index, found by a scan: a card file, or one line of a JSON-lines file. */
#ifndef LS_INDEXER_ITEM_H
#define LS_INDEXER_ITEM_H

#include "indexer/card/complaint.h"
#include "indexer/roots.h"

struct ls_item {
    struct ls_origin origin;
    struct ls_span path; /* as the user would name it, for messages and for opening; ends in NUL */
    struct ls_span json; /* the line; absent for a file */
    uint32_t line;       /* of the line in its file; 0 for a file */
    uint32_t docid;      /* of the document it replaces; 0 when new */
    bool is_read;        /* new or changed: to be read in this run */
    bool refused;        /* not to be read: a complaint says why */
    bool indexed;        /* in this run */
    bool may_hide;       /* the index has a site: a card that the site hides is left out … */
    bool is_hidden;      /* … as this one is */
    struct ls_span pmid; /* of the card that was read, and where it stands there */
    uint32_t pmid_line;
    uint32_t pmid_column;
    struct ls_complaints complaints;
};

struct ls_items {
    struct ls_item *items;
    size_t count;
};

/* The same thing to be read once more, for what it says alone. */
struct ls_item ls_item_again(const struct ls_item *item);

/* The item that stands for the id, among items in the order of their ids: of several the one that
 * is not refused. NULL: none. */
struct ls_item *ls_items_find(const struct ls_items *items, struct ls_span id);

#endif
