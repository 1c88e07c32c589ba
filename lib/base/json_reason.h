/* What jansson says of a text that it cannot read, without the names of its own flags. */
#ifndef LS_BASE_JSON_REASON_H
#define LS_BASE_JSON_REASON_H

#include <jansson.h>

/* Borrows from the error. */
static inline const char *ls_json_reason(const json_error_t *error)
{
    return json_error_code(error) == json_error_null_character ? "\\u0000 is no character of a text"
                                                               : error->text;
}

#endif
