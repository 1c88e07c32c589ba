/* An index as it is open. Private to lib/store/index*.c: index.c opens it, index_cards.c reads what
 * is stored of each card, index_memory.c has what is kept and made in memory, index_url.c knows the
 * site. */
#ifndef LS_STORE_INDEX_OPEN_H
#define LS_STORE_INDEX_OPEN_H

#include "store/codec.h"
#include "store/index.h"

/* One of the databases that are read as one. */
struct ls_database {
    struct xap_reader *metadata; /* of this one alone; the first one's is the reader of all */
    struct ls_codec *codec;      /* NULL until a record is read */
    bool has_dictionary[LS_FRAME_COUNT];
    struct ls_span base_url; /* absent until asked for, then perhaps empty */
};

struct ls_index {
    struct xap_reader *reader;
    struct ls_database *databases;
    size_t count;
    struct ls_arena arena;
    struct ls_memory_shelf *shelf; /* borrowed; NULL: nothing is kept */
    struct ls_buf lines;           /* the template lines handed out last */
};

/* Reads a card's stream, whether or not it is kept: borrowed until the next call on this index. */
enum ls_status ls_index_read_stream(struct ls_index *index, uint32_t docid, struct ls_span *stream,
                                    struct ls_error *err);
/* Has what is small of a card kept, now that its stream is at hand: what is shown of it, packed,
 * and the numbers of its template lines. */
enum ls_status ls_index_keep_small(struct ls_index *index, uint32_t docid, struct ls_span stream,
                                   struct ls_error *err);

#endif
