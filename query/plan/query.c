#include "query/plan/leaves.h"

static enum ls_status add_node(struct ls_clause_maker *maker, const struct ls_node *node,
                               const struct ls_clause_context *context, enum ls_sign sign,
                               struct ls_clause_list *list, struct ls_error *err);

/* ---- operators ---- */

/* The cards that a node names, if it does nothing else. */
static unsigned cards_of(const struct ls_node *node)
{
    if (node->kind == LS_NODE_CARD) {
        return 1u << node->part;
    }
    unsigned parts = 0;
    for (const struct ls_node *child = node->kind == LS_NODE_ANY ? node->children : NULL; child;
         child = child->next) {
        unsigned named = cards_of(child);
        if (named == 0) {
            return 0;
        }
        parts |= named;
    }
    return parts;
}

static bool has_text(const struct ls_node *node)
{
    if (node->kind == LS_NODE_WORD || node->kind == LS_NODE_PHRASE) {
        return true;
    }
    for (const struct ls_node *child = node->children; child; child = child->next) {
        if (child->sign != LS_SIGN_EXCLUDED && has_text(child)) {
            return true;
        }
    }
    return false;
}

/* A card's name restricts the words beside it; without any, it is a condition of
 * its own. */
static enum ls_status add_children(struct ls_clause_maker *maker, const struct ls_node *group,
                                   const struct ls_clause_context *outer,
                                   struct ls_clause_list *list, struct ls_error *err)
{
    struct ls_clause_context context = *outer;
    bool restricts = has_text(group);
    unsigned named = 0;
    for (const struct ls_node *child = group->children; child; child = child->next) {
        named |= child->sign != LS_SIGN_EXCLUDED ? cards_of(child) : 0;
    }
    if (named) {
        context.parts = named;
    }
    enum ls_status status = LS_OK;
    for (const struct ls_node *child = group->children; status == LS_OK && child;
         child = child->next) {
        bool is_restriction = restricts && child->sign != LS_SIGN_EXCLUDED && cards_of(child);
        bool is_text = child->kind == LS_NODE_WORD || child->kind == LS_NODE_PHRASE;
        struct ls_clause_context below = context;
        bool is_excluded = child->sign == LS_SIGN_EXCLUDED;
        below.ranks = context.ranks && !is_excluded;
        below.parts = is_excluded ? 0 : context.parts; /* nowhere in the article */
        if (is_text) {
            status = ls_clause_add_text(maker, child, &below, child->sign, true, list, err);
        } else if (!is_restriction) {
            status = add_node(maker, child, &below, child->sign, list, err);
        }
    }
    return status;
}

/* What has filters only is one: of the field that all of them are of, if it is the same. */
static void settle_filter(struct ls_clause *parent)
{
    enum ls_query_field field = parent->children ? parent->children->field : LS_QUERY_FIELD_COUNT;
    for (const struct ls_clause *child = parent->children; child; child = child->next) {
        if (!child->is_filter) {
            return;
        }
        field = child->field == field ? field : LS_QUERY_FIELD_COUNT;
    }
    parent->field = field;
    parent->is_filter = true;
    parent->sign = ls_clause_filter_sign(parent->sign);
}

static enum ls_status add_parent(struct ls_clause_maker *maker, const struct ls_node *node,
                                 const struct ls_clause_context *context, enum ls_sign sign,
                                 enum ls_clause_kind kind, struct ls_clause_list *list,
                                 struct ls_error *err)
{
    struct ls_clause *parent;
    struct ls_clause **place = list->tail;
    enum ls_status status = ls_clause_append(maker, list, kind, sign, &parent, err);
    struct ls_clause_context below = *context;
    below.in_near |= kind == LS_CLAUSE_NEAR;
    struct ls_clause_list children = {.tail = status == LS_OK ? &parent->children : NULL};
    if (status == LS_OK && kind == LS_CLAUSE_GROUP) {
        status = add_children(maker, node, &below, &children, err);
    }
    for (const struct ls_node *child = node->children;
         kind != LS_CLAUSE_GROUP && status == LS_OK && child; child = child->next) {
        status = add_node(maker, child, &below, LS_SIGN_WANTED, &children, err);
    }
    if (status == LS_OK) {
        parent->distance = node->distance;
        parent->place = node->place;
        settle_filter(parent);
    }
    if (status == LS_OK && !parent->children) { /* punctuation alone */
        *place = NULL;
        list->tail = place;
    }
    return status;
}

