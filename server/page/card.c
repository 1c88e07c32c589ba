/* One article: its note as a whole, what is known of it, and what is like it. */
#include "server/page/view.h"

#include "query/render/html_text.h"
#include "query/render/url.h"

#include <math.h>

#define CARD (view->subject->hits[0].card)

/* Titles and bibliographic values stand above already. */
static bool is_text(const struct ls_section *section)
{
    return section->field == LS_FIELD_ABSTRACT || section->field == LS_FIELD_BODY;
}

/* ---- text ---- */

/* Takes a line off the text. */
static struct ls_span take_line(struct ls_span *text)
{
    const char *end = memchr(text->ptr, '\n', text->len);
    size_t len = end ? (size_t)(end - text->ptr) : text->len;
    struct ls_span line = ls_span(text->ptr, len);
    *text = ls_span_from(*text, len + 1);
    return line;
}

static bool contains(struct ls_span text, struct ls_span part)
{
    return part.len > 0 && text.len >= part.len && memmem(text.ptr, text.len, part.ptr, part.len);
}

/* Of the metadata above the first heading, a line whose value stands above or beside the text
 * already. */
static bool is_told(const struct ls_view *view, struct ls_span line)
{
    static const struct ls_span colons[] = {LS_SPAN_INIT(":"), LS_SPAN_INIT("：")};
    const char *behind = NULL;
    for (size_t i = 0; !behind && line.len > 0 && i < sizeof colons / sizeof *colons; i++) {
        const char *found = memmem(line.ptr, line.len, colons[i].ptr, colons[i].len);
        behind = found ? found + colons[i].len : NULL;
    }
    if (!behind) {
        return false;
    }
    struct ls_span value = ls_span_trim(ls_span_from(line, (size_t)(behind - line.ptr)));
    bool is_told = value.len == 0 || contains(value, CARD->pmid) || contains(value, CARD->doi) ||
                   ls_span_equal(value, CARD->journal);
    for (size_t i = 0; i < CARD->domain_count; i++) {
        is_told |= ls_span_starts_with(value, CARD->domains[i]);
    }
    return is_told ||
           (!isnan(CARD->score) && ls_span_starts_with(value, ls_view_number(view, CARD->score)));
}

/* Cells of a row; 1 for a line that is none. */
static size_t count_cells(struct ls_span line)
{
    size_t count = 1;
    for (size_t i = 0; i + 3 <= line.len; i++) {
        count += memcmp(line.ptr + i, " | ", 3) == 0;
    }
    return count;
}

static void add_row(const struct ls_view *view, struct ls_span line, const char *tag)
{
    ls_view_str(view, "<tr>");
    while (line.ptr) {
        const char *bar = line.len > 0 ? memmem(line.ptr, line.len, " | ", 3) : NULL;
        size_t len = bar ? (size_t)(bar - line.ptr) : line.len;
        ls_buf_printf(view->out, "<%s>", tag);
        ls_view_text(view, ls_span(line.ptr, len));
        ls_buf_printf(view->out, "</%s>", tag);
        line = bar ? ls_span_from(line, len + 3) : ls_span(NULL, 0);
    }
    ls_view_str(view, "</tr>\n");
}

/* Several lines of equally many cells are a table, the first of them its head. */
static bool add_table(const struct ls_view *view, struct ls_span *text)
{
    struct ls_span rest = *text;
    struct ls_span head = take_line(&rest), ahead = rest;
    size_t cells = count_cells(head);
    if (cells < 2 || rest.len == 0 || count_cells(take_line(&ahead)) != cells) {
        return false;
    }
    ls_view_str(view, "<div class=\"wide\" tabindex=\"0\"><table><thead>");
    add_row(view, head, "th");
    ls_view_str(view, "</thead><tbody>\n");
    for (ahead = rest; rest.len > 0 && count_cells(take_line(&ahead)) == cells; rest = ahead) {
        struct ls_span behind = rest;
        add_row(view, take_line(&behind), "td");
    }
    ls_view_str(view, "</tbody></table></div>\n");
    *text = rest;
    return true;
}

static void add_lines(const struct ls_view *view, struct ls_span text, bool is_head)
{
    while (text.len > 0) {
        if (add_table(view, &text)) {
            continue;
        }
        struct ls_span line = ls_span_trim(take_line(&text));
        if (line.len > 0 && !(is_head && is_told(view, line))) {
            ls_html_open(view->out, "p", "", line);
            ls_view_text(view, line);
            ls_view_str(view, "</p>\n");
        }
    }
}

static unsigned level_of(const struct ls_section *section)
{
    return section->level < 2 ? 2 : section->level > 6 ? 6 : section->level;
}

static void add_section(const struct ls_view *view, const struct ls_section *section)
{
    bool is_head = section->part == LS_PART_NONE && section->level <= 1;
    if (section->heading.len > 0 && section->level > 1) {
        char tag[3] = {'h', (char)('0' + level_of(section)), '\0'};
        struct ls_buf id = {0};
        if (section->anchor.len > 0) {
            ls_buf_add_str(&id, " id=\"s-");
            ls_html_add_text(&id, section->anchor);
            ls_buf_add_str(&id, "\"");
        }
        ls_html_open(view->out, tag, id.len > 0 ? id.ptr : "", section->heading);
        ls_view_text(view, section->heading);
        ls_buf_printf(view->out, "</%s>\n", tag);
        view->out->failed |= id.failed;
        ls_buf_free(&id);
    }
    add_lines(view, section->text, is_head);
}

