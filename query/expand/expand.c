#include "query/expand/expand.h"

#include "query/expand/members.h"
#include "query/expand/names.h"
#include "query/expand/segment.h"
#include "query/expand/weigh.h"
#include "query/rank/ranking.h"
#include "text/weak.h"

#include <stdlib.h>

struct expander {
    struct ls_index *index;
    const struct ls_lexicons *lexicons;
    const struct ls_query *query;
    struct ls_arena *arena;
    struct ls_row_place *row;
    size_t row_count;
    const struct ls_segment *segments;
    size_t segment_count;
    const struct ls_name *names; /* among them */
    size_t name_count;
    struct ls_member_finder finder;
    struct ls_group *groups;
    size_t group_count;
};

/* ---- the words to expand ---- */

/* One word, glued or not, or one Han run: no phrase, no beginning, no field. */
static bool may_expand(const struct ls_unit *unit)
{
    bool is_scoped = unit->scope.fields || unit->scope.parts;
    bool is_word = unit->place_count == 1 || unit->compound.ptr;
    for (size_t i = 1; !is_word && i < unit->place_count; i++) {
        if (!unit->places[i].continues) {
            return false;
        }
    }
    return unit->ranks && !unit->is_quoted && !unit->is_beginning && !is_scoped;
}

/* Which units are words that are wanted, of those of the query. */
static enum ls_status find_wanted(struct expander *expander, bool **wanted, struct ls_error *err)
{
    const struct ls_units *units = &expander->query->units;
    *wanted = ls_arena_array(expander->arena, units->count + 1, sizeof **wanted);
    if (!*wanted) {
        return ls_fail_memory(err);
    }
    for (const struct ls_clause *clause = expander->query->root->children; clause;
         clause = clause->next) {
        if (clause->kind == LS_CLAUSE_UNIT && clause->sign == LS_SIGN_WANTED &&
            !clause->is_filter) {
            (*wanted)[clause->unit] = may_expand(&units->items[clause->unit]);
        }
    }
    return LS_OK;
}

/* Do words go on from one to the other, with nothing but a space between them? */
static bool goes_on(const struct expander *expander, const struct ls_mention *before,
                    const struct ls_mention *mention)
{
    const struct ls_unit *items = expander->query->units.items;
    const struct ls_unit *left = &items[before->unit];
    struct ls_range between = {before->place.past, mention->place.first};
    bool both_han =
        left->places[left->place_count - 1].is_han && items[mention->unit].places[0].is_han;
    return !both_han && between.first <= between.past &&
           ls_span_trim(ls_range_span(expander->query->text, between)).len == 0;
}

static void add_mention(struct expander *expander, const struct ls_mention *mention, bool is_border)
{
    const struct ls_unit *unit = &expander->query->units.items[mention->unit];
    for (size_t i = 0; i < unit->place_count; i++) {
        expander->row[expander->row_count++] =
            (struct ls_row_place){.term = unit->places[i].term,
                                  .is_han = unit->places[i].is_han,
                                  .is_border = is_border && i == 0,
                                  .unit = mention->unit,
                                  .place = mention->place};
    }
}

/* Words that are typed again are part of the row again: "deep learning, machine learning" has two
 * terms of two words. */
static enum ls_status make_row(struct expander *expander, struct ls_error *err)
{
    const struct ls_query *query = expander->query;
    const struct ls_mention *before = NULL;
    bool *wanted = NULL;
    size_t places = 0;
    for (size_t i = 0; i < query->mention_count; i++) {
        places += query->units.items[query->mentions[i].unit].place_count;
    }
    expander->row = ls_arena_array(expander->arena, places + 1, sizeof *expander->row);
    enum ls_status status =
        expander->row ? find_wanted(expander, &wanted, err) : ls_fail_memory(err);
    for (size_t i = 0; status == LS_OK && i < query->mention_count; i++) {
        const struct ls_mention *mention = &query->mentions[i];
        if (wanted[mention->unit]) {
            add_mention(expander, mention, !before || !goes_on(expander, before, mention));
            before = mention;
        }
    }
    return status;
}

/* ---- groups ---- */

/* What is made of a row's places [first, past). */
struct wanted {
    size_t first;
    size_t past;
    double factor;
    bool finds;                 /* its members may find cards */
    const struct ls_name *name; /* what they are when it is one; NULL: what lexicons say */
};

/* Words said again count more, as they do when typed; their factor is that of the first. */
static bool is_said_again(struct expander *expander, struct ls_span lexeme)
{
    for (size_t i = 0; i < expander->group_count; i++) {
        if (ls_span_equal(expander->groups[i].lexeme, lexeme)) {
            expander->groups[i].times++;
            return true;
        }
    }
    return false;
}

static enum ls_status name_lexeme(struct expander *expander, size_t first, size_t past,
                                  struct ls_span *lexeme, struct ls_error *err)
{
    struct ls_buf name = {0};
    ls_segment_lexeme(expander->row + first, past - first, &name);
    *lexeme = ls_arena_copy(expander->arena, ls_buf_span(&name));
    ls_buf_free(&name);
    return lexeme->ptr ? LS_OK : ls_fail_memory(err);
}

