#include "indexer/card/parse.h"

#include "indexer/card/finish.h"
#include "indexer/card/front_matter.h"
#include "indexer/card/markdown.h"

#include <math.h>

static void read_source(const struct ls_source *source, struct ls_arena *arena,
                        struct ls_card *card, struct ls_complaints *complaints)
{
    struct ls_facts facts = {0};
    struct ls_sections sections = {.arena = arena};
    size_t offset;
    uint32_t line;
    ls_front_matter_read(source, arena, &facts, complaints, &offset, &line);
    ls_markdown_read(source, offset, line, arena, card, &facts, &sections);
    ls_card_finish(card, arena, &facts, &sections, true, complaints);
    ls_sections_free(&sections);
}

enum ls_status ls_card_parse(struct ls_span source, struct ls_span id, struct ls_arena *arena,
                             struct ls_card *card, struct ls_complaints *complaints,
                             struct ls_error *err)
{
    struct ls_source cleaned;
    size_t before = complaints->count;
    *card = (struct ls_card){.id = id, .score = (double)NAN};
    if (ls_source_open(source, arena, &cleaned, complaints)) {
        read_source(&cleaned, arena, card, complaints);
    }
    ls_complaints_sort(complaints, before);
    return arena->failed ? ls_fail_memory(err) : LS_OK;
}
