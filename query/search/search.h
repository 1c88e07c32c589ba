/* A query → the cards found, best first.
 *
 * Cards that hold all words come before those that hold some. When no card holds
 * even one word, the parts of long Han runs and phrases are searched, so that a
 * whole question still finds something; but no word that was required is ever
 * done without. step says which of these it was. */
#ifndef LS_QUERY_SEARCH_H
#define LS_QUERY_SEARCH_H

#include "query/match/match.h"
#include "query/plan/plan.h"

/* X(identifier, name in JSON) */
#define LS_STEP_TABLE(X)                                                                           \
    X(ALL, "all")             /* some card holds all units; without units: passes the filters */   \
    X(MOST, "most")           /* none holds all, some hold all but one */                          \
    X(SOME, "some")           /* none holds all, some hold some */                                 \
    X(PARTS, "parts")         /* none holds any unit, some hold parts of them */                   \
    X(EXPANDED, "expanded")   /* none holds any, some say the same in other words */               \
    X(TEMPLATE, "template")   /* none holds any outside template text, some hold all within it */  \
    X(CORRECTED, "corrected") /* nothing as typed; the suggestion finds these */                   \
    X(NONE, "none")

enum ls_step {
#define X(name, json_name) LS_STEP_##name,
    LS_STEP_TABLE(X)
#undef X
};

const char *ls_step_name(enum ls_step step);

struct ls_hit {
    uint32_t docid;
    double relevance; /* comparable among the hits of one answer that hold equally many units */
};

struct ls_found {
    enum ls_step step;
    uint32_t total;          /* cards that hold all words, exactly */
    uint32_t total_some;     /* that hold any; when total is 0 also parts of long Han runs, in step
                                PARTS of all units */
    uint32_t total_expanded; /* more that say one of the words otherwise, and hold none */
    uint32_t total_template; /* more that hold all words, but some in template text only: behind all
                                others */
    uint32_t total_feedback; /* more that only share words with the best ones, behind these too */
    struct ls_hit *hits;     /* of the arena: numbers offset to offset + limit - 1 */
    size_t hit_count;
    struct ls_units marked;   /* what the hits hold: the units that rank, in step PARTS parts */
    struct ls_query answered; /* the query as it was asked for in this step */
    enum ls_step tier; /* how much of it the best hits hold: step, unless that is CORRECTED */
    const uint32_t *unit_counts; /* of the cards that hold each of its units; UINT32_MAX: not
                                    counted */
    const struct ls_ranked_term *ranked; /* what gave the hits their relevance */
    size_t ranked_count;
    const struct ls_matches *matches; /* when they were wanted, as ls_search_matches finds them, by
                                         the field whose filters they do without: of those that
                                         the query has, and of LS_QUERY_FIELD_COUNT; else NULL */
};

/* Cards without their order. */
struct ls_matches {
    struct ls_docids docids; /* absent: they were not sought */
    enum ls_step step;       /* how much of the query they hold */
};

enum ls_sort { LS_SORT_RELEVANCE, LS_SORT_SCORE, LS_SORT_YEAR, LS_SORT_TITLE };

/* Which of found->matches are listed. */
enum ls_listing { LS_LIST_NONE, LS_LIST_ALL, LS_LIST_BUT };

/* Which cards a query of several words finds, and in what order. */
enum ls_matching {
    LS_MATCH_BEST, /* those with all words, then those with some */
    LS_MATCH_ALL,  /* those with all words */
    LS_MATCH_ANY   /* those with any, by relevance alone */
};

struct ls_window {
    uint32_t offset;
    uint32_t limit;
    enum ls_sort sort; /* within the cards that hold all words, and within the rest */
    enum ls_matching matching;
    bool whole_only; /* no parts of units */
    bool total_only; /* nothing but total is needed */
    enum ls_listing listing;
};

/* notes gets lines about what can find nothing. LS_BUSY when a writer overtook the
 * index. A query without words finds what passes its filters, by score. */
enum ls_status ls_search(struct ls_index *index, const struct ls_query *query,
                         struct ls_window window, struct ls_arena *arena, struct ls_found *found,
                         struct ls_buf *notes, struct ls_error *err);

/* All cards of the step that answered (in step ALL those with all words), as if the filters of the
 * field `but` had not been given; LS_QUERY_FIELD_COUNT: with all. Without a filter cards may hold
 * more of the words than those that answered: then these, as they would be found with another value
 * for the filter. */
enum ls_status ls_search_matches(struct ls_index *index, const struct ls_query *answered,
                                 enum ls_step step, enum ls_matching matching,
                                 enum ls_query_field but, struct ls_arena *arena,
                                 struct ls_matches *matches, struct ls_error *err);

#endif
