#include "query/passage/headings.h"

#include "query/passage/finder.h"

#include <stdlib.h>

/* A section that may be listed. What it may hold, once glimpsed, and what it does, once read, are
 * compared as one number: twice the units of its text, and one more for its heading. */
struct row {
    struct ls_candidate text;
    struct ls_candidate heading;
    bool is_snippets; /* the snippet was cut from it */
    bool is_read;
    bool in_template; /* it holds no unit outside template text */
    size_t worth;
    struct ls_snippet passage;
};

struct lister {
    struct ls_finder finder;
    const struct ls_snippet *snippet;
    struct row *rows; /* in the order of the card */
    size_t count;
    size_t max;
};

static bool lies_in(struct ls_span part, struct ls_span whole)
{
    return part.ptr && whole.ptr && part.ptr >= whole.ptr &&
           part.ptr + part.len <= whole.ptr + whole.len;
}

/* Bibliographic values are shown anyway, and have no heading of their own. */
static bool is_listed(const struct ls_section *section)
{
    return section->level > 0 && section->heading.len > 0 &&
           (section->field == LS_FIELD_ABSTRACT || section->field == LS_FIELD_BODY);
}

static size_t worth_of(size_t in_text, size_t in_heading)
{
    return 2 * in_text + (in_heading > 0);
}

/* That of the snippet is read in any case, and first. */
static enum ls_status glimpse(struct lister *lister, struct row *row, struct ls_error *err)
{
    struct ls_finder *finder = &lister->finder;
    enum ls_status status = ls_finder_glimpse(finder, &row->text, err);
    if (status == LS_OK) {
        status = ls_finder_glimpse(finder, &row->heading, err);
    }
    row->worth = worth_of(row->text.sight.units, row->heading.sight.units);
    if (row->is_snippets) {
        row->text.text = ls_candidate_whole(&row->text);
        row->worth = worth_of(finder->needles->units->count, 1);
    }
    return status;
}

static enum ls_status add_rows(struct lister *lister, const struct ls_card *card,
                               struct ls_error *err)
{
    enum ls_status status = LS_OK;
    for (size_t i = 0; status == LS_OK && i < card->section_count; i++) {
        const struct ls_section *section = &card->sections[i];
        struct row *row = &lister->rows[lister->count];
        *row = (struct row){
            .text = {.section = section, .text = section->text},
            .heading = {.section = section, .in_heading = true, .text = section->heading},
            .is_snippets = lister->snippet->mark_count > 0 &&
                           (lies_in(lister->snippet->text, section->text) ||
                            lies_in(lister->snippet->text, section->heading))};
        if (is_listed(section)) {
            status = glimpse(lister, row, err);
            lister->count += row->worth > 0;
        }
    }
    return status;
}

/* Cuts a passage around what counts; when that is only what does not, around that. */
static enum ls_status cut_text(struct lister *lister, struct row *row, size_t *units,
                               size_t *in_template, struct ls_error *err)
{
    struct ls_finder *finder = &lister->finder;
    struct ls_core core;
    enum ls_status status = ls_finder_look(finder, &row->text, &core, err);
    *units = core.distinct;
    *in_template = 0;
    if (status == LS_OK && core.distinct == 0 && finder->read.marks.count > 0) {
        core = ls_passage_core(&finder->read, finder->columns, finder->seen);
        *in_template = core.distinct;
    }
    if (status == LS_OK && core.distinct == 0) {
        row->text.text = ls_candidate_whole(&row->text);
    }
    return status == LS_OK ? ls_finder_cut(finder, &row->text, core.range, &row->passage, err)
                           : status;
}

static enum ls_status read_row(struct lister *lister, struct row *row, struct ls_error *err)
{
    size_t in_text, in_template;
    struct ls_core heading = {0};
    row->is_read = true;
    enum ls_status status = LS_OK;
    if (row->heading.sight.units > 0) {
        status = ls_finder_look(&lister->finder, &row->heading, &heading, err);
    }
    if (status == LS_OK) {
        status = cut_text(lister, row, &in_text, &in_template, err);
    }
    if (status == LS_OK) {
        row->in_template = in_text == 0 && heading.distinct == 0;
        row->worth = worth_of(in_text > 0 ? in_text : in_template, heading.distinct);
    }
    return status;
}

/* Is one that is not read to be read before another? */
static bool is_before(const struct row *row, const struct row *other)
{
    return row->is_snippets != other->is_snippets ? row->is_snippets : row->worth > other->worth;
}

