/* Stored cards: back as they went in, and damage never worse than LS_CORRUPT. */
#include "store/codec.h"

#include "store/card_bytes.h"
#include "tests/store/sample_card.h"
#include "tests/tap.h"
#include "tests/text/random_text.h"

#include <stdlib.h>

static const struct ls_span stream_text = LS_SPAN_INIT("\x01t0\n llm 的幻觉 \n\x01"
                                                       "b1\n bias \n");

static struct ls_codec *new_codec(struct ls_dictionaries *dictionaries)
{
    struct ls_codec *codec = NULL;
    struct ls_error err;
    enum ls_status status = ls_codec_new(&codec, &err);
    for (int frame = 0; dictionaries && status == LS_OK && frame < LS_FRAME_COUNT; frame++) {
        struct ls_span dictionary = ls_buf_span(&dictionaries->frames[frame]);
        status = ls_codec_pack_with(codec, (enum ls_frame)frame, dictionary, &err);
        if (status == LS_OK) {
            status = ls_codec_unpack_with(codec, (enum ls_frame)frame, dictionary, &err);
        }
    }
    if (status != LS_OK) {
        printf("Bail out! %s\n", err.message);
        exit(1);
    }
    return codec;
}

static bool round_trips(struct ls_codec *codec, const struct ls_card *card, struct ls_span stream)
{
    struct ls_buf record = {0};
    struct ls_arena arena = {0};
    struct ls_card back;
    struct ls_span stream_back;
    struct ls_error err;
    bool same = ls_codec_pack(codec, card, stream, &record, &err) == LS_OK && !record.failed &&
                ls_codec_card(codec, ls_buf_span(&record), &arena, &back, &err) == LS_OK &&
                same_card(card, &back) &&
                ls_codec_stream(codec, ls_buf_span(&record), &stream_back, &err) == LS_OK &&
                ls_span_equal(stream, stream_back);
    /* Twice: contexts and scratch memory are used again. */
    same = same && ls_codec_card(codec, ls_buf_span(&record), &arena, &back, &err) == LS_OK &&
           same_card(card, &back);
    ls_arena_free(&arena);
    ls_buf_free(&record);
    return same;
}

/* A card that differs from the full one in one thing. */
static void test_cards(struct ls_codec *codec, const char *with)
{
    struct ls_card full = full_card(), empty = {.score = NAN}, other = full;
    tap_ok(round_trips(codec, &full, stream_text), "%s: a full card", with);
    tap_ok(round_trips(codec, &empty, LS_SPAN("")), "%s: an empty card, an empty stream", with);
    tap_ok(round_trips(codec, &empty, ls_span(NULL, 0)), "%s: no stream", with);
    other.score = NAN;
    tap_ok(round_trips(codec, &other, stream_text), "%s: no score", with);
    static const double scores[] = {0, -0.0, 10, 1e-300, INFINITY};
    for (size_t i = 0; i < sizeof scores / sizeof *scores; i++) {
        other.score = scores[i];
        tap_ok(round_trips(codec, &other, stream_text), "%s: score %g", with, scores[i]);
    }
    other = full;
    other.title_zh = LS_SPAN("");
    other.doi = ls_span(NULL, 0);
    tap_ok(round_trips(codec, &other, stream_text), "%s: empty is not absent", with);
    other = full;
    other.domain_count = other.author_count = other.section_count = 0;
    tap_ok(round_trips(codec, &other, stream_text), "%s: no lists", with);
    other = full;
    other.year = 9999;
    tap_ok(round_trips(codec, &other, stream_text), "%s: the last year", with);
    other = full;
    other.id = LS_SPAN("a\0b\xff\n");
    tap_ok(round_trips(codec, &other, LS_SPAN("\0\xff")), "%s: any bytes", with);
    static char large[3 << 20];
    memset(large, 'x', sizeof large);
    struct ls_section section = {.field = LS_FIELD_BODY, .text = {large, sizeof large}};
    other.sections = &section;
    other.section_count = 1;
    tap_ok(round_trips(codec, &other, ls_span(large, sizeof large)), "%s: three MiB", with);
}

static void test_every_field(struct ls_codec *codec)
{
    bool good = true;
    for (int field = 0; field < LS_FIELD_COUNT; field++) {
        for (int part = 0; part < LS_PART_COUNT; part++) {
            for (unsigned level = 0; level <= 6; level++) {
                struct ls_section section = {.field = (enum ls_field)field,
                                             .part = (enum ls_part)part,
                                             .level = level,
                                             .text = LS_SPAN("x"),
                                             .line = level};
                struct ls_card card = {.score = NAN, .sections = &section, .section_count = 1};
                good = good && round_trips(codec, &card, stream_text);
            }
        }
    }
    tap_ok(good, "every field, part and level");
}

