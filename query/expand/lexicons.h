/* The lexicons that a query is expanded with: as one, the first to know a word is not the last. */
#ifndef LS_QUERY_LEXICONS_H
#define LS_QUERY_LEXICONS_H

#include "base/arena.h"
#include "lexicon/lexicon.h"

struct ls_lexicons {
    const struct ls_lexicon *items;
    size_t count;
    bool no_words; /* the index has no words in Latin letters, */
    bool no_han;   /* or no Chinese ones: members in them need not be looked up */
};

/* Does one of them have the lexeme? */
bool ls_lexicons_have(const struct ls_lexicons *lexicons, struct ls_span key);

/* The most places a key of any of them has. */
size_t ls_lexicons_places_max(const struct ls_lexicons *lexicons);

#endif
