#include "query/facets/parts.h"

#include "query/facets/columns.h"
#include "query/facets/parts_placed.h"
#include "query/match/near.h"
#include "text/stream.h"

/* Clauses are weighed with a bit for each note card: AND and OR are those of the bits. */
struct finder {
    struct ls_index *index;
    const struct ls_query *query;
    bool in_templates; /* wherever; else outside template text */
    uint32_t docid;
    struct ls_span stream;
    bool is_read;
    unsigned wanted; /* the note cards to be looked into */
    uint8_t *there;  /* of each docid, what is kept; NULL: nothing is */
    uint8_t **rows;  /* likewise of each unit; NULL: of none */
    struct ls_arena scratch;
};

enum {
    ALL_PARTS = (1u << LS_PART_COUNT) - 1,
    CARDS = ALL_PARTS & ~(1u << LS_PART_NONE),
    IS_KNOWN = 1 << 7,  /* in what is kept */
    PLACED_MIN = 8,     /* articles; fewer are looked into before positions are walked over */
    KEPT_CARDS_MIN = 64 /* fewer are soon looked into again */
};

static enum ls_status weigh(struct finder *finder, const struct ls_clause *clause, unsigned *parts,
                            struct ls_error *err);

/* The stream of the article that is looked at. */
static enum ls_status need_stream(struct finder *finder, struct ls_error *err)
{
    if (finder->is_read) {
        return LS_OK;
    }
    enum ls_status status = ls_index_stream(finder->index, finder->docid, &finder->stream, err);
    finder->is_read = status == LS_OK;
    if (status == LS_OK && !finder->in_templates) {
        finder->stream = ls_stream_outside(finder->stream);
    }
    return status;
}

static enum ls_status weigh_unit(struct finder *finder, uint32_t unit, unsigned *parts,
                                 struct ls_error *err)
{
    uint8_t *known = finder->rows && finder->rows[unit] ? &finder->rows[unit][finder->docid] : NULL;
    *parts = known ? *known : 0;
    if (*parts) {
        return LS_OK;
    }
    enum ls_status status = need_stream(finder, err);
    if (status == LS_OK) {
        *parts =
            ls_unit_parts_in(&finder->query->units.items[unit], finder->stream, finder->wanted);
    }
    if (status == LS_OK && known) {
        *known = (uint8_t)(*parts | IS_KNOWN);
    }
    return status;
}

static enum ls_status weigh_near(struct finder *finder, const struct ls_clause *clause,
                                 unsigned *parts, struct ls_error *err)
{
    enum ls_status status = need_stream(finder, err);
    return status == LS_OK ? ls_near_parts_in(&finder->query->units, clause, finder->stream,
                                              &finder->scratch, parts, err)
                           : status;
}

