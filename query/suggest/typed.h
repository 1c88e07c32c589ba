/* What was typed so far: whole words, and a beginning. Private to query/suggest/. */
#ifndef LS_QUERY_TYPED_H
#define LS_QUERY_TYPED_H

#include "base/arena.h"
#include "text/analyzer.h"

/* A word, glued word or Han run that a card must hold. */
struct ls_typed_unit {
    struct ls_span *terms; /* all in the card's terms, or the compound alone */
    size_t term_count;
    struct ls_span compound; /* absent: none */
    struct ls_span pattern;  /* in the card's stream */
    struct ls_span solid;    /* or this one: the compound as one word; absent: none */
};

struct ls_typed {
    struct ls_typed_unit *earlier;
    size_t earlier_count;
    struct ls_span beginning; /* folded letters, digits or characters; absent: nothing to go by */
    struct ls_span written;   /* as typed */
    bool is_run;              /* of Han; then run is the unit */
    bool is_glued;            /* made of several pieces */
    struct ls_typed_unit run;
    struct ls_span stem; /* what the index would hold if the last word were whole */
};

/* With last_piece the beginning of a glued word is its last piece alone. Borrows from text. */
enum ls_status ls_typed_read(struct ls_span text, bool last_piece, struct ls_analyzer *analyzer,
                             struct ls_arena *arena, struct ls_typed *typed, struct ls_error *err);

/* Does the stream hold the unit? */
bool ls_typed_unit_fits(const struct ls_typed_unit *unit, struct ls_span stream);
/* And all earlier words, and the run if it is one? */
bool ls_typed_fits(const struct ls_typed *typed, struct ls_span stream);

/* Tokens [start, past) as a unit, which lives in the arena. */
enum ls_status ls_typed_unit_make(const struct ls_analyzer *analyzer, const struct ls_token *tokens,
                                  size_t count, struct ls_arena *arena, struct ls_typed_unit *unit,
                                  struct ls_error *err);

/* Appends the letters, digits and characters of text, folded: no glue. False when memory is out. */
bool ls_typed_fold(struct ls_span text, struct ls_buf *out);

#endif
