#include "query/search/query.h"

#include "query/search/lookup.h"
#include "store/schema.h"
#include "text/fold.h"

struct maker {
    struct ls_unit_maker units;
    struct ls_span text;
    struct ls_arena *arena;
    struct ls_mistake *mistake;
};

/* What a clause inherits from the groups around it. */
struct context {
    unsigned parts;
    bool ranks;   /* not below an exclusion */
    bool in_near; /* words of a leaf stand side by side */
};

/* Clauses that will be children, in order. */
struct list {
    struct ls_clause *first;
    struct ls_clause **tail;
};

static enum ls_status append(struct maker *maker, struct list *list, enum ls_clause_kind kind,
                             enum ls_sign sign, struct ls_clause **out, struct ls_error *err)
{
    struct ls_clause *clause = ls_arena_alloc(maker->arena, sizeof *clause);
    *out = clause;
    if (!clause) {
        return ls_fail_memory(err);
    }
    *clause = (struct ls_clause){.kind = kind, .sign = sign, .field = LS_QUERY_FIELD_COUNT};
    *list->tail = clause;
    list->tail = &clause->next;
    return LS_OK;
}

static enum ls_status add_node(struct maker *maker, const struct ls_node *node,
                               const struct context *context, enum ls_sign sign, struct list *list,
                               struct ls_error *err);

/* ---- text ---- */

static struct ls_scope scope_of(const struct ls_node *leaf, const struct context *context)
{
    const char *letters =
        leaf->field == LS_QUERY_FIELD_COUNT ? "" : ls_query_fields[leaf->field].letters;
    return (struct ls_scope){.fields = *letters ? letters : NULL, .parts = context->parts};
}

/* A value of an option is not in the query. */
static bool is_in(struct ls_span text, struct ls_span part)
{
    return part.ptr >= text.ptr && part.ptr <= text.ptr + text.len;
}

static enum ls_status make_units(struct maker *maker, const struct ls_node *leaf, bool is_phrase,
                                 struct ls_scope scope, bool ranks, uint32_t **numbers,
                                 size_t *count, struct ls_error *err)
{
    struct ls_span text = is_in(maker->text, leaf->text) ? maker->text : leaf->text;
    enum ls_status status =
        ls_units_add(&maker->units, leaf, text, is_phrase, scope, ranks, numbers, count, err);
    if (status == LS_USAGE) {
        maker->mistake->place = leaf->place;
    }
    return status;
}

/* A leaf of several units is all of them: in a list of wanted ones each counts for
 * itself, elsewhere they stay together. */
static enum ls_status add_text(struct maker *maker, const struct ls_node *leaf,
                               const struct context *context, enum ls_sign sign, bool is_in_group,
                               struct list *list, struct ls_error *err)
{
    uint32_t *numbers;
    size_t count;
    bool is_phrase = leaf->kind == LS_NODE_PHRASE || context->in_near;
    enum ls_status status = make_units(maker, leaf, is_phrase, scope_of(leaf, context),
                                       context->ranks, &numbers, &count, err);
    struct list together = {0};
    struct ls_clause *clause;
    bool stay = count > 1 && (!is_in_group || sign == LS_SIGN_EXCLUDED);
    if (status == LS_OK && stay && context->in_near) {
        maker->mistake->place = leaf->place;
        return ls_fail(err, LS_USAGE,
                       "what NEAR joins must be in one sentence: take its punctuation out");
    }
    if (status == LS_OK && stay) {
        status = append(maker, list, LS_CLAUSE_GROUP, sign, &clause, err);
        together.tail = status == LS_OK ? &clause->children : NULL;
    }
    for (size_t i = 0; status == LS_OK && i < count; i++) {
        status = append(maker, stay ? &together : list, LS_CLAUSE_UNIT,
                        stay ? LS_SIGN_REQUIRED : sign, &clause, err);
        if (status == LS_OK) {
            clause->unit = numbers[i];
            clause->place = maker->units.units[numbers[i]].place;
        }
    }
    return status;
}

/* ---- values ---- */

static enum ls_sign sign_of_filter(enum ls_sign sign)
{
    return sign == LS_SIGN_EXCLUDED ? sign : LS_SIGN_REQUIRED;
}

static enum ls_status set_term(struct maker *maker, const char *prefix, struct ls_span value,
                               struct ls_clause *clause, struct ls_error *err)
{
    struct ls_buf term = {0};
    ls_buf_add_str(&term, prefix);
    bool folded = ls_fold_key(value, &term);
    clause->term = ls_arena_copy(maker->arena, ls_buf_span(&term));
    clause->value = value;
    ls_buf_free(&term);
    return folded && clause->term.ptr ? LS_OK : ls_fail_memory(err);
}

/* Words of a journal's name are sought in the journal's field, for a name that no
 * journal has. */
static enum ls_status add_journal(struct maker *maker, const struct ls_node *leaf,
                                  enum ls_sign sign, struct list *list, struct ls_error *err)
{
    struct ls_scope scope = {.fields = ls_query_fields[LS_QUERY_FIELD_JOURNAL].letters};
    uint32_t *numbers;
    size_t count;
    struct ls_clause *clause;
    enum ls_status status = make_units(maker, leaf, true, scope, false, &numbers, &count, err);
    if (status == LS_OK) {
        status = append(maker, list, count > 0 ? LS_CLAUSE_JOURNAL : LS_CLAUSE_TERM,
                        sign_of_filter(sign), &clause, err);
    }
    if (status == LS_OK) {
        clause->is_filter = true;
        clause->field = LS_QUERY_FIELD_JOURNAL;
        clause->unit = count > 0 ? numbers[0] : 0;
        status = set_term(maker, LS_PREFIX_JOURNAL, leaf->text, clause, err);
    }
    return status;
}

