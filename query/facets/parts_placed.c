#include "query/facets/parts_placed.h"

#include "query/match/placed.h"

enum { ALL_PARTS = (1u << LS_PART_COUNT) - 1, CARDS = ALL_PARTS & ~(1u << LS_PART_NONE) };

/* A row is a byte for each docid, with a bit for each note card: AND and OR are those of rows. */
struct placing {
    const struct ls_positions *positions;
    struct ls_memo *memo;
    const struct ls_query *query;
    struct ls_arena *arena;
    bool in_templates;
    size_t bytes; /* of a row */
};

struct row {
    uint8_t *bits;
    bool in_templates;
    size_t sections; /* that were visited */
};

static bool note(void *context, const struct ls_stream_section *section)
{
    struct row *row = context;
    row->sections++;
    if (section->part < LS_PART_COUNT && (row->in_templates || !section->is_template)) {
        row->bits[section->docid] |= (uint8_t)(1u << section->part);
    }
    return true;
}

static enum ls_status fill(const struct placing *placing, const struct ls_clause *clause,
                           uint8_t *row, struct ls_error *err);

static uint8_t *new_row(const struct placing *placing)
{
    return ls_arena_array(placing->arena, placing->bytes, sizeof(uint8_t));
}

static void unite(const struct placing *placing, uint8_t *row, const uint8_t *other)
{
    for (size_t i = 0; i < placing->bytes; i++) {
        row[i] |= other[i];
    }
}

static void intersect(const struct placing *placing, uint8_t *row, const uint8_t *other,
                      bool is_excluded)
{
    uint8_t turned = is_excluded ? 0xff : 0;
    for (size_t i = 0; i < placing->bytes; i++) {
        row[i] &= other[i] ^ turned;
    }
}

/* All that tells the row of a unit from others; absent when it is of more than one pattern. */
static struct ls_span name_row(const struct placing *placing, const struct ls_unit *unit)
{
    bool is_one = unit->stem_count == 0 && unit->glued_count == 0 && !unit->compound.ptr;
    return is_one ? ls_arena_printf(placing->arena, "parts %d %s %.*s", placing->in_templates,
                                    unit->scope.fields ? unit->scope.fields : "",
                                    LS_SPAN_ARG(unit->pattern))
                  : (struct ls_span){0};
}

/* Where a common word stands takes a while to tell, and there are not many of them. */
static void fill_unit(const struct placing *placing, uint32_t number, uint8_t *bits)
{
    const struct ls_unit *unit = &placing->query->units.items[number];
    struct row row = {bits, placing->in_templates, 0};
    struct ls_span name = name_row(placing, unit);
    struct ls_span kept = name.ptr ? ls_memo_get(placing->memo, name) : (struct ls_span){0};
    if (kept.len == placing->bytes) {
        memcpy(bits, kept.ptr, kept.len);
        return;
    }
    ls_unit_visit(unit, placing->positions, note, &row);
    if (name.ptr && row.sections >= placing->bytes) {
        ls_memo_put(placing->memo, name, ls_span((const char *)bits, placing->bytes));
    }
}

static enum ls_status fill_any(const struct placing *placing, const struct ls_clause *clause,
                               uint8_t *row, struct ls_error *err)
{
    enum ls_status status = LS_OK;
    for (const struct ls_clause *child = clause->children; status == LS_OK && child;
         child = child->next) {
        uint8_t *of_child = new_row(placing);
        status = of_child ? fill(placing, child, of_child, err) : ls_fail_memory(err);
        if (status == LS_OK) {
            unite(placing, row, of_child);
        }
    }
    return status;
}

static enum ls_status fill_group(const struct placing *placing, const struct ls_clause *clause,
                                 uint8_t *row, struct ls_error *err)
{
    enum ls_status status = LS_OK;
    memset(row, ALL_PARTS, placing->bytes);
    for (const struct ls_clause *child = clause->children; status == LS_OK && child;
         child = child->next) {
        uint8_t *of_child = child->is_filter ? NULL : new_row(placing);
        if (!child->is_filter) { /* those hold for the article */
            status = of_child ? fill(placing, child, of_child, err) : ls_fail_memory(err);
        }
        if (status == LS_OK && of_child) {
            intersect(placing, row, of_child, child->sign == LS_SIGN_EXCLUDED);
        }
    }
    return status;
}

