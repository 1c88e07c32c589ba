#include "query/answer/steps.h"
#include "query/suggest/spelling.h"

/* A unit that no card holds, and can be misspelt: a word or a Han run, not a phrase of
 * which each word may be right. */
static bool is_unknown(const struct ls_unit *unit, uint32_t count)
{
    bool is_run = unit->place_count > 0 && unit->places[0].is_han;
    bool is_word = unit->place_count == 1 || unit->compound.ptr;
    for (size_t i = 1; is_run && i < unit->place_count; i++) {
        is_run = unit->places[i].continues;
    }
    return count == 0 && unit->ranks && !unit->is_beginning && unit->place.past > 0 &&
           (is_run || is_word);
}

/* In a field or a note card a word may be missing that other cards hold. */
static enum ls_status is_in_index(struct ls_index *index, const struct ls_unit *unit, bool *is_in,
                                  struct ls_error *err)
{
    *is_in = unit->scope.fields || unit->scope.parts;
    for (size_t i = 0; *is_in && i < unit->term_count; i++) {
        struct xap_error cause;
        uint32_t freq;
        if (xap_reader_term_freq(ls_index_reader(index), unit->terms[i].ptr, unit->terms[i].len,
                                 &freq, &cause) != XAP_OK) {
            return ls_schema_fail(err, &cause, "cannot look up a word");
        }
        *is_in = freq > 0;
    }
    return LS_OK;
}

/* What is to stand in the place of a unit; absent when nothing is near. */
static enum ls_status correct_unit(struct ls_asking *asking, const struct ls_unit *unit,
                                   struct ls_span *corrected, struct ls_error *err)
{
    bool is_in;
    *corrected = (struct ls_span){0};
    enum ls_status status = is_in_index(asking->index, unit, &is_in, err);
    if (status == LS_OK && !is_in) {
        status = ls_spelling_correct(asking->index, asking->analyzer,
                                     ls_range_span(asking->query.text, unit->place), asking->arena,
                                     corrected, err);
    }
    return status;
}

/* The query with each unknown word corrected; absent when none is. Units stand in the order of
 * the query, but for repeated ones, which are one unit and corrected once. */
static enum ls_status correct(struct ls_asking *asking, const struct ls_found *found,
                              struct ls_span *suggestion, struct ls_error *err)
{
    struct ls_span text = asking->query.text;
    struct ls_buf made = {0};
    size_t copied = 0;
    enum ls_status status = LS_OK;
    for (size_t i = 0; status == LS_OK && i < found->answered.units.count; i++) {
        const struct ls_unit *unit = &found->answered.units.items[i];
        struct ls_span word = {0};
        if (is_unknown(unit, found->unit_counts[i]) && unit->place.first >= copied) {
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

/* Answers with the suggestion when it finds something. */
static enum ls_status search_suggestion(struct ls_asking *asking, struct ls_window window,
                                        struct ls_span suggestion, struct ls_found *found,
                                        struct ls_error *err)
{
    const struct ls_node *root;
    struct ls_mistake ignored;
    struct ls_query query;
    struct ls_found corrected;
    enum ls_status status = asking->request->is_plain
                                ? ls_parse_plain(suggestion, asking->arena, &root, err)
                                : ls_parse(suggestion, asking->arena, &root, &ignored, err);
    if (status == LS_OK) {
        status = ls_query_make(root, &asking->request->filters, suggestion, asking->analyzer,
                               asking->arena, &query, &ignored, err);
    }
    if (status == LS_OK) {
        ls_buf_clear(&asking->reply->notes); /* the same again */
        status = ls_search(asking->index, &query, window, asking->arena, &corrected,
                           &asking->reply->notes, err);
    }
    if (status == LS_OK && corrected.step != LS_STEP_NONE) {
        *found = corrected;
        found->step = LS_STEP_CORRECTED;
    }
    return status;
}

enum ls_status ls_asking_search(struct ls_asking *asking, struct ls_window window,
                                struct ls_found *found, struct ls_span *suggestion,
                                struct ls_error *err)
{
    *suggestion = (struct ls_span){0};
    struct ls_buf *notes = &asking->reply->notes;
    window.whole_only = true;
    enum ls_status status =
        ls_search(asking->index, &asking->query, window, asking->arena, found, notes, err);
    if (status != LS_OK || window.total_only) {
        return status;
    }
    status = correct(asking, found, suggestion, err);
    if (status == LS_OK && found->step == LS_STEP_NONE && suggestion->ptr) {
        status = search_suggestion(asking, window, *suggestion, found, err);
    }
    if (status == LS_OK && found->step == LS_STEP_NONE) {
        window.whole_only = false;
        ls_buf_clear(notes);
        status = ls_search(asking->index, &asking->query, window, asking->arena, found, notes, err);
    }
    return status;
}
