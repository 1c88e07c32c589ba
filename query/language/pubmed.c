#include "query/language/pubmed.h"

#include "query/language/chars.h"

/* Initials, as in Davis FD[au]. */
static bool is_initials(struct ls_span text)
{
    enum { INITIALS_MAX = 3 };
    bool are_capitals = text.len > 0 && text.len <= INITIALS_MAX;
    for (size_t i = 0; are_capitals && i < text.len; i++) {
        are_capitals = text.ptr[i] >= 'A' && text.ptr[i] <= 'Z';
    }
    return are_capitals;
}

static bool is_plain_word(const struct ls_node *node)
{
    return node->kind == LS_NODE_WORD && node->field == LS_QUERY_FIELD_COUNT && !node->starred;
}

/* The last item, and with `all` the first of the plain words that end the list. */
static struct ls_node **last_words(struct ls_items *items, bool all)
{
    struct ls_node **start = items->tail;
    for (struct ls_node **place = items->head; *place; place = &(*place)->next) {
        bool follows = all && start != items->tail && (*place)->sign == LS_SIGN_WANTED;
        if (!is_plain_word(*place)) {
            start = items->tail;
        } else if (!follows) {
            start = place;
        }
    }
    return start;
}

struct ls_node **ls_pubmed_name(struct ls_items *items, const struct ls_node *tagged,
                                struct ls_span query)
{
    bool is_quoted = tagged->text.ptr != query.ptr + tagged->place.first;
    bool is_journal = tagged->kind == LS_NODE_VALUE && tagged->field == LS_QUERY_FIELD_JOURNAL;
    bool is_author = tagged->field == LS_QUERY_FIELD_AUTHOR && is_initials(tagged->text);
    bool has_more = !is_quoted && (is_journal || is_author);
    return has_more ? last_words(items, is_journal) : items->tail;
}

static bool is_year(const struct ls_node *node, const struct ls_node *like)
{
    return node && node->kind == LS_NODE_NUMBER && node->field == like->field;
}

bool ls_pubmed_joins_range(struct ls_items *items, const struct ls_node *node)
{
    struct ls_node *before = NULL;
    struct ls_node *last = NULL;
    unsigned width;
    for (struct ls_node *item = *items->head; item; item = item->next) {
        before = last;
        last = item;
    }
    bool touches = is_year(last, node) && ls_char_at(node->text, 0, &width) == ':';
    bool is_apart =
        is_year(before, node) && last->kind == LS_NODE_WORD && ls_text_is(last->text, ":");
    struct ls_node *lower = touches ? last : before;
    if (node->kind != LS_NODE_NUMBER || !(touches || is_apart)) {
        return false;
    }
    lower->interval.hi = node->interval.hi;
    lower->place.past = node->place.past;
    lower->next = NULL;
    items->tail = &lower->next;
    items->last = lower;
    return true;
}
