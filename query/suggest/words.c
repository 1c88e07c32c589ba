/* Words that begin as typed. The index knows stems: some are longer than what
 * was typed, some shorter (hallucinati begins no term, hallucin does), so that a
 * stem counts by the forms in which cards write it. */
#include "query/suggest/parts.h"
#include "query/suggest/surface.h"

enum {
    CANDIDATES_MAX = 40,
    SHORTER_MAX = 3,   /* stems that are beginnings of what was typed */
    SHORTER_BYTES = 8, /* by which they are shorter: the longest endings */
    STEM_BYTES_MIN = 3,
    READ_MAX = 6,       /* best cards whose words are looked at */
    LOOKED_UP_MAX = 12, /* cards read for one term each */
    CARDS_MANY = 16,    /* a word that all of so many have says nothing: https */
};

static bool is_known(const struct ls_known_terms *terms, struct ls_span term)
{
    for (size_t i = 0; i < terms->count; i++) {
        if (ls_span_equal(terms->items[i].term, term)) {
            return true;
        }
    }
    return false;
}

static enum ls_status add_candidate(struct ls_suggesting *s, struct ls_span term, bool *added,
                                    struct ls_error *err)
{
    uint32_t freq;
    *added = false;
    if (is_known(&s->terms, term)) {
        return LS_OK;
    }
    enum ls_status status = ls_vocabulary_freq(s->index, term, &freq, err);
    if (status != LS_OK || freq == 0) {
        return status;
    }
    struct ls_known_term *room = LS_ARENA_PUSH(s->arena, s->terms.items, &s->terms.count);
    if (!room) {
        return ls_fail_memory(err);
    }
    *room = (struct ls_known_term){term, freq};
    *added = true;
    return LS_OK;
}

static enum ls_status add_shorter(struct ls_suggesting *s, struct ls_error *err)
{
    struct ls_span beginning = s->typed.beginning;
    size_t least = beginning.len > SHORTER_BYTES + STEM_BYTES_MIN ? beginning.len - SHORTER_BYTES
                                                                  : STEM_BYTES_MIN;
    bool added;
    enum ls_status status = add_candidate(s, s->typed.stem, &added, err);
    size_t left = SHORTER_MAX;
    for (size_t len = beginning.len; status == LS_OK && left > 0 && len > least;) {
        len--;
        status = add_candidate(s, ls_span(beginning.ptr, len), &added, err);
        left -= added;
    }
    return status;
}

enum ls_status ls_suggest_candidates(struct ls_suggesting *s, struct ls_error *err)
{
    s->terms = (struct ls_known_terms){0};
    if (s->typed.is_run || s->typed.beginning.len > LS_TERM_BYTES_MAX) {
        return LS_OK;
    }
    struct ls_known_terms longer;
    enum ls_status status = ls_vocabulary_beginning(s->index, s->typed.beginning, CANDIDATES_MAX,
                                                    s->arena, &longer, err);
    for (size_t i = 0; status == LS_OK && i < longer.count; i++) {
        struct ls_known_term *room = LS_ARENA_PUSH(s->arena, s->terms.items, &s->terms.count);
        if (!room) {
            return ls_fail_memory(err);
        }
        *room = longer.items[i];
    }
    if (status == LS_OK) {
        status = add_shorter(s, err);
    }
    ls_known_terms_sort(&s->terms);
    return status;
}

static enum ls_status read_forms(struct ls_suggesting *s, struct ls_forms *forms,
                                 struct ls_error *err)
{
    enum ls_status status = LS_OK;
    for (size_t i = 0; status == LS_OK && i < s->best.count && i < READ_MAX; i++) {
        status = ls_best_card(s->index, &s->best, i, s->arena, err);
        if (status == LS_OK) {
            status = ls_forms_add(s->best.cards[i], &s->terms, s->typed.beginning, s->analyzer,
                                  s->arena, forms, err);
        }
    }
    return status;
}

