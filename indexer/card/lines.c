#include "indexer/card/lines.h"

/* cmark's line numbers can lag behind by the link definitions in a paragraph. */
enum { LABEL_BYTES_MAX = 96, SEARCH_LINES = 16 };

struct paragraph {
    enum ls_labels_read which;
    uint32_t line; /* of the line at hand, as cmark counts */
    uint32_t lag;
    const struct ls_span *urls;
    size_t url_count;
    size_t url; /* of the next link */
};

struct labelled {
    struct ls_span label;
    struct ls_span value;
    size_t colon_past; /* bytes of the line with its colon */
};

void ls_lines_free(struct ls_lines *lines)
{
    ls_buf_free(&lines->text);
    ls_buf_free(&lines->pending);
}

static size_t find_colon(struct ls_span line, size_t *width)
{
    size_t len = line.len < LABEL_BYTES_MAX ? line.len : LABEL_BYTES_MAX;
    for (size_t at = 0; at < len; at++) {
        bool is_wide = ls_span_starts_with(ls_span_from(line, at), LS_SPAN("："));
        if (is_wide || line.ptr[at] == ':') {
            *width = is_wide ? 3 : 1;
            return at;
        }
    }
    *width = 0;
    return line.len;
}

static bool split_label(struct ls_span line, struct labelled *labelled)
{
    size_t width;
    size_t colon = find_colon(line, &width);
    if (width == 0) {
        return false;
    }
    *labelled = (struct labelled){ls_span_trim(ls_span(line.ptr, colon)),
                                  ls_span_trim(ls_span_from(line, colon + width)), colon + width};
    return labelled->label.len > 0;
}

bool ls_line_is_labelled(struct ls_span line)
{
    struct labelled labelled;
    enum ls_fact_kind kind;
    return split_label(line, &labelled) && ls_label_kind(labelled.label, &kind);
}

static void go_to_line(struct ls_lines *lines, uint32_t line)
{
    while (lines->line < line && ls_line_take(&lines->rest, &lines->current)) {
        lines->line++;
    }
}

/* The column of the value behind a label in a line of the source. */
static uint32_t value_column(struct ls_span line, size_t label_past)
{
    size_t width;
    struct ls_span rest = ls_span_from(line, label_past);
    size_t colon = find_colon(rest, &width);
    size_t at = label_past + colon + width;
    while (at < line.len) {
        bool is_wide = ls_span_starts_with(ls_span_from(line, at), LS_SPAN("　"));
        if (!is_wide && !strchr(" \t*_`", line.ptr[at])) {
            break;
        }
        at += is_wide ? 3 : 1;
    }
    return (uint32_t)at + 1;
}

/* Finds where in the file the value of a label stands. */
static void locate(struct ls_lines *lines, struct paragraph *paragraph, struct ls_span label,
                   struct ls_fact *fact)
{
    struct ls_lines ahead = *lines;
    const char *found = NULL;
    uint32_t line = paragraph->line + paragraph->lag;
    fact->line = ls_source_line(lines->source, line);
    fact->column = 1;
    for (unsigned tries = 0; !found && tries < SEARCH_LINES; tries++) {
        go_to_line(&ahead, line + tries);
        found = ahead.current.len
                    ? memmem(ahead.current.ptr, ahead.current.len, label.ptr, label.len)
                    : NULL;
    }
    if (found) {
        lines->rest = ahead.rest;
        lines->current = ahead.current;
        lines->line = ahead.line;
        paragraph->lag = ahead.line > paragraph->line ? ahead.line - paragraph->line : 0;
        fact->line = ls_source_line(lines->source, ahead.line);
        fact->column = value_column(ahead.current, (size_t)(found - ahead.current.ptr) + label.len);
    }
}

static bool reads(enum ls_labels_read which, enum ls_fact_kind kind)
{
    return which == LS_LABELS_HEAD || which == LS_LABELS_REFERENCE ||
           (which == LS_LABELS_KEY_FIGURES && kind == LS_FACT_YEAR);
}

