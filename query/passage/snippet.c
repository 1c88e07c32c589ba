#include "query/passage/snippet.h"

#include "query/passage/glimpse.h"
#include "query/passage/passage.h"
#include "query/passage/slice.h"
#include "text/stream.h"

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

/* A text that may hold the passage. */
struct candidate {
    const struct ls_section *section;
    bool in_heading;
    struct ls_span text; /* what to read of it */
    bool glimpsed;
    struct ls_sight sight; /* once glimpsed: what it may hold; no units when it was read */
};

/* Around a slice's units: more than the passage can take, so that it comes out
 * as from the whole text. */
enum { MARGIN_COLUMNS = LS_SNIPPET_COLUMNS + 80, WHOLE_BYTES_MAX = 800 };

struct finder {
    const struct ls_card *card;
    struct ls_stream_lines templates; /* whose marks do not count */
    const struct ls_needles *needles;
    struct ls_analyzer *analyzer;
    struct ls_arena *arena;
    struct ls_glimpse *glimpse; /* NULL: read everything */
    uint32_t *seen;

    struct ls_passage_text read; /* what the analyzer read last */
    struct ls_marks counted;     /* those of its marks that count */

    struct candidate *candidates; /* in the order of preference */
    size_t candidate_count;

    const struct candidate *best;
    struct ls_core core;
};

static struct ls_span whole_text(const struct candidate *candidate)
{
    return candidate->in_heading ? candidate->section->heading : candidate->section->text;
}

/* The sentence around a token: tokens [first, past). */
struct sentence {
    size_t first;
    size_t past;
    bool is_template;
};

static struct sentence sentence_around(struct finder *finder, size_t token)
{
    const struct ls_tokens *tokens = &finder->read.tokens;
    struct sentence sentence = {.first = token, .past = ls_tokens_line(tokens, token)};
    while (sentence.first > 0 && tokens->items[sentence.first - 1].kind != LS_TOKEN_BREAK) {
        sentence.first--;
    }
    sentence.is_template =
        ls_stream_lines_hold(&finder->templates, ls_analyzer_terms(finder->analyzer),
                             tokens->items + sentence.first, sentence.past - sentence.first);
    return sentence;
}

/* Template text does not count as long as anything else may be shown. */
static enum ls_status count_marks(struct finder *finder, struct ls_error *err)
{
    const struct ls_marks *marks = &finder->read.marks;
    const struct ls_tokens *tokens = &finder->read.tokens;
    struct sentence sentence = {0};
    struct ls_mark *counted = NULL;
    size_t count = 0;
    finder->counted = *marks;
    if (finder->templates.room == 0 || marks->count == 0) {
        return LS_OK;
    }
    counted = ls_arena_array(finder->arena, marks->count, sizeof *counted);
    for (size_t i = 0, token = 0; counted && i < marks->count; i++) {
        while (token < tokens->count && tokens->items[token].first < marks->items[i].at.first) {
            token++;
        }
        if (token >= sentence.past) {
            sentence = sentence_around(finder, token);
        }
        if (!sentence.is_template) {
            counted[count++] = marks->items[i];
        }
    }
    finder->counted = (struct ls_marks){counted, count};
    return counted && !finder->templates.failed ? LS_OK : ls_fail_memory(err);
}

/* Into finder->read. */
static enum ls_status read_text(struct finder *finder, struct ls_span text, struct ls_error *err)
{
    if (text.ptr == finder->read.text.ptr && text.len == finder->read.text.len) {
        return LS_OK;
    }
    finder->read = (struct ls_passage_text){0};
    struct ls_passage_text read = {.text = text};
    enum ls_status status = ls_analyze(finder->analyzer, text, &read.tokens, err);
    if (status == LS_OK) {
        status = ls_needles_find(finder->needles, finder->analyzer, &read.tokens, finder->arena,
                                 &read.marks, err);
    }
    if (status == LS_OK) {
        finder->read = read;
        status = count_marks(finder, err);
    }
    return status;
}

static enum ls_status read_core(struct finder *finder, const struct candidate *candidate,
                                struct ls_core *core, struct ls_error *err)
{
    enum ls_status status = read_text(finder, candidate->text, err);
    if (status == LS_OK) {
        struct ls_passage_text counted = finder->read;
        counted.marks = finder->counted;
        *core = ls_passage_core(&counted, LS_SNIPPET_COLUMNS, finder->seen);
    }
    return status;
}

