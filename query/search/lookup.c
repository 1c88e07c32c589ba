#include "query/search/lookup.h"

#include "store/term_walk.h"
#include "text/fold.h"

#include <strings.h>

enum { NAMED_MAX = 4 }; /* cards in a message */

/* What may stand before a PMID or DOI, with or without "https://". */
static const struct {
    const char *prefix; /* of its terms */
    const char *lead;
} leads[] = {
    {LS_PREFIX_PMID, "pmid:"},
    {LS_PREFIX_PMID, "pmid"},
    {LS_PREFIX_PMID, "pubmed.ncbi.nlm.nih.gov/"},
    {LS_PREFIX_PMID, "www.ncbi.nlm.nih.gov/pubmed/"},
    {LS_PREFIX_DOI, "doi:"},
    {LS_PREFIX_DOI, "doi.org/"},
    {LS_PREFIX_DOI, "dx.doi.org/"},
};

/* The cards found so far: how many, the first, and some names for a message. */
struct candidates {
    struct ls_index *index;
    struct ls_arena arena;
    uint32_t docid;
    size_t count;
    struct ls_buf names;
};

static enum ls_status fail(const struct xap_error *cause, struct ls_error *err)
{
    return ls_schema_fail(err, cause, "cannot look up a card");
}

static void add_candidate(struct candidates *found, uint32_t docid, struct ls_span id)
{
    if (found->count == 0) {
        found->docid = docid;
    }
    if (found->count < NAMED_MAX) {
        ls_buf_add_str(&found->names, found->count > 0 ? ", " : "");
        ls_buf_add_span(&found->names, id);
    } else if (found->count == NAMED_MAX) {
        ls_buf_add_str(&found->names, " …");
    }
    found->count++;
}

static enum ls_status add_document(struct candidates *found, uint32_t docid, struct ls_error *err)
{
    struct ls_card card;
    enum ls_status status = ls_index_card(found->index, docid, &found->arena, &card, err);
    if (status == LS_OK) {
        add_candidate(found, docid, card.id);
    }
    return status;
}

/* All cards that hold a term. */
static enum ls_status add_holders(struct candidates *found, struct ls_span term,
                                  struct ls_error *err)
{
    struct xap_postings *postings = NULL;
    struct xap_error cause;
    bool more = false;
    enum xap_status walk =
        xap_postings_open(ls_index_reader(found->index), term.ptr, term.len, &postings, &cause);
    enum ls_status status = LS_OK;
    while (status == LS_OK && walk == XAP_OK && found->count <= NAMED_MAX &&
           (walk = xap_postings_next(postings, &more, &cause)) == XAP_OK && more) {
        status = add_document(found, xap_postings_docid(postings), err);
    }
    xap_postings_free(postings);
    return walk == XAP_OK ? status : fail(&cause, err);
}

static enum ls_status find_id(struct candidates *found, struct ls_span name, struct ls_error *err)
{
    char term[LS_TERM_LIMIT_BYTES];
    size_t len = ls_schema_id_term(name, term);
    return add_holders(found, ls_span(term, len), err);
}

static bool starts_with(struct ls_span name, const char *lead)
{
    size_t len = strlen(lead);
    return name.len > len && strncasecmp(name.ptr, lead, len) == 0;
}

static struct ls_span without_scheme(struct ls_span name)
{
    static const char *const schemes[] = {"https://", "http://"};
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
        if (starts_with(name, schemes[i])) {
            return ls_span_from(name, strlen(schemes[i]));
        }
    }
    return name;
}

/* What an address or a sentence has behind the number. */
static struct ls_span without_tail(struct ls_span number, const char *prefix)
{
    bool is_pmid = strcmp(prefix, LS_PREFIX_PMID) == 0;
    size_t len = 0;
    while (len < number.len && !strchr(is_pmid ? "/?#" : "?#", number.ptr[len])) {
        len++;
    }
    while (len > 0 && strchr(".,;", number.ptr[len - 1])) {
        len--;
    }
    return ls_span(number.ptr, len);
}

struct ls_span ls_lookup_number(struct ls_span name, const char *prefix)
{
    struct ls_span number = without_scheme(ls_span_trim(name));
    for (size_t i = 0; i < sizeof leads / sizeof *leads; i++) {
        if (strcmp(leads[i].prefix, prefix) == 0 && starts_with(number, leads[i].lead)) {
            number = ls_span_trim(ls_span_from(number, strlen(leads[i].lead)));
            break;
        }
    }
    return without_tail(number, prefix);
}

