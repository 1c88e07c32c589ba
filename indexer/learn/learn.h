/* What the cards of an index themselves teach: abbreviations and translations. */
#ifndef LS_LEARN_LEARN_H
#define LS_LEARN_LEARN_H

#include "lexicon/learned.h"
#include "store/card.h"

struct ls_learner;

/* How many cards each kind of learning looks at: a large index teaches by a sample of it. */
enum {
    LS_LEARN_CARDS_MAX = 32768,          /* parentheses */
    LS_LEARN_TITLES_MAX = 4096,          /* pairs of titles */
    LS_LEARN_ABSTRACTS_MAX = 512,        /* pairs of abstracts */
    LS_LEARN_TEXTS_MAX = 512,            /* Chinese text, to tell terms by */
    LS_LEARN_TEXT_CHARACTERS_MAX = 4096, /* of one card */
};

enum ls_status ls_learner_new(struct ls_learner **out, struct ls_error *err);
void ls_learner_free(struct ls_learner *learner);

/* Adds a card; false when it needs no more. What is learned depends on the cards and on their
 * order, so the caller has one that depends on the cards alone. */
enum ls_status ls_learner_add(struct ls_learner *learner, const struct ls_card *card, bool *more,
                              struct ls_error *err);

/* What they teach, in the order of ls_learned_compare; it lives in the arena. */
enum ls_status ls_learner_finish(struct ls_learner *learner, struct ls_arena *arena,
                                 struct ls_learned *learned, struct ls_error *err);

#endif
