#include "query/expand/names.h"

#include "query/expand/sounds.h"
#include "query/rank/ranking.h"
#include "store/term_walk.h"
#include "text/weak.h"

#include <math.h>
#include <stdlib.h>

enum {
    CHARS_MIN = 2,       /* of a name */
    LETTERS_MIN = 4,     /* of its word */
    PIECE_CHARS_MAX = 3, /* a longer word is a word */
    WORDS_MAX = 6,       /* that one name may be */
    SURE_CHARS_MIN = 3,  /* a shorter name, */
    SURE_LETTERS_MIN = 5 /* or that of a shorter word, sounds like many words */
};

static enum ls_status fail(const struct xap_error *cause, struct ls_error *err)
{
    return ls_schema_fail(err, cause, "cannot look for names");
}

/* ---- the words of the index that some characters are likely written for ---- */

/* The likeliest words of a row of segments, best first. */
struct guess {
    size_t first; /* segments [first, past) */
    size_t past;
    size_t chars;
    bool has_weak; /* function characters among them */
    struct ls_group_member *words;
    size_t word_count;
    double worth; /* of two that overlap, the one with more is right */
};

struct search {
    const struct ls_member_finder *finder;
    const struct ls_row_place *row;
    struct ls_hearing hearing;
    size_t tries; /* so far */
    size_t steps;
    struct guess *guesses;
    size_t guess_count;
};

static bool is_word_of_lexicon(const struct search *search, struct ls_span word)
{
    return ls_word_weakness(word) == LS_WORD_WEAK ||
           ls_lexicons_have(search->finder->lexicons, word);
}

static enum ls_status add_word(struct search *search, struct guess *guess, struct ls_span word,
                               double share, struct ls_error *err)
{
    struct ls_group_member *words = guess->words;
    size_t at = guess->word_count;
    while (at > 0 && words[at - 1].weight < share) {
        at--;
    }
    if (at == WORDS_MAX) {
        return LS_OK;
    }
    if (!words) {
        words = ls_arena_array(search->finder->arena, WORDS_MAX + 1, sizeof *words);
        guess->words = words;
    }
    struct ls_span own = ls_arena_copy(search->finder->arena, word);
    if (!words || !own.ptr) {
        return ls_fail_memory(err);
    }
    guess->word_count += guess->word_count < WORDS_MAX;
    memmove(&words[at + 1], &words[at], (guess->word_count - at - 1) * sizeof *words);
    words[at] =
        (struct ls_group_member){.lexeme = own, .weight = share, .source = LS_LEXICON_SOUND};
    return LS_OK;
}

/* A word of the index, all letters of which were heard: which of the guesses from `first` is it? */
static enum ls_status hear_word(struct search *search, size_t first, struct ls_error *err)
{
    const struct ls_hearing *hearing = &search->hearing;
    struct ls_span word = ls_span(hearing->letters, hearing->len);
    bool is_checked = false;
    enum ls_status status = LS_OK;
    for (size_t i = first; status == LS_OK && i < search->guess_count; i++) {
        struct guess *guess = &search->guesses[i];
        double share = ls_hearing_share(hearing, guess->chars);
        double letters = (double)word.len / (double)guess->chars;
        bool is_fit = share > 0 && word.len >= LETTERS_MIN &&
                      fabs(letters - ls_ranking.name_letters) <= ls_ranking.name_letters_off;
        if (is_fit && !is_checked && is_word_of_lexicon(search, word)) {
            return LS_OK;
        }
        is_checked |= is_fit;
        status = is_fit ? add_word(search, guess, word, share, err) : LS_OK;
    }
    return status;
}

/* To the next letters in the order of the alphabet, behind all words that begin with these and then
 * a letter before `letter`. */
static bool move_on(struct ls_hearing *hearing, int letter)
{
    for (;;) {
        for (; letter <= 'z'; letter++) {
            if (ls_hearing_add(hearing, (char)letter)) {
                return true;
            }
        }
        if (hearing->len == 0) {
            return false;
        }
        letter = hearing->letters[--hearing->len] + 1;
    }
}

/* Hears the letters of a term; false when it goes on as no name does. */
static bool hear_letters(struct ls_hearing *hearing, struct ls_span term)
{
    size_t same = 0;
    while (same < hearing->len && same < term.len && hearing->letters[same] == term.ptr[same]) {
        same++;
    }
    hearing->len = same;
    while (hearing->len < term.len && ls_hearing_add(hearing, term.ptr[hearing->len])) {
    }
    return hearing->len == term.len;
}

