#include "query/passage/finder.h"

#include "query/passage/slice.h"

/* Around a slice's units: more than the passage can take, so that it comes out
 * as from the whole text. */
enum { MARGIN_COLUMNS = 80, WHOLE_BYTES_MAX = 800 };

enum ls_status ls_finder_open(struct ls_finder *finder, struct ls_error *err)
{
    finder->seen =
        ls_arena_array(finder->arena, finder->needles->units->count + 1, sizeof *finder->seen);
    ls_analyzer_stem_only(finder->analyzer, finder->needles->initials);
    return finder->seen ? LS_OK : ls_fail_memory(err);
}

void ls_finder_close(struct ls_finder *finder)
{
    ls_analyzer_stem_only(finder->analyzer, NULL);
    ls_buf_free(&finder->line);
}

struct ls_span ls_candidate_whole(const struct ls_candidate *candidate)
{
    return candidate->in_heading ? candidate->section->heading : candidate->section->text;
}

/* The sentence around a token: tokens [first, past). */
struct sentence {
    size_t first;
    size_t past;
    bool is_template;
};

/* Does the token begin another word of the line? A run goes on. */
static bool begins_word(const struct ls_token *token)
{
    return token->kind == LS_TOKEN_WORD || token->kind == LS_TOKEN_NUMBER ||
           (token->kind == LS_TOKEN_HAN && !token->glued);
}

/* Most sentences begin otherwise than any line of the template text. */
static bool is_template(struct ls_finder *finder, const struct sentence *sentence)
{
    struct ls_buf *line = &finder->line;
    bool is_open = false, may_be = true, is_tried = false;
    ls_buf_clear(line);
    for (size_t i = sentence->first; may_be && i < sentence->past; i++) {
        const struct ls_token *token = &finder->read.tokens.items[i];
        if (is_open && !is_tried && begins_word(token)) {
            is_tried = true;
            may_be = ls_line_numbers_begin(&finder->template, ls_buf_span(line));
        }
        is_open |=
            ls_stream_add_token(line, token, ls_token_stem(finder->analyzer, token), is_open);
    }
    ls_buf_add_char(line, ' ');
    return is_open && may_be && ls_line_numbers_hold(&finder->template, ls_buf_span(line));
}

static struct sentence sentence_around(struct ls_finder *finder, size_t token)
{
    const struct ls_tokens *tokens = &finder->read.tokens;
    struct sentence sentence = {.first = token, .past = ls_tokens_line(tokens, token)};
    while (sentence.first > 0 && tokens->items[sentence.first - 1].kind != LS_TOKEN_BREAK) {
        sentence.first--;
    }
    sentence.is_template = is_template(finder, &sentence);
    return sentence;
}

/* Template text does not count as long as anything else may be shown. */
static enum ls_status count_marks(struct ls_finder *finder, struct ls_error *err)
{
    const struct ls_marks *marks = &finder->read.marks;
    const struct ls_tokens *tokens = &finder->read.tokens;
    struct sentence sentence = {0};
    struct ls_mark *counted = NULL;
    size_t count = 0;
    finder->counted = *marks;
    if (finder->template.count == 0 || marks->count == 0) {
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
    finder->found_template |= count < marks->count;
    finder->counted = (struct ls_marks){counted, count};
    return counted && !finder->line.failed ? LS_OK : ls_fail_memory(err);
}

/* Into finder->read. */
static enum ls_status read_text(struct ls_finder *finder, struct ls_span text, struct ls_error *err)
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

static enum ls_status read_core(struct ls_finder *finder, const struct ls_candidate *candidate,
                                struct ls_core *core, struct ls_error *err)
{
    enum ls_status status = read_text(finder, candidate->text, err);
    if (status == LS_OK) {
        struct ls_passage_text counted = finder->read;
        counted.marks = finder->counted;
        *core = ls_passage_core(&counted, finder->columns, finder->seen);
    }
    return status;
}

/* Is the core what the glimpse saw? Else it may stand at the edge of the slice,
 * or a better one outside. */
static bool is_as_promised(const struct ls_candidate *candidate, const struct ls_core *core)
{
    size_t offset = (size_t)(candidate->text.ptr - ls_candidate_whole(candidate).ptr);
    size_t first = offset + core->range.first;
    return core->distinct == candidate->sight.units && first >= candidate->sight.range.first &&
           first <= candidate->sight.range.past;
}

enum ls_status ls_finder_look(struct ls_finder *finder, struct ls_candidate *candidate,
                              struct ls_core *core, struct ls_error *err)
{
    enum ls_status status = read_core(finder, candidate, core, err);
    bool is_slice = candidate->text.len < ls_candidate_whole(candidate).len;
    if (status == LS_OK && is_slice && !is_as_promised(candidate, core)) {
        candidate->text = ls_candidate_whole(candidate);
        status = read_core(finder, candidate, core, err);
    }
    candidate->sight.units = 0;
    return status;
}

enum ls_status ls_finder_glimpse(struct ls_finder *finder, struct ls_candidate *candidate,
                                 struct ls_error *err)
{
    candidate->glimpsed = true;
    if (!finder->glimpse || finder->is_thorough) {
        bool may_hold = !finder->glimpse || ls_glimpse_may_miss(finder->glimpse, candidate->text);
        candidate->sight.units = may_hold ? finder->needles->units->count : 0;
        return LS_OK;
    }
    enum ls_status status = ls_glimpse_find(finder->glimpse, candidate->text, finder->columns,
                                            finder->arena, &candidate->sight, err);
    if (candidate->sight.units > 0 && candidate->text.len > WHOLE_BYTES_MAX) {
        candidate->text = ls_slice_around(candidate->text, candidate->sight.range,
                                          finder->columns + MARGIN_COLUMNS);
    }
    return status;
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

enum ls_status ls_finder_cut(struct ls_finder *finder, const struct ls_candidate *candidate,
                             struct ls_range core, struct ls_snippet *snippet, struct ls_error *err)
{
    enum ls_status status = read_text(finder, candidate->text, err);
    if (status != LS_OK) {
        return status;
    }
    const struct ls_passage_text *read = &finder->read;
    struct ls_passage passage = ls_passage_around(read, core, finder->columns);
    snippet->text = ls_range_span(read->text, passage.range);
    snippet->begins_inside = passage.begins_inside;
    snippet->ends_inside = passage.ends_inside;
    snippet->part = candidate->section->part;
    snippet->heading = candidate->section->heading;
    snippet->anchor = candidate->section->anchor;
    return add_marks(&read->marks, passage.range, finder->arena, snippet, err);
}
