#include "query/expand/members.h"

#include "query/expand/member.h"
#include "query/expand/names.h"
#include "query/rank/ranking.h"
#include "store/term_walk.h"

#include <stdlib.h>

struct candidates {
    struct ls_member_finder *finder;
    size_t own;  /* the last so many are of the lexicon being read, which names none twice */
    bool is_han; /* the words are */
    struct ls_group_member *items;
    size_t count;
};

static enum ls_status fail(const struct xap_error *cause, struct ls_error *err)
{
    return ls_schema_fail(err, cause, "cannot look up a translation");
}

/* Among those that may come again. */
static struct ls_group_member *find(struct candidates *candidates, struct ls_span lexeme)
{
    struct ls_group_member *found = NULL;
    for (size_t i = 0; !found && i + candidates->own < candidates->count; i++) {
        found = ls_span_equal(candidates->items[i].lexeme, lexeme) ? &candidates->items[i] : NULL;
    }
    return found;
}

/* Of a member known from several lexicons the greatest weight counts. */
static enum ls_status add(struct candidates *candidates, const struct ls_group_member *member,
                          struct ls_error *err)
{
    struct ls_group_member *known = find(candidates, member->lexeme);
    if (known) {
        *known = member->weight > known->weight ? *member : *known;
        return LS_OK;
    }
    struct ls_group_member *room =
        LS_ARENA_PUSH(candidates->finder->arena, candidates->items, &candidates->count);
    if (!room) {
        return ls_fail_memory(err);
    }
    *room = *member;
    return LS_OK;
}

/* All that the lexicons have for a lexeme, at so much of its weight. */
static enum ls_status gather(struct candidates *candidates, struct ls_span lexeme, double factor,
                             struct ls_error *err)
{
    const struct ls_lexicons *lexicons = candidates->finder->lexicons;
    enum ls_status status = LS_OK;
    for (size_t i = 0; i < lexicons->count; i++) {
        struct ls_lexicon_walk walk;
        bool more = ls_lexicon_find(&lexicons->items[i], lexeme, &walk);
        candidates->own = 0;
        while (status == LS_OK && more && (more = ls_lexicon_next(&walk))) {
            struct ls_group_member member = {.lexeme = walk.member,
                                             .weight = walk.weight * factor,
                                             .source = walk.source,
                                             .taught_by = walk.cards};
            bool is_han = (unsigned char)walk.member.ptr[0] >= 0xe0;
            if (is_han ? lexicons->no_han : lexicons->no_words) {
                continue;
            }
            member.weight *= is_han == candidates->is_han ? ls_ranking.same_language : 1;
            size_t before = candidates->count;
            status = add(candidates, &member, err);
            candidates->own += candidates->count - before;
        }
    }
    candidates->own = 0;
    return status;
}

/* ---- what cards hold ---- */

static int compare_typed(const void *key, const void *item)
{
    return ls_span_compare(*(const struct ls_span *)key, *(const struct ls_span *)item);
}

static bool is_typed(const struct ls_member_finder *finder, struct ls_span lexeme)
{
    return finder->typed_count > 0 && bsearch(&lexeme, finder->typed, finder->typed_count,
                                              sizeof *finder->typed, compare_typed);
}

static enum ls_status count_cards(const struct ls_member_finder *finder, struct ls_span term,
                                  uint32_t *cards, struct ls_error *err)
{
    struct xap_error cause;
    return ls_index_term_freq(finder->index, term, cards, &cause) == XAP_OK ? LS_OK
                                                                            : fail(&cause, err);
}

/* As the index has a member: its unit, and the cards that hold its rarest term. Those that were
 * typed weigh already. */
static enum ls_status look_up(struct ls_member_finder *finder, struct ls_group_member *member,
                              struct ls_error *err)
{
    member->cards = 0;
    if (is_typed(finder, member->lexeme) || finder->lookups >= LS_MEMBER_LOOKUPS_MAX) {
        return LS_OK;
    }
    finder->lookups++;
    enum ls_status status =
        count_cards(finder, ls_member_first_term(member->lexeme), &member->cards, err);
    if (status == LS_OK && member->cards > 0) {
        status = ls_member_unit(member->lexeme, finder->arena, &member->unit, err);
    }
    for (size_t i = 1; status == LS_OK && i < member->unit.term_count; i++) {
        uint32_t cards;
        status = count_cards(finder, member->unit.terms[i], &cards, err);
        member->cards = cards < member->cards ? cards : member->cards;
    }
    return status;
}

