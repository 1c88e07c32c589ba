/* What the foreign protocols call the facts of a hit. */
#ifndef LS_SERVER_ATTRIBUTES_H
#define LS_SERVER_ATTRIBUTES_H

#include "query/answer/session.h"
#include "query/render/hit_fields.h"
#include "server/foreign/body.h"
#include "server/foreign/marked.h"

/* X(identifier, name, name in our own JSON or NULL, may its words be marked) */
#define LS_ATTRIBUTE_TABLE(X)                                                                      \
    X(ID, "id", "id", false)                                                                       \
    X(PATH, "path", "path", false)                                                                 \
    X(URL, "url", NULL, false)                                                                     \
    X(TYPE, "type", NULL, false)                                                                   \
    X(HIERARCHY, "hierarchy", NULL, true)                                                          \
    X(TITLE, "title", "title", true)                                                               \
    X(TITLE_EN, "title_en", "title_en", true)                                                      \
    X(TITLE_ZH, "title_zh", "title_zh", true)                                                      \
    X(PMID, "pmid", "pmid", false)                                                                 \
    X(DOI, "doi", "doi", false)                                                                    \
    X(JOURNAL, "journal", "journal", true)                                                         \
    X(YEAR, "year", "year", false)                                                                 \
    X(SCORE, "score", "score", false)                                                              \
    X(DOMAIN, "domain", "domains", false)                                                          \
    X(AUTHORS, "authors", "authors", true)                                                         \
    X(CARD, "card", "card", false)                                                                 \
    X(HEADING, "heading", "heading", true)                                                         \
    X(ANCHOR, "anchor", "anchor", false)                                                           \
    X(CONTENT, "content", "snippet", true)

enum ls_attribute {
#define X(identifier, name, field, is_marked) LS_ATTRIBUTE_##identifier,
    LS_ATTRIBUTE_TABLE(X)
#undef X
        LS_ATTRIBUTE_COUNT
};

const char *ls_attribute_name(enum ls_attribute attribute);
/* Of a text or a list of texts. */
bool ls_attribute_is_marked(enum ls_attribute attribute);

/* Some of them, and for those that are cropped to how many words. */
struct ls_attributes {
    bool has[LS_ATTRIBUTE_COUNT];
    unsigned words[LS_ATTRIBUTE_COUNT];
    bool has_levels; /* hierarchy.lvl0 … were named: the records of DocSearch */
};

/* ["title", "content:15", "*", "-url", "hierarchy.lvl0"]; a name that no hit has says nothing.
 * words: of those without a number. all: when the list was not there. */
struct ls_attributes ls_attributes_of(const struct ls_text_list *list, unsigned words, bool all);

/* One hit on its way out. */
struct ls_outgoing {
    struct ls_session *session;
    struct ls_kept *kept;
    size_t number; /* of the hit */
    const struct ls_shown *shown;
    struct ls_span card_url; /* where this server shows cards: for articles without a page */
    struct ls_arena *arena;
};

/* Not of URL, TYPE and HIERARCHY. */
struct ls_hit_value ls_attribute_get(const struct ls_outgoing *hit, enum ls_attribute attribute);

/* The address of the article, at an anchor, which may be absent; else of its card here. */
void ls_hit_url_add(struct ls_buf *out, const struct ls_outgoing *hit, struct ls_span anchor);

/* A text of the hit with its marks; the snippet has them already. */
enum ls_status ls_attribute_mark(const struct ls_outgoing *hit, enum ls_attribute attribute,
                                 struct ls_span text, struct ls_marked *marked,
                                 struct ls_error *err);

#endif
