/* One request, on an index that is open → the bytes of its answer. */
#ifndef LS_QUERY_ANSWER_H
#define LS_QUERY_ANSWER_H

#include "query/language/parse.h"
#include "query/render/render.h"
#include "query/request.h"

struct ls_kept;
struct ls_shelf;

struct ls_reply {
    struct ls_buf out;         /* for standard output: whole, or empty after an error */
    struct ls_buf notes;       /* lines beside it: a domain that is on no card */
    struct ls_mistake mistake; /* where in the query an LS_USAGE is */
};

void ls_reply_clear(struct ls_reply *reply); /* keeps the memory */
void ls_reply_free(struct ls_reply *reply);

/* Finds units in a text, to mark them. */
struct ls_marker {
    struct ls_needles needles;
    struct ls_glimpse glimpse;
};

/* A request on the way to its answer; what it points to is borrowed. */
struct ls_asking {
    const struct ls_request *request;
    const struct ls_style *style;
    struct ls_analyzer *analyzer;
    struct ls_columns *columns; /* NULL: none are kept */
    struct ls_shelf *shelf;
    struct ls_arena *arena;
    struct ls_arena *hit_arena; /* of the hit being rendered: a page may have many */
    struct ls_reply *reply;
    struct ls_kept *kept; /* NULL: the answer is rendered into the reply; else it is kept, and both
                             arenas are that of kept */

    const struct ls_node *root; /* from here on filled on the way */
    struct ls_query query;
    struct ls_index *index;
    struct ls_marker marker; /* what is to be marked in the hits that hold all words */
    struct ls_marker wide;   /* in those that may say some otherwise; empty: the same */
    bool has_templates;      /* the index has template text */
    struct ls_render_memory memory;
    size_t said; /* bytes of notes that are not of a search */
};

/* Reads the query, for which no index is needed. LS_USAGE with its place. */
enum ls_status ls_asking_read(struct ls_asking *asking, struct ls_error *err);

/* Answers. May be repeated when a writer overtook it (LS_BUSY), with what it
 * wrote cleared. LS_NOTHING_FOUND as ls_session_ask. */
enum ls_status ls_asking_answer(struct ls_asking *asking, struct ls_index *index,
                                struct ls_error *err);

#endif
