#include "query/expand/cards.h"

#include "query/expand/cards_kept.h"
#include "query/expand/member_cards.h"
#include "query/match/sets.h"

static enum ls_status make_room(struct ls_group_reader *reader, struct ls_error *err)
{
    struct ls_arena *arena = reader->arena;
    struct xap_error cause;
    if (reader->frequency) {
        return LS_OK;
    }
    if (xap_reader_last_docid(ls_index_reader(reader->index), &reader->last, &cause) != XAP_OK) {
        return ls_schema_fail(err, &cause, "cannot weigh a translation");
    }
    size_t words = ls_set_words(reader->last);
    reader->held = ls_arena_array(arena, words, sizeof *reader->held);
    reader->found = ls_arena_array(arena, words, sizeof *reader->found);
    reader->frequency = ls_arena_array(arena, words * 64, sizeof *reader->frequency);
    return reader->held && reader->found && reader->frequency ? LS_OK : ls_fail_memory(err);
}

static size_t list_and_empty(uint64_t *set, size_t words, uint32_t *items)
{
    size_t count = ls_set_list(set, words, items);
    memset(set, 0, words * sizeof *set);
    return count;
}

static enum ls_status collect(struct ls_group_reader *reader, struct ls_group_cards *found,
                              struct ls_error *err)
{
    size_t words = ls_set_words(reader->last);
    size_t held = ls_set_size(reader->held, words) + 1;
    size_t finding = ls_set_size(reader->found, words) + 1;
    uint32_t *cards = ls_arena_bytes(reader->arena, held * sizeof *cards);
    uint32_t *items = ls_arena_bytes(reader->arena, finding * sizeof *items);
    float *frequencies = ls_arena_bytes(reader->arena, held * sizeof *frequencies);
    if (!cards || !items || !frequencies) {
        return ls_fail_memory(err);
    }
    found->found = (struct ls_docids){items, list_and_empty(reader->found, words, items)};
    found->cards.items = cards;
    found->frequencies = frequencies;
    size_t all = list_and_empty(reader->held, words, cards);
    for (size_t i = 0; i < all; i++) {
        float frequency = reader->frequency[cards[i]];
        reader->frequency[cards[i]] = 0;
        cards[found->cards.count] = cards[i];
        frequencies[found->cards.count] = frequency;
        found->cards.count += frequency > 0;
    }
    return LS_OK;
}

static enum ls_status read_cards(struct ls_group_reader *reader,
                                 const struct ls_group_member *const *members, size_t count,
                                 struct ls_group_cards *found, struct ls_error *err)
{
    size_t before = reader->checks;
    *found = (struct ls_group_cards){0};
    enum ls_status status = make_room(reader, err);
    for (size_t i = 0; status == LS_OK && i < count; i++) {
        status = ls_member_cards_add(reader, members[i], err);
    }
    found->checks = reader->checks - before;
    reader->checks = before;
    return status == LS_OK ? collect(reader, found, err) : status;
}

enum ls_status ls_group_cards_find(struct ls_group_reader *reader,
                                   const struct ls_group_member *const *members, size_t count,
                                   struct ls_group_cards *found, struct ls_error *err)
{
    bool known;
    enum ls_status status = ls_group_cards_recall(reader, members, count, found, &known, err);
    if (status == LS_OK && !known) {
        status = read_cards(reader, members, count, found, err);
    }
    if (status == LS_OK && !known) {
        ls_group_cards_keep(reader, members, count, found);
    }
    reader->checks += found->checks;
    return status;
}