static enum ls_status add_node(struct ls_clause_maker *maker, const struct ls_node *node,
                               const struct ls_clause_context *context, enum ls_sign sign,
                               struct ls_clause_list *list, struct ls_error *err)
{
    switch (node->kind) {
    case LS_NODE_GROUP:
        return add_parent(maker, node, context, sign, LS_CLAUSE_GROUP, list, err);
    case LS_NODE_ANY:
        return add_parent(maker, node, context, sign, LS_CLAUSE_ANY, list, err);
    case LS_NODE_NEAR:
        return add_parent(maker, node, context, sign, LS_CLAUSE_NEAR, list, err);
    case LS_NODE_WORD:
    case LS_NODE_PHRASE:
        return ls_clause_add_text(maker, node, context, sign, false, list, err);
    case LS_NODE_VALUE:
        return ls_clause_add_value(maker, node, sign, list, err);
    case LS_NODE_NUMBER:
        return ls_clause_add_number(maker, node, sign, list, err);
    case LS_NODE_CARD:
        return ls_clause_add_card(maker, node->part, sign, list, err);
    }
    return LS_OK;
}

/* ---- whole queries ---- */

static enum ls_status fail_empty(struct ls_span query, struct ls_error *err)
{
    enum { SHOWN_BYTES_MAX = 60 };
    bool is_cut = query.len > SHOWN_BYTES_MAX;
    size_t len = is_cut ? SHOWN_BYTES_MAX : query.len;
    while (is_cut && len > 0 && ((unsigned char)query.ptr[len] & 0xc0) == 0x80) {
        len--;
    }
    return ls_fail(err, LS_USAGE, "no word or number to search for in %.*s%s", (int)len, query.ptr,
                   is_cut ? "…" : "");
}

static size_t count_words(const struct ls_clause *root)
{
    size_t count = 0;
    for (const struct ls_clause *clause = root->children; clause; clause = clause->next) {
        count += !clause->is_filter && clause->sign != LS_SIGN_EXCLUDED;
    }
    return count;
}

/* A word typed twice is wanted once. */
static void drop_repeated(struct ls_clause *root)
{
    for (struct ls_clause *clause = root->children; clause; clause = clause->next) {
        struct ls_clause **place = &clause->next;
        while (*place) {
            struct ls_clause *later = *place;
            bool repeats = clause->kind == LS_CLAUSE_UNIT && later->kind == LS_CLAUSE_UNIT &&
                           clause->unit == later->unit && later->sign == LS_SIGN_WANTED &&
                           clause->sign != LS_SIGN_EXCLUDED;
            if (repeats) {
                *place = later->next;
            } else {
                place = &later->next;
            }
        }
    }
}

static struct ls_span bare_word(const struct ls_node *root)
{
    const struct ls_node *only = root->children;
    bool is_bare = only && !only->next && only->kind == LS_NODE_WORD && !only->starred &&
                   only->field == LS_QUERY_FIELD_COUNT && only->sign != LS_SIGN_EXCLUDED;
    return is_bare ? ls_span_trim(only->text) : (struct ls_span){0};
}

static enum ls_status make_root(struct ls_clause_maker *maker, const struct ls_node *root,
                                const struct ls_filters *filters, struct ls_clause *group,
                                struct ls_error *err)
{
    struct ls_clause_context context = {.parts = ls_filters_parts(filters), .ranks = true};
    struct ls_clause_list list = {.tail = &group->children};
    struct ls_node *nodes;
    enum ls_status status = add_children(maker, root, &context, &list, err);
    if (status == LS_OK && !group->children && ls_span_trim(maker->text).len > 0) {
        status = fail_empty(maker->text, err);
    }
    if (status == LS_OK) {
        status = ls_filters_nodes(filters, !has_text(root), maker->arena, &nodes, err);
    }
    for (; status == LS_OK && nodes; nodes = nodes->next) {
        status = add_node(maker, nodes, &context, LS_SIGN_REQUIRED, &list, err);
    }
    return status;
}

