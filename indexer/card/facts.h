/* The bibliographic lines of a card, gathered wherever they stand, and settled
 * in the end: which value wins, which are unknown, which contradict. */
#ifndef LS_INDEXER_CARD_FACTS_H
#define LS_INDEXER_CARD_FACTS_H

#include "indexer/card/labels.h"
#include "indexer/card/complaint.h"

/* In the order in which they win. */
enum ls_place { LS_PLACE_HEAD, LS_PLACE_END, LS_PLACE_FRONT, LS_PLACE_COUNT };

struct ls_fact {
    enum ls_fact_kind kind;
    enum ls_place place;
    struct ls_span text; /* the value as shown; its items end with LS_ITEM_BORDER when they
                            were a list already */
    struct ls_span url;  /* where the value's link points, if it has one */
    uint32_t line;       /* of the value, in the file */
    uint32_t column;
};

/* As many lines with one label are read; more are not a card any more. */
enum { LS_FACTS_OF_A_KIND_MAX = 16 };

struct ls_facts {
    struct ls_fact *items;
    size_t count;
    unsigned of_kind[LS_FACT_COUNT];
};

/* Keeps a copy of a fact; false when there were too many of its kind. A title
 * in no said language gets the kind that its script tells. */
bool ls_facts_add(struct ls_arena *arena, struct ls_facts *facts, struct ls_fact *fact);

/* The first fact of a kind in the given place, or NULL. */
const struct ls_fact *ls_facts_first(const struct ls_facts *facts, enum ls_fact_kind kind,
                                     enum ls_place place);

/* Fills the bibliographic fields of *card and complains of what is odd. Says in
 * *is_from_front (one bool a kind) which were taken from front matter. */
void ls_facts_settle(const struct ls_facts *facts, struct ls_arena *arena, struct ls_card *card,
                     bool is_from_front[LS_FACT_COUNT], struct ls_complaints *complaints);

#endif