/* The words of the index and the letters that a name may begin with, both in the order of the
 * alphabet: whichever is behind moves up to the other one. */
static enum ls_status hear_words(struct search *search, struct ls_term_walk *terms, size_t first,
                                 bool *all, struct ls_error *err)
{
    struct ls_hearing *hearing = &search->hearing;
    struct xap_error cause;
    bool heard = false;
    bool more = move_on(hearing, 'a');
    size_t steps = 0;
    enum ls_status status = LS_OK;
    for (; status == LS_OK && more && steps < LS_NAME_TRY_STEPS_MAX; steps++) {
        if ((heard ? ls_term_walk_next(terms, &more, &cause)
                   : ls_term_walk_skip_to(terms, ls_span(hearing->letters, hearing->len), &more,
                                          &cause)) != XAP_OK) {
            return fail(&cause, err);
        }
        struct ls_span bytes = ls_term_walk_term(terms);
        struct ls_span term = ls_span(bytes.ptr, bytes.len);
        heard = more && hear_letters(hearing, term);
        if (heard) {
            status = hear_word(search, first, err);
        } else if (more) {
            unsigned char letter = (unsigned char)term.ptr[hearing->len];
            more = move_on(hearing, letter < 'a' ? 'a' : letter + 1);
        }
    }
    search->tries++;
    search->steps += steps;
    *all = !more;
    return status;
}

static enum ls_status try_words(struct search *search, size_t first, bool knows_all, bool *all,
                                struct ls_error *err)
{
    struct ls_term_walk *terms = NULL;
    struct xap_error cause;
    if (ls_term_walk_open(search->finder->index, LS_SPAN(""), &terms, &cause) != XAP_OK) {
        return fail(&cause, err);
    }
    search->hearing.knows_all = knows_all;
    ls_hearing_begin(&search->hearing);
    enum ls_status status = hear_words(search, terms, first, all, err);
    ls_term_walk_free(terms);
    return status;
}

/* ---- the rows of segments that may be names ---- */

static bool is_lone(const struct ls_segment *segment)
{
    return segment->past - segment->first == 1 &&
           ls_word_weakness(segment->lexeme) == LS_WORD_STRONG;
}

static bool is_weak(const struct ls_segment *segment)
{
    return ls_word_weakness(segment->lexeme) == LS_WORD_WEAK;
}

/* Does the segment follow the one before it without a break, in characters that names have? It adds
 * its characters to those of the hearing. */
static bool takes_in(struct search *search, const struct ls_segment *segment, bool is_first)
{
    struct ls_hearing *hearing = &search->hearing;
    const struct ls_row_place *place = &search->row[segment->first];
    size_t count = segment->past - segment->first;
    bool is_fit = count <= PIECE_CHARS_MAX && hearing->char_count + count <= LS_NAME_CHARS_MAX &&
                  place->is_han && (is_first || !place->is_border);
    for (size_t i = 0; is_fit && i < count; i++) {
        struct ls_sounds *sounds = &hearing->chars[hearing->char_count];
        ls_sounds_read(search->finder->lexicons, place[i].term, sounds);
        is_fit = sounds->count > 0;
        hearing->char_count++;
    }
    return is_fit;
}

static enum ls_status add_guess(struct search *search, size_t first, size_t past, bool has_weak,
                                struct ls_error *err)
{
    struct guess *guess =
        LS_ARENA_PUSH(search->finder->arena, search->guesses, &search->guess_count);
    if (!guess) {
        return ls_fail_memory(err);
    }
    *guess = (struct guess){
        .first = first, .past = past, .chars = search->hearing.char_count, .has_weak = has_weak};
    return LS_OK;
}

/* The rows from a segment that some lone character is in; none begins with a function word. */
static enum ls_status guess_from(struct search *search, size_t first, struct ls_error *err)
{
    const struct ls_member_finder *finder = search->finder;
    struct ls_hearing *hearing = &search->hearing;
    bool has_lone = false;
    bool has_weak = false;
    enum ls_status status = LS_OK;
    hearing->char_count = 0;
    memset(hearing->is_wanted, 0, sizeof hearing->is_wanted);
    if (is_weak(&finder->segments[first])) {
        return LS_OK;
    }
    for (size_t i = first; status == LS_OK && i < finder->segment_count; i++) {
        size_t chars = hearing->char_count;
        if (!takes_in(search, &finder->segments[i], i == first)) {
            hearing->char_count = chars;
            break;
        }
        has_lone |= is_lone(&finder->segments[i]);
        has_weak |= is_weak(&finder->segments[i]);
        if (has_lone && hearing->char_count >= CHARS_MIN) {
            hearing->is_wanted[hearing->char_count] = true;
            status = add_guess(search, first, i + 1, has_weak, err);
        }
    }
    return status;
}