/* Is a word written as names are, with a capital? */
static bool is_capital(const struct expander *expander, size_t place)
{
    struct ls_span typed = ls_range_span(expander->query->text, expander->row[place].place);
    return typed.len > 0 && *typed.ptr >= 'A' && *typed.ptr <= 'Z';
}

/* Adds a group when some card holds a member of it. */
static enum ls_status add_group(struct expander *expander, const struct wanted *wanted, bool *added,
                                struct ls_error *err)
{
    struct ls_group group = {.factor = wanted->factor, .times = 1};
    group.place.first = expander->row[wanted->first].place.first;
    group.place.past = expander->row[wanted->past - 1].place.past;
    enum ls_status status = name_lexeme(expander, wanted->first, wanted->past, &group.lexeme, err);
    *added = status == LS_OK && is_said_again(expander, group.lexeme);
    bool is_spent =
        expander->group_count == LS_GROUPS_MAX || expander->finder.lookups >= LS_MEMBER_LOOKUPS_MAX;
    if (*added || status != LS_OK || is_spent) {
        return status;
    }
    expander->finder.is_name =
        wanted->past - wanted->first == 1 && is_capital(expander, wanted->first);
    status = wanted->name ? ls_members_take(&expander->finder, wanted->name->members,
                                            wanted->name->member_count, &group, err)
                          : ls_members_find(&expander->finder, expander->row[wanted->first].is_han,
                                            wanted->finds, &group, err);
    *added = status == LS_OK && group.member_count > 0;
    struct ls_group *room =
        *added ? LS_ARENA_PUSH(expander->arena, expander->groups, &expander->group_count) : NULL;
    if (*added && !room) {
        return ls_fail_memory(err);
    }
    if (room) {
        *room = group;
    }
    return status;
}

static bool is_han(const struct expander *expander, size_t place)
{
    return place < expander->row_count && expander->row[place].is_han;
}

/* ---- Han words ---- */

static bool is_lone(const struct expander *expander, size_t segment)
{
    const struct ls_segment *of = &expander->segments[segment];
    return segment < expander->segment_count && of->past - of->first == 1 &&
           is_han(expander, of->first) && ls_word_weakness(of->lexeme) == LS_WORD_STRONG;
}

/* Characters that no word takes in are often those of a name. */
static double factor_of_han(const struct expander *expander, size_t segment)
{
    if (!is_lone(expander, segment)) {
        return ls_ranking.group_han;
    }
    bool in_row = is_lone(expander, segment + 1) || (segment > 0 && is_lone(expander, segment - 1));
    return ls_ranking.group_han *
           (in_row ? ls_ranking.group_characters : ls_ranking.group_character);
}

/* For a word of which no card says anything: the longest part of it of which some does. */
static enum ls_status add_part(struct expander *expander, const struct ls_segment *segment,
                               struct ls_error *err)
{
    enum { WORD_MIN = 3, PART_MIN = 2 };
    bool added = false;
    enum ls_status status = LS_OK;
    size_t count = segment->past - segment->first;
    for (size_t len = count - 1; count >= WORD_MIN && !added && len >= PART_MIN; len--) {
        for (size_t i = segment->first; status == LS_OK && !added && i + len <= segment->past;
             i++) {
            struct wanted part = {i, i + len, ls_ranking.group_han * ls_ranking.group_part, true,
                                  NULL};
            status = add_group(expander, &part, &added, err);
        }
    }
    return status;
}

static enum ls_status add_han(struct expander *expander, size_t number, struct ls_error *err)
{
    const struct ls_segment *segment = &expander->segments[number];
    bool added = false;
    struct wanted wanted = {segment->first, segment->past, factor_of_han(expander, number),
                            !is_lone(expander, number), NULL};
    if (ls_word_weakness(segment->lexeme) == LS_WORD_WEAK) {
        return LS_OK;
    }
    enum ls_status status = segment->is_key ? add_group(expander, &wanted, &added, err) : LS_OK;
    return status == LS_OK && segment->is_key && !added ? add_part(expander, segment, err) : status;
}

/* ---- words ---- */

/* Several words that are one key, and each of them for itself; but of one that begins with a word
 * and goes on in characters, as t 检定 does, the characters are none. */
static enum ls_status add_words(struct expander *expander, const struct ls_segment *segment,
                                struct ls_error *err)
{
    bool added = false;
    bool ignored;
    enum ls_status status = LS_OK;
    double factor = ls_ranking.group_word;
    if (segment->past - segment->first > 1) {
        struct wanted all = {segment->first, segment->past, factor * ls_ranking.group_words, true,
                             NULL};
        status = add_group(expander, &all, &added, err);
    }
    factor *= added ? ls_ranking.group_among : 1;
    for (size_t i = segment->first; status == LS_OK && i < segment->past; i++) {
        struct wanted word = {i, i + 1, factor, true, NULL};
        bool says_something =
            !expander->row[i].is_han && ls_word_weakness(expander->row[i].term) == LS_WORD_STRONG;
        status = says_something ? add_group(expander, &word, &ignored, err) : LS_OK;
    }
    return status;
}

