#include "query/answer/steps.h"
#include "query/expand/expand.h"
#include "query/expand/shelf.h"
#include "query/rank/feedback.h"
#include "query/suggest/spelling.h"
#include "query/suggest/typed.h"
#include "store/term_walk.h"
#include "text/weak.h"

/* A unit that no card holds, and can be misspelt: a word or a Han run, not a phrase of which each
 * word may be right, nor a function word, which is none of the subject. */
static bool is_unknown(const struct ls_unit *unit, uint32_t count)
{
    bool is_run = unit->place_count > 0 && unit->places[0].is_han;
    bool is_word = unit->place_count == 1 || unit->compound.ptr;
    for (size_t i = 1; is_run && i < unit->place_count; i++) {
        is_run = unit->places[i].continues;
    }
    bool is_weak = unit->place_count == 1 && ls_word_weakness(unit->places[0].term) == LS_WORD_WEAK;
    return count == 0 && unit->ranks && !unit->is_beginning && unit->place.past > 0 && !is_weak &&
           (is_run || is_word);
}

static enum ls_status count_term(struct ls_asking *asking, const char *prefix, struct ls_span term,
                                 uint32_t *cards, struct ls_error *err)
{
    struct xap_error cause;
    term = ls_arena_printf(asking->arena, "%s%.*s", prefix, LS_SPAN_ARG(term));
    return ls_index_term_freq(asking->index, term, cards, &cause) == XAP_OK
               ? LS_OK
               : ls_schema_fail(err, &cause, "cannot look up a word");
}

/* In a field or a note card a word may be missing that other cards hold, if only in template
 * text. */
static enum ls_status is_in_index(struct ls_asking *asking, const struct ls_unit *unit, bool *is_in,
                                  struct ls_error *err)
{
    enum ls_status status = LS_OK;
    *is_in = unit->scope.fields || unit->scope.parts;
    for (size_t i = 0; status == LS_OK && *is_in && i < unit->term_count; i++) {
        uint32_t cards = 0;
        status = count_term(asking, "", unit->terms[i], &cards, err);
        if (status == LS_OK && cards == 0) {
            status = count_term(asking, LS_PREFIX_TEMPLATE, unit->terms[i], &cards, err);
        }
        *is_in = cards > 0;
    }
    return status;
}

/* A star in this place ends a word, and no sign follows that would make it text. */
static bool may_have_star(struct ls_span text, size_t at)
{
    return at == text.len || (text.ptr[at] != '\0' && strchr(" )[", text.ptr[at]));
}

/* Half a word: with a star it is the beginning of words that cards hold. In plain words a star
 * says nothing. */
static enum ls_status complete_unit(struct ls_asking *asking, const struct ls_unit *unit,
                                    struct ls_span *completed, struct ls_error *err)
{
    enum { LETTERS_MIN = 4 };
    struct ls_span typed = ls_range_span(asking->query.text, unit->place);
    struct ls_buf folded = {0};
    struct ls_term_walk *terms = NULL;
    struct xap_error cause;
    enum xap_status status = XAP_OK;
    bool more = false;
    bool is_word = unit->place_count == 1 && !unit->compound.ptr && !unit->places[0].is_han;
    if (asking->request->is_plain || !is_word ||
        !may_have_star(asking->query.text, unit->place.past)) {
        return LS_OK;
    }
    bool is_folded = ls_typed_fold(typed, &folded);
    if (is_folded && folded.len >= LETTERS_MIN) {
        status = ls_term_walk_open(asking->index, ls_buf_span(&folded), &terms, &cause);
        status = status == XAP_OK ? ls_term_walk_next(terms, &more, &cause) : status;
    }
    ls_term_walk_free(terms);
    ls_buf_free(&folded);
    if (status != XAP_OK) {
        return ls_schema_fail(err, &cause, "cannot look up a word");
    }
    if (more) {
        *completed = ls_arena_printf(asking->arena, "%.*s*", LS_SPAN_ARG(typed));
    }
    return is_folded && (!more || completed->ptr) ? LS_OK : ls_fail_memory(err);
}