static enum ls_status find_number(struct candidates *found, struct ls_span name,
                                  struct ls_error *err)
{
    static const char *const prefixes[] = {LS_PREFIX_PMID, LS_PREFIX_DOI};
    struct ls_buf term = {0};
    enum ls_status status = LS_OK;
    for (size_t i = 0; status == LS_OK && found->count == 0 && i < 2; i++) {
        ls_buf_clear(&term);
        ls_buf_add_str(&term, prefixes[i]);
        status =
            ls_fold_key(ls_lookup_number(name, prefixes[i]), &term) ? LS_OK : ls_fail_memory(err);
        if (status == LS_OK && term.len > strlen(prefixes[i]) && term.len <= LS_TERM_LIMIT_BYTES) {
            status = add_holders(found, ls_buf_span(&term), err);
        }
    }
    ls_buf_free(&term);
    return status;
}

static struct ls_span without_ending(struct ls_span id)
{
    for (size_t i = id.len; i > 0 && id.ptr[i - 1] != '/'; i--) {
        if (id.ptr[i - 1] == '.' && i > 1) {
            return ls_span(id.ptr, i - 1);
        }
    }
    return id;
}

/* Does the id end with whole steps of a path that read name? */
static bool ends_with(struct ls_span id, struct ls_span name)
{
    if (name.len == 0 || id.len < name.len ||
        !ls_span_equal(ls_span_from(id, id.len - name.len), name)) {
        return false;
    }
    return id.len == name.len || id.ptr[id.len - name.len - 1] == '/';
}

static enum ls_status consider_id(struct candidates *ends, struct candidates *holds,
                                  struct ls_span id, struct ls_span name, struct ls_error *err)
{
    if (ends_with(id, name) || ends_with(without_ending(id), name)) {
        return find_id(ends, id, err);
    }
    if (memmem(id.ptr, id.len, name.ptr, name.len)) {
        add_candidate(holds, 0, id);
    }
    return LS_OK;
}

/* Walks over all ids. Those past Xapian's limit are hashed at their end and only
 * found whole. */
static enum ls_status find_ending(struct candidates *ends, struct candidates *holds,
                                  struct ls_span name, struct ls_error *err)
{
    struct ls_term_walk *terms = NULL;
    struct xap_error cause;
    bool more = false;
    enum xap_status walk = ls_term_walk_open(ends->index, LS_SPAN(LS_PREFIX_ID), &terms, &cause);
    enum ls_status status = LS_OK;
    while (status == LS_OK && walk == XAP_OK &&
           (walk = ls_term_walk_next(terms, &more, &cause)) == XAP_OK && more) {
        struct ls_span term = ls_term_walk_term(terms);
        struct ls_span id = ls_span_from(ls_span(term.ptr, term.len), strlen(LS_PREFIX_ID));
        status = consider_id(ends, holds, id, name, err);
    }
    ls_term_walk_free(terms);
    return walk == XAP_OK ? status : fail(&cause, err);
}

static enum ls_status choose(const struct candidates *found, const struct candidates *like,
                             struct ls_span name, uint32_t *docid, struct ls_error *err)
{
    if (found->names.failed || like->names.failed || found->arena.failed) {
        return ls_fail_memory(err);
    }
    if (found->count == 1) {
        *docid = found->docid;
        return LS_OK;
    }
    if (found->count > 1) {
        return ls_fail(err, LS_NOTHING_FOUND, "%.*s is the name of several cards: %s",
                       LS_SPAN_ARG(name), found->names.ptr);
    }
    if (like->count > 0) {
        return ls_fail(err, LS_NOTHING_FOUND, "no card has the id, PMID or DOI %.*s: perhaps %s",
                       LS_SPAN_ARG(name), like->names.ptr);
    }
    return ls_fail(err, LS_NOTHING_FOUND,
                   "no card has the id, PMID or DOI %.*s: search for its words to see the ids",
                   LS_SPAN_ARG(name));
}

enum ls_status ls_lookup(struct ls_index *index, struct ls_span name, uint32_t *docid,
                         struct ls_error *err)
{
    *docid = 0;
    name = ls_span_trim(name);
    if (name.len == 0) {
        return ls_fail(err, LS_USAGE, "--show needs an id, PMID or DOI");
    }
    struct candidates found = {.index = index};
    struct candidates like = {.index = index};
    enum ls_status status = find_id(&found, name, err);
    if (status == LS_OK && found.count == 0) {
        status = find_number(&found, name, err);
    }
    if (status == LS_OK && found.count == 0) {
        status = find_ending(&found, &like, name, err);
    }
    if (status == LS_OK) {
        status = choose(&found, &like, name, docid, err);
    }
    ls_buf_free(&found.names);
    ls_buf_free(&like.names);
    ls_arena_free(&found.arena);
    return status;
}
