#include "indexer/document.h"

#include "indexer/terms.h"
#include "text/fold.h"
#include "text/stream.h"

#include <math.h>
#include <stdlib.h>

/* How much one occurrence counts, and where a text stands in the stream. */
static const struct {
    char code;
    uint32_t wdf_inc;
} fields[LS_FIELD_COUNT] = {
#define X(name, query_name, stream_code, wdf) [LS_FIELD_##name] = {stream_code, wdf},
    LS_FIELD_TABLE(X)
#undef X
};

struct ls_document_maker {
    struct ls_codec *codec; /* borrowed */
    struct ls_analyzer *analyzer;
    const struct ls_templates *templates; /* borrowed; NULL: none */
    struct ls_reading reading;
    struct ls_terms terms;
    struct ls_buf stream;
    struct ls_buf apart;  /* the stream of the template sentences */
    struct ls_terms said; /* values kept, by their hashes */
    struct ls_buf record;
    struct ls_buf key;
};

enum ls_status ls_document_maker_new(struct ls_codec *codec, struct ls_document_maker **out,
                                     struct ls_error *err)
{
    *out = NULL;
    struct ls_document_maker *maker = calloc(1, sizeof *maker);
    if (!maker) {
        return ls_fail_memory(err);
    }
    maker->codec = codec;
    enum ls_status status = ls_analyzer_new(&maker->analyzer, err);
    if (status == LS_OK) {
        *out = maker;
    } else {
        ls_document_maker_free(maker);
    }
    return status;
}

void ls_document_maker_free(struct ls_document_maker *maker)
{
    if (!maker) {
        return;
    }
    ls_analyzer_free(maker->analyzer);
    ls_reading_free(&maker->reading);
    ls_terms_free(&maker->terms);
    ls_buf_free(&maker->stream);
    ls_buf_free(&maker->apart);
    ls_terms_free(&maker->said);
    ls_buf_free(&maker->record);
    ls_buf_free(&maker->key);
    free(maker);
}

void ls_document_maker_use(struct ls_document_maker *maker, const struct ls_templates *templates)
{
    maker->templates = templates;
}

enum ls_status ls_document_read(struct ls_document_maker *maker, const struct ls_card *card,
                                const struct ls_reading **reading, struct ls_error *err)
{
    *reading = &maker->reading;
    return ls_reading_make(&maker->reading, maker->analyzer, card, err);
}

/* ---- text ---- */

static bool is_template(const struct ls_document_maker *maker, const struct ls_sentence *sentence)
{
    return maker->templates && ls_templates_hold(maker->templates, sentence->skeleton);
}

static struct ls_span term_at(const struct ls_reading *reading, uint32_t i)
{
    return ls_span(reading->terms + reading->tokens[i].term, reading->tokens[i].len);
}

/* Terms and a line of the stream. A glued word's whole that is longer than the stretch is not said
 * by it. */
static void add_stretch(struct ls_document_maker *maker, struct ls_stretch stretch,
                        uint32_t wdf_inc)
{
    const struct ls_reading *reading = &maker->reading;
    uint32_t end = stretch.past > stretch.first ? reading->tokens[stretch.past - 1].past : 0;
    for (uint32_t i = stretch.first; i < stretch.past; i++) {
        if (reading->tokens[i].past <= end) {
            ls_terms_add(&maker->terms, LS_SPAN(""), term_at(reading, i), wdf_inc);
        }
    }
    ls_stream_add_line(&maker->stream, reading->terms, reading->tokens + stretch.first,
                       stretch.past - stretch.first);
}

/* Was the value not kept before? */
static bool note_value(struct ls_document_maker *maker, uint64_t hash)
{
    struct ls_span name = ls_span((const char *)&hash, sizeof hash);
    bool is_new = !ls_terms_hold(&maker->said, name);
    if (is_new) {
        ls_terms_add(&maker->said, LS_SPAN(""), name, 0);
    }
    maker->terms.failed |= maker->said.failed;
    return is_new;
}

/* Of a template sentence, its values. */
static void add_values(struct ls_document_maker *maker, const struct ls_sentence *sentence,
                       uint32_t wdf_inc)
{
    for (uint32_t i = sentence->values.first; i < sentence->values.past; i++) {
        struct ls_stretch value = maker->reading.values[i];
        if (note_value(maker, ls_reading_hash(&maker->reading, value))) {
            add_stretch(maker, value, wdf_inc);
        }
    }
}

