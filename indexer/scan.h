/* What the command line names → the items to index. */
#ifndef LS_INDEXER_SCAN_H
#define LS_INDEXER_SCAN_H

#include "indexer/item.h"

/* An absolute path whose documents are in this run's hands: those below it that
 * the scan did not meet again are gone. */
struct ls_scope {
    struct ls_span path;
    bool unreadable; /* what lies below could not be seen: nothing there is gone */
};

struct ls_scan {
    struct ls_arena *arena; /* borrowed; all else lives in it */
    struct ls_roots roots;  /* in: those known; out: with the new ones */
    struct ls_items items;  /* after ls_scan_finish in the order of their ids */
    struct ls_scope *scopes;
    size_t scope_count;
    size_t io_failures; /* items refused because something could not be read */
};

/* A folder (walked; *.md, *.markdown and *.mdx in it; names that begin with a
 * dot are passed over; links are followed, a loop is complained of) or a single
 * file whatever its name. LS_IO when nothing is there. */
enum ls_status ls_scan_path(struct ls_scan *scan, const char *path, struct ls_error *err);

/* A JSON-lines file; its bytes are read into the arena. */
enum ls_status ls_scan_jsonl(struct ls_scan *scan, const char *path, struct ls_error *err);

/* Sorts the items; of two with one id the later is refused. */
enum ls_status ls_scan_finish(struct ls_scan *scan, struct ls_error *err);

#endif
