/* Pairs of words out of what many places say: counted, sifted and written as most have them. */
#ifndef LS_LEARN_PAIRS_H
#define LS_LEARN_PAIRS_H

#include "indexer/learn/hits.h"
#include "lexicon/learned.h"

/* The pairs that the hits teach, once their borders are set; in no order. Texts live in the arena.
 *
 * A long form and its abbreviation: always, for the letters vouch for it. A Chinese term and an
 * English one: when two places that are no copies of one another have it; or one, if both sides
 * look like terms and their lengths go together. A Chinese term and an abbreviation, which may as
 * well be an example or a remark: when two places have it, when the letters are those of an English
 * term that is paired with the same Chinese one, or when the same card has the abbreviation with
 * its long form, which is a pair then too. */
enum ls_status ls_pairs_of_hits(struct ls_hits *hits, struct ls_arena *arena,
                                struct ls_learned *learned, struct ls_error *err);

#endif
