/* A run of Han on its way to a correction. Private to query/suggest/spell_run.c and spell_slit.c.
 */
#ifndef LS_QUERY_SPELL_RUN_H
#define LS_QUERY_SPELL_RUN_H

#include "query/suggest/spell.h"

enum { LS_SPELL_RUN_MAX = 24 }; /* characters */

/* In the order in which they are believed. */
enum ls_slip {
    LS_SLIP_SOUND,
    LS_SLIP_SWAPPED,
    LS_SLIP_DOUBLED,
    LS_SLIP_OTHER,
    LS_SLIP_EXTRA,
    LS_SLIP_COUNT
};

struct ls_spell_edit {
    uint32_t chars[LS_SPELL_RUN_MAX + 1];
    size_t count;
    enum ls_slip slip;
    uint32_t weight; /* the rarest pair, or how many cards have it */
};

struct ls_spell_run {
    struct ls_spell *spell;
    uint32_t chars[LS_SPELL_RUN_MAX];
    size_t count;
    size_t first_gap; /* pairs [first_gap, last_gap] include all that no card has */
    size_t last_gap;
    bool has_gap;
    size_t lookups;
    struct ls_spell_edit *found;
    size_t found_count;
};

/* Can a slip that spoils pairs [first, last] be all that is wrong? */
bool ls_spell_run_explains(const struct ls_spell_run *run, size_t first, size_t last);
/* The run with chars [at, at + drop) replaced by count others. */
struct ls_spell_edit ls_spell_run_edited(const struct ls_spell_run *run, size_t at, size_t drop,
                                         const uint32_t *chars, size_t count, enum ls_slip slip);
/* Adds it to those found; that memory is out the arena remembers. */
void ls_spell_run_add(struct ls_spell_run *run, struct ls_spell_edit edit, uint32_t weight);
void ls_spell_add_chars(struct ls_buf *out, const uint32_t *chars, size_t count);

/* Adds what cards have in the place of one character, or between two. */
enum ls_status ls_spell_run_read(struct ls_spell_run *run, struct ls_error *err);

#endif
