#include "query/search/split.h"

static bool any_is_checked(const struct ls_units *units)
{
    for (size_t i = 0; i < units->count; i++) {
        if (ls_unit_is_checked(&units->items[i])) {
            return true;
        }
    }
    return false;
}

/* A word, or words of which any will do. */
static bool is_loose(const struct ls_clause *clause)
{
    bool is_any = clause->kind == LS_CLAUSE_GROUP || clause->kind == LS_CLAUSE_ANY;
    bool loose = clause->sign == LS_SIGN_WANTED && !clause->is_filter &&
                 (is_any || clause->kind == LS_CLAUSE_UNIT);
    for (const struct ls_clause *child = clause->children; loose && child; child = child->next) {
        loose = is_loose(child);
    }
    return loose;
}

/* Parts stand in the place of all words, so that no operator between these may be lost by it.
 * Filters and exclusions of the whole query are kept. */
static bool may_be_parted(const struct ls_query *query)
{
    bool may = true;
    for (const struct ls_clause *child = query->root->children; may && child; child = child->next) {
        may = child->is_filter || child->sign == LS_SIGN_EXCLUDED || is_loose(child);
    }
    return may;
}

bool ls_split_may_ask(const struct ls_query *query, const struct ls_units *units)
{
    return any_is_checked(units) && may_be_parted(query);
}

/* In the words no character is of two parts. */
static void rank_as_typed(struct ls_query *asked, const struct ls_query *query)
{
    struct ls_unit *units = (struct ls_unit *)asked->units.items;
    for (size_t i = 0; i < asked->units.count; i++) {
        units[i].ranks = i < query->units.count && query->units.items[i].ranks;
    }
}

enum ls_status ls_split_query(const struct ls_query *query, const struct ls_units *parts,
                              struct ls_arena *arena, struct ls_query *asked, struct ls_error *err)
{
    enum ls_status status = ls_query_with(query, parts, (struct ls_span){0}, arena, asked, err);
    if (status == LS_OK) {
        asked->expansion = query->expansion;
        asked->feedback = query->feedback;
        rank_as_typed(asked, query);
    }
    return status;
}

enum ls_status ls_split_add_runs(struct ls_units *units, struct ls_arena *arena,
                                 struct ls_error *err)
{
    struct ls_unit *runs = ls_arena_array(arena, units->count + 1, sizeof *runs);
    struct ls_units parts = {.items = runs};
    enum ls_status status = runs ? LS_OK : ls_fail_memory(err);
    for (size_t i = 0; runs && i < units->count; i++) {
        if (ls_unit_is_long_run(&units->items[i])) {
            runs[parts.count++] = units->items[i];
        }
    }
    if (status == LS_OK && parts.count > 0) {
        status = ls_units_split(&parts, arena, &parts, err);
    }
    struct ls_unit *all = ls_arena_array(arena, units->count + parts.count + 1, sizeof *all);
    if (status != LS_OK || !all) {
        return status == LS_OK ? ls_fail_memory(err) : status;
    }
    for (size_t i = 0; i < units->count + parts.count; i++) {
        all[i] = i < units->count ? units->items[i] : parts.items[i - units->count];
    }
    *units = (struct ls_units){all, units->count + parts.count};
    return LS_OK;
}
