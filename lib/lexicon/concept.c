#include "lexicon/format.h"
#include "lexicon/reading.h"
#include "text/charclass.h"
#include "text/utf8.h"

/* What two terms of a concept are to each other, and what the one weighs in the other's place. A
 * glossary is made by hand, by somebody who says that they are the same. */
enum relation { TRANSLATION, SYNONYM, ABBREVIATION };
static const double weights[] = {[TRANSLATION] = 1, [SYNONYM] = 1, [ABBREVIATION] = 1};

static struct ls_span lexeme_of(const struct ls_reading *reading,
                                const struct ls_glossary_term *term)
{
    return ls_span(reading->lexemes.ptr + term->first, term->past - term->first);
}

static bool has_han(struct ls_span lexeme)
{
    unsigned width;
    for (size_t at = 0; at < lexeme.len; at += width) {
        if (ls_charclass(ls_utf8_decode(lexeme.ptr, lexeme.len, at, &width)) == LS_CHAR_HAN) {
            return true;
        }
    }
    return false;
}

static bool is_known(const struct ls_reading *reading, struct ls_span lexeme)
{
    for (size_t i = 0; i < reading->term_count; i++) {
        if (ls_span_equal(lexeme_of(reading, &reading->terms[i]), lexeme)) {
            return true;
        }
    }
    return false;
}

/* Is the term something that can be sought? A long one can: in the place of a short one. */
static bool check_term(struct ls_reading *reading, struct ls_span text, size_t places, size_t bytes)
{
    if (places == 0) {
        ls_glossary_complain(
            reading, LS_GLOSSARY_NO_WORD, text.ptr,
            "no word that could be sought, or more than one sentence: this term is left out");
    } else if (bytes > LS_LEXEME_BYTES_MAX) {
        ls_glossary_complain(reading, LS_GLOSSARY_LONG_TERM, text.ptr,
                             "a term of %zu bytes, more than %d: it is left out", bytes,
                             LS_LEXEME_BYTES_MAX);
    } else if (places > LS_LEXICON_PLACES_MAX) {
        ls_glossary_complain(
            reading, LS_GLOSSARY_LONG_TERM, text.ptr,
            "a term of %zu words and Chinese characters, more than %d: it is found for the "
            "others, but they are not found for it",
            places, LS_LEXICON_PLACES_MAX);
    }
    return places > 0 && bytes <= LS_LEXEME_BYTES_MAX;
}

static enum ls_status add_term(struct ls_reading *reading, struct ls_span text, bool is_short,
                               struct ls_error *err)
{
    struct ls_glossary_term term = {
        .first = reading->lexemes.len, .at = text.ptr, .len = text.len, .is_short = is_short};
    size_t places;
    enum ls_status status = ls_lexeme_add(&reading->lexemes, reading->analyzer, text, &places, err);
    if (status != LS_OK) {
        return status;
    }
    term.past = reading->lexemes.len;
    struct ls_span lexeme = lexeme_of(reading, &term);
    bool is_sound = check_term(reading, text, places, lexeme.len);
    bool is_new = is_sound && !is_known(reading, lexeme);
    bool has_room = reading->term_count < LS_GLOSSARY_TERMS_MAX;
    reading->said += is_sound;
    if (is_new && has_room) {
        term.is_han = has_han(lexeme);
        reading->terms[reading->term_count++] = term;
        return LS_OK;
    }
    reading->lexemes.len = term.first;
    if (is_new && !reading->is_full) {
        ls_glossary_complain(
            reading, LS_GLOSSARY_MANY_TERMS, text.ptr,
            "a concept of more than %d terms: those from here on are left out; they can "
            "stand on a line of their own",
            LS_GLOSSARY_TERMS_MAX);
        reading->is_full = true;
    }
    return LS_OK;
}

static enum ls_status read_cells(struct ls_reading *reading, struct ls_error *err)
{
    enum ls_status status = LS_OK;
    struct ls_span cells = reading->line, cell, term;
    for (size_t column = 0; ls_glossary_take_piece(&cells, '\t', &cell); column++) {
        while (status == LS_OK && ls_glossary_take_piece(&cell, '|', &term)) {
            term = ls_span_trim(term);
            if (term.len > 0) {
                status = add_term(reading, term, reading->is_short[column], err);
            }
        }
    }
    return status;
}