static int compare_weight(const void *a, const void *b)
{
    const struct ls_group_member *left = a;
    const struct ls_group_member *right = b;
    int order = (left->weight < right->weight) - (left->weight > right->weight);
    return order ? order : ls_span_compare(left->lexeme, right->lexeme);
}

static void sort(struct candidates *candidates)
{
    if (candidates->count > 0) {
        qsort(candidates->items, candidates->count, sizeof *candidates->items, compare_weight);
    }
}

/* By falling weight: those behind as many as a group has room for are not of it. */
static enum ls_status look_up_all(struct candidates *candidates, struct ls_error *err)
{
    enum ls_status status = LS_OK;
    size_t held = 0;
    sort(candidates);
    for (size_t i = 0; status == LS_OK && i < candidates->count && held < LS_GROUP_MEMBERS_MAX;
         i++) {
        status = look_up(candidates->finder, &candidates->items[i], err);
        held += candidates->items[i].cards > 0;
    }
    return status;
}

/* Of the translations that cards hold, or that were typed: beside the translation itself what says
 * less of a word is not the best there is. */
static double best_weight(const struct candidates *candidates)
{
    double best = 0;
    for (size_t i = 0; i < candidates->count; i++) {
        const struct ls_group_member *member = &candidates->items[i];
        bool counts = member->cards > 0 || is_typed(candidates->finder, member->lexeme);
        counts &= member->source != LS_LEXICON_SOUND;
        best = counts && member->weight > best ? member->weight : best;
    }
    return best;
}

/* ---- a subject and its discipline: 肿瘤 and 肿瘤学, tumour and oncology ---- */

static const struct ls_span disciplines[] = {LS_SPAN_INIT("学"), LS_SPAN_INIT("科")};
enum { DISCIPLINES = sizeof disciplines / sizeof *disciplines };

static enum ls_status gather_discipline(struct candidates *candidates, struct ls_span subject,
                                        struct ls_error *err)
{
    enum ls_status status = LS_OK;
    for (size_t i = 0; status == LS_OK && i < DISCIPLINES; i++) {
        struct ls_span name = ls_arena_printf(candidates->finder->arena, "%.*s%.*s",
                                              LS_SPAN_ARG(subject), LS_SPAN_ARG(disciplines[i]));
        status =
            name.ptr ? gather(candidates, name, ls_ranking.discipline, err) : ls_fail_memory(err);
    }
    return status;
}

/* The subject of a discipline; absent when it is none, or that of one character. */
static struct ls_span subject_of(struct ls_span name)
{
    enum { SUBJECT_BYTES_MIN = 6 };
    for (size_t i = 0; i < DISCIPLINES; i++) {
        size_t len = disciplines[i].len;
        bool ends_so = name.len >= SUBJECT_BYTES_MIN + len &&
                       memcmp(name.ptr + name.len - len, disciplines[i].ptr, len) == 0;
        if (ends_so) {
            return ls_span(name.ptr, name.len - len);
        }
    }
    return (struct ls_span){0};
}

static enum ls_status add_subjects(struct candidates *candidates, struct ls_error *err)
{
    enum ls_status status = LS_OK;
    size_t count = candidates->count;
    for (size_t i = 0; status == LS_OK && i < count; i++) {
        struct ls_group_member member = candidates->items[i];
        member.lexeme = subject_of(member.lexeme);
        member.weight *= ls_ranking.discipline;
        status = member.lexeme.ptr ? add(candidates, &member, err) : LS_OK;
    }
    return status;
}

/* ---- related words ---- */

enum { RELATED_LETTERS_MIN = 4 };

static size_t shared_letters(struct ls_span a, struct ls_span b)
{
    size_t shared = 0;
    while (shared < a.len && shared < b.len && a.ptr[shared] == b.ptr[shared]) {
        shared++;
    }
    return shared;
}

