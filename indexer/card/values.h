/* What the value of a bibliographic line says. */
#ifndef LS_INDEXER_CARD_VALUES_H
#define LS_INDEXER_CARD_VALUES_H

#include "base/arena.h"

enum ls_verdict {
    LS_VALUE_KNOWN,
    LS_VALUE_PLACEHOLDER, /* or empty: it says that nobody knows */
    LS_VALUE_BAD,
    LS_VALUE_OUT_OF_RANGE, /* a score that is a number, but not one of 0 to 10 */
};

/* What was read; which member counts depends on the field. */
struct ls_value {
    struct ls_span text;
    double number;
    struct ls_span *items;
    size_t item_count;
};

/* Behind each item of a list that front matter or JSON has split already. */
enum { LS_ITEM_BORDER = '\x1f' };

/* All of these read the visible text of a line; url is where the line's link
 * points, if it has one, for `[PubMed](https://…)`. Results live in the arena. */
enum ls_verdict ls_value_text(struct ls_arena *arena, struct ls_span text, struct ls_span url,
                              struct ls_value *value);
enum ls_verdict ls_value_pmid(struct ls_arena *arena, struct ls_span text, struct ls_span url,
                              struct ls_value *value);
enum ls_verdict ls_value_doi(struct ls_arena *arena, struct ls_span text, struct ls_span url,
                             struct ls_value *value);
enum ls_verdict ls_value_score(struct ls_arena *arena, struct ls_span text, struct ls_span url,
                               struct ls_value *value);
enum ls_verdict ls_value_year(struct ls_arena *arena, struct ls_span text, struct ls_span url,
                              struct ls_value *value);
enum ls_verdict ls_value_domains(struct ls_arena *arena, struct ls_span text, struct ls_span url,
                                 struct ls_value *value);
enum ls_verdict ls_value_authors(struct ls_arena *arena, struct ls_span text, struct ls_span url,
                                 struct ls_value *value);

/* Do two known values say the same, whatever the case, width and spacing? */
bool ls_value_same(const struct ls_value *a, const struct ls_value *b);

/* Is the text Chinese rather than English? */
bool ls_text_is_chinese(struct ls_span text);

#endif