static void flush_pending(struct ls_lines *lines, uint32_t line)
{
    ls_sections_add_text(lines->sections, ls_buf_span(&lines->pending),
                         ls_source_line(lines->source, line));
    lines->arena->failed = lines->arena->failed || lines->pending.failed || lines->text.failed;
    ls_buf_clear(&lines->pending);
}

/* Adds the line in lines->text if it is a bibliographic one. */
static bool add_labelled(struct ls_lines *lines, struct paragraph *paragraph, struct ls_span url)
{
    struct labelled labelled;
    struct ls_span line = ls_buf_span(&lines->text);
    struct ls_fact fact = {.url = url};
    if (!split_label(line, &labelled) || !ls_label_kind(labelled.label, &fact.kind) ||
        !reads(paragraph->which, fact.kind) ||
        lines->facts->of_kind[fact.kind] >= LS_FACTS_OF_A_KIND_MAX) {
        return false;
    }
    line = ls_arena_copy(lines->arena, line);
    if (!line.ptr || !split_label(line, &labelled)) {
        return false;
    }
    fact.place = paragraph->which == LS_LABELS_HEAD ? LS_PLACE_HEAD : LS_PLACE_END;
    fact.text = labelled.value;
    locate(lines, paragraph, labelled.label, &fact);
    flush_pending(lines, paragraph->line);
    bool is_known = fact.text.len > 0 && !ls_is_placeholder(fact.text);
    bool is_added = ls_facts_add(lines->arena, lines->facts, &fact);
    bool is_own = is_added && is_known &&
                  ls_sections_add_value(lines->sections, fact.kind, fact.text, fact.line);
    ls_sections_add_text(lines->sections, is_own ? ls_span(line.ptr, labelled.colon_past) : line,
                         fact.line);
    return true;
}

/* Takes the next line off *shown into lines->text; *url is the destination of
 * the first link in it. Returns the byte that ended the line, 0 at the end. */
static char take_line(struct ls_lines *lines, struct ls_span *shown, struct paragraph *paragraph,
                      struct ls_span *url)
{
    *url = ls_span(NULL, 0);
    ls_buf_clear(&lines->text);
    for (size_t at = 0; at < shown->len; at++) {
        char byte = shown->ptr[at];
        if (byte == LS_MARK_LINK) {
            bool is_first = !url->ptr && paragraph->url < paragraph->url_count;
            *url = is_first ? paragraph->urls[paragraph->url] : *url;
            paragraph->url++;
        } else if (byte == LS_MARK_SOFT_BREAK || byte == LS_MARK_HARD_BREAK || byte == '\n') {
            *shown = ls_span_from(*shown, at + 1);
            return byte;
        } else {
            ls_buf_add_char(&lines->text, byte);
        }
    }
    *shown = ls_span_from(*shown, shown->len);
    return '\0';
}

void ls_lines_add(struct ls_lines *lines, struct ls_span shown, enum ls_labels_read which,
                  uint32_t line, const struct ls_span *urls, size_t url_count)
{
    struct paragraph paragraph = {
        .which = which, .line = line, .urls = urls, .url_count = url_count};
    struct ls_span url;
    char border = '\0';
    ls_buf_clear(&lines->pending);
    for (char end = '\n'; end != '\0'; border = end) {
        end = take_line(lines, &shown, &paragraph, &url);
        if (!add_labelled(lines, &paragraph, url)) {
            bool is_first = lines->pending.len == 0;
            ls_buf_add_str(&lines->pending, is_first                       ? ""
                                            : border == LS_MARK_SOFT_BREAK ? " "
                                                                           : "\n");
            ls_buf_add_span(&lines->pending, ls_buf_span(&lines->text));
        }
        paragraph.line += end == LS_MARK_SOFT_BREAK || end == LS_MARK_HARD_BREAK;
    }
    flush_pending(lines, line);
}
