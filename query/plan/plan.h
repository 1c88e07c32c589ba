/* A query's clauses → Xapian queries. What matches and what ranks are kept apart:
 * the cards are those of the matches, which weigh nothing; the order comes from
 * weighted terms that need not be there. */
#ifndef LS_QUERY_PLAN_H
#define LS_QUERY_PLAN_H

#include "query/plan/query.h"
#include "query/plan/tree.h"
#include "query/rank/explain.h"
#include "store/index.h"

/* The cards that pass one filter. */
struct ls_condition {
    enum ls_query_field field; /* LS_QUERY_FIELD_COUNT: of several, or of none */
    const struct ls_tree_node *cards;
};

struct ls_query_plan {
    struct ls_tree *tree;                  /* owns all queries below */
    const struct ls_condition *conditions; /* the filters, each by itself */
    size_t condition_count;
    const struct ls_tree_node *condition; /* all of them; NULL when there are none */
    const struct ls_tree_node *excluded;  /* NULL when nothing is */
    const struct ls_tree_node *all;       /* cards that hold every word; NULL: there are no words */
    const struct ls_tree_node *most;      /* all but one; NULL for few words, and many */
    const struct ls_tree_node *loose;     /* some, or pairs out of long Han runs, which are several
                                          words; NULL: there are none */
    const struct ls_tree_node *expanded;  /* what says the same in other words; NULL: nothing */
    const struct ls_tree_node *some;      /* the required words, or any when none is required */
    const struct ls_tree_node *anywhere; /* cards that hold every word, in template text or outside;
                                         NULL: no more than all, or not asked for */
    const struct ls_tree_node *feedback; /* cards with a word of the feedback; NULL: none */
    bool has_required;                   /* some word is, with + or AND */
    bool some_is_all;                    /* nothing is left to find for some */
    const struct ls_tree_node *rank;     /* NULL: nothing ranks but what is carried */
    const struct ls_ranked_term *ranked;
    size_t ranked_count;
    double k1;                   /* to rank with */
    const uint32_t *word_counts; /* of the cards that hold each word, whatever the filters;
                                    UINT32_MAX: not known */
    size_t word_count;
    const uint32_t *unit_counts; /* likewise of each unit that was planned by itself, in template
                                    text too if that was asked for */
    const double *carried;       /* the factor that each unit has in the matches themselves, so that
                                    its posting list is read once; 0: it is in rank */
};

/* Plans a search, also in template text if so asked. Checked lists of cards are made here, once
 * each. notes gets a line about each value that no card has, and each beginning that stands for too
 * many words. */
enum ls_status ls_query_plan_make(struct ls_index *index, const struct ls_query *query,
                                  bool in_templates, struct ls_tree *tree, struct ls_arena *arena,
                                  struct ls_query_plan *plan, struct ls_buf *notes,
                                  struct ls_error *err);

/* The same plan for all that the cards of the field's filters hide too, unranked. */
struct ls_query_plan ls_query_plan_but(const struct ls_query_plan *plan, enum ls_query_field field);

/* Ready to run: the cards below the conditions, with their weights. cards NULL: all. */
const struct ls_tree_node *ls_query_plan_ready(const struct ls_query_plan *plan,
                                               const struct ls_tree_node *cards);

/* Those of one kind that are not of the other. */
const struct ls_tree_node *ls_query_plan_without(const struct ls_query_plan *plan,
                                                 const struct ls_tree_node *cards,
                                                 const struct ls_tree_node *others);

#endif