static void test_appends(struct ls_codec *codec)
{
    struct ls_card card = full_card(), back;
    struct ls_buf record = {0};
    struct ls_arena arena = {0};
    struct ls_error err;
    ls_buf_add_str(&record, "before");
    tap_ok(ls_codec_pack(codec, &card, stream_text, &record, &err) == LS_OK &&
               strncmp(record.ptr, "before", 6) == 0 &&
               ls_codec_card(codec, ls_span_from(ls_buf_span(&record), 6), &arena, &back, &err) ==
                   LS_OK &&
               same_card(&card, &back),
           "a record is appended");
    ls_buf_free(&record);
    memset(back.sections, 0xff, sizeof *back.sections);
    tap_ok(strcmp(ls_arena_copy(&arena, back.id).ptr, "2024/llm.md") == 0,
           "a card does not borrow from its record");
    ls_arena_free(&arena);
}

/* ---- Damage ---- */

/* Is the answer of both halves one of the two allowed? */
static bool survives(struct ls_codec *codec, struct ls_span record, struct ls_arena *arena)
{
    struct ls_card card;
    struct ls_span stream;
    struct ls_error err = {0};
    ls_arena_reset(arena);
    enum ls_status status = ls_codec_card(codec, record, arena, &card, &err);
    bool good = status == LS_OK || (status == LS_CORRUPT && err.message[0]);
    if (status == LS_OK) {
        good = sound_card(&card);
    }
    status = ls_codec_stream(codec, record, &stream, &err);
    touch(stream);
    return good && (status == LS_OK || (status == LS_CORRUPT && !stream.ptr));
}

static void test_damaged_records(struct ls_codec *codec, const char *with)
{
    struct ls_card card = full_card(), back;
    struct ls_buf record = {0};
    struct ls_arena arena = {0};
    struct ls_error err;
    struct ls_span stream;
    bool good = ls_codec_pack(codec, &card, stream_text, &record, &err) == LS_OK;
    for (size_t len = 0; good && len < record.len; len++) {
        char *exact = malloc(len + !len); /* so that the sanitizers see one byte too many */
        memcpy(exact, record.ptr, len);
        struct ls_span cut = ls_span(exact, len);
        enum ls_status status = ls_codec_card(codec, cut, &arena, &back, &err);
        good = ls_codec_stream(codec, cut, &stream, &err) == LS_CORRUPT &&
               (status == LS_CORRUPT || (status == LS_OK && same_card(&card, &back)));
        free(exact);
        ls_arena_reset(&arena);
    }
    tap_ok(good, "%s: records cut at every length", with);
    uint32_t seed = 99;
    char *damaged = malloc(record.len);
    for (int i = 0; good && i < 20000; i++) {
        memcpy(damaged, record.ptr, record.len);
        for (uint32_t flips = 1 + random_below(&seed, 3); flips > 0; flips--) {
            uint32_t bit = random_below(&seed, (uint32_t)record.len * 8);
            damaged[bit / 8] ^= (char)(1 << bit % 8);
        }
        good = survives(codec, ls_span(damaged, record.len), &arena);
    }
    tap_ok(good, "%s: records with flipped bits", with);
    for (int i = 0; good && i < 5000; i++) {
        size_t len = random_below(&seed, (uint32_t)record.len + 1);
        for (size_t n = 0; n < len; n++) {
            damaged[n] = (char)random_next(&seed);
        }
        good = survives(codec, ls_span(damaged, len), &arena);
    }
    tap_ok(good && survives(codec, ls_span(NULL, 0), &arena), "%s: bytes that are no record", with);
    free(damaged);
    ls_arena_free(&arena);
    ls_buf_free(&record);
}

/* Below zstd, which catches most damage before the card's own reader sees any. */
static void test_damaged_bytes(void)
{
    struct ls_card card = full_card(), back;
    struct ls_buf bytes = {0};
    struct ls_arena arena = {0};
    ls_card_write(&card, &bytes);
    tap_ok(ls_card_read(ls_buf_span(&bytes), &arena, &back) && same_card(&card, &back),
           "a card's bytes");
    bool refused = true;
    for (size_t len = 0; len < bytes.len; len++) {
        char *exact = malloc(len + !len);
        memcpy(exact, bytes.ptr, len);
        refused = refused && !ls_card_read(ls_span(exact, len), &arena, &back);
        free(exact);
        ls_arena_reset(&arena);
    }
    tap_ok(refused, "cut at every length are no card");
    ls_buf_add_char(&bytes, '\0');
    tap_ok(!ls_card_read(ls_buf_span(&bytes), &arena, &back), "nor with one more");
    bytes.len--;
    uint32_t seed = 5;
    unsigned read = 0;
    bool sound = true;
    char *damaged = malloc(bytes.len);
    for (int i = 0; i < 50000; i++) {
        memcpy(damaged, bytes.ptr, bytes.len);
        for (uint32_t flips = 1 + random_below(&seed, 4); flips > 0; flips--) {
            uint32_t bit = random_below(&seed, (uint32_t)bytes.len * 8);
            damaged[bit / 8] ^= (char)(1 << bit % 8);
        }
        ls_arena_reset(&arena);
        if (ls_card_read(ls_span(damaged, bytes.len), &arena, &back)) {
            sound = sound && sound_card(&back);
            read++;
        }
    }
    tap_ok(read > 0 && read < 50000 && sound, "flipped bits give a card (%u of 50000) or none",
           read);
    free(damaged);
    ls_arena_free(&arena);
    ls_buf_free(&bytes);
}