static enum ls_status add_value(struct maker *maker, const struct ls_node *leaf, enum ls_sign sign,
                                struct list *list, struct ls_error *err)
{
    if (leaf->field == LS_QUERY_FIELD_JOURNAL) {
        return add_journal(maker, leaf, sign, list, err);
    }
    bool is_domain = leaf->field == LS_QUERY_FIELD_DOMAIN;
    const char *prefix = is_domain                            ? LS_PREFIX_DOMAIN
                         : leaf->field == LS_QUERY_FIELD_PMID ? LS_PREFIX_PMID
                                                              : LS_PREFIX_DOI;
    struct ls_span value = is_domain ? leaf->text : ls_lookup_number(leaf->text, prefix);
    struct ls_clause *clause;
    enum ls_status status = append(maker, list, LS_CLAUSE_TERM, sign_of_filter(sign), &clause, err);
    if (status == LS_OK) {
        clause->is_filter = true;
        clause->field = leaf->field;
        status = set_term(maker, prefix, value, clause, err);
    }
    return status;
}

static enum ls_status add_number(struct maker *maker, const struct ls_node *leaf, enum ls_sign sign,
                                 struct list *list, struct ls_error *err)
{
    struct ls_clause *clause;
    enum ls_status status =
        append(maker, list, LS_CLAUSE_NUMBER, sign_of_filter(sign), &clause, err);
    if (status == LS_OK) {
        clause->is_filter = true;
        clause->field = leaf->field;
        clause->interval = leaf->interval;
    }
    return status;
}

/* Articles that have the card. */
static enum ls_status add_card(struct maker *maker, enum ls_part part, enum ls_sign sign,
                               struct list *list, struct ls_error *err)
{
    struct ls_clause *clause;
    enum ls_status status = append(maker, list, LS_CLAUSE_TERM, sign_of_filter(sign), &clause, err);
    if (status == LS_OK) {
        clause->is_filter = true;
        clause->field = LS_QUERY_FIELD_CARD;
        clause->value = ls_span_str(ls_part_name(part));
        clause->term = ls_arena_printf(maker->arena, LS_PREFIX_CARD "%s", ls_part_name(part));
    }
    return status;
}

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
static enum ls_status add_children(struct maker *maker, const struct ls_node *group,
                                   const struct context *outer, struct list *list,
                                   struct ls_error *err)
{
    struct context context = *outer;
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
        struct context below = context;
        bool is_excluded = child->sign == LS_SIGN_EXCLUDED;
        below.ranks = context.ranks && !is_excluded;
        below.parts = is_excluded ? 0 : context.parts; /* nowhere in the article */
        if (is_text) {
            status = add_text(maker, child, &below, child->sign, true, list, err);
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
    parent->sign = sign_of_filter(parent->sign);
}

static enum ls_status add_parent(struct maker *maker, const struct ls_node *node,
                                 const struct context *context, enum ls_sign sign,
                                 enum ls_clause_kind kind, struct list *list, struct ls_error *err)
{
    struct ls_clause *parent;
    struct ls_clause **place = list->tail;
    enum ls_status status = append(maker, list, kind, sign, &parent, err);
    struct context below = *context;
    below.in_near |= kind == LS_CLAUSE_NEAR;
    struct list children = {.tail = status == LS_OK ? &parent->children : NULL};
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

static enum ls_status add_node(struct maker *maker, const struct ls_node *node,
                               const struct context *context, enum ls_sign sign, struct list *list,
                               struct ls_error *err)
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
        return add_text(maker, node, context, sign, false, list, err);
    case LS_NODE_VALUE:
        return add_value(maker, node, sign, list, err);
    case LS_NODE_NUMBER:
        return add_number(maker, node, sign, list, err);
    case LS_NODE_CARD:
        return add_card(maker, node->part, sign, list, err);
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

static enum ls_status make_root(struct maker *maker, const struct ls_node *root,
                                const struct ls_filters *filters, struct ls_clause *group,
                                struct ls_error *err)
{
    struct context context = {.parts = ls_filters_parts(filters), .ranks = true};
    struct list list = {.tail = &group->children};
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
    struct maker maker = {.units = {.analyzer = analyzer, .arena = arena},
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
    struct maker maker = {.arena = arena};
    struct list list = {.tail = &group->children};
    enum ls_status status = LS_OK;
    struct ls_clause *clause;
    for (const struct ls_clause *kept = query->root->children; status == LS_OK && kept;
         kept = kept->next) {
        if (kept->is_filter || kept->sign == LS_SIGN_EXCLUDED) {
            status = append(&maker, &list, kept->kind, kept->sign, &clause, err);
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
        status = append(&maker, &list, LS_CLAUSE_UNIT, LS_SIGN_WANTED, &clause, err);
        if (status == LS_OK) {
            clause->unit = (uint32_t)(old + i);
        }
    }
    if (status == LS_OK && term.ptr) {
        status = append(&maker, &list, LS_CLAUSE_TERM, LS_SIGN_REQUIRED, &clause, err);
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
