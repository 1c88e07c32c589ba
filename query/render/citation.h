/* What a citation says of an article: the card's facts, each as one clean line,
 * unknown ones absent. The formats only differ in how they write them. */
#ifndef LS_QUERY_CITATION_H
#define LS_QUERY_CITATION_H

#include "query/render/names.h"
#include "query/render/render.h"

enum { LS_CITE_KEY_SIZE = 64 };

struct ls_citation {
    char key[LS_CITE_KEY_SIZE]; /* "smith2024": ASCII, its own within an answer */
    struct ls_span title;       /* English, else Chinese, else the card's heading */
    struct ls_span title_zh;    /* when title is another */
    struct ls_name *authors;
    size_t author_count;
    struct ls_span journal;
    int year; /* 0 when unknown */
    struct ls_span doi;
    struct ls_span pmid;
    struct ls_span url; /* of the article's page, percent-encoded; absent unless http or https */
    struct ls_span abstract;
    struct ls_span abstract_zh;
    struct ls_span *keywords; /* the domains */
    size_t keyword_count;
};

/* Results live in the arena; whether that failed is the arena's to say. */
void ls_citation_make(const struct ls_answer *answer, const struct ls_shown *shown,
                      struct ls_arena *arena, struct ls_citation *citation);

/* Writes one hit's citation; the frame that the formats share. */
typedef void ls_citation_writer(const struct ls_citation *citation, struct ls_buf *out);
void ls_citation_render(const struct ls_answer *answer, const struct ls_shown *shown,
                        ls_citation_writer *write, struct ls_buf *out);

/* A key of which the answer has no other: the word and year, then with a, b, … behind. */
void ls_cite_key_make(const struct ls_citation *citation, const struct ls_card *card,
                      struct ls_render_memory *memory, char key[LS_CITE_KEY_SIZE]);

#endif
