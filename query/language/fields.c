#include "query/language/fields.h"

const struct ls_query_field_row ls_query_fields[LS_QUERY_FIELD_COUNT] = {
#define X(identifier, name, kind, letters, others, tags, help)                                     \
    [LS_QUERY_FIELD_##identifier] = {name, kind, letters, others, tags, help},
    LS_QUERY_FIELD_TABLE(X)
#undef X
};
