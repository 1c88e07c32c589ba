#include "base/nearest.h"

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static bool are_swapped(const struct ls_letters *a, size_t i, const struct ls_letters *b, size_t j)
{
    return i > 1 && j > 1 && a->chars[i - 1] == b->chars[j - 2] &&
           a->chars[i - 2] == b->chars[j - 1];
}

size_t ls_letters_edits(const struct ls_letters *a, const struct ls_letters *b)
{
    size_t rows[3][LS_LETTERS_MAX + 1];
    size_t *before = rows[0], *above = rows[1], *row = rows[2];
    for (size_t j = 0; j <= b->count; j++) {
        before[j] = above[j] = j;
    }
    for (size_t i = 1; i <= a->count; i++) {
        row[0] = i;
        for (size_t j = 1; j <= b->count; j++) {
            bool same = a->chars[i - 1] == b->chars[j - 1];
            row[j] = least(least(row[j - 1], above[j]) + 1, above[j - 1] + !same);
            if (are_swapped(a, i, b, j)) {
                row[j] = least(row[j], before[j - 2] + 1);
            }
        }
        size_t *oldest = before;
        before = above;
        above = row;
        row = oldest;
    }
    return above[b->count];
}

static struct ls_letters letters_of(struct ls_span text)
{
    struct ls_letters letters = {0};
    for (; letters.count < text.len && letters.count < LS_LETTERS_MAX; letters.count++) {
        unsigned char byte = (unsigned char)text.ptr[letters.count];
        letters.chars[letters.count] = byte >= 'A' && byte <= 'Z' ? byte + ('a' - 'A') : byte;
    }
    return letters;
}

void ls_nearest_init(struct ls_nearest *nearest, struct ls_span typed)
{
    *nearest = (struct ls_nearest){.typed = letters_of(typed), .limit = typed.len <= 4 ? 1 : 2};
}

void ls_nearest_try(struct ls_nearest *nearest, struct ls_span name)
{
    struct ls_letters letters = letters_of(name);
    size_t edits = ls_letters_edits(&nearest->typed, &letters);
    /* A word that shares nothing with the name is no slip of it, however short both are. */
    bool is_near = edits < nearest->limit || (edits == nearest->limit && !nearest->best.ptr);
    if (is_near && edits < nearest->typed.count) {
        nearest->best = name;
        nearest->limit = edits;
    }
}