static enum ls_status add_names(struct expander *expander, struct ls_error *err)
{
    bool ignored;
    enum ls_status status = LS_OK;
    for (size_t i = 0; status == LS_OK && i < expander->name_count; i++) {
        const struct ls_name *name = &expander->names[i];
        struct wanted wanted = {expander->segments[name->first].first,
                                expander->segments[name->past - 1].past, ls_ranking.group_han, true,
                                name};
        status = add_group(expander, &wanted, &ignored, err);
    }
    return status;
}

static int compare_spans(const void *a, const void *b)
{
    return ls_span_compare(*(const struct ls_span *)a, *(const struct ls_span *)b);
}

static enum ls_status make_finder(struct expander *expander, struct ls_error *err)
{
    size_t count = expander->segment_count;
    struct ls_span *typed = ls_arena_array(expander->arena, count + 1, sizeof *typed);
    for (size_t i = 0; typed && i < count; i++) {
        typed[i] = expander->segments[i].lexeme;
    }
    if (typed && count > 0) {
        qsort(typed, count, sizeof *typed, compare_spans);
    }
    expander->finder = (struct ls_member_finder){.index = expander->index,
                                                 .lexicons = expander->lexicons,
                                                 .arena = expander->arena,
                                                 .segments = expander->segments,
                                                 .segment_count = count,
                                                 .typed = typed,
                                                 .typed_count = count};
    return typed ? LS_OK : ls_fail_memory(err);
}

static enum ls_status add_groups(struct expander *expander, struct ls_error *err)
{
    enum ls_status status = make_finder(expander, err);
    if (status == LS_OK) {
        status = ls_names_find(&expander->finder, expander->row, &expander->names,
                               &expander->name_count, err);
    }
    for (size_t i = 0; status == LS_OK && i < expander->segment_count; i++) {
        const struct ls_segment *segment = &expander->segments[i];
        status = is_han(expander, segment->first) ? add_han(expander, i, err)
                                                  : add_words(expander, segment, err);
    }
    return status == LS_OK ? add_names(expander, err) : status;
}

/* A character alone is a word of every dictionary, so that one which stands between words says
 * nothing about whether the run was typed right. */
static enum ls_status mark_known(struct expander *expander, const bool **is_known,
                                 struct ls_error *err)
{
    size_t count = expander->query->units.count;
    bool *known = ls_arena_array(expander->arena, count + 1, sizeof *known);
    if (!known) {
        return ls_fail_memory(err);
    }
    for (size_t i = 0; i < expander->row_count; i++) {
        known[expander->row[i].unit] = true;
    }
    for (size_t i = 0; i < expander->segment_count; i++) {
        const struct ls_segment *segment = &expander->segments[i];
        bool is_single =
            segment->past - segment->first == 1 && expander->row[segment->first].is_han;
        if (!segment->is_key || is_single) {
            known[expander->row[segment->first].unit] = false;
        }
    }
    *is_known = known;
    return LS_OK;
}

static enum ls_status weigh(struct expander *expander, struct ls_error *err)
{
    struct ls_weigher *weigher;
    size_t terms = ls_units_term_count(&expander->query->units);
    enum ls_status status = ls_weigher_new(expander->index, expander->arena, &weigher, err);
    for (size_t i = 0; status == LS_OK && i < expander->group_count; i++) {
        struct ls_group *group = &expander->groups[i];
        group->factor *= ls_ranking_times(group->times, terms);
        status = ls_weigh_group(weigher, group, err);
    }
    return status;
}

enum ls_status ls_expand(struct ls_index *index, const struct ls_lexicons *lexicons,
                         const struct ls_query *query, struct ls_arena *arena,
                         const struct ls_expansion **expansion, struct ls_error *err)
{
    struct expander expander = {
        .index = index, .lexicons = lexicons, .query = query, .arena = arena};
    *expansion = NULL;
    enum ls_status status = make_row(&expander, err);
    if (status == LS_OK) {
        status = ls_segment_row(lexicons, expander.row, expander.row_count, arena,
                                &expander.segments, &expander.segment_count, err);
    }
    if (status == LS_OK) {
        status = add_groups(&expander, err);
    }
    if (status != LS_OK || expander.group_count == 0) {
        return status;
    }
    struct ls_expansion *made = ls_arena_alloc(arena, sizeof *made);
    if (!made) {
        return ls_fail_memory(err);
    }
    status = mark_known(&expander, &made->is_known, err);
    if (status == LS_OK) {
        status = weigh(&expander, err);
    }
    made->groups = expander.groups;
    made->group_count = expander.group_count;
    *expansion = made;
    return status;
}
