/* Rows of words that say the same → the bytes of a lexicon. */
#ifndef LS_LEXICON_BUILDER_H
#define LS_LEXICON_BUILDER_H

#include "base/arena.h"
#include "lexicon/lexicon.h"

enum { LS_LEXEME_BYTES_MAX = 1024 }; /* no analyzer makes a key of twelve places longer */

struct ls_lexicon_row;

/* An all-zero builder is empty and valid. Sticky: add freely, ask once at the end. */
struct ls_lexicon_builder {
    struct ls_arena arena;
    struct ls_lexicon_row *rows;
    size_t count;
};

void ls_lexicon_builder_free(struct ls_lexicon_builder *builder);

/* Whoever seeks the key may find the member: both lexemes, copied. A key that is the member, or has
 * more than LS_LEXICON_PLACES_MAX places, is left out, and so are an empty lexeme, one of more than
 * LS_LEXEME_BYTES_MAX bytes, and a weight that is not above 0; one above 4 counts as 4. Of a pair
 * that is added again the greater weight counts, with its source, and the cards add up. */
void ls_lexicon_builder_add(struct ls_lexicon_builder *builder, struct ls_span key,
                            struct ls_span member, double weight, enum ls_lexicon_source source,
                            uint32_t cards);

/* Appends the lexicon; the same rows in any order give the same bytes. */
enum ls_status ls_lexicon_builder_finish(struct ls_lexicon_builder *builder, struct ls_buf *out,
                                         struct ls_error *err);

#endif