/* The forms of a term that no card read so far holds, from the first card that does. */
static enum ls_status look_up(struct ls_suggesting *s, const struct ls_known_term *term,
                              struct ls_forms *forms, struct ls_error *err)
{
    struct xap_postings *postings = NULL;
    struct xap_error cause;
    bool more = false;
    struct ls_card card;
    enum ls_status status = LS_OK;
    if (xap_postings_open(ls_index_reader(s->index), term->term.ptr, term->term.len, &postings,
                          &cause) != XAP_OK ||
        xap_postings_next(postings, &more, &cause) != XAP_OK) {
        status = ls_schema_fail(err, &cause, "cannot look up a word");
    } else if (more) {
        status = ls_index_card(s->index, xap_postings_docid(postings), s->arena, &card, err);
    }
    xap_postings_free(postings);
    if (status == LS_OK && more) {
        struct ls_known_terms one = {(struct ls_known_term *)term, 1};
        status = ls_forms_add(&card, &one, s->typed.beginning, s->analyzer, s->arena, forms, err);
    }
    return status;
}

static bool is_shown(const struct ls_suggestions *out, struct ls_span text)
{
    for (size_t i = 0; i < out->term_count; i++) {
        if (ls_span_equal(out->terms[i].text, text)) {
            return true;
        }
    }
    return false;
}

/* Beside earlier words the number of cards is not known. */
static enum ls_status add_word(struct ls_suggesting *s, const struct ls_form *form, uint32_t freq,
                               struct ls_error *err)
{
    struct ls_span text = ls_form_shown(form);
    bool is_letter = form->folded.len == 1; /* of a list, an initial, a possessive */
    if (is_letter || is_shown(s->out, text)) {
        return LS_OK;
    }
    struct ls_suggested_term *room = LS_ARENA_PUSH(s->arena, s->out->terms, &s->out->term_count);
    if (!room) {
        return ls_fail_memory(err);
    }
    bool counted = s->typed.earlier_count == 0;
    *room = (struct ls_suggested_term){text, counted ? freq : 0, counted};
    return LS_OK;
}

/* Of words that may follow others, those come first that the cards with these others use most. */
static void sort_by_use(struct ls_known_terms *terms, struct ls_forms *forms)
{
    for (size_t i = 1; i < terms->count; i++) {
        const struct ls_known_term term = terms->items[i];
        const struct ls_forms form = forms[i];
        const struct ls_form *best = ls_forms_best(&form);
        size_t at = i;
        for (; best && at > 0; at--) {
            const struct ls_form *before = ls_forms_best(&forms[at - 1]);
            if (before && before->count >= best->count) {
                break;
            }
            terms->items[at] = terms->items[at - 1];
            forms[at] = forms[at - 1];
        }
        terms->items[at] = term;
        forms[at] = form;
    }
}

enum ls_status ls_suggest_words(struct ls_suggesting *s, struct ls_error *err)
{
    struct ls_forms *forms = ls_arena_array(s->arena, s->terms.count + 1, sizeof *forms);
    if (!forms) {
        return ls_fail_memory(err);
    }
    enum ls_status status = read_forms(s, forms, err);
    if (status == LS_OK && s->typed.earlier_count > 0) {
        sort_by_use(&s->terms, forms);
    }
    uint32_t card_count = 0;
    struct xap_error cause;
    if (status == LS_OK &&
        xap_reader_doc_count(ls_index_reader(s->index), &card_count, &cause) != XAP_OK) {
        status = ls_schema_fail(err, &cause, "cannot count the cards");
    }
    size_t left = s->typed.earlier_count == 0 ? LOOKED_UP_MAX : 0;
    for (size_t i = 0; status == LS_OK && i < s->terms.count && s->out->term_count < s->limit;
         i++) {
        if (card_count >= CARDS_MANY && s->terms.items[i].freq == card_count) {
            continue;
        }
        if (forms[i].count == 0 && left > 0) {
            left--;
            status = look_up(s, &s->terms.items[i], &forms[i], err);
        }
        const struct ls_form *best = ls_forms_best(&forms[i]);
        if (status == LS_OK && best) {
            status = add_word(s, best, s->terms.items[i].freq, err);
        }
    }
    return status;
}
