/* What an index knows of the site that shows its cards: the base URL, and the
 * manifest of its routes. Both stay from run to run until others are given. */
#ifndef LS_INDEXER_SITE_H
#define LS_INDEXER_SITE_H

#include "indexer/item.h"
#include "indexer/manifest.h"
#include "indexer/metadata.h"

struct ls_site {
    struct ls_span base_url; /* empty: none */
    struct ls_manifest manifest;
    const char *manifest_path; /* where it was read in this run; NULL: it is the index's own */
    bool is_changed;           /* in this run */
};

/* What the index has; an index of none is an empty site. */
enum ls_status ls_site_read(struct xap_reader *reader, struct ls_arena *arena, struct ls_site *site,
                            struct ls_error *err);

/* Takes what the command line gave in its place; NULL: nothing, "": forget it. LS_USAGE and LS_IO
 * say what is wrong with it. */
enum ls_status ls_site_take(struct ls_site *site, const char *base_url, const char *manifest_path,
                            struct ls_arena *arena, struct ls_error *err);

/* Is there a site at all? */
bool ls_site_is_known(const struct ls_site *site);

/* Notes both for the index to keep. */
void ls_site_keep(const struct ls_site *site, struct ls_metadata *metadata);

/* Notes, for each card of the index that the reader sees, where the manifest has it. A route is the
 * card's whose id is the longest end of the route's source; of several routes that one card could
 * have, the one whose source says most of the card's path counts, and if two say as much, none:
 * then the item is complained of. LS_USAGE when a new manifest has no card of the index. */
enum ls_status ls_site_route(const struct ls_site *site, struct xap_reader *reader,
                             const struct ls_roots *roots, struct ls_items *items,
                             struct ls_metadata *metadata, struct ls_error *err);

#endif
