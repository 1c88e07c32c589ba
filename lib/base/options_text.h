/* What the renderers of the option table share. Private to lib/base. */
#ifndef LS_BASE_OPTIONS_TEXT_H
#define LS_BASE_OPTIONS_TEXT_H

#include "base/options.h"

/* Takes the next of "text|json|tsv" off *rest; false when none is left. */
bool ls_choice_take(struct ls_span *rest, struct ls_span *choice);
/* "text, json or tsv" */
void ls_choices_join(const char *choices, struct ls_buf *out);

/* Bytes up to and with the full stop of the first sentence. The dots of a range
 * ("MIN.. that year") end none. */
size_t ls_sentence_len(struct ls_span text);

/* The help of a row, and what its argument may be. */
void ls_option_describe(const struct ls_option *option, struct ls_buf *out);
/* The first sentence of its help, without the full stop. */
struct ls_span ls_option_gist(const struct ls_option *option);

enum ls_paragraph_kind { LS_PARAGRAPH_PROSE, LS_PARAGRAPH_AS_IT_STANDS, LS_PARAGRAPH_DEFINITION };

struct ls_paragraph {
    enum ls_paragraph_kind kind;
    struct ls_span term; /* of a definition */
    struct ls_span text;
};

/* The text of a section with what its function adds; *made is the caller's to free and says
 * whether memory was out. */
struct ls_span ls_section_text(const struct ls_program_section *section, struct ls_buf *made);

/* Takes the next paragraph off *rest; false when none is left. */
bool ls_paragraph_take(struct ls_span *rest, struct ls_paragraph *paragraph);

/* Takes the text up to the next byte (or the end) off *rest, and that byte;
 * false when *rest is empty. */
bool ls_piece_take(struct ls_span *rest, char separator, struct ls_span *piece);

#endif
