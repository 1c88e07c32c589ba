#include "query/glossary.h"

#include "lexicon/learned.h"
#include "query/answer/session.h"
#include "query/render/display.h"
#include "query/render/json_text.h"

#include <stdlib.h>

struct listing {
    const struct ls_request *request;
    struct ls_arena *arena;
    struct ls_analyzer *analyzer;
    struct ls_buf wanted; /* the lexeme of the request's words; empty: all pairs */
    struct ls_buf lexeme; /* of the side at hand, between spaces */
    struct ls_learned pairs;
};

/* ---- of several indexes ---- */

static int compare_texts(const void *a, const void *b)
{
    const struct ls_learned_pair *one = a;
    const struct ls_learned_pair *other = b;
    int order = (int)one->source - (int)other->source;
    order = order ? order : ls_span_compare(one->left, other->left);
    return order ? order : ls_span_compare(one->right, other->right);
}

static int compare_ranks(const void *a, const void *b)
{
    return ls_learned_compare(a, b);
}

static uint32_t sum_of(uint32_t a, uint32_t b)
{
    return a > UINT32_MAX - b ? UINT32_MAX : a + b;
}

/* Makes one of the pairs that are written alike. */
static void join(struct ls_learned *pairs)
{
    size_t count = 0;
    if (pairs->count > 0) {
        qsort(pairs->pairs, pairs->count, sizeof *pairs->pairs, compare_texts);
    }
    for (size_t i = 0; i < pairs->count; i++) {
        struct ls_learned_pair *pair = &pairs->pairs[i];
        struct ls_learned_pair *last = count > 0 ? &pairs->pairs[count - 1] : NULL;
        if (last && compare_texts(last, pair) == 0) {
            last->cards = sum_of(last->cards, pair->cards);
            last->occurrences = sum_of(last->occurrences, pair->occurrences);
            last->weight = last->weight > pair->weight ? last->weight : pair->weight;
        } else {
            pairs->pairs[count++] = *pair;
        }
    }
    pairs->count = count;
}

/* ---- those that have the words ---- */

static enum ls_status set_lexeme(struct listing *listing, struct ls_span text, struct ls_error *err)
{
    size_t places;
    ls_buf_clear(&listing->lexeme);
    ls_buf_add_char(&listing->lexeme, ' ');
    enum ls_status status = ls_lexeme_add(&listing->lexeme, listing->analyzer, text, &places, err);
    ls_buf_add_char(&listing->lexeme, ' ');
    return status == LS_OK && listing->lexeme.failed ? ls_fail_memory(err) : status;
}

/* Does the side have a word of the request: a stem whole, Chinese within a run? */
static bool has_word(const struct listing *listing, struct ls_span word)
{
    struct ls_span side = ls_buf_span(&listing->lexeme);
    bool is_latin = (unsigned char)word.ptr[0] < 0x80;
    for (size_t at = 1; at + word.len < side.len; at++) {
        bool is_here = memcmp(side.ptr + at, word.ptr, word.len) == 0;
        bool is_whole = side.ptr[at - 1] == ' ' && side.ptr[at + word.len] == ' ';
        if (is_here && (!is_latin || is_whole)) {
            return true;
        }
    }
    return false;
}

static bool has_all(const struct listing *listing)
{
    struct ls_span rest = ls_buf_span(&listing->wanted);
    bool has = true;
    while (has && rest.len > 0) {
        const char *space = memchr(rest.ptr, ' ', rest.len);
        struct ls_span word = ls_span(rest.ptr, space ? (size_t)(space - rest.ptr) : rest.len);
        has = has_word(listing, word);
        rest = ls_span_from(rest, word.len + 1);
    }
    return has;
}

static enum ls_status sift(struct listing *listing, struct ls_error *err)
{
    struct ls_learned *pairs = &listing->pairs;
    enum ls_status status = LS_OK;
    size_t count = 0;
    for (size_t i = 0; status == LS_OK && i < pairs->count; i++) {
        status = set_lexeme(listing, pairs->pairs[i].left, err);
        bool has = status == LS_OK && has_all(listing);
        if (status == LS_OK && !has) {
            status = set_lexeme(listing, pairs->pairs[i].right, err);
            has = status == LS_OK && has_all(listing);
        }
        pairs->pairs[count] = pairs->pairs[i];
        count += has;
    }
    pairs->count = count;
    return status;
}

/* ---- reading ---- */

static enum ls_status add_index(struct listing *listing, struct ls_index *index, size_t number,
                                struct ls_error *err)
{
    struct ls_span kept;
    struct ls_learned learned = {0};
    enum ls_status status = ls_index_metadata(index, number, LS_SPAN(LS_META_GLOSSARY), &kept, err);
    struct ls_span bytes = status == LS_OK ? ls_arena_copy(listing->arena, kept) : kept;
    if (status == LS_OK) {
        status = ls_learned_read(bytes, listing->arena, &learned, err);
    }
    for (size_t i = 0; status == LS_OK && i < learned.count; i++) {
        struct ls_learned_pair *pair =
            LS_ARENA_PUSH(listing->arena, listing->pairs.pairs, &listing->pairs.count);
        if (pair) {
            *pair = learned.pairs[i];
        }
    }
    return status == LS_OK && listing->arena->failed ? ls_fail_memory(err) : status;
}

static enum ls_status read_pairs(void *context, struct ls_index *index, struct ls_error *err)
{
    struct listing *listing = context;
    listing->pairs = (struct ls_learned){0};
    enum ls_status status = LS_OK;
    for (size_t i = 0; status == LS_OK && i < ls_index_count(index); i++) {
        status = add_index(listing, index, i, err);
    }
    return status;
}

