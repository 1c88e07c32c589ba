#include "query/render/hit_fields.h"

#include <math.h>

static struct ls_hit_value text(struct ls_span span)
{
    return (struct ls_hit_value){.kind = LS_HIT_TEXT, .text = span};
}

static struct ls_hit_value number(double value)
{
    return (struct ls_hit_value){.kind = LS_HIT_NUMBER, .number = value};
}

static struct ls_hit_value list(const struct ls_span *items, size_t count)
{
    return (struct ls_hit_value){.kind = LS_HIT_LIST, .items = items, .count = count};
}

static struct ls_hit_value ranges(const struct ls_range *ranges, size_t count)
{
    return (struct ls_hit_value){.kind = LS_HIT_RANGES, .ranges = ranges, .count = count};
}

struct ls_span ls_hit_card_name(enum ls_part part)
{
    return part == LS_PART_NONE ? ls_span(NULL, 0) : ls_span_str(ls_part_name(part));
}

#define CARD shown->card
#define SNIPPET shown->snippet

/* X(name, value, in JSON, of the card, column) */
#define FIELDS(X)                                                                                  \
    X(rank, number((double)answer->offset + (double)shown->number + 1), false, false, FRONT)       \
    X(id, text(CARD->id), true, true, FRONT)                                                       \
    X(path, text(CARD->id), true, true, NONE)                                                      \
    X(url, text(shown->url), true, true, BACK)                                                     \
    X(anchor, text(SNIPPET->anchor), true, false, BACK)                                            \
    X(title, text(ls_card_title(CARD)), true, true, FRONT)                                         \
    X(title_en, text(CARD->title_en), true, true, FRONT)                                           \
    X(title_zh, text(CARD->title_zh), true, true, FRONT)                                           \
    X(pmid, text(CARD->pmid), true, true, FRONT)                                                   \
    X(doi, text(CARD->doi), true, true, FRONT)                                                     \
    X(journal, text(CARD->journal), true, true, FRONT)                                             \
    X(year, number(CARD->year ? CARD->year : NAN), true, true, FRONT)                              \
    X(score, number(CARD->score), true, true, FRONT)                                               \
    X(domains, list(CARD->domains, CARD->domain_count), true, true, FRONT)                         \
    X(authors, list(CARD->authors, CARD->author_count), true, true, FRONT)                         \
    X(relevance, number(round(shown->relevance * 1e4) / 1e4), true, false, FRONT)                  \
    X(card, text(ls_hit_card_name(SNIPPET->part)), true, false, FRONT)                                    \
    X(heading, text(SNIPPET->heading), true, false, FRONT)                                         \
    X(snippet, text(SNIPPET->text), true, false, FRONT)                                            \
    X(marks, ranges(SNIPPET->marks, SNIPPET->mark_count), true, false, NONE)

#define X(name, value, is_in_json, is_of_card, column)                                             \
    static struct ls_hit_value get_##name(const struct ls_answer *answer,                          \
                                          const struct ls_shown *shown)                            \
    {                                                                                              \
        (void)answer;                                                                              \
        return value;                                                                              \
    }
FIELDS(X)
#undef X

const struct ls_hit_field ls_hit_fields[] = {
#define X(name, value, is_in_json, is_of_card, column)                                             \
    {#name, is_in_json, is_of_card, LS_COLUMN_##column, get_##name},
    FIELDS(X)
#undef X
};
const size_t ls_hit_field_count = sizeof ls_hit_fields / sizeof *ls_hit_fields;
