/* An index opened for reading: checked against this program's schema, with its
 * stored cards at hand. */
#ifndef LS_STORE_INDEX_H
#define LS_STORE_INDEX_H

#include "store/card.h"
#include "store/memory.h"
#include "store/schema.h"
#include "text/stream.h"

struct ls_index; /* one for each thread: Xapian's objects cannot be shared */

/* The index's folder: db if given, else $LITSEARCH_DB, else
 * ${XDG_DATA_HOME:-~/.local/share}/litsearch/index. Borrows from the arena,
 * ends in NUL. LS_USAGE when none of these is set. */
enum ls_status ls_index_path(const char *db, struct ls_arena *arena, struct ls_span *path,
                             struct ls_error *err);

/* Opens the index at path (NUL-terminated). LS_NO_INDEX, LS_OTHER_SCHEMA,
 * LS_CORRUPT or LS_IO with a message that says what to do. */
enum ls_status ls_index_open(const char *path, struct ls_index **out, struct ls_error *err);
void ls_index_free(struct ls_index *index);

/* Reads one more index behind those there are, after the same checks; its errors name it. With n
 * of them, document d of number i (from 0) has the id (d - 1) * n + i + 1, so add them all before
 * anything is searched. After a failure the index is only good to be freed. */
enum ls_status ls_index_add(struct ls_index *index, const char *path, struct ls_error *err);

struct xap_reader *ls_index_reader(struct ls_index *index); /* borrowed */

/* Has gives_up asked now and then while anything is read; once it returned true, all reading fails
 * with LS_BUSY until the next call of this. NULL: nothing is asked. */
void ls_index_watch(struct ls_index *index, bool (*gives_up)(void *context), void *context);

/* The state of all that is read as one: the same for the same contents. Borrowed until the next
 * call on this index. */
enum ls_status ls_index_state(struct ls_index *index, struct ls_span *state, struct ls_error *err);

/* How many databases are read as one; and what the metadata of one of them (from 0) hold under a
 * key, where the reader of all knows those of the first only: borrowed until the next call. */
size_t ls_index_count(const struct ls_index *index);
enum ls_status ls_index_metadata(struct ls_index *index, size_t number, struct ls_span key,
                                 struct ls_span *value, struct ls_error *err);

/* A stored card; its spans live in the arena. */
enum ls_status ls_index_card(struct ls_index *index, uint32_t docid, struct ls_arena *arena,
                             struct ls_card *card, struct ls_error *err);
/* Where a site shows a card that ls_index_card read: where the manifest of --routes has it, else
 * base_url and the rule of site/route.h. base_url stands in the place of the index's own; absent:
 * its own. Absent when neither says anything. Lives in the arena. */
enum ls_status ls_index_url(struct ls_index *index, const struct ls_card *card,
                            struct ls_span base_url, struct ls_arena *arena, struct ls_span *url,
                            struct ls_error *err);
/* Has any card template text? */
enum ls_status ls_index_has_templates(struct ls_index *index, bool *has, struct ls_error *err);
/* Has what is read and made kept on the shelf, and taken from it: of this state
 * of the index. Borrowed until the index is freed or another one is given. NULL: none. */
void ls_index_keep_memory(struct ls_index *index, struct ls_memory_shelf *shelf);
/* For what is made of this state of the index, with all that share the shelf: borrowed as long as
 * that. NULL: nothing is kept. */
struct ls_memo *ls_index_memo(struct ls_index *index);
/* Positions of all its cards, of the shelf; NULL: there are none, or not yet. To make them takes a
 * while, and is done once for a shelf: nothing is done when there is none, or somebody else has
 * begun. */
const struct ls_positions *ls_index_positions(struct ls_index *index);
enum ls_status ls_index_make_positions(struct ls_index *index, struct ls_error *err);
/* Likewise its terms, which store/term_walk.h asks in the place of the index. */
const struct ls_term_list *ls_index_terms(const struct ls_index *index);
enum ls_status ls_index_make_terms(struct ls_index *index, struct ls_error *err);
/* The numbers of a card's template lines: borrowed until the next call on this index. */
enum ls_status ls_index_template(struct ls_index *index, uint32_t docid,
                                 struct ls_line_numbers *lines, struct ls_error *err);
/* Its token stream: borrowed until the next call on this index. */
enum ls_status ls_index_stream(struct ls_index *index, uint32_t docid, struct ls_span *stream,
                               struct ls_error *err);

#endif
