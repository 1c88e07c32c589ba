/* A run for trec_eval: "qid Q0 docid rank score tag".
 *
 * trec_eval ranks by score, not by rank, and reads a score as a float. But a
 * card that holds all words may have a lower relevance than one behind it that
 * holds some, and relevances may be equal. So the score is the relevance, or a
 * step below the score above it where the relevance is not below that: steps of
 * 0.0001 survive in a float up to 1024. */
#include "query/render/render.h"

#include "query/render/display.h"
#include "text/utf8.h"

#include <math.h>

enum { STEPS = 10000 }; /* to 1 */

/* Fields end at white space. */
static void add_word(struct ls_buf *out, struct ls_span text)
{
    unsigned width;
    for (size_t at = 0; at < text.len; at += width) {
        uint32_t codepoint = ls_utf8_decode(text.ptr, text.len, at, &width);
        bool is_space = codepoint == 0xa0 || codepoint == 0x3000 || codepoint == 0x1680 ||
                        (codepoint >= 0x2000 && codepoint <= 0x200a) || codepoint == 0x202f ||
                        codepoint == 0x205f;
        bool is_safe = ls_display_safe(codepoint) == codepoint && codepoint != ' ' && !is_space &&
                       codepoint != '%' && codepoint != LS_UTF8_REPLACEMENT;
        if (is_safe) {
            ls_buf_add(out, text.ptr + at, width);
        }
        for (unsigned i = 0; !is_safe && i < width; i++) {
            ls_buf_printf(out, "%%%02X", (unsigned char)text.ptr[at + i]);
        }
    }
}

static int64_t score_of(const struct ls_shown *shown, struct ls_render_memory *memory)
{
    int64_t score = llround(shown->relevance * STEPS);
    if (shown->number > 0 && memory && score >= memory->score_above) {
        score = memory->score_above - 1;
    }
    if (memory) {
        memory->score_above = score;
    }
    return score;
}

static void hit(const struct ls_answer *answer, const struct ls_shown *shown,
                const struct ls_style *style, struct ls_buf *out)
{
    (void)style;
    add_word(out, answer->query_id.len > 0 ? answer->query_id : LS_SPAN("0"));
    ls_buf_add_str(out, " Q0 ");
    add_word(out, shown->card->id);
    ls_buf_printf(out, " %zu %.4f litsearch\n", answer->offset + shown->number + 1,
                  (double)score_of(shown, answer->memory) / STEPS);
}

const struct ls_renderer ls_render_trec = {ls_render_nothing, hit, ls_render_nothing};