static enum ls_status weigh_any(struct finder *finder, const struct ls_clause *clause,
                                unsigned *parts, struct ls_error *err)
{
    enum ls_status status = LS_OK;
    *parts = 0;
    for (const struct ls_clause *child = clause->children;
         status == LS_OK && child && (~*parts & finder->wanted); child = child->next) {
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
    for (const struct ls_clause *child = clause->children;
         status == LS_OK && child && (*parts & finder->wanted); child = child->next) {
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
        return weigh_unit(finder, clause->unit, parts, err);
    case LS_CLAUSE_NEAR:
        return weigh_near(finder, clause, parts, err);
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

static enum ls_status find_there(struct finder *finder, struct ls_error *err)
{
    unsigned parts = finder->there ? finder->there[finder->docid] : 0;
    enum ls_status status = parts ? LS_OK : need_stream(finder, err);
    struct ls_stream_walk walk = {.rest = parts ? (struct ls_span){0} : finder->stream};
    while (status == LS_OK && ls_stream_next(&walk)) {
        parts |= walk.part < LS_PART_COUNT ? 1u << walk.part : 0;
    }
    if (status == LS_OK && finder->there) {
        finder->there[finder->docid] = (uint8_t)(parts | IS_KNOWN);
    }
    finder->wanted = parts & CARDS;
    return status;
}

static enum ls_status find_parts(struct finder *finder, bool is_whole, uint8_t *parts,
                                 struct ls_error *err)
{
    unsigned found = CARDS;
    ls_arena_reset(&finder->scratch);
    finder->is_read = false;
    enum ls_status status = find_there(finder, err);
    if (status == LS_OK && finder->wanted && finder->query->word_count > 0) {
        status = is_whole ? weigh_group(finder, finder->query->root, &found, err)
                          : weigh_some(finder, &found, err);
    }
    *parts = (uint8_t)(found & finder->wanted);
    return status;
}

/* ---- what is kept ---- */

static void add_patterns(struct ls_buf *key, const struct ls_span *patterns, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        ls_buf_add_char(key, LS_STREAM_SECTION); /* which is in none of them */
        ls_buf_add_span(key, patterns[i]);
    }
    ls_buf_add_char(key, LS_STREAM_TEMPLATE);
}

/* All that makes a difference to ls_unit_parts_in. */
static void add_key(struct ls_buf *key, const struct ls_unit *unit)
{
    ls_buf_clear(key);
    ls_buf_add_str(key, unit->scope.fields ? unit->scope.fields : "*");
    add_patterns(key, &unit->pattern, 1);
    add_patterns(key, unit->stem_patterns, unit->stem_count);
    add_patterns(key, unit->glued_patterns, unit->glued_count);
    add_patterns(key, &unit->compound, unit->compound.ptr ? 1 : 0);
}

static bool find_rows(struct finder *finder, struct ls_parts_kept *kept, uint32_t last,
                      struct ls_arena *arena)
{
    const struct ls_units *units = &finder->query->units;
    struct ls_buf key = {0};
    ls_parts_kept_begin(kept);
    finder->there = ls_parts_kept_row(kept, LS_SPAN(""), last);
    finder->rows = ls_arena_array(arena, units->count + 1, sizeof *finder->rows);
    for (size_t i = 0; finder->rows && i < units->count; i++) {
        add_key(&key, &units->items[i]);
        finder->rows[i] = key.failed ? NULL : ls_parts_kept_row(kept, ls_buf_span(&key), last);
    }
    ls_buf_free(&key);
    return finder->rows;
}

static enum ls_status find_kept(struct finder *finder, struct ls_columns *columns,
                                const struct ls_docids *docids, struct ls_arena *arena,
                                struct ls_error *err)
{
    uint32_t last;
    struct xap_error cause;
    if (!columns || finder->in_templates || docids->count < KEPT_CARDS_MIN) {
        return LS_OK;
    }
    if (xap_reader_last_docid(ls_index_reader(finder->index), &last, &cause) != XAP_OK) {
        return ls_schema_fail(err, &cause, "cannot read the index");
    }
    return find_rows(finder, &columns->parts, last, arena) ? LS_OK : ls_fail_memory(err);
}

static enum ls_status find_each(struct finder *finder, struct ls_columns *columns, bool is_whole,
                                const struct ls_docids *docids, struct ls_arena *arena,
                                uint8_t *parts, struct ls_error *err)
{
    enum ls_status status = find_kept(finder, columns, docids, arena, err);
    for (size_t i = 0; status == LS_OK && i < docids->count; i++) {
        finder->docid = docids->items[i];
        status = find_parts(finder, is_whole, &parts[i], err);
    }
    ls_arena_free(&finder->scratch);
    return status;
}

enum ls_status ls_parts_find(struct ls_index *index, struct ls_columns *columns,
                             const struct ls_query *answered, enum ls_step step,
                             const struct ls_docids *docids, struct ls_arena *arena,
                             uint8_t **parts, struct ls_error *err)
{
    struct finder finder = {
        .index = index, .query = answered, .in_templates = step == LS_STEP_TEMPLATE};
    bool is_whole = step == LS_STEP_ALL || step == LS_STEP_TEMPLATE;
    const uint8_t *rows = NULL;
    *parts = ls_arena_array(arena, docids->count + 1, sizeof **parts);
    enum ls_status status = *parts ? LS_OK : ls_fail_memory(err);
    if (status == LS_OK && docids->count >= PLACED_MIN) {
        status = ls_parts_place(index, answered, is_whole, finder.in_templates, arena, &rows, err);
    }
    if (status != LS_OK || !rows) {
        return status == LS_OK ? find_each(&finder, columns, is_whole, docids, arena, *parts, err)
                               : status;
    }
    for (size_t i = 0; i < docids->count; i++) {
        (*parts)[i] = rows[docids->items[i]];
    }
    return LS_OK;
}

/* ---- words that are missing ---- */

static enum ls_status term_is_in(struct ls_index *index, struct ls_span term, uint32_t docid,
                                 bool *is_in, struct ls_error *err)
{
    struct xap_postings *postings = NULL;
    struct xap_error cause;
    *is_in = false;
    enum xap_status status =
        xap_postings_open(ls_index_reader(index), term.ptr, term.len, &postings, &cause);
    if (status == XAP_OK) {
        status = xap_postings_skip_to(postings, docid, is_in, &cause);
    }
    *is_in = status == XAP_OK && *is_in && xap_postings_docid(postings) == docid;
    xap_postings_free(postings);
    return status == XAP_OK ? LS_OK : ls_schema_fail(err, &cause, "cannot read the index");
}

/* A word that is its one term is looked up: the stream has glued words in pieces only. */
static enum ls_status is_held(struct finder *finder, struct ls_index *index, uint32_t docid,
                              const struct ls_clause *word, bool *held, struct ls_error *err)
{
    const struct ls_unit *unit =
        word->kind == LS_CLAUSE_UNIT ? &finder->query->units.items[word->unit] : NULL;
    struct ls_span term = !unit                      ? (struct ls_span){0}
                          : ls_unit_is_checked(unit) ? unit->compound
                                                     : unit->terms[0];
    unsigned parts = 0;
    enum ls_status status = LS_OK;
    *held = false;
    if (term.ptr) {
        status = term_is_in(index, term, docid, held, err);
    }
    if (status == LS_OK && !*held && unit && ls_unit_is_checked(unit)) {
        *held = ls_unit_stands_in(unit, finder->stream);
    } else if (status == LS_OK && !unit) {
        status = weigh(finder, word, &parts, err);
        *held = parts != 0;
    }
    return status;
}

/* As typed. A part stands for the run or the phrase that it is from. */
static struct ls_span text_of(const struct ls_query *query, const struct ls_clause *word)
{
    bool is_part = word->kind == LS_CLAUSE_UNIT && word->place.past == 0;
    return ls_range_span(query->text, is_part ? query->units.items[word->unit].place : word->place);
}

enum ls_status ls_words_lacking(struct ls_index *index, const struct ls_query *answered,
                                uint32_t docid, struct ls_arena *arena,
                                const struct ls_span **lacks, size_t *count, struct ls_error *err)
{
    struct finder finder = {.index = index, .query = answered, .docid = docid, .wanted = ALL_PARTS};
    struct ls_span *words = ls_arena_array(arena, answered->word_count + 1, sizeof *words);
    *lacks = words;
    *count = 0;
    enum ls_status status = words ? need_stream(&finder, err) : ls_fail_memory(err);
    for (const struct ls_clause *word = answered->root ? answered->root->children : NULL;
         status == LS_OK && word; word = word->next) {
        bool held = true;
        if (!word->is_filter && word->sign != LS_SIGN_EXCLUDED) {
            status = is_held(&finder, index, docid, word, &held, err);
        }
        struct ls_span text = text_of(answered, word);
        bool is_said = *count > 0 && words[*count - 1].ptr == text.ptr;
        if (!held && text.len > 0 && !is_said) {
            words[(*count)++] = text;
        }
    }
    ls_arena_free(&finder.scratch);
    return status;
}
