/* The skeletons of template sentences (indexer/skeleton.h), found by counting cards. */
#ifndef LS_INDEXER_TEMPLATES_H
#define LS_INDEXER_TEMPLATES_H

#include "indexer/skeleton.h"

/* A set of skeletons: 8 bytes each. An all-zero one is empty and valid. */
struct ls_templates {
    uint64_t *items; /* ascending once settled */
    size_t count;
    size_t room;
    bool failed; /* memory ran out; sticky */
};

void ls_templates_free(struct ls_templates *templates);

bool ls_templates_hold(const struct ls_templates *templates, uint64_t skeleton); /* settled ones */

/* Adds each skeleton of a card once. */
void ls_templates_add_card(struct ls_templates *templates, const struct ls_reading *reading);
void ls_templates_add(struct ls_templates *templates, uint64_t skeleton);

/* Sorts what was added, and keeps, once each, what was added cards_min times or more. */
void ls_templates_settle(struct ls_templates *templates, size_t cards_min);

/* Moves all of from to the end of templates. */
void ls_templates_take(struct ls_templates *templates, struct ls_templates *from);

#endif
