/* What of a card is masked in its sentences: its values, and sentences that stand within others.
 * Private to skeleton.c, whose header says why. */
#ifndef LS_INDEXER_MASKS_H
#define LS_INDEXER_MASKS_H

#include "store/card.h"
#include "text/analyzer.h"

/* A word, a number or a Han character of the card's text, or of one of its values. */
struct ls_mask_place {
    uint64_t term;
    uint32_t token;
    bool is_han;
    bool is_number;
    bool is_glued;
};

/* A sentence's places; value is where they go on behind a colon, or first. */
struct ls_mask_line {
    uint32_t first;
    uint32_t past;
    uint32_t value;
    bool is_labelled; /* the line is a bibliographic one (評分: 8) */
    bool is_kept;     /* its value stands nowhere else, and is known */
};

struct ls_mask {
    uint32_t first; /* place */
    uint32_t count;
    bool is_line;  /* a whole sentence of the text */
    bool is_tail;  /* of a sentence, what stands behind its colon; else a declared value */
    bool is_kept;  /* stands in no section of its own */
    uint32_t next; /* of the same slot: its number + 1 */
};

enum { LS_MASK_NUMBERS_MAX = 4, LS_MASK_HEADS = 4096 };

/* Keeps its memory from card to card; an all-zero one is valid. */
struct ls_masks {
    struct ls_mask_place *places;
    size_t place_count;
    size_t place_room;
    struct ls_mask_line *lines; /* of each sentence */
    size_t line_count;
    size_t line_room;
    struct ls_mask *items;
    size_t count;
    size_t room;
    uint32_t *slots;                       /* a mask's number + 1, or 0 */
    size_t slot_count;                     /* a power of two, or 0 */
    uint8_t heads[LS_MASK_HEADS];          /* may a mask begin with a term of that hash? */
    uint64_t numbers[LS_MASK_NUMBERS_MAX]; /* that the card declares */
    size_t number_count;
    bool failed; /* memory ran out; sticky */
};

void ls_masks_free(struct ls_masks *masks);
void ls_masks_clear(struct ls_masks *masks);

/* Adds the places of tokens [first, past), and a line of them. */
void ls_masks_add_line(struct ls_masks *masks, const char *terms, const struct ls_token *tokens,
                       uint32_t first, uint32_t past);

/* Once all lines are there: what the card declares, and what of its lines stands in others. */
enum ls_status ls_masks_settle(struct ls_masks *masks, struct ls_analyzer *analyzer,
                               const struct ls_card *card, struct ls_error *err);

/* The longest mask that begins at a place of a line; NULL: none does. */
const struct ls_mask *ls_masks_find(const struct ls_masks *masks, uint32_t at,
                                    const struct ls_mask_line *line);

/* Is the number at these places one that the card declares: its score, its year, its PMID? */
bool ls_masks_declare(const struct ls_masks *masks, uint32_t first, uint32_t past);

/* How much of a sentence a place is; does it go on with the Han run of the place before? */
unsigned ls_mask_weight(const struct ls_mask_place *place);
bool ls_mask_continues(const struct ls_mask_place *place);

bool ls_mask_is_place(const struct ls_token *token);
uint64_t ls_mask_mix(uint64_t hash, uint64_t value);

/* Makes room in an array of the heap, doubling it; false: memory is out. */
bool ls_mask_grow(void *array, size_t *room, size_t wanted, size_t size);
#define LS_MASK_GROW(array, room, wanted) ls_mask_grow(&(array), &(room), (wanted), sizeof *(array))

#endif
