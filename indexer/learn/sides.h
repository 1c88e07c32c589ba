/* What the two sides of a pair look like: a Chinese term and an English one. */
#ifndef LS_LEARN_SIDES_H
#define LS_LEARN_SIDES_H

#include "base/span.h"

struct ls_english {
    size_t words;      /* that say something: of self-efficacy two */
    size_t letters;    /* bytes of those */
    bool is_title;     /* each of them begins with a capital, or stands behind a hyphen */
    bool has_initials; /* one is all capitals */
    bool compares;     /* SEM vs PLS */
};

struct ls_english ls_english_look(struct ls_span text);

/* Could they be two terms for one thing, as far as their lengths tell? */
bool ls_sides_fit(struct ls_span han, const struct ls_english *english);

#endif
