/* A glossary: a table of terms that say the same → rows of a lexicon.
 *
 *     english⇥abbreviation⇥traditional⇥simplified⇥variants
 *     # Methods
 *     structural equation modelling|structural equation model⇥SEM⇥結構方程模型⇥结构方程模型⇥
 *
 * A line is a concept, ⇥ a tab, and each of its terms may be sought in the place of each other
 * one. Blank lines and those that begin with # say nothing. The first line names the columns, all
 * of these or some, in any order; without it a line has two of them, a term and its synonym:
 *
 *     shared decision making⇥SDM
 *
 * Concepts are not joined: of a = b and b = c does not follow a = c, so cycles are harmless. */
#ifndef LS_LEXICON_GLOSSARY_H
#define LS_LEXICON_GLOSSARY_H

#include "lexicon/builder.h"

/* X(identifier, stable name in reports, is the line left out?) */
#define LS_GLOSSARY_COMPLAINT_TABLE(X)                                                             \
    X(BAD_UTF8, "bad-utf8", true)                                                                  \
    X(NUL_BYTE, "nul-byte", true)                                                                  \
    X(LONG_LINE, "long-line", true)                                                                \
    X(COLUMNS, "columns", true)                                                                    \
    X(EMPTY, "empty", true)                                                                        \
    X(ALONE, "alone", true)                                                                        \
    X(SAME, "same", true)                                                                          \
    X(NO_WORD, "no-word", false)                                                                   \
    X(LONG_TERM, "long-term", false)                                                               \
    X(MANY_TERMS, "many-terms", false)                                                             \
    X(MANY_SYNONYMS, "many-synonyms", false)

enum ls_glossary_code {
#define X(name, text, bad) LS_GLOSSARY_##name,
    LS_GLOSSARY_COMPLAINT_TABLE(X)
#undef X
        LS_GLOSSARY_CODE_COUNT
};

enum {
    LS_GLOSSARY_LINE_BYTES_MAX = 65536,
    LS_GLOSSARY_TERMS_MAX = 32,        /* of a concept */
    LS_GLOSSARY_PAIRS_MAX = 4000000,   /* of a glossary: a million lines of two terms and more */
    LS_GLOSSARY_BYTES_MAX = 256 << 20, /* of a file */
    LS_GLOSSARY_COMPLAINTS_MAX = 100   /* that are kept; the others are counted */
};

struct ls_glossary_complaint {
    enum ls_glossary_code code;
    uint32_t line;   /* 1-based */
    uint32_t column; /* in bytes, 1-based, as compilers count */
    struct ls_span message;
};

/* What has been read, and what there is to say about it. All-zero is empty and valid. */
struct ls_glossary {
    struct ls_glossary_complaint *complaints;
    size_t complaint_count;
    size_t bad;      /* lines left out */
    size_t odd;      /* complaints about lines that were taken */
    size_t concepts; /* lines taken */
    size_t pairs;    /* given to the builder */
    struct ls_arena arena;
    /* Set before: told of the first term of each concept with each other one, as they are written
     * in the text; NULL: nobody is. */
    void (*tell)(void *context, struct ls_span first, struct ls_span other);
    void *context;
};

/* Adds the concepts of a text to the builder. A bad line is left out and told of in the glossary;
 * what is refused as a whole, with LS_USAGE, is a text of more pairs than LS_GLOSSARY_PAIRS_MAX. */
enum ls_status ls_glossary_read(struct ls_span text, enum ls_lexicon_source source,
                                struct ls_analyzer *analyzer, struct ls_lexicon_builder *builder,
                                struct ls_glossary *glossary, struct ls_error *err);

/* The same for a file. LS_IO when it cannot be read; messages begin with its path. */
enum ls_status ls_glossary_load(const char *path, enum ls_lexicon_source source,
                                struct ls_analyzer *analyzer, struct ls_lexicon_builder *builder,
                                struct ls_glossary *glossary, struct ls_error *err);

/* Appends one line for each complaint, as compilers write them:
 * path:line:column: odd|bad: text [name]. */
void ls_glossary_complaints(const struct ls_glossary *glossary, const char *path,
                            struct ls_buf *out);

void ls_glossary_free(struct ls_glossary *glossary);

#endif
