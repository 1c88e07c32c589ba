/* The characters that stay in the id of a heading: slug_keep.tsv as a table. */
#ifndef LS_SITE_SLUG_KEEP_H
#define LS_SITE_SLUG_KEEP_H

#include <stdint.h>

struct ls_slug_range {
    uint32_t first;
    uint32_t last;
};

extern const struct ls_slug_range ls_slug_keep[]; /* ascending */
extern const unsigned ls_slug_keep_count;

#endif