/* Leaves the words of the request in wanted. */
static enum ls_status read_words(struct listing *listing, struct ls_error *err)
{
    struct ls_span text = ls_span_trim(listing->request->text);
    size_t places = 0;
    enum ls_status status = ls_analyzer_new(&listing->analyzer, err);
    if (status == LS_OK && text.len > 0) {
        status = ls_lexeme_add(&listing->wanted, listing->analyzer, text, &places, err);
    }
    if (status == LS_OK && text.len > 0 && places == 0) {
        status = ls_fail(err, LS_USAGE, "--glossary: no word in what to look for");
    }
    return status;
}

/* ---- writing ---- */

static const char *kind_of(const struct ls_learned_pair *pair)
{
    return ls_lexicon_source_name(pair->source);
}

static void add_text(const struct ls_learned_pair *pair, struct ls_buf *out)
{
    ls_display_add(out, pair->left);
    ls_buf_add_str(out, " = ");
    ls_display_add(out, pair->right);
    ls_buf_printf(out, "  %s", kind_of(pair));
    if (pair->source != LS_LEXICON_USER) {
        ls_buf_printf(out, ", %u card%s", pair->cards, pair->cards == 1 ? "" : "s");
    }
    ls_buf_add_char(out, '\n');
}

static void add_tsv(const struct ls_learned_pair *pair, struct ls_buf *out)
{
    ls_display_add(out, pair->left);
    ls_buf_add_char(out, '\t');
    ls_display_add(out, pair->right);
    ls_buf_printf(out, "\t%s\t%u\t%u\t", kind_of(pair), pair->cards, pair->occurrences);
    ls_json_add_number(out, pair->weight);
    ls_buf_add_char(out, '\n');
}

static void add_json(const struct ls_learned_pair *pair, struct ls_buf *out)
{
    ls_buf_add_str(out, "{\"left\":");
    ls_json_add_text(out, pair->left);
    ls_buf_add_str(out, ",\"right\":");
    ls_json_add_text(out, pair->right);
    ls_buf_printf(out,
                  ",\"kind\":\"%s\",\"cards\":%u,\"occurrences\":%u,\"weight\":", kind_of(pair),
                  pair->cards, pair->occurrences);
    ls_json_add_number(out, pair->weight);
    ls_buf_add_char(out, '}');
}

static void add_json_line(const struct ls_learned_pair *pair, struct ls_buf *out)
{
    add_json(pair, out);
    ls_buf_add_char(out, '\n');
}

/* By format; those that come later have none. */
static const struct form {
    const char *head;
    void (*add)(const struct ls_learned_pair *pair, struct ls_buf *out);
    const char *between;
    const char *foot;
} forms[] = {
    [LS_QUERY_FORMAT_TEXT] = {"", add_text, "", ""},
    [LS_QUERY_FORMAT_JSON] = {"", add_json, ",", "]}\n"},
    [LS_QUERY_FORMAT_JSONL] = {"", add_json_line, "", ""},
    [LS_QUERY_FORMAT_TSV] = {"left\tright\tkind\tcards\toccurrences\tweight\n", add_tsv, "", ""},
};

static void render(const struct listing *listing, struct ls_buf *out)
{
    const struct ls_request *request = listing->request;
    const struct form *form = &forms[request->format];
    size_t total = listing->pairs.count;
    size_t first = request->window.offset < total ? request->window.offset : total;
    size_t shown = total - first < request->window.limit ? total - first : request->window.limit;
    if (request->count_only) {
        ls_buf_printf(out, "%zu\n", total);
        return;
    }
    if (request->format == LS_QUERY_FORMAT_JSON) {
        ls_buf_printf(out, "{\"version\":1,\"total\":%zu,\"pairs\":[", total);
    }
    ls_buf_add_str(out, form->head);
    for (size_t i = 0; i < shown; i++) {
        ls_buf_add_str(out, i > 0 ? form->between : "");
        form->add(&listing->pairs.pairs[first + i], out);
    }
    ls_buf_add_str(out, form->foot);
}

/* A person is told; a program sees it. */
static enum ls_status fail_empty(const struct listing *listing, struct ls_error *err)
{
    bool is_said = listing->request->count_only || listing->request->format != LS_QUERY_FORMAT_TEXT;
    return is_said ? LS_NOTHING_FOUND
                   : ls_fail(err, LS_NOTHING_FOUND,
                             "the cards and glossaries of the index say of no words%s that they "
                             "are the same",
                             listing->wanted.len > 0 ? " like these" : "");
}

enum ls_status ls_glossary_show(const struct ls_request *request, struct ls_arena *arena,
                                struct ls_buf *out, struct ls_error *err)
{
    struct listing listing = {.request = request, .arena = arena};
    struct ls_session *session = NULL;
    if ((size_t)request->format >= sizeof forms / sizeof *forms) {
        return ls_fail(err, LS_USAGE, "--glossary has the formats text, json, jsonl and tsv");
    }
    enum ls_status status = read_words(&listing, err);
    if (status == LS_OK) {
        status = ls_session_open(request->dbs, request->db_count, &session, err);
    }
    if (status == LS_OK) {
        status = ls_session_run(session, read_pairs, &listing, err);
    }
    if (status == LS_OK && listing.wanted.len > 0) {
        status = sift(&listing, err);
    }
    if (status == LS_OK) {
        join(&listing.pairs);
        if (listing.pairs.count > 0) {
            qsort(listing.pairs.pairs, listing.pairs.count, sizeof *listing.pairs.pairs,
                  compare_ranks);
        }
        render(&listing, out);
        status = listing.pairs.count > 0 ? LS_OK : fail_empty(&listing, err);
    }
    ls_session_free(session);
    ls_buf_free(&listing.wanted);
    ls_buf_free(&listing.lexeme);
    ls_analyzer_free(listing.analyzer);
    return status;
}