/* ---- Dictionaries ---- */

static void sample_cards(struct ls_codec_trainer *trainer, int count)
{
    uint32_t seed = 11;
    struct ls_error err;
    bool good = true;
    for (int i = 0; i < count; i++) {
        struct ls_buf text = {0};
        for (int n = 0; n < 120; n++) {
            ls_buf_add_str(&text, random_scrap(&seed));
            ls_buf_add_str(&text, n % 5 ? " " : "大型語言模型的幻覺與偏誤 ");
        }
        struct ls_section section = {.field = LS_FIELD_BODY, .text = ls_buf_span(&text)};
        struct ls_card card = full_card();
        card.sections = &section;
        card.section_count = 1;
        good = good && ls_codec_sample(trainer, &card, ls_buf_span(&text), &err) == LS_OK;
        ls_buf_free(&text);
    }
    tap_ok(good && trainer->count == (size_t)count, "%d samples", count);
}

static size_t record_bytes(struct ls_codec *codec)
{
    struct ls_card card = full_card();
    struct ls_buf record = {0};
    struct ls_error err;
    size_t len = ls_codec_pack(codec, &card, stream_text, &record, &err) == LS_OK ? record.len : 0;
    ls_buf_free(&record);
    return len;
}

static void test_dictionaries(struct ls_codec *plain)
{
    struct ls_codec_trainer trainer = {0};
    struct ls_dictionaries dictionaries = {0};
    ls_codec_train(&trainer, &dictionaries);
    sample_cards(&trainer, 20);
    ls_codec_train(&trainer, &dictionaries);
    tap_ok(dictionaries.frames[LS_FRAME_CARD].len == 0 &&
               dictionaries.frames[LS_FRAME_STREAM].len == 0,
           "too few samples train nothing");
    ls_codec_trainer_free(&trainer);
    tap_ok(trainer.count == 0, "a trainer is empty when freed");
    sample_cards(&trainer, 400);
    ls_codec_train(&trainer, &dictionaries);
    ls_codec_trainer_free(&trainer);
    tap_ok(dictionaries.frames[LS_FRAME_CARD].len > 0 &&
               dictionaries.frames[LS_FRAME_STREAM].len > 0,
           "many train one for each kind of frame");
    struct ls_codec *codec = new_codec(&dictionaries);
    test_cards(codec, "dictionary");
    test_damaged_records(codec, "dictionary");
    size_t with = record_bytes(codec), without = record_bytes(plain);
    tap_ok(with > 0 && with < without, "records are smaller: %zu and %zu bytes", with, without);

    struct ls_card card = full_card(), back;
    struct ls_buf record = {0};
    struct ls_arena arena = {0};
    struct ls_span stream;
    struct ls_error err;
    ls_codec_pack(codec, &card, stream_text, &record, &err);
    tap_is_int(ls_codec_card(plain, ls_buf_span(&record), &arena, &back, &err), LS_CORRUPT,
               "without the dictionary no card");
    tap_is_int(ls_codec_stream(plain, ls_buf_span(&record), &stream, &err), LS_CORRUPT,
               "and no stream");
    ls_codec_free(codec);
    ls_dictionaries_free(&dictionaries);
    ls_buf_add_str(&dictionaries.frames[LS_FRAME_STREAM], "not trained by zstd, but bytes");
    codec = new_codec(&dictionaries);
    tap_ok(round_trips(codec, &card, stream_text), "any bytes are a dictionary, of one kind too");
    tap_is_int(ls_codec_card(codec, ls_buf_span(&record), &arena, &back, &err), LS_CORRUPT,
               "the wrong dictionary is none");
    ls_codec_free(codec);
    ls_dictionaries_free(&dictionaries);
    ls_buf_free(&record);
    ls_arena_free(&arena);
}

static void test_titles(void)
{
    struct ls_card card = full_card();
    const struct {
        struct ls_span *drop;
        const char *want;
    } rows[] = {
        {NULL, "Hallucination and bias"},
        {&card.title_en, "幻覺與偏誤"},
        {&card.title_zh, "LLM 的幻覺"},
        {&card.heading, "2024/llm.md"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (rows[i].drop) {
            *rows[i].drop = i % 2 ? LS_SPAN("") : ls_span(NULL, 0);
        }
        tap_ok(ls_span_equal(ls_card_title(&card), ls_span_str(rows[i].want)), "title: %s",
               rows[i].want);
    }
    tap_is_str(ls_part_name(LS_PART_NONE), "", "no part has no name");
    tap_is_str(ls_part_name(LS_PART_EXCEPTIONS), "exceptions", "a part's name");
    tap_is_str(ls_field_name(LS_FIELD_AUTHORS), "author", "a field's name");
}

int main(void)
{
    struct ls_codec *codec = new_codec(NULL);
    test_cards(codec, "plain");
    test_every_field(codec);
    test_appends(codec);
    test_damaged_records(codec, "plain");
    test_damaged_bytes();
    test_dictionaries(codec);
    test_titles();
    ls_codec_free(codec);
    ls_codec_free(NULL);
    return tap_done();
}
