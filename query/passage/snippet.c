#include "query/passage/snippet.h"

#include "query/passage/finder.h"

/* Where to look for a passage: a later place only when the earlier ones hold no
 * unit, or, where it joins the one before, fewer. */
static const struct place {
    enum ls_field field;
    bool in_heading;
    bool joins;
} places[] = {
    {LS_FIELD_ABSTRACT, false, false}, {LS_FIELD_BODY, false, true},
    {LS_FIELD_ABSTRACT, true, false},  {LS_FIELD_BODY, true, true},
    {LS_FIELD_TITLE, false, false},    {LS_FIELD_JOURNAL, false, false},
    {LS_FIELD_AUTHORS, false, false},  {LS_FIELD_LINK, false, false},
};

enum { PLACE_COUNT = sizeof places / sizeof *places };

/* Where to begin a passage without any unit; the head of a card, which is in
 * none of its four parts, repeats what is known of the article. */
static const struct {
    enum ls_field field;
    bool in_part;
} plain_places[] = {
    {LS_FIELD_ABSTRACT, false},
    {LS_FIELD_BODY, true},
    {LS_FIELD_BODY, false},
    {LS_FIELD_TITLE, false},
};

struct chooser {
    struct ls_finder finder;
    const struct ls_card *card;
    struct ls_candidate *candidates; /* in the order of preference */
    size_t candidate_count;
    const struct ls_candidate *best;
    struct ls_core core;
};

static enum ls_status look_at(struct chooser *chooser, struct ls_candidate *candidate,
                              struct ls_error *err)
{
    struct ls_core core = {0};
    enum ls_status status = ls_finder_look(&chooser->finder, candidate, &core, err);
    bool is_earlier = core.distinct == chooser->core.distinct && candidate < chooser->best;
    if (core.distinct > chooser->core.distinct || (core.distinct > 0 && is_earlier)) {
        chooser->best = candidate;
        chooser->core = core;
    }
    return status;
}

/* The candidate with the best prospects that can still beat the best passage; NULL: none. Once one
 * promises all units, those behind it need no glimpse: they could at most be as good. */
static enum ls_status most_promising(struct chooser *chooser, struct ls_candidate **chosen,
                                     struct ls_error *err)
{
    size_t all = chooser->finder.needles->units->count;
    enum ls_status status = LS_OK;
    *chosen = NULL;
    for (size_t i = 0; status == LS_OK && i < chooser->candidate_count; i++) {
        struct ls_candidate *candidate = &chooser->candidates[i];
        bool is_settled = (*chosen && (*chosen)->sight.units == all) ||
                          (chooser->core.distinct == all && candidate >= chooser->best);
        if (is_settled) {
            break;
        }
        if (!candidate->glimpsed) {
            status = ls_finder_glimpse(&chooser->finder, candidate, err);
        }
        size_t most = candidate->sight.units;
        bool may_win = most > chooser->core.distinct ||
                       (most == chooser->core.distinct && candidate < chooser->best);
        if (most > 0 && may_win && (!*chosen || most > (*chosen)->sight.units)) {
            *chosen = candidate;
        }
    }
    return status;
}

static void add_candidates(struct chooser *chooser, const struct place *place)
{
    const struct ls_card *card = chooser->card;
    for (size_t i = 0; i < card->section_count; i++) {
        struct ls_candidate candidate = {.section = &card->sections[i],
                                         .in_heading = place->in_heading};
        candidate.text = ls_candidate_whole(&candidate);
        if (candidate.section->field == place->field && candidate.text.len > 0) {
            chooser->candidates[chooser->candidate_count++] = candidate;
        }
    }
}

static enum ls_status look_everywhere(struct chooser *chooser, struct ls_error *err)
{
    enum ls_status status = LS_OK;
    chooser->candidate_count = 0;
    for (size_t i = 0; status == LS_OK && i < PLACE_COUNT && chooser->core.distinct == 0; i++) {
        add_candidates(chooser, &places[i]);
        if (i + 1 < PLACE_COUNT && places[i + 1].joins) {
            continue;
        }
        struct ls_candidate *candidate;
        do {
            status = most_promising(chooser, &candidate, err);
            if (status == LS_OK && candidate) {
                status = look_at(chooser, candidate, err);
            }
        } while (status == LS_OK && candidate);
    }
    return status;
}

/* Where a glimpse promises something, then, for what it misses, everywhere. */
static enum ls_status look(struct chooser *chooser, struct ls_error *err)
{
    size_t most = 2 * chooser->card->section_count + 1; /* headings and texts */
    chooser->candidates = ls_arena_array(chooser->finder.arena, most, sizeof *chooser->candidates);
    if (!chooser->candidates) {
        return ls_fail_memory(err);
    }
    enum ls_status status = look_everywhere(chooser, err);
    if (status == LS_OK && chooser->core.distinct == 0 && chooser->finder.found_template) {
        chooser->finder.template = (struct ls_line_numbers){0};
        chooser->finder.read = (struct ls_passage_text){0};
        status = look_everywhere(chooser, err);
    }
    if (status == LS_OK && chooser->core.distinct == 0 && chooser->finder.glimpse) {
        chooser->finder.is_thorough = true;
        status = look_everywhere(chooser, err);
    }
    return status;
}

static void choose_plain(struct chooser *chooser)
{
    const struct ls_card *card = chooser->card;
    for (size_t p = 0; p < sizeof plain_places / sizeof *plain_places; p++) {
        for (size_t i = 0; i < card->section_count; i++) {
            const struct ls_section *section = &card->sections[i];
            bool fits = section->field == plain_places[p].field &&
                        (section->part != LS_PART_NONE || !plain_places[p].in_part);
            if (fits && ls_span_trim(section->text).len > 0) {
                chooser->candidates[0] =
                    (struct ls_candidate){.section = section, .text = section->text};
                chooser->best = &chooser->candidates[0];
                return;
            }
        }
    }
}

enum ls_status ls_snippet_find(const struct ls_card *card, const struct ls_line_numbers *template,
                               const struct ls_needles *needles, struct ls_glimpse *glimpse,
                               struct ls_analyzer *analyzer, struct ls_arena *arena,
                               struct ls_snippet *snippet, struct ls_error *err)
{
    *snippet = (struct ls_snippet){0};
    struct chooser chooser = {.card = card,
                              .finder = {.columns = LS_SNIPPET_COLUMNS,
                                         .template = *template,
                                         .needles = needles,
                                         .glimpse = glimpse,
                                         .analyzer = analyzer,
                                         .arena = arena}};
    enum ls_status status = ls_finder_open(&chooser.finder, err);
    if (status == LS_OK) {
        status = look(&chooser, err);
    }
    if (status == LS_OK && !chooser.best) {
        choose_plain(&chooser);
    }
    if (status == LS_OK && chooser.best) {
        status = ls_finder_cut(&chooser.finder, chooser.best, chooser.core.range, snippet, err);
    }
    ls_finder_close(&chooser.finder);
    return status;
}
