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
};

void ls_kept_clear(struct ls_kept *kept); /* an all-zero one is empty */
void ls_kept_free(struct ls_kept *kept);

/* Appends it in a format, any number of times. */
void ls_kept_render(struct ls_kept *kept, enum ls_query_format format, const struct ls_style *style,
                    struct ls_buf *out);

#endif
