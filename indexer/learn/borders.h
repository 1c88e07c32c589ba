/* Where a Chinese term before parentheses begins: 採用結構方程模型（SEM） is 結構方程模型. */
#ifndef LS_LEARN_BORDERS_H
#define LS_LEARN_BORDERS_H

#include "indexer/learn/hits.h"
#include "indexer/learn/substrings.h"

/* Makes of each tail among the hits the term that it ends in, with its lexeme; of one in which no
 * term can be told, nothing: its lexeme becomes that of the empty string. Among the tails before
 * one and the same English term, a beginning that others share or that a line, a cell or a
 * quotation shares counts first; else one that is free in all text: substrings. */
enum ls_status ls_borders_set(struct ls_hits *hits, const struct ls_substrings *text,
                              struct ls_error *err);

/* How many of a run's first symbols are a verb or the like that stands before terms; 0: none. */
size_t ls_lead_len(const uint32_t *symbols, size_t len);
/* Is it one of 的 與 和 及 或? */
bool ls_han_joins(uint32_t symbol);
/* One of 性 者 式 化 度 率, which hardly begin a term but often end a word? */
bool ls_han_is_suffix(uint32_t symbol);

#endif
