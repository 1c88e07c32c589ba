/* Gathers a card's text into sections, in the order of the file. */
#ifndef LS_INDEXER_CARD_SECTIONS_H
#define LS_INDEXER_CARD_SECTIONS_H

#include "base/buf.h"
#include "indexer/card/facts.h"

/* More headings than this are no card; their text joins the section before. */
enum { LS_SECTIONS_MAX = 1 << 15 };

struct ls_sections {
    struct ls_arena *arena;
    struct ls_section *items;
    size_t count;
    size_t open; /* the section that text goes to; none when has_open is false */
    bool has_open;
    size_t title; /* the H1's own section, when has_title */
    bool has_title;
    struct ls_span anchor; /* of the heading that text now stands under */
    struct ls_buf text;    /* of the open section so far; a line feed ends each block */
    struct ls_buf links;   /* one destination a line */
    uint32_t links_line;
    bool has_value[LS_FACT_COUNT]; /* stands a value of this kind in a section of its own? */
    bool has_abstract;
    size_t front_count; /* of the card's sections, those from front matter */
};

/* Begins the section of a heading (level 0: none). */
void ls_sections_begin(struct ls_sections *sections, const struct ls_section *section);

/* The card's H1 gets a section that ls_sections_finish fills, and text behind
 * it one without a heading. */
void ls_sections_begin_title(struct ls_sections *sections, struct ls_span heading, uint32_t line);

/* Adds a block of visible text to the open section, beginning one without a
 * heading if there is none. */
void ls_sections_add_text(struct ls_sections *sections, struct ls_span text, uint32_t line);

/* Adds a section for a value of a kind that has a field of its own. False, and
 * nothing added, when the kind has none or there is such a section already. */
bool ls_sections_add_value(struct ls_sections *sections, enum ls_fact_kind kind,
                           struct ls_span text, uint32_t line);

void ls_sections_add_link(struct ls_sections *sections, struct ls_span url, uint32_t line);

/* Settles where the H1 belongs, adds what only front matter says, drops empty
 * sections and hands all to the card, whose fields are settled. */
void ls_sections_finish(struct ls_sections *sections, const struct ls_facts *facts,
                        const bool is_from_front[LS_FACT_COUNT], struct ls_card *card);

void ls_sections_free(struct ls_sections *sections);

#endif
