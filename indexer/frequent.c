#include "indexer/frequent.h"

#include "base/buf.h"
#include "store/schema.h"
#include "text/charclass.h"
#include "text/utf8.h"

enum { TERMS_MIN = 512, KEPT_MAX = 32, TERM_BYTES_MAX = XAP_TERM_BYTES_MAX };

struct word {
    uint32_t freq;
    uint8_t len;
    char text[TERM_BYTES_MAX];
};

/* The terms with one beginning, which stand side by side. */
struct group {
    char beginning[8]; /* two characters of four bytes */
    size_t len;        /* 0: there is none */
    size_t term_count;
    struct word words[KEPT_MAX]; /* the most frequent first; of equals the first in byte order */
    size_t word_count;
};

static void close_group(struct group *group, struct ls_metadata *metadata)
{
    struct ls_buf key = {0};
    struct ls_buf value = {0};
    if (group->len > 0 && group->term_count > TERMS_MIN) {
        ls_buf_add_str(&key, LS_META_FREQUENT);
        ls_buf_add(&key, group->beginning, group->len);
        for (size_t i = 0; i < group->word_count; i++) {
            ls_buf_add(&value, group->words[i].text, group->words[i].len);
            ls_buf_add_char(&value, '\n');
        }
        value.len -= value.len > 0; /* the last line feed */
        ls_metadata_set(metadata, ls_buf_span(&key), ls_buf_span(&value));
        metadata->arena->failed |= key.failed || value.failed;
    }
    ls_buf_free(&key);
    ls_buf_free(&value);
    group->len = group->term_count = group->word_count = 0;
}

static void insert(struct group *group, struct ls_span term, uint32_t freq)
{
    size_t at = group->word_count;
    if (at == KEPT_MAX && group->words[at - 1].freq >= freq) {
        return;
    }
    group->word_count += at < KEPT_MAX;
    at = group->word_count - 1;
    for (; at > 0 && group->words[at - 1].freq < freq; at--) {
        group->words[at] = group->words[at - 1];
    }
    group->words[at].freq = freq;
    group->words[at].len = (uint8_t)term.len;
    memcpy(group->words[at].text, term.ptr, term.len);
}

/* Adds a term to the group of its first len bytes; 0: it belongs to none. */
static void add_term(struct group *group, size_t len, struct ls_span term, uint32_t freq,
                     struct ls_metadata *metadata)
{
    if (group->len != len || memcmp(group->beginning, term.ptr, len) != 0) {
        close_group(group, metadata);
        memcpy(group->beginning, term.ptr, len);
        group->len = len;
    }
    if (len > 0) {
        group->term_count++;
        insert(group, term, freq);
    }
}

static bool is_letter(enum ls_charclass charclass)
{
    return charclass == LS_CHAR_LATIN || charclass == LS_CHAR_DIGIT;
}

/* The bytes of a term's beginning of one character and of two; 0: it has no such. */
static void measure(struct ls_span term, size_t *one, size_t *two)
{
    unsigned width;
    *one = *two = 0;
    enum ls_charclass first = ls_charclass(ls_utf8_decode(term.ptr, term.len, 0, &width));
    if (first == LS_CHAR_HAN || is_letter(first)) {
        *one = width;
    }
    if (is_letter(first) && term.len > *one &&
        is_letter(ls_charclass(ls_utf8_decode(term.ptr, term.len, *one, &width)))) {
        *two = *one + width;
    }
}

static enum xap_status walk(struct xap_terms *terms, struct group groups[2],
                            struct ls_metadata *metadata, struct xap_error *cause)
{
    bool more;
    enum xap_status status;
    while ((status = xap_terms_next(terms, &more, cause)) == XAP_OK && more) {
        struct xap_bytes bytes = xap_terms_term(terms);
        struct ls_span term = ls_span(bytes.ptr, bytes.len);
        size_t one;
        size_t two;
        if (term.ptr[0] >= 'A' && term.ptr[0] <= 'Z') {
            status = xap_terms_skip_to(terms, "[", 1, &more, cause); /* over the prefixes */
            if (status != XAP_OK || !more) {
                break;
            }
            bytes = xap_terms_term(terms);
            term = ls_span(bytes.ptr, bytes.len);
        }
        uint32_t freq = xap_terms_freq(terms);
        measure(term, &one, &two);
        add_term(&groups[0], one, term, freq, metadata);
        add_term(&groups[1], two, term, freq, metadata);
    }
    return status;
}

enum ls_status ls_frequent_gather(struct xap_reader *reader, struct ls_metadata *metadata,
                                  struct ls_error *err)
{
    struct group *groups = ls_arena_array(metadata->arena, 2, sizeof *groups);
    struct xap_terms *terms = NULL;
    struct xap_error cause;
    if (!groups) {
        return ls_fail_memory(err);
    }
    enum xap_status walked = xap_terms_open(reader, "", 0, &terms, &cause);
    if (walked == XAP_OK) {
        walked = walk(terms, groups, metadata, &cause);
    }
    xap_terms_free(terms);
    close_group(&groups[0], metadata);
    close_group(&groups[1], metadata);
    return walked == XAP_OK ? LS_OK : ls_schema_fail(err, &cause, "cannot read the index's terms");
}
