#include "query/search/parts.h"

#include "query/search/near.h"
#include "text/stream.h"

/* Clauses are weighed with a bit for each note card: AND and OR are those of the bits. */
struct finder {
    const struct ls_query *query;
    struct ls_span stream;
    struct ls_arena scratch;
};

enum { ALL_PARTS = (1u << LS_PART_COUNT) - 1 };

static enum ls_status weigh(struct finder *finder, const struct ls_clause *clause, unsigned *parts,
                            struct ls_error *err);

static enum ls_status weigh_any(struct finder *finder, const struct ls_clause *clause,
                                unsigned *parts, struct ls_error *err)
{
    enum ls_status status = LS_OK;
    *parts = 0;
    for (const struct ls_clause *child = clause->children; status == LS_OK && child;
         child = child->next) {
        unsigned of_child;
        status = weigh(finder, child, &of_child, err);
        *parts |= of_child;
    }
    return status;
}

static enum ls_status weigh_group(struct finder *finder, const struct ls_clause *clause,
                                  unsigned *parts, struct ls_error *err)
{
    enum ls_status status = LS_OK;
    *parts = ALL_PARTS;
    for (const struct ls_clause *child = clause->children; status == LS_OK && child;
         child = child->next) {
        unsigned of_child = ALL_PARTS;
        if (!child->is_filter) { /* those hold for the article */
            status = weigh(finder, child, &of_child, err);
            of_child = child->sign == LS_SIGN_EXCLUDED ? ~of_child : of_child;
        }
        *parts &= of_child;
    }
    return status;
}

static enum ls_status weigh(struct finder *finder, const struct ls_clause *clause, unsigned *parts,
                            struct ls_error *err)
{
    *parts = ALL_PARTS;
    switch (clause->kind) {
    case LS_CLAUSE_UNIT:
        *parts = ls_unit_parts_in(&finder->query->units.items[clause->unit], finder->stream);
        return LS_OK;
    case LS_CLAUSE_NEAR:
        return ls_near_parts_in(&finder->query->units, clause, finder->stream, &finder->scratch,
                                parts, err);
    case LS_CLAUSE_ANY:
        return weigh_any(finder, clause, parts, err);
    case LS_CLAUSE_GROUP:
        return weigh_group(finder, clause, parts, err);
    case LS_CLAUSE_TERM:
    case LS_CLAUSE_JOURNAL:
    case LS_CLAUSE_NUMBER:
        break;
    }
    return LS_OK;
}

/* Where some of the root's words will do: the required ones, or any when none is. */
static enum ls_status weigh_some(struct finder *finder, unsigned *parts, struct ls_error *err)
{
    enum ls_status status = LS_OK;
    unsigned required = ALL_PARTS;
    unsigned wanted = 0;
    bool any_required = false;
    for (const struct ls_clause *child = finder->query->root->children; status == LS_OK && child;
         child = child->next) {
        unsigned of_child = 0;
        if (child->is_filter || child->sign == LS_SIGN_EXCLUDED) {
            continue;
        }
        status = weigh(finder, child, &of_child, err);
        any_required |= child->sign == LS_SIGN_REQUIRED;
        required &= child->sign == LS_SIGN_REQUIRED ? of_child : ALL_PARTS;
        wanted |= of_child;
    }
    *parts = any_required ? required : wanted;
    return status;
}

static unsigned parts_there(struct ls_span stream)
{
    unsigned parts = 0;
    struct ls_stream_walk walk = {.rest = stream};
    while (ls_stream_next(&walk)) {
        parts |= walk.part < LS_PART_COUNT ? 1u << walk.part : 0;
    }
    return parts;
}

enum ls_status ls_parts_find(struct ls_index *index, const struct ls_query *answered,
                             enum ls_step step, const struct ls_docids *docids,
                             struct ls_arena *arena, uint8_t **parts, struct ls_error *err)
{
    struct finder finder = {.query = answered};
    *parts = ls_arena_array(arena, docids->count + 1, sizeof **parts);
    enum ls_status status = *parts ? LS_OK : ls_fail_memory(err);
    for (size_t i = 0; status == LS_OK && i < docids->count; i++) {
        unsigned found = 0;
        ls_arena_reset(&finder.scratch);
        status = ls_index_stream(index, docids->items[i], &finder.stream, err);
        if (status == LS_OK && answered->word_count > 0) {
            status = step == LS_STEP_ALL ? weigh_group(&finder, answered->root, &found, err)
                                         : weigh_some(&finder, &found, err);
        }
        unsigned there = status == LS_OK ? parts_there(finder.stream) : 0;
        (*parts)[i] = (uint8_t)(answered->word_count > 0 ? found & there : there);
    }
    ls_arena_free(&finder.scratch);
    return status;
}
