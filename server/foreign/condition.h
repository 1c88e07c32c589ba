/* The filters of the foreign protocols, however they are written → conditions of a search.
 *
 * A condition is a node of a query's tree; NULL says nothing, as a filter by an attribute that our
 * cards do not have and that sites send anyway (docusaurus_tag). */
#ifndef LS_SERVER_CONDITION_H
#define LS_SERVER_CONDITION_H

#include "query/plan/filters.h"

enum { LS_CONDITION_LEAVES_MAX = 500, LS_CONDITION_DEPTH_MAX = 32 };

struct ls_condition_maker {
    struct ls_arena *arena;
    size_t leaf_count; /* of one request so far */
};

/* What one may filter by. */
struct ls_filterable {
    const char *name;
    enum ls_query_field field; /* LS_QUERY_FIELD_COUNT: accepted, and says nothing */
};

/* "domain", "score" …; NULL when there is no such attribute. */
const struct ls_filterable *ls_filterable_named(struct ls_span name);
/* LS_USAGE: there is no such attribute, and which there are. */
enum ls_status ls_filterable_fail(struct ls_span name, struct ls_error *err);

/* X(identifier, as written) */
#define LS_COMPARISON_TABLE(X)                                                                     \
    X(NOT_EQUAL, "!=")                                                                             \
    X(AT_MOST, "<=")                                                                               \
    X(AT_LEAST, ">=")                                                                              \
    X(EQUAL, "=")                                                                                  \
    X(LESS, "<")                                                                                   \
    X(MORE, ">")

enum ls_comparison {
#define X(name, text) LS_COMPARISON_##name,
    LS_COMPARISON_TABLE(X)
#undef X
        LS_COMPARISON_COUNT
};

/* The operator that text begins with; LS_COMPARISON_COUNT: none. */
enum ls_comparison ls_comparison_at(struct ls_span text);
const char *ls_comparison_text(enum ls_comparison comparison);

/* A number as JSON and people write it, all of the text. */
bool ls_number_take(struct ls_span text, double *number);

/* Each makes a condition in the arena. LS_USAGE when the attribute cannot be asked so, or there
 * are too many conditions. Values are borrowed. */
enum ls_status ls_condition_is(struct ls_condition_maker *maker, const struct ls_filterable *by,
                               struct ls_span value, struct ls_node **out, struct ls_error *err);
enum ls_status ls_condition_compare(struct ls_condition_maker *maker,
                                    const struct ls_filterable *by, enum ls_comparison comparison,
                                    double number, struct ls_node **out, struct ls_error *err);
enum ls_status ls_condition_between(struct ls_condition_maker *maker,
                                    const struct ls_filterable *by, double lo, double hi,
                                    struct ls_node **out, struct ls_error *err);
/* Cards that have a value at all. */
enum ls_status ls_condition_exists(struct ls_condition_maker *maker, const struct ls_filterable *by,
                                   struct ls_node **out, struct ls_error *err);
/* That no card meets. */
enum ls_status ls_condition_never(struct ls_condition_maker *maker, struct ls_node **out,
                                  struct ls_error *err);
enum ls_status ls_condition_not(struct ls_condition_maker *maker, struct ls_node *node,
                                struct ls_node **out, struct ls_error *err);

/* Conditions on the way to be joined; all zero at first. */
struct ls_condition_list {
    struct ls_node *first;
    struct ls_node *last;
    bool has_nothing; /* one of them says nothing */
};

void ls_condition_push(struct ls_condition_list *list, struct ls_node *node);
/* is_any: of several one will do, so that with one that says nothing all say nothing. */
enum ls_status ls_condition_join(struct ls_condition_maker *maker, struct ls_condition_list *list,
                                 bool is_any, struct ls_node **out, struct ls_error *err);

/* Adds it to the filters. Note cards become those in which the words are sought, as with our own
 * filter for them. */
enum ls_status ls_condition_apply(struct ls_condition_maker *maker, struct ls_node *node,
                                  struct ls_filters *filters, struct ls_error *err);

#endif
