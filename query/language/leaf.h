/* A word or phrase in a field → what it stands for there. */
#ifndef LS_QUERY_LEAF_H
#define LS_QUERY_LEAF_H

#include "query/language/parse.h"

/* Makes a WORD or PHRASE, which has no field yet, one of the field: it stays text,
 * or becomes a value, a number or a card. LS_USAGE when it is none of the field's. */
enum ls_status ls_leaf_set_field(struct ls_node *leaf, enum ls_query_field field,
                                 struct ls_error *err);

#endif