/* Do two stems begin alike for so many letters, and for 60 % of the longer one? */
static bool is_related(struct ls_span a, struct ls_span b)
{
    size_t shared = shared_letters(a, b);
    size_t longer = a.len > b.len ? a.len : b.len;
    return shared >= RELATED_LETTERS_MIN && shared * 10 >= longer * 6;
}

static enum ls_status add_related(struct candidates *candidates, struct ls_group_member member,
                                  struct ls_span term, size_t *added, struct ls_error *err)
{
    member.lexeme = ls_arena_copy(candidates->finder->arena, term);
    member.weight *= ls_ranking.related;
    *added += !find(candidates, term);
    enum ls_status status =
        member.lexeme.ptr ? look_up(candidates->finder, &member, err) : ls_fail_memory(err);
    return status == LS_OK ? add(candidates, &member, err) : status;
}

/* Words of the index that are related to one member: another part of speech has another stem. They
 * weigh alike and come in the order of their bytes, which is that of members that weigh alike: of
 * more than a group has room for, the others would be left out anyway. */
static enum ls_status relate(struct candidates *candidates, struct ls_group_member member,
                             struct ls_error *err)
{
    struct ls_member_finder *finder = candidates->finder;
    struct ls_span stem = member.lexeme;
    size_t added = 0;
    size_t begins = (stem.len * 6 + 9) / 10;
    begins = begins > RELATED_LETTERS_MIN ? begins : RELATED_LETTERS_MIN;
    struct ls_term_walk *terms = NULL;
    struct xap_error cause;
    bool more = true;
    enum ls_status status = LS_OK;
    if (ls_term_walk_open(finder->index, ls_span(stem.ptr, begins), &terms, &cause) != XAP_OK) {
        return fail(&cause, err);
    }
    while (status == LS_OK && more && added < LS_GROUP_MEMBERS_MAX &&
           finder->terms++ < LS_MEMBER_TERMS_MAX) {
        if (ls_term_walk_next(terms, &more, &cause) != XAP_OK) {
            status = fail(&cause, err);
            break;
        }
        struct ls_span bytes = ls_term_walk_term(terms);
        struct ls_span term = ls_span(bytes.ptr, bytes.len);
        if (more && !ls_span_equal(term, stem) && is_related(stem, term)) {
            status = add_related(candidates, member, term, &added, err);
        }
    }
    ls_term_walk_free(terms);
    return status;
}

static bool is_one_word(struct ls_span lexeme)
{
    return lexeme.len >= RELATED_LETTERS_MIN && (unsigned char)lexeme.ptr[0] < 0x80 &&
           !memchr(lexeme.ptr, ' ', lexeme.len);
}

/* Those of the best members: what is related to the others would hardly weigh. */
static enum ls_status relate_all(struct candidates *candidates, struct ls_error *err)
{
    enum { RELATED_MEMBERS_MAX = 8 };
    enum ls_status status = LS_OK;
    size_t count = candidates->count;
    size_t related = 0;
    for (size_t i = 0; status == LS_OK && i < count && related < RELATED_MEMBERS_MAX; i++) {
        if (is_one_word(candidates->items[i].lexeme)) {
            status = relate(candidates, candidates->items[i], err);
            related++;
        }
    }
    return status;
}

/* ---- pairs out of words that no card holds ---- */

static enum ls_status add_pairs(struct candidates *candidates, struct ls_group_member member,
                                struct ls_error *err)
{
    const struct ls_unit *unit = &member.unit;
    enum ls_status status = LS_OK;
    for (size_t i = 0; status == LS_OK && i < unit->term_count; i++) {
        struct ls_group_member pair = member;
        pair.lexeme = unit->terms[i];
        pair.weight = member.weight * ls_ranking.pair_of_member;
        status = look_up(candidates->finder, &pair, err);
        if (status == LS_OK && pair.cards > 0) {
            status = add(candidates, &pair, err);
        }
    }
    return status;
}

static bool is_long_run(struct ls_span lexeme)
{
    enum { BYTES_MIN = 9 }; /* three characters */
    bool is_run = lexeme.len >= BYTES_MIN;
    for (size_t i = 0; is_run && i < lexeme.len; i++) {
        is_run = (unsigned char)lexeme.ptr[i] >= 0x80;
    }
    return is_run;
}

