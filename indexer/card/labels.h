/* What the words of a card's form mean: labels of bibliographic lines, keys of
 * front matter, placeholders, and the headings that say what stands below. */
#ifndef LS_INDEXER_CARD_LABELS_H
#define LS_INDEXER_CARD_LABELS_H

#include "store/card.h"

/* X(identifier, its name in complaints) */
#define LS_FACT_TABLE(X)                                                                           \
    X(TITLE_EN, "English title")                                                                   \
    X(TITLE_ZH, "Chinese title")                                                                   \
    X(PMID, "PMID")                                                                                \
    X(DOI, "DOI")                                                                                  \
    X(JOURNAL, "journal")                                                                          \
    X(SCORE, "score")                                                                              \
    X(YEAR, "year")                                                                                \
    X(DOMAINS, "domain")                                                                           \
    X(AUTHORS, "authors")                                                                          \
    X(COUNTRY, "country")                                                                          \
    X(VOLUME, "volume")                                                                            \
    X(TITLE, "title") /* in the language that its script tells */                                  \
    X(TAGS, "tags")   /* from here on in front matter only */                                      \
    X(DESCRIPTION, "description")                                                                  \
    X(SLUG, "slug")                                                                                \
    X(PAGE_ID, "id")                                                                               \
    X(NUMBER_PREFIXES, "parse_number_prefixes")                                                    \
    X(DRAFT, "draft")                                                                              \
    X(UNLISTED, "unlisted")

enum ls_fact_kind {
#define X(name, text) LS_FACT_##name,
    LS_FACT_TABLE(X)
#undef X
        LS_FACT_COUNT
};

const char *ls_fact_name(enum ls_fact_kind kind);

/* A short text as labels are compared: NFKC, case folded, without symbols such
 * as emoji in front, a colon behind and white space at both ends. */
struct ls_label {
    char text[256]; /* longer ones are cut */
    size_t len;
};
void ls_label_fold(struct ls_span text, struct ls_label *label);
bool ls_label_is_any(const struct ls_label *label, const char *const *texts, size_t count);
/* Splits "作者(authors)" into its two names; false when it has but one. */
bool ls_label_split(const struct ls_label *label, struct ls_label *outer, struct ls_label *inner);

/* The label of a bibliographic line, in any spelling. */
bool ls_label_kind(struct ls_span text, enum ls_fact_kind *kind);
/* The same for a key of front matter, which may be a few more. */
bool ls_front_key_kind(struct ls_span text, enum ls_fact_kind *kind);

bool ls_is_placeholder(struct ls_span value);

/* What a heading says of the text below it. */
struct ls_heading_meaning {
    enum ls_part part;
    bool is_abstract;
    bool is_reference;   /* closes a card: labels are read there */
    bool is_key_figures; /* holds the year of publication */
};
struct ls_heading_meaning ls_heading_meaning(struct ls_span heading);

#endif