/* A word without the 's of a genitive, which no correction is to take for letters of it. */
static struct ls_span without_genitive(struct ls_span word)
{
    static const struct ls_span endings[] = {LS_SPAN_INIT("'s"), LS_SPAN_INIT("’s")};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t len = endings[i].len;
        if (word.len > len && memcmp(word.ptr + word.len - len, endings[i].ptr, len) == 0) {
            return ls_span(word.ptr, word.len - len);
        }
    }
    return word;
}

/* The word spelt as cards spell one that is near; its genitive stays, which of a plural is the
 * apostrophe alone. */
static enum ls_status spell_unit(struct ls_asking *asking, const struct ls_unit *unit,
                                 struct ls_span *corrected, struct ls_error *err)
{
    struct ls_span typed = ls_range_span(asking->query.text, unit->place);
    struct ls_span word = without_genitive(typed);
    enum ls_status status =
        ls_spelling_correct(asking->index, asking->analyzer, word, asking->arena, corrected, err);
    struct ls_span genitive = ls_span_from(typed, word.len);
    if (status == LS_OK && corrected->len > 0 && genitive.len > 0) {
        genitive.len -= corrected->ptr[corrected->len - 1] == 's';
        *corrected = ls_arena_printf(asking->arena, "%.*s%.*s", LS_SPAN_ARG(*corrected),
                                     LS_SPAN_ARG(genitive));
        status = corrected->ptr ? LS_OK : ls_fail_memory(err);
    }
    return status;
}

/* What is to stand in the place of a unit; absent when nothing is near. */
static enum ls_status correct_unit(struct ls_asking *asking, const struct ls_unit *unit,
                                   struct ls_span *corrected, struct ls_error *err)
{
    bool is_in;
    *corrected = (struct ls_span){0};
    enum ls_status status = is_in_index(asking, unit, &is_in, err);
    if (status == LS_OK && !is_in) {
        status = complete_unit(asking, unit, corrected, err);
    }
    if (status == LS_OK && !is_in && !corrected->ptr) {
        status = spell_unit(asking, unit, corrected, err);
    }
    return status;
}

/* The query with each unknown word corrected; absent when none is. Units stand in the order of
 * the query, but for repeated ones, which are one unit and corrected once. */
static enum ls_status correct(struct ls_asking *asking, const struct ls_found *found,
                              struct ls_span *suggestion, struct ls_error *err)
{
    enum { LOOKED_UP_MAX = 16 }; /* more unknown words are no slips */
    struct ls_span text = asking->query.text;
    struct ls_buf made = {0};
    size_t copied = 0;
    size_t looked_up = 0;
    enum ls_status status = LS_OK;
    for (size_t i = 0; status == LS_OK && i < found->answered.units.count; i++) {
        const struct ls_unit *unit = &found->answered.units.items[i];
        struct ls_span word = {0};
        const struct ls_expansion *expansion = found->answered.expansion;
        bool is_new = is_unknown(unit, found->unit_counts[i]) && unit->place.first >= copied &&
                      !(expansion && expansion->is_known[i]);
        if (is_new && looked_up++ < LOOKED_UP_MAX) {
            status = correct_unit(asking, unit, &word, err);
        }
        if (word.ptr) {
            ls_buf_add(&made, text.ptr + copied, unit->place.first - copied);
            ls_buf_add_span(&made, word);
            copied = unit->place.past;
        }
    }
    if (status == LS_OK && copied > 0) {
        ls_buf_add_span(&made, ls_span_from(text, copied));
        *suggestion = ls_arena_copy(asking->arena, ls_span_trim(ls_buf_span(&made)));
        status = suggestion->ptr && !made.failed ? LS_OK : ls_fail_memory(err);
    }
    ls_buf_free(&made);
    return status;
}

/* A correction that would read otherwise between its neighbours, as a word before an AND without a
 * space may, is none: *suggestion becomes absent. */
