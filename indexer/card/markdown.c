#include "indexer/card/markdown.h"

#include "indexer/card/html.h"
#include "indexer/card/lines.h"
#include "indexer/card/text.h"
#include "site/slug.h"

#include <cmark.h>

/* A walk over the nodes, which are never deep on the C stack: cmark_iter needs
 * no recursion, and a block's inlines are flat in raw. */
struct walk {
    struct ls_arena *arena;
    const struct ls_source *source;
    struct ls_card *card;
    struct ls_facts *facts;
    struct ls_sections *sections;
    struct ls_lines lines;
    struct ls_slugger slugger;
    uint32_t lines_before; /* of the cleaned source, before what cmark reads */
    struct ls_buf raw;     /* the block at hand, with marks */
    struct ls_buf shown;   /* as a reader sees it */
    struct ls_buf scratch;
    struct ls_span *urls; /* of the links in the block at hand */
    size_t url_count;
    size_t link_start; /* in raw */
    bool in_script;
    bool in_head; /* before the first H2 */
    enum ls_part part;
    unsigned abstract_level;    /* of the heading that began it; 0 outside */
    unsigned reference_level;   /* the same */
    unsigned key_figures_level; /* the same */
};

static uint32_t clean_line_of(const struct walk *walk, cmark_node *node)
{
    return walk->lines_before + (uint32_t)cmark_node_get_start_line(node);
}

static uint32_t line_of(const struct walk *walk, cmark_node *node)
{
    return ls_source_line(walk->source, clean_line_of(walk, node));
}

static void begin_block(struct walk *walk)
{
    walk->arena->failed =
        walk->arena->failed || walk->raw.failed || walk->shown.failed || walk->scratch.failed;
    ls_buf_clear(&walk->raw);
    ls_buf_clear(&walk->shown);
    walk->urls = NULL;
    walk->url_count = 0;
    walk->in_script = false;
}

/* Until a heading of the same or a higher level, what a heading says goes for
 * those below it: a structured abstract has headings of its own. */
static unsigned scope(unsigned begun, unsigned level, bool begins)
{
    return begun && level > begun ? begun : begins ? level : 0;
}

/* The id that the site gives the heading in raw; every heading must be asked for, as those that
 * repeat it are numbered. An H1 has one, but the page does not print it. */
static struct ls_span anchor_of(struct walk *walk, unsigned level)
{
    ls_buf_clear(&walk->scratch);
    struct ls_span text = ls_marks_restore(ls_buf_span(&walk->raw), false, &walk->scratch);
    struct ls_span anchor = ls_slugger_next(&walk->slugger, text);
    return level == 1 ? ls_span(NULL, 0) : ls_text_clean(anchor, walk->arena, NULL);
}

static void end_heading(struct walk *walk, cmark_node *node)
{
    unsigned level = (unsigned)cmark_node_get_heading_level(node);
    uint32_t line = line_of(walk, node);
    struct ls_span anchor = anchor_of(walk, level);
    ls_raw_show(ls_buf_span(&walk->raw), LS_SHOW_LINE, &walk->shown);
    struct ls_span heading = ls_span_trim(ls_buf_span(&walk->shown));
    heading = ls_arena_copy(walk->arena, ls_span_trim(ls_heading_without_id(heading, NULL)));
    if (level == 1 && heading.len > 0 && !walk->card->heading.ptr) {
        walk->card->heading = heading;
        ls_sections_begin_title(walk->sections, heading, line);
        return;
    }
    struct ls_heading_meaning meaning = ls_heading_meaning(heading);
    if (level <= 2) {
        walk->in_head = false;
        walk->part = meaning.part;
    }
    walk->abstract_level = scope(walk->abstract_level, level, meaning.is_abstract);
    walk->reference_level = scope(walk->reference_level, level, meaning.is_reference);
    walk->key_figures_level = scope(walk->key_figures_level, level, meaning.is_key_figures);
    ls_sections_begin(walk->sections,
                      &(struct ls_section){
                          .field = walk->abstract_level ? LS_FIELD_ABSTRACT : LS_FIELD_BODY,
                          .part = walk->part,
                          .level = level,
                          .heading = heading,
                          .anchor = anchor,
                          .line = line,
                      });
}

