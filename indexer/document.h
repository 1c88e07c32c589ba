/* struct ls_card → Xapian document. */
#ifndef LS_INDEXER_DOCUMENT_H
#define LS_INDEXER_DOCUMENT_H

#include "indexer/templates.h"
#include "store/codec.h"
#include "store/schema.h"
#include "text/analyzer.h"

/* Makes documents one after another; keeps its memory. One for each thread. */
struct ls_document_maker;

enum ls_status ls_document_maker_new(struct ls_codec *codec, struct ls_document_maker **out,
                                     struct ls_error *err);
void ls_document_maker_free(struct ls_document_maker *maker);

/* Which sentences are template from now on; borrowed. NULL: none. */
void ls_document_maker_use(struct ls_document_maker *maker, const struct ls_templates *templates);

/* The card's sentences: borrowed until the next call. */
enum ls_status ls_document_read(struct ls_document_maker *maker, const struct ls_card *card,
                                const struct ls_reading **reading, struct ls_error *err);

/* The card's token stream alone, for training the codec: borrowed until the next call. */
enum ls_status ls_document_stream(struct ls_document_maker *maker, const struct ls_card *card,
                                  struct ls_span *stream, struct ls_error *err);

/* The whole document; source goes to LS_SLOT_SOURCE. The caller frees *out. */
enum ls_status ls_document_make(struct ls_document_maker *maker, const struct ls_card *card,
                                struct ls_span source, struct xap_document **out,
                                struct ls_error *err);

#endif