/* Is the core what the glimpse saw? Else it may stand at the edge of the slice,
 * or a better one outside. */
static bool is_as_promised(const struct candidate *candidate, const struct ls_core *core)
{
    size_t offset = (size_t)(candidate->text.ptr - whole_text(candidate).ptr);
    size_t first = offset + core->range.first;
    return core->distinct == candidate->sight.units && first >= candidate->sight.range.first &&
           first <= candidate->sight.range.past;
}

static enum ls_status look_at(struct finder *finder, struct candidate *candidate,
                              struct ls_error *err)
{
    struct ls_core core = {0};
    enum ls_status status = read_core(finder, candidate, &core, err);
    bool is_slice = candidate->text.len < whole_text(candidate).len;
    if (status == LS_OK && is_slice && !is_as_promised(candidate, &core)) {
        candidate->text = whole_text(candidate);
        status = read_core(finder, candidate, &core, err);
    }
    candidate->sight.units = 0;
    bool is_earlier = core.distinct == finder->core.distinct && candidate < finder->best;
    if (core.distinct > finder->core.distinct || (core.distinct > 0 && is_earlier)) {
        finder->best = candidate;
        finder->core = core;
    }
    return status;
}

static enum ls_status glimpse_at(struct finder *finder, struct candidate *candidate,
                                 struct ls_error *err)
{
    candidate->glimpsed = true;
    if (!finder->glimpse) {
        candidate->sight.units = finder->needles->units->count;
        return LS_OK;
    }
    enum ls_status status = ls_glimpse_find(finder->glimpse, candidate->text, LS_SNIPPET_COLUMNS,
                                            finder->arena, &candidate->sight, err);
    if (candidate->sight.units > 0 && candidate->text.len > WHOLE_BYTES_MAX) {
        candidate->text = ls_slice_around(candidate->text, candidate->sight.range, MARGIN_COLUMNS);
    }
    return status;
}

/* The candidate with the best prospects that can still beat the best passage; NULL: none. Once one
 * promises all units, those behind it need no glimpse: they could at most be as good. */
static enum ls_status most_promising(struct finder *finder, struct candidate **chosen,
                                     struct ls_error *err)
{
    size_t all = finder->needles->units->count;
    enum ls_status status = LS_OK;
    *chosen = NULL;
    for (size_t i = 0; status == LS_OK && i < finder->candidate_count; i++) {
        struct candidate *candidate = &finder->candidates[i];
        bool is_settled = (*chosen && (*chosen)->sight.units == all) ||
                          (finder->core.distinct == all && candidate >= finder->best);
        if (is_settled) {
            break;
        }
        if (!candidate->glimpsed) {
            status = glimpse_at(finder, candidate, err);
        }
        size_t most = candidate->sight.units;
        bool may_win = most > finder->core.distinct ||
                       (most == finder->core.distinct && candidate < finder->best);
        if (most > 0 && may_win && (!*chosen || most > (*chosen)->sight.units)) {
            *chosen = candidate;
        }
    }
    return status;
}

static void add_candidates(struct finder *finder, const struct place *place)
{
    const struct ls_card *card = finder->card;
    for (size_t i = 0; i < card->section_count; i++) {
        struct candidate candidate = {.section = &card->sections[i],
                                      .in_heading = place->in_heading};
        candidate.text = whole_text(&candidate);
        if (candidate.section->field == place->field && candidate.text.len > 0) {
            finder->candidates[finder->candidate_count++] = candidate;
        }
    }
}

static enum ls_status look_everywhere(struct finder *finder, struct ls_error *err)
{
    enum ls_status status = LS_OK;
    finder->candidate_count = 0;
    for (size_t i = 0; status == LS_OK && i < PLACE_COUNT && finder->core.distinct == 0; i++) {
        add_candidates(finder, &places[i]);
        if (i + 1 < PLACE_COUNT && places[i + 1].joins) {
            continue;
        }
        struct candidate *candidate;
        do {
            status = most_promising(finder, &candidate, err);
            if (status == LS_OK && candidate) {
                status = look_at(finder, candidate, err);
            }
        } while (status == LS_OK && candidate);
    }
    return status;
}

