#include "store/codec.h"

#include "store/card_bytes.h"

#include <stdlib.h>
#include <zdict.h>
#include <zstd.h>

enum {
    LEVEL = 3,
    /* What level 3 would look matches up by, but with tables that hold all of a dictionary. */
    DICTIONARY_LOOKUP_LOG = 17,
    DICTIONARY_MATCH_MIN = 5,
    UNPACKED_BYTES_MAX = 64 << 20, /* no card comes near; a damaged frame may claim anything */
    DICTIONARY_BYTES = 224 << 10,
    SAMPLES_MIN = 100,
};

struct ls_codec {
    ZSTD_CCtx *pack[LS_FRAME_COUNT]; /* each with its dictionary; NULL until needed */
    ZSTD_DCtx *unpack;
    ZSTD_DDict *unpack_with[LS_FRAME_COUNT];
    struct ls_buf scratch;  /* a card's bytes, or the stream that was handed out */
    struct ls_buf unmasked; /* the frame being unpacked */
};

void ls_dictionaries_free(struct ls_dictionaries *dictionaries)
{
    for (int frame = 0; frame < LS_FRAME_COUNT; frame++) {
        ls_buf_free(&dictionaries->frames[frame]);
    }
}

enum ls_status ls_codec_new(struct ls_codec **out, struct ls_error *err)
{
    *out = calloc(1, sizeof **out);
    return *out ? LS_OK : ls_fail_memory(err);
}

static ZSTD_CCtx *new_pack(struct ls_span dictionary)
{
    ZSTD_CCtx *pack = ZSTD_createCCtx();
    size_t done = pack ? ZSTD_CCtx_setParameter(pack, ZSTD_c_compressionLevel, LEVEL) : 0;
    if (pack && dictionary.len > 0) {
        ZSTD_CCtx_setParameter(pack, ZSTD_c_strategy, ZSTD_dfast);
        ZSTD_CCtx_setParameter(pack, ZSTD_c_hashLog, DICTIONARY_LOOKUP_LOG);
        ZSTD_CCtx_setParameter(pack, ZSTD_c_chainLog, DICTIONARY_LOOKUP_LOG);
        ZSTD_CCtx_setParameter(pack, ZSTD_c_minMatch, DICTIONARY_MATCH_MIN);
        done = ZSTD_CCtx_loadDictionary(pack, dictionary.ptr, dictionary.len);
    }
    if (ZSTD_isError(done)) {
        ZSTD_freeCCtx(pack);
        pack = NULL;
    }
    return pack;
}

enum ls_status ls_codec_pack_with(struct ls_codec *codec, enum ls_frame frame,
                                  struct ls_span dictionary, struct ls_error *err)
{
    ZSTD_freeCCtx(codec->pack[frame]);
    codec->pack[frame] = new_pack(dictionary);
    return codec->pack[frame] ? LS_OK : ls_fail_memory(err);
}

enum ls_status ls_codec_unpack_with(struct ls_codec *codec, enum ls_frame frame,
                                    struct ls_span dictionary, struct ls_error *err)
{
    ZSTD_freeDDict(codec->unpack_with[frame]);
    codec->unpack_with[frame] =
        dictionary.len > 0 ? ZSTD_createDDict(dictionary.ptr, dictionary.len) : NULL;
    return dictionary.len == 0 || codec->unpack_with[frame] ? LS_OK : ls_fail_memory(err);
}

void ls_codec_free(struct ls_codec *codec)
{
    if (!codec) {
        return;
    }
    for (int frame = 0; frame < LS_FRAME_COUNT; frame++) {
        ZSTD_freeCCtx(codec->pack[frame]);
        ZSTD_freeDDict(codec->unpack_with[frame]);
    }
    ZSTD_freeDCtx(codec->unpack);
    ls_buf_free(&codec->scratch);
    ls_buf_free(&codec->unmasked);
    free(codec);
}

/* XORs bytes with a pad that evens out how often each byte occurs. Xapian would
 * deflate a record for the few percent that zstd leaves, and every read would
 * have to inflate it again; what looks random it stores as it is. */
static void mask(char *bytes, size_t len)
{
    static const uint64_t pad[8] = {
        0x9e3779b97f4a7c15u, 0xf39cc0605cedc834u, 0x1082276bf3a27251u, 0xf86c6a11d0c18e95u,
        0x2767f0b153d27b7fu, 0x0347045b5bf1827fu, 0x01886f0928403002u, 0xc1d64ba40f335e36u,
    };
    size_t blocks = len / sizeof *pad;
    for (size_t i = 0; i < blocks; i++, bytes += sizeof *pad) {
        uint64_t block;
        memcpy(&block, bytes, sizeof block);
        block ^= pad[i % 8];
        memcpy(bytes, &block, sizeof block);
    }
    const unsigned char *rest = (const unsigned char *)&pad[blocks % 8];
    for (size_t i = 0; i < len % sizeof *pad; i++) {
        bytes[i] = (char)((unsigned char)bytes[i] ^ rest[i]);
    }
}

