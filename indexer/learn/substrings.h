/* How often any run of symbols stands in a text, and beside what. A symbol is a folded Han
 * character or the number of a stem; 0 is a border that no run crosses. */
#ifndef LS_LEARN_SUBSTRINGS_H
#define LS_LEARN_SUBSTRINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { LS_RUN_MAX = 12 }; /* symbols of a run that is looked for */

struct ls_substrings {
    const uint32_t *symbols; /* borrowed; begin and end with a border */
    uint32_t *order;         /* of places by what begins there: LS_RUN_MAX symbols at most */
    size_t count;            /* of places: borders have none */
    uint32_t *begins;        /* private */
    size_t begin_count;
};

/* False when memory is out. */
bool ls_substrings_make(const uint32_t *symbols, size_t count, struct ls_substrings *out);
void ls_substrings_free(struct ls_substrings *substrings);

/* The places of a run are order[first] … order[past - 1]. */
struct ls_places {
    size_t first;
    size_t past;
};
struct ls_places ls_substrings_find(const struct ls_substrings *substrings, const uint32_t *run,
                                    size_t len);

/* Those of the places at which a run of len stands, of which they have all but the last symbol; for
 * the first symbol any places will do. */
struct ls_places ls_substrings_narrow(const struct ls_substrings *substrings,
                                      struct ls_places places, const uint32_t *run, size_t len);

/* How many different symbols stand before the places, or behind the run of len there; each border
 * counts as one more. At most limit, where the count stops. */
size_t ls_substrings_before(const struct ls_substrings *substrings, struct ls_places places,
                            size_t limit);
size_t ls_substrings_behind(const struct ls_substrings *substrings, struct ls_places places,
                            size_t len, size_t limit);

#endif