static enum ls_labels_read labels_read(const struct walk *walk, cmark_node *paragraph)
{
    bool in_item = cmark_node_get_type(cmark_node_parent(paragraph)) == CMARK_NODE_ITEM;
    if (walk->in_head) {
        return LS_LABELS_HEAD;
    }
    if (in_item && walk->reference_level) {
        return LS_LABELS_REFERENCE;
    }
    return in_item && walk->key_figures_level ? LS_LABELS_KEY_FIGURES : LS_LABELS_NONE;
}

static void end_paragraph(struct walk *walk, cmark_node *node)
{
    enum ls_labels_read which = labels_read(walk, node);
    if (which == LS_LABELS_NONE) {
        ls_raw_show(ls_buf_span(&walk->raw), LS_SHOW_TEXT, &walk->shown);
        ls_sections_add_text(walk->sections, ls_buf_span(&walk->shown), line_of(walk, node));
    } else {
        ls_raw_show(ls_buf_span(&walk->raw), LS_SHOW_MARKS, &walk->shown);
        ls_lines_add(&walk->lines, ls_buf_span(&walk->shown), which, clean_line_of(walk, node),
                     walk->urls, walk->url_count);
    }
}

static void add_code_block(struct walk *walk, cmark_node *node)
{
    struct ls_span code = ls_span_str(cmark_node_get_literal(node));
    begin_block(walk);
    code.len -= code.len > 0 && code.ptr[code.len - 1] == '\n';
    ls_raw_add_code(&walk->raw, code);
    ls_raw_show(ls_buf_span(&walk->raw), LS_SHOW_CODE, &walk->shown);
    ls_sections_add_text(walk->sections, ls_buf_span(&walk->shown), line_of(walk, node));
    /* ```python: the language of the code is not shown, but a card is found by it. */
    struct ls_span language = ls_span_str(cmark_node_get_fence_info(node));
    if (language.len > 0) {
        language = ls_arena_copy(walk->arena, ls_text_clean(language, walk->arena, NULL));
        ls_sections_add_link(walk->sections, language, line_of(walk, node));
    }
}

static void add_html_block(struct walk *walk, cmark_node *node)
{
    struct ls_span html = ls_span_str(cmark_node_get_literal(node));
    begin_block(walk);
    ls_buf_clear(&walk->scratch);
    ls_html_show_block(ls_marks_restore(html, true, &walk->scratch), &walk->shown);
    ls_sections_add_text(walk->sections, ls_buf_span(&walk->shown), line_of(walk, node));
}

static struct ls_span url_of(struct walk *walk, cmark_node *node)
{
    ls_buf_clear(&walk->scratch);
    struct ls_span url = ls_span_str(cmark_node_get_url(node));
    url = ls_marks_restore(url, false, &walk->scratch);
    /* An entity can put a control character even here. */
    return ls_arena_copy(walk->arena, ls_text_clean(url, walk->arena, NULL));
}

/* A destination that the reader sees anyway is no link section's business; nor
 * is a place in the card itself. */
static void add_url(struct walk *walk, struct ls_span url, struct ls_span shown, cmark_node *node)
{
    struct ls_span mailto = LS_SPAN("mailto:");
    ls_buf_clear(&walk->scratch);
    shown = ls_marks_restore(shown, false, &walk->scratch);
    bool is_seen =
        ls_span_equal(url, shown) ||
        (ls_span_starts_with(url, mailto) && ls_span_equal(ls_span_from(url, mailto.len), shown));
    if (url.len > 0 && url.ptr[0] != '#' && !is_seen) {
        cmark_node *block = node;
        while (block && cmark_node_get_start_line(block) == 0) {
            block = cmark_node_parent(block);
        }
        ls_sections_add_link(walk->sections, url, block ? line_of(walk, block) : 0);
    }
}

