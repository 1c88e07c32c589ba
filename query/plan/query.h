/* A query's tree → what to look for: its words as the index has them, below the
 * operators that join them. Independent of any index. */
#ifndef LS_QUERY_QUERY_H
#define LS_QUERY_QUERY_H

#include "query/match/units.h"
#include "query/plan/filters.h"

enum ls_clause_kind {
    LS_CLAUSE_GROUP,   /* children by their signs */
    LS_CLAUSE_ANY,     /* children, any of them */
    LS_CLAUSE_NEAR,    /* children: units or ANY of units, each near the next */
    LS_CLAUSE_UNIT,    /* a unit */
    LS_CLAUSE_TERM,    /* a term of the index, of a field's value */
    LS_CLAUSE_JOURNAL, /* the journal of the term when there is one, else the unit */
    LS_CLAUSE_NUMBER,  /* an interval of a number field */
};

struct ls_clause {
    enum ls_clause_kind kind;
    enum ls_sign sign;         /* in a group */
    struct ls_range place;     /* in the query */
    bool is_filter;            /* no word: weighs and counts nothing */
    enum ls_query_field field; /* of TERM and NUMBER, and of groups of one field's filters */
    uint32_t unit;
    struct ls_span term;
    struct ls_span value; /* of TERM: as typed */
    struct ls_interval interval;
    unsigned distance;
    struct ls_clause *children;
    struct ls_clause *next;
};

struct ls_expansion; /* query/expand/expand.h */
struct ls_feedback;  /* query/rank/feedback.h */

struct ls_query {
    struct ls_span text;
    struct ls_units units;
    const struct ls_mention *mentions; /* of its units; filters and exclusions have some too */
    size_t mention_count;
    const struct ls_clause *root; /* a GROUP */
    size_t word_count;            /* of the root's children that are no filters, none excluded */
    struct ls_span bare; /* the whole query when it is one word, which may be a PMID or DOI */
    const struct ls_expansion *expansion; /* of its words; NULL: none */
    const struct ls_feedback *feedback;   /* of its best cards; NULL: none */
};

/* The filters become clauses of the root. LS_USAGE, with the
 * mistake's place, when there is nothing to look for though something was typed,
 * and as ls_units_add. Lives in the arena, borrows from the tree. */
enum ls_status ls_query_make(const struct ls_node *root, const struct ls_filters *filters,
                             struct ls_span text, struct ls_analyzer *analyzer,
                             struct ls_arena *arena, struct ls_query *query,
                             struct ls_mistake *mistake, struct ls_error *err);

bool ls_query_is_filtered(const struct ls_query *query);

/* The same filters and exclusions around other words: units, of which some will do;
 * or around a term that is wanted, when it is not absent. */
enum ls_status ls_query_with(const struct ls_query *query, const struct ls_units *units,
                             struct ls_span term, struct ls_arena *arena, struct ls_query *out,
                             struct ls_error *err);

#endif
