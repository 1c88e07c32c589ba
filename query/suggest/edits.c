#include "query/suggest/edits.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static uint64_t ends_of(const struct ls_edits *edits, char c)
{
    return (unsigned char)c < LS_EDITS_CHARS ? edits->ends[(unsigned char)c] : 0;
}

void ls_edits_begin(struct ls_edits *edits, struct ls_span typed)
{
    edits->typed = typed;
    edits->letters = 0;
    memset(edits->ends, 0, sizeof edits->ends);
    for (size_t j = 0; j < typed.len; j++) {
        uint64_t bit = (uint64_t)1 << (j + 1);
        edits->letters |= is_digit(typed.ptr[j]) ? 0 : bit;
        edits->ends[(unsigned char)typed.ptr[j] % LS_EDITS_CHARS] |= bit;
    }
    uint64_t *row = edits->rows[0];
    row[0] = 1;
    for (unsigned n = 1; n <= LS_EDITS_MAX; n++) {
        row[n] = row[n - 1] | (row[n - 1] << 1 & edits->letters);
    }
}

/* Of the typed beginnings that end in c and the known letter before it, the two bits before. */
static uint64_t swapped(const struct ls_edits *edits, size_t depth, char c)
{
    char before = depth > 0 ? edits->known[depth - 1] : c;
    return before == c || is_digit(before) || is_digit(c)
               ? 0
               : ends_of(edits, before) & ends_of(edits, c) << 1;
}

unsigned ls_edits_step(struct ls_edits *edits, size_t depth, char c)
{
    const uint64_t *above = edits->rows[depth];
    uint64_t *row = edits->rows[depth + 1];
    uint64_t same = ends_of(edits, c);
    uint64_t swap = swapped(edits, depth, c);
    uint64_t edited = is_digit(c) ? 0 : UINT64_MAX;
    edits->known[depth] = c;
    row[0] = above[0] << 1 & same;
    unsigned lowest = row[0] ? 0 : LS_EDITS_FAR;
    for (unsigned n = 1; n <= LS_EDITS_MAX; n++) {
        uint64_t replaced_or_added = ((above[n - 1] << 1 & edits->letters) | above[n - 1]) & edited;
        uint64_t left_out = row[n - 1] << 1 & edits->letters;
        row[n] = (above[n] << 1 & same) | replaced_or_added | left_out;
        if (swap) {
            row[n] |= edits->rows[depth - 1][n - 1] << 2 & swap;
        }
        lowest = lowest == LS_EDITS_FAR && row[n] ? n : lowest;
    }
    return lowest;
}

unsigned ls_edits_letter(char c)
{
    return is_digit(c)            ? (unsigned)(c - '0')
           : c >= 'a' && c <= 'z' ? (unsigned)(c - 'a') + 10
                                  : (unsigned)LS_EDITS_LETTERS;
}

static uint64_t set_of(char c)
{
    return (uint64_t)1 << ls_edits_letter(c);
}

/* The letters that follow these beginnings in the typed word. */
static uint64_t letters_behind(const struct ls_edits *edits, uint64_t beginnings)
{
    uint64_t letters = 0;
    for (; beginnings; beginnings &= beginnings - 1) {
        size_t j = (size_t)__builtin_ctzll(beginnings);
        letters |= j < edits->typed.len ? set_of(edits->typed.ptr[j]) : 0;
    }
    return letters;
}

/* A row holds all that is in those of fewer slips, and what letters left out add to it goes on from
 * there. */
uint64_t ls_edits_letters(const struct ls_edits *edits, size_t depth, unsigned bound)
{
    static const uint64_t all = ((uint64_t)1 << LS_EDITS_LETTERS) - 1;
    static const uint64_t digits = 0x3ff;
    const uint64_t *above = edits->rows[depth];
    char before = depth > 0 ? edits->known[depth - 1] : '0';
    uint64_t letters = (above[bound - 1] ? all & ~digits : 0) | letters_behind(edits, above[bound]);
    if (!is_digit(before)) {
        uint64_t swaps = edits->rows[depth - 1][bound - 1] << 2 & ends_of(edits, before);
        letters |= letters_behind(edits, swaps >> 2) & ~digits;
    }
    return letters & all;
}

unsigned ls_edits_distance(const struct ls_edits *edits, size_t depth)
{
    unsigned n = 0;
    while (n <= LS_EDITS_MAX && !(edits->rows[depth][n] >> edits->typed.len & 1)) {
        n++;
    }
    return n <= LS_EDITS_MAX ? n : LS_EDITS_FAR;
}

unsigned ls_edits_between(struct ls_span typed, struct ls_span known)
{
    struct ls_edits edits;
    if (typed.len > LS_EDITS_WORD_MAX || known.len > LS_EDITS_DEPTH_MAX) {
        return LS_EDITS_FAR;
    }
    ls_edits_begin(&edits, typed);
    for (size_t i = 0; i < known.len; i++) {
        ls_edits_step(&edits, i, known.ptr[i]);
    }
    return ls_edits_distance(&edits, known.len);
}