enum ls_status ls_query_make(const struct ls_node *root, const struct ls_filters *filters,
                             struct ls_span text, struct ls_analyzer *analyzer,
                             struct ls_arena *arena, struct ls_query *query,
                             struct ls_mistake *mistake, struct ls_error *err)
{
    *query = (struct ls_query){.text = text, .bare = bare_word(root)};
    struct ls_clause_maker maker = {.units = {.analyzer = analyzer, .arena = arena},
                                    .text = text,
                                    .arena = arena,
                                    .mistake = mistake};
    struct ls_clause *group = ls_arena_alloc(arena, sizeof *group);
    enum ls_status status = group ? LS_OK : ls_fail_memory(err);
    if (status == LS_OK) {
        *group = (struct ls_clause){.kind = LS_CLAUSE_GROUP};
        status = make_root(&maker, root, filters, group, err);
    }
    if (status == LS_OK) {
        drop_repeated(group);
        query->root = group;
        query->units = (struct ls_units){maker.units.units, maker.units.count};
        query->mentions = maker.units.mentions;
        query->mention_count = maker.units.mention_count;
        query->word_count = count_words(group);
    }
    ls_unit_maker_free(&maker.units);
    return status;
}

bool ls_query_is_filtered(const struct ls_query *query)
{
    for (const struct ls_clause *clause = query->root->children; clause; clause = clause->next) {
        if (clause->is_filter) {
            return true;
        }
    }
    return false;
}

/* Clauses that stay name units of the query; those of the list follow them. */
enum ls_status ls_query_with(const struct ls_query *query, const struct ls_units *units,
                             struct ls_span term, struct ls_arena *arena, struct ls_query *out,
                             struct ls_error *err)
{
    size_t old = query->units.count;
    struct ls_unit *all = ls_arena_array(arena, old + units->count + 1, sizeof *all);
    struct ls_clause *group = ls_arena_alloc(arena, sizeof *group);
    if (!all || !group) {
        return ls_fail_memory(err);
    }
    *group = (struct ls_clause){.kind = LS_CLAUSE_GROUP};
    struct ls_clause_maker maker = {.arena = arena};
    struct ls_clause_list list = {.tail = &group->children};
    enum ls_status status = LS_OK;
    struct ls_clause *clause;
    for (const struct ls_clause *kept = query->root->children; status == LS_OK && kept;
         kept = kept->next) {
        if (kept->is_filter || kept->sign == LS_SIGN_EXCLUDED) {
            status = ls_clause_append(&maker, &list, kept->kind, kept->sign, &clause, err);
            if (status == LS_OK) {
                *clause = *kept;
                clause->next = NULL;
            }
        }
    }
    for (size_t i = 0; i < old; i++) {
        all[i] = query->units.items[i];
        all[i].ranks = false;
    }
    for (size_t i = 0; status == LS_OK && i < units->count; i++) {
        all[old + i] = units->items[i];
        status = ls_clause_append(&maker, &list, LS_CLAUSE_UNIT, LS_SIGN_WANTED, &clause, err);
        if (status == LS_OK) {
            clause->unit = (uint32_t)(old + i);
        }
    }
    if (status == LS_OK && term.ptr) {
        status = ls_clause_append(&maker, &list, LS_CLAUSE_TERM, LS_SIGN_REQUIRED, &clause, err);
    }
    if (status == LS_OK && term.ptr) {
        clause->is_filter = true;
        clause->term = term;
    }
    *out = (struct ls_query){.text = query->text,
                             .units = {all, old + units->count},
                             .root = group,
                             .word_count = units->count};
    return status;
}
