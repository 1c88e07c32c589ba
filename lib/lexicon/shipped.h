/* The glossary that is part of the program: corpus/dict/glossary.tsv, made into a lexicon while
 * the program is built (glossary_gen.c). */
#ifndef LS_LEXICON_SHIPPED_H
#define LS_LEXICON_SHIPPED_H

#include "base/span.h"

extern const unsigned char ls_shipped_glossary_bytes[]; /* private */
extern const unsigned ls_shipped_glossary_len;          /* private */

static inline struct ls_span ls_shipped_glossary(void)
{
    return ls_span((const char *)ls_shipped_glossary_bytes, ls_shipped_glossary_len);
}

#endif
