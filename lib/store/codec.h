/* What the index stores of each card: two zstd frames, the card for display and
 * its token stream for adjacency, so that a check unpacks only the stream. In a
 * large index both are packed with dictionaries trained on some of its cards,
 * which halves them. */
#ifndef LS_STORE_CODEC_H
#define LS_STORE_CODEC_H

#include "base/buf.h"
#include "store/card.h"

struct ls_codec; /* one for each thread */

enum ls_frame { LS_FRAME_CARD, LS_FRAME_STREAM, LS_FRAME_COUNT };

enum ls_status ls_codec_new(struct ls_codec **out, struct ls_error *err);
void ls_codec_free(struct ls_codec *codec);

/* What frames of a kind are packed and unpacked with from now on; empty: with nothing. Both sides
 * must agree. The bytes need not outlive the call. */
enum ls_status ls_codec_pack_with(struct ls_codec *codec, enum ls_frame frame,
                                  struct ls_span dictionary, struct ls_error *err);
enum ls_status ls_codec_unpack_with(struct ls_codec *codec, enum ls_frame frame,
                                    struct ls_span dictionary, struct ls_error *err);

/* Appends the record of a card and its stream. */
enum ls_status ls_codec_pack(struct ls_codec *codec, const struct ls_card *card,
                             struct ls_span stream, struct ls_buf *record, struct ls_error *err);

/* The two frames of a record, which they borrow; LS_CORRUPT when it is none. */
enum ls_status ls_codec_split(struct ls_span record, struct ls_span frames[LS_FRAME_COUNT],
                              struct ls_error *err);
/* The bytes of the card (store/card_bytes.h) whose frame this is, in the arena; and the card whose
 * bytes they are: its spans borrow them, its arrays are the arena's. LS_CORRUPT. */
enum ls_status ls_codec_card_bytes(struct ls_codec *codec, struct ls_span frame,
                                   struct ls_arena *arena, struct ls_span *bytes,
                                   struct ls_error *err);
enum ls_status ls_codec_card_of(struct ls_span bytes, struct ls_arena *arena, struct ls_card *card,
                                struct ls_error *err);

/* The card of a record; its spans live in the arena. LS_CORRUPT when it is none. */
enum ls_status ls_codec_card(struct ls_codec *codec, struct ls_span record, struct ls_arena *arena,
                             struct ls_card *card, struct ls_error *err);

/* Its stream: borrowed until the next call on this codec. */
enum ls_status ls_codec_stream(struct ls_codec *codec, struct ls_span record,
                               struct ls_span *stream, struct ls_error *err);

/* What a large index's frames are packed with, each kind with its own; empty in a small one. */
struct ls_dictionaries {
    struct ls_buf frames[LS_FRAME_COUNT];
};
void ls_dictionaries_free(struct ls_dictionaries *dictionaries);

/* Samples for dictionaries: of each card its two parts, unpacked. */
struct ls_codec_trainer {
    struct ls_buf samples[LS_FRAME_COUNT];
    size_t *sizes[LS_FRAME_COUNT];
    size_t count;
};
enum ls_status ls_codec_sample(struct ls_codec_trainer *trainer, const struct ls_card *card,
                               struct ls_span stream, struct ls_error *err);
/* Fills the dictionaries; they stay empty when the samples are too few or too small. */
void ls_codec_train(const struct ls_codec_trainer *trainer, struct ls_dictionaries *dictionaries);
void ls_codec_trainer_free(struct ls_codec_trainer *trainer);

#endif