static void add_outside(struct ls_document_maker *maker, const struct ls_card *card)
{
    const struct ls_reading *reading = &maker->reading;
    size_t n = 0;
    for (uint32_t i = 0; i < card->section_count; i++) {
        const struct ls_section *section = &card->sections[i];
        uint32_t wdf_inc = fields[section->field].wdf_inc;
        ls_stream_open(&maker->stream, fields[section->field].code, section->part);
        for (; n < reading->count && reading->sentences[n].section == i; n++) {
            if (is_template(maker, &reading->sentences[n])) {
                add_values(maker, &reading->sentences[n], wdf_inc);
            } else {
                add_stretch(maker, reading->sentences[n].tokens, wdf_inc);
            }
        }
    }
}

/* A word that the card also says outside template text needs no second term, nor does a character
 * that begins a pair. */
static void add_template_terms(struct ls_document_maker *maker, struct ls_stretch stretch)
{
    const struct ls_token *tokens = maker->reading.tokens;
    for (uint32_t i = stretch.first; i < stretch.past; i++) {
        struct ls_span term = term_at(&maker->reading, i);
        bool begins_pair = tokens[i].kind == LS_TOKEN_HAN && i + 1 < stretch.past &&
                           tokens[i + 1].kind == LS_TOKEN_BIGRAM;
        if (!begins_pair && !ls_terms_hold(&maker->terms, term)) {
            ls_terms_add(&maker->terms, LS_SPAN(LS_PREFIX_TEMPLATE), term, 0);
        }
    }
}

static void add_templates(struct ls_document_maker *maker, const struct ls_card *card)
{
    const struct ls_reading *reading = &maker->reading;
    uint32_t open = UINT32_MAX;
    ls_buf_clear(&maker->apart);
    for (size_t n = 0; n < reading->count; n++) {
        const struct ls_sentence *sentence = &reading->sentences[n];
        const struct ls_section *section = &card->sections[sentence->section];
        if (!is_template(maker, sentence)) {
            continue;
        }
        if (open != sentence->section) {
            ls_stream_open(&maker->apart, fields[section->field].code, section->part);
            open = sentence->section;
        }
        struct ls_stretch stretch = sentence->tokens;
        add_template_terms(maker, stretch);
        ls_stream_add_line(&maker->apart, reading->terms, reading->tokens + stretch.first,
                           stretch.past - stretch.first);
    }
}

/* Terms and stream of all that the card says. */
static enum ls_status add_sections(struct ls_document_maker *maker, const struct ls_card *card,
                                   struct ls_error *err)
{
    const struct ls_reading *reading;
    enum ls_status status = ls_document_read(maker, card, &reading, err);
    if (status != LS_OK) {
        return status;
    }
    ls_terms_clear(&maker->said);
    add_outside(maker, card);
    add_templates(maker, card);
    if (maker->apart.len > 0) {
        ls_buf_add_char(&maker->stream, LS_STREAM_TEMPLATE);
        ls_buf_add_span(&maker->stream, ls_buf_span(&maker->apart));
    }
    maker->stream.failed |= maker->apart.failed;
    return LS_OK;
}

static void add_key(struct ls_document_maker *maker, struct ls_span prefix, struct ls_span value)
{
    ls_buf_clear(&maker->key);
    if (value.len == 0 || !ls_fold_key(value, &maker->key)) {
        maker->terms.failed |= maker->key.failed;
        return;
    }
    if (prefix.len + maker->key.len <= LS_TERM_LIMIT_BYTES) {
        ls_terms_add(&maker->terms, prefix, ls_buf_span(&maker->key), 0);
    }
}

/* One for each of the note cards that the article has. */
static void add_parts(struct ls_document_maker *maker, const struct ls_card *card)
{
    bool has[LS_PART_COUNT] = {false};
    for (size_t i = 0; i < card->section_count; i++) {
        has[card->sections[i].part] = true;
    }
    for (int part = LS_PART_NONE + 1; part < LS_PART_COUNT; part++) {
        if (has[part]) {
            struct ls_span name = ls_span_str(ls_part_name((enum ls_part)part));
            ls_terms_add(&maker->terms, LS_SPAN(LS_PREFIX_CARD), name, 0);
        }
    }
}

