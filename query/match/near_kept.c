#include "query/match/near_kept.h"

/* To recall one is work that a watch is told of. */
enum { LOOK_STEPS = 100 };

static void add_spans(struct ls_buf *name, const struct ls_span *spans, size_t count)
{
    ls_buf_printf(name, "%zu ", count);
    for (size_t i = 0; i < count; i++) {
        ls_buf_printf(name, "%zu ", spans[i].len);
        ls_buf_add_span(name, spans[i]);
    }
}

/* All that decides which cards hold the unit, and where. */
static void add_unit(struct ls_buf *name, const struct ls_unit *unit)
{
    ls_buf_printf(name, "u%zu %d%d %s %x ", unit->place_count, unit->is_beginning, unit->goes_on,
                  unit->scope.fields ? unit->scope.fields : "", unit->scope.parts);
    add_spans(name, &unit->pattern, 1);
    add_spans(name, &unit->compound, 1);
    add_spans(name, unit->glued_patterns, unit->glued_count);
    add_spans(name, unit->stem_patterns, unit->stem_count);
}

static void add_clause(struct ls_buf *name, const struct ls_units *units,
                       const struct ls_clause *clause)
{
    if (clause->kind == LS_CLAUSE_UNIT) {
        add_unit(name, &units->items[clause->unit]);
    }
    ls_buf_add_char(name, '(');
    for (const struct ls_clause *child = clause->children; child; child = child->next) {
        add_clause(name, units, child);
    }
    ls_buf_add_char(name, ')');
}

struct ls_span ls_near_name(const struct ls_units *units, const struct ls_clause *clause,
                            bool in_templates, struct ls_arena *arena)
{
    struct ls_buf name = {0};
    ls_buf_printf(&name, "n%d %zu ", in_templates, (size_t)clause->distance);
    add_clause(&name, units, clause);
    struct ls_span own = name.failed ? ls_span(NULL, 0) : ls_arena_copy(arena, ls_buf_span(&name));
    ls_buf_free(&name);
    return own;
}

/* How many stand outside template text; those, then those in it. */
enum ls_status ls_near_recall(struct ls_index *index, struct ls_span name,
                              struct ls_near_found *found, bool *known, struct ls_error *err)
{
    struct ls_memo *memo = ls_index_memo(index);
    struct ls_span kept = memo && name.ptr ? ls_memo_get(memo, name) : ls_span(NULL, 0);
    struct xap_error cause;
    *known = kept.ptr != NULL;
    if (!*known) {
        return LS_OK;
    }
    const uint32_t *items = (const uint32_t *)(const void *)kept.ptr;
    size_t count = kept.len / sizeof *items - 1;
    *found = (struct ls_near_found){.outside = {items + 1, items[0]},
                                    .templates = {items + 1 + items[0], count - items[0]}};
    return xap_reader_spend(ls_index_reader(index), LOOK_STEPS, &cause) == XAP_OK
               ? LS_OK
               : ls_schema_fail(err, &cause, "cannot search");
}

static void add_docids(struct ls_buf *kept, const struct ls_docids *docids)
{
    if (docids->count > 0) {
        ls_buf_add(kept, docids->items, docids->count * sizeof *docids->items);
    }
}

void ls_near_keep(struct ls_index *index, struct ls_span name, const struct ls_near_found *found)
{
    struct ls_memo *memo = ls_index_memo(index);
    uint32_t outside = (uint32_t)found->outside.count;
    struct ls_buf kept = {0};
    if (!memo || !name.ptr) {
        return;
    }
    ls_buf_add(&kept, &outside, sizeof outside);
    add_docids(&kept, &found->outside);
    add_docids(&kept, &found->templates);
    if (!kept.failed) {
        ls_memo_put(memo, name, ls_buf_span(&kept));
    }
    ls_buf_free(&kept);
}
