/* What stands in front of words or behind them to say where they are sought: field
 * names and PubMed's tags. What only looks like one is text. */
#ifndef LS_QUERY_LABELS_H
#define LS_QUERY_LABELS_H

#include "base/error.h"
#include "query/language/fields.h"

struct ls_label {
    bool stands; /* a label, right or wrong, is there */
    enum ls_query_field field;
    size_t past; /* offset behind it; behind the name alone when it is wrong */
};

/* A tag in square brackets at an offset. LS_USAGE for one of PubMed's that nothing
 * here answers to, and for one that looks like a tag misspelt; "[18F]" is text. */
enum ls_status ls_label_tag(struct ls_span query, size_t at, struct ls_label *label,
                            struct ls_error *err);
bool ls_label_tag_stands(struct ls_span query, size_t at);

/* A field's name with its colon at an offset. LS_USAGE when the name can only be
 * meant as a field's but is none. */
enum ls_status ls_label_field(struct ls_span query, size_t at, struct ls_label *label,
                              struct ls_error *err);

#endif
