/* A lexicon: which words say what others say, in the same language or the other one. It is one run
 * of bytes that is made once (lexicon/builder.h) and then only read, wherever it lies: linked into
 * the program, kept in an index, mapped from a file.
 *
 * Words stand in it as lexemes, which is how the analyzer has them, without compounds: stems and
 * numbers with a space between them, Han runs folded and whole, and a space where the scripts meet:
 * "larg languag model", "大型语言模型", "t 检定". Of each lexeme it has the members that may be
 * sought in its place, each with its weight: 1 for a word that says just the same. */
#ifndef LS_LEXICON_LEXICON_H
#define LS_LEXICON_LEXICON_H

#include "text/analyzer.h"

/* Where a pair comes from. X(identifier, name in --explain) */
#define LS_LEXICON_SOURCE_TABLE(X)                                                                 \
    X(GLOSSARY, "glossary")       /* the one that is shipped */                                    \
    X(USER, "your glossary")      /* --glossary FILE */                                            \
    X(ABBREVIATION, "shortened")  /* a card has: large language models (LLMs) */                   \
    X(PARENTHESES, "parentheses") /* a card has: 結構方程模型（SEM） */                    \
    X(ALIGNED, "aligned")         /* cards that say the one in English say the other in Chinese */ \
    X(DICTIONARY, "dictionary")   /* CC-CEDICT */                                                  \
    X(SOUND, "sound")             /* a name in the other script that sounds so */

enum ls_lexicon_source {
#define X(name, said) LS_LEXICON_##name,
    LS_LEXICON_SOURCE_TABLE(X)
#undef X
        LS_LEXICON_SOURCE_COUNT
};

const char *ls_lexicon_source_name(enum ls_lexicon_source source);

enum {
    LS_LEXICON_PLACES_MAX = 12,  /* words and Han characters of a key; a longer one is no key */
    LS_LEXICON_MEMBERS_MAX = 256 /* of a key: those of the least weight are left out */
};

/* How foreign names are written in Chinese stands in a lexicon too, under keys that no text has:
 * the mark and a character, whose members are the letters it is written for, and the mark and
 * letters, whose members are the characters. Weights are how likely the character is read so. */
#define LS_LEXICON_SOUND_MARK "\x01"

struct ls_lexicon {
    struct ls_span bytes;
    uint32_t key_count;
    /* read from the head of the bytes, private */
    uint32_t places_max; /* of any key */
};

/* Borrows the bytes. Empty bytes are a lexicon without words. LS_OTHER_SCHEMA when they were made
 * by another version or for another analyzer (its fingerprint differs), LS_CORRUPT when they cannot
 * be a lexicon. What follows is safe on any bytes that it took: a broken row ends its walk. */
enum ls_status ls_lexicon_open(struct ls_span bytes, struct ls_lexicon *lexicon,
                               struct ls_error *err);

/* A walk over the members of a key, by falling weight. */
struct ls_lexicon_walk {
    struct ls_span rest; /* private */
    uint32_t left;       /* private */

    struct ls_span member; /* a lexeme; lives as long as the bytes */
    double weight;         /* above 0, at most 4 */
    enum ls_lexicon_source source;
    uint32_t cards; /* that taught it; 0 when none did */
};

/* False when the lexeme is no key; else the walk begins before its first member. */
bool ls_lexicon_find(const struct ls_lexicon *lexicon, struct ls_span key,
                     struct ls_lexicon_walk *walk);
bool ls_lexicon_next(struct ls_lexicon_walk *walk);

/* Appends the lexeme of a text; *places becomes how many words and Han characters it has, 0 when
 * there are none or a break stands between them (nothing is appended then). */
enum ls_status ls_lexeme_add(struct ls_buf *lexeme, struct ls_analyzer *analyzer,
                             struct ls_span text, size_t *places, struct ls_error *err);

#endif
