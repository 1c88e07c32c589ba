/* The token stream: a card's text as one string on which adjacency is a
 * substring search. Stems stand between single spaces, a Han run stands whole,
 * and nothing adjacent crosses a line feed:
 *
 *     \x01 t 0 \n llm 的 幻觉 hallucin \n bias \n \x01 a 0 \n …
 *
 * Each section opens with \x01, the code of its field and the digit of its part
 * (store/card.h); each sentence, line and table cell is a line.
 *
 * Template text (indexer/skeleton.h) stands apart, behind \x02: sections again, of
 * those lines that are template, so that what is asked of the rest need not look
 * at each line. */
#ifndef LS_TEXT_STREAM_H
#define LS_TEXT_STREAM_H

#include "text/analyzer.h"

enum { LS_STREAM_SECTION = '\x01', LS_STREAM_TEMPLATE = '\x02', LS_STREAM_BREAK = '\n' };

/* Opens a section: code is its field's letter, part 0 to 9. */
void ls_stream_open(struct ls_buf *stream, char code, unsigned part);

/* Appends one text's tokens, with a break behind them. */
void ls_stream_add(struct ls_buf *stream, const struct ls_analyzer *analyzer,
                   const struct ls_tokens *tokens);

/* Appends one line: the tokens, without a break among them, whose terms are offsets from terms. */
void ls_stream_add_line(struct ls_buf *stream, const char *terms, const struct ls_token *tokens,
                        size_t count);

/* Appends one token's term to a line, which is_open when it has one already. False for a token that
 * has no place in a line: nothing is appended. */
bool ls_stream_add_token(struct ls_buf *line, const struct ls_token *token, struct ls_span term,
                         bool is_open);

/* What stands outside template text, and what in it; each is walked and asked as a stream is. */
struct ls_span ls_stream_outside(struct ls_span stream);
struct ls_span ls_stream_template(struct ls_span stream);

/* Appends what a stream must hold for the tokens (a query's; no breaks among
 * them) to stand side by side in it: a word must match whole, a Han run may be
 * part of a longer one at the pattern's ends. */
void ls_stream_pattern(struct ls_buf *pattern, const struct ls_analyzer *analyzer,
                       const struct ls_token *tokens, size_t count);

/* Does the stream, or one side of it, hold the pattern, in a section whose field's letter is among
 * the characters of fields (NULL: any field) and whose part has its bit in parts (0: any part)? */
bool ls_stream_holds(struct ls_span stream, struct ls_span pattern, const char *fields,
                     unsigned parts);

/* The lines of a stream, or of one side of it, as a set. An all-zero one is empty and valid. */
struct ls_stream_lines {
    uint64_t *slots; /* hashes, open addressing; 0: free */
    size_t room;     /* a power of two, or 0 */
    struct ls_buf line;
    bool failed; /* memory ran out; sticky */
};

void ls_stream_lines_free(struct ls_stream_lines *lines);
void ls_stream_lines_fill(struct ls_stream_lines *lines, struct ls_span stream); /* an empty one */

/* Is there a line of just these tokens? */
bool ls_stream_lines_hold(struct ls_stream_lines *lines, const char *terms,
                          const struct ls_token *tokens, size_t count);

/* Lines of a card by numbers: equal lines have equal ones, and hardly any other. The upper half of
 * each is that of the line's first word or run, so that most lines are told apart by that alone. */
struct ls_line_numbers {
    const uint64_t *items;
    size_t count;
};

/* Appends the numbers of the lines of a stream, or of one side of it, as many bytes each. */
void ls_stream_number_lines(struct ls_span stream, struct ls_buf *numbers);
/* Is the line, without the break at its end, among those; or any that begins with this word? */
bool ls_line_numbers_hold(const struct ls_line_numbers *numbers, struct ls_span line);
bool ls_line_numbers_begin(const struct ls_line_numbers *numbers, struct ls_span word);

/* A walk over the sections of a stream, or of one side of it. */
struct ls_stream_walk {
    struct ls_span rest;
    struct ls_span text; /* of the section, behind its opening line */
    char code;           /* its field */
    unsigned part;
    bool is_template;
};

bool ls_stream_next(struct ls_stream_walk *walk); /* begins with rest = the stream */

#endif
