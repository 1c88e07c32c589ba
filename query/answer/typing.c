/* A query that is still being typed: its last word may go on. */
#include "query/answer/steps.h"
#include "query/match/beginning.h"
#include "store/term_walk.h"

/* A word that one in so many of the cards hold that hold some word that begins so is taken to be
 * whole. */
enum { HELD_AS_WHOLE = 4 };

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The word that ends where the text does; NULL when there is none, or when it cannot go on. */
static struct ls_node *last_word(const struct ls_node *node, size_t end)
{
    struct ls_node *found = NULL;
    for (struct ls_node *child = node->children; child && !found; child = child->next) {
        found = last_word(child, end);
        if (!found && child->kind == LS_NODE_WORD && child->place.past == end) {
            found = child;
        }
    }
    return found;
}

/* The unit that a word ends in; NULL when it is not a single Latin word. */
static const struct ls_unit *last_unit(const struct ls_query *query, size_t end)
{
    for (size_t i = query->mention_count; i > 0; i--) {
        const struct ls_unit *unit = &query->units.items[query->mentions[i - 1].unit];
        if (query->mentions[i - 1].place.past == end) {
            bool is_word = unit->place_count == 1 && !unit->places[0].is_han &&
                           !unit->compound.ptr && unit->ranks;
            return is_word ? unit : NULL;
        }
    }
    return NULL;
}

static enum ls_status make_query(struct ls_asking *asking, struct ls_query *query,
                                 struct ls_error *err)
{
    struct ls_mistake ignored;
    return ls_query_make(asking->root, &asking->request->filters, asking->request->text,
                         asking->analyzer, asking->arena, query, &ignored, err);
}

/* Do so many more cards hold a word that begins so than hold the word itself? */
static enum ls_status compare(struct ls_asking *asking, const struct ls_unit *whole,
                              const struct ls_unit *begun, bool *goes_on, struct ls_error *err)
{
    struct ls_beginning_term *terms = NULL;
    size_t count = 0;
    uint32_t held = 0;
    struct xap_error cause;
    enum ls_status status = ls_beginning_expand(asking->index, begun, asking->arena, &terms, &count,
                                                &asking->reply->notes, err);
    if (status == LS_OK &&
        ls_index_term_freq(asking->index, whole->terms[0], &held, &cause) != XAP_OK) {
        status = ls_schema_fail(err, &cause, "cannot look up a word");
    }
    *goes_on = status == LS_OK && count > 0 && held * (uint64_t)HELD_AS_WHOLE < terms[0].freq;
    return status;
}

static enum ls_status go_on(struct ls_asking *asking, const struct ls_query *typed,
                            struct ls_node *word, struct ls_error *err)
{
    size_t end = asking->request->text.len;
    struct ls_query query;
    bool goes_on = false;
    word->goes_on = true;
    enum ls_status status = make_query(asking, &query, err);
    const struct ls_unit *begun = status == LS_OK ? last_unit(&query, end) : NULL;
    if (begun && begun->is_beginning) {
        status = compare(asking, last_unit(typed, end), begun, &goes_on, err);
    }
    word->goes_on = goes_on;
    if (status == LS_OK && goes_on) {
        asking->query = query;
    }
    return status;
}

enum ls_status ls_asking_type_on(struct ls_asking *asking, struct ls_error *err)
{
    struct ls_span text = asking->request->text;
    bool may_go_on =
        text.len > 1 && is_letter(text.ptr[text.len - 1]) && is_letter(text.ptr[text.len - 2]);
    struct ls_node *word = may_go_on ? last_word(asking->root, text.len) : NULL;
    struct ls_query typed;
    if (!word || word->starred) {
        return LS_OK;
    }
    word->goes_on = false;
    enum ls_status status = make_query(asking, &typed, err);
    const struct ls_unit *unit = status == LS_OK ? last_unit(&typed, text.len) : NULL;
    return unit && !unit->is_beginning && unit->term_count == 1 ? go_on(asking, &typed, word, err)
                                                                : status;
}