static enum ls_status read_suggestion(struct ls_asking *asking, struct ls_span *suggestion,
                                      struct ls_query *query, struct ls_error *err)
{
    const struct ls_node *root;
    struct ls_mistake ignored;
    struct ls_error why = {0};
    enum ls_status status = asking->request->is_plain
                                ? ls_parse_plain(*suggestion, asking->arena, &root, &why)
                                : ls_parse(*suggestion, asking->arena, &root, &ignored, &why);
    if (status == LS_OK) {
        status = ls_query_make(root, &asking->request->filters, *suggestion, asking->analyzer,
                               asking->arena, query, &ignored, &why);
    }
    if (status == LS_USAGE) {
        *suggestion = (struct ls_span){0};
        return LS_OK;
    }
    if (status != LS_OK) {
        return ls_fail(err, status, "%s", why.message);
    }
    return status;
}

/* What a search said will be said again by the next one. */
static void unsay(struct ls_buf *notes, size_t said)
{
    notes->len = notes->len < said ? notes->len : said;
}

/* Answers with the suggestion when it finds something. */
static enum ls_status search_suggestion(struct ls_asking *asking, struct ls_window window,
                                        const struct ls_query *query, struct ls_found *found,
                                        struct ls_error *err)
{
    struct ls_found corrected;
    unsay(&asking->reply->notes, asking->said);
    enum ls_status status = ls_search(asking->index, query, window, asking->arena, &corrected,
                                      &asking->reply->notes, err);
    if (status == LS_OK && corrected.step != LS_STEP_NONE) {
        *found = corrected;
        found->step = LS_STEP_CORRECTED;
    }
    return status;
}

/* A count is of the words as typed. */
static enum ls_status expand(struct ls_asking *asking, struct ls_window window,
                             struct ls_query *query, struct ls_error *err)
{
    if (asking->request->no_expand || window.total_only || window.matching == LS_MATCH_ALL) {
        return LS_OK;
    }
    enum ls_status status = ls_shelf_fill(asking->shelf, asking->index, &asking->reply->notes, err);
    return status == LS_OK ? ls_expand(asking->index, &asking->shelf->lexicons, query,
                                       asking->arena, &query->expansion, err)
                           : status;
}

/* Other words for its own, and words of its best answers. */
static enum ls_status widen(struct ls_asking *asking, struct ls_window window,
                            struct ls_query *query, struct ls_error *err)
{
    enum ls_status status = expand(asking, window, query, err);
    if (status == LS_OK && asking->request->feedback && !window.total_only) {
        status = ls_feedback_find(asking->index, query, window, asking->arena, err);
    }
    return status;
}

/* Do cards say a word of the query otherwise that was typed right? Then it is answered as typed. */
static bool is_said_otherwise(const struct ls_query *query)
{
    const struct ls_expansion *expansion = query->expansion;
    bool is_found = false;
    bool is_known = false;
    for (size_t i = 0; expansion && i < expansion->group_count; i++) {
        is_found |= expansion->groups[i].found.count > 0;
    }
    for (size_t i = 0; expansion && i < query->units.count; i++) {
        is_known |= expansion->is_known[i];
    }
    return is_found && is_known;
}

enum ls_status ls_asking_search(struct ls_asking *asking, struct ls_window window,
                                struct ls_found *found, struct ls_span *suggestion,
                                struct ls_error *err)
{
    *suggestion = (struct ls_span){0};
    struct ls_buf *notes = &asking->reply->notes;
    struct ls_query suggested;
    window.whole_only = true;
    enum ls_status status = widen(asking, window, &asking->query, err);
    asking->said = notes->len;
    if (status == LS_OK) {
        status = ls_search(asking->index, &asking->query, window, asking->arena, found, notes, err);
    }
    if (status != LS_OK || window.total_only) {
        return status;
    }
    status = correct(asking, found, suggestion, err);
    if (status == LS_OK && suggestion->ptr) {
        status = read_suggestion(asking, suggestion, &suggested, err);
    }
    bool is_taken =
        found->step == LS_STEP_NONE && suggestion->ptr && !is_said_otherwise(&asking->query);
    if (status == LS_OK && is_taken) {
        status = widen(asking, window, &suggested, err);
    }
    if (status == LS_OK && is_taken) {
        status = search_suggestion(asking, window, &suggested, found, err);
    }
    if (status == LS_OK && found->step == LS_STEP_NONE) {
        window.whole_only = false;
        unsay(notes, asking->said);
        status = ls_search(asking->index, &asking->query, window, asking->arena, found, notes, err);
    }
    return status;
}