/* Where a glimpse promises something, then, for what it misses, everywhere. */
static enum ls_status look(struct finder *finder, struct ls_error *err)
{
    size_t most = 2 * finder->card->section_count + 1; /* headings and texts */
    finder->candidates = ls_arena_array(finder->arena, most, sizeof *finder->candidates);
    if (!finder->candidates) {
        return ls_fail_memory(err);
    }
    enum ls_status status = look_everywhere(finder, err);
    if (status == LS_OK && finder->core.distinct == 0 && finder->templates.room > 0) {
        ls_stream_lines_free(&finder->templates);
        finder->read = (struct ls_passage_text){0};
        status = look_everywhere(finder, err);
    }
    if (status == LS_OK && finder->core.distinct == 0 && finder->glimpse) {
        finder->glimpse = NULL;
        status = look_everywhere(finder, err);
    }
    return status;
}

static void choose_plain(struct finder *finder)
{
    const struct ls_card *card = finder->card;
    for (size_t p = 0; p < sizeof plain_places / sizeof *plain_places; p++) {
        for (size_t i = 0; i < card->section_count; i++) {
            const struct ls_section *section = &card->sections[i];
            bool fits = section->field == plain_places[p].field &&
                        (section->part != LS_PART_NONE || !plain_places[p].in_part);
            if (fits && ls_span_trim(section->text).len > 0) {
                finder->candidates[0] =
                    (struct candidate){.section = section, .text = section->text};
                finder->best = &finder->candidates[0];
                return;
            }
        }
    }
}

/* The marks inside the passage, relative to it; those that touch are one. */
static enum ls_status add_marks(const struct ls_marks *marks, struct ls_range passage,
                                struct ls_arena *arena, struct ls_snippet *snippet,
                                struct ls_error *err)
{
    for (size_t i = 0; i < marks->count; i++) {
        struct ls_range at = marks->items[i].at;
        if (at.first < passage.first || at.past > passage.past) {
            continue;
        }
        at = (struct ls_range){at.first - passage.first, at.past - passage.first};
        struct ls_range *last =
            snippet->mark_count > 0 ? &snippet->marks[snippet->mark_count - 1] : NULL;
        if (last && at.first <= last->past) {
            last->past = at.past > last->past ? at.past : last->past;
            continue;
        }
        struct ls_range *mark = LS_ARENA_PUSH(arena, snippet->marks, &snippet->mark_count);
        if (!mark) {
            return ls_fail_memory(err);
        }
        *mark = at;
    }
    return LS_OK;
}

static enum ls_status cut(struct finder *finder, struct ls_snippet *snippet, struct ls_error *err)
{
    if (!finder->best) {
        return LS_OK;
    }
    enum ls_status status = read_text(finder, finder->best->text, err);
    if (status != LS_OK) {
        return status;
    }
    const struct ls_passage_text *read = &finder->read;
    struct ls_passage passage = ls_passage_around(read, finder->core.range, LS_SNIPPET_COLUMNS);
    snippet->text = ls_range_span(read->text, passage.range);
    snippet->begins_inside = passage.begins_inside;
    snippet->ends_inside = passage.ends_inside;
    snippet->part = finder->best->section->part;
    snippet->heading = finder->best->section->heading;
    snippet->anchor = finder->best->section->anchor;
    return add_marks(&read->marks, passage.range, finder->arena, snippet, err);
}

enum ls_status ls_snippet_find(const struct ls_card *card, struct ls_span template,
                               const struct ls_needles *needles, struct ls_glimpse *glimpse,
                               struct ls_analyzer *analyzer, struct ls_arena *arena,
                               struct ls_snippet *snippet, struct ls_error *err)
{
    *snippet = (struct ls_snippet){0};
    struct finder finder = {
        .card = card, .needles = needles, .glimpse = glimpse, .analyzer = analyzer, .arena = arena};
    ls_stream_lines_fill(&finder.templates, template);
    finder.seen = ls_arena_array(arena, needles->units->count + 1, sizeof *finder.seen);
    if (template.len == 0) { /* else lines are compared, of whole stems */
        ls_analyzer_stem_only(analyzer, needles->initials);
    }
    enum ls_status status = finder.seen ? look(&finder, err) : ls_fail_memory(err);
    if (status == LS_OK && !finder.best) {
        choose_plain(&finder);
    }
    if (status == LS_OK) {
        status = cut(&finder, snippet, err);
    }
    ls_analyzer_stem_only(analyzer, NULL);
    ls_stream_lines_free(&finder.templates);
    return status;
}
