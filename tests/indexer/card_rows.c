#include "tests/indexer/card_rows.h"

#include "indexer/card/parse.h"
#include "tests/indexer/card_render.h"

#include <math.h>

char *card_rendering(const char *source, size_t len, int is_json)
{
    struct ls_arena arena = {0};
    struct ls_complaints complaints = {0};
    struct ls_card card;
    struct ls_buf out = {0};
    struct ls_span text = ls_span(source, len);
    struct ls_error err = {0};
    enum ls_status status =
        is_json ? ls_card_parse_json(text, 1, &arena, &card, &complaints, &err)
                : ls_card_parse(text, LS_SPAN("card.md"), &arena, &card, &complaints, &err);
    if (status != LS_OK) {
        ls_buf_printf(&out, "%s\n", err.message);
    } else if (!ls_complaints_bad(&complaints)) {
        card_render(&card, &complaints, false, &out);
    } else {
        card_render(&(struct ls_card){.score = (double)NAN}, &complaints, false, &out);
    }
    ls_arena_free(&arena);
    ls_buf_add(&out, "", 0);
    return out.ptr;
}