/* Appends bytes as one frame. */
static enum ls_status pack(struct ls_codec *codec, enum ls_frame frame, struct ls_span bytes,
                           struct ls_buf *out, struct ls_error *err)
{
    size_t bound = ZSTD_compressBound(bytes.len);
    char *room = ls_buf_reserve(out, bound);
    if (!room || (!codec->pack[frame] && !(codec->pack[frame] = new_pack(ls_span(NULL, 0))))) {
        return ls_fail_memory(err);
    }
    size_t len = ZSTD_compress2(codec->pack[frame], room, bound, bytes.ptr, bytes.len);
    if (ZSTD_isError(len)) {
        return ls_fail(err, LS_INTERNAL, "cannot pack a card: %s", ZSTD_getErrorName(len));
    }
    mask(room, len);
    out->len += len;
    return LS_OK;
}

enum ls_status ls_codec_pack(struct ls_codec *codec, const struct ls_card *card,
                             struct ls_span stream, struct ls_buf *record, struct ls_error *err)
{
    struct ls_buf packed = {0};
    ls_buf_clear(&codec->scratch);
    ls_card_write(card, &codec->scratch);
    enum ls_status status =
        codec->scratch.failed
            ? ls_fail_memory(err)
            : pack(codec, LS_FRAME_CARD, ls_buf_span(&codec->scratch), &packed, err);
    if (status == LS_OK) {
        ls_buf_add_varint(record, packed.len);
        ls_buf_add_span(record, ls_buf_span(&packed));
        status = pack(codec, LS_FRAME_STREAM, stream, record, err);
    }
    ls_buf_free(&packed);
    return status;
}

static enum ls_status fail_record(struct ls_error *err)
{
    return ls_fail(err, LS_CORRUPT, "a stored card is damaged: rebuild the index");
}

enum ls_status ls_codec_split(struct ls_span record, struct ls_span frames[LS_FRAME_COUNT],
                              struct ls_error *err)
{
    uint64_t card_len;
    if (!ls_varint_take(&record, &card_len) || card_len > record.len) {
        return fail_record(err);
    }
    frames[LS_FRAME_CARD] = ls_span(record.ptr, card_len);
    frames[LS_FRAME_STREAM] = ls_span_from(record, card_len);
    return LS_OK;
}

/* Unmasks a frame into codec->unmasked and says how large it unpacks. */
static enum ls_status open_frame(struct ls_codec *codec, struct ls_span masked, size_t *size,
                                 struct ls_error *err)
{
    ls_buf_clear(&codec->unmasked);
    ls_buf_add_span(&codec->unmasked, masked);
    if (codec->unmasked.failed) {
        return ls_fail_memory(err);
    }
    mask(codec->unmasked.ptr, masked.len);
    unsigned long long claimed = ZSTD_getFrameContentSize(codec->unmasked.ptr, masked.len);
    if (claimed == ZSTD_CONTENTSIZE_UNKNOWN || claimed == ZSTD_CONTENTSIZE_ERROR ||
        claimed > UNPACKED_BYTES_MAX) {
        return fail_record(err);
    }
    *size = (size_t)claimed;
    return codec->unpack || (codec->unpack = ZSTD_createDCtx()) ? LS_OK : ls_fail_memory(err);
}

/* Unpacks codec->unmasked into room for its size. */
static enum ls_status unpack(struct ls_codec *codec, enum ls_frame frame, char *room, size_t size,
                             struct ls_error *err)
{
    const struct ls_buf *packed = &codec->unmasked;
    size_t len = codec->unpack_with[frame]
                     ? ZSTD_decompress_usingDDict(codec->unpack, room, size, packed->ptr,
                                                  packed->len, codec->unpack_with[frame])
                     : ZSTD_decompressDCtx(codec->unpack, room, size, packed->ptr, packed->len);
    return ZSTD_isError(len) || len != size ? fail_record(err) : LS_OK;
}