static void add_contents(const struct ls_view *view)
{
    size_t count = 0;
    for (size_t i = 0; i < CARD->section_count; i++) {
        const struct ls_section *section = &CARD->sections[i];
        if (is_text(section) && section->level == 2 && section->anchor.len > 0) {
            if (count++ == 0) {
                ls_view_str(view, "<nav aria-labelledby=\"contents\"><h2 id=\"contents\">");
                ls_view_say(view, LS_WORD_CONTENTS);
                ls_view_str(view, "</h2><ul>\n");
            }
            ls_view_str(view, "<li>");
            ls_html_add_link(view->out,
                             ls_arena_printf(view->arena, "#s-%.*s", LS_SPAN_ARG(section->anchor)),
                             ls_span(NULL, 0), section->heading);
            ls_view_str(view, "</li>\n");
        }
    }
    ls_view_str(view, count > 0 ? "</ul></nav>\n" : "");
}

/* ---- beside the text ---- */

static void begin_detail(const struct ls_view *view, enum ls_word name)
{
    ls_view_str(view, "<div><dt>");
    ls_view_say(view, name);
    ls_view_str(view, "</dt><dd>");
}

static void add_domains(const struct ls_view *view)
{
    if (CARD->domain_count > 0) {
        begin_detail(view, LS_WORD_DOMAINS);
        for (size_t i = 0; i < CARD->domain_count; i++) {
            struct ls_change change = {LS_CHANGE_SET, "domain", CARD->domains[i]};
            ls_view_str(view, i > 0 ? ", <a href=\"" : "<a href=\"");
            ls_link_add(view->out, &view->bare, "", &change, 1);
            ls_view_str(view, "\">");
            ls_view_text(view, CARD->domains[i]);
            ls_view_str(view, "</a>");
        }
        ls_view_str(view, "</dd></div>\n");
    }
}

static void add_score(const struct ls_view *view)
{
    if (!isnan(CARD->score)) {
        begin_detail(view, LS_WORD_FACET_SCORE);
        ls_view_text(view, ls_view_number(view, CARD->score));
        ls_view_str(view, "/10</dd></div>\n");
    }
}

static void add_details(const struct ls_view *view)
{
    ls_view_str(view, "<dl class=\"details\">\n");
    add_score(view);
    add_domains(view);
    ls_view_str(view, "</dl>\n<div class=\"acts\">");
    if (ls_url_is_link(view->subject->hits[0].url)) {
        ls_html_add_link(view->out, view->subject->hits[0].url, ls_span(NULL, 0),
                         ls_span_str(ls_word_text(view->language, LS_WORD_ARTICLE_PAGE)));
    }
    ls_view_str(view, "</div>\n<section><h2>");
    ls_view_say(view, LS_WORD_CITE);
    ls_view_str(view, "</h2>\n");
    struct ls_buf href = {0};
    struct ls_link_base place = {.root = view->place.root};
    ls_link_add_card(&href, &place, CARD->id, "format=");
    ls_cite_add(view, ls_buf_span(&href));
    ls_view_str(view, "</section>\n");
    view->out->failed |= href.failed;
    ls_buf_free(&href);
}

static void add_like(const struct ls_view *view)
{
    struct ls_change all = {LS_CHANGE_SET, "like", CARD->id};
    if (view->kept->hit_count == 0) {
        return;
    }
    ls_view_str(view, "<section aria-labelledby=\"like\"><h2 id=\"like\">");
    ls_view_say(view, LS_WORD_SIMILAR);
    ls_view_str(view, "</h2>\n<ul>\n");
    for (size_t i = 0; i < view->kept->hit_count; i++) {
        const struct ls_card *card = view->kept->hits[i].card;
        struct ls_span title = ls_card_title(card);
        ls_html_open(view->out, "li", "", title);
        ls_view_str(view, "<a href=\"");
        ls_link_add_card(view->out, &view->place, card->id, "");
        ls_view_str(view, "\">");
        ls_view_text(view, title);
        ls_view_str(view, "</a></li>\n");
    }
    ls_view_str(view, "</ul>\n<p><a href=\"");
    ls_link_add(view->out, &view->bare, "", &all, 1);
    ls_view_str(view, "\">");
    ls_view_say(view, LS_WORD_SIMILAR_ALL);
    ls_view_str(view, "</a></p></section>\n");
}

/* ---- all of it ---- */

static void add_titles(const struct ls_view *view)
{
    struct ls_span title = ls_card_title(CARD);
    ls_html_open(view->out, "h1", "", title);
    ls_view_text(view, title);
    ls_view_str(view, "</h1>\n");
    if (CARD->title_zh.len > 0 && !ls_span_equal(CARD->title_zh, title)) {
        ls_html_open(view->out, "p", " class=\"second\"", CARD->title_zh);
        ls_view_text(view, CARD->title_zh);
        ls_view_str(view, "</p>\n");
    }
    ls_view_str(view, "<p class=\"cite\">");
    ls_html_add_citation(view->out, CARD);
    ls_view_str(view, "</p>\n");
}

void ls_card_add(const struct ls_view *view)
{
    struct ls_span title =
        ls_arena_printf(view->arena, "%.*s – %s", LS_SPAN_ARG(ls_card_title(CARD)),
                        ls_word_text(view->language, LS_WORD_TITLE));
    ls_frame_begin(view, title, false);
    ls_view_str(view, "<article class=\"card\">\n<div class=\"head\">\n");
    add_titles(view);
    ls_view_str(view, "</div>\n<div class=\"text\">\n");
    for (size_t i = 0; i < CARD->section_count; i++) {
        if (is_text(&CARD->sections[i])) {
            add_section(view, &CARD->sections[i]);
        }
    }
    ls_view_str(view, "</div>\n<aside aria-label=\"");
    ls_view_say(view, LS_WORD_DETAILS);
    ls_view_str(view, "\">\n");
    add_details(view);
    add_contents(view);
    add_like(view);
    ls_view_str(view, "</aside>\n</article>\n");
    ls_frame_end(view);
}
