/* An answer kept as it is instead of rendered, for callers that walk its hits. */
#ifndef LS_QUERY_KEPT_H
#define LS_QUERY_KEPT_H

#include "query/answer/answer.h"

struct ls_kept {
    struct ls_arena arena; /* where all of it lives */
    struct ls_answer answer;
    struct ls_shown *hits; /* with their cards and snippets */
    size_t hit_count;
    struct ls_render_memory memory;
    struct ls_marker markers[2]; /* of the hits that hold all words, and of the others */
    size_t holding;              /* how many of the hits are of the first kind */
};

void ls_kept_clear(struct ls_kept *kept); /* an all-zero one is empty */
void ls_kept_free(struct ls_kept *kept);

/* Appends it in a format, any number of times. */
void ls_kept_render(struct ls_kept *kept, enum ls_query_format format, const struct ls_style *style,
                    struct ls_buf *out);

/* Where the words stand in a text of a hit that its snippet does not show, such as its title:
 * ascending, none touching another, in the arena. */
enum ls_status ls_kept_mark(struct ls_kept *kept, size_t number, struct ls_span text,
                            struct ls_analyzer *analyzer, struct ls_range **ranges, size_t *count,
                            struct ls_error *err);

#endif
