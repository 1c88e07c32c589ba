/* A Latin word with a letter or two wrong: of the terms that are near, the one that cards write
 * nearest. */
#include "query/suggest/edits.h"
#include "query/suggest/spell.h"

#include <ctype.h>

enum {
    SHORT_LETTERS = 3,  /* abbreviations only */
    TWO_EDITS_FROM = 6, /* letters, typed and meant */
    CLEAR_LEAD = 4,     /* times as many cards as the next, for a short word */
};

static bool is_all_capitals(struct ls_span word)
{
    size_t capitals = 0;
    for (size_t i = 0; i < word.len; i++) {
        if (islower((unsigned char)word.ptr[i])) {
            return false;
        }
        capitals += isupper((unsigned char)word.ptr[i]) != 0;
    }
    return capitals > 1;
}

static const struct ls_form *nearest_form(const struct ls_forms *forms, struct ls_span typed,
                                          unsigned bound)
{
    const struct ls_form *best = NULL;
    unsigned least = bound;
    for (size_t i = 0; i < forms->count; i++) {
        const struct ls_form *form = &forms->items[i];
        unsigned distance = ls_edits_between(typed, form->folded);
        bool wins = distance < least || !best || form->count > best->count;
        if (distance <= least && wins) {
            best = form;
            least = distance;
        }
    }
    return best;
}

static struct ls_span in_case(struct ls_span written, bool capitals, struct ls_arena *arena)
{
    struct ls_span copy = ls_arena_copy(arena, written);
    for (size_t i = 0; copy.ptr && i < copy.len; i++) {
        unsigned char c = (unsigned char)copy.ptr[i];
        ((char *)copy.ptr)[i] = (char)(c >= 0x80 ? c : capitals ? toupper(c) : tolower(c));
    }
    return copy;
}

/* The form nearest to what was typed, NULL when no card read has one near enough. */
static enum ls_status find_form(struct ls_spell *spell, const struct ls_spell_candidate *it,
                                const struct ls_form **form, struct ls_error *err)
{
    struct ls_forms forms;
    enum ls_status status = ls_spell_forms(spell, &it->term, &forms, err);
    *form = status == LS_OK ? nearest_form(&forms, spell->folded, it->distance) : NULL;
    /* The ending that was meant may be one that no card read has: halucinate, hallucination. */
    if (status == LS_OK && !*form && it->distance == 1 && it->term.term.len >= TWO_EDITS_FROM) {
        *form = ls_forms_best(&forms);
    }
    return status;
}

/* A short word is an abbreviation or nothing, and no other may be about as likely. */
static enum ls_status choose_short(struct ls_spell *spell, const struct ls_spell_candidates *near,
                                   struct ls_span *corrected, struct ls_error *err)
{
    const struct ls_spell_candidate *chosen = NULL;
    enum ls_status status = LS_OK;
    for (size_t i = 0; status == LS_OK && i < near->count; i++) {
        const struct ls_spell_candidate *it = &near->items[i];
        const struct ls_form *form;
        status = find_form(spell, it, &form, err);
        if (status != LS_OK || !form || !form->is_capitals) {
            continue;
        }
        if (chosen) {
            bool is_clear = chosen->term.freq / CLEAR_LEAD >= it->term.freq;
            *corrected = is_clear ? *corrected : ls_span(NULL, 0);
            break;
        }
        chosen = it;
        *corrected = in_case(form->written, true, spell->arena);
    }
    return status;
}

static enum ls_status choose(struct ls_spell *spell, const struct ls_spell_candidates *near,
                             unsigned distance, struct ls_span *corrected, struct ls_error *err)
{
    bool capitals = is_all_capitals(spell->word);
    enum ls_status status = LS_OK;
    for (size_t i = 0; status == LS_OK && !corrected->ptr && i < near->count; i++) {
        const struct ls_form *form = NULL;
        if (near->items[i].distance == distance) {
            status = find_form(spell, &near->items[i], &form, err);
        }
        if (form && (distance == 1 || form->folded.len >= TWO_EDITS_FROM)) {
            *corrected = in_case(form->written, capitals, spell->arena);
        }
    }
    return status;
}

static bool is_plain(struct ls_span folded)
{
    for (size_t i = 0; i < folded.len; i++) {
        if (!isalnum((unsigned char)folded.ptr[i]) || (unsigned char)folded.ptr[i] >= 0x80) {
            return false;
        }
    }
    return folded.len > 1 && folded.len <= LS_EDITS_WORD_MAX;
}

enum ls_status ls_spell_word(struct ls_spell *spell, struct ls_span *corrected,
                             struct ls_error *err)
{
    struct ls_span folded = spell->folded;
    bool is_short = folded.len <= SHORT_LETTERS;
    if (!is_plain(folded) || (is_short && !is_all_capitals(spell->word))) {
        return LS_OK;
    }
    struct ls_spell_candidates near;
    enum ls_status status =
        ls_spell_nearest(spell, folded.len >= TWO_EDITS_FROM ? 2 : 1, &near, err);
    if (status == LS_OK && is_short) {
        return choose_short(spell, &near, corrected, err);
    }
    if (status == LS_OK) {
        status = choose(spell, &near, 1, corrected, err);
    }
    if (status == LS_OK && !corrected->ptr) {
        status = ls_spell_split(spell, corrected, err);
    }
    return status == LS_OK && !corrected->ptr ? choose(spell, &near, 2, corrected, err) : status;
}
