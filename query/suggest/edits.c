#include "query/suggest/edits.h"

enum { NEVER = 100 };

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static unsigned cost(char c)
{
    return is_digit(c) ? NEVER : 1;
}

void ls_edits_begin(struct ls_edits *edits, struct ls_span typed)
{
    edits->typed = typed;
    edits->rows[0][0] = 0;
    for (size_t j = 0; j < typed.len; j++) {
        edits->rows[0][j + 1] = (uint8_t)least(edits->rows[0][j] + cost(typed.ptr[j]), NEVER);
    }
}

/* The cell behind letter j of the typed word. */
static unsigned cell(const struct ls_edits *edits, size_t depth, size_t j, char c)
{
    char typed = edits->typed.ptr[j];
    const uint8_t *above = edits->rows[depth];
    unsigned replaced = c == typed ? 0 : cost(is_digit(c) ? c : typed);
    unsigned best = above[j] + replaced;
    best = least(best, above[j + 1] + cost(c));
    best = least(best, edits->rows[depth + 1][j] + cost(typed));
    bool is_swap = depth > 0 && j > 0 && c == edits->typed.ptr[j - 1] &&
                   edits->known[depth - 1] == typed && c != typed;
    if (is_swap) {
        best = least(best, edits->rows[depth - 1][j - 1] + least(NEVER, cost(c) + cost(typed) - 1));
    }
    return least(best, NEVER);
}

unsigned ls_edits_step(struct ls_edits *edits, size_t depth, char c)
{
    uint8_t *row = edits->rows[depth + 1];
    edits->known[depth] = c;
    row[0] = (uint8_t)least(edits->rows[depth][0] + cost(c), NEVER);
    unsigned lowest = row[0];
    for (size_t j = 0; j < edits->typed.len; j++) {
        row[j + 1] = (uint8_t)cell(edits, depth, j, c);
        lowest = least(lowest, row[j + 1]);
    }
    return lowest;
}

unsigned ls_edits_between(struct ls_span typed, struct ls_span known)
{
    struct ls_edits edits;
    if (typed.len > LS_EDITS_WORD_MAX || known.len > LS_EDITS_DEPTH_MAX) {
        return NEVER;
    }
    ls_edits_begin(&edits, typed);
    for (size_t i = 0; i < known.len; i++) {
        ls_edits_step(&edits, i, known.ptr[i]);
    }
    return ls_edits_distance(&edits, known.len);
}
