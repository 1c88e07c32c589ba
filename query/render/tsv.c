/* A table for spreadsheets: a line of names, then a line for each hit. */
#include "query/render/render.h"

#include "query/render/display.h"

#include <math.h>

/* A cell never holds a tab, a line feed or any other control character. */
static void add_list(const struct ls_span *items, size_t count, struct ls_buf *out)
{
    for (size_t i = 0; i < count; i++) {
        ls_buf_add_str(out, i > 0 ? "; " : "");
        ls_display_add(out, items[i]);
    }
}

static void put_rank(const struct ls_answer *answer, const struct ls_shown *shown,
                     struct ls_buf *out)
{
    ls_buf_printf(out, "%zu", answer->offset + shown->number + 1);
}

static void put_score(const struct ls_answer *answer, const struct ls_shown *shown,
                      struct ls_buf *out)
{
    (void)answer;
    if (!isnan(shown->card->score)) {
        ls_buf_printf(out, "%g", shown->card->score);
    }
}

static void put_year(const struct ls_answer *answer, const struct ls_shown *shown,
                     struct ls_buf *out)
{
    (void)answer;
    if (shown->card->year) {
        ls_buf_printf(out, "%d", shown->card->year);
    }
}

static void put_relevance(const struct ls_answer *answer, const struct ls_shown *shown,
                          struct ls_buf *out)
{
    (void)answer;
    ls_buf_printf(out, "%.4f", shown->relevance);
}

static void put_part(const struct ls_answer *answer, const struct ls_shown *shown,
                     struct ls_buf *out)
{
    (void)answer;
    ls_buf_add_str(out, ls_part_name(shown->snippet->part));
}

static void put_domains(const struct ls_answer *answer, const struct ls_shown *shown,
                        struct ls_buf *out)
{
    (void)answer;
    add_list(shown->card->domains, shown->card->domain_count, out);
}

static void put_authors(const struct ls_answer *answer, const struct ls_shown *shown,
                        struct ls_buf *out)
{
    (void)answer;
    add_list(shown->card->authors, shown->card->author_count, out);
}

/* A text cell, by the span of a hit that fills it. */
#define PUT_SPAN(name, expression)                                                                 \
    static void name(const struct ls_answer *answer, const struct ls_shown *shown,                 \
                     struct ls_buf *out)                                                           \
    {                                                                                              \
        (void)answer;                                                                              \
        ls_display_add(out, expression);                                                           \
    }

PUT_SPAN(put_id, shown->card->id)
PUT_SPAN(put_title, ls_card_title(shown->card))
PUT_SPAN(put_title_en, shown->card->title_en)
PUT_SPAN(put_title_zh, shown->card->title_zh)
PUT_SPAN(put_pmid, shown->card->pmid)
PUT_SPAN(put_doi, shown->card->doi)
PUT_SPAN(put_journal, shown->card->journal)
PUT_SPAN(put_heading, shown->snippet->heading)
PUT_SPAN(put_snippet, shown->snippet->text)

static const struct {
    const char *name;
    void (*put)(const struct ls_answer *answer, const struct ls_shown *shown, struct ls_buf *out);
} columns[] = {
    {"rank", put_rank},
    {"id", put_id},
    {"title", put_title},
    {"title_en", put_title_en},
    {"title_zh", put_title_zh},
    {"pmid", put_pmid},
    {"doi", put_doi},
    {"journal", put_journal},
    {"year", put_year},
    {"score", put_score},
    {"domains", put_domains},
    {"authors", put_authors},
    {"relevance", put_relevance},
    {"card", put_part},
    {"heading", put_heading},
    {"snippet", put_snippet},
};

enum { COLUMN_COUNT = sizeof columns / sizeof *columns };

static char separator(size_t column)
{
    return column + 1 < COLUMN_COUNT ? '\t' : '\n';
}

static void begin(const struct ls_answer *answer, const struct ls_style *style, struct ls_buf *out)
{
    (void)answer;
    (void)style;
    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        ls_buf_add_str(out, columns[i].name);
        ls_buf_add_char(out, separator(i));
    }
}

static void add_row(const struct ls_answer *answer, const struct ls_shown *shown,
                    const struct ls_style *style, struct ls_buf *out)
{
    (void)style;
    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        columns[i].put(answer, shown, out);
        ls_buf_add_char(out, separator(i));
    }
}

static void end(const struct ls_answer *answer, const struct ls_style *style, struct ls_buf *out)
{
    (void)answer;
    (void)style;
    (void)out;
}

const struct ls_renderer ls_render_tsv = {begin, add_row, end};
