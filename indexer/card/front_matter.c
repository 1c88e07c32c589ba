#include "indexer/card/front_matter.h"

#include "indexer/card/text.h"

static struct ls_span trim_end(struct ls_span line)
{
    while (line.len > 0 && (line.ptr[line.len - 1] == ' ' || line.ptr[line.len - 1] == '\t')) {
        line.len--;
    }
    return line;
}

static bool is_fence(struct ls_span line, bool may_be_dots)
{
    line = trim_end(line);
    return ls_span_equal(line, LS_SPAN("---")) ||
           (may_be_dots && ls_span_equal(line, LS_SPAN("...")));
}

/* "key: value" at the start of a line, as no line of Markdown prose is likely to begin. */
static bool is_key_line(struct ls_span line)
{
    size_t at = 0;
    if (line.len == 0 || strchr(" \t*#|>-+`[(!<:", line.ptr[0])) {
        return false;
    }
    while (at < line.len && line.ptr[at] != ':') {
        at++;
    }
    return at < line.len &&
           (at + 1 == line.len || line.ptr[at + 1] == ' ' || line.ptr[at + 1] == '\t');
}

static bool is_blank(struct ls_span line)
{
    return ls_span_trim(line).len == 0;
}

/* A line that starts as Markdown does and YAML does not: bold text, or a
 * heading behind a blank line. */
static bool is_markdown_line(struct ls_span line, bool is_behind_blank)
{
    return ls_span_starts_with(line, LS_SPAN("**")) || ls_span_starts_with(line, LS_SPAN("- **")) ||
           (is_behind_blank && ls_span_starts_with(line, LS_SPAN("#")));
}

/* The front matter's lines, without its fences. */
struct extent {
    struct ls_span yaml;
    size_t past; /* where the card goes on */
    uint32_t lines;
    bool is_found;
    bool is_closed;
};

/* Looks for the closing fence. A card whose front matter is not closed mostly
 * holds a rule somewhere, which must not be taken for it: so what looks like
 * Markdown, with no key behind it, means that the fence is missing. */
static struct extent find_closed(struct ls_span text)
{
    struct ls_span rest = text;
    struct ls_span line;
    struct extent extent = {0};
    bool has_key = false;
    bool has_markdown = false;
    bool is_behind_blank = false;
    ls_line_take(&rest, &line);
    const char *start = rest.ptr;
    for (extent.lines = 1; ls_line_take(&rest, &line); is_behind_blank = is_blank(line)) {
        extent.lines++;
        if (is_fence(line, true)) {
            bool is_empty = is_blank(ls_span(start, (size_t)(line.ptr - start)));
            extent.is_closed = extent.is_found = !has_markdown && (has_key || is_empty);
            extent.yaml = ls_span(start, (size_t)(line.ptr - start));
            extent.past = (size_t)(rest.ptr - text.ptr);
            break;
        }
        bool is_key = is_key_line(line);
        has_key = has_key || is_key;
        has_markdown = !is_key && (has_markdown || is_markdown_line(line, is_behind_blank));
    }
    return extent;
}

/* Front matter without an end: its leading lines with a key, and what is
 * indented below them. */
static struct extent find_unclosed(struct ls_span text)
{
    struct ls_span rest = text;
    struct ls_span line;
    struct extent extent = {0};
    ls_line_take(&rest, &line);
    const char *start = rest.ptr;
    extent.lines = 1;
    extent.past = (size_t)(rest.ptr - text.ptr);
    while (ls_line_take(&rest, &line)) {
        bool is_continued = extent.is_found && line.len > 0 && !is_blank(line) &&
                            (line.ptr[0] == ' ' || line.ptr[0] == '\t');
        if (!is_key_line(line) && !is_continued) {
            break;
        }
        extent.is_found = true;
        extent.lines++;
        extent.past = (size_t)(rest.ptr - text.ptr);
        extent.yaml = ls_span(start, (size_t)(rest.ptr - start));
    }
    return extent;
}

void ls_front_matter_read(const struct ls_source *source, struct ls_arena *arena,
                          struct ls_facts *facts, struct ls_complaints *complaints, size_t *offset,
                          uint32_t *line)
{
    struct ls_span rest = source->text;
    struct ls_span first;
    struct ls_buf restored = {0};
    *offset = 0;
    *line = 1;
    if (!ls_line_take(&rest, &first) || !is_fence(first, false)) {
        return;
    }
    struct extent extent = find_closed(source->text);
    if (!extent.is_found) {
        extent = find_unclosed(source->text);
    }
    if (!extent.is_found) {
        return; /* a rule */
    }
    if (!extent.is_closed) {
        ls_complain(arena, complaints, LS_COMPLAINT_FRONT_MATTER_UNCLOSED, 1, 1,
                    "the front matter has no closing ---: taken to end with line %u",
                    ls_source_line(source, extent.lines));
    }
    ls_yaml_read(source, ls_marks_restore(extent.yaml, true, &restored), 2, arena, facts,
                 complaints);
    arena->failed = arena->failed || restored.failed;
    ls_buf_free(&restored);
    *offset = extent.past;
    *line = extent.lines + 1;
}
