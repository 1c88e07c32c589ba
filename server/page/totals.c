/* What was found, in words. */
#include "server/page/view.h"

#include "query/render/phrase.h"

#define ANSWER (&view->kept->answer)

static void add_all(const struct ls_view *view)
{
    const struct ls_answer *answer = ANSWER;
    if (view->request->kind == LS_REQUEST_LIKE) {
        ls_view_say_n(view, LS_WORD_STEP_LIKE, answer->total);
    } else if (answer->unit_count == 0) {
        ls_view_say_n(view, answer->is_filtered ? LS_WORD_STEP_FILTERED : LS_WORD_STEP_BROWSE,
                      answer->total);
    } else if (answer->unit_count == 1 || answer->total_some <= answer->total) {
        ls_view_say_n(view, LS_WORD_STEP_FOUND, answer->total);
    } else {
        ls_word_add(view->out, view->language, LS_WORD_STEP_ALL,
                    (struct ls_word_args){.n = answer->total, .m = answer->total_some});
    }
}

static void add_corrected(const struct ls_view *view)
{
    const struct ls_answer *answer = ANSWER;
    ls_view_say_n(view, LS_WORD_STEP_CORRECTED,
                  answer->total > 0 ? answer->total : answer->total_some);
    ls_view_str(view, " <em>");
    ls_view_text(view, answer->suggestion);
    ls_view_str(view, "</em>");
}

static void add_step(const struct ls_view *view)
{
    static const enum ls_word of_some[] = {[LS_STEP_MOST] = LS_WORD_STEP_MOST,
                                           [LS_STEP_SOME] = LS_WORD_STEP_SOME,
                                           [LS_STEP_PARTS] = LS_WORD_STEP_PARTS};
    const struct ls_answer *answer = ANSWER;
    switch (answer->step) {
    case LS_STEP_ALL:
        add_all(view);
        break;
    case LS_STEP_EXPANDED:
        ls_view_say_n(view, LS_WORD_STEP_EXPANDED, answer->total_expanded);
        break;
    case LS_STEP_TEMPLATE:
        ls_view_say_n(view, LS_WORD_STEP_TEMPLATE, answer->total_template);
        break;
    case LS_STEP_CORRECTED:
        add_corrected(view);
        break;
    case LS_STEP_NONE:
        ls_view_say(view, LS_WORD_STEP_NONE);
        break;
    default:
        ls_view_say_n(view, of_some[answer->step], answer->total_some);
    }
}

static void add_more(const struct ls_view *view)
{
    const struct ls_answer *answer = ANSWER;
    const struct {
        uint32_t count;
        enum ls_step own; /* which says the same */
        enum ls_word word;
    } rows[] = {
        {answer->total_expanded, LS_STEP_EXPANDED, LS_WORD_MORE_EXPANDED},
        {answer->total_template, LS_STEP_TEMPLATE, LS_WORD_MORE_TEMPLATE},
        {answer->total_feedback, LS_STEP_NONE, LS_WORD_MORE_FEEDBACK},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (rows[i].count > 0 && answer->step != rows[i].own) {
            ls_view_say_n(view, rows[i].word, rows[i].count);
            ls_view_str(view, " · ");
        }
    }
    if (answer->hit_count > 0) {
        ls_word_add(view->out, view->language, LS_WORD_SHOWN,
                    (struct ls_word_args){.n = (unsigned long)answer->offset + 1,
                                          .m = answer->offset + answer->hit_count});
        ls_view_str(view, " · ");
    }
    ls_view_say_n(view, LS_WORD_TOOK, (unsigned long)(answer->took_ms + 0.5));
}

static void add_suggestion(const struct ls_view *view)
{
    ls_view_str(view, "<p class=\"suggestion\">");
    ls_view_say(view, LS_WORD_DID_YOU_MEAN);
    ls_view_str(view, " ");
    ls_view_link(view, "q", ANSWER->suggestion);
    ls_view_str(view, "><em>");
    ls_view_text(view, ANSWER->suggestion);
    ls_view_str(view, view->language == LS_LANGUAGE_EN ? "</em></a>?</p>\n" : "</em></a>？</p>\n");
}

/* They are the engine's own, in English. */
static void add_notes(const struct ls_view *view)
{
    struct ls_span lines = view->notes;
    while (lines.len > 0) {
        const char *end = memchr(lines.ptr, '\n', lines.len);
        size_t len = end ? (size_t)(end - lines.ptr) : lines.len;
        ls_view_str(view, "<p class=\"note\" lang=\"en\">");
        ls_view_text(view, ls_span(lines.ptr, len));
        ls_view_str(view, "</p>\n");
        lines = ls_span_from(lines, len + 1);
    }
}

static void add_subject(const struct ls_view *view)
{
    struct ls_span title = ls_card_title(view->subject->hits[0].card);
    ls_view_str(view, "<p class=\"subject\">");
    ls_view_say(view, LS_WORD_SIMILAR_TO);
    ls_view_str(view, " <a href=\"");
    ls_link_add_card(view->out, &view->place, view->subject->hits[0].card->id, "");
    ls_view_str(view, "\">");
    ls_view_text(view, title);
    ls_view_str(view, "</a></p>\n");
}

void ls_totals_add(const struct ls_view *view)
{
    ls_view_str(view, "<div class=\"totals\">\n<h1 id=\"totals\" tabindex=\"-1\">");
    add_step(view);
    ls_view_str(view, "</h1>\n<p class=\"more\">");
    add_more(view);
    ls_view_str(view, "</p>\n");
    if (view->request->kind == LS_REQUEST_LIKE && view->subject) {
        add_subject(view);
    }
    if (ls_phrase_asks(ANSWER)) {
        add_suggestion(view);
    }
    add_notes(view);
    ls_view_str(view, "</div>\n");
}
