#include "server/page/view.h"

#include "query/render/html_text.h"
#include "query/render/number.h"

void ls_view_str(const struct ls_view *view, const char *html)
{
    ls_buf_add_str(view->out, html);
}

void ls_view_text(const struct ls_view *view, struct ls_span text)
{
    ls_html_add_text(view->out, text);
}

void ls_view_say(const struct ls_view *view, enum ls_word word)
{
    ls_word_add(view->out, view->language, word, (struct ls_word_args){0});
}

void ls_view_say_n(const struct ls_view *view, enum ls_word word, unsigned long n)
{
    ls_word_add(view->out, view->language, word, (struct ls_word_args){.n = n});
}

void ls_view_say_text(const struct ls_view *view, enum ls_word word, struct ls_span text)
{
    ls_word_add(view->out, view->language, word, (struct ls_word_args){.t = text});
}

void ls_view_link(const struct ls_view *view, const char *name, struct ls_span value)
{
    struct ls_change change = {LS_CHANGE_SET, name, value};
    ls_view_str(view, "<a href=\"");
    ls_link_add(view->out, &view->place, "", &change, 1);
    ls_view_str(view, "\"");
}

static struct ls_span keep(const struct ls_view *view, struct ls_buf *text)
{
    struct ls_span kept = ls_arena_copy(view->arena, ls_buf_span(text));
    view->out->failed |= text->failed || !kept.ptr;
    ls_buf_free(text);
    return kept;
}

struct ls_span ls_view_number(const struct ls_view *view, double number)
{
    struct ls_buf text = {0};
    ls_number_add(&text, number, "");
    return keep(view, &text);
}

struct ls_span ls_view_interval(const struct ls_view *view, double lo, double hi, double min,
                                double max)
{
    struct ls_buf text = {0};
    if (lo > min || (lo == hi && lo == min)) {
        ls_number_add(&text, lo, "");
    }
    if (lo != hi) {
        ls_buf_add_str(&text, "..");
    }
    if (lo != hi && hi < max) {
        ls_number_add(&text, hi, "");
    }
    return keep(view, &text);
}

enum ls_word ls_view_facet_word(enum ls_facet_kind kind)
{
    static const enum ls_word words[] = {
        [LS_FACET_DOMAIN] = LS_WORD_FACET_DOMAIN, [LS_FACET_SCORE] = LS_WORD_FACET_SCORE,
        [LS_FACET_YEAR] = LS_WORD_FACET_YEAR,     [LS_FACET_JOURNAL] = LS_WORD_FACET_JOURNAL,
        [LS_FACET_CARD] = LS_WORD_FACET_CARD,
    };
    return words[kind];
}

enum ls_word ls_view_card_word(enum ls_part part)
{
    static const enum ls_word words[] = {
        [LS_PART_NONE] = LS_WORD_FACET_CARD,
        [LS_PART_CORE] = LS_WORD_CARD_CORE,
        [LS_PART_PARAPHRASE] = LS_WORD_CARD_PARAPHRASE,
        [LS_PART_QA] = LS_WORD_CARD_QA,
        [LS_PART_EXCEPTIONS] = LS_WORD_CARD_EXCEPTIONS,
    };
    return words[part];
}