/* Of those that are not read the one that promises most, if it can still be among the best. */
static struct row *most_promising(struct lister *lister)
{
    struct row *best = NULL;
    size_t better = 0;
    for (size_t i = 0; i < lister->count; i++) {
        struct row *row = &lister->rows[i];
        if (!row->is_read && row->worth > 0 && (!best || is_before(row, best))) {
            best = row;
        }
    }
    for (size_t i = 0; best && i < lister->count; i++) {
        const struct row *row = &lister->rows[i];
        bool is_first = row->worth > best->worth || (row->worth == best->worth && row < best);
        better += row->is_read && !row->in_template && is_first;
    }
    return best && (best->is_snippets || better < lister->max) ? best : NULL;
}

/* The best first. */
static int compare_worth(const void *a, const void *b)
{
    const struct row *left = a;
    const struct row *right = b;
    if (left->is_snippets != right->is_snippets) {
        return left->is_snippets ? -1 : 1;
    }
    if (left->in_template != right->in_template) {
        return left->in_template ? 1 : -1;
    }
    if (left->worth != right->worth) {
        return left->worth > right->worth ? -1 : 1;
    }
    return (left->text.section > right->text.section) - (left->text.section < right->text.section);
}

static int compare_places(const void *a, const void *b)
{
    const struct row *left = a;
    const struct row *right = b;
    if (left->in_template != right->in_template) {
        return left->in_template ? 1 : -1;
    }
    return (left->text.section > right->text.section) - (left->text.section < right->text.section);
}

/* A reader sees the heading, and goes to its anchor. */
static bool is_there(const struct lister *lister, size_t count, const struct row *row)
{
    bool there = false;
    for (size_t i = 0; !there && i < count; i++) {
        const struct ls_section *other = lister->rows[i].text.section;
        there = ls_span_equal(other->heading, row->text.section->heading) &&
                ls_span_equal(other->anchor, row->text.section->anchor);
    }
    return there;
}

/* The best ones, each heading once, then in order. */
static void keep_best(struct lister *lister)
{
    size_t kept = 0;
    if (lister->count > 0) {
        qsort(lister->rows, lister->count, sizeof *lister->rows, compare_worth);
    }
    for (size_t i = 0; i < lister->count && kept < lister->max; i++) {
        const struct row *row = &lister->rows[i];
        if (row->is_read && row->worth > 0 && !is_there(lister, kept, row)) {
            lister->rows[kept++] = *row;
        }
    }
    lister->count = kept;
    if (kept > 0) {
        qsort(lister->rows, kept, sizeof *lister->rows, compare_places);
    }
}

static enum ls_status list(struct lister *lister, const struct ls_card *card,
                           struct ls_headings *headings, struct ls_error *err)
{
    enum ls_status status = add_rows(lister, card, err);
    struct row *row = most_promising(lister);
    while (status == LS_OK && row) {
        status = read_row(lister, row, err);
        row = most_promising(lister);
    }
    keep_best(lister);
    headings->items =
        ls_arena_array(lister->finder.arena, lister->count + 1, sizeof *headings->items);
    for (size_t i = 0; headings->items && i < lister->count; i++) {
        headings->items[headings->count++] = lister->rows[i].passage;
    }
    return headings->items || status != LS_OK ? status : ls_fail_memory(err);
}

enum ls_status ls_headings_find(const struct ls_card *card, const struct ls_line_numbers *template,
                                const struct ls_needles *needles, struct ls_glimpse *glimpse,
                                struct ls_analyzer *analyzer, const struct ls_snippet *snippet,
                                size_t max, struct ls_arena *arena, struct ls_headings *headings,
                                struct ls_error *err)
{
    *headings = (struct ls_headings){0};
    struct lister lister = {.snippet = snippet,
                            .max = max,
                            .finder = {.columns = LS_HEADING_COLUMNS,
                                       .template = *template,
                                       .needles = needles,
                                       .glimpse = glimpse,
                                       .analyzer = analyzer,
                                       .arena = arena}};
    if (max == 0 || needles->units->count == 0) {
        return LS_OK;
    }
    lister.rows = ls_arena_array(arena, card->section_count + 1, sizeof *lister.rows);
    enum ls_status status = lister.rows ? LS_OK : ls_fail_memory(err);
    if (status == LS_OK) {
        status = ls_finder_open(&lister.finder, err);
    }
    if (status == LS_OK) {
        status = list(&lister, card, headings, err);
    }
    ls_finder_close(&lister.finder);
    return status;
}
