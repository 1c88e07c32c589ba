/* What an index holds, beside the terms of its text: prefixes, value slots and
 * metadata, and the version under which all of it is made. */
#ifndef LS_STORE_SCHEMA_H
#define LS_STORE_SCHEMA_H

#include "base/error.h"
#include "base/span.h"
#include "store/codec.h"

#include <xapian-c.h>

/* Raise it when an index made before can no longer answer as one made now would. */
#define LS_SCHEMA_VERSION "3"

/* Terms of the text have no prefix and no capitals, so that these cannot meet them. */
#define LS_PREFIX_ID "Q"      /* the card's id; past Xapian's limit for terms, its hash */
#define LS_PREFIX_DOMAIN "XD" /* a domain, folded */
#define LS_PREFIX_PMID "XP"
#define LS_PREFIX_DOI "XI"     /* case folded */
#define LS_PREFIX_JOURNAL "XJ" /* its name, folded */
#define LS_PREFIX_CARD "XC"    /* the name of a note card that the article has: XCqa */
#define LS_PREFIX_TEMPLATE                                                                         \
    "XT" /* + a term of the text that the card has in template sentences only:                     \
            XT幻觉; see indexer/skeleton.h. Of Han characters the last of a                      \
            run only: another is found by the pair that it begins */
/* A folded name too long for a term has none, so that nothing is found under half a name. */

enum ls_slot {
    LS_SLOT_SOURCE, /* where the card came from: see indexer/source.h */
    LS_SLOT_SCORE,  /* xap_double_serialise; empty when unknown */
    LS_SLOT_YEAR,   /* likewise */
    LS_SLOT_TITLE,  /* the beginning of ls_card_title, folded: a key to sort by */
};

enum { LS_TITLE_KEY_BYTES_MAX = 48 };

#define LS_META_SCHEMA "litsearch.schema"
#define LS_META_ANALYZER "litsearch.analyzer"
/* The codec's dictionaries, by enum ls_frame; absent in small indexes. */
#define LS_META_DICTIONARIES                                                                       \
    {                                                                                              \
        "litsearch.dictionary.card", "litsearch.dictionary.stream"                                 \
    }
#define LS_META_ROOTS "litsearch.roots" /* see indexer/roots.h */
/* Where the site shows its cards: ls_index_url. */
#define LS_META_BASE_URL "litsearch.base-url"
#define LS_META_ROUTES "litsearch.routes" /* the site's manifest: see indexer/site.h */
#define LS_META_ROUTE "litsearch.route."  /* + an id's term: where the manifest has that card */
/* + a beginning of words: the most frequent terms that begin so, one a line; see
 * indexer/frequent.h. */
#define LS_META_FREQUENT "litsearch.frequent."
/* What the cards and the user's glossaries teach (lexicon/lexicon.h), the same pairs to be listed
 * (lexicon/learned.h), and those glossaries (indexer/glossaries.h). */
#define LS_META_LEXICON "litsearch.lexicon"
#define LS_META_GLOSSARY "litsearch.glossary"
#define LS_META_GLOSSARIES "litsearch.glossaries"
#define LS_META_CHANGES "litsearch.changes" /* cards changed since those were gathered */

enum { LS_TERM_LIMIT_BYTES = 245 };

/* The term of a card's id in out, whose length is returned. */
size_t ls_schema_id_term(struct ls_span id, char out[LS_TERM_LIMIT_BYTES]);

/* The metadata key of the route that the manifest has for a card's id, likewise. */
size_t ls_schema_route_key(struct ls_span id, char out[LS_TERM_LIMIT_BYTES]);

/* LS_BUSY: what was asked for took longer than it may. */
enum ls_status ls_schema_fail_late(struct ls_error *err);

/* A Xapian error in our vocabulary; what says what was being done. */
enum ls_status ls_schema_fail(struct ls_error *err, const struct xap_error *cause,
                              const char *what);

/* May this program use the index that the reader opened? LS_OTHER_SCHEMA if not. */
enum ls_status ls_schema_check(struct xap_reader *reader, const char *path, struct ls_error *err);

/* What the metadata hold under a key: borrowed until the reader's next call; empty when nothing. */
enum ls_status ls_schema_read(struct xap_reader *reader, struct ls_span key, struct ls_span *value,
                              struct ls_error *err);
/* An empty value removes the key. */
enum ls_status ls_schema_write(struct xap_writer *writer, struct ls_span key, struct ls_span value,
                               struct ls_error *err);

/* An index's dictionary for a kind of frame: borrowed until the reader's next call; empty in a
 * small index. */
enum ls_status ls_schema_read_dictionary(struct xap_reader *reader, enum ls_frame frame,
                                         struct ls_span *dictionary, struct ls_error *err);
enum ls_status ls_schema_write_dictionaries(struct xap_writer *writer,
                                            const struct ls_dictionaries *dictionaries,
                                            struct ls_error *err);

/* Writes the schema's and the analyzer's version into a new index. */
enum ls_status ls_schema_stamp(struct xap_writer *writer, struct ls_error *err);

#endif
