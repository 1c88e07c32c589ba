/* Positions: the token streams (text/stream.h) of all cards of one state of an index, turned round.
 * For each word and each pair of Han characters a posting list of the places where it stands, so
 * that what stands side by side is found by merging lists, without a look at any stream. */
#ifndef LS_STORE_POSITIONS_H
#define LS_STORE_POSITIONS_H

#include "base/error.h"
#include "base/span.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ls_positions; /* never changes, so that threads may share it */

/* A section of a card's stream. */
struct ls_stream_section {
    uint32_t docid;
    char code; /* of its field */
    uint8_t part;
    bool is_template;
};

void ls_positions_free(struct ls_positions *positions); /* NULL is fine */
size_t ls_positions_bytes(const struct ls_positions *positions);

/* Can positions tell where this pattern of a stream stands? Not where a lone Han character stands
 * beside something else. */
bool ls_positions_know(struct ls_span pattern);

/* Is told of a section. False: nothing more need be told of its card, and most of that is left out
 * then. */
typedef bool ls_stream_section_visit(void *context, const struct ls_stream_section *section);

/* Calls visit for each section that holds the pattern, which is one they know; for some perhaps
 * more than once, in no particular order. */
void ls_positions_find(const struct ls_positions *positions, struct ls_span pattern,
                       ls_stream_section_visit *visit, void *context);

/* Is told of a place where a pattern stands, by the number of its first token: all tokens are
 * numbered in one row, those of a line one after the other. False: as of a section. */
typedef bool ls_stream_place_visit(void *context, const struct ls_stream_section *section,
                                   uint32_t number);

/* Calls visit for each place of the pattern once: by ascending number, unless it is one Han
 * character. */
void ls_positions_places(const struct ls_positions *positions, struct ls_span pattern,
                         ls_stream_place_visit *visit, void *context);

/* Are two tokens, of which the first has the lesser number, in one line? */
bool ls_positions_share_line(const struct ls_positions *positions, uint32_t first, uint32_t second);

/* Calls visit for each section of each card. */
void ls_positions_sections(const struct ls_positions *positions, ls_stream_section_visit *visit,
                           void *context);

/* ---- making them ---- */

/* Adds the streams of all cards twice, both times by ascending docid: first to know how long the
 * lists become, then to fill them. */
struct ls_positions_maker;

/* So many bytes at most. NULL when memory is out. */
struct ls_positions_maker *ls_positions_maker_new(size_t bytes_max);
void ls_positions_maker_free(struct ls_positions_maker *maker); /* NULL is fine */

void ls_positions_add(struct ls_positions_maker *maker, uint32_t docid, struct ls_span stream);

/* All streams were added once. False when they take more bytes than they may, or memory is out:
 * then there is nothing to go on with. */
bool ls_positions_turn(struct ls_positions_maker *maker);

/* All streams were added again. NULL when they were not the same ones. */
struct ls_positions *ls_positions_finish(struct ls_positions_maker *maker);

#endif