static enum ls_status fill(const struct placing *placing, const struct ls_clause *clause,
                           uint8_t *row, struct ls_error *err)
{
    switch (clause->kind) {
    case LS_CLAUSE_UNIT:
        fill_unit(placing, clause->unit, row);
        return LS_OK;
    case LS_CLAUSE_ANY:
        return fill_any(placing, clause, row, err);
    case LS_CLAUSE_GROUP:
        return fill_group(placing, clause, row, err);
    default:
        memset(row, ALL_PARTS, placing->bytes);
        return LS_OK;
    }
}

/* The required words, or any when none is. */
static enum ls_status fill_some(const struct placing *placing, uint8_t *row, struct ls_error *err)
{
    enum ls_status status = LS_OK;
    uint8_t *required = new_row(placing);
    bool any_required = false;
    if (!required) {
        return ls_fail_memory(err);
    }
    memset(required, ALL_PARTS, placing->bytes);
    for (const struct ls_clause *child = placing->query->root->children; status == LS_OK && child;
         child = child->next) {
        bool counts = !child->is_filter && child->sign != LS_SIGN_EXCLUDED;
        uint8_t *of_child = counts ? new_row(placing) : NULL;
        if (counts) {
            status = of_child ? fill(placing, child, of_child, err) : ls_fail_memory(err);
        }
        if (status == LS_OK && of_child) {
            unite(placing, row, of_child);
        }
        if (status == LS_OK && of_child && child->sign == LS_SIGN_REQUIRED) {
            any_required = true;
            intersect(placing, required, of_child, false);
        }
    }
    if (any_required) {
        memcpy(row, required, placing->bytes);
    }
    return status;
}

/* Which note cards there are, kept for the state of the index. */
static enum ls_status fill_there(const struct placing *placing, const uint8_t **there,
                                 struct ls_error *err)
{
    struct ls_span name = placing->in_templates ? LS_SPAN("parts 1") : LS_SPAN("parts 0");
    struct ls_span kept = ls_memo_get(placing->memo, name);
    if (kept.len == placing->bytes) {
        *there = (const uint8_t *)kept.ptr;
        return LS_OK;
    }
    struct row row = {new_row(placing), placing->in_templates, 0};
    if (!row.bits) {
        return ls_fail_memory(err);
    }
    ls_positions_sections(placing->positions, note, &row);
    ls_memo_put(placing->memo, name, ls_span((const char *)row.bits, placing->bytes));
    *there = row.bits;
    return LS_OK;
}

/* Can positions tell of all clauses? */
static bool is_placed(const struct placing *placing, const struct ls_clause *clause)
{
    bool placed = clause->kind != LS_CLAUSE_NEAR;
    if (clause->kind == LS_CLAUSE_UNIT) {
        placed = ls_unit_is_placed(&placing->query->units.items[clause->unit]);
    }
    for (const struct ls_clause *child = clause->children; placed && child; child = child->next) {
        placed = is_placed(placing, child);
    }
    return placed;
}

static enum ls_status place(const struct placing *placing, bool is_whole, const uint8_t **rows,
                            struct ls_error *err)
{
    uint8_t *row = new_row(placing);
    const uint8_t *there = NULL;
    enum ls_status status = row ? LS_OK : ls_fail_memory(err);
    if (status == LS_OK && placing->query->word_count == 0) {
        memset(row, CARDS, placing->bytes);
    } else if (status == LS_OK) {
        status = is_whole ? fill_group(placing, placing->query->root, row, err)
                          : fill_some(placing, row, err);
    }
    if (status == LS_OK) {
        status = fill_there(placing, &there, err);
    }
    for (size_t i = 0; status == LS_OK && i < placing->bytes; i++) {
        row[i] &= there[i] & CARDS;
    }
    *rows = row;
    return status;
}

enum ls_status ls_parts_place(struct ls_index *index, const struct ls_query *query, bool is_whole,
                              bool in_templates, struct ls_arena *arena, const uint8_t **rows,
                              struct ls_error *err)
{
    struct placing placing = {.positions = ls_index_positions(index),
                              .memo = ls_index_memo(index),
                              .query = query,
                              .arena = arena,
                              .in_templates = in_templates};
    uint32_t last;
    struct xap_error cause;
    *rows = NULL;
    if (!placing.positions || !query->root || !is_placed(&placing, query->root)) {
        return LS_OK;
    }
    if (xap_reader_last_docid(ls_index_reader(index), &last, &cause) != XAP_OK) {
        return ls_schema_fail(err, &cause, "cannot read the index");
    }
    placing.bytes = (size_t)last + 1;
    return place(&placing, is_whole, rows, err);
}
