/* A card: one article's note, as the indexer reads it from a file and as the
 * index keeps it for display. All text is as the author wrote it; only index
 * terms are ever folded. */
#ifndef LS_STORE_CARD_H
#define LS_STORE_CARD_H

#include "base/arena.h"
#include "base/error.h"
#include "base/span.h"

#include <stdint.h>

/* Where in a card a piece of text stands.
 * X(identifier, name in queries, code in the stream, how much one occurrence counts) */
#define LS_FIELD_TABLE(X)                                                                          \
    X(TITLE, "title", 't', 5)       /* English Title, 中文標題, and an H1 that says more */    \
    X(ABSTRACT, "abstract", 'a', 2) /* in either language */                                       \
    X(JOURNAL, "journal", 'j', 1)                                                                  \
    X(AUTHORS, "author", 'u', 6) /* who names an author means the author */                        \
    X(BODY, "body", 'b', 1)      /* everything else that a reader sees */                          \
    X(LINK, "link", 'l', 0)      /* where links point: found, but no evidence of a subject */

enum ls_field {
#define X(name, query_name, code, wdf) LS_FIELD_##name,
    LS_FIELD_TABLE(X)
#undef X
        LS_FIELD_COUNT
};

/* The four note cards of an article. X(identifier, name in queries and JSON, ordinal, word) */
#define LS_PART_TABLE(X)                                                                           \
    X(NONE, "", "")                                                                                \
    X(CORE, "core", "核心觀點卡")                                                                  \
    X(PARAPHRASE, "paraphrase", "Paraphrase 卡")                                                   \
    X(QA, "qa", "問答卡")                                                                          \
    X(EXCEPTIONS, "exceptions", "例外卡")

enum ls_part {
#define X(name, query_name, heading) LS_PART_##name,
    LS_PART_TABLE(X)
#undef X
        LS_PART_COUNT
};

const char *ls_part_name(enum ls_part part);    /* "qa"; "" for LS_PART_NONE */
const char *ls_field_name(enum ls_field field); /* "title" */
unsigned ls_field_wdf(enum ls_field field);     /* how much one occurrence counts: 5 */

/* The text under one heading, or one bibliographic value. */
struct ls_section {
    enum ls_field field;
    enum ls_part part;
    unsigned level;         /* of the heading: 1 to 6; 0 for text without one of its own */
    struct ls_span heading; /* as shown, without markup; absent when level is 0 */
    struct ls_span anchor;  /* of the heading above, on the site's page; absent when it has none,
                               as for an H1 and before any heading */
    struct ls_span text;    /* visible text; a line feed ends each block, list item and table row,
                               " | " stands between table cells */
    uint32_t line;          /* in the file, 1-based; 0 when not from a file */
};

struct ls_card {
    struct ls_span id;       /* path relative to the indexed folder, or a JSON line's _id */
    struct ls_span heading;  /* the H1 as shown, else the first line of text */
    struct ls_span title_en; /* absent when unknown, like every span here */
    struct ls_span title_zh;
    struct ls_span pmid; /* digits only */
    uint32_t pmid_line;  /* where it stands in the file, as in a complaint; 0 when unknown */
    uint32_t pmid_column;
    struct ls_span doi; /* "10.…", without resolver, lower case kept as written */
    struct ls_span journal;
    struct ls_span route; /* where front matter puts the page, as ls_route_path; empty: nowhere;
                             absent: where its id says */
    bool is_hidden;       /* a draft or unlisted, front matter says; not stored */
    uint32_t database;    /* of an index of several, the one it was read from; not stored */
    double score;         /* 0 to 10; NaN when unknown */
    int year;             /* 0 when unknown */
    struct ls_span *domains;
    size_t domain_count;
    struct ls_span *authors;
    size_t author_count;
    struct ls_section *sections; /* in the order of the file */
    size_t section_count;
};

/* What to show as the one title: English, else Chinese, else the H1, else the id. */
struct ls_span ls_card_title(const struct ls_card *card);

#endif