static void add_keys(struct ls_document_maker *maker, const struct ls_card *card)
{
    char id[LS_TERM_LIMIT_BYTES];
    size_t id_len = ls_schema_id_term(card->id, id);
    ls_terms_add(&maker->terms, LS_SPAN(""), ls_span(id, id_len), 0);
    add_key(maker, LS_SPAN(LS_PREFIX_PMID), card->pmid);
    add_key(maker, LS_SPAN(LS_PREFIX_DOI), card->doi);
    for (size_t i = 0; i < card->domain_count; i++) {
        add_key(maker, LS_SPAN(LS_PREFIX_DOMAIN), card->domains[i]);
    }
    add_key(maker, LS_SPAN(LS_PREFIX_JOURNAL), card->journal);
    add_parts(maker, card);
}

/* Leaves the title's key in maker->key. */
static void make_title_key(struct ls_document_maker *maker, const struct ls_card *card)
{
    struct ls_buf *key = &maker->key;
    ls_buf_clear(key);
    maker->terms.failed |= !ls_fold_key(ls_card_title(card), key);
    size_t len = key->len;
    if (len > LS_TITLE_KEY_BYTES_MAX) {
        len = LS_TITLE_KEY_BYTES_MAX;
        while (len > 0 && ((unsigned char)key->ptr[len] & 0xc0) == 0x80) {
            len--;
        }
    }
    key->len = len;
}

static enum ls_status build(struct ls_document_maker *maker, const struct ls_card *card,
                            struct ls_error *err)
{
    ls_terms_clear(&maker->terms);
    ls_buf_clear(&maker->stream);
    enum ls_status status = add_sections(maker, card, err);
    add_keys(maker, card);
    make_title_key(maker, card);
    if (status == LS_OK && (maker->terms.failed || maker->stream.failed)) {
        status = ls_fail_memory(err);
    }
    return status;
}

enum ls_status ls_document_stream(struct ls_document_maker *maker, const struct ls_card *card,
                                  struct ls_span *stream, struct ls_error *err)
{
    enum ls_status status = build(maker, card, err);
    *stream = status == LS_OK ? ls_buf_span(&maker->stream) : ls_span(NULL, 0);
    return status;
}

static enum xap_status set_number(struct xap_document *document, enum ls_slot slot, double number,
                                  bool known, struct xap_error *cause)
{
    char bytes[9];
    size_t len = known ? xap_double_serialise(number, bytes) : 0;
    return xap_document_set_value(document, slot, bytes, len, cause);
}

static enum xap_status fill(struct ls_document_maker *maker, const struct ls_card *card,
                            struct ls_span source, const struct xap_term *terms,
                            struct xap_document *document, struct xap_error *cause)
{
    enum xap_status status = xap_document_add_terms(document, terms, maker->terms.count, cause);
    if (status == XAP_OK) {
        status = xap_document_set_data(document, maker->record.ptr, maker->record.len, cause);
    }
    if (status == XAP_OK) {
        status = xap_document_set_value(document, LS_SLOT_SOURCE, source.ptr, source.len, cause);
    }
    if (status == XAP_OK) {
        status = set_number(document, LS_SLOT_SCORE, card->score, !isnan(card->score), cause);
    }
    if (status == XAP_OK) {
        status = set_number(document, LS_SLOT_YEAR, card->year, card->year != 0, cause);
    }
    if (status == XAP_OK) {
        status =
            xap_document_set_value(document, LS_SLOT_TITLE, maker->key.ptr, maker->key.len, cause);
    }
    return status;
}

enum ls_status ls_document_make(struct ls_document_maker *maker, const struct ls_card *card,
                                struct ls_span source, struct xap_document **out,
                                struct ls_error *err)
{
    *out = NULL;
    enum ls_status status = build(maker, card, err);
    if (status == LS_OK) {
        ls_buf_clear(&maker->record);
        status =
            ls_codec_pack(maker->codec, card, ls_buf_span(&maker->stream), &maker->record, err);
    }
    const struct xap_term *terms = status == LS_OK ? ls_terms_all(&maker->terms) : NULL;
    if (status == LS_OK && !terms) {
        status = ls_fail_memory(err);
    }
    struct xap_document *document = NULL;
    struct xap_error cause;
    if (status == LS_OK && (xap_document_new(&document, &cause) != XAP_OK ||
                            fill(maker, card, source, terms, document, &cause) != XAP_OK)) {
        status = ls_schema_fail(err, &cause, "cannot make a document");
    }
    if (status == LS_OK) {
        *out = document;
    } else {
        xap_document_free(document);
    }
    return status;
}