static enum ls_status add_all_pairs(struct candidates *candidates, struct ls_error *err)
{
    enum ls_status status = LS_OK;
    size_t count = candidates->count;
    for (size_t i = 0; status == LS_OK && i < count; i++) {
        struct ls_group_member member = candidates->items[i];
        if (member.cards == 0 && is_long_run(member.lexeme)) {
            status = ls_member_unit(member.lexeme, candidates->finder->arena, &member.unit, err);
            status = status == LS_OK ? add_pairs(candidates, member, err) : status;
        }
    }
    return status;
}

/* ---- names ---- */

static enum ls_status add_writings(struct candidates *candidates, struct ls_span word,
                                   struct ls_error *err)
{
    struct ls_group_member *pairs;
    size_t count;
    enum ls_status status = ls_names_write(candidates->finder, word, &pairs, &count, err);
    for (size_t i = 0; status == LS_OK && i < count; i++) {
        status = look_up(candidates->finder, &pairs[i], err);
        if (status == LS_OK) {
            status = add(candidates, &pairs[i], err);
        }
    }
    return status;
}

/* ---- */

static void choose(struct candidates *candidates, bool finds, struct ls_group *group)
{
    double best = best_weight(candidates);
    size_t count = 0;
    sort(candidates);
    for (size_t i = 0; i < candidates->count && count < LS_GROUP_MEMBERS_MAX; i++) {
        struct ls_group_member member = candidates->items[i];
        if (member.cards > 0) {
            bool says_it = member.source == LS_LEXICON_SOUND
                               ? member.finds
                               : member.weight >= best * ls_ranking.finding;
            member.finds = finds && says_it;
            group->held += member.weight * member.cards;
            candidates->items[count++] = member;
        }
    }
    group->members = candidates->items;
    group->member_count = count;
}

/* The words themselves, of which the members are other names, are not rarer than all of these. */
static enum ls_status count_typed(const struct ls_member_finder *finder, struct ls_group *group,
                                  struct ls_error *err)
{
    struct ls_unit unit;
    uint32_t least = 0;
    enum ls_status status = ls_member_unit(group->lexeme, finder->arena, &unit, err);
    for (size_t i = 0; status == LS_OK && i < unit.term_count; i++) {
        uint32_t cards;
        status = count_cards(finder, unit.terms[i], &cards, err);
        least = i == 0 || cards < least ? cards : least;
    }
    group->typed = least;
    group->held += least;
    return status;
}

enum ls_status ls_members_find(struct ls_member_finder *finder, bool is_han, bool finds,
                               struct ls_group *group, struct ls_error *err)
{
    struct candidates candidates = {.finder = finder, .is_han = is_han};
    enum ls_status status = gather(&candidates, group->lexeme, 1, err);
    if (status == LS_OK) {
        status = is_han ? gather_discipline(&candidates, group->lexeme, err)
                        : add_subjects(&candidates, err);
    }
    if (status == LS_OK) {
        status = look_up_all(&candidates, err);
    }
    if (status == LS_OK && is_han) {
        status = relate_all(&candidates, err);
    } else if (status == LS_OK && best_weight(&candidates) < ls_ranking.pair_of_member) {
        status = add_all_pairs(&candidates, err);
    }
    bool may_be_written = finder->is_name && !finder->lexicons->no_han &&
                          finder->names_written < LS_NAMES_WRITTEN_MAX;
    if (status == LS_OK && may_be_written && best_weight(&candidates) < ls_ranking.name_known) {
        finder->names_written++;
        status = add_writings(&candidates, group->lexeme, err);
    }
    if (status == LS_OK) {
        choose(&candidates, finds, group);
        status = count_typed(finder, group, err);
    }
    return status;
}

enum ls_status ls_members_take(struct ls_member_finder *finder, struct ls_group_member *members,
                               size_t count, struct ls_group *group, struct ls_error *err)
{
    struct candidates candidates = {.finder = finder, .items = members, .count = count};
    enum ls_status status = LS_OK;
    for (size_t i = 0; status == LS_OK && i < count; i++) {
        status = look_up(finder, &members[i], err);
    }
    if (status == LS_OK) {
        choose(&candidates, true, group);
        status = count_typed(finder, group, err);
    }
    return status;
}
