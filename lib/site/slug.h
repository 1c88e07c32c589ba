/* The ids that a Docusaurus site gives its headings, so that a hit can link to
 * the heading above it: github-slugger 1.5.0, once for each file. */
#ifndef LS_SITE_SLUG_H
#define LS_SITE_SLUG_H

#include "base/arena.h"

#include <stdint.h>

/* The headings of one file so far. All zero but for the arena, in which the ids live. */
struct ls_slugger {
    struct ls_arena *arena;
    struct ls_slug_entry *entries; /* open-addressed by slug */
    size_t room;                   /* a power of two, or 0 */
    size_t count;
};

/* The id of the next heading, whose text is without markup; control characters in it are nothing.
 * Every heading of the file takes part, in order, since the n-th that repeats one gets "-n" behind
 * its slug. Absent when the heading has none (only symbols) or memory is out. */
struct ls_span ls_slugger_next(struct ls_slugger *slugger, struct ls_span heading);

/* Takes "{#id}" off the end of a heading's text, with the white space before it: what the site
 * shows. *id (may be NULL) borrows from heading, absent when there is none. */
struct ls_span ls_heading_without_id(struct ls_span heading, struct ls_span *id);

#endif
