/* The user's glossaries: read from files once, then kept in the index until others are given. */
#ifndef LS_INDEXER_GLOSSARIES_H
#define LS_INDEXER_GLOSSARIES_H

#include "indexer/metadata.h"
#include "lexicon/builder.h"
#include "lexicon/learned.h"

struct ls_glossaries {
    struct ls_glossary_text {
        struct ls_span path; /* as it was given */
        struct ls_span text; /* as it was then */
    } * items;
    size_t count;
    size_t concepts; /* lines that say something, of those given in this run */
    bool is_given;   /* in this run */
    bool is_changed; /* likewise, to what the index did not have */
    /* what ls_glossaries_add finds: the first term of each concept with each other one */
    struct ls_learned_pair *pairs;
    size_t pair_count;
};

/* What the index has; an index of none is no glossary. */
enum ls_status ls_glossaries_read(struct xap_reader *reader, struct ls_arena *arena,
                                  struct ls_glossaries *glossaries, struct ls_error *err);

/* Takes the files that the command line names in its place: of several all, "" is none; count 0:
 * nothing. Appends a line for each complaint about them to complaints. LS_IO, or LS_USAGE when a
 * line is bad, so that nothing is indexed with half a glossary. */
enum ls_status ls_glossaries_take(struct ls_glossaries *glossaries, const struct ls_span *paths,
                                  size_t count, struct ls_arena *arena, struct ls_buf *complaints,
                                  struct ls_error *err);

/* Notes them for the index to keep. */
void ls_glossaries_keep(const struct ls_glossaries *glossaries, struct ls_metadata *metadata);

/* Adds what they say to the builder, and lists it in pairs, which live in the arena. */
enum ls_status ls_glossaries_add(struct ls_glossaries *glossaries, struct ls_analyzer *analyzer,
                                 struct ls_lexicon_builder *builder, struct ls_arena *arena,
                                 struct ls_error *err);

#endif
