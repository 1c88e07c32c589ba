/* Filters written as text: conditions below AND, OR, NOT and parentheses. What a single condition
 * looks like is the protocol's own matter.
 *
 *   any  = all { OR all }
 *   all  = not { AND not }
 *   not  = { NOT } ( "(" any ")" | condition )
 */
#ifndef LS_SERVER_EXPRESSION_H
#define LS_SERVER_EXPRESSION_H

#include "server/foreign/condition.h"

struct ls_expression;

typedef enum ls_status ls_expression_leaf(struct ls_expression *expression, struct ls_node **out,
                                          struct ls_error *err);

struct ls_expression {
    struct ls_span text;
    size_t at;
    unsigned depth;
    struct ls_condition_maker *maker;
    ls_expression_leaf *leaf;
};

/* All of the text; blank says nothing. LS_USAGE with the character where it went wrong. */
enum ls_status ls_expression_read(struct ls_expression *expression, struct ls_node **out,
                                  struct ls_error *err);

/* ---- for conditions ---- */

/* What is left, behind white space. */
struct ls_span ls_expression_rest(struct ls_expression *expression);
/* Takes a keyword: letters that no letter follows. */
bool ls_expression_keyword(struct ls_expression *expression, const char *keyword);
/* Takes these bytes. */
bool ls_expression_sign(struct ls_expression *expression, const char *sign);
enum ls_comparison ls_expression_comparison(struct ls_expression *expression);
/* Takes a word in quotes of either kind, in which a backslash makes the next character one of the
 * text; or else all up to white space or one of the stops. LS_USAGE when there is none. */
enum ls_status ls_expression_word(struct ls_expression *expression, const char *stops,
                                  struct ls_span *word, struct ls_error *err);
enum ls_status ls_expression_number(struct ls_expression *expression, double *number,
                                    struct ls_error *err);
/* LS_USAGE: "character 12: … expected, not …". */
enum ls_status ls_expression_fail(struct ls_expression *expression, const char *expected,
                                  struct ls_error *err);

#endif