static void end_link(struct walk *walk, cmark_node *node)
{
    struct ls_span url = url_of(walk, node);
    struct ls_span raw = ls_buf_span(&walk->raw);
    add_url(walk, url, ls_span_from(raw, walk->link_start), node);
    struct ls_span *kept = LS_ARENA_PUSH(walk->arena, walk->urls, &walk->url_count);
    if (kept) {
        *kept = url;
    }
    ls_buf_add_char(&walk->raw, LS_MARK_LINK);
}

static void enter(struct walk *walk, cmark_node *node)
{
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_HEADING:
    case CMARK_NODE_PARAGRAPH:
        begin_block(walk);
        break;
    case CMARK_NODE_CODE_BLOCK:
        add_code_block(walk, node);
        break;
    case CMARK_NODE_HTML_BLOCK:
        add_html_block(walk, node);
        break;
    case CMARK_NODE_TEXT:
        if (!walk->in_script) {
            ls_buf_add_str(&walk->raw, cmark_node_get_literal(node));
        }
        break;
    case CMARK_NODE_CODE:
        ls_raw_add_code(&walk->raw, ls_span_str(cmark_node_get_literal(node)));
        break;
    case CMARK_NODE_SOFTBREAK:
        ls_buf_add_char(&walk->raw, LS_MARK_SOFT_BREAK);
        break;
    case CMARK_NODE_LINEBREAK:
        ls_buf_add_char(&walk->raw, LS_MARK_HARD_BREAK);
        break;
    case CMARK_NODE_HTML_INLINE:
        ls_html_add_inline(&walk->raw, ls_span_str(cmark_node_get_literal(node)), &walk->in_script);
        break;
    case CMARK_NODE_LINK:
        walk->link_start = walk->raw.len;
        break;
    case CMARK_NODE_IMAGE:
        add_url(walk, url_of(walk, node), ls_span("", 0), node);
        break;
    default:
        break;
    }
}

static void leave(struct walk *walk, cmark_node *node)
{
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_HEADING:
        end_heading(walk, node);
        break;
    case CMARK_NODE_PARAGRAPH:
        end_paragraph(walk, node);
        break;
    case CMARK_NODE_LINK:
        end_link(walk, node);
        break;
    default:
        break;
    }
}

static void walk_nodes(struct walk *walk, cmark_iter *nodes)
{
    cmark_event_type event;
    while ((event = cmark_iter_next(nodes)) != CMARK_EVENT_DONE) {
        if (event == CMARK_EVENT_ENTER) {
            enter(walk, cmark_iter_get_node(nodes));
        } else {
            leave(walk, cmark_iter_get_node(nodes));
        }
    }
}

void ls_markdown_read(const struct ls_source *source, size_t offset, uint32_t first_line,
                      struct ls_arena *arena, struct ls_card *card, struct ls_facts *facts,
                      struct ls_sections *sections)
{
    struct ls_span text = ls_span_from(source->text, offset);
    struct walk walk = {
        .arena = arena,
        .source = source,
        .card = card,
        .facts = facts,
        .sections = sections,
        .lines = {.arena = arena,
                  .source = source,
                  .facts = facts,
                  .sections = sections,
                  .rest = text,
                  .line = first_line - 1},
        .slugger = {.arena = arena},
        .lines_before = first_line - 1,
        .in_head = true,
    };
    cmark_node *document = cmark_parse_document(text.ptr, text.len, CMARK_OPT_DEFAULT);
    cmark_iter *nodes = document ? cmark_iter_new(document) : NULL;
    if (nodes) {
        walk_nodes(&walk, nodes);
    }
    begin_block(&walk);
    arena->failed = arena->failed || !nodes;
    if (nodes) {
        cmark_iter_free(nodes);
    }
    if (document) {
        cmark_node_free(document);
    }
    ls_lines_free(&walk.lines);
    ls_buf_free(&walk.raw);
    ls_buf_free(&walk.shown);
    ls_buf_free(&walk.scratch);
}
