/* The value of a number field: one number, a range or a comparison. */
#ifndef LS_QUERY_LANGUAGE_NUMBER_H
#define LS_QUERY_LANGUAGE_NUMBER_H

#include "base/error.h"
#include "query/language/fields.h"

struct ls_interval {
    bool wanted;
    double lo;
    double hi;
};

/* "2024", "2020..2024", "8..", "..8", ">=8", "<8"; a hyphen, a tilde or, as PubMed
 * writes it, a colon does for the dots; of a date only the year counts. LS_USAGE
 * when text is none of these or outside the field's bounds. */
enum ls_status ls_number_read(enum ls_query_field field, struct ls_span text,
                              struct ls_interval *interval, struct ls_error *err);

#endif
