/* A run file as trec_eval reads it: query, Q0, document, rank, score, run. */
#include "query/render/render.h"

/* Columns are divided by white space, so that none may stand in a name. */
static void add_name(struct ls_span name, struct ls_buf *out)
{
    for (size_t i = 0; i < name.len; i++) {
        unsigned char byte = (unsigned char)name.ptr[i];
        if (byte <= ' ' || byte == 0x7f) {
            ls_buf_printf(out, "%%%02X", byte);
        } else {
            ls_buf_add_char(out, (char)byte);
        }
    }
}

/* Readers sort by score, ours is only comparable among cards that hold equally
 * many words: what falls with the rank says what we mean. */
static void hit_trec(const struct ls_answer *answer, const struct ls_shown *shown,
                     const struct ls_style *style, struct ls_buf *out)
{
    (void)style;
    add_name(answer->id.len > 0 ? answer->id : LS_SPAN("1"), out);
    ls_buf_add_str(out, " Q0 ");
    add_name(shown->card->id, out);
    ls_buf_printf(out, " %zu %zu litsearch\n", answer->offset + shown->number + 1,
                  answer->hit_count - shown->number);
}

static void nothing(const struct ls_answer *answer, const struct ls_style *style,
                    struct ls_buf *out)
{
    (void)answer;
    (void)style;
    (void)out;
}

const struct ls_renderer ls_render_trec = {nothing, hit_trec, nothing};
