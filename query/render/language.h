/* Which language a text is in, for a page's lang attributes. */
#ifndef LS_QUERY_LANGUAGE_H
#define LS_QUERY_LANGUAGE_H

#include "base/span.h"

/* Mostly Han characters rather than Latin letters? */
bool ls_language_is_chinese(struct ls_span text);
/* "en", "zh-Hant", "zh" when the script of the characters is not told, "" when unknown. */
const char *ls_language_of(struct ls_span text);

#endif
