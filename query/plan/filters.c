#include "query/plan/filters.h"

bool ls_filters_any(const struct ls_filters *filters)
{
    return filters->domain_count > 0 || filters->journal_count > 0 || filters->card_count > 0 ||
           filters->score.wanted || filters->year.wanted || filters->condition;
}

unsigned ls_filters_parts(const struct ls_filters *filters)
{
    unsigned parts = 0;
    for (size_t i = 0; i < filters->card_count; i++) {
        parts |= 1u << filters->cards[i];
    }
    return parts;
}

/* A node in front of those so far; NULL when memory is out. */
static struct ls_node *push(struct ls_arena *arena, enum ls_node_kind kind,
                            enum ls_query_field field, struct ls_node **nodes)
{
    struct ls_node *node = ls_arena_alloc(arena, sizeof *node);
    if (node) {
        *node = (struct ls_node){
            .kind = kind, .sign = LS_SIGN_REQUIRED, .field = field, .next = *nodes};
        *nodes = node;
    }
    return node;
}

static void push_values(struct ls_arena *arena, enum ls_query_field field,
                        const struct ls_span *values, size_t count, struct ls_node **nodes)
{
    struct ls_node *any = count > 0 ? push(arena, LS_NODE_ANY, LS_QUERY_FIELD_COUNT, nodes) : NULL;
    for (size_t i = 0; any && i < count; i++) {
        struct ls_node *value = push(arena, LS_NODE_VALUE, field, &any->children);
        if (value) {
            value->text = values[i];
        }
    }
}

static void push_cards(struct ls_arena *arena, const struct ls_filters *filters,
                       struct ls_node **nodes)
{
    struct ls_node *any = push(arena, LS_NODE_ANY, LS_QUERY_FIELD_COUNT, nodes);
    for (size_t i = 0; any && i < filters->card_count; i++) {
        struct ls_node *card = push(arena, LS_NODE_CARD, LS_QUERY_FIELD_CARD, &any->children);
        if (card) {
            card->part = filters->cards[i];
        }
    }
}

static void push_number(struct ls_arena *arena, enum ls_query_field field,
                        const struct ls_interval *interval, struct ls_node **nodes)
{
    struct ls_node *number = interval->wanted ? push(arena, LS_NODE_NUMBER, field, nodes) : NULL;
    if (number) {
        number->interval = *interval;
    }
}

/* Copies, as what they are joined with differs from one query to the next. */
static void push_condition(struct ls_arena *arena, const struct ls_node *condition,
                           struct ls_node **nodes)
{
    for (; condition; condition = condition->next) {
        struct ls_node *node = push(arena, condition->kind, condition->field, nodes);
        if (node) {
            struct ls_node *next = node->next;
            *node = *condition;
            node->next = next;
        }
    }
}

enum ls_status ls_filters_nodes(const struct ls_filters *filters, bool with_cards,
                                struct ls_arena *arena, struct ls_node **nodes,
                                struct ls_error *err)
{
    *nodes = NULL;
    push_values(arena, LS_QUERY_FIELD_DOMAIN, filters->domains, filters->domain_count, nodes);
    push_values(arena, LS_QUERY_FIELD_JOURNAL, filters->journals, filters->journal_count, nodes);
    push_number(arena, LS_QUERY_FIELD_SCORE, &filters->score, nodes);
    push_number(arena, LS_QUERY_FIELD_YEAR, &filters->year, nodes);
    if (with_cards && filters->card_count > 0) {
        push_cards(arena, filters, nodes);
    }
    push_condition(arena, filters->condition, nodes);
    return arena->failed ? ls_fail_memory(err) : LS_OK;
}