enum ls_status ls_codec_card_bytes(struct ls_codec *codec, struct ls_span frame,
                                   struct ls_arena *arena, struct ls_span *bytes,
                                   struct ls_error *err)
{
    size_t size = 0;
    *bytes = ls_span(NULL, 0);
    enum ls_status status = open_frame(codec, frame, &size, err);
    char *room = status == LS_OK ? ls_arena_bytes(arena, size + 1) : NULL;
    if (status == LS_OK && !room) {
        status = ls_fail_memory(err);
    }
    if (status == LS_OK) {
        status = unpack(codec, LS_FRAME_CARD, room, size, err);
    }
    if (status == LS_OK) {
        *bytes = ls_span(room, size);
    }
    return status;
}

enum ls_status ls_codec_card_of(struct ls_span bytes, struct ls_arena *arena, struct ls_card *card,
                                struct ls_error *err)
{
    bool is_card = ls_card_read(bytes, arena, card);
    return is_card ? LS_OK : arena->failed ? ls_fail_memory(err) : fail_record(err);
}

enum ls_status ls_codec_card(struct ls_codec *codec, struct ls_span record, struct ls_arena *arena,
                             struct ls_card *card, struct ls_error *err)
{
    *card = (struct ls_card){0};
    struct ls_span frames[LS_FRAME_COUNT];
    struct ls_span bytes;
    enum ls_status status = ls_codec_split(record, frames, err);
    if (status == LS_OK) {
        status = ls_codec_card_bytes(codec, frames[LS_FRAME_CARD], arena, &bytes, err);
    }
    return status == LS_OK ? ls_codec_card_of(bytes, arena, card, err) : status;
}

enum ls_status ls_codec_stream(struct ls_codec *codec, struct ls_span record,
                               struct ls_span *stream, struct ls_error *err)
{
    *stream = ls_span(NULL, 0);
    struct ls_span frames[LS_FRAME_COUNT];
    size_t size = 0;
    enum ls_status status = ls_codec_split(record, frames, err);
    if (status == LS_OK) {
        status = open_frame(codec, frames[LS_FRAME_STREAM], &size, err);
    }
    if (status == LS_OK) {
        ls_buf_clear(&codec->scratch);
        status = ls_buf_reserve(&codec->scratch, size)
                     ? unpack(codec, LS_FRAME_STREAM, codec->scratch.ptr, size, err)
                     : ls_fail_memory(err);
    }
    if (status == LS_OK) {
        *stream = ls_span(codec->scratch.ptr, size);
    }
    return status;
}

static bool add_sample(struct ls_codec_trainer *trainer, enum ls_frame frame, size_t len)
{
    size_t *grown = realloc(trainer->sizes[frame], (trainer->count + 1) * sizeof *grown);
    if (!grown) {
        return false;
    }
    grown[trainer->count] = len;
    trainer->sizes[frame] = grown;
    return !trainer->samples[frame].failed;
}

enum ls_status ls_codec_sample(struct ls_codec_trainer *trainer, const struct ls_card *card,
                               struct ls_span stream, struct ls_error *err)
{
    size_t before = trainer->samples[LS_FRAME_CARD].len;
    ls_card_write(card, &trainer->samples[LS_FRAME_CARD]);
    ls_buf_add_span(&trainer->samples[LS_FRAME_STREAM], stream);
    bool added = add_sample(trainer, LS_FRAME_CARD, trainer->samples[LS_FRAME_CARD].len - before) &&
                 add_sample(trainer, LS_FRAME_STREAM, stream.len);
    trainer->count += added;
    return added ? LS_OK : ls_fail_memory(err);
}

static void train_frame(const struct ls_codec_trainer *trainer, enum ls_frame frame,
                        struct ls_buf *dictionary)
{
    char *room = ls_buf_reserve(dictionary, DICTIONARY_BYTES);
    if (!room) {
        return;
    }
    size_t len = ZDICT_trainFromBuffer(room, DICTIONARY_BYTES, trainer->samples[frame].ptr,
                                       trainer->sizes[frame], (unsigned)trainer->count);
    if (!ZDICT_isError(len)) {
        dictionary->len += len;
    }
}

void ls_codec_train(const struct ls_codec_trainer *trainer, struct ls_dictionaries *dictionaries)
{
    for (int frame = 0; trainer->count >= SAMPLES_MIN && frame < LS_FRAME_COUNT; frame++) {
        train_frame(trainer, (enum ls_frame)frame, &dictionaries->frames[frame]);
    }
}

void ls_codec_trainer_free(struct ls_codec_trainer *trainer)
{
    for (int frame = 0; frame < LS_FRAME_COUNT; frame++) {
        ls_buf_free(&trainer->samples[frame]);
        free(trainer->sizes[frame]);
    }
    *trainer = (struct ls_codec_trainer){0};
}
