#include "query/search/parts.h"

#include "query/search/near.h"
#include "text/stream.h"

/* Clauses are weighed with a bit for each note card: AND and OR are those of the bits. */
struct finder {
    const struct ls_query *query;
    struct ls_span stream; /* outside template text, unless that was asked for */
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

static enum ls_status read_stream(struct finder *finder, struct ls_index *index, uint32_t docid,
                                  bool outside_only, struct ls_error *err)
{
    enum ls_status status = ls_index_stream(index, docid, &finder->stream, err);
    if (status == LS_OK && outside_only) {
        finder->stream = ls_stream_outside(finder->stream);
    }
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
    bool is_whole = step == LS_STEP_ALL || step == LS_STEP_TEMPLATE;
    *parts = ls_arena_array(arena, docids->count + 1, sizeof **parts);
    enum ls_status status = *parts ? LS_OK : ls_fail_memory(err);
    for (size_t i = 0; status == LS_OK && i < docids->count; i++) {
        unsigned found = 0;
        ls_arena_reset(&finder.scratch);
        status = read_stream(&finder, index, docids->items[i], step != LS_STEP_TEMPLATE, err);
        if (status == LS_OK && answered->word_count > 0) {
            status = is_whole ? weigh_group(&finder, answered->root, &found, err)
                              : weigh_some(&finder, &found, err);
        }
        unsigned there = status == LS_OK ? parts_there(finder.stream) : 0;
        (*parts)[i] = (uint8_t)(answered->word_count > 0 ? found & there : there);
    }
    ls_arena_free(&finder.scratch);
    return status;
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
    struct finder finder = {.query = answered};
    struct ls_span *words = ls_arena_array(arena, answered->word_count + 1, sizeof *words);
    *lacks = words;
    *count = 0;
    enum ls_status status =
        words ? read_stream(&finder, index, docid, true, err) : ls_fail_memory(err);
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
