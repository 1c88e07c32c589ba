#include "query/expand/cards_kept.h"

/* To recall a group is work that a watch is told of. */
enum { LOOK_STEPS = 100 };

/* Behind it: the cards, their frequencies, and those found, unless these are all the cards. */
struct head {
    size_t card_count;
    size_t found_count;
    size_t checks;
};

static bool are_all_found(const struct ls_group_cards *found)
{
    return found->found.count == found->cards.count &&
           memcmp(found->found.items, found->cards.items,
                  found->cards.count * sizeof *found->cards.items) == 0;
}

/* Tells these members, behind so many checks, from any others. */
static struct ls_span name_cards(struct ls_arena *arena,
                                 const struct ls_group_member *const *members, size_t count,
                                 size_t checks)
{
    struct ls_buf name = {0};
    size_t at_most = checks < LS_MEMBER_CHECKS_MAX ? checks : LS_MEMBER_CHECKS_MAX;
    ls_buf_printf(&name, "g%zu\n", at_most);
    for (size_t i = 0; i < count; i++) {
        const struct ls_group_member *member = members[i];
        ls_buf_printf(&name, "%a %d %zu ", member->weight, member->finds, member->lexeme.len);
        ls_buf_add_span(&name, member->lexeme);
    }
    struct ls_span own = name.failed ? ls_span(NULL, 0) : ls_arena_copy(arena, ls_buf_span(&name));
    ls_buf_free(&name);
    return own;
}

static void read_kept(struct ls_span kept, struct ls_group_cards *found)
{
    struct head head;
    memcpy(&head, kept.ptr, sizeof head);
    const uint32_t *cards = (const uint32_t *)(const void *)(kept.ptr + sizeof head);
    const float *frequencies = (const float *)(const void *)(cards + head.card_count);
    const uint32_t *own = (const uint32_t *)(const void *)(frequencies + head.card_count);
    bool has_own = kept.ptr + kept.len > (const char *)own;
    *found = (struct ls_group_cards){.cards = {cards, head.card_count},
                                     .frequencies = frequencies,
                                     .found = {has_own ? own : cards, head.found_count},
                                     .checks = head.checks};
}

/* Were all the checks made that were wanted? Then it does not matter how many went before. */
static bool is_whole(const struct ls_group_reader *reader, const struct ls_group_cards *found)
{
    return found->checks == 0 || reader->checks + found->checks <= LS_MEMBER_CHECKS_MAX;
}

static bool find(struct ls_group_reader *reader, const struct ls_group_member *const *members,
                 size_t count, size_t checks, struct ls_group_cards *found)
{
    struct ls_span name = name_cards(reader->arena, members, count, checks);
    struct ls_span kept =
        name.ptr ? ls_memo_get(ls_index_memo(reader->index), name) : ls_span(NULL, 0);
    if (kept.ptr) {
        read_kept(kept, found);
        found->name = name;
    }
    return kept.ptr != NULL;
}

enum ls_status ls_group_cards_recall(struct ls_group_reader *reader,
                                     const struct ls_group_member *const *members, size_t count,
                                     struct ls_group_cards *found, bool *known,
                                     struct ls_error *err)
{
    struct xap_error cause;
    *found = (struct ls_group_cards){0};
    *known = false;
    if (!ls_index_memo(reader->index)) {
        return LS_OK;
    }
    *known = find(reader, members, count, 0, found);
    if (reader->checks > 0 && !(*known && is_whole(reader, found))) {
        *known = find(reader, members, count, reader->checks, found);
    }
    return !*known || xap_reader_spend(ls_index_reader(reader->index), LOOK_STEPS, &cause) == XAP_OK
               ? LS_OK
               : ls_schema_fail(err, &cause, "cannot weigh a translation");
}

void ls_group_cards_keep(struct ls_group_reader *reader,
                         const struct ls_group_member *const *members, size_t count,
                         struct ls_group_cards *found)
{
    struct ls_memo *memo = ls_index_memo(reader->index);
    struct head head = {found->cards.count, found->found.count, found->checks};
    struct ls_buf kept = {0};
    size_t most = sizeof head + head.card_count * (sizeof(uint32_t) + sizeof(float)) +
                  head.found_count * sizeof(uint32_t);
    if (!memo || !ls_memo_has_half(memo, most)) {
        return;
    }
    found->name =
        name_cards(reader->arena, members, count, is_whole(reader, found) ? 0 : reader->checks);
    ls_buf_reserve(&kept, most);
    ls_buf_add(&kept, &head, sizeof head);
    ls_buf_add(&kept, found->cards.items, head.card_count * sizeof *found->cards.items);
    ls_buf_add(&kept, found->frequencies, head.card_count * sizeof *found->frequencies);
    if (!are_all_found(found)) {
        ls_buf_add(&kept, found->found.items, head.found_count * sizeof *found->found.items);
    }
    if (found->name.ptr && !kept.failed) {
        ls_memo_put(memo, found->name, ls_buf_span(&kept));
    }
    ls_buf_free(&kept);
}
