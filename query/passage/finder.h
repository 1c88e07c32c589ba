/* Reads the texts of a card in which a passage may stand. Private to query/passage/. */
#ifndef LS_QUERY_FINDER_H
#define LS_QUERY_FINDER_H

#include "query/passage/passage.h"
#include "query/passage/snippet.h"
#include "text/stream.h"

/* A text that may hold the passage. */
struct ls_candidate {
    const struct ls_section *section;
    bool in_heading;
    struct ls_span text; /* what to read of it */
    bool glimpsed;
    struct ls_sight sight; /* once glimpsed: what it may hold; no units when it was read */
};

struct ls_finder {
    size_t columns;                  /* of the passage */
    struct ls_line_numbers template; /* marks in its lines do not count */
    const struct ls_needles *needles;
    struct ls_analyzer *analyzer;
    struct ls_arena *arena;
    struct ls_glimpse *glimpse; /* NULL: read everything */
    bool is_thorough;           /* read also what a glimpse may have missed */
    bool found_template;        /* a mark that does not count was seen */
    uint32_t *seen;

    struct ls_passage_text read; /* what the analyzer read last */
    struct ls_marks counted;     /* those of its marks that count */
    struct ls_buf line;          /* one of its sentences, as a line of a stream */
};

/* Whatever came of it, close the finder. */
enum ls_status ls_finder_open(struct ls_finder *finder, struct ls_error *err);
void ls_finder_close(struct ls_finder *finder);

/* All of the candidate's text, which may be a slice once it is glimpsed. */
struct ls_span ls_candidate_whole(const struct ls_candidate *candidate);

/* What it may hold. */
enum ls_status ls_finder_glimpse(struct ls_finder *finder, struct ls_candidate *candidate,
                                 struct ls_error *err);

/* What it holds: the core of the marks that count, and its text is what the finder read last. The
 * sight becomes empty. */
enum ls_status ls_finder_look(struct ls_finder *finder, struct ls_candidate *candidate,
                              struct ls_core *core, struct ls_error *err);

/* The passage around the core. */
enum ls_status ls_finder_cut(struct ls_finder *finder, const struct ls_candidate *candidate,
                             struct ls_range core, struct ls_snippet *snippet,
                             struct ls_error *err);

#endif
