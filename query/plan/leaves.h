/* The leaves of a query → clauses: words, values and numbers. What joins them is plan/query.c. */
#ifndef LS_QUERY_LEAVES_H
#define LS_QUERY_LEAVES_H

#include "query/plan/query.h"

struct ls_clause_maker {
    struct ls_unit_maker units;
    struct ls_span text;
    struct ls_arena *arena;
    struct ls_mistake *mistake;
};

/* What a clause inherits from the groups around it. */
struct ls_clause_context {
    unsigned parts;
    bool ranks;   /* not below an exclusion */
    bool in_near; /* words of a leaf stand side by side */
};

/* Clauses that will be children, in order. */
struct ls_clause_list {
    struct ls_clause *first;
    struct ls_clause **tail;
};

/* A new clause at the end of the list. */
enum ls_status ls_clause_append(struct ls_clause_maker *maker, struct ls_clause_list *list,
                                enum ls_clause_kind kind, enum ls_sign sign, struct ls_clause **out,
                                struct ls_error *err);

/* Words or a phrase. A leaf of several units is all of them: in a group each wanted one counts for
 * itself, elsewhere they stay together. */
enum ls_status ls_clause_add_text(struct ls_clause_maker *maker, const struct ls_node *leaf,
                                  const struct ls_clause_context *context, enum ls_sign sign,
                                  bool is_in_group, struct ls_clause_list *list,
                                  struct ls_error *err);

/* What an article must have, or with sign EXCLUDED must not: a value, a number, a note card. */
enum ls_status ls_clause_add_value(struct ls_clause_maker *maker, const struct ls_node *leaf,
                                   enum ls_sign sign, struct ls_clause_list *list,
                                   struct ls_error *err);
enum ls_status ls_clause_add_number(struct ls_clause_maker *maker, const struct ls_node *leaf,
                                    enum ls_sign sign, struct ls_clause_list *list,
                                    struct ls_error *err);
enum ls_status ls_clause_add_card(struct ls_clause_maker *maker, enum ls_part part,
                                  enum ls_sign sign, struct ls_clause_list *list,
                                  struct ls_error *err);

/* A filter that is not excluded is required. */
enum ls_sign ls_clause_filter_sign(enum ls_sign sign);

#endif