/* When too many words may be meant, those of which each letter is read as the lexicon says. */
static enum ls_status search_from(struct search *search, size_t first, struct ls_error *err)
{
    size_t before = search->guess_count;
    bool all = true;
    enum ls_status status = guess_from(search, first, err);
    if (status == LS_OK && search->guess_count > before) {
        status = try_words(search, before, false, &all, err);
    }
    for (size_t i = before; !all && i < search->guess_count; i++) {
        search->guesses[i].word_count = 0;
    }
    return status == LS_OK && !all ? try_words(search, before, true, &all, err) : status;
}

/* ---- those that are names ---- */

static int compare_worth(const void *left, const void *right)
{
    const struct guess *a = left, *b = right;
    int by = (a->worth < b->worth) - (a->worth > b->worth);
    by = by ? by : (a->first > b->first) - (a->first < b->first);
    return by ? by : (a->past > b->past) - (a->past < b->past);
}

static int compare_places(const void *left, const void *right)
{
    const struct ls_name *a = left, *b = right;
    return (a->first > b->first) - (a->first < b->first);
}

static bool overlaps(const struct guess *guess, const struct ls_name *names, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (guess->first < names[i].past && names[i].first < guess->past) {
            return true;
        }
    }
    return false;
}

/* A longer row says more for a name that is as likely. */
static void sort_guesses(struct search *search)
{
    for (size_t i = 0; i < search->guess_count; i++) {
        struct guess *guess = &search->guesses[i];
        double share = guess->word_count > 0 ? guess->words[0].weight : 0;
        guess->worth = share * sqrt((double)guess->chars);
    }
    if (search->guess_count > 0) {
        qsort(search->guesses, search->guess_count, sizeof *search->guesses, compare_worth);
    }
}

static void settle_words(const struct guess *guess)
{
    bool is_sure = guess->chars >= SURE_CHARS_MIN && !guess->has_weak;
    for (size_t i = 0; i < guess->word_count; i++) {
        struct ls_group_member *word = &guess->words[i];
        word->weight = pow(word->weight, ls_ranking.name_power);
        word->finds = is_sure && word->lexeme.len >= SURE_LETTERS_MIN &&
                      word->weight >= ls_ranking.name_finding;
    }
}

static enum ls_status choose(struct search *search, const struct ls_name **names, size_t *count,
                             struct ls_error *err)
{
    struct ls_name *chosen = NULL;
    sort_guesses(search);
    for (size_t i = 0; i < search->guess_count && search->guesses[i].worth > 0; i++) {
        const struct guess *guess = &search->guesses[i];
        if (overlaps(guess, chosen, *count)) {
            continue;
        }
        struct ls_name *name = LS_ARENA_PUSH(search->finder->arena, chosen, count);
        if (!name) {
            return ls_fail_memory(err);
        }
        settle_words(guess);
        *name = (struct ls_name){guess->first, guess->past, guess->words, guess->word_count};
    }
    if (*count > 0) {
        qsort(chosen, *count, sizeof *chosen, compare_places);
    }
    *names = chosen;
    return LS_OK;
}

enum ls_status ls_names_find(const struct ls_member_finder *finder, const struct ls_row_place *row,
                             const struct ls_name **names, size_t *count, struct ls_error *err)
{
    struct search search = {.finder = finder, .row = row};
    enum ls_status status = LS_OK;
    *names = NULL;
    *count = 0;
    if (finder->lexicons->no_words) {
        return LS_OK;
    }
    for (size_t i = 0; status == LS_OK && i < finder->segment_count; i++) {
        if (search.tries >= LS_NAME_TRIES_MAX || search.steps >= LS_NAME_STEPS_MAX) {
            break;
        }
        status = search_from(&search, i, err);
    }
    return status == LS_OK ? choose(&search, names, count, err) : status;
}