static enum relation relation_of(const struct ls_glossary_term *a, const struct ls_glossary_term *b)
{
    return a->is_short || b->is_short ? ABBREVIATION
           : a->is_han != b->is_han   ? TRANSLATION
                                      : SYNONYM;
}

static enum ls_status count_synonyms(struct ls_reading *reading, const struct ls_glossary_term *key,
                                     struct ls_error *err)
{
    uint32_t others = (uint32_t)reading->term_count - 1;
    uint32_t hash = ls_lexicon_hash(lexeme_of(reading, key));
    uint32_t all = ls_crowd_add(&reading->crowd, hash, others);
    if (all == 0) {
        return ls_fail_memory(err);
    }
    if (all > LS_LEXICON_MEMBERS_MAX && all - others <= LS_LEXICON_MEMBERS_MAX) {
        ls_glossary_complain(
            reading, LS_GLOSSARY_MANY_SYNONYMS, key->at,
            "with this line the term has more than %d synonyms in this file: a search uses "
            "%d of them",
            LS_LEXICON_MEMBERS_MAX, LS_LEXICON_MEMBERS_MAX);
    }
    return LS_OK;
}

static enum ls_status add_pairs(struct ls_reading *reading, struct ls_error *err)
{
    enum ls_status status = LS_OK;
    for (size_t i = 0; status == LS_OK && i < reading->term_count; i++) {
        const struct ls_glossary_term *key = &reading->terms[i];
        status = count_synonyms(reading, key, err);
        for (size_t n = 0; n < reading->term_count; n++) {
            const struct ls_glossary_term *member = &reading->terms[n];
            if (n != i) {
                ls_lexicon_builder_add(reading->builder, lexeme_of(reading, key),
                                       lexeme_of(reading, member),
                                       weights[relation_of(key, member)], reading->source, 0);
            }
        }
    }
    reading->glossary->pairs += reading->term_count * (reading->term_count - 1);
    if (status == LS_OK && reading->glossary->pairs > LS_GLOSSARY_PAIRS_MAX) {
        status = ls_fail(err, LS_USAGE,
                         "line %u: the lines so far say of more than %d pairs of terms that they "
                         "are the same, which is more than a glossary may: make it shorter",
                         reading->number, LS_GLOSSARY_PAIRS_MAX);
    }
    return status;
}

static void tell_pairs(const struct ls_reading *reading)
{
    const struct ls_glossary *glossary = reading->glossary;
    const struct ls_glossary_term *first = &reading->terms[0];
    for (size_t i = 1; glossary->tell && i < reading->term_count; i++) {
        const struct ls_glossary_term *other = &reading->terms[i];
        glossary->tell(glossary->context, ls_span(first->at, first->len),
                       ls_span(other->at, other->len));
    }
}

enum ls_status ls_glossary_read_concept(struct ls_reading *reading, struct ls_error *err)
{
    reading->term_count = 0;
    reading->said = 0;
    reading->is_full = false;
    ls_buf_clear(&reading->lexemes);
    enum ls_status status = read_cells(reading, err);
    if (status != LS_OK) {
        return status;
    }
    if (reading->said == 0) {
        ls_glossary_complain(reading, LS_GLOSSARY_EMPTY, reading->line.ptr,
                             "no term: write some, or take the line away");
    } else if (reading->term_count == 1 && reading->said > 1) {
        ls_glossary_complain(
            reading, LS_GLOSSARY_SAME, reading->line.ptr,
            "these terms are the same to a search already, which knows plurals, Traditional "
            "and Simplified: write another one, or take the line away");
    } else if (reading->term_count < 2) {
        ls_glossary_complain(
            reading, LS_GLOSSARY_ALONE, reading->line.ptr,
            "only one term that can be sought: write what says the same, or take the line "
            "away");
    } else {
        reading->glossary->concepts++;
        status = add_pairs(reading, err);
        tell_pairs(reading);
    }
    return status;
}
