#include "indexer/teach.h"

#include "base/hash.h"
#include "indexer/learn/learn.h"
#include "indexer/origins.h"
#include "lexicon/builder.h"
#include "store/index.h"

#include <stdlib.h>

/* ---- cards in an order of their own ---- */

struct place {
    uint64_t hash; /* of the card's id */
    uint32_t docid;
};

struct places {
    struct ls_arena *arena;
    struct place *items;
    size_t count;
};

static int compare_places(const void *a, const void *b)
{
    const struct place *one = a;
    const struct place *other = b;
    if (one->hash != other->hash) {
        return one->hash < other->hash ? -1 : 1;
    }
    return (one->docid > other->docid) - (one->docid < other->docid);
}

/* FNV's high bits hardly see the last bytes. */
static uint64_t mix(uint64_t hash)
{
    hash ^= hash >> 32;
    hash *= 0x9e3779b97f4a7c15u;
    return hash ^ hash >> 29;
}

static enum ls_status add_place(void *context, uint32_t docid, const struct ls_origin *origin,
                                struct ls_error *err)
{
    struct places *places = context;
    struct place *place = LS_ARENA_PUSH(places->arena, places->items, &places->count);
    if (!place) {
        return ls_fail_memory(err);
    }
    *place = (struct place){.hash = mix(ls_hash64(LS_HASH64_START, origin->id)), .docid = docid};
    return LS_OK;
}

/* All cards in the order of a hash of their ids: whoever takes the first takes an even sample, and
 * the same one whatever documents they are in. */
static enum ls_status list_places(struct xap_reader *reader, struct places *places,
                                  struct ls_error *err)
{
    enum ls_status status = ls_origins_each(reader, add_place, places, err);
    if (places->count > 0) {
        qsort(places->items, places->count, sizeof *places->items, compare_places);
    }
    return status;
}

/* ---- what the cards teach ---- */

static enum ls_status teach_cards(struct ls_index *index, struct ls_learner *learner,
                                  const struct places *places, struct ls_error *err)
{
    struct ls_arena arena = {0};
    enum ls_status status = LS_OK;
    bool more = true;
    for (size_t i = 0; status == LS_OK && more && i < places->count; i++) {
        struct ls_card card;
        ls_arena_reset(&arena);
        status = ls_index_card(index, places->items[i].docid, &arena, &card, err);
        if (status == LS_OK) {
            status = ls_learner_add(learner, &card, &more, err);
        }
    }
    ls_arena_free(&arena);
    return status;
}

static enum ls_status learn(struct ls_index *index, struct ls_arena *arena,
                            struct ls_learned *learned, struct ls_error *err)
{
    struct ls_learner *learner = NULL;
    struct ls_arena scratch = {0};
    struct places places = {.arena = &scratch};
    enum ls_status status = list_places(ls_index_reader(index), &places, err);
    if (status == LS_OK) {
        status = ls_learner_new(&learner, err);
    }
    if (status == LS_OK) {
        status = teach_cards(index, learner, &places, err);
    }
    if (status == LS_OK) {
        status = ls_learner_finish(learner, arena, learned, err);
    }
    ls_learner_free(learner);
    ls_arena_free(&scratch);
    return status;
}

/* What the cards taught before. */
static enum ls_status read_known(struct ls_index *index, struct ls_arena *arena,
                                 struct ls_learned *learned, struct ls_error *err)
{
    struct ls_span value;
    enum ls_status status =
        ls_schema_read(ls_index_reader(index), LS_SPAN(LS_META_GLOSSARY), &value, err);
    value = status == LS_OK ? ls_arena_copy(arena, value) : value;
    if (status == LS_OK) {
        status = value.ptr ? ls_learned_read(value, arena, learned, err) : ls_fail_memory(err);
    }
    size_t count = 0;
    for (size_t i = 0; i < learned->count; i++) {
        learned->pairs[count] = learned->pairs[i];
        count += learned->pairs[i].source != LS_LEXICON_USER;
    }
    learned->count = count;
    return status;
}

/* ---- the lexicon ---- */

