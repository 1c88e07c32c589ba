/* What the parts of the reader of glossaries share. Private to lib/lexicon. */
#ifndef LS_LEXICON_READING_H
#define LS_LEXICON_READING_H

#include "lexicon/crowd.h"
#include "lexicon/glossary.h"

enum { LS_GLOSSARY_COLUMNS_MAX = 5 };

struct ls_glossary_term {
    size_t first; /* its lexeme in the scratch buffer */
    size_t past;
    const char *at; /* where it stands in the line */
    size_t len;     /* there */
    bool is_short;
    bool is_han;
};

struct ls_reading {
    enum ls_lexicon_source source;
    struct ls_analyzer *analyzer;
    struct ls_lexicon_builder *builder;
    struct ls_glossary *glossary;
    struct ls_crowd crowd;
    struct ls_buf lexemes; /* of the line's terms */
    struct ls_glossary_term terms[LS_GLOSSARY_TERMS_MAX];
    size_t term_count;
    size_t said;  /* terms of the line, with those that are the same to a search */
    bool is_full; /* some term found no room */
    bool is_short[LS_GLOSSARY_COLUMNS_MAX];
    size_t column_count; /* 0 until the first line that says something */
    bool has_header;
    struct ls_span line;
    uint32_t number;
};

/* Takes the text up to the next separator (or the end) off *rest; false when nothing is left.
 * Behind a last separator there is one more piece, an empty one. */
bool ls_glossary_take_piece(struct ls_span *rest, char separator, struct ls_span *piece);

/* at: where in the line. */
void ls_glossary_complain(struct ls_reading *reading, enum ls_glossary_code code, const char *at,
                          const char *format, ...) __attribute__((format(printf, 4, 5)));

/* Reads the line, which has the columns that it must have, as terms that say the same. */
enum ls_status ls_glossary_read_concept(struct ls_reading *reading, struct ls_error *err);

#endif
