/* As-you-type completion: titles, words and domains for what was typed so far.
 *
 * The last word typed is a beginning; the words before it are whole and must be
 * in the same card. Words are shown as the cards write them, not as the stems and
 * pairs of characters that the index knows. What is looked at is bounded, so that
 * an answer takes about as long as a search for one word, whatever the index. */
#ifndef LS_QUERY_SUGGEST_H
#define LS_QUERY_SUGGEST_H

#include "base/arena.h"
#include "store/index.h"
#include "text/analyzer.h"

enum { LS_SUGGEST_BYTES_MAX = 4096, LS_SUGGEST_LIMIT_MAX = 32, LS_SUGGEST_LIMIT_DEFAULT = 8 };

struct ls_suggested_term {
    struct ls_span text;
    uint32_t cards; /* that hold it, with the earlier words */
    bool counted;   /* exactly; otherwise cards is 0 */
};

struct ls_suggested_title {
    struct ls_span id;
    struct ls_span title; /* what to show as the one title */
    struct ls_span title_en;
    struct ls_span title_zh;
};

struct ls_suggested_domain {
    struct ls_span name;
    uint32_t cards;
};

/* Each list best first, without duplicates. */
struct ls_suggestions {
    struct ls_span before; /* of what was typed, all that stands before the word that goes on */
    struct ls_suggested_term *terms;
    size_t term_count;
    struct ls_suggested_title *titles;
    size_t title_count;
    struct ls_suggested_domain *domains;
    size_t domain_count;
};

/* At most limit (itself at most LS_SUGGEST_LIMIT_MAX) of each kind; text without a letter, digit or
 * character has none. Everything lives in the arena. LS_USAGE when text is not UTF-8 or longer than
 * LS_SUGGEST_BYTES_MAX; LS_BUSY when a writer overtook the index. */
enum ls_status ls_suggest(struct ls_index *index, struct ls_analyzer *analyzer, struct ls_span text,
                          size_t limit, struct ls_arena *arena, struct ls_suggestions *out,
                          struct ls_error *err);

#endif