static enum ls_status add_pair(const struct ls_learned_pair *pair, struct ls_analyzer *analyzer,
                               struct ls_lexicon_builder *builder, struct ls_buf *lexemes,
                               struct ls_error *err)
{
    size_t places;
    ls_buf_clear(lexemes);
    enum ls_status status = ls_lexeme_add(lexemes, analyzer, pair->left, &places, err);
    size_t border = lexemes->len;
    if (status == LS_OK) {
        status = ls_lexeme_add(lexemes, analyzer, pair->right, &places, err);
    }
    if (status == LS_OK) {
        struct ls_span left = ls_span(lexemes->ptr, border);
        struct ls_span right = ls_span_from(ls_buf_span(lexemes), border);
        ls_lexicon_builder_add(builder, left, right, pair->weight, pair->source, pair->cards);
        ls_lexicon_builder_add(builder, right, left, pair->weight, pair->source, pair->cards);
    }
    return status;
}

static enum ls_status build(const struct ls_learned *learned, struct ls_glossaries *glossaries,
                            struct ls_analyzer *analyzer, struct ls_arena *arena,
                            struct ls_buf *lexicon, struct ls_error *err)
{
    struct ls_lexicon_builder builder = {0};
    struct ls_buf lexemes = {0};
    enum ls_status status = LS_OK;
    for (size_t i = 0; status == LS_OK && i < learned->count; i++) {
        status = add_pair(&learned->pairs[i], analyzer, &builder, &lexemes, err);
    }
    if (status == LS_OK) {
        status = ls_glossaries_add(glossaries, analyzer, &builder, arena, err);
    }
    if (status == LS_OK && learned->count + glossaries->count > 0) {
        status = ls_lexicon_builder_finish(&builder, lexicon, err);
    }
    ls_buf_free(&lexemes);
    ls_lexicon_builder_free(&builder);
    return status;
}

/* The pairs for the listing: those of the cards and the user's. */
static enum ls_status list(const struct ls_learned *learned, const struct ls_glossaries *glossaries,
                           struct ls_arena *arena, struct ls_buf *out, struct ls_error *err)
{
    struct ls_learned all = {0};
    size_t room = learned->count + glossaries->pair_count;
    all.pairs = ls_arena_array(arena, room + 1, sizeof *all.pairs);
    if (!all.pairs) {
        return ls_fail_memory(err);
    }
    for (size_t i = 0; i < glossaries->pair_count; i++) {
        all.pairs[all.count++] = glossaries->pairs[i];
    }
    for (size_t i = 0; i < learned->count; i++) {
        all.pairs[all.count++] = learned->pairs[i];
    }
    if (all.count > 0) {
        ls_learned_write(&all, out);
    }
    return out->failed ? ls_fail_memory(err) : LS_OK;
}

enum ls_status ls_teach(const char *path, struct ls_glossaries *glossaries, bool from_cards,
                        struct ls_metadata *metadata, size_t *pairs, struct ls_error *err)
{
    struct ls_index *index = NULL;
    struct ls_analyzer *analyzer = NULL;
    struct ls_arena arena = {0};
    struct ls_learned learned = {0};
    struct ls_buf lexicon = {0};
    struct ls_buf listing = {0};
    enum ls_status status = ls_index_open(path, &index, err);
    if (status == LS_OK) {
        status = from_cards ? learn(index, &arena, &learned, err)
                            : read_known(index, &arena, &learned, err);
    }
    if (status == LS_OK) {
        status = ls_analyzer_new(&analyzer, err);
    }
    if (status == LS_OK) {
        status = build(&learned, glossaries, analyzer, &arena, &lexicon, err);
    }
    if (status == LS_OK) {
        status = list(&learned, glossaries, &arena, &listing, err);
    }
    if (status == LS_OK) {
        *pairs = from_cards ? learned.count : *pairs;
        ls_metadata_set(metadata, LS_SPAN(LS_META_LEXICON), ls_buf_span(&lexicon));
        ls_metadata_set(metadata, LS_SPAN(LS_META_GLOSSARY), ls_buf_span(&listing));
    }
    ls_buf_free(&listing);
    ls_buf_free(&lexicon);
    ls_analyzer_free(analyzer);
    ls_arena_free(&arena);
    ls_index_free(index);
    return status;
}
